"""What is known of a mail that may or may not have been sent, before and after somebody looked."""

from datetime import timedelta

import pytest
from sqlmodel import col

from engine.flows.evidence import LATELY, Evidence, evidence, settled_lately, uncertain
from engine.flows.settle import NO_FOLDER, NOT_PROVEN, NOT_TWICE, settle, settle_by_hand
from engine.rules.doubt import NO_ANSWER
from engine.rules.vocabulary import EnrollmentState, OutState
from engine.store.tables import Enrollment, Mailbox, MessageOut
from tests.support.house import UNKNOWN, Desk
from tests.support.servers import free_port, pymap_server


async def known(desk: Desk) -> Evidence:
    async with desk.house.database.begin() as session:
        (found,) = await evidence(session, [col(MessageOut.attempts) > 0], desk.clock.now())
    return found


async def in_doubt(desk: Desk, **box: object) -> Mailbox:
    """A mail was handed over, and no answer came."""
    mailbox = await desk.one_contact(**box)
    desk.wire.answers.append(UNKNOWN)
    await desk.send_due(mailbox)
    assert (await desk.outs())[0].state is OutState.UNCERTAIN
    return mailbox


async def test_at_first_the_hand_over_and_how_it_ended_are_known(desk: Desk) -> None:
    mailbox = await in_doubt(desk)
    found = await known(desk)
    assert (found.uncertain, found.since, found.ended) == (True, found.mail.sending_at, UNKNOWN.text)
    assert (found.doubt.answer, found.doubt.days, found.doubt.ended) == (NO_ANSWER, 3, None)
    assert (found.looked_at, found.looked, found.folders, found.settled) == (None, "", [], None)
    assert found.looks_at == (found.since or desk.clock.now()) + timedelta(seconds=mailbox.grace_seconds)
    assert (found.contact.email, found.mailbox.id, found.line.reason) == ("alex@acme.test", mailbox.id, "uncertain")


async def test_a_mailbox_that_cannot_be_asked_is_said_with_when_it_is_asked_again(desk: Desk) -> None:
    await in_doubt(desk, imap=free_port())
    now = desk.later(minutes=11)
    await settle(desk.house)
    found = await known(desk)
    assert found.looked.startswith("cannot look it up in Sent yet")
    assert (found.looked_at, found.folders, found.looks_at) == (now, [], now + timedelta(minutes=15))


@pytest.mark.parametrize(("folder", "words"), [("Sent", NOT_PROVEN), ("", NO_FOLDER)])
async def test_what_sent_showed_is_said_with_where_and_when_it_was_looked_up(
    desk: Desk, folder: str, words: str
) -> None:
    async with pymap_server() as imap:
        if folder:
            await imap.add_folder(folder)
        await in_doubt(desk, imap=imap.port)
        now = desk.later(minutes=11)
        await settle(desk.house)
    found = await known(desk)
    assert (found.looked, found.looked_at, found.folders) == (words, now, [folder] if folder else [])
    assert found.looks_at is None, "a person decides"
    assert [event.what for event in found.history] == ["mail.uncertain", "mail.looked_up"]


async def test_the_second_doubt_of_a_mail_is_told_from_the_first(desk: Desk) -> None:
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        mailbox = await in_doubt(desk, imap=imap.port, files_sent=True)
        assert "sent once more by itself" in (await known(desk)).doubt.proof
        desk.later(minutes=11)
        await settle(desk.house)
        waiting = await known(desk)
        assert (waiting.uncertain, waiting.looks_at, waiting.looked_at) == (False, None, None)
        assert waiting.settled and waiting.settled.why == "not_in_sent"  # noqa: PT018
        desk.wire.answers.append(UNKNOWN)
        await desk.send_due(mailbox)
        again = await known(desk)
        assert (again.since, again.looked_at, again.mail.attempts) == (again.mail.sending_at, None, 2)
        assert "not a second time" in again.doubt.proof
        desk.later(minutes=11)
        await settle(desk.house)
    found = await known(desk)
    assert (found.looked, found.folders) == (NOT_TWICE, ["Sent"])


async def test_nothing_is_looked_up_in_a_mailbox_that_was_removed(desk: Desk) -> None:
    mailbox = await in_doubt(desk)
    await desk.change(Mailbox, mailbox.id, deleted_at=desk.clock.now())
    found = await known(desk)
    assert found.looks_at is None
    assert "was removed" in found.doubt.proof


async def test_a_sequence_that_has_ended_is_said(desk: Desk) -> None:
    await in_doubt(desk)
    out = (await desk.outs())[0]
    await desk.change(Enrollment, out.enrollment_id, state=EnrollmentState.STOPPED)
    assert (await known(desk)).doubt.ended == "stopped"
    await desk.change(Enrollment, out.enrollment_id, state_why="they asked for it")
    assert (await known(desk)).doubt.ended == "they asked for it"


async def test_what_became_of_it_is_shown_for_a_week_to_whose_it_is(desk: Desk) -> None:
    mailbox = await in_doubt(desk)
    out = (await desk.outs())[0]

    async def listed(owner: int | None) -> tuple[int, int]:
        async with desk.house.database.begin() as session:
            doubtful = await evidence(session, uncertain(owner), desk.clock.now())
            return len(doubtful), len(await settled_lately(session, owner, desk.clock.now()))

    assert [await listed(owner) for owner in (None, mailbox.user_id, 99)] == [(1, 0), (1, 0), (0, 0)]
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, out.id, was_sent=True, by="robin", house=desk.house)
    assert [await listed(owner) for owner in (None, mailbox.user_id, 99)] == [(0, 1), (0, 1), (0, 0)]
    found = await known(desk)
    assert found.settled and (found.settled.by, found.settled.why) == ("robin", "was sent")  # noqa: PT018
    assert (found.mail.state, found.line.reason) == (OutState.SENT, OutState.DUE)
    desk.clock.at += LATELY + timedelta(days=1)
    assert await listed(None) == (0, 0)


async def test_what_the_server_said_of_an_earlier_try_is_not_taken_for_this_one(desk: Desk) -> None:
    """A worker died in the second try."""
    await in_doubt(desk)
    out = (await desk.outs())[0]
    given = {
        "state": OutState.SENDING,
        "claimed_by": 999_999,
        "server_code": 451,
        "server_text": "later",
        "attempts": 2,
    }
    await desk.change(MessageOut, out.id, **given)
    desk.later(minutes=11)
    await settle(desk.house)
    found = await known(desk)
    assert (found.doubt.answer, found.ended) == (NO_ANSWER, "the worker died while handing it over")
