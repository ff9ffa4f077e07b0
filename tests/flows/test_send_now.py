"""A person asks for one mail: for some hours no window holds it, law and caps do, and the log says who asked."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery
from engine.errors import Conflict
from engine.flows import connect_mailbox
from engine.flows.asked import TOO_LATE, TRIED
from engine.flows.dispatch import dispatch
from engine.flows.look_again import look_again
from engine.flows.send_now import send_first_now, send_now
from engine.flows.settle import settle
from engine.flows.suppress import suppress_address
from engine.flows.write_anyway import write_anyway
from engine.rules.screen import ASKED_FOR
from engine.rules.vocabulary import Bin, HeldReason, OutState
from engine.store.tables import Account, Activity, Campaign, Contact, Mailbox, MessageOut
from tests.support.house import AWAY, BLOCKED, FULL, STALLED, Desk
from tests.support.replies import interested, say

MIDDAY = datetime(2026, 3, 3, 12, tzinfo=UTC)
"""A Tuesday, outside the window (M15)."""
WEEK = timedelta(days=7)


async def ask(desk: Desk, email: str = "alex@acme.test", position: int = 1) -> MessageOut:
    out = await desk.out(email, position)
    async with desk.house.database.begin() as session:
        return await send_now(session, desk.house, out.id, desk.clock.now(), "robin@example.com")


async def ask_for_the_first(desk: Desk) -> MessageOut:
    async with desk.house.database.begin() as session:
        campaign = (await session.scalars(select(Campaign))).one()
        return await send_first_now(session, desk.house, campaign, desk.clock.now(), "robin@example.com")


async def test_a_mail_that_is_asked_for_leaves_outside_the_window_and_is_marked(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.clock.at = MIDDAY
    assert await desk.round(box) == []
    assert (await desk.line()).reason == HeldReason.WINDOW
    await ask(desk)
    assert (await desk.line()).detail.startswith("asked for by robin@example.com")
    await desk.round(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    noted = await desk.all(select(Activity).where(col(Activity.what) == "mail.asked"))
    assert [row.by for row in noted] == ["robin@example.com"]
    assert (await desk.out()).asked_by == "robin@example.com"


async def test_a_follow_up_that_is_not_due_may_be_asked_for(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    await ask(desk, position=2)
    await desk.round(box)
    assert len(desk.wire.mails) == 2


async def test_the_backlog_of_answers_and_the_order_do_not_hold_it(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.policies(responses_high=1, responses_low=0)
    for level, name in ((9, "chief"), (1, "junior")):
        await desk.person(f"{name}@acme.test", level=level)
    await desk.campaign(box)
    desk.clock.at = MIDDAY
    await ask(desk, "junior@acme.test")
    await desk.round(box)
    assert desk.wire.recipients == ["junior@acme.test"]


@pytest.mark.parametrize("obstacle", ["bin", "cap", "paused"])
async def test_bins_caps_and_pauses_hold_it_and_say_so(desk: Desk, obstacle: str) -> None:
    box = await desk.one_contact(daily_cap=1)
    now = desk.clock.now()
    if obstacle == "bin":
        await desk.change(Account, (await desk.account()).id, bin=Bin.CURRENT_CLIENT)
    elif obstacle == "cap":
        await desk.change(MessageOut, (await desk.out()).id, sent_on=now.date())
    else:
        async with desk.house.database.begin() as session:
            (await session.scalars(select(Campaign))).one().state = "paused"
    with pytest.raises(Conflict, match="may not leave"):
        await ask(desk)
    assert await desk.round(box) == []


async def test_what_becomes_true_after_the_asking_still_holds_it(desk: Desk) -> None:
    box = await desk.one_contact()
    await ask(desk)
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "unsubscribe", "test", desk.clock.now())
    assert await desk.round(box) == []
    assert desk.wire.mails == []


NIGHT = datetime(2026, 3, 21, 2, 30, tzinfo=UTC)
"""A Saturday, more than two weeks later."""
SUNDAY = datetime(2026, 3, 22, 6, 30, tzinfo=UTC)
"""In the window."""


async def paused_before_it_left(desk: Desk) -> Mailbox:
    box = await desk.one_contact()
    desk.clock.at = MIDDAY
    await ask(desk)
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        connect_mailbox.pause(session, row, "holidays", desk.clock.now(), "robin")
    assert await desk.round(box) == []
    return box


async def goes_on(desk: Desk, box: Mailbox, at: datetime) -> None:
    desk.clock.at = at
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        await connect_mailbox.resume(session, row, desk.clock.now(), "robin")


@pytest.mark.parametrize("settled", [False, True], ids=["dispatch comes first", "settled meanwhile"])
async def test_what_was_asked_for_weeks_ago_does_not_leave_at_night(desk: Desk, settled: bool) -> None:
    box = await paused_before_it_left(desk)
    desk.clock.at = NIGHT
    if settled:
        await settle(desk.house)
    await goes_on(desk, box, NIGHT)
    line = await desk.line()
    assert (line.reason, "asked" in line.detail) == (HeldReason.WINDOW, False)
    assert await desk.round(box) == []
    assert (await desk.line()).reason == HeldReason.WINDOW
    desk.clock.at = SUNDAY
    assert "asked" not in (await desk.line()).detail
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_it_stands_for_some_hours(desk: Desk) -> None:
    box = await paused_before_it_left(desk)
    await goes_on(desk, box, MIDDAY + ASKED_FOR - timedelta(minutes=1))
    await settle(desk.house)
    assert (await desk.line()).detail.startswith("asked for by robin@example.com")
    await desk.round(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_when_its_hours_are_over_its_history_says_so_and_it_may_be_asked_for_again(desk: Desk) -> None:
    box = await paused_before_it_left(desk)
    await goes_on(desk, box, MIDDAY + ASKED_FOR)
    for _ in range(2):
        await settle(desk.house)
    out = await desk.out()
    assert (out.asked_at, out.asked_by) == (None, "")
    over = await desk.all(select(Activity).where(col(Activity.what) == "mail.asked.over"))
    assert [(event.why, event.message_out_id, event.contact_id) for event in over] == [
        (TOO_LATE, out.id, out.contact_id)
    ]
    assert await desk.round(box) == []
    await ask(desk)
    await desk.round(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_asking_again_counts_from_then(desk: Desk) -> None:
    await desk.one_contact()
    desk.clock.at = MIDDAY
    await ask(desk)
    desk.later(hours=3)
    await ask(desk)
    desk.later(hours=2)
    assert (await desk.line()).detail.startswith("asked for by robin@example.com")


@pytest.mark.parametrize(
    "answer", [FULL, BLOCKED, STALLED, AWAY], ids=["soft bounce", "block", "no answer", "nobody there"]
)
async def test_after_a_try_that_failed_it_waits_for_its_window_like_any_other(desk: Desk, answer: Delivery) -> None:
    box = await desk.one_contact()
    desk.clock.at = MIDDAY
    await ask(desk)
    desk.wire.answers.append(answer)
    await desk.round(box)
    assert (await desk.out()).asked_at is None
    over = await desk.all(select(Activity).where(col(Activity.what) == "mail.asked.over"))
    assert [event.why for event in over] == [TRIED]
    desk.clock.at = MIDDAY + timedelta(days=1, hours=3)
    assert await desk.round(box) == []
    assert len(desk.wire.mails) == 1
    assert (await desk.line()).reason == HeldReason.WINDOW


async def test_asked_for_mails_keep_the_smallest_gap_and_the_cap(desk: Desk) -> None:
    box = await desk.mailbox(min_gap_seconds=90, daily_cap=3)
    for number in range(5):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box)
    desk.clock.at = MIDDAY
    for number in range(5):
        await ask(desk, f"p{number}@company{number}.test")
    for _ in range(10):
        await desk.round(box)
        desk.later(minutes=1)
    sent = sorted(out.sent_at for out in await desk.outs(OutState.SENT))
    assert len(sent) == 3
    assert all((later - earlier).total_seconds() >= 90 for earlier, later in itertools.pairwise(sent))


async def test_the_first_one_is_the_most_senior_that_may_leave(desk: Desk) -> None:
    box = await desk.mailbox()
    for level, name in ((9, "chief@gone.test"), (5, "head@acme.test"), (1, "junior@other.test")):
        await desk.person(name, level=level)
    await desk.campaign(box)
    await desk.change(Account, (await desk.account("chief@gone.test")).id, bin=Bin.BAD_FIT)
    desk.clock.at = MIDDAY
    await ask_for_the_first(desk)
    await desk.round(box)
    assert desk.wire.recipients == ["head@acme.test"]


async def test_when_none_may_leave_the_commonest_reason_is_said(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(Account, (await desk.account()).id, bin=Bin.BAD_FIT)
    with pytest.raises(Conflict, match="none of 1 first mails"):
        await ask_for_the_first(desk)


async def five_of_which_the_least_senior_may_leave(desk: Desk) -> Campaign:
    box = await desk.mailbox()
    for number in range(5):
        await desk.person(f"p{number}@company{number}.test", level=9 - number)
    campaign = await desk.campaign(box)
    for number in range(4):
        await desk.change(Account, (await desk.account(f"p{number}@company{number}.test")).id, bin=Bin.BAD_FIT)
    return campaign


@pytest.mark.parametrize("at_once", [1, 2, 4, 5])
async def test_the_first_that_may_leave_is_found_page_by_page(desk: Desk, at_once: int) -> None:
    campaign = await five_of_which_the_least_senior_may_leave(desk)
    async with desk.house.database.begin() as session:
        out = await send_first_now(session, desk.house, campaign, desk.clock.now(), "robin", at_once=at_once)
    assert out.id == (await desk.out("p4@company4.test")).id


async def test_when_too_many_wait_it_is_said_how_many_were_looked_at(desk: Desk) -> None:
    campaign = await five_of_which_the_least_senior_may_leave(desk)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match=r"none of the first 3 of 5 first mails may leave; for 3 of them: "):
            await send_first_now(session, desk.house, campaign, desk.clock.now(), "robin", at_once=2, most=3)
    assert [out.asked_at for out in await desk.outs()] == [None] * 5


async def test_what_was_sent_cannot_be_asked_for(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    with pytest.raises(Conflict, match="is sent"):
        await ask(desk)
    await desk.change(Mailbox, box.id, daily_cap=100)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="no first mail"):
            await send_first_now(
                session, desk.house, (await session.scalars(select(Campaign))).one(), desk.clock.now(), "r"
            )


async def test_two_reps_mailboxes_are_asked_together(desk: Desk) -> None:
    """One round serves many mailboxes; what one rep was given is no other's."""
    boxes = [await desk.mailbox(address=f"rep{number}@example.com") for number in range(3)]
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(*boxes)
    desk.clock.at = MIDDAY
    for number in range(6):
        await ask(desk, f"p{number}@company{number}.test")
    claims = await dispatch(desk.house, [box.id for box in boxes], 1, desk.rng)
    assert len(claims) == 6
    outs = {out.id: out.mailbox_id for out in await desk.outs(OutState.CLAIMED)}
    assert {claim.out_id: claim.mailbox_id for claim in claims} == outs


