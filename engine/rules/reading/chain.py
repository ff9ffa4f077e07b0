"""The ordered rules that read a mail. The first verdict wins; what nobody knows goes to a person."""

from collections.abc import Callable

from engine.rules.reading.absence import address_changed, left_company, out_of_office
from engine.rules.reading.bounces import bounce
from engine.rules.reading.human import human_answer
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

Rule = Callable[[ParsedMail], Verdict | None]
RULES: tuple[Rule, ...] = (bounce, left_company, address_changed, out_of_office, human_answer)


def classify(
    mail: ParsedMail, *, own_addresses: frozenset[str] = frozenset(), known_thread: bool | None = None
) -> Verdict:
    """What this mail is. `own_addresses` are lower case; `known_thread` says whether it answers a mail of ours."""
    for rule in RULES:
        verdict = rule(mail)
        if verdict is not None:
            return verdict
    return Verdict(Kind.OTHER, 0.3, "nothing_known", mail.subject)


def read(
    raw: bytes, *, own_addresses: frozenset[str] = frozenset(), known_thread: bool | None = None
) -> tuple[ParsedMail, Verdict]:
    mail = parse(raw)
    return mail, classify(mail, own_addresses=own_addresses, known_thread=known_thread)
