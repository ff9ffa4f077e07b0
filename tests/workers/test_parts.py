"""What the parts of the program share, as the settings say."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from engine.flows.letter import opt_out_link
from engine.settings import Settings
from offhours import parts


@pytest.mark.parametrize(
    ("public", "begins"),
    [
        pytest.param("", "", id="nobody has said where we are reached"),
        pytest.param("https://mail.example.com/", "https://mail.example.com/o/", id="somebody has"),
    ],
)
async def test_mails_lead_to_an_opt_out_page_that_recipients_reach(
    migrated: str, tmp_path: Path, public: str, begins: str
) -> None:
    given = Settings(database_url=migrated, secret_key=SecretStr("s" * 32), data_dir=tmp_path, public_url=public)
    async with parts.build(given) as house:
        link = opt_out_link(house, "alex@acme.test")
    assert link.startswith(begins)
    assert bool(link) is bool(begins)
