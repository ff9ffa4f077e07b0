"""Which automatic note a mail is: phrases (`absence`, `automatic`) and words are weighed together (`note_words`)."""

import re
from collections.abc import Callable
from dataclasses import replace

from engine.rules.reading.absence import (
    by_title,
    sends_elsewhere,
    with_address,
    with_mailbox,
    with_return,
    writes_by_itself,
)
from engine.rules.reading.automatic import BY_DEFAULT, is_answer, is_automatic, is_to_many, may_be_typed
from engine.rules.reading.bare_absence import is_bare_absence
from engine.rules.reading.bounces import is_mail_system
from engine.rules.reading.challenges import speaks_of_mail
from engine.rules.reading.desks import sends_only
from engine.rules.reading.evidence import collect, concepts
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.human import human_answer
from engine.rules.reading.leaning import shares
from engine.rules.reading.leaving import (
    is_bare_leave,
    is_of_another,
    is_of_the_owner,
    is_of_the_writer,
    with_replacement,
)
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.note_signs import by_phrases
from engine.rules.reading.note_words import SENT_KINDS, lean, loudest
from engine.rules.reading.only_now import is_gone_for_now
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.to_all import is_to_all
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import Kind

FACTS: dict[Kind, Callable[[ParsedMail, Verdict], Verdict | None]] = {
    Kind.OUT_OF_OFFICE: with_return,
    Kind.LEFT_COMPANY: with_replacement,
    Kind.ADDRESS_CHANGED: with_address,
}
SURE = 0.95
"""The most that is claimed of what no phrase says."""
A_WORD = 25
"""Bytes, as a sign says more than a letter, from which on words alone decide where no phrase says anything."""
LINK = re.compile(r"\b(?:https?://|www\.)\S+")
TITLED, REPLIED, UNASKED, BY_MACHINE, LOUD = -1.0, 3.25, 2.0, 4.0, 6.0
ANEW = 1.0
"""By how much more must speak for a note than for a person, in nats: under a title of its own, as machines write and
people seldom do, or in bulk; under our title; and where nothing shows that it answers anything; ANEW, where that is
known of its sender alone, who may have begun a mail of their own. Where nothing shows it, what acknowledges
something must be louder, for much seems to: under a machine's header, and LOUD without one; and so must under our title
who says by name that another has left. Measured on notes, people and ordinary mail held aside."""
LIKELY = 1.0
"""From where on it may be one in doubt, under our title (`_perhaps`): of 67 held aside or nobody's that are, 47 were
notes. Chosen with these counts in view."""
HANDED_OVER = 2.0
"""The same of a leaver who names who follows, where a phrase says that they have left: of 11 held aside between this
and `REPLIED` eight were notes, and either way the same people are found."""
TYPED, CLEARLY, SURELY, UNLIKE = -2.0, -4.0, -5.0, -1.0
"""By how much the likeliest note speaks more than a person does, in nats: below the first it is a person's, where the
header is one that help desks and gateways put on people's mail as well; below the second whatever the header, where it
says yes or no, below the third unless it is a word or two that say nothing; below the last a note is in doubt."""
ELSEWHERE = 1.0
"""By how much nobody's mailbox must speak more of a leaver or a move than of having received something, in nats, where
no phrase says so: else it only says where such mail goes. Of 27 notes to develop on with more, 25 were."""
LETTER = 1500
"""Characters; notes are shorter."""


def note(mail: ParsedMail) -> Verdict | None:
    """An absence note, a leaver's or a moved address's, an acknowledgement, or a gatekeeper's in words of its own."""
    found = _note(mail)
    return with_mailbox(mail, found) if found and found.kind is Kind.AUTO_ACKNOWLEDGEMENT else found


def _note(mail: ParsedMail) -> Verdict | None:
    if is_to_all(mail):
        return None
    phrased = by_phrases(mail)
    if is_mail_system(mail):
        return phrased if phrased and phrased.confidence > BY_DEFAULT else None
    if phrased and phrased.kind is Kind.OUT_OF_OFFICE and by_title(mail)[0]:
        return phrased
    if not mail.text or (len(mail.text) > LETTER and not may_be_typed(mail)):
        return phrased
    if is_automatic(mail) or sends_only(mail) or (phrased and writes_by_itself(mail)):
        return _which(mail, phrased) if phrased or is_answer(mail) else _whether(mail, None)
    return _whether(mail, phrased) if is_answer(mail) or not phrased else phrased


def _which(mail: ParsedMail, phrased: Verdict | None) -> Verdict | None:
    """A machine says one of five things: the likeliest of which the mail tells what belongs to it. What is like none
    of them a person has typed, whatever its header says, or it is in doubt."""
    scores = lean(mail, phrased)
    ranked = sorted(SENT_KINDS, key=scores.__getitem__, reverse=True)
    above = scores[ranked[0]] - scores[Kind.OTHER]
    by_header = phrased is not None and phrased.confidence <= BY_DEFAULT and len(mail.text.encode()) < A_WORD
    says_left = phrased is not None and phrased.kind is Kind.LEFT_COMPANY and not may_be_typed(mail)
    typed = may_be_typed(mail) or (sends_only(mail) and not is_automatic(mail))
    is_typed = above < (TYPED if typed else SURELY) or (above < CLEARLY and _says_yes_or_no(mail))
    if is_typed and not (says_left or (by_header and _is_unclear(mail))):
        return None
    if phrased and (len(mail.text) > LETTER or by_header):
        verdict: Verdict | None = phrased
    else:
        verdict = next(filter(None, (_verdict(mail, kind, scores, phrased) for kind in ranked)), None)
    if verdict and above < UNLIKE:
        return replace(verdict, confidence=min(verdict.confidence, IN_DOUBT))
    return verdict


