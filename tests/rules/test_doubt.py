"""What is said of a mail that may or may not have been sent."""

from dataclasses import replace

import pytest

from engine.rules.doubt import NO_ANSWER, Doubt

PLAIN = Doubt(files_sent=False, removed=False, moved=False, asked_before=False, ended=None, days=3, code=None, text="")


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        pytest.param(PLAIN, "that proves nothing", id="no copies"),
        pytest.param(replace(PLAIN, files_sent=True), "then it is sent once more by itself", id="copies"),
        pytest.param(replace(PLAIN, files_sent=True, asked_before=True), "not a second time", id="the second time"),
        pytest.param(
            replace(PLAIN, files_sent=True, moved=True), "proves nothing, as the mailbox was moved", id="moved"
        ),
        pytest.param(replace(PLAIN, files_sent=True, removed=True), "was removed", id="no mailbox"),
    ],
)
def test_what_sent_proves_depends_on_the_provider(doubt: Doubt, words: str) -> None:
    assert words in doubt.proof


@pytest.mark.parametrize(
    ("doubt", "sent", "again"),
    [
        pytest.param(PLAIN, "follows 3 business days later", "they get it twice", id="a step follows"),
        pytest.param(replace(PLAIN, days=1), "follows 1 business day later", "leaves at", id="the day after"),
        pytest.param(replace(PLAIN, days=0), "the next step follows at once", "leaves at", id="the same day"),
        pytest.param(replace(PLAIN, days=None), "the sequence is complete", "leaves at", id="the last step"),
        pytest.param(
            replace(PLAIN, removed=True), "follows 3", "only when the same address is connected", id="removed"
        ),
        pytest.param(
            replace(PLAIN, ended="they answered"),
            "Nothing follows: the sequence has ended (they answered)",
            "not sent again: the sequence has ended (they answered)",
            id="the sequence has ended",
        ),
    ],
)
def test_each_answer_says_what_it_does(doubt: Doubt, sent: str, again: str) -> None:
    assert sent in doubt.if_sent
    assert again in doubt.if_again


def test_the_servers_words_are_told_or_that_there_were_none() -> None:
    assert PLAIN.answer == NO_ANSWER
    assert replace(PLAIN, text="The connection ended.").answer == NO_ANSWER, "those are our words, not the server's"
    assert replace(PLAIN, code=451, text="try later").answer == "451 try later"
