"""Long answers: talk of tests/corpus/talk.jsonl, and a line of tests/corpus/answers in front, in the middle or last."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from engine.rules.reading.folding import CJK
from engine.rules.reading.leaning import KINDS
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import CORPUS, Case, cases

TALK, MORE_TALK = CORPUS.parent / "talk.jsonl", CORPUS.parent / "talk_2.jsonl"

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ja", "zh")
FEWEST, MOST = 60, 400
"""Words of talk."""
ANSWERS = 60
"""Of each language, each with one that is talk alone beside it."""
SHORT = 200
"""Characters of a line that says what its writer wants among much else."""
PLACES = ("first", "middle", "last")
DRAWN_FROM = frozenset(
    (
        *(f"batch_{number}" for number in range(1, 86)),
        *(f"unseen_{number}" for number in range(1, 24)),
        *("human", "absence", "absence_2", "absence_3"),
    )
)
"""The files that they are made of. Any other one would make others of all: with `unseen_24` 112 of 154 opt-outs held
aside were heard instead of 117, by the same rules in another draw."""


def words(text: str) -> int:
    """Two signs of Chinese and Japanese are as much as a word."""
    return len(text) // 2 if CJK.search(text) else len(text.split())


def long_answers(split: str) -> Iterator[tuple[bool, Case]]:
    """Each with whether it speaks of lists and mailings of others, as one in three does; the same ones each time."""
    lines: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases(split, of=DRAWN_FROM):
        if case.thread and len(case.text) < SHORT:
            lines[case.lang, case.kind].append(case)
    talk = [json.loads(line) for line in TALK.read_text("utf-8").splitlines()]
    kinds = [Kind.UNSUBSCRIBE, *KINDS[:-1]]
    for lang in LANGUAGES:
        chance = random.Random(lang)
        mine = [line for line in talk if (line["lang"], line["split"]) == (lang, split)]
        talks, lists = ([line["text"] for line in mine if line["sense"] == sense] for sense in ("talk", "lists"))
        for number in range(ANSWERS):
            kind, place = kinds[number % len(kinds)], PLACES[number // len(kinds) % len(PLACES)]
            for case, there in (
                (chance.choice(lines[lang, kind]), place),
                (chance.choice(lines[lang, Kind.OTHER]), ""),
            ):
                around, of_lists = _talk(talks, chance), number // len(PLACES) % 3 == 0
                if of_lists:
                    around.insert(chance.randrange(len(around)), chance.choice(lists))
                at = {"first": 0, "middle": len(around) // 2}.get(there, len(around))
                joint = chance.choice((" ", "\n", "\n\n"))
                yield of_lists, replace(case, text=joint.join((*around[:at], case.text, *around[at:])))


def _talk(said: list[str], chance: random.Random) -> list[str]:
    length, talk = chance.randint(FEWEST, MOST), list[str]()
    while sum(map(words, talk)) < length:
        talk.extend(chance.sample(said, len(said)))
    while sum(map(words, talk[:-1])) >= length:
        talk.pop()
    return talk


def of_lists(split: str) -> Iterator[str]:
    """What people say of lists, data and mailings of others, each amid what else was said in its language."""
    said = [json.loads(line) for line in MORE_TALK.read_text("utf-8").splitlines()]
    for one in said:
        if (one["sense"], one["split"]) == ("lists", split):
            talk = [two["text"] for two in said if (two["sense"], two["lang"]) == ("talk", one["lang"])]
            yield "\n".join((*talk[:3], one["text"], *talk[3:]))
