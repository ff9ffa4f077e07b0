"""What a newcomer reads first: `offhours --help`, and that of each command."""

import pytest
from typer.testing import CliRunner

from offhours.cli import COMMANDS, app


def test_the_list_names_each_command() -> None:
    lines = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "100"}).stdout.splitlines()
    listed = {words[1] for words in (line.split() for line in lines) if len(words) > 2 and words[0] == "│"}
    assert listed >= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_offers_nothing_but_its_own(name: str) -> None:
    said = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "100"})
    assert said.exit_code == 0
    assert f"offhours {name}" in said.stdout or f"{name} [OPTIONS]" in said.stdout
    assert "completion" not in said.stdout
