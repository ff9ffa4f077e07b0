"""Feasts that notes name in place of a date, accents stripped as `folding.plain` strips them."""

# ruff: noqa: E501 -- a list of words reads best on one line

FROM_EASTER: dict[int, str] = {
    -52: "weiberfastnacht, altweiber, tlusty czwartek",
    -48: "rosenmontag, lundi gras, lunes de carnaval, segunda-feira de carnaval, segunda de carnaval, fastelavnsmandag",
    -47: "shrove tuesday, mardi gras, faschingsdienstag, fastnachtsdienstag, veilchendienstag, martes de carnaval, terca-feira de carnaval, terca de carnaval, martedi grasso, fettisdagen",
    -46: "ash wednesday, aschermittwoch, mercredi des cendres, miercoles de ceniza, quarta-feira de cinzas, quarta de cinzas, mercoledi delle ceneri, aswoensdag, askonsdagen, sroda popielcowa, popielec",
    -3: "maundy thursday, grundonnerstag, jeudi saint, jueves santo, quinta-feira santa, giovedi santo, witte donderdag, skartorsdag, skartorsdagen, wielki czwartek",
    -2: "good friday, karfreitag, vendredi saint, viernes santo, sexta-feira santa, venerdi santo, goede vrijdag, langfredag, langfredagen, wielki piatek",
    0: "easter sunday, ostersonntag, dimanche de paques, domingo de pascua, domingo de pascoa, 1. paskedag, forste paskedag, paskdagen",
    1: "easter monday, ostermontag, lundi de paques, lunes de pascua, segunda-feira de pascoa, lunedi dell'angelo, lunedi di pasqua, pasquetta, paasmaandag, tweede paasdag, 2e paasdag, annandag pask, 2. paskedag, anden paskedag, andre paskedag, poniedzialek wielkanocny, lany poniedzialek",
    2: "3. paskedag, tredje paskedag",
    39: "ascension day, ascension thursday, christi himmelfahrt, jeudi de l'ascension, l'ascension, hemelvaartsdag, hemelvaart, kristi himmelsfardsdag, kristi himmelfartsdag, kr. himmelfartsdag, kristi himmelfart, kr. himmelfart",
    50: "whit monday, pentecost monday, pfingstmontag, lundi de pentecote, tweede pinksterdag, 2e pinksterdag, pinkstermaandag, 2. pinsedag, anden pinsedag, andre pinsedag",
    60: "corpus christi, fronleichnam, fete-dieu, corpus domini, boze cialo",
}
"""By the days from Easter Sunday."""

BY_DATE: dict[tuple[int, int], str] = {
    (1, 1): "new year's day, neujahrstag, jour de l'an, ano nuevo, nieuwjaarsdag, nyarsdagen, nytarsdag, nowy rok, capodanno, 元旦, 元日",
    (1, 6): "epiphany, three kings' day, heilige drei konige, heiligen drei konige, dreikonigstag, dreikonig, epiphanie, dia de reyes, reyes magos, epifania, befana, driekoningen, trettondedag jul, trettondagen, trzech kroli, trzech krolach",
    (4, 27): "king's day, koningsdag",
    (5, 1): "tag der arbeit, maifeiertag, fete du travail, dia del trabajo, dia del trabajador, dia do trabalhador, dia do trabalho, festa dei lavoratori, dag van de arbeid, forsta maj, swieto pracy",
    (6, 5): "grundlovsdag",
    (6, 6): "sveriges nationaldag, nationaldagen",
    (7, 1): "canada day",
    (7, 4): "independence day, 4th of july, fourth of july",
    (8, 15): "ferragosto, assumption day, assomption, maria himmelfahrt, asuncion, assunzione",
    (10, 3): "tag der deutschen einheit",
    (11, 1): "all saints' day, all saints, allerheiligen, toussaint, todos los santos, todos os santos, ognissanti, wszystkich swietych",
    (12, 24): "christmas eve, heiligabend, nochebuena, vispera de natal, vigilia di natale, kerstavond, julafton, juleaften, julaften, wigilia",
    (12, 25): "christmas day, 1. weihnachtstag, erster weihnachtstag, eerste kerstdag, juldagen, 1. juledag, forste juledag",
    (12, 26): "boxing day, st stephen's day, zweiter weihnachtstag, 2. weihnachtstag, santo stefano, tweede kerstdag, annandag jul, 2. juledag, anden juledag, andre juledag, drugi dzien swiat",
    (12, 31): "new year's eve, silvester, saint-sylvestre, nochevieja, oudejaarsdag, nyarsafton, nytarsaften, nyttarsaften, sylwestra",
}  # fmt: skip
"""By month and day."""

MON, THU, FRI, SAT = 0, 3, 4, 5
BY_WEEKDAY: dict[tuple[int, int, int], str] = {
    (1, 15, MON): "martin luther king day, mlk day",
    (2, 15, MON): "presidents' day, presidents day, president's day",
    (5, 18, MON): "victoria day",
    (5, 25, MON): "memorial day",
    (6, 19, FRI): "midsommarafton",
    (6, 20, SAT): "midsommardagen, midsommar, juhannus",
    (9, 1, MON): "labor day, labour day",
    (10, 8, MON): "columbus day",
    (10, 31, SAT): "alla helgons dag",
    (11, 22, THU): "thanksgiving day",
}
"""The first such weekday from a month and day on."""

LAST_OF_EASTER: dict[int, str] = {
    1: "easter weekend, easter holidays, easter break, easter, ostern, osterferien, paques, semana santa, pascua, pascoa, pasqua, pasen, pask, paske, pasken, paskhelgen, paasken, wielkanocy, wielkanoc, swietach wielkanocnych",
    50: "pentecost, whitsun, pfingsten, pentecote, pentecostes, pentecoste, pinksteren, pinsen, pinse",
}
"""Feasts of several days, by the last of them; they are only dates behind a word like "after"."""
LAST_BY_WEEKDAY: dict[tuple[int, int, int], str] = {(11, 23, FRI): "thanksgiving weekend, thanksgiving break, thanksgiving"}  # fmt: skip

ALSO_NAMES = "toussaint, silvester, santo stefano, epifania, epiphany, asuncion, assunzione, corpus christi, all saints"
"""Of people, streets and towns as well: dates only behind a word that leads to a day."""
ON = r"la|l'|an|zu|on"
"""Words that lead to one of these."""


ARTICLE = r"(?:(?:the|la|le|las|les|los|el|il|de|den|der|dem|do|da|o|a|di|d')\s?)?"
AFTER = r"after|following|nach|apres|despues de|pasada|tras|depois d[aoe]|apos a|dopo|na|efter|etter|po"
UNTIL = r"until|till|til|bis|jusqu'a|hasta|ate|fino a|tot|till|do"
WISHED = r"merry|happy|blessed|froh\w*|schon\w*|joyeu\w+|bonne|bon|feliz|felices|buona?|god|gott|gladelig|fijne?|prettige?|vrolijke?|zalige?|wesol\w+|szczesliwego|udanego"
"""What is wished is no day of anything."""
