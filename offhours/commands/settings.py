"""`offhours settings`: every setting as a Markdown page; docs/settings.md is its output."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer
from pydantic import SecretStr

from engine.settings import Settings, in_environment

app = typer.Typer(add_completion=False)

INTRODUCTION = """\
# Settings

Read once at the start, from the environment. This page is made by `offhours settings`; a test holds it to the code.
Durations are given in seconds (`90`, `0.5`). What is set to nothing is not set;
any other name that begins with `OFFHOURS_` is refused, with the nearest right one; but `OFFHOURS_IMAP_PASSWORD`, which
is of `offhours replay`, and what Kubernetes sets for a service called offhours. What a team may change while the
program runs (sending window, policies, caps of users and mailboxes) is not here but in the database: see
[method.md](method.md).

| name | unit | default | meaning |
| --- | --- | --- | --- |
"""
UNITS: tuple[tuple[type, str], ...] = (
    (timedelta, "seconds"),
    (Path, "folder"),
    (SecretStr, "secret"),
    (int, "number"),
    (float, "share"),
    (str, "text"),
)
"""What a value is by its type, where its name does not say it better."""
SUFFIXES = {"url": "URL", "days": "days", "bytes": "bytes", "pool": "connections"}


@app.command()
def settings() -> None:
    """Print all settings with unit, default and meaning, as Markdown."""
    typer.echo(page(), nl=False)


def page() -> str:
    return INTRODUCTION + "".join(f"| {' | '.join(row)} |\n" for row in _rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for name, field in Settings.model_fields.items():
        meaning = (field.description or "").replace("|", r"\|")
        yield f"`{in_environment(name, field)[0]}`", _unit(name, field.default), _shown(field.default), meaning


def _unit(name: str, default: Any) -> str:
    by_name = SUFFIXES.get(name.rpartition("_")[2])
    return by_name or next(unit for kind, unit in UNITS if isinstance(default, kind))


def _shown(default: Any) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if isinstance(default, timedelta):
        default = f"{default.total_seconds():g}"
    return f"`{default}`" if str(default) else "empty"
