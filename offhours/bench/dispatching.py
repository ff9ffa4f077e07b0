"""What a dispatch round costs: for how many mailboxes, in how large a ledger."""

import asyncio
import cProfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import text

from engine.flows.dispatch import dispatch
from engine.flows.house import House
from engine.flows.paces import Rates
from engine.store import embedded
from engine.store.database import Database
from engine.store.migrate import migrate
from offhours import parts
from offhours.bench.helper import progress
from offhours.bench.outbox import BEGIN, Size, load
from offhours.bench.scratch import Place, durability
from offhours.bench.worker import Statements

TICK = timedelta(seconds=60)
"""The program's default: what the clock moves between two rounds."""
WORKER = 1
DUE = 0.4
"""Share of the smallest table that may leave now; the larger tables have as many, and more history."""
LONGEST = 120.0
"""Seconds after which no further round is begun, once there are the least."""
LEAST_ROUNDS = 3
LARGEST, SECONDS, GROWTH = 10_000, 10.0, 1.3
"""The aims: a round for so many mailboxes, in at most these seconds; and a large table to a small one."""


@dataclass
class SettableClock:
    """Stands still until the bench moves it."""

    at: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        return self.at

    async def sleep(self, length: timedelta) -> None:
        self.at += length


@dataclass(frozen=True)
class Options:
    mailboxes: tuple[int, ...] = (100, 1000, 10_000)
    rows: tuple[int, ...] = (10_000, 5_000_000)
    rounds: int = 5
    profile: Path | None = None

    @property
    def due(self) -> int:
        return round(min(self.rows) * DUE)


async def one_round(house: House, mailbox_ids: Sequence[int], rng: Random, rates: Rates) -> int:
    """How many mails were claimed. The one place that knows how dispatch is called: as a sender does, which remembers
    the response rates it has measured."""
    return len(await dispatch(house, mailbox_ids, WORKER, rng, rates))


@dataclass
class Round:
    seconds: float
    cpu: float
    claims: int
    statements: int


@dataclass
class Ledger:
    """A database with an outbox of one size, and the rounds that were run on it."""

    place: Place
    house: House
    clock: SettableClock
    rows: int
    rounds: list[Round] = field(default_factory=list)
    rng: Random = field(default_factory=lambda: Random(1))  # noqa: S311 # spreads moments, guards nothing
    rates: Rates = field(default_factory=Rates)
    load_seconds: float = 0.0

    async def fill(self, size: Size) -> None:
        progress(f"{size.rows} rows for {size.mailboxes} mailboxes are laid out")
        began = time.monotonic()
        await asyncio.to_thread(load, self.house.database.url, size)
        self.load_seconds = time.monotonic() - began
        self.rounds, self.rng, self.rates, self.clock.at = [], Random(1), Rates(), BEGIN  # noqa: S311

    async def round(self, mailbox_ids: Sequence[int]) -> None:
        statements = Statements(self.house)
        used, began = self._cpu(), time.monotonic()
        claims = await one_round(self.house, mailbox_ids, self.rng, self.rates)
        seconds = time.monotonic() - began
        self.rounds.append(Round(seconds, self._cpu() - used, claims, statements.total))
        statements.close()
        progress(f"{len(mailbox_ids)} mailboxes, {self.rows} rows: {seconds:.2f} s, {claims} claims")
        await _carry_out(self.house, self.clock.now())
        self.clock.at += TICK

    def _cpu(self) -> float:
        """Seconds of processor time of this process and the server so far."""
        return time.process_time() + self.place.server_cpu()


async def measure(place: Place, options: Options) -> dict[str, Any]:
    async with parts.build(place.settings(TICK)) as house:
        durable = await durability(house)
        ledgers = [await _ledger(place, house, rows) for rows in options.rows]
        try:
            sizes = [size for count in options.mailboxes for size in await _by_turns(ledgers, count, options)]
        finally:
            for ledger in ledgers:
                await ledger.house.database.close()
    return {
        "bench": "dispatch",
        "durable": durable,
        "due": options.due,
        "sizes": sizes,
        "growth": _growth(sizes, options, "seconds"),
        "growth_cpu": _growth(sizes, options, "cpu_seconds"),
        "aims": {"seconds": SECONDS, "mailboxes": LARGEST, "growth": GROWTH},
    }


