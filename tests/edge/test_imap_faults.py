"""An IMAP server that breaks at every command: an error at once or in time, never a wait without end."""

import asyncio
import base64
import contextlib
import time
from datetime import UTC, datetime, timedelta

import pytest

from engine.edge import imap
from engine.edge.imap import ImapLine
from engine.errors import Conflict, LoginRefused, NotFound, ProtocolTrouble, Unreachable, WireError
from tests.support.scripted import Act, ScriptedImap

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
MAILS = {uid: b"Message-ID: <%d@example.com>\r\n\r\nbody\r\n" % uid for uid in (3, 5, 9)}

BROKEN = {
    "close": Act.CLOSE,
    "abort": Act.ABORT,
    "stall": Act.STALL,
    "bye": "* BYE going down",
    "bad": "{tag} BAD what",
    "nonsense": b"~~~\r\n" * 3,
    "huge": b"* 1 FETCH (BODY[] {999999999}\r\n",
    "recursion": b"* 1 FETCH (FLAGS ())\r\n" * 5_000 + b"{tag} NO really not [SERVERBUG]\r\n",
    "another tag": "X999 OK done",
}
USES = {
    "LIST": lambda line: line.folders(),
    "EXAMINE": lambda line: line.examine("INBOX"),
    "UID SEARCH": lambda line: line.fetch_after(0),
    "UID FETCH": lambda line: line.fetch_after(0),
    "APPEND": lambda line: line.append_sent("Sent", b"x", WHEN),
    "IDLE": lambda line: line.wait_for_change(timedelta(seconds=5)),
    "NOOP": lambda line: line.wait_for_change(timedelta(seconds=5)),
}


async def opened(server: ScriptedImap, **more) -> ImapLine:
    line = ImapLine(server.login(), **{"timeout": 0.5, **more})
    await line.open()
    return line


@pytest.mark.parametrize("moment", ["greeting", "CAPABILITY", "AUTHENTICATE"])
@pytest.mark.parametrize("how", [how for how in BROKEN if how not in ("recursion", "bad")])
async def test_opening_ends_in_an_error(moment, how):
    start = time.monotonic()
    async with ScriptedImap({moment: BROKEN[how]}) as server:
        with pytest.raises(WireError) as trouble:
            await opened(server)
        assert not isinstance(trouble.value, LoginRefused)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("moment", list(USES))
