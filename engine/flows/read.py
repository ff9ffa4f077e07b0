"""Decide about one stored mail: understand it, find what it answers, carry out what follows. Can be run again."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import ProtocolTrouble
from engine.flows import effects
from engine.flows.declines import write_decline
from engine.flows.file_copies import recognise
from engine.flows.history import meet
from engine.flows.house import House
from engine.flows.mark_sent import settle_sent
from engine.rules.correspondence import when
from engine.rules.effects import Work
from engine.rules.reading import chain, mime
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.matching import clues_of
from engine.rules.reading.verdict import Verdict
from engine.rules.reading.version import version
from engine.rules.vocabulary import HUMAN_KINDS, Kind, OutState
from engine.store import deeds
from engine.store.facts import UNSENT, own_addresses
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.tables import Account, Contact, Mailbox, MessageIn, MessageOut, ResponseTask
from engine.store.threads import Match, match

TRIES = 3
"""How often a mail is read when another transaction crosses it."""
NEEDS_NO_MATCH = frozenset({Kind.UNSUBSCRIBE, Kind.COMPLAINT})
"""Acted upon whoever sends them: a missed opt-out is the worst error."""
SENT_ROLE, JUNK_ROLE = "sent", "junk"

Read = Callable[[ParsedMail, frozenset[str], bool], Verdict]


def classify(mail: ParsedMail, own: frozenset[str], known_thread: bool) -> Verdict:
    return chain.classify(mail, own_addresses=own, known_thread=known_thread)


async def read(house: House, in_id: int, how: Read = classify) -> None:
    """A mail that breaks something is marked BROKEN and shown to the mailbox's owner; the next one is read."""
    for left in reversed(range(TRIES)):
        try:
            async with house.database.begin() as session:
                await decide(session, in_id, house.clock.now(), how)
        except (OperationalError, InterfaceError, IntegrityError) as crossed:
            if left:
                continue  # two at once (deadlock, same key): the second time it sees what the other did
            if not isinstance(crossed, IntegrityError):
                raise  # the database, not the mail: it is read again later
            await _broken(house, in_id, crossed)
        except Exception as problem:  # whatever a stranger's mail does, it is kept and a person sees it
            await _broken(house, in_id, problem)
        return


async def decide(session: AsyncSession, in_id: int, now: datetime, how: Read = classify) -> None:
    """In one transaction: verdict, match, effects, and the list by which they can be undone."""
    query = select(MessageIn).where(col(MessageIn.id) == in_id, col(MessageIn.state) != InState.READ)
    row = (await session.scalars(query.with_for_update())).one_or_none()
    if row is None:
        return
    if not row.raw:
        raise ProtocolTrouble(row.problem or "the server handed over an empty mail")
    own = await own_addresses(session)
    mail, verdict, found = await understand(session, bytes(row.raw), row.mailbox_id, own, how)
    write_down(row, mail, verdict, now)
    if row.role == SENT_ROLE:
        row.kind = Kind.OWN_MAIL
        await _own_mail(session, row, mail, own, now)
        return
    if twin := await _twin(session, row):
        row.out_id, row.contact_id, row.enrollment_id = twin.out_id, twin.contact_id, twin.enrollment_id
        row.matched_by = f"copy of {twin.id}"
        return
    await carry_out(session, row, mail, verdict, found, now)
    if row.kind is Kind.UNRELATED and row.role != JUNK_ROLE:
        await meet(session, row.mailbox_id, [(mail, when(mail, row.received_at, now))], own, sent=False)


async def understand(
    session: AsyncSession, raw: bytes, mailbox_id: int, own: frozenset[str], how: Read = classify
) -> tuple[ParsedMail, Verdict, Match | None]:
    """What a mail is and what it answers. Changes nothing."""
    mail = mime.parse(raw)
    found = await match(session, clues_of(mail), mailbox_id)
    verdict = how(mail, own, found is not None)
    if verdict.failed_recipients or verdict.original_message_id:
        clues = clues_of(mail, verdict.failed_recipients, verdict.original_message_id)
        found = await match(session, clues, mailbox_id)
    return mail, verdict, found


async def carry_out(
    session: AsyncSession, row: MessageIn, mail: ParsedMail, verdict: Verdict, found: Match | None, now: datetime
) -> None:
    """The effects of a verdict; also called with a person's correction in place of the classifier's word."""
    out = found.out if found else None
    row.matched_by = found.how if found else ""
    if out is None and verdict.kind not in NEEDS_NO_MATCH:
        row.kind = unmatched(verdict)
        write_decline(row, verdict, None)
        return
    contact = await _locked(session, out) if out else None
    if out is not None and found is not None and _proves(out, found):
        # stays true whatever a person says the mail is: no deed to undo
        await _settle(session, row, out, "bounce" if verdict.kind is Kind.BOUNCE else "reply", now)
    row.out_id = out.id if out else None
    row.contact_id = contact.id if contact else None
    row.enrollment_id = await _enrollment_of(session, out) if out else None
    write_decline(row, verdict, contact)
    with deeds.remembered(session) as done:
        await effects.apply(session, effects.Case(row, mail, verdict, out, contact), now)
        await session.flush()
    row.effects = done
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


async def _settle(session: AsyncSession, row: MessageIn, out: MessageOut, how: str, now: datetime) -> None:
    out.settled_by = how
    await settle_sent(session, out, now)
    about: dict[str, Any] = {"message_out_id": out.id, "contact_id": out.contact_id, "message_in_id": row.id}
    record(session, now, "mail.settled", why=how, **about)


