"""The PostgreSQL that comes along: shared, joined after a crash, stopped by the last owner, with errors that help."""

import os
import pwd
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, make_url, text

from engine.errors import Invalid
from engine.store import embedded
from engine.store.embedded import EmbeddedTrouble, fresh_database
from tests.support.postgres import one_database, template_database

ROOT = Path(__file__).parents[2]
OWNER = """
import sys, time
from pathlib import Path
from engine.store import embedded
server = embedded.start(Path(sys.argv[1]), extra=embedded.SCRATCH)
try:
    print(server.url, flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    sys.exit(7)
"""


@pytest.fixture(scope="session")
def seed(tmp_path_factory) -> Path:
    """Data that was initialised once: making it costs a second, copying it a tenth."""
    folder = tmp_path_factory.mktemp("seed") / "data"
    embedded.start(folder, extra=embedded.SCRATCH).stop()
    return folder


@pytest.fixture
def folder(tmp_path, seed):
    subprocess.run(["cp", "-a", str(seed), str(tmp_path / "data")], check=True)
    yield tmp_path / "data"
    pid = server_pid(tmp_path / "data")
    if pid is not None:
        embedded.start(tmp_path / "data", extra=embedded.SCRATCH).stop()


def server_pid(folder: Path) -> int | None:
    try:
        pid = int((folder / "cluster" / "postmaster.pid").read_text().split()[0])
    except FileNotFoundError:
        return None
    return pid if psutil.pid_exists(pid) else None


