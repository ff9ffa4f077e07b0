"""A person answers a mail here, or writes to somebody it named (M21). It is kept at once and leaves by itself.

The row it becomes goes the same way as every mail (docs/architecture.md, "Send once"), past windows, gaps and caps,
which are for mails that nobody asked for. Whoever opted out gets no answer either.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows import enrollments
from engine.flows.locked import LARGEST, locked
from engine.flows.own_mails import BY_HAND
from engine.flows.people import open_contact
from engine.flows.reply_address import reply_address
from engine.flows.suggest import language_of
from engine.flows.suppress import HARD_BOUNCE
from engine.rules import addresses, answers, bins, lint, message
from engine.rules.compliance import missing_sender
from engine.rules.effects import Work
from engine.rules.erasure import elided, is_stand_in
from engine.rules.held import Held
from engine.rules.screen import repless
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, HeldReason, Kind, OutState
from engine.rules.windows import zone_of
from engine.store.copies import acting, same_answer
from engine.store.facts import own_addresses, reps_let_go, workspace_of
from engine.store.journal import record
from engine.store.known import Firm
from engine.store.mail import FoundState
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Account,
    AccountDomain,
    Contact,
    FoundPerson,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Template,
    TemplateVersion,
    Workspace,
)

UNDERWAY = (OutState.DUE, OutState.HELD, OutState.CLAIMED, OutState.SENDING, OutState.UNCERTAIN)
UNTOUCHABLE = bins.AVOID | {Bin.ACTIVE_OPPORTUNITY}
"""No mail that nobody asked for goes there (M5). Other bins are why a person named there is written to."""
SUBJECT = 500
USING = text("select pg_advisory_xact_lock(12, hashtext(:key))")


@dataclass(frozen=True)
class Words:
    """What a person wrote. `key` is theirs: with the same one nothing is sent twice.

    `to_contact_id` is somebody the mail named, left out: whoever wrote it. `copy_referrer` copies them in, `copy_to` a
    colleague of ours. `ends` says whether the open work is done by it; None: as engine.rules.answers.ends has it.
    `since` is when whoever writes looked at the conversation: it is not sent where somebody has answered since then.
    """

    key: str
    body: str
    subject: str = ""
    to_contact_id: int | None = None
    copy_referrer: bool = False
    copy_to: str = ""
    quote: bool = True
    template_version_id: int | None = None
    ends: bool | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class _To:
    contact: Contact
    address: str
    subject: str
    cc: str = ""


async def write(session: AsyncSession, in_id: int, words: Words, now: datetime, by: str) -> MessageOut:
    """The mail, waiting to leave; the one of the first time when the key was used before."""
    mail = await _locked(session, in_id)
    if known := await _known(session, mail, words.key):
        return known
    answers.refuse_unfinished(words.subject, words.body)
    referrer, account = await _whose(session, mail)
    mailbox = await _mailbox(session, mail)
    to_sender = words.to_contact_id in {None, referrer.id}
    to = (
        await _sender(session, mail, referrer, words.copy_to)
        if to_sender
        else await _named(session, mail, referrer, account, words, now)
    )
    await _refuse_underway(session, mail, to.contact)
    if words.since is not None:
        await _refuse_answered(session, mail, to.contact, words.since)
    out = MessageOut(
        position=0,
        answer_to=mail.id,
        answer_key=words.key,
        task_id=await _task(session, mail, words, to_sender=to_sender),
        contact_id=to.contact.id,
        mailbox_id=mailbox.id,
        template_version_id=await _version(session, words.template_version_id),
        due_at=now,
        look_at=now,
        to_address=to.address,
        cc_address=to.cc,
        subject=to.subject,
        body=_body(mail, referrer, mailbox, words, quote=words.quote and to_sender),
        written_by=by,
    )
    session.add(out)
    await session.flush()
    about = {"account_id": account.id, "contact_id": to.contact.id, "mailbox_id": mailbox.id}
    record(session, now, "answer.written", why=to.subject, by=by, message_out_id=out.id, message_in_id=mail.id, **about)
    return out


async def _locked(session: AsyncSession, in_id: int) -> MessageIn:
    """Under the lock of the one that acts for all its copies: one answer in two mailboxes is answered by one of us."""
    mail = await session.get(MessageIn, in_id) if 0 < in_id <= LARGEST else None
    first = acting(mail) if mail is not None else in_id
    acts = await locked(session, MessageIn, first, "response")
    if mail is None or mail.id == first:
        return acts
    await session.refresh(mail)
    return mail


async def _known(session: AsyncSession, mail: MessageIn, key: str) -> MessageOut | None:
    """Who uses the key for another mail at the same time is waited for."""
    await session.execute(USING, {"key": key})
    out = (await session.scalars(select(MessageOut).where(col(MessageOut.answer_key) == key))).one_or_none()
    if out is not None and out.answer_to != mail.id:
        raise Conflict("was used for another mail.", field="key", remedy="Make a new key for each answer.")
    return out


async def _whose(session: AsyncSession, mail: MessageIn) -> tuple[Contact, Account]:
    if mail.kind is Kind.UNSUBSCRIBE and mail.in_doubt:
        raise Conflict("they seem to opt out.", field="response", remedy="Say first what it is: correct its kind.")
    if mail.kind is Kind.UNSUBSCRIBE:
        raise Conflict("they opted out.", field="response", remedy="Nothing is written to them again, not even this.")
    if mail.kind not in answers.ANSWERABLE or mail.role == "sent":
        name = mail.kind.value if mail.kind else "unread"
        raise Conflict(
            f"a mail of the kind {name} is not answered.", field="response", remedy="Correct its kind first."
        )
    if mail.contact_id is None:
        raise Conflict("it answers nobody we wrote to.", field="response", remedy="Say first whose answer it is.")
    return await open_contact(session, mail.contact_id)


async def _mailbox(session: AsyncSession, mail: MessageIn) -> Mailbox:
    """Where it came in, so that it stays one conversation."""
    mailbox = await session.get_one(Mailbox, mail.mailbox_id)
    if mailbox.deleted_at is not None:
        raise Conflict(f"the mailbox {mailbox.address} was removed.", field="mailbox", remedy="Answer from another.")
    if mailbox.state is MailboxState.PAUSED:
        raise Conflict(f"the mailbox {mailbox.address} is paused.", field="mailbox", remedy="Resume it first.")
    if rep := (await reps_let_go(session, [mailbox.id])).get(mailbox.id):
        raise Conflict(f"{repless(rep).detail}.", field="mailbox", remedy="Hand the mailbox over first.")
    return mailbox


async def _sender(session: AsyncSession, mail: MessageIn, contact: Contact, copy_to: str) -> _To:
    """Whoever wrote, also from an address that is not the contact's, or whom they want to be answered instead."""
    address = addresses.normalise(await reply_address(session, mail) or contact.email)
    for one in dict.fromkeys([address, mail.from_address or address]):
        await refuse_opted_out(session, contact, one)
    return _To(contact, address, elided(message.thread_subject(mail.subject))[:SUBJECT], copy_to)


