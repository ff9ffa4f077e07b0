"""A sequence that had ended goes on: in a campaign that runs, and never beside another one to the same person."""

import asyncio

from sqlalchemy import select
from sqlmodel import col

from engine.flows.correct import correct
from engine.flows.go_on import over, run_again
from engine.flows.launch import finish_campaigns
from engine.flows.people import edit_contact, open_contact
from engine.rules.vocabulary import Bin, CampaignState, ContactState, EnrollmentState, Kind, OutState
from engine.store.tables import Account, Campaign, Enrollment, Mailbox, MessageIn, MessageOut
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, written_to
from tests.support.working import alive, until, working

E = EnrollmentState


async def finish(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await finish_campaigns(session, desk.clock.now())


async def corrected(desk: Desk, row: MessageIn, kind: Kind) -> None:
    async with desk.house.database.begin() as session:
        await correct(session, row.id, kind, desk.clock.now(), "rep")


async def states(desk: Desk) -> list[EnrollmentState]:
    return [one.state for one in await desk.all(select(Enrollment).order_by(col(Enrollment.id)))]


async def test_a_correction_opens_the_campaign_that_has_finished_meanwhile(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_INTERESTED))
    await finish(desk)
    assert (await desk.get(Campaign, 1)).state is CampaignState.FINISHED
    await corrected(desk, row, Kind.UNRELATED)
    campaign = await desk.get(Campaign, 1)
    assert (campaign.state, campaign.finished_at) == (CampaignState.RUNNING, None)
    desk.later(days=8)
    await desk.send_due(box)
    assert len(desk.wire.recipients) == 2


async def test_a_correction_that_ends_the_sequence_as_well_opens_nothing(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_INTERESTED))
    await finish(desk)
    await corrected(desk, row, Kind.INTERESTED)
    assert (await desk.get(Campaign, 1)).state is CampaignState.FINISHED


async def test_a_corrected_bounce_leaves_the_campaign_to_those_who_are_in_it(desk: Desk) -> None:
    """Another one has been let go on since: what the first bounce did is taken back for its own contact alone."""
    box = await desk.mailbox()
    await desk.person("alex@acme.test")
    await desk.person("bo@other.test")
    await desk.campaign(box, steps=(0,))
    await desk.send_due(box)
    await finish(desk)
    reports = [
        await desk.receive(box, desk.dsn(await desk.out(email), "4.2.2", "452 4.2.2 Mailbox full"))
        for email in ("alex@acme.test", "bo@other.test")
    ]
    assert (await desk.get(Campaign, 1)).state is CampaignState.RUNNING
    await corrected(desk, await desk.get(MessageIn, reports[0]), Kind.UNRELATED)
    assert (await desk.get(Campaign, 1)).state is CampaignState.RUNNING
    assert await states(desk) == [E.COMPLETED, E.ACTIVE]


async def test_a_soft_bounce_does_not_go_again_once_another_campaign_writes(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=(0,))
    await desk.send_due(box)
    first = await desk.out()
    await desk.campaign(box, steps=(0, 3), name="Spring")
    await desk.receive(box, desk.dsn(first, "4.2.2", "452 4.2.2 Mailbox full"))
    assert await states(desk) == [E.BOUNCED, E.ACTIVE]
    assert (await desk.get(Enrollment, 1)).state_why.endswith(
        "not sent again: the campaign Spring writes to them by now"
    )
    assert (await desk.get(MessageOut, first.id)).bounced == "soft"
    for _ in range(14):
        await desk.send_due(box)
        desk.later(hours=12)
    assert [out.enrollment_id for out in await desk.outs(OutState.SENT)] == [1, 2, 2]
    assert len(desk.wire.recipients) == 3


