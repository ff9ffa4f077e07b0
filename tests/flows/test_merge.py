"""Two accounts that are one company become one; nothing of either is lost, and nobody there is prospected who was not
to be."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlmodel import col

from api.v1.contacts import contact_row
from engine.errors import Conflict, Invalid, NotFound
from engine.flows import baton
from engine.flows.accounts import edit_account, rebin, release
from engine.flows.admit import admit_account
from engine.flows.door import NewAccount
from engine.flows.erase import erase
from engine.flows.locked import lock_accounts_of, locked_mail
from engine.flows.merge import merge
from engine.flows.people import admit_one, edit_contact, import_rows
from engine.rules.baton import Outcome
from engine.rules.merging import MOVED
from engine.rules.vocabulary import Bin, HeldReason, Kind
from engine.store.ahead import look_ahead
from engine.store.tables import Account, AccountDomain, Activity, Contact, FoundPerson, Opportunity, User
from tests.flows.test_baton import passed
from tests.flows.test_import import waiting
from tests.support.house import Desk
from tests.support.replies import REFERRED, answer, as_kind, fix, written_to

KIM = "kim@acme-group.test"


async def twice(desk: Desk, **more: Any) -> tuple[int, int]:
    """Alex at Acme GmbH, Kim at its double; the number of each account."""
    alex = await desk.person("alex@acme.test", NewAccount(name="Acme GmbH", vertical="logistics"))
    kim = await desk.person(KIM, NewAccount(name="Acme Group", **more))
    assert alex.account.id != kim.account.id
    return alex.account.id, kim.account.id


async def merged(desk: Desk, gone: int, into: int, why: str = "") -> Account:
    async with desk.house.database.begin() as session:
        return await merge(session, gone, into, why, desk.clock.now(), "robin")


async def test_all_of_the_duplicate_is_in_the_one_that_stays(desk: Desk) -> None:
    stays, gone = await twice(desk, country="DE", vertical="transport", custom={"plan": "pro"})
    await desk.change(Account, stays, custom={"plan": "", "tier": "a"})
    account = await merged(desk, gone, stays, "same street")
    assert (account.id, account.vertical, account.country) == (stays, "logistics", "DE")
    assert account.custom == {"plan": "pro", "tier": "a"}
    assert {one.account_id for one in await desk.all(select(Contact))} == {stays}
    assert {one.domain: one.account_id for one in await desk.all(select(AccountDomain))} == {
        "acme.test": stays,
        "acme-group.test": stays,
    }
    left = await desk.get(Account, gone)
    assert (left.merged_into_id, left.bin, left.bin_why) == (stays, Bin.DUPLICATE, "merged into Acme GmbH")
    told = await desk.one(select(Activity).where(col(Activity.what) == "account.merged"))
    assert (told.account_id, told.why) == (stays, "Acme Group into Acme GmbH: same street")
    assert told.data["was"]["vertical"] == "transport"
    assert told.data["moved"]["domains"] == ["acme-group.test"]
    assert told.data["moved"]["contacts"] == [(await desk.contact(KIM)).id]


@pytest.mark.parametrize(
    ("email", "company"),
    [
        pytest.param("new@acme-group.test", {}, id="by domain"),
        pytest.param("new@gmail.com", {"name": "ACME group"}, id="by the name of the duplicate"),
    ],
)
async def test_a_later_list_comes_to_the_one_that_stays(desk: Desk, email: str, company: dict[str, str]) -> None:
    stays, gone = await twice(desk)
    await merged(desk, gone, stays)
    rows = [{"email": email, "account": {**company, "territory": "north"}}]
    _, (row,) = await import_rows(desk.house.database, "a list", rows, contact_row, desk.clock.now(), "robin")
    assert (row.new, row.account_id) == (True, stays)
    assert (await desk.get(Account, stays)).territory == "north"
    async with desk.house.database.begin() as session:
        found, new = await admit_account(session, NewAccount(name="Acme Group"), desk.clock.now(), "robin")
    assert (found.id, new) == (stays, False)


async def test_a_chain_of_duplicates_leads_to_its_end(desk: Desk) -> None:
    stays, gone = await twice(desk)
    last = (await desk.person("lee@acme-world.test", NewAccount(name="Acme World"))).account.id
    await merged(desk, gone, stays)
    await merged(desk, stays, last)
    assert {(await desk.get(Account, key)).merged_into_id for key in (stays, gone)} == {last}
    assert (await desk.person("new@gmail.com", NewAccount(name="Acme Group"))).account.id == last


@pytest.mark.parametrize(
    ("of_gone", "of_stays", "then"),
    [
        (Bin.COLD, Bin.WORKING, Bin.WORKING),
        (Bin.CURRENT_CLIENT, Bin.COLD, Bin.CURRENT_CLIENT),
        (Bin.BAD_FIT, Bin.CHECK_BACK, Bin.BAD_FIT),
        (Bin.DEAD_OPPORTUNITY, Bin.WORKING, Bin.DEAD_OPPORTUNITY),
        (Bin.DUPLICATE, Bin.COLD, Bin.COLD),
    ],
)
async def test_it_stands_in_the_bin_that_forbids_more(desk: Desk, of_gone: Bin, of_stays: Bin, then: Bin) -> None:
    """M5: a client is prospected under no name."""
    stays, gone = await twice(desk)
    await desk.change(Account, gone, bin=of_gone)
    await desk.change(Account, stays, bin=of_stays)
    assert (await merged(desk, gone, stays)).bin is then


@pytest.mark.parametrize(
    ("of_gone", "of_stays", "then"),
    [
        (date(2026, 9, 1), date(2026, 6, 1), date(2026, 9, 1)),
        (date(2026, 9, 1), None, None),
    ],
)
async def test_the_later_day_to_check_back_counts(
    desk: Desk, of_gone: date, of_stays: date | None, then: date | None
) -> None:
    stays, gone = await twice(desk)
    await desk.change(Account, gone, bin=Bin.CHECK_BACK, check_back_on=of_gone)
    await desk.change(Account, stays, bin=Bin.CHECK_BACK, check_back_on=of_stays)
    assert (await merged(desk, gone, stays)).check_back_on == then


async def test_a_red_flag_of_either_is_one_of_both(desk: Desk) -> None:
    stays, gone = await twice(desk, red_flag="sues people")
    await desk.change(Account, stays, red_flag="competitor")
    assert (await merged(desk, gone, stays)).red_flag == "competitor; sues people"


async def test_colleagues_wait_for_one_conversation(desk: Desk) -> None:
    """One at a time (M4), also where the two were brought in and enrolled as two companies."""
    box = await desk.mailbox()
    await desk.person("alex@acme.test", NewAccount(name="Acme GmbH"), level=5)
    await desk.person(KIM, NewAccount(name="Acme Group"))
    await desk.campaign(box)
    stays, gone = (await desk.account()).id, (await desk.account(KIM)).id
    await merged(desk, gone, stays)
    await desk.first_mail(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    assert (await desk.line(KIM)).reason == HeldReason.ACCOUNT_BUSY


async def test_an_answer_at_the_duplicate_holds_those_of_the_other(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "Yes, call me.", how=as_kind(Kind.INTERESTED))
    gone = (await desk.account()).id
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    account = await merged(desk, gone, stays)
    assert account.responded_at is not None
    assert account.bin is Bin.WORKING


async def test_opportunities_and_people_found_go_along(desk: Desk) -> None:
    box = await written_to(desk)
    mail = await answer(desk, box, REFERRED)
    row = await passed(desk, mail.id)
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    assert (await merged(desk, row.account_id, stays)).bin is Bin.ACTIVE_OPPORTUNITY
    assert (await desk.get(Opportunity, row.id)).account_id == stays
    assert {one.account_id for one in await desk.all(select(FoundPerson))} == {stays}


async def test_two_live_opportunities_are_one_too_many(desk: Desk) -> None:
    await written_to(desk)
    row = await passed(desk)
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    values = row.model_dump(exclude={"id"}) | {"account_id": stays, "contact_id": (await desk.contact(KIM)).id}
    async with desk.house.database.begin() as session:
        session.add(Opportunity(**values))
    with pytest.raises(Conflict, match="both have a live opportunity"):
        await merged(desk, row.account_id, stays)
    assert (await desk.contact()).account_id == row.account_id


async def test_what_cannot_be_merged_is_told(desk: Desk) -> None:
    stays, gone = await twice(desk)
    with pytest.raises(Invalid, match="the same account"):
        await merged(desk, stays, stays)
    with pytest.raises(NotFound):
        await merged(desk, stays, 999)
    await desk.change(Account, stays, bin=Bin.DUPLICATE)
    with pytest.raises(Conflict, match="in the bin duplicate"):
        await merged(desk, gone, stays)


async def test_nothing_is_done_any_more_with_what_is_left(desk: Desk) -> None:
    stays, gone = await twice(desk)
    await merged(desk, gone, stays)
    now, alex = desk.clock.now(), await desk.contact()

    async def refused(what: Any) -> None:
        with pytest.raises(Conflict, match=f"was merged into account {stays}"):
            async with desk.house.database.begin() as session:
                await what(session, await session.get_one(Account, gone))

    await refused(lambda session, row: edit_account(session, row, {"name": "X"}, now, "robin"))
    await refused(lambda session, row: rebin(session, row, Bin.COLD, "", None, now, "robin"))
    await refused(lambda session, row: release(session, row, "", now, "robin"))
    await refused(lambda session, row: edit_contact(session, alex.id, {"account_id": gone}, now, "robin"))
    await refused(lambda session, row: merge(session, gone, stays, "", now, "robin"))
    await refused(lambda session, row: merge(session, stays, gone, "", now, "robin"))
    new = contact_row({"email": "new@acme.test"})
    await refused(lambda session, row: admit_one(session, new.person("x"), new.company(), gone, now, "robin"))


async def test_two_at_once_in_both_directions_leave_one(desk: Desk) -> None:
    one, other = await twice(desk)
    done = await asyncio.gather(merged(desk, one, other), merged(desk, other, one), return_exceptions=True)
    assert sorted(type(result).__name__ for result in done) == ["Account", "Conflict"]
    async with desk.house.database.begin() as session:
        left = select(func.count()).select_from(Account).where(col(Account.merged_into_id).is_(None))
        assert await session.scalar(left) == 1
    assert len({one.account_id for one in await desk.all(select(Contact))}) == 1


async def test_a_correction_of_an_answer_from_before_works_on(desk: Desk) -> None:
    """What the reading did to the duplicate is not done to what is left of it."""
    box = await written_to(desk)
    mail = await answer(desk, box, "We buy from you already.", how=as_kind(Kind.ALREADY_CUSTOMER))
    gone = (await desk.account()).id
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    assert (await merged(desk, gone, stays)).bin is Bin.CURRENT_CLIENT
    desk.later(hours=1)
    await fix(desk, mail, Kind.NOT_NOW)
    left = await desk.get(Account, gone)
    assert (left.bin, left.merged_into_id) == (Bin.DUPLICATE, stays)
    assert (await desk.contact()).account_id == stays


async def test_a_correction_takes_back_at_the_one_that_stays_what_an_answer_to_the_duplicate_did(desk: Desk) -> None:
    """Else a client by mistake is one for good, and the people there wait for ever."""
    box = await written_to(desk)
    mail = await answer(desk, box, "We buy from you already.", how=as_kind(Kind.ALREADY_CUSTOMER))
    gone = (await desk.account()).id
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    before = (await desk.get(Account, stays)).model_dump()
    after = await merged(desk, gone, stays)
    assert after.bin is Bin.CURRENT_CLIENT
    desk.later(hours=1)
    await fix(desk, mail, Kind.UNRELATED)
    assert (await desk.get(Account, stays)).bin is Bin.WORKING, "the first mail had made the duplicate so"
    await desk.change(Account, stays, **{name: before[name] for name in MOVED})
    await fix(desk, mail, Kind.NOT_NOW)
    assert (await desk.get(Account, stays)).bin is Bin.CHECK_BACK


@pytest.mark.parametrize("first", ["alex", "kim"])
async def test_of_answers_to_both_each_is_taken_back_by_itself(desk: Desk, first: str) -> None:
    box = await desk.mailbox()
    stays, gone = await twice(desk)
    await desk.campaign(box)
    await desk.send_due(box)
    assert sorted(desk.wire.recipients) == ["alex@acme.test", KIM]
    mails = {}
    for name, sender, kind in (("alex", "alex@acme.test", Kind.NOT_NOW), ("kim", KIM, Kind.ALREADY_CUSTOMER)):
        desk.later(hours=1)
        mails[name] = await answer(desk, box, "Hm.", sender, how=as_kind(kind), **await thread(desk, sender))
    alone = await desk.get(Account, stays)
    now = await merged(desk, gone, stays)
    assert (now.bin, now.check_back_on, now.responded_at) == (Bin.CURRENT_CLIENT, None, mails["alex"].read_at)
    await fix(desk, mails[first], Kind.UNRELATED)
    now = await desk.get(Account, stays)
    if first == "kim":
        assert (now.bin, now.check_back_on, now.responded_at) == (
            Bin.CHECK_BACK,
            alone.check_back_on,
            mails["alex"].read_at,
        )
    else:
        assert (now.bin, now.responded_at) == (Bin.CURRENT_CLIENT, None)
    await fix(desk, mails["alex" if first == "kim" else "kim"], Kind.UNRELATED)
    now = await desk.get(Account, stays)
    assert (now.bin, now.check_back_on, now.responded_at) == (Bin.WORKING, None, None)


async def test_without_an_answer_to_the_one_that_stays_it_is_as_the_duplicate_was(desk: Desk) -> None:
    box = await written_to(desk)
    mail = await answer(desk, box, "We buy from you already.", how=as_kind(Kind.ALREADY_CUSTOMER))
    stays = (await desk.account()).id
    gone = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    await desk.change(Account, gone, bin=Bin.DEAD_OPPORTUNITY)
    await merged(desk, gone, stays)
    await fix(desk, mail, Kind.UNRELATED)
    now = await desk.get(Account, stays)
    assert (now.bin, now.bin_by, now.bin_why) == (Bin.DEAD_OPPORTUNITY, "robin", "so was Acme Group, merged into it")


async def test_what_a_person_decided_after_the_merge_stays(desk: Desk) -> None:
    box = await written_to(desk)
    mail = await answer(desk, box, "We buy from you already.", how=as_kind(Kind.ALREADY_CUSTOMER))
    gone = (await desk.account()).id
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    await merged(desk, gone, stays)
    desk.later(hours=1)
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, stays)
        await rebin(session, account, Bin.BAD_FIT, "too small", None, desk.clock.now(), "robin")
    await fix(desk, mail, Kind.UNRELATED)
    assert (await desk.get(Account, stays)).bin is Bin.BAD_FIT


async def thread(desk: Desk, email: str) -> dict[str, str]:
    out = await desk.out(email)
    return {"In-Reply-To": out.message_id, "Subject": f"Re: {out.subject}"}


async def test_an_erasure_reaches_what_was_noted_at_the_duplicate(desk: Desk) -> None:
    stays, gone = await twice(desk)
    await desk.change(Contact, (await desk.contact(KIM)).id, name="Kim Leeson")
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, gone)
        await rebin(session, account, Bin.WORKING, "Kim Leeson wants it", None, desk.clock.now(), "robin")
    await merged(desk, gone, stays)
    assert "Kim Leeson" in str(await desk.all(select(Activity)))
    async with desk.house.database.begin() as session:
        await erase(session, KIM, desk.clock.now(), "robin")
    for model in (Activity, Account, Contact):
        assert "Leeson" not in str(await desk.all(select(model)))


async def test_an_erasure_reaches_the_name_of_a_duplicate_however_it_is_kept(desk: Desk) -> None:
    """A company is found by its name without spaces."""
    kim = await desk.person(KIM, NewAccount(name="Kim Leeson Consulting"))
    await desk.change(Contact, kim.contact.id, name="Kim Leeson")
    await merged(desk, kim.account.id, (await desk.person("alex@acme.test", NewAccount(name="Acme"))).account.id)
    async with desk.house.database.begin() as session:
        await erase(session, KIM, desk.clock.now(), "robin")
    for model in (Activity, Account, Contact):
        assert "leeson" not in str(await desk.all(select(model))).lower()


async def test_an_opportunity_that_is_won_meanwhile_makes_the_one_that_stays_a_client(desk: Desk) -> None:
    await written_to(desk)
    row = await passed(desk)
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    now = desk.clock.now()

    async def won() -> None:
        async with desk.house.database.begin() as session:
            ae = await session.get_one(User, row.passed_to_id)
            await baton.accept(session, row.id, "They want it.", ae, now)
            await baton.update(session, row.id, {"outcome": Outcome.WON}, ae, now)

    async with desk.house.database.begin() as session:
        await merge(session, row.account_id, stays, "", now, "robin")
        winning = asyncio.create_task(won())
        await waiting(desk)
    await winning
    assert (await desk.get(Account, row.account_id)).bin is Bin.DUPLICATE
    assert (await desk.get(Account, stays)).bin is Bin.CURRENT_CLIENT


@pytest.mark.parametrize("flow", ["reads", "locks a mail", "locks a contact"])
async def test_whoever_waited_for_the_duplicate_has_the_one_that_stays(desk: Desk, flow: str) -> None:
    """Else two flows at once decide about one company."""
    await written_to(desk)
    gone, out = (await desk.account()).id, await desk.out()
    stays = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id

    async def locks() -> None:
        async with desk.house.database.begin() as session:
            if flow == "reads":
                await look_ahead(session, [out.id], [out.mailbox_id], [])
            elif flow == "locks a mail":
                await locked_mail(session, out.id)
            else:
                await lock_accounts_of(session, col(Contact.id) == out.contact_id)
            async with desk.house.database.begin() as another:
                free = text("select id from account where id = :id for update skip locked")
                assert await another.scalar(free, {"id": stays}) is None

    async with desk.house.database.begin() as session:
        await merge(session, gone, stays, "", desk.clock.now(), "robin")
        locking = asyncio.create_task(locks())
        await waiting(desk)
    await locking


async def test_a_correction_finds_the_one_that_stays_over_two_merges(desk: Desk) -> None:
    """The log of the first duplicate is not that of the second."""
    box = await written_to(desk)
    mail = await answer(desk, box, "We buy from you already.", how=as_kind(Kind.ALREADY_CUSTOMER))
    first = (await desk.account()).id
    second = (await desk.person(KIM, NewAccount(name="Acme Group"))).account.id
    third = (await desk.person("lee@acme-world.test", NewAccount(name="Acme World"))).account.id
    await merged(desk, first, second)
    assert (await merged(desk, second, third)).bin is Bin.CURRENT_CLIENT
    desk.later(hours=1)
    await fix(desk, mail, Kind.UNRELATED)
    assert (await desk.get(Account, third)).bin is Bin.WORKING
    assert (await desk.get(Account, second)).bin is Bin.DUPLICATE
