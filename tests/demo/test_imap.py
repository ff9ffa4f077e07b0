"""The IMAP server, spoken to by the standard library's client, by aioimaplib and by hand."""

import asyncio
import imaplib
from collections.abc import Callable
from datetime import UTC, datetime

import aioimaplib
import pytest

from offhours.demo.market.imap_wire import BadCommand, Command, Spelled, parse_command, parse_set
from offhours.demo.market.market import Market
from tests.demo.driver import MAILBOXES, PASSWORD, REP

AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def put(market: Market, number: int, folder: str = "INBOX") -> int:
    raw = f"Message-ID: <{number}@world.test>\r\nSubject: number {number}\r\n\r\nText {number}\r\n".encode()
    with market._store.transaction():
        return market._store.file(REP, folder, raw, f"<{number}@world.test>", AT)


async def in_thread(market: Market, talk: Callable[[imaplib.IMAP4], object]) -> object:
    def run() -> object:
        client = imaplib.IMAP4("127.0.0.1", market.imap_port, timeout=5)
        try:
            client.login(REP, PASSWORD)
            return talk(client)
        finally:
            client.shutdown()

    return await asyncio.to_thread(run)


async def test_imaplib_reads_a_folder_without_changing_it(market: Market) -> None:
    uids = [put(market, number) for number in range(1, 12)]
    state = market._store.folder(REP, "INBOX")
    assert state is not None

    def talk(client: imaplib.IMAP4) -> None:
        assert client.select("INBOX")[1] == [b"11"]
        assert client.response("UIDVALIDITY")[1] == [str(state.uidvalidity).encode()]
        assert client.uid("SEARCH", "ALL")[1] == [" ".join(map(str, uids)).encode()]
        assert client.uid("SEARCH", "UID", f"{uids[8]}:*")[1] == [" ".join(map(str, uids[8:])).encode()]
        assert client.uid("SEARCH", "UID", "9999:*")[1] == [str(uids[-1]).encode()]
        assert client.uid("SEARCH", "HEADER", "Message-ID", '"<3@world.test>"')[1] == [str(uids[2]).encode()]
        assert client.uid("SEARCH", "HEADER", "Message-ID", '"<nothing@world.test>"')[1] == [b""]
        status, data = client.uid(
            "FETCH", f"{uids[0]},{uids[2]}:{uids[3]}", "(FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])"
        )
        assert status == "OK"
        heads = [head for head, *_ in (one for one in data if isinstance(one, tuple))]
        assert [int(head.split()[2]) for head in heads] == [uids[0], uids[2], uids[3]]
        assert b'INTERNALDATE " 3-Mar-2026 09:00:00 +0000"' in heads[0]
        assert data[0][1].endswith(b"Text 1\r\n")
        (part,) = [one for one in client.uid("FETCH", str(uids[0]), "(BODY.PEEK[]<0.10>)")[1] if isinstance(one, tuple)]
        assert part[1] == b"Message-ID"
        assert b"BODY[]<0>" in part[0]
        (head,) = [one for one in client.uid("FETCH", str(uids[0]), "BODY.PEEK[HEADER]")[1] if isinstance(one, tuple)]
        assert head[1].endswith(b"number 1\r\n\r\n")
        assert client.search(None, "UNSEEN")[1] == [b"1 2 3 4 5 6 7 8 9 10 11"]
        assert client.status("INBOX", "(MESSAGES UNSEEN UIDNEXT)")[1][0].startswith(b'"INBOX" (MESSAGES 11 UNSEEN 11')
        client.fetch("1", "BODY[]")
        assert client.search(None, "SEEN")[1] == [b"1"]
        assert client.close()[0] == "OK"

    await in_thread(market, talk)
    assert market.truth().marked_seen == 1


async def test_uids_stay_and_have_gaps(market: Market) -> None:
    uids = [put(market, number) for number in range(20)]
    assert uids == sorted(set(uids))
    assert uids[-1] - uids[0] > 19


async def test_special_use_folders_are_listed(market: Market) -> None:
    listed = await in_thread(market, lambda client: client.list('""', "*")[1])
    assert listed == [
        b'(\\HasNoChildren) "/" "INBOX"',
        b'(\\HasNoChildren \\Sent) "/" "Sent"',
        b'(\\HasNoChildren \\Junk) "/" "Junk"',
    ]


async def test_append_keeps_the_mail(market: Market) -> None:
    raw = b"Message-ID: <draft@world.test>\nSubject: x\n\nHello\n"

    def talk(client: imaplib.IMAP4) -> None:
        assert client.append("Sent", "(\\Seen)", '" 2-Mar-2026 08:00:00 +0100"', raw)[0] == "OK"
        assert client.append("Nowhere", None, None, raw)[0] == "NO"
        client.select("Sent", readonly=True)
        assert client.search(None, "HEADER", "Message-ID", "<draft@world.test>")[1] == [b"1"]
        assert b" 2-Mar-2026 07:00:00 +0000" in client.fetch("1", "(INTERNALDATE)")[1][0]

    await in_thread(market, talk)


async def test_a_wrong_password_gets_no(market: Market) -> None:
    def run() -> None:
        client = imaplib.IMAP4("127.0.0.1", market.imap_port, timeout=5)
        try:
            with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
                client.login(REP, "wrong")
            assert client.authenticate("PLAIN", lambda _: f"\0{REP}\0{PASSWORD}".encode())[0] == "OK"
        finally:
            client.shutdown()

    await asyncio.to_thread(run)


