"""What a rep answers in a mail program closes what an answer from the page closes, and goes where they want it."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict
from engine.flows.replay import replayed
from engine.flows.reread import reread
from engine.flows.suggest import suggest
from engine.flows.suppress import suppress_address
from engine.rules.effects import Work
from engine.rules.vocabulary import Kind, OutState
from engine.store.tables import FoundPerson, Mailbox, MessageIn, MessageOut, ResponseTask
from tests.support.house import Desk
from tests.support.replies import BY, REFERRED, answer, as_kind, fix, interested, say, written_to

CALL = "Yes, happy to talk. Could you call me on Thursday?"
LATER = "Not now, please come back to me in June."
ALEX, KIM, REP = "alex@acme.test", "kim.lee@acme.test", "rep@example.com"


async def by_hand(
    desk: Desk, box: Mailbox, row: MessageIn | None, to: str, *, text: str = "Thanks.", **headers: str
) -> list[Work]:
    """The steps that are closed by a mail from Sent."""
    thread = {"In_Reply_To": row.message_id} if row else {}
    await desk.receive(box, desk.mail(REP, text, to=to, **(thread | headers)), role="sent")
    done = await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_not(None)))
    assert all((task.done_how, task.done_by) == ("answered by hand", REP) for task in done)
    return [task.step for task in done]


@pytest.mark.parametrize(
    ("text", "to", "headers", "closed"),
    [
        pytest.param(CALL, ALEX, {}, [Work.ANSWER], id="answered"),
        pytest.param(CALL, "boss@example.com", {}, [], id="forwarded to the boss"),
        pytest.param(CALL, "boss@example.com", {"Cc": ALEX}, [], id="only in copy"),
        pytest.param(LATER, ALEX, {}, [], id="thanks, in June then"),
        pytest.param(REFERRED, ALEX, {}, [], id="thanked the referrer"),
        pytest.param(REFERRED, KIM, {}, [Work.WRITE_TO_REFERRAL], id="written to the person named"),
        pytest.param(REFERRED, KIM, {"Cc": ALEX}, [Work.WRITE_TO_REFERRAL], id="with a copy to the referrer"),
        pytest.param("We are a customer of yours.", ALEX, {}, [], id="sorry, noted"),
        pytest.param("I am not the right person for this.", ALEX, {}, [Work.ASK_WHO], id="asked who"),
        pytest.param("We have no interest in this, thank you.", ALEX, {}, [Work.FIND_OUT_WHY], id="asked why"),
    ],
)
async def test_it_closes_what_an_answer_from_the_page_closes(
    desk: Desk, text: str, to: str, headers: dict[str, str], closed: list[Work]
) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, text)
    assert await by_hand(desk, box, row, to, **headers) == closed


async def test_out_of_the_thread_it_closes_the_same(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, CALL)
    assert await by_hand(desk, box, None, "boss@example.com", Cc=ALEX, Subject="Our summer party") == []
    assert await by_hand(desk, box, None, ALEX, Subject="Thursday") == [Work.ANSWER]


@pytest.mark.parametrize("how", ["corrected", "read again"])
async def test_what_was_answered_before_it_was_known_to_be_an_answer_is_no_work(desk: Desk, how: str) -> None:
    """It was taken for a machine's; the rep had read it in their mail program."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm, the yard.", how=as_kind(Kind.AUTO_ACKNOWLEDGEMENT))
    desk.later(hours=1)
    assert await by_hand(desk, box, row, ALEX) == []
    answered_at = desk.clock.now()
    desk.later(days=3)
    if how == "corrected":
        await fix(desk, row, Kind.INTERESTED)
    else:
        await desk.change(MessageIn, row.id, reader="older")
        assert [one.kind async for one in reread(desk.house, how=as_kind(Kind.INTERESTED))] == [Kind.INTERESTED]
    (task,) = await desk.all(select(ResponseTask))
    assert (task.step, task.done_how, task.done_at) == (Work.ANSWER, "answered by hand", answered_at)


async def test_what_is_asked_for_after_an_answer_is_work(desk: Desk) -> None:
    """That was an answer to something else, as it was read then."""
    box = await written_to(desk)
    row = await answer(desk, box, CALL)
    desk.later(hours=1)
    assert await by_hand(desk, box, row, ALEX) == [Work.ANSWER]
    await fix(desk, row, Kind.NOT_INTERESTED)
    tasks = await desk.all(select(ResponseTask))
    assert [(task.step, task.done_at is None) for task in tasks] == [(Work.ANSWER, False), (Work.FIND_OUT_WHY, True)]


DELIVERED = "from mx.else.test by mx.example.com; Tue, 03 Mar 2026 09:00:00 +0000"


@pytest.mark.parametrize(
    ("headers", "closed"),
    [
        pytest.param({}, [Work.ANSWER], id="put there by the mail program"),
        pytest.param({"Received": DELIVERED}, [], id="delivered, whoever has written it"),
    ],
)
async def test_an_answer_that_is_kept_beside_what_it_answers_counts(
    desk: Desk, headers: dict[str, str], closed: list[Work]
) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, CALL)
    raw = desk.mail(REP, "Thanks.", to=ALEX, In_Reply_To=row.message_id, **headers)
    kept = await desk.get(MessageIn, await desk.receive(box, raw))
    assert kept.kind is Kind.OWN_MAIL
    assert await desk.all(select(col(ResponseTask.step)).where(col(ResponseTask.done_at).is_not(None))) == closed


