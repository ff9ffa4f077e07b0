"""Answering a mail from here: suggestions, the answer itself, and what became of it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from api.auth import Actor, Reader, ResponseWriter
from api.context import Given, InHouse, Lines, Moment, Now, Session, WakesSender, find
from api.v1.responses import own_response
from engine.errors import Conflict, NotFound
from engine.flows.answer import Words, write
from engine.flows.evidence import WITHOUT_RAW
from engine.flows.settle import settle_by_hand
from engine.flows.suggest import suggest
from engine.flows.withdraw import withdraw
from engine.rules.answers import LONGEST
from engine.rules.vocabulary import HeldReason, OutState, Reply
from engine.store.copies import same_answer
from engine.store.tables import MessageIn, MessageOut

router = APIRouter(tags=["responses"])


class SuggestionShown(BaseModel):
    """Words to begin with. A field that nobody knows stands in them as ⟨name⟩: nothing is sent before it is written."""

    name: str = Field(description="The template.", examples=["reply-interested-en"])
    reply: Reply
    language: str = Field(examples=["en"])
    template_version_id: int
    to_contact_id: int | None = Field(description="Somebody the mail named; null: whoever wrote it.")
    to: str
    subject: str
    body: str
    missing: list[str] = Field(description="What is still to be written.", examples=[["company"]])


MailKey = Annotated[
    str,
    Field(
        min_length=8,
        max_length=200,
        description="Made by you for this mail: sent again with the same key, nothing is sent twice.",
        examples=["5f0c7d0e-answer-1"],
    ),
]


class NewAnswer(Given):
    key: MailKey
    body: Lines = Field(max_length=LONGEST, examples=["Thursday at ten suits me. I will call you.\n\nRobin"])
    subject: str = Field(
        "", max_length=500, description="Only for a person who was named; an answer keeps the thread's."
    )
    to_contact_id: int | None = Field(None, description="A contact whom the mail named; left out: whoever wrote it.")
    copy_referrer: bool = Field(False, description="Whoever named them gets a copy.")
    quote: bool = Field(True, description="Their words below the answer.")
    template_version_id: int | None = Field(None, description="The suggestion it was made from.")
    ends: bool | None = Field(
        None, description="Whether the open task is done once it is sent; null: as its step says."
    )
    since: Moment | None = Field(
        None,
        description="When you looked at the conversation: 409 where somebody has answered since then. "
        "To write all the same, look again and give that moment.",
    )


class AnswerShown(BaseModel):
    id: int
    response_id: int
    contact_id: int
    mailbox_id: int
    to: str
    cc: str
    subject: str
    body: str
    state: OutState = Field(description="due: leaves at once. held: see why. uncertain: look in Sent, then settle it.")
    held_reason: HeldReason | None
    why: str = Field(description="Why it waits, or the server's words.")
    written_by: str
    written_at: datetime
    sent_at: datetime | None
    bounced: str


class SettleAnswer(Given):
    was_sent: bool


@router.get("/responses/{response_id}/suggestions", summary="Reply templates that fit, filled in")
async def list_suggestions(response_id: int, session: Session, actor: Reader, now: Now) -> list[SuggestionShown]:
    mail = await own_response(session, actor, response_id)
    return [
        SuggestionShown(**{**one.__dict__, "missing": list(one.missing)}) for one in await suggest(session, mail, now)
    ]


@router.post(
    "/responses/{response_id}/answers",
    summary="Answer it, or write to somebody it named",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"description": "The key was used before: the answer of then."}},
    dependencies=[WakesSender],
)
async def answer(
    response_id: int, given: NewAnswer, session: Session, actor: ResponseWriter, now: Now, response: Response
) -> AnswerShown:
    """It leaves at once, from the mailbox that got the mail and in its thread, whatever window or cap says. Refused
    when they opted out, or when something is not filled in."""
    await own_response(session, actor, response_id)
    known = select(col(MessageOut.id)).where(col(MessageOut.answer_key) == given.key)
    if (await session.execute(known)).first() is not None:
        response.status_code = status.HTTP_200_OK
    out = await write(session, response_id, Words(**given.model_dump()), now, actor.by)
    return shown_answer(out)


@router.get("/responses/{response_id}/answers", summary="What was answered from here, oldest first")
async def list_answers(response_id: int, session: Session, actor: Reader) -> list[AnswerShown]:
    mail = await own_response(session, actor, response_id)
    return [shown_answer(out) for out in await answers_to(session, mail)]


@router.post(
    "/answers/{answer_id}/withdraw", summary="Do not send it after all", status_code=status.HTTP_204_NO_CONTENT
)
async def withdraw_answer(answer_id: int, session: Session, actor: ResponseWriter, now: Now) -> None:
    """While it waits; 409 once it has left."""
    await _own(session, actor, answer_id)
    await withdraw(session, answer_id, now, actor.by)


@router.post(
    "/answers/{answer_id}/settle", summary="Somebody looked: it was sent, or send it again", dependencies=[WakesSender]
)
async def settle_answer(
    answer_id: int, given: SettleAnswer, session: Session, actor: ResponseWriter, house: InHouse
) -> AnswerShown:
    out = await _own(session, actor, answer_id)
    if out.state is not OutState.UNCERTAIN:
        raise Conflict(f"is {out.state.value}.", field="answer", remedy="Nothing needs to be settled.")
    out = await settle_by_hand(session, answer_id, was_sent=given.was_sent, by=actor.by, house=house)
    return shown_answer(out)


async def answers_to(session: Session, mail: MessageIn) -> list[MessageOut]:
    """Also those that a colleague wrote who got the same mail."""
    mails = await same_answer(session, mail)
    query = select(MessageOut).where(col(MessageOut.answer_to).in_(mails)).order_by(col(MessageOut.id))
    return list(await session.scalars(query.options(WITHOUT_RAW)))


async def _own(session: Session, actor: Actor, answer_id: int) -> MessageOut:
    out = await find(session, MessageOut, answer_id, "answer")
    if out.answer_to is None:
        raise NotFound(f"there is no answer {answer_id}.", field="answer", remedy="List those of the response.")
    await own_response(session, actor, out.answer_to)
    return out


def shown_answer(out: MessageOut) -> AnswerShown:
    return AnswerShown(
        id=out.id,
        response_id=out.answer_to or 0,
        contact_id=out.contact_id,
        mailbox_id=out.mailbox_id,
        to=out.to_address,
        cc=out.cc_address,
        subject=out.subject,
        body=out.body,
        state=out.state,
        held_reason=out.held_reason,
        why=out.held_detail or out.server_text,
        written_by=out.written_by,
        written_at=out.due_at,
        sent_at=out.sent_at,
        bounced=out.bounced,
    )