async def conversation(market: Market, *lines: bytes) -> list[bytes]:
    """The tagged answers to commands typed by hand."""
    reader, writer = await asyncio.open_connection("127.0.0.1", market.imap_port)
    await reader.readline()
    answers = []
    for line in lines:
        writer.write(line + b"\r\n")
        while True:
            answer = await asyncio.wait_for(reader.readline(), 5)
            if not answer.startswith((b"* ", b"+ ")) or answer.startswith(b"* BAD"):
                answers.append(answer.rstrip())
                break
    writer.close()
    await writer.wait_closed()
    return answers


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"a BOGUS", b"a BAD"),
        (b"a", b"a BAD"),
        (b"", b"* BAD"),
        (b"a SELECT Nowhere", b"a NO"),
        (b"a SELECT", b"a BAD"),
        (b'a SELECT "INBOX', b"a BAD"),
        (b"a FETCH 1 FLAGS", b"a BAD"),
        (b"a UID FETCH 1:x FLAGS", b"a BAD"),
        (b"a STATUS INBOX MESSAGES", b"a BAD"),
        (b"a STATUS INBOX (SPEED)", b"a BAD"),
        (b"a LOGIN x y", b"a BAD"),
        (b"a AUTHENTICATE XOAUTH2 abc", b"a NO"),
        (b"a LIST (", b"a BAD"),
    ],
)
async def test_bad_input_gets_an_error_and_the_conversation_goes_on(market: Market, line: bytes, answer: bytes) -> None:
    login = b'l LOGIN "%b" "%b"' % (REP.encode(), PASSWORD.replace("\\", "\\\\").replace('"', '\\"').encode())
    logged_in, wrong, fine = await conversation(market, login, line, b"z NOOP")
    assert logged_in.startswith(b"l OK")
    assert wrong.startswith(answer)
    assert fine.startswith(b"z OK")


@pytest.mark.parametrize(
    "line",
    [b"a UID SEARCH COLOUR red", b"a UID SEARCH", b"a FETCH 1 SMELL", b"a UID FETCH 1 BODY[1.2]", b"a FETCH 99 FLAGS",
     b"a SEARCH CHARSET KOI8-R ALL", b"a UID MOVE 1 Sent", b"a SEARCH SINCE yesterday"],
)  # fmt: skip
async def test_bad_input_in_a_folder_is_refused(market: Market, line: bytes) -> None:
    put(market, 1)
    login = b"l LOGIN {%d+}\r\n%b {%d+}\r\n%b" % (len(REP), REP.encode(), len(PASSWORD), PASSWORD.encode())
    answers = await conversation(market, login, b"s SELECT INBOX", line, b"z NOOP")
    assert [answer.split()[1] for answer in answers] == [b"OK", b"OK", b"BAD", b"OK"]


async def test_nothing_is_shown_before_the_login(market: Market) -> None:
    answers = await conversation(market, b"a SELECT INBOX", b'b LIST "" *', b"c IDLE", b"d APPEND INBOX {1+}\r\nx")
    assert [answer.split()[1] for answer in answers] == [b"BAD"] * 4


async def test_a_huge_literal_ends_the_connection_and_no_other(market: Market) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", market.imap_port)
    writer.write(b"a APPEND INBOX {999999999}\r\n")
    text = await asyncio.wait_for(reader.read(), 5)
    assert b"* BYE" in text
    writer.close()
    await writer.wait_closed()


async def test_idle_tells_of_new_mail_at_once(market: Market) -> None:
    client = aioimaplib.IMAP4(host="127.0.0.1", port=market.imap_port, timeout=5)
    await client.wait_hello_from_server()
    assert (await client.login(REP, PASSWORD)).result == "OK"
    assert (await client.select("INBOX")).result == "OK"
    idle = await client.idle_start(timeout=10)
    uid = put(market, 1)
    assert await asyncio.wait_for(client.wait_server_push(), 2) == [b"1 EXISTS"]
    client.idle_done()
    await asyncio.wait_for(idle, 2)
    answer = await client.uid("fetch", f"{uid}:*", "(UID FLAGS BODY.PEEK[])")
    assert answer.result == "OK"
    assert any(b"Text 1" in bytes(line) for line in answer.lines)
    found = await client.uid_search('HEADER Message-ID "<1@world.test>"', charset=None)
    assert found.lines[0] == str(uid).encode()
    await client.logout()


async def test_two_clients_and_two_mailboxes_do_not_mix(market: Market) -> None:
    other = next(address for address in MAILBOXES if address != REP)
    put(market, 1)
    (_, _, mine) = await conversation(
        market, b"l LOGIN %b second" % other.encode(), b"s SELECT INBOX", b"n FETCH 1 UID"
    )
    assert mine.startswith(b"n BAD")


def test_sets_are_read_as_the_standard_says() -> None:
    numbers = [3, 5, 8]
    assert parse_set(b"*", numbers) == [8]
    assert parse_set(b"9:*", numbers) == [8]
    assert parse_set(b"*:4,3", numbers) == [3, 5, 8]
    assert parse_set(b"1:*", []) == []
    for wrong in (b"0", b"1:", b"a", b"1,,2", b""):
        with pytest.raises(BadCommand):
            parse_set(wrong, numbers)


def test_commands_are_taken_apart() -> None:
    command = parse_command(
        Spelled(rb'a1 uid fetch 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (DATE TO)]<0.9>) "a\"b" ' + b"\x000\x00", (b"x y",))
    )
    assert command == Command(
        "a1",
        "UID",
        (b"fetch", b"1:*", [b"FLAGS", b"BODY.PEEK[HEADER.FIELDS (DATE TO)]<0.9>"], b'a"b', b"x y"),
    )
