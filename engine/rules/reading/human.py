"""What a person's answer means. Each sentence gives evidence for kinds; the kinds are weighed against each other."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from engine.rules.reading.answers_below import answers_below
from engine.rules.reading.automatic import is_answer, is_threaded
from engine.rules.reading.dates import find_dates
from engine.rules.reading.day_order import writes_day_first
from engine.rules.reading.declines import with_decline
from engine.rules.reading.durations import in_some_time
from engine.rules.reading.evidence import ME, US, YOU, Evidence, collect
from engine.rules.reading.folding import has_signs, plain, sentences, tokens
from engine.rules.reading.language import guess_language
from engine.rules.reading.leaning import is_long, lean, share, shares
from engine.rules.reading.lexicon import COURTEOUS, origin
from engine.rules.reading.likely_people import likely_people
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.objections import objects
from engine.rules.reading.people import copied_people, referred_people, spoken_to
from engine.rules.reading.phones import PHONE
from engine.rules.reading.phrases import Lexicon
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import Kind, Relation

RULE = "human.human_answer"
ORIGIN = Lexicon((origin.PHRASES,), "")


@once
def _referral(mail: ParsedMail) -> tuple[Person, ...]:
    """Who the answer hands over to; somebody copied counts when the text says so."""
    evidence = collect(mail.text)
    if not ("@" in mail.text or mail.cc or any(map(evidence.has, ("handover", "copying"))) or PHONE.search(mail.text)):
        return ()
    named = referred_people(mail, Relation.REFERRAL)
    copying = evidence.has("copying")
    copied = copied_people(mail, says_so=copying) if copying or evidence.has("handover") else spoken_to(mail)
    known = {word for person in copied for word in re.findall(r"\w+", plain(f"{person.name} {person.email}"))}
    fresh = (person for person in named if not set(re.findall(r"\w+", plain(person.email or person.name))) <= known)
    return (*fresh, *copied)


LETTER, TWICE = 3000, 5.0
"""Signs of a letter about something else, in which one sentence on unsubscribing is no opt-out; said twice it is."""
PAGE = 1200
"""Signs of a text in which even a short sentence must not be bare."""
TERSE, TERSE_SIGNS = 70, 28
"""Characters, and signs of Chinese or Japanese, of a sentence that speaks to the reader without saying so: "No more of
these." Of the opt-outs held aside 96 % are so short, or say "me", "you" or "please"; of what is said about lists of
others one in four."""


def _short(text: str) -> bool:
    return len(text) < 400


def _says(sentence: str, *whom: re.Pattern[str]) -> bool:
    said = plain(sentence)
    return any(one.search(said) for one in whom)


def _is_to_us(sentence: str) -> bool:
    """Whether what opts out may be said to the reader; it is of others where it is neither short nor says so."""
    return len(sentence) <= (TERSE_SIGNS if has_signs(sentence) else TERSE) or _says(sentence, ME, YOU)


def _is_bare(sentence: str) -> bool:
    """Whether it names neither the reader nor oneself: "Then stop sending." """
    return not _says(sentence, US, ME, YOU)


def _opts_out(mail: ParsedMail, evidence: Evidence) -> bool:
    """Who discusses spam, at length or on a list, speaks of others; who opts out on a list says "me" or "us"."""
    if objects(mail) and not _is_listed(mail):
        return True
    if len(mail.text) > LETTER:
        return evidence.weight["unsubscribe"] >= TWICE
    said = evidence.sentence("unsubscribe")
    if not evidence.has("unsubscribe") or (_is_listed(mail) and not _says(said, US, ME)):
        return False
    return not is_long(mail.text) or (_is_to_us(said) and not (len(mail.text) > PAGE and _is_bare(said)))


LISTED = re.compile(
    r"(?:\w{1,6}: *)?\[(?!ext\w*\]|spam\W|suspe|caution|warning|secur|encrypt|signed|unsure|bulk|ticket|case\b|request|"
    r"confid|intern)[a-z][\w.-]*\]",
    re.IGNORECASE,
)
"""A list's name before the subject, which its members leave there; gateways and help desks have tags of their own."""


