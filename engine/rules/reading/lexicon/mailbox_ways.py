"""The same of firms and mailboxes: that a firm is wound up, that strangers must name a word, that mail is read in turn,
that an address only sends. They decide nothing alone (`note_signs`).

How phrases are written: see `phrases.py`.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "over": """
        ceased|stopped trading
        in|into liquidation|administration|receivership
        liquidat*|insolven*|bankrupt*
        gone under|bust
        wound|winding up
        branch|company|firm|shop|office|plant|site|factory|business|yard|mill|farm .. closed|shut|sold|dissolved|no_more|gone .. down|doors|for_good|last|permanently
        doors .. for .. last|good
        closed for good|ever
        insolven*|konkurs*
        betrieb|firma|filiale|werk|geschäft|laden .. eingestellt|aufgelöst|geschlossen|aufgegeben|verkauft
        liquidation|faillite|dépôt_de_bilan|dissoute|cessation
        fermé|fermée|fermés définitivement|pour_de_bon
        quiebra|liquidación|disuelt*|concurso_de
        cerró|cerrado|cerramos|cerrada .. definitivamente|para_siempre
        falência|insolvência|dissolvid*|extint*
        fechou|fechámos|encerrou .. portas|de_vez|definitivamente
        fallimento|fallita|liquidazione|cessata|cessato .. attività
        chiuso|chiusa .. per_sempre|definitivamente
        failliet|faillissement|opgeheven|opgedoekt
        konkurs*|nedlagt|nedlagd|nedlagte|upplöst|opløst|oppløst|bostyrer*
        gått|gick|gik|gikk|slått .. omkull|konkurs
        upadłoś*|zlikwidowan*|likwidacj*|zamknięt*
        úpadk*|konkurz*|zrušen*|likvidac*
        konkurssi*|lakkautet*|lopetettu|lopettanut
        felszámol*|csőd*|megszűnt|bezárt
        iflas*|tasfiye*|kapandı|kapatıldı|kapanmıştır
        faliment|insolvență|desființat*|lichidare
        πτώχευσ*|εκκαθάριση*|έκλεισε|καταργήθηκε
        банкрут*|ліквід*|ликвид*|закрил*|закрыл*
        파산*|폐업*|청산*|문을 닫*
        倒産
        破産
        廃業
        閉鎖
        破产
        倒闭
        注销
        关闭
        撤销
        """,
    "renamed": """
        married|divorced|maiden|surname|née|formerly
        merged|merger|acquired|bought|taken_over|rebranded|renamed|absorbed|became_part
        geheiratet|geschieden|hochzeit|mädchenname*|nachname|geborene|heiße
        fusion*|übernommen|aufgegangen|verschmolzen|umfirmiert|umbenannt
        mariée|marié|divorcée|divorcé|épouse|jeune_fille
        fusionn*|rachet*|absorb*|rebaptis*
        casado|casada|me_casé|divorciad*|apellido
        fusion*|adquirid*|absorbid*|integrad*
        casei|casou|divorci*|apelido|sobrenome
        fundi*|comprad*|incorporad*
        sposat*|divorziat*|cognome
        fusione|confluit*|acquisit*|incorporat*
        getrouwd|gescheiden|achternaam|meisjesnaam
        gefuseerd|overgenomen|opgegaan
        gifta|gifte|skild|skilt|efternamn|efternavn|etternavn
        sammanslag*|uppköpt*|fusioner*|lagt_sammen|slått_sammen|opkøbt
        ślub*|wyszłam|rozwód|nazwisk*
        połącz*|przejęt*|fuzj*|wszedł*|weszł*
        vdala|provdala|rozvedla|příjmení
        sloučil*|fúz*|přešl*|koupil*
        naimisiin|avioliit*|erosin|sukunim*
        fuusio*|yhdisty*|sulautu*|ostettu
        férjhez|férjezett|elváltam|nevem|vezetéknevem
        egyesül*|beolvad*|felvásárol*
        evlendim|boşandım|soyad*
        birleş*|satın_al*|devral*
        căsător*|divorț*|măritat|numele
        fuzion*|cumpărat|comasat
        παντρεύτηκα|χώρισα|επώνυμο
        συγχωνεύ*|εξαγορ*|λέγεται
        заміж|одруж*|розлуч*|прізвищ*|замуж
        об*єднал*|злил*|увійшов|увійшла|купил*
        결혼*|개명*|성이
        합병*|인수*|통합*
        結婚
        改姓
        合併
        統合
        社名
        改名
        合并
        更名
        并入
        is|am|are|called|known now|called|known_as
        own .. practice|office|firm|company
        eigene|eigenen kanzlei|praxis|firma|büro
        heißt|heißen|heiße jetzt|nun|künftig
        s appelle|nomme désormais|maintenant
        se llama|llamamos ahora
        passou|passa a .. chamar
        si chiama ora|adesso
        heet|heten|heter|hedder nu|voortaan|numera|fremover
        nazywa|nazywamy się .. teraz|obecnie
        własn* kancelari*|firm*
        jmenuje|jmenujeme se .. nyní|teď
        osamostatnil*
        se numește acum
        lett .. neve
        λέγεται|ονομάζεται πια|πλέον|τώρα
        власне бюро
        이름* .. 바뀌*|변경*
        屋号
        改め
        """,
    "password": """
        password|passphrase|watchword|captcha|puzzle|riddle
        the|this|one|with|code word|answer|number|result|letters|code
        in .. subject .. line?
        parole|losung|losungswort|kennwort|stichwort|rätsel|zauberwort
        im|in|den|die betreff|betreffzeile
        mot de_passe|magique
        dans l objet
        avec|le mot|résultat|chiffre|code
        contraseña|palabra_clave|santo_y|acertijo
        en el asunto
        con|la palabra|resultado|clave
        senha|palavra_passe|palavra|enigma
        no assunto
        parola|indovinello
        nell oggetto
        wachtwoord|wachtwoordzin|raadsel|het_woord|toverwoord
        in .. onderwerp|onderwerpregel
        lösenord|kodord|adgangskode|kodeord|passord|gåta|gåde
        i ämnesraden|ämnet|emnefeltet|emnet|emnelinjen
        hasło|hasłem|słowo|słowem|zagadk*
        w temacie|tytule
        heslo|heslem|slovo|slovem|hádank*
        v|do předmětu
        tunnussana*|salasana*|sanalla|arvoitus*
        otsikossa|otsikkoon|otsikkokenttään|aiheeseen|aiherivi*
        jelszó*|jelige|szót|szóval|találós
        tárgy*|tárgyba|tárgyban|tárgymező*
        parola*|şifre*|kelime*|bilmece
        konu|konuya satırı*|başlığı*
        cuvântul|cuvânt|ghicitoare
        în|la subiect|subiectul
        σύνθημα|κωδικό|λέξη|γρίφο*
        στο θέμα
        пароль|паролем|слово|словом|загадк*
        у|в темі|теме|заголовку
        암호*|비밀번호*|단어*|수수께끼
        제목*
        合言葉
        合い言葉
        暗号
        件名
        一字
        暗号
        口令
        暗语
        标题
        主题
        """,
    "strangers": """
        stranger|strangers|unknown|unfamiliar|newcomers|unrecognised|unrecognized
        not|don't|doesn't|only|never know|knows|met|recognise|recognize|seen|heard .. you|you_yet|of_you
        first|new|known time|letter|mail|senders|writers|correspondents|contacts|people
        unbekannt*|fremde*|neue absender|namen
        kennt|kenne .. nicht|nur|noch
        inconnu*|première fois|expéditeurs
        desconocid*|primera vez
        desconhecid*|primeira vez
        sconosciut*|prima volta
        onbekende*|vreemden|eerste keer
        okänd*|ukendt*|ukjent*|främling*|fremmed*|framande
        nieznan*|nieznajom*|obcych|nowy|pierwszy raz
        neznám*|cizí*|poprvé
        tuntemat*|vieraa*|ensimmäis* kerta*
        ismeretlen*|idegen*|először
        tanımadı*|yabancı*|ilk kez|defa
        necunoscu*|străini*|prima oară
        άγνωστ*|γνωστ*|πρώτη φορά
        незнайом*|невідом*|незнаком*|уперше|вперше|впервые
        모르는|처음
        はじめての
        初めて
        未登録
        陌生
        不认识
        首次
        """,
    "in turn": """
        in .. order .. of|received|arrival|they|it
        queue|queued|backlog|pile|tray
        number|ticket|case|reference .. is|has|opened|logged|created
        turn .. comes
        der|nach reihe|eingang
        vermerkt|notiert|abgelegt|korb
        par|dans ordre .. arrivée
        por orden
        por ordem
        in|secondo ordine .. arrivo
        op volgorde
        i tur och ordning
        i|efter|etter rækkefølge|rekkefølge|tur
        w|po kolejności|kolei
        v|podle pořadí
        järjestyksessä|saapumisjärjestyksessä|vuorollaan
        sorrendben|sorban|sorra
        sırayla|sırası*|sıraya
        în ordinea
        με σειρά|τη_σειρά
        по|за|в черзі|порядку|очереди
        순서대로|차례대로|접수*
        順番に
        順次
        受付
        按顺序
        依次
        编号
        registered|recorded|logged|filed|docketed
        aktenzeichen|vorgang|vorgangsnummer|eingetragen|registriert
        enregistr*
        registrad*|registad*|apuntado|anotado|protocolo|chamado
        registrat*|protocollat*
        geboekt|geregistreerd|genoteerd
        diarieförd*|journaliser*|registrer*|inskriv*|opprettet|oprettet
        zarejestrowan*|zgłoszenie|wpłynęło
        zaevidován*|zapsáno|požadavek
        kirjattu|tiketti|jonossa
        iktatt*|iktattuk|ügyintéz*
        kayda|kaydedil*|defter*
        înregistrat*|petiți*|tichet*
        καταχωρ*|πρωτοκολλ*|αίτημα
        зареєстр*|зарегистр*|записано|звернення|заявк*
        등록*|민원*
        登録され
        工单
        登记
        """,
    "sends only": """
        only .. sends|outgoing|posts
        sends|send .. only|and_nothing
        nobody|no_one|no_human|not|never|don't|doesn't|cannot .. reads|read|looks|listen|opens|watches|monitored
        robot|machine|script|computer|autoresponder|system .. here|reads|sends|answers|cannot
        versendet|verschickt|sendet .. nur|ausschließlich
        nur|ausschließlich .. versand|ausgang|versenden
        liest|schaut|öffnet .. niemand|keiner
        envoie|expédie|sert .. uniquement|que|seulement|rien
        aucun|personne .. ne|humain .. lit|relève|consulte
        solo|sólo envía|envío|enviamos|salida
        nadie .. lee|mira|abre|atiende
        só|apenas envia|envio|saída
        ninguém .. lê|abre|vê
        solo invio|invia|uscita
        nessuno .. legge|guarda|apre
        alleen uitgaand*|verzend*|versturen
        leest|kijkt|ziet niemand
        bara|endast|kun|bare skickar|sender|utgående|udgående
        obevakad*|ubemannet|uovervåget
        tylko wysył*|nadaw*
        nikt .. nie .. czyta|zagląda|odczytuje
        jen|pouze odesíl*|odchoz*
        nikdo .. nečte|nesleduje
        vain lähet*
        kukaan .. ei .. lue|katso|valvo
        csak küld*|kimenő
        senki .. nem .. olvas*|néz*
        sadece gönder*|yalnızca
        kimse .. okum*|bakm*
        doar trimit*|expedi*
        nimeni .. nu .. citește|verifică
        μόνο στέλνει|αποστολή*
        κανείς .. δεν .. διαβάζει|κοιτά
        тільки|лише|только надсила*|відправ*|отправ*
        ніхто|никто .. не .. чита*|перевіря*
        발신*|보내기만
        送信専用
        誰も読
        仅用于发送
        无人查看
        无人阅读
        """,
    "not passed on": """
        not .. forwarded|forward|redirected|passed_on|passed|transferred
        nothing .. forwarded|passed
        send|resend|mail|write .. again|it_there|there
        nicht .. weitergeleitet|weitergegeben|umgeleitet|mitgenommen
        keine weiterleitung
        pas .. transféré|transférés|réexpédié|redirigé|transmis
        no .. reenvía|redirige|reenvian|redirigen
        não .. reencaminha*|encaminha*|redirecion*
        non .. inoltrat*|reindirizzat*|trasmess*
        niet .. doorgestuurd|doorgezonden
        inte|ikke .. vidarebefordr*|videresend*|viderebring*
        nie .. przekazuj*|przekazyw*|przekierow*
        nepřeposíl*|nepředáv*
        ei .. välitetä|ohjata|edelleenlähet*
        nem .. továbbít*|irányít*
        iletilm*|yönlendirilm*|aktarılm*
        nu .. redirecționa*|transmi*
        δεν .. προωθ*|διαβιβάζ*
        не .. пересил*|перенаправ*|пересыл*
        전달되지|넘어가지
        転送され
        転送いたし
        不转发
        不会转
        """,
    "domain": """
        domain|domains|domän|domæne|domene|domein|domäne|domaine|dominio|domínio|domena|domenę|domény|doménu|doména
        домен*|도메인*|ドメイン|域名
        alan adı
        verkkotunnu*
        server|servidor|serwer|сервер|provider|anbieter|hébergeur|udbyder|leverantör
        portal|portail|portál|portaal|portale|портал|포털|ポータル|门户
        personal|individual mailboxes|boxes|inboxes|addresses|accounts
        persönliche postfächer|adressen
        boîtes personnelles|nominatives
        buzones personales|individuales
        개인 메일*
        个人邮箱
        shared|common|joint|team mailbox|inbox|box
        gemeinsames|gemeinsame|zentrales postfach|adresse
        boîte commune|partagée
        buzón único|común
        """,
    "held": """
        held|parked|waits|waiting|stuck|queue .. gate|door|until|doorstep|outside|porch|lobby
        steht|wartet|liegt|hängt .. tor|tür|pforte|schleuse|schranke|quarantäne
        attend|retenu|bloqué|dort|coincé .. porte|sas|écluse|seuil
        retenid*|detenid*|bloquead*|puerta|cuarentena
        retid*|portaria|quarentena|cancela
        trattenut*|ferm* .. dogana|porta|soglia
        vastgehouden|wachtplank*|wachtkamer|slagboom|poort
        slussen|slusen|grinden|sluse|venteposition|karantän*|karantene|karantæne
        zatrzyman*|wstrzyman*|bramie|kwarantann*
        zadržen*|vrátnici|bráně|karantén*
        pidätetty|eteisessä|portilla|karanteeni*
        visszatart*|várólist*|várakozik|kapun*|karantén*
        bekletil*|bekliyor|kapıda|karantina*
        reținut*|așteaptă|poartă|carantină
        κρατήθηκε|αναμονή|καραντίνα|πύλη
        затримано|задержано|карантин*|брамі|чекає
        보류*|대기*|격리*
        保留
        お預かり
        隔离
        暂存
        拦截
        """,
    "prove": """
        identify|register|validate|verify|authenticate|accredit|prove yourself|that|who
        reply|answer|write_back|respond .. once|blank|empty|anything|with|line
        robot|human|person .. not|are|be
        clear|release|let .. yourself|you|it|your .. through|in|out
        antworte*|schreib* .. mit|zurück|einmal|leere
        ausweisen|legitimier*|identifizier*|freischalt*|bestätig*
        répond* .. vide|mot|avec|simplement
        identifi*|validez|prouve*|débloqu*
        respond*|contest* .. con|palabra|vacío
        identifíqu*|valid*|declare|demuestr*
        respond*|marque .. com|aviso|caixinha
        valide*|identifi*|comprov*
        rispond* .. con|scrivendo|parola|numero
        accredit*|convalid*|sblocc*|dimostr*
        antwoord|stuur|klik .. met|terug|getal
        svar|svara|svarer .. med|ordet|tallet|siffran|på
        klicka|klikk|klik|legitimer*|identifier*|styrk*
        odpis*|odpowied* .. słow*|cokolwiek|na
        przepust*|potwierd*|zarejestruj*
        odpověz* .. slovem|číslem
        ověřte|ověřit|potvrďte|potvrdit|prokaž*
        vastaa .. sanalla|tähän|yhdellä
        tunnistaud*|vahvist*|rekisteröid*
        válaszol* .. szóval|erre
        igazol*|erősíts*|regisztrál*
        yanıtla*|cevapla* .. kelime*|yaz*
        doğrula*|kaydol*|onayla*
        răspund* .. cu|cuvântul|numărul
        validați|confirmați|înscrieți|identific*
        απαντήστε|γράψτε .. με|τη
        ταυτοποι*|επιβεβαι*|εγγραφ*
        відпиш*|ответьте|напишіть .. словом|рядком
        підтверд*|подтверд*|введіть|введите
        넣어 .. 다시|보내*
        인증*|등록하*
        ご返信
        認証
        ご登録
        登録..済み
        验证
        认证
        注册
        回复..即
        """,
}
