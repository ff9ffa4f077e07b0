"""The sender against a real server: it stops cleanly, shares mailboxes, and comes back after losing its database."""

import asyncio
import contextlib
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.answer import Words, write
from engine.flows.connect_mailbox import remove
from engine.flows.dispatch import Claim, dispatch
from engine.flows.house import SEND
from engine.flows.send_answer import claim_answers
from engine.rules.vocabulary import OutState
from engine.store.database import Database
from engine.store.tables import Account, Activity, Contact, Mailbox, MailboxState, MessageOut, ResponseTask
from tests.support.house import Desk
from tests.support.replies import answer, interested, say, written_to
from tests.support.servers import smtp_sink
from tests.support.working import alive, broken, campaign_of, cut, until, working
from workers.hand import MANY, Hand
from workers.identity import Space, identity
from workers.sender import Sender


async def test_told_to_stop_it_finishes_the_mail_in_hand_and_gives_the_claims_back(desk: Desk) -> None:
    async with smtp_sink() as sink:
        await campaign_of(desk, 20, sink.port)
        async with alive(desk, speed=600) as house, working(house):
            await sink.wait_for(3)
        outs = await desk.outs()
    states = Counter(out.state for out in outs)
    assert states[OutState.SENT] == len(sink.mails)
    assert set(states) == {OutState.SENT, OutState.DUE}
    assert all(out.claimed_by is None for out in outs)


async def test_told_to_stop_it_begins_no_other_answer(desk: Desk) -> None:
    async with smtp_sink() as sink:
        box = await written_to(desk)
        row = await answer(desk, box, "Yes, this is interesting. Could you call me?")
        async with desk.house.database.begin() as session:
            await write(session, row.id, Words("key", "Of course."), desk.clock.now(), "robin@example.com")
        await desk.change(Mailbox, box.id, smtp_port=sink.port)
        box = await desk.get(Mailbox, box.id)
        async with identity(desk.house.database, Space.SENDER) as me:
            stop = asyncio.Event()
            stop.set()
            claimed = (await claim_answers(desk.house, [box.id], me.number))[box.id]
            await Sender(desk.house, me, desk.rng, stop).serve(box, [], claimed)
    assert not sink.mails
    assert (await desk.get(MessageOut, claimed[0])).state is OutState.DUE


class Refusing:
    """A database in whose pool nothing goes any more, while the worker's own connection lives."""

    def __init__(self, database: Database) -> None:
        self.connect, self.recognise = database.connect, database.recognise

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        raise psycopg.OperationalError("no room")


async def test_a_mailbox_whose_claims_cannot_be_given_back_is_let_go_all_the_same(desk: Desk) -> None:
    (box,) = await campaign_of(desk, 1, 1)
    (out,) = await desk.outs()
    house = replace(desk.house, database=Refusing(desk.house.database))
    async with identity(desk.house.database, Space.SENDER) as me, identity(desk.house.database, Space.SENDER) as other:
        assert await me.lease(Space.SENDING, [box.id])
        too_late = Claim(out.id, box.id, desk.clock.now() + timedelta(days=1))
        with pytest.raises(psycopg.OperationalError):
            await Sender(house, me, desk.rng, asyncio.Event()).serve(box, [too_late])
        assert await other.lease(Space.SENDING, [box.id])


async def test_a_mail_that_cannot_be_made_keeps_no_other_of_its_mailbox_from_being_sent(desk: Desk) -> None:
    """Nothing foresees a list where the fields are. The first in the queue is the one."""
    async with smtp_sink() as sink:
        await campaign_of(desk, 5, sink.port)
        contact = await desk.contact("p0@company0.test")
        await desk.change(Contact, contact.id, level=9, custom=[1])
        async with alive(desk, speed=600) as house, working(house):
            await sink.wait_for(4)
    assert sorted(mail.recipients[0] for mail in sink.mails) == [f"p{n}@company{n}.test" for n in range(1, 5)]


