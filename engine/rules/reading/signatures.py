"""What people and programs add below their words: signatures and the lines of mail programs."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from itertools import islice

from engine.rules.reading.alternatives import Opening
from engine.rules.reading.disclaimers import AROUND, BEGINNINGS, begins_disclaimer, begins_notice, may_hold_notice
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.naming import ROLES
from engine.rules.reading.names import is_role, words_of
from engine.rules.reading.postscripts import says_me_or_stop

_DELIMITER = re.compile(r"[ \t]*(?:--|-- |—|––|- --|---)[ \t]*$")
_DEVICES = r"(?:ios|ipados|android|macos|mac|windows|iphone|ipad)"
_MOBILE = (
    r"(?:sent|posted|written) (?:from|via|with|using|by) (?:my|the|a|an|yahoo|outlook|mail|proton|samsung|gmail|"
    r"blackberry|"
    r"mobile|iphone|ipad|android|windows|mailbox|nine|spark|tutanota|superhuman|hey|airmail|bluemail|blue mail|aol|"
    r"mozilla|thunderbird|fairemail|k-9|type|front|missive|boxer|typeapp|newton|canary|edison|aqua|galaxy|typemail|"
    r"zoho|mymail|shortwave|unibox|polymail|mimestream|fastmail|tuta|icloud|huawei|xiaomi|pixel|oneplus|at&t|verizon|"
    r"t-mobile|vodafone|ee|o2|telekom|notion|em client|evolution|kmail|postbox|webmail|roundcube|gmx|web\.de|"
    r"mail\.ru|yandex|sky|bt|virgin|comcast|xfinity)\b"
    r"|sent on the (?:go|move)|sent from (?:\w+ ){0,3}(?:phone|mobile|tablet|ipad)"
    r"|(?:sent|posted|written|composed) (?:from|via|with|using) [\w.'-]*mail\w*[ \t.]*$"
    r"|(?:sent|typed|written|thumbed) (?:with|by|on) (?:my )?(?:thumbs?|one finger|one hand|a phone|my phone|mobile)\b"
    r"|(?:please |pls )?(?:excuse|forgive|pardon) (?:my |any |the )?(?:brevity|typos?|errors|terseness|spelling)"
    r"(?: (?:and|or|&) (?:any )?\w+)?[ \t.!]*$"
    r"|(?:bitte )?entschuldigen sie (?:bitte )?(?:die kürze|(?:etwaige |eventuelle )?(?:tippfehler|schreibfehler))[ \t.!]*$"
    r"|(?:get|download|try|install|about) outlook (?:for|on) |get bluemail|"
    r"(?:obtenir|obtenez|télécharger|téléchargez|installer) outlook|"
    rf"outlook (?:für|voor|til|för|for|para|per|pour|dla|na|pre|pro|a|เวอร์ชัน) .{{0,20}}(?:beziehen|abrufen|"
    r"herunterladen|holen|laden|downloaden|ophalen|verkrijgen|ladda|hent|pobierz|stáhnout|letölt|beszerz|を入手|下载|获取|"
    r"取得|입수|다운로드|받기)|"
    rf"outlook (?:für|voor|til|för|for|para|per|pour|dla) {_DEVICES}[ \t]*<?(?:https?:|$)|"
    rf"{_DEVICES} ?版 ?(?:の ?)?outlook|holen sie sich outlook|(?:laden|beziehen) sie .{{0,20}}outlook|"
    r"envoyé (?:de|depuis|à partir de|avec|via) |"
    r"enviad[oa] (?:desde|do|da|de|a partir d[oe]|pelo|via|através d[eo]) (?:mi|meu|minha|o|el|la|un|uma?|mobile|"
    r"outlook|yahoo|"
    r"samsung|iphone|ipad|icloud|gmail|correo|email|e-mail|android|celular|tel|smartphone|mail|huawei|xiaomi|blackberry)|"
    r"(?:obtener|obtén|obtenga|descargar|descarga|descargue|consigue|instalar|obter|obtenha|obtém|baixe|baixar|"
    r"transferir|transfira|descarregar|instale) (?:o |el )?outlook|"
    r"inviato (?:da|dal|dalla|con|tramite|via|dall['’])\s?(?:iphone|ipad|il|mio|mia|smartphone|outlook|libero|"
    r"yahoo|tiscali|mobile|posta|android|samsung|huawei|gmail|telefono|cellulare|tablet|mail|virgilio|tim|email)|"
    r"(?:scarica|scaricare|ottieni|ottenere|installa) outlook|verzonden (?:vanaf|vanuit|met|via|van) |"
    r"(?:verstuurd|gestuurd) (?:vanaf|vanuit|met|via) |(?:download|haal|krijg) outlook|"
    r"(?:skickat|skickades|sänt) (?:från|via|med) |(?:hämta|skaffa|ladda ned|ladda ner|få) outlook|"
    r"sendt (?:fra|via|med) |(?:hent|få|download|last ned|skaff) outlook|"
    r"lähetetty (?:\w+)?(?:iphone|ipad|puhelim|androidi|samsung|outlook|sähköpost)|(?:hanki|lataa) outlook|"
    r"(?:wysłane|wysłano|wysłana) (?:z|ze|przy|za|przez) |(?:pobierz|uzyskaj|pobieranie) (?:program |aplikację |aplikacji )?outlook|"
    r"odesláno (?:z|ze|pomocí) |odoslané (?:z|zo|pomocou) |(?:stáhnout|stáhněte|získat|získejte|stiahnuť|získať) "
    r"(?:si )?(?:aplikaci |aplikáciu )?outlook|"
    r"отправлено (?:с|из|от|через) |отправлено с|надіслано з |(?:скачать|получить|скачайте|завантажити) outlook|"
    r"iphone(?:['’]?umdan|['’]dan) gönderildi|(?:ios|android) için outlook|"
    r"(?:iphone|ipad|android|galaxy|xperia|outlook|スマートフォン|スマホ|携帯)(?:から|より)の?送信|iphoneより|"
    r"yahoo!?メール|"
    r"从我的 ?\S{2,12} ?(?:发送|发出)|发自我的|發自我的|(?:从|從)我的 ?\S{2,12} ?(?:傳送|寄出)|来自我的|來自我的|发自 ?(?:iphone|华为|小米|qq)|"
    r"(?:获取|下载|取得|下載|入手)(?: outlook|outlook| ?(?:适用于|適用於).{0,20}outlook)|나의 iphone에서 보냄|내 (?:iphone|ipad|android|galaxy|갤럭시|아이폰|휴대폰|휴대전화)에서 (?:보냄|전송)|"
    r"(?:iphone|android|galaxy|갤럭시)에서 (?:보냄|전송)|(?:ios|android)용 outlook|"
    r"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|vom) mein\w* .{0,40}gesendet|gesendet (?:von|mit|über|aus|via) |"
    r"von (?:unterwegs|mobil\w*|meinem)\b.{0,30}$|"
    r"mit mein\w* (?:handy|smartphone|iphone|ipad|tablet|mobil\w*) .{0,20}(?:geschrieben|gesendet|getippt)|"
    r"trimis (?:de pe|din|prin) |poslano (?:iz|s|z) |küldve |elküldve a |στάλθηκε από |נשלח מ|أرسل|"
    r"yahoo mail: search|yahoo mail stationery"
)
_APPENDED = Opening(AROUND, f"{_MOBILE}|{BEGINNINGS}", letters=3)
_BY_PHONE = Opening(AROUND, _MOBILE, letters=3)
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
    r"s pozdravem|с уважением|с наилучшими пожеланиями|"
    r"敬具|敬白|草々|(?:以上、)?(?:どうぞ|何卒|引き続き)?(?:よろしく|宜しく)(?:お願い)?(?:いたします|致します|します|申し上げます|いたし)?|"
    r"祝好|此致|谨上|敬上|[顺順][颂頌祝祝](?:商祺|商安|时祺|時祺)|商祺|"
    r"감사합니다|드림)[\s,.!;–。、，！-]*$)",
    letters=2,
)
_MODEL = re.compile(r", (?:an? |(?:please |so )?(?:excuse|forgive|pardon) |organize, )")
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
_CARD_RULES = "*=─━＊＝~〜+＋#◇◆■□☆★♪┏┌-_—–･・"
_CARD_RULE = re.compile(
    r"[ \t]*(?:([*=─━＊＝~〜+＋#◇◆■□☆★♪_—–･・-])\1{5,}|[*=─━＊＝~〜+◇◆■□☆★♪･・─-]{8,}|[┏┌└┗][━─┓┐┘┛]{4,})[ \t]*$"
)
_CARD_LINE = 60  # characters
_NAME_AT_MOST = 100  # characters, with what follows on the same line
_WORDS_OF_A_SENTENCE = 6
_LINES_OF_A_NAME = 3
"""With title and company; further below a company may have its say."""
_OFFICE = re.compile(r"株式会社|有限会社|合同会社|電話|携帯|〒|有限公司|手机|手機|电话|주식회사|전화")
_NAME_ENDS = re.compile(r"[,|·•–—(]| [-/] ")
_CARD_PARTS = re.compile(r"\s*[|·•]\s*|,\s*|\s[-–—/]\s")
_BARS = re.compile(r"[|·•]")
_ABBREVIATED = re.compile(
    r"\b(?:ltd|inc|co|corp|llc|plc|ltda|cia|s\.?a|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a|a\.?s|s\.?r\.?o|z o\.? ?o|k\.?g|e\.?k)\.$"
)
_NAME_APART = re.compile(r"[\W\d_]+")
_TITLES = frozenset(
    (
        "prof",
        "dipl",
        "ing",
        "mag",
        "mba",
        "phd",
        "herr",
        "frau",
        "mrs",
        "ms",
        "dott",
        "ssa",
        "dra",
        "avv",
        "arch",
        "msc",
        "bsc",
        "드림",
        "올림",
        "拝",
        "敬上",
        "谨上",
    )
)
_UNDERSCORES = re.compile(r"[ \t]*_{2,}[ \t]*$")
_LINES_OF_SIGNATURE = 14
_LINES_BELOW_NAME = 6
_WORDS_OF_A_TITLE = 3
_CLOSING_AT_MOST = 60  # characters
_FOOTER_LINES = 8
_MOBILE_AT_MOST = 90  # characters; longer lines are sentences


def signature_start(lines: list[str], writer: frozenset[str] = frozenset()) -> int:
    """Where in a run of lower-case lines the signature or what a server appended begins; len(lines) for nowhere.

    `writer` are the words of the sender's name.
    """
    may_hold = may_hold_notice(lines)
    for number, line in enumerate(lines):
        if line and _is_cut(lines, number, may_hold=may_hold):
            start = _before_rule(lines, number)
            return min(start, _block_start(lines[:start], writer))
    return _short_name(lines, writer)


def _is_cut(lines: list[str], number: int, *, may_hold: bool) -> bool:
    line = lines[number]
    appended = _APPENDED.begins(line)
    if appended and (begins_disclaimer(line) or (_BY_PHONE.begins(line) and not _is_a_sentence(line))):
        return True
    begins = line.lstrip()[0]
    if begins in _CARD_RULES and (
        (begins in _RULES and _is_ruled_off(lines, number)) or (_CARD_RULE.match(line) and _is_card(lines, number))
    ):
        return True
    return (appended or may_hold) and begins_notice(lines, number, may_hold=may_hold)


def _is_ruled_off(lines: list[str], number: int) -> bool:
    return bool(_DELIMITER.match(lines[number])) or _is_footer(lines, number)


def _short_name(lines: list[str], writer: frozenset[str]) -> int:
    """ "/Anna", as Swedes sign, at the very end."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), 0)
    return last if last and "/" in lines[last] and _SLASHED.match(lines[last]) else _block_start(lines, writer)


