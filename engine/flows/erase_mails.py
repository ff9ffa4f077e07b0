"""The mails of somebody who is erased: those of the conversation with them, and others in which they are named."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.erased_before import people_of
from engine.rules.addresses import mailbox_of
from engine.rules.erasure import Traces
from engine.rules.vocabulary import HUMAN_KINDS, Kind, OutState
from engine.store import deeds, traces
from engine.store.columns import among
from engine.store.mail import InState
from engine.store.tables import Enrollment, FoundPerson, Mailbox, MessageIn, MessageOut, ResponseTask

IN_FLIGHT = (OutState.SENDING, OutState.UNCERTAIN)
WAITS = (OutState.DUE, OutState.HELD, OutState.CLAIMED)
SAYS_NO_MORE = ("kind", "confidence", "rule", "bounce", "status")
"""What a verdict keeps: the program's own words and numbers."""
SENT_ROLE = "sent"


@dataclass(frozen=True)
class Erased:
    """Numbers of received mails: `gone` are theirs, of which nothing is left; `read` all that were looked at. `quotes`
    of what is gone were noted elsewhere, in the rows that it has `touched`: by the name of the table their numbers."""

    gone: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    quotes: set[str] = field(default_factory=set)
    touched: dict[str, set[int]] = field(default_factory=dict)

    def take(self, row: MessageIn) -> None:
        self.gone.append(row.id)
        self.quotes.update({row.because, row.decline_because, row.decider_because})
        for table, key in map(deeds.row_of, row.effects):
            if isinstance(key, int):
                self.touched.setdefault(table, set()).add(key)


async def refuse_in_flight(session: AsyncSession, contact_ids: Collection[int]) -> None:
    """Under their accounts' locks, so that none is said meanwhile. What became of it could not be settled any more."""
    theirs = (among(col(MessageOut.contact_id), contact_ids), col(MessageOut.state).in_(IN_FLIGHT))
    await _refuse(session, "to them", *theirs)


async def _refuse(session: AsyncSession, which: str, *where: ColumnElement[bool]) -> None:
    query = (
        select(col(MessageOut.state), col(Mailbox.address))
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(*where)
        .order_by(col(MessageOut.id))
        .limit(1)
    )
    row = (await session.execute(query)).first()
    if row is None:
        return
    says = {
        OutState.SENDING: ("is just being handed over", "Erase them again in a minute; nothing was erased yet."),
        OutState.UNCERTAIN: (
            "is in doubt: nobody knows whether it left",
            "Say under Uncertain mails what became of it, then erase them again; nothing was erased yet.",
        ),
    }
    what, remedy = says.get(
        row.state, ("waits to be sent", "Withdraw it or let it leave, then erase them again; nothing was erased yet.")
    )
    raise Conflict(f"a mail {which} from {row.address} {what}.", field="address", remedy=remedy)


async def erase_mails(
    session: AsyncSession,
    contact_ids: Collection[int],
    addresses: Collection[str],
    named: Traces,
    scope: traces.Scope,
    now: datetime,
) -> Erased:
    """Of others' mails that name them the bytes go and the words stay, but for theirs (engine.store.traces), and what
    they did can be undone, but for what they did to rows of theirs."""
    received = await _received(session, contact_ids, addresses, named, scope, now)
    await _sent(session, contact_ids, addresses, named, scope)
    return received


async def _received(
    session: AsyncSession,
    contact_ids: Collection[int],
    addresses: Collection[str],
    named: Traces,
    scope: traces.Scope,
    now: datetime,
) -> Erased:
    around = select(col(MessageIn.id)).where(
        or_(
            among(col(MessageIn.contact_id), scope["contact_id"]),
            *[column.ilike(one) for column in _said() for one in traces.like(addresses)],
        )
    )
    read = await traces.raw_that_names(session, MessageIn, addresses, list(await session.scalars(around)))
    theirs = await _rows_of(session, contact_ids)
    found = Erased(read=read)
    for in_id in read:
        row = await session.get_one(MessageIn, in_id, populate_existing=True)
        if _is_theirs(row, contact_ids, addresses):
            found.take(row)
            empty(row, now)
        elif row.contact_id in contact_ids or _names_them(row, named):
            if row.state is InState.STORED:
                raise Conflict(
                    "a mail that names them was not read yet.",
                    field="address",
                    remedy="Erase them again in a minute; nothing was erased yet.",
                )
            _close(row, now)
            row.raw, row.left_out, row.erased_at, row.wanted_at = b"", [], now, None
        row.effects = [deed for deed in row.effects if not _is_about(deed, theirs)]
        await session.flush()
        session.expunge(row)  # its bytes may be megabytes
    return found


