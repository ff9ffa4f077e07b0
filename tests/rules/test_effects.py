"""The table of what each kind of answer does (domain: What comes in)."""

import pytest

from engine.rules.effects import ASK_FIRST, BOUNCES, EFFECTS, NOTHING, Work, effect_of, in_words
from engine.rules.vocabulary import HUMAN_KINDS, Bin, BounceClass, ContactState, DecisionMaker, EnrollmentState, Kind

R, S, B = EnrollmentState.REPLIED, EnrollmentState.STOPPED, EnrollmentState.BOUNCED
C = ContactState


@pytest.mark.parametrize(
    ("kind", "enrollment", "contact", "place", "work"),
    [
        pytest.param(Kind.INTERESTED, R, C.RESPONDED, Bin.WORKING, Work.ANSWER, id="M19: interested"),
        pytest.param(Kind.QUESTION, R, C.RESPONDED, Bin.WORKING, Work.ANSWER, id="M19: question"),
        pytest.param(Kind.OTHER, R, C.RESPONDED, Bin.WORKING, Work.LOOK, id="M19: not understood"),
        pytest.param(Kind.REFERRAL, R, C.RESPONDED, Bin.WORKING, Work.WRITE_TO_REFERRAL, id="M21: referral"),
        pytest.param(Kind.WRONG_PERSON, R, C.WRONG_PERSON, Bin.WORKING, Work.ASK_WHO, id="M21: wrong person"),
        pytest.param(Kind.NOT_NOW, R, C.RESPONDED, Bin.CHECK_BACK, Work.CHECK_BACK, id="M20: not now"),
        pytest.param(Kind.NOT_INTERESTED, R, C.DECLINED, Bin.WORKING, Work.FIND_OUT_WHY, id="M22: not interested"),
        pytest.param(Kind.ALREADY_CUSTOMER, R, C.RESPONDED, Bin.CURRENT_CLIENT, Work.TELL_OWNER, id="M5: client"),
        pytest.param(Kind.UNSUBSCRIBE, S, C.SUPPRESSED, None, None, id="M18: unsubscribe"),
        pytest.param(Kind.COMPLAINT, S, C.SUPPRESSED, None, None, id="complaint"),
        pytest.param(Kind.OUT_OF_OFFICE, None, None, None, None, id="M24: out of office"),
        pytest.param(Kind.LEFT_COMPANY, S, C.LEFT, None, None, id="left company"),
        pytest.param(Kind.ADDRESS_CHANGED, None, None, None, Work.CONFIRM_ADDRESS, id="address changed"),
        pytest.param(Kind.CHALLENGE, None, None, None, Work.SOLVE_CHALLENGE, id="challenge"),
        pytest.param(Kind.REACTION, None, None, None, Work.LOOK, id="reaction"),
        pytest.param(Kind.CALENDAR, None, None, None, Work.LOOK, id="calendar"),
    ],
)
def test_each_row_of_the_table(
    kind: Kind, enrollment: EnrollmentState | None, contact: C | None, place: Bin | None, work: Work | None
) -> None:
    effect = effect_of(kind)
    assert (effect.enrollment, effect.contact, effect.bin, effect.work) == (enrollment, contact, place, work)


@pytest.mark.parametrize(
    "kind", [Kind.DELAY, Kind.AUTO_ACKNOWLEDGEMENT, Kind.READ_RECEIPT, Kind.OWN_MAIL, Kind.UNRELATED]
)
def test_what_asks_for_nothing_does_nothing(kind: Kind) -> None:
    assert effect_of(kind) is NOTHING


