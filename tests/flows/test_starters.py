"""The templates that come along say nothing about the firm whose team uses them: that they leave open."""

from pathlib import Path

import pytest

from engine.flows.starters import FOLDER
from engine.rules import answers, lint
from engine.rules.vocabulary import Goal
from offhours.firm import GAPS

STARTERS = sorted(FOLDER.iterdir())


def words(folder: Path) -> tuple[str, str]:
    return ((folder / "subject.txt").read_text("utf-8").strip(), (folder / "body.txt").read_text("utf-8").strip())


def findings(folder: Path, subject: str, body: str) -> list[lint.Finding]:
    known = {"{{ company }}": "Acme", "{{ first_name }}": "Ann", "{{ sender_first_name }}": "Rae"}
    for field, value in known.items():
        subject, body = subject.replace(field, value), body.replace(field, value)
    return lint.lint(subject, body, Goal(folder.name.split("-")[0]), in_thread=not subject)


@pytest.mark.parametrize("folder", STARTERS, ids=lambda folder: folder.name)
def test_a_first_mail_cannot_leave_before_the_team_has_said_what_it_does(folder: Path) -> None:
    subject, body = words(folder)
    gaps = answers.OPEN.findall(body)
    assert bool(gaps) == bool(subject)  # follow-ups say nothing new
    wrong = findings(folder, subject, body)
    assert [one.problem for one in wrong] == [f"⟨{gap}⟩ is still to be written." for gap in gaps[:1]]


def test_what_the_demos_firm_says_fills_every_gap_and_no_other() -> None:
    gaps = {gap for folder in STARTERS for gap in answers.OPEN.findall(words(folder)[1])}
    assert gaps == set(GAPS)
