"""Answers that people wrote here leave at once: claimed, screened again, said to be *sending*, handed over, written
down. The promises are those of engine.flows.send; no window, gap, cap or governor is asked."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Protocol

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Conflict, Invalid, WireError
from engine.flows import bounce
from engine.flows.answer import barred, refuse_copy, refuse_opted_out
from engine.flows.answered import answered, unanswered
from engine.flows.day import warm_since
from engine.flows.enrollments import back_to_due
from engine.flows.hold import hold
from engine.flows.house import House, Mark, smtp_mark
from engine.flows.kept import written_or_kept
from engine.flows.letter import footer_of, opt_out_link
from engine.flows.locked import lock_accounts, locked_mail
from engine.flows.mark_sent import WORDS
from engine.flows.marks import OUR_HEADER, new_mark
from engine.flows.not_taken import RETRIES, entry_trouble, judged, not_taken, said
from engine.flows.patiently import Ending, patiently
from engine.flows.send import Outdated, try_to_say
from engine.rules import compliance, message
from engine.rules.addresses import domain_of
from engine.rules.delivery import Refusal
from engine.rules.erasure import elided
from engine.rules.held import Held
from engine.rules.reading import mime
from engine.rules.reading.mail import Mailbox as Address
from engine.rules.screen import repless
from engine.rules.vocabulary import BounceClass, HeldReason, OutState
from engine.store.facts import FIRM, mailbox_problem, reps_let_go, workspace_of
from engine.store.journal import record
from engine.store.known import Firm
from engine.store.tables import Account, Contact, Mailbox, MailboxState, MessageIn, MessageOut

AT_ONCE = 200
"""Answers claimed in one round: more than a team writes in a minute."""
CLAIM = text(
    "update message_out as o set state = 'claimed', claimed_by = :worker, send_at = :now"
    " from (select id from message_out where enrollment_id is null and state in ('due', 'held') and look_at <= :now"
    " and mailbox_id = any(cast(:mailboxes as bigint[])) order by id limit :most for update skip locked) as w"
    " where o.id = w.id returning o.id, o.mailbox_id"
)
"""In the words of the index that holds answers alone: whoever has a million mails waiting looks at none of them."""


class Line(Protocol):
    """What is needed of engine.edge.smtp.SmtpLine."""

    async def deliver(
        self, sender: str, recipient: str, raw: bytes, *, within: float | None = None, copy_to: str = ""
    ) -> Delivery: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer in *sending*: its bytes may be handed over, once, and begun before `until`."""

    sender: str
    recipient: str
    copy_to: str
    raw: bytes
    said_at: datetime
    until: datetime


async def claim_answers(house: House, mailbox_ids: Collection[int], worker: int) -> dict[int, list[int]]:
    """Per mailbox those that wait, the oldest first. The caller holds the mailboxes' leases."""
    if not mailbox_ids:
        return {}
    async with house.database.pipeline() as pipe:
        given = {"mailboxes": list(mailbox_ids), "worker": worker, "now": house.clock.now(), "most": AT_ONCE}
        claimed: dict[int, list[int]] = {}
        for out_id, mailbox_id in sorted(await pipe.ask(CLAIM, given).rows()):
            claimed.setdefault(mailbox_id, []).append(out_id)
        return claimed


async def send_answer(
    house: House, out_id: int, worker: int, line: Line, ending: Ending | None = None, mark: Mark | None = None
) -> Outcome | None:
    """None when it is not wanted any more or has to wait; else what became of it. `mark`: what `line` was opened by."""
    ending = ending or Ending()
    ready = await try_to_say(house, out_id, worker, ending.answered(_say(house, out_id, worker)), ending)
    if ready is None:
        return None
    within = (ready.until - house.clock.now()).total_seconds() / house.clock.speed
    try:
        delivery = await line.deliver(ready.sender, ready.recipient, ready.raw, within=within, copy_to=ready.copy_to)
    except (Invalid, WireError) as trouble:
        if not await patiently(partial(_not_begun, house, out_id, worker, trouble, mark), ending=ending):
            raise Outdated from trouble
        return Outcome.NOT_SENT
    delivery = replace(delivery, said_at=ready.said_at)
    work = partial(write_answer, house, out_id, worker, delivery)
    await written_or_kept(work, house, out_id, worker, delivery, ending)
    return delivery.outcome