def _whether(mail: ParsedMail, phrased: Verdict | None) -> Verdict | None:
    if phrased and _is_sure(mail, phrased):
        return phrased
    if not phrased and not is_automatic(mail) and _says_little(mail):
        return None
    least, answers = _least(mail), is_answer(mail)
    scores = lean(mail, phrased, {kind: min(one, LIKELY) for kind, one in least.items()} if answers else least)
    if not scores:
        return None
    best = max(SENT_KINDS, key=scores.__getitem__)
    if scores[best] - scores[Kind.OTHER] <= least[best]:
        return _perhaps(mail, best, scores, phrased) if answers else None
    agreed = phrased is not None and phrased.kind is best
    if not agreed and best is not Kind.CHALLENGE and collect(mail.text).has("unsubscribe"):
        return None  # gatekeepers speak of spam and of lists as well
    return _verdict(mail, best, scores, phrased)


def _is_sure(mail: ParsedMail, phrased: Verdict) -> bool:
    """Whoever typed it: what says all of an absence, perhaps who stands in, and nothing else; or of the mailbox's owner
    that they have left, in a title of the note's own, or in a text that says nothing of whoever wrote it."""
    if phrased.kind is Kind.OUT_OF_OFFICE:
        return is_bare_absence(mail) or is_bare_absence(_without_deputies(mail, phrased))
    titled = "left" in concepts(own_subject(mail))
    by_mailbox = is_of_the_owner(mail) and not is_of_the_writer(mail.text)
    return phrased.kind is Kind.LEFT_COMPANY and (titled or by_mailbox or is_bare_leave(mail))


def _says_little(mail: ParsedMail) -> bool:
    """A word or two beside links and numbers, of which nobody could tell whether a machine has sent them."""
    return len("".join(filter(str.isalpha, LINK.sub("", mail.text))).encode()) < A_WORD


def _without_deputies(mail: ParsedMail, phrased: Verdict) -> ParsedMail:
    """Without the sentences that name whom to turn to meanwhile."""
    named = {person.sentence for person in phrased.people}
    return replace(mail, text="\n".join(one for one in sentences(mail.text) if one not in named))


def _may_opt_out(mail: ParsedMail) -> bool:
    answer = human_answer(mail)
    return answer is not None and answer.kind is Kind.UNSUBSCRIBE


def _is_unclear(mail: ParsedMail) -> bool:
    answer = human_answer(mail)
    return answer is None or answer.doubts


def _says_yes_or_no(mail: ParsedMail) -> bool:
    answer = human_answer(mail)
    return answer is not None and answer.kind in (Kind.INTERESTED, Kind.NOT_INTERESTED) and not answer.doubts


def _perhaps(mail: ParsedMail, kind: Kind, scores: dict[Kind, float], phrased: Verdict | None) -> Verdict | None:
    """In doubt, of what is likelier a note, by less than it takes: where only the words say so, who mention somebody's
    absence say it in phrases; or where it is nothing clear as a person's answer either. Who asks for a call, and says
    when, has read what they answer; and who answers clearly, or may want no more
    mail, keeps no gate."""
    if collect(mail.text).has("invites"):
        return None
    if phrased and phrased.kind is kind and not (_is_unclear(mail) or _hands_over(mail, kind, scores)):
        return None
    if kind is Kind.CHALLENGE and not phrased and (not _is_unclear(mail) or _may_opt_out(mail)):
        return None
    verdict = _verdict(mail, kind, scores, phrased)
    return replace(verdict, confidence=min(verdict.confidence, IN_DOUBT)) if verdict else None


def _hands_over(mail: ParsedMail, kind: Kind, scores: dict[Kind, float]) -> bool:
    """Who has left and names who follows says the same in a note and in an answer, unless it is of another."""
    answer = None if is_of_another(mail) else human_answer(mail)
    refers = answer is not None and answer.kind is Kind.REFERRAL
    return kind is Kind.LEFT_COMPANY and refers and scores[kind] - scores[Kind.OTHER] > HANDED_OVER


def _least(mail: ParsedMail) -> dict[Kind, float]:
    """By how much more must speak for each kind of note than for a person."""
    if not is_answer(mail):
        loud = BY_MACHINE if is_automatic(mail) else LOUD
        gate = UNASKED if speaks_of_mail(mail) else loud
        return dict.fromkeys(SENT_KINDS, UNASKED) | {Kind.AUTO_ACKNOWLEDGEMENT: loud, Kind.CHALLENGE: gate}
    if not (own_subject(mail) or is_to_many(mail)):
        return dict.fromkeys(SENT_KINDS, REPLIED) | ({Kind.LEFT_COMPANY: LOUD} if is_of_another(mail) else {})
    return dict.fromkeys(SENT_KINDS, ANEW if mail.answers_us else TITLED)


def _verdict(mail: ParsedMail, kind: Kind, scores: dict[Kind, float], phrased: Verdict | None) -> Verdict | None:
    if phrased and phrased.kind is kind:
        return phrased
    likelier = scores[kind] - scores[Kind.AUTO_ACKNOWLEDGEMENT]
    if kind in (Kind.LEFT_COMPANY, Kind.ADDRESS_CHANGED) and likelier < ELSEWHERE and sends_elsewhere(mail):
        return None
    if kind is Kind.LEFT_COMPANY and any(is_gone_for_now(plain(one)) for one in sentences(mail.text)):
        return None
    likely = dict(zip(scores, shares(list(scores.values())), strict=True))[kind]
    verdict = Verdict(kind, round(min(SURE, likely), 2), "notes.words", loudest(mail.text, kind))
    return FACTS[kind](mail, verdict) if kind in FACTS else verdict
