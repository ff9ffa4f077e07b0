"""What houses and machines write of mailboxes and their owners, in words that people's answers have."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.evidence import collect
from engine.rules.reading.leaving import left_company
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail

BERG = "Ida Berg <ida.berg@fjord.test>"
LEFT, OPT_OUT = Kind.LEFT_COMPANY, Kind.UNSUBSCRIBE


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("Ida Berg har sluttet i selskapet. Ta kontakt med Jon Vik, jon.vik@fjord.test.", BERG),
        ("Ms Berg has left the company. Please contact Jon Vik.", "iberg@fjord.test <iberg@fjord.test>"),
        ("王芳已于8月办理离职手续。商务合作请发送至 bd@tianhe.test。", "人力资源部 <wangfang@tianhe.test>"),
        ("Our colleague has left the company. Please contact Jon Vik.", "HR <ida.berg@fjord.test>"),
    ],
)
def test_what_a_mailbox_or_its_house_says_of_the_owner_is_a_leavers_note(text, sender):
    assert classify(make_mail(text, sender=sender), known_thread=True).kind is LEFT


def test_a_colleague_who_names_who_follows_is_a_person():
    text = "Ida Berg har sluttet. Ta kontakt med Jon Vik, jon.vik@fjord.test."
    assert classify(make_mail(text), known_thread=True).kind is Kind.REFERRAL


@pytest.mark.parametrize(
    ("text", "sender", "subject", "kind"),
    [
        ("Ida doesn't work here anymore. Please take this address off your records.", BERG, "Re: pumps", LEFT),
        ("Ida doesn't work here anymore. Please take us off your list.", BERG, "Re: pumps", OPT_OUT),
        ("Ida doesn't work here anymore. Remove the whole company from your list.", BERG, "Re: pumps", OPT_OUT),
        ("I don't work here anymore. Please take this address off your records.", BERG, "No longer with Fjord", LEFT),
        ("I don't work here anymore. Please take me off your list.", BERG, "No longer with Fjord", OPT_OUT),
        ("I don't work here anymore. Please take this address off your records.", BERG, "Re: pumps", OPT_OUT),
    ],
)
def test_whose_old_address_is_to_be_struck_off_has_left_and_who_says_us_opts_out(text, sender, subject, kind):
    assert classify(make_mail(text, sender=sender, subject=subject), known_thread=True).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "This mailbox is not read and will be deleted in 30 days.",
        "Messages sent here will be deleted.",
        "Please don't contact us again about the same matter, as this may delay our answer.",
        "It may take us up to five days.",
        "Ihre E-Mail wurde gelöscht.",
        "Vos messages seront supprimés.",
        "El titular de este buzón causó baja en la empresa.",
        "逾期邮件将被删除。",
        "请勿重复提交。",
    ],
)
def test_what_a_house_does_with_mail_is_no_opt_out(text):
    assert not collect(text).has(OPT_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "I want to be deleted from your list.",
        "Don't contact us again.",
        "Please take us off your list.",
        "Bitte löschen Sie meine E-Mail-Adresse.",
        "Merci de supprimer mon adresse.",
        "请删除我的邮箱。",
        "Delete my address, or every message will be deleted unread.",
    ],
)
def test_what_is_asked_in_the_same_words_is_one(text):
    assert collect(text).has(OPT_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "Der von Ihnen angeschriebene Mitarbeiter hat das Unternehmen verlassen. Ihre Nachricht wurde nicht gelesen.",
        "This employee has left the company. Your message was not read.",
    ],
)
def test_a_note_that_says_that_nobody_has_read_the_mail_is_no_receipt(text):
    mail = make_mail(text, auto=True, subject="Mailbox closed", thread=True)
    assert classify(mail, known_thread=True).kind is LEFT
    assert left_company(mail) is not None


@pytest.mark.parametrize(
    "email", ["ikke-svar@b.test", "naoresponda@b.test", "nie.odpowiadaj@b.test", "ne-pas-repondre@b.test"]
)
def test_who_only_sends_is_no_person(email):
    mail = make_mail("Svar her leses ikke. Se appen.", sender=f"Billett <{email}>")
    assert classify(mail, known_thread=True).kind is Kind.AUTO_ACKNOWLEDGEMENT


def test_who_is_away_and_reads_no_mail_does_not_opt_out():
    text = "Danke für Ihre Mail! Ich bin gerade in Elternzeit und lese keine Nachrichten. Ab 11. Mai bin ich wieder da."
    verdict = classify(make_mail(text, subject="AW: Pumpen"), known_thread=True)
    assert (verdict.kind, str(verdict.return_date)) == (Kind.OUT_OF_OFFICE, "2026-05-11")
