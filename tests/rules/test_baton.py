"""What may be passed, how an opportunity moves, and when it counts (M29, M30)."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import Conflict, Invalid
from engine.rules.baton import (
    BINS,
    MOVES,
    TRUE_OF_IT,
    Audit,
    Check,
    Handover,
    OpportunityState,
    Outcome,
    check_handover,
    check_move,
    check_pass,
    counts,
)
from engine.rules.bins import AVOID
from engine.rules.introduction import Party, introduction
from engine.rules.vocabulary import Bin

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
S = OpportunityState
GOOD = Audit(outbound=True, requalified=True, notes_written=True)


@pytest.mark.parametrize("start", list(S))
@pytest.mark.parametrize("goal", list(S))
def test_each_move_is_in_the_table_or_refused(start: OpportunityState, goal: OpportunityState) -> None:
    if goal in MOVES[start]:
        check_move(start, goal)
        return
    with pytest.raises(Conflict) as refused:
        check_move(start, goal)
    assert start.value in str(refused.value)
    assert refused.value.remedy


def test_every_state_and_outcome_has_a_row() -> None:
    assert set(MOVES) == set(S)
    assert set(BINS) == set(Outcome)


@pytest.mark.parametrize("place", list(Bin))
def test_what_must_be_avoided_is_not_passed(place: Bin) -> None:
    if place not in AVOID:
        check_pass(place, "Acme", set(Check), "notes")
        return
    with pytest.raises(Conflict, match="Acme is in the bin"):
        check_pass(place, "Acme", set(Check), "notes")


@pytest.mark.parametrize("missing", list(Check))
def test_all_three_must_be_true(missing: Check) -> None:
    with pytest.raises(Invalid, match=TRUE_OF_IT[missing]) as refused:
        check_pass(Bin.WORKING, "Acme", set(Check) - {missing}, "notes")
    assert refused.value.field == "checks"


def test_notes_are_written() -> None:
    with pytest.raises(Invalid) as refused:
        check_pass(Bin.WORKING, "Acme", set(Check), " \n")
    assert refused.value.field == "notes"


@pytest.mark.parametrize(
    ("how", "call_at", "ok"),
    [
        pytest.param(Handover.HOT_TRANSFER, None, True, id="now"),
        pytest.param(Handover.INTRODUCTION, None, True, id="by mail"),
        pytest.param(Handover.INTRODUCTION, NOW + timedelta(days=1), False, id="a mail has no time"),
        pytest.param(Handover.SCHEDULED_CALL, NOW + timedelta(minutes=1), True, id="in a minute"),
        pytest.param(Handover.SCHEDULED_CALL, NOW, False, id="past"),
        pytest.param(Handover.SCHEDULED_CALL, NOW + timedelta(days=366), False, id="too far"),
        pytest.param(Handover.SCHEDULED_CALL, None, False, id="when?"),
    ],
)
def test_only_a_scheduled_call_has_a_time(how: Handover, call_at: datetime | None, ok: bool) -> None:
    if ok:
        check_handover(how, call_at, NOW)
        return
    with pytest.raises(Invalid) as refused:
        check_handover(how, call_at, NOW)
    assert refused.value.field == "call_at"


@pytest.mark.parametrize(
    ("state", "audit", "yes"),
    [
        (S.PASSED, None, False),
        (S.RETURNED, None, False),
        (S.ACCEPTED, None, True),
        (S.AUDITED, GOOD, True),
        (S.AUDITED, Audit(outbound=False, requalified=True, notes_written=True), False),
        (S.AUDITED, Audit(outbound=True, requalified=False, notes_written=True), False),
        (S.AUDITED, Audit(outbound=True, requalified=True, notes_written=False), False),
    ],
)
def test_it_counts_when_requalified_and_not_found_wanting(
    state: OpportunityState, audit: Audit | None, yes: bool
) -> None:
    assert counts(state, audit) is yes


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja", ""])
def test_an_introduction_names_and_copies_both(language: str) -> None:
    letter = introduction(
        Party("Alex {Sample}", "alex@acme.test"), Party("Dana Closer", "dana@example.com"), "Robin", "Acme", language
    )
    assert (letter.to, letter.cc) == ("alex@acme.test", ("dana@example.com",))
    assert "Alex" in letter.subject
    assert "Dana Closer" in letter.text
    assert "Acme" in letter.text
    assert letter.text.count("?") == 1
    assert letter.text.endswith("\n\nRobin")
    assert not letter.subject.lower().startswith(("re:", "fwd:"))


def test_an_introduction_of_people_without_names() -> None:
    letter = introduction(Party("", "alex@acme.test"), Party(" ", "dana@example.com"), "Robin", "Acme", "en")
    assert letter.subject == "alex@acme.test, meet dana@example.com"
