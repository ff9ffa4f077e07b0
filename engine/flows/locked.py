"""The row that is about to change, locked until the end of the transaction."""

from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import NotFound

M = TypeVar("M")
LARGEST = 2**63 - 1


async def locked(session: AsyncSession, model: type[M], key: int, noun: str) -> M:
    """Read anew under its lock, so that two changes at once do not undo each other. NotFound in words."""
    row = await session.get(model, key, with_for_update=True) if 0 < key <= LARGEST else None
    if row is None:
        raise NotFound(
            f"there is no {noun} {key}.", field=noun.replace(" ", "_"), remedy="List them to see which there are."
        )
    return row
