"""What follows from a mail that is understood: its match is written down, its effects are done and remembered."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import effects
from engine.flows.declines import write_decline
from engine.flows.locked import lock_accounts_of
from engine.flows.mark_sent import settle_sent
from engine.rules.reading import mime
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.reading.version import version
from engine.rules.vocabulary import HUMAN_KINDS, Kind, OutState
from engine.store import deeds
from engine.store.ahead import forget_ahead
from engine.store.columns import storable
from engine.store.facts import UNSENT
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.tables import Contact, MessageIn, MessageOut
from engine.store.threads import BY_ID, WEAK, Match

NEEDS_NO_MATCH = frozenset({Kind.UNSUBSCRIBE, Kind.COMPLAINT})
"""Acted upon whoever sends them: a missed opt-out is the worst error."""
WRITTEN = ("state", "problem", "from_address", "from_name", "subject", "text", "kind", "confidence", "because")
FOUND = ("matched_by", "out_id", "contact_id", "enrollment_id")
"""Written down for every mail, also where nothing changes: what is the same for all is one statement."""


async def carry_out(
    session: AsyncSession, row: MessageIn, mail: ParsedMail, verdict: Verdict, found: Match | None, now: datetime
) -> None:
    """The effects of a verdict on its own: a person's correction in place of the classifier's word, or newer rules'."""
    contact = await locked_contact(session, found.out) if found else None
    memory = await follow(session, row, mail, verdict, found, contact, now)
    if memory is not None:
        await session.flush()
        row.effects = memory.deeds()


async def follow(
    session: AsyncSession,
    row: MessageIn,
    mail: ParsedMail,
    verdict: Verdict,
    found: Match | None,
    contact: Contact | None,
    now: datetime,
    *,
    judges: bool = True,
) -> deeds.Memory | None:
    """What follows from a mail. `contact` is whoever the mail that it answers went to, their account locked."""
    out = found.out if found else None
    row.matched_by = found.how if found else ""
    if out is None and verdict.kind not in NEEDS_NO_MATCH:
        row.kind = unmatched(verdict)
        write_decline(row, verdict, None)
        return None
    if out is not None and found is not None and _proves(out, found, mail, verdict):
        # stays true whatever a person says the mail is: no deed to undo
        await settle(session, row, out, "bounce" if verdict.kind is Kind.BOUNCE else "reply", now)
    row.out_id = out.id if out else None
    row.contact_id = contact.id if contact else None
    row.enrollment_id = await _enrollment_of(session, out) if out else None
    write_decline(row, verdict, contact)
    with deeds.remembered(session) as memory:
        await effects.apply(session, effects.Case(row, mail, verdict, out, contact, judges), now)
    record(
        session,
        now,
        f"mail.received.{verdict.kind.value}",
        why=verdict.because[:300],
        contact_id=row.contact_id,
        account_id=contact.account_id if contact else None,
        mailbox_id=row.mailbox_id,
        message_out_id=row.out_id,
        message_in_id=row.id,
    )
    return memory


async def settle(session: AsyncSession, row: MessageIn, out: MessageOut, how: str, now: datetime) -> None:
    out.settled_by = how
    await settle_sent(session, out, now)
    forget_ahead(session, out.contact_id)
    about: dict[str, Any] = {"message_out_id": out.id, "contact_id": out.contact_id, "message_in_id": row.id}
    record(session, now, "mail.settled", why=how, **about)


async def _enrollment_of(session: AsyncSession, out: MessageOut) -> int | None:
    """What comes back after an answer still belongs to the campaign in which it began."""
    if out.answer_to is None:
        return out.enrollment_id
    answered = await session.get_one(MessageIn, out.answer_to)
    return answered.enrollment_id if answered.contact_id == out.contact_id else None


def _proves(out: MessageOut, found: Match, mail: ParsedMail, verdict: Verdict) -> bool:
    """Whether an answer settles that the mail has left: one in flight, or one that was not found in Sent."""
    if found.how in WEAK or effects.is_about_another(mail, verdict, found.how):
        return False
    if out.state in {OutState.SENDING, OutState.UNCERTAIN}:
        return True
    return found.how == BY_ID and out.sent_at is None and out.state in UNSENT


def unmatched(verdict: Verdict) -> Kind:
    """What answers nothing of ours keeps its kind when automatic; a person's mail is then the rep's own affair."""
    return Kind.UNRELATED if verdict.kind in HUMAN_KINDS else verdict.kind


async def locked_contact(session: AsyncSession, out: MessageOut) -> Contact:
    """The contact, its account locked first, as send does: an answer and a mail about to leave never cross."""
    await lock_accounts_of(session, col(Contact.id) == out.contact_id)
    await session.refresh(out, with_for_update=True)
    return await session.get_one(Contact, out.contact_id)


def write_down(row: MessageIn, mail: ParsedMail, verdict: Verdict, now: datetime) -> None:
    row.state, row.problem, row.read_at = InState.READ, "", now
    write_words(row, mail)
    row.kind, row.confidence, row.because = verdict.kind, verdict.confidence, storable(verdict.because)[:1000]
    row.verdict, row.reader = plain(verdict), version()
    for name in (*WRITTEN, *FOUND):
        flag_modified(row, name)


def known_of(row: MessageIn) -> ParsedMail:
    """The mail; of one without bytes what its server's index says of it."""
    mail = mime.parse(bytes(row.raw))
    return mail if row.raw else replace(mail, sender=Mailbox(row.from_name, row.from_address), subject=row.subject)


def write_words(row: MessageIn, mail: ParsedMail) -> None:
    row.from_address, row.from_name = mail.sender.email, storable(mail.sender.name)[:200]
    row.subject, row.text = storable(mail.subject)[:500], storable(mail.text)[:20_000]


def plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON."""

    def value(entry: Any) -> Any:
        if isinstance(entry, str):
            return storable(entry)[:2000]
        if isinstance(entry, dict):
            return {key: value(inner) for key, inner in entry.items()}
        if isinstance(entry, list | tuple):
            return [value(inner) for inner in entry]
        return entry if isinstance(entry, bool | int | float | None) else entry.isoformat()

    return {name: value(entry) for name, entry in asdict(verdict).items()}
