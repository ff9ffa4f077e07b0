"""A current client, a bad fit or a company with a live opportunity gets no prospecting mail (M5), whatever account the
person is in: their address says where they are."""

import pytest

from engine.errors import Conflict
from engine.flows.accounts import edit_account, rebin
from engine.flows.door import NewAccount
from engine.flows.people import edit_contact
from engine.flows.withdraw import withdraw
from engine.rules.vocabulary import Bin, HeldReason, OutState
from engine.store.tables import Account, Contact, Mailbox, MessageOut
from tests.support.house import Desk
from tests.support.replies import referred, say

CLIENT = NewAccount(name="Client AG")


async def move(desk: Desk, goal: Bin) -> None:
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, (await desk.account("boss@client.test")).id)
        await rebin(session, account, goal, "signed", None, desk.clock.now(), "robin")


@pytest.mark.parametrize("place", [Bin.CURRENT_CLIENT, Bin.BAD_FIT, Bin.ACTIVE_OPPORTUNITY])
async def test_who_gets_an_address_at_one_is_held_also_at_the_last_look(desk: Desk, place: Bin) -> None:
    box = await desk.one_contact()
    await desk.person("boss@client.test", CLIENT)
    (claim,) = await desk.dispatch(box)
    async with desk.house.database.begin() as session:
        alex = await desk.contact()
        await edit_contact(session, alex.id, {"email": "alex@mail.client.test"}, desk.clock.now(), "robin")
    await move(desk, place)
    assert await desk.send(claim) is None
    out, line = await desk.out("alex@mail.client.test"), await desk.line("alex@mail.client.test")
    assert (out.state, out.held_reason, desk.wire.mails) == (OutState.HELD, HeldReason.BIN, [])
    assert line.reason == HeldReason.BIN
    assert "the address is at Client AG, " in line.detail


async def test_a_colleague_elsewhere_who_is_put_into_the_account_is_held(desk: Desk) -> None:
    await desk.person("boss@client.test", CLIENT)
    await move(desk, Bin.CURRENT_CLIENT)
    await desk.person("kim@client.test", NewAccount(domain="acme.test"))
    box = await desk.mailbox()
    await desk.campaign(box)
    assert await desk.round(box) == []
    assert (await desk.line("kim@client.test")).reason == HeldReason.BIN


async def test_who_is_named_by_somebody_elsewhere_is_not_written_to_by_hand_either(desk: Desk) -> None:
    """Refused when it is written, and held when that is so by the time it leaves."""
    box, row, kim = await referred(desk)
    await desk.person("boss@client.test", CLIENT)
    await desk.change(Contact, kim.id, email="kim@client.test")
    named = {"to_contact_id": kim.id, "subject": "Alex named you"}
    out = await say(desk, row, **named)
    await move(desk, Bin.CURRENT_CLIENT)
    assert await desk.answers_leave(box) == [None]
    held = await desk.get(MessageOut, out.id)
    assert (held.state, held.held_reason) == (OutState.HELD, HeldReason.BIN)
    assert held.held_detail == "the address is at Client AG, in the bin current_client"
    async with desk.house.database.begin() as session:
        await withdraw(session, out.id, desk.clock.now(), "robin")
    with pytest.raises(Conflict, match="the address is at Client AG"):
        await say(desk, row, key="key-2", **named)


@pytest.mark.parametrize("place", [Bin.COLD, Bin.DUPLICATE, Bin.WORKING])
async def test_of_other_companies_nothing_is_held(desk: Desk, place: Bin) -> None:
    """A duplicate is one of the list: the company itself may be written to."""
    await desk.person("boss@client.test", CLIENT)
    await move(desk, place)
    await desk.change(Contact, 1, state="left")
    await desk.person("kim@client.test", NewAccount(domain="acme.test"))
    box = await desk.mailbox()
    await desk.campaign(box)
    await desk.round(box)
    assert desk.wire.recipients == ["kim@client.test"]


async def at_a_client_elsewhere(desk: Desk) -> Mailbox:
    """Kim works at a client, and stands in another account: held, and not looked at for hours."""
    await desk.person("boss@client.test", CLIENT)
    await move(desk, Bin.CURRENT_CLIENT)
    await desk.person("kim@mail.client.test", NewAccount(domain="acme.test"))
    box = await desk.mailbox()
    await desk.campaign(box)
    assert await desk.round(box) == []
    desk.later(minutes=5)
    return box


async def test_when_the_company_is_no_client_any_more_they_are_looked_at_at_once(desk: Desk) -> None:
    box = await at_a_client_elsewhere(desk)
    await move(desk, Bin.WORKING)
    await desk.first_mail(box)
    assert desk.wire.recipients == ["kim@mail.client.test"]


async def test_also_when_it_has_the_domain_no_more(desk: Desk) -> None:
    box = await at_a_client_elsewhere(desk)
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, (await desk.account("boss@client.test")).id)
        await edit_account(session, account, {"domains": []}, desk.clock.now(), "robin")
    await desk.first_mail(box)
    assert desk.wire.recipients == ["kim@mail.client.test"]
