"""The reps: they answer what people wrote, in their own mail program, so that only the Sent folder shows it."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from engine.rules.vocabulary import HUMAN_KINDS, Kind
from offhours.demo.market.answers import thread_headers
from offhours.demo.market.clients import Original, prefixed
from offhours.demo.market.dates import working_moment
from offhours.demo.market.letters import Letter, Wrapping, encoded, finish, leaf, mail_date, mailbox_text
from offhours.demo.market.texts import variants

ANSWERED = HUMAN_KINDS - {Kind.UNSUBSCRIBE}
ZONE = ZoneInfo("Europe/London")  # where the reps of the demo sit
LATE_SHARE = 0.08  # of answers take longer than the house rule's day (M19)


def reply_due(at: datetime, rng: Random) -> datetime:
    hours = rng.uniform(26, 40) if rng.random() < LATE_SHARE else rng.uniform(0.3, 5)
    return working_moment(at + timedelta(hours=hours), ZONE, rng)


def reply_letter(
    *, number: int, mailbox: str, rep: str, answer: Original, kind: str, who: str, at: datetime, rng: Random
) -> Letter:
    """What the rep types under the answer. `who` is the person a referral named."""
    variant = rng.choice(variants(f"reply_{kind}", "en"))
    signature = rep.split()[0] if rep else mailbox.partition("@")[0]
    words = variant.body.format(me=(answer.name.split() or [""])[0], who=who or "your colleague")
    quote = f"On {answer.at:%d %b %Y at %H:%M}, {answer.name} wrote:\n{prefixed(answer.text)}"
    message_id = f"<{rng.getrandbits(64):x}.{number}@{mailbox.partition('@')[2]}>"
    subject = answer.subject if answer.subject.lower().startswith("re:") else f"Re: {answer.subject}"
    headers = [
        ("From", mailbox_text(rep, mailbox)),
        ("To", mailbox_text(answer.name, answer.address)),
        ("Subject", encoded(subject)),
        ("Date", mail_date(at.astimezone(ZONE))),
        ("Message-ID", message_id),
        *thread_headers(answer.message_id, answer.references),
        ("User-Agent", "Mozilla Thunderbird"),
    ]
    body = leaf(f"{words}\n\nBest,\n{signature}\n\n{quote}\n", "plain", Wrapping("utf-8", "8bit"))
    return Letter(message_id, finish(headers, body), Kind.OWN_MAIL, mailbox)
