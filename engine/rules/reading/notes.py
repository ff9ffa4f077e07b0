"""Which automatic note a mail is: phrases decide (`absence`, `automatic`), and the words vote too (`note_words`)."""

from collections.abc import Callable

from engine.rules.reading.absence import (
    address_changed,
    as_address_changed,
    as_left_company,
    as_out_of_office,
    left_company,
    out_of_office,
    writes_by_itself,
)
from engine.rules.reading.automatic import BY_DEFAULT, acknowledgement, as_acknowledgement, is_answer
from engine.rules.reading.challenges import as_challenge
from engine.rules.reading.folding import sentences
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.note_words import lean
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

BY_PHRASES = (left_company, address_changed, out_of_office, acknowledgement)
BY_WORDS: dict[Kind, Callable[[ParsedMail, float, str], Verdict | None]] = {
    Kind.OUT_OF_OFFICE: as_out_of_office,
    Kind.LEFT_COMPANY: as_left_company,
    Kind.ADDRESS_CHANGED: as_address_changed,
    Kind.AUTO_ACKNOWLEDGEMENT: as_acknowledgement,
    Kind.CHALLENGE: as_challenge,
}
LOUD = 4.0
"""What a sure verdict of the phrases adds to its kind, in nats: measured on notes that neither had seen."""
TYPED, SENT = 1.0, 3.0
"""By how much the words must speak for a person, or for a machine, where no header says which."""
TOLD = frozenset({Kind.LEFT_COMPANY, Kind.ADDRESS_CHANGED, Kind.CHALLENGE})
"""What people tell as well, in much the same words: without a header it takes a phrase."""
LETTER = 1500
"""Characters; notes are shorter."""


def note(mail: ParsedMail) -> Verdict | None:
    """An absence note, a leaver's or a moved address's, or an acknowledgement."""
    phrased = next(filter(None, (rule(mail) for rule in BY_PHRASES)), None)
    if not mail.text or len(mail.text) > LETTER:
        return phrased
    if writes_by_itself(mail):
        return _which(mail, phrased) if phrased else None
    return _whether(mail, phrased)


def _which(mail: ParsedMail, phrased: Verdict) -> Verdict:
    scores = lean(mail)
    if phrased.confidence > BY_DEFAULT:
        scores[phrased.kind] += LOUD * phrased.confidence
    best = max(BY_WORDS, key=scores.__getitem__)
    return phrased if best is phrased.kind else _by_words(mail, best) or phrased


def _whether(mail: ParsedMail, phrased: Verdict | None) -> Verdict | None:
    scores = lean(mail)
    typed = scores[Kind.OTHER]
    if phrased:
        return None if typed - scores[phrased.kind] > TYPED else phrased
    best = max(BY_WORDS, key=scores.__getitem__)
    sure = is_answer(mail) and best not in TOLD and scores[best] - typed > SENT
    return _by_words(mail, best) if sure else None


def _by_words(mail: ParsedMail, kind: Kind) -> Verdict | None:
    because = max(sentences(mail.text), key=len, default=mail.subject)
    return BY_WORDS[kind](mail, 0.6, because)
