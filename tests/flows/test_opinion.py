"""A second opinion over the wire: asked for what is unsure, bounded, and never waited for longer than said."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlmodel import col

from engine.flows import read as reading
from engine.flows.correct import correct
from engine.flows.house import House
from engine.flows.opinion import advised, refused_lately
from engine.flows.reread import reread
from engine.rules.opinion import INSTRUCTION, LONGEST
from engine.rules.reading.verdict import Verdict
from engine.rules.rereading import OPINION
from engine.rules.vocabulary import Kind
from engine.settings import Settings
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn, Suppression
from tests.support.house import Desk
from tests.support.opinions import ENDLESS, HANG_UP, STALL, Endpoint, endpoint
from tests.support.replies import written_to

UNCLEAR = "Perhaps a green one, on the left. "


async def read_advised(house: House, in_id: int, how: Any = reading.classify) -> None:
    await reading.read(house, in_id, await advised(house, in_id, how))


@pytest.fixture
async def asked():
    async with endpoint() as made:
        yield made


async def stored(desk: Desk, box: Mailbox, text: str = UNCLEAR, **more: Any) -> int:
    """An answer of Alex, as the poller stores it."""
    out = await desk.out()
    raw = desk.mail("Alex Sample <alex@acme.test>", text, **{"In-Reply-To": out.message_id, "Subject": "Re: yard"})
    return await kept(desk, box, raw, **more)


async def kept(desk: Desk, box: Mailbox, raw: bytes, **more: Any) -> int:
    now, number = desk.clock.now(), next(desk.numbers)
    columns = {"folder": "INBOX", "role": "inbox", "uidvalidity": 1, "uid": number, "digest": str(number), **more}
    async with desk.house.database.begin() as session:
        row = MessageIn(mailbox_id=box.id, raw=raw, received_at=now, stored_at=now, **columns)
        session.add(row)
    return row.id


async def read(desk: Desk, asked: Endpoint, in_id: int, **settings: Any) -> MessageIn:
    await read_advised(asked.known_to(desk.house, **settings), in_id)
    return await desk.get(MessageIn, in_id)


async def test_what_is_unsure_is_asked_and_the_verdict_says_so(desk: Desk, asked: Endpoint) -> None:
    row = await read(desk, asked, await stored(desk, await written_to(desk), UNCLEAR * 200))
    assert (row.kind, row.verdict["rule"], row.confidence) == (Kind.INTERESTED, OPINION, 0.6)
    assert row.because.startswith(f"small at 127.0.0.1:{asked.port} says interested; the rules said other")
    ((headers, body),) = asked.asked
    assert headers["first"] == "POST /v1/chat/completions HTTP/1.1"
    assert headers["authorization"] == "Bearer sk-test"
    assert (body["model"], body["temperature"], body["messages"][0]["content"]) == ("small", 0, INSTRUCTION)
    shown = body["messages"][1]["content"]
    assert shown.startswith(UNCLEAR.strip())
    assert len(shown) <= LONGEST
    assert "alex" not in str(body).lower(), "neither header nor address leaves the house"


async def test_without_an_endpoint_nobody_is_asked(desk: Desk, asked: Endpoint) -> None:
    row = await read(desk, asked, await stored(desk, await written_to(desk)), opinion_url="")
    assert (row.kind, asked.asked) == (Kind.OTHER, [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Please take me off your list and do not write again.", id="an opt-out"),
        pytest.param("Yes, happy to talk. Could you call me on Thursday?", id="sure"),
    ],
)
async def test_what_the_rules_know_is_not_asked(desk: Desk, asked: Endpoint, text: str) -> None:
    asked.say = ["other"]
    row = await read(desk, asked, await stored(desk, await written_to(desk), text))
    assert row.kind in {Kind.UNSUBSCRIBE, Kind.INTERESTED}
    assert asked.asked == []


async def test_an_opt_out_stays_one_however_low_the_bar(desk: Desk, asked: Endpoint) -> None:
    asked.say = ["interested"]
    text = "Please take me off your list and do not write again."
    row = await read(desk, asked, await stored(desk, await written_to(desk), text), opinion_below=1.0)
    assert (row.kind, asked.asked) == (Kind.UNSUBSCRIBE, [])
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]


async def test_an_opt_out_may_be_heard(desk: Desk, asked: Endpoint) -> None:
    asked.say = ["unsubscribe"]
    row = await read(desk, asked, await stored(desk, await written_to(desk)))
    assert row.kind is Kind.UNSUBSCRIBE
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]


async def test_mail_that_answers_nothing_of_ours_is_shown_to_nobody(desk: Desk, asked: Endpoint) -> None:
    box = await written_to(desk)
    stranger = desk.mail("Jo <jo@else.test>", UNCLEAR, subject="Lunch")
    assert (await read(desk, asked, await kept(desk, box, stranger))).kind is Kind.UNRELATED
    assert (await read(desk, asked, await stored(desk, box, role="sent"))).kind is Kind.OWN_MAIL
    assert asked.asked == []


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(STALL, id="no answer"),
        pytest.param(ENDLESS, id="an answer without end"),
        pytest.param(HANG_UP, id="the connection is closed"),
        pytest.param((500, "oops"), id="a failure"),
        pytest.param((302, ""), id="a redirect is not followed"),
        pytest.param((401, "{}"), id="a wrong key"),
        pytest.param((200, "<html>"), id="no JSON"),
        pytest.param((200, "[" * 20_000), id="deep JSON"),
        pytest.param((200, '{"choices": []}'), id="nothing said"),
        pytest.param((200, '{"choices": [{"message": {"content": null}}]}'), id="no text"),
        pytest.param("I think they are interested", id="a sentence"),
        pytest.param("bounce", id="no kind of a person"),
    ],
)
async def test_whatever_goes_wrong_the_rules_word_stands(
    desk: Desk, asked: Endpoint, trouble: Any, caplog: pytest.LogCaptureFixture
) -> None:
    asked.say = [trouble]
    in_id = await stored(desk, await written_to(desk))
    with caplog.at_level(logging.WARNING, "engine.flows.opinion"):
        async with asyncio.timeout(20):
            row = await read(desk, asked, in_id, opinion_timeout=0.5)
    assert (row.kind, row.state, row.problem) == (Kind.OTHER, InState.READ, "")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "engine.flows.opinion"]
    assert f"no second opinion on mail {in_id}" in line
    assert UNCLEAR not in line
    assert len(asked.asked) == 1


REFUSES = (400, '{"error": {"message": "Unsupported value: temperature. Only the default is supported."}}')


async def test_what_a_model_does_not_take_is_left_out_from_then_on(desk: Desk, asked: Endpoint) -> None:
    asked.say = [REFUSES]
    box = await written_to(desk)
    house = asked.known_to(desk.house)
    for in_id in (await stored(desk, box), await stored(desk, box)):
        await read_advised(house, in_id)
        assert (await desk.get(MessageIn, in_id)).kind is Kind.INTERESTED
    assert [sorted(body) for _, body in asked.asked] == [
        ["messages", "model", "temperature"],
        *[["messages", "model"]] * 2,
    ]


async def test_what_is_still_refused_is_not_asked_a_third_time(desk: Desk, asked: Endpoint) -> None:
    asked.say = [REFUSES, REFUSES]
    row = await read(desk, asked, await stored(desk, await written_to(desk)))
    assert (row.kind, len(asked.asked)) == (Kind.OTHER, 2)


async def refused(desk: Desk) -> str:
    async with desk.house.database.begin() as session:
        return await refused_lately(session, desk.clock.now())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ((401, '{"error": {"message": "Incorrect API key provided"}}'), "status 401: Incorrect API key provided."),
        ((404, '{"error": "no such model"}'), "status 404: no such model."),
        ((422, '{"detail": [1]}'), "status 422."),
        ((403, "<html>"), "status 403."),
        ((400, '{"message": "cannot say: Perhaps a green one, on the left. Perhaps a green one, on"}'), "status 400."),
    ],
)
async def test_a_configuration_that_is_refused_is_said_once_as_an_error_and_shown(
    desk: Desk, asked: Endpoint, caplog: pytest.LogCaptureFixture, said: Any, shown: str
) -> None:
    asked.say = [said, said]
    box = await written_to(desk)
    house = asked.known_to(desk.house)
    assert await refused(desk) == ""
    with caplog.at_level(logging.WARNING, "engine.flows.opinion"):
        for _ in range(2):
            assert house.opinion is not None
            house.opinion._rests_until = 0.0  # a minute later
            await read_advised(house, await stored(desk, box))
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert (await refused(desk)).endswith(f"answered with {shown}")
    house.opinion._rests_until = 0.0
    await read_advised(house, await stored(desk, box))
    assert await refused(desk) == "", "it answers again"


async def test_an_endpoint_that_failed_rests_so_that_mails_do_not_queue_behind_it(desk: Desk, asked: Endpoint) -> None:
    asked.say = [STALL]
    box = await written_to(desk)
    house = asked.known_to(desk.house, opinion_timeout=0.3)
    for in_id in (await stored(desk, box), await stored(desk, box)):
        await read_advised(house, in_id)
        assert (await desk.get(MessageIn, in_id)).state is InState.READ
    assert len(asked.asked) == 1


async def test_no_row_is_locked_while_it_thinks(desk: Desk, asked: Endpoint) -> None:
    asked.say = [STALL]
    in_id = await stored(desk, await written_to(desk))
    waiting = asyncio.create_task(read_advised(asked.known_to(desk.house, opinion_timeout=30.0), in_id))
    async with asyncio.timeout(10):
        await asked.was_asked.wait()
        await reading.read(desk.house, in_id)
    assert (await desk.get(MessageIn, in_id)).kind is Kind.OTHER
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_a_mail_that_breaks_the_rules_is_kept_as_broken(desk: Desk, asked: Endpoint) -> None:
    def breaks(*_: Any) -> Verdict:
        raise OverflowError("too far")

    in_id = await stored(desk, await written_to(desk))
    await read_advised(asked.known_to(desk.house), in_id, breaks)
    assert ((await desk.get(MessageIn, in_id)).state, asked.asked) == (InState.BROKEN, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"opinion_url": "http://ai.example.com/v1", "opinion_model": "small"},
        {"opinion_url": "https://ai.example.com/v1"},
        {"opinion_below": 1.5},
    ],
)
def test_settings_that_are_unsafe_or_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)


def test_the_key_is_not_printed(desk: Desk) -> None:
    house = replace(
        desk.house, settings=Settings(opinion_url="https://ai.example.com/v1", opinion_model="m", opinion_key="sk-x")
    )
    assert "sk-x" not in repr(house.opinion) + repr(house.settings)


async def read_before(desk: Desk, count: int = 1) -> list[int]:
    """Unclear answers that older rules have read, without anybody's opinion."""
    box = await written_to(desk)
    ids = [await stored(desk, box, f"{UNCLEAR}{number}") for number in range(count)]
    for in_id in ids:
        await reading.read(desk.house, in_id)
    await grown_old(desk)
    return ids


