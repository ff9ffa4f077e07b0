"""Erasing a person on a page and through the API: managers, who see first what will be gone; it stays so."""

import httpx
from sqlalchemy import select
from sqlmodel import col

from api.auth import CSRF_HEADER
from engine.flows.erase import erase
from engine.flows.keys import Scope
from engine.flows.people import edit_contact
from engine.flows.report import By, report
from engine.rules.addresses import mailbox_of
from engine.rules.vocabulary import HUMAN_KINDS, OutState, Role
from engine.store.tables import METADATA, Contact, MessageIn, MessageOut, Suppression, User
from tests.api.test_pages import looks_right
from tests.flows.test_erase import as_text
from tests.support.api import Office
from tests.support.pages import HTML, csrf_of, one, press

AT = "/erase"
NEVER = "/settings/suppressions"


async def somebody(office: Office) -> Contact:
    """Who has got a mail, of which nothing is in flight."""
    flying = select(col(MessageOut.contact_id)).where(col(MessageOut.state).in_((OutState.SENDING, OutState.UNCERTAIN)))
    sent = select(col(MessageOut.contact_id)).where(col(MessageOut.state) == OutState.SENT)
    return await one(
        office, select(Contact).where(col(Contact.id).in_(sent), ~col(Contact.id).in_(flying), col(Contact.name) != "")
    )


async def left_of(office: Office, *words: str) -> list[str]:
    told = []
    async with office.house.database.begin() as session:
        for table in METADATA.sorted_tables:
            for row in (await session.execute(select(table))).mappings():
                told += [f"{table.name}.{name}: {as_text(value)}" for name, value in row.items()]
    return [line for line in told if any(word.lower() in line.lower() for word in words)]


async def reports(office: Office) -> list[object]:
    async with office.house.database.begin() as session:
        return [await report(session, by, by_name=True) for by in By]


async def test_a_manager_sees_what_will_be_gone_and_erases_it(busy: Office, boss: httpx.AsyncClient) -> None:
    who, counted = await somebody(busy), await reports(busy)
    at = f"/contacts/{who.id}"
    page = await boss.get(at, headers=HTML)
    assert 'href="/erase?address=' in page.text
    asks = await boss.get(AT, params={"address": who.email}, headers=HTML)
    looks_right(asks)
    assert "What will be gone for good" in asks.text
    assert "your backups" in asks.text
    assert await left_of(busy, who.email)
    page = await press(boss, f"{AT}?address={who.email}", AT, address=who.email)
    looks_right(page)
    assert "Somebody who was erased" in page.text
    assert who.email not in page.text
    assert await left_of(busy, who.email) == []
    assert await reports(busy) == counted
    page = await boss.get(at, headers=HTML)
    assert "Never mailed again: erased on" in page.text
    for hidden in ("/erase?", "personal-data", f'action="{at}"'):
        assert hidden not in page.text
    why = await boss.get("/api/v1/why", params={"address": who.email})
    assert [line.partition(" on ")[0] for line in why.json()["statements"]] == ["erased"]
    assert why.json()["statements"][0].endswith(", never mailed")


async def test_everybody_of_a_teams_two_weeks_can_be_erased(busy: Office, boss: httpx.AsyncClient) -> None:
    counted = await reports(busy)
    async with busy.house.database.begin() as session:
        people = {row.email: row.name for row in await session.scalars(select(Contact))}
    left = dict(people)
    for email in people:
        answer = await boss.post("/api/v1/erasures", json={"address": email}, headers=await csrf(boss))
        assert answer.status_code in {200, 409}, answer.text
        if answer.status_code == 200:
            del left[email]
        else:
            assert answer.json()["field"] == "address"
            assert "nothing was erased yet" in answer.json()["remedy"]
    assert len(left) < 5
    gone = {mailbox_of(email) for email in people if email not in left}
    assert await left_of(busy, *gone) == []
    assert await reports(busy) == counted


