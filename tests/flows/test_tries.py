"""History is kept of what was really tried: one entry a try, with the server's answer, and the outcomes told apart."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import LoginRefused
from engine.flows.settle import leave, settle_by_hand
from engine.flows.tries import Try, tries
from engine.rules.vocabulary import OutState
from engine.store.tables import Activity, Mailbox, MessageOut
from tests.support.house import AWAY, FULL, NO_SUCH_USER, STALLED, UNKNOWN, WORKER, Desk

DAY = timedelta(days=1)


async def tried(desk: Desk) -> list[Try]:
    async with desk.house.database.begin() as session:
        return await tries(session, 1)


async def test_each_try_of_a_mail_is_told_with_the_servers_answer(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers += [STALLED, FULL]
    said = []
    for _ in range(3):
        await desk.round(box)
        said.append(desk.clock.now())
        desk.clock.at += DAY
    found = await tried(desk)
    assert [(one.number, one.outcome, one.stage, one.code, one.answer) for one in found] == [
        (3, "sent", "dot", 250, "queued as 1"),
        (2, "refused", "rcpt", 452, "mailbox full"),
        (1, "not_sent", "data", None, "no answer"),
    ]
    assert [one.said_at for one in found] == said[::-1]
    assert {(one.message_out_id, one.position, one.mailbox, one.worker) for one in found} == {
        (1, 1, box.address, WORKER)
    }


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        pytest.param(NO_SUCH_USER, "refused", "no such user", id="refused for good"),
        pytest.param(AWAY, "not_sent", "connection refused", id="nobody there"),
        pytest.param(LoginRefused("no", field="smtp.password"), "not_sent", "smtp.password: no", id="not let in"),
    ],
)
async def test_a_try_that_ends_a_mail_or_stops_a_mailbox_is_told_once(
    desk: Desk, answer, outcome: str, words: str
) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(answer)
    await desk.round(box)
    (one,) = await tried(desk)
    assert (one.outcome, one.answer, one.settled) == (outcome, words, "")


async def test_what_waits_was_not_tried_and_what_is_under_way_is_said(desk: Desk) -> None:
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    assert await tried(desk) == []
    await desk.change(MessageOut, claim.out_id, state=OutState.SENDING, attempts=1, sending_at=desk.clock.now())
    (one,) = await tried(desk)
    assert (one.number, one.outcome, one.ended_at, one.worker) == (1, "sending", None, WORKER)
    await leave(desk.house, WORKER)
    (one,) = await tried(desk)
    assert (one.outcome, one.answer) == ("unknown", "what became of it could not be written down")


async def by_hand(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, 1, was_sent=True, by="robin", house=desk.house)


async def by_reply(desk: Desk) -> None:
    out = await desk.out()
    answer = desk.mail("alex@acme.test", "Thanks, that is me.", In_Reply_To=out.message_id or "")
    await desk.receive(await desk.get(Mailbox, 1), answer)


async def by_bounce(desk: Desk) -> None:
    await desk.receive(await desk.get(Mailbox, 1), desk.dsn(await desk.out(), "5.1.1", "550 no such user"))


@pytest.mark.parametrize(
    ("deed", "settled"),
    [(by_hand, "was sent"), (by_reply, "reply"), (by_bounce, "bounce")],
    ids=["hand", "reply", "bounce"],
)
async def test_a_try_in_doubt_says_what_settled_it(desk: Desk, deed, settled: str) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(UNKNOWN)
    await desk.round(box)
    (one,) = await tried(desk)
    assert (one.outcome, one.answer, one.settled) == ("unknown", "the connection was lost", "")
    await deed(desk)
    (one,) = await tried(desk)
    assert (one.number, one.outcome, one.answer, one.settled) == (1, "sent", "the connection was lost", settled)
    told = await desk.all(select(Activity).where(col(Activity.what) == "mail.settled"))
    assert [(event.why, event.message_out_id) for event in told] == [(settled, 1)]