async def test_two_senders_share_the_mailboxes_and_send_nothing_twice(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk) as house:
        await campaign_of(desk, 12, sink.port, boxes=3)
        async with working(house, 3):
            await sink.wait_for(12, seconds=15)
    assert Counter(mail.recipients[0] for mail in sink.mails).most_common(1)[0][1] == 1


async def test_senders_that_come_at_once_take_equally_many_mailboxes(desk: Desk) -> None:
    due = [(await desk.mailbox(address=f"robin{number}@example.com")).id for number in range(8)]
    async with identity(desk.house.database, Space.SENDER) as one, identity(desk.house.database, Space.SENDER) as other:
        senders = [Sender(desk.house, me, desk.rng, asyncio.Event()) for me in (one, other)]
        shares = [await sender._lease(due, 4) for sender in senders]
    assert [len(share) for share in shares] == [4, 4]
    assert sorted(shares[0] + shares[1]) == due


@pytest.mark.parametrize("had", [MANY, MANY + 1])
async def test_of_a_mailbox_that_had_many_mails_the_next_are_claimed_before_the_last_has_left(
    desk: Desk, had: int
) -> None:
    (box,) = await campaign_of(desk, 2, 1)
    house = replace(desk.house, settings=desk.house.settings.model_copy(update={"tick": timedelta(hours=1)}))
    async with identity(desk.house.database, Space.SENDER) as me:
        sender = Sender(house, me, desk.rng, asyncio.Event())
        hand = sender._hands[box.id] = Hand(box, [Claim(0, box.id, desk.clock.now())] * had)
        sender._busy[box.id] = asyncio.create_task(hand.all_told())
        hand.claims = type(hand.claims)(list(hand.claims)[:MANY])
        await sender._begin([box.id])
    more = list(hand.claims)[MANY:]
    assert [claim.out_id for claim in more] == [out.id for out in await desk.outs(OutState.CLAIMED)]
    assert bool(more) == (had > MANY)


async def test_what_is_claimed_for_a_mailbox_in_hand_is_not_forgotten_where_another_cannot_be_planned_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planned for in pieces: the first one has claimed its mails when the second fails."""
    for where in ("engine.flows.dispatch", "workers.sender"):
        monkeypatch.setattr(f"{where}.AT_ONCE", 1)
    good, bad = await campaign_of(desk, 8, 1, boxes=2)
    await desk.change(Mailbox, bad.id, time_zone="Nowhere/None")
    house = replace(desk.house, settings=desk.house.settings.model_copy(update={"tick": timedelta(hours=1)}))
    async with identity(desk.house.database, Space.SENDER) as me:
        sender = Sender(house, me, desk.rng, asyncio.Event())
        hand = sender._hands[good.id] = Hand(good, [Claim(0, good.id, desk.clock.now())] * (MANY + 1))
        hand.claims.clear()
        sender._busy[good.id] = asyncio.create_task(hand.all_told())
        await sender._begin([good.id, bad.id])
    claimed = {out.id for out in await desk.outs(OutState.CLAIMED)}
    assert claimed
    assert {claim.out_id for claim in hand.claims} == claimed
    assert (await desk.get(Mailbox, bad.id)).state is MailboxState.ERROR


async def test_a_mailbox_has_no_more_in_hand_only_when_nobody_claims_for_it(desk: Desk) -> None:
    hand = Hand(await desk.mailbox(), [])
    hand.asks = True
    waiting = asyncio.create_task(hand.next())
    hand.add([])
    await asyncio.wait([waiting], timeout=0.05)
    assert not waiting.done()
    claim = Claim(1, hand.mailbox.id, desk.clock.now())
    hand.extend(None, [claim])
    assert await waiting is claim


async def test_a_fault_that_nobody_foresaw_does_not_end_the_sender(desk: Desk) -> None:
    """Nor the program with its web server, of which it is a part."""
    async with smtp_sink() as sink:
        await campaign_of(desk, 1, sink.port)
        async with alive(desk, speed=600) as house, working(broken(house)):
            await sink.wait_for(1)


async def test_a_lost_database_connection_costs_a_moment(desk: Desk) -> None:
    """All its connections are cut, its number's lock with them: it takes a new number and goes on."""
    async with smtp_sink() as sink:
        await campaign_of(desk, 12, sink.port)
        async with alive(desk, speed=600) as house, working(house):
            await sink.wait_for(2)
            await cut(desk)
            await sink.wait_for(8, seconds=20)
        taken = Counter(mail.recipients[0] for mail in sink.mails)
        assert max(taken.values()) == 1
        assert await desk.outs(OutState.CLAIMED) == []
        doubtful = {out.to_address for out in await desk.outs(OutState.UNCERTAIN, OutState.SENDING)}
        assert set(taken) - {out.to_address for out in await desk.outs(OutState.SENT)} <= doubtful


