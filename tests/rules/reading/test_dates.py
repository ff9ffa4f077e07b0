import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from engine.rules.reading.date_names import A_MONTH, WEEKDAY, marked
from engine.rules.reading.date_patterns import Precision
from engine.rules.reading.dates import find_dates
from engine.rules.reading.day_order import writes_day_first
from engine.rules.reading.human import check_back

TUESDAY = date(2026, 4, 14)

ROWS = [
    ("en", "the day after tomorrow", "2026-04-16"),
    ("en", "for the next two weeks", "2026-04-28"),
    ("en", "week 18", "2026-04-27"),
    ("en", "week 2", "2027-01-11"),
    ("en", "until the end of the week", "2026-04-17"),
    ("en", "until the end of the month", "2026-04-30"),
    ("en", "Thursday next week", "2026-04-23"),
    ("en", "back on 27", "2026-04-27"),
    ("en", "Monday the Apr.27", "2026-04-27"),
    ("es", "vuelvo el lunes 27", "2026-04-27"),
    ("es", "vuelvo el domingo 31", "2026-05-31"),
    ("fr", "de retour le vendredi 1er", "2026-05-01"),
    ("it", "rientro lunedì, 4", "2026-05-04"),
    ("en", "Monday 9 people come", "2026-04-20"),
    ("en", "13 April", "2026-04-13"),
    ("de", "übermorgen", "2026-04-16"),
    ("de", "in KW 17 und 18", "2026-04-27"),
    ("de", "Donnerstag nächster Woche", "2026-04-23"),
    ("de", "Montag, 20.4 ab acht", "2026-04-20"),
    ("nl", "terug op 28-4", "2026-04-28"),
    ("nl", "de 28e", "2026-04-28"),
    ("sv", "den 28:e", "2026-04-28"),
    ("ja", "27日(月)に", "2026-04-27"),
    ("ja", "来週の木曜日", "2026-04-23"),
    ("zh", "下周四", "2026-04-23"),
    ("zh", "周五", "2026-04-17"),
    ("en", "back on 4 May 2026", "2026-05-04"),
    ("en", "back May 4th", "2026-05-04"),
    ("en", "from July 23 - 29", "2026-07-29"),
    ("en", "on the 28th", "2026-04-28"),
    ("en", "on the 3rd", "2026-05-03"),
    ("en", "on the first of June", "2026-06-01"),
    ("en", "on Monday", "2026-04-20"),
    ("en", "on Tuesday", "2026-04-21"),
    ("en", "on Monday, 20 April", "2026-04-20"),
    ("en", "tomorrow", "2026-04-15"),
    ("en", "next week", "2026-04-20"),
    ("en", "2026-05-18", "2026-05-18"),
    ("en", "05/18/2026", "2026-05-18"),
    ("en", "18/05/2026", "2026-05-18"),
    ("en", "05/02/26", "2026-05-02"),
    ("en", "in 10 days", "2026-04-24"),
    ("en", "in three weeks", "2026-05-05"),
    ("en", "in six months", "2026-10-14"),
    ("en", "in two years", "2028-04-14"),
    ("en", "two months from now", "2026-06-14"),
    ("en", "in Q3", "2026-07-01"),
    ("en", "in Q2", "2026-04-15"),
    ("en", "in Q1 2027", "2027-01-01"),
    ("en", "next quarter", "2026-07-01"),
    ("en", "next month", "2026-05-01"),
    ("en", "in September", "2026-09-01"),
    ("en", "mid September", "2026-09-15"),
    ("en", "at the end of May", "2026-05-31"),
    ("en", "early in the second half", "2026-07-01"),
    ("en", "next year", "2027-01-01"),
    ("en", "ping me early 2028.", "2028-01-01"),
    ("en", "we may revisit this in 2027", "2027-01-01"),
    ("en", "in mid 2027", "2027-07-01"),
    ("en", "late 2027", "2027-12-01"),
    ("en", "as we said in 2025, in May", "2026-05-01"),
    ("zh", "2027年再说", "2027-01-01"),
    ("en", "the end of next year", "2027-12-01"),
    ("en", "after the summer", "2026-09-01"),
    ("en", "after the holidays", "2027-01-01"),
    ("de", "ab dem 04.05. wieder da", "2026-05-04"),
    ("de", "bis 30.4 im Urlaub", "2026-04-30"),
    ("de", "bis 3. August", "2026-08-03"),
    ("de", "am 28. bin ich da", "2026-04-28"),
    ("de", "ab morgen", "2026-04-15"),
    ("de", "in einem halben Jahr", "2026-10-14"),
    ("fr", "jusqu'au 1er septembre", "2026-09-01"),
    ("fr", "le 05/06", "2026-06-05"),
    ("es", "el 31 de agosto de 2026", "2026-08-31"),
    ("pt", "na segunda-feira", "2026-04-20"),
    ("sv", "till och med 10 augusti", "2026-08-10"),
    ("nl", "vanaf 2 juni", "2026-06-02"),
    ("ja", "5月6日まで", "2026-05-06"),
    ("ja", "4/24(金)まで", "2026-04-24"),
    ("ja", "半年後に", "2026-10-14"),
    ("ja", "3か月後", "2026-07-14"),
    ("zh", "2026年5月11日恢复上班", "2026-05-11"),
    ("zh", "明年再联系", "2027-01-01"),
    ("ja", "9月以降", "2026-09-01"),
]