def _names_them(row: MessageIn, named: Traces) -> bool:
    """Also where only the reading shows it, as in HTML that spells its letters otherwise."""
    return traces.raw_names_them(bytes(row.raw), named) or any(map(named.names_them, (row.subject, row.text)))


async def _rows_of(session: AsyncSession, contact_ids: Collection[int]) -> set[tuple[str, int]]:
    theirs = {("contact", key) for key in contact_ids}
    for model in (Enrollment, MessageOut, ResponseTask, FoundPerson):
        keys = select(col(model.id)).where(among(col(model.contact_id), contact_ids))
        theirs |= {(str(model.__tablename__), key) for key in await session.scalars(keys)}
    return theirs


def _is_about(deed: dict[str, Any], theirs: Collection[tuple[str, int]]) -> bool:
    """What a mail has done to their rows, with what stood there before."""
    if "removed" in deed:
        row = deed["row"]
        return (deed["removed"], row.get("id")) in theirs or ("contact", row.get("contact_id")) in theirs
    return "changed" in deed and deeds.row_of(deed) in theirs


def _said() -> tuple[Any, ...]:
    return tuple(map(col, (MessageIn.from_address, MessageIn.text, MessageIn.subject)))


def _is_theirs(row: MessageIn, contact_ids: Collection[int], addresses: Collection[str]) -> bool:
    """What they wrote, what machines and we wrote to or about them. What a colleague wrote is the colleague's."""
    wrote = {row.from_address} if row.from_address else people_of(bytes(row.raw), sent=False)
    if {mailbox_of(one.lower()) for one in wrote} & set(addresses):
        return True
    if row.role == SENT_ROLE or row.kind is Kind.OWN_MAIL:
        to = {mailbox_of(one) for one in people_of(bytes(row.raw), sent=True)}
        return row.contact_id in contact_ids or bool(to & set(addresses))
    return row.contact_id in contact_ids and row.kind not in HUMAN_KINDS


def _close(row: MessageIn, now: datetime) -> None:
    """Of what was not read, or could not be, there is nothing left to read."""
    if row.state is not InState.READ:
        row.state, row.kind, row.read_at, row.problem = InState.READ, row.kind or Kind.UNRELATED, now, ""


def empty(row: MessageIn, now: datetime) -> None:
    """Its number, place, moments and kind stay: it is counted, and known when it comes again."""
    _close(row, now)
    row.raw, row.erased_at, row.wanted_at = b"", now, None
    row.from_address = row.from_name = row.subject = row.text = row.problem = ""
    row.because = row.decline_because = row.decider_because = ""
    row.left_out, row.effects = [], []
    row.verdict = {name: row.verdict[name] for name in SAYS_NO_MORE if name in row.verdict}


async def _sent(
    session: AsyncSession,
    contact_ids: Collection[int],
    addresses: Collection[str],
    named: Traces,
    scope: traces.Scope,
) -> None:
    theirs = among(col(MessageOut.contact_id), contact_ids)
    words_of = tuple(map(col, (MessageOut.to_address, MessageOut.cc_address, MessageOut.subject, MessageOut.body)))
    near = [column.ilike(one) for column in words_of for one in traces.like(addresses)]
    around = select(col(MessageOut.id)).where(
        or_(among(col(MessageOut.contact_id), scope["contact_id"]), *near), ~theirs
    )
    keys = list(await session.scalars(around))
    for out_id in await traces.raw_that_names(session, MessageOut, addresses, keys):
        out = await session.get_one(MessageOut, out_id, populate_existing=True)
        if out.contact_id in contact_ids:
            continue
        words = (out.to_address, out.cc_address, out.subject, out.body)
        if any(map(named.names_them, words)) or (out.raw is not None and traces.raw_names_them(out.raw, named)):
            its = col(MessageOut.id) == out.id
            typed = col(MessageOut.state).in_(WAITS) & col(MessageOut.enrollment_id).is_(None)
            await _refuse(session, "that names them", its, col(MessageOut.state).in_(IN_FLIGHT) | typed)
            await _bare(session, its)
    await _bare(session, theirs)
    said = ("subject", "body", "cc_address", "server_text", "held_detail")
    mine = update(MessageOut).where(theirs).values(**dict.fromkeys(said, ""))
    await session.execute(mine.execution_options(synchronize_session=False))


async def _bare(session: AsyncSession, where: ColumnElement[bool]) -> None:
    """Without its bytes, of which no copy is filed in Sent any more."""
    bare = update(MessageOut).where(where).values(raw=None, copied_attempt=col(MessageOut.attempts))
    await session.execute(bare.execution_options(synchronize_session=False))
