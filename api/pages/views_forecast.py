"""What the forecast shows: when it ends, a chart of the mails to come, what binds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.viewer import Viewer
from api.pages.views_report import BOTTOM, HEIGHT, LEFT, WIDTH, nice_top
from engine.errors import Invalid
from engine.flows.forecast import forecast
from engine.rules.forecast.outlook import DayAhead, Forecast
from engine.rules.vocabulary import CampaignState
from engine.store.tables import Campaign

WIDEST = 60.0
"""A bar of a forecast of a day or two is no wall."""
MOST_BARS = 100
"""More days than that are drawn by the week, so that a bar stays visible."""
SUPPOSED = {
    CampaignState.DRAFT: "as though it were launched now",
    CampaignState.PAUSED: "as though it were resumed now",
}


@dataclass(frozen=True)
class Bar:
    """A day or week: first touches on top of follow-ups, in the chart's units."""

    label: str
    mark: str
    first_touches: int
    follow_ups: int
    expected: float
    x: float
    width: float
    first_y: float
    first_height: float
    follow_y: float
    follow_height: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    lines: list[tuple[float, int]]
    unit: str


@dataclass(frozen=True)
class ForecastView:
    """`problem` instead of a forecast when there is nothing to begin with."""

    campaign: Campaign
    supposed: str
    forecast: Forecast | None = None
    chart: Chart | None = None
    problem: str = ""


async def view(session: AsyncSession, row: Campaign, viewer: Viewer) -> ForecastView:
    supposed = SUPPOSED.get(row.state, "")
    try:
        found = await forecast(session, row, viewer.now)
    except Invalid as wrong:
        return ForecastView(row, supposed, problem=f"This campaign {wrong.problem} {wrong.remedy}")
    return ForecastView(row, supposed, found, draw(found.days) if found.mails else None)


def draw(days: Sequence[DayAhead]) -> Chart:
    """Until the last mail; what only brings answers is left out."""
    last = max(number for number, day in enumerate(days) if day.first_touches + day.follow_ups)
    size = 1 if last < MOST_BARS else 7
    parts = [days[start : start + size] for start in range(0, last + 1, size)]
    counts = [(sum(day.first_touches for day in part), sum(day.follow_ups for day in part)) for part in parts]
    top = nice_top(max(first + follow for first, follow in counts))
    scale = (HEIGHT - BOTTOM - 8) / top
    room, every = (WIDTH - LEFT) / len(parts), max(1, len(parts) // 8)
    marked = set(range(0, max(1, len(parts) - every // 2), every))  # none where it would be cut off
    bars = [
        _bar(part, first, follow, number, room, scale, number in marked)
        for number, (part, (first, follow)) in enumerate(zip(parts, counts, strict=True))
    ]
    lines = [(round(HEIGHT - BOTTOM - value * scale, 2), value) for value in (0, top // 2, top)]
    return Chart(bars, lines, "week" if size > 1 else "day")


def _bar(
    part: Sequence[DayAhead], first: int, follow: int, number: int, room: float, scale: float, labelled: bool
) -> Bar:
    day = part[0].day
    floor = HEIGHT - BOTTOM
    follow_height, first_height = round(follow * scale, 2), round(first * scale, 2)
    return Bar(
        label=_short(day) + (f" to {_short(part[-1].day)}" if len(part) > 1 else ""),
        mark=_short(day) if labelled else "",
        first_touches=first,
        follow_ups=follow,
        expected=round(sum(one.expected for one in part), 1),
        x=round(LEFT + number * room, 2),
        width=round(min(max(room * 0.8, 1), WIDEST), 2),
        first_y=round(floor - follow_height - first_height, 2),
        first_height=first_height,
        follow_y=round(floor - follow_height, 2),
        follow_height=follow_height,
    )


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