async def csrf(boss: httpx.AsyncClient) -> dict[str, str]:
    return {CSRF_HEADER: csrf_of((await boss.get(AT, headers=HTML)).text)}


async def test_an_answer_that_was_erased_says_so(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(MessageIn).where(col(MessageIn.kind).in_(HUMAN_KINDS), col(MessageIn.text) != ""))
    async with busy.house.database.begin() as session:
        address, _ = row.from_address, await erase(session, row.from_address, busy.house.clock.now(), "boss")
    page = await boss.get(f"/responses/{row.id}", headers=HTML)
    looks_right(page)
    assert "at the request of somebody it was from or about" in page.text
    for offered in ("/answer", "/kind", "/pass?"):
        assert offered not in page.text, "nobody is there who could be answered"
    assert address not in page.text
    told = (await boss.get(f"/api/v1/responses/{row.id}")).json()
    assert (told["fetched"], told["erased_at"] is not None, told["text"], told["kind"]) == (True, True, "", row.kind)
    for at in ("/responses", "/work", "/accounts", "/report", f"/contacts/{row.contact_id}"):
        looks_right(await boss.get(at, headers=HTML))


async def test_it_takes_a_manager(busy: Office) -> None:
    async with busy.browser(Role.REP) as rep:
        assert (await rep.get(AT, headers=HTML)).status_code == 403
        refused = await rep.post("/api/v1/erasures", json={"address": "alex@acme.example"})
        assert (refused.status_code, refused.json()["field"]) == (403, "role")
        assert "/erase" not in (await rep.get(NEVER, headers=HTML)).text


async def test_a_program_may_look_first(busy: Office) -> None:
    who = await somebody(busy)
    async with busy.key(Scope.ADMIN) as key:
        asked = await key.post("/api/v1/erasures", json={"address": who.email, "dry_run": True})
        assert (asked.json()["erased"], asked.json()["contacts"]) == (False, 1)
        assert await left_of(busy, who.email)
        done = await key.post("/api/v1/erasures", json={"address": who.email})
        assert done.json() == asked.json() | {"erased": True}
        again = await key.post("/api/v1/erasures", json={"address": who.email})
        assert (again.status_code, again.json()["contacts"]) == (200, 0)
        wrong = await key.post("/api/v1/erasures", json={"address": "alex"})
        assert (wrong.status_code, wrong.json()["field"]) == (422, "address")


async def test_lists_and_programs_bring_nobody_back(busy: Office) -> None:
    who = await somebody(busy)
    async with busy.key(Scope.ADMIN, Scope.CONTACTS) as key:
        await key.post("/api/v1/erasures", json={"address": who.email})
        posted = await key.post("/api/v1/contacts", json={"email": who.email, "source": "crm", "name": "A B"})
        assert (posted.status_code, posted.json()["field"]) == (409, "email")
        assert "was erased on" in posted.json()["problem"]
        rows = [{"email": who.email.upper()}, {"email": "new@fresh.example", "account": {"name": "Fresh"}}]
        brought = (await key.post("/api/v1/contacts/batch", json={"source": "a list", "rows": rows})).json()
        first, second = brought["rows"]
        assert (first["contact_id"], first["field"]) == (None, "email")
        assert "must not be kept again" in first["problem"]
        assert second["contact_id"]
        hand = await key.post("/api/v1/suppressions", json={"address": who.email, "reason": "by hand"})
        assert (hand.status_code, hand.json()["erased_at"] is not None) == (200, True)
        told = (await key.get("/api/v1/personal-data", params={"address": who.email})).json()
        assert (told["contact"], told["log"]) == (None, [])
    assert await left_of(busy, who.email) == []


