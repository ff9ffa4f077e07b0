"""Several mails in one transaction: the same comes out as of each alone, and none stops the others."""

import logging
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from engine.flows import health
from engine.flows.correct import correct
from engine.flows.read import read, read_all
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import ContactState, EnrollmentState, Kind, OutState
from engine.store.mail import InState
from engine.store.tables import (
    Account,
    Activity,
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
from tests.support.replies import as_kind

TEXTS = (
    "Yes, happy to talk. Could you call me on Thursday?",
    "Please take me off your list and do not write again.",
    "Please talk to Mara Lind, mara.lind@company2.test, she looks after this.",
    "I am out of the office until 16 March 2026. Please contact Jo Berg, jo.berg@company3.test.",
    "Not now, please come back to me in June.",
    "We have no interest in this, thank you.",
    "We are a customer of yours.",
)
STATUSES = (
    ("5.1.1", "550 5.1.1 User unknown"),
    ("5.1.1", "550 5.1.1 No such user"),
    ("4.2.2", "452 4.2.2 Mailbox full"),
)
FRIENDS = ("Lunch on Friday?", "The minutes of yesterday.")


async def written(desk: Desk, people: int) -> Mailbox:
    """A mailbox from which so many people have got the first of two mails."""
    box = await desk.mailbox()
    for number in range(people):
        await desk.person(f"p{number}@company{number}.test", name=f"Person {number}")
    await desk.campaign(box)
    await desk.send_due(box)
    return box


async def came(desk: Desk, box: Mailbox) -> list[int]:
    """Of every kind, several from one person among them, a copy, and what the rep has sent by hand."""
    raws = []
    for number, text in enumerate(TEXTS):
        out = await desk.out(f"p{number}@company{number}.test")
        raws.append(desk.mail(out.to_address, text, **{"In-Reply-To": out.message_id}))
    raws.append(b"Received: from mx2.example.com by mail.example.com\r\n" + raws[0])
    raws.append(desk.mail("p5@company5.test", "Please remove me from your list.", **{"In-Reply-To": out.message_id}))
    for number, (status, words) in enumerate(STATUSES, len(TEXTS)):
        raws.append(desk.dsn(await desk.out(f"p{number}@company{number}.test"), status, words))
    soft = await desk.out(f"p{len(TEXTS) + 2}@company{len(TEXTS) + 2}.test")
    raws.append(desk.mail(soft.to_address, "Yes, that is me. Call me.", **{"In-Reply-To": soft.message_id}))
    raws += [desk.mail(f"friend{number}@elsewhere.test", text, subject="Hi") for number, text in enumerate(FRIENDS)]
    ids = [await desk.store(box, raw) for raw in raws]
    by_hand = desk.mail(box.address, "I call you on Thursday.", to="p0@company0.test", subject="Re: Hello")
    return [*ids, await desk.store(box, by_hand, role="sent")]


async def ledger(desk: Desk) -> dict[str, Any]:
    """All that has come of it, without the numbers of rows, which differ by the order of statements."""
    models = (Contact, Account, Enrollment, MessageOut, ResponseTask, Suppression, FoundPerson, Mailbox)
    hidden = {"id", "raw", "message_id", "imap_secret", "smtp_secret", "task_id"}
    found: dict[str, Any] = {}
    for model in models:
        rows = [row.model_dump(exclude=hidden) for row in await desk.all(select(model))]
        found[model.__name__] = sorted(rows, key=repr)
    rows = await desk.all(select(MessageIn).order_by(col(MessageIn.id)))
    found["deeds"] = [sorted([_deed(deed) for deed in row.effects], key=repr) for row in rows]
    found["mails"] = [
        (row.state, row.kind, row.matched_by, row.out_id, row.contact_id, row.enrollment_id) for row in rows
    ]
    noted = await desk.all(select(Activity))
    found["noted"] = sorted((row.what, row.why, row.contact_id or 0, row.message_in_id or 0) for row in noted)
    return found


def _deed(deed: dict[str, Any]) -> tuple[Any, ...]:
    """A row that was made is told without its number."""
    if "changed" in deed:
        return ("changed", deed["changed"], deed["key"], sorted(deed["fields"].items()))
    return ("made", deed["made"]) if "made" in deed else ("removed", deed["removed"], deed["row"]["id"])


@pytest.fixture(scope="module")
def alone() -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("together", [False, True])
async def test_the_same_comes_out_as_of_each_alone(desk: Desk, alone: dict[str, Any], together: bool) -> None:
    box = await written(desk, len(TEXTS) + len(STATUSES))
    ids = await came(desk, box)
    if together:
        await read_all(desk.house, ids, {})
    else:
        for in_id in ids:
            await read(desk.house, in_id)
    found = await ledger(desk)
    assert {state for state, *_ in found["mails"]} == {InState.READ}
    kinds = {kind for _, kind, *_ in found["mails"]}
    assert {Kind.INTERESTED, Kind.UNSUBSCRIBE, Kind.REFERRAL, Kind.OUT_OF_OFFICE, Kind.BOUNCE, Kind.OWN_MAIL} <= kinds
    alone.setdefault("ledger", found)
    assert found == alone["ledger"]


async def test_a_mail_whose_effects_fail_stops_no_other(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "engine.flows.read")
    box = await written(desk, len(TEXTS) + len(STATUSES))
    ids = await came(desk, box)

    def breaks(*_: Any) -> Verdict:
        raise ZeroDivisionError("a stranger's mail")

    await read_all(desk.house, ids, {ids[3]: breaks})
    rows = await desk.all(select(MessageIn).order_by(col(MessageIn.id)))
    assert [row.id for row in rows if row.state is InState.BROKEN] == [ids[3]]
    assert {row.state for row in rows} == {InState.READ, InState.BROKEN}
    assert "one by one" in caplog.text
    assert (await desk.contact("p1@company1.test")).state is ContactState.SUPPRESSED
    assert (await desk.contact("p3@company3.test")).state is ContactState.ACTIVE


async def test_each_mail_is_undone_for_itself(desk: Desk) -> None:
    """Two of one person: the second is corrected, what the first did stays."""
    box = await written(desk, 1)
    out = await desk.out("p0@company0.test")
    texts = (
        "Yes, happy to talk. Could you call me on Thursday?",
        "Please take me off your list and do not write again.",
    )
    ids = [await desk.store(box, desk.mail(out.to_address, text, **{"In-Reply-To": out.message_id})) for text in texts]
    await read_all(desk.house, ids, {})
    assert (await desk.contact("p0@company0.test")).state is ContactState.SUPPRESSED
    async with desk.house.database.begin() as session:
        await correct(session, ids[1], Kind.UNRELATED, desk.clock.now(), "person")
    assert (await desk.contact("p0@company0.test")).state is ContactState.RESPONDED
    assert (await desk.enrollment("p0@company0.test")).state is EnrollmentState.REPLIED
    assert await desk.all(select(Suppression)) == []
    assert len(await desk.all(select(ResponseTask).where(col(ResponseTask.message_in_id) == ids[0]))) == 1


async def test_a_mail_in_doubt_is_proved_among_others(desk: Desk) -> None:
    """Whatever is planned by that is taken back by the answer itself."""
    box = await written(desk, 3)
    await desk.change(MessageOut, (await desk.out("p1@company1.test")).id, state=OutState.UNCERTAIN, sent_at=None)
    ids = []
    for number in range(3):
        out = await desk.out(f"p{number}@company{number}.test")
        ids.append(await desk.store(box, desk.mail(out.to_address, "Call me.", **{"In-Reply-To": out.message_id})))
    await read_all(desk.house, ids, {in_id: as_kind(Kind.INTERESTED) for in_id in ids})
    outs = await desk.outs()
    assert [(out.state, out.position) for out in outs] == [(OutState.SENT, 1)] * 3
    assert [out.settled_by for out in outs] == ["", "reply", ""]


async def test_many_mails_cost_few_statements(desk: Desk) -> None:
    """What it costs is for all of them, not for each."""
    box = await written(desk, 20)
    ids = []
    for number in range(20):
        out = await desk.out(f"p{number}@company{number}.test")
        ids.append(await desk.store(box, desk.mail(out.to_address, "Call me.", **{"In-Reply-To": out.message_id})))
    said: list[str] = []
    engine = desk.house.database.engine.sync_engine
    count = lambda connection, cursor, statement, *_: said.append(statement)  # noqa: E731 # a listener
    event.listen(engine, "before_cursor_execute", count)
    try:
        await read_all(desk.house, ids, {in_id: as_kind(Kind.INTERESTED) for in_id in ids})
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len(await desk.all(select(ResponseTask))) == 20
    assert len(said) <= 30


async def test_reports_of_two_senders_that_come_to_one_mailbox_are_judged_for_both(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = [await desk.mailbox(address="robin@example.com"), await desk.mailbox(address="sam@example.com")]
    outs = []
    for number, box in enumerate(boxes):
        await desk.person(f"p{number}@c{number}.test")
        await desk.campaign(box)
        await desk.send_due(box)
        outs.append(await desk.out(f"p{number}@c{number}.test"))
    judged, judge = set(), health.judge

    async def noted(session: Any, mailbox: Mailbox, *more: Any) -> None:
        judged.add(mailbox.id)
        await judge(session, mailbox, *more)

    monkeypatch.setattr(health, "judge", noted)
    ids = [await desk.store(boxes[1], desk.dsn(out, "5.1.1", "550 5.1.1 User unknown")) for out in outs]
    await read_all(desk.house, ids, {})
    assert judged == {box.id for box in boxes}
