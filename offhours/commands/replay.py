"""`offhours replay PATH|IMAP-URL…`: what would have been done with past mail. Nothing is done, sent or changed."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import typer
from sqlalchemy.exc import ProgrammingError

from engine.edge.imap import ImapLine
from engine.edge.login import Security, ServerLogin, is_loopback
from engine.errors import Conflict, Invalid
from engine.flows.replay import Replayed, replayed
from engine.rules.vocabulary import HUMAN_KINDS
from engine.settings import IMAP_PASSWORD, Settings
from engine.store.database import Database
from offhours.commands.saying import spoken
from offhours.mails import Problem, files_of, mails_of
from offhours.reader import use_weights

app = typer.Typer(add_completion=False)
BATCH = 50
PORTS = {"imaps": 993, "imap": 143}
Mails = AsyncIterator[tuple[str, bytes]]


@dataclass
class Report:
    """What adds up. `opt_outs` are those who asked for no more mail."""

    mails: int = 0
    matched: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    people: int = 0
    opt_outs: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, one: Replayed) -> None:
        self.mails += 1
        self.matched += one.answers is not None
        self.kinds[one.kind.value] += 1
        self.effects.update(one.effects)
        self.people += len(one.people)
        self.opt_outs += [one.opt_out] if one.opt_out else []

    def record(self, matching: bool) -> dict[str, Any]:
        return {
            "mails": self.mails,
            "matched": self.matched if matching else None,
            "kinds": dict(self.kinds.most_common()),
            "effects": dict(self.effects.most_common()),
            "people": self.people,
            "opt_outs": sorted(set(self.opt_outs)),
            "unreadable": [f"{path}: {problem}" for path, problem in self.problems],
        }


@app.command()
@spoken
def replay(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Mails, folders, mbox files, maildirs, or imaps://user@host/folder. Its password is asked for, or "
            f"taken from {IMAP_PASSWORD}.",
            metavar="SOURCE...",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="A JSON line per mail, then one with the sums.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="Mails looked at, at most.")] = 10_000,
    own: Annotated[
        list[str] | None, typer.Option(help="An address of yours: mail from it is no answer. May be repeated.")
    ] = None,
    match: Annotated[
        bool, typer.Option(help="Look up in the database (DATABASE_URL) what each mail answers. It is only read.")
    ] = True,
) -> None:
    """Say what would have been done with past mail, without doing it."""
    settings = Settings()
    use_weights(settings.weights)
    report = Report()
    asyncio.run(_replay(settings, sources, report, as_json, limit, own or [], match))
    for path, problem in report.problems:
        sys.stderr.write(f"{path}: {problem}\n")
    if report.problems:
        raise typer.Exit(2)


async def _replay(
    settings: Settings, sources: list[str], report: Report, as_json: bool, limit: int, own: list[str], match: bool
) -> None:
    addresses = frozenset(address.strip().lower() for address in own)
    database = Database(settings.database_url, size=2) if match and settings.database_url else None
    try:
        async for name, raw in _all(settings, sources, report, limit):
            one = await replayed(database, name, raw, addresses)
            report.add(one)
            print(json.dumps(_record(one), ensure_ascii=False) if as_json else _told(one))
    except ProgrammingError as wrong:
        raise Conflict(
            f"the database has another shape ({str(wrong.orig).splitlines()[0]}).",
            field="DATABASE_URL",
            remedy="Run `offhours migrate`, or replay with --no-match.",
        ) from wrong
    finally:
        if database is not None:
            await database.close()
    sums = report.record(database is not None)
    print(json.dumps({"sums": sums}) if as_json else _summed(report, database is not None))


async def _all(settings: Settings, sources: list[str], report: Report, limit: int) -> Mails:
    for source in sources:
        mails = _from_imap(settings, source, report, limit) if source.lower().startswith(("imap:", "imaps:")) else None
        async for mail in mails or _from_files(source, report):
            if report.mails >= limit:
                return
            yield mail


async def _from_files(source: str, report: Report) -> Mails:
    for file in files_of(Path(source), report.problems):
        for mail in mails_of(file, report.problems):
            yield mail


async def _from_imap(settings: Settings, source: str, report: Report, limit: int) -> Mails:
    """The folder is examined and its mails are peeked at: nothing is marked as read. The newest by their numbers."""
    login, folder = imap_source(source)
    line = ImapLine(login, timeout=settings.mail_timeout.total_seconds(), max_bytes=settings.max_mail_bytes)
    await line.open()
    try:
        state = await line.examine(folder)
        uid = 0 if state.exists <= limit else max(0, state.uidnext - 1 - limit)
        while mails := await line.fetch_after(uid, limit=BATCH):
            for mail in mails:
                uid = mail.uid
                if mail.trouble:
                    report.problems.append((Path(f"{folder}/{mail.uid}"), mail.trouble))
                else:
                    yield f"{folder}/{mail.uid}", mail.raw
    finally:
        await line.close()


def imap_source(source: str) -> tuple[ServerLogin, str]:
    """imaps://user@host[:port]/folder, TLS from the first byte; imap:// upgrades with STARTTLS."""
    try:
        parts = urlsplit(source)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as wrong:
        raise Invalid(f"{source!r} is no address.", field="source", remedy="Use imaps://user@host/INBOX.") from wrong
    if parts.password is not None:
        raise Invalid(
            "has a password in it, which your shell would remember.",
            field="source",
            remedy=f"Leave it out: it is asked for, or taken from {IMAP_PASSWORD}.",
        )
    if not parts.username:
        raise Invalid("names no user.", field="source", remedy="Use imaps://user@host/INBOX.")
    plain = Security.NONE if is_loopback(host) else Security.STARTTLS
    security = Security.TLS if parts.scheme == "imaps" else plain
    user = unquote(parts.username)
    return ServerLogin(host, port, security, user, _password(user, host)), unquote(parts.path.lstrip("/")) or "INBOX"


