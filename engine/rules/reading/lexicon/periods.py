"""Quarters, halves and years to come, accents stripped as `folding.plain` strips them."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

FIRST = r"first|1st|1\.?[oaºª]|1\.|1(?=\skwartale)|1er|1ere|1:a|1e|erste[smnr]?|premiere?|primer[ao]?|primeir[ao]|prim[ao]|eerste|forsta|forste|pierwsz\w+|ensimmai\w+|prvni\w*|i(?=\s(?:kwarta|pol(?:ow|roc)))"
SECOND = r"second[eao]?|2nd|2\.?[oaºª]|2\.|2(?=\skwartale)|2eme|2:a|2e|zweite[smnr]?|deuxieme|segund[ao]|tweede|andra|andet|annet|anden|andre|drug\w+|tois(?:en|el|es)\w*|druh\w+|ii(?=\s(?:kwarta|pol(?:ow|roc)|trimestre|semestre))"
THIRD = r"third|3rd|3\.?[oaºª]|3\.|3(?=\skwartale)|3eme|3:e|3e|dritte[smnr]?|troisieme|tercer[ao]?|terceir[ao]|terz[ao]|derde|tredje|trzeci\w*|kolma\w+|treti\w*|iii(?=\s(?:kwarta|pol(?:ow|roc)|trimestre|semestre))"
FOURTH = (
    r"fourth|4th|4\.?[oaºª]|4\.|4(?=\skwartale)|4eme|4:e|4e|vierte[smnr]?|quatrieme|cuarto|quarto|ultimo|vierde|fjarde|fjerde|"
    r"czwart\w+|nelja\w+|ctvrt\w+|iv(?=\s(?:kwarta|pol(?:ow|roc)|trimestre|semestre))"
)
QUARTER = r"(?:quarter|quartal\w*|trimestr\w*|kwartaal|kvartaal\w*|kvartal\w*|kwarta\w+|vuosineljanne\w*|neljanne\w*|ctvrtlet\w*)"
LAST = rf"(?:last|final|letzte[smnr]?|dernier|laatste|sista|sidste|siste|ostatni\w*|posledni\w*)(?=\s?{QUARTER}\s(?:of|des|im|de|van|av|af|pa|i|roku)\b)"
"""Of a year; without one it is the quarter that is over."""
HALF = (
    r"(?:half|halbjahr\w*|jahreshalfte|halfte|semestr\w*|moitie|mitad|metade|meta|helft|halfjaar|jaarhelft|halvar\w*|halvan|halvdel\w*|polow\w+|polroc\w+|"
    r"vuosipuolisk\w+|puolisk\w+|polovin\w+|pololet\w+)"
)
NO_HALF_YEAR = (
    r"(?!,?\s(?:(?:of|der|des|von|vom|de|du|del|dell'|della|da|do|di|van|av|af|pa)\s)?(?:(?:the|this|next|la|le|el|l'|de|den)\s?)?"
    r"(?:weeks?|months?|days?|game|match|call|mornings?|woche|monats?|tages|semaine|mois|mes|semana|dia|mese|settimana|maand|dag|manad\w*|maned\w*|veckan?|ugen|uken|tygodni\w+|miesiac\w*|{months})(?![a-z]))"
)
"""Behind the half of something else: "the first half of May"."""
BEFORE_LETTER = r"(?<=\bau )|(?<=\ben )|(?<=\bdu )|(?<=\bno )|(?<=\bdo )|(?<=\bdel )|(?<=\bnel )|(?<=\bel )|(?<=\bal )|(?<=\bem )|(?<=\bdes )|(?<=\bi )"
"""Before "T1" and "S2", as they are written in French, Spanish, Portuguese, Italian, Swedish, where no year follows."""
NEXT_YEAR = (
    r"(?:next|the coming|the following) (?:fiscal |calendar |financial )?year(?:'s)?|(?:nachste[snmr]?|kommende[snmr]?|folgende[snm]?) (?:geschafts)?jahr(?:es|e)?|annee prochaine|an prochain|prochaine annee|annee suivante|"
    r"proximo ano|ano proximo|ano que viene|siguiente ano|ano siguiente|ano que entra|ano que vem|ano seguinte|anno prossimo|prossimo anno|anno che viene|volgende? jaar|komende? jaar|"
    r"(?:nasta|kommande|naeste|naste|neste|kommende) ar(?:et)?(?:s)?|(?:przyszl|nastepn|kolejn)(?:ym|ego|y) rok(?:u)?|(?:pristi|dalsi)(?:ho|m)? roku?|ensi vuo\w+|jovore|gelecek yil|наступного року|(?:следующ|будущ)(?:ем|его) год[ау]|来年度?|来期|翌年|明年|次年度|내년"
)
YEAR_AFTER_NEXT = r"the year after next|ubernachste[snm]? jahr(?:es|e)?|annee d'apres|dentro de dos anos|daqui a dois anos|tra due anni|over twee jaar|om tva ar|om to ar|za dwa lata|za dva roky|再来年|后年|後年|내후년"
