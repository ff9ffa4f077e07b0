"""Who of several delegates is for what, and whose a number is."""

import pytest

from engine.rules.reading.people import referred_people
from engine.rules.vocabulary import Relation
from tests.rules.reading.answers import make_mail


def delegates(text: str) -> list[tuple[str, str]]:
    found = referred_people(make_mail(text, sender="Anna Keller <anna@kunde.example>"), Relation.DELEGATE)
    return [(person.email or person.name, person.topic) for person in found]


TOM, LISA = "tom@kunde.example", "lisa@kunde.example"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"For freight: Tom Berg ({TOM}).\nFor anything else: Lisa Ott, {LISA}",
            [(TOM, "freight"), (LISA, "anything else")],
        ),
        (
            f"For orders please contact Tom Berg ({TOM}), for invoices Lisa Ott ({LISA}).",
            [(TOM, "orders"), (LISA, "invoices")],
        ),
        (f"Tom Berg ({TOM}) for freight and Lisa Ott ({LISA}) for invoices.", [(TOM, "freight"), (LISA, "invoices")]),
        (f"Freight - Tom Berg, {TOM}; Invoices - Lisa Ott, {LISA}", [(TOM, "Freight"), (LISA, "Invoices")]),
        (f"Tom Berg ({TOM}) handles freight.", [(TOM, "freight")]),
        (f"Please contact Tom Berg (freight), {TOM}.", [(TOM, "freight")]),
        (
            "Rechnungen: Ann Roy (030 5550199). Aufträge: Lisa Ott (030 5550198).",
            [("Ann Roy", "Rechnungen"), ("Lisa Ott", "Aufträge")],
        ),
        (f"Bei Fragen zu Rechnungen wenden Sie sich bitte an Lisa Ott, {LISA}.", [(LISA, "Rechnungen")]),
        (
            f"Pour la facturation : Lisa Ott, {LISA}. Pour les commandes, contactez Luc Roy au 01 55 50 10 20.",
            [(LISA, "facturation"), ("Luc Roy", "commandes")],
        ),
        (f"Julie Petit ({LISA}) s'occupe des factures.", [(LISA, "factures")]),
        (f"Para facturas: Ana Ruiz, {LISA}.", [(LISA, "facturas")]),
        (
            f"Para faturas: Joana Lima, {LISA}. Para encomendas: Rui Melo, {TOM}.",
            [(LISA, "faturas"), (TOM, "encomendas")],
        ),
        (f"Per le fatture scrivere a Mario Rossi, {TOM}.", [(TOM, "fatture")]),
        (
            f"Voor facturen: Tom de Vries, {TOM}. Voor orders kunt u mailen met Lisa Bos, {LISA}.",
            [(TOM, "facturen"), (LISA, "orders")],
        ),
        (f"För fakturor: Lars Berg, {TOM}. För order, kontakta Eva Ek, {LISA}.", [(TOM, "fakturor"), (LISA, "order")]),
        (f"Vedrørende fakturaer: Lars Holm, {TOM}.", [(TOM, "fakturaer")]),
        (f"W sprawie faktur: Tom Nowak, {TOM}.", [(TOM, "faktur")]),
        (f"請求書の件は田中({TOM})、出荷については鈴木({LISA})まで。", [(TOM, "請求書"), (LISA, "出荷")]),
        (f"发票问题请联系李雷({TOM})。", [(TOM, "发票")]),
        (f"In urgent cases: Tom Berg, {TOM}", [(TOM, "")]),
        (f"Vertretung: Tom Berg, {TOM}", [(TOM, "")]),
        (f"Please contact Tom Berg (Head of Sales), {TOM}.", [(TOM, "")]),
        (f"In my absence Tom Berg takes over ({TOM}).", [(TOM, "")]),
        (f"For freight: Tom Berg, {TOM}. I repeat: {TOM}", [(TOM, "freight")]),
    ],
)
def test_a_delegate_is_for_a_topic(text, told):
    assert delegates(f"I am away until Monday.\n\n{text}") == told


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        (f"Tom Berg ({TOM}, +49 30 5550110), invoices@kunde.example, Lisa Ott ({LISA})", ["+49 30 5550110", "", ""]),
        (f"Tom Berg ({TOM}) and Lisa Ott (+49 30 5550120, {LISA})", ["", "+49 30 5550120"]),
        (f"Lisa Ott, {LISA}. Please call Tom Berg on +49 30 5550110.", ["", "+49 30 5550110"]),
        ("Please call Tom Berg or Lisa Ott on +49 30 5550120.", ["", "+49 30 5550120"]),
    ],
)
def test_a_number_is_of_whom_it_follows(text, phones):
    found = referred_people(make_mail(text), Relation.DELEGATE)
    assert [person.phone for person in found] == phones


def test_initials_with_an_extension_are_people():
    assert delegates("Vertretung: T. Berg (-110) und L. Ott (-120).") == [("T. Berg", ""), ("L. Ott", "")]


@pytest.mark.parametrize(
    "text",
    [
        "My manager Ann Roy is cc'd on nothing; please do not contact her.",
        "My boss Ann Roy is busy, please do not contact her.",
        "Unsere Chefin Ann Roy hilft gerade in Wien aus, kontaktieren Sie sie bitte nicht.",
        "Ma collègue Ann Roy remplace le directeur, merci de ne pas la contacter.",
        "Mi jefa Ann Roy atiende otra oficina, por favor no la contacte.",
        "La collega Ann Roy segue un altro ufficio, si prega di non contattarla.",
        f"Ann Roy ({LISA}) is new here, do not write to her.",
    ],
)
def test_who_is_not_to_be_contacted_is_nobody(text):
    assert delegates(f"I am away. {text}") == []


def test_a_leavers_private_address_is_nobodys_to_write_to():
    text = f"I have left Kunde. Please reach out to Tom Berg ({TOM}). You can reach me privately at k7@post.example."
    found = referred_people(make_mail(text), Relation.REFERRAL)
    assert [person.email for person in found] == [TOM]
