"""A small team on a real PostgreSQL with a clock that tests move: what flows and workers are tried on.

A conftest imports `desk` (and what it needs: `house`, `migrated`, `postgres_url`) by name.
"""

import asyncio
import hashlib
import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlmodel import col

from engine.edge.smtp import Delivery, Outcome
from engine.errors import WireError
from engine.flows import ledger
from engine.flows.admit import admit_contact
from engine.flows.dispatch import Claim, dispatch
from engine.flows.door import Admitted, NewAccount, NewContact
from engine.flows.house import House
from engine.flows.launch import launch
from engine.flows.read import classify, read
from engine.flows.send import send
from engine.flows.send_answer import claim_answers, send_answer
from engine.rules.vocabulary import Goal, OutState, Role
from engine.store.facts import workspace_of
from engine.store.tables import (
    Account,
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    MessageIn,
    MessageOut,
    Step,
    StepKind,
    TargetList,
    Template,
    TemplateVersion,
    User,
    Variant,
)
from tests.support.api import StillClock
from tests.support.servers import NAME, PASSWORD, USER

WORKER = 1
FIRST = "Hi {{ first_name }},\n\nwho at {{ company }} looks after the yard?\n\n{{ sender_first_name }}"
FOLLOW = "Hi {{ first_name }},\n\nis this with you, or with somebody else?\n\n{{ sender_first_name }}"
SENT = Delivery(Outcome.SENT, 250, "2.0.0", "queued as 1", "dot")
UNKNOWN = Delivery(Outcome.UNKNOWN, None, "", "the connection was lost", "dot")
STALLED = Delivery(Outcome.NOT_SENT, None, "", "no answer", "data")
AWAY = Delivery(Outcome.NOT_SENT, None, "", "connection refused", "connect")
NO_SUCH_USER = Delivery(Outcome.REFUSED, 550, "5.1.1", "no such user", "rcpt")
FULL = Delivery(Outcome.REFUSED, 452, "4.2.2", "mailbox full", "rcpt")
BLOCKED = Delivery(Outcome.REFUSED, 550, "5.7.1", "blocked by policy", "dot")


@dataclass
class Wire:
    """Stands where the SMTP connection begins: gives the answers it was given, then takes everything."""

    answers: deque[Delivery | WireError] = field(default_factory=deque)
    mails: list[tuple[str, str, bytes]] = field(default_factory=list)

    async def deliver(
        self, sender: str, recipient: str, raw: bytes, *, within: float | None = None, copy_to: str = ""
    ) -> Delivery:
        self.mails += [(sender, one, raw) for one in (recipient, copy_to) if one]
        answer = self.answers.popleft() if self.answers else SENT
        if isinstance(answer, WireError):
            raise answer
        return answer

    @property
    def recipients(self) -> list[str]:
        return [recipient for _, recipient, _ in self.mails]


