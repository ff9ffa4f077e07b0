"""Whom a mail was written with: people, not machines; companies by their domain."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.rules.correspondence import hashed, partners, when, who
from engine.rules.reading import mime

OWN = frozenset({"robin@sender.example", "robin.private@gmail.com"})
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


def mail(*lines: str):
    return mime.parse("\r\n".join([*lines, "", ""]).encode())


@pytest.mark.parametrize(
    ("lines", "sent", "expected"),
    [
        pytest.param(("From: Jo <Jo@acme.test>", "To: robin@sender.example"), False, {"jo@acme.test"}, id="came"),
        pytest.param(
            ("From: robin@sender.example", "To: Jo <jo@acme.test>, al@beta.test", "Cc: cy@gamma.test"),
            False,
            {"jo@acme.test", "al@beta.test", "cy@gamma.test"},
            id="written by us, found in a folder of all mail",
        ),
        pytest.param(("From: alias@other.test", "To: jo@acme.test"), True, {"jo@acme.test"}, id="lies in Sent"),
        pytest.param(("From: kim@sender.example", "To: robin@sender.example"), False, set(), id="a colleague"),
        pytest.param(("From: robin.private@gmail.com", "To: kim@gmail.com"), False, {"kim@gmail.com"}, id="private"),
        pytest.param(("From: news@acme.test", "List-Id: <news.acme.test>"), False, set(), id="a newsletter"),
        pytest.param(("From: jo@acme.test", "Auto-Submitted: auto-replied"), False, set(), id="away"),
        pytest.param(("From: no-reply@acme.test",), False, set(), id="a machine"),
        pytest.param(("From: MAILER-DAEMON@acme.test",), False, set(), id="a bounce"),
        pytest.param(
            ("From: robin@sender.example", "To: " + ", ".join(f"p{n}@c{n}.test" for n in range(11))),
            True,
            set(),
            id="to many",
        ),
        pytest.param(("To: robin@sender.example",), False, set(), id="from nobody"),
        pytest.param(("From: robin@sender.example", "To: undisclosed recipients:;"), True, set(), id="to nobody"),
    ],
)
def test_partners(lines: tuple[str, ...], sent: bool, expected: set[str]) -> None:
    assert partners(mail(*lines), OWN, sent=sent) == expected


def test_a_company_is_its_domain_and_a_person_at_a_public_provider_a_hash() -> None:
    assert who("jo@mail.acme.co.uk") == "acme.co.uk"
    assert who("jo@gmail.com") == hashed("jo@gmail.com") != hashed("al@gmail.com")
    assert "gmail" not in who("jo@gmail.com")


@pytest.mark.parametrize(
    ("date", "received", "expected"),
    [
        pytest.param("Mon, 2 Feb 2026 09:00:00 +0000", NOW, datetime(2026, 2, 2, 9, tzinfo=UTC), id="moved since"),
        pytest.param("Mon, 2 Feb 2099 09:00:00 +0000", NOW, NOW, id="a date of its own making"),
        pytest.param("", NOW - timedelta(days=1), NOW - timedelta(days=1), id="no date"),
        pytest.param("", None, NOW, id="nobody knows"),
    ],
)
def test_when_it_was(date: str, received: datetime | None, expected: datetime) -> None:
    assert when(mail(*([f"Date: {date}"] if date else [])), received, NOW) == expected
