"""What is not right yet is made right on its page: a draft, a contact, a new address. Mailboxes say who reads them."""

import re
from datetime import timedelta

import httpx
from sqlalchemy import select
from sqlmodel import col

from engine.rules.effects import Work
from engine.rules.vocabulary import Kind
from engine.store.tables import Campaign, Contact, Mailbox, MessageIn, ResponseTask, Step, Template, TemplateVersion
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, Tags, one, press


def fields(page: str) -> dict[str, str]:
    """What the form of a draft would send as it stands."""
    tags = Tags(page)
    found = {tag["name"] or "": tag.get("value") or "" for tag in tags.named("input") if tag.get("name") == "name"}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        if chosen:
            found[name] = chosen[1]
    return found


async def test_a_draft_is_changed_and_takes_the_newest_texts(busy: Office, boss: httpx.AsyncClient) -> None:
    template = await one(busy, select(Template).where(col(Template.goal) == "referral", col(Template.reply).is_(None)))
    box = await one(busy, select(Mailbox))
    listed = (await boss.get("/campaigns/new", headers=HTML)).text
    chosen = {"name": "Autumn", "goal": "referral", "target_list_id": fields(listed).get("target_list_id", "1")}
    empty = await press(boss, "/campaigns/new", "/campaigns/new", **chosen, mailbox_ids=str(box.id))
    assert (empty.status_code, "The first mail is missing." in empty.text) == (422, True)
    made = await press(boss, "/campaigns/new", "/campaigns/new", **chosen, mailbox_ids=str(box.id), a1=str(template.id))
    looks_right(made)
    at = made.url.path
    async with busy.house.database.begin() as session:
        version = TemplateVersion(
            template_id=template.id, version=9, subject="new", body="Who?", created_at=busy.house.clock.now()
        )
        session.add(version)
    assert "of 9" in (await boss.get(at, headers=HTML)).text
    form = await boss.get(f"{at}/change", headers=HTML)
    looks_right(form)
    kept = fields(form.text)
    assert (kept["name"], kept["a1"]) == ("Autumn", str(template.id))
    refused = await press(boss, f"{at}/change", f"{at}/change", **{**kept, "name": ""}, mailbox_ids=str(box.id))
    assert refused.status_code == 422
    changed = await press(boss, f"{at}/change", f"{at}/change", **{**kept, "name": "Late"}, mailbox_ids=str(box.id))
    assert "<h1>Late</h1>" in changed.text
    assert "version 9</span>" in changed.text
    gone = await press(boss, at, f"{at}/delete")
    assert gone.url.path == "/campaigns"
    assert await one(busy, select(Campaign).where(col(Campaign.name) == "Late")) is None


async def test_a_first_mail_that_waits_some_days_says_so_and_goes_on_waiting(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    """A draft of the API with such a step: its page said “at once”, and saving it there made that true."""
    template = await one(busy, select(Template).where(col(Template.goal) == "referral", col(Template.reply).is_(None)))
    box = await one(busy, select(Mailbox))
    listed = (await boss.get("/campaigns/new", headers=HTML)).text
    given = {"name": "Autumn", "goal": "referral", "target_list_id": fields(listed).get("target_list_id", "1")}
    given |= {"mailbox_ids": str(box.id), "a1": str(template.id), "delay1": "5"}
    made = await press(boss, "/campaigns/new", "/campaigns/new", **given)
    assert "5 business days after the launch" in made.text
    form = (await boss.get(f"{made.url.path}/change", headers=HTML)).text
    (delay,) = [tag for tag in Tags(form).named("input") if tag.get("name") == "delay1"]
    assert delay.get("value") == "5"


async def test_what_runs_is_not_changed_here(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Campaign).join(Step, col(Step.campaign_id) == Campaign.id))
    page = await boss.get(f"/campaigns/{row.id}/change", headers=HTML, follow_redirects=True)
    assert page.url.path == f"/campaigns/{row.id}"
    assert "Only a draft is changed here" in page.text


async def test_a_new_address_is_taken_over_from_its_task(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        query = select(ResponseTask, MessageIn).join(MessageIn, col(MessageIn.id) == ResponseTask.message_in_id)
        task, mail = (await session.execute(query.where(col(MessageIn.kind) == Kind.INTERESTED).limit(1))).one()
        task.step, task.done_at, mail.kind = Work.CONFIRM_ADDRESS, None, Kind.ADDRESS_CHANGED
        mail.verdict = {**mail.verdict, "new_address": "moved@fresh.test"}
    at = f"/responses/{mail.id}"
    page = await boss.get(at, headers=HTML)
    looks_right(page)
    assert 'value="moved@fresh.test"' in page.text
    assert '<textarea id="f-body" name="body" rows="11" class="" aria-describedby="h-body"></textarea>' in page.text
    assert "The address is missing" in (await press(boss, at, f"/tasks/{task.id}/address", email=" ")).text
    done = await press(boss, at, f"/tasks/{task.id}/address", email="moved@fresh.test")
    assert "is written to at moved@fresh.test from now on" in done.text
    contact = await one(busy, select(Contact).where(col(Contact.id) == task.contact_id))
    after = await one(busy, select(ResponseTask).where(col(ResponseTask.id) == task.id))
    assert (contact.email, after.done_how) == ("moved@fresh.test", "goes on with moved@fresh.test")


async def test_a_contact_is_changed_on_its_page(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Contact))
    at = f"/contacts/{row.id}"
    done = await press(boss, at, at, name="Nell New", title="Head of Things", level="", time_zone="", email=row.email)
    assert "Saved: Nell New." in done.text
    after = await one(busy, select(Contact).where(col(Contact.id) == row.id))
    assert (after.name, after.title, after.level, after.email) == ("Nell New", "Head of Things", row.level, row.email)
    assert "Mars" in (await press(boss, at, at, time_zone="Mars", email=row.email)).text
    refused = (await press(boss, at, at, language="German", email=row.email)).text
    assert "is no language. Use its two letters, as in en or de." in refused


async def test_a_mailbox_says_whether_somebody_listens(busy: Office, boss: httpx.AsyncClient) -> None:
    async def shown(**values: object) -> str:
        async with busy.house.database.begin() as session:
            box = (await session.scalars(select(Mailbox).order_by(col(Mailbox.id)).limit(1))).one()
            for name, value in values.items():
                setattr(box, name, value)
        page = await boss.get("/settings/mailboxes", headers=HTML)
        looks_right(page)
        found = re.search(rf'<li id="box-{box.id}">(.*?)</li>', page.text, re.DOTALL)
        assert found
        return found[1]

    now = busy.house.clock.now()
    assert "Listening for answers, last checked" in await shown(read_at=now - timedelta(minutes=4), read_problem="")
    assert "Nobody reads it" in await shown(read_at=now - timedelta(days=1))
    assert "Not read yet" in await shown(read_at=None)
    assert "Listening" not in await shown(read_at=now, read_problem="it does not answer")
