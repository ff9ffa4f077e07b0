"""One run: put everything up, let time pass while it is attacked, wait until it is quiet, and count."""

import asyncio
import contextlib
import json
import secrets
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.clock import FastClock
from engine.errors import Invalid
from engine.flows.house import House
from engine.settings import Settings
from offhours import parts
from offhours.chaos import audit, crew, doubts, judge, plan, servers, sink
from offhours.chaos.crew import Crew
from offhours.chaos.evidence import collect
from offhours.chaos.faults import Faults
from offhours.chaos.people import People
from offhours.chaos.plan import BEGIN, Plan
from offhours.chaos.seed import connect, seed
from offhours.chaos.servers import HOST, Postgres, Redis
from offhours.chaos.smtp import pause
from offhours.demo.market.links import client

TICK, POLL = 1.0, 5.0
MAIL_TIMEOUT = 1.0
POOL = 5
"""Seconds of machine time between two looks at the ledger, at a mailbox, and that a server may take before the dot;
connections of each worker."""
QUIET_DAYS = 8.0
QUIET_SECONDS = 60.0
"""How long nothing may come to its end after the last fault: repeats of soft bounces, a weekend, a slow machine."""
SHOWN = 20
"""Cases of a broken promise that are printed."""
TEMPORARY = (
    "window",
    "holiday",
    "gap",
    "cap_mailbox",
    "cap_rep",
    "ramp",
    "response_backlog",
    "account_busy",
    "out_of_office_until",
    "mailbox_error",
    "mailbox_health",
)
"""Reasons that end by themselves: while one of them holds a mail the run is not over."""
UNDER_WAY = text("""
select count(*) from message_out m join enrollment e on e.id = m.enrollment_id
where m.state in ('claimed', 'sending', 'uncertain')
   or (e.state = 'active' and (m.state = 'due' or (m.state = 'held' and m.held_reason = any(:temporary))))""")

READ = text("select count(*) from message_in where role = 'inbox' and state = 'read'")


@dataclass(frozen=True)
class Options:
    mails: int
    faults: int
    seed: int
    rate: float
    """Mails a second that the machine is thought to manage."""
    folder: Path
    quiet: bool
    """Nothing but the outcome is printed."""


async def chaos(options: Options) -> dict[str, Any]:
    began = time.monotonic()
    settings = plan.plan_of(
        options.mails,
        options.faults,
        options.seed,
        password=secrets.token_urlsafe(12),
        secret_key=secrets.token_urlsafe(32),
        rate=options.rate,
    )
    _prepare(options.folder, settings)
    with servers.running(options.folder) as (postgres, redis):
        given = _environment(options.folder, settings, postgres, redis)
        async with parts.build(_settings(given), FastClock.starting(BEGIN, 1.0)) as house:
            seeded = await seed(house, settings)
            (options.folder / "mailboxes.json").write_text(json.dumps(seeded.mailboxes))
            audit.install(postgres.url)
            with crew.sink(options.folder) as (smtp_ports, imap_port):
                await connect(house, smtp_ports, imap_port)
                clock = plan.start_clock(settings, options.folder)
                async with _team(options.folder, settings, given) as team, _web(given, seeded.key) as web:
                    attack = _Attack(options, settings, house, clock, team, web, postgres, redis)
                    await attack.run()
                    return await attack.outcome(time.monotonic() - began)


def _prepare(folder: Path, settings: Plan) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / "plan.json").exists():
        raise Invalid(
            f"{folder} holds something that is not a run.",
            field="--data-dir",
            remedy="Name the folder of an earlier run, or a new one.",
        )
    try:
        servers.clear(folder)
        folder.mkdir(parents=True)
    except OSError as unusable:
        raise Invalid(
            f"{folder} cannot be used ({unusable.strerror}).", field="--data-dir", remedy="Name another folder."
        ) from unusable
    plan.keep(settings, folder)
    (folder / "plan.json").chmod(0o600)


def _environment(folder: Path, settings: Plan, postgres: Postgres, redis: Redis | None) -> dict[str, str]:
    """What an operator would set; durations are in the clock's seconds, but for those that wait for a machine."""
    port = servers.free_port()
    return {
        "DATABASE_URL": postgres.url,
        "REDIS_URL": redis.url if redis else "",
        "OFFHOURS_SECRET_KEY": settings.secret_key,
        "OFFHOURS_DATA_DIR": str(folder),
        "OFFHOURS_HOST": HOST,
        "OFFHOURS_PORT": str(port),
        "OFFHOURS_PUBLIC_URL": f"http://{HOST}:{port}",
        "OFFHOURS_TICK": str(min(TICK * settings.speed, 86400)),
        "OFFHOURS_POLL": str(min(POLL * settings.speed, 86400)),
        "OFFHOURS_MAIL_TIMEOUT": str(MAIL_TIMEOUT),
        "OFFHOURS_DATABASE_POOL": str(POOL),
    }


def _settings(given: dict[str, str]) -> Settings:
    """What the workers read from their environment; ours may hold others."""
    names = {"DATABASE_URL": "database_url", "REDIS_URL": "redis_url"}
    known: dict[str, Any] = {
        names.get(name, name.removeprefix("OFFHOURS_").lower()): value for name, value in given.items()
    }
    return Settings(**known)


