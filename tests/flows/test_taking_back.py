"""A corrected mail leaves what the mails after it ask for: the same comes out as where it had never come."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows import tasks
from engine.flows.accounts import rebin
from engine.flows.correct import correct
from engine.flows.people import dismiss_found
from engine.flows.read import read_all
from engine.flows.suppress import ASKED_FOR, OPT_OUT_LINK, suppress_address
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import Bin, BounceClass, ContactState, EnrollmentState, HeldReason, Kind, Relation
from engine.store.tables import (
    Account,
    Activity,
    Campaign,
    Contact,
    Enrollment,
    FoundPerson,
    Mailbox,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, written_to

KINDS: dict[str, dict[str, Any]] = {
    **{kind.value: {"kind": kind} for kind in (Kind.INTERESTED, Kind.NOT_NOW, Kind.NOT_INTERESTED, Kind.WRONG_PERSON)},
    **{kind.value: {"kind": kind} for kind in (Kind.UNSUBSCRIBE, Kind.ALREADY_CUSTOMER, Kind.LEFT_COMPANY)},
    **{kind.value: {"kind": kind} for kind in (Kind.OUT_OF_OFFICE, Kind.CHALLENGE, Kind.COMPLAINT)},
    **{klass.value: {"kind": Kind.BOUNCE, "bounce": klass} for klass in (BounceClass.HARD, BounceClass.SOFT)},
}
FIRST = ("interested", "not_now", "unsubscribe", "already_customer", "out_of_office", "challenge", "hard", "soft")
NOTHING = Kind.AUTO_ACKNOWLEDGEMENT
BY = "robin@example.com"
TOLD: dict[Any, tuple[str, ...]] = {
    Account: ("bin", "check_back_on", "responded_at"),
    Contact: ("state", "state_why", "away_until", "away_why"),
    Enrollment: ("state", "state_why", "ended_at", "position"),
    MessageOut: (
        "position",
        "state",
        "attempts",
        "held_reason",
        "held_detail",
        "soft_bounces",
        "bounced",
        "bounced_at",
    ),
    ResponseTask: ("step", "note", "due_at", "done_at"),
}


def reader(kind: Kind, bounce: BounceClass | None = None) -> Any:
    return lambda *_: Verdict(kind=kind, confidence=1.0, rule="test", because="it says so", bounce=bounce)


async def company(desk: Desk, key: int) -> dict[str, Any]:
    """What becomes of a company, and of whom it is one."""
    contact = await desk.get(Contact, key)
    found: dict[str, Any] = {}
    for model, names in TOLD.items():
        one = {Account: col(Account.id) == contact.account_id, Contact: col(Contact.id) == key}
        rows = await desk.all(select(model).where(one[model] if model in one else col(model.contact_id) == key))
        found[model.__name__] = [{name: getattr(row, name) for name in names} for row in rows]
    listed = select(col(Suppression.reason)).where(col(Suppression.address) == contact.email)
    found["suppressed"] = await desk.all(listed)
    return found


@pytest.mark.parametrize("first", FIRST)
async def test_only_the_second_mail_ever_came(desk: Desk, first: str) -> None:
    """Of every kind after this one: two companies each, the one with a first mail that said nothing to begin with."""
    box = await desk.mailbox()
    for number in range(2 * len(KINDS)):
        await desk.person(f"p{number}@company{number}.test", name="Pat Person")
    await desk.campaign(box)
    await desk.send_due(box)
    pairs = [(first, second) for second in KINDS] + [(None, second) for second in KINDS]
    hows: list[dict[int, Any]] = [{}, {}]
    for number, pair in enumerate(pairs):
        out = await desk.out(f"p{number}@company{number}.test")
        for place, name in enumerate(pair):
            raw = desk.mail(out.to_address, "Hm.", **{"In-Reply-To": out.message_id})
            hows[place][await desk.store(box, raw)] = reader(**KINDS[name]) if name else reader(NOTHING)
    for how in hows:
        await read_all(desk.house, list(how), how)
        desk.later(minutes=10)
    contacts = await desk.all(select(col(Contact.id)).order_by(col(Contact.id)))
    async with desk.house.database.begin() as session:
        for in_id in list(hows[0])[: len(KINDS)]:
            await correct(session, in_id, NOTHING, desk.clock.now(), BY)
    for second, key, other in zip(KINDS, contacts, contacts[len(KINDS) :], strict=False):
        found, wanted = await company(desk, key), await company(desk, other)
        assert found == wanted, f"{first}, then {second}"


SEVERAL = ("interested", "unsubscribe", "out_of_office", "hard")


@pytest.mark.parametrize("place", [0, 1])
async def test_what_is_corrected_is_as_if_it_had_been_right_at_first(desk: Desk, place: int) -> None:
    """Of every pair of mails two companies, one with a mail that was taken for another. Days later: spans of time begin
    when a mail was read, not when it is corrected."""
    box = await desk.mailbox()
    pairs = [(first, second) for first in SEVERAL for second in SEVERAL]
    for number in range(2 * len(pairs)):
        await desk.person(f"p{number}@company{number}.test", name="Pat Person")
    await desk.campaign(box)
    await desk.send_due(box)
    hows: list[dict[int, Any]] = [{}, {}]
    for number in range(2 * len(pairs)):
        out = await desk.out(f"p{number}@company{number}.test")
        read = list(pairs[number % len(pairs)])
        if number < len(pairs):
            read[place] = "not_now"
        for how, name in zip(hows, read, strict=True):
            raw = desk.mail(out.to_address, "Hm.", **{"In-Reply-To": out.message_id})
            how[await desk.store(box, raw)] = reader(**KINDS[name])
    for how in hows:
        for start in range(0, len(how), 25):
            await read_all(desk.house, list(how)[start : start + 25], how)
        desk.later(days=1)
    contacts = await desk.all(select(col(Contact.id)).order_by(col(Contact.id)))
    async with desk.house.database.begin() as session:
        for in_id, pair in zip(hows[place], pairs, strict=False):
            await correct(session, in_id, now=desk.clock.now(), by=BY, **KINDS[pair[place]])
    for pair, key, other in zip(pairs, contacts, contacts[len(pairs) :], strict=False):
        assert bare(await company(desk, key)) == bare(await company(desk, other)), pair


def bare(found: dict[str, Any]) -> dict[str, Any]:
    """Without who said it, and whether rather than when something was done."""
    for row in (row for name, rows in found.items() if name != "suppressed" for row in rows):
        for name in row.keys() & {"state_why", "away_why", "held_detail"}:
            del row[name]
        for name in row.keys() & {"ended_at", "bounced_at", "responded_at", "done_at"}:
            row[name] = row[name] is not None
    return {name: sorted(rows, key=str) for name, rows in found.items()}


async def fix(desk: Desk, row: MessageIn, kind: Kind = NOTHING, **more: Any) -> None:
    async with desk.house.database.begin() as session:
        await correct(session, row.id, kind, desk.clock.now(), BY, **more)


async def both(desk: Desk, first: Kind, second: Kind) -> tuple[Mailbox, MessageIn, MessageIn]:
    """Two answers of Alex's, an hour apart; Bo of the same company waits."""
    box = await written_to(desk, "bo@acme.test")
    one = await answer(desk, box, "Hm.", how=as_kind(first))
    desk.later(hours=1)
    return box, one, await answer(desk, box, "Hm, hm.", how=as_kind(second))


