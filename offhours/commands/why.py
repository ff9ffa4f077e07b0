"""`offhours why ADDRESS`: where the next mail to somebody stands."""

import asyncio
from typing import Annotated

import typer
from sqlmodel import col

from engine.flows.ledger import Line, lines
from engine.rules.addresses import normalise
from engine.settings import Settings
from engine.store.suppressions import suppressed
from engine.store.tables import Contact
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer()


@app.command()
@spoken
def why(address: Annotated[str, typer.Argument(help="E-mail address of a contact.")]) -> None:
    """Say why a contact was not sent the next mail, one line per campaign."""
    asyncio.run(_why(Settings(), normalise(address, "address")))


async def _why(settings: Settings, address: str) -> None:
    async with parts.build(settings) as house, house.database.begin() as session:
        found = await lines(session, [col(Contact.email) == address], house.clock.now())
        if suppression := (await suppressed(session, [address])).of(address):
            print(f"{address}: suppressed ({suppression})")
        if not found:
            print(f"{address}: in no campaign")
        for line in found:
            print(_told(line))


def _told(line: Line) -> str:
    until = f", until {line.until:%Y-%m-%d %H:%M} UTC" if line.until else ""
    return (
        f"{line.email}: {line.campaign}, step {line.position}: {line.reason} ({line.detail or 'no more to say'}){until}"
    )
