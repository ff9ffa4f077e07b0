"""Managers and reps are told of overdue work by mail: once, from a server of the program's own, and never twice."""

import asyncio
import email
from dataclasses import replace
from datetime import timedelta
from email import policy
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import col

from engine.edge.login import Security
from engine.flows import tasks
from engine.flows.house import House
from engine.flows.notices import login_of, tell
from engine.rules.vocabulary import Role
from engine.settings import Settings
from engine.store.tables import Activity, Mailbox, Notice, NoticeState, ResponseTask, User
from tests.support.house import Desk
from tests.support.replies import answer, written_to
from tests.support.servers import HOST, PASSWORD, USER, SmtpSink, free_port, smtp_sink

YES = "Yes, this is interesting. Could you call me on Thursday?"
FROM = "offhours@example.com"
S = NoticeState


@pytest.fixture
async def sink():
    async with smtp_sink() as made:
        yield made


def house_with(desk: Desk, port: int, **more: Any) -> House:
    url = f"smtp://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@{HOST}:{port}"
    settings = Settings(notices_smtp=url, notices_from=FROM, mail_timeout=timedelta(seconds=5), **more)
    return replace(desk.house, settings=settings)


async def overdue(desk: Desk, role: Role = Role.MANAGER) -> tuple[Mailbox, ResponseTask]:
    """Alex has answered, and nobody has for more than a day; it is Wednesday, nine o'clock."""
    boss = await desk.user("mo")
    await desk.change(User, boss.id, role=role)
    box = await written_to(desk)
    await answer(desk, box, YES)
    task = await desk.one(select(ResponseTask))
    desk.clock.at = task.due_at + timedelta(hours=5)
    await escalate(desk)
    return box, task


async def escalate(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await tasks.escalate(session, desk.clock.now())


async def states(desk: Desk) -> list[NoticeState]:
    return [notice.state for notice in await desk.all(select(Notice).order_by(col(Notice.id)))]


async def test_rep_and_manager_get_one_mail_each_and_never_again(desk: Desk, sink: SmtpSink) -> None:
    box, task = await overdue(desk)
    house = house_with(desk, sink.port)
    await tell(house)
    owner = await desk.get(User, box.user_id)
    assert sorted(mail.recipients for mail in sink.mails) == [("mo@example.com",), (owner.email,)]
    for mail in sink.mails:
        told = email.message_from_bytes(mail.raw, policy=policy.default)
        assert mail.sender == FROM
        assert (told["From"], told["Auto-Submitted"]) == (f"Offhours <{FROM}>", "auto-generated")
        assert told["Subject"].startswith("Offhours: 1 answer overdue")
        body = told.get_content()
        assert "Alex Sample" in body
        assert f"/responses/{task.message_in_id}" in body
        assert "interesting" not in body, "no word of what anybody wrote"
    for _ in range(3):
        await tell(house)
        desk.later(days=1)
    assert len(sink.mails) == 2
    assert await states(desk) == [S.SENT, S.SENT]
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "notice.sent"))) == 2


async def test_without_a_server_nothing_is_written(desk: Desk) -> None:
    await overdue(desk)
    await tell(desk.house)
    assert await states(desk) == []
    assert (await desk.one(select(ResponseTask))).told_at is None


async def test_at_most_one_a_day_and_what_came_later_is_told_the_day_after(desk: Desk, sink: SmtpSink) -> None:
    box, _ = await overdue(desk)
    house = house_with(desk, sink.port)
    await tell(house)
    await answer(desk, box, "And what does it cost?")
    later = await desk.one(select(ResponseTask).order_by(col(ResponseTask.id).desc()))
    await desk.change(ResponseTask, later.id, due_at=desk.clock.now() - timedelta(hours=9))
    await escalate(desk)
    await tell(house)
    assert len(sink.mails) == 2
    desk.later(days=1)
    await tell(house)
    assert len(sink.mails) == 4
    assert "1 answer overdue" in sink.mails[-1].raw.decode()


async def test_a_deadline_anew_is_told_anew(desk: Desk, sink: SmtpSink) -> None:
    _, task = await overdue(desk)
    house = house_with(desk, sink.port)
    await tell(house)
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        tasks.snooze(session, row, desk.clock.now() + timedelta(hours=1), desk.clock.now(), "rep")
    desk.later(days=1)
    await escalate(desk)
    await tell(house)
    assert len(sink.mails) == 4


async def test_nobody_is_told_at_night_or_at_the_weekend(desk: Desk, sink: SmtpSink) -> None:
    await overdue(desk)
    house = house_with(desk, sink.port)
    morning = desk.clock.at
    for moment in (morning.replace(hour=3), morning + timedelta(days=3)):
        desk.clock.at = moment
        await tell(house)
    assert sink.mails == []
    desk.clock.at = morning + timedelta(days=5)
    await tell(house)
    assert len(sink.mails) == 2


async def test_where_nobody_is_a_manager_administrators_are_told(desk: Desk, sink: SmtpSink) -> None:
    await overdue(desk, Role.ADMIN)
    await tell(house_with(desk, sink.port))
    assert ("mo@example.com",) in [mail.recipients for mail in sink.mails]


async def test_two_senders_at_once_tell_once(desk: Desk, sink: SmtpSink) -> None:
    await overdue(desk)
    house = house_with(desk, sink.port)
    await asyncio.gather(*(tell(house) for _ in range(4)))
    await tell(house)
    assert len(sink.mails) == 2


