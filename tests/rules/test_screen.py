"""May this mail leave now? One reason each, and the gravest first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engine.rules.policies import Policies
from engine.rules.screen import Facts, screen
from engine.rules.vocabulary import Bin, CampaignState, ContactState, HeldReason
from engine.rules.windows import Closed, Open

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
JUST_NOW = NOW - timedelta(minutes=5)
FINE = Facts(
    first_touch=True,
    asked=False,
    campaign=CampaignState.RUNNING,
    campaign_name="Spring",
    contact=ContactState.ACTIVE,
    suppressed="",
    bin=Bin.COLD,
    check_back_on=None,
    account_activity=None,
    red_flag="",
    responded_at=None,
    others_in_touch=0,
    outranked=False,
    away_until=None,
    away_why="",
    asks="",
    batch_paused="",
    let_go="",
    mailbox_problem="",
    mailbox_health="",
    retry_at=None,
    legal_name="Example Yards Ltd",
    postal_address="1 Sample Street",
    basis="",
    window=Open(LATER),
)
H = HeldReason
# the gravest first: a mail with all of them is held by the one highest in this list
REASONS: list[tuple[dict[str, Any], HeldReason, datetime | None, str]] = [
    ({"suppressed": "unsubscribe on 2026-03-01"}, H.SUPPRESSED, None, "M18: suppressed"),
    ({"contact": ContactState.LEFT}, H.SUPPRESSED, None, "left"),
    ({"postal_address": " "}, H.POSTAL_ADDRESS, None, "M18: no postal address"),
    ({"legal_name": " "}, H.POSTAL_ADDRESS, None, "M18: no legal name"),
    ({"campaign": CampaignState.PAUSED}, H.CAMPAIGN_PAUSED, None, "campaign paused"),
    ({"bin": Bin.CURRENT_CLIENT}, H.BIN, None, "M5: client"),
    ({"owner": "Acme", "owner_bin": Bin.CURRENT_CLIENT}, H.BIN, None, "M5: at a client"),
    ({"red_flag": "competitor"}, H.RED_FLAG, None, "M3: red flag"),
    ({"responded_at": NOW}, H.ACCOUNT_BUSY, None, "somebody there answered"),
    (
        {"written_at": NOW - timedelta(days=80)},
        H.RECENT_ACTIVITY,
        NOW + timedelta(days=100),
        "M5: one of us knows them",
    ),
    ({"unread_history": "robin@example.com"}, H.RECENT_ACTIVITY, None, "M5: nobody knows yet whether"),
    ({"batch_paused": "3 of 20 bounced"}, H.SOURCE_HEALTH, None, "M16: bad list"),
    ({"others_in_touch": 1}, H.ACCOUNT_BUSY, None, "another conversation"),
    ({"outranked": True}, H.ACCOUNT_BUSY, None, "M4: start high"),
    ({"away_until": LATER, "away_why": "away"}, H.OUT_OF_OFFICE_UNTIL, LATER, "M24: away"),
    ({"asks": "Confirm the new address"}, H.ACCOUNT_BUSY, None, "a person must do something first"),
    ({"let_go": "Robin"}, H.MAILBOX_ERROR, None, "nothing leaves in their name"),
    ({"mailbox_problem": "refused", "retry_at": LATER}, H.MAILBOX_ERROR, LATER, "mailbox error"),
    ({"mailbox_health": "blocked", "retry_at": LATER}, H.MAILBOX_HEALTH, LATER, "mailbox health"),
    ({"window": Closed(H.HOLIDAY, LATER, "New Year")}, H.HOLIDAY, LATER, "M15: holiday"),
    ({"account_mailed_at": JUST_NOW}, H.GAP, JUST_NOW + timedelta(minutes=15), "their colleague just got one"),
]


@pytest.mark.parametrize(("changes", "reason", "until"), [pytest.param(*row[:3], id=row[3]) for row in REASONS])
def test_one_thing_wrong_is_the_reason(changes: dict[str, Any], reason: HeldReason, until: datetime | None) -> None:
    held = screen(FINE._replace(**changes), Policies(), NOW)
    assert held is not None
    assert (held.reason, held.until) == (reason, until)
    assert held.detail


@pytest.mark.parametrize("first", range(len(REASONS)))
def test_the_gravest_reason_is_told(first: int) -> None:
    facts = FINE
    for changes, *_ in reversed(REASONS[first:]):
        facts = facts._replace(**changes)
    held = screen(facts, Policies(), NOW)
    assert held is not None
    assert held.reason is REASONS[first][1]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="nothing wrong"),
        pytest.param({"contact": ContactState.RESPONDED}, id="responded, enrolled again by a person"),
        pytest.param({"first_touch": False, "batch_paused": "bad", "others_in_touch": 3, "outranked": True}, id="M25"),
        pytest.param(
            {"first_touch": False, "written_at": NOW, "unread_history": "robin@example.com"}, id="a follow-up"
        ),
        pytest.param({"written_at": NOW - timedelta(days=180)}, id="M5: quiet for six months"),
        pytest.param({"written_at": NOW, "anyway": True}, id="a person said to write anyway"),
        pytest.param({"away_until": NOW}, id="back this very moment"),
        pytest.param({"bin": Bin.CHECK_BACK, "check_back_on": date(2026, 3, 3)}, id="check back today"),
    ],
)
def test_a_mail_may_leave(changes: dict[str, Any]) -> None:
    assert screen(FINE._replace(**changes), Policies(), NOW) is None


@pytest.mark.parametrize(
    ("minutes", "held"),
    [
        pytest.param(-15, False, id="long enough ago"),
        pytest.param(-14, True, id="a minute too early"),
        pytest.param(1, True, id="about to leave"),
        pytest.param(60, False, id="stamped by a clock that was set back since"),
    ],
)
@pytest.mark.parametrize("first_touch", [True, False])
def test_a_company_does_not_get_many_mails_at_once(minutes: int, held: bool, first_touch: bool) -> None:
    mailed = NOW + timedelta(minutes=minutes)
    found = screen(FINE._replace(account_mailed_at=mailed, first_touch=first_touch), Policies(), NOW)
    assert (found is not None) is held
    if found is not None:
        assert (found.reason, found.until) == (H.GAP, mailed + timedelta(minutes=15))
        assert "the next waits 15 minutes" in found.detail


def test_the_gap_to_a_company_is_a_policy() -> None:
    facts = FINE._replace(account_mailed_at=NOW - timedelta(minutes=20))
    assert screen(facts, Policies(account_gap_minutes=0), NOW) is None
    assert screen(facts._replace(account_mailed_at=NOW), Policies(account_gap_minutes=0), NOW) is None
    assert screen(facts, Policies(account_gap_minutes=30), NOW) is not None


@pytest.mark.parametrize("state", sorted(set(ContactState) - {ContactState.ACTIVE, ContactState.RESPONDED}))
def test_a_contact_who_is_out_gets_nothing(state: ContactState) -> None:
    held = screen(FINE._replace(contact=state), Policies(), NOW)
    assert held is not None
    assert state.value in held.detail


@pytest.mark.parametrize("state", sorted(set(CampaignState) - {CampaignState.RUNNING}))
def test_only_a_running_campaign_sends(state: CampaignState) -> None:
    assert screen(FINE._replace(campaign=state), Policies(), NOW) is not None


def test_whether_a_history_is_waited_for_is_a_policy() -> None:
    unread, known = {"unread_history": "robin@example.com"}, {"written_at": NOW, "written_with": "robin@example.com"}
    assert screen(FINE._replace(**unread), Policies(await_history=False), NOW) is None
    for facts in (unread, known):
        assert screen(FINE._replace(**facts), Policies(recent_activity_days=0), NOW) is None
    held = screen(FINE._replace(**unread | known), Policies(await_history=False), NOW)
    assert held is not None
    assert "robin@example.com wrote with them on 2026-03-03" in held.detail


def test_more_contacts_at_once_is_a_policy() -> None:
    facts = FINE._replace(others_in_touch=1)
    assert screen(facts, Policies(contacts_per_account=2), NOW) is None


@pytest.mark.parametrize(
    ("changes", "reason", "until"),
    [
        pytest.param(
            {"bin": Bin.CHECK_BACK, "check_back_on": date(2026, 6, 1)},
            H.BIN,
            datetime(2026, 6, 1, tzinfo=UTC),
            id="M20: until the check-back date",
        ),
        pytest.param({"bin": Bin.CHECK_BACK}, H.BIN, None, id="M20: nobody knows when"),
        pytest.param(
            {"bin": Bin.DEAD_OPPORTUNITY, "account_activity": NOW - timedelta(days=80)},
            H.RECENT_ACTIVITY,
            NOW + timedelta(days=100),
            id="M6: until it was quiet for six months",
        ),
    ],
)
def test_a_bin_says_when_it_opens(changes: dict[str, Any], reason: HeldReason, until: datetime | None) -> None:
    held = screen(FINE._replace(**changes), Policies(), NOW)
    assert held is not None
    assert (held.reason, held.until) == (reason, until)
