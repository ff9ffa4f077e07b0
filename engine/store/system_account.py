"""Whom the embedded PostgreSQL runs as: ourselves, or somebody else when we are root, which it refuses to be."""

import contextlib
import os
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Invalid, OffhoursError

with contextlib.suppress(ImportError):  # Windows has no users of this kind; `embedded.start` says what to do there
    import pwd

SYSTEM_USER = "pgserver"
"""PostgreSQL refuses to run as root; started as root it runs as this user, who is made on first use."""


class EmbeddedTrouble(OffhoursError):
    """The server that comes along could not be started."""


@dataclass(frozen=True)
class Account:
    """`uid` and `gid` are None when the server simply runs as ourselves."""

    uid: int | None = None
    gid: int | None = None

    def owns(self, uid: int) -> bool:
        return uid == (os.geteuid() if self.uid is None else self.uid)

    def take(self, paths: Iterable[Path]) -> None:
        """Makes over what root created on its behalf."""
        if self.uid is not None and self.gid is not None:
            for path in paths:
                if path.exists():
                    os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose_account(folder: Path, cluster: Path) -> Account:
    """The owner of the data; for new data ourselves, or when we are root the folder's owner or the system user."""
    ours = os.geteuid()
    owner = (cluster if cluster.exists() else folder).stat()
    if ours != 0:
        if owner.st_uid != ours and cluster.exists():
            raise unusable(folder, f"its data belongs to user {user_name(owner.st_uid)}")
        return Account()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    user = _system_user()
    return Account(user.pw_uid, user.pw_gid)


def let_pass(path: Path) -> None:
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


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def unusable(folder: Path, why: str) -> Invalid:
    return Invalid(
        f"The folder {folder} cannot hold the database: {why}.",
        field="data folder",
        remedy="Name another folder, or give this one to the user who starts the program.",
    )
