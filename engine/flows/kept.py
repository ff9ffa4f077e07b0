"""What became of a mail, in a file of this machine, from when the database does not take it until it does: should its
worker be gone by then, or be taken for gone, another one here writes it down (engine.flows.write_kept), and nobody has
to look the mail up."""

import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.edge.smtp import Delivery, Outcome
from engine.flows.house import House
from engine.flows.patiently import LOST, Ending, passes, patiently

FOLDER = "unwritten"
"""In the data folder."""
LARGEST = 2**31 - 1
"""Of the numbers of workers, which are keys of advisory locks."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """`delivery.said_at` tells of which try of the mail it is, `worker` whose that was."""

    out_id: int
    worker: int
    delivery: Delivery


async def written_or_kept(
    work: Callable[[], Awaitable[object]], house: House, out_id: int, worker: int, delivery: Delivery, ending: Ending
) -> None:
    """`work` writes it down. What the database does not take at once is kept until it does; what it does not take in
    time is raised, and stays kept."""
    try:
        await ending.answered(work())
        return
    except LOST as trouble:
        if not passes(trouble):
            raise
    file = house.settings.data_dir / FOLDER / f"{out_id}.{worker}.json"
    _keep(file, out_id, worker, delivery)
    kept = f"what became of mail {out_id}: {delivery.outcome}, {delivery.code}"
    try:
        await patiently(work, kept=kept, ending=ending)
    except LOST:
        _keep(file, out_id, worker, delivery)  # should its disk have been full, too
        raise
    with contextlib.suppress(OSError):  # whoever reads it finds a try that is over
        file.unlink()


def _keep(file: Path, out_id: int, worker: int, delivery: Delivery) -> None:
    """The file is there as a whole or not at all, whenever the process is killed."""
    said_at = delivery.said_at and delivery.said_at.isoformat()
    plain = asdict(replace(delivery, trouble=None)) | {"said_at": said_at, "out_id": out_id, "worker": worker}
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(plain))
        part.replace(file)
    except OSError as wrong:
        log.error("what became of mail %d is not kept in a file either: %s", out_id, wrong)


def files(house: House) -> dict[Path, int]:
    """With the number of each one's worker."""
    found = sorted((house.settings.data_dir / FOLDER).glob("*.*.json"))
    named = {file: file.stem.partition(".")[2] for file in found}
    return {file: int(name) for file, name in named.items() if name.isdecimal() and int(name) <= LARGEST}


def read(file: Path) -> Kept:
    plain = json.loads(file.read_text())
    out_id, worker, said_at = plain.pop("out_id"), plain.pop("worker"), datetime.fromisoformat(plain.pop("said_at"))
    delivery = Delivery(**plain | {"outcome": Outcome(plain["outcome"])})
    return Kept(out_id, worker, replace(delivery, said_at=said_at))
