import pytest

from engine.edge.login import Security, ServerLogin, is_loopback
from engine.errors import Invalid


def login(**changes) -> ServerLogin:
    fields = {"host": "mail.example.com", "port": 587, "security": Security.STARTTLS, "username": "u", "password": "p"}
    return ServerLogin(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"host": ""}, "host"),
        ({"host": "mail.example.com\r\nQUIT"}, "host"),
        ({"host": "mail example.com"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 65_536}, "port"),
        ({"username": "u\r\nA1 LOGOUT"}, "username"),
        ({"password": "p\x00"}, "password"),
        ({"security": Security.NONE}, "security"),
        ({"security": Security.NONE, "host": "127.0.0.1.example.com"}, "security"),
        ({"security": Security.NONE, "host": "192.0.2.1"}, "security"),
    ],
)
def test_a_login_that_cannot_be_right_is_refused_with_the_field_and_a_remedy(changes, field):
    with pytest.raises(Invalid) as refused:
        login(**changes)
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
def test_no_encryption_is_allowed_on_this_machine(host):
    assert is_loopback(host)
    assert login(host=host, security=Security.NONE).tls_context() is None


def test_a_password_is_not_printed():
    assert "hunter2" not in repr(login(password="hunter2"))


def test_contexts_check_name_and_chain_and_are_kept():
    context = login().tls_context()
    assert context is not None
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
    assert login(host="other.example.com").tls_context() is context


def test_a_missing_or_empty_file_of_authorities_says_so(tmp_path):
    empty = tmp_path / "ca.pem"
    empty.write_text("")
    for path in (tmp_path / "none.pem", empty):
        with pytest.raises(Invalid) as refused:
            login(ca_file=str(path)).tls_context()
        assert refused.value.field == "ca_file"
