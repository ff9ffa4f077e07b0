"""One answer that came to several mailboxes, or twice: the first that was read acts, the others are copies of it."""

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.mail import MessageIn

COPY_OF = "copy of "
"""How a copy was matched: with the number of the mail that acts."""
SAID = (
    *("kind", "confidence", "because", "verdict", "corrected_by", "read_kind"),
    *("decline_reason", "decline_because", "decision_maker", "decider_because"),
    *("out_id", "contact_id", "enrollment_id"),
)
"""What is said of the mail that acts is said of its copies: reports count each, and people look at either."""
IS_COPY: ColumnElement[bool] = col(MessageIn.matched_by).startswith(COPY_OF)

ACTING: ColumnElement[int] = case(
    (IS_COPY, cast(func.substr(col(MessageIn.matched_by), len(COPY_OF) + 1), BigInteger)), else_=col(MessageIn.id)
)
"""As `acting`: of an answer and its copies one and the same."""


def acting(row: MessageIn) -> int:
    """The number of the mail that acts for this one: its own, unless it is a copy."""
    return int(row.matched_by.removeprefix(COPY_OF)) if row.matched_by.startswith(COPY_OF) else row.id


async def same_answer(session: AsyncSession, row: MessageIn) -> list[int]:
    """The mail that acts, and all copies of it."""
    first = acting(row)
    copies = select(col(MessageIn.id)).where(
        col(MessageIn.message_id) == row.message_id, col(MessageIn.matched_by) == f"{COPY_OF}{first}"
    )
    return [first, *await session.scalars(copies.order_by(col(MessageIn.id)))]


def become_copy(row: MessageIn, first: MessageIn) -> None:
    """Whatever people have said of the first one since it was read."""
    row.matched_by = f"{COPY_OF}{first.id}"
    for name in SAID:
        setattr(row, name, getattr(first, name))


async def copies_follow(session: AsyncSession, first: MessageIn) -> None:
    await session.flush()
    _, *copies = await same_answer(session, first)
    if copies:
        values = {name: getattr(first, name) for name in SAID}
        await session.execute(update(MessageIn).where(col(MessageIn.id).in_(copies)).values(**values))
