"""A database that was restored or copied writes to nobody twice."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlmodel import col

from engine.errors import Conflict
from engine.flows.answer import Words, write
from engine.flows.marks import mark_of, new_mark
from engine.flows.restored import recognise_database, say_go
from engine.flows.send_now import send_now
from engine.rules.reasons import remedy
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Activity, Contact, Enrollment, Mailbox, MessageIn, MessageOut, Workspace
from tests.support.house import Desk
from tests.support.replies import answer, written_to

UNSENT = {
    "state": OutState.DUE,
    "attempts": 0,
    "copied_attempt": 0,
    "to_address": "",
    "subject": "",
    "body": "",
    **dict.fromkeys(("message_id", "raw", "sending_at", "sent_at", "sent_on", "claimed_by", "send_at")),
}
"""What a mail was in the backup that left after it."""


async def restored(desk: Desk) -> None:
    """The database is not the one that it was sent from before."""
    assert await recognise_database(desk.house)
    await desk.change(Workspace, 1, database={"server": "another"})
    assert not await recognise_database(desk.house)


async def go(desk: Desk, **more: bool) -> None:
    async with desk.house.database.begin() as session:
        await say_go(session, desk.house, desk.clock.now(), "robin", **more)


async def was_read(desk: Desk, box: Mailbox) -> None:
    await desk.change(Mailbox, box.id, read_at=desk.later(minutes=1))


async def test_the_first_run_an_upgrade_and_a_restart_are_no_restore(desk: Desk) -> None:
    assert (await desk.get(Workspace, 1)).database == {}, "a database that is to be copied knows nothing of itself"
    box = await desk.one_contact()
    for _ in range(3):
        assert await recognise_database(desk.house)
    known = (await desk.get(Workspace, 1)).database
    assert set(known) == {"server", "timeline", "database", "tables"}
    await desk.change(Workspace, 1, database={"server": known["server"]})  # written by a version that asked for less
    assert await recognise_database(desk.house)
    assert (await desk.get(Workspace, 1)).database == known
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_nothing_leaves_before_somebody_says_go_and_everything_says_why(desk: Desk) -> None:
    box = await desk.one_contact()
    await restored(desk)
    since = desk.clock.now()
    await desk.send_due(box)
    assert desk.wire.recipients == []
    line = await desk.line()
    assert (line.reason, line.since, line.until) == (HeldReason.RESTORED, since, None)
    assert "another database server" in line.detail
    assert line.remedy == remedy("restored")
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="restored or copied"):
            await send_now(session, desk.house, 1, desk.clock.now(), "robin")
    with pytest.raises(Conflict, match=f"not read since are {box.address}"):
        await go(desk)
    await was_read(desk, box)
    await go(desk)
    assert await recognise_database(desk.house)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    what = await desk.all(select(col(Activity.what)).where(col(Activity.what).like("workspace.%")))
    assert what == ["workspace.restored", "workspace.goes_on"]
    with pytest.raises(Conflict, match="is not held"):
        await go(desk)


async def test_go_may_be_said_although_a_mailbox_cannot_be_read(desk: Desk) -> None:
    box = await desk.one_contact()
    await restored(desk)
    await go(desk, anyway=True)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_what_was_claimed_and_answers_wait_as_well(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "What does it cost?")
    await desk.person("bo@other.test")
    await desk.campaign(box)
    claims = []
    while not claims:
        claims = await desk.dispatch(box)
        desk.later(minutes=1)
    async with desk.house.database.begin() as session:
        await write(session, row.id, Words("key", "It costs nothing."), desk.clock.now(), "robin")
    before = list(desk.wire.recipients)
    await restored(desk)
    for claim in claims:
        await desk.send(claim)
    await desk.answers_leave(box)
    assert desk.wire.recipients == before
    held = await desk.outs(OutState.HELD)
    assert {out.held_reason for out in held} == {HeldReason.RESTORED}
    assert {out.answer_to for out in held} == {None, row.id}
    await was_read(desk, box)
    await go(desk)
    await desk.answers_leave(box)
    await desk.send_due(box)
    assert sorted(desk.wire.recipients) == sorted([*before, "alex@acme.test", "bo@other.test"])


async def test_tables_that_were_put_back_under_a_running_sender_are_seen_before_anything_is_said(desk: Desk) -> None:
    """It looks which database it is in now and then; a dump may be put back in between."""
    box = await written_to(desk)
    row = await answer(desk, box, "What does it cost?")
    await desk.person("bo@other.test")
    await desk.campaign(box)
    assert await recognise_database(desk.house)
    claims = []
    while not claims:
        claims = await desk.dispatch(box)
        desk.later(minutes=1)
    async with desk.house.database.begin() as session:
        await write(session, row.id, Words("key", "It costs nothing."), desk.clock.now(), "robin")
    known = (await desk.get(Workspace, 1)).database
    await desk.change(Workspace, 1, database=known | {"tables": "1"})
    before = list(desk.wire.recipients)
    for claim in claims:
        await desk.send(claim)
    await desk.answers_leave(box)
    assert {out.held_reason for out in await desk.outs(OutState.HELD)} == {HeldReason.RESTORED}
    assert await desk.dispatch(box) == []
    assert desk.wire.recipients == before


async def sent_and_restored(desk: Desk, steps: tuple[int, ...] = (0, 3)) -> tuple[Mailbox, list[bytes]]:
    """All steps were sent; then a backup of the first day was put back. The copies that Sent has of them."""
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=steps)
    for _ in steps:
        await desk.send_due(box)
        desk.later(days=7)
    raws = [raw for _, _, raw in desk.wire.mails]
    assert len(raws) == len(steps)
    async with desk.house.database.begin() as session:
        await session.execute(delete(MessageOut).where(col(MessageOut.id) > 1))
    await desk.change(MessageOut, 1, **UNSENT)
    await desk.change(Enrollment, 1, state="active", position=1, ended_at=None, state_why="")
    await restored(desk)
    return box, raws


async def test_what_left_since_the_backup_is_known_from_sent(desk: Desk) -> None:
    """Also follow-ups, whose rows were made after it and get other numbers."""
    box, raws = await sent_and_restored(desk, (0, 3, 3))
    assert [(out.id, out.state) for out in await desk.outs()] == [(1, OutState.DUE)]
    last = None
    for position, raw in enumerate(raws, start=1):
        await desk.receive(box, raw, role="sent")
        out = await desk.out(position=position)
        assert (out.state, out.settled_by, out.attempts, out.copied_attempt) == (OutState.SENT, "sent_folder", 1, 1)
        assert (out.to_address, bytes(out.raw)) == ("alex@acme.test", raw)
        assert f"Message-ID: {out.message_id}\r\n".encode() in raw
        assert last is None or out.sent_at > last
        last = out.sent_at
    assert (await desk.enrollment()).state == "completed"
    copies = await desk.all(select(MessageIn).where(col(MessageIn.role) == "sent"))
    assert [copy.out_id for copy in copies] == [(await desk.out(position=number)).id for number in (1, 2, 3)]
    await was_read(desk, box)
    await go(desk)
    desk.later(days=30)
    await desk.send_due(box)
    assert len(desk.wire.mails) == 3


async def test_a_follow_up_that_was_sent_twice_is_one_step(desk: Desk) -> None:
    """It bounced softly and went again: its second copy is not the next step's."""
    box, raws = await sent_and_restored(desk, (0, 3))
    first, second = raws
    again = second.replace(mark_of(MessageOut(raw=second)).text.encode(), new_mark(2, 2).encode())
    await desk.receive(box, first, role="sent")
    await desk.receive(box, again.replace(b"<2.2.", b"<77.2."), role="sent")
    assert [out.state for out in await desk.outs()] == [OutState.SENT] * 2
    await desk.change(Enrollment, 1, state="active")
    async with desk.house.database.begin() as session:
        waiting = MessageOut(
            enrollment_id=1,
            position=3,
            contact_id=1,
            mailbox_id=box.id,
            due_at=desk.clock.now(),
            look_at=desk.clock.now(),
        )
        session.add(waiting)
    await desk.receive(box, second.replace(b"<2.1.", b"<77.1."), role="sent")
    assert (await desk.out(position=3)).state is OutState.DUE


