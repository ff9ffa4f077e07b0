"""The provider of a run, in a process of its own: takes mail, files copies, and keeps the log that is the truth.

`python -m offhours.chaos.sink FOLDER` says its ports on one line and serves until its input ends: two for SMTP, of
which the second takes commands ahead of its answers, and one for IMAP.
"""

import asyncio
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from engine.clock import FastClock
from engine.flows.marks import OUR_HEADER, read_mark
from offhours.chaos import plan
from offhours.chaos.answers import LATEST as LATEST_ANSWER
from offhours.chaos.answers import SHARES, UNHEARD, Answer, drawn
from offhours.chaos.plan import Plan
from offhours.chaos.smtp import Provider, Session
from offhours.demo.market.imap import ImapServer
from offhours.demo.market.smtp import header_of
from offhours.demo.market.store import INBOX, SENT, Store, moment_of, text_of

HOST = "127.0.0.1"
SCHEMA = """
create table if not exists accepted (
    id integer primary key, at text not null, mailbox text not null, recipient text not null,
    message_id text not null, mark text not null, words text not null);
create table if not exists answered (
    id integer primary key, kind text not null, mailbox text not null, recipient text not null,
    message_id text not null);
create table if not exists unanswered (at text not null, mailbox text not null, recipient text not null);
create table if not exists happened (kind text primary key, times integer not null);
"""
WORDS = re.compile(rb"note (\d+) of series (\w+)")
"""What the run's templates say in their body: tells the step without asking the ledger."""
LATE_COPY = 0.05
LATEST = 1.0
"""Share of copies that are filed late, and how late at most, in seconds of machine time; well within the grace."""


@dataclass(frozen=True)
class Accepted:
    """One mail the provider took. `mark` is OUR_HEADER's content: row and try; `words` series and step."""

    at: datetime
    mailbox: str
    recipient: str
    message_id: str
    mark: str
    words: str


@dataclass(frozen=True)
class Unanswered:
    """A mail of which the provider gave no answer, whether it took it or not. `at` is the run's time."""

    at: datetime
    mailbox: str
    recipient: str


