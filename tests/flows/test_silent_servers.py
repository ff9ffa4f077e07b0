"""A server that says late, or never, that it has taken a mail."""

from datetime import timedelta

from engine.edge.smtp import Delivery
from engine.flows.settle import settle, settle_by_hand
from engine.rules.vocabulary import OutState
from engine.store.tables import Campaign, Mailbox, MailboxState, MessageOut
from tests.support.house import SENT, STALLED, UNKNOWN, Desk, Wire

WIDE = {"days": list(range(7)), "opens": "00:00", "quiet_from": "12:00", "quiet_until": "12:00", "closes": "23:59"}


async def company(desk: Desk, count: int) -> Mailbox:
    box = await desk.mailbox(window=WIDE)
    for number in range(count):
        await desk.person(f"p{number}@company{number}.test")
    campaign = await desk.campaign(box, steps=(0,))
    await desk.change(Campaign, campaign.id, window=WIDE)
    return box


async def test_a_server_that_never_says_what_it_took_gets_one_mail_at_a_time_ever_later(desk: Desk) -> None:
    box = await company(desk, 9)
    assert (await desk.answered(box, UNKNOWN, UNKNOWN)).state is MailboxState.ACTIVE
    waits = []
    for _ in range(4):
        found = await desk.answered(box, UNKNOWN)
        assert found.state is MailboxState.ERROR
        assert found.retry_at is not None
        waits.append((found.retry_at - (desk.clock.now() - timedelta(minutes=1))) / timedelta(hours=1))
    assert waits == [0.25, 1, 4, 4]
    assert "6 mails in a row" in found.state_detail
    assert len(await desk.outs(OutState.UNCERTAIN)) == 6
    assert (await desk.answered(box, SENT, UNKNOWN, UNKNOWN)).state is MailboxState.ACTIVE


async def test_mails_whose_worker_died_are_not_held_against_the_server(desk: Desk) -> None:
    box = await company(desk, 5)
    for number in range(3):
        out = await desk.out(f"p{number}@company{number}.test")
        at = desk.clock.now()
        await desk.change(MessageOut, out.id, state="sending", claimed_by=999_999, sending_at=at, attempts=1)
    desk.later(minutes=11)
    await settle(desk.house)
    assert len(await desk.outs(OutState.UNCERTAIN)) == 3
    assert (await desk.answered(box, UNKNOWN)).state is MailboxState.ACTIVE


async def test_a_server_that_always_breaks_off_stops_its_mailbox_in_words_until_it_takes_one(desk: Desk) -> None:
    box = await company(desk, 6)
    assert (await desk.answered(box, STALLED, SENT, STALLED)).state is MailboxState.ACTIVE
    found = await desk.answered(box, STALLED)
    assert found.state is MailboxState.ERROR
    assert found.state_detail == (
        "smtp.host: It broke off before it took any of 2 mails in a row: no answer. "
        "Nothing, at first: it is tried again. Ask the provider when it stays so."
    )
    assert found.retry_at == desk.clock.now() + timedelta(minutes=14)
    desk.later(hours=2)
    await desk.send_due(box)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    assert len(await desk.outs(OutState.SENT)) > 1


class Choking(Wire):
    """Its connection breaks at one mail, each time."""

    async def deliver(self, sender: str, recipient: str, raw: bytes, **more: object) -> Delivery:
        self.mails.append((sender, recipient, raw))
        return STALLED if recipient == "p0@company0.test" else SENT


async def test_a_mail_at_which_the_server_breaks_off_each_time_is_given_up_and_stops_no_other(desk: Desk) -> None:
    box = await company(desk, 1)
    desk.wire = Choking()
    for _ in range(4):
        await desk.round(box)
        assert (await desk.out("p0@company0.test")).state is OutState.DUE, "it may be the server"
        desk.later(hours=4)
    await desk.person("p1@company1.test")
    await desk.change(Campaign, (await desk.campaign(box, steps=(0,))).id, window=WIDE)
    for _ in range(8):
        await desk.round(box)
        desk.later(hours=2)
    assert (await desk.out("p1@company1.test")).state is OutState.SENT
    line = await desk.line("p0@company0.test")
    assert "the server breaks off at it, though it takes others: no answer from the server at data" in line.detail
    assert line.again, "a person may send it again"
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE


class Late(Wire):
    """Its second answer comes when others have settled the mail."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    async def deliver(self, *about: object, **more: object) -> Delivery:
        answer = await super().deliver(*about, **more)
        if len(self.mails) == 2:
            self.desk.later(minutes=11)
            await settle(self.desk.house)
            async with self.desk.house.database.begin() as session:
                out_id = (await self.desk.out()).id
                await settle_by_hand(session, out_id, was_sent=False, by="robin", house=self.desk.house)
        return answer


async def test_a_late_word_that_it_was_taken_counts_also_after_a_soft_bounce(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    await desk.receive(box, desk.dsn(await desk.out(), "4.2.2", "452 4.2.2 mailbox full"))
    desk.wire, before = Late(desk), desk.wire
    desk.wire.mails.extend(before.mails)
    for _ in range(3):
        desk.later(days=1)
        await desk.send_due(box)
    assert (await desk.out()).state is OutState.SENT
    assert len([one for one in desk.wire.mails if b"this with you" not in one[2]]) == 2, "none went a third time"


class Bounced(Wire):
    """A report that the mail bounced softly comes before its server's word that it took it."""

    def __init__(self, desk: Desk, box: Mailbox) -> None:
        super().__init__()
        self.desk, self.box = desk, box

    async def deliver(self, *about: object, **more: object) -> Delivery:
        answer = await super().deliver(*about, **more)
        if len(self.mails) == 1:
            report = self.desk.dsn(await self.desk.out(), "4.2.2", "452 4.2.2 mailbox full")
            await self.desk.receive(self.box, report)
        return answer


async def test_a_word_about_a_try_that_has_bounced_since_sends_nothing(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire = Bounced(desk, box)
    await desk.round(box)
    out = await desk.out()
    assert (out.state, out.soft_bounces) == (OutState.DUE, 1)
