"""One transaction of a sender: what servers have taken is written down, and what may leave now is said.

For many mails at a time, in the driver's pipeline: the server works through all that is read while it is still being
asked, then everything is written and committed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from engine.edge.smtp import Delivery, Outcome
from engine.flows import letter, locked, mark_sent, paces, plan_next
from engine.flows.day import local_day
from engine.flows.hold import hold_all
from engine.flows.house import House
from engine.flows.letter import Letter, Texts, written_or_held
from engine.flows.mark_sent import Flying
from engine.flows.paces import Counts
from engine.flows.read_rules import read_rules
from engine.flows.together import GoOn
from engine.rules import governor, pace
from engine.rules.addresses import company_domain
from engine.rules.governor import Desk
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.screen import screen
from engine.rules.vocabulary import OutState
from engine.store.days import BY_DAY_OF_MAILS
from engine.store.facts import CLAIMED, FIRM, Waiting, waiting_of
from engine.store.known import Firm, Mail
from engine.store.pipeline import Answer, Pipeline, Writer
from engine.store.tables import MessageOut

SAY = text(
    "with v as (select * from unnest(cast(:ids as bigint[]), cast(:days as date[]), cast(:recipients as text[]),"
    " cast(:domains as text[]), cast(:subjects as text[]), cast(:bodies as text[]), cast(:variants as bigint[]),"
    " cast(:versions as bigint[]), cast(:message_ids as text[]), cast(:raws as bytea[]))"
    " as v(id, day, recipient, domain, subject, body, variant, version, message_id, raw)),"
    " mailed as (insert into recipient_domain (domain, mailed_at, mail) select domain, :now, id from v"
    " where domain <> '' on conflict (domain) do update set mailed_at = excluded.mailed_at, mail = excluded.mail)"
    " update message_out as o set state = 'sending', sending_at = :now, sent_on = v.day, attempts = o.attempts + 1,"
    " to_address = v.recipient, subject = v.subject, body = v.body, variant_id = v.variant,"
    " template_version_id = v.version, message_id = v.message_id, raw = v.raw from v where o.id = v.id"
)
USED = text(
    "with used as (select id, id = any(cast(:well as bigint[])) and state in ('error', 'health') and retry_at <= :now"
    " as well, cast(cast(:now as timestamptz) at time zone time_zone as date) as today,"
    " cast(cast(:now as timestamptz) at time zone time_zone as date)"
    " - cast(last_sent_at at time zone time_zone as date) as pause"
    " from mailbox where id = any(cast(:ids as bigint[])) order by id for no key update)"
    " update mailbox as m set last_sent_at = :now, ramp_started = case when ramp_started is null then null"
    " when used.pause is null then used.today when used.pause > 7 then least(used.today, ramp_started + used.pause - 1)"
    " else least(used.today, ramp_started) end, state = case when used.well then 'active' else m.state end,"
    " state_detail = case when used.well then '' else m.state_detail end,"
    " state_since = case when used.well then :now else m.state_since end,"
    " retry_at = case when used.well then null else m.retry_at end from used where m.id = used.id"
)
"""A mailbox is well again when the try after its rest went well. A mail that was under way when it was stopped proves
nothing. Since when it warms up is moved on as `pace.warm_since` says, for after this it has sent lately."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail in *sending*: these bytes may be handed over, once, and begun before `until`."""

    out_id: int
    sender: str
    recipient: str
    raw: bytes
    said_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a turn asks, in the order in which it is worked through."""

    domains: Answer
    flying: Answer
    reps: Answer
    waiting: Answer
    firm: Answer
    stages: Answer
    variants: Answer
    threads: Answer
    desks: Answer
    by_day: Answer


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of the mails, under their locks."""

    now: datetime
    """After the waiting for locks, so that windows and caps are those of this moment."""
    flying: list[Flying]
    waiting: list[Waiting]
    accounts: dict[int, int]
    """Per mail the account that is locked: its contact's, unless somebody has just moved them to another."""
    taken_domains: set[int]
    """Mails to whose recipient's domain another transaction may just be saying one."""
    texts: Texts
    rules: Policies
    room: Counts
    """The caps, counted again under the reps' locks: midnight or another worker may have come between."""
    desks: dict[int, Desk]
    """Of the reps of first touches, for answers may have come between as well."""


