"""Remembers what a piece of work did to the rows of a session, so that it can be undone (domain: corrections)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.tables import METADATA, Activity, MessageIn

UNTOUCHED = (Activity, MessageIn)
"""Not part of a deed: the log is append-only, and the mail is what the deed is about."""
CLASSES: dict[str, type[SQLModel]] = {}


def _classes() -> dict[str, type[SQLModel]]:
    if not CLASSES:
        CLASSES.update({mapper.class_.__tablename__: mapper.class_ for mapper in SQLModel._sa_registry.mappers})  # noqa: SLF001 # the public way needs one model
    return CLASSES


@contextmanager
def remembered(session: AsyncSession) -> Iterator[list[dict[str, Any]]]:
    """Yields a list that is filled, flush by flush, with what was changed, made and removed inside the block."""
    deeds: list[dict[str, Any]] = []
    made: list[SQLModel] = []

    def before(inner: Session, *_: Any) -> None:
        deeds.extend(_changed(row) for row in inner.dirty if not isinstance(row, UNTOUCHED) and inner.is_modified(row))
        deeds.extend(_removed(row) for row in inner.deleted if not isinstance(row, UNTOUCHED))
        made.extend(row for row in inner.new if not isinstance(row, UNTOUCHED))

    def after(inner: Session, _: UOWTransaction) -> None:
        deeds.extend({"made": row.__tablename__, "key": _key(row)} for row in made)
        made.clear()

    event.listen(session.sync_session, "before_flush", before)
    event.listen(session.sync_session, "after_flush_postexec", after)
    try:
        yield deeds
    finally:
        event.remove(session.sync_session, "before_flush", before)
        event.remove(session.sync_session, "after_flush_postexec", after)


async def undo(session: AsyncSession, deeds: list[dict[str, Any]]) -> None:
    """Backwards through the list. A field that somebody has changed since keeps its newer value."""
    for deed in reversed(deeds):
        if "made" in deed:
            row = await session.get(_classes()[deed["made"]], _identity(deed["key"]))
            if row is not None:
                await session.delete(row)
        elif "removed" in deed:
            model = _classes()[deed["removed"]]
            session.add(model(**{name: _read(model, name, value) for name, value in deed["row"].items()}))
        else:
            await _set_back(session, deed)
        await session.flush()


async def _set_back(session: AsyncSession, deed: dict[str, Any]) -> None:
    model = _classes()[deed["changed"]]
    row = await session.get(model, _identity(deed["key"]))
    if row is None:
        return
    for name, (before, after) in deed["fields"].items():
        if _plain(getattr(row, name)) == after:
            setattr(row, name, _read(model, name, before))


def _changed(row: Any) -> dict[str, Any]:
    fields = {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            fields[attribute.key] = [_plain(before), _plain(getattr(row, attribute.key))]
    return {"changed": row.__tablename__, "key": _key(row), "fields": fields}


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
