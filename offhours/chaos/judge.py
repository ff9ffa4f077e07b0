"""Holds the ledger against the provider's log. Each promise is a function that yields the cases in which it was broken.

When a mail left is the moment *sending* was written: one that was said before a stop may still go, and a paused
worker finishes it later. That moment is the engine's own word, checked against the database's: it must lie within
the transaction that wrote it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from engine.rules.vocabulary import CampaignState
from offhours.chaos.audit import Move, Stop
from offhours.chaos.doubts import needless
from offhours.chaos.evidence import Evidence, Mail
from offhours.chaos.reference import cap_on, local_day, window_is_open
from offhours.chaos.sink import Accepted, numbers

HONEST = timedelta(seconds=0.5)
"""Machine time by which the engine's word may miss the transaction it was written in: a batch has one `now`."""
FLUSH = timedelta(seconds=0.5)
"""Machine time a commit may take from its timestamp until others see it: in between it is written to the disk."""
OPEN_BINS = {"cold", "working"}
VISIBLE = {"held", "uncertain"}
"""States in which a mail that has not left may rest for ever: each is shown with its reason."""


def duplicates(found: Evidence) -> Iterator[str]:
    """Twice the same row, the same Message-ID, or by its words the same step of one series to one person."""
    times: dict[str, list[Accepted]] = defaultdict(list)
    for mail in found.accepted:
        row = next(numbers(mail.mark), None)
        for name in {f"row {row}", f"Message-ID {mail.message_id}", f"step {mail.words} to {mail.recipient}"}:
            times[name].append(mail)
    known: set[frozenset[int]] = set()
    for name, mails in times.items():
        same = frozenset(map(id, mails))
        if len(mails) > 1 and same not in known:
            known.add(same)
            told = ", ".join(f"{mail.mark} at {mail.at.isoformat()}" for mail in mails)
            yield f"{name} accepted {len(mails)} times: {told}"


def silent_losses(found: Evidence) -> Iterator[str]:
    taken = _taken(found)
    for mail in found.mails.values():
        yield from _lost(mail, taken.get(mail.id, set()), found)
    for accepted in found.accepted:
        if next(numbers(accepted.mark), 0) not in found.mails:
            yield f"the provider has {accepted.mark} to {accepted.recipient}, the ledger has not"
    yield from _forgotten(found)


def _lost(mail: Mail, tries: set[int], found: Evidence) -> Iterator[str]:
    name = f"mail {mail.id} to {mail.email} (step {mail.position}, {mail.state})"
    if mail.state == "sent" and not tries:
        yield f"{name}: the ledger says sent, the provider never took it"
    if tries and mail.state not in {"sent", "uncertain"} and not mail.bounced:
        yield f"{name}: the provider took it, the ledger does not have it"
    if any((mail.id, number) not in found.said for number in tries):
        yield f"{name}: taken without having been said"
    if mail.state in {"claimed", "sending"}:
        yield f"{name}: nobody works on it"
    if mail.state == "due":
        yield f"{name}: due since {mail.look_at:%Y-%m-%d %H:%M} and not looked at"
    if mail.state == "held" and not mail.held_reason:
        yield f"{name}: held without a reason"
    if mail.state == "failed" and not mail.bounced and mail.enrollment_state == "active":
        yield f"{name}: given up without a reason"


def _forgotten(found: Evidence) -> Iterator[str]:
    """Enrollments in which nothing will happen any more and nobody is told why."""
    waiting = {mail.enrollment_id for mail in found.mails.values() if mail.state in VISIBLE}
    sent = Counter(mail.enrollment_id for mail in found.mails.values() if mail.state == "sent" or mail.bounced)
    for one in found.enrollments:
        if one.state == "active" and one.id not in waiting:
            yield f"enrollment {one.id} is active and has no step"
        if one.state == "completed" and sent[one.id] < found.steps:
            yield f"enrollment {one.id} is completed after {sent[one.id]} of {found.steps} steps"
        if one.state not in {"active", "completed"} and not one.state_why:
            yield f"enrollment {one.id} is {one.state} without a reason"


def sent_after_stop(found: Evidence) -> Iterator[str]:
    """Taken although it was said in a transaction that came after a stop.

    Suppressions and bins are committed under the account's lock, which sending takes too: the order of the commits
    tells. A campaign has no such lock: a decision that began before the pause could be seen may be committed after it.
    """
    said = found.said
    addresses = _first(found.stops, "address")
    domains = _first(found.stops, "domain")
    bins = _by_key(found.stops, "bin")
    campaigns = _by_key(found.stops, "campaign")
    for accepted, mail, number in _mails(found):
        move = said.get((mail.id, number))
        if move is None:
            continue
        name = f"{accepted.mark} to {mail.email}, said {move.committed.isoformat()}"
        for stop in (addresses.get(mail.email), domains.get(mail.email.partition("@")[2])):
            if stop is not None and stop.committed < move.committed:
                yield f"{name}: {stop.kind} suppressed ({stop.value}) {stop.committed.isoformat()}"
        bin_then = _last(bins.get(str(mail.account_id), ()), move.committed)
        if bin_then is not None and bin_then.value not in OPEN_BINS:
            yield f"{name}: its account is in {bin_then.value} since {bin_then.committed.isoformat()}"
        before = _last(campaigns.get(str(mail.campaign_id), ()), move.began - FLUSH)
        after = _last(campaigns.get(str(mail.campaign_id), ()), move.committed)
        if before is not None and before is after and before.value == CampaignState.PAUSED:
            yield f"{name}: its campaign is paused since {before.committed.isoformat()}"


