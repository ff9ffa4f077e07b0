"""What the review of people named in answers shows: the sentence, what is known of them, and what is only likely."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.paging import Cut, PageOf
from engine.flows.guesses import guesses
from engine.rules.address_pattern import Guess
from engine.store.inbox import works_on
from engine.store.mail import WITHOUT_RAW, FoundState
from engine.store.tables import Account, FoundPerson, MessageIn


@dataclass(frozen=True)
class PersonRow:
    person: FoundPerson
    account: Account | None
    told_by: str
    guess: Guess | None


def _visible(owner_id: int | None, state: FoundState) -> list[ColumnElement[bool]]:
    """Named in mails that one user works on, or (None) anybody."""
    where = [col(FoundPerson.state) == state]
    return where if owner_id is None else [*where, works_on(owner_id)]


async def people_count(session: AsyncSession, owner_id: int | None) -> int:
    query = (
        select(func.count()).select_from(FoundPerson).join(MessageIn, col(MessageIn.id) == FoundPerson.message_in_id)
    )
    return await session.scalar(query.where(*_visible(owner_id, FoundState.OPEN))) or 0


async def people(
    session: AsyncSession, owner_id: int | None, state: FoundState, number: int
) -> tuple[list[PersonRow], PageOf]:
    query = (
        select(FoundPerson, MessageIn, Account)
        .join(MessageIn, col(MessageIn.id) == FoundPerson.message_in_id)
        .outerjoin(Account, col(Account.id) == FoundPerson.account_id)
        .where(*_visible(owner_id, state))
        .order_by(col(FoundPerson.id).desc())
        .options(WITHOUT_RAW)
    )
    cut = Cut(number)
    found, page = cut.page((await session.execute(cut.of(query))).all(), {"show": state.value})
    likely = await guesses(session, [row.FoundPerson for row in found]) if state is FoundState.OPEN else {}
    rows = [
        PersonRow(
            row.FoundPerson,
            row.Account,
            row.MessageIn.from_name or row.MessageIn.from_address,
            likely.get(row.FoundPerson.id),
        )
        for row in found
    ]
    return rows, page
