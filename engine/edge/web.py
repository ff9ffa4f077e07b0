"""One question over HTTP, with an answer of bounded size."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from engine.edge.login import is_loopback, verifying_context


async def post(
    url: str,
    largest: int,
    *,
    form: Mapping[str, str] | None = None,
    document: Any = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Status and body; (0, b"") when the body is larger than `largest` bytes. The caller limits the time.

    A proxy of the environment is used, but not on the way to this machine. Redirects are not followed: what is sent
    is not for others.
    """
    far = not is_loopback(urlsplit(url).hostname or "")
    verify = verifying_context() if url.startswith("https:") else True
    body = bytearray()
    said = {"Accept": "application/json", **(headers or {})}
    async with (
        httpx.AsyncClient(verify=verify, trust_env=far, timeout=None) as http,  # noqa: S113 # the caller limits it all
        http.stream("POST", url, data=form, json=document, headers=said) as response,
    ):
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > largest:
                return 0, b""
        return response.status_code, bytes(body)
