"""Builds the program from its settings: ledger, keys, bell, web server, workers; and takes it down again."""

import asyncio
import contextlib
import errno
import gc
import logging
import resource
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import uvicorn
from psycopg.pq import Ping
from sqlalchemy.exc import DBAPIError

from api.app import create_app
from engine.clock import Clock, SystemClock
from engine.edge.bells import ArqBell, PostgresBell
from engine.edge.vault import Vault
from engine.errors import Invalid, OffhoursError, Unreachable
from engine.flows.house import Bell, House
from engine.flows.patiently import passes, patiently
from engine.flows.zones import mend_zones
from engine.settings import Settings
from engine.store import embedded
from engine.store.database import Database, plain_url
from engine.store.migrate import migrate
from engine.store.suppressions import unrecognised
from offhours.reader import use_weights

Part = Callable[[House, asyncio.Event], Awaitable[None]]

log = logging.getLogger(__name__)

MOST_FILES = 65_536
SELDOM = 10_000
"""New objects after which Python looks for garbage among them, 700 by default. A batch of mails makes thousands that
are gone with it; to look through them each time took a sender 3 % of its time."""
START_WITHIN, ASK_EVERY = 120.0, 0.5
"""Seconds of machine time that a database may take to come up, and between two questions whether it has: recovery after
a crash takes a minute at worst. A service manager starts us again after that."""
LOOK_EVERY = 2.0
"""Seconds of machine time between two looks at the embedded server."""


