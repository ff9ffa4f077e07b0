"""Decide about stored mails: understand them, find what they answer, carry out what follows. Can be run again."""

import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Text, func, select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import ProtocolTrouble
from engine.flows.carry_out import follow, locked_contact, write_down
from engine.flows.history import meet
from engine.flows.house import House
from engine.flows.locked import NOT_WHILE_ERASING, locked
from engine.flows.look_again import look_again
from engine.flows.own_mails import Stored, own_mails
from engine.flows.patiently import passes
from engine.flows.receive import UNSTORABLE
from engine.flows.tasks import worker_of
from engine.rules.correspondence import companies, company_of, when
from engine.rules.effects import Work, effect_of
from engine.rules.reading import chain, mime
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.matching import Clues, clues_of, head_of, same_thread
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import HUMAN_KINDS, BounceClass, Kind
from engine.store import deeds
from engine.store.ahead import Ahead, forget_ahead, look_ahead
from engine.store.columns import among, listed, storable
from engine.store.copies import IS_COPY, become_copy
from engine.store.facts import own_addresses
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.tables import Contact, Mailbox, MessageIn, MessageOut, ResponseTask
from engine.store.threads import GUESS, WEAK, Found, Match, find, match

TRIES = 3
"""How often a mail is read when another transaction crosses it."""
SENT_ROLE, JUNK_ROLE = "sent", "junk"
UNREADABLE = "This mail could not be read by the program: look at it in your mail program."

KNOWN_IDS = select(col(MessageIn.message_id)).where(
    listed(col(MessageIn.message_id), "ids", Text),
    col(MessageIn.role) != SENT_ROLE,
    col(MessageIn.state) == InState.READ,
)
REPORTS = frozenset({Kind.BOUNCE, Kind.DELAY, Kind.COMPLAINT})
"""Our own mail server tells of them as well."""
NOTHING = Verdict(kind=Kind.UNRELATED, confidence=0.0, rule="", because="")
"""Before it is read."""

log = logging.getLogger(__name__)

Read = Callable[[ParsedMail, frozenset[str], bool], Verdict]


def classify(mail: ParsedMail, own: frozenset[str], known_thread: bool) -> Verdict:
    return chain.classify(mail, own_addresses=own, known_thread=known_thread)


async def read(house: House, in_id: int, how: Read = classify) -> None:
    """A mail that breaks something is marked BROKEN and shown to the mailbox's owner; the next one is read."""
    for left in reversed(range(TRIES)):
        try:
            async with house.database.begin() as session:
                await decide(session, in_id, house.clock.now(), how)
        except (OperationalError, InterfaceError, IntegrityError) as crossed:
            if left:
                continue  # two at once (deadlock, same key): the second time it sees what the other did
            if not isinstance(crossed, IntegrityError):
                raise  # the database, not the mail: it is read again later
            await _broken(house, in_id, crossed)
        except Exception as problem:  # whatever a stranger's mail does, it is kept and a person sees it
            await _broken(house, in_id, problem)
        return


async def read_all(house: House, in_ids: Sequence[int], hows: Mapping[int, Read]) -> None:
    """Several in one transaction. When that cannot be done each is read alone, so that none stops the others. `hows`:
    by whom a mail is read, where it is not `classify`.
    """
    try:
        async with house.database.begin() as session:
            await decide_all(session, in_ids, house.clock.now(), hows)
    except Exception as problem:  # which of them it was shows when each is alone
        log.info("%d mails are read one by one: %r", len(in_ids), problem)
        for in_id in in_ids:
            await read(house, in_id, hows.get(in_id, classify))


async def decide(session: AsyncSession, in_id: int, now: datetime, how: Read = classify) -> None:
    await decide_all(session, [in_id], now, {in_id: how})


async def decide_all(session: AsyncSession, in_ids: Sequence[int], now: datetime, hows: Mapping[int, Read]) -> None:
    """In one transaction: verdicts, matches, effects, and the lists by which they can be undone."""
    query = select(MessageIn).where(among(col(MessageIn.id), in_ids), col(MessageIn.state) != InState.READ)
    await session.execute(NOT_WHILE_ERASING)
    rows = list(await session.scalars(query.order_by(col(MessageIn.id)).with_for_update(key_share=True)))
    if not rows:
        return
    own = await own_addresses(session)
    items = [_Item(row, _parsed(row)) for row in rows]
    for item in items:
        if _was_put_there(item.mail, own):
            item.row.role = SENT_ROLE
    came = [item for item in items if item.row.role != SENT_ROLE]
    await _understand(session, came, own, hows)
    await _deal_with(session, came, now)
    private = [item for item in came if item.row.kind is Kind.UNRELATED and item.row.role != JUNK_ROLE]
    await _meet(session, [(item.row, item.mail) for item in private], own, now, sent=False)
    await _sent(session, [item for item in items if item.row.role == SENT_ROLE], own, now, hows)


