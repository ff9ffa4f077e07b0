"""Failure notices in prose: where the report ends and the returned mail begins, whom it names and what it says.

Written for the systems that do not write RFC 3464 (Exim, qmail, old Sendmail and Exchange, Domino, GroupWise, webmail
houses, gateways), by the shapes they share rather than one reader for each.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from engine.rules.reading.alternatives import Opening, Ways
from engine.rules.reading.dsn import STATUS
from engine.rules.reading.fields import ADDRESS
from engine.rules.reading.mail import ParsedMail

_SURELY = 5
"""How many of the first sorts of evidence no other mail has."""
REPORT_AT_MOST = 12_000  # characters; the reports themselves are short, what they return is not
_COPY = Opening(
    " \t>|*=+_.~-",
    r"(?:this is a |below (?:this|the next) line is a |here is a |a )?copy of (?:the|your) (?:original )?(?:message|"
    r"mail|e-?mail)\b"
    r"|below (?:this|the next) line is|(?:the )?(?:unsent|returned|undelivered|original|failed) (?:message|mail|"
    r"e-?mail)(?:'s)?(?: \w+)? ?(?:follows|below|is|-|:|headers?|$)"
    r"|(?:the )?(?:header|headers|text|body|first \d+ lines|message header|message headers|full headers|"
    r"content)s?\b.{0,50}\b(?:follow|message|below|returned)"
    r"|original message|returned (?:mail|message)|(?:start|begin|beginning) of (?:the )?(?:original|returned|"
    r"message)|undelivered message|original mail\b|message text follows"
    r"|message headers? follow|received:|(?:hier|es) folgt|(?:kopie|inhalt) (?:der|ihrer) |(?:ursprüngliche|"
    r"original) nachricht|en-?têtes|copie du message|texto del mensaje|mensaje original"
    r"|messaggio originale|oorspronkelijk|originale? |return-path:|x-envelope-from:|old message:|"
    r"here is your returned|元のメッセージ|原始邮件",
    letters=3,
)
_MESSAGE_ID = re.compile(r"^[ \t>|]*Message-ID:[ \t]*(?:\n[ \t]+)?(<[^<>\s]{3,300}>)", re.IGNORECASE | re.MULTILINE)
_CALLED_ID = re.compile(
    r"(?:(?:message|mail|nachrichten|메시지)[- _]?id|\bid (?:of|del?|du|des|der|da|do|van|av)\b)[^\n<]{0,40}"
    r"(<[^<>\s@]{2,200}@[^<>\s]{1,100}>)",
    re.IGNORECASE,
)
"""The same in a sentence, or by its name in another language."""
_COPY_TO = re.compile(r"^[ \t>|]*(?:X-RCPT-TO|To):[ \t]*([^\n]*@[^\n]*)", re.IGNORECASE | re.MULTILINE)
_RECEIVED = re.compile(r"^[ \t>|]*Received:[ \t]*(?:from|by|\()", re.IGNORECASE | re.MULTILINE)
_MACHINE = re.compile(
    r"(?:mailer-?daemon|postmaster|postoffice|mail-?daemon|abuse|helpdesk|support|no-?reply|webmaster|administrator|"
    r"root)@"
)

_A = r"[\[(]?(?:smtp[:=]|rfc822;|mailto:)?[\"'<]*([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,250}+)"
_GAP = r"[ \t]*(?:\(s\))?[ \t:=]*\n?[ \t]*"
# Words before an address that say "this one failed", then words that may as well introduce somebody else.
_SURE = re.compile(
    r"(?<![\w.-])(?:failed recipients?|intended recipients?|error-for|generated from|undeliverable(?: address)?|"
    r"undeliverable to|undelivered to|"
    r"(?:unknown|invalid|no such|bad) (?:user|recipient|address|mailbox|addressee|local user)|"
    r"invalid final delivery userid|allowed size|"
    r"not (?:be )?deliver(?:ed)?(?: \w+){0,3} to|delivery failed \d+ attempts|failed to deliver(?: \w+){0,2} to|"
    r"not reach the following recipients?|"
    r"failed addresses follow|unable to deliver(?: \w+){0,3} to|cannot be delivered to|"
    r"problem delivering (?:your )?(?:message|mail) to|"
    r"mailbox is full|smtp|(?:message|mail) delivery to|rcpt to|(?:message|mail|e-?mail) was addressed(?: to)?,?)"
    rf"(?![\w.@-]){_GAP}{_A}"
)
_LIKELY = re.compile(
    r"(?<![\w.-])(?:recipients?(?: address)?|(?:your|the) (?:message|mail|e-?mail) to|"
    r"delivery to(?: the)?(?: following)?(?: recipients?)?|message sent to|"
    r"delivering to|address|addressed to|to|for|user|mailbox|à|an|a|destinataire|empfänger|destinatario|送信先|宛先|"
    r"收件人|"
    r"получател\w|адрес\w?)"
    rf"(?![\w.@-]){_GAP}{_A}"
)
_ALONE = re.compile(rf"^[ \t>*•·-]*{_A}[>\"'\])]*(?:[ \t]*(?:[:;,(.<]|\.\.\.|on \d|$|-[ \t]|[a-z]).*)?$", re.MULTILINE)
# A sender who encodes the recipient into the return path (VERP): out+lee=reader.test@sender.test
_RETURN_ADDRESS = re.compile(r"[+-]([\w.]+)=([\w-]+(?:\.[\w-]+)+)@")
# Names without a domain, under a line that announces recipients: they are the reporting system's own.
_BARE = re.compile(r"(?<=:\n)(?:[ \t]*\n)*[ \t]+([a-z0-9][\w.+-]{1,63})[ \t]*(?:\([^()\n]*\)[ \t]*)?$", re.MULTILINE)
_BEFORE_FORWARDING = re.compile(rf"\((?:expanded|generated|redirected|forwarded) from:? {_A}")
# Postfix says it of an address of the recipient's own server: only the one that we wrote to failed for us.
_EXPANDED = re.compile(r"^<[^<>\s]{3,250}> \(expanded from\s+<([^<>\s]{3,250})>\)", re.MULTILINE)
_WRITTEN_TO = re.compile(
    rf"\b(?:your|the) (?:message|mail|e-?mail)(?: (?:that )?you sent)? to:?{_GAP}{_A}[>\"]*\s(?=[^.]{{0,60}}"
    r"\b(?:not|n't|rejected|refused|blocked|failed)\b)"
)
_OF_OURS = Ways(
    r"your (?:\w+ )?(?:message|mail|e-?mail)(?! ?(?:box|account|server|storage|quota|item)|s)|"
    r"(?:message|mail) (?:that )?you sent|(?:following|failed|intended|unknown|invalid) (?:user|address|recipient)|"
    r"recipients?:|(?:unknown|no such) user|user unknown|"
    r"of (?:e-?mail|mail) to|"
    r"votre (?:message|mail|courriel)|ihre (?:nachricht|e-?mail|mail)\b|(?:su|tu) (?:mensaje|correo)|sua mensagem|"
    r"messaggio|uw (?:bericht|e-?mail|mail)\b|meddelande|meddelelse|melding|besked|wiadomoś|сообщени|письмо|"
    r"zpráv|správ|mesaj|üzenet|邮件|郵件|メール|메일|μήνυμα"
)
_SAID = re.compile(
    rf"(?<!\d)[245]\d\d[ -](?!\d{{3}})(?![^\n]{{0,40}}\b(?:sender|from)\b)(?:#?[245]\.\d+\.\d+[ -]+)?[^\n]{{0,40}}?{_A}"
)
_CODE = re.compile(r"([45](?<![\w.@:/=-].)\d\d)(?=[ \-:#<]|$)(?![ -]\d{3,})", re.MULTILINE)
_REPLY = re.compile(r"[45](?:(?<![\w.@:/=-].)\d\d[ -]|(?<![\d.].)\.\d{1,3}\.\d{1,3}(?![\d.]))")
_FIRST_OF_MANY = re.compile(r"([45](?<![\w.@:/=-].)\d\d)-((?:[45]\.\d{1,3}\.\d{1,3} )?)")
_ENDS = ".!?:;)>"
_SPEAKING = Ways(
    r"(?<![\d.])[45]\d\d[ -]|[45]\.\d\.\d|said:|reason|error|unknown|quota|full|reject|refus|denied|not (?:found|"
    r"exist)|does(?:n't| not)|no such|invalid|"
    r"blocked|spam|unable|fail|could not|cannot|disabled|existe|existiert|unbekannt|inconnu|esiste|存在|не "
)

# What mail systems say around the reason; true of every bounce and therefore of no use.
_POLITE = Ways(
    r"(?:message|mail)\b.{0,40}\b(?:could not|cannot|can't|couldn't) be (?:sent|delivered)|^recipients?\. |"
    r"permanent error|i'm (?:sorry|afraid)|"
    r"following (?:address|recipient)|technical details|delivery status notification|please (?:do|include|contact|"
    r"forward|send|try)|"
    r"for further assistance|if you do so|your own text|mail system|automatically (?:by|generated)|"
    r"sorry it didn't work out"
)


def report_of(mail: ParsedMail) -> str:
    """What the mail system says itself, without the mail that it returns."""
    lines = mail.body[:REPORT_AT_MOST].split("\n")
    spoken = False
    for number, line in enumerate(lines):
        if spoken and _COPY.begins(line.lower()):
            return "\n".join(lines[:number])
        spoken = spoken or bool(line.strip(" \t-=_*"))
    return "\n".join(lines)


def is_returned(mail: ParsedMail, report: str) -> bool:
    """Whether the mail that failed stands below the report."""
    return any(copied.search(mail.body, len(report)) for copied in (_MESSAGE_ID, _RECEIVED))


def original_id(mail: ParsedMail) -> str:
    """Message-ID of the mail that came back: from the returned part, the copy in the text, or the thread headers."""
    for embedded in mail.embedded:
        if embedded.message_id:
            return embedded.message_id
    quoted = [part.text for part in mail.parts[1:]]
    for text in (*quoted, mail.body):
        found = _MESSAGE_ID.search(text) or _CALLED_ID.search(text[:REPORT_AT_MOST])
        if found:
            return found[1]
    return (mail.in_reply_to or mail.references[-1:] or ("",))[0]


def recipients(mail: ParsedMail, report: str) -> tuple[str, ...]:
    """Who did not get the mail, by the surest evidence there is; our own address and machines are nobody."""
    return _named(mail, _evidence(mail, report))


def surely_names(mail: ParsedMail, report: str) -> bool:
    """Whether somebody is named as only reports do it, a mail of ours being spoken of: mail systems that go by no name
    of theirs are believed no more than that."""
    words = report.lower()
    if _WRITTEN_TO.search(words):
        return True
    of_ours = status_of(report) or _OF_OURS.are_in(words)
    return bool(of_ours and _named(mail, islice(_evidence(mail, report), _SURELY)))


def _named(mail: ParsedMail, evidence: Iterable[list[str]]) -> tuple[str, ...]:
    ours = {box.email for box in (*mail.to, mail.sender)} | {original_id(mail).lower().strip("<>")}
    writers = {embedded.sender.email for embedded in mail.embedded}
    for candidates in evidence:
        found = dict.fromkeys(clean for address in candidates if (clean := address.lower().strip(".'")) not in ours)
        kept = tuple(address for address in found if not _MACHINE.match(address))
        if kept:
            return tuple(address for address in kept if address not in writers) or kept
    return ()


def _evidence(mail: ParsedMail, report: str) -> Iterator[list[str]]:
    report = _EXPANDED.sub(r"<\1>", report.lower())
    forwarded = _BEFORE_FORWARDING.findall(report)
    for name in ("x-failed-recipients", "original-recipient", "final-recipient"):
        named = [address for value in mail.headers.get(name, ()) for address in ADDRESS.findall(value)]
        yield [*named, *forwarded] if named else []
    yield [*_ALONE.findall(report), *forwarded]
    yield [*_SURE.findall(report), *_SAID.findall(report)]
    yield _LIKELY.findall(report)
    yield [box.email for embedded in mail.embedded for box in embedded.to if box.email]
    yield [address for line in _COPY_TO.findall(mail.body[len(report) :])[:1] for address in ADDRESS.findall(line)]
    yield ADDRESS.findall(mail.subject)
    yield [f"{who}@{domain}" for box in mail.to for who, domain in _RETURN_ADDRESS.findall(box.email)]
    yield [f"{name}@{host}" for host in [mail.sender.email.partition("@")[2]] if host for name in _BARE.findall(report)]
    yield ADDRESS.findall(report)


def status_of(text: str) -> str:
    """The first RFC 3463 code, else the first SMTP code, else ""."""
    found = STATUS.search(text) or _CODE.search(text)
    return found[1] if found else ""


def unfolded(report: str) -> str:
    """One line for each thing said: mail systems break them at a width, and mostly indent what follows."""
    out: list[str] = []
    start = -1
    for line in report.split("\n"):
        text = line.strip()
        if not text:
            start = -1
            continue
        indent = len(line) - len(line.lstrip())
        if start >= 0 and (indent > start or _goes_on(out[-1], text)):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
            start = indent
    return "\n".join(map(one_reply, out))


def _goes_on(above: str, line: str) -> bool:
    """The middle of a sentence, or one more line of a reply: "550-5.1.1 The account" and "550 5.1.1 is closed"."""
    if line[0].islower():
        return above[-1] not in _ENDS
    return line[:3].isdigit() and line[3:4] in {" ", "-"} and f"{line[:3]}-" in above


def one_reply(said: str) -> str:
    """A reply of several lines without the code that begins each of them."""
    first = _FIRST_OF_MANY.search(said)
    if first is None:
        return said
    rest = said[first.end() :]
    for code in (f" {first[1]}-{first[2]}", f" {first[1]} {first[2]}"):
        rest = rest.replace(code, " ")
    return " ".join((said[: first.end()] + rest).split())


def reason_of(report: str) -> str:
    """What the server says of why, a line for each thing; all of an unfolded report when nothing stands out."""
    lines = report.split("\n")
    telling = [line for line in lines if _REPLY.search(line) or not _POLITE.are_in(line.lower())]
    replies = [line for line in telling if _REPLY.search(line)]
    speaking = replies or [line for line in telling if _SPEAKING.are_in(line.lower())]
    return "\n".join(speaking or telling or lines)[:1_500]
