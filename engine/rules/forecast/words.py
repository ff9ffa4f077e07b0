"""What would make a campaign faster, or let it finish at all, by what stops it."""

from collections.abc import Mapping

from engine.rules.forecast.run import LIST, PLANNED
from engine.rules.vocabulary import HeldReason

IN_DOUBT = "uncertain"
"""What holds those whose mail may or may not have been sent."""
REMEDIES: Mapping[str, str] = {
    LIST: "More people on the list, in a new campaign: nobody is left for a first mail.",
    PLANNED: "Time: those who are left are away, or their accounts open at a later date.",
    HeldReason.WINDOW: "A wider window: more days or hours of the campaign, the mailbox or the workspace.",
    HeldReason.HOLIDAY: "Time; or a window that does not observe holidays.",
    HeldReason.CAP_MAILBOX: "Another mailbox, a higher daily cap (at most 100), or more sending days a week.",
    HeldReason.CAP_REP: "A mailbox of another rep, or a higher cap of this one (at most 100).",
    HeldReason.RAMP: "Time: a new mailbox sends more each day, a new rep after a week; or a mailbox that is warm.",
    HeldReason.GAP: "A shorter gap between two mails, more open hours, or another mailbox.",
    HeldReason.RESPONSE_BACKLOG: "Answers worked sooner, or another rep: first touches follow what can be answered.",
    HeldReason.ACCOUNT_BUSY: "The end of the conversation with a colleague, or the rep's release of the account.",
    HeldReason.OUT_OF_OFFICE_UNTIL: "Their return.",
    HeldReason.BIN: "Moving the accounts to another bin, or taking the people out.",
    HeldReason.SUPPRESSED: "Nothing: they must not be mailed. End their sequences.",
    HeldReason.RECENT_ACTIVITY: "Time: accounts become quiet again, histories are read; or a rep writes anyway.",
    HeldReason.RED_FLAG: "Clearing the red flags of the accounts.",
    HeldReason.MISSING_FIELD: "Filling in the fields; a campaign that was launched keeps its texts.",
    HeldReason.LINT: "Mending the fields that are refused; a campaign that was launched keeps its texts.",
    HeldReason.POSTAL_ADDRESS: "Entering the postal address in the settings.",
    HeldReason.MAILBOX_ERROR: "Mending or resuming the mailbox; connecting the same address anew if it was removed.",
    HeldReason.MAILBOX_HEALTH: "Time to recover; fewer bounces.",
    HeldReason.SOURCE_HEALTH: "Looking through the list and resuming the import, under Settings, Imports.",
    HeldReason.CAMPAIGN_PAUSED: "Resuming the campaign.",
    HeldReason.RESTORED: "An administrator who says go, on the Settings page.",
    IN_DOUBT: "Saying whether the mails in doubt were sent.",
}
ASSUMED = (
    "Every answer is worked, and its account released, in the time it took so far, or half the deadline if unknown.",
    "Half of those who answer do so after the first mail, half of the rest after the next; a day after the mail.",
    "Mails leave at even intervals: the jitter, and the seconds until a worker looks, even out over a day.",
    "The minutes between two mails to one company are not kept: they move a mail within its day.",
    "Campaigns that run now go on and take their share of the mailboxes; paused ones stay paused, but for this one.",
    "The history of a new mailbox is read soon, and shows nobody who must be left alone.",
    "Soft bounces, absences to come, and mailboxes that health will stop are left out.",
)
