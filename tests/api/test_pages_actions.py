"""Forms act, say what they did, go back to where they stood, and do nothing without their token."""

import json
from html import unescape

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import CSRF_HEADER
from engine.rules.effects import Work
from engine.rules.vocabulary import Bin, CampaignState, Kind, Role
from engine.store.mail import FoundState
from engine.store.tables import (
    Account,
    Activity,
    Campaign,
    Contact,
    FoundPerson,
    Mailbox,
    MessageIn,
    Opportunity,
    ResponseTask,
    Suppression,
    TargetList,
    User,
)
from tests.support.api import URL, Office
from tests.support.pages import HTML, Tags, csrf_of, one, press
from tests.support.pages_world import NOW


async def test_a_task_is_done_with_one_click(busy: Office, boss: httpx.AsyncClient) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    page = await press(boss, "/", f"/tasks/{task.id}/done", how="answered")
    assert page.url.path == "/"
    assert "Done." in page.text
    after = await one(busy, select(ResponseTask).where(col(ResponseTask.id) == task.id))
    assert (after.done_how, after.done_by) == ("answered", "ann@yards.example")
    assert "Done." not in (await boss.get("/", headers=HTML)).text, "what was said is said once"
    await press(boss, f"/responses/{task.message_in_id}", f"/tasks/{task.id}/reopen")
    assert (await one(busy, select(ResponseTask).where(col(ResponseTask.id) == task.id))).done_at is None


async def test_a_verdict_in_doubt_says_so_until_a_person_has_decided(busy: Office, boss: httpx.AsyncClient) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    at = f"/responses/{task.message_in_id}"
    assert "in doubt" not in (await boss.get(at, headers=HTML)).text
    async with busy.house.database.begin() as session:
        row = await session.get_one(MessageIn, task.message_in_id)
        row.confidence, kind = 0.4, row.kind
    assert "40 %: in doubt, a person decides" in (await boss.get(at, headers=HTML)).text
    await press(boss, at, f"{at}/kind", kind=kind.value)
    page = (await boss.get(at, headers=HTML)).text
    assert ("corrected by" in page, "in doubt" in page) == (True, False)


async def test_doing_a_task_twice_says_who_was_faster(busy: Office, boss: httpx.AsyncClient) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    await press(boss, "/", f"/tasks/{task.id}/done")
    page = await press(boss, "/", f"/tasks/{task.id}/done")
    assert page.status_code == 200
    assert "was done by ann@yards.example" in page.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-09", "Put off until Monday 9 March"),
        ("2026-03-01", "past"),
        ("", "Choose a day"),
        ("soon", "is no date"),
    ],
)
async def test_work_can_be_put_off(busy: Office, boss: httpx.AsyncClient, day: str, said: str) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    page = await press(boss, "/", f"/tasks/{task.id}/snooze", until=day)
    assert said in page.text


@pytest.mark.parametrize(
    "action",
    ["/tasks/{task}/done", "/campaigns/1/pause", "/accounts/1/bin", "/settings", "/settings/keys", "/sign-out"],
)
@pytest.mark.parametrize("token", [None, "", "forged"])
async def test_nothing_happens_without_the_token(
    busy: Office, boss: httpx.AsyncClient, action: str, token: str | None
) -> None:
    before = await one(busy, select(func.count()).select_from(Activity))
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    form = {"bin": "bad_fit", "why": "x", "legal_name": "Evil Ltd", "name": "x", "scopes": "admin"}
    form |= {} if token is None else {"csrf": token}
    answer = await boss.post(action.format(task=task.id), data=form, headers=HTML)
    assert answer.status_code == 403
    assert "forged" in answer.text
    assert await one(busy, select(func.count()).select_from(Activity)) == before


async def test_a_form_of_another_site_is_refused(busy: Office, boss: httpx.AsyncClient) -> None:
    token = csrf_of((await boss.get("/", headers=HTML)).text)
    headers = {**HTML, "Origin": "https://evil.example"}
    assert (await boss.post("/campaigns/1/pause", data={"csrf": token}, headers=headers)).status_code == 403


