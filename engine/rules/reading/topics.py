"""What somebody is to be turned to for: "for invoices: Ann Roy", "Ann Roy handles invoices"."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.folding import CJK
from engine.rules.reading.lexicon.naming import ROLES
from engine.rules.reading.names import words_of

FOR = r"(?:for|about|regarding|concerning|re|für|bei|zu|zum|zur|wegen|betreffend|in sachen|pour|concernant|au sujet d[eu]s?|para|sobre|por|per|riguardo|voor|over|inzake|för|angående|gällande|vedrørende|dla|w sprawie|w sprawach|w kwestii)"
AND = r"(?:and|und|et|y|e|en|och|og|oraz|i|or|oder|ou|o|of|eller|lub)"
ASK = (
    r"(?:please|kindly|bitte|veuillez|merci|por favor|favor|per favore|graag|vänligen|venligst|vennligst|proszę|prosimy|contact\w*|write|ask|call|ring|e-?mail|reach|speak|talk|turn|see|try|use|wenden|wende|wendet|kontaktier\w+|"
    r"schreib\w*|ruf\w*|fragt|fragen sie|hilft|hilf\w*|steht|adress\w+|écri\w+|voyez|voir|appel\w+|contact\w+|escrib\w+|póngase|diríja\w*|dirigirse|habl\w+|llam\w+|fal[ea]\w*|escrev\w+|entre|lig\w+|contatt\w+|scriv\w+|rivol\w+|chiam\w+|neem|kun\w*|bel|mail|stuur|kontakt\w*|mejla|skriv\w*|kontaktować)"
)
TOPIC = r"(?P<topic>[^\n:：;.,@()]{2,60}?)"
LABEL = re.compile(
    rf"(?:\A|[\n;.,•·*]|\s[-–]|^-|\b{AND}\b)\s*(?:{FOR}\s)?{TOPIC}\s?(?::|：|\s[-–=]?>|\s[-–])\s*(?:(?:herrn?|frau|mr|mrs|ms|dr|mme|m|sra?|dhr|mevr|pani?|{ASK})\.?\s)*$",
    re.IGNORECASE,
)
ASKED = re.compile(rf"(?:\A|[\n;.,(]|\b{AND}\b)\s*{FOR}\s{TOPIC},?\s{ASK}\b[^.;:@\n]{{0,60}}$", re.IGNORECASE)
DIRECTLY = re.compile(
    rf"(?:\A|[\n;.,(]|\b{AND}\b)\s*{FOR}\s(?P<topic>[^\W\d_]{{2,}}(?:\s[^\W\d_]+){{0,2}})\s$", re.IGNORECASE
)
MINDS = (
    r"(?:handles|covers|looks after|takes care of|takes|deals with|answers|is responsible for|is in charge of|kümmert sich um|ist zuständig für|übernimmt|betreut|bearbeitet|s['’]occupe d(?:es|u|e la|e)|gère|se encarga de|lleva|atiende|"
    r"cuida d[aeo]s?|trata d[aeo]s?|si occupa d(?:i|el|elle|egli)|segue|gestisce|regelt|gaat over|ansvarar för|sköter|tar hand om|tager sig af|tar seg av|zajmuje się)"
)
BEHIND = re.compile(
    rf"[ )\],]{{0,3}}(?:(?:is|ist|est|es|è|é|is er|är|er) (?:there |da |là )?)?(?:{FOR}|{MINDS})\s{TOPIC}(?=\s{AND}\b|\s(?:while|during|until|till|während|bis|pendant|durante|tijdens|under)\b|[.,;\n)(@]|\s*\Z)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s?\((?P<topic>[^)@\d]{3,40})\)")
SIGNS = re.compile(
    r"(?P<topic>[^。、，,\n：:；;（）()\s]{1,14}?)(?:に関して|について|に関する(?:お問い?合わせ|こと)|の件|のこと|関連|相关|相關|问题|問題|事宜|方面|业务|業務)?(?:は|:|：|[,，]?\s?[请請]\s?(?:您)?(?:联系|联络|找|聯繫|聯絡|洽))(?:同事|弊社の?|経理の?)?\s?\Z"
)
QUESTIONS = re.compile(
    r"^(?:(?:all|any|other|alle[nr]?|sämtlichen?|toutes?|todas?|todos|tutte|wszystkich|alla) )?(?:les |las |le |die |de |den )?(?:questions?|queries|enquiries|requests|matters|fragen|rückfragen|anfragen|anliegen|themen|demandes?|consultas?|preguntas?|cuestiones|"
    r"dúvidas|questões|assuntos|domande|richieste|questioni|vragen|frågor|ärenden|spørgsmål|spørsmål|pytan\w+|sprawach)\s?(?:about|on|regarding|concerning|relating to|of|zu|zum|zur|rund um|über|sur|concernant|relatives? à|sobre|de|su|riguardanti|over|om|rundt|vedrørende|o|dotycząc\w+)\s(?:the |den |die |das |dem |der |les |la |le |l['’]|el |los |las |as |os |il |gli |het |de )?",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    r"^(?:(?:the|our|den|dem|die|das|unsere?|les?|la|nos|el|los|las|nuestr[oa]s?|il|lo|gli|het|de|onze)\s|l['’])",
    re.IGNORECASE,
)
NO_TOPIC = re.compile(
    r"urgen|emergenc|dring|notf[aä]ll|eilig|eilf|wichtig|important|immediate|brådsk|akut|haste|piln|spoed|pressant|vertret|stellvert|deputy|back-?up|\bcover\b|ansprech|\bkontakt|\bcontact|colleague|kolleg|coll[eè]gue|compañer|colega|collega|koleg|"
    r"mean(?:time|while)|zwischenzeit|entretemps|absence|abwesen|ausencia|ausência|assenza|afwezig|frånvaro|fravær|nieobecno|remplaç|sustitut|substitut|sostitut|vervang|vikari|afløser|zastęp|successor|nachfolg|successeur|sucesor|opvolg|följ|etterf|"
    r"\A(?:the|den|dem|der|die|das|les?|la|el|los|las|il|lo|gli|het|de|os?|as?|over|care|name|tel\w*|phone|mobile?|handy|e-?mail|mail|fax|assistant\w*|assistenz|boss|chef\w*|manager|help|assistance|hilfe|aide|ayuda|me|you|mich|sie|moi|vous|now|this|that|it|questions?|fragen|anything|alles|tout|todo)\Z|"
    r"\b(?:i|i'm|ich|je|bin|am|is|are|will|my|mein\w*)\b|急|至急|緊急|紧急|不在|休|返信|回复|出差|後任|接任",
    re.IGNORECASE,
)
"""Whoever stands in for all of it has no topic of their own."""
NEAR = 140
"""Characters before somebody, and behind, in which the topic stands."""


def topic_of(before: str, within: str, behind: str) -> str:
    """The topic by the words between the person before and this one, else by those behind the name (`within`: up to
    the end of address and number) up to the next one; "" for none."""
    before = before[-NEAR:]
    ways = (
        (LABEL.search(before), ASKED.search(before), DIRECTLY.search(before))
        if not CJK.search(before)
        else (SIGNS.search(before),)
    )
    for found in (*ways, BRACKETS.match(within or behind), BEHIND.match(behind[:NEAR])):
        topic = _told(found) if found else ""
        if topic:
            return topic
    return ""


def _told(found: re.Match[str]) -> str:
    topic = ARTICLE.sub("", QUESTIONS.sub("", found["topic"].strip(" -–•·*\"'")).strip())
    in_brackets = found.re is BRACKETS
    if NO_TOPIC.search(topic) or (in_brackets and set(words_of(topic)) & ROLES):
        return ""
    return topic
