"""`offhours forecast`: a campaign by number or name, in lines that a person reads."""

from datetime import date

import pytest
from typer.testing import CliRunner

from engine.rules.forecast.outlook import Between, Cause, Dates, DayAhead, Forecast, Rate
from offhours.cli import app
from offhours.commands.forecast import told
from tests.support.pages import lived_in

__all__ = ["lived_in"]

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
NOBODY, RATE = Between(0, 0, 0), Rate(0, 0, 0.03, 0.06, 0.09)


def found(**more: object) -> Forecast:
    plain = {
        "people": 12,
        "mails": 20,
        "finish": Dates(TUESDAY, WEDNESDAY, None),
        "dry": Dates(TUESDAY, TUESDAY, TUESDAY),
        "responses": Between(0, 1, 3),
        "response_rate": RATE,
        "bounce_rate": RATE,
        "days": [
            DayAhead(TUESDAY, 12, 0, NOBODY, 0.0, "list", 0),
            DayAhead(WEDNESDAY, 0, 8, Between(0, 1, 3), 1.1, "cap_mailbox", 4),
        ],
        "binds": [Cause("cap_mailbox", 1, "", "Another mailbox.")],
        "stuck": [],
        "why_not": "",
        "runs": 9,
    }
    return Forecast(**(plain | more))  # type: ignore[arg-type]


def run(url: str, *words: str) -> tuple[int, str]:
    env = {"DATABASE_URL": url, "OFFHOURS_SECRET_KEY": "k" * 32}
    result = CliRunner().invoke(app, ["forecast", *words], env=env)
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["1", "Yard planners, spring"])
def test_a_campaign_is_found_by_number_or_name(lived_in: str, name: str) -> None:
    code, text = run(lived_in, name, "--days", "1")
    assert code == 0
    assert text.startswith("Yard planners, spring (running)\n")
    assert "people: uncertain. Saying whether" in text
    assert "more days; --days shows them" in text


def test_a_campaign_that_is_not_there_is_said(lived_in: str) -> None:
    code, text = run(lived_in, "nothing")
    assert (code, text.strip()) == (
        2,
        "offhours: campaign: there is no campaign 'nothing'. Give its number or its name.",
    )


def test_the_lines_say_when_how_many_and_what_binds() -> None:
    assert told(found(), 14) == [
        "finishes   2026-03-04 (2026-03-03 to later than two years)",
        "runs dry   2026-03-03 (2026-03-03 to 2026-03-03)",
        "mails      20 to 12 people",
        "answers    1 (0 to 3)",
        "binds      1 days: cap_mailbox. Another mailbox.",
        "Tue 2026-03-03    12 first     0 later  0-0 answers",
        "Wed 2026-03-04     0 first     8 later  0-3 answers",
    ]


@pytest.mark.parametrize(
    ("finish", "line"),
    [
        (Dates(None, None, None), "finishes   not within two years"),
        (Dates(TUESDAY, None, None), "finishes   2026-03-03 at the earliest"),
    ],
)
def test_what_may_not_end_is_said(finish: Dates, line: str) -> None:
    assert line in told(found(finish=finish, why_not="It does not end."), 0)


def test_nobody_to_write_to_is_one_line() -> None:
    assert told(found(people=0, why_not="Nobody waits."), 9) == ["Nobody waits."]
