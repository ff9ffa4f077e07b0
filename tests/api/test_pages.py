"""Every page, for every role, over a full and an empty database."""

import re
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from api.pages import views_forecast
from engine.edge.smtp import Delivery, Outcome
from engine.flows import ledger
from engine.flows.keys import Scope
from engine.flows.opinion import REFUSED
from engine.flows.tries import tried
from engine.rules.forecast.outlook import Between, DayAhead
from engine.rules.vocabulary import CampaignState, Goal, HeldReason, OutState, Role
from engine.settings import Settings
from engine.store.journal import record
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    Opportunity,
    TargetList,
    Template,
)
from tests.support.api import URL, Office, moved_in
from tests.support.pages import HTML, Tags

PEOPLE = {
    Role.REP: "robin@yards.example",
    Role.MANAGER: "mo@yards.example",
    Role.ADMIN: "ann@yards.example",
}
FOR_ALL = (
    "/",
    "/work",
    "/work?show=overdue",
    "/work?show=escalated&kind=interested",
    "/work?show=done&whose=mine&page=2",
    "/work?show=nonsense&kind=nonsense&whose=nonsense&page=x",
    "/people",
    "/people?show=accepted",
    "/people?show=nonsense&page=2",
    "/responses",
    "/responses?show=people",
    "/responses?show=automatic",
    "/responses?show=unmatched",
    "/responses?show=broken",
    "/responses?show=all&kind=interested&whose=mine&page=2",
    "/responses?show=nonsense&kind=nonsense&page=x",
    "/campaigns",
    "/campaigns/new",
    "/uncertain",
    "/uncertain?page=2",
    "/accounts",
    "/accounts?q=birch&whose=mine",
    "/accounts?q=%25_%5C",
    "/opportunities",
    "/opportunities?show=waiting",
    "/opportunities?show=nonsense&page=x",
    "/report",
    "/report?by=source&span=7",
    "/report?by=rep&span=90",
    "/report?by=variant&span=all",
    "/report?by=nonsense&span=nonsense",
    "/report/ledger",
    "/settings",
    "/settings/me",
    "/settings/mailboxes",
    "/settings/mailboxes/new",
    "/settings/templates",
    "/settings/templates/new",
    "/settings/templates?show=replies",
    "/settings/templates/new?show=replies",
    "/settings/lists",
    "/settings/lists/new",
)
FOR_MANAGERS = (
    "/settings/users",
    "/settings/log",
    "/settings/log?by=offhours",
    "/?whose=mine",
    "/uncertain?whose=mine",
    "/opportunities?show=to_audit",
    "/opportunities?show=mine",
    "/responses/reread",
)
FOR_ADMINS = ("/settings/keys",)


def pages_for(role: Role) -> tuple[str, ...]:
    more = () if role is Role.REP else FOR_MANAGERS
    return (*FOR_ALL, *more, *(FOR_ADMINS if role is Role.ADMIN else ()))


def looks_right(answer: httpx.Response) -> None:
    """Strict policy, nothing inline, nothing from elsewhere, every form with its token, every field with a label."""
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    tags = Tags(answer.text)
    assert all(script.get("src", "").startswith("/static/") for script in tags.named("script"))
    assert not tags.named("style")
    for tag, attributes in tags.tags:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith(("on", "hx-on"))], tag
        for name in ("src", "href", "action", "hx-post", "hx-get"):
            assert not re.match(r"(?i)\s*(javascript|data|https?|//)", attributes.get(name) or ""), attributes
    in_boxes = re.findall(r'<div class="table-box"[^>]*><table', answer.text)
    assert answer.text.count("<table") == len(in_boxes), "a table scrolls in its card"
    posting = [form for form in tags.named("form") if form.get("method") == "post"]
    assert answer.text.count('name="csrf"') == len(posting)
    fors = {label.get("for") for label in tags.named("label")}
    for field in tags.named("input") + tags.named("select") + tags.named("textarea"):
        if field.get("type") not in {"hidden", "checkbox"}:
            assert field.get("id") in fors, field
    for label, seen in re.findall(r'<(?:a|button)\b[^>]* aria-label="([^"]*)"[^>]*>([^<]+)<', answer.text):
        assert seen in label, "whoever speaks to the machine says what stands there"
    assert '<div class="foot">' not in answer.text, "a list of names and values has nothing else in it"
    ids = [attributes["id"] for _, attributes in tags.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), sorted(ids)


