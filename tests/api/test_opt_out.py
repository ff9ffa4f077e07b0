"""The door every mail names."""

from dataclasses import replace

import pytest

from engine.edge.vault import Vault
from engine.flows.letter import opt_out_link
from engine.store.tables import MessageOut
from tests.support.things import contact, launched


def path_of(house, address="alex@acme.test"):
    return opt_out_link(house, address).removeprefix(house.public_url)


async def test_looking_at_the_page_changes_nothing(house, admin, stranger):
    await contact(admin)
    answer = await stranger.get(path_of(house))
    assert answer.status_code == 200
    assert "<button" in answer.text
    assert "alex@acme.test" not in answer.text, "the link may be in somebody else's hands"
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 0


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {"content": b"\xff\x00 anything"},
        {"headers": {"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"}},
    ],
)
async def test_one_click_opts_out_everywhere_without_signing_in(house, admin, stranger, sent):
    campaign = await launched(admin)
    assert (await stranger.post(path_of(house), **sent)).status_code == 200
    rows = (await admin.get("/api/v1/suppressions")).json()["items"]
    assert [(row["address"], row["reason"]) for row in rows] == [("alex@acme.test", "opt-out link")]
    ledger = (await admin.get(f"/api/v1/campaigns/{campaign['id']}/ledger")).json()
    assert ledger["counts"] == {"stopped": 1}


async def test_a_link_that_was_sent_before_the_key_was_replaced_works(house, admin, stranger, office):
    """The old key stays below the new one in the key file (docs/operations.md)."""
    path, known = path_of(house), office.transport.app.state
    known.house = replace(house, vault=Vault(b"n" * 32, retired=[b"k" * 32]))
    assert path_of(known.house) != path
    assert (await stranger.get(path)).status_code == 200
    assert (await stranger.post(path)).status_code == 200
    assert (await admin.get("/api/v1/suppressions")).json()["items"][0]["address"] == "alex@acme.test"
    known.house = replace(house, vault=Vault(b"n" * 32))
    assert (await stranger.post(path)).status_code == 404


async def test_opting_out_twice_and_without_being_a_contact_does_no_harm(house, admin, stranger):
    for _ in range(2):
        assert (await stranger.post(path_of(house, "nobody@acme.test"))).status_code == 200
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 1


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "YWxleEBhY21lLnRlc3Q.AAAA", "%00", "é", "a" * 5000])
async def test_a_link_that_we_did_not_sign_does_nothing(house, admin, stranger, method, token):
    answer = await getattr(stranger, method)(f"/o/{token}")
    assert answer.status_code == 404
    assert answer.json()["error"] == "not_found"
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 0


async def test_a_person_who_lost_half_of_the_link_sees_a_page(stranger):
    answer = await stranger.get("/o/half", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "unsubscribe" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


async def test_asking_for_the_head_of_the_page_changes_nothing(house, admin, stranger):
    await contact(admin)
    answer = await stranger.head(path_of(house))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/html")
    assert (await stranger.head("/o/nonsense")).status_code == 404
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 0


async def test_an_address_of_before_opts_out_the_one_of_today(house, admin, stranger):
    """Whoever asks names the address that the mail came to."""
    await launched(admin)
    async with house.database.begin() as session:
        mail = await session.get_one(MessageOut, 1)
        mail.state, mail.to_address, mail.sent_at = "sent", "alex@acme.test", house.clock.now()
    person = (await admin.get("/api/v1/contacts")).json()["items"][0]["id"]
    await admin.patch(f"/api/v1/contacts/{person}", json={"email": "new@acme.test"})
    assert (await stranger.post(path_of(house))).status_code == 200
    assert (await admin.get(f"/api/v1/contacts/{person}")).json()["state"] == "suppressed"
    asked = await admin.post("/api/v1/suppressions", json={"address": "new@acme.test"})
    assert asked.status_code == 200, "it was there already"
