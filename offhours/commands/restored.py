"""`offhours restored`: whether sending is held because the database may not know all that was sent; to hold it, or to
say go."""

import asyncio
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.house import SEND
from engine.flows.locked import locked
from engine.flows.restored import BY_HAND, hold_sending, recognise_database, say_go, unread_since
from engine.settings import Settings
from engine.store.facts import workspace_of
from engine.store.tables import Workspace
from offhours import parts
from offhours.commands.saying import spoken

app = typer.Typer(add_completion=False)
BY = "offhours restored"


@app.command()
@spoken
def restored(
    hold: Annotated[bool, typer.Option("--hold", help="Nothing is sent from now on until somebody says go.")] = False,
    go: Annotated[bool, typer.Option("--go", help="Mails may leave, from this database and no other.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="With --go: though mailboxes were not read since.")] = False,
) -> None:
    """Say whether sending is held because the database was restored or copied."""
    if hold and go:
        raise Invalid("contradicts --go.", field="--hold", remedy="Give one of the two.")
    asyncio.run(_restored(Settings(), hold=hold, go=go, anyway=anyway))


async def _restored(settings: Settings, *, hold: bool, go: bool, anyway: bool) -> None:
    async with parts.visit(settings) as house:
        await recognise_database(house)
        async with house.database.begin() as session:
            if hold:
                workspace = await locked(session, Workspace, 1, "workspace")
                hold_sending(session, workspace, BY_HAND, house.clock.now(), BY)
            if go:
                await say_go(session, house, house.clock.now(), BY, anyway=anyway)
            print(await _told(session, await workspace_of(session)))
        if go:
            await house.bell.ring(SEND)


async def _told(session: AsyncSession, workspace: Workspace) -> str:
    if workspace.restored_at is None:
        return "not held: mails leave from this database"
    unread = await unread_since(session, workspace)
    read = f"not read since: {', '.join(unread)}" if unread else "all mailboxes have been read since"
    return f"held since {workspace.restored_at:%Y-%m-%d %H:%M} UTC: {workspace.restored_why}; {read}"
