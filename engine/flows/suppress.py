"""Put an address or a domain beyond reach, in effect for the very next send decision."""

from datetime import datetime

from sqlalchemy import exists, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows import enrollments
from engine.flows.locked import lock_accounts_of
from engine.flows.tasks import opted_out
from engine.rules import addresses, erasure
from engine.rules.vocabulary import ContactState, EnrollmentState, Kind
from engine.store.ahead import contact_ahead, suppressions_ahead
from engine.store.journal import record
from engine.store.suppressions import erased
from engine.store.tables import Contact, MessageIn, MessageOut, Suppression

OPT_OUT_LINK = "opt-out link"
"""The reason of a suppression that its owner asked for through the link in our mail."""
ASKED_THE_REP = "asked the rep"
"""The reason of one that somebody has asked a rep for."""
HARD_BOUNCE = "hard bounce"
"""The reason of one that nobody asked for: the address is dead."""
ASKED_FOR = frozenset({OPT_OUT_LINK, ASKED_THE_REP, Kind.UNSUBSCRIBE.value, Kind.COMPLAINT.value})
"""Reasons that are the recipient's own word: such an entry is lifted by an administrator or not at all."""


async def opt_out(session: AsyncSession, address: str, reason: str, source: str, now: datetime) -> bool:
    """For whom somebody has asked, also by a form of their address, or by one of before: whoever got a campaign's mail
    there and has another one now is suppressed at that one, too. True when it is new."""
    email = addresses.normalise(address)
    if await _is_erased(session, email):
        return False
    answers_them = exists().where(
        col(MessageIn.id) == MessageOut.answer_to, col(MessageIn.contact_id) == MessageOut.contact_id
    )
    written_to = select(col(MessageOut.contact_id)).where(
        col(MessageOut.to_address) == email, text("message_out.to_address <> ''"), ~answers_them
    )  # the words of its index
    whom = col(Contact.id).in_(written_to)
    await lock_accounts_of(session, whom | col(Contact.email).in_([email, addresses.mailbox_of(email)]))
    new = await suppress_address(session, email, reason, source, now)
    others = (await session.scalars(select(col(Contact.email)).where(whom).order_by(col(Contact.id)))).all()
    for other in dict.fromkeys([addresses.mailbox_of(email), *others]):
        if other != email:
            await suppress_address(session, other, reason, f"{source}, said as {email}", now)
    return new


async def suppress_address(
    session: AsyncSession, address: str, reason: str, source: str, now: datetime, *, by_reading: bool = False
) -> bool:
    """Workspace-wide and for all campaigns. True when it is new; repeating it changes nothing. `by_reading`: a
    correction takes it back, unless somebody else has asked for it meanwhile, who makes the entry their own."""
    email = addresses.normalise(address)
    if await _is_erased(session, email):
        return False
    contact = contact_ahead(session, email) or await _locked_contact(session, email)
    known = await _known(session, email)
    if known is None:
        _add(session, Suppression(address=email, reason=reason, source=source, created_at=now))
    if known is None or (not by_reading and await _taken_over(session, known, reason, source)):
        record(session, now, "suppressed", why=f"{reason}: {source}", contact_id=contact.id if contact else None)
    if contact is not None:
        await stop(session, contact, reason, now)
        if not by_reading and reason != HARD_BOUNCE:
            await opted_out(session, contact.id, now)
    return known is None


async def _is_erased(session: AsyncSession, email: str) -> bool:
    """Which covers it for good, and keeps no address."""
    return erasure.is_stand_in(email) or bool(await erased(session, [email]))


async def _taken_over(session: AsyncSession, known: Suppression, reason: str, source: str) -> bool:
    """As another row, of which no correction knows. What the recipient has said themselves stays said."""
    if known.reason in ASKED_FOR and reason != OPT_OUT_LINK:
        reason, source = known.reason, f"{source}: {reason}"
    if known.reason == OPT_OUT_LINK or (known.reason, known.source) == (reason, source):
        return False
    await session.delete(known)
    await session.flush()
    _add(session, Suppression(address=known.address, reason=reason, source=source, created_at=known.created_at))
    return True


async def _known(session: AsyncSession, email: str) -> Suppression | None:
    """Under the lock of the address."""
    if (ahead := suppressions_ahead(session, email)) is not None:
        return ahead[email]
    await session.execute(text("select pg_advisory_xact_lock(7, hashtext(:email))"), {"email": email})
    return (await session.scalars(select(Suppression).where(col(Suppression.address) == email))).first()


def _add(session: AsyncSession, suppression: Suppression) -> None:
    session.add(suppression)
    if (ahead := suppressions_ahead(session, suppression.address or "")) is not None:
        ahead[suppression.address or ""] = suppression


async def suppress_domain(session: AsyncSession, domain: str, reason: str, source: str, now: datetime) -> bool:
    """All addresses of a domain, e.g. of a company that asked for it. True when it is new. Those under which
    anybody may have an address are refused."""
    name = addresses.normalise_domain(domain)
    if addresses.is_free_mail(name):
        raise Invalid(f"{name} belongs to many people.", field="domain", remedy="Suppress single addresses instead.")
    if addresses.is_suffix(name):
        raise Invalid(f"{name} belongs to many companies.", field="domain", remedy="Give one of theirs: acme.example.")
    added = await session.scalar(
        insert(Suppression)
        .values(domain=name, reason=reason, source=source, created_at=now)
        .on_conflict_do_nothing(index_elements=["domain"])
        .returning(col(Suppression.id))
    )
    record(session, now, "suppressed", why=f"{reason}: {source}", domain=name)
    where = col(Contact.email).like(f"%@{name}") | col(Contact.email).like(f"%.{name}")
    await lock_accounts_of(session, where)
    for contact in await session.scalars(select(Contact).where(where).order_by(col(Contact.id))):
        await stop(session, contact, reason, now)
        await opted_out(session, contact.id, now)
    return added is not None


async def _locked_contact(session: AsyncSession, email: str) -> Contact | None:
    """The contact, its account locked first, as in every flow."""
    await lock_accounts_of(session, col(Contact.email) == email)
    return (await session.scalars(select(Contact).where(col(Contact.email) == email))).one_or_none()


async def stop(session: AsyncSession, contact: Contact, reason: str, now: datetime) -> None:
    """Whoever is suppressed gets no further mail of any sequence. Who has said so stays out at a new address, too; of
    others who have left, declined or responded that stays known, for when the suppression is lifted."""
    if reason in ASKED_FOR:
        contact.state, contact.state_why = ContactState.SUPPRESSED, reason
    elif contact.state is ContactState.ACTIVE:
        contact.state = ContactState.BOUNCED if reason == HARD_BOUNCE else ContactState.SUPPRESSED
        contact.state_why = reason
    for enrollment in await enrollments.of_contact(session, contact.id):
        await enrollments.end(session, enrollment, EnrollmentState.STOPPED, reason, now)
