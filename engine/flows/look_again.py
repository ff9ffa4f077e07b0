"""What held a mail has changed: it is judged anew at the next round, not at the time it was put off to."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select, text, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.vocabulary import OutState
from engine.store.columns import among
from engine.store.tables import AccountDomain, Contact, Enrollment, Mailbox, MessageOut

OF_ACCOUNTS = text(
    "update message_out as o set looked_at = :now,"
    " look_at = case when o.asked_at is null then greatest(:now, o.due_at) else :now end from contact as c"
    " where c.id = o.contact_id and c.account_id = any(cast(:accounts as bigint[])) and o.state = 'held'"
)
"""The same as `look_again` for some accounts, for whoever writes through a pipeline."""
APART = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""

RESTS_FROM_NOW = text(
    "update mailbox as m set state_since = v.now, retry_at = retry_at - (state_since - v.now),"
    " slow_until = slow_until - (state_since - v.now), judged_from = least(judged_from, v.now)"
    " from (select cast(:now as timestamptz) as now) as v"
    " where m.state in ('error', 'health') and m.state_since > v.now + :apart"
)
"""A mailbox that was stopped at a moment that has not come yet rests as long from now on, and is judged from now on."""


async def look_again(
    session: AsyncSession,
    now: datetime,
    *,
    account_ids: Collection[int] | None = None,
    company_id: int | None = None,
    batch_id: int | None = None,
    campaign_id: int | None = None,
    mailbox_id: int | None = None,
    user_id: int | None = None,
) -> None:
    """Held mails of the one that is named; of the whole workspace when none is. `company_id`: an account, with the
    people of others whose addresses are at its domains."""
    where: list[ColumnElement[bool]] = [col(MessageOut.state) == OutState.HELD]
    if account_ids is not None:
        contacts = select(col(Contact.id)).where(among(col(Contact.account_id), account_ids))
        where.append(col(MessageOut.contact_id).in_(contacts))
    if company_id is not None:
        at_theirs = or_(*[col(Contact.email).endswith(func.concat(sign, AccountDomain.domain)) for sign in "@."])
        there = select(col(Contact.id)).where(col(Contact.account_id) == company_id)
        elsewhere = select(col(Contact.id)).join(AccountDomain, at_theirs)
        known = elsewhere.where(col(AccountDomain.account_id) == company_id)
        where.append(col(MessageOut.contact_id).in_(there.union(known)))
    if batch_id is not None:
        contacts = select(col(Contact.id)).where(col(Contact.batch_id) == batch_id)
        where.append(col(MessageOut.contact_id).in_(contacts))
    if campaign_id is not None:
        enrollments = select(col(Enrollment.id)).where(col(Enrollment.campaign_id) == campaign_id)
        where.append(col(MessageOut.enrollment_id).in_(enrollments))
    if mailbox_id is not None:
        where.append(col(MessageOut.mailbox_id) == mailbox_id)
    if user_id is not None:
        mailboxes = select(col(Mailbox.id)).where(col(Mailbox.user_id) == user_id)
        where.append(col(MessageOut.mailbox_id).in_(mailboxes))
    await _look(session, where, now)


async def look_again_after_a_step(session: AsyncSession, now: datetime) -> None:
    """The clock was set back: dates that were said at a moment that has not come yet are none."""
    waits = col(MessageOut.state).in_([OutState.DUE, OutState.HELD])
    await _look(session, [waits, col(MessageOut.looked_at) > now + APART], now)
    await session.execute(RESTS_FROM_NOW, {"now": now, "apart": APART})


async def _look(session: AsyncSession, where: list[ColumnElement[bool]], now: datetime) -> None:
    at = case((col(MessageOut.asked_at).is_(None), func.greatest(now, MessageOut.due_at)), else_=now)
    query = update(MessageOut).where(*where).values(look_at=at, looked_at=now)
    await session.execute(query, execution_options={"synchronize_session": False})
