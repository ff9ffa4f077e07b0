"""What a person says in an invitation or in the answer to one (RFC 5546): its comment, and that they want to talk."""

import re
from dataclasses import replace

from engine.rules.reading.human import human_answer
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

CALENDARS = frozenset({"text/calendar", "application/ics"})
INVITING = frozenset({"METHOD:REQUEST", "METHOD:COUNTER"})
"""A time of their own: whoever proposes one has answered."""
BOOKED = 0.8
_FOLD = re.compile(r"\r?\n[ \t]")
_COMMENT = re.compile(r"^COMMENT(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_ORGANIZER = re.compile(r"^ORGANIZER\b[^\n]*?mailto:([^\s\"<>;]+)", re.MULTILINE | re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def _calendars(mail: ParsedMail) -> list[str]:
    return [_FOLD.sub("", part.text) for part in mail.parts if part.content_type in CALENDARS]


def comment_of(mail: ParsedMail) -> str:
    """The words that are given along with an answer; "" for none. A description is the organizer's."""
    said = (found[1] for text in _calendars(mail) for found in _COMMENT.finditer(text))
    return "\n".join(_ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], one) for one in said)


def invited(mail: ParsedMail, verdict: Verdict, own_addresses: frozenset[str]) -> Verdict | None:
    """Somebody whom we wrote to proposes a time: an answer by its words, and interested where they tell nothing else.
    None for whatever else a calendar sends, also about a meeting of our own."""
    if verdict.kind is not Kind.CALENDAR or verdict.because not in INVITING:
        return None
    organizers = {found[1].lower() for text in _calendars(mail) for found in _ORGANIZER.finditer(text)}
    if verdict.because == "METHOD:REQUEST" and organizers & own_addresses:
        return None
    said = human_answer(replace(mail, text=f"{mail.text}\n{comment_of(mail)}".strip()))
    if said and not said.doubts and said.kind is not Kind.OTHER:
        return said
    return Verdict(Kind.INTERESTED, BOOKED, "invitation", mail.subject or verdict.because)
