"""Machine-readable delivery reports: RFC 3464, and the ways in which mail systems bend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from engine.rules.reading.fields import ADDRESS
from engine.rules.reading.mail import ParsedMail

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status"})
_INLINE = re.compile(r"^(?:Final|Original)-Recipient:[^\n]*@", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{2,40}):[ \t]*([^\n]*(?:\n[ \t]+[^\n]+)*)", re.MULTILINE)
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_UNICODE_XTEXT = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")  # RFC 6533
_SURROGATES = 0xD800  # letters of addresses are below
# How Exchange writes an address of another kind as one of ours: IMCEAEX-_O=READER..., IMCEASMTP-jo+40x+2Etest@...
_ENCAPSULATED = re.compile(r"IMCEA([A-Z0-9]{2,10})-([^@\s]*)@", re.IGNORECASE)
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_BLOCKS_AT_MOST = 500
_FATES_AT_MOST = 1_000
"""Of one mail; servers need not take more than a hundred recipients at once (RFC 5321 4.5.3.1.8)."""
# Addresses that a server invents when it wants to hide or has lost the real one.
_MADE_UP = ("unknown@", "undisclosed", "redacted@")


@dataclass(frozen=True)
class Fate:
    """What became of one recipient. `recipients` are possible addresses, the one we wrote to first."""

    action: str
    status: str
    recipients: tuple[str, ...]
    diagnostic: str


def fates(mail: ParsedMail) -> tuple[Fate, ...]:
    """Of every recipient that a machine-readable part of this mail names."""
    return _told(part.text for part in mail.parts if part.content_type in _STATUS_TYPES)


def fates_in_text(mail: ParsedMail) -> tuple[Fate, ...]:
    """The same fields in ordinary text: of old systems, and of whoever copies a report into a mail."""
    return _told(part.text for part in mail.parts if "ecipient:" in part.text and _INLINE.search(part.text))


def _told(texts: Iterable[str]) -> tuple[Fate, ...]:
    found = map(_fate, islice(chain.from_iterable(map(_blocks, texts)), _FATES_AT_MOST))
    return tuple(fate for fate in found if fate.recipients or fate.action)


def _blocks(text: str) -> list[dict[str, str]]:
    """One per recipient. Blank lines may be missing or doubled, so a repeated field starts a new one as well."""
    blocks: list[dict[str, str]] = [{}]
    for chunk in re.split(r"\n[ \t]*\n", text, maxsplit=_BLOCKS_AT_MOST):
        fresh: dict[str, str] = {}
        for field in _FIELD.finditer(chunk):
            name = field[1].lower()
            if name in fresh and name in {"final-recipient", "original-recipient"}:
                blocks.append(fresh)
                fresh = {}
            fresh.setdefault(name, " ".join(field[2].split()))
        blocks.append(fresh)
    return _joined(blocks)


def _joined(blocks: list[dict[str, str]]) -> list[dict[str, str]]:
    """Some systems put a blank line inside a recipient's block: what names nobody belongs to who came before."""
    joined: list[dict[str, str]] = []
    for block in blocks:
        names_one = "final-recipient" in block or "original-recipient" in block
        starts_late = bool(joined) and "action" in joined[-1] and "final-recipient" not in joined[-1]
        if joined and (not names_one or starts_late) and "reporting-mta" not in block:
            joined[-1] = block | joined[-1]
        elif block:
            joined.append(block)
    return joined


def _fate(block: dict[str, str]) -> Fate:
    diagnostic = block.get("diagnostic-code", "")
    status = STATUS.search(block.get("status", ""))
    names = ("original-recipient", "final-recipient", "x-actual-recipient", "x-display-name")
    action = re.split(r"[^a-z-]", block.get("action", "").strip().lower(), maxsplit=1)[0]
    if "action" not in block and status and status[1].startswith("5"):  # as old systems left it out
        action = "failed"
    return Fate(
        action=action,
        status=status[1] if status else "",
        recipients=tuple(dict.fromkeys(address for name in names if (address := recipient(block.get(name, ""))))),
        diagnostic=re.sub(r"^[\w-]+\s*;\s*", "", diagnostic),
    )


def recipient(value: str) -> str:
    """The address in "rfc822; <jo@x.test>", lower case; "" when there is none worth keeping."""
    kind, _, rest = value.rpartition(";")
    inner = _ENCAPSULATED.search(rest)
    if inner:
        rest = inner[2] if inner[1].upper() == "SMTP" else ""
    if "+40" in rest and "@" not in rest:
        rest = _XTEXT.sub(_letter, rest)
    if "\\x{" in rest:
        rest = _UNICODE_XTEXT.sub(_letter, rest)
    found = ADDRESS.search(rest)
    address = found[0].lower() if found else ""
    return "" if address.startswith(_MADE_UP) or "x400" in kind.lower() else address


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1], 16)) if int(code[1], 16) < _SURROGATES else "\ufffd"