async def _ledger(place: Place, house: House, rows: int) -> Ledger:
    url = await asyncio.to_thread(embedded.fresh_database, house.database.url, f"rows_{rows}")
    await asyncio.to_thread(migrate, url)
    clock = SettableClock(BEGIN)
    return Ledger(place, replace(house, database=Database(url), clock=clock), clock, rows)


async def _by_turns(ledgers: list[Ledger], mailboxes: int, options: Options) -> list[dict[str, Any]]:
    """A round on each table by turns, so that a machine that becomes slower does so for all of them."""
    ids = range(1, mailboxes + 1)
    for ledger in ledgers:
        await ledger.fill(Size(mailboxes, ledger.rows, options.due))
    began = time.monotonic()
    for number in range(options.rounds + 1):
        if number < LEAST_ROUNDS or time.monotonic() - began < LONGEST:
            for ledger in ledgers:
                await ledger.round(ids)
    figures = [_figures(ledger, mailboxes) for ledger in ledgers]
    if options.profile is not None:
        with cProfile.Profile() as seen:
            await ledgers[-1].round(ids)
        seen.dump_stats(options.profile)
    return figures


NEXT_STEP = """
insert into message_out (enrollment_id, position, first_touch, contact_id, mailbox_id, state, due_at, look_at, attempts,
    soft_bounces)
select enrollment_id, position + 1, false, contact_id, mailbox_id, 'due', :now, :now, 0, 0
from message_out where state = 'claimed'
"""
SENT = """
with sent as (
    update message_out
    set state = 'sent', claimed_by = null, sending_at = send_at, sent_at = send_at, sent_on = cast(:now as date),
        attempts = 1, to_address = 'person@c.example', subject = 'A question', message_id = '<b' || id || '@b.example>'
    where state = 'claimed'
    returning mailbox_id, sent_at
)
update mailbox set last_sent_at = latest
from (select mailbox_id, max(sent_at) as latest from sent group by mailbox_id) of_mailbox
where id = mailbox_id
"""


async def _carry_out(house: House, now: datetime) -> None:
    """What was claimed counts as sent, and its next step is due: the queue stays as long as it was."""
    async with house.database.begin() as session:
        for statement in (NEXT_STEP, SENT):
            await session.execute(text(statement), {"now": now})


def _figures(ledger: Ledger, mailboxes: int) -> dict[str, Any]:
    first, *others = ledger.rounds
    seconds = median(one.seconds for one in others)
    return {
        "mailboxes": mailboxes,
        "rows": ledger.rows,
        "first_seconds": round(first.seconds, 3),
        "seconds": round(seconds, 3),
        "cpu_seconds": round(median(one.cpu for one in others), 3),
        "ms_per_mailbox": round(1000 * seconds / mailboxes, 3),
        "claims": round(median(one.claims for one in others)),
        "statements": round(median(one.statements for one in others)),
        "rounds": len(others),
        "load_seconds": round(ledger.load_seconds, 1),
    }


def _growth(sizes: list[dict[str, Any]], options: Options, what: str) -> dict[str, float]:
    """Per number of mailboxes, what a round on the largest table costs of what it does on the smallest."""
    cost = {(size["mailboxes"], size["rows"]): size[what] for size in sizes}
    small, large = min(options.rows), max(options.rows)
    return {str(count): round(cost[count, large] / max(cost[count, small], 0.001), 2) for count in options.mailboxes}


def run(place: Place, options: Options) -> dict[str, Any]:
    return asyncio.run(measure(place, options))


def lines(outcome: dict[str, Any]) -> list[str]:
    """The figures for people."""
    said = ["mailboxes      rows    s/round  (first) ms/mailbox  claims  statements"]
    said += [
        f"{size['mailboxes']:9} {size['rows']:9} {size['seconds']:10.3f} {size['first_seconds']:8.3f}"
        f" {size['ms_per_mailbox']:10.3f} {size['claims']:7} {size['statements']:11}"
        for size in outcome["sizes"]
    ]
    said += [
        f"growth with the table, {count} mailboxes: {factor:.2f} (aim {outcome['aims']['growth']})"
        for count, factor in outcome["growth"].items()
    ]
    return said
