"""What the sentences of a mail say, in terms of the lexicon. Absence and human rules share one look at the text."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from engine.rules.reading.folding import sentences
from engine.rules.reading.lexicon import LEXICON

FIRST, LAST = 15, 3
"""An answer says what it wants in its first sentences, sometimes in its last; what is between is pasted matter."""
LOOK = 6000
"""Characters that are cut into sentences at all."""
SILENCES = {
    "keep": "unsubscribe",
    "not_customer": "already_customer",
    "was_away": "away",
    "stays": "left",
}
"""Concepts that exist to silence another one in the same sentence: "don't stop", "our customers", "I was away"."""


@dataclass
class Evidence:
    """Weight by concept, each counted once a sentence, and the sentence that says it loudest."""

    weight: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    loudest: dict[str, tuple[float, str]] = field(default_factory=dict)
    asks: str = ""

    def add(self, concept: str, weight: float, sentence: str) -> None:
        self.weight[concept] += weight
        if weight > self.loudest.get(concept, (0.0, ""))[0]:
            self.loudest[concept] = (weight, sentence)

    def sentence(self, concept: str) -> str:
        return self.loudest.get(concept, (0.0, ""))[1]

    def has(self, concept: str) -> bool:
        """Said at least once with more than a hint."""
        return self.weight.get(concept, 0.0) >= 2.0


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"')] ").endswith(("?", "？"))


@lru_cache(maxsize=64)
def concepts(sentence: str) -> dict[str, float]:
    """The concepts of one sentence, each with its best phrase's weight."""
    said: dict[str, float] = {}
    for hit in LEXICON.find(sentence):
        said[hit.concept] = max(said.get(hit.concept, 0.0), hit.weight)
    for silence, silenced in SILENCES.items():
        if silence in said:
            said.pop(silenced, None)
    return said


@lru_cache(maxsize=8)
def collect(text: str) -> Evidence:
    """The evidence of a text. Callers do not change it."""
    evidence = Evidence()
    cut = sentences(text[:LOOK])
    for sentence in cut if len(cut) <= FIRST + LAST else (*cut[:FIRST], *cut[-LAST:]):
        if _is_question(sentence):
            evidence.asks = evidence.asks or sentence
        for concept, weight in concepts(sentence).items():
            evidence.add(concept, weight, sentence)
    return evidence
