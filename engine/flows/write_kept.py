"""Write down what became of mails that workers on this machine could not (engine.flows.kept)."""

import contextlib
import logging
from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from engine.flows import kept
from engine.flows.house import House
from engine.flows.kept import Kept
from engine.flows.patiently import passes
from engine.flows.send import Outbox
from engine.flows.send_answer import write_answer
from engine.rules.vocabulary import OutState
from engine.store.tables import MessageOut

log = logging.getLogger(__name__)


async def write_kept(house: House, workers: Collection[int]) -> None:
    """What these workers kept, each once: a mail that was settled meanwhile, or tried again, is passed over. What
    cannot be written down at all leaves its mail in doubt and its file under another name, and stops nothing."""
    for file, worker in kept.files(house).items():
        if worker not in workers:
            continue
        try:
            await _write(house, kept.read(file))
            file.unlink(missing_ok=True)
        except FileNotFoundError:
            pass  # its worker, which lost its connection only, or another one of us was faster
        except Exception as wrong:
            if passes(wrong):
                raise
            log.exception("%s cannot be written down", file)
            with contextlib.suppress(OSError):  # of a folder that is not ours
                file.replace(file.with_suffix(".unread"))


async def _write(house: House, one: Kept) -> None:
    async with house.database.begin() as session:
        query = select(col(MessageOut.enrollment_id)).where(
            col(MessageOut.id) == one.out_id,
            col(MessageOut.state).in_([OutState.SENDING, OutState.UNCERTAIN]),
            col(MessageOut.claimed_by) == one.worker,
            col(MessageOut.sending_at) == one.delivery.said_at,
        )
        row = (await session.execute(query)).one_or_none()
    if row is None:
        return
    if row.enrollment_id is None:
        await write_answer(house, one.out_id, one.worker, one.delivery)
    else:
        await Outbox(house, one.worker).turn((one.out_id, one.delivery))
    log.warning("written down after all: what became of mail %d: %s", one.out_id, one.delivery.outcome)
