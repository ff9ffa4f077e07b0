"""From bytes to readable text: charsets, encoded words (RFC 2047) and header parameters (RFC 2231).

Written by hand because real mail breaks every rule of these RFCs, and nothing here may raise or take long.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from engine.rules.reading.charsets import is_damaged, likely_charset, looks_wrong

# Only charsets that mail really uses: some Python codecs (punycode, unicode_escape) are slow or no charsets at all.
_SINGLE_BYTE = re.compile(
    r"(iso-?8859-\d+|windows-?\d+|cp\d+|ibm-?\d+|koi8-?[ru]|tis-620|mac[-_]?\w+|latin-?\d|viscii)$"
)
_MANY_BYTES = re.compile(r"(gb\w+|hz\S*|big5\S*|euc-\w+|shift_jis|cp9\d\d|johab|iso-2022-\S+|utf-(7|16|32)(le|be)?)$")
_SHIFTING = ("iso-2022", "utf-7", "utf-16", "utf-32", "hz")
_TO_KANJI = re.compile(rb"\x1b\$[B@]")  # how a mail in ISO-2022-JP shifts, whether it says that it is one or not
# Charsets whose senders write a superset of what they declare, and names that Python does not know.
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
}
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([^\s=;*"]+)(\*\d+)?(\*)?\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)')
_BASE64_NOISE = re.compile(rb"[^A-Za-z0-9+/]+")
_WESTERN = frozenset({"cp1252", "windows-1252", "iso-8859-15", "latin-1", "latin-9"})
"""What programs call text of which they know nothing."""
_EIGHT_BITS = ("utf-8", "euc_jp", "cp932")  # what else goes under the name of ISO-2022-JP, which has seven
_ENCODED_RUN = re.compile(rb"[A-Za-z0-9+/]{24}")
"""No words are so long, and hardly any base64 so short."""
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_CONTROL = dict.fromkeys([*range(32), 127], " ")
_INVISIBLE = (
    "\u200b",
    "\u200c",
    "\u200e",
    "\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    "\u2060",
    "\ufeff",
    "\xad",
)
_SPACE_LIKE = ("\xa0", "\u2007", "\u202f")
VALUE_AT_MOST = 20_000  # characters of one header value that are looked at; real ones have under 2,000
PARAMETERS_AT_MOST = 4_000  # characters of a Content-Type; real ones have under 300


def decode(data: bytes, charset: str = "") -> str:
    """The text of `data` in its declared charset, or in the one that fits; never raises."""
    name = charset.strip(" \"'").lower()
    name = _WIDER.get(name, name).replace("cp-", "cp").replace("ibm-", "ibm")
    if data.isascii() and not name.startswith(_SHIFTING):
        if b"\x1b" in data and _TO_KANJI.search(data):
            return data.decode("iso2022_jp_ext", "replace")
        return data.decode("ascii")
    for candidate in (
        *_candidates(name),
        *(_EIGHT_BITS if name.startswith("iso-2022-jp") and not data.isascii() else ()),
    ):
        try:
            text = data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
        if candidate in _WESTERN and looks_wrong(data):
            return _guessed(data, name) or text
        return _paired(text) if candidate == "utf-7" else text
    if b"\x1b" in data and _TO_KANJI.search(data):
        return data.decode("iso2022_jp_ext", "replace")
    return _guessed(data, name) or data.decode("latin-1")


def _guessed(data: bytes, name: str) -> str:
    """As UTF-8 if only a letter is broken here and there, else in the likeliest charset, else as far as the label goes;
    "" when nothing fits."""
    text = data.decode("utf-8", "replace")
    if is_damaged(text):
        return text
    labelled = _MANY_BYTES.match(name) and not name.startswith(_SHIFTING)
    likely = likely_charset(data) or (name if labelled else "")
    try:
        return data.decode(likely, "replace") if likely else ""
    except LookupError:
        return ""


def _paired(text: str) -> str:
    """Python's UTF-7, alone among its codecs, lets half of a surrogate pair through, which no one can write again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _candidates(name: str) -> tuple[str, ...]:
    """Valid UTF-8 beyond ASCII is hardly ever anything else, whatever a single-byte declaration says."""
    if name.startswith("iso-2022-jp"):
        return (name, "iso2022_jp_ext")
    if _MANY_BYTES.match(name):
        return (name, "utf-8")
    if _SINGLE_BYTE.match(name):
        return ("utf-8", name, "cp1252")
    return ("utf-8", "cp1252")


