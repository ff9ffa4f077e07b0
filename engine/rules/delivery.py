"""Whose fault a server's refusal is, so that only a dead address is given up and only our fault stops the mailbox."""

import re
from collections.abc import Mapping
from enum import StrEnum

from engine.rules.reading.bounce_class import bounce_class
from engine.rules.vocabulary import BounceClass

PERMANENT = 500
CLOSING = 421
LOGIN_CODES = frozenset({530, 534, 535, 538})  # RFC 4954: wrong, too weak, or none given
PROTOCOL_CODES = frozenset({500, 502, 503, 504})  # RFC 5321 4.2.2: about the command, not about whom it names
NOBODY_NAMED = frozenset({"connect", "mail"})
"""Stages at which the server has not heard yet whom the mail is for."""
TAKEN_THEM = frozenset({"data", "body", "dot"})
"""Stages at which it has said yes to whom the mail is for: what it says now is about the whole mail (RFC 5321 4.1.1.4).
"""

Status = tuple[int, ...]
"""An enhanced status (RFC 3463) as its three numbers: 5.2.252 does not begin with 5.2.2. (): none."""


class Refusal(StrEnum):
    """ADDRESS: it does not exist. RECIPIENT: they take nothing from us, or nobody knows what is wrong with this mail.
    SENDER: the server refuses us. SERVER: it has trouble of its own. SLOW: it wants us to go slowly. LOGIN: it does not
    know us. LATER: not this time."""

    ADDRESS = "address"
    RECIPIENT = "recipient"
    SENDER = "sender"
    SERVER = "server"
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
    RECIPIENT = "recipient"
    OTHER = "other"


REMEDIES: Mapping[Fault, str] = {
    Fault.AUTHENTICATION: "whoever runs the DNS of the sending domain must make SPF, DKIM and DMARC pass",
    Fault.LIMIT: "its provider takes no more for now; the mailbox's daily cap must be below the provider's limit",
    Fault.SERVER: "whoever runs the sending server must mend its reputation: off the blocklist, with reverse DNS",
    Fault.IDENTITY: "the owner of the mailbox must connect it with a login that may send as this address",
    Fault.CONTENT: "the rep must change the text or the list: it is taken for spam",
    Fault.RECIPIENT: "the rep must take off the list whoever takes no mail from outside, as groups do",
    Fault.OTHER: "the owner of the mailbox must ask the provider what it objects to",
}

_BY_STATUS: Mapping[Status, Fault] = {
    **dict.fromkeys([(5, 7, x) for x in (20, 21, 22, 23, 24, 26, 27, 29, 30, 509, 515)], Fault.AUTHENTICATION),
    **dict.fromkeys([(5, 4, 5), (5, 1, 90), (5, 7, 28), (5, 7, 705), (5, 7, 708)], Fault.LIMIT),
    **dict.fromkeys([(5, 7, 25), (5, 7, 511), (5, 7, 606)], Fault.SERVER),
    **dict.fromkeys([(5, 1, 7), (5, 1, 8), (5, 2, 252), (5, 7, 60)], Fault.IDENTITY),
    **dict.fromkeys([(5, 7, x) for x in (2, 124, 129, 133, 134, 135, 136, 193)], Fault.RECIPIENT),
    (5, 6, 7): Fault.RECIPIENT,  # RFC 6531: their address cannot be said to this server
}
"""RFC 3463, 5248, 6531, 7372, and the numbers of Google and Exchange Online."""
_DEAD_ADDRESS = frozenset({(5, 1, 0), (5, 1, 1), (5, 1, 2), (5, 1, 3), (5, 1, 6), (5, 1, 10), (5, 2, 1)})
_FULL_BOX = frozenset({(5, 2, 2), (5, 2, 121), (5, 2, 122)})  # the latter two: they get too many an hour
_ANY_ADDRESS = (5, 1, 0)  # something is wrong with an address, be it theirs or ours
_OF_THEM = frozenset({(4, 1), (4, 2)})  # about the address, about its mailbox
_OUR_ADDRESS_NOW = frozenset({(4, 1, 7), (4, 1, 8)})
_TOO_LARGE = frozenset({(5, 2, 3), (5, 3, 4)})

