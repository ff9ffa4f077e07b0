"""Send claimed mails, each at most once: screen again, say so, hand it over, write down the outcome.

*sending* is committed with the Message-ID and the bytes before the first byte leaves (docs/architecture.md). What many
mailboxes say or write down at the same time is one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol

from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Invalid, WireError
from engine.flows.day import local_day
from engine.flows.enrollments import back_to_due
from engine.flows.hold import hold, hold_all
from engine.flows.house import House
from engine.flows.letter import Letter, Texts, compose, texts_for
from engine.flows.locked import lock_accounts, locked_mail
from engine.flows.mark_sent import WORDS, Flying, flying, mark_sent
from engine.flows.not_taken import entry_trouble, not_taken
from engine.flows.paces import Counts, count
from engine.flows.patiently import patiently
from engine.flows.together import Together
from engine.flows.tries import tried
from engine.rules import pace, policies
from engine.rules.compose import MissingField
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.screen import screen
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.facts import Mail, Waiting, load_claimed
from engine.store.tables import Mailbox, MessageOut

GATHER = 0.003
"""Seconds of machine time in which what several mailboxes say becomes one transaction."""
AT_ONCE = 100
"""Mails said or written down in one transaction: their accounts are locked meanwhile."""

SAY = text(
    "update message_out as o set state = 'sending', sending_at = :now, sent_on = v.day, attempts = o.attempts + 1,"
    " to_address = v.recipient, subject = v.subject, body = v.body, variant_id = v.variant,"
    " template_version_id = v.version, message_id = v.message_id, raw = v.raw"
    " from unnest(cast(:ids as bigint[]), cast(:days as date[]), cast(:recipients as text[]),"
    " cast(:subjects as text[]), cast(:bodies as text[]), cast(:variants as bigint[]), cast(:versions as bigint[]),"
    " cast(:message_ids as text[]), cast(:raws as bytea[]))"
    " as v(id, day, recipient, subject, body, variant, version, message_id, raw) where o.id = v.id"
)
USED = text(
    "with used as (select id, id = any(cast(:well as bigint[])) and state in ('error', 'health') and retry_at <= :now"
    " as well from mailbox where id = any(cast(:ids as bigint[])) order by id for no key update)"
    " update mailbox as m set last_sent_at = :now, state = case when used.well then 'active' else m.state end,"
    " state_detail = case when used.well then '' else m.state_detail end,"
    " retry_at = case when used.well then null else m.retry_at end from used where m.id = used.id"
)
"""A mailbox is well again when the try after its rest went well. A mail that was under way when it was stopped proves
nothing."""


class Line(Protocol):
    """What send needs of engine.edge.smtp.SmtpLine."""

    async def deliver(self, sender: str, recipient: str, raw: bytes, *, within: float | None = None) -> Delivery: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail in *sending*: these bytes may be handed over, once, and begun before `until`."""

    out_id: int
    sender: str
    recipient: str
    raw: bytes
    until: datetime


class Outbox:
    """The sends of one worker."""

    def __init__(self, house: House, worker: int, rng: Random) -> None:
        self._house, self._worker, self._rng = house, worker, rng
        self._say: Together[int, Ready | None] = Together(self._say_all, most=AT_ONCE, gather=GATHER)
        self._write: Together[tuple[int, Delivery], None] = Together(self._write_all, most=AT_ONCE, gather=GATHER)

    async def send(self, out_id: int, line: Line) -> Outcome | None:
        """None when it is not wanted any more or has to wait; else what became of it."""
        ready = await self._say(out_id)
        if ready is None:
            return None
        try:
            delivery = await line.deliver(ready.sender, ready.recipient, ready.raw, within=self._left(ready))
        except Invalid as unfit:
            await patiently(partial(_unfit, self._house, ready.out_id, self._worker, unfit))
            return Outcome.NOT_SENT
        except WireError as trouble:
            await patiently(partial(_refused_entry, self._house, ready.out_id, self._worker, trouble))
            return Outcome.NOT_SENT
        await self._write((out_id, delivery))
        return delivery.outcome

    def _left(self, ready: Ready) -> float:
        """Machine seconds in which the mail may be handed over: whoever was paused in between, so that others took them
        for dead and settled the mail, must not hand it over after all."""
        return (ready.until - self._house.clock.now()).total_seconds() / self._house.clock.speed

    async def _say_all(self, out_ids: Sequence[int]) -> list[Ready | None]:
        ready: dict[int, Ready] = {}
        rest: Sequence[int] = out_ids
        while rest:
            said, rest = await _say_so(self._house, rest, self._worker, self._rng)
            ready |= said
        return [ready.get(out_id) for out_id in out_ids]

    async def _write_all(self, outcomes: Sequence[tuple[int, Delivery]]) -> list[None]:
        await patiently(partial(_write_outcomes, self._house, dict(outcomes), self._worker))
        return [None] * len(outcomes)