async def test_a_password_sealed_with_another_key_stops_the_mailbox_in_words(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk) as house:
        box, *_ = await campaign_of(desk, 2, sink.port)
        await desk.change(Mailbox, box.id, smtp_secret="gone")

        async def noticed() -> bool:
            return (await desk.get(Mailbox, box.id)).state is MailboxState.ERROR

        async with working(house):
            await until(noticed)
    assert (await desk.get(Mailbox, box.id)).state_detail
    assert await desk.outs(OutState.CLAIMED, OutState.SENDING) == []


async def test_an_answer_for_which_no_password_can_be_opened_waits_and_ends_no_rest(desk: Desk) -> None:
    box, row = await interested(desk)
    rests = {"state": MailboxState.HEALTH, "retry_at": desk.clock.now() + timedelta(days=3)}
    await desk.change(Mailbox, box.id, smtp_secret="gone", **rests)
    out = await say(desk, row)

    async def waits() -> bool:
        return (await desk.get(MessageOut, out.id)).look_at > desk.clock.now() + timedelta(hours=23)

    async with alive(desk) as house, working(house):
        await until(waits)
    box = await desk.get(Mailbox, box.id)
    assert {"state": box.state, "retry_at": box.retry_at} == rests


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        pytest.param({"time_zone": "Europe/Nowhere"}, "Europe/Nowhere", id="a zone that is no more"),
        pytest.param(
            {"window": [[1]]}, "by a fault of the program that its log tells (TypeError)", id="what nobody foresaw"
        ),
    ],
)
async def test_a_mailbox_that_cannot_be_planned_for_says_so_and_stops_no_other(
    desk: Desk, columns: dict[str, object], words: str
) -> None:
    async with smtp_sink() as sink:
        first, second = await campaign_of(desk, 6, sink.port, boxes=2)
        await desk.change(Mailbox, first.id, **columns)
        async with alive(desk) as house, working(house):
            await sink.wait_for(2)
    assert {mail.sender for mail in sink.mails} == {second.address}
    first = await desk.get(Mailbox, first.id)
    assert (first.state, words in first.state_detail) == (MailboxState.ERROR, True)
    assert {out.state for out in await desk.outs() if out.mailbox_id == first.id} == {OutState.DUE}


async def test_a_refused_password_is_not_tried_again_and_again(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk) as house:
        sink.password = "another"
        box, *_ = await campaign_of(desk, 3, sink.port)

        async def noticed() -> bool:
            return (await desk.get(Mailbox, box.id)).state is MailboxState.ERROR

        async with working(house):
            await until(noticed)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.5)
    assert sink.logins == 1
    assert sink.mails == []


