"""aioimaplib's protocol with its traps closed: an iterative reader, no secrets in logs, and nobody left waiting.

What is kept of the library: the state machine, tags, commands and their completion. What is replaced: reading
(recursive, quadratic, corrupts "* " inside strings), the greeting, logging in, and the end of a connection.
"""

import asyncio
import contextlib
import ssl
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from aioimaplib import Command, IMAP4ClientProtocol
from aioimaplib.aioimaplib import AUTH, CONNECTED, LOGOUT, NONAUTH, SELECTED, Response

from engine.edge.hanging_up import hang_up
from engine.edge.imap_grammar import Answer, AnswerReader, quoted
from engine.edge.login import xoauth2

LOST = "LOST"
"""The result of a command whose connection ended before the answer came."""


class Wire(IMAP4ClientProtocol):  # type: ignore[misc]  # the library has no types
    """One connection. Commands are given one at a time; their untagged answers are `Answer`s, whole."""

    transport: Any
    pending_sync_command: Any
    idle_queue: "asyncio.Queue[Any]"

    def __init__(self, largest_literal: int) -> None:
        super().__init__(asyncio.get_running_loop())
        self.greeting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.news = asyncio.Event()
        self.lost = False
        self.farewell = ""
        self.challenge = ""
        self.on_data: Callable[[], None] = _nothing
        self._reader = AnswerReader(largest_literal)
        self._sasl: list[bytes] = []

    # What comes in

    def data_received(self, data: bytes) -> None:
        self.on_data()
        try:
            for answer in self._reader.feed(data):
                self._take(answer)
        except ValueError as error:
            self.hang_up(f"The server's answer makes no sense: {error}.")

    def connection_lost(self, exc: Exception | None) -> None:
        self.hang_up("")

    def _take(self, answer: Answer) -> None:
        if self.state == CONNECTED and not self.greeting.done():
            self.greeting.set_result(answer)
        elif answer.text.startswith(b"+"):
            self._continuation(answer.text)
        elif answer.text.startswith(b"*"):
            self._untagged(answer)
        elif answer.text:
            self._tagged(answer.text)

    def _untagged(self, answer: Answer) -> None:
        stripped = Answer((answer.text[1:].lstrip(b" "), *answer.lines[1:]), answer.literals)
        word, _, rest = stripped.text.partition(b" ")
        if word.upper() == b"BYE" and self.state != LOGOUT and not self._is_leaving():
            self.hang_up(rest.decode("utf-8", "replace"))
            return
        if word.isdigit() and rest.strip().upper() in (b"EXISTS", b"RECENT"):
            self.news.set()
        if word.upper() == b"CAPABILITY":
            self.learn(rest)
        command = self._waiting()
        if command is not None:
            command.append_to_resp(stripped)

    def _tagged(self, line: bytes) -> None:
        tag, _, rest = line.partition(b" ")
        command = self._waiting()
        if command is None or command.tag.encode() != tag:
            self.hang_up("The server answered a question nobody asked.")
            return
        word, _, text = rest.partition(b" ")
        self.pending_sync_command = None
        self.pending_async_commands.clear()
        command.close(text, word.decode("ascii", "replace").upper())

    def _continuation(self, line: bytes) -> None:
        command = self.pending_sync_command
        if command is not None and command.name == "AUTHENTICATE":
            # A second "+" carries the reason of a refusal and wants an empty line before the NO (RFC 7628 3.2.3).
            self.challenge = "" if self._sasl else line[1:].strip().decode("ascii", "replace")
            self.transport.write((self._sasl.pop(0) if self._sasl else b"") + b"\r\n")
        elif command is None or command.name != "APPEND" or self.literal_data is not None:
            super()._continuation(b"+")

    def _waiting(self) -> Command | None:
        if self.pending_sync_command is not None:
            return self.pending_sync_command
        return next(iter(self.pending_async_commands.values()), None)

    def _is_leaving(self) -> bool:
        command = self._waiting()
        return command is not None and command.name == "LOGOUT"

    def hang_up(self, why: str) -> None:
        """Ends the connection and wakes whoever waits for something on it."""
        if self.transport is not None:
            hang_up(self.transport)
        if self.lost:
            return
        self.lost, self.state = True, LOGOUT
        self.farewell = self.farewell or why
        command = self._waiting()
        self.pending_sync_command = None
        self.pending_async_commands.clear()
        if command is not None:
            command.close(b"", LOST)
        self._idle_event.set()
        self.news.set()
        if not self.greeting.done():
            self.greeting.cancel()

    # What goes out

    def send(self, line: str, scrub: str | None = None) -> None:
        """The library writes every line to its log, passwords included when their quoting differs."""
        self.transport.write(line.encode("utf-8", "surrogateescape") + b"\r\n")

    async def execute(self, command: Command, scrub: str | None = None) -> Response:
        if self.lost:
            return Response(LOST, [b""])
        return await super().execute(command)

    def learn(self, words: bytes) -> None:
        self.capabilities = set(words.decode("ascii", "replace").upper().split())

    async def capability(self) -> None:
        await self.execute(Command("CAPABILITY", self.new_tag(), loop=self.loop))

    def greeted(self, preauthenticated: bool) -> None:
        self.state = AUTH if preauthenticated else NONAUTH

    async def encrypt(self, context: ssl.SSLContext, host: str, patience: float) -> Response:
        """STARTTLS. What was said before it is forgotten; what comes with its answer is an attack (RFC 3501 6.2.1)."""
        response = await self.execute(Command("STARTTLS", self.new_tag(), loop=self.loop))
        if response.result == "OK":
            if not self._reader.is_between_answers:
                self.hang_up("The server said something before encryption began.")
                return Response(LOST, [b""])
            self.transport = await self.loop.start_tls(
                self.transport, self, context, server_hostname=host, ssl_handshake_timeout=patience
            )
            self.capabilities = set()
        return response

    async def enter(self, user: str, password: str) -> Response:
        """One attempt only, with the way that can carry every character. Capabilities may change by it."""
        if "AUTH=PLAIN" in self.capabilities:
            return await self._authenticate("PLAIN", f"\0{user}\0{password}".encode())
        self.capabilities = set()
        return self._entered(await self.execute(self._command("LOGIN", quoted(user), quoted(password))))

    async def show_token(self, user: str, token: str) -> Response:
        return await self._authenticate("XOAUTH2", xoauth2(user, token))

    async def _authenticate(self, mechanism: str, secret: bytes) -> Response:
        self.capabilities, known, self.challenge = set(), self.capabilities, ""
        packed = b64encode(secret)
        self._sasl = [] if "SASL-IR" in known else [packed]
        words = [mechanism, packed.decode()] if "SASL-IR" in known else [mechanism]
        return self._entered(await self.execute(self._command("AUTHENTICATE", *words)))

    def _command(self, name: str, *words: str) -> Command:
        return Command(name, self.new_tag(), *words, loop=self.loop)

    def _entered(self, response: Response) -> Response:
        if response.result == "OK":
            self.state = AUTH
        return response

    async def look_into(self, folder: str) -> Response:
        """EXAMINE. A refusal leaves no folder open, whatever was before."""
        response = await self.simple_command("EXAMINE", folder)
        if not self.lost:
            self.state = SELECTED if response.result == "OK" else AUTH
        return response

    async def watch(self, patience: float, length: float) -> Response:
        """IDLE until there is news, the connection ends, or `length` seconds are over."""
        self.idle_queue = asyncio.Queue()
        idle = asyncio.ensure_future(self.idle())
        ready = asyncio.ensure_future(self.wait_for_idle_response())
        try:
            async with asyncio.timeout(patience):
                await asyncio.wait([idle, ready], return_when=asyncio.FIRST_COMPLETED)
            if not idle.done():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.news.wait(), length)
                if not self.lost:
                    self.idle_done()
            async with asyncio.timeout(patience):
                return await idle
        finally:
            for task in (idle, ready):
                task.cancel()


def untagged(response: Response, word: str) -> list[Answer]:
    """The answers of one kind: those that begin with the word, or with a number and the word."""
    wanted = word.encode()
    found = []
    for line in response.lines:
        if isinstance(line, Answer):
            words = line.text.upper().split(b" ", 2)
            if words[0] == wanted or (len(words) > 1 and words[0].isdigit() and words[1] == wanted):
                found.append(line)
    return found


def listed_numbers(response: Response) -> list[int]:
    """The UIDs of all SEARCH answers."""
    words = (word for answer in untagged(response, "SEARCH") for word in answer.text.split()[1:])
    return [int(word) for word in words if word.isdigit()]


def _nothing() -> None:
    return None