async def _named(
    session: AsyncSession, mail: MessageIn, referrer: Contact, account: Account, words: Words, now: datetime
) -> _To:
    """Somebody whom the mail named and who is a contact now. It is their first mail: law and bins are asked."""
    assert words.to_contact_id is not None
    accepted = select(FoundPerson).where(
        col(FoundPerson.message_in_id) == acting(mail),
        col(FoundPerson.contact_id) == words.to_contact_id,
        col(FoundPerson.state) == FoundState.ACCEPTED,
    )
    if (await session.scalars(accepted.limit(1))).first() is None:
        raise Invalid("is nobody whom this mail named.", field="to_contact_id", remedy="Accept the person first.")
    contact = await session.get_one(Contact, words.to_contact_id)
    if contact.account_id != account.id:
        contact, account = await open_contact(session, contact.id)
    await refuse_opted_out(session, contact, contact.email)
    if held := await barred(session, contact, account, await workspace_of(session)):
        if held.reason is HeldReason.POSTAL_ADDRESS:
            raise Conflict(held.detail, field="workspace.postal_address", remedy="Law asks for it in a first mail.")
        raise Conflict(f"must not be written to: {held.detail}.", field="account", remedy="Look at the account first.")
    _refuse_dishonest(words)
    for enrollment in await enrollments.of_contact(session, contact.id):
        why = f"written to directly: named by {referrer.email}"
        await enrollments.end(session, enrollment, EnrollmentState.STOPPED, why, now)
    if words.copy_referrer:
        await refuse_opted_out(session, referrer, referrer.email)
    return _To(contact, contact.email, words.subject.strip()[:SUBJECT], referrer.email if words.copy_referrer else "")


async def barred(session: AsyncSession, contact: Contact, account: Account, firm: Workspace | Firm) -> Held | None:
    """Why they get no first mail, asked when it is written and again when it leaves."""
    if account.red_flag:
        return Held(HeldReason.RED_FLAG, None, account.red_flag)
    if account.bin in UNTOUCHABLE:
        return Held(HeldReason.BIN, None, f"it is in the bin {account.bin.value}")
    owner = await _owner(session, contact)
    if owner is not None and owner.bin in bins.SPARED:
        return Held(HeldReason.BIN, None, f"the address is at {owner.name}, in the bin {owner.bin.value}")
    return missing_sender(firm.legal_name, firm.postal_address)


async def _owner(session: AsyncSession, contact: Contact) -> Account | None:
    """The account whose domain their address is at, which may be another than they are in."""
    row = await session.get(AccountDomain, addresses.domain_group(addresses.domain_of(contact.email)))
    return None if row is None else await session.get_one(Account, row.account_id, populate_existing=True)


