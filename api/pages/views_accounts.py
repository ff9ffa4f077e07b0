"""What the board, one account and one contact show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.paging import Cut, PageOf, part
from api.pages.words import label, what
from engine.flows import baton, ledger
from engine.flows.ledger import Line
from engine.flows.tries import TRIED, Try, tries
from engine.rules import addresses, bins
from engine.rules.vocabulary import Bin, OutState
from engine.store.batons import Passed, batons, passed
from engine.store.mail import WITHOUT_RAW
from engine.store.prospects import was_called, with_merged
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Account,
    AccountDomain,
    Activity,
    Contact,
    Enrollment,
    MessageIn,
    MessageOut,
    Opportunity,
    Suppression,
    User,
)

TILES = 30
"""Accounts shown per bin on the board; all of a bin are on pages of its own."""
EVENTS = 100
NOBODY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Tile:
    account: Account
    contacts: int


@dataclass(frozen=True)
class Twin(Tile):
    domains: list[str]


@dataclass(frozen=True)
class BinView:
    bin: Bin
    count: int
    tiles: list[Tile]


@dataclass(frozen=True)
class Event:
    """One thing in a timeline. `side` is out, in, bad or ""."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    side: str = ""
    href: str = ""
    body: str = ""


@dataclass(frozen=True)
class AccountView:
    account: Account
    owner: User | None
    domains: list[str]
    people: int
    contacts: list[Contact]
    """Those on this page, of `people`."""
    page: PageOf
    moves: list[Bin]
    timeline: list[Event]
    batons: list[Passed]

    live: bool
    """An opportunity of theirs is with an AE: it alone says where the account stands."""
    merged_into: Account | None
    """It was a duplicate: nothing is done with it any more."""

    @property
    def may_pass(self) -> bool:
        return self.account.bin not in bins.AVOID and bool(self.people) and not self.live


@dataclass(frozen=True)
class ContactView:
    contact: Contact
    account: Account
    lines: list[Line]
    suppression: Suppression | None
    referred_by: Contact | None
    referred: list[Contact]
    tries: list[Try]
    timeline: list[Event]


