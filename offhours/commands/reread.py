"""`offhours reread`: mails that older rules have read are read again. Can be stopped and begun again at any moment."""

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.flows.house import SEND
from engine.flows.reread import Reread, left, reread
from engine.rules.rereading import Decision
from engine.settings import Settings
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)
OPINIONS = 200
"""Questions of one run, unless more are asked for: half an hour at worst."""
WORDS = {
    Decision.APPLIED: "taken over",
    Decision.ASKED: "given to a person",
    Decision.KEPT: "left as it is",
    Decision.BROKEN: "could not be read",
}


@app.command(name="reread")
@spoken
def main(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only mails that came in from this day on (UTC).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what differs and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON line per mail that differs.")] = False,
    opinions: Annotated[
        int,
        typer.Option(
            min=0,
            help="Of so many mails at most a second opinion is asked, where one is configured: their words leave the "
            "house. Never with --dry-run.",
        ),
    ] = OPINIONS,
) -> None:
    """Read mails again that older rules have read, and list those that are read otherwise.

    Whatever stops more is taken over. What would suppress less, or let mails leave, becomes a task for a person.
    """
    asyncio.run(_reread(Settings(), since.replace(tzinfo=UTC) if since else None, dry_run, as_json, opinions))


async def _reread(settings: Settings, since: datetime | None, dry_run: bool, as_json: bool, opinions: int) -> None:
    counts: Counter[Decision] = Counter()
    async with parts.visit(settings) as house:
        async with house.database.begin() as session:
            before = await left(session, since)
        async for one in reread(house, since=since, dry=dry_run, opinions=opinions):
            counts[one.decision] += 1
            print(json.dumps(_record(one), ensure_ascii=False) if as_json else _told(one, dry_run), flush=True)
        if counts[Decision.APPLIED] and not dry_run:
            await house.bell.ring(SEND)
    if not as_json:
        sums = ", ".join(f"{counts[one]} {words}" for one, words in WORDS.items() if counts[one]) or "none differs"
        print(f"{before} mails were read by older rules: {sums}{' (nothing was changed)' if dry_run else ''}")


def _record(one: Reread) -> dict[str, object]:
    return {
        "id": one.in_id,
        "from": one.sender,
        "subject": one.subject,
        "was": one.was.value if one.was else None,
        "kind": one.kind.value,
        "because": one.because,
        "decision": one.decision.value,
        "why": one.why,
    }


def _told(one: Reread, dry_run: bool) -> str:
    decision = (
        f"would be {WORDS[one.decision]}" if dry_run and one.decision is not Decision.BROKEN else WORDS[one.decision]
    )
    line = f"{one.in_id} {one.sender} {one.was or 'unread'} → {one.kind}: {decision} ({one.why}); {one.because}"
    return "".join(sign if sign.isprintable() else " " for sign in line)[:400]
