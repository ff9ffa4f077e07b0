import pytest

from tests.support.servers import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def nothing_is_left_behind(caplog):
    """asyncio reports tasks that were lost and errors nobody looked at only to its log."""
    yield
    assert not [record.getMessage() for record in caplog.get_records("call") if record.name == "asyncio"]
