"""`offhours demo`: the main job on a simulated market, in two minutes."""

from pathlib import Path
from typing import Annotated

import typer

from offhours import parts
from offhours.commands.saying import spoken
from offhours.demo.run import Options, run

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Run to the end and stop; no page to look at.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON object, last.")] = False,
    weeks: Annotated[float, typer.Option(min=0.1, max=52, help="Weeks that pass.")] = 3,
    seconds: Annotated[float, typer.Option(min=5, help="Seconds in which they pass.")] = 120,
    seed: Annotated[int, typer.Option(help="Another seed, another market.")] = 1,
    port: Annotated[int | None, typer.Option(help="Port of the page; 8025 or the last one, 0 for a free one.")] = None,
    data_dir: Annotated[Path, typer.Option(help="Kept between runs; a second run goes on.")] = Path(".data/demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew: removes the demo's data folder first.")] = False,
) -> None:
    """A team of three reps, 500 contacts, two campaigns, and a market that answers over real SMTP and IMAP."""
    parts.talk()
    run(Options(data_dir, weeks, seconds, seed, port, headless, as_json), fresh=fresh)
