"""What a subject says of its writer."""

import re

from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

REPLIES = re.compile(r"\s*(?:re|aw|sv|vs|antw|odp|rif|r|ref|回复|答复)\s?(?:\[\d+\])?\s?[:：]")


@once
def own_subject(mail: ParsedMail) -> str:
    """The subject, folded, where it is the writer's own: what follows "Re:" are our words, or an earlier note's."""
    subject = plain(mail.subject)
    return "" if REPLIES.match(subject) else subject
