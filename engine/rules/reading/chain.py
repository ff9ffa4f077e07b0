"""The ordered rules that read a mail. The first verdict wins; what nobody knows goes to a person."""

from collections.abc import Callable
from dataclasses import replace

from engine.rules.addresses import domain_of, is_free_mail
from engine.rules.reading import by_subject
from engine.rules.reading.automatic import bulk, is_answer, is_automatic, is_threaded, mail_to_many
from engine.rules.reading.bounces import bounce, unknown_report
from engine.rules.reading.challenges import challenge
from engine.rules.reading.complaints import complaint
from engine.rules.reading.desks import is_role
from engine.rules.reading.evidence import collect
from engine.rules.reading.human import UNKNOWN, human_answer
from engine.rules.reading.in_so_many_words import is_machines_own, opt_out_in_so_many_words
from engine.rules.reading.invitations import invited
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
from engine.rules.reading.note_words import SENT_KINDS
from engine.rules.reading.notes import note
from engine.rules.reading.notices import calendar, delivered, reaction, read_receipt
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import HUMAN_KINDS, Kind

Rule = Callable[[ParsedMail], Verdict | None]
RULES: tuple[Rule, ...] = (
    complaint,
    read_receipt,
    challenge,
    delivered,
    bounce,
    calendar,
    reaction,
    mail_to_many,
    by_subject.opt_out_by_subject,
    note,
    unknown_report,
    bulk,
    human_answer,
)
TO_MANY = (mail_to_many, bulk)
MAY_OPT_OUT = frozenset(
    {
        Kind.OUT_OF_OFFICE,
        Kind.AUTO_ACKNOWLEDGEMENT,
        Kind.CALENDAR,
        Kind.REACTION,
        Kind.READ_RECEIPT,
    }
)
"""What programs send on a person's behalf, in words that the person may have written. Who has left, or has another
address, asks with good reason that the old one is struck off: nothing leaves for it by that alone."""

A_WORD = 400
"""Characters that an opt-out may have; who discusses on a list writes more."""
# Anybody asks questions and says other things; the rest are answers by what they say.
NEED_A_THREAD = frozenset({Kind.QUESTION, Kind.OTHER})


def classify(
    mail: ParsedMail, *, own_addresses: frozenset[str] = frozenset(), known_thread: bool | None = None
) -> Verdict:
    """What this mail is. `own_addresses` are lower case; `known_thread` says whether it answers a mail of ours."""
    if mail.sender.email in own_addresses and not is_automatic(mail):
        return Verdict(Kind.OWN_MAIL, 0.99, "own_address", f"From: {mail.sender.email}")
    if known_thread and not is_threaded(mail):  # by its sender: they write anew, or their program tells no thread
        mail = replace(mail, answers_us=True)
    answers_us = bool(known_thread) or _may_answer(mail, own_addresses, known_thread)
    for rule in RULES:
        verdict = None if answers_us and rule in TO_MANY else rule(mail)
        if verdict is not None:
            said = _with_its_words(mail, verdict, own_addresses, known_thread)
            return _in_thread(mail, _without_us(said, own_addresses), known_thread)
    return _in_thread(mail, Verdict(Kind.OTHER, 0.3, "nothing_known", mail.subject), known_thread)


def read(
    raw: bytes, *, own_addresses: frozenset[str] = frozenset(), known_thread: bool | None = None
) -> tuple[ParsedMail, Verdict]:
    """Parse and classify. Never raises: a mail that breaks a rule goes to a person, with what broke."""
    mail = parse(raw)
    try:
        return mail, classify(mail, own_addresses=own_addresses, known_thread=known_thread)
    except Exception as broken:
        return mail, Verdict(Kind.OTHER, 0.0, "broken", f"{type(broken).__name__}: {broken}")


