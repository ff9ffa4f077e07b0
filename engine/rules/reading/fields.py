"""Values of structured headers: addresses, message ids and dates. Tolerant, bounded, never raising."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import chain

from engine.rules.addresses import compared
from engine.rules.reading.encoded import decode_words
from engine.rules.reading.mail import Mailbox

ADDRESSES_AT_MOST = 200
IDS_AT_MOST = 100
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w](?:[\w.-]{0,250}[\w])?")
_ENTRY = re.compile(r'(?:"(?:\\.|[^"\\]){0,500}+"|\([^()]*\)|<[^<>]*>|[^,;"(<]++|["(<])+')  # names are shorter
_ANGLE = re.compile(r"<([^<>]*)>")
_ESCAPED = re.compile(r"\\(.)")
_COMMENT = re.compile(r"\(([^()]*)\)")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
_RECEIVED_DATE = re.compile(r";\s*([^;]{10,60})$")
NOBODY = Mailbox("", "")


@lru_cache(maxsize=200)  # most mails come to the same few
def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The addresses of a To-like header as sent. Names are decoded after the list is split, as RFC 2047 asks."""
    if not value:
        return ()
    kept = [box for box in map(_mailbox, _ENTRY.findall(value)) if box.email or box.name]
    return tuple(kept[:ADDRESSES_AT_MOST])


def _mailbox(entry: str) -> Mailbox:
    angle = _ANGLE.search(entry)
    name, spec = (entry[: angle.start()], angle[1]) if angle else ("", entry)
    address = ADDRESS.search(spec)
    email = compared(address[0]) if address else ""
    if angle is None:
        comment = _COMMENT.search(entry)
        name = comment[1] if comment else ("" if email else entry)
    return Mailbox(_clean_name(name), email)


def _clean_name(name: str) -> str:
    name = decode_words(name.strip()).strip(" \t\"'")
    return " ".join((_ESCAPED.sub(r"\1", name) if "\\" in name else name).split())


def message_ids(value: str) -> tuple[str, ...]:
    """Ids with their angle brackets, in order, each once."""
    ids = dict.fromkeys(_MESSAGE_ID.findall(value)) if value else ()
    return tuple(ids)[-IDS_AT_MOST:]


def moment(dates: Iterable[str], received: Iterable[str] = ()) -> datetime | None:
    """The first readable date. Received lines are newest first, so the first one is when we got the mail."""
    stamps = (found[1] for line in received if (found := _RECEIVED_DATE.search(line)))
    for text in chain(dates, stamps):
        try:
            when = parsedate_to_datetime(text)
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            when.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return when
    return None
