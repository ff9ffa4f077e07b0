"""Somebody who was erased (GDPR, article 17): how their address is recognised, and how words are rid of them."""

import base64
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from unicodedata import normalize

from engine.errors import Invalid
from engine.rules.addresses import MAX_LOCAL, mailbox_of
from engine.rules.compliance import in_link

PURPOSE = "erasure"
"""Of the key with which addresses are hashed."""
KEY_MARK = 8
"""Hexadecimal digits that tell with which key something was hashed."""
DOMAIN = "erased.invalid"
"""Of the addresses that stand for theirs: nobody can have one (RFC 6761, 6.4)."""
ERASED = "[erased]"
"""What stands in other people's words where they were named."""
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\s]+")
"""Names in Chinese, Japanese and Korean signs: no space is in them or around them ("山田太郎さん")."""
SHORTEST_UNSPACED = 3
"""Two may be a family name, or any word."""
QUOTED = 200
"""Characters of evidence that are noted wherever it is."""
SHORTEST_QUOTE = 12
"""“No, thanks” says nothing about anybody."""
SHORTEST_PHONE = 7
PHONE_TAIL = 8
"""Digits that tell a number in whatever form it is written: with the country's code, or a zero in its place."""
GAP = r"[\s()./-]*+"
"""Between its digits. Taken whole, and each try begins with a digit: a row of brackets takes no time by its length."""
GAP_IN_SQL = r"(\\[fnrt]|\\u00[01][[:xdigit:]]|[^[:alnum:]])*"
"""The same and more: in JSON the end of a line is written with a letter, or as a number."""


def said(at: datetime) -> str:
    """The reason, wherever it is asked why somebody is not mailed."""
    return f"erased on {at:%Y-%m-%d}"


def stand_in(token: str) -> str:
    return f"erased-{token}@{DOMAIN}"


def is_stand_in(email: str) -> bool:
    return email.lower().endswith(f"@{DOMAIN}")


def hashed(key: bytes, email: str) -> str:
    """HMAC-SHA256 over a normalised address, the same for all its forms with a plus. Without the key nobody can try
    addresses; which key it was stands before it."""
    return f"{key_mark(key)}:{_hmac(key, mailbox_of(email))}"


@cache
def key_mark(key: bytes) -> str:
    return _hmac(key, "")[:KEY_MARK]


