"""How mail programs write a reply: what goes above, how the original is quoted, which headers they leave."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from offhours.demo.market.dates import DAYS, MONTHS, SHORT_DAYS, SHORT_MONTHS
from offhours.demo.market.letters import Wrapping, paragraphs


@dataclass(frozen=True)
class Original:
    """The mail that is being answered, `at` in the reader's own zone."""

    name: str
    address: str
    to: str
    subject: str
    text: str
    message_id: str
    references: str
    at: datetime


@dataclass(frozen=True)
class Client:
    """`quote` and `quote_html` give what follows the new words; `prefixes` are its "Re:" by language."""

    name: str
    headers: tuple[tuple[str, str], ...]
    quote: Callable[[Original, str], str]
    quote_html: Callable[[Original, str], str]
    wrappings: tuple[Wrapping, ...]
    prefixes: dict[str, str]
    footer: dict[str, str]


# attribution lines; {d} is the date in the language's own words, {t} the time
GMAIL = {
    "en": "On {d} at {t} {n} <{a}> wrote:",
    "de": "Am {d} um {t} Uhr schrieb {n} <{a}>:",
    "fr": "Le {d} à {t}, {n} <{a}> a écrit :",
    "es": "El {d} a las {t}, {n} (<{a}>) escribió:",
    "it": "Il giorno {d} alle ore {t} {n} <{a}> ha scritto:",
    "pt": "{n} <{a}> escreveu ({d} à(s) {t}):",
    "nl": "Op {d} om {t} schreef {n} <{a}>:",
    "sv": "Den {d} kl {t} skrev {n} <{a}>:",
    "da": "Den {d} kl. {t} skrev {n} <{a}>:",
    "pl": "{d} o {t} {n} <{a}> napisał(a):",
    "ja": "{d} {t} {n} <{a}>:",
}
APPLE = {
    "en": "On {d}, at {t}, {n} <{a}> wrote:",
    "de": "Am {d} um {t} schrieb {n} <{a}>:",
    "fr": "Le {d} à {t}, {n} <{a}> a écrit :",
    "es": "El {d}, a las {t}, {n} <{a}> escribió:",
    "nl": "Op {d}, om {t} heeft {n} <{a}> het volgende geschreven:",
}
# Outlook's header block: From, Sent, To, Subject
OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado el", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "ja": ("差出人", "送信日時", "宛先", "件名"),
}
SMALL = "font-size:11.0pt;font-family:Calibri,sans-serif"


