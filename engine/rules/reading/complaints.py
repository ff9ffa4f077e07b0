"""Complaints: a mailbox provider passes on that somebody pressed "this is spam" (ARF, RFC 5965, and older forms)."""

import re

from engine.rules.reading.bounce_text import original_id
from engine.rules.reading.fields import ADDRESS
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_FIELD = re.compile(r"^([A-Za-z][\w-]+):[ \t]*(.*)$", re.MULTILINE)
# Reports about something else than a person's complaint: RFC 6591 authentication failures, "this is not spam".
_NO_COMPLAINT = frozenset({"auth-failure", "not-spam", "dmarc"})
_SUBJECT = re.compile(
    r"complaint about (?:message|mail|e-?mail)|(?:abuse|spam|junk|complaint|feedback[- ]loop|fbl|email feedback|"
    r"e-mail feedback) "
    r"(?:abuse )?(?:report|complaint|notification)|report(?:ed)? (?:as )?(?:spam|abuse)|spam (?:complaint|feedback)",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:staff@hotmail\.com|scomp@|fbl[\w.-]*@|feedback-?loops?[\w.-]*@|feedback@arf|abuse[\w.-]*@|complaints?@|arf@|"
    r"spam[\w.-]*@|"
    r"[\w.-]*(?:abuse|feedback|complaint|fbl)[\w.-]*@)",
    re.IGNORECASE,
)
_SPAMCOP = re.compile(r"\[SpamCop \([^()]{3,80}\) id:\d")
_WHO = ("original-rcpt-to", "x-hmxmroriginalrecipient", "removal-recipient", "x-rcpt-to", "redacted-address")


def complaint(mail: ParsedMail) -> Verdict | None:
    """A feedback report, or the unstructured note of a feedback loop that carries the mail complained about."""
    report = next((part.text for part in mail.parts if part.content_type == "message/feedback-report"), "")
    if report:
        return _from_report(mail, {name.lower(): value.strip() for name, value in _FIELD.findall(report)})
    if "x-hmxmroriginalrecipient" in mail.headers:
        return _verdict(mail, {}, "hotmail_feedback", "X-HmXmrOriginalRecipient", 0.95)
    if "x-spamcop-sourceip" in mail.headers or _SPAMCOP.match(mail.subject):
        return _verdict(mail, {}, "spamcop", mail.subject, 0.95)
    if mail.embedded and _DESK.match(mail.sender.email) and _SUBJECT.search(mail.subject):
        return _verdict(mail, {}, "feedback_loop", mail.subject, 0.9)
    return None


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
    return tuple(box.email for one in mail.embedded[:1] for box in one.to[:1] if box.email)
