"""Remembers what a piece of work did to the rows of a session, so that it can be undone (domain: corrections)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import History
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.tables import METADATA, Activity, Campaign, MessageIn

UNTOUCHED = (Activity, Campaign, MessageIn)
"""Not part of a deed: the log is append-only, the mail is what the deed is about, and a campaign finishes by itself
when nobody is in it any more."""
CLASSES: dict[str, type[SQLModel]] = {}


def _classes() -> dict[str, type[SQLModel]]:
    if not CLASSES:
        CLASSES.update({mapper.class_.__tablename__: mapper.class_ for mapper in SQLModel._sa_registry.mappers})  # noqa: SLF001 # the public way needs one model
    return CLASSES


class Memory:
    """What a block did to the rows of a session; what was done before it and not yet flushed is not its own."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._done: list[dict[str, Any]] = []
        self._made: list[SQLModel] = []
        self._before = {id(row): _values(row, _touched(row)) for row in _dirty(session)}
        self._known = {id(row) for row in (*session.new, *session.deleted)}

    def look(self, *_: Any) -> None:
        """Before a flush, and at the end: what is pending is ours but for what was pending before."""
        for row in _dirty(self._session):
            before = self._before.get(id(row), {})
            if fields := _changed(row, before):
                self._done.append({"changed": row.__tablename__, "key": _key(row), "fields": fields})
        self._done += [_removed(row) for row in self._session.deleted if self._is_ours(row)]
        made = [row for row in self._session.new if self._is_ours(row)]
        self._done += [{"made": row.__tablename__, "key": row} for row in made]
        self._before, self._known = {}, set()

    def _is_ours(self, row: Any) -> bool:
        return not isinstance(row, UNTOUCHED) and id(row) not in self._known

    def deeds(self) -> list[dict[str, Any]]:
        """As JSON, once everything is flushed: rows that were made have their keys then."""
        return [deed | {"key": _key(deed["key"])} if "made" in deed else deed for deed in self._done]


@contextmanager
def remembered(session: AsyncSession) -> Iterator[Memory]:
    """Remembers what is changed, made and removed inside the block, whether it is flushed in it or later."""
    inner = session.sync_session
    memory = Memory(inner)
    event.listen(inner, "before_flush", memory.look)
    try:
        yield memory
        memory.look()
    finally:
        event.remove(inner, "before_flush", memory.look)


Place = tuple[str, int, str]
"""A field: its table, the number of its row, its name."""
AT_ONCE: dict[str, frozenset[str]] = {
    "account": frozenset({"bin", "bin_since", "bin_by", "bin_why"}),
    "contact": frozenset({"state", "state_why"}),
}
"""Fields of a table that one decision sets: where one of them is newer, all are."""


async def undo(session: AsyncSession, deeds: list[dict[str, Any]]) -> dict[Place, Any]:
    """Backwards through the list. A field that somebody has changed since keeps its newer value: these are returned."""
    newer: dict[Place, Any] = {}
    for deed in reversed(deeds):
        if "made" in deed:
            row = await session.get(_classes()[deed["made"]], _identity(deed["key"]))
            if row is not None:
                await session.delete(row)
        elif "removed" in deed:
            model = _classes()[deed["removed"]]
            session.add(model(**{name: _read(model, name, value) for name, value in deed["row"].items()}))
        else:
            newer |= await _set_back(session, deed)
        await session.flush()
    return newer


async def _set_back(session: AsyncSession, deed: dict[str, Any]) -> dict[Place, Any]:
    model = _classes()[deed["changed"]]
    row = await session.get(model, _identity(deed["key"]))
    if row is None:
        return {}
    fields = deed["fields"]
    changed = _newer(
        deed["changed"], {name for name, (_, after) in fields.items() if _plain(getattr(row, name)) != after}
    )
    changed &= fields.keys()
    for name, (before, _) in fields.items():
        if name not in changed:
            setattr(row, name, _read(model, name, before))
    return {(deed["changed"], deed["key"][0], name): getattr(row, name) for name in changed}


