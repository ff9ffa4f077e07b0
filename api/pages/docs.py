"""The reference of the API, drawn by a vendored Swagger UI from our own /api/openapi.json: no other host is asked."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.environment import HEADERS, render

router = APIRouter(include_in_schema=False)
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Swagger's stylesheet carries its arrows as data: images; it needs nothing else that other pages do without."""


@router.get("/api/docs")
async def reference(request: Request) -> HTMLResponse:
    page = render(request, "api_docs.html", schema=request.app.openapi_url)
    page.headers.update({**HEADERS, "Content-Security-Policy": POLICY})
    return page
