"""An error as a page: what is wrong, and what to do about it."""

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.errors import Problem
from api.pages import flash
from api.pages.environment import render

TITLES = {
    HTTPStatus.FORBIDDEN: "Not allowed",
    HTTPStatus.NOT_FOUND: "Not found",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many attempts",
    HTTPStatus.CONFLICT: "Not possible right now",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This cannot be accepted",
    HTTPStatus.BAD_GATEWAY: "The mail server did not do it",
}
FOR_PEOPLE = "Check the address, or begin again at Today."
"""Instead of a remedy that sends people to the documentation of the API."""
BACK_TO_THE_FORM = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.BAD_GATEWAY})
"""What a person mends on the page they came from."""


async def error_page(request: Request, status: int, problem: Problem) -> Response:
    """Nobody signed in: to the door. A refused form: back to it, with the reason. Else a page that says it."""
    if status == HTTPStatus.UNAUTHORIZED:
        return _to_the_door(request)
    back = flash.origin_page(request)
    if request.method == "POST" and status in BACK_TO_THE_FORM and back:
        response = RedirectResponse(back, 303)
        flash.say(response, in_words(problem.field, problem.problem, problem.remedy), "bad")
        return response
    title = TITLES.get(HTTPStatus(status), "Something went wrong")
    if "/api/" in problem.remedy:
        problem = problem.model_copy(update={"remedy": FOR_PEOPLE})
    return render(request, "error.html", None, status=status, title=title, problem=problem, back=back)


def in_words(field: str, problem: str, remedy: str) -> str:
    """One sentence or two; problems that start in lower case go with the name of their field."""
    name = field.rpartition(".")[2].replace("_", " ")
    told = f"{name}: {problem}" if name and problem[:1].islower() else problem
    return f"{told[:1].upper()}{told[1:]} {remedy}".strip()


def _to_the_door(request: Request) -> Response:
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": "/sign-in"})
    here = request.url.path if request.method == "GET" else ""
    return RedirectResponse(f"/sign-in?next={here}" if here not in {"", "/"} else "/sign-in", 303)
