"""The numbers of a report, and those of its parts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from api.pages import views_campaigns
from engine.flows import connect_mailbox
from engine.flows.report import By, groups, report
from engine.flows.suppress import ASKED_THE_REP, suppress_address
from engine.rules.metrics import Counts
from engine.rules.vocabulary import EnrollmentState, Kind, OutState
from engine.store.tables import Enrollment, Mailbox, MessageOut, User, Variant
from tests.support.house import Desk
from tests.support.replies import as_kind, interested, say


@pytest.mark.parametrize("by_name", [False, True])
async def test_a_part_of_a_report_is_that_of_the_whole(desk: Desk, by_name: bool) -> None:
    """Two were written to of one source, and one of each other; one answers."""
    box = await desk.mailbox()
    for number, source in enumerate(("fair", "list", "list", "web")):
        await desk.person(f"p{number}@company{number}.test", source=source)
    await desk.campaign(box, name="Spring")
    await desk.send_due(box)
    out = await desk.out("p3@company3.test")
    mail = desk.mail(out.to_address, "x", In_Reply_To=out.message_id)
    await desk.receive(box, mail, how=as_kind(Kind.INTERESTED))
    async with desk.house.database.begin() as session:
        whole = await report(session, By.SOURCE, by_name=by_name)
        assert [row.group for row in whole] == (["fair", "list", "web"] if by_name else ["list", "fair", "web"])
        assert [(row.counts.sent, row.by_kind) for row in whole if row.group != "list"] == [
            (1, {}),
            (1, {"interested": 1}),
        ]
        for offset in range(4):
            part = await report(session, By.SOURCE, by_name=by_name, limit=2, offset=offset)
            assert part == whole[offset : offset + 2]
        assert await groups(session, By.SOURCE) == 3
        assert await groups(session, By.SOURCE, until=out.sent_at - timedelta(days=1)) == 0


async def test_the_numbers_are_those_counted_by_hand(desk: Desk) -> None:
    """Ten written to: two bounce hard, one opts out by link, one is interested (twice), one refers, one is away."""
    box = await desk.mailbox()
    for number in range(10):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, name="Spring")
    while len(await desk.outs(OutState.SENT)) < 10:
        await desk.round(box)
        desk.later(minutes=1)
    outs = [await desk.out(f"p{number}@company{number}.test") for number in range(10)]
    for out in outs[:2]:
        await desk.receive(box, desk.dsn(out, "5.1.1", "550 5.1.1 User unknown"))
    async with desk.house.database.begin() as session:
        await suppress_address(session, outs[2].to_address, "opt-out link", "page", desk.clock.now())
    kinds = [
        (3, Kind.INTERESTED),
        (3, Kind.INTERESTED),
        (4, Kind.REFERRAL),
        (5, Kind.OUT_OF_OFFICE),
        (6, Kind.COMPLAINT),
    ]
    for number, (who, kind) in enumerate(kinds):
        raw = desk.mail(outs[who].to_address, f"x {number}", In_Reply_To=outs[who].message_id)
        await desk.receive(box, raw, how=as_kind(kind))
    await desk.person("ref@company4.test", referred_by_id=outs[4].contact_id, relation="referral")
    async with desk.house.database.begin() as session:
        (spring,) = await report(session, By.CAMPAIGN)
        assert [row.group for row in await report(session, By.SOURCE)] == ["research"]
        assert await report(session, By.ALL, since=desk.clock.now() + timedelta(days=1)) == []
    counts = spring.counts
    assert (spring.group, counts.sent, counts.bounced, counts.delivered) == ("Spring", 10, 2, 8)
    assert (counts.responses, counts.positive, counts.opt_outs, counts.complaints) == (2, 2, 1, 1)
    assert (counts.automatic, counts.referred, spring.bounced_by["hard"]) == (2, 1, 2)
    assert spring.by_kind["interested"] == 1
    assert spring.rates["response_rate"].value == 2 / 8
    assert spring.rates["bounce_rate"].value == 2 / 10


async def test_who_answers_the_first_mail_was_reached_whatever_became_of_the_second(desk: Desk) -> None:
    """All first mails arrive, all second ones are blocked; then one answers the first. One of two, not one of none."""
    box = await desk.mailbox()
    people = ["p0@company0.test", "p1@company1.test"]
    for email in people:
        await desk.person(email)
    await desk.campaign(box, name="Spring")
    await desk.send_due(box)
    desk.later(days=7)
    await desk.send_due(box)
    for email in people:
        await desk.receive(box, desk.dsn(await desk.out(email, 2), "5.7.1", "550 5.7.1 rejected as spam"))
    first = await desk.out(people[0])
    await desk.receive(box, desk.mail(people[0], "Yes.", In_Reply_To=first.message_id), how=as_kind(Kind.INTERESTED))
    async with desk.house.database.begin() as session:
        (spring,) = await report(session, By.CAMPAIGN)
        steps = {row.group: row for row in await report(session, By.VARIANT)}
    assert (spring.counts.sent, spring.counts.bounced, spring.counts.responses) == (2, 0, 1)
    assert spring.rates["response_rate"].value == 1 / 2
    assert steps["Spring / step 2 / A"].bounced_by == {"hard": 0, "soft": 0, "block": 2}


async def counted(desk: Desk, by: By) -> dict[str, Counts]:
    async with desk.house.database.begin() as session:
        return {row.group: row.counts for row in await report(session, by)}


async def test_what_somebody_does_counts_for_the_campaign_that_it_answers(desk: Desk) -> None:
    """Written to in winter and again in spring, they opt out, and had named somebody: one opt-out, not two."""
    box = await desk.mailbox()
    await desk.person()
    for name in ("Winter", "Spring"):
        await desk.campaign(box, steps=(0,), name=name)
        await desk.send_due(box)
        await desk.change(Enrollment, (await desk.enrollment()).id, state=EnrollmentState.COMPLETED)
        desk.later(days=56)
    out = await desk.out()
    await desk.person("kim@acme.test", referred_by_id=out.contact_id, relation="referral")
    stop = desk.mail("alex@acme.test", "Stop.", In_Reply_To=out.message_id)
    await desk.receive(box, stop, how=as_kind(Kind.UNSUBSCRIBE))
    everything = (await counted(desk, By.ALL))["all"]
    assert (everything.sent, everything.opt_outs, everything.referred) == (2, 1, 1)
    for by, name in ((By.CAMPAIGN, ""), (By.VARIANT, " / step 1 / A")):
        found = await counted(desk, by)
        numbers = {one: (found[one + name].sent, found[one + name].opt_outs) for one in ("Winter", "Spring")}
        assert numbers == {"Winter": (1, 0), "Spring": (1, 1)}
        assert [found[one + name].referred for one in ("Winter", "Spring")] == [0, 1]


async def test_what_is_compared_are_the_texts_of_one_step(desk: Desk) -> None:
    """The one text of the second step goes to everybody; it is none of the first step's two. So on both pages."""
    box = await desk.mailbox(min_gap_seconds=1)
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    campaign = await desk.campaign(box, name="Spring")
    async with desk.house.database.begin() as session:
        session.add(Variant(step_id=1, label="B", template_version_id=1))
    await desk.send_due(box)
    desk.later(days=7)
    await desk.send_due(box)
    sent = {group: counts.sent for group, counts in (await counted(desk, By.VARIANT)).items()}
    assert sent.keys() == {f"Spring / {text}" for text in ("step 1 / A", "step 1 / B", "step 2 / A")}
    assert sent["Spring / step 1 / A"] + sent["Spring / step 1 / B"] == 6 == sent["Spring / step 2 / A"]
    async with desk.house.database.begin() as session:
        view = await views_campaigns.campaign(session, campaign, desk.clock.now(), "", 1)
    shown = [(step.step.position, one) for step in view.steps for one in step.variants]
    assert {f"Spring / step {at} / {one.variant.label}": one.numbers.counts.sent for at, one in shown} == sent
    async with desk.house.database.begin() as session:
        await session.execute(update(MessageOut).where(col(MessageOut.position) == 1).values(position=10))  # as a tenth
        rows = await report(session, By.VARIANT, by_name=True)
    assert [row.group for row in rows] == [f"Spring / {text}" for text in ("step 2 / A", "step 10 / A", "step 10 / B")]


