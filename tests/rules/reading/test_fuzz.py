"""Mutants of the corpus and hostile sizes: whatever arrives is read without an exception and in bounded time.

READING_MUTANTS sets how many (default 300); `make fuzz` reads 20,000.
"""

import os

import pytest

from engine.rules.reading.chain import read
from tests.support.mutants import SECONDS_AT_MOST, SEED, readings, timed

MUTANTS = int(os.environ.get("READING_MUTANTS", "300"))


def test_no_mutant_breaks_or_delays_the_reader() -> None:
    assert [one for one in readings(SEED, range(MUTANTS)) if one.wrong] == []


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
    "notices": b"your data gdpr message in error if you.\n" * (LONG // 40),
    "postscripts": b"--\nPS: a b c d\n" * (LONG // 15),
    "cards": b"******\na 1234567890\n" * (LONG // 20),
    "armour": b"-----BEGIN PGP SIGNATURE-----\nabc\n" * (LONG // 34),
    "quoted elements": b"<div class=gmail_quote>a:" + b"<blockquote>a</blockquote>" * (LONG // 26),
    "fields": b"X-A: b\n" * (LONG // 7),
    "addresses in fields": b"From: a@b.example\n" * (LONG // 18),
    "letters of no charset": b"\xd0\xe8\xf2 a\xb3b " * (LONG // 8),
    "folded replies": b"<a@b.test>: said:\n    550-5.1.1 no\n    550 5.1.1 no\n" * (LONG // 52),
    "message sizes": b"message user mailbox quota " * (LONG // 27),
}
HEADS = {
    "plain": b"From: a@reader.test\nSubject: Re: x\nContent-Type: text/plain\n\n",
    "html": b"From: a@reader.test\nSubject: Re: x\nContent-Type: text/html\n\n",
    "machine": b"From: a@reader.test\nSubject: Re: x\nAuto-Submitted: auto-replied\n\n",
    "daemon": b"From: MAILER-DAEMON@reader.test\nSubject: Undelivered Mail\nReturn-Path: <>\n\nnot delivered\n",
    "status": b"From: MAILER-DAEMON@reader.test\nContent-Type: message/delivery-status\n\nAction: failed\n",
    "subject": b"From: a@reader.test\nSubject: ",
    "sender": b"Subject: Re: x\nFrom: ",
    "type": b"Content-Type: multipart/mixed; boundary=",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_sizes_are_read_within_a_second(head: bytes, body: bytes) -> None:
    seconds, (_, verdict) = timed(read, head + body)
    assert seconds < SECONDS_AT_MOST
    assert verdict.rule != "broken", verdict.because
