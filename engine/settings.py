"""Every setting of the program, read once from the environment. docs/settings.md is made from this class."""

import os
import re
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from engine.errors import Invalid
from engine.rules import addresses

LONGEST = timedelta(days=1)
SHORTEST_SECRET = 32
PREFIX = "OFFHOURS_"
IMAP_PASSWORD = "OFFHOURS_IMAP_PASSWORD"  # noqa: S105 -- a name
"""What `offhours replay` takes instead of asking. No setting: it is of one command and of one mailbox."""
OF_A_SERVICE = re.compile(r"OFFHOURS_(?:SERVICE_HOST|SERVICE_PORT\w*|PORT_\d+_\w+)")
"""What Kubernetes sets in every container beside a service that is called offhours."""


def _length(value: object) -> object:
    """Texts are numbers of seconds; more than nothing, at most a day."""
    try:
        length = timedelta(seconds=float(value)) if isinstance(value, str) else value
    except (ValueError, OverflowError):  # no number, or one that no clock counts to
        length = None
    if length is None or (isinstance(length, timedelta) and not timedelta() < length <= LONGEST):
        raise ValueError("give seconds, more than 0 and at most 86400")
    return length


def _address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"give an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return value

    return AfterValidator(check)


def _written_in_mails(value: str) -> str:
    """Paths are put behind it, and headers hold it, which know no other letters (RFC 2369)."""
    plain = value.isascii() and value.isprintable() and not set(" <>,?#@").intersection(value)
    try:
        good = plain and urlsplit(value).hostname and urlsplit(value).port != 0
    except ValueError:  # a port that is none
        good = False
    if value and not good:
        raise ValueError("give an address like https://mail.example.com; a name in other letters as xn--…")
    return value


def _long_enough(value: SecretStr) -> SecretStr:
    if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"give {SHORTEST_SECRET} random characters or more")
    return value


def _private(value: str) -> str:
    """Secrets go there: encrypted, unless it is this machine."""
    parts = urlsplit(value)
    here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if not parts.hostname or not (parts.scheme == "https" or here):
        raise ValueError("give an address that begins with https://")
    return value.rstrip("/")


def _private_or_none(value: str) -> str:
    return _private(value) if value else ""


def _mail_server(value: SecretStr) -> SecretStr:
    """Names the server, how it is entered, and nothing else."""
    text = value.get_secret_value()
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0 and not parts.path.strip("/")
    except ValueError:  # a port that is none; its own words would show the password
        good = False
    if text and not good:
        raise ValueError("give smtps://name:password@host or smtp://name:password@host:587")
    return value


Seconds = Annotated[timedelta, BeforeValidator(_length)]
PostgresUrl = Annotated[str, _address("postgresql", "postgres", "postgresql+psycopg")]
RedisUrl = Annotated[str, _address("redis", "rediss", "unix")]
WebUrl = Annotated[str, _address("https", "http"), AfterValidator(_written_in_mails)]
SignInUrl = Annotated[str, AfterValidator(_private)]
OpinionUrl = Annotated[str, AfterValidator(_private_or_none)]
MailServer = Annotated[SecretStr, AfterValidator(_mail_server)]
Secret = Annotated[SecretStr, AfterValidator(_long_enough)]


