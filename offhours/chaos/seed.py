"""A team, its mailboxes, people around the world and running campaigns, made before the run's time begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.admit import admit_contact
from engine.flows.door import NewAccount, NewContact
from engine.flows.house import House
from engine.flows.keys import Scope, make_key
from engine.flows.launch import launch
from engine.rules.policies import Policies
from engine.rules.vocabulary import Goal, Role
from engine.store.facts import workspace_of
from engine.store.tables import (
    Campaign,
    CampaignMailbox,
    ImportBatch,
    Mailbox,
    Step,
    TargetList,
    Template,
    TemplateVersion,
    User,
    Variant,
)
from offhours.chaos.plan import BEGIN, Plan

BY = "chaos"
PLACES = (
    ("Europe/Berlin", "DE"),
    ("Europe/London", "GB"),
    ("America/New_York", "US"),
    ("America/Los_Angeles", "US"),
    ("America/Sao_Paulo", "BR"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Tokyo", "JP"),
    ("Australia/Sydney", "AU"),
    ("Pacific/Auckland", "NZ"),
    ("Africa/Johannesburg", "ZA"),
)
"""All around the clock: some window is always open, and three of them change their clocks in different weeks."""


def _window(days: list[int], opens: str, closes: str, quiet: tuple[str, str] = ("12:00", "12:00")) -> dict[str, Any]:
    return {"days": days, "opens": opens, "closes": closes, "quiet_from": quiet[0], "quiet_until": quiet[1]}


WORKDAYS = _window([0, 1, 2, 3, 4], "07:00", "19:00", ("12:00", "13:00"))
OFTEN = _window([0, 1, 2, 3, 4, 5, 6], "06:00", "21:30")
SATURDAYS_TOO = _window([0, 1, 2, 3, 4, 5], "08:00", "18:00")
METHOD = _window([1, 2, 3, 6], "06:00", "21:00", ("09:00", "17:00"))
SERIES = (("north", None, 0.4), ("south", OFTEN, 0.4), ("west", METHOD, 0.2))
"""Campaigns: name, own window (None: the mailbox's, else the workspace's), share of the people."""
OWN_WINDOW = 0.3
FILES_NOTHING = 1 / 3
RAMPS = 0.25
TWO_AT_A_COMPANY = 0.2
ZONE_KNOWN, COUNTRY_KNOWN = 0.6, 0.85
ELSEWHERE = 0.2
"""Shares: mailboxes with a window of their own, at a provider that files no copies, warming up; companies with two
contacts, whose zone is known, whose country is; contacts with a zone of their own."""


@dataclass(frozen=True)
class Seeded:
    key: str
    mailboxes: dict[str, bool]
    """Address -> whether its provider files what it takes in Sent."""


async def seed(house: House, plan: Plan) -> Seeded:
    dice = Random(plan.seed)  # noqa: S311 - makes a world, guards nothing
    async with house.database.begin() as session:
        workspace = await workspace_of(session)
        workspace.legal_name, workspace.postal_address = "Example Ltd", "1 Sample Street, Exampletown EX1 2MP"
        workspace.time_zone, workspace.country, workspace.window = "Europe/London", "GB", WORKDAYS
        workspace.policies = Policies(
            responses_low=100,
            responses_high=1000,
            backlog_limit=1000,
            contacts_per_account=2,
            soft_retries=1,
            batch_floor=500,
        ).dump()
        manager = User(email="manager@sender.example", name="Morgan", role=Role.ADMIN, created_at=BEGIN)
        session.add(manager)
        await session.flush()
        mailboxes = await _mailboxes(session, house, plan, dice)
        await _people(session, plan, dice)
        versions = await _templates(session, plan)
        for name, window, _ in SERIES:
            if window is METHOD and plan.is_short:
                window = {**METHOD, "days": OFTEN["days"]}
            await _campaign(session, name, window, versions[name], mailboxes)
        scopes = {Scope.READ, Scope.CONTACTS, Scope.CAMPAIGNS, Scope.RESPONSES}
        key = await make_key(session, manager, "chaos", scopes, BEGIN, BY)
    return Seeded(key.secret, {mailbox.address: mailbox.files_sent for mailbox in mailboxes})


async def connect(house: House, smtp_ports: Sequence[int], imap_port: int) -> None:
    """Every server has its share of the mailboxes."""
    async with house.database.begin() as session:
        for number, mailbox in enumerate(await session.scalars(select(Mailbox))):
            mailbox.smtp_port, mailbox.imap_port = smtp_ports[number % len(smtp_ports)], imap_port


async def _mailboxes(session: AsyncSession, house: House, plan: Plan, dice: Random) -> list[Mailbox]:
    """Two for each rep; a rep's own cap is often below what the two may send."""
    secret = house.vault.seal(plan.password)
    made: list[Mailbox] = []
    for number in range(0, plan.mailboxes, 2):
        caps = [max(2, round(plan.cap * dice.uniform(0.6, 1.4))) for _ in range(2)]
        rep = User(
            email=f"rep{number}@sender.example",
            name=f"Robin R{number}",
            role=Role.REP,
            daily_cap=max(2, round(sum(caps) * dice.uniform(0.75, 1.0))),
            created_at=BEGIN,
        )
        session.add(rep)
        await session.flush()
        for offset, cap in enumerate(caps):
            zone, country = PLACES[(number + offset) % len(PLACES)]
            address = f"robin{number + offset}@sender.example"
            made.append(
                Mailbox(
                    user_id=rep.id,
                    address=address,
                    display_name=rep.name,
                    time_zone=zone,
                    country=country,
                    smtp_host="127.0.0.1",
                    smtp_port=1,
                    smtp_security="none",
                    smtp_username=address,
                    smtp_secret=secret,
                    imap_host="127.0.0.1",
                    imap_port=1,
                    imap_security="none",
                    imap_username=address,
                    imap_secret=secret,
                    daily_cap=cap,
                    ramp_started=(BEGIN - timedelta(days=dice.randint(0, 20))).date()
                    if dice.random() < RAMPS
                    else None,
                    min_gap_seconds=dice.choice((60, 120, 300)),
                    grace_seconds=plan.grace,
                    files_sent=dice.random() >= FILES_NOTHING,
                    window=SATURDAYS_TOO if dice.random() < OWN_WINDOW else None,
                    last_sent_at=BEGIN - timedelta(days=1),
                    created_at=BEGIN,
                    history_since=BEGIN,
                )
            )
    session.add_all(made)
    await session.flush()
    return made


