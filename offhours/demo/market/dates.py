"""Dates as people write them, and working hours as people keep them."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
_SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "sv": "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
    "da": "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
_SHORT_DAYS = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "de": "Mo Di Mi Do Fr Sa So",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
    "es": "lun mar mié jue vie sáb dom",
    "it": "lun mar mer gio ven sab dom",
    "pt": "segunda terça quarta quinta sexta sábado domingo",
    "nl": "ma di wo do vr za zo",
    "sv": "mån tis ons tors fre lör sön",
    "da": "man. tirs. ons. tors. fre. lør. søn.",
    "pl": "pon. wt. śr. czw. pt. sob. niedz.",
    "ja": "月 火 水 木 金 土 日",
}
MONTHS = {language: words.split() for language, words in _MONTHS.items()}
DAYS = {language: words.split() for language, words in _DAYS.items()}
SHORT_MONTHS = {language: words.split() for language, words in _SHORT_MONTHS.items()}
SHORT_DAYS = {language: words.split() for language, words in _SHORT_DAYS.items()}

# {w} weekday, {d} day, {m} month in words, {n:02} month, {y} year
DATE_FORMS = {
    "en": ("{m} {d}, {y}", "{w}, {m} {d}", "{w} {d} {m}", "{d} {m} {y}", "{m} {d}"),
    "de": ("{d}. {m} {y}", "{d:02}.{n:02}.{y}", "{w}, den {d}. {m}", "{d}.{n}."),
    "fr": ("{d} {m} {y}", "{w} {d} {m}", "{d:02}/{n:02}/{y}"),
    "es": ("{d} de {m} de {y}", "{w} {d} de {m}", "{d:02}/{n:02}/{y}"),
    "it": ("{d} {m} {y}", "{w} {d} {m}", "{d:02}/{n:02}/{y}"),
    "pt": ("{d} de {m} de {y}", "{d} de {m}", "{d:02}/{n:02}/{y}"),
    "nl": ("{d} {m} {y}", "{w} {d} {m}", "{d}-{n}-{y}"),
    "sv": ("{d} {m} {y}", "{w} den {d} {m}", "{y}-{n:02}-{d:02}"),
    "da": ("{d}. {m} {y}", "{w} den {d}. {m}"),
    "pl": ("{d} {m} {y}", "{d:02}.{n:02}.{y}"),
    "ja": ("{y}年{n}月{d}日", "{n}月{d}日（{s}）", "{y}/{n:02}/{d:02}"),
}

OPENS, CLOSES = time(8, 30), time(18, 0)


def written(day: date, language: str, rng: Random) -> str:
    """A date in one of the forms people of this language use."""
    return rng.choice(DATE_FORMS[language]).format(
        w=DAYS[language][day.weekday()],
        s=SHORT_DAYS[language][day.weekday()],
        d=day.day,
        m=MONTHS[language][day.month - 1],
        n=day.month,
        y=day.year,
    )


def working_moment(moment: datetime, zone: ZoneInfo, rng: Random) -> datetime:
    """This moment if it is in working hours there, else some time in the first two hours of the next working day."""
    local = moment.astimezone(zone)
    if local.weekday() < 5 and OPENS <= local.time() < CLOSES:
        return moment
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    opening = datetime.combine(day, OPENS, zone)
    return (opening + timedelta(minutes=rng.uniform(0, 120))).astimezone(moment.tzinfo)


def working_day(day: date) -> date:
    """The day itself or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
