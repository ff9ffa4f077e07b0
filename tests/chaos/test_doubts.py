"""A doubt is explained by what befell its own worker, or its own mail, while it was leaving; by nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from offhours.chaos.audit import Move
from offhours.chaos.doubts import CUT_OFF, KILLED, NOTHING, UNANSWERED, causes
from offhours.chaos.evidence import Evidence
from offhours.chaos.faults import Hit
from offhours.chaos.judge import PROMISES
from offhours.chaos.sink import Unanswered
from tests.chaos.test_judge import FOUND, MAIL, NOON, SAID

BOX = FOUND.boxes[1].address
SAID_BY = replace(SAID, by="sender-1")
LATER = NOON + timedelta(seconds=10)
DOUBT = Move(1, 1, "sending", "uncertain", LATER, LATER, LATER, NOON, "", "sender-2")
DOUBTED = replace(FOUND, moves=[SAID_BY, DOUBT])


def hit(kind: str, name: str, seconds: float = 1) -> Hit:
    return Hit(kind, name, NOON + timedelta(seconds=seconds))


def silent(mailbox: str = BOX, recipient: str = MAIL.email, seconds: float = 1) -> Evidence:
    at = NOON + timedelta(seconds=seconds)
    return replace(DOUBTED, unanswered=[Unanswered(at, mailbox, recipient)])


@pytest.mark.parametrize(
    ("hits", "cause"),
    [
        ([], NOTHING),
        ([hit("kill -9", "sender-1")], KILLED),
        ([hit("kill -9", "sender-2")], NOTHING),
        ([hit("kill -9", "sender-1", -5)], NOTHING),
        ([hit("kill -9", "sender-1", 11)], NOTHING),
        ([hit("pause and cut off", "sender-1")], CUT_OFF),
        ([hit("pause", "sender-1")], NOTHING),
        ([hit("pause", "sender-1"), hit("postgres restart", "")], CUT_OFF),
        ([hit("pause", "sender-2"), hit("postgres restart", "")], NOTHING),
        ([hit("postgres restart", "")], NOTHING),
    ],
)
def test_a_doubt_comes_from_what_befell_its_worker(hits: list[Hit], cause: str) -> None:
    found = replace(DOUBTED, hits=hits)
    assert causes(found) == {cause: 1}
    cases = list(PROMISES["needless_doubts"](found))
    assert ["said by sender-1" in case for case in cases] == ([True] if cause == NOTHING else [])


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        (silent(), UNANSWERED),
        (silent(recipient="somebody@acme.test"), NOTHING),
        (silent(mailbox="kim@sender.example"), NOTHING),
        (silent(seconds=-5), NOTHING),
        (silent(seconds=11), NOTHING),
    ],
)
def test_or_from_a_provider_that_gave_no_answer_about_it(found: Evidence, cause: str) -> None:
    assert causes(found) == {cause: 1}


def test_a_doubt_about_a_mail_that_was_never_said_is_the_programs_own() -> None:
    found = replace(DOUBTED, moves=[DOUBT], hits=[hit("kill -9", "sender-1")])
    assert causes(found) == {NOTHING: 1}
    assert "never said" in next(iter(PROMISES["needless_doubts"](found)))
