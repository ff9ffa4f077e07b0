"""What machines send in the name of people, in the dialects of many programs: tests/corpus/notices*.jsonl."""

from collections import Counter

import pytest

from engine.rules.reading.chain import classify, read
from engine.rules.vocabulary import HUMAN_KINDS
from tests.rules.reading.answers import WITHOUT_HEADERS, iso, notices, plain_notices


def seen(raw: str) -> str:
    kind = read(raw.encode())[1].kind
    return "human" if kind in HUMAN_KINDS else kind.value


def pairs(split: str) -> list[tuple[str, str]]:
    return [(notice.kind, seen(notice.raw)) for notice in notices(split)]


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.98), ("holdout", 0.90)])
def test_notices_are_known_for_what_they_are(split, floor):
    read_as = pairs(split)
    right = Counter(kind for kind, saw in read_as if kind == saw)
    wanted, given = Counter(kind for kind, _ in read_as), Counter(saw for _, saw in read_as)
    assert sum(2 * right[kind] / (wanted[kind] + given[kind]) for kind in wanted) / len(wanted) >= floor


@pytest.mark.parametrize(("split", "kinds", "days"), [("dev", 0.93, 0.9), ("holdout", 0.68, 0.72)])
def test_terse_and_odd_notes_are_known_by_their_words(split, kinds, days):
    """Many of those held aside have no header, and a few words that were seen nowhere before."""
    told = [(case, classify(case.mail())) for case in plain_notices(split)]
    assert sum(case.kind == found.kind for case, found in told) / len(told) >= kinds
    away = [(case, found) for case, found in told if case.kind == "out_of_office"]
    assert sum(iso(found.return_date) == case.return_date for case, found in away) / len(away) >= days


def test_with_headers_they_are_known_more_often():
    told = [(case, classify(case.mail())) for case in plain_notices("dev", but=WITHOUT_HEADERS)]
    assert sum(case.kind == found.kind for case, found in told) / len(told) >= 0.95


@pytest.mark.parametrize(("split", "floor"), [("dev", 1.0), ("holdout", 0.85)])
def test_people_are_not_taken_for_machines(split, floor):
    human = [saw for kind, saw in pairs(split) if kind == "human"]
    assert human.count("human") / len(human) >= floor


@pytest.mark.parametrize(
    ("text", "auto", "kind"),
    [
        ("Your message to Dana was displayed on 5 March at 10:02.", True, "read_receipt"),
        ("Ihre Nachricht wurde am 5. März gelesen.", True, "read_receipt"),
        ("Su correo ha sido abierto el 5 de marzo.", True, "read_receipt"),
        ("Your message was displayed on my phone as one long line.", False, "human"),
    ],
)
def test_a_receipt_may_say_so_in_its_text_alone(text, auto, kind):
    header = "Auto-Submitted: auto-replied\n" if auto else ""
    head = "From: Dana <d@firm.test>\nTo: tom@sender.test\nSubject: Re: Hello\nIn-Reply-To: <o@sender.test>\n"
    assert seen(f"{head}{header}Content-Type: text/plain; charset=utf-8\n\n{text}\n") == kind
