"""`offhours why ADDRESS`: where the next mail stands, whether they are beyond reach, and every try, in lines."""

import asyncio
from datetime import UTC, datetime, timedelta

from typer.testing import CliRunner

from engine.flows.settle import settle_by_hand
from engine.flows.suppress import suppress_address
from engine.rules.vocabulary import OutState
from engine.store.tables import Contact, ImportBatch, MessageOut
from offhours.cli import app
from tests.support.api import house, migrated
from tests.support.house import FULL, STALLED, UNKNOWN, Desk, desk

__all__ = ["desk", "house", "migrated"]

DAY = timedelta(days=1)


async def told(desk: Desk, address: str) -> list[str]:
    env = {"DATABASE_URL": desk.house.database.url, "OFFHOURS_SECRET_KEY": "k" * 32}
    result = await asyncio.to_thread(CliRunner().invoke, app, ["why", address], env=env)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


async def test_every_try_is_a_line_with_the_servers_answer_and_what_settled_it(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers += [STALLED, FULL, UNKNOWN]
    said = []
    for _ in range(3):
        await desk.round(box)
        said.append(f"{desk.clock.at:%Y-%m-%d %H:%M:%S} UTC")
        desk.clock.at += DAY
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, 1, was_sent=True, by="robin", house=desk.house)
    stands, *tried = await told(desk, "ALEX@acme.test")
    assert stands.startswith("alex@acme.test: campaign 2, step 2: ")
    assert tried == [
        f"{said[2]}; step 1, try 3, from rep@example.com; worker 1; sent; the connection was lost; settled: was sent",
        f"{said[1]}; step 1, try 2, from rep@example.com; worker 1; refused at rcpt; 452 mailbox full",
        f"{said[0]}; step 1, try 1, from rep@example.com; worker 1; not sent at data; no answer",
    ]


async def test_a_try_that_goes_on_is_told_and_what_waits_was_not_tried(desk: Desk) -> None:
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    assert len(await told(desk, "alex@acme.test")) == 1
    await desk.change(MessageOut, claim.out_id, state=OutState.SENDING, attempts=1, sending_at=desk.clock.at)
    _, under_way = await told(desk, "alex@acme.test")
    assert under_way == "2026-03-03 07:00:00 UTC; step 1, try 1, from rep@example.com; worker 1; sending"


async def test_a_reason_is_told_with_since_when_and_what_will_change_it(desk: Desk) -> None:
    await desk.one_contact()
    stopped_at = desk.later(minutes=30)
    async with desk.house.database.begin() as session:
        why = "3 of 21 mails to the import 'fair' bounced hard"
        batch = ImportBatch(source="fair", created_at=stopped_at, paused_at=stopped_at, paused_why=why)
        session.add(batch)
    await desk.change(Contact, 1, batch_id=batch.id)
    (stands,) = await told(desk, "alex@acme.test")
    assert stands == (
        f"alex@acme.test: campaign 2, step 1: source_health ({why}), since 2026-03-03 07:30 UTC. "
        "What will change it: Looking through its list and resuming the import, under Settings, Imports."
    )
    await desk.change(Contact, 1, batch_id=None, away_until=datetime(2099, 3, 9, 7, tzinfo=UTC), away_why="away")
    (stands,) = await told(desk, "alex@acme.test")
    assert stands == (
        "alex@acme.test: campaign 2, step 1: out_of_office_until (away), since 2026-03-03 07:00 UTC, "
        "until 2099-03-09 07:00 UTC. What will change it: Their return: it goes on one business day later."
    )


async def test_who_is_beyond_reach_is_told_first_and_who_is_unknown_too(desk: Desk) -> None:
    await desk.one_contact()
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "asked by phone", "robin", desk.clock.at)
    *first, stands = await told(desk, "alex@acme.test")
    assert first == [
        "alex@acme.test: alex@acme.test is suppressed since 2026-03-03: asked by phone",
        "alex@acme.test: the contact is suppressed: asked by phone",
        "alex@acme.test: not enrolled in any running campaign",
    ]
    assert "stopped" in stands
    assert await told(desk, "nobody@acme.test") == ["nobody@acme.test: this address is not among the contacts"]
    await desk.person("new@acme.test")
    assert await told(desk, "new@acme.test") == ["new@acme.test: not enrolled in any campaign"]


def test_what_is_no_address_is_refused() -> None:
    result = CliRunner().invoke(app, ["why", "alex"])
    assert result.exit_code == 2
    assert "address" in result.output
