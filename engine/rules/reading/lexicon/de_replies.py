"""German: what answers say. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !sofort|umgehend|unverzüglich einstellen|unterlassen|einzustellen
        !einstellen|einzustellen
        !abstand .. von
        !abmelden|austragen lassen
        !kein interesse .. löschen
        !bitte .. löschen
        !=bitte löschen
        !löschung .. meiner|unserer|aller|der
        !löschen sie
        !werbung .. einstellen|unzulässig|unterlassen
        !unzulässige
        !mails|mailversand|kontaktaufnahme|zusendung .. einstellen|einzustellen|stoppen
        !stellen sie .. ein
        !mich|uns .. nicht .. kontaktieren|anschreiben|mehr
        !=abmelden
        !=abmeldung
        !=austragen
        !=abbestellen
        !=stopp
        !=löschen
        !=entfernen
        !=schluss
        !abmelden|abbestellen|austragen
        !melden|melde|meldet|tragen|trage|tragt|nehmen|nehme|nehmt|nimm|streichen|streiche|streicht|entfernen|entferne|entfernt|löschen|lösche|löscht|werfen|sperren|sperre .. mich|uns|meine|unsere|mein|diese|adresse|daten
        !mich|uns|adresse|daten|mail|kontakt .. aus|von .. verteiler|liste|mailingliste|datenbank|kartei|system|verteilerliste|newsletter
        !aus|von ihrem|ihrer|eurem|eurer|deinem|deiner|dem|der|diesem|dieser|allen .. verteiler*|liste|mailingliste|datenbank|kartei|listen|kontaktliste|werbeliste
        !aus dem verteiler
        !verteiler .. nehmen|löschen|entfernen|streichen|austragen
        !daten|adresse|mailadresse|kontaktdaten|email .. löschen|entfernen|sperren|austragen|gelöscht|streichen
        !löschung .. daten|adresse
        !löschen .. daten|adresse|mailadresse|kontaktdaten|alles|mich
        !entfernen .. daten|adresse|mailadresse|kontaktdaten|mich
        !keine .. emails|mails|mail|email|nachrichten|werbung|werbemails|newsletter|anfragen|zuschriften|post|angebote .. mehr|zukunft|künftig|senden|schicken|zusenden|zukommen|erhalten|bekommen|schreiben|wünschen|wünsche
        !keine weiteren|weitere .. emails|mails|mail|email|nachrichten|werbung|werbemails|newsletter|anfragen|kontaktaufnahme|kontaktversuche|schreiben
        !keine werbung
        !keinen weiteren kontakt
        !keinen .. newsletter
        !weder .. werbung
        !nicht|nie mehr|wieder|weiter .. anschreiben|kontaktieren|schreiben|mailen|belästigen|kontaktiert|angeschrieben|schreibt|melden|kontaktierst|schicken|senden|behelligen|stören|zuspammen
        !nicht|nie .. anschreiben|kontaktieren|mailen|belästigen|kontaktiert|angeschrieben|behelligen|behelligt|belästigt
        !schreiben|schreibt|schreib|kontaktieren|kontaktiert|kontaktiere|mailen|belästigen|belästigt .. mich|uns|mir .. nicht|nie
        !schicken|schickt|schick|senden|sendet|sende .. mir|uns .. keine|nichts|nie
        !nichts mehr .. hören|bekommen|erhalten|lesen|schicken|senden|von
        !nichts .. von ihnen|euch|dir .. hören|bekommen|erhalten|lesen
        !aufhören|hören|hört|hör .. auf|schreiben|mails|belästigen|nerven|zu
        !hören sie .. auf
        !hört .. auf
        !lassen|lasst|lass .. in ruhe|frieden
        !unterlassen|unterlasst|unterlasse .. sie|das|dies|künftig|bitte|weitere|es|werbung|mails
        !unterlassung
        !unterlassen
        !widerspreche|widersprechen|widerspruch .. nutzung|verarbeitung|verwendung|speicherung|daten|werbung|werblichen|hiermit|zusendung
        !einwilligung .. widerrufe|widerruf|erteilt|gegeben|nie
        !widerrufe|widerruf .. einwilligung|zustimmung
        !nie|nicht|keine|niemals .. eingewilligt|zugestimmt|einwilligung|angemeldet|zustimmung|registriert|bestellt|abonniert
        !ohne .. einwilligung|zustimmung|erlaubnis
        !stoppen|stoppt|stopp|stoppe .. sie|mails|den|die|das|diese|emails|bitte|mit
        !unerwünschte|unaufgeforderte|unverlangte|ungewollte .. emails|mails|werbung|mail|email|nachrichten|zusendung
        !nicht erwünscht
        !wünsche|möchte|will|möchten|wollen|wünschen .. keine|nicht|keinen .. mehr|emails|mails|werbung|kontakt|weiteren|weitere|kontaktiert|angeschrieben|newsletter|kontaktaufnahme|post
        !verschonen|verschont sie|mich|uns
        !spam|spamt mich|ihr|melden|gemeldet|markiert|markieren
        !als spam
        !=spam
        !das ist .. spam|belästigung
        !zugespammt|zuspammen|spammen|spammer|gespamme
        !anwalt|abmahnung|datenschutzbehörde|unlauter*|abmahnen
        !recht auf .. löschung|vergessenwerden
        !art 17|21
        !artikel 17|21 dsgvo
        !sperrliste|blacklist|robinsonliste
        !verpiss*|verschwinde*|ficken|ficker
        !fick|fickt dich|euch
        !zisch ab
        !hau|haut|hauen .. ab
        !nerven|nervt|nervst
        !künftig .. absehen|verzichten
        !sehen|seht|bitte .. ab|abzusehen .. von|weiteren|davon
        !von weiteren .. abzusehen|absehen|kontaktaufnahmen|kontaktversuchen|zusendungen|anschreiben|mails|emails|nachrichten
        !raus aus .. verteiler|liste
        !raus .. verteiler
        """,
    "keep": """
        in .. verteiler auf|aufnehmen
        verteiler auf
        in .. verteiler .. aufnehmen
        nicht .. abmelden
        hören sie .. von uns|mir
        hören .. von uns|mir
        nicht auf .. hören
        gehört
        im spam
        spam ordner|filter
        spamordner|spamfilter
        hört sich|hören sich
        lassen sie uns
        newsletter .. abonnieren
        """,
    "already_customer": """
        !bei ihnen|euch unterschrieben|gekauft|bestellt|abgeschlossen|beauftragt
        !bereits|schon im einsatz
        !ihr|eure|euer|ihre tool|software|system|produkt|lösung|plattform läuft|ist|haben
        !langjähriger|langjährige|bestehender|bestehende|treuer|zufriedener|zahlender kunde|kunden|kundin
        !als kunde|kundin .. wundere|bin|von|seit
        !bereits|schon|längst|seit|doch .. kunde|kunden|kundin|bestandskunde|bestandskunden
        !sind|bin|ist .. kunde|kunden|kundin|bestandskunde|bestandskunden .. bei|von|von? ihnen|euch|ihres|dir
        !kunde|kunden|kundin|bestandskunde .. bei|von ihnen|euch|dir
        !kunde bei|von ihnen|euch|dir|ihres
        !ihr|ihre|euer|eure kunde|kunden|kundin
        !nutzen|verwenden|haben|nutze|verwende|einsetzen|benutzen|arbeiten|setzen .. ihr|ihre|ihren|ihrer|ihrem|euer|eure|euren|eurer|eurem|dein|deine .. produkt|software|lösung|system|dienst|plattform|tool|service|anwendung|programm|bereits|schon|seit
        !bereits|schon|seit .. vertrag|lizenz|abo|konto|account|lizenzen .. bei|mit|von ihnen|euch
        !bereits|schon .. bei ihnen|euch
        !arbeiten|arbeite .. bereits|schon|seit .. mit ihnen|euch
        !mit ihnen|euch .. zusammen .. bereits|schon|seit
        !bereits|schon .. mit ihnen|euch .. zusammen
        !schon|bereits .. gekauft|abgeschlossen|unterschrieben .. bei|mit? ihnen|euch
        """,
    "not_customer": "ihr wettbewerber\neuer wettbewerber\nihrer wettbewerber\nkein kunde\nunsere kunden\nunseren kunden\nunserer kunden\nnicht kunde",
    "wrong_person": """
        !geirrt
        !irren|irrst sich|dich
        !keine ahnung .. wer
        !nicht mehr .. für .. verantwortlich|zuständig
        !nicht .. zuständig|verantwortlich|richtige|richtiger|richtigen|der|mein|meine|befugt|ansprechpartner|ansprechpartnerin|entscheider|entscheide
        !falsche|falscher|falschen|verkehrt|verkehrte|verkehrten .. ansprechpartner|ansprechpartnerin|person|adresse|stelle|abteilung|kontakt|mann|adressat|empfänger|ansprechpartnerin|bei
        !falsch .. bei|mir|hier|gelandet|verbunden
        !bei mir falsch|verkehrt
        !nichts .. zu tun|schaffen
        !nicht .. mein|meine .. bereich|abteilung|aufgabe|thema|gebiet|zuständigkeit*|baustelle|ressort
        !entscheide .. nicht
        !fällt .. nicht .. zuständigkeit*|bereich|aufgabengebiet|ressort
        !kümmere|kümmer|befasse|betreue|bearbeite .. nicht|mich nicht
        !nicht .. mehr .. zuständig|verantwortlich
        !verwechseln|verwechselt|verwechslung
        !keine .. entscheidungsbefugnis|befugnis|ahnung|entscheidungen|entscheidungsgewalt
        !weiß .. nicht .. wer
        !weiß .. nicht .. zuständig
        !kann .. nicht .. helfen|weiterhelfen
        !nicht weiterhelfen
        !arbeite|bin .. nur|in|im .. buchhaltung|personal|praktikant|praktikantin|azubi|werkstudent|empfang|produktion|vertrieb|lager|finanzabteilung|personalabteilung
        !liegt nicht .. bei mir|meinem|meiner
        !andere .. abteilung
        """,
    "interested": """
        !gefällt|gefallen .. mir|uns
        !wie wäre .. es? mit
        !wie wärs mit
        !austausch .. am|um|gerne|vereinbaren
        !offen für|dafür
        !schlag|schlagen .. vor|termine
        !termine .. vor
        !bitte um rückruf
        !könnte|könnten .. passen|interessant|spannend|helfen|relevant
        !können .. ansehen|anschauen
        !ansehen|anschauen|drüber_sprechen
        !rückruf
        !erzählen sie .. mehr
        !legen wir los
        !klingt|klingen|hört|hören|sieht|wirkt|scheint .. interessant|gut|spannend|vielversprechend|super|toll|prima|sinnvoll
        !=interessant
        !=spannend
        !=gerne
        !=gern
        !=ja
        !=ja gerne
        !=ja bitte
        !=passt
        ~interessant|spannend
        !interessiert .. mich|uns
        !bin|sind|wäre|wären|sehr|grundsätzlich|durchaus|generell|prinzipiell .. interessiert
        !haben|hätten|habe|hätte|besteht|grundsätzlich|großes .. interesse
        !interesse .. haben|hätten|habe|hätte|besteht|vorhanden|geweckt|an
        !=interesse
        !=interessiert
        !mehr|weitere|nähere|genauere|ausführliche|zusätzliche .. informationen|infos|details|erfahren|unterlagen|wissen|dazu|material|einzelheiten
        !schicken|schickt|schick|senden|sendet|sende|lassen|lass .. mir|uns .. mal|bitte|gerne|unterlagen|informationen|infos|details|angebot|link|termin*|vorschlag|vorschläge|zukommen|ein|präsentation|broschüre|zu|doch|material|einladung|kalender
        !angebot .. schicken|senden|machen|erstellen|zukommen|zusenden
        !unterlagen|informationen|infos|material .. schicken|senden|zukommen|zusenden
        !können|könnten|kann|wollen|sollen|dürfen wir|sie .. telefonieren|sprechen|treffen|austauschen|unterhalten|termin|vorbeikommen|zeigen|präsentieren|anrufen
        !rufen|ruf|ruft .. mich|uns|an|durch
        !melden|melde sie? .. gern|gerne|telefonisch .. telefonisch|bei|an
        !erreichen mich .. unter|telefonisch|heute|morgen
        !lassen|lass sie? uns .. sprechen|telefonieren|reden|treffen|austauschen|schauen|termin|drüber|darüber|dazu|machen
        !haben|hätten|hast|hättest|hätte sie|du .. zeit
        !wann .. zeit|passt|passen|können|könnten|verfügbar|termin
        !hätte|habe|haben|hätten .. zeit|luft .. am|um|für|noch|nächste|diese|ab
        !am|um|nächste|nächsten|kommende|kommenden|morgen|heute|woche|montag|dienstag|mittwoch|donnerstag|freitag .. passt|passen|würde|wäre|ginge|geht|zeit|gut
        !passt .. mir|uns|gut|bei
        !termin .. vereinbaren|ausmachen|machen|finden|vorschlagen|einstellen|vorschläge|schicken|kalender|passt
        !terminvorschlag|terminvorschläge|terminvorschlägen
        !gerne|gern .. sprechen|telefonieren|austauschen|treffen|termin|anschauen|kennenlernen|mehr|demo|hören|reden|unterhalten|zeigen|vorstellen|einmal
        !demo|vorführung|präsentation .. gerne|interesse|interessiert|sehen|ansehen|haben|vereinbaren|machen|termin
        !freue|freuen .. gespräch|austausch|auf|anruf|termin
        !suchen|suche|prüfen|evaluieren|vergleichen .. gerade|aktuell|derzeit|momentan|ohnehin|lösung|anbieter|sowas|genau|neue|tatsächlich
        !beschäftigt uns|mich
        !steht|haben .. auf .. agenda|roadmap|liste|plan
        !passt .. gut|perfekt|prima|genau|zeitlich
        !kommt|kommen .. gerade|genau .. richtig|recht|zeit
        !guter|gutes|perfekter|perfektes|richtiger zeitpunkt|timing|moment
        !neugierig
        !warum nicht
        !spricht nichts dagegen
        !=sehr gerne
        !gerne ja
        !ja gerne|gern|bitte|klar|natürlich|passt|das
        !können|könnten wir|sie .. nächste|kommende|diese .. woche
        !würde|würden|möchte|möchten .. gern|gerne|mir|uns .. ansehen|anschauen|mehr|erfahren|wissen|kennenlernen|hören|sprechen|testen|ausprobieren
        !möchte|möchten .. mehr .. wissen|erfahren
        !telefonat|gespräch|call .. vereinbaren|gerne|ok|okay|passt|möglich|führen
        !wäre .. hilfreich|spannend|interessant|toll|super
        !stellen|stell sie? .. vor
        !melden sie sich gern|gerne telefonisch|morgen|heute|bei
        !bitte um .. angebot|rückruf|anruf|details|informationen|unterlagen|termin|zusendung|kontaktaufnahme
        """,
    "question": """
        !auf welcher .. rechtsgrundlage|grundlage|basis
        !haben|hat sie|ihr .. auch|kunden|referenzen|büro|erfahrung
        !woher .. haben|hast|habt|kommt|stammt|kennen
        !was kostet|kosten
        !was .. kosten|preis|kostet
        !wie .. teuer|funktioniert|hoch|lange|viel|viele|unterscheid*|läuft|kommen|sicher|genau|integriert|heraus
        !wie .. an meine|unsere
        !wo .. gespeichert|gehostet|server|daten|sitzen
        !worum .. geht|es|genau
        !um was .. geht
        !was .. genau|machen|bieten|verkaufen|unterschied|meinen|bedeutet|heißt|bringt|anders
        !wer .. sind|ist|nutzt|steckt|hat
        !welche .. kunden|unternehmen|firmen|branchen|schnittstellen|referenzen|systeme|voraussetzungen|vorteile
        !können|könnten|kannst sie|du|ihr .. nennen|erklären|erläutern|sagen|konkretisieren|präzisieren|genauer|beispiel|referenzen
        !kennen wir .. uns
        !gibt es .. eine|einen|ein|referenzen|demo|testversion|mindest*|schnittstelle|rabatt
        !ist das|es|ihr|ihre|die .. konform|kompatibel|möglich|dsgvo|kostenlos|zertifiziert|sicher
        !sind sie .. konform|zertifiziert|partner|dsgvo|der|ein
        !unterstützt|unterstützen|integriert|läuft|bieten|funktioniert|haben sie? .. auch|mit|eine|einen|sap|das
        !warum .. schreiben|ich|wir|uns|mich|kontaktieren
        !frage|fragen .. vorab|noch|hätte|habe
        !referenzen
        """,
    "not_now": """
        !vor .. nicht .. melden|zu
        !melde|melden .. mich|uns .. wenn|sobald|bei
        !behalte|behalten .. hinterkopf|vor
        !im hinterkopf
        !im moment .. leider
        !stecken .. mitten|in
        !vor januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
        !anfang|ende|mitte januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
        !momentan|aktuell|derzeit|zurzeit|gerade|augenblicklich|jetzt|im_moment .. nicht|kein|keine|keinen|andere|anderes
        !zur zeit .. nicht|kein|keine|keinen|andere|anderes
        !im moment .. nicht|kein|keine|keinen|andere
        !nicht|kein|keine|keinen .. momentan|aktuell|derzeit|zurzeit|jetzt|moment|augenblick
        !kein|falscher|schlechter|ungünstiger|schlechtes|unpassender .. zeitpunkt|timing
        !vielleicht|evtl|eventuell|gerne|gern|frühestens|erst|lieber|besser .. später|nächstes|nächsten|nächste|wieder|im|ab|nach|anfang|ende|mitte
        !=später
        !=vielleicht später
        !=jetzt nicht
        !=nächstes jahr
        !melden|melde|meldet|kommen|komm|fragen|frag|schreiben|kontaktieren|rufen|probieren|versuchen|anfragen|sprechen .. sie? .. nochmal|noch|wieder|erneut|später|nach|im|in|ab|anfang|ende|mitte|nächstes|nächsten|dann|gerne
        !nochmal|nochmals|wieder|erneut|einmal melden|kontaktieren|anfragen|sprechen|anrufen
        !nochmal|wieder|erneut|einmal .. melden|kontaktieren|anfragen|sprechen|nachfragen|anrufen|anklopfen|zukommen|schreiben|nach|zu|im|auf|telefonieren
        !wiedervorlage
        !auf mich|uns zu
        !budget .. verplant|erschöpft|gesperrt|aufgebraucht|eingefroren|verbraucht|ausgeschöpft|gestoppt|vergeben|erst|nächstes
        !kein|keine .. budget|kapazität|kapazitäten|zeit|ressourcen|mittel
        !keine .. priorität
        !andere|anderen prioritäten|themen|projekte|baustellen
        !haushaltssperre|budgetstopp|investitionsstopp|einstellungsstopp|budgetsperre
        !viel|viele zu tun|um|projekte|themen
        !zu viel .. zu? .. tun|stress
        !ausgelastet|land|überlastet|eingespannt
        !mitten in|im
        !laufender|laufenden|bestehender|bestehenden vertrag|verträge
        !vertrag .. läuft|bis|gebunden|ende
        !gebunden .. bis
        !nach .. sommer|ferien|urlaub|ostern|weihnachten|jahreswechsel|sommerpause|messe|umstellung
        !nächstes|kommendes|nächsten|kommenden|neuen|neues|nächste jahr|jahres|quartal|monat|halbjahr|frühjahr|herbst
        !in .. monaten|monate|halben_jahr|wochen|jahr
        !im .. quartal|halbjahr|frühjahr|herbst|winter
        !noch .. zu früh
        !noch nicht .. so weit|soweit|reif
        !auf eis
        !verschieben|verschoben|vertagen|vertagt|zurückgestellt|zurückstellen|pausiert
        !zu .. späteren|spätern|gegebener_zeit|zeitpunkt
        !kommen .. auf sie zurück
        !komme .. auf sie zurück
        !melden uns .. bei bedarf|sobald|wenn
        !bei bedarf .. auf|melden|zurück|kommen
        !kein thema .. momentan|aktuell
        !für dieses jahr
        !dieses jahr .. nicht|kein|nichts|mehr
        !vorher .. nichts|nicht
        """,
    "not_interested": """
        !deckt|decken .. ab|schon|bereits
        !haben wir .. schon|bereits
        !schon|bereits .. abgedeckt
        !nicht in anspruch
        !kein angebot
        !aktuell kein interesse
        !wir haben .. alles
        !angebot .. nicht
        !=nein
        !=nein danke
        !=ne
        !=nö
        !nein danke|vielen
        !danke nein
        !kein|keinerlei|null|nicht .. interesse|interessiert|interessant|bedarf|relevant|verwendung|nutzen|mehrwert|notwendigkeit
        !keinen|nicht .. bedarf|nutzen|mehrwert|verwendung
        !uninteressant
        !danke .. aber .. nein|nicht|kein|wir
        !brauchen|benötigen|brauche|benötige .. nicht|kein|keine|nichts|keinen
        !nicht .. benötigt|gebraucht|gewünscht|nötig|notwendig
        !nicht für uns|mich
        !nichts für uns|mich
        !passt .. nicht
        !nicht .. passend|das richtige|zielführend
        !kommt .. nicht .. frage|betracht
        !nicht in frage|betracht
        !bereits|schon|gut .. versorgt|aufgestellt|abgedeckt|bedient|ausgestattet|eingedeckt|vergeben
        !sehr? zufrieden .. mit|aktuellen|bisherigen|unserem|unserer
        !zufrieden
        !haben|nutzen|verwenden|setzen|arbeiten|habe .. bereits|schon .. lösung|anbieter|partner|dienstleister|system|lieferanten|agentur|tool|software|etwas|jemanden|produkt|einen|eine|mit
        !anderen|andere|anderer|anderem|wettbewerber|mitbewerber|konkurrenz .. anbieter|lösung|dienstleister|entschieden|partner|nutzen
        !entschieden .. für|gegen
        !anderweitig .. entschieden|vergeben
        !gegen .. entschieden
        !intern|inhouse|selbst|eigene|eigenes|eigenen .. gelöst|entwickelt|gebaut|lösung|system|tool|abgedeckt|team|abteilung|bereits
        !machen .. selbst|selber|intern|inhouse
        !lehnen|lehne .. ab|dankend
        !dankend .. ab|ablehnen
        !müssen .. absagen|ablehnen
        !absage|absagen
        !verzichten|verzichte
        !wird nichts
        !kein thema .. uns
        !kein .. thema .. für
        !nicht vor .. zu|etwas
        !nicht geplant
        !planen .. nicht|keine|nichts
        !keine änderung|änderungen|pläne|planung|veränderung|umstellung
        !viel|alles erfolg|gute
        !nicht weiter verfolgen|verfolgt
        !nicht weiterverfolgen
        !sehen|sehe .. kein|keine|keinen|nicht
        !zu teuer|groß|klein
        !arbeiten .. nicht .. mit .. externen|agenturen
        !keine externen
        """,
}
