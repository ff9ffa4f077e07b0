"""An answer that a person wrote: once, at once, in its thread, never to whoever opted out. Then the work is done."""

import asyncio
import email
from datetime import timedelta
from email import policy

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Conflict, Invalid
from engine.flows.correct import correct
from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.settle import leave, settle, settle_by_hand
from engine.flows.suppress import suppress_address
from engine.flows.tasks import done
from engine.flows.withdraw import withdraw
from engine.rules.effects import Work
from engine.rules.vocabulary import ContactState, HeldReason, Kind, OutState
from engine.store.tables import Account, Activity, Mailbox, MailboxState, MessageIn, MessageOut, ResponseTask
from tests.support.house import AWAY, BLOCKED, FULL, NO_SUCH_USER, UNKNOWN, Desk, Wire
from tests.support.replies import BY, INTERESTED, answer, as_kind, fix, interested, referred, say, task_of, written_to
from tests.support.servers import pymap_server


async def test_an_answer_leaves_at_once_in_the_thread_and_its_work_is_done(desk: Desk) -> None:
    box, row = await interested(desk, References="<older@acme.test>")
    desk.clock.at = desk.clock.at.replace(hour=12)  # no window, no cap is asked
    await desk.change(Mailbox, box.id, daily_cap=1)
    out = await say(desk, row)
    assert (await task_of(desk, row)).done_at is None
    await desk.answers_leave(box)
    sent = email.message_from_bytes(desk.wire.mails[0][2], policy=policy.default)
    assert desk.wire.recipients == ["alex@acme.test"]
    assert sent["In-Reply-To"] == row.message_id
    assert sent["References"].split() == ["<older@acme.test>", row.message_id]
    assert sent["Subject"] == row.subject
    assert sent["To"] == "Alex Sample <alex@acme.test>"
    assert "List-Unsubscribe" not in sent
    assert out.body.startswith("Thursday it is.\n\nRobin\n\nOn 3 March 2026 at ")
    assert f"> {INTERESTED}" in sent.get_content()
    out = (await desk.outs(OutState.SENT))[-1]
    assert (out.answer_to, out.enrollment_id, out.sent_on, out.server_code) == (row.id, None, None, 250)
    task = await task_of(desk, row)
    assert (task.done_how, task.done_by) == ("answered from the page", BY)
    noted = await desk.all(select(Activity).where(col(Activity.what).like("answer.%")).order_by(col(Activity.id)))
    assert [entry.what for entry in noted] == ["answer.written", "answer.sent"]


async def test_without_a_quote_only_what_was_typed_leaves(desk: Desk) -> None:
    _, row = await interested(desk)
    assert (await say(desk, row, quote=False)).body == "Thursday it is.\n\nRobin"


async def test_they_are_quoted_in_the_language_they_write_in(desk: Desk) -> None:
    _, row = await interested(desk, "Ja, das interessiert uns sehr. Bitte rufen Sie mich am Donnerstag im Büro an.")
    assert "\n\nAm 3.3.2026 um " in (await say(desk, row)).body


async def test_asking_twice_with_one_key_sends_once_also_at_the_same_moment(desk: Desk) -> None:
    box, row = await interested(desk)
    first, second = await asyncio.gather(say(desk, row), say(desk, row))
    await desk.answers_leave(box)
    third = await say(desk, row, body="quite other words")
    await desk.answers_leave(box)
    assert first.id == second.id == third.id
    assert len(desk.wire.mails) == 1


