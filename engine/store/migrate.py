"""Brings a database to the newest shape, one process at a time."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection

from alembic import command
from engine.errors import Conflict
from engine.store.database import driver_url

FOLDER = Path(__file__).parents[2] / "alembic"
LOCK = 6
"""Advisory lock: two processes that start together migrate one after the other."""


def migrate(url: str, revision: str = "head") -> None:
    """Up to `revision`, or down to it when it is older ("base": everything removed). Raises Conflict when a newer
    version has migrated the database, or when it cannot keep every text."""
    engine = create_engine(driver_url(url))
    event.listen(engine, "connect", _refuse_other_letters, insert=True)  # before SQLAlchemy's own first questions
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


def _refuse_other_letters(connection: Any, _: object) -> None:
    """`create database` takes over SQL_ASCII where the server was set up without a locale: texts come as bytes then."""
    letters = connection.info.parameter_status("server_encoding")
    if letters != "UTF8":
        raise Conflict(
            f"keeps letters as {letters}, and mails have all there are.",
            field="database",
            remedy="Make it anew: create database offhours encoding 'UTF8' locale 'C.UTF-8' template template0.",
        )


def _run(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    _refuse_newer(config, connection)
    step = command.downgrade if revision == "base" else command.upgrade
    step(config, revision)


def _refuse_newer(config: Config, connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(config)
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in {one.revision for one in scripts.walk_revisions()}:
        raise Conflict(
            f"was migrated by a newer version, to {at}; this one ends at {scripts.get_current_head()}.",
            field="database",
            remedy="Start the newer version, or restore a backup from before the upgrade.",
        )
