"""Answering over the API: what is suggested, what leaves, what is refused and why."""

import asyncio

import pytest

from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.starters import copy_starters
from engine.flows.suppress import suppress_address
from tests.support.answers import WORKER, Sink, answered, sent
from tests.support.things import post

YES = "Yes, we are interested. Could you call me on Thursday?"
REFERRAL = "I am not the right person. Please contact Kim Lee, kim.lee@acme.test, she is our COO."
KEY = "a-key-of-mine"
BODY = "Thursday suits me.\n\nRobin"


class CopyingSink(Sink):
    async def deliver(self, sender, recipient, raw, *, within=None, copy_to=""):
        delivery = await super().deliver(sender, recipient, raw)
        if copy_to:
            self.mails.append((copy_to, raw))
        return delivery


@pytest.fixture
async def mail(house, admin):
    async with house.database.begin() as session:
        await copy_starters(session, house.clock.now())
    return (await sent(house, admin))[0]


async def leave(house, mailbox_id: int) -> CopyingSink:
    sink = CopyingSink()
    for ids in (await claim_answers(house, [mailbox_id], WORKER)).values():
        for out_id in ids:
            await send_answer(house, out_id, WORKER, sink)
    return sink


async def get(client, path):
    answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_suggestion_in_the_language_of_the_mail_can_be_sent_as_it_is(house, admin, mail):
    in_id = await answered(house, mail, YES)
    (found,) = await get(admin, f"/responses/{in_id}/suggestions")
    assert (found["name"], found["language"], found["missing"]) == ("reply-interested-en", "en", [])
    assert found["body"].startswith("Hi Alex,\n\nThank you")
    given = {"key": KEY, "body": found["body"], "template_version_id": found["template_version_id"]}
    shown = await post(admin, f"/responses/{in_id}/answers", **given)
    assert (shown["state"], shown["to"], shown["subject"]) == ("due", mail.to_address, f"Re: {mail.subject}")
    assert "send" in house.bell.rings
    again = await post(admin, f"/responses/{in_id}/answers", 200, **given)
    assert again["id"] == shown["id"]
    sink = await leave(house, shown["mailbox_id"])
    assert [recipient for recipient, _ in sink.mails] == [mail.to_address]
    (told,) = await get(admin, f"/responses/{in_id}/answers")
    assert (told["state"], told["why"], told["written_by"]) == ("sent", "ok", "admin@example.com")
    (task,) = (await get(admin, f"/responses/{in_id}"))["tasks"]
    assert task["done_how"] == "answered from the page"


async def test_a_german_mail_gets_german_words(house, admin, mail):
    text = "Vielen Dank für die Nachricht, das ist für uns interessant. Rufen Sie mich bitte am Donnerstag an."
    in_id = await answered(house, mail, text)
    (found,) = await get(admin, f"/responses/{in_id}/suggestions")
    assert (found["language"], found["body"].split(",")[0]) == ("de", "Guten Tag Alex Sample")


async def test_a_team_changes_its_reply_templates_like_others(house, admin, mail):
    in_id = await answered(house, mail, YES)
    listed = (await get(admin, "/templates?replies=true&limit=200"))["items"]
    (ours,) = [row for row in listed if row["name"] == "reply-interested-en"]
    await post(admin, f"/templates/{ours['id']}/versions", body="Hi {{ first_name }}, {{ custom.fleet }} lorries?")
    await post(
        admin, "/templates", name="mine", goal="conversation", reply="interested", language="en", body="Hello again."
    )
    first, second = await get(admin, f"/responses/{in_id}/suggestions")
    assert (first["name"], second["body"]) == ("mine", "Hi Alex, ⟨custom.fleet⟩ lorries?")
    assert second["missing"] == ["custom.fleet"]
    answer = await admin.post(f"/api/v1/responses/{in_id}/answers", json={"key": KEY, "body": second["body"]})
    assert answer.status_code == 422
    assert "custom.fleet is not filled in" in answer.text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"body": "Hi {{ nobody }}"}, "nobody"),
        ({"body": "Hi", "subject": "Mine"}, "thread"),
        ({"body": "Hi", "language": "xx9"}, "language"),
        ({"body": " "}, "empty"),
    ],
)
async def test_a_reply_template_that_cannot_work_is_refused(admin, given, says):
    wanted = {"name": "mine", "goal": "conversation", "reply": "interested", "language": "en"} | given
    answer = await admin.post("/api/v1/templates", json=wanted)
    assert answer.status_code == 422
    assert says in answer.text