async def test_what_was_written_before_is_no_answer(desk: Desk) -> None:
    box = await written_to(desk)
    brochure = desk.mail(REP, "By the way, our brochure is out.", to=ALEX, subject="Brochure")
    desk.later(minutes=5)
    await answer(desk, box, CALL)
    await desk.receive(box, brochure, role="sent")
    assert (await desk.one(select(ResponseTask))).done_at is None


REPORT = 'multipart/report; report-type=disposition-notification; boundary="b"'
RECEIPT = (
    "--b\r\nContent-Type: text/plain\r\n\r\nYour mail was displayed.\r\n--b\r\n"
    "Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;rep@example.com\r\n--b--"
)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Auto-Submitted": "auto-replied", "Subject": "Automatic reply"}, id="vacation note"),
        pytest.param(
            {"Content-Type": REPORT, "Subject": "Return receipt (displayed)", "text": RECEIPT}, id="read receipt"
        ),
    ],
)
async def test_what_the_reps_program_sends_is_no_answer(desk: Desk, headers: dict[str, str]) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, CALL)
    assert await by_hand(desk, box, row, ALEX, **headers) == []


async def test_a_person_who_was_dismissed_is_not_whom_to_write_to(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, REFERRED)
    await desk.change(FoundPerson, (await desk.one(select(FoundPerson))).id, state="dismissed")
    assert await by_hand(desk, box, row, KIM) == []


async def test_whether_it_is_an_opt_out_is_still_to_be_said(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.UNSUBSCRIBE, 0.4))
    assert await by_hand(desk, box, row, ALEX) == []


async def test_who_wants_answers_elsewhere_is_answered_there_by_hand(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, CALL, "Jo <jo@acme.test>", **{"Reply-To": "alex.direct@acme.test"})
    assert await by_hand(desk, box, row, "alex.direct@acme.test") == [Work.ANSWER]


@pytest.mark.parametrize(
    ("headers", "to"),
    [
        pytest.param({"Reply-To": "Alex <Alex.Direct@acme.test>"}, "alex.direct@acme.test", id="one person"),
        pytest.param({"Reply-To": "a@acme.test, b@acme.test"}, ALEX, id="two"),
        pytest.param({"Reply-To": "rep@example.com"}, ALEX, id="ours"),
        pytest.param({"Reply-To": "sales@example.com"}, ALEX, id="our company's"),
        pytest.param({"Reply-To": "noreply@acme.test"}, ALEX, id="a machine's"),
        pytest.param({"Reply-To": "yard@lists.test", "List-Id": "<yard.lists.test>"}, ALEX, id="a list's"),
        pytest.param({"Reply-To": "yard@lists.test", "Cc": "yard@lists.test"}, ALEX, id="a list's, by its copy"),
        pytest.param({"Reply-To": "nobody at all"}, ALEX, id="not readable"),
    ],
)
async def test_an_answer_goes_to_whom_it_is_wanted_at(desk: Desk, headers: dict[str, str], to: str) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, CALL, **headers)
    out = await say(desk, row)
    assert (await desk.get(MessageOut, out.id)).to_address == to
    async with desk.house.database.begin() as session:
        assert {one.to for one in await suggest(session, row, desk.clock.now())} <= {to}


@pytest.mark.parametrize("gone", [ALEX, "alex.direct@acme.test"])
async def test_whoever_opted_out_is_not_reached_by_the_other_address(desk: Desk, gone: str) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, CALL, "Jo <jo@acme.test>", **{"Reply-To": "alex.direct@acme.test"})
    async with desk.house.database.begin() as session:
        await suppress_address(session, gone.replace(ALEX, "jo@acme.test"), "by hand", "test", desk.clock.now())
    with pytest.raises(Conflict, match="must not be mailed"):
        await say(desk, row)


@pytest.mark.parametrize("how", ["here", "in a mail program"])
async def test_whom_a_colleague_has_answered_while_one_wrote_is_not_answered_again_unseen(desk: Desk, how: str) -> None:
    box, row = await interested(desk)
    looked = desk.clock.now()
    desk.later(minutes=5)
    if how == "here":
        await say(desk, row)
        await desk.answers_leave(box)
    else:
        raw = desk.mail(box.address, "Thursday.", to=row.from_address, In_Reply_To=row.message_id)
        await desk.receive(box, raw, role="sent")
    desk.later(minutes=5)
    who = BY if how == "here" else box.address
    with pytest.raises(Conflict, match=f"{who} has answered meanwhile"):
        await say(desk, row, key="key-2", since=looked)
    assert (await say(desk, row, key="key-2", since=desk.clock.now())).state is OutState.DUE


async def test_what_answers_an_answer_of_ours_is_replayed_with_whose_it_is(desk: Desk) -> None:
    box, row = await interested(desk)
    await say(desk, row)
    await desk.answers_leave(box)
    out = await desk.one(select(MessageOut).where(col(MessageOut.answer_to) == row.id))
    raw = desk.mail("Alex <alex@acme.test>", "Could you call me on Friday?", In_Reply_To=out.message_id)
    found = await replayed(desk.house.database, "a file", raw, frozenset())
    assert (found.verdict.rule == "broken", found.answers) == (False, "alex@acme.test")
