"""Forms of the settings: workspace, people, keys, templates, mailboxes."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from engine.rules.policies import LIMITS
from engine.rules.vocabulary import Role
from engine.store.tables import (
    Mailbox,
    MailboxState,
    TemplateVersion,
    User,
    Workspace,
)
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, Tags, one, press


async def test_the_workspace_is_changed_in_three_parts(busy: Office, boss: httpx.AsyncClient) -> None:
    await press(
        boss,
        "/settings",
        "/settings",
        legal_name="New Ltd",
        postal_address="2 Street\r\nLeeds",
        time_zone="UTC",
        country="gb",
    )
    window = {"days": ["0", "4"], "opens": "07:00", "quiet_from": "12:00", "quiet_until": "13:00", "closes": "18:00"}
    await press(boss, "/settings", "/settings", **window)
    numbers = {
        "answer_hours": 12,
        "escalate_hours": 8,
        "backlog_limit": 5,
        "responses_low": 1,
        "responses_high": 2,
        "days_per_week": 3,
        "first_week": 200,
        "account_gap_minutes": 30,
        "contacts_per_account": 2,
        "away_days": 5,
        "check_back_days": 60,
        "soft_retries": 1,
        "recent_activity_days": 30,
    }
    await press(boss, "/settings", "/settings", **{name: str(value) for name, value in numbers.items()})
    row = await one(busy, select(Workspace))
    assert (row.legal_name, row.postal_address, row.country) == ("New Ltd", "2 Street\nLeeds", "GB")
    assert (row.window["days"], row.window["opens"]) == ([0, 4], "07:00")
    assert {name: row.policies[name] for name in numbers} == numbers
    shares = {"batch_hard_share": "12", "complaint_warn_share": "0.05", "complaint_stop_share": "0,2"}
    page = await press(boss, "/settings", "/settings", answer_hours="12", rest_hours="48", **shares)
    row = await one(busy, select(Workspace))
    assert {name: row.policies[name] for name in (*shares, "rest_hours")} == {
        "batch_hard_share": 0.12,
        "complaint_warn_share": 0.0005,
        "complaint_stop_share": 0.002,
        "rest_hours": 48,
    }
    fields = {tag.get("name"): tag.get("value") for tag in Tags(page.text).named("input")}
    assert (fields["batch_hard_share"], fields["complaint_warn_share"], fields["rest_hours"]) == ("12", "0.05", "48")
    assert set(fields) >= set(LIMITS), "every number can be seen"


async def test_a_refused_window_keeps_the_days_that_were_ticked(boss: httpx.AsyncClient) -> None:
    times = {"opens": "25:00", "quiet_from": "12:00", "quiet_until": "13:00", "closes": "18:00"}
    refused = await press(boss, "/settings", "/settings", days=["0", "5"], **times)
    boxes = [tag for tag in Tags(refused.text).named("input") if tag.get("name") == "days" and "checked" in tag]
    assert [tag["value"] for tag in boxes] == ["0", "5"]


async def test_policies_that_are_on_or_off_are_ticked(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings", "/settings", answer_hours="12", switches=["", "accept_people"])
    row = await one(busy, select(Workspace))
    said = {name: value for name, value in row.policies.items() if isinstance(value, bool)}
    assert said == {"await_history": False, "accept_people": True, "require_basis": False}
    boxes = [tag for tag in Tags(page.text).named("input") if tag.get("name") == "switches" and tag.get("value")]
    assert {tag["value"]: "checked" in tag for tag in boxes} == said, "every one can be seen"
    refused = await press(boss, "/settings", "/settings", answer_hours="soon", switches=["", "require_basis"])
    boxes = [tag for tag in Tags(refused.text).named("input") if "checked" in tag and tag.get("name") == "switches"]
    assert [tag["value"] for tag in boxes] == ["require_basis"], "as they were ticked"
    await press(boss, "/settings", "/settings", legal_name="New Ltd", postal_address="2 Street", time_zone="UTC")
    assert (await one(busy, select(Workspace))).policies["accept_people"] is True


async def test_the_windows_form_shows_all_of_it_and_knows_the_end_of_the_day(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    async with busy.house.database.begin() as session:
        row = await session.get_one(Workspace, 1)
        row.window = {"closing_days": ["2026-12-24"], "observe_holidays": False}
    shown = await boss.get("/settings", headers=HTML)
    assert "2026-12-24</textarea>" in shown.text
    window = {"days": "2", "opens": "17:00", "quiet_from": "17:00", "quiet_until": "17:00", "closes": "00:00"}
    window |= {"closing_days": "2026-12-24"}
    page = await press(boss, "/settings", "/settings", **window)
    assert "Wed 17:00-24:00" in page.text
    row = await one(busy, select(Workspace))
    assert row.window == {
        "days": [2],
        **dict.fromkeys(("opens", "quiet_from", "quiet_until"), "17:00"),
        "closes": "24:00",
        "observe_holidays": False,
        "closing_days": ["2026-12-24"],
    }


@pytest.mark.parametrize(
    "form",
    [
        {"time_zone": "Mars/Base"},
        {"opens": "25:00", "days": "1"},
        {"opens": "", "days": "9"},
        {"opens": "07:00", "quiet_from": "07:00", "quiet_until": "07:00", "closes": "07:00", "days": "1"},
        {"answer_hours": "soon"},
        {"answer_hours": "12", "batch_hard_share": "a tenth"},
        {"answer_hours": "12", "batch_hard_share": "101"},
        {"answer_hours": "12", "complaint_warn_share": "nan"},
        {"answer_hours": "12", "complaint_warn_share": "5"},
        {"legal_name": "x" * 300},
    ],
)
async def test_a_refused_setting_says_why_and_changes_nothing(
    busy: Office, boss: httpx.AsyncClient, form: dict[str, str]
) -> None:
    page = await press(boss, "/settings", "/settings", **form)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert (await one(busy, select(Workspace))).legal_name == "Example Yards Ltd"


@pytest.mark.parametrize(
    ("spoilt", "line"),
    [({"body": "Hi {{ first_name }},\n\nwho plans {{ company }?"}, 3), ({"subject": "{% if company %}Yards"}, 1)],
)
async def test_a_mistake_in_a_template_is_shown_at_its_field_with_line_and_remedy(
    boss: httpx.AsyncClient, spoilt: dict[str, str], line: int
) -> None:
    words = {"name": "Short", "goal": "referral", "subject": "A question", "body": "Who plans the yard?"} | spoilt
    refused = await press(boss, "/settings/templates/new", "/settings/templates/new", do="save", **words)
    assert refused.status_code == 422
    tags = Tags(refused.text)
    (marked,) = [tag for kind in ("input", "textarea") for tag in tags.named(kind) if "aria-invalid" in tag]
    assert [marked["name"]] == list(spoilt)
    said = refused.text.partition(f'id="{marked["aria-describedby"]}">')[2].partition("</p>")[0]
    assert said.startswith(f"Line {line}: ")
    assert "Write fields as {{ first_name }}" in said


async def test_a_template_is_written_checked_and_revised(busy: Office, boss: httpx.AsyncClient) -> None:
    words = {
        "name": "Short",
        "goal": "referral",
        "subject": "A question",
        "body": "Hi {{ first_name }}, who plans the yard?",
    }
    looked = await press(
        boss, "/settings/templates/new", "/settings/templates/new", do="look", **{**words, "body": "Hi {{ nobody }}"}
    )
    assert looked.status_code == 200
    assert "There is no such field" in looked.text
    saved = await press(boss, "/settings/templates/new", "/settings/templates/new", do="save", **words)
    at = saved.url.path
    assert "Hi Alex, who plans the yard?" in saved.text
    refused = await press(boss, at, at, do="save", subject="Re: hello", body="Who plans it?")
    assert refused.status_code == 422
    revised = await press(boss, at, at, do="save", subject="Another", body="Hi {{ first_name }}, who plans it?")
    assert "Saved as version 2" in revised.text
    key = int(at.rsplit("/", 1)[1])
    assert (
        await one(
            busy, select(func.count()).select_from(TemplateVersion).where(col(TemplateVersion.template_id) == key)
        )
        == 2
    )


async def test_a_key_is_shown_once(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings/keys", "/settings/keys", name="CRM", scopes=["read", "contacts:write"])
    secret = page.text.split('class="secret">')[1].split("<")[0]
    assert secret.startswith("oh_")
    assert secret not in (await boss.get("/settings/keys", headers=HTML)).text
    async with busy.stranger() as client:
        client.headers["Authorization"] = f"Bearer {secret}"
        assert (await client.get("/api/v1/me")).status_code == 200
        await press(boss, "/settings/keys", "/settings/keys/1/revoke")
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_a_new_user_gets_a_link_and_can_be_let_go(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings/users", "/settings/users", email="new@yards.example", name="Nia", role="rep")
    link = page.text.split('class="secret">')[1].split("<")[0]
    async with busy.stranger() as client:
        assert (await client.post(link)).status_code == 303
        user = await one(busy, select(User).where(col(User.email) == "new@yards.example"))
        await press(boss, "/settings/users", f"/settings/users/{user.id}", role="manager", daily_cap="60")
        await press(boss, "/settings/users", f"/settings/users/{user.id}", active="no")
        assert (await client.get("/", headers=HTML)).status_code == 303
    after = await one(busy, select(User).where(col(User.id) == user.id))
    assert (after.role, after.daily_cap, after.active) == (Role.MANAGER, 60, False)
    refused = await press(boss, "/settings/users", f"/settings/users/{user.id}/link")
    assert 'class="secret">' not in refused.text
    assert "was let go" in refused.text
    await press(boss, "/settings/users", f"/settings/users/{user.id}", active="yes")
    again = await press(boss, "/settings/users", f"/settings/users/{user.id}/link")
    assert "One-time link" in again.text or "one-time link" in again.text


async def test_the_mailbox_of_somebody_who_was_let_go_is_handed_over(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        query = select(User).join(Mailbox, col(Mailbox.user_id) == User.id).where(col(User.role) == Role.REP)
        rep = (await session.scalars(query.order_by(col(User.id)).limit(1))).one()
        mine = (await session.scalars(select(User).where(col(User.role) == Role.ADMIN).limit(1))).one()
        box = (await session.scalars(select(Mailbox).where(col(Mailbox.user_id) == rep.id).limit(1))).one()
    said = await press(boss, "/settings/users", f"/settings/users/{rep.id}", active="no")
    assert "Mailboxes of theirs wait until they are handed over." in said.text
    assert f"{rep.name} was let go, and nothing leaves in their name" in (await boss.get("/", headers=HTML)).text
    at = "/settings/mailboxes"
    page = await boss.get(at, headers=HTML)
    assert f"Nothing leaves from it: {rep.name} was let go." in page.text
    assert "Has nobody" in page.text
    done = await press(boss, at, f"{at}/{box.id}/hand-over", user_id=mine.id)
    assert f"Handed over: it sends for {mine.name} now." in done.text
    after = await one(busy, select(Mailbox).where(col(Mailbox.id) == box.id))
    assert (after.user_id, after.display_name) == (mine.id, mine.name)
    assert "Nobody is chosen" in (await press(boss, at, f"{at}/{box.id}/hand-over")).text


async def test_my_password_is_set_when_it_is_long_enough(boss: httpx.AsyncClient) -> None:
    assert (await press(boss, "/settings/me", "/settings/me", password="short")).status_code == 422
    assert "Password set" in (await press(boss, "/settings/me", "/settings/me", password="four words are enough")).text


MAILBOX = {
    "address": "new@mail.example", "display_name": "New", "time_zone": "Europe/London", "country": "GB",
    "daily_cap": "30", "ramp": "yes",
    "smtp.host": "127.0.0.1", "smtp.port": "1", "smtp.security": "none", "smtp.username": "", "smtp.password": "",
    "imap.host": "127.0.0.1", "imap.port": "1", "imap.security": "none", "imap.username": "u", "imap.password": "p",
}  # fmt: skip


async def test_a_mailbox_is_tested_and_each_wire_told(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings/mailboxes/new", "/settings/mailboxes/new", do="test", **MAILBOX)
    assert page.status_code == 200
    assert page.text.count("Nothing answers at 127.0.0.1:1.") == 2
    assert "Check the port" in page.text
    assert 'value="new@mail.example"' in page.text
    assert await one(busy, select(Mailbox).where(col(Mailbox.address) == "new@mail.example")) is None


async def test_a_mailbox_is_added_tested_paused_and_resumed(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings/mailboxes/new", "/settings/mailboxes/new", do="save", **MAILBOX)
    assert "new@mail.example is connected." in page.text
    query = select(Mailbox).where(col(Mailbox.address) == "new@mail.example")
    box = await one(busy, query)
    assert (box.daily_cap, box.ramp_started is None, box.ramp_days, box.country) == (30, False, 28, "GB")
    at = "/settings/mailboxes"
    tried = await press(boss, at, f"{at}/{box.id}/test")
    assert tried.text.count("Nothing answers at 127.0.0.1:1.") == 2
    await press(boss, at, f"{at}/{box.id}/pause")
    assert (await one(busy, query)).state is MailboxState.PAUSED
    await press(boss, at, f"{at}/{box.id}/resume")
    assert (await one(busy, query)).state is MailboxState.ACTIVE


async def test_a_mailbox_that_goes_slowly_says_so_and_why(busy: Office, boss: httpx.AsyncClient) -> None:
    async with busy.house.database.begin() as session:
        box = (await session.scalars(select(Mailbox).limit(1))).one()
        box.slow_until = busy.house.clock.now() + timedelta(hours=5)
        box.slow_why = "its server asks for it: 421 4.7.0"
    page = await boss.get("/settings/mailboxes", headers=HTML)
    assert "Half as many mails, as usual again" in page.text
    assert "Its server asks for it: 421 4.7.0" in page.text


@pytest.mark.parametrize(("field", "value", "said"), [
    ("address", "nonsense", "nonsense"),
    ("smtp.port", "many", "no whole number"),
    ("smtp.security", "rot13", "security"),
    ("imap.host", "mail.example", "unencrypted"),
    ("time_zone", "Mars/Base", "time zone"),
    ("daily_cap", "0", "1 to 100"),
    ("daily_cap", "500", "1 to 100"),
    ("ramp_days", "0", "7 to 90 days"),
    ("ramp_days", "400", "7 to 90 days"),
    ("ramp_days", "for ever", "no whole number"),
])  # fmt: skip
async def test_a_refused_mailbox_names_the_field_and_keeps_the_rest(
    boss: httpx.AsyncClient, field: str, value: str, said: str
) -> None:
    page = await press(
        boss, "/settings/mailboxes/new", "/settings/mailboxes/new", do="save", **{**MAILBOX, field: value}
    )
    assert page.status_code == 422
    assert said in page.text
    assert 'value="127.0.0.1"' in page.text


async def test_a_mailbox_is_removed(busy: Office, boss: httpx.AsyncClient) -> None:
    page = await press(boss, "/settings/mailboxes", "/settings/mailboxes/1/remove")
    assert "its history stays" in page.text
    assert (await one(busy, select(Mailbox).where(col(Mailbox.id) == 1))).deleted_at is not None


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("answer_hours", "0", "“Answer within”: 0 is out of range. Use 1 to 240."),
        ("mailbox_hard_share", "300", "“Bounces stop a mailbox above”: 300 is out of range. Use 0 to 100."),
        ("responses_low", "90", "The least to plan for is above the most to plan for, 10. Lower it."),
    ],
)
async def test_a_refused_number_is_marked_among_two_dozen(
    busy: Office, boss: httpx.AsyncClient, name: str, given: str, said: str
) -> None:
    shown = Tags((await boss.get("/settings", headers=HTML)).text).named("input")
    form = {tag["name"] or "": tag["value"] or "" for tag in shown if (tag.get("name") or "") in LIMITS}
    page = await press(boss, "/settings", "/settings", **{**form, name: given})
    assert said in page.text
    marked = [tag for tag in Tags(page.text).named("input") if "aria-invalid" in tag]
    assert [(tag.get("name"), tag.get("value"), tag.get("aria-describedby")) for tag in marked] == [
        (name, given, f"h-{name}")
    ]


async def test_a_refused_list_keeps_what_was_typed_and_ticked(busy: Office, boss: httpx.AsyncClient) -> None:
    at = "/settings/lists/new"
    page = await press(boss, at, at, name="Big ones", title="COO", employees_min="many", bin=["cold"], do="save")
    assert page.status_code == 422
    fields = {tag.get("name"): tag for tag in Tags(page.text).named("input") if tag.get("type") != "checkbox"}
    kept = {name: fields[name].get("value") for name in ("name", "title", "employees_min")}
    assert kept == {"name": "Big ones", "title": "COO", "employees_min": "many"}
    assert [name for name, tag in fields.items() if "aria-invalid" in tag] == ["employees_min"]
    ticked = [tag.get("value") for tag in Tags(page.text).named("input") if "checked" in tag]
    assert ticked == ["cold"]


async def test_after_a_restore_the_pages_say_why_nothing_leaves_and_an_administrator_says_go(
    busy: Office, boss: httpx.AsyncClient
) -> None:
    assert "restored or copied" not in (await boss.get("/settings", headers=HTML)).text
    async with busy.house.database.begin() as session:
        row = await session.get_one(Workspace, 1)
        row.restored_at, row.restored_why = busy.house.clock.now(), "its data folder is a copy"
        addresses = list(await session.scalars(select(col(Mailbox.address)).where(col(Mailbox.deleted_at).is_(None))))
    assert "Its data folder is a copy" in (await boss.get("/", headers=HTML)).text
    page = await press(boss, "/settings", "/settings/go")
    assert page.status_code == 422
    assert "not read since are" in page.text
    assert "its data folder is a copy" in page.text
    assert any(address in page.text for address in addresses)
    page = await press(boss, "/settings", "/settings/go", anyway="yes")
    assert "Mails leave again, from this database." in page.text
    assert "restored or copied" not in page.text
    assert (await one(busy, select(Workspace))).restored_at is None


async def test_a_mailbox_is_changed_on_its_page(busy: Office, boss: httpx.AsyncClient) -> None:
    box = await one(busy, select(Mailbox))
    at = f"/settings/mailboxes/{box.id}"
    listed = await boss.get("/settings/mailboxes", headers=HTML)
    assert f'href="{at}"' in listed.text
    page = await boss.get(at, headers=HTML)
    looks_right(page)
    assert 'value="40"' in page.text
    form = {"display_name": "Robin R. Hale", "time_zone": "Europe/Berlin", "country": "de", "ramp_days": "20"}
    refused = await press(boss, at, at, **form, daily_cap="500")
    assert refused.status_code == 422
    assert refused.text.count("500 mails a day is not possible. Choose 1 to 100.") == 2, "above, and at the field"
    looks_right(refused)
    saved = await press(boss, at, at, **form, daily_cap="30", ramp="yes", files_sent="yes")
    assert "Robin R. Hale" in saved.text
    box = await one(busy, select(Mailbox))
    assert (box.time_zone, box.country, box.daily_cap, box.ramp_days) == ("Europe/Berlin", "DE", 30, 20)
    assert box.files_sent
    assert box.ramp_started is not None
    assert box.smtp_secret, "its login stays"


@pytest.mark.parametrize("at", ["new?address=robin@acme.test", "1/login"])
async def test_a_try_of_the_servers_replaces_its_result_alone(boss: httpx.AsyncClient, at: str) -> None:
    """The passwords that were typed stay in the form, to be saved."""
    page = await boss.get(f"/settings/mailboxes/{at}", headers=HTML)
    looks_right(page)
    (button,) = [tag for tag in Tags(page.text).named("button") if tag.get("value") == "test"]
    assert (button["hx-target"], button["hx-select"]) == ("#tried", "#tried")
    assert 'id="tried"' in page.text


async def test_a_rep_changes_no_mailbox_of_others(busy: Office) -> None:
    async with busy.browser(Role.REP, "sam@yards.example") as sam:
        assert (await sam.get("/settings/mailboxes/1", headers=HTML)).status_code == 403
