"""Mail that says a mail of ours was not, or not yet, delivered."""

import re
from dataclasses import dataclass, replace

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.bounce_class import bounce_class
from engine.rules.reading.bounce_text import (
    is_returned,
    one_reply,
    original_id,
    reason_of,
    recipients,
    report_of,
    status_of,
    surely_names,
    unfolded,
)
from engine.rules.reading.challenges import asked_for_proof
from engine.rules.reading.dsn import Fate, fates, fates_in_text
from engine.rules.reading.evidence import collect
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import BounceClass, Kind

FAILED, DELAYED = frozenset({"failed", "failure"}), frozenset({"delayed"})
ARRIVED = frozenset({"delivered", "relayed", "expanded"})
REASON_AT_MOST = 500
_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|post-?master|mail[-_.]?daemon|mdaemon|mail[-_.]?delivery|mail-?server|smtp|mailerdaemon|"
    r"bounces?|no-?reply.*mail|"
    r"system[-_.]?administrator|admin|administrator|e500_smtp)[^@]*@|$",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"(?:mailer[-_.]?daemon|post[-_.]?master|mail[-_.]?daemon|mdaemon|mailerdaemon|microsoftexchange[0-9a-f]{32})@",
    re.IGNORECASE,
)
"""Where no person writes from, whatever the words."""
_DAEMON_NAME = re.compile(
    r"mail(?:er)? ?(?:delivery|daemon|administrator|system|router)|delivery (?:sub)?system|system administrator|"
    r"postmaster|mailer-daemon|"
    r"internet mail delivery|mail delivery|e-?mail (?:gateway|server|firewall)|microsoft outlook|"
    r"system-administrator|administrador del sistema|administrateur",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:\[[^\]]{1,30}\]\s*)?[*\s]*(?:"
    r"undeliver\w*|un-?delivered|un-?deliverable|non[- ]?deliver\w*|not delivered|"
    r"delivery (?:status )?(?:notification|report|failure|has failed|failed|error|problem|status|unsuccessful)|"
    r"(?:mail|message|e-?mail)s?(?: \w+)? (?:delivery|not delivered|could not be delivered|cannot be delivered|"
    r"undeliver\w*|failure|returned|rejected|error|wasn't delivered)|"
    r"(?:mail )?delivery (?:failed|failure|problem|delayed|subsystem)|failure (?:notice|delivery)|failed (?:mail|"
    r"delivery|to deliver)|returned (?:mail|to sender|message|e-?mail)|return to sender|"
    r"mail failed|automatically rejected|.{0,80}(?:user unknown|unknown user)|permanent (?:delivery )?(?:failure|"
    r"error)|permanent fail|(?:nondeliverable|nondelivery) |mail (?:system error|"
    r"could not be|failure)|bounce|rejected mail|"
    r".{1,60} are not member article|your (?:message|mail|e-?mail|post(?:ing)?) (?:to .{1,80} )?(?:was|"
    r"has been) (?:automatically )?rejected|processing error|"
    r"could not deliver|couldn't deliver|unable to deliver|unzustellbar|nicht zugestellt|zustell(?:ung|bericht)|"
    r"nachricht (?:konnte nicht|nicht)|benachrichtigung (?:über|zum)|"
    r"recapito non riuscito|δεν παραδόθηκε|未传递|未傳遞|\[?반송|"
    r"levering mislykt|leveransen misslyck|toimitus epäonnistui|"
    r"doručení (?:selhalo|se nezdařilo)|сбой доставки|échec|non remis|"
    r"non[- ]distribu|message non|notification d['’]état|retour |no se (?:puede|pudo|"
    r"ha podido) entregar|no entregado|error de entrega|"
    r"mensaje no|notificación de estado|devuelto|mancata consegna|consegna non|messaggio non|"
    r"notifica (?:dello )?stato|não entregue|falha|mensagem não|"
    r"onbestelbaar|niet bezorgd|kan niet worden bezorgd|levering mislukt|kunde inte levereras|obeställbar|olevererad|"
    r"kunne ikke leveres|ulevert|toimitus|perille|"
    r"niedostarcz|nie można dostarczyć|zwrot|nedoručiteln|недоставлен|не удалось доставить|не доставлено|"
    r"ошибка доставки|kézbesíthetetlen|teslim edilemedi|iletilemedi|"
    r"退信|无法投递|无法送达|未送达|未送達|無法傳遞|無法投遞|投递失败|系统退信|邮件被退|配信不能|"
    r"配信できません|メール(?:を)?配信|"
    r"エラー|"
    r"送信できません|メールが送信|배달|반송|메일이 전송되지|non recapitabile|(?:não foi|"
    r"não é) possível entregar|olevererbar|"
    r"det går inte att leverera|kan ikke leveres|uanbringelig|ei voitu toimittaa|nedoručiteľn|nelivrabil|"
    r"imposibil de livrat|не удается доставить|не вдалося доставити|не може да бъде доставен|teslim edilemez|"
    r"μη παραδοτέο|δεν είναι δυνατή η παράδοση|αποτυχία παράδοσης|neisporučiv|nedostavljiv|nepristatyt|nepiegādā|"
    r"kättetoimetamatu|không gửi được|không thể gửi|tidak dapat dikirim|לא ניתן למס|غير قابل للتسليم|تعذر تسليم"
    r")"
)
_TITLED_AT_THE_END = re.compile(r":\s*non remis\b|\((?:delivery failed|delivery failure|undeliverable)\)\s*$")
_LATE_SUBJECT = Ways(
    r"delayed|delay\b|warning: .*(?:not (?:yet )?(?:sent|delivered)|could not send)|still being retried|verzögert|"
    r"différée?\b|retard|retras|ritard|vertraagd|försen|forsink|opóźni|задерж|遅延|延迟"
)
_SPOKEN = Ways(
    r"(?:could|can|did|was|were|has|have|is|are)(?: ?not|n['’]t) (?:be |been |yet )?(?:deliver|reach|sent)|(?:un|"
    r"non-?)deliver(?:able|ed)|delivery (?:to|of|for)\b.{0,80}(?:fail|unsuccess|not possible)|"
    r"delivery (?:has )?failed|failed recipients?|unable to deliver|cannot deliver|permanent (?:fatal )?errors?|"
    r"(?:message|mail)\b.{0,60}\b(?:has been |was |is being |being )?(?:returned|bounced)|"
    r"mail system at host|failed addresses|no valid recipients|not a valid (?:user|recipient|mailbox|address)|"
    r"no such user|automatically rejected|been postponed|"
    r"mail delivery (?:software|system|subsystem|failed)|following (?:address|recipient)|"
    r"giving up|returned to (?:you|sender)|"
    r"invalid final delivery|"
    r"\byour (?:message|mail|e-?mail)\b.{0,100}\b(?:was|has been) (?:rejected|refused|blocked)|unknown user|"
    r"user unknown|delivery failed \d+ attempts|"
    r"error was detected while processing|transcript of session|rejected (?:by|your)|"
    r"nicht (?:zugestellt|erreicht|gesendet|übermittelt|ausgeliefert)|unzustellbar|n['’](?:a|ont) (?:pas )?pu être|"
    r"pas pu etre|pas (?:été )?(?:distribué|remis|livré)|"
    r"no (?:se )?(?:pudo|puede|ha podido|ha sido|pudieron)\b.{0,30}entrega|entregad[oa]|non (?:è stato|è possibile|"
    r"può essere|ha potuto)\b.{0,40}(?:consegn|recapit)|não (?:foi|pôde|pode|pudo)\b.{0,40}entreg|"
    r"niet (?:worden )?(?:afgeleverd|bezorgd|bereikt)|kunde inte (?:levereras|nå)|kunne ikke (?:leveres|sendes)|"
    r"nie (?:została|może|mogła|można|udało)\b.{0,40}dostarcz|не (?:может быть|было|удалось|доставлено|была)|"
    r"recapito non riuscito|échec de (?:la )?remise|(?:παράδοση|αποστολή)\b.{0,80}απέτυχε|"
    r"zustellung\b.{0,80}\b(?:fehlgeschlagen|nicht möglich)|(?:entrega|envío)\b.{0,60}\bfall(?:ó|ida|ado)|"
    r"falha na entrega|levering\w*\b.{0,60}\b(?:mislukt|mislykke[ds]|mislyktes)|leverans\w*\b.{0,60}\bmisslyck|"
    r"toimitus\b.{0,60}\bepäonnistui|doručení\b.{0,60}\b(?:selhalo|nezdařilo)|"
    r"teslim edilem|kézbesít|nelze doručit|nebyl[ao]? doruč|无法(?:投递|发送|送达|傳遞)|未能(?:送达|传递|"
    r"发送)|無法(?:傳遞|投遞|傳送|送達)|退回|"
    r"non (?:è stato |può essere )?(?:consegna|recapita)t|não é possível entregar|det gick inte att leverera|"
    r"ei voitu toimittaa|nedoručen|imposibil de livrat|nu a putut fi livrat|не удается доставить|"
    r"не вдалося доставити|не може да бъде доставен|δεν (?:ήταν δυνατή|παραδόθηκε|είναι δυνατή)|"
    r"nije (?:moguće )?isporuč|ni bilo mogoče|nepodarilo (?:sa )?doručiť|не можа да бъде|no s['’]ha pogut lliurar|"
    r"không (?:gửi được|thể gửi)|tidak dapat (?:dikirim|terkirim)|לא ניתן היה|לא נמסרה|تعذر (?:تسليم|إرسال)|"
    r"配信(?:でき|され|"
    r"に失敗)|送信でき|배달(?:되지|할 수)|"
    r"전송되지"
)
_LATE = Ways(
    r"(?:has|have) not been delivered[^.:]{0,120}\bafter (?:more than )?\d|not yet been|"
    r"will (?:keep|continue|be (?:retried|re-?tried))|"
    r"(?:attempts?|we) will continue|still (?:being |trying|queued)|no action is required|"
    r"do not need to re-?send|need not resend|this is (?:only )?a warning|warning message only|been postponed|"
    r"delivery (?:is |"
    r"has been )?delayed|temporarily (?:delayed|deferred)|try again (?:for|until)|"
    r"wird weiter(?:hin)? versucht|noch nicht zugestellt|n['’]a pas encore|"
    r"sera réessay|continuera d['’]essayer|todavía no|aún no|non ancora|"
    r"nog niet|ännu inte|endnu ikke|jeszcze nie|еще не|ещё не"
)
_FINAL = re.compile(
    r"giv(?:en|ing) up|permanent(?:ly)? (?:fatal )?(?:error|fail)|has been (?:returned|removed)|endgültig"
)
_ENOUGH = 4
_UNTOLD = ".0.0"
"""How a status ends that says nothing but "failed"; the reply itself may tell more."""


