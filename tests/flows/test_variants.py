"""Which of a step's texts somebody gets (M12)."""

import contextlib

from engine.errors import Conflict
from engine.flows.look_again import look_again
from engine.rules.vocabulary import OutState
from engine.store.tables import Mailbox, TemplateVersion, Variant
from tests.flows.test_send_now import MIDDAY, ask
from tests.support.house import Desk


async def eight_of_whom_some_lack_what_one_of_two_variants_wants(desk: Desk) -> Mailbox:
    box = await desk.mailbox(min_gap_seconds=1)
    for number in range(8):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, steps=(0,))
    async with desk.house.database.begin() as session:
        version = TemplateVersion(
            template_id=1, version=2, subject="The yard", body="{{ custom.yard }}?", created_at=MIDDAY
        )
        session.add(version)
        await session.flush()
        session.add(Variant(step_id=1, label="B", template_version_id=version.id))
    return box


async def test_who_lacks_a_field_of_their_variant_is_not_given_the_other_one(desk: Desk) -> None:
    """Else the variants would differ in whom they went to (M12)."""
    box = await eight_of_whom_some_lack_what_one_of_two_variants_wants(desk)
    for _ in range(12):
        await desk.round(box)
        desk.later(minutes=1)
    held = {out.id for out in await desk.outs(OutState.HELD)}
    assert 0 < len(held) < 8
    for _ in range(6):
        async with desk.house.database.begin() as session:
            await look_again(session, desk.clock.now(), account_ids=range(1, 9))
        await desk.round(box)
        desk.later(minutes=1)
    assert {out.id for out in await desk.outs(OutState.HELD)} == held


async def test_what_was_promised_is_what_leaves_whichever_variant_it_is(desk: Desk) -> None:
    """One of two variants cannot be made for them: it is refused, or the other one leaves."""
    box = await eight_of_whom_some_lack_what_one_of_two_variants_wants(desk)
    desk.clock.at = MIDDAY
    left = []
    for number in range(8):
        with contextlib.suppress(Conflict):
            left.append((await ask(desk, f"p{number}@company{number}.test")).id)
    assert 0 < len(left) < 8
    for _ in range(12):
        await desk.round(box)
        desk.later(minutes=1)
    assert [out.id for out in await desk.outs(OutState.SENT)] == left
