"""How the mail that an incoming one answers is found, and that it is found by indexes."""

import pytest
from sqlalchemy import text

from engine.rules.reading.matching import Clues
from engine.store import threads
from engine.store.pipeline import DIALECT
from engine.store.tables import MessageOut
from tests.support.house import Desk

NOTHING = Clues((), (), "", "")


async def written(desk: Desk) -> tuple[MessageOut, MessageOut]:
    """Two mails of one mailbox: to Alex, and to Bo of another company."""
    box = await desk.mailbox()
    await desk.person()
    await desk.person("bo@other.test", name="Bo Other")
    await desk.campaign(box)
    await desk.send_due(box)
    return await desk.out(), await desk.out("bo@other.test")


async def test_each_clue_finds_its_mail_and_the_strongest_wins(desk: Desk) -> None:
    alex, bo = await written(desk)
    wanted = [
        Clues((bo.message_id or "",), (), "alex@acme.test", ""),
        Clues(("<unknown@example.com>",), ("bo@other.test",), "alex@acme.test", ""),
        Clues((), (), "alex@acme.test", ""),
        Clues((), (), "kim@acme.test", f"Re: {alex.subject}"),
        Clues((), (), "kim@acme.test", "Something else"),
        Clues((), (), "kim@nowhere.test", f"Re: {alex.subject}"),
        NOTHING,
    ]
    async with desk.house.database.begin() as session:
        found = await threads.find(session, [(clues, alex.mailbox_id) for clues in wanted])
        others = await threads.find(session, [(clues, alex.mailbox_id + 1) for clues in wanted])
        assert await threads.find(session, []) == []
    assert found == [
        (bo.id, "message_id"), (bo.id, "failed_recipient"), (alex.id, "sender"), (alex.id, "domain_subject"),
        None, None, None,
    ]  # fmt: skip
    assert others == [(bo.id, "message_id"), *[None] * 6], "but for a Message-ID only the mailbox's own mails count"


async def test_an_address_that_somebody_had_finds_the_mail_that_went_there(desk: Desk) -> None:
    alex, _ = await written(desk)
    await desk.change(MessageOut, alex.id, to_address="before@acme.test")
    async with desk.house.database.begin() as session:
        both = [Clues((), (), sender, "") for sender in ("before@acme.test", "alex@acme.test")]
        found = await threads.find(session, [(clues, alex.mailbox_id) for clues in both])
    assert found == [(alex.id, "sender")] * 2


@pytest.mark.parametrize("name", ["BY_MESSAGE_ID", "TO_CONTACTS", "TO_ADDRESSES", "DOMAINS", "WITH_SUBJECT"])
async def test_no_table_is_read_from_one_end_to_the_other(desk: Desk, name: str) -> None:
    """In a ledger of millions each mail that is not for us would cost seconds."""
    compiled = getattr(threads, name).compile(dialect=DIALECT)
    given = {name: ["a@b.test"] for name in ("ids", "emails", "groups", "subjects")}
    given |= {"mailboxes": [1], "mailbox": 1}
    async with desk.house.database.begin() as session:
        await session.execute(text("set local enable_seqscan = off"))
        connection = await session.connection()
        plan = await connection.exec_driver_sql(f"explain {compiled}", {key: given[key] for key in compiled.params})
        said = "\n".join(line for (line,) in plan)
    assert "Seq Scan" not in said
    assert "Index" in said
