"""What comes back in a run is what the program takes it for: else nothing would be attacked."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from engine.flows.read import classify
from engine.rules.reading import mime
from engine.rules.vocabulary import Kind
from offhours.chaos.answers import BOUNCE, STOP, drawn

OURS = (
    b"From: robin@sender.example\r\nTo: p1@company1.test\r\nSubject: Who looks after this?\r\n"
    b"Message-ID: <ours@sender.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHi Alex,\r\n\r\nnote 1\r\n"
)


@pytest.mark.parametrize(("kind", "meant"), [(BOUNCE, Kind.BOUNCE), (STOP, Kind.UNSUBSCRIBE)])
def test_each_answer_is_understood_and_names_the_mail_it_is_about(kind: str, meant: Kind) -> None:
    dice, seen = Random(3), Counter[bytes]()
    for _ in range(60):
        one = drawn(
            {kind: 1.0}, "robin@sender.example", "p1@company1.test", OURS, datetime(2026, 3, 24, tzinfo=UTC), dice
        )
        assert one is not None
        mail = mime.parse(one.raw)
        verdict = classify(mail, frozenset({"robin@sender.example"}), True)
        assert (verdict.kind, mail.message_id) == (meant, one.message_id)
        assert "<ours@sender.example>" in {verdict.original_message_id, *mail.in_reply_to}
        seen[one.raw.partition(b"\r\n\r\n")[2]] += 1
    assert len(seen) > 2, "not always the same words"


def test_most_mails_get_no_answer() -> None:
    assert (
        drawn({}, "robin@sender.example", "p1@company1.test", OURS, datetime(2026, 3, 24, tzinfo=UTC), Random(1))
        is None
    )
