"""Many words, or ways to say one thing, as patterns that are quick to rule out."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

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
    may be missing at the beginning is not looked for, and a word's edge only behind its first letter.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _parts(self) -> list[re.Pattern[str]]:
        return list(map(re.compile, _parts(list(map(_by_letter, _alternatives(self.pattern))))))

    def are_in(self, text: str) -> bool:
        return any(part.search(text) for part in self._parts)

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


MAY_BE_MISSING = re.compile(r"\?(?![?+])")
EDGE = re.compile(r"\\b([^\W_])(?![?*+{])")


def _by_letter(alternative: str) -> str:
    """The same to whoever asks whether it is anywhere, but beginning with a letter where it can."""
    end = _end_of_first(alternative)
    if end and (missing := MAY_BE_MISSING.match(alternative, end)):
        return _by_letter(alternative[missing.end() :])
    return EDGE.sub(r"\1(?<!\\w\1)", alternative, count=1) if EDGE.match(alternative) else alternative


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
    that begin with letters, by the first of which most lines are ruled out.

    Raises ValueError where the pattern does not tell so many letters.
    """

    def __init__(self, signs: str, pattern: str, letters: int) -> None:
        self.signs, self.letters = signs, letters
        self.beginnings = frozenset(one for way in _alternatives(pattern) for one in _beginnings(way, letters))
        self._whole = re.compile(by_beginnings(pattern))

    def begins(self, line: str) -> bool:
        said = line.lstrip(self.signs)
        return said[: self.letters] in self.beginnings and self._whole.match(said) is not None


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
    if rest.startswith(("*", "+", "{")):
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
