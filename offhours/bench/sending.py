"""How fast mails leave: the whole pipeline beside a bare loop that hands over the same bytes, turn by turn."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlmodel import col

from engine.clock import FastClock
from engine.errors import OffhoursError
from engine.flows.house import House
from engine.rules.vocabulary import OutState
from engine.settings import Settings
from engine.store.tables import Mailbox, MessageOut
from offhours import parts
from offhours.bench import bare, worker
from offhours.bench.bare import Parcel
from offhours.bench.helper import Helper, progress
from offhours.bench.scratch import Place, cpu, durability
from offhours.bench.sink import Sink
from offhours.bench.team import BEGIN, CAP, CONNECTIONS, lay_out

DAYS_A_SECOND = 8
"""16 mailboxes at 100 mails a day may then send 12,800 a second, several times what they can."""
SPEED = DAYS_A_SECOND * timedelta(days=1).total_seconds()
TICK = timedelta(hours=6)
"""A round then claims a handful of mails for each mailbox, as many as in a busy hour of life."""
WARM_UP = 0.1
"""Share of the mails that leave before the measuring begins: connections, plans and caches are then as they stay."""
LEAST_WARM_UP = 64
AIM = 0.35


@dataclass(frozen=True)
class Options:
    mails: int
    workers: tuple[int, ...] = (1, 2)
    rounds: int = 3
    profile: Path | None = None

    @property
    def warm_up(self) -> int:
        return max(LEAST_WARM_UP, round(self.mails * WARM_UP))

    @property
    def all(self) -> int:
        return self.mails + self.warm_up


@dataclass
class Run:
    """One run of the pipeline."""

    rate: float
    facts: dict[str, Any]
    statements: Counter[str] = field(default_factory=Counter)
    parcels: list[Parcel] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """One run of the bare loop: mails per second, and milliseconds of processor time a mail."""

    rate: float
    cpu_ms: float


@dataclass
class Bench:
    place: Place
    house: House
    sink: Sink
    settings: Settings
    options: Options

    async def bare(self, parcels: Sequence[Parcel]) -> Beside:
        """One run of the bare loop."""
        options = self.options
        helper = Helper("bare loop", bare.main, self.sink.port, list(parcels), options.all, CONNECTIONS)
        try:
            await helper.hear()
            self.sink.reset()
            used = cpu(helper.pid)
            helper.tell("go")
            await self.sink.reached(options.all, [helper])
            await helper.hear()
            used = cpu(helper.pid) - used
        finally:
            helper.end()
        rate = self.sink.rate(options.warm_up, options.all)
        progress(f"bare loop: {rate:.0f} mails/s")
        return Beside(rate, 1000 * used / options.all)

    async def pipeline(self, workers: int, profile: Path | None = None) -> Run:
        """The real sender in `workers` processes, from due rows to written outcomes."""
        options = self.options
        await lay_out(self.house, self.sink.port, options.all)
        before = await self._database_work()
        self.sink.reset()
        helpers = [Helper("sender", worker.main, worker.Given(self.settings, profile)) for _ in range(workers)]
        try:
            for helper in helpers:
                await helper.hear()
            clock = FastClock.starting(BEGIN, SPEED)
            for helper in helpers:
                helper.tell(clock)
            await self.sink.reached(options.warm_up, helpers)
            began, used = time.monotonic(), self._cpu(helpers)
            await self.sink.reached(options.all, helpers)
            length = time.monotonic() - began
            busy = {name: round((now - used[name]) / length, 2) for name, now in self._cpu(helpers).items()}
            passed = clock.now() - BEGIN
            for helper in helpers:
                helper.tell("enough")
            statements: Counter[str] = Counter()
            for helper in helpers:
                statements.update(await helper.hear())
        finally:
            for helper in helpers:
                helper.end()
        mails, rate = self.sink.count, self.sink.rate(options.warm_up, options.all)
        progress(f"pipeline, {workers} at work: {rate:.0f} mails/s")
        facts = {
            "mails_per_second": round(rate, 1),
            "cpu": busy,
            "per_mail": {
                "cpu_ms": {name: round(1000 * share * length / options.mails, 2) for name, share in busy.items()},
                "statements": round(statements.total() / mails, 2),
                **await self._per_mail(before, mails),
            },
            "pace": await self._pace(passed, mails),
        }
        await self._compare(mails)
        return Run(rate, facts, statements, await self._parcels())

    def _cpu(self, helpers: Sequence[Helper]) -> dict[str, float]:
        """Seconds of processor time used so far."""
        return {
            "senders": sum(cpu(helper.pid) for helper in helpers),
            "sink": cpu(self.sink.helper.pid),
            "postgres": self.place.server_cpu(),
        }

    async def _database_work(self) -> dict[str, float]:
        query = sql(
            "select (select sum(xact_commit) from pg_stat_database)::float as commits,"
            " (select sum(fsyncs) from pg_stat_io where object = 'wal')::float as wal_fsyncs,"
            " (select wal_bytes from pg_stat_wal)::float as wal_bytes"
        )
        async with self.house.database.begin() as session:
            return dict((await session.execute(query)).mappings().one())

    async def _per_mail(self, before: dict[str, float], mails: int) -> dict[str, float]:
        """Counters are written down by each connection as it ends, so this comes after the senders."""
        after = await self._database_work()
        return {name: round((after[name] - was) / mails, 2) for name, was in before.items()}

    async def _pace(self, passed: timedelta, mails: int) -> dict[str, Any]:
        """Whether the caps ever held the pipeline up: what they allowed in that time, and what was used of it."""
        days = passed / timedelta(days=1)
        async with self.house.database.begin() as session:
            per_day = select(col(MessageOut.mailbox_id), col(MessageOut.sent_on), func.count().label("mails")).where(
                col(MessageOut.sent_on) >= BEGIN.date()
            )
            groups = (
                await session.execute(per_day.group_by(col(MessageOut.mailbox_id), col(MessageOut.sent_on)))
            ).all()
            waiting = select(col(MessageOut.held_reason), func.count()).where(
                col(MessageOut.state).in_([OutState.DUE, OutState.HELD]), col(MessageOut.look_at) <= BEGIN + passed
            )
            left = (await session.execute(waiting.group_by(col(MessageOut.held_reason)))).all()
        first = await self._first_touches()
        return {
            "days": round(days, 1),
            "allowed_used": round(mails / (days * CAP * CONNECTIONS), 3),
            "mailbox_days_at_cap": sum(count >= CAP for _, _, count in groups),
            "left_due": sum(count for reason, count in left if reason is None),
            "left_held": {reason.value: count for reason, count in left if reason is not None},
            "first_touches": round(first / mails, 2),
        }

    async def _first_touches(self) -> int:
        async with self.house.database.begin() as session:
            query = select(func.count()).where(col(MessageOut.sent_on) >= BEGIN.date(), col(MessageOut.first_touch))
            return await session.scalar(query) or 0

    async def _compare(self, taken: int) -> None:
        """A sender that told its ledger something else than the server saw would be fast for nothing."""
        async with self.house.database.begin() as session:
            query = select(func.count()).where(
                col(MessageOut.state) == OutState.SENT, col(MessageOut.sending_at) >= BEGIN
            )
            written = await session.scalar(query)
        if written != taken:
            raise OffhoursError(f"The sink took {taken} mails, the ledger has {written} as sent.")

    async def _parcels(self) -> list[Parcel]:
        """The very bytes that left, for the bare loop."""
        query = (
            select(col(Mailbox.address), col(MessageOut.to_address), col(MessageOut.raw))
            .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
            .where(col(MessageOut.state) == OutState.SENT, col(MessageOut.sending_at) >= BEGIN)
            .order_by(col(MessageOut.sending_at))
            .limit(self.options.all)
        )
        async with self.house.database.begin() as session:
            return [Parcel(sender, to, raw) for sender, to, raw in await session.execute(query)]


async def measure(place: Place, options: Options) -> dict[str, Any]:
    """Bare loop and pipeline by turns, so that a machine that becomes slower does so for both."""
    settings = place.settings(TICK)
    async with parts.build(settings) as house:
        durable = await durability(house)
        sink = await Sink(4 * options.all).open()
        try:
            bench = Bench(place, house, sink, settings, options)
            return {
                "bench": "send",
                "mails": options.mails,
                "connections": CONNECTIONS,
                "durable": durable,
                **await _by_turns(bench),
                "aim": AIM,
            }
        finally:
            sink.helper.end()


async def _by_turns(bench: Bench) -> dict[str, Any]:
    parcels = (await bench.pipeline(1)).parcels  # not counted: the first run pays for what every start pays once
    beside = [await bench.bare(parcels)]
    runs: dict[int, list[tuple[Run, float]]] = {count: [] for count in bench.options.workers}
    for _ in range(bench.options.rounds):
        for count in bench.options.workers:
            run = await bench.pipeline(count)
            beside.append(await bench.bare(run.parcels))
            runs[count].append((run, (beside[-2].rate + beside[-1].rate) / 2))
    outcome: dict[str, Any] = {
        "bare_mails_per_second": round(median(one.rate for one in beside), 1),
        "bare_rates": [round(one.rate, 1) for one in beside],
        "bare_cpu_ms_per_mail": round(median(one.cpu_ms for one in beside), 3),
        "workers": [_of(count, pairs) for count, pairs in runs.items()],
    }
    if bench.options.profile:
        seen = await bench.pipeline(1, bench.options.profile)
        told = [
            f"{count / bench.sink.count:7.3f}  {' '.join(text.split())}"
            for text, count in seen.statements.most_common()
        ]
        bench.options.profile.with_suffix(".sql").write_text("\n".join(["a mail  statement", *told, ""]))
    return outcome


def _of(count: int, pairs: list[tuple[Run, float]]) -> dict[str, Any]:
    """The median run's facts, under the median ratio."""
    ratios = [run.rate / beside for run, beside in pairs]
    middle = sorted(pairs, key=lambda pair: pair[0].rate / pair[1])[len(pairs) // 2][0]
    return {
        "workers": count,
        "ratio": round(median(ratios), 3),
        "ratios": [round(ratio, 3) for ratio in ratios],
        **middle.facts,
    }


def run(place: Place, options: Options) -> dict[str, Any]:
    return asyncio.run(measure(place, options))


def lines(outcome: dict[str, Any]) -> list[str]:
    """The figures for people."""
    durable = ", ".join(f"{name} {value}" for name, value in outcome["durable"].items())
    said = [f"{outcome['mails']} mails a run over {outcome['connections']} connections; {durable}"]
    bare_cpu = outcome["bare_cpu_ms_per_mail"]
    said.append(
        f"bare aiosmtplib: {outcome['bare_mails_per_second']:.0f} mails/s, {bare_cpu} ms of processor time a mail"
    )
    for found in outcome["workers"]:
        name = f"{found['workers']} worker{'s' * (found['workers'] > 1)}"
        said.append(
            f"{name}: {found['mails_per_second']:.0f} mails/s, ratio {found['ratio']:.3f} (aim {outcome['aim']})"
        )
        said.extend(f"    {about}" for about in _about(found))
    return said


def _about(found: dict[str, Any]) -> Iterator[str]:
    pace, work = found["pace"], found["per_mail"]
    log = f"{work['wal_fsyncs']} syncs, {work['wal_bytes'] / 1000:.1f} kB of log"
    yield f"per mail: {work['statements']} statements, {work['commits']} commits, {log}"
    times = ", ".join(f"{name} {work['cpu_ms'][name]} ms ({share:.2f} cores)" for name, share in found["cpu"].items())
    yield f"processor time a mail: {times}"
    yield f"of what caps and windows allowed {pace['allowed_used']:.0%} was used; {pace['left_due']} were left due"
