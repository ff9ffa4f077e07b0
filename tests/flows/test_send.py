"""One claimed mail, at most once: what is said before, what each outcome does, and who wins a race."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from engine.edge.smtp import Outcome
from engine.errors import CertificateRefused, LoginRefused, Unreachable
from engine.flows.accounts import rebin
from engine.flows.dispatch import Claim
from engine.flows.launch import pause, resume
from engine.flows.send import NOT_MADE, Outbox, send
from engine.flows.suppress import suppress_address, suppress_domain
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, HeldReason, OutState
from engine.store.tables import (
    Account,
    Activity,
    Campaign,
    Contact,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    Suppression,
    TemplateVersion,
    Workspace,
)
from tests.support.house import AWAY, BLOCKED, FULL, NO_SUCH_USER, SENT, STALLED, UNKNOWN, Desk, Wire

HOUR = timedelta(hours=1)


async def claimed(desk: Desk, **box: object) -> tuple[Mailbox, Claim]:
    made = await desk.one_contact(**box)
    return made, (await desk.dispatch(made))[0]


class Meanwhile(Wire):
    """Something happens while the mail is handed over."""

    def __init__(self, deed, answer=SENT) -> None:
        super().__init__()
        self.deed, self.answer = deed, answer

    async def deliver(self, sender, recipient, raw, *, within=None):
        await super().deliver(sender, recipient, raw)
        await self.deed()
        return self.answer


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
    assert line.detail.startswith(f"{NOT_MADE} (TypeError: ")
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
    async with Outbox(desk.house, 1, desk.rng).lane() as lane:
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
        self.counts.append(self.outbox.on_the_wire)
        return await super().deliver(sender, recipient, raw)


@pytest.mark.parametrize("answer", [SENT, UNKNOWN, NO_SUCH_USER, LoginRefused("no", field="smtp.password")])
async def test_a_mail_is_waited_for_while_it_is_handed_over_and_no_longer(desk: Desk, answer) -> None:
    _, claim = await claimed(desk)
    outbox = Outbox(desk.house, 1, desk.rng)
    wire = Counted(outbox, answer)
    async with outbox.lane() as lane:
        await lane.send(claim.out_id, wire)
    assert (wire.counts, outbox.on_the_wire) == ([1], 0)


async def test_a_claim_is_sent_once_and_by_its_owner_only(desk: Desk) -> None:
    _, claim = await claimed(desk)
    assert await desk.send(claim, worker=2) is None
    await desk.send(claim)
    assert await desk.send(claim) is None
    assert await send(desk.house, 999, 1, desk.wire, desk.rng) is None
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


async def opt_out(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "opt-out link", "page", desk.clock.now())


async def suppress_company(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await suppress_domain(session, "acme.test", "asked", "phone", desk.clock.now())


async def pause_campaign(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await pause(session, await session.get_one(Campaign, 1), desk.clock.now(), "test")


async def move_bin(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, 1)
        await rebin(session, account, Bin.CURRENT_CLIENT, "signed", None, desk.clock.now(), "test")


async def remove_address(desk: Desk) -> None:
    await desk.change(Workspace, 1, postal_address=" ")


async def raise_red_flag(desk: Desk) -> None:
    await desk.change(Account, 1, red_flag="competitor")


async def contact_left(desk: Desk) -> None:
    await desk.change(Contact, 1, state="left")


async def pause_mailbox(desk: Desk) -> None:
    await desk.change(Mailbox, 1, state="paused")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (opt_out, None),
        (suppress_company, None),
        (pause_campaign, HeldReason.CAMPAIGN_PAUSED),
        (move_bin, HeldReason.BIN),
        (remove_address, HeldReason.POSTAL_ADDRESS),
        (raise_red_flag, HeldReason.RED_FLAG),
        (contact_left, HeldReason.SUPPRESSED),
        (pause_mailbox, HeldReason.MAILBOX_ERROR),
    ],
)
async def test_what_is_committed_before_the_last_look_wins(desk: Desk, deed, reason: HeldReason | None) -> None:
    _, claim = await claimed(desk)
    await deed(desk)
    assert await desk.send(claim) is None
    assert desk.wire.mails == []
    line = await desk.line()
    assert line.reason == (reason or EnrollmentState.STOPPED)
    assert line.detail


async def test_an_opt_out_during_the_handing_over_stops_the_next_step(desk: Desk) -> None:
    _, claim = await claimed(desk)
    desk.wire = Meanwhile(lambda: opt_out(desk))
    await desk.send(claim)
    assert [out.state for out in await desk.outs()] == [OutState.SENT]
    assert (await desk.enrollment()).state is EnrollmentState.STOPPED


@pytest.mark.parametrize("answer", [STALLED, BLOCKED, AWAY, FULL, LoginRefused("no")])
async def test_a_mail_not_taken_does_not_come_back_when_its_enrollment_ended_meanwhile(desk: Desk, answer) -> None:
    box, claim = await claimed(desk)

    class Late(Meanwhile):
        async def deliver(self, *args, within=None):
            await super().deliver(*args)
            if isinstance(answer, Exception):
                raise answer
            return answer

    desk.wire = Late(lambda: opt_out(desk))
    await desk.send(claim)
    assert [out.state for out in await desk.outs()] == [OutState.FAILED]
    await desk.change(Mailbox, box.id, state="active", retry_at=None)
    desk.later(days=7)
    assert await desk.round(box) == []


async def test_a_campaign_that_goes_on_sends_what_it_held(desk: Desk) -> None:
    box, claim = await claimed(desk)
    await pause_campaign(desk)
    await desk.send(claim)
    assert await desk.round(box) == []
    async with desk.house.database.begin() as session:
        await resume(session, await session.get_one(Campaign, 1), desk.clock.now(), "test")
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


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


async def test_the_reconciler_and_a_late_answer_do_not_undo_each_other(desk: Desk) -> None:
    """The row was given back meanwhile; the server's word that it has the mail still counts."""
    _, claim = await claimed(desk)
    out = await desk.out()

    async def given_back() -> None:
        await desk.change(MessageOut, out.id, state="due", claimed_by=None, sending_at=None, sent_on=None)

    desk.wire = Meanwhile(given_back)
    await desk.send(claim)
    out = await desk.out()
    assert (out.state, out.sent_on) == (OutState.SENT, desk.clock.now().date())


