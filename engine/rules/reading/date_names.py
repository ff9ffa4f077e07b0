"""Names of months and days of the week, marked: a pattern of a date sees one sign instead of twenty languages.

A name becomes its mark and fillers of the same length, so that an offset in the marked text is one in the text itself.
"""

import re
from functools import lru_cache

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.folding import plain
from engine.rules.reading.lexicon.calendar import BEHIND_WEEKDAY, IN_MONTHS, MONTHS, NO_NAME, SHORT_WEEKDAYS, WEEKDAYS

FIRST_MONTH, FIRST_WEEKDAY, IN, FILLER = 0xE001, 0xE011, "\ue0fe", "\ue0ff"
"""Of Unicode's private use, where no letters are."""
PICTURE = re.compile(f"[{chr(FIRST_MONTH)}-{FILLER}]")
"""Old Japanese telephones wrote their pictures with these signs."""


def _marks(first: int, count: int, said: str = f"{IN}?") -> str:
    return f"(?:[{chr(first)}-{chr(first + count - 1)}]{said}{FILLER}*+)"


A_MONTH, WEEKDAY = _marks(FIRST_MONTH, 12), _marks(FIRST_WEEKDAY, 7)
MONTH = f"(?P<month>{A_MONTH})"
IN_MONTH = f"(?P<month>{_marks(FIRST_MONTH, 12, IN)})"
JANUARY = _marks(FIRST_MONTH, 1)

LETTER = "[a-z\u0370-\u052f]"
"""Latin, Greek and Cyrillic; what follows a Korean name is a word of its own."""
NAMES = re.compile(
    rf"(?<!{LETTER})(?!{NO_NAME})(?:(?:{any_of((*MONTHS, *IN_MONTHS))})(?=(?:woche)?(?!{LETTER}))|"
    rf"(?:{any_of(WEEKDAYS)})(?=(?:{BEHIND_WEEKDAY})?(?!{LETTER})))"
)
MARK_OF = {
    name: chr(first + number) + FILLER * (len(name) - 1)
    for first, lines in ((FIRST_MONTH, MONTHS), (FIRST_WEEKDAY, WEEKDAYS))
    for number, line in enumerate(lines)
    for name in line.split()
} | {
    name: chr(FIRST_MONTH + number) + IN + FILLER * (len(name) - 2)
    for number, line in enumerate(IN_MONTHS)
    for name in line.split()
}
SHORT_WEEKDAY_OF = {name: number for number, line in enumerate(SHORT_WEEKDAYS) for name in line.split()}


@lru_cache(maxsize=16)  # of a text, and of the dates in it
def marked(text: str) -> str:
    """As `plain` folds it, of the same length, its names of months and weekdays marked."""
    return NAMES.sub(lambda found: MARK_OF[found[0]], PICTURE.sub(" ", plain(text)))


def month_of(mark: str) -> int:
    """1 to 12."""
    return ord(mark[0]) - FIRST_MONTH + 1


def weekday_of(said: str) -> int:
    """Monday is 0. By its mark, or a short name as it stands."""
    return SHORT_WEEKDAY_OF.get(said, ord(said[0]) - FIRST_WEEKDAY)
