"""A team whose mailboxes have plenty to send: what `offhours bench send` lays out before each run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import text
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.house import House
from engine.flows.starters import copy_starters
from engine.rules.policies import Policies
from engine.rules.vocabulary import Bin, CampaignState, Goal, OutState, Role
from engine.store.facts import workspace_of
from engine.store.tables import (
    METADATA,
    Account,
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    MessageOut,
    Step,
    TargetList,
    Template,
    TemplateVersion,
    User,
    Variant,
)
from offhours.bench.sink import HOST
from offhours.demo.world.names import ENDS, FIRST, LAST, PLACES, STEMS, TITLES, VERTICALS
from offhours.firm import GAPS

BEGIN = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
"""A Tuesday; every run begins there."""
CONNECTIONS = 16
"""Mailboxes, each with a rep and a connection of its own."""
CAP = 100
"""The most a mailbox may send a day (M13)."""
CONTACTS = 3
"""Of each account, all of the same level, so that none waits for another."""
LEAST_ACCOUNTS = 500
FOLLOW_UPS = 2 / 3
"""Share of the mails that are second and third ones, as in the long run of a campaign of three steps."""
WAIT_DAYS = 3
GRACE = 1_000_000_000
"""Seconds of a clock that shows days in one of the machine's: nothing is in doubt here, however long a mail takes."""
ALL_DAY = {"days": [0, 1, 2, 3, 4, 5, 6], "opens": "00:00", "closes": "23:59:59"} | dict.fromkeys(
    ("quiet_from", "quiet_until"), "12:00"
)
STEPS = (("conversation-short", "conversation-example"), ("conversation-second",), ("conversation-last",))
OWN_SUBJECT = "Your {{ custom.product|default('product') }}, {{ first_name }}"
OWN_BODY = (
    "Hi {{ first_name }},\n\nI saw that {{ company }} brought out {{ custom.product }} with {{ custom.partner }}.\n\n"
    "{% if employees %}With {{ employees }} people, who{% else %}Who{% endif %} looks after new customers at your side,"
    " {{ title|default('or somebody else')|lower }}?\n\n{{ sender_first_name }}, {{ our_company }}"
)
"""A third variant of the first step, with fields of its own and a condition."""
HISTORY = "Hi there,\n\nI am looking for the person who is responsible for how your team finds new customers.\n\n" * 6


@dataclass
class Team:
    mailboxes: list[Mailbox]
    campaign: Campaign
    accounts: list[Account]
    contacts: list[Contact]


