"""Everything the market remembers, in one SQLite file.

WAL with synchronous=NORMAL: a commit has reached the operating system before it returns, so a killed process loses
nothing. (Only a power cut could take the last commits; the demo does not play power cuts.)
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

INBOX = "INBOX"
SENT = "Sent"
FOLDERS = (INBOX, SENT, "Junk")
FIRST_UID = 101  # so that nobody can mistake sequence numbers for UIDs
SEEN = "\\Seen"

SCHEMA = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists folder (
    mailbox text not null, name text not null, uidvalidity integer not null, uidnext integer not null,
    primary key (mailbox, name)) without rowid;
create table if not exists message (
    mailbox text not null, folder text not null, uid integer not null, message_id text not null,
    flags text not null, arrived text not null, raw blob not null, primary key (mailbox, folder, uid));
create index if not exists message_by_id on message (mailbox, folder, message_id);
create table if not exists submission (
    id integer primary key, at text not null, mailbox text not null, sender text not null, message_id text not null,
    subject text not null, in_reply_to text not null, raw blob not null);
create index if not exists submission_by_reply on submission (in_reply_to);
create table if not exists acceptance (
    submission integer not null references submission, recipient text not null, role text not null,
    fate text not null, primary key (submission, recipient));
create index if not exists acceptance_by_recipient on acceptance (recipient);
create table if not exists refusal (
    id integer primary key, at text not null, mailbox text not null, recipient text not null, reply text not null,
    bounce text not null);
create table if not exists person (
    address text primary key, deliveries integer not null default 0, setbacks integer not null default 0,
    away_until text not null default '', answered text not null default '');
create table if not exists intention (
    id integer primary key, due text not null, act text not null, address text not null, mailbox text not null,
    submission integer, detail text not null, state text not null default 'waiting', done_at text);
create index if not exists intention_waiting on intention (due) where state = 'waiting';
create table if not exists truth (
    message_id text primary key, mailbox text not null, folder text not null, kind text not null,
    bounce text not null, about text not null, sender text not null, contact text not null,
    delivered_at text not null, facts text not null);
create table if not exists opt_out (
    id integer primary key, address text not null, at text not null, how text not null);
create table if not exists visit (
    id integer primary key, address text not null, at text not null, method text not null, url text not null,
    status text not null);
"""

Listener = Callable[[str, str], None]


@dataclass(frozen=True)
class Message:
    """One mail in a folder. `raw` has CRLF line ends."""

    uid: int
    flags: tuple[str, ...]
    arrived: datetime
    raw: bytes


@dataclass(frozen=True)
class FolderState:
    uidvalidity: int
    uidnext: int


@dataclass(frozen=True)
class Intention:
    """Something a person or a machine will do. `submission` is the mail it is about."""

    id: int
    due: datetime
    act: str
    address: str
    mailbox: str
    submission: int | None
    detail: dict[str, str]


@dataclass(frozen=True)
class Submission:
    """A mail a rep handed in."""

    id: int
    at: datetime
    mailbox: str
    sender: str
    message_id: str
    subject: str
    in_reply_to: str
    raw: bytes