def another_owner(folder: Path) -> subprocess.Popen:
    """In a session of its own, so that an interrupt reaches its whole group as from a terminal."""
    command = [sys.executable, "-c", OWNER, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql+psycopg://")
    return process


def ask(url: str, question: str):
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            return connection.execute(text(question)).scalar_one()
    finally:
        engine.dispose()


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def test_it_starts_keeps_what_was_written_and_stops(folder):
    server = embedded.start(folder)
    run(server.url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('Ähre')")
    assert ask(server.url, "SHOW fsync") == "on"
    assert ask(server.url, "SHOW full_page_writes") == "on"
    assert ask(server.url, "SHOW server_encoding") == "UTF8"
    assert ask(server.url, "SELECT current_database()") == "offhours"
    assert ask(server.url, "SHOW listen_addresses") == ""
    pid = server_pid(folder)
    server.stop()
    server.stop()
    assert pid is not None
    assert server_pid(folder) is None
    again = embedded.start(folder)
    assert ask(again.url, "SELECT lower(word) FROM kept") == "ähre"
    again.stop()


def test_nobody_else_can_enter(folder):
    server = embedded.start(folder, extra=embedded.SCRATCH)
    sockets = Path(str(ask(server.url, "SHOW unix_socket_directories")).strip('"'))
    for path in (folder, folder / "cluster", sockets):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    server.stop()


@pytest.mark.parametrize("name", ["with a space", "ümläut, 'quote' \"double\"", "long" * 30, "%41 & $HOME"])
def test_any_path_will_do(tmp_path, seed, name):
    subprocess.run(["cp", "-a", str(seed), str(tmp_path / name)], check=True)
    server = embedded.start(tmp_path / name, extra=embedded.SCRATCH)
    assert ask(server.url, "SELECT 1") == 1
    server.stop()
    assert server_pid(tmp_path / name) is None


def test_two_owners_in_one_process_share_it(folder):
    first, second = embedded.start(folder, extra=embedded.SCRATCH), embedded.start(folder)
    first.stop()
    assert ask(second.url, "SELECT 1") == 1
    second.stop()
    assert server_pid(folder) is None


def test_first_starts_at_the_same_time_end_in_one_server(tmp_path):
    folder = tmp_path / "new"
    with ThreadPoolExecutor(4) as pool:
        servers = list(pool.map(lambda _: embedded.start(folder, extra=embedded.SCRATCH), range(4)))
    assert {ask(server.url, "SELECT 1") for server in servers} == {1}
    for server in servers:
        assert server_pid(folder) is not None
        server.stop()
    assert server_pid(folder) is None


def test_a_server_that_outlived_its_killed_owner_is_joined_and_then_stopped(folder):
    owner = another_owner(folder)
    os.killpg(owner.pid, signal.SIGKILL)
    owner.communicate()
    orphan = server_pid(folder)
    assert orphan is not None
    server = embedded.start(folder, extra=embedded.SCRATCH)
    assert server_pid(folder) == orphan
    assert ask(server.url, "SELECT 1") == 1
    server.stop()
    assert server_pid(folder) is None


def test_an_interrupt_from_the_terminal_stops_it_in_order(folder):
    owner = another_owner(folder)
    os.killpg(owner.pid, signal.SIGINT)
    owner.communicate(timeout=20)
    assert owner.returncode == 7
    assert server_pid(folder) is None
    assert "received fast shutdown request" in (folder / "server.log").read_text()


def test_another_live_owner_keeps_it_running(folder):
    server = embedded.start(folder, extra=embedded.SCRATCH)
    owner = another_owner(folder)
    server.stop()
    assert server_pid(folder) is not None
    os.killpg(owner.pid, signal.SIGINT)
    owner.communicate(timeout=20)
    assert server_pid(folder) is None


def test_a_server_that_was_killed_is_recovered(folder):
    server = embedded.start(folder)
    run(server.url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('x')")
    pid = server_pid(folder)
    assert pid is not None
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    process.kill()
    psutil.wait_procs(family, timeout=10)
    server.stop()
    again = embedded.start(folder)
    assert ask(again.url, "SELECT count(*) FROM kept") == 1
    again.stop()


def test_a_pid_file_whose_number_now_belongs_to_somebody_else_does_not_stop_the_start(folder):
    server = embedded.start(folder, extra=embedded.SCRATCH)
    lines = (folder / "cluster" / "postmaster.pid").read_text().splitlines()
    server.stop()
    (folder / "cluster" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again = embedded.start(folder, extra=embedded.SCRATCH)
    assert ask(again.url, "SELECT 1") == 1
    again.stop()


def test_a_killed_server_whose_number_now_belongs_to_another_server_does_not_stop_the_start(folder, tmp_path):
    other = embedded.start(tmp_path / "other", extra=embedded.SCRATCH)
    server = embedded.start(folder, extra=embedded.SCRATCH)
    lines = (folder / "cluster" / "postmaster.pid").read_text().splitlines()
    sockets = Path(make_url(server.url).query["host"])
    lock = (sockets / ".s.PGSQL.5432.lock").read_text().splitlines()
    server.stop()
    number = str(server_pid(tmp_path / "other"))
    (folder / "cluster" / "postmaster.pid").write_text("\n".join([number, *lines[1:]]) + "\n")
    (sockets / ".s.PGSQL.5432.lock").write_text("\n".join([number, *lock[1:]]) + "\n")
    again = embedded.start(folder, extra=embedded.SCRATCH)
    assert ask(again.url, "SELECT 1") == ask(other.url, "SELECT 1") == 1
    again.stop()
    other.stop()


def test_a_first_start_that_was_interrupted_leaves_nothing_half_made(tmp_path):
    folder = tmp_path / "new"
    (folder / "cluster.new" / "base").mkdir(parents=True)
    (folder / "cluster.new" / "half").write_text("made")
    server = embedded.start(folder, extra=embedded.SCRATCH)
    assert ask(server.url, "SELECT 1") == 1
    server.stop()
    assert not (folder / "cluster.new").exists()


def test_data_of_another_version_is_left_alone(tmp_path):
    folder = tmp_path / "old"
    (folder / "cluster").mkdir(parents=True)
    (folder / "cluster" / "PG_VERSION").write_text("12\n")
    if os.geteuid() == 0:
        other = pwd.getpwnam("nobody")
        os.chown(folder / "cluster", other.pw_uid, other.pw_gid)
    with pytest.raises(EmbeddedTrouble) as refused:
        embedded.start(folder)
    assert "PostgreSQL 12" in refused.value.problem
    assert refused.value.remedy


def test_a_folder_that_cannot_be_one_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Invalid) as refused:
        embedded.start(tmp_path / "file" / "data")
    assert refused.value.field == "data folder"
    assert refused.value.remedy


def test_a_broken_setting_shows_what_the_server_said(folder):
    with pytest.raises(EmbeddedTrouble) as refused:
        embedded.start(folder, extra={"shared_buffers": "nonsense"})
    assert "server.log" in refused.value.remedy
    assert "nonsense" in (folder / "server.log").read_text()


def test_a_platform_without_a_wheel_is_told_what_to_do(folder, monkeypatch):
    monkeypatch.setattr(embedded, "POSIX", False)
    with pytest.raises(EmbeddedTrouble) as refused:
        embedded.start(folder)
    assert refused.value.field == "DATABASE_URL"


def test_databases_are_made_copied_and_dropped(postgres_url):
    def prepare(url):
        run(url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('x')")

    with template_database(postgres_url, prepare) as template:
        with one_database(postgres_url, template=template) as url:
            assert ask(url, "SELECT count(*) FROM kept") == 1
            run(url, "DROP TABLE kept")
        with one_database(postgres_url, template=template) as url:
            assert ask(url, "SELECT count(*) FROM kept") == 1
            anew = fresh_database(postgres_url, url.rpartition("/")[2].partition("?")[0])
            assert anew == url
            assert ask(url, "SELECT count(*) FROM pg_tables WHERE tablename = 'kept'") == 0


def test_a_server_that_died_under_its_owner_is_started_again(folder: Path) -> None:
    server = embedded.start(folder)
    try:
        assert not server.revive()
        first = server_pid(folder)
        os.kill(first, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(first)], timeout=10)
        assert server.revive()
        assert server_pid(folder) not in {None, first}
    finally:
        server.stop()
    assert not server.revive()
