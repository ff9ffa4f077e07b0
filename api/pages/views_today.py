"""What Today shows: the work, today's sending, what came in, whom it named, and what is in trouble."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages import moments
from api.pages.viewer import Viewer, team
from api.pages.views_work import PersonRow, people
from engine.errors import Invalid
from engine.flows.evidence import uncertain
from engine.flows.limits import limits_of
from engine.flows.read_rules import rules_as_read
from engine.rules import windows
from engine.rules.held import Held
from engine.rules.holidays_calendar import holiday_of
from engine.rules.reasons import READY, reason
from engine.rules.screen import repless
from engine.rules.vocabulary import HUMAN_KINDS, HeldReason, Kind, OutState, Role
from engine.store.batons import Passed, batons, came_back, passed, unaudited, waits_for
from engine.store.copies import ACTING
from engine.store.facts import workspace_of
from engine.store.inbox import Job, Wanted, counts, jobs
from engine.store.tables import (
    FoundState,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    User,
    Workspace,
)

TASKS = 50
SENDING = 20
"""Mailboxes whose day is shown: each costs some questions to the database, every few seconds."""
BATONS = 5
LATELY = timedelta(days=7)
ANSWERS = func.count(func.distinct(ACTING))
"""One that came to two mailboxes is one."""


@dataclass(frozen=True)
class SendingView:
    """One mailbox today. `state` is its tone; `why` says why no more leaves now, in words."""

    mailbox: Mailbox
    owner: User
    sent: int
    cap: int
    ready_first: int
    ready_next: int
    held: list[tuple[str, int]]
    """Reasons for which due mails wait, with how many, as dispatch last saw them."""
    why: str
    governor: str
    until: datetime | None


@dataclass(frozen=True)
class RepView:
    """A line of the team: who, how much work, how it goes today."""

    user: User
    open: int
    late: int
    sent: int
    came_in: int


@dataclass(frozen=True)
class TodayView:
    tasks: list[Job]
    tasks_total: int
    escalated: int
    waiting_answers: int
    """Of the escalated those for which a person waits."""
    escalate_hours: int
    sending: list[SendingView]
    mailboxes: int
    """How many there are; `sending` shows the first of them."""
    came_in: list[tuple[Kind, int]]
    people: list[PersonRow]
    trouble: list[tuple[Mailbox, User]]
    """With their reps; one who was let go is a trouble of its own."""
    uncertain: int
    """Mails of which nobody knows whether they were sent."""
    team: list[RepView]
    waiting: list[Passed]
    """Batons the viewer has not yet taken; those to audit; those that were returned to them."""
    to_audit: list[Passed]
    came_back: list[Passed]
    unready: str
    restored: str
    """Why nothing is sent in the whole workspace, each; "": it is."""

    @property
    def human(self) -> int:
        return sum(count for kind, count in self.came_in if kind in HUMAN_KINDS)

    @property
    def automatic(self) -> int:
        return sum(count for kind, count in self.came_in) - self.human


async def today(session: AsyncSession, viewer: Viewer, team: bool) -> TodayView:
    """`team`: of everybody, for managers; else what is the viewer's own."""
    mine = None if team else viewer.user.id
    work = await counts(session, mine, viewer.now)
    workspace = await workspace_of(session)
    rules, unready = rules_as_read(workspace)
    boxes = await _mailboxes(session, mine)
    return TodayView(
        tasks=await jobs(session, Wanted(mine), viewer.now, limit=TASKS),
        tasks_total=work.open,
        escalated=work.escalated,
        waiting_answers=work.waiting,
        escalate_hours=rules.escalate_hours,
        sending=await _sending(session, boxes[:SENDING], viewer),
        mailboxes=len(boxes),
        came_in=await _came_in(session, [box.id for box, _ in boxes], viewer),
        people=(await people(session, mine, FoundState.OPEN, 1))[0],
        trouble=[row for row in boxes if _in_trouble(*row)],
        uncertain=await _uncertain(session, mine),
        team=await _team(session, viewer) if team else [],
        waiting=await passed(session, batons(waits_for(viewer.user.id)).limit(BATONS)),
        to_audit=await passed(session, batons(unaudited(viewer.user.id)).limit(BATONS)) if team else [],
        came_back=await passed(session, batons(came_back(viewer.user.id, viewer.now - LATELY)).limit(BATONS)),
        unready=unready,
        restored=workspace.restored_why if workspace.restored_at else "",
    )


async def _mailboxes(session: AsyncSession, owner_id: int | None) -> list[tuple[Mailbox, User]]:
    query = (
        select(Mailbox, User)
        .join(User, col(User.id) == Mailbox.user_id)
        .where(col(Mailbox.deleted_at).is_(None))
        .order_by(col(Mailbox.address))
    )
    if owner_id is not None:
        query = query.where(col(Mailbox.user_id) == owner_id)
    return [(row.Mailbox, row.User) for row in await session.execute(query)]


async def _sending(session: AsyncSession, boxes: list[tuple[Mailbox, User]], viewer: Viewer) -> list[SendingView]:
    workspace = await workspace_of(session)
    waiting = await _waiting(session, [box.id for box, _ in boxes], viewer.now)
    return [await _mailbox_day(session, box, owner, workspace, waiting, viewer) for box, owner in boxes]


