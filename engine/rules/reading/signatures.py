"""What people and servers add around their words: signatures, disclaimers and banners."""

import re
from itertools import islice

from engine.rules.reading.alternatives import Opening

_DELIMITER = re.compile(r"[ \t]*(?:--|-- |—|––|- --|---)[ \t]*$")
_MOBILE = (
    r"(?:sent|posted|written) (?:from|via|with|using|by) (?:my|the|a|an|yahoo|outlook|mail|proton|samsung|gmail|"
    r"blackberry|"
    r"mobile|iphone|ipad|android|windows|mailbox|nine|spark|tutanota|superhuman|hey|airmail|bluemail|blue mail|aol|"
    r"mozilla|thunderbird|fairemail|k-9|type|front|missive|boxer|typeapp|newton|canary|edison|aqua|galaxy|typemail|"
    r"zoho)\b"
    r"|sent on the (?:go|move)|sent from (?:\w+ ){0,3}(?:phone|mobile|tablet|ipad)"
    r"|get outlook for|get bluemail|download outlook|obtenir outlook|outlook für .{0,20} beziehen|"
    r"holen sie sich outlook"
    r"|(?:diese nachricht wurde )?(?:von|vom) mein\w* .{0,40}gesendet|gesendet (?:von|mit|über|aus) |"
    r"von (?:unterwegs|mobil\w*|meinem)\b.{0,30}$"
    r"|envoyé (?:de|depuis|à partir de|avec) |télécharger outlook|"
    r"enviad[oa] (?:desde|do|de|a partir do|pelo|via) (?:mi|meu|o|el|mobile|outlook|yahoo|samsung|iphone|tel)|"
    r"obtener outlook|obter o outlook|inviato (?:da|dal|dall['’])\s?(?:iphone|ipad|il|mio|smartphone|outlook|libero|"
    r"yahoo|tiscali|mobile|posta)|"
    r"scarica outlook|ottieni outlook|verzonden (?:vanaf|met|via|van) |verstuurd vanaf |download outlook|"
    r"skickat från |skickades från |skickat via |hämta outlook|sendt fra |sendt via |hent outlook|"
    r"lähetetty (?:\w+)?(?:iphone|ipad|puhelim|androidi|samsung)|hanki outlook|"
    r"wysłane (?:z|ze|przy) |wysłano z |pobierz program outlook|odesláno z |odesláno ze |odoslané z |"
    r"отправлено (?:с|из|от) |отправлено с|надіслано з |iphone(?:'umdan|umdan)? gönderildi|"
    r"iphone['’]umdan gönderildi|"
    r"(?:iphone|ipad|android)から送信|从我的 ?\w+ ?发送|发自我的|發自我的|從我的 ?\w+ ?傳送|나의 iphone에서 보냄|"
    r"iphone에서 보냄|"
    r"trimis de pe |poslano iz |küldve |elküldve a |στάλθηκε από |נשלח מ|أرسل"
)
_DISCLAIMER = (
    r"(?:(?:important|legal|email|e-mail) )?(?:confidentiality|disclaimer|privacy|confidential)(?: (?:notice|note|"
    r"warning|statement))?\s*[:.\-–—]|"
    r"(?:important|legal) notice\b|disclaimer$|confidentiality notice|"
    r"(?:this|the information (?:contained )?in this|the information transmitted|the contents? of this|"
    r"any views)(?:\b.{0,40})? ?(?:e-?mail|message|communication|transmission)s?\b"
    r".{0,120}(?:confidential|privileged|intended (?:only |solely )?for|solely for|for the sole use|proprietary|"
    r"legally)|"
    r"(?:e-?mail|message) (?:is )?confidential|if you (?:are not|have received) (?:the intended|this)|"
    r"(?:diese|der inhalt dieser) (?:e-?mail|nachricht|information)\b.{0,120}(?:vertraulich|rechtlich geschützt|"
    r"ausschließlich)|"
    r"ce (?:message|courriel|mail|courrier)\b.{0,120}(?:confidentiel|destinataire|exclusi)|"
    r"(?:este|esta|el contenido de este) (?:mensaje|correo|e-?mail|mensagem|comunicação)\b.{0,120}(?:confidencia|"
    r"exclusiv|privilegiad)|"
    r"(?:questo|questa|il presente|la presente|le informazioni contenute in questo) (?:messaggio|e-?mail|"
    r"comunicazione)\b.{0,140}(?:riservat|confidenzial|destinatari)|"
    r"(?:dit|de informatie in dit) (?:bericht|e-?mail(?:bericht)?)\b.{0,120}(?:vertrouwelijk|uitsluitend)|"
    r"(?:denna|detta) (?:e-post|mejl|meddelande)\b.{0,120}konfidentiell|denne (?:e-?mail|e-?post\w*|"
    r"meddelelse)\b.{0,120}fortrolig|"
    r"(?:aviso (?:legal|de confidencialidad|de privacidade)|avis (?:de confidentialité|légal)|avvertenza|"
    r"avviso di riservatezza|"
    r"haftungsausschluss|vertraulichkeits\w+|ansvarsfriskrivning|klauzula poufności)\b|"
    r"(?:данное|это|настоящее) (?:электронное )?(?:сообщение|письмо)\b.{0,140}(?:конфиденциал|предназначен)|"
    r"(?:цей|це) (?:електронн\w+ )?(?:лист|повідомлення)\b.{0,140}(?:конфіденц|призначен)|"
    r"bu (?:e-?posta|ileti|mesaj)\w*\b.{0,140}(?:gizli|kişiye özel)|acest (?:mesaj|"
    r"e-?mail)\b.{0,140}(?:confiden|destinat)|"
    r"(?:ez az|jelen|a jelen) (?:e-?mail|üzenet|levél)\b.{0,140}bizalmas|"
    r"tämä (?:viesti|sähköposti\w*)\b.{0,140}luottamuksel|táto správa\b.{0,140}dôvern|ova (?:poruka|"
    r"e-?pošta)\b.{0,140}povjerljiv|"
    r"το παρόν\b.{0,140}εμπιστευτικ|本(?:邮件|电子邮件|郵件).{0,80}(?:保密|机密|機密)|(?:この|"
    r"本)(?:電子)?メール.{0,80}(?:機密|秘密)|"
    r"(?:본|이) (?:메일|이메일).{0,80}(?:기밀|비밀)|"
    r"(?:niniejsza|ta) wiadomość\b.{0,120}(?:poufn|przeznaczon)|tato zpráva\b.{0,120}důvěrn|"
    r"please consider the environment|think before you print|bitte denken sie an die umwelt|"
    r"(?:this email (?:has been|was) (?:scanned|checked)|virus-free\.|virenfrei\.|no virus found|scanned by|"
    r"checked by avg)|"
    r"(?:you received this message because you are subscribed to|to unsubscribe from this group)|"
    r"do you yahoo!\?"
)
_AROUND = " \t*_>"
_APPENDED = Opening(_AROUND, f"{_MOBILE}|{_DISCLAIMER}", letters=3)
_BY_PHONE = Opening(_AROUND, _MOBILE, letters=3)
_BANNER = re.compile(
    r"[ \t*_\[(<>!⚠\ufe0f|#-]*+(?:"
    r"external(?: (?:e-?mail|sender|message|mail))?\s*[\])*:!.\-–]|external e-?mail\b|\[?ext\]|"
    r"(?:caution|warning|attention|achtung|vorsicht|attenzione|atención|let op|notice|be careful|security notice|"
    r"alert|cuidado|atenção|obs|uwaga|precaución|aviso|prudence|avertissement|avviso|waarschuwing|varning|advarsel|"
    r"varoitus|upozorn[ěe]n\w*|pozor|figyelem\w*|atenție|внимание|увага|предупреждение|dikkat|uyarı|προσοχή|"
    r"警告|注意|주의|"
    r"warnung|hinweis)"
    r"[\s:!*\-–.\])：】]*.{0,90}(?:external|outside|extern|estern|originated|zewn|spoza|fuera de|fora d|"
    r"außerhalb|buiten|"
    r"utanför|utenfor|uden ?for|ulkopuol|mimo organiz|kívül|külső|din afara|внешн|извне|за пределами|"
    r"зовнішн|за межами|"
    r"dışından|harici|εξωτερικ|εκτός|外部|组织外|組織外|외부)|"
    r"[【\[]?(?:外部|社外|external|extern|externe|externo|esterno|ekstern|zewnętrzn[ya])(?:邮件|メール|郵件|"
    r"메일|e-?mail|mail)?[】\]]|"
    r"this (?:e-?mail|message) (?:was|is|has been|has|originated|came|comes)\b.{0,40}(?:external|outside)|"
    r"you don['’]t often (?:get|receive) e-?mail from|some people who received this message don['’]t often|"
    r"sie erhalten nicht (?:häufig|oft) e-?mails? von|vous n['’]obtenez pas souvent|no suele recibir|"
    r"non si ricevono spesso|"
    r"u ontvangt niet vaak|du får (?:inte|ikke) ofta|du får ikke ofte|nie otrzymujesz często|"
    r"(?:você )?não costuma receber|"
    r"et saa usein|často nedostáváte|вы не ?часто получаете|.{0,60}(?:sıklıkla|sık sık) e-posta almıyorsunuz|"
    r"(?:您|你)通常不会收到|您不常收到|.{0,80}電子メールを受け取ることは|.{0,80}자주 받지 않습니다|"
    r"diese e-?mail (?:kommt|stammt|wurde) von (?:außerhalb|einem externen|"
    r"extern)|"
    r"(?:ce (?:message|courriel|mail)|cet e-?mail) (?:provient|vient) de l['’]ext|"
    r"do not click (?:on )?(?:any )?links|learn why this is important|erfahren sie, warum dies wichtig ist"
    r")"
)
_CLOSING = Opening(
    " \t*_",
    r"(?:(?:(?:with )?(?:kind|best|warm|warmest|kindest|many|my|sincere)?(?:est)? ?(?:regards|wishes|"
    r"thanks)(?: and regards)?|regards|best|"
    r"sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|cheers|thanks(?: again| so much| in advance)?|"
    r"thank you(?: very much)?|respectfully|br|kr|rgds|"
    r"mit (?:freundlichen|besten|herzlichen|lieben|freundlichem|freundlicher) gr(?:ü|ue)(?:ß|ss)e?n?|(?:freundliche|"
    r"beste|liebe|viele|herzliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|gruß|grüße|"
    r"(?:bien )?cordialement|(?:bien )?à vous|salutations(?: distinguées)?|sincères salutations|bonne journée|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un saludo|"
    r"(?:cordiali|distinti) saluti|(?:un )?cordiale? salut[oi]|saluti|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|"
    r"(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|att|"
    r"(?:med )?(?:vänlig(?:a)?|venlig|vennlig|bästa|mange|hjertelig) h[äi]ls(?:ning|en)(?:ar|er)?|mvh|hälsningar|"
    r"hilsen|"
    r"(?:ystävällisin )?terveisin|(?:z |łączę )?(?:poważaniem|pozdrowieniami|pozdrowienia)|"
    r"pozdrawiam(?: serdecznie)?|"
    r"s pozdravem|с уважением|с наилучшими пожеланиями)[\s,.!;–-]*$)",
    letters=2,
)
_PHONE = re.compile(r"(?:\+|\b00|\()?\d[\d\s().\-/]{6,}\d")
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|phone|fon|mobile|mob|cell|fax|office|direct|m|t|p|e|w|telefon|tél)\s?[.:|]\s?"
)
_ROLE = re.compile(
    r"\b(?:manager|director|president|ceo|cto|cfo|coo|cmo|vp|head of|founder|owner|partner|engineer|officer|"
    r"consultant|executive|"
    r"analyst|specialist|coordinator|assistant|sales|marketing|geschäftsführer\w*|leiter\w*|vertrieb|directeur|"
    r"directrice|responsable|"
    r"gmbh|inc|llc|ltd|corp|ag|s\.?a\.?r?\.?l?|b\.?v|oy|ab|a/s)\b"
)
_SLASHED = re.compile(r"[ \t]*/ ?[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?[ \t]*$")
_RULES = "-_—–"
_UNDERSCORES = re.compile(r"[ \t]*_{2,}[ \t]*$")
_LINES_OF_SIGNATURE = 14
_CLOSING_AT_MOST = 60  # characters
_FOOTER_LINES = 8
_MOBILE_AT_MOST = 90  # characters; longer lines are sentences


