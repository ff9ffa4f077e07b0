"""What the pages about imports show: how each list does, and who is on it."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.paging import Cut, PageOf
from engine.rules.vocabulary import BounceClass, ContactState
from engine.store.tables import Account, Contact, ImportBatch, MessageOut

SHOWS: dict[str, ContactState | None] = {
    "all": None,
    "bounced": ContactState.BOUNCED,
    "active": ContactState.ACTIVE,
    "suppressed": ContactState.SUPPRESSED,
}
"""Tab -> the state of the contacts it shows."""


@dataclass(frozen=True)
class ImportRow:
    """`sent` and `hard` are people: those who were mailed, and those of them whose address is dead."""

    batch: ImportBatch
    people: int
    sent: int
    hard: int


@dataclass(frozen=True)
class ImportView:
    row: ImportRow
    counts: dict[str, int]
    """Of each tab."""
    members: list[tuple[Contact, Account]]
    page: PageOf


async def imports(session: AsyncSession, number: int) -> tuple[list[ImportRow], PageOf]:
    """Those that bounces have stopped first, then the newest."""
    query = select(ImportBatch).order_by(col(ImportBatch.paused_at).is_(None), col(ImportBatch.id).desc())
    cut = Cut(number)
    found, page = cut.page((await session.scalars(cut.of(query))).all())
    return await _rows(session, found), page


async def _rows(session: AsyncSession, batches: list[ImportBatch]) -> list[ImportRow]:
    ids = [batch.id for batch in batches]
    people = select(col(Contact.batch_id), func.count()).where(col(Contact.batch_id).in_(ids))
    sent = (
        select(
            col(Contact.batch_id),
            func.count(col(Contact.id).distinct()),
            func.count(col(Contact.id).distinct()).filter(col(MessageOut.bounced) == BounceClass.HARD.value),
        )
        .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
        .where(col(Contact.batch_id).in_(ids), col(MessageOut.sent_at).is_not(None))
    )
    of_each = {row[0]: row[1] for row in await session.execute(people.group_by(col(Contact.batch_id)))}
    mailed = {row[0]: (row[1], row[2]) for row in await session.execute(sent.group_by(col(Contact.batch_id)))}
    return [ImportRow(batch, of_each.get(batch.id, 0), *mailed.get(batch.id, (0, 0))) for batch in batches]


async def one(session: AsyncSession, batch: ImportBatch, show: str, number: int) -> ImportView:
    (row,) = await _rows(session, [batch])
    states = select(col(Contact.state), func.count()).where(col(Contact.batch_id) == batch.id)
    by_state = {row[0]: row[1] for row in await session.execute(states.group_by(col(Contact.state)))}
    counts = {name: row.people if state is None else by_state.get(state, 0) for name, state in SHOWS.items()}
    cut = Cut(number)
    found, page = cut.page((await session.execute(cut.of(_members(batch, SHOWS[show])))).all(), {"show": show})
    return ImportView(row, counts, [(contact, account) for contact, account in found], page)


def _members(batch: ImportBatch, state: ContactState | None) -> Select[Contact, Account]:
    query = (
        select(Contact, Account)
        .join(Account, col(Account.id) == Contact.account_id)
        .where(col(Contact.batch_id) == batch.id)
        .order_by(col(Contact.id))
    )
    return query if state is None else query.where(col(Contact.state) == state)
