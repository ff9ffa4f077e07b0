"""What people read for the values that programs store: one place for every label."""

import re
from collections.abc import Mapping
from enum import StrEnum

from engine.rules.baton import TRUE_OF_IT, Check, Handover, OpportunityState, Outcome
from engine.rules.effects import Work
from engine.rules.reasons import REASONS
from engine.rules.vocabulary import (
    AUTOMATIC_KINDS,
    HUMAN_KINDS,
    Bin,
    ContactState,
    DecisionMaker,
    DeclineReason,
    HeldReason,
    Kind,
    OutState,
    Relation,
    Reply,
)

KINDS: Mapping[Kind, str] = {
    Kind.BOUNCE: "Bounce",
    Kind.DELAY: "Delay notice",
    Kind.COMPLAINT: "Spam complaint",
    Kind.OUT_OF_OFFICE: "Out of office",
    Kind.LEFT_COMPANY: "Left the company",
    Kind.ADDRESS_CHANGED: "New address",
    Kind.AUTO_ACKNOWLEDGEMENT: "Automatic thank-you",
    Kind.CHALLENGE: "Are-you-human check",
    Kind.READ_RECEIPT: "Read receipt",
    Kind.REACTION: "Reaction",
    Kind.CALENDAR: "Calendar answer",
    Kind.INTERESTED: "Interested",
    Kind.REFERRAL: "Referral",
    Kind.QUESTION: "Question",
    Kind.NOT_NOW: "Not now",
    Kind.NOT_INTERESTED: "Not interested",
    Kind.WRONG_PERSON: "Wrong person",
    Kind.ALREADY_CUSTOMER: "Already a client",
    Kind.UNSUBSCRIBE: "Wants no mail",
    Kind.OTHER: "Not understood",
    Kind.OWN_MAIL: "Our own mail",
    Kind.UNRELATED: "Unrelated",
}
KIND_GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "From people": tuple(kind for kind in Kind if kind in HUMAN_KINDS),
    "Automatic": tuple(kind for kind in Kind if kind in AUTOMATIC_KINDS),
    "Neither": (Kind.UNRELATED,),
}
KIND_TONES: Mapping[Kind, str] = {
    Kind.INTERESTED: "good",
    Kind.REFERRAL: "good",
    Kind.QUESTION: "accent",
    Kind.NOT_NOW: "accent",
    Kind.OTHER: "warn",
    Kind.WRONG_PERSON: "accent",
    Kind.UNSUBSCRIBE: "bad",
    Kind.COMPLAINT: "bad",
    Kind.BOUNCE: "bad",
    Kind.CHALLENGE: "warn",
    Kind.ADDRESS_CHANGED: "warn",
}

WORK: Mapping[Work, str] = {
    Work.ANSWER: "Answer",
    Work.ASK_WHO: "Ask who is the right person",
    Work.CHECK_BACK: "Check back",
    Work.FIND_OUT_WHY: "Find out why not",
    Work.TELL_OWNER: "Confirm that they are a client",
    Work.WRITE_TO_REFERRAL: "Write to the person named",
    Work.CONFIRM_ADDRESS: "Confirm the new address",
    Work.SOLVE_CHALLENGE: "Pass their are-you-human check",
    Work.LOOK: "Read it and decide",
    Work.MANUAL: "Do the manual step",
}
DONE: Mapping[Work, str] = {
    Work.ANSWER: "answered",
    Work.ASK_WHO: "asked",
    Work.CHECK_BACK: "checked back",
    Work.FIND_OUT_WHY: "asked why",
    Work.TELL_OWNER: "owner told",
    Work.WRITE_TO_REFERRAL: "written to",
    Work.CONFIRM_ADDRESS: "address kept",
    Work.SOLVE_CHALLENGE: "passed",
    Work.LOOK: "looked at",
    Work.MANUAL: "done",
}

