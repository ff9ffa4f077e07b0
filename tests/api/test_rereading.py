"""Reading again, and the export of corrections: over the API, on the pages, in the log; for managers."""

import asyncio
import json
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import select, text, update
from sqlmodel import col
from typer.testing import CliRunner

from api.auth import CSRF_HEADER
from engine.flows.keys import Scope
from engine.rules.reading.version import version
from engine.rules.vocabulary import Kind, Role
from engine.store.database import plain_url
from engine.store.tables import Activity, MessageIn, ResponseTask, Suppression
from offhours.cli import app
from tests.support.api import Office
from tests.support.pages import HTML, csrf_of

MANAGER = "mo@yards.example"


@pytest.fixture
async def older(busy: Office) -> tuple[int, int]:
    """Everything was read by older rules: one answer as not understood, and one refusal as an opt-out."""
    async with busy.house.database.begin() as session:
        await session.execute(text("update message_in set reader = ''"))
        of_kind = select(col(MessageIn.id)).order_by(col(MessageIn.id).desc()).limit(1)
        ids = [
            (await session.scalars(of_kind.where(col(MessageIn.kind) == kind))).one()
            for kind in (Kind.INTERESTED, Kind.NOT_INTERESTED)
        ]
        for in_id, kind in zip(ids, (Kind.OTHER, Kind.UNSUBSCRIBE), strict=True):
            await session.execute(update(MessageIn).where(col(MessageIn.id) == in_id).values(kind=kind))
    return ids[0], ids[1]


async def ask(client: httpx.AsyncClient, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await client.post("/api/v1/responses/reread", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_a_look_changes_nothing_and_the_reading_is_done_in_portions(busy: Office, older: tuple[int, int]) -> None:
    async with busy.browser(Role.MANAGER, MANAGER) as boss:
        looked = await ask(boss)
        assert (looked["dry_run"], looked["version"]) == (True, version())
        assert {one["id"]: (one["was"], one["kind"], one["decision"]) for one in looked["items"]} == {
            older[0]: ("other", "interested", "applied"),
            older[1]: ("unsubscribe", "not_interested", "asked"),
        }
        first = await ask(boss, dry_run=False, limit=5)
        assert first["left"] == looked["left"] - 5
        left, items = first["left"], first["items"]
        while left:
            done = await ask(boss, dry_run=False)
            assert done["left"] < left
            left, items = done["left"], items + done["items"]
        assert sorted(one["id"] for one in items) == sorted(older)
    async with busy.house.database.begin() as session:
        task = select(ResponseTask).where(col(ResponseTask.message_in_id) == older[1], ResponseTask.done_at.is_(None))
        assert "not_interested" in (await session.scalars(task)).one().note
        who = select(col(Activity.by)).where(col(Activity.what) == "mail.reread.applied")
        assert list(await session.scalars(who)) == [MANAGER]


async def test_it_takes_a_manager(busy: Office) -> None:
    async with busy.browser(Role.REP, "robin@yards.example") as rep:
        await ask(rep, 403)
        assert (await rep.get("/api/v1/corrections")).status_code == 403
        for page in ("/responses/reread", "/corrections.jsonl"):
            assert (await rep.get(page, headers=HTML)).status_code == 403
    async with busy.key(Scope.READ, Scope.RESPONSES) as key:
        await ask(key, 403)


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": 201}, {"since": "2026-03-01T00:00:00"}, {"all": True}])
async def test_a_wrong_request_is_refused_by_name(busy: Office, wrong: dict[str, Any]) -> None:
    async with busy.browser(Role.MANAGER, MANAGER) as boss:
        assert (await ask(boss, 422, **wrong))["field"] == next(iter(wrong))


async def test_the_page_looks_first_and_then_reads(busy: Office, older: tuple[int, int]) -> None:
    async with busy.browser(Role.MANAGER, MANAGER) as boss:
        del boss.headers[CSRF_HEADER]
        page = await boss.get("/responses/reread", headers=HTML)
        assert "Look what would change" in page.text
        token = csrf_of(page.text)
        looked = await boss.post("/responses/reread", data={"csrf": token, "do": "look"}, headers=HTML)
        assert "nothing was changed" in looked.text
        assert f'href="/responses/{older[1]}"' in looked.text
        done = await boss.post("/responses/reread", data={"csrf": token, "do": "apply"}, headers=HTML)
        assert "for a person" in done.text
        assert "Everything was read by the present rules" in (await boss.get("/responses/reread", headers=HTML)).text
        assert (await boss.post("/responses/reread", data={"do": "apply"}, headers=HTML)).status_code == 403
    async with busy.house.database.begin() as session:
        kept = await session.get_one(MessageIn, older[1])
        assert (kept.kind, kept.reader) == (Kind.UNSUBSCRIBE, version())
        assert await session.scalar(select(col(Suppression.id)).limit(1)) is not None


async def test_corrections_are_labelled_examples(busy: Office, lived_in: str) -> None:
    async with busy.browser(Role.MANAGER, MANAGER) as boss:
        assert (await boss.get("/api/v1/corrections")).text == ""
        async with busy.house.database.begin() as session:
            query = select(MessageIn).where(col(MessageIn.kind) == Kind.QUESTION).order_by(col(MessageIn.id)).limit(1)
            mail = (await session.scalars(query)).one()
        await boss.post(f"/api/v1/responses/{mail.id}/correct", json={"kind": "interested"})
        answer = await boss.get("/api/v1/corrections")
        (line,) = answer.text.splitlines()
        expected = {"text": mail.text, "kind": "interested", "read_kind": "question", "language": "en"}
        assert json.loads(line) == expected
        assert answer.headers["content-disposition"].startswith("attachment")
        assert (await boss.get("/corrections.jsonl")).text == answer.text
    env = {"DATABASE_URL": lived_in, "OFFHOURS_SECRET_KEY": "k" * 32}
    result = await asyncio.to_thread(CliRunner().invoke, app, ["corrections", "export"], env=env)
    assert json.loads(result.stdout) == expected
    with psycopg.connect(plain_url(lived_in)) as connection:
        exports = connection.execute(
            "select by from activity where what = 'corrections.exported' order by id"
        ).fetchall()
    assert exports == [(MANAGER,)] * 3 + [("offhours",)]
