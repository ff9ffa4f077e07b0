"""What came in, what was done about it, and what a person says instead."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from engine.flows.read import read
from engine.flows.suppress import OPT_OUT_LINK, suppress_address
from engine.rules.vocabulary import Kind, OutState, Role
from engine.store.tables import Activity, Mailbox, MessageIn, MessageOut, ResponseTask, Suppression
from tests.support.answers import answered, received, sent
from tests.support.pages import HTML, csrf_of
from tests.support.things import contact, post

YES = "Yes, we are interested. Could you call me on Thursday?"
STOP = "Please unsubscribe me from your list."
REFERRAL = "I am not the right person. Please contact Kim Lee, kim.lee@acme.test, she is our COO."


@pytest.fixture
async def mail(house, admin):
    return (await sent(house, admin))[0]


async def one(client, in_id):
    answer = await client.get(f"/api/v1/responses/{in_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def corrected(client, in_id, status=200, **given):
    return await post(client, f"/responses/{in_id}/correct", status, **given)


async def test_an_answer_is_shown_with_its_evidence_and_its_work(house, admin, mail):
    in_id = await answered(house, mail, YES)
    shown = await one(admin, in_id)
    assert (shown["kind"], shown["matched_by"], shown["contact_id"]) == ("interested", "message_id", mail.contact_id)
    assert shown["because"]
    assert shown["text"].strip() == YES
    assert [task["step"] for task in shown["tasks"]] == ["answer"]
    assert any(effect.startswith("changed enrollment") for effect in shown["effects"])
    raw = await admin.get(f"/api/v1/responses/{in_id}/raw")
    assert raw.headers["content-type"] == "message/rfc822"
    assert raw.headers["content-disposition"].startswith("attachment")
    assert YES in raw.text


async def test_responses_are_filtered(house, admin, mail):
    yes = await answered(house, mail, YES)
    stranger = await answered(house, None, "Buy our lists!")
    house.clock.at += timedelta(days=1)

    async def found(**params):
        answer = await admin.get("/api/v1/responses", params=params)
        assert answer.status_code == 200, answer.text
        return [row["id"] for row in answer.json()["items"]]

    assert await found() == [stranger, yes]
    assert await found(kind=["interested", "question"]) == [yes]
    assert await found(open=True) == [yes]
    assert await found(unmatched=True) == [stranger]
    assert await found(broken=True) == []
    assert await found(contact=mail.contact_id) == [yes]
    assert await found(mailbox=99) == []


async def test_a_correction_undoes_what_was_done_and_does_what_follows(house, admin, mail):
    in_id = await answered(house, mail, STOP)
    assert (await one(admin, in_id))["kind"] == "unsubscribe"
    shown = await corrected(admin, in_id, kind="interested")
    assert (shown["kind"], shown["read_kind"], shown["corrected_by"]) == (
        "interested",
        "unsubscribe",
        "admin@example.com",
    )
    assert [task["step"] for task in shown["tasks"]] == ["answer"]
    contact = (await admin.get(f"/api/v1/contacts/{mail.contact_id}")).json()
    assert contact["state"] == "responded"
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 0
    async with house.database.begin() as session:
        noted = [row.by for row in await session.scalars(select(Activity)) if row.what == "mail.corrected"]
    assert noted == ["admin@example.com"]


async def test_a_correction_there_and_back_leaves_things_as_they_were(house, admin, mail):
    async def state():
        contact = (await admin.get(f"/api/v1/contacts/{mail.contact_id}")).json()
        account = (await admin.get(f"/api/v1/accounts/{contact['account_id']}")).json()
        ledger = (await admin.get(f"/api/v1/contacts/{mail.contact_id}/ledger")).json()["items"]
        return contact["state"], account["bin"], account["responded_at"], ledger[0]["reason"], ledger[0]["position"]

    in_id = await answered(house, mail, YES)
    before = await state()
    await corrected(admin, in_id, kind="auto_acknowledgement")
    assert await state() == ("active", "working", None, "due", 3), "the campaign goes on"
    await corrected(admin, in_id, kind="interested")
    assert await state() == before
    assert [task["step"] for task in (await one(admin, in_id))["tasks"]] == ["answer"]


async def test_every_kind_can_be_corrected_to_and_away_from(house, admin, mail):
    in_id = await answered(house, mail, YES)
    for kind in sorted(set(Kind) - {Kind.OWN_MAIL}):
        shown = await corrected(admin, in_id, kind=kind)
        assert (shown["kind"], shown["read_kind"]) == (kind, "interested")
        back = await corrected(admin, in_id, kind="interested")
        assert (back["kind"], [task["step"] for task in back["tasks"]]) == ("interested", ["answer"]), kind
        contact = (await admin.get(f"/api/v1/contacts/{mail.contact_id}")).json()
        assert contact["state"] == "responded", kind
        account = (await admin.get(f"/api/v1/accounts/{contact['account_id']}")).json()
        assert (account["bin"], account["check_back_on"]) == ("working", None), kind
        line = (await admin.get(f"/api/v1/contacts/{mail.contact_id}/ledger")).json()["items"][0]
        assert line["reason"] == "replied", kind
    assert (await admin.get("/api/v1/suppressions")).json()["total"] == 0


async def test_a_correction_may_bring_the_date_along(house, admin, mail):
    in_id = await answered(house, mail, "Bin dann mal weg")
    await corrected(admin, in_id, kind="out_of_office", return_date="2026-03-20")
    contact = (await admin.get(f"/api/v1/contacts/{mail.contact_id}")).json()
    assert contact["away_until"].startswith("2026-03-23"), "the business day after the return"


async def test_an_opt_out_is_undone_by_an_administrator_only(house, admin, office, mail):
    in_id = await answered(house, mail, STOP)
    async with office.browser(Role.MANAGER) as manager:
        assert (await corrected(manager, in_id, 403, kind="interested"))["field"] == "kind"
        async with house.database.begin() as session:
            (await session.get_one(MessageIn, in_id)).confidence = 0.4
        shown = await corrected(manager, in_id, kind="interested")
        assert (shown["kind"], shown["corrected_by"] != "") == ("interested", True), "what was in doubt anybody decides"
        await corrected(manager, in_id, kind="unsubscribe")
        assert (await corrected(manager, in_id, 403, kind="interested"))["field"] == "kind", "it was decided"


async def test_an_opt_out_by_link_outlives_the_correction_of_a_reply(house, admin, mail):
    in_id = await answered(house, mail, STOP)
    async with house.database.begin() as session:
        from_reply = (await session.scalars(select(Suppression))).one()
        assert from_reply.reason == "unsubscribe"
    async with house.database.begin() as session:
        await suppress_address(session, mail.to_address, OPT_OUT_LINK, "link in a mail", house.clock.now())
    await corrected(admin, in_id, kind="interested")
    kept = (await admin.get("/api/v1/suppressions")).json()["items"]
    assert [row["reason"] for row in kept] == ["opt-out link"]


async def test_a_finished_task_stays_finished_when_the_kind_is_corrected(house, admin, mail):
    in_id = await answered(house, mail, YES)
    task = (await one(admin, in_id))["tasks"][0]
    await post(admin, f"/tasks/{task['id']}/done", 200, how="called")
    shown = await corrected(admin, in_id, kind="question")
    assert [(row["step"], row["done_how"]) for row in shown["tasks"]] == [("answer", "called"), ("answer", "")]


async def test_a_stranger_s_mail_is_assigned_to_a_contact_by_hand(house, admin, mail):
    in_id = await answered(house, None, "Sure, tell me more!", sender="al@gmail.com")
    assert (await one(admin, in_id))["kind"] == "unrelated"
    assert (await corrected(admin, in_id, 422, kind="interested"))["field"] == "contact_id"
    assert (await corrected(admin, in_id, 404, kind="interested", contact_id=99))["field"] == "contact"
    shown = await corrected(admin, in_id, kind="interested", contact_id=mail.contact_id)
    assert (shown["matched_by"], shown["contact_id"]) == ("person", mail.contact_id)
    assert [task["step"] for task in shown["tasks"]] == ["answer"]


async def test_a_stranger_s_mail_is_assigned_to_a_contact_on_its_page(house, admin, mail):
    in_id = await answered(house, None, "Sure, tell me more!", sender="al@gmail.com")
    page = (await admin.get(f"/responses/{in_id}", headers=HTML)).text
    said = {"csrf": csrf_of(page), "kind": "interested"}
    for whose, says in (
        ("", "Say whose answer it is."),
        ("nobody@acme.test", "No contact has the address"),
        ("x", "@"),
    ):
        refused = await admin.post(f"/responses/{in_id}/kind", data={**said, "whose": whose}, headers=HTML)
        assert (refused.status_code, says in refused.text) == (422, True), whose
    assert 'name="whose"' in page
    await admin.post(f"/responses/{in_id}/kind", data={**said, "whose": "Alex@Acme.test"}, headers=HTML)
    shown = await one(admin, in_id)
    assert (shown["kind"], shown["contact_id"]) == ("interested", mail.contact_id)
    assert [task["step"] for task in shown["tasks"]] == ["answer"]


async def test_whoever_got_a_copy_sees_what_is_done_about_it(house, admin, office, mail):
    """And may do it as well: it is the same answer."""
    in_id = await answered(house, mail, REFERRAL)
    async with office.browser(Role.REP, "rep@example.com") as rep:
        me = (await rep.get("/api/v1/me")).json()["user_id"]
        async with house.database.begin() as session:
            first = await session.get_one(MessageIn, in_id)
            box = await session.get_one(Mailbox, first.mailbox_id)
            values = {**box.model_dump(exclude={"id"}), "address": "rep@example.com", "user_id": me}
            other = Mailbox(**values)
            session.add(other)
            await session.flush()
            given = {**first.model_dump(exclude={"id"}), "mailbox_id": other.id, "state": "stored", "effects": []}
            copy = MessageIn(**given)
            session.add(copy)
        await read(house, copy.id)
        shown = await one(rep, copy.id)
        assert shown["matched_by"] == f"copy of {in_id}"
        assert [task["message_in_id"] for task in shown["tasks"]] == [in_id]
        assert "the same answer came before" in (await rep.get(f"/responses/{copy.id}", headers=HTML)).text
        assert (await one(rep, in_id))["people"] == shown["people"] != []
        assert (await corrected(rep, copy.id, kind="interested"))["kind"] == "interested"
        assert (await one(admin, in_id))["kind"] == "interested"
        await post(admin, f"/responses/{in_id}/answers", 201, key="k" * 16, body="Thank you.")
        assert len((await rep.get(f"/api/v1/responses/{copy.id}/answers")).json()) == 1


async def test_a_mail_is_not_corrected_into_our_own(house, admin, mail):
    in_id = await answered(house, mail, YES)
    assert (await corrected(admin, in_id, 422, kind="own_mail"))["field"] == "kind"
    assert (await corrected(admin, 99, 404, kind="other"))["field"] == "response"


async def test_a_person_named_becomes_a_contact_with_the_referrer(house, admin, mail):
    in_id = await answered(house, mail, REFERRAL)
    people = (await admin.get("/api/v1/people-found", params={"state": "open"})).json()["items"]
    assert [(person["email"], person["message_in_id"]) for person in people] == [("kim.lee@acme.test", in_id)]
    made = await post(admin, f"/people-found/{people[0]['id']}/accept", 200, title="COO")
    assert (made["email"], made["title"], made["referred_by_id"]) == ("kim.lee@acme.test", "COO", mail.contact_id)
    assert (await post(admin, f"/people-found/{people[0]['id']}/accept", 409))["field"] == "found_person"
    shown = await corrected(admin, in_id, kind="wrong_person")
    assert [(person["email"], person["state"]) for person in shown["people"]] == [("kim.lee@acme.test", "accepted")]
    assert (await admin.get(f"/api/v1/contacts/{made['id']}")).status_code == 200


async def test_people_are_shown_with_what_they_are_for(house, admin, mail):
    said = "I am not the right person. For invoices please contact Kim Lee, kim.lee@acme.test."
    in_id = await answered(house, mail, said)
    (person,) = (await admin.get("/api/v1/people-found", params={"state": "open"})).json()["items"]
    assert (person["email"], person["topic"]) == ("kim.lee@acme.test", "invoices")
    assert (await admin.get(f"/api/v1/responses/{in_id}")).json()["verdict"]["people"][0]["topic"] == "invoices"


async def test_a_person_without_an_address_needs_one(house, admin, mail):
    await answered(house, mail, REFERRAL)
    person = (await admin.get("/api/v1/people-found")).json()["items"][0]
    path = f"/people-found/{person['id']}"
    assert (await post(admin, f"{path}/accept", 422, email=""))["field"] == "email"
    assert (await post(admin, f"{path}/accept", 422, email="kim at acme"))["field"] == "email"
    assert (await post(admin, f"{path}/dismiss", 200))["state"] == "dismissed"
    assert (await post(admin, f"{path}/dismiss", 409))["field"] == "found_person"


async def test_whoever_was_dismissed_by_mistake_is_added_after_all(house, admin, mail):
    await answered(house, mail, REFERRAL)
    await post(admin, "/people-found/1/dismiss", 200)
    assert "Add as contact after all" in (await admin.get("/people?show=dismissed", headers=HTML)).text
    assert (await post(admin, "/people-found/1/accept", 200))["email"] == "kim.lee@acme.test"


async def test_a_rep_sees_only_what_came_into_their_own_mailboxes(house, admin, rep, mail):
    in_id = await answered(house, mail, REFERRAL)
    assert (await rep.get("/api/v1/responses")).json()["total"] == 0
    assert (await rep.get("/api/v1/people-found")).json()["total"] == 0
    for path in (f"/api/v1/responses/{in_id}", f"/api/v1/responses/{in_id}/raw"):
        assert (await rep.get(path)).status_code == 403
    assert (await corrected(rep, in_id, 403, kind="other"))["field"] == "response"
    assert (await post(rep, "/people-found/1/accept", 403))["field"] == "response"


async def test_whoever_gets_the_work_gets_the_mail_with_it(house, admin, office, mail):
    """Until it is handed on: then it is another rep's again."""
    in_id = await answered(house, mail, REFERRAL)
    [task] = (await admin.get("/api/v1/tasks")).json()["items"]
    async with office.browser(Role.REP, "rep@example.com") as rep:
        me, boss = [(await client.get("/api/v1/me")).json()["user_id"] for client in (rep, admin)]
        await post(admin, f"/tasks/{task['id']}/hand-over", 200, user_id=me)
        assert [row["id"] for row in (await rep.get("/api/v1/responses")).json()["items"]] == [in_id]
        assert (await rep.get("/api/v1/people-found")).json()["total"] == 1
        assert (await one(rep, in_id))["text"]
        written = await post(rep, f"/responses/{in_id}/answers", 201, key="k" * 16, body="Thank you.")
        assert (written["mailbox_id"], written["written_by"]) == (mail.mailbox_id, "rep@example.com")
        assert (await rep.post(f"/api/v1/answers/{written['id']}/withdraw")).status_code == 204
        await post(rep, f"/tasks/{task['id']}/hand-over", 200, user_id=boss)
        assert (await rep.get(f"/api/v1/responses/{in_id}")).status_code == 403


