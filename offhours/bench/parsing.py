"""How fast mails are understood: parsing and all rules, beside the bare parser of the standard library."""

import cProfile
import email
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from engine.errors import Invalid
from engine.rules.reading.chain import read
from offhours.bench.helper import progress

AIM = 1_000
"""Mails a second in one process."""


@dataclass(frozen=True)
class Options:
    folder: Path
    mails: int
    rounds: int
    profile: Path | None = None


def run(options: Options) -> dict[str, Any]:
    """Rounds alternate, so that a machine that becomes slower does so for both. In processor time of this process."""
    raws = _load(options.folder)
    times = max(1, -(-options.mails // len(raws)))
    for raw in raws:  # the first time compiles and caches
        read(raw)
    ours, bare = [], []
    for _ in range(options.rounds):
        bare.append(_rate(email.message_from_bytes, raws, times))
        ours.append(_rate(read, raws, times))
        progress(f"{ours[-1]:.0f} mails/s, bare parser {bare[-1]:.0f}")
    slowest = max(_seconds(read, raw) for raw in raws)
    if options.profile is not None:
        with cProfile.Profile() as seen:
            _rate(read, raws, times)
        seen.dump_stats(options.profile)
    return {
        "mails": len(raws) * times,
        "bytes": round(sum(map(len, raws)) / len(raws)),
        "mails_per_second": round(median(ours)),
        "bare_mails_per_second": round(median(bare)),
        "ratio": round(median(one / other for one, other in zip(ours, bare, strict=True)), 3),
        "slowest_ms": round(1000 * slowest, 1),
        "aim": AIM,
    }


def _load(folder: Path) -> list[bytes]:
    found = sorted(folder.rglob("*.eml")) if folder.is_dir() else []
    if not found:
        raise Invalid(f"{folder} has no mails.", field="--corpus", remedy="Name a folder with .eml files.")
    return [file.read_bytes() for file in found]


def _rate(how: Callable[[bytes], Any], raws: list[bytes], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        for raw in raws:
            how(raw)
    return len(raws) * times / (time.process_time() - began)


def _seconds(how: Callable[[bytes], Any], raw: bytes) -> float:
    began = time.process_time()
    how(raw)
    return time.process_time() - began
