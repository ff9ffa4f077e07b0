"""Read stored mails again that older rules have read (docs/reading.md). One transaction a mail: it can end anywhere."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.carry_out import NEEDS_NO_MATCH, carry_out, plain, unmatched, write_down
from engine.flows.declines import write_decline
from engine.flows.house import House
from engine.flows.locked import NOT_WHILE_ERASING, locked
from engine.flows.opinion import Questions, advised
from engine.flows.own_mails import answered_before
from engine.flows.people import open_contact
from engine.flows.read import FROM_US, SENT_ROLE, Read, classify, decide, from_us, trusted
from engine.flows.read_rules import policies_of
from engine.flows.take_back import lock_all, mend, undo_reading
from engine.flows.tasks import worker_of
from engine.rules import rereading
from engine.rules.effects import NOTHING, Effect, Work, effect_of
from engine.rules.reading import mime
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.reading.version import version
from engine.rules.rereading import Decision
from engine.rules.vocabulary import BounceClass, Kind
from engine.store.copies import acting, copies_follow
from engine.store.facts import own_addresses, workspace_of
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.tables import Account, Contact, Mailbox, MessageIn, MessageOut, ResponseTask
from engine.store.threads import Match

log = logging.getLogger(__name__)
BATCH = 200
"""Numbers of mails that are looked up at once."""
TRIES = 3
ASKS = "Newer rules take this for"


@dataclass(frozen=True)
class Reread:
    """A mail that is read otherwise now. `why` says what follows, or why a person is asked."""

    in_id: int
    sender: str
    subject: str
    was: Kind | None
    kind: Kind
    because: str
    decision: Decision
    why: str


def _stale(since: datetime | None, *what: Any) -> Select[Any]:
    """A person's correction stands; mails of ours in Sent are no answers; of one that was not fetched there is nothing
    to read."""
    return select(*what).where(
        col(MessageIn.reader) != version(),
        col(MessageIn.state) != InState.STORED,
        col(MessageIn.corrected_by) == "",
        col(MessageIn.role) != SENT_ROLE,
        col(MessageIn.raw) != b"",
        *([col(MessageIn.received_at) >= since] if since else []),
    )


async def left(session: AsyncSession, since: datetime | None = None) -> int:
    """How many were read by older rules."""
    return await session.scalar(_stale(since, func.count())) or 0


async def reread(
    house: House,
    *,
    since: datetime | None = None,
    dry: bool = False,
    limit: int | None = None,
    by: str = "offhours",
    how: Read = classify,
    opinions: int = 0,
) -> AsyncIterator[Reread]:
    """Those that differ, the oldest first; `limit` bounds how many are looked at. `dry`: nothing is changed.

    Of at most `opinions` of which the rules are unsure a second opinion is asked, where one is configured; never `dry`.
    """
    last, seen = 0, 0
    questions = Questions(0 if dry else opinions)
    while limit is None or seen < limit:
        async with house.database.begin() as session:
            most = BATCH if limit is None else min(BATCH, limit - seen)
            ids = list(
                await session.scalars(
                    _stale(since, col(MessageIn.id))
                    .where(col(MessageIn.id) > last)
                    .order_by(col(MessageIn.id))
                    .limit(most)
                )
            )
        if not ids:
            return
        for in_id in ids:
            found = await _safely(house, in_id, dry, by, await advised(house, in_id, how, questions))
            if found is not None and found.decision is not Decision.SAME:
                yield found
        last, seen = ids[-1], seen + len(ids)


async def _safely(house: House, in_id: int, dry: bool, by: str, how: Read) -> Reread | None:
    """A mail that breaks the newer rules keeps its older reading, and the next one is read."""
    for tries in reversed(range(TRIES)):
        try:
            async with house.database.begin() as session:
                return await one(session, in_id, house.clock.now(), dry=dry, by=by, how=how)
        except (OperationalError, InterfaceError):
            if not tries:
                raise
        except Exception as problem:  # whatever a stranger's mail does
            log.warning("mail %s cannot be read again: %s", in_id, type(problem).__name__)
            return await _broken(house, in_id, dry, f"{type(problem).__name__}: {problem}")
    return None


async def _broken(house: House, in_id: int, dry: bool, problem: str) -> Reread:
    async with house.database.begin() as session:
        row = await locked(session, MessageIn, in_id, "response")
        if not dry:
            row.reader = version()
        kind = row.kind or Kind.OTHER
        return Reread(in_id, row.from_address, row.subject, row.kind, kind, "", Decision.BROKEN, problem[:300])


async def one(
    session: AsyncSession, in_id: int, now: datetime, *, dry: bool, by: str, how: Read = classify
) -> Reread | None:
    """In one transaction: read, compared, and taken over or given to a person. None: somebody was faster."""
    await session.execute(NOT_WHILE_ERASING)
    row = (
        await session.scalars(_stale(None, MessageIn).where(col(MessageIn.id) == in_id).with_for_update(key_share=True))
    ).one_or_none()
    if row is None:
        return None
    mail, verdict, found = await _read(session, row, how)
    kind = verdict.kind if found is not None or verdict.kind in NEEDS_NO_MATCH else unmatched(verdict)
    was, before = row.kind, row.verdict
    if row.state is InState.BROKEN:
        decision, why = Decision.APPLIED, "it can be read now"
    elif rereading.same(was, before, kind, plain(verdict)) or acting(row) != row.id:
        decision, why = Decision.SAME, ""
    else:
        decision, why = await _judged(session, row, kind, verdict, found, now)
        if decision is Decision.ASKED and await _asked(session, row):
            decision, why = Decision.KEPT, "somebody was asked before"
    if not dry:
        await _done(session, row, mail, verdict, found, decision, why, now, by, how)
    return Reread(in_id, row.from_address, row.subject, was, kind, verdict.because[:300], decision, why)


async def _read(session: AsyncSession, row: MessageIn, how: Read) -> tuple[ParsedMail, Verdict, Match | None]:
    """It answers what it answered: a mail that was sent since cannot be what an old one was about. What one of us wrote
    in a prospect's thread is ours still."""
    mail = mime.parse(bytes(row.raw))
    if row.verdict.get("rule") == FROM_US:
        return mail, from_us(mail), None
    out = await session.get(MessageOut, row.out_id) if row.out_id is not None else None
    own = await own_addresses(session)
    found = Match(out, row.matched_by) if out is not None else None
    return mail, *trusted(how(mail, own, out is not None), found)