def _is_listed(mail: ParsedMail) -> bool:
    return LISTED.match(mail.subject) is not None


ADDRESSED = "addressed"
"""No concept of the lexicon: that somebody copied is spoken to outweighs what the words are like."""


def _choose(mail: ParsedMail, evidence: Evidence) -> tuple[Kind, str, float]:
    """The kind, the concept it rests on and a confidence."""
    has = evidence.has
    weight = evidence.weight
    if _opts_out(mail, evidence):
        return Kind.UNSUBSCRIBE, "unsubscribe", 0.95 if weight["unsubscribe"] >= 3 else 0.7
    if has("already_customer"):
        return Kind.ALREADY_CUSTOMER, "already_customer", 0.95
    spoken = [person.sentence for person in spoken_to(mail)]
    if spoken and evidence.sentence("interested") in ("", *spoken):
        return Kind.REFERRAL, ADDRESSED, 0.8
    if any(map(has, ("handover", "copying", "wrong_person", "left"))) and _referral(mail):
        return Kind.REFERRAL, "handover" if has("handover") else "copying", 0.6 if has("interested") else 0.9
    if has("not_now"):
        if has("interested") and not has("not_interested") and weight["interested"] > weight["not_now"]:
            return Kind.INTERESTED, "interested", 0.45
        return Kind.NOT_NOW, "not_now", 0.6 if has("not_interested") else 0.8
    if has("wrong_person"):
        return Kind.WRONG_PERSON, "wrong_person", 0.8 if not has("interested") else 0.5
    if has("left"):  # somebody else, for a leaver's own words were a note
        return Kind.WRONG_PERSON, "left", 0.7
    kind, concept, confidence = _yes_or_no(evidence)
    if kind is Kind.OTHER and any(person.email or person.phone for person in _referral(mail)):
        return Kind.REFERRAL, "noted", 0.6
    if kind is Kind.OTHER and evidence.has("mine"):
        return Kind.INTERESTED, "mine", 0.8
    if kind is Kind.OTHER and has("handover"):
        return Kind.REFERRAL, "handover", 0.6
    return kind, concept, confidence


UNKNOWN = 0.2
"""No phrase says anything."""


def _yes_or_no(evidence: Evidence) -> tuple[Kind, str, float]:
    has, weight = evidence.has, evidence.weight
    if has("not_interested") and weight["not_interested"] >= weight["interested"]:
        return Kind.NOT_INTERESTED, "not_interested", 0.5 if has("interested") else 0.85
    if has("interested"):
        return Kind.INTERESTED, "interested", 0.6 if has("question") or has("not_interested") else 0.85
    if has("question") or evidence.asks:
        return Kind.QUESTION, "question", 0.8 if evidence.asks and has("question") else 0.4
    if weight["interested"]:
        return Kind.INTERESTED, "interested", 0.45
    return Kind.OTHER, "noted", 0.6 if weight["noted"] else UNKNOWN


