"""Swedish, Danish and Norwegian: close enough to share one list. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !inget|inga|ingen|intet|ikke|ingenting|inte mer|mere|flere|fler .. till|til mig|meg|oss|os
        !skicka|send|sende|sänd inte|ikke|inget|inga|intet|ingen .. mer|mere|fler|flere
        !meld|melde|tag|ta meg|mig|oss|os av|af|ut|bort|ud
        !avregistrera|avregistrering|avprenumerera|avsluta_prenumeration|prenumerationen
        !avregistrera|avprenumerera|afmeld|avmeld|afmelde|avmelde|afmelding|avmelding|avanmäl*|frameld|avregistrer
        !=stop
        !=stopp
        !=sluta
        !=spam
        !=fjern
        !=slet
        !ta|tag|plocka|radera|stryk .. bort? .. mig|oss|min|mina|vår|mej|alla .. bort|från|ur|uppgifter|adress|mejladress|mailadress|lista|listan|epost
        !ta bort mig|oss|min|mina|mej
        !radera|stryk mig|oss|min|mina|alla
        !fjern|slett|slet|stryk|fjerne|slette|fjernes|slettes|ta .. mig|meg|os|oss|min|mine|mit|mitt|vores|alle .. fra|af|bort|adresse|data|opplysninger|mail|email|emailadresse|listen|epostadresse|oplysninger
        !fjern|slett|slet|stryk|fjerne|slette mig|meg|os|oss
        !från|ur|fra|af|av .. er|eran|din|jeres|deres|denna|listan|listen|denne .. lista|liste|mailinglista|mailliste|mejllista|epostliste|sändlista|utskick|register|kartotek|mailingliste
        !fra|från listan|listen|mailinglisten|maillisten
        !sluta|slutta|slutt .. mejla|maila|skicka|kontakta|skriva|spamma|sende|å|med|att
        !stop|stopp|hold .. med|spam|mejla|maila|mails|å|dere|at|jeres|disse|op
        !hold op
        !inte|ikke|ej|aldrig|aldri .. vill|önskar|ønsker|vil .. ha|få|have|motta|modtage|ta .. fler|flere|mer|mere|emails|mails|mail|mejl
        !vill|vil|önskar|ønsker .. inte|ikke|ej|aldrig|aldri .. ha|få|have|motta|modtage|bli|blive|kontaktas|kontaktes|kontaktet|fler|flere|mer|mere
        !inga|ingen|ikke|inte .. fler|flere|mer|mere .. mejl|mail|mails|utskick|epost|eposter|meddelanden|beskeder|meldinger|reklam|reklame|tack|takk|tak
        !inga|ingen mejl|mail|mails|utskick|reklam|reklame .. tack|takk|tak|mer
        !kontakta|kontakt|mejla|maila|skriv|send|skicka|ring .. mig|meg|os|oss .. inte|ikke|aldrig|aldri|ej|inga|ingen
        !ikke|inte|aldrig|aldri|undlad|lad .. kontakt|kontakta|send|sende|skriv|skrive|mejla|maila|at .. mig|meg|os|oss|mere|mer|igen|igjen|flere|fler|at
        !lämna|lad|la .. mig|meg|oss|os .. ifred|fred|i
        !i fred
        !ifred
        !återkallar|tilbagekald*|trekker .. samtycke|samtykke
        !utan|uden|uten .. samtycke|samtykke|tillåtelse|tilladelse
        !aldrig|aldri|ikke|inte|ej .. samtyckt|godkänt|samtykke|tilmeldt|anmält|bedt|bett|bad|gitt|givet|samtycke|påmeldt
        !oönskad|oönskade|uønsket|uønskede|uopfordret|uoppfordret
        !invänder|motsätter|protesterer
        !rätt .. raderad|glömd
        !ret til .. slet*|glemt
        !gdpr .. radera|slet*|slett*|fjern*|rätt|ret
        !radering|sletning|sletting
        !spamma|spamme|spamming
        !anmäler|anmelder .. er|jer|dere|spam
        !blockerar|blokerer|blokkerer
        !dra åt
        !frabeder|frabe
        !undanber
        """,
    "keep": "i spam\nskräppost\nspamfilter\nsluta inte\nspam mappen\ntveka inte",
    "already_customer": """
        !redan|allerede|allrede .. kund|kunde|kunder
        !är|er .. kund|kunde|kunder .. hos|til|til er|jer|dere
        !kund|kunder|kunde hos er|jer|dere|eder
        !använder|bruger|bruker|anvender|har .. redan|allerede .. er|ert|era|jeres|deres|dere|jer
        !använder|bruger|bruker|anvender .. er|ert|era|jeres|deres .. produkt|tjänst|system|software|løsning|lösning|plattform|tjeneste|programvara|platform
        !redan|allerede .. avtal|aftale|avtale|konto .. med er|jer|dere
        !redan|allerede .. samarbet*|samarbejd*|samarbeid* .. med
        """,
    "not_customer": "våra kunder\nvores kunder\nvåre kunder\ninte kund\nikke kunde\nvilka kunder\nhvilke kunder",
    "interested": """
        !låter|lyder|høres|verkar|ser|virker .. intressant|spännande|spændende|interessant|spennende|bra|godt|fint|fornuftigt|fornuftig|relevant|lovende|lovande|ut
        !=intressant
        !=interessant
        !=gärna
        !=gerne
        !=gjerne
        !=ja
        !=ja tack
        !=ja tak
        !=ja takk
        !=absolut
        !=visst
        ~intressant|spännande|spændende|interessant|spennende
        !är|er|vore|ville .. intresserad|intresserade|interesseret|interesserede|interessert
        !intresserad|interesseret|interessert .. av|i
        !har|finns|hade .. intresse|interesse
        !skicka|send|sänd .. gärna|gerne|gjerne|över|over|mig|meg|oss|os|mer|mere|noget|noe|en .. information|info|informasjon|material|materiale|inbjudan|mer|mere|detaljer|offert|förslag|over|tilbud|invitation|invitasjon
        !mer|mere information|info|informasjon|detaljer|om
        !veta|vide|vite|höra|høre .. mer|mere
        !kan|kunde|ska|skal vi|du|ni|i|dere .. ta|tage|ses|träffas|prata|tale|snakke|mødes|møtes|boka|booke|ringas|ringe|ring|ringa|skicka|sende|visa|vise|få|höras|snakkes
        !ta|tage .. samtal|snak|prat|möte|møde|møte
        !boka|book|booke|avtal|aftal|avtale .. möte|møde|møte|in|tid|demo|et|ett
        !ring .. mig|meg|gärna|gerne|gjerne|imorgon
        !ring mig|meg
        !när|hvornår|når .. kan|har|passar|passer
        !har du|ni|i|dere .. tid
        !måndag|tisdag|onsdag|torsdag|fredag|mandag|tirsdag|imorgon|morgen|morgon|vecka|uke|uge|ugen .. passar|passer|funkar|fungerar|fungerer|går|er|kan
        !passar|passer .. bra|godt|fint|mig|meg|dig|deg
        !vill|vil .. gärna|gerne|gjerne
        !gärna|gerne|gjerne .. träffas|mødes|møtes|höra|høre|veta|vide|vite|prata|snakke|tale|demo|mer|mere|se
        !ja .. tack|tak|takk|gärna|gerne|gjerne
        !söker|leder|letar|utvärderar|evaluerer|vurderer .. efter|etter|just|lösning|løsning|netop|faktisk
        !bra|god|godt|perfekt tajming|timing|tidspunkt
        !varför inte
        !hvorfor ikke
        !nyfiken|nysgerrig|nysgjerrig
        !absolut .. boka|gärna|vi|låt
        !låt|lad|la oss .. boka|ta|tage|prata|snakke|tale|høres|høre|ses|avtale
        !ser fram .. emot|till
        !offert|tilbud .. gärna|gerne|skicka
        """,
    "question": """
        !vad|hvad|hva .. kostar|koster|gör|gør|gjør|är|er|priset|prisen|innebär|menar
        !hur|hvordan|hvor .. har|fick|fik|fikk|fungerar|fungerer|virker|mycket|meget|mye|lång|lang|länge|længe|lenge|dyr|dyrt|skiljer|adskiller|kom|funkar
        !hvor .. har|fra|ligger|lagres|opbevares|fant|data
        !var .. har|lagras|ligger|hittade|fick|finns
        !vem|hvem .. är|er|gav|använder|bruger|bruker|står
        !vilka|hvilke|vilken|hvilken .. kunder|företag|virksomheter|bedrifter|system|referenser|land|priser
        !kan du|ni|i|dere .. förklara|forklare|utveckla|uddybe|utdype|berätta|fortælle|fortelle|bekräfta|bekræfte|specificera|specificere|exempel|eksempler|referenser|referencer
        !är|er det|ni|i|dere .. gdpr|kompatibelt|gratis|möjligt|muligt|mulig|certifierade|sikker
        !varför|hvorfor .. jag|jeg|mig|meg|skriver|kontaktar
        !känner|kender|kjenner vi
        !stödjer|understøtter|støtter|har ni|i|dere
        !fråga|frågor|spørgsmål|spørsmål .. först|inden|har|innan
        """,
    "not_now": """
        !passar|passer dårligt|dåligt|dårlig
        !prøv|prøv|pröva igen|igjen
        !efteråret|hösten|høsten
        !travelt|travlt|fullt
        !fullt upp
        !inte|ikke|ej .. just|lige|akkurat|nu|nå|aktuellt|aktuelt .. nu|nå
        !inte|ikke|ej .. nu|nå|tillfället|øjeblikket|øyeblikket
        !inte|ikke .. aktuellt|aktuelt
        !för tillfället|närvarande .. inte|ingen|inga
        !i øjeblikket|øyeblikket .. ikke|ingen
        !=inte nu
        !=ikke nu
        !=senare
        !=senere
        !dålig|dårlig|fel|forkert|feil|dårligt tajming|timing|tidspunkt
        !kanske|måske|kanskje|hellre|heller .. senare|senere|nästa|næste|neste|till|til
        !återkom|vend|kom|hör|kontakta|ta|ring|tag|prøv|pröva|skriv|kontakt .. tillbaka|tilbage|tilbake|igen|igjen|efter|etter|nästa|næste|neste|om|i|till|til|av|dig
        !återkom
        !nästa|næste|neste|till|til .. år|kvartal|månad|måned
        !om .. månader|måneder|veckor|uger|uker|halvår|år
        !efter|etter .. sommaren|sommer|sommerferien|semestern|ferien|jul|nyår|nytår|påske|påsk|sommeren|semester|nyttår
        !i höst|efteråret|vår|efterår
        !til høsten|våren|sommeren
        !till hösten|våren
        !ingen|inte|ikke|inga .. budget|tid|resurser|ressourcer|ressurser|prioritet|kapacitet|kapasitet|budsjett
        !budgeten|budgettet|budsjettet .. slut|fryst|låst|brugt|spikad|lagt
        !andra|andre prioriteringar|prioriteter|prioriteringer
        !för|for .. mycket|meget|mye|travelt|travlt
        !travlt|travelt|fullt_upp
        !mitt|midt i .. en|ett|et
        !avtal|aftale|avtale|kontrakt .. till|til|löper|løber|løper|udløber
        !bundna|bundet .. till|til
        !för|for tidigt|tidligt|tidlig
        !skjut*|udskyd*|utsett* .. på|upp
        !i år .. inte|ikke|ingen
        """,
    "not_interested": """
        !=nej
        !=nei
        !=nej tack
        !=nej tak
        !=nei takk
        !nej tack|tak
        !nei takk
        !inte|ikke|ej|inget|ingen|intet .. intresserade|intresserad|interesserede|interesseret|interessert|intresse|interesse|intressant|relevant|behov|aktuellt_för|intresserat
        !behöver|trenger|mangler inte|ikke|ej|ingen|inget
        !ikke|inte .. brug|bruk|behov .. for|för|det|dette
        !inget|ikke|inte|ikke_noe|ingenting|intet .. för|for|noget_for oss|os|mig
        !inget för oss
        !ikke noget|noe for os|oss
        !passar|passer .. inte|ikke
        !redan|allerede .. leverantör|leverandør|lösning|løsning|system|partner|avtal|aftale|en|har|annan|nogen|täckta|dekket|dækket|noe|någon
        !har|använder|bruger|bruker .. redan|allerede
        !nöjda|nöjd|tilfredse|tilfreds|fornøyd|fornøyde|glade .. med
        !är|er .. nöjda|tilfredse|fornøyd
        !valt|valgt .. annan|anden|annen|en|att|at|å
        !konkurrent|konkurrenter
        !egen|eget|egna|internt .. lösning|løsning|system|utvecklad|udviklet|utviklet
        !avstår|tackar nej|takker nej|takker nei|avböjer
        !takker nej|nei
        !tackar nej
        !går inte|ikke .. vidare|videre
        !inga|ingen planer
        !lycka till
        !held og lykke
        !lykke til
        !held .. fremover
        !för|for dyrt|stort|små
        """,
    "wrong_person": """
        !inte|ikke|ej .. rätt|rette|rigtige|riktig|rett .. person|kontakt|kontaktperson|sted|ställe
        !fel|forkerte|feil|forkert|gal .. person|kontakt|avdelning|afdeling|avdeling|mand
        !inte|ikke .. jag|jeg|mig|meg .. som|der
        !inte|ikke .. ansvarig|ansvarlig|ansvarar|ansvar
        !ansvarar|arbetar|arbejder|jobbar|jobber|beslutar|bestemmer|håller|sköter|håndterer inte|ikke .. för|med|det|om
        !inte|ikke .. mitt|min|mit .. område|avdelning|bord|ansvar|afdeling|avdeling|ansvarsområde
        !inget|ingenting|intet|ikke .. noget .. göra|gøre|gjøre
        !inget .. att göra .. med
        !vet|ved inte|ikke .. vem|hvem
        !kan inte|ikke .. hjälpa|hjælpe|hjelpe
        !blandat|blander|blandet .. ihop|sammen
        !förväxl*|forveksl*
        """,
    "handover": """
        !fat i
        !tak i
        !vidare|videre till|til
        !snakke|prata|tale med
        !kontakta|kontakt|kontakte|kontakter
        !prata|snakk|snak|tala|tal|snakke|tale .. med
        !ta|tag kontakt
        !mejla|maila|ring|skriv|skicka|send|spør|spørg|fråga|vänd|henvend|hør .. till|til|gärna|gerne|dig|med|dem|deg
        !kollega|kolleger|kollegaen|efterträdare|efterfølger|etterfølger|chef|sjef
        !ansvarig|ansvarlig|ansvarar|ansvar|sköter|håndterer|leder|hanterar|bestemmer|beslutar|tager|tar
        !rätt|rette|rigtige|riktig|rett person|kontakt|kontaktperson
        !vidarebefordr*|videresend*|viderebring*|skickat|sendt|videresendt .. till|til|det|din|mail
        !kopierar|kopi|cc
        !i kopi|cc|kopia
        """,
    "copying": "!kopierar in\n!i kopi|cc|kopia|kopien\n!sätter|setter|sætter .. kopia|kopi|cc\n!lägger|legger .. till|til|kopi\n!tilføjer|inkluderar|inkluderer",
    "noted": """
        !=ok
        !=tack
        !=tak
        !=takk
        !=noterat
        !=mottaget
        tack|tak|takk .. information|informationen|info|informasjonen|mail|mejl|besked|svar|meldingen
        noterat|noteret|notert
        mottaget|modtaget|mottatt
        ska|skal|vil .. läsa|læse|lese|titta|kigge|se_på
        """,
    "away": """
        !inte|ikke|ej .. på .. kontoret|jobbet|kontor
        !på kontoret igen|igjen
        !är|har|er|holder|tar .. semester|ledig|sjuk|tjänsteledig|föräldraledig|bortrest|tjänsteresa|ferie|permisjon|barsel|barselsorlov|orlov|bortreist|syk|syg|forretningsrejse|foreldrepermisjon|föräldraledighet|utomlands|tjenestereise|sykemeldt|sygemeldt
        !har|på .. semester|ferie|barsel|barselsorlov|foreldrepermisjon|permisjon|föräldraledighet|orlov|tjänsteresa
        !föräldraledig|mammaledig|pappaledig|bortrest|bortreist|frånvarande|fraværende
        !ikke til stede
        !inte .. tillgänglig|anträffbar|nåbar
        !ikke .. tilgængelig|tilgjengelig|træffes
        !kontoret .. stängt|lukket|stengt
        !är|er .. tillbaka|tilbage|tilbake
        !åter .. på|i
        """,
    "note": """
        brådskande|haster|hastesaker|akuta|akut|presserende|viktigt
        min|mit|mitt frånvaro|fravær
        automatiskt|automatisk svar|besked|meddelande
        autosvar
        tack|tak|takk .. mail|mejl|epost|meddelande|besked|henvendelse
        begränsad|begrænset|begrenset
        läser inte|ikke
        svarar|svarer .. när|når|så
        tillbaka|tilbage|tilbake
        """,
    "was_away": "har|var .. varit|været|vært .. semester|ferie|sjuk|syk|syg|borta\nvar .. på ferie|semester\nkommit tillbaka .. från\nkommet tilbage .. fra",
    "left": """
        !slutat|sluttet|stoppet .. på|i|hos|min|sin|anställning|selskapet|firmaet|selskabet|företaget|bolaget|virksomheden
        !har|er .. slutat|sluttet|fratrådt|fratrådte
        !inte|ikke .. längre|længere|lenger|mer .. kvar|anställd|ansat|ansatt|arbetar|arbejder|jobber|hos|i|på
        !arbetar|jobbar|arbejder|jobber|arbeider .. inte|ikke .. längre|længere|lenger|kvar|her|här|mer|mere
        !inte|ikke längre|længere|lenger .. anställd|ansat|ansatt|hos|på|kvar
        !lämnat|forladt|forlatt .. företaget|bolaget|firmaet|virksomheden|selskapet|selskabet
        !i|till|på pension
        !gått .. pension
        !gået på pension
        """,
    "stays": "lämnat kontoret\nforladt kontoret",
    "moved": """
        !ny|nya|nye .. adress|adresse|epost|epostadress|mailadresse|mejladress|mail|emailadresse|epostadresse
        !bytt|byttet|skiftet .. adress|adresse|epostadress|epost|mail|mailadresse
        !adress|adresse|epostadress|epostadresse|mailadresse .. ändrats|ændret|endret|skiftet|ändrad
        !fremover|framöver|fortsättningsvis
        """,
}
