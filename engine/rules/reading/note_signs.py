"""What phrases and patterns see of an automatic note: signs that its words are weighed together with (`note_words`)."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from engine.rules.reading.absence import ABSENT_SUBJECT, MAILBOX, address_changed, out_of_office, told_return
from engine.rules.reading.automatic import said_automatic
from engine.rules.reading.between_lines import told_between_lines
from engine.rules.reading.challenges import GATE_SIGNS, gate_signs
from engine.rules.reading.desks import DESK_SIGNS, acknowledgement, desk_signs
from engine.rules.reading.evidence import collect, concepts
from engine.rules.reading.folding import plain
from engine.rules.reading.leaving import LEAVER_SIGNS, SUCCESSOR, leaver_signs, left_company
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.new_address import own_address
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

BY_PHRASES = (left_company, address_changed, out_of_office, acknowledgement)
CONCEPTS = (
    *("away", "left", "moved", "closed", "note", "hint", "promise", "was_away", "stays", "invites"),
    *("handover", "copying", "noted", "interested", "question", "not_now", "not_interested", "unsubscribe"),
    *("already_customer", "wrong_person", "mine", "received"),
)
"""Of the lexicon, those that notes have and those that speak against one."""
TITLES = frozenset({"away", "left", "moved", "closed", "note"})
"""Concepts that a note may have in its title alone."""


def by_phrases(mail: ParsedMail) -> Verdict | None:
    """The first kind of note that the phrases make of a mail."""
    return next(filter(None, (rule(mail) for rule in BY_PHRASES)), None)


def signs_of(mail: ParsedMail, phrased: Verdict | None) -> Iterator[str]:
    """Names of what is seen, whatever the language."""
    for look in LOOKS:
        yield from look.see(mail, phrased)


def _known(mail: ParsedMail, phrased: Verdict | None) -> Iterator[str]:
    """What the rules before have seen. That a header says "automatic" is no sign: what is sent by a machine is one of
    five notes, and which one tells no header."""
    said = collect(mail.text)
    yield from (concept for concept in CONCEPTS if said.has(concept))
    if said.asks:
        yield "asks"
    if phrased and not (phrased.kind is Kind.AUTO_ACKNOWLEDGEMENT and said_automatic(mail)):
        yield f"phrased {phrased.kind}"
    if "@" in mail.text:
        yield "own address" if own_address(mail)[0] else "address"
    yield from sorted(told_between_lines(mail.text))
    yield from _in_title(own_subject(mail))


def _in_title(title: str) -> Iterator[str]:
    if ABSENT_SUBJECT.are_in(title):
        yield "absent title"
    said = (TITLES & concepts(title).keys()) | told_between_lines(title)
    yield from (f"title {concept}" for concept in sorted(said))


def _in_words(mail: ParsedMail, _: Verdict | None) -> Iterator[str]:
    folded = plain(mail.text)
    if SUCCESSOR.search(folded):
        yield "successor"
    if MAILBOX.search(folded):
        yield "mailbox"


def _in_dates(mail: ParsedMail, _: Verdict | None) -> Iterator[str]:
    if mail.date:
        back, comes_back = told_return(mail)
        if back:
            yield "comes back" if comes_back else "dated"


class Look(NamedTuple):
    """Where signs are seen: `signs` are all that may be, `one` says that it is one of them at most."""

    see: Callable[[ParsedMail, Verdict | None], Iterable[str]]
    signs: tuple[str, ...] = ()
    one: bool = False


LOOKS = (
    Look(_known),
    Look(lambda mail, _: gate_signs(mail), GATE_SIGNS),
    Look(lambda mail, _: desk_signs(mail), tuple(DESK_SIGNS)),
    Look(lambda mail, _: leaver_signs(mail), LEAVER_SIGNS, one=True),
    Look(_in_words, ("successor", "mailbox")),
    Look(_in_dates, ("comes back", "dated"), one=True),
)
"""The dearest last. Of the first, which is always needed, no signs are listed."""
