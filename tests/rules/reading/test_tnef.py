"""Outlook's wrapping, written here attribute by attribute."""

import base64
import struct

import pytest

from engine.rules.reading.mime import parse
from engine.rules.reading.tnef import words_of

BODY, PROPERTIES, CODE_PAGE, SUBJECT = 0x0002800C, 0x00069003, 0x00069007, 0x00018004


def wrapped(*attributes: tuple[int, bytes]) -> bytes:
    parts = [b"\x01" + struct.pack("<II", kind, len(value)) + value + b"\x00\x00" for kind, value in attributes]
    return b"\x78\x9f\x3e\x22\x00\x00" + b"".join(parts)


def properties(*values: bytes) -> bytes:
    return struct.pack("<I", len(values)) + b"".join(values)


def long(kind: int, name: int, *values: bytes) -> bytes:
    padded = (struct.pack("<I", len(value)) + value + b"\x00" * (-len(value) % 4) for value in values)
    return struct.pack("<HHI", kind, name, len(values)) + b"".join(padded)


NUMBER = struct.pack("<HHI", 0x03, 0x0017, 1)
NUMBERS = struct.pack("<HHIII", 0x1003, 0x0018, 2, 1, 2)
NAMED = struct.pack("<HH16sIII", 0x03, 0x8001, b"guid", 0, 7, 1)
NAMED_BY_TEXT = struct.pack("<HH16sII4sI", 0x03, 0x8002, b"guid", 1, 4, "ab".encode("utf-16-le"), 1)
PLAIN = long(0x1F, 0x1000, "Grüße\r\nJo\x00".encode("utf-16-le"))
HTML = long(0x102, 0x1013, b"<p>Yes,<br>gladly</p>")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(wrapped((SUBJECT, b"x"), (BODY, b"Yes.\r\n\x00")), "Yes.\n", id="the old form"),
        pytest.param(
            wrapped((CODE_PAGE, struct.pack("<II", 1251, 0)), (BODY, "Да".encode("cp1251"))), "Да", id="code page"
        ),
        pytest.param(
            wrapped((PROPERTIES, properties(NUMBER, NUMBERS, NAMED, NAMED_BY_TEXT, PLAIN))), "Grüße\nJo", id="plain"
        ),
        pytest.param(wrapped((PROPERTIES, properties(HTML))), "Yes,\ngladly", id="HTML"),
        pytest.param(wrapped((PROPERTIES, properties(HTML, PLAIN))), "Grüße\nJo", id="plain before HTML"),
        pytest.param(wrapped((PROPERTIES, properties(long(0x1E, 0x1000)))), "", id="no value"),
        pytest.param(wrapped((PROPERTIES, properties(PLAIN)[:-9])), "Grüße", id="cut short"),
        pytest.param(wrapped((BODY, b"Yes."), (PROPERTIES, b"\x09\x00\x00\x00")), "Yes.", id="cut after the body"),
        pytest.param(wrapped((PROPERTIES, properties(struct.pack("<HH", 0x99, 1), PLAIN))), "", id="an unknown type"),
        pytest.param(wrapped(*[(SUBJECT, b"")] * 3_000), "", id="many attributes"),
        pytest.param(b"not at all", "", id="something else"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_the_words_are_found(data: bytes, words: str) -> None:
    assert words_of(data) == words


def test_a_mail_that_has_its_words_nowhere_else_is_read() -> None:
    inside = base64.encodebytes(wrapped((BODY, b"Please call me.\r\n"))).decode()
    head = "From: jo@b.test\nSubject: Re: x\n"
    part = f"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{inside}"
    assert parse(f"{head}{part}".encode()).text == "Please call me."
    named = part.replace("application/ms-tnef", "application/octet-stream")
    both = f"{head}Content-Type: multipart/mixed; boundary=q\n\n--q\n\nYes.\n--q\n{named}\n--q--"
    assert parse(both.encode()).text == "Yes."
    assert parse(both.replace("Yes.", "").encode()).text == "Please call me."
