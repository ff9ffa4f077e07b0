"""What the report shows: counts and rates per group, and a chart of the days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, cast, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.paging import Cut, PageOf
from api.pages.viewer import Viewer
from engine.flows.report import By, Numbers, rep_at, report
from engine.rules.answer_times import AnswerTimes, answer_times
from engine.rules.vocabulary import HUMAN_KINDS
from engine.store.answers import waits
from engine.store.batons import BatonNumbers, numbers
from engine.store.copies import ACTING, IS_COPY
from engine.store.tables import Mailbox, MessageIn, MessageOut, Opportunity, ResponseTask, User

SPANS: dict[str, tuple[str, int | None]] = {
    "7": ("7 days", 7),
    "30": ("30 days", 30),
    "90": ("90 days", 90),
    "all": ("All time", None),
}
"""Value in the address -> what it is called, and how many days back."""
BYS: dict[By, str] = {By.CAMPAIGN: "Campaign", By.SOURCE: "Source", By.REP: "Rep", By.VARIANT: "Variant"}
CHART_DAYS = 90
"""Days drawn at most, so that a bar stays visible."""
WIDTH, HEIGHT, LEFT, BOTTOM = 900, 200, 34, 22
"""Of the chart, in its own units; LEFT and BOTTOM are kept free for the scale."""


@dataclass(frozen=True)
class Bar:
    """One day: two bars side by side, in the chart's units."""

    day: date
    sent: int
    human: int
    x: float
    width: float
    sent_height: float
    human_height: float
    label: str


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    lines: list[tuple[float, int]]
    """Height of a grid line, and the number it stands for."""

    @property
    def floor(self) -> int:
        return HEIGHT - BOTTOM


@dataclass(frozen=True)
class ReportView:
    by: By
    span: str
    total: Numbers | None
    rows: list[Numbers]
    page: PageOf
    chart: Chart
    batons: BatonNumbers
    answers: AnswerTimes


async def view(session: AsyncSession, viewer: Viewer, by: By, span: str, number: int) -> ReportView:
    """A rep's report is about what they sent themselves, a manager's about everybody's."""
    days = SPANS[span][1]
    since = _midnight(viewer, days) if days else None
    where: list[ColumnElement[bool]] = [] if viewer.manages else [col(User.id) == viewer.user.id]
    theirs = [] if viewer.manages else [col(ResponseTask.owner_id) == viewer.user.id]
    mine = [] if viewer.manages else [col(Opportunity.passed_by_id) == viewer.user.id]
    cut = Cut(number)
    found = await report(
        session, by, since=since, where=where, by_name=by is By.VARIANT, limit=cut.limit, offset=cut.offset
    )
    rows, page = cut.page(found, {"by": by.value, "span": span})
    return ReportView(
        by=by,
        span=span,
        total=next(iter(await report(session, By.ALL, since=since, where=where)), None),
        rows=rows,
        page=page,
        chart=await _chart(session, viewer, min(days or CHART_DAYS, CHART_DAYS)),
        batons=await numbers(session, since=since, where=mine),
        answers=answer_times(await waits(session, viewer.now, since=since, where=theirs)),
    )


def _midnight(viewer: Viewer, days: int) -> datetime:
    today = viewer.now.astimezone(viewer.zone).date()
    return datetime.combine(today - timedelta(days=days - 1), time(0), viewer.zone)


async def _chart(session: AsyncSession, viewer: Viewer, days: int) -> Chart:
    since = _midnight(viewer, days)
    sent_day = _local_day(MessageOut.sent_at, viewer.zone)
    sent = (
        select(sent_day, func.count())
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(col(MessageOut.sent_at) >= since, *_theirs(viewer, MessageOut.sent_at))
        .group_by(sent_day)
    )
    human_day = _local_day(MessageIn.received_at, viewer.zone)
    human = (
        select(human_day, func.count(func.distinct(ACTING)))
        .join(Mailbox, col(Mailbox.id) == MessageIn.mailbox_id)
        .where(
            col(MessageIn.received_at) >= since,
            col(MessageIn.kind).in_(HUMAN_KINDS),
            *([~IS_COPY] if viewer.manages else _theirs(viewer, MessageIn.received_at)),
        )
        .group_by(human_day)
    )
    sent_by = {row[0]: row[1] for row in await session.execute(sent)}
    human_by = {row[0]: row[1] for row in await session.execute(human)}
    dates = [since.date() + timedelta(days=number) for number in range(days)]
    return draw([(one, sent_by.get(one, 0), human_by.get(one, 0)) for one in dates])


def _theirs(viewer: Viewer, moment: object) -> list[ColumnElement[bool]]:
    return [] if viewer.manages else [rep_at(moment) == viewer.user.id]


def _local_day(moment: object, zone: ZoneInfo) -> ColumnElement[date]:
    return cast(func.timezone(zone.key, moment), Date)


def draw(days: list[tuple[date, int, int]]) -> Chart:
    """Heights against one scale, so that the two can be compared."""
    top = nice_top(max([1, *(max(sent, human) for _, sent, human in days)]))
    scale = (HEIGHT - BOTTOM - 8) / top
    room = (WIDTH - LEFT) / max(len(days), 1)
    every = max(1, len(days) // 8)
    bars = [
        Bar(
            day=day,
            sent=sent,
            human=human,
            x=round(LEFT + number * room, 2),
            width=round(max(room * 0.4, 1), 2),
            sent_height=round(sent * scale, 2),
            human_height=round(human * scale, 2),
            label=f"{day.day} {day:%b}" if number % every == 0 else "",
        )
        for number, (day, sent, human) in enumerate(days)
    ]
    lines = [(round(HEIGHT - BOTTOM - value * scale, 2), value) for value in (0, top // 2, top)]
    return Chart(bars, lines)


def nice_top(most: int) -> int:
    """The next even number that reads well on a scale."""
    step = next(size for size in (2, 10, 20, 50, 100, 500, 1000, 10_000, 10**9) if most <= size * 5)
    return -(-most // step) * step


def parse_by(text: str) -> By:
    return next((by for by in BYS if by.value == text), By.CAMPAIGN)
