"""Windows on the pages: the workspace's, and what a mailbox or a campaign has of its own."""

import httpx
import pytest
from sqlalchemy import select

from engine.rules.windows import DAY_NAMES
from engine.store.tables import Campaign, Mailbox, Workspace
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, Tags, one, press

OWN = {
    "own": "yes",
    "days": ["1", "5"],
    "opens": "08:00",
    "quiet_from": "08:00",
    "quiet_until": "08:00",
    "closes": "00:00",
    "closing_days": "2026-12-24, 2026-12-31\n2027-01-04",
}
STORED = {
    "days": [1, 5],
    **dict.fromkeys(("opens", "quiet_from", "quiet_until"), "08:00"),
    "closes": "24:00",
    "observe_holidays": False,
    "closing_days": ["2026-12-24", "2026-12-31", "2027-01-04"],
}
OWNERS = [(Mailbox, "/settings/mailboxes/1"), (Campaign, "/campaigns/1")]


def ticked(page: httpx.Response) -> dict[str, list[str]]:
    """Name -> values of the boxes of a page that are ticked."""
    found: dict[str, list[str]] = {}
    for tag in Tags(page.text).named("input"):
        if tag.get("type") == "checkbox" and "checked" in tag:
            found.setdefault(str(tag["name"]), []).append(str(tag["value"]))
    return found


async def test_holidays_and_closing_days_of_the_workspace_are_set(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings", "/settings", **{name: OWN[name] for name in OWN if name != "own"})
    assert (await one(busy, select(Workspace))).window == STORED
    assert ticked(page)["days"] == ["1", "5"]
    assert "observe_holidays" not in ticked(page)
    assert "2026-12-24\n2026-12-31\n2027-01-04</textarea>" in page.text
    page = await press(boss, "/settings", "/settings", **OWN | {"observe_holidays": "yes", "closing_days": ""})
    window = (await one(busy, select(Workspace))).window
    assert (window["observe_holidays"], window["closing_days"]) == (True, [])
    assert ticked(page)["observe_holidays"] == ["yes"]


async def test_a_refused_closing_day_stays_as_it_was_typed(busy: Office, boss: httpx.AsyncClient) -> None:
    refused = await press(boss, "/settings", "/settings", **OWN | {"closing_days": "24.12.2026"})
    assert refused.status_code == 422
    assert "is not a date. Write it like 2026-12-24." in refused.text
    assert "24.12.2026</textarea>" in refused.text
    assert ticked(refused)["days"] == ["1", "5"]
    (marked,) = [tag["name"] for tag in Tags(refused.text).named("textarea") if "aria-invalid" in tag]
    assert marked == "closing_days"


@pytest.mark.parametrize(("owner", "at"), OWNERS)
async def test_a_window_of_ones_own_is_set_and_given_up(
    busy: Office, boss: httpx.AsyncClient, owner: type, at: str
) -> None:
    page = await boss.get(at, headers=HTML)
    looks_right(page)
    assert "own" not in ticked(page)
    page = await press(boss, at, f"{at}/window", **OWN)
    assert (await one(busy, select(owner))).window == STORED
    assert ticked(page)["own"] == ["yes"]
    assert ticked(page)["days"] == ["1", "5"]
    await press(boss, at, f"{at}/window", **{name: OWN[name] for name in OWN if name != "own"})
    assert (await one(busy, select(owner))).window == {"closing_days": STORED["closing_days"]}
    page = await press(
        boss, at, f"{at}/window", **{name: OWN[name] for name in OWN if name != "own"} | {"closing_days": ""}
    )
    assert (await one(busy, select(owner))).window is None
    assert "own" not in ticked(page)


@pytest.mark.parametrize(("owner", "at"), OWNERS)
async def test_a_refused_window_says_why_and_keeps_what_was_typed(
    busy: Office, boss: httpx.AsyncClient, owner: type, at: str
) -> None:
    refused = await press(boss, at, f"{at}/window", **OWN | {"closes": "07:00"})
    assert "opens at 08:00 and closes at 07:00" in refused.text
    assert "2026-12-24, 2026-12-31\n2027-01-04</textarea>" in refused.text
    assert (ticked(refused)["own"], ticked(refused)["days"]) == (["yes"], ["1", "5"])
    assert (await one(busy, select(owner))).window is None


async def test_a_campaign_says_whose_window_counts(boss: httpx.AsyncClient) -> None:
    assert "That of the mailbox, else the workspace’s." in (await boss.get("/campaigns/1", headers=HTML)).text
    page = await press(boss, "/campaigns/1", "/campaigns/1/window", **OWN)
    days = ", ".join(DAY_NAMES[day] for day in (1, 5))
    assert f"Of its own: {days} 08:00-24:00. Closed on 2026-12-24, 2026-12-31, 2027-01-04." in page.text
