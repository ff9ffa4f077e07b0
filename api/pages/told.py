"""What was done about a mail, in words: from the list by which it could be undone (engine.store.deeds)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.pages.words import BINS, label
from engine.rules.vocabulary import Bin

Fields = Mapping[str, list[Any]]
"""Column -> [before, after]."""


def in_words(deeds: list[dict[str, Any]]) -> list[str]:
    """One sentence per thing done, each once, in order."""
    return list(dict.fromkeys(sentence for deed in deeds for sentence in _sentences(deed)))


def _sentences(deed: Mapping[str, Any]) -> Iterator[str]:
    if "made" in deed:
        if deed["made"] in MADE:
            yield MADE[deed["made"]]
    elif "removed" in deed:
        if deed["removed"] == "message_out":
            yield "The next mail of the sequence was taken back."
    elif deed["changed"] in CHANGED:
        yield from CHANGED[deed["changed"]](deed["fields"])


MADE: Mapping[str, str] = {
    "response_task": "A task was made for the rep.",
    "found_person": "Somebody named in it was noted.",
    "contact": "Somebody named in it was added as a contact.",
    "suppression": "The address was put on the list of those never mailed again.",
}


def _enrollment(fields: Fields) -> Iterator[str]:
    if "state" in fields:
        yield f"The sequence ended: {label(fields['state'][1]).lower()}."


def _contact(fields: Fields) -> Iterator[str]:
    if "state" in fields:
        yield f"The contact is now marked “{label(fields['state'][1]).lower()}”."
    if fields.get("away_until", [None, None])[1]:
        yield f"Their next mails wait until {fields['away_until'][1][:10]}."


def _account(fields: Fields) -> Iterator[str]:
    if "bin" in fields:
        before, after = (BINS[Bin(value)] for value in fields["bin"])
        yield f"The account moved from {before} to {after}."
    if fields.get("check_back_on", [None, None])[1]:
        yield f"It is to be taken up again on {fields['check_back_on'][1]}."
    if fields.get("responded_at", [None, None])[1]:
        yield "Colleagues at the account wait until the rep releases it."


def _message_out(fields: Fields) -> Iterator[str]:
    if fields.get("bounced", ["", ""])[1]:
        yield f"Our mail counts as bounced ({fields['bounced'][1]})."
    state = fields.get("state", [None, None])[1]
    if state == "sent":
        yield "It proves that our mail had arrived."
    elif state == "held" or fields.get("held_reason", [None, None])[1]:
        yield "The next mail to them is held."
    elif state == "due":
        yield "The same step will be tried again."


def _mailbox(fields: Fields) -> Iterator[str]:
    if fields.get("state", [None, None])[1] == "health":
        yield "The mailbox rests for a while."


CHANGED: Mapping[str, Callable[[Fields], Iterator[str]]] = {
    "enrollment": _enrollment,
    "contact": _contact,
    "account": _account,
    "message_out": _message_out,
    "mailbox": _mailbox,
}
