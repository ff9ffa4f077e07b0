"""Stop a mailbox or an imported list before a provider does, slow a mailbox down, and tell whoever has to know."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Subquery, func, literal, or_, select, text, true, union_all
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.tasks import worker_of
from engine.rules.delivery import Fault, fault_of, reported_fault
from engine.rules.effects import Work
from engine.rules.health import (
    LAST,
    WINDOW,
    Judgement,
    Tally,
    judge_batch,
    judge_mailbox,
    rest_of,
    rests_before,
)
from engine.rules.pace import slowed_until
from engine.rules.policies import Policies
from engine.rules.vocabulary import BounceClass, Kind, OutState
from engine.store.journal import record
from engine.store.tables import (
    Contact,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    User,
)

GIVE_WAY = text("set local lock_timeout = '500ms'")
"""Whoever changes the mailbox holds it, and may wait for mails that we hold. We are read again by ourselves, they are
not: half of the time after which PostgreSQL would refuse one of us."""
RESTED = text(
    "update mailbox as m set state = 'active', state_detail = '', state_since = m.retry_at, retry_at = null"
    " from (select id from mailbox where state = 'health' and retry_at <= :now"
    " order by id for no key update skip locked) as rested where m.id = rested.id returning m.id"
)


def rest_mailbox(mailbox: Mailbox, state: MailboxState, why: str, now: datetime, until: datetime | None) -> None:
    """The mailbox stops sending for a while; one that a person paused stays paused until they say otherwise. Trouble
    with a server ends no rest for the mailbox's health, and goes on while each try meets it again."""
    is_trouble = state is MailboxState.ERROR
    if mailbox.state is MailboxState.PAUSED or (is_trouble and _rests(mailbox, now)):
        return
    if mailbox.state is not state or not is_trouble:
        mailbox.state_since = now
    mailbox.state, mailbox.state_detail, mailbox.retry_at = state, why[:500], until


def _rests(mailbox: Mailbox, now: datetime) -> bool:
    return mailbox.state is MailboxState.HEALTH and mailbox.retry_at is not None and mailbox.retry_at > now


def stop(
    session: AsyncSession,
    mailbox: Mailbox,
    why: str,
    length: timedelta,
    rules: Policies,
    now: datetime,
    what: str,
    **about: Any,
) -> bool:
    """For its health. It comes back by itself, slowly, and is judged by what it sends from then on. `what` and `about`
    are for the log; the owner sees it on Today. False: one that rests already rests on, as it is the same trouble."""
    record(session, now, what, why=why[:300], mailbox_id=mailbox.id, **about)
    if _rests(mailbox, now) or mailbox.state is MailboxState.PAUSED:
        return False
    before = rests_before(mailbox.rests, mailbox.slow_until, now)
    rest_mailbox(mailbox, MailboxState.HEALTH, why, now, now + rest_of(length, before))
    assert mailbox.retry_at is not None
    mailbox.rests, mailbox.judged_from = before + 1, now
    mailbox.slow_until = mailbox.retry_at + rules.recovery
    mailbox.slow_why = f"back from a rest: {why}"[:500]
    return True


async def end_rests(session: AsyncSession, now: datetime) -> None:
    """A rest is over at its time, also where nothing waits to be sent; slowness goes on. Safe to run anywhere."""
    for mailbox_id in (await session.scalars(RESTED, {"now": now})).all():
        record(session, now, "mailbox.rested", mailbox_id=mailbox_id)


def slow_down(session: AsyncSession, mailbox: Mailbox, why: str, rules: Policies, now: datetime, **about: Any) -> None:
    """Its server asks for it: half the mails, at four times the distance, for hours."""
    until, before = now + rules.slowness, slowed_until(mailbox.slow_until, now)
    if before is None:
        record(session, now, "mailbox.slowed", why=why[:300], mailbox_id=mailbox.id, **about)
    if before is None or before < until:
        mailbox.slow_until, mailbox.slow_why = until, why[:500]