async def asked_before_its_date(desk: Desk) -> tuple[Mailbox, datetime]:
    """A follow-up, asked for days before it is due."""
    box = await desk.one_contact()
    await desk.send_due(box)
    due = (await desk.out(position=2)).due_at
    assert (await ask(desk, position=2)).due_at == due > desk.clock.now() + timedelta(days=1)
    assert (await desk.line()).detail.startswith("asked for by robin@example.com")
    return box, due


async def leaves_on_its_date(desk: Desk, box: Mailbox, due: datetime) -> None:
    desk.wire.mails.clear()
    while desk.clock.now() < due - timedelta(hours=1):
        assert await desk.round(box) == []
        desk.later(hours=1)
    while not desk.wire.mails:
        await desk.round(box)
        desk.later(minutes=30)
    assert (await desk.out(position=2)).sent_at >= due


@pytest.mark.parametrize("settled", [False, True], ids=["dispatch comes first", "settled meanwhile"])
async def test_a_follow_up_that_could_not_leave_in_its_hours_leaves_on_its_date(desk: Desk, settled: bool) -> None:
    box, due = await asked_before_its_date(desk)
    until = desk.clock.now() + timedelta(hours=5)
    await desk.change(Mailbox, box.id, state="error", state_detail="nobody there", retry_at=until)
    assert await desk.round(box) == []
    desk.later(hours=5)
    if settled:
        await settle(desk.house)
    await leaves_on_its_date(desk, box, due)


