"""One person is erased: first the page says what will be gone, then a manager says so."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, WakesSender
from api.pages import forms
from api.pages.environment import render
from api.pages.flash import go
from api.pages.suppressions import AT as NEVER_MAILED
from api.pages.viewer import Looking, manager
from api.v1 import personal_data as api
from engine.errors import Invalid
from engine.flows.erase import kept

router = APIRouter(prefix="/erase", include_in_schema=False, dependencies=[Depends(manager, scope="function")])
WORDS = {
    "contacts": "Contact, with name, telephone, title and all fields",
    "mails_to_them": "Mails to them: subject, text, recipients and bytes",
    "mails_from_them": "Mails from them and in the conversation with them: text, headers and bytes",
    "named_by_others": "Where an answer of somebody else names them",
    "work": "Notes of tasks; what is open is closed",
    "opportunities": "Notes of opportunities",
    "log": "Words in the log: what happened and when stays, without them",
}


@router.get("")
async def ask(request: Request, session: Session, viewer: Looking, address: str = "") -> HTMLResponse:
    """What was typed wrong is told where it is typed."""
    given, found, wrong = address.strip()[:254], None, {}
    try:
        found = await kept(session, given) if given else None
    except Invalid as refused:
        wrong = forms.refused(refused)
    rows = [(words, getattr(found, name)) for name, words in WORDS.items() if getattr(found, name, 0)]
    status = 422 if wrong else 200
    return render(request, "erase.html", viewer, status=status, address=given, found=found, rows=rows, refused=wrong)


@router.post("", dependencies=[WakesSender])
async def erase(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    given = await forms.fields(request)
    wanted = forms.read(api.Erasure, {"address": given.get("address", "")})
    await api.erase_person(wanted, session, viewer.actor, now)
    return go(request, NEVER_MAILED, "Erased. They are never mailed, and no list brings them in again.", stay=False)
