"""The words and headers of a mail, as they are made for one person."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from engine.errors import Conflict
from engine.flows.door import NewAccount
from engine.flows.send_now import send_now
from engine.flows.tasks import done
from engine.rules.vocabulary import HeldReason
from engine.store.tables import ResponseTask, TemplateVersion
from tests.support.house import FIRST, Desk


@pytest.mark.parametrize(
    ("subject", "body", "opening", "said"),
    [
        pytest.param(
            "The yard",
            "{% if custom.opening %}{{ custom.opening }}{% endif %}",
            "",
            "body: It is empty.",
            id="no words",
        ),
        pytest.param(
            "{% if custom.opening %}{{ custom.opening }}{% endif %}",
            FIRST,
            "",
            "subject: It is empty.",
            id="no subject",
        ),
        pytest.param(
            "{{ custom.opening }}", FIRST, "Re: our call", "subject: It pretends to answer", id="a faked answer"
        ),
        pytest.param("The yard", "{{ custom.opening }} Who?", "R&amp;D", "body: It has HTML (&amp;).", id="HTML"),
        pytest.param(
            "The yard", "{{ custom.opening }} Who?", "[First Name]", "body: A placeholder was", id="a placeholder"
        ),
    ],
)
async def test_what_a_persons_fields_make_of_a_text_is_refused_as_the_text_would_be(
    desk: Desk, subject: str, body: str, opening: str, said: str
) -> None:
    box = await desk.mailbox()
    await desk.person("kim@other.test", custom={"opening": "Hi Kim"})
    await desk.person(custom={"opening": opening})
    await desk.campaign(box, steps=(0,))
    await desk.change(TemplateVersion, 1, subject=subject, body=body)
    out = await desk.out()
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="may not leave"):
            await send_now(session, desk.house, out.id, desk.clock.now(), "robin")
    await desk.send_due(box)
    assert desk.wire.recipients == ["kim@other.test"]
    line = await desk.line()
    assert line.reason == HeldReason.LINT
    assert line.detail.startswith(said)


async def test_a_follow_up_needs_no_subject_of_its_own_and_keeps_the_one_of_its_thread(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    await desk.change(type(await desk.out()), 1, subject="Sent by an earlier version &amp; taken")
    desk.later(days=5)
    await desk.send_due(box)
    assert (await desk.out(position=2)).subject == "Re: Sent by an earlier version &amp; taken"


async def test_what_follows_a_mail_that_came_back_pretends_to_answer_nothing(desk: Desk) -> None:
    """Whoever runs their server took it for spam, and told so by mail: they have never seen it."""
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=(0, 3, 3))
    await desk.send_due(box)
    await desk.receive(box, desk.dsn(await desk.out(), "5.7.1", "550 5.7.1 Message rejected as spam by our policy"))
    assert (await desk.out()).bounced == "block"
    async with desk.house.database.begin() as session:
        await done(session, (await session.scalars(select(ResponseTask))).one(), "looked", desk.clock.now(), "robin")
    for _ in range(2):
        desk.later(days=7)
        await desk.send_due(box)
    _, second, third = (message_from_bytes(raw, policy=policy.default) for _, _, raw in desk.wire.mails)
    assert (second["Subject"], second["In-Reply-To"], second["References"]) == ("The yard at Acme", None, None)
    assert (third["Subject"], third["In-Reply-To"]) == ("Re: The yard at Acme", second["Message-ID"])
    assert third["References"] == second["Message-ID"]


async def test_without_a_page_that_recipients_reach_they_are_told_to_answer(desk: Desk) -> None:
    """A link to this machine is dead wherever it is read."""
    desk.house = replace(desk.house, is_reached=False)
    box = await desk.one_contact()
    await desk.send_due(box)
    mail = message_from_bytes(desk.wire.mails[0][2], policy=policy.default)
    assert 'If you want no more mail from me, just reply "stop".' in mail.get_content()
    assert "http" not in mail.get_content()
    assert str(mail["List-Unsubscribe"]).startswith("<mailto:rep@example.com?subject=unsubscribe-")
    assert "http" not in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] is None
    await desk.receive(box, desk.mail("alex@acme.test", "stop", In_Reply_To=mail["Message-ID"]))
    assert (await desk.enrollment()).state == "stopped"


async def test_people_are_called_by_their_names_and_not_by_their_titles(desk: Desk) -> None:
    """As customer lists and address books write them; who is known by a last name alone is not greeted by it."""
    box = await desk.mailbox(display_name="Rep, Robin (Sales)")
    for number, name in enumerate(["Dr. Anna Berg", "Berg, Kim", "Herr Müller"]):
        await desk.person(f"p{number}@company{number}.test", name=name)
    await desk.campaign(box, steps=(0,))
    await desk.send_due(box)
    texts = [message_from_bytes(raw, policy=policy.default).get_content() for _, _, raw in desk.wire.mails]
    assert sorted(text.splitlines()[0] for text in texts) == ["Hi Anna,", "Hi Kim,"]
    assert {text.splitlines()[4] for text in texts} == {"Robin"}
    assert "first_name" in (await desk.line("p2@company2.test")).detail


async def test_an_empty_field_of_a_contact_hides_neither_the_accounts_nor_what_comes_later(desk: Desk) -> None:
    box = await desk.mailbox()
    blanks = {"product": "", "partner": " ", "year": None, "met": "at a fair"}
    await desk.person(account=NewAccount(custom={"product": "Yard 2"}), custom=blanks)
    await desk.campaign(box, steps=(0,), bodies=("{{ custom.product }} {{ custom.partner }} {{ custom.met }}?",))
    await desk.send_due(box)
    assert (await desk.line()).detail.startswith("custom.partner: ")
    await desk.person(custom={"partner": "Acme AG", "met": "by telephone"})
    assert (await desk.contact()).custom == blanks | {"partner": "Acme AG"}
    await desk.send_due(box)
    assert (
        message_from_bytes(desk.wire.mails[0][2], policy=policy.default)
        .get_content()
        .startswith("Yard 2 Acme AG at a fair?")
    )
