"""Each row of the table "What comes in", from raw mail to what has changed (docs: domain)."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from engine.flows.read import read
from engine.rules.effects import Work
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import (
    Bin,
    BounceClass,
    ContactState,
    EnrollmentState,
    HeldReason,
    Kind,
    OutState,
)
from engine.store.mail import InState
from engine.store.tables import (
    Account,
    Activity,
    Contact,
    FoundPerson,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, written_to

E, C = EnrollmentState, ContactState
MARA = "Please talk to Mara Lind, mara.lind@acme.test, she looks after this."


@pytest.mark.parametrize(
    ("text", "kind", "contact", "place", "step"),
    [
        ("Yes, happy to talk. Could you call me on Thursday?", Kind.INTERESTED, C.RESPONDED, Bin.WORKING, Work.ANSWER),
        ("What does it cost?", Kind.QUESTION, C.RESPONDED, Bin.WORKING, Work.ANSWER),
        ("Not now, please come back to me in June.", Kind.NOT_NOW, C.RESPONDED, Bin.CHECK_BACK, Work.CHECK_BACK),
        ("We have no interest in this, thank you.", Kind.NOT_INTERESTED, C.DECLINED, Bin.WORKING, Work.FIND_OUT_WHY),
        ("I am not the right person for this.", Kind.WRONG_PERSON, C.WRONG_PERSON, Bin.WORKING, Work.ASK_WHO),
        ("We are a customer of yours.", Kind.ALREADY_CUSTOMER, C.RESPONDED, Bin.CURRENT_CLIENT, Work.TELL_OWNER),
        (MARA, Kind.REFERRAL, C.RESPONDED, Bin.WORKING, Work.WRITE_TO_REFERRAL),
        ("Hm.", Kind.OTHER, C.RESPONDED, Bin.WORKING, Work.LOOK),
    ],
)  # fmt: skip
async def test_what_a_person_writes(
    desk: Desk, text: str, kind: Kind, contact: ContactState, place: Bin, step: Work
) -> None:
    box = await written_to(desk, "bo@acme.test")
    row = await answer(desk, box, text, how=as_kind(kind) if kind is Kind.OTHER else None)
    assert row.kind is kind
    assert (await desk.enrollment()).state is E.REPLIED
    assert (await desk.contact()).state is contact
    account = await desk.account()
    assert account.bin is place
    task = await desk.one(select(ResponseTask))
    assert (task.step, task.owner_id, task.contact_id) == (step, box.user_id, 1)
    assert [out.state for out in await desk.outs() if out.contact_id == 1] == [OutState.SENT]
    if kind is Kind.ALREADY_CUSTOMER:
        assert (await desk.enrollment("bo@acme.test")).state is E.STOPPED
    elif kind is Kind.NOT_NOW:
        assert account.check_back_on is not None
        assert task.due_at.date() == account.check_back_on
        assert (await desk.line("bo@acme.test")).reason == HeldReason.BIN
    else:
        assert task.due_at == row.received_at + timedelta(hours=24)
        assert (await desk.line("bo@acme.test")).reason == HeldReason.ACCOUNT_BUSY


@pytest.mark.parametrize("sender", ["Alex Sample <alex@acme.test>", "Alex at home <alex@private.test>"])
async def test_who_wants_no_more_mail_gets_none(desk: Desk, sender: str) -> None:
    """M18. From another address both are meant."""
    box = await written_to(desk)
    await answer(desk, box, "Please take me off your list and do not write again.", sender)
    assert (await desk.enrollment()).state is E.STOPPED
    assert (await desk.contact()).state is C.SUPPRESSED
    addresses = set(await desk.all(select(col(Suppression.address))))
    assert addresses == {"alex@acme.test", sender.partition("<")[2].rstrip(">")}
    assert (await desk.account()).bin is Bin.WORKING
    assert await desk.all(select(ResponseTask)) == []


async def test_an_opt_out_from_a_stranger_counts(desk: Desk) -> None:
    box = await desk.mailbox()
    raw = desk.mail("who@ever.test", "Please take me off your list and do not write again.", subject="Your mails")
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (row.kind, row.out_id) == (Kind.UNSUBSCRIBE, None)
    assert await desk.all(select(col(Suppression.address))) == ["who@ever.test"]


async def test_an_absence_holds_until_the_day_after_the_return(desk: Desk) -> None:
    """M24: and names others."""
    box = await written_to(desk)
    text = "I am out of the office until 16 March 2026. In urgent cases please contact Jo Berg, jo.berg@acme.test."
    row = await answer(desk, box, text, **{"Auto-Submitted": "auto-replied"})
    assert row.kind is Kind.OUT_OF_OFFICE
    line = await desk.line()
    assert (line.reason, line.state) == (HeldReason.OUT_OF_OFFICE_UNTIL, "held")
    assert line.until == datetime.fromisoformat("2026-03-17T09:00:00+00:00")
    assert (await desk.enrollment()).state is E.ACTIVE
    assert (await desk.contact()).state is C.ACTIVE
    assert (await desk.one(select(FoundPerson))).email == "jo.berg@acme.test"


async def test_an_absence_without_a_date_holds_for_a_week(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "I am out of the office.", **{"Auto-Submitted": "auto-replied"})
    contact = await desk.contact()
    assert contact.away_until - desk.clock.now() == timedelta(days=7)


async def test_people_named_become_contacts_where_the_team_wants_that(desk: Desk) -> None:
    await desk.policies(accept_people=True)
    box = await written_to(desk)
    await answer(desk, box, "Please talk to Mara Lind, mara.lind@acme.test, she looks after this.")
    mara = await desk.contact("mara.lind@acme.test")
    assert (mara.referred_by_id, mara.account_id, mara.relation) == (1, 1, "referral")


SIGNED = "What does it cost?\n\nBest regards,\nAlex Sample\nHead of Logistics\nAcme Ltd\nTel. +44 20 7946 0321"


async def test_what_is_missing_of_a_contact_is_learned_from_the_signature(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, title="", phone="")
    await answer(desk, box, SIGNED)
    contact = await desk.contact()
    assert (contact.title, contact.phone) == ("Head of Logistics", "+44 20 7946 0321")
    told = await desk.all(select(Activity.why).where(col(Activity.what) == "contact.learned"))
    assert told == ["from the signature: title, phone"]


async def test_a_number_without_country_code_is_of_the_companys_country(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, phone="")
    await desk.change(Account, 1, country="AT")
    await answer(desk, box, SIGNED.replace("+44 20 7946 0321", "01 5321234"))
    assert (await desk.contact()).phone == "+43 1 5321234"


async def test_what_is_known_of_a_contact_stays_and_others_sign_for_themselves(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, title="Owner", phone="")
    await answer(desk, box, SIGNED, "Alex Sample <alex@private.test>")
    assert (await desk.contact()).phone == ""
    await answer(desk, box, SIGNED)
    assert (await desk.contact()).title == "Owner"


async def test_a_colleague_who_answers_is_a_referral(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Happy to talk. Could you call me?", "Kim Colleague <kim@acme.test>")
    found = await desk.one(select(FoundPerson))
    assert (row.matched_by, found.email, found.relation) == ("message_id", "kim@acme.test", "referral")


async def test_who_has_left_is_left_alone(desk: Desk) -> None:
    box = await written_to(desk)
    text = "I no longer work for Acme. Please write to Kim Aas, kim.aas@acme.test, who has taken over."
    row = await answer(desk, box, text, **{"Auto-Submitted": "auto-replied"})
    assert row.kind is Kind.LEFT_COMPANY
    assert (await desk.contact()).state is C.LEFT
    assert (await desk.enrollment()).state is E.STOPPED
    assert (await desk.one(select(FoundPerson))).email == "kim.aas@acme.test"


@pytest.mark.parametrize(
    ("status", "words", "klass"),
    [
        ("5.1.1", "550 5.1.1 User unknown", BounceClass.HARD),
        ("4.2.2", "452 4.2.2 Mailbox full", BounceClass.SOFT),
        ("5.7.1", "550 5.7.1 Message rejected as spam by our policy", BounceClass.BLOCK),
    ],
)
async def test_a_bounce_does_what_its_class_says(desk: Desk, status: str, words: str, klass: BounceClass) -> None:
    box = await written_to(desk)
    out = await desk.out()
    row = await desk.get(MessageIn, await desk.receive(box, desk.dsn(out, status, words)))
    assert (row.kind, row.verdict["bounce"]) == (Kind.BOUNCE, klass)
    out, contact, enrollment = await desk.out(), await desk.contact(), await desk.enrollment()
    box = await desk.get(Mailbox, box.id)
    if klass is BounceClass.HARD:
        assert (out.bounced, contact.state, enrollment.state) == ("hard", C.BOUNCED, E.BOUNCED)
        assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    elif klass is BounceClass.SOFT:
        assert (out.bounced, contact.state, enrollment.state) == ("", C.ACTIVE, E.ACTIVE)
        assert (out.state, out.soft_bounces, len(await desk.outs())) == (OutState.DUE, 1, 1)
    else:
        assert (out.bounced, contact.state, enrollment.state) == ("block", C.ACTIVE, E.ACTIVE)
        assert (box.state, await desk.all(select(Suppression))) == (MailboxState.ACTIVE, [])
        assert await desk.all(select(col(Activity.why)).where(col(Activity.what) == "mailbox.alert.bounce"))


async def test_a_delay_changes_nothing(desk: Desk) -> None:
    box = await written_to(desk)
    raw = desk.dsn(await desk.out(), "4.4.1", "connection timed out, still trying", action="delayed")
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert row.kind is Kind.DELAY
    assert row.effects == []
    assert (await desk.out()).state is OutState.SENT


@pytest.mark.parametrize(
    ("kind", "step"), [(Kind.CHALLENGE, Work.SOLVE_CHALLENGE), (Kind.ADDRESS_CHANGED, Work.CONFIRM_ADDRESS)]
)
async def test_what_a_person_must_do_first_holds_until_it_is_done(desk: Desk, kind: Kind, step: Work) -> None:
    box = await written_to(desk)
    await desk.receive(
        box, desk.mail("alex@acme.test", "x", In_Reply_To=(await desk.out()).message_id), how=as_kind(kind)
    )
    desk.later(days=5)
    await desk.change(
        MessageOut, (await desk.out(position=2)).id, look_at=desk.clock.now()
    )  # somebody edits the account
    assert await desk.round(box) == []
    line, task = await desk.line(), await desk.one(select(ResponseTask))
    assert (line.reason, line.detail, task.step) == (HeldReason.ACCOUNT_BUSY, task.note, step)
    await desk.change(ResponseTask, task.id, done_at=desk.clock.now())
    desk.later(hours=13)
    await desk.send_due(box)
    assert len(desk.wire.mails) == 2


@pytest.mark.parametrize("kind", [Kind.AUTO_ACKNOWLEDGEMENT, Kind.READ_RECEIPT, Kind.REACTION, Kind.CALENDAR])
async def test_what_only_says_that_it_arrived_does_not_stop_anything(desk: Desk, kind: Kind) -> None:
    box = await written_to(desk)
    await desk.receive(
        box, desk.mail("alex@acme.test", "x", In_Reply_To=(await desk.out()).message_id), how=as_kind(kind)
    )
    assert (await desk.enrollment()).state is E.ACTIVE
    steps = await desk.all(select(col(ResponseTask.step)))
    assert steps == ([Work.LOOK] if kind in {Kind.REACTION, Kind.CALENDAR} else [])


async def test_a_complaint_ends_everything_and_alerts(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.receive(
        box, desk.mail("fbl@provider.test", "x", In_Reply_To=(await desk.out()).message_id), how=as_kind(Kind.COMPLAINT)
    )
    assert (await desk.contact()).state is C.SUPPRESSED
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "mailbox.alert.complaint"))) == 1


async def test_what_answers_nothing_is_kept_and_told_apart(desk: Desk) -> None:
    box = await written_to(desk)
    raw = desk.mail("news@paper.test", "The news of the week.", subject="Weekly")
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (row.kind, row.out_id, row.raw) == (Kind.UNRELATED, None, raw)
    assert (await desk.enrollment()).state is E.ACTIVE


@pytest.mark.parametrize("how", ["sender", "domain_subject"])
async def test_an_answer_without_thread_headers_finds_its_mail(desk: Desk, how: str) -> None:
    box = await written_to(desk)
    sender = "alex@acme.test" if how == "sender" else "boss@acme.test"
    raw = desk.mail(sender, "What does it cost?", subject=f"AW: {(await desk.out()).subject}")
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (row.matched_by, row.enrollment_id) == (how, 1)


async def test_a_mail_that_breaks_the_reader_goes_to_a_person_and_the_next_one_is_read(desk: Desk) -> None:
    box = await written_to(desk)

    def broken(*_: Any) -> Verdict:
        raise ZeroDivisionError("what a mail")

    raw = desk.mail("alex@acme.test", "x")
    key = await desk.receive(box, raw, how=broken)
    await read(desk.house, key, broken)
    row = await desk.get(MessageIn, key)
    assert (row.state, row.problem, row.raw) == (InState.BROKEN, "ZeroDivisionError: what a mail", raw)
    assert [task.step for task in await desk.all(select(ResponseTask))] == [Work.LOOK]
    assert (await answer(desk, box, "What does it cost?")).kind is Kind.QUESTION
    await read(desk.house, key)
    assert (await desk.get(MessageIn, key)).state is InState.READ


async def test_a_mail_the_server_would_not_hand_over_goes_to_a_person(desk: Desk) -> None:
    box = await desk.mailbox()
    key = await desk.receive(box, b"")
    assert (await desk.get(MessageIn, key)).state is InState.BROKEN
    assert len(await desk.all(select(ResponseTask))) == 1


async def test_what_the_rep_answers_by_hand_closes_the_task(desk: Desk) -> None:
    """M28."""
    box = await written_to(desk)
    row = await answer(desk, box, "What does it cost?")
    raw = desk.mail("rep@example.com", "About 100.", to="alex@acme.test", In_Reply_To=row.message_id)
    own = await desk.get(MessageIn, await desk.receive(box, raw, role="sent"))
    task = await desk.one(select(ResponseTask))
    assert (own.kind, task.done_how, task.done_by) == (Kind.OWN_MAIL, "answered by hand", "rep@example.com")


async def test_an_old_mail_that_is_moved_into_sent_closes_no_task(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "What does it cost?")
    long_ago = format_datetime(desk.clock.now() - timedelta(days=400))
    raw = desk.mail("rep@example.com", "About 90, back then.", to="alex@acme.test", Date=long_ago)
    own = await desk.get(MessageIn, await desk.receive(box, raw, role="sent"))
    assert (own.kind, (await desk.one(select(ResponseTask))).done_at) == (Kind.OWN_MAIL, None)
    await desk.receive(box, desk.mail("rep@example.com", "About 100.", to="alex@acme.test"), role="sent")
    assert (await desk.one(select(ResponseTask))).done_how == "answered by hand"


async def test_reading_twice_does_nothing_twice(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "What does it cost?")
    before = await desk.all(select(func.count()).select_from(Activity))
    await read(desk.house, row.id)
    assert len(await desk.all(select(ResponseTask))) == 1
    assert await desk.all(select(func.count()).select_from(Activity)) == before


async def test_one_answer_delivered_twice_is_one_piece_of_work(desk: Desk) -> None:
    """The second copy has another Received line, so its bytes differ."""
    box = await written_to(desk)
    raw = desk.mail("alex@acme.test", "What does it cost?", In_Reply_To=(await desk.out()).message_id)
    await desk.receive(box, raw)
    copy = await desk.get(
        MessageIn, await desk.receive(box, b"Received: from a by b; Tue, 3 Mar 2026 07:00:00 +0000\r\n" + raw)
    )
    assert len(await desk.all(select(ResponseTask))) == 1
    assert (copy.matched_by, copy.contact_id) == ("copy of 1", 1)
    assert copy.effects == []


@pytest.mark.parametrize("kind", [Kind.AUTO_ACKNOWLEDGEMENT, Kind.QUESTION])
@pytest.mark.parametrize("state", [OutState.SENDING, OutState.UNCERTAIN, OutState.DUE])
async def test_an_answer_proves_that_a_mail_in_doubt_was_sent(desk: Desk, state: OutState, kind: Kind) -> None:
    box = await desk.one_contact()
    now, out = desk.clock.now(), await desk.out()
    given = {
        "sending_at": None if state is OutState.DUE else now,
        "settled_by": "not_in_sent" if state is OutState.DUE else "",
    }
    await desk.change(MessageOut, out.id, state=state, message_id="<ours@example.com>", attempts=1, **given)
    await desk.receive(box, desk.mail("alex@acme.test", "x", In_Reply_To="<ours@example.com>"), how=as_kind(kind))
    out = await desk.out()
    assert (out.state, out.settled_by) == (OutState.SENT, "reply")
    assert await desk.round(box) == []


async def test_the_bin_of_a_client_is_not_changed_by_an_answer(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Account, 1, bin="current_client")
    await answer(desk, box, "Not now, please come back to me in June.")
    assert (await desk.account()).bin is Bin.CHECK_BACK
