"""What both sides of a demo wrote down: the market's file and the program's ledger, read once it has ended."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from engine.store import embedded
from engine.store.database import plain_url
from offhours.demo.market.truth import Truth, read_truth

INTERRUPTED = """
select message_out_id as mail, (data->>'said_at')::timestamptz as said_at, at as ended_at,
       (data->>'worker')::int as worker
from activity where what = 'mail.tried' and data->>'outcome' = 'unknown'"""
MAILS = "select id, to_address, message_id, state, bounced from message_out where message_id is not null"


@dataclass(frozen=True)
class Evidence:
    """`mails` have been said at least once; `interrupted` are the tries whose end nobody knows."""

    truth: Truth
    mails: list[Any]
    interrupted: list[Any]

    @property
    def workers(self) -> set[int]:
        """Those that died with a mail in hand."""
        return {one.worker for one in self.interrupted}

    @property
    def unheard(self) -> set[str]:
        """Addresses that the market refused at the door, and of which the ledger does not know it."""
        heard = {mail.to_address for mail in self.mails if mail.bounced == "hard"}
        return {one.contact for one in self.truth.bounced["hard"] if one.how == "rcpt"} - heard

    @property
    def doubted(self) -> list[Any]:
        return [mail for mail in self.mails if mail.state == "uncertain"]

    @property
    def taken(self) -> set[str]:
        return {one.message_id for one in self.truth.received}

    def died_with(self, mail: int) -> list[int]:
        return [one.worker for one in self.interrupted if one.mail == mail]

    def refusals_explained(self, address: str) -> bool:
        """Whether each refusal of this address fell into a try whose worker died."""
        mails = {mail.id for mail in self.mails if mail.to_address == address}
        tries = [one for one in self.interrupted if one.mail in mails]
        times = [one.at for one in self.truth.bounced["hard"] if one.how == "rcpt" and one.contact == address]
        return all(any(one.said_at <= at <= one.ended_at for one in tries) for at in times)


def evidence(folder: Path) -> Evidence:
    with _ledger(folder) as ledger:
        return Evidence(
            read_truth(folder / "market"), ledger.execute(MAILS).fetchall(), ledger.execute(INTERRUPTED).fetchall()
        )


@contextmanager
def _ledger(folder: Path) -> Iterator[psycopg.Connection[Any]]:
    server = embedded.start(folder / "postgres")
    try:
        with psycopg.connect(plain_url(server.url), row_factory=namedtuple_row) as connection:
            yield connection
    finally:
        server.stop()


def noted(folder: Path, table: str) -> int:
    """How many rows the market has noted in one of its tables, while it runs."""
    db = sqlite3.connect(f"file:{folder / 'market' / 'market.sqlite3'}?mode=ro", uri=True)
    try:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])
    finally:
        db.close()
