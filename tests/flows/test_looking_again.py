"""A mail that waits is looked at as soon as what held it is gone, whoever ended it; until then its line says when."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.flows import staff
from engine.flows.dispatch import Claim
from engine.flows.door import NewAccount
from engine.flows.lift import lift
from engine.flows.look_again import APART, look_again_after_a_step
from engine.flows.people import resume_batch
from engine.flows.send_now import send_now
from engine.rules import reasons
from engine.rules.reasons import READY
from engine.rules.screen import RECHECK
from engine.rules.vocabulary import HeldReason, OutState, Role
from engine.store.tables import Account, Contact, ImportBatch, Mailbox, MessageOut, Suppression, User
from tests.support.house import FOLLOW, Desk

TITLED = "Hi {{ first_name }},\n\nas {{ title }}, who at {{ company }} looks after the yard?\n\n{{ sender_first_name }}"
MONDAYS = {"days": ["Mon"]}


async def of_a_paused_import(desk: Desk) -> Mailbox:
    box = await desk.one_contact()
    async with desk.house.database.begin() as session:
        batch = ImportBatch(source="b", created_at=desk.clock.now(), paused_at=desk.clock.now(), paused_why="bounces")
        session.add(batch)
    await desk.change(Contact, 1, batch_id=batch.id)
    return box


async def resumed(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await resume_batch(session, await session.get_one(ImportBatch, 1), desk.clock.now(), "robin")


async def without_title(desk: Desk) -> Mailbox:
    box = await desk.mailbox()
    await desk.person(title="")
    await desk.campaign(box, bodies=(TITLED, FOLLOW))
    return box


async def imported_with_title(desk: Desk) -> None:
    await desk.person(title="COO")


async def of_a_suppressed_domain(desk: Desk) -> Mailbox:
    box = await desk.one_contact()
    async with desk.house.database.begin() as session:
        session.add(Suppression(domain="acme.test", reason="a mistake", created_at=desk.clock.now()))
    return box


async def lifted(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await lift(session, await session.get_one(Suppression, 1), "it was one", desk.clock.now(), "robin")


@pytest.mark.parametrize(
    ("stopped", "reason", "freed"),
    [
        pytest.param(of_a_paused_import, HeldReason.SOURCE_HEALTH, resumed, id="import resumed"),
        pytest.param(without_title, HeldReason.MISSING_FIELD, imported_with_title, id="field imported"),
        pytest.param(of_a_suppressed_domain, HeldReason.SUPPRESSED, lifted, id="suppression lifted"),
    ],
)
async def test_whatever_frees_a_mail_lets_it_leave_within_a_round(
    desk: Desk,
    stopped: Callable[[Desk], Awaitable[Mailbox]],
    reason: HeldReason,
    freed: Callable[[Desk], Awaitable[None]],
) -> None:
    box = await stopped(desk)
    await desk.send_due(box)
    assert ((await desk.line()).reason, desk.wire.mails) == (reason, [])
    await freed(desk)
    line = await desk.line()
    assert (line.reason, line.until) == (READY, None)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_a_line_asks_for_nothing_that_cannot_be_done(desk: Desk) -> None:
    """The texts of a campaign that was launched are not changed any more; a gap may be longer than a minute."""
    box = await without_title(desk)
    await desk.send_due(box)
    line = await desk.line()
    assert line.detail == "title: this contact has no title"
    assert line.remedy == f"Filling in the field. {reasons.KEEPS_ITS_TEXTS}"
    assert reasons.remedy(HeldReason.LINT).endswith(reasons.KEEPS_ITS_TEXTS)
    assert "minute" not in reasons.remedy(HeldReason.GAP)


async def test_what_an_import_tells_of_a_company_moves_the_windows_of_all_its_people(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.clock.at = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    await desk.round(box)
    assert (await desk.line()).until == datetime(2026, 3, 3, 17, tzinfo=UTC)
    await desk.person("kim@acme.test", NewAccount(time_zone="Asia/Tokyo"))
    assert (await desk.line()).reason == READY, "it is evening there"
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_the_line_says_when_a_mail_is_looked_at_that_nothing_holds(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(Account, 1, red_flag="competitor")
    await desk.round(box)
    await desk.change(Account, 1, red_flag="")  # past all that looks again
    line, looked_at = await desk.line(), desk.clock.now() + RECHECK
    assert (line.reason, line.until, line.remedy) == (OutState.DUE, looked_at, reasons.LOOKED_AT)
    desk.clock.at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    line = await desk.line()
    assert (line.reason, line.until) == (OutState.DUE, looked_at), "its window opens sooner than it is looked at"
    await desk.change(MessageOut, 1, look_at=datetime(2026, 3, 3, 17, tzinfo=UTC))
    assert (await desk.line()).reason == HeldReason.WINDOW


# --- caps -----------------------------------------------------------------------------------------------------


async def held_by_the_reps_cap(desk: Desk) -> tuple[Mailbox, User]:
    """Claimed while two might leave; at its moment one had."""
    boss = await desk.user("boss")
    await desk.change(User, boss.id, role=Role.ADMIN)
    rep = await desk.user("robin", daily_cap=2)
    box = await desk.mailbox(rep)
    for number in range(2):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, steps=(0,))
    claims: list[Claim] = []
    while len(claims) < 2:
        claims += await desk.dispatch(box)
        desk.later(minutes=1)
    await desk.send(claims[0])
    await desk.change(User, rep.id, daily_cap=1)
    assert await desk.send(claims[1]) is None
    return box, rep


async def test_a_cap_that_is_raised_lets_go_what_it_held_at_the_last_look(desk: Desk) -> None:
    box, rep = await held_by_the_reps_cap(desk)
    (out,) = await desk.outs(OutState.HELD)
    assert out.held_reason is HeldReason.CAP_REP
    async with desk.house.database.begin() as session:
        await staff.change(session, rep.id, {"daily_cap": 50}, desk.clock.now(), "boss@example.com")
    await desk.send_due(box)
    assert len(desk.wire.mails) == 2


async def test_what_a_cap_holds_at_the_last_look_is_asked_for_in_each_round(desk: Desk) -> None:
    """Whatever makes room: here mails that count no longer."""
    box, _ = await held_by_the_reps_cap(desk)
    await desk.send_due(box)
    assert len(desk.wire.mails) == 1
    (sent,) = await desk.outs(OutState.SENT)
    await desk.change(MessageOut, sent.id, sent_on=sent.sent_on - timedelta(days=1))
    await desk.send_due(box)
    assert len(desk.wire.mails) == 2


# --- clocks ---------------------------------------------------------------------------------------------------


async def clock_is_looked_at(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await look_again_after_a_step(session, desk.clock.now())


async def claimed_and_then_closed(desk: Desk, box: Mailbox) -> None:
    (claim,) = await desk.dispatch(box)
    desk.later(days=3)
    await desk.send(claim)


async def flagged(desk: Desk, box: Mailbox) -> None:
    await desk.change(Account, 1, red_flag="competitor")
    desk.later(days=365)
    await desk.round(box)
    await desk.change(Account, 1, red_flag="")


async def asked_for(desk: Desk, box: Mailbox) -> None:
    desk.later(days=2)
    async with desk.house.database.begin() as session:
        await send_now(session, desk.house, 1, desk.clock.now(), "robin")


@pytest.mark.parametrize("deed", [claimed_and_then_closed, flagged, asked_for])
async def test_a_date_that_a_wrong_clock_has_said_holds_no_mail(
    desk: Desk, deed: Callable[[Desk, Mailbox], Awaitable[None]]
) -> None:
    box = await desk.one_contact()
    right = desk.clock.now()
    await deed(desk, box)
    desk.clock.at = right
    line = await desk.line()
    assert (line.reason, line.until) == (OutState.DUE, (await desk.out()).look_at), "whatever else, it is not ready"
    await clock_is_looked_at(desk)
    assert (await desk.line()).reason in {READY, HeldReason.GAP}
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_dates_stand_while_the_clock_goes_on(desk: Desk) -> None:
    """Also when that of another machine is a little behind."""
    box = await desk.one_contact(window=MONDAYS)
    await desk.round(box)
    monday = (await desk.out()).look_at
    desk.clock.at -= APART
    await clock_is_looked_at(desk)
    assert (await desk.out()).look_at == monday


async def test_a_mailbox_that_was_stopped_while_the_clock_was_ahead_rests_as_long_from_now_on(desk: Desk) -> None:
    box, now = await desk.mailbox(), desk.clock.now()
    ahead = now + timedelta(days=365)
    stopped = {"state": "health", "state_since": ahead, "retry_at": ahead + timedelta(hours=72)}
    await desk.change(Mailbox, box.id, **stopped, slow_until=ahead + timedelta(days=10), judged_from=ahead)
    async with desk.house.database.begin() as session:
        await look_again_after_a_step(session, now)
    box = await desk.get(Mailbox, box.id)
    assert (box.state_since, box.judged_from) == (now, now)
    assert (box.retry_at, box.slow_until) == (now + timedelta(hours=72), now + timedelta(days=10))
