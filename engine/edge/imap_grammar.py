"""IMAP's words as plain values: answers cut from the byte stream, tokens, folder names, dates (RFC 3501)."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

LONGEST_LINE = 32 * 1024 * 1024
"""Bytes. The longest honest line is a SEARCH answer: 8 bytes for each of four million mails."""
DEEPEST_NESTING = 50
LONGEST_TO_PARSE = 100_000
"""Bytes between literals; only SEARCH answers, which are not parsed this way, are longer."""

_LITERAL = re.compile(rb"~?\{(\d{1,12})\+?\}$")
_STATUS = re.compile(rb"\* (?:OK|NO|BAD|BYE|PREAUTH)\b|\+|(?!\*)", re.IGNORECASE)
_TOKEN = re.compile(  # counts are bounded so that no line takes time by the square of its length
    rb'([()])|"((?:[^"\\]|\\.){0,9000})"|([^ ()"\[\]]{0,1000}\[[^\]]{0,1000}\][^ ()"]*|[^ ()"\]]+)'
)
_ESCAPED = re.compile(rb"\\(.)")
_SHIFTED = re.compile(rb"&([^-]*)-")
_UNSHIFTED = re.compile(r"[^\x20-\x7e]+|&")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_DATE = re.compile(r"\s*(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Token = str | bytes | None | list["Token"]
"""An atom, a string, NIL, or a list of tokens."""


@dataclass(frozen=True)
class Answer:
    """One complete answer of the server. literals[i] stands between lines[i] and lines[i + 1]."""

    lines: tuple[bytes, ...]
    literals: tuple[bytes, ...] = ()

    @property
    def text(self) -> bytes:
        return self.lines[0]


class AnswerReader:
    """Cuts the stream into answers, whatever way it was chopped. Each byte is looked at once.

    Lines may end in a bare LF. A literal is announced at the end of a line, but not of a line of free text.
    """

    def __init__(self, largest_literal: int) -> None:
        self._largest = largest_literal
        self._buffer = bytearray()
        self._scanned = 0
        self._missing: int | None = None
        self._lines: list[bytes] = []
        self._literals: list[bytes] = []

    @property
    def is_between_answers(self) -> bool:
        return not self._buffer and not self._lines

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Raises ValueError when the server sends more than can be meant well."""
        self._buffer += data
        while (line := self._next_line()) is not None:
            self._lines.append(line)
            if self._missing is None:
                answer = Answer(tuple(self._lines), tuple(self._literals))
                self._lines, self._literals = [], []
                yield answer

    def _next_line(self) -> bytes | None:
        if self._missing is not None:
            if len(self._buffer) < self._missing:
                return None
            self._literals.append(self._cut(self._missing))
            self._missing = None
        end = self._buffer.find(b"\n", self._scanned)
        if end < 0:
            self._scanned = len(self._buffer)
            if self._scanned > LONGEST_LINE:
                raise ValueError("a line without an end")
            return None
        line = self._cut(end + 1).rstrip(b"\r\n")
        return self._announced(line)

    def _announced(self, line: bytes) -> bytes:
        found = _LITERAL.search(line)
        if found is None or (not self._lines and _STATUS.match(line)):
            return line
        size = int(found[1])
        if size > self._largest:
            raise ValueError(f"a literal of {size} bytes")
        self._missing = size
        return line[: found.start()]

    def _cut(self, size: int) -> bytes:
        piece = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        self._scanned = 0
        return piece


def tokens(answer: Answer) -> list[Token]:
    """Raises ValueError for brackets that do not match."""
    root: list[Token] = []
    stack = [root]
    for number, line in enumerate(answer.lines):
        _tokens_of_line(line, stack)
        if number < len(answer.literals):
            stack[-1].append(answer.literals[number])
    if len(stack) != 1:
        raise ValueError("an open bracket")
    return root


def _tokens_of_line(line: bytes, stack: list[list[Token]]) -> None:
    if len(line) > LONGEST_TO_PARSE:
        raise ValueError("an answer beyond all measure")
    for found in _TOKEN.finditer(line):
        bracket, string, atom = found.groups()
        if bracket:
            _bracket(bracket, stack)
        elif atom is None:
            stack[-1].append(_ESCAPED.sub(rb"\1", string) if b"\\" in string else string)
        else:
            word = atom.decode("ascii", "surrogateescape")
            stack[-1].append(None if word.upper() == "NIL" else word)


def _bracket(char: bytes, stack: list[list[Token]]) -> None:
    if char == b"(":
        if len(stack) > DEEPEST_NESTING:
            raise ValueError("brackets nested too deep")
        inner: list[Token] = []
        stack[-1].append(inner)
        stack.append(inner)
    elif char == b")":
        if len(stack) == 1:
            raise ValueError("a closing bracket too many")
        stack.pop()


def attributes(items: list[Token]) -> dict[str, Token]:
    """The pairs of a FETCH answer. Names in upper case; the offset of a partial body ("<0>") is left out."""
    pairs = zip(items[::2], items[1::2], strict=False)
    return {name.upper().partition("<")[0]: value for name, value in pairs if isinstance(name, str)}


def plain(token: Token) -> str:
    """An atom or string as text, "" for anything else."""
    if isinstance(token, bytes):
        return token.decode("utf-8", "surrogateescape")
    return token if isinstance(token, str) else ""


def number(token: Token) -> int | None:
    text = plain(token)
    return int(text) if text.isascii() and text.isdigit() else None


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def folder_name(wire: bytes) -> str:
    """Modified UTF-7 (RFC 3501 5.1.3) to text. A name that breaks its rules stays as it came."""
    try:
        name = _SHIFTED.sub(_shifted_to_utf8, wire).decode("utf-8")
    except ValueError:
        return wire.decode("utf-8", "surrogateescape")
    return name if wire_name(name) == wire else wire.decode("utf-8", "surrogateescape")


def readable_name(wire: bytes) -> str:
    """The same as a text that can be stored and shown: bytes that are no UTF-8 are taken for Latin-1."""
    name = folder_name(wire)
    return wire.decode("latin-1").replace("\x00", "\ufffd") if _NO_TEXT.search(name) else name


def wire_name(name: str) -> bytes:
    """Text to modified UTF-7."""
    return _UNSHIFTED.sub(_shift, name).encode("ascii")


def _shifted_to_utf8(found: re.Match[bytes]) -> bytes:
    if not found[1]:
        return b"&"
    packed = found[1].replace(b",", b"/")
    return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True).decode("utf-16-be").encode()


def _shift(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&-"
    packed = base64.b64encode(found[0].encode("utf-16-be", "surrogatepass")).rstrip(b"=").replace(b"/", b",")
    return f"&{packed.decode()}-"


def internal_date(text: str) -> datetime | None:
    """INTERNALDATE, aware; None when it is no date."""
    found = _DATE.match(text)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    day, _, year, hour, minute, second, sign, zone_hours, zone_minutes = found.groups()
    offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes)) * (-1 if sign == "-" else 1)
    month = _MONTHS.index(found[2].lower()) + 1
    try:
        zone = timezone(offset)
        return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        return None


def search_day(moment: datetime) -> str:
    """For SINCE, which compares days of the server's own zone: the day before finds it in any zone."""
    day = moment.astimezone(UTC) - timedelta(days=1)
    return f"{day.day}-{_MONTHS[day.month - 1].capitalize()}-{day.year:04}"
