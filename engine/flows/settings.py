"""Change the workspace: who we are, when mails may leave, and the team's policies."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.rules import compliance, policies, windows
from engine.rules.holidays_calendar import country_code, public_country_known
from engine.store.journal import record
from engine.store.tables import Workspace

KNOWN_TO_THE_SERVER = text("select exists (select from pg_timezone_names where name = :name)")


async def check_zone(session: AsyncSession, name: str) -> None:
    """Whose days are counted in the database, which has a list of its own: an older one lacks names that we know."""
    windows.zone_of(name, "time_zone")
    if not await session.scalar(KNOWN_TO_THE_SERVER, {"name": name}):
        raise windows.unknown_zone(name, "time_zone")


def check_country(code: str, field: str = "country") -> str:
    """The two letters of ISO 3166-1 in capitals, GB also of UK; "" stays "", which means no public holidays."""
    if code and not (len(code.strip()) == len("XX") and public_country_known(code)):
        raise Invalid(
            f"{code!r} is no country whose holidays are known.",
            field=field,
            remedy="Use the two letters of ISO 3166-1, e.g. DE, or leave it empty.",
        )
    return country_code(code)


def check_window(values: dict[str, Any], field: str = "window") -> dict[str, Any]:
    """In the form that is stored: complete, so that a later default does not change what was agreed. Who says no more
    than closing days has agreed to no hours."""
    whole = windows.dump(windows.parse(values, field))
    return whole if set(values) - {"closing_days"} else {name: whole[name] for name in values}


def check_postal_address(address: str) -> None:
    """Empty is allowed, and holds all mail; a few signs would hold it too, which nobody would expect."""
    if address.strip() and compliance.missing_postal_address(address) is not None:
        raise Invalid(
            f"{address!r} is no postal address.",
            field="postal_address",
            remedy="Enter street, town and country, or leave it empty: then no mail leaves.",
        )


async def edit_workspace(session: AsyncSession, changes: dict[str, Any], now: datetime, by: str) -> Workspace:
    """Policies are merged with those that are set, but for names that another version stored; a window replaces the
    window."""
    workspace = await locked(session, Workspace, 1, "workspace")
    if "time_zone" in changes:
        await check_zone(session, changes["time_zone"])
    if "postal_address" in changes:
        check_postal_address(changes["postal_address"])
    if "country" in changes:
        changes["country"] = check_country(changes["country"])
    if "window" in changes:
        changes["window"] = check_window(changes["window"])
    if "policies" in changes:
        merged = {**policies.known(workspace.policies), **changes["policies"]}
        policies.parse(merged)
        changes["policies"] = merged
    for name, value in changes.items():
        setattr(workspace, name, value)
    record(
        session, now, "workspace.changed", by=by, changes={name: str(value)[:500] for name, value in changes.items()}
    )
    await look_again(session, now)
    return workspace
