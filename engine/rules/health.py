"""Is a mailbox, or an imported list, still fit to be sent from and to? Never one breaker for all of them.

What counts is a sliding window: what was sent in the last four weeks, at most the last 200 mails, and nothing from
before the last time it was stopped. A share says something once the sample reaches a floor. For hard bounces the floor
is a number of mails sent. Blocks and complaints are rare and each is a strong sign, so theirs is a number of events:
one never stops a mailbox, whatever the share; a few among few mails do. Some blocks are certain, because they hold for
every mail alike: these count by themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.rules.delivery import REMEDIES, Fault
from engine.rules.policies import Policies

LAST = 200
"""The mails a mailbox is judged by."""
WINDOW = timedelta(days=28)
CERTAIN: Mapping[Fault, int] = {Fault.LIMIT: 1, Fault.IDENTITY: 1, Fault.AUTHENTICATION: 2}
"""So many reports are certain. A single failure of SPF or DKIM may be of a recipient who forwards mail."""
NEAR = 0.5  # share of a limit from which on a warning is shown
MOST_DOUBLINGS = 4


@dataclass(frozen=True)
class Tally:
    """`hard` and `blocks` are among the last `sent`; `complaints` stand against what was `delivered` in the window."""

    sent: int = 0
    hard: int = 0
    blocks: int = 0
    delivered: int = 0
    complaints: int = 0
    faults: Mapping[Fault, int] = field(default_factory=dict)
    """What the blocks objected to."""


@dataclass(frozen=True)
class Judgement:
    """`stop` says why the mailbox has to rest, "" when it need not; `warnings` what is near to it."""

    stop: str = ""
    warnings: tuple[str, ...] = ()


def judge_mailbox(tally: Tally, rules: Policies) -> Judgement:
    """The gravest reason stops it."""
    return Judgement(next(_stops(tally, rules), ""), tuple(_warnings(tally, rules)))


def _stops(tally: Tally, rules: Policies) -> Iterator[str]:
    if tally.complaints >= rules.complaint_floor and tally.complaints > rules.complaint_stop_share * tally.delivered:
        yield f"{_complaints(tally)}; write to people who expect it, or stop"
    for fault, enough in CERTAIN.items():
        if (count := tally.faults.get(fault, 0)) >= enough:
            yield f"{count} of the last {tally.sent} mails blocked for the same certain reason; {REMEDIES[fault]}"
    if tally.blocks >= rules.block_floor and tally.blocks > rules.mailbox_block_share * tally.sent:
        yield f"{tally.blocks} of the last {tally.sent} mails were blocked; {REMEDIES[_main(tally.faults)]}"
    if tally.sent >= _floor(rules) and tally.hard > rules.mailbox_hard_share * tally.sent:
        yield f"{tally.hard} of the last {tally.sent} mails bounced hard; clean the list"


def _warnings(tally: Tally, rules: Policies) -> Iterator[str]:
    """A warning costs nothing, so the first complaint is one, and half of a limit is."""
    if tally.complaints > rules.complaint_warn_share * tally.delivered:
        limit = f"over {rules.complaint_stop_share:.1%} stop the mailbox"
        yield f"{_complaints(tally)}; {limit}"
    if tally.blocks and tally.blocks > NEAR * rules.mailbox_block_share * tally.sent:
        yield f"{tally.blocks} of the last {tally.sent} mails were blocked; {REMEDIES[_main(tally.faults)]}"
    judged = tally.sent >= NEAR * _floor(rules)
    if judged and tally.hard > NEAR * rules.mailbox_hard_share * tally.sent:
        limit = f"over {rules.mailbox_hard_share:.0%} stop the mailbox"
        yield f"{tally.hard} of the last {tally.sent} mails bounced hard; {limit}"


def _floor(rules: Policies) -> int:
    """No more is looked at: of a larger one the mailbox would never be stopped."""
    return min(rules.mailbox_floor, LAST)


def _complaints(tally: Tally) -> str:
    who = "1 recipient has" if tally.complaints == 1 else f"{tally.complaints} recipients have"
    return f"{who} complained, of {tally.delivered} mails delivered in four weeks"


def _main(faults: Mapping[Fault, int]) -> Fault:
    """What most of the blocks objected to."""
    return max(faults, key=lambda fault: faults[fault], default=Fault.OTHER)


def judge_batch(sent: int, hard: int, rules: Policies) -> bool:
    """Whether an imported list bounces too much, early, so that the mailbox survives it (M16)."""
    return sent >= rules.batch_floor and hard > rules.batch_hard_share * sent


def rest_of(length: timedelta, rests: int) -> timedelta:
    """A mailbox that had to be stopped again soon after a rest takes a longer one: twice as long, up to 16 times."""
    return length * int(2 ** min(rests, MOST_DOUBLINGS))


def rests_before(rests: int, slow_until: datetime | None, now: datetime) -> int:
    """How many rests in a row there were; a mailbox that has recovered begins anew."""
    return rests if slow_until is not None and slow_until > now else 0
