"""A transaction whose statements cost little: compiled once, prepared by the server, sent without waiting for each.

For what is done for every mail. Through SQLAlchemy a small statement costs five times the processor time, and a round
trip besides. The price: no rows of the session, and no answer before it is asked for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import psycopg
from psycopg.types.numeric import Int8BinaryDumper
from sqlalchemy import Enum, Executable, Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call] # SQLAlchemy's own constructor
PARAMETER = re.compile(r"%\((\w+)\)s")

Row = tuple[Any, ...]
Connection = psycopg.AsyncConnection[Row]
Watch = Callable[[str], None]
"""Told of every statement; for whoever counts them."""


class Writer(Protocol):
    """A session or a pipeline: what writes the same through both."""

    async def execute(self, statement: Executable, params: Mapping[str, Any], /) -> Any: ...


@dataclass(frozen=True)
class _Compiled:
    text: str
    words: tuple[tuple[int, Callable[[str], Any]], ...]
    """The columns that hold words, by place."""

    def read(self, row: Row) -> list[Any]:
        values = list(row)
        for place, word in self.words:
            if values[place] is not None:
                values[place] = word(values[place])
        return values


@cache
def _compiled(statement: Any) -> _Compiled:
    """By identity: statements of this kind are constants of their modules."""
    compiled = statement.compile(dialect=DIALECT)
    wanted = {name: None for name, bind in compiled.binds.items() if bind.required}
    written = compiled.construct_expanded_state(wanted)
    columns = statement.selected_columns if isinstance(statement, Select) else ()

    def said(found: re.Match[str]) -> str:
        """In binary what is given each time; what is always the same as a literal, which partial indexes need."""
        name = found[1]
        return f"%({name})b" if name in wanted else _literal(written.parameters[name])

    return _Compiled(
        PARAMETER.sub(said, written.statement),
        tuple(
            (place, column.type.enum_class)
            for place, column in enumerate(columns)
            if isinstance(column.type, Enum) and column.type.enum_class
        ),
    )


def _literal(value: str | int) -> str:
    """Words and numbers of our own code."""
    return "'" + value.replace("'", "''").replace("%", "%%") + "'" if isinstance(value, str) else str(int(value))


class Answer:
    """The rows of one statement."""

    def __init__(self, cursor: psycopg.AsyncCursor[Row], compiled: _Compiled) -> None:
        self._cursor, self._compiled = cursor, compiled

    async def rows(self) -> list[list[Any]]:
        """Waits for it, and for all statements before it."""
        found = await self._cursor.fetchall()
        return [self._compiled.read(row) for row in found] if self._compiled.words else [list(row) for row in found]


class Pipeline:
    """What is executed is on its way; an error of it comes with the next answer, or with the commit."""

    def __init__(self, connection: Connection, watch: Watch | None) -> None:
        self._connection, self._watch = connection, watch

    async def execute(self, statement: Executable, params: Mapping[str, Any], /) -> None:
        await self.ask(statement, params)

    async def ask(self, statement: Executable, params: Mapping[str, Any]) -> Answer:
        compiled = _compiled(statement)
        if self._watch:
            self._watch(compiled.text)
        cursor = self._connection.cursor()
        await cursor.execute(compiled.text, params, prepare=True, binary=True)
        return Answer(cursor, compiled)


def ready(connection: Connection) -> Connection:
    """All whole numbers as bigint: the smallest type that fits would make a statement of its own each time."""
    connection.adapters.register_dumper(int, Int8BinaryDumper)
    return connection
