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
    """Something goes wrong at the n-th draw and at the next `also`, and never else."""

    def __init__(self, fatal: int) -> None:
        super().__init__(1)
        self.left, self.also = fatal, 0

    def random(self) -> float:
        self.left -= 1
        return 0.0 if -1 - self.also <= self.left <= -1 else NEVER


class Remembering(Provider):
    def __init__(self, fatal: int) -> None:
        self.fate = Fate(fatal)
        super().__init__({USER: PASSWORD}, self.fate)
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
async def line(provider: Provider, password: str = PASSWORD, *, ahead: bool = False) -> AsyncIterator[SmtpLine]:
    server = await asyncio.start_server(lambda *streams: Session(provider, *streams, ahead=ahead).run(), "127.0.0.1", 0)
    login = ServerLogin("127.0.0.1", server.sockets[0].getsockname()[1], Security.NONE, USER, password, None)
    opened = SmtpLine(login, timeout=5)
    yield opened
    await opened.close()
    server.close()
    await server.wait_closed()


WAYS = pytest.mark.parametrize("ahead", [pytest.param(False, id="in turns"), pytest.param(True, id="ahead")])


@WAYS
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
        (13, ["closed at body"], Outcome.UNKNOWN, 0),
        (14, ["closed at dot"], Outcome.UNKNOWN, 0),
        (15, ["452 at dot"], Outcome.REFUSED, 0),
        (16, ["reply dropped after accepting"], Outcome.UNKNOWN, 1),
    ],
)
async def test_it_goes_wrong_at_every_state(
    draw: int, told: list[str], outcome: Outcome, taken: int, *, ahead: bool
) -> None:
    provider = Remembering(draw)
    async with line(provider, ahead=ahead) as opened:
        delivery = await opened.deliver(USER, "alex@acme.test", RAW)
    assert (provider.told, delivery.outcome, len(provider.taken)) == (told, outcome, taken)
    assert provider.dropped == (provider.taken if outcome is Outcome.UNKNOWN else [])
    assert provider.left == ([(USER, "alex@acme.test")] if outcome is Outcome.UNKNOWN else [])


@WAYS
async def test_it_takes_a_mail_as_it_was_and_several_on_one_connection(*, ahead: bool) -> None:
    provider = Remembering(99)
    async with line(provider, ahead=ahead) as opened:
        for _ in range(3):
            assert (await opened.deliver(USER, "alex@acme.test", RAW)).outcome is Outcome.SENT
    assert provider.taken == [RAW + b"\r\n"] * 3


@WAYS
async def test_who_hangs_up_at_the_go_ahead_leaves_it_open_what_was_said(*, ahead: bool) -> None:
    """Nobody can hear of it in time always; told as not sent it was seen before the dot."""
    provider = Remembering(12)
    async with line(provider, ahead=ahead) as opened:
        delivery = await opened.deliver(USER, "alex@acme.test", RAW)
    assert delivery.outcome in {Outcome.UNKNOWN, Outcome.NOT_SENT}
    assert (provider.told, provider.taken, provider.left) == (["closed at go-ahead"], [], [(USER, "alex@acme.test")])


@pytest.mark.parametrize(("draw", "told"), [(9, "450 at rcpt"), (7, "421 at mail")])
async def test_a_mail_to_nobody_is_wanted_now_and_then_and_not_given(draw: int, told: str) -> None:
    """What was said ahead of a no is answered as well; the next mail goes its way."""
    provider = Remembering(draw)
    provider.fate.also = 1
    async with line(provider, ahead=True) as opened:
        refused = await opened.deliver(USER, "alex@acme.test", RAW)
        assert (refused.outcome, provider.told) == (Outcome.REFUSED, [told, "354 without a recipient"])
        assert (await opened.deliver(USER, "alex@acme.test", RAW)).outcome is Outcome.SENT
    assert len(provider.taken) == 1


async def test_it_knows_its_users() -> None:
    async with line(Remembering(99), "another") as opened:
        with pytest.raises(LoginRefused):
            await opened.deliver(USER, "alex@acme.test", RAW)
