"""What a subject says of its writer."""

import re

from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

_ANSWERED = (
    "re|aw|sv|vs|antw?|ynt|odp|rif|r|res|rv|ref|rep|ha|atb|va|απ|σχετ|отв|ответ|відп|回复|答复|回覆|返信|회신|답장"
)
_PASSED_ON = "fwd?|wg|tr|enc|enz|i|vb|vl|vid|doorst|pd|ilt|tov|fs|prep|πρθ|пересл|转发|轉寄|転送|전달"
_COUNTED = r"\s?(?:\[\d+\]|\(\d+\))?\s?[:：]"
ANSWERS = re.compile(rf"\s*(?:{_ANSWERED}){_COUNTED}")
"""A subject, folded, of what says that it answers, in many languages."""
REPLIES = re.compile(rf"\s*(?:{_ANSWERED}|{_PASSED_ON}){_COUNTED}")
"""Likewise, or of what is passed on."""


@once
def own_subject(mail: ParsedMail) -> str:
    """The subject, folded, where it is the writer's own: what follows "Re:" are our words, or an earlier note's."""
    subject = plain(mail.subject)
    return "" if REPLIES.match(subject) else subject
