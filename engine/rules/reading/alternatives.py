"""Many words, or ways to say one thing, as patterns that are quick to rule out."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

Tree = dict[str, "Tree"]


def any_of(lists: Iterable[str]) -> str:
    """Any of the words, the longest first. By common beginnings: one by one they take ten times as long to rule out."""
    tree: Tree = {}
    for word in {word for line in lists for word in line.split()}:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: Tree) -> str:
    ways = [re.escape(letter) + _branches(node) for letter, node in sorted(tree.items()) if letter]
    if len(ways) == 1 and "" not in tree:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if '' in tree else ''}" if ways else ""


def by_beginnings(pattern: str) -> str:
    """The alternatives of a pattern put together by common beginnings, for whoever asks only whether one is there."""
    return "|".join(_parts(_alternatives(pattern)))


PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|[()|]|[^\\\[()|]+")
LETTER = re.compile(r"(?:\\ |[^\W_])(?![?*+{])")


class Ways:
    """The many ways to say one thing: a pattern without flags, of many alternatives, that is seldom found in a text.

    All that begin with a letter are put together by common beginnings, and each of the others is looked for alone: so
    either is ruled out by first letters, while a single other one among them has all tried at every place. Hence what
    may be missing at the beginning is not looked for, a group there is taken apart, and a word has its edge looked for
    behind its first letter.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _parts(self) -> list[re.Pattern[str]]:
        unnamed = self.pattern if "(?P=" in self.pattern else NAMED.sub("(?:", self.pattern)
        ways = chain.from_iterable(map(_by_letter, _alternatives(unnamed)))
        return list(map(re.compile, _parts(list(ways))))

    def are_in(self, text: str) -> bool:
        for part in self._parts:  # noqa: SIM110 -- asked of every mail dozens of times
            if part.search(text):
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """The first place, as the pattern itself finds it."""
        return self._whole.search(text) if self.are_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._whole.finditer(text) if self.are_in(text) else iter(())


def _alternatives(pattern: str) -> list[str]:
    """Those of the pattern itself, not of its groups."""
    found, depth = [""], 0
    for piece in PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return found


NAMED = re.compile(r"\(\?P<\w+>")
MAY_BE_MISSING = re.compile(r"\?(?![?+])")
EDGE = re.compile(r"\\b|\(\?<!(?P<letters>\[a-z\])\)")


def _by_letter(alternative: str) -> list[str]:
    """The same to whoever asks whether it is anywhere, but beginning with a letter where it can."""
    end = _end_of_first(alternative)
    if MAY_BE_MISSING.match(alternative, end):
        return _by_letter(alternative[end + 1 :])
    edge = EDGE.match(alternative)
    if not edge:
        return _without_group(alternative)
    letters = edge["letters"] or r"\w"
    ways = [(LETTER.match(way), way) for way in _without_group(alternative[edge.end() :])]
    return [
        f"{first[0]}(?<!{letters}{first[0]}){way[first.end() :]}" if first and first[0].isalnum() else f"{edge[0]}{way}"
        for first, way in ways
    ]


def _without_group(way: str) -> list[str]:
    """The same without a group at the beginning, where all its ways then begin with letters."""
    together, others = _by_first_letter(_taken_apart(way))
    return [way] if others else together


def _taken_apart(way: str) -> list[str]:
    """The ways of the group or optional letter that it begins with, each with what follows."""
    end = _end_of_first(way)
    rest = way[end:]
    if MAY_BE_MISSING.match(rest):
        return [*_taken_apart(f"{way[:end]}{rest[1:]}"), *_taken_apart(rest[1:])]
    if not way.startswith("(?:") or rest.startswith(("?", "*", *REPEATED)) or len(rest) > LONG:
        return [way]
    inner = chain.from_iterable(map(_taken_apart, _alternatives(way[3 : end - 1])))
    together, others = _by_first_letter(list(inner))
    return [f"{one}{rest}" for one in (*together, *(f"(?:{other})" for other in others))]


def _end_of_first(alternative: str) -> int:
    """Of the group or letter that it begins with, 0 where that is a look around."""
    return _end_of_group(alternative, 0) if OPENS.match(alternative) else int(alternative[:1].isalpha())


