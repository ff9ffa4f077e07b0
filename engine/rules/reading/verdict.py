"""What reading a mail yields: one verdict, with the sentence it rests on and the facts found."""

from dataclasses import dataclass, field
from datetime import date

from engine.rules.vocabulary import BounceClass, DecisionMaker, DeclineReason, Kind, Relation


@dataclass(frozen=True)
class Person:
    """Somebody named in a mail. Empty strings where nothing was said. `sentence` is the evidence; `topic` what to turn
    to them for."""

    relation: Relation
    name: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    sentence: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Decline:
    """Why somebody says no, and whether whoever decides says it (M22); each with the words it rests on, "" for none."""

    reason: DeclineReason = DeclineReason.NO_REASON
    because: str = ""
    decision_maker: DecisionMaker = DecisionMaker.UNKNOWN
    decider_because: str = ""


DOUBT = 0.5
"""Below this a person decides. Measured on the held-aside part of tests/corpus."""
IN_DOUBT = 0.49
"""The most that is claimed of what is in doubt."""


@dataclass(frozen=True)
class Verdict:
    """`confidence` is 0 to 1; `rule` names the rule that decided; `because` is the sentence or header it rests on.

    Bounces fill `bounce`, `status` (RFC 3463, e.g. "5.1.1", or the SMTP code), `reason` (the server's words),
    `failed_recipients` (lower case) and `original_message_id` (with angle brackets) where the mail tells them.
    Dates are resolved against the mail's own Date. Only `not_interested` has a `decline`. `doubts` is true when a
    person should look.
    """

    kind: Kind
    confidence: float
    rule: str
    because: str
    bounce: BounceClass | None = None
    status: str = ""
    reason: str = ""
    failed_recipients: tuple[str, ...] = ()
    original_message_id: str = ""
    return_date: date | None = None
    check_back_date: date | None = None
    people: tuple[Person, ...] = field(default=())
    new_address: str = ""
    decline: Decline | None = None

    @property
    def doubts(self) -> bool:
        return self.confidence < DOUBT