@dataclass
class _Item:
    """A stored mail, and what is found out about it."""

    row: MessageIn
    mail: ParsedMail
    verdict: Verdict = NOTHING
    found: Found | None = None
    memory: deeds.Memory | None = None


def _parsed(row: MessageIn) -> ParsedMail:
    if not row.raw:
        raise ProtocolTrouble(row.problem or "the server handed over an empty mail")
    return mime.parse(bytes(row.raw))


def _was_put_there(mail: ParsedMail, own: frozenset[str]) -> bool:
    """By our rep's mail program, some of which keep an answer beside what it answers: whatever is delivered, also by
    somebody who uses our name, has a line of the server that took it (RFC 5321, 4.4)."""
    return mail.sender.email in own and not mail.header("received")


async def _understand(
    session: AsyncSession, items: Sequence[_Item], own: frozenset[str], hows: Mapping[int, Read]
) -> None:
    """What they are and what they answer; a report is matched again by what it says about the mail that failed."""
    firsts = await find(session, [(clues_of(item.mail), item.row.mailbox_id) for item in items])
    for item, found in zip(items, firsts, strict=True):
        item.found = found
        item.verdict = hows.get(item.row.id, classify)(item.mail, own, found is not None)
        item.verdict, item.found = trusted(item.verdict, item.found)
    told = [item for item in items if item.verdict.failed_recipients or item.verdict.original_message_id]
    for item, found in zip(told, await find(session, [_clues_again(item) for item in told]), strict=True):
        item.verdict, item.found = trusted(item.verdict, found)
    ours = companies(own)
    for item in items:
        if item.found is not None and await _is_from_us(session, item.mail, item.verdict, item.found.out_id, ours):
            item.verdict, item.found = from_us(item.mail), None
    for item in items:
        if item.row.role == JUNK_ROLE and item.found is not None and item.found.how == "sender":
            item.verdict, item.found = await _in_junk(session, item.mail, item.verdict, item.found)


async def _in_junk(
    session: AsyncSession, mail: ParsedMail, verdict: Verdict, found: Found
) -> tuple[Verdict, Found | None]:
    """Spam claims to be from anybody: there only an answer to a mail of ours counts, and an opt-out, in doubt."""
    if same_thread((await session.get_one(MessageOut, found.out_id)).subject, mail.subject):
        return verdict, found
    if verdict.kind is Kind.UNSUBSCRIBE:
        return replace(verdict, confidence=min(verdict.confidence, IN_DOUBT)), found
    return verdict, None


async def _is_from_us(
    session: AsyncSession, mail: ParsedMail, verdict: Verdict, out_id: int, ours: frozenset[str]
) -> bool:
    """Whether a colleague of ours wrote, e.g. about an answer that a rep has shown them, in its thread. `ours`: our
    companies. Whoever is written to there, as by one who tries the program, is answered by colleagues of theirs.
    """
    company = company_of(mail.sender.email)
    if verdict.kind in REPORTS or company not in ours:
        return False
    return company_of((await session.get_one(MessageOut, out_id)).to_address) != company


FROM_US = "our_company"
"""The rule of what a colleague of ours wrote in a prospect's thread."""


def from_us(mail: ParsedMail) -> Verdict:
    return Verdict(Kind.OWN_MAIL, 0.9, FROM_US, f"From: {mail.sender.email}")


FoundHow = TypeVar("FoundHow", Found, Match)


def trusted(verdict: Verdict, found: FoundHow | None) -> tuple[Verdict, FoundHow | None]:
    """What a mail quotes tells whose it is only of people's answers. What is guessed is in doubt, so that a person
    decides, and so is a report of which only the subject is ours: it names somebody else there who was not reached."""
    if found is not None and found.how == "domain_subject" and verdict.failed_recipients:
        return replace(verdict, confidence=min(verdict.confidence, IN_DOUBT)), found
    if found is None or found.how not in WEAK:
        return verdict, found
    if verdict.kind not in HUMAN_KINDS:
        return verdict, None
    confidence = min(verdict.confidence, IN_DOUBT) if found.how == GUESS else verdict.confidence
    return replace(verdict, confidence=confidence), found