OPENS = re.compile(r"\(\?(?::|P<\w+>)")


def _end_of_group(pattern: str, at: int) -> int:
    end, depth = at, 0
    for piece in PIECE.finditer(pattern, at):
        end = piece.end()
        depth += (piece[0] == "(") - (piece[0] == ")")
        if depth == 0:
            break
    return end


OPTIONAL = re.compile(r"[?*]|\{0")
REPEATED = ("+", "{")
LONG = 400
"""Characters behind a group. More, again for each first letter, would take longer to compile than it wins."""


def must_hold(pattern: str, part: str) -> bool:
    """Whether nothing is found by a pattern without this part of it, which begins with a backslash or a group."""
    return part in pattern and all(_must_hold(one, part) for one in _alternatives(pattern))


def _must_hold(alternative: str, part: str) -> bool:
    at = 0
    while at < len(alternative):
        whole, opens = alternative.startswith(part, at), OPENS.match(alternative, at)
        if whole:
            end = at + len(part)
        elif alternative[at] == "(":
            end = _end_of_group(alternative, at)
        else:
            end = next(PIECE.finditer(alternative, at)).end()
        there = whole or (opens is not None and must_hold(alternative[opens.end() : end - 1], part))
        if there and not OPTIONAL.match(alternative, end):
            return True
        at = end
    return False


def _parts(alternatives: list[str]) -> list[str]:
    """One for all that begin with a letter, and the others."""
    together, others = _by_first_letter(alternatives)
    return ["|".join(together), *others] if together else others


def _by_first_letter(alternatives: list[str]) -> tuple[list[str], list[str]]:
    rests: dict[str, list[str]] = {}
    others: list[str] = []
    for one in alternatives:
        if begins := LETTER.match(one):
            rests.setdefault(begins[0], []).append(one[begins.end() :])
        else:
            others.append(one)
    return [f"{letter}{_rest(several)}" for letter, several in rests.items()], others


def _rest(several: list[str]) -> str:
    if len(several) > 1:
        together, others = _by_first_letter(several)
        several = [*together, *others]
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


class Opening:
    """What few lines begin with, behind signs that may stand before it: a pattern without flags, of many alternatives
    that begin with letters. By the first of these most lines are ruled out, and the others meet few alternatives.

    Raises ValueError where the pattern does not tell so many letters.
    """

    def __init__(self, signs: str, pattern: str, letters: int) -> None:
        self.signs, self.letters = signs, letters
        self._ways: dict[str, list[str]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}  # one for each beginning at most, when it is first met
        for way in chain.from_iterable(map(_without_group, _alternatives(pattern))):
            for first in set(_beginnings(way, letters)):
                self._ways.setdefault(first, []).append(way)

    def begins(self, line: str) -> bool:
        said = line.lstrip(self.signs)
        first = said[: self.letters]
        return first in self._ways and self._beginning(first).match(said) is not None

    def _beginning(self, first: str) -> re.Pattern[str]:
        if first not in self._compiled:
            self._compiled[first] = re.compile("|".join(self._ways[first]))
        return self._compiled[first]


LITERAL = re.compile(r"\[(?P<one_of>[^\]\\^-]+)\]|(?P<letter>[^\W_]|[ '’/-])")


def _beginnings(way: str, letters: int) -> Iterator[str]:
    """The first letters of what is found so."""
    if not letters:
        yield ""
        return
    opens, literal = OPENS.match(way), LITERAL.match(way)
    if opens:
        end = _end_of_group(way, 0)
    elif literal:
        end = literal.end()
    else:
        raise ValueError(f"less than {letters} letters are told: {way[:40]}")
    rest = way[end:]
    if rest.startswith(("*", *REPEATED)):
        raise ValueError(f"repeated: {way[:40]}")
    if rest.startswith("?"):
        rest = rest[1:]
        yield from _beginnings(rest, letters)
    if opens:
        for first in _alternatives(way[opens.end() : end - 1]):
            yield from _beginnings(first + rest, letters)
    elif literal:
        behind = list(_beginnings(rest, letters - 1))
        yield from (first + more for first in literal["one_of"] or literal["letter"] for more in behind)