async def details(office: Office) -> list[str]:
    """One page for every row there is, of every noun."""
    tables = {
        "/responses": MessageIn,
        "/campaigns": Campaign,
        "/accounts": Account,
        "/contacts": Contact,
        "/opportunities": Opportunity,
        "/settings/templates": Template,
        "/settings/lists": TargetList,
    }
    async with office.house.database.begin() as session:
        return [
            f"{path}/{key}"
            for path, table in tables.items()
            for key in await session.scalars(select(col(table.id)).order_by(col(table.id)).limit(60))
        ]


@pytest.mark.parametrize("role", PEOPLE)
async def test_every_page_renders_with_data(busy: Office, role: Role) -> None:
    async with busy.browser(role, PEOPLE[role]) as client:
        for page in pages_for(role):
            answer = await client.get(page, headers=HTML, follow_redirects=True)
            assert answer.status_code == 200, page
            looks_right(answer)


async def test_every_detail_renders(busy: Office) -> None:
    async with busy.browser(Role.ADMIN, PEOPLE[Role.ADMIN]) as client:
        for page in [*await details(busy), "/accounts/1/pass", "/accounts/1/pass?contact=1&response=x"]:
            answer = await client.get(page, headers=HTML)
            assert answer.status_code == 200, page
            looks_right(answer)


@pytest.mark.parametrize("role", list(Role))
async def test_every_page_renders_without_data(office: Office, role: Role) -> None:
    async with office.browser(role) as client:
        for page in pages_for(role):
            answer = await client.get(page, headers=HTML, follow_redirects=True)
            assert answer.status_code == 200, page
            looks_right(answer)


