import numpy as np
import pytest

from engine.rules.reading import leaning
from engine.rules.reading.leaning import KINDS, ROWS, Weights, load, shares, told
from engine.rules.reading.training import Example, train
from engine.rules.vocabulary import Kind

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
    again = Weights.from_bytes(weights.to_bytes())
    assert (again.scale, again.cells.tolist()) == (weights.scale, weights.cells.tolist())


def test_weights_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="Train them anew"):
        Weights.from_bytes(Weights(np.zeros((1, 9), np.int8), 1.0).to_bytes())


def test_what_ships_is_small_and_hears_the_plainest_answers():
    assert len(load().to_bytes()) < 3_200_000
    plainest = {"Unsubscribe me": Kind.UNSUBSCRIBE, "Not interested.": Kind.NOT_INTERESTED, "退订": Kind.UNSUBSCRIBE}
    assert {text: kind(load(), text) for text in plainest} == plainest


@pytest.mark.parametrize("text", ["Make mine blue", "緑ではない", ""])
def test_scores_are_what_cells_add_up_to(text):
    weights = train(TAUGHT)
    shown = list(zip(*told(text), strict=True))
    added = [sum(value * int(weights.cells[row, at]) for row, value in shown) for at in range(len(KINDS))]
    assert weights.scores(text) == pytest.approx([weights.scale * one for one in added])


def test_what_all_texts_have_is_told_of_each():
    assert told("").rows[-1] == told("Blue").rows[-1] == ROWS


def test_much_that_is_said_counts_as_much_as_little():
    for text in ("Blue", "Make mine blue and mine alone", "緑ではない"):
        _, counted = told(text)
        shape = counted == leaning.SHAPE
        assert sum(counted[~shape] ** 2) == pytest.approx(1 + text.isascii()), "words, and the pieces of them"
