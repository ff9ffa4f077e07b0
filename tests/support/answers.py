"""A mail that was sent, and an answer to it that was read: by the flows themselves, without a server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from email.message import EmailMessage

import httpx
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.flows.house import House
from engine.flows.read import read
from engine.flows.send import send
from engine.rules.vocabulary import OutState
from engine.store.tables import Mailbox, MessageIn, MessageOut
from tests.support.things import launched

WORKER = 1


@dataclass
class Sink:
    """Accepts everything, or says what it is told to say."""

    outcome: Outcome = Outcome.SENT
    mails: list[tuple[str, bytes]] = field(default_factory=list)

    async def deliver(self, sender: str, recipient: str, raw: bytes, *, within: float | None = None) -> Delivery:
        self.mails.append((recipient, raw))
        return Delivery(self.outcome, 250, "2.0.0", "ok", "data")


async def sent(
    house: House, client: httpx.AsyncClient, *emails: str, outcome: Outcome = Outcome.SENT
) -> list[MessageOut]:
    """A campaign is launched and its first mails leave at once."""
    await launched(client, *emails)
    async with house.database.begin() as session:
        waiting = list(await session.scalars(select(MessageOut)))
        for out in waiting:
            out.state, out.claimed_by = OutState.CLAIMED, WORKER
    for out in waiting:
        assert await send(house, out.id, WORKER, Sink(outcome)) is outcome
    async with house.database.begin() as session:
        query = select(MessageOut).where(col(MessageOut.attempts) > 0).order_by(col(MessageOut.id))
        return list(await session.scalars(query))


async def answered(house: House, out: MessageOut | None, text: str, *, sender: str = "", to: Sequence[str] = ()) -> int:
    """The id of an answer that was received and read."""
    mail = EmailMessage()
    mail["From"] = sender or (out.to_address if out else "stranger@example.com")
    mail["To"] = ", ".join(to) or "spring@example.com"
    mail["Subject"] = f"Re: {out.subject}" if out else "Hello"
    mail["Message-ID"] = f"<{abs(hash((text, sender, house.clock.at)))}@answers.test>"
    mail["Date"] = house.clock.now().astimezone(UTC)
    if out is not None:
        mail["In-Reply-To"] = out.message_id
    mail.set_content(text)
    return await received(house, mail.as_bytes())


async def received(house: House, raw: bytes) -> int:
    """Kept and read, whatever it is."""
    async with house.database.begin() as session:
        mailbox = (await session.scalars(select(Mailbox).order_by(col(Mailbox.id)))).first()
        uid = len((await session.scalars(select(col(MessageIn.id)))).all()) + 1
        row = MessageIn(
            mailbox_id=mailbox.id,
            folder="INBOX",
            role="inbox",
            uidvalidity=1,
            uid=uid,
            message_id=f"<{uid}@answers.test>",
            digest=str(uid),
            raw=raw,
            received_at=house.clock.now(),
            stored_at=house.clock.now(),
        )
        session.add(row)
        await session.flush()
        in_id = row.id
    await read(house, in_id)
    return in_id
