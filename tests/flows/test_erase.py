"""Erased is erased (GDPR, article 17): no word of a person is left in any column, and what is counted stays counted."""

import base64
import contextlib
import re
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.vault import Vault
from engine.errors import Conflict, Invalid
from engine.flows.answer import Words, write
from engine.flows.baton import Baton, hand
from engine.flows.correct import correct
from engine.flows.erase import erase
from engine.flows.fetch_again import want
from engine.flows.people import accept_found, edit_contact
from engine.flows.report import By, report
from engine.flows.reread import left
from engine.flows.suppress import opt_out
from engine.rules.addresses import company_key
from engine.rules.baton import Check, Handover
from engine.rules.correspondence import hashed
from engine.rules.erasure import PURPOSE
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, Kind, OutState, Relation
from engine.store.batons import numbers
from engine.store.suppressions import hashes_of, unrecognised
from engine.store.tables import (
    METADATA,
    Account,
    Contact,
    Correspondent,
    Enrollment,
    FoundPerson,
    Mailbox,
    MessageIn,
    MessageOut,
    Notice,
    ResponseTask,
    Suppression,
)
from tests.support.house import Desk
from tests.support.replies import as_kind

BOSS = "boss@example.com"
WORDS = ("alex", "winter", "7946", "yard lover", "knee")
"""Of a person: in addresses, names, numbers, a title, a note. In the account's name or ours there is none of them."""


async def dump(desk: Desk) -> list[str]:
    """Every column of every table; bytes as text, also what is encoded in them."""
    told = []
    async with desk.house.database.begin() as session:
        for table in METADATA.sorted_tables:
            for row in (await session.execute(select(table))).mappings():
                told += [f"{table.name}.{name}: {as_text(value)}" for name, value in row.items()]
    return told


def as_text(value: Any) -> str:
    """With what is encoded in it, as mails and opt-out links are."""
    plain = bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
    for part in re.findall(r"[\w+/-]{12,}", plain):
        with contextlib.suppress(ValueError):
            plain += base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
            plain += base64.b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
    return plain


async def says(desk: Desk, *words: str) -> list[str]:
    return [line for line in await dump(desk) if any(word in line.lower() for word in words or WORDS)]


async def gone(desk: Desk, address: str = "alex@acme.test") -> Any:
    async with desk.house.database.begin() as session:
        return await erase(session, address, desk.clock.now(), BOSS)


async def reports(desk: Desk) -> list[Any]:
    async with desk.house.database.begin() as session:
        return [await report(session, by) for by in By] + [await numbers(session)]


