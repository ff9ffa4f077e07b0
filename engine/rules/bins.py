"""The assembly line: which bin an account may move to, and which bins may be prospected (M5, M20)."""

from datetime import date, datetime, timedelta

from engine.rules.vocabulary import Bin

AVOID = frozenset({Bin.CURRENT_CLIENT, Bin.BAD_FIT, Bin.DUPLICATE})
SPARED = frozenset({Bin.CURRENT_CLIENT, Bin.BAD_FIT, Bin.ACTIVE_OPPORTUNITY})
"""Companies that get no prospecting mail whatever account their people are in. A duplicate is one of the list, not of
the company."""
NURTURE = frozenset({Bin.ACTIVE_OPPORTUNITY, Bin.CHECK_BACK, Bin.DEAD_OPPORTUNITY})

MOVES: dict[Bin, frozenset[Bin]] = {
    Bin.COLD: AVOID | NURTURE | {Bin.WORKING},
    Bin.WORKING: AVOID | NURTURE | {Bin.COLD},
    Bin.ACTIVE_OPPORTUNITY: AVOID | {Bin.DEAD_OPPORTUNITY, Bin.CHECK_BACK, Bin.WORKING},
    Bin.CHECK_BACK: AVOID | {Bin.WORKING, Bin.ACTIVE_OPPORTUNITY, Bin.DEAD_OPPORTUNITY},
    Bin.DEAD_OPPORTUNITY: AVOID | {Bin.WORKING, Bin.CHECK_BACK, Bin.ACTIVE_OPPORTUNITY},
    Bin.CURRENT_CLIENT: frozenset({Bin.WORKING, Bin.DEAD_OPPORTUNITY, Bin.CHECK_BACK, Bin.BAD_FIT, Bin.DUPLICATE}),
    Bin.BAD_FIT: frozenset({Bin.COLD, Bin.WORKING, Bin.DUPLICATE, Bin.CURRENT_CLIENT}),
    Bin.DUPLICATE: frozenset({Bin.COLD, Bin.WORKING, Bin.BAD_FIT, Bin.CURRENT_CLIENT}),
}

FORBIDS_MORE = (
    Bin.DUPLICATE,
    Bin.COLD,
    Bin.WORKING,
    Bin.DEAD_OPPORTUNITY,
    Bin.CHECK_BACK,
    Bin.ACTIVE_OPPORTUNITY,
    Bin.BAD_FIT,
    Bin.CURRENT_CLIENT,
)
"""Each forbids at least as much as those before it; a duplicate says nothing of the company."""


def stricter(one: Bin, other: Bin) -> Bin:
    """Where a company stands of which two accounts say something."""
    return max(one, other, key=FORBIDS_MORE.index)


def may_move(start: Bin, goal: Bin) -> bool:
    """Whether a person or an answer may move an account so. A client never goes back to cold."""
    return start == goal or goal in MOVES[start]


def refusal(
    place: Bin, check_back_on: date | None, last_activity: datetime | None, now: datetime, quiet: timedelta
) -> str:
    """Why an account in this bin must not get a prospecting mail; "" when it may (M5, M6)."""
    if place in {Bin.COLD, Bin.WORKING}:
        return ""
    if place is Bin.CHECK_BACK:
        due = check_back_on is not None and check_back_on <= now.date()
        return "" if due else f"Nurture: check back on {check_back_on}" if check_back_on else "Nurture: check back"
    if place is Bin.DEAD_OPPORTUNITY:
        return "" if last_activity is None or now - last_activity >= quiet else "dead opportunity with recent activity"
    return {
        Bin.ACTIVE_OPPORTUNITY: "Nurture: active opportunity",
        Bin.CURRENT_CLIENT: "Avoid: current client",
        Bin.BAD_FIT: "Avoid: bad fit",
        Bin.DUPLICATE: "Avoid: duplicate account",
    }[place]