@pytest.mark.parametrize("answer", [STALLED, FULL], ids=["no answer", "soft bounce"])
async def test_a_follow_up_that_was_tried_once_leaves_on_its_date(desk: Desk, answer: Delivery) -> None:
    box, due = await asked_before_its_date(desk)
    desk.wire.answers.append(answer)
    await desk.round(box)
    assert (await desk.out(position=2)).asked_at is None
    await leaves_on_its_date(desk, box, due)


async def test_a_follow_up_that_was_asked_for_is_looked_at_again_before_its_date(desk: Desk) -> None:
    box, _ = await asked_before_its_date(desk)
    await desk.change(MessageOut, (await desk.out(position=2)).id, state="held", look_at=desk.later(minutes=1) + WEEK)
    await goes_on(desk, box, desk.later(minutes=1))
    await desk.round(box)
    assert (await desk.out(position=2)).state is OutState.SENT


async def two_of_whom_one_cannot_be_written_to(desk: Desk) -> Mailbox:
    box = await desk.mailbox()
    await desk.person("chief@acme.test", level=9, name="Chief", custom={})
    await desk.person("other@beta.test", level=1, custom={"yard": "north"})
    await desk.campaign(box, bodies=("Hi {{ first_name }}, about the yard {{ custom.yard }}.",))
    desk.clock.at = MIDDAY
    return box


