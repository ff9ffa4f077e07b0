"""A team, its mailboxes, its lists and two running campaigns, made once in an empty workspace."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.admit import admit_contact
from engine.flows.door import NewAccount, NewContact
from engine.flows.house import House
from engine.flows.launch import launch
from engine.flows.starters import copy_starters
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
    TemplateVersion,
    User,
    Variant,
)
from offhours.demo.world import World
from offhours.firm import GAPS

DOMAIN = "quietgrowth.example"
MANAGER = f"morgan@{DOMAIN}"
REPS = (("Robin Reyes", "robin"), ("Sasha Lindqvist", "sasha"), ("Jamie Okafor", "jamie"))
CAP = 60
EUROPE = ["DACH", "France", "Southern Europe", "Benelux & Nordics", "Central Europe"]
OVERSEAS = ["North America", "UK & Ireland", "Asia Pacific"]
GRACE_REAL_SECONDS = 2
"""How long a server may take after the final dot here; in the clock's time it is `speed` times as much."""


async def seed(house: House, world: World, speed: float) -> None:
    """In one transaction: killed in the middle, nothing of it is there and the next start seeds again."""
    now = house.clock.now()
    async with house.database.begin() as session:
        if await session.scalar(select(func.count()).select_from(User)):
            return
        workspace = await workspace_of(session)
        workspace.legal_name, workspace.postal_address = "Quiet Growth Ltd", "1 Sample Street, Exampletown EX1 2MP"
        workspace.time_zone, workspace.country = "Europe/London", "GB"
        workspace.policies = Policies(accept_people=True).dump()
        session.add(User(email=MANAGER, name="Morgan Hale", role=Role.MANAGER, created_at=now))
        mailboxes = [await _rep(session, house, name, local, speed, now) for name, local in REPS]
        await _people(session, world, now)
        versions = await copy_starters(session, now, GAPS)
        first = [[versions["referral-short"]], [versions["referral-second"]], [versions["referral-last"]]]
        await _campaign(session, "Europe: who is the right person?", Goal.REFERRAL, EUROPE, first, mailboxes, now)
        second = [
            [versions["conversation-short"], versions["conversation-example"]],
            [versions["conversation-second"]],
            [versions["conversation-last"]],
        ]
        await _campaign(session, "Overseas: a short talk", Goal.CONVERSATION, OVERSEAS, second, mailboxes, now)


async def _rep(session: AsyncSession, house: House, name: str, local: str, speed: float, now: datetime) -> Mailbox:
    user = User(email=f"{local}@{DOMAIN}", name=name, role=Role.REP, created_at=now)
    session.add(user)
    await session.flush()
    secret = house.vault.seal(token_urlsafe(18))
    mailbox = Mailbox(
        user_id=user.id,
        address=user.email,
        display_name=name,
        time_zone="Europe/London",
        country="GB",
        smtp_host="127.0.0.1",
        smtp_port=1,
        smtp_security="none",
        smtp_username=user.email,
        smtp_secret=secret,
        imap_host="127.0.0.1",
        imap_port=1,
        imap_security="none",
        imap_username=user.email,
        imap_secret=secret,
        daily_cap=CAP,
        files_sent=True,
        grace_seconds=int(GRACE_REAL_SECONDS * speed),
        created_at=now,
        history_since=now,  # a mailbox of the demo has no past
    )
    session.add(mailbox)
    await session.flush()
    return mailbox


async def connect(house: House, smtp_port: int, imap_port: int) -> None:
    """Tell the mailboxes where the market listens this time."""
    async with house.database.begin() as session:
        for mailbox in await session.scalars(select(Mailbox)):
            mailbox.smtp_port, mailbox.imap_port = smtp_port, imap_port


async def passwords(house: House) -> dict[str, str]:
    async with house.database.begin() as session:
        return {one.address: house.vault.open(one.smtp_secret) for one in await session.scalars(select(Mailbox))}


async def _people(session: AsyncSession, world: World, now: datetime) -> None:
    batches: dict[str, ImportBatch] = {}
    for person in world.contacts:
        if person.source not in batches:
            batches[person.source] = ImportBatch(source=person.source, supplied_by=MANAGER, created_at=now)
            session.add(batches[person.source])
            await session.flush()
        company = person.company
        account = NewAccount(
            name=company.name,
            domain=company.domain,
            vertical=company.vertical,
            revenue=company.revenue,
            employees=company.employees,
            territory=company.territory,
            country=company.country,
            time_zone=company.time_zone,
            business_model=company.business_model,
        )
        contact = NewContact(
            email=person.email,
            source=person.source,
            name=f"{person.first} {person.last}",
            title=person.title,
            level=person.level,
            phone=person.phone,
            language=person.language,
            basis="legitimate interest: their role at work",
            batch_id=batches[person.source].id,
        )
        await admit_contact(session, contact, account, now, MANAGER)


async def _campaign(
    session: AsyncSession,
    name: str,
    goal: Goal,
    territories: list[str],
    steps: list[list[TemplateVersion]],
    mailboxes: list[Mailbox],
    now: datetime,
) -> None:
    target = TargetList(name=f"{name} (list)", filter={"territory": territories}, created_at=now)
    session.add(target)
    await session.flush()
    campaign = Campaign(name=name, goal=goal, target_list_id=target.id, created_at=now)
    session.add(campaign)
    await session.flush()
    session.add_all([CampaignMailbox(campaign_id=campaign.id, mailbox_id=mailbox.id) for mailbox in mailboxes])
    for position, versions in enumerate(steps, start=1):
        step = Step(campaign_id=campaign.id, position=position, delay_days=0 if position == 1 else 3)
        session.add(step)
        await session.flush()
        for label, version in zip("abcd", versions, strict=False):
            session.add(Variant(step_id=step.id, label=label, template_version_id=version.id))
    await session.flush()
    await launch(session, campaign, now, MANAGER)


async def users(house: House) -> list[User]:
    async with house.database.begin() as session:
        return list(await session.scalars(select(User).order_by(col(User.id))))
