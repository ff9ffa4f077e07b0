"""The form in which a mail is answered: a suggestion to begin with, or what was typed and refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages import forms
from api.v1.answers import NewAnswer
from engine.flows.reply_address import reply_address
from engine.flows.suggest import Suggestion, suggest
from engine.rules import answers, message
from engine.store.tables import MessageIn


@dataclass(frozen=True)
class Choice:
    """A suggestion by its name in the address of the page."""

    use: str
    suggestion: Suggestion
    chosen: bool


@dataclass(frozen=True)
class Draft:
    """`key` is made with the form: however often it is sent, one mail leaves. `since`: when the form was made, so that
    nobody answers whom a colleague has answered meanwhile. `named`: it goes to somebody named."""

    key: str
    since: datetime
    use: str
    to: str
    to_contact_id: int | None
    template_version_id: int | None
    subject: str
    body: str
    quote: bool
    copy: bool
    missing: tuple[str, ...]
    choices: list[Choice]

    @property
    def named(self) -> bool:
        return self.to_contact_id is not None


async def draft(
    session: AsyncSession, mail: MessageIn, now: datetime, use: str, given: Mapping[str, str]
) -> Draft | None:
    """None when a mail of this kind is not answered, or somebody was erased with it."""
    if mail.erased_at is not None or mail.contact_id is None:
        return None
    if mail.kind not in answers.ANSWERABLE or mail.role == "sent":
        return None
    found = {_use(one): one for one in await suggest(session, mail, now)}
    if use not in found:  # where no reply is meant for this kind, none is put into a rep's mouth
        first = next(iter(found), "blank") if mail.kind in answers.FITTING else "blank"
        use = "blank" if use == "blank" else first
    one = found.get(use)
    body = given.get("body", one.body if one else "")
    return Draft(
        key=given.get("key") or token_urlsafe(16),
        since=now,
        use=use,
        to=one.to if one else await reply_address(session, mail),
        to_contact_id=one.to_contact_id if one else None,
        template_version_id=one.template_version_id if one else None,
        subject=given.get("subject", one.subject if one else message.thread_subject(mail.subject)),
        body=body,
        quote=not given or "quote" in given,
        copy="copy_referrer" in given,
        missing=tuple(dict.fromkeys(answers.OPEN.findall(body))),
        choices=[Choice(name, suggestion, name == use) for name, suggestion in found.items()],
    )


def _use(one: Suggestion) -> str:
    return f"{one.template_version_id}-{one.to_contact_id or 0}"


def posted(given: Mapping[str, str]) -> NewAnswer:
    """A box that is not ticked is not sent at all."""
    return forms.read(
        NewAnswer,
        {
            "key": given.get("key", ""),
            "body": given.get("body", ""),
            "subject": given.get("subject", ""),
            "to_contact_id": given.get("to_contact_id") or None,
            "template_version_id": given.get("template_version_id") or None,
            "quote": "quote" in given,
            "copy_referrer": "copy_referrer" in given,
            "ends": None if "ends" in given else False,
            "since": given.get("since") or None,
        },
    )