@pytest.mark.parametrize("how", list(BROKEN))
async def test_every_use_ends_in_an_error_and_the_line_can_be_opened_again(moment, how):
    script = {moment: BROKEN[how]}
    async with ScriptedImap(script, mails=MAILS) as server:
        if moment == "NOOP":
            server.capability = "IMAP4rev1 AUTH=PLAIN"
        line = await opened(server, poll=0.01)
        if moment != "EXAMINE":
            await line.examine("INBOX")
        start = time.monotonic()
        if (how, moment) != ("bad", "IDLE"):  # then it looks from time to time instead
            with pytest.raises((WireError, NotFound, Conflict)):
                await USES[moment](line)
        assert time.monotonic() - start < 3
        script.clear()
        await line.open()
        await line.examine("INBOX")
        assert [mail.uid for mail in await line.fetch_after(0)] == [3, 5, 9]
        await line.close()


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("LIST", "* LIST ) INBOX"),
        ("LIST", "* LIST"),
        ("UID FETCH", "* 1 FETCH ((((UID 3"),
        ("UID FETCH", "* 1 FETCH )"),
    ],
)
async def test_an_answer_that_cannot_be_read_ends_the_connection(moment, answer):
    async with ScriptedImap({moment: answer + "\r\n{tag} OK"}, mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        with pytest.raises(ProtocolTrouble):
            await USES[moment](line)
        with pytest.raises(Unreachable):
            await line.folders()


@pytest.mark.parametrize("moment", ["idling", "DONE"])
@pytest.mark.parametrize("how", ["close", "abort", "bye", "huge", "another tag"])
async def test_a_connection_lost_while_waiting_wakes_the_waiter(moment, how):
    async with ScriptedImap(
        {moment: BROKEN[how], "idling": "* 4 EXISTS"} | {moment: BROKEN[how]}, mails=MAILS
    ) as server:
        line = await opened(server)
        await line.examine("INBOX")
        start = time.monotonic()
        with pytest.raises(WireError):
            await line.wait_for_change(timedelta(minutes=5))
        assert time.monotonic() - start < 2


async def test_a_waiter_stopped_from_outside_leaves_nothing_behind():
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        waiting = asyncio.create_task(line.wait_for_change(timedelta(minutes=5)))
        await asyncio.wait({waiting}, timeout=0.1)
        await line.close()
        with pytest.raises(Unreachable):
            await waiting
        await line.open()
        await line.examine("INBOX")
        waiting = asyncio.create_task(line.wait_for_change(timedelta(minutes=5)))
        await asyncio.wait({waiting}, timeout=0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        with pytest.raises(Unreachable):
            await line.folders()


async def test_idle_is_renewed_and_silence_is_no_news(monkeypatch):
    monkeypatch.setattr(imap, "LONGEST_IDLE", 0.1)
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        assert await line.wait_for_change(timedelta(seconds=0.35)) is False
        assert server.said["IDLE"] >= 3
        await line.close()


async def test_only_new_mail_is_news():
    chatter = "* OK still here\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 1 EXPUNGE"
    async with ScriptedImap({"idling": chatter}, {"idling": "* 4 EXISTS"}, mails=MAILS) as server:
        for expected in (False, True):
            line = await opened(server)
            await line.examine("INBOX")
            assert await line.wait_for_change(timedelta(seconds=0.3)) is expected
            await line.close()


async def test_without_idle_it_asks_now_and_then():
    async with ScriptedImap({"NOOP": b"* 4 EXISTS\r\n{tag} OK\r\n"}, mails=MAILS) as server:
        server.capability = "IMAP4rev1 AUTH=PLAIN"
        line = await opened(server, poll=0.05)
        await line.examine("INBOX")
        assert await line.wait_for_change(timedelta(seconds=5)) is True
        await line.close()


async def test_a_folder_that_is_not_there_is_not_found_and_the_line_goes_on():
    async with ScriptedImap({"EXAMINE": "{tag} NO [NONEXISTENT] no such folder"}) as server:
        line = await opened(server)
        with pytest.raises(NotFound) as missing:
            await line.examine("Gone")
        assert missing.value.field == "imap.folder"
        assert len(await line.folders()) == 2
        await line.close()


async def test_reading_wants_an_examined_folder():
    async with ScriptedImap() as server:
        line = await opened(server)
        with pytest.raises(Conflict):
            await line.fetch_after(0)
        await line.close()
        with pytest.raises(Unreachable):
            await line.folders()


async def test_a_drip_of_data_keeps_a_command_alive_but_not_for_ever(monkeypatch):
    async with ScriptedImap(mails=MAILS) as server:

        async def dripping(writer, action, usual):
            if b"SEARCH" in (usual if isinstance(usual, bytes) else b""):
                for byte in usual:
                    await asyncio.wait_for(asyncio.shield(writer.drain()), 1)
                    writer.write(bytes([byte]))
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.Event().wait(), 0.03)
                return
            await plain(writer, action, usual)

        plain, server.act = server.act, dripping
        line = await opened(server, timeout=0.2)
        await line.examine("INBOX")
        assert len(await line.fetch_after(0)) == 3
        monkeypatch.setattr(imap, "PATIENCE_FACTOR", 2)
        with pytest.raises(ProtocolTrouble):
            await line.fetch_after(9)


async def test_passwords_and_mails_do_not_reach_the_log(caplog):
    caplog.set_level("DEBUG")
    async with ScriptedImap(mails=MAILS) as server:
        line = ImapLine(server.login(password="hunter2"), timeout=0.5)
        await line.open()
        await line.examine("INBOX")
        await line.fetch_after(0)
        await line.close()
    secret = base64.b64encode(b"\0rep@example.com\0hunter2").decode()
    assert not [word for word in ("hunter2", secret, "Message-ID") if word in caplog.text]
