"""Pass an opportunity to an AE, accept or return it, audit it, and say what became of it (M29 to M31)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Forbidden, Invalid
from engine.flows.effects import move
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.flows.read_rules import policies_of
from engine.flows.tasks import AT_ONCE, stand_in
from engine.flows.withdraw import WAITS, take_out
from engine.rules import baton, bins
from engine.rules.baton import Audit, Check, Handover, OpportunityState, Outcome
from engine.rules.effects import Work
from engine.rules.introduction import Letter, Party, introduction
from engine.rules.vocabulary import Bin, Role
from engine.store.copies import same_answer
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.suppressions import suppression_of
from engine.store.tables import Account, Contact, Mailbox, MessageIn, MessageOut, Opportunity, ResponseTask, User


@dataclass(frozen=True)
class Baton:
    """What an SDR says when passing. `message_in_id` is the answer it came from."""

    contact_id: int
    to_user_id: int
    notes: str
    handover: Handover
    checks: Collection[Check]
    call_at: datetime | None = None
    message_in_id: int | None = None


async def hand(session: AsyncSession, given: Baton, by: User, now: datetime) -> Opportunity:
    """The account stands in the bin of live opportunities from now on, so that nobody there is prospected (M5)."""
    contact = await _contact(session, given.contact_id)
    account = await locked(session, Account, contact.account_id, "account")
    baton.check_pass(account.bin, account.name, given.checks, given.notes)
    baton.check_handover(given.handover, given.call_at, now)
    receiver = await _receiver(session, given.to_user_id, by)
    if given.handover is Handover.INTRODUCTION and (known := await suppression_of(session, contact.email)):
        raise Conflict(
            f"{contact.email} must not be mailed ({known.reason}).", field="handover", remedy="Hand over by phone."
        )
    if (other := await live(session, account.id)) is not None:
        raise Conflict(
            f"{account.name} was passed already: opportunity {other.id} is {other.state.value}.",
            field="account",
            remedy="Look at that one; it has to be returned or to end before another is passed.",
        )
    await _check_answer(session, given.message_in_id, account)
    row = Opportunity(
        account_id=account.id,
        contact_id=contact.id,
        message_in_id=given.message_in_id,
        passed_by_id=by.id,
        passed_to_id=receiver.id,
        handover=given.handover,
        call_at=given.call_at,
        notes=given.notes.strip(),
        state_since=now,
        state_by=by.email,
        passed_at=now,
    )
    session.add(row)
    await session.flush()
    if given.handover is not Handover.INTRODUCTION:  # the mail that introduces both closes its task by itself
        await _answered(session, row, receiver, now, by.email)
    await _to_bin(session, account, Bin.ACTIVE_OPPORTUNITY, f"passed to {receiver.email}", now, by.email)
    _note(session, row, "opportunity.passed", f"to {receiver.email}: {row.handover.value}", now, by.email)
    return row


async def _contact(session: AsyncSession, contact_id: int) -> Contact:
    contact = await session.get(Contact, contact_id) if 0 < contact_id < 2**63 else None
    if contact is None:
        raise Invalid(f"there is no contact {contact_id}.", field="contact_id", remedy="List the contacts.")
    return contact


async def _receiver(session: AsyncSession, user_id: int, by: User) -> User:
    user = await session.get(User, user_id) if 0 < user_id < 2**63 else None
    if user is None or not user.active:
        raise Invalid(f"there is no active user {user_id}.", field="to_user_id", remedy="List the users.")
    if user.id == by.id:
        raise Invalid(
            "is yourself: whoever closes re-qualifies what another found.",
            field="to_user_id",
            remedy="Choose the one who closes.",
        )
    return user


async def _check_answer(session: AsyncSession, in_id: int | None, account: Account) -> None:
    if in_id is None:
        return
    row = await session.get(MessageIn, in_id) if 0 < in_id < 2**63 else None
    sender = await session.get(Contact, row.contact_id) if row is not None and row.contact_id is not None else None
    if sender is None or sender.account_id != account.id:
        raise Invalid(f"is no answer from {account.name}.", field="message_in_id", remedy="Leave it out.")


async def _answered(session: AsyncSession, row: Opportunity, receiver: User, now: datetime, by: str) -> None:
    """Passing it on is what was done about the answer."""
    if row.message_in_id is None:
        return
    mails = await same_answer(session, await session.get_one(MessageIn, row.message_in_id))
    query = select(ResponseTask).where(col(ResponseTask.message_in_id).in_(mails), col(ResponseTask.done_at).is_(None))
    for task in await session.scalars(query.with_for_update()):
        task.done_at, task.done_by, task.done_how = now, by, f"passed to {receiver.name or receiver.email}"
        record(session, now, "task.done", why=task.done_how, by=by, contact_id=task.contact_id)


async def live(session: AsyncSession, account_id: int) -> Opportunity | None:
    """The account's opportunity that is neither returned nor ended."""
    query = select(Opportunity).where(
        col(Opportunity.account_id) == account_id,
        col(Opportunity.state) != OpportunityState.RETURNED,
        col(Opportunity.outcome) == Outcome.OPEN,
    )
    return (await session.scalars(query)).one_or_none()


