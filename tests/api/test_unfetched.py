"""What a person sees of a mail that did not come, or not whole, and what they can do about it."""

import httpx
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from engine.edge.imap import Fetched, LeftOut
from engine.flows.read import read
from engine.flows.receive import bytes_of
from engine.rules.vocabulary import Role
from engine.store.tables import Activity, Mailbox, MessageIn
from tests.api.test_pages import looks_right
from tests.support.answers import answered, sent
from tests.support.api import Office
from tests.support.pages import HTML, csrf_of
from tests.support.things import post


@pytest.fixture
async def mail(house, admin):
    return (await sent(house, admin))[0]


async def set_aside(house) -> int:
    """A mail of which the server told nothing but that it is there."""
    mail = Fetched(5, b"", None, (LeftOut("the rest of the mail", 4711),), "It hung up.", b"From: a@acme.test\r\n\r\n")
    async with house.database.begin() as session:
        mailbox = (await session.scalars(select(Mailbox).order_by(col(Mailbox.id)))).first()
        now = house.clock.now()
        row = MessageIn(
            mailbox_id=mailbox.id,
            folder="INBOX",
            role="inbox",
            uidvalidity=1,
            uid=500,
            problem=mail.trouble,
            from_address="a@acme.test",
            received_at=now,
            stored_at=now,
            **bytes_of(mail, "INBOX 1 500"),
        )
        session.add(row)
        await session.flush()
        in_id = row.id
    await read(house, in_id)
    return in_id


async def one(client, in_id):
    answer = await client.get(f"/api/v1/responses/{in_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_mail_that_did_not_come_is_listed_and_can_be_asked_for_once_more(house, admin, mail):
    in_id = await set_aside(house)
    listed = (await admin.get("/api/v1/responses", params={"broken": True})).json()["items"]
    assert [(row["id"], row["from_address"]) for row in listed] == [(in_id, "a@acme.test")]
    shown = await one(admin, in_id)
    assert (shown["fetched"], shown["wanted_at"], "It hung up." in shown["problem"]) == (False, None, True)
    assert [task["step"] for task in shown["tasks"]] == ["look"]
    first = await post(admin, f"/responses/{in_id}/fetch", 200)
    again = await post(admin, f"/responses/{in_id}/fetch", 200)
    assert first["wanted_at"] == again["wanted_at"] is not None
    assert "read" in house.bell.rings
    async with house.database.begin() as session:
        noted = list(await session.scalars(select(Activity).where(col(Activity.what) == "mail.wanted")))
    assert [(row.by, row.message_in_id) for row in noted] == [("admin@example.com", in_id)]


async def test_a_mail_that_is_here_is_not_fetched_again(house, admin, mail):
    in_id = await answered(house, mail, "Yes, call me.")
    refused = await admin.post(f"/api/v1/responses/{in_id}/fetch")
    assert (refused.status_code, refused.json()["field"]) == (409, "response")
    assert (await admin.post("/api/v1/responses/999999/fetch")).status_code == 404
    assert (await one(admin, in_id))["fetched"]


async def test_nor_out_of_a_mailbox_that_is_gone(house, admin, mail):
    in_id = await set_aside(house)
    async with house.database.begin() as session:
        await session.execute(update(Mailbox).values(deleted_at=house.clock.now()))
    assert (await admin.post(f"/api/v1/responses/{in_id}/fetch")).status_code == 409


async def test_what_was_left_out_of_a_big_mail_is_told(house, admin, mail):
    in_id = await answered(house, mail, "Yes, call me. The plan is attached.")
    async with house.database.begin() as session:
        (await session.get_one(MessageIn, in_id)).left_out = [{"what": "plan.pdf", "size": 7_300_000}]
    assert (await one(admin, in_id))["left_out"] == [{"what": "plan.pdf", "size": 7_300_000}]


async def test_the_pages_show_both(busy: Office) -> None:
    in_id = await set_aside(busy.house)
    async with busy.browser(Role.ADMIN, "ann@yards.example") as client:
        page = await shown(client, f"/responses/{in_id}")
        assert "does not hand this mail over" in page
        assert "in INBOX of" in page
        assert "/raw" not in page
        headers = {**HTML, "Referer": f"http://test/responses/{in_id}"}
        told = await client.post(
            f"/responses/{in_id}/fetch", data={"csrf": csrf_of(page)}, headers=headers, follow_redirects=True
        )
        assert told.status_code == 200, told.text
        page = await shown(client, f"/responses/{in_id}")
        assert "It is fetched again within minutes." in page
        assert f"/responses/{in_id}/fetch" not in page
        assert "It hung up." in await shown(client, "/responses?show=broken")
        async with busy.house.database.begin() as session:
            other = (await session.scalars(select(MessageIn).where(col(MessageIn.text) != "").limit(1))).one()
            other.left_out = [{"what": "plan.pdf", "size": 7_300_000}]
        page = await shown(client, f"/responses/{other.id}")
        assert "Not fetched, because the mail is big: plan.pdf (7.3 MB). It is in your mail program." in page


async def shown(client: httpx.AsyncClient, path: str) -> str:
    answer = await client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    looks_right(answer)
    return answer.text
