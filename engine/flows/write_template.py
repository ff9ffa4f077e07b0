"""Write and revise the words of mails. A version is never changed: mails remember the one they were made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid, NotFound
from engine.flows.launch import check_template
from engine.flows.letter import EXAMPLE_FIELDS, REPLY_FIELDS, example_fields, fields_of, footer_of
from engine.rules import answers, compose, languages, lint
from engine.rules.lint import Finding, Severity
from engine.rules.vocabulary import Goal, Reply
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Account, Contact, Mailbox, Template, TemplateVersion

EXAMPLE_LINK = "https://mail.example.com/o/…"
NOBODY_YET = Mailbox(display_name=EXAMPLE_FIELDS["sender_name"], smtp_port=465, imap_port=993)
"""Who a preview is from when no mailbox is chosen."""


@dataclass(frozen=True)
class Preview:
    """`ok` when nothing forbids sending it. Subject and body are "" when they cannot be made."""

    ok: bool
    findings: list[Finding]
    subject: str = ""
    body: str = ""
    fields: list[str] = field(default_factory=list)


async def write(
    session: AsyncSession,
    name: str,
    goal: Goal,
    subject: str,
    body: str,
    now: datetime,
    by: str,
    *,
    reply: Reply | None = None,
    language: str = "",
) -> tuple[Template, TemplateVersion]:
    """A template with its first version. What would stop every mail is refused at once. `reply`: it answers."""
    if not name.strip():
        raise Invalid("is missing.", field="name", remedy="Give the template a name.")
    if (await session.scalars(select(Template).where(col(Template.name) == name.strip()))).first() is not None:
        raise Conflict(
            f"there is a template {name!r}.", field="name", remedy="Choose another name, or revise that one."
        )
    spoken = (languages.code_of(language) or "en") if reply else ""
    template = Template(name=name.strip(), goal=goal, reply=reply, language=spoken, created_at=now)
    session.add(template)
    await session.flush()
    record(session, now, "template.made", why=template.name, by=by, template=template.id)
    return template, await _version(session, template, 1, subject, body, now)


async def revise(
    session: AsyncSession, template: Template, subject: str, body: str, now: datetime, by: str
) -> TemplateVersion:
    """A new version; campaigns keep the one they were given. `template` is locked."""
    newest = select(func.max(TemplateVersion.version)).where(col(TemplateVersion.template_id) == template.id)
    version = await _version(session, template, (await session.scalar(newest) or 0) + 1, subject, body, now)
    record(session, now, "template.revised", why=template.name, by=by, template=template.id, version=version.version)
    return version


async def _version(
    session: AsyncSession, template: Template, number: int, subject: str, body: str, now: datetime
) -> TemplateVersion:
    version = TemplateVersion(template_id=template.id, version=number, subject=subject, body=body, created_at=now)
    known = await known_fields(session, template.reply)
    if is_answer(template.reply):
        check_reply(version, known)
    else:
        check_template(template, version, known, in_thread=template.reply is None and not subject.strip())
    session.add(version)
    await session.flush()
    return version


def is_answer(reply: Reply | None) -> bool:
    """It goes on with a conversation: what the lint asks of a first mail is not asked of it."""
    return reply not in {None, Reply.REFERRED}


def check_reply(version: TemplateVersion, fields: Mapping[str, Any]) -> None:
    """Unknown fields are refused, and so is a subject: the thread has one."""
    with compose.naming("body"):
        compose.check(version.body, fields)
        answers.fill("", version.body, fields)
    if version.subject.strip():
        raise Invalid("is that of the thread.", field="subject", remedy="Leave it out.")
    if not version.body.strip():
        raise Invalid("is empty.", field="body", remedy="Write the answer.")


async def known_fields(session: AsyncSession, reply: Reply | None) -> dict[str, Any]:
    return {**await example_fields(session), **(REPLY_FIELDS if reply else {})}


async def preview(
    session: AsyncSession,
    subject: str,
    body: str,
    goal: Goal,
    *,
    in_thread: bool,
    reply: Reply | None = None,
    contact_id: int | None = None,
    mailbox_id: int | None = None,
    is_reached: bool = True,
) -> Preview:
    """How it looks for a contact, or for an invented one, with everything that is wrong with it. `is_reached`: whether
    recipients can open an opt-out page of ours."""
    known = await known_fields(session, reply)
    fields, language = await _fields(session, known, contact_id, mailbox_id)
    try:
        made = [_made(source, known, fields, part, reply) for part, source in (("subject", subject), ("body", body))]
    except Invalid as wrong:
        return Preview(False, [Finding(Severity.ERROR, wrong.field, wrong.problem, wrong.remedy)])
    findings = [] if is_answer(reply) else lint.lint(made[0], made[1], goal, in_thread)
    footer = (
        "" if is_answer(reply) else footer_of(await workspace_of(session), EXAMPLE_LINK if is_reached else "", language)
    )
    used = compose.fields_used(subject) | compose.fields_used(body)
    return Preview(
        ok=not any(finding.severity is Severity.ERROR for finding in findings),
        findings=findings,
        subject=made[0].strip(),
        body=f"{made[1].strip()}\n\n{footer}".strip(),
        fields=sorted(used),
    )


def _made(source: str, known: dict[str, Any], fields: dict[str, Any], part: str, reply: Reply | None) -> str:
    """What a reply does not know is left to the rep; a campaign's mail would be held."""
    with compose.naming(part):
        compose.check(source, known)
        return answers.fill("", source, fields).body if reply else compose.render(source, fields)


async def _fields(
    session: AsyncSession, known: dict[str, Any], contact_id: int | None, mailbox_id: int | None
) -> tuple[dict[str, Any], str]:
    mailbox = await _row(session, Mailbox, mailbox_id, "mailbox") if mailbox_id is not None else NOBODY_YET
    workspace = await workspace_of(session)
    if contact_id is None:
        ours = {"sender_name": mailbox.display_name, "our_company": workspace.legal_name}
        return {**known, **{name: value for name, value in ours.items() if value}}, "en"
    contact = await _row(session, Contact, contact_id, "contact")
    account = await session.get_one(Account, contact.account_id)
    return {**known, **fields_of(contact, account, mailbox, workspace)}, contact.language


async def _row(session: AsyncSession, model: Any, key: int, noun: str) -> Any:
    row = await session.get(model, key) if 0 < key < 2**63 else None
    if row is None:
        raise NotFound(f"there is no {noun} {key}.", field=f"{noun}_id", remedy="List them to see which there are.")
    return row
