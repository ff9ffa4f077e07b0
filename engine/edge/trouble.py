"""What went wrong on a connection, in words for the person who set the mailbox up. SMTP and IMAP share it."""

import binascii
import json
import re
import socket
import ssl
from base64 import b64decode

from engine.edge.login import Security, ServerLogin
from engine.errors import CertificateRefused, Invalid, LoginRefused, ProtocolTrouble, Unreachable, WireError

SHOWN = 300
"""Characters of a server's own words that are kept; some servers send pages."""

# OpenSSL's X509_V_ERR_* numbers, verify(1): what a person can act on.
_EXPIRED = {10: "has expired", 9: "is not valid yet"}
_UNTRUSTED = {18, 19, 20, 21}
_OTHER_NAME = {62, 64}


class Stopped(Exception):
    """No usable connection came about. `code` and `words` are the server's own, when it gave some.

    `lasting` when the same settings will fail again: a person has to act.
    """

    def __init__(self, error: WireError, *, code: int | None = None, words: str = "", lasting: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.code = code
        self.words = words
        self.lasting = lasting or isinstance(error, (LoginRefused, CertificateRefused))


def context_of(login: ServerLogin) -> ssl.SSLContext | None:
    """None when the connection stays in clear. Stopped: the file of authorities cannot be used any more, which is the
    mailbox's trouble and no mail's."""
    try:
        return login.tls_context()
    except Invalid as wrong:
        raise Stopped(CertificateRefused(wrong.problem, field=wrong.field, remedy=wrong.remedy)) from wrong


def shorten(text: str) -> str:
    """A server's words on one line, of bounded length, without what a terminal or a log would obey."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(clean.split())[:SHOWN]


def connection_trouble(wire: str, login: ServerLogin, error: BaseException) -> WireError:
    """`wire` is "smtp" or "imap": the first half of the field's name."""
    where = f"{login.host}:{login.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(wire, login, error)
    if isinstance(error, ssl.SSLError):
        return ProtocolTrouble(
            f"{where} does not speak TLS as expected ({shorten(error.reason or str(error))}).",
            field=f"{wire}.security",
            remedy=_other_security(wire, login),
        )
    if isinstance(error, socket.gaierror):
        return Unreachable(
            f"There is no server named {login.host}.", field=f"{wire}.host", remedy="Check the spelling of the host."
        )
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(
            f"Nothing answers at {where}.",
            field=f"{wire}.port",
            remedy="Check the port, and that the server is running.",
        )
    if isinstance(error, TimeoutError):
        return Unreachable(
            f"{where} did not answer in time.",
            field=f"{wire}.host",
            remedy="Check host and port; a firewall may be in the way.",
        )
    return Unreachable(
        f"{where} cannot be reached: {shorten(str(error)) or type(error).__name__}.",
        field=f"{wire}.host",
        remedy="Check host, port and network, then try again.",
    )


def _certificate(wire: str, login: ServerLogin, error: ssl.SSLCertVerificationError) -> CertificateRefused:
    code = error.verify_code
    if code in _EXPIRED:
        problem, remedy = f"The certificate of {login.host} {_EXPIRED[code]}.", "Ask whoever runs it to renew it."
    elif code in _OTHER_NAME:
        problem = f"The certificate was issued for another name than {login.host}."
        remedy = "Use the host name that the provider documents."
    elif code in _UNTRUSTED:
        problem = f"The certificate of {login.host} is signed by nobody this machine trusts."
        remedy = "Check the host; for a private authority give its file as ca_file."
    else:
        problem = f"The certificate of {login.host} was refused: {shorten(error.verify_message)}."
        remedy = "Ask whoever runs the server."
    return CertificateRefused(problem, field=f"{wire}.host", remedy=remedy)


def _other_security(wire: str, login: ServerLogin) -> str:
    ports = {"smtp": (465, 587), "imap": (993, 143)}[wire]
    if login.security is Security.TLS:
        return f"Port {ports[0]} usually wants tls and port {ports[1]} starttls."
    return "Choose tls, or ask the provider which port and encryption it wants."


def silence(wire: str, login: ServerLogin, stage: str) -> ProtocolTrouble:
    """Connected, but no answer: typically a TLS port spoken to in clear."""
    return ProtocolTrouble(
        f"{login.host}:{login.port} accepted the connection and then said nothing ({stage}).",
        field=f"{wire}.security" if stage == "greeting" else "",
        remedy=_other_security(wire, login) if stage == "greeting" else "Try again later.",
    )


_ADMINISTRATOR = re.compile(
    r"disabled for the (?:tenant|mailbox|user|organi[sz]ation|domain)|contact your (?:\w+ )?admin"
    r"|(?:security defaults|conditional access|administrator)(?:'s)? polic",
    re.IGNORECASE,
)
"""A login that the user can do nothing about: whoever runs their accounts has forbidden it."""


def login_refused(wire: str, login: ServerLogin, text: str) -> LoginRefused:
    if _ADMINISTRATOR.search(text):
        who = f"Whoever administers the accounts at {login.host}"
        return LoginRefused(
            f"The server refuses logins by programs: {shorten(text)}",
            field=f"{wire}.host",
            remedy=f"{who} must allow it for {login.username}; then resume the mailbox.",
        )
    if login.tokens is not None:
        return LoginRefused(
            f"The server refused the sign-in by {login.tokens.who}: {shorten(text) or 'no reason given'}",
            field=f"{wire}.oauth",
            remedy=f"Connect the mailbox again with {login.tokens.who}, as the account {login.username}.",
        )
    return LoginRefused(
        f"The server refused the login: {shorten(text) or 'no reason given'}",
        field=f"{wire}.password",
        remedy="Check user name and password; many providers want an app password here.",
    )


def no_token_taken(wire: str, login: ServerLogin) -> ProtocolTrouble:
    return ProtocolTrouble(
        f"{login.host}:{login.port} offers no login by OAuth 2 (XOAUTH2).",
        field=f"{wire}.host",
        remedy="Check the host, or connect the mailbox with a password.",
    )


def challenge_words(challenge: str) -> str:
    """Why a token was refused: base64 of a JSON object with a status, in the challenge that comes before the no."""
    try:
        reason = json.loads(b64decode(challenge, validate=True))
    except (binascii.Error, ValueError):
        return ""
    return f"status {shorten(str(reason['status']))}" if isinstance(reason, dict) and "status" in reason else ""


def too_long(wire: str, login: ServerLogin, total: float) -> Unreachable:
    return Unreachable(
        f"{login.host}:{login.port} was not done with the login within {total:g} seconds.",
        field=f"{wire}.host",
        remedy="Try again later; ask the provider when it stays so.",
    )


def no_encryption_offered(wire: str, login: ServerLogin) -> ProtocolTrouble:
    return ProtocolTrouble(
        f"{login.host}:{login.port} does not offer STARTTLS.",
        field=f"{wire}.security",
        remedy=_other_security(wire, login),
    )
