"""The pages' own files: what was vendored is what the list says, and nothing else can be asked for."""

import hashlib
import re
from pathlib import Path

import httpx
import pytest

from api.pages.environment import FOLDER as PAGES
from api.pages.static import FOLDER, TYPES, address_of
from tests.support.pages import HTML, Tags


def test_vendored_files_are_what_the_list_says() -> None:
    listed = re.findall(r"^\| `([\w.-]+)` .*`([0-9a-f]{64})`", (FOLDER / "VENDORED.md").read_text(), re.MULTILINE)
    assert {name for name, _ in listed} == {"htmx.min.js", "swagger-ui-bundle.js", "swagger-ui.css"}
    for name, expected in listed:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize(
    "path", [*PAGES.glob("*.html"), FOLDER / "live.js", FOLDER / "api-docs.js"], ids=lambda path: path.name
)
def test_no_page_and_no_script_of_ours_names_another_host(path: Path) -> None:
    assert not re.search(r"""https?:|["'(=]\s*//""", path.read_text())


def test_no_field_acts_when_it_is_changed() -> None:
    """With the keyboard each arrow changes a choice: a page that then goes elsewhere cannot be used (WCAG 3.2.2)."""
    script = (FOLDER / "live.js").read_text()
    assert 'addEventListener("change"' not in script
    assert "requestSubmit" not in script


def test_paper_is_never_dark() -> None:
    dark = re.findall(r"@media ([^{]*prefers-color-scheme: dark[^{]*)", (FOLDER / "offhours.css").read_text())
    assert dark == ["screen and (prefers-color-scheme: dark) "]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.css")), ids=lambda path: path.name)
def test_no_stylesheet_loads_anything(path: Path) -> None:
    """Pictures within it are data, of which the address of the SVG namespace is a part."""
    text = path.read_text()
    assert "@import" not in text
    assert all(target.startswith("data:") for target in re.findall(r"""url\(["']?([^)"']*)""", text))


async def test_the_reference_of_the_api_takes_nothing_from_another_host(stranger: httpx.AsyncClient) -> None:
    """Strict policy, and every file it names is ours and there."""
    page = await stranger.get("/api/docs", headers=HTML)
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "script-src 'self'" in page.headers["content-security-policy"]
    tags = Tags(page.text)
    assert len(tags.named("h1")) == 1
    named = [tag["src"] for tag in tags.named("script")] + [tag["href"] for tag in tags.named("link")]
    assert len(named) == 4
    for address in [*named, tags.named("main")[0]["data-schema"]]:
        assert address.startswith(("/static/", "/api/"))
        assert (await stranger.get(address)).status_code == 200


@pytest.mark.parametrize("name", TYPES)
async def test_a_file_may_be_kept_for_ever_under_its_hash(stranger: httpx.AsyncClient, name: str) -> None:
    answer = await stranger.get(address_of(name))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    again = await stranger.get(f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["VENDORED.md", "..%2f..%2fpyproject.toml", "../app.py", "nothing.css"])
async def test_no_other_file_can_be_asked_for(stranger: httpx.AsyncClient, name: str) -> None:
    assert (await stranger.get(f"/static/{name}")).status_code == 404
