"""How the account stands that two are merged into, by how each of them stood (M7)."""

from collections.abc import Mapping
from typing import Any

from engine.rules import bins
from engine.rules.vocabulary import Bin

MOVED = ("bin", "bin_since", "bin_by", "bin_why")
NEWEST = ("responded_at", "last_activity_at")
STANDING = (*MOVED, "check_back_on", *NEWEST)
"""Fields of an account that answers change."""


def merged(gone: Mapping[str, Any], stays: Mapping[str, Any], moved: Mapping[str, Any]) -> dict[str, Any]:
    """By name the STANDING fields, as values or as they are in JSON. `moved`: since when, by whom and why it is in the
    bin of the other, if that forbids more."""
    place = bins.stricter(Bin(gone["bin"]), Bin(stays["bin"]))
    known = {name: stays[name] for name in MOVED} if place == stays["bin"] else {**moved, "bin": place}
    days = [one["check_back_on"] for one in (gone, stays) if one["bin"] == Bin.CHECK_BACK]
    has_day = place == Bin.CHECK_BACK and None not in days  # one without a day waits for a person
    newest = {name: max(filter(None, (gone[name], stays[name])), default=None) for name in NEWEST}
    return {**known, **newest, "check_back_on": max(days) if has_day else None}
