"""The corpus of structural mails: what each is, whom it names, and which of its words are new."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.rules.reading.chain import read
from engine.rules.vocabulary import HUMAN_KINDS

CORPUS = Path(__file__).parents[2] / "corpus" / "structural"
CASES = [json.loads(line) for line in (CORPUS / "expectations.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_structural_mail_is_read_as_a_person_would(case: dict[str, Any]) -> None:
    mail, verdict = read((CORPUS / case["file"]).read_bytes(), own_addresses=frozenset(case.get("own", ())))
    seen = {
        "file": case["file"],
        "own": case.get("own"),
        "kind": "human" if verdict.kind in HUMAN_KINDS else verdict.kind.value,
        "cls": verdict.bounce and verdict.bounce.value,
        "status": verdict.status,
        "failed_recipients": list(verdict.failed_recipients),
        "original_message_id": verdict.original_message_id,
        "text": mail.text,
        "signature": mail.signature,
    }
    assert {name: seen[name] for name in case} == case


def test_every_mail_of_the_corpus_has_an_expectation() -> None:
    assert {case["file"] for case in CASES} == {file.name for file in CORPUS.glob("*.eml")}
