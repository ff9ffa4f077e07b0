"""An opt-out in the name of a whole company, told from one's own."""

import pytest

from engine.rules.reading.for_all import for_all


@pytest.mark.parametrize(
    "text",
    [
        "Remove every address of ours and do not write to anyone here again.",
        "Please stop contacting all of us at Acme.",
        "Do not contact anybody at this domain again.",
        "None of my colleagues wants this. Take the entire company off your list.",
        "Bitte schreiben Sie niemandem bei uns mehr und löschen Sie alle unsere Adressen.",
        "Streichen Sie unsere gesamte Firma aus dem Verteiler.",
        "Merci de retirer toutes nos adresses, personne chez nous ne souhaite vos mails.",
        "No escriban a nadie de esta empresa y borren todas nuestras direcciones.",
        "Non scrivete più a nessuno di noi, togliete tutti i nostri indirizzi.",
        "Não escrevam a ninguém da empresa; apaguem todos os nossos endereços.",
        "Schrijf niemand binnen ons bedrijf nog aan en wis al onze adressen.",
        "Ta bort alla våra adresser, ingen hos oss vill ha detta.",
        "Slet alle vores adresser.",
        "Fjern hele firmaet fra listen.",
        "Proszę usunąć wszystkie nasze adresy i nie pisać do nikogo z firmy.",
        "弊社の全員のアドレスを削除してください。",
        "请删除我们公司所有邮箱,不要再联系任何人。",
    ],
)
def test_who_speaks_for_the_company(text: str) -> None:
    assert for_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please remove me from your list.",
        "Stop. All the best, Jo",
        "Bitte nehmen Sie mich aus dem Verteiler. Vielen Dank für alles.",
        "Merci de ne plus m'écrire.",
        "No me escriba más, gracias por todo.",
        "Non scrivermi più.",
        "Por favor, não me escreva mais.",
        "Haal mij van de lijst.",
        "Ta bort mig från er lista.",
        "Proszę mnie wypisać.",
        "配信を停止してください。",
        "请不要再给我发邮件。",
    ],
)
def test_who_speaks_for_themselves(text: str) -> None:
    assert not for_all(text)
