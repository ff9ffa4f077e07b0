"""The sender: settles what dead workers left, claims for all mailboxes that it leases, and sends each one's mails."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

import psycopg
from sqlalchemy import bindparam, exists, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid, OffhoursError
from engine.flows.baton import hand_back
from engine.flows.dispatch import AT_ONCE, Claim, dispatch
from engine.flows.go_on import mend_finished
from engine.flows.health import end_rests
from engine.flows.house import SEND, House, smtp_mark
from engine.flows.launch import finish_campaigns
from engine.flows.look_again import look_again_after_a_step
from engine.flows.not_taken import entry_trouble
from engine.flows.notices import tell
from engine.flows.paces import Rates
from engine.flows.patiently import AGAIN, LOST, Ending
from engine.flows.read_rules import Unready
from engine.flows.restored import recognise_database
from engine.flows.send import Outbox, Outdated
from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.settle import doubted, leave, reconcile, take_over
from engine.flows.tasks import escalate, hand_on
from engine.flows.zones import mend_zones
from engine.rules.vocabulary import OutState
from engine.store.columns import among
from engine.store.journal import record
from engine.store.tables import Mailbox, MessageOut
from workers.hand import MANY, Hand
from workers.identity import Identity, Space, identity
from workers.lines import Lines
from workers.rest import rest, unless, until
from workers.steps import Steps

log = logging.getLogger(__name__)

FAULT = "It cannot be planned for, by a fault of the program that its log tells"
AFTER_TROUBLE = timedelta(seconds=5)
"""Rest after the database was lost, before a new identity is taken."""
THEIR_TURN = timedelta(seconds=4 * AGAIN)
"""Of machine time. Whoever has just come may have waited for the database like everybody: takes nobody for dead before
all who live have had the time to write down what they kept."""
BETWEEN = timedelta(seconds=1)
"""Of machine time, between two looks at what was left behind, however fast the clock."""
LOOKS = 10
"""Mailboxes at a time into whose Sent folders one sender looks for mails in doubt."""
DUE = select(col(Mailbox.id)).where(
    exists().where(
        col(MessageOut.mailbox_id) == col(Mailbox.id),
        col(MessageOut.state).in_([OutState.DUE, OutState.HELD]),
        col(MessageOut.look_at) <= bindparam("now"),
    ),
    col(Mailbox.deleted_at).is_(None),
)
"""Mailboxes with something to look at."""


async def run_sender(house: House, stop: asyncio.Event) -> None:
    """Until told to stop; then the mails in hand are finished and the claims given back."""
    rng = Random()  # noqa: S311 # spreads mails over the day, guards nothing
    while not stop.is_set():
        try:
            async with identity(house.database, Space.SENDER) as me, house.bell.listen(SEND) as bell:
                await Sender(house, me, rng, stop).run(bell)
        except LOST as lost:
            log.warning("database lost: %s", lost)
            await rest(house, AFTER_TROUBLE, stop)
        except Exception:  # the web server may be a part of the same process
            log.exception("the sender begins anew, after a fault of the program")
            await rest(house, AFTER_TROUBLE, stop)


class Sender:
    """One sender under one identity."""

    def __init__(self, house: House, me: Identity, rng: Random, stop: asyncio.Event) -> None:
        self.house, self.me, self.rng, self.stop = house, me, rng, stop
        self._ending = Ending()
        self._outbox, self._rates = Outbox(house, me.number, self._ending), Rates()
        self._lines = Lines(house, house.settings.connections)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._hands: dict[int, Hand] = {}  # of those that are being served
        self._settle_at = house.clock.now()
        self._steps = Steps(house.clock)
        self._has_come = False
        self._settling: asyncio.Task[None] | None = None
        self._looking: dict[int, asyncio.Task[None]] = {}  # mailboxes into whose Sent folder we look
        self._knows_all_sent = False  # the database is the one that was sent from before
        self._zones: set[str] = set()  # that the database was found to know
        self._unready = ""  # why nothing can be planned, as it was last told
        self._leaving = asyncio.Event()  # told to stop, or our number is lost: the next one settles
        self._free = asyncio.Event()  # a mailbox that sent something is done: it may have more

    async def run(self, bell: asyncio.Event) -> None:
        ending = asyncio.create_task(self._end_when_told())
        try:
            self._knows_all_sent = await self._ending.answered(recognise_database(self.house))
            while not self.stop.is_set() and not self.me.lost:
                is_done = self._free.is_set() and not bell.is_set()  # a mailbox is: nobody has written anything
                bell.clear()
                self._free.clear()
                await self._ending.answered(self._look(is_done=is_done))
                await rest(self.house, self.house.settings.tick, bell, self._free, self.stop)
        finally:
            self._leaving.set()
            settling = [self._settling] if self._settling else []
            await asyncio.gather(*self._busy.values(), *settling, return_exceptions=True)
            await asyncio.gather(*self._looking.values(), return_exceptions=True)
            ending.cancel()
            await self._lines.close()

    async def _end_when_told(self) -> None:
        await self.stop.wait()
        self._ending.begin()

    async def _look(self, *, is_done: bool) -> None:
        await self._settle_now_and_then()
        if not is_done:
            await self._answer_meanwhile()
        await self._begin(await self._due())

    async def _settle_now_and_then(self) -> None:
        """Once a tick is soon enough. Beside the sending, which must not wait for servers that are slow."""
        now = self.house.clock.now()
        after = max(self.house.settings.tick, BETWEEN * self.house.clock.speed)
        if now < self._settle_at <= now + after:  # later than that is of a clock that was set back
            return
        self._settle_at = now + after
        self._knows_all_sent = await recognise_database(self.house)
        await mend_zones(self.house, self._zones)
        await leave(self.house, self.me.number, but_mailboxes=list(self._busy))  # what a failed round of ours left
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle(), name="settle")

    async def _settle(self) -> None:
        """What the dead left, rests and campaigns that are over, work that has nobody or is late, idle connections, and
        who is told. Each apart: what goes wrong in one, also unforeseen, keeps none of the others from being done."""
        parts: tuple[Callable[[], Awaitable[object]], ...] = (
            self._reap,
            partial(self._write, look_again_after_a_step),
            partial(self._write, end_rests),
            partial(self._write, finish_campaigns),
            partial(self._write, hand_back),
            partial(self._write, hand_on),
            partial(self._write, escalate),
            lambda: unless(self._leaving, self._lines.tidy()),
            self._tell,
        )
        for part in parts:
            if self._leaving.is_set():
                return
            try:
                await self._ending.answered(part())
            except (*LOST, OffhoursError) as lost:
                log.warning("not settled: %s", lost)
            except Exception:
                log.exception("not settled, by a fault of the program")

    async def _reap(self) -> None:
        if not self._has_come:
            await until(self.house, THEIR_TURN * self.house.clock.speed, self._leaving)
            self._has_come = True
            await self._write(mend_finished)
        stepped_at = self._steps.latest()
        await take_over(self.house, stepped_at)
        wanted = [key for key in await doubted(self.house, stepped_at) if key not in self._looking]
        if wanted and (free := LOOKS - len(self._looking)) > 0:
            for mailbox_id in await self.me.lease(Space.LOOKING, wanted, most=free):
                looking = asyncio.create_task(self._look_up(mailbox_id, stepped_at), name=f"look into {mailbox_id}")
                self._looking[mailbox_id] = looking
                looking.add_done_callback(partial(self._looked, mailbox_id))

    async def _look_up(self, mailbox_id: int, stepped_at: datetime | None) -> None:
        """What is in doubt of one mailbox. A Sent folder may take minutes, or for ever: nothing else waits for it."""
        try:
            await unless(self._leaving, reconcile(self.house, mailbox_id, stepped_at))
        finally:
            await self._ending.answered(self.me.give_back(Space.LOOKING, [mailbox_id]))

    def _looked(self, mailbox_id: int, done: asyncio.Task[None]) -> None:
        del self._looking[mailbox_id]
        if not done.cancelled() and (trouble := done.exception()):
            log.warning("what is in doubt of mailbox %d is looked up again: %s", mailbox_id, trouble)

    async def _tell(self) -> None:
        if self._knows_all_sent:
            await tell(self.house, self._leaving)

    async def _write(self, flow: Callable[[AsyncSession, datetime], Awaitable[object]]) -> None:
        async with self.house.database.begin() as session:
            await flow(session, self.house.clock.now())

    async def _answer_meanwhile(self) -> None:
        """Answers need not wait for the mails that their mailbox has in hand."""
        for mailbox_id, out_ids in (await claim_answers(self.house, list(self._hands), self.me.number)).items():
            if mailbox_id in self._hands:
                self._hands[mailbox_id].add(out_ids)
            else:  # it got done meanwhile: they are claimed anew at its next turn, which is soon
                await leave(self.house, self.me.number, mailbox_id=mailbox_id)
                self._free.set()

    async def _due(self) -> list[int]:
        """Mailboxes with something to look at, in whoever's hands."""
        async with self.house.database.pipeline() as pipe:
            return [key for (key,) in await pipe.ask(DUE, {"now": self.house.clock.now()}).rows()]

    async def _begin(self, due: Sequence[int]) -> None:
        """Lease our share, claim for all of it at once, and serve each mailbox that got something; claim more for those
        that are soon done."""
        new = [key for key in due if key not in self._busy]
        if not new and not self._soon_done(due):
            return
        senders = max(1, await self.me.number_of(Space.SENDER))
        mine = await self._lease(new, math.ceil(len(new) / senders))
        share = math.ceil(len({*due, *self._busy}) / senders)
        short = self._soon_done(due) if len(self._busy) <= share else {}  # whoever has more lets go of some
        served: set[int] = set()
        claims: dict[int, list[Claim]] = {}
        mailboxes: dict[int, Mailbox] = {}
        try:
            for hand in short.values():
                hand.asks = True
            for claim in await self._claims([*mine, *short]):
                claims.setdefault(claim.mailbox_id, []).append(claim)
            answers = await claim_answers(self.house, mine, self.me.number)
            mailboxes = {mailbox.id: mailbox for mailbox in await self._mailboxes({*claims, *answers})}
            for key in set(mine) & mailboxes.keys():
                self._start(mailboxes[key], claims.get(key, []), answers.get(key, []))
                served.add(key)
        finally:
            for key, hand in short.items():
                hand.extend(mailboxes.get(key), claims[key] if key in mailboxes else [])
            others = [key for key in mine if key not in served]
            await self._ending.answered(self.me.give_back(Space.SENDING, others))

    def _soon_done(self, due: Sequence[int]) -> dict[int, Hand]:
        """Those in our hands that have few mails left and more that are due, as soon as one has very few."""
        for key in self._hands.keys() - set(due):
            self._hands[key].has_more = False
        short = {key: hand for key, hand in self._hands.items() if hand.is_short(2 * MANY)}
        return short if any(hand.is_short(MANY) for hand in short.values()) else {}

    async def _lease(self, keys: Sequence[int], most: int) -> list[int]:
        """As many as are ours when all senders that live take equally many; those first that we are connected for."""
        order = sorted(keys, key=lambda key: (not self._lines.has(key), self.rng.random()))
        return await self.me.lease(Space.SENDING, order, most) if keys else []

    async def _claims(self, mine: Sequence[int]) -> list[Claim]:
        """In pieces of which each claims everything or, where it fails, nothing: what is claimed for a mailbox in hand
        is let go of by nobody but its hand."""
        keys = sorted(mine)
        pieces = [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
        return [claim for piece in pieces for claim in await self._claim(piece)]

    async def _claim(self, mine: Sequence[int]) -> list[Claim]:
        """One that cannot be planned for, e.g. in a time zone that there is no more, or that the database lacks, rests,
        and stops no other; so does one that meets a fault of the program."""
        try:
            claims = await dispatch(self.house, mine, self.me.number, self.rng, self._rates)
            self._unready = ""
            return claims
        except Unready as wrong:
            await self._tell_unready(wrong)
            return []
        except Exception as wrong:
            is_known = isinstance(wrong, OffhoursError | psycopg.DataError)
            if isinstance(wrong, LOST) and not is_known:
                raise
            if len(mine) == 1:
                if not is_known:
                    log.exception("mailbox %d cannot be planned for", mine[0])
                await self._unusable(mine[0], wrong if is_known else Invalid(f"{FAULT} ({type(wrong).__name__})."))
                return []
        return [claim for key in mine for claim in await self._claim([key])]

    async def _tell_unready(self, wrong: Unready) -> None:
        """Once, not each round. It is mended for all at once, and so is tried again at the next."""
        if str(wrong) != self._unready:
            self._unready = str(wrong)
            log.error("nothing is sent until the workspace is mended: %s", wrong)
            async with self.house.database.begin() as session:
                record(session, self.house.clock.now(), "workspace.unready", why=str(wrong))

    async def _unusable(self, mailbox_id: int, wrong: Exception, answers: Collection[int] = ()) -> None:
        mine = (col(MessageOut.claimed_by) == self.me.number, col(MessageOut.state) == OutState.CLAIMED)
        claimed = select(MessageOut).where(among(col(MessageOut.id), answers), *mine).order_by(col(MessageOut.id))
        async with self.house.database.begin() as session:
            mails = await session.scalars(claimed.with_for_update())
            row = await session.get_one(Mailbox, mailbox_id, with_for_update=True)
            trouble = wrong if isinstance(wrong, OffhoursError) else Invalid(str(wrong))
            entry_trouble(session, row, trouble, self.house.clock.now(), *mails)

    async def _mailboxes(self, keys: Collection[int]) -> list[Mailbox]:
        if not keys:
            return []
        async with self.house.database.begin() as session:
            return list(await session.scalars(select(Mailbox).where(col(Mailbox.id).in_(list(keys)))))

    def _start(self, mailbox: Mailbox, claims: list[Claim], answers: list[int]) -> None:
        task = asyncio.create_task(self.serve(mailbox, claims, answers), name=f"send {mailbox.address}")
        self._busy[mailbox.id] = task
        task.add_done_callback(lambda done: self._finished(mailbox, done))

    def _finished(self, mailbox: Mailbox, done: asyncio.Task[None]) -> None:
        self._busy.pop(mailbox.id, None)
        self._free.set()
        if not done.cancelled() and (trouble := done.exception()):
            log.error("sending from %s stopped: %r", mailbox.address, trouble)

    async def serve(self, mailbox: Mailbox, claims: list[Claim], answers: Sequence[int] = ()) -> None:
        """Answers at once, also those that come meanwhile; each mail at its moment; what cannot be sent now is given
        back.
        """
        hand = self._hands[mailbox.id] = Hand(mailbox, claims, answers)
        try:
            earliest = self.house.clock.now()
            await self._answer(hand)
            async with self._outbox.lane(hand.mark) as lane:
                while (claim := await hand.next()) is not None and not hand.is_outdated:
                    if not await self._its_moment(max(claim.send_at, earliest), hand):
                        break
                    async with self._lines.line(mailbox) as line:
                        if self.stop.is_set():  # it was waited for
                            break
                        outcome = await lane.send(claim.out_id, line)
                    hand.claims.popleft()
                    if hand.is_short(MANY):
                        self._free.set()
                    if outcome is not None:
                        earliest = self.house.clock.now() + timedelta(seconds=hand.mailbox.min_gap_seconds)
            await self._answer(hand)
        except Unready as wrong:
            await self._tell_unready(wrong)
        except Outdated:
            pass  # the next round has the new login
        except OffhoursError as wrong:  # no connection can be made, e.g. the password was sealed with another key
            await self._unusable(mailbox.id, wrong, hand.left)
        finally:
            await self._let_go(hand)

    async def _let_go(self, hand: Hand) -> None:
        """Of what has not left, when nobody claims more for it."""
        mailbox_id = hand.mailbox.id
        try:
            await hand.all_told()
        finally:
            del self._hands[mailbox_id]
            try:
                if hand.claims or hand.left:
                    await self._ending.answered(leave(self.house, self.me.number, mailbox_id=mailbox_id))
            finally:  # what could not be let go of is let go of by the next round that settles
                await self._ending.answered(self.me.give_back(Space.SENDING, [mailbox_id]))

    async def _its_moment(self, moment: datetime, hand: Hand) -> bool:
        """Waits for it; answers that come meanwhile leave. False: we are told to stop, or it is further away than a
        round plans, for the clock was set back: the next round plans anew."""
        await self._answer(hand)
        while (left := moment - self.house.clock.now()) > timedelta() and not self.stop.is_set():
            if left > 2 * max(self.house.settings.tick, timedelta(minutes=1)):
                return False
            await until(self.house, left, self.stop, hand.more)
            await self._answer(hand)
        return not self.stop.is_set()

    async def _answer(self, hand: Hand) -> None:
        hand.more.clear()
        while hand.left:
            async with self._lines.line(hand.mailbox) as line:
                if self.stop.is_set():
                    return
                mark = smtp_mark(hand.mailbox)
                await send_answer(self.house, hand.left[0], self.me.number, line, self._ending, mark)
            hand.left.popleft()
