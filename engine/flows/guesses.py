"""Likely addresses of people who were named without one: by the addresses of their account's contacts."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.address_pattern import Guess, guess
from engine.rules.erasure import ERASED
from engine.rules.vocabulary import ContactState
from engine.store.columns import among
from engine.store.tables import Contact, FoundPerson

SAMPLE = 5_000
"""Colleagues looked at for a page of people: more than a page's companies have, unless one is enormous."""


async def guesses(session: AsyncSession, people: Collection[FoundPerson]) -> dict[int, Guess]:
    """By the found person's id; those with an address of their own need none. A bounced address shows nothing."""
    unknown = [person for person in people if not person.email and person.name and person.account_id is not None]
    if not unknown:
        return {}
    query = (
        select(col(Contact.account_id), col(Contact.name), col(Contact.email))
        .where(
            among(col(Contact.account_id), {person.account_id or 0 for person in unknown}),
            col(Contact.name) != "",
            col(Contact.state) != ContactState.BOUNCED,
            col(Contact.name) != ERASED,
        )
        .order_by(col(Contact.id).desc())
        .limit(SAMPLE)
    )
    colleagues: dict[int, list[tuple[str, str]]] = {}
    for account_id, name, email in await session.execute(query):
        colleagues.setdefault(account_id, []).append((name, email))
    found = {person.id: guess(person.name, colleagues.get(person.account_id or 0, [])) for person in unknown}
    return {key: one for key, one in found.items() if one is not None}
