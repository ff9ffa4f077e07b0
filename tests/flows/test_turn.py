"""Two contacts of one account, in one turn: what becomes of the first is known when the second is judged, and so is an
answer that comes in between."""

import asyncio
from datetime import timedelta

import pytest

from engine.edge.smtp import Delivery
from engine.flows.door import NewAccount
from engine.flows.launch import pause
from engine.flows.locked import FREE_DOMAINS, lock_accounts
from engine.flows.people import edit_contact
from engine.flows.send import Outbox
from engine.flows.turn import Ready, turn
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Account, Campaign, Mailbox, MessageOut, User
from tests.support.house import NO_SUCH_USER, SENT, WORKER, Desk, until_somebody_waits

FIRST, SECOND = "alex@acme.test", "kim@acme.test"


async def one_turn(
    desk: Desk, says: list[MessageOut], taken: dict[int, Delivery] | None = None
) -> tuple[dict[int, Ready | Held], list[int]]:
    return await turn(desk.house, [out.id for out in says], taken or {}, WORKER, lambda: None)


async def both(desk: Desk, *, at_once: int, steps: tuple[int, ...] = (0, 3)) -> tuple[Mailbox, MessageOut, MessageOut]:
    """The first mail is with its server, the second is claimed and its moment has come."""
    await desk.policies(contacts_per_account=at_once, account_gap_minutes=0)
    box = await desk.mailbox()
    for email in (FIRST, SECOND):
        await desk.person(email)
    await desk.campaign(box, steps=steps)
    first, second = await desk.out(FIRST), await desk.out(SECOND)
    await desk.change(MessageOut, first.id, state=OutState.CLAIMED, claimed_by=WORKER)
    assert set((await one_turn(desk, [first]))[0]) == {first.id}
    await desk.change(MessageOut, second.id, state=OutState.CLAIMED, claimed_by=WORKER)
    return box, await desk.out(FIRST), second


async def outcome_and_say(desk: Desk, first: MessageOut, second: MessageOut, delivery: Delivery = SENT) -> bool:
    """As a sender has them in one batch: the one mailbox tells, another asks. Whether the second may leave."""
    outbox = Outbox(desk.house, WORKER)
    _, ready = await asyncio.gather(outbox.write(first.id, delivery), outbox.say(second.id))
    return isinstance(ready, Ready)


@pytest.mark.parametrize(
    ("at_once", "steps", "delivery", "leaves"),
    [
        pytest.param(1, (0, 3), SENT, False, id="the first is being written to"),
        pytest.param(2, (0, 3), SENT, True, id="two may be"),
        pytest.param(1, (0,), SENT, True, id="it was the first's last mail"),
        pytest.param(1, (0, 3), NO_SUCH_USER, True, id="the first does not exist"),
    ],
)
async def test_the_second_is_judged_by_what_became_of_the_first(
    desk: Desk, at_once: int, steps: tuple[int, ...], delivery: Delivery, leaves: bool
) -> None:
    _, first, second = await both(desk, at_once=at_once, steps=steps)
    assert await outcome_and_say(desk, first, second, delivery) is leaves
    out = await desk.out(SECOND)
    assert out.state is (OutState.SENDING if leaves else OutState.HELD)
    assert out.held_reason is (None if leaves else HeldReason.ACCOUNT_BUSY)


async def test_who_waits_for_a_colleagues_mail_keeps_nobody_else_waiting(desk: Desk) -> None:
    await desk.policies(contacts_per_account=2, account_gap_minutes=0)
    box = await desk.mailbox()
    for email in (FIRST, SECOND, "sam@other.test"):
        await desk.person(email)
    await desk.campaign(box)
    outs, outbox = await desk.outs(), Outbox(desk.house, WORKER)
    for out in outs:
        await desk.change(MessageOut, out.id, state=OutState.CLAIMED, claimed_by=WORKER)
    first, second, other = [asyncio.create_task(outbox.say(out.id)) for out in outs]
    assert isinstance(await other, Ready)
    assert (first.done(), second.done()) == (True, False)
    assert isinstance(await second, Ready)


async def test_an_answer_between_the_outcome_and_the_say_holds_the_second(desk: Desk) -> None:
    box, first, second = await both(desk, at_once=2)
    said, later = await one_turn(desk, [second], {first.id: SENT})
    assert (said, later) == ({}, [second.id]), "of one account only one thing at a time"
    assert (await desk.out(FIRST)).state is OutState.SENT
    await desk.receive(box, desk.mail(FIRST, "Yes, please call me on Thursday.", In_Reply_To=first.message_id or ""))
    said, later = await one_turn(desk, [second])
    assert ([type(one) for one in said.values()], later) == ([Held], [])
    out = await desk.out(SECOND)
    assert (out.state, out.held_reason) == (OutState.HELD, HeldReason.ACCOUNT_BUSY)
    assert out.held_detail.startswith("someone of the account answered")


