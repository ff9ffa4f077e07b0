"""Two accounts that are one company become one (M7): all of the duplicate goes to the one that stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.accounts import refuse_merged
from engine.flows.baton import live
from engine.flows.door import ACCOUNT_FIELDS, fill
from engine.flows.effects import move
from engine.flows.locked import NOT_WHILE_ERASING, locked
from engine.flows.look_again import look_again
from engine.rules.merging import STANDING, merged
from engine.rules.vocabulary import Bin
from engine.store import deeds
from engine.store.journal import record, silent
from engine.store.mail import WITHOUT_RAW
from engine.store.prospects import with_merged
from engine.store.tables import Account, AccountDomain, Activity, Contact, FoundPerson, MessageIn, Opportunity

OF_IT: dict[str, tuple[Any, Any]] = {
    "contacts": (Contact, Contact.id),
    "domains": (AccountDomain, AccountDomain.domain),
    "people_found": (FoundPerson, FoundPerson.id),
    "opportunities": (Opportunity, Opportunity.id),
}
"""What belongs to an account, and by what it is known. The log stays where it is: timelines read that of the duplicate
as well."""


async def merge(session: AsyncSession, gone_id: int, into_id: int, why: str, now: datetime, by: str) -> Account:
    """The one that stays: it keeps what it knows, learns what only the other knew, and is in the bin of the two that
    forbids more. The duplicate is left empty and leads to it by its name, so that a later list finds it. Nothing takes
    it back; what the duplicate was, and all that was moved, stands in the log.
    """
    if gone_id == into_id:
        raise Invalid("is the same account.", field="into", remedy="Name the account that stays.")
    await _answers(session, gone_id, into_id)  # before their accounts, as in every flow
    for key in sorted({gone_id, into_id}):
        refuse_merged(await locked(session, Account, key, "account"))
    gone, stays = await session.get_one(Account, gone_id), await session.get_one(Account, into_id)
    await _check(session, gone, stays)
    await look_again(session, now, company_id=gone.id)
    was = gone.model_dump(mode="json", exclude={"name_key"})  # the name once more, in which no erasure finds anybody
    moved = await _move(session, gone.id, stays.id)
    reason = f"{gone.name} into {stays.name}{f': {why.strip()}' if why.strip() else ''}"
    record(session, now, "account.merged", why=reason, by=by, account_id=stays.id, was=was, moved=moved)
    stood = [(account.id, deeds.as_json(account.model_dump(include=set(STANDING)))) for account in (gone, stays)]
    moves = {"bin_since": now, "bin_by": by, "bin_why": f"so was {gone.name}, merged into it"[:500]}
    _learn(session, stays, gone, moves)
    _retell(await _answers(session, gone.id, stays.id), stood[0], stood[1], deeds.as_json(moves))
    gone.merged_into_id = stays.id
    gone.custom, gone.red_flag, gone.check_back_on, gone.responded_at = {}, "", None, None
    with silent(session):  # timelines read both, and this would look like a move of the other
        move(session, gone, Bin.DUPLICATE, f"merged into {stays.name}", by, now)
    await session.flush()
    await look_again(session, now, company_id=stays.id)
    return stays


async def _check(session: AsyncSession, gone: Account, stays: Account) -> None:
    if stays.bin is Bin.DUPLICATE:
        raise Conflict(
            f"{stays.name} is in the bin duplicate.",
            field="into",
            remedy="Merge the other way round, or move it out of that bin first.",
        )
    of_both = [await live(session, account.id) for account in (gone, stays)]
    if all(of_both):
        raise Conflict(
            "both have a live opportunity.",
            field="into",
            remedy="Return one of them, or say how it ended, and merge them then.",
        )


async def _move(session: AsyncSession, gone_id: int, into_id: int) -> dict[str, list[object]]:
    """What was moved, by kind."""
    silently = {"synchronize_session": False}
    led = update(Account).where(col(Account.merged_into_id) == gone_id).values(merged_into_id=into_id)
    await session.execute(led, execution_options=silently)
    moved = {}
    for kind, (model, key) in OF_IT.items():
        query = update(model).where(model.account_id == gone_id).values(account_id=into_id).returning(key)
        moved[kind] = list(await session.scalars(query, execution_options=silently))
    return moved


def _learn(session: AsyncSession, stays: Account, gone: Account, moves: dict[str, Any]) -> None:
    if gone.red_flag and stays.red_flag and gone.red_flag != stays.red_flag:
        stays.red_flag = f"{stays.red_flag}; {gone.red_flag}"
    fill(stays, gone, ACCOUNT_FIELDS)
    then = merged(gone.model_dump(), stays.model_dump(), moves)
    move(session, stays, then["bin"], moves["bin_why"], moves["bin_by"], moves["bin_since"])
    stays.check_back_on, stays.responded_at = then["check_back_on"], then["responded_at"]
    stays.last_activity_at = then["last_activity_at"]


# --- what answers have done to the two ------------------------------------------------------------------------


Stood = tuple[int, dict[str, Any]]
"""An account by its number, and how it stood."""


async def _answers(session: AsyncSession, *account_ids: int) -> list[MessageIn]:
    """Those that may have changed one of them, or what was merged into it before, locked; the first that was read
    first."""
    of = or_(*[col(Activity.account_id).in_(with_merged(one)) for one in account_ids])
    done = select(col(Activity.message_in_id)).where(of)
    query = select(MessageIn).where(col(MessageIn.id).in_(done), col(MessageIn.effects) != [])
    await session.execute(NOT_WHILE_ERASING)
    ordered = query.order_by(col(MessageIn.read_at), col(MessageIn.id)).options(WITHOUT_RAW)
    return list(await session.scalars(ordered.with_for_update(key_share=True)))


def _retell(mails: Sequence[MessageIn], gone: Stood, stays: Stood, moves: dict[str, Any]) -> None:
    """As if they had been answers to the one that stays, so that a correction takes back there what they did. Both are
    followed back together."""
    at = dict([gone, stays])
    for mail in reversed(mails):
        told = []
        for deed in reversed(mail.effects):
            table, key = deeds.row_of(deed)
            if "changed" not in deed or table != "account" or key not in at:
                told.append(deed)
                continue
            after = merged(at[gone[0]], at[stays[0]], moves)
            at[key] = deeds.before(deed, at[key])
            was = merged(at[gone[0]], at[stays[0]], moves)
            if fields := {name: [was[name], after[name]] for name in STANDING if was[name] != after[name]}:
                told.append({"changed": table, "key": [stays[0]], "fields": fields})
        mail.effects = told[::-1]
