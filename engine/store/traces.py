"""Finds what names one person, in whatever column of whatever table, and takes it out: also of tables that come later.

The words of a text are looked at here rather than in SQL: in JSON they are escaped, and in raw mails encoded.
"""

import email
from collections.abc import Collection, Iterator, Mapping
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Enum, String, Table, Text, cast, false, func, or_, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.addresses import mailbox_of
from engine.rules.compliance import in_link
from engine.rules.erasure import Traces, in_base64
from engine.store.columns import among
from engine.store.tables import METADATA, MessageIn, MessageOut
from engine.store.targeting import escape

OURS = frozenset(
    {"app_user", "apikey", "signin", "signinlink", "mailbox", "former_owner", "consent", "folder_cursor"}
    | {"account_domain", "recipient_domain", "correspondent", "suppression", "workspace"}
)
"""Tables about ourselves, and those of keys, which are dealt with by themselves: what is the same there is no trace."""
SAID = frozenset(
    {("mailbox", name) for name in ("state_detail", "slow_why", "read_problem", "copy_problem")}
    | {("suppression", "reason"), ("suppression", "source")}
)
"""But for what servers or people have said there, of whomever."""
KEPT = frozenset({("contact", "email"), ("contact", "name"), ("message_out", "message_id"), ("message_in", "digest")})
"""Of another contact of the same name it is their own; Message-IDs of ours are made by us."""
AT_ONCE = 100
"""Raw mails that are in memory: they may be megabytes each."""
LOG = text("select set_config('offhours.erasing', 'on', true)")
"""Until the end of the transaction the log's trigger lets words be taken out of it."""

Scope = Mapping[str, Collection[int]]
"""Names of columns that refer to something, each with the numbers that are meant; by the name of a table its own."""


def spoken(table: Table) -> list[Any]:
    """Its columns that hold words."""
    words = [
        column
        for column in table.columns
        if isinstance(column.type, String | JSONB)
        and not isinstance(column.type, Enum)
        and (table.name not in OURS or (table.name, column.name) in SAID)
        and (table.name, column.name) not in KEPT
    ]
    return [column for column in words if not column.primary_key]


async def take_out(session: AsyncSession, traces: Traces, addresses: Collection[str], scope: Scope) -> int:
    """Rows that lost some words: wherever an address stands, and all that names them in `scope`. Raw mails are not
    looked at."""
    await session.execute(LOG)
    changed = 0
    for table in METADATA.sorted_tables:
        may_name = or_(false(), *_inside(table, scope)) & _may_name(table, traces)
        changed += await _take_out(session, table, traces, [*_holds(table, addresses), may_name])
    return changed


async def _take_out(session: AsyncSession, table: Table, traces: Traces, where: list[ColumnElement[bool]]) -> int:
    keys, columns = list(table.primary_key), spoken(table)
    if not columns or not where:
        return 0
    changed = 0
    for row in (await session.execute(select(*keys, *columns).where(or_(*where)))).mappings().all():
        new = {name.name: traces.without(row[name.name]) for name in columns if row[name.name] is not None}
        new = {name: value for name, value in new.items() if value != row[name]}
        if new:
            mine = [key == row[key.name] for key in keys]
            await session.execute(table.update().where(*mine).values(**new))
            changed += 1
    return changed


def _holds(table: Table, addresses: Collection[str]) -> list[ColumnElement[bool]]:
    return [cast(column, Text).ilike(one) for column in spoken(table) for one in like(addresses)]


def like(addresses: Collection[str]) -> list[str]:
    """What may be an address, in any of its forms, or an opt-out link of it."""
    parts = [mailbox_of(one).rpartition("@") for one in addresses]
    links = [f"%{escape(in_link(one))}%" for one in addresses]
    return [*(f"%{escape(local)}%{escape(domain)}%" for local, _, domain in parts), *links]


def _may_name(table: Table, traces: Traces) -> ColumnElement[bool]:
    """Rows that are worth a look: of a big company there are hundreds of thousands."""
    said = func.concat_ws("\n", *[cast(column, Text) for column in spoken(table)])
    return or_(false(), *map(said.ilike, traces.likes), *map(said.regexp_match, traces.digits))


def _inside(table: Table, scope: Scope) -> list[ColumnElement[bool]]:
    named = [among(table.c[name], keys) for name, keys in scope.items() if name in table.c and keys]
    own = scope.get(table.name)
    return [*named, among(table.c.id, own)] if own else named


# --- raw mails ------------------------------------------------------------------------------------------------


async def raw_that_names(
    session: AsyncSession,
    model: type[MessageIn] | type[MessageOut],
    addresses: Collection[str],
    keys: Collection[int] = (),
    *where: ColumnElement[bool],
) -> list[int]:
    """Kept mails with one of the addresses in their bytes, read from one end to the other, and those with `keys`. Also
    where it is encoded, or broken over two lines, and in all its forms with a plus; upper and lower case are the same,
    which finds some too many."""
    needles = list(_needles(addresses))
    kept = select(col(model.id), col(model.raw)).where(func.length(model.raw) > 0, *where)
    found = set(keys)
    async for key, raw in await session.stream(kept.execution_options(yield_per=AT_ONCE)):
        flowing = bytes(raw or b"").replace(b"=\r\n", b"").translate(None, b"\r\n").lower()
        if any(all(any(way in flowing for way in ways) for ways in parts) for parts in needles):
            found.add(key)
    return sorted(found)


def _needles(addresses: Collection[str]) -> Iterator[list[list[bytes]]]:
    """Each as its parts, all of which stand there; of each part the ways in which it is written."""
    whole = {(words,) for one in addresses for words in (one, in_link(one))}
    mailboxes = [mailbox_of(one).rpartition("@") for one in addresses]
    for parts in whole | {(f"@{domain}", f"{local}+") for local, _, domain in mailboxes}:
        yield [[way.lower().encode() for way in (part, quote(part, safe="!'()*"), *in_base64(part))] for part in parts]


def raw_names_them(raw: bytes, traces: Traces) -> bool:
    """Also in what is encoded. What cannot be looked into is not kept."""
    try:
        return any(traces.names_them(words) for words in _words(raw))
    except Exception:  # whatever a stranger's mail does
        return True


def _words(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    for part in email.message_from_bytes(raw).walk():
        for value in part.values():
            yield str(make_header(decode_header(value)))
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield body.decode(part.get_content_charset("utf-8"), "replace")
