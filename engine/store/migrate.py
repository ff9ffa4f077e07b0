"""Brings a database to the newest shape, one process at a time."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from alembic import command
from engine.store.database import driver_url

FOLDER = Path(__file__).parents[2] / "alembic"
LOCK = 6
"""Advisory lock: two processes that start together migrate one after the other."""


def migrate(url: str, revision: str = "head") -> None:
    """Up to `revision`, or down to it when it is older ("base": everything removed)."""
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
            _run(connection, revision)
            connection.commit()
            connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
            connection.commit()
    finally:
        engine.dispose()


def _run(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    step = command.downgrade if revision == "base" else command.upgrade
    step(config, revision)
