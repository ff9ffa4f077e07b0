"""Words to begin with for the mails that an answer asks for. A rep reads and sends them, never the engine."""

from engine.rules.reading.verdict import Person

_REFERRAL = {
    "en": "Hi {name},\n\n{referrer} suggested that I write to you.\n\nAre you the right person to talk to about this?\n\n"
    "{sender}",
    "de": "Guten Tag {name},\n\n{referrer} hat mir empfohlen, Ihnen zu schreiben.\n\nSind Sie dafür die richtige Person?"
    "\n\n{sender}",
    "fr": "Bonjour {name},\n\n{referrer} m'a conseillé de vous écrire.\n\nÊtes-vous la bonne personne pour ce sujet ?\n\n"
    "{sender}",
    "es": "Hola, {name}:\n\n{referrer} me sugirió que le escribiera.\n\n¿Es usted la persona adecuada para este tema?\n\n"
    "{sender}",
}


def referral_draft(people: list[Person], referrer: str, sender: str, language: str) -> str:
    """A mail to the first person named, naming the one who referred (M21): one sentence why, one question."""
    if not people:
        return ""
    person = people[0]
    place = person.email or person.phone or "address not given: ask for it"
    words = _REFERRAL.get(language, _REFERRAL["en"])
    text = words.format(name=person.name or "there", referrer=referrer, sender=sender)
    return f"Draft to {person.name or person.email} ({place}):\n\n{text}"
