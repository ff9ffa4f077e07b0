"""Absence notes that name their days in the subject alone."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import iso, make_mail

FRIDAY = "2026-11-27"


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("Out of office until 7 Dec", "Thank you for your mail. I will answer as soon as I can.", "2026-12-07"),
        ("Automatic reply: on annual leave - back Monday 7 December", "Thanks for your message.", "2026-12-07"),
        ("OOO 1-4 Dec", "Thanks, I'll answer when I can.", "2026-12-07"),
        ("Im Urlaub bis einschließlich 4. Dezember", "Ihre E-Mail wird nicht weitergeleitet.", "2026-12-07"),
        ("Absence jusqu'au 7 décembre", "Merci de votre message, j'y répondrai dès que possible.", "2026-12-07"),
        ("Ausente hasta el 7 de diciembre", "Gracias por su mensaje.", "2026-12-07"),
        ("Ausência até 7 de dezembro", "Obrigado pela sua mensagem.", "2026-12-07"),
        ("Assente fino al 7 dicembre", "Grazie per il messaggio.", "2026-12-07"),
        ("Afwezig tot 7 december", "Bedankt voor uw bericht.", "2026-12-07"),
        ("Semester till och med 4 december", "Tack för ditt mejl.", "2026-12-07"),
        ("Ferie til og med 4. desember", "Takk for din e-post.", "2026-12-07"),
        ("Nieobecność do 7 grudnia", "Dziękuję za wiadomość.", "2026-12-07"),
        ("【不在】12月4日まで休暇", "メールをありがとうございます。", "2026-12-04"),
        ("休假至12月7日", "您好，邮件已收到，谢谢。", "2026-12-07"),
        ("Away from my desk, returning 14 December", "Your message is important to me.", "2026-12-14"),
        ("Auto: vacation until Dec 11", "Got your mail, cheers.", "2026-12-11"),
        ("Nicht im Büro bis 14.12.", "Danke für Ihre Nachricht.", "2026-12-14"),
        ("Abwesend 7.-11.12.", "Ich melde mich.", "2026-12-14"),
        ("En congés du 7 au 11 décembre", "Bonjour, merci pour votre mail.", "2026-12-14"),
        ("Fuera de la oficina hasta el 14/12", "Hola, gracias por escribir.", "2026-12-14"),
        ("De férias até 14/12", "Olá, obrigado.", "2026-12-14"),
        ("Assente fino all'8 dicembre", "Buongiorno, grazie.", "2026-12-08"),
        ("In ferie dal 7 all'11 dicembre", "Buongiorno, grazie.", "2026-12-14"),
        ("Op vakantie t/m 11 december", "Dank voor je mail.", "2026-12-14"),
        ("Föräldraledig till 14 december", "Hej och tack.", "2026-12-14"),
        ("Poissa 14.12. asti", "Kiitos viestistä.", "2026-12-14"),
        ("Mimo kancelář do 14. prosince", "Děkuji za zprávu.", "2026-12-14"),
        ("Out of office until 7 Dec", "I am away until 9 December.", "2026-12-09"),
        ("Re: Offer until 7 Dec", "I am out of the office.", ""),
        ("Automatic reply: Offer until 7 Dec", "I am out of the office.", ""),
        ("Out of office", "I am out of the office.", ""),
    ],
)
def test_a_title_of_its_own_tells_the_day_that_the_words_do_not(title, text, day):
    verdict = classify(make_mail(text, subject=title, auto=True, thread=False, day=FRIDAY))
    assert (verdict.kind, iso(verdict.return_date)) == (Kind.OUT_OF_OFFICE, day)


def test_a_person_who_talks_of_an_absence_under_our_title_is_none():
    mail = make_mail("Sounds good, send me the details.", subject="Re: Out of office until 7 Dec?", day=FRIDAY)
    assert classify(mail, known_thread=True).kind is Kind.INTERESTED
