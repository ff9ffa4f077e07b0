"""Who will do what. The counts are exact, so every kind occurs in every world and the rates are M16's.

Of 500 contacts about 455 can be reached; 37 of them answer as people (8 %) and 36 are out of office (8 %). Answers fall
on the most senior contact of a company, because the engine writes to that one first (M4).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

from offhours.demo.world.model import (
    AUTOMATIC_ANSWERS,
    BOUGHT_LIST,
    Absence,
    Answer,
    Company,
    Delivery,
    Destiny,
    Person,
)
from offhours.demo.world.names import PLACES

# 3 % of 375 and 25 % of 125; the last two of each dictionary arrive in the end and are no bounces
CLEAN_BOUNCES = {
    Delivery.REFUSED_HARD: 4,
    Delivery.DSN_HARD: 4,
    Delivery.DSN_SOFT: 2,
    Delivery.DSN_BLOCK: 1,
    Delivery.REFUSED_SOFT: 3,
    Delivery.DELAYED: 2,
}
BOUGHT_BOUNCES = {
    Delivery.REFUSED_HARD: 16,
    Delivery.DSN_HARD: 11,
    Delivery.DSN_SOFT: 3,
    Delivery.DSN_BLOCK: 1,
    Delivery.REFUSED_SOFT: 1,
    Delivery.DELAYED: 1,
}
CLEAN_ANSWERS = {
    Answer.INTERESTED: 4,
    Answer.QUESTION: 3,
    Answer.REFERRAL_ADDRESS: 3,
    Answer.REFERRAL_NAMED: 2,
    Answer.REFERRAL_CC: 2,
    Answer.FORWARDED: 2,
    Answer.OTHER_ADDRESS: 1,
    Answer.NOT_NOW: 3,
    Answer.NOT_INTERESTED: 3,
    Answer.WRONG_PERSON: 1,
    Answer.ALREADY_CUSTOMER: 1,
    Answer.UNSUBSCRIBE_REPLY: 3,
    Answer.OTHER: 1,
    Answer.UNSUBSCRIBE_LINK: 4,
    Answer.LEFT_COMPANY: 4,
    Answer.ACKNOWLEDGEMENT: 3,
    Answer.READ_RECEIPT: 2,
    Answer.ADDRESS_CHANGED: 2,
    Answer.CHALLENGE: 1,
}
BOUGHT_ANSWERS = {
    Answer.INTERESTED: 1,
    Answer.QUESTION: 1,
    Answer.NOT_NOW: 1,
    Answer.NOT_INTERESTED: 2,
    Answer.WRONG_PERSON: 1,
    Answer.UNSUBSCRIBE_REPLY: 2,
    Answer.UNSUBSCRIBE_LINK: 2,
    Answer.LEFT_COMPANY: 2,
    Answer.ACKNOWLEDGEMENT: 1,
    Answer.READ_RECEIPT: 1,
}
CLEAN_ABSENCES = 27
BOUGHT_ABSENCES = 9
ABSENT_AND_ANSWERING = 5  # of the clean absences
SCANNED_SILENT = 6
ANSWERING_POOL = 150  # of the free contacts, most senior first: nearly all of them are the first of their company
# people who speak others answer in English; automatic replies come in all of them
WRITTEN_LANGUAGES = frozenset({"de", "fr", "es", "nl"})
FOREIGN_LANGUAGES = frozenset(place.language for place in PLACES) - {"en"}
# one more person comes into the world with these
NAMES_SOMEBODY = {Answer.REFERRAL_ADDRESS, Answer.REFERRAL_NAMED, Answer.REFERRAL_CC, Answer.FORWARDED}

Inventor = Callable[[Company], Person]


def assign_destinies(rng: Random, contacts: Sequence[Person], invent: Inventor) -> tuple[list[Person], list[Person]]:
    """The contacts with their destinies, in the same order, and the people only answers tell of."""
    assigner = _Assigner(rng, contacts, invent)
    assigner.answer([one for one in assigner.free if one.source != BOUGHT_LIST], CLEAN_ANSWERS)
    assigner.answer([one for one in assigner.free if one.source == BOUGHT_LIST], BOUGHT_ANSWERS)
    assigner.bounce([one for one in assigner.free if one.source != BOUGHT_LIST], CLEAN_BOUNCES)
    assigner.bounce([one for one in assigner.free if one.source == BOUGHT_LIST], BOUGHT_BOUNCES)
    assigner.go_away()
    assigner.scan()
    return [replace(one, destiny=assigner.destiny(one)) for one in contacts], assigner.helpers


class _Assigner:
    def __init__(self, rng: Random, contacts: Sequence[Person], invent: Inventor) -> None:
        self._rng = rng
        self._invent = invent
        self._seniors = _seniors(contacts)
        self._destinies: dict[str, Destiny] = {}
        self._contacts = list(contacts)
        rng.shuffle(self._contacts)
        self.helpers: list[Person] = []

    @property
    def free(self) -> list[Person]:
        """Contacts nothing was decided for, the most senior of each company first."""
        left = [one for one in self._contacts if one.email not in self._destinies]
        return sorted(left, key=lambda one: one.email not in self._seniors)

    def destiny(self, person: Person) -> Destiny:
        return self._destinies.get(person.email, Destiny())

    def answer(self, pool: list[Person], counts: dict[Answer, int]) -> None:
        answers = [answer for answer, count in counts.items() for _ in range(count)]
        self._rng.shuffle(answers)
        chosen = _mixed_languages(pool[:ANSWERING_POOL], WRITTEN_LANGUAGES)
        for number, (person, answer) in enumerate(zip(chosen, answers, strict=False)):
            late = answer not in AUTOMATIC_ANSWERS and number % 3 == 2
            self._destinies[person.email] = Destiny(
                answer=answer,
                on_mail=2 if late else 1,
                hours=round(self._rng.lognormvariate(1.2, 1.0), 2),
                others=self._others(person, answer),
                scanner=answer == Answer.UNSUBSCRIBE_LINK and number % 2 == 0,
            )

    def _others(self, person: Person, answer: Answer) -> tuple[str, ...]:
        if answer in NAMES_SOMEBODY:
            return (self._helper(person.company).email,)
        if answer == Answer.LEFT_COMPANY:
            return (self._helper(person.company).email,) if self._rng.random() < 0.6 else ()
        if answer in {Answer.OTHER_ADDRESS, Answer.ADDRESS_CHANGED}:
            return (self._alias(person, private=answer == Answer.OTHER_ADDRESS),)
        return ()

    def _helper(self, company: Company) -> Person:
        """Mostly silent; a few answer when the engine writes to them."""
        answer = self._rng.choices((Answer.SILENCE, Answer.INTERESTED, Answer.QUESTION), weights=(8, 1, 1))[0]
        hours = round(self._rng.uniform(1, 8), 2)
        helper = replace(self._invent(company), destiny=Destiny(answer=answer, hours=hours))
        self.helpers.append(helper)
        return helper

    def _alias(self, person: Person, *, private: bool) -> str:
        """The same person under another address: a private one, or the company's new domain."""
        local, _, domain = person.email.partition("@")
        address = f"{local.replace('.', '')}@homemail.example" if private else f"{local}@new-{domain}"
        self.helpers.append(replace(person, email=address, source="", destiny=Destiny()))
        return address

    def bounce(self, pool: list[Person], counts: dict[Delivery, int]) -> None:
        deliveries = [delivery for delivery, count in counts.items() for _ in range(count)]
        for number, (person, delivery) in enumerate(
            zip(self._rng.sample(pool, len(deliveries)), deliveries, strict=True)
        ):
            times = {Delivery.REFUSED_SOFT: 2, Delivery.DSN_SOFT: 1 if number % 2 else 99}.get(delivery, 0)
            self._destinies[person.email] = Destiny(delivery=delivery, soft_times=times)

    def go_away(self) -> None:
        """Every language has somebody away; some of those who answer are away first."""
        clean = [one for one in self.free if one.source != BOUGHT_LIST]
        bought = [one for one in self.free if one.source == BOUGHT_LIST]
        away = (
            _mixed_languages(clean, FOREIGN_LANGUAGES)[: CLEAN_ABSENCES - ABSENT_AND_ANSWERING]
            + bought[:BOUGHT_ABSENCES]
        )
        answering = [
            one
            for one in self._contacts
            if one.source != BOUGHT_LIST
            and self.destiny(one).answer in {Answer.INTERESTED, Answer.QUESTION, Answer.NOT_NOW, Answer.NOT_INTERESTED}
        ]
        for number, person in enumerate((*away, *answering[:ABSENT_AND_ANSWERING])):
            absence = self._absence(person, number)
            self._destinies[person.email] = replace(self.destiny(person), absence=absence)

    def _absence(self, person: Person, number: int) -> Absence:
        delegates = (1, 0, 2, 1, 0)[number % 5]
        return Absence(
            days=self._rng.randrange(3, 13),
            dated=number % 9 != 4,
            tagged=number % 4 != 3,
            delegates=tuple(self._helper(person.company).email for _ in range(delegates)),
        )

    def scan(self) -> None:
        """Security products open links of people who never opt out, too."""
        for person in self.free[:SCANNED_SILENT]:
            self._destinies[person.email] = Destiny(scanner=True)


def _seniors(contacts: Iterable[Person]) -> frozenset[str]:
    best: dict[str, Person] = {}
    for one in contacts:
        best[one.company.domain] = min(best.get(one.company.domain, one), one, key=lambda p: p.level)
    return frozenset(one.email for one in best.values())


def _mixed_languages(people: Sequence[Person], languages: frozenset[str]) -> list[Person]:
    """Two of each of these languages first, then as they come."""
    seen: dict[str, int] = {}
    first: list[Person] = []
    rest: list[Person] = []
    for one in people:
        seen[one.language] = seen.get(one.language, 0) + 1
        (first if seen[one.language] <= 2 and one.language in languages else rest).append(one)
    return [*first, *rest]