def _is_a_sentence(line: str) -> bool:
    """ "Sent from my desk, which is easier than ...", and not "Sent from my phone"; disclaimers are of any length."""
    return len(line) >= _MOBILE_AT_MOST or (", " in line and not _MODEL.search(line))


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


def _is_card(lines: list[str], number: int) -> bool:
    """Between rules, at the end, below other words, as in Japan: short lines without a sentence, with a way to call or write."""
    if len(lines) - number > 3 * _LINES_OF_SIGNATURE:
        return False
    card = [line for line in lines[number + 1 :] if line.strip() and not _CARD_RULE.match(line)]
    if not 1 < len(card) <= _LINES_OF_SIGNATURE or not any(line.strip() for line in lines[:number]):
        return False
    if any(len(line) > _CARD_LINE or line.rstrip()[-1] in ".!?。！？" for line in card):
        return False
    if any(map(_OFFICE.search, card)):
        return True
    last = next(line for line in reversed(lines) if line.strip())
    return _CARD_RULE.match(last) is not None and any(map(_PHONE.search, card))


def _block_start(lines: list[str], writer: frozenset[str]) -> int:
    if not writer:
        return _contact_block(lines, writer)
    return min(_contact_block(lines, writer), _named_block(lines, writer), _full_name(lines, writer))


