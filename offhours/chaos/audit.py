"""A witness inside the database: triggers that note what was said in which transaction, whatever the engine believes.

Moments are those of the server's commit, not of the engine's clock: a stop that was committed before a transaction
that said *sending* came before it, however many processes were paused in between.
"""

from dataclasses import dataclass
from datetime import datetime

import psycopg

WITNESS = """
create schema chaos;
create table chaos.move (
    id bigint generated always as identity, xid xid not null, began timestamptz not null, at timestamptz not null,
    out_id bigint not null, attempt integer not null, old text not null, new text not null,
    sending_at timestamptz, settled_by text not null, by text not null);
create table chaos.stop (
    id bigint generated always as identity, xid xid not null, kind text not null, key text not null,
    value text not null);

create function chaos.moved() returns trigger language plpgsql as $$
begin
    insert into chaos.move (xid, began, at, out_id, attempt, old, new, sending_at, settled_by, by)
    values (pg_current_xact_id()::xid, transaction_timestamp(), clock_timestamp(), new.id, new.attempts, old.state,
            new.state, new.sending_at, new.settled_by, current_setting('application_name'));
    return null;
end $$;
create trigger chaos_moved after update of state on message_out for each row
    when (old.state is distinct from new.state) execute function chaos.moved();

create function chaos.suppressed() returns trigger language plpgsql as $$
begin
    insert into chaos.stop (xid, kind, key, value)
    values (pg_current_xact_id()::xid, case when new.address is null then 'domain' else 'address' end,
            coalesce(new.address, new.domain), new.reason);
    return null;
end $$;
create trigger chaos_suppressed after insert on suppression for each row execute function chaos.suppressed();

create function chaos.binned() returns trigger language plpgsql as $$
begin
    insert into chaos.stop (xid, kind, key, value) values (pg_current_xact_id()::xid, 'bin', new.id::text, new.bin);
    return null;
end $$;
create trigger chaos_binned after update of bin on account for each row
    when (old.bin is distinct from new.bin) execute function chaos.binned();

create function chaos.campaign() returns trigger language plpgsql as $$
begin
    insert into chaos.stop (xid, kind, key, value)
    values (pg_current_xact_id()::xid, 'campaign', new.id::text, new.state);
    return null;
end $$;
create trigger chaos_campaign after update of state on campaign for each row
    when (old.state is distinct from new.state) execute function chaos.campaign();
"""
MOVES = (
    "select out_id, attempt, old, new, began, at, pg_xact_commit_timestamp(xid), sending_at, settled_by, by"
    " from chaos.move order by id"
)
STOPS = "select kind, key, value, pg_xact_commit_timestamp(xid) from chaos.stop order by id"


@dataclass(frozen=True)
class Move:
    """One change of a mail's state, by one of the run's processes (`Hand.name`). `began`, `at` and `committed` are
    machine time, `sending_at` is the engine's."""

    out_id: int
    attempt: int
    old: str
    new: str
    began: datetime
    at: datetime
    committed: datetime
    sending_at: datetime | None
    settled_by: str
    by: str = ""


@dataclass(frozen=True)
class Stop:
    """A suppression, a bin or a campaign's state, in force from `committed` (machine time)."""

    kind: str
    key: str
    value: str
    committed: datetime


def install(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(WITNESS)


def read(url: str) -> tuple[list[Move], list[Stop]]:
    with psycopg.connect(url, autocommit=True) as connection:
        moves = [Move(*row) for row in connection.execute(MOVES)]
        stops = [Stop(*row) for row in connection.execute(STOPS)]
    return moves, stops