async def test_an_answer_that_is_being_read_at_that_moment_comes_first(desk: Desk) -> None:
    """Whoever reads it has the account; the turn waits, and knows of it when it goes on."""
    _, first, second = await both(desk, at_once=2)
    async with desk.house.database.begin() as reading:
        await lock_accounts(reading, [first.id])
        going_on = asyncio.create_task(outcome_and_say(desk, first, second))
        await until_somebody_waits(desk)
        account = await reading.get_one(Account, 1)
        account.responded_at = desk.clock.now()
    assert await going_on is False
    assert ((await desk.out(FIRST)).state, (await desk.out(SECOND)).state) == (OutState.SENT, OutState.HELD)


async def test_a_contact_who_is_moved_at_that_moment_is_judged_under_the_lock_of_the_new_account(desk: Desk) -> None:
    await desk.one_contact(FIRST)
    other = (await desk.person("bo@beech.test")).account
    out = await desk.out(FIRST)
    await desk.change(MessageOut, out.id, state=OutState.CLAIMED, claimed_by=WORKER)
    async with desk.house.database.begin() as moving:
        await edit_contact(moving, out.contact_id, {"account_id": other.id}, desk.clock.now(), "robin")
        saying = asyncio.create_task(one_turn(desk, [out]))
        await until_somebody_waits(desk)
    assert await saying == ({}, [out.id]), "the account that it has locked is not theirs any more"
    async with desk.house.database.begin() as reading:
        account = await reading.get_one(Account, other.id, with_for_update=True)
        saying = asyncio.create_task(one_turn(desk, [out]))
        await until_somebody_waits(desk)
        account.responded_at = desk.clock.now()
    said, later = await saying
    assert ([type(one) for one in said.values()], later) == ([Held], [])


async def test_a_pause_while_the_turn_waits_for_the_reps_caps_holds_the_mail(desk: Desk) -> None:
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    desk.clock.at = max(desk.clock.at, claim.send_at)
    outbox = Outbox(desk.house, WORKER)
    async with desk.house.database.begin() as planning:
        await planning.get_one(User, box.user_id, with_for_update=True)
        saying = asyncio.create_task(outbox.say(claim.out_id))
        await until_somebody_waits(desk)
        async with desk.house.database.begin() as session:
            campaign = await session.get_one(Campaign, 1, with_for_update=True)
            await pause(session, campaign, desk.clock.now(), "robin")
    assert isinstance(await saying, Held)
    assert (await desk.out()).state is OutState.HELD


# --- one domain, two accounts ----------------------------------------------------------------------------------


async def neighbours(desk: Desk) -> list[MessageOut]:
    """Two people at one domain, of two accounts, whose moments have come."""
    box = await desk.mailbox()
    for name in ("alex", "kim"):
        await desk.person(f"{name}@big.test", NewAccount(name=f"Unit {name}", domain=f"{name}.test"))
    await desk.campaign(box)
    outs = await desk.outs()
    for out in outs:
        await desk.change(MessageOut, out.id, state=OutState.CLAIMED, claimed_by=WORKER)
    return outs


async def test_of_two_at_one_domain_the_second_waits_for_what_becomes_of_the_first(desk: Desk) -> None:
    first, second = await neighbours(desk)
    ready, later = await one_turn(desk, [first, second])
    assert ([type(one) for one in ready.values()], later) == ([Ready], [second.id])
    ready, later = await one_turn(desk, [second])
    held = ready[second.id]
    assert isinstance(held, Held)
    assert (held.reason, held.until, later) == (HeldReason.GAP, desk.clock.now() + timedelta(minutes=15), [])


async def test_while_somebody_else_decides_about_the_domain_nobody_waits_and_nothing_leaves(desk: Desk) -> None:
    first, second = await neighbours(desk)
    async with desk.house.database.begin() as session:
        await session.execute(FREE_DOMAINS, {"mails": [first.id]})
        held = (await asyncio.wait_for(one_turn(desk, [second]), 20))[0][second.id]
        assert isinstance(held, Held)
        assert held.reason is HeldReason.GAP
        await desk.change(MessageOut, second.id, state=OutState.CLAIMED, claimed_by=WORKER, asked_at=desk.clock.now())
        asked = (await asyncio.wait_for(one_turn(desk, [second]), 20))[0][second.id]
        assert isinstance(asked, Ready), "what a person asked for waits for no gap"


async def test_a_mail_that_is_tried_again_does_not_wait_for_its_own_first_try(desk: Desk) -> None:
    first, _ = await neighbours(desk)
    for _ in range(2):
        ready, _ = await one_turn(desk, [first])
        assert isinstance(ready[first.id], Ready)
        await desk.change(MessageOut, first.id, state=OutState.CLAIMED, claimed_by=WORKER)
