"""A server that breaks at every moment: told as sent is only what was sent, as not sent only what was not."""

import asyncio
import time

import pytest

from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import Invalid, LoginRefused, ProtocolTrouble
from tests.support.scripted import Act, ScriptedSmtp
from tests.support.servers import NAME, USER

SMALL = b"Subject: hello\r\n\r\n.a dot leads this line\r\nand a bare newline\nthe end"
LARGE = b"Subject: large\r\n\r\n" + b"0123456789abcdef" * 4 * 16_384 * 8  # more than the sockets can hold
GARBAGE = "~~~ not a reply ~~~"

BROKEN = {
    "close": Act.CLOSE,
    "abort": Act.ABORT,
    "stall": Act.STALL,
    "garbage": GARBAGE,
    "too much": "250 ok\r\n250 ok",
}
BEFORE_THE_DOT = ("banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA")
WAYS = pytest.mark.parametrize("ahead", [pytest.param(False, id="in turns"), pytest.param(True, id="ahead")])
"""Whether the server takes commands ahead of its answers."""


async def deliver(server: ScriptedSmtp, raw: bytes = SMALL, **login):
    line = SmtpLine(server.login(**login), timeout=0.5, total=1.5)
    try:
        return await line.deliver(USER, "lead@example.com", raw)
    finally:
        await line.close()


@WAYS
@pytest.mark.parametrize("moment", BEFORE_THE_DOT)
@pytest.mark.parametrize("how", BROKEN)
async def test_what_breaks_before_the_dot_was_not_sent(moment, how, ahead):
    async with ScriptedSmtp({moment: BROKEN[how]}, ahead=ahead) as server:
        delivery = await deliver(server)
    assert delivery.outcome is Outcome.NOT_SENT
    assert server.accepted == 0


class Leaving(ScriptedSmtp):
    """Asks for the mail and hangs up, in one breath."""

    async def act(self, writer, action, usual) -> None:
        await super().act(writer, action, usual)
        if usual == "354 go on":
            await super().act(writer, Act.CLOSE, "")


@WAYS
async def test_who_asks_for_the_mail_and_hangs_up_was_not_sent_it(ahead):
    async with Leaving(ahead=ahead) as server:
        delivery = await deliver(server)
    assert (delivery.outcome, delivery.stage, server.accepted) == (Outcome.NOT_SENT, "body", 0)


@pytest.mark.parametrize("how", ["close", "abort", "stall", "garbage"])
async def test_what_breaks_within_the_body_was_not_sent(how):
    async with ScriptedSmtp({"body": BROKEN[how]}) as server:
        delivery = await deliver(server, LARGE)
    assert (delivery.outcome, delivery.stage) == (Outcome.NOT_SENT, "body")
    assert server.accepted == 0


async def test_a_refusal_within_the_body_is_a_refusal():
    async with ScriptedSmtp({"body": "552 5.3.4 too big"}) as server:
        delivery = await deliver(server, LARGE)
    assert (delivery.outcome, delivery.code, delivery.status) == (Outcome.REFUSED, 552, "5.3.4")
    assert server.accepted == 0


@WAYS
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Act.CLOSE, id="close"),
        pytest.param(Act.ABORT, id="abort"),
        pytest.param(Act.STALL, id="stall"),
        pytest.param(GARBAGE, id="garbage"),
        pytest.param("354 go on", id="an answer to another question"),
        pytest.param("199 hm", id="a code that means nothing"),
        pytest.param("999 hm", id="a code that does not exist"),
        pytest.param(b"250-half an answ", id="half a reply"),
        pytest.param(b"25", id="a torn code"),
    ],
)
async def test_what_breaks_after_the_dot_is_unknown(answer, ahead):
    async with ScriptedSmtp({"dot": answer}, ahead=ahead) as server:
        delivery = await deliver(server)
    assert (delivery.outcome, delivery.stage) == (Outcome.UNKNOWN, "dot")


