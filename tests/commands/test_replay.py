"""`offhours replay`: what would have been done with past mail; and nothing is done."""

import asyncio
import json
import mailbox
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import Result
from typer.testing import CliRunner

from engine.errors import Invalid
from engine.settings import IMAP_PASSWORD as PASSWORD
from engine.store.database import plain_url
from engine.store.tables import METADATA
from offhours.cli import app
from offhours.commands.replay import imap_source
from tests.support.pages import lived_in
from tests.support.postgres import database_url
from tests.support.servers import PASSWORD as SECRET
from tests.support.servers import pymap_server

__all__ = ["database_url", "lived_in"]
OPT_OUT = "Please take me off your list and do not write again."


def run(*words: str, **env: str) -> Result:
    given = {"DATABASE_URL": "", "OFFHOURS_SECRET_KEY": "k" * 32, **env}
    return CliRunner().invoke(app, ["replay", *words], env=given)


def mail(text: str, subject: str = "Re: Logistics", sender: str = "Jo <jo@b.test>") -> bytes:
    head = f"From: {sender}\r\nTo: rina@sender.test\r\nSubject: {subject}\r\nIn-Reply-To: <1@sender.test>\r\n"
    return f"{head}Date: Tue, 03 Mar 2026 09:00:00 +0000\r\n\r\n{text}\r\n".encode()


def records(result: Result) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    *mails, last = [json.loads(line) for line in result.stdout.splitlines()]
    return mails, last["sums"]


def everything(url: str) -> dict[str, Any]:
    with psycopg.connect(plain_url(url)) as connection:
        return {
            name: connection.execute(
                f"select count(*), sum(hashtext(t::text)::bigint), max(xmin::text::bigint) from {name} t"
            ).fetchone()
            for name in METADATA.tables
        }


def test_a_mail_is_told_with_its_kind_evidence_and_effect(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(OPT_OUT))
    result = run(str(tmp_path))
    assert result.exit_code == 0, result.output
    assert re.search(r"2026-03-03 unsubscribe \d\d% jo@b\.test", " ".join(result.output.split()))
    assert f"because: {OPT_OUT}" in result.output
    assert "would: suppress the address; end every sequence of theirs: stopped" in result.output
    assert "opts out: jo@b.test" in result.output
    assert "1 mails, 1 from people; nothing was done about them" in result.output


