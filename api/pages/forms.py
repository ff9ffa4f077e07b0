"""From the fields of a form to what the API takes, so that both check the same things in the same place."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.pages.errors import in_words
from engine.errors import Invalid, OffhoursError

M = TypeVar("M", bound=BaseModel)
Values = Mapping[str, str]


async def fields(request: Request) -> dict[str, str]:
    """Every text of the form; of repeated names the last. Files are not taken."""
    return {
        name: value.replace("\r\n", "\n") for name, value in (await request.form()).items() if isinstance(value, str)
    }


async def several(request: Request, name: str) -> list[str]:
    """All values of a repeated field, e.g. ticked boxes."""
    return [value for value in (await request.form()).getlist(name) if isinstance(value, str) and value]


def read(model: type[M], values: Mapping[str, Any]) -> M:
    """The API's own model; what it refuses is refused in the same words."""
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise Invalid(f"{_problem(first)}.", field=field, remedy="Change it and send again.") from wrong


def _problem(error: ErrorDetails) -> str:
    """As a sentence about the field."""
    bounds = error.get("ctx", {})
    known = {
        "missing": "is missing",
        "string_too_short": "is missing" if bounds.get("min_length") == 1 else "is too short",
        "string_too_long": f"has more than {bounds.get('max_length')} characters",
        "too_short": "are missing",
        "int_parsing": "is no whole number",
        "enum": "is none of the choices",
        "greater_than_equal": f"is less than {bounds.get('ge')}",
        "less_than_equal": f"is more than {bounds.get('le')}",
    }
    said = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return known.get(error["type"]) or f"{said[:1].lower()}{said[1:]}"


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
