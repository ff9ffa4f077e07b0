"""What people and programs are told when something is wrong: the field, the problem, the remedy, and nothing of our
insides."""

import ast
import re
from pathlib import Path

import httpx
import pytest

from api.pages.environment import FOLDER, sentence
from api.pages.errors import in_words
from api.pages.words import WHAT, spoken

ROOT = Path(__file__).parents[2]
OF_THE_METHOD = re.compile(r"\(M\d+\b")
"""How comments cite a rule of the method: no reader of a page or an error knows that list."""


def said(path: Path) -> list[str]:
    """Every text in a module that is no docstring, f-strings in their parts."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]


@pytest.mark.parametrize("part", ["api", "engine", "workers", "offhours"])
def test_no_message_cites_the_method_by_number(part: str) -> None:
    modules = list((ROOT / part).rglob("*.py"))
    assert modules
    assert [(path.name, text) for path in modules for text in said(path) if OF_THE_METHOD.search(text)] == []


def test_no_page_cites_the_method_by_number() -> None:
    assert [path.name for path in FOLDER.glob("*.html") if OF_THE_METHOD.search(path.read_text("utf-8"))] == []


def test_whatever_is_logged_has_words() -> None:
    calls = [
        node
        for part in ("api", "engine", "workers")
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"record", "_note", "stop"}
    ]
    said = {arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant)}
    logged = {text for text in said if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", str(text))}
    assert len(logged) > 50
    assert logged - set(WHAT) == set()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (("campaign.state", "is running.", "Only a draft can be launched."), "The campaign is running. Only a draft"),
        (("steps.2.delay_days", "is more than 365.", ""), "Step 2, delay days is more than 365."),
        (("smtp.port", "is no whole number.", "Use digits only."), "The SMTP port is no whole number. Use digits"),
        (("time_zone", "it must be one line.", ""), "The time zone must be one line."),
        (("time_zone", "'Mars' is not a time zone.", "Use another."), "'Mars' is not a time zone. Use another."),
        (("bin", "bad_fit is no choice.", "Use check_back."), "Bad fit is no choice. Use check back."),
        (("campaign", "there is no campaign 7.", ""), "There is no campaign 7."),
        (("", "address and password do not fit.", ""), "Address and password do not fit."),
        (("email", "ann@example.com is a user already.", ""), "ann@example.com is a user already."),
    ],
)
def test_a_page_says_an_error_as_a_sentence(error: tuple[str, str, str], words: str) -> None:
    assert in_words(*error).startswith(words)


def test_a_detail_is_a_sentence_without_the_field_it_is_about() -> None:
    assert sentence("title: this contact has no title") == "This contact has no title."
    assert sentence("smtp.host: It does not answer.") == "It does not answer."
    assert sentence("not_interested: no budget") == "Not interested: no budget."


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("not_interested from a.b@acme.test", "not interested from a.b@acme.test"),
        ("moved to bad_fit.", "moved to bad fit."),
        ("write them as {{bad_fit}}", "write them as {{bad_fit}}"),
        ("bad_fit@acme.test and my.bad_fit", "bad_fit@acme.test and my.bad_fit"),
    ],
)
def test_stored_names_are_spoken_and_addresses_left_alone(stored: str, words: str) -> None:
    assert spoken(stored) == words


@pytest.mark.parametrize(
    ("asked", "field", "remedy"),
    [
        ("contacts?stae=bounced", "stae", "Did you mean state?"),
        ("mailboxes/preset?adress=a@b.test", "adress", "Did you mean address?"),
        ("contacts/1?verbose=1", "verbose", "Leave it out. There is none here."),
        ("tasks?q=x", "q", "Leave it out. Known here: "),
        ("contacts/x", "contact_id", "Expected: a whole number."),
        ("reports?since=2026-03-01T00:00:00+01:00", "since", "Expected: a date and time with offset (RFC 3339; in an"),
    ],
)
async def test_a_parameter_that_is_not_known_is_refused_by_name(
    admin: httpx.AsyncClient, asked: str, field: str, remedy: str
) -> None:
    """A filter that is misspelt would else answer with everything."""
    answer = await admin.get(f"/api/v1/{asked}")
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert answer.json()["remedy"].startswith(remedy)


@pytest.mark.parametrize(
    ("body", "field", "problem"),
    [
        ({"name": "x", "goal": "referral", "body": 7}, "body", "Input should be a valid string."),
        ({"name": "x", "goal": "referral"}, "body", "Field required."),
        ([], "", "the body is no JSON object."),
        (None, "", "the body is missing."),
    ],
)
async def test_a_field_that_is_called_body_is_named(
    admin: httpx.AsyncClient, body: object, field: str, problem: str
) -> None:
    answer = await admin.post("/api/v1/templates", json=body)
    assert (answer.json()["field"], answer.json()["problem"]) == (field, problem)
    assert answer.json()["remedy"].startswith("Expected: ")


@pytest.mark.parametrize("asked", ["contacts?state=active&state=left", "reports?by=rep&by=all"])
async def test_a_parameter_that_is_given_twice_is_refused(admin: httpx.AsyncClient, asked: str) -> None:
    """All but the last would be ignored. One that is a list may be given again."""
    answer = await admin.get(f"/api/v1/{asked}")
    assert (answer.status_code, answer.json()["problem"]) == (422, "is given 2 times.")
    assert (await admin.get("/api/v1/responses?kind=question&kind=referral")).status_code == 200


@pytest.mark.parametrize("path", ["reports", "reports/opportunities"])
async def test_a_report_of_no_time_at_all_is_refused(admin: httpx.AsyncClient, path: str) -> None:
    span = {"since": "2026-03-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}
    answer = await admin.get(f"/api/v1/{path}", params=span)
    assert (answer.status_code, answer.json()["field"]) == (422, "until")
