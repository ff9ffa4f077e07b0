"""Reads a mailbox over IMAP without ever changing it: folders are examined, bodies are peeked at.

The one thing written is a copy of a sent mail, where the provider does not file it itself.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aioimaplib import AioImapException
from aioimaplib.aioimaplib import Response

from engine.edge.folder_roles import Folder, FolderRole, with_roles
from engine.edge.imap_connection import connect, log_out
from engine.edge.imap_fetch import MOST_PER_COMMAND, Fetched, Fetcher, Manner, sizes, words
from engine.edge.imap_grammar import Token, number, plain, quoted, readable_name, search_day, tokens, wire_name
from engine.edge.imap_parts import LeftOut
from engine.edge.imap_protocol import LOST, Wire, listed_numbers, untagged
from engine.edge.login import ServerLogin
from engine.edge.trouble import Stopped, shorten, silence, too_long
from engine.errors import Conflict, NotFound, ProtocolTrouble, Unreachable

__all__ = ["Fetched", "Folder", "FolderRole", "FolderState", "ImapLine", "LeftOut", "Manner", "check"]

LARGEST_MAIL = 2_000_000
"""Bytes; of a larger mail the words are fetched, without its files."""
LONGEST_IDLE = 300.0
"""Seconds until IDLE is renewed, so that a dead connection is noticed and no gateway forgets us."""
POLL = 60.0
"""Seconds between looks where the server cannot announce new mail."""
PATIENCE_FACTOR = 20
"""A command may last this many timeouts while data keeps coming; a dripping server is not waited for longer."""
OPENING = 3
"""Time-outs that connecting, encrypting and logging in may take together."""

_CODE = re.compile(rb"\[(UIDVALIDITY|UIDNEXT) (\d+)\]", re.IGNORECASE)
_PASSING = re.compile(r"\[(?:INUSE|UNAVAILABLE|SERVERBUG|LIMIT|OVERQUOTA)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FolderState:
    """`is_guessed`: the server did not tell UIDNEXT, and so it goes back when the last mail is removed."""

    uidvalidity: int
    uidnext: int
    exists: int
    is_guessed: bool = False


class ImapLine:
    """One connection to one account. Calls take turns; any trouble closes it, and `open` begins anew."""

    def __init__(
        self, login: ServerLogin, *, timeout: float = 30, max_bytes: int = LARGEST_MAIL, poll: float = POLL
    ) -> None:
        """`timeout` and `poll` in seconds, `max_bytes` of one mail."""
        self.login = login
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._poll = poll
        self._wire: Wire | None = None
        self._turn = asyncio.Lock()
        self._names: dict[str, bytes] = {}
        self._chosen: tuple[str, FolderState] | None = None
        self._open_folder: str | None = None
        self._found: list[int] = []
        self._found_after = 0

    async def open(self) -> None:
        """Within OPENING time-outs altogether, however slowly each step goes."""
        total = self._timeout * OPENING
        async with self._turn:
            self._drop()
            try:
                async with asyncio.timeout(total):
                    self._wire = await connect(self.login, self._timeout, largest_literal=2 * self._max_bytes + 65_536)
            except Stopped as stopped:
                raise stopped.error from stopped
            except TimeoutError as error:
                raise too_long("imap", self.login, total) from error

    async def close(self) -> None:
        """Takes leave when idle; a call that is under way ends with Unreachable."""
        if self._wire is not None and not self._turn.locked():
            async with self._turn:
                await log_out(self._wire)
        self._drop()

    async def folders(self) -> list[Folder]:
        async with self._command() as wire:
            response = self._ok(await wire.simple_command("LIST", '""', self._list_pattern(wire)), "LIST")
            return with_roles([self._listed(tokens(answer)) for answer in untagged(response, "LIST")])

    def _listed(self, words: list[Token]) -> tuple[str, str, frozenset[str]]:
        """LIST (flags) separator name."""
        if len(words) < 4 or not isinstance(words[1], list):
            raise ValueError("a folder without a name")
        spelled = plain(words[3]).encode("utf-8", "surrogateescape") or b"NIL"
        name = readable_name(spelled)
        self._names[name] = spelled
        return name, plain(words[2]), frozenset(plain(flag).lower() for flag in words[1])

    @staticmethod
    def _list_pattern(wire: Wire) -> str:
        """The roles come with the names where both extensions are there (RFC 6154, RFC 5258)."""
        both = {"SPECIAL-USE", "LIST-EXTENDED"} <= wire.capabilities
        return '"*" RETURN (SPECIAL-USE)' if both else '"*"'

    async def examine(self, folder: str) -> FolderState:
        async with self._command() as wire:
            state = await self._look_into(wire, folder)
            self._chosen = (folder, state)
            self._found = []
            wire.news.clear()
            return state

    async def fetch_after(self, uid: int, *, limit: int = 100, since: datetime | None = None) -> list[Fetched]:
        """The next mails of the examined folder with a UID above `uid`, ascending: at most `limit`, and no more at
        once than `max_bytes`.

        A mail the server cannot hand over comes with `trouble` and no bytes, so that the next ones are read. With
        `since` only those that were there when the folder was examined, and of them, by the server's word for when
        they arrived, no older ones; some of the days before it may be among those returned.
        """
        async with self._command() as wire:
            await self._return_to_chosen(wire)
            while chosen := (await self._uids_after(wire, uid, since))[:limit]:
                if mails := await self._fetcher(wire).first(chosen):
                    return mails
                uid = chosen[-1]  # all of them were removed meanwhile; there may be more
            return []

    async def next_after(self, uid: int, *, since: datetime | None = None) -> int | None:
        """The UID of the next mail that `fetch_after` would fetch; no mail is touched."""
        async with self._command() as wire:
            await self._return_to_chosen(wire)
            return next(iter(await self._uids_after(wire, uid, since)), None)

    async def fetch_one(self, uid: int, manner: Manner = Manner.USUAL) -> Fetched | None:
        """One mail of the examined folder; None when it is gone."""
        async with self._command() as wire:
            await self._return_to_chosen(wire)
            return await self._fetcher(wire).one(uid, manner)

    async def headers_after(
        self, uid: int, names: Sequence[str], *, limit: int = MOST_PER_COMMAND, since: datetime | None = None
    ) -> list[Fetched]:
        """As `fetch_after`, but of each mail only these headers. One the server cannot hand over is passed over."""
        async with self._command() as wire:
            await self._return_to_chosen(wire)
            while chosen := (await self._uids_after(wire, uid, since))[:limit]:
                if mails := await self._fetcher(wire).headers(chosen, " ".join(names)):
                    return mails
                uid = chosen[-1]
            return []

    async def headers_at(self, uids: Sequence[int], names: Sequence[str]) -> list[Fetched]:
        """Of these mails, no others are touched; what is gone is left out."""
        async with self._command() as wire:
            await self._return_to_chosen(wire)
            return await self._fetcher(wire).headers(uids, " ".join(names))

    def _fetcher(self, wire: Wire) -> Fetcher:
        async def ask(uids: Sequence[int], items: str) -> Response:
            response = await wire.fetch(",".join(map(str, uids)), items, by_uid=True)
            return response if response.result == "NO" else self._ok(response, "FETCH")

        return Fetcher(ask, self._max_bytes)

    async def _uids_after(self, wire: Wire, uid: int, since: datetime | None) -> list[int]:
        """One SEARCH finds them all; what is left of it serves the next calls. `n:*` also names the last one."""
        left = [one for one in self._found if one > uid] if uid >= self._found_after else []
        if not left and (keys := self._keys(uid + 1, since)):
            response = self._ok(await wire.search(*keys, charset=None, by_uid=True), "SEARCH")
            left = sorted({one for one in listed_numbers(response) if one > uid})
        self._found, self._found_after = left, uid
        return left

    def _keys(self, first: int, since: datetime | None) -> tuple[str, ...]:
        """What to search for, from this UID on; () when nothing can be there."""
        if since is None or self._chosen is None:
            return "UID", f"{first}:*"
        last = self._chosen[1].uidnext - 1
        return ("UID", f"{first}:{last}", "SINCE", search_day(since)) if first <= last else ()

    async def has_message_id(self, folder: str, message_id: str) -> bool:
        return await self.has_header(folder, "Message-ID", message_id)

    async def has_header(self, folder: str, name: str, value: str) -> bool:
        """Whether a mail in `folder` carries this text in this header. The examined folder stays chosen."""
        async with self._command() as wire:
            await self._look_into(wire, folder)
            response = await wire.search("HEADER", name, quoted(value), charset=None, by_uid=True)
            return bool(listed_numbers(self._ok(response, "SEARCH")))

    async def headers_of(self, folder: str, message_id: str, name: str) -> list[bytes]:
        """Of each mail in `folder` with this Message-ID the header of that name, as it is written there; b"": it is not
        told."""
        async with self._command() as wire:
            await self._look_into(wire, folder)
            response = await wire.search("HEADER", "Message-ID", quoted(message_id), charset=None, by_uid=True)
            uids = listed_numbers(self._ok(response, "SEARCH"))[-MOST_PER_COMMAND:]
            told = await self._fetcher(wire).headers(uids, name) if uids else []
            return [next((mail.raw for mail in told if mail.uid == uid), b"") for uid in uids]

    async def append_sent(self, folder: str, raw: bytes, when: datetime) -> None:
        """Files a copy of a sent mail, marked as read. Conflict: it takes not this one; the line goes on."""
        lines = re.sub(rb"\r\n|\n|\r", b"\r\n", raw)
        async with self._command() as wire:
            response = await wire.append(lines, self._spelled(folder), "\\Seen", when)
            if response.result == "NO":
                refusal = NotFound if "[TRYCREATE]" in words(response).upper() else Conflict
                raise refusal(f'The server took no copy into "{folder}": {words(response)}', field="imap.folder")
            self._ok(response, "APPEND")

    async def wait_for_change(self, timeout: timedelta) -> bool:  # noqa: ASYNC109 - this is how long to wait, not a limit
        """True when the server announced new mail in the examined folder. Look after False as well, now and then."""
        clock = asyncio.get_running_loop()
        end = clock.time() + timeout.total_seconds()
        async with self._turn:
            wire = self._ready()
            async with self._guarded(wire, None):
                await self._return_to_chosen(wire)
                while not wire.news.is_set() and (left := end - clock.time()) > 0:
                    await self._wait_a_while(wire, left)
            self._refuse_lost(wire)
            arrived = wire.news.is_set()
            wire.news.clear()
            if arrived:
                self._found = []
            return arrived

    async def _wait_a_while(self, wire: Wire, left: float) -> None:
        """Some servers do not announce within IDLE what came before it: NOOP brings that out first."""
        async with asyncio.timeout(self._timeout):
            self._ok(await wire.simple_command("NOOP"), "NOOP")
        if wire.news.is_set():
            return
        if "IDLE" in wire.capabilities:
            response = await wire.watch(self._timeout, min(left, LONGEST_IDLE))
            if response.result == "OK":
                return
            self._refuse_lost(wire)
            wire.capabilities.discard("IDLE")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wire.news.wait(), min(left, self._poll))

    async def _look_into(self, wire: Wire, folder: str) -> FolderState:
        self._open_folder = None
        response = self._ok(await wire.look_into(self._spelled(folder)), "EXAMINE", folder)
        codes = {
            found[1].upper(): int(found[2])
            for answer in untagged(response, "OK")
            for found in _CODE.finditer(answer.text)
        }
        exists = [number(tokens(answer)[0]) or 0 for answer in untagged(response, "EXISTS")]
        if b"UIDVALIDITY" not in codes:
            raise ProtocolTrouble(
                f"The server gives the mails in {folder} no lasting numbers (UIDVALIDITY).",
                field="imap.host",
                remedy="This mailbox cannot be read safely; ask the provider.",
            )
        self._open_folder = folder
        count = exists[-1] if exists else 0
        told = codes.get(b"UIDNEXT")
        uidnext = told or await self._guess_uidnext(wire, count)
        return FolderState(codes[b"UIDVALIDITY"], uidnext, count, is_guessed=not told)

    async def _guess_uidnext(self, wire: Wire, count: int) -> int:
        """Old servers do not tell it: one above the last mail's."""
        if not count:
            return 1
        response = self._ok(await wire.fetch("*", "(UID RFC822.SIZE)", by_uid=True), "FETCH")
        return max(sizes(response), default=0) + 1

    async def _return_to_chosen(self, wire: Wire) -> None:
        """Back to the folder the caller examined, which must still be the one it was."""
        if self._chosen is None:
            raise Conflict("No folder was examined on this connection.", remedy="Call examine first.")
        folder, state = self._chosen
        if self._open_folder == folder:
            return
        again = await self._look_into(wire, folder)
        if again.uidvalidity != state.uidvalidity:
            self._drop()
            raise ProtocolTrouble(f"The folder {folder} was numbered anew meanwhile.", remedy="Examine it again.")
        self._chosen = (folder, again)
        if again.uidnext != state.uidnext:
            wire.news.set()

    @contextlib.asynccontextmanager
    async def _command(self) -> AsyncIterator[Wire]:
        async with self._turn:
            wire = self._ready()
            async with self._guarded(wire, self._timeout):
                yield wire

    @contextlib.asynccontextmanager
    async def _guarded(self, wire: Wire, patience: float | None) -> AsyncIterator[None]:
        """After a time-out or a cancellation nobody knows which answer comes next: the connection goes."""
        clock = asyncio.get_running_loop()
        last = None if patience is None else clock.time() + patience * PATIENCE_FACTOR
        try:
            async with asyncio.timeout(patience) as limit:
                if patience is not None and last is not None:
                    wire.on_data = lambda: _extend(limit, min(clock.time() + patience, last))
                yield
        except TimeoutError as error:
            self._drop()
            raise silence("imap", self.login, "command") from error
        except (AioImapException, ValueError) as error:
            self._drop()
            raise ProtocolTrouble(f"The server's answer makes no sense: {shorten(str(error))}.") from error
        except (asyncio.CancelledError, ProtocolTrouble):
            self._drop()
            raise
        finally:
            wire.on_data = lambda: None

    def _ready(self) -> Wire:
        if self._wire is None:
            raise Unreachable("The connection is not open.", field="imap.host", remedy="Open it first.")
        self._refuse_lost(self._wire)
        return self._wire

    def _refuse_lost(self, wire: Wire) -> None:
        if wire.lost:
            self._drop()
            last = f" It said: {shorten(wire.farewell)}" if wire.farewell else ""
            raise Unreachable(
                f"{self.login.host}:{self.login.port} closed the connection.{last}",
                field="imap.host",
                remedy="Open it again; if that repeats itself, ask the provider.",
            )

    def _ok(self, response: Response, command: str, folder: str | None = None) -> Response:
        if response.result == "OK":
            return response
        if response.result == LOST and self._wire is not None:
            self._refuse_lost(self._wire)
        said = words(response)
        if folder is not None and response.result == "NO" and not _PASSING.search(said):
            raise NotFound(f'The folder "{folder}" cannot be opened: {said}', field="imap.folder")
        raise ProtocolTrouble(f"The server refused {command}: {said or response.result}")

    def _spelled(self, folder: str) -> str:
        wire_form = self._names.get(folder) or wire_name(folder)
        return quoted(wire_form.decode("utf-8", "surrogateescape"))

    def _drop(self) -> None:
        wire, self._wire = self._wire, None
        self._open_folder, self._chosen, self._found = None, None, []
        if wire is not None:
            wire.hang_up("")


async def check(login: ServerLogin, *, patience: float = 30) -> None:
    """Connects and logs in for real. Raises a WireError with the field to mend. `patience`: seconds."""
    line = ImapLine(login, timeout=patience)
    await line.open()
    await line.close()


def _extend(limit: asyncio.Timeout, until: float) -> None:
    """While data comes, the command is alive. Too late is not an error."""
    with contextlib.suppress(RuntimeError):
        limit.reschedule(until)
