"""What really happened, for the comparison with what the engine believes."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engine.rules.vocabulary import HUMAN_KINDS, BounceClass
from offhours.demo.market.store import moment_of


@dataclass(frozen=True)
class TruthPerson:
    """Somebody the mail names, as far as it names them: "" where it says nothing. `relation` is engine's Relation."""

    name: str
    email: str
    relation: str
    phone: str = ""


@dataclass(frozen=True)
class TruthMail:
    """A mail that people, machines or reps put into a folder of a rep's mailbox.

    `kind` is a value of `Kind`; `bounce` of `BounceClass` or "". `about_message_id` is the mail it answers or returns,
    whatever its headers say. `contact` is the person it was about, `from_address` the From header.
    `check_back_precision` is "day", "month", "quarter" or "year": how exactly the person said it
    (the first day of it counts).
    """

    message_id: str
    mailbox: str
    folder: str
    kind: str
    bounce: str
    about_message_id: str
    from_address: str
    contact: str
    delivered_at: datetime
    language: str = ""
    learned: tuple[TruthPerson, ...] = ()
    return_date: date | None = None
    check_back_date: date | None = None
    check_back_precision: str = ""
    new_address: str = ""
    forwarded: bool = False
    threaded: bool = True


@dataclass(frozen=True)
class Received:
    """One acceptance by SMTP (250 after the data) for one recipient.

    `role` is "to" or "cc"; `fate` what became of it behind the door: delivered, hard, soft, block, again (the very same
    mail a second time), cc, colleague (own company).
    """

    message_id: str
    mailbox: str
    contact: str
    at: datetime
    subject: str
    in_reply_to: str
    role: str
    fate: str

    @property
    def first_touch(self) -> bool:
        return not self.in_reply_to


@dataclass(frozen=True)
class Bounce:
    """`how` is "rcpt" (refused in the dialogue; `message_id` is then unknown) or "dsn". `at`: refused or reported."""

    contact: str
    at: datetime
    how: str
    message_id: str


@dataclass(frozen=True)
class OptOut:
    """`how` is "link" (the POST was answered with 2xx at `at`) or "reply" (the mail was in the INBOX at `at`)."""

    address: str
    at: datetime
    how: str


@dataclass(frozen=True)
class Visit:
    """A request to an opt-out link. `status` is the HTTP status or what went wrong. GETs are scanners."""

    address: str
    at: datetime
    method: str
    url: str
    status: str


@dataclass(frozen=True)
class LateMail:
    """A mail accepted after the recipient's opt-out was complete."""

    received: Received
    opt_out: OptOut


@dataclass(frozen=True)
class Truth:
    """`bounced` has the keys hard, soft, block; `replied` counts human answers by kind.

    `mailed_while_away` are mails to somebody whose dated absence was in the INBOX and not over; `marked_seen` counts
    INBOX mails that a client marked as read; `waiting` is what people still intend to do.
    """

    received: tuple[Received, ...]
    refused: tuple[Bounce, ...]
    bounced: dict[str, tuple[Bounce, ...]]
    replied: dict[str, int]
    mails: tuple[TruthMail, ...]
    opt_outs: tuple[OptOut, ...]
    visits: tuple[Visit, ...]
    mailed_after_opt_out: tuple[LateMail, ...]
    mailed_while_away: tuple[Received, ...]
    marked_seen: int
    waiting: int
    duplicates: tuple[Received, ...]

    @property
    def delivered(self) -> int:
        """People who got at least one mail."""
        return len({one.contact for one in self.received if one.fate == "delivered"})


def read_truth(folder: Path) -> Truth:
    """Reads the file beside a running market, or after it."""
    db = sqlite3.connect(f"file:{folder / 'market.sqlite3'}?mode=ro", uri=True)
    try:
        return truth_of(db)
    finally:
        db.close()


