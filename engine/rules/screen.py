"""May this mail leave now? One question, one answer, with its reason: asked by dispatch, again by send, and shown
to whoever wants to know why nothing was sent."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from engine.rules import bins
from engine.rules.compliance import missing_sender
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import Bin, CampaignState, ContactState, HeldReason
from engine.rules.windows import Closed, Open

RECHECK = timedelta(hours=12)
"""How soon a mail is looked at again when no date says when its reason ends."""
ASKED_FOR = timedelta(hours=4)
"""How long it stands that a person asked for a mail: "now" means neither tonight nor after the holidays."""

MAILABLE = frozenset({ContactState.ACTIVE, ContactState.RESPONDED})


class Facts(NamedTuple):
    """Everything the answer depends on, about one waiting mail and its mailbox. A tuple, for it is made three times a
    mail, and a frozen dataclass of that many fields takes three times as long."""

    first_touch: bool
    asked: bool
    """A person asked for this mail to leave now, not long ago: its window does not hold it; law, bins, answers do."""
    campaign: CampaignState
    campaign_name: str
    contact: ContactState
    basis: str
    """Why we may write to them, "" when nobody has noted it."""
    suppressed: str
    """Why the address or its domain is suppressed, "" when it is not."""
    bin: Bin
    check_back_on: date | None
    account_activity: datetime | None
    red_flag: str
    responded_at: datetime | None
    others_in_touch: int
    """How many other contacts of the account are between their first and their last mail."""
    outranked: bool
    """A more senior contact of the account waits for a first mail of the same campaign (M4)."""
    away_until: datetime | None
    away_why: str
    asks: str
    """What a person must do first for this contact (confirm an address, answer a challenge), "" for nothing."""
    batch_paused: str
    let_go: str
    """The mailbox's rep, when they were let go; "" when they are here."""
    mailbox_problem: str
    mailbox_health: str
    retry_at: datetime | None
    legal_name: str
    postal_address: str
    window: Open | Closed
    account_mailed_at: datetime | None = None
    """When the last mail left for anybody of the account, or is about to leave; None: never."""
    written_at: datetime | None = None
    """When one of our mailboxes last wrote with the company, or with the person, outside of campaigns."""
    written_with: str = ""
    """Which mailbox."""
    unread_history: str = ""
    """The mailbox of which is not known yet whom it has written with, "" when that is known."""
    anyway: bool = False
    """A person said that correspondence does not hold this mail."""
    restored: str = ""
    """Why the database may not know all that was sent, "" when it does."""
    owner: str = ""
    """The other account whose domain the address is at, "" when there is none."""
    owner_bin: Bin = Bin.COLD


def still_asked(asked_at: datetime | None, now: datetime) -> bool:
    return asked_at is not None and now - asked_at < ASKED_FOR


def screen(facts: Facts, policies: Policies, now: datetime) -> Held | None:
    """The first reason that holds this mail, the gravest first; None when it may leave."""
    for rule in SCREENS:
        for held in rule(facts, policies, now):
            return held
    return None


