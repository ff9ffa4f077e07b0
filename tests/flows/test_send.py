"""One claimed mail, at most once: what is said before, and what each outcome does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from engine.edge.smtp import Outcome
from engine.errors import CertificateRefused, LoginRefused, Unreachable
from engine.flows.send import NOT_MADE, Outbox, send
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, HeldReason, OutState
from engine.store.tables import (
    Activity,
    Contact,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    Suppression,
    TemplateVersion,
)
from tests.support.house import AWAY, BLOCKED, FULL, NO_SUCH_USER, SENT, STALLED, UNKNOWN, WORKER, Desk, Wire
from tests.support.sending import Meanwhile, claimed, opt_out

HOUR = timedelta(hours=1)


async def test_what_a_server_takes_is_sent_and_the_next_step_has_its_date(desk: Desk) -> None:
    _, claim = await claimed(desk)
    await desk.send(claim)
    out, follow_up = await desk.out(), await desk.out(position=2)
    assert (out.state, out.server_code, out.to_address) == (OutState.SENT, 250, "alex@acme.test")
    assert out.message_id.encode() in desk.wire.mails[0][2]
    assert (follow_up.state, follow_up.due_at) == (OutState.DUE, out.sent_at + timedelta(days=3))
    account = await desk.account()
    assert (account.bin, account.bin_by) == (Bin.WORKING, "offhours")


async def test_the_mail_is_on_record_before_its_first_byte_leaves(desk: Desk) -> None:
    _, claim = await claimed(desk)
    seen = []

    async def look() -> None:
        seen.append(await desk.out())

    desk.wire = Meanwhile(look)
    await desk.send(claim)
    assert seen[0].state is OutState.SENDING
    assert seen[0].raw == desk.wire.mails[0][2]
    assert seen[0].message_id
    assert seen[0].sent_on == desk.clock.now().date()


async def test_a_mail_that_cannot_be_made_says_so_in_its_line_and_is_sent_when_that_is_mended(desk: Desk) -> None:
    """Nothing foresees a list where the fields are."""
    box, claim = await claimed(desk)
    contact = await desk.contact()
    await desk.change(Contact, contact.id, custom=[1])
    assert await desk.send(claim) is None
    line = await desk.line()
    assert (line.state, line.reason) == (OutState.HELD, HeldReason.LINT)
    assert line.detail.startswith(f"{NOT_MADE} (AttributeError: ")
    assert await desk.round(box) == [], "not at once"
    await desk.change(Contact, contact.id, custom={})
    desk.later(hours=1)
    assert await desk.round(box) == [Outcome.SENT]
    assert (await desk.out()).attempts == 1


async def test_a_name_of_blanks_is_no_name(desk: Desk) -> None:
    box, claim = await claimed(desk)
    await desk.change(Mailbox, box.id, display_name=" ")
    assert await desk.send(claim) is None
    line = await desk.line()
    assert (line.reason, line.detail.partition(":")[0]) == (HeldReason.MISSING_FIELD, "sender_first_name")
    assert line.detail.endswith(": the mailbox has no name in From")


async def test_what_became_of_a_mail_is_written_in_the_transaction_that_says_the_next(desk: Desk) -> None:
    box = await desk.mailbox()
    for name in ("acme", "other"):
        await desk.person(f"alex@{name}.test")
    await desk.campaign(box)
    outs = await desk.outs()
    for out in outs:
        await desk.change(MessageOut, out.id, state="claimed", claimed_by=1)
    seen = []

    async def look() -> None:
        async with desk.house.database.begin() as session:
            rows = await session.execute(text("select state, xmin::text from message_out where position = 1"))
            seen.append(dict(rows.all()))

    desk.wire = Meanwhile(look)
    async with Outbox(desk.house, 1).lane() as lane:
        for out in outs:
            await lane.send(out.id, desk.wire)
    assert seen[1]["sent"] == seen[1]["sending"]
    assert [out.state for out in await desk.outs() if out.position == 1] == [OutState.SENT, OutState.SENT]


class Counted(Wire):
    """Remembers how many mails were being handed over."""

    def __init__(self, outbox: Outbox, answer) -> None:
        super().__init__()
        self.outbox, self.counts = outbox, []
        self.answers.append(answer)

    async def deliver(self, sender, recipient, raw, *, within=None):
        self.counts.append(self.outbox.turn.awaited)
        return await super().deliver(sender, recipient, raw)


@pytest.mark.parametrize("answer", [SENT, UNKNOWN, NO_SUCH_USER, LoginRefused("no", field="smtp.password")])
async def test_a_mail_is_waited_for_while_it_is_handed_over_and_no_longer(desk: Desk, answer) -> None:
    _, claim = await claimed(desk)
    outbox = Outbox(desk.house, 1)
    wire = Counted(outbox, answer)
    async with outbox.lane() as lane:
        await lane.send(claim.out_id, wire)
    assert (wire.counts, outbox.turn.awaited) == ([1], 0)


async def test_a_claim_is_sent_once_and_by_its_owner_only(desk: Desk) -> None:
    _, claim = await claimed(desk)
    assert await desk.send(claim, worker=2) is None
    await desk.send(claim)
    assert await desk.send(claim) is None
    assert await send(desk.house, 999, 1, desk.wire) is None
    assert len(desk.wire.mails) == 1


@pytest.mark.parametrize(
    ("answer", "state", "mailbox", "contact", "wait"),
    [
        pytest.param(UNKNOWN, OutState.UNCERTAIN, MailboxState.ACTIVE, ContactState.ACTIVE, None, id="unknown"),
        pytest.param(STALLED, OutState.DUE, MailboxState.ACTIVE, ContactState.ACTIVE, HOUR / 4, id="not sent"),
        pytest.param(AWAY, OutState.DUE, MailboxState.ERROR, ContactState.ACTIVE, HOUR * 0, id="no connection"),
        pytest.param(FULL, OutState.DUE, MailboxState.ACTIVE, ContactState.ACTIVE, 24 * HOUR, id="soft"),
        pytest.param(BLOCKED, OutState.DUE, MailboxState.HEALTH, ContactState.ACTIVE, 12 * HOUR, id="our fault"),
        pytest.param(NO_SUCH_USER, OutState.FAILED, MailboxState.ACTIVE, ContactState.BOUNCED, None, id="M23: hard"),
    ],
)
async def test_each_outcome_does_its_own(
    desk: Desk, answer, state: OutState, mailbox: MailboxState, contact: ContactState, wait: timedelta | None
) -> None:
    box, claim = await claimed(desk)
    desk.wire.answers.append(answer)
    await desk.send(claim)
    out, box = await desk.out(), await desk.get(Mailbox, box.id)
    assert (out.state, box.state, (await desk.contact()).state) == (state, mailbox, contact)
    if wait is not None:
        assert out.look_at - desk.clock.now() == wait
    if state is not OutState.UNCERTAIN:
        assert out.claimed_by is None


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        (LoginRefused("no", field="smtp.password"), 24 * HOUR),
        (Unreachable("away", field="smtp.host"), HOUR / 4),
        (CertificateRefused("expired", field="smtp.host"), HOUR / 4),
    ],
)
async def test_a_server_that_lets_nobody_in_stops_the_mailbox(desk: Desk, trouble, wait: timedelta) -> None:
    box, claim = await claimed(desk)
    desk.wire.answers.append(trouble)
    await desk.send(claim)
    box = await desk.get(Mailbox, box.id)
    assert (box.state, box.state_detail, box.retry_at) == (MailboxState.ERROR, str(trouble), desk.clock.now() + wait)
    assert (await desk.out()).state is OutState.DUE
    assert (await desk.line()).reason == HeldReason.MAILBOX_ERROR


async def test_a_file_of_authorities_that_is_gone_is_the_mailboxs_trouble_and_no_mails(desk: Desk) -> None:
    box, claim = await claimed(desk, smtp_security="tls", ca_file="/nowhere/ca.pem")
    assert await send(desk.house, claim.out_id, WORKER, desk.house.smtp(box)) is Outcome.NOT_SENT
    box, out = await desk.get(Mailbox, box.id), await desk.out()
    assert box.state is MailboxState.ERROR
    assert box.state_detail.startswith("ca_file: The file of certificate authorities cannot be used")
    assert (out.state, out.held_reason) == (OutState.DUE, None)


async def test_three_tries_wait_longer_each_time(desk: Desk) -> None:
    _, claim = await claimed(desk)
    waits = []
    for _ in range(4):
        desk.wire.answers.append(STALLED)
        await desk.send(claim)
        out = await desk.out()
        waits.append((out.look_at - desk.clock.now()) / HOUR)
        assert (await desk.line()).detail.startswith("no answer from the server at data")
        await desk.change(MessageOut, out.id, state="claimed", claimed_by=1)
    assert waits == [0.25, 1, 4, 4]


async def test_a_text_that_this_contact_cannot_get_is_held_and_shown(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person(custom={"plant": "Leeds"})
    await desk.person("kim@other.test")
    await desk.campaign(box, bodies=("Hi, who runs {{ custom.plant }}?",))
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    line = await desk.line("kim@other.test")
    assert (line.reason, line.state) == (HeldReason.MISSING_FIELD, "held")
    assert "custom.plant" in line.detail


async def test_a_text_that_cannot_be_sent_at_all_is_held_and_shown(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(TemplateVersion, 1, subject="x" * 3000)
    await desk.change(TemplateVersion, 1, body="{{ 1 + }}")
    await desk.round(box)
    assert (await desk.line()).reason == HeldReason.LINT


async def test_a_follow_up_stays_in_the_thread(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    desk.later(days=5)
    await desk.send_due(box)
    first, second = await desk.out(), await desk.out(position=2)
    raw = desk.wire.mails[1][2].decode()
    assert second.subject == f"Re: {first.subject}"
    assert f"In-Reply-To: {first.message_id}" in raw.replace("\r\n ", " ")
    assert (await desk.enrollment()).state is EnrollmentState.COMPLETED


async def test_a_manual_step_makes_a_task_and_the_mail_after_it_follows(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=(0, "Call them", 2))
    await desk.send_due(box)
    task = await desk.one(select(ResponseTask))
    assert (task.step, task.note, task.owner_id, task.counts) == ("manual", "Call them", box.user_id, False)
    assert (await desk.out(position=3)).state is OutState.DUE
    await opt_out(desk)
    assert (await desk.one(select(ResponseTask))).done_how.startswith("not needed any more")


async def test_an_address_that_cannot_be_said_to_a_server_is_held(desk: Desk) -> None:
    box, claim = await claimed(desk, address="rep rep@example.com")
    await send(desk.house, claim.out_id, 1, desk.house.smtp(box))
    line = await desk.line()
    assert line.reason == HeldReason.LINT
    assert (await desk.get(MessageOut, claim.out_id)).state is OutState.HELD


async def test_opting_out_twice_is_one_opt_out(desk: Desk) -> None:
    await desk.one_contact()
    for _ in range(2):
        await opt_out(desk)
    assert len(await desk.all(select(Suppression))) == 1
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "suppressed"))) == 1