async def _people(session: AsyncSession, plan: Plan, dice: Random) -> None:
    batch = ImportBatch(source="a list made up", supplied_by=BY, created_at=BEGIN)
    session.add(batch)
    await session.flush()
    number = company = 0
    while number < plan.contacts:
        zone, country = dice.choice(PLACES)
        series = dice.choices([name for name, _, _ in SERIES], [share for _, _, share in SERIES])[0]
        account = NewAccount(
            name=f"Company {company}",
            domain=f"company{company}.test",
            territory=series,
            country=country if (known := dice.random()) < COUNTRY_KNOWN else "",
            time_zone=zone if known < ZONE_KNOWN else "",
        )
        for _ in range(2 if dice.random() < TWO_AT_A_COMPANY else 1):
            contact = NewContact(
                email=f"p{number}@company{company}.test",
                source=batch.source,
                name=f"Alex A{number}",
                level=dice.randint(0, 4),
                time_zone=dice.choice(PLACES)[0] if dice.random() < ELSEWHERE else "",
                batch_id=batch.id,
            )
            await admit_contact(session, contact, account, BEGIN, BY)
            number += 1
        company += 1


async def _templates(session: AsyncSession, plan: Plan) -> dict[str, list[TemplateVersion]]:
    """Their words name series and step, so that the provider's log tells the step by itself."""
    versions: dict[str, list[TemplateVersion]] = {}
    for name, _, _ in SERIES:
        for step in range(1, plan.steps + 1):
            template = Template(name=f"{name} {step}", goal=Goal.REFERRAL, created_at=BEGIN)
            session.add(template)
            await session.flush()
            version = TemplateVersion(
                template_id=template.id,
                version=1,
                subject="Who looks after this at {{ company }}?" if step == 1 else "",
                body=f"Hi {{{{ first_name }}}},\n\nthis is note {step} of series {name}.\n\nWho is the right person?",
                created_at=BEGIN,
            )
            session.add(version)
            versions.setdefault(name, []).append(version)
    await session.flush()
    return versions


async def _campaign(
    session: AsyncSession,
    name: str,
    window: dict[str, Any] | None,
    versions: list[TemplateVersion],
    mailboxes: list[Mailbox],
) -> None:
    target = TargetList(name=name, filter={"territory": [name]}, created_at=BEGIN)
    session.add(target)
    await session.flush()
    campaign = Campaign(name=name, goal=Goal.REFERRAL, target_list_id=target.id, window=window, created_at=BEGIN)
    session.add(campaign)
    await session.flush()
    session.add_all([CampaignMailbox(campaign_id=campaign.id, mailbox_id=mailbox.id) for mailbox in mailboxes])
    for position, version in enumerate(versions, start=1):
        step = Step(campaign_id=campaign.id, position=position, delay_days=min(position - 1, 1))
        session.add(step)
        await session.flush()
        session.add(Variant(step_id=step.id, label="a", template_version_id=version.id))
    await session.flush()
    await launch(session, campaign, BEGIN, BY)