def reasons(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    """All that hold it, the gravest first."""
    return (held for rule in SCREENS for held in rule(facts, policies, now))


def _law(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if facts.suppressed:
        yield Held(HeldReason.SUPPRESSED, None, facts.suppressed)
    if facts.contact not in MAILABLE:
        yield Held(HeldReason.SUPPRESSED, None, f"the contact is marked {facts.contact.value}")
    if missing := missing_sender(facts.legal_name, facts.postal_address):
        yield missing
    if policies.require_basis and facts.first_touch and not facts.basis.strip():
        yield Held(HeldReason.MISSING_FIELD, None, "basis: the workspace demands a note on why we may write to them")


def _workspace(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if facts.restored:
        detail = f"the database was restored or copied ({facts.restored}): it may not know all that was sent"
        yield Held(HeldReason.RESTORED, None, detail)


def _campaign(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if facts.campaign is not CampaignState.RUNNING:
        yield Held(HeldReason.CAMPAIGN_PAUSED, None, f"the campaign {facts.campaign_name} is {facts.campaign.value}")


def _account(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    refusal = bins.refusal(facts.bin, facts.check_back_on, facts.account_activity, now, policies.quiet)
    if refusal:
        yield _barred(facts, policies, refusal)
    if facts.owner_bin in bins.SPARED:
        spared = bins.refusal(facts.owner_bin, None, None, now, policies.quiet)
        yield Held(HeldReason.BIN, None, f"the address is at {facts.owner}, {spared}")
    if facts.red_flag:
        yield Held(HeldReason.RED_FLAG, None, facts.red_flag)
    if facts.responded_at is not None:
        yield Held(HeldReason.ACCOUNT_BUSY, None, "someone of the account answered; the rep decides who is written to")


def _correspondence(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    """A company that one of us writes with is not cold: whoever knows them decides (M5)."""
    if not facts.first_touch or facts.anyway or not policies.quiet:
        return
    if facts.written_at is not None and now - facts.written_at < policies.quiet:
        detail = f"{facts.written_with} wrote with them on {facts.written_at:%Y-%m-%d}; a rep may say to write anyway"
        yield Held(HeldReason.RECENT_ACTIVITY, facts.written_at + policies.quiet, detail)
    elif facts.unread_history and policies.await_history:
        detail = f"the history of {facts.unread_history} is being read: whom it has written with is not known yet"
        yield Held(HeldReason.RECENT_ACTIVITY, None, detail)


def _barred(facts: Facts, policies: Policies, refusal: str) -> Held:
    """A bin that opens by itself says when: a check-back date comes, an old opportunity becomes quiet (M6)."""
    if facts.bin is Bin.CHECK_BACK and facts.check_back_on is not None:
        return Held(HeldReason.BIN, datetime.combine(facts.check_back_on, time(), UTC), refusal)
    if facts.bin is Bin.DEAD_OPPORTUNITY and facts.account_activity is not None:
        return Held(HeldReason.RECENT_ACTIVITY, facts.account_activity + policies.quiet, refusal)
    return Held(HeldReason.BIN, None, refusal)


def repless(rep: str) -> Held:
    """Who is not here any more writes to nobody: a colleague takes the mailbox over, under their own name."""
    return Held(HeldReason.MAILBOX_ERROR, None, f"{rep} was let go, and nothing leaves in their name")


def _mailbox(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if facts.let_go:
        yield repless(facts.let_go)
    if facts.mailbox_problem:
        yield Held(HeldReason.MAILBOX_ERROR, facts.retry_at, facts.mailbox_problem)
    if facts.mailbox_health:
        yield Held(HeldReason.MAILBOX_HEALTH, facts.retry_at, facts.mailbox_health)


def _first_touch(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if not facts.first_touch:
        return
    if facts.batch_paused:
        yield Held(HeldReason.SOURCE_HEALTH, None, facts.batch_paused)
    if facts.others_in_touch >= policies.contacts_per_account:
        yield Held(HeldReason.ACCOUNT_BUSY, None, f"{facts.others_in_touch} other of the account is being written to")
    if facts.outranked and not facts.asked:
        yield Held(HeldReason.ACCOUNT_BUSY, None, "a more senior contact of the account is written to first")


def _contact(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if facts.away_until is not None and facts.away_until > now:
        yield Held(HeldReason.OUT_OF_OFFICE_UNTIL, facts.away_until, facts.away_why)
    if facts.asks:
        yield Held(HeldReason.ACCOUNT_BUSY, None, facts.asks)


def _window(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    if isinstance(facts.window, Closed) and not facts.asked:
        yield Held(facts.window.reason, facts.window.until, facts.window.detail)


def _gap(facts: Facts, policies: Policies, now: datetime) -> Iterator[Held]:
    """A company does not get ten mails in one minute. A moment far in the future is of a clock that was set back."""
    mailed, gap = facts.account_mailed_at, policies.account_gap
    if mailed is not None and abs(now - mailed) < gap and not facts.asked:
        left = f"the last mail to this company left at {mailed.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        yield Held(HeldReason.GAP, mailed + gap, f"{left}; the next waits {policies.account_gap_minutes} minutes")


Screen = Callable[[Facts, Policies, datetime], Iterator[Held]]
SCREENS: tuple[Screen, ...] = (
    _law,
    _workspace,
    _campaign,
    _account,
    _correspondence,
    _first_touch,
    _contact,
    _mailbox,
    _window,
    _gap,
)
