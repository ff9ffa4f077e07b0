"""Answers that machines write: absences, bounces, confirmations, receipts."""

from collections.abc import Callable
from datetime import date, timedelta
from email.utils import getaddresses

from engine.rules.vocabulary import Kind, Relation
from offhours.demo.market.dates import working_day, written
from offhours.demo.market.letters import (
    Headers,
    Letter,
    Wrapping,
    encoded,
    finish,
    mail_date,
    mailbox_text,
    paragraphs,
    text_content,
)
from offhours.demo.market.reports import BLOCK, DELAY, DIALECTS, HARD, SOFT, Failure, Reason, receipt
from offhours.demo.market.scene import Scene, learned_people, name_slots
from offhours.demo.market.smtp import header_of
from offhours.demo.market.texts import Variant, variants
from offhours.demo.world import Answer, Delivery

REASONS = {
    Delivery.DSN_HARD: HARD,
    Delivery.DSN_SOFT: SOFT,
    Delivery.DSN_BLOCK: BLOCK,
    Delivery.DELAYED: (DELAY,),
}
# how each kind of machine marks its answers (RFC 3834 and what came before it)
MARKS: tuple[Headers, ...] = (
    [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")],
    [("Auto-Submitted", "auto-replied"), ("Precedence", "bulk")],
    [("X-Autoreply", "yes"), ("Auto-Submitted", "auto-replied"), ("Precedence", "auto_reply")],
    [("Auto-Submitted", "auto-generated"), ("X-Autorespond", "")],
)
JAPANESE = (Wrapping("iso-2022-jp", "7bit"), Wrapping("utf-8", "base64"), Wrapping("utf-8", "base64", "both"))
EUROPEAN = (
    Wrapping("utf-8", "quoted-printable"),
    Wrapping("utf-8", "base64", "both"),
    Wrapping("iso-8859-1", "quoted-printable"),
    Wrapping("windows-1252", "quoted-printable", "html"),
    Wrapping("utf-8", "8bit"),
)


def absence_letter(scene: Scene) -> Letter:
    """An out-of-office reply; `detail["back"]` is the day of the return."""
    absence, language = scene.person.destiny.absence, scene.person.language
    assert absence is not None
    back = date.fromisoformat(scene.detail["back"])
    delegates = [scene.people[address] for address in absence.delegates]
    section = ("absence", "absence_delegate", "absence_two")[len(delegates)] if absence.dated else "absence_undated"
    variant = scene.rng.choice(variants(section, language))
    facts: dict[str, object] = {"language": variant.language}
    if absence.dated:
        facts["return_date"] = back.isoformat()
        facts["learned"] = learned_people(delegates, variant, Relation.DELEGATE)
    slots = name_slots(delegates) | _dates(scene, variant, back)
    return _letter(scene, variant, Kind.OUT_OF_OFFICE, facts, slots, absence.tagged)


def _dates(scene: Scene, variant: Variant, back: date) -> dict[str, str]:
    """The last day away is a working day: a Friday before a Monday."""
    last = back - timedelta(days=3 if back.weekday() == 0 else 1)
    first = scene.local.date() - timedelta(days=scene.rng.randrange(0, 3))
    days = {"back": back, "last": last, "from": first}
    return {name: written(day, variant.language, scene.rng) for name, day in days.items()}


def back_on(scene_day: date, days: int) -> date:
    """People return on a working day."""
    return working_day(scene_day + timedelta(days=days))


def left_letter(scene: Scene) -> Letter:
    section = "left_replacement" if scene.others else "left"
    variant = scene.rng.choice(variants(section, scene.person.language))
    learned = learned_people(scene.others, variant, Relation.REPLACEMENT)
    facts: dict[str, object] = {"language": variant.language, "learned": learned}
    return _letter(scene, variant, Kind.LEFT_COMPANY, facts, {}, tagged=scene.rng.random() < 0.8)


def acknowledgement_letter(scene: Scene) -> Letter:
    variant = scene.rng.choice(variants("acknowledgement", scene.person.language))
    facts: dict[str, object] = {"language": variant.language}
    return _letter(scene, variant, Kind.AUTO_ACKNOWLEDGEMENT, facts, {}, tagged=True)


def changed_letter(scene: Scene) -> Letter:
    variant = scene.rng.choice(variants("address_changed", scene.person.language))
    new = scene.others[0].email
    facts: dict[str, object] = {"language": variant.language, "new_address": new}
    return _letter(scene, variant, Kind.ADDRESS_CHANGED, facts, {"new": new}, tagged=True)


def challenge_letter(scene: Scene) -> Letter:
    variant = scene.rng.choice(variants("challenge", scene.person.language))
    facts: dict[str, object] = {"language": variant.language}
    return _letter(scene, variant, Kind.CHALLENGE, facts, {}, tagged=True)


def receipt_letter(scene: Scene) -> Letter:
    person = scene.person
    variant = scene.rng.choice(variants("receipt", person.language))
    slots = scene.slots(variant) | {"back": written(scene.local.date(), variant.language, scene.rng)}
    message_id = scene.message_id(person.email.partition("@")[2])
    to = mailbox_text(scene.original.name, scene.submission.mailbox)
    headers = scene.headers(person, to, encoded(variant.subject.format_map(slots)), message_id)
    headers += [("In-Reply-To", scene.submission.message_id), ("References", scene.submission.message_id)]
    words = variant.body.format_map(slots)
    raw = receipt(headers, words, person.email, scene.submission.message_id, scene.rng)
    return Letter(message_id, raw, Kind.READ_RECEIPT, person.email, facts={"language": variant.language})


def _letter(
    scene: Scene, variant: Variant, kind: Kind, facts: dict[str, object], more: dict[str, str], tagged: bool
) -> Letter:
    """A reply a machine writes in the person's name."""
    rng, person = scene.rng, scene.person
    slots = scene.slots(variant) | more
    message_id = scene.message_id(person.email.partition("@")[2])
    to = mailbox_text(scene.original.name, scene.submission.mailbox)
    headers = scene.headers(person, to, encoded(variant.subject.format_map(slots)), message_id)
    if tagged:
        headers += rng.choice(MARKS)
    threaded = rng.random() < 0.7
    if threaded:
        headers += [("In-Reply-To", scene.submission.message_id), ("References", scene.submission.message_id)]
    text = variant.body.format_map(slots) + "\n"
    wrapping = rng.choice(JAPANESE if variant.language == "ja" else EUROPEAN)
    markup = f"<html><body>{paragraphs(text.strip())}</body></html>"
    raw = finish(headers, text_content(text, markup, wrapping, rng))
    return Letter(message_id, raw, kind, person.email, facts=facts | {"threaded": threaded})


def bounce_letter(scene: Scene) -> Letter:
    """A delivery report about the mail of the scene."""
    delivery, recipient = scene.person.destiny.delivery, scene.person.email
    reason: Reason = scene.rng.choice(REASONS[delivery])
    domain = recipient.partition("@")[2]
    dialect = DIALECTS[scene.number % len(DIALECTS)]
    message_id = scene.message_id("mx.market.test")
    late = delivery == Delivery.DELAYED
    failure = Failure(
        recipient=recipient,
        sender=scene.submission.sender,
        status=reason.status,
        reply=reason.reply.format(rcpt=recipient, domain=domain),
        raw=scene.submission.raw,
        action="delayed" if late else "failed",
        host="mx.market.test",
        remote=f"mx.{domain}",
        date=mail_date(scene.at),
        message_id=message_id,
    )
    kind = Kind.DELAY if late else Kind.BOUNCE
    raw = dialect(failure, scene.rng)
    ((_, sender),) = getaddresses([header_of(raw)("From")])
    return Letter(message_id, raw, kind, sender.lower(), reason.bounce)


AUTOMATIC: dict[Answer, Callable[[Scene], Letter]] = {
    Answer.LEFT_COMPANY: left_letter,
    Answer.ACKNOWLEDGEMENT: acknowledgement_letter,
    Answer.READ_RECEIPT: receipt_letter,
    Answer.ADDRESS_CHANGED: changed_letter,
    Answer.CHALLENGE: challenge_letter,
}