def _refuse_dishonest(words: Words) -> None:
    """A first mail neither pretends to answer (M11) nor goes without a subject."""
    if not words.subject.strip():
        raise Invalid("is missing.", field="subject", remedy="Write a few honest words.")
    if lint.FAKED.match(words.subject.strip()):
        raise Invalid("pretends to answer or forward a mail.", field="subject", remedy="Remove the Re: or Fwd:.")


async def refuse_opted_out(session: AsyncSession, contact: Contact, address: str) -> None:
    """Asked when it is written and again when it leaves. That the contact's address is dead says nothing about another
    one that they write from; what is left of somebody who was erased says nothing about whoever writes."""
    is_elsewhere = address != contact.email
    is_somebody = is_elsewhere and is_stand_in(contact.email)
    for one in dict.fromkeys([address, address if is_somebody else contact.email]):
        suppression = await suppression_of(session, one)
        is_dead = suppression is not None and suppression.reason == HARD_BOUNCE
        if suppression is not None and not (is_dead and is_elsewhere and one == contact.email):
            raise Conflict(
                f"{one} must not be mailed: {suppression.words}.",
                field="response",
                remedy="Whoever opted out gets no answer either; an administrator may lift it.",
            )
    is_stopped = contact.state is ContactState.SUPPRESSED and not is_somebody
    if is_stopped or (contact.state is ContactState.BOUNCED and not is_elsewhere):
        raise Conflict(f"{contact.email} is {contact.state.value}.", field="response", remedy="Look at the contact.")


async def refuse_copy(session: AsyncSession, address: str) -> None:
    """Whoever opted out gets no copy either. A colleague's address is ours, and nobody's to opt out."""
    if not address or address in await own_addresses(session):
        return
    if suppression := await suppression_of(session, address):
        raise Conflict(f"{address} must not be mailed: {suppression.reason}.", field="cc", remedy="Leave the copy out.")


async def _refuse_underway(session: AsyncSession, mail: MessageIn, contact: Contact) -> None:
    """Two tabs, or two people, do not answer one mail at the same time."""
    query = select(MessageOut).where(
        col(MessageOut.answer_to).in_(await same_answer(session, mail)),
        col(MessageOut.contact_id) == contact.id,
        col(MessageOut.state).in_(UNDERWAY),
    )
    other = (await session.scalars(query.limit(1))).first()
    if other is not None:
        raise Conflict(
            f"an answer of {other.written_by} is under way.",
            field="response",
            remedy="Wait until it has left, or withdraw it.",
        )


async def _refuse_answered(session: AsyncSession, mail: MessageIn, contact: Contact, since: datetime) -> None:
    """From here, or in a mail program, while somebody wrote."""
    sent = select(col(MessageOut.written_by)).where(
        col(MessageOut.answer_to).in_(await same_answer(session, mail)),
        col(MessageOut.contact_id) == contact.id,
        col(MessageOut.sent_at) > since,
    )
    typed = select(col(ResponseTask.done_by)).where(
        col(ResponseTask.message_in_id) == acting(mail),
        col(ResponseTask.contact_id) == contact.id,
        col(ResponseTask.done_how) == BY_HAND,
        col(ResponseTask.done_at) > since,
    )
    who = await session.scalar(sent.union(typed).limit(1))
    if who is not None:
        raise Conflict(
            f"{who} has answered meanwhile.",
            field="since",
            remedy="Look at what they wrote. Send it once more if it is still to be said.",
        )


async def _task(session: AsyncSession, mail: MessageIn, words: Words, *, to_sender: bool) -> int | None:
    query = select(ResponseTask).where(
        col(ResponseTask.message_in_id) == acting(mail),
        col(ResponseTask.done_at).is_(None),
        col(ResponseTask.step) != Work.MANUAL,
    )
    for task in await session.scalars(query.order_by(col(ResponseTask.id))):
        if answers.ends(task.step, to_sender=to_sender) if words.ends is None else words.ends:
            return task.id
    return None


async def _version(session: AsyncSession, version_id: int | None) -> int | None:
    if version_id is None:
        return None
    version = await session.get(TemplateVersion, version_id) if 0 < version_id < 2**63 else None
    template = await session.get(Template, version.template_id) if version is not None else None
    if template is None or template.reply is None:
        raise Invalid("is no version of a reply template.", field="template_version_id", remedy="List the suggestions.")
    return version_id


def _body(mail: MessageIn, contact: Contact, mailbox: Mailbox, words: Words, *, quote: bool) -> str:
    body = words.body.replace("\r\n", "\n").strip()
    if not quote or not mail.text.strip():
        return body
    who = f"{mail.from_name} <{mail.from_address}>" if mail.from_name else mail.from_address or contact.email
    zone = zone_of(mailbox.time_zone, "mailbox.time_zone")
    quoted = answers.quoted(mail.text, who, mail.received_at, zone, language_of(mail, contact))
    return f"{body}\n\n{elided(quoted)}"
