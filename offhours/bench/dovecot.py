"""Dovecot 2.3 where it is installed: served from Maildirs in a folder of the run's own, as an ordinary user."""

import base64
import contextlib
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engine.errors import OffhoursError
from offhours.bench.sink import HOST

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
STARTS_WITHIN = 20.0
"""Seconds."""
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = {host}
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_home = {folder}/home/%u
mail_max_userip_connections = 1000
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    address = {host}
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def version() -> str:
    """ "2.3.19" or the like; "" where there is none. The configuration of other versions is another language."""
    if PROGRAM is None:
        return ""
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 # ours
    return said.stdout.split(" ", 1)[0].strip()


@contextlib.contextmanager
def serving(boxes: Sequence[str], mails: Iterable[tuple[str, bytes]], password: str) -> Iterator[int]:
    """The port at which each of `boxes` can be read; `mails` are told with the box they are in."""
    folder = Path(tempfile.mkdtemp(prefix="offhours-dovecot-"))
    try:
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        port = _lay_out(folder, owner, boxes, mails, password)
        process = _start(folder, owner)
        try:
            _wait(port, process)
            yield port
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(
    folder: Path, owner: pwd.struct_passwd, boxes: Sequence[str], mails: Iterable[tuple[str, bytes]], password: str
) -> int:
    for box in boxes:
        for part in ("cur", "new", "tmp"):
            (folder / "mail" / box / part).mkdir(parents=True)
    for number, (box, raw) in enumerate(mails):
        (folder / "mail" / box / "new" / f"{number}.offhours").write_bytes(raw)
    secret = base64.b64encode(password.encode()).decode()
    (folder / "users").write_text("".join(f"{box}:{{PLAIN.b64}}{secret}::::::\n" for box in boxes))
    with socket.create_server((HOST, 0)) as free:
        port = int(free.getsockname()[1])
    group = grp.getgrgid(owner.pw_gid).gr_name
    (folder / "dovecot.conf").write_text(
        CONFIGURATION.format(folder=folder, host=HOST, user=owner.pw_name, group=group, port=port)
    )
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    return port


def _start(folder: Path, owner: pwd.struct_passwd) -> subprocess.Popen[bytes]:
    assert PROGRAM is not None
    command = [PROGRAM, "-F", "-c", str(folder / "dovecot.conf")]
    with (folder / "output").open("wb") as output:
        if os.geteuid() == 0:
            return subprocess.Popen(  # noqa: S603 # our own command
                command,
                stdout=output,
                stderr=output,
                start_new_session=True,
                user=owner.pw_uid,
                group=owner.pw_gid,
                extra_groups=[],
            )
        return subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)  # noqa: S603


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.05)
    raise OffhoursError("Dovecot does not start.", remedy="Measure with --server market.")
