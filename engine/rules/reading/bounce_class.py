"""Is the address dead, was it bad luck, or is it our fault? By the server's words first, by its code second.

The code alone is right in under half of the cases: servers say 550 for full mailboxes, for spam and for dead addresses.
Words are looked for in the order of the table, since one reply may hold several ("user unknown; your host is listed").
"""

import re

from engine.rules.reading.alternatives import Ways
from engine.rules.vocabulary import BounceClass

HARD, SOFT, BLOCK = BounceClass.HARD, BounceClass.SOFT, BounceClass.BLOCK

_SENDER_AT_FAULT = r"""
    sender(?:'s)?\ (?:address|domain|verify|verification|e-?mail|host|server|is)?\ ?
  (?:rejected|failed|denied|does\ not\ exist|blocked|unknown|invalid|not\ (?:found|exist|allowed|accepted)|
      blacklist|on\ )
  | sender\ (?:address|domain)\ (?:rejected|.{0,60}(?:not\ exist|not\ found|resolve))
  | (?:domain|address)\ of\ (?:the\ )?sender | your\ (?:domain|address|mail\ from)\b.{0,50}(?:not\ resolve|
      does\ not\ exist|rejected|invalid)
  | mail\ from:?.{0,80}(?:not\ (?:exist|found|resolve|allowed|verified)|rejected|unresolvable) | invalid\ sender |
      unverified\ sender
  | \b(?:helo|ehlo)\b.{0,40}\b(?:invalid|reject|refus|bad\b|not\ ) | too\ many\ (?:invalid|unknown|bad)\ (?:recip|user)
  | \bip\b.{0,40}\b(?:is\ )?(?:listed|banned|black-?listed) | invalid\ dns\ mx |
      reject(?:ed)?\ due\ to\ policy | 发信ip
  | backscatter | unable\ to\ verify\ sender | (?:verify|verification|callout).{0,20}\bsender |
      access\ denied.{0,40}sender
"""
_FULL = r"""
  mailbox\ (?:is\ |was\ |has\ been\ |too\ )?(?:currently\ )?(?:\w+\ )?(?:full|large\b) |
      box\ (?:is\ )?full | full\ mailbox
  | (?:over|exceed\w*|out\ of|above|beyond|under)\b.{0,50}\b(?:quota|storage|mail(?:box)?\ (?:size|space)|
      allowed\ size|disk)
  | quota\b.{0,40}(?:exceed|violat|full|reached|limit|over) | over-?quota | overquota | disk\ (?:full|quota) |
      quota\ error | quotaexceeded
  | insufficient\ (?:system\ |disk\ |mailbox\ )?(?:storage|space|quota) | not\ enough\ (?:storage|space|disk|
      room) | no\ (?:space|room)\ left
  | too\ much\ mail\ data | has\ no\ (?:more\ )?(?:space|room) | mailbox\ (?:size|space|limit)\ (?:limit|exceeded|
      has) | full\ quota
  | maildir\ .{0,20}overdrawn | mailfolder\ is\ full
  | has\ exceeded(?!.{0,30}(?:threshold|rate|connections)) | exceeding\ (?:his|her|its|their)\ |
      size\ limit\ of\ (?:the|his|this)\ .{0,12}mailbox
  | postfach\b.{0,40}(?:voll|überfüllt) | speicherplatz\b.{0,40}(?:überschritten|erschöpft) |
      bo[iî]te\b.{0,60}pleine | quota\b.{0,20}dépassé
  | (?:buz[oó]n|casilla|casella|caixa)\b.{0,60}(?:llen[oa]|piena|cheia) | postvak\b.{0,30}vol\b |
      skrzynka\b.{0,60}(?:pełna|przepełniona)
  | ящик\b.{0,40}(?:переполнен|полон) | 邮箱已满|邮箱空间|容量|メールボックス.{0,12}(?:一杯|容量|いっぱい) |
      사서함.{0,10}(?:가득|용량)|메일함.{0,10}(?:가득|초과)
  | (?:postlåd|innkurv|postboks|postkass)\w*\b.{0,40}(?:full|fyldt|fuld) |
      postilaatikko\b.{0,40}(?:täynnä|täysi) | schránka\b.{0,40}pln[áa] | postafiók\b.{0,40}(?:megtelt|tele) |
      (?:cutia|căsuța)\b.{0,40}plină | скринька\b.{0,40}(?:переповнен|заповнен)
  | (?:kutusu|kotası)\b.{0,40}(?:dolu|aşıl) |
      πλήρες | 信箱已滿|信箱.{0,6}已滿|配额 | hộp\ thư\b.{0,30}đầy | kotak\ (?:surat|masuk)\b.{0,30}penuh
"""
# Where the name servers did not answer nothing is known of the address.
_UNRESOLVED = r"""
    host\ not\ found,\ try\ again | (?:dns|name\ ?server|lookup)\b.{0,60}\b(?:temporar|try\ again) | servfail
  | temporary\ (?:dns|lookup|resolution|name\ ?server)\b
"""
_TOO_LARGE = r"""
  (?:message|mail|attachment|content)\b.{0,50}\b(?:too\ (?:large|big|long)|exceed\w*\b.{0,40}\b(?:size|limit|
      maximum|length)|larger\ than)
  | message\ size | size\ (?:limit|exceed|of\ the\ message) | maximum\ (?:message|incoming)\ size |
      exceeds?\ (?:the\ )?(?:fixed\ )?max\w*
  | nachricht\ (?:ist\ )?zu\ groß
"""
_DEAD = r"""
  (?:user|recipient|mailbox|account|address|addressee|e-?mail|mail|customer|member|person|alias|name|id|userid|
      destination|mail-?box|login|rcpt)s?
  (?:'s)?\ (?:address\ |name\ |account\ |id\ )?(?:"?<?[^\s<>"]{1,80}>?"?,?\ )?(?:is\ |was\ |are\ |
      has\ been\ )?(?:currently\ |apparently\ )?
  (?:unknown|not\ (?:found|known|exist\w*|recogni[sz]ed|listed|here|valid|present|a\ (?:valid|known))|
      does(?:\ not|n.?t)\ (?:appear\ to\ )?exist
  |do\ not\ exist|doesnt\ exist|no\ longer\ (?:exists?|valid|here|in\ use|available|active|on\ |with\ |accept)|
      invalid|non-?existent|deleted|removed
        |ambiguous|isn.?t\ (?:known|valid|here|listed)|undeliverable|been\ (?:deleted|removed|discontinued))
  | (?:unknown|invalid|no\ such|non-?existent|nonexist\w*|bad|unrecogni[sz]ed|illegal|incorrect|undefined|
      inexist\w*)\ (?:or\ \w+\ )?(?:final\ delivery\ )?(?:local\ |virtual\ |e-?mail\ |email\ |mail\ |internet\ |
      destination\ )?
  (?:user|recipient|mailbox|address|addressee|account|local[\ -]part|destination\ (?:mailbox|address)|person|
      alias|rcpt|customer|name|id\b|userid|mail-?box|member|object|forward-path)
  | \b(?:user|recipient|address|mailbox|account)_?unknown | unknown_(?:user|recipient) |
      user\ name.{0,60}not\ (?:unique|listed|found) | does\ not\ exist | doesn't\ exist
  | no\ (?:mailbox|account|valid\ recipients?|user|recipient|one|e-?mail\ account)\b.{0,24}(?:here|found|
      by\ that\ name|with\ th|exists?|named|at\ this|on\ this|for\b|,|$)
  | there\ is\ no\ (?:such\ )?(?:one|user|mailbox|account|address|recipient|e-?mail|active) |
      not\ (?:a\ )?(?:valid|known|our|existing)\ (?:user|recipient|mailbox|address|customer|account|e-?mail)
  | (?:person|user|employee|recipient)\b.{0,40}\b(?:is\ gone|has\ gone|retired) | disableduser
  | indirizzo\ non\ valid | adresse\ (?:e-?mail\ )?(?:non\ valide|invalide) | direcci[óo]n\ (?:no\ |in)v[áa]lida |
      endereço\ inv[áa]lido
  | nicht\ im\ .{0,20}verzeichnis | nicht\ aufgeführt | ne\ figure\ pas | no\ figura\b | non\ (?:figura|elencat[oa])\b |
      não\ consta\b | niet\ (?:vermeld|opgenomen)\b | ikke\ (?:opp?ført|angivet)\b
  | not\ our\ customer | not\ listed\ in | not\ found\ in\ .{0,24}(?:directory|database|table|address) |
      unrouteable\ address | unroutable\ address | cannot\ route
  | recipients?\ (?:address(?:es)?\ )?(?:rejected|not\ accepted|denied|refused)(?:$|[.:\s]*(?:unknown|user|
      undeliverable|invalid|no\ such|does|not|mailbox|address|access\ denied|\(?in\ reply|aol\.com))
  | mailbox\ unavailable | mailbox\ not\ available | unavailable\ mailbox | no\ mailbox |
      mailbox\ (?:name\ )?not\ allowed | requested\ action\ (?:was\ )?not\ taken:?\ mailbox
  | resolver\.adr\.(?:recip|recipient|exrecip|inval)\w*not?\s?found | resolver\.adr\.\w*notfound | recipnotfound |
      recipientnotfound | resolver\.adr\.badprimary
  | delivery\ to\ (?:this|the\ following)\ (?:user|recipient|address)\ is\ not\ possible |
      not\ a\ (?:deliverable|local|real)\ (?:address|user|mailbox)
  | couldn't\ find\ any\ host | no\ (?:mx|a\ record|dns|address\ record)\b.{0,40}(?:found|record|for|exist) |
      null\ ?mx | does\ not\ accept\ (?:e-?mail|mail|any)(?!.{0,12}\ from\b)
  | all\ relevant\ mx\ records\ point | unrouteable\ mail\ domain | dns\ type\ '?mx'?\ lookup |
      domain\ does\ not\ receive | unable\ to\ resolve\ .{0,40}domain | illegal\ host/domain |
      mail\ domain\ mentioned
  | (?:has|have)\ (?:moved|left)\b | no\ longer\ (?:works?|employed|at\ this|with\ |valid|active|available|
      in\ (?:use|service)|being\ monitored) | is\ (?:now\ )?closed | account\ (?:has\ been\ |is\ )?(?:archived|closed|
      terminated|deleted|discontinued|removed)
  | dead\ (?:e-?mail|letter|address) | is\ dead | was\ deleted | unzustellbare\ adresse | discontinued\ mailbox |
      returned:\ unknown | unknown\ account | unknown\ extension
  | permanent(?:ly)?\ undeliverable\ address | bad\ address | invalid\ final | not\ a\ user |
      doesn't\ have\ an?\ .{0,24}account | no\ existe | desconocid[oa] | inexistente | n['’]existe\ (?:pas|plus) |
      inconnu | introuvable
  | non\ recens[eé] | existiert\ nicht | unbekannt | nicht\ (?:gefunden|vorhanden|bekannt|existent|ermittelt) |
      ungültige\w*\ (?:adresse|empfänger) | kein\w*\ (?:solch\w+|gültig\w+)\ (?:postfach|empfänger|adresse)
  | sconosciut[oa] | inesistente | non\ esiste | não\ (?:existe|encontrad\w+|foi\ (?:possível\ )?encontrad\w+) |
      bestaat\ niet | niet\ gevonden | onbekend | finns\ inte | findes\ ikke | finnes\ ikke | eksisterer\ ikke |
      ukendt | ukjent | okänd | ei\ (?:löydy|ole\ olemassa) | tuntematon
  | nie\ (?:istnieje|znaleziono|ma\ takiego) | nieznany | neexistuje | nenalezen | не\ (?:существует|найден\w*) |
      не\ съществува | ne\ postoji | no\ existeix |
      неизвестн\w+ | нет\ такого | несуществ\w+ | bulunamad | mevcut\ değil
  | 不存在|沒有找到|没有找到|用户不存在|无此用户|帐号不|查无此人|無此 | 宛先不明|存在しません|見つかりません|ユーザーが|
      宛先が | 존재하지\ 않|없는\ (?:사용자|주소|계정)|알\ 수\ 없는\ 사용자|찾을\ 수\ 없
  | no\ se\ (?:encuentra|encontr[óo]|ha\ encontrado) | n['’]a\ pas\ été\ trouvé | non\ (?:è\ stat[oa]\ )?trovat[oa]
  | não\ (?:foi|está)\ (?:localizad|cadastrad) | gick\ inte\ att\ hitta | hittades\ inte | (?:blev\ |
      ble\ )?ikke\ fundet
  | (?:was\ not|wasn['’]t)\ found\ at
  | (?:address|recipient|user|mailbox|account|e-?mail)\b.{0,60}\b(?:could|can)(?:\ ?not|n['’]t)\ be\ (?:found|located)
  | (?:impossibile|non\ (?:è\ (?:stato\ )?possibile|si\ (?:è\ riusciti\ a|riesce\ a)))\ (?:trovare|individuare)
  | non\ (?:può\ essere|è\ stat[oa])\ trovat[oa]
  | não\ (?:pôde|pode|foi\ possível)\ (?:ser\ )?(?:encontrad\w+|localizad\w+|encontrar|localizar)
  | no\ (?:se\ )?(?:pudo|puede|pudieron|ha\ podido|fue\ posible|ha\ sido)\ (?:encontrar|localizar|
      encontrad\w+|localizad\w+)
  | (?:n['’]a|n['’]ont)\ pas\ pu\ être\ (?:trouvée?s?|localisée?s?)|impossible\ de\ trouver|n['’]a\ pas\ été\ trouvée
  | (?:konnte|konnten|kann)\b.{0,60}\bnicht\ (?:gefunden|finden)
  | (?:kon|kan|konden|kunnen)\b.{0,60}\bniet\ (?:worden\ )?(?:gevonden|vinden) | fant\ ikke | finner\ ikke
  | kunne\ ikke\ (?:finne|finde)s? | kan\ ikke\ (?:finne|finde)s? | kunde\ inte\ (?:hitta|hittas)
  | (?:det\ )?går\ inte\ att\ hitta | hittar\ inte | ei\ (?:löytynyt|voi(?:tu|da)?\ löytää|löydetty)
  | nebyl[ao]?\ nalezen\w* | (?:ne|nie)podařilo\ (?:se\ )?najít | (?:se\ )?nepodařilo\ najít
  | nepodarilo\ (?:sa\ )?nájsť | nebol[ao]?\ nájden\w* | nenašl?[ao]?\b
  | nie\ (?:można|udało\ się)\ (?:znaleźć|odnaleźć) | nie\ został[ao]?\ (?:znalezion|odnalezion)\w+
  | nem\ (?:sikerült\ megtalálni|találtuk) | nu\ (?:a\ putut\ fi|s-a)\ găsit\w*
  | не\ (?:удалось|вдалося|можем|может\ быть|може\ да\ бъде)\ (?:найти|знайти|намерен\w*|найден\w*)
  | не\ е\ (?:намерен|открит)\w* | не\ був\ знайден\w* | nije\ moguće\ pronaći | ni\ bilo\ mogoče\ najti
  | δεν\ (?:είναι\ δυνατή\ η\ εύρεση|ήταν\ δυνατή\ η\ εύρεση|μπόρεσε\ να\ βρεθεί) | bulunamıyor | bulunmuyor
  | böyle\ bir\ (?:kullanıcı|adres|hesap)\ yok | ไม่พบ | 見つけられ|見つかりませんでした|찾지\ 못
  | ikke\ funnet | nelze\ najít | nem\ (?:található|létezik|ismert) | nu\ (?:a\ fost\ găsit|există) |
      не\ (?:знайдено|існує|удается\ найти) | δεν\ (?:βρέθηκε|υπάρχει) | nije\ pronađen | ne\ obstaja | neegzistuoja |
      nav\ atrast | ei\ leitud | không\ (?:tìm\ thấy|tồn\ tại) | tidak\ (?:ditemukan|ada\b) | לא\ (?:נמצא|קיימ) |
      غير\ موجود | لم\ يتم\ العثور | 找不到 | 不正确 | 無效的?(?:收件|地址)
"""
_NO_DOMAIN = r"""
    (?:host|domain)(?:\ name)?\ (?:or\ domain\ )?(?:name\ )?(?:"?<?[^\s<>"]{1,80}>?"?\ )?(?:is\ |
      was\ )?(?:unknown|not\ found|does\ not\ exist|not\ exist\w*|invalid|cannot\ be\ resolved|not\ known|
      lookup\ failed|non-?existent)
  | (?:unknown|no\ such|invalid|unresolvable|nonexistent|bad\ destination)\ (?:mail\ )?(?:host|domain|
      destination\ (?:host|domain|system)) | nxdomain | name\ or\ service\ not\ known
"""
_OUR_FAULT = r"""
  spam | \bube\b | \buce\b | junk | unsolicited | bulk\ (?:e-?mail|mail) | phish | virus | malware | infected |
      banned | offensive | content\ (?:rejected|filter|policy|denied|block)
  | black-?\s?list | block-?\s?list | black\ list | \brbl\b | dnsbl | \bbl\b.{0,12}listed | spamhaus | spamcop |
      sorbs | barracuda | senderscore | proofpoint | cloudmark | listed\ (?:in|at|on|by) | blocked | blocking |
      black\ hole
  | policy | policies | reputation | poor\ rep | dmarc | \bspf\b | sender\ policy\ framework | dkim |
      unauthenticated | not\ authenticated | authentication\ (?:check|fail\w*|required|result)
  | not\ (?:authorized|authorised|permitted|allowed)\ (?:to\ )?(?:send|relay|deliver|contact|access) |
      restricted | not\ permitted | not\ allowed | restriction | access\ (?:denied|rejected|
      not\ allowed) | permission\ denied | client\ host\ .{0,80}(?:rejected|blocked)
  | reverse\ dns | ptr\ record | \brdns\b | cannot\ find\ your\ (?:reverse\ )?host | helo\ .{0,50}reject |
      suspicious | looks\ like | considered | detected\ as | classified\ as | identified\ as
  | rate[\ -]limit | too\ many\ (?:messages|connections|recipients|e-?mails|mails|bad) | throttl |
      sending\ (?:limit|rate) | limit\ for\ sending | frequency\ limit | (?:been|was)\ filtered |
      (?:not|n['’]t)\ (?:in|on)\ (?:our|the|my)\ (?:white|allow|safe|list\b) | unwanted\ (?:mail|e-?mail|content|adv) |
      not\ accept(?:ing)?\ (?:any\ )?(?:e-?mails?|mails?|messages?)\ from | too\ much\ (?:e-?mail|mail)\ from |
      ask\ your\ postmaster | unusual\ rate | temporarily\ deferred\ due\ to\ (?:user|unexpected) | complaints
  | message\ (?:was\ |has\ been\ |is\ )?(?:rejected|refused|blocked|denied|discarded|quarantin\w*) |
      mail\ (?:rejected|refused|blocked) | rejected\ (?:by|due\ to|for|because) | refused\ by | violat |
      relay(?:ing)?\ (?:access\ )?(?:denied|not|is\ )?
  | administrative(?:ly)?\ prohibit | authentication\ is\ required | content\ is\ not\ accept
  | not\ a\ member\ of | permission\ to\ post | not\ allowed\ to\ post | closed\ (?:list|group)
  | moderat | not\ accepting\ mail\ from | unable\ to\ relay | requires\ (?:secure|tls|
      ssl) | tls\ (?:required|is\ required) | unwünscht | abgelehnt | rechaz | rejeit | refus[ée] | rifiutat |
      отклонен | 拒绝|拒絕|拒收|被拒|垃圾邮件|垃圾郵件|拒否|スパム|迷惑
"""
_ASLEEP = r"""
  (?:account|mailbox|user|recipient)\b.{0,50}\b(?:disabled|inactive|suspended|locked|deactivated|not\ active|
      expired|frozen)
  | (?:disabled|inactive|suspended|locked|expired)\ (?:account|mailbox|user)
  | timed?\ ?-?out | connection\ (?:refused|reset|lost|dropped|failed) | no\ route\ to\ host |
      network\ (?:is\ )?unreachable
  | grey-?list | gray-?list | loop | too\ many\ hops | hop\ count
"""
_PASSING = r"""
    (?:account|mailbox|user|recipient)\b.{0,50}\b(?:blocked|unavailable|temporarily)
  | retry\ timeout | queued?\ (?:too\ )?(?:long|expired) | too\ long\ in\ queue | temporar | try\ (?:again|
      later) | deferr
  | system\ (?:error|failure|problem|busy) | service\ (?:unavailable|not\ available) | server\ (?:error|busy|
      too\ busy|unavailable)
  | out\ of\ (?:memory|resources) | resources | i/o\ error | internal\ (?:error|software) | configuration
  | local\ (?:error|problem|configuration) | cannot\ (?:open|create|write|access|lock|append) |
      could\ not\ (?:be\ )?connect
  | unable\ to\ connect | message\ expired | delivery\ time\ expired | delivery\ (?:expired|
      failed\ \d+\ attempts) | attempts
  | giving\ up | encountered\ an\ error | reactivat | under\ maintenance
"""


