"""The address somebody probably has, from how the addresses of their colleagues are made. A guess: a person decides."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import Invalid
from engine.rules.addresses import domain_of, is_free_mail, is_role_address, normalise

PATTERNS: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {
        "first.last": lambda first, last: f"{first}.{last}",
        "first": lambda first, last: first,
        "flast": lambda first, last: f"{first[:1]}{last}",
        "f.last": lambda first, last: f"{first[:1]}.{last}",
        "firstlast": lambda first, last: f"{first}{last}",
        "first_last": lambda first, last: f"{first}_{last}",
        "first-last": lambda first, last: f"{first}-{last}",
        "firstl": lambda first, last: f"{first}{last[:1]}",
        "first.l": lambda first, last: f"{first}.{last[:1]}",
        "last": lambda first, last: last,
        "last.first": lambda first, last: f"{last}.{first}",
        "lastfirst": lambda first, last: f"{last}{first}",
        "lastf": lambda first, last: f"{last}{first[:1]}",
        "last.f": lambda first, last: f"{last}.{first[:1]}",
    }
)
"""How companies make addresses, the most usual first: of two that explain as many addresses the first is taken."""
TITLES = frozenset(
    {"dr", "prof", "mr", "mrs", "ms", "miss", "sir", "herr", "frau", "mme", "ing", "dipl", "mag", "sr", "sra"}
)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
GERMAN_ENDS = (".de", ".at", ".ch", ".li")


@dataclass(frozen=True)
class Guess:
    """`examples` of the `known` addresses of their company are made like this."""

    email: str
    pattern: str
    examples: int
    known: int


def guess(name: str, colleagues: Sequence[tuple[str, str]]) -> Guess | None:
    """`colleagues`: name and address of people of the same company. None where too little speaks for it."""
    votes: Counter[tuple[str, str]] = Counter()
    known = 0
    for theirs, email in colleagues:
        local, domain = email.casefold().rpartition("@")[0], domain_of(email)
        if is_free_mail(domain) or is_role_address(local) or not _parts(theirs, domain):
            continue
        known += 1
        votes.update({(pattern, domain) for pattern in PATTERNS if local in _locals(pattern, theirs, domain)})
    if not votes:
        return None
    rank = list(PATTERNS)
    (pattern, domain), examples = min(votes.items(), key=lambda vote: (-vote[1], rank.index(vote[0][0]), vote[0][1]))
    made = next(iter(_locals(pattern, name, domain)), "")
    if examples * 2 <= known or not made:
        return None
    try:
        return Guess(normalise(f"{made}@{domain}"), pattern, examples, known)
    except Invalid:  # a name in letters of which no address is made
        return None


def _locals(pattern: str, name: str, domain: str) -> list[str]:
    """The local part, for each way in which the name may be written in ASCII; the likeliest first."""
    return list(dict.fromkeys(PATTERNS[pattern](first, last) for first, last in _parts(name, domain)))


def _parts(name: str, domain: str) -> list[tuple[str, str]]:
    """First and last name in ASCII, e.g. juergen berg and juergen vanderberg. Empty: not both are known."""
    found = []
    german = domain.endswith(GERMAN_ENDS)
    for table in (GERMAN, PLAIN) if german else (PLAIN, GERMAN):
        words = [word for part in name.casefold().split() if (word := _ascii(part, table)) and word not in TITLES]
        if len(words) > 1:
            found += [(words[0], words[-1]), (words[0], "".join(words[1:]))]
    return list(dict.fromkeys(found))


def _ascii(word: str, table: Mapping[int, str]) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word).translate(table).translate(PLAIN))
    return "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign == "-")).strip("-")
