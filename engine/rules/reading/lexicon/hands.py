"""In all languages: the mail came into the right hands, and boxes that nobody reads. See `phrases.py`.

"Anna forwarded me your mail, I am responsible for this" has the words of a handover and is none.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "handover": """
        !ask|asking for
        !run|running it|this|that by|past
        !you will|would|might|ought? want|need
        !drop|give .. a line|ring|call|bell|shout
        !his|her|their name is
        !better off asking|with
        !have a word|chat with
        !belongs|sits|lies|rests to|with
        !frag|frage|fragen|ruf|rufen .. sie|mal|frau|herrn|bei|nach|an
        !liegt .. bei
        !an .. wenden
        !verantworten
        !is|are your man|woman|guy|person|contact|contacts
        !entscheidet .. über
        !über .. entscheidet
        !s'en occupe|charge
        !passe|passez par
        !leite|leiten|gebe|geben .. an .. weiter
        !ist .. der|die richtige .. mann|frau|person|dafür|hierfür
        !voyez|parlez|demandez|parlez_en .. avec|à
        !du ressort|entre_les_mains de
        !transmis|confié à|au
        !pregunta|pregunte|preguntad|consúlte*|consulta .. por|a|con
        !reenvi*|traslad* .. al|a
        !corresponde a
        !ahora .. lo|la lleva|tiene|ve
        !ora|adesso c è
        !competenza di
        !passato|girato|inoltrato a|al|alla|ad
        !agora é com
        !passei|mandei|repassei|encaminhei .. ao|para|pra|pro|à|a
        !pertence a|ao|à
        !hoort|ligt .. bij
        !daar|hierover|daarover gaat .. over?
        !moet|kunt|kun .. bij .. zijn|terecht|wezen
        !valt onder
        !vraag .. aan
        !gegeven aan
        !ligger hos
        !är|er|det .. der|som står|sköter|ansvarar|styr|styrer|tar|tager|håndterer|hanterar|bestemmer|bestämmer|beslutar|beslutter
        !står|stå for|för det|dette|detta|indkøb|innkjøp|inköp|sådan*
        !har ansvaret|ansvar
        !tager|tar sig|seg af|av
        !rette vedkommende
        !må|skal|ska|måste .. ta|tage .. med
        !hør|hör av .. till|til
        !zarządza|odpowiada
        窓口
        归..负责
        归..管
        由..负责
        转给
        """,
    "copying": """
        !nehme|hole|setze .. .. in|auf den|unseren|die verteiler|loop|runde|mailverlauf
        !ajoute|ajoutons|intègre .. .. à|dans cet|cette|la|notre|l échange|conversation|discussion|fil|boucle
        !incluyo|añado|sumo|agrego|incluimos a
        !incluo|adiciono|acrescento|junto .. .. nesta|na|à|a conversa|discussão|troca|email
        !aggiungo|includo|inserisco .. .. alla|nella|in conversazione|discussione|copia|mail
        !voeg .. .. toe
        !betrek|neem .. .. erbij|mee
        !lägger|legger|tager|tar .. .. till|til|med .. tråden|samtalet|samtalen|konversationen|konversasjonen|korrespondancen
        !dodaję|dołączam|włączam .. .. do wiadomości|rozmowy|wątku|korespondencji|konwersacji
        """,
    "received": """
        forwarded|passed|sent|gave|handed|shared|showed|relayed|mentioned|redirected .. me|us .. your|this|note|message|email|mail|along|on|details|it
        forwarded|passed|sent|handed|relayed|redirected .. your|this|note|message|email|mail|it .. to|on_to|over_to|along_to me|us
        was|been|got|were forwarded|passed|sent|handed|given|routed .. to me|us|my
        was|been|got|were forwarded|passed|handed|given your|this
        was asked to .. reply|respond|answer|get
        landed|ended|arrived on|with|at my|me
        mir|uns .. weitergeleitet|weitergegeben|weitergereicht|übergeben|gegeben|zugeleitet
        an mich|uns .. weitergeleitet|weitergegeben|übergeben|gegeben
        m|nous .. transmis|transféré|fait_suivre|relayé|passé|forwardé
        me|nos .. ha|han|paso|pasó|pasado|reenviado|reenvió|reenviaron|remitido .. su|tu|este|correo|mensaje
        me|nos .. encaminhou|repassou|passou|reencaminhou|encaminharam
        encaminhou|repassou|passou .. me|para_mim
        mi|ci ha|hanno|è|stata|stato .. inoltrato|inoltrata|girato|girata|passato|passata
        kreeg .. doorgestuurd|door
        aan|naar mij|ons .. doorgestuurd|doorgegeven|doorgezet
        mij .. doorgestuurd|doorgegeven
        vidarebefordr*|skickade|skickat|videresend*|videresendt|sendte|sendt .. till|til mig|meg|oss|os
        przekazał*|przesłał* .. mi|nam
        trafił* .. do mnie
        転送いただきました
        転送され
        から伺い
        转给我
        转发给我
        轉給我
        轉發給我
        """,
    "mine": """
        i|we am|are|do .. the .. right|correct .. person|contact|one
        i am .. responsible|in_charge .. for|of
        i|that|this|it would|will|is be|be|for? mine|me to .. look|handle|decide|own|deal
        i am the .. one|person who|that
        i|we own|run|head|lead|manage|handle|oversee|decide .. this|that|procurement|purchasing|these|budget|area|topic|it
        i|we look after|into .. this|that|these
        ich .. bin .. zuständig|verantwortlich|ansprechpartner|ansprechpartnerin
        bin .. ich .. zuständig|verantwortlich
        ich .. kümmere|verantworte|betreue|leite|entscheide .. mich|das|dieses|diesen|den|die
        c est moi qui
        je .. suis .. responsable|charge|interlocuteur|interlocutrice|personne
        je m .. occupe|charge .. de|d
        je gère|pilote|dirige|traite .. ce|ces|cette|le|la|l|les
        soy .. responsable|encargado|encargada|quien|persona
        me .. encargo|ocupo yo|de
        yo .. lo? llevo|gestiono|decido|manejo
        sou .. responsável|encarregado|encarregada|eu_quem|pessoa
        eu .. cuido|trato|decido|gerencio|respondo
        sono .. io .. responsabile|che|referente|a|il
        sono .. responsabile|referente
        me ne occupo|occupo io|seguo io|decido io
        ik .. ben .. verantwoordelijk|verantwoordelijke|aanspreekpunt|juiste
        ik ga hierover|daarover|erover
        jag .. är|ansvarar .. ansvarig|för
        jeg .. er|har .. ansvarlig|ansvaret|ansvar
        ja .. zajmuję|odpowiadam .. się|tym|za
        jestem .. odpowiedzialny|odpowiedzialna|osobą
        私が担当しております
        私が担当です
        私が担当して
        担当の者です
        由我负责
        我负责
        我來負責
        由我負責
        you have|got|reached|found|hit .. right|correct person|contact|one|desk|place|address
        that|this|it is my|our department|remit|patch|job|field|area
        falls|lands|sits under|on|with me|my
        bei mir .. richtig|goldrichtig
        sie haben .. richtigen|richtige erwischt|getroffen
        fällt .. in meinen|meine bereich|zuständigkeit
        das ist mein|meine bereich|abteilung|aufgabe
        vous êtes .. à|sur la bonne adresse|porte|personne
        c est de mon ressort
        c est mon|ma service|domaine|rayon
        ha|has|han dado|acertado con la persona
        es mi departamento|área|competencia|responsabilidad
        es cosa mía
        ha|hai trovato la persona giusta
        è di mia competenza
        è il mio reparto|settore|campo
        acertou na pessoa
        é o|a meu|minha departamento|área|pelouro
        isso é comigo
        u bent|zit .. juiste|goede adres
        dat valt onder mij
        dat is mijn afdeling|taak|terrein
        du har kommit|hittat .. rätt
        det är mitt|min ansvar|avdelning|område|bord
        du har .. fat|kommet|funnet|fundet .. rette|rigtige|rett
        det er mit|mitt|min ansvar|afdeling|avdeling|område|bord
        dobrze pani|pan trafiła|trafił
        to moja|mój działka|dział
        私が見て
        私の担当です
        归我管
        找对人
        我说了算
        """,
    "wrong_person": """
        !ne .. travaille|occupe|gère|charge .. plus .. sur|de|d|ces|ce|cette|dessus|sujets
        !nicht mehr .. zuständig|verantwortlich
        !ya no .. llevo|gestiono|encargo|ocupo
        !já não .. trato|cuido|respondo
        !non .. occupo|seguo|gestisco .. più
        !ga .. niet meer over
        !inte|ikke längre|længere|lenger .. ansvarig|ansvarlig|ansvar
        """,
    "closed": """
        !mailbox|inbox|address|account|box|mail .. no longer .. monitored|active|valid|read|checked|used|in_use
        !mailbox|inbox|address|account .. is|being|be|been retired|closed|discontinued|deactivated|decommissioned|deleted
        !this|old .. mailbox|inbox|address|account .. will|going .. stop|close|expire|cease|disappear
        !postfach|adresse|mailadresse|emailadresse .. nicht mehr .. gelesen|abgerufen|genutzt|gültig|aktiv|verwendet
        !mail|mails|nachricht|nachrichten .. nicht mehr? .. gelesen|abgerufen
        !cette .. adresse|boîte .. plus .. consultée|lue|active|relevée|utilisée|valable
        !esta|la|dirección|cuenta|correo .. ya no .. activa|atendida|revisa|monitorea|activo|lee|usa|válida
        !este .. email|endereço|caixa .. não .. mais .. usado|lido|ativo|monitorado|utilizado
        !casella|indirizzo .. non .. più .. attiva|attivo|monitorata|presidiata|letta|usato|valido
        !dit .. adres|mailbox|postvak .. niet meer|langer .. gebruikt|gelezen|actief|gelezen
        !adressen|brevlåda|postkasse|adresse .. inte|ikke längre|længere|lenger .. används|bruges|brukes|läses|læses
        !skrzynka|adres .. nie .. jest .. już? .. używany|aktywny|sprawdzana
        """,
}
