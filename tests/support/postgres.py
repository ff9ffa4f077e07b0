"""A PostgreSQL for the whole test session and an empty database for each test.

TEST_DATABASE_URL names a server of yours, whose user may create databases; otherwise the one that comes along runs
on a temporary folder, without the durability that tests do not need. Use as fixtures: `from tests.support.postgres
import database_url, postgres_url  # noqa: F401`, or name this module in `pytest_plugins`.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from engine.store import embedded

_numbers = itertools.count(1)


@contextmanager
def session_server() -> Iterator[str]:
    """The URL of a running server, for the length of the block."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="offhours-pg-"))
    server = embedded.start(folder, extra=embedded.SCRATCH)
    try:
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with session_server() as url:
        yield url


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """An empty database."""
    with one_database(postgres_url) as url:
        yield url


@contextmanager
def one_database(server_url: str, *, template: str = "template0") -> Iterator[str]:
    name = f"offhours_test_{os.getpid()}_{next(_numbers)}"
    url = embedded.fresh_database(server_url, name, template=template)
    try:
        yield url
    finally:
        embedded.drop_database(server_url, name)


@contextmanager
def template_database(server_url: str, prepare: Callable[[str], None]) -> Iterator[str]:
    """The name of a database that `prepare` filled once (migrations), to be copied by `one_database`."""
    with ExitStack() as stack:
        name = f"offhours_template_{os.getpid()}_{next(_numbers)}"
        url = embedded.fresh_database(server_url, name)
        stack.callback(embedded.drop_database, server_url, name)
        prepare(url)
        yield name
