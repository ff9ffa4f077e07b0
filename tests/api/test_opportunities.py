"""The baton: passed, accepted or returned, audited; who may do what; and what it does to the account."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.keys import Scope
from engine.rules.vocabulary import Bin, Kind, Role
from engine.store.mail import InState
from engine.store.tables import Account, Activity, Mailbox, MessageIn, Opportunity, ResponseTask, User
from tests.support.api import TUESDAY, Office
from tests.support.things import contact, post

CHECKS = ["fits_icp", "influence", "next_step"]


@dataclass
class Team:
    office: Office
    sdr: httpx.AsyncClient
    ae: httpx.AsyncClient
    boss: httpx.AsyncClient
    ids: dict[str, int]
    alex: dict[str, Any]

    async def hand(self, status: int = 201, **changes: Any) -> dict[str, Any]:
        body = {
            "contact_id": self.alex["id"],
            "to_user_id": self.ids["dana"],
            "notes": "Replaces two systems; decides herself; wants a demo.",
            "checks": CHECKS,
            "handover": "hot_transfer",
            **changes,
        }
        answer = await self.sdr.post("/api/v1/opportunities", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def say(self, who: httpx.AsyncClient, key: int, verb: str, status: int = 200, **body: Any) -> dict[str, Any]:
        answer = await who.post(f"/api/v1/opportunities/{key}/{verb}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def account(self) -> Account:
        async with self.office.house.database.begin() as session:
            return (await session.scalars(select(Account))).one()


@pytest.fixture
async def team(office: Office):
    async with AsyncExitStack() as stack:
        people = {
            name: await stack.enter_async_context(office.browser(role, f"{name}@example.com"))
            for name, role in (("robin", Role.REP), ("dana", Role.REP), ("mo", Role.MANAGER))
        }
        ids = {name: (await office.user(email=f"{name}@example.com")).id for name in people}
        alex = await contact(people["robin"], "alex@acme.test", name="Alex Sample")
        yield Team(office, people["robin"], people["dana"], people["mo"], ids, alex)


async def test_from_hand_to_hand(team: Team) -> None:
    made = await team.hand()
    assert (made["state"], made["passed_by"], made["passed_to"]) == ("passed", "robin@example.com", "dana@example.com")
    assert (made["counts"], made["outcome"], made["state_since"]) == (
        False,
        "open",
        TUESDAY.isoformat().replace("+00:00", "Z"),
    )
    assert (await team.account()).bin is Bin.ACTIVE_OPPORTUNITY
    team.office.house.clock.at += timedelta(days=1)
    taken = await team.say(team.ae, made["id"], "accept", notes="Budget in May.")
    assert (taken["state"], taken["stage"], taken["counts"]) == ("accepted", "Stage 2", True)
    assert (taken["state_by"], taken["state_why"]) == ("dana@example.com", "Budget in May.")
    changed = await team.ae.patch(f"/api/v1/opportunities/{made['id']}", json={"value": 12000, "stage": "Offer"})
    assert (changed.json()["value"], changed.json()["stage"], changed.json()["outcome"]) == (12000, "Offer", "open")
    judged = await team.say(team.boss, made["id"], "audit", outbound=True, requalified=True, notes_written=True)
    assert (judged["state"], judged["counts"]) == ("audited", True)
    seen = (await team.sdr.get("/api/v1/opportunities")).json()
    assert [(row["id"], row["state"], row["state_by"]) for row in seen["items"]] == [
        (made["id"], "audited", "mo@example.com")
    ]
    async with team.office.house.database.begin() as session:
        log = list(await session.scalars(select(col(Activity.what)).order_by(col(Activity.id))))
    assert [what for what in log if what.startswith("opportunity")] == [
        f"opportunity.{word}" for word in ("passed", "accepted", "changed", "audited")
    ]


async def test_returned_it_is_worked_again_and_may_be_passed_again(team: Team) -> None:
    made = await team.hand()
    assert (await team.say(team.ae, made["id"], "return", 422, why="  "))["field"] == "why"
    back = await team.say(team.ae, made["id"], "return", why="no budget")
    assert (back["state"], back["state_why"], back["counts"]) == ("returned", "no budget", False)
    account = await team.account()
    assert (account.bin, account.bin_why) == (Bin.WORKING, "opportunity returned: no budget")
    assert (await team.say(team.ae, made["id"], "accept", 409, notes="x"))["field"] == "opportunity"
    assert (await team.hand())["id"] != made["id"]


async def test_whoever_passed_it_may_take_it_back_until_it_is_accepted(team: Team) -> None:
    first = await team.hand()
    await team.say(team.sdr, first["id"], "return", why="wrong person")
    second = await team.hand()
    await team.say(team.ae, second["id"], "accept", notes="spoke")
    assert (await team.say(team.sdr, second["id"], "return", 403, why="x"))["field"] == "opportunity"
    await team.say(team.boss, second["id"], "return", why="was not outbound")


async def test_a_bin_that_somebody_moved_since_stays(team: Team) -> None:
    made = await team.hand()
    async with team.office.house.database.begin() as session:
        (await session.scalars(select(Account))).one().bin = Bin.BAD_FIT
    await team.say(team.ae, made["id"], "return", why="bad fit")
    assert (await team.account()).bin is Bin.BAD_FIT


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"checks": CHECKS[:2]}, 422, "checks"),
        ({"checks": ["rich"]}, 422, "checks.0"),
        ({"notes": "  "}, 422, "notes"),
        ({"notes": "a\x07b"}, 422, "notes"),
        ({"contact_id": 999}, 422, "contact_id"),
        ({"to_user_id": 999}, 422, "to_user_id"),
        ({"handover": "carrier_pigeon"}, 422, "handover"),
        ({"handover": "scheduled_call"}, 422, "call_at"),
        ({"handover": "scheduled_call", "call_at": "2026-03-01T10:00:00Z"}, 422, "call_at"),
        ({"handover": "scheduled_call", "call_at": "2026-03-05T10:00:00"}, 422, "call_at"),
        ({"call_at": "2026-03-05T10:00:00Z"}, 422, "call_at"),
        ({"message_in_id": 999}, 404, "response"),
        ({"value": 5}, 422, "value"),
    ],
)
async def test_a_wrong_pass_is_refused_by_name(team: Team, change: dict[str, Any], status: int, field: str) -> None:
    assert (await team.hand(status, **change))["field"] == field
    assert (await team.account()).bin is Bin.COLD


async def test_nobody_passes_to_themselves_or_to_somebody_who_left(team: Team) -> None:
    assert (await team.hand(422, to_user_id=team.ids["robin"]))["field"] == "to_user_id"
    async with team.office.house.database.begin() as session:
        (await session.get_one(User, team.ids["dana"])).active = False
    assert (await team.hand(422))["field"] == "to_user_id"


async def test_passing_twice_is_refused_and_names_the_first(team: Team) -> None:
    made = await team.hand()
    again = await team.hand(409)
    assert again["field"] == "account"
    assert f"opportunity {made['id']} is passed" in again["problem"]


@pytest.mark.parametrize("place", [Bin.CURRENT_CLIENT, Bin.BAD_FIT, Bin.DUPLICATE])
async def test_a_client_is_no_prospect(team: Team, place: Bin) -> None:
    async with team.office.house.database.begin() as session:
        (await session.scalars(select(Account))).one().bin = place
    assert (await team.hand(409))["field"] == "account"


async def test_who_wants_no_mail_is_not_introduced_by_one(team: Team) -> None:
    await post(team.sdr, "/suppressions", address="alex@acme.test", reason="asked by phone")
    assert (await team.hand(409, handover="introduction"))["field"] == "handover"
    await team.hand()


async def test_only_the_one_it_was_passed_to_accepts(team: Team) -> None:
    made = await team.hand()
    for who in (team.sdr, team.boss):
        assert (await team.say(who, made["id"], "accept", 403, notes="x"))["field"] == "opportunity"
    assert (await team.say(team.ae, made["id"], "accept", 422, notes=" "))["field"] == "notes"
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    assert (await team.say(team.ae, made["id"], "accept", 409, notes="spoke"))["field"] == "opportunity"


async def test_only_a_manager_who_took_no_part_audits(team: Team) -> None:
    good = {"outbound": True, "requalified": True, "notes_written": True}
    made = await team.hand()
    assert (await team.say(team.boss, made["id"], "audit", 409, **good))["field"] == "opportunity"
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    assert (await team.say(team.sdr, made["id"], "audit", 403, **good))["field"] == "role"
    assert (await team.say(team.boss, made["id"], "audit", 422, **good | {"outbound": False}))["field"] == "why"
    found = await team.say(team.boss, made["id"], "audit", **good | {"outbound": False, "why": "they called us"})
    assert (found["state"], found["counts"]) == ("audited", False)
    assert (await team.say(team.boss, made["id"], "audit", **good))["counts"] is True
    async with team.office.browser(Role.ADMIN) as admin:
        key = (await team.office.user()).id
        body = {"to_user_id": key, "contact_id": (await contact(team.sdr, "kim@other.test"))["id"]}
        theirs = await team.hand(**body)
        await team.say(admin, theirs["id"], "accept", notes="spoke")
        assert (await team.say(admin, theirs["id"], "audit", 403, **good))["field"] == "opportunity"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"value": -1}, 422, "value"),
        ({"value": 10**16}, 422, "value"),
        ({"value": 1.5}, 422, "value"),
        ({"outcome": "maybe"}, 422, "outcome"),
        ({"stage": "x" * 61}, 422, "stage"),
        ({"state": "audited"}, 422, "state"),
    ],
)
async def test_a_wrong_change_is_refused_by_name(team: Team, change: dict[str, Any], status: int, field: str) -> None:
    made = await team.hand()
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    answer = await team.ae.patch(f"/api/v1/opportunities/{made['id']}", json=change)
    assert (answer.status_code, answer.json()["field"]) == (status, field)


async def test_value_waits_for_acceptance_and_is_the_aes(team: Team) -> None:
    made = await team.hand()
    path = f"/api/v1/opportunities/{made['id']}"
    assert (await team.ae.patch(path, json={"value": 5})).status_code == 409
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    assert (await team.sdr.patch(path, json={"value": 5})).status_code == 403
    assert (await team.boss.patch(path, json={"value": 5})).status_code == 200


async def test_won_makes_a_client_and_lost_a_dead_opportunity(team: Team) -> None:
    made = await team.hand()
    path = f"/api/v1/opportunities/{made['id']}"
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    await team.ae.patch(path, json={"outcome": "lost"})
    assert (await team.account()).bin is Bin.DEAD_OPPORTUNITY
    assert (await team.say(team.ae, made["id"], "return", 409, why="x"))["field"] == "opportunity"
    await team.ae.patch(path, json={"outcome": "open"})
    assert (await team.account()).bin is Bin.ACTIVE_OPPORTUNITY
    await team.ae.patch(path, json={"outcome": "won"})
    assert (await team.account()).bin is Bin.CURRENT_CLIENT
    refused = await team.ae.patch(path, json={"outcome": "open"})
    assert (refused.status_code, refused.json()["field"]) == (409, "bin")
    assert "working" in refused.json()["remedy"]


async def test_a_lost_one_is_not_opened_beside_another(team: Team) -> None:
    first = await team.hand()
    await team.say(team.ae, first["id"], "accept", notes="spoke")
    await team.ae.patch(f"/api/v1/opportunities/{first['id']}", json={"outcome": "lost"})
    await team.hand()
    refused = await team.ae.patch(f"/api/v1/opportunities/{first['id']}", json={"outcome": "open"})
    assert (refused.status_code, refused.json()["field"]) == (409, "outcome")


async def test_the_account_is_not_moved_by_hand_meanwhile(team: Team) -> None:
    made = await team.hand()
    path = f"/api/v1/accounts/{made['account_id']}/bin"
    refused = await team.sdr.post(path, json={"bin": "working", "why": "x"})
    assert (refused.status_code, refused.json()["field"]) == (409, "bin")
    assert f"opportunity {made['id']}" in refused.json()["problem"]


async def test_reps_see_theirs_managers_all(team: Team) -> None:
    made = await team.hand()
    path = f"/api/v1/opportunities/{made['id']}"
    async with team.office.browser(Role.REP, "sam@example.com") as other:
        assert (await other.get(path)).status_code == 403
        assert (await other.get("/api/v1/opportunities")).json()["total"] == 0
        assert (await other.get("/api/v1/opportunities?whose=team")).status_code == 403
        assert (await other.get(f"{path}/introduction")).status_code == 403
    for who in (team.sdr, team.ae, team.boss):
        assert (await who.get(path)).status_code == 200
    for whose, who, total in (("waiting", team.ae, 1), ("waiting", team.sdr, 0), ("to_audit", team.boss, 0)):
        assert (await who.get(f"/api/v1/opportunities?whose={whose}")).json()["total"] == total
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    assert (await team.boss.get("/api/v1/opportunities?whose=to_audit")).json()["total"] == 1
    assert (await team.boss.get("/api/v1/opportunities?whose=team&state=passed")).json()["total"] == 0
    assert (await team.boss.get(f"/api/v1/opportunities?whose=team&account={made['account_id']}")).json()["total"] == 1
    assert (await team.ae.get("/api/v1/opportunities/999")).status_code == 404


async def test_a_key_needs_the_scope(team: Team) -> None:
    async with team.office.key(Scope.READ) as client:
        body = {"contact_id": 1, "to_user_id": 1, "notes": "x", "checks": CHECKS, "handover": "hot_transfer"}
        assert (await client.post("/api/v1/opportunities", json=body)).status_code == 403


async def answered(team: Team, at: Any = TUESDAY - timedelta(days=10)) -> int:
    """An answer of Alex with its open task."""
    async with team.office.house.database.begin() as session:
        servers = {f"{wire}_{key}": "x" for wire in ("smtp", "imap") for key in ("host", "username", "secret")}
        box = Mailbox(
            user_id=team.ids["robin"], address="robin@mail.example", smtp_port=1, imap_port=1, smtp_security="tls",
            imap_security="tls", time_zone="UTC", created_at=TUESDAY, **servers,
        )  # fmt: skip
        session.add(box)
        await session.flush()
        row = MessageIn(
            mailbox_id=box.id, folder="INBOX", role="inbox", uidvalidity=1, uid=1, digest="x", raw=b"x", received_at=at,
            stored_at=at, state=InState.READ, kind=Kind.INTERESTED, contact_id=team.alex["id"], text="Yes, call me.",
        )  # fmt: skip
        session.add(row)
        await session.flush()
        about = {"message_in_id": row.id, "contact_id": team.alex["id"], "owner_id": team.ids["robin"]}
        session.add(ResponseTask(**about, step="answer", due_at=at, created_at=at))
    return row.id


@pytest.mark.parametrize(("how", "done"), [("hot_transfer", "passed to dana"), ("introduction", "")])
async def test_passing_an_answer_on_is_its_work_done(team: Team, how: str, done: str) -> None:
    """A mail that introduces both closes the task when it appears in Sent."""
    made = await team.hand(message_in_id=await answered(team), handover=how)
    async with team.office.house.database.begin() as session:
        task = (await session.scalars(select(ResponseTask))).one()
    assert (task.done_how, made["message_in_id"]) == (done, task.message_in_id)


async def test_an_answer_of_another_company_is_none(team: Team) -> None:
    answer = await answered(team)
    kim = await contact(team.sdr, "kim@other.test")
    assert (await team.hand(422, contact_id=kim["id"], message_in_id=answer))["field"] == "message_in_id"
    async with team.office.browser(Role.REP, "sam@example.com") as sam:
        body = {
            "contact_id": team.alex["id"], "to_user_id": team.ids["dana"], "notes": "x", "checks": CHECKS,
            "handover": "hot_transfer", "message_in_id": answer,
        }  # fmt: skip
        assert (await sam.post("/api/v1/opportunities", json=body)).status_code == 403


async def test_the_introduction_is_a_draft_that_copies_both(team: Team) -> None:
    made = await team.hand(handover="introduction")
    draft = (await team.sdr.get(f"/api/v1/opportunities/{made['id']}/introduction")).json()
    assert (draft["to"], draft["cc"]) == ("alex@acme.test", ["dana@example.com"])
    assert "dana" in draft["text"]
    assert draft["text"].endswith("robin")


async def test_the_numbers_and_the_cycle(team: Team) -> None:
    """First response ten days before it was passed; accepted two days after."""
    empty = (await team.boss.get("/api/v1/reports/opportunities")).json()
    assert (empty["passed"], empty["cycle_hours"], empty["cycles"]) == (0, None, 0)
    await answered(team)
    made = await team.hand()
    team.office.house.clock.at += timedelta(days=2)
    await team.say(team.ae, made["id"], "accept", notes="spoke")
    await team.ae.patch(f"/api/v1/opportunities/{made['id']}", json={"value": 900})
    kim = await contact(team.sdr, "kim@other.test")
    await team.say(team.ae, (await team.hand(contact_id=kim["id"]))["id"], "return", why="no")
    found = (await team.boss.get("/api/v1/reports/opportunities")).json()
    assert found == {
        "passed": 2, "accepted": 1, "returned": 1, "counted": 1, "value": 900, "cycle_hours": 12 * 24.0, "cycles": 1,
    }  # fmt: skip
    later = {"since": (TUESDAY + timedelta(days=1)).isoformat(), "rep": team.ids["robin"]}
    assert (await team.boss.get("/api/v1/reports/opportunities", params=later)).json()["passed"] == 1
    before = {"until": TUESDAY.isoformat()}
    assert (await team.boss.get("/api/v1/reports/opportunities", params=before)).json()["passed"] == 0


async def test_two_at_once_pass_it_once(team: Team) -> None:
    body = {
        "contact_id": team.alex["id"], "to_user_id": team.ids["dana"], "notes": "x", "checks": CHECKS,
        "handover": "hot_transfer",
    }  # fmt: skip
    answers = await asyncio.gather(*(team.sdr.post("/api/v1/opportunities", json=body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    async with team.office.house.database.begin() as session:
        assert len(list(await session.scalars(select(Opportunity)))) == 1
