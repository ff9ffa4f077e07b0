"""What law and mailbox providers ask of every mail: who writes, from where, and how to make it stop (M18)."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from engine.errors import Invalid
from engine.rules.addresses import normalise
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason

MIN_ADDRESS_SIGNS = 10  # the shortest real ones ("1 High St, Ely") have more letters and digits


class OptOutWords(NamedTuple):
    """`link` stands before the address of the page; `reply` is for an installation without a public page."""

    link: str
    reply: str


WORDS: Mapping[str, OptOutWords] = {
    "en": OptOutWords("No more mail from me:", 'If you want no more mail from me, just reply "stop".'),
    "de": OptOutWords(
        "Keine weiteren Mails von mir:", 'Wenn Sie keine Mails mehr möchten, antworten Sie bitte "stopp".'
    ),
    "fr": OptOutWords("Ne plus recevoir mes messages :", 'Pour ne plus recevoir mes messages, répondez "stop".'),
    "es": OptOutWords("No recibir más correos míos:", 'Si no desea más correos míos, responda "baja".'),
    "it": OptOutWords("Non ricevere più mie email:", 'Se non desidera altre email, risponda "stop".'),
    "nl": OptOutWords("Geen mail meer van mij:", 'Wilt u geen mail meer van mij, antwoord dan "stop".'),
    "pt": OptOutWords("Não receber mais mensagens minhas:", 'Se não quiser mais mensagens, responda "parar".'),
    "pl": OptOutWords("Rezygnacja z dalszych wiadomości:", 'Aby nie otrzymywać wiadomości, proszę odpisać "stop".'),
    "sv": OptOutWords("Inga fler mejl från mig:", 'Vill du inte ha fler mejl, svara "stopp".'),
    "da": OptOutWords("Ikke flere mails fra mig:", 'Vil du ikke have flere mails, så svar "stop".'),
}


def footer(legal_name: str, postal_address: str, opt_out_url: str, language: str = "en") -> str:
    """Two short lines of plain text, so that the mail still looks typed (M8). An unknown language gets English."""
    words = WORDS.get(language.strip().lower()[:2], WORDS["en"])
    opt_out = f"{words.link} {opt_out_url}" if opt_out_url else words.reply
    return f"{opt_out}\n{_one_line(legal_name)}, {_one_line(postal_address)}"


@lru_cache(maxsize=16)
def _one_line(text: str) -> str:
    return ", ".join(" ".join(line.split()).strip(",") for line in text.splitlines() if line.strip())


@lru_cache(maxsize=16)
def missing_postal_address(postal_address: str | None) -> Held | None:
    """CAN-SPAM: without a valid physical address nothing is sent."""
    if sum(letter.isalnum() for letter in postal_address or "") >= MIN_ADDRESS_SIGNS:
        return None
    detail = "The workspace has no postal address; law asks for one in every mail. Enter it in the settings."
    return Held(HeldReason.POSTAL_ADDRESS, None, detail)


def missing_sender(legal_name: str, postal_address: str) -> Held | None:
    """Who writes, and from where: the footer of every mail says it."""
    if not legal_name.strip():
        detail = "The workspace has no legal name; law asks for it in every mail. Enter it in the settings."
        return Held(HeldReason.POSTAL_ADDRESS, None, detail)
    return missing_postal_address(postal_address)


# --- opting out -----------------------------------------------------------------------------------------------

PURPOSE = b"offhours opt-out 1\0"  # the same secret may sign other things; none of those is an opt-out
MAC_BYTES = 16  # half of SHA-256 is 2^128 guesses, and the link stays short


def opt_out_token(secret: bytes, email: str) -> str:
    """Says only "this address wants no mail". No expiry: CASL asks for 60 days, CAN-SPAM for 30, people for ever."""
    address = normalise(email).encode()
    mac = _signer(secret).copy()
    mac.update(address)
    return f"{_text(address)}.{_text(mac.digest()[:MAC_BYTES])}"


@lru_cache(maxsize=8)
def _signer(secret: bytes) -> hmac.HMAC:
    """To be copied: half of the work is the same for every address."""
    return hmac.new(secret, PURPOSE, hashlib.sha256)


def in_link(email: str) -> str:
    """How an address stands in its token: for everybody to read."""
    return _text(normalise(email).encode())


def read_opt_out_token(secret: bytes, token: str) -> str | None:
    """The address inside; None when it was not signed by us."""
    try:
        address = _bytes(token.partition(".")[0]).decode()
        expected = opt_out_token(secret, address)
        return address if hmac.compare_digest(expected, token) else None
    except (ValueError, TypeError, Invalid):  # not base64, not UTF-8, not ASCII, not an address
        return None


def named_by_link(token: str) -> str:
    """The address inside, in lower case, whoever signed it: it tells whose mail is quoted, and proves nothing."""
    try:
        return normalise(_bytes(token.partition(".")[0]).decode())
    except (ValueError, Invalid):
        return ""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return binascii.a2b_base64(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4))


LINK = re.compile(r"https?://[!-~]+")
UNSAFE = re.compile(r"[<>,\s]")  # would end the address inside the header


def opt_out_headers(url: str, mailto: str) -> dict[str, str]:
    """List-Unsubscribe (RFC 2369) and the one-click promise (RFC 8058). Either argument may be ""."""
    if url and (not LINK.fullmatch(url) or UNSAFE.search(url)):
        raise Invalid(f"{url!r} is not a web address.", field="opt_out_url", remedy="Use https://… without spaces.")
    ways = [f"<{url}>"] if url else []
    if mailto:
        ways.append(f"<{_mailto(mailto)}>")
    headers = {"List-Unsubscribe": ", ".join(ways)} if ways else {}
    return headers | ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if url else {})


def _mailto(mailto: str) -> str:
    address, mark, query = mailto.removeprefix("mailto:").partition("?")
    if UNSAFE.search(query) or not query.isascii():
        raise Invalid("The mailto query has forbidden characters.", field="mailto", remedy="Percent-encode it.")
    return f"mailto:{normalise(address, 'mailto')}{mark}{query}"


NAMED = re.compile(r"\s*unsubscribe[-+ ]([0-9a-f]{24})\b", re.IGNORECASE)


def opt_out_mailto(mailbox: str, message_id: str) -> str:
    """A mail to us with a subject that names the mail: whose opt-out it is, wherever it is sent from."""
    return f"mailto:{mailbox}?subject=unsubscribe-{message_id.strip('<>').partition('@')[0]}"


def mail_named_by(subject: str) -> str:
    """The first half of the Message-ID that such a subject has; "" for none."""
    found = NAMED.match(subject)
    return found[1].lower() if found else ""


def address_hash(salt: bytes, email: str) -> str:
    """What is kept of an erased or exported address: enough to recognise it, not to write to it."""
    return hmac.new(salt, normalise(email).encode(), hashlib.sha256).hexdigest()
