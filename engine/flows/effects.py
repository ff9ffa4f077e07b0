"""Carry out what a kind of answer does (engine.rules.effects): move the contact, the account, the work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import OffhoursError
from engine.flows import bounce, enrollments, health
from engine.flows.accept import accept
from engine.flows.hold import hold
from engine.flows.marks import OUR_HEADER, read_mark
from engine.flows.read_rules import policies_of
from engine.flows.suppress import suppress_address
from engine.flows.tasks import MORNING, morning, opted_out, worker_of
from engine.rules import bins
from engine.rules.colleagues import is_anothers_note, is_colleague, is_somebody_else
from engine.rules.effects import BOUNCES, OF_ANOTHER_MAIL, Effect, Work, effect_of
from engine.rules.held import Held
from engine.rules.holidays_calendar import business_days_after, country_code
from engine.rules.policies import Policies
from engine.rules.reading.cards import card_of
from engine.rules.reading.each_fate import class_for
from engine.rules.reading.for_all import for_all
from engine.rules.reading.mail import Mailbox as Box
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import (
    HUMAN_KINDS,
    Bin,
    BounceClass,
    ContactState,
    EnrollmentState,
    HeldReason,
    Kind,
    Relation,
)
from engine.store import places
from engine.store.ahead import ahead_of
from engine.store.facts import UNSENT, workspace_of
from engine.store.journal import record
from engine.store.suppressions import erased
from engine.store.tables import (
    Account,
    Contact,
    Enrollment,
    FoundPerson,
    Mailbox,
    MessageIn,
    MessageOut,
    ResponseTask,
)
from engine.store.threads import BY_ID


@dataclass(frozen=True)
class Case:
    """One answer with what it answers. `out` and `contact` are None for an opt-out from somebody unknown."""

    row: MessageIn
    mail: ParsedMail
    verdict: Verdict
    out: MessageOut | None
    contact: Contact | None
    judges: bool = True
    """Whether the health of its mailbox and its list is looked at; of several bounces at once the last one does it."""
    again: bool = False
    """What it did was taken back and is done once more (engine.flows.take_back): its people and its work are there."""

    def since(self, now: datetime) -> datetime:
        """When spans begin of which it gives no end: when it was first read, however late it is corrected."""
        return self.row.read_at or now

    @property
    def asked(self) -> Box | None:
        """Whom we wrote to."""
        return Box(self.contact.name, self.contact.email) if self.contact is not None else None

    @property
    def is_about_another(self) -> bool:
        """A report about a mail whose address may live, and which is none of ours."""
        is_dead = self.verdict.bounce is BounceClass.HARD
        return not is_dead and is_about_another(self.mail, self.verdict, self.row.matched_by)


def effect_for(case: Case) -> Effect:
    """The row of the table, by all that is known of who wrote and what they answer."""
    mail, kind, said_by_hand = case.mail, case.verdict.kind, bool(case.row.corrected_by)
    asked = case.asked
    if kind is Kind.BOUNCE and case.is_about_another and not case.verdict.doubts:
        return OF_ANOTHER_MAIL
    return effect_of(
        kind,
        case.verdict.bounce,
        case.row.decision_maker,
        doubts=case.verdict.doubts or (not said_by_hand and asked is not None and is_anothers_note(mail, kind, asked)),
        for_all=kind is Kind.UNSUBSCRIBE and for_all(mail.text),
        colleague=asked is not None
        and is_somebody_else(mail, kind, asked)
        and not (said_by_hand and kind is Kind.UNSUBSCRIBE),
    )


async def apply(session: AsyncSession, case: Case, now: datetime) -> None:
    """Every column of the table, in an order in which none undoes another."""
    effect = effect_for(case)
    rules = policies_of(await workspace_of(session))
    if effect.suppress:
        await _suppress(session, case, effect, now)
    if effect.alert_mailbox and not case.again:
        await _alert(session, case, rules, now)
    if case.out is None or case.contact is None:
        return
    account = await session.get_one(Account, case.contact.account_id)
    is_bounce = case.verdict.kind is Kind.BOUNCE and not case.verdict.doubts
    if is_bounce and _is_of_the_copy(case.out, case.verdict):
        why = f"{case.out.cc_address}: {case.verdict.reason or case.verdict.because}"
        record(session, now, "copy.bounced", why=why[:300], message_out_id=case.out.id, message_in_id=case.row.id)
        return
    if is_bounce:
        await _bounced(session, case, case.out, account, rules, now)
        return
    await _enrollments(session, case, effect, now)
    if effect.contact is not None and (effect.suppress or case.contact.state is not ContactState.SUPPRESSED):
        case.contact.state, case.contact.state_why = effect.contact, case.verdict.because[:500]
    await _account(session, case, effect, account, rules, now)
    if effect.away:
        await _away(session, case, account, rules, now)
    if not case.again:
        await _people(session, case, account, rules, now)
    if effect.work is not None and not case.again:
        await _task(session, case, effect, effect.work, account, rules, now)
    if case.verdict.kind in HUMAN_KINDS:
        case.contact.last_activity_at = account.last_activity_at = case.row.received_at
        _learn(session, case, case.contact, account, now)


async def _bounced(
    session: AsyncSession, case: Case, out: MessageOut, account: Account, rules: Policies, now: datetime
) -> None:
    of_all = case.verdict.bounce or BounceClass.SOFT
    klass = of_all if case.row.corrected_by else class_for(case.mail, out.to_address, of_all)
    if klass is None:
        return
    why = case.verdict.reason or case.verdict.because
    typed = is_about_another(case.mail, case.verdict, case.row.matched_by)
    if klass is BounceClass.HARD or not typed:
        await bounce.bounced(session, out, klass, why, now, at_the_door=False, of_another=typed)
    if case.again:
        return
    if case.judges:
        await bounce.judge_health(session, out, rules, now)
    if typed or out.answer_to is not None:
        unanswered = Effect(note=f"Your mail to {out.to_address} did not arrive: {why[:300]}")
        await _task(session, case, unanswered, Work.LOOK if typed else Work.ANSWER, account, rules, now)
    elif klass is BounceClass.BLOCK:
        await _task(session, case, BOUNCES[klass], Work.LOOK, account, rules, now)


def is_about_another(mail: ParsedMail, verdict: Verdict, matched_by: str) -> bool:
    """A report that names a mail which is none of ours, e.g. what the rep has typed in a mail program: ours was not
    refused, and does not go again. An address that is dead is so for all. Where a service has replaced our Message-ID
    and no copy tells it, what was returned of the mail has our mark."""
    if not verdict.original_message_id or matched_by == BY_ID:
        return False
    return all(read_mark(returned.header(OUR_HEADER)) is None for returned in mail.embedded)


def _is_of_the_copy(out: MessageOut, verdict: Verdict) -> bool:
    """Whoever was copied in did not get it: that says nothing of the one whom it was to."""
    failed = verdict.failed_recipients
    return bool(out.cc_address) and out.cc_address in failed and out.to_address not in failed


def _learn(session: AsyncSession, case: Case, contact: Contact, account: Account, now: datetime) -> None:
    """Title and telephone of the contact's own signature, where nobody has said them before."""
    if case.mail.sender.email != contact.email:
        return
    card = card_of(case.mail, country_code(account.country))
    told = {"title": card.title[:200], "phone": (card.phone or card.mobile)[:60]}
    learned = {field: said for field, said in told.items() if said and not getattr(contact, field)}
    for field, said in learned.items():
        setattr(contact, field, said)
    if learned:
        why = "from the signature: " + ", ".join(learned)
        record(session, now, "contact.learned", why=why, contact_id=contact.id, message_in_id=case.row.id)


