"""Make the mail for one waiting step: the variant's words with the contact's fields, the footer, the headers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from secrets import token_hex
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.house import House
from engine.flows.marks import OUR_HEADER, new_mark
from engine.rules import compliance, erasure, lint, message
from engine.rules import compose as words
from engine.rules.addresses import domain_of, guess_name
from engine.rules.held import Held
from engine.rules.names import HALVES, called, whole
from engine.rules.reading.mail import Mailbox as Address
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.columns import listed
from engine.store.facts import Waiting
from engine.store.known import Box, Company, Firm, Person
from engine.store.pipeline import rows_of
from engine.store.tables import (
    Account,
    Contact,
    Enrollment,
    Mailbox,
    MessageOut,
    Step,
    TemplateVersion,
    Variant,
    Workspace,
)

M = TypeVar("M")
OPT_OUT = "opt-out"
"""The purpose of the key that signs opt-out links."""


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    raw: bytes
    message_id: str
    variant_id: int
    template_version_id: int


@dataclass(frozen=True)
class Text:
    """One of the texts of a step."""

    variant_id: int
    version_id: int
    subject: str
    body: str


@dataclass(frozen=True)
class Earlier:
    """A mail of the thread that a follow-up goes on with."""

    position: int
    subject: str
    message_id: str | None
    bounced: str
    """How it came back, "" when it did not."""


@dataclass(frozen=True)
class Texts:
    """What some mails are made from: per (campaign, position) the texts, per enrollment what was sent before."""

    steps: dict[tuple[int, int], list[Text]]
    threads: dict[int, list[Earlier]]


OF_MAILS = (
    select(col(Enrollment.campaign_id), col(MessageOut.position))
    .join(MessageOut, col(MessageOut.enrollment_id) == Enrollment.id)
    .where(listed(col(MessageOut.id), "mails"))
)
TEXT: list[Any] = [
    *(Step.campaign_id, Step.position, Variant.id, TemplateVersion.id, TemplateVersion.subject, TemplateVersion.body)
]
TEXTS: Select[Any] = (
    select(*TEXT)
    .join(Variant, col(Variant.step_id) == Step.id)
    .join(TemplateVersion, col(TemplateVersion.id) == Variant.template_version_id)
    .order_by(col(Variant.id))
)
VARIANTS = TEXTS.where(tuple_(col(Step.campaign_id), col(Step.position)).in_(OF_MAILS))
"""The texts of the steps that some mails are."""
OF_CAMPAIGNS = TEXTS.where(listed(col(Step.campaign_id), "campaigns"))
THIS = aliased(MessageOut)
EARLIER: list[Any] = [
    *(MessageOut.enrollment_id, MessageOut.position, MessageOut.subject, MessageOut.message_id, MessageOut.bounced)
]
THREADS: Select[Any] = (
    select(*EARLIER)
    .join(THIS, col(THIS.enrollment_id) == MessageOut.enrollment_id)
    .where(listed(col(THIS.id), "mails"), col(MessageOut.state) == OutState.SENT)
    .order_by(col(MessageOut.position))
)
"""What was sent before some mails, in the same enrollments."""


def texts_of(variants: Iterable[Sequence[Any]], threads: Iterable[Sequence[Any]]) -> Texts:
    """What the rows of VARIANTS and THREADS say."""
    texts = Texts({}, {})
    for campaign_id, position, *text_of in variants:
        texts.steps.setdefault((campaign_id, position), []).append(Text(*text_of))
    for enrollment_id, *mail in threads:
        texts.threads.setdefault(enrollment_id, []).append(Earlier(*mail))
    return texts


async def texts_for(session: AsyncSession, out_ids: Sequence[int]) -> Texts:
    given = {"mails": list(out_ids)}
    return texts_of(await rows_of(session, VARIANTS, given), await rows_of(session, THREADS, given))


async def texts_of_campaigns(session: AsyncSession, campaign_ids: Iterable[int]) -> Texts:
    """For first mails, which go on with nothing."""
    return texts_of(await rows_of(session, OF_CAMPAIGNS, {"campaigns": list(campaign_ids)}), ())


def compose(house: House, waiting: Waiting, texts: Texts, now: datetime) -> Letter:
    """Raises compose.MissingField or Invalid when this contact cannot get this text, or not with these fields.

    A mail that was tried before keeps its Message-ID: should both tries have arrived, the recipient's side sees one.
    """
    out, contact, mailbox, workspace = waiting.out, waiting.contact, waiting.mailbox, waiting.workspace
    filled = _filled(waiting, texts)
    link = opt_out_link(house, contact.email)
    body = f"{filled.body}\n\n{footer_of(workspace, link, contact.language)}"
    message_id = out.message_id or message.new_message_id(domain_of(mailbox.address), token_hex(12))
    raw = message.build(
        sender=Address(mailbox.display_name, mailbox.address),
        recipient_email=contact.email,
        recipient_name=contact.name,
        subject=filled.subject,
        body=body,
        message_id=message_id,
        date=now,
        in_reply_to=filled.thread[-1].message_id if filled.thread else None,
        references=[mail.message_id for mail in filled.thread if mail.message_id],
        extra_headers={
            **compliance.opt_out_headers(link, compliance.opt_out_mailto(mailbox.address, message_id)),
            OUR_HEADER: new_mark(out.id, out.attempts + 1),
        },
    )
    return Letter(filled.subject, body, raw, message_id, filled.text.variant_id, filled.text.version_id)


class _Filled(NamedTuple):
    """One of the texts with the contact's fields, and what it goes on with."""

    text: Text
    subject: str
    body: str
    thread: list[Earlier]


