"""Italian. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !rimuovete|rimuova|rimuovi|cancellate|cancelli|cancella|togliete|tolga|togli|eliminate|elimini|elimina .. il|mio|mia|miei|nostro|questo|indirizzo|nome|email|dati|mi|dalla|dal
        !essere rimosso|rimossa|cancellato|cancellata|eliminato|tolto|rimossi|eliminata
        !disiscri*|disiscrizione|cancellatemi|cancellami|cancellarmi|cancellateci|rimuovetemi|rimuovimi|rimuovermi|toglietemi|toglimi|togliermi|eliminatemi|eliminami|eliminarmi|depennatemi|escludetemi
        !=stop
        !=basta
        !=cancellare
        !=cancella
        !=rimuovere
        !=cancellazione
        !cancell*|rimuov*|togli*|elimin*|depenn*|tolg* .. il|i|miei|mio|nostro|nostri|dati|indirizzo|questo|la|le|questa|la mia|mi|tutti .. indirizzo|email|mail|dati|contatto|contatti|nominativo|nome|casella
        !mi|ci cancelli|rimuova|tolga|elimini|cancellate|rimuovete|togliete|depenni
        !dalla|dal|da|dalle|vostra|questa|sua|tua .. lista|liste|mailing|database|newsletter|elenco|indirizzario
        !cancellazione|rimozione|eliminazione .. dati|indirizzo|email|mail|nominativo|lista|mio|miei|mia
        !non .. contatt*|scriv*|invi*|mand*|disturb*|chiam* .. più|mi|mai
        !non .. scriv*|contatt*|mand*|invi* .. mi|ci .. più
        !non scrivetemi|scrivermi|contattatemi|contattarmi|mandatemi|mandarmi|inviatemi|inviarmi|contattateci|scriveteci|disturbatemi|scrivetemi
        !non mi|ci scriva|scrivete|contatti|contattate|mandi|mandate|invii|inviate|disturbi|disturbate
        !non .. voglio|vogliamo|desidero|desideriamo|intendo|gradisco|vorrei|autorizzo .. più|ricevere|essere|vostre|altre|email|mail|comunicazioni|ulteriori
        !non .. ricevere .. più
        !più .. ricevere .. email|mail|messaggi|vostre|comunicazioni
        !nessuna|niente|basta .. più|altra|ulteriore .. mail|email|comunicazione|messaggio|pubblicità|messaggi
        !smett*|finit*|piant*|cess*|finisc* .. la|di|con|l .. scriv*|mand*|invi*|mail|email|spam|disturb*|invio|tempest*|rompere|immediatamente|subito|contatt*|messaggi
        !smettetela|smettila|piantatela|piantala|finitela|finiscila|la smetta
        !smetta|smettete .. di
        !basta .. mail|email|messaggi|con|spam|così|scriv*|pubblicità|grazie
        !lasci*|lasciatemi|lasciami|mi .. in pace
        !in pace
        !oppongo|oppos* .. trattamento
        !mi oppongo
        !opposizione .. trattamento
        !diritto .. cancellazione|oblio|opposizione
        !revoco|ritiro .. consenso|autorizzazione
        !senza .. consenso|autorizzazione|permesso
        !mai|non .. dato|autorizzato|iscritto|richiesto|chiesto|consenso|prestato|iscritta .. consenso|autorizzazione|a|alla|di|nulla|niente
        !mai .. consenso|autorizzato|iscritto|iscritta|richiesto
        !segnal*|denunc*|blocc* .. spam|garante|come|mittente|vostro|vi|indirizzo
        !garante .. privacy
        !non .. richieste|richiesta|desiderata|desiderate|sollecitata|sollecitate
        !indesiderata|indesiderate
        !è|questo .. spam|molestia
        !=spam
        !vaffanculo|fanculo
        !andate|vai .. a .. quel paese
        !stufo|stufa|stanco .. di .. mail|email|messaggi|spam
        !gdpr .. cancell*|diritto|chiedo|richiedo
        """,
    "keep": """
        cartella .. spam
        nello spam
        nella spam
        in spam
        posta indesiderata
        non esit*
        antispam
        filtro .. spam
        """,
    "already_customer": """
        !abbiamo|usiamo|utilizziamo già il|la|un|i vostro|vostra|vostri software|prodotto|servizio|sistema|piattaforma|strumento|abbonamento|soluzione
        !già .. clienti|cliente|abbonati
        !siamo|sono .. clienti|cliente .. vostri|vostro|suoi|da|vostra
        !vostri|vostro|vostra clienti|cliente
        !utilizz*|us*|abbiamo|lavoriamo|uso|utilizzo|ho .. già .. vostro|vostra|vostri|voi|suo|tuo|con
        !già .. vostro|vostra|vostri .. servizio|prodotto|software|piattaforma|soluzione|strumento|clienti|sistema
        !utilizziamo|usiamo .. il|la|vostro|vostra .. servizio|prodotto|software|piattaforma|soluzione|dal|da
        !già .. con|da voi
        !già .. contratto|account|abbonamento|licenza .. con|da voi
        !collaboriamo|lavoriamo .. già .. con voi
        """,
    "not_customer": "vostro concorrente\nvostri concorrenti\nnostri clienti\nnon siamo clienti\nnon sono cliente",
    "interested": """
        !mi|ci interessa|interesserebbe|interessano|piacerebbe|incuriosisce .. molto|approfondire|sapere|vedere|capire|parlarne|la|il|avere
        !mi|ci interessa|interesserebbe
        !sono|siamo|sarei|saremmo|molto|potenzialmente .. interessato|interessata|interessati|interessate
        !=interessante
        !=interessato
        ~interessante
        !sembra|pare|suona|trovo .. interessante|bene|utile|ottimo|valido
        !=sì
        !=si grazie
        !=volentieri
        !=certo
        !=va bene
        !=con piacere
        !=perché no
        !perché no
        !volentieri
        !con piacere
        !sì|si .. volentieri|certo|grazie|possiamo|mi|sentiamoci|chiamatemi|interess*|con
        !mand*|invi*|gir*|condivid* .. mi|pure|ci|qualche|più|informazioni|dettagli|materiale|presentazione|brochure|link|invito|proposta|preventivo|maggiori|info|una|documentazione
        !mi|ci mandi|invii|giri|invia|manda|mandi|mandate|inviate|giri|chiami|richiami|contatti|telefoni .. qualche|più|informazioni|dettagli|materiale|pure|presentazione|una|un|maggiori|il|la|domani|info|documentazione|al|lunedì|quando|oggi|dopo
        !maggiori|ulteriori|più informazioni|dettagli|info
        !saperne .. più
        !saperne di più
        !possiamo|potremmo|può|potrebbe|potete|puoi .. sentirci|parlarne|vederci|incontrarci|fissare|organizzare|inviarmi|mandarmi|chiamarmi|mostrarci|parlare|fare|programmare|mostrarmi|inviarci|risentirci
        !sentiamoci|parliamone|vediamoci|fissiamo|organizziamo|incontriamoci|sentiamo
        !fiss*|organizz*|program*|prenot* .. call|appuntamento|chiamata|incontro|demo|riunione|videochiamata|telefonata|una|un
        !chiam*|telefon* .. mi|pure|domani
        !chiamatemi|chiamami|mi chiami|richiami|telefoni
        !quando .. ha|avete|hai|possiamo|potremmo|sarebbe|è|siete .. tempo|disponibile|sentirci|parlarne|libero|disponibili|parlare
        !ha|avete|hai|avrebbe .. tempo|disponibilità|disponibile|un_momento
        !sono|sarei|siamo disponibile|disponibili|libero|libera .. lunedì|martedì|mercoledì|giovedì|venerdì|domani|la|il|a|per|prossima
        !lunedì|martedì|mercoledì|giovedì|venerdì|domani|settimana .. va|andrebbe|per|mi|potrebbe .. bene|me|noi
        !va bene .. lunedì|martedì|mercoledì|giovedì|venerdì|domani|una|per|la
        !vorrei|vorremmo|desidero|desideriamo .. sapere|saperne|vedere|ricevere|avere|capire|approfondire|parlare|fissare|provare|conoscere|una
        !approfondire
        !vedere|avere|fare|ricevere .. una? .. demo|dimostrazione|presentazione|preventivo
        !stiamo .. cercando|valutando|proprio|giusto|pensando
        !cerchiamo .. proprio|una|qualcosa
        !buon|ottimo|giusto|perfetto momento|tempismo|timing
        !arriva|capita|capitate .. proprio|momento|pennello
        !curioso|curiosa|curiosità
        !attendo|aspetto .. chiamata|proposta|informazioni|telefonata|sua|vostra
        !resto in attesa
        !parlarne
        """,
    "question": """
        !quanto .. costa|costano|costerebbe|viene|tempo|dura
        !qual|quali|quale .. prezzo|costo|costi|prezzi|differenza|sono|è|aziende|clienti|condizioni|tempi|tariffe|vantaggi
        !come .. avete|ha|funziona|hai|siete|si|mai|fate|garantite|gestite
        !da|dove .. dove .. avete|ha|hai|preso|viene
        !dove .. avete|ha|hai|trovato|sono|preso|risiedono|dati|salvati|vengono
        !con quali .. aziende|clienti
        !chi .. siete|è|vi|le|ha|usa|utilizza|sei
        !che|cosa .. cosa .. fate|offrite|vendete|significa|intende|comprende|si|proponete|è
        !di .. che? cosa .. si|tratta|occupate|parla
        !in cosa consiste
        !potrebbe|può|potete|potreste|puoi .. spiegar*|chiarir*|dirmi|precisare|specificare|dettagliare|confermare|fornire|fare|indicar*|illustrar*
        !si integra
        !è .. compatibile|conforme|gratuito|possibile|compreso|prevista
        !siete .. conformi|certificati|partner|una|un|italiani
        !perché .. io|noi|mi|ci|proprio
        !ci conosciamo
        !avete|offrite|c_è|esiste|supportate|lavorate .. referenze|prova|versione|demo|supporto|sede|anche|casi|esempi
        !domanda|domande .. prima|avrei|ho|una
        """,
    "not_now": """
        !ci sentiamo .. a|tra|dopo|più|in|nel|fra|prossimo
        !sentiamoci .. a|tra|dopo|più|in|nel|fra
        !sotto .. consegna|pressione
        !risentiamoci
        !prima di .. non
        !non prima
        !al|per|in questo|questo momento .. no|non|siamo
        !al momento .. no|non
        !non .. al|in questo|per il momento
        !non .. adesso|ora|subito|ancora
        !ora|adesso .. no|non
        !per ora .. no|non
        !attualmente .. non
        !=non ora
        !=più avanti
        !=magari più avanti
        !=adesso no
        !non è .. momento|priorità|prioritario
        !non .. momento .. giusto|adatto|migliore|opportuno
        !momento .. sbagliato
        !magari|forse|semmai|meglio .. più|prossimo|in|a|dopo|futuro|avanti|nel|l
        !più avanti|tardi|in_là
        !in futuro
        !ricontatt*|risent*|riscriv*|richiam*|riprov*|risentiamoci|riparl*|riaggiorn*|torn*|riprend* .. a|in|tra|dopo|l|più|nel|anno|fra|al|ad|ci|mi|quando|verso|il
        !ci risentiamo
        !riparliamone
        !mi|ci ricontatti|riscriva|risenta|ricontattate|riscrivete
        !non .. budget|tempo|priorità|risorse|fondi
        !senza budget
        !nessun budget
        !budget .. chiuso|esaurito|bloccato|congelato|terminato|finito|allocato|già
        !altre priorità
        !troppo .. impegnati|impegnato|occupati|presi|presto
        !molto .. impegnati|impegnato|presi|preso
        !anno|mese|trimestre|semestre prossimo
        !prossimo|prossima anno|mese|trimestre|semestre|primavera
        !tra|fra .. mesi|settimane|mese|qualche
        !dopo .. estate|ferie|vacanze|natale|feste|pasqua|agosto
        !a settembre|ottobre|gennaio|novembre
        !secondo|terzo|quarto semestre|trimestre
        !contratto .. fino|scade|scadenza|vigore|in_essere
        !vincolati .. fino
        !nel .. mezzo|pieno|piena .. di|una
        !in piena|pieno
        !rimand*|rinvi*|posticip*|rinviato
        !in .. standby|sospeso|pausa
        !la|vi contatterò|contatteremo|ricontatteremo .. se|quando|qualora
        !ci faremo vivi|sentire
        !per quest anno
        !quest anno
        """,
    "not_interested": """
        !vostro|un|altro concorrente
        !già con .. concorrente|altro|altri
        !già chi|qualcuno|un
        !abbiamo già
        !non ci .. serve|interessa
        !non è .. per noi|interesse
        !=no
        !=no grazie
        !no grazie
        !grazie ma .. no|non|abbiamo|siamo
        !non .. interess*
        !nessun interesse
        !non .. bisogno|serve|servono|necessità|necessitiamo|necessario|esigenza|occorre
        !nessuna .. esigenza|necessità
        !non .. rientra|adatto|adatta|fa_per|caso_nostro|utile|linea|in_linea
        !non fa per noi
        !abbiamo|disponiamo|utilizziamo|usiamo|lavoriamo .. già .. fornitore|soluzione|altro|altra|partner|strumento|sistema|agenzia|un|una|con|qualcuno|software
        !già .. coperti|serviti|provveduto|a_posto|fornitore|forniti|fornitori|organizzati|strutturati
        !siamo a posto
        !siamo .. coperti|a posto
        !soddisfatti|contenti|soddisfatto|felici .. di|del|con|dell|così
        !soluzione|sviluppato|strumento|team .. interna|interno|internamente|propria|proprio
        !internamente
        !facciamo|gestiamo .. interno|internamente|noi|casa
        !abbiamo .. deciso|scelto|optato .. di|per|non|altro|un
        !altro fornitore|partner
        !concorrente|concorrenza|concorrenti
        !declin*|rifiut*
        !dobbiamo .. declinare
        !non .. procedere|procediamo|proseguire|proseguiamo|dare_seguito
        !non .. intendiamo|intenzione|previsto|prevediamo|pensiamo|piani|pianificato|programma .. di|cambiare|nulla
        !non .. cambiare
        !non .. cerchiamo|cercando
        !buona fortuna
        !in bocca al lupo
        !buon proseguimento|lavoro
        !troppo caro|costoso|grande|piccoli|piccola
        !passo .. grazie
        !perdita di tempo
        """,
    "wrong_person": """
        !non .. persona .. giusta|adatta|corretta|indicata|interessata
        !non sono .. giusto|referente|responsabile|la|il|io|chi
        !persona sbagliata
        !sbagliat* .. persona|interlocutore|indirizzo|destinatario|contatto|numero|ufficio
        !ha|avete|hai sbagliato
        !non .. occupo|gestisco|seguo|decido|competente|tratto|prendo .. io|di|queste|queste|questo|questi|mi|la|più
        !non me ne occupo
        !non .. mi .. occupo|compete|riguarda
        !non .. mio|mia|mie .. settore|area|competenza|competenze|reparto|ambito|responsabilità|ruolo|ufficio|campo
        !non .. di mia competenza
        !nulla|niente .. a che .. fare|vedere
        !non .. c entro
        !confond* .. con|mi
        !scambi* .. per
        !non .. so chi
        !non .. posso .. aiutar*
        !non .. decisioni|decisione
        !lavoro|sono .. contabilità|amministrazione|stagista|risorse|produzione|magazzino|tirocinante|reception
        !cambiato .. ruolo|mansione|reparto
        """,
    "handover": """
        !chi .. occupa|segue|decide|gestisce .. è|sarebbe
        !contatt*|scriv*|chiam*|chied*|rivolg*|sent*|parl* .. con|a|al|alla|direttamente|si|pure|il|la|vi
        !parlare .. con
        !mettersi|metta|mettiti|mettetevi .. contatto
        !persona .. giusta|corretta|adatta|di|indicata|che
        !referente|responsabile|direttore|direttrice|capo|occupa|segue|gestisce|decide|dirige|titolare|incaricato
        !collega|successore|sostituto|sostituta
        !inoltr*|gir*|pass*|trasmett*|trasmesso .. a|al|alla|la|sua|mail|richiesta|email|il|suo|messaggio
        !in copia
        !contatto .. è|di|del
        !ufficio
        """,
    "copying": "!in .. copia|cc\n!metto .. copia|cc\n!aggiungo .. alla|il|la|copia\n!coinvolgo\n!metto .. loop",
    "noted": """
        !=ok
        !=grazie
        !=ricevuto
        !=va bene
        grazie .. per|della|dell|del .. informazione|informazioni|messaggio|mail|email|info|segnalazione|aggiornamento
        ricevuto
        ne prendo nota
        prendo nota
        ci penso|penserò
        guarderò|leggerò|valuterò|guardo
        lo guardo
        """,
    "away": """
        !fuori .. ufficio|sede|sedi
        !assente .. dall|ufficio|fino|per|dal|oggi|sono
        !sono|sarò|saremo|siamo|attualmente|momentaneamente .. assente|ferie|fuori|assenti|malattia|vacanza|viaggio|trasferta|maternità|indisponibile
        !in .. ferie|vacanza|maternità|paternità|trasferta|malattia|permesso
        !congedo .. maternità|paternità|parentale|matrimoniale
        !ufficio|uffici|azienda|sede .. chiuso|chiusi|chiusa|chiuderà|chiude
        !non .. in ufficio|sede
        !non .. disponibile|raggiungibile
        !rientr* .. in|il|lunedì|a|dal|martedì|ufficio
        """,
    "note": """
        urgenze|urgente|urgenti|urgenza|emergenze
        al mio|nostro rientro|ritorno
        mia|nostra assenza
        accesso .. limitato|alla|email|mail|posta
        risposta automatica
        messaggio automatico
        grazie .. per .. messaggio|mail|email|contattato
        risponderò|risponderemo .. appena|al|prima|quanto|alla
        appena possibile
        non .. verrà|verranno .. letta|lette|inoltrata|inoltrate
        """,
    "was_away": "ero|stato|stata .. ferie|assente|fuori|malattia|vacanza|maternità|via\nsono rientrato|rientrata|tornato|tornata .. dalle ferie|da",
    "left": """
        !non lavora|lavoro|collabora|collaboro .. più
        !non .. fa|faccio|farà .. più .. parte
        !non .. più .. in azienda|dipendente|parte|presso|in_forza|con_noi|organico|qui
        !lasciato .. l|la|il|azienda|società|gruppo|incarico
        !ha|ho lasciato
        !andato|andata .. in? pensione
        !in pensione
        !terminato|concluso|cessato .. rapporto|collaborazione|lavoro
        !dimesso|dimessa|dimissioni
        """,
    "stays": "lasciato l ufficio\nlasciato un messaggio\nnon è più in ufficio",
    "moved": """
        !nuovo indirizzo|contatto|recapito
        !nuova email|mail|casella
        !indirizzo|email|mail .. cambiato|cambiata|cambia|modificato
        !cambiat* .. indirizzo|email|mail
        !d|da ora in poi
        """,
}
