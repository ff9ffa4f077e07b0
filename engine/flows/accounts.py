"""What a person decides about an account: its facts, its bin, and whether others there may be written to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.baton import refuse_live
from engine.flows.effects import move
from engine.flows.look_again import look_again
from engine.flows.settings import check_country
from engine.rules import addresses, bins, windows
from engine.rules.vocabulary import Bin
from engine.store.journal import record
from engine.store.tables import Account, AccountDomain, User


async def edit_account(
    session: AsyncSession, account: Account, changes: dict[str, Any], now: datetime, by: str
) -> Account:
    """`account` is locked. `domains` replaces the account's domains; `custom` is merged, null removes a field."""
    refuse_merged(account)
    if changes.get("time_zone"):
        windows.zone_of(changes["time_zone"], "time_zone")
    if "country" in changes:
        changes["country"] = check_country(changes["country"])
    if "name" in changes:
        if not changes["name"]:
            raise Invalid("is missing.", field="name", remedy="Give the company's name.")
        account.name_key = addresses.company_key(changes["name"])
    if changes.get("owner_id") is not None:
        await check_owner(session, changes["owner_id"])
    if "custom" in changes:
        changes["custom"] = merged(account.custom, changes["custom"])
    domains = changes.pop("domains", None)
    for name, value in changes.items():
        setattr(account, name, value)
    if domains is not None:
        await look_again(session, now, company_id=account.id)  # at domains that it has no more
        await _set_domains(session, account, domains)
        await look_again(session, now, company_id=account.id)
    record(session, now, "account.changed", by=by, account_id=account.id, fields=sorted(changes))
    await look_again(session, now, account_ids=[account.id])
    return account


def refuse_merged(account: Account, field: str = "account") -> None:
    """Nothing is done any more with what is left of a duplicate (engine.flows.merge)."""
    if account.merged_into_id is not None:
        raise Conflict(
            f"{account.name} was merged into account {account.merged_into_id}.",
            field=field,
            remedy=f"Work with account {account.merged_into_id}.",
        )


def merged(known: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**known, **given}.items() if value is not None}


async def check_owner(session: AsyncSession, user_id: int, field: str = "owner_id") -> None:
    if not 0 < user_id < 2**63 or await session.get(User, user_id) is None:
        raise Invalid(f"there is no user {user_id}.", field=field, remedy="List the users.")


async def _set_domains(session: AsyncSession, account: Account, domains: list[str]) -> None:
    wanted = {addresses.own_domain(name, "domains") for name in domains}
    for row in await session.scalars(select(AccountDomain).where(col(AccountDomain.account_id) == account.id)):
        if row.domain not in wanted:
            await session.delete(row)
    for domain in sorted(wanted):
        known = await session.get(AccountDomain, domain)
        if known is None:
            session.add(AccountDomain(domain=domain, account_id=account.id))
        elif known.account_id != account.id:
            raise Conflict(
                f"{domain} belongs to account {known.account_id}.",
                field="domains",
                remedy="Take it away there first, or merge the two.",
            )
    await session.flush()


async def rebin(
    session: AsyncSession, account: Account, goal: Bin, why: str, check_back_on: date | None, now: datetime, by: str
) -> Account:
    """A person's move (M20); its mails are judged anew."""
    refuse_merged(account)
    if not bins.may_move(account.bin, goal):
        allowed = ", ".join(sorted(bins.MOVES[account.bin]))
        raise Conflict(
            f"an account does not go from {account.bin.value} to {goal.value}.",
            field="bin",
            remedy=f"From here it can go to: {allowed}.",
        )
    if goal is Bin.CHECK_BACK and check_back_on is not None and check_back_on < now.date():
        raise Invalid("is past.", field="check_back_on", remedy="Choose a day to come.")
    await refuse_live(session, account, goal)
    move(session, account, goal, why, by, now)
    account.check_back_on = check_back_on if goal is Bin.CHECK_BACK else None
    await session.flush()
    await look_again(session, now, company_id=account.id)
    return account


async def release(session: AsyncSession, account: Account, why: str, now: datetime, by: str) -> Account:
    """Somebody there answered, and the rep has decided that the others may be written to (domain: account_busy)."""
    refuse_merged(account)
    account.responded_at = None
    record(session, now, "account.released", why=why, by=by, account_id=account.id)
    await session.flush()
    await look_again(session, now, account_ids=[account.id])
    return account
