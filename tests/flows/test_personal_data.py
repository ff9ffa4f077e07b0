"""Whoever asks what is kept about them gets all of it (GDPR, article 15)."""

from dataclasses import replace

import httpx
from sqlalchemy import select
from sqlmodel import col

from engine.flows.answer import Words, write
from engine.flows.people import edit_contact
from engine.flows.suppress import suppress_address
from engine.rules.correspondence import hashed
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Kind, Relation, Role
from engine.store.tables import Activity, Correspondent
from tests.support.api import Office, office
from tests.support.house import Desk
from tests.support.replies import as_kind

__all__ = ["office"]


async def asked(client: httpx.AsyncClient, address: str) -> dict:
    answer = await client.get("/api/v1/personal-data", params={"address": address})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


async def test_all_that_is_kept_is_told_also_of_addresses_before(desk: Desk, office: Office) -> None:
    """Written to, they answer and name a colleague; then they get another address, and want no more mail."""
    box = await desk.one_contact()
    await desk.round(box)
    mail = desk.mail("alex@acme.test", "Ask Kim.", In_Reply_To=(await desk.out()).message_id)
    kim = Person(Relation.REFERRAL, "Kim Lee", "kim@acme.test", sentence="Ask Kim.")
    await desk.receive(box, mail, how=lambda *_: replace(as_kind(Kind.REFERRAL)(), people=(kim,)))
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), "robin")
        await suppress_address(session, "alex@new.test", "asked by phone", "robin", desk.clock.now())
        session.add(Correspondent(who=hashed("alex@new.test"), mailbox_id=box.id, last_at=desk.clock.now()))
    async with office.browser(Role.ADMIN) as admin:
        told = await asked(admin, "ALEX@new.test")
        assert told["addresses"] == ["alex@acme.test", "alex@new.test"]
        assert (told["contact"]["name"], told["company"]) == ("Alex Sample", "Acme")
        assert told["suppression"]["reason"] == "asked by phone"
        assert [one["name"] for one in told["campaigns"]] == ["campaign 2"]
        first = told["written_to_them"][0]
        assert (first["to_address"], first["state"], bool(first["body"])) == ("alex@acme.test", "sent", True)
        assert [one["from_address"] for one in told["received_from_them"]] == ["alex@acme.test"]
        assert [one["address"] for one in told["correspondence"]] == [box.address]
        assert told["work"]
        assert "contact.readdressed" in [one["what"] for one in told["log"]]
        colleague = await asked(admin, "kim@acme.test")
        assert colleague["contact"] is None
        assert [(one["sentence"], one["from_address"]) for one in colleague["named_by_others"]] == [
            ("Ask Kim.", "alex@acme.test")
        ]
        nobody = await asked(admin, "nobody@acme.test")
        assert not any(nobody[part] for part in nobody if part not in {"address", "addresses", "made_at"})
    exports = await desk.all(select(Activity).where(col(Activity.what) == "person.exported"))
    assert [(one.by, one.contact_id) for one in exports] == [
        ("admin@example.com", 1),
        ("admin@example.com", None),
        ("admin@example.com", None),
    ]


async def test_a_colleague_who_answered_for_them_is_somebody_else(desk: Desk, office: Office) -> None:
    """Kim answers for Alex, and is answered; what Kim wrote about another matter is none of Alex's."""
    box = await desk.one_contact()
    await desk.round(box)
    told = desk.mail("kim@acme.test", "Ask me.", In_Reply_To=(await desk.out()).message_id)
    in_id = await desk.receive(box, told, how=as_kind(Kind.INTERESTED))
    async with desk.house.database.begin() as session:
        await write(session, in_id, Words(key="k" * 20, body="On Tuesday?"), desk.clock.now(), "robin")
    await desk.receive(box, desk.mail("kim@acme.test", "My wages.", subject="Private"))
    async with office.browser(Role.ADMIN) as admin:
        told = await asked(admin, "alex@acme.test")
    assert [one["to_address"] for one in told["written_to_them"]] == ["alex@acme.test", "kim@acme.test"]
    assert told["addresses"] == ["alex@acme.test"]
    assert [one["text"] for one in told["received_from_them"]] == ["Ask me."]


async def test_it_takes_a_manager(office: Office) -> None:
    async with office.browser(Role.REP) as rep:
        refused = await rep.get("/api/v1/personal-data", params={"address": "alex@acme.test"})
        assert (refused.status_code, refused.json()["field"]) == (403, "role")


async def test_an_address_is_told_in_all_its_forms_and_by_what_it_was_before(desk: Desk, office: Office) -> None:
    """Of a contact who has another address now only the mails that went to this one: it may be somebody else's."""
    box = await desk.one_contact("alex+news@acme.test")
    await desk.round(box)
    mail = desk.mail("alex@acme.test", "Who?", In_Reply_To=(await desk.out("alex+news@acme.test")).message_id)
    await desk.receive(box, mail, how=as_kind(Kind.QUESTION))
    async with office.browser(Role.ADMIN) as admin:
        told = await asked(admin, "alex@acme.test")
        assert told["addresses"] == ["alex+news@acme.test", "alex@acme.test"]
        assert told["contact"]["email"] == "alex+news@acme.test"
        assert [one["to_address"] for one in told["written_to_them"]] == ["alex+news@acme.test"]
        assert told["work"]
        async with desk.house.database.begin() as session:
            await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), "robin")
        told = await asked(admin, "alex@acme.test")
        assert told["contact"] is None
        assert [one["to_address"] for one in told["written_to_them"]] == ["alex+news@acme.test"]
        assert [one["text"] for one in told["received_from_them"]] == ["Who?"]


async def test_what_a_rep_typed_to_them_is_told_and_what_was_typed_to_others_is_not(desk: Desk, office: Office) -> None:
    box = await desk.mailbox()
    for to, words in (
        ("Alex <ALEX@acme.test>, kim@acme.test", "As said."),
        ("kim@acme.test", "Is alex@acme.test well?"),
    ):
        await desk.receive(box, desk.mail(box.address, words, to=to), role="sent")
    async with office.browser(Role.ADMIN) as admin:
        told = await asked(admin, "alex@acme.test")
    assert [(one["from_address"], one["text"]) for one in told["typed_to_them"]] == [(box.address, "As said.")]


async def test_what_a_rep_typed_to_a_form_with_a_plus_is_told(desk: Desk, office: Office) -> None:
    box = await desk.mailbox()
    await desk.receive(box, desk.mail(box.address, "As said.", to="alex+fair@acme.test"), role="sent")
    await desk.receive(box, desk.mail(box.address, "Hello.", to="tim@acme.test, alex+fair@other.test"), role="sent")
    async with office.browser(Role.ADMIN) as admin:
        told = await asked(admin, "alex@acme.test")
    assert [one["text"] for one in told["typed_to_them"]] == ["As said."]
