"""Signing in to a mailbox at its provider, over the API: begun here, allowed there, finished once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select

from engine.edge.smtp import Outcome
from engine.rules.vocabulary import Role
from engine.store.tables import Consent, Mailbox, MailboxState
from tests.support.api import Office, moved_in
from tests.support.provider import Provider, fake_provider
from tests.support.servers import PASSWORD, USER, smtp_sink

URL = "/api/v1/mailboxes"
SERVER = {"host": "localhost", "port": 2525, "security": "none", "username": USER}
MAILBOX = {"address": USER, "auth": "google", "smtp": SERVER, "imap": {**SERVER, "port": 1143}}


@dataclass
class Signing:
    provider: Provider
    office: Office
    browser: httpx.AsyncClient

    async def mailbox(self, **changes: object) -> dict:
        answer = await self.browser.post(URL, json={**MAILBOX, **changes})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def begin(self, made: dict, **body: object) -> str:
        answer = await self.browser.post(f"{URL}/{made['id']}/sign-in", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["url"]

    async def finish(self, back: dict[str, str], status: int = 200) -> dict:
        answer = await self.browser.post(f"{URL}/sign-in", json=back)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def row(self, made: dict) -> Mailbox:
        async with self.office.house.database.begin() as session:
            return await session.get_one(Mailbox, made["id"])


@pytest.fixture
async def signing(office: Office) -> AsyncIterator[Signing]:
    async with fake_provider() as provider:
        told = moved_in(provider.known_to(office.house))
        async with told.browser() as browser:
            yield Signing(provider, told, browser)


async def test_a_mailbox_waits_until_a_person_has_allowed_it(signing: Signing) -> None:
    made = await signing.mailbox()
    assert (made["auth"], made["state"], made["connect_again"]) == ("google", "error", True)
    assert "Connect it with Google" in made["state_detail"]
    signing.office.house.bell.rings.clear()
    done = await signing.finish(signing.provider.consent(await signing.begin(made)))
    assert (done["state"], done["state_detail"], done["connect_again"]) == ("active", "", False)
    assert signing.office.house.bell.rings == ["send", "read"]
    row = await signing.row(made)
    assert signing.office.house.vault.open(row.oauth_secret) == signing.provider.current
    for answer in (await signing.browser.get(f"{URL}/{made['id']}"), await signing.browser.get(URL)):
        assert signing.provider.current not in answer.text
        assert "oauth_secret" not in answer.text


async def test_what_was_allowed_sends(signing: Signing) -> None:
    async with smtp_sink(tokens=signing.provider.live) as sink:
        made = await signing.mailbox(smtp={**SERVER, "port": sink.port})
        await signing.finish(signing.provider.consent(await signing.begin(made)))
        line = signing.office.house.smtp(await signing.row(made))
        delivery = await line.deliver(USER, "lead@example.com", b"Subject: hi\r\n\r\nhi\r\n")
        await line.close()
        assert delivery.outcome is Outcome.SENT
        assert signing.provider.asked["token"] == 1, "the token that came with the consent"
        tried = (await signing.browser.post(f"{URL}/{made['id']}/test")).json()
    assert tried["smtp"]["ok"]
    assert tried["imap"]["field"] == "imap.port"


async def test_the_person_is_sent_with_everything_the_provider_needs(signing: Signing) -> None:
    made = await signing.mailbox()
    said = {name: values[0] for name, values in parse_qs(urlsplit(await signing.begin(made)).query).items()}
    assert said["redirect_uri"] == "http://offhours.test/settings/mailboxes/signed-in"
    assert (said["access_type"], said["prompt"], said["login_hint"]) == ("offline", "consent", USER)
    assert "https://mail.google.com/" in said["scope"]
    microsoft = await signing.begin(made, auth="microsoft")
    said = {name: values[0] for name, values in parse_qs(urlsplit(microsoft).query).items()}
    assert urlsplit(microsoft).path == "/common/oauth2/v2.0/authorize"
    assert {"offline_access", "https://outlook.office.com/SMTP.Send"} <= set(said["scope"].split())


async def test_a_sign_in_is_finished_once_in_time_and_by_who_began_it(signing: Signing) -> None:
    made = await signing.mailbox()
    back = signing.provider.consent(await signing.begin(made))
    await signing.finish(back)
    again = await signing.finish(back, 422)
    assert (again["field"], again["remedy"]) == ("state", "Press Connect again.")
    late = signing.provider.consent(await signing.begin(made))
    signing.office.house.clock.at = signing.office.house.clock.at.replace(hour=8)
    assert (await signing.finish(late, 422))["field"] == "state"
    stolen = signing.provider.consent(await signing.begin(made))
    async with signing.office.browser(Role.MANAGER) as other:
        answer = await other.post(f"{URL}/sign-in", json=stolen)
    assert (answer.status_code, answer.json()["field"]) == (422, "state")
    assert (await signing.finish({**stolen, "state": "made up"}, 422))["field"] == "state"
    await signing.finish(stolen)


async def test_what_is_old_is_cleared_away_and_nothing_in_it_can_be_used(signing: Signing) -> None:
    made = await signing.mailbox()
    url = await signing.begin(made)
    async with signing.office.house.database.begin() as session:
        rows = list(await session.scalars(select(Consent)))
    state = parse_qs(urlsplit(url).query)["state"][0]
    assert [state in (row.state_hash, row.verifier) for row in rows] == [False]
    signing.office.house.clock.at = signing.office.house.clock.at.replace(hour=9)
    await signing.begin(made)
    async with signing.office.house.database.begin() as session:
        assert len(list(await session.scalars(select(Consent)))) == 1


async def test_a_person_who_says_no_is_told_what_that_means(signing: Signing) -> None:
    made = await signing.mailbox()
    state = signing.provider.consent(await signing.begin(made))["state"]
    answer = await signing.finish({"state": state, "error": "access_denied", "error_description": "no\nthanks"}, 422)
    assert "access_denied no thanks" in answer["problem"]
    assert (await signing.row(made)).oauth_secret == ""


async def test_the_wrong_account_is_named(signing: Signing) -> None:
    made = await signing.mailbox()
    signing.provider.account = "kim@example.com"
    answer = await signing.finish(signing.provider.consent(await signing.begin(made)), 422)
    assert "kim@example.com" in answer["problem"]
    assert USER in answer["problem"]
    signing.provider.account = "kim@example.com"
    shared = signing.provider.consent(await signing.begin(made, auth="microsoft"))
    assert (await signing.finish(shared))["auth"] == "microsoft"


@pytest.mark.parametrize(("said", "status"), [((503, "busy"), 502), ((200, "<html>"), 502)])
async def test_a_provider_in_trouble_is_told_and_the_mailbox_stays_as_it_was(signing, said, status) -> None:
    made = await signing.mailbox()
    back = signing.provider.consent(await signing.begin(made))
    signing.provider.say = [said]
    answer = await signing.browser.post(f"{URL}/sign-in", json=back)
    assert answer.status_code in {status, 503, 422, 409}, answer.text
    assert answer.json()["field"] == "login.oauth"
    assert (await signing.row(made)).oauth_secret == ""


async def test_a_password_mailbox_can_be_signed_in_to_and_go_back(signing: Signing) -> None:
    secret = {"password": PASSWORD}
    made = await signing.mailbox(auth="password", smtp={**SERVER, **secret}, imap={**SERVER, **secret, "port": 1143})
    assert made["state"] == "active"
    done = await signing.finish(signing.provider.consent(await signing.begin(made, auth="google")))
    row = await signing.row(made)
    assert (done["auth"], row.smtp_secret, row.imap_secret) == ("google", "", "")
    path = f"{URL}/{made['id']}"
    half = await signing.browser.patch(path, json={"auth": "password", "smtp": secret})
    assert (half.status_code, half.json()["field"]) == (422, "imap.password")
    both = await signing.browser.patch(path, json={"auth": "password", "smtp": secret, "imap": secret})
    assert both.json()["auth"] == "password"
    row = await signing.row(made)
    assert (row.oauth_secret, signing.office.house.imap_login(row).password) == ("", PASSWORD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"smtp": {"password": "x"}}, "smtp.password"),
        ({"auth": "microsoft"}, "auth"),
        ({"auth": "password"}, "smtp.password"),
    ],
)
async def test_ways_that_do_not_go_together_are_refused(signing: Signing, change: dict, field: str) -> None:
    made = await signing.mailbox()
    answer = await signing.browser.patch(f"{URL}/{made['id']}", json=change)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert answer.json()["remedy"]


async def test_tokens_are_not_carried_to_another_server(signing: Signing) -> None:
    made = await signing.mailbox()
    await signing.finish(signing.provider.consent(await signing.begin(made)))
    path = f"{URL}/{made['id']}"
    same = await signing.browser.patch(path, json={"smtp": {"host": "localhost"}, "display_name": "R."})
    assert same.json()["state"] == "active"
    moved = (await signing.browser.patch(path, json={"smtp": {"host": "127.0.0.1"}})).json()
    assert (moved["state"], moved["connect_again"]) == ("error", True)
    assert (await signing.row(made)).oauth_secret == ""


@pytest.mark.parametrize("state", [MailboxState.PAUSED, MailboxState.HEALTH])
async def test_who_moves_one_that_is_paused_or_rests_does_not_end_that(signing: Signing, state: MailboxState) -> None:
    made = await signing.mailbox()
    await signing.finish(signing.provider.consent(await signing.begin(made)))
    async with signing.office.house.database.begin() as session:
        row = await session.get_one(Mailbox, made["id"])
        row.state, row.retry_at = state, signing.office.house.clock.now() + timedelta(days=3)
    moved = await signing.browser.patch(f"{URL}/{made['id']}", json={"smtp": {"host": "127.0.0.1"}})
    assert moved.json()["state"] == state
    assert (await signing.row(made)).oauth_secret == ""


async def test_where_a_provider_is_not_set_up_the_administrator_is_named(admin: httpx.AsyncClient) -> None:
    answer = await admin.post(URL, json=MAILBOX)
    assert (answer.status_code, answer.json()["field"]) == (422, "auth")
    assert "OFFHOURS_GOOGLE_CLIENT_ID" in answer.json()["remedy"]


async def test_a_rep_signs_in_to_their_own_mailboxes_only(signing: Signing) -> None:
    made = await signing.mailbox()
    async with signing.office.browser(Role.REP) as rep:
        assert (await rep.post(f"{URL}/{made['id']}/sign-in")).status_code == 403


@pytest.mark.parametrize("state", [MailboxState.PAUSED, MailboxState.HEALTH])
async def test_what_stopped_a_mailbox_for_another_reason_stays(signing: Signing, state: MailboxState) -> None:
    made = await signing.mailbox()
    async with signing.office.house.database.begin() as session:
        (await session.get_one(Mailbox, made["id"])).state = state
    done = await signing.finish(signing.provider.consent(await signing.begin(made)))
    assert done["state"] == state


@pytest.mark.parametrize(
    ("asked", "known", "auth"),
    [
        ({"address": "robin@gmail.com"}, "google", ["google", "password"]),
        ({"address": "robin@outlook.com"}, "outlook", ["microsoft"]),
        ({"address": "robin@yards.example", "provider": "microsoft"}, "microsoft", ["microsoft"]),
        ({"address": "robin@icloud.com"}, "icloud", ["password"]),
        ({"address": "robin@yards.example"}, "", ["password"]),
        ({}, "", ["password"]),
    ],
)
async def test_servers_are_known_by_the_address(signing: Signing, asked: dict, known: str, auth: list[str]) -> None:
    answer = (await signing.browser.get(f"{URL}/preset", params=asked)).json()
    assert (answer["provider"], answer["auth"], answer["known"]) == (known, auth, bool(known))
    assert "fastmail" in answer["providers"]
    if known:
        assert answer["smtp"]["host"]
        assert answer["files_sent"] is (known == "google")


async def test_without_a_set_up_provider_a_sign_in_is_not_offered(admin: httpx.AsyncClient) -> None:
    answer = (await admin.get(f"{URL}/preset", params={"address": "robin@gmail.com"})).json()
    assert answer["auth"] == ["password"]
    answer = (await admin.get(f"{URL}/preset", params={"provider": "gogle"})).json()
    assert answer["field"] == "provider"
