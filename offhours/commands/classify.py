"""`offhours classify PATH…`: what each mail is, as one JSON line, for scripts and curious people."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.rules.reading.chain import read
from engine.rules.reading.verdict import Decline, Person, Verdict
from engine.rules.vocabulary import BounceClass, Kind
from offhours.commands.saying import spoken
from offhours.mails import Problem, files_of, mails_of
from offhours.reader import use_weights

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def classify(
    paths: Annotated[list[Path], typer.Argument(help="Mails, folders, mbox files or maildirs.", metavar="PATH...")],
    own: Annotated[
        list[str] | None, typer.Option(help="An address of yours: mail from it is no answer. May be repeated.")
    ] = None,
    weights: Annotated[
        str,
        typer.Option(
            envvar="OFFHOURS_WEIGHTS",
            help="File of `offhours corrections train` by which words are weighed. Empty: what ships.",
        ),
    ] = "",
) -> None:
    """Say what each mail is: one JSON line per mail, in sorted order."""
    use_weights(weights)
    problems: list[Problem] = []
    gc.disable()  # reading makes no cycles, and looking for them takes a twentieth of the time
    try:
        for line in lines(paths, problems, frozenset(address.strip().lower() for address in own or ())):
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _drop_the_rest()
    finally:
        gc.enable()
    for path, problem in problems:
        sys.stderr.write(f"{path}: {problem}\n")
    if problems:
        raise typer.Exit(2)


def _drop_the_rest() -> None:
    """Whoever read has enough (`| head`): what is still buffered would fail again, aloud, when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def lines(paths: list[Path], problems: list[Problem] | None = None, own: frozenset[str] = frozenset()) -> Iterator[str]:
    """The JSON lines of all mails under `paths`. What could not be read is appended to `problems`; `own` are our
    addresses, in lower case."""
    trouble: list[Problem] = [] if problems is None else problems
    for path in paths:
        for file in files_of(path, trouble):
            for name, raw in mails_of(file, trouble):
                yield _line(name, raw, own)


def _line(name: str, raw: bytes, own: frozenset[str]) -> str:
    """One mail that breaks the reader must not lose those after it: it goes to a person, with what broke."""
    try:
        mail, verdict = read(raw, own_addresses=own)
        return json.dumps(_record(name, verdict, mail.text), ensure_ascii=False)
    except Exception as error:  # whatever it was
        because = f"it could not be read: {type(error).__name__}: {error}"
        broken = Verdict(kind=Kind.OTHER, confidence=0.0, rule="broken", because=because)
        return json.dumps(_record(name, broken, ""), ensure_ascii=False)


def _record(path: str, verdict: Verdict, text: str) -> dict[str, Any]:
    return {
        "path": path,
        "kind": verdict.kind.value,
        "confidence": verdict.confidence,
        "because": verdict.because,
        "hard": verdict.bounce is BounceClass.HARD if verdict.kind is Kind.BOUNCE else None,
        "bounce": verdict.bounce.value if verdict.bounce else None,
        "status": verdict.status,
        "reason": verdict.reason,
        "failed_recipients": list(verdict.failed_recipients),
        "return_date": verdict.return_date.isoformat() if verdict.return_date else None,
        "check_back_date": verdict.check_back_date.isoformat() if verdict.check_back_date else None,
        "people": [_person(person) for person in verdict.people],
        "new_address": verdict.new_address,
        "decline": _decline(verdict.decline) if verdict.decline else None,
        "text": text,
    }


def _decline(decline: Decline) -> dict[str, str]:
    return {
        "reason": decline.reason.value,
        "because": decline.because,
        "decision_maker": decline.decision_maker.value,
        "decider_because": decline.decider_because,
    }


def _person(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "title": person.title,
        "topic": person.topic,
        "relation": person.relation.value,
    }
