"""A submission server that misbehaves in every way servers do, at every state of the protocol (RFC 5321).

A state is named after what the client has just said: connect, ehlo, auth, mail, rcpt, data, body, dot; `go-ahead` is
the moment after the mail was asked for, `reply` after it was taken. What goes wrong there is drawn from HANGS_UP, SLOW
and REFUSES.
"""

import asyncio
import base64
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from engine.clock import SystemClock

HANGS_UP = {
    "connect": 0.002,
    "ehlo": 0.002,
    "auth": 0.002,
    "mail": 0.002,
    "rcpt": 0.002,
    "data": 0.002,
    "go-ahead": 0.002,
    "body": 0.002,
    "dot": 0.002,
    "reply": 0.005,
}
"""Shares. `dot`: the whole mail had come and was not taken; `reply`: it was taken and nobody hears of it."""
SLOW = 0.02
SLOW_AT = ("connect", "mail", "rcpt", "data", "dot", "reply")
SLOW_SECONDS = (0.1, 1.5)
"""Share of mails, states, and machine time."""

WANTS_IT_ALL_THE_SAME = 0.3
"""Share of the times when DATA was said ahead of a no to the recipient, and is answered with a go-ahead (RFC 2920 3.1).
"""

LEFT_OPEN = frozenset({"go-ahead", "body", "dot", "reply"})
"""States in which a client that is left alone cannot know what became of its mail: it may have said the dot."""


@dataclass(frozen=True)
class Refusal:
    kind: str
    share: float
    reply: str


REFUSES: Mapping[str, tuple[Refusal, ...]] = {
    "auth": (Refusal("454 at auth", 0.001, "454 4.7.0 Temporary authentication failure"),),
    "mail": (Refusal("421 at mail", 0.001, "421 4.3.2 Service shutting down"),),
    "rcpt": (
        Refusal("450 at rcpt", 0.005, "450 4.2.0 Mailbox busy, try again later"),
        Refusal("550 at rcpt", 0.006, "550 5.1.1 No such user here"),
    ),
    "data": (Refusal("451 at data", 0.001, "451 4.3.0 Local error, try again later"),),
    "dot": (
        Refusal("452 at dot", 0.002, "452 4.2.2 Mailbox full"),
        Refusal("554 at dot", 0.0004, "554 5.7.1 Message refused by policy"),
    ),
}


class Provider:
    """What a session asks: who may come in, what goes wrong now, and where a mail goes."""

    def __init__(self, passwords: Mapping[str, str], dice: Random) -> None:
        self.passwords, self.dice = passwords, dice

    def accept(self, mailbox: str, recipient: str, raw: bytes) -> None:
        """Takes responsibility; returns when it is on disk."""
        raise NotImplementedError

    def unheard(self, mailbox: str, recipient: str, raw: bytes) -> None:
        """It was taken, and whoever handed it in will not hear of that from us."""
        raise NotImplementedError

    def unanswered(self, mailbox: str, recipient: str) -> None:
        """Whoever hands this mail in may have said all of it, and gets no answer."""
        raise NotImplementedError

    def count(self, kind: str) -> None:
        raise NotImplementedError


class _HungUp(Exception):
    """We leave without a word."""


