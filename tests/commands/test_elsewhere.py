"""Commands about what is there make no database where none is: an empty one would say that nothing is known."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from offhours.cli import app

ALEX = "alex@acme.test"


@pytest.mark.parametrize(
    "command",
    [
        ["why", ALEX],
        ["erase", ALEX, "--yes"],
        ["restored"],
        ["restored", "--hold"],
        ["forecast", "1"],
        ["opportunities"],
        ["reread", "--dry-run"],
        ["corrections", "export"],
        ["sign-in-link", ALEX],
    ],
    ids=" ".join,
)
def test_a_folder_without_a_database_is_refused_and_left_alone(tmp_path: Path, command: list[str]) -> None:
    env = {"DATABASE_URL": "", "OFFHOURS_SECRET_KEY": "", "OFFHOURS_DATA_DIR": str(tmp_path / "elsewhere")}
    result = CliRunner().invoke(app, command, env=env)
    assert result.exit_code == 2, result.output
    assert f"there is no database in {tmp_path / 'elsewhere'}" in result.output
    assert list(tmp_path.iterdir()) == []
