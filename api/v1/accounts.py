"""Accounts: companies, the bin each is in, and who there may be written to."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field
from sqlalchemy import exists, select
from sqlmodel import col

from api.auth import ContactWriter, Reader
from api.context import Given, Now, Page, Paging, Session, WakesSender, count, find, page_of, paged
from api.v1.contacts import ContactShown, shown_contact
from api.v1.shown import ActivityShown, activity
from engine.flows import accounts
from engine.flows.admit import admit_account
from engine.flows.door import NewAccount
from engine.flows.locked import locked
from engine.flows.merge import merge
from engine.flows.settings import check_country
from engine.rules.vocabulary import Bin
from engine.store.columns import among
from engine.store.prospects import was_called, with_merged
from engine.store.tables import Account, AccountDomain, Activity, Contact
from engine.store.targeting import escape

router = APIRouter(prefix="/accounts", tags=["accounts"])
BIGINT = 2**63 - 1
INTEGER = 2**31 - 1


class AccountFields(Given):
    name: str = Field("", max_length=200, examples=["Acme Corp"])
    vertical: str = Field("", max_length=100, examples=["logistics"])
    revenue: int | None = Field(None, ge=0, le=BIGINT, description="A year, in the workspace's currency.")
    employees: int | None = Field(None, ge=0, le=INTEGER, examples=[120])
    territory: str = Field("", max_length=100, examples=["north"])
    country: str = Field("", max_length=20, description="ISO 3166-1 alpha-2.", examples=["GB"])
    region: str = Field("", max_length=20, description="ISO 3166-2 part, for regional holidays.", examples=["SCT"])
    time_zone: str = Field("", max_length=64, description="IANA name.", examples=["Europe/London"])
    business_model: str = Field("", max_length=100, examples=["b2b"])
    red_flag: str = Field("", max_length=300, description="Why it must not be mailed.", examples=["competitor"])
    owner_id: int | None = Field(None, description="The rep it belongs to.")
    custom: dict[str, Any] = Field({}, description="Reached in templates as custom.NAME.", examples=[{"plan": "pro"}])


class NewAccountGiven(AccountFields):
    domain: str = Field("", max_length=253, examples=["acme.example"])


class AccountChange(AccountFields):
    domains: list[Annotated[str, Field(max_length=253)]] = Field(
        [], max_length=50, description="All domains of the company; replaces those known.", examples=[["acme.example"]]
    )


class Move(Given):
    bin: Bin
    why: str = Field("", max_length=300, examples=["signed the contract"])
    check_back_on: date | None = Field(None, description="For the bin check_back.")


class Release(Given):
    why: str = Field("", max_length=300, examples=["the answer was about something else"])


class Merge(Given):
    into: int = Field(ge=1, le=BIGINT, description="The account that stays.")
    why: str = Field("", max_length=300, examples=["the same company"])


class AccountShown(BaseModel):
    id: int
    name: str
    domains: list[str]
    vertical: str
    revenue: int | None
    employees: int | None
    territory: str
    country: str
    region: str
    time_zone: str
    business_model: str
    red_flag: str
    owner_id: int | None
    bin: Bin
    bin_since: datetime
    bin_by: str
    bin_why: str
    check_back_on: date | None
    responded_at: datetime | None = Field(
        description="Somebody answered and the rep has not yet decided about the others; null: they may be written to."
    )
    last_activity_at: datetime | None
    custom: dict[str, Any]
    created_at: datetime
    merged_into_id: int | None = Field(description="It was a duplicate: all of it is in that account now.")


class AccountDetail(AccountShown):
    contacts: list[ContactShown] = Field(description="The most senior first, at most 200.")
    timeline: list[ActivityShown] = Field(description="The newest 50 entries.")


@router.get("", summary="Accounts, by name")
async def list_accounts(
    session: Session,
    actor: Reader,
    span: Paging,
    in_bin: Annotated[Bin | None, Query(alias="bin")] = None,
    q: Annotated[
        str, Query(max_length=200, description="Part of a domain or the name, also of a merged duplicate.")
    ] = "",
    owner: Annotated[int | None, Query(ge=1, le=BIGINT, description="User id of the owner.")] = None,
    waiting: Annotated[bool, Query(description="Only those that wait for the rep's release.")] = False,
) -> Page[AccountShown]:
    """Without duplicates that were merged: a GET of theirs says into which account."""
    query = select(Account).where(col(Account.merged_into_id).is_(None)).order_by(col(Account.name), col(Account.id))
    if in_bin is not None:
        query = query.where(col(Account.bin) == in_bin)
    if owner is not None:
        query = query.where(col(Account.owner_id) == owner)
    if waiting:
        query = query.where(col(Account.responded_at).is_not(None))
    if q.strip():
        part = f"%{escape(q.strip())}%"
        domain = exists().where(col(AccountDomain.account_id) == Account.id, col(AccountDomain.domain).ilike(part))
        query = query.where(col(Account.name).ilike(part) | domain | was_called(part))
    rows = list(await session.scalars(query.limit(span.limit).offset(span.offset)))
    return page_of(await shown(session, rows), await count(session, query), span)


@router.post(
    "",
    summary="Add a company, or find the one there is",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"model": AccountShown, "description": "It was known."}},
)
async def add_account(
    given: NewAccountGiven, session: Session, actor: ContactWriter, now: Now, response: Response
) -> AccountShown:
    """201 when it is new; 200 when its name or domain was known: its empty fields are then filled in."""
    values = given.model_dump()
    values["country"] = check_country(given.country)
    if given.owner_id is not None:
        await accounts.check_owner(session, given.owner_id)
    account, new = await admit_account(session, NewAccount(**values), now, actor.by)
    response.status_code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
    return (await shown(session, [account]))[0]


@router.get("/{account_id}", summary="One account with its people and its timeline")
async def get_account(account_id: int, session: Session, actor: Reader) -> AccountDetail:
    account = await find(session, Account, account_id, "account")
    people = select(Contact).where(col(Contact.account_id) == account_id)
    rows = await session.scalars(people.order_by(col(Contact.level).desc(), col(Contact.id)).limit(200))
    entries = await session.scalars((await _timeline(session, account_id)).limit(50))
    return AccountDetail(
        **(await shown(session, [account]))[0].model_dump(),
        contacts=[shown_contact(row) for row in rows],
        timeline=[activity(row) for row in entries],
    )


@router.get("/{account_id}/timeline", summary="Everything that happened there, newest first")
async def timeline(account_id: int, session: Session, actor: Reader, span: Paging) -> Page[ActivityShown]:
    await find(session, Account, account_id, "account")
    return await paged(session, await _timeline(session, account_id), span, activity)


async def _timeline(session: Session, account_id: int) -> Any:
    """Also of duplicates that were merged into it."""
    accounts = list(await session.scalars(with_merged(account_id)))
    people = list(await session.scalars(select(col(Contact.id)).where(col(Contact.account_id) == account_id)))
    about = among(col(Activity.account_id), accounts) | among(col(Activity.contact_id), people)
    return select(Activity).where(about).order_by(col(Activity.at).desc(), col(Activity.id).desc())


@router.patch("/{account_id}", summary="Change an account", dependencies=[WakesSender])
async def change_account(
    account_id: int, given: AccountChange, session: Session, actor: ContactWriter, now: Now
) -> AccountShown:
    account = await locked(session, Account, account_id, "account")
    await accounts.edit_account(session, account, given.given(), now, actor.by)
    return (await shown(session, [account]))[0]


@router.post("/{account_id}/bin", summary="Move it to another bin", dependencies=[WakesSender])
async def move_account(account_id: int, given: Move, session: Session, actor: ContactWriter, now: Now) -> AccountShown:
    account = await locked(session, Account, account_id, "account")
    await accounts.rebin(session, account, given.bin, given.why, given.check_back_on, now, actor.by)
    return (await shown(session, [account]))[0]


@router.post("/{account_id}/merge", summary="It is a duplicate: all of it goes to another", dependencies=[WakesSender])
async def merge_account(
    account_id: int, given: Merge, session: Session, actor: ContactWriter, now: Now
) -> AccountShown:
    """The one that stays. It learns what only the duplicate knew, and is in the bin of the two that forbids more.
    People, domains, opportunities and people found are moved; nothing takes it back, and the timeline says what was.
    """
    account = await merge(session, account_id, given.into, given.why, now, actor.by)
    return (await shown(session, [account]))[0]


@router.post("/{account_id}/release", summary="Others of the account may be written to", dependencies=[WakesSender])
async def release_account(
    account_id: int, session: Session, actor: ContactWriter, now: Now, given: Release | None = None
) -> AccountShown:
    """After an answer the account's other enrollments wait until somebody decides so."""
    account = await locked(session, Account, account_id, "account")
    await accounts.release(session, account, given.why if given else "", now, actor.by)
    return (await shown(session, [account]))[0]


async def shown(session: Session, rows: list[Account]) -> list[AccountShown]:
    """With their domains, in one query."""
    query = select(AccountDomain).where(col(AccountDomain.account_id).in_([row.id for row in rows]))
    domains: dict[int, list[str]] = {}
    for domain in await session.scalars(query.order_by(col(AccountDomain.domain))):
        domains.setdefault(domain.account_id, []).append(domain.domain)
    names = set(AccountShown.model_fields) - {"domains"}
    return [
        AccountShown(domains=domains.get(row.id, []), **{name: getattr(row, name) for name in names}) for row in rows
    ]
