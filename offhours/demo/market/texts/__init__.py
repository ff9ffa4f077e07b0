"""What people write, one file per language: sections `=== kind`, variants separated by `---`.

A variant may begin with a `Subject:` line. The names in braces are filled in by `people`; which of them a variant uses
decides what a reader can learn from it.
"""

import string
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt", "sv", "da", "pl", "ja")


@dataclass(frozen=True)
class Variant:
    """`language` is the one it is written in, which may be English for want of another."""

    language: str
    subject: str
    body: str

    @property
    def slots(self) -> frozenset[str]:
        parsed = string.Formatter().parse(f"{self.subject} {self.body}")
        return frozenset(name for _, name, _, _ in parsed if name)


@cache
def sections(language: str) -> dict[str, tuple[Variant, ...]]:
    text = (files(__package__) / f"{language}.txt").read_text("utf-8")
    found = {}
    for section in text.split("=== ")[1:]:
        name, _, body = section.partition("\n")
        found[name.strip()] = tuple(_variant(language, one) for one in body.split("\n---\n"))
    return found


def _variant(language: str, text: str) -> Variant:
    text = text.strip("\n")
    if text.startswith("Subject: "):
        subject, _, body = text.partition("\n")
        return Variant(language, subject.removeprefix("Subject: "), body)
    return Variant(language, "", text)


def variants(kind: str, language: str) -> tuple[Variant, ...]:
    """In this language, or in English when nobody wrote it there."""
    return sections(language).get(kind) or sections("en")[kind]
