"""The words of an answer: filled, open, quoted, and what they end."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.errors import Invalid
from engine.flows.letter import EXAMPLE_FIELDS, REPLY_FIELDS
from engine.flows.starters import REPLIES
from engine.rules import answers, compose
from engine.rules.answers import ends, fill, quoted, refuse_unfinished
from engine.rules.effects import Work
from engine.rules.vocabulary import Reply

ALEX = {"first_name": "Alex", "company": "Acme", "custom": {"site": "Leeds"}}


def test_a_suggestion_has_all_that_is_known() -> None:
    made = fill("", "Hi {{ first_name }} of {{ company }} in {{ custom.site }}", ALEX)
    assert (made.body, made.missing) == ("Hi Alex of Acme in Leeds", ())


def test_what_nobody_knows_is_named_and_never_left_blank() -> None:
    made = fill("For {{ title }}", "{{ title|lower }} {{ custom.fleet }} {{ phone|default('x') }}", ALEX)
    assert (made.subject, made.body) == ("For ⟨title⟩", "⟨title⟩ ⟨custom.fleet⟩ x")
    assert made.missing == ("title", "custom.fleet")
    with pytest.raises(Invalid, match="title is not filled in"):
        refuse_unfinished(made.subject, made.body)


def test_a_field_that_an_if_does_without_is_not_missing() -> None:
    assert fill("", "{% if title %}As {{ title }}{% else %}Hello{% endif %}", ALEX).missing == ()


def test_a_template_that_is_impossible_is_refused() -> None:
    with pytest.raises(Invalid, match="not possible"):
        fill("", "{{ first_name.upper() }}", ALEX)


@pytest.mark.parametrize(
    ("step", "to_sender", "done"),
    [
        (Work.ANSWER, True, True),
        (Work.ASK_WHO, True, True),
        (Work.FIND_OUT_WHY, True, True),
        (Work.LOOK, True, True),
        (Work.CHECK_BACK, True, False),
        (Work.TELL_OWNER, True, False),
        (Work.WRITE_TO_REFERRAL, True, False),
        (Work.WRITE_TO_REFERRAL, False, True),
        (Work.ANSWER, False, False),
    ],
)
def test_what_an_answer_ends(step: Work, to_sender: bool, done: bool) -> None:
    assert ends(step, to_sender=to_sender) is done


def test_the_quote_is_in_their_language_and_our_time() -> None:
    at = datetime(2026, 3, 3, 22, 5, tzinfo=UTC)
    text = quoted("eins\n\n> zwei", "Kim Lee <kim@acme.test>", at, ZoneInfo("Europe/Berlin"), "de")
    assert text == "Am 3.3.2026 um 23:05 schrieb Kim Lee <kim@acme.test>:\n> eins\n>\n>> zwei"
    assert quoted("yes", "Kim", at, ZoneInfo("UTC"), "ja").startswith("On 3 March 2026 at 22:05, Kim wrote:")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1 June 2026"), ("de", "1.6.2026"), ("fr", "01/06/2026"), ("nl", "01-06-2026")]
)
def test_a_day_is_written_as_people_write_it(language: str, written: str) -> None:
    assert answers.day_in_words(date(2026, 6, 1), language) == written


@pytest.mark.parametrize("path", sorted(REPLIES.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_starter_can_be_filled_and_asks_at_most_one_thing(path: Path) -> None:
    text = path.read_text("utf-8")
    known = {**EXAMPLE_FIELDS, **REPLY_FIELDS}
    compose.check(text, known)
    made = fill("", text, known)
    assert made.missing == ()
    assert made.body.count("?") <= 1
    assert text.startswith("Subject: ") is (path.stem == Reply.REFERRED)


def test_every_use_has_a_starter_in_every_language() -> None:
    for folder in REPLIES.iterdir():
        assert {path.stem for path in folder.iterdir()} == {reply.value for reply in Reply}
