"""What in a mail may tell which of ours it answers."""

import pytest

from engine.rules.reading import mime
from engine.rules.reading.matching import bare_subject, clues_of, message_id_of, same_thread


def mail(*headers: str, body: str = "Yes."):
    return mime.parse("\r\n".join([*headers, "", body]).encode())


def test_the_answered_mail_goes_before_the_thread() -> None:
    found = clues_of(
        mail(
            "From: Alex <Alex@Acme.test>",
            "Subject: Re: The yard",
            "In-Reply-To: <two@example.com>",
            "References: <one@example.com> <two@example.com> <three@example.com>",
        )
    )
    assert found.message_ids == ("<two@example.com>", "<three@example.com>", "<one@example.com>")
    assert (found.sender, found.subject) == ("alex@acme.test", "Re: The yard")


def test_what_a_bounce_names_comes_before_the_thread() -> None:
    given = mail("From: MAILER-DAEMON@acme.test", "References: <old@example.com>")
    found = clues_of(given, ("alex@acme.test",), "<ours@example.com>")
    assert found.message_ids == ("<ours@example.com>", "<old@example.com>")
    assert found.failed_recipients == ("alex@acme.test",)


def test_a_returned_mail_inside_is_a_clue() -> None:
    inner = "Message-ID: <ours@example.com>\r\nReferences: <first@example.com>\r\nSubject: x\r\n\r\nHi"
    body = f"--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    found = clues_of(mail("MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', body=body))
    assert found.message_ids == ("<ours@example.com>", "<first@example.com>")


def test_headers_quoted_in_a_text_are_a_clue() -> None:
    found = clues_of(mail("Subject: failure", body="Your mail:\r\n\r\nMessage-ID: <ours@example.com>\r\nTo: x"))
    assert found.message_ids == ("<ours@example.com>",)


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        pytest.param("The Yard", "the yard", id="as it is"),
        pytest.param("Re: The Yard", "the yard", id="english"),
        pytest.param("AW: Re: WG: The  Yard", "the yard", id="german, several, two blanks"),
        pytest.param("Re[2]: The Yard", "the yard", id="numbered"),
        pytest.param("回复：The Yard", "the yard", id="chinese with a wide colon"),
        pytest.param("Automatic reply: The Yard", "the yard", id="automatic"),
        pytest.param("Regarding the yard", "regarding the yard", id="a word that begins like a mark"),
        pytest.param("Re:", "", id="nothing left"),
    ],
)
def test_marks_of_replies_are_taken_off(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [("The yard", "SV: the YARD", True), ("The yard", "The garden", False), ("", "Re:", False), ("Re:", "Re:", False)],
)
def test_a_thread_is_known_by_its_subject(ours: str, theirs: str, same: bool) -> None:
    assert same_thread(ours, theirs) is same


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        pytest.param(b"Subject: x\r\nMessage-ID: <a@b>\r\n\r\nhi", "<a@b>", id="plain"),
        pytest.param(b"message-id:<a@b>\n\nhi", "<a@b>", id="lower case, bare line ends"),
        pytest.param(b"Message-ID:\r\n <a@b>\r\n\r\nhi", "<a@b>", id="folded"),
        pytest.param(b"Subject: x\r\n\r\nMessage-ID: <a@b>", "", id="only in the body"),
        pytest.param(b"Message-ID: none\r\n\r\n", "", id="no brackets"),
        pytest.param(b"Message-ID: <\xe9@b>\r\n\r\n", "<\ufffd@b>", id="not ASCII"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_a_message_id_is_found_before_anything_is_parsed(raw: bytes, found: str) -> None:
    assert message_id_of(raw) == found
