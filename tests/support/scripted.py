"""Servers that misbehave on purpose at one chosen moment, and otherwise do as they should."""

import asyncio
import socket
import ssl
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from enum import Enum, auto

from engine.edge.hanging_up import hang_up
from engine.edge.login import Security, ServerLogin
from tests.support.servers import HOST, NAME, USER


class Act(Enum):
    CLOSE = auto()
    ABORT = auto()
    STALL = auto()


Action = Act | str | bytes
ARRIVED = datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=1)))


class _Ended(Exception):
    """The script ended this connection."""


class ScriptedServer:
    """`script` maps a moment to an action; `scripts` gives each connection its own, the last one serving the rest."""

    def __init__(self, *scripts: dict[str, Action], tls: ssl.SSLContext | None = None) -> None:
        self.scripts = list(scripts) or [{}]
        self.tls = tls
        self.connections = 0
        self.said: Counter[str] = Counter()
        self.port = 0
        self._tasks: dict[asyncio.Task, asyncio.StreamWriter] = {}

    async def __aenter__(self):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)  # else the kernel swallows whole mails
        listener.bind((HOST, 0))
        self._server = await asyncio.start_server(self._serve, sock=listener, limit=2**20, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task, writer in list(self._tasks.items()):
            hang_up(writer.transport)
            task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks))
        await self._server.wait_closed()

    def login(
        self, security: Security = Security.NONE, ca_file: str | None = None, *, password: str = "secret"
    ) -> ServerLogin:
        return ServerLogin(NAME, self.port, security, USER, password, ca_file)

    async def _serve(self, reader, writer):
        self._tasks[asyncio.current_task()] = writer
        self.connections += 1
        script = self.scripts[min(self.connections, len(self.scripts)) - 1]
        try:
            await self.talk(reader, writer, script)
            writer.close()
        except (_Ended, OSError, EOFError, ValueError, asyncio.CancelledError):  # whatever a client sends
            hang_up(writer.transport)
        finally:
            self._tasks.pop(asyncio.current_task(), None)

    async def talk(self, reader, writer, script):
        raise NotImplementedError

    async def act(self, writer, action: Action | None, usual: Action) -> None:
        action = usual if action is None else action
        if action is Act.STALL:
            await asyncio.Event().wait()
        if action is Act.CLOSE:
            writer.close()
            await writer.wait_closed()
        if isinstance(action, Act):
            raise _Ended
        data = action if isinstance(action, bytes) else action.encode() + b"\r\n"
        writer.write(data)
        await writer.drain()


class ScriptedSmtp(ScriptedServer):
    """Moments: banner, the verbs, body (in the middle of it), and dot (after it). `ahead`: it says that it takes
    commands ahead of its answers."""

    accepted = 0
    body = b""

    def __init__(self, *scripts: dict[str, Action], ahead: bool = False, **more) -> None:
        super().__init__(*scripts, **more)
        self.offer = "250-PIPELINING\r\n" if ahead else ""

    async def talk(self, reader, writer, script):
        await self.act(writer, script.get("banner"), "220 ready")
        offer = f"250-here\r\n{self.offer}250-SIZE 50000000\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN"
        usual = {"EHLO": offer, "AUTH": "235 welcome"}
        while line := await reader.readline():
            verb = (line.split() or [b""])[0].upper().decode()
            self.said[verb] += 1
            if verb == "DATA":
                await self._take_mail(reader, writer, script)
                continue
            await self.act(writer, script.get(verb), usual.get(verb, "250 ok"))
            if verb == "QUIT":
                return

    async def _take_mail(self, reader, writer, script):
        await self.act(writer, script.get("DATA"), "354 go on")
        if "DATA" in script and not str(script["DATA"]).startswith("354"):
            return
        if "body" in script:
            await reader.readexactly(65_536)
            await self.act(writer, script["body"], "")
        body = b""
        while not (body == b".\r\n" or body.endswith(b"\r\n.\r\n")):
            body += await reader.readuntil(b"\n")
        self.body = body
        action = script.get("dot", "250 2.0.0 queued")
        if not isinstance(action, str) or not action.startswith(("4", "5")):
            self.accepted += 1  # or may have, as far as anyone can tell
        await self.act(writer, action, "")