def encoded(desk: Desk, sender: str, words: str, answered: str) -> bytes:
    """As many programs send it: text and HTML, both in base64."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "rep@example.com", "Re: The yard at Acme"
    mail["Message-ID"], mail["In-Reply-To"] = f"<enc-{next(desk.numbers)}@mail.test>", answered
    mail.set_content(words, cte="base64")
    mail.add_alternative(f"<p>{words}</p>", subtype="html", cte="base64")
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


async def lived(desk: Desk) -> Mailbox:
    """Whatever may be kept of somebody: written to, also at another address before; answers, of theirs, of machines and
    of colleagues who name them; what we wrote; work, an opportunity, an opt-out, and words that other people noted."""
    box = await desk.mailbox()
    fields = {
        "name": "Alex Winter",
        "title": "Yard Lover",
        "phone": "+44 20 7946 0123",
        "custom": {"hobby": "knee"},
        "basis": "met Alex",
    }
    await desk.person(**fields)
    await desk.person("bo@acme.test", name="Bo Berg")
    await desk.campaign(box)
    await desk.send_due(box)
    first = await desk.out()
    kim = Person(Relation.REFERRAL, "Kim Lee", "kim@acme.test", sentence="Ask Kim, says Alex.")
    words = "Yes. I hurt my knee; call me: (020) 7946-0123.\n\nAlex Winter\nalex.old@gmail.com"
    raw = encoded(desk, "Alex Winter <alex@acme.test>", words, first.message_id)
    in_id = await desk.receive(box, raw, how=lambda *_: replace(as_kind(Kind.REFERRAL)(), because=words, people=(kim,)))
    await desk.receive(box, desk.dsn(first, "4.2.2", "452 mailbox of alex@acme.test full"))
    told = "Talk to Alex Winter, Alex+yard@Acme.test, 020 79460123. About the price: 5 a day.\n"
    alex = Person(Relation.REFERRAL, "Alex Winter", "alex@acme.test", "020 79460123", sentence=told)
    link = re.search(r"http\S+/o/\S+", first.body)
    told += f"Your mail said: {link[0] if link else None}"
    bo = encoded(desk, "Bo Berg <bo@acme.test>", told, first.message_id)
    await desk.receive(box, bo, how=lambda *_: replace(as_kind(Kind.REFERRAL)(), because=told, people=(alex,)))
    stranger = encoded(
        desk, "sue@else.test", f"Hi.\n\n{'> On Monday you wrote, and I forward: ' * 9}alex@acme.test", ""
    )
    await desk.receive(box, stranger)
    typed = desk.mail(box.address, "Dear Alex Winter, as said.", to="Alex <alex@acme.test>", subject="Hi")
    await desk.receive(box, typed, role="sent")
    async with desk.house.database.begin() as session:
        found = (await session.scalars(select(col(FoundPerson.id)).where(col(FoundPerson.name) == "Kim Lee"))).one()
        now = desk.clock.now()
        await accept_found(session, found, {}, now, "robin")
        await write(session, in_id, Words(key="k" * 20, body="Dear Alex, your knee?"), now, "robin")
    await desk.answers_leave(box)
    dana = await desk.user("dana")
    async with desk.house.database.begin() as session:
        user = await session.get_one(type(dana), box.user_id)
        given = Baton(1, dana.id, "Alex wants a demo.", Handover.HOT_TRANSFER, set(Check), message_in_id=in_id)
        await hand(session, given, user, now)
        await edit_contact(session, 1, {"email": "alex.winter@acme-group.test"}, now, "robin")
        await opt_out(session, "alex.winter@acme-group.test", "opt-out link", "link of Alex Winter", now)
        (await session.get_one(Account, 1)).bin_why = "said by Winter, Alex"
        session.add(Correspondent(who=hashed("alex.winter@acme-group.test"), mailbox_id=box.id, last_at=now))
        when = {"day": now.date(), "look_at": now}
        session.add(Notice(user_id=dana.id, subject="Overdue", body="1. Alex Winter at Acme", **when))
        rest = select(ResponseTask).where(col(ResponseTask.contact_id) == 1)
        for task in await session.scalars(rest):
            task.note = f"{task.note} Alex has a bad knee"
    return box


async def test_no_word_of_them_is_left_and_reports_stay_as_they_were(desk: Desk) -> None:
    await lived(desk)
    before, counted = await says(desk), await reports(desk)
    assert len(before) > 40
    assert {line.partition(".")[0] for line in before} >= {
        *("contact", "message_in", "message_out", "found_person", "response_task", "opportunity", "activity"),
        *("notice", "account", "suppression", "enrollment"),
    }
    states = await desk.all(select(MessageOut.state, MessageOut.sent_at).order_by(MessageOut.id))
    erased = await gone(desk, "Alex.Winter+x@acme-group.test")
    assert await says(desk) == []
    assert await reports(desk) == counted
    assert await desk.all(select(MessageOut.state, MessageOut.sent_at).order_by(MessageOut.id)) == states
    assert (erased.contacts, erased.mails_to_them, erased.named_by_others, erased.opportunities) == (1, 2, 1, 1)
    assert await desk.all(select(Correspondent)) == []


async def test_what_others_wrote_stays_but_for_the_words_that_name_them(desk: Desk) -> None:
    await lived(desk)
    await gone(desk, "alex.winter@acme-group.test")
    bo = await desk.one(select(MessageIn).where(col(MessageIn.from_address) == "bo@acme.test"))
    assert (
        bo.text
        == "Talk to [erased], [erased], [erased]. About the price: 5 a day.\nYour mail said: http://offhours.test/o/[erased]"
    )
    assert (bo.raw, bo.kind) == (b"", Kind.REFERRAL)
    kim = await desk.contact("kim@acme.test")
    assert (kim.name, kim.basis) == ("Kim Lee", "named in an answer of [erased]")
    assert (await desk.contact("bo@acme.test")).name == "Bo Berg"


async def test_a_company_keeps_its_name_that_somebody_signed_with(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(Account, 1, name="Acme Group Ltd", name_key=company_key("Acme Group Ltd"))
    await desk.person("bo@acme.test", name="Bo Berg")
    await desk.round(box)
    answered = {"In_Reply_To": (await desk.out()).message_id}
    await desk.receive(box, desk.mail("Acme Group <alex@acme.test>", "Which bikes?", **answered))
    bo = await desk.receive(box, desk.mail("bo@acme.test", "We of Acme Group ask: which?", **answered))
    await gone(desk)
    assert (await desk.get(Account, 1)).name == "Acme Group Ltd"
    assert (await desk.get(MessageIn, bo)).text == "We of Acme Group ask: which?"
    assert await says(desk, "alex@") == []


async def test_the_log_says_who_erased_whom_without_the_address(desk: Desk) -> None:
    await lived(desk)
    await gone(desk, "alex.winter@acme-group.test")
    line = next(line for line in await dump(desk) if line == "activity.what: person.erased")
    rows = await dump(desk)
    at = rows.index(line)
    assert rows[at + 2] == f"activity.by: {BOSS}"
    known = await desk.all(select(Suppression.hash).where(col(Suppression.hash).is_not(None)))
    assert len(set(known)) == 2, "the address and the one before"
    assert any(str(known[0]) in row or str(known[1]) in row for row in rows[at : at + 12])


async def test_it_may_be_said_of_somebody_who_is_not_known_and_twice(desk: Desk) -> None:
    assert (await gone(desk, "alex@acme.test")).contacts == 0
    first = await desk.all(select(Suppression))
    desk.later(days=1)
    await gone(desk, "Alex+again@acme.test")
    (again,) = await desk.all(select(Suppression))
    assert [row.hash for row in first] == [again.hash]
    assert again.erased_at > first[0].erased_at
    assert await says(desk, "alex") == []


async def test_whose_earlier_address_was_erased_before_them(desk: Desk) -> None:
    await desk.round(await desk.one_contact())
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "bo@acme.test"}, desk.clock.now(), "robin")
    await gone(desk, "alex@acme.test")
    assert (await desk.outs())[0].to_address == "[erased]"
    await gone(desk, "bo@acme.test")
    known = {row.hash for row in await desk.all(select(Suppression)) if row.hash}
    async with desk.house.database.begin() as session:
        assert known == {hashes_of(session, one)[0] for one in ("alex@acme.test", "bo@acme.test")}


async def test_nobody_of_ours_is_erased(desk: Desk) -> None:
    box = await desk.mailbox()
    with pytest.raises(Invalid, match="belongs to one of you"):
        await gone(desk, box.address)


# --- they stay erased -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["alex@acme.test", "ALEX+news@acme.test"])
async def test_whoever_brings_them_in_again_is_told(desk: Desk, address: str) -> None:
    await desk.one_contact()
    await gone(desk)
    with pytest.raises(Conflict, match=r"email: this person was erased on 2026-03-03") as refused:
        await desk.person(address)
    assert "alex" not in str(refused.value)
    other = (await desk.person("bo@acme.test", name="Bo Berg")).contact
    with pytest.raises(Conflict, match="erased"):
        async with desk.house.database.begin() as session:
            await edit_contact(session, other.id, {"email": address}, desk.clock.now(), "robin")
    assert await says(desk, "alex") == []


async def test_the_row_that_is_left_is_nobody(desk: Desk) -> None:
    """It is in no list and in no campaign, and nobody writes a person into it again."""
    box = await desk.one_contact()
    await gone(desk)
    row = await desk.get(Contact, 1)
    assert (row.name, row.state, row.state_why) == ("[erased]", ContactState.SUPPRESSED, "erased on 2026-03-03")
    assert (await desk.get(Enrollment, 1)).state is EnrollmentState.STOPPED
    with pytest.raises(Invalid, match="nobody on the list can be mailed"):
        await desk.campaign(box)
    await desk.send_due(box)
    assert desk.wire.mails == []
    with pytest.raises(Conflict, match="was erased"):
        async with desk.house.database.begin() as session:
            await edit_contact(session, 1, {"email": "al@other.test"}, desk.clock.now(), "robin")


async def test_an_opt_out_that_comes_later_keeps_no_address(desk: Desk) -> None:
    """By the link of an old mail, by an answer, as a bounce of a mail that had left."""
    box = await desk.one_contact()
    await desk.round(box)
    out = await desk.out()
    await gone(desk)
    async with desk.house.database.begin() as session:
        assert not await opt_out(session, "alex@acme.test", "opt-out link", "link", desk.clock.now())
    out.to_address = "alex@acme.test"
    await desk.receive(box, desk.dsn(out, "5.1.1", "550 no such user"))
    answer = desk.mail("alex@acme.test", "Unsubscribe me.", In_Reply_To=out.message_id)
    await desk.receive(box, answer, how=as_kind(Kind.UNSUBSCRIBE))
    async with desk.house.database.begin() as session:
        assert not await opt_out(
            session, (await desk.get(Contact, 1)).email, "asked the rep", "robin", desk.clock.now()
        )
    assert [(row.reason, bool(row.hash)) for row in await desk.all(select(Suppression))] == [("erased", True)]
    await gone(desk)
    assert await says(desk, "alex") == []


async def test_whom_somebody_names_again_is_not_noted(desk: Desk) -> None:
    box = await desk.one_contact("bo@acme.test")
    await desk.policies(accept_people=True)
    await desk.round(box)
    await gone(desk)
    alex = Person(Relation.REFERRAL, "Alex Winter", "alex@acme.test", sentence="Ask Alex.")
    how = lambda *_: replace(as_kind(Kind.REFERRAL)(), people=(alex,))  # noqa: E731
    out = await desk.out("bo@acme.test")
    await desk.receive(box, desk.mail("bo@acme.test", "Ask Alex.", In_Reply_To=out.message_id), how=how)
    assert await desk.all(select(FoundPerson)) == []
    assert [row.email for row in await desk.all(select(Contact))] == ["bo@acme.test"]


async def test_who_writes_to_us_anew_is_shown_and_not_written_to_by_itself(desk: Desk) -> None:
    """A new processing, which they have begun; what was erased does not come back with it."""
    box = await desk.one_contact()
    await desk.round(box)
    out = await desk.out()
    await gone(desk)
    desk.later(days=2)
    raw = desk.mail("Alex Winter <alex@acme.test>", "Call me after all.", In_Reply_To=out.message_id)
    in_id = await desk.receive(box, raw, how=as_kind(Kind.INTERESTED))
    row = await desk.get(MessageIn, in_id)
    assert (row.kind, row.text, row.contact_id) == (Kind.INTERESTED, "Call me after all.", 1)
    (task,) = await desk.all(select(ResponseTask))
    assert task.done_at is None
    assert (await desk.get(Contact, 1)).state is ContactState.SUPPRESSED
    assert await desk.all(select(FoundPerson)) == []
    with pytest.raises(Conflict, match="must not be mailed: erased on 2026-03-03"):
        async with desk.house.database.begin() as session:
            await write(session, in_id, Words(key="k" * 20, body="Gladly."), desk.clock.now(), "robin")
    desk.later(days=30)
    await desk.send_due(box)
    assert len(desk.wire.mails) == 1


async def test_what_is_erased_is_neither_corrected_nor_fetched_nor_read_again(desk: Desk) -> None:
    await lived(desk)
    await gone(desk, "alex.winter@acme-group.test")
    async with desk.house.database.begin() as session:
        assert await left(session) == 0
    with pytest.raises(Conflict, match="was erased on 2026-03-0"):
        async with desk.house.database.begin() as session:
            await correct(session, 1, Kind.UNSUBSCRIBE, desk.clock.now(), BOSS)
    with pytest.raises(Conflict, match="was erased"):
        async with desk.house.database.begin() as session:
            await want(session, 1, desk.clock.now(), BOSS)


async def test_a_key_that_was_retired_still_recognises_them(desk: Desk) -> None:
    await gone(desk)
    desk.house.database.recognise(Vault(b"n" * 32, retired=[b"k" * 32]).keys_for(PURPOSE))
    with pytest.raises(Conflict, match="was erased"):
        await desk.person()
    async with desk.house.database.begin() as session:
        assert await unrecognised(session) == 0
    desk.house.database.recognise(Vault(b"n" * 32).keys_for(PURPOSE))
    async with desk.house.database.begin() as session:
        assert await unrecognised(session) == 1


async def test_what_a_colleague_wrote_is_corrected_as_ever(desk: Desk) -> None:
    """Also where something of theirs came after it: that stays what it was."""
    box = await desk.mailbox()
    await desk.policies(contacts_per_account=2, account_gap_minutes=0)
    await desk.person("bo@acme.test", name="Bo Berg")
    await desk.person(name="Alex Winter")
    await desk.campaign(box)
    await desk.send_due(box)
    outs = {out.to_address: out for out in await desk.outs(OutState.SENT)}
    bo = desk.mail("bo@acme.test", "No.", In_Reply_To=outs["bo@acme.test"].message_id)
    in_id = await desk.receive(box, bo, how=as_kind(Kind.NOT_INTERESTED))
    alex = desk.mail("alex@acme.test", "In June.", In_Reply_To=outs["alex@acme.test"].message_id)
    await desk.receive(box, alex, how=as_kind(Kind.NOT_NOW))
    assert (await desk.account("bo@acme.test")).bin is Bin.CHECK_BACK
    await gone(desk)
    async with desk.house.database.begin() as session:
        await correct(session, in_id, Kind.QUESTION, desk.clock.now(), BOSS)
    assert (await desk.get(MessageIn, in_id)).kind is Kind.QUESTION
    assert (await desk.account("bo@acme.test")).bin is Bin.CHECK_BACK
    assert await says(desk, "alex") == []
