"""`offhours corrections`: what people have corrected, for whoever wants a reader to learn from it."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.errors import Invalid
from engine.rules.reading import leaning, training
from engine.rules.reading.leaning import Weights
from engine.rules.reading.training import Example
from engine.settings import Settings
from engine.store.examples import examples, lines
from engine.store.journal import record
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(no_args_is_help=True, add_completion=False, help="What people have corrected, as labelled examples.")


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
    _for_its_owner(out)
    out.write_text("".join(found), "utf-8")
    typer.echo(f"{len(found)} corrections written to {out}", err=True)


@app.command()
@spoken
def train(
    out: Annotated[Path, typer.Option(help="File to write; name it in OFFHOURS_WEIGHTS.", dir_okay=False)],
) -> None:
    """Teach the weights of words what people have corrected, on this machine. Then restart, and `offhours reread`."""
    learned, before, after, weights = asyncio.run(_train(Settings()))
    _for_its_owner(out)
    out.write_bytes(weights.to_bytes())
    typer.echo(
        f"{learned} corrections learned into {out}: the words alone told {before} of them before and {after} now."
        f" Set OFFHOURS_WEIGHTS={out}, restart; `offhours reread --dry-run` says what would be read otherwise."
    )


def _for_its_owner(out: Path) -> None:
    """Nobody else's eyes, also where the file is there already."""
    out.touch(mode=0o600)
    out.chmod(0o600)


async def _train(settings: Settings) -> tuple[int, int, int, Weights]:
    """On top of the weights in use, so that a handful of corrections does not unlearn the rest."""
    async with parts.visit(settings) as house:
        found = [Example(one.text, one.kind) async for one in examples(house.database) if one.kind in leaning.KINDS]
        if not found:
            raise Invalid(
                "Nobody has corrected an answer yet.", field="corrections", remedy="Correct some on their pages first."
            )
        old = leaning.load(leaning.in_use())
        new = await asyncio.to_thread(training.train, found, old)
        async with house.database.begin() as session:
            record(session, house.clock.now(), "corrections.learned", why=f"{len(found)} by the command line")
    return len(found), _told(old, found), _told(new, found), new


def _told(weights: Weights, found: list[Example]) -> int:
    scores = ((weights.scores(one.text), one.kind) for one in found)
    return sum(leaning.KINDS[said.index(max(said))] is kind for said, kind in scores)


async def _export(settings: Settings) -> list[str]:
    async with parts.visit(settings) as house:
        async with house.database.begin() as session:
            record(session, house.clock.now(), "corrections.exported", why="by the command line")
        return [line async for line in lines(house.database)]
