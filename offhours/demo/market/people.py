"""What people make up their minds to do when a mail reaches them, and doing it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from offhours.demo.market.answers import human_letter
from offhours.demo.market.automatic import AUTOMATIC, absence_letter, back_on, bounce_letter
from offhours.demo.market.dates import working_moment
from offhours.demo.market.letters import Letter
from offhours.demo.market.scene import Scene
from offhours.demo.world import Answer, Delivery, Person
from offhours.demo.world.model import AUTOMATIC_ANSWERS

AT_ONCE = frozenset({Answer.LEFT_COMPANY, Answer.ACKNOWLEDGEMENT, Answer.ADDRESS_CHANGED, Answer.CHALLENGE})
EVENING_SHARE = 0.12  # of answers, typed on the telephone at any hour


class Act(StrEnum):
    """What an intention is. SCAN and OPT_OUT need HTTP."""

    BOUNCE = "bounce"
    ABSENCE = "absence"
    ANSWER = "answer"
    SCAN = "scan"
    OPT_OUT = "opt_out"
    REP_REPLY = "rep_reply"
    UNRELATED = "unrelated"


class Fate(StrEnum):
    """What became of a mail for one recipient."""

    DELIVERED = "delivered"
    HARD = "hard"
    SOFT = "soft"
    BLOCK = "block"
    AGAIN = "again"
    CC = "cc"
    COLLEAGUE = "colleague"


RETURNED = {Delivery.DSN_HARD: Fate.HARD, Delivery.DSN_SOFT: Fate.SOFT, Delivery.DSN_BLOCK: Fate.BLOCK}


@dataclass(frozen=True)
class Plan:
    act: Act
    due: datetime
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Arrival:
    """A mail at somebody's door: the `number`-th they get; `away_until` from an earlier absence."""

    person: Person
    number: int
    at: datetime
    away_until: datetime | None
    rng: Random

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.company.time_zone)


def returned(person: Person, setbacks: int) -> Fate | None:
    """How the mail comes back, None when it arrives. `setbacks` counts this one."""
    delivery = person.destiny.delivery
    if delivery == Delivery.DSN_SOFT and setbacks > person.destiny.soft_times:
        return None
    if delivery == Delivery.DSN_BLOCK and setbacks > 1:
        return None  # the quarrel about the sender is over
    return RETURNED.get(delivery)


def plan_return(at: datetime, rng: Random) -> Plan:
    return Plan(Act.BOUNCE, at + timedelta(minutes=rng.uniform(0.2, 20)))


def plan(arrival: Arrival) -> list[Plan]:
    """Everything this mail will lead to, and when."""
    person, destiny = arrival.person, arrival.person.destiny
    plans = []
    if destiny.delivery == Delivery.DELAYED and arrival.number == 1:
        plans.append(Plan(Act.BOUNCE, arrival.at + timedelta(hours=4)))
    free = arrival.away_until
    if destiny.absence is not None and arrival.number == 1:
        back = back_on(arrival.at.astimezone(arrival.zone).date(), destiny.absence.days)
        free = datetime.combine(back, time(9, 0), arrival.zone)
        plans.append(
            Plan(Act.ABSENCE, arrival.at + timedelta(minutes=arrival.rng.uniform(0.05, 2)), {"back": back.isoformat()})
        )
    if destiny.scanner:
        plans.append(Plan(Act.SCAN, arrival.at + timedelta(minutes=arrival.rng.uniform(0.5, 3))))
    if destiny.answer != Answer.SILENCE and arrival.number == destiny.on_mail:
        plans.append(_answer(arrival, person, free))
    return plans


def _answer(arrival: Arrival, person: Person, free: datetime | None) -> Plan:
    destiny = person.destiny
    if destiny.answer in AT_ONCE:
        return Plan(Act.ANSWER, arrival.at + timedelta(minutes=arrival.rng.uniform(0.05, 3)))
    start = arrival.at if free is None else max(arrival.at, free)
    due = start + timedelta(hours=destiny.hours)
    if arrival.rng.random() >= EVENING_SHARE:
        due = working_moment(due, arrival.zone, arrival.rng)
    return Plan(Act.OPT_OUT if destiny.answer == Answer.UNSUBSCRIBE_LINK else Act.ANSWER, due)


def carry_out(act: Act, scene: Scene) -> Letter:
    """The mail this intention becomes."""
    if act == Act.BOUNCE:
        return bounce_letter(scene)
    if act == Act.ABSENCE:
        return absence_letter(scene)
    answer = scene.person.destiny.answer
    return AUTOMATIC[answer](scene) if answer in AUTOMATIC_ANSWERS else human_letter(scene)
