"""Bounces: tried again, given up, or a reason to stop (M16, M23)."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.correct import correct
from engine.flows.paces import count
from engine.flows.people import edit_contact
from engine.flows.suppress import suppress_address
from engine.flows.tasks import done
from engine.rules.effects import Work
from engine.rules.policies import Policies
from engine.rules.vocabulary import (
    CampaignState,
    ContactState,
    EnrollmentState,
    HeldReason,
    Kind,
    OutState,
)
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
    User,
)
from tests.support.house import FULL, Desk
from tests.support.replies import answer, as_kind, interested, say, task_of, written_to

E, C = EnrollmentState, ContactState


async def test_whoever_was_blocked_gets_no_more_mail_until_a_person_has_looked(desk: Desk) -> None:
    """Their server takes us for spam: another mail makes it worse, and only a person can mend what it objects to."""
    box = await written_to(desk)
    await desk.person("kim@other.test")
    await desk.campaign(box)
    in_id = await desk.receive(box, desk.dsn(await desk.out(), "5.7.1", "550 5.7.1 rejected as spam by our policy"))
    task = await task_of(desk, await desk.get(MessageIn, in_id))
    assert (task.step, task.owner_id, task.counts) == (Work.LOOK, box.user_id, False)
    desk.later(days=7)
    await desk.send_due(box)
    assert desk.wire.recipients.count("alex@acme.test") == 1
    assert "kim@other.test" in desk.wire.recipients
    line = await desk.line()
    assert (line.reason, line.detail, line.until) == (HeldReason.ACCOUNT_BUSY, task.note, None)
    assert task.note.startswith("Their server refused your mail for a fault of the sender's.")
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        await done(session, row, "another text", desk.clock.now(), "robin@example.com")
    await desk.send_due(box)
    assert desk.wire.recipients.count("alex@acme.test") == 2


async def test_a_bounce_of_a_mail_in_doubt_settles_it(desk: Desk) -> None:
    box = await desk.one_contact()
    out = await desk.out()
    given = {"message_id": "<ours@example.com>", "to_address": "alex@acme.test", "sending_at": desk.clock.now()}
    await desk.change(MessageOut, out.id, state="uncertain", attempts=1, **given)
    await desk.receive(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 User unknown"))
    out = await desk.out()
    assert (out.state, out.settled_by, out.bounced) == (OutState.SENT, "bounce", "hard")


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.LEFT_COMPANY, C.LEFT),
        (Kind.NOT_INTERESTED, C.DECLINED),
        (Kind.WRONG_PERSON, C.WRONG_PERSON),
        (Kind.QUESTION, C.RESPONDED),
    ],
)
async def test_what_somebody_said_outlives_their_address(desk: Desk, kind: Kind, state: ContactState) -> None:
    """It died after they had said it, and a new one is found: they are nobody to begin anew with."""
    box = await written_to(desk)
    await answer(desk, box, "Hm.", how=as_kind(kind))
    await desk.receive(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 User unknown"))
    assert (await desk.contact()).state is (C.BOUNCED if state is C.RESPONDED else state)
    async with desk.house.database.begin() as session:
        assert await suppression_of(session, "alex@acme.test") is not None
        await edit_contact(session, 1, {"email": "alex@acme-group.test"}, desk.clock.now(), "robin")
    assert (await desk.contact("alex@acme-group.test")).state is state


async def days_of(desk: Desk, box: Mailbox) -> tuple[list[int], int | None]:
    """What the rep sent on each day of their first week, and altogether."""
    async with desk.house.database.begin() as session:
        found = (await count(session, [box], Policies(), desk.clock.now())).day(box)
    return [found.sent_rep.get(found.began + timedelta(days=number), 0) for number in range(7)], found.sent_first_week


async def test_each_leaving_of_a_step_that_bounced_softly_counts_for_its_day(desk: Desk) -> None:
    """It is one mail to one person, but the mailbox sent two: caps and the first week have both."""
    box = await written_to(desk)
    out = await desk.out()
    bounce = desk.dsn(out, "4.2.2", "452 4.2.2 Mailbox full")
    for again in ("", "yes"):  # the first one is taken back by a person
        row = await desk.receive(box, bounce.replace(b"dsn-", f"dsn{again}-".encode()))
        assert (await desk.out()).state is OutState.DUE
        assert await days_of(desk, box) == ([1, 0, 0, 0, 0, 0, 0], 1)
        if not again:
            async with desk.house.database.begin() as session:
                await correct(session, row, Kind.UNRELATED, desk.clock.now(), "rep")
            assert await days_of(desk, box) == ([1, 0, 0, 0, 0, 0, 0], 1)
    desk.clock.at = (await desk.out()).due_at
    await desk.change(Mailbox, box.id, window={"days": list(range(7)), "quiet_from": "10:00", "quiet_until": "10:00"})
    await desk.send_due(box)
    assert len(desk.wire.recipients) == 2
    assert await days_of(desk, box) == ([1, 1, 0, 0, 0, 0, 0], 2)


async def test_a_mail_that_bounced_softly_and_waits_counts_in_every_zone_of_the_rep(desk: Desk) -> None:
    box = await written_to(desk)
    rep = await desk.get(User, box.user_id)
    tokyo = await desk.mailbox(rep, "tokyo@example.com", time_zone="Asia/Tokyo")
    assert await days_of(desk, tokyo) == await days_of(desk, box)
    await desk.receive(box, desk.dsn(await desk.out(), "4.2.2", "452 4.2.2 Mailbox full"))
    assert (await desk.out()).state is OutState.DUE
    assert await days_of(desk, tokyo) == await days_of(desk, box) == ([1, 0, 0, 0, 0, 0, 0], 1)


async def test_a_soft_bounce_goes_again_three_times_and_then_counts(desk: Desk) -> None:
    box = await written_to(desk)
    waits = []
    for _ in range(4):
        out = await desk.out()
        await desk.receive(box, desk.dsn(out, "4.2.2", "452 4.2.2 Mailbox full"))
        out = await desk.out()
        if out.state is OutState.DUE:
            waits.append((out.due_at - desk.clock.now()).days)
            desk.clock.at = out.due_at
            await desk.change(
                Campaign, 1, window={"days": list(range(7)), "quiet_from": "10:00", "quiet_until": "10:00"}
            )
            await desk.send_due(box)
    assert waits == [1, 2, 4]
    assert len(desk.wire.mails) == 4
    assert len({raw.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _, _, raw in desk.wire.mails}) == 1
    out = await desk.out()
    assert (out.state, out.bounced, (await desk.enrollment()).state) == (OutState.SENT, "soft", E.BOUNCED)


async def test_a_second_report_about_the_same_try_does_not_count(desk: Desk) -> None:
    box = await written_to(desk)
    out = await desk.out()
    for _ in range(3):
        await desk.receive(box, desk.dsn(out, "4.2.2", "452 4.2.2 Mailbox full"))
    assert (await desk.out()).soft_bounces == 1


async def test_a_soft_bounce_after_the_next_step_left_changes_nothing(desk: Desk) -> None:
    box = await written_to(desk)
    first = await desk.out()
    desk.later(days=5)
    await desk.send_due(box)
    await desk.receive(box, desk.dsn(first, "4.2.2", "452 4.2.2 Mailbox full"))
    assert [out.state for out in await desk.outs()] == [OutState.SENT, OutState.SENT]


async def test_a_soft_bounce_of_the_last_mail_reopens_what_was_finished(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, steps=(0, "Call them"))
    await desk.send_due(box)
    await desk.change(Campaign, campaign.id, state="finished")
    await desk.receive(box, desk.dsn(await desk.out(), "4.2.2", "452 4.2.2 Mailbox full"))
    assert (await desk.get(Campaign, campaign.id)).state is CampaignState.RUNNING
    assert (await desk.enrollment()).state is E.ACTIVE
    desk.clock.at = (await desk.out()).due_at
    await desk.send_due(box)
    open_tasks = select(ResponseTask).where(col(ResponseTask.done_at).is_(None))
    assert len(await desk.all(open_tasks)) == 1


async def test_an_answer_to_a_mail_that_waits_for_its_second_try_is_heard(desk: Desk) -> None:
    box = await written_to(desk)
    out = await desk.out()
    await desk.receive(box, desk.dsn(out, "4.2.2", "452 4.2.2 Mailbox full"))
    row = await answer(desk, box, "What does it cost?")
    assert (row.out_id, row.kind) == (out.id, Kind.QUESTION)
    desk.later(days=9)
    assert await desk.round(box) == []
    assert len(desk.wire.mails) == 1


async def test_a_bounce_from_an_old_address_spares_the_new_one(desk: Desk) -> None:
    box = await written_to(desk)
    out = await desk.out()
    await desk.change(Contact, 1, email="alex.new@acme.test")
    await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert (await desk.contact("alex.new@acme.test")).state is C.ACTIVE


async def test_a_bad_list_is_stopped_early(desk: Desk) -> None:
    """M16, M23: more than a tenth of at least twenty."""
    await desk.policies(batch_floor=3, batch_hard_share=0.5)
    box = await desk.mailbox()
    async with desk.house.database.begin() as session:
        batch = ImportBatch(source="bought", created_at=desk.clock.now())
        session.add(batch)
    for number in range(5):
        await desk.person(f"p{number}@company{number}.test", batch_id=batch.id)
    await desk.campaign(box)
    sent = 0
    while sent < 3:
        sent += len(await desk.round(box))
        desk.later(minutes=1)
    for out in await desk.outs(OutState.SENT):
        await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    await desk.send_due(box)
    batch = await desk.get(ImportBatch, batch.id)
    assert batch.paused_why == "2 of 3 mails to the import 'bought' bounced hard"
    line = await desk.line("p4@company4.test")
    assert (line.reason, line.detail) == (HeldReason.SOURCE_HEALTH, batch.paused_why)


async def test_a_mailbox_that_bounces_too_much_rests(desk: Desk) -> None:
    await desk.policies(mailbox_floor=2, mailbox_hard_share=0.4)
    box = await desk.mailbox()
    for number in range(3):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box)
    while len(await desk.outs(OutState.SENT)) < 2:
        await desk.round(box)
        desk.later(minutes=1)
    await desk.receive(box, desk.dsn((await desk.outs(OutState.SENT))[0], "5.1.1", "550 5.1.1 User unknown"))
    box = await desk.get(Mailbox, box.id)
    assert box.state is MailboxState.HEALTH
    assert "1 of the last 2 mails" in box.state_detail
    line = await desk.line("p2@company2.test")
    assert (line.reason, line.until) == (HeldReason.MAILBOX_HEALTH, box.retry_at)


async def test_a_step_that_is_given_up_says_no_more_why_it_waited(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(FULL)
    await desk.round(box)
    await desk.change(Account, 1, red_flag="competitor")
    desk.later(days=2)
    assert await desk.round(box) == []
    assert (await desk.out()).held_reason is HeldReason.RED_FLAG
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "opt-out link", "page", desk.clock.now())
    out = await desk.out()
    assert (out.state, out.held_reason, out.held_detail, out.held_since) == (OutState.FAILED, None, "", None)


OTHER_IS_DEAD = (
    b"\r\nFinal-Recipient: rfc822; old@acme.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    b"Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n"
)


@pytest.mark.parametrize(
    ("status", "words", "action", "bounced"),
    [
        ("4.4.7", "connection timed out", "failed", ""),
        ("4.4.7", "connection timed out", "delayed", ""),
        ("5.7.1", "550 5.7.1 blocked by policy", "failed", "block"),
        ("5.1.1", "550 5.1.1 user unknown", "failed", "hard"),
    ],
)
async def test_what_a_report_says_of_another_recipient_is_not_said_of_ours(
    desk: Desk, status: str, words: str, action: str, bounced: str
) -> None:
    box = await written_to(desk)
    raw = desk.dsn(await desk.out(), status, words, action)
    raw = raw.replace(b"\r\n\r\nFinal-Recipient", b"\r\n" + OTHER_IS_DEAD + b"Final-Recipient", 1)
    await desk.receive(box, raw)
    out = await desk.out()
    assert out.bounced == bounced
    assert out.soft_bounces == (status == "4.4.7" and action == "failed")
    assert (await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]) is (bounced == "hard")


async def test_of_a_report_that_does_not_name_ours_the_mildest_counts(desk: Desk) -> None:
    box = await written_to(desk)
    raw = desk.dsn(await desk.out(), "4.4.7", "connection timed out")
    raw = raw.replace(b"\r\n\r\nFinal-Recipient", b"\r\n" + OTHER_IS_DEAD + b"Final-Recipient", 1)
    await desk.receive(box, raw.replace(b"rfc822; alex@acme.test", b"rfc822; team@acme.test"))
    assert (await desk.out()).soft_bounces == 1
    assert await desk.all(select(Suppression)) == []


@pytest.mark.parametrize(("status", "words"), [("5.7.1", "550 5.7.1 rejected as spam"), ("4.2.2", "452 mailbox full")])
async def test_an_answer_that_bounces_is_work_again(desk: Desk, status: str, words: str) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    await desk.answers_leave(box)
    assert (await task_of(desk, row)).done_at is not None
    key = await desk.receive(box, desk.dsn(await desk.get(MessageOut, out.id), status, words))
    work = await desk.one(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    assert (work.step, work.message_in_id, work.counts) == (Work.ANSWER, key, True)
    assert words in work.note
    async with desk.house.database.begin() as session:
        await correct(session, key, Kind.UNRELATED, desk.clock.now(), "rep")
    assert await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_(None))) == []
