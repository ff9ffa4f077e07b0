"""News to many: a shop that closes, a firm that has moved, a colleague's farewell. No answer of anybody's machine."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import is_answer, is_automatic, said_automatic
from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

GREETS_MANY = re.compile(
    r"\W*(?:(?:dear|hi|hello|hey|to|good (?:morning|day)|liebe|sehr geehrte|werte|hallo|guten tag|chere?s|bonjour|bonsoir|estimad[oa]s|querid[oa]s|hola|prezad[oa]s|car[oaie]s?|ola|gentili|egregi|ciao|beste|geachte|hej|hei|kare|kjare|basta|drodzy|szanowni|witam)\s)?(?:an )?(?:(?:our|my|valued|all|unsere|alle|nos|todos?|nuestros|nossos|nostri|a tutti|tutti|onze|alla|vara|vores|vare|wszyscy|och|og|nasi)\s){0,3}"
    r"(?:all|everyone|everybody|customers?|clients|colleagues|friends|partners|members|team|folks|residents|parents|subscribers|neighbou?rs|kunden|kundinnen|kolleg(?:en|innen)|freunde|partner|mitglieder|eltern|mitarbeiter\w*|zusammen|tous|toutes|collegues|clientele|amis|adherents|clientes|companer[oa]s|amig[oa]s|colegas|socios|todos|clienti|colleghi|amici|tutti|soci|klanten|collega's|relaties|leden|vrienden|kunder|kollegor|kolleger|vanner|venner|medlemmer|medlemmar|klienci|kolezanki|koledzy|przyjaciele)\b(?! (?:mail|e-?mail))|"
    r"[^\n]{0,12}(?:各位|のお知らせ|皆様|皆さま|尊敬的客户|尊敬的顾客|尊敬的各位|亲爱的(?:客户|同事)|大家好)"
)
TO_ALL = Ways(
    r"\b(?:you all|all of you|each (?:and every )?one of you|(?:good)?bye,? (?:all|everyone|everybody)|euch allen|ihnen allen|an euch alle|vous tous|toutes et tous|tod[oa]s (?:vosotr[oa]s|voces)|a todos vos|tutti voi|a voi tutti|jullie allemaal|er alla|jer alle|dere alle|was wszystkich|wam wszystkim)\b"
)
PREMISES = Ways(
    r"\b(?:moved|moving|relocated) (?:in)?to (?:our |a )?(?:new|bigger|larger) (?:premises|offices?|building|shop|showroom)\b|\b(?:wir sind|wir ziehen) umgezogen\b|\b(?:nous avons demenage|nos nouveaux locaux|hemos trasladado|nuestras nuevas (?:oficinas|instalaciones)|mudamos de (?:instalacoes|morada)|ci siamo trasferiti|nuova sede|wij zijn verhuisd|vi har flyttat till nya|vi er flyttet)\b|移転のお知らせ|搬迁"
)
"""A house that moves takes its machines along."""
ABOUT_NOTES = Ways(
    r"\b(?:settings?|set-?up|configur\w*|template|policy|form|requests?|approv\w+|reminder|einstellungen|einrichten|antrag|\w*antrag|genehmigt|reglages|parametr\w+|ajustes|configuracion|como se|how (?:do|to|we|can)|impostazioni|approvat\w|instellingen|installningar|indstillinger|innstillinger|ustawienia)\b|設定|设置"
)
"""In a title that speaks of absences or of automatic answers: it is about them, and is none."""
NOTE_TITLE = Ways(
    r"\babwesenheits?\w*\b|\b(?:out of (?:the )?office|ooo|vacation (?:reply|message|response)|absence du bureau|fuera de (?:la )?oficina|fora do escritorio|fuori ufficio|afwezig\w*|franvaro\w*|fravaersmeddelelse)\b|不在通知"
)
ANSWERS_ONE = Ways(
    r"\b(?:your|ihre|deine|votre|ton|su|tu|sua|seu|suo|tuo|vostra|uw|je|din|ditt|dit|panstwa|twoja) (?:\w+ )?(?:e-?mail|mail|message|nachricht|anfrage|courriel|correo|mensaje|mensagem|messaggio|bericht|meddelande|mejl|besked|henvendelse|wiadomosc)\b|メールを|您的(?:邮件|郵件|来信)"
)


@once
def is_to_all(mail: ParsedMail) -> bool:
    """Whether it is news to many and no header or title says that it answers one."""
    if is_answer(mail) or (is_automatic(mail) and said_automatic(mail) != mail.subject):
        return False
    if ABOUT_NOTES.are_in(plain(mail.subject)):
        return True
    text = plain(mail.text)
    if is_automatic(mail) or NOTE_TITLE.are_in(plain(mail.subject)) or ANSWERS_ONE.are_in(text):
        return False
    return GREETS_MANY.match(text) is not None or TO_ALL.are_in(text) or PREMISES.are_in(text)
