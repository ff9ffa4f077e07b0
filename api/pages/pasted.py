"""A table that was copied out of a spreadsheet or a CSV file, as the rows that an import over the API has."""

import csv
import re
from collections.abc import Mapping
from io import StringIO
from itertools import zip_longest
from typing import Any

from engine.errors import Invalid
from engine.flows.door import ACCOUNT_FIELDS
from engine.flows.people import LARGEST_IMPORT
from engine.rules.names import HALVES, called

PERSON = ("email", "name", "title", "level", "phone", "language", "basis", "subscriber_kind")
COMPANY = ("domain", *(name for name in ACCOUNT_FIELDS if name not in {"red_flag", "owner_id"}))
"""Whom an account is warned of and who owns it is said on its page, not in a list."""
OTHER_NAMES: Mapping[str, str] = {
    "e_mail": "email",
    "mail": "email",
    "email_address": "email",
    "e_mail_address": "email",
    "address": "email",
    "full_name": "name",
    "contact": "name",
    "job_title": "title",
    "position": "title",
    "role": "title",
    "telephone": "phone",
    "phone_number": "phone",
    "company": "account",
    "company_name": "account",
    "organisation": "account",
    "organization": "account",
    "account_name": "account",
    "website": "domain",
    "industry": "vertical",
    "headcount": "employees",
    "timezone": "time_zone",
}
"""How others call our columns. What is in neither list becomes a field of its own, custom.NAME in templates."""
NUMBERS = frozenset({"level", "revenue", "employees"})


def rows_of(table: str) -> list[dict[str, Any]]:
    """One per line below the headings, empty cells left out. Invalid when there are no headings to go by."""
    first, _, rest = table.strip("\ufeff \n").partition("\n")
    if not rest.strip():
        raise Invalid("has no line below its headings.", field="table", remedy="Paste the headings and the rows.")
    separator = max("\t;,", key=first.count)
    lines = _cells(f"{first}\n{rest}", separator)
    headings = _names(lines[0])
    if "email" not in headings:
        raise Invalid(
            f"has no column for the address; its first line is {first.strip()[:80]!r}.",
            field="table",
            remedy="Give it a first line with headings, one of them email.",
        )
    _refuse_twice(lines[0], headings)
    filled = [cells for cells in lines[1:] if any(cell.strip() for cell in cells)]
    rows = [_row(_filled(headings, cells, number)) for number, cells in enumerate(filled, 1)]
    if len(rows) > LARGEST_IMPORT:
        raise Invalid(
            f"has {len(rows)} rows.", field="table", remedy=f"Bring in {LARGEST_IMPORT} at most at once: split it."
        )
    return rows


def _cells(table: str, separator: str) -> list[list[str]]:
    reader = csv.reader(StringIO(table), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as wrong:
        raise Invalid(
            f"cannot be read near line {reader.line_num}: {wrong}.",
            field="table",
            remedy='Close what is quoted with ", and double a " inside of it.',
        ) from wrong


def _names(headings: list[str]) -> list[str]:
    """In our words. Where our own word is there too, another word for it is a field of its own."""
    names = [re.sub(r"\W+", "_", heading.strip().lower()).strip("_") for heading in headings]
    return [name if OTHER_NAMES.get(name) in names else OTHER_NAMES.get(name, name) for name in names]


def _refuse_twice(written: list[str], headings: list[str]) -> None:
    """Of two columns for the same thing one would be lost."""
    if twice := next((one for one in headings if one and headings.count(one) > 1), None):
        both = " and ".join(repr(text) for text, name in zip(written, headings, strict=True) if name == twice)
        raise Invalid(f"has two columns for {twice}: {both}.", field="table", remedy="Rename or leave out one of them.")


def _filled(headings: list[str], cells: list[str], number: int) -> dict[str, str]:
    """A cell without a heading is mostly a company's comma, behind which all have moved on by one."""
    named = [(heading, cell.strip()) for heading, cell in zip_longest(headings, cells, fillvalue="") if cell.strip()]
    if stray := next((cell for heading, cell in named if not heading), None):
        raise Invalid(
            f"has a cell without a heading in row {number}: {stray[:80]!r}.",
            field="table",
            remedy='Name its column, or put cells that hold a comma between ".',
        )
    return dict(named)


def _whole(number: str) -> str:
    """As people and programs write them: 1 200, 1,200, 1.200 and 1200.00 are one."""
    return re.sub(r"[\s.,’']", "", re.sub(r"[.,]\d{1,2}$", "", number))


def _row(cells: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {name: _whole(value) if name in NUMBERS else value for name, value in cells.items()}
    halves = {half: given.pop(half) for half in HALVES if half in given}
    person = {key: given.pop(key) for key in PERSON if key in given}
    if halves:
        name = " ".join(halves.values())
        person.setdefault("name", name)
        if called(name) != tuple(halves.get(half, "") for half in HALVES):  # it does not tell them apart by itself
            given |= halves
    account = {key: given.pop(key) for key in COMPANY if key in given}
    if "account" in given:
        account["name"] = given.pop("account")
    return {"email": "", **person, "account": account, "custom": given}
