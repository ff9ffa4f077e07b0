"""The mailbox pages: filled in by the address, on to the provider and back, and the login given again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest
from sqlmodel import col, select

from api.auth import CSRF_HEADER
from engine.rules.providers import Auth
from engine.rules.vocabulary import Role
from engine.store.tables import Mailbox, MailboxState
from tests.api.test_pages_settings_actions import MAILBOX
from tests.support.api import Office, moved_in
from tests.support.pages import HTML, Tags, csrf_of, one, press
from tests.support.provider import Provider, fake_provider
from tests.support.servers import PASSWORD, USER, pymap_server, smtp_sink

LIST = "/settings/mailboxes"
NEW = f"{LIST}/new"
FORM = {**MAILBOX, "address": USER, "auth": "google"} | {
    f"{wire}.{name}": value for wire in ("smtp", "imap") for name, value in (("username", USER), ("password", ""))
}


@dataclass
class Desk:
    office: Office
    boss: httpx.AsyncClient
    provider: Provider

    async def box(self, address: str = USER) -> Mailbox:
        return await one(self.office, select(Mailbox).where(col(Mailbox.address) == address))

    async def change(self, **values: object) -> None:
        async with self.office.house.database.begin() as session:
            row = (await session.scalars(select(Mailbox).where(col(Mailbox.address) == USER))).one()
            for name, value in values.items():
                setattr(row, name, value)

    async def come_back(self, page: httpx.Response, **more: str) -> httpx.Response:
        """The browser follows the page that leaves, the person says yes, and the provider sends them back."""
        back = self.provider.consent(leaving(page)) | more
        return await self.boss.get(f"{LIST}/signed-in?{urlencode(back)}", headers=HTML, follow_redirects=True)


@pytest.fixture
async def desk(busy: Office) -> AsyncIterator[Desk]:
    async with fake_provider() as provider:
        office = moved_in(provider.known_to(busy.house))
        async with office.browser(Role.ADMIN, "ann@yards.example") as boss:
            del boss.headers[CSRF_HEADER]
            yield Desk(office, boss, provider)


def leaving(page: httpx.Response) -> str:
    """Where a page goes on to by itself, which is where its link leads."""
    tags = Tags(page.text)
    goes = next(tag["content"] for tag in tags.named("meta") if tag.get("http-equiv") == "refresh")
    url = unescape(goes.removeprefix("0; url="))
    assert any(link.get("href") == url for link in tags.named("a"))
    return url


def value(page: httpx.Response, name: str) -> str | None:
    return next(field.get("value") for field in Tags(page.text).named("input") if field.get("name") == name)


async def test_first_the_address_then_what_is_known_of_its_provider(desk: Desk) -> None:
    first = await desk.boss.get(NEW, headers=HTML)
    assert 'name="smtp.host"' not in first.text
    known = await desk.boss.get(NEW, params={"address": "robin@icloud.com"}, headers=HTML)
    assert (value(known, "smtp.host"), value(known, "smtp.port")) == ("smtp.mail.me.com", "587")
    assert (value(known, "smtp.username"), value(known, "address")) == ("robin@icloud.com", "robin@icloud.com")
    assert "app password" in known.text
    assert 'value="starttls" selected' in known.text


async def test_an_own_domain_names_its_provider_or_types_the_servers(desk: Desk) -> None:
    typed = await desk.boss.get(NEW, params={"address": "robin@yards.example"}, headers=HTML)
    assert value(typed, "smtp.host") == ""
    named = await desk.boss.get(NEW, params={"address": "robin@yards.example", "provider": "zoho"}, headers=HTML)
    assert value(named, "smtp.host") == "smtp.zoho.com"
    wrong = await desk.boss.get(NEW, params={"address": "robin@yards.example", "provider": "x"}, headers=HTML)
    assert wrong.status_code == 422
    assert "no provider known here" in wrong.text


async def test_a_provider_with_a_sign_in_is_offered_without_passwords_first(desk: Desk) -> None:
    page = await desk.boss.get(NEW, params={"address": "robin@gmail.com"}, headers=HTML)
    assert "Save and connect with Google" in page.text
    assert 'type="password"' not in page.text
    assert value(page, "files_sent") == "yes"
    page = await desk.boss.get(NEW, params={"address": "robin@gmail.com", "auth": "password"}, headers=HTML)
    assert page.text.count('type="password"') == 2
    assert "Connect with Google instead" in page.text


async def test_a_provider_that_needs_a_sign_in_nobody_set_up_says_so(busy: Office) -> None:
    async with busy.browser(Role.ADMIN, "ann@yards.example") as boss:
        page = await boss.get(NEW, params={"address": "robin@outlook.com"}, headers=HTML)
    assert "signing in there is not set up here" in page.text


async def test_a_script_leaves_for_the_provider_and_is_told_what_is_refused_alone(desk: Desk) -> None:
    """No page stands where the form was sent, and what was typed, passwords too, is still in it."""
    form = {**FORM, "csrf": csrf_of((await desk.boss.get(NEW, headers=HTML)).text), "do": "save"}
    by_script = {**HTML, "HX-Request": "true", "Offhours-Typed": "yes"}
    refused = await desk.boss.post(NEW, data={**form, "daily_cap": "many"}, headers=by_script)
    assert (refused.status_code, refused.headers["Offhours-Refused"]) == (422, "daily_cap")
    assert "is no whole number" in refused.text
    gone = await desk.boss.post(NEW, data=form, headers=by_script)
    assert gone.status_code == 204, gone.text
    assert gone.headers["HX-Redirect"].startswith(desk.provider.url)
    at = f"{LIST}/{(await desk.box()).id}/login"
    refused = await desk.boss.post(at, data={**form, "smtp.port": "first"}, headers=by_script)
    assert (refused.status_code, refused.headers["Offhours-Refused"]) == (422, "smtp.port")


async def test_saved_it_goes_on_to_the_provider_and_comes_back_connected(desk: Desk) -> None:
    async with smtp_sink(tokens=desk.provider.live) as sink:
        page = await press(desk.boss, NEW, NEW, do="save", **{**FORM, "smtp.port": sink.port})
        assert (await desk.box()).state is MailboxState.ERROR
        back = await desk.come_back(page)
    assert back.url.path == LIST
    assert f"{USER} is connected with Google. Reading does not work yet" in unescape(back.text)
    box = await desk.box()
    assert (box.state, box.auth, box.display_name) == (MailboxState.ACTIVE, Auth.GOOGLE, "New")
    assert "signed in with Google" in back.text


async def test_a_reload_of_the_way_back_changes_nothing(desk: Desk) -> None:
    page = await press(desk.boss, NEW, NEW, do="save", **FORM)
    back = desk.provider.consent(leaving(page))
    for said in ("is connected", "was not begun by you"):
        answer = await desk.boss.get(f"{LIST}/signed-in?{urlencode(back)}", headers=HTML, follow_redirects=True)
        assert said in answer.text
    assert (await desk.box()).state is MailboxState.ACTIVE


async def test_a_person_who_says_no_reads_what_to_do(desk: Desk) -> None:
    page = await press(desk.boss, NEW, NEW, do="save", **FORM)
    answer = await desk.come_back(page, code="", error="access_denied", error_description="<b>no</b>")
    assert "gave no permission (access_denied &lt;b&gt;no&lt;/b&gt;)" in answer.text
    assert "Connect it: nobody has signed in yet" in answer.text


async def test_a_revoked_sign_in_offers_the_button_that_mends_it(desk: Desk) -> None:
    async with smtp_sink(tokens=desk.provider.live) as sink:
        page = await press(desk.boss, NEW, NEW, do="save", **{**FORM, "smtp.port": sink.port})
        await desk.come_back(page)
        box = await desk.box()
        desk.provider.revoke()
        tried = await press(desk.boss, LIST, f"{LIST}/{box.id}/test")
        assert "takes the sign-in no more" in tried.text
        shown = await desk.boss.get(LIST, headers=HTML)
        assert "Connect it again: the login is not taken any more" in shown.text
        again = await press(desk.boss, LIST, f"{LIST}/{box.id}/sign-in", auth="google")
        assert "is connected with Google" in (await desk.come_back(again)).text
    shown = await desk.boss.get(LIST, headers=HTML)
    assert "Connect it" not in shown.text.split(f"&lt;{USER.replace('@', '@<wbr>')}&gt;")[1].split("</li>")[0]
    assert (await desk.box()).state is MailboxState.ACTIVE


async def test_a_refused_password_leads_to_the_page_where_it_is_given_again(desk: Desk) -> None:
    async with smtp_sink() as sink, pymap_server() as imap:
        ports = {"smtp.port": sink.port, "imap.port": imap.port, "auth": "password", "imap.host": "localhost"}
        form = {**FORM, **ports, "smtp.host": "localhost", "smtp.password": "old", "imap.password": "old"}
        await press(desk.boss, NEW, NEW, do="save", **form)
        why = "smtp.password: The server refused the login: 535 5.7.8 no. Check user name and password."
        await desk.change(state=MailboxState.ERROR, state_detail=why)
        box = await desk.box()
        shown = await desk.boss.get(LIST, headers=HTML)
        assert f'href="{LIST}/{box.id}/login">Connect again' in shown.text
        at = f"{LIST}/{box.id}/login"
        assert "535 5.7.8 no" in (await desk.boss.get(at, headers=HTML)).text
        servers = {name: str(given) for name, given in form.items() if "." in name}
        tried = await press(desk.boss, at, at, do="test", **servers)
        assert "Sending (SMTP): The server refused the login" in tried.text
        new = {**servers, "smtp.password": PASSWORD, "imap.password": PASSWORD}
        assert (await press(desk.boss, at, at, do="test", **new)).text.count(": works") == 2
        saved = await press(desk.boss, at, at, do="save", **new)
    assert "it is tried again now" in saved.text
    box = await desk.box()
    assert (box.state, box.state_detail) == (MailboxState.ACTIVE, "")


async def test_who_moves_a_mailbox_is_told_that_copies_are_to_be_said_anew(desk: Desk) -> None:
    form = {**FORM, "auth": "password", "smtp.password": "p", "imap.password": "p"}
    await press(desk.boss, NEW, NEW, do="save", **form)
    await desk.change(files_sent=True)
    at = f"{LIST}/{(await desk.box()).id}/login"
    servers = {name: str(given) for name, given in form.items() if "." in name}
    assert "tick it again" not in (await press(desk.boss, at, at, do="save", **servers)).text
    moved = await press(desk.boss, at, at, do="save", **servers | {"smtp.host": "localhost"})
    assert "tick it again if these do" in moved.text
    assert not (await desk.box()).files_sent


async def test_a_wrong_server_is_named_on_the_page_it_was_typed_on(desk: Desk) -> None:
    await press(desk.boss, NEW, NEW, do="save", **FORM)
    at = f"{LIST}/{(await desk.box()).id}/login"
    servers = {name: str(given) for name, given in FORM.items() if "." in name} | {"smtp.port": "many"}
    page = await press(desk.boss, f"{at}?auth=password", at, do="save", **servers)
    assert page.status_code == 422
    assert "no whole number" in page.text


async def test_copies_that_fail_are_shown_when_they_have_failed_for_long(desk: Desk) -> None:
    await press(desk.boss, NEW, NEW, do="save", **FORM)
    now = desk.office.house.clock.now()
    for minutes, shown in ((29, False), (31, True)):
        since = now - timedelta(minutes=minutes)
        await desk.change(copy_problem="imap.folder: The mailbox has no Sent folder.", copy_problem_since=since)
        page = await desk.boss.get(LIST, headers=HTML)
        assert ("No copies in Sent" in page.text) is shown


async def test_a_rep_sees_and_changes_no_login_of_another(desk: Desk) -> None:
    await press(desk.boss, NEW, NEW, do="save", **FORM)
    box = await desk.box()
    async with desk.office.browser(Role.REP, "robin@yards.example") as rep:
        assert (await rep.get(f"{LIST}/{box.id}/login", headers=HTML)).status_code == 403
        answer = await press(rep, LIST, f"{LIST}/{box.id}/sign-in", auth="google")
    assert "another rep" in answer.text