@WAYS
@pytest.mark.parametrize(
    ("moment", "answer", "code", "status"),
    [
        ("MAIL", "550 5.7.1 not you", 550, "5.7.1"),
        ("MAIL", "421 4.7.0 too many", 421, "4.7.0"),
        ("MAIL", "451 4.3.0 later", 451, "4.3.0"),
        ("RCPT", "550 5.1.1 no such user", 550, "5.1.1"),
        ("RCPT", "550-5.1.1 no such user,\r\n550 5.1.1 really", 550, "5.1.1"),
        ("RCPT", "450 greylisted", 450, ""),
        ("DATA", "554 5.7.1 no", 554, "5.7.1"),
        ("DATA", "452 4.3.1 full", 452, "4.3.1"),
        ("dot", "550 5.7.1 spam", 550, "5.7.1"),
        ("dot", "451 4.7.1 try later", 451, "4.7.1"),
        ("dot", "421 4.3.2 going down", 421, "4.3.2"),
    ],
)
async def test_a_definite_no_is_a_refusal_with_its_code(moment, answer, code, status, ahead):
    async with ScriptedSmtp({moment: answer}, ahead=ahead) as server:
        delivery = await deliver(server)
    assert (delivery.outcome, delivery.code, delivery.status) == (Outcome.REFUSED, code, status)
    assert delivery.stage == moment.lower()
    assert server.accepted == 0


@WAYS
@pytest.mark.parametrize("answer", ["250 2.0.0 ok", "251 ok", "250-queued\r\n250 as 17", "250 ok\r\n421 bye"])
async def test_a_definite_yes_is_sent(answer, ahead):
    async with ScriptedSmtp({"dot": answer}, ahead=ahead) as server:
        delivery = await deliver(server)
    assert delivery.outcome is Outcome.SENT
    assert server.accepted == 1


async def test_the_body_arrives_as_it_is_with_dots_doubled_and_lines_ended():
    async with ScriptedSmtp() as server:
        await deliver(server)
    assert server.body == (b"Subject: hello\r\n\r\n..a dot leads this line\r\nand a bare newline\r\nthe end\r\n.\r\n")


@pytest.mark.parametrize("answer", ["421 too busy", "554 5.7.1 your address is blocked"])
async def test_a_server_that_turns_everyone_away_refused_no_mail(answer):
    async with ScriptedSmtp({"banner": answer}) as server:
        delivery = await deliver(server)
    assert (delivery.outcome, delivery.code, delivery.stage) == (Outcome.NOT_SENT, int(answer[:3]), "connect")


@pytest.mark.parametrize("moment", ["banner", "EHLO", "AUTH"])
async def test_what_a_server_says_before_a_mail_is_kept_apart_from_our_words(moment):
    async with ScriptedSmtp({moment: "454 4.7.0 not now"}) as server:
        delivery = await deliver(server)
        where = f"{NAME}:{server.port}"
    assert (delivery.code, delivery.status, delivery.text) == (454, "4.7.0", "4.7.0 not now")
    assert delivery.trouble is not None
    assert delivery.trouble.problem == f"{where} turned us away: 454 4.7.0 not now"


@pytest.mark.parametrize("answer", ["535 5.7.8 wrong password", "530 5.7.0 no", "534 5.7.9 use the web"])
async def test_a_refused_login_raises_and_is_tried_once(answer):
    async with ScriptedSmtp({"AUTH": answer}) as server:
        with pytest.raises(LoginRefused) as refused:
            await deliver(server)
    assert refused.value.field == "smtp.password"
    assert refused.value.remedy
    assert server.said["AUTH"] == 1


@pytest.mark.parametrize(
    "answer",
    [
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
        "535 5.7.139 the request did not meet the criteria to be authenticated. Contact your administrator.",
    ],
)
async def test_a_login_that_only_an_administrator_can_allow_says_so(answer: str) -> None:
    async with ScriptedSmtp({"AUTH": answer}) as server:
        with pytest.raises(LoginRefused) as refused:
            await deliver(server)
    assert refused.value.field == "smtp.host"
    assert refused.value.remedy.startswith(f"Whoever administers the accounts at {NAME} must allow it")


async def test_a_login_that_cannot_be_checked_just_now_is_no_refusal():
    async with ScriptedSmtp({"AUTH": "454 4.7.0 try later"}) as server:
        delivery = await deliver(server)
    assert (delivery.outcome, delivery.code) == (Outcome.NOT_SENT, 454)


async def test_a_server_without_a_login_needs_a_person():
    async with ScriptedSmtp({"EHLO": "250 here"}) as server:
        with pytest.raises(ProtocolTrouble) as trouble:
            await deliver(server)
    assert trouble.value.field == "smtp.security"


