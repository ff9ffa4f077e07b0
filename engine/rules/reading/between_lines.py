"""What the words of a note tell that is none of the usual: of its writer, of a firm, of a mailbox."""

from functools import lru_cache

from engine.rules.reading.folding import sentences
from engine.rules.reading.lexicon import COURTESIES, circumstances, mailbox_ways
from engine.rules.reading.phrases import Lexicon

LEXICON = Lexicon((circumstances.PHRASES, mailbox_ways.PHRASES), COURTESIES)

NOTE = 1500
"""Characters; notes are shorter."""


@lru_cache(maxsize=8)
def told_between_lines(text: str) -> frozenset[str]:
    """The concepts of `lexicon.circumstances` and `lexicon.mailbox_ways` that a text has."""
    return frozenset(hit.concept for sentence in sentences(text[:NOTE]) for hit in LEXICON.find(sentence))
