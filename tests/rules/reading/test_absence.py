# ruff: noqa: E501 -- one row of a table reads best on one line
from datetime import date

import pytest

from engine.rules.reading.absence import address_changed, left_company, out_of_office, with_mailbox, with_return
from engine.rules.reading.automatic import is_automatic
from engine.rules.reading.chain import classify
from engine.rules.reading.notes import FACTS, note
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind, Relation
from tests.rules.reading.answers import Case, cases, found_keys, iso, make_mail, mentions

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
    assert left_company(make_mail("Bill left the company. " + letter)) is None


def test_an_opt_out_of_somebody_who_left_is_an_opt_out():
    assert left_company(make_mail("I no longer work there. Remove me from your list.")) is None


def test_a_new_address_must_be_there():
    assert address_changed(make_mail("My email address has changed.")) is None
    assert address_changed(make_mail("My email address has changed, call @home.")) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until 4 May. I was last in on 3 April.", "2026-05-04"),
        ("I am out of the office from 20 April.", ""),
        ("Away 20 April to 24 April.\n\nBack on 27 April.", "2026-04-27"),
        ("Ich bin ab dem 4. Mai wieder da, davor vom 20. April an im Urlaub.", "2026-05-04"),
    ],
)
def test_the_words_around_a_date_tell_what_it_is(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


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
    ("text", "auto", "left"),
    [
        ("Neil Oakes has left Tarn Systems. Write to Paige Fox, paige.fox@example.com.", True, True),
        ("We got your note and it has left Tarn.", True, False),
        ("Good news, your order 82914 has left our warehouse.", False, False),
        ("Great, 82914 has left us today.", False, False),
        ("Our colleague has left us today.", False, True),
        ("This mailbox is no longer monitored.", True, True),
        ("This mailbox is no longer monitored.", False, False),
        ("This mailbox is no longer monitored. Write to me at chris@new.example.", True, False),
        ("She has left us. Unsubscribe me.", True, False),
    ],
)
def test_only_people_leave(text, auto, left):
    assert (left_company(make_mail(text, auto=auto, thread=False, subject="News")) is not None) is left


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


def told(kind, text):
    """What a note of a kind that is known tells: its new address, and the addresses of whom it names."""
    facts = FACTS.get(kind, with_mailbox)
    verdict = facts(make_mail(text, auto=True, subject="News"), Verdict(kind, 0.9, "", ""))
    assert verdict is not None
    return verdict.new_address, [person.email for person in verdict.people]


