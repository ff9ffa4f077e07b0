"""The invented market is the same for the same seed and has everybody in it the demo promises."""

from collections import Counter

import pytest

from offhours.demo.world import Answer, Delivery, World, build_world
from offhours.demo.world.model import BOUGHT_LIST, HUMAN_ANSWERS, SOURCES

BOUNCING = {Delivery.REFUSED_HARD, Delivery.DSN_HARD, Delivery.DSN_SOFT, Delivery.DSN_BLOCK}


@pytest.fixture(scope="module", params=[1, 7, 20261])
def world(request: pytest.FixtureRequest) -> World:
    return build_world(request.param)


def test_the_same_seed_gives_the_same_world(world: World) -> None:
    assert build_world(world.seed) == world
    assert build_world(world.seed + 1) != world


def test_there_are_300_companies_and_500_people_on_reserved_domains(world: World) -> None:
    assert len(world.companies) == 300
    assert len({one.domain for one in world.companies}) == 300
    assert len(world.contacts) == 500
    assert all(address.endswith((".test", ".example")) for address in world.people)
    assert all(one.email == one.email.lower() and one.email.isascii() for one in world.people.values())
    assert {one.source for one in world.contacts} == set(SOURCES)
    assert len({one.time_zone for one in world.companies}) >= 12


@pytest.mark.parametrize(("bought", "share"), [(False, 0.03), (True, 0.25)])
def test_addresses_bounce_as_lists_of_their_kind_do(world: World, bought: bool, share: float) -> None:
    people = [one for one in world.contacts if (one.source == BOUGHT_LIST) == bought]
    bouncing = [one for one in people if one.destiny.delivery in BOUNCING]
    assert len(bouncing) / len(people) == pytest.approx(share, abs=0.006)


def test_every_destiny_occurs_among_the_clean_sources(world: World) -> None:
    clean = [one.destiny for one in world.contacts if one.source != BOUGHT_LIST]
    assert {one.answer for one in clean} == set(Answer)
    assert {one.delivery for one in clean} == set(Delivery)
    assert any(one.absence and one.answer in HUMAN_ANSWERS for one in clean)
    assert any(one.on_mail == 2 for one in clean)


def test_people_answer_and_are_away_at_the_rates_of_the_method(world: World) -> None:
    reached = [one for one in world.contacts if one.destiny.delivery not in BOUNCING]
    answering = sum(one.destiny.answer in HUMAN_ANSWERS for one in reached)
    away = sum(one.destiny.absence is not None for one in reached)
    assert 0.06 <= answering / len(reached) <= 0.09
    assert 0.07 <= away / len(reached) <= 0.09


def test_people_are_away_in_every_language(world: World) -> None:
    away = Counter(one.language for one in world.contacts if one.destiny.absence)
    assert set(away) == {one.language for one in world.companies}


def test_whoever_is_named_in_an_answer_exists(world: World) -> None:
    for one in world.people.values():
        delegates = one.destiny.absence.delegates if one.destiny.absence else ()
        assert {*one.destiny.others, *delegates} <= set(world.people)
