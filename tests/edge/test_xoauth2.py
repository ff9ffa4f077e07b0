"""Logging in with an access token, on real servers and on ones that misbehave."""

import asyncio
import base64
import dataclasses
import time
from dataclasses import dataclass, field

import pytest

from engine.edge import imap, smtp
from engine.edge.login import Security, ServerLogin
from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import LoginRefused, ProtocolTrouble, Unreachable, WireError
from tests.support.dovecot import dovecot_server
from tests.support.provider import fake_provider
from tests.support.scripted import Act, ScriptedImap, ScriptedServer, ScriptedSmtp
from tests.support.servers import USER, smtp_sink

RAW = b"Subject: hello\r\n\r\nhello\r\n"
WHY = base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}').decode()
XOAUTH2 = "250-here\r\n250 AUTH XOAUTH2 PLAIN"


@dataclass
class Given:
    """Tokens in the order they are handed out, the last one for ever; or an error."""

    tokens: list[str | WireError]
    refused: list[str] = field(default_factory=list)
    who: str = "Google"

    async def access(self, refused: str = "") -> str:
        if refused:
            self.refused.append(refused)
        token = self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
        if isinstance(token, WireError):
            raise token
        return token


def by_token(login: ServerLogin, *tokens: str | WireError) -> tuple[ServerLogin, Given]:
    given = Given(list(tokens))
    return dataclasses.replace(login, password="", tokens=given), given


async def deliver(login: ServerLogin) -> smtp.Delivery:
    line = SmtpLine(login, timeout=0.5, total=2)
    try:
        return await line.deliver(USER, "lead@example.com", RAW)
    finally:
        await line.close()


def opened_by(server: ScriptedServer) -> str:
    """What is said to be able to do."""
    if isinstance(server, ScriptedImap):
        server.capability = "IMAP4rev1 AUTH=XOAUTH2 AUTH=PLAIN"
    return "AUTHENTICATE" if isinstance(server, ScriptedImap) else "AUTH"


async def test_a_good_token_sends(certificates) -> None:
    async with smtp_sink(security=Security.STARTTLS, certificates=certificates, tokens={"good"}) as sink:
        login, _ = by_token(sink.login, "good")
        assert (await deliver(login)).outcome is Outcome.SENT
        await smtp.check(login)
    assert len(sink.mails) == 1


async def test_a_token_taken_back_before_its_time_is_replaced_once(certificates) -> None:
    async with smtp_sink(security=Security.TLS, certificates=certificates, tokens={"good"}) as sink:
        login, given = by_token(sink.login, "stale", "good")
        assert (await deliver(login)).outcome is Outcome.SENT
    assert given.refused == ["stale"]
    assert sink.connections == 1


async def test_a_second_refusal_is_a_persons_turn() -> None:
    async with smtp_sink(tokens={"good"}) as sink:
        login, given = by_token(sink.login, "bad", "worse")
        with pytest.raises(LoginRefused, match="by Google") as refused:
            await deliver(login)
    assert refused.value.field == "smtp.oauth"
    assert "Connect the mailbox again" in refused.value.remedy
    assert (given.refused, sink.logins) == (["bad"], 2)


async def test_a_server_that_cannot_read_tokens_gets_none() -> None:
    async with smtp_sink() as sink:
        login, _ = by_token(sink.login, "good")
        with pytest.raises(ProtocolTrouble, match="XOAUTH2"):
            await deliver(login)
    assert sink.logins == 0
    async with ScriptedImap() as server:
        login, _ = by_token(server.login(), "good")
        with pytest.raises(ProtocolTrouble, match="XOAUTH2"):
            await imap.check(login, patience=0.5)
        assert server.said["AUTHENTICATE"] == 0


@pytest.mark.parametrize("trouble", [Unreachable("away"), ProtocolTrouble("nonsense")])
async def test_no_token_for_now_is_no_refusal(trouble: WireError) -> None:
    async with smtp_sink(tokens={"good"}) as sink:
        login, _ = by_token(sink.login, trouble)
        delivery = await deliver(login)
    assert (delivery.outcome, delivery.stage, delivery.trouble) == (Outcome.NOT_SENT, "connect", trouble)


async def test_a_consent_that_is_gone_raises_as_a_refused_login_does() -> None:
    gone = LoginRefused("gone", field="login.oauth", remedy="Connect the mailbox again.")
    async with smtp_sink(tokens={"good"}) as sink:
        login, _ = by_token(sink.login, gone)
        with pytest.raises(LoginRefused) as refused:
            await deliver(login)
    assert refused.value is gone
    async with ScriptedImap() as server:
        opened_by(server)
        login, _ = by_token(server.login(), gone)
        with pytest.raises(LoginRefused) as refused:
            await imap.check(login, patience=0.5)
    assert refused.value is gone


