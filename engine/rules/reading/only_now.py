"""Who is "not in the office any more today" comes back, and has not left the company."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

DAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|for the (?:day|night|weekend)|heut\w*|vormittags?|nachmittags?|feierabend|aujourd'hui|ce (?:matin|soir|jour)|cet apres[- ]midi|"
    r"hoy|esta (?:manana|tarde|noche|noite)|hoje|oggi|stamattina|stasera|questo pomeriggio|questa (?:mattina|sera)|vandaag|vanmiddag|vanochtend|vanavond|"
    r"i ?dag|i eftermiddag|i ettermiddag|i ?kvall|i kveld|i aften|for (?:dagen|i dag)|dzis\w*|po poludniu)\b|本日|今日|午後|今天|今晚|今早|下午"
)
WEEK = re.compile(
    r"\b(?:(?:for )?this (?:whole |entire )?week(?! and next)|all week|(?:in )?diese(?:r|n)? (?:ganze )?woche(?! und)|die ganze woche|(?:toute )?cette semaine|(?:toda )?esta semana|(?:tutta )?questa settimana|"
    r"deze (?:hele )?week(?! en )|hele week|(?:denna|den har|hela) veckan?(?! och)|denne uken?|denne ug[ae]|denne uka|hele uge[n]?|hele uka|(?:w tym|przez caly ten|caly) tygodniu?|caly tydzien|ten tydzien)\b(?! \d)|今週|本周|本週|这周|這週"
)
MONTH = re.compile(
    r"\b(?:this (?:whole |entire )?month|diese[nmr]? (?:ganzen )?monat|ce mois(?:[- ]ci)?|este mes|questo mese|deze (?:hele )?maand|(?:denna|den har) manad(?:en)?|denne maned(?:en)?|w tym miesiacu)\b|今月|本月|这个月|這個月"
)
YEAR = re.compile(
    r"\b(?:this year|(?:in )?diese[ms] jahr|cette annee|este an?o|quest'anno|dit jaar|(?:w )?tym roku|i ar)\b|今年|年内"
)
HOUR = re.compile(
    r"(?<![\d.,/-])\d{1,2}(?:[:.h]\d\d)?\s?(?:uhr|h\b|[ap]\.?m\b|o'clock|uur\b|heures?\b|horas?\b)|(?<![\d.,/-])\d{1,2}[:h]\d\d(?!\d)|"
    r"\b(?:kl|klockan|klokken|godz\w*|alle|dalle|las|as|ore)\.?\s\d{1,2}\b|\d{1,2}\s?[时時点點]"
)
FOR_GOOD = re.compile(
    r"\b(?:from|as of|since|with effect from|effective|ab|seit|mit dem|zum|a partir d[e']|a compter d[e']|des|depuis|desde|da|dal|a partire da|vanaf|per|sinds|med|fran(?: och med)?|fra(?: og med)?|fom|od|z dniem)\s"
    r"(?:today|heut\w*|aujourd'hui|ce jour|hoy|hoje|oggi|vandaag|i ?dag|dzis\w*|dzisiejsz\w*)\b|"
    r"\b(?:unternehmen\w*|firm\w*|gesellschaft|betrieb|company|business|organi[sz]\w+|employ\w*|colleague|kollegen|retire\w*|resign\w*|redundan\w*|quit|angestellt|beschaftigt|tatig|ruhestand|rente|"
    r"entreprise|societe|retraite|employe\w*|salarie\w*|empresa|compania|emplead\w*|jubil\w*|companhia|funcionari\w*|aposent\w*|azienda|societa|dipendente|pension\w*|bedrijf|organisatie|in dienst|werkzaam|"
    r"bolag\w*|foretag\w*|anstalld|selskab\w*|selskap\w*|virksomhed\w*|ansat\w*|pensjon\w*|zatrudn\w*|pracownik\w*|wspolprac\w*|emerytur\w*|"
    r"(?:last|final|letzte\w*|dernier|ultimo|ultima|laatste|sista|sidste|siste|ostatni\w*|mein|mon|mi|meu|mio|mijn|min|moj)\s(?:[a-z]+\s)?(?:day|\w*tag|jour|dia|giorno|\w*dag|dzien)|"
    r"verlassen|gekundigt|ausgeschieden|quitte|dejado|deixei|deixou|lasciato|verlaten|slutat|sluttet|fratrad\w*|odszed\w*|odesz\w*)\b|"
    r"(?:本日|今日|今天|\d日)(?:付|を?もって|限り|をもち|より|から|で退|起)|退職|離職|离职|退休|定年|移籍|転籍|離任|调离"
)
"""What ends on a day, and does not only pause."""


NO_MORE = re.compile(
    r"\b(?:no longer|any ?more|left (?:for|early|work|(?:the|my) (?:office|desk|building))|gone (?:for|home)|(?:finished|done) for|nicht mehr|ne .{0,30}plus|n'.{0,20}plus|plus (?:au|joignable|la)|ya no|ja nao|nao .{0,20}mais|piu|niet meer|inte .{0,20}(?:langre|kvar)|gatt|gaet|ikke .{0,20}(?:langere|lenger|mere?)|juz)\b|退社|下班|离开"
)
"""Of a day: who has gone home for it is back on the next."""


def is_only_now(folded: str) -> bool:
    """Whether a folded sentence that sounds like a leaver's tells of an hour, a day, a week, a month or a year alone."""
    spans = (DAY, WEEK, MONTH, YEAR, HOUR)
    return any(span.search(folded) for span in spans) and FOR_GOOD.search(folded) is None


def is_gone_for_now(folded: str) -> bool:
    """Whether a folded sentence says so in the words of somebody who is not there any more."""
    return NO_MORE.search(folded) is not None and is_only_now(folded)
