"""`offhours sign-in-link`: it leads to the server that was started, wherever that listens."""

import pytest
from typer.testing import CliRunner

from offhours.cli import app
from tests.support.pages import lived_in

__all__ = ["lived_in"]


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ((), "http://127.0.0.1:8025/sign-in/"),
        (("--port", "8026"), "http://127.0.0.1:8026/sign-in/"),
        (("--host", "localhost", "--port", "9000"), "http://localhost:9000/sign-in/"),
    ],
)
def test_the_link_is_of_the_server_that_listens_there(lived_in: str, words: tuple[str, ...], begins: str) -> None:
    env = {"DATABASE_URL": lived_in, "OFFHOURS_SECRET_KEY": "k" * 32}
    said = CliRunner().invoke(app, ["sign-in-link", "ann@yards.example", *words], env=env)
    assert said.exit_code == 0, said.output
    assert said.stdout.strip().splitlines()[-1].startswith(begins)
