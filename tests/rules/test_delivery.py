"""Whose fault a refusal is: only a dead address is given up, only our fault stops the mailbox."""

import pytest

from engine.rules.delivery import REMEDIES, Fault, Refusal, fault_of, judge_refusal


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
        pytest.param(550, "5.4.5", "Daily user sending limit exceeded", "rcpt", Refusal.SENDER, id="Google's limit"),
        pytest.param(550, "", "5.7.26 unauthenticated", "rcpt", Refusal.SENDER, id="a status that the words bring"),
        pytest.param(552, "", "Recipient quota exceeded", "rcpt", Refusal.LATER, id="their quota, not ours"),
        pytest.param(451, "4.7.0", "Try later", "mail", Refusal.SLOW, id="4.7 asks us to go slowly"),
        pytest.param(421, "", "Closing", "mail", Refusal.SLOW, id="421 does, too"),
        pytest.param(450, "", "Too many connections", "mail", Refusal.SLOW, id="slowly, by words"),
        pytest.param(450, "4.7.1", "Greylisted, try again", "rcpt", Refusal.LATER, id="greylisting is about one mail"),
        pytest.param(421, "4.2.2", "Mailbox full", "rcpt", Refusal.LATER, id="full, and closing"),
        pytest.param(530, "5.7.57", "Client not authenticated", "mail", Refusal.LOGIN, id="not logged in"),
        pytest.param(535, "5.7.8", "Credentials invalid", "connect", Refusal.LOGIN, id="wrong password"),
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


@pytest.mark.parametrize(
    ("status", "text", "fault"),
    [
        pytest.param("5.7.515", "Access denied, sending domain does not meet", Fault.AUTHENTICATION, id="Microsoft's"),
        pytest.param("5.7.26", "This mail is unauthenticated", Fault.AUTHENTICATION, id="Google's"),
        pytest.param("5.7.1", "rejected by DMARC policy", Fault.AUTHENTICATION, id="by words"),
        pytest.param("5.4.5", "Daily user sending limit exceeded", Fault.LIMIT, id="Google's limit"),
        pytest.param("5.7.708", "Access denied, traffic not accepted", Fault.LIMIT, id="a new tenant of Microsoft"),
        pytest.param("", "You have exceeded the maximum of 500 messages per day", Fault.LIMIT, id="limit by words"),
        pytest.param("5.7.1", "Client host blocked using zen.dnsbl.example", Fault.SERVER, id="a blocklist"),
        pytest.param("5.7.25", "no PTR", Fault.SERVER, id="reverse DNS"),
        pytest.param("5.7.60", "Client does not have permissions to send as this sender", Fault.IDENTITY, id="send as"),
        pytest.param("5.7.1", "Relay access denied", Fault.IDENTITY, id="relaying"),
        pytest.param("5.7.1", "Message looks like spam", Fault.CONTENT, id="spam"),
        pytest.param("5.7.1", "Not welcome", Fault.OTHER, id="no reason given"),
    ],
)
def test_a_refusal_says_who_must_mend_what(status: str, text: str, fault: Fault) -> None:
    assert fault_of(status, text) is fault
    assert " must " in REMEDIES[fault]
