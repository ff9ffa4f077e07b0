"""Whose fault a server's refusal is, so that only a dead address is given up and only our fault stops the mailbox."""

import re
from enum import StrEnum

PERMANENT = 500


class Refusal(StrEnum):
    """ADDRESS: it does not exist. SENDER: they refuse us. LATER: not this time."""

    ADDRESS = "address"
    SENDER = "sender"
    LATER = "later"


_SENDER = re.compile(
    r"spam|blocked|black ?list|block ?list|blocklist|reputation|policy|dmarc|\bspf\b|\bdkim\b|rbl|spamhaus|unsolicited"
    r"|not authori[sz]ed|authentication required|relay|rate limit|too many|sender (?:address )?rejected|low trust",
    re.IGNORECASE,
)
_FULL = re.compile(r"full|quota|over ?limit|insufficient|storage|greylist|grey-list|try again|temporar", re.IGNORECASE)
_ABOUT_SENDER = re.compile(r"^[45]\.7\.")
_ABOUT_ADDRESS = re.compile(r"^5\.1\.[0-36]$|^5\.2\.1$")


def judge_refusal(code: int, status: str, text: str, stage: str) -> Refusal:
    """From the reply code, the enhanced status (RFC 3463), the words, and how far it got.

    The status decides where it is specific; servers that say 5.7.1 about an unknown user exist, so words come next.
    """
    if _ABOUT_ADDRESS.match(status):
        return Refusal.ADDRESS
    if _ABOUT_SENDER.match(status) or _SENDER.search(text):
        return Refusal.SENDER
    if code < PERMANENT or _FULL.search(text) or status.startswith("5.2.2"):
        return Refusal.LATER
    return Refusal.ADDRESS if stage == "rcpt" else Refusal.SENDER
