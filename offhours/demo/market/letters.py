"""Puts mails together byte by byte: character sets, transfer encodings and shapes as mail programs really use them."""

import base64
import html
import quopri
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from random import Random

CRLF = "\r\n"
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Letter:
    """A finished mail and the truth about it. `facts` are the optional fields of TruthMail, ready for JSON."""

    message_id: str
    raw: bytes
    kind: str
    sender: str
    bounce: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Wrapping:
    """How the text travels. `shape` is "plain", "html" or "both"."""

    charset: str = "utf-8"
    encoding: str = "quoted-printable"
    shape: str = "plain"
    flowed: bool = False


def encoded(value: str, charset: str = "utf-8") -> str:
    """A header value, as encoded words where it is not ASCII."""
    return value if value.isascii() else Header(value, charset, maxlinelen=70).encode(linesep=CRLF)


def mailbox_text(name: str, address: str, charset: str = "utf-8") -> str:
    return formataddr((name, address), charset) if name else address


def mail_date(moment: datetime) -> str:
    """RFC 5322, in the sender's own zone."""
    return format_datetime(moment)


def head(headers: Headers) -> str:
    return "".join(f"{name}: {value}{CRLF}" for name, value in headers)


def leaf(text: str, subtype: str, wrapping: Wrapping, *, flowed: bool = False) -> str:
    """One text part with its own headers. Falls back to UTF-8 where the character set lacks a letter."""
    charset, encoding = wrapping.charset, wrapping.encoding
    try:
        data = text.encode(charset)
    except UnicodeEncodeError:
        charset, data = "utf-8", text.encode()
    if charset == "iso-2022-jp":
        encoding = "7bit"
    if encoding == "7bit" and charset != "iso-2022-jp" and not text.isascii():
        encoding = "8bit" if charset == "utf-8" else "quoted-printable"
    extra = "; format=flowed; delsp=yes" if flowed else ""
    headers = [
        ("Content-Type", f'text/{subtype}; charset="{charset}"{extra}'),
        ("Content-Transfer-Encoding", encoding),
    ]
    return head(headers) + CRLF + _transfer(data, encoding)


def _transfer(data: bytes, encoding: str) -> str:
    """The body as the characters that travel; 8-bit bytes survive as surrogates and are restored by `finish`."""
    data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if encoding == "base64":
        data = base64.encodebytes(data).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    if not data.endswith(b"\r\n"):
        data += b"\r\n"
    return data.decode("ascii", "surrogateescape")


def multipart(subtype: str, parts: list[str], boundary: str, parameters: str = "") -> str:
    """Content-Type header and body of a multipart; each part brings its own headers."""
    inner = "".join(f"--{boundary}{CRLF}{part}{CRLF}" for part in parts)
    return (
        f'Content-Type: multipart/{subtype}; boundary="{boundary}"{parameters}{CRLF}{CRLF}{inner}--{boundary}--{CRLF}'
    )


def finish(headers: Headers, content: str) -> bytes:
    """`content` starts with its Content-Type header."""
    whole = head(headers) + f"MIME-Version: 1.0{CRLF}" + content
    return whole.encode("ascii", "surrogateescape")


def text_content(text: str, markup: str, wrapping: Wrapping, rng: Random) -> str:
    """The body in the shape the wrapping asks for."""
    plain = leaf(text, "plain", wrapping, flowed=wrapping.flowed)
    if wrapping.shape == "plain":
        return plain
    rich = leaf(markup, "html", wrapping)
    return rich if wrapping.shape == "html" else multipart("alternative", [plain, rich], boundary(rng))


def boundary(rng: Random) -> str:
    return rng.choice(("{:032x}", "----=_Part_{:x}", "_000_{:040X}_", "Apple-Mail=_{:X}")).format(rng.getrandbits(120))


def paragraphs(text: str, opening: str = "<p>", closing: str = "</p>") -> str:
    """Text as simple HTML, a paragraph each."""
    blocks = [html.escape(block, quote=False).replace("\n", "<br>\n") for block in text.split("\n\n")]
    return "\n".join(f"{opening}{block}{closing}" for block in blocks)
