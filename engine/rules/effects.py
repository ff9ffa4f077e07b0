"""What each kind of answer does, as one table. engine.flows.effects carries it out and can undo it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from engine.rules.vocabulary import Bin, BounceClass, ContactState, DecisionMaker, EnrollmentState, Kind


class Work(StrEnum):
    """The next step a response asks a person for."""

    ANSWER = "answer"
    ASK_WHO = "ask_who"
    CHECK_BACK = "check_back"
    FIND_OUT_WHY = "find_out_why"
    TELL_OWNER = "tell_owner"
    WRITE_TO_REFERRAL = "write_to_referral"
    CONFIRM_ADDRESS = "confirm_address"
    SOLVE_CHALLENGE = "solve_challenge"
    LOOK = "look"
    MANUAL = "manual"


@dataclass(frozen=True)
class Effect:
    """What is done about one mail. None and empty mean: unchanged.

    `everywhere` ends the contact's enrollments in every campaign, else only the one that was answered.
    `holds_account` keeps the account's other contacts waiting until the rep decides; `stops_account` ends them.
    `away` holds the contact in every campaign until the return date. `retry` sends the same step again later.
    `choices` are bins of which the rep chooses one.
    """

    enrollment: EnrollmentState | None = None
    everywhere: bool = False
    contact: ContactState | None = None
    bin: Bin | None = None
    holds_account: bool = False
    stops_account: bool = False
    suppress: bool = False
    away: bool = False
    retry: bool = False
    hold: bool = False
    alert_mailbox: bool = False
    work: Work | None = None
    note: str = ""
    choices: tuple[Bin, ...] = ()


NOTHING = Effect()

_ANSWERED = Effect(
    enrollment=EnrollmentState.REPLIED,
    everywhere=True,
    contact=ContactState.RESPONDED,
    bin=Bin.WORKING,
    holds_account=True,
    work=Work.ANSWER,
    note="Answer within the deadline.",
)

EFFECTS: Mapping[Kind, Effect] = MappingProxyType(
    {
        Kind.INTERESTED: _ANSWERED,
        Kind.QUESTION: _ANSWERED,
        Kind.OTHER: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.RESPONDED,
            bin=Bin.WORKING,
            holds_account=True,
            work=Work.LOOK,
            note="Not understood: read it and say what it is.",
        ),
        Kind.REFERRAL: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.RESPONDED,
            bin=Bin.WORKING,
            holds_account=True,
            work=Work.WRITE_TO_REFERRAL,
            note="Write to the person named, naming or copying the referrer, and thank the referrer.",
        ),
        Kind.WRONG_PERSON: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.WRONG_PERSON,
            bin=Bin.WORKING,
            holds_account=True,
            work=Work.ASK_WHO,
            note="Ask who is the right person.",
        ),
        Kind.NOT_NOW: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.RESPONDED,
            bin=Bin.CHECK_BACK,
            holds_account=True,
            work=Work.CHECK_BACK,
            note="Check back at the date given.",
        ),
        Kind.NOT_INTERESTED: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.DECLINED,
            bin=Bin.WORKING,
            holds_account=True,
            work=Work.FIND_OUT_WHY,
            note="Find out why; a no counts only from the decision-maker.",
        ),
        Kind.ALREADY_CUSTOMER: Effect(
            enrollment=EnrollmentState.REPLIED,
            everywhere=True,
            contact=ContactState.RESPONDED,
            bin=Bin.CURRENT_CLIENT,
            stops_account=True,
            work=Work.TELL_OWNER,
            note="Says they are a client: confirm the bin and tell the account's owner.",
        ),
        Kind.UNSUBSCRIBE: Effect(
            enrollment=EnrollmentState.STOPPED, everywhere=True, contact=ContactState.SUPPRESSED, suppress=True
        ),
        Kind.COMPLAINT: Effect(
            enrollment=EnrollmentState.STOPPED,
            everywhere=True,
            contact=ContactState.SUPPRESSED,
            suppress=True,
            alert_mailbox=True,
        ),
        Kind.OUT_OF_OFFICE: Effect(away=True),
        Kind.LEFT_COMPANY: Effect(enrollment=EnrollmentState.STOPPED, everywhere=True, contact=ContactState.LEFT),
        Kind.ADDRESS_CHANGED: Effect(
            hold=True,
            work=Work.CONFIRM_ADDRESS,
            note="Take over the new address: the campaign goes on with it. Or keep the one there is.",
        ),
        Kind.CHALLENGE: Effect(
            hold=True, work=Work.SOLVE_CHALLENGE, note="Their filter asks whether you are a person: answer it by hand."
        ),
        Kind.REACTION: Effect(work=Work.LOOK, note="Reacted to your mail."),
        Kind.CALENDAR: Effect(work=Work.LOOK, note="Sent a calendar answer."),
        Kind.DELAY: NOTHING,
        Kind.AUTO_ACKNOWLEDGEMENT: NOTHING,
        Kind.READ_RECEIPT: NOTHING,
        Kind.OWN_MAIL: NOTHING,
        Kind.UNRELATED: NOTHING,
    }
)

BOUNCES: Mapping[BounceClass, Effect] = MappingProxyType(
    {
        BounceClass.HARD: Effect(
            enrollment=EnrollmentState.BOUNCED, everywhere=True, contact=ContactState.BOUNCED, suppress=True
        ),
        BounceClass.SOFT: Effect(retry=True),
        BounceClass.BLOCK: Effect(
            hold=True,
            alert_mailbox=True,
            work=Work.LOOK,
            note="Their server refused your mail for a fault of the sender's. Look what it objects to: they get no more"
            " mail until you have.",
        ),
    }
)


FINAL = replace(
    EFFECTS[Kind.NOT_INTERESTED],
    note="Whoever decides has said no: choose Bad fit or Check back.",
    choices=(Bin.BAD_FIT, Bin.CHECK_BACK),
)
"""Of a "no" that counts (M22)."""
PERHAPS_AN_OPT_OUT = replace(
    EFFECTS[Kind.UNSUBSCRIBE],
    holds_account=True,
    work=Work.LOOK,
    note="Seems to want no more mail, and gets none. Read it, and say below what it is.",
)
"""Of an opt-out in doubt: obeyed at once, and read by a person, for it may be an answer that wants one."""

FOR_ALL = replace(
    EFFECTS[Kind.UNSUBSCRIBE],
    holds_account=True,
    work=Work.LOOK,
    note="Wants nobody there to be written to: suppress their domain, or find out who still may be.",
)
"""Of one who speaks for the whole company: the others wait until a person has read it."""
A_COLLEAGUES_OPT_OUT = replace(
    PERHAPS_AN_OPT_OUT,
    contact=None,
    note="A colleague wants no more mail, and gets none; the sequence has ended. For both? Correct it to unsubscribe.",
)
"""Of somebody else at the company: whom we wrote to may still be talking to us, and a person decides."""
SAID_BY_A_COLLEAGUE = replace(
    EFFECTS[Kind.LEFT_COMPANY],
    holds_account=True,
    work=Work.ASK_WHO,
    note="A colleague says that they have left: thank them, and ask who is the right person.",
)
OF_ANOTHER_MAIL = Effect(work=Work.LOOK, note="A mail of yours that was not of a campaign did not arrive.")
"""Of a report about what the rep has typed in a mail program, while the address lives."""
ASK_FIRST = frozenset({Kind.BOUNCE, Kind.OUT_OF_OFFICE, Kind.LEFT_COMPANY, Kind.AUTO_ACKNOWLEDGEMENT})
BY_A_COLLEAGUE: Mapping[Kind, Effect] = MappingProxyType(
    {Kind.UNSUBSCRIBE: A_COLLEAGUES_OPT_OUT, Kind.LEFT_COMPANY: SAID_BY_A_COLLEAGUE}
)
PERHAPS_A_MACHINE = Effect(
    holds_account=True,
    work=Work.LOOK,
    note="Sent by a machine, it seems, and not understood. Nobody there gets mail until you say below what it is.",
)
"""Of what a machine has sent, or a person under its header: in doubt it ends nothing, and nothing goes on."""


def effect_of(
    kind: Kind,
    bounce: BounceClass | None = None,
    decision_maker: DecisionMaker | None = None,
    *,
    doubts: bool = False,
    for_all: bool = False,
    colleague: bool = False,
) -> Effect:
    """The row of the table. A bounce whose class is unknown is treated as soft: it never kills an address. `doubts`:
    a person decides what it is. `for_all`: an opt-out is meant for the company. `colleague`: it was written by somebody
    else there than whom we wrote to."""
    if doubts and kind in ASK_FIRST:
        return PERHAPS_A_MACHINE
    if kind is Kind.BOUNCE:
        return BOUNCES[bounce or BounceClass.SOFT]
    if kind is Kind.UNSUBSCRIBE and for_all and not doubts:
        return FOR_ALL
    if colleague and kind in BY_A_COLLEAGUE:
        return BY_A_COLLEAGUE[kind]
    if kind is Kind.UNSUBSCRIBE and doubts:
        return PERHAPS_AN_OPT_OUT
    if kind is Kind.NOT_INTERESTED and decision_maker is DecisionMaker.YES:
        return FINAL
    return EFFECTS[kind]


def in_words(effect: Effect) -> list[str]:
    """What a row of the table does, as sentences without a subject; empty: nothing."""
    said = [
        effect.suppress and "suppress the address",
        effect.enrollment is not None
        and f"end {'every sequence of theirs' if effect.everywhere else 'the sequence'}: {effect.enrollment}",
        effect.contact is not None and f"mark the contact {effect.contact}",
        effect.bin is not None and f"move the account to {effect.bin}",
        effect.holds_account and "let colleagues at the account wait",
        effect.stops_account and "end the sequences of the account",
        effect.away and "hold their mails until they are back",
        effect.hold and "hold their next mail",
        effect.retry and "send the same step again later",
        effect.alert_mailbox and "tell the mailbox's owner",
        effect.work is not None and f"make a task: {effect.work}",
        bool(effect.choices) and f"let the rep choose: {' or '.join(effect.choices)}",
    ]
    return [words.replace("_", " ") for words in said if words]
