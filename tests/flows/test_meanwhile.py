"""What happens between the claim of a mail and the server's word: who wins the race."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import LoginRefused
from engine.flows.accounts import rebin
from engine.flows.launch import pause, resume
from engine.flows.people import edit_contact
from engine.flows.suppress import suppress_domain
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, HeldReason, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Mailbox,
    MailboxState,
    MessageOut,
    Suppression,
    User,
    Workspace,
)
from tests.support.house import AWAY, BLOCKED, FULL, NO_SUCH_USER, STALLED, UNKNOWN, Desk
from tests.support.sending import Meanwhile, claimed, opt_out


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


async def let_the_rep_go(desk: Desk) -> None:
    await desk.change(User, 1, active=False)


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
        (let_the_rep_go, HeldReason.MAILBOX_ERROR),
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


@pytest.mark.parametrize("answer", [NO_SUCH_USER, FULL])
async def test_a_mail_refused_at_an_old_address_goes_to_the_new_one(desk: Desk, answer) -> None:
    """The address was changed while the mail was being handed over: what the server said is of the old one."""
    box, claim = await claimed(desk)

    async def readdressed() -> None:
        async with desk.house.database.begin() as session:
            await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), "rep")

    wire, desk.wire = desk.wire, Meanwhile(readdressed, answer)
    await desk.send(claim)
    desk.wire = wire
    out = await desk.out("alex@new.test")
    assert (out.state, out.bounced, out.soft_bounces) == (OutState.DUE, "", 0)
    gone = ["alex@acme.test"] if answer is NO_SUCH_USER else []
    assert await desk.all(select(col(Suppression.address))) == gone
    assert (await desk.contact("alex@new.test")).state is ContactState.ACTIVE
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@new.test"]
    assert [mail.position for mail in await desk.outs()] == [1, 2]


async def test_an_old_address_that_is_dead_says_nothing_of_a_step_that_goes_again(desk: Desk) -> None:
    box, claim = await claimed(desk)
    await desk.send(claim)
    sent = await desk.out()
    await desk.receive(box, desk.dsn(sent, "4.2.2", "452 4.2.2 Mailbox full"))
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), "rep")
    await desk.receive(box, desk.dsn(sent, "5.1.1", "550 5.1.1 User unknown"))
    desk.clock.at = (await desk.out("alex@new.test")).look_at
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test", "alex@new.test"]
    assert (await desk.out("alex@new.test")).bounced == ""


async def test_a_campaign_that_goes_on_sends_what_it_held(desk: Desk) -> None:
    box, claim = await claimed(desk)
    await pause_campaign(desk)
    await desk.send(claim)
    assert await desk.round(box) == []
    async with desk.house.database.begin() as session:
        await resume(session, await session.get_one(Campaign, 1), desk.clock.now(), "test")
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


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
    later = desk.clock.now() + timedelta(hours=3)

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
