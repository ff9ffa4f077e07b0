"""The running poller: copies of what was sent, whatever kills it, and a login that is given again."""

import asyncio
import contextlib
import os
import random
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta

from engine.flows.house import READ
from engine.rules.providers import Auth
from engine.rules.vocabulary import OutState
from engine.store.tables import Mailbox, MailboxState
from tests.flows.test_file_copies import in_sent, marks, poll
from tests.support.dovecot import dovecot_server
from tests.support.house import Desk
from tests.support.provider import fake_provider
from tests.support.servers import pymap_server
from tests.support.working import alive, until
from tests.workers.test_killed import pause, start
from tests.workers.test_poller import polling

MAILS = 40
KILLS = 12


async def sent_mails(desk: Desk, count: int, **box: object) -> Mailbox:
    made = await desk.mailbox(**box)
    for number in range(count):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(made, steps=(0,))
    await desk.send_due(made)
    assert len(await desk.outs(OutState.SENT)) > count // 2, "the rest waits for tomorrow"
    return made


async def all_copied(desk: Desk) -> bool:
    return all(out.copied_attempt == out.attempts for out in await desk.outs(OutState.SENT))


async def test_a_running_poller_files_what_was_sent(desk: Desk) -> None:
    async with pymap_server() as imap, alive(desk, speed=600) as house:
        await imap.add_folder("Sent")
        box = await sent_mails(desk, 2, imap=imap.port)
        async with polling(house):
            await until(lambda: all_copied(desk), seconds=20)
        assert sorted(await in_sent(desk, imap, box)) == sorted(raw for _, _, raw in desk.wire.mails)


async def test_killed_again_and_again_it_files_each_copy_once(desk: Desk) -> None:
    """SIGKILL at any moment: before, during and after an APPEND, before its filing is written down."""
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        box = await sent_mails(desk, MAILS, imap=imap.port)
        begun = datetime.now(UTC) - timedelta(minutes=1)  # noqa: TID251 # hours later for the poller
        nursery = start("nursery", desk.house.database.url, begun.isoformat())
        try:
            grown = await kill_pollers(desk, nursery, imap, box)
        finally:
            nursery.kill()
            nursery.communicate()
        desk.later(hours=1)
        await until(lambda: finished(desk, box))
        copies = Counter(mark for raw in await in_sent(desk, imap, box) for mark in marks(raw))
    assert grown > 1, "copies were filed between the kills"
    assert len(copies) == len(await desk.outs(OutState.SENT))
    assert set(copies.values()) == {1}


async def kill_pollers(desk: Desk, nursery, imap, box: Mailbox) -> int:
    """How often copies had come before a kill."""
    dice, grown, before = random.Random(7), 0, 0
    for _ in range(KILLS):
        nursery.stdin.write(b"poll\n")
        nursery.stdin.flush()
        child = int(await asyncio.to_thread(nursery.stdout.readline))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                while len(await in_sent(desk, imap, box)) == before:
                    await pause(0.002)
        await pause(dice.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        now = len(await in_sent(desk, imap, box))
        grown, before = grown + (now > before), now
    return grown


async def finished(desk: Desk, box: Mailbox) -> bool:
    await poll(desk, box)
    return await all_copied(desk)


async def test_a_consent_taken_back_and_given_again_while_it_runs(desk: Desk) -> None:
    """With Dovecot, which asks the provider about every token."""
    async with fake_provider() as provider, alive(desk, speed=60) as house:
        house = provider.known_to(house)
        with dovecot_server(introspect=f"{provider.url}/introspect") as dovecot:
            assert dovecot is not None
            box = await desk.mailbox(
                auth=Auth.GOOGLE,
                oauth_secret=house.vault.seal(provider.grant()),
                imap=dovecot.tls_port,
                imap_security="tls",
                ca_file=dovecot.ca_file,
            )

            async def read() -> bool:
                return (await desk.get(Mailbox, box.id)).read_at is not None

            async def told() -> bool:
                row = await desk.get(Mailbox, box.id)
                return row.state is MailboxState.ERROR and "Connect the mailbox again" in row.read_problem

            async def well() -> bool:
                return not (await desk.get(Mailbox, box.id)).read_problem

            async with polling(house):
                await until(read)
                provider.revoke()
                await desk.change(Mailbox, box.id, login_at=house.clock.now())  # it has to log in again
                await house.bell.ring(READ)
                await until(told)
                sealed = house.vault.seal(provider.grant())
                await desk.change(Mailbox, box.id, oauth_secret=sealed, login_at=house.clock.now())
                await house.bell.ring(READ)
                await until(well)
