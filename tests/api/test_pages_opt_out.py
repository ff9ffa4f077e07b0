"""The page behind the link in every mail, in the language its reader prefers."""

import httpx
import pytest
from sqlalchemy import select

from api.pages.opt_out import LANGUAGES, preferred
from engine.flows.letter import opt_out_link
from engine.store.tables import Suppression
from tests.support.api import Office
from tests.support.pages import HTML, Tags


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("ja,fr;q=0.5", "fr"),
        ("ja, zh;q=0.9", "en"),
        ("es;q=0, de;q=0.1", "de"),
        ("de;q=nonsense, fr;q=0.2", "fr"),
        ("*", "en"),
        ("," * 5000, "en"),
    ],
)
def test_the_language_asked_for_most_is_used(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_look_changes_nothing_and_the_button_acts(
    office: Office, stranger: httpx.AsyncClient, language: str
) -> None:
    link = opt_out_link(office.house, "alex@acme.example")
    headers = {**HTML, "Accept-Language": language}
    page = await stranger.get(link, headers=headers)
    assert page.status_code == 200
    assert LANGUAGES[language].button in page.text
    assert f'lang="{language}"' in page.text
    tags = Tags(page.text)
    assert not tags.named("script")
    assert not tags.named("img")
    assert "set-cookie" not in page.headers
    assert await suppressed(office) == []
    done = await stranger.post(link, headers=headers)
    assert LANGUAGES[language].title_done in done.text
    assert await suppressed(office) == ["alex@acme.example"]


async def suppressed(office: Office) -> list[str | None]:
    async with office.house.database.begin() as session:
        return [row.address for row in await session.scalars(select(Suppression))]
