"""A small team with two weeks behind it, made by the flows themselves: what the pages are looked at with."""

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.flows import baton
from engine.flows.accounts import release
from engine.flows.admit import admit_contact
from engine.flows.dispatch import dispatch
from engine.flows.door import NewAccount, NewContact
from engine.flows.effects import move
from engine.flows.enrollments import drop_waiting
from engine.flows.house import House
from engine.flows.launch import launch, pause
from engine.flows.read import read
from engine.flows.send import send
from engine.flows.settle import NEVER_AGAIN, NOT_PROVEN
from engine.rules.baton import Audit, Check, Handover
from engine.rules.vocabulary import Bin, EnrollmentState, Goal, OutState, Role
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import (
    Account,
    Campaign,
    CampaignMailbox,
    Enrollment,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Step,
    TargetList,
    Template,
    TemplateVersion,
    User,
    Variant,
)
from tests.support.api import StillClock

START = datetime(2026, 2, 17, 6, 0, tzinfo=UTC)
"""A Tuesday, two weeks before the Tuesday on which tests live."""
NOW = datetime(2026, 3, 3, 8, 20, tzinfo=UTC)
COMPANIES = (
    "Alder Freight", "Birch Logistics", "Cedar Haulage", "Dogwood Storage", "Elm Couriers", "Fir Shipping",
    "Gorse Transport", "Hazel Warehousing", "Ivy Cold Chain", "Juniper Parcels", "Larch Lines", "Maple Movers",
    "Nettle Networks", "Oak Forwarding", "Poplar Pallets", "Quince Cargo", "Rowan Rail", "Spruce Supply",
    "Thorn Trucking", "Umber Units", "Viburnum Vans", "Willow Ways", "Yew Yards", "Zelkova Zones",
)  # fmt: skip
PEOPLE = ("Ada Marsh", "Ben Okafor", "Cleo Ruiz", "Dana Weiss", "Eli Novak", "Fay Lindqvist", "Gus Moreau", "Hana Sato")
TITLES = ("Chief Operating Officer", "Head of Operations", "Logistics Manager")
FIRST = "Hi {{ first_name }},\n\nwho at {{ company }} looks after how the yard is planned?\n\n{{ sender_first_name }}"
SECOND = (
    "Hello {{ first_name }},\n\nI am trying to find the person at {{ company }} who plans the yard. "
    "Could you point me to them?\n\n{{ sender_first_name }}"
)
FOLLOW = "Hi {{ first_name }},\n\nis this with you, or with somebody else?\n\n{{ sender_first_name }}"
ANSWERS: tuple[tuple[str, str], ...] = (
    ("human", "Yes, that is me. We are just looking into this, happy to talk. Could you call me on Thursday?"),
    (
        "human",
        "I am not the right person for this. Please talk to Mara Lind, our Head of Planning, at mara.lind@{domain}.",
    ),
    ("auto", "I am out of the office until 16 March 2026. In urgent cases please contact Jo Berg, jo.berg@{domain}."),
    ("human", "What does it cost, and does it work with our telematics?"),
    ("human", "Not now, please come back to me in June."),
    ("human", "Please take me off your list and do not write again."),
    ("bounce", "550 5.1.1 <{address}>: Recipient address rejected: User unknown"),
    ("human", "We have no interest in this, thank you."),
    ("auto", "I no longer work for this company. Please write to Kim Aas, kim.aas@{domain}, who has taken over."),
    ("human", "Hm. The yard, you say. Interesting times."),
    ("auto", "Thank you for your message. We have received it and will come back to you shortly."),
)


@dataclass
class World:
    house: House
    clock: StillClock
    users: dict[str, User] = field(default_factory=dict)
    boxes: list[Mailbox] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    uids: Any = field(default_factory=lambda: itertools.count(1))
    rng: Random = field(default_factory=lambda: Random(7))


class PleasedServer:
    """Takes everything."""

    async def deliver(self, sender: str, recipient: str, raw: bytes, *, within: float | None = None) -> Delivery:
        return Delivery(Outcome.SENT, 250, "2.0.0", "queued", "dot")


