"""Mutants of the corpus: whatever arrives is read without an exception and in bounded time.

READING_MUTANTS sets how many (default 300); the seed is fixed so that a failure comes back.
"""

import base64
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.rules.reading.chain import read

CORPUS = Path(__file__).parents[2] / "corpus" / "structural"
MUTANTS = int(os.environ.get("READING_MUTANTS", "300"))
SEED = 20260303
SECONDS_AT_MOST = 1.0
Mutation = Callable[[random.Random, bytes], bytes]


def truncate(dice: random.Random, raw: bytes) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def flip_bytes(dice: random.Random, raw: bytes) -> bytes:
    data = bytearray(raw)
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def reencode(dice: random.Random, raw: bytes) -> bytes:
    return raw.decode("utf-8", "replace").encode(dice.choice(["utf-16", "cp1252", "iso-2022-jp", "utf-7"]), "replace")


def transfer(dice: random.Random, raw: bytes) -> bytes:
    how = dice.choice([b"base64", b"quoted-printable", b"x-unknown"])
    return b"Content-Transfer-Encoding: " + how + b"\n" + raw


def declare_charset(dice: random.Random, raw: bytes) -> bytes:
    name = dice.choice([b"punycode", b"utf-16", b"x-nothing", b"hz", b"'", b"unicode_escape"])
    return raw.replace(b"utf-8", name).replace(b"us-ascii", name)


def nest(dice: random.Random, raw: bytes) -> bytes:
    for number in range(dice.randrange(1, 40)):
        mark = str(number).encode()
        kind = dice.choice([b"multipart/mixed", b"multipart/alternative", b"multipart/report"])
        wrapped = b"Content-Type: message/rfc822\n\n" + raw if dice.random() < 0.3 else raw
        raw = (
            b"Content-Type: "
            + kind
            + b"; boundary="
            + mark
            + b"\n\n--"
            + mark
            + b"\n"
            + wrapped
            + b"\n--"
            + mark
            + b"--\n"
        )
    return raw


def corrupt_headers(dice: random.Random, raw: bytes) -> bytes:
    bad = dice.choice(
        [
            b"Subject: =?utf-8?b?////=?=\n",
            b"From: \xff\xfe <a@b@c>\n",
            b"Date: Tue, 99 Foo 2026 99:99:99 +9999\n",
            b"Content-Type: multipart/mixed; boundary*0*=utf-8''%ff; boundary*1=\n",
            b": no name\n\tfolded\n",
            b"References: " + b"<" * 5_000 + b"\n",
            b"To: " + b'"' * 5_001 + b"\n",
            b"To:" + b" (a" * 3_000 + b"\n",
        ]
    )
    at = raw.find(b"\n") + 1
    return bad + raw if dice.random() < 0.5 else raw[:at] + bad + raw[at:]


def repeat_lines(dice: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * 2_000, *lines[at:]])


def drop_line_ends(dice: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"\n", dice.choice([b"", b"\r", b"\r\n", b"\n\n", b" "]))


def encode_body(dice: random.Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n\n")
    return head + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(body)[dice.randrange(4) :]


MUTATIONS: tuple[Mutation, ...] = (
    truncate,
    flip_bytes,
    reencode,
    transfer,
    declare_charset,
    nest,
    corrupt_headers,
    repeat_lines,
    drop_line_ends,
    encode_body,
)


def test_no_mutant_breaks_or_delays_the_reader() -> None:
    dice = random.Random(SEED)
    originals = [file.read_bytes() for file in sorted(CORPUS.glob("*.eml"))]
    for _ in range(MUTANTS):
        raw = dice.choice(originals)
        for mutation in dice.sample(MUTATIONS, dice.randrange(1, 4)):
            raw = mutation(dice, raw) or b"\n"
        started = time.process_time()
        _, verdict = read(raw)
        assert time.process_time() - started < SECONDS_AT_MOST
        assert verdict.rule != "broken", verdict.because


LONG = 100_000
HOSTILE = {
    "one line": b"a" * LONG,
    "spaces": b" " * LONG,
    "colons": b":" * LONG,
    "quotes": b"> " * LONG,
    "quoted lines": b"> a\n" * (LONG // 4),
    "dashes": b"-" * LONG,
    "dashed lines": b"-----\n" * (LONG // 6),
    "attributions": b"On 3 March 2026 at 7:40 Rina wrote:\n" * (LONG // 36),
    "header lines": b"From: a\n" * (LONG // 8),
    "addresses": b"a@b.test " * (LONG // 9),
    "half addresses": b"a@" * LONG,
    "words": b"the user mailbox recipient account is " * (LONG // 38),
    "digits": b"550 5.1.1 " * (LONG // 10),
    "brackets": b'<("[' * (LONG // 4),
    "open elements": b"<div><b>" * (LONG // 8),
    "balanced elements": b"<div>" * 40_000 + b"</div>" * 40_000,
    "tables": b"<table><tr><td>" * (LONG // 15),
    "entities": b"&amp;" * (LONG // 5),
    "soft breaks": b"=\n" * LONG,
    "fields": b"X-A: b\n" * (LONG // 7),
    "message sizes": b"message user mailbox quota " * (LONG // 27),
}
HEADS = {
    "plain": b"From: a@reader.test\nSubject: Re: x\nContent-Type: text/plain\n\n",
    "html": b"From: a@reader.test\nSubject: Re: x\nContent-Type: text/html\n\n",
    "daemon": b"From: MAILER-DAEMON@reader.test\nSubject: Undelivered Mail\nReturn-Path: <>\n\nnot delivered\n",
    "status": b"From: MAILER-DAEMON@reader.test\nContent-Type: message/delivery-status\n\nAction: failed\n",
    "subject": b"From: a@reader.test\nSubject: ",
    "sender": b"Subject: Re: x\nFrom: ",
    "type": b"Content-Type: multipart/mixed; boundary=",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_sizes_are_read_within_a_second(head: bytes, body: bytes) -> None:
    started = time.process_time()
    _, verdict = read(head + body)
    assert time.process_time() - started < SECONDS_AT_MOST
    assert verdict.rule != "broken", verdict.because
