"""The bytes of a mail, read back by the standard library's parser."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.compliance import opt_out_headers
from engine.rules.message import build, new_message_id, thread_subject

NOW = datetime(2026, 3, 3, 7, 30, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True)
class Writer:
    name: str = "Rae Example"
    email: str = "rae@example.com"


def mail(**changes: object) -> bytes:
    plain: dict[str, object] = {
        "sender": Writer(),
        "recipient_email": "ann@example.org",
        "recipient_name": "Ann Sample",
        "subject": "who looks after billing?",
        "body": "Hi Ann,\n\nwho is the right person?\n\nRae",
        "message_id": "<1@example.com>",
        "date": NOW,
    }
    return build(**(plain | changes))  # type: ignore[arg-type]


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def text(message: EmailMessage) -> str:
    return message.get_content().replace("\r\n", "\n")


def test_a_plain_mail_reads_as_typed() -> None:
    assert mail() == (
        b"From: Rae Example <rae@example.com>\r\n"
        b"To: Ann Sample <ann@example.org>\r\n"
        b"Subject: who looks after billing?\r\n"
        b"Date: Tue, 03 Mar 2026 07:30:00 +0100\r\n"
        b"Message-ID: <1@example.com>\r\n"
        b"MIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: 7bit\r\n"
        b"\r\n"
        b"Hi Ann,\r\n\r\nwho is the right person?\r\n\r\nRae\r\n"
    )


def test_a_follow_up_names_its_thread() -> None:
    message = parsed(mail(in_reply_to="<2@example.com>", references=["<1@example.com>", "<2@example.com>"]))
    assert message["In-Reply-To"] == "<2@example.com>"
    assert message["References"] == "<1@example.com> <2@example.com>"


def test_a_long_thread_keeps_its_first_and_its_latest() -> None:
    message = parsed(mail(references=[f"<{number}@example.com>" for number in range(50)]))
    kept = message["References"].split()
    assert len(kept) == 20
    assert (kept[0], kept[1], kept[-1]) == ("<0@example.com>", "<31@example.com>", "<49@example.com>")


@pytest.mark.parametrize("broken", ["", "1@example.com", "<a b@example.com>", "<a@b>\r\nBcc: x", f"<{'a' * 600}@b>"])
def test_broken_ids_of_other_peoples_mails_are_left_out(broken: str) -> None:
    message = parsed(mail(in_reply_to=broken, references=[broken]))
    assert "In-Reply-To" not in message
    assert "References" not in message
    assert "Bcc" not in message


@pytest.mark.parametrize("broken", ["", "1@example.com", "<a b@c>", "<é@c>", f"<{'a' * 1000}@b>"])
def test_a_broken_id_of_our_own_is_refused(broken: str) -> None:
    with pytest.raises(Invalid) as caught:
        mail(message_id=broken)
    assert caught.value.field == "message_id"


def test_opt_out_headers_are_never_encoded() -> None:
    url = "https://outbound.example.com/o/" + "a" * 200
    raw = mail(extra_headers=opt_out_headers(url, "rae@example.com"))
    assert f"List-Unsubscribe: <{url}>,\r\n <mailto:rae@example.com>\r\n".encode() in raw
    assert parsed(raw)["List-Unsubscribe"] == f"<{url}>, <mailto:rae@example.com>"


def test_an_own_header_may_hold_other_alphabets() -> None:
    assert parsed(mail(extra_headers={"X-Campaign": "Frühling"}))["X-Campaign"] == "Frühling"


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        pytest.param({"X-A\r\nBcc": "x@example.com"}, "headers.X-A\r\nBcc", id="a name with a line break"),
        pytest.param({"X A": "x"}, "headers.X A", id="a name with a space"),
        pytest.param({"X:": "x"}, "headers.X:", id="a name with a colon"),
        pytest.param({"": "x"}, "headers.", id="no name"),
        pytest.param({"X" * 80: "x"}, "headers." + "X" * 80, id="a name longer than a line"),
        pytest.param({"bcc": "x@example.com"}, "headers.bcc", id="a name that is ours"),
        pytest.param({"X-A": "x\r\nBcc: y"}, "headers.X-A", id="a value with a line break"),
        pytest.param({"X-A": "=?utf-8?q?x=0D=0ABcc=3A_y?="}, "headers.X-A", id="a hidden line break"),
        pytest.param({"X-A": "x" * 1000}, "headers.X-A", id="a word longer than a line may be"),
    ],
)
def test_headers_cannot_be_smuggled_in(headers: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        mail(extra_headers=headers)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"subject": "hi\nBcc: x@example.com"}, "subject", id="subject, line break"),
        pytest.param({"subject": "hi\u2028there"}, "subject", id="subject, unicode line break"),
        pytest.param({"subject": "=?utf-8?b?aGkNCkJjYzogeA==?="}, "subject", id="subject, hidden line break"),
        pytest.param({"subject": "\ud800"}, "subject", id="subject, half a character"),
        pytest.param({"recipient_name": "Ann\r\nBcc: x"}, "recipient.name", id="recipient's name"),
        pytest.param({"sender": Writer(name="Rae\x00")}, "sender.name", id="sender's name"),
        pytest.param({"recipient_email": "ann@example.org, x@example.org"}, "recipient.email", id="two recipients"),
        pytest.param({"sender": Writer(email="rae")}, "sender.email", id="sender's address"),
        pytest.param({"body": "a\x00b"}, "body", id="body, nul"),
        pytest.param({"body": "a\ud800b"}, "body", id="body, half a character"),
    ],
)
def test_control_characters_are_refused_everywhere(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        mail(**changes)
    assert caught.value.field == field


def test_what_only_looks_encoded_is_sent_as_text() -> None:
    for subject in ("=?utf-8?q?hello?=", "=?utf-8?b?!?=", "what is =?", "=?utf-8?b?a?="):
        assert parsed(mail(subject=subject))["Subject"] == subject


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("", b"To: ann@example.org", id="no name"),
        pytest.param("Ann", b"To: Ann <ann@example.org>", id="one word"),
        pytest.param("Sample, Ann", b'To: "Sample, Ann" <ann@example.org>', id="comma"),
        pytest.param('Ann "A" \\', b'To: "Ann \\"A\\" \\\\" <ann@example.org>', id="quotes and backslash"),
        pytest.param("Ann  Lee", b"To: Ann Lee <ann@example.org>", id="two spaces"),
        pytest.param("Ännchen Lee", b"To: =?utf-8?q?=C3=84nnchen_Lee?= <ann@example.org>", id="umlaut"),
        pytest.param("見本", b"To: =?utf-8?b?6KaL5pys?= <ann@example.org>", id="another alphabet, the shorter way"),
    ],
)
def test_names_are_written_so_that_they_stay_one_recipient(name: str, written: bytes) -> None:
    raw = mail(recipient_name=name)
    assert written + b"\r\n" in raw
    (address,) = parsed(raw)["To"].addresses
    assert (address.display_name, address.addr_spec) == (" ".join(name.split()), "ann@example.org")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param("short ascii", "7bit", id="ascii"),
        pytest.param("a" * 78, "7bit", id="a full line"),
        pytest.param("a" * 79, "quoted-printable", id="a long line"),
        pytest.param("grüße", "quoted-printable", id="umlauts"),
        pytest.param(".\n..\n.", "7bit", id="dots are the SMTP client's work"),
        pytest.param("", "7bit", id="empty"),
    ],
)
def test_a_body_is_encoded_only_where_it_must(body: str, encoding: str) -> None:
    message = parsed(mail(body=body))
    assert message["Content-Transfer-Encoding"] == encoding
    assert text(message) == body + "\n"


def test_every_way_of_ending_a_line_becomes_one() -> None:
    assert text(parsed(mail(body="a\r\nb\rc\n\n\n"))) == "a\nb\nc\n"


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
NAME = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=11)  # fits one encoded word
BODY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=400)


@settings(max_examples=100, deadline=None)
@given(LINE, NAME, NAME, BODY)
def test_whatever_is_built_is_read_back_the_same(subject: str, sender: str, recipient: str, body: str) -> None:
    raw = mail(subject=subject, sender=Writer(name=sender), recipient_name=recipient, body=body)
    head, _, content = raw.partition(b"\r\n\r\n")
    message = parsed(raw)
    assert message["Subject"] == subject.strip()
    assert [(one.display_name, one.addr_spec) for one in message["From"].addresses] == [
        (" ".join(sender.split()), "rae@example.com")
    ]
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [
        (" ".join(recipient.split()), "ann@example.org")
    ]
    assert message["Date"].datetime == NOW
    assert text(message) == body.rstrip("\n") + "\n"
    assert raw.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Ähnlich " * 12, "見本太郎" * 12, "ä見 " * 30, "a" * 200, "a, " * 60])
def test_long_names_are_read_back_the_same(name: str) -> None:
    """By the older decoder: in 3.11 the newer one keeps the space between two encoded words of a name."""
    raw = mail(recipient_name=name, sender=Writer(name=name))
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    to = str(make_header(decode_header(message_from_bytes(raw)["To"])))
    assert to == f"{' '.join(name.split())} <ann@example.org>"


def test_a_message_id_belongs_to_the_senders_domain() -> None:
    assert new_message_id("Bücher.example", "a1-b2") == "<a1-b2@xn--bcher-kva.example>"
    assert mail(message_id=new_message_id("example.com", "abc"), date=datetime(2026, 3, 3, tzinfo=UTC))


@pytest.mark.parametrize(("domain", "token"), [("example.com", "a b"), ("example.com", ""), ("no domain", "ab")])
def test_a_message_id_of_nonsense_is_refused(domain: str, token: str) -> None:
    with pytest.raises(Invalid):
        new_message_id(domain, token)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("who looks after billing?", "Re: who looks after billing?"),
        ("Re: RE: billing", "Re: billing"),
        ("Re: AW: SV: billing", "Re: billing"),
        ("regarding billing", "Re: regarding billing"),
        ("", "Re: "),
    ],
)
def test_a_follow_up_has_one_re(first: str, later: str) -> None:
    assert thread_subject(first) == later
