"""Help desks and mailboxes of nobody in particular: what they say by themselves, and acknowledgements."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import BY_DEFAULT, is_answer, said_automatic
from engine.rules.reading.lexicon.naming import ROLE_MAILBOX
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.names import parts_of
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_RECEIVED_IT = Ways(
    r"(?:we|i) (?:have |has |'ve )?(?:successfully )?received your (?:\w+ ){0,3}(?:request|e-?mail|message|mail|"
    r"enquiry|inquiry|ticket|question|submission|application)|"
    r"your (?:\w+ ){0,3}(?:request|e-?mail|message|ticket|enquiry|inquiry|case|submission|"
    r"application)\b.{0,60}\b(?:has been|was|been) (?:successfully )?(?:received|created|opened|logged|registered|"
    r"assigned|submitted|forwarded)|"
    r"(?:ticket|case|request|reference|incident)[ #:]*(?:id|number|no\.?|nr\.?)?[ #:]*\[?[A-Z]{0,5}[-#]?\d{3,}\]?|"
    r"thank you for (?:contacting|reaching out to|your (?:message|e-?mail|enquiry|inquiry|request|interest))|"
    r"(?:thanks|thank you) for (?:contacting|getting in touch|reaching out|writing to us|dropping us)|got your (?:e-?mail|message)|(?:e-?mail|message) has (?:reached|arrived)|"
    r"(?:this is an|an) auto(?:mated|matic|matically generated) (?:reply|response|message|e-?mail|confirmation|"
    r"acknowledg\w*)|this (?:e-?mail|message|reply) (?:is|was) (?:sent |generated )?automatic|"
    r"(?:wir haben )?ihre (?:anfrage|nachricht|e-?mail|mitteilung)\b.{0,40}(?:erhalten|eingegangen|bearbeit)|"
    r"vielen dank für ihre (?:anfrage|nachricht|e-?mail|kontaktaufnahme)|danke für (?:deine|ihre) (?:mail|nachricht|anfrage)|schön, dass (?:du|sie) (?:uns )?schreib|automatisch (?:generiert|erstellt|versandt|"
    r"erzeugt)|"
    r"(?:nous avons bien reçu|bien reçu) (?:votre|ton)|merci de nous avoir (?:écrit|contactés?)|votre (?:demande|message|courriel|"
    r"e-?mail)\b.{0,40}(?:a (?:bien )?été (?:reçu|enregistré|pris)|bien reçu)|accusons réception|message automatique|"
    r"hemos recibido (?:su|tu)|gracias por escribirnos|(?:su|tu) (?:mensaje|solicitud|consulta|correo)\b.{0,40}(?:ha sido recibid|recibido)|"
    r"gracias por (?:contactar|su (?:mensaje|consulta)|tu (?:mensaje|consulta)|comunicar)|mensaje automático|"
    r"abbiamo ricevuto (?:la (?:sua|tua|vostra)|il (?:suo|tuo))|grazie per (?:averci (?:contattato|scritto)|il (?:suo|"
    r"tuo) messaggio)|recebemos (?:a sua|o seu|sua|seu)|obrigad[oa] (?:por|pelo) (?:entrar em contato|seu contato|"
    r"contactar)|"
    r"we hebben uw|(?:uw|je) (?:bericht|aanvraag|e-?mail|vraag) is ontvangen|bedankt voor (?:uw|je) (?:bericht|"
    r"e-?mail|aanvraag)|vi har (?:mottagit|tagit emot|modtaget|mottatt) (?:ditt|din|dit)|tack för (?:ditt|din)|"
    r"tak for din|"
    r"otrzymaliśmy (?:twoje|państwa|twoją)|dziękujemy za (?:kontakt|wiadomość)|obdrželi jsme|ваш(?:е|"
    r"а)? (?:обращение|сообщение|письмо|заявка|запрос)\b.{0,40}(?:получен|принят|зарегистрирован)|"
    r"спасибо за (?:обращение|ваше)|"
    r"お問い合わせ(?:いただき|ありがとう)|受け付けました|受付(?:いた|完了)|我们已收到|已收到您|感谢您的(?:来信|咨询|"
    r"邮件)|문의(?:해|가)|"
    # "Your …" and what became of it, in any order of the languages' own words.
    r"your (?:\w+ ){0,3}(?:note|query|correspondence|e-?mail|message|request|enquiry|inquiry)\b.{0,40}\b(?:recorded|queued|landed|arrived|reached (?:us|our)|with us|placed before|in the queue|come through)|"
    r"(?:we|i)(?:['’]ve| have)? (?:opened|created|logged|raised) (?:a|your|the) (?:\w+ )?(?:ticket|case|request)|you(?:['’]ve| have) reached (?:the|our|a) |"
    r"(?:ihre?|deine?|eure?)n? (?:anfrage|nachricht|e-?mail|mail|mitteilung|anliegen|schreiben|meldung|zuschrift)\b.{0,60}(?:erhalten|eingegangen|eingetroffen|angekommen|erfasst|aufgenommen|registriert|weitergeleitet|vorliegt)|"
    r"eingangsbestätigung|(?:danke|dank) für (?:ihre|deine|eure|die) (?:zuschrift|meldung|mitteilung|nachricht|anfrage|mail|e-?mail)|"
    r"votre (?:demande|message|courriel|e-?mail|mail|requête|courrier)\b.{0,40}(?:reçue?|arrivée?|parvenue?|enregistrée?|transmise?|prise? en compte)|accusé de réception|merci (?:pour|de) votre (?:message|courriel|demande|visite|mail)|"
    r"(?:su|tu|vuestro|vuestra) (?:mensaje|correo|solicitud|consulta|petición|e-?mail|mail|escrito)\b.{0,40}(?:recibid|registrad|llegad|asignad|recepcionad)|gracias por (?:su|tu) (?:correo|e-?mail|mensaje|solicitud)|"
    r"(?:sua|seu|tua|teu|vossa|vosso) (?:mensagem|e-?mail|solicitação|pedido|contato|contacto|chamado)\b.{0,40}(?:recebid|registad|registrad|abert|encaminhad)|obrigad[oa] (?:pelo|por) (?:seu |o seu |teu )?(?:contacto|contato|e-?mail)|"
    r"(?:sua|suo|tua|tuo|vostra|vostro) (?:e-?mail|mail|messaggio|richiesta|segnalazione|comunicazione)\b.{0,40}(?:ricevut|pervenut|arrivat|registrat|pres[oa] in carico|inoltrat|giunt)|aperto la segnalazione|"
    r"(?:uw|je|jouw) (?:bericht|aanvraag|e-?mail|mail|vraag|melding|verzoek)\b.{0,40}(?:ontvangen|geregistreerd|binnengekomen|aangekomen|in behandeling|doorgestuurd)|bedankt voor (?:uw|je|jouw) (?:mail|vraag|melding|reactie)|ontvangstbevestiging|"
    r"(?:ditt|din|ert|er) (?:mejl|mail|meddelande|ärende|fråga|e-?post|förfrågan)\b.{0,40}(?:mottag|registrer|inkommit|kommit fram|tagits emot)|tack för att du (?:kontakt|hör|skriv|mejl)|"
    r"(?:din|dit|jeres|deres) (?:mail|henvendelse|besked|e-?mail|e-?post|forespørgsel|forespørsel|sag|sak|melding)\b.{0,40}(?:modtaget|mottatt|registreret|registrert|oprettet|opprettet)|mottatt (?:henvendelsen|meldingen|e-?posten)|takk for (?:din|e-?posten|henvendelsen|meldingen)|"
    r"vastaanottaneet|kiitos (?:viesti|yhteydeno|sähköposti)\w*|(?:viesti|yhteydenotto|sähköposti|pyyntö)(?:nne|si) on (?:vastaanotettu|saapunut|kirjattu)|"
    r"(?:wiadomość|zgłoszenie|zapytanie|pismo|e-?mail)\b.{0,30}(?:otrzymał|zarejestrowan|wpłynę|przyjęt)|potwierdzamy (?:otrzymanie|odbiór)|dziękujemy za (?:przesłanie|zgłoszenie|e-?mail)|"
    r"(?:váš|vaše|vaši) (?:e-?mail|zpráv\w+|dotaz|požadav\w+|žádost)\b.{0,30}(?:přijat|přijali|obdržel|zaevidov|doručen)|děkujeme za (?:vaši|váš|zprávu|dotaz|e-?mail)|"
    r"(?:levelét|üzenetét|megkeresését|e-?mailjét)\b.{0,20}(?:megkaptuk|rögzítettük|iktattuk)|(?:levele|üzenete|megkeresése) megérkezett|köszönjük (?:megkeres|üzenet|level|e-?mail|érdeklőd)|"
    r"(?:mesajınız|e-?postanız|talebiniz|başvurunuz|iletiniz)\b.{0,40}(?:ulaşmış|ulaştı|alınmış|alındı|iletil|kaydedil|kayda)|bize (?:yazdığınız|ulaştığınız)|"
    r"(?:mesajul|e-?mailul|solicitarea|cererea) (?:dvs|dumneavoastră|ta|tău)\b.{0,40}(?:primit|înregistrat|recepționat)|το (?:μήνυμά|αίτημά|email) σας\b.{0,30}(?:ελήφθη|καταχωρ|παραλ)|λάβαμε το|"
    r"ваш(?:е|і)? (?:звернення|повідомлення|лист|заявк\w|запит)\b.{0,30}(?:отриман|зареєстрован|прийнят)|"
    r"(?:ご連絡|メール|ご質問)いただき|メールを(?:受信|受領|拝受)|自動送信|(?:邮件|郵件|来信|留言)已(?:收到|送达)|收到(?:您|你)的|(?:메일|문의)\S{0,3} (?:접수|수신)|접수되었"
)
_PLEASE_WAIT = Ways(
    r"do not (?:reply|respond) to this|(?:will|'ll) (?:get back|be in touch|respond|reply|contact you|review|answer|"
    r"come back)|as soon as possible|within \d+ |within (?:one|two|the next) |shortly|business (?:day|hour)s?|"
    r"nicht auf diese|schnellstmöglich|so (?:bald|schnell) wie möglich|umgehend|in kürze|werktag|ne pas répondre|"
    r"dans les (?:plus brefs|meilleurs) délais|sous \d+|no responda|no responder|lo antes posible|"
    r"a la (?:mayor )?brevedad|en breve|"
    r"rispond\w+ (?:entro|appena)|répond\w+ (?:sous|dès)|antworten (?:innerhalb|binnen|der reihe|meist|so bald)|contestaremos|responderemos|we (?:aim to )?(?:answer|reply|respond)|non rispondere|al più presto|il prima possibile|não responda|o mais breve|em breve|zo (?:snel|"
    r"spoedig) mogelijk|niet (?:op|te) beantwoord|så snart som möjligt|hurtigst muligt|så snart som mulig|"
    r"jak najszybciej|co nejdříve|"
    r"не отвечайте|в ближайшее время|担当者|営業日|尽快|工作日|ticket|case number|reference number|vorgangsnummer|"
    r"ticketnummer|"
    r"in (?:due course|the order)|replies? (?:\w+ )?takes?|up to \d+ (?:hours|days)|(?:working|business) days?|pick it up|have a look|look into it|bis zu \S+ (?:tag|werktag|stund)|(?:innerhalb|binnen) |kümmer\w* uns|"
    r"reviendrons vers|répond\w* (?:dès|entre)|sera traité|por orden de|en cuanto|nos pondremos|días? (?:hábil|laborable)|prazo|di(?:as?)? (?:útil|úteis)|quanto prima|entro (?:la|il|\d)|la contatter|binnen |streven|"
    r"inom (?:\w+ )?(?:dag|arbetsdag|timm|\d)|svarar (?:inom|så)|återkommer|vender tilbage|inden for|besvares|tar kontakt|så snart|mahdollisimman|arkipäiv|arkisin|saapumisjärjest|palaamme|w ciągu|dni roboczych|odpowiemy|"
    r"pracovních dn|odpovíme|munkanap|hamarosan|en kısa sürede|iş günü|zile lucrătoare|în cel mai scurt|cât mai curând|σύντομα|εργάσιμ|в течение|робочих дн|順次|영업일|빠른 시일|답변드리"
)
_TICKET = Ways(
    r"(?:ticket|case|request|reference|incident|issue|vorgang\w*|anfrage|demande|dossier|solicitud|consulta|incidencia|"
    r"chamado|protocolo|solicitação|richiesta|pratica|aanvraag|melding|ärende\w*|ärendenummer|sag\w*nummer|saksnummer|"
    r"sak(?:snr)?|sag(?:snr)?|diarienummer|ärendenr|ügyszám|sorszám|talep|başvuru|kayıt|номер\w*|zgłoszeni\w*|požadav\w*|tiketti\w*|numer\w*|número|número|numéro|nummer)\b"
    r"[ #:(\[]{0,3}(?:id|number|no\.?|nr\.?|n[°º.]|número|nummer|numero)?[ #:\[(]{0,3}[a-z]{0,5}[-#]?\d{3,}|"
    r"\[(?:ticket|case|request)?[ #]{0,2}[a-z]{0,5}[-#:]?\d{3,}\]|\b(?:inc|req|ritm|case|sd|cs|tck|tt)-?\d{4,}\b|"
    r"\[request received\]|ticket received|受付番号|工单|工單|접수번호|(?:reference|ref|tracking) (?:code|no\\.?)|(?:vorgangs|ticket|fall)(?:nummer|-?nr\\.?)|(?:caso|chamado|protocollo|dossier) (?:es|é|n)\\b"
)
"""A number that a help desk gave to the mail."""
_UNATTENDED = Ways(
    r"(?:mailbox|inbox|address|account|e-?mail)\b.{0,25}\b(?:not|never|un)[- ]?(?:\w+ )?(?:monitored|read|checked|attended|staffed|answered|watched)|unmonitored|unattended|(?:not|cannot|can['’]t|unable to) (?:able to )?(?:accept|receive|take) (?:\w+ )?(?:replies|mail|messages|e-?mails?)|"
    r"(?:used|only) (?:only )?(?:for|to) send|outgoing (?:mail|messages?) only|send-only|do not (?:reply|respond) to this|(?:postfach|adresse|mailbox|e-?mail\S*) (?:wird|werden) nicht (?:\w+ )?(?:gelesen|überwacht|bearbeitet|abgerufen|betreut|beantwort)|nicht auf diese|"
    r"antworten sie (?:bitte )?nicht|dient (?:nur|ausschließlich|lediglich)|nicht einzeln beantwort|sammelpostfach|(?:n['’]est|ne sont) pas (?:\w+ )?(?:consult|lu|surveill|relev|trait)|(?:aucune|pas de) réponse|ne (?:pas|peut pas) (?:y )?répond|sert (?:uniquement|exclusivement|seulement)|boîte générique|"
    r"no (?:admite|acepta|recibe|responda|atiende|está (?:atendid|supervisad|habilitad))|no se (?:lee|atiende|supervisa)|não (?:responda|aceita|recebe|é (?:monitorad|lid|acompanhad))|non (?:rispond|(?:è )?(?:presidiat|monitorat|abilitat|gestit|sorvegliat))|"
    r"niet (?:te )?(?:beantwoord|bemand|gemonitord|gelezen)|niet (?:op dit bericht )?(?:antwoord|reager)|(?:går|kan) (?:inte|ej|ikke) (?:att )?(?:svara|svares|besvar)|svara (?:inte|ej)|obevakad|(?:besvares|overvåges|overvåkes|læses|leses) ikke|"
    r"ei (?:lueta|valvota|seurata|voi vastata)|älä vastaa|nie (?:odpowiada|jest (?:monitorowan|obsługiwan|czytan))|neodpovídejte|není (?:monitorov|sledov|obsluhov)|ne válaszoljon|nem (?:figyel|olvas)|(?:yanıt|cevap)lamayın|takip edilme|nu răspundeți|"
    r"не отвечайте|не (?:просматривается|отслеживается|обслуживается)|не відповідайте|送信専用|返信(?:は|には|いただ)\S{0,10}(?:できません|受け付け|お答え)|返信しないで|请勿(?:直接)?回[复覆]|請勿(?:直接)?回[复覆]|无人值守|系统邮件|발신\s?전용|회신하지"
)
"""A mailbox nobody reads, or whose mail nobody answers one by one."""
_HOURS = Ways(
    r"\d{1,2}(?:[:.h]\d\d)?\s?(?:[ap]\.?m\.?|uhr|h|uur|heures|horas)?\s?(?:-|–|—|to|bis|à|a|al|alle|às|as|y|e las|till|til|tot|do|ve|~|から)\s?(?:las |um |kl\.? )?\d{1,2}(?:[:.h]\d\d|\s?(?:[ap]\.?m\b|uhr|h\b|uur|heures|horas|時))"
)
"""Between which hours somebody is there."""
_SELDOM = re.compile(
    r"(?:check|read)\w* (?:my )?(?:e-?mails?|inbox|mail) (?:only )?(?:once|twice|two|three|at \d)|"
    r"nur (?:einmal|zweimal) (?:am|pro) tag|(?:une|deux) fois par jour|(?:una|dos|due|duas|uma|un) (?:vez|veces|volta|volte|vezes) (?:al|por|ao) (?:día|giorno|dia)"
)
"""Who reads mail at fixed hours is not away."""
_ROLE = re.compile(
    r"(?:no-?_?reply|do-?not-?reply|support|suporte|soporte|help(?:desk)?|(?:it)?service\w*|info|contact\w*|contato|"
    r"tickets?|customer\w*|client\w*|kunden\w*|kund\w*|klant\w*|care|sales|office|auto\w*|notifications?|feedback|hello|"
    r"kontakt|admin|careers|jobs|hr|recruit\w*|bewerbung\w*|orders?|billing|reception|empfang|zentrale|atencion\w*|"
    r"assistenza|biuro|bok|team|post|mail|mailer|postmaster|webmaster|desk|jira|welcome|enquiries|inquiries|ventas|"
    r"vendas|vendite|vertrieb|verkoop|einkauf|accueil|press|marketing)\b",
    re.IGNORECASE,
)
_SENDS_ONLY = re.compile(
    r"(?:no|non|do?not|ne|nepas|nicht|bittenicht|kein|keine|niet|nao|inte|ikke|ej|nie|ei|prosimnie|nu)(?:pas)?"
    r"(?:reply|respon\w*|antwor\w*|repon\w*|rispo\w*|beantwoord\w*|svar(?:a|e|as|es)?(?![a-z])|besvar\w*|odpow\w*|odpov\w*|vastaa|vastata|raspunde\w*|contest\w*)|"
    r"(?:svar|besvar|besvares|svara)(?:ikke|ej|inte)(?![a-z])|neodpov\w*"
)
"""A local part without its dots and dashes, of a mailbox whose name says that answers are not read."""
# What machines also say in mail that answers nothing, such as invoices and alerts.
_EVEN_UNASKED = ("Auto-Submitted: auto-generated", "Auto-Submitted: auto-notified", "Return-Path")
WORDS_AT_MOST = 4_000  # characters; acknowledgements are short


def is_role(mail: ParsedMail) -> bool:
    """Whether nobody in particular reads the sender's mailbox."""
    email = mail.sender.email
    return (
        sends_only(mail)
        or bool(_ROLE.match(email))
        or not ROLE_MAILBOX.isdisjoint(parts_of(email.partition("@")[0])[:1])
    )


