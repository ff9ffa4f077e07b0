"""Which database it is: told from a restored one and from a copy, and the same after a restart or under another URL."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from engine.store import embedded
from engine.store.database import Database, plain_url
from engine.store.embedded import Home
from engine.store.fingerprint import FOLDER, WORDS, difference, fingerprint
from engine.store.migrate import migrate
from tests.support.postgres import one_database


async def of(url: str, folder: str = "") -> dict[str, str]:
    database = Database(url, size=1)
    try:
        async with database.begin() as session:
            return await fingerprint(session, folder)
    finally:
        await database.close()


def tool(name: str, url: str, *arguments: str) -> None:
    subprocess.run([Home(Path("unused"))._bin / name, *arguments, "-d", plain_url(url)], check=True)


async def test_it_is_the_same_whatever_url_leads_to_it(migrated: str) -> None:
    found = await of(migrated)
    assert set(found) == set(WORDS) - {FOLDER}
    assert found == await of(f"{migrated}{'&' if '?' in migrated else '?'}application_name=another")
    assert difference(found, found) == difference({}, found) == ""


async def test_a_copy_is_another_database(postgres_url: str, migrated: str) -> None:
    template = psycopg.conninfo.conninfo_to_dict(plain_url(migrated))["dbname"]
    before = await of(migrated)
    with one_database(postgres_url, template=str(template)) as url:
        assert difference(before, await of(url)) == WORDS["database"]


async def test_a_dump_that_is_put_back_in_its_place_makes_another_database(database_url: str, tmp_path: Path) -> None:
    migrate(database_url)
    before, dump = await of(database_url), str(tmp_path / "dump")
    tool("pg_dump", database_url, "-Fc", "-f", dump)
    assert difference(before, await of(database_url)) == ""
    tool("pg_restore", database_url, "--clean", "--if-exists", dump)
    assert difference(before, await of(database_url)) == WORDS["tables"]


async def test_an_ordinary_user_may_ask_and_what_is_forbidden_is_not_compared(database_url: str) -> None:
    migrate(database_url)
    before = await of(database_url)
    with psycopg.connect(plain_url(database_url), autocommit=True) as connection:
        connection.execute("drop role if exists offhours_plain")
        connection.execute("create role offhours_plain")
    url = f"{database_url}{'&' if '?' in database_url else '?'}options=-crole%3Doffhours_plain"
    try:
        assert await of(url) == before
        with psycopg.connect(plain_url(database_url), autocommit=True) as connection:
            connection.execute("revoke execute on function pg_control_system() from public")
        found = await of(url)
        assert set(before) - set(found) == {"server"}
        assert difference(before, found) == difference(found, before) == ""
    finally:
        with psycopg.connect(plain_url(database_url), autocommit=True) as connection:
            connection.execute("drop role offhours_plain")


@pytest.mark.parametrize("part", WORDS)
def test_each_part_alone_tells(part: str) -> None:
    known = dict.fromkeys(WORDS, "1")
    assert difference(known, known | {part: "2"}) == WORDS[part]


def test_a_copied_data_folder_is_another_one(tmp_path: Path) -> None:
    first = embedded.start(tmp_path / "first", extra=embedded.SCRATCH)
    was = first.folder
    first.stop()
    again = embedded.start(tmp_path / "first", extra=embedded.SCRATCH)
    assert again.folder == was
    again.stop()
    subprocess.run(["cp", "-a", tmp_path / "first", tmp_path / "second"], check=True)
    copy = embedded.start(tmp_path / "second", extra=embedded.SCRATCH)
    assert copy.folder != was
    copy.stop()
