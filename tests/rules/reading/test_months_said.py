"""Months that are named without a day, in cases and signs that say "in" by themselves."""

from datetime import date, datetime

import pytest

from engine.rules.reading.human import check_back


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-03-02", "Teraz nie, proszę odezwać się w maju.", "2026-05-01"),
        ("2026-10-27", "Ozvěte se v lednu.", "2027-01-01"),
        ("2026-05-19", "Ozvite sa v septembri.", "2026-09-01"),
        ("2026-01-07", "Напишіть у квітні.", "2026-04-01"),
        ("2026-11-18", "Не преди март.", "2027-03-01"),
        ("2026-07-08", "Τα λέμε τον Νοέμβριο.", "2026-11-01"),
        ("2026-04-01", "Palaa asiaan huhtikuussa 2027.", "2027-04-01"),
        ("2026-12-08", "Februárban keressen.", "2027-02-01"),
        ("2026-06-10", "Kasım gibi tekrar yazın.", "2026-11-01"),
        ("2026-06-09", "Võtke ühendust augusti alguses.", "2026-08-01"),
        ("2026-02-11", "7월에 다시 연락 주세요.", "2026-07-01"),
        ("2026-11-10", "내년 2월에 다시 연락 주세요.", "2027-02-01"),
        ("2026-04-20", "现在没空,六月再说吧。", "2026-06-01"),
        ("2026-01-10", "明年三月再联系。", "2027-03-01"),
        ("2026-11-05", "麻煩您明年12月再聯絡。", "2027-12-01"),
        ("2026-05-05", "Hãy liên hệ vào tháng 9.", "2026-09-01"),
        ("2026-05-05", "Hãy liên hệ vào cuối tháng 9.", "2026-09-30"),
        ("2026-04-14", "6月末に改めてご連絡ください。", "2026-06-30"),
        ("2026-04-14", "十二月底再联系。", "2026-12-31"),
        ("2026-04-14", "明年三月底再联系。", "2027-03-31"),
        ("2026-04-14", "来月末にご連絡ください。", "2026-05-31"),
        ("2026-04-14", "月底再联系。", "2026-04-30"),
        ("2026-04-14", "2월 말에 다시 연락 주세요.", "2027-02-28"),
        ("2026-02-09", "Give it three weeks and mail me again.", "2026-03-02"),
        ("2026-03-05", "Flat out till Easter, call me after.", "2026-04-07"),
    ],
)
def test_a_month_alone_is_its_first_day_to_come_and_its_end_the_last_one(today, text, day):
    assert check_back(text, datetime.fromisoformat(f"{today}T09:00:00+00:00")) == date.fromisoformat(day)


def test_the_month_we_are_in_tells_no_day():
    assert check_back("4月は無理です。", datetime.fromisoformat("2026-04-14T09:00:00+00:00")) is None


@pytest.mark.parametrize("text", ["Mais on verra.", "Marta and Julija will write.", "一个月之后不行", "请提供三月前的"])
def test_what_only_sounds_like_a_month_is_none(text):
    found = check_back(text, datetime.fromisoformat("2026-04-14T09:00:00+00:00"))
    assert found is None or found > date(2026, 4, 14)
