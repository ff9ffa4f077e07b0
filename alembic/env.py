"""Runs migrations on the connection that engine.store.migrate hands over, or on -x url=... from the command line."""

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from alembic import context
from engine.store.tables import METADATA


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, compare_type=True, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).connect() as opened:
        run(opened)
        opened.commit()
