"""Who stands in a note and is nobody to turn to; and who is, without an address."""

# ruff: noqa: E501 -- one row of a table reads best on one line

import pytest

from engine.rules.reading.bystanders import signed_at
from engine.rules.reading.people import referred_people
from engine.rules.vocabulary import Relation
from tests.rules.reading.answers import make_mail

AWAY = "I am away until Monday. "


def named(text: str, relation: Relation = Relation.DELEGATE) -> list[str]:
    return [person.email or person.name for person in referred_people(make_mail(text, auto=True), relation)]


@pytest.mark.parametrize(
    "card",
    [
        "\n\nStephen Marsh\nRegional Sales Manager North\nT: 0113 496 0123\nstephen.marsh@example.com",
        "\n\nIng. Alberto Riva\nDirettore Tecnico\nCell. 340 0000000",
        "\n\nFredrik Lind\nTeknisk säljare\n\nThis message may be confidential.",
        "\nKind regards,\nJennifer Ackroyd BSc\nTel 01904 555 010 | jennifer.ackroyd@example.com\nAssistant: Paul Denny",
        "Grüße, Stefan Holler, Holler Haustechnik, 0171 0000456",
        "Met vriendelijke groet, Arjan Blom\nHoofd Inkoop, Kasbouw Westland B.V.\narjan.blom@example.com",
        "Ernesto Quiroga, Jefe de Zona, móvil 600 000 456, equiroga@example.com",
    ],
)
def test_the_writers_card_names_nobody(card: str) -> None:
    assert named(AWAY + card) == []
    assert signed_at(AWAY + card) < len(AWAY) + len(card.rstrip()) - len(card.strip()) + 1


def test_a_card_in_signs_has_lines_of_its_own() -> None:
    assert named("急事请联系周敏，zhou.min@example.com。\n\n金禾纺织有限公司 总经理 方建\n手机 000-0000-0001") == [
        "zhou.min@example.com"
    ]
    assert named("急事请联系下列同事。\n技术：王工，电话 000-0000 0000") == ["王"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please contact:\n\nAnn Roy\nHead of IT\nann.roy@example.com", ["ann.roy@example.com"]),
        ("In my absence please turn to\n\nAnn Roy, Head of IT\nann.roy@example.com", ["ann.roy@example.com"]),
        ("Ann Roy, our head of IT, is covering: ann.roy@example.com", ["ann.roy@example.com"]),
        ("\n\nAnn Roy, 01632 960 681, a.roy@example.com\nBo Lee, b.lee@example.com", ["a.roy@example.com", "b.lee@example.com"]),
        ("Region South - Lea Voss - lea.voss@example.com", ["lea.voss@example.com"]),
    ],
)  # fmt: skip
def test_what_looks_like_a_card_and_was_announced_is_a_colleague(text: str, found: list[str]) -> None:
    assert named(AWAY + text) == found


@pytest.mark.parametrize(
    "text",
    [
        "My manager, Robert Quayle, is aware of all open matters but please don't write to him.",
        "For anything urgent: our General Manager Mr. Faisal is on Haj leave and not reachable.",
        "Anna is away as well this week, if it is urgent.",
        "Dringend? Frau Anna Lipp ist ebenfalls im Urlaub.",
        "Urgence : le président, M. Ferral, n'a pas à être sollicité.",
        "Il titolare Mario Gandini non si occupa di acquisti, 340 0000000.",
        "Daglig leder Arne Moen tar ikke imot selgere, haster det.",
        "W pilnych sprawach: Kasia też ma wolne.",
        "Your contact reports to Fiona Bruce.",
        "Urgent: I travel together with Ramon Bielsa.",
        "Thanks to Laura Palmer.",
        "Herr Wolfgang Trautner ist zum Monatsende ausgeschieden, dringend.",
        "For our privacy notice contact Mr F. Hume, dpo@example.com.",
        "Complaints: ombudsman@example.com",
        "Both have first.last@example.com as address.",
        "Personal mail: geoff.larter@example.org",
        "Let us keep in touch: larter77@example.org",
        "Underwriting is covered by the team on 020 7946 0650.",
        "I am in the train to Berlin, urgent matters wait.",
        "Incidents: CAU, ext. 5000.",
        "Registered at Court Office, KRS 0000000000",
    ],
)
def test_bystanders_are_nobody_to_turn_to(text: str) -> None:
    assert named(AWAY + text) == []