@once
def sends_only(mail: ParsedMail) -> bool:
    """Whether the sender's mailbox is called "no reply", in any language."""
    return _SENDS_ONLY.match("".join(parts_of(mail.sender.email.partition("@")[0]))) is not None


@once
def confirms_receipt(mail: ParsedMail) -> bool:
    """Whether a help desk says that the mail has arrived; people who are away thank for it as well."""
    words = mail.lowered[:WORDS_AT_MOST]
    return _TICKET.are_in(words) or bool(_SELDOM.search(words)) or (is_role(mail) and _RECEIVED_IT.are_in(words))


@once
def is_unattended(mail: ParsedMail) -> bool:
    """Whether nobody reads the mailbox, or answers what comes to it."""
    return _UNATTENDED.are_in(mail.lowered[:WORDS_AT_MOST])


@once
def says_received(mail: ParsedMail) -> bool:
    """Whether the text says that a mail has arrived, and that an answer takes a while."""
    words = mail.lowered[:WORDS_AT_MOST]
    return _RECEIVED_IT.are_in(words) and _PLEASE_WAIT.are_in(words)


DESK_SIGNS = {
    "received": _RECEIVED_IT,
    "please wait": _PLEASE_WAIT,
    "ticket": _TICKET,
    "unattended": _UNATTENDED,
    "hours": _HOURS,
}
"""What a help desk says, by its name."""


def desk_signs(mail: ParsedMail) -> Iterator[str]:
    """As far as it is said."""
    words = mail.lowered[:WORDS_AT_MOST]
    yield from (name for name, ways in DESK_SIGNS.items() if ways.are_in(words))


def acknowledgement(mail: ParsedMail) -> Verdict | None:
    """ "We have received your request." A role mailbox that says it in both halves is enough without any header."""
    said = said_automatic(mail)
    if not (said or is_role(mail)):
        return None
    words = mail.lowered[:WORDS_AT_MOST]
    received = _RECEIVED_IT.search(words) or (_TICKET.search(words) if said else None)
    if said and (received or is_answer(mail) or not said.startswith(_EVEN_UNASKED)):
        if received:
            return Verdict(Kind.AUTO_ACKNOWLEDGEMENT, 0.85, "acknowledgement", received[0])
        return Verdict(Kind.AUTO_ACKNOWLEDGEMENT, BY_DEFAULT, "acknowledgement", said)
    if received and says_received(mail):
        return Verdict(Kind.AUTO_ACKNOWLEDGEMENT, 0.7, "acknowledgement_words", received[0])
    return None
