"""What law asks is asked again before each mail, whatever was true when its campaign was launched."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Invalid
from engine.flows.lift import lift
from engine.flows.people import edit_contact
from engine.flows.settings import edit_workspace
from engine.flows.suppress import OPT_OUT_LINK, opt_out, suppress_address, suppress_domain
from engine.rules.vocabulary import ContactState, HeldReason
from engine.store.tables import Contact, Suppression
from tests.support.house import Desk


async def change_workspace(desk: Desk, **changes: object) -> None:
    async with desk.house.database.begin() as session:
        await edit_workspace(session, changes, desk.clock.now(), "ann")


async def readdress(desk: Desk, email: str) -> None:
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": email}, desk.clock.now(), "robin")


async def test_without_a_legal_name_nothing_leaves_until_it_is_entered(desk: Desk) -> None:
    box = await desk.one_contact()
    await change_workspace(desk, legal_name=" ")
    await desk.send_due(box)
    line = await desk.line()
    assert (desk.wire.recipients, line.reason) == ([], HeldReason.POSTAL_ADDRESS)
    assert "no legal name" in line.detail
    await change_workspace(desk, legal_name="Example Yards Ltd")
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_a_demanded_basis_is_asked_for_before_a_first_mail_and_not_before_a_follow_up(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person(basis="they asked at the fair")
    await desk.person("kim@other.test")
    await desk.campaign(box, steps=(0, 1))
    await desk.policies(require_basis=True)
    await desk.send_due(box)
    line = await desk.line("kim@other.test")
    assert (desk.wire.recipients, line.reason) == (["alex@acme.test"], HeldReason.MISSING_FIELD)
    assert line.detail.startswith("basis: ")
    assert "no longer demands it" in line.remedy
    async with desk.house.database.begin() as session:
        await edit_contact(session, 2, {"basis": "customer of a sister firm"}, desk.clock.now(), "robin")
        await edit_contact(session, 1, {"basis": ""}, desk.clock.now(), "robin")
    desk.later(days=1)
    await desk.send_due(box)
    assert sorted(desk.wire.recipients) == ["alex@acme.test", "alex@acme.test", "kim@other.test"]


async def test_who_opts_out_by_a_mail_to_an_old_address_gets_none_at_the_new_one(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    await readdress(desk, "alex.sample@acme.test")
    async with desk.house.database.begin() as session:
        assert await opt_out(session, "Alex@acme.test", OPT_OUT_LINK, "link in a mail", desk.clock.now())
    assert (await desk.contact("alex.sample@acme.test")).state is ContactState.SUPPRESSED
    desk.later(days=5)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    rows = await desk.all(select(Suppression).order_by(col(Suppression.address)))
    assert [(row.address, row.reason) for row in rows] == [
        ("alex.sample@acme.test", OPT_OUT_LINK),
        ("alex@acme.test", OPT_OUT_LINK),
    ]
    assert rows[0].source == "link in a mail, said as alex@acme.test"


async def test_an_assistants_opt_out_is_not_of_whom_they_wrote_for(desk: Desk) -> None:
    """An answer that went to the assistant is kept with the contact; no mail of a campaign went there."""
    box = await desk.one_contact()
    await desk.send_due(box)
    sent = message_from_bytes(desk.wire.mails[0][2], policy=policy.default)
    mail = desk.mail("pat@acme.test", "Alex is interested, call us.", In_Reply_To=sent["Message-ID"])
    in_id = await desk.receive(box, mail)
    out = await desk.out()
    async with desk.house.database.begin() as session:
        session.add(
            type(out)(
                position=0,
                answer_to=in_id,
                answer_key="k",
                contact_id=out.contact_id,
                mailbox_id=box.id,
                due_at=desk.clock.now(),
                look_at=desk.clock.now(),
                to_address="pat@acme.test",
                state="sent",
            )
        )
    async with desk.house.database.begin() as session:
        await opt_out(session, "pat@acme.test", OPT_OUT_LINK, "link in a mail", desk.clock.now())
    rows = await desk.all(select(Suppression))
    assert [row.address for row in rows] == ["pat@acme.test"]


async def test_a_mailbox_that_opted_out_gets_no_mail_at_any_form_of_its_address(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("alex+fair@acme.test")
    await desk.person("kim@other.test")
    await desk.campaign(box, steps=(0,))
    async with desk.house.database.begin() as session:
        await opt_out(session, "alex@acme.test", "asked", "by phone", desk.clock.now())
        await opt_out(session, "kim+list@other.test", "asked", "by phone", desk.clock.now())
    await desk.send_due(box)
    assert desk.wire.recipients == []
    assert (await desk.line("alex+fair@acme.test")).reason == HeldReason.SUPPRESSED
    assert (await desk.contact("kim@other.test")).state is ContactState.SUPPRESSED


@pytest.mark.parametrize(
    "state", [ContactState.LEFT, ContactState.DECLINED, ContactState.WRONG_PERSON, ContactState.RESPONDED]
)
@pytest.mark.parametrize("whom", ["domain", "address"])
async def test_a_suppression_that_is_lifted_makes_nobody_new_who_was_not(
    desk: Desk, state: ContactState, whom: str
) -> None:
    """Of somebody who has left, or of a company by mistake: the next campaign would write to them as if for the first
    time."""
    await desk.person()
    await desk.change(Contact, 1, state=state)
    async with desk.house.database.begin() as session:
        if whom == "domain":
            await suppress_domain(session, "acme.test", "not wanted", "robin", desk.clock.now())
        else:
            await suppress_address(session, "alex@acme.test", "not wanted", "robin", desk.clock.now())
    box = await desk.mailbox()
    with pytest.raises(Invalid, match="nobody on the list"):
        await desk.campaign(box)
    async with desk.house.database.begin() as session:
        await lift(session, await session.get_one(Suppression, 1), "by mistake", desk.clock.now(), "ann")
    assert (await desk.contact()).state is state
    with pytest.raises(Invalid, match="nobody on the list"):
        await desk.campaign(box)
