"""The hand-written answers of tests/corpus/answers as parsed mails."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from engine.rules.reading.absence import with_mailbox
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.reading.notes import FACTS
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

CORPUS = Path(__file__).parents[2] / "corpus" / "answers"
TUESDAY = "2026-04-14"
CHRIS = "Chris Vale <chris.vale@example.com>"


def mailbox(written: str) -> Mailbox:
    name, _, email = written.partition("<")
    return Mailbox(name.strip(), email.rstrip(">"))


def _moment(day: str) -> datetime:
    """A day alone is its morning at Greenwich."""
    moment = datetime.fromisoformat(day)
    return moment if moment.tzinfo else moment.replace(hour=10, tzinfo=UTC)


def make_mail(
    text: str,
    *,
    subject: str = "Re: quick question",
    auto: bool = False,
    thread: bool = True,
    cc: str = "",
    day: str = TUESDAY,
    sender: str = CHRIS,
    headers: dict[str, tuple[str, ...]] | None = None,
    signature: str = "",
) -> ParsedMail:
    return ParsedMail(
        headers=(headers or {}) | ({"auto-submitted": ("auto-replied",)} if auto else {}),
        sender=mailbox(sender),
        to=(Mailbox("Tom Rep", "tom@sender.example"),),
        cc=(mailbox(cc),) if cc else (),
        subject=subject,
        message_id="<1@example.com>",
        in_reply_to=("<out@sender.example>",) if thread else (),
        references=(),
        date=_moment(day) if day else None,
        content_type="text/plain",
        parts=(),
        body=text,
        text=text,
        signature=signature,
        quoted="",
    )


@dataclass(frozen=True)
class Case:
    """One line of the corpus: a mail and what a person says about it."""

    lang: str
    kind: str
    text: str
    split: str
    subject: str = "Re: quick question"
    date: str = TUESDAY
    auto: bool = False
    thread: bool = True
    cc: str = ""
    sender: str = CHRIS
    return_date: str = ""
    check_back: str = ""
    new_address: str = ""
    people: list[list[str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def mail(self) -> ParsedMail:
        return make_mail(
            self.text,
            subject=self.subject,
            auto=self.auto,
            thread=self.thread,
            cc=self.cc,
            day=self.date,
            sender=self.sender,
            headers={name.lower(): (said,) for name, said in self.headers.items()},
        )

    def raw(self) -> bytes:
        """The same as bytes: what is quoted and signed is for the parser to find."""
        mail = EmailMessage()
        given = {
            "From": self.sender,
            "To": "Tom Rep <tom@sender.example>",
            "Cc": self.cc,
            "Subject": self.subject,
            "Message-ID": "<1@example.com>",
            "In-Reply-To": "<out@sender.example>" if self.thread else "",
            "Date": format_datetime(_moment(self.date)) if self.date else "",
            "Auto-Submitted": "auto-replied" if self.auto else "",
        }
        for name, said in {**self.headers, **{name: said for name, said in given.items() if said}}.items():
            mail[name] = said
        mail.set_content(self.text)
        return mail.as_bytes()


EARLIER, LATER, LATEST, NEWEST = range(25), range(25, 51), range(51, 67), range(67, 1000)
"""Batches of answers: in many since 25 opt-outs stand between the lines, or their words are used in another
sense; in most since 51 so do half; since 67 some are of answers that share words and differ in kind, and of 22
languages of which little has been learned. What has no number is of the earlier ones."""


def cases(split: str = "", batches: range = range(1000), *, of: Collection[str] = ()) -> list[Case]:
    """`of`: of these files alone."""
    paths = [path for path in sorted(CORPUS.glob("*.jsonl")) if _number(path) in batches]
    paths = [path for path in paths if path.stem in of] if of else paths
    return [case for path in paths for case in _read(path) if split in ("", case.split)]


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("batch_")) if path.stem.startswith("batch_") else 0


def ordinary(split: str, batch: str = "ordinary*") -> list[Case]:
    """What has nothing to do with a sales mail."""
    paths = sorted(CORPUS.parent.glob(f"{batch}.jsonl"))
    return [case for path in paths for case in _read(path) if case.split == split]


def mentions(split: str) -> list[Case]:
    """People who mention an absence, somebody who left or a new address, and say something else."""
    paths = sorted(CORPUS.parent.glob("mentions*.jsonl"))
    return [case for path in paths for case in _read(path) if case.split == split]


def _read(path: Path) -> list[Case]:
    return [Case(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Notice:
    """A line of tests/corpus/notices*.jsonl that is a whole mail. `kind` is "human" for any of people's."""

    kind: str
    name: str
    split: str
    raw: str


def notices(split: str) -> list[Notice]:
    return [Notice(**line) for line in _notice_lines(split) if "raw" in line]


WITHOUT_HEADERS = frozenset({"notices_7", "notices_19", *(f"notices_{number}" for number in range(20, 37))})
"""The notices of which no header, or only one in two or less, says that a machine wrote them."""


def plain_notices(split: str, *, but: Collection[str] = ()) -> list[Case]:
    """Automatic mails of every kind of which only the words and few headers are told; `but`: without some files."""
    return [Case(**line) for line in _notice_lines(split, but) if "raw" not in line]


def _notice_lines(split: str, but: Collection[str] = ()) -> list[dict[str, Any]]:
    paths = [path for path in sorted(CORPUS.parent.glob("notices*.jsonl")) if path.stem not in but]
    lines = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line["split"] == split]


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def found_keys(verdict: Verdict) -> set[str]:
    """A person is right when the address is, or the name where no address is given."""
    return {person.email or person.name for person in verdict.people}


def told(kind: Kind, text: str) -> tuple[str, list[str]]:
    """What a note of a kind that is known tells: its new address, and the addresses of whom it names."""
    facts = FACTS.get(kind, with_mailbox)
    verdict = facts(make_mail(text, auto=True, subject="News"), Verdict(kind, 0.9, "", ""))
    assert verdict is not None
    return verdict.new_address, [person.email for person in verdict.people]