async def suppressions(desk: Desk) -> list[tuple[str, str]]:
    return [(row.address, row.reason) for row in await desk.all(select(Suppression))]


async def test_no_mail_is_sent_after_an_opt_out_that_stands(desk: Desk) -> None:
    box, one, two = await both(desk, Kind.UNSUBSCRIBE, Kind.UNSUBSCRIBE)
    await fix(desk, one)
    desk.later(days=5)
    await desk.send_due(box)
    assert desk.wire.recipients.count("alex@acme.test") == 1
    assert await suppressions(desk) == [("alex@acme.test", "unsubscribe")]
    await fix(desk, two)
    assert await suppressions(desk) == []
    assert (await desk.contact()).state is ContactState.ACTIVE


async def test_an_opt_out_from_an_address_that_nobody_wrote_to_stands(desk: Desk) -> None:
    box = await written_to(desk)
    one = await answer(desk, box, "Stop.", "Alex Sample <alex@home.test>", how=as_kind(Kind.UNSUBSCRIBE))
    raw = desk.mail("Alex Sample <alex@home.test>", "Please take me off your list.", subject="Mails")
    await desk.receive(box, raw, how=as_kind(Kind.UNSUBSCRIBE))
    await fix(desk, one)
    assert await suppressions(desk) == [("alex@home.test", "unsubscribe")]


