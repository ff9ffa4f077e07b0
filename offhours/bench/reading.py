"""How fast answers are taken in: the whole poller, from the server to what follows, beside a bare fetch."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col

from engine.clock import FastClock
from engine.edge.imap import FolderRole
from engine.errors import Invalid, OffhoursError
from engine.flows.house import House
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn
from offhours import parts
from offhours.bench import dovecot, post_office
from offhours.bench.helper import Helper, progress
from offhours.bench.scratch import Place, durability
from offhours.bench.team import BEGIN, lay_out
from offhours.bench.worker import Statements
from workers.poller import run_poller

TICK = timedelta(seconds=60)
LOOK = 0.1
"""Seconds between two looks at how many mails are done."""
STALLED = 300.0
"""Seconds after which a run is given up."""
DOVECOT, MARKET = "dovecot", "market"
BATCH = 50
"""Mails in one fetch of the bare loop; the poller's own number."""


@dataclass(frozen=True)
class Options:
    mails: int
    rounds: int
    server: str


async def measure(place: Place, options: Options) -> dict[str, Any]:
    clock = FastClock.starting(BEGIN + timedelta(hours=1), 1)
    async with parts.build(place.settings(TICK), clock) as house:
        durable = await durability(house)
        bare, ours = [], []
        for _ in range(options.rounds):
            await lay_out(house, 1, 2 * options.mails)
            deliveries = await post_office.answers(house, options.mails)
            if len(deliveries) < options.mails:
                raise OffhoursError(f"Only {len(deliveries)} mails were sent.", remedy="This is a defect: report it.")
            async with _server(options.server, await _addresses(house), deliveries) as port:
                await _listen(house, port)
                bare.append(await _bare(house, options.mails))
                ours.append(await _poll(house, options.mails))
            progress(f"bare fetch: {bare[-1]:.0f} mails/s; poller: {ours[-1].rate:.0f}")
    chosen = sorted(ours, key=lambda one: one.rate)[len(ours) // 2]
    ratios = [one.rate / other for one, other in zip(ours, bare, strict=True)]
    return {
        "server": options.server,
        "mails": options.mails,
        "mails_per_second": round(chosen.rate, 1),
        "bare_mails_per_second": round(median(bare)),
        "ratio": round(median(ratios), 4),
        "statements_per_mail": round(chosen.statements / options.mails, 1),
        "cpu_ms_per_mail": round(1000 * chosen.cpu / options.mails, 2),
        "kinds": chosen.kinds,
        "durable": durable,
    }


@dataclass(frozen=True)
class Run:
    """`cpu` is processor time of this process, in seconds."""

    rate: float
    cpu: float
    statements: int
    kinds: dict[str, int]


@asynccontextmanager
async def _server(name: str, boxes: list[str], deliveries: list[post_office.Delivery]) -> AsyncIterator[int]:
    """Its port. Dovecot where there is one that we can configure; else the server of the demo's market."""
    if name == DOVECOT:
        mails = ((delivery.mailbox, delivery.raw) for delivery in deliveries)
        with dovecot.serving(boxes, mails, post_office.PASSWORD) as port:
            yield port
        return
    helper = Helper("mail server", post_office.main, boxes, deliveries)
    try:
        yield await helper.hear()
    finally:
        helper.end()


async def _addresses(house: House) -> list[str]:
    async with house.database.begin() as session:
        return list(await session.scalars(select(col(Mailbox.address))))


async def _listen(house: House, port: int) -> None:
    async with house.database.begin() as session:
        await session.execute(update(Mailbox).values(imap_port=port))


async def _bare(house: House, mails: int) -> float:
    """The same connections, the same commands, and nothing done with what comes."""
    async with house.database.begin() as session:
        mailboxes = list(await session.scalars(select(Mailbox)))
    began = time.monotonic()
    counts = await asyncio.gather(*[_fetch_all(house, mailbox) for mailbox in mailboxes])
    if sum(counts) != mails:
        raise OffhoursError(f"{sum(counts)} of {mails} mails came.", remedy="This is a defect: report it.")
    return mails / (time.monotonic() - began)


async def _fetch_all(house: House, mailbox: Mailbox) -> int:
    line = house.imap(mailbox)
    try:
        await line.open()
        inbox = next(folder.name for folder in await line.folders() if folder.role is FolderRole.INBOX)
        await line.examine(inbox)
        uid, count = 0, 0
        while batch := await line.fetch_after(uid, limit=BATCH):
            uid, count = batch[-1].uid, count + len(batch)
        return count
    finally:
        await line.close()


async def _poll(house: House, mails: int) -> Run:
    """The real poller, until the last mail is decided about."""
    stop = asyncio.Event()
    statements = Statements(house)
    began, used = time.monotonic(), time.process_time()
    poller = asyncio.create_task(run_poller(house, stop))
    try:
        while await _decided(house) < mails:
            if poller.done() or time.monotonic() - began > STALLED:
                raise OffhoursError("The poller stands still.", remedy="Its own words are above.")
            await asyncio.wait({poller}, timeout=LOOK)
        length, used = time.monotonic() - began, time.process_time() - used
    finally:
        stop.set()
        await asyncio.gather(poller, return_exceptions=True)
        statements.close()
    return Run(mails / length, used, statements.total, await _kinds(house))


async def _decided(house: House) -> int:
    async with house.database.begin() as session:
        query = select(func.count()).select_from(MessageIn).where(col(MessageIn.state) != InState.STORED)
        return int(await session.scalar(query) or 0)


async def _kinds(house: House) -> dict[str, int]:
    async with house.database.begin() as session:
        return dict(Counter(str(kind) for kind in await session.scalars(select(col(MessageIn.kind)))).most_common())


def server(wished: str | None) -> str:
    """What is measured with."""
    has_dovecot = dovecot.version().startswith("2.3.")
    if wished == DOVECOT and not has_dovecot:
        raise Invalid("There is no Dovecot 2.3 here.", field="--server", remedy="Install it, or measure with market.")
    return wished or (DOVECOT if has_dovecot else MARKET)


def run(place: Place, options: Options) -> dict[str, Any]:
    return asyncio.run(measure(place, options))


def lines(outcome: dict[str, Any]) -> list[str]:
    """The figures for people."""
    understood, taken = outcome["understand"], outcome["receive"]
    first = (
        f"parse and classify: {understood['mails_per_second']} mails/s (aim {understood['aim']}), "
        f"{understood['ratio']:.2f} of the bare parser's {understood['bare_mails_per_second']}; "
        f"the slowest mail took {understood['slowest_ms']} ms"
    )
    second = (
        f"fetch, store, classify, effects: {taken['mails_per_second']} mails/s, {taken['ratio']:.3f} of the bare "
        f"fetch's {taken['bare_mails_per_second']}; {taken['statements_per_mail']} statements and "
        f"{taken['cpu_ms_per_mail']} ms of processor time a mail"
    )
    return [first, second]
