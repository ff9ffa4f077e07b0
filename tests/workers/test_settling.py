"""What a sender settles beside the sending: what the dead left, mails in doubt, work that is late."""

from dataclasses import fields
from datetime import timedelta

from sqlalchemy import select

from engine.edge.imap import ImapLine
from engine.flows.house import House
from engine.rules.vocabulary import CampaignState, OutState, Role
from engine.store.tables import Campaign, Mailbox, MailboxState, MessageOut, ResponseTask, User
from tests.support.house import Desk
from tests.support.replies import interested
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import PymapServer, pymap_server, smtp_sink
from tests.support.working import alive, asked, campaign_of, cut, patient, until, working
from workers.identity import Space, identity


async def test_told_to_stop_it_does_not_wait_for_a_sent_folder_in_which_it_looks_a_mail_up(desk: Desk) -> None:
    """Its server may take minutes for each answer, and there may be many mailboxes."""
    async with ScriptedImap({"greeting": Act.STALL}) as imap, alive(desk) as house:
        box = await desk.one_contact(imap=imap.port)
        out = await desk.out()
        given = {"sending_at": desk.clock.at - timedelta(hours=1), "claimed_by": 999_999, "message_id": "<1@a>"}
        await desk.change(MessageOut, out.id, state="uncertain", **given)
        async with working(patient(house)):
            await until(lambda: asked(imap))
    assert (await desk.get(MessageOut, out.id)).state is OutState.UNCERTAIN
    async with identity(desk.house.database, Space.SENDER) as next_one:
        assert await next_one.lease(Space.SENDING, [box.id])


async def test_a_lost_database_connection_costs_a_moment_also_while_a_mail_is_looked_up(desk: Desk) -> None:
    async with ScriptedImap({"greeting": Act.STALL}) as imap, smtp_sink() as sink:
        await desk.one_contact(imap=imap.port)
        out = await desk.out()
        given = {"sending_at": desk.clock.at - timedelta(hours=1), "claimed_by": 999_999, "message_id": "<1@a>"}
        await desk.change(MessageOut, out.id, state="uncertain", **given)
        await campaign_of(desk, 40, sink.port, boxes=3)
        async with alive(desk) as house, working(patient(house)):
            await until(lambda: asked(imap))
            await cut(desk)
            await sink.wait_for(len(sink.mails) + 2, seconds=20)
            await until(lambda: asked(imap, times=2))


async def test_what_a_failed_round_left_is_let_go(desk: Desk) -> None:
    """A mail in flight for a worker that does not work on it any more is not in flight for ever."""
    async with smtp_sink() as sink, alive(desk) as house:
        await campaign_of(desk, 3, sink.port)
        async with identity(desk.house.database, Space.SENDER) as next_one:
            number = next_one.number + 1  # the sender will be the next
        first, second = [await desk.out(f"p{n}@company{n}.test") for n in range(2)]
        now = desk.clock.at
        await desk.change(MessageOut, first.id, state="sending", claimed_by=number, sending_at=now, message_id="<1@a>")
        await desk.change(MessageOut, second.id, state="claimed", claimed_by=number)
        async with working(house):
            await sink.wait_for(2)
    assert (await desk.get(MessageOut, first.id)).state is OutState.UNCERTAIN
    assert sorted(mail.recipients[0] for mail in sink.mails) == ["p1@company1.test", "p2@company2.test"]


async def test_a_rest_that_is_over_is_none_although_nothing_is_to_be_sent(desk: Desk) -> None:
    now, week = desk.clock.now(), timedelta(days=7)
    rests = {"state": MailboxState.HEALTH, "state_detail": "too many bounces", "slow_until": now + week}
    over = await desk.mailbox(address="over@example.com", retry_at=now - timedelta(minutes=1), **rests)
    goes_on = await desk.mailbox(address="on@example.com", retry_at=now + week, **rests)

    async def is_active() -> bool:
        return (await desk.get(Mailbox, over.id)).state is MailboxState.ACTIVE

    async with alive(desk) as house, working(house):
        await until(is_active)
    box = await desk.get(Mailbox, over.id)
    assert (box.state_detail, box.state_since, box.retry_at) == ("", now - timedelta(minutes=1), None)
    assert box.slow_until == now + week, "it goes slowly all the same"
    assert (await desk.get(Mailbox, goes_on.id)).state is MailboxState.HEALTH


class Faulty(House):
    """Looking into Sent meets a fault of the program."""

    def imap(self, mailbox: Mailbox) -> ImapLine:
        raise TypeError("nobody thought of this")


