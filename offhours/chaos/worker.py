"""The program's own parts on the run's clock, each in a process of its own.

`python -m offhours.chaos.worker FOLDER` reads lines like `sender sender-1.log` from its input, answers each with the
number of a process that runs that part, and ends them all when its input ends. They are forks of what is loaded
already: a sender that was killed is back in a tenth of the time a fresh interpreter takes, so that more of the run is
spent sending and dying. Settings come from the environment, as in any installation.
"""

import asyncio
import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # comes with the wheel of PostgreSQL, without types

from engine.settings import Settings
from offhours import parts
from offhours.chaos import plan
from offhours.chaos.crew import LEAVE_WITHIN
from offhours.chaos.smtp import pause
from workers.poller import run_poller
from workers.sender import run_sender


async def work(part: str, folder: Path) -> None:
    """What `offhours sender`, `offhours poller` and `offhours api` do, but for the clock."""
    settings = Settings()
    listening = parts.listen(settings) if part == "api" else None
    stop = asyncio.Event()
    watching = asyncio.create_task(_say_what_keeps_it(stop))
    async with parts.build(settings, plan.clock_of(plan.read(folder), folder)) as house:
        run = parts.web(listening) if listening else {"sender": run_sender, "poller": run_poller}[part]
        await parts.run(house, stop, run)
    watching.cancel()


async def _say_what_keeps_it(stop: asyncio.Event) -> None:
    """Into the log of a worker that is about to be killed because it does not end: where each of its tasks stands."""
    await stop.wait()
    await pause(LEAVE_WITHIN * 0.8)
    for task in asyncio.all_tasks():
        print(task.get_name(), *_waits_at(task.get_coro()), sep=" > ", file=sys.stderr, flush=True)


def _waits_at(work: Any) -> Iterator[str]:
    """From a coroutine to what it waits for."""
    while (frame := getattr(work, "cr_frame", None)) is not None:
        yield f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}"
        work = work.cr_await


def _child(part: str, log: Path, folder: Path) -> None:
    """Never returns: the parent's loop is not this process's business."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        with log.open("ab") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ["PGAPPNAME"] = log.stem  # tells the server's sessions of this process from others
        parts.talk()
        asyncio.run(work(part, folder))
        code = 0
    except BaseException as trouble:
        print(f"{part} ended: {trouble!r}", file=sys.stderr)
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def nursery(folder: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the one who asked looks at their numbers
    children: list[psutil.Process] = []
    try:
        for line in sys.stdin:
            part, log = line.split()
            child = os.fork()
            if child == 0:
                _child(part, folder / log, folder)
            children.append(psutil.Process(child))
            print(child, flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


if __name__ == "__main__":
    nursery(Path(sys.argv[1]))
