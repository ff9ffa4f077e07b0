"""How a command fails: the problem and the remedy on one line, no traceback, exit 2."""

import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import typer

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
        except OSError as problem:
            if problem.filename is None:
                raise
            typer.echo(f"offhours: {problem.filename}: {problem.strerror}. Check the path and its rights.", err=True)
        except Exception as problem:
            said = [*_wrong_settings(problem), *_away(problem)]
            if not said:
                raise
            for line in said:
                typer.echo(f"offhours: {line}", err=True)
        raise typer.Exit(2)

    return run


def _is_of(problem: Exception, library: str, name: str) -> bool:
    """Whether it is an error of a library. What a command does not need is not loaded, and has then raised nothing."""
    known = sys.modules.get(library)
    return known is not None and isinstance(problem, getattr(known, name))


def _wrong_settings(problem: Any) -> Iterator[str]:
    for entry in problem.errors() if _is_of(problem, "pydantic", "ValidationError") else ():
        name = str(entry["loc"][0]).upper() if entry["loc"] else "settings"
        prefix = "" if name in BARE or name.startswith("OFFHOURS_") else "OFFHOURS_"
        said = entry["msg"].removeprefix("Value error, ").removeprefix("Input ")
        yield f"{prefix}{name}: {said}"


def _away(problem: Exception) -> Iterator[str]:
    if _is_of(problem, "sqlalchemy.exc", "OperationalError"):
        first = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        yield f"the database does not answer ({first}). Check DATABASE_URL and the server."