async def test_what_cannot_be_read_is_shown_and_can_be_said_by_hand(house, admin, mail):
    in_id = await received(house, b"\xff\xfe\x00 no mail at all \x00")
    shown = await one(admin, in_id)
    assert shown["state"] in {"read", "broken"}
    assert (await corrected(admin, in_id, kind="unrelated"))["kind"] == "unrelated"


async def test_work_is_done_reopened_put_off_and_handed_over(house, admin, office, mail):
    await answered(house, mail, YES)
    rep = await office.user(Role.REP)
    task = (await admin.get("/api/v1/tasks")).json()["items"][0]
    assert (task["step"], task["due_at"]) == ("answer", "2026-03-04T" + task["created_at"][11:])
    path = f"/tasks/{task['id']}"
    assert (await post(admin, f"{path}/snooze", 422, until="2026-03-01T00:00:00Z"))["field"] == "until"
    assert (await post(admin, f"{path}/snooze", 422, until="2026-03-09T00:00:00"))["field"] == "until"
    for never in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-14:00"):
        assert (await post(admin, f"{path}/snooze", 422, until=never))["field"] == "until"
    put_off = await post(admin, f"{path}/snooze", 200, until="2026-03-09T10:00:00+01:00")
    assert put_off["due_at"] == "2026-03-09T09:00:00Z"
    done = await post(admin, f"{path}/done", 200, how="called")
    assert (done["done_how"], done["done_by"]) == ("called", "admin@example.com")
    assert house.bell.rings[-1] == "send"
    assert (await post(admin, f"{path}/done", 409))["field"] == "task"
    assert (await post(admin, f"{path}/hand-over", 409, user_id=rep.id))["field"] == "task"
    assert (await post(admin, f"{path}/reopen", 200))["done_at"] is None
    assert (await post(admin, f"{path}/reopen", 409))["field"] == "task"
    assert (await post(admin, f"{path}/hand-over", 422, user_id=99))["field"] == "user_id"
    assert (await post(admin, f"{path}/hand-over", 200, user_id=rep.id))["owner_id"] == rep.id


