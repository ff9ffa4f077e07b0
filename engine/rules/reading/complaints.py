"""Complaints: a mailbox provider passes on that somebody pressed "this is spam" (ARF, RFC 5965, and older forms)."""

import re

from engine.rules.reading.automatic import is_answer
from engine.rules.reading.bounce_text import original_id
from engine.rules.reading.fields import ADDRESS
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.pieces import Pieces
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_FIELD = re.compile(r"^([A-Za-z][\w-]+):[ \t]*(.*)$", re.MULTILINE)
# Reports about something else than a person's complaint: RFC 6591 authentication failures, "this is not spam".
_NO_COMPLAINT = frozenset({"auth-failure", "not-spam", "dmarc"})
_SUBJECT = re.compile(
    r"complaint about (?:message|mail|e-?mail)|(?:abuse|spam|junk|complaint|feedback[- ]loop|fbl|email feedback|"
    r"e-mail feedback) "
    r"(?:abuse )?(?:report|complaint|notification)|report(?:ed)? (?:as )?(?:spam|abuse)|spam (?:complaint|feedback)|"
    r"spam[- ]?(?:beschwerde|meldung|anzeige)|(?:beschwerde|plainte|denuncia|queja|reclamación|reclamação|segnalazione|"
    r"klacht|anmälan|klagomål|klage|anmeldelse|skarga|zgłoszenie)\b.{0,30}\bspam|"
    r"迷惑メール.{0,10}(?:報告|通報|申告)|垃圾邮件.{0,4}(?:举报|投诉)",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:staff@hotmail\.com|scomp@|fbl[\w.-]*@|feedback-?loops?[\w.-]*@|feedback@arf|abuse[\w.-]*@|complaints?@|arf@|"
    r"spam[\w.-]*@|"
    r"[\w.-]*(?:abuse|feedback|complaint|fbl)[\w.-]*@|[^@]*@(?:[\w-]+\.)*(?:abuse|arf|fbl|spamcop|signal-?spam)\b)",
    re.IGNORECASE,
)
_ABUSE = re.compile(r"(?:abuse|complaints?)[\w.-]*@", re.IGNORECASE)
_OF_YOURS = re.compile(
    r"(?:complaint|report|beschwerde|meldung|plainte|signalement|queja|denuncia|reclamo|segnalazione|klacht|klage)\w*\b"
    r".{0,120}\b(?:your|ihre[mnrs]?|votre|vos|sus?|vostr[oaie]|uw|din|ditt) (?:\w+ )?"
    r"(?:server|hosts?|ip|account|domain|network|system|netz\w*|konto|kontos|serveur|compte|domaine|servidor|cuenta|dominio)",
    re.IGNORECASE | re.DOTALL,
)
"""What is complained of comes from a machine of ours; their thanks for a report of our own say no such thing."""
_DESK_STEMS = Pieces("staff@", "scomp@", "fbl", "feedback", "abuse", "complaint", "arf", "spam")
"""One of these is in each match of it."""
_XARF = ("x-xarf", "x-arf")
"""Headers of X-ARF (0.1 and 0.2), whose report is a text part, about attacks of other kinds as well."""
_OF_MAIL = re.compile(r"\W*(?:spam|abuse|ube|uce|fbl|bulk|unsolicited)", re.IGNORECASE)
_COPIED = re.compile(r"^Message-ID:\s*<[^<>\s]+@[^<>\s]+>", re.IGNORECASE | re.MULTILINE)
"""The headers of the mail complained about, where no part is made of them."""
_COPIED_TO = re.compile(r"^To:.*$", re.IGNORECASE | re.MULTILINE)
_OPENS = re.compile(
    r"this is an? (?:e-?mail )?(?:abuse|spam|complaint|feedback)[ -]\w+|"
    r"\b(?:marked|reported|flagged|moved)\b.{0,60}\b(?:spam|junk|unwanted)\b|als spam (?:markiert|gemeldet|gemarkeerd)|"
    r"signalé\b.{0,40}(?:spam|indésirable)|marcad[oa] como (?:spam|correo no deseado|lixo)|segnalato come spam",
    re.IGNORECASE,
)
OPENING = 300
"""Characters that say what it is where the subject is the one of the mail complained about."""
_SPAMCOP = re.compile(r"\[SpamCop \([^()]{3,80}\) id:\d")
_WHO = ("original-rcpt-to", "x-hmxmroriginalrecipient", "removal-recipient", "x-rcpt-to", "redacted-address")