async def _suppress(session: AsyncSession, case: Case, effect: Effect, now: datetime) -> None:
    """Whoever asked, and the address we wrote to: an opt-out from a private address is meant for both, a colleague's is
    not."""
    kind = case.verdict.kind
    if kind is Kind.BOUNCE:
        return  # bounce.bounced suppresses the address that died
    found = {case.contact.email} if case.contact and effect.contact is not None else set()
    if kind is Kind.UNSUBSCRIBE and case.mail.sender.email:
        found.add(case.mail.sender.email)
    if kind is Kind.COMPLAINT:
        found |= set(case.verdict.failed_recipients)
    for address in sorted(found):
        try:
            await suppress_address(
                session, address, kind.value, f"mail {case.row.id}: {case.verdict.because[:200]}", now, by_reading=True
            )
        except OffhoursError as wrong:
            record(session, now, "suppress.impossible", why=str(wrong), message_in_id=case.row.id)
    if case.contact is not None and effect.contact is not None and not case.verdict.doubts:
        await opted_out(session, case.contact.id, now, case.row)


async def _alert(session: AsyncSession, case: Case, rules: Policies, now: datetime) -> None:
    """Complaints and blocks are about the mailbox that sent the mail, wherever they come to: too many stop it."""
    mailbox = await session.get_one(Mailbox, case.out.mailbox_id if case.out else case.row.mailbox_id)
    why = case.verdict.reason or case.verdict.because
    record(session, now, f"mailbox.alert.{case.verdict.kind.value}", why=why[:300], mailbox_id=mailbox.id)
    if case.verdict.kind is Kind.COMPLAINT:
        await health.judge(session, mailbox, rules, now)


