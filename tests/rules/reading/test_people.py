# ruff: noqa: E501 -- one row of a table reads best on one line
from dataclasses import replace

import pytest

from engine.rules.reading.addresses import ADDRESSES_AT_MOST, Scene
from engine.rules.reading.chain import classify
from engine.rules.reading.people import copied_people, referred_people
from engine.rules.vocabulary import Relation
from tests.rules.reading.answers import mailbox, make_mail

ROWS = [
    ("Please talk to Jane Doe (jane.doe@example.com).", [("Jane Doe", "jane.doe@example.com")]),
    ("Write to Jane Doe, jane (at) example (dot) com", [("Jane Doe", "jane@example.com")]),
    ("mailto:jane.doe@example.com is the address of Jane Doe", [("Jane Doe", "jane.doe@example.com")]),
    ("bob@example.com (Bob Hill) decides.", [("Bob Hill", "bob@example.com")]),
    ("k7@example.com Bob Hill", [("Bob Hill", "k7@example.com")]),
    ("You should talk to Bob in procurement.", [("Bob", "")]),
    ("Try Greg Marsh.", [("Greg Marsh", "")]),
    ("Sandra Kim heads up marketing.", [("Sandra Kim", "")]),
    ("Steve handles all of that.", [("Steve", "")]),
    ("Wenden Sie sich bitte an Frau Anna Schmidt.", [("Anna Schmidt", "")]),
    ("Please contact Ana de la Cruz.", [("Ana de la Cruz", "")]),
    ("Please contact our Head of IT, Kay Orr.", [("Kay Orr", "")]),
    ("Please talk to Susan Park, our Head of Planning.", [("Susan Park", "")]),
    ("Please talk to our Head of Planning, Susan Park.", [("Susan Park", "")]),
    ("Bitte wenden Sie sich an unsere Leiterin der Logistik, Frau Toft.", [("Toft", "")]),
    ("This is more of a steve question. steve@example.com", [("Steve", "steve@example.com")]),
    ("Send it to it-purchasing@example.com", [("", "it-purchasing@example.com")]),
    ("proszę o kontakt z Tomaszem Wójcikiem (tomasz.wojcik@example.com)", [("Tomasz Wójcik", "tomasz.wojcik@example.com")]),
    ("Proszę pisać do Ewą Mazur: ewa.mazur@example.com", [("Ewa Mazur", "ewa.mazur@example.com")]),
    ("請聯繫李娜 lina@example.com。", [("李娜", "lina@example.com")]),
    ("担当は田中です。tanaka@example.com", [("田中", "tanaka@example.com")]),
    ("Contact Tim Fox (tim@example.com) or Ann Roy (ann@example.com).", [("Tim Fox", "tim@example.com"), ("Ann Roy", "ann@example.com")]),
    ("Please contact Tim Fox or Ann Roy.", [("Tim Fox", ""), ("Ann Roy", "")]),
    ("Speak with Tim Fox. Tim Fox decides on that.", [("Tim Fox", "")]),
    ("Hi Tom, thanks for the note.", []),
    ("You can reach me at chris@other.example", []),
    ("Please contact Ann Roy, who covers all of it for me: ann.roy@example.com", [("Ann Roy", "ann.roy@example.com")]),
    ("Nils Ek vikarierar hela tiden för mig: nils.ek@example.com", [("Nils Ek", "nils.ek@example.com")]),
    ("Chris Vale is the one to speak with.", []),
    ("I walked to Paris about the weather.\nRegards,\nFrance", []),
    ("Contact Head of Sales.", []),
    ("Call Tom.", []),
    ("Nothing to see here in London. Stop by.", []),
    ("Please contact I. Yes.", []),
    ("Please contact Ana de Sales now.", [("Ana", "")]),
    ("She is Jane's manager, speak with Jane.", [("Jane", "")]),
    ("You should talk to Globex Systems, they handle this.", []),
    ("Bitte kontaktieren Sie Firma Meyer Nord.", []),
    ("Contact Customer Success Team Lead Ben Ode at ben.ode@example.com.", [("Ben Ode", "ben.ode@example.com")]),
    ("Send it to The Accounts Payable Team (ap@example.com).", [("", "ap@example.com")]),
    ("Ihre Mail hat mir Herr Albers gegeben, sie wurde mir weitergeleitet.", []),
    ("For the north it's Susan Park, +1 415 555 0133.", [("Susan Park", "")]),
    ("das macht bei uns Heike Möhring.", [("Heike Möhring", "")]),
    ("Write to Jane.Doe@example.com", [("", "jane.doe@example.com")]),
    ("Please contact Susan Park or Heike Möhring.", [("Susan Park", ""), ("Heike Möhring", "")]),
    ("Bitte wenden Sie sich an Jo Park oder Frau Toft.", [("Jo Park", ""), ("Toft", "")]),
    ("Please contact Susan Park and have a nice day.", [("Susan Park", "")]),
    ("Hoi Tom, vraag Joost, joost@example.com", [("Joost", "joost@example.com")]),
    ("Prøv Peter på lageret, peter@example.com", [("Peter", "peter@example.com")]),
    ("Tjena Tom! Snacka med Jocke, jocke@example.com", [("Jocke", "jocke@example.com")]),
    ("Falem com a Dra. Sónia Matos, do departamento de compras: compras@example.com", [("Sónia Matos", "compras@example.com")]),
    ("Voyez avec Mme Odile Pernet, service achats : achats@example.com", [("Odile Pernet", "achats@example.com")]),
    ("Nos tarifs sont chez Mme Odile Pernet. Le service achats : achats@example.com", [("", "achats@example.com")]),
    ("이 업무는 물류팀 박지영 과장님이 담당하십니다. jypark@example.com 로 연락 주세요.", [("박지영", "jypark@example.com")]),
    ("υπεύθυνη είναι η Ελένη Μακρή, eleni.makri@example.com", [("Ελένη Μακρή", "eleni.makri@example.com")]),
    ("المسؤول عن النقل هو الأستاذ سامي حداد، sami@example.com", [("سامي حداد", "sami@example.com")]),
    ("กรุณาติดต่อคุณวิภา ฝ่ายขนส่ง wipa@example.com ได้เลยค่ะ", [("วิภา", "wipa@example.com")]),
    ("คุณต้องติดต่อฝ่ายขนส่ง wipa@example.com", [("", "wipa@example.com")]),
    ("מי שמטפל בזה הוא מר יוסי כהן, yossi@example.com", [("יוסי כהן", "yossi@example.com")]),
    ("Это к Сергею Орлову. Его почта orlov@example.com", [("Сергею Орлову", "orlov@example.com")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "people"), ROWS)
def test_people_are_found_beside_addresses_and_after_words_that_hand_over(text, people):
    found = referred_people(make_mail(text), Relation.REFERRAL)
    assert [(person.name, person.email) for person in found] == people


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Please call Ann Roy on +49 30 12345678.", "+49 30 12345678"),
        ("Please call Ann Roy on 020 7946 0991.", "+44 20 7946 0991"),
        ("Please call Ann Roy on (650) 253-0000.", "+1 650-253-0000"),
        ("Bitte wenden Sie sich an Ann Roy, Tel. 030 12345678.", "+49 30 12345678"),
        ("Please call Ann Roy on 12/04/2026.", ""),
        ("Please call Ann Roy on 123-45.", ""),
        ("Please call Ann Roy on 00000000000000000000.", ""),
        ("Please call Ann Roy on +999 1234567.", ""),
        ("Please call Ann Roy on +1 234 5678 90123.", ""),
    ],
)
def test_a_telephone_number_is_given_in_international_form(text, phone):
    (person,) = referred_people(make_mail(text), Relation.DELEGATE)
    assert person.phone == phone


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Please contact Ann Roy, Head of IT, at ann@example.com.", "Head of IT"),
        ("Please contact Ann Roy, our VP of Operations.", "VP of Operations"),
        ("Please contact Ann Roy, who is nice.", ""),
        ("Please contact Ann Roy about this.", ""),
    ],
)
def test_what_somebody_does_is_kept(text, title):
    (person,) = referred_people(make_mail(text), Relation.REFERRAL)
    assert person.title == title


