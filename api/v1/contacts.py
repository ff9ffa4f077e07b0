"""Contacts: people, one at a time or many at once, and where each one's next mail stands."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from api.auth import ContactWriter, Reader
from api.context import Given, InHouse, Now, Page, Paging, Session, WakesSender, count, find, page_of, paged
from api.expected import read
from api.v1.shown import ActivityShown, LineShown, TryShown, activity, line, tried
from engine.flows import ledger, people
from engine.flows.door import NewAccount, NewContact
from engine.flows.locked import locked
from engine.flows.tries import tries
from engine.rules.vocabulary import ContactState
from engine.store.tables import Activity, Contact, Enrollment, ImportBatch
from engine.store.targeting import escape

router = APIRouter(tags=["contacts"])
BIGINT = 2**63 - 1
INTEGER = 2**31 - 1


class CompanyGiven(Given):
    """The company a new contact is in; known ones are found by domain or name."""

    name: str = Field("", max_length=200, examples=["Acme Corp"])
    domain: str = Field("", max_length=253, examples=["acme.example"])
    vertical: str = Field("", max_length=100, examples=["logistics"])
    revenue: int | None = Field(None, ge=0, le=BIGINT)
    employees: int | None = Field(None, ge=0, le=INTEGER, examples=[120])
    territory: str = Field("", max_length=100)
    country: str = Field("", max_length=20, examples=["GB"])
    region: str = Field("", max_length=20)
    time_zone: str = Field("", max_length=64, examples=["Europe/London"])
    business_model: str = Field("", max_length=100)
    red_flag: str = Field("", max_length=300)
    owner_id: int | None = Field(None, ge=1, le=BIGINT)
    custom: dict[str, Any] = Field({}, max_length=100)


class PersonFields(Given):
    name: str = Field("", max_length=200, examples=["Alex Sample"])
    title: str = Field("", max_length=200, examples=["Head of Operations"])
    level: int = Field(0, ge=0, le=100, description="Seniority; higher is written to first.", examples=[3])
    phone: str = Field("", max_length=60)
    time_zone: str = Field("", max_length=64, description="IANA name; left out: the account's.")
    language: str = Field(
        "", max_length=20, description="Two letters (ISO 639-1); en-GB is kept as en.", examples=["en"]
    )
    basis: str = Field("", max_length=500, description="Why we may write to them (GDPR).", examples=["B2B interest"])
    custom: dict[str, Any] = Field({}, max_length=100, description="Reached in templates as custom.NAME.")


class ContactRow(PersonFields):
    """One row of an import. `account` may be left out when the address is at the company's own domain."""

    email: str = Field(max_length=254, examples=["alex@acme.example"])
    subscriber_kind: Literal["company", "person"] = Field(
        "company", description="Who the address is of: national law may differ."
    )
    account: CompanyGiven = Field(default_factory=CompanyGiven)

    def company(self) -> NewAccount:
        return NewAccount(**self.account.model_dump())

    def person(self, source: str, batch_id: int | None = None) -> NewContact:
        names = {"account", "source", "account_id"}
        return NewContact(source=source, batch_id=batch_id, **self.model_dump(exclude=names))


def contact_row(row: Mapping[Any, Any]) -> ContactRow:
    return read(ContactRow, row)


class NewContactGiven(ContactRow):
    source: str = Field(max_length=200, description="Where the name is from.", examples=["website research"])
    account_id: int | None = Field(None, description="Put the contact into this account.")


class ContactChange(PersonFields):
    email: str = Field("", max_length=254, description="A new address; enrollments go on with it.")
    account_id: int = Field(
        0, ge=1, le=BIGINT, description="Another account to be in, e.g. out of a duplicate; enrollments go on there."
    )
    state: ContactState = Field(ContactState.ACTIVE, description="Any but active ends the contact's enrollments.")


class BatchGiven(Given):
    judged_later = frozenset({"rows"})
    source: str = Field(max_length=200, description="Who supplied the names.", examples=["trade fair 2026"])
    rows: list[dict[Any, Any]] = Field(
        min_length=1,
        max_length=people.LARGEST_IMPORT,
        description="1 to 1000 contacts; each is judged on its own. Fields as in POST /contacts, without source.",
        examples=[[{"email": "alex@acme.example", "name": "Alex Sample", "title": "COO"}]],
    )


class ContactShown(BaseModel):
    id: int
    account_id: int
    email: str
    name: str
    title: str
    level: int
    phone: str
    time_zone: str
    language: str
    source: str
    batch_id: int | None
    basis: str
    subscriber_kind: str
    state: ContactState
    state_why: str
    away_until: datetime | None
    away_why: str
    referred_by_id: int | None
    relation: str = Field(description="To whoever named them: referral, delegate, replacement; empty: posted.")
    last_activity_at: datetime | None
    custom: dict[str, Any]
    created_at: datetime


class Admitted(BaseModel):
    contact: ContactShown
    account_id: int
    new: bool = Field(description="false: known before, and empty fields were filled in.")
    warning: str = Field(description="E.g. that the address is suppressed.")


class RowShown(BaseModel):
    row: int = Field(description="From 0.")
    contact_id: int | None = Field(description="null: refused.")
    account_id: int | None
    new: bool
    warning: str
    field: str
    problem: str
    remedy: str


class BatchShown(BaseModel):
    batch_id: int | None = Field(description="null when nobody was new.")
    new: int
    known: int
    refused: int
    rows: list[RowShown]


