"""Speaks with a provider's sign-in (OAuth 2): where to send a person, and what their consent is exchanged for.

The authorization-code flow with PKCE (RFC 6749 4.1, RFC 7636, RFC 9700). Every failure is a WireError in words.
"""

import asyncio
import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from engine.edge.trouble import shorten
from engine.edge.web import post
from engine.errors import LoginRefused, ProtocolTrouble, Unreachable, WireError

FIELD = "login.oauth"
LARGEST_ANSWER = 65_536
"""Bytes; a token has some thousand."""
USUAL_LIFE = timedelta(hours=1)
"""Of an access token whose provider does not say (RFC 6749 5.1 only recommends it)."""
LONGEST_LIFE = timedelta(days=1)
SHORTEST_LIFE = timedelta(seconds=10)
PASSING = frozenset({"temporarily_unavailable", "server_error", "slow_down"})
CONSENT_GONE = frozenset(
    {"invalid_grant", "interaction_required", "consent_required", "login_required", "access_denied"}
)
"""Errors that only the person can end, by signing in again (RFC 6749 5.2, OpenID Connect Core 3.1.2.6)."""
NOT_KNOWN = frozenset({"invalid_client", "unauthorized_client"})


@dataclass(frozen=True)
class Client:
    """This installation as the provider knows it. `settings` are the variables that hold it, for whoever mends it."""

    who: str
    authorize_url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    needed: tuple[str, ...]
    """Parts of the granted scopes without which a mailbox cannot be used; a person may untick some."""
    extra: Mapping[str, str]
    settings: str


@dataclass(frozen=True)
class Granted:
    """`refresh` is "" when the one that is known stays. `account` is who signed in, "" when that is not told."""

    access: str = field(repr=False)
    expires_at: datetime
    refresh: str = field(repr=False, default="")
    account: str = ""


def new_verifier() -> str:
    return secrets.token_urlsafe(48)


def sign_in_address(client: Client, redirect: str, state: str, verifier: str, account: str) -> str:
    """Where a person says yes. `account` is the one they are expected to sign in with."""
    digest = hashlib.sha256(verifier.encode()).digest()
    wanted = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": redirect,
        "scope": " ".join(client.scopes),
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "login_hint": account,
        **client.extra,
    }
    joint = "&" if urlsplit(client.authorize_url).query else "?"
    return f"{client.authorize_url}{joint}{urlencode(wanted)}"


async def exchange(
    client: Client, code: str, verifier: str, redirect: str, now: datetime, *, patience: float
) -> Granted:
    """A code from the sign-in page for tokens; `patience`: seconds for all of it."""
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": redirect}
    answer = await _ask(client, form, patience)
    granted = _granted(client, answer, now)
    allowed = str(answer.get("scope") or " ".join(client.scopes)).lower()
    missing = [scope for scope in client.needed if scope.lower() not in allowed]
    if missing:
        raise LoginRefused(
            f"{client.who} was not allowed to hand out the mailbox ({', '.join(missing)} is missing).",
            field=FIELD,
            remedy="Connect again and tick everything that is asked for.",
        )
    if not granted.refresh:
        raise ProtocolTrouble(
            f"{client.who} gave no lasting sign-in (refresh token).",
            field=FIELD,
            remedy=f"Take this program's access away in the settings of the {client.who} account, then connect again.",
        )
    return granted


async def refresh(client: Client, token: str, now: datetime, *, patience: float) -> Granted:
    """A new access token. The provider may give another refresh token with it; the old one may be void from then on."""
    return _granted(client, await _ask(client, {"grant_type": "refresh_token", "refresh_token": token}, patience), now)


async def _ask(client: Client, form: dict[str, str], patience: float) -> dict[str, Any]:
    form |= {"client_id": client.client_id, "client_secret": client.client_secret}
    try:
        async with asyncio.timeout(patience):
            status, body = await post(
                client.token_url, LARGEST_ANSWER, form={name: value for name, value in form.items() if value}
            )
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _away(client, error, patience) from error
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if status == httpx.codes.OK and isinstance(answer, dict):
        return answer
    raise _refused(client, status, answer if isinstance(answer, dict) else {})