def signature_start(lines: list[str]) -> int:
    """Where in a run of lower-case lines the signature or what a server appended begins; len(lines) for nowhere."""
    for number, line in enumerate(lines):
        appended = _APPENDED.begins(line) and not _is_a_sentence(line)
        if appended or (line and line.lstrip()[0] in _RULES and _is_ruled_off(lines, number)):
            return _before_rule(lines, number)
    return _short_name(lines)


def _is_ruled_off(lines: list[str], number: int) -> bool:
    return bool(_DELIMITER.match(lines[number])) or _is_footer(lines, number)


def _short_name(lines: list[str]) -> int:
    """ "/Anna", as Swedes sign, at the very end."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), 0)
    return last if last and _SLASHED.match(lines[last]) else _contact_block(lines)


def _is_a_sentence(line: str) -> bool:
    """ "Sent from my desk, which is easier than ...", and not "Sent from my phone"; disclaimers are of any length."""
    return _BY_PHONE.begins(line) and (len(line) >= _MOBILE_AT_MOST or ", " in line)


def _is_footer(lines: list[str], number: int) -> bool:
    """A line of underscores with a few lines after it: what mailing lists and gateways append."""
    if not _UNDERSCORES.match(lines[number]):
        return False
    return 0 < sum(1 for line in lines[number + 1 :] if line.strip()) <= _FOOTER_LINES


def _before_rule(lines: list[str], number: int) -> int:
    """A line of dashes or underscores above a disclaimer belongs to it."""
    above = number
    while above and not lines[above - 1].strip(" \t_-*=~"):
        above -= 1
    return above if any(lines[n].strip() for n in range(above, number)) else number


def _contact_block(lines: list[str]) -> int:
    """A closing, a name, and then a phone, address, role or company: conservative, as a cut word is a lost word."""
    filled = (number for number in reversed(range(len(lines))) if lines[number].strip())
    for number in islice(filled, _LINES_OF_SIGNATURE):
        if len(lines[number]) <= _CLOSING_AT_MOST and _CLOSING.begins(lines[number]):
            block = [line for line in lines[number + 1 :] if line.strip()]
            return number if _is_contact(block) else len(lines)
    return len(lines)


def _is_contact(block: list[str]) -> bool:
    if len(block) < 2 or any(len(line) > 90 for line in block[:2]):
        return False
    return any(_PHONE.search(line) or _CONTACT.search(line) or _ROLE.search(line) for line in block)


def banner_end(lines: list[str]) -> int:
    """How many lines at the top are a warning that the sender's or our own server put there."""
    end = 0
    for number, line in enumerate(lines):
        if not line.strip(" \t_-*=|"):
            continue
        if _BANNER.match(line):
            end = _paragraph_end(lines, number)
        elif number >= end:
            break
    return end


def _paragraph_end(lines: list[str], number: int) -> int:
    while number < len(lines) and lines[number].strip():
        number += 1
    return number
