import time

import pytest

from engine.rules.reading.human import human_answer
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail


def named(text: str) -> list[str]:
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert verdict.kind is Kind.REFERRAL, verdict
    return [person.email or person.name for person in verdict.people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(
            "Please contact our head office in Aberdeen. Ask for Moira Lindsay.", ["Moira Lindsay"], id="no place"
        ),
        pytest.param(
            "Bitte wenden Sie sich bei Interesse an Frau Hedwig Klose.", ["Hedwig Klose"], id="no German noun"
        ),
        pytest.param(
            "Veuillez contacter Mme Odile Ferrand, notre directrice de Toulouse.",
            ["Odile Ferrand"],
            id="no town of a director",
        ),
        pytest.param(
            "Speak with Wojcicki in stores or with Lena.", ["Wojcicki", "Lena"], id="who is spoken with is no place"
        ),
        pytest.param("Please talk to Maeve, Maeve Corrigan, she decides.", ["Maeve Corrigan"], id="by the full name"),
        pytest.param(
            "Fuel is with Karl Adler (karl.adler@firma.test) and Rita Sommer has the budget.",
            ["karl.adler@firma.test", "Rita Sommer"],
            id="who shares the sentence",
        ),
        pytest.param("Parli con Nadia e Oscar, decidono loro.", ["Nadia", "Oscar"], id="two and not one"),
        pytest.param("Para eso diríjase a D. Ramiro Olmedo, director de compras.", ["Ramiro Olmedo"], id="don"),
        pytest.param("Please talk to D. Olmedo, who decides.", ["D. Olmedo"], id="an initial"),
        pytest.param("Neem contact op met mw. ter Horst.", ["ter Horst"], id="particles behind a title"),
        pytest.param(
            "Please direct this to our plant manager, Cousin Albert.", ["Albert"], id="what somebody is called by"
        ),
        pytest.param("Chieda al collega Lo Bianco, decide lui.", ["Lo Bianco"], id="an article that begins a surname"),
    ],
)
def test_names_that_tell_about_each_other(text: str, people: list[str]) -> None:
    assert named(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Proszę pisać do Danuty Wrońskiej z działu zakupów.", ["Danuta Wrońska"]),
        ("Przekazałem wiadomość koledze, Bartkowi Zalewskiemu.", ["Bartek Zalewski"]),
        ("Proszę pisać do Grzegorza Pawlaka, on o tym decyduje.", ["Grzegorz Pawlak"]),
        ("Proszę o kontakt z Dominiką, jej adres to d.lis@firma.test.", ["d.lis@firma.test"]),
        ("Proszę pisać do Weroniki.", ["Weronika"]),
        ("Proszę pisać do Pawła Maliny albo do Andrzeja Kosińskiego.", ["Paweł Malina", "Andrzej Kosiński"]),
        ("Przekazuję to koleżance Monice Sroce z marketingu.", ["Monika Sroka"]),
        ("Przekazałem to koledze, Kordianowi Zielonce.", ["Kordian Zielonka"]),
        ("Obraťte se na kolegu Janem Horákem (jan.horak@firma.test).", ["jan.horak@firma.test"]),
        ("Obraťte se na kolegyni Evou Novou (eva.nova@firma.test).", ["eva.nova@firma.test"]),
    ],
)
def test_polish_names_are_told_as_they_stand_alone(text: str, people: list[str]) -> None:
    assert named(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("请联系采购部的潘晓东,他负责。", ["潘晓东"]),
        ("这个事情找我们厂长,转给小蒋就行。", ["小蒋"]),
        ("邮件已转给设备科的罗工,请跟他联系。", ["罗工"]),
        ("この件は総務課長の望月までご連絡ください。", ["望月"]),
        ("担当は購買の服部と申します。服部へお願いします。", ["服部"]),
    ],
)
def test_names_in_signs_are_told_by_what_stands_around_them(text: str, people: list[str]) -> None:
    assert named(text) == people


def test_a_pasted_list_of_names_takes_no_time() -> None:
    text = (
        "Please contact " + " or ".join(f"Anna Name{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(250)) + "."
    )
    before = time.process_time()
    named(text)
    assert time.process_time() - before < 1
