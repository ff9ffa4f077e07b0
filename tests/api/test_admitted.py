"""What a program that posts people and companies is told of them, and in which form they are kept."""

import json

import pytest

from tests.support.things import contact, launched, post


@pytest.mark.parametrize(("written", "kept"), [("gb", "GB"), ("UK", "GB"), (" de ", "DE"), ("el", "GR"), ("", "")])
async def test_a_country_is_kept_as_iso_says_whichever_way_it_comes_in(admin, written, kept):
    made = await contact(admin, account={"country": written})
    account = f"/api/v1/accounts/{made['account_id']}"
    assert (await admin.get(account)).json()["country"] == kept
    assert (await post(admin, "/accounts", name="Other", country=written))["country"] == kept
    assert (await admin.patch(account, json={"country": written})).json()["country"] == kept
    assert (await admin.patch("/api/v1/workspace", json={"country": written})).json()["country"] == kept


@pytest.mark.parametrize("wanted", ["UK", "gb"])
async def test_a_list_finds_a_country_by_any_of_its_names(admin, wanted):
    await contact(admin, account={"country": "UK"})
    found = await post(admin, "/target-lists/preview", 200, filter={"country": [wanted]})
    assert found["count"] == 1


async def test_a_list_of_an_empty_title_is_refused(admin):
    """It is part of every title: everybody would be on it."""
    answer = await admin.post("/api/v1/target-lists/preview", json={"filter": {"title": ["COO", " "]}})
    assert (answer.status_code, answer.json()["field"]) == (422, "filter.title")


async def test_who_is_suppressed_is_told_of_also_when_they_are_known(admin):
    made = await contact(admin)
    await post(admin, "/suppressions", address=made["email"], reason="asked by phone")
    again = await post(admin, "/contacts", 200, email=made["email"], source="list")
    assert "asked by phone" in again["warning"]
    batch = await post(admin, "/contacts/batch", 200, source="list", rows=[{"email": made["email"]}])
    assert "asked by phone" in batch["rows"][0]["warning"]


async def test_whose_an_address_is_has_two_words(admin):
    refused = await admin.post(
        "/api/v1/contacts", json={"email": "a@acme.test", "source": "x", "subscriber_kind": "robot"}
    )
    told = refused.json()
    assert (refused.status_code, told["field"]) == (422, "subscriber_kind")
    assert "company, person" in told["remedy"]
    rows = [{"email": "b@acme.test", "subscriber_kind": "robot"}, {"email": "c@acme.test", "subscriber_kind": "person"}]
    batch = await post(admin, "/contacts/batch", 200, source="x", rows=rows)
    assert [row["field"] for row in batch["rows"]] == ["subscriber_kind", ""]


async def test_a_domain_at_which_anybody_has_an_address_is_no_companys(admin):
    """The next company with that website was taken for the first."""
    for body in ({"domain": "gmail.com", "name": "One"}, {"domain": "https://www.gmx.de/", "name": "Two"}):
        refused = await admin.post("/api/v1/accounts", json=body)
        assert (refused.status_code, refused.json()["field"]) == (422, "domain")
    one = await post(admin, "/accounts", name="One", domain="one.test")
    refused = await admin.patch(f"/api/v1/accounts/{one['id']}", json={"domains": ["one.test", "gmail.com"]})
    assert (refused.status_code, refused.json()["field"]) == (422, "domains")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
async def test_what_is_no_number_keeps_no_other_row_out(admin, number):
    rows = [{"email": "one@acme.test"}, {"email": "two@acme.test", "custom": {"n": "N"}}, {"email": "three@acme.test"}]
    body = json.dumps({"source": "x", "rows": rows}).replace('"N"', number)
    answer = await admin.post("/api/v1/contacts/batch", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text
    assert [row["field"] for row in answer.json()["rows"]] == ["", "custom", ""]
    body = json.dumps({"name": "L", "filter": {"account_custom": {"n": "N"}}}).replace('"N"', number)
    answer = await admin.post("/api/v1/target-lists", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["field"]) == (422, "filter")


async def test_a_contact_moves_out_of_a_duplicate_and_is_written_to_from_there(admin):
    made = await launched(admin)
    alex = await found(admin, "alex@acme.test")
    other = await post(admin, "/accounts", name="Acme (old)", domain="old.test")
    path = f"/api/v1/contacts/{alex['id']}"
    assert (await admin.patch(path, json={"account_id": other["id"]})).json()["account_id"] == other["id"]
    await post(admin, f"/accounts/{other['id']}/bin", 200, bin="duplicate")
    ledger = f"/api/v1/campaigns/{made['id']}/ledger"
    assert (await admin.get(ledger)).json()["counts"] == {"bin": 1}
    back = await admin.patch(path, json={"account_id": alex["account_id"], "title": "COO"})
    assert (back.json()["account_id"], back.json()["title"]) == (alex["account_id"], "COO")
    assert "bin" not in (await admin.get(ledger)).json()["counts"]
    entries = (await admin.get(f"{path}/timeline")).json()["items"]
    assert "Acme (old) to Acme" in [one["why"] for one in entries if one["what"] == "contact.moved"]
    for wrong, status in ((0, 422), (None, 422), (99, 404)):
        assert (await admin.patch(path, json={"account_id": wrong})).status_code == status


async def found(admin, email: str) -> dict:
    return (await admin.get("/api/v1/contacts", params={"q": email})).json()["items"][0]
