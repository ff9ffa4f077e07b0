"""Who stands in a note and is nobody to turn to: the writer below their own words, whoever is away as well, a boss who
does not deal with it, an address for complaints."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.folding import has_signs, plain, sentences
from engine.rules.reading.lexicon.naming import LEAD_IN, ROLES
from engine.rules.reading.names import NAME, Named, is_given, words_of
from engine.rules.reading.phones import PHONE

HAS_GONE = re.compile(
    r"[, ]{1,2}(?:has |have )?(?:died|passed away)\b|.{0,40}\b(?:verstorben|décédée?|falleci[óo]|faleceu|mancat[oa]|overleden|avled|afgik|zmarł)|[,\s]{1,2}(?:is|has|have|hat|ist|a|n'est|ne|est|ha|ya|já|is|werkt|har|er|är|nie|już|jest)\b.{0,30}?\b(?:no longer|left|nicht mehr|verlassen|plus|quitté|no|dejado|não|deixou|non|lasciato|niet|verlaten|inte|ikke|slutat|sluttet|nie|odszedł|odeszła)\b",
    re.IGNORECASE,
)
"""Behind the name of a leaver."""
HAS_DIED = re.compile(
    r"\b(?:décès|fallecimiento|falecimento|scomparsa|overlijden|bortgång|śmier\w+|passing|death|tod)\b[^.]{0,40}$",
    re.IGNORECASE,
)
"""Before the name of somebody who died."""
HAS_REFUSED = re.compile(
    r"(?:,[^,.;:@]{0,40},)? (?:(?:has|have|hat|a|ha|heeft|har) )?(?:said no|declined|refused|rejected|turned (?:it|this|that) down|decided against|abgelehnt|abgesagt|nein gesagt|lehnt\b|refusé|décliné|dit non|rechazado|rechazó|declinado|declinó|"
    r"(?:dicho|dijo) que no|recusou|rejeitou|disse (?:que )?não|rifiutato|declinato|detto (?:di )?no\b|afgewezen|nee gezegd|sagt (?:nej|nei)|afvist|avslått|avböjt|tackat nej|takket nei|odmówił|odrzucił)",
    re.IGNORECASE,
)
"""Behind the name of a boss who said no."""
IS_ASKED = re.compile(
    r"(?:\b(?:i|we)(?: will|['’]ll| have to| need to| must)? (?:discuss|talk|speak|check|clear|confirm|review|raise|bring)\b[^.;:]{0,30} (?:with|to)\b|\bbesprech\w*\b[^.;:]{0,30} mit\b|"
    r"\bj['’]en parle\w*[^.;:]{0,12} (?:à|avec)\b|\b(?:lo|la) (?:comento|consulto|hablo|comentaré|consultaré|hablaré) con\b|\bvou (?:falar|conversar|ver|discutir)[^.;:]{0,12} com\b|\bne (?:parlo|parlerò|discuto) con\b|"
    r"\bik (?:overleg|bespreek)\b[^.;:]{0,20} met\b|\b(?:jeg|jag) (?:vender|tar|tager|drøfter|diskuterer|diskuterar)\b[^.;:]{0,20} med\b|\b(?:porozmawiam|skonsultuję|omówię)\b[^.;:]{0,20} z\b)"
    r"[^.;:,@]{0,40},? $",
    re.IGNORECASE,
)
"""Before the name of whom the writer asks, to come back."""
IS_FOLLOWED = re.compile(
    r"\b(?:(?:took|taken|take|taking) over from|success(?:or|eur|ora?) (?:of|to|de)|succeed\w*|replac(?:es?|ed|ing)(?! by)|nachfolger(?:in)?(?: von)?|in der nachfolge von|remplace|succ(?:ède|édé) à|(?:sustitut|substitut)[oa] d[eao]|sucesora? de|sucessora? d[eao]|"
    r"sostitut[oa] di|successore di|subentrat[oa] a|opvolg(?:er|ster) van|opgevolgd|(?:efterfølger|etterfølger|efterträdare) (?:for|för|til|till|efter|etter)|etterfulgt|następc\w+)(?: (?:herrn?|frau|mr|mrs|ms|mme|m|pana|pani|sr|sra)\.?)? $",
    re.IGNORECASE,
)
"""Before the name of a predecessor."""
TO_NOBODY = re.compile(
    r"(?:(?:^|[.!?,;]\s*)(?:please |por favor |per favore )?(?:do not|don['’]t|never|stop|no|non|não|n['’]\w+|ne \w+|niet|inte|ikke|nie)"
    r"(?: (?!but|mais|ma|mas|maar|men|utan|sino|tylko)[\w'’]+){0,4}"
    r"|\b(?:schreib\w*|mail\w*|ruf\w*|kontaktier\w*)(?: sie)?(?: bitte)? nicht(?: mehr)?(?: an)?(?: herrn| frau)?) $",
    re.IGNORECASE,
)
"""Before the name of somebody who is not to be written to: "please don't bother Anna, ask Helen"."""
IN_PASSING = re.compile(
    r"\b(?:reports? to|together with|along with|(?:zusammen|gemeinsam) mit|junto (?:a|con|com)|insieme a|samen met|(?:tillsammans|sammen) med|razem z)\b[^.:;@]{0,40}$"
    r"|\b(?:thank\w*|dank\w*|merci|gracias|obrigad[oa]|grazie|bedankt|tack|takk?|recuerdos?|saludos?|grusse?|greetings|pozdr\w+|dziekuje)\b(?: to| an| a| para| aan| til| till| dla)(?: [\w']+){0,4},? $"
)
"""Before the name of a companion, a superior, or whoever is thanked."""
APPOSITION = r"\A(?:,[^,.;:@]{0,40},|\s\([^)@]{0,30}\)|\s[\w-]+(?=\sis\b))?,?"
NOT_THERE = re.compile(
    rf"{APPOSITION}\s(?:is|are|ist|sind|est|esta|e|ar|er|jest|befindet sich)\s(?:[\w']+\s){{0,3}}?(?:away|off|on (?:[\w-]+ ){{0,2}}(?:leave|holidays?|vacation)|unavailable|unreachable|"
    r"im (?:\w+)?urlaub|in (?:elternzeit|mutterschutz|kur)|krank\w*|abwesend|verreist|absente?|en (?:conges?|vacances|deplacement|arret)|de (?:vacaciones|baja|ferias|viaje|licen\w+)|fuera|fora|ausente|"
    r"in (?:ferie|maternita|vacanza)|assente|fuori|(?:met|op) (?:verlof|vakantie|reces)|afwezig|ziek|pa (?:semester|ferie|kursus|kurs)|ledig|bortrest|na (?:urlopie|zwolnieniu)|nieobecn\w+)\b"
    rf"|{APPOSITION}\s(?:\w+\s)?(?:ma wolne|(?:hat|heeft|har)\s(?:\w+\s)?(?:frei|urlaub|vrij|ledigt?|fri|semester))\b|.{{0,70}}\b(?:ausgeschieden|ausgetreten|im ruhestand|retired)\b"
)
"""Behind the name of somebody who is away too."""
IS_AWARE = r"(?:is|ist|est|esta|e) (?:aware|informed|informiert|informee?|informad[oa]|informat[oa])"
CLAUSE = r"(?:if|when|wenn|falls|sollte|si|se|als|indien|om|hvis|dersom|jesli|gdy|quando|quand|cuando|for|fur|pour|per|para|por|voor|en|och|og|und|and|y|e|et|i|oder|or|ou|o|of)"
NOT_CONCERNED = re.compile(
    rf"{APPOSITION}\s(?:{IS_AWARE}|(?:(?!{CLAUSE}\b)[\w']+\s){{0,2}}?(?:(?:do|does|is|are|can|will|should|need)(?:n[o']t|\snot)(?!\shesitate)|cannot|"
    r"(?:ne\s|n')[\w']+\s(?:[\w']+\s)?(?:pas|plus)|(?:bitte )?(?:nicht|nur mit)|(?:no(?!\s(?:meu|minha|noss[oa]|lugar)\b)|nao|non)\s(?:se\s|si\s)?[\w']+|niet|inte|ikke|nie\s\w+))\b"
)
"""Behind the name of somebody who has nothing to do with it: "our MD does not see salesmen"."""
NOT_TO_THEM = re.compile(
    r"[^.@\d]{0,80}\b(?:(?:do not|don't|never) (?:contact|write to|e-?mail|mail|call|ring|disturb|bother|copy) (?:her|him|them)\b|(?:kontaktier\w*|schreib\w*|ruf\w*|stor\w*) (?:sie )?(?:ihn|ihr|ihm|sie|diese)?\s?(?:bitte )?nicht\b|"
    r"(?:ne|pas) (?:pas )?(?:la|le|les|lui|leur) (?:contact|ecri|appel|derang)\w+|no (?:la|lo|le|les|las|los) (?:contact|escrib|llam|molest)\w+|nao (?:a|o|os|as|lhe) (?:contact|escrev|lig|incomod)\w+|"
    r"non (?:contatt|scriv|chiam|disturb)\w+(?:l[aoei]|gli)\b|non (?:la|lo|le|li) (?:contatt|chiam|disturb)\w+|(?:geen contact met|niet met) (?:haar|hem|hen)\b|(?:bel|mail|stoor) (?:haar|hem) niet|(?:kontakta|mejla|ring|stor) (?:inte )?(?:henne|honom)(?: inte)?\b|"
    r"(?:kontakt|ring til|skriv til) (?:ikke )?(?:hende|henne|ham|han)(?: ikke)?\b|nie (?:kontaktowac sie z|pisac do|dzwonic do) (?:nia|nim|niej|niego)\b)"
)
"""Behind somebody who is spoken of once more, as nobody to write to: "…, please do not contact her"."""
RIGHTS = re.compile(
    r"abuse|complaints|compliance|datenschutz|data-?protection|dp[do]|dsb|garante|gdpr|iod|klachten|klagomal|ombuds(?:man+)?|ouvidoria|privac(?:y|idad)|rgpd|reclam\w+|rodo|tousu|unsubscribe|whistleblowing"
)
"""Local parts of addresses where rights are claimed."""
TO_CLAIM = re.compile(rf"[\s,:(<–-]{{1,3}}(?:{RIGHTS.pattern})@")


NEAR = 200
"""Characters before a name, and behind it, that are looked at."""


OF = frozenset({"of", "for", "der", "des", "fur", "de", "du", "della", "del", "di", "da", "do", "van", "voor"})


def is_of_a_role(named: Named, before: str) -> bool:
    """ "Our Head of Planning": what somebody is head of is nobody."""
    words = words_of(before[-NEAR:])
    return len(words) > 1 and words[-1] in OF and words[-2] in ROLES and not is_given(named)


def is_nobody(before: str, behind: str, *, by_machine: bool) -> bool:
    """Whether a name is of somebody nobody is sent to, by the words of the sentence before and behind it."""
    before = before[-NEAR:]
    if HAS_GONE.match(behind) or HAS_DIED.search(before) or TO_NOBODY.search(before):
        return True
    if not by_machine:
        return any(said.search(before) for said in (IS_ASKED, IS_FOLLOWED)) or HAS_REFUSED.match(behind) is not None
    rest = plain(behind[:100])
    elsewhere = NOT_THERE.match(rest) or NOT_CONCERNED.match(rest) or TO_CLAIM.match(rest)
    return bool(elsewhere or IN_PASSING.search(plain(before)))


PATTERN = re.compile(
    r"(?:first(?:name)?|name|vorname|prenom|nombre|nome|voornaam|fornavn|fornamn|imie)[._-]?(?:last(?:name)?|surname|nachname|nom|apellido|cognome|apelido|sobrenome|achternaam|e[tf]ternavn|efternamn|nazwisko)"
)
"""A local part that shows how a firm makes its addresses."""
PRIVATE = re.compile(
    r"\b(?:(?:stay|keep) in (?:touch|contact)|bleib\w*[^.]{0,20} (?:kontakt|verbindung)|restons en contact|(?:sigamos|seguimos|mantener\w*)[^.]{0,12} contacto|(?:rest\w+|riman\w+) in contatto|blij\w+[^.]{0,15} contact|"
    r"h[ao]ll?d?\w* kontakten|w kontakcie|(?:find|catch|reach) me|erreich\w+ (?:sie|du|ihr)? ?mich|me (?:joindre|retrouver)|(?:localizar|encontrar)me|me encontr\w+|mi (?:trovate|trovi)|raggiungermi|mij bereiken|na mig|privat|privately|private|prive|prywatnie|privado|particular|privato|privatamente|personal e?-?(?:mail|address))\b[^.;\n@]{0,30}$"
)


CAPITALS = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zà-ÿ]+ (?=[A-ZÀ-Þ])")
"""Somebody else named in between."""


def is_for_nobody(address: re.Match[str]) -> bool:
    """Whether an address in a note is no colleague's: for claims, or a pattern."""
    local = plain(address["local"])
    return bool(PATTERN.fullmatch(local) or RIGHTS.fullmatch(local))