def test_the_sentence_is_the_evidence():
    (person,) = referred_people(make_mail("Hello Tom,\nNot me. Ask Jane Doe please.\nBye"), Relation.REFERRAL)
    assert (person.sentence, person.relation) == ("Ask Jane Doe please.", Relation.REFERRAL)


def test_one_address_twice_is_one_person():
    found = referred_people(make_mail("Ask jane@example.com. I repeat: jane@example.com"), Relation.REFERRAL)
    assert [person.email for person in found] == ["jane@example.com"]


def test_the_copied_are_known_by_their_header():
    mail = make_mail("Copying Jane who runs this.", cc="Jane Doe <jane@example.com>")
    assert [(p.name, p.email, p.sentence) for p in copied_people(mail)] == [
        ("Jane Doe", "jane@example.com", "Copying Jane who runs this.")
    ]
    silent = make_mail("", cc="Jane Doe <jane@example.com>")
    assert [p.email for p in copied_people(silent)] == ["jane@example.com"]


def test_we_and_the_writer_are_not_copied_people():
    assert copied_people(make_mail("Copying all", cc="Tom Rep <tom@sender.example>")) == ()


JO = "jo.park@example.com"
IN_THE_LOOP = [
    "Looping in my colleague Jo Park, who owns this.",
    "I'm adding Jo, she can tell you more.",
    "Ich habe Frau Park in Kopie gesetzt.",
    "Je mets ma collègue Jo Park en copie.",
    "Pongo en copia a mi compañera Jo Park.",
    "Metto in copia la collega Jo Park.",
    "Coloco a minha colega Jo Park em cópia.",
    "Ik zet mijn collega Jo Park in cc.",
    "Jag lägger till min kollega Jo Park.",
    "Jeg setter min kollega Jo Park på kopi.",
    "Dodaję koleżankę Jo Park do wiadomości.",
    "CCing the right person.",
    "Please contact Jo Park.",
]