async def grown_old(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await session.execute(update(MessageIn).values(reader="older"))


async def again(desk: Desk, asked: Endpoint, opinions: int = 10, **given: Any) -> list[Kind]:
    """However sure of an unclear answer the weights are that are shipped."""
    house = asked.known_to(desk.house, opinion_below=0.9)
    return [one.kind async for one in reread(house, opinions=opinions, **given)]


async def test_reading_again_asks_about_what_is_unsure_once(desk: Desk, asked: Endpoint) -> None:
    (in_id,) = await read_before(desk)
    assert await again(desk, asked) == [Kind.INTERESTED]
    row = await desk.get(MessageIn, in_id)
    assert (row.kind, row.verdict["rule"]) == (Kind.INTERESTED, OPINION)
    await grown_old(desk)
    assert await again(desk, asked) == []
    assert (await desk.get(MessageIn, in_id)).kind is Kind.INTERESTED
    assert len(asked.asked) == 1, "its words leave the house once"


@pytest.mark.parametrize(("given", "questions"), [({"dry": True}, 0), ({"opinions": 0}, 0), ({"opinions": 2}, 2)])
async def test_reading_again_asks_no_more_than_it_was_allowed(
    desk: Desk, asked: Endpoint, given: dict[str, Any], questions: int
) -> None:
    await read_before(desk, 3)
    assert len(await again(desk, asked, **given)) == len(asked.asked) == questions


async def test_reading_again_goes_on_without_an_endpoint_that_failed(
    desk: Desk, asked: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    ids = await read_before(desk, 3)
    asked.say = [HANG_UP]
    with caplog.at_level(logging.WARNING, "engine.flows.opinion"):
        assert await again(desk, asked) == []
    assert [(await desk.get(MessageIn, in_id)).kind for in_id in ids] == [Kind.OTHER] * 3
    assert (len(asked.asked), len(caplog.records)) == (1, 1), "it rests, and that is said once"


async def test_what_a_person_said_and_what_answers_nothing_of_ours_is_shown_to_nobody(
    desk: Desk, asked: Endpoint
) -> None:
    (in_id,) = await read_before(desk)
    box = await desk.one(select(Mailbox))
    stranger = await kept(desk, box, desk.mail("Jo <jo@else.test>", UNCLEAR, subject="Lunch"))
    await reading.read(desk.house, stranger)
    async with desk.house.database.begin() as session:
        await correct(session, in_id, Kind.QUESTION, desk.clock.now(), "rep")
    await grown_old(desk)
    assert await again(desk, asked) == []
    assert asked.asked == []