def is_private(text: str, address: re.Match[str]) -> bool:
    """Whether an address is where the writer is to be reached in private, which is nobody to turn to."""
    before = CAPITALS.split(text[max(0, address.start() - 90) : address.start()])[-1]
    return PRIVATE.search(plain(before)) is not None


CLOSING = re.compile(
    r"(?:(?<=[.!?,;] )|(?<=\n)|(?<=[.!?,;]))[ *]*(?:(?:kind(?:est)?|best|warm(?:est)?|many)? ?regards|best(?: wishes)?|(?:yours )?sincerely|(?:thanks|cheers)(?=[,.!\n])|"
    r"mit (?:freundliche[nm]|beste[nm]|herzliche[nm]|liebe[nm]) gr(?:ü|ue)(?:ß|ss)en|(?:viele|liebe|beste|schöne|herzliche|freundliche)? ?gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|mfg|lg|vg|"
    r"(?:bien )?cordialement|bien à vous|(?:un |reciban? un )?(?:cordial )?saludos?|atentamente|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|att|"
    r"(?:cordiali|distinti|un cordiale)? ?salut[io]|(?:met )?(?:vriendelijke )?groet(?:en|jes)?|mvh|(?:med )?(?:vänliga?|venlig|vennlig|bästa) (?:hälsning(?:ar)?|hilsen)|"
    r"z poważaniem|pozdrawiam|pozdrowienia)\b(?=[^\n]{0,90}(?:\n|\Z))(?![^\n]*[^\W\d_]{4}[.!?] )",
    re.IGNORECASE,
)
"""Before a name of the writer, at the end of a line or of the note."""
SENDS = re.compile(
    r"\b(?:please|pls|contact|reach out|call (?!center)|ask for|write to|email (?:to|him|her|them)|urgent\w*|emergenc\w+|in my absence|bitte|wenden|kontaktier\w+|dring\w+|notf\w+|vertret(?:ung|en|e|er)\b|vertritt|"
    r"veuillez|merci (?:de|d')|contacte\w*|adresse[rz]|remplac\w+|escrib\w+|llam\w+|dirij\w+|dirig\w+|sustitu\w+|rivolg\w+|contatt\w+|scriv\w+|sostitu\w+|urgenz\w*|urgenc\w+|contat\w+|ligar|liguem|fale\w*|escrev\w+|substitu\w+|"
    r"neem|kunt u|stuur|bel(?:len)?|spoed\w*|vervang\w*|kontakta\w*|kontakt|ring|haster|akut\w*|bradskande|prosze|prosimy|pilny\w*|zastep\w+)\b|急|联系|聯絡|連絡|ください"
)
"""What sends to somebody; a card has none of it."""
TITLED = r"(?:(?:dr|prof|ing|dipl|mgr|inż|mag|lic|rag|avv|dott)\.? )*"
UNDER = re.compile(rf"(?i:{TITLED})(?P<name>{NAME.pattern})(?P<rest>[^\n]*)")
"""The first line of a card."""
TITLED_ALONE = re.compile(
    rf"(?i:(?:sr|sra|srta|dr|dra|prof|profa|mr|mrs|ms|mme|frau|herr|sig|dott|dhr|mw|ing|rag|avv)\.? )+{NAME.pattern}"
)
"""A last line that is no more than a name with its title: the writer's."""
STOPS = (".", "!", "?", ":", "。", "！", "？", "：")
ROLE_OF_ONE = re.compile(r"经理|經理|总监|總監|主任|部长|部長|課長|社長|有限公司|株式会社|股份|主管")


