"""`offhours sender`: one sender of the scaled-out shape; run as many as you need."""

import asyncio

import typer

from engine.settings import Settings
from offhours import parts
from offhours.commands.saying import spoken
from workers.sender import run_sender

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def sender() -> None:
    """Run one sender against DATABASE_URL (and REDIS_URL)."""
    parts.talk()
    asyncio.run(_run(Settings()))


async def _run(settings: Settings) -> None:
    async with parts.build(settings) as house:
        await parts.run(house, asyncio.Event(), run_sender)
