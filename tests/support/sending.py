"""A mail about to leave, and what may happen meanwhile."""

from engine.flows.dispatch import Claim
from engine.flows.suppress import suppress_address
from engine.store.tables import Mailbox
from tests.support.house import SENT, Desk, Wire


async def claimed(desk: Desk, **box: object) -> tuple[Mailbox, Claim]:
    made = await desk.one_contact(**box)
    return made, (await desk.dispatch(made))[0]


class Meanwhile(Wire):
    """Something happens while the mail is handed over."""

    def __init__(self, deed, answer=SENT) -> None:
        super().__init__()
        self.deed, self.answer = deed, answer

    async def deliver(self, sender, recipient, raw, *, within=None, copy_to=""):
        await super().deliver(sender, recipient, raw, copy_to=copy_to)
        await self.deed()
        return self.answer


async def opt_out(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "opt-out link", "page", desk.clock.now())
