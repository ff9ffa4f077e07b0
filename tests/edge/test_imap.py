"""Against real IMAP servers: pymap always, Dovecot where it is installed."""

import asyncio
import contextlib
import dataclasses
import time
from datetime import UTC, datetime, timedelta

import pytest

from engine.edge import imap
from engine.edge.imap import Folder, FolderRole, ImapLine, Manner
from engine.edge.login import Security
from engine.errors import CertificateRefused, LoginRefused, NotFound, ProtocolTrouble, Unreachable
from engine.rules.reading import mime
from tests.support.dovecot import DOVECOT_PROGRAM, dovecot_server
from tests.support.servers import PASSWORD, Certificates, free_port, pymap_server

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def mail(number: int, body: bytes = b"body") -> bytes:
    return b"From: lead@example.com\r\nMessage-ID: <%d@example.com>\r\nX-Mark: m%d\r\n\r\n%s\r\n" % (
        number,
        number,
        body,
    )


class Pymap:
    def __init__(self, server):
        self.server, self.login = server, server.login

    async def deliver(self, raw):
        await self.server.deliver(raw)

    async def is_unread(self) -> bool:
        mailboxes, _ = self.server.backend.config.set_cache[self.login.username]
        inbox = await mailboxes.get_mailbox("INBOX")
        flags = [bytes(flag) async for one in inbox.messages() for flag in one.permanent_flags]
        return b"\\Seen" not in flags


class Dovecot:
    def __init__(self, server):
        self.server, self.login = server, server.login

    async def deliver(self, raw):
        await asyncio.to_thread(self.server.deliver, raw)

    async def is_unread(self) -> bool:
        return not any("S" in message.get_flags() for message in self.server.maildir())


@pytest.fixture(params=["pymap", "dovecot"] if DOVECOT_PROGRAM else ["pymap"])
async def server(request):
    if request.param == "pymap":
        async with pymap_server() as pymap:
            await pymap.add_folder("Sent")
            yield Pymap(pymap)
        return
    with dovecot_server(folders=("Entw&APw-rfe",)) as dovecot:
        yield Dovecot(dovecot)


@pytest.fixture
async def line(server):
    line = ImapLine(server.login, timeout=10)
    await line.open()
    yield line
    await line.close()


async def test_mails_are_read_from_the_cursor_on_and_stay_unread(server, line):
    for number in range(1, 4):
        await server.deliver(mail(number))
    state = await line.examine("INBOX")
    assert state.exists == 3
    everything = await line.fetch_after(0)
    assert [one.raw for one in everything] == [mail(number) for number in range(1, 4)]
    assert all(one.received_at is not None and one.received_at.tzinfo for one in everything)
    uids = [one.uid for one in everything]
    assert uids == sorted(uids)
    assert state.uidnext == uids[-1] + 1
    assert [one.uid for one in await line.fetch_after(uids[0], limit=1)] == uids[1:2]
    assert await line.fetch_after(uids[-1]) == []
    assert (await line.examine("INBOX")).uidvalidity == state.uidvalidity
    assert await server.is_unread()


async def test_new_mail_is_announced(server, line):
    await line.examine("INBOX")
    assert await line.wait_for_change(timedelta(seconds=0.2)) is False
    waiting = asyncio.create_task(line.wait_for_change(timedelta(seconds=10)))
    await asyncio.wait({waiting}, timeout=0.2)
    await server.deliver(mail(1))
    start = time.monotonic()
    assert await waiting is True
    assert time.monotonic() - start < 3
    assert [one.raw for one in await line.fetch_after(0)] == [mail(1)]
    assert await line.wait_for_change(timedelta(seconds=0.2)) is False


async def test_mail_that_came_while_reading_is_not_missed(server, line):
    await line.examine("INBOX")
    assert await line.fetch_after(0) == []
    await server.deliver(mail(1))
    assert await line.wait_for_change(timedelta(seconds=10)) is True


