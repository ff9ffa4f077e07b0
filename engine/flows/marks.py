"""The mark that each mail of ours carries: by it its copy is found in Sent where a service replaced the Message-ID, or
where an earlier try of the same mail (it bounced softly) has left a copy with the same one.
"""

import re
from dataclasses import dataclass
from secrets import token_hex

from engine.store.tables import MessageOut

OUR_HEADER = "X-Offhours-Mail"
_MARK = re.compile(r"<(\d{1,18})\.(\d{1,9})(?:\.([0-9a-f]{16}))?>")
_LINE = re.compile(rb"^" + OUR_HEADER.encode() + rb": (\S+)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """Names the row and the try. `is_unique`: it ends in what was drawn for this try alone. Those of the versions
    before do not, and numbers are given again by another database on the same mailbox, or by one that was restored.
    """

    text: str
    row: int
    attempt: int
    is_unique: bool


def new_mark(out_id: int, attempt: int) -> str:
    """For the n-th try of a mail."""
    return f"<{out_id}.{attempt}.{token_hex(8)}>"  # closed at both ends: IMAP searches for parts of a header


def read_mark(said: str) -> Mark | None:
    """What OUR_HEADER says; None: nothing of ours."""
    found = _MARK.fullmatch(said.strip())
    return Mark(found[0], int(found[1]), int(found[2]), bool(found[3])) if found else None


def mark_of(out: MessageOut) -> Mark | None:
    """That of the latest try, from the bytes that were handed over; None: there was none."""
    return mark_in(bytes(out.raw or b"").partition(b"\r\n\r\n")[0] + b"\r\n")


def mark_in(head: bytes) -> Mark | None:
    """That of a mail with these header lines."""
    found = _LINE.search(head)
    return read_mark(found[1].decode("ascii", "replace")) if found else None
