"""A mail is answered from its page: what the form begins with, what it keeps when refused, what it shows afterwards."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.starters import copy_starters
from engine.rules.vocabulary import Kind, OutState, Role
from engine.store.mail import FoundState
from engine.store.tables import Contact, FoundPerson, Mailbox, MailboxState, MessageIn, MessageOut, ResponseTask
from tests.api.test_pages import looks_right
from tests.support.api import URL, Office
from tests.support.pages import HTML, Tags, csrf_of


@pytest.fixture
async def boss(busy: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with busy.house.database.begin() as session:
        await copy_starters(session, busy.house.clock.now())
    async with busy.browser(Role.ADMIN, "ann@yards.example") as client:
        yield client


async def of_kind(office: Office, kind: Kind) -> MessageIn:
    """The latest of this kind with open work; its mailbox may send."""
    async with office.house.database.begin() as session:
        query = (
            select(MessageIn)
            .join(ResponseTask, col(ResponseTask.message_in_id) == MessageIn.id)
            .where(col(MessageIn.kind) == kind, col(ResponseTask.done_at).is_(None))
            .order_by(col(MessageIn.id).desc())
        )
        found = (await session.scalars(query.limit(1))).one()
        mailbox = await session.get_one(Mailbox, found.mailbox_id)
        mailbox.state = MailboxState.ACTIVE
    return found


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page) or re.search(
        rf'<textarea id="f-{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL
    )
    assert found, name
    return html.unescape(found[1])


async def post(
    client: httpx.AsyncClient, action: str, page: str, stands_on: str = "/work", **form: str
) -> httpx.Response:
    headers = {**HTML, "Referer": f"{URL}{stands_on}"}
    return await client.post(action, data={"csrf": csrf_of(page), **form}, headers=headers, follow_redirects=True)


async def answers(office: Office) -> list[MessageOut]:
    async with office.house.database.begin() as session:
        query = select(MessageOut).where(col(MessageOut.answer_to).is_not(None)).order_by(col(MessageOut.id))
        return list(await session.scalars(query))


async def test_the_page_shows_whom_an_answer_goes_to(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await of_kind(busy, Kind.INTERESTED)
    async with busy.house.database.begin() as session:
        row = await session.get_one(MessageIn, mail.id)
        row.raw = b"Reply-To: direct@elsewhere.example\r\n" + bytes(row.raw)
    for use in ("", "?use=blank"):
        page = (await boss.get(f"/responses/{mail.id}{use}", headers=HTML)).text
        assert "who wants answers at direct@elsewhere.example" in page
        assert ">To direct@elsewhere.example" in page


async def test_the_suggestion_is_sent_as_it_is_and_a_second_click_sends_nothing(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    mail = await of_kind(busy, Kind.INTERESTED)
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    form = {"key": field(page, "key"), "body": field(page, "body"), "quote": "on", "ends": "on"}
    for _ in range(2):
        told = await post(boss, f"/responses/{mail.id}/answer", page, **form)
        assert told.status_code == 200
        assert f"Your mail to {mail.from_address} is on its way." in told.text
        assert "Leaves now" in told.text
    (out,) = await answers(busy)
    assert out.state is OutState.DUE
    assert out.body.startswith("Hi Hana,\n\nThank you")
    assert "> Yes, that is me." in out.body
    looks_right(told)
    gone = await post(boss, f"/answers/{out.id}/withdraw", told.text)
    assert "Withdrawn" in gone.text
    assert await answers(busy) == []


async def test_a_page_that_refuses_a_second_answer_still_watches_the_first(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    """It stands at the address of the form, where nothing can be looked at."""
    mail = await of_kind(busy, Kind.INTERESTED)
    at = f"/responses/{mail.id}"
    page = (await boss.get(at, headers=HTML)).text
    for key in ("first-answer", "second-answer"):
        told = await post(boss, f"{at}/answer", page, key=key, body="Thank you.", ends="on")
    assert told.status_code == 422
    assert "is under way. Wait until it has left" in told.text
    watched = {tag["id"]: tag["hx-get"] for _, tag in Tags(told.text).tags if "hx-get" in tag}
    assert watched == {"tasks": at, "answers": at}, "the task is done by itself once the first has left"


async def test_two_who_had_the_form_open_do_not_answer_one_after_the_other_unseen(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    mail = await of_kind(busy, Kind.INTERESTED)
    at = f"/responses/{mail.id}"
    page = (await boss.get(at, headers=HTML)).text
    since = field(page, "since")
    busy.house.clock.at += timedelta(minutes=5)
    await post(boss, f"{at}/answer", page, key="first-answer", body="Thank you.", ends="on", since=since)
    async with busy.house.database.begin() as session:
        out = (await session.scalars(select(MessageOut).where(col(MessageOut.answer_key) == "first-answer"))).one()
        out.state, out.sent_at = OutState.SENT, busy.house.clock.now()
    told = await post(boss, f"{at}/answer", page, key="second-answer", body="Many thanks.", ends="on", since=since)
    assert told.status_code == 422
    assert "has answered meanwhile. Look at what they wrote." in told.text
    assert field(told.text, "body") == "Many thanks."
    form = {"key": "second-answer", "body": "Many thanks.", "since": field(told.text, "since")}
    assert (await post(boss, f"{at}/answer", page, **form)).status_code == 200


async def test_what_is_not_filled_in_is_named_and_what_was_typed_is_kept(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await of_kind(busy, Kind.QUESTION)
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    assert "Still to be written: the answer to their question." in page
    body = field(page, "body") + "\n\nP.S. typed by hand"
    told = await post(boss, f"/responses/{mail.id}/answer", page, key=field(page, "key"), body=body)
    assert told.status_code == 422
    assert "The answer to their question is not filled in" in told.text
    assert "P.S. typed by hand" in field(told.text, "body")
    assert field(told.text, "key") == field(page, "key")
    looks_right(told)
    assert await answers(busy) == []


async def test_somebody_named_is_added_and_written_to(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await of_kind(busy, Kind.REFERRAL)
    async with busy.house.database.begin() as session:
        person = (
            await session.scalars(
                select(FoundPerson).where(col(FoundPerson.message_in_id) == mail.id, col(FoundPerson.email) != "")
            )
        ).one()
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    await post(boss, f"/people/{person.id}/accept", page)
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    use = next(use for use in re.findall(r'\?use=([^#"]+)#answer', page) if not use.endswith(("-0", "blank")))
    page = (await boss.get(f"/responses/{mail.id}?use={use}", headers=HTML)).text
    form = {name: field(page, name) for name in ("key", "use", "to_contact_id", "subject", "template_version_id")}
    body = re.sub("⟨.*?⟩", "We plan yards.", field(page, "body"))
    told = await post(boss, f"/responses/{mail.id}/answer", page, body=body, copy_referrer="on", ends="on", **form)
    assert "is on its way" in told.text
    (out,) = await answers(busy)
    assert (out.to_address, out.cc_address) == (person.email, mail.from_address)
    async with busy.house.database.begin() as session:
        assert (await session.get_one(Contact, out.contact_id)).referred_by_id == mail.contact_id
        assert (await session.get_one(FoundPerson, person.id)).state is FoundState.ACCEPTED
    looks_right(told)


async def test_an_answer_in_doubt_is_settled_on_its_page(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await of_kind(busy, Kind.INTERESTED)
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    await post(boss, f"/responses/{mail.id}/answer", page, key=field(page, "key"), body="Thursday.", ends="on")
    async with busy.house.database.begin() as session:
        (out,) = await session.scalars(select(MessageOut).where(col(MessageOut.answer_to) == mail.id))
        out.state, out.sending_at = OutState.UNCERTAIN, busy.house.clock.now()
    work = (await boss.get("/work", headers=HTML)).text
    assert "Answer: sent or not?" in work
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    assert "was it sent?" in page
    told = await post(boss, f"/answers/{out.id}/settle", page, f"/responses/{mail.id}", was_sent="yes")
    assert told.status_code == 200
    assert "answered from the page" in told.text
    assert "Write once more" in told.text
    assert "Answer: sent or not?" not in (await boss.get("/work", headers=HTML)).text


async def test_an_opt_out_has_no_form(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        query = select(MessageIn).where(col(MessageIn.kind) == Kind.UNSUBSCRIBE).limit(1)
        mail = (await session.scalars(query)).one()
    page = (await boss.get(f"/responses/{mail.id}", headers=HTML)).text
    assert 'name="key"' not in page


async def test_a_reply_template_is_written_and_used(busy: Office, boss: httpx.AsyncClient) -> None:
    page = (await boss.get("/settings/templates/new?show=replies", headers=HTML)).text
    form = {"name": "Call me", "reply": "interested", "language": "en", "body": "Hi {{ first_name }}, call me?"}
    seen = await post(boss, "/settings/templates/new", page, do="look", **form)
    assert "Hi Alex, call me?" in seen.text
    saved = await post(boss, "/settings/templates/new", page, do="save", **form)
    assert "Saved as version 1" in saved.text
    looks_right(saved)
    assert "Call me" in (await boss.get("/settings/templates?show=replies", headers=HTML)).text
    assert "Call me" not in (await boss.get("/campaigns/new", headers=HTML)).text
    mail = await of_kind(busy, Kind.INTERESTED)
    assert "Hi Hana, call me?" in (await boss.get(f"/responses/{mail.id}", headers=HTML)).text


async def test_a_rep_sees_their_own_work_and_people_only(busy: Office) -> None:
    async with busy.browser(Role.REP, "sam@yards.example") as sam:
        work = (await sam.get("/work?whose=1", headers=HTML)).text
        people = (await sam.get("/people", headers=HTML)).text
    assert "Hana Sato" in work
    assert "Cleo Ruiz" not in work
    assert "ben@poplar.example" in people
    assert "eli@birch.example" not in people


async def test_the_review_of_people_says_what_they_are_for(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        open_ones = select(FoundPerson).where(col(FoundPerson.state) == FoundState.OPEN)
        person = (await session.scalars(open_ones.order_by(col(FoundPerson.id)).limit(1))).one()
        person.topic = "<invoices>"
    page = await boss.get("/people", headers=HTML)
    assert "For &lt;invoices&gt;" in page.text
    looks_right(page)


async def test_one_key_for_two_mails_at_once_keeps_what_was_typed_in_one(busy: Office, boss: httpx.AsyncClient) -> None:
    mails = [await of_kind(busy, Kind.INTERESTED), await of_kind(busy, Kind.QUESTION)]
    page = (await boss.get(f"/responses/{mails[0].id}", headers=HTML)).text
    form = {"key": field(page, "key"), "body": "Thursday suits me."}
    told = await asyncio.gather(*[post(boss, f"/responses/{mail.id}/answer", page, **form) for mail in mails])
    assert sorted(one.status_code for one in told) == [200, 422]
    [refused] = [one.text for one in told if one.status_code == 422]
    assert "Make a new key for each answer." in refused
    assert "Thursday suits me." in refused
    assert len(await answers(busy)) == 1
