"""Whether whoever answered is somebody else at the company than the one whom we wrote to."""

import re

from engine.rules import addresses
from engine.rules.reading.automatic import is_automatic
from engine.rules.reading.bounces import is_mail_system
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.vocabulary import HUMAN_KINDS, Kind


def is_colleague(mail: ParsedMail, kind: Kind, asked: Mailbox) -> bool:
    """Somebody else's address of the same company, and not just the same person's other address. `asked`: whom we wrote
    to."""
    sender = mail.sender
    if kind not in HUMAN_KINDS | {Kind.LEFT_COMPANY} or not sender.email or sender.email == asked.email:
        return False
    if is_mail_system(mail):
        return False
    companies = [addresses.domain_group(addresses.domain_of(one.email)) for one in (sender, asked)]
    return companies[0] == companies[1] and sender.name.casefold() != asked.name.casefold()


def is_somebody_else(mail: ParsedMail, kind: Kind, asked: Mailbox) -> bool:
    """A colleague by another name. Who has none, or shares one, may be the same person under another address."""
    theirs, ours = _names(mail.sender.name), _names(asked.name)
    return is_colleague(mail, kind, asked) and bool(theirs and ours) and not theirs & ours


def is_anothers_note(mail: ParsedMail, kind: Kind, asked: Mailbox) -> bool:
    """A colleague's own note that they have left, from where mail to the contact goes: it names nobody else."""
    is_note = kind is Kind.LEFT_COMPANY and is_automatic(mail) and is_somebody_else(mail, kind, asked)
    return is_note and not _names(asked.name) & _names(mail.text)


def _names(words: str) -> set[str]:
    return set(re.findall(r"\w{2,}", words.casefold()))
