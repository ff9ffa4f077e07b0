"""`Ways`: quicker than the pattern they are made of, and found in the same places."""

import re

import pytest

from engine.rules.reading import automatic, bounces, challenges, date_patterns, notices
from engine.rules.reading.alternatives import Ways
from tests.rules.reading import answers

MODULES = (automatic, bounces, challenges, notices)
SHIPPED = [value for module in MODULES for value in vars(module).values() if isinstance(value, Ways)]
SHIPPED += [pattern.ways for pattern in date_patterns.PATTERNS]
TEXTS = [notice.raw[-1500:].lower() for notice in answers.notices("dev")[::2]]


@pytest.mark.parametrize("ways", SHIPPED)
def test_ways_are_found_where_their_pattern_is(ways: Ways) -> None:
    for text in TEXTS:
        found, expected = ways.search(text), re.search(ways.pattern, text)
        assert ways.are_in(text) == (expected is not None)
        assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("held|hello|help", ("he is held", "hello", "help", "hel")),
        ("no|not|nothing", ("no", "nothing", "n")),
        ("cafe|caf[eé]s?|ca?t|c{2}", ("cafés", "ct", "cct", "c", "cat")),
        (r"a\ b|a[|)]c|a\|d|(?:x|y)z", ("a b", "a|c", "a)c", "a|d", "yz", "ab", "a|", "d", "z")),
        (r"^re: |fw: ", ("re: x", "x re: ", "a fw: b")),
        (r"(?:the |a(?:n|\ny) )?end|x?y|(?P<how>u)?v", ("the end", "any end", "en", "xy", "y", "x", "uv", "v", "u")),
        (r"\bspf\b|\bs?pam|(?:\bat )?last$|(?:un)?", ("spf", "a spf", "sspf", "spam", "pam", "at last", "")),
        (r"\bube\b|rbl|\b1st|(?!no)n.t|d??e", ("ube", "tube", "a ube", "xrbl", "21st", "1st", "not", "nut", "de")),
    ],
)
def test_what_begins_alike_is_put_together_without_a_change(pattern: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        found, expected = Ways(pattern).search(text), re.search(pattern, text)
        assert (found and found[0]) == (expected and expected[0]), text