async def test_a_stranger_is_led_to_the_door_and_back(office: Office) -> None:
    async with office.stranger() as client:
        answer = await client.get("/campaigns", headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/campaigns")
        found = await client.get("/accounts?q=a&whose=mine", headers=HTML)
        assert found.headers["location"] == "/sign-in?next=/accounts%3Fq%3Da%26whose%3Dmine"
        assert 'value="/accounts?q=a&amp;whose=mine"' in (await client.get(found.headers["location"])).text
        pressed = await client.post("/tasks/1/done", headers={**HTML, "HX-Request": "true", "Referer": f"{URL}/work"})
        assert (pressed.status_code, pressed.headers["hx-redirect"]) == (204, "/sign-in?next=/work")


async def test_a_live_part_leads_nobody_away_from_what_they_type(office: Office) -> None:
    async with office.stranger() as client:
        answer = await client.get("/", headers={**HTML, "HX-Request": "true"})
        assert (answer.status_code, answer.text) == (401, "")
        assert "hx-redirect" not in answer.headers


@pytest.mark.parametrize("page", [*FOR_MANAGERS[:1], *FOR_ADMINS])
async def test_a_rep_is_told_that_a_page_is_not_theirs(rep: httpx.AsyncClient, page: str) -> None:
    answer = await rep.get(page, headers=HTML)
    assert answer.status_code == 403
    assert "Not allowed" in answer.text


async def test_what_is_not_there_is_said_in_a_page(admin: httpx.AsyncClient) -> None:
    for page in ("/nowhere", "/campaigns/99", "/responses/99", "/accounts/99999999999999999999", "/contacts/0"):
        answer = await admin.get(page, headers=HTML)
        assert answer.status_code == 404, page
        assert "Not found" in answer.text


async def test_a_rep_does_not_read_another_reps_mail(busy: Office) -> None:
    async with busy.house.database.begin() as session:
        mail = await session.scalar(
            select(col(MessageIn.id))
            .join(Mailbox, col(Mailbox.id) == MessageIn.mailbox_id)
            .where(col(Mailbox.address) == "sam@mail.example")
            .limit(1)
        )
    async with busy.browser(Role.REP, PEOPLE[Role.REP]) as client:
        for page in (f"/responses/{mail}", f"/responses/{mail}/raw"):
            assert (await client.get(page, headers=HTML)).status_code == 403
        listed = await client.get("/responses?show=all", headers=HTML)
        assert f"/responses/{mail}" not in {link.get("href") for link in Tags(listed.text).named("a")}


async def test_raw_mail_is_a_download_that_no_browser_runs(busy: Office) -> None:
    async with busy.browser(Role.ADMIN, PEOPLE[Role.ADMIN]) as client:
        answer = await client.get("/responses/1/raw")
        assert answer.content.startswith(b"From: ")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_key_cannot_look_at_pages(office: Office) -> None:
    async with office.key(Scope.READ) as client:
        assert (await client.get("/", headers=HTML)).status_code == 403


async def test_hostile_words_are_shown_as_words(busy: Office) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    async with busy.house.database.begin() as session:
        contact = await session.get_one(Contact, 1)
        account = await session.get_one(Account, contact.account_id)
        contact.name = contact.title = account.name = account.red_flag = account.bin_why = hostile
        account.custom = {hostile: hostile}
        for mail in await session.scalars(select(MessageIn)):
            mail.text = mail.subject = mail.because = mail.from_name = hostile
    async with busy.browser(Role.ADMIN, PEOPLE[Role.ADMIN]) as client:
        for page in ("/", "/responses?show=all", "/responses/1", "/accounts", f"/accounts/{account.id}", "/contacts/1"):
            answer = await client.get(page, headers=HTML)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text
            looks_right(answer)


@pytest.mark.parametrize("at_once", [1, 7, 1_000])
async def test_the_counts_of_a_campaign_are_those_of_its_lines(busy: Office, at_once: int) -> None:
    now = busy.house.clock.now()
    async with busy.house.database.begin() as session:
        for campaign in await session.scalars(select(Campaign)):
            where = [col(Enrollment.campaign_id) == campaign.id]
            lines = await ledger.lines(session, where, now, limit=1_000)
            found = await ledger.reasons(session, campaign.id, now, at_once=at_once)
            assert found == [(line.enrollment_id, line.reason) for line in lines]


async def test_a_rep_sees_what_waits_of_their_own_and_a_manager_of_everybody(busy: Office) -> None:
    async with busy.house.database.begin() as session:
        rows = await ledger.by_rep(session, busy.house.clock.now())
    shown = {}
    for role in (Role.REP, Role.MANAGER):
        async with busy.browser(role, PEOPLE[role]) as client:
            page = (await client.get("/report/ledger", headers=HTML)).text
            shown[role] = {user.email for user, _ in rows if f'<th scope="row">{user.name or user.email}</th>' in page}
    assert shown == {Role.REP: {PEOPLE[Role.REP]}, Role.MANAGER: {user.email for user, _ in rows}}
    assert len(rows) > 1


async def test_a_contact_shows_every_try_with_the_servers_answer(busy: Office) -> None:
    now = busy.house.clock.now()
    async with busy.house.database.begin() as session:
        mail = (await session.scalars(select(MessageOut).where(col(MessageOut.contact_id) == 1))).first()
        assert mail is not None
        mail.attempts, mail.sending_at, mail.claimed_by = 2, now, 7
        tried(session, mail, Delivery(Outcome.REFUSED, 452, "4.2.2", "mailbox full", "rcpt"), now)
    async with busy.browser(Role.ADMIN, PEOPLE[Role.ADMIN]) as client:
        page = (await client.get("/contacts/1", headers=HTML)).text
        first = (await client.get("/api/v1/contacts/1/tries")).json()[0]
        assert (await client.get("/api/v1/contacts/999999/tries")).status_code == 404
    assert all(words in page for words in ("Refused by the server", "452 mailbox full", "worker 7"))
    assert "Tried to send" not in page, "the timeline does not tell it again"
    assert (first["number"], first["outcome"], first["stage"], first["code"]) == (2, "refused", "rcpt", 452)


async def test_today_tells_what_is_due_from_what_is_held(busy: Office) -> None:
    async with busy.house.database.begin() as session:
        mails = (await session.scalars(select(MessageOut).where(col(MessageOut.mailbox_id) == 1))).all()
        for mail, why in zip(
            mails, [None, HeldReason.BIN, HeldReason.BIN, HeldReason.RED_FLAG, *[None] * 99], strict=False
        ):
            counts = mail in mails[:4]
            mail.state = OutState.SENT if not counts else OutState.HELD if why else OutState.DUE
            mail.first_touch, mail.held_reason, mail.due_at = False, why, busy.house.clock.now()
    async with busy.browser(Role.REP, PEOPLE[Role.REP]) as client:
        page = (await client.get("/", headers=HTML)).text
    assert "Due: 1 follow-up, 0 first touches" in page
    assert "Held: 2 × account&#39;s bin, 1 × red flag" in page


async def test_the_campaign_page_asks_for_its_forecast_and_links_to_it(busy: Office) -> None:
    """The card comes by itself; without script there is a link."""
    async with busy.browser(Role.MANAGER, PEOPLE[Role.MANAGER]) as client:
        page = (await client.get("/campaigns/1", headers=HTML)).text
        assert 'hx-get="/campaigns/1/forecast" hx-trigger="load"' in page
        assert '<a href="/campaigns/1/forecast">' in page
        assert 'hx-swap="outerHTML ignoreTitle:true"' in page, "the page keeps its own name in the browser"
        answer = await client.get("/campaigns/1/forecast", headers=HTML)
        looks_right(answer)
        assert 'id="forecast"' in answer.text
        for words in ("The others finish", "List runs dry", "What binds", "first mails", "What is assumed"):
            assert words in answer.text


async def test_a_forecast_says_what_it_supposes_or_why_there_is_none(busy: Office) -> None:
    async with busy.browser(Role.MANAGER, PEOPLE[Role.MANAGER]) as client:
        assert "as though it were resumed now" in (await client.get("/campaigns/2/forecast", headers=HTML)).text
        async with busy.house.database.begin() as session:
            session.add(Campaign(name="Empty", goal=Goal.REFERRAL, target_list_id=1, created_at=busy.house.clock.now()))
        answer = await client.get("/campaigns/3/forecast", headers=HTML)
        looks_right(answer)
        assert "This campaign has no mailbox to send from. Choose at least one." in answer.text
        async with busy.house.database.begin() as session:
            row = await session.get_one(Campaign, 1)
            row.state = CampaignState.FINISHED
        assert "/forecast" not in (await client.get("/campaigns/1", headers=HTML)).text


def test_many_days_are_drawn_by_the_week() -> None:
    few = [DayAhead(date(2026, 3, 3) + timedelta(days=n), 2, 1, Between(0, 0, 1), 0.1, "", 0) for n in range(5)]
    many = [replace(few[0], day=few[0].day + timedelta(days=n)) for n in range(300)]
    assert [(bar.label, bar.first_touches) for bar in views_forecast.draw(few).bars][:2] == [("3 Mar", 2), ("4 Mar", 2)]
    assert {bar.width for bar in views_forecast.draw(few[:1]).bars} == {60}, "one day is no wall"
    chart = views_forecast.draw(many)
    assert (chart.unit, len(chart.bars), chart.bars[0].label) == ("week", 43, "3 Mar to 9 Mar")
    assert (chart.bars[0].first_touches, chart.bars[0].follow_ups, chart.bars[0].expected) == (14, 7, 0.7)
    assert all(bar.first_y + bar.first_height == pytest.approx(bar.follow_y) for bar in chart.bars)
    assert chart.bars[-1].mark == ""


async def test_settings_say_who_else_reads_the_words_of_answers(busy: Office) -> None:
    async with busy.browser(Role.REP, PEOPLE[Role.REP]) as client:
        assert "no word of an answer leaves this installation" in (await client.get("/settings", headers=HTML)).text
    given = Settings(opinion_url="https://ai.example.com/v1", opinion_model="small", opinion_key="sk-x")
    async with moved_in(replace(busy.house, settings=given)).browser(Role.REP, PEOPLE[Role.REP]) as client:
        page = (await client.get("/settings", headers=HTML)).text
    assert "small at ai.example.com" in page
    assert "whoever runs it can read them" in page
    assert "sk-x" not in page
    assert "refuses the question" not in page


async def test_settings_show_what_an_endpoint_said_that_refuses_the_question(busy: Office) -> None:
    given = Settings(opinion_url="https://ai.example.com/v1", opinion_model="small", opinion_key="sk-x")
    async with busy.house.database.begin() as session:
        record(session, busy.house.clock.now(), REFUSED, why="small at ai.example.com answered with status 401: no.")
    async with moved_in(replace(busy.house, settings=given)).browser(Role.REP, PEOPLE[Role.REP]) as client:
        page = (await client.get("/settings", headers=HTML)).text
    assert "It refuses the question" in page
    assert "answered with status 401: no." in page


async def test_today_names_a_few_mailboxes_in_trouble_and_counts_the_rest(busy: Office) -> None:
    async with busy.house.database.begin() as session:
        box = (await session.scalars(select(Mailbox).where(col(Mailbox.state) == MailboxState.ACTIVE))).first()
        assert box is not None
        trouble = (col(Mailbox.state) != MailboxState.ACTIVE) | (col(Mailbox.read_problem) != "")
        others = len((await session.scalars(select(Mailbox).where(trouble, col(Mailbox.deleted_at).is_(None)))).all())
        given = {name: getattr(box, name) for name in Mailbox.model_fields if name not in {"id", "address", "state"}}
        for number in range(8):
            session.add(Mailbox(**given, address=f"box{number}@mail.example", state=MailboxState.PAUSED))
    async with busy.browser(Role.ADMIN, PEOPLE[Role.ADMIN]) as client:
        page = (await client.get("/", headers=HTML)).text
    assert page.count("Look at the mailbox</a>") == 5
    assert f"{8 + others - 5} more mailboxes do not send or cannot be read" in page
