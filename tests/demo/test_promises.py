"""The demo as a user runs it, and under attack: whatever is killed when, the promises hold."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.demo.evidence import evidence, noted

REPOSITORY = Path(__file__).parents[2]
PROMISES = ("mailed_suppressed", "mailed_twice", "unaccounted_inbound")
KILLS = 10


def command(folder: Path, *, weeks: float, seconds: int) -> list[str]:
    demo = [sys.executable, "-m", "offhours", "demo", "--headless", "--json", "--port", "0"]
    return [*demo, "--weeks", str(weeks), "--seconds", str(seconds), "--data-dir", str(folder)]


@contextmanager
def running(folder: Path, *, weeks: float, seconds: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(folder, weeks=weeks, seconds=seconds),
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def to_the_end(folder: Path, *, weeks: float, seconds: int) -> dict[str, Any]:
    with running(folder, weeks=weeks, seconds=seconds) as process:
        out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    outcome: dict[str, Any] = json.loads(out.splitlines()[-1])
    return outcome


def mark(folder: Path) -> str:
    """The demo's clock as it was last marked; it moves only while mails do."""
    file = folder / "clock.json"
    return file.read_text() if file.exists() else ""


def wait_until_it_runs(folder: Path, process: subprocess.Popen[str]) -> None:
    before = mark(folder)
    for _ in range(1200):
        if mark(folder) != before or process.poll() is not None:
            return
        time.sleep(0.05)
    pytest.fail("the demo did not start within a minute")


def wait_for_news(folder: Path, table: str) -> None:
    """Until the market notes something in this table, for three seconds at most: it may be night there."""
    before, until = noted(folder, table), time.monotonic() + 3
    while noted(folder, table) == before and time.monotonic() < until:
        time.sleep(0.001)


def agreed(outcome: dict[str, Any], folder: Path, kills: int = 0) -> None:
    """Counts that need no judgement agree with the market's own exactly; judgements mostly.

    Two things cannot be known to a program that is killed; each case must be proved from what both sides wrote down. A
    refusal at the door that came while its worker died was heard by nobody: that mail is tried again, unless it must
    wait, and is not counted as sent. A mail that two workers died with, and that is not in Sent, waits for a person;
    the market has not taken it.
    """
    market, found = outcome["market"], evidence(folder)
    unheard, doubted = found.unheard, found.doubted
    assert len(found.workers) <= kills
    assert [address for address in unheard if not found.refusals_explained(address)] == []
    assert [len(set(found.died_with(mail.id))) for mail in doubted] == [2] * len(doubted)
    assert {mail.message_id for mail in doubted} & found.taken == set()
    assert outcome["uncertain"] == len(doubted)
    assert [outcome[name] for name in PROMISES] == [0, 0, 0]
    assert outcome["sent"] == market["received"] - len(unheard)
    assert sum(outcome["bounced"].values()) == sum(market["bounced"].values()) - len(unheard)
    assert outcome["delivered"] == outcome["sent"] - sum(outcome["bounced"].values())
    assert "sent" not in market["disagreements"]
    assert not any(name.startswith("opt_out") or "not recorded" in name for name in market["disagreements"])
    assert not any("matched to another" in name for name in market["disagreements"])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_three_weeks_break_no_promise_and_agree_with_the_market(kept: Path) -> None:
    outcome = to_the_end(kept, weeks=3, seconds=60)
    agreed(outcome, kept)
    assert outcome["sent"] > 100, "a busy machine sends less in the same time, but not nothing"
    assert outcome["learned_contacts"] > 0
    read = sum(outcome["responses"].values()) + sum(outcome["automatic"].values())
    assert sum(outcome["market"]["disagreements"].values()) <= 0.2 * read


def test_a_second_run_goes_on_from_the_kept_folder(kept: Path) -> None:
    agreed(to_the_end(kept, weeks=0.5, seconds=10), kept)


def test_ten_kills_change_none_of_the_zeros(tmp_path: Path) -> None:
    """At random moments, and at the worst: the market has just refused or taken a mail, and nobody has heard of it."""
    dice = random.Random(20)
    for number in range(KILLS):
        with running(tmp_path, weeks=3, seconds=120) as process:
            wait_until_it_runs(tmp_path, process)
            if number % 2:
                wait_for_news(tmp_path, dice.choice(("refusal", "submission")))
            else:
                time.sleep(dice.uniform(0.1, 3.0))
            process.kill()
    agreed(to_the_end(tmp_path, weeks=3, seconds=120), tmp_path, KILLS)


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    with running(tmp_path, weeks=3, seconds=60) as process:
        wait_until_it_runs(tmp_path, process)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) is not None
    assert not of_folder(tmp_path)


def of_folder(folder: Path) -> list[str]:
    """Processes that name the folder in their command line, as the embedded PostgreSQL does."""
    commands = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    return [command for command in commands if str(folder) in command]