LOUD, REQUESTED = 1.0, 2.5
"""What a sure verdict of the phrases adds to its kind, and to an opt-out, in nats: measured on answers by hands that
neither phrases nor words had seen. A request to stop that a phrase hears is seldom outvoted."""
NAMED = 1.5
"""What it adds that somebody is named or copied where a phrase hands over: the words know few names."""
MINE = 2.5
"""What it adds that somebody says they are in charge, in words that people mostly say with a "not"."""
EVERYDAY = 0.7
"""What speaks against an opt-out that no phrase hears in a short text, in nats: of the answers learned from 37 in 100
are opt-outs, of a day's one in eight (1.4 nats between them). Half of it, for missing one is worse. What is in
doubt, so that nothing leaves, is told without it."""
WHERE_FROM = 5.0
"""The same of asking where the address is from, which the words mostly take for a question."""
FEW = 8
"""Words that the bare question has at most: "Where did you get my email address?" """
CALM = 1.1
"""Scores are divided by it, so that of the verdicts with confidence 0.8 eight in ten are right; measured likewise."""
SURE, UNCLEAR = 0.99, 0.25
"""The most that is claimed, and what is too little to call an answer anything."""
HEARD, AMONG_TALK = 0.38, 0.3
"""From where on it is an opt-out, whatever else is likelier, in a short text and in a long one: missing one is worse
than obeying one too many. Of 610 that are nobody's all but one are heard from 1/3 on as well as from 1/2, with 93 and
49 others, by weights of the same day; of 3,908 in odd words, held aside, 3,596 and 3,393. Where something else is
likelier, the verdict doubts, and a person reads it; likewise where in a long text only the words hear it, but for a
plain sentence of oneself. In a long text a phrase that opts oneself out is obeyed whatever the words say."""
CERTAIN = 0.85
"""Below which an opt-out in a short text is in doubt: of 2,870 without doubt in answers held aside or nobody's 2,839
were right, of 1,640 in doubt, most of them heard by words alone, 1,212."""
CERTAINLY_SAID = 0.95
"""The same where a phrase says it, for then the words must bear it out: of 84 held aside between 0.85 and this only
53 were opt-outs, of 105 from there to 0.98 all but eight."""
MAYBE, IN_DOUBT = 0.11, 0.49
"""From where on a person decides that an answer is no opt-out, and the most that is claimed of what is in doubt."""
GUARDED, IMPERSONAL, OF_OTHERS, UNASKED = 5.0, 3.3, 2.0, 6.0
"""What speaks against one that only the words hear: a loud phrase on opting out that is of others ("our unsubscribe
rate", "click here"); on a page a short sentence that is bare, in a long text one that is of others; no thread, or
one of a list."""
PLAIN = 0.9
"""How sure the words of one sentence must be."""


def _weigh(mail: ParsedMail, evidence: Evidence, kind: Kind, confidence: float) -> tuple[Kind, float]:
    """The kind that phrases and words together speak for, and how likely it is."""
    long = is_long(mail.text)
    scores = lean(mail.text, lambda said: _against(said, page=len(mail.text) > PAGE))
    if kind is not Kind.UNSUBSCRIBE:
        scores[Kind.UNSUBSCRIBE] += _beforehand(mail, evidence)
    if kind is not Kind.OTHER or confidence > UNKNOWN:
        scores[kind] += confidence * (REQUESTED if kind is Kind.UNSUBSCRIBE else LOUD)
    if kind is Kind.REFERRAL and not long and scores[kind] >= scores[Kind.UNSUBSCRIBE] and _referral(mail):
        scores[kind] += NAMED
    if kind is Kind.INTERESTED and evidence.has("mine"):
        scores[kind] += MINE
    if kind is Kind.NOT_INTERESTED:  # who opts out often declines too: the phrase of a no tells nothing between the two
        scores[Kind.UNSUBSCRIBE] += confidence * LOUD
    at_most = _odds(scores)[Kind.UNSUBSCRIBE]
    if kind is not Kind.UNSUBSCRIBE and not long:
        scores[Kind.UNSUBSCRIBE] -= EVERYDAY + WHERE_FROM * _merely_asks_where_from(mail.text)
    odds = _odds(scores)
    opt_out = odds[Kind.UNSUBSCRIBE]
    if opt_out >= (AMONG_TALK if long else HEARD) or (
        long and kind is Kind.UNSUBSCRIBE and _says(evidence.sentence("unsubscribe"), ME)
    ):
        if long:
            loudest = kind is Kind.UNSUBSCRIBE or _is_plain(_loudest(mail.text, Kind.UNSUBSCRIBE))
            certain = loudest and opt_out == max(odds.values())
        else:
            certain = opt_out >= (CERTAINLY_SAID if kind is Kind.UNSUBSCRIBE else CERTAIN)
        sure = certain and not _wants_more(mail.text, evidence)
        return Kind.UNSUBSCRIBE, min(SURE if sure else IN_DOUBT, opt_out)
    if kind is not Kind.UNSUBSCRIBE:
        odds[Kind.UNSUBSCRIBE] = 0.0
    best = max(odds, key=odds.__getitem__)
    most = IN_DOUBT if at_most >= MAYBE and best is not Kind.UNSUBSCRIBE else SURE
    return (best, min(most, odds[best])) if odds[best] > UNCLEAR else (Kind.OTHER, UNKNOWN)