def bounce(mail: ParsedMail) -> Verdict | None:
    """A failure, a delay, or a report that all went well. Nothing that a person wrote or quoted counts."""
    told = fates(mail) or (fates_in_text(mail) if _may_report(mail) else ()) or _from_inside(mail)
    actions = {fate.action for fate in told}
    if actions & (FAILED | DELAYED):
        return _from_fates(mail, told)
    if actions & ARRIVED:
        return Verdict(Kind.AUTO_ACKNOWLEDGEMENT, 0.95, "delivery_report", f"Action: {told[0].action}")
    report = report_of(mail) if _may_speak(mail) else ""
    if not report or not _speaks_as_mail_system(mail, report):
        return None
    told_in_text = _from_text(mail, report)
    if mail.embedded or status_of(report) or _is_daemon(mail):
        return told_in_text
    no_such_address = told_in_text.bounce is BounceClass.HARD
    if not no_such_address and (asked := asked_for_proof(f"{mail.subject}\n{report}")):
        return Verdict(Kind.CHALLENGE, 0.85, "failure_to_prove", asked)
    return None if _is_of_the_owner(report) else told_in_text


def _is_of_the_owner(report: str) -> bool:
    """Who has left or moved says as well that nothing was delivered. An address there is whom to write to instead."""
    return any(map(collect(report).has, ("left", "moved")))