@pytest.mark.parametrize(
    ("text", "new", "people"),
    [
        ("I now work for Nord Kabel (ida.moe@nordkabel.test). Ola Brekke follows: ola@kabel.test.", "ida.moe@nordkabel.test", ["ola@kabel.test"]),
        ("Ik ben overgestapt naar Polder: rens@polder.test. Anouk Visser (anouk@fluxo.test) volgt mij op.", "rens@polder.test", ["anouk@fluxo.test"]),
        ("Har begynt hos Topp! siri@topp.test.", "siri@topp.test", []),
        ("Vous partez, je reste. Hugo Roy me remplace (h.roy@gp.test). Pour rester en lien : lea@example.org.", "lea@example.org", ["h.roy@gp.test"]),
        ("In pensione. Per un saluto: laura@example.org.", "laura@example.org", []),
        ("Mein Nachfolger ist Mehmet Aydin (m.aydin@logistik.test). Privat: paul@example.org.", "paul@example.org", ["m.aydin@logistik.test"]),
        ("Ho lasciato il museo. Enrico Sala: sala@museo.test. Io sono a s.loi@example.org.", "s.loi@example.org", ["sala@museo.test"]),
        ("Mail naar de receptie, of op wim.terpstra@example.org.\nWim Terpstra\n\nHet ga u goed, allemaal.", "wim.terpstra@example.org", []),
        ("会社を辞めて独立しました。mori@mori-design.test", "mori@mori-design.test", []),
        ("Sucede-me Anabela Faria: a.faria@junta.test.", "", ["a.faria@junta.test"]),
    ],
)  # fmt: skip
def test_a_leavers_own_new_address_is_no_replacement(text, new, people):
    assert told(LEFT, text) == (new, people)


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


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin bis 10. Mai im Urlaub. Ab 11. Mai antworte ich wieder.",
        "Estou ausente até 10 de maio, inclusive. Respondo a partir de 11 de maio.",
        "2026年5月10日まで休暇をいただいております。お返事は2026年5月11日以降となります。",
        "I am away until 10 May and will reply on Monday, 11 May.",
    ],
)
def test_the_first_day_back_counts_more_than_the_last_day_away(text):
    verdict = out_of_office(make_mail(text, auto=True, subject="Automatic reply: x"))
    assert verdict is not None
    assert verdict.return_date == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nous sommes fermés du 3 au 21 août. Le standard vous attend le 24 août.", "2026-08-24"),
        ("I am on a plane until Thursday and then away until Monday, 20 April.", "2026-04-20"),
        ("I am leaving on 17 April and I will be back in the office on 21 April.", "2026-04-21"),
        ("In KW 17 und 18 bin ich im Urlaub.", "2026-05-04"),
        ("Out of office from 20-Apr-2026 to 24-Apr-2026.", "2026-04-27"),
        ("I am on leave 20-Apr to 24-Apr.", "2026-04-27"),
        ("I am away, back 27-Apr-26.", "2026-04-27"),
        ("I am away Apr-20 to Apr-24.", "2026-04-27"),
        ("Ich bin in der 17. KW nicht im Büro.", "2026-04-27"),
        ("Ich bin bis KW 17 im Urlaub.", "2026-04-24"),
        ("Ich bin im Urlaub, ab Montagmorgen wieder da.", "2026-04-20"),
        ("Ich bin bis Freitagmittag abwesend.", "2026-04-17"),
        ("I am out of the office, back after the weekend.", "2026-04-20"),
        ("Abwesend 20260420 - 20260424.", "2026-04-27"),
        ("I am out of office until EOD Friday.", "2026-04-20"),
        ("I don't work on Fridays.", ""),
        ("Ik werk van maandag tot en met donderdag.", ""),
        ("Jeden Freitag bin ich nicht im Büro.", ""),
        ("I was away until 10 April.", ""),
        ("I am away until 10 May 2062.", ""),
        ("Am 16. und 17. April bin ich auf einer Tagung.", "2026-04-17"),
        ("We are closed. The fair is in November 2027.", ""),
    ],
)
def test_the_day_of_return_is_told_from_other_days(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until and including Friday 17th.", "2026-04-20"),
        ("I'm on leave from 15 April to 16 April, both days inclusive.", "2026-04-17"),
        ("Ich bin bis inkl. 17.4. im Urlaub.", "2026-04-20"),
        ("Bis einschließlich KW 17 bin ich im Urlaub.", "2026-04-27"),
        ("Ich bin bis und mit Sonntag, 19. April, abwesend.", "2026-04-20"),
        ("Je suis absent jusqu'au 16 inclus.", "2026-04-17"),
        ("Estoy de vacaciones hasta el viernes 17 de abril, inclusive.", "2026-04-20"),
        ("Sarò assente fino al 16 compreso.", "2026-04-17"),
        ("Sono in ferie fino a maggio compreso.", "2026-06-01"),
        ("Estarei ausente até 16 inclusive.", "2026-04-17"),
        ("Ik ben afwezig t/m vrijdag 17 april.", "2026-04-20"),
        ("Jag är ledig t o m 16 april.", "2026-04-17"),
        ("Jeg er på ferie til og med den 16.", "2026-04-17"),
        ("Jestem na urlopie do piątku 17 kwietnia włącznie.", "2026-04-20"),
        ("我将于4月15日至4月17日（含）休假。", "2026-04-20"),
        ("Ich bin bis einschließlich 16.04. nicht da und ab dem 22.04. wieder erreichbar.", "2026-04-22"),
        ("I am away until Friday 17 April.", "2026-04-17"),
        ("I'm out of the office through April 17.", "2026-04-20"),
    ],
)
def test_who_says_that_the_last_day_is_away_too_is_back_on_the_working_day_after_it(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Out April 20-24.", "2026-04-27"),
        ("Abwesend vom 20. bis 24. April.", "2026-04-27"),
        ("Sarò fuori tra il 20 e il 23 aprile.", "2026-04-24"),
        ("Ik ben met verlof van maandag 20 april tot maandag 27 april.", "2026-04-27"),
        ("I am away 15–17 April and then again 27–30 April.", "2026-04-20"),
        ("Abwesenheiten:\n14.04.–15.04. (Schulung)\n27.04.–30.04. (Urlaub)", "2026-04-16"),
        ("Venerdì 17 e lunedì 20 aprile sono assente.", "2026-04-21"),
        ("Am 16. und 17. April bin ich abwesend.", "2026-04-20"),
        ("I am closed until 17 April and will reopen on 20 April.", "2026-04-20"),
        ("Jag är borta resten av veckan.", "2026-04-20"),
        ("Absent la semaine du 20. Retour le lundi suivant.", "2026-04-27"),
        ("No estoy hoy ni mañana, el 15 incluido.", "2026-04-16"),
        ("4月17日(金)まで(同日を含む)不在にしております。", "2026-04-20"),
    ],
)
def test_days_that_are_counted_off_are_days_away(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away and will deal with your message on Tuesday 21 April.", "2026-04-21"),
        ("Ik werk niet op woensdag. Vrijdag lees ik je bericht.", "2026-04-17"),
        ("Estou de folga. Sexta respondo a todos.", "2026-04-17"),
        ("Segunda eu volto.", "2026-04-20"),
        ("In trasferta fino a giovedì. Venerdì 17 rispondo.", "2026-04-17"),
        ("Heute auf Fortbildung. Morgen ab 9 Uhr wieder am Telefon.", "2026-04-15"),
        ("Vandaag afwezig. Morgen vanaf 10.00 uur ben ik er weer.", "2026-04-15"),
        ("Ik ben nu afwezig. Morgen lees ik uw mail.", "2026-04-15"),
        ("Absente mercredi. Rendez-vous jeudi !", "2026-04-16"),
        ("Jeg er på ferie, du hører fra mig på mandag.", "2026-04-20"),
        ("Jestem na urlopie. Do zobaczenia 20 kwietnia.", "2026-04-20"),
        ("Assente, rientro l'8.", "2026-05-08"),
        ("På hytta. Tilbake tirsdag over påske, 21.04.", "2026-04-21"),
        ("Bin bis Dienstag im Urlaub, ab 7. Jänner wieder da.", "2027-01-07"),
    ],
)
def test_what_is_done_with_mail_or_seeing_each_other_tells_the_day_back(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until 20 April. The deadline of 24 April stands.", "2026-04-20"),
        ("Bis 20.4. bin ich nicht da. Die Abgabefrist 22.4. gilt weiterhin!", "2026-04-20"),
        ("Estou fora até sexta. Os trabalhos continuam com prazo em 20/04.", "2026-04-17"),
        ("Estoy de vacaciones hasta el 16 de abril. El examen del 20 se mantiene.", "2026-04-16"),
        ("I read mail only on Tuesday and Thursday mornings.", ""),
        ("只有周五晚上看邮件。", ""),
    ],
)
def test_deadlines_meetings_and_habits_are_no_days_of_return(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


def test_a_weekday_with_a_number_that_is_past_is_of_the_month_to_come():
    note = make_mail("Sono via, torno operativo lunedì 2.", auto=True, subject="Out of office", day="2026-02-20")
    verdict = out_of_office(note)
    assert verdict is not None
    assert iso(verdict.return_date) == "2026-03-02"


def test_a_help_desk_that_closes_at_the_weekend_is_not_away():
    note = "We have received your request 48213. Please note that we are closed on weekends."
    assert (
        out_of_office(make_mail(note, auto=True, sender="Support <support@example.com>", subject="Request 48213"))
        is None
    )


def test_whoever_leaves_may_tell_a_private_address():
    verdict = left_company(
        make_mail("Friday is my last day at Tarn. My private email is chris@home.example.", thread=False)
    )
    assert verdict is not None
    assert verdict.new_address == "chris@home.example"