async def test_a_fault_in_one_part_of_settling_keeps_no_other_from_being_done(desk: Desk) -> None:
    box, _ = await interested(desk)
    task = await desk.one(select(ResponseTask))
    await desk.person("bo@other.test")
    await desk.campaign(box)
    doubt = {"attempts": 1, "message_id": "<ours@example.com>", "sending_at": desk.clock.now()}
    await desk.change(MessageOut, (await desk.out("bo@other.test")).id, state="uncertain", **doubt)
    await desk.user("ada", role=Role.ADMIN)
    await desk.change(User, box.user_id, active=False)
    desk.clock.at = task.due_at + timedelta(hours=5)
    async with alive(desk) as house:
        faulty = Faulty(**{one.name: getattr(house, one.name) for one in fields(house)})
        async with working(faulty):

            async def done() -> bool:
                seen = await desk.get(ResponseTask, task.id)
                finished = (await desk.get(Campaign, 1)).state is CampaignState.FINISHED
                return finished and seen.owner_id != box.user_id and seen.escalated_at is not None

            await until(done)


async def doubts(desk: Desk, *boxes: Mailbox) -> list[MessageOut]:
    """A mail in doubt of each mailbox, an hour old."""
    found = []
    for number, box in enumerate(boxes):
        await desk.person(f"doubt{number}@doubted{number}.test")
        await desk.campaign(box)
        out = await desk.out(f"doubt{number}@doubted{number}.test")
        given = {"sending_at": desk.clock.at - timedelta(hours=1), "message_id": f"<{number}@example.com>"}
        await desk.change(MessageOut, out.id, state="uncertain", attempts=1, mailbox_id=box.id, **given)
        found.append(out)
    return found


async def in_sent(imap: PymapServer, *numbers: int) -> None:
    await imap.add_folder("Sent")
    for number in numbers:
        await imap.deliver(f"Message-ID: <{number}@example.com>\r\nSubject: x\r\n\r\nHi".encode(), "Sent")


async def test_a_sent_folder_that_stalls_holds_up_nobody_and_is_looked_into_by_one(desk: Desk) -> None:
    async with ScriptedImap({"EXAMINE": Act.STALL}) as stalled, pymap_server() as imap, smtp_sink() as sink:
        await in_sent(imap, 1)
        boxes = [
            await desk.mailbox(address=f"box{number}@example.com", imap=port)
            for number, port in enumerate((stalled.port, imap.port))
        ]
        first, second = await doubts(desk, *boxes)
        await campaign_of(desk, 2, sink.port)
        claimed = await desk.out("p0@company0.test")
        await desk.change(MessageOut, claimed.id, state="claimed", claimed_by=999_999)

        async def settled() -> bool:
            return (await desk.get(MessageOut, second.id)).state is OutState.SENT

        async def later() -> bool:
            return (await desk.get(MessageOut, claimed.id)).state is OutState.SENT

        async with alive(desk) as house, working(patient(house), 3):
            await until(lambda: asked(stalled))
            await until(settled)
            await desk.change(MessageOut, second.id, state="uncertain")  # and so it goes on
            await until(settled)
            await until(later)
            assert stalled.connections == 1
    out = await desk.get(MessageOut, first.id)
    assert (out.state, out.held_detail) == (OutState.UNCERTAIN, "")


class FaultyFor(House):
    """The same for the first mailbox alone."""

    def imap(self, mailbox: Mailbox) -> ImapLine:
        if mailbox.address == "box0@example.com":
            raise TypeError("nobody thought of this")
        return super().imap(mailbox)


async def test_a_fault_with_one_mailbox_is_told_with_its_mails_and_keeps_no_other_from_being_settled(
    desk: Desk,
) -> None:
    async with pymap_server() as imap:
        await in_sent(imap, 1)
        boxes = [await desk.mailbox(address=f"box{number}@example.com", imap=imap.port) for number in range(2)]
        first, second = await doubts(desk, *boxes)
        async with alive(desk) as house:
            faulty = FaultyFor(**{one.name: getattr(house, one.name) for one in fields(house)})

            async def settled() -> bool:
                told = (await desk.get(MessageOut, first.id)).held_detail
                return bool(told) and (await desk.get(MessageOut, second.id)).state is OutState.SENT

            async with working(faulty):
                await until(settled)
    assert (await desk.get(MessageOut, first.id)).held_detail == (
        "cannot look it up in Sent yet: a fault of the program, which its log tells (TypeError)"
    )
