"""Which parts of a big mail are fetched, and the mail that is made of them, whatever a server says about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.edge.imap_fetch import _head_of
from engine.edge.imap_grammar import Answer, tokens
from engine.edge.imap_parts import SPARE, LeftOut, plan
from engine.rules.reading import mime

TEXT = '("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 40 2 NIL NIL NIL NIL)'
NOTE = '("text" "plain" ("name" "log.txt") NIL NIL "7bit" 9000 2 NIL ("attachment" ("filename" "log.txt")) NIL NIL)'
PDF = '("application" "pdf" NIL NIL NIL "base64" 900000 NIL ("attachment" ("filename*" "utf-8\'\'a.pdf")) NIL NIL)'
REPORT = '("message" "delivery-status" NIL NIL NIL "7bit" 300 NIL NIL NIL NIL)'
BEFORE = (
    f'("message" "rfc822" NIL NIL NIL "7bit" 700 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) {TEXT} 9 NIL NIL NIL NIL)'
)
HEAD = b'From: a@b.test\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'


def structure(text: str):
    return tokens(Answer((text.encode(),)))[0]


def wanted(text: str, most: int = 4000) -> dict[str, int] | None:
    found = plan(structure(text), most)
    return None if found is None else dict(found.wanted)


def of(*bodies: str, boundary: str = "x") -> str:
    return f'({"".join(bodies)} "mixed" ("boundary" "{boundary}") NIL NIL NIL)'


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        pytest.param(TEXT, {"1": 40}, id="a single part"),
        pytest.param(of(TEXT, PDF), {"1": 40}, id="with a file"),
        pytest.param(of(PDF, of(TEXT, TEXT, boundary="y")), {"2.1": 40, "2.2": 40}, id="behind a file, two forms"),
        pytest.param(of(TEXT, REPORT, BEFORE), {"1": 40, "2": 300, "3": 700}, id="a report"),
        pytest.param(of(TEXT, NOTE), {"1": 40}, id="a text that is a file"),
        pytest.param(PDF, {}, id="nothing but a file"),
    ],
)
def test_words_and_reports_are_fetched(text: str, sections: dict[str, int]) -> None:
    """With room for a size that the server tells too small."""
    told = {section: 2 * size + SPARE for section, size in sections.items()}
    assert wanted(text, 4_000_000) == told


@pytest.mark.parametrize("told", [0, 7])
def test_a_size_that_is_told_wrong_cuts_no_words(told: int) -> None:
    words = b"Please take me off your list, all of you, and do not write again."
    found = plan(structure(of(TEXT.replace(" 40 ", f" {told} "), PDF)), 2_000_000)
    assert found is not None
    raw, left_out = found.mail({"BODY[HEADER]": HEAD, "BODY[1]": words[: found.wanted["1"]]})
    assert mime.parse(raw).text == words.decode()
    assert [one.what for one in left_out] == ["a.pdf"]


def test_no_more_than_is_allowed_and_each_part_half_of_what_is_left() -> None:
    long = TEXT.replace(" 40 ", " 90000 ")
    found = plan(structure(of(long, long, TEXT)), 4000)
    assert found is not None
    assert (found.head, dict(found.wanted)) == (1000, {"1": 1500, "2": 750, "3": 375})
    assert found.items == "BODY.PEEK[HEADER]<0.1000> BODY.PEEK[1]<0.1500> BODY.PEEK[2]<0.750> BODY.PEEK[3]<0.375>"
    assert len(wanted(of(*[TEXT] * 200), 10**6) or {}) == 50


@pytest.mark.parametrize(
    "text",
    [
        "NIL",
        '"text"',
        "()",
        '("text")',
        '("text" "plain" NIL NIL NIL "7bit" NIL)',
        of(TEXT, "()"),
        f'({TEXT} "mixed" NIL)',
        f"({TEXT})",
        of(*[TEXT] * 1001),
    ],
)
def test_a_structure_of_which_no_mail_can_be_made_is_none(text: str) -> None:
    assert wanted(text) is None


def test_the_mail_that_is_made_is_read_as_the_whole_one() -> None:
    chosen = plan(structure(of(TEXT, PDF, BEFORE)), 4000)
    assert chosen is not None
    before = b"From: rep@example.com\r\nSubject: Before\r\n\r\nWords."
    raw, left_out = chosen.mail({"BODY[HEADER]": HEAD, "BODY[1]": b"Yes, call me.", "BODY[3]": before})
    mail = mime.parse(raw)
    assert (mail.sender.email, mail.text, mail.embedded[0].subject) == ("a@b.test", "Yes, call me.", "Before")
    assert [part.filename for part in mail.parts] == ["", "a.pdf", ""]
    assert left_out == (LeftOut("a.pdf", 900_000),)


def test_what_was_cut_or_did_not_come_is_told() -> None:
    long = TEXT.replace(" 40 ", " 90000 ")
    chosen = plan(structure(of(long, REPORT)), 4000)
    assert chosen is not None
    raw, left_out = chosen.mail({"BODY[HEADER]": b"From: a@b.test\r\nSubj", "BODY[1]": b"x" * 1500, "BODY[2]": None})
    assert raw.startswith(b"From: a@b.test\r\nSubj\r\n\r\n--x\r\n")
    assert left_out == (LeftOut("text/plain", 88_500), LeftOut("message/delivery-status", 300))


def test_nothing_a_server_names_gets_out_of_its_header() -> None:
    evil = TEXT.replace('"utf-8"', '"a\\"; b=\\"c"').replace("plain", "pl\rain")
    chosen = plan(structure(of(evil)), 4000)
    assert chosen is not None
    raw, _ = chosen.mail({"BODY[HEADER]": HEAD, "BODY[1]": b"words"})
    assert raw.partition(b"--x\r\n")[2].startswith(b'Content-Type: text/pl ain; charset="a\\"; b=\\"c"\r\n')


TOKENS = st.recursive(
    st.none() | st.sampled_from(["text", "NIL", "7"]) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=12),
    max_leaves=40,
)


@given(TOKENS)
def test_no_structure_and_no_envelope_breaks_anything(said: object) -> None:
    chosen = plan(said, 4000)
    assert chosen is None or isinstance(chosen.mail({})[0], bytes)
    assert isinstance(_head_of(said), bytes)
