"""What is wrong with a draft, rule by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.lint import RULES, Severity, lint
from engine.rules.vocabulary import Goal

SUBJECT = "who looks after billing?"
BODY = (
    "Hi Ann,\n\nwe help clinics like Sample Health to be paid on time. Who is the right person to speak to about that?"
    "\n\nRae"
)


def findings(
    subject: str = SUBJECT, body: str = BODY, goal: Goal = Goal.REFERRAL, in_thread: bool = False
) -> list[str]:
    return [f"{one.severity} {one.field}: {one.problem}" for one in lint(subject, body, goal, in_thread)]


def test_the_methods_own_kind_of_mail_is_clean() -> None:
    assert findings() == []


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("Re: billing", id="re"),
        pytest.param("RE:billing", id="no space"),
        pytest.param("re : billing", id="space before the colon"),
        pytest.param("  Fwd: billing", id="fwd, blanks before"),
        pytest.param("FW: billing", id="fw"),
        pytest.param("AW: Rechnung", id="german answer"),
        pytest.param("WG: Rechnung", id="german forward"),
        pytest.param("Re[2]: billing", id="counted"),
        pytest.param("[External] Re: billing", id="behind a tag"),
        pytest.param("回复: 账单", id="chinese"),
        pytest.param("Re: billing", id="full-width look-alikes"),
        pytest.param("R\u200be: billing", id="zero width space inside"),
    ],
)
def test_a_faked_answer_is_an_error_in_a_first_touch_only(subject: str) -> None:
    assert "error subject: It pretends to answer or forward a mail." in findings(subject)
    assert not any("pretends" in one for one in findings(subject, in_thread=True))


@pytest.mark.parametrize("subject", ["regarding billing", "Area: north", "your fwd desk", "recap of billing"])
def test_honest_subjects_are_not_taken_for_answers(subject: str) -> None:
    assert findings(subject) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"subject": " "}, "error subject: It is empty.", id="no subject"),
        pytest.param({"subject": "\u200b"}, "error subject: It is empty.", id="an invisible subject"),
        pytest.param({"body": " \n"}, "error body: It is empty.", id="no body"),
        pytest.param(
            {"subject": "hi\r\nBcc: x"},
            "error subject: It has a line break or control character.",
            id="subject on two lines",
        ),
        pytest.param({"subject": "hi\x07"}, "error subject: It has a line break or control character.", id="a bell"),
        pytest.param({"body": BODY + "\x00"}, "error body: It has a control character.", id="nul"),
        pytest.param({"body": f"<p>{BODY}</p>"}, "error body: It has HTML (<p>).", id="a tag"),
        pytest.param(
            {"body": BODY + '<a href="x">'}, 'error body: It has HTML (<a href="x">).', id="a tag with attributes"
        ),
        pytest.param({"body": BODY + "&nbsp;"}, "error body: It has HTML (&nbsp;).", id="an entity"),
        pytest.param({"subject": "<b>hi</b>"}, "error subject: It has HTML (<b>).", id="a tag in the subject"),
        pytest.param(
            {"body": "Hi {first_name}, who?"},
            "error body: A placeholder was not filled ({first_name}).",
            id="another program's placeholder",
        ),
        pytest.param(
            {"body": "Hi Ann,\n\n⟨what you help with⟩\n\nWho?"},
            "error body: ⟨what you help with⟩ is still to be written.",
            id="a gap of a template that came along",
        ),
        pytest.param(
            {"body": "Hi {{ first_name }}, who?"}, "error body: A placeholder was not filled ({{).", id="braces left"
        ),
        pytest.param(
            {"subject": "for [First Name]"},
            "error subject: A placeholder was not filled ([First Name]).",
            id="a bracket left",
        ),
        pytest.param(
            {"body": "Hello there, {Hi|Hello} you, who?"},
            "error body: A placeholder was not filled ({Hi|Hello}).",
            id="spintax",
        ),
        pytest.param({"body": "word " * 121 + "?"}, "warning body: It has 122 words.", id="long"),
        pytest.param({"subject": "s" * 61}, "warning subject: It has 61 characters.", id="long subject"),
        pytest.param({"body": "Hi Ann. Write to me."}, "warning body: It asks nothing.", id="no question"),
        pytest.param({"body": "Who? When? Why?"}, "warning body: It asks 3 questions.", id="three questions"),
        pytest.param({"body": BODY + " https://example.com/?a=b"}, "warning body: It has a link.", id="link"),
        pytest.param(
            {"body": BODY + " I have attached it."}, "warning body: It speaks of an attachment.", id="attached"
        ),
        pytest.param({"body": BODY + " IMPORTANT"}, "warning body: IMPORTANT is in capitals.", id="capitals"),
        pytest.param({"subject": "hi!"}, "warning subject: It has an exclamation mark.", id="exclamation"),
        pytest.param(
            {"body": BODY + " It is risk-free."}, 'warning body: "risk-free" sounds like advertising.', id="ad"
        ),
        pytest.param(
            {"subject": "100% better"}, 'warning subject: "100%" sounds like advertising.', id="ad in the subject"
        ),
        pytest.param(
            {"body": "Do you have time for a quick call?"},
            "warning body: It asks for a conversation; the goal is a referral.",
            id="a call in a referral campaign",
        ),
        pytest.param(
            {"goal": Goal.CONVERSATION},
            "warning body: It asks for the right person; the goal is a conversation.",
            id="a referral in a conversation campaign",
        ),
    ],
)
def test_each_fault_is_found_alone(changes: dict[str, object], expected: str) -> None:
    found = findings(**changes)  # type: ignore[arg-type]
    assert expected in found
    if "empty" not in expected:
        assert found == [expected]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(BODY + "\nrae@example.com\n<rae@example.com>", id="an address in angle brackets"),
        pytest.param(BODY + "\n5 < 6 and 7 > 6, R&D", id="signs of arithmetic"),
        pytest.param(BODY + "\nOur CRM and SaaS with an API", id="short acronyms"),
        pytest.param(BODY.replace("?", "??"), id="one question, asked twice as loud"),
        pytest.param(BODY.replace("?", "？"), id="a full-width question mark"),
    ],
)
def test_what_is_no_fault(body: str) -> None:
    assert findings(body=body) == []


def test_a_question_mark_inside_a_link_is_no_question() -> None:
    assert "warning body: It asks nothing." in findings(body="See https://example.com/?a=b")


def test_a_follow_up_takes_its_subject_from_the_thread() -> None:
    assert findings(subject="", in_thread=True) == []


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(Goal), st.booleans())
def test_every_finding_names_its_field_and_its_remedy(subject: str, body: str, goal: Goal, in_thread: bool) -> None:
    for one in lint(subject, body, goal, in_thread):
        assert one.severity in set(Severity)
        assert one.field in ("subject", "body")
        assert one.problem
        assert one.remedy
    assert len(RULES) == 12