def is_mail_system(mail: ParsedMail) -> bool:
    """Whether it is from an address that RFC 5321 and its forebears keep for mail systems."""
    return _SYSTEM.match(mail.sender.email) is not None


NOT_UNDERSTOOD = 0.1


def unknown_report(mail: ParsedMail) -> Verdict | None:
    """What a mail system says in words that nobody has taught us is no person's answer: a bounce in doubt where it
    names whom it is about, else something to read. Nobody in it is somebody to write to."""
    if not is_mail_system(mail):
        return None
    report = report_of(mail)
    if not recipients(mail, report):
        return Verdict(Kind.OTHER, NOT_UNDERSTOOD, "unknown_report", mail.subject)
    return replace(_from_text(mail, report), confidence=IN_DOUBT, rule="unknown_report")


def _from_inside(mail: ParsedMail) -> tuple[Fate, ...]:
    """Some gateways attach the whole report of another server; a person who forwards one is no gateway."""
    if not _is_daemon(mail):
        return ()
    return next((told for embedded in mail.embedded if (told := fates(embedded) or fates_in_text(embedded))), ())


def _from_fates(mail: ParsedMail, told: tuple[Fate, ...]) -> Verdict:
    failed = [fate for fate in told if fate.action in FAILED]
    chosen = failed or [fate for fate in told if fate.action in DELAYED]
    report = report_of(mail)
    replies = "\n".join(one_reply(fate.diagnostic) for fate in chosen if fate.diagnostic)
    words = replies or reason_of(unfolded(report))
    status = next((fate.status for fate in chosen if fate.status), "")
    inner = status_of(words) if not status or status.endswith(_UNTOLD) else ""
    found = _Finding(
        status=inner if inner.count(".") == status.count(".") or not status else status,
        words=words,
        report=report,
        addresses=tuple(dict.fromkeys(fate.recipients[0] for fate in chosen if fate.recipients)),
    )
    return _verdict(mail, found, late=not failed, rule="delivery_status")