async def build(house: House) -> World:
    """Ends on a Tuesday morning with open work, answers of many kinds, and a mailbox in trouble."""
    assert isinstance(house.clock, StillClock)
    world = World(house, house.clock)
    world.clock.at = START
    await _people(world)
    await _companies(world)
    await _campaigns(world)
    for days in range(15):
        for hour in (7, 18):
            world.clock.at = START.replace(hour=hour) + timedelta(days=days)
            await _send_all(world)
        if days in {2, 7, 9, 12}:
            await _answers(world, ANSWERS if days != 12 else ANSWERS[3:6])
        if days < 12:
            await _work(world)
    world.clock.at = NOW - timedelta(days=1)
    await _batons(world)
    world.clock.at = NOW
    await _this_morning(world)
    return world


async def _people(world: World) -> None:
    now = world.clock.now()
    async with world.house.database.begin() as session:
        workspace = await workspace_of(session)
        workspace.legal_name, workspace.postal_address = "Example Yards Ltd", "1 Sample Street\nLondon N1 1AA"
        workspace.time_zone = "Europe/London"
        for email, name, role in (
            ("robin@yards.example", "Robin Hale", Role.REP),
            ("sam@yards.example", "Sam Ito", Role.REP),
            ("mo@yards.example", "Mo Castell", Role.MANAGER),
            ("ann@yards.example", "Ann Beck", Role.ADMIN),
        ):
            user = User(email=email, name=name, role=role, created_at=now)
            session.add(user)
            world.users[email.split("@")[0]] = user
        await session.flush()
        for name in ("robin", "sam"):
            box = Mailbox(
                user_id=world.users[name].id,
                address=f"{name}@mail.example",
                display_name=world.users[name].name,
                time_zone="Europe/London",
                **{
                    f"{wire}_{key}": value
                    for wire in ("smtp", "imap")
                    for key, value in {
                        "host": "mail.example",
                        "security": "tls",
                        "username": name,
                        "secret": world.house.vault.seal("x"),
                    }.items()
                },
                smtp_port=465,
                imap_port=993,
                daily_cap=40,
                created_at=now,
                history_since=now - timedelta(days=200),
            )
            session.add(box)
            world.boxes.append(box)


async def _companies(world: World) -> None:
    async with world.house.database.begin() as session:
        for number, company in enumerate(COMPANIES):
            domain = f"{company.split()[0].lower()}.example"
            for index in range(2):
                name = PEOPLE[(number + index * 3) % len(PEOPLE)]
                person = NewContact(
                    email=f"{name.split()[0].lower()}@{domain}",
                    name=name,
                    title=TITLES[(number + index) % len(TITLES)],
                    level=5 - index,
                    source="trade fair" if number % 3 else "directory",
                )
                owner = world.users["robin" if number % 2 else "sam"]
                about = NewAccount(
                    name=company, domain=domain, vertical="logistics", employees=40 + number * 30, owner_id=owner.id
                )
                await admit_contact(session, person, about, world.clock.now(), "import")
        accounts = (await session.scalars(select(Account).order_by(col(Account.id)))).all()
        for account, bin_, why in (
            (accounts[20], Bin.CURRENT_CLIENT, "signed in January"),
            (accounts[21], Bin.BAD_FIT, "no own fleet"),
            (accounts[22], Bin.ACTIVE_OPPORTUNITY, "demo on Friday"),
            (accounts[23], Bin.DEAD_OPPORTUNITY, "chose another supplier"),
        ):
            move(session, account, bin_, why, "robin@yards.example", world.clock.now())


async def _campaigns(world: World) -> None:
    now = world.clock.now()
    async with world.house.database.begin() as session:
        target = TargetList(name="Logistics, operations", filter={"vertical": ["logistics"]}, created_at=now)
        trade = TargetList(name="Small hauliers", filter={"employees_max": 120}, created_at=now)
        session.add_all([target, trade])
        versions = [
            await _template(session, name, subject, body, now)
            for name, subject, body in (
                ("Who plans the yard?", "{{ company }} yard planning", FIRST),
                ("Pointing me right", "A question about {{ company }}", SECOND),
                ("Still with you?", "", FOLLOW),
            )
        ]
        await session.flush()
        world.campaigns.append(await _campaign(session, world, "Yard planners, spring", target, versions, now))
        world.campaigns.append(await _campaign(session, world, "Small hauliers", trade, versions[:1], now))
        await launch(session, world.campaigns[0], now, "mo@yards.example")