async def test_the_first_one_is_none_of_those_that_cannot_be_made(desk: Desk) -> None:
    box = await two_of_whom_one_cannot_be_written_to(desk)
    await ask_for_the_first(desk)
    await desk.round(box)
    assert desk.wire.recipients == ["other@beta.test"]


async def test_one_that_cannot_be_made_is_not_asked_for_until_somebody_mended_it(desk: Desk) -> None:
    box = await two_of_whom_one_cannot_be_written_to(desk)
    for _ in range(2):
        with pytest.raises(Conflict, match=r"may not leave: .*yard"):
            await ask(desk, "chief@acme.test")
        assert (await desk.out("chief@acme.test")).asked_at is None
        assert await desk.round(box) == []
    await desk.change(Contact, (await desk.contact("chief@acme.test")).id, custom={"yard": "south"})
    async with desk.house.database.begin() as session:
        await look_again(session, desk.clock.now(), account_ids=[(await desk.account("chief@acme.test")).id])
    await ask(desk, "chief@acme.test")
    await desk.round(box)
    assert desk.wire.recipients == ["chief@acme.test"]


async def test_an_answer_is_no_first_touch_that_correspondence_holds(desk: Desk) -> None:
    _, row = await interested(desk)
    out = await say(desk, row)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="is an answer"):
            await write_anyway(session, out.id, desk.clock.now(), "robin")
