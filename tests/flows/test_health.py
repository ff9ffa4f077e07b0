"""A mailbox that is refused, blocked or complained about: stopped, slowed, told, and back again."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Unreachable
from engine.flows.connect_mailbox import resume
from engine.flows.correct import correct
from engine.flows.health import health_of
from engine.flows.people import resume_batch
from engine.rules.policies import Policies
from engine.rules.vocabulary import ContactState, HeldReason, Kind, OutState
from engine.store.tables import Activity, Campaign, ImportBatch, Mailbox, MailboxState, MessageOut, ResponseTask
from tests.support.house import BLOCKED, Desk
from tests.support.replies import as_kind

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WIDE = {"days": list(range(7)), "opens": "00:00", "quiet_from": "12:00", "quiet_until": "12:00", "closes": "23:59"}


def refused(code: int, status: str, text: str, stage: str = "rcpt") -> Delivery:
    return Delivery(Outcome.REFUSED, code, status, text, stage)


def turned_away(code: int, text: str) -> Delivery:
    """At the greeting, by a host whose name must not count."""
    said = f"smtp-relay.spamhaus.example:25 turned us away: {code} {text}"
    return Delivery(Outcome.NOT_SENT, code, "", text, "connect", Unreachable(said, field="smtp.host"))


async def sent_to(desk: Desk, count: int, **person: object) -> Mailbox:
    """Mails to so many companies have left, and one more company waits."""
    box = await desk.mailbox(window=WIDE)
    for number in range(count + 1):
        await desk.person(f"p{number}@company{number}.test", **person)
    campaign = await desk.campaign(box)
    await desk.change(type(campaign), campaign.id, window=WIDE)
    await send_more(desk, box, count)
    return box


async def send_more(desk: Desk, box: Mailbox, count: int) -> None:
    before = len(await desk.outs(OutState.SENT))
    while len(await desk.outs(OutState.SENT)) < before + count:
        await desk.round(box)
        desk.later(minutes=1)


async def told(desk: Desk, what: str) -> list[str]:
    return await desk.all(select(col(Activity.why)).where(col(Activity.what) == what).order_by(col(Activity.id)))


async def complain(desk: Desk, box: Mailbox, out: MessageOut) -> int:
    raw = desk.mail("fbl@provider.test", "abuse", In_Reply_To=out.message_id or "")
    return await desk.receive(box, raw, how=as_kind(Kind.COMPLAINT))


# --- refused at the door --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "must", "rest"),
    [
        pytest.param(BLOCKED, "the owner of the mailbox must ask", 12 * HOUR, id="no reason given"),
        pytest.param(
            refused(550, "5.7.515", "Access denied, sending domain does not pass"),
            "whoever runs the DNS of the sending domain must make SPF, DKIM and DMARC pass",
            12 * HOUR,
            id="Microsoft wants authentication",
        ),
        pytest.param(refused(554, "5.7.1", "IP listed at Spamhaus"), "off the blocklist", 12 * HOUR, id="blocklist"),
        pytest.param(
            refused(550, "5.4.5", "Daily user sending limit exceeded"), "daily cap must be below", DAY, id="the limit"
        ),
        pytest.param(turned_away(554, "5.7.1 go away, reputation"), "sending server must", 12 * HOUR, id="greeting"),
        pytest.param(
            turned_away(554, "no"), "the owner of the mailbox must ask", 12 * HOUR, id="a telling name is no reason"
        ),
    ],
)
async def test_a_refusal_for_good_stops_the_mailbox_and_says_who_must_mend_what(
    desk: Desk, answer: Delivery, must: str, rest: timedelta
) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(answer)
    await desk.round(box)
    box, out = await desk.get(Mailbox, box.id), await desk.out()
    assert (box.state, box.retry_at) == (MailboxState.HEALTH, desk.clock.now() + rest)
    assert must in box.state_detail
    assert (out.state, (await desk.contact()).state) == (OutState.DUE, ContactState.ACTIVE)
    assert len(await told(desk, "mailbox.blocked")) == 1
    assert (await desk.line()).reason == HeldReason.MAILBOX_HEALTH


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        pytest.param(refused(421, "4.7.0", "Too many messages, closing"), MailboxState.ACTIVE, id="421"),
        pytest.param(refused(451, "4.7.650", "deferred due to reputation"), MailboxState.ACTIVE, id="4.7.x"),
        pytest.param(turned_away(421, "4.7.0 too many connections"), MailboxState.ERROR, id="421 at the greeting"),
    ],
)
async def test_a_server_that_asks_for_it_gets_its_mails_slowly(
    desk: Desk, answer: Delivery, state: MailboxState
) -> None:
    box = await desk.one_contact(daily_cap=50)
    desk.wire.answers.append(answer)
    await desk.round(box)
    box, out = await desk.get(Mailbox, box.id), await desk.out()
    assert (box.state, box.slow_until) == (state, desk.clock.now() + 6 * HOUR)
    assert box.slow_why
    assert (out.state, out.soft_bounces, (await desk.contact()).state) == (OutState.DUE, 0, ContactState.ACTIVE)
    assert len(await told(desk, "mailbox.slowed")) == 1


async def test_a_slow_mailbox_keeps_five_minutes_between_two_mails(desk: Desk) -> None:
    box = await desk.mailbox(window=WIDE, slow_until=desk.later(days=0) + DAY)
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box)
    for _ in range(60):
        await desk.round(box)
        desk.later(minutes=1)
    moments = sorted(out.sent_at for out in await desk.outs(OutState.SENT) if out.sent_at)
    assert len(moments) > 1
    assert all(later - earlier >= timedelta(minutes=5) for earlier, later in pairwise(moments))


async def test_one_mail_that_is_slowed_again_and_again_is_a_soft_bounce(desk: Desk) -> None:
    box = await desk.one_contact()
    campaign_id = (await desk.enrollment()).campaign_id
    await desk.change(Mailbox, box.id, window=WIDE)
    await desk.change(Campaign, campaign_id, window=WIDE)
    waits = []
    for _ in range(5):
        desk.wire.answers.append(refused(451, "4.7.1", "reputation, later"))
        while desk.wire.answers:
            desk.clock.at = max(desk.later(minutes=1), (await desk.out()).look_at)
            await desk.round(box)
        out = await desk.out()
        waits.append((out.look_at - desk.clock.now()) / HOUR)
    assert waits == [1, 2, 4, 8, 24]
    assert out.soft_bounces == 1
    assert len(await told(desk, "mailbox.slowed")) <= 2  # one that goes slowly already is not told again


async def test_a_login_that_is_not_taken_any_more_is_for_its_owner(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(refused(530, "5.7.57", "Client not authenticated to send", "mail"))
    await desk.round(box)
    box = await desk.get(Mailbox, box.id)
    assert (box.state, box.retry_at) == (MailboxState.ERROR, desk.clock.now() + DAY)
    assert "Connect the mailbox anew" in box.state_detail
    assert (await desk.out()).state is OutState.DUE


async def test_a_stopped_mailbox_comes_back_by_itself_slowly(desk: Desk) -> None:
    box = await sent_to(desk, 1)
    desk.wire.answers.append(BLOCKED)
    while desk.wire.answers:
        await desk.round(box)
        desk.later(minutes=1)
    stopped = await desk.get(Mailbox, box.id)
    assert stopped.rests == 1
    assert stopped.slow_until == stopped.retry_at + 7 * DAY
    desk.clock.at = stopped.retry_at + timedelta(minutes=1)
    await desk.send_due(box)
    back = await desk.get(Mailbox, box.id)
    assert (back.state, back.retry_at) == (MailboxState.ACTIVE, None)
    assert back.slow_until > desk.clock.now()
    assert "back from a rest" in back.slow_why


async def test_a_second_rest_soon_after_the_first_is_twice_as_long(desk: Desk) -> None:
    box = await sent_to(desk, 0)
    for number in range(1, 3):
        await desk.person(f"p{number}@company{number}.test")
    other = await desk.campaign(box)
    await desk.change(Campaign, other.id, window=WIDE)
    rests = []
    for wait in (timedelta(), 13 * HOUR, 60 * DAY):
        desk.later(seconds=wait.total_seconds())
        desk.wire.answers.append(BLOCKED)
        while desk.wire.answers:
            await desk.round(box)
            desk.later(minutes=1)
        stopped = await desk.get(Mailbox, box.id)
        rests.append(round((stopped.retry_at - stopped.state_since) / HOUR))
    assert rests == [12, 24, 12]


async def test_trouble_of_one_that_rests_does_not_lengthen_the_rest(desk: Desk) -> None:
    box = await sent_to(desk, 2)
    until = desk.clock.now() + DAY
    await desk.policies(block_floor=1)
    await desk.change(Mailbox, box.id, state="health", state_detail="before", retry_at=until, rests=1)
    out = (await desk.outs(OutState.SENT))[0]
    await desk.receive(box, desk.dsn(out, "5.7.1", "550 5.7.1 rejected as spam"))
    box = await desk.get(Mailbox, box.id)
    assert (box.retry_at, box.rests, box.state_detail) == (until, 1, "before")


async def test_a_mailbox_that_a_person_paused_stays_paused(desk: Desk) -> None:
    box = await sent_to(desk, 2)
    await desk.policies(block_floor=1)
    await desk.change(Mailbox, box.id, state="paused")
    out = (await desk.outs(OutState.SENT))[0]
    await desk.receive(box, desk.dsn(out, "5.7.1", "550 5.7.1 rejected as spam"))
    box = await desk.get(Mailbox, box.id)
    assert (box.state, box.retry_at) == (MailboxState.PAUSED, None)


# --- blocked by mail, complained about ------------------------------------------------------------------------


async def test_one_block_warns_and_three_stop(desk: Desk) -> None:
    box = await sent_to(desk, 4)
    for number, out in enumerate((await desk.outs(OutState.SENT))[:3], start=1):
        await desk.receive(box, desk.dsn(out, "5.7.1", "550 5.7.1 rejected as spam"))
        async with desk.house.database.begin() as session:
            health = (await health_of(session, [box.id], Policies(), desk.clock.now()))[box.id]
        stopped = await desk.get(Mailbox, box.id)
        if number < 3:
            assert stopped.state is MailboxState.ACTIVE
            assert f"{number} of the last 4 mails were blocked; the rep must change the text" in health.warnings[0]
    assert stopped.state is MailboxState.HEALTH
    assert "3 of the last 4 mails were blocked" in stopped.state_detail
    assert health.warnings == ()  # judged by what it sends from now on
    assert len(await told(desk, "mailbox.health")) == 1


async def test_two_that_say_the_domain_is_not_authenticated_are_certain(desk: Desk) -> None:
    box = await sent_to(desk, 4)
    for out in (await desk.outs(OutState.SENT))[:2]:
        await desk.receive(box, desk.dsn(out, "5.7.26", "550 5.7.26 rejected: this mail fails DMARC policy"))
    box = await desk.get(Mailbox, box.id)
    assert box.state is MailboxState.HEALTH
    assert "SPF, DKIM and DMARC" in box.state_detail


@pytest.mark.parametrize(
    "words", ["554 5.7.1 <p0@x.test>: Relay access denied", "554 5.7.1 Too many connections from your host"]
)
async def test_what_one_recipients_server_says_is_not_certain(desk: Desk, words: str) -> None:
    """A domain that moved its mail away, or a host of theirs that has enough of us: one block among others."""
    box = await sent_to(desk, 4)
    for out in (await desk.outs(OutState.SENT))[:2]:
        await desk.receive(box, desk.dsn(out, "5.7.1", words))
        assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE


async def test_one_complaint_warns_and_the_second_of_somebody_else_stops(desk: Desk) -> None:
    box = await sent_to(desk, 3)
    first, second, _ = await desk.outs(OutState.SENT)
    for _ in range(2):
        await complain(desk, box, first)  # the same person twice is one complaint
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    await complain(desk, box, second)
    stopped = await desk.get(Mailbox, box.id)
    assert (stopped.state, stopped.retry_at) == (MailboxState.HEALTH, desk.clock.now() + 3 * DAY)
    assert "2 recipients have complained, of 3 mails delivered" in stopped.state_detail


async def test_a_complaint_counts_for_the_mailbox_that_sent_the_mail_wherever_it_is_reported(desk: Desk) -> None:
    """A provider reports all mails of a domain to one address."""
    box, of_reports = await sent_to(desk, 3), await desk.mailbox(address="postmaster@example.com")
    for out in (await desk.outs(OutState.SENT))[:2]:
        await complain(desk, of_reports, out)
    assert (await desk.get(Mailbox, of_reports.id)).state is MailboxState.ACTIVE
    stopped = await desk.get(Mailbox, box.id)
    assert stopped.state is MailboxState.HEALTH
    assert "2 recipients have complained, of 3 mails delivered" in stopped.state_detail
    alerts = await desk.all(select(Activity).where(col(Activity.what) == "mailbox.alert.complaint"))
    assert [alert.mailbox_id for alert in alerts] == [box.id] * 2


async def test_so_do_blocks_with_what_they_object_to(desk: Desk) -> None:
    box, of_reports = await sent_to(desk, 4), await desk.mailbox(address="postmaster@example.com")
    for out in (await desk.outs(OutState.SENT))[:2]:
        await desk.receive(of_reports, desk.dsn(out, "5.7.26", "550 5.7.26 rejected: this mail fails DMARC policy"))
    assert (await desk.get(Mailbox, of_reports.id)).state is MailboxState.ACTIVE
    stopped = await desk.get(Mailbox, box.id)
    assert stopped.state is MailboxState.HEALTH
    assert "SPF, DKIM and DMARC" in stopped.state_detail


async def test_what_was_before_a_rest_does_not_stop_it_again(desk: Desk) -> None:
    box = await sent_to(desk, 4)
    first, second, third, _ = await desk.outs(OutState.SENT)
    await complain(desk, box, first)
    await complain(desk, box, second)
    async with desk.house.database.begin() as session:
        await resume(session, await session.get_one(Mailbox, box.id), desk.later(minutes=5), "robin@example.com")
    await complain(desk, box, third)  # about a mail from before the rest
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE


async def test_a_correction_takes_a_stop_back(desk: Desk) -> None:
    box = await sent_to(desk, 3)
    first, second, _ = await desk.outs(OutState.SENT)
    await complain(desk, box, first)
    wrong = await complain(desk, box, second)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH
    async with desk.house.database.begin() as session:
        await correct(session, wrong, Kind.OTHER, desk.clock.now(), "robin@example.com")
    box = await desk.get(Mailbox, box.id)
    assert (box.state, box.retry_at, box.slow_until, box.judged_from) == (MailboxState.ACTIVE, None, None, None)


# --- lists ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supplied_by", "told_who"),
    [
        pytest.param("lee@example.com", "lee@example.com", id="the person"),
        pytest.param("lee@example.com (key CRM)", "lee@example.com", id="whose key it was"),
        pytest.param("gone@example.com", "owner", id="else whose mailbox suffers"),
    ],
)
async def test_whoever_supplied_a_bad_list_is_told(desk: Desk, supplied_by: str, told_who: str) -> None:
    lee = await desk.user("lee")
    await desk.policies(batch_floor=2)
    async with desk.house.database.begin() as session:
        batch = ImportBatch(source="bought", supplied_by=supplied_by, created_at=desk.clock.now())
        session.add(batch)
    box = await sent_to(desk, 3, batch_id=batch.id)
    for out in (await desk.outs(OutState.SENT))[:2]:
        await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    task = await desk.one(select(ResponseTask))
    assert task.owner_id == (lee.id if told_who == lee.email else box.user_id)
    assert "1 of 3 mails to the import 'bought' bounced hard: first mails to its people wait" in task.note
    assert not task.counts
    assert len(await desk.all(select(ResponseTask))) == 1
    assert len(await told(desk, "batch.paused")) == 1


async def test_a_list_that_was_vouched_for_is_judged_anew(desk: Desk) -> None:
    await desk.policies(batch_floor=2, batch_hard_share=0.4)
    async with desk.house.database.begin() as session:
        batch = ImportBatch(source="bought", supplied_by="lee@example.com", created_at=desk.clock.now())
        session.add(batch)
    box = await sent_to(desk, 3, batch_id=batch.id)
    outs = await desk.outs(OutState.SENT)
    for out in outs[:2]:
        await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    async with desk.house.database.begin() as session:
        paused = await session.get_one(ImportBatch, batch.id)
        assert paused.paused_at is not None
        await resume_batch(session, paused, desk.later(minutes=1), "lee@example.com")
    await desk.receive(box, desk.dsn(outs[2], "5.1.1", "550 5.1.1 User unknown"))
    assert (await desk.get(ImportBatch, batch.id)).paused_at is None