def _clues_again(item: _Item) -> tuple[Clues, int]:
    verdict = item.verdict
    return clues_of(item.mail, verdict.failed_recipients, verdict.original_message_id), item.row.mailbox_id


async def _deal_with(session: AsyncSession, items: Sequence[_Item], now: datetime) -> None:
    """One after the other, as they came, on rows that were read for all of them."""
    ahead = await look_ahead(
        session,
        [item.found.out_id for item in items if item.found],
        {item.row.mailbox_id for item in items},
        {address for item in items for address in _perhaps_suppressed(item)},
    )
    twins = await _perhaps_twins(session, items)  # under the locks: another poller may be reading the other one
    judging = _last_bounces([item for item in items if item.row.id not in twins], ahead)
    for item in items:
        row = item.row
        write_down(row, item.mail, item.verdict, now)
        if row.id in twins and (twin := await _twin(session, row, item.found)):
            become_copy(row, twin)
            continue
        match = Match(ahead.mails[item.found.out_id], item.found.how) if item.found else None
        contact = await session.get_one(Contact, match.out.contact_id) if match else None
        judges = item.verdict.kind is not Kind.BOUNCE or row.id in judging or row.id in twins
        item.memory = await follow(session, row, item.mail, item.verdict, match, contact, now, judges=judges)
    await session.flush()
    for item in items:
        if item.memory is not None:
            item.row.effects = item.memory.deeds()
    if ahead.freed:
        await look_again(session, now, account_ids=ahead.freed)
    forget_ahead(session)


def _perhaps_suppressed(item: _Item) -> set[str]:
    """Addresses that a mail may put beyond reach, besides the contact's."""
    if not effect_of(item.verdict.kind, item.verdict.bounce).suppress and item.verdict.bounce is not BounceClass.HARD:
        return set()
    return {item.mail.sender.email, *item.verdict.failed_recipients} - {""}


def _last_bounces(items: Sequence[_Item], ahead: Ahead) -> set[int]:
    """Of bounces that are sure to count, the last one of each mailbox and list looks at its health; others each."""
    last: dict[tuple[int, int | None], int] = {}
    others: set[int] = set()
    for item in items:
        if item.verdict.kind is not Kind.BOUNCE:
            continue
        out = ahead.mails[item.found.out_id] if item.found else None
        contact = ahead.contacts.get(out.contact_id) if out else None
        counts = item.verdict.bounce in {BounceClass.HARD, BounceClass.BLOCK} and not item.verdict.doubts
        if out is None or contact is None or out.cc_address or not counts:
            others.add(item.row.id)
        else:
            last[out.mailbox_id, contact.batch_id] = item.row.id
    return others | set(last.values())


async def _perhaps_twins(session: AsyncSession, items: Sequence[_Item]) -> set[int]:
    """Those with the Message-ID of a mail that came before them."""
    ids = [item.row.message_id for item in items if item.row.message_id]
    seen = set(await session.scalars(KNOWN_IDS, {"ids": ids})) if ids else set()
    found = set()
    for row in (item.row for item in items if item.row.message_id):
        if row.message_id in seen:
            found.add(row.id)
        seen.add(row.message_id)
    return found


async def _sent(
    session: AsyncSession, items: Sequence[_Item], own: frozenset[str], now: datetime, hows: Mapping[int, Read]
) -> None:
    for item in items:
        write_down(item.row, item.mail, hows.get(item.row.id, classify)(item.mail, own, False), now)
        item.row.kind = Kind.OWN_MAIL
    by_hand = await own_mails(session, [(item.row, item.mail) for item in items], now)
    await _meet(session, by_hand, own, now, sent=True)


async def _meet(
    session: AsyncSession, mails: Sequence[Stored], own: frozenset[str], now: datetime, *, sent: bool
) -> None:
    for mailbox_id in sorted({row.mailbox_id for row, _ in mails}):
        mine = [(mail, when(mail, row.received_at, now)) for row, mail in mails if row.mailbox_id == mailbox_id]
        await meet(session, mailbox_id, mine, own, sent=sent)


