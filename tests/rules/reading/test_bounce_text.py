"""What a report says in prose: lines that were folded, whom it names, and which of two codes tells more."""

import pytest

from engine.rules.reading.bounce_text import unfolded
from engine.rules.reading.bounces import bounce
from engine.rules.reading.mime import parse
from engine.rules.vocabulary import BounceClass
from tests.rules.reading.test_bounces import HARD, SOFT, notice

FOLDED = """
450 4.1.8 Sender address|rejected: Domain not found|block
550 Sorry, you are|not in our whitelist|block
550 5.7.1 <lee@reader.test>:|User has been deactivated|soft
550 5.7.1 The|person you wrote to is gone from this company|hard
451 4.7.1|Greylisting in action, please come back later|soft
451 4.7.1 Try|again later, greylisted|soft
554 5.7.1 Service|temporarily not available|soft
550 5.0.0|<lee@reader.test>... We do not accept mail from you|block
550-5.1.1 The account that you tried to reach does 550-5.1.1 not|exist. Please try again.|hard
"""


@pytest.mark.parametrize("line", FOLDED.strip().splitlines())
def test_a_reply_is_read_across_the_lines_that_it_was_folded_to(line: str) -> None:
    first, second, verdict = line.split("|")
    body = (
        f"The mail could not be delivered.\n\n<lee@reader.test>: host mx.reader.test said:\n    {first}\n    {second}\n"
    )
    found = bounce(parse(notice("Undelivered Mail Returned to Sender", body)))
    assert found is not None
    assert found.bounce == verdict


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        pytest.param("a\n  b\n    c\n  d", "a b c d", id="what is indented belongs to what is above"),
        pytest.param("    a\n    b\n\nC", "    a b\n\nC", id="a small letter goes on"),
        pytest.param("<a@b.test>:\nnot here", "<a@b.test>:\nnot here", id="a colon ends"),
        pytest.param("A\nB", "A\nB", id="a capital begins"),
        pytest.param("550-1 no\n550 2 yes", "550-1 no 2 yes", id="one reply of several lines"),
        pytest.param("550 1 no\n551 2 yes", "550 1 no\n551 2 yes", id="two replies"),
    ],
)
def test_reports_are_unfolded(report: str, lines: str) -> None:
    assert unfolded(report) == "\n".join(line.strip() for line in lines.split("\n") if line)


def test_what_postfix_expanded_an_address_to_did_not_fail_for_us() -> None:
    body = "not delivered\n\n<l.koch@reader.test> (expanded from\n    <lee@reader.test>): unknown user\n"
    verdict = bounce(parse(notice("Returned mail", body)))
    assert verdict is not None
    assert verdict.failed_recipients == ("lee@reader.test",)


@pytest.mark.parametrize(
    ("body", "address"),
    [
        pytest.param("Your message to lee@reader.test was rejected.", "lee@reader.test", id="in a sentence"),
        pytest.param("Not delivered to:\n lee@reader.test\nUser unknown", "lee@reader.test", id="on a line"),
        pytest.param("not delivered\n\nReceived: from x\nTo: lee@reader.test", "lee@reader.test", id="returned"),
    ],
)
def test_a_gateway_by_any_name_is_believed_when_it_says_whom_it_is_about(body: str, address: str) -> None:
    verdict = bounce(parse(notice("Message could not be delivered", body, sender="Mail Delivery <no-reply@hes.test>")))
    assert verdict is not None
    assert verdict.failed_recipients == (address,)


@pytest.mark.parametrize(
    ("fields", "status", "verdict"),
    [
        pytest.param(
            "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 #5.1.0 no", "5.1.0", HARD, id="inner code"
        ),
        pytest.param("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 no", "5.0.0", SOFT, id="no inner code"),
        pytest.param("Action: failed\nDiagnostic-Code: smtp; 550 no", "550", HARD, id="no status"),
        pytest.param("Status: 5.1.1", "5.1.1", HARD, id="no action"),
    ],
)
def test_the_more_telling_code_of_a_report_counts(fields: str, status: str, verdict: BounceClass) -> None:
    raw = (
        "From: MAILER-DAEMON@reader.test\nSubject: Undelivered Mail\nContent-Type: multipart/report; boundary=q\n\n"
        "--q\n\nnot delivered\n--q\nContent-Type: message/delivery-status\n\n"
        f"Final-Recipient: rfc822; a@b.test\n{fields}\n--q--"
    )
    found = bounce(parse(raw.encode()))
    assert found is not None
    assert (found.rule, found.status, found.bounce) == ("delivery_status", status, verdict)