@asynccontextmanager
async def build(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Everything that the parts share. The embedded server is started here and stopped with us."""
    use_weights(settings.weights)
    with contextlib.ExitStack() as stack:
        url, server = settings.database_url, None
        if not url:
            server = await asyncio.to_thread(embedded.start, settings.data_dir / "postgres")
            stack.callback(server.stop)
            url = server.url
        vault = vault_of(settings)
        await until_it_has_tables(url)
        database = Database(url, size=settings.database_pool, folder=server.folder if server else "")
        bell = bell_of(settings, database)
        house = House(
            database=database,
            clock=clock or SystemClock(),
            vault=vault,
            settings=settings,
            bell=bell,
            public_url=(settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/"),
            is_reached=bool(settings.public_url),
        )
        keeper = asyncio.create_task(_keep_alive(server)) if server else None
        try:
            await patiently(lambda: mend_zones(house, set()), patience=START_WITHIN, kept="the start")
            await patiently(lambda: _tell_lost_key(database), patience=START_WITHIN, kept="the start")
            yield house
        finally:
            if keeper:
                keeper.cancel()
            await house.access.finish()
            await bell.close()
            await database.close()


@asynccontextmanager
async def visit(settings: Settings) -> AsyncIterator[House]:
    """For commands about what is there. Where no database is, none is made: an empty one would say of everybody that
    nothing is known of them."""
    folder = settings.data_dir / "postgres"
    if not settings.database_url and not embedded.exists(folder):
        raise Invalid(
            f"there is no database in {settings.data_dir.absolute()}.",
            field="OFFHOURS_DATA_DIR",
            remedy="Set it to the folder that the server was given, or run this where the server was started.",
        )
    async with build(settings) as house:
        yield house


async def _tell_lost_key(database: Database) -> None:
    """It cannot be mended later: whoever is brought in meanwhile is kept and mailed."""
    async with database.begin() as session:
        if lost := await unrecognised(session):
            log.error(
                "%d who were erased would not be recognised: their addresses were hashed with another key. Put the"
                " right vault.key or OFFHOURS_SECRET_KEY back before anybody is imported",
                lost,
            )


async def until_it_has_tables(url: str, make: Callable[[str], None] = migrate, patience: float = START_WITHIN) -> None:
    """It may go away again between its first answer and the last table; in seconds, `patience` is for that as well. A
    server that answers and says the same twice in a row refuses us, e.g. our password: for that, libpq has no state.
    """
    until, said = asyncio.get_running_loop().time() + patience, ""
    while True:
        await until_it_answers(url, patience)
        try:
            await asyncio.to_thread(make, url)
        except DBAPIError as trouble:
            again, said = said, str(trouble.orig)
            if not passes(trouble) or said == again or asyncio.get_running_loop().time() >= until:
                raise
            log.warning("PostgreSQL went away again: %s", trouble.orig)
            await _pause(ASK_EVERY)
        else:
            return


async def until_it_answers(url: str, patience: float = START_WITHIN) -> None:
    """A part may be started before its database is. Who may come in is not asked: a wrong password is said at once."""
    loop = asyncio.get_running_loop()
    until, told = loop.time() + patience, False
    given = psycopg.conninfo.make_conninfo(plain_url(url), connect_timeout=5).encode()
    while (answer := await asyncio.to_thread(psycopg.pq.PGconn.ping, given)) in {Ping.REJECT, Ping.NO_RESPONSE}:
        if loop.time() >= until:
            raise Unreachable(
                f"PostgreSQL did not answer within {patience:.0f} seconds.",
                field="DATABASE_URL",
                remedy="Start it, or correct host and port.",
            )
        if not told:
            does = "is starting" if answer == Ping.REJECT else "does not answer"
            log.warning("PostgreSQL %s; waiting for it, for %.0f seconds at most", does, patience)
            told = True
        await _pause(ASK_EVERY)
    if told:
        log.warning("PostgreSQL answers")


async def _pause(seconds: float) -> None:
    """Machine time."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)


async def _keep_alive(server: embedded.Embedded) -> None:
    """Start the embedded server again when something has ended it; the parts connect anew by themselves."""
    while True:
        await _pause(LOOK_EVERY)
        try:
            if await asyncio.to_thread(server.revive):
                log.warning("the embedded PostgreSQL had ended and was started again")
        except (OffhoursError, OSError) as trouble:
            log.error("the embedded PostgreSQL has ended and does not start: %s", trouble)


def bell_of(settings: Settings, database: Database) -> Bell:
    """LISTEN/NOTIFY while one PostgreSQL is all there is; arq where Redis is run."""
    return ArqBell(settings.redis_url) if settings.redis_url else PostgresBell(plain_url(database.url))


def vault_of(settings: Settings) -> Vault:
    secret = settings.secret_key.get_secret_value()
    if settings.database_url and not secret:
        raise Invalid(
            "is not set, but DATABASE_URL is.",
            field="OFFHOURS_SECRET_KEY",
            remedy="Set it to the same 32 or more random characters for every part; it seals mailbox passwords.",
        )
    return Vault.from_secret(secret, settings.data_dir) if secret else Vault.from_folder(settings.data_dir)


def listen(settings: Settings) -> socket.socket:
    """The web server's socket, bound before anything else is started, so that a taken port is said at once."""
    try:
        return socket.create_server((settings.host, settings.port), backlog=512)
    except OSError as taken:
        reason = str(taken.strerror).partition(" (while")[0]  # Python tells the address once more
        raise Invalid(
            f"{settings.host}:{settings.port} cannot be listened on ({reason}).",
            field="OFFHOURS_PORT" if taken.errno in {errno.EADDRINUSE, errno.EACCES} else "OFFHOURS_HOST",
            remedy="Stop what uses the port or choose another (0 picks a free one); the host must be this machine's.",
        ) from taken


class _Server(uvicorn.Server):
    """Leaves signals to `run`, which stops all parts together."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def web(listening: socket.socket) -> Part:
    """API and pages on a socket that is bound already."""

    async def serve(house: House, stop: asyncio.Event) -> None:
        config = uvicorn.Config(
            create_app(house), log_level="warning", access_log=False, timeout_graceful_shutdown=5, lifespan="off"
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        stopping.cancel()
        await serving

    return serve


async def run(house: House, stop: asyncio.Event, *parts: Part) -> None:
    """All parts until one fails or a signal comes; then the others finish what they have in hand."""
    more_files()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    thresholds = gc.get_threshold()
    gc.set_threshold(SELDOM, *thresholds[1:])
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(_until_stopped(part, house, stop))
    finally:
        gc.set_threshold(*thresholds)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def more_files() -> None:
    """Each connection is an open file, and many systems begin with 1,024 of them for old programs' sake."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


async def _until_stopped(part: Part, house: House, stop: asyncio.Event) -> None:
    try:
        await part(house, stop)
    finally:
        stop.set()


def talk(level: int = logging.INFO) -> None:
    """Our own words to the terminal; libraries: warnings only, their debug logs have mail in them.

    A polite end (SIGTERM) that comes before `run` listens for it takes everything down, too.
    """
    signal.signal(signal.SIGTERM, _end)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("engine", "api", "workers", "offhours"):
        logging.getLogger(name).setLevel(level)


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def settings_with(**changes: Any) -> Settings:
    """The environment's settings with those of the command line put over them."""
    return Settings(**{name: value for name, value in changes.items() if value is not None})
