"""What somebody has before their eyes when they write: the mail they got and who they are."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from offhours.demo.market.clients import Original
from offhours.demo.market.letters import Headers, mail_date, mailbox_text
from offhours.demo.market.smtp import parsed
from offhours.demo.market.store import Submission
from offhours.demo.market.texts import Variant
from offhours.demo.world import Person


@dataclass(frozen=True)
class Scene:
    """`number` makes Message-IDs unique; `at` is when it is written; `people` are the world's."""

    number: int
    person: Person
    people: Mapping[str, Person]
    submission: Submission
    at: datetime
    detail: Mapping[str, str]
    rng: Random

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.company.time_zone)

    @property
    def local(self) -> datetime:
        return self.at.astimezone(self.zone)

    @property
    def others(self) -> list[Person]:
        return [self.people[address] for address in self.person.destiny.others]

    @cached_property
    def original(self) -> Original:
        return read_original(self.submission.raw, self.submission.sender, self.submission.at.astimezone(self.zone))

    def message_id(self, domain: str) -> str:
        return f"<{self.rng.getrandbits(64):x}.{self.number}@{domain}>"

    def headers(self, sender: Person, to: str, subject: str, message_id: str) -> Headers:
        """What every mail carries, the last hop first."""
        domain, date = sender.email.partition("@")[2], mail_date(self.local)
        return [
            ("Return-Path", f"<{sender.email}>"),
            ("Received", f"from mail.{domain} (mail.{domain} [192.0.2.10])\r\n\tby mx.market.test with ESMTPS; {date}"),
            ("From", mailbox_text(sender.name, sender.email)),
            ("To", to),
            ("Subject", subject),
            ("Date", date),
            ("Message-ID", message_id),
        ]

    def slots(self, variant: Variant) -> dict[str, str]:
        """The words for the braces that do not depend on the kind."""
        original, person = self.original, self.person
        rep = original.name or original.address.partition("@")[0]
        slots = {
            "rep": rep.split()[0],
            "me": person.first,
            "me_full": person.name,
            "boss": person.name,
            "title": person.title,
            "company": person.company.name,
            "domain": person.company.domain,
            "phone": person.phone,
            "subject": original.subject,
            "ticket": str(self.rng.randrange(10_000, 999_999)),
        }
        return slots | name_slots(self.others)


def name_slots(people: list[Person]) -> dict[str, str]:
    """who, who_full, ... for the first, who2, ... for the second."""
    slots = {}
    for prefix, one in zip(("who", "who2"), people, strict=False):
        slots[prefix] = one.first
        slots[f"{prefix}_full"] = one.name
        slots[f"{prefix}_mail"] = one.email
        slots[f"{prefix}_phone"] = one.phone
        slots[f"{prefix}_title"] = one.title
    return slots


def learned_people(
    people: list[Person], variant: Variant, relation: str, *, in_cc: bool = False
) -> list[dict[str, str]]:
    """What a reader can learn of them: only what this variant says."""
    learned = []
    for prefix, one in zip(("who", "who2"), people, strict=False):
        full = f"{prefix}_full" in variant.slots or in_cc
        learned.append(
            {
                "name": one.name if full else one.first,
                "email": one.email if in_cc or f"{prefix}_mail" in variant.slots else "",
                "phone": one.phone if f"{prefix}_phone" in variant.slots else "",
                "relation": relation,
            }
        )
    return learned


def read_original(raw: bytes, sender: str, at: datetime) -> Original:
    message = parsed(raw)
    name, address = next(iter(getaddresses([str(message.get("From", ""))])), ("", sender))
    return Original(
        name=name,
        address=address,
        to=str(message.get("To", "")),
        subject=" ".join(str(message.get("Subject", "")).split()),
        text=body_of(message).rstrip("\n"),
        message_id=str(message.get("Message-ID", "")).strip(),
        references=" ".join(str(message.get("References", "")).split()),
        at=at,
    )


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    content = content.replace("\r\n", "\n")
    return _read_markup(content) if part.get_content_subtype() == "html" else content


def _read_markup(markup: str) -> str:
    """What a mail program shows of the market's own simple HTML."""
    lines = re.sub(r"(?i)<br>\n?|</(p|div|blockquote)>\n?", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", lines))