_GREY = r"grey-?list|gray-?list"
_LIMIT = (
    r"(?:sending|daily|hourly|outbound|outgoing)\s(?:[\w-]+\s){0,2}(?:limit|quota|rate)|throttl"
    r"|too many (?:messages|mails|e-?mails|recipients|connections|logins?)|rate.?limit"
    r"|concurren(?:t|cy)|(?:connections?|sessions?|threads?) limit"
    r"|exceeded .{0,40}(?:messages|mails|recipients) (?:per|an|a)\b"
    r"|(?:messages|mails|recipients|failures) (?:per|an|each) (?:minute|hour|day)\b"
)
_SENDER_IS_WRONG = (
    r"sendas|(?:allowed|authori[sz]ed|permitted|permissions?|right) to send as|not owned by"
    r"|(?:invalid|bad|unknown|unrouteable) sender"
    r"|sender (?:address )?(?:rejected|denied|not allowed|mismatch|unknown|verif\w+)"
)
_NOT_TO_THEM = (
    r"(?:allowed|authori[sz]ed|permitted|permissions?) to (?:send|post|write|mail|e-?mail)\b.{0,30}"
    r"\bto (?:the |this |that |your )?(?:\w+ )?(?:group|list|recipient|address|mailbox|user)\b"
    r"|only accepts? (?:e-?mails?|mails?|messages) from|resolver\.rst\.(?!\w*(?:size|limit))"
)
_FAULTS: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(words, re.IGNORECASE))
    for fault, words in (
        (Fault.RECIPIENT, _NOT_TO_THEM),
        (
            Fault.AUTHENTICATION,
            (
                r"\bspf\b|\bdkim\b|\bdmarc\b|sender policy|unauthenticated|not authenticated|authentication "
                r"(?:check|requirement|fail|result|level)"
            ),
        ),
        (Fault.LIMIT, _LIMIT),
        (
            Fault.SERVER,
            (
                r"black ?-?list|block ?-?list|\brbl\b|dnsbl|spamhaus|spamcop|sorbs|barracuda"
                r"|(?<!not )\blisted (?:in|at|on|by)|reverse (?:dns|host)|\bptr\b|reputation|client host"
            ),
        ),
        (
            Fault.IDENTITY,
            rf"{_SENDER_IS_WRONG}|not (?:allowed|authori[sz]ed|permitted) to (?:send|relay)|relay(?! recipient)",
        ),
        (Fault.CONTENT, r"spam|unsolicited|content|phish|bulk|virus|junk"),
        (
            Fault.RECIPIENT,
            r"\brecipient\b.{0,40}\b(?:rejected|refused|denied|restricted|blocked|not (?:allowed|permitted|accepted))",
        ),
    )
)
_CLOSED = re.compile(_NOT_TO_THEM, re.IGNORECASE)
_OURS = frozenset({Fault.AUTHENTICATION, Fault.LIMIT, Fault.SERVER, Fault.IDENTITY})
_OUR_ADDRESS = re.compile(_SENDER_IS_WRONG, re.IGNORECASE)
_SENDER = re.compile(
    r"spam|blocked|black ?list|block ?list|blocklist|reputation|policy|dmarc|\bspf\b|\bdkim\b|rbl|spamhaus|unsolicited"
    r"|not authori[sz]ed|authentication required|relay(?! recipient)|low trust|" + _LIMIT,
    re.IGNORECASE,
)
_ABOUT_US = re.compile(
    r"\b(?:senders?|sending|outgoing|outbound|helo|ehlo|authenticat\w+|log(?:ged)? ?-?in)\b"
    r"|\byour (?:ip|account|mailbox|domain|host|server|password)\b",
    re.IGNORECASE,
)
"""Who sends, what they send with, and what they must do first: servers tell that, too, only at the recipient."""
_OUR_OWN = re.compile(
    r"\byour (?:(?:e-?)?mail |storage )?(?:account|mailbox|quota)\b"
    r"|\bsender(?:'?s)? (?:account|mailbox|user|domain|is|has)\b"
    r"|\b(?:account|mailbox|domain|address) of (?:the )?sender\b",
    re.IGNORECASE,
)
"""What we send with, whatever number is said with it."""
_OF_THE_MAIL = re.compile(
    _ABOUT_US.pattern + r"|\bfrom:?(?: header)? address\b|\bheader:? from\b|\bfrom:? header\b", re.IGNORECASE
)
"""The same, and what the mail itself says of its sender."""
_SOMEBODY_ELSE = re.compile(
    r"\brecipients?\b|\baddressees?\b|\b(?:tried|trying|attempted|want) to (?:reach|contact)\b|\brcpt\b", re.IGNORECASE
)
_SOMEBODY = "(?:user|recipient|mailbox|account|alias|addressee)"
_NOBODY = re.compile(
    rf"\b{_SOMEBODY}(?: [\w-]+){{0,2}} (?:unknown|not (?:found|known)|does(?: not|n't) exist)"
    rf"|\b(?:unknown|no such|invalid|non-?existent) (?:\w+ )?{_SOMEBODY}\b|recip(?:ient)?notfound",
    re.IGNORECASE,
)
_FULL = re.compile(r"\bfull\b|quota|over ?limit|insufficient|storage|try again|temporar|" + _GREY, re.IGNORECASE)
_THEIRS = re.compile(r"mailbox (?:is )?full|over ?quota|insufficient|storage|" + _GREY, re.IGNORECASE)
_THEIR_BOX = re.compile(r"mailbox (?:is )?(?:full|busy|unavailable|locked)|over ?quota|" + _GREY, re.IGNORECASE)
_TROUBLE = re.compile(
    r"\b(?:local|internal|server|system)\b.{0,30}\b(?:problem|trouble|error|failure|storage|resources|busy)"
    r"|\bdisk\b|\bqueue file\b|\blookup failure|\bresources\b",
    re.IGNORECASE,
)
_GREYLISTED = re.compile(_GREY, re.IGNORECASE)
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_NAMES = re.compile(r"\S*@\S+|\bhost \S+ said:?|\[[^\]]*[.=][^\]]*\]", re.IGNORECASE)
"""Addresses and machines: what they are called says nothing of why a mail is refused."""


