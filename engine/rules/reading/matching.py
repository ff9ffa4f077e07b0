"""What in a mail may tell which of ours it answers, the strongest clue first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.rules.compliance import mail_named_by, named_by_link
from engine.rules.message import ANSWERED
from engine.rules.reading.automatic import is_to_many
from engine.rules.reading.mail import ParsedMail

PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|antw|antwort|sv|vs|rv|res|r|odp|fw|fwd|wg|tr|rif|enc|doorst|vb|videreb|i|pd"
    r"|automatic reply|auto|automatische antwort|undeliverable|回复|答复|返信)\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
"""Reply and forward marks of usual clients in usual languages."""
BRACKETED = re.compile(r"<[^<>\s]+>")
IN_TEXT = re.compile(r"^[>| \t]*message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)


HEADER = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s\x00]{1,800}>)", re.IGNORECASE | re.MULTILINE)
"""A longer one fits in no index, and PostgreSQL takes no NUL: such a mail has none, and is known by its bytes."""
HEAD_LIMIT = 64_000
HEADER_ENDS = re.compile(rb"\r?\n\r?\n")


OPT_OUT_LINK = re.compile(r"https?://[^\s<>\"]{1,200}/o/([\w-]{6,400}\.[\w-]{22})(?![\w-])")
ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
SUBJECT_LINE = re.compile(
    r"^[>|* \t]*(?:subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|件名|主题|主題)"
    r"\W{0,3}[:：]\W{0,3}(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED, NAMES, TELLING = 20_000, 10, 8
"""Characters of a quote and addresses in it that are looked at; signs of a subject that may tell whose answer it is."""


@dataclass(frozen=True)
class Clues:
    """Message-IDs with angle brackets; addresses in lower case; the subject as it stands.

    `linked` are addresses that an opt-out link in the mail names, `quoted` those in what it quotes, with the subjects
    that stand there. `may_be_guessed`: it looks like an answer, and says nothing of which mail.
    """

    message_ids: tuple[str, ...]
    failed_recipients: tuple[str, ...]
    sender: str
    subject: str
    name: str = ""
    linked: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    quoted_subjects: tuple[str, ...] = ()
    may_be_guessed: bool = False


def clues_of(mail: ParsedMail, failed_recipients: tuple[str, ...] = (), original_message_id: str = "") -> Clues:
    """In-Reply-To, References (latest first), what a DSN or forward carries inside, failed recipient, sender."""
    ids = dict.fromkeys(found for text in _places(mail, original_message_id) for found in BRACKETED.findall(text))
    known = Clues(tuple(ids), failed_recipients, mail.sender.email, mail.subject, mail.sender.name)
    if not mail.sender.email:
        return known
    quoted = mail.quoted[:QUOTED]
    found = dict.fromkeys(address.lower().strip(".'") for address in ADDRESS.findall(quoted))
    answers = ANSWERED.match(mail.subject) is not None and len(bare_subject(mail.subject)) >= TELLING
    return replace(
        known,
        linked=tuple(filter(None, map(named_by_link, OPT_OUT_LINK.findall(mail.body[:QUOTED]))))[:NAMES],
        quoted=tuple(found)[:NAMES],
        quoted_subjects=tuple(SUBJECT_LINE.findall(quoted))[:NAMES],
        may_be_guessed=answers and not (mail.in_reply_to or mail.references or is_to_many(mail)),
    )


def _places(mail: ParsedMail, original_message_id: str) -> Iterator[str]:
    if named := mail_named_by(mail.subject):  # made by the mailto address of our own header
        yield from (f"<{named}@{box.email.rpartition('@')[2]}>" for box in (*mail.to, *mail.cc))
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


def head_of(raw: bytes) -> bytes:
    """The header of a mail, with the empty line that ends it."""
    return HEADER_ENDS.split(raw[:HEAD_LIMIT], maxsplit=1)[0] + b"\r\n\r\n"
