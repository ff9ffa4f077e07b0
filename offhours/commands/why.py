"""`offhours why ADDRESS`: where the next mail to somebody stands, what will change that, and what was tried before."""

import asyncio
from typing import Annotated

import typer

from engine.flows.ledger import Line
from engine.flows.tries import Try, tries
from engine.flows.why import changes
from engine.flows.why import why as why_not
from engine.rules.addresses import normalise
from engine.settings import Settings
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)


@app.command()
@spoken
def why(address: Annotated[str, typer.Argument(help="E-mail address of a contact.")]) -> None:
    """Say why a contact was not sent the next mail, one line per campaign; and what was tried, one line per try."""
    asyncio.run(_why(Settings(), normalise(address, "address")))


async def _why(settings: Settings, address: str) -> None:
    async with parts.visit(settings) as house, house.database.begin() as session:
        found = await why_not(session, address, house.clock.now())
        for statement in found.about:
            print(f"{address}: {statement}")
        for line in found.lines:
            print(_told(line))
        if found.contact_id is not None:
            for one in await tries(session, found.contact_id):
                print(_tried(one))


def _told(line: Line) -> str:
    stands = f"{line.email}: {line.campaign}, step {line.position}: {line.reason}"
    return f"{stands} ({line.detail or 'no more to say'}){changes(line)}"


def _tried(one: Try) -> str:
    at = one.said_at or one.ended_at
    words = [
        f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else "",
        f"step {one.position}, try {one.number or '?'}, from {one.mailbox}",
        f"worker {one.worker}" if one.worker else "",
        f"{one.outcome.replace('_', ' ')}{f' at {one.stage}' if one.stage else ''}",
        " ".join(part for part in (str(one.code or ""), one.answer) if part),
        f"settled: {one.settled.replace('_', ' ')}" if one.settled else "",
    ]
    return "; ".join(word for word in words if word)
