"""What is erased with somebody: all that is theirs, wherever it was noted and from whatever address it came."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Invalid
from engine.flows.answer import Words, write
from engine.flows.correct import correct
from engine.flows.erase import kept
from engine.flows.lift import lift_erasure
from engine.flows.people import edit_contact
from engine.flows.suppress import opt_out, suppress_domain
from engine.rules.vocabulary import ContactState, Kind, OutState
from engine.store.tables import METADATA, Contact, FoundPerson, Mailbox, MessageIn, MessageOut, Suppression
from engine.store.traces import OURS
from tests.flows.test_erase import gone, says
from tests.support.house import Desk
from tests.support.replies import as_kind

HURTS = "My knee hurts, and it is nobody's business."


async def said(desk: Desk, box: Mailbox, sender: str, kind: Kind, words: str = HURTS, **headers: str) -> int:
    """A mail that is read as that kind because of its words."""
    raw = desk.mail(sender, words, **headers)
    return await desk.receive(box, raw, how=lambda *_: replace(as_kind(kind)(), because=words))


async def test_also_what_servers_and_people_have_noted_among_our_own_affairs(desk: Desk) -> None:
    assert set(METADATA.tables) >= OURS
    box = await desk.one_contact()
    refusal = Delivery(Outcome.REFUSED, 554, "5.7.1", "<alex@acme.test>: Relay access denied", "rcpt")
    desk.wire.answers.append(refusal)
    await desk.round(box)
    assert "alex@acme.test" in (await desk.get(Mailbox, box.id)).state_detail
    async with desk.house.database.begin() as session:
        now = desk.clock.now()
        await opt_out(session, "alex@acme.test", "he phoned, his knee hurts", "boss@example.com", now)
        await suppress_domain(session, "acme.test", "alex@acme.test asked for all", "boss@example.com", now)
    await gone(desk)
    assert await says(desk, "alex", "knee") == []
    assert "<[erased]>: Relay access denied" in (await desk.get(Mailbox, box.id)).state_detail
    reasons = await desk.all(select(Suppression.reason).order_by(Suppression.id))
    assert reasons == ["erased", "[erased] asked for all"]


async def test_erasing_again_takes_what_came_since_from_their_row(desk: Desk) -> None:
    box = await desk.one_contact("alex+news@acme.test")
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out("alex+news@acme.test")).message_id}
    await gone(desk)
    desk.later(days=2)
    for kind in (Kind.OUT_OF_OFFICE, Kind.UNSUBSCRIBE, Kind.QUESTION):
        await said(desk, box, "Alex <alex@acme.test>", kind, **thread)
    row = await desk.get(Contact, 1)
    assert HURTS in row.away_why
    again = await gone(desk)
    assert (again.contacts, again.mails_to_them, again.mails_from_them) == (0, 0, 3)
    assert await says(desk, "alex", "knee") == []
    assert (await desk.get(Contact, 1)).email == row.email
    assert (await desk.get(Contact, 1)).state_why == "erased on 2026-03-05"


@pytest.mark.parametrize("in_thread", [True, False])
async def test_what_their_words_were_the_evidence_of(desk: Desk, in_thread: bool) -> None:
    """No contact of ours: they opt out, for themselves or in the place of somebody who is one."""
    box = await desk.one_contact()
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out()).message_id} if in_thread else {"Subject": "Mails"}
    await said(desk, box, "Sam Lee <sam@private.test>", Kind.UNSUBSCRIBE, f"{HURTS} {'Stop it. ' * 30}", **thread)
    assert len(await says(desk, "knee")) > 4
    await gone(desk, "sam@private.test")
    assert await says(desk, "knee", "sam@") == []


async def test_what_they_answer_from_a_private_address_under_their_name(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person(name="Alex Winter")
    await desk.campaign(box)
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out()).message_id}
    await said(desk, box, '"Winter, Alex" <aw77@gmail.com>', Kind.NOT_NOW, **thread)
    kim = await said(desk, box, "Alex <kim@acme.test>", Kind.NOT_NOW, "Ask me in June.", **thread)
    await gone(desk)
    assert await says(desk, "knee", "aw77", "winter") == []
    assert (await desk.get(MessageIn, kim)).text == "Ask me in June."
    async with desk.house.database.begin() as session:
        assert not await opt_out(session, "aw77@gmail.com", "opt-out link", "link", desk.clock.now())


@pytest.mark.parametrize("desk_of_all", ["desk-7@help.test", "info@acme.test"])
async def test_an_address_from_which_others_write_is_not_theirs(desk: Desk, desk_of_all: str) -> None:
    box = await desk.mailbox()
    await desk.person(name="Alex Winter")
    await desk.campaign(box)
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out()).message_id}
    await said(desk, box, f"Alex Winter <{desk_of_all}>", Kind.QUESTION, "Which yard?", **thread)
    if desk_of_all.startswith("desk"):
        await said(desk, box, f"Kim Lee <{desk_of_all}>", Kind.QUESTION, "Which bikes?", Subject="Bikes")
    await gone(desk)
    assert await says(desk, "winter") == []
    assert (await desk.get(MessageIn, 1)).from_address == desk_of_all
    assert [row.hash is None for row in await desk.all(select(Suppression))] == [False]


async def test_an_address_in_its_own_letters(desk: Desk) -> None:
    box = await desk.one_contact("alex@bücher.example")
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out("alex@xn--bcher-kva.example")).message_id}
    await said(desk, box, "bo@xn--bcher-kva.example", Kind.NOT_NOW, "As alex@bücher.example said.", **thread)
    stranger = await said(desk, box, "sue@else.test", Kind.NOT_NOW, "Is alex@BÜCHER.example with you?")
    await gone(desk, "alex@bücher.example")
    assert await says(desk, "alex@") == []
    assert (await desk.get(MessageIn, stranger)).text == "Is [erased] with you?"


async def test_a_mail_that_names_them_only_when_it_is_read_or_in_a_link(desk: Desk) -> None:
    box = await desk.one_contact("bo@acme.test")
    await desk.person()
    await desk.round(box)
    html = {"Content_Type": "text/html", "In_Reply_To": (await desk.out("bo@acme.test")).message_id}
    told = await desk.receive(box, desk.mail("bo@acme.test", "<p>Ask alex&#64;acme.test</p>", **html))
    link = '<a href="https://acme.test/?who=Alex%2Bx%40acme.test">Ask here</a>, or alex%40acme.test'
    linked = await desk.receive(box, desk.mail("sue@else.test", link, Content_Type="text/html"))
    await gone(desk)
    assert [(row.text, row.raw) for row in (await desk.get(MessageIn, told), await desk.get(MessageIn, linked))] == [
        ("Ask [erased]", b""),
        ("Ask here, or [erased]", b""),
    ]


async def test_who_has_another_address_now_is_told_and_not_erased(desk: Desk) -> None:
    """The mails may have been meant for somebody else: an address with a mistake was one of a stranger."""
    box = await desk.one_contact()
    await desk.round(box)
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "alex.winter@new.test"}, desk.clock.now(), "robin")
        assert (await kept(session, "alex@acme.test")).moved_on == ["alex.winter@new.test"]
    assert (await gone(desk, "Alex+x@acme.test")).moved_on == ["alex.winter@new.test"]
    assert (await desk.get(Contact, 1)).email == "alex.winter@new.test"
    assert (await gone(desk, "alex.winter@new.test")).moved_on == []


async def test_what_stands_in_somebodys_place_is_no_address(desk: Desk) -> None:
    with pytest.raises(Invalid, match=r"address: stands for somebody who was erased. Give the address that they had"):
        await gone(desk, "erased-12@erased.invalid")


async def test_who_may_be_written_to_again_is_answered_in_the_old_thread(desk: Desk) -> None:
    """Its mails lead to the row that is left of them; so does what a colleague writes there."""
    box = await desk.one_contact()
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out()).message_id}
    await gone(desk)
    desk.later(days=2)
    theirs = await said(desk, box, "Alex <alex@acme.test>", Kind.INTERESTED, "Write to me after all.", **thread)
    kims = await said(desk, box, "Kim <kim@acme.test>", Kind.QUESTION, "What is this?", **thread)
    async with desk.house.database.begin() as session:
        known = await session.scalars(select(Suppression).where(col(Suppression.hash).is_not(None)))
        await lift_erasure(session, known.one(), "alex@acme.test", "asked for it", desk.clock.now(), "boss")
    async with desk.house.database.begin() as session:
        for in_id in (theirs, kims):
            words = Words(key=f"{in_id}" * 20, body="Gladly.", quote=False)
            await write(session, in_id, words, desk.clock.now(), "robin")
    await desk.answers_leave(box)
    assert desk.wire.recipients[1:] == ["alex@acme.test", "kim@acme.test"]


@pytest.mark.parametrize("are_back", [False, True])
async def test_erasing_again_finds_what_was_noted_after_the_erasure_was_lifted(desk: Desk, are_back: bool) -> None:
    """Their mails in the old thread are about the row that was left of them, and people write into it."""
    box = await desk.one_contact()
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out()).message_id}
    await gone(desk)
    async with desk.house.database.begin() as session:
        known = await session.scalars(select(Suppression).where(col(Suppression.hash).is_not(None)))
        await lift_erasure(session, known.one(), "alex@acme.test", "asked for it", desk.clock.now(), "boss")
    desk.later(days=2)
    await said(desk, box, "Alex <alex@acme.test>", Kind.OUT_OF_OFFICE, **thread)
    await said(desk, box, "Alex <alex@acme.test>", Kind.QUESTION, **thread)
    await desk.change(Contact, 1, custom={"note": "called: cannot walk, the knee"})
    assert HURTS in (await desk.get(Contact, 1)).away_why
    if are_back:
        await desk.person(name="Alex Winter")
    await gone(desk)
    assert await says(desk, "alex@", "alex winter", "knee") == []
    hashes = await desk.all(select(Suppression.hash).where(col(Suppression.hash).is_not(None)))
    assert len(hashes) == 1, "they are known again"


async def test_a_colleague_who_named_them_is_answered_without_a_mark_of_ours(desk: Desk) -> None:
    box = await desk.one_contact("bo@acme.test")
    await desk.person(name="Alex Winter")
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out("bo@acme.test")).message_id, "Subject": "Re: Alex Winter’s yard"}
    in_id = await said(
        desk, box, "Bo for Alex Winter <bo@acme.test>", Kind.QUESTION, "Did Alex Winter ask you?", **thread
    )
    await gone(desk)
    assert (await desk.get(MessageIn, in_id)).text == "Did [erased] ask you?"
    async with desk.house.database.begin() as session:
        await write(session, in_id, Words(key="k" * 20, body="Yes."), desk.clock.now(), "robin")
    await desk.answers_leave(box)
    out = await desk.one(select(MessageOut).where(col(MessageOut.answer_to) == in_id))
    assert (out.state, out.subject) == (OutState.SENT, "Re: …’s yard")
    assert "Bo for … <bo@acme.test>" in out.body
    assert out.body.endswith("> Did … ask you?")
    assert b"erased" not in bytes(out.raw or b"")


async def test_what_a_colleague_wrote_of_them_can_still_be_corrected(desk: Desk) -> None:
    """Its words stay, and what it did can be undone."""
    box = await desk.one_contact("bo@acme.test")
    await desk.person(name="Alex Winter")
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out("bo@acme.test")).message_id}
    words = "Alex Winter (alex@acme.test) says that we want no more of it."
    in_id = await said(desk, box, "Bo Berg <bo@acme.test>", Kind.UNSUBSCRIBE, words, **thread)
    await gone(desk)
    async with desk.house.database.begin() as session:
        await correct(session, in_id, Kind.QUESTION, desk.clock.now(), "boss")
    row = await desk.get(MessageIn, in_id)
    assert (row.kind, row.text) == (Kind.QUESTION, "[erased] ([erased]) says that we want no more of it.")
    assert (await desk.contact("bo@acme.test")).state is ContactState.RESPONDED
    assert "bo@acme.test" not in await desk.all(select(Suppression.address))
    assert await says(desk, "alex@", "winter") == []


async def test_what_a_rep_typed_to_a_form_with_a_plus_goes_along(desk: Desk) -> None:
    """In whatever form the bytes have it: one that nobody wrote to before is known from nowhere else."""
    box = await desk.one_contact()
    in_id = await desk.receive(box, desk.mail(box.address, HURTS, to="alex+fair@acme.test"), role="sent")
    await gone(desk)
    row = await desk.get(MessageIn, in_id)
    assert (row.raw, row.text) == (b"", "")


async def test_a_number_that_colleagues_have_as_well_is_the_company_s(desk: Desk) -> None:
    await desk.person(phone="+44 20 7946 0123")
    await desk.person("bo@acme.test", phone="020 7946 0123", custom={"direct": "+44 20 7946 0999"})
    await desk.person("kim@acme.test", phone="+44 20 7946 0999")
    await gone(desk)
    bo = await desk.contact("bo@acme.test")
    assert (bo.phone, bo.custom) == ("020 7946 0123", {"direct": "+44 20 7946 0999"})
    await gone(desk, "kim@acme.test")
    assert (await desk.contact("bo@acme.test")).custom == {"direct": "[erased]"}


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Łukasz Żak", "ask żak, łukasz"),
        ("Sinan Işık", "SİNAN IŞIK knows"),
        ('Mary "Mo" O\'Brien', 'mary "mo"\no\'brien knows'),
        ("山田 太郎", "山田太郎さん"),
        ("Иван Петров", "ИВАН ПЕТРОВ"),
        ("Kelly Stask", "\u212aelly \u017ftask"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),
        ("Alex_% Back\\slash", "alex_% back\\slash"),
    ],
)
async def test_however_the_name_is_written_in_the_notes_of_colleagues(desk: Desk, name: str, note: str) -> None:
    """PostgreSQL looks through the company's rows first, by rules of its own for upper case and JSON."""
    await desk.person(name=name)
    await desk.person("bo@acme.test", basis=note, custom={"note": note, "tel": "call 20\n79-46\t(01) 23 45"})
    await desk.change(Contact, (await desk.contact()).id, phone="+44 20 7946 012345")
    await gone(desk)
    bo = await desk.contact("bo@acme.test")
    assert "[erased]" in bo.basis
    assert "[erased]" in bo.custom["note"]
    assert bo.custom["tel"] == "call [erased]"


