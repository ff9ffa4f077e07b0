"""A transaction whose statements cost little: compiled once, prepared by the server once, sent many at a time.

For what is done for every mail. Through SQLAlchemy a small statement costs ten times the processor time, and a round
trip besides. The price: plain values instead of rows of the session, and errors that come with the next answer.
"""

import json
import re
import select
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import psycopg
from psycopg.abc import Buffer, PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg.types.json import set_json_loads
from psycopg.types.numeric import Int8BinaryDumper
from sqlalchemy import Enum, Executable, Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from engine.store.arrays import KINDS, Kind

DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call] # SQLAlchemy's own constructor
PARAMETER = re.compile(r"%\((\w+)\)s")
ARRAY = re.compile(r"\$(\d+)(?:::| as )(\w+)\[\]")

Watch = Callable[[str], None]
"""Told of every statement; for whoever counts them."""


class Writer(Protocol):
    """A session or a pipeline: what writes the same through both."""

    async def execute(self, statement: Executable, params: Mapping[str, Any], /) -> Any: ...


Rows = Sequence[Sequence[Any]]


async def rows_of(asked: Writer, statement: Executable, params: Mapping[str, Any]) -> Rows:
    """What a session or a pipeline answers."""
    return (await rows_of_all(asked, (statement, params)))[0]


async def rows_of_all(asked: Writer, *questions: tuple[Executable, Mapping[str, Any]]) -> list[Rows]:
    """The same for several that are asked at once, worked through in their order."""
    if isinstance(asked, Pipeline):
        answers = [asked.ask(statement, params) for statement, params in questions]
        return [await answer.rows() for answer in answers]
    return [(await asked.execute(statement, params)).all() for statement, params in questions]


# --- statements -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Compiled:
    text: str
    names: tuple[str, ...]
    """Of its parameters, by number."""
    lists: tuple[tuple[int, str, Kind], ...]
    """Those of them that are lists, with their places."""
    others: tuple[tuple[int, str], ...]
    words: tuple[tuple[int, Mapping[str | None, Any]], ...]
    """The columns that hold words, by place."""

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, words in self.words:
            values[place] = words[values[place]]
        return tuple(values)


@cache
def _compiled(statement: Any) -> _Compiled:
    """By identity: statements of this kind are constants of their modules. What is always the same in them becomes a
    literal, without which no partial index would be used.
    """
    compiled = statement.compile(dialect=DIALECT)
    wanted = {name: None for name, bind in compiled.binds.items() if bind.required}
    written = compiled.construct_expanded_state(wanted)
    names: list[str] = []

    def said(found: re.Match[str]) -> str:
        name = found[1]
        if name not in wanted:
            return _literal(written.parameters[name])
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    columns = statement.selected_columns if isinstance(statement, Select) else ()
    kinds = [(place, column.type) for place, column in enumerate(columns)]
    text = PARAMETER.sub(said, written.statement).replace("%%", "%")
    lists = {int(number) - 1: KINDS[kind.lower()] for number, kind in ARRAY.findall(text)}
    return _Compiled(
        text,
        tuple(names),
        tuple((place, names[place], kind) for place, kind in lists.items()),
        tuple((place, name) for place, name in enumerate(names) if place not in lists),
        tuple((place, _words(kind.enum_class)) for place, kind in kinds if isinstance(kind, Enum) and kind.enum_class),
    )


def _words(kind: Any) -> dict[str | None, Any]:
    return {None: None, **{member.value: member for member in kind}}


def _literal(value: str | int) -> str:
    """Words and numbers of our own code."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(int(value))


# --- connections ----------------------------------------------------------------------------------------------


def _document(said: str | bytes) -> Any:
    """As json.loads, which first looks for the encoding; most of ours are empty."""
    return json.loads(said.decode() if isinstance(said, bytes) else said) if said != b"{}" else {}


class Bare:
    """A connection that stays in the pipeline mode of libpq, with the statements that it has prepared."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        connection.adapters.register_dumper(int, Int8BinaryDumper)  # not the smallest type that fits: one plan for all
        set_json_loads(_document, connection)
        connection.pgconn.enter_pipeline_mode()
        self.connection = connection
        self.values = Transformer.from_context(connection)
        self.prepared: dict[_Compiled, bytes] = {}

    @classmethod
    async def of(cls, connection: psycopg.AsyncConnection[Any]) -> "Bare":
        """Each statement is planned once: by itself the server plans most of them anew each time, which takes it longer
        than to run them. They find their rows by keys, whatever the keys are, and by an index, also in a table that is
        empty when they are planned and is not a day later.
        """
        await connection.execute("set plan_cache_mode = force_generic_plan")
        await connection.execute("set enable_seqscan = off")
        return cls(connection)

    @property
    def lost(self) -> bool:
        """Whether the server has hung up, or said anything else, while nobody asked. Costs no round trip."""
        look = select.poll()
        look.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(look.poll(0))

    async def close(self) -> None:
        await self.connection.close()


