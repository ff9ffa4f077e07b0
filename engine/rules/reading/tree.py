"""The MIME tree of a mail, bounded in depth, parts and bytes.

Own code, because the standard parser recurses, and can take minutes over hostile structures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from engine.rules.reading.encoded import (
    decode,
    from_base64,
    from_quoted,
    from_uuencoded,
    header_text,
    parameters,
    tidy,
    unfold,
)

BYTES_AT_MOST = 8_000_000  # of one mail; what follows is attachments
DEPTH_AT_MOST = 12
PARTS_AT_MOST = 200
HEADERS_AT_MOST = 1_000
TEXT_AT_MOST = 1_000_000  # bytes of one text part
_FIELD = re.compile(r"^([!-9;-~]{1,80}+)[ \t]*+:(.*+(?:\n[ \t].*+)*+)", re.MULTILINE)
_SOME_BOUNDARY = re.compile(rb"^--([^\s-][^\n]{0,69})[ \t]*$", re.MULTILINE)
_EMBEDDED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})
_UUENCODED = frozenset({"x-uuencode", "uuencode", "x-uue"})


@dataclass
class Entity:
    """One node. `content` is the body as sent; `children` are the parts of a multipart."""

    fields: list[tuple[str, str]]
    content: bytes
    children: list["Entity"] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = dict(reversed(self.fields))
        self.type_, self.params = parameters(self.raw("content-type"))
        if "/" not in self.type_:
            self.type_ = "text/plain"
        self.disposition, about = parameters(self.raw("content-disposition"))
        self.filename = about.get("filename") or self.params.get("name", "")

    def raw(self, name: str) -> str:
        """The first value of a header as sent, encoded words and all."""
        return self.first.get(name, "")

    @property
    def is_embedded(self) -> bool:
        return self.type_ in _EMBEDDED

    def payload(self) -> bytes:
        """The content without its transfer encoding."""
        how = self.raw("content-transfer-encoding").strip().lower()
        data = self.content[: TEXT_AT_MOST * 2]
        if how == "base64":
            return from_base64(data)
        if how in _UUENCODED:
            return from_uuencoded(data)
        return from_quoted(data) if how == "quoted-printable" else data

    def text(self) -> str:
        return tidy(decode(self.payload()[:TEXT_AT_MOST], self.params.get("charset", "")).replace("\r", ""))

    def leaves(self) -> Iterator["Entity"]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def read_tree(raw: bytes) -> Entity:
    """Never raises; what was broken or cut is said in `defects` of the root."""
    data = raw[:BYTES_AT_MOST]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    root = _entity(_without_envelope(data), depth=0, room=[PARTS_AT_MOST])
    if len(raw) > BYTES_AT_MOST:
        root.defects.append(f"only the first {BYTES_AT_MOST} bytes were read")
    return root


def _without_envelope(data: bytes) -> bytes:
    """Blank lines and an mbox "From " line before the headers are no part of the mail."""
    data = data.lstrip(b" \t\n")
    if data.startswith((b"From ", b">From ")):
        data = data.partition(b"\n")[2]
    return data


def _entity(data: bytes, depth: int, room: list[int]) -> Entity:
    fields, content, defects = _split(data, is_part=depth > 0)
    entity = Entity(fields, content, defects=defects)
    if entity.type_.startswith("multipart/"):
        _fill(entity, depth, room)
    return entity


def _split(data: bytes, *, is_part: bool) -> tuple[list[tuple[str, str]], bytes, list[str]]:
    head, blank, content = (b"", b"\n", data[1:]) if data.startswith(b"\n") else data.partition(b"\n\n")
    found = islice(_FIELD.finditer(header_text(head)), HEADERS_AT_MOST)
    fields = [(name.lower(), unfold(value)) for name, value in map(re.Match.groups, found)]
    if not fields and head:
        return [], data, [] if is_part else ["no headers"]
    return fields, content, [] if blank or not content else ["headers never end"]


def _fill(entity: Entity, depth: int, room: list[int]) -> None:
    pieces = _pieces(entity)
    if not pieces:
        entity.type_ = "text/plain"
        entity.defects.append("multipart without parts")
        return
    for piece in pieces:
        if room[0] <= 0 or depth >= DEPTH_AT_MOST:
            entity.defects.append("too many or too deep parts")
            break
        room[0] -= 1
        entity.children.append(_entity(piece, depth + 1, room))
    entity.defects.extend(defect for child in entity.children for defect in child.defects)
    if not entity.children:
        entity.type_ = "text/plain"


def _pieces(entity: Entity) -> list[bytes]:
    boundary = entity.params.get("boundary", "").rstrip().encode("utf-8", "replace")
    mark = b"--" + boundary
    data = b"\n" + entity.content
    if not boundary or b"\n" + mark not in data:
        guess = _SOME_BOUNDARY.search(entity.content)
        if guess is None:
            return []
        mark = b"--" + guess[1].rstrip()
        entity.defects.append("wrong or missing boundary")
    return _between(data, b"\n" + mark)


def _between(data: bytes, mark: bytes) -> list[bytes]:
    """The texts between boundary lines. A longer boundary that merely starts with this one is another's."""
    pieces: list[bytes] = []
    start = -1
    at = data.find(mark)
    while at >= 0 and len(pieces) <= PARTS_AT_MOST:
        end = data.find(b"\n", at + 1)
        end = len(data) if end < 0 else end
        tail = data[at + len(mark) : end].strip()
        if tail in (b"", b"--"):
            if start >= 0:
                pieces.append(data[start:at])
            start = -1 if tail else end + 1
        at = data.find(mark, end if tail in (b"", b"--") else at + 1)
    if start >= 0:
        pieces.append(data[start:])
    return pieces
