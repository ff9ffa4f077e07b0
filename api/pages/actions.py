"""Small actions on other pages: each does what the API does and goes back to where it was asked for."""

from datetime import date, datetime, time

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlmodel import col

from api.auth import refuse_stranger
from api.context import InHouse, Now, Session, WakesSender, find
from api.pages import forms
from api.pages.environment import sentence
from api.pages.flash import go
from api.pages.viewer import Looking
from api.pages.words import label
from api.v1 import accounts as api_accounts
from api.v1 import answers as api_answers
from api.v1 import contacts as api_contacts
from api.v1 import mails as api_mails
from api.v1 import responses as api_responses
from api.v1 import suppressions as api_suppressions
from api.v1 import tasks as api_tasks
from api.v1 import uncertain as api_uncertain
from engine.errors import Invalid
from engine.flows.suppress import ASKED_THE_REP
from engine.rules import addresses
from engine.rules.reasons import reason
from engine.store.tables import Account, Contact, ResponseTask

router = APIRouter(include_in_schema=False)
CONTACT_FIELDS = ("email", "name", "title", "level", "phone", "time_zone", "language", "basis")
ACCOUNT_TEXTS = ("name", "red_flag", "vertical", "territory", "country", "region", "time_zone", "business_model")
ACCOUNT_NUMBERS = ("owner_id", "employees", "revenue")
"""Empty: nobody, or not known."""
MORNING = time(9)
"""When work that was put off comes back."""


@router.post("/accounts/{account_id:int}", dependencies=[WakesSender])
async def change_account(request: Request, session: Session, viewer: Looking, now: Now, account_id: int) -> Response:
    given = await forms.fields(request)
    said: dict[str, object] = {name: given[name] for name in ACCOUNT_TEXTS if name in given}
    said |= {name: given[name] or None for name in ACCOUNT_NUMBERS if name in given}
    before = await find(session, Account, account_id, "account")
    if given.get("owner_id") == str(before.owner_id):
        del said["owner_id"]  # who was let go stays what they are until somebody else is chosen
    if "domains" in given:
        said["domains"] = [one.strip() for one in given["domains"].split(",") if one.strip()]
    model = forms.read(api_accounts.AccountChange, said)
    account = await api_accounts.change_account(account_id, model, session, viewer.actor, now)
    return go(request, f"/accounts/{account_id}", f"Saved: {account.name}.")


@router.post("/accounts/{account_id:int}/bin", dependencies=[WakesSender])
async def move(request: Request, session: Session, viewer: Looking, now: Now, account_id: int) -> Response:
    given = await forms.fields(request)
    wanted = {"bin": given.get("bin", ""), "why": given.get("why", ""), "check_back_on": _date(given, "check_back_on")}
    model = forms.read(api_accounts.Move, wanted)
    await api_accounts.move_account(account_id, model, session, viewer.actor, now)
    return go(request, f"/accounts/{account_id}", "The account was moved.")


def _date(given: forms.Values, name: str) -> date | None:
    text = given.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Invalid(f"{text!r} is no date.", field=name, remedy="Use 2026-03-31.") from wrong


@router.post("/accounts/{account_id:int}/release", dependencies=[WakesSender])
async def release(request: Request, session: Session, viewer: Looking, now: Now, account_id: int) -> Response:
    await api_accounts.release_account(account_id, session, viewer.actor, now)
    return go(request, f"/accounts/{account_id}", "Released: the others may be written to.")


@router.post("/contacts/{contact_id:int}", dependencies=[WakesSender])
async def change_contact(request: Request, session: Session, viewer: Looking, now: Now, contact_id: int) -> Response:
    given = await forms.fields(request)
    said = {name: given[name] for name in CONTACT_FIELDS if name in given and (given[name] or name != "level")}
    model = forms.read(api_contacts.ContactChange, said)
    contact = await api_contacts.change_contact(contact_id, model, session, viewer.actor, now)
    return go(request, f"/contacts/{contact_id}", f"Saved: {contact.name or contact.email}.")


