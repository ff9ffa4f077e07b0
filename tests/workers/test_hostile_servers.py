"""Mail servers as they should not be: what can be read of them is read, each mail once, and nobody else waits."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.store.tables import FolderCursor, MessageIn
from tests.support.house import Desk
from tests.support.scripted import ScriptedImap
from tests.workers.test_poller import fetch


def mails(desk: Desk, *uids: int) -> dict[int, bytes]:
    return {uid: desk.mail(f"p{uid}@acme.test", f"Hello {uid}.") for uid in uids}


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        (b"\xc3\x89l\xc3\xa9ments envoy\xc3\xa9s", "Éléments envoyés"),
        (b"\xc9l\xe9ments envoy\xe9s", "Éléments envoyés"),
        (b"Sent \xff", "Sent ÿ"),
        (b"&AAA-", "&AAA-"),
    ],
    ids=["UTF-8", "Latin-1", "neither", "NUL"],
)
async def test_a_folder_is_read_whatever_bytes_its_name_is_written_in(desk: Desk, spelled: bytes, name: str) -> None:
    listed = b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" "%s"\r\n{tag} OK done\r\n' % spelled
    async with ScriptedImap({"LIST": listed}, mails=mails(desk, 1, 2)) as server:
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 2
        asked = [line.encode("utf-8", "surrogateescape") for line in server.lines if "EXAMINE" in line]
        assert asked[1].partition(b"EXAMINE ")[2] == b'"%s"' % spelled
        assert await fetch(desk, box) == 0
    rows = await desk.all(select(FolderCursor).order_by(col(FolderCursor.folder)))
    assert {row.folder: row.role for row in rows} == {"INBOX": "inbox", name: "sent"}
    assert len(await desk.all(select(MessageIn))) == 2
