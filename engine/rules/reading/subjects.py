"""What a subject says of its writer."""

import re

from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

REPLIES = re.compile(
    r"\s*(?:re|aw|sv|vs|antw?|ynt|odp|rif|r|res|rv|ref|rep|atb|va|απ|σχετ|отв|ответ|відп|回复|答复|回覆|返信|회신|답장|"
    r"fwd?|wg|tr|enc|enz|i|vb|vl|vid|doorst|pd|ilt|tov|fs|prep|πρθ|пересл|转发|轉寄|転送|전달)\s?(?:\[\d+\]|\(\d+\))?\s?[:：]"
)
"""Of answers and of what is passed on, in many languages."""


@once
def own_subject(mail: ParsedMail) -> str:
    """The subject, folded, where it is the writer's own: what follows "Re:" are our words, or an earlier note's."""
    subject = plain(mail.subject)
    return "" if REPLIES.match(subject) else subject