async def send(house: House, out_id: int, worker: int, line: Line, rng: Random) -> Outcome | None:
    """One mail on its own."""
    return await Outbox(house, worker, rng).send(out_id, line)


# --- before ---------------------------------------------------------------------------------------------------


async def _say_so(
    house: House, out_ids: Sequence[int], worker: int, rng: Random
) -> tuple[dict[int, Ready], Sequence[int]]:
    """What may be handed over now, and what must be asked again: of mails to one account only one is said at a time."""
    async with house.database.begin() as session:
        await lock_accounts(session, out_ids)
        now = house.clock.now()  # after the waiting, so that windows and caps are those of this moment
        batch, later = _one_per_account(await load_claimed(session, out_ids, worker, now))
        if not batch:
            return {}, later
        texts = await texts_for(session, batch)
        rules = policies.parse(texts.workspace.policies)
        room = await _room(session, batch, rules, now)
        held: list[tuple[Mail, Held]] = []
        said: list[tuple[Waiting, Letter]] = []
        for waiting in batch:
            decided = _decide(house, waiting, texts, rules, room, now, rng)
            if isinstance(decided, Held):
                held.append((waiting.out, decided))
            else:
                said.append((waiting, decided))
        await hold_all(session, held, now)
        if said:
            await session.execute(SAY, _columns(said, now))
    return {waiting.out.id: _ready(waiting, letter, now) for waiting, letter in said}, later


def _one_per_account(waiting: Sequence[Waiting]) -> tuple[list[Waiting], list[int]]:
    """The facts of the second mail to an account depend on what becomes of the first."""
    first: dict[int, Waiting] = {}
    for one in waiting:
        first.setdefault(one.account.id, one)
    return list(first.values()), [one.out.id for one in waiting if first[one.account.id] is not one]


async def _room(session: AsyncSession, batch: Sequence[Waiting], rules: Policies, now: datetime) -> Counts:
    """The caps, counted again under the reps' locks: midnight or another worker may have come between."""
    mailboxes = {waiting.mailbox.id: waiting.mailbox for waiting in batch}
    return await count(session, list(mailboxes.values()), rules, now, claimed=False, lock=True)


def _decide(
    house: House, waiting: Waiting, texts: Texts, rules: Policies, room: Counts, now: datetime, rng: Random
) -> Letter | Held:
    held = screen(waiting.facts, rules, now) or pace.allowance(room.day(waiting.mailbox))
    if isinstance(held, Held):
        return held
    try:
        letter = compose(house, waiting, texts, now, rng)
    except MissingField as missing:
        return Held(HeldReason.MISSING_FIELD, None, str(missing))
    except Invalid as wrong:
        return Held(HeldReason.LINT, None, str(wrong))
    room.more[waiting.mailbox.id] += 1
    return letter


def _columns(said: Sequence[tuple[Waiting, Letter]], now: datetime) -> dict[str, object]:
    return {
        "now": now,
        "ids": [waiting.out.id for waiting, _ in said],
        "days": [local_day(waiting.mailbox, now) for waiting, _ in said],
        "recipients": [waiting.contact.email for waiting, _ in said],
        "subjects": [letter.subject for _, letter in said],
        "bodies": [letter.body for _, letter in said],
        "variants": [letter.variant_id for _, letter in said],
        "versions": [letter.template_version_id for _, letter in said],
        "message_ids": [letter.message_id for _, letter in said],
        "raws": [letter.raw for _, letter in said],
    }


