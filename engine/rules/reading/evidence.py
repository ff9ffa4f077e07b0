"""What the sentences of a mail say, in terms of the lexicon. Absence and human rules share one look at the text."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.only_now import is_gone_for_now
from engine.rules.reading.phrases import LOUD

FIRST, LAST = 15, 3
"""An answer says what it wants in its first sentences, sometimes in its last; what is between is pasted matter."""
LOOK = 6000
"""Characters that are cut into sentences at all."""
SILENCES = {
    "keep": "unsubscribe",
    "not_customer": "already_customer",
    "was_away": "away",
    "stays": "left",
    "received": "handover",
    "mine": "handover",
}
"""Concepts that silence another one in the same sentence: "don't stop", "our customers", "Ann sent me your mail"."""
MATERIAL = re.compile(
    r"\b(?:price ?lists?|pricing|prices|rates|brochures?|decks?|flyers?|leaflets?|one.?pagers?|case stud\w+|references?|white ?papers?|"
    r"data ?sheets?|documentation|documents?|reports?|certificat\w+|terms|overview|presentation|material\w*|samples?|examples?|dossier|catalog\w*|"
    r"preisliste\w*|unterlagen|broschure\w*|prospekt\w*|referenz\w*|infomaterial|datenblatt|beispiel\w*|katalog|prasentation|plaquette|tarifs?|"
    r"exemples?|doc|folleto\w*|tarifas?|precios|documentacion|presentacion|referencias?|folheto\w*|precos|apresentacao|listino|referenze|"
    r"presentazione|documentazione|prijslijst|documentatie|folder|referenties|prislist\w*|broschyr\w*|referenser|cennik\w*|broszur\w*|referencj\w*)\b|"
    r"资料|資料|报价|報價|价目|案例|カタログ|事例|価格表"
)
MORE = re.compile(
    r"\b(?:call|demo|meet\w*|talk|chat|zoom|teams|quote|proposal|angebot|propuesta|proposta|offerte|invit\w*|termin\w*|more|mehr|weitere|plus d\w*|mas|mais|piu|"
    r"meer|mer|mere|wiecej)\b"
)
"""Somebody who asks whether he may be sent a price list asks a question; more, a quote or a call is wanted for a purpose."""
HOW = re.compile(
    r"\W*(?:how|what|which|wie|was|welche\w*|comment|quel\w*|como|que|come|quali?|hoe|wat|hur|vad|hvordan|hvad|hva|jak|co)\b"
)
US = re.compile(
    r"\b(?:i|me|my|us|our|ich|mich|mir|mein\w*|uns\w*|je|j|m|moi|mon|mes|nous|notre|yo|mis?|nos|eu|meus?|minha|io|mio|miei|ci|ik|mij|mijn|ons|jag|mig|min|"
    r"jeg|meg|mnie|moj\w*)\b"
)
"""How others are taken off lists is asked without a word for oneself."""
OF_US = re.compile(
    r"(?:ar|er|ir|an|en|ad|ed)(?:nos|me)\b|\b(?:scriv|contatt|invi|mand|rimuov|cancell|elimin|togli)\w*[aei](?:ci|mi)\b|\b(?:os|oss|nos|nas|nam|nasz\w*|moich|mojego|moj\w*)\b|"
    r"我|私|弊社|当社|小社|こちら"
)
"""Words for oneself that stand within a verb, or that `US` leaves out because they mean something else elsewhere."""
ME = re.compile(
    r"\b(?:me|us|mich|mir|uns|m|moi|nous (?:\w+er|\w+re|\w+ir|\w+ez|plus)|nos (?:\w+[ae]n?|\w+r)|mi|ci|mij|ons|mnie|nas|nam|mig|oss|meg|"
    r"(?:my|our|meine?[nmrs]?|unsere?[nmrs]?|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|mi[oa]|miei|nostr[oaie]|meus?|minhas?|noss[oa]s?|mijn|onze|mo[ji]\w*|nasz\w*|min|mitt|"
    r"mina|var|vart|vara|vores|vare) (?:[\w-]+ )?(?:e-?mails?|mails?|courriel|correo|adres\w*|address\w*|indirizz\w*|enderec\w*|direcci\w*|coordonnees|contact\w*|kontakt\w*|data|daten|"
    r"donnees|datos|dati|dados|(?:persoons)?gegevens|dan[ey]\w*|(?:person)?uppgifter|name|nom|nombre|nome|naam|namn|details|inbox|box|mailbox|postfach|boite|buzon|casella|skrzynk\w*|brevlada))\b|"
    r"请|請|别|別|勿|ください|下さい|願い|遠慮"
)
"""Oneself as the one written to, or one's address; in Chinese and Japanese that something is asked for."""
YOU = re.compile(
    r"\b(?:please|kindly|your?|bitte|sie|ihre?[nmrs]?|ihnen|merci|priere|veuillez|vous|votre|vos|favor|ruego|rogamos|ustedes|usted|os|vuestr[oa]s?|prego|vi|voi|"
    r"vostr[oaie]|agradec\w+|voces?|voss[oa]s?|lhes?|graag|gelieve|uw?|jullie|prosz\w*|prosimy|panstw\w*|vanligen|snalla|ni|era?)\b|您|你|御社|貴社"
)
"""The reader, or that something is asked of them."""


