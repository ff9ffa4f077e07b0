"""Mail that a machine wrote although no delivery failed."""

from engine.rules.reading.mail import ParsedMail


def is_automatic(mail: ParsedMail) -> bool:
    """Whether a machine says that it answered by itself (RFC 3834 and older dialects)."""
    said = mail.header("auto-submitted").lower()
    return bool(said) and not said.startswith("no")