def _also_to(text: str, *others: str, sender: str = "Chris Vale <chris.vale@example.com>"):
    mail = make_mail(text, sender=sender)
    return replace(mail, to=(*mail.to, *map(mailbox, others)))


@pytest.mark.parametrize("text", IN_THE_LOOP)
def test_a_colleague_among_those_an_answer_is_to_is_found_where_its_words_say_so(text):
    found = classify(_also_to(text, f"Jo Park <{JO}>"), known_thread=True).people
    assert [(person.name, person.email) for person in found] == [("Jo Park", JO)]


@pytest.mark.parametrize(
    ("text", "others", "sender"),
    [
        ("Please contact Ann Roy.", ["Jo Park <jo.park@example.com>"], "Chris Vale <chris.vale@example.com>"),
        ("Looping in the right person.", ["Jo Park <jo@gmail.com>"], "Chris Vale <chris@gmail.com>"),
        ("Looping in the right person.", ["Kim Rep <kim@sender.example>"], "Chris Vale <chris.vale@example.com>"),
        ("Sounds good, send me a quote.", ["Jo Park <jo.park@example.com>"], "Chris Vale <chris.vale@example.com>"),
    ],
)
def test_nobody_else_an_answer_is_to_is_taken_for_somebody_to_write_to(text, others, sender):
    found = classify(_also_to(text, *others, sender=sender), known_thread=True).people
    assert not {person.email for person in found} & {mailbox(other).email for other in others}


def test_where_all_are_at_one_house_nobody_knows_who_is_ours():
    mail = replace(_also_to("Looping in the right person.", f"Jo Park <{JO}>"), to=(mailbox(f"Jo Park <{JO}>"),))
    assert copied_people(mail, says_so=True) == ()


def test_of_thousands_of_addresses_only_the_first_are_held_against_every_name():
    scene = Scene("From: a@b.example\n" * 1_000, "en", "GB", frozenset(), "", by_machine=True)
    assert len(scene.addresses) == ADDRESSES_AT_MOST


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("De baja médica. Me sustituye Andrés Gil.", ["Andrés Gil"]),
        ("Licença até maio. O Paulo Lima está no meu lugar.", ["Paulo Lima"]),
        ("In ferie. Per urgenze Giada Moro.", ["Giada Moro"]),
        ("Assente, al mio posto c'è Luca Ferri.", ["Luca Ferri"]),
        ("Away. Priya has the keys to everything.", ["Priya"]),
        ("Away. Alma Reyes and Jon Pike share my inbox.", ["Alma Reyes", "Jon Pike"]),
        ("Semester. Min vikarie är Nils Frid.", ["Nils Frid"]),
        ("Szabadságon vagyok. Helyettesem Nagy Anna.", ["Nagy Anna"]),
        ("Я в отпуске, замещает меня Игорь Белов.", ["Игорь Белов"]),
        ("Urlop. Zastępuje mnie Olga Bąk.", ["Olga Bąk"]),
        ("Met verlof; Sanne Prins neemt waar.", ["Sanne Prins"]),
        ("On leave. For urgent matters please be patient.", []),
        ("On leave in Via Roma. Rome has the best weather.", []),
    ],
)
def test_deputies_need_no_address(text, people):
    assert [person.name for person in referred_people(make_mail(text), Relation.DELEGATE)] == people
