"""Somebody whom an answer named becomes a contact."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.admit import admit_contact
from engine.flows.door import NewAccount, NewContact
from engine.store.mail import FoundState
from engine.store.tables import Account, Contact, FoundPerson


async def accept(
    session: AsyncSession,
    found: FoundPerson,
    referrer: Contact,
    account: Account,
    by: str,
    now: datetime,
    *,
    guessed: str = "",
) -> Contact:
    """A found person enters by the same door as a posted contact, with a referred-by edge. `guessed`: how their address
    was, which no policy ever accepts by itself."""
    person = NewContact(
        email=found.email,
        source=f"learned: {found.relation}",
        name=found.name,
        title=found.title,
        phone=found.phone,
        language=referrer.language,
        basis=f"named in an answer of {referrer.email}{f'; {guessed}' if guessed else ''}",
        referred_by_id=referrer.id,
        relation=found.relation,
    )
    admitted = await admit_contact(session, person, NewAccount(), now, by, account_id=account.id)
    found.state, found.contact_id = FoundState.ACCEPTED, admitted.contact.id
    return admitted.contact
