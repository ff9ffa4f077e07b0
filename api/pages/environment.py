"""Turns a view into HTML. This Jinja environment escapes everything and never sees users' templates."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from api.pages import flash, kept, moments, words
from api.pages.static import address_of
from api.pages.viewer import Viewer
from engine.flows.letter import EXAMPLE_FIELDS
from engine.rules import bins, reasons, working_hours
from engine.rules.metrics import Rate
from engine.rules.vocabulary import Kind

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "pages"
DOTTED = re.compile(r"(?:^|(?<=: ))[a-z_]+(?:\.[a-z_]+)+: ")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def render(
    request: Request, template: str, viewer: Viewer | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A whole page. What was said by the last action is shown to whoever is signed in, and what was typed to whoever
    typed it, once."""
    said = flash.read(request) if viewer else None
    text = ENVIRONMENT.get_template(template).render(
        viewer=viewer, flash=said, path=request.url.path, query=dict(request.query_params), **context
    )
    typed = kept.read(request, viewer.csrf) if viewer else None
    response = HTMLResponse(kept.filled(text, typed) if typed else text, status, dict(HEADERS))
    if said is not None:
        flash.forget(response)
    if viewer and kept.COOKIE in request.cookies:
        kept.forget(response)
    return response


@pass_context
def ago(context: Context, moment: datetime | None) -> Markup:
    """The relative time; the exact one on hover and for machines."""
    if moment is None:
        return Markup("–")
    viewer: Viewer = context["viewer"]
    return _time(moment, moments.relative(moment, viewer.now), moments.absolute(moment, viewer.zone, viewer.now))


@pass_context
def stamp(context: Context, moment: datetime | None) -> Markup:
    """The exact time; the relative one on hover."""
    if moment is None:
        return Markup("–")
    viewer: Viewer = context["viewer"]
    return _time(moment, moments.absolute(moment, viewer.zone, viewer.now), moments.relative(moment, viewer.now))


@pass_context
def clock(context: Context, moment: datetime) -> Markup:
    viewer: Viewer = context["viewer"]
    return _time(moment, moments.clock(moment, viewer.zone, viewer.now), moments.relative(moment, viewer.now))


@pass_context
def deadline(context: Context, moment: datetime) -> Markup:
    """ "due in 20 h", "3 days late"; the exact time on hover."""
    viewer: Viewer = context["viewer"]
    late = moment < viewer.now
    text = (
        f"{moments.long(max(viewer.now - moment, moments.A_MOMENT))} late"
        if late
        else f"due {moments.relative(moment, viewer.now)}"
    )
    return _time(moment, text, moments.absolute(moment, viewer.zone, viewer.now))


@pass_context
def lasting(context: Context, moment: datetime) -> Markup:
    """For how long something has been so: "for 3 days", "just now"."""
    viewer: Viewer = context["viewer"]
    exact = moments.absolute(moment, viewer.zone, viewer.now)
    if viewer.now - moment < moments.A_MOMENT:
        return _time(moment, "just now", exact)
    return _time(moment, f"for {moments.long(viewer.now - moment)}", exact)


def _time(moment: datetime, text: str, title: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(moment.isoformat(), title, text)


def number(value: float | None) -> str:
    """Thousands apart by a thin space, which no language reads as a decimal point."""
    return "–" if value is None else f"{value:,}".replace(",", "\u202f")


def percent(value: float | None) -> str:
    """Enough digits to tell small rates apart."""
    if value is None:
        return "–"
    return f"{value * 100:.1f}\u00a0%" if value < 0.2 else f"{value * 100:.0f}\u00a0%"


def between(rate: Rate) -> str:
    """The interval in words."""
    if not rate.denominator:
        return "nothing to divide by yet"
    return f"95\u00a0%: {percent(rate.low)} to {percent(rate.high)}"


@pass_context
def local(context: Context, text: str) -> str:
    """A text that was written down for everybody, with its times (in UTC) in the viewer's zone."""
    viewer: Viewer = context["viewer"]
    return moments.local(text, viewer.zone, viewer.now)


def sentence(text: str) -> str:
    """With a capital and a full stop, and without the field that errors of mail servers and templates begin with."""
    text = DOTTED.sub("", text.strip())
    kind, colon, rest = text.partition(": ")
    if colon and kind in EXAMPLE_FIELDS:
        kind, colon, rest = (text := rest).partition(": ")
    text = words.spoken(f"{words.label(Kind(kind))}{colon}{rest}" if kind in set(Kind) else text)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) or not text else '.'}"


def day(value: date | None) -> str:
    return "–" if value is None else moments.day(value)


def breakable(text: str) -> Markup:
    """Where there is no room for an address, what is behind its @ goes below; else its last letters would."""
    return escape(text).replace("@", Markup("@<wbr>"))


def length_of(value: timedelta | None) -> str:
    return "–" if value is None else moments.long(value)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "ago": ago,
        "stamp": stamp,
        "clock": clock,
        "deadline": deadline,
        "lasting": lasting,
        "number": number,
        "percent": percent,
        "between": between,
        "breakable": breakable,
        "day": day,
        "length_of": length_of,
        "local": local,
        "sentence": sentence,
        "spoken": words.spoken,
        "by": words.by,
        "span": working_hours.in_words,
        "label": words.label,
        "what": words.what,
        "reason": reasons.reason,
        "remedy": reasons.remedy,
        "tone": words.kind_tone,
    }
    made.globals |= {"static": address_of, "WORDS": words, "AVOID": bins.AVOID}
    return made


ENVIRONMENT = _environment()
