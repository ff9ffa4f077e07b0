"""Target lists (M2): who is on them, and filters that are refused by name."""

from datetime import timedelta

import pytest

from engine.errors import Invalid
from engine.flows.door import NewAccount
from engine.store import targeting
from engine.store.tables import Account, Contact
from tests.support.house import Desk


async def listed(desk: Desk, **values: object) -> list[str]:
    async with desk.house.database.begin() as session:
        rows = (await session.execute(targeting.contacts(values))).all()
        assert await targeting.count(session, values) == len(rows)
        return [row.Contact.email.partition("@")[0] for row in rows]


async def world(desk: Desk) -> None:
    big = NewAccount(name="Big", vertical="Logistics", employees=900, revenue=10_000_000_000, country="DE")
    small = NewAccount(name="Small", vertical="retail", employees=9, territory="north", custom={"fleet": "own"})
    await desk.person("boss@big.test", big, level=9, title="Chief 100% Officer", language="de")
    await desk.person("clerk@big.test", big, level=1, title="Clerk")
    await desk.person("owner@small.test", small, level=5, title="Owner", custom={"plant": "Leeds"})


@pytest.mark.parametrize(
    ("filters", "who"),
    [
        ({}, ["boss", "owner", "clerk"]),
        ({"vertical": ["LOGISTICS"]}, ["boss", "clerk"]),
        ({"vertical": ["logistics", "Retail"], "level_min": 5}, ["boss", "owner"]),
        ({"employees_min": 9, "employees_max": 10}, ["owner"]),
        ({"revenue_min": 9_999_999_999}, ["boss", "clerk"]),
        ({"country": ["de"], "language": ["DE"]}, ["boss"]),
        ({"title": ["100% off"]}, ["boss"]),
        ({"title": ["%"]}, ["boss"]),
        ({"title": ["_"]}, []),
        ({"territory": ["north"]}, ["owner"]),
        ({"bin": ["cold"]}, ["boss", "owner", "clerk"]),
        ({"account_custom": {"fleet": "own"}}, ["owner"]),
        ({"contact_custom": {"plant": "Leeds"}}, ["owner"]),
        ({"source": ["research"]}, ["boss", "owner", "clerk"]),
    ],
)
async def test_a_filter_finds_whom_it_names_the_most_senior_first(desk: Desk, filters: dict, who: list[str]) -> None:
    await world(desk)
    assert await listed(desk, **filters) == who


async def test_the_quiet_ones(desk: Desk) -> None:
    await world(desk)
    now = desk.clock.now()
    await desk.change(Account, 1, last_activity_at=now)
    await desk.change(Contact, 3, last_activity_at=now - timedelta(days=30))
    assert await listed(desk, account_quiet_since=(now - timedelta(days=1)).isoformat()) == ["owner"]
    assert await listed(desk, contact_quiet_since=(now - timedelta(days=40)).isoformat()) == ["boss", "clerk"]


async def test_who_is_out_or_flagged_is_on_no_list(desk: Desk) -> None:
    """M3."""
    await world(desk)
    await desk.change(Contact, 1, state="left")
    await desk.change(Account, 2, red_flag="competitor")
    assert await listed(desk) == ["clerk"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verticle": ["x"]},
        {"vertical": "logistics"},
        {"vertical": []},
        {"vertical": [1]},
        {"level_min": True},
        {"level_min": "3"},
        {"bin": ["lukewarm"]},
        {"account_quiet_since": "last week"},
        {"account_quiet_since": "2026-03-01T00:00:00"},
        {"account_custom": ["x"]},
    ],
)
def test_a_wrong_filter_is_refused_by_name(wrong: dict) -> None:
    with pytest.raises(Invalid) as refused:
        targeting.check(wrong)
    assert refused.value.field == f"filter.{next(iter(wrong))}"
    assert refused.value.remedy
