"""What people do meanwhile, over HTTP as they would: opt out, suppress, move accounts, pause, settle doubts."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import httpx
import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.flows.house import House
from engine.flows.letter import opt_out_link
from engine.flows.marks import mark_of
from engine.flows.settle import ANOTHER, NOT_PROVEN, NOT_TWICE
from engine.rules.vocabulary import Bin
from engine.store.tables import MessageOut
from offhours.chaos import sink
from offhours.chaos.plan import Plan
from offhours.chaos.smtp import pause

STOPPED = 0.08
"""Share of the contacts that are stopped in one way or another while the run goes on."""
SHARES = {"opt-out link": 40, "suppression": 25, "domain suppression": 5, "bin": 30}
AWAY = (Bin.CURRENT_CLIENT, Bin.BAD_FIT, Bin.ACTIVE_OPPORTUNITY)
PAUSED_SHARE = 0.15
"""Of the run's time some campaign is paused."""
PAUSE_SECONDS = (0.5, 3.0)
LOOK_SECONDS = 2.0
TRIES = 4
WAITING = text(
    "select c.id, c.email, c.account_id from message_out m join contact c on c.id = m.contact_id"
    " where m.state in ('due', 'held', 'claimed') order by (m.state = 'claimed') <> :soon, random() limit 1"
)
"""Somebody who waits for a mail; `soon`: rather one whose mail is about to leave, so that both may meet."""


class People:
    """`done` counts what was done; `decided` the mails in doubt about which a person had to decide."""

    def __init__(self, house: House, web: httpx.AsyncClient, plan: Plan, folder: Path) -> None:
        self.done: Counter[str] = Counter()
        self.decided = 0
        self._house, self._web, self._plan, self._folder = house, web, plan, folder
        self._dice = Random(plan.seed + 2)  # noqa: S311 - plays people, guards nothing
        self._deeds: dict[str, Callable[[Any], Awaitable[bool]]] = {
            "opt-out link": self._opt_out,
            "suppression": self._suppress,
            "domain suppression": self._suppress_domain,
            "bin": self._move,
        }

    async def stop_some(self) -> None:
        """Spread over the run's time."""
        count = max(len(SHARES), round(self._plan.contacts * STOPPED))
        interval = self._plan.seconds / (count + 1)
        for _ in range(count):
            await pause(min(self._dice.expovariate(1 / interval), 3 * interval))
            kind = self._dice.choices(list(SHARES), list(SHARES.values()))[0]
            who = await self._somebody()
            if who is not None and await self._deeds[kind](who):
                self.done[kind] += 1

    async def pause_campaigns(self) -> None:
        """Now this one, now that one, for a moment; all of them run in the end."""
        while (found := await self._ask("GET", "/api/v1/campaigns")) is None:
            await pause(0.5)
        campaigns = [row["id"] for row in found["items"]]
        left = self._plan.seconds
        while left > 0:
            held = self._dice.uniform(*PAUSE_SECONDS)
            free = self._dice.uniform(0.5, 1.5) * held * (1 / PAUSED_SHARE - 1)
            await pause(free)
            campaign = self._dice.choice(campaigns)
            if await self._ask("POST", f"/api/v1/campaigns/{campaign}/pause") is not None:
                self.done["campaign pause"] += 1
            await pause(held)
            await self._resume(campaign)
            left -= free + held

    async def _resume(self, campaign: int) -> None:
        """Until it runs: an answer that was lost with the database says nothing about what was done."""
        while True:
            await self._ask("POST", f"/api/v1/campaigns/{campaign}/resume")
            found = await self._ask("GET", f"/api/v1/campaigns/{campaign}")
            if found is not None and found["state"] != "paused":
                return
            await pause(0.5)

    async def settle_doubts(self) -> None:
        """Look at what is held for a person, ask the provider, and say what became of it."""
        while True:
            await pause(LOOK_SECONDS)
            found = await self._ask("GET", "/api/v1/uncertain-mails?limit=200")
            for mail in found["items"] if found else ():
                if mail["held_detail"] in {ANOTHER, NOT_PROVEN, NOT_TWICE}:
                    await self._decide(mail["id"])

    async def _decide(self, out_id: int) -> None:
        try:
            async with self._house.database.begin() as session:
                out = await session.get_one(MessageOut, out_id)
        except (DBAPIError, psycopg.Error):
            return  # away; the next look finds it again
        mark = mark_of(out)
        was_sent = mark is not None and mark.text in await asyncio.to_thread(sink.marks, self._folder / "sink")
        answer = await self._ask("POST", f"/api/v1/uncertain-mails/{out_id}/settle", {"was_sent": was_sent})
        self.decided += answer is not None

    async def _somebody(self) -> Any | None:
        try:
            async with self._house.database.begin() as session:
                return (await session.execute(WAITING, {"soon": self._dice.random() < 0.5})).one_or_none()
        except (DBAPIError, psycopg.Error):
            return None

    async def _opt_out(self, who: Any) -> bool:
        """The one-click POST of RFC 8058; the address is where the mail's own header points."""
        path = opt_out_link(self._house, who.email).removeprefix(self._house.public_url)
        return await self._press(path)

    async def _press(self, path: str) -> bool:
        for _ in range(TRIES):
            try:
                answer = await self._web.post(path, data={"List-Unsubscribe": "One-Click"})
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.is_success:
                return True
            await pause(0.5)
        return False

    async def _suppress(self, who: Any) -> bool:
        return await self._ask("POST", "/api/v1/suppressions", {"address": who.email}) is not None

    async def _suppress_domain(self, who: Any) -> bool:
        domain = who.email.partition("@")[2]
        return await self._ask("POST", "/api/v1/suppressions", {"domain": domain}) is not None

    async def _move(self, who: Any) -> bool:
        """Out of prospecting; some come back."""
        path = f"/api/v1/accounts/{who.account_id}/bin"
        away = self._dice.choice(AWAY)
        if await self._ask("POST", path, {"bin": away, "why": "chaos"}) is None:
            return False
        if self._dice.random() < 0.3:
            await pause(self._dice.random())
            await self._ask("POST", path, {"bin": Bin.WORKING, "why": "chaos"})
        return True

    async def _ask(self, method: str, path: str, body: Any = None) -> Any | None:
        """None when it was refused, or no answer could be had: the database may be away."""
        for _ in range(TRIES):
            try:
                answer = await self._web.request(method, path, json=body)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.is_success:
                return answer.json()
            if answer is not None and answer.is_client_error:
                return None
            await pause(0.5)
        return None
