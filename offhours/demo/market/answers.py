"""Answers that people write, as their mail programs send them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.rules.vocabulary import Kind, Relation
from offhours.demo.market.clients import Client, client_of, subject_of_reply
from offhours.demo.market.dates import MONTHS, months_later, working_day, written
from offhours.demo.market.letters import (
    Headers,
    Letter,
    encoded,
    finish,
    mailbox_text,
    paragraphs,
    text_content,
)
from offhours.demo.market.scene import Scene, learned_people
from offhours.demo.market.texts import Variant, variants
from offhours.demo.world import Answer, Person


@dataclass(frozen=True)
class Recipe:
    """Which words an answer has and what it means."""

    section: str
    kind: Kind


RECIPES = {
    Answer.INTERESTED: Recipe("interested", Kind.INTERESTED),
    Answer.QUESTION: Recipe("question", Kind.QUESTION),
    Answer.REFERRAL_ADDRESS: Recipe("referral_address", Kind.REFERRAL),
    Answer.REFERRAL_NAMED: Recipe("referral_named", Kind.REFERRAL),
    Answer.REFERRAL_CC: Recipe("referral_cc", Kind.REFERRAL),
    Answer.FORWARDED: Recipe("forwarded", Kind.INTERESTED),
    Answer.OTHER_ADDRESS: Recipe("interested", Kind.INTERESTED),
    Answer.NOT_NOW: Recipe("not_now", Kind.NOT_NOW),
    Answer.NOT_INTERESTED: Recipe("not_interested", Kind.NOT_INTERESTED),
    Answer.WRONG_PERSON: Recipe("wrong_person", Kind.WRONG_PERSON),
    Answer.ALREADY_CUSTOMER: Recipe("already_customer", Kind.ALREADY_CUSTOMER),
    Answer.UNSUBSCRIBE_REPLY: Recipe("unsubscribe", Kind.UNSUBSCRIBE),
    Answer.OTHER: Recipe("other", Kind.OTHER),
}
GOODBYES = {
    "en": ("Best,", "Best regards,", "Cheers,", "Thanks,", "Kind regards", "Regards"),
    "de": ("Viele Grüße", "Mit freundlichen Grüßen", "Beste Grüße", "LG"),
    "fr": ("Cordialement,", "Bien à vous,", "Bien cordialement"),
    "es": ("Un saludo,", "Saludos", "Atentamente"),
    "nl": ("Groet,", "Met vriendelijke groet,", "Groeten"),
}
DISCLAIMER = (
    "This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the "
    "intended recipient, please notify the sender and delete it. {company} accepts no liability for any damage "
    "caused by any virus transmitted by this e-mail."
)
MONTHS_FROM_NOW = {
    "en": "{n} months",
    "de": "{n} Monaten",
    "fr": "{n} mois",
    "es": "{n} meses",
    "nl": "{n} maanden",
}
BROKEN_SHARE = 0.2  # of replies, whose program or gateway damages In-Reply-To or References


def human_letter(scene: Scene) -> Letter:
    """The answer this person's destiny holds, to the mail of the scene."""
    answer = scene.person.destiny.answer
    recipe = RECIPES[answer]
    variant = scene.rng.choice(variants(recipe.section, scene.person.language))
    writer = scene.others[0] if answer in {Answer.FORWARDED, Answer.OTHER_ADDRESS} else scene.person
    slots, facts = scene.slots(variant), _facts(scene, answer, variant)
    slots["me"], slots["phone"] = writer.first, writer.phone
    if answer == Answer.NOT_NOW:
        words, told = check_back(scene, variant)
        slots, facts = slots | words, facts | told
    client = client_of(scene.rng)
    text = variant.body.format_map(slots) + signed(scene, variant, writer, client)
    thread, threaded = _thread(scene, keep=writer is not scene.person)
    raw, message_id = _reply(scene, writer, client, text, thread)
    return Letter(message_id, raw, recipe.kind, writer.email, facts=facts | {"threaded": threaded})


def _facts(scene: Scene, answer: Answer, variant: Variant) -> dict[str, object]:
    facts: dict[str, object] = {"language": variant.language}
    if answer in {Answer.REFERRAL_ADDRESS, Answer.REFERRAL_NAMED, Answer.REFERRAL_CC}:
        in_cc = answer == Answer.REFERRAL_CC
        facts["learned"] = learned_people(scene.others, variant, Relation.REFERRAL, in_cc=in_cc)
    if answer == Answer.FORWARDED:
        helper = scene.others[0]
        person = {"name": helper.name, "email": helper.email, "phone": "", "relation": str(Relation.REFERRAL)}
        facts |= {"learned": [person], "forwarded": True}
    return facts