async def refuse_live(session: AsyncSession, account: Account, goal: Bin) -> None:
    """A person does not move an account by hand whose opportunity says where it stands."""
    row = await live(session, account.id)
    if row is not None and goal is not Bin.ACTIVE_OPPORTUNITY:
        raise Conflict(
            f"opportunity {row.id} of {account.name} is {row.state.value}.",
            field="bin",
            remedy="Return it, or say that it was won or lost: the account then moves by itself.",
        )


async def accept(session: AsyncSession, key: int, notes: str, by: User, now: datetime) -> Opportunity:
    """The AE has spoken to the prospect and re-qualified them: "stage 2". From here it counts for the SDR (M30)."""
    row, account = await _open(session, key)
    _only_receiver(row, by, "accepts")
    baton.check_move(row.state, OpportunityState.ACCEPTED)
    if not notes.strip():
        raise Invalid("are missing.", field="notes", remedy="Write what the prospect said; a manager audits it.")
    _step(session, row, OpportunityState.ACCEPTED, notes, now, by.email)
    row.accepted_at, row.stage = now, row.stage or baton.STAGE_TWO
    await _to_bin(session, account, Bin.ACTIVE_OPPORTUNITY, f"accepted by {by.email}", now, by.email)
    return row


async def give_back(session: AsyncSession, key: int, why: str, by: User, now: datetime) -> Opportunity:
    """By the AE, by whoever passed it and takes it back, or by a manager. The account is worked again, by whoever had
    passed it; an introduction that has not left does not leave."""
    row, account = await _open(session, key)
    taken_back = by.id == row.passed_by_id and row.state is OpportunityState.PASSED
    if by.role is Role.REP and by.id != row.passed_to_id and not taken_back:
        raise Forbidden("is not yours to return.", field="opportunity", remedy="Ask the one it was passed to.")
    baton.check_move(row.state, OpportunityState.RETURNED)
    if not why.strip():
        raise Invalid("is missing.", field="why", remedy="Say why; the SDR learns from it.")
    if row.outcome is not Outcome.OPEN:
        raise Conflict(f"was {row.outcome.value}.", field="opportunity", remedy="Set its outcome to open first.")
    _step(session, row, OpportunityState.RETURNED, why, now, by.email)
    if account.bin is Bin.ACTIVE_OPPORTUNITY:  # else somebody has moved it since, and knows why
        await _to_bin(session, account, Bin.WORKING, f"opportunity returned: {why}", now, by.email)
    mail = await session.get(MessageOut, row.introduction_id, with_for_update=True) if row.introduction_id else None
    if mail is not None and mail.state in WAITS:
        await take_out(session, mail, now, by.email)
    await _work_again(session, row, now, by)
    return row


async def lock_passed_to(session: AsyncSession, user_id: int) -> None:
    """The accounts of what waits for somebody, in their order: before the user, as in every flow."""
    waiting = select(col(Opportunity.account_id)).where(
        col(Opportunity.passed_to_id) == user_id, col(Opportunity.state) == OpportunityState.PASSED
    )
    accounts = select(col(Account.id)).where(col(Account.id).in_(waiting))
    await session.execute(accounts.order_by(col(Account.id)).with_for_update())


async def hand_back(session: AsyncSession, now: datetime) -> int:
    """What waits for somebody who was let go comes back, for nobody else may accept it. Safe to run anywhere."""
    query = (
        select(col(Opportunity.id), User)
        .join(User, col(User.id) == Opportunity.passed_to_id)
        .where(col(Opportunity.state) == OpportunityState.PASSED, col(User.active).is_(False))
        .order_by(col(Opportunity.account_id))
        .limit(AT_ONCE)
    )
    left = (await session.execute(query)).all()
    for key, gone in left:
        row, _ = await _open(session, key)
        if row.state is OpportunityState.PASSED:  # another sender, or whoever passed it, may have been faster
            await give_back(session, key, f"{gone.name or gone.email} was let go before they took it", gone, now)
    await session.flush()
    return len(left)


async def _work_again(session: AsyncSession, row: Opportunity, now: datetime, by: User) -> None:
    """What came back has a next step and a deadline (M19): passing it on had been what was done about the answer."""
    if row.message_in_id is not None:
        mails = await same_answer(session, await session.get_one(MessageIn, row.message_in_id))
        todo = (col(ResponseTask.message_in_id).in_(mails), col(ResponseTask.done_at).is_(None))
        if (await session.scalars(select(col(ResponseTask.id)).where(*todo).limit(1))).first() is not None:
            return
    sender = await session.get_one(User, row.passed_by_id)
    stands_in = None if sender.active else await stand_in(session)
    rules = policies_of(await workspace_of(session))
    session.add(
        ResponseTask(
            message_in_id=row.message_in_id,
            contact_id=row.contact_id,
            owner_id=(stands_in or sender).id,
            step=Work.ANSWER if row.message_in_id is not None else Work.LOOK,
            note=f"The opportunity came back from {by.name or by.email}: {row.state_why[:300]}",
            counts=False,  # the answer was worked when it was passed on
            due_at=now + rules.answer_within,
            created_at=now,
        )
    )


