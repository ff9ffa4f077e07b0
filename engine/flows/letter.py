"""Make the mail for one waiting step: the variant's words with the contact's fields, the footer, the headers."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from secrets import token_hex
from typing import Any

from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.house import House
from engine.rules import compliance, message
from engine.rules import compose as words
from engine.rules.addresses import domain_of, guess_name
from engine.rules.reading.mail import Mailbox as Address
from engine.rules.vocabulary import OutState
from engine.store.facts import Waiting
from engine.store.tables import Account, Contact, Mailbox, MessageOut, Step, TemplateVersion, Variant, Workspace

OPT_OUT = "opt-out"
"""The purpose of the key that signs opt-out links."""
OUR_HEADER = "X-Offhours-Mail"
"""Names the row and the try: found again in Sent where a service replaced the Message-ID, or where an earlier try
of the same mail (it bounced softly) has left a copy with the same one."""


def mark_of(out: MessageOut, attempt: int) -> str:
    """What OUR_HEADER holds for the n-th try of a mail."""
    return f"<{out.id}.{attempt}>"  # closed at both ends: IMAP searches for parts of a header


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    raw: bytes
    message_id: str
    variant_id: int
    template_version_id: int


async def compose(
    session: AsyncSession, house: House, waiting: Waiting, workspace: Workspace, now: datetime, rng: Random
) -> Letter:
    """Raises compose.MissingField or Invalid when this contact cannot get this text.

    A mail that was tried before keeps its Message-ID: should both tries have arrived, the recipient's side sees one.
    """
    variant, version = await _variant(session, waiting, rng)
    thread = await _thread(session, waiting.out)
    fields = fields_of(waiting.contact, waiting.account, waiting.mailbox, workspace)
    subject = message.thread_subject(thread[0].subject) if thread else words.render(version.subject, fields).strip()
    link = opt_out_link(house, waiting.contact.email)
    typed = words.render(version.body, fields).strip()
    body = f"{typed}\n\n{footer_of(workspace, link, waiting.contact.language)}"
    message_id = waiting.out.message_id or message.new_message_id(domain_of(waiting.mailbox.address), token_hex(12))
    raw = message.build(
        sender=Address(waiting.mailbox.display_name, waiting.mailbox.address),
        recipient_email=waiting.contact.email,
        recipient_name=waiting.contact.name,
        subject=subject,
        body=body,
        message_id=message_id,
        date=now,
        in_reply_to=thread[-1].message_id if thread else None,
        references=[out.message_id for out in thread if out.message_id],
        extra_headers={
            **compliance.opt_out_headers(link, f"mailto:{waiting.mailbox.address}?subject=unsubscribe"),
            OUR_HEADER: mark_of(waiting.out, waiting.out.attempts + 1),
        },
    )
    return Letter(subject, body, raw, message_id, variant.id, version.id)


def fields_of(contact: Contact, account: Account, mailbox: Mailbox, workspace: Workspace) -> dict[str, Any]:
    """What a template may name. Custom fields are reached as custom.NAME."""
    name = contact.name or guess_name(contact.email)
    return {
        "first_name": name.split()[0] if name else "",
        "last_name": name.split()[-1] if len(name.split()) > 1 else "",
        "name": name,
        "email": contact.email,
        "title": contact.title,
        "company": account.name,
        "vertical": account.vertical,
        "territory": account.territory,
        "country": account.country,
        "employees": account.employees or "",
        "sender_name": mailbox.display_name,
        "sender_first_name": mailbox.display_name.split()[0] if mailbox.display_name else "",
        "our_company": workspace.legal_name,
        "custom": {**account.custom, **contact.custom},
    }


EXAMPLE_FIELDS: dict[str, Any] = {
    "first_name": "Alex",
    "last_name": "Sample",
    "name": "Alex Sample",
    "email": "alex@example.com",
    "title": "Head of Operations",
    "company": "Example Ltd",
    "vertical": "logistics",
    "territory": "north",
    "country": "GB",
    "employees": 120,
    "sender_name": "Robin Rep",
    "sender_first_name": "Robin",
    "our_company": "Our Company",
    "custom": {},
}
"""Names and typical values of the fields that everybody has."""
CUSTOM_FIELDS = text(
    "select distinct on (key) key, value from (select custom from contact union all select custom from account) as"
    " known, jsonb_each(custom) order by key limit 1000"
)


async def example_fields(session: AsyncSession) -> dict[str, Any]:
    """Names and values of all fields, with the custom ones that somebody has, to check and preview a template with."""
    custom = {row.key: row.value or "example" for row in await session.execute(CUSTOM_FIELDS)}
    return {**EXAMPLE_FIELDS, "custom": custom}


def opt_out_link(house: House, address: str) -> str:
    token = compliance.opt_out_token(house.vault.sign_key(OPT_OUT), address)
    return f"{house.public_url}/o/{token}"


def footer_of(workspace: Workspace, link: str, language: str) -> str:
    return compliance.footer(workspace.legal_name, workspace.postal_address, link, language or "en")


async def _thread(session: AsyncSession, out: MessageOut) -> list[MessageOut]:
    """The contact's earlier mails of this campaign, oldest first: a follow-up stays in their thread."""
    query = (
        select(MessageOut)
        .where(
            col(MessageOut.enrollment_id) == out.enrollment_id,
            col(MessageOut.position) < out.position,
            col(MessageOut.state) == OutState.SENT,
        )
        .order_by(col(MessageOut.position))
    )
    return list(await session.scalars(query))


async def _variant(session: AsyncSession, waiting: Waiting, rng: Random) -> tuple[Variant, TemplateVersion]:
    """The variant this mail was given, else one at random: assignment must not follow the order of the list."""
    query = (
        select(Variant, TemplateVersion)
        .join(Step, col(Step.id) == Variant.step_id)
        .join(TemplateVersion, col(TemplateVersion.id) == Variant.template_version_id)
        .where(col(Step.campaign_id) == waiting.campaign.id, col(Step.position) == waiting.out.position)
        .order_by(col(Variant.id))
    )
    rows = [(row.Variant, row.TemplateVersion) for row in await session.execute(query)]
    if not rows:
        raise Invalid("the step has no text.", field=f"steps.{waiting.out.position}", remedy="Give it a template.")
    return next((row for row in rows if row[0].id == waiting.out.variant_id), None) or rng.choice(rows)
