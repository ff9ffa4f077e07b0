"""The bytes of an outgoing mail (RFC 5322), written by hand: EmailMessage takes six times as long for the same."""

import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import format_datetime
from functools import lru_cache
from typing import Protocol

from engine.errors import Invalid
from engine.rules.addresses import normalise

LINE = 78  # RFC 5322 2.1.1: lines should not be longer
HARD_LINE = 998  # and must not be longer than this
ENCODED_WORD = 75  # RFC 2047 2
LONG_WORD = 60  # cannot be folded, so it is encoded
MAX_REFERENCES = 20  # the thread's first and the latest; clients look no further

HEADER_NAME = re.compile(r"[!-9;-~]+")  # RFC 5322 3.6.8; the standard library writes any name as it is
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
BODY_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
Q_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")  # RFC 2047 5 (3), phrases
MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]")
WRITTEN_HERE = """
    from to cc bcc sender reply-to subject date message-id in-reply-to references return-path received mime-version
    content-type content-transfer-encoding
"""
OURS = frozenset(WRITTEN_HERE.split())


class Sender(Protocol):
    """Who writes: the mailbox's own name and address."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...


def build(
    *,
    sender: Sender,
    recipient_email: str,
    recipient_name: str,
    subject: str,
    body: str,
    message_id: str,
    date: datetime,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    extra_headers: Mapping[str, str] | None = None,
    cc: str = "",
) -> bytes:
    """One plain-text mail to one person; `cc` gets it too. Ids of other people's mails that are malformed are left out
    of the thread."""
    _check_id(message_id)
    encoding, content = _content(body)
    lines = [
        _address_line("From", sender.name, sender.email, "sender"),
        _address_line("To", recipient_name, recipient_email, "recipient"),
        *([_address_line("Cc", "", cc, "cc")] if cc else []),
        _text_line("Subject", subject, "subject"),
        f"Date: {_date(date)}",
        f"Message-ID: {message_id}",
        *_thread_lines(in_reply_to, references),
        *_extra_lines(extra_headers or {}),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Transfer-Encoding: {encoding}",
    ]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + content


def new_message_id(domain: str, token: str) -> str:
    """`token` makes it unique; the domain is the sender's, so that nobody else can make the same."""
    if not TOKEN.fullmatch(token):
        raise Invalid(f"{token!r} cannot be part of a Message-ID.", field="token", remedy="Use letters and digits.")
    return f"<{token}@{normalise(f'id@{domain}', 'domain').removeprefix('id@')}>"


ANSWERED = re.compile(r"^(?:\s*(?:re|aw|antw|sv|vs|odp|ynt|rif|回复|答复|返信)\s*[:：])+", re.IGNORECASE)
"""What mail programs of all languages put before a subject when they answer."""


def thread_subject(first_subject: str) -> str:
    """The subject of a follow-up or answer in the same thread."""
    bare = ANSWERED.sub("", first_subject).strip()
    return f"Re: {bare}"


_date = lru_cache(maxsize=16)(format_datetime)
"""Mails that are said together have one moment."""

# --- headers --------------------------------------------------------------------------------------------------


def _check_id(message_id: str) -> None:
    if not MESSAGE_ID.fullmatch(message_id) or len(message_id) > HARD_LINE - len("Message-ID: "):
        raise Invalid(f"{message_id!r} is not a Message-ID.", field="message_id", remedy="Use new_message_id.")


