"""Whose fault a refusal is: only a dead address is given up, only our fault stops the mailbox."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.rules.delivery import REMEDIES, Fault, Refusal, fault_of, is_about_every_mail, judge_refusal, reported_fault


@pytest.mark.parametrize(
    ("code", "status", "text", "stage", "judged"),
    [
        pytest.param(550, "5.1.1", "User unknown", "rcpt", Refusal.ADDRESS, id="M23: no such user"),
        pytest.param(550, "5.1.10", "Recipient not found", "rcpt", Refusal.ADDRESS, id="unknown, by Exchange Online"),
        pytest.param(550, "5.1.0", "Address rejected", "rcpt", Refusal.ADDRESS, id="address rejected"),
        pytest.param(550, "5.1.6", "Has moved", "rcpt", Refusal.ADDRESS, id="moved"),
        pytest.param(550, "5.2.1", "Mailbox disabled", "rcpt", Refusal.ADDRESS, id="disabled"),
        pytest.param(550, "5.1.1", "blocked? no: unknown", "rcpt", Refusal.ADDRESS, id="the status goes before words"),
        pytest.param(550, "", "no", "rcpt", Refusal.RECIPIENT, id="a bare no to the recipient does not say why"),
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
        # before a recipient is named
        pytest.param(550, "5.1.0", "Sender rejected", "mail", Refusal.SENDER, id="5.1.0 of the sender"),
        pytest.param(553, "5.1.3", "not owned by user", "mail", Refusal.SENDER, id="5.1.3 of the sender"),
        pytest.param(550, "5.1.1", "User unknown", "mail", Refusal.SENDER, id="nobody was named"),
        pytest.param(552, "5.2.2", "Mailbox full", "mail", Refusal.SENDER, id="our own mailbox is full"),
        pytest.param(452, "4.3.1", "Insufficient system storage", "mail", Refusal.SERVER, id="its disk is full"),
        pytest.param(451, "", "Local error", "mail", Refusal.SERVER, id="trouble of its own"),
        pytest.param(451, "", "try later", "connect", Refusal.SERVER, id="the same at the greeting"),
        pytest.param(454, "4.7.0", "Too many login attempts", "connect", Refusal.SLOW, id="slowly, at the login"),
        # servers that judge the sender when the recipient is named
        pytest.param(550, "5.1.0", "Sender rejected", "rcpt", Refusal.SENDER, id="late, 5.1.0"),
        pytest.param(
            553, "5.1.3", "<rep@x.test>: Sender address rejected: not owned by user", "rcpt", Refusal.SENDER, id="late"
        ),
        pytest.param(450, "4.1.8", "Sender address rejected: no DNS now", "rcpt", Refusal.SERVER, id="late, for now"),
        pytest.param(550, "5.1.8", "Access denied, bad outbound sender", "rcpt", Refusal.SENDER, id="5.1.8"),
        pytest.param(550, "5.1.90", "Over the daily limit for recipients", "rcpt", Refusal.SENDER, id="5.1.90"),
        pytest.param(503, "5.5.1", "Error: need MAIL command", "rcpt", Refusal.SENDER, id="about the command"),
        pytest.param(552, "5.3.4", "Message size exceeds limit", "rcpt", Refusal.SENDER, id="about the size"),
        # about one recipient
        pytest.param(550, "5.7.1", "User unknown", "rcpt", Refusal.ADDRESS, id="5.7.1 about an unknown user"),
        pytest.param(550, "5.7.1", "No such user here", "data", Refusal.ADDRESS, id="the same at DATA"),
        pytest.param(
            550, "5.7.1", "Recipient address rejected: user does not exist", "rcpt", Refusal.ADDRESS, id="no such user"
        ),
        pytest.param(
            550, "5.7.1", "User unknown in relay recipient table", "rcpt", Refusal.ADDRESS, id="a table of relays"
        ),
        pytest.param(550, "", "User unknown, blocked", "rcpt", Refusal.ADDRESS, id="unknown, by words"),
        pytest.param(554, "", "not listed in Domino Directory", "rcpt", Refusal.ADDRESS, id="in no directory"),
        pytest.param(550, "5.7.1", "Recipient address rejected", "rcpt", Refusal.RECIPIENT, id="that recipient"),
        pytest.param(550, "5.7.1", "Recipient rejected", "data", Refusal.RECIPIENT, id="that recipient, at DATA"),
        pytest.param(
            550, "5.7.133", "authentication required; sender not authenticated", "dot", Refusal.RECIPIENT, id="a group"
        ),
        pytest.param(550, "5.7.124", "Sender not in the allowed-senders list", "rcpt", Refusal.RECIPIENT, id="5.7.124"),
        pytest.param(550, "5.7.193", "UserNotInTeam", "rcpt", Refusal.RECIPIENT, id="a channel"),
        pytest.param(
            550, "5.7.1", "RESOLVER.RST.NotAuthorized; not authorized", "dot", Refusal.RECIPIENT, id="Exchange of old"
        ),
        pytest.param(
            550, "5.7.1", "You may not have permission to post messages to the group", "rcpt", Refusal.RECIPIENT, id="G"
        ),
        pytest.param(
            550, "5.7.1", "You are not allowed to send mail to this list", "rcpt", Refusal.RECIPIENT, id="a list"
        ),
        pytest.param(553, "5.6.7", "Letters outside ASCII", "rcpt", Refusal.RECIPIENT, id="an alphabet"),
        pytest.param(
            550, "5.7.1", "Recipient address rejected: SPF fail", "rcpt", Refusal.SENDER, id="it is us all the same"
        ),
        pytest.param(
            550, "5.7.1", "Recipient address rejected: Greylisted", "rcpt", Refusal.LATER, id="greylisting as 5.7.1"
        ),
        pytest.param(550, "5.2.122", "Their limit per hour is reached", "rcpt", Refusal.LATER, id="they get too many"),
        # once the recipient was taken it is about the mail or its sender, unless it speaks of the recipient
        pytest.param(
            550, "5.2.1", "Your account has been disabled", "dot", Refusal.SENDER, id="our account, at the dot"
        ),
        pytest.param(550, "5.2.1", "Your account has been disabled", "rcpt", Refusal.SENDER, id="our account, sooner"),
        pytest.param(550, "5.1.1", "From address does not exist", "dot", Refusal.SENDER, id="our address, in the mail"),
        pytest.param(550, "", "Header From: unknown user", "dot", Refusal.SENDER, id="our address, in the header"),
        pytest.param(554, "5.1.0", "Your domain is not verified", "dot", Refusal.SENDER, id="our domain"),
        pytest.param(554, "5.1.0", "Rejected", "dot", Refusal.SENDER, id="any address"),
        pytest.param(554, "5.2.2", "Sender's mailbox is full", "dot", Refusal.SENDER, id="our mailbox is full, late"),
        pytest.param(552, "", "Quota exceeded", "dot", Refusal.SENDER, id="our quota"),
        pytest.param(554, "", "Account temporarily suspended", "dot", Refusal.SENDER, id="suspended"),
        pytest.param(452, "4.2.2", "Sender's mailbox is over quota", "dot", Refusal.SERVER, id="the same for now"),
        pytest.param(
            450, "4.1.8", "Domain of sender does not resolve", "rcpt", Refusal.SERVER, id="our domain, for now"
        ),
        pytest.param(451, "", "Temporary service failure", "dot", Refusal.SERVER, id="of the service"),
        pytest.param(450, "", "Message deferred", "dot", Refusal.SERVER, id="deferred"),
        pytest.param(451, "", "Temporary service failure", "rcpt", Refusal.LATER, id="perhaps of their service"),
        pytest.param(550, "5.1.1", "No such user here", "dot", Refusal.ADDRESS, id="no such user, at the dot"),
        pytest.param(
            550, "5.2.1", "The account that you tried to reach is disabled", "dot", Refusal.ADDRESS, id="their account"
        ),
        pytest.param(452, "4.2.2", "Mailbox full", "dot", Refusal.LATER, id="their mailbox, at the dot"),
        pytest.param(450, "", "Mailbox busy", "dot", Refusal.LATER, id="busy, at the dot"),
        # number by number
        pytest.param(554, "5.2.252", "SendAsDenied; not allowed to send as", "dot", Refusal.SENDER, id="5.2.252"),
        pytest.param(550, "5.2.25", "No", "dot", Refusal.SENDER, id="5.2.25 is not 5.2.2"),
        pytest.param(550, "", "No, 205.7.26.9", "rcpt", Refusal.RECIPIENT, id="a machine's number is no status"),
        # the server's words, not what it is called
        pytest.param(550, "", "<spam-policy@x.test> no", "rcpt", Refusal.RECIPIENT, id="an address is no reason"),
        pytest.param(
            550, "", "host relay.x.test said: no", "rcpt", Refusal.RECIPIENT, id="a machine's name is no reason"
        ),
        pytest.param(550, "", "no [Hostname=policy.x.test]", "rcpt", Refusal.RECIPIENT, id="nor in brackets"),
        pytest.param(550, "", "Not handled successfully", "rcpt", Refusal.RECIPIENT, id="full is a word"),
        pytest.param(
            432, "4.3.2", "Concurrent connections limit exceeded", "dot", Refusal.SLOW, id="Microsoft's connections"
        ),
        pytest.param(432, "4.3.2", "sender thread limit exceeded", "dot", Refusal.SLOW, id="Microsoft's threads"),
    ],
)
def test_a_refusal_is_the_fault_of_one_side(code: int, status: str, text: str, stage: str, judged: Refusal) -> None:
    assert judge_refusal(code, status, text, stage) is judged


WORDINGS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "corpus" / "refusals.jsonl").read_text(encoding="utf-8").splitlines()
]
"""In the manner of the usual servers. `judged` are the sides that it may be taken for."""


@pytest.mark.parametrize(
    "said",
    [pytest.param(one, id=f"{one['server']}: {one['text'][:40]}") for one in WORDINGS if one["split"] == "train"],
)
def test_the_wordings_of_the_usual_servers_are_understood(said: dict[str, Any]) -> None:
    assert judge_refusal(said["code"], said["status"], said["text"], said["stage"]) in said["judged"]


def test_no_wording_that_does_not_speak_of_an_address_is_taken_for_a_dead_one() -> None:
    """Also of those that no rule was made with; of them nearly all are understood."""
    judged = [(judge_refusal(one["code"], one["status"], one["text"], one["stage"]), one) for one in WORDINGS]
    assert [one for refusal, one in judged if refusal is Refusal.ADDRESS and refusal not in one["judged"]] == []
    unseen = [refusal in one["judged"] for refusal, one in judged if one["split"] == "holdout"]
    assert sum(unseen) >= 0.9 * len(unseen)


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
        pytest.param("5.2.252", "SendAsDenied", Fault.IDENTITY, id="send as, by Exchange Online"),
        pytest.param("5.1.0", "Sender rejected", Fault.IDENTITY, id="the sender"),
        pytest.param("5.1.90", "Daily limit for recipients", Fault.LIMIT, id="Microsoft's limit"),
        pytest.param("5.7.133", "the sender was not authenticated", Fault.RECIPIENT, id="a group, not SPF"),
        pytest.param("", "no, 195.7.60.1", Fault.OTHER, id="a machine's number"),
        pytest.param("5.7.1", "host mx.spamhaus.test said: no", Fault.OTHER, id="a machine's name"),
        pytest.param("5.7.1", "<relay@dkim.test> no", Fault.OTHER, id="an address"),
        pytest.param("5.7.1", "Not listed in our directory", Fault.OTHER, id="no blocklist"),
    ],
)
def test_a_refusal_says_who_must_mend_what(status: str, text: str, fault: Fault) -> None:
    assert fault_of(status, text) is fault
    assert " must " in REMEDIES[fault]


@pytest.mark.parametrize(
    ("status", "text", "fault"),
    [
        pytest.param("5.7.1", "554 5.7.1 Relay access denied", Fault.OTHER, id="they relay for nobody else"),
        pytest.param("5.7.1", "554 5.7.1 Too many connections from your host", Fault.OTHER, id="one server's limit"),
        pytest.param("5.4.5", "550 5.4.5 Daily user sending limit exceeded", Fault.LIMIT, id="the provider's limit"),
        pytest.param("", "550 5.1.8 Access denied, bad outbound sender", Fault.IDENTITY, id="the provider's number"),
        pytest.param("5.7.1", "550 5.7.1 fails the DMARC policy", Fault.AUTHENTICATION, id="of our domain, by words"),
    ],
)
def test_a_report_of_another_server_knows_our_limit_and_our_address_by_their_numbers_alone(
    status: str, text: str, fault: Fault
) -> None:
    assert reported_fault(status, text) is fault


@pytest.mark.parametrize(
    ("status", "text", "stage", "every"),
    [
        pytest.param("5.1.0", "Sender rejected", "mail", True, id="nobody was named"),
        pytest.param("5.3.4", "Too large", "mail", False, id="its size was"),
        pytest.param("5.4.5", "Daily user sending limit exceeded", "dot", True, id="a limit"),
        pytest.param("5.7.1", "Not welcome", "rcpt", False, id="perhaps there alone"),
    ],
)
def test_some_refusals_can_be_about_no_single_mail(status: str, text: str, stage: str, every: bool) -> None:
    assert is_about_every_mail(status, text, stage) is every