async def answered(desk: Desk, kind: Kind) -> tuple[Mailbox, MessageIn]:
    """The answer had ended the first sequence; then a person let other campaigns write to them."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(kind))
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"state": ContactState.ACTIVE}, desk.clock.now(), "rep")
    await desk.change(Account, 1, bin=Bin.WORKING, responded_at=None)
    return box, row


async def test_a_correction_lets_no_sequence_go_on_beside_another(desk: Desk) -> None:
    box, row = await answered(desk, Kind.NOT_NOW)
    await desk.campaign(box, steps=(0, 3), name="Spring")
    await corrected(desk, row, Kind.UNRELATED)
    assert await states(desk) == [E.STOPPED, E.ACTIVE]
    first = await desk.get(Enrollment, 1)
    assert first.state_why == "rep corrected an answer; the campaign Spring writes to them by now"
    assert [out.enrollment_id for out in await desk.outs(OutState.DUE, OutState.HELD)] == [2]
    desk.later(days=8)
    await desk.send_due(box)
    assert len(desk.wire.recipients) == 2


async def test_a_launch_does_not_wait_for_a_contact_whose_answer_is_being_corrected(desk: Desk) -> None:
    """The correction wants to know, next, what the launch has begun: two that wait for each other would go nowhere."""
    box, row = await answered(desk, Kind.NOT_NOW)
    async with desk.house.database.begin() as session:
        await open_contact(session, 1)
        spring = asyncio.create_task(desk.campaign(box, steps=(0, 3), name="Spring"))
        await asyncio.wait([spring], timeout=10)
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    await spring
    assert await states(desk) == [E.STOPPED, E.ACTIVE]


async def test_a_list_that_is_being_enrolled_is_waited_for(desk: Desk) -> None:
    """Whoever lets a sequence go on sees all that others have begun, and nobody begins one until that is written."""
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=(0,), name="Winter")
    await desk.send_due(box)
    async with desk.house.database.begin() as session:
        enrollment = await session.get_one(Enrollment, 1)
        assert await over(session, enrollment) is None
        spring = asyncio.create_task(desk.campaign(box, name="Spring"))
        assert not (await asyncio.wait([spring], timeout=0.3))[0]
        await session.rollback()
    await spring
    async with desk.house.database.begin() as session:
        assert await over(session, await session.get_one(Enrollment, 1)) == "the campaign Spring writes to them by now"


async def test_a_campaign_does_not_finish_while_a_sequence_of_it_goes_on(desk: Desk) -> None:
    """Whichever of the two has the campaign first."""
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=(0,))
    await desk.send_due(box)
    async with desk.house.database.begin() as session:
        enrollment = await session.get_one(Enrollment, 1)
        await run_again(session, enrollment, "a soft bounce", desk.clock.now())
        enrollment.state = E.ACTIVE
        await session.flush()
        await finish(desk)  # sees an enrollment that has ended, and a campaign that somebody has in hand
    await finish(desk)
    assert (await desk.get(Campaign, 1)).state is CampaignState.RUNNING
    await desk.change(Enrollment, 1, state=E.COMPLETED)
    async with desk.house.database.begin() as session:
        await finish_campaigns(session, desk.clock.now())
        await session.flush()
        report = asyncio.create_task(desk.receive(box, desk.dsn(await desk.out(), "4.2.2", "452 4.2.2 Mailbox full")))
        assert not (await asyncio.wait([report], timeout=0.3))[0]
    await report
    assert (await desk.get(Campaign, 1)).state is CampaignState.RUNNING
    assert await states(desk) == [E.ACTIVE]


async def test_what_goes_on_in_a_campaign_that_had_finished_is_sent(desk: Desk) -> None:
    """As earlier versions left it: a sender that comes mends it. Beside another sequence to the same person it ends."""
    box = await desk.mailbox()
    for email in ("alex@acme.test", "bo@other.test"):
        await desk.person(email)
    await desk.campaign(box)
    await desk.send_due(box)
    await desk.change(Campaign, 1, state=CampaignState.FINISHED, finished_at=desk.clock.now())
    spring = await desk.campaign(box, name="Spring", go=False)
    async with desk.house.database.begin() as session:
        session.add(Enrollment(campaign_id=spring.id, contact_id=2, mailbox_id=box.id, created_at=desk.clock.now()))

    async def mended() -> bool:
        return (await desk.get(Campaign, 1)).state is CampaignState.RUNNING

    async with alive(desk) as house, working(house):
        await until(mended, seconds=60)
    assert await states(desk) == [E.ACTIVE, E.STOPPED, E.ACTIVE]
    assert (await desk.get(Campaign, 1)).finished_at is None
    desk.later(days=8)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test", "bo@other.test", "alex@acme.test"]
