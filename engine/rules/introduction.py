"""The mail that introduces a prospect and an AE to each other (M29). A rep reads and sends it, never the engine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A mail for a person to read, change and send. `cc` are those who are copied."""

    to: str
    cc: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class Party:
    name: str
    email: str

    @property
    def first(self) -> str:
        """How a mail speaks of them."""
        return (self.name.split() or [self.email])[0]


_INTRODUCTION = {
    "en": (
        "{prospect}, meet {ae}",
        "Hi {prospect},",
        "as promised, meet my colleague {ae_full} (copied), who knows best how this would look at {company}.",
        "{ae}: {prospect_full} is your contact at {company}; you have my notes.",
        "When would it suit you to talk for a few minutes?",
    ),
    "de": (
        "{prospect_full} und {ae_full}",
        "Guten Tag {prospect_full},",
        "wie besprochen stelle ich Ihnen {ae_full} vor (in Kopie) für alles, was {company} dabei wissen muss.",
        "{ae}: {prospect_full} ist der Kontakt bei {company}; meine Notizen liegen vor.",
        "Wann passt Ihnen ein kurzes Gespräch?",
    ),
    "fr": (
        "{prospect_full} et {ae_full}",
        "Bonjour {prospect_full},",
        "comme convenu, je vous présente {ae_full} (en copie), qui vous dira ce que cela donnerait chez {company}.",
        "{ae} : {prospect_full} est votre contact chez {company} ; vous avez mes notes.",
        "Quand pourriez-vous vous parler quelques minutes ?",
    ),
    "es": (
        "{prospect_full} y {ae_full}",
        "Hola {prospect}:",
        "como hablamos, le presento a {ae_full} (en copia), quien mejor sabe cómo sería esto en {company}.",
        "{ae}: {prospect_full} es el contacto en {company}; ya tiene mis notas.",
        "¿Cuándo le vendría bien hablar unos minutos?",
    ),
}
"""Language -> subject, greeting, why, a word to the AE, the one question (M9)."""


def introduction(prospect: Party, ae: Party, sender: str, company: str, language: str) -> Letter:
    """The third best way to pass a baton (M29): one mail that copies both."""
    filled = [
        line.format(
            prospect=prospect.first, prospect_full=prospect.name or prospect.email, ae=ae.first,
            ae_full=ae.name or ae.email, company=company,
        )
        for line in _INTRODUCTION.get(language, _INTRODUCTION["en"])
    ]  # fmt: skip
    subject, *paragraphs = [line.replace("..", ".") for line in filled]  # "at Acme Inc."
    return Letter(prospect.email, (ae.email,), subject, "\n\n".join([*paragraphs, sender]))
