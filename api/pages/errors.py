"""An error as a page: what is wrong, and what to do about it."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from api.auth import CSRF_FIELD
from api.errors import Problem
from api.pages import flash, kept
from api.pages.environment import render
from api.pages.words import spoken

TITLES = {
    HTTPStatus.FORBIDDEN: "Not allowed",
    HTTPStatus.NOT_FOUND: "Not found",
    HTTPStatus.METHOD_NOT_ALLOWED: "Not found",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many attempts",
    HTTPStatus.CONFLICT: "Not possible right now",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This cannot be accepted",
    HTTPStatus.BAD_GATEWAY: "The mail server did not do it",
}
FOR_PEOPLE = "Check the address, or begin again at Today."
"""Instead of a remedy that sends people to the documentation of the API."""
SIGNED_OUT = "You had been signed out, so nothing was done. Look it over and do it once more."
TOO_LONG = "What was typed is too long to be kept."
NO_PAGE = "There is no page at this address: a form is sent to it."
FIELDS: Mapping[str, str] = {
    "account": "This account",
    "answer": "This answer",
    "body": "The mail",
    "call_at": "The time of the call",
    "campaign": "The campaign",
    "campaign.state": "The campaign",
    "campaign.steps": "The campaign",
    "check_back_on": "The day",
    "checks": "What must be true of it",
    "complaint_warn_share": "The share that warns",
    "contact_id": "The person",
    "email": "The address",
    "found_person": "This person",
    "import_batch": "This import",
    "mail": "This mail",
    "mailbox": "This mailbox",
    "mailbox_ids": "The mailboxes",
    "message_in_id": "The response it came from",
    "opportunity": "This opportunity",
    "response": "This response",
    "responses_low": "The least to plan for",
    "target_list_id": "The target list",
    "task": "This task",
    "template": "This template",
    "to_user_id": "The one it is passed to",
    "until": "The day",
    "user_id": "The user",
    "why": "The reason",
}
"""What pages call a field whose name says something else to people."""
BEGINS_WITH_VERB = re.compile(
    r"(?:is|are|was|were|has|have|does|do|belongs|came|goes|pretends|stands|must|should|cannot|needs|holds|may|will)\b"
)
TYPED, REFUSED = "Offhours-Typed", "Offhours-Refused"
"""Headers between the pages' script and here: something was typed in the form; the field that is refused."""
BACK_TO_THE_FORM = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.BAD_GATEWAY})
"""What a person mends on the page they came from."""


async def error_page(request: Request, status: int, problem: Problem) -> Response:
    """Nobody signed in, or anew in another tab: once more. A refused form: back to it with the reason, or for a script
    that keeps what was typed the reason alone. Else a page that says it."""
    signed_in_anew = problem.field == CSRF_FIELD and flash.origin_page(request) != ""
    if status == HTTPStatus.UNAUTHORIZED or signed_in_anew:
        return await _once_more(request, signed_in=signed_in_anew)
    said = in_words(problem.field, problem.problem, problem.remedy)
    if request.headers.get(TYPED):
        return PlainTextResponse(said, status, {REFUSED: problem.field.encode("ascii", "replace").decode()})
    back = flash.origin_page(request)
    if request.method == "POST" and status in BACK_TO_THE_FORM and back:
        response = RedirectResponse(back, 303)
        whole = await kept.keep(request, response, problem.field)
        flash.say(response, said if whole else f"{said} {TOO_LONG}", "bad")
        return response
    title = TITLES.get(HTTPStatus(status), "Something went wrong")
    remedy = FOR_PEOPLE if "/api/" in problem.remedy else problem.remedy
    told = NO_PAGE if status == HTTPStatus.METHOD_NOT_ALLOWED else in_words(problem.field, problem.problem, "")
    return render(request, "error.html", None, status=status, title=title, told=told, remedy=spoken(remedy), back=back)


def in_words(field: str, problem: str, remedy: str) -> str:
    """One sentence or two; a problem that begins with its verb gets the name of its field in front."""
    name, problem = called(field), spoken(problem)
    said = problem.removeprefix("it ")
    if name and BEGINS_WITH_VERB.match(said):
        problem = f"{name} {said}"
    if "@" not in problem.partition(" ")[0]:  # an address stays as it is written
        problem = f"{problem[:1].upper()}{problem[1:]}"
    return f"{problem} {spoken(remedy)}".strip()


def called(field: str) -> str:
    """A dotted field as a person would say it."""
    known = FIELDS.get(field) or FIELDS.get(field.rpartition(".")[2])
    if known or not field:
        return known or ""
    group, _, rest = field.partition(".")
    if group == "steps" and rest:
        number, _, part = rest.partition(".")
        return f"Step {number}" + (f", {part.replace('_', ' ')}" if part else "")
    if group in {"smtp", "imap"} and rest:
        return f"The {group.upper()} {rest.replace('_', ' ')}"
    return f"The {field.rpartition('.')[2].replace('_', ' ')}"


async def _once_more(request: Request, *, signed_in: bool) -> Response:
    """To the page it was asked for on, by the door where nobody is signed in; what was typed stands there again."""
    by_script = "hx-request" in request.headers
    if by_script and request.method == "GET":  # a live part: live.js loads the page anew when nothing is typed in it
        return Response(status_code=HTTPStatus.UNAUTHORIZED)
    here = flash.origin_page(request) if request.method == "POST" else flash.inside(request.url)
    at_the_door = f"/sign-in?next={quote(here)}" if here not in {"", "/"} else "/sign-in"
    to = (here or "/") if signed_in else at_the_door
    response = Response(status_code=204, headers={"HX-Redirect": to}) if by_script else RedirectResponse(to, 303)
    if request.method == "POST" and here:
        whole = await kept.keep(request, response, "")
        flash.say(response, SIGNED_OUT if whole else f"{SIGNED_OUT} {TOO_LONG}", "warn")
    return response