async def _say(house: House, out_id: int, worker: int) -> Ready | None:
    async with house.database.begin() as session:
        await lock_accounts(session, [out_id])
        out = await session.get(MessageOut, out_id, with_for_update=True, populate_existing=True)
        now = house.clock.now()
        if out is None or out.state is not OutState.CLAIMED or out.claimed_by != worker:
            return None  # gone where whoever it was to was erased
        mailbox = await session.get_one(Mailbox, out.mailbox_id)
        contact = await session.get_one(Contact, out.contact_id)
        held = await _obstacle(session, out, contact, mailbox, now)
        if held is None:
            try:
                message_id, raw = await _compose(session, house, out, contact, mailbox, now)
            except Invalid as wrong:
                held = Held(HeldReason.LINT, None, str(wrong))
        if held is not None:
            hold(out, held, now)
            return None
        out.state, out.sending_at, out.message_id, out.raw = OutState.SENDING, now, message_id, raw
        out.attempts += 1
        until = now + timedelta(seconds=mailbox.grace_seconds) / 2  # the other half is the server's, to file it
        return Ready(mailbox.address, out.to_address, out.cc_address, raw, now, until)


async def _obstacle(
    session: AsyncSession, out: MessageOut, contact: Contact, mailbox: Mailbox, now: datetime
) -> Held | None:
    """Bounces and complaints stop a mailbox's mass mail, not its answers; a server that refuses it stops both."""
    firm = Firm(*(await session.execute(FIRM)).one())
    if firm.restored_at is not None:
        return Held(HeldReason.RESTORED, None, f"the database was restored or copied: {firm.restored_why}")
    try:
        await refuse_opted_out(session, contact, out.to_address)
        await refuse_copy(session, out.cc_address)
    except Conflict as opted_out:
        return Held(HeldReason.SUPPRESSED, None, opted_out.problem)
    if _is_first(out, await session.get_one(MessageIn, out.answer_to)):
        account = await session.get_one(Account, contact.account_id, populate_existing=True)
        if held := await barred(session, contact, account, firm):
            return held
    if rep := (await reps_let_go(session, [mailbox.id])).get(mailbox.id):
        return repless(rep)
    if problem := mailbox_problem(mailbox, now):
        return Held(HeldReason.MAILBOX_ERROR, mailbox.retry_at, problem)
    return None


def _is_first(out: MessageOut, source: MessageIn) -> bool:
    """To somebody whom the mail named, who has never heard of us; else to whoever wrote it."""
    return out.contact_id != source.contact_id


async def _compose(
    session: AsyncSession, house: House, out: MessageOut, contact: Contact, mailbox: Mailbox, now: datetime
) -> tuple[str, bytes]:
    """Message-ID and bytes. An answer goes on with the thread; a first mail to somebody named begins one, with what
    law asks for."""
    assert out.answer_to is not None
    source = await session.get_one(MessageIn, out.answer_to)
    first = _is_first(out, source)
    headers = {OUR_HEADER: new_mark(out.id, out.attempts + 1)}
    message_id = out.message_id or message.new_message_id(domain_of(mailbox.address), token_hex(12))
    body, name = out.body, elided(source.from_name)
    reply_to: str | None = None
    references: tuple[str, ...] = ()
    if first:
        link = opt_out_link(house, contact.email)
        body = f"{out.body}\n\n{footer_of(await workspace_of(session), link, contact.language)}"
        headers |= compliance.opt_out_headers(link, compliance.opt_out_mailto(mailbox.address, message_id))
        name = contact.name
    else:
        read = mime.parse(bytes(source.raw))
        reply_to, references = source.message_id or None, (*read.references, source.message_id)
    return message_id, message.build(
        sender=Address(mailbox.display_name, mailbox.address),
        recipient_email=out.to_address,
        recipient_name=" ".join(name.split()),
        subject=out.subject,
        body=body,
        message_id=message_id,
        date=now,
        in_reply_to=reply_to,
        references=references,
        extra_headers=headers,
        cc=out.cc_address,
    )


