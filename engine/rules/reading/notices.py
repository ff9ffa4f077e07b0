"""What mail programs send on a person's behalf: receipts, answers to invitations, emoji reactions."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import is_automatic
from engine.rules.reading.evidence import collect
from engine.rules.reading.human import human_answer
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_TERSE = 250  # likewise where no subject says what it is
_SHORT = 700  # characters of own text; these notes are short, and a person's mail with such a subject seldom is
_RECEIPT_SUBJECT = re.compile(
    r"(?:read|not read|deleted|gelesen|ungelesen gelöscht|gelöscht|nicht gelesen|lu|non lu|leído|leido|no leído|letto|"
    r"non letto|lida|lido|não lida|"
    r"gelezen|niet gelezen|läst|oläst|læst|lest|ikke lest|luettu|(?:nie)?przeczytan[oe]|přečteno|prečítané|прочитано|прочтено|"
    r"elolvasva|citit|okundu|excluíd[ao]|eliminad[ao]|supprimé|verwijderd|raderat|slettet|poistettu|usunięt[oe]|eliminat[oa]|"
    r"διαβάστηκε|已读|已讀|未读|未讀|已删除|已刪除|開封済み|開封済|開封確認|読み取り|읽음)\s?[:：]"
)
_RECEIPT_TITLE = Ways(
    r"read[- ]receipt|return[- ]receipt|disposition notification|message disposition|lesebestätigung|"
    r"empfangsbestätigung|accusé de (?:lecture|réception)|"
    r"confirmación de lectura|conferma di lettura|ricevuta di (?:ritorno|lettura)|leesbevestiging|"
    r"ontvangstbevestiging|confirmação de leitura|"
    r"läskvitto|læsekvittering|lesebekreftelse|lukukuittaus|potwierdzenie (?:przeczytania|odbioru)|"
    r"potvrzení o přečtení|уведомление о прочтении|"
    r"開封確認|开封回执|已读回执|阅读回执|ontvangst- of leesbevestiging|kvittering for lesing|aviso de lectura|avis de lecture"
)
_WAS_READ = re.compile(
    r"was (?:read|displayed|opened|deleted without|received by)\b|return receipt for|has been (?:read|displayed|opened)|"
    r"wurde (?:am .{0,60})?(?:gelesen|angezeigt|geöffnet|ungelesen)|"
    r"a été (?:lu|affiché|ouvert)|(?:fue|ha sido) (?:leído|abierto|mostrado)|è stato (?:letto|visualizzato|aperto)|"
    r"foi (?:lid[ao]|abert[ao])|"
    r"is (?:gelezen|geopend|weergegeven)|(?:har )?(?:lästes|lästs|blev læst|ble lest)|on luettu|"
    r"została? (?:przeczytan|wyświetlon)|был[оа]? (?:прочитан|прочтен)|"
    r"(?:fue|foi|ha sido|è stat[oa]|a été|is|har blitt|er blevet|har|blev|ble|zosta\w+) (?:eliminad|excluíd|eliminat|supprimé|verwijderd|slettet|raderat|usuni)|"
    r"(?:fue|ha sido) leíd[ao]|(?:(?:es|er) )?(?:er blevet |blev |ble |er )(?:læst|lest|åpnet|åbnet|vist)|foi visualizad|"
    r"byla? přečten|bol[ao]? prečítan|okundu|(?:已|被)被?(?:阅读|閱讀|读取|讀取|删除|刪除)|開封され|読まれ|읽었|"
    r"^\s*(?:read|gelesen|(?:ungelesen )?gelöscht|lue?|leíd[oa]|lid[oa]|lett[oa]|gelezen|läst|læst|lest|(?:prze)?czytan[oea]) (?:on|am|le|el|em|il|in data|op|den|d\.|dnia|w dniu) (?:\w+ )?\d|"
    r"no guarantee that the message has been read",
    re.IGNORECASE | re.MULTILINE,
)
_YOURS_WAS_READ = re.compile(
    r"(?:message|e-?mail|mail|nachricht|courriel|mensaje|correo|mensagem|messaggio|bericht|meddelande|mejl|besked|melding|wiadomość|メール|邮件|郵件)\b.{0,120}?(?:"
    r"(?:was|has been|have been) (?:read|displayed|opened)|wurde.{0,40} (?:gelesen|angezeigt|geöffnet)|a été (?:lue?|affichée?|ouverte?)|(?:fue|ha sido) (?:leíd[oa]|abiert[oa]|mostrad[oa])|"
    r"foi (?:lid[ao]|abert[ao]|exibid[ao])|è stat[oa] (?:lett[oa]|visualizzat[oa]|apert[oa])|is (?:gelezen|geopend)|(?:har|blev|ble|er) (?:blivit |blevet )?(?:läst|lästs|öppnats|læst|åbnet|lest|åpnet)|"
    r"została? (?:przeczytana|otwarta|wyświetlona)|開封され|表示され|已(?:被)?(?:阅读|閱讀|读取|讀取|打开))",
    re.DOTALL,
)
"""In what a machine sent, and says in a line or two."""
_CALENDAR_SUBJECT = re.compile(
    r"(?:accepted|declined|cancell?ed|updated|rescheduled|tentative(?:ly accepted)?|updated invitation|invitation|new time proposed|canceled event|"
    r"cancelled event|zugesagt|zusage|abgelehnt|absage|mit vorbehalt|"
    r"unter vorbehalt|accepté|acceptée?|refusé|refusée?|provisoire|aceptad[ao]|rechazad[ao]|provisional|provvisori[oa]|accettat[oa]|"
    r"rifiutat[oa]|aceit[ao]|aceite|recusad[ao]|"
    r"geaccepteerd|afgewezen|voorlopig|godkänt|accepterat|avböjt|accepteret|afvist|godtatt|avslått|hyväksytty|"
    r"hylätty|zaakceptowano|odrzucono|przyjęto|"
    r"(?:zaproponowano|propozycja) \w+ (?:termin\w*|godzin\w*)|wstępnie zaakceptowano|niezobowiązująco|anulowano|odwołano|"
    r"neue (?:besprechungs)?(?:zeit|uhrzeit|termin) vorgeschlagen|neuer termin vorgeschlagen|abgesagt|storniert|aktualisiert\w*(?: einladung)?|einladung|"
    r"nouvel(?:le)? (?:heure|horaire|date) proposée?|annulée?|invitation mise à jour|peut-être|"
    r"(?:nueva hora propuesta|propuesta de nueva hora|nueva convocatoria)|cancelad[ao]|invitación(?: actualizada)?|quizás|tentativ[ao]|"
    r"(?:novo horário proposto|nova hora proposta)|convite(?: atualizado)?|talvez|recusad[ao]|"
    r"(?:proposto un nuovo orario|nuovo orario proposto|proposta nuovo orario)|annullat[oa]|invito(?: aggiornato)?|forse|"
    r"(?:nieuwe tijd voorgesteld|voorstel nieuwe tijd)|geannuleerd|uitnodiging|onder voorbehoud|geweigerd|"
    r"ny tid föresl\w+|inställt|preliminärt|tackat (?:ja|nej)|inbjudan|ny tid foresl\w+|foreløbigt?|aflyst|avlyst|invitasjon|invitation|"
    r"nytt tidspunkt foreslått|tentativt|akseptert|avslått|alustava|ehdotettu uusi aika|peruutettu|kutsu|"
    r"předběžně|navržen nový čas|zrušeno|pozvánka|暂定|暫定|已取消|取消|建议新时间|建議新時間|新しい日時の提案|仮承諾|仮の予定|辞退済み|不参加|"
    r"přijato|odmítnuto|принято|отклонено|已接受|已拒绝|承諾(?:済み)?|辞退|"
    r"akzeptiert|angenommen|zaakceptowane|odrzucone|elfogadva|elutasítva|kabul edildi|reddedildi|수락|거절|미정)\s?[:：]"
)
_CALENDAR_SENTENCE = re.compile(
    r"\S.{0,60} has (?:tentatively )?(?:accepted|declined) (?:your (?:\w+ )?(?:invitation|invite|meeting)|the (?:event|meeting|invitation))\b"
)
_OF_CALENDARS = re.compile(
    r"has (?:tentatively )?(?:accepted|declined|cancell?ed)|(?:meeting |new )time proposed|^(?:when|where|wann|wo|quand|où|cuándo|dónde|quando|dove|wanneer|waar|när|hvornår|hvor|kiedy|日時|时间)\s?[:：]|"
    r"hat .{0,60}(?:zugesagt|abgesagt|abgelehnt|angenommen)|a (?:accepté|refusé|décliné)|ha (?:aceptado|rechazado|accettato|rifiutato)|(?:aceitou|recusou)|heeft .{0,40}(?:geaccepteerd|geweigerd)|"
    r"har (?:accepterat|avböjt|accepteret|afvist|godtatt|avslått)|(?:zaakceptował|odrzucił)",
    re.MULTILINE,
)
"""What calendars write of whoever answers, and of the day."""
_METHOD = re.compile(r"^METHOD:[ \t]*(\w+)", re.MULTILINE | re.IGNORECASE)
_ANSWERING_METHODS = frozenset({"reply", "request", "cancel", "counter", "declinecounter", "refresh"})
_REACTED = Ways(
    r"reacted (?:to your (?:message|e-?mail)|via (?:gmail|his|her|their|outlook|the)\b|with )|hat (?:auf (?:ihre|"
    r"deine|die) (?:nachricht|e-?mail)|per gmail|mit .{1,12}) ?.{0,20}reagiert|"
    r"hat über gmail reagiert|a réagi (?:à votre message|via gmail|avec)|(?:ha )?reaccion(?:ó|ado) (?:a tu|a su|con|"
    r"mediante|a través)|reagiu (?:à sua|com|via|pelo)|"
    r"ha reagito (?:al tuo|con|tramite)|heeft (?:gereageerd (?:op (?:je|uw) bericht|met|via)|via gmail gereageerd)|"
    r"har reageret (?:på|med|via)|reagerede (?:på|med|via)|reagerade (?:på|med|via)|"
    r"har reagert (?:på|med|via)|(?:reagoi|reagoval(?:i|a|\(a\))?|reagował[\w()]*) (?:viestiisi|gmailissa|na|přes|pomocí|przez|gmail)|gmail ?(?:で|经由|通过)|通过 ?gmail|已?对您的邮件|"
    r"zareagował[\w()]* |отреагировал|さんがリアクション|リアクションしました|回应了你|"
    r"做出了回应|님이 .{0,10}반응"
)
_LIKED = re.compile(
    r"(?!i |we |really |just )[^\s,.!?]+(?: [^\s,.!?]+){0,3} (?:(?:liked|loved|hearted|laughed at) your (?:message|e-?mail)|gefällt (?:ihre|deine) (?:nachricht|e-?mail)|"
    r"a (?:aimé|adoré) votre (?:message|e-?mail)|(?:le )?(?:gustó|encantó|gusta|encanta|ha (?:gustado|encantado)) (?:tu|su) (?:mensaje|correo)|(?:curtiu|gostou d|adorou) ?(?:a )?sua mensagem|(?:piace|è piaciuto) il tuo messaggio|ha messo mi piace.{0,30}|"
    r"vindt (?:je|uw) bericht leuk|gillade ditt meddelande|likte meldingen din|synes godt om din (?:besked|meddelelse))[.:]?"
)
"""A whole line; "loved your email!" alone is a person's."""
_TAPBACK = re.compile(
    r"(?:(?:loved|liked|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to|removed an? .{1,20} from|"
    r"a (?:aimé|adoré|ri de|ri à|souligné|mis en question|réagi .{1,12} à)|n['’]a pas aimé|"
    r"gefällt(?: mir)?|liebt|hat .{1,12} reagiert auf|lacht über|hebt|betont|fragt sich|gefällt nicht|"
    r"le (?:gustó|encantó|dio (?:me gusta|me encanta) a)|no le gustó|se (?:rio|rió) de|enfatizó|cuestionó|(?:ha )?reaccion(?:ó|ado) .{0,14} a|"
    r"gostou de|adorou|amou|não gostou de|riu de|enfatizou|questionou|curtiu|"
    r"(?:ha )?(?:apprezzato|adorato|amato|riso per|riso di|enfatizzato|messo in dubbio)|piace|"
    r"vindt|vond|hield van|lachte om|benadrukte|"
    r"gillade|älskade|ogillade|skrattade åt|betonade|ifrågasatte|syntes (?:godt om|om)|elskede|elsket|likte|lo ad|lo av|grinede af|fremhævede|"
    r"polubił\w*|uwielbia|podoba się|wyróżnił\w*|zakwestionował\w*|tykkäsi|rakasti|nauroi|korosti|líbí se|赞了|讚了|喜欢了|喜歡了|不喜欢|爱心回应|强调了|いいね|ハート)"
    r"\s?[“\"„«‚‘'「『][^\n]{1,400}?[”\"“»’'」』…](?:\s?(?:nicht|hervor|leuk|niet leuk|に.{0,14}しました|を.{0,14}しました))?|"
    r"[“\"„«「『][^\n]{1,400}?[”\"“»」』]\s?(?:に.{0,14}しました|を.{0,14}しました|gefällt .{1,30}))\.?\s*"
)
"""Telephones write a tapback as the verb and the message in quotation marks, and nothing else."""


