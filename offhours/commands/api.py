"""`offhours api`: the web server alone, for the scaled-out shape."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from engine.settings import Settings
from offhours import parts
from offhours.commands.saying import spoken
from offhours.commands.serve import FIRST, greet

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def api(
    data_dir: Annotated[Path | None, typer.Option(help="Folder of the embedded database and the key file.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks a free one.")] = None,
    admin: Annotated[str, typer.Option(help="Address of the first administrator, at the very first start.")] = FIRST,
) -> None:
    """Run API and pages without workers: against DATABASE_URL, else the embedded PostgreSQL."""
    parts.talk()
    asyncio.run(_api(parts.settings_with(data_dir=data_dir, host=host, port=port), admin))


async def _api(settings: Settings, admin: str) -> None:
    listening = parts.listen(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    async with parts.build(settings) as house:
        await greet(house, admin)
        await parts.run(house, asyncio.Event(), parts.web(listening))