async def test_only_who_knows_the_address_takes_it_off_the_list(busy: Office, boss: httpx.AsyncClient) -> None:
    who = await somebody(busy)
    await press(boss, f"{AT}?address={who.email}", AT, address=who.email)
    row = await one(busy, select(Suppression).where(col(Suppression.hash).is_not(None)))
    lift = f"{NEVER}/{row.id}/lift"
    found = await boss.get(NEVER, params={"q": who.email}, headers=HTML)
    assert lift in found.text
    assert lift not in (await boss.get(NEVER, params={"q": f"x{who.email}"}, headers=HTML)).text
    async with busy.browser(Role.MANAGER) as manager:
        assert (await manager.delete(f"/api/v1{NEVER.removeprefix('/settings')}/{row.id}")).status_code == 403
    for address, why, told in (
        ("kim@other.example", "consent", "not the one that was erased"),
        (who.email, " ", "Say why they may be mailed again"),
    ):
        assert told in (await press(boss, NEVER, lift, address=address, why=why)).text
    page = await press(boss, NEVER, lift, address=who.email.upper(), why="They gave their consent")
    assert lift not in page.text
    assert await left_of(busy, who.email) == []
    async with busy.key(Scope.CONTACTS) as key:
        posted = await key.post("/api/v1/contacts", json={"email": who.email, "source": "consent"})
        assert posted.status_code == 201, posted.text
        assert posted.json()["warning"] == ""


async def test_who_has_another_address_now_is_named_before(busy: Office, boss: httpx.AsyncClient) -> None:
    who = await somebody(busy)
    async with busy.house.database.begin() as session:
        await edit_contact(session, who.id, {"email": "ada+x@elm.example"}, busy.house.clock.now(), "boss")
    page = await boss.get(AT, params={"address": who.email}, headers=HTML)
    looks_right(page)
    assert 'href="/erase?address=ada%2Bx%40elm.example"' in page.text
    given = {"address": who.email, "dry_run": True}
    told = await boss.post("/api/v1/erasures", json=given, headers=await csrf(boss))
    assert told.json()["moved_on"] == ["ada+x@elm.example"]


async def test_all_addresses_that_go_along_are_listed_before_anything_is_gone(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    who = await somebody(busy)
    before = who.email
    async with busy.key(Scope.ADMIN, Scope.CONTACTS) as key:
        moved = await key.patch(f"/api/v1/contacts/{who.id}", json={"email": "moved@elm.example"})
        assert moved.status_code == 200, moved.text
        asked = await key.post("/api/v1/erasures", json={"address": "moved@elm.example", "dry_run": True})
        assert asked.json()["addresses"] == ["moved@elm.example", before]
    page = await boss.get(AT, params={"address": "moved@elm.example"}, headers=HTML)
    looks_right(page)
    assert before in page.text.replace("<wbr>", "")
    assert "All of these are addresses of theirs" in page.text


async def test_an_address_of_which_nothing_is_kept_says_so(busy: Office, boss: httpx.AsyncClient) -> None:
    """It may be a slip; and whoever was never here may ask all the same never to be."""
    page = await boss.get(AT, params={"address": "nobody@nowhere.example"}, headers=HTML)
    looks_right(page)
    assert "Nothing is kept of them" in page.text
    assert "Look whether the address is written right" in page.text
    await press(boss, f"{AT}?address=nobody@nowhere.example", AT, address="nobody@nowhere.example")
    again = await boss.get(AT, params={"address": "nobody@nowhere.example"}, headers=HTML)
    looks_right(again)
    assert "They were erased on" in again.text
    assert f'method="post" action="{AT}"' not in again.text, "there is nothing to erase again"


async def test_what_cannot_be_erased_is_told_where_it_is_typed(busy: Office, boss: httpx.AsyncClient) -> None:
    robin = await one(busy, select(User).where(col(User.email) == "robin@yards.example"))
    for address, told in (("alex", "no @"), (robin.email, "The address belongs to one of you")):
        page = await boss.get(AT, params={"address": address}, headers=HTML)
        looks_right(page)
        assert page.status_code == 422
        assert told in page.text
        assert f'value="{address}"' in page.text
        assert "gone for good" not in page.text
        asked = await boss.post(
            "/api/v1/erasures", json={"address": address, "dry_run": True}, headers=await csrf(boss)
        )
        assert (asked.status_code, asked.json()["field"]) == (422, "address")
