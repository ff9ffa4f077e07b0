"""The poller: for each mailbox that it leases one connection, which fetches, stores, reads, and waits for more."""

import asyncio
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.edge.imap import Folder, FolderRole, ImapLine
from engine.edge.trouble import shorten
from engine.errors import LoginRefused, OffhoursError, ProtocolTrouble
from engine.flows.cursors import Cursors, looked, opened
from engine.flows.elsewhere import Round, read_elsewhere
from engine.flows.fetch_again import fetch_wanted, wanted
from engine.flows.file_copies import Copies, file_copies, uncopied
from engine.flows.history import Past, read_history
from engine.flows.house import READ, SEND, House, Mark, imap_columns, imap_mark
from engine.flows.one_by_one import Unfetched
from engine.flows.opinion import advised
from engine.flows.patiently import LOST
from engine.flows.read import Read, classify, read_all
from engine.flows.receive import TOGETHER, is_away, left_behind, receive, unread, with_unread
from engine.flows.restored import recognise_database
from engine.flows.together import GoOn, Together
from engine.rules import policies
from engine.store.columns import among
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Mailbox
from workers.identity import Identity, Space, identity
from workers.rest import rest, unless

log = logging.getLogger(__name__)

AFTER_TROUBLE = timedelta(seconds=5)
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""Waits before a mailbox that could not be read is tried again."""
AFTER_REFUSAL = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""The same after a refused login: providers lock accounts that keep trying. A person who mends it ends the wait."""

AFTER_A_MAIL = BACK_OFF[:2]
"""The same after a single mail that could not be fetched: the mails behind it wait."""

LOOKED_EVERY = timedelta(minutes=5)
"""How often it is written down for all mailboxes when they were last read: their rows are wide, and the page says
"minutes ago"."""

LISTED_EVERY = timedelta(hours=1)
"""How often it is asked which folders there are: Junk is made for the first spam, Sent for the first answer."""

GATHER = 0.003
"""Seconds in which mails of several mailboxes gather, to be decided about in one transaction."""

AT_A_DOOR = 10
"""Connections that are opened at one server at the same time: many at once look like an attack, and are refused. Those
of a server that is slow wait for each other, not those of others."""


async def run_poller(house: House, stop: asyncio.Event) -> None:
    """Until told to stop; the batch that is being decided about is finished, the rest left to whoever comes next."""
    while not stop.is_set():
        try:
            async with identity(house.database, Space.POLLER) as me, house.bell.listen(READ) as bell:
                await _Poller(house, me, stop).run(bell)
        except LOST as lost:
            log.warning("database lost: %s", lost)
            await rest(house, AFTER_TROUBLE, stop)
        except Exception:  # the web server may be a part of the same process
            log.exception("the poller begins anew, after a fault of the program")
            await rest(house, AFTER_TROUBLE, stop)


@dataclass
class _Following:
    """A mailbox that is being read, with what it was opened with, and how to say that this has changed."""

    task: asyncio.Task[None]
    mark: Mark
    changed: asyncio.Event
    given_back: bool = False
    """To another poller, which waits for it."""


