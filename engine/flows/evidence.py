"""What is known of mails that may or may not have been sent, and what became of those that were settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import defer
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import ledger
from engine.flows.ledger import Line
from engine.flows.settle import is_elsewhere, looks_at
from engine.rules.doubt import Doubt
from engine.rules.vocabulary import EnrollmentState, OutState
from engine.store.tables import Activity, Campaign, Contact, Enrollment, Mailbox, MessageOut, Step

LATELY = timedelta(days=7)
"""How long what became of a settled mail is shown."""
LATEST = 100
SETTLED = "mail.settled"
TOLD = ("mail.uncertain", "mail.looked_up", SETTLED)
WITHOUT_RAW = defer(MessageOut.raw)  # type: ignore[arg-type] # SQLModel types columns as values


@dataclass(frozen=True)
class Evidence:
    """`history` is what was noted of this mail's tries, the oldest first; `line` is where its sequence stands now."""

    mail: MessageOut
    contact: Contact
    mailbox: Mailbox
    campaign: Campaign
    doubt: Doubt
    history: Sequence[Activity]
    line: Line
    now: datetime

    @property
    def uncertain(self) -> bool:
        return self.mail.state is OutState.UNCERTAIN

    @property
    def since(self) -> datetime | None:
        """When its try ended without a definite answer; None when it began to be uncertain before that was noted."""
        ended = [event.at for event in self.history if event.what == "mail.uncertain"]
        return max(ended, default=None)

    @property
    def ended(self) -> str:
        """How the latest try ended."""
        return next((event.why for event in reversed(self.history) if event.what == "mail.uncertain"), "")

    @property
    def looked_at(self) -> datetime | None:
        """When it was last looked up in Sent, or that was tried; None: not since it was handed over."""
        return self.mail.held_since if self.uncertain and self.mail.held_detail else None

    @property
    def looked(self) -> str:
        return self.mail.held_detail if self.looked_at else ""

    @property
    def folders(self) -> list[str]:
        """Those in which it was looked up; of a search that could not be made there are none."""
        if not self.looked_at:
            return []
        found = (event for event in self.history if event.what == "mail.looked_up" and event.at == self.looked_at)
        return next((event.data["folders"] for event in found), [])

    @property
    def looks_at(self) -> datetime | None:
        """When it is looked up next by itself; None: never, so a person has to say."""
        return looks_at(self.mail, self.mailbox, self.now) if self.uncertain else None

    @property
    def settled(self) -> Activity | None:
        """The last time that somebody or something settled it."""
        return next((event for event in reversed(self.history) if event.what == SETTLED), None)


async def evidence(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], now: datetime, *, limit: int = 50, offset: int = 0
) -> list[Evidence]:
    """Of the mails that meet `where` (over MessageOut and Mailbox), the one first that was handed over first."""
    query = (
        select(MessageOut, Contact, Mailbox, Campaign, Enrollment)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .where(*where)
        .order_by(col(MessageOut.sending_at), col(MessageOut.id))
        .limit(limit)
        .offset(offset)
        .options(WITHOUT_RAW)
    )
    rows = (await session.execute(query)).all()
    enrollments = [row.Enrollment.id for row in rows]
    history = await _history(session, [row.MessageOut for row in rows])
    lines = await ledger.lines(session, [col(Enrollment.id).in_(enrollments)], now, limit=len(rows))
    stands = {line.enrollment_id: line for line in lines}
    steps = await _next_steps(session, {row.Campaign.id for row in rows})
    return [
        Evidence(
            mail=row.MessageOut,
            contact=row.Contact,
            mailbox=row.Mailbox,
            campaign=row.Campaign,
            doubt=_doubt(row.MessageOut, row.Mailbox, row.Enrollment, steps),
            history=history.get(row.MessageOut.id, []),
            line=stands[row.Enrollment.id],
            now=now,
        )
        for row in rows
    ]


def uncertain(owner_id: int | None) -> list[ColumnElement[bool]]:
    """Those in doubt in the mailboxes of one user, or (None) of all. An answer in doubt is told with its task."""
    where = [col(MessageOut.state) == OutState.UNCERTAIN, col(MessageOut.enrollment_id).is_not(None)]
    return where if owner_id is None else [*where, col(Mailbox.user_id) == owner_id]


async def settled_lately(
    session: AsyncSession, owner_id: int | None, now: datetime, *, limit: int = LATEST
) -> list[Evidence]:
    """What became of those that were settled in the last week, the latest first."""
    query = (
        select(col(Activity.message_out_id))
        .join(MessageOut, col(MessageOut.id) == Activity.message_out_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(
            col(Activity.what) == SETTLED,
            col(Activity.at) >= now - LATELY,
            col(MessageOut.state) != OutState.UNCERTAIN,
        )
        .order_by(col(Activity.at).desc(), col(Activity.id).desc())
    )
    if owner_id is not None:
        query = query.where(col(Mailbox.user_id) == owner_id)
    ids = list(dict.fromkeys(await session.scalars(query.limit(2 * limit))))[:limit]
    order = {key: place for place, key in enumerate(ids)}
    found = await evidence(session, [col(MessageOut.id).in_(ids)], now, limit=limit)
    return sorted(found, key=lambda one: order[one.mail.id])


async def _history(session: AsyncSession, mails: Sequence[MessageOut]) -> dict[int, list[Activity]]:
    query = (
        select(Activity)
        .where(
            col(Activity.contact_id).in_({mail.contact_id for mail in mails}),  # there is an index
            col(Activity.message_out_id).in_([mail.id for mail in mails]),
            col(Activity.what).in_(TOLD),
        )
        .order_by(col(Activity.id))
    )
    found: dict[int, list[Activity]] = {}
    for event in await session.scalars(query):
        found.setdefault(event.message_out_id or 0, []).append(event)
    return found


async def _next_steps(session: AsyncSession, campaign_ids: set[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    query = select(Step).where(col(Step.campaign_id).in_(campaign_ids)).order_by(col(Step.position))
    for step in await session.scalars(query):
        found.setdefault(step.campaign_id, []).append(step)
    return found


def _doubt(mail: MessageOut, mailbox: Mailbox, enrollment: Enrollment, steps: dict[int, list[Step]]) -> Doubt:
    later = (step.delay_days for step in steps.get(enrollment.campaign_id, ()) if step.position > mail.position)
    goes_on = enrollment.state is EnrollmentState.ACTIVE
    return Doubt(
        files_sent=mailbox.files_sent,
        removed=mailbox.deleted_at is not None,
        moved=is_elsewhere(mail, mailbox),
        asked_before=mail.settled_by == "not_in_sent",
        ended=None if goes_on else enrollment.state_why.rstrip(".") or enrollment.state.value,
        days=next(later, None),
        code=mail.server_code,
        text=mail.server_text,
    )