async def test_nor_from_colleagues_of_somebody_who_is_no_contact(desk: Desk) -> None:
    """Bo named them with the number of all; they answered in Bo's place."""
    box = await desk.one_contact("bo@acme.test")
    await desk.change(Contact, 1, phone="+44 20 7946 0123")
    await desk.round(box)
    thread = {"In_Reply_To": (await desk.out("bo@acme.test")).message_id}
    raw = desk.mail("Bo <bo@acme.test>", "Please write to Alex Winter (alex@acme.test, 020 7946 0123).", **thread)
    await desk.receive(box, raw)
    found = await desk.one(select(FoundPerson))
    assert (found.email, found.phone) == ("alex@acme.test", "+44 20 7946 0123")
    await said(desk, box, "Alex Winter <alex@acme.test>", Kind.OUT_OF_OFFICE, **thread)
    await gone(desk)
    assert (await desk.contact("bo@acme.test")).phone == "+44 20 7946 0123"


@pytest.mark.parametrize("gap", ["\n", "\v", "\f", "\x1c", "\x85", "\u2028"])
async def test_a_number_is_found_over_whatever_ends_a_line(desk: Desk, gap: str) -> None:
    """Mail programs and slides end some lines with signs that JSON writes with digits and letters."""
    await desk.person(phone="+44 20 7946 0123")
    await desk.person("bo@acme.test", custom={"fax": f"20 7946{gap}0123"})
    await gone(desk)
    assert (await desk.contact("bo@acme.test")).custom == {"fax": "[erased]"}