def _odds(scores: dict[Kind, float]) -> dict[Kind, float]:
    return dict(zip(scores, shares([score / CALM for score in scores.values()]), strict=True))


NOT_BEFORE = re.compile(
    r"\b(?:before|until|till|vor|bis|avant|jusqu'?(?:a|au|en)|antes (?:de|do|da)|hasta|"
    r"prima (?:di|del|dell')|fino (?:a|al)|ate|voor|tot|fore|innan|(?:in)?den|for|przed|do)\s"
    r"(?:(?:the|of|next|le|la|el|il|o|a|de|del|di|beginning|end|start|anfang|ende|mitte|debut|fin|mitten av)\s){0,3}"
    r"(?:jan|feb|fevr?|mar|mrz|maerz|maart|marz|mai\b|may\b|mei\b|mayo|maj|maio|maggio|apr|avr|abr|jun|juin|jul|juil|gen|ene|"
    r"giu|lug|ago|aug|aout|sep|set|okt|oct|ott|out|nov|dez|dec|dic|lut|kwie|czerw|lip|sierp|wrz|paz|lis|grud|"
    r"summer|winter|spring|autumn|q[1-4]|20\d\d)"
)
"""Who is not to be written to before a month may be glad to be written to then."""

RATHER = re.compile(
    r"\b(?:instead|rather than|is best|works best|through me|sondern|stattdessen|lieber|plutot|mejor|sino|"
    r"prefiero|meglio|bensi|invece|preferisco|liever|hellre|istallet|hellere|i stedet|heller|raczej|zamiast|"
    r"em vez|melhor|prefiro)\b|代わりに|而是|改为|改成"
)
"""Who forbids one way often asks for another: "please don't call, e-mail is best"."""


def _wants_more(text: str, evidence: Evidence) -> bool:
    """Who opts out and wants something, asks something else or says where to call may be warm: a person reads it."""
    said = evidence.sentence("unsubscribe")
    only_asks = evidence.asks != "" and said in ("", evidence.asks) and not _says(evidence.asks, ME, YOU)
    otherwise = not is_long(text) and RATHER.search(plain(text)) is not None
    limits = NOT_BEFORE.search(plain(said or text)) is not None or otherwise
    return only_asks or limits or evidence.has("interested") or PHONE.search(text) is not None


def _beforehand(mail: ParsedMail, evidence: Evidence) -> float:
    """What speaks for an opt-out besides the words, in nats."""
    unasked = not is_threaded(mail) or _is_listed(mail)
    against = GUARDED * evidence.is_loud("keep") + UNASKED * unasked
    return WHERE_FROM * _asks_where_from(mail.text) - against


def _against(sentence: str, *, page: bool) -> float:
    if page and _is_bare(sentence) and _is_to_us(sentence):
        return IMPERSONAL
    return 0.0 if _is_to_us(sentence) else OF_OTHERS


def _is_plain(sentence: str) -> bool:
    """Whether the words of a sentence that no phrase knows opt its writer out beyond doubt: "delete my records"."""
    return _says(sentence, ME) and share(sentence, Kind.UNSUBSCRIBE) >= PLAIN


def _asks_where_from(text: str) -> bool:
    """Where the address is from: of those who say more, and are not merely curious, nine in ten want no more mail."""
    said = {hit.concept for sentence in sentences(text) for hit in ORIGIN.find(sentence)} if _short(text) else set()
    return "origin" in said and "curious" not in said


def _merely_asks_where_from(text: str) -> bool:
    """Of those who say nothing else, in few words, seven in eight want to know: a question, though in doubt."""
    said = [words for words in map(tokens, sentences(text)) if not COURTEOUS.issuperset(words)]
    return len(said) == 1 and len(said[0]) <= FEW and text.strip().endswith(("?", "？")) and _asks_where_from(text)


