"""Mutants of the corpus of structural mails: `make fuzz` reads 20,000 of them, the suite some hundreds.

Each mutant is made from its own number and the seed, so that one that breaks something comes back alone:
`make fuzz ARGS="--only 1234 --write mutant.eml"`.
"""

import argparse
import base64
import binascii
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from engine.rules.reading.chain import read

CORPUS = Path(__file__).parents[1] / "corpus" / "structural"
SEED = 20260303
SECONDS_AT_MOST = 1.0
MUTATIONS_AT_MOST = 4
Mutation = Callable[[Random, bytes], bytes]
Done = TypeVar("Done")

CHARSETS = (b"punycode", b"utf-16", b"x-nothing", b"hz", b"'", b"unicode_escape", b"utf-7", b"iso-2022-jp", b"gb18030")
KINDS = (b"multipart/mixed", b"multipart/alternative", b"multipart/report", b"multipart/digest", b"multipart/related")
BAD_HEADERS = (
    b"Subject: =?utf-8?b?////=?=\n",
    b"Subject: " + "再送".encode("shift_jis") + b" \xff\xfe\n",
    b"From: \xff\xfe <a@b@c>\n",
    b"Date: Tue, 99 Foo 2026 99:99:99 +9999\n",
    b"Date: Tue, 3 Mar 2026 08:00:00 +99999999999\n",
    b"Content-Type: multipart/mixed; boundary*0*=utf-8''%ff; boundary*1=\n",
    b"Content-Type: message/rfc822\n",
    b"Content-Type: text/html; charset=\n",
    b"Content-Transfer-Encoding: x-uuencode\n",
    b": no name\n\tfolded\n",
    b"References: " + b"<" * 5_000 + b"\n",
    b"References: " + b"<a@b> " * 5_000 + b"\n",
    b"To: " + b'"' * 5_001 + b"\n",
    b"To:" + b" (a" * 3_000 + b"\n",
    b"To: " + b"a@b.test, " * 3_000 + b"\n",
    b"X-Failed-Recipients: " + b"a@b.test," * 2_000 + b"\n",
    b"Received: " + b"x; " * 3_000 + b"\n",
)
ODD = ("\u202e", "\u0301" * 50, "\ufffd", "\U0001f600", "\u2028", "\x00", "İ", "ﬃ", "\u3000", "\ud7ff")


def truncate(dice: Random, raw: bytes) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def behead(dice: Random, raw: bytes) -> bytes:
    return raw[dice.randrange(len(raw)) :]


def flip_bytes(dice: Random, raw: bytes) -> bytes:
    data = bytearray(raw)
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def flip_bits(dice: Random, raw: bytes) -> bytes:
    data = bytearray(raw)
    for _ in range(dice.randrange(1, 200)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def reencode(dice: Random, raw: bytes) -> bytes:
    names = ["utf-16", "utf-32", "cp1252", "iso-2022-jp", "utf-7", "gb18030", "koi8-r"]
    return raw.decode("utf-8", "replace").encode(dice.choice(names), "replace")


def transfer(dice: Random, raw: bytes) -> bytes:
    how = dice.choice([b"base64", b"quoted-printable", b"x-unknown", b"BASE64 ", b"uuencode"])
    return b"Content-Transfer-Encoding: " + how + b"\n" + raw


def declare_charset(dice: Random, raw: bytes) -> bytes:
    name = dice.choice(CHARSETS)
    return raw.replace(b"utf-8", name).replace(b"us-ascii", name)


def nest(dice: Random, raw: bytes) -> bytes:
    for number in range(dice.randrange(1, 40)):
        mark = str(number).encode()
        wrapped = b"Content-Type: message/rfc822\n\n" + raw if dice.random() < 0.3 else raw
        head = b"Content-Type: " + dice.choice(KINDS) + b"; boundary=" + mark
        raw = head + b"\n\n--" + mark + b"\n" + wrapped + b"\n--" + mark + b"--\n"
    return raw


def corrupt_headers(dice: Random, raw: bytes) -> bytes:
    bad = dice.choice(BAD_HEADERS)
    at = raw.find(b"\n") + 1
    return bad + raw if dice.random() < 0.5 else raw[:at] + bad + raw[at:]


def repeat_lines(dice: Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * 2_000, *lines[at:]])


