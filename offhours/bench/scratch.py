"""A data folder that is gone when the run is over, however it ends; and proof that its database is a durable one."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from engine.errors import Conflict, Invalid, OffhoursError
from engine.flows.house import House
from engine.store import embedded

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""What makes a commit outlive the machine; PostgreSQL's defaults."""


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder inside `folder` for one run. What a killed run has left there is removed first, its server too."""
    place = folder / "run"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("ab")
    except OSError as unusable:
        raise Invalid(
            f"{folder} cannot be used ({unusable.strerror}).", field="--data-dir", remedy="Name another folder."
        ) from unusable
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                f"Another bench runs in {folder}.", field="--data-dir", remedy="Wait for it, or name another folder."
            ) from None
        _remove(place)
        place.mkdir()
        try:
            yield place
        finally:
            _remove(place)


def _remove(place: Path) -> None:
    if (place / "postgres" / "cluster" / "postmaster.pid").exists():
        embedded.start(place / "postgres").stop()  # as its last owner
    shutil.rmtree(place, ignore_errors=True)


async def durability(house: House) -> dict[str, str]:
    """The settings that make commits durable; a figure measured without them would be worth nothing."""
    async with house.database.begin() as session:
        found = {name: str(await session.scalar(text(f"show {name}"))) for name in DURABLE}
    if off := [name for name, value in found.items() if value != "on"]:
        raise OffhoursError(
            f"{', '.join(off)} is off.", remedy="Measure on a database with PostgreSQL's own defaults of durability."
        )
    return found
