"""Names as they stand alone. Polish bends them, given name and surname, behind whatever governs them."""

import re
from collections.abc import Iterator

from engine.rules.reading.folding import plain
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES, POLISH
from engine.rules.reading.names import parts_of

LONE = ("ą", "ę")
"""No Polish name ends so where it stands alone: "Anną Wilk" is Anna."""
KNOWN = frozenset(POLISH.split())
OF_WOMEN = {
    "ce": "ka", "dze": "ga", "rze": "ra", "cie": "ta", "dzie": "da", "le": "ła", "sze": "cha", "ii": "ia", "ie": "a",
    "y": "a", "i": "a", "ą": "a", "ę": "a", "u": "a",
}  # fmt: skip
"""Endings of names in "a", with how the stem changes before them: Monice, Jagodzie, Barbarze, Marcie, Oli."""
OF_MEN = ("iowi", "owi", "iem", "em", "a")
ADJECTIVE = re.compile(r"(?P<stem>\w+(?:[sc]|dz)k)(?:(?P<man>iego|iemu|im)|(?P<woman>iej|ą))$")
"""Surnames like Zielińska and Zieliński."""


def nominative(name: str, local: str = "", language: str = "") -> str:
    """ "Tomaszem Wójcikiem (tomasz.wojcik@…)" is Tomasz Wójcik: the address tells where the case ending begins, else in
    Polish the given name does."""
    words = list(_as_in(name, parts_of(local)))
    if language == "pl" and not local:
        words = list(_polish(words))
    return " ".join(word[:-1] + "a" if word.endswith(LONE) else word for word in words)


def _as_in(name: str, parts: list[str]) -> Iterator[str]:
    for word in name.split():
        folded = plain(word)
        part = next((one for one in parts if len(one) > 2 and folded.startswith(one) and folded != one), None)
        yield word[: len(part)] if part and len(folded) - len(part) <= 3 else word


def _polish(words: list[str]) -> Iterator[str]:
    given = _given(words[0])
    bent = given not in ("", words[0])
    yield given or _surname(words[0])
    for word in words[1:]:
        yield _surname(word, man=bent and not given.endswith("a"), woman=bent and given.endswith("a"))


def _given(word: str) -> str:
    """The given name that a word is bent from, or is; "" where it is none."""
    if plain(word) in KNOWN:
        return word
    bent = next((one for one in (*_woman(word), *_man(word)) if plain(one) in KNOWN), "")
    return bent or (word if plain(word) in GIVEN_NAMES else "")


def _woman(word: str) -> Iterator[str]:
    return (word.removesuffix(ending) + alone for ending, alone in OF_WOMEN.items() if word.endswith(ending))


def _man(word: str) -> Iterator[str]:
    """Tomka is Tomek, Jakuba Jakub."""
    for stem in (word.removesuffix(ending) for ending in OF_MEN if word.endswith(ending)):
        yield f"{stem[:-1]}e{stem[-1:]}"
        yield stem
        yield f"{stem}i"


def _surname(word: str, *, man: bool = False, woman: bool = False) -> str:
    """Of a man's any ending goes; a woman's, and what stands without a given name, has one only where it shows."""
    adjective = ADJECTIVE.fullmatch(word)
    if adjective:
        return adjective["stem"] + ("i" if adjective["man"] else "a")
    if man and not word.endswith("y"):
        return next(_without(word), word)
    if (man or woman) and word.endswith(("y", "ce", "dzie", "rze", "ie")):
        return next(_woman(word), word)
    return word


def _without(word: str) -> Iterator[str]:
    """Sobolta is Sobolt, Wójcikiem Wójcik, Zielonce Zielonka."""
    for ending in OF_MEN:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending)
    yield from _woman(word)
