"""Which automatic note a mail is: phrases decide (`absence`, `automatic`), and the words vote too (`note_words`)."""

from collections.abc import Callable

from engine.rules.reading.absence import (
    address_changed,
    left_company,
    out_of_office,
    with_address,
    with_replacement,
    with_return,
    writes_by_itself,
)
from engine.rules.reading.automatic import BY_DEFAULT, acknowledgement, is_answer, says_received
from engine.rules.reading.evidence import collect
from engine.rules.reading.leaning import shares
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.note_words import KINDS, lean, loudest
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

BY_PHRASES = (left_company, address_changed, out_of_office, acknowledgement)
SENT_KINDS = tuple(kind for kind in KINDS if kind is not Kind.OTHER)
FACTS: dict[Kind, Callable[[ParsedMail, Verdict], Verdict | None]] = {
    Kind.OUT_OF_OFFICE: with_return,
    Kind.LEFT_COMPANY: with_replacement,
    Kind.ADDRESS_CHANGED: with_address,
}
SURE = 0.95
"""The most that words alone claim."""
LOUD = 4.0
"""What a sure verdict of the phrases adds to its kind, in nats: measured on notes that neither had seen."""
A_WORD = 25
"""Bytes, as a sign says more than a letter, from which on words alone decide where no phrase says anything."""
TYPED, SENT = 1.0, 3.0
"""By how much the words must speak for a person, or for a machine, where no header says which."""
SAID = 0.0
"""Likewise where a phrase says that the mail has arrived, which people say as well."""
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
    return _whether(mail, phrased) if is_answer(mail) else phrased


def _which(mail: ParsedMail, phrased: Verdict) -> Verdict:
    scores = lean(mail)
    if phrased.confidence > BY_DEFAULT:
        scores[phrased.kind] += LOUD * phrased.confidence
    elif len(mail.text.encode()) < A_WORD:
        return phrased
    best = max(SENT_KINDS, key=scores.__getitem__)
    return phrased if best is phrased.kind else _by_words(mail, best, scores) or phrased


def _whether(mail: ParsedMail, phrased: Verdict | None) -> Verdict | None:
    scores = lean(mail)
    typed = scores[Kind.OTHER]
    if phrased:
        return None if typed - scores[phrased.kind] > TYPED else phrased
    best = max(SENT_KINDS, key=scores.__getitem__)
    enough = SAID if best is Kind.AUTO_ACKNOWLEDGEMENT and says_received(mail) else SENT
    guarded = best in TOLD or collect(mail.text).has("unsubscribe")
    sure = not guarded and scores[best] - typed > enough
    return _by_words(mail, best, scores) if sure else None


def _by_words(mail: ParsedMail, kind: Kind, scores: dict[Kind, float]) -> Verdict | None:
    likely = dict(zip(scores, shares(list(scores.values())), strict=True))[kind]
    verdict = Verdict(kind, round(min(SURE, likely), 2), "notes.words", loudest(mail.text, kind))
    return FACTS[kind](mail, verdict) if kind in FACTS else verdict
