import json
from dataclasses import dataclass

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.declines import by_title, decline_of, with_decline
from engine.rules.reading.human import human_answer
from engine.rules.reading.verdict import Decline, Verdict
from engine.rules.vocabulary import DecisionMaker, DeclineReason, Kind
from tests.rules.reading.answers import CORPUS, make_mail

LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "pl", "ja", "zh"}


@dataclass(frozen=True)
class Case:
    lang: str
    reason: str
    decision_maker: str
    text: str
    split: str


def cases(split: str) -> list[Case]:
    lines = (CORPUS.parent / "declines.jsonl").read_text("utf-8").splitlines()
    return [case for case in (Case(**json.loads(line)) for line in lines) if case.split == split]


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.95), ("holdout", 0.9)])
def test_the_reason_and_who_decides_are_read_in_every_language(split, floor):
    told = [(case, decline_of(make_mail(case.text))) for case in cases(split)]
    assert {case.lang for case, _ in told} == LANGUAGES
    assert sum(found.reason == case.reason for case, found in told) / len(told) >= floor
    assert sum(found.decision_maker == case.decision_maker for case, found in told) / len(told) >= floor
    assert not [case.text for case, found in told if {case.decision_maker, found.decision_maker} == {"yes", "no"}]


def test_every_reason_but_none_is_written_somewhere():
    assert {case.reason for case in cases("dev")} == set(DeclineReason)


def test_both_come_with_the_sentence_they_rest_on():
    text = "Hi Tom.\n\nI showed it to our board and they turned it down. There is no budget for such tools. Good luck."
    assert decline_of(make_mail(text)) == Decline(
        DeclineReason.BUDGET,
        "There is no budget for such tools.",
        DecisionMaker.YES,
        "I showed it to our board and they turned it down.",
    )


def test_only_a_no_has_a_reason():
    verdict = human_answer(make_mail("Thanks, but we are not interested: we do this ourselves."))
    assert verdict is not None
    assert (verdict.kind, verdict.decline and verdict.decline.reason) == (Kind.NOT_INTERESTED, DeclineReason.IN_HOUSE)
    assert classify(make_mail("We already have a supplier, but yes, please call me on Thursday.")).decline is None
    assert with_decline(make_mail("No."), Verdict(Kind.INTERESTED, 1.0, "", "", decline=Decline())).decline is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("It is not my decision, but my boss said no.", DecisionMaker.YES),
        ("I am the owner, and still it is not my decision alone.", DecisionMaker.NO),
        ("We talked about it and will pass.", DecisionMaker.UNKNOWN),
    ],
)
def test_what_the_boss_said_counts_more_than_who_writes(text, who):
    assert decline_of(make_mail(text)).decision_maker is who


def test_what_explains_more_is_the_reason():
    text = "We do not need it, because we have our own tool."
    assert decline_of(make_mail(text)).reason is DeclineReason.IN_HOUSE


def test_of_a_long_mail_the_beginning_and_the_end_are_heard():
    middle = "The weather here is mild today. " * 30
    assert decline_of(make_mail(f"No thanks. {middle} It is too expensive.")).reason is DeclineReason.BUDGET
    hidden = "The weather here is mild today. " * 15 + "It is too expensive. " + middle
    assert decline_of(make_mail(hidden)).reason is DeclineReason.NO_REASON


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("CEO", DecisionMaker.YES),
        ("Co-Founder & CTO", DecisionMaker.YES),
        ("Geschäftsführerin", DecisionMaker.YES),
        ("Gérant", DecisionMaker.YES),
        ("Directeur général", DecisionMaker.YES),
        ("Director general", DecisionMaker.YES),
        ("Amministratore delegato", DecisionMaker.YES),
        ("Sócio-gerente", DecisionMaker.YES),
        ("Eigenaar", DecisionMaker.YES),
        ("VD", DecisionMaker.YES),
        ("Adm. direktør", DecisionMaker.YES),
        ("Daglig leder", DecisionMaker.YES),
        ("Prezes zarządu", DecisionMaker.YES),
        ("代表取締役社長", DecisionMaker.YES),
        ("总经理", DecisionMaker.YES),
        ("Executive Assistant to the CEO", DecisionMaker.NO),
        ("Assistentin der Geschäftsführung", DecisionMaker.NO),
        ("Stagiaire", DecisionMaker.NO),
        ("总经理助理", DecisionMaker.NO),
        ("Head of Operations", DecisionMaker.UNKNOWN),
        ("Vice President Sales", DecisionMaker.UNKNOWN),
        ("Product Owner", DecisionMaker.UNKNOWN),
        ("Gerente de ventas", DecisionMaker.UNKNOWN),
        ("Directeur commercial", DecisionMaker.UNKNOWN),
        ("", DecisionMaker.UNKNOWN),
    ],
)
def test_a_title_makes_it_likely_where_the_words_are_silent(title, who):
    found = by_title(Decline(), title)
    assert found == Decline(decision_maker=who, decider_because=title if who is not DecisionMaker.UNKNOWN else "")
    spoken = Decline(decision_maker=DecisionMaker.NO, decider_because="Not my call.")
    assert by_title(spoken, title) == spoken


def test_the_title_of_the_writers_own_signature_counts():
    mail = make_mail("No, thanks.", signature="Chris Vale\nManaging Director\nVale Yards Ltd")
    assert decline_of(mail).decision_maker is DecisionMaker.YES
