"""Opt-out links: the one-click POST of RFC 8058, and the scanners that open every link before a person does."""

import re
import ssl
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from offhours.demo.market.smtp import header_of


class NoLink(Exception):
    """The mail has no link that could be used; the text says why."""


def opt_out_url(raw: bytes, *, one_click: bool) -> str:
    """The https or http URI of List-Unsubscribe. The demo only ever talks to this machine."""
    header = header_of(raw)
    value = header("List-Unsubscribe")
    found = re.search(r"<\s*(https?://[^<>\s]+)\s*>", "".join(value.split()))
    if found is None:
        raise NoLink("no List-Unsubscribe link")
    if one_click and header("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click":
        raise NoLink("no List-Unsubscribe-Post")
    if not _on_this_machine(urlsplit(found[1]).hostname or ""):
        raise NoLink(f"not on this machine: {found[1]}")
    return found[1]


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def client() -> httpx.AsyncClient:
    """No proxies and no list of authorities: it only talks to this machine. Loading that list would take 0.2 s."""
    return httpx.AsyncClient(timeout=10, trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


async def press(web: httpx.AsyncClient, url: str) -> str:
    """What a mailbox provider does for a person who presses "unsubscribe". The status, or what went wrong."""
    return await _status(web, "POST", url, {"List-Unsubscribe": "One-Click"})


async def scan(web: httpx.AsyncClient, url: str) -> str:
    return await _status(web, "GET", url, None)


async def _status(web: httpx.AsyncClient, method: str, url: str, data: dict[str, str] | None) -> str:
    try:
        return str((await web.request(method, url, data=data)).status_code)
    except httpx.HTTPError as error:
        return type(error).__name__
