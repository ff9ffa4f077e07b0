"""What a forecast makes of the reasons that hold people: those that end by themselves, and those that take somebody."""

from datetime import timedelta

import pytest

from engine.flows.forecast import forecast
from engine.rules.effects import Work
from engine.rules.forecast.outlook import Forecast
from engine.rules.vocabulary import Bin, HeldReason
from engine.store.tables import Account, Campaign, Contact, Mailbox, MessageOut
from tests.flows.test_forecast import work
from tests.support.house import Desk


async def told(desk: Desk) -> Forecast:
    async with desk.house.database.begin() as session:
        return await forecast(session, await session.get_one(Campaign, 1), desk.clock.now())


async def test_who_is_away_and_has_to_be_asked_something_first_waits_for_a_person(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(Contact, 1, away_until=desk.clock.now() + timedelta(days=9), away_why="away")
    assert (await told(desk)).stuck == []
    await work(desk, "alex@acme.test", Work.SOLVE_CHALLENGE, box)
    found = await told(desk)
    assert [(cause.reason, cause.count) for cause in found.stuck] == [(HeldReason.ACCOUNT_BUSY, 1)]
    assert (found.mails, found.finish.middle) == (0, None)


async def test_an_account_that_opens_at_a_date_and_has_a_red_flag_waits_for_a_person(desk: Desk) -> None:
    await desk.one_contact()
    comes = desk.clock.now().date() + timedelta(days=20)
    await desk.change(Account, 1, bin=Bin.CHECK_BACK, check_back_on=comes)
    found = await told(desk)
    assert found.stuck == []
    assert found.days[0].day >= desk.clock.now().date()
    assert found.finish.middle is not None
    assert found.finish.middle > comes
    await desk.change(Account, 1, red_flag="bankrupt")
    assert [cause.reason for cause in (await told(desk)).stuck] == [HeldReason.RED_FLAG]


async def test_of_two_dates_the_later_one_counts(desk: Desk) -> None:
    await desk.one_contact()
    today = desk.clock.now().date()
    await desk.change(Account, 1, bin=Bin.CHECK_BACK, check_back_on=today + timedelta(days=20))
    await desk.change(Contact, 1, away_until=desk.clock.now() + timedelta(days=40), away_why="away")
    found = await told(desk)
    assert found.dry.middle is not None
    assert found.dry.middle >= today + timedelta(days=40)


async def test_a_text_that_is_refused_waits_for_a_person_behind_an_absence_too(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(Contact, 1, away_until=desk.clock.now() + timedelta(days=9), away_why="away")
    await desk.change(MessageOut, 1, state="held", held_reason=HeldReason.LINT, held_detail="no question")
    assert [cause.reason for cause in (await told(desk)).stuck] == [HeldReason.LINT]


@pytest.mark.parametrize("go", [True, False], ids=["running", "draft"])
async def test_whoever_lacks_what_the_text_wants_is_told_before_their_mail_is_tried(desk: Desk, go: bool) -> None:
    box = await desk.mailbox()
    await desk.person(custom={"plant": "Leeds"})
    await desk.person("kim@other.test")
    await desk.person("html@third.test", custom={"plant": "<b>Leeds</b>"})
    await desk.campaign(box, bodies=("Hi, who runs {{ custom.plant }}?",), go=go)
    found = await told(desk)
    assert [(cause.reason, cause.count) for cause in found.stuck] == [
        (HeldReason.MISSING_FIELD, 1),
        (HeldReason.LINT, 1),
    ]
    assert found.stuck[0].detail == "custom.plant: this contact has no custom.plant"
    assert (found.people, found.mails) == (3, 2)


async def test_a_new_mailbox_whose_history_is_being_read_waits_for_nobody(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(Mailbox, box.id, history_since=None)
    found = await told(desk)
    assert (found.stuck, found.why_not, found.mails) == ([], "", 2)
    assert any("history of a new mailbox" in words for words in found.assumed)
