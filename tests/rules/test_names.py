"""What somebody is called."""

import pytest

from engine.rules.names import called, whole


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Alex Sample", "Alex", "Sample"),
        ("Alex", "Alex", ""),
        ("", "", ""),
        (" , ", "", ""),
        ("Anna van der Berg", "Anna", "Berg"),
        ("Dr. Anna Müller", "Anna", "Müller"),
        ("Prof. Dr. Kim Lee", "Kim", "Lee"),
        ("Dipl.-Ing. Eva Berg", "Eva", "Berg"),
        ("Dr.med. Eva Berg", "Eva", "Berg"),
        ("Frau Eva Berg", "Eva", "Berg"),
        ("Prof. Dr. h.c. Max Muster", "Max", "Muster"),
        ("Dr.-Ing. E.h. Eva Berg", "Eva", "Berg"),
        ("MR JOHN SMITH", "JOHN", "SMITH"),
        ("Ing Chen", "Ing", "Chen"),
        ("Herr Müller", "", "Müller"),
        ("Dr.", "", ""),
        ("Müller, Anna", "Anna", "Müller"),
        ("Müller, Dr. Anna", "Anna", "Müller"),
        ("Berg, Anna (Sales)", "Anna", "Berg"),
        ("Anna Berg, PhD", "Anna", "Berg"),
        ("Kim Lee, MBA, CPA", "Kim", "Lee"),
        ("Sean O'Neil Jr.", "Sean", "O'Neil"),
        ("Smith, John, Jr.", "John", "Smith"),
        ("王小明", "王小明", ""),
    ],
)
def test_first_and_last_name(name: str, first: str, last: str) -> None:
    assert called(name) == (first, last)


@pytest.mark.parametrize(
    ("name", "columns", "told"),
    [
        ("Mary Ann Smith", ("Mary Ann", "Smith"), ("Mary Ann", "Smith")),
        ("Mary Ann", ("Mary Ann", ""), ("Mary Ann", "")),
        ("Anna van der Berg", ("Anna", "van der Berg"), ("Anna", "van der Berg")),
        pytest.param("Eva Berg", ("Mary Ann", "Smith"), ("Eva", "Berg"), id="the name was changed since"),
        pytest.param("Mary Ann Smith", ("", "Smith"), ("Mary", "Smith"), id="one column alone"),
        ("Mary Ann Smith", ("", ""), ("Mary", "Smith")),
        ("Müller", ("", "Müller"), ("", "Müller")),
    ],
)
def test_what_two_columns_told_apart_stays_apart(name: str, columns: tuple[str, str], told: tuple[str, str]) -> None:
    assert whole(name, *columns) == told
