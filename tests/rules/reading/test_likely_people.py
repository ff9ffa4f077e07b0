import pytest

from engine.rules.reading.human import human_answer
from engine.rules.reading.likely_people import likely_people
from engine.rules.reading.people import referred_people
from engine.rules.vocabulary import Kind, Relation
from tests.rules.reading.answers import make_mail


def names(text: str) -> list[str]:
    return [person.name for person in likely_people(make_mail(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pumps are Ingrid's job now.", ["Ingrid"]),
        ("For pumps we have Ingrid Vestergaard, she is new.", ["Ingrid Vestergaard"]),
        ("The pumps belong to Ingrid Purchasing says.", ["Ingrid"]),
        ("das weiss bei uns der jens", ["jens"]),
        ("it is on the line since monday", []),
        ("Line manages that. So does Sheila.", ["Sheila"]),
        ("Die Pumpen hat bei uns Herr Leitgeb, nicht ich.", ["Leitgeb"]),
        ("Les pompes, c'est monsieur Delaunay et madame Perrec, puis Mme Quint.", ["Delaunay", "Perrec"]),
        ("@Oyelaran fyi", ["Oyelaran"]),
        ("ポンプは北村さんの担当です。", ["北村"]),
        ("水泵这块归李经理管。", ["李经理"]),
        ("这块归财务的林芳管。", ["林芳"]),
        ("経理の寺岡が担当です。", ["寺岡"]),
        ("経理の担当が対応します。", []),
        ("Pompy ma panią Wrońską na głowie.", ["Wrońska"]),
        ("That is old Fergusson who has the keys, in Leeds.", ["Fergusson"]),
        ("That is for IT or HR.", []),
        ("Please talk to our Head of Planning.", []),
        ("Please talk to our Head of Planning, Sheila Brand.", ["Sheila Brand"]),
        ("Sunniva Hallorane buys all that.", ["Sunniva Hallorane"]),
        ("Somebody in Veghel buys all that.", []),
        ("Tyres are bought by our Utrecht branch.", []),
        ("Hello Sheila, that lies on somebody else's desk.", []),
        ("Tom Rep, that is Chris Vale's affair.", []),
        ("Ask Sheila. Sheila Brand knows.", ["Sheila Brand"]),
        ("Sheila Brand knows. Ask Sheila.", ["Sheila Brand"]),
        ("Isso é com a Mariana, em São Paulo.", ["Mariana"]),
        ("", []),
    ],
)
def test_a_title_or_a_given_name_tells_who_is_meant(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_whoever_is_likely_is_named_with_the_sentence_and_the_title() -> None:
    (person,) = likely_people(make_mail("Not me. Our plant manager Ingrid Vestergaard has the pumps. Bye"))
    assert (person.title, person.sentence) == ("plant manager", "Our plant manager Ingrid Vestergaard has the pumps.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please don't write to Anna Mead about this, write to Helen Sturrock.", ["Helen Sturrock"]),
        ("Please don't bother Anna Mead, ask Helen Sturrock.", ["Helen Sturrock"]),
        ("Please write to Anna Mead about this.", ["Anna Mead"]),
    ],
)
def test_who_is_not_to_be_written_to_is_nobody_to_turn_to(text: str, found: list[str]) -> None:
    assert [person.name for person in referred_people(make_mail(text), Relation.REFERRAL)] == found


def test_a_referral_without_a_phrase_names_somebody() -> None:
    verdict = human_answer(make_mail("Show it to our Ingrid, she has the pumps."))
    assert verdict is not None
    assert (verdict.kind, [person.name for person in verdict.people]) == (Kind.REFERRAL, ["Ingrid"])
