"""What a command cannot do it says in one line, with the remedy, and ends with 2."""

from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from engine.store.database import plain_url
from engine.store.migrate import migrate
from offhours.cli import app
from tests.support.api import migrated
from tests.support.postgres import one_database

__all__ = ["migrated"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("corrections", "export", "--out", "{tmp}/none/x"), "{tmp}/none/x: No such file or directory. Check the path"),
        (("migrate", "nope"), "revision: Can't locate revision identified by 'nope'. Use head, base, or the number"),
    ],
)
def test_what_cannot_be_done_is_said(migrated: str, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    env = {"DATABASE_URL": migrated, "OFFHOURS_SECRET_KEY": "k" * 32}
    result = CliRunner().invoke(app, [word.format(tmp=tmp_path) for word in words], env=env)
    assert result.exit_code == 2, result.output
    assert result.stderr.strip().splitlines()[-1].startswith(f"offhours: {told.format(tmp=tmp_path)}")


def test_an_older_program_says_that_the_database_is_newer(postgres_url: str) -> None:
    env = {"OFFHOURS_SECRET_KEY": "k" * 32}
    with one_database(postgres_url) as url:
        migrate(url)
        with psycopg.connect(plain_url(url)) as connection:
            connection.execute("update alembic_version set version_num = '9999'")
        result = CliRunner().invoke(app, ["why", "alex@acme.test"], env={**env, "DATABASE_URL": url})
    assert result.exit_code == 2, result.output
    (said,) = result.stderr.strip().splitlines()
    assert said.startswith("offhours: database: was migrated by a newer version, to 9999; this one ends at 00")
