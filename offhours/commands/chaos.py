"""`offhours chaos`: the promises of sending under attack."""

import json
from pathlib import Path
from typing import Annotated

import typer

from offhours import parts
from offhours.chaos.judge import PROMISES
from offhours.chaos.plan import MAILS_A_SECOND
from offhours.chaos.run import Options, run
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def chaos(
    mails: Annotated[int, typer.Option(min=20, max=100_000, help="Mails to send, about.")] = 1000,
    faults: Annotated[int, typer.Option(min=0, max=10_000, help="Faults while they are sent.")] = 30,
    seed: Annotated[int, typer.Option(help="Another seed, another run. Moments differ between runs all the same.")] = 1,
    rate: Annotated[
        float, typer.Option(min=0.5, max=100, help="Mails a second this machine is thought to manage meanwhile.")
    ] = MAILS_A_SECOND,
    as_json: Annotated[bool, typer.Option("--json", help="Print nothing but the outcome, as one JSON line.")] = False,
    data_dir: Annotated[Path, typer.Option(help="Emptied first; logs and databases are left there.")] = Path(
        ".data/chaos"
    ),
) -> None:
    """Three senders, a poller, an API, PostgreSQL and Redis are torn down at random; then a provider's log is compared.

    Exit 1 when somebody was mailed twice, something was lost, or a stop, cap, window or answer was not heeded.
    """
    parts.talk()
    outcome = run(Options(mails, faults, seed, rate, data_dir.expanduser().resolve(), as_json))
    evidence = outcome.pop("evidence")
    for promise, cases in evidence.items():
        for case in cases:
            typer.echo(f"{promise}: {case}", err=True)
    if as_json:
        typer.echo(json.dumps(outcome))
    else:
        for name, value in outcome.items():
            typer.echo(f"  {name:18} {value}")
    if any(outcome[promise] for promise in PROMISES):
        raise typer.Exit(1)
