"""Stored mails are read again by newer rules: whatever stops more is taken over, what lets go is asked."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlmodel import col

from engine.flows.correct import correct
from engine.flows.reread import Reread, left, reread
from engine.flows.tasks import done
from engine.rules.effects import Work
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.reading.version import version
from engine.rules.rereading import OPINION, Decision
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, Kind, OutState
from engine.store.mail import InState
from engine.store.tables import METADATA, Activity, Mailbox, MessageIn, ResponseTask, Suppression
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, written_to

OLD = "older"
KILLS = 3
How = Callable[..., Verdict]


async def grown_old(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await session.execute(text("update message_in set reader = :old"), {"old": OLD})


async def again(desk: Desk, how: How, **more: Any) -> list[Reread]:
    return [one async for one in reread(desk.house, how=how, **more)]


async def read_as(desk: Desk, kind: Kind, *others: str) -> MessageIn:
    """Alex's answer, taken for `kind` by older rules."""
    box = await written_to(desk, *others)
    row = await answer(desk, box, "Hm, the yard.", how=as_kind(kind))
    assert row.reader == version()
    await grown_old(desk)
    return row


async def test_what_is_read_alike_is_only_marked(desk: Desk) -> None:
    row = await read_as(desk, Kind.INTERESTED)
    before = len(await desk.all(select(Activity)))
    assert await again(desk, as_kind(Kind.INTERESTED)) == []
    assert (await desk.get(MessageIn, row.id)).reader == version()
    assert len(await desk.all(select(Activity))) == before
    async with desk.house.database.begin() as session:
        assert await left(session) == 0


async def test_what_one_of_us_wrote_in_a_thread_opts_nobody_out(desk: Desk) -> None:
    """Nor at the second reading."""
    box = await written_to(desk)
    row = await answer(desk, box, "Please remove them from this list.", "The Boss <boss@example.com>")
    await grown_old(desk)
    assert (row.kind, await again(desk, as_kind(Kind.UNSUBSCRIBE))) == (Kind.OWN_MAIL, [])
    assert await desk.all(select(Suppression)) == []


async def test_what_is_understood_now_makes_its_work(desk: Desk) -> None:
    row = await read_as(desk, Kind.OTHER)
    (found,) = await again(desk, as_kind(Kind.INTERESTED), by="mo@example.com")
    assert (found.was, found.kind, found.decision) == (Kind.OTHER, Kind.INTERESTED, Decision.APPLIED)
    assert [task.step for task in await desk.all(select(ResponseTask))] == [Work.ANSWER]
    after = await desk.get(MessageIn, row.id)
    assert (after.kind, after.reader, after.corrected_by) == (Kind.INTERESTED, version(), "")
    log = await desk.one(select(Activity).where(col(Activity.what) == "mail.reread.applied"))
    assert (log.by, log.message_in_id) == ("mo@example.com", row.id)
    assert await again(desk, as_kind(Kind.QUESTION)) == [], "once"
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    assert await desk.all(select(ResponseTask)) == [], "and it can be undone like a first reading"


@pytest.mark.parametrize("kind", [Kind.NOT_INTERESTED, Kind.UNRELATED, Kind.OUT_OF_OFFICE])
async def test_an_opt_out_is_never_lifted_by_a_reading(desk: Desk, kind: Kind) -> None:
    row = await read_as(desk, Kind.UNSUBSCRIBE)
    (found,) = await again(desk, as_kind(kind))
    assert (found.decision, found.why) == (Decision.ASKED, "it would suppress the address no longer")
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert (await desk.contact()).state is ContactState.SUPPRESSED
    assert (await desk.get(MessageIn, row.id)).kind is Kind.UNSUBSCRIBE
    (task,) = await desk.all(select(ResponseTask))
    assert (task.step, task.counts, task.message_in_id) == (Work.LOOK, False, row.id)
    assert kind in task.note
    assert await again(desk, as_kind(kind)) == [], "a person is asked once"
    await grown_old(desk)
    assert [one.why for one in await again(desk, as_kind(kind))] == ["somebody was asked before"]
    assert len(await desk.all(select(ResponseTask))) == 1


