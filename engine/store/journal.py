"""The activity log: append-only, and the source of timelines and reports."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.mail import Activity
from engine.store.pipeline import Writer

IDS = [name for name in Activity.model_fields if name.endswith("_id")]
ADD = text(
    f"insert into activity (at, what, why, by, {', '.join(IDS)}, data)"  # noqa: S608 # names of columns
    f" select :at, :what, v.why, 'offhours', {', '.join(f'v.{name}' for name in IDS)}, cast(v.data as jsonb)"
    f" from unnest(cast(:whys as text[]), {', '.join(f'cast(:{name} as bigint[])' for name in IDS)},"
    f" cast(:data as text[])) as v(why, {', '.join(IDS)}, data)"
)


SILENT = "silent"


@contextmanager
def silent(session: AsyncSession) -> Iterator[None]:
    """What is done inside was noted before."""
    session.info[SILENT] = True
    try:
        yield
    finally:
        del session.info[SILENT]


def record(
    session: AsyncSession, at: datetime, what: str, *, why: str = "", by: str = "offhours", **about: Any
) -> None:
    """Note what happened. `about` takes the id columns of Activity; anything else goes into its `data`."""
    if SILENT not in session.info:
        session.add(Activity(at=at, what=what, why=why, by=by, **_split(about)))


async def record_all(writer: Writer, at: datetime, what: str, happened: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """The same for many, each with its why and what it is about, in one statement."""
    if not happened:
        return
    rows = [_split(about) for _, about in happened]
    columns = {name: [row.get(name) for row in rows] for name in IDS}
    data = [json.dumps(row["data"]) for row in rows]
    given = {"at": at, "what": what, "whys": [why for why, _ in happened], "data": data}
    await writer.execute(ADD, {**given, **columns})


def _split(about: dict[str, Any]) -> dict[str, Any]:
    ids = {name: value for name, value in about.items() if name in IDS}
    return {**ids, "data": {name: value for name, value in about.items() if name not in IDS}}
