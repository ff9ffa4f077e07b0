"""`Ways`: quicker than the pattern they are made of, and found in the same places."""

import re

import pytest

from engine.rules.reading import absence, automatic, bounce_text, bounces, challenges, date_patterns, notices
from engine.rules.reading.alternatives import Opening, Ways, must_hold
from tests.rules.reading import answers

MODULES = (absence, automatic, bounce_text, bounces, challenges, notices)
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


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        (r"\d", True),
        (r"a\d+|(?:b|c)\d{1,2}", True),
        (r"(?P<day>a(?:b|c)\d)?x\d", True),
        (r"(?:a\d|b\d)", True),
        (r"\d?a", False),
        (r"a\d*", False),
        (r"a\d{0,2}", False),
        (r"(?:a\d|b)", False),
        (r"(?:a\d)?b", False),
        (r"a\d|b", False),
        (r"a(?!\d)(?<!\d)(?=\d)", False),
        (r"a[\d]", False),
        ("a", False),
    ],
)
def test_what_a_pattern_never_does_without_is_told(pattern: str, holds: bool) -> None:
    assert must_hold(pattern, r"\d") is holds


def test_dates_stand_only_where_their_landmarks_are() -> None:
    for text in TEXTS:
        seen = date_patterns.seen_in(text)
        for pattern in date_patterns.PATTERNS:
            assert pattern.landmarks <= seen or not re.search(pattern.ways.pattern, text)


OPENING = r"(?:sent|(?:the )?e-?mail) from|c[aà]r\b|l['’]envoi.*"


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("sent from here", True),
        (" *the e-mail from", True),
        ("email from", True),
        ("càr", True),
        ("l’envoi d'un", True),
        ("sent", False),
        ("card", False),
        ("sender", False),
        ("se", False),
        ("", False),
        ("- sent from", False),
    ],
)
def test_what_lines_begin_with_is_found_by_its_letters(line: str, begins: bool) -> None:
    assert Opening(" *", OPENING, letters=3).begins(line) is begins
    assert (re.match(rf"[ *]*(?:{OPENING})", line) is not None) is begins


@pytest.mark.parametrize("pattern", ["ab", "a.c", "ab*c", r"a\wc", "(?:abc|d)"])
def test_an_opening_tells_as_many_letters_as_are_asked_for(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"letters|repeated"):
        Opening("", pattern, letters=3)
