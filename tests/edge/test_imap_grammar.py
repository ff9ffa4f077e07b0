"""IMAP's syntax: whatever way the stream is chopped, the same answers come out."""

import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.edge import imap_grammar
from engine.edge.imap_grammar import (
    Answer,
    AnswerReader,
    attributes,
    folder_name,
    internal_date,
    quoted,
    search_day,
    tokens,
    wire_name,
)

STREAM = (
    b"* OK hello {5}\r\n"
    b"* 1 FETCH (UID 5 BODY[] {13}\r\na\nb\r\n* OK {3} INTERNALDATE {26}\r\n 3-Mar-2026 09:30:00 +0100)\r\n"
    b"* LIST (\\Sent) {1}\r\n/ {4}\r\nSent\r\n"
    b"* bare newline\n"
    b"* 2 FETCH (BODY[] {0}\r\n UID 6)\r\n"
    b"+ idling {7}\r\n"
    b"A1 OK done {9}\r\n"
)
ANSWERS = [
    Answer((b"* OK hello {5}",)),
    Answer(
        (b"* 1 FETCH (UID 5 BODY[] ", b" INTERNALDATE ", b")"),
        (b"a\nb\r\n* OK {3}", b" 3-Mar-2026 09:30:00 +0100"),
    ),
    Answer((b"* LIST (\\Sent) ", b" ", b""), (b"/", b"Sent")),
    Answer((b"* bare newline",)),
    Answer((b"* 2 FETCH (BODY[] ", b" UID 6)"), (b"",)),
    Answer((b"+ idling {7}",)),
    Answer((b"A1 OK done {9}",)),
]


@given(st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_answers_do_not_depend_on_how_the_stream_is_chopped(cuts):
    reader = AnswerReader(1000)
    edges = [0, *sorted(cuts), len(STREAM)]
    found = [answer for a, b in pairwise(edges) for answer in reader.feed(STREAM[a:b])]
    assert found == ANSWERS
    assert reader.is_between_answers


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader_in_an_unforeseen_way(data):
    try:
        for answer in AnswerReader(50).feed(data):
            tokens(answer)
    except ValueError:
        pass


def test_a_literal_or_a_line_beyond_all_measure_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="literal of 1001"):
        list(AnswerReader(1000).feed(b"* 1 FETCH (BODY[] {1001}\r\n"))
    monkeypatch.setattr(imap_grammar, "LONGEST_LINE", 1000)
    with pytest.raises(ValueError, match="line without an end"):
        list(AnswerReader(1000).feed(b"*" * 1001))


def test_a_reader_in_the_middle_of_something_says_so():
    for part in (b"* OK hal", b"* 1 FETCH {5}\r\nab"):
        reader = AnswerReader(1000)
        assert list(reader.feed(part)) == []
        assert not reader.is_between_answers


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer((b'LIST (\\Sent \\*) "/" "a \\"b\\" \\\\c"',)), ["LIST", ["\\Sent", "\\*"], b"/", b'a "b" \\c']),
        (Answer((b'LIST () NIL INBOX',)), ["LIST", [], None, "INBOX"]),
        (Answer((b"1 FETCH (BODY[HEADER.FIELDS (A B)]<0> ", b")"), (b"x",)),
         ["1", "FETCH", ["BODY[HEADER.FIELDS (A B)]<0>", b"x"]]),
        (Answer((b'1 FETCH (BODY[] "short" FLAGS ())',)), ["1", "FETCH", ["BODY[]", b"short", "FLAGS", []]]),
        (Answer((b'x "never closed',)), ["x", "never", "closed"]),
        (Answer((b"x [odd",)), ["x", "[odd"]),
    ],
)  # fmt: skip
def test_tokens(answer, expected):
    assert tokens(answer) == expected


@pytest.mark.parametrize("line", [b"(a", b"a)", b"(" * 100 + b")" * 100])
def test_brackets_that_do_not_match_are_refused(line):
    with pytest.raises(ValueError, match="bracket"):
        tokens(Answer((line,)))


@pytest.mark.parametrize("piece", [b"[ ", b'"\\" ', b"[a", b'a"', b"a\\b", b"a["])
def test_no_line_takes_time_out_of_proportion(piece):
    start = time.monotonic()
    tokens(Answer((piece * (90_000 // len(piece)),)))
    assert time.monotonic() - start < 5
    with pytest.raises(ValueError, match="beyond all measure"):
        tokens(Answer((piece * 60_000,)))


def test_attributes_come_in_any_order_and_case():
    items = tokens(Answer((b'(internaldate "x" BODY[]<0> "y" uid 7 odd)',)))[0]
    assert attributes(items) == {"INTERNALDATE": b"x", "BODY[]": b"y", "UID": "7"}


@given(st.text())
def test_folder_names_survive_the_way_to_the_wire_and_back(name):
    assert folder_name(wire_name(name.replace("\ud800", ""))) == name.replace("\ud800", "")


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("Entwürfe", b"Entw&APw-rfe"),
        ("~peter/mail/台北/日本語", b"~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ("Q&A", b"Q&-A"),
        ("😀", b"&2D3eAA-"),
    ],
)
def test_folder_names_as_the_standard_spells_them(name, wire):
    assert wire_name(name) == wire
    assert folder_name(wire) == name


@pytest.mark.parametrize("wire", [b"&AGE-", b"&!!-", b"a&b", b"Entw\xc3\xbcrfe", b"\xff", b"&2D0-"])
def test_a_folder_name_that_breaks_the_rules_stays_as_it_came(wire):
    assert folder_name(wire).encode("utf-8", "surrogateescape") == wire


def test_quoting():
    assert quoted('a"b\\c') == '"a\\"b\\\\c"'


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (" 3-Mar-2026 09:30:00 +0100", datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("17-JUL-1996 02:44:25 -0730", datetime(1996, 7, 17, 10, 14, 25, tzinfo=UTC)),
        ("31-Feb-2026 00:00:00 +0000", None),
        ("1-Foo-2026 00:00:00 +0000", None),
        ("1-Jan-2026 00:00:00 +9999", None),
        ("", None),
    ],
)
def test_dates(text, moment):
    assert internal_date(text) == moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 3, 0, 30, tzinfo=timezone(timedelta(hours=14))), "1-Mar-2026"),
        (datetime(2026, 1, 1, 9, 30, tzinfo=UTC), "31-Dec-2025"),
    ],
)
def test_the_day_to_search_from_is_early_enough_in_every_zone(moment, day):
    assert search_day(moment) == day
