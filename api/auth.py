"""Who is asking, and whether they may: a browser's cookie with its CSRF token, or the key of an integration."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response, Security
from fastapi.security import HTTPBearer

from api.context import InHouse, Now, Session, find
from api.errors import Unauthenticated
from engine.errors import Forbidden
from engine.flows import keys, sign_in
from engine.flows.house import House
from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from engine.store.tables import Mailbox, MessageOut, User

COOKIE = "offhours"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BEARER = HTTPBearer(auto_error=False, scheme_name="API key", description="Made under Settings → API keys: oh_…")
"""For the documentation, which can try endpoints with it; `signed_in` reads the header itself."""
RANK = {Role.REP: 0, Role.MANAGER: 1, Role.ADMIN: 2}


@dataclass(frozen=True)
class Actor:
    """Who acts. `how` is "browser" or "key"; `csrf` is what a browser must send back with a change."""

    user: User
    scopes: frozenset[Scope]
    how: str
    csrf: str = ""
    sign_in_id: int | None = None
    key_name: str = ""

    @property
    def role(self) -> Role:
        return self.user.role

    @property
    def by(self) -> str:
        """How the log names them."""
        return f"{self.user.email} (key {self.key_name})" if self.key_name else self.user.email

    def is_at_least(self, role: Role) -> bool:
        return RANK[self.role] >= RANK[role]

    def may_act_for(self, user_id: int) -> bool:
        """A rep acts for themselves, a manager for the team."""
        return user_id == self.user.id or self.is_at_least(Role.MANAGER)


async def signed_in(
    request: Request, session: Session, house: InHouse, now: Now, _said: Annotated[object, Security(BEARER)]
) -> Actor:
    """Whoever the cookie or the key says; 401 when nobody."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind:
        return await _by_key(session, kind, secret.strip(), now)
    found = await sign_in.whoami(session, request.cookies.get(COOKIE, ""), now)
    if found is None:
        raise Unauthenticated("nobody is signed in.", remedy="Sign in, or send an API key as Bearer token.")
    user, entry = found
    if request.method not in SAFE:
        refuse_other_origin(request, house)
        await _refuse_forged(request, entry.csrf)
    return Actor(user, frozenset(Scope), "browser", entry.csrf, entry.id)


SignedIn = Annotated[Actor, Depends(signed_in)]


async def _by_key(session: Session, kind: str, secret: str, now: Now) -> Actor:
    found = await keys.whose(session, secret, now) if kind.lower() == "bearer" else None
    if found is None:
        raise Unauthenticated(
            "the API key is unknown or was revoked.",
            field="authorization",
            remedy="Send it as: Authorization: Bearer oh_…",
        )
    user, key = found
    return Actor(user, frozenset(map(Scope, key.scopes)), "key", key_name=key.name)


async def token_of(request: Request) -> str:
    """The token against forged requests that came with a change, "" when none did."""
    sent = request.headers.get(CSRF_HEADER, "")
    if not sent and request.headers.get("content-type", "").startswith(FORMS):
        field = (await request.form()).get(CSRF_FIELD, "")
        sent = field if isinstance(field, str) else ""
    return sent


def whose(token: str) -> str:
    """Whose page it stood on, whatever became of their session since."""
    return token.partition(".")[0]


async def _refuse_forged(request: Request, csrf: str) -> None:
    sent = await token_of(request)
    if not secrets.compare_digest(sent.encode(), csrf.encode()):
        raise Forbidden(
            "the token against forged requests is missing or old.",
            field=CSRF_FIELD,
            remedy=f"Load the page again; programs send {CSRF_HEADER} from GET /api/v1/me.",
        )


def refuse_other_origin(request: Request, house: House) -> None:
    """A change may only be asked for by our own pages. Programs that are no browser send neither header."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site in {"same-origin", "none"} or (site is None and origin is None):
        return
    ours = {request.headers.get("host", ""), urlsplit(house.public_url).netloc}
    if site is None and origin is not None and urlsplit(origin).netloc in ours - {""}:
        return
    raise Forbidden("the request comes from another site.", field="origin", remedy="Use the pages of this program.")


def require(scope: Scope, role: Role = Role.REP) -> Callable[..., Awaitable[Actor]]:
    """A dependency: the actor has this scope and at least this role."""

    async def required(actor: SignedIn) -> Actor:
        if scope not in actor.scopes:
            raise Forbidden(
                f"this key has no scope {scope.value}.",
                field="scope",
                remedy=f"Make a key with the scope {scope.value}.",
            )
        if not actor.is_at_least(role):
            raise Forbidden(f"this takes the role {role.value}.", field="role", remedy="Ask an administrator.")
        return actor

    return required


def refuse_stranger(actor: Actor, user_id: int, noun: str) -> None:
    """Reps keep to what is theirs."""
    if not actor.may_act_for(user_id):
        raise Forbidden(f"this {noun} is another rep's.", field=noun, remedy="Ask its owner or a manager.")


async def own_mail(session: Session, actor: Actor, mail_id: int) -> MessageOut:
    """One that was sent or is to be: a rep's are those of their mailboxes."""
    row = await find(session, MessageOut, mail_id, "mail")
    refuse_stranger(actor, (await session.get_one(Mailbox, row.mailbox_id)).user_id, "mail")
    return row


Reader = Annotated[Actor, Depends(require(Scope.READ))]
ContactWriter = Annotated[Actor, Depends(require(Scope.CONTACTS))]
CampaignWriter = Annotated[Actor, Depends(require(Scope.CAMPAIGNS))]
ResponseWriter = Annotated[Actor, Depends(require(Scope.RESPONSES))]
MailboxWriter = Annotated[Actor, Depends(require(Scope.ADMIN))]
Manager = Annotated[Actor, Depends(require(Scope.ADMIN, Role.MANAGER))]
Admin = Annotated[Actor, Depends(require(Scope.ADMIN, Role.ADMIN))]


def set_cookie(response: Response, house: House, entered: sign_in.Entered) -> None:
    """HttpOnly: no script reads it. Lax: links from mails arrive signed in, posts from other sites do not."""
    response.set_cookie(
        COOKIE,
        entered.token,
        max_age=house.settings.sign_in_days * 86_400,
        httponly=True,
        samesite="lax",
        secure=house.public_url.startswith("https:"),
        path="/",
    )


def drop_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