async def audit(session: AsyncSession, key: int, found: Audit, why: str, by: User, now: datetime) -> Opportunity:
    """A manager looks at an accepted one; nobody audits what they passed or accepted themselves."""
    row, _ = await _open(session, key)
    if by.role is Role.REP:
        raise Forbidden("this takes the role manager.", field="role", remedy="Ask a manager.")
    if by.id in {row.passed_by_id, row.passed_to_id}:
        raise Forbidden("you took part in it.", field="opportunity", remedy="Another manager audits this one.")
    baton.check_move(row.state, OpportunityState.AUDITED)
    if not found.passed and not why.strip():
        raise Invalid("is missing.", field="why", remedy="Say what was wanting, for the SDR and the AE.")
    _step(session, row, OpportunityState.AUDITED, why, now, by.email)
    row.audit = asdict(found)
    return row


async def update(session: AsyncSession, key: int, changes: dict[str, Any], by: User, now: datetime) -> Opportunity:
    """Value, stage and outcome, by the AE or a manager. Won makes the account a client, lost a dead opportunity."""
    row, account = await _open(session, key)
    if by.role is Role.REP:
        _only_receiver(row, by, "changes")
    if row.state not in baton.WITH_AE:
        raise Conflict(f"is {row.state.value}.", field="opportunity", remedy="Accept it first.")
    outcome = changes.get("outcome", row.outcome)
    if outcome is not row.outcome:
        if outcome is Outcome.OPEN and (other := await live(session, account.id)) is not None:
            raise Conflict(f"opportunity {other.id} is open.", field="outcome", remedy="Only one at a time is.")
        await _to_bin(session, account, baton.BINS[outcome], f"opportunity {outcome.value}", now, by.email)
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        told = ", ".join(f"{name} {value}" for name, value in changed.items())
        _note(session, row, "opportunity.changed", told, now, by.email)
    return row


async def letter(session: AsyncSession, row: Opportunity) -> Letter:
    """The mail that introduces both, for whoever passed it to read and send. Goes to the AE's mailbox if they have one,
    so that the answer to all is read by the program, too."""
    contact = await session.get_one(Contact, row.contact_id)
    account = await session.get_one(Account, row.account_id)
    sender = await session.get_one(User, row.passed_by_id)
    ae = await session.get_one(User, row.passed_to_id)
    own, theirs = await _first_mailbox(session, ae), await _first_mailbox(session, sender)
    return introduction(
        Party(contact.name, contact.email),
        Party(ae.name or (own.display_name if own else ""), own.address if own else ae.email),
        sender.name or (theirs.display_name if theirs else "") or sender.email,
        account.name,
        contact.language,
    )


async def _first_mailbox(session: AsyncSession, user: User) -> Mailbox | None:
    """Its name in From is what people outside know them by, who may have none here."""
    boxes = select(Mailbox).where(col(Mailbox.user_id) == user.id, col(Mailbox.deleted_at).is_(None))
    return (await session.scalars(boxes.order_by(col(Mailbox.id)).limit(1))).first()


async def _open(session: AsyncSession, key: int) -> tuple[Opportunity, Account]:
    """The row and its account, which is locked first as in every flow; of what was merged meanwhile the one that stays
    as well."""
    of = select(col(Opportunity.account_id)).where(col(Opportunity.id) == (key if 0 < key < 2**63 else 0))
    await session.execute(select(col(Account.id)).where(col(Account.id).in_(of)).with_for_update())
    row = await locked(session, Opportunity, key, "opportunity")
    return row, await locked(session, Account, row.account_id, "account")


def _only_receiver(row: Opportunity, by: User, does: str) -> None:
    if by.id != row.passed_to_id:
        raise Forbidden(
            f"only the one it was passed to {does} it.", field="opportunity", remedy="Ask them, or have it returned."
        )


def _step(session: AsyncSession, row: Opportunity, goal: OpportunityState, why: str, now: datetime, by: str) -> None:
    """The one writer of states."""
    baton.check_move(row.state, goal)
    row.state, row.state_since, row.state_by, row.state_why = goal, now, by, why.strip()
    _note(session, row, f"opportunity.{goal.value}", why.strip()[:300], now, by)


async def _to_bin(session: AsyncSession, account: Account, goal: Bin, why: str, now: datetime, by: str) -> None:
    if not bins.may_move(account.bin, goal):
        raise Conflict(
            f"{account.name} does not go from {account.bin.value} to {goal.value}.",
            field="bin",
            remedy=f"Move it first to one of: {', '.join(sorted(bins.MOVES[account.bin]))}.",
        )
    move(session, account, goal, why, by, now)
    await session.flush()
    await look_again(session, now, company_id=account.id)


def _note(session: AsyncSession, row: Opportunity, what: str, why: str, now: datetime, by: str) -> None:
    record(session, now, what, why=why, by=by, account_id=row.account_id, contact_id=row.contact_id, opportunity=row.id)
