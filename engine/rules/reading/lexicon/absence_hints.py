"""What absence notes say beside the absence, and what only sounds like one.

`hint` counts only in what a machine sent. How phrases are written: see `phrases.py`.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "promise": """
        !i|will|shall|we get back|reply|respond|answer|be_in_touch|write .. on|by|then|once|when|monday|tuesday|wednesday|thursday|friday
        !be human again
        !melde .. mich .. wieder|montag|dienstag|mittwoch|donnerstag|freitag|dann|ab|nach
        !antworte .. am|montag|dienstag|mittwoch|donnerstag|freitag|ab
        !reviens|reviendrai|recontacte|recontacterai|réponds|répondrai .. vers|lundi|mardi|mercredi|jeudi|vendredi|dès|le
        !contesto|contestaré|respondo|responderé|escribo .. el|lunes|martes|miércoles|jueves|viernes|en
        !respondo|responderei|volto .. na|segunda|terça|quarta|quinta|sexta|a
        !rispondo|risponderò|ricontatto|scrivo .. lunedì|martedì|mercoledì|giovedì|venerdì|il|dal
        !maandag|dinsdag|woensdag|donderdag|vrijdag .. reageer|antwoord|beantwoord|ben|terug
        !reageer|antwoord|beantwoord .. maandag|dinsdag|woensdag|donderdag|vrijdag
        !återkommer|svarar|svarer|vender .. på|mandag|måndag|tisdag|tirsdag|onsdag|torsdag|fredag|deg|dig
        !odezwę|odpowiem|odpiszę .. w|po|od|poniedziałek
        !ozvu|odpovím .. v|po|se
        !palaan|vastaan .. maanantai*|asiaan|tiistai*
        !お返事いたし
        !ご返信いたし
        !ご連絡いたし
        !回复您
        !回覆您
        !再回复
        """,
    "invites": """
        !call|ring|phone|catch|see me .. monday|tuesday|wednesday|thursday|friday|then|after|afterwards|next|anytime|tomorrow
        !rufen|ruf|ruft .. mich .. an|montag|dienstag|mittwoch|donnerstag|freitag|dann|danach|nächste
        !lassen|lass .. uns
        !appelez|appelle|rappelez moi
        !llámame|llámeme|llamadme
        !ligue|liga|ligar|pode_ligar .. me
        !chiamami|chiamatemi|mi_chiami|sentiamoci
        !bel|bellen .. me|mij .. gerust|maandag|dinsdag|woensdag|donderdag|vrijdag|dan|daarna|erna|even|volgende
        !ring .. mig|meg|gärna|gerne
        !zadzwoń|dzwonić .. do
        !お電話ください
        !电话沟通
        """,
    "hint": """
        limited|no|intermittent|sporadic|restricted|little|reduced|occasional|infrequent|minimal|patchy|spotty .. access|connectivity|internet|signal|wifi|email|mail
        not .. have|be .. access|checking|reading|monitoring
        will|shall|i|we respond|reply|answer|get_back|pick|read|deal|attend .. when|once|upon|on|after|as_soon|next .. return|back|am|in|returned
        upon|on|after|during|in my|our return|absence
        delay|delayed|slow|slower|longer .. response|reply|replies|responding|replying|responses|answer|usual
        if|for|is .. urgent|emergency|emergencies|immediate|wait|pressing .. please|contact|call|matters|assistance|reach|email|need
        see you .. on|back|in
        available|reachable|contactable|around|online again|next .. from|on|as_of|after
        back|again .. at .. my desk
        back online
        in .. meantime|meanwhile|interim
        meanwhile
        vertritt mich|uns
        me|nos sustituye|sustituyen|reemplaza|cubre
        me|nos substitui|substituem
        no|em meu|nosso lugar
        mi|ci sostituisce|sostituiscono
        zastępuje|zastępują mnie|nas
        zastupuje mě|mne|nás
        замещает|заменяет меня
        mă|ne înlocuiește
        vikarie|vikar|vikarierar|afløser|sijaiseni|helyettesem
        expect .. delay|delays|delayed|slow
        reply|replying|respond|responding|answer .. late|delay|delays|slowly|slower
        verzögert|verzögerung|verspätet .. antworte|antworten|bearbeite|bearbeitet
        antworte|antworten|reagiere .. verzögert|verspätet|später|langsamer
        répond*|réponse* .. retard|tardive|délai
        tardar* .. en|contestar|responder
        contest*|respond* .. retraso|demora|tarde
        demorar .. a|responder
        respond* .. atraso|demora
        rispond* .. ritardo|lentamente
        reageer|antwoord|beantwoord .. vertraging|later|trager
        svarar|svarer .. fördröjning|forsinkelse|forsinket|långsammare|langsommere|senere|senare
        odpowi* .. opóźnieniem|później
        odpov* .. zpožděním|později
        vastaan|vastaukset .. viiveellä|myöhemmin
        返信が遅
        お返事が遅
        确认会延迟
        回复会延迟
        延迟回复
        covering|covers|cover .. for .. me|my|accounts
        dringenden|dringend|dringende|eiligen|eilt|wichtigen|notfällen|notfall
        meiner|meine|unserer abwesenheit|rückkehr
        vertretung|vertreter|vertreterin|vertritt|vertreten|vertretungsweise
        eingeschränkt|unregelmäßig|sporadisch|bedingt|gelegentlich
        nicht .. weitergeleitet|gelesen|weiterleitung
        urgence|urgences|urgent
        mon|notre|son absence|retour
        remplace|remplacement|remplacé
        accès .. limité|restreint|mails|messagerie
        ne .. sera|seront .. pas .. lu|lus|transféré|transférés|traité|traités
        urgente|urgentes|urgencia|urgencias|urgência|urgenza|urgenze|urgenti
        mi|nuestra|nuestro|minha|nossa|meu ausencia|regreso|vuelta|ausência|regresso|retorno|volta
        mia|mio|nostra assenza|rientro|ritorno
        acceso|acesso|accesso .. limitado|limitato|correo|email|posta
        me|le|lo|mi sustituye|substitui|sostituisce|reincorpore
        dringend|dringende|spoed|spoedgevallen|haast
        mijn|onze afwezigheid|terugkomst|terugkeer
        beperkt|beperkte .. bereikbaar|toegang
        brådskande|haster|hasteärenden|akut|akuta|hastesaker|presserende
        min|mitt|mit|vår frånvaro|fravær|återkomst|tilbagekomst|retur
        begränsad|begrænset|begrenset .. tillgång|adgang|tilgang
        vikar|vikarie|stedfortræder|ersättare
        pilnych|pilne|pilnej|nagłych
        moim|mojej|mojego powrocie|nieobecności|powrotu
        zastępuje|zastępstwo|zastępować
        ograniczony|utrudniony .. dostęp|kontakt
        kiireellisissä|kiireisissä|kiireelliset
        naléhavých|urgentních|nutných
        zastupuje|zástup
        お急ぎ
        緊急
        復帰後
        不在中
        急事
        紧急
        緊急
        期间工作
        期間工作
        无法及时
        不能及时
        無法即時
        尽快回复
        """,
    "handover": """
        !holds|holding the fort
        !fills|filling|stands|standing|stepping|steps in .. for? .. me|while|during|until
        !covering|covers|cover for me|my
        !looks|looking|look after my|our
        !vertritt|vertreten|vertrete .. mich|uns
        !vertritt mich
        !mich|uns vertritt
        !me|nous remplace|remplacera|remplacent
        !me sustituye|sustituirá|sustituyen
        !me|eu substitui|substituirá|substituirão
        !mi|ci sostituisce|sostituirà|sostituiscono
        !vervangt|neemt mij|me|mijn|waar
        !vikarierar|ersätter|vikarierer|afløser .. mig|meg|för
        !zastępuje mnie|mi
        !zastupuje mě
        !sijaistaa minua
        !ask|asking for
        !provi|prova|provate|provare con
        !pruebe|prueba|pruebe_a|inténtelo con
        !voyez|essayez|essaie|vois avec
        !tente|tenta|veja|fale|fala com
        !probeer|probeert het? bij
        !versuchen|versuch .. bei
        !prøv|testa|pröva|prova hos|med
        !rivolgersi|rivolgetevi|rivolgiti|rivolga
        !procure|procurar|falar|fale|trate|tratar .. com|a|o
        !diríjase|dirigirse|dirija|diríjanse
        !vänd|henvend .. dig|er|till|til
        !wenden|wende|wendet .. an
        !adresser|adressez|adressez_vous .. à
        !kontaktować|kontaktuj|kontaktujcie|zwracać|zwrócić .. z|do
        !obraťte|obrátit|kontaktujte
        !ota|ottakaa yhteyttä
        """,
    "was_away": """
        back|returned from .. leave|vacation|holiday|holidays|trip|break|sabbatical|maternity|paternity|honeymoon|sick
        back .. since
        while i was away|out|off|travelling
        was|were|been .. away|off|ill|sick|closed
        aus .. elternzeit|urlaub|mutterschutz|reha|ferien|krankenstand .. zurück
        zurück aus|von .. elternzeit|urlaub|mutterschutz|ferien|reha|dienstreise|messe
        war|waren .. krank|weg|verreist|messe|elternzeit|urlaub
        de retour|rentré|rentrée|revenu|revenue de|des|du|d
        volver|vuelvo|vuelto|volvía de .. baja|vacaciones|viaje|permiso
        acabo de
        voltei|regressei|retornei de|da|das|do
        rientrat*|tornat* da|dalla|dalle|dal|dai|ieri
        terug van|uit|sinds .. vakantie|verlof|ziekte
        ben .. net|weer|sinds terug
        tillbaka|tilbage|tilbake från|fra|efter|etter
        wróciłam|wróciłem|wróciliśmy z|po|właśnie|do
        vrátil|vrátila se|jsem z
        palasin|palattuani lomalta|juuri
        しておりましたため
        返信が遅れ申し訳
        ご返信が遅くなり
        不在にしており..返信
        不在にしており..失礼
        上周出差
        上周休假
        刚回来
        剛回來
        """,
}
