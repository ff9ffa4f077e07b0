"""Runs the program against the simulated market in fast time, then says what became of it."""

import asyncio
import contextlib
import json
import logging
import shutil
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from engine.errors import Invalid
from engine.flows.house import House
from engine.flows.settle import settle
from engine.flows.sign_in import make_link
from engine.rules.vocabulary import OutState
from engine.settings import Settings
from engine.store.tables import MessageOut
from offhours import parts
from offhours.demo import seed
from offhours.demo.clock import SAVED_EVERY, DemoClock, demo_clock
from offhours.demo.market.market import Market
from offhours.demo.pace import lateness, next_speed
from offhours.demo.result import inbound, recorded, result, waiting_inbound
from offhours.demo.world import build_world
from workers.poller import run_poller
from workers.sender import run_sender

log = logging.getLogger(__name__)

BEGIN = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
"""A Sunday before the window opens, so that every run tells the same three weeks."""
FOR_EVER = timedelta(days=36_500)
USUAL_PORT = 8025
CATCH_UP = 60.0
"""Machine seconds the reading may take after the last day, before the count is made as it stands."""


@dataclass(frozen=True)
class Options:
    folder: Path
    weeks: float
    seconds: float
    seed: int
    port: int | None
    headless: bool
    as_json: bool

    @property
    def length(self) -> timedelta:
        return timedelta(weeks=self.weeks)

    @property
    def speed(self) -> float:
        return self.length.total_seconds() / self.seconds


async def demo(options: Options) -> dict[str, Any]:
    """Until the last day, or, with the page, until Ctrl-C. Started again after a kill it goes on where it was."""
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as unusable:
        raise Invalid(
            f"{options.folder} cannot be used ({unusable.strerror}).", field="--data-dir", remedy="Name another folder."
        ) from unusable
    plan = _plan(options)
    clock = demo_clock(options.folder / "clock.json", BEGIN, options.speed)
    listening = _listen(options, plan)
    settings = Settings(
        data_dir=options.folder,
        port=listening.getsockname()[1],
        public_url=_here(listening),
        tick=timedelta(hours=1),
        poll=timedelta(hours=1),
    ).model_copy(update={"sign_in_days": FOR_EVER.days, "database_url": "", "redis_url": ""})
    began = time.monotonic()
    async with parts.build(settings, clock) as house:
        world = build_world(options.seed)
        await seed.seed(house, world, options.speed)
        market = Market(options.folder / "market", clock, world, await seed.passwords(house), seed=options.seed)
        await market.start()
        try:
            await seed.connect(house, market.smtp_port, market.imap_port)
            await _greet(house, options)
            return await _show(house, clock, market, listening, options, plan, began)
        finally:
            await market.stop()


def _plan(options: Options) -> dict[str, Any]:
    """What must outlive a kill: the web port that opt-out links name, and the last day of this run."""
    file = options.folder / "demo.json"
    plan: dict[str, Any] = {"port": None, "until": BEGIN.isoformat(), "over": True}
    if file.exists():
        plan = json.loads(file.read_text())
    if plan["over"]:
        plan |= {"until": (datetime.fromisoformat(plan["until"]) + options.length).isoformat(), "over": False}
    _write(options, plan)
    return plan


def _write(options: Options, plan: dict[str, Any]) -> None:
    beside = options.folder / "demo.new"
    beside.write_text(json.dumps(plan))
    beside.replace(options.folder / "demo.json")


def _listen(options: Options, plan: dict[str, Any]) -> socket.socket:
    wanted = options.port or plan["port"]
    if wanted is None:
        wanted = USUAL_PORT if options.port is None else 0
    listening = parts.listen(Settings(port=wanted))
    plan["port"] = listening.getsockname()[1]
    _write(options, plan)
    return listening


def _here(listening: socket.socket) -> str:
    """The market's people are on this machine, and open their opt-out links."""
    host, port = listening.getsockname()[:2]
    return f"http://{host}:{port}"


async def _greet(house: House, options: Options) -> None:
    if options.headless:
        return
    async with house.database.begin() as session:
        print(f"\n{options.weeks:g} weeks of outbound mail, {options.speed:,.0f} times as fast as life. Sign in as:")
        for user in await seed.users(house):
            token = await make_link(session, user, house.clock.now(), valid=FOR_EVER)
            print(f"  {user.role.value:8} {user.name:16} {house.public_url}/sign-in/{token}", flush=True)
        print("Ctrl-C ends it; started again it goes on where it was.\n", flush=True)