def _full_name(lines: list[str], writer: frozenset[str]) -> int:
    """The sender's name in full below all words, with or without a closing above, and at most a card below it."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for at in range(len(filled) - 1, 0, -1):
        number = filled[at]
        closed = _is_closing(lines[filled[at - 1]])
        if (closed or not lines[number - 1].strip()) and _is_name(lines[number], writer) and _is_full(lines[number]):
            return filled[at - 1] if closed and at > 1 else number
        if len(filled) - at > _LINES_BELOW_NAME or not _may_be_on_a_card(lines[number]):
            break
    return len(lines)


def _may_be_on_a_card(line: str) -> bool:
    """What tells who somebody is, or three words at most of which no phrase knows anything: "no more mails please" is
    no title."""
    if len(line) > _CARD_LINE or line[-1] in ".!?。！？":
        return False
    tells = len(line.split()) <= _WORDS_OF_A_TITLE or _tells_who(line) or _PHONE.search(line) is not None
    return tells and not (says_me_or_stop(line) or LEXICON.find(line))


def _is_full(line: str) -> bool:
    """More than a given name, which stays as people leave it below their words; a card may follow on the line."""
    name, *rest = _NAME_ENDS.split(line, maxsplit=1)
    return (len(name.split()) > 1 or not name.isascii()) and (
        not rest or (_is_card_line([line]) and not _is_sentence([line]))
    )


def _named_block(lines: list[str], writer: frozenset[str]) -> int:
    """The sender's own name below a blank line, and title, company or number with it, though no greeting above."""
    filled = (number for number in reversed(range(1, len(lines))) if lines[number].strip())
    for number in islice(filled, _LINES_OF_SIGNATURE):
        barred = len(_BARS.findall(lines[number])) > 1
        if (barred or not lines[number - 1].strip()) and _is_name(lines[number], writer):
            block = [line for line in lines[number:] if line.strip()]
            is_below = any(line.strip() for line in lines[:number])
            signed = _is_contact(block) or _is_card_line(block)
            return number if is_below and signed and not _is_sentence(block) else len(lines)
    return len(lines)


