"""Dutch. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !uit te schrijven
        !af te melden
        !uit te halen
        !te verwijderen
        !van .. lijst af
        !graag verwijderen|uitschrijven|afmelden
        !verwijderen uit|van
        !wens .. geen
        !afmelden|uitschrijven|uitschrijving|afmelding
        !=stop
        !=verwijderen
        !=spam
        !schrijf|meld|meldt|schrijft .. mij|me|ons .. uit|af
        !haal|verwijder|verwijdert|verwijderen|schrap|wis|wissen|gooi|schrappen|halen|haalt .. mij|me|ons|mijn|onze|dit|deze|mijn|alle .. gegevens|adres|mailadres|emailadres|uit|van|af|email|lijst|naam|data|bestand
        !van|uit .. uw|je|jullie|de|deze|het .. lijst|mailinglijst|maillijst|bestand|database|verzendlijst|mailing|bestanden|adressenbestand
        !gegevens|adres|emailadres|mailadres .. verwijderen|wissen|verwijderd|schrappen
        !geen .. emails|mails|mail|email|berichten|reclame|nieuwsbrief|post|contact|spam .. meer|ontvangen|sturen|krijgen|willen|wil
        !geen .. verdere|toekomstige .. emails|mails|berichten|contact
        !stuur|sturen|mail|schrijf|benader|contacteer|bel|val|mailen .. mij|me|ons .. niet|geen|nooit
        !niet|nooit .. meer|verder .. mailen|benaderen|contacteren|benaderd|lastig|schrijven|sturen|gemaild|contact|mail|bellen
        !wil|willen|wens|wensen|hoef .. geen|niet .. mails|emails|mail|berichten|meer|benaderd|contact|reclame|ontvangen|nieuwsbrief|jullie
        !stop|stoppen|hou|houd|ophouden .. met|op|dit|deze|mailen|direct
        !stop .. mailen|mails|spam|sturen|emails
        !hou op
        !laat .. met rust
        !laat me met rust
        !met rust
        !bezwaar .. verwerking|gebruik|tegen
        !recht .. vergetelheid|verwijdering|wissing
        !avg .. verwijder*|recht|verzoek|gegevens
        !trek .. toestemming .. in
        !zonder .. toestemming
        !nooit|geen|niet .. toestemming|ingeschreven|aangemeld|gevraagd|toegestemd
        !ongevraagde|ongewenste .. mail|mails|email|emails|berichten|reclame|post
        !niet gewenst
        !als spam
        !dit is .. spam
        !spammen|spammer
        !rot op
        !flikker op
        !lazer op
        !blokkeer|blokkeren|geblokkeerd
        !niet .. prijs .. op
        !zwarte lijst
        """,
    "keep": "in .. spam\nspamfolder\nspam map\nspammap\nspamfilter\nniet stoppen\naarzel niet",
    "already_customer": """
        !al|reeds|jaren .. klant|klanten
        !zijn|ben .. klant|klanten .. bij|van jullie|u|je
        !klant|klanten bij|van jullie|u|je
        !jullie|uw klant|klanten
        !gebruiken|hebben|gebruik|werken|heb .. jullie|uw|je .. software|product|dienst|platform|systeem|oplossing|tool|pakket|al
        !gebruiken|werken|gebruik|hebben .. al|reeds .. jullie|uw|met|u
        !al .. met jullie|u
        !al .. contract|account|abonnement|licentie .. bij|met jullie|u
        """,
    "not_customer": "concurrent van jullie|u\nonze klanten\ngeen klant\nwelke klanten",
    "interested": """
        !klinkt|lijkt|ziet|dat is .. interessant|goed|leuk|mooi|me|ons|veelbelovend
        !=interessant
        !=leuk
        !=graag
        !=ja
        !=ja graag
        !=prima
        !=is goed
        !=ja hoor
        ~interessant|leuk
        !heb|hebben|wel|zeker|hebben|zou .. interesse
        !=interesse
        !interesse in
        !ben|zijn|zeker|wel .. geïnteresseerd|geinteresseerd|benieuwd|nieuwsgierig
        !graag .. meer|informatie|bellen|afspraak|kennismaken|een|demo|praten|langs|spreken|eens|nadere|weten|ontvangen
        !meer .. informatie|info|over|weten|horen|details
        !stuur|stuurt|mail|zend .. mij|me|maar|ons|gerust|even .. informatie|info|uitnodiging|voorstel|meer|brochure|offerte|details|wat|link|presentatie|een
        !stuur maar
        !kun|kan|kunt|kunnen|zullen .. we|je|u|jij|jullie .. bellen|afspreken|praten|langskomen|belafspraak|demo|meer|spreken|sturen|toesturen|zien|inplannen|kennismaken
        !kun|kan|kunt|kunnen .. bellen
        !bel|belt .. mij|me|maar|gerust|morgen|even
        !laten we .. bellen|afspreken|praten|spreken|kennismaken|inplannen|eens|een
        !wanneer .. kun|kunt|tijd|schikt|past|kunnen|ben|bent|komt|heb|heeft
        !heb|heeft|hebben je|u|jullie .. tijd|ruimte
        !heb|hebben .. wel? .. tijd
        !maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|week .. past|kan|schikt|prima|komt|goed|uit|bellen
        !afspraak|demo|gesprek|kennismaking|belafspraak .. maken|plannen|inplannen|graag|volgende|prima|inboeken|zien|goed
        !plan .. in|afspraak
        !wil|willen|zou|zouden .. graag|wel|meer .. weten|horen|zien|demo|afspreken|spreken|bellen|over
        !zijn|ben .. op zoek|zoek
        !op zoek .. naar
        !zoeken .. naar|oplossing|precies|zoiets
        !goede|goed|perfecte|mooie timing|moment
        !waarom niet
        !lijkt .. wel wat
        !komt .. goed uit
        !ja .. graag|hoor|prima|goed|stuur|laten
        !kijk .. uit naar
        !offerte .. sturen|ontvangen|maken|graag
        """,
    "question": """
        !wat kost|kosten
        !wat .. prijs|kosten|doet|doen|bieden|biedt|verschil|precies|houdt|bedoel*|is|zijn
        !hoe .. komt|kom|kwam|heeft|heb|hebben|werkt|lang|veel|duur|zit|kan|verhoudt|onderscheid*
        !hoeveel
        !waar .. vandaan|hebben|heeft|staan|staat|opgeslagen|gehost|gaat|haal|haalt
        !waar komt .. vandaan
        !wie .. bent|ben|zijn|is|heeft|gebruikt|gaf
        !welke .. bedrijven|klanten|systemen|referenties|landen|branche
        !kunt|kun|kan u|je|jullie .. toelichten|uitleggen|aangeven|vertellen|verduidelijken|bevestigen|nader|referenties|voorbeelden|specificeren
        !waarom .. ik|mij|mail|schrijf|benader
        !is|zijn|werkt|voldoet|voldoen dit|het|jullie|dat .. avg|compatibel|gratis|mogelijk|veilig|ook|met|aan
        !kennen we|wij elkaar
        !heeft|hebben jullie|u .. referenties|proefperiode|demo|ook|ervaring
        !vraag|vragen .. eerst|nog|vooraf|heb
        !zijn er .. referenties|kosten
        """,
    "not_now": """
        !nu .. even? niet|geen
        !op dit moment .. niet|geen
        !momenteel|voorlopig|thans .. niet|geen
        !niet .. nu|op dit|moment|momenteel
        !nog niet
        !=later
        !=nu niet
        !=misschien later
        !geen|verkeerde|slecht|niet .. goed|het|juiste moment|timing
        !verkeerd moment
        !misschien|wellicht|mogelijk|liever|eventueel .. later|volgend|over|in|na|nog|ooit
        !kom|neem|bel|mail|probeer|benader|vraag|stuur|komt|neemt|contact .. terug|later|volgend|na|over|weer|opnieuw|nog
        !kom .. na|in|over .. terug
        !volgend|volgende|nieuwe jaar|kwartaal|maand
        !over .. maanden|weken|jaar|maand|half_jaar
        !na .. zomer|vakantie|kerst|feestdagen|zomervakantie|pasen
        !in .. kwartaal|najaar|voorjaar
        !geen|onvoldoende .. budget|tijd|capaciteit|prioriteit|ruimte
        !budget .. op|bevroren|vastgelegd|besteed|vergeven
        !andere prioriteiten
        !te druk
        !erg druk
        !heel druk
        !druk .. met
        !midden in
        !contract .. tot|loopt|vast
        !vast .. tot
        !te vroeg
        !in de wacht
        !uitgesteld|uitstellen
        !bewaar|bewaren .. gegevens|contact
        !nemen|neem .. contact .. als|zodra
        !dit jaar .. geen|niet
        !later .. dit jaar
        """,
    "not_interested": """
        !zijn .. al? voorzien
        !voorzien van
        !doen .. zelf
        !regelen .. zelf
        !zelf in huis
        !hebben .. al
        !=nee
        !=nee bedankt
        !=nee dank u
        !nee bedankt|dank|hoor
        !bedankt maar .. nee|niet|geen|we|wij
        !geen|niet|nul .. interesse|geïnteresseerd|geinteresseerd|behoefte|interessant|nodig|relevant|belangstelling
        !niet .. voor ons|mij
        !past niet
        !niet .. passend|bij ons|geschikt
        !niets|niks voor ons|mij
        !al|reeds|goed .. voorzien|leverancier|partner|oplossing|partij|iemand|aanbieder
        !hebben|werken|gebruiken|maken .. al|reeds .. een|met|andere|leverancier|oplossing|iets|zelf|gebruik
        !tevreden .. met|over
        !zijn|ben .. tevreden
        !andere|concurrent .. leverancier|partij|aanbieder|oplossing|gekozen
        !gekozen voor
        !zelf .. ontwikkeld|gebouwd|intern
        !doen|regelen .. zelf|intern
        !eigen oplossing|systeem|team|ontwikkeling
        !zien .. af
        !afzien
        !slaan|sla .. over
        !gaan|zullen .. niet .. verder|op in|mee
        !niet .. op in
        !geen plannen|noodzaak|meerwaarde
        !niet .. van plan
        !veel succes
        !te duur|groot|klein
        !helaas .. niet .. interess*
        """,
    "wrong_person": """
        !werk niet .. op|bij|in .. die|deze|afdeling
        !niet mijn
        !niet .. juiste|goede|aangewezen .. persoon|contactpersoon|adres|plek|afdeling
        !verkeerde .. persoon|contact|adres|voor|afdeling|man|aan
        !verkeerd .. bij|mij|adres
        !niet .. verantwoordelijk|bevoegd|mijn|degene
        !niet .. mijn .. afdeling|verantwoordelijkheid|vakgebied|taak|terrein|portefeuille
        !ga .. niet over
        !niet over .. dit|dat|deze
        !daar ga ik niet over
        !niets|niks .. mee .. te maken
        !niets|niks te maken
        !beslis .. niet
        !weet niet wie
        !kan .. niet .. helpen|verder
        !verwar* .. met
        !vergist|vergissing
        !werk|ben .. administratie|stagiair|stagiaire|boekhouding|hr|receptie
        !niet bij mij
        """,
    "handover": """
        !neem|neemt|opnemen .. contact
        !contact .. op|opnemen|met
        !bel|mail|vraag|spreek|stuur|benader|schrijf .. met|naar|aan|even|bij|gerust
        !moet|kunt|kun .. bij .. zijn|terecht
        !bij .. collega
        !collega|opvolger|opvolgster|vervanger|leidinggevende
        !verantwoordelijk|verantwoordelijke|contactpersoon|manager|directeur|hoofd|gaat|beslist|beheert|regelt|leidt|aanspreekpunt
        !juiste|goede .. persoon|contactpersoon
        !doorgestuurd|doorsturen|doorgegeven|doorgezet|stuur .. door|aan|naar
        !in .. cc|kopie
        !praten|spreken .. met
        !wenden tot
        """,
    "copying": "!in .. cc|kopie\n!zet .. cc|kopie\n!voeg .. toe\n!neem .. mee",
    "noted": """
        !=ok
        !=oké
        !=bedankt
        !=dank
        !=ontvangen
        dank|bedankt .. info|informatie|bericht|mail|email|reactie
        ontvangen
        ga .. bekijken|lezen|naar_kijken
        zal .. bekijken|lezen
        genoteerd
        ter kennisgeving
        """,
    "away": """
        !afwezig
        !niet .. op .. kantoor|aanwezig|werk
        !niet aanwezig|bereikbaar|beschikbaar
        !met|op .. vakantie|verlof|zwangerschapsverlof|ouderschapsverlof|reis|zakenreis|bevallingsverlof
        !verlof|zwangerschapsverlof|ouderschapsverlof
        !ben .. vrij .. tot|vandaag|en
        !kantoor|kantoren|bedrijf .. gesloten
        !ziek|ziekteverlof .. thuis|gemeld|momenteel
        !ben .. weer .. bereikbaar|terug|aanwezig|kantoor
        !weer .. bereikbaar|terug|aanwezig|op_kantoor
        !out of office
        """,
    "note": """
        dringend|dringende|spoed|urgente|urgent
        bij|na mijn|onze terugkomst|terugkeer
        mijn|onze afwezigheid
        beperkt|beperkte|geen .. toegang|mail|bereikbaar
        automatisch|automatische .. antwoord|bericht
        dank|bedankt .. mail|bericht|email
        beantwoord|reageer .. zo|na|zodra|bij
        wordt|worden niet .. gelezen|doorgestuurd
        terug .. op kantoor
        """,
    "was_away": "was|ben .. geweest|vakantie|afwezig .. geweest\nwas .. op|met vakantie|verlof\nnet terug .. van|vakantie\nterug van",
    "left": """
        !niet|geen .. meer|langer .. werkzaam|in dienst|werk|bij|voor|hier|deel|werknemer
        !werk|werkt .. niet meer
        !niet langer .. werkzaam|bij|in
        !niet meer werkzaam|in dienst
        !werkt|werk .. hier .. niet
        !uit dienst
        !bedrijf|organisatie|onderneming .. verlaten
        !heeft|heb .. verlaten
        !met pensioen
        !gepensioneerd
        """,
    "stays": "kantoor verlaten",
    "moved": """
        !nieuwe|nieuw .. adres|emailadres|mailadres|email
        !adres|emailadres|mailadres .. gewijzigd|veranderd|wijzigt|verandert
        !voortaan
        !vanaf nu
        """,
}
