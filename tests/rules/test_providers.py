"""Which servers an address needs."""

import pytest

from engine.errors import Invalid
from engine.rules.providers import BY_KEY, PROVIDERS, Auth, provider_of


@pytest.mark.parametrize(
    ("address", "named", "key"),
    [
        pytest.param("robin@gmail.com", "", "google", id="by its domain"),
        pytest.param("Robin@GoogleMail.com", "", "google", id="in any case"),
        pytest.param("robin@hotmail.co.uk", "", "outlook", id="of several countries"),
        pytest.param("robin@gmx.at", "", "gmx", id="of a family of domains"),
        pytest.param("robin@yards.example", "microsoft", "microsoft", id="an own domain, its provider named"),
        pytest.param("robin@gmail.com", "fastmail", "fastmail", id="what a person names goes first"),
        pytest.param("robin@yards.example", "", None, id="an own domain"),
        pytest.param("robin", "", None, id="no address yet"),
        pytest.param("", "", None, id="nothing yet"),
    ],
)
def test_the_provider_is_told_by_name_else_by_domain(address: str, named: str, key: str | None) -> None:
    found = provider_of(address, named)
    assert (found.key if found else None) == key


def test_a_provider_that_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Invalid, match="fastmail") as refused:
        provider_of("robin@gmail.com", "gogle")
    assert refused.value.field == "provider"


def test_no_two_providers_share_a_domain_or_a_name() -> None:
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    assert len(BY_KEY) == len(PROVIDERS) == len({provider.name for provider in PROVIDERS})


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.key)
def test_every_server_is_reached_encrypted_and_every_provider_can_be_entered(provider) -> None:
    wanted = {"tls": {465, 993}, "starttls": {587}}
    for server in (provider.smtp, provider.imap):
        assert server.port in wanted[server.security]
    assert provider.takes_passwords or provider.oauth in {Auth.GOOGLE, Auth.MICROSOFT}
