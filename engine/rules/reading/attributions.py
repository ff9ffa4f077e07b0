"""Lines with which mail programs introduce what they quote, in the languages that answers come in.

The lists hold what the programs themselves write (Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, mail.ru, GMX, ...),
not guesses at prose; a word may be missing for a language without harm, since dates and addresses are evidence too.
"""

import re

from engine.rules.reading.alternatives import Opening, Ways, by_beginnings

_WROTE = by_beginnings(
    r"wrote|writes|said|schrieb\w*|a écrit|écrit|a ecrit|escribi[óo]|escribe|ha escrito|ha scritto|scrive|escreveu|"
    r"schreef|"
    r"skrev|kirjoitti|napisał\(?a?\)?|napisał[ao]?|pisze|napsala?|napsal\(a\)|napísala?|napísal\(a\)|píše|"
    r"пишет|писал\(?а?\)?|написала?|написал\(а\)|написав|пише|написа|a scris|írta|yazdı|έγραψε|kirjutas|rašė|"
    r"rakstīja|je napisao/la|je napisala?o?|je napisal/a|napisao je|va escriure|menulis|tulis|đã viết|schrijft|"
    r"wurde geschrieben|"
    r"sent|geschreven|schriebst|כתב|כתבה|مؤلف|كتب|เขียนว่า|写道|寫道|のメッセージ|のメール|さんは書きました|"
    r"missatge de|"
    r"님이 작성|が書きました|napisal\(a\)|napisal/a|je napisal|napisao/la|написао/ла|напіса[ўл]\w*|napisali|"
    r"va escriure|ha escrit|idatzi du|rakstīja|parašė|kirjutas|dəyib|yazdı|ได้เขียน|เขียน|viết|menulis|"
    r"تمت كتابة ما يلي بواسطة|نوشت|כתב/ה|escribiu|scrieva|scris"
)
_OPENERS = by_beginnings(
    r"on|am|at|le|el|il|op|den|em|no dia|no|a|w dniu|dnia|dne|dňa|du|pe|în data de|la|vào|pada|i|på|kl|tarihinde|"
    r"στις|"
    r"missatge de|"
    r"from|il giorno|lunedì|mercoledì|quoting|quoth|vom|von|в|um|mon|tue|wed|thu|fri|sat|sun|ons|man|tir|tors|tor|"
    r"fre|"
    r"lør|lör|søn|sön|ma|ti|ke|to|pe|la|su|pon|wt|śr|sr|czw|pt|sob|niedz|út|st|čt|pá|so|ne|"
    r"пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|在|于|於|"
    r"v|u|na|ve|dana|în|lun|mar|mie|joi|vin|sâm|dum|нд|пон|сря|чет|пет|съб|нед|на|у|в|"
    r"στις|ในวันที่|vào lúc|pada tanggal|בתאריך|ב-|في|ngày|el dia|a les"
)
WROTE = Ways(rf"\b(?:{_WROTE})(?!\w)")
OPENER = re.compile(rf"\s*[-*_\[(]*\s*(?:(?:{_OPENERS})(?!\w)|\d{{1,4}}[-./年 ]|\d{{1,2}}:\d\d)")
DATED = re.compile(r"(?=\d)(?:\d{1,2}[:.h時时]\s?\d{2}|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2})")
TIMED = re.compile(r"\d{1,2}[:.h]\d{2}")
ADDRESSED = re.compile(r"<[^<>\s]*@[^<>\s]*>|\[mailto:|\(mailto:|\w@\w|<mailto:")
ENDS = re.compile(r"[:：][\s*_]*$")