def _hmac(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogateescape"), "sha256").hex()


def refuse(subject: str, body: str) -> None:
    """Nothing leaves that says ERASED: the company's name, a field or a text had their name in it. Raises Invalid."""
    for field, said in (("subject", subject), ("body", body)):
        if ERASED in said:
            raise Invalid(
                f"it says {ERASED}, where somebody stood who was erased.",
                field=field,
                remedy="Change the company's name, the field or the text; what goes on under such a subject ends here.",
            )


def elided(words: str) -> str:
    """What somebody else wrote, as it is said back to them: they do not know of our marks."""
    return words.replace(ERASED, "…")


@dataclass(frozen=True)
class Traces:
    """What of a text names one person: their addresses in all their forms, also in opt-out links, full names,
    telephone numbers."""

    addresses: re.Pattern[str] | None
    names: re.Pattern[str] | None
    phones: re.Pattern[str] | None
    quotes: re.Pattern[str] | None = None
    """What was noted of their own words as evidence."""
    likes: tuple[str, ...] = ()
    """For SQL: a text without any of these in it has none of the names and quotes (ILIKE)."""
    digits: tuple[str, ...] = ()
    """The same for telephone numbers, as regular expressions."""

    def quoting(self, said: Iterable[str]) -> "Traces":
        long = [one for one in sorted(set(said)) if len(one) >= SHORTEST_QUOTE]
        likes = [_like(one[:QUOTED]) for one in long]
        return replace(self, quotes=_any(map(_quote, long)), likes=(*self.likes, *likes))

    def names_them(self, text: str) -> bool:
        return any(one is not None and one.search(text) for one in (self.addresses, self.names, self.phones))

    def without(self, value: Any) -> Any:
        """A text, or JSON with texts in it, also as keys."""
        if isinstance(value, str):
            for one in (self.quotes, self.addresses, self.names, self.phones):
                value = one.sub(ERASED, value) if one is not None else value
            return value
        if isinstance(value, dict):
            return {self.without(key): self.without(inner) for key, inner in value.items()}
        return [self.without(inner) for inner in value] if isinstance(value, list) else value


def traces(addresses: Iterable[str], names: Iterable[str], phones: Iterable[str]) -> Traces:
    """Of a single word for a name, and of a few digits, nobody can say whose they are: they name nobody. A letter with
    its accent is one sign or two."""
    forms = sorted({one.lower() for one in addresses})
    mailboxes = sorted(set(map(mailbox_of, forms)))
    named = sorted({normalize(form, name) for name in names for form in ("NFC", "NFD")})
    named = [name for name in named if _name(name)]
    numbers = sorted({tail_of(phone) for phone in phones} - {""})
    return Traces(
        _any([*map(_address, mailboxes), *map(_link, forms)]),
        _any(map(_name, named)),
        _any(map(_phone, numbers)),
        likes=tuple(_like(name if UNSPACED.fullmatch(name) else max(_words(name), key=len)) for name in named),
        digits=tuple(GAP_IN_SQL.join(number) for number in numbers),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    found = [one for one in patterns if one]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _address(email: str) -> str:
    """Not where it is a part of another: o'brien@ is not brien@. In links signs of it are written as %40."""
    local, _, domain = email.rpartition("@")
    detail = rf"(?:(?:\+|%2B)[^@\s]{{0,{MAX_LOCAL}}})?"
    return rf"(?<![\w.%+-])(?<!\w['’~]){re.escape(local)}{detail}(?:@|%40){re.escape(domain)}(?![\w-]|\.\w)"


def _link(email: str) -> str:
    return rf"(?<![\w-]){re.escape(in_link(email))}(?:\.[\w-]{{22}})?(?![\w-])"


def _name(name: str) -> str:
    """Also the last name first, as in lists; not within a double name, which is somebody else's."""
    words = list(map(re.escape, _words(name)))
    if UNSPACED.fullmatch(name):
        return r"\s*".join(words) if len("".join(name.split())) >= SHORTEST_UNSPACED else ""
    if len(words) < 2:  # one word
        return ""
    turned = rf"{words[-1]},?\s+" + r"\s+".join(words[:-1])
    straight = r"\s+".join(words)
    return rf"(?<!\w)(?<!\w-)(?:{straight}|{turned})(?!\w|-\w)"


def _words(name: str) -> list[str]:
    return name.replace(",", " ").split()


def _quote(said: str) -> str:
    """As a whole, or its beginning, which is noted where there is no room for more."""
    return re.escape(said[:QUOTED]) + (r"[^\n]*" if len(said) > QUOTED else "")


def tail_of(phone: str) -> str:
    """The digits that tell the number; "" where there are too few."""
    digits = re.sub(r"\D", "", phone)
    return digits[-PHONE_TAIL:] if len(digits) >= SHORTEST_PHONE else ""


def _phone(digits: str) -> str:
    return rf"(?<!\d)[+(]{{0,2}}(?:\d{GAP}){{0,7}}{GAP.join(digits)}(?!\d)"


def _like(words: str) -> str:
    """What a text with these words holds. Of signs that are the same to Python and PostgreSQL alone (“K” is a k to one
    of them), and of those that JSON writes otherwise, it says nothing."""

    def is_plain(sign: str) -> bool:
        has_one_case = sign.lower() == sign.upper()
        return sign.isalnum() and (has_one_case or (sign.isascii() and sign not in "iksIKS"))

    return f"%{''.join(sign if is_plain(sign) else '%' for sign in words)}%"


def in_base64(text: str) -> list[str]:
    """How it stands in what is encoded, wherever that began: four letters hold three bytes, so there are three ways,
    each without the letters that hold something of what stands before or after."""
    said = text.encode()
    found = []
    for before in range(3):
        letters = base64.b64encode(bytes(before) + said).decode()
        found.append(letters[-(-before * 8 // 6) : (before + len(said)) * 8 // 6])
    return found