@dataclass
class Desk:
    house: House
    clock: StillClock
    rng: Random = field(default_factory=lambda: Random(7))
    wire: Wire = field(default_factory=Wire)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    # --- who and what there is

    async def open(self) -> "Desk":
        async with self.house.database.begin() as session:
            workspace = await workspace_of(session)
            workspace.legal_name, workspace.postal_address = "Example Yards Ltd", "1 Sample Street\nLondon N1 1AA"
        return self

    async def policies(self, **values: Any) -> None:
        async with self.house.database.begin() as session:
            workspace = await workspace_of(session)
            workspace.policies = {**workspace.policies, **values}

    async def user(self, name: str = "robin", **more: Any) -> User:
        async with self.house.database.begin() as session:
            user = User(
                email=f"{name}@example.com",
                name=name.title(),
                **({"role": Role.REP, "created_at": self.clock.now()} | more),
            )
            session.add(user)
        return user

    async def mailbox(
        self, user: User | None = None, address: str = USER, *, smtp: int = 25, imap: int = 143, **more: Any
    ) -> Mailbox:
        owner = user or await self.user(f"rep{next(self.numbers)}")
        secret = self.house.vault.seal(PASSWORD)
        columns = {
            **{f"{wire}_host": NAME for wire in ("smtp", "imap")},
            **{f"{wire}_security": "none" for wire in ("smtp", "imap")},
            **{f"{wire}_username": USER for wire in ("smtp", "imap")},
            **{f"{wire}_secret": secret for wire in ("smtp", "imap")},
            "smtp_port": smtp,
            "imap_port": imap,
            "display_name": "Robin Rep",
            "daily_cap": 100,
            "min_gap_seconds": 0,
            "created_at": self.clock.now(),
            "history_since": self.clock.now() - timedelta(days=3650),
        }
        async with self.house.database.begin() as session:
            box = Mailbox(user_id=owner.id, address=address, **(columns | more))
            session.add(box)
        return box

    async def person(self, email: str = "alex@acme.test", account: NewAccount | None = None, **more: Any) -> Admitted:
        async with self.house.database.begin() as session:
            person = NewContact(**({"email": email, "source": "research", "name": "Alex Sample"} | more))
            return await admit_contact(session, person, account or NewAccount(), self.clock.now(), "test")

    async def campaign(
        self,
        *boxes: Mailbox,
        steps: tuple[int | str, ...] = (0, 3),
        bodies: tuple[str, ...] = (),
        name: str = "",
        go: bool = True,
        **filters: Any,
    ) -> Campaign:
        """`steps`: days to wait before each mail, or the note of a manual task. Launched over everybody."""
        number = next(self.numbers)
        now = self.clock.now()
        async with self.house.database.begin() as session:
            target = TargetList(name=f"list {number}", filter=filters, created_at=now)
            session.add(target)
            await session.flush()
            campaign = Campaign(
                name=name or f"campaign {number}", goal=Goal.REFERRAL, target_list_id=target.id, created_at=now
            )
            session.add(campaign)
            await session.flush()
            session.add_all([CampaignMailbox(campaign_id=campaign.id, mailbox_id=box.id) for box in boxes])
            for position, what in enumerate(steps, start=1):
                kind = StepKind.TASK if isinstance(what, str) else StepKind.MAIL
                step = Step(
                    campaign_id=campaign.id,
                    position=position,
                    kind=kind,
                    delay_days=0 if isinstance(what, str) else what,
                    note=what if isinstance(what, str) else "",
                )
                session.add(step)
                await session.flush()
                if kind is StepKind.MAIL:
                    text = bodies[position - 1] if len(bodies) >= position else (FIRST if position == 1 else FOLLOW)
                    subject = "The yard at {{ company }}" if position == 1 else ""
                    template = Template(name=f"{number}.{position}", goal=Goal.REFERRAL, created_at=now)
                    session.add(template)
                    await session.flush()
                    version = TemplateVersion(
                        template_id=template.id, version=1, subject=subject, body=text, created_at=now
                    )
                    session.add(version)
                    await session.flush()
                    session.add(Variant(step_id=step.id, label="A", template_version_id=version.id))
            await session.flush()
            if go:
                await launch(session, campaign, now, "test")
        return campaign

    async def one_contact(self, email: str = "alex@acme.test", **box: Any) -> Mailbox:
        """One mailbox, one contact, one running campaign of two mails."""
        made = await self.mailbox(**box)
        await self.person(email)
        await self.campaign(made)
        return made

    # --- what happens

    async def dispatch(self, box: Mailbox, worker: int = WORKER) -> list[Claim]:
        return await dispatch(self.house, [box.id], worker, self.rng)

    async def send(self, claim: Claim, worker: int = WORKER) -> Outcome | None:
        """At its moment."""
        self.clock.at = max(self.clock.at, claim.send_at)
        return await send(self.house, claim.out_id, worker, self.wire)

    async def round(self, *boxes: Mailbox) -> list[Outcome | None]:
        return [await self.send(claim) for box in boxes for claim in await self.dispatch(box)]

    async def answers_leave(self, box: Mailbox, worker: int = WORKER) -> list[Outcome | None]:
        """What people wrote leaves, as the sender's next round has it."""
        claimed = await claim_answers(self.house, [box.id], worker)
        return [await send_answer(self.house, out_id, worker, self.wire) for ids in claimed.values() for out_id in ids]

    async def send_due(self, *boxes: Mailbox, ticks: int = 400) -> None:
        """Round after round, a tick apart, until nothing leaves for longer than the widest gap."""
        idle = 0
        for _ in range(ticks):
            sent = await self.round(*boxes)
            idle = 0 if sent else idle + 1
            if idle > 8:
                return
            self.clock.at += timedelta(minutes=1)

    async def first_mail(self, *boxes: Mailbox) -> None:
        """The clock goes on until every first mail that may go is sent; the queue is short in tests."""
        await self.send_due(*boxes)

    def later(self, **span: float) -> datetime:
        self.clock.at += timedelta(**span)
        return self.clock.at

    async def receive(self, box: Mailbox, raw: bytes, *, role: str = "inbox", how: Any = None, uid: int = 0) -> int:
        """One mail stored and read."""
        in_id = await self.store(box, raw, role=role, uid=uid)
        await read(self.house, in_id, how or classify)
        return in_id

    async def store(self, box: Mailbox, raw: bytes, *, role: str = "inbox", uid: int = 0) -> int:
        """One mail stored, as the poller stores it."""
        now = self.clock.now()
        async with self.house.database.begin() as session:
            row = MessageIn(
                mailbox_id=box.id,
                folder=role.upper(),
                role=role,
                uidvalidity=1,
                uid=uid or next(self.numbers),
                message_id=next(
                    (line[12:].decode() for line in raw.split(b"\r\n") if line[:12] == b"Message-ID: "), ""
                ),
                digest=hashlib.sha256(raw).hexdigest(),
                raw=raw,
                received_at=now,
                stored_at=now,
            )
            session.add(row)
        return row.id

    def mail(
        self, sender: str, text: str, *, to: str = USER, subject: str = "Re: The yard at Acme", **headers: str
    ) -> bytes:
        fields = {
            "From": sender,
            "To": to,
            "Subject": subject,
            "Message-ID": f"<in-{next(self.numbers)}@acme.test>",
            "Date": format_datetime(self.clock.now()),
            "Content-Type": "text/plain; charset=utf-8",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        return "\r\n".join([*(f"{name}: {value}" for name, value in fields.items()), "", text]).encode()

    def dsn(self, out: MessageOut, status: str, words: str, action: str = "failed") -> bytes:
        """A delivery status notification (RFC 3464) about one of ours."""
        domain = out.to_address.partition("@")[2]
        return "\r\n".join(
            [
                f"From: Mail Delivery System <MAILER-DAEMON@{domain}>",
                f"To: {USER}",
                "Subject: Undelivered Mail Returned to Sender",
                f"Message-ID: <dsn-{next(self.numbers)}@{domain}>",
                f"Date: {format_datetime(self.clock.now())}",
                "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
                'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
                "",
                "--b",
                "Content-Type: text/plain",
                "",
                f"The mail system: <{out.to_address}>: {words}",
                "--b",
                "Content-Type: message/delivery-status",
                "",
                f"Reporting-MTA: dns; mx.{domain}",
                "",
                f"Final-Recipient: rfc822; {out.to_address}",
                f"Action: {action}",
                f"Status: {status}",
                f"Diagnostic-Code: smtp; {words}",
                "",
                "--b",
                "Content-Type: text/rfc822-headers",
                "",
                f"Message-ID: {out.message_id}",
                f"Subject: {out.subject}",
                f"From: {USER}",
                f"To: {out.to_address}",
                "",
                "--b--",
                "",
            ]
        ).encode()

    # --- what is to be seen

    async def out(self, email: str = "alex@acme.test", position: int = 1) -> MessageOut:
        return await self.one(
            select(MessageOut)
            .join(Contact, col(Contact.id) == MessageOut.contact_id)
            .where(col(Contact.email) == email, col(MessageOut.position) == position)
            .order_by(col(MessageOut.id).desc())
        )

    async def outs(self, *states: OutState) -> list[MessageOut]:
        query = select(MessageOut).where(col(MessageOut.state).in_(states or list(OutState)))
        return await self.all(query.order_by(col(MessageOut.id)))

    async def contact(self, email: str = "alex@acme.test") -> Contact:
        return await self.one(select(Contact).where(col(Contact.email) == email))

    async def account(self, email: str = "alex@acme.test") -> Account:
        query = select(Account).join(Contact, col(Contact.account_id) == Account.id)
        return await self.one(query.where(col(Contact.email) == email))

    async def enrollment(self, email: str = "alex@acme.test") -> Enrollment:
        query = select(Enrollment).join(Contact, col(Contact.id) == Enrollment.contact_id)
        return await self.one(query.where(col(Contact.email) == email).order_by(col(Enrollment.id).desc()))

    async def line(self, email: str = "alex@acme.test") -> ledger.Line:
        async with self.house.database.begin() as session:
            return (await ledger.lines(session, [col(Contact.email) == email], self.clock.now()))[0]

    async def one(self, query: Any) -> Any:
        found = await self.all(query)
        assert found, f"nothing found by {query}"
        return found[0]

    async def answered(self, box: Mailbox, *answers: Delivery) -> Mailbox:
        """The mailbox when so many mails were answered like that."""
        self.wire.answers.extend(answers)
        while self.wire.answers:
            await self.round(box)
            self.later(minutes=1)
        return await self.get(Mailbox, box.id)

    async def all(self, query: Any) -> list[Any]:
        """In the order of the keys where the query names none: PostgreSQL's changes as rows are written again."""
        entity = query.column_descriptions[0]
        if entity["expr"] is entity["entity"]:
            query = query.order_by(*inspect(entity["entity"]).primary_key)
        async with self.house.database.begin() as session:
            return list(await session.scalars(query))

    async def get(self, model: Any, key: Any) -> Any:
        async with self.house.database.begin() as session:
            return await session.get_one(model, key)

    async def change(self, model: Any, key: Any, **values: Any) -> None:
        async with self.house.database.begin() as session:
            row = await session.get_one(model, key)
            for name, value in values.items():
                setattr(row, name, value)


async def until_somebody_waits(desk: Desk, count: int = 1) -> None:
    """So many, for locks of the database."""
    query = text(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
    )
    async with asyncio.timeout(10):
        while True:
            async with desk.house.database.begin() as session:
                if await session.scalar(query) >= count:
                    return


@pytest.fixture
async def desk(house: House) -> Desk:
    assert isinstance(house.clock, StillClock)
    return await Desk(house, house.clock).open()