class Log:
    """Committed before the reply is given; WAL, so that others may read meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.store.db.executescript(SCHEMA)

    def accept(self, at: datetime, mailbox: str, recipient: str, raw: bytes, *, file: bool) -> None:
        header = header_of(raw)
        found = WORDS.search(raw)
        words = f"{found[2].decode()}.{found[1].decode()}" if found else ""
        message_id = header("Message-ID")
        with self.store.transaction():
            self.store.db.execute(
                "insert into accepted (at, mailbox, recipient, message_id, mark, words) values (?, ?, ?, ?, ?, ?)",
                (text_of(at), mailbox, recipient, message_id, header(OUR_HEADER), words),
            )
            if file:
                self.store.file(mailbox, SENT, raw, message_id, at)

    def unanswered(self, at: datetime, mailbox: str, recipient: str) -> None:
        with self.store.transaction():
            self.store.db.execute("insert into unanswered values (?, ?, ?)", (text_of(at), mailbox, recipient))

    def answer(self, one: Answer) -> None:
        """Before it is in the mailbox: whoever compares waits for it."""
        with self.store.transaction():
            self.store.db.execute(
                "insert into answered (kind, mailbox, recipient, message_id) values (?, ?, ?, ?)",
                (one.kind, one.mailbox, one.recipient, one.message_id),
            )

    def deliver(self, at: datetime, one: Answer) -> None:
        with self.store.transaction():
            self.store.file(one.mailbox, INBOX, one.raw, one.message_id, at)

    def file(self, at: datetime, mailbox: str, raw: bytes) -> None:
        with self.store.transaction():
            self.store.file(mailbox, SENT, raw, header_of(raw)("Message-ID"), at)

    def count(self, kind: str) -> None:
        self.store.db.execute(
            "insert into happened values (?, 1) on conflict (kind) do update set times = times + 1", (kind,)
        )


def read(folder: Path) -> tuple[list[Accepted], dict[str, int]]:
    """What was accepted, in order, and what was done to whom handed in."""
    db = sqlite3.connect(folder / "market.sqlite3")
    try:
        rows = db.execute("select at, mailbox, recipient, message_id, mark, words from accepted order by id")
        accepted = [Accepted(moment_of(at), *rest) for at, *rest in rows]
        return accepted, dict(db.execute("select kind, times from happened order by kind"))
    finally:
        db.close()


def unanswered(folder: Path) -> list[Unanswered]:
    db = sqlite3.connect(folder / "market.sqlite3")
    try:
        rows = db.execute("select at, mailbox, recipient from unanswered")
        return [Unanswered(moment_of(at), mailbox, recipient) for at, mailbox, recipient in rows]
    finally:
        db.close()


def answers(folder: Path) -> list[Answer]:
    """What came back, or is about to."""
    db = sqlite3.connect(folder / "market.sqlite3")
    try:
        return [Answer(*row) for row in db.execute("select kind, mailbox, recipient, message_id from answered")]
    finally:
        db.close()


def marks(folder: Path) -> set[str]:
    db = sqlite3.connect(folder / "market.sqlite3")
    try:
        return {mark for (mark,) in db.execute("select mark from accepted")}
    finally:
        db.close()


class Sink(Provider):
    """`filing` are the mailboxes whose provider files what it takes in Sent; the others file nothing."""

    def __init__(self, log: Log, settings: Plan, folder: Path, passwords: dict[str, str], filing: set[str]) -> None:
        super().__init__(passwords, Random(settings.seed))  # noqa: S311 - plays a provider, guards nothing
        self._log, self._plan, self._folder, self._filing = log, settings, folder, filing
        self._clock: FastClock | None = None

    @property
    def clock(self) -> FastClock:
        """It is started after us; nobody hands in mail before."""
        self._clock = self._clock or plan.clock_of(self._plan, self._folder)
        return self._clock

    def accept(self, mailbox: str, recipient: str, raw: bytes) -> None:
        now = self.clock.now()
        files = mailbox in self._filing
        late = files and self.dice.random() < LATE_COPY
        self._log.accept(now, mailbox, recipient, raw, file=files and not late)
        if late:
            wait = self.dice.random() * LATEST
            asyncio.get_running_loop().call_later(wait, self._log.file, now, mailbox, raw)
            self.count("copy filed late")
        self._answer(SHARES, mailbox, recipient, raw)

    def unheard(self, mailbox: str, recipient: str, raw: bytes) -> None:
        self._answer(UNHEARD, mailbox, recipient, raw)

    def _answer(self, shares: dict[str, float], mailbox: str, recipient: str, raw: bytes) -> None:
        now = self.clock.now()
        one = drawn(shares, mailbox, recipient, raw, now, self.dice)
        if one is not None:
            self._log.answer(one)
            asyncio.get_running_loop().call_later(self.dice.random() * LATEST_ANSWER, self._log.deliver, now, one)
            self.count(one.kind)

    def unanswered(self, mailbox: str, recipient: str) -> None:
        self._log.unanswered(self.clock.now(), mailbox, recipient)

    def count(self, kind: str) -> None:
        self._log.count(kind)


async def serve(folder: Path) -> None:
    settings = plan.read(folder)
    boxes = json.loads((folder / "mailboxes.json").read_text())
    log = Log(folder / "sink")
    with log.store.transaction():
        for address in boxes:
            log.store.open_mailbox(address, int(plan.BEGIN.timestamp()))
    passwords = dict.fromkeys(boxes, settings.password)
    sink = Sink(log, settings, folder, passwords, {address for address, files in boxes.items() if files})
    imap = ImapServer(log.store, passwords, FastClock(datetime.now(UTC), plan.BEGIN, 1.0))  # noqa: TID251 - of no account
    servers = [
        await asyncio.start_server(lambda *streams, ahead=ahead: Session(sink, *streams, ahead=ahead).run(), HOST, 0)
        for ahead in (False, True)
    ]
    print(*[server.sockets[0].getsockname()[1] for server in servers], await imap.start(0), flush=True)
    await asyncio.to_thread(sys.stdin.read)


def numbers(mark: str) -> Iterator[int]:
    """Row and try of a mark; nothing when it is none."""
    if found := read_mark(mark):
        yield from (found.row, found.attempt)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
