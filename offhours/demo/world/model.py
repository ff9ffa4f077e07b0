"""What the market is made of."""

from dataclasses import dataclass, field
from enum import StrEnum

WEBSITE_RESEARCH = "website research"
CONFERENCE_LIST = "conference list"
BOUGHT_LIST = "bought list 2026"
SOURCES = (WEBSITE_RESEARCH, CONFERENCE_LIST, BOUGHT_LIST)


class Delivery(StrEnum):
    """What happens to a mail on its way to the person."""

    ACCEPTED = "accepted"
    REFUSED_HARD = "refused_hard"  # 550 in the SMTP dialogue
    DSN_HARD = "dsn_hard"  # accepted, then returned for good
    REFUSED_SOFT = "refused_soft"  # 450 in the dialogue, `Destiny.soft_times` times, then accepted
    DSN_SOFT = "dsn_soft"  # mailbox full: returned `Destiny.soft_times` times, then accepted
    DSN_BLOCK = "dsn_block"  # returned because of the sender
    DELAYED = "delayed"  # a "still trying" report first, then it arrives


class Answer(StrEnum):
    """What the person does with a mail that arrived."""

    SILENCE = "silence"
    INTERESTED = "interested"
    QUESTION = "question"
    REFERRAL_ADDRESS = "referral_address"
    REFERRAL_NAMED = "referral_named"
    REFERRAL_CC = "referral_cc"
    FORWARDED = "forwarded"
    OTHER_ADDRESS = "other_address"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    WRONG_PERSON = "wrong_person"
    ALREADY_CUSTOMER = "already_customer"
    UNSUBSCRIBE_LINK = "unsubscribe_link"
    UNSUBSCRIBE_REPLY = "unsubscribe_reply"
    OTHER = "other"
    LEFT_COMPANY = "left_company"
    ACKNOWLEDGEMENT = "acknowledgement"
    READ_RECEIPT = "read_receipt"
    ADDRESS_CHANGED = "address_changed"
    CHALLENGE = "challenge"


AUTOMATIC_ANSWERS = frozenset(
    {
        Answer.LEFT_COMPANY,
        Answer.ACKNOWLEDGEMENT,
        Answer.READ_RECEIPT,
        Answer.ADDRESS_CHANGED,
        Answer.CHALLENGE,
    }
)
HUMAN_ANSWERS = frozenset(Answer) - AUTOMATIC_ANSWERS - {Answer.SILENCE, Answer.UNSUBSCRIBE_LINK}


@dataclass(frozen=True)
class Absence:
    """An out-of-office reply. `days` until the return, counted from the mail that meets it; `dated` whether it
    says so; `tagged` whether it carries Auto-Submitted (RFC 3834); `delegates` are addresses of `World.people`."""

    days: int
    dated: bool
    tagged: bool
    delegates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Destiny:
    """Hidden from the engine. `on_mail` is which mail is answered (1 the first touch, 2 the follow-up); `hours`
    how long the person waits; `others` are addresses of `World.people` the answer speaks of; `scanner` says that
    a security product opens the links first."""

    delivery: Delivery = Delivery.ACCEPTED
    answer: Answer = Answer.SILENCE
    on_mail: int = 1
    hours: float = 3.0
    soft_times: int = 0
    absence: Absence | None = None
    others: tuple[str, ...] = ()
    scanner: bool = False


@dataclass(frozen=True)
class Company:
    """`revenue` is yearly, in euros; `country` is ISO 3166 alpha-2; `language` ISO 639-1."""

    name: str
    domain: str
    vertical: str
    employees: int
    revenue: int
    territory: str
    country: str
    time_zone: str
    language: str
    business_model: str
    city: str


@dataclass(frozen=True)
class Person:
    """`level` 1 is the top. `source` is "" for people the engine can only learn of from answers."""

    first: str
    last: str
    title: str
    level: int
    email: str
    phone: str
    language: str
    source: str
    company: Company
    destiny: Destiny = field(default_factory=Destiny)

    @property
    def name(self) -> str:
        """As it is signed; Japanese names are romanised, family name last."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True)
class World:
    """`contacts` is what a rep could import; `people` is everybody who has a mailbox, by lower-case address."""

    seed: int
    companies: tuple[Company, ...]
    contacts: tuple[Person, ...]
    people: dict[str, Person]

    @property
    def domains(self) -> frozenset[str]:
        """The domains whose unknown users are refused."""
        return frozenset(address.partition("@")[2] for address in self.people)
