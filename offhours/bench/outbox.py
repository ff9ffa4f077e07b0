"""A database with years of history and a queue: what `offhours bench dispatch` runs its rounds on.

Made on the server's side, without the indexes that are no constraint, which are built when the rows are there; foreign
keys are not checked one by one. Five million rows then take a minute or two.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg import sql

from engine.store.database import plain_url
from engine.store.tables import METADATA

BEGIN = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)
"""A Tuesday morning: the method's window is open in London, Berlin and Paris for the next hour and more."""
SCHEDULED = 0.05
"""Share of the rows that wait for their date: the next step of whoever is in a campaign."""
A_DAY = 40
"""Mails a mailbox has sent a day, when its history is long enough."""
SHORTEST = timedelta(days=60)
ANSWERED = 0.05
"""Share of the contacts who answered (M16: 3 to 9 %)."""
CAMPAIGNS = 20
BATCHES = 100


@dataclass(frozen=True)
class Size:
    """`due` mails may leave now: the same in tables of all sizes, so that only the table's size differs."""

    mailboxes: int
    rows: int
    due: int

    @property
    def first(self) -> int:
        """Due first mails, each with an enrollment of its own; the other due mails follow one that was sent."""
        return self.due // 2

    @property
    def waiting(self) -> int:
        """Enrollments whose next mail waits; theirs are the lowest numbers, `due` ones before scheduled ones."""
        return self.due + round(self.rows * SCHEDULED)

    @property
    def enrollments(self) -> int:
        """Those behind the waiting ones are through, with three mails each."""
        history = self.rows - 2 * self.waiting + self.first
        return self.waiting + max(history, 0) // 3

    @property
    def span(self) -> timedelta:
        """The time the history covers."""
        return max(SHORTEST, timedelta(days=self.rows / self.mailboxes / A_DAY))

    def values(self) -> dict[str, object]:
        return {
            "mailboxes": self.mailboxes,
            "reps": (self.mailboxes + 1) // 2,
            "due": self.due,
            "first": self.first,
            "waiting": self.waiting,
            "enrollments": self.enrollments,
            "through": self.enrollments - self.waiting,
            "accounts": self.waiting + (self.enrollments - self.waiting + 1) // 2,
            "span": self.span,
            "begin": BEGIN,
            "campaigns": CAMPAIGNS,
            "batches": BATCHES,
            "answered": round(1 / ANSWERED),
        }


STATEMENTS = (Path(__file__).parent / "outbox.sql").read_text("utf-8").split(";\n")


def load(url: str, size: Size) -> None:
    """Everything anew. The caller's database must be the server's superuser, as the embedded one is."""
    with psycopg.connect(plain_url(url)) as connection:
        connection.execute("set synchronous_commit = off; set maintenance_work_mem = '512MB'")
        connection.execute("set session_replication_role = replica")  # foreign keys are triggers
        tables = [name for name in METADATA.tables if name != "workspace"]
        connection.execute(sql.SQL("truncate {} restart identity").format(_names(tables)))
        with _without_indexes(connection):
            for statement in filter(str.strip, STATEMENTS):
                connection.execute(statement.encode(), size.values())
        for table in tables:
            if "id" in METADATA.tables[table].columns:
                connection.execute(
                    sql.SQL(
                        "select setval(pg_get_serial_sequence({}, 'id'), (select coalesce(max(id), 1) from {}))"
                    ).format(sql.Literal(table), sql.Identifier(table))
                )
    with psycopg.connect(plain_url(url), autocommit=True) as connection:
        connection.execute("vacuum analyze")
        connection.execute("checkpoint")


def _names(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))


@contextmanager
def _without_indexes(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """Indexes that are no constraint go, and come back over all rows at once."""
    query = (
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
        " where indrelid in (select relid from pg_stat_user_tables)"
        " and not exists (select from pg_constraint where conindid = indexrelid)"
    )
    found = [(str(name), str(made)) for name, made in connection.execute(query)]
    for name, _ in found:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
    yield
    for _, made in found:
        connection.execute(made.encode())
