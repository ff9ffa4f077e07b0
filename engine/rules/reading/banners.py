"""Warnings that the sender's or our own server puts above the words of a mail. Lines are in lower case."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

_BANNER = re.compile(
    r"[ \t*_\[(<>!⚠\ufe0f|#-]*+(?:"
    r"external(?: (?:e-?mail|sender|message|mail))?\s*[\])*:!.\-–]|external e-?mail\b|\[?ext\]|"
    r"(?:caution|warning|attention|achtung|vorsicht|attenzione|atención|let op|notice|be careful|security notice|"
    r"alert|cuidado|atenção|obs|uwaga|precaución|aviso|prudence|avertissement|avviso|waarschuwing|varning|advarsel|"
    r"varoitus|upozorn[ěe]n\w*|pozor|figyelem\w*|atenție|внимание|увага|предупреждение|dikkat|uyarı|προσοχή|"
    r"警告|注意|주의|"
    r"warnung|hinweis)"
    r"[\s:!*\-–.\])：】]*.{0,90}(?:external|outside|extern|estern|originated|zewn|spoza|fuera de|fora d|"
    r"außerhalb|buiten|ext[ée]rieur|udefra|utenfra|utifrån|ekstern|"
    r"utanför|utenfor|uden ?for|ulkopuol|mimo organiz|kívül|külső|din afara|внешн|извне|за пределами|"
    r"зовнішн|за межами|"
    r"dışından|harici|εξωτερικ|εκτός|外部|组织外|組織外|외부)|"
    r"[【\[]?(?:外部|社外|external|extern|externe|externo|esterno|ekstern|zewnętrzn[ya])(?:邮件|メール|郵件|"
    r"메일|e-?mail|mail)?[】\]]|"
    r"this (?:e-?mail|message) (?:was|is|has been|has|originated|came|comes)\b.{0,40}(?:external|outside)|"
    r"you don['’]t often (?:get|receive) e-?mail from|some people who received this message don['’]t often|"
    r"sie erhalten (?:nicht|selten) (?:(?:häufig|oft|regelmäßig) )?(?:eine )?e-?mails? von|vous (?:n['’]obtenez|ne recevez) pas souvent|no (?:suele|sueles) recibir|no recibes? (?:con frecuencia|a menudo)|"
    r"non (?:si ricevono|ricevi|riceve) spesso|"
    r"(?:u|je) (?:ontvangt|krijgt) niet vaak|du (?:modtager|får|mottar) ikke (?:ofte|så ofte)|du får (?:inte|ikke) ofta|du får ikke ofte|nie otrzymujesz często|(?:rzadko|nieczęsto) otrzymujesz|"
    r"(?:você |o senhor )?(?:não costuma|normalmente não recebe|não recebe (?:frequentemente|com frequência)|raramente recebe)|"
    r"et saa usein|často nedostáváte|вы не ?часто получаете|.{0,60}(?:sıklıkla|sık sık) e-posta almıyorsunuz|"
    r"(?:您|你)通常不会收到|您不常收到|.{0,80}電子メールを受け取ることは|.{0,80}자주 받지 않습니다|"
    r"diese e-?mail (?:kommt|stammt|wurde) von (?:außerhalb|einem externen|"
    r"extern)|"
    r"(?:einige (?:personen|empfänger)|certaines personnes|algunas personas|algumas pessoas|alcuni destinatari|alcune persone|sommige "
    r"(?:mensen|ontvangers)|nogle (?:personer|af dem)|noen (?:personer|som)|vissa (?:personer|som)|niektóre osoby)\b.{0,60}"
    r"(?:nachricht|e-?mail|message|mensaje|mensagem|messaggio|bericht|meddelelse|melding|meddelande|wiadomość)\b|"
    r"(?:cet?|ce présent|este|esta|questo|questa|dit|deze|denna|detta|denne|dette|det här|diese[rs]?|ta|ten) "
    r"(?:e-?mail\w*|courriel|courrier|mail\w*|message|mensaje|mensagem|correo|messaggio|bericht|e-?post\w*|mejl\w*|"
    r"meddelande\w*|meddelelse\w*|melding\w*|besked|nachricht|wiadomość)\b"
    r".{0,60}(?:ext[ée]r|extern|outside|fuera|fora d|estern|buiten|utanför|utifrån|utenfor|utenfra|udefra|uden for|ekstern|zewn|"
    r"spoza|außerhalb)|"
    r"(?:e-?mail|e-?post|correo|courriel|mensagem|mensaje|message|messaggio|wiadomość)(?: électronique| electrónico| eletrônico)? "
    r"(?:extern\w*|estern\w*|zewnętrzn\w*|ext[ée]rieur\w*) ?(?:[\]:!*.–—-]|$)|"
    r"(?:ekstern|extern|externe[rs]?) (?:e-?mail|mail|e-?post|mejl|nachricht) ?(?:[\]:!*.–—-]|$)|"
    r"zjqcmq\w*bannerstart|"
    r"do not click (?:on )?(?:any )?links|learn why this is important|erfahren sie, warum dies wichtig ist"
    r")"
)
_TAG = re.compile(
    r"[ \t*_]*[\[【(<]+ ?(?:external|extern\w?|externo|externe|esterno|ekstern|zewnętrzn[ya]|ext|外部|社外)"
    r"(?: ?(?:e-?mail|mail|sender|message|メール|邮件|郵件))? ?[\]】)>]+[ \t*_:–-]*(?=[^ \t*_:–-])"
)
# What the further lines of a warning speak of, as pieces of words in its many languages.
_CAUTIONS = (
    "click", "link", "attach", "sender", "recogni", "trust", "phish", "secur", "outside", "organi", "http", "klick", "anhäng", "anhang", "absender", "sicher", "cliqu", "lien", "pièce",
    "expéditeur", "prudent", "clic", "enlace", "adjunt", "remitente", "anexo", "remetente", "allegat", "mittente", "bijlage", "koppeling", "afzender", "länk", "bilag", "bifoga",
    "avsändar", "vedlegg", "avsender", "afsender", "odnośnik", "załącznik", "nadawc", "liit", "příloh", "odkaz", "mellék", "ссыл", "вложен", "посилан", "вкладен", "bağlant", "συνημμ",
    "添付", "リンク", "送信者", "链接", "鏈接", "連結", "附件", "发件人", "링크", "첨부", "bannerend", "組織外", "社外", "外部", "组织外",
)  # fmt: skip
_WRAPPED = 50
"""Characters. A line at least this long that ends in the middle of a sentence goes on in the next one."""
_NOTHING = " \t_-*=|"


def tag_end(line: str) -> int:
    """How many characters of a line with own words are a tag such as "[EXTERNAL]"."""
    tag = _TAG.match(line)
    if tag is None or _is_more(line[tag.end() :]):
        return 0
    return tag.end()


def banner_end(lines: list[str]) -> int:
    """How many lines at the top are a warning."""
    end = 0
    for number, line in enumerate(lines):
        if not line.strip(_NOTHING):
            continue
        if number < end:
            continue
        ruled = _is_ruled(lines, number)
        if not _BANNER.match(line) or (tag_end(line) and not ruled):
            break
        end = _end_of_warning(lines, number, ruled=ruled)
    return end


def _end_of_warning(lines: list[str], number: int, *, ruled: bool) -> int:
    """Behind the line that closes its box or its marks, else behind the last line that still warns."""
    if "bannerstart" in lines[number]:
        closed = (at for at in range(number, len(lines)) if "bannerend" in lines[at])
        return next(closed, number) + 1
    end = number + 1
    while end < len(lines) and lines[end].strip() and (ruled or _goes_on(lines[end - 1]) or _is_more(lines[end])):
        ruled = ruled and lines[end].strip(_NOTHING) != ""
        end += 1
    return end


def _is_ruled(lines: list[str], number: int) -> bool:
    """Whether a box of dashes or the like begins right above."""
    return number > 0 and lines[number - 1] != "" and not lines[number - 1].strip(_NOTHING)


def _goes_on(line: str) -> bool:
    return len(line) >= _WRAPPED and line[-1] not in ".!?。！？"


def _is_more(line: str) -> bool:
    return any(map(line.__contains__, _CAUTIONS)) or _BANNER.match(line) is not None