async def test_no_mail_leaves_that_would_not_have(desk: Desk) -> None:
    row = await read_as(desk, Kind.OTHER, "bo@acme.test")
    (found,) = await again(desk, as_kind(Kind.OUT_OF_OFFICE))
    assert (found.decision, "the sequence" in found.why) == (Decision.ASKED, True)
    assert (await desk.enrollment()).state is EnrollmentState.REPLIED
    desk.later(days=30)
    await desk.send_due(await desk.get(Mailbox, row.mailbox_id))
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_an_opt_out_that_was_missed_is_heard_whatever_was_done_since(desk: Desk) -> None:
    await read_as(desk, Kind.INTERESTED, "bo@acme.test")
    task = await desk.one(select(ResponseTask))
    async with desk.house.database.begin() as session:
        await done(session, await session.get_one(ResponseTask, task.id), "answered", desk.clock.now(), "rep")
    (found,) = await again(desk, as_kind(Kind.UNSUBSCRIBE))
    assert (found.decision, "suppress" in found.why) == (Decision.APPLIED, True)
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert (await desk.enrollment()).state is EnrollmentState.STOPPED
    assert (await desk.account()).responded_at is not None, "colleagues go on waiting"
    assert [task.done_how for task in await desk.all(select(ResponseTask))] == ["answered"]


async def test_what_somebody_has_worked_stays(desk: Desk) -> None:
    row = await read_as(desk, Kind.OTHER)
    task = await desk.one(select(ResponseTask))
    async with desk.house.database.begin() as session:
        await done(session, await session.get_one(ResponseTask, task.id), "answered", desk.clock.now(), "rep")
    (found,) = await again(desk, as_kind(Kind.QUESTION))
    assert found.decision is Decision.KEPT
    assert (await desk.get(MessageIn, row.id)).kind is Kind.OTHER
    assert len(await desk.all(select(ResponseTask))) == 1


async def test_an_account_that_somebody_moved_or_released_stays(desk: Desk) -> None:
    await read_as(desk, Kind.OTHER)
    account = await desk.account()
    since = desk.later(hours=1)
    await desk.change(type(account), account.id, bin=Bin.BAD_FIT, bin_by="rep@example.com", bin_since=since)
    (found,) = await again(desk, as_kind(Kind.QUESTION))
    assert (found.decision, (await desk.account()).bin) == (Decision.KEPT, Bin.BAD_FIT)


async def test_a_persons_word_stands(desk: Desk) -> None:
    row = await read_as(desk, Kind.OTHER)
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.NOT_INTERESTED, desk.clock.now(), "rep")
    await grown_old(desk)
    assert await again(desk, as_kind(Kind.UNSUBSCRIBE)) == []
    assert (await desk.get(MessageIn, row.id)).kind is Kind.NOT_INTERESTED


async def test_what_another_program_said_stays_while_the_rules_are_less_sure(desk: Desk) -> None:
    def said(rule: str, confidence: float, kind: Kind) -> How:
        return lambda *_: Verdict(kind, confidence, rule, "x")

    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=said(OPINION, 0.6, Kind.INTERESTED))
    await grown_old(desk)
    assert await again(desk, said("human", 0.3, Kind.OTHER)) == []
    assert (await desk.get(MessageIn, row.id)).kind is Kind.INTERESTED
    await grown_old(desk)
    assert [one.decision for one in await again(desk, said("human", 0.8, Kind.QUESTION))] == [Decision.APPLIED]


async def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    await read_as(desk, Kind.OTHER)
    before = await everything(desk)
    (found,) = await again(desk, as_kind(Kind.INTERESTED), dry=True)
    assert found.decision is Decision.APPLIED
    assert await everything(desk) == before


async def everything(desk: Desk) -> dict[str, Any]:
    async with desk.house.database.begin() as session:
        return {
            name: (await session.execute(text(f"select count(*), sum(hashtext(t::text)::bigint) from {name} t"))).one()
            for name in METADATA.tables
        }


async def many(desk: Desk, number: int) -> None:
    """Answers that belong to nothing of ours, read as unrelated by older rules."""
    box = await desk.mailbox()
    for _ in range(number):
        await desk.receive(
            box, desk.mail("Jo <jo@else.test>", "Please take me off your list."), how=as_kind(Kind.UNRELATED)
        )
    await grown_old(desk)


