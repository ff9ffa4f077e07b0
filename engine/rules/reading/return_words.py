"""The words around a date that tell whether somebody leaves, is away or is back on it, without accents."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.lexicon.calendar import WEEKDAYS

BACK = re.compile(
    r"\b(?:back|return(?:s|ing|ed)?|resum(?:es?|ing)|rejoin\w*|again|hear from me|talk to you|speak to you|catch(?:ing)? up|normal service|i(?:'m| am|'ll be| will be) in (?:on|from)|business as usual|in the office (?:this|on)|at my desk|see y(?:ou|a)|"
    r"zuruck\w*|wieder|wieda|ruckkehr|wiedersehen|sehen wir uns|wir (?:sehen|horen) uns|horen (?:sie |wir )?(?:wieder )?von(?:einander| mir)|(?:hort|horst) (?:ihr |du )?von mir|weiter|geoffnet|offnen|retour|"
    r"rentre\w*|(?:serai|serons) (?:la|present\w*|joignable\w*|disponible\w*)|a la oficina|na plats|a treffe|reprend\w*|reprise|regres\w*|vuelv\w*|vuelta|volver\w*|volvemos|(?:re)?incorpor\w*|reanud\w*|retom\w*|revien\w*|reviendr\w*|retrouve\w*|rendez-vous|on se (?:voit|parle|reparle)|(?:de )?mes nouvelles|ritorn\w*|"
    r"(?:first|erster|premier|primer|primeiro|primo|eerste|forsta|forste) (?:(?:full )?(?:working |arbeits|arbets|arbejds|arbeids|werk)?(?:day|tag|jour|dia|giorno|dag))|dostepn\w*|volto|volta\w*|retorn\w*|nos (?:vemos|hablamos|falamos)|noticias (?:mias|minhas)|ci (?:ri)?(?:vediamo|sentiamo)|mie notizie|rientr\w*|torn(?:o|ero|eremo|iamo|ando)|"
    r"di nuovo|nuevamente|de nuevo|otra vez|de volta|novamente|a nouveau|de nouveau|operativ\w*|riprend\w*|terug|weer|hervat\w*|(?:hoort?|horen) (?:u |je |jij |jullie )?(?:\w+ )?van m(?:ij|e)|(?:zien|spreken) (?:we )?elkaar|(?:horer|hor) (?:du |i |dere |ni |fran mig |av mig )?(?:\w+ )?(?:fra|fran|av) m(?:ig|eg)|(?:vi )?(?:ses|hors|hores|snakkes|tales)|tillbaka|ater|igen|oppnar|tilbage|tilbake|igjen|abner|apner|"
    r"wznaw\w*|wznow\w*|obnov\w*|restarts?|wrac\w*|wroc\w*|do zobaczenia|do uslyszenia|powrot\w*|powrac\w*|ponownie|znowu|z powrotem|palaan|takaisin|taas|jalleen|toissa|"
    r"vrat\w*|vrac\w*|zpet|opet|znovu|otevir\w*|вернусь|вернемся|вернёмся|выйду|повернуся|повертаюся|повернемося|знову|снова|revin|revenim|revenire\w*|intorc|reiau|reluam|din nou|ξανα|ξανά|πίσω|πάλι|επιστροφή|vissza|visszajov\w*|folytat\w*|donuyor\w*|donus\w*|tekrar|yeniden|επιστρέφω|επιστρέψω|ujra|ismet|legkozelebb|visszater\w*|reopen\w*|re-open\w*|reouv\w*|rouvr\w*|reabr\w*|riapr\w*)\b|"
    r"出社|出勤|復帰|復職|(?<!自[动動])返信(?!が|でき)|対応(?!が遅|でき)|戻|再開|営業|通常|平常|回来|回來|返回|返岗|返崗|复工|復工|恢复|恢復|(?<!不)上班|回到|(?<!自[动動])回[复覆](?!可能|会|會|将有|较|不)|返工|[进進]公司|销假|銷假"
)
BACK_BEHIND = re.compile(
    r"\b(?:zuruck\w*|wieder|wieda|terug|weer|tillbaka|ater|igen|tilbage|tilbake|igjen|taas|jalleen|takaisin|opet|zpet|znovu|de retour|de volta|de vuelta|de regreso|di nuovo|nuovamente|de nuevo|nuevamente|novamente|de novo|a nouveau|de nouveau|ponownie|znowu|zase|(?:volt|retorn|regress|retom)(?:o|amos|arei|aremos)|reabr(?:o|imos)|vuelvo|volvemos|regreso|regresamos|rientr(?:o|iamo)|torn(?:o|iamo)|riapr(?:o|iamo)|reviens|reprends|reprenons|rouvrons|leszek|leszunk|ujra|ismet|donecegim|donuyorum|ofiste|olacagim|복귀\w*|출근\w*|다시|돌아\w*|재개\w*|"
    r"(?:i am|i'm|i will be|i'll be|we are|we will be|we'll be) (?:back|open))\b|"
    r"出社|出勤|復帰|復職|(?<!自[动動])返信(?!が|でき)|対応(?!が遅|でき)|戻|再開|営業|通常|平常|回来|回來|返回|返岗|返崗|复工|復工|恢复|恢復|(?<!不)上班|回到|(?<!自[动動])回[复覆](?!可能|会|會|将有|较|不)|返工|[进進]公司|销假|銷假|[见見](?!谅|諒)"
)
"""The words that may also follow the date: "ab dem 4. Mai wieder", "5月6日返回"."""
UNTIL = re.compile(
    r"(?:\b(?:until|till|til|through|thru|to|up to|bis|jusqu'?\s?(?:au|a|en)?|hasta|ate|fino(?: a| al)?|sino al|tot|t/m|tom|till och med|fram till|til og med|"
    r"au|al|ao|a|do|asti|saakka|until the end of|и?до|по|pana|μέχρι|έως)\b|\ball'|t\.[oe]\.m\.?|\bt o m\b|[-~–]|直到|至|到|から)\s*"
    r"(?:(?:\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm|uhr|h)?\s(?:on|am|le|el|il)|eod|cob|end of(?: the)? day|close of business|next|coming|nachsten?|kommenden?|proximo|prossimo|volgende|nasta|and including|including|inklusive|inkl\.?|einschlies+lich|einschl\.?|zum|und mit|zu|den|dem|den|le|la|el|il|o|dia|al|the|of|incl\.?|en met|och med|og med|inkl\.?|kl\.?|dnia|w|kw|week|vecka|uge|uke|de|\w+dag(?:en)?|\w+day|\w+tag|\w+di|[,.])\s*){0,4}$"
)
AFTER_UNTIL = re.compile(
    r"^[\s)）]*(?:\([^)]{1,8}\)\s*)?(?:まで|asti|saakka|inclus|迄|까지|-?ig\b|(?:'\w{1,3} )?(?:tarihine )?kadar\b)"
)
INCLUDING = re.compile(
    r"(?:\b(?:eod|cob|end of(?: the)? day|close of business|including|inclusive(?: of)?|einschlies+lich|inkl\.?|incl\.?|inklusive|und mit|einschl\.?|y compris|inclusief|en met|och med|og med|t/m|tem|tom|t o m|through(?: to)?|thru)|\bt\.(?:o|e)\.m\.?)"
    r"\s*(?:(?:the|on|zum|den|dem|le|la|el|il|o|a|au|al|ao|dia|de|d\.|kw|week|vecka|uge|uke|\w+dag(?:en)?|\w+day|\w+tag|mittwoch|\w+di|[,.])\s*){0,3}$"
)
INCLUDED = re.compile(
    r"^(?:[(（][月火水木金土日])?[\s,()）]*(?:(?:this|that|dies(?:er|en)|ce|cet|este|ese|esse|questo|esta|deze|denna|denne|(?:tego)) (?:(?:day|tag|jour|dia|giorno|dag|dnia)\s)?)?(?:まで\s?[(（、]?\s?(?:同日)?を?)?(?:(?:p\.?v\.?|r\.|c\.?m\.?)\s+)?(?:(?:both|beide|beides|ambos|ambas|entrambi|les deux|jours?|dias?|days?|dates?|tage|fechas|datas)\s+){0,2}"
    r"(?:inclusive|inclusief|inclus|included|incl\b|inkl\b|inklusive|einschlies+lich|compris|compres[oaie]|incluid[oa]s?|inclus[oi]|eingeschlossen|inbegriffen|inbegrepen|inraknad|iberegnet|y compris|wlacznie|vcetne|medregnet|mukaan lukien|を?含)"
)
"""What makes the day that is named the last one away, before it and behind it."""
_LAST_AWAY = (
    r"(?:last day (?:of (?:my |our |the )?(?:leave|holidays?|vacation|absence)|off|away|out)|letzte[rn]? (?:ferien|urlaubs|abwesenheits)tag|dernier jour (?:de (?:mes |nos )?(?:conges?|vacances)|d'absence|sur place)|"
    r"ultimo dia de (?:mis |las |minhas |nuestras |nossas )?(?:vacaciones|ferias|ausencia)|ultimo giorno di (?:ferie|assenza|vacanza)|laatste (?:vakantie|verlof)dag|sista (?:semesterdag|lediga dag)\w*|(?:sidste|siste) (?:ferie|fri)dag\w*|ostatni dzien (?:urlopu|nieobecnosci))"
)
LAST_AWAY = re.compile(
    rf"\b{_LAST_AWAY}(?::|,| (?:is|ist|will be|est|sera|es|sera|e|ar|er|jest))?\s(?:(?:on|the|der|den|le|el|il|o|\w+dag|\w+day|\w+tag|\w+di|[,.])\s*){{0,3}}$"
)
LAST_AWAY_BEHIND = re.compile(rf"^[\s,()–-]*(?:my |the |our |mein |mon |el |o |mi |meu )?{_LAST_AWAY}\b")
"""Likewise: the last day of a holiday, which the last day at work is not."""
STARTS = re.compile(
    r"\b(?:from|vom|du|des|del|desde|dal|dall|van|fra|fran|od|since|starting|between|beginning|(?<![;,.] )de|с|from the)\s+(?:\w+\s){0,2}$"
)
FROM = re.compile(
    r"\b(?:from|as of|starting|beginning|ab|vanaf|a partir (?:du|de|del|do)|od|fra|fran|dal|desde)\s+(?:the |dem |den |le |el |lundi |dnia )?$"
)
ANSWERS = re.compile(
    r"\b(?:(?:reply(?:ing)?|respond(?:ing)?|answer(?:ing)?|(?:get back|respond|reply|write) to you|be in touch|(?:deal(?:ing)? with|get(?:ting)? (?:back )?to|attend to|look at|read|go through|work through|pick up|handle|process|action|tackle|follow up on) (?!it|them|this|that)[\w']+|(?:answered|handled|processed|dealt with))\b|"
    r"antwort\w*|(?:beantwort|bearbeit|les|kummer|meld|widm|erledig)(?:e|en|et|t)\b|repond\w*|reponse|(?:prendr\w+ connaissance|sera (?:lu|traite|examine)e?|lirai|traiterai|regarderai|m'occuperai)\b|respuesta|resposta|risposta|respond\w+|contest\w+|rispond\w+|(?:atendere|leere|revisare|lerei|verei|leggero|vedro|guardero)\b|risponder\w*|"
    r"antwoord\w*|(?:lees|bekijk|behandel|beantwoord|reageer)\b|svare?|svar[ae]r|svara|(?:laser|leser|besvarar|besvarer|besvaras|besvares|behandler|behandlar)\b|(?:far|kommer) (?:du |ni )?(?:ett )?svar|odpowie\w*|odpowiedz|odpisz\w*|(?:przeczytam|zajme sie)\b)"
    r"(?: (?!(?:by|within|until|till|only|just|nur|seulement|solo|apenas|alleen|endast|bara|kun|tylko)\b)[\w']+){0,4} ?$"
)
"""What is done with mail, on the day that follows."""
ANSWERS_BEHIND = re.compile(
    r"^,?\s(?:(?:morning|afternoon|vormittags?|nachmittags?|fruh|matin|apres-midi|por la (?:manana|tarde)|de (?:manha|tarde)|mattina|pomeriggio|ochtend|middag|morgon|morgen|i'll|i will|we'll|we will|ich|je|vous|te|le|les|lo|os|as|a|o|ik|jag|jeg|eu|ja|yo|io|vi|ti|la|li)\s){0,3}"
    r"(?:reply|respond|answer|get back|read|deal|look|handle|(?:(?:be)?antworte|lese|melde|bearbeite|kummere|schaue|widme|erledige)n?|reponds|repondrai|repondrons|lirai|lis|traite(?:rai)?|regarde(?:rai)?|"
    r"respond(?:o|emos|ere|erei|eremos)|contest(?:o|amos|are|aremos)|leo|leere|atiendo|atendere|leio|lerei|vejo|verei|atendo|rispond(?:o|iamo|ero|eremo)|leggo|leggero|guardo|guardero|(?:be)?antwoord|lees|reageer|bekijk|kijk|behandel|pak|"
    r"(?:svarar|svarer|besvarar|besvarer|laser|leser|tar|tager|ser) (?:jag|jeg|vi)|odpowie(?:m|my)|odpowiadam|odpisze|czytam|przeczytam|zajme)\b"
)
"""And on the day before: "Maandag lees ik je bericht", "Quarta respondo"."""
SINCE = re.compile(r"\s?(?:以降|以后|以後|より|起|之后|之後)")
AWAY = re.compile(
    r"\b(?:out|away|off|offline|ooo|pto|leave|vacation|holidays?|absen\w*|closed|travel\w*|unavailable|nicht|weg|abwesend|\w*urlaub|verreist|unterwegs|krank\w*|elternzeit|geschlossen|frei|"
    r"conges?|vacances|absente?s?|pas (?:la|present\w*)|indisponible|ferme\w*|deplacement|fuera|ausentes?|vacaciones|baja|viaje|permiso|licencia|fora|ferias|viagem|licenca|folga|assent[ei]|ferie|fuori|viaggio|trasferta|malattia|congedo|permesso|chius\w*|"
    r"afwezig|vakantie|verlof|reis|ziek|gesloten|vrij|semester|borta|bort\w+|\w*ledig\w*|sjuk\w*|stangt|vak|syg\w*|syk\w*|orlov|\w*perm|permisjon|lukket|stengt|urlopi?e?\w*|nieobecn\w*|poza|zwolnieni\w*|wyjezdz\w*|delegacji)\b|"
    r"休|不在|出張|出差|留守|度假|病假|外出"
)
CLAUSE_END = re.compile(
    r"\n\s*\n|[!?。！？]|(?<!\d)(?<![\s.]\w)(?<!\bin[ck]l)(?<!einschl)\.(?=\s|$)|(?<=\d)\.(?=\s+[A-ZÀ-Þ])"
)
NEXT_THOUGHT = re.compile(
    r"^.*(?=[,;]|\b(?:and|und|et|y|e|en|och|og|oraz|i|but|aber|mais|pero|mas|ma|maar|men)\b)", re.DOTALL
)
"""What comes before the last comma or "and": the words behind it belong to the date that follows."""
HABIT = re.compile(
    r"\bwork(?:ing)? (?:part|from mon|mon|tue|wed|thu)|travaille (?:du|les|le|a \d)|trabajo (?:de|los) |trabalho (?:de|as) |lavoro (?:dal|il|da) |werk (?:van |op |\w+dag )|"
    r"(?:jobbar|arbetar|arbejder|jobber) (?:pa )?(?:man|tis|tir|ons|tor|fra man|fran man)|pracuje (?:od|w) pon|"
    rf"\b(?:only|nur|seulement|uniquement|solo|solamente|soltanto|apenas|somente|alleen|endast|bara|kun|tylko) (?:(?:on|am|an|le|les|los|el|il|al|as|a|na|nas|op|pa|w|we) )?(?:{any_of(WEEKDAYS)})|のみ|只有|只在|仅在|僅在|"
    r"\b(?:mon|tues|wednes|thurs|fri)days\b|\b(?:(?:mon|diens|donners|frei)tag|mittwoch)s\b|\b(?:lun|mar|mercre|jeu|vendre)dis\b|\b(?:terca|quarta|quinta|sexta|segunda)s\b|"
    r"\b(?:do not|don't|doesn't|does not|never|only) work\w*|\bwork only\b|arbeite\w* (?!am \d)|ne travaill\w* pas|no trabaj\w*|nao trabalh\w*|non lavor\w*|werk\w* (?:ik |wij )?niet|"
    r"(?:arbetar|jobbar|arbejder|jobber) (?:jag |jeg )?(?:inte|ikke)|nie pracuj\w*|\b(?:werkdagen|working days|arbeitstage|arbetsdagar|arbejdsdage)\s?:|工作日|每周|每週|毎週|定休"
)
"""Days that are never worked are no days of return."""
EACH = re.compile(
    r"\b(?:every|each|jeden|chaque|tous les|cada|todos los|todas as|ogni|elke|iedere|varje|hver|kazdy|w kazdy)\s$"
)
HOUR = re.compile(
    r"(?<![\d:.,/+-])(?:[01]?\d|2[0-3])(?:(?:[:.h]|\s?uhr\s?)[0-5]\d(?![\d:]|\.\d)|\s?(?:h\b|uhr|uur|[ap]\.?m\b|o'clock|ore\b|heures?\b)|[点點時时](?![間间]))|"
    r"(?<=[午上])[一二三四五六七八九十两兩]{1,2}[点點時时]|(?<=\bkl)\.?\s\d{1,2}\b|(?<=\balle )\d{1,2}\b|(?<=\blas )\d{1,2}\b"
)
LATER_TODAY = re.compile(
    r"\b(?:after|from|around|at|ab|gegen|um|apres|vers|despues de|dopo|na|etter|efter|po|a las|alle|as)\s{0,2}$|下午|晚上|午後|午后|夕方"
)
DEADLINE = re.compile(
    r"\b(?:deadlines?|due|closing date|expir\w+|\w*frist(?:en)?|stichtag|\w*schluss|abgabe\w*|date limite|echeances?|cloture|delai (?:de|pour) (?!repon)\w+|plazos?|fecha limite|vencimientos?|vencen?|prazos?|data limite|"
    r"scadenz[ae]|sluitingsdatum|inleverdatum|uiterste datum|forfald\w*|termin (?:platnosci|skladania|nadsylania))\b|締切|締め切り|期限|截止"
)
"""Before a day on which something ends that is no absence."""
TAKES_PLACE = re.compile(
    r"^[)\s]{0,2}(?:[\w']+ ){0,2}?(?:stands|(?:is|are) (?:confirmed|unchanged|the deadline)|goes ahead|takes place|gilt|gelten|findet|finden|bleibt|steht fest|est (?:maintenue?|confirmee?)|(?:a|aura) lieu|(?:esta|queda|sigue) (?:confirmad|en pie)\w*|"
    r"se (?:mantiene|celebra)|tendra lugar|(?:esta|segue) (?:confirmad|mantid)\w+|mantem-se|(?:e|resta) (?:confermat|valid|ferm)\w+|si (?:tiene|svolge|terra)|blijft|gaat (?:gewoon )?door|vindt plaats|galler|kvarstar|ager rum|"
    r"star fast|gaelder|gjelder|finner sted|finder sted|odbedzie|obowiazuje)\b"
)
"""Behind a day on which something is that goes on without who is away."""
LISTED = re.compile(
    r"\s?(?:[,;/&+]|(?:[,;] ?)?\b(?:and|und|et|y|e|ed|en|och|og|samt|i|oraz)\b|、|和|及|と)\s?(?:(?:on|am|den|dem|the|le|el|il|la|a|o|na|op|pa|also|w|we)\s)?"
)
"""Between two days of a list."""
BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|mellan|mellem|mellom|miedzy)\b")
DAYS_FROM = re.compile(
    r"(?<![\d.,:/-])(?P<first>[0-3]?\d)(?:st|nd|rd|th|er|e|[.º°])?(?:\s?[-–~]\s?|\sall'|\s(?:to|through|thru|bis|au|al|a|ao|tot en met|t/m|till|til|do)\s)(?:(?:the|le|el|il|den|o)\s)?"
    r"(?:[0-3]?\d(?:st|nd|rd|th)?)?$"
)
"""The first of a span of days, up to its last one: "3–7 May", "June 9-13"."""
DAYS_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|tussen|mellan|mellem|mellom|miedzy)\s(?:(?:the|le|el|il|den|dem|o|de)\s)?(?P<first>[0-3]?\d)(?:st|nd|rd|th|er|e|[.º°])?\s(?:and|und|et|y|e|ed|en|och|og|i|a)\s(?:(?:the|le|el|il|den|dem|o|de)\s)?$"
)
"""The same in other words: "between 1 and 8 May"."""
_TODAY = r"\b(?:today|heute|aujourd'hui|hoy|hoje|oggi|vandaag|i ?dag|dzis|dzisiaj|dnes|tanaan)"
DAYS_AND = re.compile(
    rf"(?:(?<![\d.,:/-])[0-3]?\d(?:st|nd|rd|th|[.º°])?|{_TODAY})\s?(?:&|\+|/|,|\b(?:and|und|et|y|e|en|och|og|samt|i)\b)\s?(?:(?:the|le|el|il|den|[a-z]{{2,3}}\.?)\s)?$"
)
"""A day of a list before the last one, which alone tells the month, or today: "26 and 27 November"."""
WEEK_OF = re.compile(
    r"\b(?:week (?:of|beginning|commencing)|w/c|woche vom|semaine du|semana (?:del?|do)(?: dia)?|settimana del|week van|veckan (?:fran |med )?|ugen (?:fra )?|uken (?:fra )?|tygodniu od)\s?(?:the |den |\w+day |\w+tag |lundi |lunes |lunedi |maandag )?$"
)
"""Before the first day of a week away."""