# --- after ----------------------------------------------------------------------------------------------------


async def write_answer(house: House, out_id: int, worker: int, delivery: Delivery) -> None:
    """What became of it."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out = await locked_mail(session, out_id)
        mailbox = await session.get_one(Mailbox, out.mailbox_id, with_for_update={"key_share": True})
        if delivery.stage != "connect":
            mailbox.ramp_started, mailbox.last_sent_at = warm_since(mailbox, now), now
        ours = _ours(out, worker)
        if ours:
            out.server_code, out.server_text = delivery.code, delivery.text[:WORDS]
        if delivery.outcome is Outcome.SENT and (ours or out.sent_at is None):
            if mailbox.state is MailboxState.ERROR and mailbox.retry_at is not None and mailbox.retry_at <= now:
                mailbox.state, mailbox.state_since, mailbox.state_detail = MailboxState.ACTIVE, now, ""
                mailbox.retry_at = None
            await answered(session, out, now)
        elif ours and delivery.outcome is Outcome.REFUSED and _about_the_mail(delivery):
            await _refused(session, out, delivery, now)
        elif ours:
            await not_taken(session, out, mailbox, delivery, now)
        if out.state is OutState.FAILED:
            why = f"Your mail to {out.to_address} was not taken: {said(delivery)}"
            await unanswered(session, out, why[:500], now)


def _about_the_mail(delivery: Delivery) -> bool:
    """Not about our login, our mailbox, our pace or the server itself: those wait and are tried again."""
    return judged(delivery) not in {Refusal.LOGIN, Refusal.SENDER, Refusal.SLOW, Refusal.SERVER}


async def _refused(session: AsyncSession, out: MessageOut, delivery: Delivery, now: datetime) -> None:
    """The work stays open, and shows why. Which of two recipients was meant nobody can tell: then no address is
    given up."""
    refusal, why = judged(delivery), said(delivery)
    if refusal is Refusal.LATER and out.soft_bounces < len(RETRIES):
        await back_to_due(session, out, now, RETRIES[out.soft_bounces])
        out.soft_bounces += 1
        out.held_detail = f"not taken yet: {why}"[:500]
        return
    if refusal is Refusal.ADDRESS and not out.cc_address:
        await bounce.bounced(session, out, BounceClass.HARD, why, now, at_the_door=True)
        return
    out.state, out.claimed_by, out.held_detail = OutState.FAILED, None, why[:500]
    record(
        session,
        now,
        "answer.refused",
        why=why[:300],
        contact_id=out.contact_id,
        mailbox_id=out.mailbox_id,
        message_out_id=out.id,
        message_in_id=out.answer_to,
    )


def _ours(out: MessageOut, worker: int) -> bool:
    """Whether the row still speaks of the try that has just ended."""
    return out.state in {OutState.SENDING, OutState.UNCERTAIN} and out.claimed_by == worker


async def _not_begun(house: House, out_id: int, worker: int, trouble: Invalid | WireError, mark: Mark | None) -> bool:
    """Nothing was said about this mail: the server did not let us in, or an address cannot be said at all. False: the
    mailbox has another login now."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out = await locked_mail(session, out_id)
        mailbox = await session.get_one(Mailbox, out.mailbox_id, with_for_update={"key_share": True})
        mine = [out] if _ours(out, worker) else []
        for one in mine:
            await back_to_due(session, one, now)
            if isinstance(trouble, Invalid):
                hold(one, Held(HeldReason.LINT, None, str(trouble)), now)
        if isinstance(trouble, WireError):
            if mark is not None and smtp_mark(mailbox) != mark:
                return False
            entry_trouble(session, mailbox, trouble, now, *mine)
        return True
