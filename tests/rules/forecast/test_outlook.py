"""Several runs made into one answer."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from time import process_time

import pytest

from engine.errors import Invalid
from engine.rules.forecast import outlook
from engine.rules.forecast.outlook import Between, Dates, Forecast
from engine.rules.forecast.run import LIST, PLANNED
from engine.rules.forecast.words import IN_DOUBT, REMEDIES
from engine.rules.forecast.world import Funnel, World
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import WindowPolicy
from tests.rules.forecast.worlds import BERLIN, CAMPAIGN, LONDON, NEW_YORK, NOW, box, desk, people, person, place, world

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
BARRED = Held(HeldReason.BIN, None, "Avoid: bad fit")


def forecast(of: World) -> Forecast:
    return outlook.forecast(of, CAMPAIGN, Random(1))


def test_a_small_list_is_done_today() -> None:
    found = forecast(world(people(10)))
    assert (found.people, found.mails, found.why_not, found.stuck) == (10, 10, "", [])
    assert found.finish == found.dry == Dates(TUESDAY, TUESDAY, TUESDAY)
    assert (found.days[0].day, found.days[0].first_touches, found.days[0].follow_ups) == (TUESDAY, 10, 0)
    assert found.runs == outlook.RUNS


def test_the_same_question_has_the_same_answer() -> None:
    of = world(people(40), steps=(0, 3))
    assert forecast(of) == forecast(of)


def test_follow_ups_are_told_apart_and_answers_are_between_bounds() -> None:
    found = forecast(world(people(60), [box(cap=20)], steps=(0, 2), funnel=Funnel(500, 20, 60)))
    assert sum(day.first_touches for day in found.days) == 60
    assert 0 < sum(day.follow_ups for day in found.days) == found.mails - 60
    assert found.finish.early and found.finish.late  # noqa: PT018
    assert found.finish.early <= found.finish.late
    assert found.responses.low < found.responses.middle < found.responses.high
    assert sum(day.expected for day in found.days) == pytest.approx(found.responses.middle, rel=0.5)
    assert {cause.reason for cause in found.binds} >= {HeldReason.WINDOW, HeldReason.CAP_MAILBOX}
    assert all(cause.remedy == REMEDIES[cause.reason] for cause in found.binds)


def test_days_are_without_gaps_until_the_last_answer() -> None:
    days = [day.day for day in forecast(world(people(60), steps=(0, 2))).days]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


def test_rates_narrow_with_what_was_measured() -> None:
    """The prior is 6 of 100 answers (M16) and 5 of 100 bounces."""
    new, known = forecast(world(people(3))), forecast(world(people(3), funnel=Funnel(5_000, 100, 490)))
    assert new.response_rate.middle == pytest.approx(0.06, abs=0.01)
    assert new.bounce_rate.middle == pytest.approx(0.05, abs=0.01)
    assert (known.response_rate.numerator, known.response_rate.denominator) == (490, 4_900)
    assert (known.bounce_rate.numerator, known.bounce_rate.denominator) == (100, 5_000)
    assert known.response_rate.middle == pytest.approx(0.1, abs=0.005)
    assert known.response_rate.high - known.response_rate.low < new.response_rate.high - new.response_rate.low


def test_more_answers_than_delivered_are_no_more_than_all() -> None:
    assert forecast(world(people(3), funnel=Funnel(5, 9, 7))).response_rate.high < 0.2


def test_a_world_of_many_mails_has_few_runs() -> None:
    of = world(people(outlook.MANY_MAILS + 1, place=place(policy=WindowPolicy(frozenset({1})))), [box(cap=1)])
    found = forecast(of)
    assert found.runs == outlook.FEW_RUNS
    assert found.finish == Dates(None, None, None)
    assert found.dry == Dates(None, None, None)
    assert f"{outlook.MANY_MAILS + 1 - found.mails} of" in found.why_not
    assert "It does not end within two years" in found.why_not
    assert "What it takes: " in found.why_not


def test_people_who_wait_for_somebody_are_counted_with_what_it_takes() -> None:
    who = [person(1), person(2, held=BARRED), person(3, held=replace(BARRED, detail="another"))]
    found = forecast(world([*who, person(4, held=Held(HeldReason.RED_FLAG, None, "competitor"))], in_doubt=1))
    assert [(cause.reason, cause.count, cause.detail) for cause in found.stuck] == [
        (HeldReason.BIN, 2, "Avoid: bad fit"),
        (HeldReason.RED_FLAG, 1, "competitor"),
        (IN_DOUBT, 1, ""),
    ]
    assert found.why_not == (
        "It does not end by itself: 4 of 5 wait for somebody. "
        "What it takes: moving the accounts to another bin, or taking the people out."
    )
    assert (found.mails, found.finish.middle) == (1, TUESDAY)


def test_one_in_doubt_is_enough_not_to_end() -> None:
    found = forecast(world([], in_doubt=1))
    assert (found.people, found.mails, found.finish, found.days) == (1, 0, Dates(None, None, None), [])
    assert found.why_not.startswith("It does not end by itself: 1 of 1 waits for somebody.")


def test_a_mailbox_that_somebody_must_mend_holds_its_people() -> None:
    broken = Held(HeldReason.MAILBOX_ERROR, None, "the mailbox is paused")
    who = [person(1), person(2, box=2), person(3, box=2, held=BARRED)]
    found = forecast(world(who, [box(1), box(2, held=broken)]))
    assert {cause.reason: cause.count for cause in found.stuck} == {HeldReason.MAILBOX_ERROR: 1, HeldReason.BIN: 1}


def test_a_mailbox_that_is_tried_again_holds_nobody_for_ever() -> None:
    rest = Held(HeldReason.MAILBOX_HEALTH, NOW + timedelta(days=1), "bounces")
    found = forecast(world(people(2), [box(held=rest)]))
    assert (found.stuck, found.finish.middle) == ([], WEDNESDAY)


def test_a_campaign_in_which_nobody_waits_says_so() -> None:
    found = forecast(world([]))
    assert (found.people, found.mails, found.responses) == (0, 0, Between(0, 0, 0))
    assert found.why_not.startswith("Nobody waits for a mail")


def test_a_campaign_of_follow_ups_only_has_no_dry_day() -> None:
    assert forecast(world(people(2, step=1), steps=(0, 1))).dry == Dates(None, None, None)


def test_a_campaign_without_mails_is_refused() -> None:
    with pytest.raises(Invalid, match="Add a mail step"):
        outlook.forecast(world(people(1)), 7, Random(1))


def test_everything_that_may_bind_has_a_remedy() -> None:
    assert set(REMEDIES) == {*HeldReason, LIST, PLANNED, IN_DOUBT}


def test_five_thousand_people_take_seconds() -> None:
    """Three mails each over seven months, from two mailboxes, in three zones. On an idle core it is below two."""
    zones = [place(zone) for zone in (LONDON, BERLIN, NEW_YORK)]
    who = [person(key, account=key // 2, box=1 + key // 2 % 2, place=zones[key % 3]) for key in range(5_000)]
    begun = process_time()
    found = forecast(world(who, [box(1), box(2, desk=2)], [desk(1), desk(2)], steps=(0, 3, 5)))
    assert process_time() - begun < 20  # a measured run on a busy machine takes several times as long
    assert found.mails > 13_000
    assert found.finish.middle
