import pytest

from engine.rules.reading.cards import Card, card_of
from engine.rules.reading.chain import read
from tests.rules.reading.answers import make_mail

SIGNATURES = [
    (
        "Dana Ruiz\nHead of Operations\nNorthpier Ltd\nTel: +44 20 7946 0321 | Mobile: +44 7700 900123",
        "Dana Ruiz <dana@northpier.example>",
        Card("Head of Operations", "+44 20 7946 0321", "+44 7700 900123"),
    ),
    (
        (
            "--\nJens Brandt | Leiter Logistik | Sandberg GmbH\nTelefon +49 40 1234567\n"
            "Fax +49 40 1234568\nMobil +49 171 2345678"
        ),
        "Jens Brandt <brandt@sandberg.example>",
        Card("Leiter Logistik", "+49 40 1234567", "+49 171 2345678"),
    ),
    (
        "Luc Garnier, Directeur des achats\nTransvert SARL\nT +33 1 70 18 23 45\nM +33 6 12 34 56 78",
        "Luc Garnier <l.garnier@transvert.example>",
        Card("Directeur des achats", "+33 1 70 18 23 45", "+33 6 12 34 56 78"),
    ),
    (
        "Luc Garnier\nPort. +33 6 12 34 56 78\nTél. +33 1 70 18 23 45",
        "Luc Garnier <l.garnier@transvert.example>",
        Card("", "+33 1 70 18 23 45", "+33 6 12 34 56 78"),
    ),
    (
        "Dana Ruiz\nc: (917) 555-0123\no: (212) 555-0199",
        "Dana Ruiz <dana@northpier.example>",
        Card("", "+1 212-555-0199", "+1 917-555-0123"),
    ),
    ("山田太郎\n購買部長", "山田太郎 <yamada@northpier.example>", Card("購買部長")),
    ("王芳\n采购经理", "王芳 <wang@northpier.example>", Card("采购经理")),
    ("Dana Ruiz\nVP, Sales, Northpier Group", "Dana Ruiz <dana@northpier.example>", Card("VP, Sales")),
    ("Dana\nFax: +44 20 7946 0322", "Dana Ruiz <dana@northpier.example>", Card()),
    ("Amy Stone\nAssistant to Dana's team\n+44 20 7946 0321", "Bo Reed <bo@northpier.example>", Card()),
    ("Sent from my phone", "Dana Ruiz <dana@northpier.example>", Card()),
    ("", "Dana Ruiz <dana@northpier.example>", Card()),
    (
        (
            "Dana Ruiz\nThis message and the manager it is meant for are confidential, "
            "and whoever reads it by mistake must call +44 20 7946 0321."
        ),
        "Dana Ruiz <dana@northpier.example>",
        Card(),
    ),
]


@pytest.mark.parametrize(("signature", "sender", "card"), SIGNATURES)
def test_a_signature_tells_of_its_writer(signature, sender, card):
    assert card_of(make_mail("Sounds good.", sender=sender, signature=signature)) == card


def test_the_card_of_a_mail_as_it_came():
    raw = (
        b"From: Dana Ruiz <dana@northpier.example>\nTo: tom@sender.example\nSubject: Re: hello\nIn-Reply-To: <1@x>\n\n"
        b"Yes, call me.\n\nBest regards,\nDana Ruiz\nHead of Operations\nNorthpier Ltd\nTel. +44 20 7946 0321\n"
    )
    mail, _ = read(raw)
    assert card_of(mail) == Card("Head of Operations", "+44 20 7946 0321")
