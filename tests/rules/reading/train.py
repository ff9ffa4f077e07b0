"""Train the weights that ship: `.venv/bin/python -m tests.rules.reading.train`, three minutes.

They are made of the answers to develop on (tests/corpus/answers), of two of them in a row, of talk, and of the phrases
of the lexicon as answers of little weight. `--check` trains without each batch of answers in turn and says what the
words alone make of it: answers written on one afternoon are alike, so lines left out at random would say too much.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.rules.reading.leaning import KINDS, SHIPPED, Weights
from engine.rules.reading.lexicon import BESIDES, LANGUAGES
from engine.rules.reading.mime import parse
from engine.rules.reading.training import Example, train
from engine.rules.vocabulary import HUMAN_KINDS, Kind
from tests.rules.reading.answers import CORPUS, Case, ordinary
from tests.rules.reading.long_answers import MORE_TALK, TALK

SAYS = {kind.value: kind for kind in KINDS} | {"noted": Kind.OTHER, "handover": Kind.REFERRAL, "copying": Kind.REFERRAL}
"""The concepts of the lexicon that speak for a kind."""
PHRASE = 0.2
VARIANTS = 6
BESIDE: Mapping[Kind, tuple[Kind, ...]] = dict.fromkeys(KINDS[:-1], (Kind.OTHER,)) | {
    Kind.UNSUBSCRIBE: (Kind.NOT_INTERESTED, Kind.NOT_INTERESTED, Kind.OTHER, Kind.WRONG_PERSON),
    Kind.REFERRAL: (Kind.OTHER, Kind.WRONG_PERSON),
}
"""What is said beside a kind without changing it: "We have a supplier. Please don't write again." is an opt-out."""
MIXED, MIXED_IN, LAST = 0.5, 0.5, 0.7
"""How many answers are also learned from with another one, what such a pair counts, how often its kind comes last."""
SHORT = 200
ORDINARY = 0.5
"""What a mail counts that has nothing to do with us, and a sentence of talk: in a long text each has a vote."""


def spelled(phrases: str, variants: int, chance: random.Random) -> Iterator[str]:
    """Each phrase in some of the ways in which it can be said."""
    for line in filter(None, map(str.strip, phrases.splitlines())):
        steps = [step.rstrip("?").split("|") for step in line.lstrip("!~=").split() if step != ".."]
        for _ in range(min(variants, max(map(len, steps)))):
            said = " ".join(chance.choice(ways) for ways in steps)
            yield said.replace("_", " ").replace("*", "")


def phrases() -> Iterator[Example]:
    chance = random.Random(1)
    for part in (*LANGUAGES, *BESIDES):
        for concept in sorted(SAYS.keys() & part.PHRASES.keys()):
            for said in spelled(part.PHRASES[concept], VARIANTS, chance):
                yield Example(said, SAYS[concept], PHRASE)


def batches() -> dict[str, list[Example]]:
    """The answers to develop on, by file, and pairs of them."""
    found: dict[str, list[Example]] = {}
    for path in sorted([*CORPUS.glob("*.jsonl"), *CORPUS.parent.glob("mentions*.jsonl")]):
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        lines = [line for line in lines if line["kind"] in HUMAN_KINDS and line["split"] == "dev"]
        lines = [line | {"text": own} for line in lines if (own := parse(Case(**line).raw()).text)]
        found[path.stem] = [Example(line["text"], Kind(line["kind"])) for line in lines]
        found[path.stem] += pairs(lines)
    found["ordinary"] = [Example(case.text, Kind.OTHER, ORDINARY) for case in ordinary("dev")]
    found["talk"] = [Example(line["text"], Kind.OTHER, ORDINARY) for line in talk("dev")]
    return found


def talk(split: str) -> Iterator[dict[str, str]]:
    """What people say beside what they want. What they say of lists of others is not learned from: it cost more than it
    taught."""
    lines = (json.loads(line) for path in (TALK, MORE_TALK) for line in path.read_text().splitlines())
    return (line for line in lines if (line["split"], line["sense"]) == (split, "talk"))


def pairs(lines: list[dict[str, str]]) -> Iterator[Example]:
    """Two short answers of one language in a row. Those that people wrote for the corpus mostly say one thing."""
    chance = random.Random(1)
    said: dict[tuple[str, Kind], list[str]] = defaultdict(list)
    for line in lines:
        if len(line["text"]) < SHORT:
            said[line["lang"], Kind(line["kind"])].append(line["text"])
    for (lang, kind), texts in sorted(said.items()):
        for text in texts if kind in BESIDE else ():
            beside = said.get((lang, chance.choice(BESIDE[kind])))
            if beside and chance.random() < MIXED:
                two = [chance.choice(beside), text]
                yield Example(" ".join(two if chance.random() < LAST else reversed(two)), kind, MIXED_IN)


def right(weights: Weights, examples: list[Example]) -> int:
    found = (weights.scores(one.text) for one in examples)
    return sum(KINDS[scores.index(max(scores))] is one.kind for one, scores in zip(examples, found, strict=True))


def check() -> None:
    every, known = batches(), list(phrases())
    for left_out, answers in every.items():
        unseen = [one for one in answers if one.weight == 1]
        if unseen:
            weights = train([one for name in every if name != left_out for one in every[name]] + known)
            sys.stdout.write(f"{left_out}: {right(weights, unseen)} of {len(unseen)} by the words alone\n")


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    else:
        weights = train([one for batch in batches().values() for one in batch] + list(phrases()))
        SHIPPED.write_bytes(weights.to_bytes())
