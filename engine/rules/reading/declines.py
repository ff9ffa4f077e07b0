"""Why somebody declines, and whether the "no" is the decision-maker's (M22)."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections import defaultdict
from dataclasses import replace

from engine.rules.reading.cards import card_of
from engine.rules.reading.evidence import FIRST, LAST, LOOK
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.lexicon import COURTESIES, deciders, provided, reasons
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.phrases import Lexicon
from engine.rules.reading.verdict import Decline, Verdict
from engine.rules.vocabulary import DecisionMaker, DeclineReason, Kind

WHY = {
    DeclineReason(reason): Lexicon(({reason: lines},), COURTESIES)
    for part in (reasons.PHRASES, provided.PHRASES)
    for reason, lines in part.items()
}
"""Apart from each other: "we have our own tool" has the words of both "we have a tool" and "our own"."""
WHO = Lexicon((deciders.PHRASES,), COURTESIES)
RANK: tuple[DeclineReason, ...] = (
    DeclineReason.IN_HOUSE,
    DeclineReason.HAS_SOLUTION,
    DeclineReason.BUDGET,
    DeclineReason.POLICY,
    DeclineReason.BAD_FIT,
    DeclineReason.TIMING,
    DeclineReason.UNCONVINCED,
    DeclineReason.NO_NEED,
)
"""Of two that are said as loudly the one that tells more."""
GENERAL = 0.6
"""What "we do not need it" weighs, against 1 of what says why they do not."""
DECIDES = re.compile(
    r"\b(?:ceo|c\.e\.o|chief executive(?: officer)?|(?:co[- ]?)?founder|(?<!product )(?<!process )(?:co[- ]?)?owner|proprietor|managing (?:director|partner)|(?<!vice )(?<!vice-)president|prasident\w*|general manager|chair(?:man|woman|person)|"
    r"geschaftsfuhr\w*|geschaeftsfuehr\w*|geschaftsleit\w*|inhaber\w*|grunder\w*|vorstand\w*|eigentumer\w*|prokurist\w*|"
    r"gerante?|pdg|p-dg|directeur general|directrice generale|fondat(?:eur|rice)|cofondat(?:eur|rice)|dirigeante?|proprietaire|"
    r"director general|directora general|consejer[oa] delegad[oa]|gerente(?! d[eo])|duen[oa]|propietari[oa]|fundador\w*|administrador\w*(?! de sistemas)|"
    r"amministrat\w+ (?:delegat[oa]|unic[oa])|titolare|fondat(?:ore|rice)|direttore generale|proprietari[oa]|"
    r"diretora? geral|soci[oa](?:[- ](?:gerente|diretora?|administradora?))?|don[oa] d[aeo]|(?<!vice)(?<!vice )(?<!vice-)presidente|"
    r"eigena(?:ar|resse?)|dga|oprichter|algemeen directeur|directeur(?=$|[,;|/]| [-–])|bestuurder|"
    r"vd|agare|grundare|verkstallande direktor|adm(?:inistrerende|\.) dir(?:ektor)?\w*|daglig leder|ejer|eier|indehaver|innehaver|stifter|grunder|"
    r"prezes\w*|wlasciciel\w*|zalozyciel\w*|dyrektor generaln\w*)\b(?! (?:assistant|office|assistenz|referent|assistent)\w*)|"
    r"代表取締役|社長|代表者|総経理|创始人|創始人|总经理|總經理|董事长|董事長|总裁|老板|法人代表"
)
ASSISTS = re.compile(
    r"\b(?:assistant|intern|trainee|apprentice|receptionist|secretary|pa to|assistenz|assistent\w*|praktikant\w*|sekretari\w*|werkstudent\w*|auszubildende\w*|empfang|"
    r"assistante?|stagiaire|secretaire|becari[oa]|asistente|secretari[oa]|assistente|stagista|segretari[oa]|estagiari[oa]|stagiair\w*|receptioniste?|"
    r"praktikant|sekretaer\w*|sekreterare|sekretaer|asystent\w*|stazyst\w*|sekretark\w*)\b|秘書|アシスタント|助理|秘书|实习|前台"
)
"""Titles, spelled as `plain` spells them. Whoever assists writes for somebody, and does not decide."""


def with_decline(mail: ParsedMail, verdict: Verdict) -> Verdict:
    """The verdict with what its kind asks for: a reason when it is a "no", none when it is something else."""
    decline = decline_of(mail) if verdict.kind is Kind.NOT_INTERESTED else None
    return verdict if decline == verdict.decline else replace(verdict, decline=decline)


def decline_of(mail: ParsedMail) -> Decline:
    said = sentences(mail.text[:LOOK])
    told = said if len(said) <= FIRST + LAST else [*said[:FIRST], *said[-LAST:]]
    who, decider_because = _who(told)
    return by_title(Decline(*_reason(told), who, decider_because), card_of(mail).title)


def by_title(decline: Decline, title: str) -> Decline:
    """What the title of whoever wrote makes likely, where their words and nobody else have told anything."""
    if decline.decision_maker is not DecisionMaker.UNKNOWN or decline.decider_because or not title:
        return decline
    folded = plain(title)
    who = DecisionMaker.NO if ASSISTS.search(folded) else DecisionMaker.YES if DECIDES.search(folded) else None
    return replace(decline, decision_maker=who, decider_because=title) if who else decline


def _reason(told: list[str]) -> tuple[DeclineReason, str]:
    weight: dict[DeclineReason, float] = defaultdict(float)
    loudest: dict[DeclineReason, tuple[float, str]] = {}
    for sentence in told:
        for reason, lexicon in WHY.items():
            loud = max((hit.weight for hit in lexicon.find(sentence)), default=0.0)
            if loud:
                weight[reason] += loud * GENERAL if reason is DeclineReason.NO_NEED else loud
                loudest[reason] = max(loudest.get(reason, (0.0, "")), (loud, sentence), key=lambda said: said[0])
    if not weight:
        return DeclineReason.NO_REASON, ""
    best = min(weight, key=lambda one: (-weight[one], RANK.index(one)))
    return best, loudest[best][1]


def _who(told: list[str]) -> tuple[DecisionMaker, str]:
    """Who tells what the boss has said tells more than who says that he does not decide, and that more than "I"."""
    heard = {hit.concept: sentence for sentence in reversed(told) for hit in WHO.find(sentence)}
    for concept, who in (("decided", DecisionMaker.YES), ("other", DecisionMaker.NO), ("mine", DecisionMaker.YES)):
        if concept in heard:
            return who, heard[concept]
    return DecisionMaker.UNKNOWN, ""
