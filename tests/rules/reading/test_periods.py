"""Quarters, halves and years to come; the day of the week beside numbers; days whose month was named before."""

from datetime import UTC, date, datetime

import pytest

from engine.rules.reading.dates import find_dates
from engine.rules.reading.human import check_back

TUESDAY = date(2026, 4, 14)

PERIODS = [
    ("en", "Q2 next year", "2027-04-01"),
    ("en", "second half of next year", "2027-07-01"),
    ("en", "early next year", "2027-01-01"),
    ("en", "let's talk in H2", "2026-07-01"),
    ("en", "H1 2027", "2027-01-01"),
    ("en", "H2 2026", "2026-07-01"),
    ("en", "Q3 of 2027", "2027-07-01"),
    ("en", "in May next year", "2027-05-01"),
    ("en", "mid next year", "2027-07-01"),
    ("de", "Anfang nächsten Jahres", "2027-01-01"),
    ("de", "im zweiten Quartal nächsten Jahres", "2027-04-01"),
    ("de", "im 2. Halbjahr 2027", "2027-07-01"),
    ("de", "nächstes Jahr im dritten Quartal", "2027-07-01"),
    ("fr", "au T1 2027", "2027-01-01"),
    ("fr", "au premier trimestre de l'année prochaine", "2027-01-01"),
    ("fr", "au second semestre", "2026-07-01"),
    ("fr", "début de l'année prochaine", "2027-01-01"),
    ("es", "en el primer trimestre del año que viene", "2027-01-01"),
    ("es", "segundo semestre del próximo año", "2027-07-01"),
    ("pt", "no segundo trimestre do próximo ano", "2027-04-01"),
    ("it", "nel secondo semestre dell'anno prossimo", "2027-07-01"),
    ("nl", "in het tweede kwartaal van volgend jaar", "2027-04-01"),
    ("nl", "begin volgend jaar", "2027-01-01"),
    ("sv", "under andra kvartalet nästa år", "2027-04-01"),
    ("da", "i andet kvartal næste år", "2027-04-01"),
    ("no", "i første kvartal neste år", "2027-01-01"),
    ("fi", "ensi vuoden alussa", "2027-01-01"),
    ("fi", "toisella kvartaalilla", "2026-04-15"),
    ("pl", "w drugim kwartale przyszłego roku", "2027-04-01"),
    ("cs", "v druhém čtvrtletí příštího roku", "2027-04-01"),
    ("ja", "来年の第2四半期", "2027-04-01"),
    ("ja", "来年上期に", "2027-01-01"),
    ("zh", "明年第二季度", "2027-04-01"),
    ("zh", "明年下半年", "2027-07-01"),
    ("ko", "내년 2분기", "2027-04-01"),
    ("ko", "내년 상반기", "2027-01-01"),
    ("en", "circle back in Q3 of next year", "2027-07-01"),
    ("en", "not before 2Q27", "2027-04-01"),
    ("en", "ping me in the 1st half of 2027", "2027-01-01"),
    ("en", "next year's second quarter would work", "2027-04-01"),
    ("de", "melden Sie sich im 3. Quartal 2027", "2027-07-01"),
    ("de", "frühestens in der zweiten Jahreshälfte", "2026-07-01"),
    ("de", "Ende nächsten Jahres", "2027-12-01"),
    ("de", "kommendes Jahr im Herbst", "2027-09-01"),
    ("fr", "revenez vers nous au S2 2027", "2027-07-01"),
    ("fr", "pas avant le deuxième trimestre 2027", "2027-04-01"),
    ("fr", "milieu de l'année prochaine", "2027-07-01"),
    ("es", "a partir del segundo semestre de 2027", "2027-07-01"),
    ("es", "en el 3T 2027", "2027-07-01"),
    ("pt", "primeiro trimestre de 2027", "2027-01-01"),
    ("pt", "na segunda metade do próximo ano", "2027-07-01"),
    ("it", "nel T2 del prossimo anno", "2027-04-01"),
    ("it", "prima metà del 2027", "2027-01-01"),
    ("nl", "eerste helft van 2027", "2027-01-01"),
    ("nl", "kwartaal 3 volgend jaar", "2027-07-01"),
    ("sv", "andra halvåret 2027", "2027-07-01"),
    ("sv", "i kvartal 2 nästa år", "2027-04-01"),
    ("da", "første halvår 2027", "2027-01-01"),
    ("no", "tredje kvartal 2027", "2027-07-01"),
    ("fi", "ensi vuoden toisella neljänneksellä", "2027-04-01"),
    ("pl", "w II połowie przyszłego roku", "2027-07-01"),
    ("pl", "na początku przyszłego roku", "2027-01-01"),
    ("cs", "v první polovině příštího roku", "2027-01-01"),
    ("ja", "来年度の下期に", "2027-07-01"),
    ("ja", "2027年第1四半期", "2027-01-01"),
    ("zh", "2027年上半年", "2027-01-01"),
    ("zh", "明年三季度", "2027-07-01"),
    ("ko", "내년 하반기에", "2027-07-01"),
]
WEEKDAYS = [
    ("en", "Back Monday, 12/7", "2026-12-07"),
    ("en", "Back Mon 12/7 and 12/9", "2026-12-09"),
    ("en", "on 12/7 (Monday)", "2026-12-07"),
    ("en", "on 12/7, a Monday", "2026-04-20"),
    ("en", "on Sunday 12/7", "2026-07-12"),
    ("en", "Sun 12/7 to 15/7", "2026-07-15"),
    ("en", "12-07-2026 (Mon)", "2026-12-07"),
    ("de", "am Montag, 12/7", "2026-12-07"),
    ("de", "Mo., 12/7", "2026-12-07"),
    ("fr", "lundi 12/7", "2026-12-07"),
    ("fr", "le lun. 12/7", "2026-12-07"),
    ("es", "lunes 12/7", "2026-12-07"),
    ("pt", "segunda-feira, 12/7", "2026-12-07"),
    ("pt", "seg. 12/7", "2026-12-07"),
    ("pt", "do 12/7 ao 15/7", "2026-07-15"),
    ("it", "lunedì 12/7", "2026-12-07"),
    ("nl", "maandag 12/7", "2026-12-07"),
    ("sv", "måndag 12/7", "2026-12-07"),
    ("da", "mandag den 12/7", "2026-12-07"),
    ("fi", "maanantaina 12/7", "2026-12-07"),
    ("pl", "poniedziałek 12/7", "2026-12-07"),
    ("cs", "pondělí 12/7", "2026-12-07"),
    ("ja", "7/12(日)", "2026-07-12"),
    ("zh", "周日 12/7", "2026-07-12"),
    ("zh", "12/7(周一)", "2026-12-07"),
    ("ko", "12/7(월)", "2026-12-07"),
    ("ko", "7/12(일)", "2026-07-12"),
    ("en", "back Thursday 6/5", "2026-05-06"),
    ("en", "Thursday 5/7/2026", "2026-05-07"),
    ("en", "back Wed 10/6", "2026-06-10"),
    ("en", "Friday (8/5)", "2026-05-08"),
    ("en", "on 5/8/2026 (Friday)", "2026-05-08"),
    ("en", "Tues, 9/8 it is", "2026-09-08"),
    ("de", "Freitag, den 8/5", "2026-05-08"),
    ("es", "el viernes 5/8", "2026-05-08"),
    ("it", "ven. 5/8", "2026-05-08"),
    ("zh", "周五(5/8)", "2026-05-08"),
]
BARE = [
    ("en", "Dec 21-25. Back on the 28th.", "2026-12-28"),
    ("en", "I am away from 21 December. Back on the 4th", "2027-01-04"),
    ("de", "vom 21. bis 25. Dezember weg, ab dem 28. wieder da", "2026-12-28"),
    ("de", "bis 30. April im Urlaub, am 4. zurück", "2026-05-04"),
    ("fr", "absent du 22 au 31 décembre, de retour le 4", "2027-01-04"),
    ("es", "fuera hasta el 30 de abril, vuelvo el 4", "2026-05-04"),
    ("en", "away through May 29. I return on the 2nd", "2026-06-02"),
    ("de", "Urlaub bis 30.12., am 4. wieder da", "2027-01-04"),
    ("fr", "absente jusqu'au 29 mai, je reviens le 2", "2026-06-02"),
    ("it", "assente fino al 30 maggio, rientro il 3", "2026-06-03"),
    ("nl", "afwezig tot 30 mei, terug op de 2e", "2026-06-02"),
    ("sv", "borta till 29 maj, åter den 2:a", "2026-06-02"),
    ("pt", "ausente até 29 de maio, volto dia 2", "2026-06-02"),
    ("ja", "5月29日まで休み、2日に戻ります", "2026-06-02"),
]


