"""What somebody is called, out of a name as lists have it: "Dr. Anna Berg", "Berg, Anna", "Anna Berg, PhD"."""

import re
from functools import lru_cache
from itertools import dropwhile

TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "mlle"})
DOTTED = frozenset({"ing", "dipl", "mag", "med", "lic", "dott", "sig", "sr", "sra", "drs", "ir", "rer", "nat", "jur"})
"""Titles only with a dot: without it some are names."""
HONORARY = frozenset({"h.c.", "e.h."})
"""Behind a title; their letters alone are initials."""
AFTER = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "llm", "cpa", "esq"})
"""What stands behind a name and is no part of it."""
HALVES = ("first_name", "last_name")
"""A contact's own fields that hold them, where a list had a column for each."""
ASIDE = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def called(name: str) -> tuple[str, str]:
    """First and last name, "" for one that is not told. What has nothing but a title before it is a last name."""
    before, _, behind = ASIDE.sub(" ", name).partition(",")
    given = _without_after(behind.replace(",", " ").split())
    words = [*given, *_without_after(before.split())]
    bare = list(dropwhile(_is_title, words))
    if not bare:
        return "", ""
    if len(bare) == 1:
        return ("", bare[0]) if bare != words else (bare[0], "")
    return bare[0], bare[-1]


def whole(name: str, first: str, last: str) -> tuple[str, str]:
    """First and last name as two columns had them, "Mary Ann" and "van der Berg", while they make the name."""
    return (first, last) if [*first.split(), *last.split()] == name.split() else called(name)


def _is_title(word: str) -> bool:
    parts = [part for part in re.split(r"[.-]+", word.casefold()) if part]
    known = TITLES | DOTTED if "." in word else TITLES
    return (bool(parts) and known.issuperset(parts)) or word.casefold() in HONORARY


def _without_after(words: list[str]) -> list[str]:
    while words and words[-1].casefold().replace(".", "") in AFTER:
        words = words[:-1]
    return words
