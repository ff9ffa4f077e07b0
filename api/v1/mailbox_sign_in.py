"""What a mailbox's provider needs, and signing in to it there (OAuth 2)."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.auth import MailboxWriter, Reader
from api.context import Given, InHouse, Session, WakesWorkers
from api.v1 import mailboxes
from api.v1.mailboxes import MailboxShown
from engine.edge.login import Security
from engine.flows import consent
from engine.flows.access import client_of
from engine.rules.providers import BY_KEY, Auth, Provider, Server, provider_of

router = APIRouter(prefix="/mailboxes", tags=["mailboxes"])


class ServerPreset(BaseModel):
    host: str = Field(examples=["smtp.gmail.com"])
    port: int = Field(examples=[465])
    security: Security


class Preset(BaseModel):
    """What is known of a provider. `known` false: an own domain, whose provider is named or whose servers are typed."""

    known: bool
    provider: str = Field(examples=["google"])
    name: str = Field(examples=["Gmail and Google Workspace"])
    smtp: ServerPreset | None
    imap: ServerPreset | None
    files_sent: bool
    auth: list[Auth] = Field(description="Ways to sign in that work here, the best first.")
    note: str = Field(description="What to know or do before.")
    providers: dict[str, str] = Field(description="All that can be named, with their names.")


class SignInWanted(Given):
    auth: Auth | None = Field(None, description="google or microsoft; left out: as the mailbox is set up.")


class SignInBegun(BaseModel):
    """Open `url` in a browser in which the same person is signed in here."""

    url: str
    who: str = Field(description="The provider's name.", examples=["Google"])
    until: datetime = Field(description="It serves once, until then.")


class SignInFinished(Given):
    state: str = Field(max_length=200)
    code: str = Field("", max_length=4096)
    error: str = Field("", max_length=200, description="What the provider sends instead of a code.")
    error_description: str = Field("", max_length=2000)


@router.get("/preset", summary="Servers and ways to sign in, by the domain of an address")
async def preset(
    actor: Reader,
    house: InHouse,
    address: Annotated[str, Query(max_length=254, examples=["robin@gmail.com"])] = "",
    provider: Annotated[str, Query(max_length=40, description="Its provider, for an own domain.")] = "",
) -> Preset:
    names = {known.key: known.name for known in BY_KEY.values()}
    found = provider_of(address.strip(), provider)
    if found is None:
        return Preset(
            known=False,
            provider="",
            name="",
            smtp=None,
            imap=None,
            files_sent=False,
            auth=[Auth.PASSWORD],
            note="",
            providers=names,
        )
    return Preset(
        known=True,
        provider=found.key,
        name=found.name,
        smtp=_server(found.smtp),
        imap=_server(found.imap),
        files_sent=found.files_sent,
        auth=_ways(found, house),
        note=found.note,
        providers=names,
    )


def _server(known: Server) -> ServerPreset:
    return ServerPreset(host=known.host, port=known.port, security=Security(known.security))


def _ways(provider: Provider, house: InHouse) -> list[Auth]:
    signed = [provider.oauth] if provider.oauth and client_of(house.settings, provider.oauth) else []
    return [*signed, *([Auth.PASSWORD] if provider.takes_passwords else [])]


@router.post("/{mailbox_id}/sign-in", summary="Begin to sign in to a mailbox at its provider")
async def begin(
    mailbox_id: int, session: Session, actor: MailboxWriter, house: InHouse, given: SignInWanted | None = None
) -> SignInBegun:
    """The provider sends the browser back to a page of this program, which finishes it; or do that over the API."""
    mailbox = await mailboxes.own_mailbox(session, mailbox_id, actor)
    auth = (given.auth if given else None) or mailbox.auth
    begun = await consent.begin(session, house, mailbox, auth, actor.user.id)
    return SignInBegun(url=begun.url, who=begun.who, until=begun.until)


@router.post("/sign-in", summary="Finish it with what the provider sent back", dependencies=[WakesWorkers])
async def finish(given: SignInFinished, session: Session, actor: MailboxWriter, house: InHouse) -> MailboxShown:
    """Once, within 15 minutes, by the person who began it. The mailbox then sends and reads with it."""
    taken = await consent.take(session, house, given.state, actor.user.id)
    await mailboxes.own_mailbox(session, taken.mailbox_id, actor)
    await session.commit()  # used up, whatever follows; and no transaction is kept open while the provider answers
    consent.refuse_no(taken, given.error, given.error_description)
    mailbox = await consent.finish(house, taken, given.code, actor.by)
    return mailboxes.shown(mailbox)
