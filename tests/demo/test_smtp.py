"""The submission server, spoken to by a real client."""

import asyncio
from base64 import b64encode

import aiosmtplib
import pytest

from offhours.demo.market.market import Market
from offhours.demo.market.smtp import header_of
from offhours.demo.world import Answer, Delivery, Person, World
from tests.demo.driver import PASSWORD, REP, campaign_mail, send, smtp_of


def some(world: World, delivery: Delivery, answer: Answer = Answer.SILENCE) -> Person:
    return next(
        one
        for one in world.contacts
        if one.destiny.delivery == delivery and one.destiny.answer == answer and not one.destiny.absence
    )


@pytest.mark.parametrize("mechanism", ["auth_plain", "auth_login"])
async def test_a_rep_logs_in(market: Market, mechanism: str) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=market.smtp_port, start_tls=False) as client:
        await client.ehlo()
        code, _ = await getattr(client, mechanism)(REP, PASSWORD)
    assert code == 235


async def test_a_wrong_password_and_a_stranger_are_refused(market: Market) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=market.smtp_port, start_tls=False) as client:
        await client.ehlo()
        for user in (REP, "stranger@outbound.example"):
            with pytest.raises(aiosmtplib.SMTPAuthenticationError) as caught:
                await client.auth_plain(user, "wrong")
            assert caught.value.code == 535


async def test_nothing_is_taken_without_a_login_or_in_another_name(market: Market) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=market.smtp_port, start_tls=False) as client:
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as caught:
            await client.mail(REP)
        assert caught.value.code == 530
    async with smtp_of(market) as client:
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as caught:
            await client.mail("kim.frost@outbound.example")
        assert caught.value.code == 553


async def test_an_accepted_mail_is_in_the_senders_sent_folder_byte_by_byte(market: Market, world: World) -> None:
    person = some(world, Delivery.ACCEPTED)
    raw = campaign_mail(person, 1, 1).replace(b"who is", b".\r\n.who is")
    async with smtp_of(market) as client:
        assert await send(client, person.email, raw) == 250
    (uid,) = market._store.uids(REP, "Sent")
    kept = market._store.message(REP, "Sent", uid)
    assert kept is not None
    assert kept.raw == raw
    (received,) = market.truth().received
    assert (received.contact, received.fate, received.first_touch) == (person.email, "delivered", True)


async def test_unknown_users_and_domains_are_refused_for_good(market: Market, world: World) -> None:
    async with smtp_of(market) as client:
        for address in ("nobody@" + world.companies[0].domain, "somebody@elsewhere.example"):
            assert await send(client, address, campaign_mail(world.contacts[0], 1, 1)) == 550
        gone = some(world, Delivery.REFUSED_HARD)
        assert await send(client, gone.email, campaign_mail(gone, 1, 1)) == 550
    assert {one.contact for one in market.truth().bounced["hard"]} >= {gone.email}


async def test_a_busy_server_accepts_the_third_time(market: Market, world: World) -> None:
    person = some(world, Delivery.REFUSED_SOFT)
    async with smtp_of(market) as client:
        codes = [await send(client, person.email, campaign_mail(person, 1, 1)) for _ in range(3)]
    assert [code // 100 for code in codes] == [4, 4, 2]
    assert not market.truth().duplicates


async def test_the_same_mail_twice_and_a_second_first_touch_are_both_seen(market: Market, world: World) -> None:
    first, second = [one for one in world.contacts if one.destiny.delivery == Delivery.ACCEPTED][:2]
    async with smtp_of(market) as client:
        for _ in range(2):
            await send(client, first.email, campaign_mail(first, 1, 1))
        for tag in ("a", "b"):
            await send(client, second.email, campaign_mail(second, 1, 1, tag=tag))
    assert [one.contact for one in market.truth().duplicates] == [first.email, second.email]


async def test_mail_to_colleagues_reaches_them(market: Market, world: World) -> None:
    async with smtp_of(market) as client:
        assert await send(client, "kim.frost@outbound.example", campaign_mail(world.contacts[0], 1, 1)) == 250
        assert await send(client, "manager@outbound.example", campaign_mail(world.contacts[1], 1, 1)) == 250
    assert len(market._store.uids("kim.frost@outbound.example", "INBOX")) == 1
    assert {one.fate for one in market.truth().received} == {"colleague"}


def test_headers_are_unfolded_and_decoded() -> None:
    header = header_of(
        b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n aus X\r\nCc: a@b.test\r\nCc: c@d.test\r\n\r\nSubject: no\r\n"
    )
    assert header("subject") == "Grüße aus X"
    assert header("Cc") == "a@b.test, c@d.test"
    assert header("Message-ID") == ""


async def test_commands_may_be_said_ahead_of_their_answers(market: Market, world: World) -> None:
    person = some(world, Delivery.ACCEPTED)
    reader, writer = await asyncio.open_connection("127.0.0.1", market.smtp_port)
    await reader.readline()

    async def say(words: str, answers: int) -> list[str]:
        writer.write(words.encode())
        codes: list[str] = []
        while len(codes) < answers:
            line = (await reader.readline()).decode()
            offers.append(line[4:].strip())
            codes += [line[:3]] if line[3] == " " else []
        return codes

    offers: list[str] = []
    await say("EHLO localhost\r\n", 1)
    assert "PIPELINING" in offers
    login = b64encode(f"\0{REP}\0{PASSWORD}".encode()).decode()
    assert await say(f"AUTH PLAIN {login}\r\n", 1) == ["235"]
    nobody = f"nobody@{world.companies[0].domain}"
    for recipient, codes in ((nobody, ["250", "550", "503"]), (person.email, ["250", "250", "354"])):
        assert await say(f"RSET\r\nMAIL FROM:<{REP}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n", 4) == ["250", *codes]
    mail = campaign_mail(person, 1, 1).decode()
    assert await say(f"{mail.rstrip()}\r\n.\r\nQUIT\r\n", 2) == ["250", "221"]
    writer.close()
    assert [one.contact for one in market.truth().received] == [person.email]
