"""Target lists (M2): a filter over accounts and contacts, as data, turned into one query."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.rules.holidays_calendar import country_code
from engine.rules.vocabulary import Bin, ContactState
from engine.store.tables import Account, Contact

LARGEST = 2**63
Clause = Callable[[Any], ColumnElement[bool]]


def _any(column: Any) -> Clause:
    return lambda values: func.lower(column).in_([str(value).lower() for value in values])


def _country(values: list[str]) -> ColumnElement[bool]:
    return _any(Account.country)([*values, *map(country_code, values)])


def _least(column: Any) -> Clause:
    return lambda value: column >= value


def _most(column: Any) -> Clause:
    return lambda value: column <= value


def _quiet(column: Any) -> Clause:
    return lambda moment: column.is_(None) | (column <= datetime.fromisoformat(moment))


def _titles(values: list[str]) -> ColumnElement[bool]:
    return or_(*[col(Contact.title).ilike(f"%{escape(value)}%") for value in values])


def escape(text: str) -> str:
    """Text that LIKE takes as it is."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


FIELDS: dict[str, tuple[type, Clause]] = {
    "vertical": (list, _any(Account.vertical)),
    "territory": (list, _any(Account.territory)),
    "country": (list, _country),
    "business_model": (list, _any(Account.business_model)),
    "employees_min": (int, _least(Account.employees)),
    "employees_max": (int, _most(Account.employees)),
    "revenue_min": (int, _least(Account.revenue)),
    "revenue_max": (int, _most(Account.revenue)),
    "bin": (list, _any(Account.bin)),
    "account_quiet_since": (str, _quiet(Account.last_activity_at)),
    "contact_quiet_since": (str, _quiet(Contact.last_activity_at)),
    "title": (list, _titles),
    "level_min": (int, _least(Contact.level)),
    "source": (list, _any(Contact.source)),
    "language": (list, _any(Contact.language)),
    "account_custom": (dict, col(Account.custom).contains),
    "contact_custom": (dict, col(Contact.custom).contains),
}
"""Filter field -> the JSON type of its value, and its condition. Lists mean: any of these."""
TYPES = {list: "list", int: "whole number", str: "text", dict: "object"}
EXPECTED = {
    list: 'Give a list of texts, one at least, e.g. ["logistics"].',
    int: "Give a number without quotes, e.g. 20.",
    str: 'Give a text, e.g. "2026-03-01".',
    dict: 'Give an object of fields and values, e.g. {"segment": "retail"}.',
}


def check(values: Mapping[str, Any]) -> None:
    """Raises Invalid naming the field and the remedy."""
    for name, value in dict[str, Any](values).items():
        if name not in FIELDS:
            raise Invalid(
                "there is no such filter.", field=f"filter.{name}", remedy=f"Use {', '.join(sorted(FIELDS))}."
            )
        kind: Any = FIELDS[name][0]
        if not isinstance(value, kind) or isinstance(value, bool) or (kind is list and not value):
            raise Invalid(f"{value!r} is no {TYPES[kind]}.", field=f"filter.{name}", remedy=EXPECTED[kind])
        if kind is int and not 0 <= value < LARGEST:
            raise Invalid(f"{value} is out of range.", field=f"filter.{name}", remedy="Use 0 to 2^63.")
        if kind is list and not all(isinstance(entry, str) for entry in value):
            raise Invalid("holds something that is no text.", field=f"filter.{name}", remedy="Send texts only.")
        if name == "title" and not all(entry.strip() for entry in value):
            raise Invalid("holds an empty text, which all titles hold.", field="filter.title", remedy="Take it out.")
        if name.endswith("_since"):
            _check_moment(name, value)
        if name == "bin" and (unknown := set(value) - set(Bin)):
            raise Invalid(f"{sorted(unknown)} are no bins.", field="filter.bin", remedy=f"Use {', '.join(Bin)}.")


def _check_moment(name: str, value: Any) -> None:
    try:
        aware = datetime.fromisoformat(value).tzinfo is not None
    except ValueError as wrong:
        raise Invalid(f"{value!r} is no date.", field=f"filter.{name}", remedy="Use 2026-03-31T00:00:00Z.") from wrong
    if not aware:
        raise Invalid("has no time zone.", field=f"filter.{name}", remedy="Use 2026-03-31T00:00:00Z.")


def contacts(values: Mapping[str, Any]) -> Select[Contact, Account]:
    """Who is on the list: active contacts without red flag that meet every field of the filter (M3)."""
    check(values)
    return (
        select(Contact, Account)
        .join(Account, col(Account.id) == Contact.account_id)
        .where(
            col(Contact.state) == ContactState.ACTIVE,
            col(Account.red_flag) == "",
            *[FIELDS[name][1](value) for name, value in values.items()],
        )
        .order_by(col(Contact.level).desc(), col(Contact.id))
    )


async def count(session: AsyncSession, values: Mapping[str, Any]) -> int:
    return await session.scalar(select(func.count()).select_from(contacts(values).order_by(None).subquery())) or 0
