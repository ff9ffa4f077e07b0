"""Automatic notes as the chain reads them: phrases and words together."""

import pytest

from engine.rules.reading.leaning import ROWS
from engine.rules.reading.note_signs import by_phrases
from engine.rules.reading.note_words import KINDS, SENT_KINDS, lean, load, told_with_signs, weighed
from engine.rules.reading.notes import note
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import cases, iso, make_mail, mentions, plain_notices

AWAY, LEFT, MOVED = Kind.OUT_OF_OFFICE, Kind.LEFT_COMPANY, Kind.ADDRESS_CHANGED
RECEIVED, GATE = Kind.AUTO_ACKNOWLEDGEMENT, Kind.CHALLENGE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OOO til Mon", AWAY),
        ("Rückkehr: 20. April", AWAY),
        ("This is an automated message. The person you wrote to, Kofi Boateng, is no longer employed here.", LEFT),
        ("I've left Nimbric. Try hello@nimbric.example.", LEFT),
        ("Wechsle das Team. Meine Nachfolgerin ist Theresa Pointner, t.pointner@example.com.", LEFT),
        ("Following the merger with Pell, my contact details are now: oliver@pellcrane.example", MOVED),
        ("The postbox has it! We are roasting coffee all week and answer slower than usual. Your team", RECEIVED),
        ("Schön, dass du uns schreibst! Wir antworten der Reihe nach. Dein Ladenteam", RECEIVED),
        ("My mailbox lets in only people it knows. Reply with the word PLUM and you are in.", GATE),
    ],
)
def test_a_machine_says_one_of_five_things(text, kind):
    verdict = note(make_mail(text, auto=True, subject="Hello"))
    assert verdict is not None
    assert verdict.kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OOO til Mon", AWAY),
        ("En vacances. Retour en S34.", AWAY),
        (
            "Thank you for contacting the bakery. We have received your message and will reply within two days.",
            RECEIVED,
        ),
        ("Bitte sparen Sie sich weitere Nachrichten. Während meiner Abwesenheit hat sich nichts geändert.", None),
        ("Neil is on holiday but I can help: does it run on Linux?", None),
        ("Yes, send it over, but to my new address, rob@new.example.", None),
    ],
)
def test_without_a_header_it_must_be_plain(text, kind):
    verdict = note(make_mail(text))
    assert (verdict.kind if verdict else None) is kind


@pytest.mark.parametrize("text", ["Hej,\n\nSvar.", "<http://one.example> <http://two.example>", "Oui."])
def test_a_word_or_two_are_no_machines(text):
    """Of which the words alone made an absence or a gate, for machines say little, too."""
    assert note(make_mail(text, thread=False, subject="Re: hello")) is None


def test_what_is_likelier_a_note_by_little_is_one_in_doubt():
    """Held aside, under our title and without a header: most of what is one in doubt is one."""
    every = (*plain_notices("holdout"), *mentions("holdout"), *cases("holdout"))
    told = [(case.kind, note(case.mail())) for case in every if case.thread and not case.auto and not case.headers]
    right = [kind == found.kind for kind, found in told if found and found.doubts]
    assert len(right) >= 30
    assert sum(right) / len(right) >= 0.6


def test_words_alone_hide_no_opt_out():
    note_like = "Gone until the new year, nobody minds the shop, and the machine answers for me."
    assert note(make_mail(f"{note_like} Unsubscribe me from your list.")) is None


@pytest.mark.parametrize("asked", ["Unsubscribe me from your list.", "Please remove me from your list."])
def test_under_a_title_of_its_own_words_hide_no_opt_out_either(asked):
    text = "Thank you for contacting the bakery. We have received your message and will reply within two days."
    assert note(make_mail(text, subject="We got your message")) is not None
    assert note(make_mail(f"{text} {asked}", subject="We got your message")) is None


def test_what_a_note_without_a_date_of_its_own_says_is_seen():
    assert note(make_mail("I am away until Monday.", auto=True, day="")) is not None


def test_words_make_a_note_of_mail_that_answers_nothing_only_when_they_are_loud():
    text = "Thank you for contacting the bakery. We have received your message and will reply within two days."
    verdict = note(make_mail(text, thread=False, subject="Bread"))
    assert verdict is not None
    assert verdict.kind is Kind.AUTO_ACKNOWLEDGEMENT
    text = "Your parcel was handed to the carrier today. It will reach you within two days."
    assert note(make_mail(text, thread=False, subject="Bread")) is None
    text = "Invoice 4711 of the bakery is attached. Please pay within 14 days."
    assert note(make_mail(text, thread=False, subject="Bread")) is None


def test_a_note_without_words_is_judged_by_what_is_around_them():
    verdict = note(make_mail("", subject="Out of office", auto=True))
    assert verdict is not None
    assert verdict.kind is AWAY


def test_an_alert_that_answers_nothing_is_no_note():
    alert = make_mail("Disk 3 is full.", thread=False, subject="Alert", headers={"auto-submitted": ("auto-generated",)})
    assert note(alert) is None