def test_a_leavers_own_address_is_no_replacement() -> None:
    text = "Kofi Boateng has left. Ask Ann Roy, ann@example.com. Kofi is at kofi.boateng@example.org now."
    assert named(text, Relation.REPLACEMENT) == ["ann@example.com"]
    assert named("I have left, write to cvale@example.org or vale.office@example.com", Relation.REPLACEMENT) == [
        "vale.office@example.com"
    ]
    assert named("chris@old.example ist nicht mehr aktiv. Neu: Ann Roy, aroy@example.com", Relation.REPLACEMENT) == [
        "aroy@example.com"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sales: Kirsty. Service: Hamish. Both on 01632 960 700.", ["Kirsty", "Hamish"]),
        ("Need something? Text Carlos Benavente at 555-0142.", ["Carlos Benavente"]),
        ("Padraig in the yard knows everything: 091 555 0123", ["Padraig"]),
        ("Please ring Father Dominic on 01632 960 041.", ["Dominic"]),
        ("Contact Aroha Ngata please.", ["Aroha Ngata"]),
        ("Mira in my team can help if it can't wait.", ["Mira"]),
        ("Site office: 01632 960 733, ask for Big Dave.", ["Big Dave"]),
        ("Es vertritt mich der Thomas.", ["Thomas"]),
        ("Bankgeschäfte erledigt in der Zwischenzeit Frau Heike Poggensee am Markt, 04321 555 408.", ["Heike Poggensee"]),
        ("Mes patients sont suivis par le docteur Solène Abgrall. Tél. 02 00 00 33 44.", ["Solène Abgrall"]),
        ("A Dra. Benedita van Zeller assegura as consultas.", ["Benedita van Zeller"]),
        ("Chiedete di Greta, 011 0000222.", ["Greta"]),
        ("liguem pro gerente, Ademir: (65) 90000-0044.", ["Ademir"]),
        ("Voor noodgevallen: Miep van de receptie, 040-0000000.", ["Miep"]),
        ("borta till 4/8, fråga Micke", ["Micke"]),
        ("Delphine s'occupe des commandes : commandes@example.com", ["commandes@example.com"]),
        ("Écrivez à M. Lucien d'Estrées, l.destrees@example.com.", ["l.destrees@example.com"]),
        ("Projectleider Chantal Visser vervangt me: c.visser@example.com", ["c.visser@example.com"]),
        ("急ぎは大野 090-0000-0000 まで。", ["大野"]),
        ("找阿芳就行。", ["阿芳"]),
        ("联系马超，010-5550-3310或邮件machao@example.com", ["machao@example.com"]),
    ],
)  # fmt: skip
def test_who_is_sure_to_be_a_person_is_named_without_an_address(text: str, found: list[str]) -> None:
    assert named(text) == found


def test_a_writer_without_a_name_has_no_address_by_it() -> None:
    mail = make_mail("I have left. Ask Ann Roy, ann@example.com.", auto=True, sender="<info@example.com>")
    assert [person.email for person in referred_people(mail, Relation.REPLACEMENT)] == ["ann@example.com"]


def test_an_address_belongs_to_the_given_name_before_it() -> None:
    (person,) = referred_people(make_mail("Adopcje: Ewelina, adopcje@example.com", auto=True), Relation.DELEGATE)
    assert person.name == "Ewelina"
    (person,) = referred_people(make_mail("Max macht die Disposition. dispo@example.com"), Relation.DELEGATE)
    assert person.name == "Max"
