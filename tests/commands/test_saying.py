"""What a command cannot do it says in one line, with the remedy, and ends with 2."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from offhours.cli import app
from tests.support.api import migrated

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
