"""One IMAP connection: what each command of the RFCs named in `imap` does."""

import asyncio
import base64
import binascii
import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from email.parser import BytesHeaderParser

from engine.clock import Clock
from offhours.demo.market.imap_fetch import Search, fetch_items
from offhours.demo.market.imap_wire import (
    BadCommand,
    Command,
    LiteralTooLarge,
    Spelled,
    Token,
    parse_command,
    parse_internal_date,
    parse_set,
    quoted,
    read_spelled,
    word,
)
from offhours.demo.market.store import FOLDERS, INBOX, SEEN, Message, Store

CAPABILITIES = b"IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN IDLE SPECIAL-USE UNSELECT"
SPECIAL_USE = {"Sent": b"\\Sent", "Junk": b"\\Junk"}
FLAGS = b"\\Answered \\Flagged \\Deleted \\Seen \\Draft"


class Refused(Exception):
    """The command is well formed but cannot be done; the text goes back after NO."""


class Session:
    """One connection."""

    def __init__(
        self,
        store: Store,
        passwords: Mapping[str, str],
        clock: Clock,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock
        self._reader = reader
        self._writer = writer
        self._user = ""
        self._folder = ""
        self._read_only = False
        self._uids: list[int] = []
        self._news = asyncio.Event()
        self._over = False
        self._commands: dict[str, Callable[[Command], Awaitable[bytes]]] = {
            "CAPABILITY": self._capability,
            "NOOP": self._noop,
            "CHECK": self._noop,
            "LOGOUT": self._logout,
            "LOGIN": self._login,
            "AUTHENTICATE": self._authenticate,
            "LIST": self._list,
            "LSUB": self._list,
            "SELECT": self._select,
            "EXAMINE": self._select,
            "STATUS": self._status,
            "APPEND": self._append,
            "CLOSE": self._close,
            "UNSELECT": self._close,
            "IDLE": self._idle,
            "FETCH": self._fetch,
            "SEARCH": self._search,
            "STORE": self._flag,
            "UID": self._uid,
        }

    async def run(self) -> None:
        self._store.listen(self._heard)
        self._writer.write(b"* OK [CAPABILITY %b] market ready\r\n" % CAPABILITIES)
        while not self._over:
            await self._writer.drain()
            try:
                spelled = await read_spelled(self._reader, self._writer)
            except LiteralTooLarge as error:
                self._writer.write(b"* BYE %b\r\n" % str(error).encode())
                return
            if spelled is None:
                return
            await self._answer(spelled)

    def leave(self) -> None:
        self._store.unlisten(self._heard)

    async def _answer(self, spelled: Spelled) -> None:
        """Every command gets exactly one tagged OK, NO or BAD."""
        tag = spelled.text.partition(b" ")[0]
        tag = tag if re.fullmatch(rb"[^\s(){%*\"\\+\x00-\x1f\x7f-\xff]+", tag) else b"*"
        try:
            command = parse_command(spelled)
            handler = self._commands.get(command.name)
            if handler is None:
                raise BadCommand(f"unknown command {command.name[:20]}")
            done = b"OK " + await handler(command)
        except Refused as error:
            done = b"NO " + str(error).encode()
        except BadCommand as error:
            done = b"BAD " + str(error).encode("ascii", "replace")
        if self._folder:
            self._tell_news()
        self._writer.write(tag + b" " + done + b"\r\n")

    def _heard(self, mailbox: str, folder: str) -> None:
        if mailbox == self._user and folder == self._folder:
            self._news.set()

    def _tell_news(self) -> None:
        """New mail since the client last heard of any."""
        self._news.clear()
        last = self._uids[-1] if self._uids else 0
        new = self._store.uids(self._user, self._folder, after=last)
        if new:
            self._uids += new
            self._writer.write(b"* %d EXISTS\r\n" % len(self._uids))

    # before a folder is selected

    async def _capability(self, command: Command) -> bytes:
        self._writer.write(b"* CAPABILITY %b\r\n" % CAPABILITIES)
        return b"done"

    async def _noop(self, command: Command) -> bytes:
        return b"done"

    async def _logout(self, command: Command) -> bytes:
        self._writer.write(b"* BYE see you\r\n")
        self._over = True
        return b"done"

    async def _login(self, command: Command) -> bytes:
        user, password = (word(one) for one in _exactly(command, 2))
        return self._enter(user, password)

    async def _authenticate(self, command: Command) -> bytes:
        mechanism = word(_at_least(command, 1)[0]).upper()
        if mechanism != "PLAIN":
            raise Refused(f"[CANNOT] no mechanism {mechanism[:20]}")
        if len(command.arguments) > 1:
            answer = word(command.arguments[1]).encode()
        else:
            self._writer.write(b"+ \r\n")
            await self._writer.drain()
            answer = (await self._reader.readuntil(b"\n")).strip()
        if answer == b"*":
            raise BadCommand("cancelled")
        try:
            _, user, password = base64.b64decode(answer, validate=True).decode().split("\0")
        except (binascii.Error, ValueError) as error:
            raise BadCommand("invalid response") from error
        return self._enter(user, password)

    def _enter(self, user: str, password: str) -> bytes:
        if self._user:
            raise BadCommand("already logged in")
        expected = self._passwords.get(user.lower())
        given = password.encode("utf-8", "surrogateescape")
        if expected is None or not hmac.compare_digest(expected.encode(), given):
            raise Refused("[AUTHENTICATIONFAILED] wrong user name or password")
        self._user = user.lower()
        return b"[CAPABILITY %b] welcome" % CAPABILITIES

    def _require_user(self) -> None:
        if not self._user:
            raise BadCommand("log in first")

    async def _list(self, command: Command) -> bytes:
        self._require_user()
        reference, pattern = (word(one) for one in _exactly(command, 2))
        if not pattern:
            self._writer.write(b'* LIST (\\Noselect) "/" ""\r\n')
            return b"done"
        wanted = re.escape(reference + pattern).replace(r"\*", ".*").replace("%", "[^/]*")
        for name in FOLDERS:
            if re.fullmatch(wanted, name, re.IGNORECASE if name == INBOX else 0):
                marks = b" ".join(filter(None, (b"\\HasNoChildren", SPECIAL_USE.get(name, b""))))
                self._writer.write(b'* %b (%b) "/" %b\r\n' % (command.name.encode(), marks, quoted(name)))
        return b"done"

    def _folder_named(self, token: Token, code: str = "NONEXISTENT") -> str:
        name = word(token)
        name = INBOX if name.upper() == INBOX else name
        if name not in FOLDERS:
            raise Refused(f"[{code}] no such mailbox")
        return name

    async def _select(self, command: Command) -> bytes:
        self._require_user()
        self._folder = ""
        name = self._folder_named(_exactly(command, 1)[0])
        state = self._store.folder(self._user, name)
        assert state is not None
        self._uids = self._store.uids(self._user, name)
        self._read_only = command.name == "EXAMINE"
        write = self._writer.write
        write(b"* FLAGS (%b)\r\n* OK [PERMANENTFLAGS (%b)] flags\r\n" % (FLAGS, b"" if self._read_only else FLAGS))
        write(b"* %d EXISTS\r\n* 0 RECENT\r\n" % len(self._uids))
        unseen = self._store.unseen(self._user, name)
        if unseen:
            write(b"* OK [UNSEEN %d] first unseen\r\n" % (self._uids.index(unseen[0]) + 1))
        write(b"* OK [UIDVALIDITY %d] stable\r\n* OK [UIDNEXT %d] next\r\n" % (state.uidvalidity, state.uidnext))
        self._folder = name
        return b"[READ-ONLY] selected" if self._read_only else b"[READ-WRITE] selected"

    async def _status(self, command: Command) -> bytes:
        self._require_user()
        token, items = _exactly(command, 2)
        name = self._folder_named(token)
        if not isinstance(items, list) or not items:
            raise BadCommand("status items are a list")
        state = self._store.folder(self._user, name)
        assert state is not None
        values = {
            "MESSAGES": len(self._store.uids(self._user, name)),
            "RECENT": 0,
            "UIDNEXT": state.uidnext,
            "UIDVALIDITY": state.uidvalidity,
            "UNSEEN": len(self._store.unseen(self._user, name)),
        }
        wanted = [word(one).upper() for one in items]
        if not set(wanted) <= set(values):
            raise BadCommand("unknown status item")
        told = " ".join(f"{one} {values[one]}" for one in wanted)
        self._writer.write(b"* STATUS %b (%b)\r\n" % (quoted(name), told.encode()))
        return b"done"

    async def _append(self, command: Command) -> bytes:
        self._require_user()
        first, *options, raw = _at_least(command, 2)
        name = self._folder_named(first, "TRYCREATE")
        if isinstance(raw, list):
            raise BadCommand("the mail is a literal")
        flags: tuple[str, ...] = ()
        at = self._clock.now()
        for option in options:
            if isinstance(option, list):
                flags = tuple(word(one) for one in option)
            else:
                at = parse_internal_date(word(option))
        raw = re.sub(rb"(?<!\r)\n", b"\r\n", raw)
        message_id = str(BytesHeaderParser().parsebytes(raw).get("Message-ID", "")).strip()
        with self._store.transaction():
            self._store.file(self._user, name, raw, message_id, at, flags)
        return b"appended"

    # with a folder selected

    def _require_folder(self) -> None:
        if not self._folder:
            raise BadCommand("select a mailbox first")

    async def _close(self, command: Command) -> bytes:
        self._require_folder()
        self._folder = ""
        return b"closed"

    async def _idle(self, command: Command) -> bytes:
        self._require_user()
        self._writer.write(b"+ idling\r\n")
        done = asyncio.ensure_future(self._reader.readuntil(b"\n"))
        try:
            while not done.done():
                if self._folder:
                    self._tell_news()
                await self._writer.drain()
                news = asyncio.ensure_future(self._news.wait())
                await asyncio.wait({done, news}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
        finally:
            done.cancel()
        if (await done).strip().upper() != b"DONE":
            raise BadCommand("DONE expected")
        return b"idle done"

    async def _uid(self, command: Command) -> bytes:
        name, *rest = _at_least(command, 1)
        inner = Command(command.tag, word(name).upper(), tuple(rest))
        if inner.name not in {"FETCH", "SEARCH", "STORE"}:
            raise BadCommand("unknown UID command")
        if inner.name == "SEARCH":
            return await self._search(inner, by_uid=True)
        return await (self._fetch if inner.name == "FETCH" else self._flag)(inner, by_uid=True)

    def _chosen(self, token: Token, *, by_uid: bool) -> list[int]:
        """UIDs the client named. A sequence number beyond the end is an error, an unknown UID is not."""
        text = word(token).encode()
        if by_uid:
            return parse_set(text, self._uids)
        numbers = parse_set(text, list(range(1, len(self._uids) + 1)))
        if not numbers:
            raise BadCommand("no such message")
        return [self._uids[number - 1] for number in numbers]

    def _load(self, uid: int) -> Message:
        message = self._store.message(self._user, self._folder, uid)
        assert message is not None, "mails are never removed"
        return message

    async def _fetch(self, command: Command, *, by_uid: bool = False) -> bytes:
        self._require_folder()
        which, what = _exactly(command, 2)
        items, marks = fetch_items(what)
        if by_uid and "UID" not in _names(what):
            items.insert(0, fetch_items(b"UID")[0][0])
        for uid in self._chosen(which, by_uid=by_uid):
            message = self._load(uid)
            if marks and not self._read_only and SEEN not in message.flags:
                with self._store.transaction():
                    self._store.set_flags(self._user, self._folder, uid, (*message.flags, SEEN))
            parts = b" ".join(item(message) for item in items)
            self._writer.write(b"* %d FETCH (%b)\r\n" % (self._uids.index(uid) + 1, parts))
            await self._writer.drain()
        return b"fetched"

    async def _search(self, command: Command, *, by_uid: bool = False) -> bytes:
        self._require_folder()
        search = Search(
            self._uids,
            self._load,
            lambda message_id: self._store.uids_by_message_id(self._user, self._folder, message_id),
        )
        found = search.run(list(command.arguments))
        numbers = found if by_uid else [self._uids.index(uid) + 1 for uid in found]
        self._writer.write(b"* SEARCH%b\r\n" % "".join(f" {number}" for number in numbers).encode())
        return b"searched"

    async def _flag(self, command: Command, *, by_uid: bool = False) -> bytes:
        self._require_folder()
        which, how, what = _exactly(command, 3)
        found = re.fullmatch(r"([+-]?)FLAGS(\.SILENT)?", word(how).upper())
        if found is None:
            raise BadCommand("FLAGS, +FLAGS or -FLAGS")
        if self._read_only:
            raise Refused("[READ-ONLY] the mailbox is open for reading only")
        given = {word(one) for one in (what if isinstance(what, list) else [what])}
        for uid in self._chosen(which, by_uid=by_uid):
            old = set(self._load(uid).flags)
            new = {"": given, "+": old | given, "-": old - given}[found[1]]
            with self._store.transaction():
                self._store.set_flags(self._user, self._folder, uid, tuple(sorted(new)))
            if not found[2]:
                told = " ".join(sorted(new)).encode()
                self._writer.write(b"* %d FETCH (UID %d FLAGS (%b))\r\n" % (self._uids.index(uid) + 1, uid, told))
        return b"stored"


def _names(token: Token) -> set[str]:
    return {word(one).upper() for one in (token if isinstance(token, list) else [token])}


def _exactly(command: Command, count: int) -> tuple[Token, ...]:
    if len(command.arguments) != count:
        raise BadCommand(f"{command.name} takes {count} arguments")
    return command.arguments


def _at_least(command: Command, count: int) -> tuple[Token, ...]:
    if len(command.arguments) < count:
        raise BadCommand(f"{command.name} takes at least {count} arguments")
    return command.arguments
