"""Accounts on their pages: all of a bin, and the facts about one."""

from urllib.parse import quote

import httpx
import pytest
from sqlmodel import col, select

from api.pages.environment import breakable
from engine.flows.keys import Scope
from engine.rules.vocabulary import Bin, Role
from engine.store.tables import Account, Contact, User
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, one, press
from tests.support.pages_world import NOW


async def test_what_the_board_has_no_room_for_is_one_click_away(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        now = busy.house.clock.now()
        session.add_all(
            Account(name=f"Quay {number:02}", name_key=f"quay {number}", bin=Bin.BAD_FIT, bin_since=now, created_at=now)
            for number in range(40)
        )
    board = await boss.get("/accounts?q=quay", headers=HTML)
    looks_right(board)
    assert '<a href="/accounts?bin=bad_fit&amp;q=quay&amp;whose=">Show all 40</a>' in board.text
    first = await boss.get("/accounts?bin=bad_fit&q=quay", headers=HTML)
    second = await boss.get("/accounts?bin=bad_fit&q=quay&page=2", headers=HTML)
    for page in (first, second):
        looks_right(page)
        assert "<h1>Bad fit</h1>" in page.text
    assert (first.text.count(">Quay "), second.text.count(">Quay ")) == (30, 10)
    looks_right(await boss.get("/accounts?bin=duplicate", headers=HTML))
    assert "<h1>Accounts</h1>" in (await boss.get("/accounts?bin=nonsense", headers=HTML)).text


async def test_the_facts_of_an_account_are_changed_on_its_page(busy: Office, boss: httpx.AsyncClient) -> None:
    account = await one(busy, select(Account))
    robin = await one(busy, select(User).where(col(User.email) == "robin@yards.example"))
    at = f"/accounts/{account.id}"
    form = {"name": "Alder & Sons", "domains": "alder.example, alder.test", "country": "gb", "region": "SCT"}
    form["revenue"] = ""
    saved = await press(boss, at, at, **form, owner_id=str(robin.id), employees="75", red_flag="competitor")
    looks_right(saved)
    assert "Saved: Alder &amp; Sons." in saved.text
    assert "Red flag: competitor" in saved.text
    assert "alder.example, alder.test" in saved.text
    changed = await one(busy, select(Account))
    assert (changed.owner_id, changed.employees, changed.revenue, changed.country) == (robin.id, 75, None, "GB")
    assert changed.region == "SCT"
    assert "<dt>Region</dt><dd>SCT</dd>" in saved.text
    refused = await press(boss, at, at, name="Alder", employees="many")
    assert "The employees is no whole number. Expected: a whole number" in refused.text
    assert (await one(busy, select(Account))).name == "Alder & Sons"


async def test_an_owner_who_was_let_go_stays_until_another_is_chosen(busy: Office, boss: httpx.AsyncClient) -> None:
    account = await one(busy, select(Account).where(col(Account.owner_id).is_not(None)))
    async with busy.house.database.begin() as session:
        (await session.get_one(User, account.owner_id)).active = False
    at = f"/accounts/{account.id}"
    assert ", let go</option>" in (await boss.get(at, headers=HTML)).text
    await press(boss, at, at, name="Anew", owner_id=str(account.owner_id))
    changed = await one(busy, select(Account).where(col(Account.id) == account.id))
    assert (changed.name, changed.owner_id) == ("Anew", account.owner_id)
    await press(boss, at, at, owner_id="")
    assert (await one(busy, select(Account).where(col(Account.id) == account.id))).owner_id is None


async def test_a_person_without_a_name_is_not_told_twice(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        contact = (await session.scalars(select(Contact).order_by(col(Contact.id)).limit(1))).one()
        contact.name = ""
    lines = (await boss.get("/campaigns/1", headers=HTML)).text.partition('id="lines"')[2]
    assert lines.count(contact.email) <= 1


async def test_where_only_forms_are_sent_there_is_no_page(boss: httpx.AsyncClient) -> None:
    page = await boss.get("/responses/1/answer", headers=HTML)
    assert page.status_code == 405
    assert "<h1>Not found</h1>" in page.text
    assert "There is no page at this address" in page.text


async def test_a_manager_takes_all_that_is_kept_about_a_contact_from_their_page(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    known = await one(busy, select(Contact))
    link = f'href="/api/v1/personal-data?address={quote(known.email)}"'
    assert link in (await boss.get(f"/contacts/{known.id}", headers=HTML)).text
    taken = await boss.get("/api/v1/personal-data", params={"address": known.email}, headers=HTML)
    assert taken.json()["contact"]["id"] == known.id
    async with busy.browser(Role.REP) as rep:
        assert "personal-data" not in (await rep.get(f"/contacts/{known.id}", headers=HTML)).text


async def test_an_address_that_has_no_room_goes_on_behind_its_at(busy: Office, boss: httpx.AsyncClient) -> None:
    contact = await one(busy, select(Contact).order_by(col(Contact.id)).limit(1))
    assert contact.email.replace("@", "@<wbr>") in (await boss.get(f"/contacts/{contact.id}", headers=HTML)).text
    assert breakable("<b>ann@example.com") == "&lt;b&gt;ann@<wbr>example.com"


@pytest.mark.parametrize("place", [Bin.WORKING, Bin.CURRENT_CLIENT])
async def test_where_nobody_is_written_to_nobody_is_to_be_released(
    busy: Office, boss: httpx.AsyncClient, place: Bin
) -> None:
    async with busy.house.database.begin() as session:
        account = (await session.scalars(select(Account).order_by(col(Account.id)).limit(1))).one()
        account.bin, account.responded_at = place, NOW
    page = await boss.get(f"/accounts/{account.id}", headers=HTML)
    assert ("Release: write to the others" in page.text) == (place is Bin.WORKING)


async def test_a_duplicate_is_merged_on_a_page(busy: Office, boss: httpx.AsyncClient) -> None:
    account = await one(busy, select(Account).where(col(Account.bin) == Bin.WORKING))
    async with busy.key(Scope.CONTACTS, Scope.READ) as key:
        given = {"email": "lee@second.example", "source": "a list", "account": {"name": f"{account.name} Group"}}
        gone = (await key.post("/api/v1/contacts", json=given)).json()["account_id"]
        at = f"/accounts/{gone}"
        assert f'href="{at}/merge"' in (await boss.get(at, headers=HTML)).text
        asks = await boss.get(f"{at}/merge", headers=HTML)
        looks_right(asks)
        assert f'name="into" value="{account.id}"' in asks.text, "its name begins alike"
        assert f'name="into" value="{gone}"' not in asks.text
        looks_right(await boss.get(f"{at}/merge?q=nobody+is+called+so", headers=HTML))
        merged = await press(boss, f"{at}/merge", f"{at}/merge", into=str(account.id))
        looks_right(merged)
        assert f"{account.name} Group was merged into {account.name}." in merged.text
        assert "second.example" in merged.text
        assert "Merged: a duplicate" in merged.text
        left = await boss.get(at, headers=HTML)
        looks_right(left)
        assert "It was a duplicate" in left.text
        assert f'action="{at}' not in left.text
        assert (await boss.get(f"{at}/merge", headers=HTML)).headers["location"] == at
        assert f"Account added · {account.name} Group" in merged.text
        assert f">{account.name} Group<" not in (await boss.get("/accounts?bin=duplicate", headers=HTML)).text
        board = (await boss.get(f"/accounts?q={account.name}+Group", headers=HTML)).text
        assert f'href="/accounts/{account.id}"' in board, "the duplicate's name leads to it"
        shown = (await key.get(f"/api/v1{at}")).json()
        assert (shown["merged_into_id"], shown["contacts"]) == (account.id, [])
        listed = (await key.get("/api/v1/accounts", params={"q": account.name})).json()
        assert gone not in [row["id"] for row in listed["items"]]
        found = (await key.get("/api/v1/accounts", params={"q": f"{account.name} Group"})).json()
        assert [row["id"] for row in found["items"]] == [account.id]
        told = (await key.get(f"/api/v1/accounts/{account.id}/timeline")).json()["items"]
        assert {"account.merged", "contact.admitted"} <= {row["what"] for row in told}
        again = await key.post(f"/api/v1{at}/merge", json={"into": account.id})
        assert (again.status_code, again.json()["field"]) == (409, "account")
        none = await key.post(f"/api/v1{at}/merge", json={"into": 0})
        assert (none.status_code, none.json()["field"]) == (422, "into")
