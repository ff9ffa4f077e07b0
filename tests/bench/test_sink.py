"""The sink speaks enough SMTP for the bare loop and for our own line, and counts every mail once."""

import time
from collections.abc import Iterator

import pytest

from engine.edge.login import Security, ServerLogin
from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import OffhoursError
from offhours.bench import bare
from offhours.bench.bare import Parcel
from offhours.bench.helper import Helper, HelperEnded
from offhours.bench.sink import HOST, Sink, Tally, _Dialogue

RAW = b"Subject: Hello\r\n\r\nHi Alex,\r\n.leading dot\r\n"


class Transport:
    """Remembers what was written."""

    def __init__(self) -> None:
        self.said = b""

    def write(self, data: bytes) -> None:
        self.said += data


def talk(*pieces: bytes) -> tuple[bytes, int]:
    tally, transport = Tally(10), Transport()
    dialogue = _Dialogue(tally)
    dialogue.connection_made(transport)  # type: ignore[arg-type]
    for piece in pieces:
        dialogue.data_received(piece)
    return transport.said, tally.count.value


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([b"a\r\n.\r\n"], id="in one piece"),
        pytest.param([b"a\r\n", b".\r\n"], id="the dot by itself"),
        pytest.param([b"a\r", b"\n.", b"\r", b"\n"], id="byte by byte"),
        pytest.param([b"..\r\n\r\n", b".\r\n"], id="after an empty line"),
    ],
)
def test_a_mail_ends_with_a_dot_however_it_is_cut(body: list[bytes]) -> None:
    said, taken = talk(b"EHLO x\r\n", b"MAIL FROM:<a@b.test>\r\n", b"RCPT TO:<c@d.test>\r\n", b"DATA\r\n", *body)
    assert (said.endswith(b"250 2.0.0 taken\r\n"), taken) == (True, 1)


def test_a_dot_within_a_line_ends_nothing() -> None:
    assert talk(b"DATA\r\n", b"one.\r\n", b"..\r\n", b"x.\r\n")[1] == 0


def test_an_unknown_command_is_refused() -> None:
    assert talk(b"VRFY x\r\n")[0].endswith(b"500 5.5.1 not here\r\n")


@pytest.fixture
def senders() -> Iterator[list[Helper]]:
    """Processes that are ended with the test."""
    made: list[Helper] = []
    yield made
    for helper in made:
        helper.end()


async def test_our_line_and_the_bare_loop_are_both_counted(senders: list[Helper]) -> None:
    sink = Sink(100)
    senders.append(sink.helper)
    await sink.open()
    line = SmtpLine(ServerLogin(HOST, sink.port, Security.NONE, "rep", "a password"))
    assert (await line.deliver("a@b.test", "c@d.test", RAW)).outcome is Outcome.SENT
    await line.close()
    assert sink.count == 1
    sink.reset()
    loop = Helper("bare loop", bare.main, sink.port, [Parcel("a@b.test", "c@d.test", RAW)], 20, 4)
    senders.append(loop)
    assert await loop.hear() == "ready"
    loop.tell("go")
    await sink.reached(20, [loop])
    assert await loop.hear() == "done"
    assert (sink.count, sink.rate(5, 20) > 0) == (20, True)


async def test_a_sender_that_is_gone_is_said(senders: list[Helper]) -> None:
    sink = Sink(10)
    senders.append(sink.helper)
    await sink.open()
    loop = Helper("bare loop", bare.main, sink.port, [], 1, 1)
    senders.append(loop)
    await loop.hear()
    loop.end()
    with pytest.raises(OffhoursError, match="0 of 5 mails had come"):
        await sink.reached(5, [loop])


async def test_a_helper_without_an_answer_is_said(senders: list[Helper]) -> None:
    helper = Helper("clock", time.sleep)
    senders.append(helper)
    with pytest.raises(HelperEnded, match="The clock ended before"):
        await helper.hear()
