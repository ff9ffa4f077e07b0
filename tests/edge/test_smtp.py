"""Against a real submission server: encryption, certificates, logins, refusals, kept connections."""

import asyncio
import dataclasses
import time

import pytest

from engine.edge import smtp
from engine.edge.login import Security, ServerLogin
from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import CertificateRefused, LoginRefused, ProtocolTrouble, Unreachable
from tests.support.scripted import Act, ScriptedSmtp
from tests.support.servers import NAME, USER, free_port, smtp_sink

RAW = b"From: rep@example.com\r\nSubject: hello\r\n\r\n.one\r\n..two\r\nend\r\n"
ENCRYPTED = [Security.TLS, Security.STARTTLS]


async def deliver(login: ServerLogin, recipient: str = "lead@example.com") -> smtp.Delivery:
    line = SmtpLine(login, timeout=5)
    try:
        return await line.deliver(USER, recipient, RAW)
    finally:
        await line.close()


@pytest.mark.parametrize("security", list(Security))
async def test_a_mail_arrives_byte_for_byte(security, certificates):
    async with smtp_sink(security=security, certificates=certificates) as sink:
        delivery = await deliver(sink.login)
        await smtp.check(sink.login)
    assert (delivery.outcome, delivery.code, delivery.status) == (Outcome.SENT, 250, "2.0.0")
    assert "queued as 1" in delivery.text
    assert [(mail.sender, mail.recipients, mail.raw) for mail in sink.mails] == [(USER, ("lead@example.com",), RAW)]


@pytest.mark.parametrize("refused", [False, True])
async def test_a_copy_goes_along_or_nothing_is_sent(refused: bool):
    copy = "hard@example.com" if refused else "referrer@example.com"
    async with smtp_sink() as sink:
        line = SmtpLine(sink.login, timeout=5)
        delivery = await line.deliver(USER, "lead@example.com", RAW, copy_to=copy)
        again = await line.deliver(USER, "lead@example.com", RAW)
        await line.close()
    assert delivery.outcome is (Outcome.REFUSED if refused else Outcome.SENT)
    assert again.outcome is Outcome.SENT
    taken = [mail.recipients for mail in sink.mails]
    assert taken == [("lead@example.com",)] if refused else [("lead@example.com", copy), ("lead@example.com",)]


@pytest.mark.parametrize("security", ENCRYPTED)
@pytest.mark.parametrize(
    ("certificate", "words"),
    [("other_name", "another name"), ("expired", "has expired"), ("unknown", "nobody this machine trusts")],
)
async def test_a_certificate_that_proves_nothing_is_refused(security, certificate, words, certificates):
    presented = getattr(certificates, certificate)
    async with smtp_sink(security=security, certificates=certificates, certificate=presented) as sink:
        for attempt in (deliver, smtp.check):
            with pytest.raises(CertificateRefused) as refused:
                await attempt(sink.login)
            assert refused.value.field == "smtp.host"
            assert words in refused.value.problem
            assert refused.value.remedy
    assert (sink.mails, sink.logins) == ([], 0)


async def test_the_systems_authorities_do_not_know_ours(certificates):
    async with smtp_sink(security=Security.TLS, certificates=certificates) as sink:
        with pytest.raises(CertificateRefused):
            await deliver(dataclasses.replace(sink.login, ca_file=None))


@pytest.mark.parametrize("without", ["PLAIN", "LOGIN"])
async def test_a_server_that_knows_one_way_of_saying_a_password_is_told_it_that_way(without, certificates):
    async with smtp_sink(security=Security.TLS, certificates=certificates, without=without) as sink:
        assert (await deliver(sink.login)).outcome is Outcome.SENT
        wrong = dataclasses.replace(sink.login, password="wrong")
        with pytest.raises(LoginRefused):
            await deliver(wrong)
    assert (len(sink.mails), sink.logins) == (1, 2)


@pytest.mark.parametrize("security", ENCRYPTED)
async def test_a_wrong_password_is_a_persons_turn(security, certificates):
    async with smtp_sink(security=security, certificates=certificates) as sink:
        wrong = dataclasses.replace(sink.login, password="wrong")
        for attempt in (deliver, smtp.check):
            with pytest.raises(LoginRefused) as refused:
                await attempt(wrong)
            assert refused.value.field == "smtp.password"
    assert (sink.mails, sink.logins) == ([], 2)


async def test_no_password_leaves_in_clear_when_starttls_was_taken_out_of_the_greeting():
    async with ScriptedSmtp({"EHLO": "250-here\r\n250 AUTH PLAIN"}) as server:
        with pytest.raises(ProtocolTrouble) as trouble:
            await deliver(server.login(Security.STARTTLS))
    assert trouble.value.field == "smtp.security"
    assert server.said["AUTH"] == 0


@pytest.mark.parametrize(
    "answer", ["220 go", b"220 go\r\n250 sent before encryption\r\n", Act.STALL, Act.CLOSE, "454 no"]
)
async def test_an_upgrade_that_fails_sends_nothing(answer, certificates):
    async with ScriptedSmtp({"STARTTLS": answer, "": Act.CLOSE}) as server:
        line = SmtpLine(server.login(Security.STARTTLS, certificates.ca_file), timeout=0.5, total=2)
        delivery = await line.deliver(USER, "lead@example.com", RAW)
        await line.close()
    assert delivery.outcome is Outcome.NOT_SENT
    assert server.said["AUTH"] == 0


