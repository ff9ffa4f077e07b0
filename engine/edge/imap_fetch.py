"""What a FETCH answer says, and how many mails one FETCH may ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from aioimaplib.aioimaplib import Response

from engine.edge.imap_grammar import Token, attributes, internal_date, number, plain, tokens
from engine.edge.imap_protocol import untagged

MOST_PER_COMMAND = 100
"""Beyond a few hundred a command servers and readers only get slower."""


@dataclass(frozen=True)
class Fetched:
    """A mail as it lies in the folder. `trouble` holds the server's words when it would not hand it over."""

    uid: int
    raw: bytes
    received_at: datetime | None
    truncated: bool = False
    trouble: str = ""


def sizes(response: Response) -> dict[int, int]:
    """UID to bytes; 0 where the server does not tell. What a server tells is about right, not exact."""
    found = {}
    for answer in untagged(response, "FETCH"):
        words = tokens(answer)
        items = attributes(words[2]) if len(words) > 2 and isinstance(words[2], list) else {}
        uid = number(items.get("UID"))
        if uid is not None and "RFC822.SIZE" in items:
            found[uid] = number(items["RFC822.SIZE"]) or 0
    return found


def in_batches(mails: Sequence[tuple[int, int]], max_bytes: int) -> Iterator[list[tuple[int, int]]]:
    """(uid, size) pairs grouped so that a command stays within `max_bytes`; a mail above that goes alone."""
    batch: list[tuple[int, int]] = []
    total = 0
    for uid, size in mails:
        if batch and (len(batch) == MOST_PER_COMMAND or total + size > max_bytes):
            yield batch
            batch, total = [], 0
        batch.append((uid, size))
        total += size
    if batch:
        yield batch


def fetched_mails(response: Response, wanted: set[int], *, truncated: bool) -> list[Fetched]:
    """Only what was asked for: servers slip in news of flags, with and without UIDs."""
    mails: dict[int, Fetched] = {}
    for answer in untagged(response, "FETCH"):
        words = tokens(answer)
        items = attributes(words[2]) if len(words) > 2 and isinstance(words[2], list) else {}
        uid, body = number(items.get("UID")), _body(items)
        if uid in wanted and isinstance(body, bytes):
            mails[uid] = Fetched(uid, body, internal_date(plain(items.get("INTERNALDATE"))), truncated=truncated)
    return list(mails.values())


def _body(items: dict[str, Token]) -> Token:
    """The whole mail, or the headers that were asked for, however the server spells their names."""
    return next((value for name, value in items.items() if name == "BODY[]" or name.startswith("BODY[HEADER")), None)
