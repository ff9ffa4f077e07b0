"""Who is never mailed, and why somebody gets no mail."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from api.auth import ContactWriter, Reader
from api.context import Given, Now, Page, Paging, Session, paged
from api.v1.shown import LineShown, line
from engine.errors import Forbidden, Invalid
from engine.flows.lift import lift, lift_erasure
from engine.flows.locked import locked
from engine.flows.suppress import ASKED_FOR, opt_out, suppress_domain
from engine.flows.why import why
from engine.rules import addresses
from engine.rules.vocabulary import Role
from engine.store.suppressions import erased, hashes_of
from engine.store.tables import Suppression
from engine.store.targeting import escape

router = APIRouter(tags=["suppressions"])


class NewSuppression(Given):
    """Either an address or a domain."""

    address: str = Field("", max_length=254, examples=["alex@acme.example"])
    domain: str = Field(
        "", max_length=253, description="Everybody there, subdomains included.", examples=["acme.example"]
    )
    reason: str = Field("added by hand", min_length=1, max_length=200, examples=["asked by phone"])


class SuppressionShown(BaseModel):
    id: int
    address: str | None
    domain: str | None
    reason: str = Field(examples=["opt-out link"])
    source: str
    created_at: datetime
    erased_at: datetime | None = Field(
        description="When this person was erased: the address is made up then, and a keyed hash recognises theirs."
    )


class WhyShown(BaseModel):
    address: str
    contact_id: int | None
    statements: list[str] = Field(
        description="Sentences, the weightiest first.", examples=[["not enrolled in any running campaign"]]
    )
    lines: list[LineShown]


@router.get("/suppressions", summary="Suppressions, newest first")
async def list_suppressions(
    session: Session,
    actor: Reader,
    span: Paging,
    q: Annotated[str, Query(max_length=254, description="Part of the address or domain.")] = "",
) -> Page[SuppressionShown]:
    lifted = col(Suppression.erased_at).is_not(None) & col(Suppression.hash).is_(None)
    query = select(Suppression).where(~lifted).order_by(col(Suppression.id).desc())
    if q.strip():
        what = func.coalesce(Suppression.address, Suppression.domain)
        query = query.where(what.ilike(f"%{escape(q.strip())}%") | _is_erased(session, q))
    return await paged(session, query, span, _shown)


def _is_erased(session: Session, address: str) -> ColumnElement[bool]:
    """Whoever has a whole address finds the entry of somebody who was erased."""
    try:
        hashes = hashes_of(session, addresses.normalise(address))
    except Invalid:
        hashes = []
    return col(Suppression.hash).in_(hashes)


@router.post(
    "/suppressions",
    summary="Never mail an address or a domain",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"model": SuppressionShown, "description": "It was known."}},
)
async def suppress(
    given: NewSuppression, session: Session, actor: ContactWriter, now: Now, response: Response
) -> SuppressionShown:
    """In effect for the very next send decision. 201 when new; 200 when it was there."""
    if bool(given.address) == bool(given.domain):
        raise Invalid("give either this or a domain.", field="address", remedy="Send one of the two.")
    if given.address:
        new = await opt_out(session, given.address, given.reason, actor.by, now)
        covered = addresses.normalise(given.address)
        gone = await erased(session, [covered])
        where = col(Suppression.hash).in_(hashes_of(session, covered)) if gone else col(Suppression.address) == covered
    else:
        new = await suppress_domain(session, given.domain, given.reason, actor.by, now)
        where = col(Suppression.domain) == addresses.normalise_domain(given.domain)
    await session.flush()
    response.status_code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
    return _shown((await session.scalars(select(Suppression).where(where))).one())


@router.delete("/suppressions/{suppression_id}", summary="May be mailed again", status_code=status.HTTP_204_NO_CONTENT)
async def lift_suppression(
    suppression_id: int,
    session: Session,
    actor: ContactWriter,
    now: Now,
    why_lifted: Annotated[str, Query(alias="why", max_length=300, description="Kept for an audit.")] = "",
    address: Annotated[str, Query(max_length=254, description="Of somebody who was erased: theirs.")] = "",
) -> None:
    """Takes a manager; what the recipient asked for, as an erasure, takes an administrator."""
    suppression = await locked(session, Suppression, suppression_id, "suppression")
    needed = lifted_by(suppression)
    if not actor.is_at_least(needed):
        raise Forbidden(f"this takes the role {needed.value}.", field="suppression", remedy="Ask an administrator.")
    if suppression.erased_at is not None:
        await lift_erasure(session, suppression, address, why_lifted, now, actor.by)
    else:
        await lift(session, suppression, why_lifted, now, actor.by)


def lifted_by(row: Suppression | SuppressionShown) -> Role:
    return Role.ADMIN if row.reason in ASKED_FOR or row.erased_at is not None else Role.MANAGER


@router.get("/why", summary="Why does this address get no mail?")
async def why_not(
    session: Session,
    actor: Reader,
    now: Now,
    address: Annotated[str, Query(max_length=254, examples=["alex@acme.example"])],
) -> WhyShown:
    answer = await why(session, address, now)
    return WhyShown(
        address=answer.address,
        contact_id=answer.contact_id,
        statements=answer.statements,
        lines=[line(found) for found in answer.lines],
    )


def _shown(row: Suppression) -> SuppressionShown:
    return SuppressionShown(**{name: getattr(row, name) for name in SuppressionShown.model_fields})