_OF_OWNERS = ("left", "closed", "away")
"""Concepts of notes that tell beside it that nobody has read the mail."""


def read_receipt(mail: ParsedMail) -> Verdict | None:
    """MDN (RFC 8098), or the plain notes of programs that do not write one."""
    if "rejected" in mail.header("auto-submitted"):
        return None  # Sieve's "reject" (RFC 5429) sends its refusal in the form of a receipt
    if any(part.content_type == "message/disposition-notification" for part in mail.parts):
        return Verdict(Kind.READ_RECEIPT, 0.98, "disposition_notification", mail.subject)
    if len(mail.text) >= _SHORT:
        return None
    titled = _RECEIPT_SUBJECT.match(mail.title) or _RECEIPT_TITLE.are_in(mail.title)
    if titled and _WAS_READ.search(mail.body):
        return Verdict(Kind.READ_RECEIPT, 0.9, "read_note", mail.subject)
    if len(mail.text) >= _TERSE or not is_automatic(mail) or any(map(collect(mail.text).has, _OF_OWNERS)):
        return None
    said = _YOURS_WAS_READ.search(mail.text.lower())
    return Verdict(Kind.READ_RECEIPT, 0.8, "read_note", said[0]) if said else None


def calendar(mail: ParsedMail) -> Verdict | None:
    """An invitation or an answer to one (RFC 5546)."""
    for part in mail.parts:
        if part.content_type in {"text/calendar", "application/ics"}:
            said = _METHOD.search(part.text)
            method = (part.params.get("method") or (said[1] if said else "")).lower()
            if method in _ANSWERING_METHODS:
                return Verdict(Kind.CALENDAR, 0.97, "calendar_part", f"METHOD:{method.upper()}")
    titled = _CALENDAR_SUBJECT.match(mail.title) or _CALENDAR_SENTENCE.match(mail.title)
    if titled and len(mail.text) < _SHORT and not mail.quoted:
        return _own_words(mail) or Verdict(Kind.CALENDAR, 0.8, "calendar_subject", mail.subject)
    return None