async def _enrollment_of(session: AsyncSession, out: MessageOut) -> int | None:
    """What comes back after an answer still belongs to the campaign in which it began."""
    if out.answer_to is None:
        return out.enrollment_id
    answered = await session.get_one(MessageIn, out.answer_to)
    return answered.enrollment_id if answered.contact_id == out.contact_id else None


def _proves(out: MessageOut, found: Match) -> bool:
    """Whether an answer settles that the mail has left: one in flight, or one that was not found in Sent."""
    if out.state in {OutState.SENDING, OutState.UNCERTAIN}:
        return True
    return found.how == "message_id" and out.sent_at is None and out.state in UNSENT


async def _twin(session: AsyncSession, row: MessageIn) -> MessageIn | None:
    """The same words from the same person under the same Message-ID: delivered twice, answered once."""
    if not row.message_id:
        return None
    same = [getattr(MessageIn, name) == getattr(row, name) for name in ("message_id", "from_address", "text", "kind")]
    query = select(MessageIn).where(
        *same,
        col(MessageIn.mailbox_id) == row.mailbox_id,
        col(MessageIn.id) < row.id,
        col(MessageIn.role) != SENT_ROLE,
        col(MessageIn.state) == InState.READ,
    )
    return (await session.scalars(query.order_by(col(MessageIn.id)).limit(1))).one_or_none()


def unmatched(verdict: Verdict) -> Kind:
    """What answers nothing of ours keeps its kind when automatic; a person's mail is then the rep's own affair."""
    return Kind.UNRELATED if verdict.kind in HUMAN_KINDS else verdict.kind


async def _locked(session: AsyncSession, out: MessageOut) -> Contact:
    """The contact, its account locked first, as send does: an answer and a mail about to leave never cross."""
    account = (
        select(col(Account.id))
        .join(Contact, col(Contact.account_id) == Account.id)
        .where(col(Contact.id) == out.contact_id)
        .with_for_update(of=Account)
    )
    await session.execute(account)
    await session.refresh(out, with_for_update=True)
    return await session.get_one(Contact, out.contact_id)


def write_down(row: MessageIn, mail: ParsedMail, verdict: Verdict, now: datetime) -> None:
    row.state, row.problem, row.read_at = InState.READ, "", now
    row.from_address, row.from_name = mail.sender.email, mail.sender.name[:200]
    row.subject, row.text = _clean(mail.subject)[:500], _clean(mail.text)[:20_000]
    row.kind, row.confidence, row.because = verdict.kind, verdict.confidence, _clean(verdict.because)[:1000]
    row.verdict, row.reader = plain(verdict), version()


def plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON."""

    def value(entry: Any) -> Any:
        if isinstance(entry, str):
            return _clean(entry)[:2000]
        if isinstance(entry, dict):
            return {key: value(inner) for key, inner in entry.items()}
        if isinstance(entry, list | tuple):
            return [value(inner) for inner in entry]
        return entry if isinstance(entry, bool | int | float | None) else entry.isoformat()

    return {name: value(entry) for name, entry in asdict(verdict).items()}


def _clean(text: str) -> str:
    """PostgreSQL takes neither NUL nor half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


async def _own_mail(
    session: AsyncSession, row: MessageIn, mail: ParsedMail, own: frozenset[str], now: datetime
) -> None:
    """A mail in Sent: ours settles an uncertain one, when it is the copy of this very try; one the rep typed by
    hand closes the task it answers (M28)."""
    ours = await recognise(session, mail, row.mailbox_id)
    if ours is not None:
        out, attempt = ours
        row.out_id, row.contact_id = out.id, out.contact_id
        if out.state is OutState.UNCERTAIN and attempt == out.attempts:
            await _locked(session, out)
            await _settle(session, row, out, "sent_folder", now)
        return
    await meet(session, row.mailbox_id, [(mail, when(mail, row.received_at, now))], own, sent=True)
    answered = select(col(MessageIn.id)).where(col(MessageIn.message_id).in_([*mail.in_reply_to, *mail.references]))
    people = [mailbox.email for mailbox in (*mail.to, *mail.cc)]
    contacts = select(col(Contact.id)).where(col(Contact.email).in_(people))
    tasks = await session.scalars(
        select(ResponseTask).where(
            col(ResponseTask.done_at).is_(None),
            col(ResponseTask.step) != Work.MANUAL,
            col(ResponseTask.message_in_id).in_(answered) | col(ResponseTask.contact_id).in_(contacts),
        )
    )
    for task in tasks:
        task.done_at, task.done_how, task.done_by = now, "answered by hand", mail.sender.email
        row.contact_id = task.contact_id
        record(session, now, "task.done", why="answered by hand", contact_id=task.contact_id, message_in_id=row.id)


async def _broken(house: House, in_id: int, problem: Exception) -> None:
    async with house.database.begin() as session:
        why = f"{type(problem).__name__}: {problem}"
        row = await session.get_one(MessageIn, in_id, with_for_update=True)
        if row.state is InState.STORED:
            await _give_to_person(session, row, why, house.clock.now())


async def _give_to_person(session: AsyncSession, row: MessageIn, problem: str, now: datetime) -> None:
    mailbox = await session.get_one(Mailbox, row.mailbox_id)
    row.state, row.problem = InState.BROKEN, _clean(problem)[:1000]
    session.add(
        ResponseTask(
            message_in_id=row.id,
            owner_id=mailbox.user_id,
            step=Work.LOOK,
            note="This mail could not be read by the program: look at it in your mail program.",
            due_at=now,
            created_at=now,
        )
    )
    record(session, now, "mail.broken", why=problem[:300], mailbox_id=row.mailbox_id, message_in_id=row.id)
