"""How a command fails: the problem and the remedy on one line, no traceback, exit 2."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer
from pydantic import ValidationError

from engine.errors import OffhoursError

BARE = {"DATABASE_URL", "REDIS_URL", "settings"}
"""Settings whose names in the environment have no prefix."""
P = ParamSpec("P")
R = TypeVar("R")


def spoken(command: Callable[P, R]) -> Callable[P, R]:
    """Wraps a command so that errors a person can mend are told, not dumped."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except OffhoursError as problem:
            typer.echo(f"offhours: {problem}", err=True)
        except ValidationError as wrong:
            for entry in wrong.errors():
                name = str(entry["loc"][0]).upper() if entry["loc"] else "settings"
                prefix = "" if name in BARE or name.startswith("OFFHOURS_") else "OFFHOURS_"
                said = entry["msg"].removeprefix("Value error, ").removeprefix("Input ")
                typer.echo(f"offhours: {prefix}{name}: {said}", err=True)
        except OSError as problem:
            if problem.filename is None:
                raise
            typer.echo(f"offhours: {problem.filename}: {problem.strerror}. Check the path and its rights.", err=True)
        except Exception as problem:
            if not _is_away(problem):
                raise
            first = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
            typer.echo(
                f"offhours: the database does not answer ({first}). Check DATABASE_URL and the server.", err=True
            )
        raise typer.Exit(2)

    return run


def _is_away(problem: Exception) -> bool:
    """SQLAlchemy is not loaded for a command that needs no database, and has then raised nothing."""
    known = sys.modules.get("sqlalchemy.exc")
    return known is not None and isinstance(problem, known.OperationalError)