class Answer:
    """What the server says to one statement."""

    def __init__(self, pipeline: "Pipeline", compiled: _Compiled | None) -> None:
        self._pipeline, self._compiled = pipeline, compiled
        self.result: PGresult | None = None

    async def rows(self) -> list[tuple[Any, ...]]:
        """Waits for it, and for all statements before it."""
        if self.result is None:
            await self._pipeline.hear(self)
        assert self.result is not None
        assert self._compiled is not None
        found = self._pipeline.load(self.result)
        return [self._compiled.read(row) for row in found] if self._compiled.words else found


class Pipeline:
    """One transaction, or one after the other. An error breaks it off, and the connection is of no use any more."""

    def __init__(self, bare: Bare, watch: Watch | None) -> None:
        self._bare, self._watch = bare, watch
        self._server = bare.connection.pgconn
        self._open: deque[Answer] = deque()
        self._is_handed_over = True
        """All that was asked so far, and its answers are asked for as they come."""
        self.begin()

    def begin(self) -> None:
        """Another transaction, after `commit`."""
        self._say(b"begin")

    async def execute(self, statement: Executable, params: Mapping[str, Any], /) -> None:
        self.ask(statement, params)

    def ask(self, statement: Executable, params: Mapping[str, Any]) -> Answer:
        """On its way with the next answer that is waited for."""
        compiled = _compiled(statement)
        if self._watch:
            self._watch(compiled.text)
        given, types = self._dump(compiled, params)
        name = self._bare.prepared.get(compiled)
        if name is None:
            name = self._bare.prepared[compiled] = f"bare_{len(self._bare.prepared)}".encode()
            self._server.send_prepare(name, compiled.text.encode(), types)
            self._open.append(Answer(self, None))
        self._server.send_query_prepared(name, given, [Format.BINARY] * len(given), Format.BINARY)
        return self._asked(Answer(self, compiled))

    def _asked(self, answer: Answer) -> Answer:
        self._open.append(answer)
        self._is_handed_over = False
        return answer

    def _dump(self, compiled: _Compiled, params: Mapping[str, Any]) -> tuple[list[Buffer | None], list[int]]:
        """The values as the server takes them, and their types."""
        dumped: list[Buffer | None] = [None] * len(compiled.names)
        types = [0] * len(compiled.names)
        for place, name, kind in compiled.lists:
            dumped[place], types[place] = kind.dump(params[name]), kind.oid
        if compiled.others:
            values = self._bare.values
            given = [params[name] for _, name in compiled.others]
            of_others = values.dump_sequence(given, [PyFormat.BINARY] * len(given))
            for (place, _), value, oid in zip(compiled.others, of_others, values.types or (), strict=True):
                dumped[place], types[place] = value, oid
        return dumped, types

    def begin_work(self) -> None:
        """The server is to begin on what was asked so far, and to answer it, while we go on with something else."""
        if not self._is_handed_over:
            self._server.send_flush_request()
            self._server.flush()  # what the socket does not take goes with the next answer that is waited for
            self._is_handed_over = True

    async def commit(self) -> None:
        done = self._say(b"commit")
        self._server.pipeline_sync()
        self._asked(Answer(self, None))
        await self.hear()
        if done.result is None or done.result.command_status != b"COMMIT":
            raise psycopg.InternalError("the transaction was not committed")

    async def hear(self, last: Answer | None = None) -> None:
        """Waits for the answers that are open, up to `last`; takes those behind it that are there already."""
        self.begin_work()
        await self._bare.connection.wait(self._receive(last))

    def load(self, result: PGresult) -> list[tuple[Any, ...]]:
        self._bare.values.set_pgresult(result)
        return self._bare.values.load_rows(0, result.ntuples, tuple)

    def _say(self, command: bytes) -> Answer:
        self._server.send_query_params(command, None)
        return self._asked(Answer(self, None))

    def _receive(self, last: Answer | None) -> PQGen[None]:
        yield from send(self._server)
        while self._open and (last is None or last.result is None or not self._server.is_busy()):
            results = yield from fetch_many(self._server)
            answer = self._open.popleft()
            (answer.result,) = results
            if answer.result.status == ExecStatus.FATAL_ERROR:
                raise error_from_result(answer.result)