async def _judged(
    session: AsyncSession, row: MessageIn, kind: Kind, verdict: Verdict, found: Match | None, now: datetime
) -> tuple[Decision, str]:
    bounce = BounceClass(row.verdict["bounce"]) if row.verdict.get("bounce") else None
    was = _effect(row.kind, bounce, known=row.out_id is not None, doubts=row.in_doubt)
    new = _effect(kind, verdict.bounce, known=found is not None, doubts=verdict.doubts)
    contact = await session.get(Contact, row.contact_id) if row.contact_id is not None else None
    away = contact.away_until if contact is not None else None
    both_away = was.away and new.away
    old_date, new_date = row.verdict.get("return_date") or "", verdict.return_date
    return rereading.judge(
        was,
        new,
        worked=await _worked(session, row, contact, was),
        over=both_away and (away is None or away <= now),
        earlier=both_away and (new_date is None or new_date.isoformat() < old_date),
    )


def _effect(kind: Kind | None, bounce: BounceClass | None, *, known: bool, doubts: bool) -> Effect:
    """Without a mail of ours that it answers, only an opt-out does something."""
    if kind is None or not (known or kind in NEEDS_NO_MATCH):
        return NOTHING
    return effect_of(kind, bounce, doubts=doubts)


async def _worked(session: AsyncSession, row: MessageIn, contact: Contact | None, was: Effect) -> bool:
    """A person has finished its task, moved the account, or released it."""
    query = select(col(ResponseTask.id)).where(
        col(ResponseTask.message_in_id) == row.id,
        col(ResponseTask.done_at).is_not(None),
        col(ResponseTask.done_by) != "offhours",
    )
    if (await session.scalars(query.limit(1))).first() is not None:
        return True
    if contact is None:
        return False
    account = await session.get_one(Account, contact.account_id)
    moved = row.read_at is not None and account.bin_since > row.read_at and account.bin_by != "offhours"
    return moved or (was.holds_account and account.responded_at is None)


