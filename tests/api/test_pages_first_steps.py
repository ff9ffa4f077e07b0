"""A new installation says what stands between it and its first mail, until that has left."""

import re

import httpx
from sqlalchemy import update

from engine.flows.starters import copy_starters
from engine.rules.vocabulary import Role
from engine.store.tables import Mailbox, MessageOut
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML
from tests.support.things import launched

STEP = re.compile(
    r'<span class="who">\d\. .+?</span><(?:a|span) class="(chip good|chip line|button slim(?: primary)?)"'
)
DONE, TO_DO, NEXT, THEIRS = "chip good", "button slim", "button slim primary", "chip line"


async def steps(client: httpx.AsyncClient) -> list[str]:
    """What stands beside each, in order; empty: none are shown."""
    page = await client.get("/", headers=HTML)
    looks_right(page)
    return STEP.findall(page.text)


async def test_a_fresh_installation_says_what_to_do_first(office: Office, admin: httpx.AsyncClient) -> None:
    async with office.house.database.begin() as session:
        await copy_starters(session, office.house.clock.now())
    page = (await admin.get("/", headers=HTML)).text
    assert "No mail has left yet" in page
    for href in ("/settings", "/settings/mailboxes/new", "/settings/imports/new", "/settings/lists/new"):
        assert f'href="{href}" aria-label' in page
    assert await steps(admin) == [NEXT, *[TO_DO] * 5, THEIRS]
    async with office.browser(Role.REP) as rep:
        page = (await rep.get("/", headers=HTML)).text
        assert "a manager enters them" in page
        assert await steps(rep) == [THEIRS, NEXT, *[TO_DO] * 4, THEIRS]


async def test_they_are_ticked_as_they_are_done_and_gone_with_the_first_mail(
    office: Office, admin: httpx.AsyncClient
) -> None:
    await launched(admin)
    assert await steps(admin) == [DONE] * 6 + [THEIRS]  # nobody outside reaches the opt-out page of a test
    async with office.house.database.begin() as session:
        await session.execute(update(Mailbox).values(read_problem="nobody answers"))
    assert await steps(admin) == [DONE, NEXT, DONE, DONE, DONE, DONE, THEIRS]
    async with office.house.database.begin() as session:
        await session.execute(update(MessageOut).values(sent_at=office.house.clock.now()))
    assert await steps(admin) == []
