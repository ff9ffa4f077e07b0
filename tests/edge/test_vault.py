import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.edge.vault import Vault
from engine.errors import Invalid
from engine.settings import Settings
from offhours.parts import vault_of

KEY, OTHER = bytes(range(32)), bytes(reversed(range(32)))


def test_what_was_sealed_opens_again():
    vault = Vault(KEY)
    token = vault.seal('p"ä\\ß')
    assert vault.open(token) == 'p"ä\\ß'
    assert vault.seal("x") != vault.seal("x")


def test_another_key_says_so_and_does_not_open():
    token = Vault(KEY).seal("secret")
    for attempt in (Vault(OTHER).open, Vault(OTHER).reseal):
        with pytest.raises(Invalid) as refused:
            attempt(token)
        assert refused.value.field == "vault.key"
        assert refused.value.remedy


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA=="])
def test_a_damaged_token_does_not_open(token):
    with pytest.raises(Invalid):
        Vault(KEY).open(token)


def test_a_retired_key_still_opens_until_all_is_sealed_anew():
    token = Vault(OTHER).seal("secret")
    rotated = Vault(KEY, retired=[OTHER])
    assert rotated.open(token) == "secret"
    assert Vault(KEY).open(rotated.reseal(token)) == "secret"


def test_keys_for_different_purposes_differ_and_stay():
    vault = Vault(KEY)
    assert vault.sign_key("cookie") == Vault(KEY).sign_key("cookie")
    assert len({vault.sign_key("cookie"), vault.sign_key("opt-out"), Vault(OTHER).sign_key("cookie"), KEY}) == 4
    with pytest.raises(Invalid):
        vault.sign_key("seal")


def test_the_key_file_is_made_once_and_is_ours_alone(tmp_path):
    token = Vault.from_folder(tmp_path / "data").seal("secret")
    path = tmp_path / "data" / "vault.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Vault.from_folder(tmp_path / "data").open(token) == "secret"
    assert os.listdir(tmp_path / "data") == ["vault.key"]


def test_first_starts_at_the_same_time_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        vaults = list(pool.map(lambda _: Vault.from_folder(tmp_path), range(64)))
    assert len({vault.sign_key("cookie") for vault in vaults}) == 1


def test_a_key_file_with_an_older_key_below_opens_both(tmp_path):
    (tmp_path / "vault.key").write_bytes(b"\n".join(base64.urlsafe_b64encode(key) for key in (KEY, OTHER)))
    (tmp_path / "vault.key").chmod(0o600)
    assert Vault.from_folder(tmp_path).open(Vault(OTHER).seal("old")) == "old"


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe", base64.urlsafe_b64encode(b"16 bytes are few")])
def test_a_broken_key_file_says_so(tmp_path, content):
    (tmp_path / "vault.key").write_bytes(content)
    (tmp_path / "vault.key").chmod(0o600)
    with pytest.raises(Invalid) as refused:
        Vault.from_folder(tmp_path)
    assert refused.value.field == "vault.key"


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    Vault.from_folder(tmp_path)
    (tmp_path / "vault.key").chmod(0o644)
    with pytest.raises(Invalid) as refused:
        Vault.from_folder(tmp_path)
    assert "chmod 600" in refused.value.remedy


def test_a_secret_gives_the_same_vault_each_time():
    secret = "a secret that is long enough"
    token = Vault.from_secret(secret).seal("x")
    assert Vault.from_secret(secret).open(token) == "x"
    assert Vault.from_secret("another one, also long enough", retired=[secret]).open(token) == "x"


def test_what_the_key_file_made_is_known_after_a_secret_was_set(tmp_path):
    """Whoever goes from the database that comes along to one of their own has to set one."""
    before = vault_of(Settings(data_dir=tmp_path))
    own = {"data_dir": tmp_path, "database_url": "postgresql://x@localhost/x", "secret_key": "a" * 32}
    now = vault_of(Settings(**own))
    assert now.open(before.seal("x")) == "x"
    assert now.keys_for("opt-out") == (now.sign_key("opt-out"), before.sign_key("opt-out"))
    assert now.sign_key("opt-out") == Vault.from_secret("a" * 32).sign_key("opt-out")


def test_a_short_secret_is_refused_with_a_way_to_make_one():
    with pytest.raises(Invalid) as refused:
        Vault.from_secret("hunter2")
    assert "secrets.token_urlsafe" in refused.value.remedy


def test_keys_for_a_purpose_are_those_of_every_key_the_current_one_first():
    keys = Vault(KEY, retired=[OTHER]).keys_for("erasure")
    assert keys == (Vault(KEY).sign_key("erasure"), Vault(OTHER).sign_key("erasure"))