def _thread_lines(in_reply_to: str | None, references: Sequence[str]) -> Iterator[str]:
    if in_reply_to and MESSAGE_ID.fullmatch(in_reply_to) and len(in_reply_to) < HARD_LINE // 2:
        yield f"In-Reply-To: {in_reply_to}"
    known = [one for one in references if MESSAGE_ID.fullmatch(one) and len(one) < HARD_LINE // 2]
    kept = known if len(known) <= MAX_REFERENCES else [known[0], *known[1 - MAX_REFERENCES :]]
    if kept:
        yield _fold("References", kept)


def _extra_lines(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in headers.items():
        _refuse_name(name)
        yield _structured_line(name, value, f"headers.{name}")


@lru_cache(maxsize=64)
def _refuse_name(name: str) -> None:
    if not HEADER_NAME.fullmatch(name) or len(name) > LINE - 2:
        raise Invalid(
            f"{name!r} cannot be a header's name.", field=f"headers.{name}", remedy="Use letters and hyphens."
        )
    if name.lower() in OURS:
        raise Invalid(f"{name} is written by the program.", field=f"headers.{name}", remedy="Leave it out.")


def _structured_line(name: str, value: str, field: str) -> str:
    """A value with a grammar of its own (a list of addresses): folded, never encoded while it is ASCII."""
    _refuse_control(value, field)
    words = value.split()
    if not value.isascii():
        return _fold(name, list(_encoded_words(value, len(name))))
    if max(map(len, words), default=0) > HARD_LINE - len(name) - 2:
        raise Invalid(f"{name} has a word too long for a line of mail.", field=field, remedy="Shorten it.")
    return _fold(name, words)


def _text_line(name: str, value: str, field: str) -> str:
    _refuse_control(value, field)
    text = value.strip()
    return _fold(name, text.split(" ") if _goes_plain(text) else list(_encoded_words(text, len(name))))


def _goes_plain(text: str) -> bool:
    """ASCII that a reader cannot take for an encoded word and that can be folded without losing a space."""
    if not text:
        return True
    return bool(PLAIN.fullmatch(text)) and "=?" not in text and max(map(len, text.split(" "))) <= LONG_WORD


@lru_cache(maxsize=4096)
def _address_line(name: str, display: str, email: str, field: str) -> str:
    _refuse_control(display, f"{field}.name")
    address, phrase = normalise(email, f"{field}.email"), " ".join(display.split())
    if not phrase:
        return f"{name}: {address}"
    return _fold(name, [*_phrase(phrase, len(name)), f"<{address}>"])


def _phrase(text: str, used: int) -> list[str]:
    if not _goes_plain(text) or len(text) > LONG_WORD:
        return list(_encoded_words(text, used))
    if ATOMS.fullmatch(text):
        return [text]
    return ['"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"']


def _fold(name: str, words: Sequence[str]) -> str:
    """Words joined by spaces, or by a line break and a space where the line is full (RFC 5322 2.2.3)."""
    line = " ".join([f"{name}:", *words])
    if len(line) <= LINE:
        return line
    out, length = [f"{name}:"], len(name) + 1
    for position, word in enumerate(words):
        if position and length + 1 + len(word) > LINE:
            out.append("\r\n")
            length = 0
        out.append(f" {word}")
        length += 1 + len(word)
    return "".join(out)


def _encoded_words(text: str, used: int) -> Iterator[str]:
    """RFC 2047 words that never cut a character, in the shorter of the two encodings."""
    raw = text.encode()
    as_q = sum(len(_q(letter)) for letter in text) <= len(raw) * 4 / 3
    write, size = (_q_word, _q_length) if as_q else (_b_word, _b_length)
    later = _room(ENCODED_WORD)
    room, start, length = _room(min(ENCODED_WORD, LINE - used - 2)), 0, 0.0  # the header's name stands before the first
    for position, letter in enumerate(text):
        more = size(letter)
        if length + more > room:
            yield write(text[start:position])
            start, length, room = position, 0.0, later
        length += more
    yield write(text[start:])


def _room(signs: int) -> int:
    return (signs - len("=?utf-8?q??=")) // 4 * 4


def _q_word(text: str) -> str:
    return f"=?utf-8?q?{''.join(map(_q, text))}?="


def _b_word(text: str) -> str:
    return f"=?utf-8?b?{binascii.b2a_base64(text.encode(), newline=False).decode()}?="


def _q_length(letter: str) -> float:
    return len(_q(letter))


def _b_length(letter: str) -> float:
    """Four signs for three bytes, padded at the end, which is why `_room` is a multiple of four."""
    return len(letter.encode()) * 4 / 3


@lru_cache(maxsize=4096)
def _q(letter: str) -> str:
    return "".join("_" if byte == 0x20 else chr(byte) if byte in Q_SAFE else f"={byte:02X}" for byte in letter.encode())


def _refuse_control(value: str, field: str) -> None:
    """Also inside encoded words: some readers decode twice, and a line break there begins a header of its own."""
    if CONTROL.search(value) or ("=?" in value and CONTROL.search(_decoded(value))):
        raise Invalid("There is a line break or control character.", field=field, remedy="Remove it.")


def _decoded(value: str) -> str:
    try:
        parts = decode_header(value)
    except HeaderParseError:  # broken base64 decodes to nothing anywhere
        return ""
    return "".join(part if isinstance(part, str) else part.decode("latin-1") for part, _ in parts)


# --- body -----------------------------------------------------------------------------------------------------


def _content(body: str) -> tuple[str, bytes]:
    """The transfer encoding and the bytes. Short ASCII lines go as they are, so that the source reads as typed."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    if BODY_CONTROL.search(text):
        raise Invalid("There is a control character.", field="body", remedy="Remove it.")
    raw = text.replace("\n", "\r\n").encode()
    if text.isascii() and max(map(len, text.split("\n"))) <= LINE:
        return "7bit", raw
    return "quoted-printable", binascii.b2a_qp(raw, istext=True)
