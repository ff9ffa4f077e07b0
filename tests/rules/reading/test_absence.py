# ruff: noqa: E501 -- one row of a table reads best on one line
from datetime import date

import pytest

from engine.rules.reading.absence import address_changed, out_of_office, with_return
from engine.rules.reading.automatic import is_automatic
from engine.rules.reading.chain import classify
from engine.rules.reading.notes import note
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind, Relation
from tests.rules.reading.answers import Case, cases, found_keys, iso, make_mail, mentions, told

AUTOMATIC = ("out_of_office", "left_company", "address_changed")


def read(case: Case) -> Verdict | None:
    return note(case.mail())


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("holdout", 0.90)])
def test_absence_notes_are_known_for_what_they_are(split, floor):
    notes = [case for case in cases(split) if case.kind in AUTOMATIC]
    assert share([(verdict := read(case)) is not None and verdict.kind == case.kind for case in notes]) >= floor


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("holdout", 0.86)])
def test_the_day_of_return_is_exact(split, floor):
    notes = [(case, read(case)) for case in cases(split) if case.kind == "out_of_office"]
    assert (
        share([verdict is not None and iso(verdict.return_date) == case.return_date for case, verdict in notes])
        >= floor
    )


@pytest.mark.parametrize("split", ["dev", "holdout"])
def test_a_person_writing_is_not_taken_for_a_machine(split):
    human = [case for case in cases(split) if case.kind not in AUTOMATIC]
    assert share([read(case) is not None for case in human]) <= 0.01


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("holdout", 0.9)])
def test_who_mentions_an_absence_is_a_person(split, floor):
    assert share([read(case) is None for case in mentions(split)]) >= floor


def test_new_addresses_and_people_are_read():
    notes = [
        (case, read(case)) for case in cases("dev") if case.new_address or (case.kind in AUTOMATIC and case.people)
    ]
    wanted = [{email or name for name, email, *_ in case.people} | ({case.new_address} - {""}) for case, _ in notes]
    found = [found_keys(verdict) | ({verdict.new_address} - {""}) if verdict else set() for _, verdict in notes]
    assert share([one == other for one, other in zip(wanted, found, strict=True)]) >= 0.9


def test_delegates_come_with_the_sentence_that_names_them():
    note = "I am out of the office until 4 May. Please contact Jane Doe (jane@example.com)."
    verdict = out_of_office(make_mail(note, auto=True, subject="Automatic reply: hello"))
    assert verdict is not None
    assert verdict.return_date == date(2026, 5, 4)
    assert [(p.relation, p.sentence) for p in verdict.people] == [
        (Relation.DELEGATE, "Please contact Jane Doe (jane@example.com).")
    ]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"auto-submitted": ("auto-replied",)}, True),
        ({"auto-submitted": ("no",)}, False),
        ({"x-auto-response-suppress": ("All",)}, False),
        ({"precedence": ("auto_reply",)}, True),
        ({"x-autoreply": ("yes",)}, True),
        ({}, False),
    ],
)
def test_only_some_headers_make_a_mail_automatic(headers, expected):
    assert is_automatic(make_mail("", headers=headers)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "I was out of office last week, sorry. Yes, let's talk.",
        "I'm on holiday until 4 May, let's talk after that.",
        "Are you out of office next week?",
        "Thanks, all good.",
    ],
)
def test_people_who_mention_an_absence_write_no_absence_note(text):
    assert out_of_office(make_mail(text)) is None


def test_an_absence_note_in_the_thread_needs_no_headers():
    note = "Thank you for your message. I am on annual leave, back on 4 May. In urgent cases call Jane Doe."
    verdict = out_of_office(make_mail(note))
    assert verdict is not None
    assert verdict.kind is Kind.OUT_OF_OFFICE


def test_without_a_date_of_its_own_no_date_is_resolved():
    verdict = out_of_office(make_mail("I am out of the office until Monday.", auto=True, day=""))
    assert verdict is not None
    assert verdict.return_date is None


def test_an_empty_note_with_an_absence_for_subject_is_one():
    verdict = out_of_office(make_mail("", subject="Out of office", auto=True))
    assert verdict is not None
    assert verdict.because == "Out of office"


def test_a_letter_about_an_absence_is_no_note():
    letter = "I am on leave. " + "The history of our company is long and this tells all of it. " * 40
    assert out_of_office(make_mail(letter)) is None


