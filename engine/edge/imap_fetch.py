"""What is asked for by FETCH, so that little is in memory at once, and what the answers say."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from itertools import islice

from aioimaplib.aioimaplib import Response

from engine.edge.imap_grammar import Token, attributes, internal_date, number, plain, tokens
from engine.edge.imap_parts import LeftOut, Plan, plan
from engine.edge.imap_protocol import untagged
from engine.edge.trouble import shorten
from engine.errors import ProtocolTrouble

MOST_PER_COMMAND = 100
"""Beyond a few hundred a command servers and readers only get slower."""
BEGINNING = 65_536
"""Bytes from the beginning of a mail that could not be fetched otherwise."""
WITHHELD = "The server lists this mail and does not hand it over."
REST = "the rest of the mail"
ABOUT = "(UID INTERNALDATE RFC822.SIZE ENVELOPE)"

Ask = Callable[[Sequence[int], str], Awaitable[Response]]
"""One FETCH of some UIDs; its answer, OK or NO."""


class Manner(Enum):
    """How a single mail is fetched, each with less to ask of the server than the one before."""

    USUAL = auto()
    """Whole, or in parts when it is big."""
    BEGINNING = auto()
    """Its first bytes."""
    ENVELOPE = auto()
    """Not at all: what the server's index says of it."""


@dataclass(frozen=True)
class Fetched:
    """A mail as it lies in the folder. `trouble` holds the server's words when it would not hand it over; then `head`
    may have the header fields that the server knows anyway.
    """

    uid: int
    raw: bytes
    received_at: datetime | None
    left_out: tuple[LeftOut, ...] = ()
    trouble: str = ""
    head: bytes = b""


class Fetcher:
    """The FETCH commands of one connection; of one mail at most `max_bytes` are fetched."""

    def __init__(self, ask: Ask, max_bytes: int) -> None:
        self._ask, self._max_bytes = ask, max_bytes

    async def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Of those that are still there. A refusal is trouble: it must not look as if they were gone."""
        response = await self._ask(uids, "(UID RFC822.SIZE)")
        if response.result == "NO":
            raise ProtocolTrouble(f"The server refused FETCH: {words(response)}")
        return sizes(response)

    async def first(self, uids: Sequence[int]) -> list[Fetched]:
        """As many of them, from the first on, as fit in `max_bytes`, but one at least; [] when all are gone."""
        known = await self.sizes(uids)
        there = [(one, known[one]) for one in uids if one in known]
        for batch in in_batches(there, self._max_bytes):
            if mails := await self._batch(batch):
                return mails
        return []

    async def one(self, uid: int, manner: Manner) -> Fetched | None:
        """None when it is gone; by its envelope it is told in any case."""
        if manner is Manner.ENVELOPE:
            return self._described(uid, await self._ask([uid], ABOUT))
        size = (await self.sizes([uid])).get(uid)
        if size is None:
            return None
        if manner is Manner.BEGINNING:
            return next(iter(await self._beginning(uid, size, BEGINNING)), None)
        return next(iter(await self._batch([(uid, size)])), None)

    async def headers(self, uids: Sequence[int], names: str) -> list[Fetched]:
        response = await self._ask(uids, f"(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS ({names})])")
        if response.result == "NO":
            return [mail for one in uids for mail in await self.headers([one], names)] if uids[1:] else []
        return fetched_mails(response, set(uids))

    async def _batch(self, batch: Sequence[tuple[int, int]]) -> list[Fetched]:
        if len(batch) == 1 and batch[0][1] > self._max_bytes:
            return await self._big(*batch[0])
        uids = [uid for uid, _ in batch]
        response = await self._ask(uids, "(UID INTERNALDATE BODY.PEEK[])")
        if response.result == "NO" and len(batch) > 1:
            return [mail for one in batch for mail in await self._batch([one])]
        if response.result == "NO":
            return [await self._refused(uids[0], words(response))]
        return await self._with_silent(fetched_mails(response, set(uids)), uids)

    async def _with_silent(self, mails: list[Fetched], uids: Sequence[int]) -> list[Fetched]:
        """Also those that are listed and were not sent."""
        if left := sorted(set(uids) - {mail.uid for mail in mails}):
            there = sorted(set(left) & set(await self.sizes(left)))
            mails += [await self._refused(one, WITHHELD) for one in there]
        return sorted(mails, key=lambda mail: mail.uid)

    async def _big(self, uid: int, size: int) -> list[Fetched]:
        """Its words and reports without its files; from its beginning where the server cannot tell its parts."""
        chosen = plan(await self._structure(uid), self._max_bytes)
        if chosen is None:
            return await self._beginning(uid, size, self._max_bytes)
        response = await self._ask([uid], f"(UID INTERNALDATE {chosen.items})")
        found = [] if response.result == "NO" else _of(response, uid)
        if not any(isinstance(items.get("BODY[HEADER]"), bytes) for items in found):
            return await self._beginning(uid, size, self._max_bytes)
        return [_made(uid, {name: value for items in found for name, value in items.items()}, chosen)]

    async def _structure(self, uid: int) -> Token:
        response = await self._ask([uid], "(UID BODYSTRUCTURE)")
        try:
            return next((items["BODYSTRUCTURE"] for items in _of(response, uid) if "BODYSTRUCTURE" in items), None)
        except ValueError:
            return None  # whole answers were read, of which one makes no sense: the connection is as it was

    async def _beginning(self, uid: int, size: int, most: int) -> list[Fetched]:
        response = await self._ask([uid], f"(UID INTERNALDATE BODY.PEEK[]<0.{most}>)")
        if response.result == "NO":
            return [await self._refused(uid, words(response))]
        mails = [
            Fetched(uid, mail.raw, mail.received_at, (LeftOut(REST, size - most),) if size > most else ())
            for mail in fetched_mails(response, {uid})
        ]
        return await self._with_silent(mails, [uid])

    async def _refused(self, uid: int, trouble: str) -> Fetched:
        """With what the server's index says of it."""
        return replace(self._described(uid, await self._ask([uid], ABOUT)), left_out=(), trouble=trouble)

    def _described(self, uid: int, response: Response) -> Fetched:
        found = {name: value for items in _of(response, uid) for name, value in items.items()}
        size = number(found.get("RFC822.SIZE"))
        left_out = (LeftOut(REST, size),) if size else ()
        received = internal_date(plain(found.get("INTERNALDATE")))
        return Fetched(uid, b"", received, left_out, WITHHELD, _head_of(found.get("ENVELOPE")))


