"""What was typed in a form that was refused stands in it again on the page that follows: for browsers without script.

With script nothing leaves the page (live.js). Without it, and through the door when its session is gone, what was typed
travels in a cookie that lives for one page and is read to nobody but the user who typed it.
"""

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from fastapi import Request, Response

from api.auth import token_of, whose

COOKIE = "offhours_typed"
SECONDS = 900
"""Time to sign in again on the way."""
LONGEST = 3_600
"""Characters; a cookie holds 4 kB with its attributes."""
UNPACKED = 100_000
"""Bytes at most that a cookie is unpacked to."""
SECRET = re.compile("csrf|password|secret|token")
UNTYPED = frozenset({"hidden", "submit", "password"})
TICKED = frozenset({"checkbox", "radio"})

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Typed:
    """The values of each field of the form that is sent to `action`; `wrong`: the field that was refused."""

    action: str
    wrong: str
    values: dict[str, list[str]]


async def keep(request: Request, response: Response, wrong: str) -> bool:
    """For the next page. False when it is too long."""
    values: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str) and not SECRET.search(name):
            values.setdefault(name, []).append(value)
    said = json.dumps([request.url.path, wrong.rpartition(".")[2], values, whose(await token_of(request))]).encode()
    packed = base64.urlsafe_b64encode(zlib.compress(said)).decode()
    if len(packed) > LONGEST or len(said) > UNPACKED:
        return False
    response.set_cookie(COOKIE, packed, max_age=SECONDS, httponly=True, samesite="lax", path="/")
    return True


def read(request: Request, token: str) -> Typed | None:
    """What the user to whom this token was given has typed. What a browser sends is not trusted: it is escaped where it
    is shown."""
    try:
        packed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
        action, wrong, values, typist = json.loads(zlib.decompressobj().decompress(packed, UNPACKED))
        texts = {str(name): [str(value) for value in several] for name, several in dict(values).items()}
    except (ValueError, TypeError, zlib.error, binascii.Error):
        return None
    return Typed(str(action), str(wrong), texts) if typist == whose(token) else None


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/")


def filled(page: str, typed: Typed) -> str:
    """The page with what was typed in its form, which is unfolded; a page without that form stays as it is."""
    filler = _Filler(typed)
    filler.feed(page)
    filler.close()
    return "".join(filler.out)


class _Filler(HTMLParser):
    """Writes a page anew as it reads it. Our own pages only: every tag that is opened is closed."""

    def __init__(self, typed: Typed) -> None:
        super().__init__(convert_charrefs=False)
        self.typed = typed
        self.out: list[str] = []
        self._folds: list[int] = []  # where in `out` those begin that are open here
        self._inside = self._skipping = False
        self._select: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "details":
            self._folds.append(len(self.out))
        if tag == "form":
            self._inside = dict(attrs).get("action") == self.typed.action
            for place in self._folds if self._inside else ():
                self.out[place] = self.out[place].replace("<details", "<details open", 1)
        self.out.append(self._control(tag, dict(attrs)) if self._inside else self.get_starttag_text() or "")

    def _control(self, tag: str, given: dict[str, str | None]) -> str:
        """A tag inside of the form."""
        name, kind = given.get("name") or "", given.get("type") or "text"
        values = self.typed.values.get(name, [])
        if tag == "option" and self._select is not None:
            given = _switched(given, "selected", (given.get("value") or "") in self._select)
        elif tag == "select" and values:
            self._select = values
        elif tag == "input" and kind in TICKED:
            given = _switched(given, "checked", (given.get("value") or "on") in values)
        elif tag == "input" and kind not in UNTYPED and values:
            given = {**given, "value": values[-1]}
        elif tag == "textarea" and values:
            self._skipping = True
        if tag in {"input", "select", "textarea"} and name == self.typed.wrong and kind not in UNTYPED:
            given = {**given, "aria-invalid": "true"}
        words = [key if value is None else f'{key}="{escape(value)}"' for key, value in given.items()]
        text = escape(values[-1], quote=False) if tag == "textarea" and values else ""
        return f"<{' '.join([tag, *words])}>{text}"

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._folds.pop()
        elif tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._skipping = False
        self.out.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _switched(given: dict[str, str | None], name: str, on: bool) -> dict[str, str | None]:
    return {**{key: value for key, value in given.items() if key != name}, **({name: None} if on else {})}
