"""Why each mail came to be in doubt: what befell its worker, or what its provider left unsaid, while it was leaving.

Unavoidable is a doubt whose worker was killed or taken for dead between *sending* and the answer in the ledger, or
whose provider gave no answer. Any other is the program's own.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from offhours.chaos.audit import Move
from offhours.chaos.evidence import Evidence

KILLED, CUT_OFF, UNANSWERED, NOTHING = "kill -9", "pause and cut off", "no answer", "nothing"
"""Causes. A worker that is paused while PostgreSQL goes is cut off as well."""


def causes(found: Evidence) -> Counter[str]:
    """How many doubts came from what. One mail may be in doubt twice."""
    return Counter(cause(found, doubt) for doubt in _doubts(found))


def needless(found: Evidence) -> Iterator[str]:
    """Doubts that nothing explains."""
    for doubt in _doubts(found):
        if cause(found, doubt) == NOTHING:
            said = found.said.get((doubt.out_id, doubt.attempt))
            told = f"said by {said.by} {said.committed.isoformat()}" if said else "never said"
            yield f"<{doubt.out_id}.{doubt.attempt}>, {told}, in doubt {doubt.at.isoformat()} by {doubt.by}"


def cause(found: Evidence, doubt: Move) -> str:
    said = found.said.get((doubt.out_id, doubt.attempt))
    if said is None:
        return NOTHING
    hits = [hit for hit in found.hits if said.began <= hit.at <= doubt.at]
    met = {hit.kind for hit in hits if hit.name in {said.by, ""}}
    if KILLED in met:
        return KILLED
    if CUT_OFF in met or {"pause", "postgres restart"} <= met:
        return CUT_OFF
    mail = found.mails[doubt.out_id]
    whose = (found.boxes[mail.mailbox_id].address, mail.email)
    for one in found.unanswered:
        if (one.mailbox, one.recipient) == whose and said.began <= _machine(found, one.at) <= doubt.at:
            return UNANSWERED
    return NOTHING


def _doubts(found: Evidence) -> Iterator[Move]:
    return (move for move in found.moves if move.new == "uncertain")


def _machine(found: Evidence, moment: datetime) -> datetime:
    """When it was by the machine's time."""
    return found.clock.real + (moment - found.clock.virtual) / found.clock.speed