async def _enrollments(session: AsyncSession, case: Case, effect: Effect, now: datetime) -> None:
    assert case.out is not None
    assert case.contact is not None
    why = f"{case.verdict.kind.value}: {case.verdict.because}"
    mine = _there_then(case, await enrollments.of_contact(session, case.contact.id), now)
    if effect.enrollment is not None:
        for enrollment in mine:
            state = effect.enrollment if enrollment.id == case.out.enrollment_id else EnrollmentState.STOPPED
            if enrollment.id == case.out.enrollment_id or effect.everywhere:
                await enrollments.end(session, enrollment, state, why, now)
    if effect.hold:
        for out in await _waiting(session, case.contact.id):
            hold(out, Held(HeldReason.ACCOUNT_BUSY, None, effect.note), now)  # until the task made below is done


def _there_then(case: Case, found: list[Enrollment], now: datetime) -> list[Enrollment]:
    """Sequences that somebody has begun since are no affair of an old mail's."""
    return [one for one in found if not case.again or one.created_at <= now]


async def _waiting(session: AsyncSession, contact_id: int) -> list[MessageOut]:
    """Steps of campaigns: what a person wrote to them leaves."""
    if known := ahead_of(session, contact_id):
        return known.unsent(contact_id)
    mine = (col(MessageOut.contact_id) == contact_id, col(MessageOut.enrollment_id).is_not(None))
    query = select(MessageOut).where(*mine, col(MessageOut.state).in_(UNSENT))
    return list(await session.scalars(query.with_for_update()))


async def _account(
    session: AsyncSession, case: Case, effect: Effect, account: Account, rules: Policies, now: datetime
) -> None:
    assert case.contact is not None
    if effect.bin is not None and account.bin is not Bin.ACTIVE_OPPORTUNITY:  # with an AE: no answer takes it away
        move(session, account, effect.bin, f"{case.verdict.kind.value} from {case.mail.sender.email}", "offhours", now)
    if effect.bin is Bin.CHECK_BACK:
        later = case.since(now) + timedelta(days=rules.check_back_days)
        account.check_back_on = case.verdict.check_back_date or later.date()
    if effect.holds_account:
        account.responded_at = now
    if effect.stops_account:
        others = await enrollments.of_account(session, account.id, but_contact=case.contact.id)
        for enrollment in _there_then(case, others, now):
            await enrollments.end(session, enrollment, EnrollmentState.STOPPED, effect.note, now)


def move(session: AsyncSession, account: Account, goal: Bin, why: str, by: str, now: datetime) -> bool:
    """The one writer of bins (M20). False, and a line in the log, when the move is not allowed."""
    if account.bin is goal:
        return True
    if not bins.may_move(account.bin, goal):
        record(
            session,
            now,
            "account.bin.refused",
            why=f"{account.bin.value} to {goal.value}: {why}",
            account_id=account.id,
        )
        return False
    before = account.bin.value
    record(session, now, "account.bin", why=why, by=by, account_id=account.id, before=before, bin=goal.value)
    account.bin, account.bin_since, account.bin_by, account.bin_why = goal, now, by, why[:500]
    return True