async def turn(
    house: House, says: Sequence[int], taken: Mapping[int, Delivery], worker: int, decided: GoOn
) -> tuple[dict[int, Ready | Held], list[int]]:
    """What of `says` may be handed over now and what has to wait, and what must be asked again: of mails to one account
    or domain only one is dealt with at a time, for the facts of the second depend on what becomes of the first; so,
    too, when the mailbox was just given to another rep or moved to another zone, or the contact to another account.
    What is not wanted any more is in neither.

    `taken`: what servers have taken. `decided` is called when all that is left to do is the database's.
    """
    async with house.database.pipeline() as pipe:
        asked = _ask(pipe, house, says, taken, worker)
        stages = plan_next.by_campaign(await asked.stages.rows())
        flying = mark_sent.flying_of(await asked.flying.rows())
        await _write_down(pipe, flying, stages, taken, worker, house.clock.now())
        pipe.begin_work()
        read = await _read(house, asked, flying)
        batch, later = _one_at_a_time(read)
        said, held = await _say(pipe, house, batch, read)
        decided()
    ready: dict[int, Ready | Held] = {mail.id: why for mail, why in held}
    return ready | {waiting.out.id: _ready(waiting, written, read.now) for waiting, written in said}, later


def _ask(pipe: Pipeline, house: House, says: Collection[int], taken: Collection[int], worker: int) -> _Asked:
    """Locks in their order (docs/architecture.md). Each statement sees what was committed when it began, so what is
    read after a lock is true until the end; and what has no lock, as whether a campaign or a mailbox is paused, is read
    after the last of them, for which a turn may have waited long.

    What is needed to write down outcomes comes first: they are while the mails that want to leave are locked and read,
    and these are made into values while the rest is read.
    """
    say, took = {"mails": sorted(says)}, {"mails": sorted(taken)}
    domains = pipe.ask(locked.FREE_DOMAINS, {"mails": [*say["mails"], *took["mails"]]})
    flying, stages = pipe.ask(mark_sent.FLYING, took), pipe.ask(plan_next.STAGES_OF_MAILS, took)
    pipe.begin_work()
    pipe.ask(locked.MAILBOXES, took)
    reps = pipe.ask(paces.LOCKED_REPS_OF_MAILS, say)
    waiting = pipe.ask(CLAIMED, {**say, "worker": worker})
    firm = pipe.ask(FIRM, {})
    pipe.begin_work()
    return _Asked(
        domains,
        flying,
        reps,
        waiting,
        firm,
        stages,
        variants=pipe.ask(letter.VARIANTS, say),
        threads=pipe.ask(letter.THREADS, say),
        desks=pipe.ask(paces.DESKS_OF_MAILS, say),
        by_day=pipe.ask(BY_DAY_OF_MAILS, {**say, **paces.since(house.clock.now())}),
    )


async def _read(house: House, asked: _Asked, flying: list[Flying]) -> _Read:
    firm, claimed, domains = await asked.firm.rows(), await asked.waiting.rows(), await asked.domains.rows()
    now = house.clock.now()
    rules = read_rules(Firm(*firm[0])) if claimed else Policies()  # what was taken is written down whatever they say
    return _Read(
        now,
        flying,
        waiting_of(claimed, firm, now),
        {mail: account for account, mail, _ in domains},
        {mail for _, mail, free in domains if not free},
        letter.texts_of(await asked.variants.rows(), await asked.threads.rows()),
        rules,
        paces.counts_of(await asked.reps.rows(), await asked.by_day.rows(), rules, now),
        paces.desks_of(await asked.desks.rows()),
    )


def _one_at_a_time(read: _Read) -> tuple[list[Waiting], list[int]]:
    """Of each account, and of each domain that is a company's."""
    begun: set[int | str] = {mail.standing.account_id for mail in read.flying}
    batch: list[Waiting] = []
    later: list[int] = []
    for one in read.waiting:
        whose: set[int | str] = {one.account.id}
        if domain := company_domain(one.contact.email):
            whose.add(domain)
        is_locked = read.accounts.get(one.out.id) == one.account.id
        if whose & begun or not is_locked or not read.room.know(one.mailbox):
            later.append(one.out.id)
        else:
            begun |= whose
            batch.append(one)
    return batch, later


# --- saying ---------------------------------------------------------------------------------------------------


