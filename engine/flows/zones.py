"""Time zones that are stored, and that the program or the database does not know, e.g. after the database was moved to
an older server: the workspace's stands in, and the mailbox stops until somebody has chosen one. All else goes on."""

import logging

from sqlalchemy import select, text
from sqlmodel import col

from engine.flows.connect_mailbox import ZONE_UNKNOWN, move
from engine.flows.health import rest_mailbox
from engine.flows.house import House
from engine.flows.locked import locked
from engine.rules.windows import known_zones, unknown_zone
from engine.store.journal import record
from engine.store.tables import Mailbox, MailboxState, Workspace

STORED = text("select time_zone from mailbox union select time_zone from workspace")
KNOWN = text("select name from pg_timezone_names where name = any(cast(:names as text[]))")
"""A tenth of a second: the server looks through its files."""
EVERYWHERE = "UTC"
"""A name that all lists have."""

log = logging.getLogger(__name__)


async def mend_zones(house: House, known: set[str]) -> None:
    """Before anything is counted: the database, too, counts in these zones. `known` keeps those that both know."""
    async with house.database.begin() as session:
        strange = set(await session.scalars(STORED)) - known
        if not strange:
            return
        known |= known_zones() & set(await session.scalars(KNOWN, {"names": list(strange)}))
        strange -= known
        if not strange:
            return
        now = house.clock.now()
        workspace = await locked(session, Workspace, 1, "workspace")
        if workspace.time_zone in strange:
            why = f"{unknown_zone(workspace.time_zone, 'time_zone')} {EVERYWHERE} stands in."
            workspace.time_zone = EVERYWHERE
            record(session, now, "workspace.changed", why=why)
            log.error("the workspace's %s", why)
        query = select(Mailbox).where(col(Mailbox.time_zone).in_(strange)).order_by(col(Mailbox.id))
        for mailbox in await session.scalars(query.with_for_update(key_share=True)):
            why = f"{unknown_zone(mailbox.time_zone, ZONE_UNKNOWN)} {workspace.time_zone} stands in meanwhile."
            await move(session, house, mailbox, {"time_zone": workspace.time_zone})
            mailbox.time_zone = workspace.time_zone
            rest_mailbox(mailbox, MailboxState.ERROR, why, now, None)
            record(session, now, "mailbox.error", why=why, mailbox_id=mailbox.id)
            log.error("%s: %s", mailbox.address, why)