def _filled(waiting: Waiting, texts: Texts) -> _Filled:
    out, text_of = waiting.out, _choose(waiting, texts)
    before = [mail for mail in texts.threads.get(out.enrollment_id, ()) if mail.position < out.position]
    thread = [mail for mail in before if not mail.bounced]
    fields = fields_of(waiting.contact, waiting.account, waiting.mailbox, waiting.workspace)
    subject = message.thread_subject(thread[0].subject) if thread else words.render(text_of.subject, fields).strip()
    if before and not thread:  # they have got nothing that this could answer (CAN-SPAM: an honest subject)
        subject = subject or before[0].subject
    typed = words.render(text_of.body, fields).strip()
    lint.refuse("" if thread else subject, typed, in_thread=bool(thread))
    erasure.refuse(subject, typed)
    return _Filled(text_of, subject, typed, thread)


def unfit(waiting: Waiting, texts: Texts) -> Held | None:
    """Why this contact cannot get this text, found out without making the mail. A draft's step may have no text yet."""
    if (waiting.campaign.id, waiting.out.position) not in texts.steps:
        return None
    found = _or_held(lambda: _filled(waiting, texts))
    return found if isinstance(found, Held) else None


def written_or_held(house: House, waiting: Waiting, texts: Texts, now: datetime) -> Letter | Held:
    """Held: this contact cannot get this text."""
    return _or_held(lambda: compose(house, waiting, texts, now))


def _or_held(make: Callable[[], M]) -> M | Held:
    try:
        return make()
    except words.MissingField as missing:
        return Held(HeldReason.MISSING_FIELD, None, f"{missing.field}: {_within(missing.problem)}")
    except Invalid as wrong:
        return Held(HeldReason.LINT, None, str(wrong))


def _within(sentence: str) -> str:
    """A sentence as a part of a longer one."""
    return f"{sentence[:1].lower()}{sentence[1:]}".removesuffix(".")


def _choose(waiting: Waiting, texts: Texts) -> Text:
    """The variant this mail was given, else one at random: assignment must not follow the order of the list. The same
    at each look, though the mail waits for a field that the variant wants: nor must it follow what a list lacks (M12).
    """
    choice = texts.steps.get((waiting.campaign.id, waiting.out.position))
    if not choice:
        raise Invalid("the step has no text.", field=f"steps.{waiting.out.position}", remedy="Give it a template.")
    given = next((one for one in choice if one.variant_id == waiting.out.variant_id), None)
    if given or len(choice) == 1:
        return given or choice[0]
    return Random(waiting.out.id).choice(choice)  # noqa: S311 # spreads variants, guards nothing


def fields_of(
    contact: Contact | Person, account: Account | Company, mailbox: Mailbox | Box, workspace: Workspace | Firm
) -> dict[str, Any]:
    """What a template may name. Custom fields are reached as custom.NAME: the contact's, else the account's."""
    name = contact.name.strip() or guess_name(contact.email)
    first, last = (str(contact.custom.get(half, "")).strip() for half in HALVES)
    first_name, last_name = whole(name, first, last)
    return {
        "first_name": first_name,
        "last_name": last_name,
        "name": name,
        "email": contact.email,
        "title": contact.title,
        "company": account.name,
        "vertical": account.vertical,
        "territory": account.territory,
        "country": account.country,
        "employees": account.employees or "",
        "sender_name": mailbox.display_name,
        "sender_first_name": called(mailbox.display_name)[0],
        "our_company": workspace.legal_name,
        "custom": {**account.custom, **words.filled(contact.custom)},
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
REPLY_FIELDS: dict[str, Any] = {
    "referrer": "Kim Example",
    "referrer_first_name": "Kim",
    "person": "Mara Example",
    "check_back_on": "1 June 2026",
    "today": "3 March 2026",
}
"""What a reply template may name besides: who named somebody, who was named, and days as the language writes them."""
CUSTOM_FIELDS = text(
    "select distinct on (key) key, value from (select custom from contact union all select custom from account) as"
    " known, jsonb_each(custom) order by key, cast(value as text) ~ '[<>]', value limit 1000"
)
"""Each with a value that somebody has: without markup where there is one, for one contact's is no fault of a text."""


async def example_fields(session: AsyncSession) -> dict[str, Any]:
    """Names and values of all fields, with the custom ones that somebody has, to check and preview a template with."""
    custom = {row.key: row.value for row in await session.execute(CUSTOM_FIELDS)}
    return {**EXAMPLE_FIELDS, "custom": dict.fromkeys(custom, "example") | words.filled(custom)}


def opt_out_link(house: House, address: str) -> str:
    """ "" where no recipient could open it: a link that is dead is no way to opt out."""
    if not house.is_reached:
        return ""
    token = compliance.opt_out_token(house.vault.sign_key(OPT_OUT), address)
    return f"{house.public_url}/o/{token}"


def footer_of(workspace: Workspace | Firm, link: str, language: str) -> str:
    return compliance.footer(workspace.legal_name, workspace.postal_address, link, language or "en")
