"""Whom a mailbox has written with before: a company it corresponds with is not cold (M5).

Companies are known by their domain, people at public mail providers by a hash of their address.
"""

import hashlib
from datetime import datetime

from engine.rules import addresses
from engine.rules.reading.automatic import is_automatic, is_to_many
from engine.rules.reading.mail import ParsedMail

HEADERS = (
    *("From", "Sender", "To", "Cc", "Date", "Message-ID", "In-Reply-To", "References"),
    *("Auto-Submitted", "Precedence", "X-Autoreply", "X-Autorespond", "Return-Path"),
    *("List-Id", "List-Unsubscribe", "List-Post"),
)
"""All that is fetched of an old mail."""
TO_MANY = 10
"""A mail to more people than that says nothing about each of them."""


def partners(mail: ParsedMail, own: frozenset[str], *, sent: bool) -> frozenset[str]:
    """The addresses a person of ours wrote to with this mail, or the one who wrote to us; what machines write, and
    mail to many, is no correspondence. `sent`: it lies in Sent.
    """
    if is_automatic(mail) or is_to_many(mail):
        return frozenset()
    if sent or mail.sender.email in own:
        people = [one.email for one in (*mail.to, *mail.cc)]
    else:
        people = [] if is_machine(mail.sender.email) else [mail.sender.email]
    if len(people) > TO_MANY:
        return frozenset()
    ours = {addresses.domain_group(addresses.domain_of(address)) for address in own}
    return frozenset(one for one in people if "@" in one and one not in own and company_of(one) not in ours)


def companies(own: frozenset[str]) -> frozenset[str]:
    """Those that our addresses are of."""
    return frozenset(map(company_of, own)) - {""}


def is_machine(address: str) -> bool:
    local = address.partition("@")[0].replace("-", "").replace("_", "").replace(".", "")
    return local.startswith(("noreply", "donotreply", "mailerdaemon", "postmaster", "bounce", "notification"))


def who(address: str) -> str:
    """Under what this correspondent is known."""
    return company_of(address) or hashed(address)


def hashed(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()


def company_of(address: str) -> str:
    """Its domain group; "" at a public provider."""
    domain = addresses.domain_of(address)
    return "" if addresses.is_free_mail(domain) else addresses.domain_group(domain)


def when(mail: ParsedMail, received: datetime | None, now: datetime) -> datetime:
    """A mailbox that was moved to another server gave its mails new dates of arrival: the mail's own may be older."""
    return min(moment for moment in (mail.date, received, now) if moment is not None)
