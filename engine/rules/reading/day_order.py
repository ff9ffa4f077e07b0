"""Whether 04/05 is April or May: by the other dates of the text, its language, and the clock of its sender."""

import re
from datetime import datetime

from engine.rules.reading.folding import DATED, plain
from engine.rules.reading.language import guess_language


def written_order(text: str, language: str) -> bool | None:
    """A date that can be read only one way tells how the others are meant."""
    for one, two in re.findall(r"(?<![\d/])(\d\d?)/(\d\d?)(?:/\d{2,4})?(?![\d/])", text):
        if int(one) > 12 >= int(two):
            return True
        if int(two) > 12 >= int(one):
            return False
    return True if language not in ("en", "ja", "zh") else (False if language != "en" else None)


def writes_day_first(text: str, when: datetime) -> bool | None:
    """By the language, else for English by the clock of the sender: America writes the month first."""
    order = written_order(plain(text[:DATED]), guess_language(text))
    offset = when.utcoffset()
    if order is not None or not offset:
        return order
    hours = offset.total_seconds() / 3600
    return not -10 <= hours <= -3
