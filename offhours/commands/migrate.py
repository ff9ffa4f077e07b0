"""`offhours migrate`: bring the database to the newest shape, or take it down."""

import asyncio
from typing import Annotated

import typer
from alembic.util import CommandError

from engine.errors import Invalid
from engine.settings import Settings
from engine.store import embedded
from engine.store.migrate import migrate as bring
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def migrate(
    revision: Annotated[
        str, typer.Argument(help="A revision, head for the newest, base to remove everything.")
    ] = "head",
    yes: Annotated[bool, typer.Option("--yes", help="Needed for base: all data is lost.")] = False,
) -> None:
    """Migrate the database; every command that uses it does this at its start, too."""
    if revision == "base" and not yes:
        raise Invalid("removes all data.", field="revision", remedy="Add --yes if you mean it.")
    try:
        asyncio.run(_migrate(Settings(), revision))
    except CommandError as wrong:
        raise Invalid(f"{wrong}.", field="revision", remedy="Use head, base, or the number of one there is.") from wrong


async def _migrate(settings: Settings, revision: str) -> None:
    if settings.database_url:
        bring(settings.database_url, revision)
        return
    server = embedded.start(settings.data_dir / "postgres")
    try:
        bring(server.url, revision)
    finally:
        server.stop()
