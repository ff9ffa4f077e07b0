"""Every "no" says why, as a value that is stored, counted and shown."""

from dataclasses import dataclass, field
from datetime import datetime

from engine.rules.vocabulary import HeldReason


@dataclass(frozen=True)
class Held:
    """Why a mail waits. `until` (UTC) is when it is worth asking again; None: when somebody has done something. `since`
    is when a limit was reached, for whoever shows it; None: not known, or not the limit's to say."""

    reason: HeldReason
    until: datetime | None
    detail: str
    since: datetime | None = field(default=None, compare=False)
