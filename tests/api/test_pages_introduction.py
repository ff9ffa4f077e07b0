"""An SDR introduces prospect and AE from the opportunity's page: sent once, kept when refused, shown afterwards."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.rules.baton import Handover, OpportunityState
from engine.rules.vocabulary import OutState, Role
from engine.store.tables import MessageIn, MessageOut, Opportunity
from tests.api.test_pages import looks_right
from tests.support.api import URL, Office
from tests.support.pages import HTML, csrf_of
from tests.support.things import post

API = "/api/v1"


@pytest.fixture
async def robin(busy: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with busy.browser(Role.REP, "robin@yards.example") as client:
        yield client


async def waiting(office: Office) -> tuple[Opportunity, MessageIn]:
    """What Robin passed to Sam by an introduction, and the answer it came from."""
    async with office.house.database.begin() as session:
        passed = select(Opportunity).where(
            col(Opportunity.state) == OpportunityState.PASSED, col(Opportunity.handover) == Handover.INTRODUCTION
        )
        row = (await session.scalars(passed.order_by(col(Opportunity.id)).limit(1))).one()
        mail = await session.get_one(MessageIn, row.message_in_id)
        mail.mailbox_id = 1  # the one that is well
    return row, mail


async def send(client: httpx.AsyncClient, at: str, page: str, **form: Any) -> httpx.Response:
    headers = {**HTML, "Referer": f"{URL}{at}"}
    said = {"csrf": csrf_of(page), **form}
    return await client.post(f"{at}/introduction", data=said, headers=headers, follow_redirects=True)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page) or re.search(
        rf'<textarea id="f-{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL
    )
    assert found, name
    return found[1]


async def outs(office: Office, mail: MessageIn) -> list[MessageOut]:
    async with office.house.database.begin() as session:
        return list(await session.scalars(select(MessageOut).where(col(MessageOut.answer_to) == mail.id)))


async def test_the_draft_is_sent_once_and_shown(busy: Office, robin: httpx.AsyncClient) -> None:
    row, mail = await waiting(busy)
    at = f"/opportunities/{row.id}"
    page = await robin.get(at, headers=HTML)
    looks_right(page)
    assert "sam@mail.example" in page.text
    form = {"key": field(page.text, "key"), "body": "Hi,\n\nmeet Sam (copied).\n\nRobin", "quote": "on"}
    for _ in range(2):
        told = await send(robin, at, page.text, **form)
        assert f"Your mail to {mail.from_address} is on its way." in told.text
    looks_right(told)
    assert "Leaves now" in told.text
    assert "copy to sam@mail.example" in told.text
    (out,) = await outs(busy, mail)
    assert (out.state, out.cc_address) == (OutState.DUE, "sam@mail.example")
    assert "> " in out.body


async def test_what_was_typed_is_kept_when_it_is_refused(busy: Office, robin: httpx.AsyncClient) -> None:
    row, mail = await waiting(busy)
    at = f"/opportunities/{row.id}"
    page = await robin.get(at, headers=HTML)
    told = await send(robin, at, page.text, key=field(page.text, "key"), body="Hi ⟨name⟩, meet Sam")
    assert told.status_code == 422
    assert "Name is not filled in" in told.text
    assert field(told.text, "body") == "Hi ⟨name⟩, meet Sam"
    assert field(told.text, "key") == field(page.text, "key")
    assert await outs(busy, mail) == []


async def test_without_an_answer_it_opens_in_the_mail_program(busy: Office, robin: httpx.AsyncClient) -> None:
    row, _ = await waiting(busy)
    async with busy.house.database.begin() as session:
        (await session.get_one(Opportunity, row.id)).message_in_id = None
    page = await robin.get(f"/opportunities/{row.id}", headers=HTML)
    looks_right(page)
    assert "It cannot be sent from here: it came from no answer" in page.text
    assert "mailto:" in page.text


async def test_over_the_api(busy: Office, robin: httpx.AsyncClient) -> None:
    row, mail = await waiting(busy)
    at = f"/opportunities/{row.id}/introduction"
    shown = (await robin.get(f"{API}{at}")).json()
    assert (shown["cc"], shown["problem"], shown["mail"]) == (["sam@mail.example"], "", None)
    assert shown["subject"].startswith("Re: ")
    said = {"key": "introduction-1", "body": shown["text"]}
    made = await post(robin, at, 201, **said)
    assert (made["to"], made["cc"], made["response_id"]) == (mail.from_address, "sam@mail.example", mail.id)
    assert (await post(robin, at, 200, **said))["id"] == made["id"]
    assert (await post(robin, at, 409, key="introduction-2", body="x"))["field"] == "opportunity"
    assert (await robin.get(f"{API}{at}")).json()["mail"]["id"] == made["id"]
    assert (await post(robin, at, 422, key="short", body="x"))["field"] == "key"
    async with busy.browser(Role.REP, "sam@yards.example") as sam:
        assert (await sam.post(f"{API}{at}", json=said)).status_code in {403, 404}