async def _show(
    house: House,
    clock: DemoClock,
    market: Market,
    listening: socket.socket,
    options: Options,
    plan: dict[str, Any],
    began: float,
) -> dict[str, Any]:
    stop, over = asyncio.Event(), asyncio.Event()
    clock.run_at(options.speed)
    outcome: dict[str, Any] = {}
    until = datetime.fromisoformat(plan["until"])

    async def play(_: House, stopped: asyncio.Event) -> None:
        sender = asyncio.create_task(run_sender(house, over))
        try:
            await _pass_time(house, clock, until, options, stopped)
            over.set()
            await sender
            if stopped.is_set():
                return
            await _settle_all(house)
            await market.drain(clock.now())
            await _read_all(house, market)
            clock.run_at(1)
            outcome.update(await _count(house, market, began))
            _write(options, {**plan, "over": True, "until": clock.now().isoformat()})
        finally:
            over.set()
            await asyncio.gather(sender, return_exceptions=True)
            clock.mark()
        if options.headless:
            stop.set()
        else:
            _say(outcome, as_json=options.as_json)
            print("The time is over; the page stays until Ctrl-C.", flush=True)
            await run_sender(house, stopped)  # what a visitor answers now leaves, too

    await parts.run(house, stop, parts.web(listening), run_poller, play)
    return outcome


async def _pass_time(house: House, clock: DemoClock, until: datetime, options: Options, stop: asyncio.Event) -> None:
    """Show the days as they pass, mark the time for the next start, and slow down when the machine cannot follow."""
    day = None
    share = (until - clock.now()) / options.length
    end = time.monotonic() + options.seconds * share
    while clock.now() < until and not stop.is_set():
        clock.mark()
        speed = next_speed(
            until - clock.now(), end - time.monotonic(), clock.speed, options.speed, await lateness(house)
        )
        clock.run_at(speed)
        if clock.now().date() != day and not options.as_json:
            day = clock.now().date()
            print(f"  {day:%a %d %b %Y}", file=sys.stderr, flush=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), SAVED_EVERY.total_seconds())


async def _settle_all(house: House) -> None:
    """What a run that was killed had in hand just before the end is looked up, once its grace is over."""
    deadline = time.monotonic() + CATCH_UP
    while time.monotonic() < deadline and await _in_flight(house):
        await settle(house)
        await house.clock.sleep(timedelta(seconds=house.clock.speed / 5))


async def _in_flight(house: House) -> int:
    """Mails of which it is not known yet whether they have left, and will be without a person."""
    soon = house.clock.now() + timedelta(days=1)
    doubted = and_(col(MessageOut.state) == OutState.UNCERTAIN, col(MessageOut.look_at) < soon)
    query = select(func.count()).where(or_(col(MessageOut.state) == OutState.SENDING, doubted))
    async with house.database.begin() as session:
        return await session.scalar(query) or 0


async def _read_all(house: House, market: Market) -> None:
    """Everything that is in the mailboxes has been stored and decided about."""
    wanted = {mail.message_id for mail in inbound(market.truth())}
    deadline = time.monotonic() + CATCH_UP
    while time.monotonic() < deadline:
        async with house.database.begin() as session:
            known = await recorded(session)
            if wanted <= set(known.ins) and not await waiting_inbound(session):
                return
        await house.clock.sleep(timedelta(seconds=house.clock.speed / 5))
    log.warning("the mailboxes were not read to the end within %s seconds", CATCH_UP)


async def _count(house: House, market: Market, began: float) -> dict[str, Any]:
    async with house.database.begin() as session:
        return result(await recorded(session), market.truth(), time.monotonic() - began)


def _say(outcome: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome), flush=True)
        return
    for name, value in outcome.items():
        print(f"  {name:20} {value}", flush=True)


def run(options: Options, *, fresh: bool) -> None:
    """The command: exit 1 when a promise was broken."""
    if fresh and options.folder.exists():
        if not (options.folder / "demo.json").exists() and any(options.folder.iterdir()):
            raise Invalid(
                f"{options.folder} holds something that is not a demo.",
                field="--data-dir",
                remedy="Name the folder of an earlier demo, or a new one.",
            )
        shutil.rmtree(options.folder)
    outcome = asyncio.run(demo(options))
    if options.headless and outcome:
        _say(outcome, as_json=options.as_json)
        if any(outcome[name] for name in ("mailed_suppressed", "mailed_twice", "unaccounted_inbound")):
            raise SystemExit(1)
