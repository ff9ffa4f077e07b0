"""A data folder that is gone when the run is over, however it ends; and proof that its database is a durable one."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe

import psutil  # type: ignore[import-untyped]  # comes with the embedded server, without types
from pydantic import SecretStr
from sqlalchemy import text

from engine.errors import Conflict, Invalid, OffhoursError
from engine.flows.house import House
from engine.settings import Settings
from engine.store import embedded

SERVER = "postgres"
"""The folder of the database within the place."""

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""What makes a commit outlive the machine; PostgreSQL's defaults."""


@dataclass(frozen=True)
class Place:
    """A folder and a running database for one run."""

    folder: Path
    url: str

    def settings(self, tick: timedelta) -> Settings:
        """Whatever the environment says: the bench's own database, and no Redis."""
        return Settings(
            data_dir=self.folder,
            database_url=self.url,
            redis_url="",
            secret_key=SecretStr(token_urlsafe(32)),
            public_url="https://mail.example.com",
            tick=tick,
        )

    def server_cpu(self) -> float:
        """Seconds of processor time that the database has used so far; connections that have ended are not in it."""
        pid = int((self.folder / SERVER / "cluster" / "postmaster.pid").read_text().split()[0])
        return sum(cpu(one) for one in (pid, *(child.pid for child in psutil.Process(pid).children())))


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used so far; 0 when it is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Place]:
    """A place inside `folder` for one run. What a killed run has left there is removed first, its server too."""
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
        try:
            place.mkdir()
            server = embedded.start(place / SERVER)
            try:
                yield Place(place, server.url)
            finally:
                server.stop()
        finally:
            _remove(place)


def _remove(place: Path) -> None:
    if (place / SERVER / "cluster" / "postmaster.pid").exists():
        embedded.start(place / SERVER).stop()  # as its last owner
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
