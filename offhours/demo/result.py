"""What the engine recorded, beside what the market knows: the demo's last line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.bins import AVOID
from engine.rules.vocabulary import HUMAN_KINDS, BounceClass, Kind, OutState, Relation
from engine.store.mail import InState
from engine.store.tables import Account, Contact, MessageIn, MessageOut, Suppression
from offhours.demo.market.truth import Truth, TruthMail

READ_FOLDERS = frozenset({"INBOX", "Junk"})


@dataclass(frozen=True)
class Recorded:
    """The engine's side, read once."""

    outs: list[MessageOut]
    ins: dict[str, MessageIn]
    suppressed: dict[str, Suppression]
    learned: set[str]
    bins: dict[int, Account]


async def recorded(session: AsyncSession) -> Recorded:
    outs = list(await session.scalars(select(MessageOut)))
    ins = {row.message_id: row for row in await session.scalars(select(MessageIn).where(col(MessageIn.role) != "sent"))}
    suppressions = await session.scalars(select(Suppression).where(col(Suppression.address).is_not(None)))
    learned = await session.scalars(select(col(Contact.email)).where(col(Contact.relation).in_(list(Relation))))
    accounts = await session.execute(select(Contact, Account).join(Account, col(Account.id) == Contact.account_id))
    return Recorded(
        outs,
        ins,
        {row.address or "": row for row in suppressions},
        set(learned),
        {row.Contact.id: row.Account for row in accounts},
    )


async def waiting_inbound(session: AsyncSession) -> int:
    query = select(func.count()).select_from(MessageIn).where(col(MessageIn.state) == InState.STORED)
    return await session.scalar(query) or 0


def result(ours: Recorded, truth: Truth, seconds: float) -> dict[str, Any]:
    """The JSON object of `offhours demo --headless --json`. docs/demo.md says what each number counts."""
    sent = [out for out in ours.outs if out.sent_at is not None]
    bounced = Counter(klass for out in sent if (klass := _bounced(out)))
    classes = {klass.value: bounced[klass.value] for klass in BounceClass}
    kinds = Counter(row.kind.value for row in ours.ins.values() if row.kind is not None)
    return {
        "sent": len(sent),
        "delivered": len(sent) - bounced.total(),
        "bounced": classes,
        "responses": {kind.value: kinds[kind.value] for kind in sorted(HUMAN_KINDS) if kinds[kind.value]},
        "automatic": {
            kind: count for kind, count in sorted(kinds.items()) if Kind(kind) not in HUMAN_KINDS | {Kind.OWN_MAIL}
        },
        "learned_contacts": len(ours.learned),
        "opt_outs": sum(row.reason in {"unsubscribe", "opt-out link"} for row in ours.suppressed.values()),
        "mailed_suppressed": len(set(_mailed_suppressed(ours, truth))),
        "mailed_twice": len(truth.duplicates),
        "unaccounted_inbound": sum(not _accounted(ours.ins.get(mail.message_id)) for mail in inbound(truth)),
        "uncertain": sum(out.state is OutState.UNCERTAIN for out in ours.outs),
        "market": {
            "received": _received(truth),
            "bounced": {klass: len(_fates(truth, klass)) for klass in classes},
            "replied": truth.replied,
            "disagreements": dict(sorted(Counter(disagreements(ours, truth)).items())),
        },
        "seconds": round(seconds, 1),
    }


def inbound(truth: Truth) -> list[TruthMail]:
    """What prospects and their servers put into the reps' mailboxes."""
    return [mail for mail in truth.mails if mail.folder in READ_FOLDERS]


def _bounced(out: MessageOut) -> str:
    """The class that a mail bounced with; one that waits for another try after a soft bounce is soft."""
    if out.bounced:
        return out.bounced
    again = out.soft_bounces > 0 and out.state not in {OutState.SENT, OutState.SENDING, OutState.UNCERTAIN}
    return BounceClass.SOFT.value if again else ""


def _received(truth: Truth) -> int:
    """Mails offered to the market: taken, or refused for good at the door. A second try of one mail is that mail."""
    taken = {(one.message_id, one.contact) for one in truth.received if one.role == "to" and one.fate != "colleague"}
    return len(taken) + len({one.contact for one in truth.bounced["hard"] if one.how == "rcpt"})


def _fates(truth: Truth, klass: str) -> set[tuple[str, str]]:
    """Mails whose last try ended in this class."""
    last = {(one.message_id, one.contact): one.fate for one in truth.received if one.role == "to"}
    at_the_door = {("", one.contact) for one in truth.bounced.get(klass, ()) if one.how == "rcpt"}
    return {mail for mail, fate in last.items() if fate == klass} | at_the_door


def _accounted(row: MessageIn | None) -> bool:
    return row is not None and row.state is not InState.STORED


def _mailed_suppressed(ours: Recorded, truth: Truth) -> Iterable[int]:
    """Mails that we began to send after we knew better, or after the market's opt-out was answered with 2xx."""
    links = {one.address: one.at for one in truth.opt_outs if one.how == "link"}
    for out in ours.outs:
        if out.sending_at is None or out.state is OutState.DUE:
            continue
        suppression = ours.suppressed.get(out.to_address)
        account = ours.bins[out.contact_id]
        if suppression is not None and suppression.created_at < out.sending_at:
            yield out.id
        if account.bin in AVOID and account.bin_since < out.sending_at:
            yield out.id
        if (at := links.get(out.to_address)) is not None and at < out.sending_at:
            yield out.id


def disagreements(ours: Recorded, truth: Truth) -> Iterable[str]:
    """One name for each of the market's mails or intentions that we recorded differently, in any respect we record."""
    by_id = {out.message_id: out for out in ours.outs}
    mail_ids = {out.id: out.message_id for out in ours.outs}
    for one in truth.received:
        out = by_id.get(one.message_id)
        if one.role == "to" and one.fate != "colleague" and (out is None or out.sent_at is None):
            yield "sent"
    for mail in inbound(truth):
        row = ours.ins.get(mail.message_id)
        yield from _about(mail, row, mail_ids, ours)
    for opt_out in truth.opt_outs:
        if opt_out.address not in ours.suppressed:
            yield f"opt_out_{opt_out.how}"


def _about(mail: TruthMail, row: MessageIn | None, mail_ids: dict[int, str | None], ours: Recorded) -> Iterable[str]:
    if row is None or row.kind is None:
        yield f"{mail.kind}: not recorded"
        return
    if row.kind.value != mail.kind:
        yield f"{mail.kind}: read as {row.kind.value}"
        return
    if mail.bounce and row.verdict.get("bounce") != mail.bounce:
        yield f"bounce {mail.bounce}: read as {row.verdict.get('bounce')}"
    if mail.about_message_id and (row.out_id is None or mail_ids.get(row.out_id) != mail.about_message_id):
        yield f"{mail.kind}: matched to another mail"
    if mail.return_date and row.verdict.get("return_date") != mail.return_date.isoformat():
        yield f"{mail.kind}: return date"
    if mail.new_address and row.verdict.get("new_address") != mail.new_address:
        yield f"{mail.kind}: new address"
    if {person.email for person in mail.learned if person.email} - ours.learned:
        yield f"{mail.kind}: person not learned"
