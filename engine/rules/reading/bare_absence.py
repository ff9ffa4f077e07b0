"""A mail that says that its writer is away, until when, and nothing else: a note, whoever typed it."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.bystanders import signed_at
from engine.rules.reading.date_patterns import Precision
from engine.rules.reading.dates import find_dates
from engine.rules.reading.folding import DATED, PAUSE, plain, sentences, tokens
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon import COURTEOUS, LEXICON
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.people import GREETING

AWAY = Ways(
    r"\b(?:out of (?:the )?office|ooo|(?:on|taking) (?:\w+ )?(?:vacation|holidays?|leave|pto)|away|abwesend|\w*urlaub|ferien|elternzeit|absente?|en (?:\w+ )?(?:conges?|vacances)|vacances|conge \w+|"
    r"fuera de (?:la )?oficina|fora do escritorio|hors du bureau|niet op kantoor|nicht im buro|(?:inte|ikke) pa kontoret|ute av kontoret|poza biurem|ausente|vacaciones|ferias|fuori (?:ufficio|sede)|assente|ferie\w*|afwezig|vakantie|verlof|semester|franvarande|\w*ledig|fravarende|barsel\w*|permisjon|orlov|nieobecn\w+|urlopie|permiso|licencia|licenca|de baja|congedo|permesso|malattia|maternita|zwolnieniu|macierzynsk\w+)\b"
)
"""What is said of an absence besides the phrases, in more words than a person needs who adds something of their own."""
EAST_AWAY = r"休暇|不在|休み|出張|休假|出差|请假|請假|放假|外出"
EAST = re.compile(
    rf"(?:{EAST_AWAY}|は|を|の|中|お|頂|いただ|いて|おり|取得|です|ます|しま|となり|予定|ため|から|より|まで|迄|期間|期间|私|我|自|从|從|至|到|在|于|於|将|將|会|會|[年月日号號周週曜星期火水木金土一二三四五六七八九十\W\d])+"
)
"""An absence and its days in Chinese or Japanese, whose words are not apart, and nothing else."""
LONGEST = 250
"""Characters. Who has more to say says something else as well."""
WORDS = (
    frozenset(
        tokens(
            """
        i am is be will we are was the a an of on in at out to from until till til thru through for by and with but my this that it back then again office home desk work away
        currently now just still all only week return returning reply here there limited access email mail during vacation holiday holidays leave annual parental maternity sick pto ooo off so
        ich bin sind wir bis zum zur zu dem der den die das im in am ab vom von und mit mein meine aktuell derzeit momentan gerade noch wieder da zurück büro haus weg leider einschließlich inklusive
        urlaub jahresurlaub elternzeit ferien abwesend erreichbar nicht erst dann diese woche
        je suis sommes nous jusqu au à le la les l du de des en et pour mon ma actuellement encore retour bureau absent absente congé congés vacances maternité maladie parental inclus
        yo estoy estaré estamos hasta el los las del al y en mi actualmente ahora vuelvo regreso regresaré volveré oficina fuera vacaciones ausente me encuentro permiso licencia baja maternidad
        eu estou estarei estamos até ao o a os as do da na e em meu minha atualmente agora volto regresso regressarei voltarei escritório fora férias ausente licença baixa maternidade
        io sono sarò siamo fino al allo alla il lo i gli del dal e in mio attualmente ora torno rientro tornerò rientrerò ufficio fuori ferie assente per permesso congedo malattia maternità
        ik ben zijn wij we tot en met t m de het een van op vanaf mijn momenteel nu nog weer terug kantoor weg vakantie verlof afwezig
        jag är vi till och med fram den det en på från min just nu åter tillbaka igen kontoret borta semester ledig föräldraledig frånvarande
        jeg er til og med fra på den d i min lige nå igjen igen tilbage tilbake kontoret borte væk ferie sommerferie permisjon orlov fraværende
        your message not checking check reading read no emails messages für ihre deine eure nachricht lese keine mails nachrichten votre tu su mensaje sua mensagem tuo suo messaggio uw je bericht din ditt
        ne lis pas mes messages courriels no leo correos mensajes não leio emails mensagens non leggo mail messaggi
        lees geen mail mails berichten läser inte mejl læser ikke leser ikke eposter nie czytam maili wiadomości
        hors niet op inte ikke ute av poza biurem
        ja jestem do od dnia na w i z moim obecnie teraz wracam wrócę powrót biurze biura poza urlopie nieobecny nieobecna
        """
        )
    )
    | COURTEOUS
)
"""Words that add nothing: little ones, those of absences and returns, courtesies."""


@once
def is_bare_absence(mail: ParsedMail) -> bool:
    """Whether the text names an absence and a day, and no word is left that says anything else."""
    text = mail.text
    if len(text) > LONGEST or mail.date is None or "?" in text:
        return False
    if re.search(EAST_AWAY, text):
        return bool(EAST.fullmatch(text) and find_dates(text, mail.date.date(), guess_language(text)))
    if not AWAY.are_in(plain(text)):
        return False
    text = _unsigned(text)
    found = find_dates(text, mail.date.date(), guess_language(text))
    days = [one for one in found if one.precision <= Precision.MONTH]
    known, undated = set(WORDS), plain(text[:DATED])
    for one in reversed(days):
        known.update(tokens(undated[one.start : one.end]))
        undated = f"{undated[: one.start]} {undated[one.end :]}"
    for sentence in sentences(text):
        words = tokens(sentence)
        for hit in LEXICON.find(sentence):
            spoken = words[hit.start : hit.end]
            if hit.concept == "away":
                known.update(spoken)
            elif not known.issuperset(spoken):  # "until November" alone puts nothing off
                return False
    return bool(days) and all(word in known or word == PAUSE or word[0].isdigit() for word in tokens(undated))


def _unsigned(text: str) -> str:
    """Without the greeting and the name below it."""
    greeting = GREETING.match(text)
    text = text[: signed_at(text)]
    return text[greeting.end() :] if greeting and greeting.end() < len(text) else text
