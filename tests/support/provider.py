"""A provider's sign-in (OAuth 2) on this machine: rotates refresh tokens, is slow or talks nonsense when told."""

import asyncio
import base64
import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import SecretStr

from engine.edge.oauth import Client
from engine.flows.house import House
from tests.support.servers import HOST, USER

CLIENT_ID = "offhours-client"
CLIENT_SECRET = "client-secret"
STALL = "stall"


@dataclass
class Provider:
    """`say` overrides the next answers of the token endpoint: (status, body), or STALL."""

    port: int = 0
    account: str = USER
    life: int = 3600
    scope: str = ""
    rotates: bool = True
    strict: bool = True
    """A refresh token used a second time takes the whole consent back (RFC 9700 4.14.2)."""
    lasting: bool = True
    """Whether a code gives a refresh token."""
    slow: float = 0
    say: list[tuple[int, str] | str] = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    live: set[str] = field(default_factory=set)
    """Access tokens that mail servers take."""
    current: str = ""
    used: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def client(self, **changes: object) -> Client:
        fields = {
            "who": "Google",
            "authorize_url": f"{self.url}/authorize",
            "token_url": f"{self.url}/token",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "scopes": ("mail",),
            "needed": (),
            "extra": {},
            "settings": "OFFHOURS_GOOGLE_CLIENT_ID",
        }
        return Client(**(fields | changes))

    def settings(self) -> dict[str, str]:
        """What points a program at it, as Google and as Microsoft."""
        return {
            "google_client_id": CLIENT_ID,
            "google_client_secret": CLIENT_SECRET,
            "google_authorize_url": f"{self.url}/authorize",
            "google_token_url": f"{self.url}/token",
            "microsoft_client_id": CLIENT_ID,
            "microsoft_client_secret": CLIENT_SECRET,
            "microsoft_login_url": self.url,
        }

    def known_to(self, house: House) -> House:
        """The same house, which knows the provider; as another process does, with a memory of its own."""
        values = {
            name: SecretStr(value) if name.endswith("secret") else value for name, value in self.settings().items()
        }
        return replace(house, settings=house.settings.model_copy(update=values))

    def consent(self, address: str) -> dict[str, str]:
        """A person follows the address and says yes: the parameters that come back to the redirect address."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = wanted
        return {"code": code, "state": wanted["state"]}

    def grant(self) -> str:
        """A refresh token as if somebody had consented before."""
        self.current = f"refresh-{len(self.used) + 1}-{self.asked['token']}"
        return self.current

    def revoke(self) -> None:
        self.current = ""
        self.live.clear()

    # What it does

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            method, target, _ = head.split(" ", 2)
            length = next(
                (int(line.split(":")[1]) for line in head.split("\r\n") if line.lower()[:14] == "content-length"), 0
            )
            form = {name: values[0] for name, values in parse_qs((await reader.readexactly(length)).decode()).items()}
            status, body = await self._answer(method, urlsplit(target), form)
            location = f"Location: {body}\r\n" if status == 302 else ""
            writer.write(
                f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{location}"
                f"Content-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n{body}".encode()
            )
            await writer.drain()
        writer.close()

    async def _answer(self, method: str, target, form: dict[str, str]) -> tuple[int, str]:
        if target.path.endswith("/authorize"):
            back = self.consent(f"?{target.query}")
            return 302, f"{self.codes[back['code']]['redirect_uri']}?{urlencode(back)}"
        if target.path == "/introspect":
            token = form.get("token", "")
            return 200, json.dumps(
                {"active": token in self.live, "username": USER} if token in self.live else {"active": False}
            )
        self.asked["token"] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.slow:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.Event().wait(), self.slow)
            if self.say:
                said = self.say.pop(0)
                if said == STALL:
                    await asyncio.Event().wait()
                return said
            return self._token(form)
        finally:
            self.at_once -= 1

    def _token(self, form: dict[str, str]) -> tuple[int, str]:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, json.dumps({"error": "invalid_client", "error_description": "The OAuth client was not found."})
        if form["grant_type"] == "authorization_code":
            return self._by_code(form)
        given = form["refresh_token"]
        if given in self.used and self.strict:
            self.revoke()
        if not self.current or given != self.current:
            return 400, json.dumps(
                {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            )
        if not self.rotates:
            return 200, self._tokens("")
        self.used.add(given)
        return 200, self._tokens(self.grant())

    def _by_code(self, form: dict[str, str]) -> tuple[int, str]:
        wanted = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if wanted is None or wanted["code_challenge"] != challenge or wanted["redirect_uri"] != form["redirect_uri"]:
            return 400, json.dumps({"error": "invalid_grant", "error_description": "Bad code."})
        return 200, self._tokens(self.grant() if self.lasting else "", wanted["scope"])

    def _tokens(self, refresh: str, scope: str = "") -> str:
        access = f"access-{self.asked['token']}"
        self.live.add(access)
        claims = base64.urlsafe_b64encode(json.dumps({"email": self.account}).encode()).rstrip(b"=").decode()
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": self.life, "id_token": f"x.{claims}.x"}
        if self.scope or scope:
            answer["scope"] = self.scope or scope
        return json.dumps(answer | ({"refresh_token": refresh} if refresh else {}))


@contextlib.asynccontextmanager
async def fake_provider(**how: object) -> AsyncIterator[Provider]:
    provider = Provider(**how)
    tasks: set[asyncio.Task] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        tasks.add(task)
        try:
            await provider.serve(reader, writer)
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, HOST, 0)
    provider.port = server.sockets[0].getsockname()[1]
    try:
        yield provider
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        if tasks:
            await asyncio.wait(list(tasks))
        await server.wait_closed()
