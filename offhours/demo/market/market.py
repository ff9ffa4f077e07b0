"""The whole market: servers, people and reps in one event loop, in whatever time the clock tells."""

import asyncio
import errno
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from engine.clock import Clock
from engine.errors import Conflict
from offhours.demo.market.desk import Desk
from offhours.demo.market.imap import ImapServer
from offhours.demo.market.links import NoLink, client, opt_out_url, press, scan
from offhours.demo.market.people import Act
from offhours.demo.market.smtp import Handler, SmtpServer
from offhours.demo.market.store import Intention, Store, text_of
from offhours.demo.market.truth import Truth, truth_of
from offhours.demo.world import World

LONGEST_NAP = timedelta(hours=6)  # virtual; only a bound, new intentions wake the loops
# a provider presses the link again when the engine does not answer: after 10 minutes, then twice as long each time
RETRY_FIRST = timedelta(minutes=10)
RETRIES = 12


class Market:
    """`mailboxes` maps the reps' addresses to their passwords. Start it again with the same folder and it goes on."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        world: World,
        mailboxes: Mapping[str, str],
        *,
        seed: int,
        smtp_port: int = 0,
        imap_port: int = 0,
    ) -> None:
        self._clock = clock
        self._mailboxes = {address.lower(): password for address, password in mailboxes.items()}
        self._store = Store(folder)
        self._desk = Desk(self._store, clock, world, self._mailboxes, seed)
        self._smtp = SmtpServer(Handler(self._mailboxes, self._desk.screen, self._accept))
        self._imap = ImapServer(self._store, self._mailboxes, clock)
        self._wanted_ports = {"smtp_port": smtp_port, "imap_port": imap_port}
        self._signature = f"world {world.seed} seed {seed}"
        self._bells: list[asyncio.Event] = []
        self._loops: list[asyncio.Task[None]] = []
        self._web: httpx.AsyncClient | None = None
        self.smtp_port = smtp_port
        self.imap_port = imap_port

    async def start(self) -> None:
        """Opens the ports and goes on where the last run ended. Intentions that fell due meanwhile come at once."""
        self._settle_identity()
        self.smtp_port = await self._listen("smtp_port", self._smtp.start)
        self.imap_port = await self._listen("imap_port", self._imap.start)
        self._web = client()
        self._bells = [asyncio.Event(), asyncio.Event()]
        self._loops = [
            asyncio.create_task(self._live(self._bells[0], web=False)),
            asyncio.create_task(self._live(self._bells[1], web=True)),
        ]

    def _settle_identity(self) -> None:
        with self._store.transaction():
            known = self._store.meta("signature")
            if known is not None and known != self._signature:
                raise Conflict(
                    f"this folder belongs to {known}, not to {self._signature}",
                    field="folder",
                    remedy="Take another folder, or the same world and seed.",
                )
            self._store.set_meta("signature", self._signature)
            self._store.set_meta("until", "")  # a drain ends one run, not the market
            for address in self._mailboxes:
                self._store.open_mailbox(address, int(self._clock.now().timestamp()) & 0x7FFFFFFF)

    async def _listen(self, name: str, start: Callable[[int], Awaitable[int]]) -> int:
        """The given port; else last time's if it is free; else any."""
        given = self._wanted_ports[name]
        try:
            port = await start(given or int(self._store.meta(name) or 0))
        except OSError as error:
            if given or error.errno != errno.EADDRINUSE:
                raise
            port = await start(0)
        with self._store.transaction():
            self._store.set_meta(name, str(port))
        return port

    def _accept(self, login: str, sender: str, recipients: list[str], raw: bytes) -> str:
        queued = self._desk.accept(login, sender, recipients, raw)
        self._ring()
        return queued

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    async def stop(self) -> None:
        """Ends servers and people; a defect that ended one of the loops early comes out here."""
        await self._smtp.stop()
        await self._imap.stop()
        for loop in self._loops:
            loop.cancel()
        ends = await asyncio.gather(*self._loops, return_exceptions=True)
        if self._web is not None:
            await self._web.aclose()
        self._store.close()
        for end in ends:
            if isinstance(end, Exception):
                raise end

    async def drain(self, until: datetime) -> None:
        """Nothing new is planned beyond `until`; returns when everything planned before it has happened."""
        with self._store.transaction():
            self._store.set_meta("until", text_of(until))
            self._store.cancel_after(until)
        self._ring()
        while self._store.waiting():
            for loop in self._loops:
                if loop.done():
                    loop.result()
            await self._clock.sleep(timedelta(minutes=5))

    def truth(self) -> Truth:
        return truth_of(self._store.db)

    # the people's time

    async def _live(self, bell: asyncio.Event, *, web: bool) -> None:
        while True:
            bell.clear()
            intention = self._store.next_intention(web=web)
            now = self._clock.now()
            if intention is None or intention.due > now:
                await self._nap(bell, LONGEST_NAP if intention is None else intention.due - now)
            elif web:
                await self._surf(intention)
            else:
                self._desk.perform(intention)
                self._ring()
                await self._clock.sleep(timedelta(0))  # the servers get their turn between two mails

    async def _nap(self, bell: asyncio.Event, length: timedelta) -> None:
        tasks = {
            asyncio.ensure_future(bell.wait()),
            asyncio.ensure_future(self._clock.sleep(min(length, LONGEST_NAP))),
        }
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _surf(self, intention: Intention) -> None:
        """A request to the engine, recorded after the answer: a kill in between means a second, harmless press."""
        assert self._web is not None
        assert intention.submission is not None
        raw = self._store.submission(intention.submission).raw
        pressing = intention.act == Act.OPT_OUT
        try:
            url = opt_out_url(raw, one_click=pressing)
        except NoLink as error:
            self._finish(intention, "", str(error), opted_out=False)
            return
        status = await (press if pressing else scan)(self._web, url)
        if pressing and not status.startswith("2") and int(intention.detail.get("tries", "0")) < RETRIES:
            self._retry(intention, url, status)
        else:
            self._finish(intention, url, status, opted_out=pressing and status.startswith("2"))

    def _finish(self, intention: Intention, url: str, status: str, *, opted_out: bool) -> None:
        now = self._clock.now()
        with self._store.transaction():
            self._store.finish_intention(intention.id, now)
            self._visit(intention, now, url, status)
            if opted_out:
                self._store.record_opt_out(intention.address, now, "link")

    def _retry(self, intention: Intention, url: str, status: str) -> None:
        tries, now = int(intention.detail.get("tries", "0")), self._clock.now()
        with self._store.transaction():
            self._visit(intention, now, url, status)
            self._store.postpone(intention.id, now + RETRY_FIRST * 2**tries, {"tries": str(tries + 1)})

    def _visit(self, intention: Intention, now: datetime, url: str, status: str) -> None:
        method = "POST" if intention.act == Act.OPT_OUT else "GET"
        self._store.record_visit(intention.address, now, method, url, status)