def test_the_sums_and_the_people(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    referral = "I am the wrong person. Please contact Maria Ortega <maria@b.test>, she looks after logistics."
    for text in (referral, OPT_OUT, OPT_OUT, "Yes, happy to talk. Could you call me on Thursday?"):
        box.add(mail(text))
    for folder in (box, box.add_folder("Sent")):  # what Dovecot keeps of each
        for name in ("dovecot-uidlist", "dovecot.index.log", "maildirfolder"):
            (Path(folder._path) / name).write_bytes(b"3 V1714 N5\n")
    mails, sums = records(run("--json", str(tmp_path / "box")))
    assert sums["kinds"] == {"unsubscribe": 2, "referral": 1, "interested": 1}
    assert (sums["mails"], sums["matched"], sums["people"], sums["opt_outs"]) == (4, None, 1, ["jo@b.test"])
    assert sums["effects"]["suppress the address"] == 2
    (named,) = [one for one in mails if one["kind"] == "referral"]
    assert named["people"] == [{"name": "Maria Ortega", "email": "maria@b.test", "relation": "referral"}]
    assert named["answers"] is None


def test_own_mail_is_no_answer_and_a_limit_holds(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(mail("Hello again", sender="rina@sender.test"))
    mails, sums = records(run("--json", "--limit", "2", "--own", "Rina@sender.test", str(tmp_path)))
    assert [one["kind"] for one in mails] == ["own_mail"] * 2
    assert sums["effects"] == {}


def test_a_strangers_mail_does_not_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Hm \x1b[2J \x9b31m", subject="\x1b]0;owned\x07 hello"))
    output = run(str(tmp_path)).output
    assert "hello" in output
    assert not {"\x1b", "\x07", "\x9b"} & set(output)


def test_what_cannot_be_read_is_said_at_the_end(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nothing"))
    assert (result.exit_code, "there is no such file or folder" in result.output) == (2, True)
    assert "0 mails" in result.output


def test_past_mail_is_matched_and_nothing_is_written(lived_in: str, tmp_path: Path) -> None:
    with psycopg.connect(plain_url(lived_in)) as connection:
        rows = connection.execute("select raw, kind, out_id from message_in order by id").fetchall()
    for number, (raw, _, _) in enumerate(rows):
        (tmp_path / f"{number:04}.eml").write_bytes(raw)
    before = everything(lived_in)
    mails, sums = records(run("--json", str(tmp_path), DATABASE_URL=lived_in))
    assert everything(lived_in) == before
    assert [one["kind"] for one in mails] == [kind for _, kind, _ in rows]
    assert sums["matched"] == sum(out is not None for _, _, out in rows) > 20
    assert all(one["effects"] == [] for one in mails if one["kind"] == "unrelated")
    assert {one["answers"].split(", step")[0].split(", ", 1)[1] for one in mails if one["answers"]} == {
        "Yard planners, spring"
    }
    text = run(str(tmp_path), DATABASE_URL=lived_in).output
    assert f"{sums['matched']} answer a mail of this database" in text
    assert run("--json", "--no-match", str(tmp_path), DATABASE_URL=lived_in).exit_code == 0


def test_a_database_of_another_shape_is_left_as_it_is(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Yes."))
    result = run(str(tmp_path), DATABASE_URL=database_url)
    assert result.exit_code == 2
    assert "offhours migrate" in result.output
    with psycopg.connect(plain_url(database_url)) as connection:
        assert connection.execute("select count(*) from pg_class where relname = 'mailbox'").fetchone() == (0,)


async def test_a_mailbox_is_only_looked_at() -> None:
    async with pymap_server() as server:
        for text in (OPT_OUT, "What does it cost?", "Yes, happy to talk. Could you call me on Thursday?"):
            await server.deliver(mail(text))
        login = server.login
        url = f"imap://{login.username}@{login.host}:{login.port}/INBOX"
        result = await asyncio.to_thread(run, "--json", url, **{PASSWORD: SECRET})
        mails, sums = records(result)
        assert [one["kind"] for one in mails] == ["unsubscribe", "question", "interested"]
        assert [one["source"] for one in mails] == ["INBOX/" + one["source"].split("/")[1] for one in mails]
        newest, _ = records(await asyncio.to_thread(run, "--json", "--limit", "2", url, **{PASSWORD: SECRET}))
        assert [one["kind"] for one in newest] == ["question", "interested"]
        mailboxes, _ = server.backend.config.set_cache[login.username]
        inbox = await mailboxes.get_mailbox("INBOX")
        flags = [bytes(flag) async for one in inbox.messages() for flag in one.permanent_flags]
        assert b"\\Seen" not in flags
        wrong = await asyncio.to_thread(run, url, **{PASSWORD: "wrong"})
        assert (wrong.exit_code, sums["mails"]) == (2, 3)
        missing = await asyncio.to_thread(run, f"{url}/nowhere", **{PASSWORD: SECRET})
        assert (missing.exit_code, "cannot be opened" in missing.output) == (2, True)


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("imaps://robin:secret@imap.example.com/INBOX", "source"),
        ("imaps://imap.example.com/INBOX", "source"),
        ("imaps://robin@imap.example.com:port/INBOX", "source"),
        ("imaps://robin@/INBOX", "host"),
        ("imaps://robin@imap.example.com/INBOX", PASSWORD),
    ],
)
def test_a_wrong_address_is_refused(source: str, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    if field == "host":
        monkeypatch.setenv(PASSWORD, "x")
    with pytest.raises(Invalid) as refused:
        imap_source(source)
    assert refused.value.field == field


def test_the_user_may_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "x")
    login, folder = imap_source("imaps://robin@example.com@imap.example.com/Archive/2025%20old")
    assert (login.username, login.host, login.port, folder) == (
        "robin@example.com", "imap.example.com", 993, "Archive/2025 old",
    )  # fmt: skip
    assert imap_source("imap://robin@imap.example.com")[0].security == "starttls"
