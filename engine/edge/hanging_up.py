"""Ends a connection at once, without the farewell that a broken peer never answers."""

import asyncio
import contextlib


def hang_up(transport: asyncio.WriteTransport) -> None:
    """Also one that is ended already: there a TLS transport of Python 3.11.2 and older has lost its own protocol."""
    with contextlib.suppress(AttributeError):
        transport.abort()
