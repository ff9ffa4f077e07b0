"""Who is told of overdue work, when, and what stands in the mail."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.rules.holidays_calendar import holiday_of, no_holidays
from engine.rules.notices import MOST, Late, day_of, notices, refused_for_good, wait

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
URL = "https://mail.example.com"
ROBIN, SAM, MO = 1, 2, 3


def late(owner: int, who: str = "Alex Sample", company: str = "Acme", **more: object) -> Late:
    name = {ROBIN: "Robin Hale", SAM: "Sam Ito", MO: "Mo Castell"}[owner]
    return Late(**({"owner_id": owner, "owner": name, "who": who, "company": company, "step": "answer",
                    "due_at": DUE, "path": "/responses/7"} | more))  # fmt: skip


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param("2026-03-03 06:59", None, id="before eight in Berlin"),
        pytest.param("2026-03-03 07:00", date(2026, 3, 3), id="tuesday, eight"),
        pytest.param("2026-03-03 22:30", date(2026, 3, 3), id="late in the evening"),
        pytest.param("2026-03-07 12:00", None, id="saturday"),
        pytest.param("2026-05-01 12:00", None, id="a holiday"),
    ],
)
def test_the_mail_of_a_day_is_written_on_working_days_from_eight(now: str, day: date | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert day_of(moment, BERLIN, holiday_of("DE")) == day


def test_nowhere_has_no_holidays() -> None:
    assert day_of(datetime(2026, 5, 1, 12, tzinfo=UTC), BERLIN, no_holidays) == date(2026, 5, 1)


def test_work_for_which_nobody_waits_is_not_called_an_answer() -> None:
    told = notices([late(ROBIN), late(ROBIN, waits=False)], [ROBIN], [], BERLIN, URL)
    assert [one.subject for one in told] == ["Offhours: 2 tasks overdue"]


def test_each_rep_is_told_of_theirs_and_each_manager_of_everything() -> None:
    told = notices([late(ROBIN), late(SAM, "Bo Lee", "")], [ROBIN, SAM, MO], [MO], BERLIN, URL)
    assert {one.user_id: one.subject for one in told} == {
        ROBIN: "Offhours: 1 answer overdue",
        SAM: "Offhours: 1 answer overdue",
        MO: "Offhours: 2 answers overdue (Robin Hale and 1 more)",
    }
    (mine,) = [one.text for one in told if one.user_id == ROBIN]
    assert mine == (
        "Work that is overdue:\n\nYou:\n- Alex Sample, Acme: answer, was due 2026-03-02 09:00\n"
        "  https://mail.example.com/responses/7\n\n"
        "Each is named in one such mail; there is at most one a day."
    )
    (all_of_it,) = [one.text for one in told if one.user_id == MO]
    assert "Robin Hale:\n- Alex Sample, Acme" in all_of_it
    assert "Sam Ito:\n- Bo Lee: answer" in all_of_it


def test_a_manager_with_work_of_their_own_gets_one_mail_with_theirs_first() -> None:
    (told,) = notices([late(ROBIN), late(MO, "Cy Day")], [MO], [MO], BERLIN, URL)
    assert told.subject == "Offhours: 2 answers overdue (Robin Hale)"
    assert told.text.index("You:") < told.text.index("Robin Hale:")


def test_who_left_gets_none_and_nobody_is_told_of_nothing() -> None:
    assert notices([late(ROBIN)], [SAM], [], BERLIN, URL) == []
    assert notices([], [ROBIN], [MO], BERLIN, URL) == []


def test_a_mail_names_so_many_and_says_where_the_rest_is() -> None:
    many = [late(ROBIN, f"P{number}", due_at=DUE + timedelta(minutes=number)) for number in range(MOST + 3)]
    (told,) = notices(many, [ROBIN], [], BERLIN, URL)
    assert told.text.count("\n- ") == MOST
    assert f"And 3 more: {URL}/work?show=overdue" in told.text


def test_names_cannot_break_a_line() -> None:
    (told,) = notices([late(ROBIN, "Alex\r\n- Fake, line")], [ROBIN], [], BERLIN, URL)
    assert "- Alex - Fake, line, Acme: answer" in told.text


def test_tries_end() -> None:
    assert [wait(attempts) is None for attempts in (1, 2, 3, 4)] == [False, False, False, True]
    assert [refused_for_good(code) for code in (None, 450, 550)] == [False, False, True]
