"""placeholder"""

from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation


def referred_people(mail: ParsedMail, relation: Relation) -> tuple[Person, ...]:
    return ()


def copied_people(mail: ParsedMail) -> tuple[Person, ...]:
    return ()
