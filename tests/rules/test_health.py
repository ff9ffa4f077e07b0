"""When a mailbox has to rest and a list is stopped: by what was sent lately, and only on enough evidence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.delivery import Fault
from engine.rules.health import Judgement, Tally, judge_batch, judge_mailbox, rest_of, rests_before
from engine.rules.policies import Policies

RULES = Policies()
NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        pytest.param(Tally(sent=100, hard=6), "6 of the last 100 mails bounced hard; clean the list", id="6 % bounce"),
        pytest.param(
            Tally(sent=40, blocks=3, faults={Fault.SERVER: 2, Fault.OTHER: 1}),
            "3 of the last 40 mails were blocked; whoever runs the sending server must",
            id="three blocks among few",
        ),
        pytest.param(
            Tally(sent=200, blocks=7), "7 of the last 200 mails were blocked; the owner of the mailbox must", id="3.5 %"
        ),
        pytest.param(
            Tally(sent=200, blocks=2, faults={Fault.AUTHENTICATION: 2}),
            "whoever runs the DNS of the sending domain must make SPF, DKIM and DMARC pass",
            id="two say that SPF fails: that is certain",
        ),
        pytest.param(
            Tally(sent=200, blocks=1, faults={Fault.LIMIT: 1}), "takes no more for now", id="one sending limit is"
        ),
        pytest.param(
            Tally(sent=30, delivered=30, complaints=2),
            "2 recipients have complained, of 30 mails delivered",
            id="two complaints among few",
        ),
        pytest.param(Tally(delivered=1300, complaints=4), "4 recipients have complained", id="just over 0.3 %"),
        pytest.param(
            Tally(sent=100, hard=90, blocks=9, delivered=1, complaints=2), "complained", id="the gravest is told"
        ),
    ],
)
def test_a_mailbox_has_to_rest(tally: Tally, words: str) -> None:
    assert words in judge_mailbox(tally, RULES).stop


@pytest.mark.parametrize(
    ("tally", "warned"),
    [
        pytest.param(Tally(), "", id="nothing sent"),
        pytest.param(
            Tally(sent=99, hard=50), "50 of the last 99 mails bounced hard; over 5% stop", id="a small sample"
        ),
        pytest.param(Tally(sent=49, hard=40), "", id="smaller still says nothing"),
        pytest.param(Tally(sent=100, hard=5), "5 of the last 100 mails bounced hard", id="5 % is near"),
        pytest.param(Tally(sent=200, hard=5), "", id="2.5 % is not"),
        pytest.param(Tally(sent=10, blocks=2), "2 of the last 10 mails were blocked", id="two blocks among few"),
        pytest.param(Tally(sent=200, blocks=3), "", id="three among many"),
        pytest.param(
            Tally(sent=20, blocks=1, faults={Fault.AUTHENTICATION: 1}),
            "SPF, DKIM and DMARC",
            id="one may be forwarding",
        ),
        pytest.param(
            Tally(delivered=20, complaints=1),
            "1 recipient has complained, of 20 mails delivered in four weeks; over 0.3% stop the mailbox",
            id="one complaint never stops",
        ),
        pytest.param(Tally(delivered=999, complaints=1), "1 recipient has complained", id="just over 0.1 %"),
        pytest.param(Tally(delivered=1000, complaints=1), "", id="0.1 % is not over 0.1 %"),
        pytest.param(Tally(delivered=1000, complaints=3), "3 recipients have complained", id="0.3 % is not over 0.3 %"),
    ],
)
def test_a_mailbox_goes_on_and_is_warned_in_time(tally: Tally, warned: str) -> None:
    found = judge_mailbox(tally, RULES)
    assert found.stop == ""
    assert warned in "; ".join(found.warnings)
    assert bool(found.warnings) is bool(warned)


def test_the_limits_are_policies() -> None:
    strict = Policies(mailbox_floor=2, block_floor=1, complaint_floor=1)
    assert judge_mailbox(Tally(sent=2, hard=1), strict).stop
    assert judge_mailbox(Tally(sent=2, blocks=1), strict).stop
    assert judge_mailbox(Tally(delivered=2, complaints=1), strict).stop


def test_more_mails_than_are_looked_at_are_not_waited_for() -> None:
    """Else the mailbox would never be stopped, and be warned that it will be."""
    late = Policies(mailbox_floor=1000)
    assert judge_mailbox(Tally(sent=199, hard=150), late).stop == ""
    assert "150 of the last 200 mails bounced hard" in judge_mailbox(Tally(sent=200, hard=150), late).stop


COUNT = st.integers(0, 200)


@given(COUNT, COUNT, COUNT, COUNT, COUNT)
def test_one_more_mishap_never_lets_a_stopped_mailbox_go(sent: int, hard: int, blocks: int, won: int, no: int) -> None:
    tally = Tally(sent=sent, hard=hard, blocks=blocks, delivered=won, complaints=no)
    for worse in (
        Tally(sent=sent, hard=hard + 1, blocks=blocks, delivered=won, complaints=no),
        Tally(sent=sent, hard=hard, blocks=blocks + 1, delivered=won, complaints=no),
        Tally(sent=sent, hard=hard, blocks=blocks, delivered=won, complaints=no + 1),
    ):
        assert judge_mailbox(worse, RULES).stop or not judge_mailbox(tally, RULES).stop


@pytest.mark.parametrize(
    ("sent", "hard", "stopped"),
    [
        pytest.param(19, 19, False, id="too few to tell"),
        pytest.param(20, 2, False, id="a tenth is not over a tenth"),
        pytest.param(20, 3, True, id="M16: more than a tenth"),
    ],
)
def test_a_list_is_judged_early(sent: int, hard: int, stopped: bool) -> None:
    assert judge_batch(sent, hard, RULES) is stopped


def test_a_rest_that_did_not_help_is_followed_by_a_longer_one() -> None:
    day = timedelta(days=1)
    assert [rest_of(day, rests) // day for rests in (0, 1, 2, 4, 9)] == [1, 2, 4, 16, 16]
    assert rests_before(3, NOW + day, NOW) == 3
    assert rests_before(3, NOW, NOW) == 0
    assert rests_before(3, None, NOW) == 0


def test_a_judgement_is_well_by_default() -> None:
    assert judge_mailbox(Tally(sent=200, delivered=200), RULES) == Judgement()