async def understand(
    session: AsyncSession, raw: bytes, mailbox_id: int, own: frozenset[str], how: Read = classify
) -> tuple[ParsedMail, Verdict, Match | None]:
    """What a mail is and what it answers. Changes nothing."""
    mail = mime.parse(raw)
    found = await match(session, clues_of(mail), mailbox_id)
    verdict, found = trusted(how(mail, own, found is not None), found)
    if verdict.failed_recipients or verdict.original_message_id:
        clues = clues_of(mail, verdict.failed_recipients, verdict.original_message_id)
        verdict, found = trusted(verdict, await match(session, clues, mailbox_id))
    if found is not None and await _is_from_us(session, mail, verdict, found.out.id, companies(own)):
        return mail, from_us(mail), None
    return mail, verdict, found


async def _twin(session: AsyncSession, row: MessageIn, found: Found | None) -> MessageIn | None:
    """The same words from the same person under the same Message-ID: delivered twice, answered once. In another mailbox
    it answers the same mail, for both got it, or has the very same bytes, for both read one account. It was read as the
    same kind, also where a person has said since that it is another.
    """
    same = [getattr(MessageIn, name) == getattr(row, name) for name in ("message_id", "from_address", "text")]
    was_read = func.coalesce(MessageIn.read_kind, MessageIn.kind)
    one_account = (col(MessageIn.digest) == row.digest) & col(MessageIn.out_id).is_not(None)
    one_answer = col(MessageIn.out_id) == (found.out_id if found else None)
    query = select(MessageIn).where(
        *same,
        was_read == row.kind,
        ~IS_COPY,
        (col(MessageIn.mailbox_id) == row.mailbox_id) | one_account | one_answer,
        col(MessageIn.id) != row.id,
        col(MessageIn.role) != SENT_ROLE,
        col(MessageIn.state) == InState.READ,
    )
    return (await session.scalars(query.order_by(col(MessageIn.id)).limit(1))).one_or_none()


async def _broken(house: House, in_id: int, problem: Exception) -> None:
    async with house.database.begin() as session:
        why = f"{type(problem).__name__}: {problem}"
        row = await locked(session, MessageIn, in_id, "response")
        if row.state is InState.STORED:
            await _give_to_person(session, row, why, house.clock.now())


def _look_for(row: MessageIn, mailbox: Mailbox) -> str:
    here = UNSTORABLE in row.problem
    why = "This mail could not be stored" if here else "The mail server does not hand this mail over"
    return f"{why}: look for it in {row.folder} of {mailbox.address}."


def _clues_of_unread(row: MessageIn) -> Clues:
    """Of a mail without bytes what its server's index says; else what its header says, if that can be read."""
    if row.raw:
        with contextlib.suppress(Exception):  # what broke the reading may break this too
            mail = mime.parse(head_of(bytes(row.raw)))
            row.from_address, row.from_name = mail.sender.email, storable(mail.sender.name)[:200]
            row.subject = storable(mail.subject)[:500]
            return clues_of(mail)
    return Clues((), (), row.from_address, row.subject)


async def _say_whose(session: AsyncSession, row: MessageIn) -> None:
    """Spam claims to be from anybody: in Junk only an answer to a mail of ours counts."""
    found = await match(session, _clues_of_unread(row), row.mailbox_id)
    if found is not None and (row.role != JUNK_ROLE or found.how == "message_id"):
        contact = await locked_contact(session, found.out)
        row.out_id, row.matched_by, row.contact_id = found.out.id, found.how, contact.id


async def _give_to_person(session: AsyncSession, row: MessageIn, problem: str, now: datetime) -> None:
    """Until somebody has looked, nobody of the company it is from is written to (engine.store.facts)."""
    mailbox = await session.get_one(Mailbox, row.mailbox_id)
    row.state, row.problem = InState.BROKEN, storable(problem)[:1000]
    try:
        async with session.begin_nested():
            await _say_whose(session, row)
    except Exception as trouble:  # what broke the reading may break this too
        if passes(trouble):
            raise
        log.warning("whose the mail %d is cannot be told: %r", row.id, trouble)
    session.add(
        ResponseTask(
            message_in_id=row.id,
            contact_id=row.contact_id,
            owner_id=await worker_of(session, mailbox),
            step=Work.LOOK,
            note=_look_for(row, mailbox) if not row.raw else UNREADABLE,
            due_at=now,
            created_at=now,
        )
    )
    record(session, now, "mail.broken", why=problem[:300], mailbox_id=row.mailbox_id, message_in_id=row.id)
