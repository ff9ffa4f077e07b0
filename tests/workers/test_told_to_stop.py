"""A sender that is told to stop while its database is away or says nothing ends, and what it knows is told."""

import asyncio
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery
from engine.flows import kept
from engine.flows.house import House
from engine.flows.kept import written_or_kept
from engine.flows.patiently import LEAVING, Ending, patiently
from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.settle import leave, settle
from engine.flows.write_kept import write_kept
from engine.rules.vocabulary import OutState
from engine.store.database import Database, plain_url
from engine.store.tables import Activity, MessageOut
from tests.support.cut import way_to
from tests.support.house import NO_SUCH_USER, SENT, WORKER, Desk
from tests.support.replies import interested, say
from tests.support.sending import Meanwhile
from tests.support.servers import smtp_sink
from tests.support.working import alive, campaign_of, until
from workers.identity import Space, identity
from workers.sender import run_sender


async def refused() -> None:
    raise psycopg.OperationalError("connection refused")


async def mute() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("database", [refused, mute])
async def test_whoever_is_told_to_stop_waits_a_moment_for_the_database(
    database, caplog: pytest.LogCaptureFixture
) -> None:
    ending, loop = Ending(), asyncio.get_running_loop()
    waiting = asyncio.create_task(patiently(database, kept="mail 1: sent", ending=ending))
    assert not (await asyncio.wait([waiting], timeout=0.3))[0]
    ending.begin()
    told = loop.time()
    with pytest.raises(psycopg.OperationalError):
        await waiting
    assert LEAVING - 1 < loop.time() - told < LEAVING + 5
    assert "not written down: mail 1: sent" in caplog.text


async def test_what_the_database_takes_in_the_last_moment_is_written() -> None:
    ending, tries = Ending(), iter([refused, refused])

    async def work() -> str:
        for one in tries:
            await one()
        return "written"

    ending.begin()
    assert await patiently(work, ending=ending) == "written"


