"""A server that says late, or never, that it has taken a mail."""

from datetime import timedelta

from engine.edge.smtp import Delivery
from engine.flows.settle import settle, settle_by_hand
from engine.rules.vocabulary import OutState
from engine.store.tables import Campaign, Mailbox, MailboxState
from tests.support.house import SENT, UNKNOWN, Desk, Wire

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
