"""What follows when a server says no: the mailbox, the mail and the contact each bear what is theirs, and no more."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Conflict
from engine.flows.launch import finish_campaigns
from engine.flows.send_now import send_now
from engine.rules.vocabulary import BounceClass, CampaignState, ContactState, EnrollmentState, OutState
from engine.store.tables import Campaign, Mailbox, MailboxState, MessageOut, Suppression
from tests.support.house import AWAY, BLOCKED, SENT, Desk, Wire
from tests.support.replies import interested, say

HOUR = timedelta(hours=1)
WIDE = {"days": list(range(7)), "opens": "00:00", "quiet_from": "12:00", "quiet_until": "12:00", "closes": "23:59"}
NOT_FOR_US = Delivery(Outcome.REFUSED, 550, "5.7.133", "5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup", "rcpt")
LIMIT = Delivery(Outcome.REFUSED, 550, "5.4.5", "5.4.5 Daily user sending limit exceeded", "dot")
SLOWLY = Delivery(Outcome.REFUSED, 421, "4.7.0", "4.7.0 Too many messages, closing", "dot")


def at_mail(code: int, status: str, text: str) -> Delivery:
    """Before any recipient is named."""
    return Delivery(Outcome.REFUSED, code, status, text, "mail")


class Against(Wire):
    """Takes everything but what is for one address."""

    def __init__(self, address: str, answer: Delivery) -> None:
        super().__init__()
        self.address, self.answer = address, answer
        self.tries = 0

    async def deliver(self, sender: str, recipient: str, raw: bytes, **more: object) -> Delivery:
        self.mails.append((sender, recipient, raw))
        if recipient != self.address:
            return SENT
        self.tries += 1
        return self.answer


async def company(desk: Desk, count: int, *, steps: tuple[int, ...] = (0,)) -> Mailbox:
    """So many people of as many companies wait, the first the most senior; any hour is good."""
    box = await desk.mailbox(window=WIDE)
    for number in range(count):
        await desk.person(f"p{number}@company{number}.test", level=1 if number else 9)
    campaign = await desk.campaign(box, steps=steps)
    await desk.change(Campaign, campaign.id, window=WIDE)
    return box


async def go_on(desk: Desk, box: Mailbox, days: float) -> None:
    for _ in range(int(days * 48)):
        await desk.round(box)
        desk.later(minutes=30)


async def until_answered(desk: Desk, box: Mailbox) -> None:
    """Until the wire has given all the answers it was given."""
    for _ in range(3000):
        if not desk.wire.answers:
            return
        await desk.round(box)
        if desk.wire.answers:
            desk.later(minutes=5)
    raise AssertionError(desk.wire.answers)


async def ask(desk: Desk, email: str) -> MessageOut:
    out = await desk.out(email)
    async with desk.house.database.begin() as session:
        return await send_now(session, desk.house, out.id, desk.clock.now(), "robin@example.com")


async def nothing_is_held_against(desk: Desk, email: str) -> None:
    assert (await desk.contact(email)).state is ContactState.ACTIVE
    assert await desk.all(select(Suppression)) == []


def at_rcpt(text: str) -> Delivery:
    """As servers refuse the sender that give no status and wait for the recipient."""
    return Delivery(Outcome.REFUSED, 550, "", text, "rcpt")


# --- before a recipient was named -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "must"),
    [
        pytest.param(at_mail(550, "5.1.0", "Sender rejected"), "a login that may send as this address", id="5.1.0"),
        pytest.param(
            at_mail(553, "5.1.3", "<rep@example.com>: Sender address rejected: not owned by user rep"),
            "a login that may send as this address",
            id="5.1.3",
        ),
        pytest.param(at_mail(550, "5.1.0", "Address rejected"), "the owner of the mailbox must ask", id="bare"),
        pytest.param(
            Delivery(Outcome.REFUSED, 550, "5.2.1", "5.2.1 Your account has been disabled", "dot"),
            "the owner of the mailbox must ask",
            id="at the dot",
        ),
    ],
)
async def test_a_sender_who_is_refused_stops_the_mailbox_and_nobody_bounces(
    desk: Desk, answer: Delivery, must: str
) -> None:
    box = await company(desk, 3)
    desk.wire.answers.append(answer)
    await until_answered(desk, box)
    await desk.round(box)
    box = await desk.get(Mailbox, box.id)
    assert box.state is MailboxState.HEALTH
    assert must in box.state_detail
    assert len(desk.wire.mails) == 1
    assert {(out.state, out.bounced, out.soft_bounces) for out in await desk.outs()} <= {
        (OutState.DUE, "", 0),
        (OutState.HELD, "", 0),
    }
    await nothing_is_held_against(desk, "p0@company0.test")


async def test_a_server_in_trouble_is_waited_for_and_nobody_bounces(desk: Desk) -> None:
    box = await company(desk, 1)
    waits = []
    for _ in range(6):
        desk.wire.answers.append(at_mail(452, "4.3.1", "4.3.1 Insufficient system storage"))
        await until_answered(desk, box)
        out, found = await desk.out("p0@company0.test"), await desk.get(Mailbox, box.id)
        assert (found.state, found.retry_at) == (MailboxState.ERROR, desk.clock.now() + HOUR / 4)
        assert "The server takes no mail now: 452 4.3.1 Insufficient system storage" in found.state_detail
        assert (out.state, out.soft_bounces, out.bounced) == (OutState.DUE, 0, "")
        waits.append((out.look_at - desk.clock.now()) / HOUR)
    assert waits == [0.25, 1, 4, 4, 4, 4]
    await go_on(desk, box, 1)
    assert (await desk.out("p0@company0.test")).state is OutState.SENT
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    await nothing_is_held_against(desk, "p0@company0.test")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Delivery(Outcome.REFUSED, 451, "4.3.0", "Error: queue file write error", "dot"), id="at the dot"),
        pytest.param(Delivery(Outcome.REFUSED, 451, "", "Temporary local problem", "rcpt"), id="at the recipient"),
    ],
)
async def test_a_server_in_trouble_is_waited_for_whenever_it_says_so(desk: Desk, answer: Delivery) -> None:
    box = await company(desk, 3)
    desk.wire.answers.append(answer)
    await until_answered(desk, box)
    await desk.round(box)
    box = await desk.get(Mailbox, box.id)
    assert (box.state, len(desk.wire.mails)) == (MailboxState.ERROR, 1)
    assert box.state_detail.startswith("smtp.host: The server takes no mail now")
    await go_on(desk, box, 1.0)
    assert [out.soft_bounces for out in await desk.outs(OutState.SENT)] == [0, 0, 0]


async def test_a_mail_that_its_server_cannot_bear_does_not_stop_the_others_for_ever(desk: Desk) -> None:
    box = await company(desk, 3)
    trouble = Delivery(Outcome.REFUSED, 451, "4.3.0", "Error: the filter does not answer", "dot")
    desk.wire = Against("p0@company0.test", trouble)
    await go_on(desk, box, 14.0)
    assert len(await desk.outs(OutState.SENT)) == 2
    assert (await desk.enrollment("p0@company0.test")).state is EnrollmentState.BOUNCED
    await nothing_is_held_against(desk, "p0@company0.test")


@pytest.mark.parametrize(
    ("text", "given_up"),
    [
        pytest.param('Outgoing mail from "robin@example.com" has been suspended.', 0, id="known words stop at once"),
        pytest.param("We do not want this here", 3, id="words that nobody knows stop at the third"),
    ],
)
async def test_a_server_that_refuses_the_sender_at_each_recipient_costs_no_address(
    desk: Desk, text: str, given_up: int
) -> None:
    box = await company(desk, 10)
    desk.wire.answers.extend([at_rcpt(text)] * 10)
    await go_on(desk, box, 0.4)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH
    assert len(await desk.outs(OutState.FAILED)) == given_up
    for number in range(10):
        await nothing_is_held_against(desk, f"p{number}@company{number}.test")


# --- about one recipient --------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["rcpt", "data"])
async def test_an_unknown_user_is_a_dead_address_whatever_the_status(desk: Desk, stage: str) -> None:
    box = await company(desk, 3)
    words = "5.7.1 User unknown in virtual mailbox table"
    desk.wire = Against("p0@company0.test", Delivery(Outcome.REFUSED, 550, "5.7.1", words, stage))
    await go_on(desk, box, 2)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    assert (await desk.contact("p0@company0.test")).state is ContactState.BOUNCED
    assert len(await desk.outs(OutState.SENT)) == 2
    assert (await desk.one(select(Suppression))).address == "p0@company0.test"


async def test_who_takes_nothing_from_us_gets_no_more_of_it_and_stops_no_mailbox(desk: Desk) -> None:
    box = await company(desk, 3, steps=(0, 3))
    desk.wire = Against("p0@company0.test", NOT_FOR_US)
    await go_on(desk, box, 2)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    assert len(await desk.outs(OutState.SENT)) == 2
    out, enrollment = await desk.out("p0@company0.test"), await desk.enrollment("p0@company0.test")
    assert (out.state, out.bounced, enrollment.state) == (OutState.FAILED, "block", EnrollmentState.STOPPED)
    line = await desk.line("p0@company0.test")
    assert line.detail == (
        "they take no mail from this mailbox: 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup. "
        "It is not sent again by itself; a person may send it again"
    )
    assert (line.again, line.message_out_id) == (True, out.id)
    await nothing_is_held_against(desk, "p0@company0.test")


async def test_three_of_them_count_as_blocks_and_the_rep_is_told_what_to_do(desk: Desk) -> None:
    box = await company(desk, 6)
    desk.wire.answers += [NOT_FOR_US] * 3
    await until_answered(desk, box)
    box = await desk.get(Mailbox, box.id)
    assert box.state is MailboxState.HEALTH
    assert "3 of the last 3 mails were blocked; the rep must take off the list" in box.state_detail


# --- one mail and all the others ------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [BLOCKED, Delivery(Outcome.REFUSED, 554, "", "looks like spam", "dot")])
async def test_others_go_first_after_a_mail_stopped_the_mailbox_and_then_it_is_about_the_mail(
    desk: Desk, answer: Delivery
) -> None:
    box = await company(desk, 8)
    desk.wire = wire = Against("p0@company0.test", answer)
    await go_on(desk, box, 4)
    assert wire.recipients.index("p0@company0.test") == 0
    assert len(await desk.outs(OutState.SENT)) == 7
    assert (wire.tries, wire.recipients[-1]) == (2, "p0@company0.test")
    box, out = await desk.get(Mailbox, box.id), await desk.out("p0@company0.test")
    assert (box.state, box.rests) == (MailboxState.ACTIVE, 1)
    assert (out.state, out.bounced) == (OutState.FAILED, BounceClass.BLOCK.value)
    assert "refused again, though others were taken meanwhile: " in (await desk.line("p0@company0.test")).detail
    await nothing_is_held_against(desk, "p0@company0.test")


async def test_a_mail_that_stopped_its_mailbox_twice_is_given_up(desk: Desk) -> None:
    box = await company(desk, 1)
    desk.wire = wire = Against("p0@company0.test", BLOCKED)
    await go_on(desk, box, 7)
    assert wire.tries == 2
    assert (await desk.get(Mailbox, box.id)).rests == 2
    assert "it stopped its mailbox twice: 550 5.7.1 blocked by policy" in (await desk.line("p0@company0.test")).detail
    await nothing_is_held_against(desk, "p0@company0.test")


@pytest.mark.parametrize("answer", [LIMIT, at_mail(550, "5.1.0", "Sender rejected")], ids=["limit", "sender"])
async def test_what_is_about_every_mail_is_no_mails_fault(desk: Desk, answer: Delivery) -> None:
    box = await company(desk, 1)
    for rests in (1, 2, 3):
        desk.wire.answers.append(answer)
        await until_answered(desk, box)
        out = await desk.out("p0@company0.test")
        assert (out.state, out.bounced, out.stopped_at) == (OutState.DUE, "", None)
        assert (await desk.get(Mailbox, box.id)).rests == rests


async def test_what_was_given_up_goes_again_when_a_person_says_so(desk: Desk) -> None:
    box = await company(desk, 1, steps=(0, 3))
    desk.wire = Against("p0@company0.test", BLOCKED)
    await go_on(desk, box, 7)
    async with desk.house.database.begin() as session:
        await finish_campaigns(session, desk.clock.now())
    desk.wire = wire = Wire()
    await ask(desk, "p0@company0.test")
    out, enrollment = await desk.out("p0@company0.test"), await desk.enrollment("p0@company0.test")
    assert (out.state, out.bounced, out.sent_at, out.stopped_at) == (OutState.DUE, "", None, None)
    assert (enrollment.state, enrollment.ended_at) == (EnrollmentState.ACTIVE, None)
    assert (await desk.get(Campaign, enrollment.campaign_id)).state is CampaignState.RUNNING
    await go_on(desk, box, 6)
    assert Counter(out.state for out in await desk.outs()) == {OutState.SENT: 2}
    assert wire.recipients == ["p0@company0.test"] * 2


async def test_it_does_not_go_again_beside_another_sequence(desk: Desk) -> None:
    box = await company(desk, 1)
    desk.wire.answers.append(NOT_FOR_US)
    await until_answered(desk, box)
    given_up = await desk.out("p0@company0.test")
    await desk.campaign(box)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="writes to them by now"):
            await send_now(session, desk.house, given_up.id, desk.clock.now(), "robin@example.com")
    assert (await desk.get(MessageOut, given_up.id)).state is OutState.FAILED


# --- patience -------------------------------------------------------------------------------------------------


async def test_tries_that_reached_nobody_do_not_count_against_a_mail_that_is_to_go_slowly(desk: Desk) -> None:
    box = await company(desk, 1)
    desk.wire.answers += [AWAY] * 5
    await until_answered(desk, box)
    assert (await desk.out("p0@company0.test")).attempts == 5
    desk.wire.answers.append(SLOWLY)
    await until_answered(desk, box)
    out, box = await desk.out("p0@company0.test"), await desk.get(Mailbox, box.id)
    assert (box.slow_until, out.look_at) == (desk.clock.now() + 6 * HOUR, desk.clock.now() + HOUR)
    assert (out.state, out.soft_bounces, out.bounced) == (OutState.DUE, 0, "")


@pytest.mark.parametrize(
    "answer",
    [at_mail(421, "4.7.0", "Too many messages, closing"), at_mail(452, "4.3.1", "Insufficient system storage")],
    ids=["slowly", "storage"],
)
async def test_what_was_said_before_the_recipient_was_named_is_never_counted(desk: Desk, answer: Delivery) -> None:
    box = await company(desk, 1)
    for _ in range(6):
        desk.wire.answers.append(answer)
        await until_answered(desk, box)
    desk.wire.answers.append(SLOWLY)
    await until_answered(desk, box)
    out = await desk.out("p0@company0.test")
    assert (out.state, out.attempts, out.put_off, out.soft_bounces) == (OutState.DUE, 7, 1, 0)
    assert out.look_at == desk.clock.now() + HOUR


async def test_the_mailbox_goes_slowly_also_when_the_mail_is_put_off_no_more(desk: Desk) -> None:
    box = await company(desk, 1)
    await desk.change(MessageOut, (await desk.out("p0@company0.test")).id, put_off=4)
    desk.wire.answers.append(SLOWLY)
    await until_answered(desk, box)
    assert (await desk.get(Mailbox, box.id)).slow_until == desk.clock.now() + 6 * HOUR
    assert (await desk.out("p0@company0.test")).soft_bounces == 1


# --- answers that people wrote --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        pytest.param([AWAY] * 5 + [Delivery(Outcome.REFUSED, 450, "", "greylisted", "rcpt")], OutState.DUE, id="grey"),
        pytest.param([at_mail(452, "4.3.1", "Insufficient system storage")] * 6, OutState.DUE, id="storage"),
        pytest.param([NOT_FOR_US], OutState.FAILED, id="not from us"),
        pytest.param([BLOCKED] * 2, OutState.FAILED, id="twice"),
    ],
)
async def test_an_answer_is_given_up_for_nothing_but_what_was_said_of_it(
    desk: Desk, answers: list[Delivery], state: OutState
) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers += answers
    for _ in range(600):
        await desk.answers_leave(box)
        if not desk.wire.answers:
            break
        desk.later(minutes=15)
    out = await desk.get(MessageOut, out.id)
    assert (out.state, desk.wire.answers) == (state, Wire().answers)
    assert out.held_detail or state is OutState.DUE
    assert (await desk.contact()).state is not ContactState.BOUNCED
    assert await desk.all(select(Suppression).where(col(Suppression.address) == "alex@acme.test")) == []
