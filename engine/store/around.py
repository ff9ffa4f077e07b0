"""What else there is to know of a waiting mail, as columns that are read with it: of its contact, its account, its rep.

What is read here is read for every mail that leaves.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, any_, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel import col

from engine.rules.effects import Work
from engine.rules.vocabulary import Bin, BounceClass, EnrollmentState, HeldReason, OutState
from engine.store.columns import domain_of, domains_above
from engine.store.mail import InState
from engine.store.tables import (
    Account,
    AccountDomain,
    Contact,
    Correspondent,
    Enrollment,
    ImportBatch,
    Mailbox,
    MessageIn,
    MessageOut,
    RecipientDomain,
    ResponseTask,
    User,
)


class Around(NamedTuple):
    """What else there is to know, read with the mail."""

    enrolled_at: datetime
    suppressed: str | None
    batch_paused: str | None
    asks: str | None
    """The open work that somebody must do first."""
    mailed_at: datetime | None
    """When the latest other mail to anybody of the account, or at the same domain, left or began to."""
    others_in_touch: int
    senior: int | None
    """The highest level in the account among those whose first mail of the campaign could leave soon."""
    written_at: datetime | None
    written_with: str | None
    let_go: str | None
    """The mailbox's rep, when they were let go."""
    owner: str | None
    """The other account whose domain the contact's address is at."""
    owner_bin: Bin | None


def others_in_touch_of() -> ColumnElement[int]:
    """Other contacts of the account with an active enrollment of which a mail has left or is leaving."""
    other, enrolled, mail = aliased(Contact), aliased(Enrollment), aliased(MessageOut)
    begun = [OutState.CLAIMED, OutState.SENDING, OutState.SENT, OutState.UNCERTAIN]
    query = (
        select(func.count(func.distinct(other.id)))
        .join(enrolled, col(enrolled.contact_id) == other.id)
        .where(
            col(other.account_id) == Account.id,
            col(other.id) != Contact.id,
            col(enrolled.state) == EnrollmentState.ACTIVE,
            exists().where(col(mail.enrollment_id) == enrolled.id, col(mail.state).in_(begun)),
        )
    )
    return query.correlate(Account, Contact).scalar_subquery()


def senior_of() -> ColumnElement[int | None]:
    other, enrolled, mail = aliased(Contact), aliased(Enrollment), aliased(MessageOut)
    soon = or_(
        col(mail.state).in_([OutState.DUE, OutState.CLAIMED]),
        col(mail.held_reason).in_([HeldReason.WINDOW, HeldReason.HOLIDAY]),
    )
    query = (
        select(func.max(other.level))
        .join(enrolled, col(enrolled.contact_id) == other.id)
        .join(mail, col(mail.enrollment_id) == enrolled.id)
        .where(
            col(other.account_id) == Account.id,
            col(enrolled.campaign_id) == Enrollment.campaign_id,
            col(enrolled.state) == EnrollmentState.ACTIVE,
            col(mail.first_touch),
            soon,
        )
    )
    return query.correlate(Account, Enrollment).scalar_subquery()


def asks() -> ColumnElement[str | None]:
    """Work about the contact without which a mail would not reach them, as one of ours was blocked there; or a mail of
    somebody of the account that could not be read."""
    other, out = aliased(Contact), aliased(MessageOut)
    is_open = col(ResponseTask.done_at).is_(None)
    of_a_block = (
        exists()
        .where(
            col(MessageIn.id) == ResponseTask.message_in_id,
            col(out.id) == MessageIn.out_id,
            col(out.bounced) == BounceClass.BLOCK,
        )
        .correlate(ResponseTask)
    )
    theirs = select(func.max(ResponseTask.note)).where(
        col(ResponseTask.contact_id) == Contact.id,
        or_(col(ResponseTask.step).in_([Work.CONFIRM_ADDRESS, Work.SOLVE_CHALLENGE]), of_a_block),
        is_open,
    )
    from_whom = (
        select(func.concat("a mail from ", MessageIn.from_address, " could not be read. "))
        .where(col(MessageIn.id) == ResponseTask.message_in_id, col(MessageIn.state) == InState.BROKEN)
        .correlate(ResponseTask)
        .scalar_subquery()
    )
    unread = (
        select(func.max(from_whom + col(ResponseTask.note)))
        .select_from(ResponseTask)
        .join(other, col(other.id) == ResponseTask.contact_id)
        .where(col(other.account_id) == Account.id, is_open, col(ResponseTask.step) == Work.LOOK)
    )
    return func.coalesce(theirs.correlate(Contact).scalar_subquery(), unread.correlate(Account).scalar_subquery())


def mailed_at(but: Any) -> ColumnElement[datetime | None]:
    """When the latest mail to anybody of the account, or at the contact's domain, left or began to, but for the one
    with that number."""
    other, mail = aliased(Contact), aliased(MessageOut)
    query = select(func.max(mail.sending_at)).join(other, col(mail.contact_id) == other.id)
    others = (col(other.account_id) == Account.id, col(mail.id) != but)
    there = (col(RecipientDomain.domain) == domain_of(Contact.email), col(RecipientDomain.mail) != but)
    at_domain = select(col(RecipientDomain.mailed_at)).where(*there).correlate(Contact, MessageOut)
    of_account = query.where(*others).correlate(Account, MessageOut)
    return func.greatest(of_account.scalar_subquery(), at_domain.scalar_subquery())


def let_go() -> ColumnElement[str | None]:
    """The rep of the mailbox, when they may not sign in any more. One that was removed is connected anew, for somebody
    who may."""
    named = func.coalesce(func.nullif(User.name, ""), User.email)
    gone = (col(User.id) == Mailbox.user_id, col(User.active).is_(False))
    query = select(named).where(*gone, col(Mailbox.deleted_at).is_(None))
    return query.correlate(Mailbox).scalar_subquery()


FIRST = col(MessageOut.first_touch)


def written(first: Any) -> LateralFromClause:
    """The latest correspondence with the account's domains or the contact's address, of a first touch."""
    domains = select(col(AccountDomain.domain)).where(col(AccountDomain.account_id) == Account.id)
    hashed = func.encode(func.sha256(func.convert_to(Contact.email, "UTF8")), "hex")
    known = func.array_append(func.array(domains.correlate(Account).scalar_subquery()), hashed)
    other = aliased(Mailbox)
    query = (
        select(col(Correspondent.last_at), col(other.address))
        .join(other, col(other.id) == Correspondent.mailbox_id)
        .where(first, col(Correspondent.who) == any_(known))
        .order_by(col(Correspondent.last_at).desc())
        .limit(1)
    )
    return query.correlate(MessageOut, Account, Contact).lateral("written")


WRITTEN = written(FIRST)
OWNER = aliased(Account)


def _owner() -> LateralFromClause:
    """The account whose domain the contact's address is at, when they are in another: a colleague there was named in an
    answer, or they have moved on and got a new address."""
    above: ColumnElement[list[str]] = literal_column(domains_above("contact.email"))
    query = (
        select(col(OWNER.name), col(OWNER.bin))
        .join(AccountDomain, col(AccountDomain.account_id) == OWNER.id)
        .where(col(AccountDomain.domain) == any_(above), col(OWNER.id) != Account.id)
        .limit(1)
    )
    return query.correlate(Account, Contact).lateral("owner")


OWNED = _owner()
BATCH_PAUSED: ColumnElement[str | None] = case((col(ImportBatch.paused_at).is_not(None), ImportBatch.paused_why))
