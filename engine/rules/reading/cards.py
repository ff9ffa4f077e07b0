"""What a signature tells of its writer: title and telephone numbers."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon.naming import ORGANISATIONS
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.names import is_role, words_of
from engine.rules.reading.phones import PHONE, find_phone, is_mobile, region_of

LINES = 12
"""Of a signature; what follows is a disclaimer or a campaign."""
LINE = 90
"""Characters; longer lines are sentences."""
APART = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+")
NUMBER = re.compile(r"\d{3}|@")
FAX = re.compile(r"(?:\bfax|\bfaks|\bf)\b[^\d+]{0,6}$", re.IGNORECASE)
MOBILE = re.compile(
    r"(?:\b(?:mobile?|mob|tlm|tel[eé]m|telem[oó]vel|mobil\w*|cell(?:ular\w*|phone)?|m|handy|port(?:able)?|c|gsm|m[oó]vil|celular|cell|kom|tel\.? ?kom|matkapuhelin|puh)\b|手机|手機|携帯)[^\d+]{0,6}$",
    re.IGNORECASE,
)


LABEL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Card:
    """Empty strings where nothing is said. `phone` is a fixed line, `mobile` one that is called so, or is
    called nothing and a mobile's by the plan of its country."""

    title: str = ""
    phone: str = ""
    mobile: str = ""


def card_of(mail: ParsedMail, country: str = "") -> Card:
    """The writer's own card. A signature that does not name the writer may be an assistant's, and says nothing.

    `country`: where the writer is known to be (ISO 3166), for numbers without a country code.
    """
    lines = [line.strip() for line in mail.signature.split("\n") if line.strip()][:LINES]
    lines = [line for line in lines if len(line) <= LINE]
    named = next((number for number, line in enumerate(lines) if _names(line, mail)), None)
    if named is None:
        return Card()
    own = lines[named:]
    numbers = list(_numbers("\n".join(own), region_of(mail.sender.email, guess_language(mail.text), country)))
    return Card(
        title=next((title for line in own for title in _titles(line, mail)), ""),
        phone=next((number for number, mobile in numbers if not mobile), ""),
        mobile=next((number for number, mobile in numbers if mobile), ""),
    )


def _names(line: str, mail: ParsedMail) -> bool:
    """Whether a line without an address holds the writer's name."""
    own = {word for word in words_of(mail.sender.name) if len(word) > 2 or not word.isascii()}
    return "@" not in line and bool(own & set(words_of(line)))


def _numbers(text: str, region: str) -> Iterator[tuple[str, bool]]:
    for found in PHONE.finditer(text):
        before = text[max(0, found.start() - 16) : found.start()].rpartition("\n")[2]
        number = find_phone(found[0], region)
        if number and not FAX.search(before):
            yield number, bool(MOBILE.search(before)) or (not LABEL.search(before) and is_mobile(number))


def _titles(line: str, mail: ParsedMail) -> Iterator[str]:
    """The parts of a line that hold a word for a role, without the company behind the comma."""
    for part in APART.split(line):
        pieces = [piece.strip() for piece in part.split(",")]
        pieces = [piece for piece in pieces if piece and not (_names(piece, mail) or NUMBER.search(piece))]
        if len(pieces) > 1 and set(words_of(pieces[-1])) & ORGANISATIONS and not is_role(pieces[-1]):
            pieces.pop()
        title = ", ".join(pieces)
        if is_role(title) and not re.search(r"[\d@:.!?]", title) and len(title) <= LINE // 2:
            yield title
