"""Lists of more than a page: each row stands on one page, in order, and the database hands over a page at a time."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from api.pages.paging import SIZE, Cut, PageOf, PastTheEnd
from engine.rules.vocabulary import CampaignState, Goal, Role
from engine.store.database import Database
from engine.store.tables import ApiKey, Campaign, TargetList, User
from tests.support.api import Office
from tests.support.pages import HTML

ROWS = 2 * SIZE + 5
STATES = list(CampaignState)
RUNNING_FIRST = [CampaignState.RUNNING, CampaignState.DRAFT, CampaignState.PAUSED, CampaignState.FINISHED]


def campaign(office: Office, number: int) -> Campaign:
    state = STATES[number % len(STATES)]
    now = office.house.clock.now()
    return Campaign(name=f"row-{number:03}", goal=Goal.REFERRAL, state=state, target_list_id=1, created_at=now)


def user(office: Office, number: int) -> User:
    now, name = office.house.clock.now(), f"row-{number:03}"
    return User(email=f"{name}@example.com", name=name, role=Role.REP, active=number % 2 == 0, created_at=now)


def key(office: Office, number: int) -> ApiKey:
    now = office.house.clock.now()
    gone = now - timedelta(minutes=number) if number % 2 else None
    name = f"row-{number:03}"
    return ApiKey(name=name, prefix=name, key_hash=name, scopes=["read"], user_id=1, created_at=now, revoked_at=gone)


@contextmanager
def rows_handed_over(database: Database) -> Iterator[list[int]]:
    """Of every query."""
    counts: list[int] = []

    def count(connection: Any, cursor: Any, *_: Any) -> None:
        counts.append(cursor.rowcount)

    event.listen(database.engine.sync_engine, "after_cursor_execute", count)
    yield counts
    event.remove(database.engine.sync_engine, "after_cursor_execute", count)


@pytest.mark.parametrize(
    ("address", "make", "order"),
    [
        ("/campaigns", campaign, lambda at: (RUNNING_FIRST.index(STATES[at % 4]), -at)),
        ("/settings/users", user, lambda at: (at % 2, at)),
        ("/settings/keys", key, lambda at: (at % 2, at if at % 2 else -at)),
    ],
)
async def test_a_long_list_is_cut_where_it_lies(
    office: Office,
    admin: httpx.AsyncClient,
    address: str,
    make: Callable[[Office, int], Any],
    order: Callable[[int], Any],
) -> None:
    """Among the users is the administrator who looks, too."""
    async with office.house.database.begin() as session:
        session.add(TargetList(name="all", filter={}, created_at=office.house.clock.now()))
        await session.flush()
        session.add_all([make(office, number) for number in range(ROWS)])
    seen: list[int] = []
    with rows_handed_over(office.house.database) as counts:
        for number in (1, 2, 3):
            page = (await admin.get(f"{address}?page={number}", headers=HTML)).text
            found = re.findall(r"(?:<a href=\"/campaigns/\d+\">|<th scope=\"row\">)row-(\d+)", page)
            assert len(found) in {SIZE, SIZE - 1} if number < 3 else found
            assert ('rel="next"' in page) == (number < 3)
            seen += map(int, found)
    assert seen == sorted(range(ROWS), key=order)
    past = await admin.get(f"{address}?show=x&page=4", headers=HTML)
    assert (past.status_code, past.headers["location"]) == (303, f"{address}?show=x&page=1")
    assert SIZE < max(counts) <= SIZE + 1


def test_a_page_knows_whether_there_is_another() -> None:
    cut = Cut(2, size=3)
    assert (cut.limit, cut.offset) == (4, 3)
    rows, page = cut.page("abcd", {"show": "all"})
    assert (rows, page.more, page.address(3)) == (["a", "b", "c"], True, "show=all&page=3")
    rows, page = cut.page("abc")
    assert (rows, page.more) == (["a", "b", "c"], False)
    with pytest.raises(PastTheEnd):
        cut.page("")
    assert Cut(1).page("") == ([], PageOf(1, False, {}))
