"""`offhours bench`: throughput as ratios, on this machine, in this run. docs/benchmarks.md says how to read it."""

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.errors import Invalid
from offhours import parts
from offhours.bench import dispatching, parsing, reading, sending
from offhours.bench.scratch import scratch
from offhours.commands.saying import spoken

app = typer.Typer(no_args_is_help=True, add_completion=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object, last.")]
Folder = Annotated[Path, typer.Option(help="Where the run's database is while it lasts: on a real disk.")]
Profile = Annotated[Path | None, typer.Option(help="One more run under cProfile; this file gets what it saw.")]


class Server(StrEnum):
    DOVECOT = reading.DOVECOT
    MARKET = reading.MARKET


@app.callback()
def bench() -> None:
    """Measure throughput on this machine, against a yardstick of the same run."""


@app.command()
@spoken
def send(
    mails: Annotated[int, typer.Option(min=16, max=100_000, help="Mails of each run that are measured.")] = 2000,
    workers: Annotated[int | None, typer.Option(min=1, max=8, help="Sender processes; one, then two.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="Runs of each kind; medians are shown.")] = 3,
    profile: Profile = None,
    as_json: AsJson = False,
    data_dir: Folder = Path(".data/bench"),
) -> None:
    """The whole pipeline to a sink on this machine, beside a bare loop that sends the same bytes."""
    parts.talk(logging.WARNING)
    options = sending.Options(mails, (workers,) if workers else (1, 2), rounds, _writable(profile))
    with scratch(data_dir) as place:
        outcome = sending.run(place, options)
    _say(outcome, sending.lines(outcome), as_json=as_json)


@app.command()
@spoken
def dispatch(
    mailboxes: Annotated[str, typer.Option(help="Numbers of mailboxes, with commas.")] = "100,1000,10000",
    rows: Annotated[str, typer.Option(help="Numbers of rows in the outbox, with commas.")] = "10000,5000000",
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Rounds after the first; their median is shown.")] = 5,
    profile: Profile = None,
    as_json: AsJson = False,
    data_dir: Folder = Path(".data/bench"),
) -> None:
    """What one round of dispatch costs, by mailboxes and by the size of the outbox."""
    parts.talk(logging.WARNING)
    options = dispatching.Options(
        _numbers(mailboxes, "--mailboxes", 1, 100_000),
        _numbers(rows, "--rows", 100, 100_000_000),
        rounds,
        _writable(profile),
    )
    with scratch(data_dir) as place:
        outcome = dispatching.run(place, options)
    _say(outcome, dispatching.lines(outcome), as_json=as_json)


@app.command()
@spoken
def read(
    corpus: Annotated[Path, typer.Option(help="The mails that are understood: a folder of .eml files.")] = Path(
        "tests/corpus"
    ),
    mails: Annotated[int, typer.Option(min=16, max=20_000, help="Mails of each run.")] = 2000,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="Runs of each kind; medians are shown.")] = 3,
    server: Annotated[Server | None, typer.Option(help="Dovecot where it is installed, else the demo's own.")] = None,
    profile: Profile = None,
    as_json: AsJson = False,
    data_dir: Folder = Path(".data/bench"),
) -> None:
    """Understanding mails beside a bare parser, and taking them in beside a bare fetch."""
    parts.talk(logging.WARNING)
    chosen = reading.server(server and server.value)
    understood = parsing.run(parsing.Options(corpus, mails, rounds, _writable(profile)))
    with scratch(data_dir) as place:
        taken = reading.run(place, reading.Options(mails, rounds, chosen))
    outcome = {"bench": "read", "durable": taken.pop("durable"), "understand": understood, "receive": taken}
    _say(outcome, reading.lines(outcome), as_json=as_json)


def _numbers(given: str, field: str, least: int, most: int) -> tuple[int, ...]:
    """In ascending order, each once."""
    remedy = f"Give numbers from {least} to {most} with commas between."
    try:
        found = {int(one) for one in given.split(",")}
    except ValueError:
        raise Invalid(f"{given!r} are not numbers.", field=field, remedy=remedy) from None
    if outside := [one for one in found if not least <= one <= most]:
        raise Invalid(f"{outside[0]} is out of range.", field=field, remedy=remedy)
    return tuple(sorted(found))


def _writable(profile: Path | None) -> Path | None:
    """Said before the run, not after it."""
    try:
        if profile is not None:
            profile.touch()
    except OSError as unusable:
        raise Invalid(
            f"{profile} cannot be written ({unusable.strerror}).", field="--profile", remedy="Name another file."
        ) from unusable
    return profile.absolute() if profile else None


def _say(outcome: dict[str, Any], lines: list[str], *, as_json: bool) -> None:
    for line in lines:
        print(line)
    if as_json:
        print(json.dumps(outcome), flush=True)
