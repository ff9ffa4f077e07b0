"""A poller killed at every step of receiving, and connections cut at every command: each mail and its effects once."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from engine.store.mail import InState
from engine.store.tables import Activity, FolderCursor, MessageIn, MessageOut, ResponseTask
from tests.support.house import Desk
from tests.support.passing import Passing
from tests.support.servers import pymap_server
from tests.support.working import alive, until
from tests.workers.test_killed import pause, start
from tests.workers.test_poller import polling

PEOPLE = 5
STEPS = {
    "connecting": "update mailbox set read_at",
    "the cursor": "insert into folder_cursor",
    "storing": "insert into message_in",
    "the cursor moves": "update folder_cursor",
    "deciding": "update message_in",
    "its enrollment": "update enrollment",
    "its contact": "update contact",
    "what is not sent any more": "delete from message_out",
    "its work": "insert into response_task",
    "the log": "insert into activity",
    "whom it knows": "insert into correspondent",
}
"""Where it is killed: a trigger of that statement holds the transaction open, before or after the change."""
HOLD = """
create function hold() returns trigger language plpgsql as $$
begin perform pg_notify('held', ''); perform pg_sleep(30); return null; end $$;
create trigger hold {when} {verb} on {table} for each statement execute function hold();
"""
HELD = "from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
FREE = "drop function hold cascade"


def hold(step: str, when: str) -> str:
    words = STEPS[step].split()
    table = words[1] if words[0] == "update" else words[2]
    return HOLD.format(when=when, verb=words[0], table=table)


async def answered(desk: Desk, imap) -> None:
    """A campaign with its answers, and a mail that is the rep's own affair, in the mailbox."""
    box = await desk.mailbox(imap=imap, history_since=None)
    await desk.policies(await_history=False)
    for number in range(PEOPLE):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box)
    await desk.send_due(box)


async def answers(desk: Desk) -> list[bytes]:
    outs = [out for out in await desk.outs() if out.position == 1]
    mails = [desk.mail(out.to_address, "Yes, happy to talk. Call me.", In_Reply_To=out.message_id) for out in outs]
    return [*mails, desk.mail("friend@elsewhere.test", "Lunch?", subject="Lunch")]


async def settled(desk: Desk) -> bool:
    read = await desk.all(select(MessageIn).where(col(MessageIn.state) == InState.READ))
    return len(read) >= PEOPLE + 1


async def check(desk: Desk) -> None:
    """Each mail is there once, and did what it does once."""
    stored = await desk.all(select(MessageIn))
    assert Counter(row.state for row in stored) == {InState.READ: PEOPLE + 1}
    assert max(Counter(row.message_id for row in stored).values()) == 1
    tasks = await desk.all(select(ResponseTask))
    assert sorted(Counter(task.message_in_id for task in tasks).values()) == [1] * PEOPLE
    noted = await desk.all(select(Activity).where(col(Activity.what).like("mail.received.%")))
    assert sorted(Counter(row.message_in_id for row in noted).values()) == [1] * PEOPLE
    assert len(await desk.all(select(MessageOut))) == PEOPLE, "an answer ends the sequence"
    last = max(row.uid for row in stored)
    assert [row.uid for row in await desk.all(select(FolderCursor).where(col(FolderCursor.folder) == "INBOX"))] == [
        last
    ]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_poller_killed_at_each_step_stores_and_reads_each_mail_once(desk: Desk, when: str) -> None:
    """A real process, killed while the database is in the middle of each of its statements."""
    async with pymap_server() as imap:
        await answered(desk, imap.port)
        begun = datetime.now(UTC)  # noqa: TID251 # several processes agree on it
        nursery = start("nursery", desk.house.database.url, begun.isoformat())
        heard: list[str] = []
        try:
            for raw in await answers(desk):
                await imap.deliver(raw)
            for step in STEPS:
                heard += [step] if await killed_at(desk, nursery, step, when) else []
        finally:
            nursery.kill()
            nursery.communicate()
        assert {"storing", "deciding", "its enrollment", "its contact", "its work"} <= set(heard)
        async with alive(desk, speed=60) as house, polling(house):
            await until(lambda: settled(desk), seconds=30)
    await check(desk)


async def killed_at(desk: Desk, nursery: subprocess.Popen, step: str, when: str) -> bool:
    """Whether it got to that step before it was killed."""
    async with desk.house.database.begin() as session:
        await session.execute(text(hold(step, when)))
    nursery.stdin.write(b"poll\n")
    nursery.stdin.flush()
    child = int(await asyncio.to_thread(nursery.stdout.readline))
    try:
        with contextlib.suppress(TimeoutError):
            await until(lambda: is_held(desk), seconds=20)
            return True
    finally:
        os.kill(child, signal.SIGKILL)
        async with desk.house.database.begin() as session:
            await session.execute(text(f"select pg_terminate_backend(pid) {HELD}"))
            await session.execute(text(FREE))
    return False


async def is_held(desk: Desk) -> bool:
    async with desk.house.database.begin() as session:
        return bool(await session.scalar(text(f"select count(*) {HELD}")))


async def test_a_poller_killed_at_any_moment(desk: Desk) -> None:
    async with pymap_server() as imap:
        await answered(desk, imap.port)
        begun = datetime.now(UTC)  # noqa: TID251 # several processes agree on it
        nursery = start("nursery", desk.house.database.url, begun.isoformat())
        dice = random.Random(7)
        try:
            for raw in await answers(desk):
                await imap.deliver(raw)
                nursery.stdin.write(b"poll\n")
                nursery.stdin.flush()
                child = int(await asyncio.to_thread(nursery.stdout.readline))
                await pause(0.1 + dice.random() * 0.6)
                os.kill(child, signal.SIGKILL)
        finally:
            nursery.kill()
            nursery.communicate()
        async with alive(desk, speed=60) as house, polling(house):
            await until(lambda: settled(desk), seconds=30)
    await check(desk)


async def test_a_connection_cut_at_every_command_in_turn(desk: Desk) -> None:
    """New mail comes with each connection; the first is cut after one line of the client, the next after two …"""
    async with pymap_server() as imap, Passing(imap.port, list(range(1, 26))) as passing:
        await answered(desk, passing.port)
        mails = await answers(desk)
        async with alive(desk, speed=3000) as house, polling(house):
            for number, raw in enumerate(mails):
                await imap.deliver(raw)
                await until(lambda number=number: reached(passing, number + 1), seconds=60)
            await until(lambda: settled(desk), seconds=90)
            await until(lambda: reached(passing, 20), seconds=90)
    await check(desk)


async def reached(passing: Passing, connections: int) -> bool:
    return passing.connections >= connections
