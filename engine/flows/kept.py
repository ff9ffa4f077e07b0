"""What became of a mail, in a file of this machine, where a worker had to end before the database took it: the next
sender here writes it down (engine.flows.write_kept), so that nobody has to look the mail up."""

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
    """`work` writes it down. What the database does not take in time is kept, and raised."""
    kept = f"what became of mail {out_id}: {delivery.outcome}, {delivery.code}"
    try:
        await patiently(work, kept=kept, ending=ending)
    except LOST as trouble:
        if passes(trouble):
            _keep(house.settings.data_dir / FOLDER, out_id, worker, delivery)
        raise


def _keep(folder: Path, out_id: int, worker: int, delivery: Delivery) -> None:
    """The file is there as a whole or not at all, whenever the process is killed."""
    said_at = delivery.said_at and delivery.said_at.isoformat()
    plain = asdict(replace(delivery, trouble=None)) | {"said_at": said_at, "out_id": out_id, "worker": worker}
    part = folder / f"{out_id}.{worker}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(plain))
        part.replace(part.with_suffix(".json"))
    except OSError as wrong:
        log.error("what became of mail %d is not kept either: %s", out_id, wrong)


def files(house: House) -> list[Path]:
    return sorted((house.settings.data_dir / FOLDER).glob("*.json"))


def read(file: Path) -> Kept:
    plain = json.loads(file.read_text())
    out_id, worker, said_at = plain.pop("out_id"), plain.pop("worker"), datetime.fromisoformat(plain.pop("said_at"))
    delivery = Delivery(**plain | {"outcome": Outcome(plain["outcome"])})
    return Kept(out_id, worker, replace(delivery, said_at=said_at))
