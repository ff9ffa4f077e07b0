"""How an error looks over HTTP. The only place that knows a status for an error class."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from starlette.exceptions import HTTPException

from api.expected import dotted, remedy_for
from engine.errors import Conflict, Forbidden, Invalid, NotFound, OffhoursError, WireError
from engine.flows.attempts import TooManyAttempts
from engine.flows.sign_in import WrongPassword


class Unauthenticated(Forbidden):
    """Nobody is signed in."""


class Problem(BaseModel):
    """Every error has this shape (RFC 9457 in spirit, with the field and the remedy we promise)."""

    error: str = Field(description="The kind of error, stable for programs.", examples=["invalid"])
    field: str = Field(description='Dotted name of what is wrong; "" when it is no field.', examples=["time_zone"])
    problem: str = Field(description="What is wrong, in words.", examples=["'Mars' is not a time zone."])
    remedy: str = Field(description="What to do about it.", examples=["Use a name of the IANA list."])


ErrorPage = Callable[[Request, int, Problem], Awaitable[Response]]
"""Shows an error to a person; given by the pages."""

STATUSES: tuple[tuple[type[OffhoursError], int, str], ...] = (
    (Unauthenticated, HTTPStatus.UNAUTHORIZED, "unauthenticated"),
    (WrongPassword, HTTPStatus.UNAUTHORIZED, "unauthenticated"),
    (TooManyAttempts, HTTPStatus.TOO_MANY_REQUESTS, "too_many_attempts"),
    (Forbidden, HTTPStatus.FORBIDDEN, "forbidden"),
    (NotFound, HTTPStatus.NOT_FOUND, "not_found"),
    (Conflict, HTTPStatus.CONFLICT, "conflict"),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid"),
    (WireError, HTTPStatus.BAD_GATEWAY, "mail_server"),
)
LOG = logging.getLogger(__name__)
DEFECT = Problem(error="defect", field="", problem="something here is broken.", remedy="See the server's log.")
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status.value: {"model": Problem, "description": status.phrase}
    for status in (
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
}
"""What any endpoint may answer, for the documentation."""
BUSY = "55P03"
"""PostgreSQL: lock not available."""
DEADLOCK = "40P01"


def install(app: FastAPI, page: ErrorPage | None) -> None:
    """Every error becomes a Problem: JSON for programs, a page for people."""

    async def answer(request: Request, status: int, problem: Problem) -> Response:
        if page is not None and wants_page(request):
            return await page(request, status, problem)
        headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
        return JSONResponse(problem.model_dump(), status, headers)

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, OffhoursError)
        status, name = _status_of(error)
        problem = Problem(error=name, field=error.field, problem=error.problem, remedy=error.remedy)
        return await answer(request, status, problem)

    async def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, _malformed(request, error))

    async def protocol(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return await answer(request, error.status_code, _protocol(error))

    async def database(request: Request, error: Exception) -> Response:
        assert isinstance(error, DBAPIError)
        status, problem = _database(error)
        return await answer(request, status, problem)

    app.add_exception_handler(OffhoursError, ours)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, protocol)

    async def defect(request: Request, error: Exception) -> Response:
        """The server logs it with its trace; the client learns nothing about our insides."""
        return await answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, DEFECT)

    app.add_exception_handler(DBAPIError, database)
    app.add_exception_handler(Exception, defect)


def wants_page(request: Request) -> bool:
    """A browser on one of our pages, not a program on the API."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _status_of(error: OffhoursError) -> tuple[int, str]:
    for kind, status, name in STATUSES:
        if isinstance(error, kind):
            return status, name
    return HTTPStatus.INTERNAL_SERVER_ERROR, "trouble"


def _malformed(request: Request, error: RequestValidationError) -> Problem:
    """The first of the errors: people mend one thing at a time."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return Problem(error="invalid", field="", problem="the body is no JSON.", remedy="Check quotes and commas.")
    unknown = first["type"] == "extra_forbidden"
    problem = "there is no such field." if unknown else f"{first['msg'].removeprefix('Value error, ')}."
    if first["loc"] == ("body",):
        problem = "the body is missing." if first["type"] == "missing" else "the body is no JSON object."
    return Problem(
        error="invalid",
        field=dotted(first["loc"][1:]),  # behind body, query or path
        problem=problem,
        remedy=remedy_for(request, first["loc"], unknown=unknown),
    )


def _protocol(error: HTTPException) -> Problem:
    known = {
        400: ("invalid", "the body cannot be read; it must be JSON in UTF-8."),
        404: ("not_found", "there is nothing at this address."),
        405: ("method", "this cannot be done here."),
        413: ("too_large", "the body is larger than 5 MB."),
    }
    name, words = known.get(error.status_code, ("http", str(error.detail)))
    remedy = (
        "Send it in parts."
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        else "See /api/docs for what there is."
    )
    return Problem(error=name, field="", problem=words, remedy=remedy)


def _database(error: DBAPIError) -> tuple[int, Problem]:
    """Constraints are the last line: two requests at once, or something another row still needs."""
    state = getattr(error.orig, "sqlstate", "") or ""
    if isinstance(error, IntegrityError):
        table = getattr(getattr(error.orig, "diag", None), "table_name", "") or ""
        return HTTPStatus.CONFLICT, Problem(
            error="conflict",
            field=table,
            problem="somebody else has just changed or uses this.",
            remedy="Load it again and repeat what you wanted.",
        )
    if state in {DEADLOCK, BUSY}:
        return HTTPStatus.CONFLICT, Problem(
            error="conflict", field="", problem="this is being changed right now.", remedy="Repeat the request."
        )
    if isinstance(error, DataError):
        return HTTPStatus.UNPROCESSABLE_ENTITY, Problem(
            error="invalid",
            field="",
            problem="a text or number in it cannot be stored.",
            remedy="Remove control characters and numbers beyond 64 bits.",
        )
    LOG.error("the database refused a statement", exc_info=error)
    return HTTPStatus.SERVICE_UNAVAILABLE, Problem(
        error="database", field="", problem="the database did not do it.", remedy="Try again; see the server's log."
    )
