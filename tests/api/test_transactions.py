"""A client is told what was committed, and only that."""

from dataclasses import replace

import httpx
from fastapi import APIRouter

from api.app import create_app
from api.context import Session
from engine.errors import WireError
from engine.store.database import Database
from engine.store.tables import User
from tests.support.api import TUESDAY, Office


async def test_what_fails_late_is_not_reported_as_done_and_tells_no_secrets(house):
    app = create_app(house)
    router = APIRouter()

    @router.post("/api/late", status_code=201)
    async def late(session: Session) -> dict[str, str]:
        for _ in range(2):  # the second breaks the unique address, but only when the session is flushed at commit
            session.add(User(email="twice@example.com", role="rep", created_at=TUESDAY))
        return {"status": "done"}

    @router.post("/api/wire")
    async def wire() -> None:
        raise WireError("the server said no.", field="smtp.host", remedy="Ask it.")

    @router.get("/api/broken")
    async def broken() -> None:
        raise ZeroDivisionError("a secret of ours")

    app.include_router(router)
    async with Office(house, httpx.ASGITransport(app)).stranger() as client:
        answer = await client.post("/api/late")
        assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
        answer = await client.post("/api/wire")
        assert (answer.status_code, answer.json()["field"]) == (502, "smtp.host")
    quiet = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with Office(house, quiet).stranger() as client:
        answer = await client.get("/api/broken")
        assert (answer.status_code, answer.json()["error"]) == (500, "defect")
        assert "secret" not in answer.text


async def test_a_stranger_cannot_fill_the_memory(stranger):
    async def endless():
        while True:
            yield b"x" * 1_000_000

    answer = await stranger.post("/api/v1/sign-in", content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert answer.json()["remedy"] == "Send it in parts."


async def test_a_refused_request_leaves_nothing_behind(admin):
    answer = await admin.post(
        "/api/v1/contacts", json={"email": "x@acme.test", "source": "s", "account": {"name": "A", "country": "QQ"}}
    )
    assert answer.status_code == 422
    assert (await admin.get("/api/v1/accounts")).json()["total"] == 0


async def test_readiness_tells_when_the_database_is_gone(house):
    nowhere = Database("postgresql://nobody@/nothing?host=/nowhere")
    app = create_app(replace(house, database=nowhere))
    async with Office(house, httpx.ASGITransport(app)).stranger() as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "database")
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/o/x")).status_code in {404, 503}