async def _done(
    session: AsyncSession,
    row: MessageIn,
    mail: ParsedMail,
    verdict: Verdict,
    found: Match | None,
    decision: Decision,
    why: str,
    now: datetime,
    by: str,
    how: Read,
) -> None:
    was = row.kind
    if row.state is InState.BROKEN or decision is Decision.APPLIED:
        await lock_all(session, row)
    if row.state is InState.BROKEN:
        undone = await undo_reading(session, row)
        await decide(session, row.id, now, how)
        await mend(session, row, undone, "an answer was read again", now)
    elif decision is Decision.APPLIED:
        await _apply(session, row, mail, verdict, found, now)
        await answered_before(session, row)
        await copies_follow(session, row)
    elif decision is Decision.ASKED:
        await _ask(session, row, verdict, why, now)
    elif row.kind is verdict.kind and row.contact_id is not None:
        write_decline(row, verdict, await session.get(Contact, row.contact_id))  # older rules asked for no reason
    row.reader = version()
    if decision is not Decision.SAME:
        told = f"{was} is {verdict.kind}: {why}"
        record(
            session,
            now,
            f"mail.reread.{decision}",
            why=told[:300],
            by=by,
            message_in_id=row.id,
            contact_id=row.contact_id,
        )


async def _apply(
    session: AsyncSession, row: MessageIn, mail: ParsedMail, verdict: Verdict, found: Match | None, now: datetime
) -> None:
    """As a correction does it, but no address is suppressed less, and colleagues who wait go on waiting."""
    account = (await open_contact(session, row.contact_id))[1] if row.contact_id is not None else None
    waiting_since = account.responded_at if account is not None else None
    suppressed = [deed for deed in row.effects if deed.get("made") == "suppression"]
    row.effects = [deed for deed in row.effects if deed not in suppressed]
    undone, first_read = await undo_reading(session, row), row.read_at
    write_down(row, mail, verdict, now)
    row.read_at = first_read  # its place among the others
    await carry_out(session, row, mail, verdict, found, now)
    await mend(session, row, undone, "an answer was read again", now)
    row.effects = [*suppressed, *row.effects]
    if account is not None and account.responded_at is None:
        account.responded_at = waiting_since


async def _asked(session: AsyncSession, row: MessageIn) -> bool:
    """By an earlier reading. Whoever closed that task without a correction has decided."""
    query = select(col(ResponseTask.id)).where(
        col(ResponseTask.message_in_id) == row.id, col(ResponseTask.note).startswith(ASKS)
    )
    return (await session.scalars(query.limit(1))).first() is not None


async def _ask(session: AsyncSession, row: MessageIn, verdict: Verdict, why: str, now: datetime) -> None:
    """What was done stays until somebody says otherwise."""
    mailbox = await session.get_one(Mailbox, row.mailbox_id)
    rules = policies_of(await workspace_of(session))
    session.add(
        ResponseTask(
            message_in_id=row.id,
            contact_id=row.contact_id,
            owner_id=await worker_of(session, mailbox),
            step=Work.LOOK,
            note=f"{ASKS} “{verdict.kind}” instead of “{row.kind}” ({verdict.because[:200]}). "
            f"Nothing was changed, because {why}: say on its page what it is.",
            counts=False,
            due_at=now + rules.answer_within,
            created_at=now,
        )
    )