def prefixed(text: str, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def short_date(at: datetime, language: str) -> str:
    """As Gmail writes it."""
    day, month = SHORT_DAYS[language][at.weekday()], SHORT_MONTHS[language][at.month - 1]
    if language == "en":
        return f"{day}, {month} {at.day}, {at.year}"
    if language == "ja":
        return f"{at.year}年{at.month}月{at.day}日({day})"
    if language == "de":
        return f"{day}., {at.day}. {MONTHS[language][at.month - 1]} {at.year}"
    return f"{day} {at.day} {month} {at.year}"


def clock_time(at: datetime, language: str) -> str:
    return at.strftime("%I:%M %p").lstrip("0") if language == "en" else f"{at:%H:%M}"


def _gmail_line(original: Original, language: str) -> str:
    return GMAIL[language].format(
        d=short_date(original.at, language),
        t=clock_time(original.at, language),
        n=original.name,
        a=original.address,
    )


def _apple_line(original: Original, language: str) -> str:
    language = language if language in APPLE else "en"
    date = f"{original.at.day} {SHORT_MONTHS[language][original.at.month - 1]} {original.at.year}"
    if language == "de":
        date = f"{original.at:%d.%m.%Y}"
    return APPLE[language].format(d=date, t=f"{original.at:%H:%M}", n=original.name, a=original.address)


def _gmail_quote(original: Original, language: str) -> str:
    return f"\n\n{_gmail_line(original, language)}\n\n{prefixed(original.text)}\n"


def _gmail_html(original: Original, language: str) -> str:
    line = html.escape(_gmail_line(original, language), quote=False)
    return (
        f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{line}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        f'padding-left:1ex">{paragraphs(original.text, "", "<br>")}</blockquote></div>'
    )


def _apple_quote(original: Original, language: str) -> str:
    return f"\n\n> {_apple_line(original, language)}\n> \n{prefixed(original.text)}\n"


def _apple_html(original: Original, language: str) -> str:
    line = html.escape(_apple_line(original, language), quote=False)
    return (
        f'<div><br><blockquote type="cite"><div>{line}</div><br class="Apple-interchange-newline"><div>'
        f"{paragraphs(original.text, '<div>', '</div><br>')}</div></blockquote></div>"
    )


def _outlook_fields(original: Original, language: str) -> list[tuple[str, str]]:
    at = original.at
    sent = f"{DAYS[language][at.weekday()]}, {at.day}. {MONTHS[language][at.month - 1]} {at.year} {at:%H:%M}"
    if language == "en":
        sent = f"{DAYS['en'][at.weekday()]}, {MONTHS['en'][at.month - 1]} {at.day}, {at.year} {clock_time(at, 'en')}"
    values = (f"{original.name} <{original.address}>", sent, original.to, original.subject)
    return list(zip(OUTLOOK[language], values, strict=True))


def _outlook_quote(original: Original, language: str) -> str:
    fields = "\n".join(f"{name}: {value}" for name, value in _outlook_fields(original, language))
    line = "_" * 32 + "\n" if len(original.text) % 2 else ""
    return f"\n\n{line}{fields}\n\n{original.text}\n"


def _outlook_html(original: Original, language: str) -> str:
    fields = "<br>".join(
        f"<b>{name}:</b> {html.escape(value, quote=False)}" for name, value in _outlook_fields(original, language)
    )
    return (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal"><span style="{SMALL}">{fields}</span></p></div>'
        + paragraphs(original.text, '<p class="MsoNormal">', "</p>")
    )


def _thunderbird_quote(original: Original, language: str) -> str:
    lines = {
        "en": f"On {original.at:%m/%d/%y %H:%M}, {original.name} wrote:",
        "de": f"Am {original.at:%d.%m.%y} um {original.at:%H:%M} schrieb {original.name}:",
        "fr": f"Le {original.at:%d/%m/%Y} à {original.at:%H:%M}, {original.name} a écrit :",
        "es": f"El {original.at:%d/%m/%y} a las {original.at:%H:%M}, {original.name} escribió:",
        "nl": f"Op {original.at:%d-%m-%Y} om {original.at:%H:%M} schreef {original.name}:",
    }
    return f"\n\n{lines.get(language, lines['en'])}\n{prefixed(original.text)}\n"


def _thunderbird_html(original: Original, language: str) -> str:
    line = html.escape(_thunderbird_quote(original, language).strip().split("\n")[0], quote=False)
    return (
        f'<div class="moz-cite-prefix">{line}<br></div><blockquote type="cite">{paragraphs(original.text)}</blockquote>'
    )


QP = Wrapping("utf-8", "quoted-printable", "both")
RE = {"en": "Re: "}
OUTLOOK_RE = {"en": "RE: ", "de": "AW: ", "nl": "RE: ", "sv": "SV: ", "da": "SV: ", "pl": "ODP: ", "it": "R: "}
IPHONE = {
    "en": "Sent from my iPhone",
    "de": "Von meinem iPhone gesendet",
    "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone",
    "nl": "Verstuurd vanaf mijn iPhone",
}
ANDROID = {
    "en": "Get Outlook for Android",
    "de": "Outlook für Android abrufen",
    "fr": "Télécharger Outlook pour Android",
}

CLIENTS = (
    Client("gmail", (), _gmail_quote, _gmail_html, (QP, Wrapping("utf-8", "base64", "both")), RE, {}),
    Client(
        "outlook",
        (("X-MS-Has-Attach", ""), ("X-MS-TNEF-Correlator", ""), ("Accept-Language", "en-US")),
        _outlook_quote,
        _outlook_html,
        (
            Wrapping("iso-8859-1", "quoted-printable", "both"),
            Wrapping("utf-8", "base64", "html"),
            Wrapping("windows-1252", "quoted-printable", "html"),
            Wrapping("windows-1252", "quoted-printable", "plain"),
        ),
        OUTLOOK_RE,
        {},
    ),
    Client(
        "apple",
        (("X-Mailer", "Apple Mail (2.3774.600.62)"),),
        _apple_quote,
        _apple_html,
        (QP, Wrapping("utf-8", "quoted-printable", "plain")),
        RE,
        {},
    ),
    Client(
        "iphone",
        (("X-Mailer", "iPhone Mail (21F90)"),),
        _apple_quote,
        _apple_html,
        (Wrapping("utf-8", "quoted-printable", "plain"), Wrapping("utf-8", "base64", "both")),
        RE,
        IPHONE,
    ),
    Client(
        "thunderbird",
        (("User-Agent", "Mozilla Thunderbird"), ("Content-Language", "en-US")),
        _thunderbird_quote,
        _thunderbird_html,
        (Wrapping("utf-8", "8bit", "plain", flowed=True), Wrapping("iso-8859-15", "8bit", "plain")),
        RE,
        {},
    ),
    Client("android", (), _outlook_quote, _outlook_html, (Wrapping("utf-8", "base64", "both"),), OUTLOOK_RE, ANDROID),
)


def client_of(rng: Random) -> Client:
    return rng.choices(CLIENTS, weights=(28, 34, 12, 10, 10, 6))[0]


def subject_of_reply(client: Client, subject: str, language: str) -> str:
    """One prefix, not a chain of them."""
    prefix = client.prefixes.get(language, client.prefixes["en"])
    return subject if subject.lower().startswith(prefix.lower().strip()) else prefix + subject
