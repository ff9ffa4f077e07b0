"""Providers of mailboxes by the domain of an address: their servers, how one signs in, what they do with sent mail.

Taken from the providers' own help pages. `files_sent` is true only where the provider surely files what SMTP took
under its own Message-ID: a mail in doubt that is not there would be sent again.
"""

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import Invalid
from engine.rules.addresses import domain_of


class Auth(StrEnum):
    """How the program signs in to a mailbox: with a password, or with what a person allowed at the provider."""

    PASSWORD = "password"  # noqa: S105 # a word, no secret
    GOOGLE = "google"
    MICROSOFT = "microsoft"


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    security: str


@dataclass(frozen=True)
class Provider:
    """`domains` are those whose mailboxes it holds; `oauth` is the sign-in it offers, None for passwords only."""

    key: str
    name: str
    domains: frozenset[str]
    smtp: Server
    imap: Server
    files_sent: bool = False
    oauth: Auth | None = None
    takes_passwords: bool = True
    note: str = ""


def _tls(host: str, port: int) -> Server:
    return Server(host, port, "tls")


def _starttls(host: str) -> Server:
    return Server(host, 587, "starttls")


def _domains(text: str) -> frozenset[str]:
    return frozenset(text.split())


APP_PASSWORD = "It takes an app password, not the account's own: make one in its security settings."  # noqa: S105 # said to people
SWITCHED_ON = "Access by IMAP and SMTP is off until it is allowed in the settings of the web mail."

PROVIDERS: tuple[Provider, ...] = (
    Provider(
        "google",
        "Gmail and Google Workspace",
        _domains("gmail.com googlemail.com"),
        _tls("smtp.gmail.com", 465),
        _tls("imap.gmail.com", 993),
        files_sent=True,
        oauth=Auth.GOOGLE,
        note="With a password it takes an app password only, which needs 2-step verification.",
    ),
    Provider(
        "microsoft",
        "Microsoft 365",
        frozenset(),
        _starttls("smtp.office365.com"),
        _tls("outlook.office365.com", 993),
        oauth=Auth.MICROSOFT,
        takes_passwords=False,
        note="An administrator of the tenant may have to allow SMTP AUTH for the mailbox.",
    ),
    Provider(
        "outlook",
        "Outlook.com",
        _domains(
            "outlook.com hotmail.com live.com msn.com passport.com outlook.de outlook.fr outlook.es outlook.it"
            " outlook.at outlook.dk outlook.pt outlook.ie hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it"
            " live.co.uk live.de live.fr live.nl live.it live.se live.dk live.no"
        ),
        _starttls("smtp-mail.outlook.com"),
        _tls("outlook.office365.com", 993),
        oauth=Auth.MICROSOFT,
        takes_passwords=False,
        note="Access by IMAP and SMTP must be allowed in Outlook.com's settings.",
    ),
    Provider(
        "icloud",
        "iCloud Mail",
        _domains("icloud.com me.com mac.com"),
        _starttls("smtp.mail.me.com"),
        _tls("imap.mail.me.com", 993),
        note=APP_PASSWORD,
    ),
    Provider(
        "yahoo",
        "Yahoo Mail",
        _domains(
            "yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ca yahoo.ie"
            " yahoo.co.in yahoo.com.br yahoo.com.au"
        ),
        _tls("smtp.mail.yahoo.com", 465),
        _tls("imap.mail.yahoo.com", 993),
        note=APP_PASSWORD,
    ),
    Provider(
        "aol",
        "AOL Mail",
        _domains("aol.com aim.com aol.de aol.co.uk"),
        _tls("smtp.aol.com", 465),
        _tls("imap.aol.com", 993),
        note=APP_PASSWORD,
    ),
    Provider(
        "fastmail",
        "Fastmail",
        _domains("fastmail.com fastmail.fm messagingengine.com sent.com"),
        _tls("smtp.fastmail.com", 465),
        _tls("imap.fastmail.com", 993),
        note=APP_PASSWORD,
    ),
    Provider(
        "gmx",
        "GMX",
        _domains("gmx.de gmx.net gmx.at gmx.ch"),
        _tls("mail.gmx.net", 465),
        _tls("imap.gmx.net", 993),
        note=SWITCHED_ON,
    ),
    Provider(
        "gmx.com",
        "GMX international",
        _domains("gmx.com gmx.co.uk gmx.us gmx.fr gmx.es"),
        _tls("mail.gmx.com", 465),
        _tls("imap.gmx.com", 993),
        note=SWITCHED_ON,
    ),
    Provider(
        "web.de",
        "WEB.DE",
        _domains("web.de"),
        _tls("smtp.web.de", 465),
        _tls("imap.web.de", 993),
        note=SWITCHED_ON,
    ),
    Provider(
        "ionos",
        "IONOS",
        frozenset(),
        _tls("smtp.ionos.com", 465),
        _tls("imap.ionos.com", 993),
        note="In Germany the servers are smtp.ionos.de and imap.ionos.de.",
    ),
    Provider(
        "t-online",
        "Telekom Mail",
        _domains("t-online.de magenta.de"),
        _tls("securesmtp.t-online.de", 465),
        _tls("secureimap.t-online.de", 993),
        note="It takes a password for e-mail programs, made in the customer centre.",
    ),
    Provider(
        "zoho",
        "Zoho Mail",
        _domains("zoho.com zohomail.com"),
        _tls("smtp.zoho.com", 465),
        _tls("imap.zoho.com", 993),
        note=f"{SWITCHED_ON} Paid accounts use smtppro.zoho.com and imappro.zoho.com; in Europe they end in .eu.",
    ),
    Provider(
        "mailbox.org",
        "mailbox.org",
        _domains("mailbox.org"),
        _tls("smtp.mailbox.org", 465),
        _tls("imap.mailbox.org", 993),
    ),
    Provider(
        "posteo",
        "Posteo",
        _domains("posteo.de posteo.net posteo.at posteo.ch posteo.eu"),
        _tls("posteo.de", 465),
        _tls("posteo.de", 993),
    ),
    Provider(
        "yandex",
        "Yandex Mail",
        _domains("yandex.com yandex.ru ya.ru"),
        _tls("smtp.yandex.com", 465),
        _tls("imap.yandex.com", 993),
        note=APP_PASSWORD,
    ),
)
BY_KEY = {provider.key: provider for provider in PROVIDERS}
_BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in provider.domains}


def provider_of(address: str, key: str = "") -> Provider | None:
    """The one that was named, which an own domain needs; else the one that holds the address's domain."""
    if key and key not in BY_KEY:
        raise Invalid(f'"{key}" is no provider known here.', field="provider", remedy=f"One of: {', '.join(BY_KEY)}.")
    return BY_KEY[key] if key else _BY_DOMAIN.get(domain_of(address))


def surely_files(smtp_host: str, imap_host: str) -> bool:
    """Whether one provider has both servers, and files what the first takes in the Sent folder of the second."""
    hosts = (smtp_host.lower(), imap_host.lower())
    return any(one.files_sent and hosts == (one.smtp.host, one.imap.host) for one in PROVIDERS)
