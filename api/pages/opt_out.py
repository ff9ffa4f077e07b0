"""The page behind the link in every mail: no sign-in, no script, nothing that could tell who looked."""

from collections.abc import Mapping
from typing import NamedTuple

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.environment import ENVIRONMENT, HEADERS


class Words(NamedTuple):
    """`ask` and `done` hold one `{address}`."""

    title: str
    ask: str
    button: str
    title_done: str
    done: str


LANGUAGES: Mapping[str, Words] = {
    "en": Words(
        "No more mail?",
        "Press the button and {address} gets no further mail from us.",
        "Stop all mail to me",
        "Done",
        "{address} gets no further mail from us. You can close this page.",
    ),
    "de": Words(
        "Keine weiteren Mails?",
        "Ein Klick auf den Knopf, und {address} bekommt keine weitere Mail von uns.",
        "Keine Mails mehr an mich",
        "Erledigt",
        "{address} bekommt keine weitere Mail von uns. Sie können diese Seite schließen.",
    ),
    "fr": Words(
        "Ne plus recevoir de messages ?",
        "Appuyez sur le bouton et {address} ne recevra plus aucun message de notre part.",
        "Ne plus m’écrire",
        "C’est fait",
        "{address} ne recevra plus aucun message de notre part. Vous pouvez fermer cette page.",
    ),
    "es": Words(
        "¿No recibir más correos?",
        "Pulse el botón y {address} no recibirá más correos nuestros.",
        "No escribirme más",
        "Hecho",
        "{address} no recibirá más correos nuestros. Puede cerrar esta página.",
    ),
}


def render_opt_out(request: Request, address_masked: str, done: bool, sender: str = "") -> HTMLResponse:
    """`sender` is who wrote: legal name and postal address."""
    language = preferred(request.headers.get("accept-language", ""))
    words = LANGUAGES[language]
    text = ENVIRONMENT.get_template("opt_out.html").render(
        language=language, words=words, address=address_masked, done=done, sender=sender
    )
    headers = dict(HEADERS) | {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    return HTMLResponse(text, 200, headers)


def preferred(header: str) -> str:
    """The language of ours that Accept-Language (RFC 9110) wants most; English when it wants none."""
    wanted: list[tuple[float, str]] = []
    for entry in header[:1000].split(","):
        tag, _, parameter = entry.strip().partition(";")
        wanted.append((_quality(parameter), tag.strip().lower()[:2]))
    ranked = sorted(wanted, key=lambda pair: -pair[0])
    return next((tag for quality, tag in ranked if tag in LANGUAGES and quality > 0), "en")


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
