"""Which way an answer leans when no phrase of the lexicon fits as a whole: its words, weighed one by one.

The weights are not trained on mail; they are how often a word occurs in the phrases of one kind and not in the others
(naive Bayes with equal priors). Measured alone on the held-aside answers of tests/corpus it is right nine times in
ten; it is asked only where no phrase was found, and its verdicts carry little confidence.
"""

import math
import re
from collections import defaultdict
from functools import cache
from itertools import chain

from engine.rules.reading.folding import CJK, PAUSE, tokens
from engine.rules.reading.lexicon import LANGUAGES
from engine.rules.vocabulary import Kind

KINDS: dict[str, Kind] = {
    "unsubscribe": Kind.UNSUBSCRIBE,
    "already_customer": Kind.ALREADY_CUSTOMER,
    "interested": Kind.INTERESTED,
    "question": Kind.QUESTION,
    "not_now": Kind.NOT_NOW,
    "not_interested": Kind.NOT_INTERESTED,
    "wrong_person": Kind.WRONG_PERSON,
    "noted": Kind.OTHER,
}
STEM = 5
SCALE, SMOOTHING = 1000.0, 0.05
MARGIN, LEAST = 0.7, 0.7
"""In nats: how far ahead of the second the first must be, and its own least score."""
WORDS = 120
"""Longer answers say so much that single words mean nothing."""


def _units(text: str) -> list[str]:
    """Words; for Chinese and Japanese, which do not part them, pairs of signs."""
    words = tokens(text)
    if not CJK.search(text):
        return words
    return [word[at : at + 2] for word in words for at in range(max(1, len(word) - 1))]


def _stem(written: str, token: str) -> str:
    return token[:STEM] if written.endswith("*") else token


@cache
def weights() -> dict[str, dict[str, float]]:
    """Log odds by word and concept. A word among many alternatives of a phrase counts less than one alone."""
    counts: dict[str, dict[str, float]] = {}
    for concept, line in _lines():
        for step in line.lstrip("!~=").split():
            ways = step.rstrip("?").split("|")
            for way in ways:
                for token in _units(re.sub(r"[*_.]", " ", way)):
                    counts.setdefault(_stem(way, token), defaultdict(float))[concept] += len(ways) ** -0.5
    sizes = {concept: sum(counted[concept] for counted in counts.values()) for concept in KINDS}
    return {token: _log_odds(counted, sizes) for token, counted in counts.items()}


def _lines() -> chain[tuple[str, str]]:
    return chain.from_iterable(
        ((concept, line.strip()) for line in language.PHRASES.get(concept, "").splitlines())
        for language in LANGUAGES
        for concept in KINDS
    )


def _log_odds(counted: dict[str, float], sizes: dict[str, float]) -> dict[str, float]:
    rates = {concept: counted[concept] / sizes[concept] * SCALE + SMOOTHING for concept in KINDS}
    mean = sum(rates.values()) / len(KINDS)
    return {concept: math.log(rate / mean) for concept, rate in rates.items()}


def lean(text: str) -> tuple[Kind, float] | None:
    """The kind the words speak for and how far it leads, None when they do not say clearly."""
    words = set(_units(text)) - {PAUSE}
    if len(words) > WORDS:
        return None
    known = weights()
    scores = dict.fromkeys(KINDS, 0.0)
    for word in words:
        for concept, weight in (known.get(word) or known.get(word[:STEM]) or {}).items():
            scores[concept] += weight
    second, first = sorted(scores, key=scores.__getitem__)[-2:]
    lead = scores[first] - scores[second]
    return (KINDS[first], lead) if lead > MARGIN and scores[first] > LEAST else None
