"""Debian's Dovecot, run privately on high ports as an ordinary user; None where it is not installed."""

import base64
import contextlib
import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from mailbox import Maildir
from pathlib import Path

from engine.edge.login import Security, ServerLogin
from tests.support.servers import HOST, NAME, PASSWORD, USER, Certificates, free_port, wait_for_port


@dataclass
class DovecotServer:
    """Dovecot over Maildirs that tests write into."""

    folder: Path
    port: int
    tls_port: int
    ca_file: str
    owner: pwd.struct_passwd

    def login_with(self, security: Security, password: str = PASSWORD) -> ServerLogin:
        port = self.tls_port if security is Security.TLS else self.port
        return ServerLogin(
            NAME, port, security, USER, password, self.ca_file if security is not Security.NONE else None
        )

    @property
    def login(self) -> ServerLogin:
        return self.login_with(Security.TLS)

    def deliver(self, raw: bytes, folder: str = "") -> None:
        """As a delivery agent does: a file moved into place. Dovecot notices within half a second."""
        box = self.maildir(folder)
        key = box.add(raw)
        if os.geteuid() == 0:
            os.chown(Path(box._path) / "new" / key, self.owner.pw_uid, self.owner.pw_gid)

    def maildir(self, folder: str = "") -> Maildir:
        """`folder` is a name inside the INBOX's Maildir, e.g. "Sent"; "" is the INBOX."""
        path = self.folder / "mail" / USER
        is_new = not (path / f".{folder}" if folder else path).exists()
        root = Maildir(path, create=True)
        box = root if not folder else root.add_folder(folder)
        if is_new:
            self._hand_over()
        return box

    def _hand_over(self) -> None:
        if os.geteuid() == 0:
            for path in (self.folder / "mail").rglob("*"):
                with contextlib.suppress(FileNotFoundError):
                    os.chown(path, self.owner.pw_uid, self.owner.pw_gid)


DOVECOT_PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextlib.contextmanager
def dovecot_server(
    *, folders: tuple[str, ...] = (), junk: bool = True, introspect: str = ""
) -> Iterator[DovecotServer | None]:
    """`junk`: there is a folder for it from the start. `introspect`: a URL that tells whether an access token is good
    (RFC 7662); then it takes XOAUTH2 too."""
    if DOVECOT_PROGRAM is None:
        yield None
        return
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="offhours-dovecot-"))
    certificates = Certificates(folder)
    server = DovecotServer(folder, free_port(), free_port(), certificates.ca_file, owner)
    _configure_dovecot(server, certificates, folders, introspect, JUNK if junk else "")
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    command = [DOVECOT_PROGRAM, "-F", "-c", str(folder / "dovecot.conf")]
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **as_owner)
    try:
        wait_for_port(server.port, process)
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _configure_dovecot(
    server: DovecotServer, certificates: Certificates, folders: tuple[str, ...], introspect: str, junk: str
) -> None:
    folder, owner = server.folder, server.owner
    (folder / "mail").mkdir()
    certificates.valid.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    secret = base64.b64encode(PASSWORD.encode()).decode()
    (folder / "users").write_text(f"{USER}:{{PLAIN.b64}}{secret}::::::\n")
    (folder / "oauth2.conf").write_text(OAUTH2.format(introspect=introspect))
    boxes = "\n".join(f'mailbox "{name}" {{\n auto = create\n}}' for name in folders)
    (folder / "dovecot.conf").write_text(
        DOVECOT.format(
            folder=folder,
            server=server,
            owner=owner,
            group=grp.getgrgid(owner.pw_gid).gr_name,
            boxes=boxes + junk,
            host=HOST,
            mechanisms="plain login xoauth2" if introspect else "plain login",
            by_token=BY_TOKEN.format(folder=folder) if introspect else "",
        )
    )
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


JUNK = """
  mailbox Werbung {
    auto = create
    special_use = \\Junk
  }
"""
OAUTH2 = """
introspection_url = {introspect}
introspection_mode = post
active_attribute = active
active_value = true
username_attribute = username
"""
BY_TOKEN = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = {host}
default_internal_user = {owner.pw_name}
default_internal_group = {group}
default_login_user = {owner.pw_name}
mail_uid = {owner.pw_uid}
mail_gid = {owner.pw_gid}
first_valid_uid = 1
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_home = {folder}/home/%u
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_max_userip_connections = 1000
{by_token}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  {boxes}
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
  process_min_avail = 1
  inet_listener imap {{
    address = {host}
    port = {server.port}
  }}
  inet_listener imaps {{
    address = {host}
    port = {server.tls_port}
    ssl = yes
  }}
}}
service imap {{
  service_count = 100
}}
service stats {{
  chroot =
}}
"""
