"""From the fields of a form to what the API takes, so that both check the same things in the same place."""

from collections.abc import Mapping

from fastapi import Request

from api.expected import read
from api.pages.errors import in_words
from engine.errors import Invalid, OffhoursError

__all__ = ["fields", "number", "per_cent", "read", "refused", "several", "told"]
Values = Mapping[str, str]


async def fields(request: Request) -> dict[str, str]:
    """Every text of the form; of repeated names the last. Files are not taken."""
    return {
        name: value.replace("\r\n", "\n") for name, value in (await request.form()).items() if isinstance(value, str)
    }


async def several(request: Request, name: str) -> list[str]:
    """All values of a repeated field, e.g. ticked boxes."""
    return [value for value in (await request.form()).getlist(name) if isinstance(value, str) and value]


def number(text: str, field: str) -> int:
    try:
        return int(text.strip())
    except ValueError as wrong:
        raise Invalid(f"{text!r} is no whole number.", field=field, remedy="Use digits only.") from wrong


def per_cent(text: str, field: str) -> float:
    """A share, rounded to what a person can have meant."""
    try:
        return round(float(text.strip().replace(",", ".")) / 100, 6)
    except (ValueError, OverflowError) as wrong:
        raise Invalid(f"{text!r} is no number.", field=field, remedy="Give it in per cent, e.g. 0.3.") from wrong


def refused(wrong: OffhoursError) -> dict[str, str]:
    """The field of the form that it is about, and what it says there (`field` in parts.html)."""
    return {wrong.field.rpartition(".")[2]: told(wrong)}


def told(wrong: OffhoursError) -> str:
    return in_words(wrong.field, wrong.problem, wrong.remedy)
