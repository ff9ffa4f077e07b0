"""A likely address, from how colleagues' addresses are made; never more sure than they are."""

import pytest

from engine.rules.address_pattern import PATTERNS, Guess, guess

ACME = [("Alex Sample", "alex.sample@acme.test"), ("Kim Lee", "kim.lee@acme.test")]


def test_a_guess_says_how_many_speak_for_it() -> None:
    assert guess("Mara Lind", ACME) == Guess("mara.lind@acme.test", "first.last", 2, 2)


@pytest.mark.parametrize(
    ("email", "pattern", "made"),
    [
        ("kim.lee@acme.test", "first.last", "mara.lind"),
        ("klee@acme.test", "flast", "mlind"),
        ("k.lee@acme.test", "f.last", "m.lind"),
        ("kimlee@acme.test", "firstlast", "maralind"),
        ("kim_lee@acme.test", "first_last", "mara_lind"),
        ("kim-lee@acme.test", "first-last", "mara-lind"),
        ("kiml@acme.test", "firstl", "maral"),
        ("kim@acme.test", "first", "mara"),
        ("lee@acme.test", "last", "lind"),
        ("lee.kim@acme.test", "last.first", "lind.mara"),
        ("leek@acme.test", "lastf", "lindm"),
        ("lee.k@acme.test", "last.f", "lind.m"),
        ("leekim@acme.test", "lastfirst", "lindmara"),
        ("kim.l@acme.test", "first.l", "mara.l"),
    ],
)
def test_each_way_of_making_addresses_is_recognised(email: str, pattern: str, made: str) -> None:
    found = guess("Mara Lind", [("Kim Lee", email)])
    assert found == Guess(f"{made}@acme.test", pattern, 1, 1)


def test_the_ways_are_all_tried() -> None:
    assert len(PATTERNS) == 14


@pytest.mark.parametrize(
    ("name", "known", "email"),
    [
        ("Jürgen Müller", [("Änne Groß", "aenne.gross@acme.de")], "juergen.mueller@acme.de"),
        ("Björn Åkesson", ACME, "bjorn.akesson@acme.test"),
        ("Jan van der Berg", [("Piet de Groot", "piet.degroot@acme.test")], "jan.berg@acme.test"),
        ("Dr. Mara Lind", ACME, "mara.lind@acme.test"),
        ("Anne-Marie Sørensen", ACME, "anne-marie.sorensen@acme.test"),
    ],
)
def test_names_become_addresses_as_their_country_writes_them(name: str, known: list, email: str) -> None:
    found = guess(name, known)
    assert found is not None
    assert found.email == email


@pytest.mark.parametrize(
    ("name", "known"),
    [
        pytest.param("Mara Lind", [], id="nobody is known"),
        pytest.param("Mara", ACME, id="half a name"),
        pytest.param("", ACME, id="no name"),
        pytest.param("李小龙", ACME, id="a name without letters of addresses"),
        pytest.param("Mara Lind", [("Sales", "sales@acme.test")], id="only a role address"),
        pytest.param("Mara Lind", [("Kim Lee", "kim.lee@gmail.com")], id="only a private address"),
        pytest.param("Mara Lind", [("Kim Lee", "kl77@acme.test")], id="made in no way we know"),
        pytest.param(
            "Mara Lind", [("Kim Lee", "kim.lee@acme.test"), ("Jo Berg", "berg@acme.test")], id="one against one"
        ),
    ],
)
def test_where_little_speaks_for_it_nothing_is_guessed(name: str, known: list) -> None:
    assert guess(name, known) is None


def test_the_majority_counts() -> None:
    found = guess("Mara Lind", [*ACME, ("Jo Berg", "jberg@acme.test")])
    assert found == Guess("mara.lind@acme.test", "first.last", 2, 3)
