"""A sender that is killed again and again: nobody gets a step twice, and nothing is lost without a word."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from engine.rules.vocabulary import OutState
from engine.store.tables import MessageOut
from tests.support.house import Desk
from tests.support.senders import house_at
from tests.support.servers import free_port, wait_for_port
from workers.sender import run_sender

PEOPLE = 60
KILLS = 10
PATIENCE = 90
"""Seconds for what takes two on a quiet machine. The window is open for 105 seconds of machine time, and caps so large
that mails leave one after the other all the same."""


def start(*words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.support.senders", *words]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def test_a_sender_killed_again_and_again_sends_each_step_once(desk: Desk, tmp_path: Path) -> None:
    """The sink's own log is the truth."""
    log, port = tmp_path / "taken", free_port()
    log.touch()
    window = {"opens": "06:00", "quiet_from": "14:00", "quiet_until": "14:00", "closes": "14:00"}
    boxes = [
        await desk.mailbox(address=f"robin{number}@example.com", smtp=port, daily_cap=100, window=window)
        for number in range(4)
    ]
    for number in range(PEOPLE):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(*boxes, steps=(0,))
    server = start("sink", str(port), str(log))
    processes = [server]
    try:
        await asyncio.to_thread(wait_for_port, port, server)
        begun = datetime.now(UTC) + timedelta(seconds=10)  # noqa: TID251 # several processes agree on it
        nursery = start("nursery", desk.house.database.url, begun.isoformat())
        processes.append(nursery)
        await kill_senders(nursery, log)
        killed = log.read_text()
        await finish(desk, begun)
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    taken = Counter(line.split()[0] for line in log.read_text().splitlines())
    outs = await desk.outs()
    sent = {out.to_address for out in outs if out.state is OutState.SENT}
    doubtful = {out.to_address for out in outs if out.state in {OutState.UNCERTAIN, OutState.SENDING}}
    assert len(killed.splitlines()) >= KILLS, "mails left while senders died"
    assert [who for who, times in taken.items() if times > 1] == [], "twice"
    assert sent <= set(taken)
    assert set(taken) - sent <= doubtful, "lost silently"
    assert len(outs) == PEOPLE
    assert len(sent) + len(doubtful) > PEOPLE // 2


def taken_so_far(log: Path) -> int:
    return log.stat().st_size


async def kill_senders(nursery: subprocess.Popen, log: Path) -> None:
    """Each as soon as it is seen to send, at any point of what it does next."""
    dice = random.Random(7)
    for _ in range(KILLS):
        before = taken_so_far(log)
        nursery.stdin.write(b"go\n")
        nursery.stdin.flush()
        child = int(await asyncio.to_thread(nursery.stdout.readline))
        try:
            async with asyncio.timeout(PATIENCE):
                while taken_so_far(log) == before:
                    await pause(0.005)
            await pause(dice.random() * 0.1)
        finally:
            os.kill(child, signal.SIGKILL)


async def finish(desk: Desk, begun: datetime) -> None:
    """One that lives, until everything that can leave has left."""
    stop = asyncio.Event()
    house = house_at(desk.house.database.url, begun)
    running = asyncio.create_task(run_sender(house, stop))
    waiting = select(MessageOut).where(col(MessageOut.state).in_([OutState.DUE, OutState.CLAIMED]))
    async with asyncio.timeout(PATIENCE):
        while await desk.all(waiting):
            await pause(0.1)
    stop.set()
    await running
    await house.bell.close()
    await house.database.close()


async def pause(seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