def cap_exceeded(found: Evidence) -> Iterator[str]:
    """Mails taken per mailbox of each local day, and per rep of each day of every zone that they have a mailbox in."""
    by_box: Counter[tuple[int, date]] = Counter()
    by_rep: Counter[tuple[int, str, date]] = Counter()
    zones: dict[int, set[str]] = {}
    for box in found.boxes.values():
        zones.setdefault(box.user_id, set()).add(box.time_zone)
    for _, mail, move in _left(found):
        at = left_at(found, move)
        by_box[mail.mailbox_id, local_day(mail.mailbox_zone, at)] += 1
        for zone in zones[mail.user_id]:
            by_rep[mail.user_id, zone, local_day(zone, at)] += 1
    for (box_id, day), count in by_box.items():
        box = found.boxes[box_id]
        cap = cap_on(day, box.daily_cap, box.ramp_started)
        if count > cap:
            yield f"{box.address} sent {count} on {day}, its cap is {cap}"
    for (rep, zone, day), count in by_rep.items():
        if count > min(found.rep_caps[rep], 100):
            yield f"rep {rep} sent {count} on {day} in {zone}, their cap is {found.rep_caps[rep]}"


def window_violations(found: Evidence) -> Iterator[str]:
    for accepted, mail, move in _left(found):
        at = left_at(found, move)
        if not window_is_open(mail.window, mail.zone, mail.country, at):
            yield f"{accepted.mark} to {mail.email} in {mail.zone} left at {at.isoformat()}"


def unheeded(found: Evidence) -> Iterator[str]:
    """A bounce or a request to stop that was not read exactly once, or after which the address may still be mailed."""
    stopped = {stop.key for stop in found.stops if stop.kind in {"address", "domain"}}
    for one in found.answers:
        name = f"{one.kind} {one.message_id} from {one.recipient} to {one.mailbox}"
        if (times := found.read[one.mailbox, one.message_id]) != 1:
            yield f"{name} was read {times} times"
        if not stopped & {one.recipient, one.recipient.partition("@")[2]}:
            yield f"{name}: {one.recipient} is not suppressed"


def uncertain(found: Evidence) -> Counter[str]:
    """How each doubt ended. One mail may be in doubt twice."""
    return Counter(
        move.settled_by or "the server's late word" for move in found.moves if move.old == "uncertain"
    ) + Counter("still open" for mail in found.mails.values() if mail.state == "uncertain")


def states(found: Evidence) -> dict[str, int]:
    """Where the ledger's rows rest, and why those wait that have not left."""
    return dict(sorted(Counter(f"{mail.state} {mail.held_reason}".strip() for mail in found.mails.values()).items()))


PROMISES = {
    "duplicates": duplicates,
    "silent_losses": silent_losses,
    "sent_after_stop": sent_after_stop,
    "cap_exceeded": cap_exceeded,
    "window_violations": window_violations,
    "unheeded": unheeded,
    "needless_doubts": needless,
}


def left_at(found: Evidence, move: Move) -> datetime:
    """In the run's time. The engine's word when it fits the transaction, else when that wrote it."""
    clock = found.clock
    witnessed = clock.virtual + (move.at - clock.real) * clock.speed
    began = clock.virtual + (move.began - clock.real) * clock.speed
    room = HONEST * clock.speed
    if move.sending_at is not None and began - room <= move.sending_at <= witnessed + room:
        return move.sending_at.astimezone(UTC)
    return witnessed


def _mails(found: Evidence) -> Iterator[tuple[Accepted, Mail, int]]:
    """What was taken, with its row and try."""
    for accepted in found.accepted:
        row, number = (*numbers(accepted.mark), 0, 0)[:2]
        if row in found.mails:
            yield accepted, found.mails[row], number


def _left(found: Evidence) -> Iterator[tuple[Accepted, Mail, Move]]:
    said = found.said
    for accepted, mail, number in _mails(found):
        if (mail.id, number) in said:
            yield accepted, mail, said[mail.id, number]


def _taken(found: Evidence) -> dict[int, set[int]]:
    tries: dict[int, set[int]] = defaultdict(set)
    for _, mail, number in _mails(found):
        tries[mail.id].add(number)
    return tries


def _first(stops: Iterable[Stop], kind: str) -> dict[str, Stop]:
    return {stop.key: stop for stop in reversed([stop for stop in stops if stop.kind == kind])}


def _by_key(stops: Iterable[Stop], kind: str) -> dict[str, list[Stop]]:
    grouped: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:
        if stop.kind == kind:
            grouped[stop.key].append(stop)
    return {key: sorted(group, key=lambda stop: stop.committed) for key, group in grouped.items()}


def _last(stops: Iterable[Stop], before: datetime) -> Stop | None:
    return next((stop for stop in reversed(list(stops)) if stop.committed < before), None)