def before(deed: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
    """How the row stood, of which some fields are known as JSON; what somebody has changed since is as it is."""
    fields = {name: values for name, values in deed["fields"].items() if name in at}
    changed = _newer(deed["changed"], {name for name, (_, after) in fields.items() if at[name] != after})
    return at | {name: was for name, (was, _) in fields.items() if name not in changed}


def as_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as they stand in a deed."""
    return {name: _plain(value) for name, value in fields.items()}


def _newer(table: str, changed: set[str]) -> set[str]:
    together = AT_ONCE.get(table, frozenset())
    return changed | together if changed & together else changed


def row_of(deed: dict[str, Any]) -> tuple[str, int]:
    """The table and number of what it has made or changed; ("", 0) of what it has removed."""
    table = deed.get("made") or deed.get("changed") or ""
    return (table, deed["key"][0]) if "key" in deed else ("", 0)


def places(deeds: Iterable[dict[str, Any]]) -> dict[Place, Any]:
    """The fields that were changed, and how each was left."""
    changes = [deed for deed in deeds if "changed" in deed]
    return {
        (deed["changed"], deed["key"][0], name): deed["fields"][name][1] for deed in changes for name in deed["fields"]
    }


def fields_of(rows: Iterable[Any]) -> dict[Place, Any]:
    return {
        (row.__tablename__, row.id, name): value
        for row in rows
        if row is not None
        for name, value in row.model_dump().items()
    }


async def look_up(session: AsyncSession, places: Iterable[Place]) -> dict[Place, Any]:
    """The values of fields, of those rows that are there."""
    found = {}
    for table, key, name in places:
        if (row := await session.get(_classes()[table], key)) is not None:
            found[table, key, name] = getattr(row, name)
    return found


async def stand(
    session: AsyncSession, deeds: Iterable[dict[str, Any]], table: str, *, but: Collection[str] = ()
) -> bool:
    """Whether the rows of a table are as they were left, whatever some of their fields are by now."""
    left = {place: value for place, value in places(deeds).items() if place[0] == table and place[2] not in but}
    return all(_plain(value) == left[place] for place, value in (await look_up(session, left)).items())


async def set_all(session: AsyncSession, values: Mapping[Place, Any]) -> None:
    for (table, key, name), value in values.items():
        if (row := await session.get(_classes()[table], key)) is not None:
            setattr(row, name, value)


def _dirty(session: Session) -> list[Any]:
    return [row for row in session.dirty if not isinstance(row, UNTOUCHED)]


def _touched(row: Any) -> set[str]:
    """The names of the fields that were set since the last flush."""
    return set(inspect(row).committed_state)


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _changed(row: Any, before: dict[str, Any]) -> dict[str, list[Any]]:
    """Name to what it was and what it is. `before`: those that had been set before."""
    stored = inspect(row).attrs
    fields = {}
    for name in sorted({*_touched(row), *before}):
        was = before[name] if name in before else _stored(stored[name].history)
        if was != (now := _plain(getattr(row, name))):
            fields[name] = [was, now]
    return fields


def _stored(history: History) -> Any:
    old = history.deleted or history.unchanged
    return _plain(old[0]) if old else None


def _removed(row: Any) -> dict[str, Any]:
    return {"removed": row.__tablename__, "row": {name: _plain(value) for name, value in row.model_dump().items()}}


def _key(row: Any) -> list[Any]:
    return list(inspect(row).identity or [getattr(row, column.name) for column in row.__table__.primary_key])


def _identity(key: list[Any]) -> Any:
    return tuple(key) if len(key) > 1 else key[0]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # the server tells times in the zone of the connection
    return value.isoformat() if isinstance(value, date) else value


def _read(model: type[SQLModel], name: str, value: Any) -> Any:
    """Back from JSON to the column's own type."""
    if value is None:
        return None
    kind = METADATA.tables[str(model.__tablename__)].columns[name].type
    if kind.python_type is bytes:
        return bytes.fromhex(value)
    if kind.python_type in {datetime, date}:
        return kind.python_type.fromisoformat(value)
    if enum := getattr(kind, "enum_class", None):
        return enum(value)
    return value
