"""Times are told in the zone of whoever looks, also those within texts that were written down for everybody."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from api.pages import moments
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Contact, Mailbox, MailboxState
from tests.support.api import Office
from tests.support.pages import HTML, one

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("was due 2026-03-06 08:40 UTC", "was due Fri 6 Mar, 17:40"),
        ("left at 2026-03-06 15:00 UTC; the next waits", "left at Sat 7 Mar, 00:00; the next waits"),
        ("2025-12-31 15:00 UTC and 2026-01-01 00:00 UTC", "Thu 1 Jan, 00:00 and Thu 1 Jan, 09:00"),
        ("opens Sun 2026-11-29 06:00 Europe/Berlin", "opens Sun 2026-11-29 06:00 Europe/Berlin"),
        ("no time", "no time"),
    ],
)
def test_moments_of_a_text_are_told_in_the_viewers_zone(text: str, told: str) -> None:
    assert moments.local(text, ZoneInfo("Asia/Tokyo"), NOW) == told


async def test_a_timeline_tells_no_other_zone(busy: Office, boss: httpx.AsyncClient) -> None:
    person = await one(busy, select(Contact))
    async with busy.house.database.begin() as session:
        (await workspace_of(session)).time_zone = "Asia/Tokyo"
        for mailbox in await session.scalars(select(Mailbox).where(col(Mailbox.deleted_at).is_(None))):
            mailbox.time_zone = "Asia/Tokyo"
        why = "was due 2026-03-06 08:40 UTC"
        record(session, busy.house.clock.now(), "task.escalated", why=why, by="offhours", contact_id=person.id)
    page = (await boss.get(f"/contacts/{person.id}", headers=HTML)).text
    assert "was due Fri 6 Mar, 17:40" in page
    assert "UTC" not in page


@pytest.mark.parametrize(("minutes", "when"), [(15, "in 15 min"), (-15, "with its next mail")])
async def test_a_mailbox_in_trouble_says_when_it_is_tried_again(
    busy: Office, boss: httpx.AsyncClient, minutes: int, when: str
) -> None:
    """What is due is done when there is a mail: nobody asks the server for nothing."""
    async with busy.house.database.begin() as session:
        box = (await session.scalars(select(Mailbox).limit(1))).one()
        box.state, box.state_detail = MailboxState.ERROR, "It cannot be reached"
        box.retry_at = busy.house.clock.now() + timedelta(minutes=minutes)
    page = await boss.get("/settings/mailboxes", headers=HTML)
    assert f"Tried again {when}." in re.sub(r"<[^>]+>", "", page.text)
