"""The baton (M29 to M31): what may be passed, how an opportunity moves, and when it counts for whoever passed it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from engine.errors import Conflict, Invalid
from engine.rules.bins import AVOID
from engine.rules.vocabulary import Bin


class OpportunityState(StrEnum):
    PASSED = "passed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    AUDITED = "audited"


class Outcome(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Handover(StrEnum):
    """The best first (M29)."""

    HOT_TRANSFER = "hot_transfer"
    SCHEDULED_CALL = "scheduled_call"
    INTRODUCTION = "introduction"


class Check(StrEnum):
    """What must be true of an opportunity before it is passed (M29)."""

    FITS_ICP = "fits_icp"
    INFLUENCE = "influence"
    NEXT_STEP = "next_step"


TRUE_OF_IT: Mapping[Check, str] = MappingProxyType(
    {
        Check.FITS_ICP: "the company fits our ideal customer profile",
        Check.INFLUENCE: "the person has influence on the decision",
        Check.NEXT_STEP: "they have said that they want a next step",
    }
)

S = OpportunityState

MOVES: dict[OpportunityState, frozenset[OpportunityState]] = {
    S.PASSED: frozenset({S.ACCEPTED, S.RETURNED}),
    S.ACCEPTED: frozenset({S.AUDITED, S.RETURNED}),
    S.AUDITED: frozenset({S.AUDITED}),  # a manager who erred audits anew
    S.RETURNED: frozenset(),  # passed again it is another opportunity
}
WITH_AE = frozenset({S.ACCEPTED, S.AUDITED})
BINS: dict[Outcome, Bin] = {
    Outcome.OPEN: Bin.ACTIVE_OPPORTUNITY,
    Outcome.WON: Bin.CURRENT_CLIENT,
    Outcome.LOST: Bin.DEAD_OPPORTUNITY,
}
"""Where the account stands while an opportunity is open, and when it ends (M5, M6)."""
STAGE_TWO = "Stage 2"
"""What an accepted opportunity is called until its AE says more (M30)."""
LONGEST_AHEAD = timedelta(days=365)
"""A call later than this is a typing error, or no clear interest in a next step."""


@dataclass(frozen=True)
class Audit:
    """What a manager found (M30)."""

    outbound: bool
    requalified: bool
    notes_written: bool

    @property
    def passed(self) -> bool:
        return self.outbound and self.requalified and self.notes_written


def check_move(state: OpportunityState, goal: OpportunityState) -> None:
    if goal not in MOVES[state]:
        allowed = " or ".join(sorted(MOVES[state] - {state}))
        remedy = (
            f"From here it can be {allowed}." if allowed else "Pass the account again." if state is S.RETURNED else ""
        )
        raise Conflict(f"is {state.value} already.", field="opportunity", remedy=remedy or "Nothing is left to do.")


def check_pass(place: Bin, company: str, checks: Collection[Check], notes: str) -> None:
    """Why this is no opportunity to pass."""
    if place in AVOID:
        word = place.value.replace("_", " ")
        raise Conflict(
            f"{company} is in the bin {word}: what is passed is a prospect.",
            field="account",
            remedy="Move the account to another bin first, if that is wrong.",
        )
    missing = [words for check, words in TRUE_OF_IT.items() if check not in checks]
    if missing:
        raise Invalid(
            f"not yet true: {'; '.join(missing)}.", field="checks", remedy="Pass it on when all three are true."
        )
    if not notes.strip():
        raise Invalid("are missing.", field="notes", remedy="Write what they need, who decides and what comes next.")


def check_handover(handover: Handover, call_at: datetime | None, now: datetime) -> None:
    """A scheduled call has a time to come, the others have none."""
    if handover is not Handover.SCHEDULED_CALL:
        if call_at is not None:
            raise Invalid("is for a scheduled call.", field="call_at", remedy="Leave it out.")
        return
    if call_at is None:
        raise Invalid("is missing.", field="call_at", remedy="Say when the call is.")
    if not now < call_at <= now + LONGEST_AHEAD:
        raise Invalid("is not within a year from now.", field="call_at", remedy="Choose a time to come.")


def counts(state: OpportunityState, audit: Audit | None) -> bool:
    """For the SDR: only what the AE has re-qualified, and no audit has found wanting (M30)."""
    return state in WITH_AE and (audit is None or audit.passed)
