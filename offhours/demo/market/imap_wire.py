"""The words of IMAP4rev1 (RFC 3501): reading commands with quoted strings and literals, writing answers."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime

LINE_LIMIT = 64_000  # bytes
LITERAL_LIMIT = 20_000_000
_LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n$")
_ATOM = re.compile(rb'[^\s(){"\]\[\x00-\x1f]+')
_SECTION = re.compile(rb"\[[^\]]*\](?:<\d+(?:\.\d+)?>)?")


class BadCommand(Exception):
    """What the client sent breaks the grammar; the text goes back after BAD."""


class LiteralTooLarge(BadCommand):
    """The rest of the connection cannot be understood any more."""


# a word, a string or a parenthesised list of them
Token = bytes | list["Token"]


@dataclass(frozen=True)
class Command:
    """`arguments` are what follows the name; a quoted string or literal is the same as a word, except for `uid`."""

    tag: str
    name: str
    arguments: tuple[Token, ...]


@dataclass(frozen=True)
class Spelled:
    """A line with its literals taken out: the k-th literal stands in `text` as \\x00k\\x00."""

    text: bytes
    literals: tuple[bytes, ...]


async def read_spelled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Spelled | None:
    """One command; None at the end of the connection. Asks for synchronising literals with "+"."""
    text = b""
    literals: list[bytes] = []
    while True:
        line = await _line(reader)
        if not line:
            return None
        found = _LITERAL.search(line)
        if found is None:
            return Spelled(text + line.rstrip(b"\r\n"), tuple(literals))
        size = int(found[1])
        if size > LITERAL_LIMIT:
            raise LiteralTooLarge("literal too large")
        if not found[2]:
            writer.write(b"+ Ready for literal data\r\n")
            await writer.drain()
        literals.append(await reader.readexactly(size))
        text += line[: found.start()] + b"\x00%d\x00" % (len(literals) - 1)


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        line = await reader.readuntil(b"\n")
    except asyncio.IncompleteReadError:
        return b""
    except asyncio.LimitOverrunError as error:
        raise LiteralTooLarge("line too long") from error
    return line


def parse_command(spelled: Spelled) -> Command:
    tag, _, rest = spelled.text.partition(b" ")
    if not re.fullmatch(rb"[^\s(){%*\"\\+\x00-\x1f]+", tag):
        raise BadCommand("missing tag")
    name, _, rest = rest.lstrip(b" ").partition(b" ")
    if not re.fullmatch(rb"[A-Za-z]+", name):
        raise BadCommand("missing command")
    return Command(tag.decode(), name.decode().upper(), tuple(_Scanner(rest, spelled.literals).all()))


class _Scanner:
    def __init__(self, text: bytes, literals: tuple[bytes, ...]) -> None:
        self._text = text
        self._literals = literals
        self._at = 0

    def all(self) -> list[Token]:
        tokens = self._list(closing=False)
        if self._at < len(self._text):
            raise BadCommand("unexpected )")
        return tokens

    def _list(self, *, closing: bool) -> list[Token]:
        tokens: list[Token] = []
        while True:
            while self._text[self._at : self._at + 1] == b" ":
                self._at += 1
            mark = self._text[self._at : self._at + 1]
            if mark in {b"", b")"}:
                if closing and not mark:
                    raise BadCommand("missing )")
                return tokens
            tokens.append(self._token(mark))

    def _token(self, mark: bytes) -> Token:
        if mark == b"(":
            self._at += 1
            inner = self._list(closing=True)
            self._at += 1
            return inner
        if mark == b'"':
            return self._quoted()
        if mark == b"\x00":
            end = self._text.index(b"\x00", self._at + 1)
            number = int(self._text[self._at + 1 : end])
            self._at = end + 1
            return self._literals[number]
        return self._atom()

    def _quoted(self) -> bytes:
        found = re.compile(rb'"((?:[^"\\\r\n]|\\.)*)"').match(self._text, self._at)
        if found is None:
            raise BadCommand("unterminated quoted string")
        self._at = found.end()
        return re.sub(rb"\\(.)", rb"\1", found[1])

    def _atom(self) -> bytes:
        """A word; BODY.PEEK[HEADER.FIELDS (DATE)]<0.20> is one word although it has blanks."""
        found = _ATOM.match(self._text, self._at)
        if found is None:
            raise BadCommand("unexpected character")
        self._at = found.end()
        section = _SECTION.match(self._text, self._at)
        if section is not None:
            self._at = section.end()
            return found[0] + section[0]
        return found[0]


def parse_set(text: bytes, numbers: list[int]) -> list[int]:
    """Those of `numbers` (ascending) that a set such as 1:3,7,9:* names; * is the largest."""
    if not re.fullmatch(rb"(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*", text):
        raise BadCommand("invalid set")
    if not numbers:
        return []
    ranges = []
    for piece in text.split(b","):
        ends = [numbers[-1] if end == b"*" else int(end) for end in piece.split(b":")]
        if 0 in ends:
            raise BadCommand("numbers begin at 1")
        ranges.append((min(ends), max(ends)))
    return [number for number in numbers if any(low <= number <= high for low, high in ranges)]


def word(token: Token) -> str:
    """A token that must be one word."""
    if isinstance(token, list):
        raise BadCommand("unexpected list")
    return token.decode("utf-8", "surrogateescape")


def quoted(text: str) -> bytes:
    return b'"' + text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def literal(data: bytes) -> bytes:
    return b"{%d}\r\n%b" % (len(data), data)


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def internal_date(moment: datetime) -> str:
    """With English month names whatever the locale."""
    moment = moment.astimezone(UTC)
    return f"{moment.day:2d}-{_MONTHS[moment.month - 1]}-{moment.year} {moment:%H:%M:%S} +0000"


def parse_internal_date(text: str) -> datetime:
    found = re.fullmatch(r" ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d:\d\d:\d\d [+-]\d{4})", text)
    if found is None or found[2].capitalize() not in _MONTHS:
        raise BadCommand("invalid date")
    month = _MONTHS.index(found[2].capitalize()) + 1
    try:
        return datetime.strptime(f"{found[3]}-{month}-{found[1]} {found[4]}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError as error:
        raise BadCommand("invalid date") from error


def parse_search_date(text: str) -> datetime:
    """The day of SINCE, BEFORE and ON."""
    return parse_internal_date(f"{text} 00:00:00 +0000")