@pytest.mark.parametrize("who", list(DecisionMaker))
def test_a_no_counts_only_from_the_decision_maker(who: DecisionMaker) -> None:
    """M22: the account stays where it is; the rep may move it when the no counts."""
    effect = effect_of(Kind.NOT_INTERESTED, None, who)
    assert (effect.bin, effect.work) == (Bin.WORKING, Work.FIND_OUT_WHY)
    assert effect.choices == ((Bin.BAD_FIT, Bin.CHECK_BACK) if who is DecisionMaker.YES else ())
    assert ("let the rep choose: bad fit or check back" in in_words(effect)) is (who is DecisionMaker.YES)
    assert effect_of(Kind.QUESTION, None, who) is effect_of(Kind.QUESTION)


def test_every_kind_has_a_row() -> None:
    assert set(EFFECTS) | {Kind.BOUNCE} == set(Kind)


@pytest.mark.parametrize("kind", sorted(HUMAN_KINDS - {Kind.UNSUBSCRIBE}))
def test_a_persons_answer_ends_the_sequence_and_makes_work(kind: Kind) -> None:
    """M19: nothing falls through the cracks."""
    effect = effect_of(kind)
    assert effect.enrollment is R
    assert effect.work is not None
    assert effect.holds_account or effect.stops_account


@pytest.mark.parametrize(
    ("klass", "enrollment", "suppress", "retry", "hold"),
    [
        pytest.param(BounceClass.HARD, B, True, False, False, id="M23: hard"),
        pytest.param(BounceClass.SOFT, None, False, True, False, id="soft"),
        pytest.param(BounceClass.BLOCK, None, False, False, True, id="block never suppresses"),
        pytest.param(None, None, False, True, False, id="unknown counts as soft"),
    ],
)
def test_a_bounce_does_what_its_class_says(
    klass: BounceClass | None, enrollment: EnrollmentState | None, suppress: bool, retry: bool, hold: bool
) -> None:
    effect = effect_of(Kind.BOUNCE, klass)
    assert (effect.enrollment, effect.suppress, effect.retry, effect.hold) == (enrollment, suppress, retry, hold)
    assert effect in BOUNCES.values()


def test_only_opt_outs_complaints_and_dead_addresses_suppress() -> None:
    suppressing = {kind for kind, effect in EFFECTS.items() if effect.suppress}
    assert suppressing == {Kind.UNSUBSCRIBE, Kind.COMPLAINT}


def test_only_an_opt_out_and_a_machines_word_are_treated_otherwise_in_doubt() -> None:
    """An opt-out is obeyed all the same, and read by a person."""
    differing = {kind for kind in Kind if effect_of(kind, doubts=True) != effect_of(kind)}
    assert differing - ASK_FIRST == {Kind.UNSUBSCRIBE}
    assert differing >= ASK_FIRST
    sure, unsure = effect_of(Kind.UNSUBSCRIBE), effect_of(Kind.UNSUBSCRIBE, doubts=True)
    assert (unsure.suppress, unsure.everywhere, unsure.contact) == (True, True, sure.contact)
    assert (sure.work, unsure.work, unsure.holds_account) == (None, Work.LOOK, True)


@pytest.mark.parametrize("kind", sorted(ASK_FIRST))
def test_in_doubt_a_machines_word_ends_nothing_and_holds_everything(kind: Kind) -> None:
    effect = effect_of(kind, BounceClass.HARD if kind is Kind.BOUNCE else None, doubts=True)
    assert (effect.enrollment, effect.contact, effect.suppress, effect.retry) == (None, None, False, False)
    assert (effect.holds_account, effect.work) == (True, Work.LOOK)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_effect_is_told_in_words(kind: Kind) -> None:
    """An effect that does something says so, each thing once."""
    effect = effect_of(kind)
    told = in_words(effect)
    done = [value for name, value in vars(effect).items() if value and name not in {"everywhere", "note"}]
    assert len(told) == len(done)
    assert not any("_" in words for words in told)


def test_a_dead_address_is_told_as_such() -> None:
    assert in_words(effect_of(Kind.BOUNCE, BounceClass.HARD)) == [
        "suppress the address",
        "end every sequence of theirs: bounced",
        "mark the contact bounced",
    ]