def signed_at(text: str) -> int:
    """Where the writer's card begins, in a note: what stands from there on is about them. Its end when there is none."""
    length = len(text.rstrip())
    for closing in reversed(list(CLOSING.finditer(text))):
        if not SENDS.search(plain(text[closing.end() :])):
            return closing.start()
    if has_signs(text):
        return _signs_at(text)
    last = text.rfind(sentences(text)[-1]) if length else 0
    if _follows(text[:last], text[last:length]) and not SENDS.search(plain(text)):
        return last
    line = text.rfind("\n", 0, length) + 1
    if line and TITLED_ALONE.fullmatch(text, line, length) and not _announces(text[:line]):
        return line
    at = length
    while (start := text.rfind("\n\n", 0, at) + 2) > 2 and not SENDS.search(plain(text[start:at])):
        if _is_card(text[start:at].lstrip("\n")) and not _announces(text[: start - 2]):
            return start
        at = start - 2
    return length


def _follows(before: str, last: str) -> bool:
    """ "Back on Monday. Ann Roy, Head of IT, 020 7946 0991": the writer in the last sentence, which has no verb."""
    first = UNDER.match(last)
    ends = before.rstrip().endswith((".", "!", "?"))
    return ends and first is not None and first["rest"].startswith(",") and not VERB.search(last) and _is_card(last)