def sizes(response: Response) -> dict[int, int]:
    """UID to bytes; 0 where the server does not tell. What a server tells is about right, not exact."""
    found = {}
    for items in _answers(response):
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


def fetched_mails(response: Response, wanted: set[int]) -> list[Fetched]:
    """Only what was asked for: servers slip in news of flags, with and without UIDs."""
    mails: dict[int, Fetched] = {}
    for items in _answers(response):
        uid, body = number(items.get("UID")), _body(items)
        if uid in wanted and isinstance(body, bytes):
            mails[uid] = Fetched(uid, body, internal_date(plain(items.get("INTERNALDATE"))))
    return sorted(mails.values(), key=lambda mail: mail.uid)


def words(response: Response) -> str:
    """The server's own, of its last line."""
    last = response.lines[-1] if response.lines else b""
    return shorten(last.decode("utf-8", "replace")) if isinstance(last, bytes) else ""


def _answers(response: Response) -> Iterator[dict[str, Token]]:
    for answer in untagged(response, "FETCH"):
        said = tokens(answer)
        if len(said) > 2 and isinstance(said[2], list):
            yield attributes(said[2])


def _of(response: Response, uid: int) -> list[dict[str, Token]]:
    return [items for items in _answers(response) if number(items.get("UID")) == uid]


def _body(items: dict[str, Token]) -> Token:
    """The whole mail, or the headers that were asked for, however the server spells their names."""
    return next((value for name, value in items.items() if name == "BODY[]" or name.startswith("BODY[HEADER")), None)


def _made(uid: int, items: dict[str, Token], chosen: Plan) -> Fetched:
    raw, left_out = chosen.mail(items)
    return Fetched(uid, raw, internal_date(plain(items.get("INTERNALDATE"))), left_out)


def _head_of(envelope: Token) -> bytes:
    """(date subject from …) as header fields: who wrote, about what, when; b"" when it makes no sense."""
    if not isinstance(envelope, list) or len(envelope) < 10:
        return b""
    date, subject, senders = envelope[:3]
    lines = [
        *(f"From: {one}" for one in islice(_people(senders), 1)),
        f"Subject: {plain(subject)}",
        f"Date: {plain(date)}",
        f"Message-ID: {plain(envelope[9])}",
    ]
    said = "".join(" ".join(line.split()) + "\r\n" for line in lines)
    return f"{said}\r\n".encode("utf-8", "surrogateescape")


def _people(senders: Token) -> Iterator[str]:
    """((name route mailbox host) …)."""
    for one in senders if isinstance(senders, list) else ():
        if isinstance(one, list) and len(one) == 4 and one[2] and one[3]:
            name = plain(one[0]).replace("\\", "\\\\").replace('"', '\\"')
            shown = name if name.startswith("=?") else f'"{name}"'
            yield f"{shown} <{plain(one[2])}@{plain(one[3])}>"