@contextlib.asynccontextmanager
async def _team(folder: Path, settings: Plan, given: dict[str, str]) -> AsyncIterator[Crew]:
    team = Crew(folder, crew.environment(given))
    try:
        for part in ("api", *["sender"] * settings.senders, "poller"):
            await team.add(part)
        yield team
    finally:
        await asyncio.shield(asyncio.to_thread(team.end))


@contextlib.asynccontextmanager
async def _web(given: dict[str, str], key: str) -> AsyncIterator[httpx.AsyncClient]:
    async with client() as web:
        web.base_url = httpx.URL(f"http://{HOST}:{given['OFFHOURS_PORT']}")
        web.headers["Authorization"] = f"Bearer {key}"
        yield web


class _Attack:
    """What goes on while time passes."""

    def __init__(
        self,
        options: Options,
        settings: Plan,
        house: House,
        clock: FastClock,
        team: Crew,
        web: httpx.AsyncClient,
        postgres: Postgres,
        redis: Redis | None,
    ) -> None:
        self._options, self._plan, self._house, self._clock, self._crew = options, settings, house, clock, team
        self._postgres, self._redis = postgres, redis
        self._faults = Faults(team, postgres, redis, settings)
        self._people = People(house, web, settings, options.folder)
        self._stubborn: list[str] = []
        self._in_time = True

    async def run(self) -> None:
        """The first fault or person that fails ends it all."""
        self._say(
            f"{self._plan.contacts} contacts, {self._plan.mailboxes} mailboxes, {self._plan.steps} steps; time runs"
            f" {self._plan.speed:,.0f} times as fast; bell: {'arq on Redis' if self._redis else 'PostgreSQL'}"
        )
        beside = [
            asyncio.create_task(work) for work in (self._crew.watch(), self._people.settle_doubts(), self._show())
        ]
        try:
            async with asyncio.TaskGroup() as group:
                for work in (self._faults.run(), self._people.stop_some(), self._people.pause_campaigns()):
                    group.create_task(work)
            self._say("no more faults; waiting until everything is settled")
            await self._until_quiet(beside)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        self._stubborn = await self._crew.dismiss()

    async def _until_quiet(self, beside: list[asyncio.Task[None]]) -> None:
        patience = QUIET_DAYS * 86400 / self._plan.speed + QUIET_SECONDS
        least, deadline = None, time.monotonic() + patience
        while (left := await self._left()) != 0:
            if left is not None and (least is None or left < least):
                least, deadline = left, time.monotonic() + patience
            if time.monotonic() > deadline:
                self._in_time = False
                return
            for task in beside:
                if task.done():
                    task.result()
            await pause(0.5)

    async def _left(self) -> int | None:
        """What is not over yet; None while the database does not say."""
        mails, answers = await self._under_way(), await self._unread()
        return None if mails is None or answers is None else mails + abs(answers)

    async def _under_way(self) -> int | None:
        """None while the database does not say."""
        try:
            async with self._house.database.begin() as session:
                count: int | None = await session.scalar(UNDER_WAY, {"temporary": list(TEMPORARY)})
                return count
        except (DBAPIError, psycopg.Error):
            return None

    async def _unread(self) -> int | None:
        """Answers that are in a mailbox, or about to be, and not read yet."""
        came = len(await asyncio.to_thread(sink.answers, self._options.folder / "sink"))
        try:
            async with self._house.database.begin() as session:
                return came - (await session.scalar(READ) or 0)
        except (DBAPIError, psycopg.Error):
            return None

    async def _show(self) -> None:
        while True:
            await pause(10)
            self._say(
                f"{self._clock.now():%a %d %b %H:%M}: {await self._under_way()} mails under way,"
                f" {self._faults.done.total()} faults, {self._people.done.total()} stops"
            )

    def _say(self, words: str) -> None:
        if not self._options.quiet:
            print(words, file=sys.stderr, flush=True)

    async def outcome(self, seconds: float) -> dict[str, Any]:
        """Counts, and the cases behind each that is not zero."""
        async with self._house.database.begin() as session:
            found = await collect(
                session,
                self._postgres.url,
                self._options.folder,
                self._plan.steps,
                self._clock,
                self._faults.hits,
            )
        broken = {name: list(promise(found)) for name, promise in judge.PROMISES.items()}
        stubborn = [*self._faults.stuck, *self._stubborn]
        return {
            "mails": len(found.accepted),
            "faults": dict(sorted(self._faults.done.items())),
            **{name: len(cases) for name, cases in broken.items()},
            "uncertain": dict(sorted(judge.uncertain(found).items())),
            "doubts": dict(sorted(doubts.causes(found).items())),
            "seconds": round(seconds, 1),
            "stops": dict(sorted(self._people.done.items())),
            "provider": found.provider,
            "states": judge.states(found),
            "crashes": self._crew.crashes,
            "stubborn": len(stubborn),
            "settled_in_time": self._in_time,
            "bell": "redis" if self._redis else "postgres",
            "days": round((self._clock.now() - BEGIN).total_seconds() / 86400, 1),
            "seed": self._options.seed,
            "evidence": {name: cases[:SHOWN] for name, cases in {**broken, "stubborn": stubborn}.items() if cases},
        }


def run(options: Options) -> dict[str, Any]:
    return asyncio.run(chaos(options))
