"""What a run tells: what bound each day, and what becomes of those who answer, bounce and wait."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.rules.forecast.calendar import moment
from engine.rules.forecast.run import LIST, PLANNED, Course, Rates, share
from engine.rules.forecast.world import Place, World
from engine.rules.held import Held
from engine.rules.holidays_calendar import no_holidays
from engine.rules.policies import Policies
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import WindowPolicy
from tests.rules.forecast.worlds import (
    ALWAYS,
    LONDON,
    NEW_YORK,
    NOW,
    TUESDAY,
    box,
    by_day,
    desk,
    people,
    person,
    place,
    run,
    world,
)

MONDAY = NOW - timedelta(days=1)
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)
SUNDAY = date(2026, 3, 8)
ALWAYS_OBSERVED = WindowPolicy(frozenset(range(7)), time(0), time(0), time(0), time(23, 59))
SUNDAYS = WindowPolicy(frozenset({6}))


ALL_ANSWER, ALL_BOUNCE = Rates(1.0, 0.0), Rates(0.0, 1.0)
LATE = Policies(backlog_limit=1)


def reasons(course: Course) -> dict[date, str]:
    return {rest.day: rest.reason for rest in course.rests}


def test_the_shares_of_those_who_answer_add_up() -> None:
    for steps in range(1, 6):
        assert sum(share(step, steps) for step in range(steps)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        pytest.param(
            world(people(9, place=place(policy=ALWAYS)), [box(sent={MONDAY.date(): 5})],
                  rules=Policies(days_per_week=1)),
            HeldReason.CAP_MAILBOX, id="days of the week",
        ),
        pytest.param(
            world(people(9), [box(cap=4, sent={TUESDAY: 4})], [desk(started=TUESDAY, sent={LONDON: {TUESDAY: 20}})],
                  rules=Policies(first_week=20)),
            HeldReason.RAMP, id="first week of the rep",
        ),
        pytest.param(
            world(people(9), [box(cap=4, slow_until=NOW + timedelta(days=1))]),
            HeldReason.MAILBOX_HEALTH, id="goes slowly",
        ),
        pytest.param(world(people(9), [box(cap=4)]), HeldReason.CAP_MAILBOX, id="cap of the mailbox"),
        pytest.param(world(people(9), desks=[desk(cap=4)]), HeldReason.CAP_REP, id="cap of the rep"),
        pytest.param(world(people(50), [box(cap=60, ramp_started=TUESDAY)]), HeldReason.RAMP, id="ramp"),
        pytest.param(world(people(9), [box(gap=timedelta(hours=3))]), HeldReason.GAP, id="gap"),
        pytest.param(
            world(people(9), rules=Policies(responses_low=0, responses_high=1)),
            HeldReason.RESPONSE_BACKLOG,
            id="governor",
        ),
        pytest.param(
            world([person(key, account=1) for key in (1, 2)], steps=(0, 1)), HeldReason.ACCOUNT_BUSY, id="colleague"
        ),
        pytest.param(world(people(9), steps=(0, 1)), LIST, id="list"),
        pytest.param(world(people(1, due=NOW + timedelta(days=40))), PLANNED, id="a date to come"),
        pytest.param(world(people(9, due=MONDAY), now=MONDAY), HeldReason.WINDOW, id="a Monday"),
        pytest.param(
            world(
                people(9, place=place(country="GB", policy=ALWAYS_OBSERVED)),
                now=datetime(2026, 4, 3, 7, tzinfo=UTC),
            ),
            HeldReason.HOLIDAY,
            id="Good Friday",
        ),
        pytest.param(
            world([person(1), person(2, place=place(NEW_YORK))], [box(free_at=NOW + timedelta(hours=15))]),
            HeldReason.WINDOW,
            id="the window closed before a free moment",
        ),
    ],
)  # fmt: skip
def test_each_day_says_what_bound_it(of: World, reason: str) -> None:
    course = run(of)
    assert course.rests[0].reason == reason
    assert reasons(course)[of.now.date()] == reason
    assert course.finished is not None


def test_a_day_on_which_no_window_opens_is_not_blamed_on_the_days_of_the_week() -> None:
    """Tuesday to Thursday and Sunday are open; two days of the week are used."""
    course = run(world(people(12), [box(cap=4)], rules=Policies(days_per_week=2)))
    assert [rest.reason for rest in course.rests if rest.day <= SUNDAY] == [
        *(HeldReason.CAP_MAILBOX, HeldReason.CAP_MAILBOX, HeldReason.CAP_MAILBOX),
        *(HeldReason.WINDOW, HeldReason.WINDOW),
        HeldReason.CAP_MAILBOX,
    ]


def test_a_mailbox_that_is_trusted_again_at_noon_goes_on_at_its_usual_pace() -> None:
    """One of the two that slowness would leave has left: by the evening all four have."""
    noon = NOW.replace(hour=12)
    of = world(people(4, place=place(policy=ALWAYS)), [box(cap=4, slow_until=noon, place=place(policy=ALWAYS))])
    course = run(of)
    assert [mail.at < noon.timestamp() for mail in course.mails] == [True, False, False, False]
    assert course.finished == TUESDAY


def test_a_mailbox_without_people_of_the_campaign_says_nothing() -> None:
    of = world(
        [person(1), person(2, campaign=2, box=2)], [box(1, free_at=NOW + timedelta(days=2)), box(2)], others={2: (0, 1)}
    )
    course = run(of)
    assert {mail.box for mail in course.mails} == {1}
    assert {rest.day for rest in course.rests} == {TUESDAY, WEDNESDAY}


def test_another_campaign_takes_its_share_of_the_mailbox() -> None:
    """Follow-ups of the other one go first."""
    others = [person(key, campaign=2, step=1) for key in range(10, 14)]
    course = run(world([*people(4), *others], [box(cap=4)], others={2: (0, 1)}))
    assert {mail.day for mail in course.mails} == {WEDNESDAY}
    assert len(course.mails) == 4


def test_what_was_sent_today_counts_against_today_only() -> None:
    course = run(
        world(
            people(8),
            [box(cap=4, sent={TUESDAY: 3})],
            [desk(sent={LONDON: {TUESDAY: 3}}, first={LONDON: {TUESDAY: 3}})],
        )
    )
    assert by_day(course) == {(TUESDAY, False): 1, (WEDNESDAY, False): 4, (THURSDAY, False): 3}


def test_a_mailbox_that_rests_begins_when_it_is_tried_again() -> None:
    until = datetime(2026, 3, 5, 7, tzinfo=UTC)
    course = run(world(people(1), [box(held=Held(HeldReason.MAILBOX_HEALTH, until, "bounces"))]))
    assert [moment(mail.at) for mail in course.mails] == [until]
    assert reasons(course) == {TUESDAY: HeldReason.MAILBOX_HEALTH, WEDNESDAY: HeldReason.MAILBOX_HEALTH}


def test_who_bounces_gets_no_second_mail_and_makes_way_for_a_colleague() -> None:
    of = world([person(1, account=1, level=2), person(2, account=1, level=1)], steps=(0, 3))
    course = run(of, ALL_BOUNCE)
    assert [(mail.person, mail.step, mail.day) for mail in course.mails] == [(1, 0, TUESDAY), (2, 0, TUESDAY)]
    assert course.finished == TUESDAY


def test_who_answers_gets_no_second_mail_and_the_colleague_waits_until_it_is_worked() -> None:
    of = world(
        [person(1, account=1, level=2), person(2, account=1, level=1)],
        desks=[desk(works_in=timedelta(hours=100))],
        steps=(0, 3),
        rules=Policies(answer_hours=240),
    )
    courses = [run(of, ALL_ANSWER, seed=seed) for seed in range(20)]
    course = next(one for one in courses if one.mails[0].answered_on)
    first, second, *_ = course.mails
    assert (first.person, first.answered_on, second.person) == (1, WEDNESDAY, 2)
    assert moment(second.at) >= moment(first.at) + timedelta(hours=124)


def test_a_colleague_in_conversation_is_left_alone_while_an_answer_is_worked() -> None:
    """Two of an account may be in conversation: when one answers, the other's next mail waits for the rep."""
    works_in = timedelta(days=9)
    of = world(
        [person(1, account=1, step=1), person(2, account=1, step=1, due=NOW + timedelta(days=2))],
        desks=[desk(works_in=works_in)],
        steps=(0, 1),
        rules=Policies(contacts_per_account=2, answer_hours=240),
    )
    course = run(of, Rates(2.0, 0.0))
    assert [mail.person for mail in course.mails] == [1, 2]
    assert moment(course.mails[1].at) >= moment(course.mails[0].at) + timedelta(days=1) + works_in


