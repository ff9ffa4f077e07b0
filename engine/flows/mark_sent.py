"""A server has taken mails: their accounts are being worked, and the next steps get their dates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.flows.answered import answered
from engine.flows.plan_next import STANDING, Stages, Standing, around, plan_next, stages_of
from engine.flows.tries import noted
from engine.rules.vocabulary import Bin, OutState
from engine.rules.windows import zone_of
from engine.store.columns import listed
from engine.store.journal import record_all
from engine.store.pipeline import Writer
from engine.store.tables import Account, Contact, Enrollment, MessageOut

SENT = text(
    "update message_out as o set state = 'sent', sent_at = v.sent_at, sent_on = v.sent_on, claimed_by = null,"
    " held_reason = null, held_detail = '', held_since = null,"
    " copied_attempt = case when m.files_sent then o.attempts else o.copied_attempt end,"
    " server_code = coalesce(v.code, o.server_code), server_text = coalesce(v.words, o.server_text)"
    " from unnest(cast(:ids as bigint[]), cast(:moments as timestamptz[]), cast(:days as date[]),"
    " cast(:codes as int[]), cast(:words as text[])) as v(id, sent_at, sent_on, code, words), mailbox as m"
    " where o.id = v.id and m.id = o.mailbox_id"
)
"""A provider that files copies has one of each mail that it took: none is searched for later."""
WORKING = text(
    "update account as a set bin = 'working', bin_since = :now, bin_by = 'offhours', bin_why = v.why"
    " from unnest(cast(:ids as bigint[]), cast(:whys as text[])) as v(id, why) where a.id = v.id"
)
WORDS = 1000
"""Characters of a server's answer that are kept."""


class Flying(NamedTuple):
    """A mail that has left or may have, and whose it is."""

    id: int
    position: int
    mailbox_id: int
    state: OutState
    claimed_by: int | None
    attempts: int
    sending_at: datetime | None
    sent_at: datetime | None
    sent_on: date | None
    email: str
    bin: Bin
    standing: Standing

    @property
    def about(self) -> dict[str, Any]:
        return {
            "account_id": self.standing.account_id,
            "contact_id": self.standing.contact_id,
            "campaign_id": self.standing.campaign_id,
            "mailbox_id": self.mailbox_id,
            "message_out_id": self.id,
        }

    def told(self, answers: Mapping[int, Delivery]) -> dict[str, Any]:
        """What the log keeps of the try."""
        return self.about | noted(self.attempts, self.sending_at, self.claimed_by, Outcome.SENT, answers.get(self.id))


MAIL: list[Any] = [
    *(
        MessageOut.id,
        MessageOut.position,
        MessageOut.mailbox_id,
        MessageOut.state,
        MessageOut.claimed_by,
        MessageOut.attempts,
    ),
    *(MessageOut.sending_at, MessageOut.sent_at, MessageOut.sent_on, Contact.email, Account.bin),
]


FLYING: Select[Any] = (
    around(select(*MAIL, *STANDING).join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id))
    .where(listed(col(MessageOut.id), "mails"))
    .order_by(col(MessageOut.id))
    .with_for_update(of=MessageOut)
)


async def flying(session: AsyncSession, out_ids: Collection[int]) -> list[Flying]:
    """Some mails under their locks. The caller has locked their accounts."""
    return flying_of(await session.execute(FLYING, {"mails": list(out_ids)}))


def flying_of(rows: Iterable[Sequence[Any]]) -> list[Flying]:
    """What the rows of FLYING say."""
    return [Flying(*[*row[: len(MAIL)], Standing(*row[len(MAIL) :])]) for row in rows]


async def settle_sent(session: AsyncSession, out: MessageOut, now: datetime) -> None:
    """One mail, as a row of the session, of which something proves that it was sent."""
    if out.enrollment_id is None:
        await answered(session, out, now)
        return
    await session.flush()
    mails = await flying(session, [out.id])
    await mark_sent(session, mails, {}, await stages_of(session, {mail.standing.campaign_id for mail in mails}), now)
    await session.refresh(out)
    for model, key in ((Enrollment, out.enrollment_id), (Account, mails[0].standing.account_id)):
        await session.get(model, key, populate_existing=True)  # changed past the session


async def mark_sent(
    writer: Writer, mails: Sequence[Flying], answers: Mapping[int, Delivery], stages: Stages, now: datetime
) -> None:
    """Safe to repeat. `answers`: what servers said, by mail, as far as it is known."""
    taken = [mail for mail in mails if mail.state is not OutState.SENT]
    if not taken:
        return
    moments = [mail.sending_at or now for mail in taken]
    await writer.execute(
        SENT,
        {
            "ids": [mail.id for mail in taken],
            "moments": moments,
            "days": [mail.sent_on or _day(mail, at) for mail, at in zip(taken, moments, strict=True)],
            "codes": [answers[mail.id].code if mail.id in answers else None for mail in taken],
            "words": [answers[mail.id].text[:WORDS] if mail.id in answers else None for mail in taken],
        },
    )
    await _begin_working(writer, taken, now)
    await record_all(writer, now, "mail.sent", [(f"step {mail.position}", mail.told(answers)) for mail in taken])
    done = [(mail.standing, moment) for mail, moment in zip(taken, moments, strict=True)]
    await plan_next(writer, done, stages, now, first=False)


def _day(mail: Flying, at: datetime) -> date:
    return at.astimezone(zone_of(mail.standing.mailbox_zone, "mailbox.time_zone")).date()


async def _begin_working(writer: Writer, taken: Sequence[Flying], now: datetime) -> None:
    cold = {mail.standing.account_id: f"first mail to {mail.email}" for mail in taken if mail.bin is Bin.COLD}
    if cold:
        await writer.execute(WORKING, {"now": now, "ids": list(cold), "whys": list(cold.values())})
        moves = [(why, {"account_id": key, "bin": Bin.WORKING.value}) for key, why in cold.items()]
        await record_all(writer, now, "account.bin", moves)
