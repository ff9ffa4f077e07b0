"""A no on its page: why and whose it is, what the rep may choose, whom to ask next; and counted in the report."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from engine.rules.vocabulary import Bin, ContactState, DecisionMaker, DeclineReason, Kind, Role
from engine.store.tables import Account, Contact, MessageIn, ResponseTask, Suppression
from tests.api.test_pages import looks_right
from tests.support.api import URL, Office
from tests.support.pages import HTML, csrf_of


@pytest.fixture
async def boss(busy: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with busy.browser(Role.ADMIN, "ann@yards.example") as client:
        yield client


async def a_no(office: Office) -> tuple[MessageIn, ResponseTask]:
    """The latest where a colleague may still be asked, with its work open again."""
    asked, colleague = aliased(Contact), aliased(Contact)
    may_be_asked = (
        select(colleague)
        .where(
            col(colleague.account_id) == asked.account_id,
            col(colleague.id) != asked.id,
            col(colleague.state) == ContactState.ACTIVE,
            ~select(Suppression).where(col(Suppression.address) == colleague.email).exists(),
        )
        .exists()
    )
    async with office.house.database.begin() as session:
        query = (
            select(MessageIn, ResponseTask)
            .join(ResponseTask, col(ResponseTask.message_in_id) == MessageIn.id)
            .join(asked, col(asked.id) == MessageIn.contact_id)
            .where(col(MessageIn.kind) == Kind.NOT_INTERESTED, may_be_asked)
            .order_by(col(MessageIn.id).desc())
        )
        mail, task = (await session.execute(query.limit(1))).one()
        task.done_at = None
        (await session.get_one(Contact, mail.contact_id)).title = ""
    return mail, task


async def press(client: httpx.AsyncClient, page: str, action: str, **form: Any) -> httpx.Response:
    shown = (await client.get(page, headers=HTML)).text
    headers = {**HTML, "Referer": f"{URL}{page}"}
    return await client.post(action, data={"csrf": csrf_of(shown), **form}, headers=headers, follow_redirects=True)


async def test_a_no_of_somebody_names_the_next_to_ask(busy: Office, boss: httpx.AsyncClient) -> None:
    mail, _ = await a_no(busy)
    async with busy.house.database.begin() as session:
        account = await session.get_one(Contact, mail.contact_id)
        others = select(Contact).where(
            col(Contact.account_id) == account.account_id, col(Contact.id) != mail.contact_id
        )
        colleague = (await session.scalars(others)).one()
    page = await boss.get(f"/responses/{mail.id}", headers=HTML)
    looks_right(page)
    assert "No reason given" in page.text
    assert "Not known" in page.text
    assert "Next to ask at" in page.text
    assert f'href="/contacts/{colleague.id}"' in page.text
    assert "/conclude" not in page.text


async def test_a_correction_offers_the_bins_and_the_choice_ends_the_work(busy: Office, boss: httpx.AsyncClient) -> None:
    mail, _ = await a_no(busy)
    at = f"/responses/{mail.id}"
    said = {"kind": "not_interested", "decline_reason": "has_solution", "decision_maker": "yes"}
    told = await press(boss, at, f"{at}/kind", **said)
    assert "Have a solution" in told.text
    assert "Yes: the no counts" in told.text
    assert "Next to ask" not in told.text
    looks_right(told)
    async with busy.house.database.begin() as session:
        task = (await session.scalars(select(ResponseTask).where(col(ResponseTask.message_in_id) == mail.id))).one()
    refused = await press(boss, at, f"/tasks/{task.id}/conclude", bin="check_back", check_back_on="2020-01-01")
    assert "a day to come" in refused.text
    done = await press(boss, at, f"/tasks/{task.id}/conclude", bin="bad_fit")
    assert "The account was moved: bad fit." in done.text
    async with busy.house.database.begin() as session:
        row = await session.get_one(MessageIn, mail.id)
        contact = await session.get_one(Contact, row.contact_id)
        account = await session.get_one(Account, contact.account_id)
        assert (row.decline_reason, row.decision_maker) == (DeclineReason.HAS_SOLUTION, DecisionMaker.YES)
        assert account.bin is Bin.BAD_FIT
        assert (await session.get_one(ResponseTask, task.id)).done_how == "moved to bad fit"


async def test_the_report_says_why_people_say_no(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await boss.get("/report?span=all", headers=HTML)
    looks_right(page)
    assert "Why people say no" in page.text
    assert "No reason given" in page.text
    none = await boss.get("/report?span=7", headers=HTML)
    assert none.status_code == 200