async def test_a_person_named_becomes_a_contact_or_is_dismissed(busy: Office, boss: httpx.AsyncClient) -> None:
    query = select(FoundPerson).where(col(FoundPerson.state) == FoundState.OPEN, col(FoundPerson.email) != "")
    first = await one(busy, query)
    page = await press(boss, "/", f"/people/{first.id}/accept")
    assert "is a contact now" in page.text
    second = await one(busy, query)
    await press(boss, "/", f"/people/{second.id}/dismiss")
    states = [
        (await one(busy, select(FoundPerson).where(col(FoundPerson.id) == key))).state for key in (first.id, second.id)
    ]
    assert states == [FoundState.ACCEPTED, FoundState.DISMISSED]


async def test_a_kind_is_corrected(busy: Office, boss: httpx.AsyncClient) -> None:
    mail = await one(busy, select(MessageIn).where(col(MessageIn.kind) == Kind.INTERESTED))
    form = {"kind": "not_now", "check_back_date": "2026-06-01"}
    page = await press(boss, f"/responses/{mail.id}", f"/responses/{mail.id}/kind", **form)
    assert "Corrected: not now" in page.text
    assert "2026-06-01" in page.text
    assert (await one(busy, select(MessageIn).where(col(MessageIn.id) == mail.id))).kind is Kind.NOT_NOW


async def test_a_campaign_pauses_and_goes_on(busy: Office, boss: httpx.AsyncClient) -> None:
    for turn, state in (("pause", CampaignState.PAUSED), ("resume", CampaignState.RUNNING)):
        page = await press(boss, "/campaigns/1", f"/campaigns/1/{turn}")
        assert page.url.path == "/campaigns/1"
        assert (await one(busy, select(Campaign).where(col(Campaign.id) == 1))).state is state
    assert "Only a paused one can resume" in (await press(boss, "/campaigns/1", "/campaigns/1/resume")).text


async def test_a_paused_campaign_is_ended(busy: Office, boss: httpx.AsyncClient) -> None:
    assert "Only a paused one can be ended" in (await press(boss, "/campaigns/1", "/campaigns/1/end")).text
    page = await press(boss, "/campaigns/1", "/campaigns/1/pause")
    assert 'action="/campaigns/1/end"' in page.text
    page = await press(boss, "/campaigns/1", "/campaigns/1/end")
    assert "Other campaigns may write to its people" in page.text
    assert (await one(busy, select(Campaign).where(col(Campaign.id) == 1))).state is CampaignState.FINISHED


async def test_a_campaign_is_drafted_with_two_texts_and_launched(busy: Office, boss: httpx.AsyncClient) -> None:
    form = {
        "name": "Autumn",
        "goal": "referral",
        "target_list_id": "1",
        "mailbox_ids": "1",
        "a1": "1",
        "b1": "2",
        "a2": "3",
        "delay2": "3",
    }
    page = await press(boss, "/campaigns/new", "/campaigns/new", **form)
    assert page.status_code == 200, page.text
    assert "Pointing me right" in page.text
    launched = await press(boss, page.url.path, f"{page.url.path}/launch")
    assert "Launched:" in launched.text or "nobody on the list" in launched.text


async def test_a_refused_campaign_keeps_what_was_typed(boss: httpx.AsyncClient) -> None:
    page = await press(
        boss, "/campaigns/new", "/campaigns/new", name="Kept words", goal="referral", target_list_id="99"
    )
    assert page.status_code == 422
    assert "Kept words" in page.text
    assert 'role="alert"' in page.text


async def test_an_account_moves_with_a_reason_and_is_released(busy: Office, boss: httpx.AsyncClient) -> None:
    query = select(Account).where(col(Account.responded_at).is_not(None), col(Account.bin) == Bin.WORKING)
    account = await one(busy, query)
    at = f"/accounts/{account.id}"
    await press(boss, at, f"{at}/release")
    page = await press(boss, at, f"{at}/bin", bin="check_back", why="budget in June", check_back_on="2025-06-01")
    assert "The day is past. Choose a day to come." in page.text
    page = await press(boss, at, f"{at}/bin", bin="check_back", why="budget in June", check_back_on="2026-06-01")
    assert "budget in June" in page.text
    after = await one(busy, select(Account).where(col(Account.id) == account.id))
    assert (after.responded_at, after.bin, str(after.check_back_on)) == (None, Bin.CHECK_BACK, "2026-06-01")
    refused = await press(boss, at, f"{at}/bin", bin="cold", why="again")
    assert "does not go from" in refused.text
    assert "The bin is none of the choices" in (await press(boss, at, f"{at}/bin", bin="nonsense", why="x")).text