def shuffle_lines(dice: Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def delete_lines(dice: Random, raw: bytes) -> bytes:
    return b"\n".join(line for line in raw.split(b"\n") if dice.random() > 0.15)


def duplicate_block(dice: Random, raw: bytes) -> bytes:
    """Parts, headers or whole bodies twice."""
    start, end = sorted(dice.randrange(len(raw) + 1) for _ in range(2))
    return raw[:end] + raw[start:end] * dice.randrange(1, 8) + raw[end:]


def drop_line_ends(dice: Random, raw: bytes) -> bytes:
    return raw.replace(b"\n", dice.choice([b"", b"\r", b"\r\n", b"\n\n", b" "]))


def encode_body(dice: Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n\n")
    if dice.random() < 0.5:
        return head + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(body)[dice.randrange(4) :]
    quoted = binascii.b2a_qp(body, quotetabs=True)
    return (
        head + b"\nContent-Transfer-Encoding: quoted-printable\n\n" + quoted.replace(b"=", b"=="[dice.randrange(2) :])
    )


def uuencode_body(dice: Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n\n")
    lines = [binascii.b2a_uu(body[at : at + 45]) for at in range(0, len(body), 45)]
    end = b"`\nend\n" if dice.random() < 0.5 else b""
    return head + b"\n\nbegin 644 mail.txt\n" + b"".join(lines) + end


def wrap_in_html(dice: Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n\n")
    tag = dice.choice([b"div", b"blockquote", b"table><tr><td", b"style", b"!--", b"a href='"])
    inside = body.replace(b"\n", b"<br>\n")
    return b"Content-Type: text/html\n" + head + b"\n\n" + (b"<" + tag + b">") * dice.randrange(1, 400) + inside


def odd_letters(dice: Random, raw: bytes) -> bytes:
    data = raw
    for _ in range(dice.randrange(1, 30)):
        at = dice.randrange(len(data) + 1)
        data = data[:at] + dice.choice(ODD).encode("utf-8") + data[at:]
    return data


def splice(dice: Random, raw: bytes) -> bytes:
    """The head of one mail, the body of another, or one within the other."""
    other = dice.choice(originals())
    if dice.random() < 0.5:
        return raw.partition(b"\n\n")[0] + b"\n\n" + other.partition(b"\n\n")[2]
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + other + raw[at:]


def quote(dice: Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n\n")
    mark = dice.choice([b"> ", b">>>> ", b"| ", b"\t", b"-----Original Message-----\n"])
    return head + b"\n\n" + b"\n".join(mark + line if dice.random() < 0.7 else line for line in body.split(b"\n"))


MUTATIONS: tuple[Mutation, ...] = (
    truncate,
    behead,
    flip_bytes,
    flip_bits,
    reencode,
    transfer,
    declare_charset,
    nest,
    corrupt_headers,
    repeat_lines,
    shuffle_lines,
    delete_lines,
    duplicate_block,
    drop_line_ends,
    encode_body,
    uuencode_body,
    wrap_in_html,
    odd_letters,
    splice,
    quote,
)
_ORIGINALS: list[bytes] = []


def originals() -> list[bytes]:
    if not _ORIGINALS:
        _ORIGINALS.extend(file.read_bytes() for file in sorted(CORPUS.glob("*.eml")))
    return _ORIGINALS


def mutant(seed: int, number: int) -> tuple[bytes, tuple[str, ...]]:
    """The mail, and what was done to it."""
    dice = Random(f"{seed}.{number}")
    raw = dice.choice(originals())
    chosen = dice.sample(MUTATIONS, dice.randrange(1, MUTATIONS_AT_MOST))
    for mutation in chosen:
        raw = mutation(dice, raw) or b"\n"
    return raw, tuple(mutation.__name__ for mutation in chosen)


@dataclass(frozen=True)
class Reading:
    """How one mutant was read. `wrong` is empty when all was well."""

    number: int
    seconds: float
    wrong: str
    made: tuple[str, ...]


def readings(seed: int, numbers: range) -> Iterator[Reading]:
    for number in numbers:
        raw, made = mutant(seed, number)
        seconds, wrong = timed(_wrong, raw)
        if not wrong and seconds >= SECONDS_AT_MOST:
            wrong = f"it took {seconds:.1f} s"
        yield Reading(number, seconds, wrong, made)


def timed(work: Callable[[bytes], Done], raw: bytes) -> tuple[float, Done]:
    """CPU seconds of this thread that the work takes on a mail, and what it yields.

    What is slow is slow every time: work that the garbage collector interrupted once is done again, twice at most.
    """
    taken: list[float] = []
    while True:
        began = time.thread_time()
        done = work(raw)
        taken.append(time.thread_time() - began)
        if taken[-1] < SECONDS_AT_MOST or len(taken) == 3:
            return min(taken), done


def _wrong(raw: bytes) -> str:
    """What a mutant broke: every mail has a verdict, and texts that can be stored."""
    try:
        mail, verdict = read(raw)
        for text in (mail.subject, mail.body, mail.text, mail.signature, mail.quoted, verdict.because, verdict.reason):
            text.encode()
    except Exception as broken:
        return f"{type(broken).__name__}: {broken}"
    return verdict.because if verdict.rule == "broken" else ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Reads mutants of the corpus; the last line is one JSON object.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", type=int, help="the number of one mutant")
    parser.add_argument("--write", type=Path, help="a file that gets this mutant")
    given = parser.parse_args()
    numbers = range(given.count) if given.only is None else range(given.only, given.only + 1)
    if given.only is not None and given.write is not None:
        given.write.write_bytes(mutant(given.seed, given.only)[0])
    for raw in originals():  # the first time compiles and caches
        read(raw)
    seen = list(readings(given.seed, numbers))
    broken = [one for one in seen if one.wrong]
    for one in broken:
        sys.stderr.write(f"mutant {one.number} ({', '.join(one.made)}): {one.wrong}\n")
    slowest = max(seen, key=lambda one: one.seconds)
    outcome = {
        "mutants": len(seen),
        "seed": given.seed,
        "broken": len(broken),
        "slowest_ms": round(1000 * slowest.seconds, 1),
        "slowest": slowest.number,
        "slowest_made": slowest.made,
        "mean_ms": round(1000 * sum(one.seconds for one in seen) / len(seen), 2),
    }
    sys.stdout.write(json.dumps(outcome) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
