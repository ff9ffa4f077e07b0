"""A whole campaign against the market, in seconds."""

import asyncio
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from engine.clock import FastClock
from engine.errors import Conflict
from engine.rules.vocabulary import HUMAN_KINDS, Kind
from offhours.demo.market.market import Market
from offhours.demo.market.reps import reply_due
from offhours.demo.market.truth import Truth, read_truth
from offhours.demo.world import Answer, Delivery, World, build_world
from tests.demo.driver import MAILBOXES, REP, TUESDAY, LinkServer, campaign_mail, fast_clock, link_server, send, smtp_of

MADE_BY_PEOPLE = set(HUMAN_KINDS) | {
    Kind.BOUNCE,
    Kind.DELAY,
    Kind.OUT_OF_OFFICE,
    Kind.LEFT_COMPANY,
    Kind.ADDRESS_CHANGED,
    Kind.AUTO_ACKNOWLEDGEMENT,
    Kind.CHALLENGE,
    Kind.READ_RECEIPT,
    Kind.UNRELATED,
    Kind.OWN_MAIL,
}


async def campaign(market: Market, world: World, clock: FastClock, links: LinkServer) -> None:
    """A first touch to everybody (tried again where the server asks for it), a follow-up to the reachable."""
    async with smtp_of(market) as client:
        for person in world.contacts:
            for _ in range(3):
                if await send(client, person.email, campaign_mail(person, 1, links.port)) // 100 != 4:
                    break
    await clock.sleep(timedelta(days=2))
    async with smtp_of(market) as client:
        for person in world.contacts:
            if person.destiny.delivery == Delivery.ACCEPTED and person.destiny.on_mail == 2:
                await send(client, person.email, campaign_mail(person, 2, links.port))
    await market.drain(clock.now() + timedelta(days=30))


async def run_campaign(world: World, folder: Path) -> LinkServer:
    clock = fast_clock(speed=2_000_000)
    async with link_server() as links:
        market = Market(folder, clock, world, MAILBOXES, seed=7)
        await market.start()
        await campaign(market, world, clock, links)
        await market.stop()
    return links


