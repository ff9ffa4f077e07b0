"""Mail addresses, domains and company names in the one form that is compared and stored."""

import contextlib
import re
import unicodedata
from functools import cache, lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from engine.errors import Invalid

MAX_ADDRESS = 254  # RFC 5321 4.5.3.1.3: a path of 256 with its angle brackets
MAX_LOCAL = 64
ATOM = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5322 dot-atom
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")  # invisible ones too
EXAMPLE = "Write it like ann@example.com."


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=16384)
def normalise(email: str, field: str = "email") -> str:
    """Lower case, the domain in its IDNA form. Anything that not every server can take is refused."""
    text = email.strip(" ")
    if not text:
        raise Invalid("The address is empty.", field=field, remedy=EXAMPLE)
    if CONTROL.search(text):
        raise Invalid("The address has an invisible character.", field=field, remedy="Type it again by hand.")
    _refuse_long(text, field)
    local, at, domain = text.rpartition("@")
    if not at:
        raise Invalid(f"{email!r} has no @.", field=field, remedy=EXAMPLE)
    address = f"{_local(local.lower(), email, field)}@{_domain(domain, email, field)}"
    _refuse_long(address, field)
    return address


def mailbox_of(email: str) -> str:
    """dana+news@acme.com is dana@acme.com, in every mail program (RFC 5233)."""
    local, _, domain = email.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def compared(email: str) -> str:
    """An address as it came, in the form in which those are that were normalised, as far as that is possible."""
    low = email.lower()
    if low.isascii():
        return low
    local, _, domain = low.rpartition("@")
    with contextlib.suppress(idna.IDNAError, UnicodeError):
        return f"{local}@{_idna(domain)}"
    return low


def in_letters(email: str) -> str:
    """A normalised address as people write it: bücher.example instead of xn--bcher-kva.example."""
    local, _, domain = email.rpartition("@")
    with contextlib.suppress(idna.IDNAError):
        return f"{local}@{idna.decode(domain)}" if "xn--" in domain else email
    return email


def normalise_domain(domain: str, field: str = "domain") -> str:
    """Of acme.com or @acme.com, in the form in which it stands in an address."""
    name = domain.strip().removeprefix("@").rstrip(".")
    try:
        return domain_of(normalise(f"someone@{name}", field))
    except Invalid as wrong:
        raise Invalid(f"{name!r} is no domain.", field=field, remedy="Write it like example.com.") from wrong


def is_suffix(domain: str) -> bool:
    """Whether anybody may register below it: co.uk."""
    return _suffix(domain) == domain


@cache
def _suffixes(in_idna: bool) -> PublicSuffixList:
    """The public suffix list that comes with the package. Encoding its foreign names takes longer than reading it."""
    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=in_idna)


def _suffix(domain: str) -> str | None:
    """The longest public suffix on the list, None when nobody knows any."""
    return _suffixes("xn--" in domain).publicsuffix(domain)


def _refuse_long(address: str, field: str) -> None:
    if len(address) > MAX_ADDRESS:
        raise Invalid(f"The address is over {MAX_ADDRESS} characters.", field=field, remedy="Check the address.")


def _local(local: str, email: str, field: str) -> str:
    if not ATOM.fullmatch(local):
        raise Invalid(f"{email!r} is not one plain address.", field=field, remedy=EXAMPLE)
    if len(local) > MAX_LOCAL:
        raise Invalid(f"The part before @ is over {MAX_LOCAL} characters.", field=field, remedy="Check the address.")
    return local


def _domain(domain: str, email: str, field: str) -> str:
    try:
        ascii_form = _idna(domain)
    except (idna.IDNAError, UnicodeError) as problem:
        raise Invalid(f"{email!r} has no possible domain.", field=field, remedy=EXAMPLE) from problem
    labels = ascii_form.split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise Invalid(f"{email!r} has no possible domain.", field=field, remedy=EXAMPLE)
    return ascii_form


