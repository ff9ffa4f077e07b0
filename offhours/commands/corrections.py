"""`offhours corrections`: what people have corrected, for whoever wants a reader to learn from it."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.settings import Settings
from engine.store.examples import lines
from engine.store.journal import record
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(no_args_is_help=True, help="What people have corrected, as labelled examples.")


@app.callback()
def main() -> None:
    """What people have corrected, as labelled examples."""


@app.command()
@spoken
def export(
    out: Annotated[Path | None, typer.Option(help="File to write; nothing: the terminal.", dir_okay=False)] = None,
) -> None:
    """Write a JSON line per correction: text, kind, read_kind, language. The words are those that people wrote."""
    found = asyncio.run(_export(Settings()))
    if out is None:
        sys.stdout.write("".join(found))
        return
    out.touch(mode=0o600)  # the owner's eyes only
    out.write_text("".join(found), "utf-8")
    typer.echo(f"{len(found)} corrections written to {out}", err=True)


async def _export(settings: Settings) -> list[str]:
    async with parts.build(settings) as house:
        async with house.database.begin() as session:
            record(session, house.clock.now(), "corrections.exported", why="by the command line")
        return [line async for line in lines(house.database)]