class Session:
    """One connection. `ahead`: it says that it takes commands ahead of its answers (RFC 2920)."""

    def __init__(
        self, provider: Provider, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, ahead: bool = False
    ) -> None:
        self._provider, self._reader, self._writer = provider, reader, writer
        self._offers = ["PIPELINING"] if ahead else []
        self._user = self._recipient = ""
        self._has_sender = False
        self._slow_at = self._draw_slow()

    async def run(self) -> None:
        try:
            await self._greet()
        except (_HungUp, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # gone, by our will or theirs
        finally:
            self._writer.transport.abort()

    async def _greet(self) -> None:
        await self._trouble("connect")
        await self._say("220 sink.test ESMTP")
        while line := (await self._reader.readline()).decode("utf-8", "replace").strip():
            verb, _, rest = line.partition(" ")
            if verb.upper() == "QUIT":
                await self._say("221 2.0.0 Bye")
                return
            await self._answer(verb.upper(), rest)

    async def _answer(self, verb: str, rest: str) -> None:
        match verb:
            case "EHLO" | "HELO":
                if not await self._refused("ehlo"):
                    offers = ["sink.test", *self._offers, "8BITMIME", "SMTPUTF8"]
                    await self._say(*[f"250-{offer}" for offer in offers], "250 AUTH PLAIN LOGIN")
            case "AUTH":
                await self._auth(rest)
            case "MAIL" | "RCPT" | "DATA" if not self._user:
                await self._say("530 5.7.0 Authentication required")
            case "MAIL":
                self._forget()
                if not await self._refused("mail"):
                    self._has_sender = True
                    await self._say("250 2.1.0 Ok")
            case "RCPT" if not self._has_sender:
                await self._say("503 5.5.1 MAIL first")
            case "RCPT":
                if not await self._refused("rcpt"):
                    self._recipient = rest[rest.index("<") + 1 : rest.index(">")].lower()
                    await self._say("250 2.1.5 Ok")
            case "DATA":
                await self._data()
            case "RSET":
                self._forget()
                await self._say("250 2.0.0 Ok")
            case _:
                await self._say("502 5.5.2 Unknown command")

    def _forget(self) -> None:
        self._has_sender, self._recipient = False, ""

    async def _auth(self, rest: str) -> None:
        if await self._refused("auth"):
            return
        mechanism, _, first = rest.partition(" ")
        if mechanism.upper() == "PLAIN":
            _, user, password = (await self._ask("", first)).split("\0")
        else:
            user = await self._ask("Username:", first)
            password = await self._ask("Password:", "")
        if self._provider.passwords.get(user.lower()) == password:
            self._user = user.lower()
            await self._say("235 2.7.0 Welcome")
        else:
            await self._say("535 5.7.8 Wrong user name or password")

    async def _ask(self, question: str, given: str) -> str:
        if not given:
            await self._say(f"334 {base64.b64encode(question.encode()).decode()}")
            given = (await self._reader.readline()).decode().strip()
        return base64.b64decode(given).decode()

    async def _data(self) -> None:
        if not self._recipient:
            await self._for_nobody()
            return
        if await self._refused("data"):
            return
        await self._say("354 Go ahead")
        await self._trouble("go-ahead")
        if self._provider.dice.random() < HANGS_UP["body"]:
            await self._reader.readexactly(200)
            self._hang_up("body")
        body = await self._reader.readuntil(b"\r\n.\r\n")
        if await self._refused("dot"):
            return
        raw = body[:-3].replace(b"\r\n..", b"\r\n.")
        self._provider.accept(self._user, self._recipient, raw)
        try:
            await self._trouble("reply")
        except _HungUp:
            self._provider.unheard(self._user, self._recipient, raw)
            raise
        self._slow_at = self._draw_slow()
        await self._say("250 2.0.0 Ok: queued")

    async def _for_nobody(self) -> None:
        if self._provider.dice.random() >= WANTS_IT_ALL_THE_SAME:
            await self._say("503 5.5.1 There is nobody to send it to")
            return
        self._provider.count("354 without a recipient")
        await self._say("354 Go ahead")
        await self._reader.readuntil(b"\r\n.\r\n")
        self._provider.count("a mail to nobody")
        await self._say("554 5.5.1 There is nobody to send it to")

    def _draw_slow(self) -> str:
        """Where the next mail is slow, "" mostly."""
        dice = self._provider.dice
        return dice.choice(SLOW_AT) if dice.random() < SLOW else ""

    async def _refused(self, state: str) -> bool:
        await self._trouble(state)
        dice = self._provider.dice.random()
        for refusal in REFUSES.get(state, ()):
            if dice < refusal.share:
                self._provider.count(refusal.kind)
                await self._say(refusal.reply)
                return True
            dice -= refusal.share
        return False

    async def _trouble(self, state: str) -> None:
        if self._slow_at == state:
            self._slow_at = ""
            self._provider.count(f"slow at {state}")
            await pause(self._provider.dice.uniform(*SLOW_SECONDS))
        if self._provider.dice.random() < HANGS_UP.get(state, 0):
            self._hang_up(state)

    def _hang_up(self, state: str) -> None:
        self._provider.count("reply dropped after accepting" if state == "reply" else f"closed at {state}")
        if state in LEFT_OPEN:
            self._provider.unanswered(self._user, self._recipient)
        raise _HungUp

    async def _say(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())
        with contextlib.suppress(ConnectionError):
            await self._writer.drain()


async def pause(seconds: float) -> None:
    """Machine time."""
    await SystemClock().sleep(timedelta(seconds=seconds))
