"""Names beside each other, names that are words as well, and our own people, who are nobody to turn to."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.people import referred_people
from engine.rules.vocabulary import Relation
from tests.rules.reading.answers import make_mail


def _named(text: str) -> list[str]:
    return sorted(person.name for person in referred_people(make_mail(text), Relation.REFERRAL))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Please contact Jo Park or Mia Toft.", ["Jo Park", "Mia Toft"]),
        ("Bitte wenden Sie sich an Jens Brandt oder Mia Toft.", ["Jens Brandt", "Mia Toft"]),
        ("Neem contact op met Piet Bos of Jan Smit.", ["Piet Bos", "Jan Smit"]),
        ("Please contact April Jones or May Lee.", ["April Jones", "May Lee"]),
        ("Write to Bob or Mia, they buy.", ["Bob", "Mia"]),
        ("Please contact Jan Kos or Will Stone.", ["Jan Kos", "Will Stone"]),
        ("Contact Jo Park in May or June.", ["Jo Park"]),
        ("Contact Jo Park. Will Stone & Co move?", ["Jo Park"]),
        ("You want Sam Ode or Mia Frost for this.", ["Sam Ode", "Mia Frost"]),
        ("Please contact Mia Frost or Will Hale in procurement.", ["Mia Frost", "Will Hale"]),
        ("Ansprechpartner sind Uwe Horn oder Mia Beck, bitte dort melden.", ["Uwe Horn", "Mia Beck"]),
        ("Adressez-vous à Paul Roux ou Mina Diallo.", ["Paul Roux", "Mina Diallo"]),
        ("Contacte a Luis Gil o Mar Soler, por favor.", ["Luis Gil", "Mar Soler"]),
        ("Fale com a Ana Reis ou a Mia Lopes.", ["Ana Reis", "Mia Lopes"]),
        ("Si rivolga a Marco Neri oppure a Mia Conti.", ["Marco Neri", "Mia Conti"]),
        ("Neem contact op met Mia Bakker of Kees Visser.", ["Mia Bakker", "Kees Visser"]),
        ("Kontakta Mia Lind eller Per Ek i stället.", ["Mia Lind", "Per Ek"]),
        ("Kontakt venligst Mia Juhl eller Bo Dam.", ["Mia Juhl", "Bo Dam"]),
        ("Kontakt Jan Lie eller Mia Berg i stedet.", ["Jan Lie", "Mia Berg"]),
        ("Proszę o kontakt z Mia Wilk lub Jan Kos.", ["Mia Wilk", "Jan Kos"]),
        ("One of your colleagues, Tom Berg, is in touch with our buyer. Please contact Ann Roy instead.", ["Ann Roy"]),
        ("Please talk to Ann Roy and cc your colleague Tom Berg.", ["Ann Roy"]),
    ],
)
def test_of_two_in_one_breath_both_are_found_whatever_word_a_name_is_elsewhere(text, names):
    assert _named(text) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Nicht ich. Ihr Kollege Max Kern sprach mit Frau Lang, bitte Frau Lang kontaktieren.",
            ["Lang"],
        ),
        ("Please ask your colleague Tom Berg, he has all the details.", []),
        ("Please contact Ann Roy, your colleague Tom Berg (tom.berg@reps.example) knows her.", ["Ann Roy"]),
        ("Su compañero Luis Gil ya habló con Ana Ruiz. Contacte con Ana Ruiz.", ["Ana Ruiz"]),
        ("Ana está de baja, hable con su compañero Luis Gil.", ["Luis Gil"]),
        ("Please contact my colleague Ann Roy.", ["Ann Roy"]),
        (
            "Wrong person. Your sales rep Tom Berg knows that already; write to Ann Roy, ann.roy@example.com.",
            ["Ann Roy"],
        ),
        ("Contactez Inès Blanc, elle connaît votre collaborateur Paul Roux.", ["Inès Blanc"]),
        ("Contacte con Ana Ruiz; vuestro compañero Luis Gil ya la conoce.", ["Ana Ruiz"]),
        ("Contatti Anna Conti, il vostro collega Marco Neri la conosce.", ["Anna Conti"]),
        ("Neem contact op met Els Smit, uw collega Kees Visser kent haar.", ["Els Smit"]),
        ("Kontakta Eva Ek. Er kollega Bo Lind känner henne.", ["Eva Ek"]),
        ("Kontakt Eva Dam. Jeres kollega Bo Juhl kender hende.", ["Eva Dam"]),
        ("Proszę o kontakt z Anna Wilk, zna ją państwa kolega Jan Kos.", ["Anna Wilk"]),
    ],
)
def test_who_is_called_our_colleague_is_nobody_to_turn_to(text, names):
    assert _named(text) == sorted(names)


def test_nor_are_they_where_a_given_name_alone_tells():
    mail = make_mail("Nicht ich, sondern Karin hat die Maschinen, das weiß Ihr Kollege Max Kern.")
    assert [person.name for person in classify(mail, known_thread=True).people if "Kern" in person.name] == []