def _found(search: str, owner_id: int | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [col(Account.merged_into_id).is_(None)]
    if owner_id is not None:
        where.append(col(Account.owner_id) == owner_id)
    words = search.strip()[:100]
    if words:
        pattern = "%" + words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        people = exists().where(
            col(Contact.account_id) == Account.id, col(Contact.email).ilike(pattern) | col(Contact.name).ilike(pattern)
        )
        domains = exists().where(col(AccountDomain.account_id) == Account.id, col(AccountDomain.domain).ilike(pattern))
        where.append(or_(col(Account.name).ilike(pattern), people, domains, was_called(pattern)))
    return where


async def board(session: AsyncSession, search: str, owner_id: int | None) -> list[BinView]:
    """Eight bins, the latest movers first."""
    where = _found(search, owner_id)
    counts = {
        row[0]: row[1]
        for row in await session.execute(
            select(col(Account.bin), func.count()).where(*where).group_by(col(Account.bin))
        )
    }
    return [BinView(one, counts.get(one, 0), await _tiles(session, _in_bin(one, where).limit(TILES))) for one in Bin]


async def one_bin(
    session: AsyncSession, bin_: Bin, search: str, owner_id: int | None, number: int
) -> tuple[list[Tile], PageOf]:
    cut = Cut(number)
    tiles = await _tiles(session, cut.of(_in_bin(bin_, _found(search, owner_id))))
    return cut.page(tiles, {"bin": bin_.value, "q": search, "whose": "mine" if owner_id else ""})


async def _tiles(session: AsyncSession, query: Select[Account, int]) -> list[Tile]:
    return [Tile(account, count) for account, count in await session.execute(query)]


def _in_bin(bin_: Bin, where: Sequence[ColumnElement[bool]]) -> Select[Account, int]:
    """Whoever waits for a decision first."""
    return _people_of([col(Account.bin) == bin_, *where]).order_by(
        col(Account.responded_at).desc().nulls_last(), col(Account.bin_since).desc(), col(Account.id)
    )


def _people_of(where: Sequence[ColumnElement[bool]]) -> Select[Account, int]:
    """Accounts, with how many people are there."""
    people = select(func.count()).where(col(Contact.account_id) == Account.id).correlate(Account).scalar_subquery()
    return select(Account, people).where(*where)


async def twins(session: AsyncSession, row: Account, search: str) -> list[Twin]:
    """What it may be a duplicate of: what is searched for, else those whose names begin alike."""
    words = [addresses.company_key(word) for word in row.name.split()]
    first = next((word for word in words if word not in {"", "the"}), "")
    alike = [col(Account.name_key).startswith(first, autoescape=True)] if first else []
    where = _found(search, None) if search.strip() else [*_found("", None), *alike]
    query = _people_of(where).where(col(Account.id) != row.id).order_by(col(Account.name), col(Account.id)).limit(TILES)
    tiles = await _tiles(session, query)
    shown = [tile.account.id for tile in tiles]
    domains: dict[int, list[str]] = {key: [] for key in shown}
    at = select(AccountDomain).where(col(AccountDomain.account_id).in_(shown)).order_by(col(AccountDomain.domain))
    for one in await session.scalars(at):
        domains[one.account_id].append(one.domain)
    return [Twin(tile.account, tile.contacts, domains[tile.account.id]) for tile in tiles]


async def account(session: AsyncSession, row: Account, number: int) -> AccountView:
    contacts = list(
        await session.scalars(
            select(Contact)
            .where(col(Contact.account_id) == row.id)
            .order_by(col(Contact.level).desc(), col(Contact.id))
        )
    )
    shown, page = part(contacts, number)
    domains = select(col(AccountDomain.domain)).where(col(AccountDomain.account_id) == row.id)
    ids = [contact.id for contact in contacts]
    merged = await session.scalars(select(Account).where(col(Account.merged_into_id) == row.id))
    names = {one.id: one.name for one in merged}
    about = or_(col(Activity.account_id).in_([row.id, *names]), col(Activity.contact_id).in_(ids))
    where = and_(about, col(Activity.what) != TRIED)
    return AccountView(
        account=row,
        owner=await session.get(User, row.owner_id) if row.owner_id else None,
        domains=sorted(await session.scalars(domains)),
        people=len(contacts),
        contacts=shown,
        page=page,
        moves=[one for one in Bin if one in bins.MOVES[row.bin]],
        timeline=await _timeline(session, where, {one.id: one.name or one.email for one in contacts}, names),
        batons=await passed(session, batons(col(Opportunity.account_id) == row.id).limit(5)),
        live=await baton.live(session, row.id) is not None,
        merged_into=await session.get(Account, row.merged_into_id) if row.merged_into_id else None,
    )


async def contact(session: AsyncSession, row: Contact, now: datetime) -> ContactView:
    referred = select(Contact).where(col(Contact.referred_by_id) == row.id).order_by(col(Contact.id))
    return ContactView(
        contact=row,
        account=await session.get_one(Account, row.account_id),
        lines=await ledger.lines(session, [col(Enrollment.contact_id) == row.id], now),
        suppression=await suppression_of(session, row.email),
        referred_by=await session.get(Contact, row.referred_by_id) if row.referred_by_id else None,
        referred=list(await session.scalars(referred)),
        tries=await tries(session, row.id),
        timeline=await _timeline(
            session, and_(col(Activity.contact_id) == row.id, col(Activity.what) != TRIED), NOBODY
        ),
    )


async def history(session: AsyncSession, row: Opportunity) -> list[Event]:
    """What each has said about an opportunity: its row keeps the last word only."""
    about = col(Activity.data)["opportunity"].as_integer() == row.id
    accounts = list(await session.scalars(with_merged(row.account_id)))
    return await _timeline(session, and_(col(Activity.account_id).in_(accounts), about), NOBODY)


async def _timeline(
    session: AsyncSession, where: ColumnElement[bool], people: Mapping[int, str], duplicates: Mapping[int, str] = NOBODY
) -> list[Event]:
    """The newest first; mails with their words. What is about one of several people, or a duplicate that was merged,
    says so."""
    query = select(Activity).where(where).order_by(col(Activity.at).desc(), col(Activity.id).desc()).limit(EVENTS)
    rows = list(await session.scalars(query))
    outs = await _outs(session, [row.message_out_id for row in rows if row.message_out_id])
    ins = await _ins(session, [row.message_in_id for row in rows if row.message_in_id])
    return [
        _event(
            row,
            outs.get(row.message_out_id or 0),
            ins.get(row.message_in_id or 0),
            people.get(row.contact_id or 0) or duplicates.get(row.account_id or 0, ""),
        )
        for row in rows
    ]


async def _outs(session: AsyncSession, ids: list[int]) -> dict[int, MessageOut]:
    return {row.id: row for row in await session.scalars(select(MessageOut).where(col(MessageOut.id).in_(ids)))}


async def _ins(session: AsyncSession, ids: list[int]) -> dict[int, MessageIn]:
    query = select(MessageIn).where(col(MessageIn.id).in_(ids)).options(WITHOUT_RAW)
    return {row.id: row for row in await session.scalars(query)}


def _event(row: Activity, out: MessageOut | None, got: MessageIn | None, about: str) -> Event:
    who = f" · {about}" if about else ""
    if got is not None and row.what.startswith("mail.received"):
        text = " ".join((got.text or row.why).split())[:240]
        return Event(row.at, what(row.what) + who, text, side="in", href=f"/responses/{got.id}")
    if out is not None and row.what in {"mail.sent", "answer.sent"}:
        body = out.body if out.state is not OutState.DUE else ""
        return Event(row.at, f"{what(row.what)}{who}", out.subject, side="out", body=body)
    return Event(row.at, what(row.what) + who, _why(row), by="" if row.by == "offhours" else row.by)


def _why(row: Activity) -> str:
    if row.what == "account.bin" and {"before", "bin"} <= set(row.data):
        return f"{label(Bin(row.data['before']))} → {label(Bin(row.data['bin']))}: {row.why}"
    return row.why
