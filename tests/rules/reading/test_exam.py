"""What the published figures count."""

from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import Case
from tests.rules.reading.exam import figures


def test_what_is_called_nobodys_business_was_neither_seen_nor_taken_for_a_machines():
    unrelated = Verdict(Kind.UNRELATED, 0.8, "answers_nothing", "")
    cases = [Case(lang="en", kind=kind, text="Hello", split="unseen") for kind in ("left_company", "question")]
    told = dict(figures([(case, unrelated) for case in cases]))
    assert told["automatic mail seen"] == "0 of 1 (0.0%)"
    assert told["people taken for machines"] == "0 of 1 (0.0%)"
