"""Mails of which nobody knows whether they were sent: the evidence, and the word of somebody who looked."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import Actor, Reader, ResponseWriter, own_mail
from api.context import Given, InHouse, Now, Page, Paging, Session, WakesSender, page_of
from api.v1.shown import ActivityShown, LineShown, activity, line
from engine.errors import Conflict, Invalid
from engine.flows.evidence import Evidence, evidence, settled_lately, uncertain
from engine.flows.settle import settle_by_hand
from engine.rules.vocabulary import OutState, Role
from engine.store.tables import Mailbox, MessageOut

router = APIRouter(prefix="/uncertain-mails", tags=["work"])


class UncertainShown(BaseModel):
    """The connection or the program ended while the server may have taken it."""

    id: int
    state: OutState = Field(description="uncertain; once settled what became of it.")
    settled_by: str = Field(description="person, sent_folder, not_in_sent, bounce or reply; empty: by nothing yet.")
    enrollment_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    contact: str
    mailbox_id: int
    mailbox: str = Field(description="The address it was sent from.")
    to_address: str
    subject: str
    body: str
    message_id: str | None
    position: int = Field(description="The step, from 1.")
    attempts: int = Field(description="How often it was handed over.")
    sending_at: datetime | None = Field(description="When it was handed over.")
    since: datetime | None = Field(description="When the try ended without a definite answer.")
    ended: str = Field(description="How the try ended.")
    server_code: int | None = Field(description="The server's last reply in this try; null: none came.")
    server_text: str
    files_sent: bool = Field(description="The provider files every mail it takes in Sent by itself.")
    proof: str = Field(description="What the Sent folder can prove of this mail.")
    looked_at: datetime | None = Field(description="When it was last looked up in Sent; null: not yet.")
    held_detail: str = Field(description="What that showed.")
    folders: list[str] = Field(description="The folders that were looked through.")
    looks_at: datetime | None = Field(description="When it is looked up again; null: never, so somebody has to say.")
    if_sent: str = Field(description="What was_sent true does.")
    if_again: str = Field(description="What was_sent false does.")
    history: list[ActivityShown] = Field(description="What was noted of its tries, the oldest first.")
    line: LineShown = Field(description="Where the contact's next mail in the campaign stands.")


class Settle(Given):
    was_sent: bool = Field(description="true: it was sent. false: send it again.")


@router.get("", summary="Mails that may or may not have been sent, oldest first")
async def list_uncertain(session: Session, actor: Reader, now: Now, span: Paging) -> Page[UncertainShown]:
    """A manager sees those of everybody, a rep their own."""
    where = uncertain(whose(actor))
    query = select(func.count()).select_from(MessageOut).join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
    total = await session.scalar(query.where(*where)) or 0
    found = await evidence(session, where, now, limit=span.limit, offset=span.offset)
    return page_of([shown(one) for one in found], total, span)


@router.get("/settled", summary="What became of those that were settled in the last week, latest first, at most 100")
async def list_settled(session: Session, actor: Reader, now: Now, span: Paging) -> Page[UncertainShown]:
    found = await settled_lately(session, whose(actor), now)
    return page_of([shown(one) for one in found[span.offset : span.offset + span.limit]], len(found), span)


@router.get("/{mail_id}", summary="One of them, also when it is settled")
async def show_uncertain(mail_id: int, session: Session, actor: Reader, now: Now) -> UncertainShown:
    return shown(await one_of(mail_id, session, actor, now))


@router.post("/{mail_id}/settle", summary="Somebody looked: it was sent, or send it again", dependencies=[WakesSender])
async def settle(
    mail_id: int, given: Settle, session: Session, actor: ResponseWriter, now: Now, house: InHouse
) -> UncertainShown:
    """The answer shows what became of it. 409 when it is settled already."""
    mail = await _mine(mail_id, session, actor)
    if mail.state is not OutState.UNCERTAIN:
        raise Conflict(f"is {mail.state.value}.", field="mail", remedy="Nothing needs to be settled.")
    mail = await settle_by_hand(session, mail_id, was_sent=given.was_sent, by=actor.by, house=house)
    await session.flush()
    return shown((await evidence(session, [col(MessageOut.id) == mail.id], now))[0])


def whose(actor: Actor) -> int | None:
    return None if actor.is_at_least(Role.MANAGER) else actor.user.id


async def one_of(mail_id: int, session: Session, actor: Actor, now: datetime) -> Evidence:
    mail = await _mine(mail_id, session, actor)
    return (await evidence(session, [col(MessageOut.id) == mail.id], now))[0]


async def _mine(mail_id: int, session: Session, actor: Actor) -> MessageOut:
    mail = await own_mail(session, actor, mail_id)
    if mail.enrollment_id is None:
        raise Invalid("is an answer.", field="mail", remedy=f"Use /api/v1/answers/{mail_id}/settle.")
    return mail


def shown(one: Evidence) -> UncertainShown:
    mail = one.mail
    same = {name for name in UncertainShown.model_fields if name in MessageOut.model_fields}
    return UncertainShown(
        **{name: getattr(mail, name) for name in same - {"held_detail", "looked_at"}},
        campaign_id=one.campaign.id,
        campaign=one.campaign.name,
        contact=one.contact.name,
        mailbox=one.mailbox.address,
        since=one.since,
        ended=one.ended,
        files_sent=one.mailbox.files_sent,
        proof=one.doubt.proof,
        looked_at=one.looked_at,
        held_detail=one.looked,
        folders=one.folders,
        looks_at=one.looks_at,
        if_sent=one.doubt.if_sent,
        if_again=one.doubt.if_again,
        history=[activity(event) for event in one.history],
        line=line(one.line),
    )