class ScriptedImap(ScriptedServer):
    """Moments: greeting, the commands' names ("UID FETCH"), "idling" and "DONE". `{tag}` stands for the command's tag.

    `mails` are what the one folder holds, UID to bytes; `dates` are when they arrived, where it matters.
    """

    def __init__(self, *scripts: dict[str, Action], mails: dict[int, bytes] | None = None, **more) -> None:
        super().__init__(*scripts, **more)
        self.mails = mails or {}
        self.dates: dict[int, datetime] = {}
        self.lines: list[str] = []
        self.capability = "IMAP4rev1 IDLE AUTH=PLAIN"

    async def talk(self, reader, writer, script):
        await self.act(writer, script.get("greeting"), "* OK ready")
        while line := await reader.readline():
            words = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
            self.lines.append(words)
            tag, _, rest = words.partition(" ")
            if not rest:
                continue  # the answer to a "+" of the script
            verb = " ".join(rest.upper().split(" ")[: 2 if rest.upper().startswith("UID") else 1])
            self.said[verb] += 1
            if verb == "AUTHENTICATE" and verb not in script:
                await self.act(writer, None, "+ ")
                self.lines.append((await reader.readline()).decode())
            if verb == "APPEND":
                await self.act(writer, script.get("continue"), "+ go on")
                await reader.readexactly(int(rest.rpartition("{")[2].rstrip("}")) + 2)
            if verb == "IDLE":
                await self._idle(reader, writer, script, tag)
                continue
            await self.act(writer, _tagged(script.get(verb), tag), self._usual(verb, rest, tag))
            if verb == "LOGOUT":
                return

    async def _idle(self, reader, writer, script, tag):
        await self.act(writer, _tagged(script.get("IDLE"), tag), "+ idling")
        if "idling" in script:
            await self.act(writer, script["idling"], "")
        if (await reader.readline()).strip() == b"DONE":
            await self.act(writer, _tagged(script.get("DONE"), tag), f"{tag} OK idled")

    def _usual(self, verb: str, rest: str, tag: str) -> bytes:
        answers = {
            "CAPABILITY": lambda: [f"* CAPABILITY {self.capability}".encode()],
            "LIST": lambda: [b'* LIST () "/" INBOX', b'* LIST (\\Sent) "/" "Sent"'],
            "EXAMINE": lambda: [b"* %d EXISTS" % len(self.mails), b"* OK [UIDVALIDITY 7] x", self._uidnext()],
            "UID SEARCH": lambda: [b"* SEARCH " + b" ".join(b"%d" % uid for uid in self._search(rest))],
            "UID FETCH": lambda: list(self._fetch(rest)),
        }
        lines = answers.get(verb, list)()
        return b"\r\n".join([*lines, f"{tag} OK done".encode(), b""])

    def _uidnext(self) -> bytes:
        return b"* OK [UIDNEXT %d] x" % (max(self.mails, default=0) + 1)

    def _search(self, rest: str) -> list[int]:
        if "HEADER" in rest:
            wanted = rest.split('"')[1].encode()
            return [uid for uid, raw in self.mails.items() if wanted in raw]
        words = rest.split()
        first, _, last = words[3].partition(":")
        since = datetime.strptime(words[5], "%d-%b-%Y").date() if "SINCE" in words else date.min  # noqa: DTZ007 # a day
        ends = [max(self.mails, default=0) if end == "*" else int(end) for end in (first, last)]
        among = [uid for uid in self.mails if min(ends) <= uid <= max(ends)]
        return sorted(uid for uid in among if self._arrived(uid).date() >= since)

    def _arrived(self, uid: int) -> datetime:
        return self.dates.get(uid, ARRIVED)

    def _fetch(self, rest: str):
        uids = [int(one) for one in rest.split()[2].split(",")] if "*" not in rest.split()[2] else [max(self.mails)]
        for number, uid in enumerate(uids, 1):
            raw = self.mails.get(uid)
            if raw is None:
                continue
            if "BODY" not in rest:
                yield b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, uid, len(raw))
                continue
            if "HEADER" in rest:
                head = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                arrived = self._arrived(uid).strftime("%d-%b-%Y %H:%M:%S %z").encode()
                yield b'* %d FETCH (UID %d INTERNALDATE "%s" BODY[HEADER.FIELDS (X)] {%d}\r\n%s)' % (
                    *(number, uid, arrived),
                    *(len(head), head),
                )
                continue
            part = raw[: int(rest.partition("<0.")[2].partition(">")[0])] if "<0." in rest else raw
            name = b"BODY[]<0>" if "<0." in rest else b"BODY[]"
            arrived = self._arrived(uid).strftime("%d-%b-%Y %H:%M:%S %z").encode()
            yield b'* %d FETCH (UID %d INTERNALDATE "%s" %s {%d}\r\n%s)' % (
                *(number, uid, arrived, name),
                *(len(part), part),
            )


def _tagged(action: Action | None, tag: str) -> Action | None:
    if isinstance(action, str):
        return action.replace("{tag}", tag)
    return action.replace(b"{tag}", tag.encode()) if isinstance(action, bytes) else action
