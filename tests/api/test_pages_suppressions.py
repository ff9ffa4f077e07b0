"""Whom nobody ever mails, on a page: seen, added to, and taken off again by those who may."""

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import CSRF_HEADER
from engine.flows.suppress import ASKED_FOR, suppress_address
from engine.rules.vocabulary import ContactState, Role
from engine.store.tables import Activity, Contact, Suppression
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, one, press
from tests.support.pages_world import NOW

AT = "/settings/suppressions"


async def entry(office: Office, what: str) -> Suppression | None:
    return await one(
        office, select(Suppression).where((col(Suppression.address) == what) | (col(Suppression.domain) == what))
    )


async def test_an_address_and_a_domain_are_never_mailed_from_now_on(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, AT, AT, address="Pat@New.example", reason="asked by phone")
    looks_right(page)
    assert "pat@new.example" in page.text
    assert "Asked by phone" in page.text
    page = await press(boss, AT, AT, address="rival.example", reason="a rival")
    assert "Everybody at rival.example" in page.text
    assert (await entry(busy, "rival.example")) is not None
    found = await boss.get(AT, params={"q": "rival"}, headers=HTML)
    assert "rival.example" in found.text
    assert "pat@new.example" not in found.text


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("gmail.com", "Gmail.com belongs to many people."),
        ("co.uk", "Co.uk belongs to many companies."),
        ("http://rival.example/", "is no domain. Write it like example.com."),
        ("rival", "is no domain. Write it like example.com."),
        ("pat @new.example", "is not one plain address."),
    ],
)
async def test_what_would_reach_too_far_or_nobody_is_refused(
    busy: Office, boss: httpx.AsyncClient, what: str, why: str
) -> None:
    before = await one(busy, select(func.count()).select_from(Suppression))
    assert why in (await press(boss, AT, AT, address=what, reason="all of them")).text
    assert await one(busy, select(func.count()).select_from(Suppression)) == before


async def test_an_entry_is_lifted_with_a_reason_and_the_contact_may_be_mailed(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    contact = await one(busy, select(Contact).where(col(Contact.state) == ContactState.ACTIVE))
    at = f"/contacts/{contact.id}"
    page = await press(boss, at, f"{at}/suppress")
    assert f"{AT}?q=" in page.text
    found = await entry(busy, contact.email)
    assert found is not None
    lift = f"{AT}/{found.id}/lift"
    refused = await press(boss, AT, lift, why="  ")
    assert "Say why they may be mailed again" in refused.text
    assert (await entry(busy, contact.email)) is not None
    await press(boss, AT, lift, why="It was a slip of the mouse")
    assert (await entry(busy, contact.email)) is None
    said = await one(busy, select(Activity).where(col(Activity.what) == "suppression.lifted"))
    assert said.why == "It was a slip of the mouse"
    assert (await one(busy, select(Contact).where(col(Contact.id) == contact.id))).state is ContactState.ACTIVE


async def test_whoever_is_at_a_form_of_a_lifted_address_may_be_mailed_again(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    contact = await one(busy, select(Contact).where(col(Contact.state) == ContactState.ACTIVE))
    async with busy.house.database.begin() as session:
        (await session.get_one(Contact, contact.id)).email = "da_na+news@forms.example"
    await press(boss, f"/contacts/{contact.id}", f"/contacts/{contact.id}/suppress")
    for address in ("da_na+news@forms.example", "da_na@forms.example"):
        found = await entry(busy, address)
        assert found is not None
        await press(boss, AT, f"{AT}/{found.id}/lift", why="a slip of the mouse")
    lifted = await one(busy, select(Contact).where(col(Contact.id) == contact.id))
    assert lifted.state is ContactState.ACTIVE


@pytest.mark.parametrize("reason", sorted(ASKED_FOR))
async def test_what_somebody_has_asked_for_takes_an_administrator(busy: Office, reason: str) -> None:
    async with busy.house.database.begin() as session:
        await suppress_address(session, "kim@asked.example", reason, "test", NOW)
        await suppress_address(session, "kim@bounced.example", "hard bounce", "test", NOW)
    asked, bounced = await entry(busy, "kim@asked.example"), await entry(busy, "kim@bounced.example")
    assert asked is not None
    assert bounced is not None
    async with busy.browser(Role.MANAGER, "mia@yards.example") as manager:
        del manager.headers[CSRF_HEADER]
        page = await manager.get(AT, params={"q": "kim@"}, headers=HTML)
        assert f"{AT}/{bounced.id}/lift" in page.text
        assert f"{AT}/{asked.id}/lift" not in page.text
        refused = await press(manager, AT, f"{AT}/{asked.id}/lift", why="they changed their mind")
        assert refused.status_code == 403
    async with busy.browser(Role.REP, "rory@yards.example") as rep:
        page = await rep.get(AT, params={"q": "kim@"}, headers=HTML)
        assert "/lift" not in page.text
    assert (await entry(busy, "kim@asked.example")) is not None


async def test_whom_a_rep_marks_as_asked_stays_until_an_administrator_says_more(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    """The button on a contact's page is for whoever asked the rep: their own word, like an answer that says so."""
    contact = await one(busy, select(Contact).where(col(Contact.state) == ContactState.ACTIVE))
    await press(boss, f"/contacts/{contact.id}", f"/contacts/{contact.id}/suppress")
    found = await entry(busy, contact.email)
    assert found is not None
    assert found.reason in ASKED_FOR