BINS: Mapping[Bin, str] = {
    Bin.COLD: "Cold",
    Bin.WORKING: "Working",
    Bin.ACTIVE_OPPORTUNITY: "Active opportunity",
    Bin.CHECK_BACK: "Check back",
    Bin.DEAD_OPPORTUNITY: "Dead opportunity",
    Bin.CURRENT_CLIENT: "Current client",
    Bin.BAD_FIT: "Bad fit",
    Bin.DUPLICATE: "Duplicate",
}
BIN_GROUPS: Mapping[Bin, str] = {
    Bin.COLD: "Prospect",
    Bin.WORKING: "Prospect",
    Bin.ACTIVE_OPPORTUNITY: "Nurture",
    Bin.CHECK_BACK: "Nurture",
    Bin.DEAD_OPPORTUNITY: "Nurture",
    Bin.CURRENT_CLIENT: "Avoid",
    Bin.BAD_FIT: "Avoid",
    Bin.DUPLICATE: "Avoid",
}

CHECKS: Mapping[Check, str] = {check: words[:1].upper() + words[1:] for check, words in TRUE_OF_IT.items()}
HANDOVERS: Mapping[Handover, str] = {
    Handover.HOT_TRANSFER: "Hot transfer: now, on the phone",
    Handover.SCHEDULED_CALL: "Scheduled call",
    Handover.INTRODUCTION: "Introduction by mail that copies both",
}
OPPORTUNITY_STATES: Mapping[OpportunityState, tuple[str, str]] = {
    OpportunityState.PASSED: ("Passed", "accent"),
    OpportunityState.ACCEPTED: ("Accepted", "good"),
    OpportunityState.RETURNED: ("Returned", "warn"),
    OpportunityState.AUDITED: ("Audited", "good"),
}
"""What it is called, and its tone."""
OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.OPEN: ("Open", "line"),
    Outcome.WON: ("Won", "good"),
    Outcome.LOST: ("Lost", "bad"),
}
AUDITS: Mapping[str, str] = {
    "outbound": "Truly outbound",
    "requalified": "Re-qualified by phone",
    "notes_written": "Notes written",
}

DECLINES: Mapping[DeclineReason, str] = {
    DeclineReason.BUDGET: "No budget",
    DeclineReason.TIMING: "No time for it",
    DeclineReason.HAS_SOLUTION: "Have a solution",
    DeclineReason.IN_HOUSE: "Do it themselves",
    DeclineReason.NO_NEED: "No need",
    DeclineReason.BAD_FIT: "Does not fit",
    DeclineReason.POLICY: "Against their rules",
    DeclineReason.UNCONVINCED: "Not convinced",
    DeclineReason.NO_REASON: "No reason given",
}
DECIDERS: Mapping[DecisionMaker, str] = {
    DecisionMaker.YES: "Yes: the no counts",
    DecisionMaker.NO: "No: somebody else decides",
    DecisionMaker.UNKNOWN: "Not known",
}
"""Whether the decision-maker said no."""

RELATIONS: Mapping[Relation, str] = {
    Relation.DELEGATE: "stands in while away",
    Relation.REFERRAL: "named as the right person",
    Relation.REPLACEMENT: "has taken over",
}

RATES: Mapping[str, str] = {
    "response_rate": "Response rate",
    "positive_rate": "Positive rate",
    "bounce_rate": "Bounce rate",
    "opt_out_rate": "Opt-out rate",
    "complaint_rate": "Complaint rate",
    "referral_yield": "Referral yield",
}