Told = tuple[World, Truth, LinkServer]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One campaign for all tests that only look at what came of it."""
    world, folder = build_world(7), tmp_path_factory.mktemp("market")
    links = asyncio.run(run_campaign(world, folder))
    return world, read_truth(folder), links


def test_every_kind_of_answer_arrives(told: Told) -> None:
    _, truth, _ = told
    assert {one.kind for one in truth.mails} == MADE_BY_PEOPLE
    assert {one.bounce for one in truth.mails} == {"", "hard", "soft", "block"}
    assert truth.waiting == 0


def test_the_rates_are_those_of_the_method(told: Told) -> None:
    _, truth, _ = told
    assert 440 <= truth.delivered <= 465
    assert 0.06 <= sum(truth.replied.values()) / truth.delivered <= 0.09
    assert len(truth.bounced["hard"]) == 35


def test_every_mail_has_its_own_message_id_and_names_what_it_answers(told: Told) -> None:
    _, truth, _ = told
    sent = {one.message_id for one in truth.received}
    written = {one.message_id for one in truth.mails}
    assert len(written) == len(truth.mails)
    assert all(one.about_message_id in sent | written for one in truth.mails if one.kind != Kind.UNRELATED)


def test_links_are_pressed_once_and_scanned_before(told: Told) -> None:
    world, truth, links = told
    pressing = {one.email for one in world.contacts if one.destiny.answer == Answer.UNSUBSCRIBE_LINK}
    posts = [
        path for method, path, body in links.requests if method == "POST" and body == b"List-Unsubscribe=One-Click"
    ]
    assert sorted(posts) == sorted(f"/out?who={address}" for address in pressing)
    assert {one.address for one in truth.opt_outs if one.how == "link"} == pressing
    assert {one.address for one in truth.visits if one.method == "GET"} - pressing
    assert len([one for one in truth.opt_outs if one.how == "reply"]) == truth.replied[Kind.UNSUBSCRIBE]


def test_the_reps_answer_what_wants_an_answer(told: Told) -> None:
    _, truth, _ = told
    replies = {one.about_message_id: one for one in truth.mails if one.kind == Kind.OWN_MAIL}
    wanting = [one for one in truth.mails if one.kind in HUMAN_KINDS and one.kind != Kind.UNSUBSCRIBE]
    assert set(replies) == {one.message_id for one in wanting}
    assert {one.folder for one in replies.values()} == {"Sent"}
    assert all(replies[one.message_id].delivered_at > one.delivered_at for one in wanting)


def test_the_reps_mostly_answer_within_a_day() -> None:
    waits = [reply_due(TUESDAY + timedelta(minutes=7 * number), Random(number)) for number in range(200)]
    hours = [(due - TUESDAY) / timedelta(hours=1) - 7 * number / 60 for number, due in enumerate(waits)]
    assert 0.02 < sum(one > 24 for one in hours) / len(hours) < 0.2
    assert all(8 <= due.hour < 18 and due.weekday() < 5 for due in waits)


def test_nobody_who_answers_was_asked_twice(told: Told) -> None:
    _, truth, _ = told
    assert not truth.duplicates
    people = [one.contact for one in truth.mails if one.kind in HUMAN_KINDS]
    assert len(people) == len(set(people))


async def test_a_mail_after_the_opt_out_is_noticed(world: World, tmp_path: Path) -> None:
    clock = fast_clock(speed=2_000_000)
    person = next(
        one for one in world.contacts if one.destiny.answer == Answer.UNSUBSCRIBE_LINK and one.destiny.on_mail == 1
    )
    async with link_server() as links:
        links.status = "503 Busy"
        market = Market(tmp_path, clock, world, MAILBOXES, seed=7)
        await market.start()
        async with smtp_of(market) as client:
            await send(client, person.email, campaign_mail(person, 1, links.port))
            while not [one for one in market.truth().visits if one.status == "503"]:
                await clock.sleep(timedelta(hours=6))
            assert not market.truth().opt_outs
            links.status = "200 OK"
            await market.drain(clock.now() + timedelta(days=9))
            assert [one.how for one in market.truth().opt_outs] == ["link"]
            await send(client, person.email, campaign_mail(person, 2, links.port))
        (late,) = market.truth().mailed_after_opt_out
        assert late.received.contact == person.email
        assert late.received.at > late.opt_out.at
        await market.stop()


async def test_the_market_never_leaves_this_machine(world: World, tmp_path: Path) -> None:
    clock = fast_clock(speed=2_000_000)
    person = next(one for one in world.contacts if one.destiny.answer == Answer.UNSUBSCRIBE_LINK)
    market = Market(tmp_path, clock, world, MAILBOXES, seed=7)
    await market.start()
    async with smtp_of(market) as client:
        for step in (1, 2):
            raw = campaign_mail(person, step, 1).replace(b"http://127.0.0.1:1/", b"https://away.example/")
            await send(client, person.email, raw)
    await market.drain(clock.now() + timedelta(days=9))
    truth = market.truth()
    assert {one.status[:19] for one in truth.visits} == {"not on this machine"}
    assert not truth.opt_outs
    await market.stop()


async def test_a_soft_return_is_tried_again_and_is_no_duplicate(world: World, tmp_path: Path) -> None:
    clock = fast_clock(speed=2_000_000)
    person = next(
        one for one in world.contacts if one.destiny.delivery == Delivery.DSN_SOFT and one.destiny.soft_times == 1
    )
    market = Market(tmp_path, clock, world, MAILBOXES, seed=7)
    await market.start()
    async with smtp_of(market) as client:
        for _ in range(2):
            await send(client, person.email, campaign_mail(person, 1, 1))
            await clock.sleep(timedelta(days=1))
    await market.drain(clock.now())
    truth = market.truth()
    assert [one.fate for one in truth.received] == ["soft", "delivered"]
    assert len(truth.bounced["soft"]) == 1
    assert not truth.duplicates
    await market.stop()


async def test_a_folder_belongs_to_one_world(world: World, tmp_path: Path) -> None:
    first = Market(tmp_path, fast_clock(), world, MAILBOXES, seed=7)
    await first.start()
    ports = first.smtp_port, first.imap_port
    await first.stop()
    second = Market(tmp_path, fast_clock(), world, MAILBOXES, seed=8)
    with pytest.raises(Conflict, match="belongs to"):
        await second.start()
    await second.stop()
    third = Market(tmp_path, fast_clock(), world, MAILBOXES, seed=7)
    await third.start()
    assert (third.smtp_port, third.imap_port) == ports
    assert third._store.folder(REP, "INBOX") is not None
    await third.stop()
