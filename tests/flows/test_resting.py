"""A mailbox that rests for its health, or that a person paused, goes on doing so whatever else befalls it."""

import asyncio
from datetime import timedelta

import pytest

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Unreachable, WireError
from engine.flows import connect_mailbox
from engine.flows.read import read
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Campaign, Enrollment, Mailbox, MailboxState, MessageOut
from tests.support.house import AWAY, Desk, until_somebody_waits
from tests.support.replies import interested, say

DAY = timedelta(days=1)
WIDE = {"days": list(range(7)), "opens": "00:00", "quiet_from": "12:00", "quiet_until": "12:00", "closes": "23:59"}
NO_LOGIN = Delivery(Outcome.REFUSED, 530, "5.7.57", "Client not authenticated to send", "mail")
BUSY = Delivery(Outcome.REFUSED, 451, "4.3.2", "system not accepting network messages", "mail")
GREETING = Delivery(Outcome.NOT_SENT, 421, "", "421 try later", "connect")


async def sent_once(desk: Desk) -> Mailbox:
    """The first bounce stops it."""
    await desk.policies(mailbox_floor=1, mailbox_hard_share=0)
    box = await desk.one_contact()
    await desk.send_due(box)
    return box


async def bounced(desk: Desk, box: Mailbox) -> int:
    """The report has come, and was not read yet."""
    return await desk.store(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 User unknown"))


# --- trouble with a server while it rests ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        pytest.param(AWAY, timedelta(minutes=15), id="nobody there"),
        pytest.param(GREETING, timedelta(minutes=15), id="turned away at the greeting"),
        pytest.param(BUSY, timedelta(minutes=15), id="no mail now"),
        pytest.param(Unreachable("stalled.", field="smtp.host"), timedelta(minutes=15), id="TLS"),
        pytest.param(NO_LOGIN, DAY, id="login"),
    ],
)
async def test_an_answer_that_meets_trouble_ends_no_rest(
    desk: Desk, trouble: Delivery | WireError, wait: timedelta
) -> None:
    box, row = await interested(desk)
    until = desk.clock.now() + 3 * DAY
    await desk.change(Mailbox, box.id, state=MailboxState.HEALTH, state_detail="complaints", retry_at=until)
    out = await say(desk, row)
    desk.wire.answers.append(trouble)
    await desk.answers_leave(box)
    waits = await desk.get(MessageOut, out.id)
    assert waits.look_at == desk.clock.now() + wait, "it does not ask again before"
    assert await desk.answers_leave(box) == []
    desk.clock.at = waits.look_at
    assert await desk.answers_leave(box) == ["sent"]
    stopped = await desk.get(Mailbox, box.id)
    assert (stopped.state, stopped.state_detail, stopped.retry_at) == (MailboxState.HEALTH, "complaints", until)
    await desk.person("new@other.test")
    campaign = await desk.campaign(box)
    await desk.change(Campaign, campaign.id, window=WIDE)
    await desk.send_due(box)
    assert "new@other.test" not in desk.wire.recipients


async def test_who_mends_the_login_of_one_that_rests_lets_its_answers_go_and_nothing_else(desk: Desk) -> None:
    box, row = await interested(desk)
    until = desk.clock.now() + 3 * DAY
    await desk.change(Mailbox, box.id, state=MailboxState.HEALTH, retry_at=until)
    out = await say(desk, row)
    desk.wire.answers.append(NO_LOGIN)
    await desk.answers_leave(box)
    held = await desk.get(MessageOut, out.id)
    assert (held.state, held.held_reason) == (OutState.HELD, HeldReason.MAILBOX_ERROR)
    assert "Connect the mailbox anew" in held.held_detail
    async with desk.house.database.begin() as session:
        row_of = await connect_mailbox.open_mailbox(session, box.id)
        await connect_mailbox.welcome(session, row_of, desk.clock.now(), "robin", "with a password")
    assert await desk.answers_leave(box) == ["sent"]
    assert (await desk.get(Mailbox, box.id)).retry_at == until


# --- a person and a bounce at the same moment -----------------------------------------------------------------


async def test_a_pause_that_comes_while_its_health_is_judged_stays(desk: Desk) -> None:
    box = await sent_once(desk)
    report = await bounced(desk, box)
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        connect_mailbox.pause(session, row, "holidays", desk.clock.now(), "robin")
        await session.flush()
        reading = asyncio.create_task(read(desk.house, report))
        await until_somebody_waits(desk)
    await reading
    stays = await desk.get(Mailbox, box.id)
    assert (stays.state, stays.state_detail, stays.retry_at) == (MailboxState.PAUSED, "holidays", None)


async def test_whoever_resumes_a_mailbox_is_not_refused_for_a_bounce_that_is_just_read(desk: Desk) -> None:
    """They hold the mailbox and want its mails; the bounce holds one of the mails and wants the mailbox."""
    box = await sent_once(desk)
    report = await bounced(desk, box)
    await desk.change(MessageOut, (await desk.out(position=2)).id, state=OutState.HELD)
    async with desk.house.database.begin() as between:
        await between.get_one(Enrollment, (await desk.enrollment()).id, with_for_update=True)
        reading = asyncio.create_task(read(desk.house, report))
        await until_somebody_waits(desk)
        resuming = asyncio.create_task(resume(desk, box))
        await until_somebody_waits(desk, 2)
    await resuming
    await reading
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH, "the bounce was read again"


async def resume(desk: Desk, box: Mailbox) -> None:
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        await connect_mailbox.resume(session, row, desk.clock.now(), "robin")


# --- since when -----------------------------------------------------------------------------------------------


async def test_trouble_that_goes_on_began_with_its_first_try(desk: Desk) -> None:
    box = await desk.one_contact(window=WIDE)
    began = (await desk.answered(box, AWAY)).state_since
    still = await desk.answered(box, AWAY, AWAY, AWAY)
    assert still.retry_at == desk.clock.now() + timedelta(minutes=14)
    assert (still.state_since, (await desk.line()).since) == (began, began)
    desk.later(minutes=15)
    await desk.send_due(box)
    well = await desk.get(Mailbox, box.id)
    assert (well.state, well.state_since) == (MailboxState.ACTIVE, (await desk.out()).sent_at)


async def test_an_answer_that_leaves_again_ends_the_trouble_then(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    desk.wire.answers.append(AWAY)
    await desk.answers_leave(box)
    now = desk.later(minutes=15)
    assert await desk.answers_leave(box) == ["sent"]
    well = await desk.get(Mailbox, box.id)
    assert (well.state, well.state_since, well.retry_at) == (MailboxState.ACTIVE, now, None)