@router.post("/contacts/{contact_id:int}/suppress")
async def suppress(request: Request, session: Session, viewer: Looking, now: Now, contact_id: int) -> Response:
    contact = await find(session, Contact, contact_id, "contact")
    given = api_suppressions.NewSuppression(address=contact.email, reason=ASKED_THE_REP)
    await api_suppressions.suppress(given, session, viewer.actor, now, Response())
    return go(request, f"/contacts/{contact_id}", f"{contact.email} will never be mailed again.")


@router.post("/tasks/{task_id:int}/done", dependencies=[WakesSender])
async def done(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    given = await forms.fields(request)
    model = forms.read(api_tasks.Done, {"how": given.get("how", "")})
    await api_tasks.finish(task_id, session, viewer.actor, now, model)
    return go(request, "/", "Done.")


@router.post("/tasks/{task_id:int}/address", dependencies=[WakesSender])
async def use_address(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    """What a moved person's task is about: their mails go to the new address from now on."""
    given = await forms.fields(request)
    task = await find(session, ResponseTask, task_id, "task")
    refuse_stranger(viewer.actor, task.owner_id, "task")
    if not given.get("email", "").strip():
        raise Invalid("is missing.", field="email", remedy="Type the new address.")
    model = forms.read(api_contacts.ContactChange, {"email": given["email"]})
    contact = await api_contacts.change_contact(task.contact_id or 0, model, session, viewer.actor, now)
    await api_tasks.finish(task_id, session, viewer.actor, now, api_tasks.Done(how=f"goes on with {contact.email}"))
    return go(request, "/work", f"{contact.name or 'The contact'} is written to at {contact.email} from now on.")


@router.post("/tasks/{task_id:int}/reopen")
async def reopen(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    await api_tasks.reopen(task_id, session, viewer.actor, now)
    return go(request, "/", "Open again.")


@router.post("/tasks/{task_id:int}/snooze")
async def snooze(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    day = _date(await forms.fields(request), "until")
    if day is None:
        raise Invalid("is missing.", field="until", remedy="Choose a day.")
    until = datetime.combine(day, MORNING, viewer.zone)
    model = forms.read(api_tasks.Snooze, {"until": until})
    await api_tasks.snooze(task_id, model, session, viewer.actor, now)
    return go(request, "/", f"Put off until {day:%A} {day.day} {day:%B}.")


@router.post("/tasks/{task_id:int}/hand-over")
async def hand_over(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    given = await forms.fields(request)
    if not given.get("user_id"):
        raise Invalid("nobody is chosen.", field="user_id", remedy="Choose a colleague.")
    model = api_tasks.HandOver(user_id=forms.number(given["user_id"], "user_id"))
    await api_tasks.hand_over(task_id, model, session, viewer.actor, now)
    return go(request, "/", "Handed over.", stay=viewer.manages)


@router.post("/tasks/{task_id:int}/conclude", dependencies=[WakesSender])
async def conclude(request: Request, session: Session, viewer: Looking, now: Now, task_id: int) -> Response:
    given = await forms.fields(request)
    wanted = {"bin": given.get("bin", ""), "check_back_on": _date(given, "check_back_on")}
    model = forms.read(api_tasks.Conclude, wanted)
    await api_tasks.conclude(task_id, model, session, viewer.actor, now)
    return go(request, "/work", f"The account was moved: {label(model.bin).lower()}.")


@router.post("/out/{mail_id:int}/settle", dependencies=[WakesSender])
async def settle(
    request: Request, session: Session, viewer: Looking, now: Now, house: InHouse, mail_id: int
) -> Response:
    given = await forms.fields(request)
    model = api_uncertain.Settle(was_sent=_was_sent(given))
    mail = await api_uncertain.settle(mail_id, model, session, viewer.actor, now, house)
    noted = f"Noted: the mail to {mail.to_address} was {'' if model.was_sent else 'not '}sent."
    return go(request, "/uncertain", f"{noted} Now: {reason(mail.line.reason)}. {sentence(mail.line.detail)}".strip())


def _was_sent(given: forms.Values) -> bool:
    if given.get("was_sent") not in {"yes", "no"}:
        raise Invalid("is missing.", field="was_sent", remedy="Use one of the two buttons.")
    return given["was_sent"] == "yes"


@router.post("/out/{mail_id:int}/now", dependencies=[WakesSender])
async def send_now(
    request: Request, session: Session, viewer: Looking, now: Now, house: InHouse, mail_id: int
) -> Response:
    line = await api_mails.send_this_now(mail_id, session, viewer.actor, now, house)
    return go(request, f"/contacts/{line.contact_id}", f"The mail to {line.email} leaves now.")


@router.post("/out/{mail_id:int}/anyway", dependencies=[WakesSender])
async def write_anyway(request: Request, session: Session, viewer: Looking, now: Now, mail_id: int) -> Response:
    line = await api_mails.write_this_anyway(mail_id, session, viewer.actor, now)
    return go(request, f"/contacts/{line.contact_id}", f"The mail to {line.email} does not wait for that any more.")


@router.post("/answers/{answer_id:int}/withdraw")
async def withdraw(request: Request, session: Session, viewer: Looking, now: Now, answer_id: int) -> Response:
    await api_answers.withdraw_answer(answer_id, session, viewer.actor, now)
    return go(request, "/work", "Withdrawn: it is not sent.")


@router.post("/answers/{answer_id:int}/settle", dependencies=[WakesSender])
async def settle_answer(
    request: Request, session: Session, viewer: Looking, house: InHouse, answer_id: int
) -> Response:
    given = await forms.fields(request)
    model = api_answers.SettleAnswer(was_sent=_was_sent(given))
    shown = await api_answers.settle_answer(answer_id, model, session, viewer.actor, house)
    return go(request, f"/responses/{shown.response_id}", "Noted." if model.was_sent else "It is sent once more.")


@router.post("/people/{person_id:int}/accept")
async def accept(request: Request, session: Session, viewer: Looking, now: Now, person_id: int) -> Response:
    given = await forms.fields(request)
    said = {name: given[name] for name in ("email", "name", "title", "phone") if given.get(name)}
    model = forms.read(api_responses.PersonAccepted, said)
    contact = await api_responses.accept_person(person_id, session, viewer.actor, now, model)
    return go(request, f"/contacts/{contact.id}", f"{contact.name or contact.email} is a contact now.")


@router.post("/people/{person_id:int}/dismiss")
async def dismiss(request: Request, session: Session, viewer: Looking, now: Now, person_id: int) -> Response:
    await api_responses.dismiss_person(person_id, session, viewer.actor, now)
    return go(request, "/", "Dismissed.")


@router.post("/responses/{in_id:int}/kind", dependencies=[WakesSender])
async def correct(request: Request, session: Session, viewer: Looking, now: Now, in_id: int) -> Response:
    given = await forms.fields(request)
    wanted: dict[str, object] = {"kind": given.get("kind", "")}
    wanted |= {name: given.get(name) or None for name in ("bounce", "decline_reason", "decision_maker")}
    wanted |= {name: _date(given, name) for name in ("return_date", "check_back_date")}
    wanted["contact_id"] = await _contact_id(session, given.get("whose", ""))
    model = forms.read(api_responses.Correction, wanted)
    await api_responses.correct_response(in_id, model, session, viewer.actor, now)
    return go(request, f"/responses/{in_id}", f"Corrected: {label(model.kind).lower()}. What was done is done anew.")


async def _contact_id(session: Session, address: str) -> int | None:
    """Of whom an address is; None: nobody was named."""
    if not address.strip():
        return None
    query = select(col(Contact.id)).where(col(Contact.email) == addresses.normalise(address, "whose"))
    found: int | None = await session.scalar(query)
    if found is None:
        raise Invalid(f"no contact has the address {address}.", field="whose", remedy="See the account’s contacts.")
    return found