def test_a_new_address_must_be_there():
    assert address_changed(make_mail("My email address has changed.")) is None
    assert address_changed(make_mail("My email address has changed, call @home.")) is None


@pytest.mark.parametrize(
    ("text", "sender", "auto", "away"),
    [
        ("Cheryl Nelson will be out of the office until 4 May.", "Cheryl Nelson <c@example.com>", True, True),
        ("Cheryl Nelson will be out of the office until 4 May.", "Bo Ray <b@example.com>", True, True),
        ("Cheryl Nelson will be out of the office until 4 May.", "Cheryl Nelson <c@example.com>", False, True),
        ("Cheryl Nelson will be out of the office until 4 May.", "Bo Ray <b@example.com>", False, False),
        ("My manager is on leave until 4 May.", "Bo Ray <b@example.com>", False, False),
        ("I will be out of the office until 4 May.", "Bo Ray <b@example.com>", False, True),
    ],
)
def test_an_absence_is_the_writers_own(text, sender, auto, away):
    note = make_mail(text, sender=sender, auto=auto, thread=False, subject="Out of office")
    assert (out_of_office(note) is not None) is away


def test_people_announce_their_own_absence_without_any_machine():
    verdict = out_of_office(make_mail("I will be out of the office tomorrow. Please contact Liz Hill."))
    assert verdict is not None
    assert [person.name for person in verdict.people] == ["Liz Hill"]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("We have a new domain. From now on please write to me at neil@new.example.", "neil@new.example"),
        ("My old mailbox is no longer read: chris.vale@new.example.", "chris.vale@new.example"),
        ("The old address is no longer read. For sales: sales@new.example.", ""),
        ("We have a new address: office@new.example.", "office@new.example"),
    ],
)
def test_the_new_address_is_the_writers(text, new):
    verdict = address_changed(make_mail(text, thread=False, subject="News"))
    assert (verdict.new_address if verdict else "") == new


LEFT, MOVED, RECEIVED = Kind.LEFT_COMPANY, Kind.ADDRESS_CHANGED, Kind.AUTO_ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    ("text", "new", "people"),
    [
        ("My new address is ann@new.test. For bookings it's still Lyla Marsh, lyla@studio.test.", "ann@new.test", ["lyla@studio.test"]),
        ("Neu: m.hale@neu.test. Alt: m.hale@alt.test. Lack: Renate Kolb, r.kolb@neu.test.", "m.hale@neu.test", ["r.kolb@neu.test"]),
        ("I married: anna.berg@park.test (before: anna.full@park.test).", "anna.berg@park.test", []),
        ("The mailboxes orders@fell.test and returns@fell.test were merged. The common address is trade@fell.test.", "trade@fell.test", []),
        ("That means hr@ has gone and people@glen.test has come.", "people@glen.test", []),
    ],
)  # fmt: skip
def test_whom_a_note_on_a_new_address_names_beside_it(text, new, people):
    assert told(MOVED, text) == (new, people)


def test_an_acknowledgement_names_the_mailbox_to_turn_to():
    urgent = "Your request has been opened. If it is urgent write to duty@desk.test."
    assert told(RECEIVED, urgent) == ("", ["duty@desk.test"])
    assert told(RECEIVED, "Thank you for your message to info@desk.test. We answer in two days.") == ("", [])
    by_phrase = classify(make_mail(f"Thank you, ticket 4711 was created. {urgent}", auto=True, subject="Ticket 4711"))
    assert (by_phrase.kind, [one.email for one in by_phrase.people]) == (RECEIVED, ["duty@desk.test"])


def test_a_last_line_with_a_title_is_the_writers():
    note = make_mail("I'm on leave. Urgent matters: Ann Roy, roy@example.org\nSr. Amanda Moe", auto=True)
    assert [one.name for one in with_return(note, Verdict(Kind.OUT_OF_OFFICE, 0.9, "", "")).people] == ["Ann Roy"]


def test_a_help_desk_that_closes_at_the_weekend_is_not_away():
    note = "We have received your request 48213. Please note that we are closed on weekends."
    assert (
        out_of_office(make_mail(note, auto=True, sender="Support <support@example.com>", subject="Request 48213"))
        is None
    )
