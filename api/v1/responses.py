"""What came in: answers with their evidence, corrections, and the people they name."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy import Select, exists, select
from sqlmodel import col

from api.auth import Actor, Reader, ResponseWriter, refuse_stranger
from api.context import Given, Now, Page, Paging, Session, WakesSender, WakesWorkers, count, find, page_of, paged
from api.v1.contacts import ContactShown, shown_contact
from api.v1.tasks import TaskShown, shown_task
from engine.flows.correct import correct
from engine.flows.declines import next_at
from engine.flows.fetch_again import want
from engine.flows.guesses import guesses
from engine.flows.people import accept_found, dismiss_found
from engine.rules.address_pattern import Guess
from engine.rules.effects import effect_of
from engine.rules.vocabulary import Bin, BounceClass, DecisionMaker, DeclineReason, Kind, Role
from engine.store.copies import same_answer
from engine.store.inbox import works_on
from engine.store.mail import WITHOUT_RAW, FoundState, InState
from engine.store.tables import Contact, FoundPerson, Mailbox, MessageIn, ResponseTask

router = APIRouter(tags=["responses"])
BIGINT = 2**63 - 1
EXCERPT = 500


class DeclineShown(BaseModel):
    """A "no": why, and whether it is the decision-maker's (M22)."""

    reason: DeclineReason
    because: str = Field(description="The sentence it rests on.", examples=["There is no budget for it."])
    decision_maker: DecisionMaker
    decider_because: str = Field(
        description="The sentence or title it rests on.", examples=["I asked our board and they turned it down."]
    )


class ResponseShown(BaseModel):
    id: int
    mailbox_id: int
    received_at: datetime
    state: InState = Field(
        description="stored: not read yet. broken: it could not be read, or not even fetched: see problem."
    )
    problem: str
    from_address: str
    from_name: str
    subject: str
    excerpt: str = Field(description=f"The first {EXCERPT} characters of its new words.")
    kind: Kind | None
    confidence: float = Field(description="0 to 1.", examples=[0.93])
    because: str = Field(description="The sentence or header the kind rests on.", examples=["please talk to Kim Lee"])
    matched_by: str = Field(
        description="How the mail it answers was found: message_id, failed_recipient, sender, quoted, domain_subject, "
        "guess, person; empty: not at all. “copy of 5”: the same answer as response 5, which acts for both."
    )
    contact_id: int | None
    enrollment_id: int | None
    message_out_id: int | None
    corrected_by: str
    read_kind: Kind | None = Field(description="What the program had said, when a person corrected it.")
    decline: DeclineShown | None = Field(description="Of not_interested.")


class LeftOutShown(BaseModel):
    """Part of a big mail that was not fetched."""

    what: str = Field(description="The name of a file, or its type.", examples=["plan.pdf"])
    size: int = Field(description="Bytes.")


class GuessShown(BaseModel):
    """A likely address that nobody has confirmed. It is never accepted by a policy."""

    email: str
    pattern: str = Field(examples=["first.last"])
    examples: int = Field(description="Known addresses of the company that are made like this.")
    known: int = Field(description="Of so many.")


class PersonShown(BaseModel):
    """Somebody named in an answer."""

    id: int
    message_in_id: int
    account_id: int | None
    contact_id: int | None = Field(description="Who they became.")
    relation: str = Field(examples=["referral"])
    name: str
    email: str
    phone: str
    title: str
    sentence: str = Field(description="The evidence.")
    topic: str = Field(description="What to turn to them for, where the mail says so.", examples=["invoices"])
    state: FoundState
    created_at: datetime
    guess: GuessShown | None = Field(None, description="When the mail names no address.")


class ResponseDetail(ResponseShown):
    text: str = Field(description="The new words: no quotes, no signature.")
    fetched: bool = Field(description="False: its server does not hand it over; nothing but its envelope is known.")
    erased_at: datetime | None = Field(description="When its bytes were erased, for somebody it was from or about.")
    wanted_at: datetime | None = Field(description="When somebody asked that it is fetched again; until it was tried.")
    left_out: list[LeftOutShown] = Field(description="What of a big mail was not fetched.")
    verdict: dict[str, Any] = Field(description="All that was read: rule, dates, people, bounce class and status.")
    effects: list[str] = Field(description="What was done about it.", examples=[["changed account 7: bin, bin_since"]])
    tasks: list[TaskShown]
    choices: list[Bin] = Field(description="After a no that counts: POST /tasks/{task_id}/conclude with one of these.")
    next_contact: ContactShown | None = Field(description="After a no that does not: whom to ask at the company.")
    people: list[PersonShown]


