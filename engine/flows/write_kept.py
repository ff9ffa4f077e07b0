"""Write down what became of mails that workers before us on this machine could not (engine.flows.kept)."""

import logging

from sqlalchemy import select
from sqlmodel import col

from engine.flows import kept
from engine.flows.house import House
from engine.flows.kept import Kept
from engine.flows.patiently import Ending, passes
from engine.flows.send import Outbox
from engine.flows.send_answer import write_answer
from engine.rules.vocabulary import OutState
from engine.store.tables import MessageOut

log = logging.getLogger(__name__)


async def write_kept(house: House, ending: Ending) -> None:
    """Each once: a mail that was settled meanwhile, or tried again, is passed over. What cannot be written down at all
    leaves its mail in doubt and its file where it is, and keeps no sender from starting."""
    for file in kept.files(house):
        try:
            await _write(house, kept.read(file), ending)
            file.unlink(missing_ok=True)
        except Exception as wrong:
            if passes(wrong):
                raise
            log.exception("%s cannot be written down", file)


async def _write(house: House, one: Kept, ending: Ending) -> None:
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
        await Outbox(house, one.worker, ending).write(one.out_id, one.delivery)
    log.warning("written down after all: what became of mail %d: %s", one.out_id, one.delivery.outcome)
