"""News to many, out of any thread, is no answer of a machine."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Betriebsferien", "Liebe Kunden, wir haben vom 24. Dezember bis 6. Januar Betriebsferien."),
        ("Congés annuels", "Chers clients, notre magasin sera fermé du 3 au 24 août."),
        ("Cierre por vacaciones", "Estimados clientes: cerramos por vacaciones del 3 al 23 de agosto."),
        ("Ferie di agosto", "Gentili clienti, la nostra sede resterà chiusa per ferie dal 5 al 25 agosto."),
        ("Vakantiesluiting", "Beste klanten, wij zijn gesloten wegens vakantie van 20 juli tot 10 augustus."),
        ("年末年始休業のお知らせ", "お客様各位 12月29日から1月4日まで休業いたします。"),
        ("Autoreply settings", "To set your out-of-office reply in Outlook open File > Automatic Replies."),
        ("Form for annual leave", "Please use the new form when you are out of office from Monday."),
        ("We've moved!", "We have moved to new premises at 12 Mill Lane. Email info@newshop.example."),
        ("Wir sind umgezogen", "Liebe Kunden, wir sind umgezogen. Neue E-Mail: kontakt@neuladen.example"),
        ("Farewell", "Today is my last day. It has been great working with you all. pat.doe@example.com"),
        ("Goodbye from Anna", "Dear colleagues, my last day is Friday. Please contact Bo for orders from now on."),
    ],
)
def test_news_to_many_is_nobodys_note(subject, text):
    mail = make_mail(text, subject=subject, thread=False, sender="Pat Doe <pat@shop.example>")
    assert classify(mail, known_thread=False).kind is Kind.UNRELATED


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Automatic reply: quick question", "Dear all, I am away until 20 April.", Kind.OUT_OF_OFFICE),
        ("Abwesenheitsnotiz", "Liebe Kunden, ich bin bis 20. April im Urlaub.", Kind.OUT_OF_OFFICE),
        ("On holiday", "Dear customers, your e-mail has arrived. I am on holiday until 20 April.", Kind.OUT_OF_OFFICE),
        ("New email address", "Please use my new address chris.vale@newfirm.example.", Kind.ADDRESS_CHANGED),
    ],
)
def test_who_answers_one_of_them_may_greet_all(subject, text, kind):
    assert classify(make_mail(text, subject=subject, thread=False), known_thread=False).kind is kind
