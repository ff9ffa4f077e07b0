"""How an IMAP connection begins: encrypted before the password, one attempt, and whose turn it is when it fails."""

import base64

import pytest

from engine.edge import imap
from engine.edge.imap import ImapLine
from engine.edge.login import Security
from engine.errors import LoginRefused, ProtocolTrouble, Unreachable, WireError
from tests.support.scripted import Act, ScriptedImap


async def opened(server: ScriptedImap) -> ImapLine:
    line = ImapLine(server.login(), timeout=0.5)
    await line.open()
    return line


@pytest.mark.parametrize(
    ("answer", "error", "field"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] wrong", LoginRefused, "imap.password"),
        ("{tag} NO", LoginRefused, "imap.password"),
        ("{tag} NO [UNAVAILABLE] database down", Unreachable, "imap.host"),
        ("{tag} NO [LIMIT] too many connections", Unreachable, "imap.host"),
        ("{tag} NO [ALERT] Too many simultaneous connections. (Failure)", Unreachable, "imap.host"),
        ("{tag} NO [OVERQUOTA] Account exceeded command or bandwidth limits.", Unreachable, "imap.host"),
        ("{tag} NO Maximum number of connections from user+IP exceeded", Unreachable, "imap.host"),
        ("{tag} NO Temporary authentication failure", Unreachable, "imap.host"),
        ("{tag} NO [ALERT] Please log in via your web browser (Failure)", LoginRefused, "imap.password"),
        ("{tag} NO [AUTHENTICATIONFAILED] temporarily locked: too many failed logins", LoginRefused, "imap.password"),
        ("{tag} NO Too many failed logins, try again later", LoginRefused, "imap.password"),
        ("{tag} BAD what", ProtocolTrouble, "imap.username"),
    ],
)
async def test_a_login_that_fails_says_whose_turn_it_is(answer, error, field):
    async with ScriptedImap({"AUTHENTICATE": answer}) as server:
        with pytest.raises(error) as trouble:
            await imap.check(server.login(), patience=0.5)
        assert trouble.value.field == field
        assert server.said["AUTHENTICATE"] == 1


async def test_a_refusal_that_comes_as_a_challenge_is_answered():
    async with ScriptedImap({"AUTHENTICATE": "+ eyJzdGF0dXMiOiI0MDAifQ==\r\n+ more\r\n{tag} NO nope"}) as server:
        with pytest.raises(LoginRefused):
            await opened(server)


@pytest.mark.parametrize("capability", ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1 AUTH=PLAIN SASL-IR", "IMAP4rev1"])
async def test_every_password_reaches_the_server(capability):
    password = 'p"a\\ss wörd'
    script = {"AUTHENTICATE": "{tag} OK in"} if "SASL-IR" in capability else {}
    async with ScriptedImap(script) as server:
        server.capability = capability
        await imap.check(server.login(password=password), patience=0.5)
        secret = base64.b64encode(f"\0rep@example.com\0{password}".encode()).decode()
        quoted = 'LOGIN "rep@example.com" "p\\"a\\\\ss wörd"'
        assert any(secret in line or quoted in line for line in server.lines)


async def test_no_password_is_sent_where_logging_in_is_switched_off():
    async with ScriptedImap() as server:
        server.capability = "IMAP4rev1 LOGINDISABLED"
        with pytest.raises(LoginRefused) as refused:
            await opened(server)
        assert refused.value.field == "imap.security"
        assert server.said["LOGIN"] == 0


@pytest.mark.parametrize("greeting", ["* OK ready", "* PREAUTH you are in already"])
async def test_no_password_leaves_in_clear_when_starttls_is_not_offered(greeting, certificates):
    async with ScriptedImap({"greeting": greeting}) as server:
        with pytest.raises(ProtocolTrouble) as trouble:
            await imap.check(server.login(Security.STARTTLS, certificates.ca_file), patience=0.5)
        assert trouble.value.field == "imap.security"
        assert server.said["AUTHENTICATE"] == 0


@pytest.mark.parametrize(
    "answer", ["{tag} OK go", b"{tag} OK go\r\n* CAPABILITY IMAP4rev1\r\n* half", Act.STALL, Act.CLOSE, "{tag} NO"]
)
async def test_an_upgrade_that_fails_sends_no_password(answer, certificates):
    async with ScriptedImap({"STARTTLS": answer}) as server:
        server.capability = "IMAP4rev1 STARTTLS AUTH=PLAIN"
        with pytest.raises(WireError):
            await imap.check(server.login(Security.STARTTLS, certificates.ca_file), patience=0.5)
        assert server.said["AUTHENTICATE"] == 0


async def test_a_server_that_takes_us_as_logged_in_needs_no_login():
    async with ScriptedImap({"greeting": "* PREAUTH hello"}) as server:
        await imap.check(server.login(), patience=0.5)
        assert server.said["AUTHENTICATE"] == 0