class Correction(Given):
    kind: Kind
    contact_id: int | None = Field(None, description="Whose answer it is, when that was not found.")
    bounce: BounceClass | None = Field(None, description="For the kind bounce.")
    return_date: date | None = Field(None, description="For out_of_office.")
    check_back_date: date | None = Field(None, description="For not_now.")
    decline_reason: DeclineReason | None = Field(None, description="For not_interested; left out: as it was read.")
    decision_maker: DecisionMaker | None = Field(None, description="For not_interested; left out: as it was read.")


class PersonAccepted(Given):
    """What the mail did not say, or said wrongly."""

    email: str = Field("", max_length=254)
    name: str = Field("", max_length=200)
    title: str = Field("", max_length=200)
    phone: str = Field("", max_length=60)


@router.get(
    "/responses", summary="What came in, newest first; a rep's are of their mailboxes, and what was handed over"
)
async def list_responses(
    session: Session,
    actor: Reader,
    span: Paging,
    kind: Annotated[list[Kind] | None, Query(description="Any of these.")] = None,
    mailbox: Annotated[int | None, Query(ge=1, le=BIGINT)] = None,
    contact: Annotated[int | None, Query(ge=1, le=BIGINT)] = None,
    is_open: Annotated[bool, Query(alias="open", description="Only those with an open task.")] = False,
    unmatched: Annotated[bool, Query(description="Only those that answer nothing we know of.")] = False,
    broken: Annotated[bool, Query(description="Only those that could not be read.")] = False,
    own: Annotated[bool, Query(description="Also what the rep sent by hand (the Sent folder).")] = False,
) -> Page[ResponseShown]:
    query = _visible(actor).order_by(col(MessageIn.received_at).desc(), col(MessageIn.id).desc())
    if not own:
        query = query.where(col(MessageIn.role) != "sent")
    if kind:
        query = query.where(col(MessageIn.kind).in_(kind))
    if mailbox is not None:
        query = query.where(col(MessageIn.mailbox_id) == mailbox)
    if contact is not None:
        query = query.where(col(MessageIn.contact_id) == contact)
    if is_open:
        todo = exists().where(col(ResponseTask.message_in_id) == MessageIn.id, col(ResponseTask.done_at).is_(None))
        query = query.where(todo)
    if unmatched:
        query = query.where(col(MessageIn.out_id).is_(None), col(MessageIn.state) == InState.READ)
    if broken:
        query = query.where(col(MessageIn.state) == InState.BROKEN)
    return await paged(session, query, span, _shown)


def _visible(actor: Actor) -> Select[MessageIn]:
    """Without the raw bytes, which may be megabytes each."""
    query = select(MessageIn).options(WITHOUT_RAW)
    if actor.is_at_least(Role.MANAGER):
        return query
    return query.where(works_on(actor.user.id))


async def own_response(session: Session, actor: Actor, response_id: int) -> MessageIn:
    """Mail is personal: a rep sees what came to them too, and what they are to answer for a colleague."""
    row = await find(session, MessageIn, response_id, "response")
    if not actor.is_at_least(Role.MANAGER):
        copies = await same_answer(session, row)
        mine = select(col(MessageIn.id)).where(col(MessageIn.id).in_(copies), works_on(actor.user.id)).limit(1)
        if await session.scalar(mine) is None:
            refuse_stranger(actor, (await session.get_one(Mailbox, row.mailbox_id)).user_id, "response")
    return row


@router.get("/responses/{response_id}", summary="One response with its evidence, work and people")
async def get_response(response_id: int, session: Session, actor: Reader) -> ResponseDetail:
    return await _detail(session, await own_response(session, actor, response_id))


