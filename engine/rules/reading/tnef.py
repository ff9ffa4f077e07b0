"""The words inside a winmail.dat (MS-OXTNEF): Outlook sends some mails with nothing else in them.

Own code, because no library for it is kept up. Attachments and RTF are left alone; nothing here raises or grows.
"""

import struct
from collections.abc import Iterator

from engine.rules.reading.encoded import decode, tidy
from engine.rules.reading.html_text import html_to_text

_SIGNATURE = b"\x78\x9f\x3e\x22"
_BODY, _PROPERTIES, _CODE_PAGE = 0x0002800C, 0x00069003, 0x00069007
_PLAIN, _HTML = 0x1000, 0x1013
_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _WIDE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_MULTIPLE, _NAMED = 0x1000, 0x8000
_ATTRIBUTES_AT_MOST = 2_000


def words_of(data: bytes) -> str:
    """The text, from whichever form it has; "" when there is none that can be read."""
    found: dict[int, str] = {}
    charset = "cp1252"
    try:
        for kind, value in _attributes(data):
            if kind == _CODE_PAGE:
                charset = f"cp{struct.unpack_from('<I', value)[0]}"
            elif kind == _BODY:
                found[_BODY] = _text(value, charset)
            elif kind == _PROPERTIES:
                found |= dict(_bodies(value, charset))
    except (struct.error, IndexError):
        pass  # cut short: what was found until then counts
    plain = found.get(_PLAIN) or found.get(_BODY) or ""
    return plain or html_to_text(found.get(_HTML, ""))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6 if data.startswith(_SIGNATURE) else len(data)
    for _ in range(_ATTRIBUTES_AT_MOST):
        if at >= len(data):
            return
        kind, length = struct.unpack_from("<II", data, at + 1)
        yield kind, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _bodies(data: bytes, charset: str) -> Iterator[tuple[int, str]]:
    """The properties that hold text. Each says how long it is only by its type."""
    count, at = struct.unpack_from("<I", data)[0], 4
    for _ in range(min(count, _ATTRIBUTES_AT_MOST)):
        kind, name = struct.unpack_from("<HH", data, at)
        at = _after_name(data, at + 4) if name & _NAMED else at + 4
        values, at = _values(data, kind, at)
        if name in {_PLAIN, _HTML} and values:
            yield name, _text(values[0], "utf-16-le" if kind == _WIDE else charset)


def _after_name(data: bytes, at: int) -> int:
    by_text = struct.unpack_from("<I", data, at + 16)[0]
    return at + 24 + _padded(struct.unpack_from("<I", data, at + 20)[0]) if by_text else at + 24


def _values(data: bytes, kind: int, at: int) -> tuple[list[bytes], int]:
    base = kind & ~_MULTIPLE
    is_long = base in {_STRING, _WIDE, _OBJECT, _BINARY}
    count = 1
    if kind & _MULTIPLE or is_long:
        count, at = struct.unpack_from("<I", data, at)[0], at + 4
    values: list[bytes] = []
    for _ in range(min(count, _ATTRIBUTES_AT_MOST)):
        length = struct.unpack_from("<I", data, at)[0] if is_long else _SIZES.get(base, len(data))
        at += 4 if is_long else 0
        values.append(data[at : at + length])
        at += _padded(length)
    return values, at


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


def _text(value: bytes, charset: str) -> str:
    return tidy(decode(value, charset).rstrip("\x00").replace("\r", ""))