async def _say(
    pipe: Pipeline, house: House, batch: Sequence[Waiting], read: _Read
) -> tuple[list[tuple[Waiting, Letter]], list[tuple[Mail, Held]]]:
    held: list[tuple[Mail, Held]] = []
    said: list[tuple[Waiting, Letter]] = []
    for waiting in batch:
        decided = _decide(house, waiting, read)
        if isinstance(decided, Held):
            held.append((waiting.out, decided))
        else:
            said.append((waiting, decided))
    await hold_all(pipe, held, read.now)
    if said:
        await pipe.execute(SAY, _columns(said, read))
    return said, held


def _decide(house: House, waiting: Waiting, read: _Read) -> Letter | Held:
    facts = waiting.facts
    if _taken(waiting, read):
        facts = facts._replace(account_mailed_at=read.now)
    screened = screen(facts, read.rules, read.now) or _answers_first(waiting, read)
    held = screened or pace.allowance(read.room.day(waiting.mailbox))
    if isinstance(held, Held):
        return held
    written = written_or_held(house, waiting, read.texts, read.now)
    if isinstance(written, Letter):
        read.room.more[waiting.mailbox.id] += 1
    return written


def _answers_first(waiting: Waiting, read: _Read) -> Held | None:
    """What of the governor may have changed since the mail was claimed; what the day was planned for stands."""
    if not waiting.out.first_touch or waiting.facts.asked:
        return None
    desk = read.desks.get(waiting.mailbox.user_id)
    return governor.backlog(desk, read.now, read.rules.backlog_limit) if desk else None


def _taken(waiting: Waiting, read: _Read) -> bool:
    return waiting.out.id in read.taken_domains and bool(company_domain(waiting.contact.email))


def _columns(said: Sequence[tuple[Waiting, Letter]], read: _Read) -> dict[str, object]:
    """What was asked for leaves although its domain is taken, and does not write that down: it would have to wait."""
    return {
        "now": read.now,
        "ids": [waiting.out.id for waiting, _ in said],
        "days": [local_day(waiting.mailbox, read.now) for waiting, _ in said],
        "recipients": [waiting.contact.email for waiting, _ in said],
        "domains": [
            "" if waiting.out.id in read.taken_domains else company_domain(waiting.contact.email) for waiting, _ in said
        ],
        "subjects": [written.subject for _, written in said],
        "bodies": [written.body for _, written in said],
        "variants": [written.variant_id for _, written in said],
        "versions": [written.template_version_id for _, written in said],
        "message_ids": [written.message_id for _, written in said],
        "raws": [written.raw for _, written in said],
    }


def _ready(waiting: Waiting, written: Letter, now: datetime) -> Ready:
    """Half of the grace for handing it over, the other half for the server to file it in Sent."""
    until = now + timedelta(seconds=waiting.mailbox.grace_seconds) / 2
    return Ready(waiting.out.id, waiting.mailbox.address, waiting.contact.email, written.raw, now, until)


# --- writing down ---------------------------------------------------------------------------------------------


async def _write_down(
    pipe: Pipeline,
    flying: Sequence[Flying],
    stages: plan_next.Stages,
    taken: Mapping[int, Delivery],
    worker: int,
    now: datetime,
) -> None:
    sent = [mail for mail in flying if counts_as_sent(mail, taken[mail.id], worker)]
    await touch(pipe, flying, sent, taken, now)
    await mark_sent.mark_sent(pipe, sent, taken, stages, now)


async def touch(
    writer: Writer,
    mails: Sequence[Flying],
    sent: Sequence[Flying],
    deliveries: Mapping[int, Delivery],
    now: datetime,
) -> None:
    """Their mailboxes have spoken to a server."""
    used = [mail.mailbox_id for mail in mails if deliveries[mail.id].stage != "connect"]
    if used:
        await writer.execute(USED, {"ids": used, "well": [mail.mailbox_id for mail in sent], "now": now})


def ours(mail: Flying | MessageOut, worker: int) -> bool:
    """Whether the row still speaks of the try that has just ended; the reconciler may have been there first."""
    return mail.state in {OutState.SENDING, OutState.UNCERTAIN} and mail.claimed_by == worker


def counts_as_sent(mail: Flying, delivery: Delivery, worker: int) -> bool:
    """A server's word stands, whoever has the row meanwhile; but not about a try that has bounced since."""
    if delivery.outcome is not Outcome.SENT:
        return False
    return ours(mail, worker) or mail.sent_at is None or (delivery.said_at or mail.sent_at) > mail.sent_at
