"""Why was this not sent? One line, for one contact or counted for a campaign."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Unreachable
from engine.flows import connect_mailbox, ledger
from engine.flows.answer import Words, write
from engine.flows.not_taken import entry_trouble
from engine.flows.settle import settle
from engine.flows.suppress import suppress_address
from engine.flows.why import why
from engine.rules import reasons
from engine.rules.reasons import READY
from engine.rules.vocabulary import Bin, HeldReason, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    Suppression,
    User,
    Workspace,
)
from tests.support.house import FULL, UNKNOWN, Desk
from tests.support.replies import interested

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


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    """Of a Tuesday, the window of which is 6 to 9 and 17 to 21, or of the Wednesday after it."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "cap", "reason", "until"),
    [
        pytest.param(at(7, 10), 1, H.CAP_MAILBOX, at(0, day=4), id="the cap longer than the gap"),
        pytest.param(at(7, 10), 9, H.GAP, at(8), id="the gap alone"),
        pytest.param(at(12), 1, H.CAP_MAILBOX, at(0, day=4), id="the cap longer than the window is closed"),
        pytest.param(at(22), 1, H.WINDOW, at(6, day=4), id="the window closed longer than the cap"),
    ],
)
async def test_of_limits_that_pass_the_one_that_holds_longest_is_told(
    desk: Desk, now: datetime, cap: int, reason: HeldReason, until: datetime
) -> None:
    """The end of any other lets nothing out."""
    await desk.policies(account_gap_minutes=60, contacts_per_account=2)
    box = await desk.mailbox(daily_cap=cap)
    for name in ("alex", "kim"):
        await desk.person(f"{name}@acme.test")
    campaign = await desk.campaign(box)
    assert await desk.round(box)
    desk.clock.at = now
    line = await desk.line("kim@acme.test")
    assert (line.reason, line.until) == (reason, until)
    async with desk.house.database.begin() as session:
        assert dict(await ledger.reasons(session, campaign.id, now))[line.enrollment_id] == reason


async def test_what_only_a_person_ends_is_told_before_what_has_a_date(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.policies(backlog_limit=1)
    async with desk.house.database.begin() as session:
        session.add(ResponseTask(owner_id=box.user_id, step="answer", due_at=NEXT_YEAR, created_at=desk.clock.now()))
    desk.clock.at = at(12)
    line = await desk.line()
    assert (line.reason, line.until) == (H.RESPONSE_BACKLOG, None)


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
    assert (line.reason, line.since) == (H.WINDOW, datetime(2026, 3, 4, 9, tzinfo=UTC)), (
        "nothing but its hours is in the way"
    )


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


async def test_why_tells_what_keeps_a_company_out_of_campaigns(desk: Desk) -> None:
    """Nobody there has a line: they were passed over when the campaign was launched."""
    box = await desk.mailbox()
    await desk.person()
    await desk.person("kim@other.test")
    await desk.change(Account, 1, bin=Bin.CURRENT_CLIENT, red_flag="competitor")
    await desk.campaign(box)
    async with desk.house.database.begin() as session:
        assert (await why(session, "alex@acme.test", desk.clock.now())).statements == [
            "not enrolled in any campaign",
            "nobody at Acme is enrolled: Avoid: current client",
            "nobody at Acme is enrolled: red flag: competitor",
        ]


async def test_why_tells_of_an_answer_that_waits(desk: Desk) -> None:
    box, row = await interested(desk)
    async with desk.house.database.begin() as session:
        words = Words(key="one", body="Thursday at ten suits me.")
        await write(session, row.id, words, desk.clock.now(), "robin@example.com")
    await desk.change(Mailbox, box.id, state=MailboxState.ERROR, state_detail="The server refused the login.")
    await desk.answers_leave(box)
    async with desk.house.database.begin() as session:
        said = (await why(session, "alex@acme.test", desk.clock.now())).about[-1]
    who = "robin@example.com wrote to them on 2026-03-03, which has not left"
    assert said == f"{who}: mailbox error: The server refused the login."
