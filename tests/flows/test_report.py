"""The numbers of a report, and those of its parts."""

from datetime import timedelta

import pytest

from engine.flows.report import By, groups, report
from engine.flows.suppress import suppress_address
from engine.rules.vocabulary import Kind, OutState
from tests.support.house import Desk
from tests.support.replies import as_kind


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
