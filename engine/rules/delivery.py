"""Whose fault a server's refusal is, so that only a dead address is given up and only our fault stops the mailbox."""

import re
from collections.abc import Mapping
from enum import StrEnum

PERMANENT = 500
CLOSING = 421
LOGIN_CODES = frozenset({530, 534, 535, 538})  # RFC 4954: wrong, too weak, or none given


class Refusal(StrEnum):
    """ADDRESS: it does not exist. SENDER: they refuse us. SLOW: they want us to go slowly. LOGIN: they do not know us.
    LATER: not this time."""

    ADDRESS = "address"
    SENDER = "sender"
    SLOW = "slow"
    LOGIN = "login"
    LATER = "later"


class Fault(StrEnum):
    """What a refusal holds against the sender, hence who must do what."""

    AUTHENTICATION = "authentication"
    LIMIT = "limit"
    SERVER = "server"
    IDENTITY = "identity"
    CONTENT = "content"
    OTHER = "other"


REMEDIES: Mapping[Fault, str] = {
    Fault.AUTHENTICATION: "whoever runs the DNS of the sending domain must make SPF, DKIM and DMARC pass",
    Fault.LIMIT: "its provider takes no more for now; the mailbox's daily cap must be below the provider's limit",
    Fault.SERVER: "whoever runs the sending server must mend its reputation: off the blocklist, with reverse DNS",
    Fault.IDENTITY: "the owner of the mailbox must connect it with a login that may send as this address",
    Fault.CONTENT: "the rep must change the text or the list: it is taken for spam",
    Fault.OTHER: "the owner of the mailbox must ask the provider what it objects to",
}

_GREY = r"grey-?list|gray-?list"
_LIMIT = (
    r"(?:sending|daily|hourly|outbound)\s(?:[\w-]+\s){0,2}(?:limit|quota|rate)|\b5\.4\.5\b|5\.7\.70[58]\b|throttl"
    r"|too many (?:messages|mails|e-?mails|recipients|connections|logins?)|rate.?limit"
    r"|exceeded .{0,40}(?:messages|mails|recipients) (?:per|an|a)\b"
)
_FAULTS: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(words, re.IGNORECASE))
    for fault, words in (
        (
            Fault.AUTHENTICATION,
            (
                r"\bspf\b|\bdkim\b|\bdmarc\b|sender policy|unauthenticated|not authenticated|authentication "
                r"(?:check|requirement|fail|result|level)|5\.7\.(?:515|509|2[0-46-9]|30)\b"
            ),
        ),
        (Fault.LIMIT, _LIMIT),
        (
            Fault.SERVER,
            (
                r"black ?-?list|block ?-?list|\brbl\b|dnsbl|spamhaus|spamcop|sorbs|barracuda|listed (?:in|at|on|by)"
                r"|reverse (?:dns|host)|\bptr\b|reputation|5\.7\.(?:25|606|511)\b|client host"
            ),
        ),
        (
            Fault.IDENTITY,
            (
                r"send ?as|not owned by|not (?:allowed|authori[sz]ed|permitted) to (?:send|relay)|relay"
                r"|sender (?:address )?(?:rejected|denied|not allowed|mismatch)|5\.7\.60\b"
            ),
        ),
        (Fault.CONTENT, r"spam|unsolicited|content|phish|bulk|virus|junk"),
    )
)
_SENDER = re.compile(
    r"spam|blocked|black ?list|block ?list|blocklist|reputation|policy|dmarc|\bspf\b|\bdkim\b|rbl|spamhaus|unsolicited"
    r"|not authori[sz]ed|authentication required|relay|sender (?:address )?rejected|low trust|" + _LIMIT,
    re.IGNORECASE,
)
_FULL = re.compile(r"full|quota|over ?limit|insufficient|storage|try again|temporar|" + _GREY, re.IGNORECASE)
_THEIRS = re.compile(r"mailbox (?:is )?full|over ?quota|insufficient|storage|" + _GREY, re.IGNORECASE)
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_ABOUT_SENDER = re.compile(r"^[45]\.7\.")
_ABOUT_ADDRESS = re.compile(r"^5\.1\.[0-36]$|^5\.1\.10$|^5\.2\.1$")


def judge_refusal(code: int, status: str, text: str, stage: str) -> Refusal:
    """From the reply code, the enhanced status (RFC 3463), the words, and how far it got.

    The status decides where it is specific; servers that say 5.7.1 about an unknown user exist, so words come next.
    """
    status = status or _status_in(text)
    if _ABOUT_ADDRESS.match(status):
        return Refusal.ADDRESS
    if code in LOGIN_CODES:
        return Refusal.LOGIN
    if code < PERMANENT:
        return _for_now(code, status, text)
    if _ABOUT_SENDER.match(status) or _SENDER.search(text):
        return Refusal.SENDER
    if _FULL.search(text) or status.startswith("5.2.2"):
        return Refusal.LATER
    return Refusal.ADDRESS if stage == "rcpt" else Refusal.SENDER


def _for_now(code: int, status: str, text: str) -> Refusal:
    """A recipient's full mailbox or greylisting says nothing about our pace; 421, 4.7.x and the like do."""
    if _THEIRS.search(text):
        return Refusal.LATER
    slow = code == CLOSING or _ABOUT_SENDER.match(status) or _SENDER.search(text)
    return Refusal.SLOW if slow else Refusal.LATER


def fault_of(status: str, text: str) -> Fault:
    """What a refusal that is the sender's fault objects to."""
    said = f"{status} {text}"
    return next((fault for fault, pattern in _FAULTS if pattern.search(said)), Fault.OTHER)


def _status_in(text: str) -> str:
    found = _STATUS.search(text)
    return found[0] if found else ""
