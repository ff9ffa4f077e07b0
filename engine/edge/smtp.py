"""Hands one mail to a submission server and says what became of it: sent, refused, not sent, or unknown.

Only the bytes "." CRLF after the body make a server take responsibility (RFC 5321 4.1.1.4). Whatever breaks before
they leave was not sent for certain; whatever breaks after them, and before a definite reply, is unknown.
"""

import asyncio
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from aiosmtplib import SMTPResponse

from engine.edge.login import ServerLogin
from engine.edge.smtp_dialogue import Session, SessionBroken
from engine.edge.smtp_session import open_session
from engine.edge.trouble import Stopped, shorten, too_long
from engine.errors import Invalid, WireError

STALE_AFTER = 10.0
"""Seconds of idleness after which a kept connection is first asked whether it still lives."""
PROBE_TIMEOUT = 5.0
"""Seconds; a live server answers RSET at once."""
CHUNK = 32_768
"""Bytes of body handed over at a time, so that a server that stops reading is noticed before the dot."""
LAST_LOOK = 0.1
"""Seconds for reading what has come already when the time for a mail is over."""
SMALL = 8_192
"""Bytes of a body that the system takes at once, whatever the server does: the dot goes with it."""

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_UNFIT = re.compile(r"[\s<>\x00-\x1f\x7f]")
_STALE = frozenset({421, 530})
"""What a server says to a kept connection that it is through with, or on which it has forgotten who we are."""
_GO_AHEAD = 354
NO_SUCH_ALPHABET = SMTPResponse(553, "5.6.7 The server takes no address with letters outside ASCII (RFC 6531).")

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    SENT = "sent"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Delivery:
    """`code` is the server's last reply, None when there was none; `status` the enhanced code (RFC 3463) or "".

    `text` is the server's words, or ours. `stage` is how far it got: connect, mail, rcpt, data, body or dot.
    """

    outcome: Outcome
    code: int | None
    status: str
    text: str
    stage: str
    trouble: WireError | None = None
    """What kept us from connecting, with field and remedy; only at the stage connect."""
    said_at: datetime | None = None
    """When the mail was said to be on its way: which try of it this is about."""