def _from_text(mail: ParsedMail, report: str) -> Verdict:
    words = reason_of(unfolded(report))
    found = _Finding(status_of(words), words, report)
    return _verdict(mail, found, late=_is_late(mail, report), rule="failure_notice")


@dataclass(frozen=True)
class _Finding:
    status: str
    words: str
    report: str
    addresses: tuple[str, ...] = ()


def _verdict(mail: ParsedMail, found: _Finding, *, late: bool, rule: str) -> Verdict:
    reason = " ".join(found.words.split())[:REASON_AT_MOST]
    addresses = found.addresses or recipients(mail, found.report)
    return Verdict(
        kind=Kind.DELAY if late else Kind.BOUNCE,
        confidence=0.97 if addresses else 0.8,
        rule=rule,
        because=reason or mail.subject,
        bounce=BounceClass.SOFT if late else bounce_class(found.status, found.words, unfolded(found.report)),
        status=found.status,
        reason=reason,
        failed_recipients=addresses,
        original_message_id=original_id(mail),
    )


def _is_late(mail: ParsedMail, report: str) -> bool:
    if _LATE_SUBJECT.are_in(mail.title):
        return True
    words = report.lower()
    return _LATE.are_in(words) and not _FINAL.search(words)


@once
def _is_daemon(mail: ParsedMail) -> bool:
    return bool(_DAEMON.match(mail.sender.email) or _DAEMON_NAME.search(mail.sender.name))


@once
def _is_titled(mail: ParsedMail) -> bool:
    if _SUBJECT.match(mail.title) or _LATE_SUBJECT.are_in(mail.title):
        return True
    return bool(_TITLED_AT_THE_END.search(mail.title)) and not mail.quoted


def _may_speak(mail: ParsedMail) -> bool:
    """A quick look. Lists and newsletters write about bounces, and mail systems are no members of them."""
    if "x-failed-recipients" in mail.headers or _is_daemon(mail):
        return True
    return _is_titled(mail) and (bool(mail.embedded) or not _is_from_a_list(mail))


def _speaks_as_mail_system(mail: ParsedMail, report: str) -> bool:
    """Evidence is added up: no single sign of it is missing from what people, lists and newsletters write."""
    if "x-failed-recipients" in mail.headers:
        return True
    is_daemon, is_titled = _is_daemon(mail), _is_titled(mail)
    is_built = (
        mail.header("return-path").strip() == "<>",
        mail.content_type == "multipart/report" or bool(mail.embedded),
    )
    signs = 2 * is_daemon + sum(is_built) + 2 * is_titled
    if signs < _ENOUGH and signs + 2 * _SPOKEN.are_in(report.lower()) < _ENOUGH:
        return False
    if any(is_built) or _is_automatic(mail):
        return True
    if mail.in_reply_to and not (is_daemon and is_titled):  # people answer, and some of them are postmasters
        return False
    is_nobody = not mail.sender.email and _DAEMON_NAME.search(mail.sender.name)
    return bool(is_nobody or is_mail_system(mail) or is_returned(mail, report) or surely_names(mail, report))


def _may_report(mail: ParsedMail) -> bool:
    """The fields of a report may be copied by a person who asks about it, or by a list about mail systems."""
    if _is_daemon(mail) or mail.content_type == "multipart/report" or _is_automatic(mail):
        return True
    return not (mail.in_reply_to or mail.references or _is_from_a_list(mail))


def _is_automatic(mail: ParsedMail) -> bool:
    return mail.header("return-path").strip() == "<>" or mail.header("auto-submitted").lower().startswith("auto-")


def _is_from_a_list(mail: ParsedMail) -> bool:
    return "list-id" in mail.headers or "list-unsubscribe" in mail.headers
