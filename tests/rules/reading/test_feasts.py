from datetime import UTC, date, datetime

import pytest

from engine.rules.reading.dates import find_dates
from engine.rules.reading.feasts import easter
from engine.rules.reading.returning import return_date


@pytest.mark.parametrize(("year", "day"), [(1981, (4, 19)), (2024, (3, 31)), (2026, (4, 5)), (2049, (4, 18))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("text", "written", "back"),
    [
        ("I am back on the Tuesday after Easter.", "2026-03-30", "2026-04-07"),
        ("I return after Easter.", "2026-03-30", "2026-04-07"),
        ("Bin am Dienstag nach Ostern zurück.", "2026-03-30", "2026-04-07"),
        ("Ab Aschermittwoch sind wir wieder da.", "2026-02-12", "2026-02-18"),
        ("Bis einschließlich Heilige Drei Könige ist das Büro geschlossen.", "2026-12-21", "2027-01-07"),
        ("Przerwa trwa do Trzech Króli włącznie.", "2026-12-21", "2027-01-07"),
        ("De retour le lundi après l'Ascension.", "2026-05-11", "2026-05-18"),
        ("Vi är tillbaka efter midsommar.", "2026-06-15", "2026-06-22"),
        ("Vi er tilbage efter pinse.", "2026-05-20", "2026-05-26"),
        ("We reopen after Labor Day.", "2026-09-03", "2026-09-08"),
        ("Back the Monday after Thanksgiving.", "2026-11-24", "2026-11-30"),
        ("Closed on Good Friday and Easter Monday. Back on Tuesday.", "2026-04-02", "2026-04-07"),
        ("Chiusi fino a Ferragosto compreso.", "2026-08-10", "2026-08-17"),
    ],
)
def test_notes_name_feasts(text: str, written: str, back: str) -> None:
    day, _ = return_date(text, datetime.fromisoformat(written).replace(tzinfo=UTC))
    assert day == date.fromisoformat(back)


@pytest.mark.parametrize("text", ["Frohe Ostern!", "Buon Ferragosto!", "Schönen Rosenmontag!"])
def test_what_is_wished_is_no_date(text: str) -> None:
    assert find_dates(text, date(2026, 3, 30), "en") == []


def test_one_just_past_is_not_next_years() -> None:
    assert find_dates("closed on Easter Monday", date(2026, 4, 7), "en")[0].date == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("text", "written", "back"),
    [
        ("Back after New Year's Day.", "2027-01-02", "2027-01-04"),
        ("Back after Easter.", "2026-04-08", "2026-04-07"),
        ("Back the Monday after Thanksgiving.", "2026-11-30", "2026-11-30"),
        ("Wir sind nach Dreikönig wieder da.", "2027-01-08", "2027-01-07"),
    ],
)
def test_a_note_that_is_still_on_after_a_feast_says_nothing_of_next_years(text: str, written: str, back: str) -> None:
    found = find_dates(text, date.fromisoformat(written), "de" if "Wir" in text else "en")
    assert [one.date for one in found] == [date.fromisoformat(back)]


@pytest.mark.parametrize("text", ["10.1-10.7 放假，8号上班。", "10月1日至7日放假，8号上班。"])
def test_chinese_writes_the_month_before_a_full_stop(text: str) -> None:
    assert return_date(text, datetime(2026, 9, 30, 18, tzinfo=UTC))[0] == date(2026, 10, 8)


def test_a_greeting_behind_a_feast_is_no_span() -> None:
    assert return_date("Pont de l'Ascension : à lundi 2 juin !", datetime(2025, 5, 26, tzinfo=UTC))[0] == date(
        2025, 6, 2
    )


@pytest.mark.parametrize(
    "text",
    [
        "Not now. Write to Pierre Toussaint instead.",
        "Frau Silvester macht das.",
        "Epifania Russo, Via Santo Stefano 12, Milano",
        "Not now, thank you.\n\nCorpus Christi, Texas",
        "Asunción García lo lleva.",
    ],
)
def test_people_streets_and_towns_are_no_dates(text: str) -> None:
    assert find_dates(text, date(2026, 10, 12), "en") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [("Fermé à la Toussaint.", (11, 1)), ("An Silvester geschlossen.", (12, 31)), ("Chiusi per l'Epifania.", (1, 6))],
)
def test_behind_a_word_that_leads_to_a_day_they_are(text: str, day: tuple[int, int]) -> None:
    found = find_dates(text, date(2026, 10, 12), "fr")
    assert [(one.date.month, one.date.day) for one in found] == [day]
