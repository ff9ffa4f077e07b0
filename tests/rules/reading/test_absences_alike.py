"""Absences of a moment, said in one sentence, or told by how long they last: alike in every language."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import iso, make_mail

SENT = "2026-11-17"
"""A Tuesday."""


ONLY_NOW = [
    "I'm no longer in the office this afternoon.",
    "I have finished for today and will answer tomorrow.",
    "I have left the office for today.",
    "I've left work early today.",
    "I am not working any more this week.",
    "Ich bin heute ab 15:30 Uhr nicht mehr erreichbar.",
    "Frau Keller ist heute nicht mehr im Haus.",
    "Heute bin ich leider nicht mehr da.",
    "Ich bin heute Nachmittag nicht mehr im Büro.",
    "Je ne suis plus au bureau aujourd'hui.",
    "À partir de 16 h je ne suis plus à mon poste.",
    "Hoy ya no estoy en la oficina.",
    "Ya no estoy en la oficina a partir de las 15 h.",
    "Hoje já não estou no escritório.",
    "A partir das 17h já não estou no escritório.",
    "Oggi non sono più in ufficio.",
    "Dalle 14 non sono più in ufficio.",
    "Vandaag ben ik niet meer op kantoor.",
    "Vanaf 15 uur ben ik niet meer op kantoor.",
    "Jag är inte kvar på kontoret idag.",
    "Jag har gått för dagen.",
    "Jeg er ikke længere på kontoret i dag.",
    "Jeg er gået for i dag.",
    "Jeg er ikke lenger på kontoret i dag.",
    "Jeg er ikke mer på kontoret i dag.",
    "Dzisiaj nie jestem już w biurze.",
    "Od 15:00 nie jestem już w biurze.",
    "本日は18時に退社しました。",
    "本日はすでに退社しております。",
    "我今天已经不在公司了,明天回复。",
    "今日已下班,明天处理。",
    "No longer at my desk today, back in the morning.",
    "Leider bin ich heute außer Haus und nicht mehr zu erreichen.",
    "Ab 13 Uhr ist Herr Ott nicht mehr am Platz.",
    "Ce soir je ne suis plus joignable.",
    "Esta tarde ya no estoy en el despacho.",
    "Esta tarde já não estou na empresa, respondo amanhã.",
    "Questo pomeriggio non sono più in sede.",
    "Vanmiddag niet meer aanwezig, morgen weer.",
    "Jag är inte längre på plats i dag, åter i morgon.",
    "Jeg er ikke længere i huset i dag.",
    "Jeg er ikke lenger tilgjengelig i dag.",
    "Dziś już nie ma mnie w pracy.",
    "本日は17:30で退社いたしました。",
    "我今晚已离开公司,明早回复。",
]

FOR_GOOD = [
    "As of today I am no longer with Kunde.",
    "Today was my last day at Kunde.",
    "I left the company last Friday.",
    "Ich arbeite ab heute nicht mehr bei Kunde.",
    "Frau Keller ist nicht mehr im Haus tätig.",
    "Heute ist mein letzter Arbeitstag.",
    "Je ne fais plus partie de l'entreprise à compter d'aujourd'hui.",
    "Depuis hier je ne travaille plus chez Kunde.",
    "Desde hoy ya no trabajo en Kunde.",
    "A partir de hoje já não trabalho na Kunde.",
    "Da oggi non lavoro più in Kunde.",
    "Vanaf vandaag werk ik niet meer bij Kunde.",
    "Från och med idag arbetar jag inte längre på Kunde.",
    "Fra i dag er jeg ikke længere ansat hos Kunde.",
    "Fra i dag jobber jeg ikke lenger i Kunde.",
    "Od dziś nie pracuję już w Kunde.",
    "本日付で退社いたしました。",
    "本日をもちまして退社いたします。",
    "本人今天已离职。",
    "Effective today, I no longer work for Kunde.",
    "10月末で退社しました。",
    "I am leaving Kunde today. Please write to info@kunde.example.",
    "I left Kunde today, please write to info@kunde.example.",
    "Ich verlasse heute die Kunde GmbH.",
    "Heute scheide ich bei Kunde aus.",
    "Je quitte aujourd'hui la société Kunde.",
    "Hoy dejo de trabajar en Kunde.",
    "Oggi lascio l'azienda Kunde.",
    "Vandaag verlaat ik Kunde, ik ga met pensioen.",
    "Idag slutar jag på Kunde, jag har sagt upp mig.",
    "I dag stopper jeg hos Kunde, jeg har sidste arbejdsdag.",
    "I dag slutter jeg i Kunde og har siste arbeidsdag.",
    "Dzisiaj odchodzę z firmy Kunde na emeryturę.",
    "本日退職いたします。",
    "我今天正式离职。",
]


@pytest.mark.parametrize("text", ONLY_NOW)
def test_who_is_not_there_any_more_today_has_not_left(text):
    verdict = classify(make_mail(text, auto=True, subject="Automatic reply: Logistics", day=SENT))
    assert verdict.kind is Kind.OUT_OF_OFFICE


@pytest.mark.parametrize("text", FOR_GOOD)
def test_who_leaves_on_a_day_has_left(text):
    verdict = classify(make_mail(text, auto=True, subject="Automatic reply: Logistics", day=SENT))
    assert verdict.kind is Kind.LEFT_COMPANY


BARE = [
    "I am on vacation until November 30.",
    "I'm on PTO until the 30th.",
    "I'm away until 30 November.",
    "On holiday until 30/11. Back then.",
    "Currently on annual leave, back 30 Nov.",
    "Hi Tom, I'm on parental leave until November 30. Regards, Chris",
    "I’m away until 30 November with limited access to email.",
    "Out of office until 30 November.",
    "Ich bin bis 30. November im Urlaub.",
    "Hallo, ich bin bis zum 30.11. nicht im Büro. Viele Grüße, Chris Vale",
    "Bin in Elternzeit bis 30.11.2026.",
    "Im Urlaub bis 30.11.",
    "Je suis en vacances jusqu’au 30 novembre.",
    "En congés jusqu'au 30/11",
    "Bonjour, je suis absente jusqu'au 30 novembre. Cordialement",
    "Estoy de vacaciones hasta el 30 de noviembre.",
    "Hola, estoy fuera de la oficina hasta el 30 de noviembre. Saludos",
    "De vacaciones hasta el 30/11.",
    "Estou de férias até 30 de novembro.",
    "Olá, estou ausente até dia 30 de novembro.",
    "Sono in ferie fino al 30 novembre.",
    "In ferie fino al 30/11",
    "Buongiorno, sono assente fino al 30 novembre. Saluti",
    "Ik ben met vakantie tot 30 november.",
    "Op vakantie tot 30 november.",
    "Ik ben tot 30 november afwezig.",
    "Jag är på semester till 30 november.",
    "Semester till 30 november.",
    "Jag är föräldraledig till den 30 november.",
    "Jeg er på ferie til 30. november.",
    "Hej, jeg holder ferie til den 30. november. Mvh",
    "Jeg er på ferie til 30. november.",
    "Jeg har permisjon til 30. november.",
    "Jestem na urlopie do 30 listopada.",
    "Nieobecny do 30 listopada.",
    "11月30日まで休暇です。",
    "11月30日まで不在です。",
    "我休假到11月30日。",
    "I am on sick leave until 30 November.",
    "Ich bin noch bis einschließlich 27.11. im Urlaub.",
    "Je suis en congé parental jusqu'au 30 novembre.",
    "Estoy ausente hasta el lunes 30 de noviembre.",
    "Fora do escritório até 30/11.",
    "Sono fuori ufficio fino al 30 novembre.",
    "Momenteel met verlof tot 30 november.",
    "Är ledig till 30 november.",
    "Jeg er på barsel til 30. november.",
    "Er på ferie til 30. november.",
    "Jestem nieobecna do 30 listopada.",
]

SAYS_MORE = [
    "I'm on vacation until the 30th, let's talk then.",
    "call me in December, I'm away till then",
    "I'm out next week, but yes, let's talk the week after.",
    "On holiday until 30/11. Ring me when I'm back.",
    "I'm on leave until November 30, so it'll have to wait.",
    "Away till the 30th, send me the prices meanwhile",
    "My boss is on vacation until November 30.",
    "Ich bin bis 30. November im Urlaub, danach gern.",
    "Bin bis 30.11. im Urlaub, melden Sie sich dann.",
    "Je suis en vacances jusqu’au 30 novembre, rappelez-moi après.",
    "Estoy de vacaciones hasta el 30 de noviembre, hablamos después.",
    "Estoy de vacaciones hasta el 30, escríbeme entonces.",
    "Estou de férias até 30 de novembro, falamos depois.",
    "Sono in ferie fino al 30 novembre, sentiamoci dopo.",
    "Ik ben met vakantie tot 30 november, bel me daarna.",
    "Jag är på semester till 30 november, hör av dig då.",
    "Jeg er på ferie til 30. november, ring til mig bagefter.",
    "Jeg er på ferie til 30. november, ta kontakt etterpå.",
    "Jestem na urlopie do 30 listopada, proszę zadzwonić potem.",
    "11月30日まで休暇です。その後お電話ください。",
    "我休假到11月30日,之后再联系我。",
    "I'm on leave until 30 November. Interested though.",
    "Urlaub bis 30.11., bitte dann nochmal schreiben.",
    "De vacaciones hasta el 30/11, mándame precios.",
    "In ferie fino al 30/11, mi chiami in dicembre.",
    "Op vakantie tot 30 november, stuur het daarna nog eens.",
    "Semester till 30 november, ring i december.",
    "Ferie til 30. november. Skriv igen derefter.",
    "Urlop do 30 listopada, proszę o ofertę.",
]


@pytest.mark.parametrize(
    "text",
    [
        "Diesen Monat bin ich nicht mehr im Büro.",
        "I am no longer in the office this month.",
        "Je ne suis plus au bureau ce mois-ci.",
        "Deze maand ben ik niet meer op kantoor.",
    ],
)
def test_who_is_not_there_any_more_this_month_comes_back(text):
    assert classify(make_mail(text, auto=True, day=SENT)).kind is Kind.OUT_OF_OFFICE


@pytest.mark.parametrize("text", BARE)
def test_who_says_nothing_but_an_absence_writes_a_note_without_headers(text):
    verdict = classify(make_mail(text, day=SENT), known_thread=True)
    assert verdict.kind is Kind.OUT_OF_OFFICE


@pytest.mark.parametrize("text", SAYS_MORE)
def test_who_answers_as_well_is_a_person(text):
    verdict = classify(make_mail(text, day=SENT), known_thread=True)
    assert verdict.kind is not Kind.OUT_OF_OFFICE


BACK = [
    ("I will be away on Thursday 26 and Friday 27 November. I will get back to you on Monday.", "2026-11-30"),
    ("I'm out of office Nov 26 and 27, back Monday.", "2026-11-30"),
    ("Ich bin am 26. und 27.11. nicht im Büro und antworte Ihnen am Montag.", "2026-11-30"),
    ("Vom 23.11. bis 4.12. bin ich im Urlaub. Am Montag melde ich mich zurück.", "2026-12-07"),
    ("Je serai absente jeudi 26 et vendredi 27 novembre. Je vous répondrai lundi.", "2026-11-30"),
    ("Absent les 26 et 27 novembre, de retour lundi.", "2026-11-30"),
    ("Estaré fuera los días 26 y 27 de noviembre. Le responderé el lunes.", "2026-11-30"),
    ("Estaré de viaje del 23 al 27 de noviembre; vuelvo el lunes.", "2026-11-30"),
    ("Estarei ausente nos dias 26 e 27 de novembro. Respondo na segunda-feira.", "2026-11-30"),
    ("Sarò assente il 26 e 27 novembre. Risponderò lunedì.", "2026-11-30"),
    ("Ik ben van 25 t/m 27 november afwezig en reageer maandag.", "2026-11-30"),
    ("Jag är ledig 26-27 november och svarar på måndag.", "2026-11-30"),
    ("Jeg er på ferie 26.-27. november og svarer mandag.", "2026-11-30"),
    ("Jeg har fri 26. og 27. november og svarer på mandag.", "2026-11-30"),
    ("Jestem na urlopie 26-27 listopada, odpowiem w poniedziałek.", "2026-11-30"),
    ("11月26日・27日は休暇です。月曜日に返信します。", "2026-11-30"),
    ("我11月26日至27日休假,周一回复您。", "2026-11-30"),
    ("I am on leave until Friday, November 27 and will reply on Wednesday.", "2026-12-02"),
    ("Ich bin vom 16.11.-20.11.26 nicht im Haus.", "2026-11-23"),
    ("23.11-27.11.2026 Urlaub", "2026-11-27"),
    ("Urlaub 16.-27.11.2026", "2026-11-30"),
    ("Abwesend 23.11. - 27.11.", "2026-11-30"),
    ("Nieobecna w dniach 16-20.11.2026 r.", "2026-11-23"),
    ("Congés 16/11-27/11/2026", "2026-11-30"),
    ("Vacaciones 16/11/2026-27/11/2026", "2026-11-30"),
    ("Jag är tillbaka v 49", "2026-11-30"),
    ("Semester, åter v. 49", "2026-11-30"),
    ("Jeg er på ferie og tilbage uge 49.", "2026-11-30"),
    ("Ferie. Tilbake uke 49", "2026-11-30"),
    ("Urlaub, zurück KW 49", "2026-11-30"),
    ("I am on vacation for the next two weeks.", "2026-12-01"),
    ("I'm away next week.", "2026-11-30"),
    ("Ich bin nächste Woche im Urlaub.", "2026-11-30"),
    ("Je suis absent la semaine prochaine.", "2026-11-30"),
    ("I'm on leave until next week.", "2026-11-23"),
    ("I will be on leave for two weeks.", "2026-12-01"),
    ("I am on leave for 2 weeks from Nov 16.", "2026-11-30"),
    ("Ich bin für zwei Wochen im Urlaub.", "2026-12-01"),
    ("Bin zwei Wochen weg, ab 16.11.", "2026-11-30"),
    ("Je suis en vacances pendant deux semaines.", "2026-12-01"),
    ("Je suis en congé deux semaines à partir du 16 novembre.", "2026-11-30"),
    ("Estoy de vacaciones durante dos semanas.", "2026-12-01"),
    ("Estou de férias por duas semanas.", "2026-12-01"),
    ("Sono in ferie per due settimane.", "2026-12-01"),
    ("Ik ben twee weken met vakantie.", "2026-12-01"),
    ("Jag har semester i två veckor.", "2026-12-01"),
    ("Jeg er på ferie i to uger.", "2026-12-01"),
    ("Jeg er på ferie i to uker.", "2026-12-01"),
    ("Jestem na urlopie przez dwa tygodnie.", "2026-12-01"),
    ("2週間休暇をいただいております。", "2026-12-01"),
    ("我休假两周。", "2026-12-01"),
    ("I am away this week.", "2026-11-23"),
    ("Ich bin diese Woche im Urlaub.", "2026-11-23"),
    ("Je suis en congé cette semaine.", "2026-11-23"),
    ("Esta semana estoy de vacaciones.", "2026-11-23"),
    ("Esta semana estou de férias.", "2026-11-23"),
    ("Questa settimana sono in ferie.", "2026-11-23"),
    ("Deze week ben ik met vakantie.", "2026-11-23"),
    ("Jag är på semester den här veckan.", "2026-11-23"),
    ("Jeg er på ferie denne uge.", "2026-11-23"),
    ("Jeg er på ferie denne uken.", "2026-11-23"),
    ("W tym tygodniu jestem na urlopie.", "2026-11-23"),
    ("今週は休暇です。", "2026-11-23"),
    ("本周休假。", "2026-11-23"),
    ("I am out of office until 30 November 2062.", ""),
    ("Ich bin bis 31.12.2099 nicht im Büro.", ""),
    ("I am out of office until 13 November 2026.", ""),
    ("Ich bin heute nicht mehr im Büro.", "2026-11-18"),
    ("I have left for the day.", "2026-11-18"),
    ("We are closed from Monday 7 to Friday 11 December and will respond on Monday.", "2026-12-14"),
    ("Vom 30.11.-04.12.26 in Klausur, Antwort am Montag.", "2026-12-07"),
    ("En déplacement du lundi 30 novembre au mardi 1er décembre, je vous réponds mercredi.", "2026-12-02"),
    ("Ausente del 30/11 al 4/12. Contestaré el lunes.", "2026-12-07"),
    ("Sarò in ferie dal 30 novembre al 4 dicembre, rientro lunedì.", "2026-12-07"),
    ("Van 30 november t/m 4 december ben ik vrij. Maandag ben ik er weer.", "2026-12-07"),
    ("Jag är på resa 30/11-4/12 och är tillbaka på måndag.", "2026-12-07"),
    ("Jeg holder ferie 30/11-4/12 og er tilbage mandag.", "2026-12-07"),
    ("Od 30.11 do 4.12 jestem na urlopie, wracam w poniedziałek.", "2026-12-07"),
    ("Estarei de férias de 30/11 a 4/12. Regresso na segunda-feira.", "2026-12-07"),
    ("Betriebsferien 07.12-11.12.2026", "2026-12-11"),
    ("Urlop w dniach 7-11.12.2026", "2026-12-14"),
    ("Noch diese Woche bin ich krank.", "2026-11-23"),
    ("Absent pour trois semaines.", "2026-12-08"),
    ("Ik ben drie weken afwezig.", "2026-12-08"),
    ("Jeg er bortreist i tre uker.", "2026-12-08"),
    ("我出差两周。", "2026-12-01"),
    ("Out 11/23-11/27", "2026-11-30"),
]


@pytest.mark.parametrize(("text", "day"), BACK)
def test_the_day_of_return(text, day):
    verdict = classify(make_mail(text, auto=True, subject="Automatic reply: Logistics", day=SENT))
    assert (verdict.kind, iso(verdict.return_date)) == (Kind.OUT_OF_OFFICE, day)
