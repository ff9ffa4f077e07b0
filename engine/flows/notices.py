"""Tell managers and reps by mail of work that is overdue: once for a deadline, one mail a day, each sent at most once.

Off unless a server is named (OFFHOURS_NOTICES_SMTP). It is never a rep's mailbox: these mails are the program's own.
"""

import asyncio
import ipaddress
import logging
from datetime import date, datetime, timedelta
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.login import Security, ServerLogin
from engine.edge.smtp import Delivery, Outcome, SmtpLine
from engine.errors import Invalid, WireError
from engine.flows.house import House
from engine.rules import message
from engine.rules import notices as rules
from engine.rules.addresses import domain_of, normalise
from engine.rules.holidays_calendar import holiday_of
from engine.rules.reading.mail import Mailbox as Address
from engine.rules.vocabulary import Role
from engine.rules.windows import zone_of
from engine.settings import Settings
from engine.store.facts import workspace_of
from engine.store.inbox import Wanted, Which, jobs
from engine.store.journal import record
from engine.store.tables import Notice, NoticeState, ResponseTask, User

log = logging.getLogger(__name__)
WRITING = 13
"""The advisory lock under which the mails of a day are written."""
NEVER_BACK = timedelta(hours=1)
"""No server is waited for so long."""
AT_ONCE = 20
"""Mails that are sent in one round."""
TOLD_AT_ONCE = 500
"""Pieces of work that the mails of one day are about."""
PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
HEADERS = {"Auto-Submitted": "auto-generated"}


async def tell(house: House, stop: asyncio.Event | None = None) -> None:
    """Write what is to be told, and send what waits; told to `stop`, no more than the mail in hand. Safe to run
    anywhere and at any time."""
    if not house.settings.notices_smtp.get_secret_value():
        return
    async with house.database.begin() as session:
        await _give_up(session, house.clock.now())
        await _write(session, house.clock.now(), house.public_url)
    try:
        line = SmtpLine(login_of(house.settings), timeout=house.settings.mail_timeout.total_seconds())
    except Invalid as wrong:
        log.warning("nobody is told of overdue work: %s", wrong)
        return
    try:
        for _ in range(AT_ONCE):
            if (stop is not None and stop.is_set()) or not await _send_one(house, line):
                break
    finally:
        await line.close()


def login_of(settings: Settings) -> ServerLogin:
    """Encrypted, unless the server is this machine."""
    parts = urlsplit(settings.notices_smtp.get_secret_value())
    host = parts.hostname or ""
    security = Security.TLS if parts.scheme == "smtps" else Security.NONE if _is_here(host) else Security.STARTTLS
    return ServerLogin(
        host, parts.port or PORTS[security], security, unquote(parts.username or ""), unquote(parts.password or "")
    )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _give_up(session: AsyncSession, now: datetime) -> None:
    """Whoever was sending it does not come back. It was perhaps sent, and so is not sent again; that is told."""
    lost = select(Notice).where(col(Notice.state) == NoticeState.SENDING, col(Notice.sending_at) < now - NEVER_BACK)
    for notice in await session.scalars(lost.with_for_update(skip_locked=True)):
        notice.state, notice.detail = NoticeState.UNCERTAIN, "its sender ended meanwhile"
        log.warning("the mail about overdue work to user %s is in doubt: %s", notice.user_id, notice.detail)
        record(session, now, f"notice.{notice.state}", why=notice.subject, user=notice.user_id)


async def _write(session: AsyncSession, now: datetime, url: str) -> None:
    """The mails of today about all that nobody was told of, or none: both or neither are kept."""
    home = await workspace_of(session)
    zone = zone_of(home.time_zone, "time_zone")
    day = rules.day_of(now, zone, holiday_of(home.country))
    if day is None or not await session.scalar(text("select pg_try_advisory_xact_lock(:key)"), {"key": WRITING}):
        return
    if (await session.scalars(select(col(Notice.id)).where(col(Notice.day) == day).limit(1))).first() is not None:
        return  # what became overdue since waits for tomorrow's
    late = await _untold(session, now)
    users = list(await session.scalars(select(User).where(col(User.active))))
    managers = [user.id for user in users if user.role is Role.MANAGER]
    managers = managers or [user.id for user in users if user.role is Role.ADMIN]
    for notice in rules.notices(list(late.values()), [user.id for user in users], managers, zone, url):
        await _keep(session, notice, day, now)
    for task in await session.scalars(select(ResponseTask).where(col(ResponseTask.id).in_(late))):
        task.told_at = now


