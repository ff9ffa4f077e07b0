"""`offhours forecast CAMPAIGN`: when it will finish, how many a day, and what binds."""

import asyncio
from typing import Annotated

import typer
from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import NotFound
from engine.flows.forecast import forecast as of
from engine.rules.forecast.outlook import Dates, Forecast
from engine.settings import Settings
from engine.store.tables import Campaign
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)
DAYS = 14
"""Days shown with mails or answers, so that they fit a screen."""


@app.command()
@spoken
def forecast(
    campaign: Annotated[str, typer.Argument(help="Number or name of a campaign.")],
    days: Annotated[int, typer.Option(min=0, help="Days to show.")] = DAYS,
) -> None:
    """Run the rules of sending over the days to come; a draft as though it were launched now."""
    asyncio.run(_forecast(Settings(), campaign, days))


async def _forecast(settings: Settings, campaign: str, days: int) -> None:
    async with parts.visit(settings) as house, house.database.begin() as session:
        row = await _find(session, campaign)
        found = await of(session, row, house.clock.now())
        print(f"{row.name} ({row.state.value})")
        for line in told(found, days):
            print(line)


async def _find(session: AsyncSession, campaign: str) -> Campaign:
    number = int(campaign) if campaign.isdecimal() and len(campaign) < 10 else 0
    query = select(Campaign).where((col(Campaign.id) == number) | (col(Campaign.name) == campaign))
    found = (await session.scalars(query.order_by(col(Campaign.name) == campaign).limit(1))).first()
    if found is None:
        raise NotFound(f"there is no campaign {campaign!r}.", field="campaign", remedy="Give its number or its name.")
    return found


def told(found: Forecast, days: int) -> list[str]:
    if not found.people:
        return [found.why_not]
    lines = [
        *([found.why_not] if found.why_not else []),
        f"finishes   {_dates(found.finish)}",
        f"runs dry   {_dates(found.dry)}",
        f"mails      {found.mails} to {found.people} people",
        f"answers    {found.responses.middle} ({found.responses.low} to {found.responses.high})",
        *(f"waits      {cause.count} people: {cause.reason}. {cause.remedy}" for cause in found.stuck),
        *(f"binds      {cause.count} days: {cause.reason}. {cause.remedy}" for cause in found.binds),
    ]
    busy = [day for day in found.days if day.first_touches + day.follow_ups or day.responses.high]
    for day in busy[:days]:
        answers = f"{day.responses.low}-{day.responses.high} answers"
        lines.append(f"{day.day:%a %Y-%m-%d}  {day.first_touches:4} first  {day.follow_ups:4} later  {answers}")
    if len(busy) > days:
        lines.append(f"and {len(busy) - days} more days; --days shows them")
    return lines


def _dates(dates: Dates) -> str:
    if dates.middle is None:
        return "not within two years" if dates.early is None else f"{dates.early} at the earliest"
    return f"{dates.middle} ({dates.early} to {dates.late or 'later than two years'})"
