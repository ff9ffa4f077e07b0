"""Keeps mailbox passwords and tokens sealed at rest, and derives the keys that sign links and cookies."""

import base64
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from engine.errors import Invalid

KEY_BYTES = 32
KEY_FILE = "vault.key"
SHORTEST_SECRET = 16
_SEAL = "seal"


class Vault:
    """Seals with `key`; opens also what was sealed with one of the `retired` keys."""

    def __init__(self, key: bytes, *, retired: Sequence[bytes] = ()) -> None:
        for one in (key, *retired):
            if len(one) != KEY_BYTES:
                raise Invalid(
                    f"A vault key has {KEY_BYTES} bytes, this one {len(one)}.",
                    field="vault.key",
                    remedy="Restore the file from a backup.",
                )
        self._key, self._retired = key, tuple(retired)
        self._fernet = MultiFernet([_fernet(one) for one in (key, *retired)])
        self._signing: dict[str, bytes] = {}

    @classmethod
    def from_folder(cls, folder: Path) -> "Vault":
        """Reads the key file, one key a line with the current one first; makes it on first use."""
        path = folder / KEY_FILE
        if not path.exists():
            _create(path)
        keys = _keys_in(path)
        return cls(keys[0], retired=keys[1:])

    @classmethod
    def from_secret(cls, secret: str, folder: Path | None = None, *, retired: Sequence[str] = ()) -> "Vault":
        """For installations that hand secrets in by environment. The salt is fixed: the secret must be random. What was
        made with the key file of a `folder`, before there was a secret, is known as well."""
        file = folder and folder / KEY_FILE
        kept = _keys_in(file) if file and file.exists() else []
        return cls(_stretch(secret), retired=[*[_stretch(one) for one in retired], *kept])

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, token: str) -> str:
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise _wrong_key() from error

    def reseal(self, token: str) -> str:
        """The same text under the current key, so that a retired one can be dropped."""
        try:
            return self._fernet.rotate(token.encode()).decode()
        except InvalidToken as error:
            raise _wrong_key() from error

    def sign_key(self, purpose: str) -> bytes:
        """A key for one purpose only: a leaked cookie key says nothing about links or passwords (RFC 5869)."""
        if purpose == _SEAL:
            raise Invalid(f'The purpose "{_SEAL}" belongs to the vault itself.', remedy="Choose another word.")
        if purpose not in self._signing:
            self._signing[purpose] = _derive(self._key, purpose)
        return self._signing[purpose]

    def keys_for(self, purpose: str) -> tuple[bytes, ...]:
        """As `sign_key`, and the same of each retired key: what was made with one of these is still known."""
        return (self.sign_key(purpose), *(_derive(one, purpose) for one in self._retired))


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"offhours {purpose}".encode()).derive(key)


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(key, _SEAL)))


def _stretch(secret: str) -> bytes:
    """Costs about 50 ms and 16 MB once per start, and as much for every guess."""
    if len(secret) < SHORTEST_SECRET:
        raise Invalid(
            f"The secret is shorter than {SHORTEST_SECRET} characters.",
            field="secret",
            remedy="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return Scrypt(salt=b"offhours vault", length=KEY_BYTES, n=2**14, r=8, p=1).derive(secret.encode())


def _keys_in(path: Path) -> list[bytes]:
    """The current one first."""
    _refuse_open_door(path)
    try:
        keys = [base64.urlsafe_b64decode(line) for line in path.read_bytes().split()]
    except ValueError as error:
        raise _broken(path) from error
    if not keys:
        raise _broken(path)
    return keys


def _create(path: Path) -> None:
    """Written aside and linked into place: two first starts agree on one key, a crash leaves none half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{KEY_FILE}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    except FileExistsError:
        return
    except OSError as error:
        raise Invalid(
            f"The vault key cannot be written: {error}.", field="data folder", remedy="Make the folder writable."
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def _refuse_open_door(path: Path) -> None:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Invalid(
            f"{path} can be read by others on this machine.", field="vault.key", remedy=f"Run: chmod 600 {path}"
        )


def _broken(path: Path) -> Invalid:
    return Invalid(f"{path} does not hold a key.", field="vault.key", remedy="Restore it from a backup.")


def _wrong_key() -> Invalid:
    return Invalid(
        "A stored password cannot be opened: it was sealed with another key.",
        field="vault.key",
        remedy="Restore the key file or secret it was sealed with, or enter the password again.",
    )
