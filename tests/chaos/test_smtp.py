"""The provider of a run goes wrong where it is told to, and our own client says what became of the mail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from engine.edge.login import Security, ServerLogin
from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import LoginRefused
from offhours.chaos.smtp import Provider, Session

USER, PASSWORD = "robin@sender.example", "a word"
RAW = b"Subject: hello\r\n\r\n.a dot leads this line\r\nthe end of a mail that is long enough" + b" to be cut" * 30
NEVER = 0.999999


class Fate(Random):
    """Something goes wrong at the n-th draw, and never else."""

    def __init__(self, fatal: int) -> None:
        super().__init__(1)
        self.left = fatal

    def random(self) -> float:
        self.left -= 1
        return 0.0 if self.left == -1 else NEVER


class Remembering(Provider):
    def __init__(self, fatal: int) -> None:
        super().__init__({USER: PASSWORD}, Fate(fatal))
        self.taken: list[bytes] = []
        self.told: list[str] = []
        self.dropped: list[bytes] = []
        self.left: list[tuple[str, str]] = []

    def accept(self, mailbox: str, recipient: str, raw: bytes) -> None:
        assert (mailbox, recipient) == (USER, "alex@acme.test")
        self.taken.append(raw)

    def unheard(self, mailbox: str, recipient: str, raw: bytes) -> None:
        self.dropped.append(raw)

    def unanswered(self, mailbox: str, recipient: str) -> None:
        self.left.append((mailbox, recipient))

    def count(self, kind: str) -> None:
        self.told.append(kind)


@asynccontextmanager
async def line(provider: Provider, password: str = PASSWORD) -> AsyncIterator[SmtpLine]:
    server = await asyncio.start_server(lambda *streams: Session(provider, *streams).run(), "127.0.0.1", 0)
    login = ServerLogin("127.0.0.1", server.sockets[0].getsockname()[1], Security.NONE, USER, password, None)
    opened = SmtpLine(login, timeout=5)
    yield opened
    await opened.close()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    ("draw", "told", "outcome", "taken"),
    [
        (99, [], Outcome.SENT, 1),
        (1, ["closed at connect"], Outcome.NOT_SENT, 0),
        (2, ["closed at ehlo"], Outcome.NOT_SENT, 0),
        (4, ["closed at auth"], Outcome.NOT_SENT, 0),
        (5, ["454 at auth"], Outcome.NOT_SENT, 0),
        (6, ["closed at mail"], Outcome.NOT_SENT, 0),
        (7, ["421 at mail"], Outcome.REFUSED, 0),
        (8, ["closed at rcpt"], Outcome.NOT_SENT, 0),
        (9, ["450 at rcpt"], Outcome.REFUSED, 0),
        (10, ["closed at data"], Outcome.NOT_SENT, 0),
        (11, ["451 at data"], Outcome.REFUSED, 0),
        (12, ["closed at body"], Outcome.UNKNOWN, 0),
        (13, ["closed at dot"], Outcome.UNKNOWN, 0),
        (14, ["452 at dot"], Outcome.REFUSED, 0),
        (15, ["reply dropped after accepting"], Outcome.UNKNOWN, 1),
    ],
)
async def test_it_goes_wrong_at_every_state(draw: int, told: list[str], outcome: Outcome, taken: int) -> None:
    provider = Remembering(draw)
    async with line(provider) as opened:
        delivery = await opened.deliver(USER, "alex@acme.test", RAW)
    assert (provider.told, delivery.outcome, len(provider.taken)) == (told, outcome, taken)
    assert provider.dropped == (provider.taken if outcome is Outcome.UNKNOWN else [])
    assert provider.left == ([(USER, "alex@acme.test")] if outcome is Outcome.UNKNOWN else [])


async def test_it_takes_a_mail_as_it_was_and_several_on_one_connection() -> None:
    provider = Remembering(99)
    async with line(provider) as opened:
        for _ in range(3):
            assert (await opened.deliver(USER, "alex@acme.test", RAW)).outcome is Outcome.SENT
    assert provider.taken == [RAW + b"\r\n"] * 3


async def test_it_knows_its_users() -> None:
    async with line(Remembering(99), "another") as opened:
        with pytest.raises(LoginRefused):
            await opened.deliver(USER, "alex@acme.test", RAW)
