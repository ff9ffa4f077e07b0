"""Whoever we wrote to writes anew: no thread and a title of their own, but it is known that they answer us."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import HUMAN_KINDS, Kind
from tests.rules.reading.answers import Case, cases, make_mail

ALEX = "Alex Sample <alex@acme.test>"


def read(text: str, subject: str, sender: str = ALEX) -> Verdict:
    return classify(make_mail(text, subject=subject, thread=False, sender=sender), known_thread=True)


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        pytest.param(
            "Thank you for your message",
            "Thanks for writing. This mailbox is only read on Mondays, it may take some days until you hear from me.",
            Kind.AUTO_ACKNOWLEDGEMENT,
            id="a note without headers",
        ),
        pytest.param("Please", "Kindly strike our firm from whatever this is.", Kind.UNSUBSCRIBE, id="wants no more"),
        pytest.param("Lists", "Enough of these now.", Kind.UNSUBSCRIBE, id="in a word"),
        pytest.param(
            "My holiday",
            "I am on holiday until the 27th of April. Call me after that, I would like to hear more about the prices.",
            Kind.NOT_NOW,
            id="a person who is away",
        ),
    ],
)
def test_what_they_say_is_weighed_as_in_a_thread(subject: str, text: str, kind: Kind) -> None:
    verdict = read(text, subject)
    assert (verdict.kind, verdict.doubts) == (kind, False)


def test_an_abuse_desk_that_we_have_written_to_complains() -> None:
    text = "We have got a complaint about spam that your server sent to alex@acme.test."
    assert read(text, "Abuse complaint: spam", "Abuse <abuse@host.test>").kind is Kind.COMPLAINT


def anew(found: Iterable[Case]) -> list[tuple[Case, Verdict]]:
    """The same words, in mails that their writers began themselves."""
    mails = ((case, replace(case, thread=False, subject="Your mail").mail()) for case in found)
    return [(case, classify(mail, known_thread=True)) for case, mail in mails]


def test_of_what_was_held_aside_it_loses_nothing() -> None:
    """Opt-outs and people's kinds as in a thread; fewer people are taken for machines than without a known sender."""
    people = [case for case in cases("holdout") if case.kind in HUMAN_KINDS and not (case.auto or case.headers)]
    read = anew(people[::4])
    opt_outs = [verdict for case, verdict in read if case.kind == Kind.UNSUBSCRIBE]
    assert sum(verdict.kind is Kind.UNSUBSCRIBE for verdict in opt_outs) >= 0.89 * len(opt_outs)
    assert sum(verdict.kind is Kind.UNSUBSCRIBE or verdict.doubts for verdict in opt_outs) >= 0.98 * len(opt_outs)
    assert sum(verdict.kind == case.kind for case, verdict in read) >= 0.8 * len(read)
    assert sum(verdict.kind not in HUMAN_KINDS for _, verdict in read) <= 0.01 * len(read)


def test_notes_without_headers_are_seen_under_a_title_of_their_own() -> None:
    notes = [case for case in cases("holdout") if case.kind == Kind.OUT_OF_OFFICE and not (case.auto or case.headers)]
    found = anew(notes)
    assert sum(verdict.kind is Kind.OUT_OF_OFFICE for _, verdict in found) >= 0.6 * len(found)