async def test_a_sent_copy_is_filed_and_found(server, line):
    await line.examine("INBOX")
    await line.append_sent("Sent", mail(7).replace(b"\r\n", b"\n"), WHEN)
    assert await line.has_message_id("Sent", "<7@example.com>")
    assert not await line.has_message_id("Sent", "<8@example.com>")
    assert not await line.has_message_id("INBOX", "<7@example.com>")
    assert await line.has_header("Sent", "X-Mark", "m7")
    await line.examine("Sent")
    [copy] = await line.fetch_after(0)
    assert (copy.raw, copy.received_at) == (mail(7), WHEN)


BIG = (
    b"From: lead@example.com\r\nSubject: Plans\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="outer"\r\n\r\n'
    b'--outer\r\nContent-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    b'Content-Disposition: attachment; filename="plan \\"b\\".pdf"\r\n\r\n%s\r\n'
    b'--outer\r\nContent-Type: multipart/alternative; boundary="inner"\r\n\r\n'
    b"--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Gr=C3=BC=C3=9Fe, yes please.\r\n"
    b"--inner\r\nContent-Type: text/html\r\n\r\n<p>Yes please.</p>\r\n--inner--\r\n\r\n"
    b"--outer\r\nContent-Type: message/rfc822\r\n\r\nFrom: rep@example.com\r\nSubject: Before\r\n\r\nWords.\r\n"
    b"--outer--\r\n"
) % ((b"QUJD" * 15 + b"\r\n") * 1_000)


async def large(server, raw: bytes):
    await server.deliver(raw)
    await server.deliver(mail(2))
    line = ImapLine(server.login, timeout=10, max_bytes=20_000)
    await line.open()
    await line.examine("INBOX")
    [found] = await line.fetch_after(0)
    [small] = await line.fetch_after(found.uid)
    await line.close()
    assert (small.raw, small.left_out) == (mail(2), ())
    assert len(found.raw) < 20_500
    return found


async def test_of_a_large_mail_the_words_come_and_the_files_do_not(server):
    found = await large(server, BIG)
    [left_out] = found.left_out
    if isinstance(server, Dovecot):  # pymap tells names and sizes wrongly
        assert (left_out.what, left_out.size) == ('plan "b".pdf', pytest.approx(62_000, abs=10))
    read = mime.parse(found.raw)
    assert (read.text, read.subject) == ("Grüße, yes please.", "Plans")
    assert [part.content_type for part in read.parts] == [
        "application/pdf", "text/plain", "text/html", "message/rfc822",
    ]  # fmt: skip
    assert read.embedded[0].subject == "Before"


async def test_a_large_text_comes_from_its_beginning(server):
    raw = mail(1, b"0123456789\r\n" * 10_000)
    found = await large(server, raw)
    assert raw.startswith(found.raw)
    assert len(found.raw) > 7_000
    assert [left_out.what for left_out in found.left_out] == ["text/plain"]


async def test_one_mail_alone_in_each_manner(server, line):
    await server.deliver(mail(1, b"x" * 70_000))
    await line.examine("INBOX")
    uid = await line.next_after(0)
    assert await line.next_after(uid) is None
    assert (await line.fetch_one(uid)).raw == mail(1, b"x" * 70_000)
    beginning = await line.fetch_one(uid, Manner.BEGINNING)
    assert beginning.raw == mail(1, b"x" * 70_000)[:65_536]
    assert beginning.left_out[0].size == pytest.approx(70_000 + 80 - 65_536, abs=20)
    described = await line.fetch_one(uid, Manner.ENVELOPE)
    assert (described.raw, described.received_at is None) == (b"", False)
    assert mime.parse(described.head).sender.email == "lead@example.com"
    assert mime.parse(described.head).message_id == "<1@example.com>"
    assert await line.fetch_one(uid + 1) is None
    assert await line.fetch_one(uid + 1, Manner.BEGINNING) is None


