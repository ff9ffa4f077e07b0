"""Count what nobody looks at: `.venv/bin/python -m tests.rules.reading.exam [FILE...]`, by default all such sets.

Prints figures only, never a line of a set, so that nothing gets tuned to one. Each is read as it came, from its bytes.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from engine.rules.reading import chain
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import AUTOMATIC_KINDS, HUMAN_KINDS, Kind
from tests.rules.reading.answers import CORPUS, Case, found_keys, iso

Read = list[tuple[Case, Verdict]]
ORDINARY = "unseen_ordinary"
"""The set of mails that have nothing to do with us: nobody's answers."""
SETS = (*CORPUS.glob("unseen_*.jsonl"), *CORPUS.parent.glob("unseen_*.jsonl"))


def read(paths: Iterable[Path]) -> Read:
    cases = [Case(**json.loads(line)) for path in sorted(paths) for line in path.read_text("utf-8").splitlines()]
    return [(case, chain.read(case.raw(), known_thread=case.thread)[1]) for case in cases]


def macro_f1(rows: Read) -> float:
    right = Counter(case.kind for case, verdict in rows if case.kind == verdict.kind)
    wanted, given = Counter(case.kind for case, _ in rows), Counter(verdict.kind.value for _, verdict in rows)
    return sum(2 * right[kind] / (wanted[kind] + given[kind]) for kind in wanted) / max(1, len(wanted))


def share(rows: Read, right: Callable[[Case, Verdict], bool]) -> str:
    hits = sum(right(case, verdict) for case, verdict in rows)
    return f"{hits} of {len(rows)}" + (f" ({hits / len(rows):.1%})" if rows else "")


def people(rows: Read) -> str:
    """A person is right when the address is, or the name where no address is given."""
    pairs = [({email or name for name, email, *_ in case.people}, found_keys(verdict)) for case, verdict in rows]
    hits = sum(len(wanted & found) for wanted, found in pairs)
    return f"{hits} of {sum(len(wanted) for wanted, _ in pairs)}, {sum(len(found) for _, found in pairs)} named"


def figures(rows: Read) -> Iterable[tuple[str, str]]:
    """What is published, each with its denominator."""
    human = [row for row in rows if row[0].kind in HUMAN_KINDS]
    automatic = [row for row in rows if row[0].kind not in HUMAN_KINDS]
    away = [row for row in automatic if row[0].kind == Kind.OUT_OF_OFFICE]
    opt_outs = [row for row in rows if row[0].kind == Kind.UNSUBSCRIBE]
    heard = [row for row in rows if row[1].kind is Kind.UNSUBSCRIBE]
    yield "right kind", share(rows, lambda case, verdict: verdict.kind == case.kind)
    yield "people's answers: right kind", share(human, lambda case, verdict: verdict.kind == case.kind)
    for name, chosen in (
        ("in English", [row for row in human if row[0].lang == "en"]),
        ("in other languages", [row for row in human if row[0].lang != "en"]),
    ):
        yield f"macro F1 {name}", f"{macro_f1(chosen):.3f} of {len(chosen)}"
    yield "opt-outs heard", share(opt_outs, lambda case, verdict: verdict.kind == case.kind)
    yield "of what was heard right", share(heard, lambda case, verdict: verdict.kind == case.kind)
    yield "people named by people: found", people([row for row in human if row[0].kind == Kind.REFERRAL])
    yield "automatic mail seen", share(automatic, lambda _, found: found.kind in AUTOMATIC_KINDS)
    yield "people taken for machines", share(human, lambda _, found: found.kind in AUTOMATIC_KINDS)
    yield "macro F1 of automatic kinds", f"{macro_f1(automatic):.3f} of {len(automatic)}"
    for kind in sorted({case.kind for case, _ in automatic}):
        chosen = [row for row in automatic if row[0].kind == kind]
        yield f"  {kind}", share(chosen, lambda case, verdict: verdict.kind == case.kind)
    yield "day of return exact", share(away, lambda case, found: iso(found.return_date) == case.return_date)
    yield (
        "  where one is said",
        share(
            [row for row in away if row[0].return_date], lambda case, found: iso(found.return_date) == case.return_date
        ),
    )
    yield "people named by notes: found", people(automatic)
    yield (
        "new addresses",
        share(
            [row for row in automatic if row[0].new_address], lambda case, found: found.new_address == case.new_address
        ),
    )


def of_ordinary(rows: Read) -> Iterable[tuple[str, str]]:
    """What would be done with mail that has nothing to do with us."""
    yield "ordinary mail left alone", share(rows, lambda _, found: found.kind in {Kind.UNRELATED, Kind.OTHER})
    yield "  called an opt-out", share(rows, lambda _, found: found.kind is Kind.UNSUBSCRIBE)
    yield "  called a machine's", share(rows, lambda _, found: found.kind in AUTOMATIC_KINDS)


def main(paths: list[Path]) -> None:
    paths = paths or [*SETS]
    said = list(figures(read(path for path in paths if path.stem != ORDINARY)))
    said += of_ordinary(read(path for path in paths if path.stem == ORDINARY))
    for name, figure in said:
        sys.stdout.write(f"{name:34} {figure}\n")


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