async def _away(session: AsyncSession, case: Case, account: Account, rules: Policies, now: datetime) -> None:
    """Return date + 1 business day in the contact's zone, in every campaign; no date: some days."""
    assert case.contact is not None
    mailbox = await session.get_one(Mailbox, case.row.mailbox_id)
    zone = ZoneInfo(places.zone_of_contact(case.contact, account, mailbox).name)
    back = case.verdict.return_date
    start = datetime.combine(back, MORNING, zone) if back else case.since(now) + timedelta(days=rules.away_days)
    until = business_days_after(
        start, 1 if back else 0, zone, places.holidays_of_contact(case.contact, account, mailbox)
    )
    known, told = case.contact.away_until, back or "an unknown date"
    if back is None and known is not None and known > until:
        until, told = known, f"{known:%Y-%m-%d}, as was said before"
    case.contact.away_until = until
    case.contact.away_why = f"out of office until {told}: {case.verdict.because[:200]}"
    for out in await _waiting(session, case.contact.id):
        hold(out, Held(HeldReason.OUT_OF_OFFICE_UNTIL, until, case.contact.away_why), now)


async def _people(session: AsyncSession, case: Case, account: Account, rules: Policies, now: datetime) -> None:
    """Those named in the answer, and a colleague who answered in the contact's place (a forward is a referral), but for
    whoever was erased."""
    assert case.contact is not None
    people = _named(case)
    decided = await _decided(session, case.row) if people else set()
    gone = await erased(session, {one.email for one in people if one.email})
    for person in people:
        if person.email in gone or not decided.isdisjoint({person.email, person.name} - {""}):
            continue
        found = FoundPerson(
            message_in_id=case.row.id,
            contact_id=None,
            account_id=account.id,
            relation=person.relation.value,
            name=person.name[:200],
            email=person.email[:254],
            phone=person.phone[:60],
            title=person.title[:200],
            sentence=person.sentence[:1000],
            topic=person.topic[:200],
            created_at=now,
        )
        session.add(found)
        if rules.accept_people and person.email and not case.verdict.doubts:
            try:
                await accept(session, found, case.contact, account, "policy", now)
            except OffhoursError as wrong:
                why = str(wrong)
                record(session, now, "person.refused", why=why, account_id=account.id, message_in_id=case.row.id)


async def _decided(session: AsyncSession, row: MessageIn) -> set[str]:
    """By address and by name those of whom a person has said, after an earlier reading, what becomes of them."""
    told = select(col(FoundPerson.email), col(FoundPerson.name)).where(col(FoundPerson.message_in_id) == row.id)
    return {said for both in await session.execute(told) for said in both}


def _named(case: Case) -> list[Person]:
    assert case.contact is not None
    people = list(case.verdict.people)
    kind, asked = case.verdict.kind, case.asked
    is_note = not case.row.corrected_by and asked is not None and is_anothers_note(case.mail, kind, asked)
    if asked and kind is not Kind.UNSUBSCRIBE and not is_note and is_colleague(case.mail, kind, asked):
        sentence = f"answered in place of {case.contact.email}"
        people.append(Person(Relation.REFERRAL, case.mail.sender.name, case.mail.sender.email, sentence=sentence))
    return people


async def _task(
    session: AsyncSession, case: Case, effect: Effect, work: Work, account: Account, rules: Policies, now: datetime
) -> None:
    assert case.contact is not None
    mailbox = await session.get_one(Mailbox, case.row.mailbox_id)
    due = case.row.received_at + rules.answer_within
    if work is Work.CHECK_BACK and account.check_back_on is not None:
        due = morning(account.check_back_on, mailbox)
    session.add(
        ResponseTask(
            message_in_id=case.row.id,
            contact_id=case.contact.id,
            owner_id=await worker_of(session, mailbox),
            step=work,
            note=effect.note,
            counts=work is Work.ANSWER or (case.verdict.kind in HUMAN_KINDS and work is not Work.CHECK_BACK),
            due_at=due,
            created_at=now,
        )
    )
