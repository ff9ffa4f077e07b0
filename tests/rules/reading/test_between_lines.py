"""What a note tells where none of the usual words is said, in any language."""

import pytest

from engine.rules.reading.between_lines import told_between_lines
from engine.rules.reading.chain import classify
from engine.rules.reading.evidence import concepts
from engine.rules.reading.note_signs import by_phrases, signs_of
from engine.rules.reading.subjects import own_subject
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import iso, make_mail


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Nobody knows how long it will take.", "open end"),
        ("Wie lange das dauert, ist offen.", "open end"),
        ("Nem tudom, meddig tart.", "open end"),
        ("복귀일은 미정입니다.", "open end"),
        ("Bis dahin hilft Frau Roth.", "until then"),
        ("O güne dek kardeşim bakar.", "until then"),
        ("Gwen's post remains vacant.", "vacant"),
        ("Il successore non c'è, il posto è vacante.", "vacant"),
        ("Ceased trading on 12 May.", "over"),
        ("Firma är i konkurs.", "over"),
        ("Babam vefat etti.", "died"),
        ("Náměstek byl odvolán.", "quit"),
        ("Pan Baran odszedł w marcu.", "quit"),
        ("Ole har overtatt stolen.", "took over"),
        ("Ich habe den Einkauf übernommen.", "i took over"),
        ("I said yes and am married now.", "renamed"),
        ("Svar med ordet BØG.", "prove"),
        ("Antworten Sie mit der Parole.", "password"),
        ("제목에 넣어 주세요.", "password"),
        ("不认识的人来信要报口令。", "strangers"),
        ("Sırayla bakarız.", "in turn"),
        ("工单已登记。", "in turn"),
        ("Nikt tu nie czyta.", "sends only"),
        ("Nothing sent here is forwarded.", "not passed on"),
    ],
)
def test_what_is_told_between_the_lines(text: str, concept: str) -> None:
    assert concept in told_between_lines(text)


def test_it_is_a_sign_of_the_text_and_of_the_title_that_is_the_writers_own() -> None:
    mail = make_mail("The shop is in liquidation.", subject="Closed for good", auto=True)
    assert {"over", "title over"} <= {*signs_of(mail, by_phrases(mail))}
    assert "title over" not in {*signs_of(make_mail("Yes.", subject="Re: Closed for good"), None)}


def test_who_does_not_know_when_they_are_back_tells_no_day() -> None:
    text = "My mother died on Saturday. I am on leave and have no idea when I will be at my desk again."
    verdict = classify(make_mail(text, auto=True, subject="Out of office"), known_thread=True)
    assert (verdict.kind, iso(verdict.return_date)) == (Kind.OUT_OF_OFFICE, "")


@pytest.mark.parametrize(
    "text",
    [
        "Právě jsem se vrátil z dovolené.",
        "Szabadságról jöttem vissza.",
        "İzinden yeni döndüm.",
        "Abia m-am întors din concediu.",
        "Μόλις γύρισα από άδεια.",
        "Щойно повернулася з відпустки.",
        "휴가 다녀왔습니다.",
        "Lomalta palattu.",
    ],
)
def test_who_is_back_was_away_and_is_not(text: str) -> None:
    said = concepts(text)
    assert "was_away" in said
    assert "away" not in said


@pytest.mark.parametrize(
    "subject",
    [
        *("Fwd: Re: your offer", "WG: Ihr Angebot", "TR: RE: votre offre", "RV: Propuesta", "RES: Contato"),
        *("Ynt: Teklif", "Vá: ajánlat", "Απ: προσφορά", "Отв: предложение", "답장: 견적", "転送: ご提案"),
    ],
)
def test_what_is_answered_or_passed_on_has_no_title_of_its_own(subject: str) -> None:
    assert own_subject(make_mail("Yes.", subject=subject)) == ""
