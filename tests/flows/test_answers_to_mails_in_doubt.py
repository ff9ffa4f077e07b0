"""A report or an answer that proves that a mail in doubt had left: what follows from sending, then what it says."""

from sqlalchemy import select
from sqlmodel import col

from engine.flows.correct import correct
from engine.rules.vocabulary import Bin, EnrollmentState, Kind, OutState
from engine.store.tables import Account, Activity, Enrollment, Mailbox, MessageOut
from tests.support.house import Desk
from tests.support.replies import as_kind

FULL = ("4.2.2", "452 4.2.2 Mailbox full")


async def in_doubt(desk: Desk, steps: tuple[int, ...]) -> tuple[Mailbox, MessageOut]:
    """As before the server's answer was heard: nothing of what follows from sending is done."""
    box = await desk.mailbox()
    await desk.person()
    await desk.campaign(box, steps=steps)
    await desk.send_due(box)
    out = await desk.out()
    async with desk.house.database.begin() as session:
        for later in await session.scalars(select(MessageOut).where(col(MessageOut.position) > 1)):
            await session.delete(later)
    active = {"state": EnrollmentState.ACTIVE, "position": 1, "ended_at": None, "state_why": ""}
    await desk.change(Enrollment, (await desk.enrollment()).id, **active)
    await desk.change(Account, (await desk.account()).id, bin=Bin.COLD)
    await desk.change(MessageOut, out.id, state=OutState.UNCERTAIN, sent_at=None)
    return box, await desk.out()


async def test_a_soft_bounce_loses_no_step(desk: Desk) -> None:
    box, out = await in_doubt(desk, (0, 3))
    await desk.receive(box, desk.dsn(out, *FULL))
    assert ((await desk.out()).state, (await desk.enrollment()).position) == (OutState.DUE, 1)
    desk.later(days=2)
    await desk.send_due(box)
    assert {one.position for one in await desk.outs()} == {1, 2}


async def test_a_soft_bounce_of_the_last_mail_keeps_the_enrollment_going(desk: Desk) -> None:
    box, out = await in_doubt(desk, (0,))
    await desk.receive(box, desk.dsn(out, *FULL))
    assert (await desk.enrollment()).state is EnrollmentState.ACTIVE


async def test_what_followed_from_sending_stays_when_the_answer_is_corrected(desk: Desk) -> None:
    box, out = await in_doubt(desk, (0,))
    mail = desk.mail(out.to_address, "Call me.", **{"In-Reply-To": out.message_id or ""})
    in_id = await desk.receive(box, mail, how=as_kind(Kind.INTERESTED))
    async with desk.house.database.begin() as session:
        await correct(session, in_id, Kind.UNRELATED, desk.clock.now(), "person")
    assert (await desk.account()).bin is Bin.WORKING
    assert (await desk.enrollment()).state is EnrollmentState.COMPLETED
    moves = await desk.all(select(Activity).where(col(Activity.what).like("account.bin%")))
    assert len(moves) == 2, "one when it left, one when the answer proved that it had"