async def test_a_sender_ends_although_its_database_says_nothing_and_the_next_one_writes_what_it_knew(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What the mail's server said is in the log, and in a file; for the database the mail is being handed over."""
    desk.house = at_home(desk, tmp_path)
    async with smtp_sink() as sink, way_to(plain_url(desk.house.database.url)) as way, alive(desk, speed=600) as house:
        sink.on_mail = way.speaks.clear
        await campaign_of(desk, 3, sink.port)
        stop, far = asyncio.Event(), replace(house, database=Database(way.url))
        sender = asyncio.create_task(run_sender(far, stop))
        await sink.wait_for(1)
        stop.set()
        async with asyncio.timeout(30):
            await sender
        way.speaks.set()
        await far.database.close()
    (out,) = await desk.outs(OutState.SENDING)
    assert len(sink.mails) == 1
    assert f"not written down: what became of mail {out.id}: sent, 250" in caplog.text
    await settle_later(desk)
    sent = await desk.get(MessageOut, out.id)
    assert (sent.state, sent.server_code, sent.sent_at) == (OutState.SENT, 250, out.sending_at)
    assert list((tmp_path / "unwritten").iterdir()) == []
    assert not await doubted(desk), "a look after any grace takes the file for true, not the mail for lost"


async def settle_later(desk: Desk) -> None:
    """As any sender does, when any grace is over."""
    desk.later(hours=1)
    await settle(desk.house)


async def doubted(desk: Desk) -> list[str]:
    async with desk.house.database.begin() as session:
        return list(await session.scalars(select(col(Activity.why)).where(col(Activity.what) == "mail.uncertain")))


async def test_what_a_sender_that_lost_its_number_still_keeps_is_written_down_by_whoever_takes_it_for_dead(
    desk: Desk, tmp_path: Path
) -> None:
    """It lives, and its database is back for others only. Its own word comes later and changes nothing."""
    desk.house = at_home(desk, tmp_path)
    out, back = await being_handed_over(desk, worker=7), asyncio.Event()

    async def work() -> None:
        if not back.is_set():
            await refused()

    said = replace(SENT, said_at=out.sending_at)
    writing = asyncio.create_task(written_or_kept(work, desk.house, out.id, 7, said, Ending()))

    async def is_kept() -> bool:
        return bool(kept.files(desk.house))

    await until(is_kept)
    await settle_later(desk)
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT
    assert not await doubted(desk)
    back.set()
    await writing
    assert list((tmp_path / "unwritten").iterdir()) == []


async def test_what_a_sender_that_lives_keeps_is_its_own(desk: Desk, tmp_path: Path) -> None:
    desk.house = at_home(desk, tmp_path)
    async with identity(desk.house.database, Space.SENDER) as worker:
        out, ending = await being_handed_over(desk, worker=worker.number), Ending()
        ending.begin()
        said = replace(SENT, said_at=out.sending_at)
        with pytest.raises(psycopg.OperationalError):
            await written_or_kept(refused, desk.house, out.id, worker.number, said, ending)
        await settle_later(desk)
        assert (await desk.get(MessageOut, out.id)).state is OutState.SENDING
        assert list(kept.files(desk.house).values()) == [worker.number]


async def being_handed_over(desk: Desk, worker: int) -> MessageOut:
    await desk.one_contact()
    now = desk.clock.now()
    given = {"claimed_by": worker, "sending_at": now, "sent_on": now.date(), "attempts": 1, "message_id": "<1>"}
    await desk.change(MessageOut, 1, state=OutState.SENDING, **given)
    return await desk.get(MessageOut, 1)


def at_home(desk: Desk, folder: Path) -> House:
    return replace(desk.house, settings=desk.house.settings.model_copy(update={"data_dir": folder}))


@pytest.mark.parametrize(
    ("changed", "state"),
    [({"claimed_by": 2}, OutState.SENDING), ({"state": OutState.FAILED}, OutState.FAILED)],
    ids=["tried again", "settled"],
)
async def test_what_is_over_meanwhile_is_not_written_down(
    desk: Desk, tmp_path: Path, changed: dict, state: OutState
) -> None:
    out = await being_handed_over(desk, worker=1)
    house, ending = at_home(desk, tmp_path), Ending()
    ending.begin()
    with pytest.raises(psycopg.OperationalError):
        await written_or_kept(refused, house, 1, 1, replace(SENT, said_at=out.sending_at), ending)
    await desk.change(MessageOut, 1, **changed)
    await write_kept(house, [1])
    assert (await desk.get(MessageOut, 1)).state is state
    assert list((tmp_path / "unwritten").iterdir()) == []


async def test_a_file_that_nobody_can_read_keeps_no_sender_from_settling_and_is_told_once(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "unwritten" / "1.1.json"
    file.parent.mkdir()
    file.write_text('{"out_id": 1}')
    house = at_home(desk, tmp_path)
    await settle(house)
    await settle(house)
    assert caplog.text.count(f"{file} cannot be written down") == 1
    file.with_suffix(".unread").rename(file)
    file.with_suffix(".unread").mkdir()  # nor can it be renamed
    await settle(house)


@pytest.mark.parametrize("answer", [NO_SUCH_USER, SENT])
async def test_an_answer_that_a_person_wrote_is_written_down_like_any_mail(
    desk: Desk, tmp_path: Path, answer: Delivery
) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    house = at_home(desk, tmp_path)
    await claim_answers(house, [box.id], WORKER)
    async with way_to(plain_url(house.database.url)) as way:
        far, ending = replace(house, database=Database(way.url)), Ending()

        async def goes() -> None:
            way.speaks.clear()
            ending.begin()

        with pytest.raises(psycopg.OperationalError):
            await send_answer(far, out.id, WORKER, Meanwhile(goes, answer), ending)
        way.speaks.set()
        await far.database.close()
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENDING
    desk.house = house
    await settle_later(desk)
    assert (await desk.get(MessageOut, out.id)).state is (OutState.SENT if answer is SENT else OutState.FAILED)


async def test_what_a_sender_that_lives_could_not_write_is_written_before_it_lets_go_of_the_mail(
    desk: Desk, tmp_path: Path
) -> None:
    """The database took nothing for longer than anybody waits, its disk was full, and takes it now."""
    desk.house = at_home(desk, tmp_path)
    async with identity(desk.house.database, Space.SENDER) as worker:
        out, ending = await being_handed_over(desk, worker=worker.number), Ending()
        ending.begin()
        said = replace(SENT, said_at=out.sending_at)
        with pytest.raises(psycopg.OperationalError):
            await written_or_kept(refused, desk.house, out.id, worker.number, said, ending)
        await leave(desk.house, worker.number)
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT
    assert not await doubted(desk)
    assert not kept.files(desk.house)


async def test_a_file_whose_name_is_of_no_worker_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "unwritten" / f"1.{2**31}.json"
    file.parent.mkdir()
    file.write_text("{}")
    await settle(at_home(desk, tmp_path))


async def test_what_no_disk_took_at_first_is_kept_when_its_sender_has_to_end(desk: Desk, tmp_path: Path) -> None:
    desk.house = at_home(desk, tmp_path)
    folder = tmp_path / "unwritten"
    folder.write_text("in the way, as a full disk is")
    out, ending, tries = await being_handed_over(desk, worker=7), Ending(), iter([False, True])

    async def work() -> None:
        if next(tries, False):
            folder.unlink()  # there is room again
            ending.begin()
        await refused()

    with pytest.raises(psycopg.OperationalError):
        await written_or_kept(work, desk.house, out.id, 7, replace(SENT, said_at=out.sending_at), ending)
    await settle_later(desk)
    assert (await desk.get(MessageOut, out.id)).state is OutState.SENT
