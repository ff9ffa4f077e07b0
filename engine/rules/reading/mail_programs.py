"""The line that a mail program or a telephone adds: "Sent from my iPhone", "Get Outlook for iOS". In lower case."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Opening
from engine.rules.reading.disclaimers import AROUND

_DEVICES = r"(?:ios|ipados|android|macos|mac|windows|iphone|ipad)"
OF_PROGRAMS = (
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
    r"sendt (?:fra|via|med) |(?:hent|få|download|last ned|skaff)(?: (?:deg|dig))? outlook|"
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
_BY_PROGRAM = Opening(AROUND, OF_PROGRAMS, letters=3)
_MODEL = re.compile(r", (?:an? |(?:please |so )?(?:excuse|forgive|pardon) |organize, )")
_AT_MOST = 90  # characters; longer lines are sentences


def is_of_a_program(line: str) -> bool:
    return _BY_PROGRAM.begins(line) and not _is_a_sentence(line)


def _is_a_sentence(line: str) -> bool:
    """ "Sent from my desk, which is easier than ...", and not "Sent from my phone"; disclaimers are of any length."""
    return len(line) >= _AT_MOST or (", " in line and not _MODEL.search(line))
