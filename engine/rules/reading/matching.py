"""What in a mail may tell which of ours it answers, the strongest clue first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.rules.reading.mail import ParsedMail

PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|antw|antwort|sv|vs|rv|res|r|odp|fw|fwd|wg|tr|rif|enc|doorst|vb|videreb|i|pd"
    r"|automatic reply|auto|automatische antwort|undeliverable|回复|答复|返信)\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
"""Reply and forward marks of usual clients in usual languages."""
BRACKETED = re.compile(r"<[^<>\s]+>")
IN_TEXT = re.compile(r"^message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)


HEADER = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s\x00]{1,800}>)", re.IGNORECASE | re.MULTILINE)
"""A longer one fits in no index, and PostgreSQL takes no NUL: such a mail has none, and is known by its bytes."""
HEAD_LIMIT = 64_000


@dataclass(frozen=True)
class Clues:
    """Message-IDs with angle brackets; addresses in lower case; the subject as it stands."""

    message_ids: tuple[str, ...]
    failed_recipients: tuple[str, ...]
    sender: str
    subject: str


def clues_of(mail: ParsedMail, failed_recipients: tuple[str, ...] = (), original_message_id: str = "") -> Clues:
    """In-Reply-To, References (latest first), what a DSN or forward carries inside, failed recipient, sender."""
    ids = dict.fromkeys(found for text in _places(mail, original_message_id) for found in BRACKETED.findall(text))
    return Clues(tuple(ids), failed_recipients, mail.sender.email, mail.subject)


def _places(mail: ParsedMail, original_message_id: str) -> Iterator[str]:
    yield from mail.in_reply_to
    yield original_message_id
    yield from reversed(mail.references)
    for inner in mail.embedded:
        yield inner.message_id
        yield from reversed(inner.references)
    for part in mail.parts:
        yield from IN_TEXT.findall(part.text[:20_000])


def bare_subject(subject: str) -> str:
    """A subject without reply and forward marks, folded for comparison."""
    return " ".join(PREFIX.sub("", subject).casefold().split())


def same_thread(ours: str, theirs: str) -> bool:
    return bool(bare_subject(ours)) and bare_subject(ours) == bare_subject(theirs)


def message_id_of(raw: bytes) -> str:
    """The Message-ID with its brackets, "" without one, before anything of the mail is parsed."""
    head, _, _ = raw[:HEAD_LIMIT].replace(b"\r\n", b"\n").partition(b"\n\n")
    found = HEADER.search(head)
    return found[1].decode("ascii", "replace") if found else ""
