"""Bodies are bounded: whoever is not signed in must not be able to fill the memory."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 5_000_000
"""Bytes; an import of 1000 rows needs a tenth of it."""


class BodyLimit:
    """Counts what really comes: Content-Length may be absent or wrong."""

    def __init__(self, app: ASGIApp, most: int = LARGEST_BODY) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)