async def judge_batch_of(session: AsyncSession, out: MessageOut, rules: Policies, now: datetime) -> None:
    """Stop a bad list early; whoever supplied it is told by a task."""
    contact = await session.get_one(Contact, out.contact_id)
    if contact.batch_id is None:
        return
    batch = await session.get_one(ImportBatch, contact.batch_id)
    if batch.paused_at is not None:
        return
    sent, hard = await _batch_tally(session, batch)
    if not judge_batch(sent, hard, rules):
        return
    batch.paused_at = batch.judged_from = now
    batch.paused_why = f"{hard} of {sent} mails to the import {batch.source!r} bounced hard"
    record(session, now, "batch.paused", why=batch.paused_why, batch=batch.id)
    mailbox = await session.get_one(Mailbox, out.mailbox_id)
    session.add(
        ResponseTask(
            owner_id=await _supplier(session, batch, mailbox),
            step=Work.LOOK,
            note=stopped_note(batch),
            counts=False,
            due_at=now + rules.answer_within,
            created_at=now,
        )
    )


def stopped_note(batch: ImportBatch) -> str:
    """Of the work that a stopped import makes; whoever resumes it has done that work."""
    return (
        f"{batch.paused_why}: first mails to its people wait. Look through the list under Settings, Imports, and"
        " resume it there."
    )


async def _supplier(session: AsyncSession, batch: ImportBatch, mailbox: Mailbox) -> int:
    """The user who imported it, in person or by a key of theirs; when they are gone, whose mailbox suffers."""
    address = batch.supplied_by.partition(" ")[0]
    known = await session.scalar(select(col(User.id)).where(col(User.email) == address, col(User.active)))
    return known or await worker_of(session, mailbox)


async def _batch_tally(session: AsyncSession, batch: ImportBatch) -> tuple[int, int]:
    query = (
        select(func.count(), func.count().filter(col(MessageOut.bounced) == BounceClass.HARD.value))
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(col(Contact.batch_id) == batch.id, col(MessageOut.sent_at).is_not(None))
    )
    if batch.judged_from is not None:
        query = query.where(col(MessageOut.sent_at) > batch.judged_from)
    sent, hard = (await session.execute(query)).one()
    return sent, hard


async def judge(session: AsyncSession, mailbox: Mailbox, rules: Policies, now: datetime) -> None:
    """Stop a mailbox that bounces, is blocked or is complained about too much, before its provider does."""
    why = (await health_of(session, [mailbox.id], rules, now))[mailbox.id].stop
    if why:
        await session.execute(GIVE_WAY)
        await session.refresh(mailbox, with_for_update={"key_share": True})
        stop(session, mailbox, f"{why} ({mailbox.address})", rules.rest, rules, now, "mailbox.health")


async def health_of(
    session: AsyncSession, mailbox_ids: Sequence[int], rules: Policies, now: datetime
) -> dict[int, Judgement]:
    """How they stand, in four queries for all of them."""
    since = now - WINDOW
    lately = {row.id: row for row in await session.execute(_lately(mailbox_ids, since))}
    complained = {row[0]: row[1] for row in await session.execute(_complaints(mailbox_ids, since))}
    faults: dict[int, Counter[Fault]] = {}
    for mailbox_id, verdict in await session.execute(_blocks(mailbox_ids, since)):
        words = f"{verdict.get('reason', '')} {verdict.get('because', '')}"
        faults.setdefault(mailbox_id, Counter())[reported_fault(str(verdict.get("status", "")), words)] += 1
    for mailbox_id, words in await session.execute(_at_the_door(mailbox_ids, since)):
        if fault_of("", words) is Fault.RECIPIENT:  # of others it is known that they were about the mail alone
            faults.setdefault(mailbox_id, Counter())[Fault.RECIPIENT] += 1
    return {
        one: judge_mailbox(
            Tally(
                sent=lately[one].sent,
                hard=lately[one].hard,
                blocks=lately[one].blocks,
                delivered=lately[one].delivered,
                complaints=complained.get(one, 0),
                faults=faults.get(one, Counter()),
            ),
            rules,
        )
        for one in mailbox_ids
    }


def _since_judged(moment: Any) -> Any:
    """Not from before the mailbox was last stopped: that had its consequence."""
    return or_(col(Mailbox.judged_from).is_(None), moment > col(Mailbox.judged_from))


