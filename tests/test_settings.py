"""Settings refuse to be unsafe, in one line that names them as the environment does."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import Invalid
from engine.settings import Settings
from offhours.parts import listen

REPOSITORY = Path(__file__).parents[1]


def offhours(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "offhours", *words]
    return subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param("DATABASE_URL", "mysql://x/y", "begins with postgresql://", id="another database"),
        pytest.param("REDIS_URL", "nonsense", "begins with redis://", id="no redis"),
        pytest.param("OFFHOURS_PUBLIC_URL", "javascript:alert(1)", "begins with https://", id="no web address"),
        pytest.param("OFFHOURS_PUBLIC_URL", "https://bücher.example", "xn--", id="letters that no header holds"),
        pytest.param("OFFHOURS_PUBLIC_URL", "https://example.com/?a=1", "https://mail", id="nothing goes behind it"),
        pytest.param("OFFHOURS_PUBLIC_URL", "https://example.com:https", "https://mail", id="no port"),
        pytest.param(
            "OFFHOURS_PUBLIC_URL", "https://me:secret@example.com", "https://mail", id="a secret for everybody"
        ),
        pytest.param("OFFHOURS_TICK", "-5", "more than 0", id="time runs forward"),
        pytest.param("OFFHOURS_OPINION_URL", "http://ai.example.com/v1", "begins with https://", id="words in clear"),
        pytest.param("OFFHOURS_OPINION_URL", "https://ai.example.com", "OFFHOURS_OPINION_MODEL", id="no model"),
        pytest.param("OFFHOURS_POLL", "soon", "OFFHOURS_POLL: give seconds", id="no number"),
        pytest.param("OFFHOURS_POLL", "nan", "OFFHOURS_POLL: give seconds", id="a number that is none"),
        pytest.param("OFFHOURS_POLL", "inf", "OFFHOURS_POLL: give seconds", id="for ever"),
        pytest.param("OFFHOURS_DATABASE_POOL", "ten", "OFFHOURS_DATABASE_POOL: should be a valid integer", id="a word"),
        pytest.param("OFFHOURS_SECRET_KEY", "short", "32 random characters", id="short secret"),
        pytest.param("OFFHOURS_PUBLIC_ULR", "https://x.example", "Is OFFHOURS_PUBLIC_URL meant?", id="misspelt"),
        pytest.param("offhours_poll_seconds", "5", "Is OFFHOURS_POLL meant?", id="in small letters"),
        pytest.param("OFFHOURS_HOST", "nosuch.invalid", "cannot be listened on", id="no such host"),
    ],
)
def test_a_bad_setting_is_refused_by_name(name: str, value: str, says: str, tmp_path: Path) -> None:
    said = offhours("serve", "--port", "0", "--data-dir", str(tmp_path), **{name: value})
    assert said.returncode == 2
    assert name.upper() in said.stderr
    assert says in said.stderr
    assert "Traceback" not in said.stderr
    assert "short\n" not in said.stderr


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a compose file does it; an empty host would listen on every address of the machine."""
    for name in ("OFFHOURS_HOST", "OFFHOURS_PORT", "OFFHOURS_DATA_DIR", "OFFHOURS_TICK", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    assert Settings() == Settings.model_construct()
    assert Settings().host == "127.0.0.1"


def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OFFHOURS_SERVICE_HOST", "OFFHOURS_SERVICE_PORT_HTTP", "OFFHOURS_PORT_8025_TCP_ADDR"):
        monkeypatch.setenv(name, "10.0.0.7")
    assert Settings() == Settings.model_construct()


def test_a_port_that_is_taken_is_told_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Invalid) as refused:
        listen(Settings(port=taken.getsockname()[1]))
    assert "cannot be listened on (Address already in use)." in str(refused.value)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("not a folder")
    for words in (["serve", "--port", "0"], ["demo", "--headless", "--port", "0"]):
        said = offhours(*words, "--data-dir", str(taken))
        assert (said.returncode, "Traceback" in said.stderr) == (2, False)
        assert str(taken) in said.stderr


def test_a_fresh_demo_removes_only_a_demo(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("keep")
    said = offhours("demo", "--fresh", "--headless", "--port", "0", "--data-dir", str(tmp_path))
    assert said.returncode == 2
    assert precious.read_text() == "keep"