def _loudest(text: str, kind: Kind) -> str:
    """The sentence whose words speak most for a kind."""
    cut = sentences(text[:LETTER])
    return max(cut, key=lambda sentence: share(sentence, kind)) if len(cut) > 1 else "".join(cut)


def _days_ahead(text: str, when: datetime) -> list[date]:
    """The days to come that are named, in the order of the text."""
    base = when.date()
    found = find_dates(text, base, guess_language(text), writes_day_first(text, when))
    return [one.date for one in found if one.date > base]


def check_back(text: str, when: datetime) -> date | None:
    """When to write again, by an answer that says "not now": the last day to come that is named."""
    ahead = _days_ahead(text, when)
    return ahead[-1] if ahead else in_some_time(text, when.date())


FAR = timedelta(days=45)
"""Who proposes to talk at a time so far ahead, and at no nearer one, does not want to now."""


def _puts_off(mail: ParsedMail, evidence: Evidence) -> bool:
    """ "Let us talk in January": wanting by its words alone, and all its days are far away."""
    if mail.date is None or evidence.asks or evidence.has("interested"):
        return False
    ahead = _days_ahead(mail.text, mail.date)
    return bool(ahead) and min(ahead) > mail.date.date() + FAR


UNSURE = 0.6
"""Of a "yes" that is taken for a "later"."""
PLAINLY, BORNE_OUT = 0.7, 0.45
"""How sure the words must be where no header says that the mail is an answer; and to bear out a phrase that opts out:
"stop" and "remove" are said of much."""
ANYBODYS = frozenset({Kind.OTHER, Kind.QUESTION})
"""What any mail may be by its phrases. Where it answers nothing, its words would only mislead."""


def _answers_us(mail: ParsedMail, kind: Kind, phrased: Kind, confidence: float) -> bool:
    """Whether a short mail out of any thread is an answer to one of ours, by what phrases and words make of it."""
    if kind is Kind.OTHER:
        return False
    if kind is not phrased:
        return confidence >= PLAINLY
    if kind is Kind.UNSUBSCRIBE:
        return share(mail.text, kind) >= BORNE_OUT
    return True


def human_answer(mail: ParsedMail) -> Verdict | None:
    """A verdict for an answer in a thread always; for a mail out of a thread only when it plainly answers us."""
    threaded = is_threaded(mail)
    if not threaded and not _short(mail.text) and not objects(mail):
        return None
    evidence = collect(mail.text)
    kind, concept, confidence = _choose(mail, evidence)
    because = spoken_to(mail)[0].sentence if concept == ADDRESSED else evidence.sentence(concept) or evidence.asks
    phrased = kind
    is_weighed = 0 < len(mail.text) < LETTER and concept != ADDRESSED and (is_answer(mail) or kind not in ANYBODYS)
    if is_weighed:
        kind, confidence = _weigh(mail, evidence, kind, confidence)
    likeliest = kind
    if kind is Kind.INTERESTED and _puts_off(mail, evidence):
        kind, confidence = Kind.NOT_NOW, min(confidence, UNSURE)
    if not threaded:
        if not _answers_us(mail, kind, phrased, confidence):
            return None
        confidence *= 0.7
    if is_weighed and not (because and likeliest is phrased):
        because = _loudest(mail.text, likeliest)
    because = because or mail.text.strip()[:200]
    if below := answers_below(mail):
        if phrased in ANYBODYS and not (kind is Kind.UNSUBSCRIBE and confidence > IN_DOUBT):
            return Verdict(Kind.OTHER, UNKNOWN, RULE, below)
        confidence = min(confidence, IN_DOUBT)
    people = (_referral(mail) or likely_people(mail)) if kind is Kind.REFERRAL else ()
    verdict = Verdict(kind, round(confidence, 2), RULE, because, people=people)
    if kind is Kind.NOT_NOW and mail.date:
        return replace(verdict, check_back_date=check_back(mail.text, mail.date))
    return with_decline(mail, verdict)
