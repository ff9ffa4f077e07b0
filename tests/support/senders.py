"""A sender and a server in processes of their own, to be killed at any moment.

`python -m tests.support.senders sink PORT LOG` accepts every mail and notes it in LOG before it answers;
`... nursery DATABASE_URL BEGUN` makes, for each line on its input, a child that runs workers.sender ("poll": the
poller), and says its number: a fork of what is loaded already is at work in no time.
"""

import asyncio
import contextlib
import os
import re
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

from engine.clock import FastClock
from engine.edge.bells import PostgresBell
from engine.edge.vault import Vault
from engine.flows.house import House
from engine.settings import Settings
from engine.store.database import Database, plain_url
from tests.support.servers import HOST, NAME
from workers.poller import run_poller
from workers.sender import run_sender

KEY = b"k" * 32
SPEED = 240.0
"""Four minutes in a second."""
TUESDAY = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


class Sink:
    """Writes a line per mail before it answers, and answers a little late: there is time to die in between."""

    def __init__(self, log: Path) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def handle_DATA(self, server, session, envelope):
        found = re.search(rb"^message-id:\s*(\S+)", envelope.content, re.IGNORECASE | re.MULTILINE)
        os.write(self.log, b"%s %s\n" % (envelope.rcpt_tos[0].encode(), found[1]))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.01)
        return "250 2.0.0 queued"


async def sink(port: int, log: Path) -> None:
    loop = asyncio.get_running_loop()
    handler = Sink(log)

    def accept(*_: object) -> AuthResult:
        return AuthResult(success=True)

    server = await loop.create_server(
        lambda: SMTP(handler, hostname=NAME, loop=loop, authenticator=accept, auth_require_tls=False), HOST, port
    )
    await server.serve_forever()


def settings() -> Settings:
    return Settings(
        tick=timedelta(seconds=30),
        mail_timeout=timedelta(seconds=5),
        smallest_pause=timedelta(milliseconds=10),
        database_pool=4,
    )


def house_at(url: str, begun: datetime) -> House:
    database = Database(url, size=4)
    clock = FastClock(begun, TUESDAY, SPEED)
    return House(database, clock, Vault(KEY), settings(), PostgresBell(plain_url(database.url)), "http://offhours.test")


async def sender(url: str, begun: datetime) -> None:
    await run_sender(house_at(url, begun), asyncio.Event())


async def poller(url: str, begun: datetime) -> None:
    await run_poller(house_at(url, begun), asyncio.Event())


def nursery(url: str, begun: datetime) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for word in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run((poller if word.strip() == "poll" else sender)(url, begun))
            os._exit(0)
        os.write(sys.stdout.fileno(), b"%d\n" % child)


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "sink":
        asyncio.run(sink(int(given[0]), Path(given[1])))
    else:
        nursery(given[0], datetime.fromisoformat(given[1]))
