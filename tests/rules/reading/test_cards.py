import pytest

from engine.rules.reading.cards import Card, card_of
from engine.rules.reading.chain import classify, read
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
    (
        "Luc Garnier\nChef d'exploitation\n+33 6 12 34 56 78",
        "Luc Garnier <l.garnier@transvert.example>",
        Card("Chef d'exploitation", "", "+33 6 12 34 56 78"),
    ),
    ("Jo Holm\nKørselsleder", "Jo Holm <jo@holm.example>", Card("Kørselsleder")),
    (
        "Rui Pires\nTlm. +351 912 345 678",
        "Rui Pires <rui@pires.example>",
        Card("", "", "+351 912 345 678"),
    ),
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


def _read(sender: str, body: str):
    head = f"From: {sender}\nTo: tom@sender.example\nSubject: Re: hello\nIn-Reply-To: <1@x>\n"
    return read(f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}\n".encode())[0]


@pytest.mark.parametrize(
    ("sender", "line", "card"),
    [
        (
            "Jo Park <jo@acme.example>",
            "Jo Park | Head of Yard | Acme | +44 20 7946 0000",
            Card("Head of Yard", "+44 20 7946 0000"),
        ),
        ("Jo Park <jo@acme.example>", "Jo Park, COO, Acme Ltd.", Card("COO")),
        ("Jo Park <jo@acme.example>", "Best,\nJo Park, COO, Acme Ltd.", Card("COO")),
        ("Jo Park <jo@acme.example>", "Best regards\nJo Park · Head of Yard · Acme Ltd.", Card("Head of Yard")),
        ("Jo Park <jo@acme.example>", "Jo Park, Head of Yard and Fleet, Acme Ltd.", Card("Head of Yard and Fleet")),
        (
            "Jens Brandt <brandt@sandberg.example>",
            "Jens Brandt | Leiter Logistik | Sandberg GmbH | +49 40 1234567",
            Card("Leiter Logistik", "+49 40 1234567"),
        ),
        (
            "Luc Garnier <l.garnier@transvert.example>",
            "Luc Garnier - Directeur des achats - Transvert SARL - +33 1 70 18 23 45",
            Card("Directeur des achats", "+33 1 70 18 23 45"),
        ),
        (
            "Ana Ruiz <ana@transvert.example>",
            "Ana Ruiz, Directora de compras, Tel. +34 910 123 456",
            Card("Directora de compras", "+34 910 12 34 56"),
        ),
        ("Rui Lima <rui@lima.example>", "Rui Lima, Diretor comercial, Lima Lda", Card("Diretor comercial")),
        ("田中 太郎 <tanaka@x.example>", "田中 太郎 | 購買部 | 例株式会社", Card()),
        ("Piet Bos <piet@bos.example>", "Piet Bos | Hoofd inkoop | Bos B.V.", Card("Hoofd inkoop")),
        (
            "Jan Kos <jan@kos.example>",
            "Jan Kos / Kierownik zakupów / Kos / +48 22 123 45 67",
            Card("Kierownik zakupów", "+48 22 123 45 67"),
        ),
    ],
)
def test_a_signature_of_one_line_is_cut_and_tells_of_its_writer(sender, line, card):
    mail = _read(sender, f"Yes, send it.\n\n{line}")
    assert (mail.text, card_of(mail)) == ("Yes, send it.", card)


def test_bars_tell_a_signature_right_below_the_words():
    assert _read("Jo Park <jo@acme.example>", "Yes.\nJo Park | Head of Yard | Acme").text == "Yes."


@pytest.mark.parametrize(
    "line",
    [
        "Jo Park, our sales manager, will call you.",
        "Jo Park, please call me tomorrow",
        "Thanks,\nplease call me on 020 7946 0000, thanks",
        "Ann Roy, COO, Acme Ltd.",
    ],
)
def test_what_says_something_or_names_another_is_no_signature(line):
    assert _read("Jo Park <jo@acme.example>", f"Yes.\n\n{line}").text == f"Yes.\n\n{line}"


@pytest.mark.parametrize(
    ("email", "country", "text", "written", "number"),
    [
        ("ann@firma.at", "", "Danke, bitte senden Sie es mir.", "01 5321234", "+43 1 5321234"),
        ("ann@zaak.be", "", "Bedankt, stuur het naar mij.", "02 555 12 34", "+32 2 555 12 34"),
        ("ann@empresa.mx", "", "Gracias, estoy de acuerdo.", "55 5123 4567", "+52 55 5123 4567"),
        ("ann@firma.com.br", "", "Obrigado, estou de acordo.", "11 91234-5678", "+55 11 91234-5678"),
        ("ann@firm.com.au", "", "Thanks, send it.", "02 9374 4000", "+61 2 9374 4000"),
        ("ann@firm.co.uk", "", "Danke, bitte senden Sie es mir.", "020 7946 0321", "+44 20 7946 0321"),
        ("ann@firm.co.kr", "", "감사합니다", "02-312-3456", "+82 2-312-3456"),
        ("ann@firm.io", "", "Thanks, send it.", "020 7946 0321", "+44 20 7946 0321"),
        ("ann@firm.example", "", "Danke, bitte senden Sie es mir.", "030 1234567", "+49 30 1234567"),
        ("ann@firm.example", "DE", "Thanks, send it.", "030 1234567", "+49 30 1234567"),
        ("ann@firm.ch", "AT", "Thanks, send it.", "01 5321234", "+43 1 5321234"),
        ("ann@firm.at", "", "Thanks, send it.", "+44 20 7946 0321", "+44 20 7946 0321"),
    ],
)
def test_a_number_without_country_code_is_of_the_country_known_the_domain_or_the_language(
    email, country, text, written, number
):
    mail = make_mail(text, sender=f"Ann Roy <{email}>", signature=f"Ann Roy\nTel. {written}")
    assert card_of(mail, country).phone == number


def test_whom_an_answer_names_dials_where_its_writer_does():
    mail = make_mail("Talk to Eva Lang on 01 5321234.", sender="Jo Roy <jo@firm.at>")
    assert [person.phone for person in classify(mail).people] == ["+43 1 5321234"]