async def test_reply_templates_are_not_for_campaigns(house, admin, mail):
    assert all(row["reply"] is None for row in (await get(admin, "/templates?limit=200"))["items"])
    reply = (await get(admin, "/templates?replies=true"))["items"][0]
    (campaign,) = (await get(admin, "/campaigns"))["items"]
    wanted = {
        "name": "Second",
        "goal": reply["goal"],
        "target_list_id": campaign["target_list_id"],
        "steps": [{"template_versions": [reply["newest"]["id"]]}],
    }
    answer = await admin.post("/api/v1/campaigns", json=wanted)
    assert answer.status_code == 422
    assert "for campaigns" in answer.text


async def test_somebody_named_is_suggested_a_mail_that_names_the_referrer(house, admin, mail):
    in_id = await answered(house, mail, REFERRAL)
    (person,) = (await get(admin, f"/responses/{in_id}"))["people"]
    (thanks,) = await get(admin, f"/responses/{in_id}/suggestions")
    assert "I will write to Kim Lee" in thanks["body"]
    kim = await post(admin, f"/people-found/{person['id']}/accept", 200)
    _, first = await get(admin, f"/responses/{in_id}/suggestions")
    assert (first["to_contact_id"], first["to"]) == (kim["id"], "kim.lee@acme.test")
    assert first["subject"] == "Alex Sample suggested you"
    assert first["missing"] == ["why you write, in one sentence"]
    body = first["body"].replace("⟨why you write, in one sentence⟩", "We help yards.")
    given = {"key": KEY, "body": body, "subject": first["subject"], "to_contact_id": kim["id"], "copy_referrer": True}
    shown = await post(admin, f"/responses/{in_id}/answers", **given)
    assert (shown["to"], shown["cc"]) == ("kim.lee@acme.test", mail.to_address)
    sink = await leave(house, shown["mailbox_id"])
    assert [recipient for recipient, _ in sink.mails] == ["kim.lee@acme.test", mail.to_address]


async def test_whoever_opted_out_is_not_answered_and_the_reason_is_said(house, admin, mail):
    in_id = await answered(house, mail, YES)
    async with house.database.begin() as session:
        await suppress_address(session, mail.to_address, "unsubscribe", "test", house.clock.now())
    answer = await admin.post(f"/api/v1/responses/{in_id}/answers", json={"key": KEY, "body": BODY})
    assert answer.status_code == 409
    assert "must not be mailed: unsubscribe" in answer.text


async def test_an_answer_can_be_withdrawn_while_it_waits(house, admin, mail):
    in_id = await answered(house, mail, YES)
    shown = await post(admin, f"/responses/{in_id}/answers", key=KEY, body=BODY)
    gone = await admin.post(f"/api/v1/answers/{shown['id']}/withdraw")
    assert gone.status_code == 204
    assert await get(admin, f"/responses/{in_id}/answers") == []
    missing = await admin.post(f"/api/v1/answers/{mail.id}/withdraw")
    assert missing.status_code == 404


async def test_one_that_is_not_in_doubt_is_not_settled(house, admin, mail):
    in_id = await answered(house, mail, YES)
    shown = await post(admin, f"/responses/{in_id}/answers", key=KEY, body=BODY)
    answer = await admin.post(f"/api/v1/answers/{shown['id']}/settle", json={"was_sent": True})
    assert answer.status_code == 409
    wrong_door = await admin.post(f"/api/v1/uncertain-mails/{shown['id']}/settle", json={"was_sent": True})
    assert (wrong_door.status_code, wrong_door.json()["field"]) == (422, "mail")


async def test_a_rep_answers_what_came_to_their_own_mailbox_only(house, mail, rep):
    in_id = await answered(house, mail, YES)
    for method, path in (("get", "suggestions"), ("get", "answers"), ("post", "answers")):
        body = {"json": {"key": KEY, "body": BODY}} if method == "post" else {}
        answer = await getattr(rep, method)(f"/api/v1/responses/{in_id}/{path}", **body)
        assert answer.status_code == 403, path


async def test_one_key_for_two_mails_at_once_is_refused_for_one_of_them(house, admin, mail):
    """The second waits for the first, and says what is wrong; the page too."""
    first, second = [await answered(house, mail, words) for words in (YES, f"{YES} Friday is fine as well.")]
    answers = await asyncio.gather(
        *[admin.post(f"/api/v1/responses/{one}/answers", json={"key": KEY, "body": BODY}) for one in (first, second)]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    [refused] = [answer.json() for answer in answers if answer.status_code == 409]
    assert (refused["field"], refused["remedy"]) == ("key", "Make a new key for each answer.")
    written = [await get(admin, f"/responses/{one}/answers") for one in (first, second)]
    assert sorted(map(len, written)) == [0, 1]
