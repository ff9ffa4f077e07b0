"""Absence notes, leavers and moved addresses, by the words they use."""

import re

from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

AWAY = re.compile(
    r"out of (?:the )?office|abwesenheitsnotiz|absence du bureau|fuera de la oficina", re.IGNORECASE
)
LEFT = re.compile(r"no longer (?:with|works? (?:for|at)|employed)|has left the company", re.IGNORECASE)
MOVED = re.compile(r"(?:e-?mail )?address has changed to ([\w.+-]+@[\w.-]+\w)", re.IGNORECASE)


def out_of_office(mail: ParsedMail) -> Verdict | None:
    """An absence note, with or without the headers of one."""
    found = AWAY.search(mail.subject)
    return Verdict(Kind.OUT_OF_OFFICE, 0.9, "absence.out_of_office", found[0]) if found else None


def left_company(mail: ParsedMail) -> Verdict | None:
    """The person does not work there any more."""
    found = LEFT.search(mail.text)
    return Verdict(Kind.LEFT_COMPANY, 0.9, "absence.left_company", found[0]) if found else None


def address_changed(mail: ParsedMail) -> Verdict | None:
    """The person is to be reached under another address."""
    found = MOVED.search(mail.text)
    if found is None:
        return None
    return Verdict(
        Kind.ADDRESS_CHANGED, 0.9, "absence.address_changed", found[0], new_address=found[1].lower()
    )