@lru_cache(maxsize=4096)
def _idna(domain: str) -> str:
    lowered = domain.lower()
    if lowered.isascii() and "xn--" not in lowered:
        return lowered
    return idna.encode(lowered, uts46=True).decode("ascii")


def domain_of(email: str) -> str:
    """What stands after the last @, "" when there is none."""
    return email.rpartition("@")[2].strip().lower() if "@" in email else ""


@lru_cache(maxsize=16384)
def _split(domain: str) -> tuple[str, str]:
    """The registrable label and its public suffix. A top level nobody knows counts as a suffix (the list's default)."""
    suffix = _suffix(domain)
    if suffix:
        return domain.removesuffix(suffix).rstrip(".").rpartition(".")[2], suffix
    labels = domain.split(".")
    return (labels[-2], labels[-1]) if len(labels) > 1 else (domain, "")


def _clean(domain: str) -> str:
    return domain.strip().lower().strip(".")


def domain_group(domain: str) -> str:
    """The registrable domain: www.acme.com is acme.com, mail.acme.co.uk is acme.co.uk."""
    return ".".join(part for part in _split(_clean(domain)) if part)


SHARED_SITES = _words("facebook.com instagram.com linkedin.com twitter.com x.com xing.com youtube.com")
"""A page there is no company's own site."""


def domain_written(written: str, field: str = "domain") -> str:
    """The registrable domain of what lists have for one: acme.com, www.acme.com, https://www.acme.com/en."""
    host, *page = re.split("[/?#:]", re.sub("^[a-z]+://", "", written.strip().lower()), maxsplit=1)
    remedy = "Write it like example.com, or leave it empty."
    try:
        group = domain_group(normalise_domain(host, field))
    except Invalid as wrong:
        raise Invalid(f"{written!r} is no domain.", field=field, remedy=remedy) from wrong
    if is_suffix(group) or (any(page) and group in SHARED_SITES):
        raise Invalid(f"{written!r} is no company's own.", field=field, remedy=remedy)
    return group


def own_domain(written: str, field: str = "domain") -> str:
    """As `domain_written`, of one account: one at which anybody may have an address would make one company of many."""
    group = domain_written(written, field)
    if is_free_mail(group):
        raise Invalid(
            f"{group} belongs to many people.", field=field, remedy="Leave it out, or write the company's own domain."
        )
    return group


def domain_label(domain: str) -> str:
    """What acme.com and acme.co.uk share, in the form of `company_key`."""
    return _split(_clean(domain))[0].replace("-", "")


LEGAL_FORMS = _words(
    """
    inc incorporated corp corporation co company ltd limited llc llp lp plc pllc pty pte pvt gmbh
    mbh ag kg kgaa ohg gbr ug se eg ev sa sas sarl eurl srl spa snc sl slu bv nv vof ab as asa oy
    oyj aps kk gk sro doo dd ooo zrt kft sprl bvba sarlau lda ltda cia sicav
    """
)
FILLERS = _words("na nan nil none notapplicable notavailable null selfemployed tba tbd unknown")
"""As `company_key` has them: what lists have where no company is known."""
LEGAL_SIGNS = re.compile("株式会社|有限会社|合同会社|有限公司|주식회사|㈱")
DOTTED = re.compile(r"\b\w(?:\.\w\b)+")  # S.A., G.m.b.H. come apart at the dots otherwise
WORDS = re.compile(r"\w+")
ACCENTS = re.compile("[\u0300-\u036f]")  # Latin and Greek ones; the marks of other scripts make other letters


def company_key(name: str) -> str:
    """What two spellings of one company share: "Acme Corp." and "ACME, Inc" are both "acme"."""
    folded = unicodedata.normalize("NFKD", LEGAL_SIGNS.sub(" ", name).casefold().replace("&", " and "))
    plain = unicodedata.normalize("NFKC", ACCENTS.sub("", folded))
    words = WORDS.findall(DOTTED.sub(lambda dotted: dotted.group().replace(".", ""), plain.replace("'", "")))
    return "".join(_without_legal_form(words)).replace("_", "")


