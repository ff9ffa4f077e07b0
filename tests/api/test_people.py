"""Accounts, contacts, suppressions, and why somebody gets no mail."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from engine.store.tables import Account, ImportBatch
from tests.support.things import contact, launched, post

JSON = {"Content-Type": "application/json"}


async def test_a_contact_makes_its_account_from_its_domain(admin):
    made = await post(
        admin, "/contacts", email="Alex.Sample@mail.acme.test", source="research", account={"vertical": "logistics"}
    )
    assert (made["new"], made["contact"]["email"], made["contact"]["name"]) == (
        True,
        "alex.sample@mail.acme.test",
        "Alex Sample",
    )
    account = (await admin.get(f"/api/v1/accounts/{made['account_id']}")).json()
    assert (account["domains"], account["vertical"], account["bin"]) == (["acme.test"], "logistics", "cold")
    assert [row["email"] for row in account["contacts"]] == ["alex.sample@mail.acme.test"]
    assert {entry["what"] for entry in account["timeline"]} == {"account.admitted", "contact.admitted"}
    assert {entry["by"] for entry in account["timeline"]} == {"admin@example.com"}


async def test_a_known_contact_is_found_and_its_empty_fields_filled(admin):
    first = await contact(admin, title="COO")
    again = await post(admin, "/contacts", 200, email="ALEX@acme.test", source="list", title="CEO", phone="123")
    assert (again["new"], again["contact"]["id"]) == (False, first["id"])
    assert (again["contact"]["title"], again["contact"]["phone"]) == ("COO", "123")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "alex at acme"}, "email"),
        ({"email": "alex@acme.test\nBcc: x@example.com"}, "email"),
        ({"email": "alex@gmail.com"}, "account.name"),
        ({"source": "  "}, "source"),
        ({"time_zone": "Europe/Nowhere"}, "time_zone"),
        ({"account": {"time_zone": "Nowhere"}}, "account.time_zone"),
        ({"account": {"country": "ZZ"}}, "account.country"),
        ({"account": {"owner_id": 77}}, "account.owner_id"),
        ({"account": {"colour": "red"}}, "account.colour"),
        ({"custom": {"a": "x\x00y"}}, "custom"),
        ({"custom": {"a": ["\ud800"]}}, "custom"),
        ({"custom": {"a": float("nan")}}, "custom"),
        ({"level": -1}, "level"),
        ({"language": "German"}, "language"),
    ],
)
async def test_a_wrong_contact_is_refused_by_name(admin, change, field):
    body = {"email": "alex@acme.test", "source": "research", **change}
    answer = await admin.post("/api/v1/contacts", content=json.dumps(body), headers=JSON)
    assert answer.status_code == 422, answer.text
    assert answer.json()["field"] == field


async def test_a_language_is_kept_in_one_spelling_and_another_word_refused(admin):
    """By it the words are chosen that go out."""
    made = await contact(admin, language="de-AT")
    assert made["language"] == "de"
    path = f"/contacts/{made['id']}"
    refused = (await admin.patch(f"/api/v1{path}", json={"language": "Klingon"})).json()
    assert (refused["field"], refused["problem"]) == ("language", "'Klingon' is no language.")
    assert "two letters" in refused["remedy"]
    assert (await admin.patch(f"/api/v1{path}", json={"language": "FR"})).json()["language"] == "fr"
    assert (await admin.patch(f"/api/v1{path}", json={"language": ""})).json()["language"] == ""
    rows = [{"email": "one@acme.test", "language": "pt_BR"}, {"email": "two@acme.test", "language": "english"}]
    judged = (await post(admin, "/contacts/batch", 200, source="list", rows=rows))["rows"]
    assert [row["field"] for row in judged] == ["", "language"]


async def test_an_account_that_is_not_there(admin):
    body = {"email": "alex@acme.test", "source": "research", "account_id": 5}
    assert (await admin.post("/api/v1/contacts", json=body)).status_code == 404


async def test_an_import_judges_each_row_on_its_own(admin):
    await contact(admin, "known@acme.test")
    rows = [
        {"email": "one@acme.test", "title": "COO"},
        {"email": "no address"},
        {"email": "known@acme.test"},
        {"email": "two@acme.test", "nonsense": 1},
        {"email": "three@other.test", "custom": {"plan": "pro"}},
        {"email": "x@gmail.com"},
        {"email": "four@acme.test", "account": {"owner_id": 999}},
        {"email": "five@acme.test", "account": None},
    ]
    answer = await post(admin, "/contacts/batch", 200, source="trade fair", rows=rows)
    assert (answer["new"], answer["known"], answer["refused"]) == (2, 1, 5)
    assert [row["field"] for row in answer["rows"]] == [
        "",
        "email",
        "",
        "nonsense",
        "",
        "account.name",
        "account.owner_id",
        "account",
    ]
    assert (answer["rows"][-1]["problem"], answer["rows"][-1]["remedy"]) == ("is no object.", "Expected: an object.")
    found = (await admin.get("/api/v1/contacts", params={"batch": answer["batch_id"]})).json()
    assert [row["email"] for row in found["items"]] == ["one@acme.test", "three@other.test"]
    batches = (await admin.get("/api/v1/import-batches")).json()["items"]
    assert [(row["source"], row["supplied_by"]) for row in batches] == [("trade fair", "admin@example.com")]


async def test_an_import_of_nobody_new_leaves_no_batch(admin):
    answer = await post(admin, "/contacts/batch", 200, source="x", rows=[{"email": "nobody"}])
    assert answer["batch_id"] is None
    assert (await admin.get("/api/v1/import-batches")).json()["total"] == 0


async def test_an_import_has_a_limit(admin):
    rows = [{"email": f"x{number}@acme.test"} for number in range(1001)]
    answer = await admin.post("/api/v1/contacts/batch", json={"source": "x", "rows": rows})
    assert (answer.status_code, answer.json()["field"]) == (422, "rows")


async def test_contacts_are_found_by_part_of_address_name_or_title(admin):
    await contact(admin, "alex@acme.test", name="Alex Sample", title="Head of 100% growth")
    await contact(admin, "kim@other.test", name="Kim Lee")
    for q, emails in (
        ("acme", ["alex@acme.test"]),
        ("LEE", ["kim@other.test"]),
        ("100%", ["alex@acme.test"]),
        ("_", []),
    ):
        found = (await admin.get("/api/v1/contacts", params={"q": q})).json()
        assert [row["email"] for row in found["items"]] == emails, q
    assert (await admin.get("/api/v1/contacts", params={"q": "a\x00"})).status_code == 422


async def test_pages_add_up(admin):
    for name in "abcde":
        await contact(admin, f"{name}@acme.test")
    pages = [(await admin.get("/api/v1/contacts", params={"limit": 2, "offset": at})).json() for at in (0, 2, 4)]
    assert [row["email"][0] for page in pages for row in page["items"]] == list("abcde")
    assert {page["total"] for page in pages} == {5}


@pytest.mark.parametrize("filler", ["n/a", "-", "https://www.linkedin.com/company/acme"])
async def test_companies_are_not_joined_by_what_a_list_has_in_place_of_a_domain(admin, filler):
    rows = [
        {"email": f"ann@{name}.example", "account": {"name": name, "domain": filler}} for name in ("alder", "birch")
    ]
    made = await post(admin, "/contacts/batch", 200, source="list", rows=rows)
    assert [row["field"] for row in made["rows"]] == ["account.domain", "account.domain"]
    assert (await admin.get("/api/v1/accounts")).json()["total"] == 0


async def test_companies_are_not_joined_by_what_a_list_has_in_place_of_a_name(admin):
    for filler, people in (("n/a", "alder birch"), ("Unknown", "cedar"), ("-", "dogwood")):
        for name in people.split():
            await contact(admin, f"ann@{name}.example", account={"name": filler})
    accounts = (await admin.get("/api/v1/accounts")).json()["items"]
    assert {row["name"]: row["domains"] for row in accounts} == {
        name.title(): [f"{name}.example"] for name in ("alder", "birch", "cedar", "dogwood")
    }
    refused = await post(admin, "/contacts", 422, email="kim@gmail.com", source="list", account={"name": "N/A"})
    assert refused["field"] == "account.name"


async def test_a_website_is_as_good_as_a_domain(admin):
    first = await contact(admin, "ann@mail.example", account={"domain": "https://www.alder.example/en"})
    shown = (await admin.get(f"/api/v1/accounts/{first['account_id']}")).json()
    assert shown["domains"] == ["alder.example"]
    assert (await contact(admin, "bo@alder.example"))["account_id"] == first["account_id"]


async def test_an_account_is_known_by_name_and_by_domain(admin):
    first = await post(admin, "/accounts", name="Acme Corp", domain="acme.test")
    assert (await post(admin, "/accounts", 200, name="ACME Corporation"))["id"] == first["id"]
    assert (await post(admin, "/accounts", 200, domain="www.acme.test"))["id"] == first["id"]
    found = (await admin.get("/api/v1/accounts", params={"q": "acme.t"})).json()
    assert [row["name"] for row in found["items"]] == ["Acme Corp"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "name"),
        ({"name": "n/a"}, "name"),
        ({"domain": "no domain"}, "domain"),
        ({"name": "A", "country": "XX"}, "country"),
    ],
)
async def test_a_wrong_account_is_refused_by_name(admin, change, field):
    answer = await admin.post("/api/v1/accounts", json=change)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


async def test_a_domain_belongs_to_one_account(admin):
    first = await post(admin, "/accounts", name="Acme", domain="acme.test")
    other = await post(admin, "/accounts", name="Other", domain="other.test")
    answer = await admin.patch(f"/api/v1/accounts/{first['id']}", json={"domains": ["acme.test", "acme.example"]})
    assert answer.json()["domains"] == ["acme.example", "acme.test"]
    answer = await admin.patch(f"/api/v1/accounts/{other['id']}", json={"domains": ["acme.test"]})
    assert (answer.status_code, answer.json()["field"]) == (409, "domains")


async def test_custom_fields_are_merged_and_null_removes_one(admin):
    account = await post(admin, "/accounts", name="Acme", custom={"a": 1, "b": 2})
    answer = await admin.patch(f"/api/v1/accounts/{account['id']}", json={"custom": {"b": None, "c": 3}})
    assert answer.json()["custom"] == {"a": 1, "c": 3}


async def test_an_account_moves_between_bins_by_the_rules(admin):
    account = await post(admin, "/accounts", name="Acme")
    path = f"/accounts/{account['id']}/bin"
    moved = await post(admin, path, 200, bin="current_client", why="signed")
    assert (moved["bin"], moved["bin_by"], moved["bin_why"]) == ("current_client", "admin@example.com", "signed")
    refused = await post(admin, path, 409, bin="cold")
    assert refused["field"] == "bin"
    assert "check_back" in refused["remedy"]


async def test_a_release_lets_the_others_be_written_to(admin, office):
    account = await post(admin, "/accounts", name="Acme")
    async with office.house.database.begin() as session:
        (await session.get(Account, account["id"])).responded_at = office.house.clock.now()
    waiting = (await admin.get("/api/v1/accounts", params={"waiting": True})).json()
    assert waiting["total"] == 1
    released = await post(admin, f"/accounts/{account['id']}/release", 200, why="about something else")
    assert released["responded_at"] is None


async def test_a_contact_moves_to_a_new_address(admin):
    made = await contact(admin)
    await contact(admin, "kim@acme.test")
    changed = await admin.patch(f"/api/v1/contacts/{made['id']}", json={"email": "Alex@New.test", "title": "CEO"})
    assert (changed.json()["email"], changed.json()["title"]) == ("alex@new.test", "CEO")
    answer = await admin.patch(f"/api/v1/contacts/{made['id']}", json={"email": "kim@acme.test"})
    assert (answer.status_code, answer.json()["field"]) == (409, "email")


async def test_a_state_set_by_hand_ends_the_enrollment(admin):
    await launched(admin)
    who = (await admin.get("/api/v1/contacts")).json()["items"][0]
    answer = await admin.patch(f"/api/v1/contacts/{who['id']}", json={"state": "left"})
    assert answer.json()["state"] == "left"
    line = (await admin.get(f"/api/v1/contacts/{who['id']}/ledger")).json()["items"][0]
    assert line["reason"] == "stopped"
    answer = await admin.patch(f"/api/v1/contacts/{who['id']}", json={"state": "suppressed"})
    assert (answer.status_code, answer.json()["field"]) == (422, "state")


async def test_a_suppression_stops_everything_at_once_and_says_why(admin):
    await launched(admin)
    await post(admin, "/suppressions", address="ALEX@acme.test", reason="asked by phone")
    await post(admin, "/suppressions", 200, address="alex@acme.test", reason="asked by phone")
    why = (await admin.get("/api/v1/why", params={"address": "alex@acme.test"})).json()
    assert why["statements"][0] == "alex@acme.test is suppressed since 2026-03-03: asked by phone"
    assert why["lines"][0]["reason"] == "stopped"


async def test_a_domain_can_be_suppressed_but_not_that_of_a_mail_provider(admin):
    made = await contact(admin)
    await post(admin, "/suppressions", domain="@Acme.test")
    await post(admin, "/suppressions", 200, domain="acme.test")
    assert (await admin.get(f"/api/v1/contacts/{made['id']}")).json()["state"] == "suppressed"
    umlaut = await post(admin, "/suppressions", domain=" @MÜNCHEN.test ")
    assert umlaut["domain"] == "xn--mnchen-3ya.test", "as it stands in addresses"
    refused = await post(admin, "/suppressions", 422, domain="gmail.com")
    assert refused["field"] == "domain"
    assert (await post(admin, "/suppressions", 422, domain="a.test", address="a@a.test"))["field"] == "address"
    found = (await admin.get("/api/v1/suppressions", params={"q": "ACME"})).json()
    assert found["total"] == 1


async def test_what_a_recipient_asked_for_is_lifted_by_an_administrator_only_and_with_a_reason(admin, office):
    made = await contact(admin)
    one = await post(admin, "/suppressions", address="alex@acme.test", reason="unsubscribe")
    two = await post(admin, "/suppressions", address="kim@acme.test")
    async with office.browser(Role.MANAGER) as manager, office.browser(Role.REP) as rep:
        assert (await rep.delete(f"/api/v1/suppressions/{two['id']}?why=x")).status_code == 403
        assert (await manager.delete(f"/api/v1/suppressions/{two['id']}?why=x")).status_code == 204
        assert (await manager.delete(f"/api/v1/suppressions/{one['id']}?why=x")).status_code == 403
    refused = await admin.delete(f"/api/v1/suppressions/{one['id']}")
    assert (refused.status_code, refused.json()["field"]) == (422, "why")
    assert (await admin.delete(f"/api/v1/suppressions/{one['id']}?why=asked+again")).status_code == 204
    assert (await admin.get(f"/api/v1/contacts/{made['id']}")).json()["state"] == "active"


@pytest.mark.parametrize(
    ("address", "statement"),
    [
        ("nobody@acme.test", "this address is not among the contacts"),
        ("alex@acme.test", "not enrolled in any campaign"),
    ],
)
async def test_why_has_an_answer_for_everybody(admin, address, statement):
    await contact(admin)
    assert (await admin.get("/api/v1/why", params={"address": address})).json()["statements"] == [statement]


async def test_why_names_the_campaign_and_what_it_waits_for(admin, office):
    await launched(admin)
    office.house.clock.at += timedelta(hours=4)
    why = (await admin.get("/api/v1/why", params={"address": "alex@acme.test"})).json()
    assert why["lines"][0]["reason"] == "window"
    assert why["statements"][0].startswith("campaign 'Spring', step 1: window")
    (line,) = why["lines"]
    assert (line["remedy"], bool(line["until"])) == ("Time: mails leave when the recipient's hours open.", True)
    assert line["since"] <= office.house.clock.at.isoformat().replace("+00:00", "Z")


async def test_a_key_writes_under_its_own_name(office, admin):
    async with office.key(Scope.CONTACTS, Scope.READ) as key:
        made = await contact(key)
        entries = (await key.get(f"/api/v1/contacts/{made['id']}/timeline")).json()["items"]
        assert [entry["by"] for entry in entries] == ["admin@example.com (key test)"]
        assert (await key.post("/api/v1/templates", json={})).status_code == 403


async def test_a_paused_import_goes_on_when_somebody_vouches_for_it(admin, office):
    answer = await post(admin, "/contacts/batch", 200, source="x", rows=[{"email": "one@acme.test"}])
    path = f"/import-batches/{answer['batch_id']}/resume"
    await post(admin, path, 409)
    async with office.house.database.begin() as session:
        batch = (await session.scalars(select(ImportBatch))).one()
        batch.paused_at, batch.paused_why = office.house.clock.now(), "too many bounces"
    assert (await post(admin, path, 200))["paused_at"] is None


async def test_a_row_that_cannot_be_stored_keeps_no_other_row_out(admin):
    rows = [
        {"email": "one@acme.test", "name": "A\x00B"},
        {"email": "two@acme.test", "\ud800": 1},
        {"email": "three@acme.test", "custom": {"a": ["\ud800"]}},
        {"email": "four@acme.test", "custom": nested(500)},
        {"email": "five@acme.test", "account": {"name": "x\x00"}},
        {"email": "six@acme.test"},
    ]
    body = json.dumps({"source": "x", "rows": rows})
    answer = await admin.post("/api/v1/contacts/batch", content=body, headers=JSON)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert [row["field"] for row in shown["rows"]] == ["name", "", "custom", "custom", "account", ""]
    assert all(row["problem"] for row in shown["rows"][:5])
    assert (shown["new"], shown["refused"]) == (1, 5)


def nested(depth):
    value = {}
    for number in range(depth):
        value = {"a": value} if number % 2 else {"a": [value]}
    return value


@pytest.mark.parametrize("depth", [15, 200, 500])
async def test_a_custom_field_is_no_well(admin, depth):
    body = {"email": "alex@acme.test", "source": "x", "custom": nested(depth)}
    answer = await admin.post("/api/v1/contacts", json=body)
    assert (answer.status_code, answer.json()["field"]) == (422, "custom")
    assert "nested" in answer.json()["problem"]


async def test_a_few_levels_in_a_custom_field_are_kept(admin):
    made = await contact(admin, custom=nested(6))
    assert made["custom"] == nested(6)
