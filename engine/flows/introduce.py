"""The SDR introduces a prospect and an AE to each other by mail, in the thread of the answer (M29)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Forbidden
from engine.flows import answer, baton
from engine.flows.locked import locked
from engine.flows.people import open_contact
from engine.flows.reply_address import reply_address
from engine.rules import message
from engine.rules.baton import Handover, OpportunityState
from engine.rules.introduction import Letter
from engine.rules.vocabulary import OutState, Role
from engine.store.inbox import works_on
from engine.store.journal import record
from engine.store.tables import Mailbox, MessageIn, MessageOut, Opportunity, User

BY_HAND = "Open it in your mail program."


@dataclass(frozen=True)
class Draft:
    """`letter` as it would leave, `sender` the address it leaves from, "" when it cannot from here; `problem` then says
    why. `mail`: what was sent."""

    letter: Letter
    sender: str
    problem: str
    mail: MessageOut | None

    @property
    def may_send(self) -> bool:
        return not self.problem and (self.mail is None or _came_to_nothing(self.mail))


async def draft(session: AsyncSession, row: Opportunity, by: User) -> Draft:
    letter, source = await baton.letter(session, row), await _answer(session, row)
    problem, sender = await _problem(session, row, source, by), ""
    if source is not None and not problem:
        subject = message.thread_subject(source.subject)
        letter = Letter(await reply_address(session, source) or letter.to, letter.cc, subject, letter.text)
        sender = (await session.get_one(Mailbox, source.mailbox_id)).address
    return Draft(letter, sender, problem, await _mail(session, row))


async def introduce(
    session: AsyncSession, key: int, mail_key: str, body: str, quote: bool, by: User, now: datetime
) -> MessageOut:
    """The mail, waiting to leave; the one of the first time when `mail_key` was used before. Once it is sent the work
    that the answer made is done."""
    row = await _locked(session, key)
    if by.role is Role.REP and by.id != row.passed_by_id:
        raise Forbidden("was passed by somebody else.", field="opportunity", remedy="They introduce both.")
    made = await _mail(session, row)
    if made is not None and made.answer_key != mail_key and not _came_to_nothing(made):
        raise Conflict(
            f"an introduction by {made.written_by} is {made.state.value}.",
            field="opportunity",
            remedy="Withdraw it while it waits, or write by hand.",
        )
    if problem := await _problem(session, row, await _answer(session, row), by):
        raise Conflict(problem, field="opportunity", remedy=BY_HAND)
    assert row.message_in_id is not None
    (copy_to,) = (await baton.letter(session, row)).cc
    words = answer.Words(mail_key, body, copy_to=copy_to, quote=quote, ends=True)
    out = await answer.write(session, row.message_in_id, words, now, by.email)
    if row.introduction_id != out.id:
        row.introduction_id = out.id
        about = {"account_id": row.account_id, "contact_id": row.contact_id, "message_out_id": out.id}
        why = f"{out.to_address}, copy to {copy_to}"
        record(session, now, "opportunity.introduced", why=why, by=by.email, opportunity=row.id, **about)
    return out


async def _locked(session: AsyncSession, key: int) -> Opportunity:
    """Its answer is locked first, then the account, as whoever answers has it."""
    of = select(col(Opportunity.message_in_id), col(Opportunity.contact_id)).where(
        col(Opportunity.id) == (key if 0 < key < 2**63 else 0)
    )
    for in_id, contact_id in await session.execute(of):
        if in_id is not None:
            await locked(session, MessageIn, in_id, "response")
            await open_contact(session, contact_id)
    return await locked(session, Opportunity, key, "opportunity")


async def _problem(session: AsyncSession, row: Opportunity, source: MessageIn | None, by: User) -> str:
    if row.handover is not Handover.INTRODUCTION:
        return "it was not passed by an introduction."
    if row.state is not OpportunityState.PASSED:
        return f"it is {row.state.value}."
    if source is None:
        return "it came from no answer whose thread could go on."
    if source.contact_id != row.contact_id:
        return "the answer it came from is somebody else's."
    if by.role is Role.REP and not await _works_on(session, source, by):
        return "the answer came to another rep's mailbox."
    return ""


async def _works_on(session: AsyncSession, source: MessageIn, by: User) -> bool:
    """It came to them, or they were handed the work: whoever may answer it may introduce."""
    mine = select(col(MessageIn.id)).where(col(MessageIn.id) == source.id, works_on(by.id))
    return await session.scalar(mine) is not None


async def _answer(session: AsyncSession, row: Opportunity) -> MessageIn | None:
    return await session.get(MessageIn, row.message_in_id) if row.message_in_id is not None else None


async def _mail(session: AsyncSession, row: Opportunity) -> MessageOut | None:
    return await session.get(MessageOut, row.introduction_id) if row.introduction_id is not None else None


def _came_to_nothing(mail: MessageOut) -> bool:
    return mail.state is OutState.FAILED or bool(mail.bounced)
