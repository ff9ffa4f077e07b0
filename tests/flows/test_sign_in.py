"""Letting people in, under the flow's own hands."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from engine.errors import Forbidden, Invalid
from engine.flows import keys, sign_in
from engine.flows.attempts import MOST, PER_NAME, PER_PLACE, SPAN, Attempts, TooManyAttempts
from engine.flows.keys import Scope
from engine.rules.vocabulary import Role
from engine.store.tables import ApiKey, SignIn, SignInLink, User
from tests.support.api import TUESDAY

WEEK = timedelta(days=7)
PASSWORD = "four words are enough"


async def somebody(session, **values):
    user = User(**{"email": "kim@example.com", "role": Role.REP, "created_at": TUESDAY, **values})
    session.add(user)
    await session.flush()
    return user


async def test_the_first_administrator_gets_a_link_and_is_made_once(house):
    async with house.database.begin() as session:
        first = await sign_in.first_admin(session, "Robin.Rep@Example.com", TUESDAY)
        second = await sign_in.first_admin(session, "robin.rep@example.com", TUESDAY)
        user = (await session.scalars(select(User))).one()
        assert (user.email, user.name, user.role) == ("robin.rep@example.com", "Robin Rep", Role.ADMIN)
        assert first != second
        for token in (first, second):
            assert (await sign_in.by_link(session, token, TUESDAY, WEEK)).user.id == user.id


async def test_the_first_administrator_must_have_an_address(house):
    async with house.database.begin() as session:
        with pytest.raises(Invalid):
            await sign_in.first_admin(session, "robin", TUESDAY)


async def test_of_two_who_use_a_link_at_once_one_is_let_in(house):
    async with house.database.begin() as session:
        token = await sign_in.make_link(session, await somebody(session), TUESDAY)

    async def enter():
        async with house.database.begin() as session:
            return await sign_in.by_link(session, token, TUESDAY, WEEK)

    results = await asyncio.gather(enter(), enter(), enter(), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Entered", "Forbidden", "Forbidden"]


async def test_no_token_is_kept_in_clear(house):
    async with house.database.begin() as session:
        user = await somebody(session)
        link = await sign_in.make_link(session, user, TUESDAY)
        entered = await sign_in.by_link(session, link, TUESDAY, WEEK)
        made = await keys.make_key(session, user, "CRM", {Scope.READ}, TUESDAY, "test")
        await session.flush()
        kept = [
            *[row.token_hash for row in await session.scalars(select(SignIn))],
            *[row.token_hash for row in await session.scalars(select(SignInLink))],
            *[row.key_hash for row in await session.scalars(select(ApiKey))],
        ]
    assert len(kept) == 3
    assert not {link, entered.token, made.secret} & set(kept)
    assert made.secret.split("_")[1] == made.key.prefix


async def test_a_password_is_kept_as_argon2_and_checked_with_it(house):
    async with house.database.begin() as session:
        user = await somebody(session)
        await sign_in.set_password(session, user, PASSWORD, TUESDAY)
        assert user.password_hash.startswith("$argon2id$")
        assert (await sign_in.by_password(session, " KIM@example.com", PASSWORD, TUESDAY, WEEK)).user is user


@pytest.mark.parametrize("password", ["", "x" * 1025, "\ud800", "four words are enough "])
async def test_what_is_not_the_password_is_refused(house, password):
    async with house.database.begin() as session:
        await sign_in.set_password(session, await somebody(session), PASSWORD, TUESDAY)
        with pytest.raises(Forbidden):
            await sign_in.by_password(session, "kim@example.com", password, TUESDAY, WEEK)


async def test_somebody_who_was_let_go_is_not_let_in(house):
    async with house.database.begin() as session:
        user = await somebody(session)
        await sign_in.set_password(session, user, PASSWORD, TUESDAY)
        link = await sign_in.make_link(session, user, TUESDAY)
        user.active = False
        with pytest.raises(Forbidden):
            await sign_in.by_password(session, user.email, PASSWORD, TUESDAY, WEEK)
        with pytest.raises(Forbidden):
            await sign_in.by_link(session, link, TUESDAY, WEEK)


async def test_a_damaged_hash_lets_nobody_in(house):
    async with house.database.begin() as session:
        await somebody(session, password_hash="not a hash")
        with pytest.raises(Forbidden):
            await sign_in.by_password(session, "kim@example.com", "not a hash", TUESDAY, WEEK)


@pytest.mark.parametrize("password", ["short", "kim@example.com", "x" * 2000])
async def test_a_weak_password_is_refused(house, password):
    async with house.database.begin() as session:
        with pytest.raises(Invalid, match="password"):
            await sign_in.set_password(session, await somebody(session), password, TUESDAY)


async def test_expired_sessions_are_swept_out_when_somebody_enters(house):
    async with house.database.begin() as session:
        user = await somebody(session)
        for now in (TUESDAY, TUESDAY + WEEK):
            token = await sign_in.make_link(session, user, now)
            await sign_in.by_link(session, token, now, WEEK)
        rows = (await session.scalars(select(SignIn).where(col(SignIn.user_id) == user.id))).all()
        assert len(rows) == 1


async def test_the_use_of_a_key_is_noted_once_a_minute(house):
    async with house.database.begin() as session:
        made = await keys.make_key(session, await somebody(session), "CRM", {Scope.READ}, TUESDAY, "test")
        for seconds, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
            await keys.whose(session, made.secret, TUESDAY + timedelta(seconds=seconds))
            assert made.key.last_used_at == TUESDAY + timedelta(seconds=noted)


def test_failures_count_by_name_and_by_place():
    attempts = Attempts()
    for number in range(PER_NAME):
        attempts.check("kim", f"place {number}", TUESDAY)
        attempts.failed("kim", f"place {number}", TUESDAY)
    with pytest.raises(TooManyAttempts):
        attempts.check("kim", "elsewhere", TUESDAY)
    for number in range(PER_PLACE):
        attempts.failed(f"name {number}", "office", TUESDAY)
    with pytest.raises(TooManyAttempts):
        attempts.check("somebody else", "office", TUESDAY)
    attempts.check("somebody else", "elsewhere", TUESDAY)
    attempts.check("kim", "office", TUESDAY + SPAN)


def test_old_failures_fade_one_by_one():
    attempts = Attempts()
    for minutes in range(PER_NAME):
        attempts.failed("kim", "home", TUESDAY + timedelta(minutes=minutes))
    with pytest.raises(TooManyAttempts):
        attempts.check("kim", "home", TUESDAY + SPAN - timedelta(seconds=1))
    attempts.check("kim", "home", TUESDAY + SPAN)


def test_success_forgets_the_persons_slips_but_not_those_of_the_place():
    attempts = Attempts()
    for number in range(PER_PLACE - 1):
        attempts.failed(f"name {number}", "office", TUESDAY)
    attempts.failed("kim", "office", TUESDAY)
    attempts.succeeded("kim", "office")
    attempts.check("kim", "office", TUESDAY)
    attempts.failed("lou", "office", TUESDAY)
    with pytest.raises(TooManyAttempts):
        attempts.check("kim", "office", TUESDAY)
    Attempts().succeeded("nobody", "nowhere")


def test_when_too_much_is_going_on_nobody_new_is_let_try():
    attempts = Attempts()
    for number in range(MOST // 2):
        attempts.failed(f"name {number}", f"place {number}", TUESDAY)
    with pytest.raises(TooManyAttempts):
        attempts.check("kim", "home", TUESDAY)
