"""Who has left, by their own note, their mailbox's or a colleague's word."""

# ruff: noqa: E501 -- one row of a table reads best on one line

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.evidence import concepts
from engine.rules.reading.leaving import is_bare_leave, leaver_signs, left_company
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail, told


def test_an_opt_out_of_somebody_who_left_is_an_opt_out():
    assert left_company(make_mail("I no longer work there. Remove me from your list.")) is None


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
    ("text", "new", "people"),
    [
        ("I now work for Nord Kabel (ida.moe@nordkabel.test). Ola Brekke follows: ola@kabel.test.", "ida.moe@nordkabel.test", ["ola@kabel.test"]),
        ("Ik ben overgestapt naar Polder: rens@polder.test. Anouk Visser (anouk@fluxo.test) volgt mij op.", "rens@polder.test", ["anouk@fluxo.test"]),
        ("Har begynt hos Topp! siri@topp.test.", "siri@topp.test", []),
        ("Vous partez, je reste. Hugo Roy me remplace (h.roy@gp.test). Pour rester en lien : lea@example.org.", "lea@example.org", ["h.roy@gp.test"]),
        ("Ho lasciato tutto. Para los amigos: paco.t@mail.test.", "paco.t@mail.test", []),
        ("您好，我已离职。业务请联系赵敏，zhao@beichen.test。我的新邮箱：lihang@yunfan.test。", "lihang@yunfan.test", ["zhao@beichen.test"]),
        ("I have left Tarn. My new gig: zoe@hedgerow.test", "zoe@hedgerow.test", []),
        ("Jag slutade i fredags och nås numera på elsa@podverket.test.", "elsa@podverket.test", []),
        ("In pensione. Per un saluto: laura@example.org.", "laura@example.org", []),
        ("Mein Nachfolger ist Mehmet Aydin (m.aydin@logistik.test). Privat: paul@example.org.", "paul@example.org", ["m.aydin@logistik.test"]),
        ("Ho lasciato il museo. Enrico Sala: sala@museo.test. Io sono a s.loi@example.org.", "s.loi@example.org", ["sala@museo.test"]),
        ("Mail naar de receptie, of op wim.terpstra@example.org.\nWim Terpstra\n\nHet ga u goed, allemaal.", "wim.terpstra@example.org", []),
        ("会社を辞めて独立しました。mori@mori-design.test", "mori@mori-design.test", []),
        ("Sucede-me Anabela Faria: a.faria@junta.test.", "", ["a.faria@junta.test"]),
        ("I have left Tarn. Friends can write to hal.lowe77@mail.test. Orders: orders@tarn.test", "hal.lowe77@mail.test", ["orders@tarn.test"]),
        ("Sista dagen! Jobb: kontakt@tarn.test. Fika: sofia.ek@mail.test.", "sofia.ek@mail.test", ["kontakt@tarn.test"]),
        ("He dejado la empresa. Trabajo: hola@tarn.test. Para todo lo demás: lucia@mail.test", "lucia@mail.test", ["hola@tarn.test"]),
        ("I have left. For everything else: hello@tarn.test", "", ["hello@tarn.test"]),
        ("退職いたしました。個人の連絡先は mori@mail.test です。", "mori@mail.test", []),
    ],
)  # fmt: skip
def test_a_leavers_own_new_address_is_no_replacement(text, new, people):
    assert told(Kind.LEFT_COMPANY, text) == (new, people)


def test_whoever_leaves_may_tell_a_private_address():
    verdict = left_company(
        make_mail("Friday is my last day at Tarn. My private email is chris@home.example.", thread=False)
    )
    assert verdict is not None
    assert verdict.new_address == "chris@home.example"


def test_a_letter_that_mentions_a_leaver_is_no_note():
    letter = "Bill left the company. " + "The history of our company is long and this tells all of it. " * 40
    assert left_company(make_mail(letter)) is None


STOTT = "Gemma Stott <g.stott@brack.test>"


@pytest.mark.parametrize(
    ("text", "sender", "signs"),
    [
        ("Gemma Stott is no longer with Brack Ltd.", STOTT, ("left by name",)),
        ("Stott has left us, please write to Ian.", STOTT, ("left by name",)),
        ("Frau Stott ist nicht mehr bei uns tätig.", STOTT, ("left by name",)),
        ("弊社の佐々木は退職いたしました。", "佐々木 <s@aoba.test>", ("left by name",)),
        ("Ayşe Kurt emekli olmuştur.", "Ayşe Kurt <akurt@ova.test>", ("left by name",)),
        ("I have left the company. Gemma Stott", STOTT, ("left by myself",)),
        ("Non lavoro più qui.", STOTT, ("left by myself",)),
        ("Gemma Stott har sluttet i selskapet.", STOTT, ("left by name",)),
        ("Ms Stott has left us.", "gstott <gstott@b.test>", ("left by name",)),
        ("Yıldız'dan ayrıldım.", STOTT, ("left by myself",)),
        ("Jane has left the company.", STOTT, ()),
        ("Martin has left the company.", "Luis Martinez <martinez@b.test>", ()),
        ("Gemma Stott is on leave.", STOTT, ()),
    ],
)
def test_of_whom_it_is_said_that_they_have_left(text, sender, signs):
    assert leaver_signs(make_mail(text, sender=sender)) == signs