async def test_a_server_of_before_1995_is_greeted_in_its_way():
    async with ScriptedSmtp({"EHLO": "502 what"}) as server:
        line = SmtpLine(server.login(), timeout=0.5)
        with pytest.raises(ProtocolTrouble):
            await line.deliver(USER, "lead@example.com", SMALL)
    assert server.said["HELO"] == 1


@WAYS
@pytest.mark.parametrize(
    "stale", [Act.CLOSE, Act.ABORT, Act.STALL, "421 4.4.2 idle too long", "530 5.7.0 who?", GARBAGE]
)
async def test_a_connection_that_went_stale_is_replaced_and_the_mail_sent_once(stale, ahead):
    async with ScriptedSmtp({}, {}, ahead=ahead) as server:
        line = SmtpLine(server.login(), timeout=0.5, total=3)
        first = await line.deliver(USER, "lead@example.com", SMALL)
        server.scripts[0]["MAIL"] = stale
        second = await line.deliver(USER, "lead@example.com", SMALL)
        await line.close()
    assert (first.outcome, second.outcome) == (Outcome.SENT, Outcome.SENT)
    assert (server.connections, server.accepted) == (2, 2)


async def test_a_fresh_connection_that_fails_is_not_replaced_for_ever():
    async with ScriptedSmtp({"MAIL": Act.CLOSE}) as server:
        delivery = await deliver(server)
    assert delivery.outcome is Outcome.NOT_SENT
    assert server.connections == 1


@WAYS
async def test_after_a_refusal_the_next_mail_starts_clean(ahead):
    async with ScriptedSmtp({"RCPT": "550 5.1.1 no", "DATA": "503 5.5.1 nobody to send it to"}, ahead=ahead) as server:
        line = SmtpLine(server.login(), timeout=0.5)
        await line.deliver(USER, "lead@example.com", SMALL)
        server.scripts[0].clear()
        delivery = await line.deliver(USER, "lead@example.com", SMALL)
        await line.close()
    assert delivery.outcome is Outcome.SENT
    assert (server.connections, server.said["RSET"]) == (1, 1)


async def test_a_server_that_wants_the_mail_although_it_said_no_gets_none():
    async with ScriptedSmtp({"RCPT": "550 5.1.1 no"}, {}, ahead=True) as server:
        line = SmtpLine(server.login(), timeout=0.5)
        refused = await line.deliver(USER, "lead@example.com", SMALL)
        taken = await line.deliver(USER, "else@example.com", SMALL)
        await line.close()
    assert (refused.outcome, refused.code, refused.stage) == (Outcome.REFUSED, 550, "rcpt")
    assert (taken.outcome, server.connections, server.accepted) == (Outcome.SENT, 2, 1)


async def test_all_that_needs_no_answer_first_is_said_at_once():
    """The server hears DATA although it never answers MAIL."""
    async with ScriptedSmtp({"MAIL": b"", "RCPT": b"", "DATA": "554 5.7.1 no"}, ahead=True) as server:
        delivery = await deliver(server)
    assert (server.said["DATA"], delivery.outcome, delivery.stage) == (1, Outcome.REFUSED, "mail")


async def test_the_first_no_tells_the_stage_also_when_all_was_said_at_once():
    """What follows it is not about the recipient: the server has no mail that one could be of."""
    script = {"MAIL": "550 5.1.0 Sender rejected", "RCPT": "503 5.5.1 need MAIL", "DATA": "503 5.5.1 need RCPT"}
    async with ScriptedSmtp({}, ahead=True) as server:
        line = SmtpLine(server.login(), timeout=0.5)
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
        server.scripts[0].update(script)
        delivery = await line.deliver(USER, "lead@example.com", SMALL, copy_to="else@example.com")
        await line.close()
    assert (delivery.outcome, delivery.code, delivery.stage) == (Outcome.REFUSED, 550, "mail")
    assert server.connections == 1


