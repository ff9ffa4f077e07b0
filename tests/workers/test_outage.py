"""PostgreSQL goes away and comes back: parts wait for it, and what became of a mail is not forgotten meanwhile."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.edge.vault import Vault
from engine.errors import LoginRefused, Unreachable
from engine.flows.house import House
from engine.flows.patiently import patiently
from engine.flows.send import send
from engine.rules.vocabulary import OutState
from engine.settings import Settings
from engine.store.database import Database
from engine.store.migrate import migrate
from engine.store.tables import Activity, Mailbox, MailboxState, MessageOut
from offhours import parts
from offhours.chaos.servers import Postgres
from tests.support.api import URL, CountingBell, StillClock
from tests.support.house import NO_SUCH_USER, SENT, STALLED, UNKNOWN, WORKER, Desk, Wire


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    server = Postgres(tmp_path_factory.mktemp("away"))
    migrate(server.url)
    yield server
    server.stop()


@pytest.fixture
async def away(postgres: Postgres) -> AsyncIterator[Desk]:
    """A desk whose database is this one."""
    clock = StillClock()
    house = House(Database(postgres.url), clock, Vault(b"k" * 32), Settings(), CountingBell(), URL)
    yield await Desk(house, clock).open()
    await house.database.close()


class Outage(Wire):
    """The database is gone before the server's answer is there, and comes back a while after it."""

    def __init__(self, postgres: Postgres, answer: object) -> None:
        super().__init__()
        self.answers.append(answer)
        self.postgres = postgres
        self.back: asyncio.Task[None] | None = None

    async def deliver(self, sender, recipient, raw, *, within=None):
        await asyncio.to_thread(self.postgres.end_at_once)
        self.back = asyncio.create_task(self._come_back())
        return await super().deliver(sender, recipient, raw)

    async def _come_back(self) -> None:
        await pause(1)
        await asyncio.to_thread(self.postgres.start)


async def pause(seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)


async def test_what_became_of_a_mail_is_written_when_the_database_is_back(away: Desk, postgres: Postgres) -> None:
    box = await away.mailbox()
    for number in range(5):
        await away.person(f"p{number}@company{number}.test")
    await away.campaign(box)
    for answer, state in (
        (SENT, OutState.SENT),
        (NO_SUCH_USER, OutState.FAILED),
        (STALLED, OutState.DUE),
        (UNKNOWN, OutState.UNCERTAIN),
        (LoginRefused("no", field="smtp.password"), OutState.DUE),
    ):
        while not (claims := await away.dispatch(box)):
            away.later(minutes=1)
        away.clock.at = max(away.clock.at, claims[0].send_at)
        wire = Outage(postgres, answer)
        await send(away.house, claims[0].out_id, WORKER, wire)
        assert wire.back is not None
        await wire.back
        assert (await away.get(MessageOut, claims[0].out_id)).state is state
    assert len(await away.all(select(MessageOut).where(col(MessageOut.position) == 2))) == 1, "what was sent goes on"
    doubts = await away.all(select(Activity).where(col(Activity.what) == "mail.uncertain"))
    assert [doubt.why for doubt in doubts] == [UNKNOWN.text], "only where the server's answer was lost"
    assert (await away.get(Mailbox, box.id)).state is MailboxState.ERROR


async def test_a_part_that_starts_before_its_database_waits_for_it(
    postgres: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = Settings(database_url=postgres.url, secret_key=SecretStr("s" * 32), data_dir=tmp_path)
    await asyncio.to_thread(postgres.end_at_once)
    begun = asyncio.Event()

    async def part() -> None:
        async with parts.build(given):
            begun.set()

    waiting = asyncio.create_task(part())
    await pause(1)
    assert not waiting.done()
    assert "PostgreSQL does not answer; waiting for it, for 120 seconds at most" in caplog.text
    await asyncio.to_thread(postgres.start)
    await waiting
    assert begun.is_set()
    assert "PostgreSQL answers" in caplog.text


async def test_a_database_that_goes_away_again_before_it_has_its_tables_is_waited_for(
    postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def make(url: str) -> None:
        tries.append(url)
        if len(tries) == 1:
            postgres.end_at_once()
        try:
            migrate(url)
        finally:
            if len(tries) == 1:
                postgres.start()

    await parts.until_it_has_tables(postgres.url, make)
    assert len(tries) == 2
    assert "PostgreSQL went away again" in caplog.text


async def test_a_database_that_goes_away_just_after_it_has_its_tables_is_waited_for(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    until_it_has_tables, coming = parts.until_it_has_tables, []

    async def and_then_goes(url: str) -> None:
        await until_it_has_tables(url)
        await asyncio.to_thread(postgres.end_at_once)
        coming.append(asyncio.create_task(asyncio.to_thread(postgres.start)))

    monkeypatch.setattr(parts, "until_it_has_tables", and_then_goes)
    given = Settings(database_url=postgres.url, secret_key=SecretStr("s" * 32), data_dir=tmp_path)
    async with parts.build(given):
        await coming[0]
    assert "the database takes nothing now; kept until it does: the start" in caplog.text


async def test_a_database_that_refuses_us_is_not_waited_for(postgres: Postgres) -> None:
    stranger = make_url(postgres.url).set(username="nobody")
    async with asyncio.timeout(30):
        with pytest.raises(DBAPIError, match="nobody"):
            await parts.until_it_has_tables(stranger.render_as_string(hide_password=False))


async def test_the_waiting_has_an_end_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"DATABASE_URL: PostgreSQL did not answer within 1 seconds\. Start it"):
        await parts.until_it_answers(f"postgresql://postgres@/x?host={tmp_path}", patience=1)


async def test_a_statement_that_is_refused_is_not_tried_again(away: Desk) -> None:
    tries = []

    async def wrong() -> None:
        tries.append(1)
        async with away.house.database.begin() as session:
            await session.execute(select(col(Activity.id)).where(col(Activity.id) == 10**30))

    with pytest.raises(Exception, match="out of range"):
        await patiently(wrong)
    assert len(tries) == 1
