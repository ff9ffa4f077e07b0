"""What a reason to wait is called, and what will change it: for pages, the API and the terminal."""

from collections.abc import Mapping

from engine.rules.forecast.run import LIST
from engine.rules.vocabulary import EnrollmentState, HeldReason, OutState

READY = "ready"
"""Nothing holds the mail."""

UNREADY = "unready"
"""The workspace's window or policies cannot be read: nothing leaves for anybody."""

ANEW = "pause it, end it, and draft a new one."
KEEPS_ITS_TEXTS = f"A campaign that was launched keeps its texts: for another one {ANEW}"

REASONS: Mapping[str, tuple[str, str]] = {
    READY: ("Ready", "Nothing: it leaves at the mailbox's next free moment."),
    OutState.DUE.value: ("Planned", "Time: the step is planned for later."),
    OutState.CLAIMED.value: ("About to leave", "Nothing: a worker has it in hand."),
    OutState.SENDING.value: ("Being handed over", "Nothing: the mail server is answering."),
    OutState.UNCERTAIN.value: ("Uncertain", "You, when the Sent folder cannot tell: say whether it was sent."),
    EnrollmentState.ACTIVE.value: ("Between steps", "The next step, or a manual task of the rep."),
    EnrollmentState.REPLIED.value: ("Answered", "Nothing: a person answered, so the sequence ended."),
    EnrollmentState.BOUNCED.value: ("Bounced", "A new address for this person."),
    EnrollmentState.STOPPED.value: ("Stopped", "Nothing: the sequence was ended."),
    EnrollmentState.COMPLETED.value: ("All steps sent", "Nothing: every step has been sent."),
    HeldReason.WINDOW.value: ("Outside the window", "Time: mails leave when the recipient's hours open."),
    HeldReason.HOLIDAY.value: ("Holiday", "Time: the recipient's holiday ends."),
    HeldReason.CAP_MAILBOX.value: ("Mailbox full today", "The next day, or a higher daily cap."),
    HeldReason.CAP_REP.value: ("Rep full today", "The next day, or a higher cap of the rep."),
    HeldReason.RAMP.value: ("Mailbox warming up", "The next day: a new mailbox sends a little more each day."),
    HeldReason.GAP.value: ("Gap between mails", "Time: mails of one mailbox, and those to one company, keep apart."),
    HeldReason.RESPONSE_BACKLOG.value: ("Answers come first", "Answering what came in: first touches then go on."),
    HeldReason.ACCOUNT_BUSY.value: (
        "Account busy",
        "The rep does what is open there or releases the account, or the colleague's sequence ends.",
    ),
    HeldReason.OUT_OF_OFFICE_UNTIL.value: ("Out of office", "Their return: it goes on one business day later."),
    HeldReason.BIN.value: ("Account's bin", "Moving the account to another bin."),
    HeldReason.SUPPRESSED.value: ("Must not be mailed", "Nothing: the address or its owner is out of reach."),
    HeldReason.RECENT_ACTIVITY.value: (
        "Heard of recently",
        "Time: the account becomes quiet again, or the mailbox's history is read.",
    ),
    HeldReason.RED_FLAG.value: ("Red flag", "Clearing the account's red flag."),
    HeldReason.MISSING_FIELD.value: ("Field missing", f"Filling in the field. {KEEPS_ITS_TEXTS}"),
    HeldReason.LINT.value: ("Text refused", f"Mending the contact's or the account's fields. {KEEPS_ITS_TEXTS}"),
    HeldReason.POSTAL_ADDRESS.value: ("No postal address", "Entering it under Settings."),
    HeldReason.MAILBOX_ERROR.value: (
        "Mailbox in trouble",
        "Mending or resuming the mailbox, under Settings; connecting the same address anew if it was removed.",
    ),
    HeldReason.MAILBOX_HEALTH.value: ("Mailbox resting", "Time to recover; look at the bounces meanwhile."),
    HeldReason.SOURCE_HEALTH.value: (
        "Import paused",
        "Looking through its list and resuming the import, under Settings, Imports.",
    ),
    HeldReason.CAMPAIGN_PAUSED.value: ("Campaign paused", "Resuming the campaign, or ending it."),
    HeldReason.RESTORED.value: (
        "Database restored",
        "An administrator who says go, on the Settings page or with `offhours restored --go`.",
    ),
    UNREADY: ("Settings cannot be read", "An administrator who saves them anew, on the Settings page."),
    LIST: ("List used up", "More people, in a new campaign: nobody is left for a first mail."),
}
"""Reason -> what it is called, and what will change it, whatever the case."""

AGAIN = "Time: it is tried again then."
BASIS = "Noting it on the contact's page; or a manager who no longer demands it, under Settings."
HAND_OVER = "Handing the mailbox over to a colleague, under Settings, Mailboxes; or taking the rep back, under Users."
LOOKED_AT = "Time: it is looked at again then."
IN_SENT = "A look into Sent, which comes by itself; or you, when you know: say whether it was sent."
MENDING = "Mending the mailbox, under Settings, Mailboxes; it is also tried again by itself."
NEEDS_MENDING = "Mending the mailbox, under Settings, Mailboxes."
ONLY_YOU = "You: look into the rep's Sent folder or ask whether it came, and say at /uncertain whether it was sent."
REMOVED = "Connecting the same address anew, under Settings, Mailboxes: until then nothing leaves from it."
RESUMING = "Resuming the mailbox, under Settings, Mailboxes."
SEND_AGAIN = "You: send it again. The contact's page has a button for it."
WRITE_ANYWAY = "Time; or a rep who says to write anyway, on the contact's page."
"""What will change a reason in a case of its own."""


def reason(name: str) -> str:
    return REASONS[name][0] if name in REASONS else name.replace("_", " ").capitalize()


def remedy(name: str) -> str:
    """What will change a reason, whatever the case."""
    return REASONS[name][1] if name in REASONS else ""