def _ready(waiting: Waiting, letter: Letter, now: datetime) -> Ready:
    """Half of the grace for handing it over, the other half for the server to file it in Sent."""
    until = now + timedelta(seconds=waiting.mailbox.grace_seconds) / 2
    return Ready(waiting.out.id, waiting.mailbox.address, waiting.contact.email, letter.raw, until)


# --- after ----------------------------------------------------------------------------------------------------


async def _write_outcomes(house: House, deliveries: Mapping[int, Delivery], worker: int) -> None:
    async with house.database.begin() as session:
        now = house.clock.now()
        await lock_accounts(session, deliveries)
        mails = await flying(session, deliveries)
        sent = [mail for mail in mails if _counts_as_sent(mail, deliveries[mail.id], worker)]
        await _touch(session, mails, sent, deliveries, now)
        await mark_sent(session, sent, deliveries, now)
        for mail in mails:
            if mail not in sent and _ours(mail, worker):
                await _not_taken(session, mail, deliveries[mail.id], now)


async def _touch(
    session: AsyncSession,
    mails: Sequence[Flying],
    sent: Sequence[Flying],
    deliveries: Mapping[int, Delivery],
    now: datetime,
) -> None:
    used = [mail.mailbox_id for mail in mails if deliveries[mail.id].stage != "connect"]
    if used:
        await session.execute(USED, {"ids": used, "well": [mail.mailbox_id for mail in sent], "now": now})


async def _not_taken(session: AsyncSession, mail: Flying, delivery: Delivery, now: datetime) -> None:
    out = await session.get_one(MessageOut, mail.id)
    mailbox = await session.get_one(Mailbox, mail.mailbox_id, with_for_update={"key_share": True})
    out.server_code, out.server_text = delivery.code, delivery.text[:WORDS]
    tried(session, out, delivery, now)
    await not_taken(session, out, mailbox, delivery, now)


def _ours(mail: Flying | MessageOut, worker: int) -> bool:
    """Whether the row still speaks of the try that has just ended; the reconciler may have been there first."""
    return mail.state in {OutState.SENDING, OutState.UNCERTAIN} and mail.claimed_by == worker


def _counts_as_sent(mail: Flying, delivery: Delivery, worker: int) -> bool:
    """A server's word stands, whoever has the row meanwhile."""
    return delivery.outcome is Outcome.SENT and (_ours(mail, worker) or mail.sent_at is None)


async def _refused_entry(house: House, out_id: int, worker: int, trouble: WireError) -> None:
    """The server did not let us in: nothing was said about this mail, and the mailbox waits for someone."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, mailbox = await _rows(session, out_id)
        if _ours(out, worker):
            tried(session, out, Delivery(Outcome.NOT_SENT, None, "", str(trouble), "connect"), now)
            await back_to_due(session, out, now)  # the mailbox waits, and its mails with it
        entry_trouble(session, mailbox, trouble, now)


async def _unfit(house: House, out_id: int, worker: int, wrong: Invalid) -> None:
    """One of the addresses cannot be said to a server: nothing was."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, _ = await _rows(session, out_id)
        if _ours(out, worker):
            tried(session, out, Delivery(Outcome.NOT_SENT, None, "", str(wrong), "mail"), now)
            await back_to_due(session, out, now)
            if out.state is OutState.DUE:
                hold(out, Held(HeldReason.LINT, None, str(wrong)), now)


async def _rows(session: AsyncSession, out_id: int) -> tuple[MessageOut, Mailbox]:
    out = await locked_mail(session, out_id)
    of_mailbox = select(Mailbox).where(col(Mailbox.id) == out.mailbox_id).with_for_update(key_share=True)
    return out, (await session.scalars(of_mailbox)).one()