WHAT: Mapping[str, str] = {
    "account.admitted": "Account added",
    "account.bin": "Bin changed",
    "account.bin.refused": "Bin change refused",
    "account.merged": "Merged: a duplicate",
    "account.released": "Account released",
    "answer.refused": "Answer not taken by their server",
    "answer.sent": "Answered",
    "answer.withdrawn": "Answer withdrawn",
    "answer.written": "Answer written",
    "campaign.ended": "Campaign ended",
    "campaign.enrolled": "Enrolled",
    "campaign.finished": "Campaign finished",
    "campaign.launched": "Campaign launched",
    "campaign.paused": "Campaign paused",
    "campaign.resumed": "Campaign resumed",
    "contact.admitted": "Contact added",
    "contact.learned": "Learned about the contact",
    "contact.readdressed": "New address",
    "contact.changed": "Contact changed",
    "mail.broken": "A mail could not be read",
    "mail.fetched": "A mail was fetched after all",
    "mail.wanted": "A mail is fetched again",
    "mail.asked": "Asked to leave now",
    "mail.asked.over": "Waits like any other again",
    "mail.bounced": "Mail bounced",
    "mail.sent": "Mail sent",
    "mail.looked_up": "Looked up in Sent",
    "mail.settled": "Uncertain mail settled",
    "mail.tried": "Tried to send",
    "mail.uncertain": "Unclear whether a mail was sent",
    "mail.corrected": "Kind corrected",
    "mail.reread.applied": "Read again, and otherwise",
    "mail.reread.asked": "Read again: a person decides",
    "mail.reread.kept": "Read again: left as it was",
    "notice.sent": "Mail about overdue work sent",
    "notice.due": "Mail about overdue work not taken yet",
    "notice.failed": "Mail about overdue work given up",
    "notice.uncertain": "Unclear whether the mail about overdue work was sent",
    "opportunity.passed": "Opportunity passed",
    "opportunity.accepted": "Opportunity accepted",
    "opportunity.introduced": "Introduction written",
    "opportunity.returned": "Opportunity returned",
    "opportunity.audited": "Opportunity audited",
    "opportunity.changed": "Opportunity changed",
    "person.erased": "Erased at their request",
    "person.refused": "Person named could not be added",
    "suppressed": "Will not be mailed again",
    "task.done": "Task done",
    "opinion.heard": "The second opinion answers",
    "opinion.refused": "The second opinion refuses the question",
    "task.escalated": "Overdue: the manager was told",
    "batch.paused": "Import stopped",
    "batch.resumed": "Import resumed",
    "campaign.changed": "Campaign changed",
    "campaign.dropped": "Campaign draft deleted",
    "campaign.made": "Campaign drafted",
    "campaign.reopened": "Campaign opened again",
    "account.changed": "Account changed",
    "contact.moved": "Moved to another account",
    "key.made": "API key made",
    "key.revoked": "API key revoked",
    "copy.bounced": "A copy of an answer bounced",
    "corrections.exported": "Corrections taken along as examples",
    "mailbox.alert.bounce": "Mailbox refused by a recipient’s server",
    "mailbox.alert.complaint": "Mailbox’s mail called spam",
    "mailbox.blocked": "Mailbox rests: its server took no mail",
    "mailbox.changed": "Mailbox changed",
    "mailbox.connected": "Mailbox connected",
    "mailbox.error": "Mailbox in trouble",
    "mailbox.health": "Mailbox rests: bounces or complaints",
    "mailbox.history": "Mailbox’s history read",
    "mailbox.paused": "Mailbox paused",
    "mailbox.removed": "Mailbox removed",
    "mailbox.rested": "Mailbox rests",
    "mailbox.resumed": "Mailbox resumed",
    "mailbox.signed_in": "Mailbox signed in at its provider",
    "mailbox.slowed": "Mailbox goes slowly",
    "mailbox.uncopied": "Copies cannot be filed in Sent",
    "mailbox.unread": "Mailbox cannot be read",
    "person.exported": "Personal data handed out",
    "suppression.lifted": "May be mailed again",
    "target_list.changed": "Target list changed",
    "target_list.made": "Target list made",
    "template.made": "Template written",
    "template.revised": "Template changed",
    "user.link_made": "Sign-in link made",
    "user.made": "User added",
    "user.changed": "User changed",
    "user.password_changed": "Password changed",
    "user.signed_in": "Signed in",
    "workspace.changed": "Settings changed",
    "mail.anyway": "May leave although there was correspondence",
    "person.accepted": "Person named became a contact",
    "person.dismissed": "Person named was dismissed",
    "task.handed_over": "Task handed over",
    "task.reopened": "Task open again",
    "task.snoozed": "Task put off",
    "suppress.impossible": "An address could not be suppressed",
    "workspace.unready": "Sending waits: settings cannot be read",
    "workspace.goes_on": "Sending goes on after a restore",
    "workspace.restored": "Sending held: restored or copied",
}

