"""The workspace's settings cannot be read, e.g. because another version stored them: nothing leaves, and every screen
says why, also the one on which they are mended."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.why import why
from engine.rules.reasons import UNREADY
from engine.rules.vocabulary import EnrollmentState, Role
from engine.store.tables import Campaign, Contact, Enrollment, Mailbox, MessageOut, Workspace
from tests.support.api import Office
from tests.support.pages import HTML, one, press

UNKNOWN = {"policies": {"of_another_version": 1}}
TOO_MANY = {"policies": {"days_per_week": 90}}
WINDOW = {"window": {"opens": "25:00"}}


async def change(office: Office, model: Any, key: int, **values: Any) -> None:
    async with office.house.database.begin() as session:
        row = await session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


async def waiting(office: Office) -> Enrollment:
    mail = select(MessageOut.enrollment_id).where(col(MessageOut.state).in_(["due", "held"]))
    query = select(Enrollment).where(col(Enrollment.id).in_(mail), col(Enrollment.state) == EnrollmentState.ACTIVE)
    return await one(office, query)


@pytest.mark.parametrize("stored", [UNKNOWN, TOO_MANY, WINDOW], ids=["unknown", "too many", "window"])
async def test_every_screen_says_that_nothing_leaves_and_why(
    busy: Office, boss: httpx.AsyncClient, stored: dict[str, Any]
) -> None:
    enrollment = await waiting(busy)
    await change(busy, Workspace, 1, **stored)
    said = next(iter(next(iter(stored.values()))))
    for page in ("/", "/settings"):
        answer = await boss.get(page, headers=HTML)
        assert answer.status_code == 200
        assert "Nothing is sent" in answer.text
        assert said in answer.text
    for page in (f"/campaigns/{enrollment.campaign_id}", f"/contacts/{enrollment.contact_id}", "/report/ledger"):
        answer = await boss.get(page, headers=HTML)
        assert answer.status_code == 200
        assert "Settings cannot be read" in answer.text
    workspace = (await boss.get("/api/v1/workspace")).json()
    assert said in workspace["unready"]
    ledger = (await boss.get(f"/api/v1/campaigns/{enrollment.campaign_id}/ledger")).json()
    lines = [line for line in ledger["lines"]["items"] if line["state"] in {"due", "held"}]
    assert {line["reason"] for line in lines} == {UNREADY}
    assert all(said in line["detail"] and "An administrator" in line["remedy"] for line in lines)
    assert {(line["since"], line["until"]) for line in lines} == {(None, None)}
    assert (await boss.get("/settings/mailboxes", headers=HTML)).status_code == 200
    assert (await boss.get(f"/api/v1/mailboxes/{enrollment.mailbox_id}")).status_code == 200
    contact = await one(busy, select(Contact).where(col(Contact.id) == enrollment.contact_id))
    async with busy.house.database.begin() as session:
        told = await why(session, contact.email, busy.house.clock.now())
    assert any(said in statement for statement in told.statements)


@pytest.mark.parametrize("stored", [UNKNOWN, WINDOW], ids=["unknown", "window"])
async def test_what_depends_on_them_is_refused_as_nobodys_fault_and_the_rest_goes_on(
    busy: Office, boss: httpx.AsyncClient, stored: dict[str, Any]
) -> None:
    enrollment = await waiting(busy)
    waits = (col(MessageOut.enrollment_id) == enrollment.id, col(MessageOut.state).in_(["due", "held"]))
    mail = await one(busy, select(MessageOut).where(*waits))
    await change(busy, Workspace, 1, **stored)
    async with busy.browser(Role.ADMIN) as admin:
        for answer in (
            await admin.get(f"/api/v1/campaigns/{enrollment.campaign_id}/forecast"),
            await admin.post(f"/api/v1/mails/{mail.id}/send-now"),
            await admin.post(f"/api/v1/campaigns/{enrollment.campaign_id}/send-first-now"),
        ):
            told = answer.json()
            assert (answer.status_code, told["field"]) == (409, "workspace")
            assert next(iter(next(iter(stored.values())))) in told["problem"]
            assert told["remedy"].startswith("An administrator saves them anew")
        added = await admin.post("/api/v1/contacts", json={"email": "kim@new.test", "source": "research"})
        assert added.status_code == 201


@pytest.mark.parametrize("stored", [UNKNOWN, TOO_MANY, WINDOW], ids=["unknown", "too many", "window"])
async def test_saving_the_settings_page_as_it_stands_mends_it(
    busy: Office, boss: httpx.AsyncClient, stored: dict[str, Any]
) -> None:
    enrollment = await waiting(busy)
    await change(busy, Workspace, 1, **stored)
    form = {"opens": "06:00", "closes": "21:00", "quiet_from": "09:00", "quiet_until": "17:00", "days": ["1", "2"]}
    shown = (await boss.get("/api/v1/workspace")).json()["policies"]
    told = {name: str(value) for name, value in shown.items() if isinstance(value, int) and value is not True}
    done = await press(boss, "/settings", "/settings", **form, **told)
    assert "Saved" in done.text
    assert (await boss.get("/api/v1/workspace")).json()["unready"] == ""
    ledger = (await boss.get(f"/api/v1/campaigns/{enrollment.campaign_id}/ledger")).json()
    assert UNREADY not in {line["reason"] for line in ledger["lines"]["items"]}


async def test_a_mailboxs_or_a_campaigns_window_that_cannot_be_read_leaves_the_pages_open(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    enrollment = await waiting(busy)
    await change(busy, Mailbox, enrollment.mailbox_id, **WINDOW)
    await change(busy, Campaign, enrollment.campaign_id, **WINDOW)
    for page in ("/", f"/campaigns/{enrollment.campaign_id}", "/settings/mailboxes", "/report/ledger"):
        assert (await boss.get(page, headers=HTML)).status_code == 200, page
