"""Words of leavers where nobody leaves: what retires, ends or dies is something else, or somebody at home."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.evidence import concepts
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize(
    "sentence",
    [
        "My father passed away.",
        "I am away because my grandmother died suddenly.",
        "Min far er afgået ved døden.",
        "Min mamma har gått bort.",
        "È venuto a mancare mio padre.",
        "Zemřela mi maminka.",
        "父が逝去したため、5月12日まで不在にしております。",
        "我父亲去世，5月12日前不在办公室。",
        "I have finished with the review.",
        "We no longer have an open position.",
        "My previous mail left on Monday.",
        "Viimeinen työpäivä ennen lomaa on tänään, palaan 12.5.",
        "Mon dernier jour de congé est le 11 mai.",
        "Oggi è il mio ultimo giorno prima delle ferie.",
        "Siste dagen på kontoret før ferien.",
        "Wir beraten Rentner.",
        "Unser Angebot für Pensionäre.",
        "Vi säljer till pensionärer och en pensionär.",
        "Děkujeme za zprávu, oddělení důchodu odpoví.",
        "Консультации для людей на пенсии проходят по вторникам.",
        "Reformei o site.",
        "Vragen van mijn pensioen klanten beantwoord ik graag.",
    ],
)
def test_nobody_leaves(sentence):
    assert "left" not in concepts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dana Reed passed away last week.",
        "I have finished at Tarn.",
        "The previous manager left in May.",
        "I no longer have this role.",
        "Ich bin jetzt Rentner.",
        "Jag är numera pensionär.",
        "Jeg er blevet pensionist.",
        "Jsem v důchodu.",
        "Я уже на пенсии.",
        "Reformei-me em maio.",
        "Estou reformada.",
        "Ik geniet nu van mijn pensioen.",
        "Dana Reed er afgået ved døden.",
        "弊社の森は永眠いたしました。",
    ],
)
def test_somebody_has_left(sentence):
    assert "left" in concepts(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Min far er afgået ved døden, jeg er tilbage den 12. maj.",
        "I am at a fair until Friday and have finished with mails for this week.",
        "My father passed away. I am out of the office until 12 May.",
    ],
)
def test_who_comes_back_has_not_left(text):
    note = make_mail(text, subject="Automatic reply: Your offer", auto=True)
    assert classify(note, known_thread=True).kind is Kind.OUT_OF_OFFICE
