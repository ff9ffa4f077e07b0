"""`Ways`: quicker than the pattern they are made of, and found in the same places."""

import re
from collections.abc import Callable

import pytest

from engine.rules.reading import (
    absence,
    attributions,
    automatic,
    bounce_class,
    bounce_text,
    bounces,
    challenges,
    complaints,
    date_patterns,
    notices,
    postscripts,
)
from engine.rules.reading.alternatives import Opening, Ways, must_hold
from engine.rules.reading.date_names import marked
from engine.rules.reading.pieces import Pieces
from tests.rules.reading import answers

MODULES = (absence, attributions, automatic, bounce_text, bounces, challenges, notices, postscripts)
SHIPPED = [value for module in MODULES for value in vars(module).values() if isinstance(value, Ways)]
SHIPPED += [ways for ways, _ in bounce_class._WORDS]
SHIPPED.append(date_patterns._others())
TEXTS = [notice.raw[-1500:].lower() for notice in answers.notices("dev")[::2]]
MARKED = list(map(marked, TEXTS))


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
        (r"\b(?:helo|ehlo)\b.* bad|x", ("ehlo is bad", "xhelo bad", "helo bad", "a helo: bad", "helo", "heloo bad")),
        (
            r"(?<![a-z])(?:the )?(?:end|rest) of it|y",
            ("the end of it", "bend of it", "1rest of it", "at end of it", "en"),
        ),
        (r"(?:(?:a|an) )?(?:x?|y)z|(?:b|\d)c|(?:d|e){2}", ("a z", "z", "an yz", "bc", "1c", "dc", "de", "d", "yx")),
        (r"(?P<one>a|b)c(?P=one)|(?P<two>d|e)f?", ("aca", "acb", "bcb", "d", "ef", "f")),
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
    for text in MARKED:
        said = list(date_patterns.said_in(text))
        for pattern in date_patterns.PATTERNS:
            assert pattern in said or not re.search(pattern.regex, text)


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


STEMS = (
    (
        challenges._GATEKEEPER.are_in,
        challenges._GATEKEEPER_STEMS,
        (
            "spam arrest,spamarrest,boxbe,tmda,mailblocks,knowspam,vanquish,choicemail,choice mail,0spam,sendio,"
            "bluebottle,qurb,ipermitmail,challenge-response,challenge/response,spam blocker,spamblocker,bitbounce,"
            "earn.com,mail in black,mailinblack,spamenmoins,antispam europe,antispameurope,mailwasher,iptrusted,"
            "ip trusted,spamexperts,cleanmail,uol antispam,uol anti-spam,altospam,vade retro,vaderetro"
        ),
    ),
    (
        complaints._DESK.match,
        complaints._DESK_STEMS,
        (
            "staff@hotmail.com,scomp@example.com,fbl-1@example.com,feedback-loop@example.com,feedbackloops@example.com,"
            "feedback@arf.example.com,abuse@example.com,complaint@example.com,complaints@example.com,arf@example.com,"
            "spam@example.com,no.fbl@example.com,the.abuse.desk@example.com,my-feedback@example.com,a@abuse.example.com,"
            "a@x.arf.example.com,a@fbl.example.com,a@spamcop.test,a@signal-spam.test,a@signalspam.test"
        ),
    ),
)


@pytest.mark.parametrize(
    ("finds", "stems", "name"), [(finds, stems, name) for finds, stems, names in STEMS for name in names.split(",")]
)
def test_what_is_looked_for_first_is_in_all_that_may_be_found(
    finds: Callable[[str], object], stems: Pieces, name: str
) -> None:
    assert stems.are_in(name)
    assert finds(name)
