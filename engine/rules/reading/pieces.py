"""Pieces of words, any of which a text may hold: for a quick look before a thorough one."""

import re
from collections.abc import Iterable
from functools import cached_property

from engine.rules.reading.alternatives import by_beginnings

COMMON = " etaoinsrhldcumfpgwybvkxjqz"
"""The letters of most languages here, the commonest first; any other is rarer."""
NOTHING = "(?!)"


class Pieces:
    """All of them as one pattern that begins with the rarest letter of each and looks back from its end: few letters of
    a text are worth a look, and looking for one piece after the other takes four times as long."""

    def __init__(self, *pieces: str) -> None:
        self.pieces = pieces

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return _any_of(self.pieces)

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return _any_of(filter(str.isascii, self.pieces))

    def are_in(self, text: str) -> bool:
        return (self._plain if text.isascii() else self._all).search(text) is not None


def _any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    return re.compile(by_beginnings("|".join(map(_from_rarest, pieces))) or NOTHING)


def _from_rarest(piece: str) -> str:
    at = max(range(max(1, len(piece) - 1)), key=lambda place: _rarity(piece[place]))
    return f"{re.escape(piece[at:])}(?<={re.escape(piece)})"


def _rarity(letter: str) -> int:
    return COMMON.find(letter) % len(COMMON)