class Faulty:
    """A fault of the program where nobody foresees one."""

    who = "Google"

    async def access(self, refused: str = "") -> str:
        raise TypeError("nobody thought of this")


async def test_what_nobody_foresaw_leaves_no_doubt_about_a_mail_that_was_not_begun(caplog) -> None:
    async with smtp_sink(tokens={"good"}) as sink:
        delivery = await deliver(dataclasses.replace(sink.login, password="", tokens=Faulty()))
    assert (delivery.outcome, delivery.stage) == (Outcome.NOT_SENT, "connect")
    assert delivery.text == "A fault of the program, which its log tells (TypeError)."
    assert "nobody thought of this" in caplog.text


async def test_the_challenge_says_why_and_is_answered() -> None:
    async with ScriptedSmtp({"EHLO": XOAUTH2, "AUTH": f"334 {WHY}", "": "535 5.7.8 not accepted"}) as server:
        login, _ = by_token(server.login(), "bad")
        with pytest.raises(LoginRefused, match=r"not accepted \(status 400\)"):
            await deliver(login)
    async with ScriptedImap({"AUTHENTICATE": f"+ \r\n+ {WHY}\r\n{{tag}} NO not accepted"}) as server:
        opened_by(server)
        login, _ = by_token(server.login(), "bad")
        with pytest.raises(LoginRefused, match=r"not accepted \(status 400\)") as refused:
            await imap.check(login, patience=0.5)
        assert refused.value.field == "imap.oauth"
        assert server.said["AUTHENTICATE"] == 2


@pytest.mark.parametrize("answer", [Act.STALL, Act.CLOSE, Act.ABORT, "~~~", "334 ~~~", "454 4.7.0 later", "250-x"])
async def test_a_server_that_breaks_over_a_token_ends_in_words(answer) -> None:
    async with ScriptedSmtp({"EHLO": XOAUTH2, "AUTH": answer, "": Act.STALL}) as server:
        login, _ = by_token(server.login(), "good")
        began = time.monotonic()
        delivery = await deliver(login)
    assert (delivery.outcome, delivery.stage) == (Outcome.NOT_SENT, "connect")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "answer",
    [
        Act.STALL,
        Act.CLOSE,
        Act.ABORT,
        "~~~",
        "+ ",
        "+ eyJ9\r\n+ x\r\n+ y",
        "{tag} BAD what",
        "{tag} NO [UNAVAILABLE] x",
    ],
)
async def test_an_imap_server_that_breaks_over_a_token_ends_in_words(answer) -> None:
    async with ScriptedImap({"AUTHENTICATE": answer}) as server:
        opened_by(server)
        login, _ = by_token(server.login(), "good")
        async with asyncio.timeout(2):
            with pytest.raises(WireError) as trouble:
                await imap.check(login, patience=0.4)
    assert not isinstance(trouble.value, LoginRefused)


@pytest.mark.parametrize("more", ["", " SASL-IR"])
async def test_a_token_reaches_an_imap_server_whole(more: str) -> None:
    async with ScriptedImap({"AUTHENTICATE": "{tag} OK in"} if more else {}) as server:
        opened_by(server)
        server.capability += more
        login, _ = by_token(server.login(), "good")
        await imap.check(login, patience=0.5)
    wanted = base64.b64encode(f"user={USER}\1auth=Bearer good\1\1".encode()).decode()
    assert any(wanted in line for line in server.lines)


async def test_neither_wire_tells_its_log_the_token(caplog) -> None:
    caplog.set_level("DEBUG")
    async with smtp_sink(tokens={"the-token"}) as sink, ScriptedImap() as server:
        opened_by(server)
        login, _ = by_token(sink.login, "the-token")
        await deliver(login)
        login, _ = by_token(server.login(), "the-token")
        await imap.check(login, patience=0.5)
    secret = base64.b64encode(f"user={USER}\1auth=Bearer the-token\1\1".encode()).decode()
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    assert not [said for said in ours if secret in said or "the-token" in said]


async def test_a_real_imap_server_takes_and_refuses_tokens() -> None:
    """Dovecot, which asks the provider about each of them."""
    async with fake_provider() as provider:
        provider.live.add("good")
        with dovecot_server(introspect=f"{provider.url}/introspect") as dovecot:
            if dovecot is None:
                pytest.skip("dovecot is not installed")
            login, given = by_token(dovecot.login, "stale", "good")
            await imap.check(login, patience=5)
            assert given.refused == ["stale"]
            login, _ = by_token(dovecot.login, "bad")
            async with asyncio.timeout(5):
                with pytest.raises(LoginRefused):
                    await imap.check(login, patience=5)
