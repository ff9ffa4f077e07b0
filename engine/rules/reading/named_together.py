"""Names that tell about each other: who is named in one breath with somebody to turn to, by the fullest name, and what in
capitals is nobody where somebody surely is."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterable, Iterator

from engine.rules.reading.addresses import Scene, Told
from engine.rules.reading.bystanders import is_nobody
from engine.rules.reading.folding import plain
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES
from engine.rules.reading.names import Named, words_of
from engine.rules.reading.persons import SPEAK, is_sure

Chosen = list[tuple[Named, str]]
"""Names with the sentence that hands over to them."""
MANY = 100
"""Names that are looked at: an answer names a few; a pasted list of hundreds would take a second."""


def but_for_weak(scene: Scene, chosen: Chosen, told: list[Told]) -> Chosen:
    """Where somebody surely is a person, one word in capitals that nothing makes sure is a place or a department."""
    sure = [named for named, _ in chosen if " " in named.name or _is_person(scene, named)]
    if not sure and not any(one.named for one in told):
        return chosen
    joined = (one for one, _ in chosen for other in sure if _are_beside(scene.text, one, other))
    kept = {one.start for one in (*sure, *joined)}
    return [(named, sentence) for named, sentence in chosen if named.start in kept]


def beside(scene: Scene, chosen: Chosen, told: list[Told], names: list[Named]) -> Chosen:
    """Who is named in full in the sentence of somebody to turn to: "diesel is Yusuf Kaya's and Ann Roy has the money"."""
    people = [*(named.start for named, _ in chosen), *(one.start for one in told if one.named)]
    nameless = {scene.sentence_bounds(one.start) for one in told if not one.named}
    handing = {scene.sentence_bounds(start) for start in people} - nameless
    found: Chosen = []
    for one in names[:MANY]:
        first, last = scene.sentence_bounds(one.start)
        before, behind = scene.text[first : one.start], scene.text[one.end : last]
        fits = (first, last) in handing and one.start not in people and _is_full(one)
        if fits and not is_nobody(before, behind, by_machine=False):
            found.append((one, scene.text[first:last]))
    return found


def _is_full(named: Named) -> bool:
    first, _, rest = named.name.partition(" ")
    return rest != "" and plain(first) in GIVEN_NAMES


def _is_person(scene: Scene, named: Named) -> bool:
    first, _ = scene.sentence_bounds(named.start)
    before = scene.text[first : named.start]
    return is_sure(named, before) or SPEAK.search(plain(before)) is not None


def in_full(chosen: Chosen, names: list[Named]) -> Chosen:
    """ "Try Josée, Josée Bellavance": by the name that says most, once."""
    words = {one: frozenset(words_of(one.name)) for one in names[:MANY]}
    found: dict[int, tuple[Named, str]] = {}
    for named, sentence in chosen:
        own = set(words_of(named.name))
        fuller = [one for one in words if own < words[one]]
        full = max(fuller, key=lambda one: len(words[one]), default=named)
        found.setdefault(full.start, (full, sentence))
    return list(found.values())


JOINED = re.compile(
    r"(?:/|,? (?:and|or|and/or|&|und|oder|bzw\.?|sowie|et|ou|y|o|e|ed|en|of|och|eller|og|i|lub|oraz) |、|や|又は|和|或|或者|、或)"
    r"(?:(?:to|with|an|mit|bei|à|avec|chez|a|al|con|com|ao|ad|aan|met|till?|med|hos|do|z) )?(?:(?:herrn?|frau|mr|mrs|ms|dr|dra|mme|m|sr|sra|dott|prof|pani?|mevrouw)\.? )?",
    re.IGNORECASE,
)


def and_who_is_joined(
    text: str, chosen: Iterable[tuple[Named, str]], names: list[Named]
) -> Iterator[tuple[Named, str]]:
    """ "Jo Park or Mia Toft": whoever is named in the same breath as one of them, behind or before."""
    told: set[int] = set()
    for named, sentence in chosen:
        breath = [named]
        while breath:
            one = breath.pop()
            if one.start in told:
                continue
            told.add(one.start)
            yield one, sentence
            breath += [other for other in names if _are_beside(text, one, other)]


def _are_beside(text: str, one: Named, other: Named) -> bool:
    return _are_joined(text, one, other) or _are_joined(text, other, one)


def _are_joined(text: str, one: Named, other: Named) -> bool:
    return other.start > one.end and JOINED.fullmatch(text, one.end, other.start) is not None