def test_a_colleague_already_in_line_steps_back_when_an_answer_comes() -> None:
    of = world(
        [
            person(1, account=1, step=1),
            person(2, account=1, step=1, due=NOW + timedelta(hours=2), place=place(policy=SUNDAYS)),
        ],
        desks=[desk(works_in=timedelta(days=9))],
        steps=(0, 1),
        rules=Policies(contacts_per_account=2, answer_hours=240),
    )
    course = run(of, Rates(2.0, 0.0))
    assert [(mail.person, mail.day) for mail in course.mails] == [(1, TUESDAY), (2, date(2026, 3, 15))]


def test_unworked_answers_hold_first_touches_until_they_are_worked() -> None:
    works_in = timedelta(hours=30)
    course = run(world(people(3), desks=[desk(works_in=works_in, tasks=[NOW + works_in])], rules=LATE))
    assert min(mail.at for mail in course.mails) >= (NOW + works_in).timestamp()
    assert reasons(course)[TUESDAY] == HeldReason.RESPONSE_BACKLOG


def test_follow_ups_go_on_while_answers_wait() -> None:
    late = desk(works_in=timedelta(days=3), tasks=[NOW])
    course = run(world([person(1), person(2, step=1)], desks=[late], steps=(0, 1), rules=LATE))
    assert (course.mails[0].person, course.mails[0].day) == (2, TUESDAY)


