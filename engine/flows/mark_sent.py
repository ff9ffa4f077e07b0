"""A server has taken mails: their accounts are being worked, and the next steps get their dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.plan_next import plan_next
from engine.rules.vocabulary import Bin, OutState
from engine.rules.windows import zone_of
from engine.store.journal import record_all
from engine.store.tables import Account, Contact, Enrollment, Mailbox, MessageOut

SENT = text(
    "update message_out as o set state = 'sent', sent_at = v.sent_at, sent_on = v.sent_on, claimed_by = null,"
    " held_reason = null, held_detail = '', held_since = null"
    " from unnest(cast(:ids as bigint[]), cast(:moments as timestamptz[]), cast(:days as date[]))"
    " as v(id, sent_at, sent_on) where o.id = v.id"
)
WORKING = text(
    "update account as a set bin = 'working', bin_since = :now, bin_by = 'offhours', bin_why = v.why"
    " from unnest(cast(:ids as bigint[]), cast(:whys as text[])) as v(id, why) where a.id = v.id"
)


@dataclass(frozen=True, slots=True)
class Taken:
    out_id: int
    enrollment_id: int
    position: int
    mailbox_id: int
    sending_at: datetime | None
    sent_on: date | None
    campaign_id: int
    contact_id: int
    email: str
    account_id: int
    bin: Bin
    zone: str

    @property
    def about(self) -> dict[str, Any]:
        return {
            "account_id": self.account_id,
            "contact_id": self.contact_id,
            "campaign_id": self.campaign_id,
            "mailbox_id": self.mailbox_id,
            "message_out_id": self.out_id,
        }


async def mark_sent(session: AsyncSession, out_ids: Iterable[int], now: datetime) -> None:
    """Safe to repeat. The caller has locked accounts and mails; rows of the session have to be read anew afterwards."""
    await session.flush()
    taken = await _taken(session, list(out_ids))
    if not taken:
        return
    moments = [one.sending_at or now for one in taken]
    days = [
        one.sent_on or moment.astimezone(zone_of(one.zone, "mailbox.time_zone")).date()
        for one, moment in zip(taken, moments, strict=True)
    ]
    await session.execute(SENT, {"ids": [one.out_id for one in taken], "moments": moments, "days": days})
    await _begin_working(session, taken, now)
    await record_all(session, now, "mail.sent", [(f"step {one.position}", one.about) for one in taken])
    since = {one.enrollment_id: moment for one, moment in zip(taken, moments, strict=True)}
    await plan_next(session, since, now, first=False)


async def _taken(session: AsyncSession, out_ids: list[int]) -> list[Taken]:
    out = (MessageOut.id, MessageOut.enrollment_id, MessageOut.position, MessageOut.mailbox_id, MessageOut.sending_at)
    around = (MessageOut.sent_on, Enrollment.campaign_id, Contact.id, Contact.email, Account.id, Account.bin)
    query = (
        select(*map(col, out), *map(col, around), col(Mailbox.time_zone))
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(col(MessageOut.id).in_(out_ids), col(MessageOut.state) != OutState.SENT)
    )
    return [Taken(*row) for row in await session.execute(query)]


async def _begin_working(session: AsyncSession, taken: Sequence[Taken], now: datetime) -> None:
    cold = {one.account_id: one for one in taken if one.bin is Bin.COLD}
    if not cold:
        return
    whys = [f"first mail to {one.email}" for one in cold.values()]
    await session.execute(WORKING, {"now": now, "ids": list(cold), "whys": whys})
    moves = [({"account_id": key, "bin": Bin.WORKING.value}) for key in cold]
    await record_all(session, now, "account.bin", list(zip(whys, moves, strict=True)))