class ImportShown(BaseModel):
    id: int
    source: str
    supplied_by: str
    created_at: datetime
    paused_at: datetime | None
    paused_why: str = Field(description="Why mails to these contacts wait (source_health).")


@router.get("/contacts", summary="Contacts, by address")
async def list_contacts(
    session: Session,
    actor: Reader,
    span: Paging,
    q: Annotated[str, Query(max_length=200, description="Part of the address, name or title.")] = "",
    account: Annotated[int | None, Query(ge=1, le=BIGINT)] = None,
    batch: Annotated[int | None, Query(ge=1, le=BIGINT)] = None,
    state: ContactState | None = None,
    source: Annotated[str, Query(max_length=200)] = "",
) -> Page[ContactShown]:
    query = select(Contact).order_by(col(Contact.email))
    if q.strip():
        part = f"%{escape(q.strip())}%"
        query = query.where(
            col(Contact.email).ilike(part) | col(Contact.name).ilike(part) | col(Contact.title).ilike(part)
        )
    for column, value in ((Contact.account_id, account), (Contact.batch_id, batch), (Contact.state, state)):
        if value is not None:
            query = query.where(col(column) == value)
    if source:
        query = query.where(col(Contact.source) == source)
    return await paged(session, query, span, shown_contact)


@router.post(
    "/contacts",
    summary="Add a contact, or find the one there is",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"model": Admitted, "description": "It was known."}},
)
async def add_contact(
    given: NewContactGiven, session: Session, actor: ContactWriter, now: Now, response: Response
) -> Admitted:
    """201 when new; 200 when the address was known."""
    admitted = await people.admit_one(
        session, given.person(given.source), given.company(), given.account_id, now, actor.by
    )
    response.status_code = status.HTTP_201_CREATED if admitted.new else status.HTTP_200_OK
    return Admitted(
        contact=shown_contact(admitted.contact),
        account_id=admitted.account.id,
        new=admitted.new,
        warning=admitted.warning,
    )


@router.post("/contacts/batch", summary="Import many; each row is judged on its own")
async def import_contacts(given: BatchGiven, house: InHouse, actor: ContactWriter, now: Now) -> BatchShown:
    """The answer says for every row what became of it. Sending the same rows again makes nobody twice."""
    batch, results = await people.import_rows(house.database, given.source, given.rows, contact_row, now, actor.by)
    admitted = [result for result in results if result.contact_id is not None]
    new = sum(result.new for result in admitted)
    return BatchShown(
        batch_id=batch.id if batch else None,
        new=new,
        known=len(admitted) - new,
        refused=len(results) - len(admitted),
        rows=[RowShown(**asdict(result)) for result in results],
    )


@router.get("/import-batches", summary="Imports, newest first, with those that bounces have paused")
async def list_batches(session: Session, actor: Reader, span: Paging) -> Page[ImportShown]:
    return await paged(session, select(ImportBatch).order_by(col(ImportBatch.id).desc()), span, _batch)


@router.post(
    "/import-batches/{batch_id}/resume", summary="The list was checked: go on mailing it", dependencies=[WakesSender]
)
async def resume_batch(batch_id: int, session: Session, actor: ContactWriter, now: Now) -> ImportShown:
    batch = await locked(session, ImportBatch, batch_id, "import batch")
    await people.resume_batch(session, batch, now, actor.by)
    return _batch(batch)


def _batch(row: ImportBatch) -> ImportShown:
    return ImportShown(**{name: getattr(row, name) for name in ImportShown.model_fields})


@router.get("/contacts/{contact_id}", summary="One contact")
async def get_contact(contact_id: int, session: Session, actor: Reader) -> ContactShown:
    return shown_contact(await find(session, Contact, contact_id, "contact"))


@router.patch("/contacts/{contact_id}", summary="Change a contact", dependencies=[WakesSender])
async def change_contact(
    contact_id: int, given: ContactChange, session: Session, actor: ContactWriter, now: Now
) -> ContactShown:
    contact = await people.edit_contact(session, contact_id, given.given(), now, actor.by)
    return shown_contact(contact)


@router.get("/contacts/{contact_id}/ledger", summary="Where this contact's mails stand, one line per campaign")
async def contact_ledger(contact_id: int, session: Session, actor: Reader, now: Now, span: Paging) -> Page[LineShown]:
    await find(session, Contact, contact_id, "contact")
    where = [col(Enrollment.contact_id) == contact_id]
    lines = await ledger.lines(session, where, now, limit=span.limit, offset=span.offset)
    total = await count(session, select(col(Enrollment.id)).where(*where))
    return page_of([line(found) for found in lines], total, span)


@router.get("/contacts/{contact_id}/tries", summary="Every try to send them a mail, and how it ended, newest first")
async def contact_tries(contact_id: int, session: Session, actor: Reader) -> list[TryShown]:
    await find(session, Contact, contact_id, "contact")
    return [tried(found) for found in await tries(session, contact_id)]


@router.get("/contacts/{contact_id}/timeline", summary="Everything that happened with this person, newest first")
async def contact_timeline(contact_id: int, session: Session, actor: Reader, span: Paging) -> Page[ActivityShown]:
    await find(session, Contact, contact_id, "contact")
    query = select(Activity).where(col(Activity.contact_id) == contact_id)
    return await paged(session, query.order_by(col(Activity.at).desc(), col(Activity.id).desc()), span, activity)


def shown_contact(row: Contact) -> ContactShown:
    return ContactShown(**{name: getattr(row, name) for name in ContactShown.model_fields})
