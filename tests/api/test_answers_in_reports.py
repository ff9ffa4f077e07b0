"""Answers in the report: when they came, and how soon they were answered."""

from datetime import timedelta

import pytest

from engine.store.tables import MessageIn
from tests.support.answers import answered, sent
from tests.support.pages import HTML
from tests.support.things import post

YES = "Yes, we are interested. Could you call me on Thursday?"
STOP = "Please unsubscribe me from your list."


@pytest.fixture
async def mail(house, admin):
    return (await sent(house, admin))[0]


async def told(client, **params):
    answer = await client.get("/api/v1/reports/answers", params=params)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    within = found["within_a_day"]
    return found["responses"], found["answered"], found["clock_hours"], within["numerator"], within["denominator"]


async def test_what_is_answered_counts_from_when_it_came(house, admin, mail):
    assert await told(admin) == (0, 0, None, 0, 0)
    first = await answered(house, mail, YES)
    house.clock.at += timedelta(hours=3)
    (task,) = (await admin.get(f"/api/v1/responses/{first}")).json()["tasks"]
    await post(admin, f"/tasks/{task['id']}/done", 200, how="called")
    await answered(house, mail, "And what does it cost?")
    assert await told(admin) == (2, 1, 3.0, 1, 1), "what came just now is not late"
    house.clock.at += timedelta(hours=25)
    assert await told(admin) == (2, 1, 3.0, 1, 2)
    assert await told(admin, since=house.clock.at.isoformat()) == (0, 0, None, 0, 0)
    assert await told(admin, rep=mail.mailbox_id) == (2, 1, 3.0, 1, 2)
    page = await admin.get("/report", headers=HTML)
    assert "Time to first answer" in page.text
    assert "1 of 2 answered or waiting longer" in page.text
    await post(admin, f"/responses/{first}/correct", 200, kind="out_of_office")
    assert await told(admin) == (1, 0, None, 0, 1)


async def test_whoever_opts_out_waits_for_no_answer(house, admin, mail):
    await answered(house, mail, YES)
    await answered(house, mail, STOP)
    house.clock.at += timedelta(days=2)
    assert await told(admin) == (0, 0, None, 0, 0)


async def test_whoever_is_erased_was_not_answered_by_that(house, admin, mail):
    await answered(house, mail, YES)
    await post(admin, "/erasures", 200, address=mail.to_address)
    assert await told(admin) == (0, 0, None, 0, 0)


async def test_an_answer_to_two_mailboxes_is_one_of_its_day(house, admin, mail):
    in_id = await answered(house, mail, YES)
    async with house.database.begin() as session:
        first = await session.get_one(MessageIn, in_id)
        copy = first.model_dump(exclude={"id"}) | {"uid": 99, "digest": "other", "matched_by": f"copy of {in_id}"}
        session.add(MessageIn(**copy))
    page = await admin.get("/report", headers=HTML)
    assert "1 sent, 1 answers" in page.text
