"""Everything the judge looks at, read once the run is quiet: the provider's log, the witness, the ledger."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping, text
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.clock import FastClock
from offhours.chaos import audit, sink
from offhours.chaos.answers import Answer
from offhours.chaos.audit import Move, Stop
from offhours.chaos.faults import Hit
from offhours.chaos.reference import zone_of
from offhours.chaos.sink import Accepted, Unanswered

MAILS = text("""
select m.id, m.enrollment_id, m.position, m.contact_id, m.mailbox_id, m.state, coalesce(m.held_reason, '') held_reason,
       m.held_detail, m.bounced, m.settled_by, m.attempts, m.look_at, c.email, c.account_id, e.campaign_id,
       e.state enrollment_state, b.user_id, b.time_zone mailbox_zone,
       c.time_zone contact_zone, a.time_zone account_zone, a.country account_country, b.country mailbox_country,
       coalesce(g.window, b.window, w.window) as window
from message_out m join contact c on c.id = m.contact_id join account a on a.id = c.account_id
     join enrollment e on e.id = m.enrollment_id join campaign g on g.id = e.campaign_id
     join mailbox b on b.id = m.mailbox_id cross join workspace w
order by m.id""")
ENROLLMENTS = text("select id, state, state_why, contact_id from enrollment order by id")
MAILBOXES = text("select id, address, user_id, time_zone, daily_cap, ramp_started from mailbox order by id")
READ = text("""
select b.address, m.message_id, count(*) times from message_in m join mailbox b on b.id = m.mailbox_id
where m.role = 'inbox' and m.state = 'read' group by b.address, m.message_id""")
REPS = text("select id, daily_cap from app_user")


@dataclass(frozen=True)
class Mail:
    """A row of the ledger, and what its leaving depends on."""

    id: int
    enrollment_id: int
    position: int
    contact_id: int
    mailbox_id: int
    state: str
    held_reason: str
    held_detail: str
    bounced: str
    settled_by: str
    attempts: int
    look_at: datetime
    email: str
    account_id: int
    campaign_id: int
    enrollment_state: str
    user_id: int
    mailbox_zone: str
    contact_zone: str
    account_zone: str
    account_country: str
    mailbox_country: str
    window: dict[str, Any]

    @property
    def zone(self) -> str:
        return zone_of(self.contact_zone, self.account_zone, self.account_country, self.mailbox_zone)

    @property
    def country(self) -> str:
        return self.account_country or self.mailbox_country


@dataclass(frozen=True)
class Enrolled:
    id: int
    state: str
    state_why: str
    contact_id: int


@dataclass(frozen=True)
class Box:
    id: int
    address: str
    user_id: int
    time_zone: str
    daily_cap: int
    ramp_started: date | None


@dataclass(frozen=True)
class Evidence:
    """`said` is the move to *sending* of each try, by row and try."""

    accepted: list[Accepted]
    provider: dict[str, int]
    moves: list[Move]
    stops: list[Stop]
    mails: dict[int, Mail]
    enrollments: list[Enrolled]
    boxes: dict[int, Box]
    rep_caps: dict[int, int]
    steps: int
    clock: FastClock
    answers: list[Answer] = field(default_factory=list)
    """What came back for mails."""
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each mail in an INBOX was read, by mailbox and Message-ID."""
    hits: list[Hit] = field(default_factory=list)
    """What befell the machines."""
    unanswered: list[Unanswered] = field(default_factory=list)

    @property
    def said(self) -> dict[tuple[int, int], Move]:
        return {(move.out_id, move.attempt): move for move in self.moves if move.new == "sending"}


async def collect(
    session: AsyncSession, url: str, folder: Path, steps: int, clock: FastClock, hits: list[Hit]
) -> Evidence:
    accepted, provider = sink.read(folder / "sink")
    moves, stops = audit.read(url)
    mails = [Mail(**row) for row in await _rows(session, MAILS)]
    boxes = [Box(**row) for row in await _rows(session, MAILBOXES)]
    return Evidence(
        accepted=accepted,
        provider=provider,
        moves=moves,
        stops=stops,
        mails={mail.id: mail for mail in mails},
        enrollments=[Enrolled(**row) for row in await _rows(session, ENROLLMENTS)],
        boxes={box.id: box for box in boxes},
        rep_caps={row["id"]: row["daily_cap"] for row in await _rows(session, REPS)},
        steps=steps,
        clock=clock,
        answers=sink.answers(folder / "sink"),
        read=Counter({(row["address"], row["message_id"]): row["times"] for row in await _rows(session, READ)}),
        hits=hits,
        unanswered=sink.unanswered(folder / "sink"),
    )


async def _rows(session: AsyncSession, query: Any) -> Iterable[RowMapping]:
    return (await session.execute(query)).mappings().all()
