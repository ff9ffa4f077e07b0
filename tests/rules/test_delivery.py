"""Whose fault a refusal is: only a dead address is given up, only our fault stops the mailbox."""

import pytest

from engine.rules.delivery import Refusal, judge_refusal


@pytest.mark.parametrize(
    ("code", "status", "text", "stage", "judged"),
    [
        pytest.param(550, "5.1.1", "User unknown", "rcpt", Refusal.ADDRESS, id="M23: no such user"),
        pytest.param(550, "5.1.10", "Recipient not found", "rcpt", Refusal.ADDRESS, id="unknown, by Exchange Online"),
        pytest.param(550, "5.1.0", "Address rejected", "rcpt", Refusal.ADDRESS, id="address rejected"),
        pytest.param(550, "5.1.6", "Has moved", "rcpt", Refusal.ADDRESS, id="moved"),
        pytest.param(550, "5.2.1", "Mailbox disabled", "rcpt", Refusal.ADDRESS, id="disabled"),
        pytest.param(550, "5.1.1", "blocked? no: unknown", "rcpt", Refusal.ADDRESS, id="the status goes before words"),
        pytest.param(550, "", "no", "rcpt", Refusal.ADDRESS, id="a bare no to the recipient"),
        pytest.param(550, "5.7.1", "Not welcome", "rcpt", Refusal.SENDER, id="5.7.1 is about us"),
        pytest.param(550, "5.7.515", "Access denied", "dot", Refusal.SENDER, id="Microsoft's sender rules"),
        pytest.param(451, "4.7.0", "Try later", "mail", Refusal.SENDER, id="4.7 is about us, too"),
        pytest.param(554, "", "Message looks like spam", "dot", Refusal.SENDER, id="spam by words"),
        pytest.param(550, "", "Listed by a blocklist", "rcpt", Refusal.SENDER, id="block list by words"),
        pytest.param(550, "5.0.0", "Relay access denied", "rcpt", Refusal.SENDER, id="relaying"),
        pytest.param(554, "5.6.0", "No.", "dot", Refusal.SENDER, id="a no to the body is about what we wrote"),
        pytest.param(450, "4.2.0", "Not now", "rcpt", Refusal.LATER, id="4xx"),
        pytest.param(452, "4.2.2", "Over quota", "rcpt", Refusal.LATER, id="full for now"),
        pytest.param(552, "5.2.2", "No room", "rcpt", Refusal.LATER, id="full, said for good"),
        pytest.param(550, "", "Mailbox full", "rcpt", Refusal.LATER, id="full, by words"),
        pytest.param(550, "", "Greylisted, try again in 5 minutes", "rcpt", Refusal.LATER, id="greylisting as 5xx"),
    ],
)
def test_a_refusal_is_the_fault_of_one_side(code: int, status: str, text: str, stage: str, judged: Refusal) -> None:
    assert judge_refusal(code, status, text, stage) is judged