def _own_words(mail: ParsedMail) -> Verdict | None:
    """What somebody says who says more than a calendar does: a subject that begins with "Declined:" may be theirs."""
    said = human_answer(mail) if mail.text and not _OF_CALENDARS.search(mail.lowered) else None
    return said if said and said.kind is not Kind.OTHER and not said.doubts else None


def reaction(mail: ParsedMail) -> Verdict | None:
    """An emoji instead of an answer (Gmail, Outlook)."""
    if any(part.content_type.startswith("text/vnd.google.email-reaction") for part in mail.parts):
        return Verdict(Kind.REACTION, 0.98, "reaction_part", mail.text[:80] or mail.subject)
    if len(mail.text) >= _SHORT:
        return None
    if _TAPBACK.fullmatch(mail.text.strip().lower()):
        return Verdict(Kind.REACTION, 0.85, "tapback", mail.text.strip()[:80])
    lines = mail.lowered[:_SHORT].split("\n")[:4]
    first = next((line for line in lines if _REACTED.are_in(line) or _LIKED.fullmatch(line.strip())), "")
    if len(first) in range(1, 200):
        return Verdict(Kind.REACTION, 0.85, "reaction_note", first)
    return None


_DELIVERED_SUBJECT = re.compile(
    r"(?:delivered|relayed|expanded|zugestellt|übermittelt|weitergeleitet|remis|distribué|relayé|entregad[ao]|retransmitid[ao]|entregue|consegnat[oa]|recapitat[oa]|"
    r"bezorgd|afgeleverd|doorgestuurd|levererat|levererad|leveret|levert|toimitettu|dostarczono|przekazano|doručeno|配信済み|配信完了|已送达|已送達|已传递)\s?[:：]|"
    r"success(?:ful)?(?:ly)? (?:mail )?deliver|delivery (?:status )?notification \(?(?:success|relay)|delivery (?:receipt|confirmation|report):|mail delivered|"
    r"zustellbestätigung|confirmation de remise|confirmación de entrega|conferma di (?:avvenuta )?consegna|leveringsbevestiging|leveranskvitto"
)
_FAILED = re.compile(
    r"\bnot (?:be |been )?deliver|undeliver|fail|could ?n[o']t|unable|\bnicht\b|\bpas pu\b|no se (?:ha )?pud|não foi|non è stat|\bniet\b|delay|returned|bounced|rejected"
)


def delivered(mail: ParsedMail) -> Verdict | None:
    """A server says in plain words that the mail has arrived. Reports with a status are read with the bounces."""
    if any(part.content_type == "message/delivery-status" for part in mail.parts):
        return None
    if (
        _DELIVERED_SUBJECT.match(mail.title)
        and len(mail.text) < _SHORT
        and not _FAILED.search(mail.body[:_SHORT].lower())
    ):
        return Verdict(Kind.AUTO_ACKNOWLEDGEMENT, 0.8, "delivered", mail.subject)
    return None