async def test_it_goes_on_where_it_was_stopped_and_by_the_day(desk: Desk) -> None:
    await many(desk, 3)
    assert len(await again(desk, as_kind(Kind.UNSUBSCRIBE), limit=2)) == 2
    async with desk.house.database.begin() as session:
        assert await left(session) == 1
        assert await left(session, desk.clock.now() + timedelta(days=1)) == 0
    assert await again(desk, as_kind(Kind.UNSUBSCRIBE), since=desk.clock.now() + timedelta(days=1)) == []
    assert len(await again(desk, as_kind(Kind.UNSUBSCRIBE))) == 1
    assert await desk.all(select(col(Suppression.address))) == ["jo@else.test"]


async def test_a_mail_that_breaks_the_newer_rules_keeps_its_reading(desk: Desk) -> None:
    await many(desk, 2)

    def breaks(mail: ParsedMail, *_: Any) -> Verdict:
        raise ValueError("no such thing")

    found = await again(desk, breaks)
    assert [(one.decision, one.why) for one in found] == [(Decision.BROKEN, "ValueError: no such thing")] * 2
    assert {row.kind for row in await desk.all(select(MessageIn))} == {Kind.UNRELATED}
    assert await again(desk, breaks) == []


async def test_what_could_not_be_read_is_read_now(desk: Desk) -> None:
    box = await written_to(desk)

    def breaks(*_: Any) -> Verdict:
        raise ValueError("no such thing")

    row = await answer(desk, box, "Yes, call me.", how=breaks)
    assert row.state is InState.BROKEN
    (found,) = await again(desk, as_kind(Kind.INTERESTED))
    assert (found.was, found.decision) == (None, Decision.APPLIED)
    after = await desk.get(MessageIn, row.id)
    assert (after.state, after.kind, after.problem) == (InState.READ, Kind.INTERESTED, "")
    assert [task.step for task in await desk.all(select(ResponseTask))] == [Work.ANSWER]


async def test_an_absence_read_anew(desk: Desk) -> None:
    """A later return holds longer; an earlier one is asked; one that is over is left."""

    def until(day: str) -> How:
        return lambda *_: Verdict(Kind.OUT_OF_OFFICE, 0.9, "x", "away", return_date=datetime.fromisoformat(day).date())

    box = await written_to(desk)
    await answer(desk, box, "I am away.", how=until("2026-03-16"))
    for day, decision in (("2026-03-20", Decision.APPLIED), ("2026-03-18", Decision.ASKED)):
        await grown_old(desk)
        assert [one.decision for one in await again(desk, until(day))] == [decision]
    assert (await desk.contact()).away_until.day > 20
    desk.later(days=60)
    await grown_old(desk)
    assert [one.decision for one in await again(desk, until("2026-03-01"))] == [Decision.KEPT]
    assert [out.state for out in await desk.outs(OutState.SENT)] == [OutState.SENT]


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen:
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=env)


async def test_killed_in_the_middle_it_does_each_mail_once(desk: Desk) -> None:
    await many(desk, 120)
    env = {**os.environ, "DATABASE_URL": desk.house.database.url, "OFFHOURS_SECRET_KEY": "k" * 32}
    command = [sys.executable, "-m", "offhours", "reread", "--json"]
    for _ in range(KILLS):
        process = start(command, env)
        for _ in range(7):
            assert b"unsubscribe" in await asyncio.to_thread(process.stdout.readline)
        process.kill()
        process.communicate()
    async with desk.house.database.begin() as session:
        assert 0 < await left(session) <= 120 - KILLS * 7
    ended = await asyncio.to_thread(subprocess.run, command[:-1], env=env, capture_output=True, check=True)
    assert b"taken over" in ended.stdout.splitlines()[-1]
    async with desk.house.database.begin() as session:
        told = select(col(Activity.message_in_id), func.count()).where(col(Activity.what) == "mail.reread.applied")
        times = dict((await session.execute(told.group_by(col(Activity.message_in_id)))).all())
        kinds = set(await session.scalars(select(col(MessageIn.kind))))
    assert (len(times), set(times.values()), kinds) == (120, {1}, {Kind.UNSUBSCRIBE})