def _lately(mailbox_ids: Sequence[int], since: datetime) -> Select[Any]:
    """By the local day first, because that is indexed; a day more than the window is harmless."""
    counted = (
        col(MessageOut.mailbox_id) == col(Mailbox.id),
        col(MessageOut.sent_on) >= since.date(),
        col(MessageOut.sent_at).is_not(None),
        _since_judged(col(MessageOut.sent_at)),
    )
    last = (
        select(col(MessageOut.bounced))
        .where(*counted)
        .order_by(col(MessageOut.sent_on).desc(), col(MessageOut.sent_at).desc())
        .limit(LAST)
        .correlate(Mailbox)
        .subquery()
    )
    judged = (
        select(
            func.count().label("sent"),
            func.count().filter(last.c.bounced == BounceClass.HARD.value).label("hard"),
            func.count().filter(last.c.bounced == BounceClass.BLOCK.value).label("blocks"),
        )
        .select_from(last)
        .lateral()
    )
    delivered = (
        select(func.count().label("delivered")).where(*counted, col(MessageOut.bounced) == "").correlate(Mailbox)
    ).lateral()
    return (
        select(col(Mailbox.id), judged.c.sent, judged.c.hard, judged.c.blocks, delivered.c.delivered)
        .select_from(Mailbox)
        .join(judged, true())
        .join(delivered, true())
        .where(col(Mailbox.id).in_(mailbox_ids))
    )


ABOUT = func.coalesce(col(MessageOut.mailbox_id), col(MessageIn.mailbox_id))
"""The mailbox that a report is about: whichever sent the mail, for a provider reports all that a domain sends to one
address; where it came to when the mail is not known."""
A_REPORT = text("message_in.kind in ('bounce', 'complaint')")
"""In the words of the index that holds reports alone."""


def _reports(mailbox_ids: Sequence[int], since: datetime, kind: Kind) -> Subquery:
    """Those about some mailboxes, each with when the mail was sent, or else itself came. What came to them is found by
    its index, what came to others by the mails of the window: nobody looks at all that the others got."""
    columns = (
        ABOUT.label("mailbox_id"),
        *map(col, (MessageIn.id, MessageIn.contact_id, MessageIn.verdict)),
        func.coalesce(col(MessageOut.sent_at), col(MessageIn.received_at)).label("moment"),
    )
    of_mail, to_them = col(MessageOut.id) == MessageIn.out_id, col(MessageIn.mailbox_id).in_(mailbox_ids)
    lately = (A_REPORT, col(MessageIn.kind) == kind, col(MessageIn.received_at) >= since)
    sent = (col(MessageOut.mailbox_id).in_(mailbox_ids), col(MessageOut.sent_on) >= since.date())
    came = select(*columns).outerjoin(MessageOut, of_mail).where(to_them, ABOUT.in_(mailbox_ids), *lately)
    elsewhere = select(*columns).join(MessageOut, of_mail).where(~to_them, *sent, *lately)
    return union_all(came, elsewhere).subquery("report")


def _complaints(mailbox_ids: Sequence[int], since: datetime) -> Select[int, int]:
    """People, not mails: one may complain twice."""
    report = _reports(mailbox_ids, since, Kind.COMPLAINT)
    who = func.coalesce(report.c.contact_id, literal(0) - report.c.id)
    return (
        select(col(Mailbox.id), func.count(func.distinct(who)))
        .select_from(Mailbox)
        .join(report, col(Mailbox.id) == report.c.mailbox_id)
        .where(_since_judged(report.c.moment))
        .group_by(col(Mailbox.id))
    )


def _blocks(mailbox_ids: Sequence[int], since: datetime) -> Select[int, dict[str, Any]]:
    report = _reports(mailbox_ids, since, Kind.BOUNCE)
    return (
        select(col(Mailbox.id), report.c.verdict)
        .select_from(Mailbox)
        .join(report, col(Mailbox.id) == report.c.mailbox_id)
        .where(_since_judged(report.c.moment), report.c.verdict["bounce"].astext == BounceClass.BLOCK.value)
    )


def _at_the_door(mailbox_ids: Sequence[int], since: datetime) -> Select[int, str]:
    """What its own server said of the mails that were given up."""
    return (
        select(col(MessageOut.mailbox_id), col(MessageOut.server_text))
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(
            col(MessageOut.mailbox_id).in_(mailbox_ids),
            col(MessageOut.sent_on) >= since.date(),
            col(MessageOut.state) == OutState.FAILED,
            col(MessageOut.bounced) == BounceClass.BLOCK.value,
            _since_judged(col(MessageOut.sent_at)),
        )
    )