def test_what_a_mailbox_says_of_its_owner_is_no_persons_answer():
    text = "Please note that Gemma Stott is no longer with Brack Ltd. Contact Ian Petrie, who takes over."
    verdict = classify(make_mail(text, sender=STOTT), known_thread=True)
    assert (verdict.kind, verdict.rule) == (Kind.LEFT_COMPANY, "absence.left_company")


def test_whoever_speaks_of_themselves_there_may_have_typed_it():
    text = "I'm Ian and look after Gemma's mailbox. Gemma left us in March, so she won't be able to help you."
    assert classify(make_mail(text, sender=STOTT), known_thread=True).doubts


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("I have left the company. This mailbox is no longer read. Please contact Ian Petrie.", True),
        ("Ich bin nicht mehr bei uns tätig. Dieses Postfach wird gelöscht.", True),
        ("I have left the company. Please contact Ian Petrie.", False),
        ("I have left the company. This mailbox is no longer read, but what does it cost? My son builds sheds.", False),
    ],
)
def test_who_left_and_what_becomes_of_the_mailbox_is_all_that_a_note_tells(text, bare):
    assert is_bare_leave(make_mail(text)) is bare


@pytest.mark.parametrize(
    "text",
    [
        "Ayer fue mi último día. Bruno Paz hereda mi mostrador y mis llaves: bruno@hotel.example",
        "Jeg er gået på pension. Sønnen Bruno Paz kan nås på bruno@hotel.example",
    ],
)
def test_the_address_of_whoever_is_named_before_it_is_not_the_leavers(text):
    verdict = classify(make_mail(text, sender=STOTT, auto=True), known_thread=True)
    assert verdict.kind is Kind.LEFT_COMPANY
    assert (verdict.new_address, [one.email for one in verdict.people]) == ("", ["bruno@hotel.example"])


def test_where_a_house_is_to_be_written_to_is_no_leavers_address():
    text = "Ms Stott is no longer with us. Please write to secretariat@b.test"
    mail = make_mail(text, sender="Secretariat <gstott@b.test>", auto=True)
    verdict = classify(mail, known_thread=True)
    assert (verdict.new_address, [one.email for one in verdict.people]) == ("", ["secretariat@b.test"])


def test_nobodys_mailbox_may_tell_of_a_leaver_in_unusual_words():
    text = "A postafiók gazdája június végén kilépett. A raklapokat Szabó Lili rendeli, lili@raktar.example"
    mail = make_mail(text, sender="HR <hr@raktar.example>", auto=True, subject="Kilépett munkatárs")
    assert classify(mail, known_thread=True).kind is Kind.LEFT_COMPANY


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin seit dem 1. April nicht mehr bei Hansa tätig. Bitte wenden Sie sich an Olaf Petersen, olaf@example.com.",
        "Je ne travaille plus chez Morel depuis avril. Merci de contacter désormais Hugo Blanc : olaf@example.com",
    ],
)
def test_who_has_left_and_names_who_follows_is_known_for_a_leaver_under_our_title(text):
    """A person may have typed it, so that one decides; whom they name is found either way."""
    verdict = classify(make_mail(text), known_thread=True)
    assert (verdict.kind, [one.email for one in verdict.people]) == (Kind.LEFT_COMPANY, ["olaf@example.com"])


@pytest.mark.parametrize(
    "sentence",
    [
        "I'm now retired.",
        "I've finished at Northgate.",
        "My time at Northgate has come to an end.",
        "Karen Holt passed away in April.",
        "Karen has transferred out of the UK business.",
        "Ich bin seit Juli Rentner.",
        "Das Arbeitsverhältnis mit Herrn Wolter ist beendet.",
        "Meine Stelle wurde gestrichen.",
        "J'ai pris ma retraite.",
        "La antigua directora dejó el centro en junio.",
        "Reformei-me em maio.",
        "Il dott. Riva è venuto a mancare.",
        "Ik geniet sinds vrijdag van mijn pensioen.",
        "Sista dagen på jobbet var den 30 april.",
        "Min stilling blev sparet væk.",
        "Jeg gikk av med pensjon 1. august.",
        "Olen siirtynyt toisen työnantajan palvelukseen.",
        "Adresat wiadomości nie jest już zatrudniony.",
        "Kolega zemřel.",
        "高橋は逝去いたしました。",
        "王总去世了。",
        "Я на пенсии.",
    ],
)
def test_pensioners_the_dead_and_whose_work_has_ended_have_left(sentence):
    assert "left" in concepts(sentence)