def check_back(scene: Scene, variant: Variant) -> tuple[dict[str, str], dict[str, object]]:
    """Words for "later", and the first day they mean. Months are far enough away to be unmistakable."""
    language, today = variant.language, scene.local.date()
    base = today + timedelta(days=scene.rng.randrange(50, 150))
    months = scene.rng.randrange(2, 7)
    quarter_start = date(base.year, (base.month - 1) // 3 * 3 + 1, 1)
    if quarter_start <= today:
        quarter_start = months_later(quarter_start, 3)
    day = working_day(base)
    choices = {
        "day": (written(day, language, scene.rng), day, "day"),
        "month": (MONTHS[language][base.month - 1], base.replace(day=1), "month"),
        "quarter": (f"Q{(quarter_start.month + 2) // 3} {quarter_start.year}", quarter_start, "quarter"),
        "months": (MONTHS_FROM_NOW[language].format(n=months), months_later(today, months), "month"),
        "year": (str(today.year + 1), date(today.year + 1, 1, 1), "year"),
    }
    used = next((name for name in choices if name in variant.slots), "")
    words = {name: told[0] for name, told in choices.items()}
    if not used:
        return words, {}
    _, when, precision = choices[used]
    return words, {"check_back_date": when.isoformat(), "check_back_precision": precision}


def signed(scene: Scene, variant: Variant, writer: Person, client: Client) -> str:
    """Good-bye, signature and the program's own line, as much of it as this person bothers with."""
    rng, company = scene.rng, writer.company
    footer = client.footer.get(variant.language) or client.footer.get("en", "")
    goodbye = rng.choice(GOODBYES[variant.language])
    style = rng.choice(("none", "first", "dashes", "block", "block", "disclaimer"))
    if footer:
        return f"\n\n{writer.first}\n\n{footer}" if rng.random() < 0.5 else f"\n\n{footer}"
    if style == "none":
        return ""
    if style == "first":
        return f"\n\n{goodbye}\n{writer.first}"
    if style == "dashes":
        return f"\n\n{goodbye}\n{writer.first}\n\n-- \n{writer.name}\n{writer.title}, {company.name}\n{writer.phone}"
    block = f"\n\n{goodbye}\n\n{writer.name}\n{writer.title}\n\n{company.name} | {company.city}\nT {writer.phone}"
    block += f"\n{writer.email} | www.{company.domain}"
    return block if style == "block" else f"{block}\n\n{DISCLAIMER.format(company=company.name)}"


def _reply(scene: Scene, writer: Person, client: Client, text: str, thread: Headers) -> tuple[bytes, str]:
    original = scene.original
    rng, language = scene.rng, scene.person.language
    message_id = scene.message_id(writer.email.partition("@")[2])
    subject = subject_of_reply(client, original.subject, language)
    to = mailbox_text(original.name, scene.submission.mailbox)
    headers = scene.headers(writer, to, encoded(subject), message_id)
    if writer.destiny is not scene.person.destiny and writer.name != scene.person.name:
        headers.append(("Cc", mailbox_text(scene.person.name, scene.person.email)))
    if scene.person.destiny.answer == Answer.REFERRAL_CC:
        headers += [("Cc", mailbox_text(one.name, one.email)) for one in scene.others]
    headers += [*thread, *client.headers]
    quoted = rng.random() >= 0.1  # some people delete the quote
    plain = text + (client.quote(original, language) if quoted else "\n")
    markup = f"<html><body>{paragraphs(text)}{client.quote_html(original, language) if quoted else ''}</body></html>"
    wrapping = rng.choice(client.wrappings)
    if wrapping.flowed:
        wrapping = replace(wrapping, flowed=False)  # nothing is wrapped, so nothing needs joining
    return finish(headers, text_content(plain, markup, wrapping, rng)), message_id


def _thread(scene: Scene, *, keep: bool) -> tuple[Headers, bool]:
    """The headers that tie the answer to the mail, and whether they still name it."""
    original = scene.original
    whole = thread_headers(original.message_id, original.references)
    if keep or scene.rng.random() >= BROKEN_SHARE:
        return whole, True
    rewritten = f"<{scene.rng.getrandbits(64):X}@gateway.{scene.person.company.domain}>"
    return scene.rng.choice(
        (
            ([], False),
            ([("In-Reply-To", rewritten)], False),
            ([("In-Reply-To", rewritten), whole[1]], True),
            ([whole[1]], True),
        )
    )


def thread_headers(message_id: str, references: str) -> Headers:
    chain = " ".join([*references.split(), message_id])
    return [("In-Reply-To", message_id), ("References", chain.replace(" ", "\r\n "))]