async def test_each_pair_of_texts_is_told_by_its_own_labels(desk: Desk) -> None:
    """C is better than A; nobody said a word of B."""
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, name="Spring")
    async with desk.house.database.begin() as session:
        session.add_all([Variant(step_id=1, label=label, template_version_id=1) for label in "BC"])
        await session.flush()
        view = await views_campaigns.campaign(session, campaign, desk.clock.now(), "", 1)
    texts = [
        replace(one, numbers=replace(one.numbers, counts=Counts(sent=100, positive=positive)))
        for one, positive in zip(view.steps[0].variants, (0, 0, 30), strict=True)
    ]
    told = {(first, other): verdict.reason for first, other, verdict in views_campaigns._verdicts(texts)}
    assert told["A", "C"].startswith("C is better")
    assert told["A", "B"].startswith("Cannot tell yet")


async def test_interest_that_comes_after_a_question_was_answered_is_positive(desk: Desk) -> None:
    box, row = await interested(desk, "What does it cost?")
    assert row.kind is Kind.QUESTION
    written = await say(desk, row)
    await desk.answers_leave(box)
    theirs = desk.mail("alex@acme.test", "x", In_Reply_To=(await desk.get(MessageOut, written.id)).message_id)
    await desk.receive(box, theirs, how=as_kind(Kind.INTERESTED))
    (found,) = (await counted(desk, By.VARIANT)).values()
    assert (found.sent, found.responses, found.positive) == (1, 1, 1)


async def test_what_a_mailbox_sent_stays_with_the_rep_who_had_it(desk: Desk) -> None:
    """Robin sends one and is answered, hands the mailbox to a namesake, who sends two."""
    robin, other = await desk.user("robin"), await desk.user("robin2")
    await desk.change(User, other.id, name="Robin")
    box = await desk.mailbox(robin)
    await desk.person()
    await desk.campaign(box, steps=(0,), name="Spring")
    await desk.send_due(box)
    desk.later(minutes=5)
    async with desk.house.database.begin() as session:
        mine = await session.get_one(Mailbox, box.id)
        await connect_mailbox.change(session, desk.house, mine, {"user_id": other.id}, {}, "admin")
    desk.later(minutes=5)
    for number in range(2):
        await desk.person(f"p{number}@company{number}.test", source="fair")
    await desk.campaign(await desk.get(Mailbox, box.id), steps=(0,), name="Summer", source=["fair"])
    while len(await desk.outs(OutState.SENT)) < 3:
        await desk.round(await desk.get(Mailbox, box.id))
        desk.later(minutes=1)
    yes = desk.mail("alex@acme.test", "x", In_Reply_To=(await desk.out()).message_id)
    await desk.receive(box, yes, how=as_kind(Kind.INTERESTED))
    found = await counted(desk, By.REP)
    assert {name: (one.sent, one.responses) for name, one in found.items()} == {
        "Robin (robin@example.com)": (1, 1),
        "Robin (robin2@example.com)": (2, 0),
    }


async def test_who_asks_the_rep_for_no_more_mail_opts_out_too(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.send_due(box)
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", ASKED_THE_REP, "robin", desk.clock.now())
    assert (await counted(desk, By.ALL))["all"].opt_outs == 1
