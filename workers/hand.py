"""What a sender has in hand for one mailbox."""

import asyncio
from collections import deque
from collections.abc import Collection, Iterable

from engine.flows.dispatch import Claim
from engine.flows.house import smtp_mark
from engine.store.tables import Mailbox

MANY = 12
"""Mails of one mailbox that leave one after the other. Of whoever had more, the next are claimed when as many are left;
so are those of others that have twice as many: a round costs much the same for one mailbox and for several."""


class Hand:
    """What is claimed for one mailbox that is being served: answers, and mails, each for its moment. More may come."""

    def __init__(self, mailbox: Mailbox, claims: Collection[Claim], answers: Iterable[int] = ()) -> None:
        self.mailbox, self.mark = mailbox, smtp_mark(mailbox)
        self.is_outdated = False
        """The mailbox has another login now."""
        self.claims, self.left = deque(claims), deque(answers)
        self.more = asyncio.Event()
        self.has_more = len(claims) > MANY
        """Whether it is worth while to ask for more before the last has left. Not where there were never many, as when
        mails leave minutes apart: the next round is in time."""
        self.asks = False
        """More mails are being claimed for it."""

    def add(self, out_ids: Iterable[int]) -> None:
        """Answers."""
        self.left.extend(out_ids)
        self.more.set()

    def extend(self, mailbox: Mailbox | None, claims: Collection[Claim]) -> None:
        """With what was claimed for it, or with nothing."""
        if mailbox is not None:
            self.mailbox, self.is_outdated = mailbox, smtp_mark(mailbox) != self.mark
        self.claims.extend(claims)
        self.has_more, self.asks = len(claims) > MANY, False
        self.more.set()

    def is_short(self, few: int) -> bool:
        return self.has_more and not self.asks and len(self.claims) <= few

    async def all_told(self) -> None:
        """Until nobody claims more for it."""
        while self.asks:
            self.more.clear()
            await self.more.wait()

    async def next(self) -> Claim | None:
        """The mail whose turn it is; None when there is no more."""
        if not self.claims:
            await self.all_told()
        return self.claims[0] if self.claims else None
