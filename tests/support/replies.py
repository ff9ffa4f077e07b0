"""Answers to the mail that Alex has got, and readers whose word is given."""

from typing import Any

from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind
from engine.store.tables import Mailbox, MessageIn
from tests.support.house import Desk

ALEX = "Alex Sample <alex@acme.test>"


async def written_to(desk: Desk, *others: str) -> Mailbox:
    """Alex has got the first of two mails; others of the account wait."""
    box = await desk.mailbox()
    await desk.person(level=5)
    for email in others:
        await desk.person(email, name="Other Person")
    await desk.campaign(box)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    return box


async def answer(
    desk: Desk,
    box: Mailbox,
    text: str,
    sender: str = "Alex Sample <alex@acme.test>",
    *,
    how: Any = None,
    **headers: str,
) -> MessageIn:
    out = await desk.out()
    raw = desk.mail(sender, text, **({"In-Reply-To": out.message_id, "Subject": f"Re: {out.subject}"} | headers))
    return await desk.get(MessageIn, await desk.receive(box, raw, how=how))


def as_kind(kind: Kind):
    """The reader's word is given: what follows from it is tried."""

    def classify(*_: Any) -> Verdict:
        return Verdict(kind=kind, confidence=1.0, rule="test", because="it says so")

    return classify
