"""`offhours serve`: API, pages and workers in one process."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select

from engine.flows.house import House
from engine.flows.sign_in import first_admin
from engine.flows.starters import copy_starters
from engine.settings import Settings
from engine.store.tables import User
from offhours import parts
from offhours.commands.saying import spoken
from workers.poller import run_poller
from workers.sender import run_sender

app = typer.Typer(add_completion=False)

FIRST = "admin@offhours.invalid"
"""The first administrator until they give their own address under Settings."""


@app.command()
@spoken
def serve(
    data_dir: Annotated[Path | None, typer.Option(help="Folder of the embedded database and the key file.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks a free one.")] = None,
    admin: Annotated[str, typer.Option(help="Address of the first administrator, at the very first start.")] = FIRST,
) -> None:
    """Run everything in one process: embedded PostgreSQL unless DATABASE_URL is set, API, pages, sender, poller."""
    parts.talk()
    asyncio.run(_serve(parts.settings_with(data_dir=data_dir, host=host, port=port), admin))


async def _serve(settings: Settings, admin: str) -> None:
    listening = parts.listen(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    async with parts.build(settings) as house:
        await greet(house, admin)
        await parts.run(house, asyncio.Event(), parts.web(listening), run_sender, run_poller)


async def greet(house: House, admin: str) -> None:
    """Say where to go; at the first start with a link that signs the first administrator in, once."""
    local = f"http://{house.settings.host}:{house.settings.port}"
    async with house.database.begin() as session:
        if await session.scalar(select(func.count()).select_from(User)):
            print(f"Offhours is at {local}/sign-in", flush=True)
            return
        await copy_starters(session, house.clock.now())
        token = await first_admin(session, admin, house.clock.now())
    print(f"Offhours is ready. Sign in as {admin} (once, within a day): {local}/sign-in/{token}", flush=True)
