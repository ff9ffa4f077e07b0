"""What the inbox and one response show: what came, what it was taken for and why, and what was done about it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages import told
from api.pages.paging import Cut, PageOf
from api.pages.viewer import Viewer
from api.v1.answers import answers_to
from api.v1.responses import choices_of, next_contact
from engine.flows.answer import UNDERWAY
from engine.flows.baton import live
from engine.flows.guesses import guesses
from engine.flows.reply_address import reply_address
from engine.rules import bins
from engine.rules.address_pattern import Guess
from engine.rules.answers import ends
from engine.rules.vocabulary import AUTOMATIC_KINDS, HUMAN_KINDS, Bin, Kind
from engine.store.copies import acting, same_answer
from engine.store.inbox import works_on
from engine.store.mail import WITHOUT_RAW, InState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    FoundPerson,
    Mailbox,
    MessageIn,
    MessageOut,
    ResponseTask,
    User,
)

SHOWS: dict[str, str] = {
    "open": "Open",
    "people": "From people",
    "automatic": "Automatic",
    "unmatched": "Unmatched",
    "broken": "Unreadable",
    "all": "All",
}
"""What the tabs are called."""


@dataclass(frozen=True)
class Filter:
    show: str
    kind: str
    whose: str
    page: int

    @property
    def kept(self) -> dict[str, str]:
        return {"show": self.show, "kind": self.kind, "whose": self.whose}


@dataclass(frozen=True)
class ResponseRow:
    message: MessageIn
    contact: Contact | None
    account: Account | None
    mailbox: Mailbox
    task: ResponseTask | None


@dataclass(frozen=True)
class ResponseView:
    message: MessageIn
    mailbox: Mailbox
    contact: Contact | None
    account: Account | None
    out: MessageOut | None
    campaign: Campaign | None
    people: list[FoundPerson]
    guesses: dict[int, Guess]
    tasks: list[tuple[ResponseTask, User]]
    done: list[str]
    facts: list[tuple[str, str]]
    answers: list[MessageOut]
    reply_to: str
    may_pass: bool
    choices: list[Bin]
    """After a no that counts."""
    colleague: Contact | None
    """After one that does not: whom to ask."""
    acting: int
    """The number of the mail that acts, of several copies."""

    def ends_by_an_answer(self, task: ResponseTask) -> bool:
        return ends(task.step, to_sender=True)

    @property
    def answering(self) -> bool:
        """One is on its way: what it answers is done by itself once it has left."""
        return any(mail.state in UNDERWAY for mail in self.answers)

    @property
    def again(self) -> bool:
        """It was answered from here, and nothing is left to do."""
        return bool(self.answers) and all(task.done_at for task, _ in self.tasks)


def _open_task() -> ColumnElement[bool]:
    return exists().where(col(ResponseTask.message_in_id) == MessageIn.id, col(ResponseTask.done_at).is_(None))


def _shown(show: str) -> list[ColumnElement[bool]]:
    """The condition of a tab. Our own mail in Sent is nobody's response."""
    incoming = col(MessageIn.role) != "sent"
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "open": [_open_task()],
        "people": [incoming, col(MessageIn.kind).in_(HUMAN_KINDS)],
        "automatic": [incoming, col(MessageIn.kind).in_(AUTOMATIC_KINDS)],
        "unmatched": [incoming, col(MessageIn.out_id).is_(None), col(MessageIn.state) == InState.READ],
        "broken": [col(MessageIn.state) == InState.BROKEN],
        "all": [incoming],
    }
    return conditions.get(show, conditions["all"])


async def responses(session: AsyncSession, viewer: Viewer, wanted: Filter) -> tuple[list[ResponseRow], PageOf]:
    where = _shown(wanted.show)
    if wanted.kind in set(Kind):
        where.append(col(MessageIn.kind) == Kind(wanted.kind))
    if not viewer.manages or wanted.whose == "mine":
        where.append(works_on(viewer.user.id))
    query = _joined().where(*where).order_by(col(MessageIn.received_at).desc(), col(MessageIn.id).desc())
    cut = Cut(wanted.page)
    found, page = cut.page((await session.execute(cut.of(query))).all(), wanted.kept)
    tasks = await _tasks(session, [row.MessageIn.id for row in found])
    rows = [
        ResponseRow(row.MessageIn, row.Contact, row.Account, row.Mailbox, tasks.get(row.MessageIn.id)) for row in found
    ]
    return rows, page


def _joined() -> Select[Any, Any, Any, Any]:
    return (
        select(MessageIn, Mailbox, Contact, Account)
        .join(Mailbox, col(Mailbox.id) == MessageIn.mailbox_id)
        .outerjoin(Contact, col(Contact.id) == MessageIn.contact_id)
        .outerjoin(Account, col(Account.id) == Contact.account_id)
        .options(WITHOUT_RAW)
    )


async def _tasks(session: AsyncSession, ids: list[int]) -> dict[int, ResponseTask]:
    query = select(ResponseTask).where(col(ResponseTask.message_in_id).in_(ids), col(ResponseTask.done_at).is_(None))
    return {task.message_in_id or 0: task for task in await session.scalars(query)}


async def response(session: AsyncSession, message: MessageIn) -> ResponseView:
    contact = await session.get(Contact, message.contact_id) if message.contact_id else None
    account = await session.get(Account, contact.account_id) if contact else None
    enrollment = await session.get(Enrollment, message.enrollment_id) if message.enrollment_id else None
    copies = await same_answer(session, message)
    named = select(FoundPerson).where(col(FoundPerson.message_in_id).in_(copies)).order_by(col(FoundPerson.id))
    people = list(await session.scalars(named))
    tasks = (
        select(ResponseTask, User)
        .join(User, col(User.id) == ResponseTask.owner_id)
        .where(col(ResponseTask.message_in_id).in_(copies))
        .order_by(col(ResponseTask.id))
    )
    return ResponseView(
        message=message,
        mailbox=await session.get_one(Mailbox, message.mailbox_id),
        contact=contact,
        account=account,
        out=await session.get(MessageOut, message.out_id) if message.out_id else None,
        campaign=await session.get(Campaign, enrollment.campaign_id) if enrollment else None,
        people=people,
        guesses=await guesses(session, people),
        tasks=[(row.ResponseTask, row.User) for row in await session.execute(tasks)],
        done=told.in_words(message.effects),
        facts=facts(message.verdict),
        answers=await answers_to(session, message),
        reply_to=await reply_address(session, message),
        may_pass=await _may_pass(session, message, account),
        choices=choices_of(message),
        colleague=await next_contact(session, message),
        acting=acting(message),
    )


async def _may_pass(session: AsyncSession, message: MessageIn, account: Account | None) -> bool:
    if account is None or account.bin in bins.AVOID or message.erased_at is not None:
        return False
    return await live(session, account.id) is None


FACTS: tuple[tuple[str, str], ...] = (
    ("return_date", "Back on"),
    ("check_back_date", "Check back on"),
    ("new_address", "New address"),
    ("bounce", "Kind of bounce"),
    ("status", "Status code"),
    ("reason", "The server’s words"),
    ("failed_recipients", "Did not reach"),
)


def facts(verdict: dict[str, Any]) -> list[tuple[str, str]]:
    """What was found in the mail besides its kind."""
    found = []
    for name, title in FACTS:
        value = verdict.get(name)
        if value:
            found.append((title, ", ".join(map(str, value)) if isinstance(value, list) else str(value)))
    return found