SETTLED: Mapping[str, str] = {
    "was sent": "somebody looked: it was sent",
    "send again": "somebody looked: it was not sent, and is to be sent again",
    "sent_folder": "it was found in Sent: it was sent",
    "not_in_sent": "it was not in Sent, where this provider files what it takes: to be sent once more",
    "bounce": "a bounce of it came: it was sent",
    "reply": "an answer to it came: it was sent",
}
"""How a mail in doubt was settled, by what the log says of it."""

TRIES: Mapping[str, tuple[str, str]] = {
    "sent": ("Sent", "good"),
    "refused": ("Refused by the server", "bad"),
    "not_sent": ("Surely not sent", "warn"),
    "unknown": ("Unclear whether it was sent", "warn"),
    "sending": ("Being handed over", "line"),
}
"""How a try ended, and its tone."""

ANSWERS: Mapping[str, str] = {
    OutState.DUE.value: "Leaves now",
    OutState.HELD.value: "Waits",
    OutState.CLAIMED.value: "Leaves now",
    OutState.SENDING.value: "Being handed over",
    OutState.SENT.value: "Sent",
    OutState.FAILED.value: "Not sent",
    OutState.UNCERTAIN.value: "Sent or not?",
}
"""What became of an answer that was written here."""

REPLIES: Mapping[Reply, str] = {
    Reply.INTERESTED: "Interested",
    Reply.QUESTION: "A question",
    Reply.REFERRED: "To the person named",
    Reply.REFERRAL_THANKS: "Thanks for the hint",
    Reply.WRONG_PERSON: "Ask who",
    Reply.NOT_NOW: "Not now",
    Reply.NOT_INTERESTED: "Ask why not",
    Reply.ALREADY_CUSTOMER: "Already a client",
}

PLAIN: Mapping[str, str] = {"referral": "referral", "conversation": "conversation"}


def label(value: object) -> str:
    """A label for any stored word; an unknown one is shown as a word, never as an error."""
    if isinstance(value, Kind):
        return KINDS[value]
    if isinstance(value, Work):
        return WORK[value]
    if isinstance(value, Bin):
        return BINS[value]
    text = value.value if isinstance(value, StrEnum) else str(value)
    return text.replace("_", " ").replace(".", " ").strip().capitalize()


def what(event: str) -> str:
    """What happened, in words."""
    prefix = "mail.received."
    if event.startswith(prefix):
        kind = event.removeprefix(prefix)
        return f"Received: {KINDS[Kind(kind)]}" if kind in set(Kind) else "Mail received"
    return WHAT.get(event) or label(event)


_STORED = {
    word.value: label(word).lower()
    for words in (Kind, Work, Bin, ContactState, DeclineReason, Check, Handover)
    for word in words
    if "_" in word.value
} | {one.value: REASONS[one.value][0].lower() for one in HeldReason if "_" in one.value}
_IN_TEXT = re.compile(rf"(?<![\w.@{{-])(?:{'|'.join(_STORED)})(?![\w@}}-]|\.\w)")


def spoken(text: str) -> str:
    """What programs wrote, with the names they store (not_interested, bad_fit) as people say them."""
    return _IN_TEXT.sub(lambda found: _STORED[found.group()], text)


def by(who: str) -> str:
    return "Offhours" if who == "offhours" else who


def kind_tone(kind: Kind | None) -> str:
    if kind is None:
        return "warn"
    return KIND_TONES.get(kind, "")
