"""The mail that tells managers and reps of overdue work: whose day it is, who gets it, and what stands in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.rules.holidays_calendar import SATURDAY, Holiday

FROM = time(8)
"""Local time of the workspace from which on the mail of a day is written, Monday to Friday, on no holiday."""
MOST = 50
"""Pieces of work that one mail names."""
RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""When a mail that was surely not taken is tried again; after that it is given up."""


@dataclass(frozen=True)
class Late:
    """A piece of work that is overdue. `path` leads to it, from the root of the program."""

    owner_id: int
    owner: str
    who: str
    company: str
    step: str
    due_at: datetime
    path: str
    waits: bool = True
    """Whether a person waits for it: not, say, for what becomes of a list that the program has stopped."""


@dataclass(frozen=True)
class Notice:
    user_id: int
    subject: str
    text: str


def day_of(now: datetime, zone: ZoneInfo, holiday: Holiday) -> date | None:
    """The day whose mail may be written now; None outside of it."""
    local = now.astimezone(zone)
    works = local.weekday() < SATURDAY and holiday(local.date()) is None
    return local.date() if works and local.time() >= FROM else None


def notices(
    late: Sequence[Late], owners: Iterable[int], managers: Iterable[int], zone: ZoneInfo, url: str
) -> list[Notice]:
    """To each owner what is theirs, to each manager everything; nobody gets two. `owners` are those who may be told."""
    theirs: dict[int, list[Late]] = defaultdict(list)
    for one in late:
        theirs[one.owner_id].append(one)
    told: dict[int, list[Late]] = {owner: theirs[owner] for owner in owners if owner in theirs}
    told |= {manager: list(late) for manager in managers}
    return [Notice(user, _subject(user, mine), _text(user, mine, zone, url)) for user, mine in told.items() if mine]


def _subject(user: int, late: Sequence[Late]) -> str:
    word = "answer" if all(one.waits for one in late) else "task"
    count = f"{len(late)} {word}{'' if len(late) == 1 else 's'} overdue"
    names = {one.owner for one in late if one.owner_id != user}
    return f"Offhours: {count}{f' ({_listed(names)})' if names else ''}"


def _listed(names: Iterable[str]) -> str:
    first, *rest = sorted(names)
    return f"{first} and {len(rest)} more" if rest else first


def _text(user: int, late: Sequence[Late], zone: ZoneInfo, url: str) -> str:
    """No word of what anybody wrote: that is behind the sign-in."""
    by_owner: dict[str, list[Late]] = defaultdict(list)
    for one in sorted(late, key=lambda each: (each.owner_id != user, each.owner, each.due_at))[:MOST]:
        by_owner["You" if one.owner_id == user else one.owner].append(one)
    parts = [f"{owner}:\n" + "\n".join(_line(one, zone, url) for one in mine) for owner, mine in by_owner.items()]
    if len(late) > MOST:
        parts.append(f"And {len(late) - MOST} more: {url}/work?show=overdue")
    return "\n\n".join(["Work that is overdue:", *parts, "Each is named in one such mail; there is at most one a day."])


def _line(one: Late, zone: ZoneInfo, url: str) -> str:
    who = f"{one.who}, {one.company}" if one.company else one.who
    due = one.due_at.astimezone(zone)
    return f"- {' '.join(who.split())}: {one.step}, was due {due:%Y-%m-%d %H:%M}\n  {url}{one.path}"


def wait(attempts: int) -> timedelta | None:
    """Until the next try of a mail that was tried so often; None: it is given up."""
    return RETRIES[attempts - 1] if attempts <= len(RETRIES) else None


def refused_for_good(code: int | None) -> bool:
    return code is not None and code >= 500
