"""One door for contacts, and from the list into a campaign (M3, M5, M7)."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict, Invalid
from engine.flows.admit import admit_account, admit_contact
from engine.flows.door import NewAccount, NewContact
from engine.flows.launch import enroll, finish_campaigns, launch, pause, resume
from engine.flows.suppress import suppress_address, suppress_domain
from engine.rules.vocabulary import CampaignState, Goal, OutState
from engine.store.tables import (
    Account,
    AccountDomain,
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    Step,
    Template,
    TemplateVersion,
    Variant,
    Workspace,
)
from tests.support.house import Desk


async def test_the_address_is_the_key(desk: Desk) -> None:
    first = await desk.person("Alex@Acme.test", title="COO")
    again = await desk.person("alex@acme.TEST", title="Porter", phone="+44 20 7946 0000")
    assert (first.new, again.new, again.contact.id) == (True, False, first.contact.id)
    known = await desk.contact()
    assert (known.title, known.phone) == ("COO", "+44 20 7946 0000")


@pytest.mark.parametrize(
    ("email", "account"),
    [
        ("kim@acme.test", NewAccount()),
        ("kim@mail.acme.test", NewAccount()),
        ("kim@elsewhere.test", NewAccount(name="ACME Ltd.")),
        ("kim@gmail.com", NewAccount(domain="acme.test")),
        ("kim@gmail.com", NewAccount(name="Acme")),
    ],
)
async def test_one_company_is_one_account(desk: Desk, email: str, account: NewAccount) -> None:
    """M7: by domain group, then by name."""
    await desk.person(account=NewAccount(name="Acme Ltd"))
    await desk.person(email, account)
    assert len(await desk.all(select(Account))) == 1


async def test_eight_at_once_make_one_contact_and_one_account(desk: Desk) -> None:
    admitted = await asyncio.gather(*[desk.person("alex@acme.test") for _ in range(8)])
    assert sum(one.new for one in admitted) == 1
    assert len(await desk.all(select(Contact))) == len(await desk.all(select(Account))) == 1


async def test_colleagues_at_once_make_one_account(desk: Desk) -> None:
    await asyncio.gather(*[desk.person(f"p{number}@acme.test") for number in range(8)])
    assert len(await desk.all(select(Account))) == len(await desk.all(select(AccountDomain))) == 1


async def test_one_name_at_once_from_two_domains_is_one_account(desk: Desk) -> None:
    companies = [NewAccount(name="Acme", domain=f"acme{number}.test") for number in range(6)]
    await asyncio.gather(*[desk.person(f"p{n}@acme{n}.test", company) for n, company in enumerate(companies)])
    assert len(await desk.all(select(Account))) == 1
    assert len(await desk.all(select(AccountDomain))) == 6


@pytest.mark.parametrize(
    ("person", "company", "field"),
    [
        (NewContact("nobody", "x"), NewAccount(), "email"),
        (NewContact("a@acme.test", " "), NewAccount(), "source"),
        (NewContact("a@acme.test", "x", time_zone="Mars/Base"), NewAccount(), "time_zone"),
        (NewContact("a@acme.test", "x"), NewAccount(time_zone="Mars/Base"), "account.time_zone"),
        (NewContact("a@gmail.com", "x"), NewAccount(), "account.name"),
    ],
)
async def test_what_cannot_be_admitted_is_refused_by_field(
    desk: Desk, person: NewContact, company: NewAccount, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await admit(desk, person, company)
    assert refused.value.field == field
    assert refused.value.remedy


async def admit(desk: Desk, person: NewContact, company: NewAccount) -> None:
    async with desk.house.database.begin() as session:
        await admit_contact(session, person, company, desk.clock.now(), "test")


async def test_a_team_may_demand_the_lawful_basis(desk: Desk) -> None:
    await desk.policies(require_basis=True)
    with pytest.raises(Invalid, match="basis"):
        await desk.person()
    assert (await desk.person(basis="business contact, published")).new


async def test_who_is_suppressed_comes_in_with_a_warning_and_gets_nothing(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "unsubscribe", "phone", desk.clock.now())
        await suppress_domain(session, "@never.test", "asked", "phone", desk.clock.now())
        await suppress_domain(session, "never.test", "asked", "phone", desk.clock.now())
    assert "suppressed (unsubscribe" in (await desk.person()).warning
    assert "suppressed (asked" in (await desk.person("kim@deep.mail.never.test")).warning
    with pytest.raises(Invalid, match="nobody on the list"):
        await desk.campaign(await desk.mailbox())


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        pytest.param("gmail.com", "gmail.com belongs to many people", id="free mail"),
        pytest.param("co.uk", "co.uk belongs to many companies", id="a public suffix"),
        pytest.param("com", "'com' is no domain", id="a top level"),
        pytest.param("http://acme.test", "'http://acme.test' is no domain. Write it like example.com", id="a link"),
    ],
)
async def test_what_is_no_companys_domain_is_not_suppressed(desk: Desk, domain: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        await suppressed_domain(desk, domain)


async def suppressed_domain(desk: Desk, domain: str) -> None:
    async with desk.house.database.begin() as session:
        await suppress_domain(session, domain, "asked", "phone", desk.clock.now())


async def test_an_account_alone_needs_a_name_or_a_domain(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        account, new = await admit_account(session, NewAccount(domain="www.acme.test"), desk.clock.now(), "test")
        assert (account.name, new) == ("Acme", True)
        assert not (await admit_account(session, NewAccount(name="ACME"), desk.clock.now(), "test"))[1]
        with pytest.raises(Invalid, match="name"):
            await admit_account(session, NewAccount(), desk.clock.now(), "test")


async def draft(desk: Desk) -> Campaign:
    await desk.person()
    return await desk.campaign(await desk.mailbox(), go=False)


async def go(desk: Desk, campaign: Campaign) -> int:
    async with desk.house.database.begin() as session:
        row = await session.get_one(Campaign, campaign.id, with_for_update=True)
        return await launch(session, row, desk.clock.now(), "test")


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        ((Workspace, 1, {"postal_address": " "}), "workspace.postal_address"),
        ((Workspace, 1, {"legal_name": ""}), "workspace.postal_address"),
        ((Template, 1, {"goal": Goal.CONVERSATION}), "steps.1"),
        ((TemplateVersion, 1, {"body": "Hi {{ frist_name }}, who runs the yard?"}), "template.body"),
        ((TemplateVersion, 1, {"body": "Hi {{ first_name }"}), "template.body"),
        ((TemplateVersion, 1, {"subject": "Re: our call"}), "template.subject"),
        ((Contact, 1, {"state": "left"}), "campaign.target_list"),
        ((Account, 1, {"bin": "current_client"}), "campaign.target_list"),
        ((Account, 1, {"red_flag": "competitor"}), "campaign.target_list"),
    ],
)
async def test_a_campaign_that_would_stumble_does_not_start(desk: Desk, spoil, field: str) -> None:
    campaign = await draft(desk)
    model, key, values = spoil
    await desk.change(model, key, **values)
    with pytest.raises(Invalid) as refused:
        await go(desk, campaign)
    assert refused.value.field.startswith(field)
    assert refused.value.remedy
    assert await desk.outs() == []
    assert (await desk.get(Campaign, campaign.id)).state is CampaignState.DRAFT


@pytest.mark.parametrize(
    ("model", "field"), [(Variant, "steps.1"), (CampaignMailbox, "campaign.mailboxes"), (Step, "campaign.steps")]
)
async def test_a_campaign_without_its_parts_does_not_start(desk: Desk, model: type, field: str) -> None:
    campaign = await draft(desk)
    async with desk.house.database.begin() as session:
        for row in await session.scalars(select(model)):
            await session.delete(row)
    with pytest.raises(Invalid) as refused:
        await go(desk, campaign)
    assert refused.value.field == field


async def test_launched_twice_it_runs_once(desk: Desk) -> None:
    campaign = await draft(desk)
    ended = await asyncio.gather(*[go(desk, campaign) for _ in range(4)], return_exceptions=True)
    assert sorted(str(type(one).__name__) for one in ended) == ["Conflict", "Conflict", "Conflict", "int"]
    assert [out.state for out in await desk.outs()] == [OutState.DUE]


async def test_two_campaigns_at_once_do_not_both_take_one_person(desk: Desk) -> None:
    first = await draft(desk)
    box = await desk.mailbox(address="sam@example.com")
    second = await desk.campaign(box, go=False)
    ended = await asyncio.gather(go(desk, first), go(desk, second), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Invalid", "int"]
    assert len(await desk.all(select(Enrollment))) == 1


async def test_enrolling_again_adds_only_who_is_new(desk: Desk) -> None:
    campaign = await draft(desk)
    await go(desk, campaign)
    await desk.person("new@new.test")
    for expected in (1, 0):
        async with desk.house.database.begin() as session:
            assert (
                await enroll(session, await session.get_one(Campaign, campaign.id), desk.clock.now(), "t") == expected
            )


@pytest.mark.parametrize(
    ("account", "enrolled"),
    [
        ({"bin": "check_back", "check_back_on": date(2026, 3, 3)}, True),
        ({"bin": "check_back", "check_back_on": date(2026, 3, 4)}, False),
        ({"bin": "dead_opportunity", "last_activity_at": timedelta(days=181)}, True),
        ({"bin": "dead_opportunity", "last_activity_at": timedelta(days=179)}, False),
        ({"bin": "bad_fit"}, False),
    ],
)
async def test_only_who_may_be_prospected_is_enrolled(desk: Desk, account: dict, enrolled: bool) -> None:
    """M5, M6."""
    await desk.person("sure@sure.test")
    campaign = await draft(desk)
    values = {k: desk.clock.now() - v if isinstance(v, timedelta) else v for k, v in account.items()}
    await desk.change(Account, (await desk.account()).id, **values)
    await go(desk, campaign)
    assert len(await desk.outs()) == 1 + enrolled


async def test_one_company_hears_from_one_mailbox_its_owners_if_there_is_one(desk: Desk) -> None:
    boxes = [await desk.mailbox(address=f"{name}@example.com") for name in ("robin", "sam", "kim")]
    for number in range(6):
        for name in ("a", "b"):
            await desk.person(
                f"{name}@company{number}.test", NewAccount(owner_id=boxes[1].user_id if number == 4 else None)
            )
    await desk.campaign(*boxes)
    rows = await desk.all(select(Enrollment).order_by(col(Enrollment.contact_id)))
    by_account = {number: {row.mailbox_id for row in rows[number * 2 : number * 2 + 2]} for number in range(6)}
    assert all(len(found) == 1 for found in by_account.values())
    assert len(set.union(*by_account.values())) == 3
    assert by_account[4] == {boxes[1].id}


async def test_only_what_runs_can_pause_and_only_what_paused_goes_on(desk: Desk) -> None:
    campaign = await draft(desk)
    async with desk.house.database.begin() as session:
        row = await session.get_one(Campaign, campaign.id)
        for verb in (pause, resume):
            with pytest.raises(Conflict):
                await verb(session, row, desk.clock.now(), "test")


async def test_a_campaign_with_nobody_left_is_finished(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, steps=(0,))
    for state in (CampaignState.RUNNING, CampaignState.FINISHED):
        async with desk.house.database.begin() as session:
            await finish_campaigns(session, desk.clock.now())
        assert (await desk.get(Campaign, campaign.id)).state is state
        await desk.send_due(box)


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("Hi {{ first_name }}, who runs the yard?\n{{ sender_first_name }}", True),
        ("Hi {{ first_name }}, who runs the yard?\n{{ sender_name|default('The yard team') }}", False),
        ("Hi {{ first_name }}, who runs the yard?", False),
    ],
)
async def test_mails_that_are_signed_do_not_start_from_a_mailbox_without_a_name(
    desk: Desk, body: str, refused: bool
) -> None:
    campaign = await draft(desk)
    await desk.change(Mailbox, 1, display_name=" ")
    for version in (1, 2):
        await desk.change(TemplateVersion, version, body=body)
    if not refused:
        assert await go(desk, campaign) == 1
        return
    with pytest.raises(Invalid, match="has no name in From, and the texts are signed with it") as told:
        await go(desk, campaign)
    assert told.value.field == "campaign.mailboxes"
    await desk.change(Mailbox, 1, display_name="Robin Rep")
    assert await go(desk, campaign) == 1