def text_of(moment: datetime) -> str:
    """Sortable: always UTC, always with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Store:
    """One connection, used from one event loop. Each change happens inside `transaction`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "market.sqlite3", isolation_level=None)
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("pragma synchronous = normal")
        self.db.executescript(SCHEMA)
        self._listeners: set[Listener] = set()
        self._rung: list[tuple[str, str]] = []

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; listeners hear of new mail only after the commit."""
        self.db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._rung.clear()
            self.db.execute("rollback")
            raise
        self.db.execute("commit")
        rung, self._rung = self._rung, []
        for mailbox, folder in rung:
            for listener in tuple(self._listeners):
                listener(mailbox, folder)

    def listen(self, listener: Listener) -> None:
        self._listeners.add(listener)

    def unlisten(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def meta(self, key: str) -> str | None:
        row = self.db.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        self.db.execute("insert or replace into meta values (?, ?)", (key, value))

    # folders

    def open_mailbox(self, mailbox: str, uidvalidity: int) -> None:
        """The first opening decides UIDVALIDITY; it never changes afterwards."""
        for name in FOLDERS:
            self.db.execute("insert or ignore into folder values (?, ?, ?, ?)", (mailbox, name, uidvalidity, FIRST_UID))

    def folder(self, mailbox: str, name: str) -> FolderState | None:
        row = self.db.execute(
            "select uidvalidity, uidnext from folder where mailbox = ? and name = ?", (mailbox, name)
        ).fetchone()
        return None if row is None else FolderState(*row)

    def file(
        self, mailbox: str, folder: str, raw: bytes, message_id: str, at: datetime, flags: tuple[str, ...] = ()
    ) -> int:
        """Puts a mail into a folder; the UID it got. UIDs have gaps, as on servers where mails were deleted."""
        state = self.folder(mailbox, folder)
        assert state is not None, f"no folder {folder} of {mailbox}"
        uid = state.uidnext
        self.db.execute(
            "update folder set uidnext = ? where mailbox = ? and name = ?",
            (uid + (3 if uid % 7 == 0 else 1), mailbox, folder),
        )
        self.db.execute(
            "insert into message values (?, ?, ?, ?, ?, ?, ?)",
            (mailbox, folder, uid, message_id, " ".join(flags), text_of(at), raw),
        )
        self._rung.append((mailbox, folder))
        return uid

    def uids(self, mailbox: str, folder: str, after: int = 0) -> list[int]:
        rows = self.db.execute(
            "select uid from message where mailbox = ? and folder = ? and uid > ? order by uid",
            (mailbox, folder, after),
        )
        return [uid for (uid,) in rows]

    def message(self, mailbox: str, folder: str, uid: int) -> Message | None:
        row = self.db.execute(
            "select uid, flags, arrived, raw from message where mailbox = ? and folder = ? and uid = ?",
            (mailbox, folder, uid),
        ).fetchone()
        return None if row is None else Message(row[0], tuple(row[1].split()), moment_of(row[2]), row[3])

    def unseen(self, mailbox: str, folder: str) -> list[int]:
        rows = self.db.execute(
            "select uid from message where mailbox = ? and folder = ? and instr(flags, ?) = 0 order by uid",
            (mailbox, folder, SEEN),
        )
        return [uid for (uid,) in rows]

    def uids_by_message_id(self, mailbox: str, folder: str, message_id: str) -> set[int]:
        rows = self.db.execute(
            "select uid from message where mailbox = ? and folder = ? and message_id = ?",
            (mailbox, folder, message_id),
        )
        return {uid for (uid,) in rows}

    def set_flags(self, mailbox: str, folder: str, uid: int, flags: tuple[str, ...]) -> None:
        self.db.execute(
            "update message set flags = ? where mailbox = ? and folder = ? and uid = ?",
            (" ".join(flags), mailbox, folder, uid),
        )

    # what reps hand in

    def accept(
        self, *, at: datetime, mailbox: str, sender: str, message_id: str, subject: str, in_reply_to: str, raw: bytes
    ) -> Submission:
        cursor = self.db.execute(
            "insert into submission (at, mailbox, sender, message_id, subject, in_reply_to, raw)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (text_of(at), mailbox, sender, message_id, subject, in_reply_to, raw),
        )
        assert cursor.lastrowid is not None
        return Submission(cursor.lastrowid, at, mailbox, sender, message_id, subject, in_reply_to, raw)

    def submission(self, number: int) -> Submission:
        row = self.db.execute(
            "select id, at, mailbox, sender, message_id, subject, in_reply_to, raw from submission where id = ?",
            (number,),
        ).fetchone()
        return Submission(row[0], moment_of(row[1]), *row[2:])

    def reached_before(self, recipient: str, message_id: str) -> bool:
        """Whether this very mail already arrived: a second copy makes nobody act a second time."""
        row = self.db.execute(
            "select 1 from acceptance join submission on submission.id = acceptance.submission"
            " where recipient = ? and message_id = ? and fate = 'delivered' limit 1",
            (recipient, message_id),
        ).fetchone()
        return row is not None

    def record_acceptance(self, submission: int, recipient: str, role: str, fate: str) -> None:
        self.db.execute("insert or ignore into acceptance values (?, ?, ?, ?)", (submission, recipient, role, fate))

    def record_refusal(self, at: datetime, mailbox: str, recipient: str, reply: str, bounce: str) -> None:
        self.db.execute(
            "insert into refusal (at, mailbox, recipient, reply, bounce) values (?, ?, ?, ?, ?)",
            (text_of(at), mailbox, recipient, reply, bounce),
        )

    def answered_by_submission(self, message_id: str) -> bool:
        """Whether the rep's answer to this mail already went through the server."""
        row = self.db.execute("select 1 from submission where in_reply_to = ? limit 1", (message_id,)).fetchone()
        return row is not None

    # people and what they are going to do

    def person_count(self, address: str, column: str) -> int:
        """Adds one to `deliveries` or `setbacks` of this address and says how many there are now."""
        assert column in {"deliveries", "setbacks"}
        self.db.execute("insert or ignore into person (address) values (?)", (address,))
        row = self.db.execute(
            f"update person set {column} = {column} + 1 where address = ? returning {column}",  # noqa: S608 - two literals
            (address,),
        ).fetchone()
        return int(row[0])

    def away_until(self, address: str) -> datetime | None:
        row = self.db.execute("select away_until from person where address = ?", (address,)).fetchone()
        return moment_of(row[0]) if row and row[0] else None

    def set_away(self, address: str, until: datetime) -> None:
        self.db.execute("update person set away_until = ? where address = ?", (text_of(until), address))

    def intend(
        self,
        due: datetime,
        act: str,
        address: str,
        mailbox: str,
        submission: int | None = None,
        detail: dict[str, str] | None = None,
    ) -> None:
        self.db.execute(
            "insert into intention (due, act, address, mailbox, submission, detail) values (?, ?, ?, ?, ?, ?)",
            (text_of(due), act, address, mailbox, submission, json.dumps(detail or {})),
        )

    def next_intention(self, *, web: bool) -> Intention | None:
        """The earliest that waits, among those that need HTTP or among the others."""
        row = self.db.execute(
            "select id, due, act, address, mailbox, submission, detail from intention"
            " where state = 'waiting' and (act in ('scan', 'opt_out')) = ? order by due, id limit 1",
            (web,),
        ).fetchone()
        if row is None:
            return None
        number, due, act, address, mailbox, submission, detail = row
        return Intention(number, moment_of(due), act, address, mailbox, submission, json.loads(detail))

    def finish_intention(self, number: int, at: datetime, state: str = "done") -> bool:
        """False when it was no longer waiting."""
        cursor = self.db.execute(
            "update intention set state = ?, done_at = ? where id = ? and state = 'waiting'",
            (state, text_of(at), number),
        )
        return cursor.rowcount == 1

    def postpone(self, number: int, due: datetime, detail: dict[str, str]) -> None:
        self.db.execute(
            "update intention set due = ?, detail = ? where id = ?", (text_of(due), json.dumps(detail), number)
        )

    def cancel_after(self, until: datetime) -> int:
        """Nothing due later than this will happen; how many that were."""
        cursor = self.db.execute(
            "update intention set state = 'cancelled' where state = 'waiting' and due > ?", (text_of(until),)
        )
        return cursor.rowcount

    def waiting(self) -> int:
        return int(self.db.execute("select count(*) from intention where state = 'waiting'").fetchone()[0])

    # the truth

    def record_truth(
        self,
        *,
        message_id: str,
        mailbox: str,
        folder: str,
        kind: str,
        bounce: str,
        about: str,
        sender: str,
        contact: str,
        at: datetime,
        facts: dict[str, object],
    ) -> None:
        self.db.execute(
            "insert into truth values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (message_id, mailbox, folder, kind, bounce, about, sender, contact, text_of(at), json.dumps(facts)),
        )

    def record_opt_out(self, address: str, at: datetime, how: str) -> None:
        self.db.execute("insert into opt_out (address, at, how) values (?, ?, ?)", (address, text_of(at), how))

    def record_visit(self, address: str, at: datetime, method: str, url: str, status: str) -> None:
        self.db.execute(
            "insert into visit (address, at, method, url, status) values (?, ?, ?, ?, ?)",
            (address, text_of(at), method, url, status),
        )