def _password(user: str, host: str) -> str:
    known = os.environ.get(IMAP_PASSWORD)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise Invalid("is not set.", field=IMAP_PASSWORD, remedy="Set it, or run this where you can be asked.")
    asked: str = typer.prompt(f"Password of {user} at {host}", hide_input=True, err=True)
    return asked


def _record(one: Replayed) -> dict[str, Any]:
    return {
        "source": one.source,
        "from": one.sender,
        "date": one.date.isoformat() if one.date else None,
        "subject": one.subject,
        "kind": one.kind.value,
        "confidence": one.verdict.confidence,
        "rule": one.verdict.rule,
        "because": one.verdict.because,
        "effects": one.effects,
        "people": [
            {"name": person.name, "email": person.email, "relation": person.relation.value} for person in one.people
        ],
        "opt_out": one.opt_out or None,
        "answers": one.answers,
        "matched_by": one.matched_by or None,
    }


def _told(one: Replayed) -> str:
    when = f"{one.date:%Y-%m-%d} " if one.date else ""
    who = f"{one.sender or 'nobody'}  {one.subject or 'no subject'}  [{one.source}]"
    lines = [
        f"{when}{one.kind} {one.verdict.confidence:.0%}  {who}",
        f"because: {one.verdict.because or one.verdict.rule}",
        *([f"answers: {one.answers} (by {one.matched_by})"] if one.answers else []),
        f"would: {'; '.join(one.effects) or 'do nothing'}",
        *([f"opts out: {one.opt_out}"] if one.opt_out else []),
        *[f"names: {person.name or '?'} <{person.email or person.phone}>, {person.relation}" for person in one.people],
    ]
    first, *rest = [_printable(line) for line in lines]
    return "\n    ".join([first, *rest])


def _printable(line: str) -> str:
    """A stranger's mail must not drive the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(line.split()))[:400]


def _summed(report: Report, matching: bool) -> str:
    human = sum(count for kind, count in report.kinds.items() if kind in HUMAN_KINDS)
    lines = [f"\n{report.mails} mails, {human} from people; nothing was done about them"]
    if matching:
        lines.append(f"{report.matched} answer a mail of this database")
    lines += [f"{count:7} {kind}" for kind, count in report.kinds.most_common()]
    lines += ["It would have:", *[f"{count:7} × {what}" for what, count in report.effects.most_common()]]
    lines += [f"{report.people} people named; {len(set(report.opt_outs))} opted out:"]
    lines += [f"        {_printable(address)}" for address in sorted(set(report.opt_outs))]
    return "\n".join(lines)