_ORIGINAL = by_beginnings(
    r"original message|original appointment|reply message|reply separator|forwarded message|forwarded by\b.*|"
    r"forwarded mail|"
    r"original-nachricht|originalnachricht|ursprüngliche nachricht|ursprüngliche mitteilung|"
    r"weitergeleitete nachricht|"
    r"antwort trennlinie|"
    r"message d['’]origine|message original|message initial|message transféré|message transmis|"
    r"mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|"
    r"messaggio originale|messaggio inoltrato|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|"
    r"ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|oprindelig (?:meddelelse|besked)|"
    r"original meddelelse|"
    r"videresendt meddelelse|opprinnelig melding|videresendt melding|alkuperäinen viesti|välitetty viesti|"
    r"wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|wiadomość przekazana|"
    r"przekazana wiadomość|"
    r"původní zpráva|původní e-mail|přeposlaná zpráva|pôvodná správa|"
    r"исходное сообщение|пересылаемое сообщение|пересланное сообщение|оригинальное сообщение|"
    r"eredeti üzenet|orijinal mesaj|özgün ileti|mesaj original|orijinal ileti|αρχικό μήνυμα|"
    r"replied message|回复的原邮件|回覆的原郵件|返信元のメッセージ|"
    r"元のメッセージ|転送されたメッセージ|原始邮件|原邮件|邮件原件|转发邮件信息|转发的邮件|原始郵件|원본 메시지|"
    r"원본 메일"
)
SEPARATOR = re.compile(rf"[ \t>]*+[-_=*~—–]{{2,}}+[ \t]*+(?:{_ORIGINAL})[ \t]*:?[ \t]*(?:[-_=*~—–]{{2,}}.*)?$")
FORWARDED = Opening(
    " \t>",
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|"
    r"début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|"
    r"início da mensagem (?:reenviada|encaminhada)|vidarebefordrat brev|start på videresendt besked|"
    r"begin doorgestuurd bericht|původní zpráva)\s*[:：]",
    letters=4,
)
_GROUPWISE = re.compile(r">>> .{3,200}\d.{0,40}>>>[ \t]*$")  # ">>> Jo <jo@x.test> 3/3/2026 7:40 AM >>>"
_NOTES_RULE = re.compile(r"\|-{4,}>\s*$")  # the frame in which Lotus Notes draws the headers of what it quotes
# Notes has what it quotes on the same line: "Jo Miller ---03.03.2026 07:40:12---Hi Ann, ..."
_NOTES_DASHES = re.compile(
    r"[^-\n]{2,80}[ \t]---[ \t]?\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[ \t]\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?---"
)
WROTE_BETWEEN_DASHES = re.compile(rf"[ \t]*+-{{3,}}+[ \t]*+\w.{{2,200}}(?:{_WROTE})[ \t:]*-{{2,}}[ \t]*$")
REPLY_ABOVE = Opening(
    "-#=_*—– \t\u3000",
    r"(?:please |bitte |veuillez |por favor,? |vänligen |venligst )?"
    r"(?:reply|type your reply|write your reply|enter your reply|respond|antworten sie|(?:geben|schreiben|tippen) sie|"
    r"responda|escriba|répondez|répondre|écrivez|saisir|rispond[aei]\w*|scriv[aei]\w*|escreva|"
    r"typ(?:e|t)? |antwoord|beantwoord|"
    r"skriv|svar[ae]?|odpowied\w*|napisz|wpisz|napište|odpovězte|ответьте|напишите)\b"
    r".{0,40}(?:\b(?:above|over|oberhalb|über|encima de|acima d[ae]|au-dessus de|sopra|boven|ovanför|ovenfor|"
    r"powyżej|nad|выше)\b).{0,30}\b(?:line|linie|linea|línea|linha|ligne|riga|zeile|lijn|regel|rad(?:en)?|linjen?|linii|"
    r"linią|řád\w+|строки|линии)\b.{0,30}$"
    r"|この(?:行|線)より上に.{0,20}返信|请在此(?:行|线)(?:以上|上方)回复|請在此(?:行|線)(?:以上|上方)回覆",
    letters=3,
)
_DASHED = re.compile(r"[ \t]*(?:[-=_*~—]{3,}[ \t]*$|[-=_*]{2,}.{2,60}[-=_*]{2,}[ \t]*$)")
_MARKS = "-_=*~—–#>|"
_CALLS = (
    "reply", "please", "type your", "write your", "respond", "antworten", "répond", "escriba", "skriv", "scriv",
    "rispond", "escreva", "odpowied", "この", "请在此", "請在此",
)  # fmt: skip
_QUOTING = ("quoting ", "zitat von ", "citando ", "citation de ", "citazione ", "citat från ")  # Horde
_WROTE_ENDS = (
    "wrote",
    "writes",
    "schrieb",
    "écrit",
    "escribió",
    "scritto",
    "escreveu",
    "schreef",
    "skrev",
    "kirjoitti",
    "napisał",
)
_ENDINGS = (">", *_WROTE_ENDS)
_ATTRIBUTION_ENDINGS = (":", "：", *_ENDINGS)