async def test_a_key_is_of_one_mail_only(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    other = await answer(desk, box, "And what does it cost?")
    with pytest.raises(Conflict, match="another mail"):
        await say(desk, other)


async def test_two_people_do_not_answer_one_mail_at_the_same_time(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    with pytest.raises(Conflict, match="under way"):
        await say(desk, row, key="key-2")
    await desk.answers_leave(box)
    assert (await say(desk, row, key="key-2")).state is OutState.DUE


@pytest.mark.parametrize("when", ["before it is written", "before it leaves", "the domain"])
async def test_whoever_opted_out_gets_no_answer_either(desk: Desk, when: str) -> None:
    box, row = await interested(desk)
    if when == "before it leaves":
        await say(desk, row)
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "unsubscribe", "test", desk.clock.now())
    if when == "before it leaves":
        assert await desk.answers_leave(box) == [None]
        held = (await desk.outs(OutState.HELD))[-1]
        assert (held.held_reason, held.raw) == (HeldReason.SUPPRESSED, None)
        assert "unsubscribe" in held.held_detail
    else:
        with pytest.raises(Conflict, match="unsubscribe"):
            await say(desk, row)
    assert desk.wire.mails == []


async def test_an_opt_out_itself_is_not_answered(desk: Desk) -> None:
    _, row = await interested(desk, "Please remove me from your list.")
    assert row.kind is Kind.UNSUBSCRIBE
    with pytest.raises(Conflict, match="opted out"):
        await say(desk, row)


@pytest.mark.parametrize("kind", [Kind.BOUNCE, Kind.OWN_MAIL, Kind.UNRELATED])
async def test_what_no_person_wrote_is_not_answered(desk: Desk, kind: Kind) -> None:
    _, row = await interested(desk, how=as_kind(kind))
    with pytest.raises(Conflict, match="is not answered"):
        await say(desk, row)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"body": "Hi ⟨first_name⟩"}, "first_name is not filled in"),
        ({"body": "Hi {{ first_name }}"}, "field of a template"),
        ({"body": " \n "}, "is empty"),
        ({"body": "x" * 20_001}, "more than 20000"),
        ({"template_version_id": 1}, "reply template"),
        ({"to_contact_id": 999}, "nobody whom this mail named"),
    ],
)
async def test_what_is_not_ready_to_be_sent_is_refused_by_name(desk: Desk, given: dict, names: str) -> None:
    _, row = await interested(desk)
    with pytest.raises(Invalid, match=names):
        await say(desk, row, **given)
    assert await desk.outs(OutState.DUE) == []


async def test_a_paused_mailbox_sends_no_answer_and_a_resting_one_does(desk: Desk) -> None:
    box, row = await interested(desk)
    await desk.change(Mailbox, box.id, state=MailboxState.PAUSED)
    with pytest.raises(Conflict, match="is paused"):
        await say(desk, row)
    rest = {"state": MailboxState.HEALTH, "retry_at": desk.clock.now() + timedelta(days=1)}
    await desk.change(Mailbox, box.id, **rest)
    await say(desk, row)
    assert await desk.answers_leave(box) == ["sent"]
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH


async def test_it_is_on_record_before_its_first_byte_leaves(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    seen: list[MessageOut] = []

    class Looking(Wire):
        async def deliver(self, sender, recipient, raw, **more):
            seen.extend(await desk.outs(OutState.SENDING))
            return await super().deliver(sender, recipient, raw, **more)

    desk.wire = Looking()
    await desk.answers_leave(box)
    assert [out.raw for out in seen] == [desk.wire.mails[0][2]]
    assert seen[0].message_id


async def test_a_claim_is_its_workers_and_what_a_dead_one_left_leaves_later(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    await claim_answers(desk.house, [box.id], 1)
    assert await send_answer(desk.house, out.id, 2, desk.wire) is None
    assert await claim_answers(desk.house, [box.id], 2) == {}
    await leave(desk.house, 1)
    assert await desk.answers_leave(box, 2) == ["sent"]
    assert len(desk.wire.mails) == 1


async def test_one_in_doubt_is_not_sent_again_until_somebody_says_so(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers.append(UNKNOWN)
    await desk.answers_leave(box)
    assert (await desk.get(MessageOut, out.id)).state is OutState.UNCERTAIN
    assert await desk.answers_leave(box) == []
    assert (await task_of(desk, row)).done_at is None
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, out.id, was_sent=False, by=BY, house=desk.house)
    await desk.answers_leave(box)
    first, second = (raw for *_, raw in desk.wire.mails)
    ids = [line for raw in (first, second) for line in raw.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert ids[0] == ids[1]
    assert (await task_of(desk, row)).done_how == "answered from the page"


@pytest.mark.parametrize("proof", ["a person", "a reply"])
async def test_what_proves_that_it_was_sent_ends_the_doubt_and_the_work(desk: Desk, proof: str) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers.append(UNKNOWN)
    await desk.answers_leave(box)
    if proof == "a person":
        async with desk.house.database.begin() as session:
            await settle_by_hand(session, out.id, was_sent=True, by=BY, house=desk.house)
    else:
        message_id = (await desk.get(MessageOut, out.id)).message_id
        await answer(desk, box, "Perfect, thanks!", **{"In-Reply-To": message_id})
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT
    assert (await task_of(desk, row)).done_at is not None


async def test_a_reply_to_an_answer_belongs_to_the_campaign_it_began_in(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    await desk.answers_leave(box)
    message_id = (await desk.get(MessageOut, out.id)).message_id
    back = await answer(desk, box, "Yes, this is interesting, let us talk.", **{"In-Reply-To": message_id})
    assert (back.out_id, back.enrollment_id, back.kind) == (out.id, row.enrollment_id, Kind.INTERESTED)
    assert (await task_of(desk, back)).step is Work.ANSWER


async def test_a_copy_in_sent_is_known_as_ours_and_closes_nothing_else(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    await desk.answers_leave(box)
    again = await answer(desk, box, "One more question: what does it cost?")
    await desk.receive(box, desk.wire.mails[0][2], role="sent")
    assert (await task_of(desk, again)).done_at is None


async def test_a_refused_address_is_given_up_and_the_work_stays(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers.append(NO_SUCH_USER)
    await desk.answers_leave(box)
    assert (await desk.get(MessageOut, out.id)).state is OutState.FAILED
    assert (await desk.contact()).state is ContactState.BOUNCED
    assert (await task_of(desk, row)).done_at is None


async def test_an_answer_that_is_not_taken_is_work_again_where_its_work_was_done(desk: Desk) -> None:
    """Whoever wrote it believes that it was sent."""
    box, row = await interested(desk)
    await done_by_hand(desk, row)
    out = await say(desk, row)
    desk.wire.answers.append(Delivery(Outcome.REFUSED, 550, "5.7.133", "only accepts mails from inside", "rcpt"))
    await desk.answers_leave(box)
    assert (await desk.get(MessageOut, out.id)).state is OutState.FAILED
    _, task = await desk.all(select(ResponseTask))
    assert (task.step, task.owner_id, task.counts, task.done_at) == (Work.ANSWER, box.user_id, True, None)
    assert task.note == "Your mail to alex@acme.test was not taken: 550 5.7.133 only accepts mails from inside"


async def test_so_is_one_of_which_nobody_knows_whether_it_was_until_somebody_says(desk: Desk) -> None:
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        box, row = await interested(desk)
        await desk.change(Mailbox, box.id, imap_port=imap.port)
        await done_by_hand(desk, row)
        out = await say(desk, row)
        desk.wire.answers.append(UNKNOWN)
        await desk.answers_leave(box)
        desk.later(minutes=11)
        await settle(desk.house)
    _, task = await desk.all(select(ResponseTask))
    assert task.note.startswith("Your mail to alex@acme.test is in doubt: not in Sent, which proves nothing")
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, out.id, was_sent=True, by=BY, house=desk.house)
    assert (await desk.get(ResponseTask, task.id)).done_how == "answered from the page"


async def done_by_hand(desk: Desk, row: MessageIn) -> None:
    async with desk.house.database.begin() as session:
        task = await session.get_one(ResponseTask, (await task_of(desk, row)).id)
        await done(session, task, "called", desk.clock.now(), BY)


async def test_a_full_mailbox_is_tried_again_soon_and_given_up_in_the_end(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers.extend([FULL] * 4)
    for _ in range(4):
        await desk.answers_leave(box)
        assert await desk.answers_leave(box) == []
        desk.later(hours=5)
    failed = await desk.get(MessageOut, out.id)
    assert (failed.state, failed.attempts) == (OutState.FAILED, 4)
    assert (await desk.contact()).state is ContactState.RESPONDED


@pytest.mark.parametrize("trouble", [AWAY, BLOCKED])
async def test_trouble_with_our_own_server_keeps_it_for_later(desk: Desk, trouble: object) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    desk.wire.answers.append(trouble)
    await desk.answers_leave(box)
    assert (await desk.get(MessageOut, out.id)).state in {OutState.DUE, OutState.HELD}
    desk.later(days=2)
    await desk.answers_leave(box)
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT


async def test_a_bounce_that_comes_later_gives_the_address_up(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    await desk.answers_leave(box)
    sent = await desk.get(MessageOut, out.id)
    await desk.receive(box, desk.dsn(sent, "5.1.1", "550 5.1.1 no such user"))
    assert (await desk.get(MessageOut, out.id)).bounced == "hard"
    assert (await desk.contact()).state is ContactState.BOUNCED


async def test_what_waits_can_be_withdrawn_and_what_has_left_cannot(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    async with desk.house.database.begin() as session:
        await withdraw(session, out.id, desk.clock.now(), BY)
    assert await desk.answers_leave(box) == []
    out = await say(desk, row)
    await desk.answers_leave(box)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="is sent"):
            await withdraw(session, out.id, desk.clock.now(), BY)


async def test_a_correction_keeps_the_answer_and_its_work(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.QUESTION, desk.clock.now(), BY)
    assert await desk.answers_leave(box) == ["sent"]
    assert (await task_of(desk, row)).done_how == "answered from the page"


async def test_what_leaves_while_somebody_withdraws_it_is_not_withdrawn(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    async with desk.house.database.begin() as session:
        held = await session.get_one(MessageOut, out.id)
        assert (held.state, await desk.answers_leave(box)) == (OutState.DUE, ["sent"])
        with pytest.raises(Conflict, match="is sent"):
            await withdraw(session, out.id, desk.clock.now(), BY)
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT


@pytest.mark.parametrize("kind", [Kind.NOT_NOW, Kind.REFERRAL])
async def test_what_a_correction_asks_for_instead_is_not_done_by_the_answer(desk: Desk, kind: Kind) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    await fix(desk, row, kind)
    await desk.answers_leave(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    assert (await task_of(desk, row)).done_at is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"bin": "current_client"}, HeldReason.BIN), ({"red_flag": "a competitor"}, HeldReason.RED_FLAG)],
)
async def test_a_first_mail_to_somebody_named_is_screened_again_when_it_leaves(
    desk: Desk, change: dict, reason: HeldReason
) -> None:
    box, row, kim = await referred(desk)
    await say(desk, row, to_contact_id=kim.id, subject="Alex Sample sent me")
    await say(desk, row, key="key-2")
    await desk.change(Account, kim.account_id, **change)
    await desk.answers_leave(box)
    assert desk.wire.recipients == ["alex@acme.test"], "who wrote is answered, whatever bin they are in"
    assert [out.held_reason for out in await desk.outs(OutState.HELD)] == [reason]


async def test_whoever_writes_from_another_address_than_the_dead_one_is_answered(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.receive(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 No such user"))
    row = await answer(desk, box, INTERESTED, "Alex Sample <alex.sample@acme.test>")
    desk.wire.mails.clear()
    await say(desk, row)
    await desk.answers_leave(box)
    assert desk.wire.recipients == ["alex.sample@acme.test"]


async def test_an_opt_out_in_doubt_is_to_be_decided_first(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm, stop?", how=as_kind(Kind.UNSUBSCRIBE, 0.4))
    with pytest.raises(Conflict, match="seem to opt out") as refused:
        await say(desk, row)
    assert "correct its kind" in refused.value.remedy