async def _template(session: Any, name: str, subject: str, body: str, now: datetime) -> TemplateVersion:
    template = Template(name=name, goal=Goal.REFERRAL, created_at=now)
    session.add(template)
    await session.flush()
    version = TemplateVersion(template_id=template.id, version=1, subject=subject, body=body, created_at=now)
    session.add(version)
    return version


async def _campaign(
    session: Any, world: World, name: str, target: TargetList, versions: list[TemplateVersion], now: datetime
) -> Campaign:
    campaign = Campaign(name=name, goal=Goal.REFERRAL, target_list_id=target.id, created_at=now)
    session.add(campaign)
    await session.flush()
    for box in world.boxes:
        session.add(CampaignMailbox(campaign_id=campaign.id, mailbox_id=box.id))
    for position, texts in enumerate([versions[:2], versions[2:]], start=1):
        if texts:
            step = Step(campaign_id=campaign.id, position=position, delay_days=0 if position == 1 else 3)
            session.add(step)
            await session.flush()
            for label, version in zip("AB", texts, strict=False):
                session.add(Variant(step_id=step.id, label=label, template_version_id=version.id))
    return campaign


async def _send_all(world: World) -> None:
    for box in world.boxes:
        for claim in await dispatch(world.house, [box.id], 1, world.rng):
            world.clock.at = max(world.clock.at, claim.send_at)
            await send(world.house, claim.out_id, 1, PleasedServer())


async def _work(world: World) -> None:
    """The reps answer what came in, and decide that the others may be written to."""
    async with world.house.database.begin() as session:
        now = world.clock.now()
        for task in await session.scalars(select(ResponseTask).where(col(ResponseTask.done_at).is_(None))):
            task.done_at, task.done_how, task.done_by = now, "answered", "robin@yards.example"
        for account in await session.scalars(select(Account).where(col(Account.responded_at).is_not(None))):
            await release(session, account, "answered", now, "robin@yards.example")


async def _answers(world: World, texts: tuple[tuple[str, str], ...] = ANSWERS) -> None:
    async with world.house.database.begin() as session:
        answered = select(col(MessageIn.contact_id)).where(col(MessageIn.contact_id).is_not(None))
        query = select(MessageOut).where(
            col(MessageOut.state) == OutState.SENT, col(MessageOut.contact_id).not_in(answered)
        )
        mails = list(await session.scalars(query.order_by(col(MessageOut.id)).limit(len(texts))))
    for out, (how, text) in zip(mails, texts, strict=False):
        await receive_answer(world, out, how, text)


async def receive_answer(world: World, out: MessageOut, how: str, text: str) -> int:
    """One mail in answer to `out`, stored and read."""
    words = text.format(domain=out.to_address.split("@")[1], address=out.to_address)
    sender = f"MAILER-DAEMON@{out.to_address.split('@')[1]}" if how == "bounce" else out.to_address
    headers = [
        f"From: {sender}",
        f"To: {next(box.address for box in world.boxes if box.id == out.mailbox_id)}",
        f"Subject: {'Undelivered Mail Returned to Sender' if how == 'bounce' else f'Re: {out.subject}'}",
        f"Message-ID: <in-{next(world.uids)}@{out.to_address.split('@')[1]}>",
        f"In-Reply-To: {out.message_id}",
        f"Date: {world.clock.now():%a, %d %b %Y %H:%M:%S +0000}",
        *(["Auto-Submitted: auto-replied"] if how == "auto" else []),
        "Content-Type: text/plain; charset=utf-8",
    ]
    return await store(world, out.mailbox_id, "\r\n".join([*headers, "", words]).encode())


async def store(world: World, mailbox_id: int, raw: bytes) -> int:
    now = world.clock.now()
    async with world.house.database.begin() as session:
        row = MessageIn(
            mailbox_id=mailbox_id, folder="INBOX", role="inbox", uidvalidity=1, uid=next(world.uids),
            digest=hashlib.sha256(raw).hexdigest(), raw=raw, received_at=now, stored_at=now,
        )  # fmt: skip
        session.add(row)
        await session.flush()
    await read(world.house, row.id)
    return row.id