async def _mailbox_day(
    session: AsyncSession,
    box: Mailbox,
    owner: User,
    workspace: Workspace,
    waiting: dict[tuple[int, bool, str], int],
    viewer: Viewer,
) -> SendingView:
    rules, _ = rules_as_read(workspace)
    limits = await limits_of(session, box, rules, viewer.now)
    why, until = _why(box, owner, workspace, limits.quota, viewer)
    return SendingView(
        mailbox=box,
        owner=owner,
        sent=limits.sent,
        cap=limits.cap,
        ready_first=waiting.get((box.id, True, READY), 0),
        ready_next=waiting.get((box.id, False, READY), 0),
        held=_held(waiting, box.id),
        why=why,
        governor=limits.first.detail if isinstance(limits.first, Held) else "",
        until=until,
    )


def _in_trouble(box: Mailbox, owner: User) -> bool:
    return box.state is not MailboxState.ACTIVE or bool(box.read_problem) or not owner.active


def _why(
    box: Mailbox, owner: User, workspace: Workspace, quota: int | Held, viewer: Viewer
) -> tuple[str, datetime | None]:
    """The gravest first: what a person must mend, what is used up, what the clock says."""
    if workspace.restored_at is not None:
        return "the database was restored or copied: an administrator has to say go", None
    if not owner.active:
        return repless(owner.name or owner.email).detail, None
    if box.state is not MailboxState.ACTIVE:
        return box.state_detail or f"the mailbox is {box.state.value}", box.retry_at
    if isinstance(quota, Held):
        return quota.detail, quota.until
    try:
        policy = windows.united(("mailbox", box.window), ("workspace", workspace.window))
    except Invalid as wrong:
        return str(wrong), None
    zone = windows.zone_of(box.time_zone, "time_zone")
    state = windows.state(policy, zone, viewer.now, holiday_of(box.country))
    if isinstance(state, windows.Closed):
        name = reason(HeldReason(state.reason).value).lower()
        return f"{name} in {box.time_zone}; opens {moments.absolute(state.until, zone, viewer.now)}", state.until
    return "", None


async def _waiting(session: AsyncSession, ids: Sequence[int], now: datetime) -> dict[tuple[int, bool, str], int]:
    """How many mails are due, per mailbox, first touch, and why they are held; READY when they are not."""
    why = func.coalesce(
        case((col(MessageOut.state) == OutState.HELD, cast(col(MessageOut.held_reason), String))), READY
    )
    query = (
        select(col(MessageOut.mailbox_id), col(MessageOut.first_touch), why, func.count())
        .where(
            col(MessageOut.mailbox_id).in_(ids),
            col(MessageOut.state).in_([OutState.DUE, OutState.HELD, OutState.CLAIMED]),
            col(MessageOut.due_at) <= now,
        )
        .group_by(col(MessageOut.mailbox_id), col(MessageOut.first_touch), text("3"))
    )
    return {(box, first, str(reason)): count for box, first, reason, count in await session.execute(query)}


def _held(waiting: dict[tuple[int, bool, str], int], box_id: int) -> list[tuple[str, int]]:
    """The most frequent reason first."""
    counts: Counter[str] = Counter()
    for (box, _, why), count in waiting.items():
        if box == box_id and why != READY:
            counts[why] += count
    return counts.most_common()


async def _came_in(session: AsyncSession, ids: Sequence[int], viewer: Viewer) -> list[tuple[Kind, int]]:
    midnight = datetime.combine(viewer.now.astimezone(viewer.zone).date(), time(0), viewer.zone)
    query = (
        select(col(MessageIn.kind), ANSWERS)
        .where(
            col(MessageIn.mailbox_id).in_(ids),
            col(MessageIn.received_at) >= midnight,
            col(MessageIn.kind).is_not(None),
            col(MessageIn.kind).not_in([Kind.OWN_MAIL, Kind.UNRELATED]),
        )
        .group_by(col(MessageIn.kind))
        .order_by(ANSWERS.desc())
    )
    rows = [(kind, count) for kind, count in await session.execute(query)]
    return sorted(rows, key=lambda row: (row[0] not in HUMAN_KINDS, -row[1]))


async def _uncertain(session: AsyncSession, mine: int | None) -> int:
    mails = select(func.count()).select_from(MessageOut).join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
    return await session.scalar(mails.where(*uncertain(mine))) or 0


async def _team(session: AsyncSession, viewer: Viewer) -> list[RepView]:
    """Everybody who has a mailbox or work."""
    midnight = datetime.combine(viewer.now.astimezone(viewer.zone).date(), time(0), viewer.zone)
    tasks = select(col(ResponseTask.owner_id), func.count(), func.count().filter(col(ResponseTask.due_at) < viewer.now))
    work = {
        owner: (count, late)
        for owner, count, late in await session.execute(
            tasks.where(col(ResponseTask.done_at).is_(None)).group_by(col(ResponseTask.owner_id))
        )
    }
    sent = {
        row[0]: row[1]
        for row in await session.execute(
            _per_owner(MessageOut, func.count()).where(col(MessageOut.sent_at) >= midnight)
        )
    }
    came = _per_owner(MessageIn, ANSWERS).where(
        col(MessageIn.received_at) >= midnight, col(MessageIn.kind).in_(HUMAN_KINDS)
    )
    came_in = {row[0]: row[1] for row in await session.execute(came)}
    return [
        RepView(user, *work.get(user.id, (0, 0)), sent.get(user.id, 0), came_in.get(user.id, 0))
        for user in await team(session)
        if user.role is Role.REP or user.id in work or user.id in sent
    ]


def _per_owner(mails: type[MessageOut] | type[MessageIn], number: ColumnElement[int]) -> Select[int, int]:
    return (
        select(col(Mailbox.user_id), number)
        .select_from(mails)
        .join(Mailbox, col(Mailbox.id) == mails.mailbox_id)
        .group_by(col(Mailbox.user_id))
    )
