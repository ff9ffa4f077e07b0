"""Whom each mailbox has written with, and when last: what a first touch must not mistake for cold."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Text, exists, select, text
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.columns import listed, moment
from engine.store.mail import MessageOut
from engine.store.prospects import Contact


class Correspondent(SQLModel, table=True):
    """`who`: a company's domain group, or a hash of an address at a public provider (engine.rules.correspondence)."""

    who: str = Field(sa_column=Column(Text, primary_key=True))
    mailbox_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("mailbox.id", ondelete="CASCADE"), primary_key=True)
    )
    last_at: datetime = moment(null=False)


MET = text(
    "insert into correspondent (who, mailbox_id, last_at)"
    " select who, :mailbox, last_at from unnest(cast(:who as text[]), cast(:last as timestamptz[])) as v(who, last_at)"
    " order by who on conflict (who, mailbox_id) do update set last_at = excluded.last_at"
    " where correspondent.last_at < excluded.last_at"
)
WRITTEN_TO = select(col(Contact.email)).where(
    listed(col(Contact.email), "emails", Text),
    exists().where(col(MessageOut.contact_id) == Contact.id, col(MessageOut.sending_at).is_not(None)),
)
OURS = select(col(MessageOut.message_id)).where(listed(col(MessageOut.message_id), "ids", Text))


async def met(session: AsyncSession, mailbox_id: int, last: Mapping[str, datetime]) -> None:
    """The latest moment stays, in whatever order they come."""
    if last:
        await session.execute(MET, {"mailbox": mailbox_id, "who": list(last), "last": list(last.values())})


async def prospects(session: AsyncSession, emails: Collection[str]) -> set[str]:
    """Those to whom a campaign has written: what they answer is told by their bin, not here."""
    return set(await session.scalars(WRITTEN_TO, {"emails": list(emails)})) if emails else set()


async def ours(session: AsyncSession, message_ids: Collection[str]) -> set[str]:
    """Those that are Message-IDs of mails of campaigns."""
    return {one for one in await session.scalars(OURS, {"ids": list(message_ids)}) if one} if message_ids else set()