async def _batons(world: World) -> None:
    """Four answers of the first weeks were passed on: one waits, one came back, one is to be audited, one is won."""
    robin, sam, mo = (world.users[name] for name in ("robin", "sam", "mo"))
    async with world.house.database.begin() as session:
        answered = select(MessageIn).where(col(MessageIn.kind).in_(["interested", "question"]))
        mails = list(await session.scalars(answered.order_by(col(MessageIn.id)).limit(4)))
        for mail, to in zip(mails, (sam, sam, sam, robin), strict=True):
            assert mail.contact_id is not None
            given = baton.Baton(
                mail.contact_id, to.id, "Plans two yards by hand; decides with the COO; wants to see it run.",
                Handover.INTRODUCTION, set(Check), message_in_id=mail.id,
            )  # fmt: skip
            by = robin if to is sam else sam
            row = await baton.hand(session, given, by, world.clock.now() - timedelta(days=2))
            if mail is mails[1]:
                await baton.give_back(session, row.id, "Under contract until next year.", to, world.clock.now())
            if mail in mails[2:]:
                await baton.accept(session, row.id, "Budget in May, two decide.", to, world.clock.now())
        won = {"outcome": baton.Outcome.WON, "value": 24_000, "stage": "Closed"}
        await baton.audit(session, row.id, Audit(True, True, True), "", mo, world.clock.now())
        await baton.update(session, row.id, won, robin, world.clock.now())


async def _this_morning(world: World) -> None:
    """Fresh answers, some older work done, one mail that nobody knows the fate of, one mailbox at rest."""
    await _answers(world, ANSWERS[:5])
    await store(world, world.boxes[0].id, b"From: news@paper.example\r\nSubject: Weekly\r\n\r\nThe news of the week.")
    async with world.house.database.begin() as session:
        going_on = select(col(Enrollment.id)).where(col(Enrollment.state) == EnrollmentState.ACTIVE)
        sent = select(MessageOut).where(
            col(MessageOut.state) == OutState.SENT, col(MessageOut.enrollment_id).in_(going_on)
        )
        waiting = (await session.scalars(sent.order_by(col(MessageOut.id)))).first()
        assert waiting is not None
        enrollment = await session.get_one(Enrollment, waiting.enrollment_id)
        await drop_waiting(session, enrollment, after=waiting.position)
        enrollment.position = waiting.position
        handed_over = world.clock.now() - timedelta(hours=2)
        waiting.state, waiting.sending_at, waiting.sent_at = OutState.UNCERTAIN, handed_over, None
        waiting.attempts, waiting.server_code, waiting.server_text = 1, None, "The server closed the connection."
        waiting.held_detail, waiting.held_since = NOT_PROVEN, handed_over + timedelta(minutes=10)
        waiting.look_at = waiting.held_since + NEVER_AGAIN
        about = {"message_out_id": waiting.id, "contact_id": waiting.contact_id}
        ended = handed_over + timedelta(seconds=31)
        record(session, ended, "mail.uncertain", why=waiting.server_text, **about)
        looked: dict[str, Any] = {**about, "folders": ["Sent", "Sent Items"]}
        record(session, waiting.held_since, "mail.looked_up", why=NOT_PROVEN, **looked)
        box = await session.get_one(Mailbox, world.boxes[1].id)
        box.state, box.state_detail = MailboxState.ERROR, "smtp.password: The server refused the login."
        box.retry_at = world.clock.now() + timedelta(hours=3)
        await _pause_second(session, await session.get_one(Campaign, world.campaigns[1].id), world)


async def _pause_second(session: Any, campaign: Campaign, world: World) -> None:
    """Launched over the contacts that are free again, then paused."""
    for number in range(3):
        person = NewContact(
            email=f"lee{number}@small{number}.example", name=f"Lee Small{number}", title="Owner", source="directory"
        )
        about = NewAccount(name=f"Small Haulage {number}", domain=f"small{number}.example", employees=10)
        await admit_contact(session, person, about, world.clock.now(), "import")
    await launch(session, campaign, world.clock.now(), "mo@yards.example")
    await pause(session, campaign, world.clock.now(), "mo@yards.example")
