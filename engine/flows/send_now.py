"""A rep asks for a mail to leave now: no window, gap, order or governor holds it; law, bins, answers and caps do."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows import bounce
from engine.flows.enrollments import given_up
from engine.flows.go_on import over
from engine.flows.hold import cannot_be_made
from engine.flows.house import House
from engine.flows.letter import Letter, Texts, texts_for, written_or_held
from engine.flows.limits import limits_of
from engine.flows.locked import locked_mail
from engine.flows.read_rules import rules_of
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.screen import screen
from engine.rules.vocabulary import EnrollmentState, OutState
from engine.store.facts import Waiting, load, workspace_of
from engine.store.journal import record
from engine.store.tables import Campaign, Contact, Enrollment, MessageOut

AT_ONCE = 500
"""First mails of a campaign that are judged in one query."""
MOST = 10_000
"""First mails that are judged to find one that may leave, while somebody waits for it: some seconds."""
ORDER: tuple[Any, ...] = (col(Contact.level).desc(), col(MessageOut.due_at), col(MessageOut.id))
WAITS = (OutState.DUE, OutState.HELD)


async def send_now(session: AsyncSession, house: House, out_id: int, now: datetime, by: str) -> MessageOut:
    """It leaves within the mailbox's smallest gap, by the rules for what was asked for during the next ASKED_FOR and in
    one try; also when it was refused and given up. Conflict says what stands in the way."""
    out = await locked_mail(session, out_id)
    if out.enrollment_id is not None:
        enrollment = await session.get_one(Enrollment, out.enrollment_id, with_for_update=True, populate_existing=True)
        if given_up(out, enrollment):
            await _refuse_over(session, enrollment)
            await bounce.take_up(session, out, enrollment, by, now)
    if out.state not in WAITS:
        raise Conflict(f"is {out.state.value}.", field="mail", remedy="Only a mail that waits can be asked for.")
    if out.enrollment_id is None:
        raise Conflict("is an answer.", field="mail", remedy="It leaves by itself as soon as its mailbox can send.")
    waiting = await load(session, (col(MessageOut.id) == out_id,), now)
    rules = rules_of(await workspace_of(session))
    held = await _obstacle(session, waiting[0], rules, {}, now)
    written = held or _written(house, waiting[0], await texts_for(session, [out_id]), now)
    if isinstance(written, Held):
        raise Conflict(
            f"may not leave: {written.detail.rstrip('.')}.", field="mail", remedy="See its line in the ledger."
        )
    out.variant_id = written.variant_id
    await _ask(session, out, waiting[0], now, by)
    return out


async def _refuse_over(session: AsyncSession, enrollment: Enrollment) -> None:
    if barred := await over(session, enrollment):
        raise Conflict(
            f"is of a sequence that is over: {barred}.",
            field="mail",
            remedy="See the contact's page.",
        )


async def send_first_now(
    session: AsyncSession,
    house: House,
    campaign: Campaign,
    now: datetime,
    by: str,
    *,
    at_once: int = AT_ONCE,
    most: int = MOST,
) -> MessageOut:
    """The campaign's next first touch: the most senior that may leave. Conflict says how many were looked at."""
    ids = await _firsts(session, campaign)
    rules = rules_of(await workspace_of(session))
    quotas: dict[int, int | Held] = {}
    reasons: Counter[str] = Counter()
    for start in range(0, min(len(ids), most), at_once):
        part = ids[start : min(start + at_once, most)]
        texts = await texts_for(session, part)
        for waiting in await load(session, (col(MessageOut.id).in_(part),), now, order=ORDER):
            held = await _obstacle(session, waiting, rules, quotas, now)
            found = held or _written(house, waiting, texts, now)
            if isinstance(found, Letter):
                return await send_now(session, house, waiting.out.id, now, by)
            reasons[found.detail] += 1
    if not reasons:
        raise Conflict(
            "has no first mail that waits.", field="campaign", remedy="All were sent, or nobody is enrolled."
        )
    detail, number = reasons.most_common(1)[0]
    looked = "" if len(ids) <= most else f" the first {most:,} of"
    raise Conflict(
        f"none of{looked} {len(ids):,} first mails may leave; for {number:,} of them: {detail}.",
        field="campaign",
        remedy="The campaign's ledger says what holds each.",
    )


async def _firsts(session: AsyncSession, campaign: Campaign) -> list[int]:
    """All that wait, the most senior first."""
    query = (
        select(col(MessageOut.id))
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(
            col(Enrollment.campaign_id) == campaign.id,
            col(Enrollment.state) == EnrollmentState.ACTIVE,
            col(MessageOut.state).in_(WAITS),
            col(MessageOut.first_touch),
        )
        .order_by(*ORDER)
    )
    return list(await session.scalars(query))


async def _obstacle(
    session: AsyncSession, waiting: Waiting, rules: Policies, quotas: dict[int, int | Held], now: datetime
) -> Held | None:
    """`quotas` keeps what each mailbox may send: the same for all its mails."""
    held = screen(waiting.facts._replace(asked=True), rules, now) or cannot_be_made(waiting.out, now)
    if held is not None:
        return held
    box = waiting.mailbox
    if box.id not in quotas:
        quotas[box.id] = (await limits_of(session, box, rules, now)).quota
    quota = quotas[box.id]
    return quota if isinstance(quota, Held) else None


def _written(house: House, waiting: Waiting, texts: Texts, now: datetime) -> Letter | Held:
    """With the variant that it will have, so that what was promised is what leaves; the same one whenever asked."""
    return written_or_held(house, waiting, texts, now)


async def _ask(session: AsyncSession, out: MessageOut, waiting: Waiting, now: datetime, by: str) -> None:
    out.asked_at, out.asked_by = now, by
    out.look_at = out.looked_at = now
    out.stopped_at = None
    record(
        session,
        now,
        "mail.asked",
        why="a person asked for it to leave now",
        by=by,
        account_id=waiting.account.id,
        contact_id=waiting.contact.id,
        campaign_id=waiting.campaign.id,
        mailbox_id=waiting.mailbox.id,
        message_out_id=out.id,
    )