async def lay_out(house: House, port: int, mails: int) -> None:
    """Everything anew: a team with `mails` mails that may leave at BEGIN, and as many as that in reserve.

    The checkpoint before it gives the server the files of its log back, which it writes anew, as one does that has run
    for some minutes; it would make each of them while it is measured.
    """
    await _alone(house, "checkpoint")
    async with house.database.begin() as session:
        names = ", ".join(name for name in METADATA.tables if name != "workspace")
        await session.execute(text(f"truncate {names} restart identity"))
        await _workspace(session)
        mailboxes = await _mailboxes(session, house, port)
        campaign = await _campaign(session, mailboxes)
        accounts, contacts = await _people(session, mailboxes, max(LEAST_ACCOUNTS, 2 * mails // CONTACTS + 1))
        await _ledger(session, Team(mailboxes, campaign, accounts, contacts), round(mails * FOLLOW_UPS))
    await _alone(house, "vacuum analyze")


async def _alone(house: House, command: str) -> None:
    """Outside of a transaction."""
    async with house.database.engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text(command))


async def _workspace(session: AsyncSession) -> None:
    workspace = await workspace_of(session)
    workspace.legal_name, workspace.postal_address = "Quiet Growth Ltd", "1 Sample Street, Exampletown EX1 2MP"
    workspace.time_zone, workspace.country = "Europe/London", "GB"
    workspace.window = ALL_DAY
    workspace.policies = Policies(  # nobody answers here: the governor must not take that for a bad list
        responses_low=100,
        responses_high=1000,
        contacts_per_account=CONTACTS,
        account_gap_minutes=0,
        days_per_week=7,
        first_week=700,
    ).dump()


async def _mailboxes(session: AsyncSession, house: House, port: int) -> list[Mailbox]:
    users = [
        User(email=f"rep{number}@quietgrowth.example", name=f"Robin Rep {number}", role=Role.REP, created_at=BEGIN)
        for number in range(CONNECTIONS)
    ]
    await _add(session, users)
    secret = house.vault.seal("a password")
    wires: dict[str, Any] = {
        f"{wire}_{name}": value
        for wire in ("smtp", "imap")
        for name, value in {"host": HOST, "port": port, "security": "none", "secret": secret}.items()
    }
    mailboxes = [
        Mailbox(
            user_id=user.id,
            address=user.email,
            display_name=user.name,
            time_zone="Europe/London",
            country="GB",
            smtp_username=user.email,
            imap_username=user.email,
            daily_cap=CAP,
            min_gap_seconds=1,
            grace_seconds=GRACE,
            created_at=BEGIN,
            history_since=BEGIN,
            **wires,
        )
        for user in users
    ]
    await _add(session, mailboxes)
    return mailboxes


async def _campaign(session: AsyncSession, mailboxes: list[Mailbox]) -> Campaign:
    target = TargetList(name="everybody", created_at=BEGIN)
    template = Template(name="conversation-product", goal=Goal.CONVERSATION, created_at=BEGIN)
    await _add(session, [target, template])
    own = TemplateVersion(template_id=template.id, version=1, subject=OWN_SUBJECT, body=OWN_BODY, created_at=BEGIN)
    campaign = Campaign(
        name="A short talk",
        goal=Goal.CONVERSATION,
        state=CampaignState.RUNNING,
        target_list_id=target.id,
        created_at=BEGIN,
        launched_at=BEGIN,
    )
    await _add(session, [own, campaign])
    session.add_all([CampaignMailbox(campaign_id=campaign.id, mailbox_id=mailbox.id) for mailbox in mailboxes])
    starters = await copy_starters(session, BEGIN, GAPS)
    for position, names in enumerate(STEPS, start=1):
        step = Step(campaign_id=campaign.id, position=position, delay_days=0 if position == 1 else WAIT_DAYS)
        await _add(session, [step])
        versions = [starters[name] for name in names] + ([own] if position == 1 else [])
        session.add_all(
            Variant(step_id=step.id, label=label, template_version_id=version.id)
            for label, version in zip("abc", versions, strict=False)
        )
    return campaign


async def _people(session: AsyncSession, mailboxes: list[Mailbox], count: int) -> tuple[list[Account], list[Contact]]:
    rng = Random(1)  # noqa: S311 # the same people in every run
    accounts = [_account(rng, number) for number in range(count)]
    await _add(session, accounts)
    contacts = [_contact(rng, account, seat) for account in accounts for seat in range(CONTACTS)]
    await _add(session, contacts)
    return accounts, contacts


def _account(rng: Random, number: int) -> Account:
    place = rng.choices(PLACES, weights=[place.weight for place in PLACES])[0]
    vertical = rng.choice(tuple(VERTICALS))
    name = f"{rng.choice(STEMS)}{rng.choice(ENDS)} {number} {rng.choice(VERTICALS[vertical])}"
    return Account(
        name=f"{name} {rng.choice(place.suffix)}",
        name_key=name.lower(),
        vertical=vertical,
        employees=rng.randrange(20, 5000),
        territory=place.territory,
        country=place.country,
        time_zone=rng.choice(place.zones)[0],
        business_model="B2B",
        bin_since=BEGIN,
        custom={"product": f"{rng.choice(STEMS)} {rng.randrange(100)}", "partner": f"{rng.choice(STEMS)} AG"},
        created_at=BEGIN,
    )


def _contact(rng: Random, account: Account, seat: int) -> Contact:
    first, last = rng.choice(FIRST["en"].split()), rng.choice(LAST["en"].split())
    return Contact(
        account_id=account.id,
        email=f"{first}.{last}.{seat}@c{account.id}.example".lower(),
        name=f"{first} {last}",
        title=rng.choice(TITLES[2]),
        level=2,
        language=rng.choice(("en", "en", "de", "fr")),
        source="website research",
        basis="legitimate interest: their role at work",
        custom={"met": "at a fair", "likes": rng.choice(STEMS)},
        created_at=BEGIN,
    )


async def _ledger(session: AsyncSession, team: Team, follow_ups: int) -> None:
    """Each contact is at their first, second or third mail, which is due; an account's mails leave from one mailbox."""
    box = {account.id: team.mailboxes[number % CONNECTIONS].id for number, account in enumerate(team.accounts)}
    order = list(team.contacts)
    Random(2).shuffle(order)  # noqa: S311 # the same order in every run
    at = {contact.id: 2 + number % 2 if number < follow_ups else 1 for number, contact in enumerate(order)}
    enrollments = [
        Enrollment(
            campaign_id=team.campaign.id,
            contact_id=contact.id,
            mailbox_id=box[contact.account_id],
            position=at[contact.id],
            created_at=BEGIN - timedelta(days=20),
        )
        for contact in order
    ]
    await _add(session, enrollments)
    begun = {contact.account_id for contact in order if at[contact.id] > 1}
    for account in team.accounts:
        if account.id in begun:
            account.bin, account.bin_by = Bin.WORKING, "offhours"
    mails = [
        _due(enrollment, position) if position == enrollment.position else _sent(enrollment, position, contact.email)
        for enrollment, contact in zip(enrollments, order, strict=True)
        for position in range(1, enrollment.position + 1)
    ]
    await _add(session, mails)


def _due(enrollment: Enrollment, position: int) -> MessageOut:
    due = BEGIN - timedelta(minutes=enrollment.id % 600)
    return MessageOut(**_step(enrollment, position), due_at=due, look_at=due)


def _sent(enrollment: Enrollment, position: int, address: str) -> MessageOut:
    at = BEGIN - timedelta(days=5 * (enrollment.position - position))
    message_id = f"<{enrollment.id}.{position}@quietgrowth.example>"
    head = (
        f"From: Robin Rep <rep@quietgrowth.example>\nTo: {address}\nMessage-ID: {message_id}\nSubject: A question\n\n"
    )
    return MessageOut(
        **_step(enrollment, position),
        due_at=at,
        look_at=at,
        state=OutState.SENT,
        to_address=address,
        subject="A question about your customers",
        body=HISTORY,
        raw=f"{head}{HISTORY}".encode(),
        message_id=message_id,
        sending_at=at,
        sent_at=at,
        sent_on=at.date(),
        server_code=250,
        attempts=1,
    )


def _step(enrollment: Enrollment, position: int) -> dict[str, Any]:
    return {
        "enrollment_id": enrollment.id,
        "position": position,
        "first_touch": position == 1,
        "contact_id": enrollment.contact_id,
        "mailbox_id": enrollment.mailbox_id,
    }


async def _add(session: AsyncSession, rows: Sequence[SQLModel]) -> None:
    session.add_all(rows)
    await session.flush()