async def test_tasks_are_listed_by_owner_and_deadline(house, admin, rep, mail):
    await answered(house, mail, YES)

    async def total(client, **params):
        return (await client.get("/api/v1/tasks", params=params)).json()["total"]

    assert await total(admin) == 1
    assert await total(rep) == 0
    for what, value in (("whose", "team"), ("owner", 1)):
        for path in ("tasks", "tasks/counts"):
            refused = await rep.get(f"/api/v1/{path}", params={what: value})
            assert (refused.status_code, refused.json()["field"]) == (403, what), "a rep has no view of others' work"
    assert await total(rep, owner=2) == 0, "their own"
    assert await total(admin, which="overdue") == 0
    house.clock.at += timedelta(days=2)
    assert await total(admin, which="overdue", whose="team") == 1
    assert await total(admin, which="done") == 1, "the call that the campaign had planned is not needed any more"
    task = (await admin.get("/api/v1/tasks")).json()["items"][0]
    assert (await rep.post(f"/api/v1/tasks/{task['id']}/done")).status_code == 403


async def test_a_no_is_shown_counted_corrected_and_concluded(house, admin, mail):
    in_id = await answered(house, mail, "We are not interested, it is too expensive.")
    colleague = await contact(admin, "bo@acme.test", name="Bo Sample")
    shown = await one(admin, in_id)
    told = {"reason": "budget", "because": "We are not interested, it is too expensive."}
    assert shown["decline"] == {**told, "decision_maker": "unknown", "decider_because": ""}
    assert (shown["choices"], shown["next_contact"]["id"]) == ([], colleague["id"])
    (task,) = shown["tasks"]
    refused = await post(admin, f"/tasks/{task['id']}/conclude", 409, bin="bad_fit")
    assert refused["field"] == "decision_maker"
    shown = await corrected(admin, in_id, kind="not_interested", decision_maker="yes")
    assert (shown["choices"], shown["next_contact"]) == (["bad_fit", "check_back"], None)
    assert shown["decline"]["decider_because"] == "admin@example.com said so"
    report = (await admin.get("/api/v1/reports")).json()
    assert report["rows"][0]["declines"] == {"budget": {"people": 1, "decision_makers": 1}}
    (task,) = shown["tasks"]
    assert (await post(admin, f"/tasks/{task['id']}/conclude", 422, bin="cold"))["field"] == "bin"
    done = await post(admin, f"/tasks/{task['id']}/conclude", 200, bin="check_back", check_back_on="2026-06-01")
    assert done["done_how"] == "moved to check back"
    account = (await admin.get(f"/api/v1/accounts/{colleague['account_id']}")).json()
    assert (account["bin"], account["check_back_on"]) == ("check_back", "2026-06-01")
    assert (await post(admin, "/tasks/999/conclude", 404, bin="bad_fit"))["field"] == "task"