async def test_a_tls_port_spoken_to_in_clear_and_the_other_way_round(certificates):
    async with smtp_sink(security=Security.TLS, certificates=certificates) as sink:
        clear = dataclasses.replace(sink.login, security=Security.NONE)
        with pytest.raises(ProtocolTrouble) as trouble:
            await smtp.check(clear, patience=0.5)
        assert trouble.value.field == "smtp.security"
    async with smtp_sink() as sink:
        tls = dataclasses.replace(sink.login, security=Security.TLS, ca_file=certificates.ca_file)
        with pytest.raises(ProtocolTrouble) as trouble:
            await smtp.check(tls, patience=0.5)
        assert trouble.value.field == "smtp.security"


async def test_a_port_where_nobody_listens():
    login = ServerLogin(NAME, free_port(), Security.NONE, USER, "secret")
    with pytest.raises(Unreachable) as unreachable:
        await smtp.check(login)
    assert unreachable.value.field == "smtp.port"
    assert (await deliver(login)).outcome is Outcome.NOT_SENT


async def test_a_host_that_does_not_exist():
    login = ServerLogin("no-such-host.invalid", 587, Security.STARTTLS, USER, "secret")
    with pytest.raises(Unreachable) as unreachable:
        await smtp.check(login, patience=5)
    assert unreachable.value.field == "smtp.host"


@pytest.mark.parametrize(
    ("recipient", "code", "status"),
    [
        ("hard@example.com", 550, "5.1.1"),
        ("soft@example.com", 450, "4.2.0"),
        ("full@example.com", 452, "4.2.2"),
        ("blocked@example.com", 550, "5.7.1"),
        ("noreason@example.com", 550, ""),
        ("spam@example.com", 554, "5.7.1"),
    ],
)
async def test_each_refusal_keeps_its_code_and_the_line_goes_on(recipient, code, status):
    async with smtp_sink() as sink:
        line = SmtpLine(sink.login)
        refused = await line.deliver(USER, recipient, RAW)
        fine = await line.deliver(USER, "lead@example.com", RAW)
        await line.close()
    assert (refused.outcome, refused.code, refused.status) == (Outcome.REFUSED, code, status)
    assert fine.outcome is Outcome.SENT
    assert (len(sink.mails), sink.connections, sink.logins) == (1, 1, 1)


async def test_a_reply_lost_after_acceptance_is_unknown():
    async with smtp_sink() as sink:
        delivery = await deliver(sink.login, "lose@example.com")
    assert delivery.outcome is Outcome.UNKNOWN
    assert len(sink.mails) == 1


async def test_a_server_that_restarted_between_two_mails_goes_unnoticed():
    async with smtp_sink() as sink:
        line = SmtpLine(sink.login)
        for _ in range(3):
            assert (await line.deliver(USER, "lead@example.com", RAW)).outcome is Outcome.SENT
            sink.hang_up()
        await line.close()
    assert (len(sink.mails), sink.connections) == (3, 3)


async def test_an_idle_connection_is_asked_before_a_mail_is_entrusted_to_it(monkeypatch):
    monkeypatch.setattr(smtp, "STALE_AFTER", 0.0)
    async with ScriptedSmtp({"RSET": Act.STALL}, {}) as server:
        line = SmtpLine(server.login(), timeout=0.3)
        outcomes = [(await line.deliver(USER, "lead@example.com", RAW)).outcome for _ in range(3)]
        await line.close()
    assert outcomes == [Outcome.SENT] * 3
    assert (server.connections, server.said["RSET"]) == (2, 2)


async def test_mails_given_at_once_take_turns():
    async with smtp_sink() as sink:
        line = SmtpLine(sink.login)
        deliveries = await asyncio.gather(*(line.deliver(USER, f"lead{n}@example.com", RAW) for n in range(20)))
        await line.close()
    assert {delivery.outcome for delivery in deliveries} == {Outcome.SENT}
    assert (len(sink.mails), sink.connections) == (20, 1)


async def test_a_relay_on_this_machine_needs_no_login():
    async with smtp_sink(login_required=False) as sink:
        delivery = await deliver(dataclasses.replace(sink.login, username="", password=""))
    assert delivery.outcome is Outcome.SENT
    assert sink.logins == 0


async def test_letters_outside_ascii_travel_where_the_server_takes_them():
    async with smtp_sink() as sink:
        delivery = await deliver(sink.login, "jörg@example.com")
    assert delivery.outcome is Outcome.SENT
    assert sink.mails[0].recipients == ("jörg@example.com",)


async def test_a_large_mail_goes_out_whole_over_tls(certificates):
    raw = b"Subject: large\r\n\r\n" + b"0123456789abcdef" * 4 * 16_384 + b"\r\n"
    async with smtp_sink(security=Security.TLS, certificates=certificates) as sink:
        line = SmtpLine(sink.login)
        delivery = await line.deliver(USER, "lead@example.com", raw.replace(b"f0", b"f\r\n0"))
        await line.close()
    assert delivery.outcome is Outcome.SENT
    assert sink.mails[0].raw == raw.replace(b"f0", b"f\r\n0")


async def test_a_stalled_tls_server_does_not_hold_the_line(certificates):
    context = certificates.server_context(certificates.valid)
    async with ScriptedSmtp({"dot": Act.STALL, "QUIT": Act.STALL}, tls=context) as server:
        line = SmtpLine(server.login(Security.TLS, certificates.ca_file), timeout=0.3, total=0.5)
        start = time.monotonic()
        delivery = await line.deliver(USER, "lead@example.com", RAW)
        await line.close()
        assert time.monotonic() - start < 2
    assert delivery.outcome is Outcome.UNKNOWN