class SmtpLine:
    """One connection to one account's server, kept between mails. Mails go one at a time."""

    def __init__(self, login: ServerLogin, *, timeout: float = 30, total: float = 300) -> None:
        """`timeout` seconds for each answer before the dot; `total` seconds for a whole mail, the answer included."""
        self.login = login
        self.dot_sent = False
        self._timeout = timeout
        self._total = total
        self._session: Session | None = None
        self._lock = asyncio.Lock()
        self._stage = "connect"
        self._unclean = False
        self._used_at = 0.0
        self._until = 0.0
        self._patience = asyncio.Timeout(None)

    async def deliver(
        self, sender: str, recipient: str, raw: bytes, *, within: float | None = None, copy_to: str = ""
    ) -> Delivery:
        """Raises a WireError when a person has to mend the login first; then nothing was sent.

        `within` so many seconds the dot has left or never does: who was paused in the middle comes back too late, for
        others may have taken the mail for unsent meanwhile. `copy_to` is a second recipient: both are taken, or nothing
        is sent. Cancelled, it closes the connection and `dot_sent` tells whether the mail may have been accepted.
        """
        _refuse_unfit("sender", sender)
        _refuse_unfit("recipient", recipient)
        if copy_to:
            _refuse_unfit("copy_to", copy_to)
        begun, total = asyncio.get_running_loop().time(), self._total if within is None else min(within, self._total)
        async with self._lock:
            self.dot_sent, self._stage, self._until = False, "connect", begun + total
            try:
                self._refuse_late()
                async with asyncio.timeout_at(self._until) as self._patience:
                    return await self._transact(sender, [recipient, copy_to] if copy_to else [recipient], raw)
            except Stopped as stopped:
                if stopped.lasting:
                    raise stopped.error from stopped
                return _not_let_in(stopped)
            except SessionBroken as broken:
                self._drop()
                return self._undecided(broken.code, str(broken))
            except TimeoutError:
                self._drop()
                return self._undecided(None, f"Not finished within {round(max(total, 0), 1):g} seconds.")
            except Exception as fault:  # what nobody foresaw leaves no doubt about a mail that surely was not sent
                self._drop()
                log.exception("a fault while a mail was handed over")
                return self._undecided(None, f"A fault of the program, which its log tells ({type(fault).__name__}).")
            except BaseException:
                self._drop()
                raise

    async def close(self) -> None:
        """Politely, with QUIT, after the mail in hand. The next mail opens it again."""
        async with self._lock:
            session, self._session = self._session, None
            if session is not None:
                await session.leave()

    async def _transact(self, sender: str, recipients: list[str], raw: bytes) -> Delivery:
        """A connection that went stale fails at its first word, where a second try on a fresh one is harmless."""
        body = _wire_form(raw)
        reused, session = await self._ready()
        try:
            reply = await self._envelope(session, sender, recipients, body)
            stale = reply.code in _STALE
        except SessionBroken:
            if not reused or self._stage != "mail":
                raise
            stale = True
        if stale and reused and self._stage == "mail":
            self._drop()
            _, session = await self._ready()
            reply = await self._envelope(session, sender, recipients, body)
        if self._stage != "data" or reply.code != _GO_AHEAD:
            return self._not_accepted(reply)
        return await self._hand_over(session, body)

    async def _ready(self) -> tuple[bool, Session]:
        """Sees to an open connection; True when it had served before."""
        if self._session is not None and self._session.alive and await self._still_good(self._session):
            return True, self._session
        self._drop()
        self._stage = "connect"
        self._session = session = await open_session(self.login, self._timeout)
        self._unclean, self._used_at = False, asyncio.get_running_loop().time()
        return False, session

    async def _still_good(self, session: Session) -> bool:
        idle = asyncio.get_running_loop().time() - self._used_at
        if not self._unclean and idle < STALE_AFTER:
            return True
        try:
            session.say(b"RSET\r\n")
            reply = await session.answer(min(self._timeout, PROBE_TIMEOUT))
        except SessionBroken:
            return False
        self._unclean = False
        return _positive(reply)

    async def _envelope(self, session: Session, sender: str, recipients: list[str], body: bytes) -> SMTPResponse:
        """The answer to DATA, or the first that is no yes; `_stage` tells which. Where the server takes commands ahead
        of its answers (RFC 2920) they are said at once: a way there and back instead of three.
        """
        self._stage = "mail"
        options = _options(session, body, international=not (sender + "".join(recipients)).isascii())
        if options is None:
            self._stage = "rcpt" if sender.isascii() else "mail"  # as if it had been said: that address is the trouble
            return NO_SUCH_ALPHABET
        commands = [("mail", f"MAIL FROM:<{sender}>{options}\r\n".encode())]
        commands += [("rcpt", f"RCPT TO:<{recipient}>\r\n".encode()) for recipient in recipients]
        commands += [("data", b"DATA\r\n")]
        self._unclean = True
        ahead = session.offers("pipelining")
        if ahead:
            session.say(b"".join([command for _, command in commands]), len(commands))
        left = len(commands)
        for stage, command in commands:
            self._stage = stage
            left -= 1
            if not ahead:
                session.say(command)
            reply = await session.answer(self._timeout)
            if not _positive(reply):
                break
        if ahead and left:
            await self._pass_over(session, left)
        self._used_at = asyncio.get_running_loop().time()
        return reply

    async def _pass_over(self, session: Session, answers: int) -> None:
        """Those to what was said ahead of a no. A server that waits for the mail all the same must not get one."""
        left = self._until - asyncio.get_running_loop().time()
        patience = min(self._timeout, PROBE_TIMEOUT, left / 2)  # the no is told in time, whatever the server does now
        try:
            said = [await session.answer(patience) for _ in range(answers)]
        except SessionBroken:
            self._drop()
        else:
            if said[-1].code == _GO_AHEAD:
                self._drop()

    async def _hand_over(self, session: Session, body: bytes) -> Delivery:
        """A server may refuse, or leave, in the middle of the body."""
        self._stage = "body"
        if len(body) > SMALL:
            for start in range(0, len(body), CHUNK):
                session.say(body[start : start + CHUNK], 0)
                await session.written(self._timeout)
                if session.early:
                    break
            body = b""
        await asyncio.sleep(0)  # noqa: TID251 # a turn of the loop: whoever hung up with the go-ahead is found out
        self._refuse_late()
        if session.early:
            self._drop()
            return self._not_accepted(await session.hear())
        if not session.alive:
            raise SessionBroken("The connection was lost.")
        self._patience.reschedule(None)
        self._stage, self.dot_sent = "dot", True
        session.say(body + b".\r\n")
        return self._settled(session, await self._last_word(session))

    async def _last_word(self, session: Session) -> SMTPResponse:
        """Whoever was stopped until the time was over finds both at once: the answer counts."""
        try:
            return await session.hear(max(0.0, self._until - asyncio.get_running_loop().time()))
        except TimeoutError:
            return await session.hear(LAST_LOOK)

    def _refuse_late(self) -> None:
        if asyncio.get_running_loop().time() >= self._until:
            if self._stage == "connect":
                self._stage = "mail"  # nothing is wrong with the server
            raise TimeoutError

    def _settled(self, session: Session, final: SMTPResponse) -> Delivery:
        if not _positive(final):
            return self._not_accepted(final)
        self._unclean, self._used_at = False, asyncio.get_running_loop().time()
        if session.out_of_step:
            self._drop()
        return _delivery(Outcome.SENT, final, self._stage)

    def _not_accepted(self, reply: SMTPResponse) -> Delivery:
        """A definite 4xx or 5xx is a refusal at any stage; any other answer here makes no sense."""
        if 400 <= reply.code <= 599:
            return _delivery(Outcome.REFUSED, reply, self._stage)
        self._drop()
        return self._undecided(reply.code, reply.message)

    def _undecided(self, code: int | None, text: str) -> Delivery:
        outcome = Outcome.UNKNOWN if self.dot_sent else Outcome.NOT_SENT
        return Delivery(outcome, code, "", shorten(text), self._stage)

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.drop()