async def test_a_late_doubt_does_not_undo_a_certainty(desk: Desk) -> None:
    _, claim = await claimed(desk)
    out = await desk.out()

    async def settled() -> None:
        await desk.change(MessageOut, out.id, state="sent", sent_at=desk.clock.now(), claimed_by=None)

    desk.wire = Meanwhile(settled, UNKNOWN)
    await desk.send(claim)
    assert (await desk.out()).state is OutState.SENT


async def test_a_mail_under_way_does_not_wake_a_mailbox_that_was_just_stopped(desk: Desk) -> None:
    box, claim = await claimed(desk)
    later = desk.clock.now() + 3 * HOUR

    async def stopped() -> None:
        await desk.change(Mailbox, box.id, state="health", state_detail="bounces", retry_at=later)

    desk.wire = Meanwhile(stopped)
    await desk.send(claim)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH


@pytest.mark.parametrize("answer", [BLOCKED, AWAY])
async def test_trouble_does_not_unpause_a_mailbox(desk: Desk, answer) -> None:
    box, claim = await claimed(desk)
    desk.wire = Meanwhile(lambda: pause_mailbox(desk), answer)
    await desk.send(claim)
    box = await desk.get(Mailbox, box.id)
    assert (box.state, box.retry_at) == (MailboxState.PAUSED, None)


async def test_an_address_that_cannot_be_said_to_a_server_is_held(desk: Desk) -> None:
    box, claim = await claimed(desk, address="rep rep@example.com")
    await send(desk.house, claim.out_id, 1, desk.house.smtp(box), desk.rng)
    line = await desk.line()
    assert line.reason == HeldReason.LINT
    assert (await desk.get(MessageOut, claim.out_id)).state is OutState.HELD


async def test_opting_out_twice_is_one_opt_out(desk: Desk) -> None:
    await desk.one_contact()
    for _ in range(2):
        await opt_out(desk)
    assert len(await desk.all(select(Suppression))) == 1
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "suppressed"))) == 1


async def test_a_mailbox_removed_while_its_mail_is_handed_over_has_sent_it_and_sends_no_more(
    desk: Desk,
) -> None:
    made, claim = await claimed(desk)

    async def removed() -> None:
        await desk.change(Mailbox, made.id, deleted_at=desk.clock.now())

    desk.wire = Meanwhile(removed)
    await desk.send(claim)
    assert (await desk.out()).state == OutState.SENT
    desk.clock.at += timedelta(days=5)
    await desk.send_due(made)
    assert len(desk.wire.mails) == 1
    line = await desk.line()
    assert (line.reason, "was removed" in line.detail) == (HeldReason.MAILBOX_ERROR, True)


async def test_a_mailbox_that_is_removed_before_its_moment_sends_nothing(desk: Desk) -> None:
    made, claim = await claimed(desk)
    await desk.change(Mailbox, made.id, deleted_at=desk.clock.now())
    assert await desk.send(claim) is None
    assert desk.wire.mails == []
    assert "was removed" in (await desk.line()).detail
