"""Why does this address get no mail? Everything we know, in one look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import ledger
from engine.flows.answer import UNDERWAY
from engine.flows.evidence import WITHOUT_RAW
from engine.flows.ledger import Line
from engine.flows.read_rules import rules_as_read
from engine.rules import addresses, bins
from engine.rules.policies import Policies
from engine.rules.vocabulary import ContactState, EnrollmentState
from engine.store.facts import workspace_of
from engine.store.suppressions import suppression_of
from engine.store.tables import Account, Contact, Enrollment, MessageOut

ENDED = frozenset(EnrollmentState) - {EnrollmentState.ACTIVE}


@dataclass(frozen=True)
class Answer:
    """`about` are sentences on the address and whose it is, and on what a person wrote to it and has not left, the
    weightiest first; `lines` the ledger of every enrollment."""

    address: str
    contact_id: int | None
    about: list[str]
    lines: list[Line] = field(default_factory=list)

    @property
    def statements(self) -> list[str]:
        return [*self.about, *map(_sentence, self.lines)]


async def why(session: AsyncSession, address: str, now: datetime) -> Answer:
    email = addresses.normalise(address, "address")
    contact = (await session.scalars(select(Contact).where(col(Contact.email) == email))).one_or_none()
    about = []
    suppression = await suppression_of(session, email)
    if suppression is not None and suppression.erased_at is not None:
        return Answer(email, contact.id if contact else None, [f"{suppression.words}, never mailed"])
    if suppression is not None:
        what = suppression.address or f"the whole domain {suppression.domain}"
        about.append(f"{what} is suppressed since {suppression.created_at:%Y-%m-%d}: {suppression.reason}")
    if contact is None:
        return Answer(email, None, [*about, "this address is not among the contacts"])
    if contact.state is not ContactState.ACTIVE:
        about.append(f"the contact is {contact.state.value.replace('_', ' ')}: {contact.state_why}".rstrip(": "))
    lines = await ledger.lines(session, [col(Enrollment.contact_id) == contact.id], now)
    if all(line.state in ENDED for line in lines):
        about.append(f"not enrolled in any {'running ' if lines else ''}campaign")
        account = await session.get_one(Account, contact.account_id)
        rules, _ = rules_as_read(await workspace_of(session))
        about += _out_of_campaigns(account, rules, now)
    about += [_waits(out) for out in await _written_by_hand(session, contact)]
    return Answer(email, contact.id, about, lines)


def _out_of_campaigns(account: Account, rules: Policies, now: datetime) -> Iterator[str]:
    """What keeps a company's people from being enrolled; of those who are the line tells it."""
    refusal = bins.refusal(account.bin, account.check_back_on, account.last_activity_at, now, rules.quiet)
    if refusal:
        yield f"nobody at {account.name} is enrolled: {refusal}"
    if account.red_flag:
        yield f"nobody at {account.name} is enrolled: red flag: {account.red_flag}"


async def _written_by_hand(session: AsyncSession, contact: Contact) -> list[MessageOut]:
    mine = (col(MessageOut.contact_id) == contact.id, col(MessageOut.enrollment_id).is_(None))
    query = select(MessageOut).where(*mine, col(MessageOut.state).in_(UNDERWAY)).order_by(col(MessageOut.id))
    return list(await session.scalars(query.options(WITHOUT_RAW)))


def _waits(out: MessageOut) -> str:
    what = f"{out.written_by} wrote to them on {out.due_at:%Y-%m-%d}, which has not left"
    stands = (out.held_reason or out.state).value.replace("_", " ")
    return f"{what}: {stands}: {out.held_detail}".rstrip(": ")


def _sentence(line: Line) -> str:
    detail = f": {line.detail}" if line.detail else ""
    return f"campaign {line.campaign!r}, step {line.position}: {line.reason.replace('_', ' ')}{detail}{changes(line)}"


def changes(line: Line) -> str:
    """Since when it is so, until when, and what will change it: the end of a sentence."""
    since = f", since {line.since:%Y-%m-%d %H:%M} UTC" if line.since else ""
    until = f", until {line.until:%Y-%m-%d %H:%M} UTC" if line.until else ""
    return f"{since}{until}. What will change it: {line.remedy}"
