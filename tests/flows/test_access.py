"""Access tokens of mailboxes: renewed early, one at a time, and the next refresh token is never lost."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engine.errors import LoginRefused, ProtocolTrouble, Unreachable
from engine.flows.house import House
from engine.rules.providers import Auth
from engine.store.tables import Activity, Mailbox, MailboxState
from tests.support.house import Desk
from tests.support.provider import STALL, Provider, fake_provider
from tests.support.working import cut


async def signed_in(desk: Desk, provider: Provider, **more: object) -> Mailbox:
    columns = {"auth": Auth.GOOGLE, "smtp_secret": "", "imap_secret": ""}
    return await desk.mailbox(oauth_secret=desk.house.vault.seal(provider.grant()), **(columns | more))


@contextlib.asynccontextmanager
async def two_houses(desk: Desk, **how: object) -> AsyncIterator[tuple[Provider, Mailbox, House, House]]:
    async with fake_provider(**how) as provider:
        box = await signed_in(desk, provider)
        yield provider, box, provider.known_to(desk.house), provider.known_to(desk.house)


async def token(house: House, box: Mailbox, refused: str = "") -> str:
    tokens = house.access.of(box)
    assert tokens is not None
    return await tokens.access(refused)


async def kept(desk: Desk, box: Mailbox) -> str:
    return desk.house.vault.open((await desk.get(Mailbox, box.id)).oauth_secret)


async def test_a_token_is_kept_until_shortly_before_its_end(desk: Desk) -> None:
    async with two_houses(desk) as (provider, box, house, _):
        first = await token(house, box)
        desk.later(minutes=54)
        assert await token(house, box) == first
        desk.later(minutes=2)
        assert await token(house, box) != first
    assert provider.asked["token"] == 2


async def test_a_short_life_is_not_over_before_it_began(desk: Desk) -> None:
    async with two_houses(desk, life=60) as (provider, box, house, _):
        first = await token(house, box)
        desk.later(seconds=50)
        assert await token(house, box) == first
        desk.later(seconds=5)
        await token(house, box)
    assert provider.asked["token"] == 2


async def test_a_token_that_a_server_refused_is_replaced_before_its_time(desk: Desk) -> None:
    async with two_houses(desk) as (_, box, house, _other):
        first = await token(house, box)
        assert await token(house, box, first) not in {"", first}


async def test_the_rotated_refresh_token_is_sealed_in_the_row(desk: Desk) -> None:
    async with two_houses(desk) as (provider, box, house, _):
        await token(house, box)
        assert await kept(desk, box) == provider.current
        row = await desk.get(Mailbox, box.id)
    assert provider.current not in row.oauth_secret
    assert "access-" not in repr(house.access._held)


async def test_ten_who_ask_at_once_renew_once(desk: Desk) -> None:
    async with two_houses(desk, slow=0.1) as (provider, box, house, _):
        tokens = await asyncio.gather(*[token(house, box) for _ in range(10)])
    assert len(set(tokens)) == provider.asked["token"] == 1


async def test_two_processes_never_use_one_refresh_token_twice(desk: Desk) -> None:
    """The provider takes the whole consent back when it sees one a second time."""
    async with two_houses(desk, slow=0.05) as (provider, box, one, other):
        for _ in range(4):
            await asyncio.gather(*[token(house, box) for house in (one, other)])
            desk.later(hours=1)
        assert provider.asked["token"] == 8
        assert (provider.most_at_once, await kept(desk, box)) == (1, provider.current)


async def test_a_token_is_for_the_servers_it_was_given_for(desk: Desk) -> None:
    """Also in a process that has one in hand, while another moves the mailbox; and the next is not for the old ones."""
    async with two_houses(desk) as (provider, box, one, _other):
        await token(one, box)
        await desk.change(Mailbox, box.id, imap_host="127.0.0.1", oauth_secret="")
        moved = await desk.get(Mailbox, box.id)
        with pytest.raises(LoginRefused, match="Nobody has signed in"):
            await token(one, moved)
        await desk.change(Mailbox, box.id, oauth_secret=desk.house.vault.seal(provider.grant()))
        await token(one, moved)
        with pytest.raises(Unreachable, match="moved to another server"):
            await token(one, box)


async def test_the_next_refresh_token_survives_a_database_that_is_lost_meanwhile(desk: Desk) -> None:
    async with two_houses(desk, slow=0.5) as (provider, box, house, _):
        asking = asyncio.create_task(token(house, box))
        async with asyncio.timeout(10):
            while not provider.asked["token"]:
                await asyncio.wait({asking}, timeout=0.02)
        await cut(desk)
        with contextlib.suppress(Unreachable):
            await asking
        assert await kept(desk, box) == provider.current
        assert await token(house, box) in provider.live


async def test_whoever_stops_waiting_does_not_lose_the_next_token(desk: Desk) -> None:
    async with two_houses(desk, slow=0.3) as (provider, box, house, _):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(token(house, box), 0.1)
        await house.access.finish()
        assert await kept(desk, box) == provider.current
        assert provider.asked["token"] == 1
        await token(house, box)
    assert provider.asked["token"] == 1


async def test_a_revoked_consent_stops_the_mailbox_with_the_words_to_mend_it(desk: Desk) -> None:
    async with two_houses(desk) as (provider, box, house, other):
        provider.revoke()
        for asking in (house, other):
            with pytest.raises(LoginRefused):
                await token(asking, box)
    row = await desk.get(Mailbox, box.id)
    assert (row.state, row.retry_at) == (MailboxState.ERROR, desk.clock.now() + timedelta(hours=24))
    assert "Connect the mailbox again with Google" in row.state_detail
    said = await desk.one(select(func.count()).select_from(Activity).where(Activity.what == "mailbox.error"))
    assert said == 1


async def test_a_paused_mailbox_stays_paused(desk: Desk) -> None:
    async with two_houses(desk) as (provider, box, house, _):
        await desk.change(Mailbox, box.id, state=MailboxState.PAUSED)
        provider.revoke()
        with pytest.raises(LoginRefused):
            await token(house, box)
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.PAUSED


async def test_a_resting_mailbox_rests_on(desk: Desk) -> None:
    until = desk.clock.now() + timedelta(days=3)
    async with two_houses(desk) as (provider, box, house, _):
        await desk.change(Mailbox, box.id, state=MailboxState.HEALTH, retry_at=until)
        provider.revoke()
        with pytest.raises(LoginRefused):
            await token(house, box)
    row = await desk.get(Mailbox, box.id)
    assert (row.state, row.retry_at) == (MailboxState.HEALTH, until)


@pytest.mark.parametrize(
    ("said", "error"), [((503, "busy"), Unreachable), ((200, "<html>"), ProtocolTrouble), (STALL, Unreachable)]
)
async def test_a_provider_in_trouble_stops_nothing_and_is_asked_again(desk: Desk, said, error) -> None:
    async with two_houses(desk) as (provider, box, house, _):
        quick = replace(house, settings=house.settings.model_copy(update={"mail_timeout": timedelta(seconds=0.3)}))
        provider.say = [said]
        with pytest.raises(error):
            await token(quick, box)
        assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
        assert await token(quick, box) in provider.live


async def test_who_signed_in_meanwhile_is_not_overwritten(desk: Desk) -> None:
    async with two_houses(desk, slow=0.2) as (_, box, house, _other):
        task = asyncio.create_task(token(house, box))
        await asyncio.wait({task}, timeout=0.1)
        await desk.change(Mailbox, box.id, oauth_secret=desk.house.vault.seal("the person's"))
        await task
        assert await kept(desk, box) == "the person's"


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        pytest.param({"oauth_secret": ""}, LoginRefused, id="nobody signed in yet"),
        pytest.param({"oauth_secret": "sealed elsewhere"}, LoginRefused, id="sealed with another key"),
        pytest.param({"auth": Auth.MICROSOFT}, ProtocolTrouble, id="the provider is not set up"),
        pytest.param({"auth": Auth.PASSWORD}, Unreachable, id="a password by now"),
    ],
)
async def test_what_cannot_be_renewed_says_why(desk: Desk, columns, error) -> None:
    async with two_houses(desk) as (provider, box, house, _):
        house = replace(house, settings=house.settings.model_copy(update={"microsoft_client_id": ""}))
        await desk.change(Mailbox, box.id, **columns)
        with pytest.raises(error) as trouble:
            await token(house, box)
    assert trouble.value.field == "login.oauth"
    assert trouble.value.remedy
    assert provider.asked["token"] == 0


async def test_a_mailbox_with_a_password_has_no_tokens(desk: Desk) -> None:
    box = await desk.mailbox()
    assert desk.house.smtp_login(box).tokens is None
    assert desk.house.smtp_login(box).password
