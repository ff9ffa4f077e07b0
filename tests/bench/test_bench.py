"""Small runs of both benches end with figures that make sense, and leave nothing behind."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from engine.errors import Conflict
from offhours.bench import dovecot
from offhours.bench.outbox import BEGIN, Size
from offhours.bench.scratch import scratch
from offhours.cli import app

DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def bench(folder: Path, *words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["bench", *words, "--json", "--data-dir", str(folder)])
    assert done.exit_code == 0, done.output
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert outcome["durable"] == DURABLE
    assert not (folder / "run").exists()
    return outcome


def test_sending_is_compared_with_a_bare_loop(tmp_path: Path) -> None:
    profile = tmp_path / "sender.prof"
    outcome = bench(tmp_path, "send", "--mails", "16", "--workers", "2", "--rounds", "1", "--profile", str(profile))
    (found,) = outcome["workers"]
    assert (found["workers"], 0 < found["ratio"] < 2) == (2, True)
    assert 0 < found["pace"]["allowed_used"] < 1, "the caps did not hold the pipeline up"
    assert found["pace"]["mailbox_days_at_cap"] == 0
    assert found["pace"]["left_due"] > 0, "there was always something to send"
    assert found["per_mail"]["commits"] > 0
    assert outcome["bare_mails_per_second"] > 0
    assert profile.stat().st_size > 0
    assert "message_out" in profile.with_suffix(".sql").read_text()


def test_a_round_is_measured_for_each_size(tmp_path: Path) -> None:
    outcome = bench(tmp_path, "dispatch", "--mailboxes", "4,2", "--rows", "2000,300", "--rounds", "2")
    assert [(size["mailboxes"], size["rows"]) for size in outcome["sizes"]] == [
        (2, 300),
        (2, 2000),
        (4, 300),
        (4, 2000),
    ]
    assert all(size["seconds"] > 0 and size["statements"] > 0 for size in outcome["sizes"])
    assert set(outcome["growth"]) == {"2", "4"}


@pytest.mark.parametrize("server", ["market", *(["dovecot"] if dovecot.version().startswith("2.3.") else [])])
def test_reading_is_compared_with_a_bare_parser_and_a_bare_fetch(tmp_path: Path, server: str) -> None:
    profile = tmp_path / "read.prof"
    words = ("--corpus", "tests/corpus/structural", "--mails", "20", "--rounds", "1", "--profile", str(profile))
    outcome = bench(tmp_path, "read", *words, "--server", server)
    understood, taken = outcome["understand"], outcome["receive"]
    assert 0 < understood["ratio"] < 2
    assert understood["mails_per_second"] > 0
    assert profile.stat().st_size > 0
    assert (taken["server"], taken["mails"], sum(taken["kinds"].values())) == (server, 20, 20)
    assert taken["kinds"]["bounce"] == 6
    assert "other" not in taken["kinds"]
    assert 0 < taken["ratio"] < 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["dispatch", "--rows", "many"], "--rows: 'many' are not numbers", id="no numbers"),
        pytest.param(["dispatch", "--mailboxes", "0"], "--mailboxes: 0 is out of range", id="no mailboxes"),
        pytest.param(["read", "--corpus", "nowhere"], "--corpus: nowhere has no mails", id="no mails"),
        pytest.param(["send", "--profile", "nowhere/x"], "--profile: nowhere/x cannot be written", id="no such folder"),
    ],
)
def test_bad_input_is_said_before_anything_is_started(tmp_path: Path, words: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["bench", *words, "--data-dir", str(tmp_path / "data")])
    assert (done.exit_code, said in done.output, (tmp_path / "data").exists()) == (2, True, False), done.output


def test_two_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    with scratch(tmp_path), pytest.raises(Conflict, match="Another bench runs"), scratch(tmp_path):
        pass


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "huge").touch()
    with scratch(tmp_path) as place:
        assert [file.name for file in place.folder.iterdir()] == ["postgres"]
    assert not place.folder.exists()


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with scratch(tmp_path) as place:
            (place.folder / "huge").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("rows", [300, 10_000, 5_000_000])
def test_an_outbox_has_the_rows_it_says(rows: int) -> None:
    size = Size(100, rows, 120)
    sent = 3 * (size.enrollments - size.waiting) + (size.waiting - size.first)
    assert sent + size.waiting == pytest.approx(rows, abs=3)
    assert BEGIN - size.span < BEGIN
