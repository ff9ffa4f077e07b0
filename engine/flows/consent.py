"""Sign in to a mailbox at its provider: send a person there, take what they bring back, seal what lasts."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge import oauth
from engine.edge.oauth import Granted
from engine.errors import Invalid
from engine.flows.access import WHO, configured, place_of
from engine.flows.connect_mailbox import open_mailbox, welcome
from engine.flows.house import House
from engine.rules.providers import Auth
from engine.store.tables import Consent, Mailbox

LASTS = timedelta(minutes=15)
"""How long a person may take at the provider."""
BACK = "/settings/mailboxes/signed-in"
"""The page the provider sends them back to, below OFFHOURS_PUBLIC_URL; registered there as redirect address."""
LONGEST_CODE = 4096


@dataclass(frozen=True)
class Begun:
    """`url` is the provider's page; it serves once, until `until`."""

    url: str
    who: str
    until: datetime


@dataclass(frozen=True)
class Taken:
    """A sign-in that came back to the person who began it."""

    mailbox_id: int
    auth: Auth
    verifier: str


def redirect_of(house: House) -> str:
    return f"{house.public_url}{BACK}"


async def begin(session: AsyncSession, house: House, mailbox: Mailbox, auth: Auth, user_id: int) -> Begun:
    now = house.clock.now()
    if auth is Auth.PASSWORD:
        raise Invalid("A password needs no sign-in.", field="auth", remedy="Name google or microsoft.")
    client = configured(house.settings, auth)
    state, verifier = secrets.token_urlsafe(32), oauth.new_verifier()
    await session.execute(delete(Consent).where(col(Consent.created_at) < now - LASTS))
    session.add(
        Consent(
            state_hash=_hash(state),
            mailbox_id=mailbox.id,
            user_id=user_id,
            auth=auth,
            verifier=house.vault.seal(verifier),
            created_at=now,
        )
    )
    account = mailbox.smtp_username or mailbox.address
    return Begun(oauth.sign_in_address(client, redirect_of(house), state, verifier, account), client.who, now + LASTS)


async def take(session: AsyncSession, house: House, state: str, user_id: int) -> Taken:
    """Once, and only for who began it: a link made by somebody else would tie their account to this mailbox."""
    query = (
        delete(Consent)
        .where(
            col(Consent.state_hash) == _hash(state),
            col(Consent.user_id) == user_id,
            col(Consent.created_at) >= house.clock.now() - LASTS,
        )
        .returning(col(Consent.mailbox_id), col(Consent.auth), col(Consent.verifier))
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise Invalid(
            "This sign-in was not begun by you, was used already, or is older than 15 minutes.",
            field="state",
            remedy="Press Connect again.",
        )
    return Taken(row.mailbox_id, row.auth, house.vault.open(row.verifier))


def refuse_no(taken: Taken, error: str, description: str) -> None:
    """What the provider says instead of a code (RFC 6749 4.1.2.1)."""
    if error:
        said = " ".join(f"{error} {description}".split())[:200]
        raise Invalid(
            f"{WHO[taken.auth]} gave no permission ({said}).",
            field="code",
            remedy="Connect again and allow it; in a company an administrator may have to allow this program first.",
        )


async def finish(house: House, taken: Taken, code: str, by: str) -> Mailbox:
    """The code for tokens, with no transaction open; then the mailbox is signed in to that way, passwords forgotten."""
    if not 0 < len(code) <= LONGEST_CODE:
        raise Invalid("The code of the sign-in is missing.", field="code", remedy="Connect again.")
    client = configured(house.settings, taken.auth)
    now, patience = house.clock.now(), house.settings.mail_timeout.total_seconds()
    granted = await oauth.exchange(client, code, taken.verifier, redirect_of(house), now, patience=patience)
    async with house.database.begin() as session:
        mailbox = await open_mailbox(session, taken.mailbox_id)
        _refuse_other_account(mailbox, taken.auth, granted)
        mailbox.auth, mailbox.oauth_secret = taken.auth, house.vault.seal(granted.refresh)
        mailbox.smtp_secret = mailbox.imap_secret = ""
        await welcome(session, mailbox, house.clock.now(), by, f"with {client.who}")
    house.access.hold(place_of(mailbox), granted)
    return mailbox


def _refuse_other_account(mailbox: Mailbox, auth: Auth, granted: Granted) -> None:
    """Google lets an account into its own mailbox only. At Microsoft one may have the use of another's."""
    expected = {mailbox.smtp_username.lower(), mailbox.imap_username.lower()}
    if auth is Auth.GOOGLE and granted.account and {granted.account} != expected:
        raise Invalid(
            f"You signed in as {granted.account}, but the mailbox logs in as {' and '.join(sorted(expected))}.",
            field="smtp.username",
            remedy="Connect again with that account, or change the user name of both servers first.",
        )


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