async def test_when_both_are_taken_back_nothing_is_left(desk: Desk) -> None:
    _, one, two = await both(desk, Kind.OUT_OF_OFFICE, Kind.OUT_OF_OFFICE)
    await fix(desk, one)
    assert (await desk.line()).reason == HeldReason.OUT_OF_OFFICE_UNTIL
    await fix(desk, two)
    assert (await desk.contact()).away_until is None


async def test_what_a_colleagues_answer_asks_for_stands(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    one = await answer(desk, box, "Hm.", how=as_kind(Kind.ALREADY_CUSTOMER))
    assert (await desk.enrollment("bo@acme.test")).state is EnrollmentState.STOPPED
    await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_NOW))
    await fix(desk, one)
    assert (await desk.enrollment("bo@acme.test")).state is EnrollmentState.ACTIVE
    assert (await desk.enrollment()).state is EnrollmentState.REPLIED
    assert (await desk.account()).bin is Bin.CHECK_BACK


@pytest.mark.parametrize("kind", [Kind.UNSUBSCRIBE, Kind.INTERESTED])
@pytest.mark.parametrize("reason", [OPT_OUT_LINK, "asked by phone"])
async def test_whoever_is_suppressed_by_others_stays_so(desk: Desk, kind: Kind, reason: str) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(kind))
    for _ in range(2):
        async with desk.house.database.begin() as session:
            await suppress_address(session, "alex@acme.test", reason, BY, desk.clock.now())
    await fix(desk, row)
    (one,) = await desk.all(select(Suppression))
    assert BY in one.source
    assert (await desk.contact()).state is ContactState.SUPPRESSED
    assert (await desk.enrollment()).state is EnrollmentState.STOPPED
    asked_for = kind is Kind.UNSUBSCRIBE or reason == OPT_OUT_LINK
    assert (one.reason in ASKED_FOR) is asked_for, "who opted out is let go by an administrator only"


async def test_what_people_have_decided_since_is_not_done_again(desk: Desk) -> None:
    _, one, _ = await both(desk, Kind.INTERESTED, Kind.NOT_INTERESTED)
    async with desk.house.database.begin() as session:
        contact = await session.get_one(Contact, 1)
        account = await session.get_one(Account, contact.account_id)
        await rebin(session, account, Bin.BAD_FIT, "too small", None, desk.later(hours=1), BY)
        account.responded_at = None
    await fix(desk, one)
    account = await desk.account()
    assert (account.bin, account.bin_by, account.responded_at) == (Bin.BAD_FIT, BY, None)