@pytest.mark.parametrize("why", ["not restored", "somebody else", "another mailbox", "the try is known"])
async def test_a_copy_proves_only_what_it_is_the_copy_of(desk: Desk, why: str) -> None:
    box, (raw, _) = await sent_and_restored(desk)
    if why == "not restored":
        await go(desk, anyway=True)
    elif why == "somebody else":
        await desk.change(Contact, 1, email="bo@acme.test")
    elif why == "another mailbox":
        box = await desk.mailbox(address="kim@example.com")
    else:  # it bounced softly before the backup, and waits for its second try
        await desk.change(MessageOut, 1, attempts=1)
    await desk.receive(box, raw, role="sent")
    assert (await desk.get(MessageOut, 1)).state is OutState.DUE


async def test_an_answer_that_left_since_the_backup_is_known_too(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "What does it cost?")
    async with desk.house.database.begin() as session:
        await write(session, row.id, Words("key", "It costs nothing."), desk.clock.now(), "robin")
    await desk.answers_leave(box)
    out = (await desk.outs())[-1]
    raw = bytes(out.raw)
    await desk.change(MessageOut, out.id, **(UNSENT | {"to_address": out.to_address, "subject": out.subject}))
    await restored(desk)
    await desk.receive(box, raw, role="sent")
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT


async def test_what_the_dead_had_in_hand_when_the_backup_was_made_is_settled_by_a_later_try(desk: Desk) -> None:
    box, (raw, _) = await sent_and_restored(desk)
    at = desk.clock.now() - timedelta(days=9)
    await desk.change(
        MessageOut, 1, state=OutState.UNCERTAIN, attempts=1, sending_at=at, raw=b"X-Offhours-Mail: <1.1>\r\n"
    )
    second = raw.replace(mark_of(MessageOut(raw=raw)).text.encode(), new_mark(1, 2).encode())
    await desk.receive(box, second, role="sent")
    out = await desk.get(MessageOut, 1)
    assert (out.state, out.attempts) == (OutState.SENT, 2)