def _ways(words: str) -> Ways:
    """Spaces that are meant have a backslash."""
    return Ways(re.sub(r"(?<!\\)\s+", "", words))


_WITHOUT_DOMAIN = _ways(_NO_DOMAIN)
_WORDS = (
    (_ways(_SENDER_AT_FAULT), BLOCK),
    (_ways(_FULL), SOFT),
    (_ways(_TOO_LARGE), SOFT),
    (_ways(_UNRESOLVED), SOFT),
    (_ways(_DEAD), HARD),
    (_WITHOUT_DOMAIN, HARD),
    (_ways(_ASLEEP), SOFT),
    (_ways(_OUR_FAULT), BLOCK),
    (_ways(_PASSING), SOFT),
)
# RFC 3463 codes that say it by themselves, and those that only lean to one side.
_TELLING = (
    (re.compile(r"5\.1\.(?:[0123469]|10)$|5\.4\.4$"), HARD),
    (re.compile(r"[45]\.7\.\d+$|5\.1\.[78]$|5\.6\.\d+$"), BLOCK),
)
_LEANING = re.compile(r"55[013]$")


def bounce_class(status: str, words: str, report: str = "") -> BounceClass:
    """`status` is an RFC 3463 or SMTP code or "", `words` what the server said, `report` all that stands around it."""
    found = _by_words(words, status)
    if found is None:
        told = next((verdict for pattern, verdict in _TELLING if pattern.match(status)), None)
        found = told or _by_words(report, status)
    return found or (HARD if _LEANING.match(status) else SOFT)


def _by_words(words: str, status: str) -> BounceClass | None:
    """A domain that is not found is gone for good, unless the code says that this is so for now."""
    words = words.lower()
    for said, verdict in _WORDS:
        if said.are_in(words):
            return SOFT if said is _WITHOUT_DOMAIN and status.startswith("4") else verdict
    return None
