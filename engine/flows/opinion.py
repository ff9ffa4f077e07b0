"""How a stored mail is read: with a second opinion where the rules are unsure and an endpoint is configured.

Asked outside the transaction that decides: no row is locked while somebody else's machine thinks.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.opinion import Opinion, OpinionRefused
from engine.errors import WireError
from engine.flows.house import House
from engine.flows.read import SENT_ROLE, Read, understand
from engine.rules import opinion
from engine.rules.reading.declines import with_decline
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.rereading import OPINION
from engine.store.facts import own_addresses
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.tables import Activity, MessageIn

REFUSED, HEARD = "opinion.refused", "opinion.heard"
LATELY = timedelta(days=7)
"""So far back the log is looked through: each of them is put there once a day."""

log = logging.getLogger(__name__)


@dataclass
class Questions:
    """How many may still be asked about mails that are read again."""

    left: int


async def advised(house: House, in_id: int, how: Read, again: Questions | None = None) -> Read:
    """The reader itself, or one that knows what the other said about this mail.

    Of mails that are read `again` as many are asked about as it allows, and none while the endpoint rests.
    """
    adviser, below = house.opinion, house.settings.opinion_below
    if adviser is None or (again is not None and (again.left <= 0 or adviser.rests)):
        return how
    text = await _unsure(house, in_id, how, again=again is not None)
    if not text:
        return how
    if again is not None:
        again.left -= 1
    try:
        answer = await adviser.ask(opinion.INSTRUCTION, text)
    except WireError as trouble:
        new = isinstance(trouble, OpinionRefused) and await _put_on_record(house, adviser, REFUSED, str(trouble))
        log.log(logging.ERROR if new else logging.WARNING, "no second opinion on mail %s: %s", in_id, trouble)
        return how
    await _put_on_record(house, adviser, HEARD, adviser.who)
    kind = opinion.kind_of(answer)
    if kind is None:
        log.warning("no second opinion on mail %s: %s said none of the kinds", in_id, adviser.who)
        return how

    def with_opinion(mail: ParsedMail, own: frozenset[str], known_thread: bool) -> Verdict:
        verdict = how(mail, own, known_thread)
        if not opinion.wanted(verdict, below):
            return verdict
        return with_decline(mail, opinion.joined(verdict, kind, adviser.who))

    return with_opinion


async def _put_on_record(house: House, adviser: Opinion, what: str, why: str) -> bool:
    """For Settings, which may be another process. False when it is what was put there today from here."""
    now = house.clock.now()
    if adviser.told == (told := f"{now:%Y-%m-%d} {what} {why}"):
        return False
    adviser.told = told
    async with house.database.begin() as session:
        record(session, now, what, why=why[:500])
    return True


async def refused_lately(session: AsyncSession, now: datetime) -> str:
    """What the endpoint said when it refused the last question that it answered at all; "": it did not."""
    query = select(Activity).where(col(Activity.what).in_([REFUSED, HEARD]), col(Activity.at) > now - LATELY)
    last = (await session.scalars(query.order_by(col(Activity.at).desc(), col(Activity.id).desc()).limit(1))).first()
    return last.why if last is not None and last.what == REFUSED else ""


async def _unsure(house: House, in_id: int, how: Read, *, again: bool) -> str:
    """The new words to ask about; "" when nobody is to be asked. Only answers to our own mails leave the house."""
    try:
        async with house.database.begin() as session:
            row = await session.get(MessageIn, in_id)
            if row is None or row.role == SENT_ROLE or not row.raw or not (_may_change(row) if again else _fresh(row)):
                return ""
            mail, verdict, found = await understand(
                session, bytes(row.raw), row.mailbox_id, await own_addresses(session), how
            )
    except Exception:  # whatever it is, the reading that follows meets it again, and keeps the mail as broken
        return ""
    if found is None or not opinion.wanted(verdict, house.settings.opinion_below):
        return ""
    return mail.text[: opinion.LONGEST].strip()


def _fresh(row: MessageIn) -> bool:
    return row.state is not InState.READ


def _may_change(row: MessageIn) -> bool:
    """What answers nothing of ours is nobody's business; what another has said of it stands."""
    return row.out_id is not None and not row.corrected_by and row.verdict.get("rule") != OPINION