@pytest.mark.parametrize(("moment", "sent"), [("MAIL", False), ("DATA", False), ("dot", True)])
async def test_cancelled_it_tells_whether_the_dot_had_left(moment, sent):
    async with ScriptedSmtp({moment: Act.STALL}) as server:
        line = SmtpLine(server.login(), timeout=5)
        task = asyncio.create_task(line.deliver(USER, "lead@example.com", SMALL))
        async with asyncio.timeout(5):
            while not (server.said["MAIL"] if moment == "MAIL" else server.said["DATA"]):
                await asyncio.wait({task}, timeout=0.01)
        await asyncio.wait({task}, timeout=0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert line.dot_sent is sent
        await line.close()


async def test_with_no_time_left_nothing_is_said():
    async with ScriptedSmtp({}) as server:
        line = SmtpLine(server.login())
        delivery = await line.deliver(USER, "lead@example.com", SMALL, within=-1)
        assert (delivery.outcome, delivery.stage) == (Outcome.NOT_SENT, "mail")
        assert server.accepted == 0
        assert (await line.deliver(USER, "lead@example.com", SMALL, within=5)).outcome is Outcome.SENT
        await line.close()


async def test_who_was_paused_beyond_its_time_says_no_dot():
    """As a stopped process that goes on: everything that came meanwhile is there at once."""
    async with ScriptedSmtp({}) as server:
        line = SmtpLine(server.login())
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
        asyncio.get_running_loop().call_soon(time.sleep, 0.4)
        delivery = await line.deliver(USER, "lead@example.com", SMALL, within=0.2)
        await line.close()
    assert (delivery.outcome, line.dot_sent, server.accepted) == (Outcome.NOT_SENT, False, 1)


class Pausing(ScriptedSmtp):
    """Everything in this loop stands still from the answer on, for longer than the mail has."""

    async def act(self, writer, action, usual) -> None:
        await super().act(writer, action, usual)
        if action == "250 2.0.0 queued":
            time.sleep(0.4)  # noqa: ASYNC251 # as a process that is stopped


async def test_an_answer_that_came_while_we_were_stopped_is_heard():
    async with Pausing() as server:
        line = SmtpLine(server.login())
        delivery = await line.deliver(USER, "lead@example.com", SMALL, within=0.2)
        assert (delivery.outcome, delivery.code) == (Outcome.SENT, 250)
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
        await line.close()
    assert server.connections == 1


async def test_a_server_that_drips_is_left_when_the_time_for_a_mail_is_over():
    drip = b"".join(b"250-%d\r\n" % number for number in range(3))
    async with ScriptedSmtp({"dot": drip}) as server:
        line = SmtpLine(server.login(), timeout=5, total=0.3)
        delivery = await line.deliver(USER, "lead@example.com", SMALL)
    assert delivery.outcome is Outcome.UNKNOWN


class Dripping(ScriptedSmtp):
    """Says part of an answer again and again, and never the last of it."""

    async def act(self, writer, action, usual) -> None:
        while action == "drip":
            await super().act(writer, "250-still at it", usual)
            await asyncio.wait({asyncio.current_task()}, timeout=0.05)
        await super().act(writer, action, usual)


@pytest.mark.parametrize(("moment", "outcome"), [("dot", Outcome.UNKNOWN), ("QUIT", Outcome.SENT)])
async def test_part_of_an_answer_gains_a_server_no_time(moment, outcome, monkeypatch):
    """After the dot, and at the farewell, no other limit is left."""
    monkeypatch.setattr("engine.edge.smtp_dialogue.LEAVE_TIMEOUT", 0.3)
    async with Dripping({moment: "drip"}) as server, asyncio.timeout(5):
        line = SmtpLine(server.login(), timeout=5, total=0.3 if moment == "dot" else 5)
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is outcome
        await line.close()


@pytest.mark.parametrize(
    "address", ["", "a@example.com>\r\nRCPT TO:<b@example.com", "a b@example.com", "<a@example.com>"]
)
async def test_an_address_that_is_more_than_an_address_is_refused(address):
    async with ScriptedSmtp() as server:
        line = SmtpLine(server.login())
        with pytest.raises(Invalid) as refused:
            await line.deliver(USER, address, SMALL)
    assert refused.value.field == "recipient"
    assert server.connections == 0


async def test_an_alphabet_the_server_cannot_take_is_a_refusal():
    async with ScriptedSmtp() as server:
        line = SmtpLine(server.login(), timeout=0.5)
        delivery = await line.deliver(USER, "jörg@example.com", SMALL)
        await line.close()
    assert (delivery.outcome, delivery.status, delivery.stage) == (Outcome.REFUSED, "5.6.7", "rcpt")
    assert server.said["MAIL"] == 0
