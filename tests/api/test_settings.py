"""The workspace, users and keys."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from engine.store.tables import Activity, Workspace
from tests.support.api import Office


async def test_the_workspace_shows_the_methods_defaults(admin):
    shown = (await admin.get("/api/v1/workspace")).json()
    assert shown["window"]["days"] == [1, 2, 3, 6]
    assert shown["policies"]["answer_hours"] == 24


async def test_a_change_keeps_what_it_does_not_name(admin, office):
    await admin.patch("/api/v1/workspace", json={"legal_name": "Example Ltd", "policies": {"answer_hours": 8}})
    answer = await admin.patch("/api/v1/workspace", json={"country": "uk", "policies": {"away_days": 3}})
    shown = answer.json()
    assert (shown["legal_name"], shown["country"]) == ("Example Ltd", "GB")
    assert (shown["policies"]["answer_hours"], shown["policies"]["away_days"]) == (8, 3)
    assert office.house.bell.rings == ["send", "send"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"country": "Germany"}, "country"),
        ({"window": {"days": []}}, "window.days"),
        ({"window": {"lunch": True}}, "window.lunch"),
        ({"window": {"opens": "07:00", "closes": "07:00"}}, "window.closes"),
        ({"policies": {"days_per_week": 0}}, "policies.days_per_week"),
        ({"policies": {"first_week": 10_000}}, "policies.first_week"),
        ({"policies": {"account_gap_minutes": -1}}, "policies.account_gap_minutes"),
        ({"policies": {"complaint_stop_share": 3}}, "policies.complaint_stop_share"),
        ({"policies": {"answer_hours": 0}}, "policies.answer_hours"),
        ({"policies": {"answer_hours": "24"}}, "policies.answer_hours"),
        ({"policies": {"nonsense": 1}}, "policies.nonsense"),
        ({"legal_name": "a\x00b"}, "legal_name"),
        ({"legal_name": 5}, "legal_name"),
        ({"legal_name": "Example\x1b[31m Ltd"}, "legal_name"),
        ({"legal_name": "Example\nBcc: x@example.com"}, "legal_name"),
        ({"postal_address": "1 Sample Street\x07, London"}, "postal_address"),
        ({"postal_address": "Ely"}, "postal_address"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
async def test_a_wrong_setting_is_refused_by_name(admin, change, field):
    answer = await admin.patch("/api/v1/workspace", json=change)
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"] == field


async def test_a_postal_address_has_lines_and_may_be_taken_back(admin):
    for sent, kept in (("1 Sample Street\r\nLondon", "1 Sample Street\nLondon"), ("", "")):
        answer = await admin.patch("/api/v1/workspace", json={"postal_address": sent})
        assert (answer.status_code, answer.json()["postal_address"]) == (200, kept)


@pytest.mark.parametrize("name", ["Kim\r\nBcc: x@example.com", "Kim\x00", "Kim\x1b[2J", "Kim\u2028Lee"])
async def test_a_users_name_is_one_line(admin, name):
    joining = await admin.post("/api/v1/users", json={"email": "kim@example.com", "name": name})
    changing = await admin.patch("/api/v1/users/1", json={"name": name})
    for answer in (joining, changing):
        assert (answer.status_code, answer.json()["field"]) == (422, "name")


@pytest.mark.parametrize("body", [b"{", b"[]", b"", b"\xff"])
async def test_what_is_no_json_object_is_refused(admin, body):
    answer = await admin.patch("/api/v1/workspace", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["error"] == "invalid"


async def test_a_manager_changes_the_window_but_not_the_policies(office):
    async with office.browser(Role.MANAGER) as manager:
        assert (await manager.patch("/api/v1/workspace", json={"window": {"days": [0]}})).status_code == 200
        answer = await manager.patch("/api/v1/workspace", json={"policies": {"answer_hours": 2}})
        assert (answer.status_code, answer.json()["field"]) == (403, "policies")


async def test_a_rep_changes_no_settings(rep):
    assert (await rep.patch("/api/v1/workspace", json={"legal_name": "x"})).status_code == 403
    assert (await rep.post("/api/v1/users", json={"email": "x@example.com"})).status_code == 403
    assert (await rep.get("/api/v1/api-keys")).status_code == 403


async def test_a_user_joins_and_signs_in_with_a_link(admin, office):
    made = (await admin.post("/api/v1/users", json={"email": "Kim.Lee@example.com", "role": "manager"})).json()
    assert (made["email"], made["name"], made["has_password"]) == ("kim.lee@example.com", "Kim Lee", False)
    link = (await admin.post(f"/api/v1/users/{made['id']}/sign-in-link")).json()
    assert link["url"].endswith(f"/sign-in/{link['token']}")
    async with office.stranger() as browser:
        assert (await browser.post("/api/v1/sign-in/link", json={"token": link["token"]})).json()["role"] == "manager"


async def test_nobody_joins_twice(admin):
    await admin.post("/api/v1/users", json={"email": "kim@example.com"})
    answer = await admin.post("/api/v1/users", json={"email": "KIM@example.com"})
    assert (answer.status_code, answer.json()["field"]) == (409, "email")


@pytest.mark.parametrize("cap", [0, 101, 500, -1])
async def test_a_cap_that_the_method_does_not_know_is_refused_for_a_user_too(admin, cap):
    new = await admin.post("/api/v1/users", json={"email": "kim@example.com", "daily_cap": cap})
    me = (await admin.get("/api/v1/me")).json()["user_id"]
    known = await admin.patch(f"/api/v1/users/{me}", json={"daily_cap": cap})
    for refused in (new, known):
        assert (refused.status_code, refused.json()["field"]) == (422, "daily_cap")


@pytest.mark.parametrize("change", [{"role": "rep"}, {"active": False}])
async def test_the_last_administrator_stays_one(admin, change):
    me = (await admin.get("/api/v1/me")).json()["user_id"]
    answer = await admin.patch(f"/api/v1/users/{me}", json=change)
    assert answer.status_code == 409
    assert (await admin.get("/api/v1/me")).json()["role"] == "admin"


async def test_a_key_is_shown_once_and_can_be_revoked(admin, office):
    made = (await admin.post("/api/v1/api-keys", json={"name": "CRM", "scopes": ["read"]})).json()
    assert made["secret"].startswith(f"oh_{made['prefix']}_")
    assert "secret" not in (await admin.get("/api/v1/api-keys")).text
    async with office.stranger() as crm:
        crm.headers["Authorization"] = f"Bearer {made['secret']}"
        assert (await crm.get("/api/v1/me")).status_code == 200
        assert (await admin.get("/api/v1/api-keys")).json()["items"][0]["last_used_at"] is not None
        assert (await admin.delete(f"/api/v1/api-keys/{made['id']}")).json()["revoked_at"] is not None
        assert (await crm.get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize(
    "body", [{"name": "x", "scopes": []}, {"name": "", "scopes": ["read"]}, {"name": "x", "scopes": ["root"]}]
)
async def test_a_key_needs_a_name_and_known_scopes(admin, body):
    assert (await admin.post("/api/v1/api-keys", json=body)).status_code == 422


async def test_the_key_of_a_rep_does_not_reach_beyond_the_rep(office):
    async with office.key(*Scope, role=Role.REP) as key:
        assert (await key.get("/api/v1/api-keys")).status_code == 403


async def test_the_lamps_and_the_documentation_need_no_sign_in(stranger):
    assert (await stranger.get("/healthz")).json() == {"status": "alive"}
    assert (await stranger.get("/readyz")).json() == {"status": "ready"}
    assert [(await stranger.head(at)).status_code for at in ("/healthz", "/readyz")] == [200, 200]
    described = (await stranger.get("/api/openapi.json")).json()
    assert "/api/v1/workspace" in described["paths"]


async def test_every_endpoint_says_what_it_does(stranger):
    described = (await stranger.get("/api/openapi.json")).json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), f"{method} {path}"
            assert operation.get("tags"), f"{method} {path}"


async def test_the_description_says_how_a_program_signs_in_and_what_it_is_answered(stranger):
    described = (await stranger.get("/api/openapi.json")).json()
    assert described["components"]["securitySchemes"]["API key"]["scheme"] == "bearer"
    open_doors = {
        path
        for path, methods in described["paths"].items()
        for operation in methods.values()
        if not operation.get("security")
    }
    assert open_doors == {"/api/v1/sign-in", "/api/v1/sign-in/link", "/o/{token}"}
    for path in ("contacts", "accounts", "suppressions"):
        answers = described["paths"][f"/api/v1/{path}"]["post"]["responses"]
        assert answers["200"]["content"] == answers["201"]["content"]
    refused = await stranger.get("/api/v1/me")
    said = described["paths"]["/api/v1/me"]["get"]["responses"]["401"]["content"]
    assert [refused.headers["content-type"]] == list(said)


async def test_who_made_a_link_to_sign_in_with_stands_in_the_log(admin, office):
    await office.user(Role.REP)
    assert (await admin.post("/api/v1/users/2/sign-in-link")).status_code == 201
    async with office.house.database.begin() as session:
        made = (await session.scalars(select(Activity).where(col(Activity.what) == "user.link_made"))).all()
        assert [(one.why, one.by) for one in made][-1] == ("rep@example.com", "admin@example.com")
    assert (await admin.patch("/api/v1/users/2", json={"active": False})).status_code == 200
    refused = await admin.post("/api/v1/users/2/sign-in-link")
    assert (refused.status_code, refused.json()["field"]) == (409, "user")


async def test_every_list_is_bounded(stranger, admin):
    described = (await stranger.get("/api/openapi.json")).json()
    for path, methods in described["paths"].items():
        names = {parameter["name"] for parameter in methods.get("get", {}).get("parameters", [])}
        if "limit" in names and "{" not in path:
            answer = await admin.get(path, params={"limit": 201})
            assert (answer.status_code, answer.json()["field"]) == (422, "limit"), path
            answer = await admin.get(path, params={"limit": 200, "offset": 5})
            assert answer.status_code == 200, f"{path}: {answer.text}"


async def test_an_unknown_path_is_a_problem_too(admin):
    answer = await admin.get("/api/v1/nonsense")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert (await admin.put("/api/v1/workspace")).json()["error"] == "method"


@pytest.mark.parametrize(
    ("path", "body", "field", "words"),
    [
        ("workspace", {"legal_nam": "x"}, "legal_nam", ["Did you mean legal_name?"]),
        ("workspace", {"zzz": 1}, "zzz", ["Leave it out", "postal_address"]),
        ("workspace", {"legal_name": 5}, "legal_name", ["a text of at most 200 characters", "Example Ltd"]),
        ("api-keys", {"name": "x"}, "scopes", ["a list of at most 5 entries", "contacts:write"]),
        ("api-keys", {"name": "x", "scopes": ["all"]}, "scopes.0", ["one of read, contacts:write"]),
        ("api-keys", {"name": "x", "scopes": [], "user_id": "me"}, "user_id", ["a whole number"]),
        ("users/1/sign-in-link", {"hours": 500}, "hours", ["a whole number from 1 to 168"]),
        ("contacts/batch", {"source": "x", "rows": []}, "rows", ["at least 1 and at most 1000 entries"]),
        ("contacts/batch", {"source": "x", "rows": [1]}, "rows.0", ["an object"]),
        ("mailboxes/test", {"smtp": {"host": "h", "port": 0}}, "smtp.port", ["a whole number from 1 to 65535"]),
        ("mailboxes/test", {"smtp": {"host": "h", "prt": 1, "port": 1}}, "smtp.prt", ["Did you mean port?"]),
        ("mailboxes/test", {"smtp": {"host": "h", "port": 1}}, "imap", ["an object with host, port"]),
        ("mailboxes/test", [], "", ["an object with smtp, imap"]),
    ],
)
async def test_a_refusal_says_what_is_expected(admin, path, body, field, words):
    send = admin.patch if path == "workspace" else admin.post
    refused = (await send(f"/api/v1/{path}", json=body)).json()
    assert refused["field"] == field, refused
    assert all(part in refused["remedy"] for part in words), refused


@pytest.mark.parametrize(
    ("path", "field", "words"),
    [
        ("contacts?limit=0", "limit", "a whole number from 1 to 200"),
        ("contacts?account=0", "account", "a whole number from 1 to"),
        ("contacts?state=odd", "state", "one of active, responded"),
        ("contacts/one", "contact_id", "a whole number"),
    ],
)
async def test_a_refused_parameter_says_what_is_expected(admin, path, field, words):
    refused = (await admin.get(f"/api/v1/{path}")).json()
    assert refused["field"] == field
    assert words in refused["remedy"], refused


async def test_a_field_whose_name_cannot_be_written_is_refused(admin):
    headers = {"Content-Type": "application/json"}
    answer = await admin.patch("/api/v1/workspace", content=b'{"\\ud800": 1}', headers=headers)
    assert answer.status_code == 422, answer.text


async def held(office: Office) -> None:
    async with office.house.database.begin() as session:
        row = await session.get_one(Workspace, 1)
        row.restored_at, row.restored_why = office.house.clock.now(), "its tables were made anew, from a dump"


async def test_after_a_restore_an_administrator_says_go(admin, office):
    shown = (await admin.get("/api/v1/workspace")).json()
    assert (shown["restored_at"], shown["restored_why"], shown["unread_mailboxes"]) == (None, "", [])
    assert (await admin.post("/api/v1/workspace/go", json={})).status_code == 409, "nothing is held"
    await held(office)
    shown = (await admin.get("/api/v1/workspace")).json()
    assert (bool(shown["restored_at"]), shown["restored_why"]) == (True, "its tables were made anew, from a dump")
    assert office.house.bell.rings == []
    after = await admin.post("/api/v1/workspace/go", json={})
    assert (after.status_code, after.json()["restored_at"]) == (200, None)
    assert office.house.bell.rings == ["send"]


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
async def test_nobody_else_says_go(office, role):
    await held(office)
    async with office.key(Scope.ADMIN, role=role) as client:
        assert (await client.post("/api/v1/workspace/go", json={"anyway": True})).status_code == 403
