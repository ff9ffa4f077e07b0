"""A mail waits: its reason, since when, and when it is looked at again are written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text

from engine.rules.held import Held
from engine.rules.screen import RECHECK
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.known import Mail
from engine.store.pipeline import Writer
from engine.store.tables import MessageOut

HOLD_ALL = text(
    "update message_out as o set state = 'held', claimed_by = null, held_reason = v.reason, held_detail = v.detail,"
    " held_since = case when o.held_reason = v.reason then o.held_since else :now end, look_at = v.look_at,"
    " looked_at = :now"
    " from unnest(cast(:ids as bigint[]), cast(:reasons as text[]), cast(:details as text[]),"
    " cast(:looks as timestamptz[])) as v(id, reason, detail, look_at) where o.id = v.id"
)
ASKED_EACH_ROUND = frozenset({HeldReason.CAP_MAILBOX, HeldReason.CAP_REP, HeldReason.RAMP, HeldReason.RESPONSE_BACKLOG})


def hold(out: MessageOut, held: Held, now: datetime) -> None:
    """One mail, as a row of the session."""
    if out.held_reason is not held.reason:
        out.held_since = now
    out.state = OutState.HELD
    out.held_reason = held.reason
    out.held_detail = held.detail
    out.claimed_by = None
    out.look_at, out.looked_at = look_at(held, now), now


def cannot_be_made(out: Mail, now: datetime) -> Held | None:
    """What only composing finds out, until the mail is looked at again."""
    if out.held_reason in {HeldReason.MISSING_FIELD, HeldReason.LINT} and out.look_at > now:
        return Held(out.held_reason, None, out.held_detail)
    return None


async def hold_all(writer: Writer, waiting: Sequence[tuple[Mail, Held]], now: datetime) -> None:
    """Many mails, in one statement."""
    if waiting:
        await writer.execute(
            HOLD_ALL,
            {
                "now": now,
                "ids": [mail.id for mail, _ in waiting],
                "reasons": [held.reason.value for _, held in waiting],
                "details": [held.detail for _, held in waiting],
                "looks": [look_at(held, now) for _, held in waiting],
            },
        )


def look_at(held: Held, now: datetime) -> datetime:
    """The next round asks the caps and the governor before it looks at any mail: these need no date here, and go on
    as soon as somebody has raised a cap or worked the answers."""
    if held.reason in ASKED_EACH_ROUND:
        return now
    return max(held.until, now + timedelta(seconds=1)) if held.until else now + RECHECK
