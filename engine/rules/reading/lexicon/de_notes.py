"""German: handing over, absence, leaving. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "handover": """
        !sprechen .. unsere|unseren
        !sprechen .. an
        !wäre|ist der|die richtige
        !zuständig
        !hilft|helfen .. weiter|ihnen
        !an .. gegeben|weitergegeben|übergeben
        !weiterhelfen|weiter
        !übernimmt|kümmert|macht .. das|sich|dies
        !ihre|deine mail|email|anfrage .. gegeben|weitergegeben
        !wenden|wende|wendet .. an
        !kontaktieren|kontaktiere|kontaktiert|anschreiben|ansprechen
        !sprechen|sprich|sprecht|reden .. mit
        !mit .. sprechen|reden|kontakt|verbindung
        !schreiben|schreib|schickt|schicken|senden|richten|adressieren|rufen .. an|bitte|direkt|diese|sie|solche
        !fragen|frag|fragt
        !zuständig|zuständige|zuständiger|verantwortlich|verantwortliche|verantwortlicher|verantwortet|ansprechpartner|ansprechpartnerin|leitet|leiter|leiterin|betreut|kümmert|entscheidet|entscheider|entscheiderin|macht|übernimmt|übernommen
        !kollege|kollegin|kollegen|chef|chefin|nachfolger|nachfolgerin|vorgesetzter|vorgesetzte
        !weitergeleitet|weiterleiten|leite|weitergegeben|gebe|weitergereicht|übergeben|leiten
        !kontakt .. mit|zu|aufnehmen|ist
        !nehmen sie .. kontakt
        !richtige|richtiger .. ansprechpartner|ansprechpartnerin|person|kontakt|adresse|adressat
        !in .. kopie|cc
        !melden .. bei
        !melde .. bei
        """,
    "copying": """
        !in .. kopie|cc
        !kopie .. an
        !nehme .. dazu|mit|auf
        !hole .. dazu
        !setze .. cc|kopie
        """,
    "noted": """
        !=ok
        !=danke
        !=alles klar
        danke|dank .. info|information|informationen|hinweis|nachricht|mail|email|rückmeldung
        kenntnis .. genommen
        zur kenntnis
        alles klar
        erhalten
        schaue|schau|sehe|lese .. mir|an
        leite .. intern
        frohe|schöne weihnachten|ostern|feiertage
        """,
    "away": """
        !nicht .. im .. büro|haus|hause|dienst|office
        !nicht am arbeitsplatz
        !außer haus
        !abwesend
        !im|in|aus .. urlaub|elternzeit|mutterschutz|ferien|homeoffice|krankenstand|sabbatical|erholungsurlaub|jahresurlaub|betriebsferien|mutterschaftsurlaub|vaterschaftsurlaub|sommerurlaub|betriebsurlaub|weihnachtsurlaub
        !im urlaub
        !auf .. dienstreise|reisen|geschäftsreise|messe|fortbildung|schulung|seminar|reise
        !nicht .. erreichbar|verfügbar|zu_erreichen|anwesend
        !erkrankt|krank|krankgeschrieben|arbeitsunfähig
        !büro|betrieb|geschäftsstelle|praxis|unternehmen|firma .. geschlossen
        !unterwegs .. bis
        !meine|meiner abwesenheit
        !abwesenheitsnotiz
        !urlaubsbedingt
        !erst wieder .. erreichbar|im|da|ab
        !wieder .. erreichbar|da|zurück|büro|anwesend|haus|ansprechbar|verfügbar
        """,
    "note": """
        wird .. nicht .. weitergeleitet|bearbeitet|gelesen|weiter
        werden .. nicht .. weitergeleitet|gelesen|bearbeitet
        dringenden|dringend|dringende|dringlichen|eiligen|wichtigen .. fällen|angelegenheiten|anliegen|fragen|fall
        in dringenden
        eingeschränkt|unregelmäßig|sporadisch|bedingt|gelegentlich .. lesen|erreichbar|zugriff|abrufen|email|mails
        nach meiner rückkehr
        meiner|meine abwesenheit
        vertretung|vertreter|vertreterin|vertritt
        vielen dank .. ihre|für .. nachricht|mail|email|anfrage
        automatische|automatisch|automatisierte .. antwort|nachricht|generiert|erstellt|email
        abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsassistent
        schnellstmöglich|umgehend|baldmöglichst .. beantworten|antworten|melden|rückkehr
        wieder .. erreichbar|da|im|zurück|für_sie
        """,
    "was_away": """
        war .. im urlaub|krank|unterwegs|abwesend|dienstreise|nicht
        waren .. im urlaub
        zurück aus .. urlaub
        aus dem urlaub zurück
        gerade .. urlaub zurück
        entschuldigen|sorry .. urlaub
        """,
    "left": """
        !nicht mehr|länger .. für|bei|in|im|unser|unserem|unserer|tätig|beschäftigt|teil .. unternehmen|tätig|arbeiten|gmbh|ag|firma|haus|hause|beschäftigt|angestellt|team|uns
        !nicht mehr .. tätig|beschäftigt|angestellt
        !arbeite|arbeitet .. nicht mehr
        !nicht mehr bei|für uns|der|dem
        !unternehmen|firma|haus|organisation|gesellschaft|verein|bank .. verlassen
        !hat|habe|haben .. verlassen
        !ausgeschieden
        !in .. rente|ruhestand|pension
        !im ruhestand
        !scheidet|scheide .. aus
        !nicht mehr da
        !gekündigt
        """,
    "stays": "haben .. nichts .. verlassen\nverlassen sie sich\nverlassen können",
    "moved": """
        !neue|neuen|neuer .. mailadresse|emailadresse|adresse|email|mail
        !adresse|mailadresse|emailadresse .. geändert|ändert|gewechselt|ungültig|umgestellt
        !ab sofort .. unter|erreichbar|adresse
        !erreichen .. mich .. unter|künftig|ab
        !künftig|zukünftig .. unter|adresse
        !unter .. neuen|folgender|der .. adresse
        """,
}
