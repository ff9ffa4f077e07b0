"""`offhours opportunities`: what became of each baton."""

import asyncio
import json
from typing import Annotated

import typer
from sqlmodel import col

from engine.rules.baton import OpportunityState
from engine.settings import Settings
from engine.store.batons import Passed, batons, passed
from engine.store.tables import Opportunity
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def opportunities(
    state: Annotated[OpportunityState | None, typer.Option(help="Only those in this state.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line each.")] = False,
) -> None:
    """List what was passed from rep to rep, the latest to move first, and what became of it."""
    asyncio.run(_list(Settings(), state, as_json))


async def _list(settings: Settings, state: OpportunityState | None, as_json: bool) -> None:
    where = [] if state is None else [col(Opportunity.state) == state]
    async with parts.visit(settings) as house, house.database.begin() as session:
        for one in await passed(session, batons(*where)):
            print(json.dumps(_record(one), ensure_ascii=False) if as_json else _told(one))


def _record(one: Passed) -> dict[str, object]:
    row = one.row
    return {
        "id": row.id,
        "account": one.account.name,
        "contact": one.contact.email,
        "passed_by": one.sender.email,
        "passed_to": one.receiver.email,
        "passed_at": row.passed_at.isoformat(),
        "state": row.state.value,
        "since": row.state_since.isoformat(),
        "by": row.state_by,
        "why": row.state_why,
        "stage": row.stage,
        "value": row.value,
        "outcome": row.outcome.value,
        "counts": one.counts,
    }


def _told(one: Passed) -> str:
    row = one.row
    why = f" ({' '.join(row.state_why.split())})" if row.state_why else ""
    worth = f", value {row.value}" if row.value is not None else ""
    return (
        f"{row.id} {one.account.name}: {row.state.value} since {row.state_since:%Y-%m-%d} by {row.state_by}{why}; "
        f"{one.sender.email} to {one.receiver.email}, {row.outcome.value}{worth}"
    )
