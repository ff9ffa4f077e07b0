"""The local day of a mailbox, which its caps count for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.rules import pace
from engine.rules.windows import zone_of
from engine.store.known import Box
from engine.store.tables import Mailbox


def local_day(mailbox: Mailbox | Box, now: datetime) -> date:
    """The day a mail sent now counts for."""
    return now.astimezone(_zone(mailbox)).date()


def day_end(mailbox: Mailbox | Box, now: datetime) -> datetime:
    """Midnight in the mailbox's zone, when its caps begin anew; in UTC."""
    return midnight(mailbox, now).astimezone(UTC)


def midnight(mailbox: Mailbox | Box, now: datetime) -> datetime:
    """The same in the mailbox's own zone, from which later midnights are exact."""
    return datetime.combine(local_day(mailbox, now) + timedelta(days=1), time(), _zone(mailbox))


def warm_since(mailbox: Mailbox | Box, now: datetime) -> date | None:
    """From when it warms up, if it sends now."""
    last = mailbox.last_sent_at and local_day(mailbox, mailbox.last_sent_at)
    return pace.warm_since(mailbox.ramp_started, last, local_day(mailbox, now))


def day_in(zone: str, now: datetime) -> tuple[date, datetime]:
    """The day in another zone, and the midnight that ends it."""
    local = now.astimezone(zone_of(zone, "mailbox.time_zone"))
    return local.date(), datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)


def _zone(mailbox: Mailbox | Box) -> ZoneInfo:
    return zone_of(mailbox.time_zone, "mailbox.time_zone")
