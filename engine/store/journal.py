"""The activity log: append-only, and the source of timelines and reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.mail import Activity

IDS = [name for name in Activity.model_fields if name.endswith("_id")]


def record(
    session: AsyncSession, at: datetime, what: str, *, why: str = "", by: str = "offhours", **about: Any
) -> None:
    """Note what happened. `about` takes the id columns of Activity; anything else goes into its `data`."""
    session.add(Activity(at=at, what=what, why=why, by=by, **_split(about)))


async def record_all(
    session: AsyncSession, at: datetime, what: str, happened: Sequence[tuple[str, dict[str, Any]]]
) -> None:
    """The same for many, each with its why and what it is about, in one statement."""
    nothing = dict.fromkeys(IDS)
    rows = [
        {"at": at, "what": what, "why": why, "by": "offhours", **nothing, **_split(about)} for why, about in happened
    ]
    if rows:
        await session.execute(insert(Activity), rows)


def _split(about: dict[str, Any]) -> dict[str, Any]:
    ids = {name: value for name, value in about.items() if name in IDS}
    return {**ids, "data": {name: value for name, value in about.items() if name not in IDS}}
