"""How somebody who was erased is recognised, and what of a text names them."""

import base64
from datetime import UTC, datetime
from time import process_time
from unicodedata import normalize

import pytest

from engine.rules import erasure
from engine.rules.erasure import hashed, traces

KEY, OTHER = b"a" * 32, b"b" * 32
ALEX = traces(["alex@acme.example"], ["Alex Winter", "Alex"], ["+44 20 7946 0123", "110"])


@pytest.mark.parametrize("form", ["alex@acme.example", "alex+news@acme.example", "alex+a+b@acme.example"])
def test_all_forms_of_an_address_are_one_person(form: str) -> None:
    assert hashed(KEY, form) == hashed(KEY, "alex@acme.example")


def test_nobody_guesses_without_the_key_and_which_it_was_is_told() -> None:
    mine, others = hashed(KEY, "alex@acme.example"), hashed(OTHER, "alex@acme.example")
    assert mine.partition(":")[2] != others.partition(":")[2]
    assert mine.startswith(f"{erasure.key_mark(KEY)}:")
    assert hashed(KEY, "sam@acme.example") != mine
    assert "alex" not in mine


@pytest.mark.parametrize(
    "words",
    [
        "alex@acme.example",
        "<Alex@ACME.example>",
        "mailto:alex%40acme.example",
        "https://us.example/stop?who=alex%2Bnews%40acme.example",
        "alex+list@acme.example.",
        "https://us.example/o/YWxleEBhY21lLmV4YW1wbGU.jFmCAxADcB94q3zHio0dQ1",
        "Ask alex@acme.example, please",
        "'alex@acme.example'",
        "-Alex Winter",
        "Alex Winter-",
        "Alex Winter",
        "ALEX  WINTER",
        "Alex\nWinter",
        "Winter, Alex",
        "020 7946 0123",
        "+442079460123",
        "0044 (20) 7946-0123",
        "tel:+44-20-7946-0123",
        "(+44) (0) 20 79.46.01.23",
    ],
)
def test_what_names_them_goes(words: str) -> None:
    assert ALEX.names_them(words)
    left = ALEX.without(f"See {words} there.")
    assert erasure.ERASED in left
    assert not ALEX.names_them(left)
    assert not any(part in left.lower() for part in ("alex", "winter", "7946", "0123"))


@pytest.mark.parametrize(
    "words",
    [
        "malex@acme.example",
        "alex@acme.example.org",
        "alex@acme.examples",
        "the.alex@acme.example",
        "o'alex@acme.example",
        "d’alex@acme.example",
        "Alex Winter-Moor",
        "Karl-Alex Winter",
        "Alexander Winterbottom",
        "Alex",
        "in winter, alexandrite",
        "call 110",
        "order 120794601234",
    ],
)
def test_what_names_somebody_else_stays(words: str) -> None:
    assert not ALEX.names_them(words)
    assert ALEX.without(words) == words


@pytest.mark.parametrize(
    "row", ["(", "( ", "5(", "+(", "5 ", "alex+;", "alex%2b;", "Alex ", "Alex\n", "-", "7946 012("]
)
def test_no_row_of_signs_takes_time_out_of_proportion(row: str) -> None:
    begun = process_time()
    ALEX.names_them(row * 20_000)
    assert process_time() - begun < 1


def test_of_json_every_text_is_looked_at() -> None:
    told = {"alex@acme.example": [{"name": "Alex Winter", "n": 3}, None, True], "x": "y"}
    assert ALEX.without(told) == {"[erased]": [{"name": "[erased]", "n": 3}, None, True], "x": "y"}


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        ("José Müller", normalize("NFD", "Ask José Müller."), "Ask [erased]."),
        (normalize("NFD", "José Müller"), "Ask José Müller.", "Ask [erased]."),
        ("山田 太郎", "山田太郎さんか山田 太郎様に。", "[erased]さんか[erased]様に。"),
        ("김민수", "김민수님께", "[erased]님께"),
        ("田中", "田中一郎さん", "田中一郎さん"),
    ],
)
def test_names_in_other_letters(name: str, words: str, left: str) -> None:
    assert traces([], [name], []).without(words) == left


def test_what_they_were_quoted_with_goes_as_far_as_it_was_noted() -> None:
    said = "My knee hurts. " + "It is nobody's business. " * 20
    quoting = ALEX.quoting([said, "No, thanks", ""])
    assert quoting.without(f"because: {said[:200]}") == "because: [erased]"
    assert quoting.without(f"because: {said}\nNo, thanks") == "because: [erased]\nNo, thanks"


def test_who_has_no_name_and_no_number_is_known_by_the_address() -> None:
    assert traces(["alex@acme.example"], [""], [""]).without("alex@acme.example, Alex") == "[erased], Alex"


def test_the_address_in_their_place_is_nobodys() -> None:
    assert erasure.is_stand_in(erasure.stand_in("12ab"))
    assert not erasure.is_stand_in("erased@invalid.example")
    assert erasure.said(datetime(2026, 3, 3, tzinfo=UTC)) == "erased on 2026-03-03"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "Dear Mr and Mrs "])
@pytest.mark.parametrize("after", ["", "x", "xy", ", please"])
def test_what_is_encoded_is_found_wherever_it_begins(before: str, after: str) -> None:
    encoded = base64.b64encode(f"{before}alex@acme.example{after}".encode()).decode()
    assert any(one in encoded for one in erasure.in_base64("alex@acme.example"))
    assert all(len(one) > 20 for one in erasure.in_base64("alex@acme.example"))


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Alex Winter", "%W%nter%"),
        ("Bo 100%_Q", "%100%%Q%"),
        ("山田 太郎", "%山田%太郎%"),
        ("Иван Петров", "%%%%%%%%"),
    ],
)
def test_what_sql_looks_for_is_in_all_that_names_them(name: str, like: str) -> None:
    """Of a word without a sign that is the same to all nothing is asked: then every row is looked at."""
    assert traces([], [name, name.split()[0][:2]], []).likes == (like,)


def test_sql_looks_for_evidence_and_numbers_too() -> None:
    named = traces([], [], ["+44 20 7946 0123", "110"]).quoting(["No.", "My “yard” hurts."])
    assert named.likes == ("%My%%yard%%hurt%%%",)
    assert [one.replace(erasure.GAP_IN_SQL, " ") for one in named.digits] == ["7 9 4 6 0 1 2 3"]


def test_what_is_said_back_to_others_has_no_mark_of_ours() -> None:
    assert erasure.elided("Did [erased] ask?") == "Did … ask?"
