from array import array

import pytest

from engine.rules.reading.leaning import KINDS, ROWS, Weights, features, load, shares
from engine.rules.reading.training import Example, train
from engine.rules.vocabulary import Kind
from tests.rules.reading.train import descend

TAUGHT = [
    Example("Blue, please.", Kind.INTERESTED),
    Example("Rather blue than red.", Kind.INTERESTED),
    Example("Green it is not.", Kind.NOT_INTERESTED),
    Example("Anything but green", Kind.NOT_INTERESTED, 0.5),
    Example("緑ではない", Kind.NOT_INTERESTED),
    Example("Which?", Kind.QUESTION),
]


def kind(weights: Weights, text: str) -> Kind:
    scores = weights.scores(text)
    return KINDS[scores.index(max(scores))]


def test_what_was_taught_is_told_apart():
    weights = train(TAUGHT)
    assert [kind(weights, one.text) for one in TAUGHT] == [one.kind for one in TAUGHT]
    assert kind(weights, "Make mine blue") is Kind.INTERESTED


def test_the_same_answers_yield_the_same_weights():
    assert train(TAUGHT).to_bytes() == train(TAUGHT).to_bytes()


def test_pypy_where_it_is_installed_yields_them_as_well():
    assert train(TAUGHT, by=descend).to_bytes() == train(TAUGHT).to_bytes()


def test_corrections_teach_weights_that_exist():
    text = "Sounds like a hoot, cheerio."
    told = Example(text, Kind.ALREADY_CUSTOMER)
    before = load().scores("Please remove me from your list.")
    taught = train([told], start=load())
    assert kind(taught, text) is Kind.ALREADY_CUSTOMER
    after = taught.scores("Please remove me from your list.")
    assert KINDS[after.index(max(after))] is KINDS[before.index(max(before))] is Kind.UNSUBSCRIBE


def test_nothing_taught_says_nothing():
    assert shares(train([]).scores("Blue")) == pytest.approx([1 / len(KINDS)] * len(KINDS))


def test_weights_survive_being_stored():
    weights = train(TAUGHT)
    assert Weights.from_bytes(weights.to_bytes()) == weights


def test_weights_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="Train them anew"):
        Weights.from_bytes(Weights(array("b", bytes(9)), 1.0).to_bytes())


def test_what_ships_is_small_and_hears_the_plainest_answers():
    assert len(load().to_bytes()) < 3_000_000
    plainest = {"Unsubscribe me": Kind.UNSUBSCRIBE, "Not interested.": Kind.NOT_INTERESTED, "退订": Kind.UNSUBSCRIBE}
    assert {text: kind(load(), text) for text in plainest} == plainest


@pytest.mark.parametrize("text", ["Make mine blue", "緑ではない", ""])
def test_what_is_added_in_lanes_is_what_cells_add_up_to(text):
    weights = train(TAUGHT)
    wide = len(KINDS)
    added = [sum(value * weights.cells[row * wide + at] for row, value in features(text)) for at in range(wide)]
    assert weights.scores(text) == pytest.approx([weights.scale * one for one in added])


def test_every_text_has_the_same_bias():
    assert features("")[-1][0] == features("Blue")[-1][0] == ROWS
