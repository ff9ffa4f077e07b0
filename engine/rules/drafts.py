"""Words to begin with for the mails that an answer asks for. A rep reads and sends them, never the engine."""

from engine.rules.reading.verdict import Person

_REFERRAL = {
    "en": ("Hi", "suggested that I write to you.", "Are you the right person to talk to about this?"),
    "de": ("Guten Tag", "hat mir empfohlen, Ihnen zu schreiben.", "Sind Sie dafür die richtige Person?"),
    "fr": ("Bonjour", "m'a conseillé de vous écrire.", "Êtes-vous la bonne personne pour ce sujet ?"),
    "es": ("Hola", "me sugirió que le escribiera.", "¿Es usted la persona adecuada para este tema?"),
}
"""Language -> greeting, why the rep writes, the one question."""


def referral_draft(people: list[Person], referrer: str, sender: str, language: str) -> str:
    """A mail to the first person named, naming the one who referred (M21): one sentence why, one question."""
    if not people:
        return ""
    person = people[0]
    place = person.email or person.phone or "address not given: ask for it"
    hello, why, question = _REFERRAL.get(language, _REFERRAL["en"])
    text = f"{hello} {person.name or 'there'},\n\n{referrer} {why}\n\n{question}\n\n{sender}"
    return f"Draft to {person.name or person.email} ({place}):\n\n{text}"
