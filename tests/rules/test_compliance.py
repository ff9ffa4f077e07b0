"""Footer, opt-out and what stays of an erased address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.compliance import (
    WORDS,
    address_hash,
    footer,
    missing_postal_address,
    named_by_link,
    opt_out_headers,
    opt_out_token,
    read_opt_out_token,
)
from engine.rules.vocabulary import HeldReason

SECRET = b"a secret of this installation"
URL = "https://outbound.example.com/o/abc"


def test_the_footer_says_how_to_stop_who_writes_and_from_where() -> None:
    text = footer("Example Ltd", "1 High Street\nEly  CB7 4AA,\n\nUnited Kingdom", URL)
    assert text == f"No more mail from me: {URL}\nExample Ltd, 1 High Street, Ely CB7 4AA, United Kingdom"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("de-AT", "Keine weiteren Mails", id="german, austrian"),
        pytest.param(" FR ", "Ne plus recevoir", id="french"),
        pytest.param("tlh", "No more mail", id="unknown: english"),
        pytest.param("", "No more mail", id="none: english"),
    ],
)
def test_the_footer_speaks_the_recipients_language(language: str, words: str) -> None:
    assert words in footer("Example Ltd", "1 High Street, Ely", URL, language)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_without_a_page_a_reply_is_enough_in_every_language(language: str) -> None:
    opt_out, company = footer("Example Ltd", "1 High Street, Ely", "", language).split("\n")
    assert opt_out == WORDS[language].reply
    assert company == "Example Ltd, 1 High Street, Ely"
    assert len(opt_out) <= 78


@pytest.mark.parametrize("address", ["1 High St, Ely CB7", "東京都千代田区丸の内一丁目九番二号"])
def test_a_postal_address_lets_mail_go(address: str) -> None:
    assert missing_postal_address(address) is None


@pytest.mark.parametrize("address", [None, "", "  \n ", "Ely", "- , - , - , - , -"])
def test_without_a_postal_address_nothing_goes(address: str | None) -> None:
    held = missing_postal_address(address)
    assert held is not None
    assert held.reason is HeldReason.POSTAL_ADDRESS


def test_an_opt_out_link_names_its_address_in_one_form() -> None:
    token = opt_out_token(SECRET, " Ann@Example.com ")
    assert read_opt_out_token(SECRET, token) == "ann@example.com"
    assert token == opt_out_token(SECRET, "ann@example.com")
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("nonsense", id="no signature"),
        pytest.param("a.b", id="not base64"),
        pytest.param("_w.b", id="not utf-8"),
        pytest.param("é.b", id="not ascii"),
        pytest.param("YW5u.b", id="not an address"),
        pytest.param("YW5uQGV4YW1wbGUuY29t.AAAAAAAAAAAAAAAAAAAAAA", id="a guessed signature"),
        pytest.param("YW5uQGV4YW1wbGUuY29t.é", id="a signature that is not ascii"),
    ],
)
def test_a_token_we_did_not_sign_is_nobodys(token: str) -> None:
    assert read_opt_out_token(SECRET, token) is None


def test_another_installations_token_is_nobodys() -> None:
    assert read_opt_out_token(b"another", opt_out_token(SECRET, "ann@example.com")) is None


@given(st.integers(0, 200), st.characters())
def test_a_changed_token_is_nobodys(position: int, letter: str) -> None:
    token = opt_out_token(SECRET, "ann@example.com")
    place = position % len(token)
    changed = token[:place] + letter + token[place + 1 :]
    assert read_opt_out_token(SECRET, changed) == ("ann@example.com" if changed == token else None)


def test_the_headers_offer_a_page_and_a_mail() -> None:
    assert opt_out_headers(URL, "ann+stop@example.com?subject=stop") == {
        "List-Unsubscribe": f"<{URL}>, <mailto:ann+stop@example.com?subject=stop>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_without_a_page_there_is_no_one_click_promise() -> None:
    assert opt_out_headers("", "mailto:Ann@example.com") == {"List-Unsubscribe": "<mailto:ann@example.com>"}


def test_a_page_alone_is_enough() -> None:
    assert opt_out_headers("http://127.0.0.1:8000/o/a", "")["List-Unsubscribe"] == "<http://127.0.0.1:8000/o/a>"


def test_nothing_to_offer_is_no_header() -> None:
    assert opt_out_headers("", "") == {}


@pytest.mark.parametrize(
    ("url", "mailto", "field"),
    [
        pytest.param("ftp://example.com", "", "opt_out_url", id="no web address"),
        pytest.param("https://example.com/a b", "", "opt_out_url", id="space"),
        pytest.param("https://example.com/>", "", "opt_out_url", id="ends the address"),
        pytest.param("https://example.com/\r\nBcc:x", "", "opt_out_url", id="line break"),
        pytest.param(URL, "nobody", "mailto", id="no address"),
        pytest.param(URL, "ann@example.com?subject=a b", "mailto", id="space in the query"),
        pytest.param(URL, "ann@example.com?subject=é", "mailto", id="query not encoded"),
    ],
)
def test_what_would_break_the_header_is_refused(url: str, mailto: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        opt_out_headers(url, mailto)
    assert caught.value.field == field


def test_a_hash_recognises_an_address_without_showing_it() -> None:
    kept = address_hash(b"salt", "Ann@example.com")
    assert kept == address_hash(b"salt", "ann@example.com")
    assert kept != address_hash(b"other", "ann@example.com")
    assert kept != address_hash(b"salt", "bob@example.com")
    assert "ann" not in kept


@pytest.mark.parametrize("token", ["####.abc", "_w.abc", "bm9ib2R5.abc", ""])
def test_a_link_that_names_no_address_names_nobody(token: str) -> None:
    assert named_by_link(token) == ""


def test_a_link_names_its_address_whoever_signed_it() -> None:
    assert named_by_link(opt_out_token(b"another secret", "Ann@example.com")) == "ann@example.com"
