"""A pasted table brings people in; a list that bounces stopped is looked through and goes on from its page."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from api.pages.pasted import rows_of
from engine.errors import Invalid
from engine.flows.health import stopped_note
from engine.flows.letter import fields_of
from engine.rules.effects import Work
from engine.store.tables import Account, Contact, ImportBatch, Mailbox, ResponseTask, User, Workspace
from tests.api.test_pages import looks_right
from tests.support.api import Office
from tests.support.pages import HTML, one, press

NEW = "/settings/imports/new"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            "E-mail\tFirst name\tLast name\tCompany\tEmployees\nann@acme.test\tAnn\tSample\tAcme\t1,200",
            [{"email": "ann@acme.test", "name": "Ann Sample", "account": {"name": "Acme", "employees": "1200"}}],
            id="out of a spreadsheet",
        ),
        pytest.param(
            "email;Website;Product line\r\nann@acme.test;acme.test;Pumps\r\n;;\r\n",
            [{"email": "ann@acme.test", "account": {"domain": "acme.test"}, "custom": {"product_line": "Pumps"}}],
            id="semicolons, a field of one's own, an empty line",
        ),
        pytest.param(
            'name,email\n"Sample, Ann",ann@acme.test\nBo,\n',
            [{"email": "ann@acme.test", "name": "Sample, Ann"}, {"email": "", "name": "Bo"}],
            id="quoted commas, and no address",
        ),
        pytest.param(
            "email\tname\taddress\temployees\nann@acme.test\tAnn\tMain St 1\t1200.00",
            [
                {
                    "email": "ann@acme.test",
                    "name": "Ann",
                    "account": {"employees": "1200"},
                    "custom": {"address": "Main St 1"},
                }
            ],
            id="another word beside our own, and a decimal point",
        ),
    ],
)
def test_a_table_is_read_as_people_paste_it(table: str, rows: list[dict[str, Any]]) -> None:
    assert rows_of(table) == [{"account": {}, "custom": {}, **row} for row in rows]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "has no line below its headings"),
        ("email,name", "has no line below its headings"),
        ("Ann,Acme\nBo,Acme", "has no column for the address; its first line is 'Ann,Acme'"),
        ("email\n" + "a@acme.test\n" * 1001, "has 1001 rows"),
        ('email\tname\na@acme.test\t"Jo\nb@acme.test\tBo', "cannot be read near line 3"),
        (
            "email,company,title\na@acme.test,Acme,COO\n\nb@acme.test,Acme, Inc,COO",
            r"has a cell without a heading in row 2: 'COO'",
        ),
        ("email,,name\na@acme.test,COO,Ann", "has a cell without a heading in row 1: 'COO'"),
        ("email,Position,Job title\na@acme.test,COO,Chief", "has two columns for title: 'Position' and 'Job title'"),
        ("email,Notes,notes\na@acme.test,one,two", "has two columns for notes: 'Notes' and 'notes'"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(table: str, problem: str) -> None:
    with pytest.raises(Invalid, match=problem) as refused:
        rows_of(table)
    assert refused.value.field == "table"
    assert refused.value.remedy


async def test_people_come_in_and_refused_rows_say_why(busy: Office, boss: httpx.AsyncClient) -> None:
    looks_right(await boss.get(NEW, headers=HTML))
    table = "email,name,company,country\nnew@fresh.test,Nell New,Fresh Ltd,GB\nnobody,Bo,,\nold@fresh.test,Oz,,Nowhere"
    done = await press(boss, NEW, NEW, source="trade fair", table=table)
    looks_right(done)
    assert "1 person brought in" in done.text
    assert "2 rows were refused" in done.text
    assert "nobody" in done.text
    contact = await one(busy, select(Contact).where(col(Contact.email) == "new@fresh.test"))
    account = await one(busy, select(Account).where(col(Account.id) == contact.account_id))
    assert (contact.name, contact.source, account.name, account.country) == (
        "Nell New",
        "trade fair",
        "Fresh Ltd",
        "GB",
    )
    again = await press(boss, NEW, NEW, source="trade fair", table="email\nnew@fresh.test")
    assert "1 was known" in again.text
    page = await boss.get(f"/settings/imports/{contact.batch_id}?show=active", headers=HTML)
    looks_right(page)
    assert "Nell New" in page.text


async def test_columns_that_nobody_knows_are_told(boss: httpx.AsyncClient) -> None:
    """Else a first name under a heading that is not ours would be missed only in the mails."""
    at = "/settings/imports/new"
    page = await press(boss, at, at, source="fair", table="email,Vorname,\njo@vorname.example,Jo,")
    assert "Taken as fields of your own: vorname." in page.text
    page = await press(boss, at, at, source="fair", table="email,first name\njo@vorname.example,Jo")
    assert "fields of your own" not in page.text


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        ("Mary Ann,Smith", "Mary Ann", "Smith"),
        ("Mary Ann,", "Mary Ann", ""),
        ("Anna,van der Berg", "Anna", "van der Berg"),
        ("Eva,Berg", "Eva", "Berg"),
    ],
)
async def test_a_first_name_of_two_words_is_greeted_whole(
    busy: Office, boss: httpx.AsyncClient, cells: str, first: str, last: str
) -> None:
    page = await press(boss, NEW, NEW, source="fair", table=f"email,first name,last name\nma@fresh.test,{cells}")
    assert "fields of your own" not in page.text
    contact = await one(busy, select(Contact).where(col(Contact.email) == "ma@fresh.test"))
    assert contact.name == f"{first} {last}".strip()
    box, firm = await one(busy, select(Mailbox).limit(1)), await one(busy, select(Workspace))
    known = fields_of(contact, Account(name="Fresh"), box, firm)
    assert (known["first_name"], known["last_name"]) == (first, last)


async def test_a_refused_row_names_the_column_and_what_belongs_there(boss: httpx.AsyncClient) -> None:
    done = await press(
        boss, NEW, NEW, source="trade fair", table="email,level,country\na@fresh.test,high,\nb@fresh.test,900,"
    )
    assert "The level is no whole number. Expected: a whole number from 0 to 100, e.g. 3." in done.text
    assert "The level is more than 100. Expected: a whole number from 0 to 100, e.g. 3." in done.text


async def test_a_refused_table_keeps_what_was_pasted(boss: httpx.AsyncClient) -> None:
    refused = await press(boss, NEW, NEW, source="", table="email\nnew@fresh.test")
    assert refused.status_code == 422
    assert "new@fresh.test" in refused.text
    assert "The source is missing." in refused.text
    looks_right(refused)


async def test_a_stopped_import_goes_on_and_its_work_is_done(busy: Office, boss: httpx.AsyncClient) -> None:
    now = busy.house.clock.now()
    async with busy.house.database.begin() as session:
        batch = ImportBatch(source="bought list", supplied_by="ann@yards.example", created_at=now, paused_at=now)
        batch.paused_why = "5 of 23 mails to the import 'bought list' bounced hard"
        session.add(batch)
        await session.flush()
        ann = (await session.scalars(select(User).where(col(User.email) == "ann@yards.example"))).one()
        work = ResponseTask(
            owner_id=ann.id,
            step=Work.LOOK,
            note=stopped_note(batch),
            counts=False,
            due_at=now - timedelta(days=9),
            created_at=now,
            escalated_at=now,
        )
        session.add(work)
    today = await boss.get("/", headers=HTML)
    assert "for which nobody waits" in today.text or "nobody waits for an answer" in today.text
    assert 'href="/settings/imports"' in today.text
    listed = await boss.get("/settings/imports", headers=HTML)
    looks_right(listed)
    assert "Stopped" in listed.text
    at = f"/settings/imports/{batch.id}"
    looks_right(await boss.get(at, headers=HTML))
    done = await press(boss, at, f"{at}/resume")
    assert "Resumed" in done.text
    assert "wait for you" not in done.text
    row = await one(busy, select(ResponseTask).where(col(ResponseTask.id) == work.id))
    assert (row.done_how, row.done_by) == ("import resumed", "ann@yards.example")
