"""What mail programs send on a person's behalf: read receipts, answers to invitations, emoji reactions, challenges."""

import re

from engine.rules.reading.automatic import is_answer
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_SHORT = 700  # characters of own text; these notes are short, and a person's mail with such a subject seldom is
_RECEIPT_SUBJECT = re.compile(
    r"(?:read|not read|deleted|gelesen|ungelesen gelöscht|nicht gelesen|lu|non lu|leído|leido|no leído|letto|"
    r"non letto|lida|lido|não lida|"
    r"gelezen|niet gelezen|läst|oläst|læst|lest|ikke lest|luettu|przeczytano|přečteno|prečítané|прочитано|прочтено|"
    r"elolvasva|citit|okundu|"
    r"διαβάστηκε|已读|已讀|未读|開封済み|開封済|읽음)\s?[:：]",
    re.IGNORECASE,
)
_RECEIPT_TITLE = re.compile(
    r"(?:read[- ]receipt|return[- ]receipt|disposition notification|message disposition|lesebestätigung|"
    r"empfangsbestätigung|accusé de (?:lecture|réception)|"
    r"confirmación de lectura|conferma di lettura|ricevuta di (?:ritorno|lettura)|leesbevestiging|"
    r"ontvangstbevestiging|confirmação de leitura|"
    r"läskvitto|læsekvittering|lesebekreftelse|lukukuittaus|potwierdzenie (?:przeczytania|odbioru)|"
    r"potvrzení o přečtení|уведомление о прочтении|"
    r"開封確認|开封回执|已读回执)",
    re.IGNORECASE,
)
_WAS_READ = re.compile(
    r"was (?:read|displayed|opened|deleted without)|return receipt for|has been (?:read|displayed|opened)|"
    r"wurde (?:am .{0,60})?(?:gelesen|angezeigt|geöffnet|ungelesen)|"
    r"a été (?:lu|affiché|ouvert)|(?:fue|ha sido) (?:leído|abierto|mostrado)|è stato (?:letto|visualizzato|aperto)|"
    r"foi (?:lid[ao]|abert[ao])|"
    r"is (?:gelezen|geopend|weergegeven)|(?:har )?(?:lästes|lästs|blev læst|ble lest)|on luettu|"
    r"została? (?:przeczytan|wyświetlon)|был[оа]? (?:прочитан|прочтен)|"
    r"byla? přečten|bol[ao]? prečítan|okundu|已(?:被)?(?:阅读|读取|讀取)|開封され|읽었|"
    r"no guarantee that the message has been read",
    re.IGNORECASE,
)
_CALENDAR_SUBJECT = re.compile(
    r"(?:accepted|declined|tentative(?:ly accepted)?|updated invitation|invitation|new time proposed|canceled event|"
    r"cancelled event|zugesagt|zusage|abgelehnt|absage|mit vorbehalt|"
    r"unter vorbehalt|accepté|acceptée?|refusé|refusée?|provisoire|aceptad[ao]|rechazad[ao]|provisional|accettat[oa]|"
    r"rifiutat[oa]|aceit[ao]|aceite|recusad[ao]|"
    r"geaccepteerd|afgewezen|voorlopig|godkänt|accepterat|avböjt|accepteret|afvist|godtatt|avslått|hyväksytty|"
    r"hylätty|zaakceptowano|odrzucono|przyjęto|"
    r"přijato|odmítnuto|принято|отклонено|已接受|已拒绝|承諾済み|辞退)\s?[:：]",
    re.IGNORECASE,
)
_METHOD = re.compile(r"^METHOD:[ \t]*(\w+)", re.MULTILINE | re.IGNORECASE)
_ANSWERING_METHODS = frozenset({"reply", "request", "cancel", "counter", "declinecounter", "refresh"})
_REACTED = re.compile(
    r"(?:reacted (?:to your (?:message|e-?mail)|via gmail|with )|liked your (?:message|e-?mail)|hat (?:auf (?:ihre|"
    r"deine|die) (?:nachricht|e-?mail)|per gmail|mit .{1,12}) ?.{0,20}reagiert|"
    r"hat über gmail reagiert|a réagi (?:à votre message|via gmail|avec)|(?:ha )?reaccion(?:ó|ado) (?:a tu|a su|con|"
    r"mediante|a través)|reagiu (?:à sua|com|via|pelo)|"
    r"ha reagito (?:al tuo|con|tramite)|heeft (?:gereageerd (?:op (?:je|uw) bericht|met|via)|via gmail gereageerd)|"
    r"har reageret (?:på|med|via)|reagerade (?:på|med|via)|"
    r"har reagert (?:på|med|via)|zareagował\w* |отреагировал|さんがリアクション|リアクションしました|回应了你|"
    r"做出了回应|님이 .{0,10}반응)"
)
_HELD = re.compile(
    r"(?:message|e-?mail|mail|nachricht|courriel|correo|mensaje)\b.{0,60}\b(?:held|being held|on hold|pending|"
    r"quarantin\w*|waiting|not yet (?:been )?delivered|"
    r"will (?:only )?be delivered|be delivered (?:once|after|when)|zurückgehalten|en attente|retenido)|"
    r"(?:deliver|release|forward) your (?:message|e-?mail|mail)|(?:approved|allowed|trusted|accepted|guest|contact|"
    r"white|safe)[ -]?(?:sender|list)|"
    r"(?:first time|haven['’]t e-?mailed|do not recogni[sz]e|not (?:yet )?on my|unbekannter absender)|"
    r"to ensure (?:delivery|your message)|spam (?:arrest|blocker|filter|protection)"
)
_PROVE = re.compile(
    r"(?:confirm|verify|prove|authenticate|show|validate)\b.{0,60}\b(?:human|real person|person|not a (?:spammer|"
    r"robot|machine)|yourself|identity|address|request|message|by (?:clicking|replying))|"
    r"(?:click|follow|use|visit)\b.{0,60}\b(?:link|button|below|here)\b.{0,80}(?:verif|confirm|deliver|prove|"
    r"authenti|approve|release)|"
    r"(?:simply |just |please )?reply to this (?:message|e-?mail)\b.{0,60}(?:deliver|confirm|verif|release)|"
    r"one-?time (?:verification|confirmation)|captcha|"
    r"bestätigen sie\b.{0,80}(?:absender|nachricht|mensch|adresse)|(?:confirmez|vérifi\w+)\b.{0,60}(?:humain|adresse|"
    r"identité|message)|confirme\b.{0,60}(?:human|direcci|identidad|mensaje)"
)
_GATEKEEPER = re.compile(
    r"spam ?arrest|boxbe|\btmda\b|mailblocks|knowspam|vanquish|choicemail|0spam|sendio|bluebottle|qurb|ipermitmail|"
    r"challenge[-/ ]response|bitbounce|earn\.com"
)
# Each match of _PROVE holds one of these; looking for them first is a hundred times quicker.
_PROVING_STEMS = (
    "verif",
    "confirm",
    "human",
    "authenti",
    "captcha",
    "reply to this",
    "validat",
    "prove",
    "click",
    "bestätigen",
    "vérif",
)
_WORDS_AT_MOST = 4_000
_GATE_SUBJECT = re.compile(
    r"(?:please |you must )?(?:confirm|verify|authenticate)\b.{0,40}\b(?:message|e-?mail|sender|request|delivery|"
    r"yourself|you)|(?:message|sender|e-?mail) (?:verification|confirmation)|"
    r"verification (?:required|request)|requires? (?:verification|confirmation)|action required to deliver|"
    r"confirm [0-9a-f]{6}|bitte bestätigen|confirmation (?:requise|required|request)",
    re.IGNORECASE,
)


