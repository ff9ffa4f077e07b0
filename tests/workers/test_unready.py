"""Stored values that cannot be read, e.g. of another version: each stops what it is about, and no more."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery
from engine.flows.edit_campaign import change
from engine.flows.house import House
from engine.flows.settings import edit_workspace
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.mail import InState
from engine.store.tables import Activity, Campaign, Mailbox, MailboxState, MessageIn, Workspace
from tests.support.house import FULL, NO_SUCH_USER, SENT, Desk, Wire
from tests.support.scripted import ScriptedImap
from tests.support.servers import smtp_sink
from tests.support.working import alive, campaign_of, until, working
from tests.workers.test_poller import polling
from workers.identity import Space, identity
from workers.sender import Sender


async def test_a_campaigns_window_that_cannot_be_read_holds_its_mails_and_no_others(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("alex@acme.test", title="Sample")
    await desk.person("kim@other.test", title="Boss")
    bad = await desk.campaign(box, steps=(0,), title=["Sample"])
    await desk.campaign(box, steps=(0,), title=["Boss"])
    await desk.change(Campaign, bad.id, window={"opens": "25:00"})
    await desk.send_due(box)
    assert desk.wire.recipients == ["kim@other.test"]
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    line = await desk.line("alex@acme.test")
    assert line.reason == HeldReason.WINDOW
    assert "campaign.window.opens: '25:00' is not a time of day. Write it like 17:00." in line.detail
    async with desk.house.database.begin() as session:
        campaign = await session.get_one(Campaign, bad.id)
        await change(session, campaign, {"window": {}}, None, None, desk.clock.now(), "test")
    await desk.send_due(box)
    assert len(desk.wire.mails) == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"policies": {"of_another_version": 1}}, "policies.of_another_version: no such policy"),
        ({"window": {"opens": "25:00"}}, "workspace.window.opens: '25:00' is not a time of day"),
    ],
    ids=["policies", "window"],
)
async def test_a_workspace_that_cannot_be_read_rests_no_mailbox_and_is_told_once(
    desk: Desk, values: dict[str, object], said: str
) -> None:
    async with smtp_sink() as sink, alive(desk) as house:
        boxes = await campaign_of(desk, 4, sink.port, boxes=2)
        await desk.change(Workspace, 1, **values)
        told = select(Activity).where(col(Activity.what) == "workspace.unready")

        async def is_told() -> bool:
            return bool(await desk.all(told))

        async with working(house):
            await until(is_told)
            begun = house.clock.now()

            async def ticks() -> bool:
                return house.clock.now() > begun + 5 * house.settings.tick

            await until(ticks)
            [alarm] = await desk.all(told)
            assert said in alarm.why
            assert {(await desk.get(Mailbox, box.id)).state for box in boxes} == {MailboxState.ACTIVE}
            assert {out.state for out in await desk.outs()} == {OutState.DUE}
            async with desk.house.database.begin() as session:
                mended = {"policies": {}} if "policies" in values else {"window": {}}
                await edit_workspace(session, mended, desk.clock.now(), "test")
            await sink.wait_for(2)
    assert {mail.sender for mail in sink.mails} == {box.address for box in boxes}


class Upgraded(Wire):
    """While it has a mail, another version stores its policies."""

    def __init__(self, desk: Desk, delivery: Delivery) -> None:
        super().__init__(answers=deque([delivery]))
        self._desk = desk

    async def deliver(self, *mail: Any, **more: Any) -> Delivery:
        await self._desk.change(Workspace, 1, policies={"of_another_version": 1, "soft_retries": 0})
        return await super().deliver(*mail, **more)

    async def close(self) -> None:
        pass


@contextlib.asynccontextmanager
async def sender_over(desk: Desk, wire: Wire) -> AsyncIterator[Sender]:
    class Wired(House):
        def smtp(self, mailbox: Mailbox) -> Any:
            return wire

    house = Wired(**{part.name: getattr(desk.house, part.name) for part in fields(House)})
    async with identity(desk.house.database, Space.SENDER) as me:
        yield Sender(house, me, desk.rng, asyncio.Event())


@pytest.mark.parametrize(
    ("delivery", "state", "bounced"),
    [(SENT, OutState.SENT, ""), (NO_SUCH_USER, OutState.FAILED, "hard"), (FULL, OutState.FAILED, "soft")],
    ids=["taken", "refused", "refused for now, and retried as often as the team says"],
)
async def test_what_a_server_said_is_written_down_whatever_the_policies_say(
    desk: Desk, delivery: Delivery, state: OutState, bounced: str
) -> None:
    box = await desk.one_contact()
    async with sender_over(desk, Upgraded(desk, delivery)) as sender:
        claims = await desk.dispatch(box, sender.me.number)
        desk.clock.at = claims[0].send_at
        await sender.serve(box, claims)
    out = await desk.out()
    assert (out.state, out.bounced) == (state, bounced)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE


async def test_what_is_to_be_said_waits_for_policies_that_can_be_read_and_its_mailbox_rests_not(desk: Desk) -> None:
    box = await desk.one_contact()
    async with sender_over(desk, Upgraded(desk, SENT)) as sender:
        claims = await desk.dispatch(box, sender.me.number)
        desk.clock.at = claims[0].send_at
        await desk.change(Workspace, 1, policies={"of_another_version": 1})
        await sender.serve(box, claims)
    out = await desk.out()
    assert (out.state, out.held_reason, out.look_at <= desk.clock.now()) == (OutState.DUE, None, True)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
    assert await desk.all(select(Activity).where(col(Activity.what) == "workspace.unready"))


async def test_while_policies_cannot_be_read_mail_is_kept_and_then_read(desk: Desk) -> None:
    async with ScriptedImap(mails={1: desk.mail("kim@other.test", "Hello.")}) as imap, alive(desk, 600) as house:
        await desk.change(Workspace, 1, policies={"of_another_version": 1})
        box = await desk.mailbox(imap=imap.port)
        states = select(col(MessageIn.state))

        async def is_told() -> bool:
            return "of_another_version" in (await desk.get(Mailbox, box.id)).read_problem

        async def is_read() -> bool:
            return await desk.all(states) == [InState.READ]

        async with polling(house):
            await until(is_told)
            assert await desk.all(states) == [InState.STORED]
            async with desk.house.database.begin() as session:
                await edit_workspace(session, {"policies": {"answer_hours": 8}}, desk.clock.now(), "test")
            await until(is_read)
    assert (await desk.get(Workspace, 1)).policies == {"answer_hours": 8}