def test_many_answers_lead_to_fewer_first_touches() -> None:
    """The governor measures what the run itself brings."""
    measured = desk(delivered={TUESDAY: 300}, answered={TUESDAY: 240})
    busy, calm = run(world(people(40), desks=[measured])), run(world(people(40)))
    assert busy.finished and calm.finished and busy.finished > calm.finished  # noqa: PT018


def test_mailboxes_of_one_rep_in_two_zones_are_measured_together() -> None:
    far = Place(ALWAYS, ZoneInfo("Pacific/Auckland"), no_holidays)
    of = world(
        [person(key, box=1 + key % 2, place=place(policy=ALWAYS)) for key in range(1, 9)],
        [box(1, place=far), box(2)],
    )
    course = run(of, ALL_ANSWER)
    assert len(course.mails) == 8


def test_people_whom_nothing_sets_going_keep_their_account_busy() -> None:
    held = Held(HeldReason.ACCOUNT_BUSY, None, "an address must be confirmed")
    course = run(world([person(1, account=1, step=1, held=held), person(2, account=1)], steps=(0, 1)), days=30)
    assert (course.mails, course.finished, course.left) == ([], None, 1)
    assert {rest.reason for rest in course.rests} == {HeldReason.ACCOUNT_BUSY}


def test_conversations_outside_the_world_keep_an_account_busy() -> None:
    course = run(world(people(1), busy={1: 1}), days=30)
    assert course.finished is None


def test_a_window_that_never_opens_ends_at_the_horizon() -> None:
    closed = WindowPolicy(
        frozenset({0}), closing_days=frozenset(TUESDAY + timedelta(days=number) for number in range(99))
    )
    course = run(world(people(2, place=place(policy=closed)), steps=(0, 1)), days=60)
    assert (course.finished, course.left) == (None, 2)
    assert {rest.reason for rest in course.rests} == {HeldReason.WINDOW, HeldReason.HOLIDAY}
