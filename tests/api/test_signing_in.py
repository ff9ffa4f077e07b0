"""Who gets in, and how long."""

from datetime import timedelta

import pytest

from api.auth import COOKIE, CSRF_HEADER
from engine.flows.keys import Scope
from engine.rules.vocabulary import Role

PASSWORD = "four words are enough"


async def with_password(office, email="admin@example.com"):
    async with office.browser(email=email) as client:
        answer = await client.post("/api/v1/me/password", json={"password": PASSWORD})
        assert answer.status_code == 204, answer.text


async def test_nobody_is_told_anything_without_signing_in(stranger):
    answer = await stranger.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.json()["error"] == "unauthenticated"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_password_lets_its_owner_in(office, stranger):
    await with_password(office)
    answer = await stranger.post("/api/v1/sign-in", json={"email": "Admin@Example.com ", "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie, "the public URL of the test is http"
    assert (await stranger.get("/api/v1/me")).json()["email"] == "admin@example.com"


@pytest.mark.parametrize("email", ["admin@example.com", "nobody@example.com"])
async def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(office, stranger, email):
    await with_password(office)
    answer = await stranger.post("/api/v1/sign-in", json={"email": email, "password": "something else entirely"})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "field", "problem", "remedy"}
    assert answer.json()["problem"] == "address and password do not fit."


async def test_somebody_without_a_password_cannot_use_an_empty_one(office, stranger):
    await office.user(Role.REP)
    answer = await stranger.post("/api/v1/sign-in", json={"email": "rep@example.com", "password": ""})
    assert answer.status_code == 401


async def test_guessing_is_stopped_even_for_the_right_password_and_goes_on_after_a_while(office, stranger):
    await with_password(office)
    for _ in range(10):
        await stranger.post("/api/v1/sign-in", json={"email": "admin@example.com", "password": "x"})
    good = {"email": "admin@example.com", "password": PASSWORD}
    assert (await stranger.post("/api/v1/sign-in", json=good)).status_code == 429
    office.house.clock.at += timedelta(minutes=16)
    assert (await stranger.post("/api/v1/sign-in", json=good)).status_code == 200


async def test_a_link_lets_in_once(office, stranger):
    async with office.browser() as admin:
        made = await admin.post("/api/v1/users/1/sign-in-link")
        assert made.status_code == 201, made.text
        token = made.json()["token"]
    assert (await stranger.post("/api/v1/sign-in/link", json={"token": token})).status_code == 200
    assert (await stranger.post("/api/v1/sign-in/link", json={"token": token})).status_code == 403


async def test_a_link_expires(office, stranger):
    async with office.browser() as admin:
        token = (await admin.post("/api/v1/users/1/sign-in-link", json={"hours": 2})).json()["token"]
    office.house.clock.at += timedelta(hours=2, seconds=1)
    assert (await stranger.post("/api/v1/sign-in/link", json={"token": token})).status_code == 403


async def test_a_browser_must_sign_in_again_after_two_weeks(office):
    async with office.browser() as client:
        assert (await client.get("/api/v1/me")).status_code == 200
        office.house.clock.at += timedelta(days=14)
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_signing_out_ends_the_session_on_the_server(office):
    async with office.browser() as client, office.stranger() as thief:
        thief.cookies.set(COOKIE, client.cookies[COOKIE], domain="offhours.test")
        assert (await thief.get("/api/v1/me")).status_code == 200
        assert (await client.post("/api/v1/sign-out")).status_code == 204
        assert (await thief.get("/api/v1/me")).status_code == 401


async def test_a_new_password_signs_all_other_browsers_out(office):
    async with office.browser() as one, office.browser() as other:
        await one.post("/api/v1/me/password", json={"password": PASSWORD})
        assert (await one.get("/api/v1/me")).status_code == 200
        assert (await other.get("/api/v1/me")).status_code == 401


async def test_a_short_password_is_refused_by_name(admin):
    answer = await admin.post("/api/v1/me/password", json={"password": "short"})
    assert answer.status_code == 422
    assert answer.json()["field"] == "password"


async def test_a_change_without_the_token_is_refused(admin):
    del admin.headers[CSRF_HEADER]
    answer = await admin.post("/api/v1/sign-out")
    assert answer.status_code == 403
    assert answer.json()["field"] == "csrf"


async def test_the_token_may_come_as_a_form_field(admin):
    csrf = admin.headers.pop(CSRF_HEADER)
    assert (await admin.post("/api/v1/sign-out", data={"csrf": "wrong"})).status_code == 403
    assert (await admin.post("/api/v1/sign-out", data={"csrf": csrf})).status_code == 204


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
async def test_a_change_asked_for_by_another_site_is_refused(admin, headers):
    answer = await admin.post("/api/v1/sign-out", headers=headers)
    assert answer.status_code == 403
    assert answer.json()["field"] == "origin"


@pytest.mark.parametrize("headers", [{"Origin": "http://offhours.test"}, {"Sec-Fetch-Site": "same-origin"}])
async def test_our_own_pages_may_ask_for_changes(admin, headers):
    assert (await admin.post("/api/v1/sign-out", headers=headers)).status_code == 204


async def test_a_key_needs_no_token_and_has_only_its_scopes(office):
    async with office.key(Scope.READ) as client:
        me = (await client.get("/api/v1/me")).json()
        assert (me["how"], me["scopes"], me["csrf"]) == ("key", ["read"], "")
        assert (await client.get("/api/v1/workspace")).status_code == 200
        answer = await client.patch("/api/v1/workspace", json={"legal_name": "Example Ltd"})
        assert answer.status_code == 403
        assert answer.json()["field"] == "scope"


async def test_a_key_without_read_cannot_read(office):
    async with office.key(Scope.CONTACTS) as client:
        assert (await client.get("/api/v1/workspace")).status_code == 403


@pytest.mark.parametrize("value", ["Bearer oh_00000000_nothing", "Bearer", "Basic YTpi", "Bearer \udcff"])
async def test_an_unknown_key_is_refused(stranger, value):
    answer = await stranger.get("/api/v1/me", headers={"Authorization": value.encode("utf-8", "surrogateescape")})
    assert answer.status_code == 401


async def test_a_bad_key_is_not_saved_by_a_good_cookie(admin):
    assert (await admin.get("/api/v1/me", headers={"Authorization": "Bearer oh_x_y"})).status_code == 401


async def test_an_inactive_user_is_out_at_once(office, admin):
    user = await office.user(Role.REP)
    async with office.browser(Role.REP) as rep, office.key(Scope.READ, role=Role.REP) as key:
        assert (await admin.patch(f"/api/v1/users/{user.id}", json={"active": False})).status_code == 200
        assert (await rep.get("/api/v1/me")).status_code == 401
        assert (await key.get("/api/v1/me")).status_code == 401
