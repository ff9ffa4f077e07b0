"""Connects to a host at whichever of its addresses answers first (RFC 8305): one of which nothing is heard, as IPv6
behind many a router, would otherwise use up the time of all.
"""

import asyncio
import socket
from collections.abc import Sequence

from aiohappyeyeballs import start_connection
from aiohappyeyeballs.types import AddrInfoType

NEXT_AFTER = 0.25
"""Seconds until the next address is tried as well (RFC 8305 5)."""


async def reach(host: str, port: int) -> socket.socket:
    """Raises OSError, or UnicodeError for what can be no host."""
    return await first_of(await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM))


async def first_of(places: Sequence[AddrInfoType]) -> socket.socket:
    """Of the families by turns, in the order in which the system gives them."""
    return await start_connection(places, happy_eyeballs_delay=NEXT_AFTER, interleave=1)