async def test_told_to_stop_it_sends_no_other(desk: Desk, sink: SmtpSink) -> None:
    await overdue(desk)
    stop = asyncio.Event()
    stop.set()
    await tell(house_with(desk, sink.port), stop)
    assert (len(sink.mails), {notice.state for notice in await desk.all(select(Notice))}) == (0, {S.DUE})


async def test_what_may_have_been_sent_is_not_sent_again(desk: Desk, sink: SmtpSink) -> None:
    box, _ = await overdue(desk)
    await desk.change(User, box.user_id, email="lose@example.com")
    house = house_with(desk, sink.port)
    for _ in range(3):
        await tell(house)
        desk.later(hours=2)
    assert sorted(await states(desk)) == [S.SENT, S.UNCERTAIN]
    assert len(sink.mails) == 2


async def test_what_a_sender_that_died_had_in_hand_is_in_doubt_and_not_sent_again(desk: Desk, sink: SmtpSink) -> None:
    await overdue(desk)
    house = house_with(desk, sink.port)
    await tell(house)
    for notice in await desk.all(select(Notice)):
        await desk.change(Notice, notice.id, state=S.SENDING)
    desk.later(days=1)
    await tell(house)
    assert (await states(desk), len(sink.mails)) == ([S.UNCERTAIN, S.UNCERTAIN], 2)
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "notice.uncertain"))) == 2


async def test_whoever_has_left_meanwhile_is_told_nothing(desk: Desk, sink: SmtpSink) -> None:
    box, _ = await overdue(desk)
    await tell(house_with(desk, free_port()))  # nobody there: it waits
    rep = await desk.get(User, box.user_id)
    await desk.change(User, rep.id, active=False)
    desk.later(days=1)
    await tell(house_with(desk, sink.port))
    assert sink.mails
    assert all(rep.email not in mail.recipients for mail in sink.mails)


@pytest.mark.parametrize(("local", "tries", "ends"), [("soft", 4, S.FAILED), ("hard", 1, S.FAILED)])
async def test_what_is_refused_is_tried_again_some_times_or_given_up(
    desk: Desk, sink: SmtpSink, local: str, tries: int, ends: NoticeState
) -> None:
    box, _ = await overdue(desk)
    await desk.change(User, box.user_id, email=f"{local}@example.com")
    house = house_with(desk, sink.port)
    for _ in range(8):
        await tell(house)
        desk.later(hours=4)
    refused = await desk.one(select(Notice).where(col(Notice.user_id) == box.user_id))
    assert (refused.state, refused.attempts) == (ends, tries)
    assert len(sink.mails) == 1


async def test_a_server_that_cannot_be_one_is_said_and_nothing_else_stops(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await overdue(desk)
    settings = Settings(notices_smtp="smtp://jo:a%0Ab@mail.example.com", notices_from=FROM)
    await tell(replace(desk.house, settings=settings))
    assert "nobody is told of overdue work" in caplog.text
    assert await states(desk) == [S.DUE, S.DUE], "they leave once it is mended"


@pytest.mark.parametrize("trouble", ["away", "login"])
async def test_a_server_that_lets_nobody_in_is_asked_later(desk: Desk, sink: SmtpSink, trouble: str) -> None:
    await overdue(desk)
    sink.password = PASSWORD if trouble == "away" else "another"
    away = house_with(desk, free_port() if trouble == "away" else sink.port)
    await tell(away)
    assert await states(desk) == [S.DUE, S.DUE]
    assert sink.mails == []
    sink.password = PASSWORD
    desk.later(hours=1)
    await tell(house_with(desk, sink.port))
    assert len(sink.mails) == 2


@pytest.mark.parametrize(
    ("url", "host", "port", "security", "username", "password"),
    [
        ("smtps://jo%40x:p%40ss@mail.example.com", "mail.example.com", 465, Security.TLS, "jo@x", "p@ss"),
        ("smtp://jo:pass@mail.example.com", "mail.example.com", 587, Security.STARTTLS, "jo", "pass"),
        ("smtp://mail.example.com:2525", "mail.example.com", 2525, Security.STARTTLS, "", ""),
        ("smtp://127.0.0.1", "127.0.0.1", 25, Security.NONE, "", ""),
        ("smtp://localhost:1025", "localhost", 1025, Security.NONE, "", ""),
    ],
)
def test_the_server_is_named_in_one_line_and_encrypted_unless_it_is_here(
    url: str, host: str, port: int, security: Security, username: str, password: str
) -> None:
    login = login_of(Settings(notices_smtp=url, notices_from=FROM))
    assert (login.host, login.port, login.security) == (host, port, security)
    assert (login.username, login.password) == (username, password)


@pytest.mark.parametrize(
    "wrong",
    [
        {"notices_smtp": "https://mail.example.com", "notices_from": FROM},
        {"notices_smtp": "smtp://", "notices_from": FROM},
        {"notices_smtp": "smtp://mail.example.com:port", "notices_from": FROM},
        {"notices_smtp": "smtp://mail.example.com/x", "notices_from": FROM},
        {"notices_smtp": "smtp://jo:topsecret@mail.example.com", "notices_from": "nobody"},
        {"notices_smtp": "smtp://jo:topsecret@mail.example.com"},
    ],
)
def test_settings_that_make_no_sense_are_refused_without_showing_a_password(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(**wrong)
    assert "topsecret" not in "".join(str(error["msg"]) for error in refused.value.errors())