def may_introduce(line: str) -> bool:
    """A quick look at a lower-case line, so that few lines pay for the thorough ones below."""
    if ":" in line or "：" in line or line.endswith(_ENDINGS):
        return True
    start = line.lstrip()
    return start[0] in _MARKS or start.startswith(_CALLS)


def starts_tail(line: str) -> bool:
    """Nothing after such a line is the sender's own, e.g. "-----Original Message-----"."""
    if line.lstrip()[0] in _MARKS and (
        SEPARATOR.match(line) or WROTE_BETWEEN_DASHES.match(line) or _NOTES_RULE.match(line)
    ):
        return True
    if "---" in line and _NOTES_DASHES.match(line):
        return True
    return FORWARDED.begins(line) or REPLY_ABOVE.begins(line)


def introduces_the_rest(line: str) -> bool:
    """GroupWise's line, which looks like a quote; it does not mark the lines below."""
    return _GROUPWISE.match(line) is not None


def is_reply_mark(line: str) -> bool:
    return REPLY_ABOVE.begins(line)


_LABELS = {
    "from": "from|von|de|da|van|från|fra|lähettäjä|od|от|от кого|від|från|feladó|kimden|gönderen|expéditeur|"
    "remitente|"
    "remetente|mittente|afsender|avsender|avsändare|absender|afzender|nadawca|odesílatel|odosielateľ|από|"
    "差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|보낸이|발신|발신자|מאת|من|expeditor|dari|saatja|"
    "nuo|no|de la|"
    "από|від|šalje|pošiljatelj|pošiljalac|pošilja|šalje|от|daripada|từ|จาก|از|siuntėjas|sūtītājs|kellelt|"
    "nork|发件人邮箱",
    "date": "sent|date|date and time|sent on|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|"
    "enviado el|enviada em|"
    "enviado em|message du|fecha|data|inviato|verzonden|verzonden op|skickat|skickades|sendt|dato|lähetetty|"
    "päivämäärä|päiväys|"
    "wysłano|wysłane|"
    "odesláno|datum a čas|odoslané|dátum|отправлено|дата|надіслано|送信日時|日時|日付|发送时间|发送日期|日期|时间|"
    "寄件日期|傳送時間|"
    "보낸 날짜|날짜|gönderildi|gönderme tarihi|tarih|elküldve|küldve|trimis|στάλθηκε|ημερομηνία|data e hora|"
    "נשלח|תאריך|تم الإرسال|تاريخ|التاريخ|تاريخ الإرسال|أرسلت|أُرسلت|poslano|poslato|poslana|изпратено|"
    "изпратен|αποστολή|απεσταλμένα|ส่ง|วันที่|đã gửi|"
    "gửi|ngày|terkirim|dikirim|tanggal|išsiųsta|nosūtīts|nosūtīta|saadetud|kuupäev|enviat|enviat el|"
    "보낸날짜|발신일|reçu|empfangen|received",
    "to": "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|宛先|收件人|收件者|받는 사람|받는사람|"
    "받는이|수신|수신자|kime|címzett|"
    "destinataire|"
    "destinatario|destinatário|către|ka|προς|ontvanger|empfänger|kopio|mottagare|mottaker|modtager|"
    "אל|לכבוד|إلى|الى|prima|za|до|ถึง|đến|tới|kepada|ke|kam|adressaat|kellele|per a|către|catre|sendt til|"
    "primatelj|recipient|recipients",
    "cc": "cc|bcc|kopie|copie|copie à|kopia|kopi|copia|копия|копія|másolat|抄送|副本|참조|bilgi|κοιν|"
    "עותק|نسخة|สำเนา|tembusan|kopija|копие|másolatot kap|kopię|dw|udw|do wiadomości|cópia|reply-to|reply to|"
    "attachments|priority|importance|"
    "wichtigkeit|importance|anlagen|antwort an",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|"
    "件名|主题|主題|主旨|"
    "제목|konu|tárgy|subiect|θέμα|הנדון|teema|tēma|perihal|"
    "נושא|الموضوع|موضوع|относно|เรื่อง|หัวเรื่อง|chủ đề|tiêu đề|subjek|tema|assumpte|mavzu|predmet zprávy",
}
KIND_OF_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_AROUND_LABEL = " \t\xa0>|*_"
_LABEL_AT_MOST = 40


