"""The pages' own files: what was vendored is what the list says, and nothing else can be asked for."""

import hashlib
import re

import httpx
import pytest

from api.pages.static import FOLDER, TYPES, address_of


def test_vendored_files_are_what_the_list_says() -> None:
    listed = re.findall(r"`([\w.]+\.js)`.*`([0-9a-f]{64})`", (FOLDER / "VENDORED.md").read_text())
    assert listed
    for name, expected in listed:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected


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