VERB = re.compile(
    r":|\b(?:is|are|will|can|has|ist|hat|est|es|è|é|är|er|jest|covers|vertritt|our|my|unser\w*|meine?|nuestr\w*|notre|ma|mon)\b"
)


def _is_card(paragraph: str) -> bool:
    """A name alone on the first line, or before what the person is."""
    first = UNDER.match(paragraph)
    if first is None or plain(first["name"].split()[0]) in LEAD_IN or SENDS.search(plain(paragraph)):
        return False
    rest = first["rest"].strip()
    alone = not rest or ((rest[0] in ",|–—-" or rest[0].isupper()) and not rest.endswith(STOPS))
    return " " in first["name"] and alone and paragraph.count("@") < 2


def _announces(before: str) -> bool:
    """Whether what stands before is about to name somebody."""
    last = before.rstrip().rsplit("\n", 1)[-1]
    tells = "@" in last or PHONE.search(last) is not None
    return last.endswith((":", "：")) or (SENDS.search(plain(last)) is not None and not tells)


def _signs_at(text: str) -> int:
    """Chinese and Japanese put the department and the name on lines of their own, without a stop."""
    at = len(text.rstrip())
    while True:
        start = text.rfind("\n", 0, at - 1) + 1
        line = text[start:at].strip()
        if start == 0 or any(stop in line for stop in STOPS):
            break
        at = start
    return at if ROLE_OF_ONE.search(text[at:]) else len(text.rstrip())
