"""Why was this not sent? One line, for one contact or counted for a campaign; and the numbers beside it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Unreachable
from engine.flows import connect_mailbox, ledger
from engine.flows.launch import pause
from engine.flows.not_taken import entry_trouble
from engine.flows.report import By, groups, report
from engine.flows.settle import settle
from engine.flows.suppress import suppress_address
from engine.flows.why import why
from engine.rules import reasons
from engine.rules.reasons import READY
from engine.rules.vocabulary import HeldReason, Kind, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    ImportBatch,
    Mailbox,
    MessageOut,
    ResponseTask,
    Suppression,
    User,
    Workspace,
)
from tests.support.house import FULL, UNKNOWN, Desk
from tests.support.replies import as_kind

H = HeldReason
CLEARING = ", since 2026-03-03 07:00 UTC. What will change it: Clearing the account's red flag."
NEXT_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


async def suppressed_by_hand(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        session.add(Suppression(domain="acme.test", reason="asked", created_at=desk.clock.now()))


async def paused_batch(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        batch = ImportBatch(source="b", created_at=desk.clock.now(), paused_at=desk.clock.now(), paused_why="bounces")
        session.add(batch)
    await desk.change(Contact, 1, batch_id=batch.id)


def changed(model: type, **values: object):
    async def change(desk: Desk) -> None:
        await desk.change(model, 1, **values)

    return change


@pytest.mark.parametrize(
    ("deed", "reason", "until"),
    [
        pytest.param(suppressed_by_hand, H.SUPPRESSED, None, id="suppressed"),
        pytest.param(changed(Contact, state="declined"), H.SUPPRESSED, None, id="contact is out"),
        pytest.param(changed(Workspace, postal_address=""), H.POSTAL_ADDRESS, None, id="no postal address"),
        pytest.param(changed(Campaign, state="paused"), H.CAMPAIGN_PAUSED, None, id="paused"),
        pytest.param(changed(Account, bin="bad_fit"), H.BIN, None, id="bin"),
        pytest.param(
            changed(Account, bin="check_back", check_back_on=NEXT_YEAR.date()), H.BIN, NEXT_YEAR, id="check back"
        ),
        pytest.param(
            changed(Account, bin="dead_opportunity", last_activity_at=NEXT_YEAR - timedelta(days=365)),
            H.RECENT_ACTIVITY,
            NEXT_YEAR - timedelta(days=185),
            id="recent activity",
        ),
        pytest.param(changed(Mailbox, history_since=None), H.RECENT_ACTIVITY, None, id="its history is being read"),
        pytest.param(changed(Account, red_flag="competitor"), H.RED_FLAG, None, id="red flag"),
        pytest.param(changed(Account, responded_at=NEXT_YEAR), H.ACCOUNT_BUSY, None, id="somebody answered"),
        pytest.param(paused_batch, H.SOURCE_HEALTH, None, id="bad list"),
        pytest.param(
            changed(Contact, away_until=NEXT_YEAR, away_why="away"), H.OUT_OF_OFFICE_UNTIL, NEXT_YEAR, id="away"
        ),
    ],
)
async def test_the_line_says_exactly_why_before_and_after_dispatch_looked(
    desk: Desk, deed, reason: HeldReason, until: datetime | None
) -> None:
    box = await desk.one_contact()
    await deed(desk)
    for _ in range(2):
        line = await desk.line()
        assert (line.reason, line.until, line.state) == (reason, until, "held")
        assert line.detail
        assert line.remedy
        assert line.since
        assert line.since <= desk.clock.now()
        assert await desk.round(box) == []
    assert (await desk.out()).held_reason == reason


async def test_a_mail_goes_through_its_states_in_plain_sight(desk: Desk) -> None:
    box = await desk.one_contact()
    assert (await desk.line()).reason == READY
    claim = (await desk.dispatch(box))[0]
    assert (await desk.line()).reason == OutState.CLAIMED
    desk.wire.answers.append(UNKNOWN)
    await desk.send(claim)
    assert (await desk.line()).reason == OutState.UNCERTAIN
    await desk.change(MessageOut, claim.out_id, state="claimed", claimed_by=1)
    await desk.send(claim)
    line = await desk.line()
    assert (line.reason, line.position, line.until) == (OutState.DUE, 2, line.due_at)
    desk.later(days=5)
    await desk.send_due(box)
    assert (await desk.line()).reason == "completed"


async def test_a_soft_refusal_is_told_with_its_next_try(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(FULL)
    await desk.round(box)
    line = await desk.line()
    assert (line.reason, line.until) == (OutState.DUE, desk.clock.now() + timedelta(days=1))
    refused_at = desk.clock.now()
    assert (line.detail, line.since, line.remedy) == (
        "soft bounce 1: 452 4.2.2 mailbox full",
        refused_at,
        reasons.AGAIN,
    )
    desk.clock.at = datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert await desk.round(box) == []
    line = await desk.line()
    assert (line.reason, line.since) == (H.WINDOW, desk.clock.now()), "nothing but its hours is in the way now"


async def days_later(desk: Desk, box: Mailbox) -> datetime:
    """Six were enrolled a week ago, and one of them is sent today."""
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, steps=(0,))
    desk.clock.at = datetime(2026, 3, 10, 8, tzinfo=UTC)
    sent: list[object] = []
    while not sent:
        sent = await desk.round(box)
        desk.later(minutes=1)
    return (await desk.outs(OutState.SENT))[0].sending_at


@pytest.mark.parametrize(
    ("capped", "reason"),
    [
        pytest.param({"daily_cap": 1}, H.CAP_MAILBOX, id="mailbox"),
        pytest.param({"daily_cap": 21, "ramp_started": date(2026, 3, 10)}, H.RAMP, id="ramp"),
    ],
)
async def test_a_full_mailbox_says_when_its_last_mail_left(
    desk: Desk, capped: dict[str, object], reason: HeldReason
) -> None:
    box = await desk.mailbox(**capped)
    filled_at = await days_later(desk, box)
    if reason is H.RAMP:  # nineteen more have left with it
        box, enrolled = await desk.get(Mailbox, box.id), await desk.all(select(Enrollment))
        async with desk.house.database.begin() as session:
            session.add_all(
                MessageOut(
                    enrollment_id=enrolled[0].id,
                    position=number,
                    contact_id=1,
                    mailbox_id=box.id,
                    state=OutState.SENT,
                    due_at=filled_at,
                    look_at=filled_at,
                    sending_at=filled_at - timedelta(minutes=number),
                    sent_on=filled_at.date(),
                )
                for number in range(2, 21)
            )
    desk.later(minutes=10)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (reason, filled_at)


async def test_a_window_says_since_when_it_is_closed_this_time(desk: Desk) -> None:
    """It was open since the mail was held, and nobody looked, or somebody held it again for the same reason."""
    box = await desk.one_contact()
    desk.clock.at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    await desk.round(box)
    for now, reason, since in (
        (datetime(2026, 3, 3, 12, tzinfo=UTC), H.WINDOW, datetime(2026, 3, 3, 12, tzinfo=UTC)),
        (datetime(2026, 3, 4, 7, tzinfo=UTC), READY, datetime(2026, 3, 4, 6, tzinfo=UTC)),
        (datetime(2026, 3, 4, 22, tzinfo=UTC), H.WINDOW, datetime(2026, 3, 4, 21, tzinfo=UTC)),
    ):
        desk.clock.at = now
        line = await desk.line()
        assert (line.reason, line.since) == (reason, since)


async def test_a_cap_that_was_lowered_says_not_since_when(desk: Desk) -> None:
    box = await desk.mailbox()
    await days_later(desk, box)
    while len(await desk.outs(OutState.SENT)) < 2:
        await desk.round(box)
        desk.later(minutes=1)
    await desk.change(Mailbox, box.id, daily_cap=1)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.CAP_MAILBOX, None)
    async with desk.house.database.begin() as session:
        (said,) = (await why(session, "p5@company5.test", desk.clock.now())).statements
    assert "are used today, until" in said


async def test_a_full_rep_says_when_the_last_mail_of_any_mailbox_left(desk: Desk) -> None:
    rep = await desk.user("robin", daily_cap=1)
    first = await desk.mailbox(rep, "a@example.com")
    filled_at = await days_later(desk, first)
    second = await desk.mailbox(rep, "b@example.com")
    await desk.change(Enrollment, 6, mailbox_id=second.id)
    await desk.change(MessageOut, 6, mailbox_id=second.id)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.CAP_REP, filled_at)


@pytest.mark.parametrize(
    ("due", "number", "since"),
    [
        pytest.param(timedelta(days=1), 12, timedelta(minutes=9), id="the tenth"),
        pytest.param(timedelta(hours=1), 3, timedelta(hours=1), id="the first is late"),
    ],
)
async def test_first_touches_say_since_when_answers_come_first(
    desk: Desk, due: timedelta, number: int, since: timedelta
) -> None:
    """One comes each minute."""
    box = await desk.mailbox(window={"opens": "06:00", "quiet_from": "17:00", "quiet_until": "17:00"})
    await days_later(desk, box)
    begun = desk.clock.now()
    async with desk.house.database.begin() as session:
        for at in (begun + timedelta(minutes=minute) for minute in range(number)):
            session.add(ResponseTask(owner_id=box.user_id, step="answer", due_at=at + due, created_at=at))
    desk.later(hours=2)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.RESPONSE_BACKLOG, begun + since)


async def test_a_planned_step_says_since_when_it_is_planned_and_when_it_is_due(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, steps=(5, "call them", 2))
    line = await desk.line()
    assert (line.reason, line.since, line.until) == (OutState.DUE, desk.clock.now(), line.due_at)
    desk.clock.at = line.due_at + timedelta(minutes=30)
    line = await desk.line()
    assert line.since == line.due_at, "it waits since then"
    await desk.send_due(box)
    sent_at = (await desk.out()).sent_at
    desk.later(minutes=5)
    line = await desk.line()
    assert (line.position, line.since, line.until) == (3, sent_at, line.due_at)
    async with desk.house.database.begin() as session:
        await pause(session, await session.get_one(Campaign, campaign.id), desk.clock.now(), "robin")
    line = await desk.line()
    assert (line.reason, line.since, line.until) == (H.CAMPAIGN_PAUSED, desk.clock.now(), None)


async def mailbox_is(desk: Desk, box: Mailbox, what: str) -> None:
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        if what == "paused":
            connect_mailbox.pause(session, row, "holidays", desk.clock.now(), "robin")
            return
        entry_trouble(session, row, Unreachable("nobody there.", field="smtp.host"), desk.clock.now())
        if what == "not connected":
            row.retry_at = None
        elif what == "removed":
            connect_mailbox.remove(session, row, desk.clock.now(), "robin")


@pytest.mark.parametrize(
    ("what", "until", "remedy"),
    [
        ("paused", None, reasons.RESUMING),
        ("in trouble", timedelta(minutes=15), reasons.MENDING),
        ("not connected", None, reasons.NEEDS_MENDING),
        ("removed", None, reasons.REMOVED),
    ],
)
async def test_what_helps_a_mailbox_depends_on_what_stopped_it(
    desk: Desk, what: str, until: timedelta | None, remedy: str
) -> None:
    box = await desk.one_contact()
    stopped_at = desk.later(minutes=1)
    await mailbox_is(desk, box, what)
    desk.later(minutes=1)
    line = await desk.line()
    assert (line.reason, line.since, line.remedy) == (H.MAILBOX_ERROR, stopped_at, remedy)
    assert line.until == (stopped_at + until if until else None)
    async with desk.house.database.begin() as session:
        (said,) = (await why(session, "alex@acme.test", desk.clock.now())).statements
    assert said.endswith(f"What will change it: {remedy}")
    assert ("until" in said.replace(remedy, "")) is (until is not None)


async def test_correspondence_is_what_a_rep_may_set_aside(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(Mailbox, 1, history_since=None)
    assert (await desk.line()).remedy == reasons.WRITE_ANYWAY
    await desk.change(Account, 1, bin="dead_opportunity", last_activity_at=desk.clock.now())
    line = await desk.line()
    assert (line.reason, line.remedy) == (H.RECENT_ACTIVITY, reasons.remedy(H.RECENT_ACTIVITY))


async def test_a_mail_in_doubt_says_what_is_not_known_and_who_finds_out(desk: Desk) -> None:
    box = await desk.one_contact(grace_seconds=900)
    desk.wire.answers.append(UNKNOWN)
    await desk.round(box)
    handed_over = (await desk.out()).sending_at
    line = await desk.line()
    assert line.detail == f"{ledger.NOT_KNOWN}: it is looked up in Sent 15 minutes after it was handed over"
    assert (line.since, line.until) == (handed_over, handed_over + timedelta(minutes=15))
    assert line.remedy == reasons.IN_SENT
    await mailbox_is(desk, box, "removed")
    desk.later(days=3)
    await settle(desk.house)
    line = await desk.line()
    assert line.detail == f"{ledger.NOT_KNOWN}: the mailbox rep@example.com was removed, so it is not looked up in Sent"
    assert (line.since, line.until, line.remedy) == (handed_over, None, reasons.ONLY_YOU)


async def test_a_mail_that_is_being_handed_over_says_so(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(MessageOut, 1, state=OutState.SENDING, claimed_by=1, sending_at=desk.clock.now())
    line = await desk.line()
    assert (line.reason, line.since) == (OutState.SENDING, desk.clock.now())
    assert "has not answered yet" in line.detail


async def test_a_campaign_is_counted_by_reason(desk: Desk) -> None:
    box = await desk.mailbox()
    for number in range(4):
        await desk.person(f"p{number}@company{number}.test")
    campaign = await desk.campaign(box)
    await desk.change(Account, 1, red_flag="x")
    await desk.change(Account, 2, bin="bad_fit")
    async with desk.house.database.begin() as session:
        await suppress_address(session, "p2@company2.test", "opt-out link", "page", desk.clock.now())
        counted = await ledger.reasons(session, campaign.id, desk.clock.now())
        assert Counter(reason for _, reason in counted) == {H.RED_FLAG: 1, H.BIN: 1, "stopped": 1, READY: 1}
        lines = await ledger.lines(session, [col(Enrollment.campaign_id) == campaign.id], desk.clock.now(), limit=2)
        assert [line.email for line in lines] == ["p3@company3.test", "p2@company2.test"]


async def test_what_still_waits_is_counted_for_each_rep(desk: Desk) -> None:
    kim, robin = await desk.user("kim"), await desk.user("robin")
    boxes = [await desk.mailbox(owner, f"{number}@example.com") for number, owner in enumerate((robin, kim, robin))]
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(*boxes)
    await desk.change(Account, 1, red_flag="x")
    await desk.policies(backlog_limit=1)
    async with desk.house.database.begin() as session:
        mine = {row.contact_id: row.mailbox_id for row in await session.scalars(select(Enrollment))}
        await suppress_address(session, "p5@company5.test", "opt-out link", "page", desk.clock.now())
        session.add(ResponseTask(owner_id=kim.id, step="answer", due_at=NEXT_YEAR, created_at=desk.clock.now()))
    owners = {box.id: box.user_id for box in boxes}
    expected: dict[str, Counter[str]] = {"kim@example.com": Counter(), "robin@example.com": Counter()}
    for contact_id, mailbox_id in mine.items():
        if contact_id == 6:
            continue  # has ended
        waits = H.RESPONSE_BACKLOG if owners[mailbox_id] == kim.id else READY
        who = "kim@example.com" if owners[mailbox_id] == kim.id else "robin@example.com"
        expected[who][H.RED_FLAG if contact_id == 1 else waits] += 1
    async with desk.house.database.begin() as session:
        found = await ledger.by_rep(session, desk.clock.now())
        assert [(user.email, counts) for user, counts in found] == list(expected.items())
        assert all(counts for counts in expected.values())
        assert await ledger.by_rep(session, desk.clock.now(), col(User.id) == kim.id) == [found[0]]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("alex@acme.test", f"campaign 'Spring', step 1: red flag: competitor{CLEARING}"),
        ("nobody@acme.test", "this address is not among the contacts"),
        ("kim@other.test", "not enrolled in any campaign"),
        ("x@never.test", "the whole domain never.test is suppressed since 2026-03-03: asked"),
    ],
)
async def test_why_is_answered_in_sentences(desk: Desk, address: str, words: str) -> None:
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, name="Spring")
    await desk.person("kim@other.test")
    await desk.change(Account, 1, red_flag="competitor")
    async with desk.house.database.begin() as session:
        session.add(Suppression(domain="never.test", reason="asked", created_at=desk.clock.now()))
        await session.flush()
        assert words in (await why(session, address, desk.clock.now())).statements


@pytest.mark.parametrize("by_name", [False, True])
async def test_a_part_of_a_report_is_that_of_the_whole(desk: Desk, by_name: bool) -> None:
    """Two were written to of one source, and one of each other; one answers."""
    box = await desk.mailbox()
    for number, source in enumerate(("fair", "list", "list", "web")):
        await desk.person(f"p{number}@company{number}.test", source=source)
    await desk.campaign(box, name="Spring")
    await desk.send_due(box)
    out = await desk.out("p3@company3.test")
    mail = desk.mail(out.to_address, "x", In_Reply_To=out.message_id)
    await desk.receive(box, mail, how=as_kind(Kind.INTERESTED))
    async with desk.house.database.begin() as session:
        whole = await report(session, By.SOURCE, by_name=by_name)
        assert [row.group for row in whole] == (["fair", "list", "web"] if by_name else ["list", "fair", "web"])
        assert [(row.counts.sent, row.by_kind) for row in whole if row.group != "list"] == [
            (1, {}),
            (1, {"interested": 1}),
        ]
        for offset in range(4):
            part = await report(session, By.SOURCE, by_name=by_name, limit=2, offset=offset)
            assert part == whole[offset : offset + 2]
        assert await groups(session, By.SOURCE) == 3
        assert await groups(session, By.SOURCE, until=out.sent_at - timedelta(days=1)) == 0


async def test_the_numbers_are_those_counted_by_hand(desk: Desk) -> None:
    """Ten written to: two bounce hard, one opts out by link, one is interested (twice), one refers, one is away."""
    box = await desk.mailbox()
    for number in range(10):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, name="Spring")
    while len(await desk.outs(OutState.SENT)) < 10:
        await desk.round(box)
        desk.later(minutes=1)
    outs = [await desk.out(f"p{number}@company{number}.test") for number in range(10)]
    for out in outs[:2]:
        await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    async with desk.house.database.begin() as session:
        await suppress_address(session, outs[2].to_address, "opt-out link", "page", desk.clock.now())
    kinds = [
        (3, Kind.INTERESTED),
        (3, Kind.INTERESTED),
        (4, Kind.REFERRAL),
        (5, Kind.OUT_OF_OFFICE),
        (6, Kind.COMPLAINT),
    ]
    for number, (who, kind) in enumerate(kinds):
        raw = desk.mail(outs[who].to_address, f"x {number}", In_Reply_To=outs[who].message_id)
        await desk.receive(box, raw, how=as_kind(kind))
    await desk.person("ref@company4.test", referred_by_id=outs[4].contact_id, relation="referral")
    async with desk.house.database.begin() as session:
        (spring,) = await report(session, By.CAMPAIGN)
        assert [row.group for row in await report(session, By.SOURCE)] == ["research"]
        assert await report(session, By.ALL, since=desk.clock.now() + timedelta(days=1)) == []
    counts = spring.counts
    assert (spring.group, counts.sent, counts.bounced, counts.delivered) == ("Spring", 10, 2, 8)
    assert (counts.responses, counts.positive, counts.opt_outs, counts.complaints) == (2, 2, 1, 1)
    assert (counts.automatic, counts.referred, spring.bounced_by["hard"]) == (2, 1, 2)
    assert spring.by_kind["interested"] == 1
    assert spring.rates["response_rate"].value == 2 / 8
    assert spring.rates["bounce_rate"].value == 2 / 10
