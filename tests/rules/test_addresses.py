"""Addresses, domains and company names in the one form that is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.addresses import (
    company_key,
    domain_group,
    domain_label,
    domain_of,
    domain_written,
    guess_name,
    is_free_mail,
    is_role_address,
    mailbox_of,
    normalise,
)


@pytest.mark.parametrize(
    ("given_form", "stored"),
    [
        pytest.param("ann@example.com", "ann@example.com", id="as it is"),
        pytest.param(" Ann.Lee@Example.COM ", "ann.lee@example.com", id="case and spaces around"),
        pytest.param("o'neil+crm@example.com", "o'neil+crm@example.com", id="signs that are allowed"),
        pytest.param("ann@Bücher.example", "ann@xn--bcher-kva.example", id="an international domain"),
        pytest.param("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example", id="the same, already encoded"),
        pytest.param("a@3m.example", "a@3m.example", id="a label that begins with a digit"),
    ],
)
def test_an_address_has_one_form(given_form: str, stored: str) -> None:
    assert normalise(given_form) == stored
    assert normalise(stored) == stored


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param("ann", id="no at"),
        pytest.param("@example.com", id="nobody"),
        pytest.param("ann@", id="nowhere"),
        pytest.param("ann@localhost", id="no top level"),
        pytest.param("ann@example", id="one label"),
        pytest.param("ann@exa mple.com", id="space in the domain"),
        pytest.param("an n@example.com", id="space in the local part"),
        pytest.param("ann..lee@example.com", id="two dots"),
        pytest.param(".ann@example.com", id="leading dot"),
        pytest.param("ann.@example.com", id="trailing dot"),
        pytest.param("ann@example.com.", id="dot after the domain"),
        pytest.param("ann@-example.com", id="leading hyphen"),
        pytest.param("ann@192.0.2.1", id="an ip address"),
        pytest.param("ann@[192.0.2.1]", id="an ip literal"),
        pytest.param('"ann lee"@example.com', id="quoted"),
        pytest.param("Ann <ann@example.com>", id="with a name"),
        pytest.param("ann@example.com, bob@example.com", id="two"),
        pytest.param("ann@example.com\r\nBcc: x@example.com", id="line break"),
        pytest.param("ann@example.com\n", id="line break at the end"),
        pytest.param("ann\u200b@example.com", id="zero width space"),
        pytest.param("ann\x00@example.com", id="nul"),
        pytest.param("änn@example.com", id="a local part not every server takes"),
        pytest.param("ann@xn--a.example", id="broken punycode"),
        pytest.param("ann@\u2603\ufe0f\u0301.example", id="not a name at all"),
        pytest.param("a" * 65 + "@example.com", id="long local part"),
        pytest.param("a@" + "a." * 130 + "example", id="long domain"),
        pytest.param("a" * 60 + "@" + "ü." * 28 + "example", id="long once the domain is encoded"),
        pytest.param("a@" + "ü" * 100_000 + ".example", id="absurdly long"),
        pytest.param("a@" + "a" * 64 + ".example", id="long label"),
    ],
)
def test_what_is_not_one_plain_address_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as caught:
        normalise(email, "contact.email")
    assert caught.value.field == "contact.email"
    assert caught.value.remedy


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_accepted_is_plain_ascii_and_stable(local: str, domain: str) -> None:
    try:
        address = normalise(f"{local}@{domain}.example")
    except Invalid:
        return
    assert address.isascii()
    assert address.isprintable()
    assert address.count("@") == 1
    assert normalise(address) == address


@pytest.mark.parametrize(
    ("domain", "group", "label"),
    [
        pytest.param("acme.com", "acme.com", "acme", id="plain"),
        pytest.param("WWW.Acme.com.", "acme.com", "acme", id="host, case, final dot"),
        pytest.param("mail.eu.acme.co.uk", "acme.co.uk", "acme", id="two-part suffix"),
        pytest.param("acme-widgets.de", "acme-widgets.de", "acmewidgets", id="hyphen"),
        pytest.param("mail.acme.test", "acme.test", "acme", id="a top level the list does not have"),
        pytest.param("shop.github.io", "shop.github.io", "shop", id="customers of one host are not one company"),
        pytest.param("localhost", "localhost", "localhost", id="one label"),
        pytest.param("co.uk", "co.uk", "", id="a bare suffix"),
        pytest.param("www.firma.xn--55qx5d.hk", "firma.xn--55qx5d.hk", "firma", id="a suffix in its IDNA form"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_domains_are_grouped_by_what_was_registered(domain: str, group: str, label: str) -> None:
    assert domain_group(domain) == group
    assert domain_label(domain) == label


def test_the_domain_of_an_address() -> None:
    assert domain_of("Ann@Example.COM") == "example.com"
    assert domain_of("ann") == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("Acme", "acme", id="plain"),
        pytest.param("Acme Corp.", "acme", id="corp"),
        pytest.param("ACME, Inc", "acme", id="inc"),
        pytest.param("The Acme Company", "acme", id="the"),
        pytest.param("Acme Widgets Ltd", "acmewidgets", id="two words"),
        pytest.param("Acme-Widgets", "acmewidgets", id="hyphen"),
        pytest.param("Müller GmbH & Co. KG", "muller", id="accents and a chain of forms"),
        pytest.param("Beispiel G.m.b.H.", "beispiel", id="dotted form"),
        pytest.param("Exemple S.A.", "exemple", id="dotted form, short"),
        pytest.param("Ejemplo, S.L", "ejemplo", id="dotted form without its last dot"),
        pytest.param("Black & White", "blackandwhite", id="ampersand"),
        pytest.param("Black and White Ltd", "blackandwhite", id="and"),
        pytest.param("O'Sample's Inc.", "osamples", id="apostrophes"),
        pytest.param("Co", "co", id="nothing but a form"),
        pytest.param("The Limited", "the", id="nothing but small words"),
        pytest.param("株式会社サンプル", "サンプル", id="japanese form in front"),
        pytest.param("Пример ООО", "примерооо", id="another alphabet"),
        pytest.param("", "", id="empty"),
        pytest.param("...", "", id="no letters"),
    ],
)
def test_spellings_of_a_company_share_a_key(name: str, key: str) -> None:
    assert company_key(name) == key


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_case_makes_no_other_company(name: str) -> None:
    assert company_key(name.upper()) == company_key(name.lower())
    assert company_key(name).isalnum() or company_key(name) == ""


@pytest.mark.parametrize(
    ("domain", "free"),
    [
        ("gmail.com", True),
        ("mail.gmx.net", True),
        ("yahoo.co.jp", True),
        ("outlook.com", True),
        ("example.com", False),
        ("gmail.example", False),
        ("", False),
    ],
)
def test_free_mail_says_nothing_about_a_company(domain: str, free: bool) -> None:
    assert is_free_mail(domain) is free


@pytest.mark.parametrize(
    ("local", "role"),
    [
        ("info", True),
        ("Info+crm", True),
        ("no-reply", True),
        ("sales.uk", True),
        ("support_team", True),
        ("info@example.com", True),
        ("sales.johnson", False),
        ("ann", False),
        ("ann.lee", False),
        ("", False),
    ],
)
def test_role_addresses_are_no_people(local: str, role: bool) -> None:
    assert is_role_address(local) is role


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("jane.doe@example.com", "Jane Doe"),
        ("j.doe@example.com", ""),
        ("acme.sales@example.com", ""),
        ("JANE_DOE@example.com", "Jane Doe"),
        ("jane.m.doe@example.com", "Jane M. Doe"),
        ("anna-maria.smith2@example.com", "Anna-Maria Smith"),
        ("jane.doe+crm@example.com", "Jane Doe"),
        ("josé.álvarez@example.com", "José Álvarez"),
        ("jdoe@example.com", ""),
        ("sales.uk@example.com", ""),
        ("jane.d@example.com", ""),
        ("x1.y2z@example.com", ""),
        ("a.b.c.d.ef@example.com", ""),
        ("..@example.com", ""),
        ("", ""),
    ],
)
def test_a_name_is_guessed_only_where_one_can_be_read(email: str, name: str) -> None:
    assert guess_name(email) == name


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("acme.example", "acme.example"),
        (" WWW.Acme.co.uk ", "acme.co.uk"),
        ("https://www.acme.com/", "acme.com"),
        ("HTTP://shop.acme.com:8080/en?from=list#top", "acme.com"),
        ("acme.com/about", "acme.com"),
        ("@acme.com", "acme.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("linkedin.com", "linkedin.com"),
        ("acme.blogspot.com", "acme.blogspot.com"),
    ],
)
def test_a_companys_domain_is_found_in_what_lists_have_for_it(written: str, domain: str) -> None:
    assert domain_written(written) == domain


@pytest.mark.parametrize(
    "written", ["n/a", "-", "none", "Acme Ltd", "co.uk", "https://www.linkedin.com/company/acme", "facebook.com/acme"]
)
def test_what_stands_for_no_company_joins_none(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        domain_written(written, "account.domain")
    assert refused.value.field == "account.domain"
    assert "or leave it empty" in refused.value.remedy


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("dana@acme.test", "dana@acme.test"),
        ("dana+news+2@acme.test", "dana@acme.test"),
        ("+dana@acme.test", "+dana@acme.test"),
    ],
)
def test_what_stands_behind_a_plus_makes_no_other_mailbox(email: str, mailbox: str) -> None:
    assert mailbox_of(email) == mailbox