class Settings(BaseSettings):
    """In the environment: upper case with the prefix OFFHOURS_, but DATABASE_URL and REDIS_URL go without."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,  # an empty host would be every address of the machine
        frozen=True,
        extra="ignore",
        populate_by_name=True,
    )

    data_dir: Path = Field(
        Path(".data"), description="Folder of the embedded database, the key file, and outcomes that no database took."
    )
    weights: str = Field(
        "", description="File of `offhours corrections train` by which words are weighed. Empty: what ships."
    )
    database_url: PostgresUrl = Field(
        "",
        validation_alias=AliasChoices("DATABASE_URL", "OFFHOURS_DATABASE_URL", "database_url"),
        description="PostgreSQL you run, e.g. postgresql://user@host/offhours. Empty: the embedded server.",
    )
    redis_url: RedisUrl = Field(
        "",
        validation_alias=AliasChoices("REDIS_URL", "OFFHOURS_REDIS_URL", "redis_url"),
        description="Redis you run, for the arq bell of the scaled-out shape. Empty: LISTEN/NOTIFY.",
    )
    secret_key: Secret = Field(
        SecretStr(""),
        description="Seals mailbox credentials and signs opt-out links, 32 characters or more. "
        "Empty: a key file in the data folder. All parts of a scaled-out installation need the same.",
    )
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8025, ge=0, le=65535, description="Port the web server listens on; 0 picks a free one.")
    public_url: WebUrl = Field(
        "",
        description="Where recipients reach the opt-out page, e.g. https://mail.example.com. Empty: they opt out by "
        "answering, and sign-in links lead to http://host:port.",
    )
    database_pool: int = Field(10, ge=2, le=200, description="Database connections per process.")
    connections: int = Field(
        200, ge=1, le=10_000, description="SMTP connections that one sender keeps open at most, one a mailbox."
    )
    mailboxes: int = Field(
        2000, ge=1, le=20_000, description="Mailboxes that one poller reads at most, one IMAP connection each."
    )
    tick: Seconds = Field(
        timedelta(seconds=60), description="Seconds between two looks at the ledger when no bell rings."
    )
    poll: Seconds = Field(
        timedelta(seconds=60), description="Seconds between two looks at a mailbox when its server has no IDLE."
    )
    mail_timeout: Seconds = Field(timedelta(seconds=30), description="Seconds a mail server may take for one answer.")
    sign_in_days: int = Field(14, ge=1, le=90, description="Days until a browser must sign in again.")
    smallest_pause: Seconds = Field(
        timedelta(milliseconds=50),
        description="Seconds of machine time a worker rests at least, whatever the clock's speed.",
    )
    max_mail_bytes: int = Field(
        2_000_000,
        ge=100_000,
        le=100_000_000,
        description="Bytes up to which a received mail is fetched whole; of a larger one its words and reports are.",
    )
    google_client_id: str = Field(
        "", description="Your OAuth client at Google, for signing in to Gmail mailboxes. Empty: passwords only."
    )
    google_client_secret: SecretStr = Field(SecretStr(""), description="The secret of OFFHOURS_GOOGLE_CLIENT_ID.")
    google_authorize_url: SignInUrl = Field(
        "https://accounts.google.com/o/oauth2/v2/auth", description="Google's page where a person allows it."
    )
    google_token_url: SignInUrl = Field(
        "https://oauth2.googleapis.com/token", description="Where Google gives and renews tokens."
    )
    microsoft_client_id: str = Field(
        "",
        description="Your app registration at Microsoft, for signing in to Microsoft 365 and Outlook.com. Empty: none.",
    )
    microsoft_client_secret: SecretStr = Field(SecretStr(""), description="The secret of OFFHOURS_MICROSOFT_CLIENT_ID.")
    microsoft_tenant: str = Field(
        "common",
        pattern=r"^[A-Za-z0-9.-]+$",
        description="Tenant id or domain, or common, organizations, consumers, as the app was registered for.",
    )
    microsoft_login_url: SignInUrl = Field(
        "https://login.microsoftonline.com", description="Microsoft's sign-in; a national cloud has another."
    )
    opinion_url: OpinionUrl = Field(
        "",
        description="Base of an OpenAI-compatible API that is asked about answers of which the rules are unsure, e.g. "
        "http://127.0.0.1:11434/v1. People's words are sent there. Empty: nobody is asked.",
    )
    opinion_model: str = Field(
        "", max_length=200, description="The model asked there; needed with OFFHOURS_OPINION_URL."
    )
    opinion_key: SecretStr = Field(SecretStr(""), description="The key of that API. Empty: none is sent.")
    opinion_below: float = Field(
        0.5, ge=0, le=1, description="Confidence under which a second opinion is asked for, 0 to 1."
    )
    opinion_timeout: Seconds = Field(
        timedelta(seconds=10), description="Seconds a second opinion may take; then the rules' word stands."
    )

    notices_smtp: MailServer = Field(
        SecretStr(""),
        description="Mail server for notices to managers and reps about overdue work, e.g. "
        "smtps://name:password@mail.example.com, or smtp:// with port 587 (STARTTLS, but on this machine). "
        "Empty: none are sent.",
    )
    notices_from: str = Field("", max_length=254, description="Their sender; needed with OFFHOURS_NOTICES_SMTP.")

    @model_validator(mode="after")
    def _nothing_misspelt(self) -> "Settings":
        known = {name for name, field in type(self).model_fields.items() for name in in_environment(name, field)}
        for name in sorted(_set_for_us() - known):
            nearest = get_close_matches(name, sorted(known), n=1, cutoff=0)[0]
            raise ValueError(
                f"{name} is none. Is {nearest} meant? `offhours settings` lists all; unset what is not ours"
            )
        return self

    @model_validator(mode="after")
    def _notices_from_somebody(self) -> "Settings":
        if self.notices_smtp.get_secret_value():
            try:
                addresses.normalise(self.notices_from)
            except Invalid as wrong:
                raise ValueError(f"OFFHOURS_NOTICES_FROM is no mail address: {wrong.problem}") from wrong
        return self

    @model_validator(mode="after")
    def _opinion_of_somebody(self) -> "Settings":
        if self.opinion_url and not self.opinion_model:
            raise ValueError("OFFHOURS_OPINION_MODEL is missing: name the model at OFFHOURS_OPINION_URL")
        return self


def in_environment(name: str, field: FieldInfo) -> list[str]:
    """What a setting is called there, the name to use first."""
    aliases = field.validation_alias
    names = [str(choice) for choice in aliases.choices] if isinstance(aliases, AliasChoices) else [f"{PREFIX}{name}"]
    return [each.upper() for each in names]


def _set_for_us() -> set[str]:
    """In any case, as pydantic reads them; what is set to nothing is not set."""
    named = {name.upper() for name, value in os.environ.items() if value and name.upper().startswith(PREFIX)}
    return {name for name in named if name != IMAP_PASSWORD and not OF_A_SERVICE.fullmatch(name)}