def truth_of(db: sqlite3.Connection) -> Truth:
    received = tuple(_received(db))
    mails = tuple(_mails(db))
    opt_outs = tuple(OptOut(a, moment_of(b), c) for a, b, c in db.execute("select address, at, how from opt_out"))
    return Truth(
        received=received,
        refused=tuple(one for one, _ in _refused(db)),
        bounced=_bounced(db, mails),
        replied=dict(Counter(one.kind for one in mails if one.kind in HUMAN_KINDS)),
        mails=mails,
        opt_outs=opt_outs,
        visits=tuple(
            Visit(a, moment_of(b), c, d, e)
            for a, b, c, d, e in db.execute("select address, at, method, url, status from visit order by id")
        ),
        mailed_after_opt_out=tuple(_late(received, opt_outs)),
        mailed_while_away=tuple(_while_away(received, mails)),
        marked_seen=_count(db, "select count(*) from message where folder = 'INBOX' and instr(flags, '\\Seen') > 0"),
        waiting=_count(db, "select count(*) from intention where state = 'waiting'"),
        duplicates=tuple(find_duplicates(received)),
    )


def find_duplicates(received: Iterable[Received]) -> list[Received]:
    """Mails a person should not have got: the same Message-ID again, or a second first touch.

    What was returned never reached the person, so another try is no duplicate.
    """
    seen: set[tuple[str, str]] = set()
    greeted: set[str] = set()
    doubled = []
    for one in received:
        if one.fate not in {"delivered", "again"}:
            continue
        if (one.message_id, one.contact) in seen or (one.first_touch and one.contact in greeted):
            doubled.append(one)
        seen.add((one.message_id, one.contact))
        if one.first_touch:
            greeted.add(one.contact)
    return doubled


def _count(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])


def _received(db: sqlite3.Connection) -> Iterable[Received]:
    rows = db.execute(
        "select message_id, mailbox, recipient, at, subject, in_reply_to, role, fate from acceptance"
        " join submission on submission.id = acceptance.submission order by submission.id, recipient"
    )
    for message_id, mailbox, recipient, at, subject, in_reply_to, role, fate in rows:
        yield Received(message_id, mailbox, recipient, moment_of(at), subject, in_reply_to, role, fate)


def _mails(db: sqlite3.Connection) -> Iterable[TruthMail]:
    rows = db.execute(
        "select message_id, mailbox, folder, kind, bounce, about, sender, contact, delivered_at, facts"
        " from truth order by delivered_at, message_id"
    )
    for message_id, mailbox, folder, kind, bounce, about, sender, contact, at, facts in rows:
        yield TruthMail(
            message_id, mailbox, folder, kind, bounce, about, sender, contact, moment_of(at), **_facts(facts)
        )


def _facts(text: str) -> dict[str, Any]:
    """The optional fields of a TruthMail as they were before JSON."""
    facts: dict[str, Any] = json.loads(text)
    facts["learned"] = tuple(TruthPerson(**one) for one in facts.get("learned", ()))
    for name in ("return_date", "check_back_date"):
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    return facts


def _refused(db: sqlite3.Connection) -> Iterable[tuple[Bounce, str]]:
    for recipient, at, bounce in db.execute("select recipient, at, bounce from refusal order by id"):
        yield Bounce(recipient, moment_of(at), "rcpt", ""), bounce


def _bounced(db: sqlite3.Connection, mails: tuple[TruthMail, ...]) -> dict[str, tuple[Bounce, ...]]:
    found: dict[str, list[Bounce]] = {kind.value: [] for kind in BounceClass}
    found["hard"] += [one for one, bounce in _refused(db) if bounce == BounceClass.HARD]
    for one in mails:
        if one.bounce:
            found[one.bounce].append(Bounce(one.contact, one.delivered_at, "dsn", one.about_message_id))
    return {kind: tuple(bounces) for kind, bounces in found.items()}


def _late(received: Iterable[Received], opt_outs: Iterable[OptOut]) -> Iterable[LateMail]:
    first: dict[str, OptOut] = {}
    for one in sorted(opt_outs, key=lambda o: o.at):
        first.setdefault(one.address, one)
    for mail in received:
        opt_out = first.get(mail.contact)
        if opt_out is not None and mail.at > opt_out.at:
            yield LateMail(mail, opt_out)


def _while_away(received: Iterable[Received], mails: Iterable[TruthMail]) -> Iterable[Received]:
    """Mails to somebody whose dated out-of-office reply was in the INBOX before and who was not back yet."""
    absences = [one for one in mails if one.return_date is not None]
    for mail in received:
        if any(
            one.contact == mail.contact and one.delivered_at < mail.at and mail.at.date() < one.return_date
            for one in absences
            if one.return_date is not None
        ):
            yield mail
