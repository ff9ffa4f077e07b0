"""What people and machines write: every variant can be filled in, every mail can be read."""

import re
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from random import Random

import pytest

from engine.rules.vocabulary import Kind
from offhours.demo.market.answers import RECIPES, human_letter
from offhours.demo.market.automatic import absence_letter, bounce_letter
from offhours.demo.market.clients import CLIENTS, Original
from offhours.demo.market.dates import months_later, working_day
from offhours.demo.market.people import Act, carry_out
from offhours.demo.market.scene import Scene
from offhours.demo.market.store import Submission
from offhours.demo.market.texts import LANGUAGES, sections, variants
from offhours.demo.world import Answer, Delivery, Person, World
from offhours.demo.world.model import HUMAN_ANSWERS
from tests.demo.driver import REP, TUESDAY, campaign_mail

WRITTEN = ("de", "fr", "es", "nl")


def scene_of(world: World, person: Person, number: int = 1) -> Scene:
    raw = campaign_mail(person, 1, 80)
    message_id = f"<1.{person.email.replace('@', '.')}@outbound.example>"
    submission = Submission(1, TUESDAY, REP, REP, message_id, "Planning", "", raw)
    back = working_day(TUESDAY.date() + timedelta(days=9))
    return Scene(number, person, world.people, submission, TUESDAY, {"back": back.isoformat()}, Random(number))


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    parts = list(message.walk())
    assert not [defect for part in parts for defect in part.defects]
    assert not [defect for part in parts for name in part.keys() for defect in part[name].defects]  # noqa: SIM118
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    return message


def test_every_human_kind_is_written_in_many_ways() -> None:
    for recipe in RECIPES.values():
        assert len(variants(recipe.section, "en")) >= 8
        for language in WRITTEN:
            assert len(sections(language)[recipe.section]) >= 2


def test_people_are_away_in_every_language_in_two_ways() -> None:
    for language in LANGUAGES:
        kinds = sections(language)
        assert sum(len(found) for kind, found in kinds.items() if kind.startswith("absence")) >= 5


def test_an_absence_with_a_date_always_says_when_the_return_is() -> None:
    for language in LANGUAGES:
        for kind in ("absence", "absence_delegate", "absence_two"):
            assert all("back" in one.slots for one in variants(kind, language))
        assert not any(one.slots & {"back", "last"} for one in variants("absence_undated", language))


@pytest.mark.parametrize("answer", sorted(HUMAN_ANSWERS))
def test_every_human_answer_can_be_read(world: World, answer: Answer) -> None:
    people = [one for one in world.contacts if one.destiny.answer == answer]
    for number in range(12):
        letter = human_letter(scene_of(world, people[number % len(people)], number))
        mail = read(letter.raw)
        assert letter.kind == RECIPES[answer].kind
        assert mail["Message-ID"] == letter.message_id
        body = mail.get_body(("plain", "html"))
        assert body is not None
        assert not re.search(r"\{[a-z_]+\}", body.get_content())


def test_automatic_answers_can_be_read(world: World) -> None:
    for number, person in enumerate(world.contacts):
        if person.destiny.absence:
            letter = absence_letter(scene_of(world, person, number))
            read(letter.raw)
            assert ("return_date" in letter.facts) == person.destiny.absence.dated
        if person.destiny.answer not in {Answer.SILENCE, Answer.UNSUBSCRIBE_LINK}:
            read(carry_out(Act.ANSWER, scene_of(world, person, number)).raw)


@pytest.mark.parametrize("delivery", [Delivery.DSN_HARD, Delivery.DSN_SOFT, Delivery.DSN_BLOCK, Delivery.DELAYED])
@pytest.mark.parametrize("dialect", range(4))
def test_reports_name_the_recipient_in_every_dialect(world: World, delivery: Delivery, dialect: int) -> None:
    person = next(one for one in world.contacts if one.destiny.delivery == delivery)
    letter = bounce_letter(scene_of(world, person, dialect))
    mail = read(letter.raw)
    assert letter.kind == (Kind.DELAY if delivery == Delivery.DELAYED else Kind.BOUNCE)
    assert person.email.encode() in letter.raw
    if dialect == 3:
        assert mail.get_content_type() == "text/plain"
        return
    assert mail.get_content_type() == "multipart/report"
    _, status, returned = mail.iter_parts()
    fields = [part for part in status.get_payload() if part["Final-Recipient"]]
    assert fields[0]["Action"] == ("delayed" if delivery == Delivery.DELAYED else "failed")
    assert re.fullmatch(r"[45]\.\d\.\d+", fields[0]["Status"])
    assert returned.get_content_type() in {"message/rfc822", "text/rfc822-headers"}


def test_a_referral_tells_only_what_it_says(world: World) -> None:
    for answer in (Answer.REFERRAL_ADDRESS, Answer.REFERRAL_NAMED, Answer.REFERRAL_CC):
        person = next(one for one in world.contacts if one.destiny.answer == answer)
        for number in range(12):
            letter = human_letter(scene_of(world, person, number))
            (learned,) = letter.facts["learned"]
            mail = read(letter.raw)
            seen = mail.get_body(("plain", "html")).get_content() + str(mail.get("Cc", ""))
            assert learned["name"] in seen
            assert bool(learned["email"]) == (answer != Answer.REFERRAL_NAMED)
            assert learned["email"] in seen


def test_some_answers_lose_the_thread_and_the_truth_says_so(world: World) -> None:
    person = next(one for one in world.contacts if one.destiny.answer == Answer.QUESTION)
    seen = set()
    for number in range(30):
        scene = scene_of(world, person, number)
        letter = human_letter(scene)
        mail = read(letter.raw)
        named = scene.submission.message_id in f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}"
        assert letter.facts["threaded"] == named
        seen.add(named)
    assert seen == {True, False}


def test_later_is_a_date_in_the_future(world: World) -> None:
    person = next(one for one in world.contacts if one.destiny.answer == Answer.NOT_NOW)
    told = [human_letter(scene_of(world, person, number)).facts for number in range(30)]
    dates = [date.fromisoformat(str(one["check_back_date"])) for one in told if "check_back_date" in one]
    assert len(dates) > 10
    assert all(TUESDAY.date() < one for one in dates)


def test_programs_quote_in_their_own_way() -> None:
    original = Original("Robin Hale", REP, "a@b.test", "Subject", "One\nTwo", "<1@x.test>", "", TUESDAY)
    quotes = {client.name: client.quote(original, "en") for client in CLIENTS}
    assert "> One" in quotes["gmail"]
    assert "From: Robin Hale" in quotes["outlook"]
    for client in CLIENTS:
        for language in LANGUAGES:
            assert "Robin Hale" in client.quote(original, language)
            assert "Robin Hale" in client.quote_html(original, language)


def test_months_are_added_within_the_calendar() -> None:
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 1, 15), 11) == date(2026, 12, 15)