@pytest.mark.parametrize(("language", "text", "day"), ROWS)
def test_a_date_in_words_or_numbers_is_resolved_against_the_day_of_the_mail(language, text, day):
    assert [found.date.isoformat() for found in find_dates(text, TUESDAY, language)] == [day]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Back on Monday, 4 May", ["Monday", "May"]),
        ("Öffnet Montagmorgen oder mittwochs, in der ersten Januarwoche", ["Montag", "mittwoch", "Januar"]),
        ("na segunda-feira 4 de março", ["segunda-feira", "março"]),
        ("à partir du 4 août", ["août"]),
        ("с понедельника 4 мая", ["понедельника", "мая"]),
        ("we may ask Ms Marsh of Mayen, in 3 luni", []),
        ("mein Termin in nove giorni, na segunda metade", []),
    ],
)
def test_names_of_months_and_days_are_marked_where_they_stand(text, names):
    found = [text[one.start() : one.end()] for one in re.finditer(f"{A_MONTH}|{WEEKDAY}", marked(text))]
    assert (found, len(marked(text))) == (names, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "call 12.5.77.1",
        "segunda opinion",
        "on 31.02.2026",
        "50% of 1/2%",
        "guten morgen",
        "in April",
        "week 59",
        "write to April Jones",
        "till Maja Ek",
        "terveisin Martta Korhonen",
        "scriva a Marco Rossi",
        "ask for Marci Jones",
        "revenim in mai multe zile",
        "уточните у Юлии",
        "стоим у маяка",
        "в мартеновском режиме",
        "see you \ue011, until \ue005",
        "Martin Adams",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert find_dates(text, TUESDAY, "en") == []


def test_a_day_the_month_does_not_have_is_no_date():
    assert find_dates("on the 31st", date(2026, 2, 2), "en") == []


def test_a_monday_of_next_week_is_not_the_coming_one():
    found = find_dates("Monday", date(2026, 4, 13), "en")
    assert found[0].date == date(2026, 4, 20)


def test_in_summer_the_holidays_are_the_summer_holidays():
    found = find_dates("after the holidays", date(2026, 7, 1), "en")
    assert (found[0].date, found[0].precision) == (date(2026, 9, 1), Precision.SEASON)


def test_the_place_of_a_date_is_told():
    found = find_dates("until 4 May, sorry", TUESDAY, "en")[0]
    assert "until 4 May, sorry"[found.start : found.end] == "4 May"


@pytest.mark.parametrize(
    ("text", "hours", "order"),
    [
        ("back on 05/06 and here on 25/06", -5, True),
        ("back on 05/06 and here on 06/25", 1, False),
        ("back on 05/06", 1, True),
        ("back on 05/06", -5, False),
        ("back on 05/06", 0, None),
        ("de retour le 05/06 au bureau avec vous", -5, True),
        ("5月6日は 05/06 です", 9, False),
    ],
)
def test_day_or_month_first_is_told_by_the_other_dates_the_language_or_the_clock(text, hours, order):
    when = datetime(2026, 4, 14, tzinfo=timezone(timedelta(hours=hours)))
    assert writes_day_first(text, when) is order


def test_an_undecided_date_is_the_one_that_comes_sooner():
    assert find_dates("on 05/02", TUESDAY, "en")[0].date == date(2026, 5, 2)
    assert find_dates("on 06/05", TUESDAY, "en", day_first=False)[0].date == date(2026, 6, 5)
    assert find_dates("on 06/05", TUESDAY, "en", day_first=True)[0].date == date(2026, 5, 6)


def test_no_date_to_come_means_no_day_to_check_back():
    assert check_back("On 1 April 2026 we talked.", datetime(2026, 4, 14, tzinfo=UTC)) is None


def test_long_runs_of_digits_cost_little():
    assert isinstance(find_dates("1." * 10_000 + " 2/" * 3000, TUESDAY, "en"), list)