def tidy(text: str) -> str:
    """Without invisible characters, with one kind of line end and space, and accents as part of their letters."""
    text = text.replace("\x00", "")
    if text.isascii():
        return text
    for character in _INVISIBLE:
        text = text.replace(character, "")
    for character in _SPACE_LIKE:
        text = text.replace(character, " ")
    return unicodedata.normalize("NFC", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def from_base64(data: bytes) -> bytes:
    """As much as can be read; mail gateways cut base64 short, append footers to it, and call text so that is none."""
    encoded = _without_footer(data)
    if (b" " in encoded.strip() or not encoded.isascii()) and not _ENCODED_RUN.search(encoded):
        return data
    try:
        return binascii.a2b_base64(encoded)
    except binascii.Error:
        clean = _BASE64_NOISE.sub(b"", encoded)
        return binascii.a2b_base64(clean[: len(clean) // 4 * 4])


def _without_footer(data: bytes) -> bytes:
    """Without the plain words that a mailing list put below a blank line."""
    above, blank, below = data.strip().partition(b"\n\n")
    return above if blank and _NO_BASE64.search(below) else data


def from_uuencoded(data: bytes) -> bytes:
    """As much as can be read."""
    out = b""
    for line in data.partition(b"begin ")[2].split(b"\n")[1:]:
        if line.strip() in (b"", b"`", b"end"):
            break
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            break
    return out


def from_quoted(data: bytes, *, header: bool = False) -> bytes:
    return binascii.a2b_qp(data, header=header)


def header_text(head: bytes) -> str:
    """A block of headers; each line may be in another 8-bit charset."""
    head = head.replace(b"\x00", b"")
    return head.decode("ascii") if head.isascii() else "\n".join(map(decode, head.split(b"\n")))


def unfold(value: str) -> str:
    """One header value as sent, still with encoded words, on one line."""
    value = value[:VALUE_AT_MOST].strip()
    return " ".join(value.split()) if "\n" in value or "\t" in value else value


def decode_words(value: str) -> str:
    """RFC 2047, tolerant: words split in the middle of a character are joined before they are decoded."""
    if "=?" not in value:
        return value
    out: list[str] = []
    charset, pending = "", b""
    for text, name, data in _words(value):
        if pending and (text.strip() or name != charset):
            out.append(decode(pending, charset))
            pending = b""
        if text.strip() or not (out or pending):
            out.append(text)
        charset, pending = name, pending + data
    return tidy("".join([*out, decode(pending, charset)])).translate(_CONTROL).strip()


def _words(value: str) -> Iterator[tuple[str, str, bytes]]:
    """(text before, charset, bytes) for each encoded word, then the text that is left."""
    at = 0
    for word in _ENCODED_WORD.finditer(value):
        name, how, data = word[1].split("*")[0].lower(), word[2].lower(), word[3].encode("utf-8", "replace")
        raw = from_base64(data) if how == "b" else from_quoted(data.replace(b" ", b"_"), header=True)
        yield value[at : word.start()], name, raw
        at = word.end()
    yield value[at:], "", b""


@lru_cache(maxsize=200)  # most mails say the same of themselves
def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """A structured header such as Content-Type: its value in lower case, and its parameters decoded (RFC 2231)."""
    value = value[:PARAMETERS_AT_MOST]
    main, more, _ = value.partition(";")
    main = main.strip().lower()
    if not more:
        return main, {}
    pieces: dict[str, list[str]] = {}
    extended: set[str] = set()
    for found in _PARAMETER.finditer(value):
        name = found[1].lower()
        pieces.setdefault(name, []).append(_unquote(found[4].strip()))
        if found[3]:
            extended.add(name)
    return main, {
        name: _extended(values) if name in extended else decode_words("".join(values) if len(values) > 1 else values[0])
        for name, values in pieces.items()
    }


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.strip('"')


def _extended(values: list[str]) -> str:
    """charset'language'percent-encoded, possibly in several pieces."""
    charset, _, rest = "".join(values).partition("'")
    _, _, text = rest.partition("'")
    return decode(unquote_to_bytes(text or charset), charset)
