"""The day somebody is back, by the words around the dates of a note."""

from datetime import date

import pytest

from engine.rules.reading.absence import out_of_office
from tests.rules.reading.answers import iso, make_mail


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until 4 May. I was last in on 3 April.", "2026-05-04"),
        ("I am out of the office from 20 April.", ""),
        ("Away 20 April to 24 April.\n\nBack on 27 April.", "2026-04-27"),
        ("Ich bin ab dem 4. Mai wieder da, davor vom 20. April an im Urlaub.", "2026-05-04"),
        ("Szabadságon vagyok május 4-ig.", "2026-05-04"),
        ("Szabadságon vagyok, legközelebb május 4-én leszek az irodában.", "2026-05-04"),
        ("Yıllık izindeyim, 4 Mayıs'ta ofiste olacağım.", "2026-05-04"),
        ("4 Mayıs tarihine kadar seyahatteyim.", "2026-05-04"),
        ("Sunt în concediu și revin pe 4 mai.", "2026-05-04"),
        ("Sunt în concediu până pe 4 mai.", "2026-05-04"),
        ("5월 4일까지 휴가입니다.", "2026-05-04"),
        ("Είμαι σε άδεια μέχρι 4 Μαΐου.", "2026-05-04"),
        ("Я у відпустці до 4 травня.", "2026-05-04"),
        ("In the field until Thursday. Back online Fri.", "2026-04-17"),
        ("I'm available again from 4 May, away until then.", "2026-05-04"),
        ("Oggi sono fuori sede tutto il giorno.", "2026-04-15"),
        ("Away for the day at a fair.", "2026-04-15"),
        ("I am on jury duty this week and can only look at mail in the evening.", "2026-04-20"),
        ("Jag är ledig veckan ut.", "2026-04-20"),
        ("Jeg har permisjon ut mai.", "2026-06-01"),
        ("Jag är borta i dag, skickar ut marknadsmaterial.", "2026-04-15"),
        ("Jeg er på orlov januar ud.", "2027-02-01"),
        ("Jeg er på orlov året ut.", "2027-01-01"),
        ("I am on leave for the rest of the month.", "2026-05-01"),
        ("Biuro jest zamknięte od 20 kwietnia, pracę wznawiamy 4 maja.", "2026-05-04"),
        ("Seit heute bin ich in Elternzeit.", ""),
        ("Out at the dentist today, back at 2 pm.", "2026-04-14"),
    ],
)
def test_the_words_around_a_date_tell_what_it_is(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin bis 10. Mai im Urlaub. Ab 11. Mai antworte ich wieder.",
        "Estou ausente até 10 de maio, inclusive. Respondo a partir de 11 de maio.",
        "2026年5月10日まで休暇をいただいております。お返事は2026年5月11日以降となります。",
        "I am away until 10 May and will reply on Monday, 11 May.",
    ],
)
def test_the_first_day_back_counts_more_than_the_last_day_away(text):
    verdict = out_of_office(make_mail(text, auto=True, subject="Automatic reply: x"))
    assert verdict is not None
    assert verdict.return_date == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nous sommes fermés du 3 au 21 août. Le standard vous attend le 24 août.", "2026-08-24"),
        ("I am on a plane until Thursday and then away until Monday, 20 April.", "2026-04-20"),
        ("I am leaving on 17 April and I will be back in the office on 21 April.", "2026-04-21"),
        ("In KW 17 und 18 bin ich im Urlaub.", "2026-05-04"),
        ("Out of office from 20-Apr-2026 to 24-Apr-2026.", "2026-04-27"),
        ("I am on leave 20-Apr to 24-Apr.", "2026-04-27"),
        ("I am away, back 27-Apr-26.", "2026-04-27"),
        ("I am away Apr-20 to Apr-24.", "2026-04-27"),
        ("Ich bin in der 17. KW nicht im Büro.", "2026-04-27"),
        ("Ich bin bis KW 17 im Urlaub.", "2026-04-24"),
        ("Ich bin im Urlaub, ab Montagmorgen wieder da.", "2026-04-20"),
        ("Ich bin bis Freitagmittag abwesend.", "2026-04-17"),
        ("I am out of the office, back after the weekend.", "2026-04-20"),
        ("Abwesend 20260420 - 20260424.", "2026-04-27"),
        ("I am out of office until EOD Friday.", "2026-04-20"),
        ("I don't work on Fridays.", ""),
        ("Ik werk van maandag tot en met donderdag.", ""),
        ("Jeden Freitag bin ich nicht im Büro.", ""),
        ("I was away until 10 April.", ""),
        ("I am away until 10 May 2062.", ""),
        ("Am 16. und 17. April bin ich auf einer Tagung.", "2026-04-17"),
        ("We are closed. The fair is in November 2027.", ""),
    ],
)
def test_the_day_of_return_is_told_from_other_days(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until and including Friday 17th.", "2026-04-20"),
        ("I'm on leave from 15 April to 16 April, both days inclusive.", "2026-04-17"),
        ("Ich bin bis inkl. 17.4. im Urlaub.", "2026-04-20"),
        ("Bis einschließlich KW 17 bin ich im Urlaub.", "2026-04-27"),
        ("Ich bin bis und mit Sonntag, 19. April, abwesend.", "2026-04-20"),
        ("Je suis absent jusqu'au 16 inclus.", "2026-04-17"),
        ("Estoy de vacaciones hasta el viernes 17 de abril, inclusive.", "2026-04-20"),
        ("Sarò assente fino al 16 compreso.", "2026-04-17"),
        ("Sono in ferie fino a maggio compreso.", "2026-06-01"),
        ("Estarei ausente até 16 inclusive.", "2026-04-17"),
        ("Ik ben afwezig t/m vrijdag 17 april.", "2026-04-20"),
        ("Jag är ledig t o m 16 april.", "2026-04-17"),
        ("Jeg er på ferie til og med den 16.", "2026-04-17"),
        ("Jestem na urlopie do piątku 17 kwietnia włącznie.", "2026-04-20"),
        ("我将于4月15日至4月17日（含）休假。", "2026-04-20"),
        ("Ich bin bis einschließlich 16.04. nicht da und ab dem 22.04. wieder erreichbar.", "2026-04-22"),
        ("I am away until Friday 17 April.", "2026-04-17"),
        ("I'm out of the office through April 17.", "2026-04-20"),
        ("I am on leave until May\nKind regards, Ann", "2026-05-01"),
        ("I am on leave through May.", "2026-06-01"),
        ("Estaré ausente hasta el viernes 17 de abril, este incluido.", "2026-04-20"),
        ("Bin weg bis 16. April, diesen Tag eingeschlossen.", "2026-04-17"),
        ("Van 14 t.e.m. 17 april ben ik afwezig.", "2026-04-20"),
        ("Das Büro ist zu, letzter Urlaubstag ist der 17. April.", "2026-04-20"),
        ("Ausente hasta el viernes 17 de abril, último día de mis vacaciones.", "2026-04-20"),
        ("I'm out today and tomorrow.", "2026-04-16"),
        ("Ich bin heute und morgen nicht am Platz.", "2026-04-16"),
        ("Oggi e domani sono assente.", "2026-04-16"),
    ],
)
def test_who_says_that_the_last_day_is_away_too_is_back_on_the_working_day_after_it(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Out April 20-24.", "2026-04-27"),
        ("Abwesend vom 20. bis 24. April.", "2026-04-27"),
        ("Sarò fuori tra il 20 e il 23 aprile.", "2026-04-24"),
        ("Ik ben met verlof van maandag 20 april tot maandag 27 april.", "2026-04-27"),
        ("I am away 15–17 April and then again 27–30 April.", "2026-04-20"),
        ("Abwesenheiten:\n14.04.–15.04. (Schulung)\n27.04.–30.04. (Urlaub)", "2026-04-16"),
        ("Venerdì 17 e lunedì 20 aprile sono assente.", "2026-04-21"),
        ("Am 16. und 17. April bin ich abwesend.", "2026-04-20"),
        ("I am closed until 17 April and will reopen on 20 April.", "2026-04-20"),
        ("Jag är borta resten av veckan.", "2026-04-20"),
        ("Absent la semaine du 20. Retour le lundi suivant.", "2026-04-27"),
        ("No estoy hoy ni mañana, el 15 incluido.", "2026-04-16"),
        ("4月17日(金)まで(同日を含む)不在にしております。", "2026-04-20"),
    ],
)
def test_days_that_are_counted_off_are_days_away(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away and will deal with your message on Tuesday 21 April.", "2026-04-21"),
        ("Ik werk niet op woensdag. Vrijdag lees ik je bericht.", "2026-04-17"),
        ("Estou de folga. Sexta respondo a todos.", "2026-04-17"),
        ("Segunda eu volto.", "2026-04-20"),
        ("In trasferta fino a giovedì. Venerdì 17 rispondo.", "2026-04-17"),
        ("Heute auf Fortbildung. Morgen ab 9 Uhr wieder am Telefon.", "2026-04-15"),
        ("Vandaag afwezig. Morgen vanaf 10.00 uur ben ik er weer.", "2026-04-15"),
        ("Ik ben nu afwezig. Morgen lees ik uw mail.", "2026-04-15"),
        ("Absente mercredi. Rendez-vous jeudi !", "2026-04-16"),
        ("Jeg er på ferie, du hører fra mig på mandag.", "2026-04-20"),
        ("Jestem na urlopie. Do zobaczenia 20 kwietnia.", "2026-04-20"),
        ("Assente, rientro l'8.", "2026-05-08"),
        ("På hytta. Tilbake tirsdag over påske, 21.04.", "2026-04-21"),
        ("Bin bis Dienstag im Urlaub, ab 7. Jänner wieder da.", "2027-01-07"),
    ],
)
def test_what_is_done_with_mail_or_seeing_each_other_tells_the_day_back(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until 20 April. The deadline of 24 April stands.", "2026-04-20"),
        ("Bis 20.4. bin ich nicht da. Die Abgabefrist 22.4. gilt weiterhin!", "2026-04-20"),
        ("Estou fora até sexta. Os trabalhos continuam com prazo em 20/04.", "2026-04-17"),
        ("Estoy de vacaciones hasta el 16 de abril. El examen del 20 se mantiene.", "2026-04-16"),
        ("I read mail only on Tuesday and Thursday mornings.", ""),
        ("只有周五晚上看邮件。", ""),
    ],
)
def test_deadlines_meetings_and_habits_are_no_days_of_return(text, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office"))
    assert verdict is not None
    assert iso(verdict.return_date) == day


def test_a_weekday_with_a_number_that_is_past_is_of_the_month_to_come():
    note = make_mail("Sono via, torno operativo lunedì 2.", auto=True, subject="Out of office", day="2026-02-20")
    verdict = out_of_office(note)
    assert verdict is not None
    assert iso(verdict.return_date) == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "sent", "day"),
    [
        ("夏季休暇をいただいております。17日の月曜に出社します。", "2026-08-10", "2026-08-17"),
        ("До 24 липня я у відпустці, а в понеділок 27-го повернуся.", "2026-07-13", "2026-07-27"),
        ("Szabadságon vagyok. 23-án, hétfőn folytatom.", "2026-11-16", "2026-11-23"),
        ("휴가 중입니다. 23일 월요일에 출근합니다.", "2026-03-16", "2026-03-23"),
        ("Yıllık iznimdeyim, pazartesi dönüyorum.", "2026-03-11", "2026-03-16"),
        ("Sunt în concediu, revin luni.", "2026-03-11", "2026-03-16"),
        ("Sunt în concediu două luni.", "2026-03-11", ""),
        ("Είμαι σε άδεια, επιστρέφω τη Δευτέρα.", "2026-03-11", "2026-03-16"),
        ("Lomalla, palaan maanantaina.", "2026-03-11", "2026-03-16"),
        ("På ferie, tilbage fredagen den 27.", "2026-03-11", "2026-03-27"),
        ("Ferie tom fredag 9. oktober.", "2026-10-05", "2026-10-12"),
        ("I'm at sea. Back on land on Saturday 28 March, at my desk on Monday 30.", "2026-03-16", "2026-03-30"),
    ],
)
def test_weekdays_and_days_alone_in_more_languages(text, sent, day):
    verdict = out_of_office(make_mail(text, auto=True, subject="Out of office", day=sent))
    assert verdict is not None
    assert iso(verdict.return_date) == day