def judge_refusal(code: int, status: str, text: str, stage: str) -> Refusal:
    """From the reply code, the enhanced status (RFC 3463), the server's own words, and how far it got.

    Before a recipient is named nothing can be said about one. From then on the status decides where it is specific;
    servers that say 5.7.1 about an unknown user exist, and those that judge the sender only then, so words come next.
    Once the recipient was taken a no is about the mail or its sender, unless it speaks of the recipient.
    """
    known, words = _status(status, text), _words(text)
    if code in LOGIN_CODES:
        return Refusal.LOGIN
    if code < PERMANENT:
        return _for_now(code, known, words, stage)
    if stage in NOBODY_NAMED or _BY_STATUS.get(known) is Fault.IDENTITY or _is_about_us(known, words, stage):
        return Refusal.SENDER
    if known in _DEAD_ADDRESS and not (known == _ANY_ADDRESS and stage in TAKEN_THEM):
        return Refusal.ADDRESS
    if known in _FULL_BOX or _GREYLISTED.search(words):
        return Refusal.LATER
    return _by_words(code, known, words, stage)


def _is_about_us(known: Status, words: str, stage: str) -> bool:
    if _OUR_ADDRESS.search(words):
        return True
    if _fault(known, words) is Fault.RECIPIENT or _SOMEBODY_ELSE.search(words):
        return False
    return bool((_OF_THE_MAIL if stage in TAKEN_THEM else _OUR_OWN).search(words))


def _for_now(code: int, known: Status, words: str, stage: str) -> Refusal:
    """A recipient's full mailbox or greylisting says nothing about our pace; 421, 4.7.x and the like do. What is about
    the sender, or the server itself (4.3.x), is about no recipient, whenever it is said; nor is what is said once the
    recipient was taken, and does not speak of them."""
    slow = code == CLOSING or known[:2] == (4, 7) or _SENDER.search(words) is not None
    if stage in NOBODY_NAMED or known in _OUR_ADDRESS_NOW or _is_about_us(known, words, stage):
        return Refusal.SLOW if slow else Refusal.SERVER
    if slow and not _THEIRS.search(words):
        return Refusal.SLOW
    if known[:2] in _OF_THEM or (stage in TAKEN_THEM and (_THEIR_BOX.search(words) or _SOMEBODY_ELSE.search(words))):
        return Refusal.LATER
    trouble = known[:2] == (4, 3) or stage in TAKEN_THEM or _TROUBLE.search(words)
    return Refusal.SERVER if trouble else Refusal.LATER


def _by_words(code: int, known: Status, words: str, stage: str) -> Refusal:
    """An address is given up for good only when the words say that it is at fault: servers refuse the sender, too, at
    the recipient and without a status. What nobody understands is about this mail, until there are several."""
    fault = _fault(known, words)
    of_policy = known[:2] == (5, 7) or bool(_SENDER.search(words) or _ABOUT_US.search(words))
    if fault in _OURS:
        return Refusal.SENDER
    if _NOBODY.search(words):
        return Refusal.ADDRESS
    if fault is Fault.RECIPIENT and (of_policy or known in _BY_STATUS or _CLOSED.search(words)):
        return Refusal.RECIPIENT
    if of_policy or known in _TOO_LARGE:
        return Refusal.SENDER
    if (_THEIR_BOX if stage in TAKEN_THEM else _FULL).search(words):
        return Refusal.LATER
    if stage != "rcpt" or code in PROTOCOL_CODES:
        return Refusal.SENDER
    return (
        Refusal.ADDRESS
        if fault is Fault.RECIPIENT or bounce_class("", words) is BounceClass.HARD
        else Refusal.RECIPIENT
    )


def fault_of(status: str, text: str) -> Fault:
    """What a refusal, or a report of one, objects to."""
    return _fault(_status(status, text), _words(text))


def reported_fault(status: str, text: str) -> Fault:
    """What a report objects to. It speaks mostly for a recipient's server: that relays for nobody else, or has enough
    connections from our host, is nothing of ours. A limit or an address of ours is known by its own number alone.
    """
    fault = fault_of(status, text)
    return fault if fault not in {Fault.LIMIT, Fault.IDENTITY} or _status(status, text) in _BY_STATUS else Fault.OTHER


def is_about_every_mail(status: str, text: str, stage: str) -> bool:
    """A limit, or what was said before a recipient was named: no single mail can be at fault, but for its size."""
    early = stage in NOBODY_NAMED and _status(status, text) not in _TOO_LARGE
    return early or fault_of(status, text) is Fault.LIMIT


def _fault(known: Status, words: str) -> Fault:
    found = (fault for fault, pattern in _FAULTS if pattern.search(words))
    return _BY_STATUS.get(known) or next(found, Fault.OTHER)


def _status(status: str, text: str) -> Status:
    found = _STATUS.search(status) or _STATUS.search(text)
    return tuple(int(number) for number in found[0].split(".")) if found else ()


def _words(text: str) -> str:
    return " ".join(_NAMES.sub(" ", text).split())
