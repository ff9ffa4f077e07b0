"""`offhours classify`: files, folders, mbox files and maildirs; one JSON line per mail; problems on stderr."""

import gc
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from engine.rules.reading import leaning
from offhours.cli import app
from offhours.commands import classify as command
from offhours.commands.classify import lines

MAIL = "From: Jo <jo@b.test>\nTo: rina@sender.test\nSubject: Re: {0}\nMessage-ID: <{0}@b.test>\n\nMaria does that.\n"
KEYS = [
    "path",
    "kind",
    "confidence",
    "because",
    "hard",
    "bounce",
    "status",
    "reason",
    "failed_recipients",
    "return_date",
    "check_back_date",
    "people",
    "new_address",
    "decline",
    "text",
]


def paths_of(found: list[str]) -> list[str]:
    return [json.loads(line)["path"] for line in found]


def test_each_line_has_exactly_the_agreed_keys(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text(MAIL.format("one"))
    (line,) = lines([file])
    assert list(json.loads(line)) == KEYS


def test_a_bounce_says_whether_the_address_is_dead(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text(
        "From: MAILER-DAEMON@b.test\nSubject: failure notice\n\n<lee@b.test>:\n550 user unknown, not delivered\n"
    )
    record = json.loads(next(lines([file])))
    assert (record["kind"], record["hard"], record["failed_recipients"]) == ("bounce", True, ["lee@b.test"])


@pytest.mark.parametrize(
    ("said", "bounce"),
    [
        ("550 5.1.1 user unknown", "hard"),
        ("452 4.2.2 mailbox full", "soft"),
        ("550 5.7.1 message rejected as spam, your IP is on a blocklist", "block"),
    ],
)
def test_a_bounce_says_whether_it_is_hard_soft_or_a_block(tmp_path: Path, said: str, bounce: str) -> None:
    file = tmp_path / "a.eml"
    file.write_text(f"From: MAILER-DAEMON@b.test\nSubject: failure notice\n\n<lee@b.test>:\n{said}, not delivered\n")
    record = json.loads(next(lines([file])))
    assert (record["kind"], record["bounce"], record["hard"]) == ("bounce", bounce, bounce == "hard")


def test_mail_from_an_address_of_ours_is_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text(MAIL.format("one"))
    for words in ([], ["--own", "else@b.test"], ["--own", " Jo@B.test", "--own", "else@b.test"]):
        (record,) = map(json.loads, CliRunner().invoke(app, ["classify", *words, str(file)]).stdout.splitlines())
        assert (record["kind"] == "own_mail") == (len(words) == 4)


@pytest.mark.parametrize("command", ["classify", "replay"])
@pytest.mark.parametrize("content", [None, b"no weights", zlib.compress(b""), zlib.compress(b"too few")])
def test_weights_that_are_none_are_told_on_one_line(tmp_path: Path, command: str, content: bytes | None) -> None:
    weights, file = tmp_path / "learned.weights", tmp_path / "a.eml"
    if content is not None:
        weights.write_bytes(content)
    file.write_text(MAIL.format("one"))
    given = {"OFFHOURS_WEIGHTS": str(weights), "DATABASE_URL": ""}
    done = CliRunner().invoke(app, [command, str(file)], env=given)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("offhours: OFFHOURS_WEIGHTS: ")
    assert "buffer" not in line


def test_weights_may_be_named_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text(MAIL.format("one"))
    done = CliRunner().invoke(app, ["classify", "--weights", str(tmp_path / "none"), str(file)])
    assert done.exit_code == 2
    assert done.stderr.startswith("offhours: OFFHOURS_WEIGHTS: ")
    done = CliRunner().invoke(app, ["classify", "--weights", str(leaning.SHIPPED), str(file)])
    assert (done.exit_code, gc.isenabled()) == (0, True)


def test_a_no_says_why_and_whether_it_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    body = "We are not interested: my boss turned it down, there is no budget."
    file.write_text(f"From: Jo <jo@b.test>\nSubject: Re: Logistics\nIn-Reply-To: <1@sender.test>\n\n{body}\n")
    record = json.loads(next(lines([file])))
    told = {"reason": "budget", "because": body, "decision_maker": "yes", "decider_because": body}
    assert (record["kind"], record["decline"]) == ("not_interested", told)


def test_people_are_named_with_what_they_are_to_the_writer(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    body = "I am the wrong person. For invoices please contact Maria Ortega <maria@b.test>."
    file.write_text(f"From: Jo <jo@b.test>\nSubject: Re: Logistics\nIn-Reply-To: <1@sender.test>\n\n{body}\n")
    result = CliRunner().invoke(app, ["classify", str(file)])
    assert result.exit_code == 0
    (person,) = json.loads(result.stdout)["people"]
    assert (person["email"], person["relation"], person["topic"]) == ("maria@b.test", "referral", "invoices")
    assert list(person) == ["name", "email", "phone", "title", "topic", "relation"]


def test_folders_are_read_in_order_and_in_depth(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", "deep/er/c.eml", ".hidden"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(MAIL.format("x"))
    assert paths_of(list(lines([tmp_path]))) == [str(tmp_path / name) for name in ("a.eml", "b.eml", "deep/er/c.eml")]


def test_unfinished_mails_of_a_maildir_are_left_alone(tmp_path: Path) -> None:
    for name in ("cur/1", "new/2", "tmp/3"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(MAIL.format("x"))
    assert paths_of(list(lines([tmp_path]))) == [str(tmp_path / "cur/1"), str(tmp_path / "new/2")]


def test_an_mbox_has_a_number_for_each_mail(tmp_path: Path) -> None:
    file = tmp_path / "all.mbox"
    envelope = "From jo@b.test Tue Mar  3 08:00:00 2026\n"
    body = "From here on it is body.\n\nFrom Monday we are closed.\n\n"
    file.write_text(envelope + MAIL.format("one") + body + envelope + MAIL.format("two"))
    found = [json.loads(line) for line in lines([file])]
    assert [record["path"] for record in found] == [f"{file}#1", f"{file}#2"]
    assert "closed" in found[0]["text"]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n", b"\xef\xbb\xbf\r\n\r\n"])
def test_what_editors_put_before_a_file_hides_neither_mails_nor_headers(tmp_path: Path, before: bytes) -> None:
    mail, envelope = MAIL.format("one").encode(), b"From jo@b.test Tue Mar  3 08:00:00 2026\n"
    (tmp_path / "all.mbox").write_bytes(before + envelope + mail + b"\n" + envelope + mail)
    (tmp_path / "one.eml").write_bytes(before + mail)
    found = [json.loads(line) for line in lines([tmp_path], own=frozenset({"jo@b.test"}))]
    assert [record["kind"] for record in found] == ["own_mail"] * 3


def test_a_sentence_of_an_mbox_is_neither_a_quote_nor_another_mail(tmp_path: Path) -> None:
    """“>From” is how such a file writes a line that begins with “From”."""
    file = tmp_path / "all.mbox"
    envelope = "From jo@b.test Tue Mar  3 8:00:00 2026\n"
    body = "\n>From Monday on please ask kim@b.test.\n\nFrom 10:30 on we are closed.\n\n"
    file.write_text(envelope + MAIL.format("one") + body + envelope + MAIL.format("two"))
    first, second = [json.loads(line) for line in lines([file])]
    assert first["text"].endswith("From Monday on please ask kim@b.test.\n\nFrom 10:30 on we are closed.")
    assert second["text"] == "Maria does that."


def test_what_cannot_be_read_is_said_after_the_rest_was_done(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(b"\xff\x00 nonsense")
    result = CliRunner().invoke(app, ["classify", str(tmp_path / "missing"), str(file)])
    assert result.exit_code == 2
    assert paths_of(result.stdout.splitlines()) == [str(file)]
    assert "missing: there is no such file or folder" in result.stderr


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.eml"
    file.write_text(MAIL.format("one"))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    problems: list[tuple[Path, str]] = []
    assert list(lines([file], problems)) == []
    assert problems == [(file, "it cannot be read (Permission denied). Check its permissions.")]


def test_classifying_does_not_load_the_database_or_the_server() -> None:
    script = (
        "import sys; from offhours.commands import classify; "
        "sys.exit(any(name in sys.modules for name in ('sqlmodel', 'sqlalchemy', 'fastapi', 'pydantic')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def run(*paths: Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "offhours", "classify", *map(str, paths)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def test_output_is_utf_8_whatever_the_terminal_and_the_mail_say(tmp_path: Path) -> None:
    head = b"From: a@b.example\nSubject: =?utf-7?q?+2AA-_x?=\nContent-Type: text/plain; charset=utf-7\n\n"
    (tmp_path / "a.eml").write_bytes(head + b"+2AA-  gr+APw-n\n")
    (tmp_path / "b.eml").write_text(MAIL.format("two"))
    done = run(tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = map(json.loads, done.stdout.decode().splitlines())
    assert (first["text"], second["text"]) == ("\ufffd  grün", "Maria does that.")


def test_a_mail_that_breaks_the_reader_does_not_lose_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes, **known: Any) -> Any:
        if b"one" in raw:
            raise ValueError("nonsense")
        return read(raw, **known)

    read = command.read
    monkeypatch.setattr(command, "read", broken)
    for name in ("one", "two"):
        (tmp_path / f"{name}.eml").write_text(MAIL.format(name))
    first, second = map(json.loads, lines([tmp_path]))
    assert list(first) == KEYS
    assert (first["kind"], first["confidence"]) == ("other", 0)
    assert first["because"] == "it could not be read: ValueError: nonsense"
    assert second["text"] == "Maria does that."


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text("".join(f"From x 10:00\n{MAIL.format(n)}\n" for n in range(600)))
    command = [sys.executable, "-m", "offhours", "classify", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
