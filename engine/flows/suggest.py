"""What to answer a mail with: the team's reply templates that fit its kind and language, filled with what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.letter import fields_of
from engine.flows.reply_address import reply_address
from engine.rules import answers, message
from engine.rules.erasure import ERASED
from engine.rules.names import called
from engine.rules.reading.language import guess_language
from engine.rules.vocabulary import Reply
from engine.rules.windows import zone_of
from engine.store.copies import acting
from engine.store.facts import workspace_of
from engine.store.mail import FoundState
from engine.store.tables import Account, Contact, FoundPerson, Mailbox, MessageIn, Template, TemplateVersion, Workspace

ENOUGH = 40
"""Letters of a mail in which its language shows; in fewer the contact's own counts, if it is known."""
FALLBACK = "en"


@dataclass(frozen=True)
class Suggestion:
    """`to_contact_id` None: whoever wrote the mail. `missing` are the fields that stand in it as ⟨name⟩."""

    name: str
    reply: Reply
    language: str
    template_version_id: int
    to_contact_id: int | None
    to: str
    subject: str
    body: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Around:
    mail: MessageIn
    contact: Contact
    account: Account
    mailbox: Mailbox
    workspace: Workspace
    named: list[FoundPerson]
    language: str
    to: str
    shared: dict[str, Any]


async def suggest(session: AsyncSession, mail: MessageIn, now: datetime) -> list[Suggestion]:
    """For whoever wrote it, then for each person it named who is a contact now; the best first."""
    if mail.contact_id is None or mail.kind not in answers.ANSWERABLE:
        return []
    around = await _around(session, mail, now)
    choices = await _templates(session, [*answers.FITTING.get(mail.kind, tuple(Reply)), Reply.REFERRED])
    for_sender = [
        _filled(around, template, version, None)
        for template, version in _in_language(choices, around.language)
        if template.reply is not Reply.REFERRED
    ]
    for_named: list[Suggestion] = []
    for person in around.named:
        if person.contact_id is None or person.state is not FoundState.ACCEPTED:
            continue
        contact = await session.get_one(Contact, person.contact_id)
        for template, version in _in_language(choices, contact.language or around.language):
            if template.reply is Reply.REFERRED:
                for_named.append(_filled(around, template, version, contact))
    return [*for_sender, *for_named]


async def _around(session: AsyncSession, mail: MessageIn, now: datetime) -> _Around:
    contact = await session.get_one(Contact, mail.contact_id)
    account = await session.get_one(Account, contact.account_id)
    mailbox = await session.get_one(Mailbox, mail.mailbox_id)
    people = select(FoundPerson).where(
        col(FoundPerson.message_in_id) == acting(mail), col(FoundPerson.state) != FoundState.DISMISSED
    )
    named = list(await session.scalars(people.order_by(col(FoundPerson.id))))
    language = language_of(mail, contact)
    local = now.astimezone(zone_of(mailbox.time_zone, "mailbox.time_zone")).date()
    who = (mail.from_name or contact.name).replace(ERASED, "").strip()
    shared = {
        "referrer": who,
        "referrer_first_name": called(who)[0],
        "person": next((person.name for person in named if person.name), ""),
        "check_back_on": answers.day_in_words(account.check_back_on, language) if account.check_back_on else "",
        "today": answers.day_in_words(local, language),
    }
    to = await reply_address(session, mail) or contact.email
    return _Around(mail, contact, account, mailbox, await workspace_of(session), named, language, to, shared)


def language_of(mail: MessageIn, contact: Contact) -> str:
    """They are answered in the language they write in."""
    text = mail.text.strip()
    return guess_language(text) if len(text) >= ENOUGH or not contact.language else contact.language


async def _templates(session: AsyncSession, replies: Sequence[Reply]) -> list[tuple[Template, TemplateVersion]]:
    newest = select(func.max(TemplateVersion.id).label("id")).group_by(col(TemplateVersion.template_id)).subquery()
    query = (
        select(Template, TemplateVersion)
        .join(TemplateVersion, col(TemplateVersion.template_id) == Template.id)
        .join(newest, newest.c.id == TemplateVersion.id)
        .where(col(Template.reply).in_(replies))
        .order_by(col(Template.name))
    )
    return [(row.Template, row.TemplateVersion) for row in await session.execute(query)]


def _in_language(
    choices: Sequence[tuple[Template, TemplateVersion]], language: str
) -> list[tuple[Template, TemplateVersion]]:
    """Per use those of the language, else the English ones."""
    spoken = {template.reply for template, _ in choices if template.language == language}
    return [choice for choice in choices if choice[0].language == (language if choice[0].reply in spoken else FALLBACK)]


def _filled(around: _Around, template: Template, version: TemplateVersion, named: Contact | None) -> Suggestion:
    assert template.reply is not None
    fields = {**fields_of(named or around.contact, around.account, around.mailbox, around.workspace), **around.shared}
    if named is None and around.mail.from_name:  # a colleague may have answered in the contact's place
        first_name, last_name = called(around.mail.from_name)
        fields |= {"name": around.mail.from_name, "first_name": first_name, "last_name": last_name}
    made = answers.fill(version.subject, version.body, fields)
    return Suggestion(
        name=template.name,
        reply=template.reply,
        language=template.language,
        template_version_id=version.id,
        to_contact_id=named.id if named else None,
        to=named.email if named else around.to,
        subject=made.subject if named else message.thread_subject(around.mail.subject),
        body=made.body,
        missing=(*made.missing, *(hole for hole in answers.OPEN.findall(made.body) if hole not in made.missing)),
    )