def complaint(mail: ParsedMail) -> Verdict | None:
    """A feedback report, or the unstructured note of a feedback loop that carries the mail complained about."""
    report = next((part.text for part in mail.parts if part.content_type == "message/feedback-report"), "")
    if report:
        return _from_report(mail, _fields(report))
    if "x-hmxmroriginalrecipient" in mail.headers:
        return _verdict(mail, {}, "hotmail_feedback", "X-HmXmrOriginalRecipient", 0.95)
    if "x-spamcop-sourceip" in mail.headers or _SPAMCOP.match(mail.subject):
        return _verdict(mail, {}, "spamcop", mail.subject, 0.95)
    if any(name in mail.headers for name in _XARF):
        return _from_xarf(mail)
    if _is_desk(mail) and (mail.embedded or _COPIED.search(mail.body)):
        told = _OPENS.search(mail.body[:OPENING])
        if told or _SUBJECT.search(mail.subject):
            return _verdict(mail, {}, "feedback_loop", told[0] if told else mail.subject, 0.9)
    return _from_an_abuse_desk(mail)


def _from_an_abuse_desk(mail: ParsedMail) -> Verdict | None:
    """A person at a hoster who passes a complaint on without the mail. Whoever they name has complained."""
    if (is_answer(mail) and not mail.answers_us) or not (
        _ABUSE.match(mail.sender.email) and _SUBJECT.search(mail.subject)
    ):
        return None
    if _OF_YOURS.search(mail.text) is None:
        return None
    ours = {box.email for box in (*mail.to, mail.sender)}
    named = tuple(dict.fromkeys(found.lower() for found in ADDRESS.findall(mail.text) if found.lower() not in ours))
    who = named if len(named) == 1 else ()
    return Verdict(Kind.COMPLAINT, 0.7, "abuse_desk", mail.subject, failed_recipients=who)


def _is_desk(mail: ParsedMail) -> bool:
    sender = mail.sender.email
    return _DESK_STEMS.are_in(sender) and _DESK.match(sender) is not None


def _from_xarf(mail: ParsedMail) -> Verdict:
    """By the report's own type, else by the subject: "attack" and "login-attack" are about no mail."""
    reports = (_fields(part.text) for part in mail.parts)
    report = next((fields for fields in reports if "report-type" in fields), {})
    kind = report.get("report-type") or mail.subject
    if not (_OF_MAIL.match(kind) if report else _SUBJECT.search(kind)):
        return Verdict(Kind.UNRELATED, 0.9, "feedback_report", f"Report-Type: {kind}")
    return _verdict(mail, report, "feedback_report", f"Report-Type: {kind}", 0.95)


def _fields(text: str) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in _FIELD.findall(text)}


def _from_report(mail: ParsedMail, fields: dict[str, str]) -> Verdict:
    kind = fields.get("feedback-type", "abuse").lower()
    if kind in _NO_COMPLAINT:
        return Verdict(Kind.UNRELATED, 0.9, "feedback_report", f"Feedback-Type: {kind}")
    return _verdict(mail, fields, "feedback_report", f"Feedback-Type: {kind}", 0.99)


def _verdict(mail: ParsedMail, fields: dict[str, str], rule: str, because: str, confidence: float) -> Verdict:
    return Verdict(
        Kind.COMPLAINT,
        confidence,
        rule,
        because,
        failed_recipients=_who(mail, fields),
        original_message_id=original_id(mail),
    )


def _who(mail: ParsedMail, fields: dict[str, str]) -> tuple[str, ...]:
    """Who complained. Providers hide it in different places, some everywhere."""
    mails = (mail, *mail.embedded)
    values = [fields.get(name, "") for name in _WHO] + [one.header(name) for name in _WHO for one in mails]
    for value in values:
        found = ADDRESS.search(value)
        if found and not found[0].startswith("redacted"):
            return (found[0].lower(),)
    if mail.embedded:
        return tuple(box.email for one in mail.embedded[:1] for box in one.to[:1] if box.email)
    copied = _COPIED.search(mail.body)
    to = _COPIED_TO.search(mail.body, max(0, copied.start() - NEAR), copied.end() + NEAR) if copied else None
    found = ADDRESS.search(to[0]) if to else None
    return (found[0].lower(),) if found else ()


NEAR = 2000
"""Characters between two headers of a copied mail."""
