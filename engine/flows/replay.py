"""What would be done about a mail, without doing it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.carry_out import NEEDS_NO_MATCH, unmatched
from engine.flows.declines import write_decline
from engine.flows.effects import Case, effect_for
from engine.flows.read import understand
from engine.rules.effects import effect_of, in_words
from engine.rules.reading import chain, mime
from engine.rules.reading.for_all import for_all
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import Kind
from engine.store.database import Database
from engine.store.facts import own_addresses
from engine.store.tables import Campaign, Contact, Enrollment, Mailbox, MessageIn
from engine.store.threads import Match

BROKEN = "keep it and show it to a person: it cannot be read"


@dataclass(frozen=True)
class Replayed:
    """`answers` names the contact and campaign of the mail it answers; None: unknown, or nobody looked."""

    source: str
    date: datetime | None
    sender: str
    subject: str
    kind: Kind
    verdict: Verdict
    effects: list[str]
    people: tuple[Person, ...]
    opt_out: str
    answers: str | None = None
    matched_by: str = ""


async def replayed(database: Database | None, source: str, raw: bytes, own: frozenset[str]) -> Replayed:
    """With a database the mail is matched as if it came in now; without one all that is known is in the mail itself."""
    try:
        if database is None:
            mail, verdict = chain.read(raw, own_addresses=own)
            return _told(source, mail, verdict, verdict.kind)
        async with database.begin() as session:
            await session.execute(text("set transaction read only"))  # the server itself refuses every change
            return await _matched(session, source, raw, own)
    except SQLAlchemyError:
        raise
    except Exception as problem:  # whatever a stranger's mail does, the next one is read
        broken = Verdict(Kind.OTHER, 0.0, "broken", f"{type(problem).__name__}: {problem}")
        return Replayed(source, None, "", "", Kind.OTHER, broken, [BROKEN], (), "")


async def _matched(session: AsyncSession, source: str, raw: bytes, own: frozenset[str]) -> Replayed:
    own |= await own_addresses(session)
    mail, verdict, found = await understand(session, raw, await _mailbox(session, raw), own)
    if found is None and verdict.kind not in NEEDS_NO_MATCH:
        return replace(_told(source, mail, verdict, unmatched(verdict)), effects=[], people=())
    if found is None:
        return _told(source, mail, verdict, verdict.kind)
    return replace(
        _told(source, mail, verdict, verdict.kind, await _case(session, mail, verdict, found)),
        answers=await _answers(session, found),
        matched_by=found.how,
    )


async def _case(session: AsyncSession, mail: ParsedMail, verdict: Verdict, found: Match) -> Case:
    """What the effects would be of; its row is none of the database's."""
    contact = await session.get_one(Contact, found.out.contact_id)
    row = MessageIn(uidvalidity=0, uid=0, from_address=mail.sender.email, matched_by=found.how)
    write_decline(row, verdict, contact)
    return Case(row, mail, verdict, found.out, contact)


def _told(source: str, mail: ParsedMail, verdict: Verdict, kind: Kind, case: Case | None = None) -> Replayed:
    """`case`: what it answers, where that is known."""
    decider = verdict.decline.decision_maker if verdict.decline else None
    alone = effect_of(kind, verdict.bounce, decider, doubts=verdict.doubts, for_all=for_all(mail.text))
    return Replayed(
        source=source,
        date=mail.date,
        sender=mail.sender.email,
        subject=mail.subject[:200],
        kind=kind,
        verdict=verdict,
        effects=in_words(effect_for(case) if case is not None else alone),
        people=verdict.people,
        opt_out=mail.sender.email if kind is Kind.UNSUBSCRIBE else ", ".join(_complained(verdict)),
    )


def _complained(verdict: Verdict) -> tuple[str, ...]:
    return verdict.failed_recipients if verdict.kind is Kind.COMPLAINT else ()


async def _mailbox(session: AsyncSession, raw: bytes) -> int:
    """The mailbox it was sent to; 0, which is none, when that is not one of ours: only its Message-IDs then tell."""
    mail = mime.parse(raw)
    names = {box.email for box in (*mail.to, *mail.cc)} | {mail.header("delivered-to").strip("<> ").lower()}
    query = select(col(Mailbox.id)).where(col(Mailbox.address).in_(names)).order_by(col(Mailbox.id)).limit(1)
    return (await session.scalars(query)).first() or 0


async def _answers(session: AsyncSession, found: Match) -> str:
    contact = await session.get_one(Contact, found.out.contact_id)
    if found.out.enrollment_id is None:  # an answer that one of us wrote
        return contact.email
    enrollment = await session.get_one(Enrollment, found.out.enrollment_id)
    campaign = await session.get_one(Campaign, enrollment.campaign_id)
    return f"{contact.email}, {campaign.name}, step {found.out.position}"
