"""Signs of a machine, and the notes that programs send for people."""

import pytest

from engine.rules.reading.automatic import is_answer, is_automatic
from engine.rules.reading.challenges import challenge
from engine.rules.reading.complaints import complaint
from engine.rules.reading.desks import acknowledgement
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
from engine.rules.reading.notices import calendar, reaction, read_receipt


def mail(head: str = "", body: str = "Hello", *, sender: str = "jo@b.test") -> ParsedMail:
    return parse(f"From: {sender}\n{head}\n\n{body}".encode())


@pytest.mark.parametrize(
    ("head", "automatic"),
    [
        pytest.param("Auto-Submitted: auto-replied", True, id="RFC 3834"),
        pytest.param("Auto-Submitted: auto-generated (failure)", True, id="generated"),
        pytest.param("Auto-Submitted: no", False, id="said not to be"),
        pytest.param("X-Auto-Response-Suppress: All", False, id="asks others not to"),
        pytest.param("Precedence: auto_reply", True, id="precedence"),
        pytest.param("Precedence: bulk", False, id="bulk is not automatic"),
        pytest.param("X-Autoreply: yes", True, id="old header"),
        pytest.param("X-Autoreply: no", False, id="old header that denies"),
        pytest.param("Return-Path: <>", True, id="null return path"),
        pytest.param("Return-Path: <jo@b.test>", False, id="a return path"),
        pytest.param("Subject: Automatic reply: Hello", True, id="subject"),
        pytest.param("Subject: Respuesta automática: Hola", True, id="spanish subject"),
        pytest.param("Subject: 自动回复: 你好", True, id="chinese subject"),
        pytest.param("Subject: Automation of replies", False, id="a subject about it"),
        pytest.param("Subject: Hello", False, id="nothing"),
    ],
)
def test_what_says_that_a_machine_wrote(head: str, automatic: bool) -> None:
    assert is_automatic(mail(head)) is automatic


@pytest.mark.parametrize(
    ("head", "body", "answers"),
    [
        pytest.param("In-Reply-To: <1@x>", "Yes", True, id="in reply to"),
        pytest.param("References: <1@x>", "Yes", True, id="references"),
        pytest.param("Subject: AW: Hallo", "Ja", True, id="subject"),
        pytest.param("Subject: Hello", "Yes\n\n> No?", True, id="quote"),
        pytest.param("Subject: Reasons", "Yes", False, id="nothing"),
    ],
)
def test_what_makes_an_answer(head: str, body: str, answers: bool) -> None:
    assert is_answer(mail(head, body)) is answers


@pytest.mark.parametrize(
    ("head", "body", "sender", "confidence"),
    [
        pytest.param(
            "Auto-Submitted: auto-replied", "We have received your request.", "jo@b.test", 0.85, id="said and worded"
        ),
        pytest.param("Auto-Submitted: auto-replied", "Hm.", "jo@b.test", 0.6, id="only said"),
        pytest.param("Auto-Submitted: auto-generated", "Backup done.", "jo@b.test", None, id="a report to nobody"),
        pytest.param("Auto-Submitted: auto-generated\nSubject: Re: x", "Hm.", "jo@b.test", 0.6, id="an answer"),
        pytest.param("", "We have received your message. Back shortly.", "info@b.test", 0.7, id="both halves"),
        pytest.param("", "We have received your message, and I like it.", "info@b.test", None, id="one half"),
        pytest.param("", "Buy now, as soon as possible.", "info@b.test", None, id="the other half"),
        pytest.param("", "We have received your message. Back shortly.", "jo@b.test", None, id="a person's address"),
    ],
)
def test_an_acknowledgement(head: str, body: str, sender: str, confidence: float | None) -> None:
    verdict = acknowledgement(mail(head or "X-A: b", body, sender=sender))
    assert (verdict and verdict.confidence) == confidence


def test_long_mail_is_no_note_whatever_its_subject() -> None:
    long = "This was read on the train, with joy. " * 40
    assert read_receipt(mail("Subject: Read: your book", long)) is None
    assert calendar(mail("Subject: Accepted: the idea", long)) is None
    assert reaction(mail("Subject: He reacted to your message", long)) is None


def test_an_invitation_may_say_its_method_in_the_part_or_beside_it() -> None:
    verdict = calendar(mail("Content-Type: text/calendar", "BEGIN:VCALENDAR\nMETHOD:COUNTER\nEND:VCALENDAR"))
    assert verdict is not None
    assert verdict.because == "METHOD:COUNTER"
    assert calendar(mail("Content-Type: text/calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR")) is None


def test_proof_alone_is_no_challenge() -> None:
    assert challenge(mail("Subject: Re: Call", "Please confirm your address, then we send the parcel.")) is None


@pytest.mark.parametrize(
    ("head", "report", "who"),
    [
        pytest.param("", "Original-Rcpt-To: <Lee@reader.test>", ("lee@reader.test",), id="in the report"),
        pytest.param("X-Rcpt-To: lee@reader.test\n", "Version: 1", ("lee@reader.test",), id="in a header"),
        pytest.param("", "Original-Rcpt-To: redacted@reader.test", (), id="hidden"),
    ],
)
def test_who_complained(head: str, report: str, who: tuple[str, ...]) -> None:
    body = f"--q\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n{report}\n--q--"
    verdict = complaint(mail(f"{head}Content-Type: multipart/report; boundary=q", body))
    assert verdict is not None
    assert verdict.failed_recipients == who


def test_a_feedback_loop_must_carry_the_mail_complained_about() -> None:
    assert complaint(mail("Subject: Abuse report", "See attached.", sender="fbl@b.test")) is None


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "We received a spam complaint regarding a mail sent from your server to lee@reader.test.",
            ("lee@reader.test",),
        ),
        ("Wir haben eine Beschwerde über Spam von Ihrem Server erhalten.", ()),
        ("Thank you for your report 1234 about lee@reader.test. We look into it.", None),
    ],
)
def test_an_abuse_desk_passes_on_a_complaint_without_the_mail(body: str, who: tuple[str, ...] | None) -> None:
    head = "To: rep@sender.test\nSubject: [Abuse #1234] Spam complaint regarding 192.0.2.4"
    verdict = complaint(mail(head, body, sender="abuse@hoster.test"))
    assert (verdict.failed_recipients if verdict else None) == who
    assert complaint(mail(f"{head}\nIn-Reply-To: <1@x>", body, sender="abuse@hoster.test")) is None
