"""What waits, and what was given up, leaves when a person presses a button; or the page says why it may not."""

import httpx
from sqlalchemy import select
from sqlmodel import col

from engine.rules.vocabulary import BounceClass, CampaignState, EnrollmentState, OutState
from engine.store.tables import Campaign, Enrollment, Mailbox, MailboxState, MessageOut
from tests.support.api import Office
from tests.support.pages import HTML, one, press
from tests.support.pages_world import NOW


async def test_a_mail_that_waits_is_sent_now_from_its_contacts_page(busy: Office, boss: httpx.AsyncClient) -> None:
    waits = await one(busy, select(MessageOut).where(col(MessageOut.state).in_([OutState.DUE, OutState.HELD])))
    page = await press(boss, f"/contacts/{waits.contact_id}", f"/out/{waits.id}/now")
    asked = await one(busy, select(MessageOut).where(col(MessageOut.id) == waits.id))
    assert page.url.path == f"/contacts/{waits.contact_id}"
    assert ("leaves now" in page.text) == (asked.asked_by == "ann@yards.example")
    assert "leaves now" in page.text or "may not leave" in page.text


async def test_a_mail_that_was_given_up_is_sent_again_from_its_contacts_page(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    waits = await one(busy, select(MessageOut).where(col(MessageOut.state) == OutState.DUE))
    at, action = f"/contacts/{waits.contact_id}", f"/out/{waits.id}/now"
    async with busy.house.database.begin() as session:
        out = await session.get_one(MessageOut, waits.id)
        out.state, out.bounced, out.bounced_at = OutState.FAILED, BounceClass.BLOCK.value, NOW
        enrollment = await session.get_one(Enrollment, out.enrollment_id)
        enrollment.state, enrollment.state_why, enrollment.ended_at = EnrollmentState.STOPPED, "they said no", NOW
        (await session.get_one(Campaign, enrollment.campaign_id)).state = CampaignState.RUNNING
    page = (await boss.get(at, headers=HTML)).text
    assert ("they said no" in page.lower(), "You: send it again." in page, "Send again" in page) == (True, True, True)
    assert "may not leave: smtp.password" in (await press(boss, at, action)).text
    again = await one(busy, select(MessageOut).where(col(MessageOut.id) == waits.id))
    assert (again.state, again.bounced) == (OutState.FAILED, "block")
    async with busy.house.database.begin() as session:
        (await session.get_one(Mailbox, waits.mailbox_id)).state = MailboxState.ACTIVE
    assert "leaves now" in (await press(boss, at, action)).text
    again = await one(busy, select(MessageOut).where(col(MessageOut.id) == waits.id))
    assert (again.state, again.bounced, again.asked_by) == (OutState.DUE, "", "ann@yards.example")


async def test_the_first_mail_of_a_campaign_is_sent_now_or_the_page_says_why_none_may(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    campaign = await one(busy, select(Campaign).where(col(Campaign.state) == CampaignState.RUNNING))
    page = await press(boss, f"/campaigns/{campaign.id}", f"/campaigns/{campaign.id}/first-now")
    asked = await one(busy, select(MessageOut).where(col(MessageOut.asked_at).is_not(None)))
    assert ("leaves now" in page.text) == (asked is not None)
    assert "leaves now" in page.text or "may leave" in page.text or "no first mail" in page.text
