"""The activity log: append-only, and the source of timelines and reports."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.mail import Activity


def record(
    session: AsyncSession, at: datetime, what: str, *, why: str = "", by: str = "offhours", **about: Any
) -> None:
    """Note what happened. `about` takes the id columns of Activity; anything else goes into its `data`."""
    ids = {name: about.pop(name) for name in tuple(about) if name in Activity.model_fields}
    session.add(Activity(at=at, what=what, why=why, by=by, data=about, **ids))
