"""A whole journey, once with each event once and once with each event twice: the same comes out."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from engine.errors import Conflict
from engine.flows.launch import launch
from engine.flows.read import read
from engine.flows.settle import settle
from engine.flows.suppress import suppress_address
from engine.store.tables import (
    Account,
    Activity,
    Campaign,
    Contact,
    Enrollment,
    FoundPerson,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)
from tests.support.house import Desk
from tests.support.servers import free_port, pymap_server
from tests.workers.test_poller import fetch

TEXTS = {
    "p0": "Yes, happy to talk. Could you call me on Thursday?",
    "p1": "Please take me off your list and do not write again.",
    "p2": "Please talk to Mara Lind, mara.lind@company2.test, she looks after this.",
    "p3": "I am out of the office until 16 March 2026. Please contact Jo Berg, jo.berg@company3.test.",
    "p4": "Not now, please come back to me in June.",
}


async def journey(desk: Desk, times: int) -> dict[str, Any]:
    async def play(event: Callable[[], Any]) -> None:
        for _ in range(times):
            try:
                await event()
            except Conflict:
                continue

    await desk.policies(accept_people=True)
    async with pymap_server() as imap:
        box = await desk.mailbox(imap=imap.port, smtp=free_port())
        for number in range(8):
            await play(lambda number=number: desk.person(f"p{number}@company{number}.test"))
        campaign = await desk.campaign(box, go=False)
        await play(lambda: start(desk, campaign))
        await desk.send_due(box)
        await answers(desk, imap, times)
        for _ in range(times):
            await fetch(desk, box)
        for key in await desk.all(select(col(MessageIn.id)).order_by(col(MessageIn.id))):
            await play(lambda key=key: read(desk.house, key))
        await play(lambda: opted_out(desk, "p6@company6.test"))
        await play(lambda: settle(desk.house))
        desk.later(days=5)
        await desk.send_due(box)
    return await outcome(desk)


async def start(desk: Desk, campaign: Campaign) -> None:
    async with desk.house.database.begin() as session:
        await launch(session, await session.get_one(Campaign, campaign.id), desk.clock.now(), "test")


async def opted_out(desk: Desk, address: str) -> None:
    async with desk.house.database.begin() as session:
        await suppress_address(session, address, "opt-out link", "page", desk.clock.now())


async def answers(desk: Desk, imap: Any, times: int) -> None:
    """Each mail is delivered so many times; the copies passed other servers, so their bytes differ."""
    for name, text in TEXTS.items():
        out = await desk.out(f"{name}@company{name[1:]}.test")
        automatic = {"Auto-Submitted": "auto-replied"} if "out of the office" in text else {}
        raw = desk.mail(out.to_address, text, **{"In-Reply-To": out.message_id}, **automatic)
        for copy in range(times):
            await imap.deliver(b"Received: from mx%d.example.com by mail.example.com\r\n" % copy + raw)
            await imap.deliver(b"Received: from mx%d.example.com by mail.example.com\r\n" % copy + raw)
    bounce = desk.dsn(await desk.out("p5@company5.test"), "5.1.1", "550 5.1.1 User unknown")
    for _ in range(times):
        await imap.deliver(bounce)


async def outcome(desk: Desk) -> dict[str, Any]:
    async with desk.house.database.begin() as session:
        counted = {
            model.__tablename__: await session.scalar(select(func.count()).select_from(model))
            for model in (Account, Contact, Enrollment, MessageOut, ResponseTask, Suppression, FoundPerson)
        }
        noted = (
            select(Activity.what, func.count())
            .where(~col(Activity.what).like("mail.received%"))
            .group_by(Activity.what)
        )
        states = select(Contact.email, Contact.state).order_by(Contact.email)
        return {
            **counted,
            "noted": dict(list(await session.execute(noted))),
            "states": dict(list(await session.execute(states))),
            "sent": sorted(desk.wire.recipients),
        }


@pytest.fixture(scope="module")
def once() -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("times", [1, 2])
async def test_every_event_twice_is_every_event_once(desk: Desk, once: dict[str, Any], times: int) -> None:
    found = await journey(desk, times)
    assert found["sent"].count("p7@company7.test") == 2
    assert found["sent"].count("p0@company0.test") == 1
    assert found["states"]["p1@company1.test"] == found["states"]["p6@company6.test"] == "suppressed"
    assert found["states"]["mara.lind@company2.test"] == "active"
    once.setdefault("outcome", found)
    assert found == once["outcome"]
