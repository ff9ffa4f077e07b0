"""Answering a mail by hand: which templates fit (M26), what is open in the words, what is quoted, what it ends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.errors import Invalid
from engine.rules import addresses, compose, erasure
from engine.rules.correspondence import is_machine
from engine.rules.effects import Work
from engine.rules.reading.automatic import is_to_many
from engine.rules.reading.fields import mailboxes
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import HUMAN_KINDS, Kind, Reply

LONGEST = 20_000
"""Characters of an answer; a person types a tenth of that."""
ANSWERABLE = (HUMAN_KINDS - {Kind.UNSUBSCRIBE}) | {
    Kind.OUT_OF_OFFICE,
    Kind.LEFT_COMPANY,
    Kind.ADDRESS_CHANGED,
    Kind.REACTION,
    Kind.CALENDAR,
    Kind.AUTO_ACKNOWLEDGEMENT,
}
"""An opt-out is answered by silence, a bounce by nobody; a challenge wants their page, not a mail."""
FITTING: Mapping[Kind, tuple[Reply, ...]] = MappingProxyType(
    {
        Kind.INTERESTED: (Reply.INTERESTED,),
        Kind.QUESTION: (Reply.QUESTION,),
        Kind.REFERRAL: (Reply.REFERRAL_THANKS,),
        Kind.WRONG_PERSON: (Reply.WRONG_PERSON,),
        Kind.NOT_NOW: (Reply.NOT_NOW,),
        Kind.NOT_INTERESTED: (Reply.NOT_INTERESTED,),
        Kind.ALREADY_CUSTOMER: (Reply.ALREADY_CUSTOMER,),
        Kind.LEFT_COMPANY: (Reply.WRONG_PERSON,),
    }
)
"""Replies to whoever wrote. Somebody named in a mail of any kind gets REFERRED."""
BY_AN_ANSWER = frozenset({Work.ANSWER, Work.ASK_WHO, Work.FIND_OUT_WHY, Work.LOOK})
"""Work that an answer to the sender ends."""


def ends(step: Work, *, to_sender: bool) -> bool:
    """Whether this work is done once the mail is sent; checking back, say, is still to come."""
    return step in BY_AN_ANSWER if to_sender else step is Work.WRITE_TO_REFERRAL


def reply_to(mail: ParsedMail, own: frozenset[str]) -> str:
    """The one person whom the mail wants to be answered, "" for whoever wrote: not us, no list, and no machine."""
    named = list(dict.fromkeys(box.email for box in mailboxes(mail.header("reply-to"))))
    if len(named) != 1 or not _can_be_said(named[0]) or is_to_many(mail) or is_machine(named[0]):
        return ""
    ours = {addresses.domain_group(addresses.domain_of(one)) for one in own if not _is_anybodys(one)}
    if named[0] in own or addresses.domain_group(addresses.domain_of(named[0])) in ours:
        return ""
    through_a_list = any(box.email == named[0] for box in (*mail.to, *mail.cc))
    return "" if through_a_list else named[0]


def _can_be_said(address: str) -> bool:
    try:
        return bool(addresses.normalise(address))
    except Invalid:
        return False


def _is_anybodys(address: str) -> bool:
    return addresses.is_free_mail(addresses.domain_of(address))


# --- words ----------------------------------------------------------------------------------------------------

OPEN = re.compile(r"⟨([^⟨⟩\n]{1,60})⟩")
"""How a field that nobody knows stands in a suggestion, until a person has written something in its place."""


@dataclass(frozen=True)
class Filled:
    """A suggestion; `missing` names the fields that stand in it as ⟨name⟩."""

    subject: str
    body: str
    missing: tuple[str, ...]


def fill(subject: str, body: str, fields: Mapping[str, object]) -> Filled:
    """Both texts with all that is known. Invalid when the template itself is not possible."""
    known = dict(fields)
    missing: list[str] = []
    while True:  # a field is missing only where it is printed: an `if` or a default makes do without
        try:
            return Filled(compose.render(subject, known).strip(), compose.render(body, known).strip(), tuple(missing))
        except compose.MissingField as hole:
            if hole.field in missing:
                raise
            missing.append(hole.field)
            known = _marked(known, hole.field)


def _marked(fields: Mapping[str, object], path: str) -> dict[str, object]:
    group, _, name = path.rpartition(".")
    if not group:
        return {**fields, name: f"⟨{path}⟩"}
    inner = fields.get(group)
    return {**fields, group: {**(inner if isinstance(inner, Mapping) else {}), name: f"⟨{path}⟩"}}


def refuse_unfinished(subject: str, body: str) -> None:
    """Nothing leaves with a hole in it, or with the marks of a template."""
    erasure.refuse(subject, body)
    for field, text in (("subject", subject), ("body", body)):
        if hole := OPEN.search(text):
            raise Invalid(f"{hole[1]} is not filled in.", field=field, remedy=f"Write it in place of {hole[0]}.")
        if "{{" in text or "{%" in text:
            raise Invalid("a field of a template stands in it.", field=field, remedy="Write what it stands for.")
    if not body.strip():
        raise Invalid("is empty.", field="body", remedy="Write the answer.")
    if len(body) > LONGEST:
        raise Invalid(f"has more than {LONGEST} characters.", field="body", remedy="Shorten it.")


# --- what is quoted -------------------------------------------------------------------------------------------

WROTE: Mapping[str, str] = MappingProxyType(
    {
        "en": "On {day} at {time}, {who} wrote:",
        "de": "Am {day} um {time} schrieb {who}:",
        "fr": "Le {day} à {time}, {who} a écrit :",
        "es": "El {day} a las {time}, {who} escribió:",
        "it": "Il {day} alle {time}, {who} ha scritto:",
        "nl": "Op {day} om {time} schreef {who}:",
        "pt": "Em {day} às {time}, {who} escreveu:",
    }
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date, language: str) -> str:
    """As people of the language write it in a mail; an unknown one is written in English."""
    if language == "de":
        return f"{day.day}.{day.month}.{day.year}"
    if language in {"fr", "es", "it", "pt", "nl"}:
        return f"{day:%d/%m/%Y}" if language != "nl" else f"{day:%d-%m-%Y}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def quoted(text: str, who: str, at: datetime, zone: ZoneInfo, language: str) -> str:
    """The mail that is answered, below the answer, as mail programs do it."""
    local = at.astimezone(zone)
    line = WROTE.get(language, WROTE["en"])
    head = line.format(day=day_in_words(local.date(), language), time=f"{local:%H:%M}", who=who)
    lines = [f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in text.strip().splitlines()]
    return "\n".join([head, *lines])