async def test_a_contact_is_put_out_of_reach(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/contacts/1", "/contacts/1/suppress")
    assert "Never mailed again" in page.text
    assert await one(busy, select(Suppression).where(col(Suppression.address) == "ada@alder.example")) is not None


async def test_a_list_is_previewed_and_saved(busy: Office, boss: httpx.AsyncClient) -> None:
    form = {
        "name": "Heads",
        "title": "head, chief",
        "employees_min": "100",
        "bin": ["cold", "working"],
        "account_quiet_since": "2026-04-01",
    }
    looked = await press(boss, "/settings/lists/new", "/settings/lists/new", do="look", **form)
    assert "contact" in looked.text
    assert await one(busy, select(TargetList).where(col(TargetList.name) == "Heads")) is None
    await press(boss, "/settings/lists/new", "/settings/lists/new", do="save", **form)
    row = await one(busy, select(TargetList).where(col(TargetList.name) == "Heads"))
    assert row.filter == {
        "title": ["head", "chief"],
        "employees_min": 100,
        "bin": ["cold", "working"],
        "account_quiet_since": "2026-04-01T00:00:00Z",
    }
    at = f"/settings/lists/{row.id}"
    assert (await press(boss, at, at, do="save", name="Heads", employees_min="many")).status_code == 422
    await press(boss, at, at, do="save", name="Heads", title="head")
    assert (await one(busy, select(TargetList).where(col(TargetList.id) == row.id))).filter == {"title": ["head"]}


async def test_a_rep_cannot_act_for_another(busy: Office) -> None:
    async with busy.browser(Role.REP, "robin@yards.example") as client:
        sams = await one(busy, select(Mailbox).where(col(Mailbox.address) == "sam@mail.example"))
        query = select(ResponseTask).where(
            col(ResponseTask.owner_id) == sams.user_id, col(ResponseTask.done_at).is_(None)
        )
        task = await one(busy, query)
        for action in (
            f"/tasks/{task.id}/done",
            f"/settings/mailboxes/{sams.id}/pause",
            "/campaigns/1/pause",
            "/settings",
            "/settings/users",
        ):
            assert (await press(client, "/", action, legal_name="x", email="x@y.example")).status_code == 403, action


async def test_a_task_is_handed_over(busy: Office, boss: httpx.AsyncClient) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    other = await one(busy, select(User).where(col(User.id) != task.owner_id))
    page = await press(boss, f"/responses/{task.message_in_id}", f"/tasks/{task.id}/hand-over", user_id=other.id)
    assert "Handed over." in page.text
    assert (await one(busy, select(ResponseTask).where(col(ResponseTask.id) == task.id))).owner_id == other.id


async def test_a_baton_goes_from_page_to_page(busy: Office, boss: httpx.AsyncClient) -> None:
    """A refused form keeps what was typed; what is passed shows on the Today of AE and manager."""
    account = await one(busy, select(Account).where(col(Account.bin) == Bin.WORKING))
    person = await one(busy, select(Contact).where(col(Contact.account_id) == account.id))
    sam = await one(busy, select(User).where(col(User.email) == "sam@yards.example"))
    at = f"/accounts/{account.id}/pass"
    form = {"contact_id": person.id, "to_user_id": sam.id, "notes": "Plans <by> hand.", "handover": "scheduled_call"}
    page = await press(boss, at, at, **form, checks=["fits_icp", "influence"], call_at="2026-03-05T10:00")
    assert page.status_code == 422
    assert "next_step" in page.text
    assert "Plans &lt;by&gt; hand." in page.text
    page = await press(boss, at, at, **form, checks=["fits_icp", "influence", "next_step"], call_at="soon")
    assert (page.status_code, "is no time" in page.text) == (422, True)
    page = await press(boss, at, at, **{**form, "to_user_id": ""}, checks=["influence"])
    assert "The one it is passed to is missing. Choose who closes." in page.text
    marked = [field["name"] for field in Tags(page.text).named("select") if field.get("aria-invalid")]
    assert marked == ["to_user_id"]
    page = await press(boss, at, at, **form, checks=["fits_icp", "influence", "next_step"], call_at="2026-03-05T10:00")
    assert "Passed to sam@yards.example." in page.text
    baton = page.url.path
    async with busy.browser(Role.REP, "sam@yards.example") as ae:
        assert f'href="{baton}"' in (await ae.get("/", headers=HTML)).text
        del ae.headers[CSRF_HEADER]
        assert "Accepted" in (await press(ae, baton, f"{baton}/accept", notes="Budget in May.")).text
        assert "Saved" in (await press(ae, baton, baton, value="1200", stage="Offer", outcome="open")).text
        assert "is no whole number" in (await press(ae, baton, baton, value="much")).text
        page = await press(ae, baton, f"{baton}/audit", found=["outbound"])
        assert "This takes the role manager" in page.text
    async with busy.browser(Role.MANAGER, "mo@yards.example") as manager:
        assert f'href="{baton}"' in (await manager.get("/", headers=HTML)).text
        del manager.headers[CSRF_HEADER]
        page = await press(manager, baton, f"{baton}/audit", found=["outbound", "requalified", "notes_written"])
        assert "Audited: it counts." in page.text
        assert "Budget in May." in page.text, "what the AE has said stands beside the audit"
        page = await manager.get(f"/accounts/{account.id}", headers=HTML)
        leads_to = {tag.get("action") or tag.get("href") for _, tag in Tags(page.text).tags}
        assert not {f"/accounts/{account.id}/bin", at} & leads_to, "neither moves nor is passed while one is open"
    row = await one(busy, select(Opportunity).where(col(Opportunity.account_id) == account.id))
    assert (row.value, row.stage, row.call_at.hour) == (1200, "Offer", 10)


async def test_a_returned_baton_is_told_to_whoever_passed_it(busy: Office, boss: httpx.AsyncClient) -> None:
    row = await one(busy, select(Opportunity).where(col(Opportunity.state) == "passed"))
    page = await press(boss, f"/opportunities/{row.id}", f"/opportunities/{row.id}/return", reason="")
    assert "Say why" in page.text
    page = await press(boss, f"/opportunities/{row.id}", f"/opportunities/{row.id}/return", reason="No budget at all.")
    assert "is worked again" in page.text
    async with busy.browser(Role.REP, "robin@yards.example") as rep:
        assert "No budget at all." in (await rep.get("/", headers=HTML)).text


async def test_the_introduction_opens_in_the_reps_mail_program(busy: Office) -> None:
    row = await one(busy, select(Opportunity).where(col(Opportunity.state) == "passed"))
    async with busy.browser(Role.REP, "robin@yards.example") as rep:
        page = await rep.get(f"/opportunities/{row.id}", headers=HTML)
    links = [link["href"] or "" for link in Tags(page.text).named("a") if (link["href"] or "").startswith("mailto:")]
    assert [link.split("?")[0] for link in links] == ["mailto:ada%40alder.example"]
    assert "cc=sam%40mail.example" in links[0]
    assert "%0D%0A%0D%0A" in links[0]


async def test_work_that_was_handed_over_is_done_on_the_page_by_its_new_owner_only(busy: Office) -> None:
    """The one who had it still sees the mail, but no button that would be refused."""
    query = select(ResponseTask).join(MessageIn).join(Mailbox).join(User, col(User.id) == Mailbox.user_id)
    robin_s = (col(User.email) == "robin@yards.example", col(ResponseTask.done_at).is_(None))
    task = await one(busy, query.where(*robin_s))
    sam = await one(busy, select(User).where(col(User.email) == "sam@yards.example"))
    page, buttons = f"/responses/{task.message_in_id}", f'action="/tasks/{task.id}/done"'
    async with busy.browser(Role.REP, "robin@yards.example") as robin, busy.browser(Role.REP, sam.email) as other:
        del robin.headers[CSRF_HEADER]
        assert (await other.get(page, headers=HTML)).status_code == 403
        assert buttons in (await robin.get(page, headers=HTML)).text
        assert "Handed over." in (await press(robin, page, f"/tasks/{task.id}/hand-over", user_id=sam.id)).text
        seen = [(await client.get(page, headers=HTML)).text for client in (robin, other)]
    assert buttons not in seen[0]
    assert "It is with Sam Ito now" in seen[0]
    assert buttons in seen[1]


async def test_a_refused_form_is_told_why_and_keeps_what_was_typed(busy: Office, boss: httpx.AsyncClient) -> None:
    """By the script of the pages, which asks for the reason alone; without it the page says it."""
    account = await one(busy, select(Account).where(col(Account.bin) == Bin.WORKING))
    page = f"/accounts/{account.id}"
    text = (await boss.get(page, headers=HTML)).text
    (form,) = [tag for tag in Tags(text).named("form") if tag.get("action") == f"{page}/bin"]
    asks = json.loads(form["hx-headers"] or "")
    headers = {**HTML, "Referer": f"{URL}{page}"}
    said = {"csrf": csrf_of(text), "bin": "cold", "why": "x" * 600}
    told = await boss.post(f"{page}/bin", data=said, headers={**headers, **asks})
    assert (told.status_code, told.headers["offhours-refused"]) == (422, "why")
    assert told.text == (
        "The reason has more than 300 characters. Expected: a text of at most 300 characters, "
        "e.g. 'signed the contract'."
    )
    plain = await boss.post(f"{page}/bin", data=said, headers=headers, follow_redirects=True)
    assert (plain.url.path, plain.status_code) == (page, 200)
    assert told.text in unescape(plain.text)


async def manual_task(office: Office, owner: str) -> ResponseTask:
    """A step of a campaign that is done by hand: no mail made it."""
    async with office.house.database.begin() as session:
        user = (await session.scalars(select(User).where(col(User.email) == owner))).one()
        contact = (await session.scalars(select(Contact).order_by(col(Contact.id)).limit(1))).one()
        task = ResponseTask(
            contact_id=contact.id, owner_id=user.id, step=Work.MANUAL, note="Call", due_at=NOW, created_at=NOW
        )
        session.add(task)
    return task


@pytest.mark.parametrize("page", ["/", "/work"])
async def test_work_that_no_mail_made_is_put_off_and_handed_over_where_it_is_listed(busy: Office, page: str) -> None:
    task = await manual_task(busy, "robin@yards.example")
    this, at = select(ResponseTask).where(col(ResponseTask.id) == task.id), f"/tasks/{task.id}"
    async with (
        busy.browser(Role.REP, "robin@yards.example") as robin,
        busy.browser(Role.REP, "sam@yards.example") as sam,
    ):
        del robin.headers[CSRF_HEADER]
        there = Tags((await robin.get(page, headers=HTML)).text).named("form")
        assert {f"{at}/snooze", f"{at}/hand-over"} <= {form.get("action") for form in there}
        assert "Put off until Monday 9 March" in (await press(robin, page, f"{at}/snooze", until="2026-03-09")).text
        assert (await one(busy, this)).due_at > NOW
        other = await one(busy, select(User).where(col(User.email) == "sam@yards.example"))
        assert "Handed over." in (await press(robin, page, f"{at}/hand-over", user_id=other.id)).text
        listed = [
            f'action="{at}/hand-over"' in (await client.get("/work", headers=HTML)).text for client in (robin, sam)
        ]
    assert listed == [False, True]


async def test_whom_a_task_is_handed_over_to_is_asked(busy: Office, boss: httpx.AsyncClient) -> None:
    task = await one(busy, select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    page = f"/responses/{task.message_in_id}"
    text = (await boss.get(page, headers=HTML)).text
    (select_,) = [tag for tag in Tags(text).named("select") if tag.get("id") == f"to-{task.id}"]
    assert "required" in select_
    first = text.partition(f'id="to-{task.id}"')[2].partition("<option ")[2].partition("</option>")[0]
    assert first == 'value="">Choose a colleague'
    told = (await press(boss, page, f"/tasks/{task.id}/hand-over", user_id="")).text
    assert "Nobody is chosen. Choose a colleague." in told
    assert (await one(busy, select(ResponseTask).where(col(ResponseTask.id) == task.id))).owner_id == task.owner_id
