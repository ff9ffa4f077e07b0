"""Each promise, broken on purpose: a judge that never finds anything proves nothing."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.clock import FastClock
from offhours.chaos import judge
from offhours.chaos.answers import Answer
from offhours.chaos.audit import Move, Stop
from offhours.chaos.evidence import Box, Enrolled, Evidence, Mail
from offhours.chaos.seed import WORKDAYS
from offhours.chaos.sink import Accepted

NOON = datetime(2026, 3, 24, 14, tzinfo=UTC)
"""A Tuesday, two in the afternoon in London; the machine's time and the run's are the same here."""
SECOND = timedelta(seconds=1)
MAIL = Mail(
    id=1,
    enrollment_id=1,
    position=1,
    contact_id=1,
    mailbox_id=1,
    state="sent",
    held_reason="",
    held_detail="",
    bounced="",
    settled_by="",
    attempts=1,
    look_at=NOON,
    email="alex@acme.test",
    account_id=1,
    campaign_id=1,
    enrollment_state="completed",
    user_id=1,
    mailbox_zone="Europe/London",
    contact_zone="",
    account_zone="",
    account_country="",
    mailbox_country="GB",
    window=WORKDAYS,
)
TAKEN = Accepted(NOON + SECOND, "robin@sender.example", "alex@acme.test", "<a@sender.example>", "<1.1>", "north.1")
SAID = Move(1, 1, "claimed", "sending", NOON - SECOND, NOON, NOON, NOON, "")
FOUND = Evidence(
    accepted=[TAKEN],
    provider={},
    moves=[SAID],
    stops=[],
    mails={1: MAIL},
    enrollments=[Enrolled(1, "completed", "all steps done", 1)],
    boxes={1: Box(1, "robin@sender.example", 1, "Europe/London", 1, None)},
    rep_caps={1: 1},
    steps=1,
    clock=FastClock(NOON, NOON, 1.0),
)


def broken(found: Evidence) -> set[str]:
    return {name for name, promise in judge.PROMISES.items() if list(promise(found))}


def mails(**changes: object) -> dict[int, Mail]:
    return {1: replace(MAIL, **changes)}


def stop(kind: str, key: str, value: str, seconds: float) -> Stop:
    return Stop(kind, key, value, NOON + timedelta(seconds=seconds))


ACTIVE = [Enrolled(1, "active", "", 1)]


def test_a_mail_that_was_sent_once_breaks_nothing() -> None:
    assert broken(FOUND) == set()


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(replace(TAKEN, mark="<1.2>", message_id="<b@sender.example>", words=""), id="the same row"),
        pytest.param(replace(TAKEN, mark="<7.1>", recipient="b@acme.test", words=""), id="the same Message-ID"),
        pytest.param(replace(TAKEN, mark="<7.1>", message_id="<b@sender.example>"), id="the same step by its words"),
    ],
)
def test_twice_is_found_by_row_by_message_id_and_by_words(again: Accepted) -> None:
    found = list(judge.duplicates(replace(FOUND, accepted=[TAKEN, again])))
    assert len(found) == 1
    assert again.mark in found[0]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(replace(FOUND, accepted=[]), id="sent by the ledger, never taken"),
        pytest.param(replace(FOUND, mails=mails(state="held", held_reason="window")), id="taken, held by the ledger"),
        pytest.param(replace(FOUND, mails=mails(state="failed", enrollment_state="stopped")), id="taken, given up"),
        pytest.param(replace(FOUND, mails={}, enrollments=[]), id="taken, unknown to the ledger"),
        pytest.param(replace(FOUND, moves=[]), id="taken without having been said"),
        pytest.param(replace(FOUND, enrollments=ACTIVE), id="an enrollment without a step"),
        pytest.param(replace(FOUND, steps=2), id="completed before the last step"),
        pytest.param(replace(FOUND, enrollments=[Enrolled(1, "stopped", "", 1)]), id="stopped for no reason"),
    ],
)
def test_what_was_lost_is_found(found: Evidence) -> None:
    assert broken(found) == {"silent_losses"}


@pytest.mark.parametrize("state", ["due", "claimed", "sending", "held", "failed"])
def test_a_row_that_rests_where_nobody_sees_it_is_lost(state: str) -> None:
    found = replace(
        FOUND, accepted=[], mails=mails(state=state, enrollment_state="active"), enrollments=[*ACTIVE, *ACTIVE]
    )
    assert any(f"({'step 1'}, {state})" in case for case in judge.silent_losses(found))


@pytest.mark.parametrize(
    ("changes", "enrolled"),
    [
        ({"state": "held", "held_reason": "bin"}, ACTIVE),
        ({"state": "failed", "bounced": "hard"}, [Enrolled(1, "bounced", "550 no such user", 1)]),
        ({"state": "uncertain"}, ACTIVE),
    ],
)
def test_what_has_a_reason_is_not_lost(changes: dict[str, object], enrolled: list[Enrolled]) -> None:
    assert broken(replace(FOUND, accepted=[], mails=mails(**changes), enrollments=enrolled)) == set()


@pytest.mark.parametrize(
    ("stops", "after"),
    [
        ([stop("address", "alex@acme.test", "opt-out link", -2)], True),
        ([stop("address", "alex@acme.test", "opt-out link", -0.1)], True),
        ([stop("address", "alex@acme.test", "opt-out link", 0.5)], False),
        ([stop("address", "somebody@acme.test", "opt-out link", -2)], False),
        ([stop("domain", "acme.test", "by hand", -2)], True),
        ([stop("bin", "1", "current_client", -2)], True),
        ([stop("bin", "1", "current_client", -3), stop("bin", "1", "working", -2)], False),
        ([stop("campaign", "1", "paused", -2)], True),
        ([stop("campaign", "1", "paused", -1.6)], True),
        ([stop("campaign", "1", "paused", -1.001)], False),
        ([stop("campaign", "1", "paused", -0.5)], False),
        ([stop("campaign", "1", "paused", -3), stop("campaign", "1", "running", -2)], False),
        ([stop("campaign", "1", "paused", -3), stop("campaign", "1", "running", -0.5)], False),
    ],
)
def test_a_stop_counts_from_its_commit_and_a_pause_for_decisions_begun_after_it(stops: list[Stop], after: bool) -> None:
    assert broken(replace(FOUND, stops=stops)) == ({"sent_after_stop"} if after else set())


def two(second: Move) -> Evidence:
    other = replace(MAIL, id=2, contact_id=2, enrollment_id=2, email="b@other.test")
    taken = Accepted(NOON, "robin@sender.example", "b@other.test", "<b@sender.example>", "<2.1>", "north.1")
    return replace(
        FOUND,
        accepted=[TAKEN, taken],
        mails={1: MAIL, 2: other},
        moves=[SAID, second],
        enrollments=[*FOUND.enrollments, Enrolled(2, "completed", "all steps done", 2)],
    )


def said_at(hours: float) -> Move:
    at = NOON + timedelta(hours=hours)
    return replace(SAID, out_id=2, began=at - SECOND, at=at, committed=at, sending_at=at)


def test_more_than_the_cap_of_a_day_is_found_for_mailbox_and_rep() -> None:
    over = two(said_at(1))
    assert broken(over) == {"cap_exceeded"}
    assert len(list(judge.cap_exceeded(over))) == 2
    assert broken(two(said_at(24))) == set()
    roomy = replace(over, rep_caps={1: 2}, boxes={1: replace(FOUND.boxes[1], daily_cap=2)})
    assert broken(roomy) == set()
    warming = replace(roomy.boxes[1], daily_cap=90, ramp_started=date(2026, 3, 24))
    assert broken(replace(roomy, boxes={1: warming})) == set()


def test_a_reps_cap_is_looked_for_on_the_days_of_all_their_zones() -> None:
    """At two and at eight in the evening of one day in London; in Tokyo the second is the next day."""
    boxes = {1: replace(FOUND.boxes[1], daily_cap=2), 2: replace(FOUND.boxes[1], id=2, time_zone="Asia/Tokyo")}
    found = replace(two(said_at(6)), boxes=boxes)
    assert len(list(judge.cap_exceeded(found))) == 1
    abroad = {key: replace(mail, mailbox_zone="Asia/Tokyo") for key, mail in found.mails.items()}
    assert len(list(judge.cap_exceeded(replace(found, boxes={2: boxes[2], 1: boxes[2]}, mails=abroad)))) == 0


def test_a_mail_outside_its_recipients_window_is_found() -> None:
    assert broken(replace(FOUND, mails=mails(contact_zone="Asia/Tokyo"))) == {"window_violations"}
    assert broken(replace(FOUND, mails=mails(account_country="JP"))) == {"window_violations"}
    assert broken(replace(FOUND, mails=mails(account_country="US"))) == set()


def test_the_engines_word_counts_only_within_the_transaction_that_wrote_it() -> None:
    lunch = NOON - timedelta(hours=1, minutes=30)
    assert judge.left_at(FOUND, SAID) == NOON
    assert judge.left_at(FOUND, replace(SAID, sending_at=lunch)) == NOON, "said long before it was written"
    assert judge.left_at(FOUND, replace(SAID, sending_at=None)) == NOON


def test_doubts_are_counted_by_how_they_ended() -> None:
    moves = [
        replace(SAID, old="uncertain", new="sent", settled_by="sent_folder"),
        replace(SAID, old="uncertain", new="due", settled_by="not_in_sent"),
        replace(SAID, old="uncertain", new="sent", settled_by=""),
    ]
    found = replace(FOUND, moves=moves, mails=mails(state="uncertain"))
    assert judge.uncertain(found) == {
        "sent_folder": 1,
        "not_in_sent": 1,
        "the server's late word": 1,
        "still open": 1,
    }


STOPS = Answer("request to stop", "robin@sender.example", MAIL.email, "<a@company.test>")
ONCE = Counter({(STOPS.mailbox, STOPS.message_id): 1})


def test_an_answer_that_was_read_once_and_heeded_is_no_case() -> None:
    heeded = replace(FOUND, answers=[STOPS], read=ONCE, stops=[stop("address", MAIL.email, "unsubscribe", 60)])
    assert broken(heeded) == set()
    domain = MAIL.email.partition("@")[2]
    assert broken(replace(heeded, stops=[stop("domain", domain, "unsubscribe", 60)])) == set()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"read": Counter()}, id="not read"),
        pytest.param({"read": Counter(dict.fromkeys(ONCE, 2))}, id="read twice"),
        pytest.param({"stops": []}, id="read and not heeded"),
    ],
)
def test_an_answer_that_was_missed_is_found(changes: dict[str, object]) -> None:
    found = {"answers": [STOPS], "read": ONCE, "stops": [stop("address", MAIL.email, "unsubscribe", 60)]} | changes
    assert broken(replace(FOUND, **found)) == {"unheeded"}
