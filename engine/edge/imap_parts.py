"""Of a mail that is too big to be fetched whole: its parts by BODYSTRUCTURE, which of them are fetched, and a mail
made of those, in which the others are named and empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.edge.imap_grammar import Token, number, plain
from engine.rules.reading.encoded import parameters

HEAD = 4
"""The header takes at most this fraction of what may be fetched of a mail, each part half of what is left."""
PARTS_AT_MOST = 50
SPARE = 16_384
"""Bytes that are asked for beyond twice what the server says a part has: words must not be cut by a wrong size."""
_WRAPPED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
"""Outlook's own wrapping, which may hold the only words of a mail."""
_TEXT, _MESSAGE = "text", "message/rfc822"


@dataclass(frozen=True)
class LeftOut:
    """What of a mail was not fetched: the name of a file, or its type, and how many bytes as they were sent."""

    what: str
    size: int


@dataclass(frozen=True)
class Piece:
    """A node of the tree. `section` is its number in IMAP's words, `size` its bytes as they were sent."""

    section: str
    type_: str
    params: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    size: int = 0
    disposition: str = ""
    file: tuple[tuple[str, str], ...] = ()
    """The parameters of the disposition."""
    children: tuple["Piece", ...] = ()

    @property
    def name(self) -> str:
        """Of a file as it is shown to people; else its type."""
        said = (f"{self.disposition}{_said(self.file)}", f"{self.type_}{_said(self.params)}")
        known = [value.get("filename") or value.get("name") for _, value in map(parameters, said)]
        return next(filter(None, known), self.type_)

    @property
    def boundary(self) -> str:
        return next((value for key, value in self.params if key.lower() == "boundary"), "")

    def leaves(self) -> Iterator["Piece"]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def is_read(self) -> bool:
        """What the reader looks into: words, reports, mails inside."""
        if self.type_.startswith("text/"):
            return self.disposition != "attachment"
        return self.type_.startswith("message/") or self.type_ in _WRAPPED


@dataclass(frozen=True)
class Plan:
    """What is fetched of a big mail: of each section so many bytes from its beginning."""

    root: Piece
    head: int
    wanted: Mapping[str, int] = field(default_factory=dict)

    @property
    def items(self) -> str:
        """For a FETCH."""
        sections = {"HEADER": self.head, **self.wanted}
        return " ".join(f"BODY.PEEK[{section}]<0.{most}>" for section, most in sections.items())

    def mail(self, items: Mapping[str, Token]) -> tuple[bytes, tuple[LeftOut, ...]]:
        """The bytes, and what they lack."""
        came = {section: body for section in self.wanted if isinstance(body := items.get(f"BODY[{section}]"), bytes)}
        head = items.get("BODY[HEADER]")
        raw = _ended(head if isinstance(head, bytes) else b"") + b"".join(_content(self.root, came))
        return raw, tuple(
            LeftOut(leaf.name, size) for leaf in self.root.leaves() if (size := self._lacking(leaf, came))
        )

    def _lacking(self, leaf: Piece, came: Mapping[str, bytes]) -> int:
        """Bytes. A part that ended before what was asked for is whole: what a server tells of its size is a guess."""
        if leaf.section not in came:
            return leaf.size
        whole = len(came[leaf.section]) < self.wanted[leaf.section]
        return 0 if whole else max(1, leaf.size - self.wanted[leaf.section])


def plan(structure: Token, most: int) -> Plan | None:
    """None when the structure makes no sense, or no mail can be made of it again. `most`: bytes altogether."""
    try:
        root = _piece(structure, "")
    except (IndexError, TypeError, ValueError):
        return None
    pieces = list(root.leaves())
    if any(not node.boundary for node in _multiparts(root)) or len(pieces) > 20 * PARTS_AT_MOST:
        return None
    head = most // HEAD
    left, wanted = most - head, {}
    for leaf in [leaf for leaf in pieces if leaf.is_read][:PARTS_AT_MOST]:
        if length := min(left // 2, 2 * leaf.size + SPARE):
            wanted[leaf.section] = length
            left -= length
    return Plan(root, head, wanted)


def _piece(body: Token, section: str) -> Piece:
    """(child child … "mixed" (params) …), or ("text" "plain" (params) id description "7bit" octets …)."""
    if not isinstance(body, list):
        raise TypeError("no body")
    if isinstance(body[0], list):
        bodies = list(_until_word(body))
        inside = f"{section}." if section else ""
        children = tuple(_piece(one, f"{inside}{place}") for place, one in enumerate(bodies, 1))
        rest = body[len(bodies) :]
        subtype = plain(rest[0]).lower() or "mixed"
        return Piece(section, f"multipart/{subtype}", _pairs(rest[1:2]), children=children)
    type_ = f"{plain(body[0])}/{plain(body[1])}".lower()
    size = number(body[6])
    if size is None:
        raise ValueError("a part without a size")
    disposition, file = _disposition(body[_place_of_disposition(type_) :][:1])
    return Piece(section or "1", type_, _pairs(body[2:3]), plain(body[5]), size, disposition, file)


def _until_word(body: list[Token]) -> Iterator[Token]:
    for one in body:
        if not isinstance(one, list):
            return
        yield one


def _place_of_disposition(type_: str) -> int:
    """After the sum (MD5), which follows what the type has of its own: lines; envelope, body and lines."""
    own = 3 if type_ == _MESSAGE else 1 if type_.startswith(f"{_TEXT}/") else 0
    return 8 + own


def _disposition(found: list[Token]) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not found or not isinstance(found[0], list) or not found[0]:
        return "", ()
    return plain(found[0][0]).lower(), _pairs(found[0][1:2])


def _pairs(found: list[Token]) -> tuple[tuple[str, str], ...]:
    if not found or not isinstance(found[0], list):
        return ()
    words = [plain(word) for word in found[0]]
    return tuple(zip(words[::2], words[1::2], strict=False))


def _multiparts(node: Piece) -> Iterator[Piece]:
    if node.children:
        yield node
    for child in node.children:
        yield from _multiparts(child)


def _content(node: Piece, came: Mapping[str, bytes]) -> Iterator[bytes]:
    if not node.children:
        yield came.get(node.section, b"")
        return
    boundary = node.boundary.encode("utf-8", "surrogateescape")
    for child in node.children:
        yield b"--" + boundary + b"\r\n" + _header_of(child)
        yield from _content(child, came)
        yield b"\r\n"
    yield b"--" + boundary + b"--\r\n"


def _header_of(piece: Piece) -> bytes:
    lines = [f"Content-Type: {piece.type_}{_said(piece.params)}"]
    if piece.encoding:
        lines.append(f"Content-Transfer-Encoding: {piece.encoding}")
    if piece.disposition:
        lines.append(f"Content-Disposition: {piece.disposition}{_said(piece.file)}")
    return "".join(f"{_one_line(line)}\r\n" for line in [*lines, ""]).encode("utf-8", "surrogateescape")


def _said(params: Sequence[tuple[str, str]]) -> str:
    return "".join(f'; {key}="{_escaped(value)}"' for key, value in params)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _one_line(line: str) -> str:
    return " ".join(line.splitlines())


def _ended(head: bytes) -> bytes:
    """A header that was cut still ends in an empty line."""
    return head if head.endswith((b"\r\n\r\n", b"\n\n")) else head.rstrip(b"\r\n") + b"\r\n\r\n"
