"""Whether a name in running text is a person's: a title or a given name makes it sure; what stands before may make it a
place, a department or, in German, any noun."""

import re

from engine.rules.reading.folding import has_signs, plain
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.given_names import WORDS_TOO
from engine.rules.reading.names import LINK, Named, is_given

OPENERS = frozenset(word for word in LEXICON.vocabulary if len(word) > 1)
"""Words a sentence may begin with in capitals that are no first names."""
MAY_OPEN = WORDS_TOO | OPENERS
HONORIFIC = re.compile(
    r"\b(?:herrn?|hrn|frau|maitre|maître|mr|mrs|ms|dr|dra|mme|sr|sra|srta|mevrouw|meneer|mevr|dhr|mw|prof|don|dott|dottoressa|sig|docteur|doktor|pani?|father|ingeniero|rag|geom)\.?\s$|\bm\.\s$",
    re.IGNORECASE,
)
NEAR = 60
"""Characters before a name that are looked at."""


def is_sure(named: Named, before: str) -> bool:
    """Whether a name is of a person: in signs, by a given name that is no word there, or by a title."""
    word = not before and (len(named.name) < 3 or plain(named.name) in MAY_OPEN)
    return bool(has_signs(named.name) or (is_given(named) and not word) or HONORIFIC.search(before))


WHERE = frozenset({"in", "en", "em", "w", "we", "te", "i", "pa", "no", "nel", "nella"})
"""Before the name of a place, in whatever language: a person is handed over to with other words."""
INTO = re.compile(r"\b(?:(?:loop|cop[iy]|kopier|bring|pull|cc|tar?|tag|rop|keep|fetch)\w* in|fatt? i) $")
""" "Looping in Anneka", "tag fat i Bent"."""
BRANCH = re.compile(
    r" (?:branch|office|plant|site|factory|depot|hq|headquarters|store|warehouse|department|dept|school|hospital)\b"
)
SITE = re.compile(
    r"\b(?:siege|mere|madre|matriz|central[ea]?|centrala|zentrale|agence|bureau\w*|filial\w*|filiale|usine|ufficio|sede|fabrica|base\w*|situe\w*|achats?|sucursal|succursale|office|branch|hoofdkantoor|vestiging|hovedkontor\w*|"
    r"huvudkontor\w*|director|directeur|head|minister|secretary|dean) (?:a|au|de|di|da|do|of|te|from|aus|von) $"
)
"""A seat and its town, a department and its head."""
COLLEAGUE = re.compile(
    r"\b(?:kolleg\w*|collega|chef(?:in)?|vorgesetzt\w*|nachfolger\w*|vertreter\w*|namens|heisst|heet)[ ,:(]{1,3}$"
)
"""Before a German or Dutch surname that stands alone."""
NOUNS_IN_CAPITALS = "de"


SPEAK = re.compile(r"\b(?:speak|talk|chat|word|contact|ask(?: for)?) (?:to |with )?$")
"""Nobody speaks with a place."""


def is_somewhere(before: str, behind: str) -> bool:
    """Whether what stands between is rather a place or a department."""
    link, folded = LINK.search(before), plain(before[-NEAR:])
    where = link is not None and plain(link[1]) in WHERE and not INTO.search(folded)
    return where or SITE.search(folded) is not None or BRANCH.match(behind) is not None


def may_be(named: Named, before: str, behind: str, language: str) -> bool:
    """Whether a name that nothing makes sure may be a person's, behind words that hand over."""
    link = LINK.search(before)
    if link is None:
        return language != NOUNS_IN_CAPITALS
    if is_somewhere(before, behind):
        return False
    return " " in named.name or language != NOUNS_IN_CAPITALS or COLLEAGUE.search(plain(before[-NEAR:])) is not None