async def test_a_folder_that_is_not_there(line):
    with pytest.raises(NotFound):
        await line.examine("Nowhere")
    with pytest.raises(NotFound):
        await line.append_sent("Nowhere", mail(1), WHEN)
    assert (await line.examine("INBOX")).exists == 0


async def test_a_wrong_password_says_so(server):
    await imap.check(server.login)
    with pytest.raises(LoginRefused) as refused:
        await imap.check(dataclasses.replace(server.login, password=PASSWORD + "x"))
    assert refused.value.field == "imap.password"


async def test_three_hundred_mails_in_portions(server, line):
    for number in range(300):
        await server.deliver(mail(number))
    await line.examine("INBOX")
    cursor, seen = 0, []
    while portion := await line.fetch_after(cursor):
        seen += portion
        cursor = portion[-1].uid
    assert sorted(one.raw for one in seen) == sorted(mail(number) for number in range(300))


async def test_roles_and_names_of_folders(server, line):
    folders = await line.folders()
    assert Folder("INBOX", FolderRole.INBOX) in folders
    assert Folder("Sent", FolderRole.SENT) in folders
    if isinstance(server, Dovecot):
        assert Folder("Werbung", FolderRole.JUNK) in folders
    for folder in folders:
        assert (await line.examine(folder.name)).exists == 0


@contextlib.asynccontextmanager
async def entrance(program: str, security: Security, certificates: Certificates):
    if program == "pymap":
        async with pymap_server(security=security, certificates=certificates) as pymap:
            yield pymap.login
    else:
        with dovecot_server() as dovecot:
            yield dovecot.login_with(security)


programs = pytest.mark.parametrize("program", ["pymap", "dovecot"] if DOVECOT_PROGRAM else ["pymap"])


@programs
@pytest.mark.parametrize("security", list(Security))
async def test_a_server_is_entered_encrypted_or_on_this_machine_in_clear(program, security, certificates):
    async with entrance(program, security, certificates) as login:
        await imap.check(login)


@programs
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_certificate_nobody_vouches_for_is_refused(program, security, certificates):
    async with entrance(program, security, certificates) as login:
        with pytest.raises(CertificateRefused) as refused:
            await imap.check(dataclasses.replace(login, ca_file=None))
    assert refused.value.field == "imap.host"


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
@pytest.mark.parametrize(
    ("certificate", "words"),
    [("other_name", "another name"), ("expired", "has expired"), ("unknown", "nobody this machine trusts")],
)
async def test_a_certificate_that_proves_nothing_is_refused(security, certificate, words, certificates):
    presented = getattr(certificates, certificate)
    async with pymap_server(security=security, certificates=certificates, certificate=presented) as server:
        with pytest.raises(CertificateRefused) as refused:
            await imap.check(server.login)
    assert refused.value.field == "imap.host"
    assert words in refused.value.problem
    assert refused.value.remedy


@programs
async def test_the_wrong_encryption_for_the_port(program, certificates):
    for right, wrong in ((Security.TLS, Security.NONE), (Security.NONE, Security.TLS)):
        async with entrance(program, right, certificates) as login:
            mistaken = dataclasses.replace(login, security=wrong, ca_file=certificates.ca_file)
            with pytest.raises(ProtocolTrouble):
                await imap.check(mistaken, patience=0.5)


async def test_a_port_where_nobody_listens():
    async with pymap_server() as server:
        nowhere = dataclasses.replace(server.login, port=free_port())
    with pytest.raises(Unreachable) as unreachable:
        await imap.check(nowhere)
    assert unreachable.value.field == "imap.port"


async def test_a_server_without_idle_is_asked():
    async with pymap_server(idle=False) as server:
        line = ImapLine(server.login, timeout=5, poll=0.05)
        await line.open()
        await line.examine("INBOX")
        waiting = asyncio.create_task(line.wait_for_change(timedelta(seconds=5)))
        await asyncio.wait({waiting}, timeout=0.1)
        await server.deliver(mail(1))
        assert await waiting is True
        await line.close()