@pytest.mark.parametrize(("language", "text", "day"), PERIODS)
def test_a_quarter_or_half_is_its_first_day_in_the_year_said_beside_it(language, text, day):
    assert [found.date.isoformat() for found in find_dates(text, TUESDAY, language)] == [day]


@pytest.mark.parametrize(("language", "text", "day"), WEEKDAYS)
def test_the_weekday_beside_numbers_tells_which_is_the_month(language, text, day):
    assert day in [found.date.isoformat() for found in find_dates(text, TUESDAY, language)]


@pytest.mark.parametrize(("language", "text", "day"), BARE)
def test_a_day_without_its_month_follows_the_day_named_before_it(language, text, day):
    assert find_dates(text, TUESDAY, language)[-1].date.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "the H1N1 flu",
        "last quarter was slow",
        "a 1h meeting",
        "2 quarters",
        "first half of the match",
        "three quarters of it",
    ],
)
def test_what_only_looks_like_a_quarter_or_half_is_none(text):
    assert find_dates(text, TUESDAY, "en") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Not now. Please come back in Q2 next year.", date(2027, 4, 1)),
        ("Derzeit nicht. Melden Sie sich Anfang nächsten Jahres.", date(2027, 1, 1)),
        ("Pas maintenant, revenez au T1 2027.", date(2027, 1, 1)),
        ("As we said in 2025, in May we will see.", date(2026, 5, 1)),
        ("Please try again in a couple of weeks.", date(2026, 4, 28)),
        ("Give me a few weeks to get my head above water.", date(2026, 5, 5)),
        ("In ein paar Wochen gerne.", date(2026, 5, 5)),
        ("Revenez vers moi dans quelques semaines.", date(2026, 5, 5)),
        ("Mejor en un par de meses.", date(2026, 6, 14)),
        ("Magari tra qualche mese.", date(2026, 7, 14)),
        ("Talvez daqui a alguns meses.", date(2026, 7, 14)),
        ("Over een paar weken graag nog eens.", date(2026, 5, 5)),
        ("Hör av dig om ett par månader.", date(2026, 6, 14)),
        ("Prøv igen om nogle måneder.", date(2026, 7, 14)),
        ("Ta kontakt igjen om noen uker.", date(2026, 5, 5)),
        ("Proszę odezwać się za kilka tygodni.", date(2026, 5, 5)),
        ("Not before the second week of January.", date(2027, 1, 11)),
        ("Rufen Sie mich in der zweiten Januarwoche an.", date(2027, 1, 11)),
        ("La première semaine de février, volontiers.", date(2027, 2, 1)),
        ("Let's talk after Easter.", date(2027, 3, 30)),
        ("Hasta después de Semana Santa no puedo.", date(2027, 3, 30)),
        ("Revenez vers moi à la rentrée de janvier.", date(2027, 1, 1)),
        ("Revenez vers moi à la rentrée.", date(2026, 9, 1)),
    ],
)
def test_a_period_is_the_day_to_check_back(text, day):
    assert check_back(text, datetime(2026, 4, 14, tzinfo=UTC)) == day


def test_a_weekday_that_fits_neither_or_both_orders_tells_nothing():
    assert find_dates("Wednesday 5/6", TUESDAY, "en", day_first=True)[0].date == date(2026, 6, 5)
    assert find_dates("Friday 12/7", TUESDAY, "fr")[0].date == date(2026, 7, 12)
