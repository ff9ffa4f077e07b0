"""What an IMAP server is asked for, and what is made of its answers, whatever shape they have."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.edge import imap
from engine.edge.imap import Fetched, ImapLine, LeftOut
from engine.edge.imap_fetch import REST, WITHHELD
from engine.errors import ProtocolTrouble
from tests.support.scripted import ScriptedImap

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
MAILS = {uid: b"Message-ID: <%d@example.com>\r\n\r\nbody\r\n" % uid for uid in (3, 5, 9)}


async def opened(server: ScriptedImap, **more) -> ImapLine:
    line = ImapLine(server.login(), **{"timeout": 0.5, **more})
    await line.open()
    return line


async def test_five_thousand_mails_come_in_order_and_in_portions():
    mails = {uid * 2: b"Subject: %d\r\n\r\n" % uid for uid in range(1, 5_001)}
    async with ScriptedImap(mails=mails) as server:
        line = await opened(server, timeout=10)
        await line.examine("INBOX")
        cursor, seen = 0, []
        while portion := await line.fetch_after(cursor, limit=500):
            seen += portion
            cursor = portion[-1].uid
        assert [(mail.uid, mail.raw) for mail in seen] == sorted(mails.items())
        assert server.said["UID SEARCH"] == 2
        assert all(line.count(",") < 100 for line in server.lines if "BODY" in line)
        await line.close()


async def test_the_last_mail_is_not_read_again_and_again():
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        assert await line.examine("INBOX") == imap.FolderState(7, 10, 3)
        assert [mail.uid for mail in await line.fetch_after(3)] == [5, 9]
        assert await line.fetch_after(9) == []
        server.mails = MAILS | {10: b"new"}
        assert [mail.uid for mail in await line.fetch_after(9)] == [10]
        await line.close()


async def test_a_mail_above_the_limit_is_read_up_to_it_where_the_server_cannot_tell_its_parts():
    mails = {1: b"a" * 1_000, 2: b"b" * 1_001, 3: b"c"}
    async with ScriptedImap(mails=mails) as server:
        line = await opened(server, max_bytes=1_000)
        await line.examine("INBOX")
        found = [mail for uid in (0, 1, 2) for mail in await line.fetch_after(uid)]
        await line.close()
    assert [(mail.uid, len(mail.raw), mail.left_out) for mail in found] == [
        (1, 1_000, ()), (2, 1_000, (LeftOut(REST, 1),)), (3, 1, ()),
    ]  # fmt: skip


async def test_no_more_comes_at_once_than_one_mail_may_have():
    async with ScriptedImap(mails=dict.fromkeys(range(1, 8), b"x" * 400)) as server:
        line = await opened(server, max_bytes=1_000)
        await line.examine("INBOX")
        assert [mail.uid for mail in await line.fetch_after(0)] == [1, 2]
        assert [mail.uid for mail in await line.fetch_after(2, limit=1)] == [3]
        await line.close()


async def test_a_mail_the_server_cannot_hand_over_does_not_hold_up_the_next():
    async with ScriptedImap(mails=MAILS) as server:
        usual = server._usual

        def broken(verb, rest, tag):
            if verb == "UID FETCH" and "BODY" in rest and "5" in rest.split()[2].split(","):
                return f"{tag} NO [SERVERBUG] message 5 is damaged\r\n".encode()
            return usual(verb, rest, tag)

        server._usual = broken
        line = await opened(server)
        await line.examine("INBOX")
        found = await line.fetch_after(0)
        await line.close()
    assert [mail.uid for mail in found] == [3, 5, 9]
    assert found[1] == Fetched(5, b"", None, trouble="[SERVERBUG] message 5 is damaged")


async def test_answers_in_odd_shapes_are_understood():
    odd = (
        b"* 7 FETCH (FLAGS (\\Seen))\r\n"
        b"* 1 FETCH (BODY[] {7}\r\na\n* b\r\n INTERNALDATE {26}\r\n 3-Mar-2026 09:30:00 +0100 FLAGS () UID 3)\r\n"
        b"* 4 EXISTS\r\n"
        b'* 2 FETCH (uid 5 body[] "quoted * text" internaldate NIL)\r\n'
        b"* 9 FETCH (UID 77 BODY[] {1}\r\nx)\r\n"
        b"{tag} OK done\n"
    )
    async with ScriptedImap(mails=MAILS) as server:
        usual = server._usual
        server._usual = lambda verb, rest, tag: (
            odd.replace(b"{tag}", tag.encode()) if "BODY" in rest else usual(verb, rest, tag)
        )
        line = await opened(server)
        await line.examine("INBOX")
        found = await line.fetch_after(0)
        await line.close()
    moment = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
    withheld = Fetched(9, b"", None, trouble=WITHHELD)
    assert found == [Fetched(3, b"a\n* b\r\n", moment), Fetched(5, b"quoted * text", None), withheld]


HEADS = {
    "as asked": b"* 1 FETCH (UID 3 BODY[HEADER.FIELDS (From To)] {15}\r\nFrom: a@b.c\r\n\r\n)\r\n{tag} OK\r\n",
    "spelled anew": b'* 1 FETCH (BODY[HEADER.FIELDS ("FROM" "TO")] "From: a@b.c" UID 3)\r\n{tag} OK\r\n',
}


@pytest.mark.parametrize("how", list(HEADS))
async def test_headers_come_alone_and_unmarked(how):
    async with ScriptedImap({"UID FETCH": HEADS[how]}, mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        found = await line.headers_after(0, ("From", "To"))
        assert [(mail.uid, mail.raw.strip()) for mail in found] == [(3, b"From: a@b.c")]
        assert server.lines[-1].endswith("FETCH 3,5,9 (UID INTERNALDATE BODY.PEEK[HEADER.FIELDS (From To)])")
        await line.close()


async def test_one_mail_without_headers_does_not_hold_up_the_next():
    async with ScriptedImap(mails=MAILS) as server:
        usual = server._usual

        def broken(verb, rest, tag):
            if verb == "UID FETCH" and "5" in rest.split()[2].split(","):
                return f"{tag} NO [SERVERBUG] message 5 is damaged\r\n".encode()
            return usual(verb, rest, tag)

        server._usual = broken
        line = await opened(server)
        await line.examine("INBOX")
        assert [mail.uid for mail in await line.headers_after(0, ("From",))] == [3, 9]
        assert [mail.uid for mail in await line.headers_after(3, ("From",), limit=1)] == [9]
        await line.close()


async def test_mails_that_were_removed_meanwhile_do_not_hide_the_next():
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        usual = server._search
        server._search = lambda rest: [1, 2, *usual(rest)]
        assert [mail.uid for mail in await line.fetch_after(0, limit=2)] == [3, 5]
        await line.close()


async def test_a_folder_without_lasting_numbers_is_refused():
    async with ScriptedImap({"EXAMINE": b"* 1 EXISTS\r\n{tag} OK\r\n"}) as server:
        line = await opened(server)
        with pytest.raises(ProtocolTrouble, match="UIDVALIDITY"):
            await line.examine("INBOX")


async def test_the_next_number_is_worked_out_where_the_server_does_not_tell():
    answer = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK\r\n"
    async with ScriptedImap({"EXAMINE": answer}, mails=MAILS) as server:
        line = await opened(server)
        assert await line.examine("INBOX") == imap.FolderState(7, 10, 3, is_guessed=True)
        await line.close()


async def test_looking_elsewhere_does_not_change_the_folder_that_is_read():
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        await line.examine("INBOX")
        assert await line.has_message_id("Sent", "<5@example.com>")
        assert not await line.has_message_id("Sent", "<6@example.com>")
        assert [mail.uid for mail in await line.fetch_after(5)] == [9]
        examined = [words.split(" ", 1)[1] for words in server.lines if "EXAMINE" in words]
        assert examined == ['EXAMINE "INBOX"', 'EXAMINE "Sent"', 'EXAMINE "Sent"', 'EXAMINE "INBOX"']
        server.scripts[0]["EXAMINE"] = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 8] x\r\n{tag} OK\r\n"
        await line.has_message_id("Sent", "<5@example.com>")
        with pytest.raises(ProtocolTrouble, match="numbered anew"):
            await line.fetch_after(5)


async def test_folder_names_go_back_as_they_came():
    listed = b'* LIST () "/" Entw&APw-rfe\r\n* LIST () "/" "&AGE-"\r\n* LIST () NIL {5}\r\na\\b"c\r\n{tag} OK\r\n'
    async with ScriptedImap({"LIST": listed}) as server:
        line = await opened(server)
        names = [folder.name for folder in await line.folders()]
        assert names == ["Entwürfe", "&AGE-", 'a\\b"c']
        for name in names:
            await line.examine(name)
        await line.examine("Brüder & Söhne")
        spelled = [words.partition("EXAMINE ")[2] for words in server.lines if "EXAMINE" in words]
        assert spelled == ['"Entw&APw-rfe"', '"&AGE-"', '"a\\\\b\\"c"', '"Br&APw-der &- S&APY-hne"']
        await line.close()


async def test_nothing_is_ever_selected_marked_moved_or_deleted():
    async with ScriptedImap(mails=MAILS) as server:
        line = await opened(server)
        await line.folders()
        await line.examine("INBOX")
        await line.fetch_after(0)
        await line.has_message_id("Sent", "<5@example.com>")
        await line.append_sent("Sent", b"a\nb", WHEN)
        await line.wait_for_change(timedelta(seconds=0.05))
        await line.close()
    allowed = {
        "NOOP",
        "CAPABILITY",
        "AUTHENTICATE",
        "LIST",
        "EXAMINE",
        "UID SEARCH",
        "UID FETCH",
        "APPEND",
        "IDLE",
        "LOGOUT",
    }
    assert set(server.said) <= allowed
    assert not any("BODY[" in words for words in server.lines)