def _without_legal_form(words: list[str]) -> list[str]:
    """Stops before nothing is left: a company may be called "Co" or "The Limited"."""
    end = len(words)
    while end > 1 and (words[end - 1] in LEGAL_FORMS or (words[end - 1] == "and" and end < len(words))):
        end -= 1
    start = 1 if end > 1 and words[0] == "the" else 0
    return words[start:end]


FREE_MAIL = _words(
    """
    gmail.com googlemail.com aol.com aim.com icloud.com me.com mac.com msn.com live.com passport.com
    proton.me protonmail.com pm.me tutanota.com tuta.io mail.com email.com fastmail.com fastmail.fm
    hey.com zoho.com zohomail.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it
    terra.es telefonica.net bluewin.ch seznam.cz wp.pl o2.pl onet.pl interia.pl mail.ru bk.ru
    inbox.ru list.ru rambler.ru ya.ru qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com
    daum.net hanmail.net rediffmail.com uol.com.br bol.com.br terra.com.br comcast.net verizon.net
    att.net sbcglobal.net bellsouth.net cox.net charter.net shaw.ca rogers.com btinternet.com
    ntlworld.com sky.com bigpond.com optusnet.com.au ziggo.nl kpnmail.nl telenet.be skynet.be
    """
)
FREE_FAMILIES = frozenset(
    {"yahoo", "ymail", "rocketmail", "hotmail", "outlook", "gmx", "yandex"}
)  # under many suffixes


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there, so that the domain says nothing about a company."""
    return domain_group(domain) in FREE_MAIL or domain_label(domain) in FREE_FAMILIES


@lru_cache(maxsize=4096)  # asked about a mail four times from its claim to its commit
def company_domain(email: str) -> str:
    """The domain of an address, "" of one that says nothing about a company."""
    domain = domain_of(email)
    return "" if is_free_mail(domain) else domain


ROLES = _words(
    """
    abuse accounting accounts admin administration administrator admissions ap ar billing bookings
    bounce bounces buero business career careers compliance contact contacto contact-us contato
    customercare customerservice desk dpo enquiries enquiry events everyone feedback finance
    frontdesk ftp hallo hello help helpdesk hi hostmaster hr info information inquiries inquiry
    investor investors invoice invoices it jobs kontakt legal list mail mailer mailer-daemon
    marketing media news newsletter no-reply noc noreply office operations order orders partner
    partners payroll post postmaster press privacy procurement purchasing reception recruiting
    recruitment reply root sales secretary security service services shop staff subscribe support
    team tech unsubscribe usenet vertrieb webmaster welcome work
    """
)
DIVIDERS = re.compile(r"[._-]+")
MAX_REGION = 3  # info.de, sales-usa


def is_role_address(local: str) -> bool:
    """Whether the part before @ (or a whole address) names a function, not a person."""
    plain = local.partition("@")[0].partition("+")[0].strip().lower()
    first, *rest = DIVIDERS.split(plain) or [""]
    return plain in ROLES or (first in ROLES and all(part in ROLES or len(part) <= MAX_REGION for part in rest))


NAME_PART = re.compile(r"[^\W\d_]+")


def guess_name(email: str) -> str:
    """ "Jane Doe" for jane.doe@…; "" rather than a guess one would be ashamed of (jdoe, j.doe, acme.sales)."""
    local = email.partition("@")[0].partition("+")[0].lower()
    parts = [re.sub(r"\d+$", "", part) for part in re.split(r"[._]+", local)]
    if not 2 <= len(parts) <= 4 or not all(map(_name_like, parts)) or not ROLES.isdisjoint(parts):
        return ""
    return " ".join(_capital(part) for part in parts) if min(len(parts[0]), len(parts[-1])) > 1 else ""


def _name_like(part: str) -> bool:
    return all(NAME_PART.fullmatch(piece) for piece in part.split("-"))


def _capital(part: str) -> str:
    return "-".join(f"{piece.upper()}." if len(part) == 1 else piece.capitalize() for piece in part.split("-"))