def read_receipt(mail: ParsedMail) -> Verdict | None:
    """MDN (RFC 8098), or the plain notes of programs that do not write one."""
    if "rejected" in mail.header("auto-submitted"):
        return None  # Sieve's "reject" (RFC 5429) sends its refusal in the form of a receipt
    if any(part.content_type == "message/disposition-notification" for part in mail.parts):
        return Verdict(Kind.READ_RECEIPT, 0.98, "disposition_notification", mail.subject)
    titled = _RECEIPT_SUBJECT.match(mail.subject) or _RECEIPT_TITLE.search(mail.subject)
    if titled and len(mail.text) < _SHORT and _WAS_READ.search(mail.body):
        return Verdict(Kind.READ_RECEIPT, 0.9, "read_note", mail.subject)
    return None


def calendar(mail: ParsedMail) -> Verdict | None:
    """An invitation or an answer to one (RFC 5546)."""
    for part in mail.parts:
        if part.content_type in {"text/calendar", "application/ics"}:
            said = _METHOD.search(part.text)
            method = (part.params.get("method") or (said[1] if said else "")).lower()
            if method in _ANSWERING_METHODS:
                return Verdict(Kind.CALENDAR, 0.97, "calendar_part", f"METHOD:{method.upper()}")
    if _CALENDAR_SUBJECT.match(mail.subject) and len(mail.text) < _SHORT and not mail.quoted:
        return Verdict(Kind.CALENDAR, 0.8, "calendar_subject", mail.subject)
    return None


def reaction(mail: ParsedMail) -> Verdict | None:
    """An emoji instead of an answer (Gmail, Outlook)."""
    if any(part.content_type.startswith("text/vnd.google.email-reaction") for part in mail.parts):
        return Verdict(Kind.REACTION, 0.98, "reaction_part", mail.text[:80] or mail.subject)
    first = next((line for line in mail.lowered[:_SHORT].split("\n")[:4] if _REACTED.search(line)), "")
    if len(mail.text) < _SHORT and len(first) in range(1, 200):
        return Verdict(Kind.REACTION, 0.85, "reaction_note", first)
    return None


def challenge(mail: ParsedMail) -> Verdict | None:
    """A gatekeeper wants proof that a person wrote. Two kinds of evidence, as each occurs in other mail."""
    words = mail.lowered[:_WORDS_AT_MOST]
    proof = _PROVE.search(words) if any(stem in words for stem in _PROVING_STEMS) else None
    if not proof or "list-unsubscribe" in mail.headers:
        return None
    titled = bool(_GATE_SUBJECT.search(mail.subject))
    named = bool(_GATEKEEPER.search(f"{mail.sender.email} {words}"))
    if titled + named + bool(_HELD.search(words)) >= 2 and (titled or named or is_answer(mail)):
        return Verdict(Kind.CHALLENGE, 0.85, "challenge_words", proof[0])
    return None
