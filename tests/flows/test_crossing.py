"""Corrections and readings at once: whatever waits for whatever, none is cut off."""

import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.admit import NewAccount
from engine.flows.correct import correct
from engine.flows.locked import locked
from engine.flows.reread import one
from engine.rules.vocabulary import ContactState, Kind
from engine.store.tables import Account, Contact, MessageIn, Suppression
from tests.support.house import Desk, until_somebody_waits
from tests.support.replies import BY, answer, as_kind, written_to


async def test_both_accounts_of_a_correction_are_locked_in_their_order(desk: Desk) -> None:
    """Somebody has the first and wants the second, as a turn of the sender does."""
    box = await desk.mailbox()
    for email in ("alex@acme.test", "bo@other.test"):
        await desk.person(email)
    await desk.campaign(box)
    await desk.send_due(box)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.OTHER))

    async def corrected() -> None:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, Kind.OTHER, desk.clock.now(), "rep", contact_id=2)

    async with desk.house.database.begin() as session:
        await locked(session, Account, 1, "account")
        correction = asyncio.create_task(corrected())
        await asyncio.wait([correction], timeout=0.5)
        await locked(session, Account, 2, "account")
    await correction
    assert (await desk.get(MessageIn, row.id)).contact_id == 2


@pytest.mark.parametrize("how", ["corrected", "read again"])
async def test_an_opt_out_from_another_company_locks_both_in_the_order_of_all_flows(desk: Desk, how: str) -> None:
    """Bo wrote in Alex's thread: it is Bo who is suppressed, too."""
    await desk.person("bo@other.test", NewAccount(name="Other"))
    await desk.change(Contact, 1, state=ContactState.LEFT)
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", "bo@other.test", how=as_kind(Kind.OTHER))
    await desk.change(MessageIn, row.id, reader="older")
    assert (await desk.contact()).account_id == 2

    async def changed() -> None:
        now = desk.clock.now()
        async with desk.house.database.begin() as session:
            if how == "corrected":
                await correct(session, row.id, Kind.UNSUBSCRIBE, now, BY)
            else:
                await one(session, row.id, now, dry=False, by=BY, how=as_kind(Kind.UNSUBSCRIBE))

    async with desk.house.database.begin() as session:
        await locked(session, Account, 1, "account")
        change = asyncio.create_task(changed())
        await until_somebody_waits(desk)
        await locked(session, Account, 2, "account")
    await change
    assert await desk.all(select(col(Suppression.address)).order_by(col(Suppression.address))) == [
        "alex@acme.test",
        "bo@other.test",
    ]


async def test_work_about_a_later_mail_does_not_wait_for_a_correction(desk: Desk) -> None:
    """A task that is changed twice looks its mail up: two corrections at one company that do so crossed each other."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.OTHER))
    desk.later(hours=1)
    later = await answer(desk, box, "Well?", how=as_kind(Kind.QUESTION))
    refers = select(col(MessageIn.id)).where(col(MessageIn.id).in_([row.id, later.id]))
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.NOT_NOW, desk.clock.now(), BY)
        async with desk.house.database.begin() as other:
            found = await other.scalars(refers.with_for_update(read=True, key_share=True, nowait=True))
            assert set(found) == {row.id, later.id}
