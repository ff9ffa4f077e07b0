"""Hands one mail to a submission server and says what became of it: sent, refused, not sent, or unknown.

Only the bytes "." CRLF after the body make a server take responsibility (RFC 5321 4.1.1.4). Whatever breaks before
they leave was not sent for certain; whatever breaks after them, and before a definite reply, is unknown.
"""

import asyncio
import re
from dataclasses import dataclass
from enum import StrEnum

from aiosmtplib import SMTPResponse

from engine.edge.login import ServerLogin
from engine.edge.smtp_session import Session, SessionBroken, open_session
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

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_UNFIT = re.compile(r"[\s<>\x00-\x1f\x7f]")
_SERVICE_CLOSING = 421
_GO_AHEAD = 354
_NO_SUCH_MAILBOX_SYNTAX = 553


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
        for name, address in (("sender", sender), ("recipient", recipient), ("copy_to", copy_to or recipient)):
            _refuse_unfit(name, address)
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
                error = stopped.error
                return Delivery(Outcome.NOT_SENT, stopped.code, "", error.problem, "connect", error)
            except SessionBroken as broken:
                self._drop()
                return self._undecided(broken.code, str(broken))
            except TimeoutError:
                self._drop()
                return self._undecided(None, f"Not finished within {max(total, 0):g} seconds.")
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
        body = _wire_form(raw)
        international = not (sender + "".join(recipients)).isascii()
        reply = await self._begin(sender, body, international)
        if reply is None:
            return Delivery(
                Outcome.REFUSED,
                _NO_SUCH_MAILBOX_SYNTAX,
                "5.6.7",
                "The server takes no address with letters outside ASCII (RFC 6531).",
                "mail",
            )
        if not _positive(reply):
            return self._not_accepted(reply)
        for recipient in recipients:
            reply = await self._say("rcpt", f"RCPT TO:<{recipient}>")
            if not _positive(reply):
                return self._not_accepted(reply)
        reply = await self._say("data", "DATA")
        if reply.code != _GO_AHEAD:
            return self._not_accepted(reply)
        return await self._hand_over(body)

    async def _begin(self, sender: str, body: bytes, international: bool) -> SMTPResponse | None:
        """A connection that went stale fails here at the latest, where a second try on a fresh one is harmless."""
        reused = await self._ready()
        if reused:
            try:
                reply = await self._mail(sender, body, international)
            except SessionBroken:
                pass
            else:
                if reply is None or reply.code != _SERVICE_CLOSING:
                    return reply
            self._drop()
            await self._ready()
        return await self._mail(sender, body, international)

    async def _ready(self) -> bool:
        """Sees to an open connection; True when it had served before."""
        if self._session is not None and self._session.alive and await self._still_good(self._session):
            return True
        self._drop()
        self._stage = "connect"
        self._session = await open_session(self.login, self._timeout)
        self._unclean, self._used_at = False, asyncio.get_running_loop().time()
        return False

    async def _still_good(self, session: Session) -> bool:
        idle = asyncio.get_running_loop().time() - self._used_at
        if not self._unclean and idle < STALE_AFTER:
            return True
        try:
            reply = await session.say("RSET", min(self._timeout, PROBE_TIMEOUT))
        except SessionBroken:
            return False
        self._unclean = False
        return _positive(reply)

    async def _mail(self, sender: str, body: bytes, international: bool) -> SMTPResponse | None:
        """None when the server cannot take the address's alphabet."""
        assert self._session is not None
        options = []
        if international:
            if not self._session.offers("smtputf8"):
                return None
            options.append("SMTPUTF8")
        if self._session.offers("size"):
            options.append(f"SIZE={len(body)}")
        if not body.isascii() and self._session.offers("8bitmime"):
            options.append("BODY=8BITMIME")
        return await self._say("mail", " ".join([f"MAIL FROM:<{sender}>", *options]))

    async def _say(self, stage: str, command: str) -> SMTPResponse:
        assert self._session is not None
        self._stage, self._unclean = stage, True
        reply = await self._session.say(command, self._timeout)
        self._used_at = asyncio.get_running_loop().time()
        return reply

    async def _hand_over(self, body: bytes) -> Delivery:
        assert self._session is not None
        self._stage = "body"
        async with self._session.reply() as reply:
            for start in range(0, len(body), CHUNK):
                early = await self._session.write_out(body[start : start + CHUNK], reply, self._timeout)
                if early is not None:
                    self._drop()
                    return self._not_accepted(early)
            self._refuse_late()
            self._patience.reschedule(None)
            self._stage, self.dot_sent = "dot", True
            self._session.write(b".\r\n")
            final = await self._last_word(reply)
        if final is None:
            raise TimeoutError
        return self._settled(self._session, final)

    async def _last_word(self, reply: "asyncio.Future[SMTPResponse]") -> SMTPResponse | None:
        """None when the time is over. Whoever was stopped until then finds both at once: the answer counts."""
        for wait in (self._until - asyncio.get_running_loop().time(), LAST_LOOK):
            await asyncio.wait({reply}, timeout=max(wait, 0))
            if reply.done():
                return reply.result()
        return None

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


def _wire_form(raw: bytes) -> bytes:
    """CRLF line ends, a CRLF at the end, and leading dots doubled (RFC 5321 4.5.2)."""
    lines = _LINE_END.sub(b"\r\n", raw)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return _LEADING_DOT.sub(b"..", lines)


def _refuse_unfit(name: str, address: str) -> None:
    """Nothing may end the command early or add a second address to it."""
    if not address or _UNFIT.search(address):
        raise Invalid(
            "This is not a bare mail address.", field=name, remedy='Give it as "name@example.com", nothing around it.'
        )
