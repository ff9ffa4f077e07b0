"""Months, weekdays and words of time, accents stripped as `folding.plain` strips them."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

MONTHS: tuple[str, ...] = (
    "january januar janner januari janvier enero janeiro gennaio stycznia styczen styczniu tammikuuta tammikuu ledna leden января январь январе jan ene janv ocak ianuarie ιανουαρίου січня lednu січні януари ιανουάριο tammikuun jaanuari",
    "february februar feber februari fevrier febrero fevereiro febbraio lutego luty lutym helmikuuta unora unor февраля февраль феврале feb fev fevr febr subat februarie φεβρουαρίου лютого unoru лютому февруари φεβρουάριο helmikuun veebruari",
    "march marz maerz mars marzo marco maart marts marca marzec marcu maaliskuuta brezna brezen марта март марте mar mrz mrt marcius mart martie μαρτίου березня breznu marci березні μάρτιο maaliskuun martsi maret",
    "april avril abril aprile kwietnia kwiecien kwietniu huhtikuuta dubna duben апреля апрель апреле apr abr avr aprilis nisan aprilie απριλίου квітня dubnu aprili квітні април απρίλιο huhtikuun aprilli balandzio",
    "may mai mayo maio maggio mei maj maja toukokuuta kvetna kveten мая май мае mag majus mayis μαΐου μαίου травня maju maji kvetnu травні μάιο toukokuun geguzes",
    "june juni juin junio junho giugno czerwca czerwiec czerwcu kesakuuta cervna cerven июня июнь июне jun giu junius haziran iunie ιουνίου червня cervnu червні юни ιούνιο kesakuun juuni birzelio",
    "july juli juillet julio julho luglio lipca lipiec lipcu heinakuuta cervence cervenec июля июль июле jul lug juil julius temmuz iulie ιουλίου липня cervenci липні юли ιούλιο heinakuun juuli",
    "august aout agosto augustus augusti sierpnia sierpien sierpniu elokuuta srpna srpen августа август августе aug augusztus agustos αυγούστου серпня srpnu auguste серпні αύγουστο elokuun rugpjucio",
    "september septembre septiembre setiembre setembro settembre wrzesnia wrzesien wrzesniu syyskuuta zari сентября сентябрь сентябре sep sept szeptember eylul septembrie σεπτεμβρίου вересня septembri вересні септември σεπτέμβριο syyskuun rugsejo",
    "october oktober octobre octubre outubro ottobre pazdziernika pazdziernik pazdzierniku lokakuuta rijna rijen октября октябрь октябре oct okt ott ekim octombrie οκτωβρίου жовтня rijnu oktobri жовтні октомври οκτώβριο lokakuun oktoobri",
    "november novembre noviembre novembro listopada listopad listopadzie marraskuuta listopadu ноября ноябрь ноябре nov kasim noiembrie νοεμβρίου листопада novembri листопаді ноември νοέμβριο marraskuun lapkricio",
    "december dezember decembre diciembre dezembro dicembre desember grudnia grudzien grudniu joulukuuta prosince prosinec декабря декабрь декабре dec dez dic aralik decembrie δεκεμβρίου грудня prosinci decembri грудні декември δεκέμβριο joulukuun detsembri gruodzio",
)

IN_MONTHS: tuple[str, ...] = (
    "tammikuussa januarban ocakta jaanuaris janvari januarja sijecnju", "helmikuussa februarban subatta veebruaris februarja veljaci",
    "maaliskuussa marciusban martta martsis ozujku", "huhtikuussa aprilisban nisanda aprillis aprila balandi travnju",
    "toukokuussa majusban mayista geguze svibnju", "kesakuussa juniusban haziranda juunis birzeli lipnju",
    "heinakuussa juliusban temmuzda juulis srpnju", "elokuussa augusztusban agustosta augustis avgusta rugpjuti kolovozu",
    "syyskuussa szeptemberben eylulde septembris septembra rugseji rujnu", "lokakuussa oktoberben ekimde oktoobris oktobra",
    "marraskuussa novemberben kasimda novembris novembra lapkriti", "joulukuussa decemberben aralikta detsembris decembra gruodi prosincu",
)  # fmt: skip
"""In a case that says "in" by itself."""

WEEKDAYS: tuple[str, ...] = (
    "monday montag lundi lunes segunda-feira segunda lunedi maandag mandag poniedzialek poniedzialku maanantai maanantaina pondeli понедельник pondelka pondelku maanantaista maanantaihin mandagen poniedzialkowy понедельника понеділок понеділка понеділку hetfo hetfon hetfotol hetfoig pazartesi luni δευτέρα 월요일",
    "tuesday dienstag mardi martes terca-feira terca martedi dinsdag tisdag tirsdag wtorek wtorku tiistai tiistaina utery вторник tue tues uterka uterku tiistaista tiistaihin tisdagen tirsdagen вторника вівторок вівторка kedd kedden keddtol keddig sali marti τρίτη 화요일",
    "wednesday mittwoch mercredi miercoles quarta-feira quarta mercoledi woensdag onsdag sroda srode srody keskiviikko keskiviikkona streda stredu среду среда wed weds stredy keskiviikosta keskiviikkoon onsdagen среды середа середу середи szerda szerdan szerdatol szerdaig carsamba miercuri τετάρτη 수요일",
    "thursday donnerstag jeudi jueves quinta-feira quinta giovedi donderdag torsdag czwartek czwartku torstai torstaina ctvrtek четверг thu thur thurs ctvrtka ctvrtku torstaista torstaihin torsdagen четверга четвер csutortok csutortokon csutortoktol csutortokig persembe joi πέμπτη 목요일",
    "friday freitag vendredi viernes sexta-feira sexta venerdi vrijdag fredag piatek piatku perjantai perjantaina patek пятницу пятница patku perjantaista perjantaihin fredagen пятницы п'ятниця п'ятницю п'ятниці pentek penteken pentektol pentekig cuma vineri παρασκευή 금요일",
    "saturday samstag sonnabend samedi sabado sabato zaterdag lordag sobota sobote soboty lauantai sobotu субботу суббота lauantaina lauantaista lauantaihin lordagen субота суботу суботи szombat szombaton szombattol szombatig cumartesi sambata σάββατο 토요일",
    "sunday sonntag dimanche domingo domenica zondag sondag niedziela niedziele niedzieli sunnuntai nedele nedeli воскресенье sunnuntaina sunnuntaista sunnuntaihin sondagen неділя неділю неділі vasarnap vasarnaptol vasarnapig pazar duminica κυριακή 일요일",
)
NO_NAME = r"may(?<=\bwe may)|mai(?=\s(?:mult|putin|bine|mare|mic|departe|devreme|tarziu|repede|usor)\w*)|luni(?:(?<=\d luni)|(?<=(?:doua|teva|trei|sase) luni))|segunda(?=\s(?:mitad|metade|semana))"
"""Names with another sense: "we may", "more" and months in Romanian, and the second of something."""
BEHIND_WEEKDAY = "s|er|e|en|n|i|sin|woche|morgen|fruh|vormittag|mittag|nachmittag|abend|а|у|ом|е|и"
"""Endings, and what German joins to them."""
FEASTS = "aschermittwoch grundonnerstag karfreitag ostermontag pfingstmontag rosenmontag skartorsdag langfredag"

SHORT_WEEKDAYS: tuple[str, ...] = (
    "mon mo ma man pon lun", "di tis tir wt", "mi wo ons sr mie", "do tor czw jeu jue gio",
    "fri fr vr fre pt pia ven vie", "sat sa za lor", "sun so zo son",
)  # fmt: skip
"""Words of two and three letters that mean something else in most places: only behind the words of `SHORT_BEFORE`."""
SHORT_BEFORE = (
    r"until|till|til|'til|back|back online|back in|again|returning|through|thru|from|before|next|bis|ab|erst|erst wieder|tot|tot en met|t/m|vanaf|t\.o\.m\.|t o m|fram till|fra|fran|igen|tillbaka|tilbake|tilbage|"
    r"jusqu'a|jusqu'au|des|hasta|hasta el|fino a|do|od|w"
)

TOMORROW = "tomorrow tmrw tmr demain domani manana amanha imorgon jutro huomenna zitra завтра"
TOMORROW_SIGNS = "明日 明天 あした 明朝"
TOMORROW_AFTER = (
    "day after tomorrow|ubermorgen|apres-demain|pasado manana|depois de amanha|dopodomani|overmorgen|i? ?overmorgon|i? ?overmorgen|"
    "pojutrze|ylihuomenna|pozitri|послезавтра"
)
TOMORROW_AFTER_SIGNS = "明後日|明后天|后天|後天"
SIGN_WEEKDAYS = str.maketrans("月火水木金土天", "一二三四五六日")
WEEK_NUMBER = r"kw|kalenderwochen?|cal\.? ?week|week|wk|weeknr\.?|semaines?|sem\.|semanas?|settiman[ae]|veckan?|v\.|uger?|uker?|tydzien|tygodniu|tyden|vko|viikko|viikolla"
WEEKEND = (
    r"(?<![a-z])(?:(?:the )?(?:end|rest|remainder) of (?:the|this) week|ende (?:der|dieser) woche|(?:die|der) restliche[nr]? woche|rest der woche|fin de (?:la|cette) semaine|"
    r"fin de (?:la |esta )?semana(?! que viene)|final da semana|fim da semana|fine (?:della )?settimana|eind(?:e)? van (?:de|deze) week|slutet (?:av|pa) veckan|"
    r"resten a[fv] (?:ugen|veckan|uken|uka)|ut uk[ae]n?|slutningen af ugen|konca tygodnia|konce tydne)(?![a-z])"
)
MONTH_END = (
    r"(?<![a-z])(?:(?:the )?(?:end|rest|remainder) of (?:the|this) month|month[- ]end|monatsende|ende (?:des|dieses) monats|(?:la )?fin (?:du|de ce) mois|"
    r"(?:fin|final) de (?:este )?mes|(?:fim|final) do mes|fine (?:del )?mese|eind(?:e)? van (?:de|deze) maand|slutet (?:av|pa) manaden|slutningen af maneden|manedsskiftet|"
    r"slutten av maneden|konca miesiaca|konce mesice)(?![a-z])|(?<![\d一二三四五六七八九十来來翌上])(?<!下个)(?<!下個)月[末底]"
)
THE_NEXT = (
    r"(?:the |for the )?next|(?:die |den |der )?nachsten|(?:les )?prochaine?s|(?:los |las |as |os )?proxim[oa]s|(?:i |le |nei |nelle )?prossim[ei]|(?:de )?komende|(?:de )?kommande|"
    r"(?:de )?naeste|(?:de )?neste|najblizsz(?:e|ych)|pristi"
)
NEXT_WEEK = (
    "next week|(?:kommende|nachste|nachsten|kommenden) woche|(?:la )?semaine prochaine|(?:la )?(?:semana que viene|proxima semana)|"
    "semana que vem|(?:la )?(?:settimana prossima|prossima settimana)|volgende week|nasta vecka|naste uke|naeste uge|naste uge|"
    "przyszlym tygodniu|nastepnym tygodniu|来週|下周|下星期|下週|週明け|next(?<=this week and next)|nachste woche(?<=diese und nachste woche)|volgende week(?<=deze en volgende week)|nasta vecka(?<=denna och nasta vecka)"
)

NUMBER_WORDS: dict[str, int] = {
    word: number
    for number, words in {
        1: "a an one ein einem einen eine un une um uma uno una een en ett et jeden jednego",
        2: "two couple zwei deux dos dois duas due twee tva to dwa",
        3: "three drei trois tres tre drie trzy",
        4: "four vier quatre cuatro quatro quattro fyra fire cztery",
        5: "five funf cinq cinco cinque vijf fem piec",
        6: "six sechs seis sei zes sex seks szesc",
        7: "seven sieben sept siete sete sette zeven sju syv siedem",
        8: "eight acht huit ocho oito otto atta otte osiem",
        9: "nine neun neuf nueve nove negen nio ni dziewiec",
        10: "ten zehn dix diez dez dieci tien tio ti dziesiec",
        12: "twelve zwolf douze doce doze dodici twaalf tolv dwanascie",
    }.items()
    for word in words.split()
}
SIGN_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
    "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26,
    "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
    "primero": 1, "primeiro": 1, "primo": 1, "premier": 1, "ersten": 1,
}  # fmt: skip

UNITS = (
    r"days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?|jours?|semaines?|mois|ans?|annees?|dias?|semanas?|mes(?:es)?|"
    r"anos?|giorn[io]|settiman[ae]|mes[ei]|ann[io]|dagen|weken|week|maand(?:en)?|jaar|dagar|veckor|vecka|manad(?:er)?|ar|dage|"
    r"uger?|uker?|maned(?:er)?|dni|tygodni(?:e)?|miesiac[ae]?|miesiecy|lat|rok|месяц\w*|недел\w+|дн\w+|год\w*"
)
AHEAD = r"in|give (?:it|us|me)|dans|d'ici|en|dentro de|dentro|daqui a|em|tra|fra|over|om|za|через|after|nach|back in|after about|in about|in etwa"
BEFORE_MONTH = (
    r"in|im|en|em|a|ad|w|we|v|ve|в|у|през|преди|τον|bulan|dupa|until|till|til|through|thru|throughout|by|before|since|from|ab|bis|nach|after|to|depuis|courant|fin|debut|probably|maybe|perhaps|likely|around|about|wahrscheinlich|vielleicht|etwa|gegen|vers|hacia|rond|circa|ongeveer|omkring|kring|rundt|"
    r"jusqu'en|hasta|ate|fino a|tot|vanaf|do|od|per|i|not before|erst|around|vor|avant|antes de|prima di|voor|innan|for|przed|next|this|nachsten?|kommenden?"
)
HOW = (
    r"early|mid|late|end|the end|milieu|mitten|midten|beginning|start|anfang|mitte|ende|debut|mi|fin|principios|mediados|finales|inicio|meados|"
    r"inizio|meta|fine|begin|half|medio|eind|borjan|slutet|starten|slutningen|poczatk(?:u|iem)|polowie|koniec|zacatkem|pocatkem|polovine|koncem"
)