async def test_what_people_decided_before_the_second_mail_is_not_decided_about_it(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    one = await answer(desk, box, "Hm.", how=as_kind(Kind.INTERESTED))
    await desk.change(Account, 1, responded_at=None)
    desk.later(hours=1)
    two = await answer(desk, box, "Hm.", how=as_kind(Kind.QUESTION))
    await fix(desk, one)
    assert (await desk.account()).responded_at == two.read_at


async def test_the_work_and_the_people_of_the_second_mail_are_left_as_they_are(desk: Desk) -> None:
    box = await written_to(desk)
    one = await answer(desk, box, "Hm.", how=as_kind(Kind.INTERESTED))
    two = await answer(desk, box, "Please talk to Kim Lee: kim.lee@acme.test. She looks after the yard.")
    task = await desk.one(select(ResponseTask).where(col(ResponseTask.message_in_id) == two.id))
    async with desk.house.database.begin() as session:
        task = await session.get_one(ResponseTask, task.id)
        tasks.snooze(session, task, desk.clock.now() + timedelta(days=3), desk.clock.now(), BY)
    await desk.change(FoundPerson, (await desk.one(select(FoundPerson))).id, state="dismissed")
    before = len(await desk.all(select(Activity)))
    await fix(desk, one)
    assert await desk.all(select(ResponseTask)) == [task]
    assert [found.state for found in await desk.all(select(FoundPerson))] == ["dismissed"]
    assert len(await desk.all(select(Activity))) == before + 2, "a correction, and what follows from it"
    await fix(desk, two)
    assert await desk.all(select(ResponseTask)) == []
    assert (await desk.enrollment()).state is EnrollmentState.ACTIVE


async def test_a_sequence_begun_since_goes_on(desk: Desk) -> None:
    box, one, _ = await both(desk, Kind.INTERESTED, Kind.NOT_NOW)
    await desk.change(Contact, 1, state=ContactState.ACTIVE)
    campaign = await desk.campaign(box, go=False)
    async with desk.house.database.begin() as session:
        session.add(Enrollment(campaign_id=campaign.id, contact_id=1, mailbox_id=box.id, created_at=desk.later(days=1)))
    await fix(desk, one)
    states = await desk.all(select(col(Enrollment.state)).where(col(Enrollment.contact_id) == 1))
    assert sorted(states) == [EnrollmentState.ACTIVE, EnrollmentState.REPLIED]
    assert (await desk.contact()).state is ContactState.ACTIVE


async def test_a_mail_that_goes_again_after_a_bounce_is_let_go(desk: Desk) -> None:
    """The second try is on its way: what the report asked for is not asked for once more."""
    box = await written_to(desk)
    one = await answer(desk, box, "Hm.", how=as_kind(NOTHING))
    await desk.receive(box, desk.dsn(await desk.out(), "4.2.2", "452 4.2.2 Mailbox full"))
    desk.clock.at = (await desk.out()).due_at
    await desk.change(Campaign, 1, window={"days": list(range(7)), "quiet_from": "10:00", "quiet_until": "10:00"})
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"] * 2
    await fix(desk, one, Kind.READ_RECEIPT)
    out = await desk.out()
    assert (out.soft_bounces, out.attempts, out.sent_at is not None) == (1, 2, True)


@pytest.mark.parametrize("then", [BounceClass.BLOCK, BounceClass.HARD])
async def test_an_address_that_two_reports_call_dead_or_not_is_dead(desk: Desk, then: BounceClass) -> None:
    """After what was taken for an opt-out: correcting that leaves what the first report has found."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.UNSUBSCRIBE))
    for klass in (BounceClass.HARD, then):
        desk.later(hours=1)
        await answer(desk, box, f"No: {klass}.", how=reader(Kind.BOUNCE, klass))
    await fix(desk, row)
    assert await suppressions(desk) == [("alex@acme.test", "hard bounce")]
    assert (await desk.contact()).state is ContactState.BOUNCED


async def test_what_a_person_said_a_mail_is_is_done_again(desk: Desk) -> None:
    _, one, two = await both(desk, Kind.OTHER, Kind.OTHER)
    await fix(desk, two, Kind.OUT_OF_OFFICE, return_date=date(2026, 3, 23))
    until = (await desk.contact()).away_until
    assert until is not None
    await fix(desk, one)
    assert (await desk.contact()).away_until == until
    assert (await desk.enrollment()).state is EnrollmentState.ACTIVE


async def test_whoever_was_dismissed_is_not_found_again(desk: Desk) -> None:
    """Nor accepted by the policy, now that a person has said what the answer is."""
    await desk.policies(accept_people=True)
    box = await written_to(desk)
    kim = Person(Relation.REFERRAL, "Kim Lee", "kim.lee@acme.test", sentence="Kim Lee, perhaps.")
    row = await answer(desk, box, "Hm.", how=lambda *_: Verdict(Kind.QUESTION, 0.3, "test", "Hm.", people=(kim,)))
    (found,) = await desk.all(select(FoundPerson))
    async with desk.house.database.begin() as session:
        await dismiss_found(session, found.id, desk.clock.now(), BY)
    for kind in (Kind.QUESTION, Kind.INTERESTED):
        await fix(desk, row, kind)
        assert [(one.id, one.state) for one in await desk.all(select(FoundPerson))] == [(found.id, "dismissed")]
    assert await desk.all(select(col(Contact.email))) == ["alex@acme.test"]