MOMENT = re.compile(
    r"\b(?:at (?:the|this) (?:moment|time)|at present|currently|right now|for now|momentan|derzeit|aktuell|zurzeit|zur zeit|im moment|gerade|pour (?:le moment|l'instant)|"
    r"actuellement|en ce moment|de momento|por (?:el |o )?(?:momento|ahora|enquanto|agora)|no momento|ahora mismo|actualmente|al momento|per (?:il momento|ora)|attualmente|"
    r"op dit moment|momenteel|voor nu|just nu|for tillfallet|lige nu|for tiden|i ojeblikket|akkurat na|na razie|obecnie|w tej chwili)\b|现在|現在|目前|暂时|暫時|现阶段|現時点で"
)
"""What softens a no: "we are not interested at the moment" is a no, unless a later time is spoken of."""


@dataclass
class Evidence:
    """Weight by concept, each counted once a sentence, and the sentence that says it loudest."""

    weight: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    loudest: dict[str, tuple[float, str]] = field(default_factory=dict)
    asks: str = ""

    def add(self, concept: str, weight: float, sentence: str) -> None:
        self.weight[concept] += weight
        if weight > self.loudest.get(concept, (0.0, ""))[0]:
            self.loudest[concept] = (weight, sentence)

    def sentence(self, concept: str) -> str:
        return self.loudest.get(concept, (0.0, ""))[1]

    def is_loud(self, concept: str) -> bool:
        """Whether one of its loud phrases was said."""
        return self.loudest.get(concept, (0.0, ""))[0] >= LOUD

    def has(self, concept: str) -> bool:
        """Said at least once with more than a hint."""
        return self.weight.get(concept, 0.0) >= 2.0


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"')] ").endswith(("?", "？"))


@lru_cache(maxsize=64)
def concepts(sentence: str) -> dict[str, float]:
    """The concepts of one sentence, each with its best phrase's weight."""
    said: dict[str, float] = {}
    for hit in LEXICON.find(sentence):
        said[hit.concept] = max(said.get(hit.concept, 0.0), hit.weight)
    for silence, silenced in SILENCES.items():
        if silence in said:
            said.pop(silenced, None)
    if "left" in said and is_gone_for_now(plain(sentence)):
        said["away"] = max(said.pop("left"), said.get("away", 0.0))
    if {"not_now", "not_interested"} <= said.keys():
        firmly = MOMENT.sub(" ", plain(sentence))
        if not any(hit.concept == "not_now" for hit in LEXICON.find(firmly)):
            said.pop("not_now")
    if _is_question(sentence):
        _weigh_question(plain(sentence), said)
    return said


def _weigh_question(sentence: str, said: dict[str, float]) -> None:
    """What is only asked about is neither wanted nor demanded."""
    if "interested" in said and MATERIAL.search(sentence) and not MORE.search(sentence):
        said["question"] = max(said.get("question", 0.0), said.pop("interested"))
    if "question" in said and HOW.match(sentence) and not US.search(sentence):
        said.pop("unsubscribe", None)


@lru_cache(maxsize=8)
def collect(text: str) -> Evidence:
    """The evidence of a text. Callers do not change it."""
    evidence = Evidence()
    cut = sentences(text[:LOOK])
    for sentence in cut if len(cut) <= FIRST + LAST else (*cut[:FIRST], *cut[-LAST:]):
        if _is_question(sentence):
            evidence.asks = evidence.asks or sentence
        for concept, weight in concepts(sentence).items():
            evidence.add(concept, weight, sentence)
    return evidence