class _Poller:
    def __init__(self, house: House, me: Identity, stop: asyncio.Event) -> None:
        self.house, self.me, self.stop = house, me, stop
        self.rng = Random()  # noqa: S311 # spreads what is tried again, guards nothing
        self._busy: dict[int, _Following] = {}
        self._failures: dict[int, int] = {}  # per mailbox, since it was last read to the end
        self._copies: dict[int, Copies] = {}
        self._looked: dict[int, datetime] = {}  # when each was last read to its end, if that is not written down yet
        self._tell_at = house.clock.now() + LOOKED_EVERY
        self._uncopied: set[int] = set()
        self._wanted: set[int] = set()
        self._pasts: dict[int, Past] = {}
        self._others: dict[int, Round] = {}
        self._quiet = timedelta()
        self._unready: OffhoursError | None = None
        self._doors: dict[str, asyncio.Semaphore] = {}
        self._together = Together[tuple[int, Read], None](self._decide_all, most=TOGETHER, gather=GATHER)

    async def run(self, bell: asyncio.Event) -> None:
        await self.house.bell.ring(READ)  # pollers that have more than their share now give some back
        try:
            while not self.stop.is_set() and not self.me.lost:
                bell.clear()
                marks = await self._marks()
                await self._tell_looked()
                self._uncopied = await uncopied(self.house, list(self._busy))
                self._wanted = await wanted(self.house, list(self._busy))
                for mailbox_id, following in self._busy.items():
                    if marks.get(mailbox_id) != following.mark:
                        following.changed.set()
                await self._share(set(marks))
                await self._left_behind()
                await rest(self.house, self.house.settings.tick, bell, self.stop)
        finally:
            for following in self._busy.values():
                following.changed.set()
            await asyncio.gather(*[following.task for following in self._busy.values()], return_exceptions=True)
            await self._together.over()

    async def _left_behind(self) -> None:
        """What a mailbox had got when it was removed. Several pollers at once do it once."""
        if self._unready is None:
            for mailbox_id in await left_behind(self.house):
                await self._decide(mailbox_id, self.stop)

    async def _marks(self) -> dict[int, Mark]:
        """Of every mailbox there is what its connection depends on. How long its history must be is asked as well; and
        before anything is read, whether this is the database that was read into before."""
        await recognise_database(self.house)
        async with self.house.database.begin() as session:
            self._take_policies((await workspace_of(session)).policies)
            query = select(col(Mailbox.id), *imap_columns()).where(col(Mailbox.deleted_at).is_(None))
            return {row.id: imap_mark(row) for row in await session.execute(query)}

    def _take_policies(self, values: dict[str, Any]) -> None:
        """While they cannot be read, e.g. because another version stored them, nothing is decided about any mail: what
        is fetched is kept until they are mended."""
        unready = self._unready
        try:
            self._quiet, self._unready = policies.parse(values).quiet, None
        except OffhoursError as wrong:
            self._unready = wrong
        if self._unready is not None and str(self._unready) != str(unready):
            log.error("no mail is decided about until the workspace is mended: %s", self._unready)

    async def _tell_looked(self) -> None:
        now = self.house.clock.now()
        if now < self._tell_at <= now + LOOKED_EVERY:  # later than that is of a clock that was set back
            return
        moments, self._looked, self._tell_at = self._looked, {}, now + LOOKED_EVERY
        await looked(self.house, moments)

    async def _share(self, there: set[int]) -> None:
        """As many as are ours when all pollers that live take equally many; what is beyond that is given back."""
        pollers = max(1, await self.me.number_of(Space.POLLER))
        share = min(math.ceil(len(there) / pollers), self.house.settings.mailboxes)
        mine = [following for following in self._busy.values() if not following.changed.is_set()]
        for following in mine[share:]:
            following.given_back = True
            following.changed.set()
        free = [key for key in there if key not in self._busy]
        if not free or len(self._busy) >= share:
            return
        self.rng.shuffle(free)
        leased = await self.me.lease(Space.READING, free, most=share - len(self._busy))
        async with self.house.database.begin() as session:
            rows = list(await session.scalars(select(Mailbox).where(among(col(Mailbox.id), leased))))
        left = await with_unread(self.house, leased)  # what an earlier run stored and did not get to
        for mailbox in rows:
            self._start(mailbox, left=mailbox.id in left)
        await self.me.give_back(Space.READING, [key for key in leased if key not in self._busy])  # removed meanwhile
        if len(there) > pollers * self.house.settings.mailboxes:
            log.warning("%d mailboxes are too many for %d pollers: start more of them", len(there), pollers)

    def _start(self, mailbox: Mailbox, *, left: bool) -> None:
        changed = asyncio.Event()
        task = asyncio.create_task(self._serve(mailbox, changed, left=left), name=f"read {mailbox.address}")
        self._busy[mailbox.id] = _Following(task, imap_mark(mailbox), changed)
        task.add_done_callback(lambda done: self._finished(mailbox, done))

    def _finished(self, mailbox: Mailbox, done: asyncio.Task[None]) -> None:
        del self._busy[mailbox.id]
        self._others.pop(mailbox.id, None)
        self._pasts.pop(mailbox.id, None)  # whoever reads it next may find it changed
        if not done.cancelled() and (trouble := done.exception()):
            log.error("reading %s stopped: %r", mailbox.address, trouble)

    async def _serve(self, mailbox: Mailbox, changed: asyncio.Event, *, left: bool) -> None:
        """Until the mailbox is changed or we stop; then whoever looks next begins anew with what it is now."""
        try:
            while not changed.is_set():
                try:
                    if left:
                        await self._decide(mailbox.id, changed)
                    left = True  # whatever ends a connection may leave some
                    await self._follow(mailbox, changed)
                except Exception as problem:  # whatever a server or a mail does
                    trouble = _told(mailbox, problem)
                    await self._note(mailbox, trouble)
                    waits = _waits(trouble)
                    failures = self._failures.get(mailbox.id, 0)
                    wait = waits[min(failures, len(waits) - 1)]
                    await rest(self.house, wait * self.rng.uniform(0.8, 1.2), changed)  # those of a provider apart
                    self._failures[mailbox.id] = failures + 1
        finally:
            await self.me.give_back(Space.READING, [mailbox.id])
            if self._busy[mailbox.id].given_back:
                await self.house.bell.ring(READ)

    async def _follow(self, mailbox: Mailbox, changed: asyncio.Event) -> None:
        """One connection, until it breaks, the mailbox is changed, or we stop."""
        line, clock = self.house.imap(mailbox), self.house.clock
        past = self._pasts.setdefault(mailbox.id, Past(mailbox.history_since))
        try:
            async with self._doors.setdefault(mailbox.imap_host, asyncio.Semaphore(AT_A_DOOR)):
                folders = await unless(changed, self._opened(line))
            if folders is None:
                return
            cursors, list_at = await opened(self.house, mailbox), clock.now() + LISTED_EVERY
            while not changed.is_set():
                if not clock.now() < list_at <= clock.now() + LISTED_EVERY:  # later than that: a clock was set back
                    folders, list_at = await line.folders(), clock.now() + LISTED_EVERY
                try:
                    await unless(changed, self._fetch(mailbox, line, folders, cursors))
                finally:
                    if cursors.stored:
                        await self._decide(mailbox.id, changed)
                        cursors.stored = 0
                if changed.is_set():
                    return
                self._failures.pop(mailbox.id, None)
                self._looked[mailbox.id] = clock.now()
                await unless(changed, self._what_else(mailbox, line, folders, cursors, past))
        finally:
            await line.close()

    async def _opened(self, line: ImapLine) -> list[Folder]:
        await line.open()
        return await line.folders()

    async def _fetch(self, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors) -> None:
        """What is new, and what a person wants to have in spite of earlier failures."""
        await receive(self.house, mailbox, line, folders, cursors)
        if mailbox.id in self._wanted:
            await fetch_wanted(self.house, mailbox, line, cursors)
            self._wanted.discard(mailbox.id)

    async def _what_else(
        self, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors, past: Past
    ) -> None:
        """Copies that are to be filed, answers in other folders, a step into the history; when there is none left, new
        mail is waited for. Junk and Sent are looked at every `poll` at the latest."""
        if mailbox.id in self._uncopied:
            await file_copies(self.house, mailbox, line, folders, self._copies.setdefault(mailbox.id, Copies()))
        others = self._others.setdefault(mailbox.id, Round())
        if await read_elsewhere(self.house, mailbox, line, folders, cursors, others):
            return
        if await read_history(self.house, mailbox, line, folders, past, self._quiet):
            return
        await line.examine(next((folder.name for folder in folders if folder.role is FolderRole.INBOX), "INBOX"))
        settings = self.house.settings
        await line.wait_for_change(max(settings.poll / self.house.clock.speed, settings.smallest_pause * 6))

    async def _decide(self, mailbox_id: int, changed: asyncio.Event) -> None:
        """About all that is stored. What waits for its turn when we leave is left to whoever leases it next."""
        if self._unready is not None:
            raise self._unready.with_traceback(None)
        while not changed.is_set() and (ids := await unread(self.house, mailbox_id)):
            await unless(changed, self._decide_about(ids))
            await self.house.bell.ring(SEND)

    async def _decide_about(self, ids: Sequence[int]) -> None:
        hows = [await advised(self.house, in_id, classify) for in_id in ids]
        await asyncio.gather(*[self._together(item) for item in zip(ids, hows, strict=True)])

    async def _decide_all(self, mails: Sequence[tuple[int, Read]], _: GoOn) -> Sequence[None]:
        """Of whatever mailboxes, a batch after the other: two mails of one conversation may be in two."""
        await read_all(self.house, [in_id for in_id, _ in mails], dict(mails))
        return [None] * len(mails)

    async def _note(self, mailbox: Mailbox, trouble: OffhoursError) -> None:
        """Shown with the mailbox; sending has its own word in `state`."""
        async with self.house.database.begin() as session:
            row = await session.get_one(Mailbox, mailbox.id)
            if row.read_problem != str(trouble):
                record(session, self.house.clock.now(), "mailbox.unread", why=str(trouble), mailbox_id=mailbox.id)
            row.read_problem = str(trouble)


def _told(mailbox: Mailbox, problem: Exception) -> OffhoursError:
    """What is shown with the mailbox. While the database is away there is nowhere to say it."""
    if isinstance(problem, OffhoursError):
        return problem
    if is_away(problem):
        raise problem
    log.error("reading %s was stopped", mailbox.address, exc_info=problem)
    why = problem.orig if isinstance(problem, DBAPIError) else problem
    words = shorten(f"{type(why).__name__}: {why}")
    return ProtocolTrouble(
        f"Reading was stopped by something nobody foresaw: {words}.", remedy="The server's log says more."
    )


def _waits(trouble: OffhoursError) -> tuple[timedelta, ...]:
    if isinstance(trouble, LoginRefused):
        return AFTER_REFUSAL
    return AFTER_A_MAIL if isinstance(trouble, Unfetched) else BACK_OFF
