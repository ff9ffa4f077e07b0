"""What a person's answer means."""

from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind


def human_answer(mail: ParsedMail) -> Verdict | None:
    """An answer in a thread always gets a verdict."""
    if not (mail.in_reply_to or mail.references):
        return None
    return Verdict(Kind.OTHER, 0.2, "human.human_answer", mail.text.strip()[:200])
