"""Where an answer to a received mail goes."""

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import answers
from engine.rules.reading import mime
from engine.rules.reading.matching import head_of
from engine.store.facts import own_addresses
from engine.store.tables import MessageIn


async def reply_address(session: AsyncSession, mail: MessageIn) -> str:
    """Reply-To where it names one person, else whoever wrote; "" when neither can be read."""
    head = mime.parse(head_of(bytes(mail.raw or b"")))
    return answers.reply_to(head, await own_addresses(session)) or mail.from_address