@router.get(
    "/responses/{response_id}/raw",
    summary="The mail as it was received",
    response_class=Response,
    responses={200: {"content": {"message/rfc822": {}}}},
)
async def raw(response_id: int, session: Session, actor: Reader) -> Response:
    row = await own_response(session, actor, response_id)
    headers = {
        "Content-Disposition": f'attachment; filename="response-{row.id}.eml"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(bytes(row.raw), media_type="message/rfc822", headers=headers)


@router.post(
    "/responses/{response_id}/fetch",
    summary="Fetch a mail again that its server did not hand over",
    dependencies=[WakesWorkers],
)
async def fetch_response(response_id: int, session: Session, actor: ResponseWriter, now: Now) -> ResponseDetail:
    """Within minutes. Then it is read like any other, and the task to look for it is done."""
    await own_response(session, actor, response_id)
    return await _detail(session, await want(session, response_id, now, actor.by))


@router.post("/responses/{response_id}/correct", summary="Say what it really is", dependencies=[WakesSender])
async def correct_response(
    response_id: int, given: Correction, session: Session, actor: ResponseWriter, now: Now
) -> ResponseDetail:
    """What the first reading did is undone and done anew. To undo an opt-out takes an administrator, unless the reading
    itself was in doubt."""
    row = await own_response(session, actor, response_id)
    lets_go = actor.is_at_least(Role.ADMIN)
    await correct(session, response_id, now=now, by=actor.by, lets_go=lets_go, **given.model_dump())
    await session.flush()
    await session.refresh(row)
    return await _detail(session, row)


@router.get("/people-found", summary="People named in answers, newest first")
async def list_people(
    session: Session, actor: Reader, span: Paging, state: Annotated[FoundState | None, Query()] = None
) -> Page[PersonShown]:
    query = select(FoundPerson).order_by(col(FoundPerson.id).desc())
    if state is not None:
        query = query.where(col(FoundPerson.state) == state)
    if not actor.is_at_least(Role.MANAGER):
        mails = select(col(MessageIn.id)).where(works_on(actor.user.id))
        query = query.where(col(FoundPerson.message_in_id).in_(mails))
    found = list(await session.scalars(query.limit(span.limit).offset(span.offset)))
    likely = await guesses(session, [person for person in found if person.state is FoundState.OPEN])
    items = [_person(person, likely.get(person.id)) for person in found]
    return page_of(items, await count(session, query), span)


@router.post("/people-found/{person_id}/accept", summary="Make them a contact, referred by whoever named them")
async def accept_person(
    person_id: int, session: Session, actor: ResponseWriter, now: Now, given: PersonAccepted | None = None
) -> ContactShown:
    await _own_person(session, actor, person_id)
    corrections = given.given() if given is not None else {}
    return shown_contact(await accept_found(session, person_id, corrections, now, actor.by))


@router.post("/people-found/{person_id}/dismiss", summary="Not somebody to write to")
async def dismiss_person(person_id: int, session: Session, actor: ResponseWriter, now: Now) -> PersonShown:
    await _own_person(session, actor, person_id)
    return _person(await dismiss_found(session, person_id, now, actor.by))


async def _own_person(session: Session, actor: Actor, person_id: int) -> None:
    person = await find(session, FoundPerson, person_id, "found person")
    await own_response(session, actor, person.message_in_id)


async def _detail(session: Session, row: MessageIn) -> ResponseDetail:
    copies = await same_answer(session, row)
    tasks = select(ResponseTask).where(col(ResponseTask.message_in_id).in_(copies)).order_by(col(ResponseTask.id))
    people = select(FoundPerson).where(col(FoundPerson.message_in_id).in_(copies)).order_by(col(FoundPerson.id))
    named = list(await session.scalars(people))
    likely = await guesses(session, [person for person in named if person.state is FoundState.OPEN])
    return ResponseDetail(
        **_shown(row).model_dump(),
        text=row.text,
        fetched=bool(row.raw) or row.erased_at is not None,
        erased_at=row.erased_at,
        wanted_at=row.wanted_at,
        left_out=[LeftOutShown(**one) for one in row.left_out],
        verdict=row.verdict,
        effects=[_deed(deed) for deed in row.effects],
        tasks=[shown_task(task) for task in await session.scalars(tasks)],
        choices=choices_of(row),
        next_contact=shown_contact(colleague) if (colleague := await next_contact(session, row)) else None,
        people=[_person(person, likely.get(person.id)) for person in named],
    )


def choices_of(row: MessageIn) -> list[Bin]:
    """Bins of which the rep chooses one."""
    return list(effect_of(row.kind, None, row.decision_maker).choices) if row.kind is not None else []


async def next_contact(session: Session, row: MessageIn) -> Contact | None:
    """Whom to ask when somebody says no who may not be the one to say it (M22)."""
    if row.kind is not Kind.NOT_INTERESTED or row.contact_id is None or choices_of(row):
        return None
    return await next_at(session, await session.get_one(Contact, row.contact_id))


def _deed(deed: dict[str, Any]) -> str:
    if "changed" in deed:
        return f"changed {deed['changed']} {deed['key'][0]}: {', '.join(deed['fields'])}"
    if "made" in deed:
        return f"made {deed['made']} {deed['key'][0]}"
    return f"took back {deed['removed']} {deed['row'].get('id')}"


def _shown(row: MessageIn) -> ResponseShown:
    names = set(ResponseShown.model_fields) - {"excerpt", "message_out_id", "decline"}
    return ResponseShown(
        excerpt=row.text[:EXCERPT],
        message_out_id=row.out_id,
        decline=_decline(row),
        **{name: getattr(row, name) for name in names},
    )


def _decline(row: MessageIn) -> DeclineShown | None:
    if row.decline_reason is None or row.decision_maker is None:
        return None
    return DeclineShown(
        reason=row.decline_reason,
        because=row.decline_because,
        decision_maker=row.decision_maker,
        decider_because=row.decider_because,
    )


def _person(row: FoundPerson, likely: Guess | None = None) -> PersonShown:
    names = set(PersonShown.model_fields) - {"guess"}
    guessed = GuessShown(**likely.__dict__) if likely else None
    return PersonShown(**{name: getattr(row, name) for name in names}, guess=guessed)
