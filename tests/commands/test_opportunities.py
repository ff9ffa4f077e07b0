"""`offhours opportunities`: what became of each baton, in lines and as JSON."""

import json

import pytest
from click.testing import Result
from typer.testing import CliRunner

from offhours.cli import app
from tests.support.pages import lived_in

__all__ = ["lived_in"]


def run(url: str, *words: str) -> Result:
    env = {"DATABASE_URL": url, "OFFHOURS_SECRET_KEY": "k" * 32}
    return CliRunner().invoke(app, ["opportunities", *words], env=env)


def test_each_is_a_line(lived_in: str) -> None:
    result = run(lived_in)
    assert result.exit_code == 0
    assert [line.split(": ")[1].split(" ")[0] for line in result.output.splitlines()] == [
        "audited",
        "accepted",
        "returned",
        "passed",
    ]
    assert "won, value 24000" in result.output
    assert "by sam@yards.example (Under contract until next year.); robin@yards.example to sam@" in result.output


@pytest.mark.parametrize(("state", "count"), [("returned", 1), ("accepted", 1)])
def test_by_state_and_as_json(lived_in: str, state: str, count: int) -> None:
    rows = [json.loads(line) for line in run(lived_in, "--json", "--state", state).output.splitlines()]
    assert [row["state"] for row in rows] == [state] * count
    assert rows[0]["counts"] is (state == "accepted")


def test_a_state_that_is_none_is_refused(lived_in: str) -> None:
    assert run(lived_in, "--state", "lost").exit_code == 2
