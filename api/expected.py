"""What is expected of a field, in words: the remedy of every refusal, over the API, in a form or in an import."""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Annotated, Any, TypeVar

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from engine.errors import Invalid

M = TypeVar("M", bound=BaseModel)
Schema = dict[str, Any]
DOCUMENTED = "See /api/docs for what is expected."
TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def read(model: type[M], values: Mapping[Any, Any]) -> M:
    """What was typed in a form or stands in a row of an import. Invalid says of the first wrong field what it is."""
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = list(first["loc"])
        unknown = first["type"] == "extra_forbidden"
        schema = _at(model.model_json_schema(), place[:-1] if unknown else place)
        raise Invalid(
            "there is no such field." if unknown else f"{_problem(first)}.",
            field=dotted(place),
            remedy=_remedy(place, schema, unknown=unknown),
        ) from wrong


def dotted(place: Sequence[int | str]) -> str:
    """Of pydantic's place the name of a field. A step has the number it has everywhere: its position, from 1."""
    steps = pairwise(("", *place))
    parts = [part + 1 if before == "steps" and isinstance(part, int) else part for before, part in steps]
    return ".".join(map(str, parts)).encode("utf-8", "replace").decode()


def _problem(error: ErrorDetails) -> str:
    """As a sentence about the field."""
    bounds = error.get("ctx", {})
    known = {
        "missing": "is missing",
        "string_too_short": "is missing" if bounds.get("min_length") == 1 else "is too short",
        "string_too_long": f"has more than {bounds.get('max_length')} characters",
        "too_short": "are missing",
        "int_parsing": "is no whole number",
        "model_type": "is no object",
        "dict_type": "is no object",
        "enum": "is none of the choices",
        "greater_than_equal": f"is less than {bounds.get('ge')}",
        "less_than_equal": f"is more than {bounds.get('le')}",
    }
    said = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return known.get(error["type"]) or f"{said[:1].lower()}{said[1:]}"


def remedy_for(request: Request, where: tuple[int | str, ...], *, unknown: bool) -> str:
    """`where` is pydantic's: body, query or path first, then names and numbers of rows."""
    place = list(where[1:-1] if unknown else where[1:])
    return _remedy(where, _at(_schema(request, where[0], place), place), unknown=unknown)


def _remedy(where: Sequence[int | str], schema: Schema | None, *, unknown: bool) -> str:
    """`schema` is of the field, or of that which has no such field."""
    if schema is None:
        return DOCUMENTED
    return _known(str(where[-1]), schema) if unknown else f"Expected: {_words(schema)}."


async def known_parameters(request: Request) -> None:
    """A filter that is misspelt, or given once more, is refused like a field of a body: ignored it would answer with
    everything, or with something else."""
    names = [field.alias for field in _parameters(request.scope["route"].dependant)]
    for name, given in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in names:
            close = get_close_matches(name[:100], names, 1)
            known = f"Known here: {', '.join(names)}." if names else "There is none here."
            raise Invalid(
                "there is no such parameter.",
                field=name.encode("utf-8", "replace").decode(),
                remedy=f"Did you mean {close[0]}?" if close else f"Leave it out. {known}",
            )
        if given > 1 and (_at(_schema(request, "query", [name]), []) or {}).get("type") != "array":
            raise Invalid(f"is given {given} times.", field=name, remedy="Give it once.")


def _schema(request: Request, part: int | str, place: list[int | str]) -> Schema | None:
    """The schema that the rest of `place` is looked up in; the name of a parameter is taken off it."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return None
    if part == "body":
        field = route.body_field
    else:
        name = str(place.pop(0)) if place else ""
        known = _parameters(route.dependant, of_path=part == "path")
        field = next((found for found in known if found.alias == name), None)
    if field is None:
        return None
    info = field.field_info
    wanted: Any = Annotated[info.annotation, info]
    return TypeAdapter(wanted).json_schema()


def _parameters(needs: Dependant, *, of_path: bool = False) -> list[Any]:
    """Those of the query, or of the path, of an endpoint and of all that it depends on."""
    found = needs.path_params if of_path else needs.query_params
    return [*found, *(field for part in needs.dependencies for field in _parameters(part, of_path=of_path))]


def _at(schema: Schema | None, place: list[int | str]) -> Schema | None:
    """Down the schema; None where it says nothing."""
    known = (schema or {}).get("$defs", {})
    for step in [*place, None]:
        schema = _open(schema, known)
        if schema is None or step is None:
            return schema
        schema = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    return schema


def _open(schema: Schema | None, known: Schema) -> Schema | None:
    """Behind a reference, and out of "this or null"."""
    if schema is None:
        return None
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            schema = {**choice, **{key: schema[key] for key in ("description", "examples") if key in schema}}
            break
    name = schema.get("$ref", "").rpartition("/")[2]
    return {**known[name], **schema} if name in known else schema


def _known(name: str, schema: Schema) -> str:
    names = list(schema.get("properties", ()))
    close = get_close_matches(name[:100], names, 1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Leave it out. Known here: {', '.join(names)}." if names else DOCUMENTED


def _words(schema: Schema) -> str:
    """E.g. "a whole number from 1 to 65535, e.g. 465"."""
    choices = schema.get("enum")
    what = "one of " + ", ".join(map(str, choices)) if choices else TYPES.get(schema.get("type", ""), "a value")
    if schema.get("format") == "date-time":
        what = "a date and time with offset (RFC 3339; in an address + is %2B), as 2026-03-31T09:00:00Z"
    elif schema.get("format") == "date":
        what = "a date as YYYY-MM-DD"
    needed = schema.get("required", ())
    if needed:
        what += f" with {', '.join(needed)}"
    example = schema.get("examples")
    return what + _span(schema) + (f", e.g. {example[0]!r}" if example else "")


def _span(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None or high is not None:
        return f" of {low} or more" if high is None else f" of at most {high}"
    unit = "characters" if "maxLength" in schema or "minLength" in schema else "entries"
    least = schema.get("minLength") or schema.get("minItems")
    most = schema.get("maxLength") or schema.get("maxItems")
    bounds = [f"at least {least}"] if least else []
    bounds += [f"at most {most}"] if most else []
    return f" of {' and '.join(bounds)} {unit}" if bounds else ""
