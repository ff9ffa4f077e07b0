"""A newer reading of an old mail: when it is taken over, and when a person is asked.

It may always stop more. What would suppress less, or let mails leave that now wait, is a person's to say.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from engine.rules.effects import Effect, in_words
from engine.rules.vocabulary import Bin, Kind


class Decision(StrEnum):
    SAME = "same"
    APPLIED = "applied"
    ASKED = "asked"
    KEPT = "kept"
    BROKEN = "broken"


FACTS = ("bounce", "return_date", "check_back_date", "new_address", "failed_recipients")
"""What of a verdict, besides its kind and people, has effects."""
OPINION = "second_opinion"
"""The rule of a verdict that another program gave (engine.flows.opinion)."""


def same(was_kind: Kind | None, was: Mapping[str, Any], kind: Kind, verdict: Mapping[str, Any]) -> bool:
    """Whether nothing that has an effect differs. Both verdicts are as they are stored."""
    if was.get("rule") == OPINION and verdict["confidence"] < was.get("confidence", 0):
        return True  # the rules are still less sure than whom they had asked
    facts = all((was.get(name) or None) == (verdict.get(name) or None) for name in FACTS)
    return was_kind is kind and facts and _people(was) == _people(verdict)


def _people(verdict: Mapping[str, Any]) -> set[tuple[str, ...]]:
    return {(one["relation"], one["name"], one["email"]) for one in verdict.get("people", ())}


def judge(was: Effect, new: Effect, *, worked: bool, over: bool, earlier: bool) -> tuple[Decision, str]:
    """`worked`: a person has acted on it since. `over`: an absence that has ended. `earlier`: one that ends sooner."""
    if was.suppress and not new.suppress:
        return Decision.ASKED, "it would suppress the address no longer"
    if new.suppress and not was.suppress:
        return Decision.APPLIED, "; ".join(in_words(new))
    if over:
        return Decision.KEPT, "the absence is over"
    if freed := sorted(_stops(was) - _stops(new)) or (["their next mail"] if earlier else []):
        return Decision.ASKED, f"it would let go of what is held: {', '.join(freed)}"
    if worked:
        return Decision.KEPT, "somebody has worked it"
    return Decision.APPLIED, "; ".join(in_words(new)) or "nothing follows from it"


def _stops(effect: Effect) -> set[str]:
    """What does not leave because of it."""
    found = set()
    if effect.enrollment is not None or effect.hold or effect.away:
        found.add("their next mail")
    if effect.enrollment is not None:
        found.add("the sequence")
    if effect.enrollment is not None and effect.everywhere:
        found.add("their other sequences")
    if effect.holds_account or effect.stops_account:
        found.add("colleagues")
    if effect.bin is not None and effect.bin is not Bin.WORKING:
        found.add("the account")
    return found
