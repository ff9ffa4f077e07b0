"""A person ends a campaign: what waited in it never leaves, and its people are free for another."""

import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Conflict
from engine.flows.correct import correct
from engine.flows.end_campaign import end_campaign
from engine.flows.go_on import ENDED
from engine.flows.launch import pause
from engine.flows.people import edit_contact
from engine.flows.send_now import send_now
from engine.flows.settle import settle_by_hand
from engine.rules.vocabulary import CampaignState, ContactState, EnrollmentState, Kind, OutState
from engine.store.tables import Campaign, Enrollment, ResponseTask
from tests.support.house import FULL, UNKNOWN, Desk, until_somebody_waits
from tests.support.replies import answer, as_kind, written_to

E = EnrollmentState
CLOSED_GROUP = Delivery(Outcome.REFUSED, 550, "5.7.133", "sender not authenticated for group", "rcpt")


async def ended(desk: Desk, key: int = 1) -> None:
    async with desk.house.database.begin() as session:
        await pause(session, await session.get_one(Campaign, key), desk.clock.now(), "robin")
    async with desk.house.database.begin() as session:
        await end_campaign(session, key, desk.clock.now(), "robin")


async def states(desk: Desk) -> list[EnrollmentState]:
    return [one.state for one in await desk.all(select(Enrollment).order_by(col(Enrollment.id)))]


async def test_its_people_get_no_more_of_it_and_may_get_another(desk: Desk) -> None:
    """One had the first mail, one of them bounced softly, one waits for a field, one has a mail that is claimed."""
    box = await desk.mailbox()
    for name, custom in (("alex", {"yard": "1"}), ("kim", {"yard": "2"}), ("lou", {}), ("jo", {"yard": "3"})):
        await desk.person(f"{name}@{name}.test", custom=custom)
    await desk.campaign(box, steps=(0, "call them", 3), bodies=("Who runs {{ custom.yard }}?", "", "Who?"))
    desk.wire.answers.append(FULL)
    while len(desk.wire.mails) < 2:
        await desk.round(box)
        desk.later(minutes=1)
    claims = []
    while not claims:
        claims = await desk.dispatch(box)
        desk.later(minutes=1)
    await ended(desk)
    assert await states(desk) == [E.STOPPED] * 4
    assert await desk.outs(OutState.DUE, OutState.HELD, OutState.CLAIMED) == []
    (bounced,) = await desk.outs(OutState.FAILED)
    assert bounced.bounced == "soft"
    assert [task.done_by for task in await desk.all(select(ResponseTask))] == ["offhours"]
    line = await desk.line("lou@lou.test")
    assert (line.reason, line.detail, line.until) == ("stopped", "robin ended the campaign", None)
    assert await desk.send(claims[0]) is None
    campaign = await desk.get(Campaign, 1)
    assert (campaign.state, campaign.finished_at) == (CampaignState.FINISHED, desk.clock.now())
    await desk.campaign(box, steps=(0,), name="Another")
    desk.later(hours=1)
    await desk.send_due(box)
    assert sorted(desk.wire.recipients[2:]) == ["alex@alex.test", "jo@jo.test", "kim@kim.test", "lou@lou.test"]


async def test_nobody_is_called_for_it_either_whose_mails_have_all_left(desk: Desk) -> None:
    box = await desk.mailbox()
    for name in ("alex", "kim"):
        await desk.person(f"{name}@{name}.test")
    await desk.campaign(box, steps=(0, "call them"))
    while not desk.wire.mails:
        await desk.round(box)
        desk.later(minutes=1)
    assert sorted(await states(desk)) == [E.ACTIVE, E.COMPLETED]
    await ended(desk)
    assert sorted(await states(desk)) == [E.COMPLETED, E.STOPPED]
    (task,) = await desk.all(select(ResponseTask))
    assert (task.done_by, task.done_how) == ("offhours", "not needed any more: robin ended the campaign")


async def test_a_colleague_whom_it_kept_waiting_is_written_to_at_once(desk: Desk) -> None:
    box = await desk.one_contact("chief@acme.test")
    await desk.send_due(box)
    await desk.person("other@acme.test")
    await desk.campaign(box, name="Another")
    desk.later(minutes=15)
    assert await desk.round(box) == []
    await ended(desk)
    await desk.send_due(box)
    assert desk.wire.recipients == ["chief@acme.test", "other@acme.test"]


async def test_only_a_paused_one_is_ended(desk: Desk) -> None:
    await desk.one_contact()
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="is running"):
            await end_campaign(session, 1, desk.clock.now(), "robin")
    assert await states(desk) == [E.ACTIVE]


async def test_one_that_nobody_is_in_any_more_is_ended(desk: Desk) -> None:
    await desk.one_contact()
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"state": ContactState.LEFT}, desk.clock.now(), "robin")
    await ended(desk)
    assert (await desk.get(Campaign, 1)).state is CampaignState.FINISHED


async def test_a_mail_in_doubt_that_was_sent_is_followed_by_none(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(UNKNOWN)
    await desk.round(box)
    await ended(desk)
    out = await desk.out()
    assert out.state is OutState.UNCERTAIN
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, out.id, was_sent=True, by="robin", house=desk.house)
    assert [mail.state for mail in await desk.outs()] == [OutState.SENT]


async def test_a_correction_does_not_open_it_again(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_INTERESTED))
    await ended(desk)
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    enrollment = await desk.enrollment()
    assert (enrollment.state, enrollment.state_why.endswith(ENDED)) == (E.STOPPED, True)
    assert (await desk.get(Campaign, 1)).state is CampaignState.FINISHED


async def test_who_goes_on_just_now_is_not_left_behind_in_it(desk: Desk) -> None:
    """A correction has let somebody go on, and the campaign is ended before that is committed."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_INTERESTED))
    async with desk.house.database.begin() as session:
        await pause(session, await session.get_one(Campaign, 1), desk.clock.now(), "robin")

    async def end_it() -> None:
        async with desk.house.database.begin() as session:
            await end_campaign(session, 1, desk.clock.now(), "robin")

    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
        ending = asyncio.create_task(end_it())
        await until_somebody_waits(desk)
    with pytest.raises(Conflict, match="has just gone on"):
        await ending
    await end_it()
    assert await states(desk) == [E.STOPPED]


async def test_neither_a_late_soft_bounce_nor_a_person_sends_one_of_its_mails_again(desk: Desk) -> None:
    box = await desk.mailbox()
    for name in ("alex", "kim", "lou"):
        await desk.person(f"{name}@{name}.test")
    await desk.campaign(box, steps=(0,))
    await desk.round(box)
    desk.wire.answers.append(CLOSED_GROUP)
    await desk.send_due(box)
    await ended(desk)
    (sent, blocked) = (await desk.outs(OutState.SENT))[0], (await desk.outs(OutState.FAILED))[0]
    await desk.receive(box, desk.dsn(sent, "4.2.2", "mailbox full"))
    assert (await desk.enrollment(sent.to_address)).state_why.endswith(ENDED)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match=ENDED):
            await send_now(session, desk.house, blocked.id, desk.clock.now(), "robin")
    assert (await desk.get(Campaign, 1)).state is CampaignState.FINISHED
