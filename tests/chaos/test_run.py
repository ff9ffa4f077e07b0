"""`offhours chaos` as a user runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from offhours.chaos.judge import PROMISES
from offhours.chaos.plan import FASTEST, plan_of

REPOSITORY = Path(__file__).parents[2]


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "offhours", "chaos", "--data-dir", str(folder), *words]


def of_folder(folder: Path) -> list[str]:
    """Processes of a run: they name its folder, or work in it."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd"]):
        words = " ".join(process.info["cmdline"] or [])
        if str(folder) in words or str(process.info["cwd"]).startswith(str(folder)):
            found.append(words)
    return found


def test_a_short_run_under_attack_breaks_no_promise(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    done = subprocess.run(
        command(folder, "--mails", "160", "--faults", "16", "--seed", "4", "--json"),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert {promise: outcome[promise] for promise in PROMISES} == dict.fromkeys(PROMISES, 0)
    assert sum(outcome["faults"].values()) == 16
    assert outcome["mails"] > 100
    assert sum(outcome["stops"].values()) > 0
    assert (outcome["settled_in_time"], outcome["stubborn"]) == (True, 0)
    assert set(outcome["uncertain"]) <= {
        *("sent_folder", "not_in_sent", "person", "bounce", "reply", "the server's late word")
    }
    assert not of_folder(folder)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_early_end_leaves_no_process_behind(how: signal.Signals, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    process = subprocess.Popen(
        command(folder, "--mails", "100", "--faults", "20"), cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        for _ in range(600):
            if (folder / "sender-3.log").exists():
                break
            time.sleep(0.1)
        time.sleep(1)
        assert len(of_folder(folder)) > 5
        os.kill(process.pid, how)
        process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode != 0
    assert not of_folder(folder)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("dear diary")
    done = subprocess.run(command(tmp_path), cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--data-dir" in done.stderr
    assert (tmp_path / "letters").read_text() == "dear diary"


def test_a_plan_fits_its_size() -> None:
    small = plan_of(100, 10, 1, password="p", secret_key="k")
    large = plan_of(10_000, 300, 1, password="p", secret_key="k")
    assert small.speed <= FASTEST
    assert (large.mailboxes, large.steps) == (120, 3)
    assert large.contacts * large.steps > 10_000
    assert large.seconds >= 300
    slow = plan_of(10_000, 300, 1, password="p", secret_key="k", rate=5)
    assert (slow.seconds, slow.days) == (pytest.approx(2000), large.days)
    assert large.days > 7, "a weekend, and a change of clocks"