def _away(client: Client, error: Exception, patience: float) -> Unreachable:
    host = urlsplit(client.token_url).netloc
    if isinstance(error, TimeoutError):
        return Unreachable(
            f"{client.who} ({host}) did not answer within {patience:g} seconds.",
            field=FIELD,
            remedy="Nothing to do: it is tried again.",
        )
    return Unreachable(
        f"{client.who} ({host}) cannot be reached: {shorten(str(error)) or type(error).__name__}.",
        field=FIELD,
        remedy="Check the network; it is tried again.",
    )


def _refused(client: Client, status: int, answer: dict[str, Any]) -> WireError:
    """RFC 6749 5.2: an error is a word and, if one is lucky, a sentence."""
    word = answer.get("error")
    word = shorten(word) if isinstance(word, str) else ""
    said = answer.get("error_description")
    said = f": {shorten(said)}" if isinstance(said, str) and said else ""
    if word in CONSENT_GONE:
        return LoginRefused(
            f"{client.who} takes the sign-in no more ({word}{said}).",
            field=FIELD,
            remedy=f"Connect the mailbox again with {client.who}.",
        )
    if word in NOT_KNOWN:
        return ProtocolTrouble(
            f"{client.who} does not know this installation ({word}{said}).",
            field=FIELD,
            remedy=f"An administrator checks {client.settings}.",
        )
    if word in PASSING or status == httpx.codes.TOO_MANY_REQUESTS or status >= 500:
        return Unreachable(
            f"{client.who} cannot answer just now ({word or status}{said}).",
            field=FIELD,
            remedy="Nothing to do: it is tried again.",
        )
    if word:
        return ProtocolTrouble(
            f"{client.who} refused the request ({word}{said}).",
            field=FIELD,
            remedy=f"An administrator checks {client.settings}.",
        )
    return _nonsense(client, f"status {status}" if status else "an answer without end")


def _nonsense(client: Client, what: str) -> ProtocolTrouble:
    return ProtocolTrouble(
        f"{client.who}'s answer makes no sense ({what}).",
        field=FIELD,
        remedy=f"An administrator checks {client.settings}; else try again later.",
    )


def _granted(client: Client, answer: dict[str, Any], now: datetime) -> Granted:
    access, kind, refreshed = answer.get("access_token"), answer.get("token_type"), answer.get("refresh_token") or ""
    if not _is_token(access) or not isinstance(kind, str) or kind.lower() != "bearer":
        raise _nonsense(client, "no bearer token in it")
    if refreshed and not _is_token(refreshed):
        raise _nonsense(client, "a refresh token that is none")
    return Granted(str(access), now + _life(answer.get("expires_in")), refreshed, _account(answer.get("id_token")))


def _is_token(value: object) -> bool:
    """RFC 6749 appendix A.12: printable ASCII. Anything else could break out of the line it is written on."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable()


def _life(value: object) -> timedelta:
    """Some providers send the number as a text."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) else -1.0
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        return USUAL_LIFE
    return min(max(timedelta(seconds=min(seconds, 1e6)), SHORTEST_LIFE), LONGEST_LIFE)


def _account(token: object) -> str:
    """Who signed in. The token came straight from the provider over TLS, so its signature says nothing more
    (OpenID Connect Core 3.1.3.7, 6); it is told to the person, not relied upon."""
    if not isinstance(token, str) or token.count(".") != 2:
        return ""
    body = token.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (binascii.Error, ValueError):
        return ""
    names = [claims.get(name) for name in ("email", "preferred_username")] if isinstance(claims, dict) else []
    return next((shorten(name).lower() for name in names if isinstance(name, str) and "@" in name), "")
