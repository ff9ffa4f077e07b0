"""The pages' own files, read once at start: nothing else of the disk can be asked for."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from engine.errors import NotFound

router = APIRouter(include_in_schema=False)
FOLDER = Path(__file__).resolve().parent.parent / "static"
TYPES = {
    "offhours.css": "text/css; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "api-docs.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    content: bytes
    media_type: str
    tag: str


def _load(name: str, media_type: str) -> Asset:
    content = (FOLDER / name).read_bytes()
    return Asset(content, media_type, hashlib.sha256(content).hexdigest()[:16])


ASSETS = {name: _load(name, media_type) for name, media_type in TYPES.items()}


def address_of(name: str) -> str:
    """With the content's hash, so that browsers may keep it for ever."""
    return f"/static/{name}?v={ASSETS[name].tag}"


@router.get("/static/{name}")
async def asset(name: str, request: Request) -> Response:
    found = ASSETS.get(name)
    if found is None:
        raise NotFound("there is no such file.", field="name", remedy="Load the page again.")
    headers = {"ETag": f'"{found.tag}"', "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    if request.query_params.get("v") == found.tag:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if request.headers.get("if-none-match") == f'"{found.tag}"':
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


@router.get("/favicon.ico")
async def icon() -> Response:
    return Response(ASSETS["icon.svg"].content, media_type=ASSETS["icon.svg"].media_type)
