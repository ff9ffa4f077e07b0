"""The words of the field as enums. Values, not names, are stored and sent over the API."""

from enum import StrEnum


class Role(StrEnum):
    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class Bin(StrEnum):
    """Where an account stands in the prospecting assembly line (M20)."""

    COLD = "cold"
    WORKING = "working"
    ACTIVE_OPPORTUNITY = "active_opportunity"
    CHECK_BACK = "check_back"
    DEAD_OPPORTUNITY = "dead_opportunity"
    CURRENT_CLIENT = "current_client"
    BAD_FIT = "bad_fit"
    DUPLICATE = "duplicate"


class ContactState(StrEnum):
    ACTIVE = "active"
    RESPONDED = "responded"
    DECLINED = "declined"
    WRONG_PERSON = "wrong_person"
    LEFT = "left"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"


class CampaignState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Goal(StrEnum):
    """One of two, never both (M10)."""

    REFERRAL = "referral"
    CONVERSATION = "conversation"


class Reply(StrEnum):
    """What a reply template is for (M26). REFERRED goes to the person named in an answer, all others to its sender."""

    INTERESTED = "interested"
    QUESTION = "question"
    REFERRED = "referred"
    REFERRAL_THANKS = "referral_thanks"
    WRONG_PERSON = "wrong_person"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    ALREADY_CUSTOMER = "already_customer"


class EnrollmentState(StrEnum):
    ACTIVE = "active"
    REPLIED = "replied"
    BOUNCED = "bounced"
    STOPPED = "stopped"
    COMPLETED = "completed"


class OutState(StrEnum):
    """An outgoing mail: due -> claimed -> sending -> sent, or -> held, failed, uncertain."""

    DUE = "due"
    HELD = "held"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class HeldReason(StrEnum):
    """Why a mail waits. Every "no" is one of these; it is stored, counted and shown."""

    WINDOW = "window"
    CAP_MAILBOX = "cap_mailbox"
    CAP_REP = "cap_rep"
    RAMP = "ramp"
    GAP = "gap"
    HOLIDAY = "holiday"
    RESPONSE_BACKLOG = "response_backlog"
    ACCOUNT_BUSY = "account_busy"
    OUT_OF_OFFICE_UNTIL = "out_of_office_until"
    BIN = "bin"
    SUPPRESSED = "suppressed"
    RECENT_ACTIVITY = "recent_activity"
    RED_FLAG = "red_flag"
    MISSING_FIELD = "missing_field"
    LINT = "lint"
    POSTAL_ADDRESS = "postal_address"
    MAILBOX_ERROR = "mailbox_error"
    MAILBOX_HEALTH = "mailbox_health"
    SOURCE_HEALTH = "source_health"
    CAMPAIGN_PAUSED = "campaign_paused"
    RESTORED = "restored"


class Kind(StrEnum):
    """What an incoming mail is."""

    BOUNCE = "bounce"
    DELAY = "delay"
    COMPLAINT = "complaint"
    OUT_OF_OFFICE = "out_of_office"
    LEFT_COMPANY = "left_company"
    ADDRESS_CHANGED = "address_changed"
    AUTO_ACKNOWLEDGEMENT = "auto_acknowledgement"
    CHALLENGE = "challenge"
    READ_RECEIPT = "read_receipt"
    REACTION = "reaction"
    CALENDAR = "calendar"
    INTERESTED = "interested"
    REFERRAL = "referral"
    QUESTION = "question"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    WRONG_PERSON = "wrong_person"
    ALREADY_CUSTOMER = "already_customer"
    UNSUBSCRIBE = "unsubscribe"
    OTHER = "other"
    OWN_MAIL = "own_mail"
    UNRELATED = "unrelated"


HUMAN_KINDS = frozenset(
    {
        Kind.INTERESTED,
        Kind.REFERRAL,
        Kind.QUESTION,
        Kind.NOT_NOW,
        Kind.NOT_INTERESTED,
        Kind.WRONG_PERSON,
        Kind.ALREADY_CUSTOMER,
        Kind.UNSUBSCRIBE,
        Kind.OTHER,
    }
)
NEITHER_KINDS = frozenset({Kind.OWN_MAIL, Kind.UNRELATED})
AUTOMATIC_KINDS = frozenset(Kind) - HUMAN_KINDS - NEITHER_KINDS


class BounceClass(StrEnum):
    """HARD: the address is dead. SOFT: this time it did not work. BLOCK: the sender's fault; never the contact's."""

    HARD = "hard"
    SOFT = "soft"
    BLOCK = "block"


class Relation(StrEnum):
    """What a person named in an answer is to the one who answered."""

    DELEGATE = "delegate"
    REFERRAL = "referral"
    REPLACEMENT = "replacement"


class DeclineReason(StrEnum):
    """Why somebody says "not interested" (M22)."""

    BUDGET = "budget"
    TIMING = "timing"
    HAS_SOLUTION = "has_solution"
    IN_HOUSE = "in_house"
    NO_NEED = "no_need"
    BAD_FIT = "bad_fit"
    POLICY = "policy"
    UNCONVINCED = "unconvinced"
    NO_REASON = "no_reason"


class DecisionMaker(StrEnum):
    """Whether a "no" is the decision-maker's. Only then it counts (M22)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