def _is_name(line: str, writer: frozenset[str]) -> bool:
    """Nothing but the sender's name, and a title behind a comma or a bar."""
    if len(line) > _NAME_AT_MOST or not any(map(line.__contains__, writer)):
        return False
    name = _NAME_ENDS.split(line, maxsplit=1)[0]
    words = {word for word in _NAME_APART.split(name) if len(word) > 2 or not word.isascii()}
    return bool(words) and words - _TITLES <= writer and not words <= _TITLES and ":" not in name


def _is_sentence(block: list[str]) -> bool:
    return any(
        len(line) > _CLOSING_AT_MOST * 2
        or line[-1] in "?!"
        or (line[-1] == "." and len(line.split()) >= _WORDS_OF_A_SENTENCE and not _ABBREVIATED.search(line))
        for line in block[:_LINES_OF_A_NAME]
    )


def _is_card_line(block: list[str]) -> bool:
    """ "Jo Park | Head of Yard | Acme | +44 20 7946 0000", "Jo Park, COO, Acme Ltd.": a name and what belongs to it."""
    if len(block) != 1:
        return False
    parts = [part for part in _CARD_PARTS.split(block[0]) if part]
    barred = len(_BARS.findall(block[0])) > 1
    return len(parts) > 1 and (barred or any(_PHONE.search(part) or _tells_who(part) for part in parts[1:]))


def _tells_who(part: str) -> bool:
    said = _CONTACT.search(part) or _ROLE.search(part) or not ROLES.isdisjoint(words_of(part))
    return len(part) <= _CARD_LINE and bool(said)


def _contact_block(lines: list[str], writer: frozenset[str]) -> int:
    """A closing, a name, and then a phone, address, role or company: conservative, as a cut word is a lost word."""
    filled = (number for number in reversed(range(len(lines))) if lines[number].strip())
    for number in islice(filled, _LINES_OF_SIGNATURE):
        if len(lines[number]) <= _CLOSING_AT_MOST and _is_closing(lines[number]):
            block = [line for line in lines[number + 1 :] if line.strip()]
            named = bool(block and writer) and _is_name(block[0], writer)
            return number if _is_contact(block) or (named and _is_card_line(block)) else len(lines)
    return len(lines)


def _is_closing(line: str) -> bool:
    """In two languages as well: "Pozdrawiam / Best regards"."""
    return _CLOSING.begins(line) or ("/" in line and _CLOSING.begins(line.partition("/")[0].rstrip()))


def _is_contact(block: list[str]) -> bool:
    if len(block) < 2 or any(len(line) > 90 for line in block[:2]):
        return False
    if any(_PHONE.search(line) or _CONTACT.search(line) or _ROLE.search(line) for line in block):
        return True
    return any(map(_is_title, block[1:_LINES_OF_A_NAME]))


def _is_title(line: str) -> bool:
    return len(line) <= _CLOSING_AT_MOST and line[-1] not in ".!?。！？" and is_role(line)
