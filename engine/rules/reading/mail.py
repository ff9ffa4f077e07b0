"""A mail after parsing: plain values that every reading rule looks at. `mime.parse` makes it and never raises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Mailbox:
    """One address of a header, e.g. of From. `name` is decoded; `email` is lower case, "" when unreadable."""

    name: str
    email: str


@dataclass(frozen=True)
class Part:
    """One leaf of the MIME tree. `text` is decoded for text/* and message/*-status parts, else ""."""

    content_type: str
    filename: str
    text: str
    disposition: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParsedMail:
    """What the rules see.

    `headers` maps lower-case names to all decoded values, in order. `body` is the readable text of the whole mail
    (HTML turned into text when there is no plain part), quotes and signature included. `text` is the new words only:
    no quotes, attribution lines, signature, disclaimers or banners. `signature` is what was cut as signature.
    `date` is the mail's own Date (aware), else the date it was received when a Received line tells it, else None.
    `embedded` are message/rfc822 and text/rfc822-headers parts, parsed (a bounce's returned mail, a forward).
    `defects` says in words what was broken; a mail that could not be parsed at all has only that and `body`.
    `answers_us`: it is known to answer a mail of ours, also where nothing in it says so (`chain.classify`).
    """

    headers: dict[str, tuple[str, ...]]
    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    content_type: str
    parts: tuple[Part, ...]
    body: str
    text: str
    signature: str
    quoted: str
    embedded: tuple["ParsedMail", ...] = ()
    defects: tuple[str, ...] = ()
    answers_us: bool = False

    def header(self, name: str) -> str:
        """The first value of a header, "" when it is absent."""
        return self.headers.get(name.lower(), ("",))[0]

    @cached_property
    def title(self) -> str:
        """The subject in lower case. Python makes two letters of a Turkish "İ"."""
        return self.subject.replace("İ", "i").lower()

    @cached_property
    def lowered(self) -> str:
        """Subject and new words in lower case, for rules that look for phrases."""
        return f"{self.subject}\n{self.text}".lower()


def once(look: Callable[[ParsedMail], Found]) -> Callable[[ParsedMail], Found]:
    """A question that several rules ask of a mail: answered the first time, and kept with the mail."""
    name = f"{look.__module__}.{look.__qualname__}"

    @wraps(look)
    def remembered(mail: ParsedMail) -> Found:
        answers = mail.__dict__
        if name not in answers:
            answers[name] = look(mail)
        found: Found = answers[name]
        return found

    return remembered
