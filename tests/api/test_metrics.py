"""What Prometheus reads: the state of the whole installation, for whoever may see it."""

from collections import Counter
from datetime import timedelta

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select, update
from sqlmodel import col

from engine.flows.keys import Scope
from engine.flows.settle import settle_by_hand
from engine.rules.vocabulary import OutState, Role
from engine.store.figures import PARTS
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask, Workspace
from tests.support.api import Office
from workers.identity import Space, identity

AT = "/metrics"


def read(answer: httpx.Response) -> dict[tuple[str, ...], float]:
    """By name and the values of the labels."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(of.name, *of.labels.values()): of.value for family in families for of in family.samples}


async def test_the_figures_are_those_of_the_pages(busy: Office) -> None:
    async with busy.house.database.begin() as session:
        (box,) = await session.scalars(select(Mailbox).where(col(Mailbox.id) == 1))
        box.read_problem, box.read_at = "no route", busy.house.clock.now()
        day = busy.house.clock.now() - timedelta(days=1)
        box_of = await session.execute(
            select(col(Mailbox.address))
            .join(MessageOut, col(MessageOut.mailbox_id) == Mailbox.id)
            .where(col(MessageOut.sent_on) >= day.date(), col(MessageOut.sending_at) > day)
        )
        left = [address for (address,) in box_of]
        received = await session.scalar(select(func.count()).select_from(MessageIn))
        tasks = await session.scalar(select(func.count()).where(col(ResponseTask.done_at).is_(None)))
        uncertain = await session.scalar(select(func.count()).where(MessageOut.state == OutState.UNCERTAIN))
    async with busy.key(Scope.READ, role=Role.MANAGER) as key, identity(busy.house.database, Space.SENDER):
        found = read(await key.get(AT))
    sent = {labels[0]: value for (name, *labels), value in found.items() if name == "offhours_mails_sent_day" and value}
    assert sent == Counter(left)
    assert found["offhours_mails_in_hand", "uncertain"] == uncertain
    assert found["offhours_mails_received_total",] == received
    assert found["offhours_mails_undecided",] == 0
    assert found["offhours_tasks", "open"] == tasks >= found["offhours_tasks", "overdue"]
    assert (found["offhours_workers", "sender"], found["offhours_workers", "poller"]) == (1, 0)
    assert found["offhours_mailbox_trouble", box.address, "reading"] == 1
    assert found["offhours_mailbox_trouble", box.address, "sending"] == 0
    assert found["offhours_mailbox_read_age_seconds", box.address] == 0
    assert any(name == "offhours_mails_waiting" for name, *_ in found)
    assert found["offhours_stopped",] == 0


async def test_of_what_was_sent_the_last_day_is_told_which_may_be_less_a_moment_later(busy: Office) -> None:
    """So it is no counter: of one that falls Prometheus takes all for new. Nor is all that was ever sent counted."""
    now = busy.house.clock.now()
    async with busy.house.database.begin() as session:
        await session.execute(update(MessageOut).values(sent_on=None))
        box = await session.get_one(Mailbox, 1)
        mails = list(await session.scalars(select(MessageOut).where(col(MessageOut.mailbox_id) == 1).limit(3)))
        for out, hours in zip(mails, (1, 23, 25), strict=True):
            at = now - timedelta(hours=hours)
            out.state, out.sending_at, out.sent_on = OutState.UNCERTAIN, at, at.date()
    async with busy.key(Scope.READ, role=Role.MANAGER) as key:
        before = await key.get(AT)
        async with busy.house.database.begin() as session:
            await settle_by_hand(session, mails[0].id, was_sent=False, by="robin", house=busy.house)
        after = await key.get(AT)
    assert "# TYPE offhours_mails_sent_day gauge" in before.text
    name = ("offhours_mails_sent_day", box.address)
    assert (read(before)[name], read(after)[name]) == (2, 1)


async def test_of_nothing_there_are_figures_too(office: Office) -> None:
    async with office.house.database.begin() as session:
        (await session.get_one(Workspace, 1)).restored_at = office.house.clock.now()
    async with office.key(Scope.READ) as key:
        found = read(await key.get(AT))
    assert found["offhours_stopped",] == 1
    assert found["offhours_mails_received_total",] == found["offhours_tasks", "open"] == 0


async def test_they_are_for_whoever_may_see_everybodys(office: Office, stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get(AT)).status_code == 401
    async with office.key(Scope.READ, role=Role.REP) as key:
        assert (await key.get(AT)).status_code == 403
    async with office.key(Scope.ADMIN) as key:
        assert (await key.get(AT)).status_code == 403, "no scope read"


def test_workers_are_counted_by_the_locks_that_they_hold() -> None:
    assert PARTS == {Space.SENDER: "sender", Space.POLLER: "poller"}
