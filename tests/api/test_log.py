"""Who changed what is told to managers, on a page and through the API; what is about somebody is in their timeline."""

import httpx

from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, press
from tests.support.things import contact

AT = "/settings/log"


async def test_what_was_changed_stands_on_a_page_with_who_did_it(busy: Office, boss: httpx.AsyncClient) -> None:
    saved = await press(boss, "/settings", "/settings", legal_name="Yards & Sons", country="gb")
    assert "Saved." in saved.text
    page = await boss.get(AT, headers=HTML)
    looks_right(page)
    assert "Settings changed" in page.text
    assert "legal name: Yards &amp; Sons" in page.text
    assert "ann@yards.example" in page.text
    by_itself = await boss.get(f"{AT}?by=offhours", headers=HTML)
    looks_right(by_itself)
    assert "Settings changed" not in by_itself.text
    async with busy.browser(Role.REP) as rep:
        assert (await rep.get(AT, headers=HTML)).status_code == 403
        assert AT not in (await rep.get("/settings", headers=HTML)).text


async def test_a_program_reads_it_by_what_and_by_whom(busy: Office) -> None:
    async with busy.key(Scope.ADMIN, Scope.CONTACTS, Scope.READ) as key:
        await key.patch("/api/v1/workspace", json={"legal_name": "Yards Ltd"})
        made = await contact(key, "new@elm.example")
        (row,) = (await key.get("/api/v1/log", params={"what": "workspace.changed", "limit": 1})).json()["items"]
        assert row["data"]["changes"]["legal_name"] == "Yards Ltd"
        assert row["by"].endswith(")"), "by a key"
        mine = (await key.get("/api/v1/log", params={"by": row["by"]})).json()
        assert {one["by"] for one in mine["items"]} == {row["by"]}
        about = {"what": "contact.admitted"}
        assert (await key.get("/api/v1/log", params=about)).json()["items"] == [], "it is in the contact's timeline"
        told = (await key.get("/api/v1/log", params={**about, "everything": True, "limit": 1})).json()["items"]
        assert told[0]["contact_id"] == made["id"]
    async with busy.browser(Role.REP) as rep:
        assert (await rep.get("/api/v1/log")).status_code == 403
