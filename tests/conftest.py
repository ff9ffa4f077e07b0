"""Fixtures that all tests share, and the promise that nothing is skipped in CI."""

import os
import signal

import pytest

pytest_plugins = ["tests.support.postgres"]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background; what tests start would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI every server is there, so a skipped test is a broken promise."""
    if _skipped and os.environ.get("TEST_ALL"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and os.environ.get("TEST_ALL"):
        terminalreporter.write_line(f"skipped in CI, which is a failure: {', '.join(_skipped)}", red=True)
