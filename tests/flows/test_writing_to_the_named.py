"""A first mail to somebody whom an answer named: written by hand, kept to law and method, and the work is done."""

import email
from dataclasses import replace
from email import policy

import pytest

from engine.edge.smtp import Outcome
from engine.errors import Conflict, Invalid
from engine.flows.send import NOT_MADE
from engine.rules.vocabulary import Bin, EnrollmentState, HeldReason, OutState
from engine.store.tables import Account, MessageIn, MessageOut
from tests.support.house import SENT, Desk
from tests.support.replies import REFERRED, referred, say, task_of


class Jammed:
    """A vault whose keys cannot be had."""

    def sign_key(self, purpose: str) -> bytes:
        raise RuntimeError("no key")

    def keys_for(self, purpose: str) -> tuple[bytes, ...]:
        return ()


async def test_one_that_cannot_be_made_says_so_and_is_sent_when_that_is_mended(desk: Desk) -> None:
    box, row, kim = await referred(desk)
    out = await say(desk, row, to_contact_id=kim.id, subject="Alex named you", body="Hi Kim,\n\nAlex sent me.")
    in_order, desk.house = desk.house, replace(desk.house, vault=Jammed())
    assert await desk.answers_leave(box) == [None]
    held = await desk.get(MessageOut, out.id)
    assert (held.state, held.held_reason) == (OutState.HELD, HeldReason.LINT)
    assert held.held_detail == f"{NOT_MADE} (RuntimeError: no key)"
    desk.house = in_order
    desk.later(hours=1)
    assert await desk.answers_leave(box) == [Outcome.SENT]


async def test_somebody_named_is_written_to_directly_with_the_referrer_in_copy(desk: Desk) -> None:
    box, row, kim = await referred(desk)
    words = {"to_contact_id": kim.id, "subject": "Alex named you", "body": "Hi Kim,\n\nAlex sent me."}
    out = await say(desk, row, copy_referrer=True, **words)
    assert await desk.answers_leave(box) == [SENT.outcome]
    assert desk.wire.recipients == ["kim.lee@acme.test", "alex@acme.test"]
    mail = email.message_from_bytes(desk.wire.mails[0][2], policy=policy.default)
    assert (mail["To"], mail["Cc"], mail["In-Reply-To"]) == ("Kim Lee <kim.lee@acme.test>", "alex@acme.test", None)
    assert "List-Unsubscribe" in mail
    assert "1 Sample Street" in mail.get_content()
    assert REFERRED not in mail.get_content()
    assert (await task_of(desk, row)).done_at is not None
    reply = desk.mail("Kim Lee <kim.lee@acme.test>", "Yes, happy to talk.", In_Reply_To=out.message_id or "")
    back = await desk.get(MessageIn, await desk.receive(box, reply))
    assert (back.contact_id, back.enrollment_id) == (kim.id, None)


async def test_thanking_the_referrer_does_not_end_the_writing_to_the_person_named(desk: Desk) -> None:
    box, row, kim = await referred(desk)
    await say(desk, row)
    await desk.answers_leave(box)
    assert (await task_of(desk, row)).done_at is None
    await say(desk, row, key="key-2", to_contact_id=kim.id, subject="Alex named you")
    await desk.answers_leave(box)
    assert (await task_of(desk, row)).done_at is not None


@pytest.mark.parametrize(
    ("change", "given", "says"),
    [
        ({}, {"subject": "Re: our talk"}, "pretends"),
        ({}, {"subject": " "}, "subject: is missing"),
        ({"bin": Bin.CURRENT_CLIENT}, {}, "current_client"),
        ({"red_flag": "in court with us"}, {}, "in court"),
    ],
)
async def test_a_first_mail_to_somebody_named_keeps_to_law_and_method(
    desk: Desk, change: dict, given: dict, says: str
) -> None:
    _, row, kim = await referred(desk)
    await desk.change(Account, kim.account_id, **change)
    with pytest.raises((Conflict, Invalid), match=says):
        await say(desk, row, **({"to_contact_id": kim.id, "subject": "Alex named you"} | given))


async def test_a_campaign_stops_for_whoever_is_written_to_directly(desk: Desk) -> None:
    box, row, kim = await referred(desk)
    await desk.campaign(box)
    assert (await desk.enrollment("kim.lee@acme.test")).state is EnrollmentState.ACTIVE
    await say(desk, row, to_contact_id=kim.id, subject="Alex named you")
    ended = await desk.enrollment("kim.lee@acme.test")
    assert ended.state is EnrollmentState.STOPPED
    assert "named by alex@acme.test" in ended.state_why