def header_kind(line: str) -> str:
    """ "from", "date", "to", "cc", "subject" or "" for a line such as "Gesendet: Montag, 4. Mai 2026 09:12"."""
    label, colon, rest = line.partition(":")
    if "：" in label:
        label, colon, rest = line.partition("：")
    if not colon or len(label) > _LABEL_AT_MOST or rest.startswith("//"):
        return ""
    return KIND_OF_LABEL.get(label.strip(_AROUND_LABEL), "")


def header_block(lines: list[str], at: int) -> int:
    """How many lines the quoted header block that starts at `at` has; 0 when none starts there.

    Three different headers are proof; two are enough when they carry an address and a time, as nobody types that.
    """
    kinds: set[str] = set()
    end, misses = at, 0
    for number in range(at, min(at + 14, len(lines))):
        kind = header_kind(lines[number])
        if kind:
            if kind in kinds and kind != "cc":
                break
            kinds.add(kind)
            end, misses = number + 1, 0
            continue
        misses += 1
        if misses > 2 or (not lines[number].strip() and len(kinds) >= 3):
            break
    return end - at if _is_proof(kinds, "\n".join(lines[at:end])) else 0


def block_start(lines: list[str], at: int) -> int:
    """Where the introduction of a header block at `at` begins: a line of dashes above it, with or without words."""
    above = at
    while above and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above and _DASHED.match(lines[above - 1]) else at


def _is_proof(kinds: set[str], text: str) -> bool:
    if len(kinds) >= 3:
        return bool(kinds & {"from", "date"})
    return (
        len(kinds) == 2
        and bool(kinds & {"from", "date"})
        and "@" in text
        and ("date" not in kinds or bool(DATED.search(text)))
    )


def attribution(lines: list[str], end: int, *, before_quote: bool) -> int:
    """How many lines, ending with line `end`, form an attribution such as "On ... wrote:"; 0 for none."""
    text, undated = "", 0
    for size in range(1, 7):
        number = end - size + 1
        if number < 0 or (not lines[number].strip() and not text.startswith(("<", ">"))):
            break
        text = f"{lines[number].strip()} {text}".strip()
        if _introduces(text):
            if DATED.search(text):
                return size
            undated = undated or size
    return undated or int(_is_loose(lines[end].strip(), before_quote=before_quote))


def may_end_attribution(line: str) -> bool:
    """Attributions end with a colon; some programs leave it out, before a quote even behind "<jo@x.test>"."""
    return line.endswith(_ATTRIBUTION_ENDINGS) or (line.endswith(("*", "_")) and ENDS.search(line) is not None)


def _introduces(text: str) -> bool:
    if len(text) > 400:
        return False
    if OPENER.match(text) and WROTE.are_in(text):
        return bool(DATED.search(text)) or _is_addressed(text)
    return bool(DATED.search(text[:40]) and TIMED.search(text[:60])) and _is_addressed(text)


def _is_addressed(text: str) -> bool:
    return ("@" in text or "mailto:" in text) and ADDRESSED.search(text) is not None


def _is_loose(line: str, *, before_quote: bool) -> bool:
    """One line that names a writer, e.g. "Jo Miller <jo@x.test> wrote:"; the quote after it is the evidence."""
    if len(line) > 200:
        return False
    if before_quote and _is_addressed(line) and (DATED.match(line) or line.startswith(_QUOTING)):
        return True
    if not before_quote and not ((_is_addressed(line) or TIMED.search(line)) and DATED.search(line)):
        return False
    return WROTE.are_in(line)