async def _untold(session: AsyncSession, now: datetime) -> dict[int, rules.Late]:
    wanted = Wanted(which=Which.ESCALATED, untold=True)
    return {
        job.task.id: rules.Late(
            owner_id=job.owner.id,
            owner=job.owner.name or job.owner.email,
            who=job.who,
            company=job.account.name if job.account else "",
            step=job.task.step.value.replace("_", " "),
            due_at=job.task.due_at,
            path=f"/responses/{job.message.id}" if job.message else "/work",
            waits=job.task.counts,
        )
        for job in await jobs(session, wanted, now, limit=TOLD_AT_ONCE)
    }


async def _keep(session: AsyncSession, notice: rules.Notice, day: date, now: datetime) -> None:
    values = {"user_id": notice.user_id, "day": day, "subject": notice.subject, "body": notice.text, "look_at": now}
    await session.execute(insert(Notice).values(**values).on_conflict_do_nothing())


# --- sending ----------------------------------------------------------------------------------------------------


async def _send_one(house: House, line: SmtpLine) -> bool:
    """False when nothing waits, or when the server does not do its part: the others wait, too."""
    said = await _say(house)
    if said is None:
        return False
    notice_id, recipient, raw = said
    try:
        seconds = house.settings.mail_timeout.total_seconds()
        delivery = await line.deliver(normalise(house.settings.notices_from), recipient, raw, within=seconds)
    except (Invalid, WireError) as trouble:
        delivery = Delivery(Outcome.NOT_SENT, None, "", str(trouble), "connect")
    async with house.database.begin() as session:
        await _written(session, notice_id, delivery, house.clock.now())
    return delivery.outcome in {Outcome.SENT, Outcome.REFUSED}


async def _say(house: House) -> tuple[int, str, bytes] | None:
    """The mail is *sending* before its first byte leaves. Whoever does not come back has perhaps sent it."""
    async with house.database.begin() as session:
        now = house.clock.now()
        waiting = select(Notice).where(col(Notice.state) == NoticeState.DUE, col(Notice.look_at) <= now)
        here = col(Notice.user_id).in_(select(col(User.id)).where(col(User.active)))
        query = waiting.where(here).order_by(col(Notice.id)).limit(1).with_for_update(skip_locked=True)
        notice = (await session.scalars(query)).first()
        if notice is None:
            return None
        user = await session.get_one(User, notice.user_id)
        sender = normalise(house.settings.notices_from)
        notice.message_id = notice.message_id or message.new_message_id(domain_of(sender), token_hex(12))
        notice.state, notice.sending_at, notice.attempts = NoticeState.SENDING, now, notice.attempts + 1
        raw = message.build(
            sender=Address("Offhours", sender),
            recipient_email=user.email,
            recipient_name=user.name,
            subject=notice.subject,
            body=notice.body,
            message_id=notice.message_id,
            date=now,
            extra_headers=HEADERS,
        )
        return notice.id, user.email, raw


async def _written(session: AsyncSession, notice_id: int, delivery: Delivery, now: datetime) -> None:
    notice = await session.get_one(Notice, notice_id, with_for_update=True)
    notice.detail = f"{delivery.code or ''} {delivery.text}".strip()[:500]
    again = rules.wait(notice.attempts)
    if delivery.outcome is Outcome.SENT:
        notice.state = NoticeState.SENT
    elif delivery.outcome is Outcome.UNKNOWN:
        notice.state = NoticeState.UNCERTAIN
    elif again is None or (delivery.outcome is Outcome.REFUSED and rules.refused_for_good(delivery.code)):
        notice.state = NoticeState.FAILED
    else:
        notice.state, notice.look_at = NoticeState.DUE, now + again
    if delivery.outcome in {Outcome.NOT_SENT, Outcome.UNKNOWN}:
        waiting = update(Notice).where(col(Notice.state) == NoticeState.DUE, col(Notice.id) != notice.id)
        await session.execute(waiting.values(look_at=func.greatest(col(Notice.look_at), now + rules.RETRIES[0])))
    if notice.state is not NoticeState.SENT:
        log.warning("the mail about overdue work to user %s is %s: %s", notice.user_id, notice.state, notice.detail)
    record(session, now, f"notice.{notice.state}", why=notice.subject, user=notice.user_id)