def _with_its_words(
    mail: ParsedMail, verdict: Verdict, own_addresses: frozenset[str], known_thread: bool | None
) -> Verdict:
    """What a program sent may hold a person's word: an opt-out, an invitation, an answer under a machine's header."""
    if verdict.kind in HUMAN_KINDS:
        if verdict.kind is Kind.UNSUBSCRIBE and _passes_on_a_report(mail):
            return Verdict(Kind.OTHER, UNKNOWN, verdict.rule, verdict.because)
        return _under_a_header(mail, verdict) if is_automatic(mail) else verdict
    if known_thread is False or not (verdict.kind in MAY_OPT_OUT or (verdict.kind in SENT_KINDS and verdict.doubts)):
        return verdict
    said = opt_out_in_so_many_words(mail) or _perhaps_opts_out(mail, verdict)
    return said or (invited(mail, verdict, own_addresses) if known_thread else None) or verdict


def _passes_on_a_report(mail: ParsedMail) -> bool:
    """Who shows a mail system's report and asks about it: words alone hear an opt-out there."""
    return any(map(bounce, mail.embedded)) and not collect(mail.text).has(Kind.UNSUBSCRIBE)


def _under_a_header(mail: ParsedMail, verdict: Verdict) -> Verdict:
    """A person decides what people seem to have written under a machine's header. How to leave a list of theirs is no
    opt-out from ours."""
    if verdict.kind is Kind.UNSUBSCRIBE and is_machines_own(mail.text, verdict.because):
        return Verdict(Kind.OTHER, UNKNOWN, verdict.rule, verdict.because)
    return replace(verdict, confidence=min(verdict.confidence, IN_DOUBT))


def _perhaps_opts_out(mail: ParsedMail, verdict: Verdict) -> Verdict | None:
    """What is like no note, and asks to be left alone."""
    said = human_answer(mail) if verdict.doubts and verdict.kind in SENT_KINDS else None
    heard = said and said.kind is Kind.UNSUBSCRIBE and collect(mail.text).has(Kind.UNSUBSCRIBE)
    return replace(said, confidence=IN_DOUBT) if said and heard and not is_machines_own(mail.text) else None


def _may_answer(mail: ParsedMail, own_addresses: frozenset[str], known_thread: bool | None) -> bool:
    """A mail that came through a list may be meant for us; a long one in a thread that is not ours is a discussion."""
    if known_thread is False and len(mail.text) > A_WORD:
        return False
    return is_answer(mail) and _is_to(mail, own_addresses)


def _is_to(mail: ParsedMail, own_addresses: frozenset[str]) -> bool:
    return any(box.email in own_addresses for box in (*mail.to, *mail.cc))


def _without_us(verdict: Verdict, own_addresses: frozenset[str]) -> Verdict:
    """Whoever works with us is nobody to write to, however they are named or copied."""
    theirs = tuple(person for person in verdict.people if not _is_ours(person.email, own_addresses))
    return verdict if len(theirs) == len(verdict.people) else replace(verdict, people=theirs)


def _is_ours(email: str, own_addresses: frozenset[str]) -> bool:
    at_home = f"@{domain_of(email)}" if email else ""
    if not at_home or is_free_mail(at_home[1:]):
        return email in own_addresses
    return any(address.endswith(at_home) for address in own_addresses)


def _is_said(mail: ParsedMail, verdict: Verdict) -> bool:
    if verdict.rule == by_subject.RULE:
        return not verdict.doubts
    of_theirs = (is_automatic(mail) or is_role(mail)) and is_machines_own(mail.text)
    return collect(mail.text).has(Kind.UNSUBSCRIBE) and not of_theirs


def _in_thread(mail: ParsedMail, verdict: Verdict, known_thread: bool | None) -> Verdict:
    """People's mail that answers nothing of ours is their own affair. An opt-out is heard wherever it comes from, but
    from a stranger only in so many words."""
    if verdict.kind not in HUMAN_KINDS or known_thread:
        return verdict
    if verdict.kind is Kind.UNSUBSCRIBE and (known_thread is None or _is_said(mail, verdict)):
        return verdict
    if known_thread is None and (is_answer(mail) or verdict.kind not in NEED_A_THREAD):
        return verdict
    return Verdict(Kind.UNRELATED, 0.8 if known_thread is False else 0.6, "answers_nothing", mail.subject)