async def check(login: ServerLogin, *, patience: float = 30, total: float | None = None) -> None:
    """Connects and logs in for real. Raises a WireError with the field to mend; sends nothing.

    Seconds: `patience` for each answer, `total` for all of it, three times as long when left out.
    """
    total = total or 3 * patience
    try:
        async with asyncio.timeout(total):
            session = await open_session(login, patience)
    except Stopped as stopped:
        raise stopped.error from stopped
    except TimeoutError as error:
        raise too_long("smtp", login, total) from error
    await session.leave()


def _positive(reply: SMTPResponse) -> bool:
    return 200 <= reply.code <= 299


def _delivery(outcome: Outcome, reply: SMTPResponse, stage: str) -> Delivery:
    enhanced = _ENHANCED.match(reply.message)
    return Delivery(outcome, reply.code, enhanced[0] if enhanced else "", shorten(reply.message), stage)


def _not_let_in(stopped: Stopped) -> Delivery:
    """The server's own words where it said some: whose fault it is is judged by them, and not by what it is called."""
    text = stopped.words or stopped.error.problem
    said = _delivery(Outcome.NOT_SENT, SMTPResponse(stopped.code or 0, text), "connect")
    return replace(said, code=stopped.code, trouble=stopped.error)


def _options(session: Session, body: bytes, *, international: bool) -> str | None:
    """What follows MAIL FROM; None when the server cannot take the address's alphabet."""
    options = ""
    if international:
        if not session.offers("smtputf8"):
            return None
        options += " SMTPUTF8"
    if session.offers("size"):
        options += f" SIZE={len(body)}"
    if not body.isascii() and session.offers("8bitmime"):
        options += " BODY=8BITMIME"
    return options


def _wire_form(raw: bytes) -> bytes:
    """CRLF line ends, a CRLF at the end, and leading dots doubled (RFC 5321 4.5.2)."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    lines = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + lines if lines.startswith(b".") else lines


def _refuse_unfit(name: str, address: str) -> None:
    """Nothing may end the command early or add a second address to it."""
    if not address or _UNFIT.search(address):
        raise Invalid(
            "This is not a bare mail address.", field=name, remedy='Give it as "name@example.com", nothing around it.'
        )
