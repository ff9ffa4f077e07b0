"""Train the weights of `note_words`: `.venv/bin/python -m tests.rules.reading.train_notes`, two minutes.

They are made of the notes to develop on, and of what people wrote. `--check` trains without each file of notes in turn.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from engine.rules.reading.leaning import Told, Weights
from engine.rules.reading.lexicon import BESIDES, LANGUAGES
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
from engine.rules.reading.note_signs import by_phrases
from engine.rules.reading.note_words import KINDS, SHIPPED, told_with_signs, weighed
from engine.rules.reading.training import ORDERS, Lesson, train_on
from engine.rules.vocabulary import HUMAN_KINDS, Kind
from tests.rules.reading.answers import CORPUS, Case, make_mail
from tests.rules.reading.train import ORDINARY, PHRASE, VARIANTS, spelled

Read = tuple[ParsedMail, Kind, float]
"""A mail, what it is, and what it counts."""
SAYS = {"away": Kind.OUT_OF_OFFICE, "left": Kind.LEFT_COMPANY, "moved": Kind.ADDRESS_CHANGED}
"""The concepts of the lexicon that speak for a kind."""
UNTITLED = 0.5
"""What a note counts when it is taught again without its subject, as a note is that gives itself away by nothing."""
RETITLED = 20
"""One in so many answers of people, and each that a phrase takes for a note, is taught again with a subject of its own,
which people seldom write."""


RARE = 2.0
"""What an answer of people counts in a language of which there are not twice as many as notes: else its little words
speak for notes."""


def _is_peoples(line: dict[str, str]) -> bool:
    return line["kind"] == "human" or line["kind"] in HUMAN_KINDS


def _rare_in(lines: Iterable[dict[str, str]]) -> set[str]:
    """The languages of which there are few answers of people."""
    count = Counter((line["lang"], _is_peoples(line)) for line in lines if "lang" in line and line["split"] == "dev")
    return {lang for lang, _ in count if count[lang, True] < 2 * count[lang, False]}


def _read(line: dict[str, str], weight: float) -> Iterator[Read]:
    kind = Kind.OTHER if _is_peoples(line) else Kind(line["kind"])
    if line["split"] == "dev" and kind in KINDS:
        yield (parse(line["raw"].encode()) if "raw" in line else Case(**line).mail()), kind, weight


def files() -> dict[str, list[Read]]:
    beside = (CORPUS.parent.glob(f"{name}*") for name in ("notices", "mentions", "ordinary"))
    paths: list[Path] = [*CORPUS.glob("*.jsonl"), *chain.from_iterable(beside)]
    lines = {path.stem: [*map(json.loads, path.read_text("utf-8").splitlines())] for path in sorted(paths)}
    rare = _rare_in(chain.from_iterable(lines.values()))

    def weight(name: str, line: dict[str, str]) -> float:
        often = RARE if _is_peoples(line) and line.get("lang") in rare else 1.0
        return often * (ORDINARY if name.startswith("ordinary") else 1.0)

    return {name: [one for line in found for one in _read(line, weight(name, line))] for name, found in lines.items()}


def phrases() -> Iterator[tuple[str, Kind]]:
    """The phrases of the lexicon, as `train` spells them."""
    chance = random.Random(1)
    for part in (*LANGUAGES, *BESIDES):
        for concept in sorted(SAYS.keys() & part.PHRASES.keys()):
            for said in spelled(part.PHRASES[concept], VARIANTS, chance):
                yield said, SAYS[concept]


def shown(mail: ParsedMail) -> Told:
    return told_with_signs(mail, by_phrases(mail))


def lessons(read: list[Read]) -> Iterator[Lesson]:
    for at, (mail, kind, weight) in enumerate(read):
        phrased = by_phrases(mail)
        yield told_with_signs(mail, phrased), kind, weight
        if kind is not Kind.OTHER:
            yield shown(replace(mail, subject="")), kind, UNTITLED
        elif phrased or at % RETITLED == 0:
            yield shown(replace(mail, subject=" ".join(mail.text.split()[:4]))), kind, weight
    for said, kind in phrases():
        yield told_with_signs(make_mail(said, subject=""), None), kind, PHRASE / 2


def taught(read: list[Read]) -> Weights:
    return train_on(lessons(read), KINDS, orders=ORDERS)


def check() -> None:
    every = files()
    for left_out, unseen in every.items():
        if any(kind is not Kind.OTHER for _, kind, _ in unseen) or left_out.startswith("mentions"):
            weights = taught([one for name in every if name != left_out for one in every[name]])
            found = [(weighed(weights, mail, by_phrases(mail)), kind) for mail, kind, _ in unseen]
            right = sum(KINDS[scores.index(max(scores))] is kind for scores, kind in found)
            sys.stdout.write(f"{left_out}: {right} of {len(unseen)} by words and signs\n")


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    else:
        SHIPPED.write_bytes(taught([one for read in files().values() for one in read]).to_bytes())
