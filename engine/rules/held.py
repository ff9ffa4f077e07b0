"""Every "no" says why, as a value that is stored, counted and shown."""

from dataclasses import dataclass
from datetime import datetime

from engine.rules.vocabulary import HeldReason


@dataclass(frozen=True)
class Held:
    """Why a mail waits. `until` (UTC) is when it is worth asking again; None: when somebody has done something."""

    reason: HeldReason
    until: datetime | None
    detail: str
