"""The sign-in of a provider: what is exchanged, what is refused, and whose turn it then is."""

import base64
import dataclasses
import hashlib
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.edge.oauth import Client, Granted, exchange, new_verifier, refresh, sign_in_address
from engine.errors import LoginRefused, ProtocolTrouble, Unreachable
from tests.support.api import TUESDAY
from tests.support.provider import STALL, Provider, fake_provider
from tests.support.servers import USER, free_port

BACK = "http://offhours.test/settings/mailboxes/signed-in"


async def signed_in(provider: Provider, client: Client | None = None, verifier: str = "") -> Granted:
    known = client or provider.client()
    verifier = verifier or new_verifier()
    back = provider.consent(sign_in_address(known, BACK, "state", verifier, USER))
    return await exchange(known, back["code"], verifier, BACK, TUESDAY, patience=2)


def test_the_address_of_the_sign_in_says_who_we_are_and_keeps_the_secrets() -> None:
    client = Provider(port=1).client(scopes=("mail", "openid"), extra={"prompt": "consent"})
    address = sign_in_address(client, BACK, "the-state", "the-verifier", USER)
    said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert said["redirect_uri"] == BACK
    assert (said["scope"], said["prompt"], said["login_hint"]) == ("mail openid", "consent", USER)
    digest = hashlib.sha256(b"the-verifier").digest()
    assert said["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    for secret in ("the-verifier", client.client_secret):
        assert secret not in address
    assert client.client_secret not in repr(client)


async def test_a_code_becomes_tokens_and_a_refresh_token_the_next_ones() -> None:
    async with fake_provider() as provider:
        granted = await signed_in(provider)
        assert (granted.account, granted.expires_at) == (USER, TUESDAY + timedelta(hours=1))
        again = await refresh(provider.client(), granted.refresh, TUESDAY, patience=2)
    assert again.access in provider.live
    assert again.refresh not in {"", granted.refresh}
    for secret in (granted.access, granted.refresh):
        assert secret not in repr(granted)


async def test_a_provider_that_does_not_rotate_keeps_the_token() -> None:
    async with fake_provider(rotates=False) as provider:
        granted = await refresh(provider.client(), provider.grant(), TUESDAY, patience=2)
    assert granted.refresh == ""


async def test_a_code_is_worth_nothing_without_its_verifier() -> None:
    async with fake_provider() as provider:
        back = provider.consent(sign_in_address(provider.client(), BACK, "state", new_verifier(), USER))
        with pytest.raises(LoginRefused):
            await exchange(provider.client(), back["code"], new_verifier(), BACK, TUESDAY, patience=2)


async def test_a_revoked_consent_asks_for_the_person() -> None:
    async with fake_provider() as provider:
        token = provider.grant()
        provider.revoke()
        with pytest.raises(LoginRefused, match="expired or revoked") as refused:
            await refresh(provider.client(), token, TUESDAY, patience=2)
    assert "again" in refused.value.remedy


async def test_what_was_not_ticked_is_named() -> None:
    async with fake_provider(scope="openid email") as provider:
        with pytest.raises(LoginRefused, match=r"mail\.google") as refused:
            await signed_in(provider, provider.client(needed=("https://mail.google.com/",)))
    assert "tick" in refused.value.remedy


async def test_a_consent_that_does_not_last_is_refused() -> None:
    async with fake_provider(lasting=False) as provider:
        with pytest.raises(ProtocolTrouble, match="lasting"):
            await signed_in(provider)


async def test_an_installation_that_is_not_known_is_the_administrators_turn() -> None:
    async with fake_provider() as provider:
        stranger = dataclasses.replace(provider.client(), client_secret="old")
        with pytest.raises(ProtocolTrouble) as trouble:
            await refresh(stranger, provider.grant(), TUESDAY, patience=2)
    assert "OFFHOURS_GOOGLE_CLIENT_ID" in trouble.value.remedy


def good(**changes: object) -> tuple[int, str]:
    answer = {"access_token": "a", "token_type": "Bearer", "expires_in": 3600} | changes
    return 200, json.dumps({name: value for name, value in answer.items() if value is not None})


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(STALL, Unreachable, id="silence"),
        pytest.param((503, "<html>busy</html>"), Unreachable, id="busy"),
        pytest.param((429, "{}"), Unreachable, id="too many"),
        pytest.param((400, '{"error": "temporarily_unavailable"}'), Unreachable, id="away for now"),
        pytest.param((200, "<html>sign in to the hotel's network</html>"), ProtocolTrouble, id="a page"),
        pytest.param((200, "[]"), ProtocolTrouble, id="a list"),
        pytest.param((200, "{}"), ProtocolTrouble, id="nothing in it"),
        pytest.param((200, b"\xff".decode("latin-1")), ProtocolTrouble, id="bytes"),
        pytest.param((200, json.dumps({"access_token": "x" * 70_000})), ProtocolTrouble, id="no end of it"),
        pytest.param((302, "http://127.0.0.1:1/"), ProtocolTrouble, id="elsewhere"),
        pytest.param((400, '{"error": ["invalid_grant"]}'), ProtocolTrouble, id="an error that is no word"),
        pytest.param((400, '{"error": "invalid_scope", "error_description": 7}'), ProtocolTrouble, id="another error"),
        pytest.param(good(token_type="mac"), ProtocolTrouble, id="another kind of token"),
        pytest.param(good(access_token="a\r\nQUIT"), ProtocolTrouble, id="a token that ends the line"),
        pytest.param(good(refresh_token=["x"]), ProtocolTrouble, id="a refresh token that is a list"),
        pytest.param((400, '{"error": "interaction_required"}'), LoginRefused, id="a person is wanted"),
    ],
)
async def test_whatever_a_provider_says_ends_in_words(said, error) -> None:
    async with fake_provider() as provider:
        provider.say = [said]
        with pytest.raises(error) as trouble:
            await refresh(provider.client(), provider.grant(), TUESDAY, patience=0.5 if said is STALL else 10)
    assert type(trouble.value) is error
    assert trouble.value.field == "login.oauth"
    assert trouble.value.remedy


@pytest.mark.parametrize(
    ("given", "life"),
    [
        (None, 3600),
        ("1800", 1800),
        (0, 3600),
        (-5, 3600),
        ("soon", 3600),
        (True, 10),
        (1e300, 86_400),
        ("inf", 3600),
        ("nan", 3600),
        ([1], 3600),
    ],
)
async def test_how_long_a_token_lives_is_believed_within_reason(given: object, life: float) -> None:
    async with fake_provider() as provider:
        provider.say = [good(expires_in=given)]
        granted = await refresh(provider.client(), "r", TUESDAY, patience=2)
    assert granted.expires_at == TUESDAY + timedelta(seconds=life)


@pytest.mark.parametrize("token", [None, 7, "a.b", "a.b.c", "a.!!.c", "a.W10.c", "a.eyJlbWFpbCI6IDd9.c"])
async def test_who_signed_in_may_stay_unknown(token: object) -> None:
    async with fake_provider() as provider:
        provider.say = [good(id_token=token)]
        assert (await refresh(provider.client(), "r", TUESDAY, patience=2)).account == ""


async def test_a_provider_that_is_not_there() -> None:
    with pytest.raises(Unreachable):
        await refresh(Provider(port=free_port()).client(), "r", TUESDAY, patience=2)
