"""Lists in their binary form are what psycopg makes of them, for every type that a statement of ours names."""

from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.types.numeric import Int4BinaryDumper, Int8BinaryDumper

from engine.store.arrays import KINDS

NOON = datetime(2026, 3, 3, 12, 0, 0, 17, tzinfo=UTC)
VALUES = {
    "bool": [True, False],
    "bigint": [0, 1, -1, 2**63 - 1, -(2**63)],
    "int": [0, 1, -1, 2**31 - 1, -(2**31)],
    "text": ["", "plain", "jörg\n", '{"quoted", \\}', "NULL"],
    "date": [date(2000, 1, 1), date(1970, 1, 1), date.max, date.min],
    "timestamptz": [NOON, NOON.astimezone(timezone(timedelta(hours=5))), datetime(1969, 12, 31, tzinfo=UTC)],
    "bytea": [b"", b"\0\xff", b"Subject: hello\r\n\r\n"],
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("nulls", [False, True], ids=["without NULL", "with NULL"])
def test_a_list_is_written_as_psycopg_writes_it(name: str, nulls: bool) -> None:
    ways = AdaptersMap(psycopg.adapters)  # a copy: what is registered there is for this test alone
    ways.register_dumper(int, Int4BinaryDumper if name == "int" else Int8BinaryDumper)
    theirs = Transformer(ways)
    values = [*VALUES[name], None] if nulls else VALUES[name]
    (expected,) = theirs.dump_sequence([values], [PyFormat.BINARY])
    assert expected is not None
    assert (KINDS[name].dump(values), (KINDS[name].oid,)) == (bytes(expected), theirs.types)


def test_an_empty_list_has_its_type() -> None:
    assert KINDS["bigint"].dump([]) == b"\0\0\0\0" * 2 + b"\0\0\0\x14"
