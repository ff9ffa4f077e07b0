"""Connecting a mailbox, with real servers on the other end."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from engine.flows.house import READ, SEND
from engine.rules.vocabulary import Kind, Role
from engine.store.tables import Mailbox, MailboxState, MessageIn
from tests.support.servers import PASSWORD, USER, free_port, pymap_server, smtp_sink

SERVER = {"host": "localhost", "port": 2525, "security": "none", "username": USER, "password": PASSWORD}
MAILBOX = {
    "address": "Robin@Example.com",
    "display_name": "Robin Rep",
    "time_zone": "Europe/London",
    "country": "gb",
    "smtp": SERVER,
    "imap": {**SERVER, "port": 1143},
}
URL = "/api/v1/mailboxes"


async def connected(client, **changes):
    answer = await client.post(URL, json={**MAILBOX, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_mailbox_is_saved_without_ever_showing_its_passwords(admin, office):
    made = await connected(admin)
    assert (made["address"], made["country"], made["state"]) == ("robin@example.com", "GB", "active")
    assert made["ramp_started"] == "2026-03-03"
    for answer in (await admin.get(URL), await admin.get(f"{URL}/{made['id']}")):
        assert "secret" not in answer.text
        assert '"password":' not in answer.text
    async with office.house.database.begin() as session:
        row = (await session.scalars(select(Mailbox))).one()
        assert PASSWORD not in (row.smtp_secret, row.imap_secret)
        assert office.house.smtp_login(row).password == PASSWORD


async def test_whatever_may_wake_a_mailbox_rings_for_sending_and_for_reading(admin, office):
    rings = office.house.bell.rings
    made = await connected(admin)
    assert rings == [SEND, READ]
    await admin.patch(f"{URL}/{made['id']}", json={"display_name": "R."})
    assert rings == [SEND, READ] * 2
    await admin.post(f"{URL}/{made['id']}/pause")
    await admin.post(f"{URL}/{made['id']}/resume")
    assert rings == [SEND, READ] * 3
    assert (await admin.post(URL, json=MAILBOX)).status_code == 409
    assert rings == [SEND, READ] * 3, "what was refused wakes nobody"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grace_seconds": 0}, "grace_seconds"),
        ({"smtp": {**SERVER, "password": ""}}, "smtp.password"),
        ({"imap": {**SERVER, "password": ""}}, "imap.password"),
        ({"imap": {**SERVER, "username": ""}}, "imap.username"),
        ({"daily_cap": 0}, "daily_cap"),
        ({"daily_cap": 101}, "daily_cap"),
        ({"daily_cap": 500}, "daily_cap"),
        ({"ramp_days": 0}, "ramp_days"),
        ({"ramp_days": 6}, "ramp_days"),
        ({"ramp_days": 10**12}, "ramp_days"),
        ({"time_zone": "Europe/Lundon"}, "time_zone"),
        ({"country": "XX"}, "country"),
        ({"address": "robin at example"}, "address"),
        ({"address": "robin@example.com\r\nBcc: x@example.com"}, "address"),
        ({"smtp": {**SERVER, "host": "mail.example.com"}}, "smtp.security"),
        ({"smtp": {**SERVER, "host": "no host"}}, "smtp.host"),
        ({"imap": {**SERVER, "port": 0}}, "imap.port"),
        ({"imap": {**SERVER, "security": "ssl"}}, "imap.security"),
        ({"window": {"opens": "25:00"}}, "window.opens"),
        ({"window": {"opens": "07:00", "closes": "07:00"}}, "window.closes"),
        ({"window": {"opens": "08:00", "quiet_from": "08:00", "quiet_until": "21:00"}}, "window.quiet_from"),
        ({"window": {"opens": "06:00", "closes": "06:00:01"}}, "window.quiet_from"),
        (
            {"window": {"opens": "00:00", "closes": "24:00", "quiet_from": "00:00", "quiet_until": "23:59:59.999999"}},
            "window.quiet_from",
        ),
        ({"user_id": 99}, "user_id"),
        ({"colour": "blue"}, "colour"),
    ],
)
async def test_what_is_wrong_with_a_mailbox_is_said_by_name(admin, changes, field):
    answer = await admin.post(URL, json={**MAILBOX, **changes})
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"] == field
    assert answer.json()["remedy"]


@pytest.mark.parametrize("change", [{"daily_cap": 500}, {"ramp_days": 91}, {"time_zone": "Mars/Base"}])
async def test_a_change_is_checked_like_a_new_one(admin, change):
    made = await connected(admin)
    answer = await admin.patch(f"{URL}/{made['id']}", json=change)
    assert (answer.status_code, answer.json()["field"]) == (422, next(iter(change)))


async def test_who_says_closing_days_alone_keeps_the_hours_of_the_workspace(admin):
    made = await connected(admin, window={"closing_days": ["2026-12-24"]})
    assert made["window"] == {"closing_days": ["2026-12-24"]}


async def test_what_is_near_to_stopping_a_mailbox_is_shown(admin, office):
    made = await connected(admin, ramp_days=14)
    async with office.house.database.begin() as session:
        row = await session.get_one(Mailbox, made["id"])
        now = office.house.clock.now()
        row.slow_until, row.slow_why = now + timedelta(hours=3), "its server asks for it: 421"
        session.add(
            MessageIn(
                mailbox_id=row.id, folder="INBOX", role="inbox", uidvalidity=1, uid=1, digest="x", raw=b"x",
                received_at=now, stored_at=now, kind=Kind.COMPLAINT,
            )
        )  # fmt: skip
    shown = (await admin.get(f"{URL}/{made['id']}")).json()
    assert shown["ramp_days"] == 14
    assert shown["slow_until"].startswith("2026-03-03")
    assert shown["warnings"] == [
        "1 recipient has complained, of 0 mails delivered in four weeks; over 0.3% stop the mailbox"
    ]


async def test_a_mailbox_is_connected_once(admin):
    await connected(admin)
    answer = await admin.post(URL, json=MAILBOX)
    assert answer.status_code == 409
    assert answer.json()["field"] == "address"


async def test_good_servers_are_found_good(admin):
    async with smtp_sink() as sink, pymap_server() as imap:
        wanted = {"smtp": {**SERVER, "port": sink.port}, "imap": {**SERVER, "port": imap.port}}
        answer = await admin.post(f"{URL}/test", json=wanted)
        assert answer.status_code == 200, answer.text
        assert answer.json()["smtp"] == {"ok": True, "field": "", "problem": "", "remedy": ""}
        assert answer.json()["imap"]["ok"], answer.text
        saved = await connected(admin, **wanted)
        again = (await admin.post(f"{URL}/{saved['id']}/test")).json()
        assert (again["smtp"]["ok"], again["imap"]["ok"]) == (True, True)
        assert sink.mails == []


async def test_a_wrong_smtp_password_is_told_while_imap_is_fine(admin):
    async with smtp_sink() as sink, pymap_server() as imap:
        wanted = {
            "smtp": {**SERVER, "port": sink.port, "password": "wrong"},
            "imap": {**SERVER, "port": imap.port},
        }
        answer = (await admin.post(f"{URL}/test", json=wanted)).json()
    assert answer["smtp"]["field"] == "smtp.password"
    assert "password" in answer["smtp"]["remedy"]
    assert answer["imap"]["ok"]


async def test_servers_that_are_not_there_and_settings_that_cannot_be_are_told_each_on_its_own(admin):
    wanted = {
        "smtp": {**SERVER, "port": free_port()},
        "imap": {**SERVER, "host": "imap.example.com", "security": "none"},
    }
    answer = (await admin.post(f"{URL}/test", json=wanted)).json()
    assert answer["smtp"]["field"] == "smtp.port"
    assert answer["imap"]["field"] == "imap.security"


async def test_a_change_keeps_what_it_does_not_name(admin, office):
    made = await connected(admin, daily_cap=40)
    answer = await admin.patch(f"{URL}/{made['id']}", json={"display_name": "Robin R.", "smtp": {"security": "none"}})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["display_name"], answer.json()["daily_cap"]) == ("Robin R.", 40)
    assert answer.json()["ramp_started"] == "2026-03-03"
    async with office.house.database.begin() as session:
        assert office.house.smtp_login(await session.get(Mailbox, made["id"])).password == PASSWORD


async def test_a_password_is_not_carried_to_another_server(admin):
    made = await connected(admin)
    answer = await admin.patch(f"{URL}/{made['id']}", json={"smtp": {"host": "127.0.0.1"}})
    assert answer.status_code == 422
    assert answer.json()["field"] == "smtp.password"
    answer = await admin.patch(f"{URL}/{made['id']}", json={"smtp": {"host": "127.0.0.1", "password": "new"}})
    assert answer.json()["smtp"]["host"] == "127.0.0.1"


async def test_pausing_and_resuming(admin):
    made = await connected(admin)
    assert (await admin.post(f"{URL}/{made['id']}/pause", json={"why": "holiday"})).json()["state"] == "paused"
    resumed = (await admin.post(f"{URL}/{made['id']}/resume")).json()
    assert (resumed["state"], resumed["state_detail"]) == ("active", "")


async def test_resuming_forgets_an_error(admin, office):
    made = await connected(admin)
    async with office.house.database.begin() as session:
        row = await session.get(Mailbox, made["id"])
        row.state, row.state_detail, row.retry_at = MailboxState.ERROR, "login refused", office.house.clock.now()
    resumed = (await admin.post(f"{URL}/{made['id']}/resume")).json()
    assert (resumed["state"], resumed["retry_at"]) == ("active", None)


async def test_a_removed_mailbox_loses_its_passwords_and_may_come_back(admin, office):
    made = await connected(admin)
    assert (await admin.delete(f"{URL}/{made['id']}")).status_code == 204
    assert (await admin.get(f"{URL}/{made['id']}")).status_code == 404
    assert (await admin.get(URL)).json()["total"] == 0
    async with office.house.database.begin() as session:
        row = (await session.scalars(select(Mailbox).where(col(Mailbox.id) == made["id"]))).one()
        assert (row.smtp_secret, row.imap_secret) == ("", "")
    assert (await connected(admin))["id"] == made["id"]


async def test_a_rep_has_only_their_own_mailboxes(admin, rep, office):
    theirs = await connected(admin)
    own = await connected(rep, address="rep@example.com")
    assert own["user_id"] == (await office.user(Role.REP)).id
    assert [row["address"] for row in (await rep.get(URL)).json()["items"]] == ["rep@example.com"]
    assert (await admin.get(URL)).json()["total"] == 2
    for answer in (
        await rep.get(f"{URL}/{theirs['id']}"),
        await rep.post(f"{URL}/{theirs['id']}/pause"),
        await rep.post(f"{URL}/{theirs['id']}/test"),
        await rep.patch(f"{URL}/{own['id']}", json={"user_id": theirs["user_id"]}),
        await rep.patch(f"{URL}/{own['id']}", json={"ca_file": "/etc/hosts"}),
        await rep.post(URL, json={**MAILBOX, "address": "x@example.com", "user_id": theirs["user_id"]}),
    ):
        assert answer.status_code == 403, answer.text


async def test_a_mailbox_that_is_handed_over_sends_under_the_name_of_whoever_has_it(admin, office):
    """Also by the API: who has left writes to nobody any more."""
    made = await connected(admin, display_name="Robin Rep")
    rep = await office.user(Role.REP)
    at = f"{URL}/{made['id']}"
    assert (await admin.patch(at, json={"user_id": made["user_id"]})).json()["display_name"] == "Robin Rep"
    assert (await admin.patch(at, json={"user_id": rep.id})).json()["display_name"] == (rep.name or rep.email)
    named = {"user_id": made["user_id"], "display_name": "The Sales Desk"}
    assert (await admin.patch(at, json=named)).json()["display_name"] == "The Sales Desk"


async def test_a_mailbox_says_what_it_may_still_do_today(admin):
    made = await connected(admin, daily_cap=30)
    today = (await admin.get(f"{URL}/{made['id']}")).json()["today"]
    assert today["left"] == 20, "it warms up"


@pytest.mark.parametrize("cap", [1, 3])
async def test_first_touches_are_never_more_than_all_mails(admin, cap):
    made = await connected(admin, daily_cap=cap, ramp=False)
    today = (await admin.get(f"{URL}/{made['id']}")).json()["today"]
    assert today["first_left"] <= today["left"] == cap
    await admin.post(f"{URL}/{made['id']}/pause")
    today = (await admin.get(f"{URL}/{made['id']}")).json()["today"]
    assert today["first_left"] <= today["left"]


@pytest.mark.parametrize("name", ["Robin\r\nBcc: x@example.com", "Robin\x07", "Robin\nRep"])
async def test_a_from_name_is_one_line(admin, name):
    made = await connected(admin)
    joining = await admin.post(URL, json={**MAILBOX, "address": "kim@example.com", "display_name": name})
    changing = await admin.patch(f"{URL}/{made['id']}", json={"display_name": name})
    for answer in (joining, changing):
        assert (answer.status_code, answer.json()["field"]) == (422, "display_name")


@pytest.mark.parametrize("key", ["0", "-1", "99", "9223372036854775807", "99999999999999999999999"])
async def test_a_mailbox_that_is_not_there(admin, key):
    answer = await admin.post(f"{URL}/{key}/pause")
    assert answer.status_code == 404
    assert answer.json()["field"] == "mailbox"


async def test_a_key_that_is_no_number(admin):
    answer = await admin.get(f"{URL}/one")
    assert (answer.status_code, answer.json()["field"]) == (422, "mailbox_id")