def test_a_new_address_that_is_not_told_is_none():
    verdict = note(make_mail("Mein Postfach ist umgezogen, meine neue Adresse lautet anders.", auto=True, subject="x"))
    assert verdict is not None
    assert verdict.new_address == ""
    assert verdict.kind is not MOVED


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("My email address has changed from anna.k@old.example to anna.k@new.example.", "anna.k@new.example"),
        ("anna@old.example is no longer in use -> anna@new.example", "anna@new.example"),
        ("We have rebranded. anna@old.example becomes anna@new.example.", "anna@new.example"),
        ("Meine Mailadresse lautet jetzt k.maier@neu.example (bisher: maier@alt.example).", "k.maier@neu.example"),
        ("Statt maier@alt.example bitte ab sofort nur noch unter maier@neu.example.", "maier@neu.example"),
        ("Mon adresse a.roche@vieux.example disparaît, désormais : a.roche@neuf.example.", "a.roche@neuf.example"),
        ("Mi correo cambia de j.ruiz@viejo.example a j.ruiz@nuevo.example.", "j.ruiz@nuevo.example"),
        ("Mijn adres j.bos@oud.example vervalt. Nieuw adres: j.bos@nieuw.example.", "j.bos@nieuw.example"),
        ("メールアドレスが tanaka@old.example から tanaka@new.example に変わりました。", "tanaka@new.example"),
        ("邮箱由 li@old.example 变更为 li@new.example。", "li@new.example"),
        ("We have a new domain: info@example.com, info@new.example.", "info@new.example"),
        ("We have a new domain. Office: info@one.example. New for me: anna@two.example", "anna@two.example"),
        ("We have a new domain. Office: info@one.example. anna.k@two.example\n\nAnna Kerr", "anna.k@two.example"),
        ("My email address changed: anna@one.example -> anna@two.example has been set up.", "anna@two.example"),
        ("info@one.example retires in May. New address from now on: hello@two.example.", "hello@two.example"),
        ("Avviso: la casella info@uno.example è dismessa, nuovo indirizzo: ciao@due.example", "ciao@due.example"),
        ("La dirección a@uno.example ha quedado sin efecto. Nueva dirección: b@dos.example.", "b@dos.example"),
        ("Our addresses changed to firstname.lastname@two.example; mine is anna.k@two.example.", "anna.k@two.example"),
    ],
)
def test_the_old_address_is_not_the_new_one(text, new):
    verdict = note(make_mail(text, auto=True, subject="Automatic reply: x"))
    assert verdict is not None
    assert (verdict.kind, verdict.new_address) == (MOVED, new)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bin im Urlaub.\n\nVertretung:\n- Personal: Frau Ayla Demir, Durchwahl -318", ["Ayla Demir"]),
        ("En congé. Si ça brûle : Léo, 07 99 00 88 10.", ["Léo"]),
        ("Estoy fuera. Favor de dirigirse con la Lic. Ana Olvera, a.olvera@example.com.", ["Ana Olvera"]),
        ("Estou fora. Contacte a Dra. Filipa Sousa (filipa.sousa@example.com).", ["Filipa Sousa"]),
        ("Estoy de licencia hasta el lunes. Escribile a Sole (admin@example.com).", ["Sole"]),
        ("休み中。急ぎは坂井さん（内線312）へ。", ["坂井"]),
        ("春節假期。出貨相關：林小姐 分機 206", ["林"]),
        ("我在休假。如有急事，请联系同事王丽，邮箱wangli@example.com。", ["王丽"]),
        ("Back on Monday. Stefan Brooke is on 01632 960 812 for permits.", ["Stefan Brooke"]),
        ("Me jubilé. Los pedidos los atiende desde hoy Encarna Ruiz, teléfono 968 555 044.", ["Encarna Ruiz"]),
        ("Fri i dag. Haster det: Bruno, mobil 977 55 026", ["Bruno"]),
        (
            "Il Responsabile del Procedimento è assente. Per urgenze: dott. Salvatore Lo Cascio (s.lc@example.com)",
            ["Salvatore Lo Cascio"],
        ),
        (
            "La señora Quispe ya no trabaja aquí. Comuníquese con Tesorería, Edwin Mamani, e.mamani@example.com.",
            ["Edwin Mamani"],
        ),
        ("Kofi Boateng has left the company.", []),
        ("Our colleague Siobhán Deasy died on 14 June. Please call us.", []),
        ("The mailbox orders@example.com was closed and Kofi Boateng is no longer employed here.", []),
        ("I am away. For urgent matters on Fridays please call the New HR Rep.", []),
    ],
)
def test_notes_name_whom_to_turn_to(text, named):
    verdict = note(make_mail(text, auto=True, subject="Automatic reply: x"))
    assert verdict is not None
    assert [person.name for person in verdict.people] == named


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("OOO til Mon", "2026-04-20"),
        ("bk thurs, out today", "2026-04-16"),
        ("Bin bis Mo weg", "2026-04-20"),
        ("even weg, ma weer aan wal", "2026-04-20"),
        ("Terug ma 20/4", "2026-04-20"),
        ("Retour en S18, en congés", "2026-04-27"),
        ("Semester, åter måndag v. 19.", "2026-05-04"),
        ("Ferie uke 17 og 18.", "2026-05-04"),
        ("Back a week on Monday.", "2026-04-27"),
        ("Ich bin erst am Mittwoch in einer Woche zurück.", "2026-04-22"),
        ("Out this week and next, back Monday.", "2026-04-27"),
        ("I am out until 24 April, back on Monday.", "2026-04-27"),
        ("I'm out Thursday and Friday, April 16-17. I will get back to you on Monday.", "2026-04-20"),
        ("Away until Monday. Back on Monday.", "2026-04-20"),
        ("I'll be back at the start of May, Monday the 4th to be exact.", "2026-05-04"),
        ("Bin ab 27. wieder im Büro.", "2026-04-27"),
        ("Urlaub bis einschl. 24.4.26", "2026-04-27"),
        ("I only work mornings and will reply tomorrow.", "2026-04-15"),
        ("4月17日まで休み、20日以降に返信します。", "2026-04-20"),
        ("I work Mondays, Tuesdays and Fridays only and answer on my next working day.", "2026-04-17"),
        ("Ik werk van maandag t/m woensdag en antwoord op de eerstvolgende werkdag.", "2026-04-15"),
        ("Ich arbeite nicht am Mittwoch und antworte am nächsten Arbeitstag.", "2026-04-16"),
        ("火曜と水曜は休みです。次の営業日に返信します。", "2026-04-16"),
        ("周三不上班，下一个工作日回复。", "2026-04-16"),
        ("I am off today and answer on the next working day.", "2026-04-15"),
        ("I do not work Monday to Friday and answer on my next working day.", ""),
        ("I don't work Mon and Wed and answer on the next working day.", "2026-04-16"),
        ("At the dentist, back at 2pm.", "2026-04-14"),
        ("Bin beim Zahnarzt, ab 14 Uhr wieder da.", "2026-04-14"),
        ("Ik zit tot 15.00 uur in overleg en ben even afwezig.", "2026-04-14"),
        ("上午出诊不在,下午两点后可看邮件。", "2026-04-14"),
        ("Estou ausente de manhã e trabalho das 9h às 13h.", ""),
        ("I'm off from today, returning Mon 20/4. Cover: Ayo till Weds.", "2026-04-20"),
        ("Semester 17/4 - 24/7.", "2026-07-27"),
        ("Sono assente fino al 24 aprile p.v. compreso.", "2026-04-27"),
        ("Till och med söndagen den 19 april är jag ledig.", "2026-04-20"),
        ("Er på seminar i dag, tirsdag. Du får svar i morgen.", "2026-04-15"),
        ("本人出國,期間為四月十五日至四月二十八日。", "2026-04-29"),
        ("出差,十二月十日銷假上班。", "2026-12-10"),
        ("今天上課不在,禮拜三進公司。", "2026-04-15"),
        ("Congés. Je serai là le 4 mai. Les commandes passées avant le 16 partent normalement.", "2026-05-04"),
    ],
)
def test_days_of_return_in_few_words(text, day):
    verdict = note(make_mail(text, auto=True, subject="Automatic reply: x"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


def test_what_ships_is_small_and_has_the_rows_of_the_answers():
    assert len(load().to_bytes()) < 2_000_000
    assert all(0 <= row <= ROWS for row in told_with_signs(make_mail("I am away.", subject="Out of office"), None).rows)
    assert load().kinds == KINDS


@pytest.mark.parametrize("margin", [-6.0, -2.0, 0.0, 3.25])
def test_what_is_settled_before_the_dear_looks_is_settled_rightly(margin):
    weights = load()
    uneven = {kind: margin + at for at, kind in enumerate(SENT_KINDS)}
    for mail in (mention.mail() for mention in mentions("dev")):
        *notes, person = weighed(weights, mail, by_phrases(mail))
        for least in (dict.fromkeys(SENT_KINDS, margin), uneven):
            won = any(note - person > least[kind] for kind, note in zip(SENT_KINDS, notes, strict=True))
            assert bool(lean(mail, by_phrases(mail), least)) == won


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I am on leave until 4 May. Please contact Jane Doe meanwhile.", AWAY),
        ("Ich bin bis 4. Mai im Urlaub. Frau Anna Schmidt vertritt mich.", AWAY),
        ("I am on leave until 4 May. We have chosen another supplier. Please contact Jane Doe meanwhile.", None),
    ],
)
def test_an_absence_and_who_stands_in_is_all_that_a_note_tells(text, kind):
    verdict = note(make_mail(text))
    assert (verdict.kind if verdict else None) is kind