@pytest.mark.parametrize("what", ["mails", "an answer"])
async def test_an_old_login_that_is_refused_stops_no_mailbox_that_has_a_new_one(desk: Desk, what: str) -> None:
    async with smtp_sink() as sink:
        sink.password = "another"
        if what == "mails":
            (old,) = await campaign_of(desk, 3, sink.port)
        else:
            old, row = await interested(desk)
            await say(desk, row)
            await desk.change(Mailbox, old.id, smtp_port=sink.port)
            old = await desk.get(Mailbox, old.id)
        async with identity(desk.house.database, Space.SENDER) as me:
            answers = (await claim_answers(desk.house, [old.id], me.number)).get(old.id, [])
            claims = [] if answers else await dispatch(desk.house, [old.id], me.number, desk.rng)
            secret = desk.house.vault.seal("another")
            await desk.change(Mailbox, old.id, smtp_secret=secret, login_at=desk.clock.now())
            async with alive(desk) as house:
                await Sender(house, me, desk.rng, asyncio.Event()).serve(old, claims, answers)
        assert (sink.logins, (await desk.get(Mailbox, old.id)).state) == (1, MailboxState.ACTIVE)
        async with alive(desk) as house, working(house):
            await sink.wait_for(1)


async def test_a_mailbox_that_was_removed_with_mails_in_hand_says_so_and_sends_none(desk: Desk) -> None:
    async with smtp_sink() as sink:
        (box,) = await campaign_of(desk, 2, sink.port)
        async with identity(desk.house.database, Space.SENDER) as me:
            claims = await dispatch(desk.house, [box.id], me.number, desk.rng)
            async with desk.house.database.begin() as session:
                remove(session, await session.get_one(Mailbox, box.id), desk.clock.now(), "rep")
            box = await desk.get(Mailbox, box.id)
            await Sender(desk.house, me, desk.rng, asyncio.Event()).serve(box, claims)
        assert not sink.mails
    assert (await desk.get(Mailbox, box.id)).state_detail == "removed by rep"
    assert {out.state for out in await desk.outs()} == {OutState.DUE}
    said = await desk.one(select(Activity).where(col(Activity.what) == "mailbox.error"))
    assert said.why == "The mailbox was removed meanwhile. Connect it anew."


async def test_a_ring_starts_the_work_at_once(desk: Desk) -> None:
    """Its tick is an hour of the machine's time here."""
    async with smtp_sink() as sink, alive(desk, speed=1) as house:
        slow = replace(house, settings=house.settings.model_copy(update={"tick": timedelta(hours=1)}))
        async with working(slow):
            await until(lambda: listening(desk))
            await campaign_of(desk, 1, sink.port)
            await house.bell.ring(SEND)
            await sink.wait_for(1, seconds=5)


async def listening(desk: Desk) -> bool:
    async with desk.house.database.begin() as session:
        found = await session.scalar(text("select count(*) from pg_stat_activity where query ilike 'listen%'"))
        return bool(found)


async def test_a_lease_belongs_to_one_worker_and_ends_with_it(desk: Desk) -> None:
    database = desk.house.database
    async with identity(database, Space.SENDER) as one:
        async with identity(database, Space.SENDER) as other:
            assert one.number != other.number
            assert await one.lease(Space.SENDING, [7])
            assert not await other.lease(Space.SENDING, [7])
            assert await other.lease(Space.READING, [7])
            await one.give_back(Space.SENDING, [7])
            assert await other.lease(Space.SENDING, [7])
        async with asyncio.timeout(10):  # the end of a backend takes a moment
            while not await one.lease(Space.SENDING, [7]):
                pass
        assert not one.lost
    assert one.lost


async def test_claims_of_a_clock_that_was_set_back_are_given_back_and_planned_anew(desk: Desk) -> None:
    async with smtp_sink() as sink:
        (box,) = await campaign_of(desk, 3, sink.port)
        async with identity(desk.house.database, Space.SENDER) as before:
            claims = await dispatch(
                replace(desk.house, settings=desk.house.settings.model_copy(update={"tick": timedelta(minutes=40)})),
                [box.id],
                before.number,
                desk.rng,
            )
            assert claims
            desk.clock.at -= timedelta(hours=3)
            sender = Sender(desk.house, before, desk.rng, asyncio.Event())
            await sender.serve(box, claims)
        assert not await desk.outs(OutState.CLAIMED)
        assert not sink.mails


