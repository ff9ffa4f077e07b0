"""The door: in by password or link, out again, and back to where one wanted to go."""

import httpx
import pytest

from api.auth import COOKIE
from api.pages.sign_in import inside
from engine.flows.sign_in import make_link, set_password
from tests.support.api import Office
from tests.support.pages import HTML, csrf_of

WORDS = "four words are enough"


async def with_password(office: Office) -> None:
    user = await office.user()
    async with office.house.database.begin() as session:
        row = await session.get_one(type(user), user.id)
        await set_password(session, row, WORDS, office.house.clock.now())


async def test_a_password_lets_in_and_leads_to_the_page_wanted(office: Office, stranger: httpx.AsyncClient) -> None:
    await with_password(office)
    form = {"email": "Admin@example.com ", "password": WORDS, "next": "/campaigns"}
    answer = await stranger.post("/sign-in", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/campaigns")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(COOKIE)
    assert "HttpOnly" in cookie
    assert (await stranger.get("/campaigns", headers=HTML)).status_code == 200


async def test_a_wrong_password_keeps_the_address_and_says_what_to_do(
    office: Office, stranger: httpx.AsyncClient
) -> None:
    await with_password(office)
    answer = await stranger.post("/sign-in", data={"email": "admin@example.com", "password": "wrong"})
    assert answer.status_code == 403
    assert 'value="admin@example.com"' in answer.text
    assert "one-time link" in answer.text
    assert "wrong" not in answer.text


async def test_looking_at_a_link_does_not_use_it_up(office: Office, stranger: httpx.AsyncClient) -> None:
    user = await office.user()
    async with office.house.database.begin() as session:
        token = await make_link(session, user, office.house.clock.now())
    for _ in range(2):
        assert (await stranger.get(f"/sign-in/{token}", headers=HTML)).status_code == 200
    answer = await stranger.post(f"/sign-in/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    today = await stranger.get("/", headers=HTML)
    assert "set a password to come back with" in today.text
    assert 'href="/settings/me"' in today.text
    again = await stranger.post(f"/sign-in/{token}")
    assert again.status_code == 403
    assert "used before" in again.text


async def test_signing_out_ends_the_session_on_the_server(admin: httpx.AsyncClient) -> None:
    token = csrf_of((await admin.get("/", headers=HTML)).text)
    cookie = admin.cookies[COOKIE]
    answer = await admin.post("/sign-out", data={"csrf": token})
    assert answer.headers["location"] == "/sign-in"
    admin.cookies.set(COOKIE, cookie)
    assert (await admin.get("/", headers=HTML)).status_code == 303


async def test_a_sign_in_from_another_site_is_refused(office: Office, stranger: httpx.AsyncClient) -> None:
    await with_password(office)
    form = {"email": "admin@example.com", "password": WORDS}
    answer = await stranger.post("/sign-in", data=form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/campaigns?x=1", "/campaigns?x=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\nb", "/"),
        ("/sign-in", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_elsewhere(wanted: str, led_to: str) -> None:
    assert inside(wanted) == led_to


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/token"])
async def test_the_door_has_a_head(stranger: httpx.AsyncClient, path: str) -> None:
    answer = await stranger.head(path, headers=HTML)
    assert (answer.status_code, answer.content) == (200, b"")