async def test_the_report_has_every_part_of_a_rate(house, admin):
    mails = await sent(house, admin, "alex@acme.test", "kim@other.test")
    await answered(house, mails[0], YES)
    report = (await admin.get("/api/v1/reports", params={"by": "campaign"})).json()
    assert report["total"] == len(report["rows"]) == 1
    row = report["rows"][0]
    assert (row["group"], row["counts"]["sent"], row["by_kind"]) == ("Spring", 2, {"interested": 1})
    rate = row["rates"]["response_rate"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (1, 2, 0.5)
    assert rate["low"] < 0.5 < rate["high"]
    assert rate["definition"] == "human responses ÷ delivered (sent − bounced)"


@pytest.mark.parametrize("by", ["all", "campaign", "variant", "rep", "source"])
async def test_reports_of_nothing_are_empty(admin, by):
    assert (await admin.get("/api/v1/reports", params={"by": by})).json()["rows"] == []


async def test_a_report_is_asked_for_with_aware_times_and_a_known_campaign(admin):
    answer = await admin.get("/api/v1/reports", params={"since": "2026-03-01T00:00:00"})
    assert (answer.status_code, answer.json()["field"]) == (422, "since")
    assert (await admin.get("/api/v1/reports", params={"campaign": 5})).status_code == 404


async def test_a_correction_takes_back_no_mail_that_has_left(house, admin, mail):
    in_id = await answered(house, mail, YES)
    await corrected(admin, in_id, kind="bounce", bounce="hard")
    await corrected(admin, in_id, kind="interested")
    async with house.database.begin() as session:
        row = await session.get(MessageOut, mail.id)
        assert (row.state, row.bounced) == (OutState.SENT, "")
        tasks = (await session.scalars(select(ResponseTask).order_by(col(ResponseTask.id)))).all()
        assert [(task.step, task.done_by) for task in tasks] == [("manual", "offhours"), ("answer", "")]