async def test_an_answer_leaves_although_no_campaign_may_send_now(desk: Desk) -> None:
    async with smtp_sink() as sink:
        box = await written_to(desk)
        row = await answer(desk, box, "Yes, this is interesting. Could you call me?")
        desk.later(hours=6)
        async with desk.house.database.begin() as session:
            await write(session, row.id, Words("key", "Of course."), desk.clock.now(), "robin@example.com")
        await desk.change(Mailbox, box.id, smtp_port=sink.port)
        async with alive(desk) as house, working(house):
            await sink.wait_for(1)
            await until(lambda: _all_settled(desk))
    assert [mail.recipients for mail in sink.mails] == [("alex@acme.test",)]
    task = await desk.one(select(ResponseTask))
    assert task.done_how == "answered from the page"


async def test_a_mail_that_was_put_off_under_a_wrong_clock_leaves_when_it_is_right_again(desk: Desk) -> None:
    async with smtp_sink() as sink:
        (box,) = await campaign_of(desk, 1, sink.port)
        await desk.change(Account, 1, red_flag="competitor")
        right = desk.clock.at
        desk.later(days=365)
        assert await desk.round(box) == []
        await desk.change(Account, 1, red_flag="")
        desk.clock.at = right
        async with alive(desk) as house, working(house):
            await sink.wait_for(1)


async def test_an_answer_leaves_between_two_mails_of_its_mailbox(desk: Desk) -> None:
    """Which is busy for an hour of its clock."""
    async with smtp_sink() as sink:
        box = await written_to(desk)
        row = await answer(desk, box, "Yes, this is interesting. Could you call me?")
        for number in range(2):
            await desk.person(f"p{number}@company{number}.test", title="Boss")
        await desk.campaign(box, steps=(0,), title=["Boss"])
        await desk.change(Mailbox, box.id, smtp_port=sink.port, min_gap_seconds=1800, last_sent_at=None)
        async with alive(desk, speed=60) as house:
            slow = replace(house, settings=house.settings.model_copy(update={"tick": timedelta(hours=1)}))
            async with working(slow):
                await sink.wait_for(1)
                async with desk.house.database.begin() as session:
                    await write(session, row.id, Words("key", "Of course."), house.clock.now(), "robin@example.com")
                await house.bell.ring(SEND)
                await sink.wait_for(2, seconds=5)
                assert sink.mails[1].recipients == ("alex@acme.test",)
                assert len(await desk.outs(OutState.CLAIMED)) == 1, "the mail that waits for its moment"
    assert await desk.outs(OutState.CLAIMED) == []


async def _all_settled(desk: Desk) -> bool:
    return not await desk.outs(OutState.DUE, OutState.CLAIMED, OutState.SENDING)


async def test_answers_claimed_for_a_mailbox_that_gets_done_meanwhile_wait_for_its_next_turn(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Yes, this is interesting. Could you call me?")
    async with desk.house.database.begin() as session:
        await write(session, row.id, Words("key", "Of course."), desk.clock.now(), "robin@example.com")
    async with identity(desk.house.database, Space.SENDER) as me:
        sender = Sender(desk.house, me, desk.rng, asyncio.Event())
        sender._hands[box.id] = Hand(box, [])
        claiming = asyncio.create_task(sender._answer_meanwhile())
        with contextlib.suppress(TimeoutError):  # it asks the database
            await asyncio.wait_for(asyncio.Event().wait(), 0)
        del sender._hands[box.id]
        await claiming
        assert sender._free.is_set()
    assert not await desk.outs(OutState.CLAIMED)
    assert len(await desk.outs(OutState.DUE)) == 1
