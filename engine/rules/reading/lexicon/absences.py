"""Absences, leavers and new addresses in the words of people: reasons to be away, days never worked, closed offices.

`hint` is what absence notes also say; it counts only in what a machine sent. How phrases are written: see `phrases.py`.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "away": """
        !am|be .. on .. plane|flight|beach|boat|cruise|train|road|slopes|water|safari|tour|secondment
        !am|be|gone|went|out .. fishing|hiking|skiing|camping|sailing|diving|surfing|backpacking|climbing|cycling
        !is|are|be|remain|remains|stay .. closed|shut .. until|till|from|for|on|through|between|today|this|and|over|during|at
        !closed .. until|till|through|between|from
        !shut|closed between|over|for .. christmas|easter|xmas|new|thanksgiving|summer|holidays|holiday
        !be back .. in .. office
        !holiday|christmas|easter|summer|winter|thanksgiving|office|festive|annual|company closure|shutdown|closing|recess
        !bank|public|national|long holiday|weekend
        !do|does not .. work|working .. on|mondays|tuesdays|wednesdays|thursdays|fridays|monday|tuesday|wednesday|thursday|friday|weekends
        !not .. in|working|available .. mondays|tuesdays|wednesdays|thursdays|fridays
        !non working|workday day|days|hours
        !work|working part time
        !only work .. monday|mondays|tuesday|tuesdays|wednesday|wednesdays|thursday|thursdays|mornings
        !recovering|recuperating .. from|at|home|surgery
        !having|had|undergoing|undergo .. surgery|operation
        !in hospital
        !under the weather
        !down|ill|sick|home|struck|out|fighting with|a .. flu|cold|covid|fever|migraine|bug|virus
        !in bed with
        !traveling|travelling for|through|until|till|this|all|today|tomorrow|on|abroad
        !off work|sick|grid|duty
        !off the grid
        !unplugged|unplugging
        !out with .. flu|cold|covid
        !am|be|is|are out until|till|today|tomorrow|this|all|next|from|through|for|monday|tuesday|wednesday|thursday|friday|sick
        !am|be|is|are|being|gone away until|till|today|tomorrow|this|all|next|from|through|for|on
        !will|shall|am|are not .. be .. available|reachable|around|online|returning|contactable|in
        !not .. return|returning|back|in|at .. until|till|before
        !offline until|till|from|this|for|today|all
        !am|be|all_day in training|meetings|transit|court
        !family emergency|matter|bereavement
        !bereavement
        !on|for .. business travel|trip
        !off until|till|from|this|next|today|for|on
        !take|taking|took|having .. some|a|few|well .. time|days|day|week|break off|rest|away
        !fridays|mondays|tuesdays|wednesdays|thursdays|weekends .. not .. work|working
        !lundi|mardi|mercredi|jeudi|vendredi|lundis|mardis|mercredis|vendredis .. ne travaille|travaillons pas
        !lunes|martes|miércoles|jueves|viernes .. no trabajo|trabajamos
        !segunda|segundas|terça|terças|quarta|quartas|quinta|quintas|sexta|sextas|feira|feiras .. não trabalho|trabalhamos
        !lunedì|martedì|mercoledì|giovedì|venerdì .. non lavoro|lavoriamo
        !måndagar|tisdagar|onsdagar|torsdagar|fredagar|fredager|mandager|fredage|mandage .. jobbar|arbetar|arbejder|jobber .. inte|ikke
        !poniedziałki|wtorki|środy|czwartki|piątki .. nie pracuję
        !am|be .. in .. training|meetings
        !geschlossen .. bis|von|vom|ab|zwischen|und
        !bleibt|bleiben|ist|sind|haben|hat .. geschlossen
        !betriebsruhe|betriebsferien|brückentag|brückentage|weihnachtsferien|werksferien|betriebsurlaub|reha|rehabilitation|elternzeit|mutterschutz|mutterschaftsurlaub|sonderurlaub|resturlaub|bildungsurlaub|vaterschaftsurlaub
        !auf .. seminar|kongress|tagung|konferenz|lehrgang|weiterbildung|workshop|kundentermin|fortbildungen|klausur
        !bin|sind .. weg|unterwegs|verreist|offline|verhindert|raus|krank|abgemeldet
        !arbeite|arbeiten .. nicht|teilzeit|teilzeitbasis|zurzeit_nicht
        !montags|dienstags|mittwochs|donnerstags|freitags .. nicht|frei|geschlossen
        !jeden montag|dienstag|mittwoch|donnerstag|freitag .. nicht|frei
        !in teilzeit
        !nicht .. am .. platz|schreibtisch|arbeitsplatz
        !habe|haben|nehme|nehmen .. frei|auszeit|urlaub
        !genieße|genießen|verbringe .. urlaub|auszeit|elternzeit|sonne|ferien|freie
        !krankheitsbedingt|krankenhaus|krankgemeldet|abwesenheitsbedingt
        !kehre|kehren .. zurück
        !grippe|fieber|covid|corona|migräne|erkältung .. bett|flach|zuhause|daheim|zu_hause|erwischt|melde|auskurieren
        !liege .. mit|flach|im_bett
        !krank .. zu_hause|daheim|bett|zuhause
        !außerhalb .. büros|unterwegs|hauses
        !bis .. abwesend|weg|unterwegs|nicht_da|außer_haus
        !nicht .. da|anzutreffen|ansprechbar
        !eingeschränkt|schlecht|schwer erreichbar
        !ne travaille|travaillons pas .. le|lundi|mardi|mercredi|jeudi|vendredi|ce|aujourd
        !absent|absente|indisponible|injoignable .. le|tous|chaque|les .. lundi|mardi|mercredi|jeudi|vendredi|lundis|mardis|mercredis|vendredis|jeudis
        !faisons|fait|fais le pont
        !temps partiel
        !sur|à .. salon|congrès|conférence|colloque|foire
        !en voyage|vadrouille|clientèle|rendez
        !arrêt .. maladie|travail
        !grippe|covid|fièvre|migraine .. je|suis|lit|maison
        !au lit|fond_du_lit
        !cloué|clouée|alité|alitée
        !hospitalisé|hospitalisée|convalescence
        !ferm* .. pour|du|entre|jusqu|le|ce|annuel*|exceptionnel*|estival*
        !rouvr*|réouverture|rouvert
        !fermeture .. annuelle|estivale|exceptionnelle|congés|hivernale|de_fin|été
        !sans .. accès .. mail|mails|messagerie|internet|email
        !no trabajo|trabajamos .. los|el|lunes|martes|miércoles|jueves|viernes
        !es|somos|hacemos .. puente|festivo
        !de|en puente|feria|congreso|reunión|formación|curso
        !estoy|estaré|encuentro|estamos|estaremos .. de|en .. baja|feria|congreso|viaje|formación|curso|puente|reunión|reuniones|rodaje
        !cerrad* .. por|del|hasta|desde|con|entre|los|el
        !cierra|cerramos|cerraremos|cerrará|cierre .. por|del|hasta|vacacional|navideño|navidad|estival|oficinas|desde
        !por motivos .. salud|médicos|personales
        !ingresado|ingresada|hospital|operación|recuperándome|convaleciente
        !jornada reducida
        !en cama
        !con gripe|fiebre|covid
        !en excedencia
        !descansa|descansamos|descanso|descansando .. hasta|del|unos|hasta
        !días libres
        !tiempo parcial
        !no .. voy|vuelvo|volveré|regreso|regresaré .. hasta|a .. la? oficina|el
        !desconectado|desconectada|desconectando
        !não trabalho|trabalhamos .. às|sextas|segundas|terças|quartas|quintas|nas
        !fechad*|encerrad* .. para|por|de|até|entre|devido|no|nos|e
        !recesso
        !férias coletivas
        !estou|estarei|encontro|estamos|estaremos .. em|de|num|numa|afastado|afastada .. viagem|férias|congresso|feira|formação|licença|baixa|reunião|doença|recesso|treinamento|evento|saúde|conferência
        !afastado|afastada .. por|do|das|trabalho
        !tempo parcial
        !meio período
        !de cama
        !com gripe|febre|covid
        !dias de descanso|folga
        !descansar|descanso .. até|de
        !feriado|ponte
        !estamos .. fechados|encerrados
        !atestado|internado|internada
        !non lavoro|lavoriamo .. il|al|lunedì|martedì|mercoledì|giovedì|venerdì|nel
        !chius* .. per|dal|fino|da|il|tra|in|nel|e
        !chiusura .. estiva|natalizia|uffici|aziendale|per|festività|ferie
        !riapr* .. il|lunedì|dal|in|martedì|a
        !in .. fiera|congresso|riunione|formazione|convegno|corso
        !part time
        !ricoverato|ricoverata|convalescenza|convalescente|influenza
        !a letto
        !l influenza|febbre|covid
        !giorni .. di riposo|ferie|pausa
        !prende|prendiamo|preso .. una|qualche pausa|giorno|giorni
        !via per .. lavoro|qualche|alcuni
        !su .. beurs|congres
        !werk .. niet .. op
        !op maandag|dinsdag|woensdag|donderdag|vrijdag .. werk .. niet
        !op maandag|dinsdag|woensdag|donderdag|vrijdag .. afwezig|vrij
        !op|naar .. beurs|congres|cursus|training|zakenreis|dienstreis|seminar|conferentie|reis
        !kantoor|kantoren|wij|we|bedrijf|zijn|is .. gesloten
        !gesloten .. van|tot|tussen|in|wegens|i.v.m|vanwege
        !ziek|griep|ziekenhuis|ziekgemeld
        !met .. zwangerschapsverlof|ouderschapsverlof|vakantie|verlof|bevallingsverlof|vaderschapsverlof
        !deeltijd|parttime
        !griep .. op_bed|in_bed|thuis
        !op|in bed .. griep|koorts
        !lig .. op|in|met .. bed|griep|koorts
        !neem|nemen .. dagen|weken|week|tijd rust|vrij|vakantie
        !winterstop|zomerstop|zomerreces|kerststop
        !werk .. maandag|dinsdag|woensdag .. tot
        !geniet|genieten .. van
        !ben .. vrij|weg|onderweg|afwezig|uit_kantoor|er_niet|niet_aanwezig
        !är|har|tar .. sjukskriven|sjuk|semester|ledig|semesterstängt|julstängt|stängt|påskstängt|sommarstängt|vab|vabbar|föräldraledig|studieledig|resa|resande
        !sjukskriven|sjukskrivning|vabbar|föräldraledighet|bortrest
        !på .. mässa|konferens|kurs|utbildning|tjänsteresa|resande|resa|semester
        !ligger .. hemma|hjemme|syk|syg|sjuk|med .. influensa|influenza|feber|syk|syg
        !tar|tager|har|holder .. dagars|dages|fridager|fridage|dagar|feriedage|feriedager|dager .. vila|fri|ferie|ledigt|semester|og|och
        !håller|holder .. stängt|stengt|lukket
        !påskelukket|påskestengt|julestengt|julelukket|sommerstengt
        !julstängt|sommarstängt|semesterstängt|påskstängt|midsommarstängt
        !kontoret|kontor|vi .. stängt|stänger|lukket|stengt|lukker|stenger
        !arbetar|jobbar|arbejder|jobber inte|ikke .. måndagar|tisdagar|onsdagar|torsdagar|fredagar|mandag|tirsdag|onsdag|torsdag|fredag|mandager|fredager|fredage
        !jobbar|arbetar|arbejder|jobber deltid
        !på .. messe|konference|konferanse|kursus|kurs|reise|rejse|forretningsrejse|tjenestereise|seminar|ferie|barsel|orlov|tur
        !er|har|tager|tar|holder .. lukket|sommerferie|juleferie|påskeferie|vinterferie|efterårsferie|høstferie|feriefri|fri|ferie|orlov|barselsorlov|sygemeldt|sykmeldt|sykemeldt|sykemelding|permisjon|pappapermisjon|foreldrepermisjon
        !syg|sygemeldt|sygemelding|sykmeldt|sykemeldt|sykdom
        !sommerferie|juleferie|påskeferie|vinterferie|ferielukket|sommerlukket
        !ikke .. er|være|kontoret .. før
        !vender tilbage
        !reiser|bortreist|utenlands
        !na|w .. targach|konferencji|szkoleniu|delegacji|podróży|zwolnieniu|urlopie|wyjeździe|chorobowym|spotkaniu|szpitalu|l4|macierzyńskim|tacierzyńskim
        !podróży służbowej
        !zwolnieniu lekarskim
        !nie pracuję .. w .. poniedziałki|wtorki|środy|czwartki|piątki|piątek
        !biuro|firma|biura .. będzie|jest|będą .. nieczynne|zamknięte|nieczynna|zamknięta
        !nieczynne|nieczynna
        !przerwa|przerwie|przerwy .. świąteczna|świątecznej|wakacyjna|urlopowa
        !nieobecności|nieobecna|nieobecny
        !chora|chory|choroby|choruję
        !na pół etatu
        !w łóżku
        !z|na gryp* .. odezwę|odpowiem|wracam|leżę
        !leżę .. w|z
        !odpoczywam .. do|przez|od|na|w
        !biorę .. udział|urlop
        !olen .. sairauslomalla|poissa|lomalla|matkoilla|työmatkalla|vuosilomalla|messuilla|koulutuksessa|hoitovapaalla|isyysvapaalla|opintovapaalla|kokouksessa
        !sairauslomalla|vuosilomalla|kesälomalla|talvilomalla|joululomalla|hoitovapaalla|opintovapaalla|perhevapaalla|työmatkalla|lomailen|lomamatkalla
        !toimistomme|toimisto|yrityksemme .. suljettu|kiinni
        !en ole .. töissä|paikalla|toimistolla|tavattavissa|tavoitettavissa
        !en työskentele .. perjantaisin|maanantaisin
        !čerpám|mám|užívám .. dovolenou|volno|neschopnost|dovolené
        !na .. služební|cestě|veletrhu|konferenci|školení|nemocenské|dovolené|mateřské|rodičovské|pracovní
        !služební cestě|cesta
        !kancelář|kanceláře|firma|společnost .. zavřen*|uzavřen*
        !nemocen*|neschopnost*|onemocněl*
        !nebudu|nejsem .. v .. kanceláři|k|dostupný|dostupná|zastižení|dispozici
        !chřipk* .. doma|posteli
        !v posteli
        !jsem nemocn*
        !odpočívám|odpočíváme
        !mám .. volno|dovolenou
        !flunssa*|kuumeessa|kuumetta
        !pidän|vietän .. vapaata|lomaa|vapaapäivää
        !mimo .. kancelář|provoz|republiku|dosah
        !展示会に出
        !インフル
        !休んで
        !発熱
        !終日外出
        !感冒
        !发烧
        !發燒
        !在家休息
        !因公出国
        !展示会に参加
        !休診
        !休館
        !席を外し
        !休みとさせて
        !お休みさせて
        !有給
        !入院
        !療養
        !体調不良
        !忌引
        !勤務日
        !勤務しており..ません
        !在宅
        !研修
        !定休
        !参加展会
        !参展
        !參展
        !病假
        !休产假
        !住院
        !身体不适
        !身體不適
        !生病
        !开会
        !培训
        !出国
        !出國
        !年休
        !公休
        !不在公司
        !不便查收
        !查收邮件不便
        !放暑假
        !国庆假期
        !國慶假期
        !春节假期
        !外地
        !旅行
        !旅游
        !陪產假
        !休婚假
        """,
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
        !call|ring|phone|catch|see me .. monday|tuesday|wednesday|thursday|friday|then|next|anytime|tomorrow
        !rufen|ruf|ruft .. mich .. an|montag|dienstag|mittwoch|donnerstag|freitag|dann|nächste
        !lassen|lass .. uns
        !appelez|appelle|rappelez moi
        !llámame|llámeme|llamadme
        !ligue|liga|ligar|pode_ligar .. me
        !chiamami|chiamatemi|mi_chiami|sentiamoci
        !bel|bellen .. me|mij .. gerust|maandag|dinsdag|woensdag|donderdag|vrijdag|dan|even|volgende
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
    "left": """
        !he|she|who|colleague|manager|mr|ms|mrs|i|we has|have|had? retired
        !retired .. in|last|at|on|this|from
        !has|have|had .. gone|moved to|on .. another|new|different|other|pastures .. company|employer|role|job|firm
        !have|has|i|he|she .. moved on
        !i|he|she|who left .. in|last|at|on|this|us|the
        !not .. an? .. employee|member|employed .. any|anymore|longer|company|here
        !is|was|are .. my|his|her|our .. last|final .. day
        !last|final .. working|business day
        !today|yesterday .. was|is .. my last
        !parted ways|company
        !position .. eliminated|redundant
        !been|was|were .. made redundant|laid
        !laid off
        !new opportunity|opportunities|adventures|role|chapter .. outside|elsewhere|at|with
        !decided to .. leave|pursue
        !leaving|leaves .. company|firm|organisation|organization|business|us|role
        !unternehmen|firma|haus|gesellschaft .. verlassen|verlasse|verlässt|gewechselt|ausgeschieden
        !habe|hat|haben .. verlassen|gekündigt|gewechselt
        !letzter arbeitstag
        !letzte arbeitstag
        !arbeitet|arbeite|ist|bin|sind .. nicht|nicht_länger .. mehr .. bei|für|hier|in|da|im|tätig
        !nicht .. mehr .. tätig|beschäftigt|angestellt|mitarbeiter|mitarbeiterin|teil|im_unternehmen|im_hause
        !berufliche|beruflichen .. herausforderung|neuorientierung|weg|wege
        !gehöre|gehört|gehören .. nicht mehr
        !nicht mehr zum|im team|unternehmen|kollegium
        !ruhestand|altersteilzeit|vorruhestand
        !quitté .. entreprise|société|groupe|fonctions|poste
        !a|ai|avons|est|suis .. parti|partie .. retraite|vers|société|entreprise
        !ne fais|fait|font .. plus .. partie
        !n|ne .. plus .. salarié|salariée|employé|employée|poste|fonctions|fonction|collaborateur|collaboratrice|société|entreprise
        !nouvelles|nouvelle aventures|aventure|horizons|opportunité .. professionnel*
        !dernier jour .. travail|chez|entreprise|dans|au
        !contrat .. fin|terminé|terminée
        !départ .. de|en .. société|entreprise|retraite
        !he|ha|hemos dejado .. de|la|el
        !dejado .. de .. trabajar|pertenecer|formar|colaborar
        !ya no .. trabaj*|labor*|form*|perten*|colabor*|prest*|está .. en|para|parte|aquí|con|nosotros
        !no .. sigue|continúa|forma .. en|con|parte
        !mi|su último día
        !causó|causado|causé baja
        !nuevos|nuevo retos|reto|proyectos|rumbos|desafíos .. profesional*
        !desvincul*
        !finaliz*|terminado|terminó|extinguido|concluido .. relación|contrato|etapa
        !se fue|ha_ido|marchó|marchado .. de
        !jubil*
        !já|jà não .. trabalh*|colabor*|faz*|faço|pertenc*|integr*|exerc*|exerç*|se
        !não .. trabalh*|colabor*|integr*|pertenc*|faz|faço .. mais
        !não .. mais .. trabalh*|colabor*|quadro|equipe|empresa|conosco
        !deixei|deixou|deixámos .. de|a|o|as .. empresa|trabalhar|colaborar|grupo|quadro|funções|cargo
        !saiu|saí|desligou|desliguei|desligado|desligada .. da|do|se .. empresa|companhia|grupo|quadro|equipe
        !meu|seu último dia
        !encerrei|encerrou|terminei|terminou|cessei|cessou .. contrato|vínculo|ciclo|colaboração|funções
        !novos|novo desafios|desafio|rumos .. profission*
        !non lavora|lavoro|collabora|collaboro|opera|opero .. più
        !non .. è|sono .. più .. in|un|parte|dipendente|presso|con|nostro|nostra
        !non fa|faccio più parte
        !ho|ha|abbiamo lasciato .. l|la|il|azienda|società
        !terminato|cessato|concluso|interrotto .. mio|suo|il|rapporto|collaborazione|attività .. lavoro|collaborazione|con|rapporto
        !ultimo giorno .. lavoro|in|presso
        !nuova|nuove esperienza|esperienze|sfida|sfide|avventura .. professional*|lavorativ*
        !pensionat*|pensionamento
        !niet .. meer|langer .. werkzaam|in_dienst|werk|werkt|bij|verbonden|deel|medewerker|actief .. bij|voor|van|aan|hier
        !werkt|werk .. niet|niet_langer .. meer|langer|bij
        !heeft|heb|hebben .. verlaten
        !ons|onze|organisatie|bedrijf .. verlaten
        !laatste werkdag
        !uit .. dienst
        !nieuwe|andere uitdaging|baan|werkgever
        !slutat|slutade|avslutat|sluttet|sluttede|fratrådt|fratrådte|fratræder|opsagt .. på|hos|i|sin|anställning|per|den|som|stilling
        !avsluttet|avslutat|afsluttet .. sitt|sin|mitt|min .. arbeidsforhold|anställning|ansættelse
        !har|er slutat|sluttet|fratrådt|stoppet|avsluttet
        !har|er|jag|hun|han gått|gået .. vidare|videre|i .. pension|pensjon
        !arbetar|jobbar|arbejder|jobber|arbeider .. inte|ikke .. längre|længere|lenger|kvar|mer|mere
        !är|er|finns|jobbar|arbetar .. inte|ikke .. längre|længere|lenger|mer|mere
        !inte|ikke|ej .. längre|længere|lenger|mere|mer .. anställd|ansat|ansatt|verksam|kvar|hos|en_del|del
        !lämnat|forladt|forlatt .. sin|sitt|vår|oss|os|bolag|firma
        !sista|sidste|siste arbetsdag|arbejdsdag|arbeidsdag|dag
        !nya|nye utmaningar|udfordringer|utfordringer
        !pension|pensionerad|pensjon|pensjonist|pensioneret .. sedan|siden|från|fra
        !nie .. pracuję|pracuje|jest|jestem .. już|dłużej|pracownikiem .. w|dla|firmie|naszej|u_nas|pracownikiem
        !już nie .. pracuje|pracuję|jest|jestem
        !zakończył*|zakończ* .. współpracę|pracę|zatrudnienie|współpraca
        !odszedł|odeszła|odszedłem|odeszłam .. z|na|firmy
        !ostatni dzień .. pracy|w
        !emerytur*
        !ei .. ole .. enää|palveluksessa
        !ei|en .. enää .. työskentele|työskentelee|palveluksessa|töissä|ole
        !lähtenyt|siirtynyt|jättänyt .. yrityksen|yrityksestä|muihin|eläkkeelle|uusiin
        !eläkkeelle|eläkkeellä
        !již|už|v .. nepracuje|nepracuji|nepůsobí|není|zaměstnancem
        !nepracuje|nepracuji|nepůsobí|nezaměstnán .. v|pro|ve|u|již|zde
        !ukončil* .. pracovní|spolupráci|poměr
        !odešel|odešla .. z|do|ze
        !退職いた
        !退社
        !離任
        !定年
        !移籍
        !転籍
        !已..离职
        !离职
        !离开..公司
        !不在..任职
        !不在我司
        !不在本公司
        !已经退休
        !调离
        """,
    "stays": """
        no longer .. work .. mondays|tuesdays|wednesdays|thursdays|fridays|weekends|mornings|afternoons
        arbeite .. montags|dienstags|mittwochs|donnerstags|freitags .. nicht mehr
        left .. office|desk .. for|at|early|today|already
        i|he|she left .. message|note|voicemail|comment|review|meeting
        has left .. for .. day|lunch|today
        left .. market|industry|field|profession
        retired from .. buying|selling
        quitté .. marché|secteur
        dejado .. mercado|sector
        left .. the? .. call|meeting|chat|room
        """,
    "moved": """
        !only|will read|check|use .. from
        !solo|sólo|solamente leo|leeré|uso|usaré|atenderé
        !soltanto|solo|solamente leggo|leggerò|uso|userò
        !leggo|leggerò|leeré|leo|lerei .. soltanto|solo|sólo|apenas|só
        !alleen|nur|endast|kun|tylko .. nog|noch .. lees|lese|lezen|läser|læser|leser|czytam
        !lees|lese|läser|læser|leser .. alleen|nur|enbart|endast|kun|bare
        !actualizad|actualizar|actualice|actualiza|aggiornate|aggiornare|aggiorna|atualize|atualizem|uppdatera|opdater|oppdater|zaktualizować|aktualisieren|adapte .. agenda|rubrica|contactos|contatti|contatos|adressbok|adressbuch|adresboek|kontakty|kontakter|libreta
        !pas .. adresboek|contactgegevens .. aan
        !mettre|mettez .. jour .. carnet|contacts|coordonnées
        !my|our email|mail|address|mailbox|e-mail .. is now|changed|changing|changes|becomes|become
        !now .. my .. email|mail|address
        !new|different|other address|email|inbox|account|mailbox|domain|one
        !changed|switched|changing|switching|moving .. email|mail|providers|provider|address|addresses|domains|domain
        !moved .. providers|provider|domain|email
        !find|reach me at|under
        !write .. me at|to
        !update .. records|contacts|address
        !rebrand*|renamed
        !neue|neuen|neuer|neues .. adresse|mailadresse|emailadresse|email|mail|domain|postfach
        !adresse|mailadresse|emailadresse|mail .. geändert|ändert|gewechselt|umgestellt|lautet|umgezogen
        !ab sofort|jetzt .. unter|nur|über|an
        !nun|künftig|zukünftig|jetzt|nur|nunmehr .. unter|über
        !nouvelle|nouveau|nouvelles adresse|mail|email|courriel|coordonnées|messagerie|domaine
        !mon|ma|notre .. adresse|mail|email .. est|devient|change|changé
        !dorénavant|désormais|maintenant .. adresse|mail|email|mon|à
        !nueva|nuevo .. dirección|correo|email|mail|buzón|dominio|cuenta
        !cambi* .. dominio|correo|dirección|email
        !mi|nuestro .. correo|email|dirección .. es|ahora|ha|cambia|pasa
        !a partir de hoy|ahora
        !novo|nova .. email|endereço|mail|conta|domínio|correio
        !meu|nosso .. email|endereço|mail .. é|agora|mudou|passa|foi
        !mud*|troqu*|alter* .. de .. endereço|email|domínio|provedor
        !passe|passem a .. usar|utilizar|escrever
        !nuovo|nuova .. indirizzo|email|mail|casella|dominio|recapito
        !mio|nostro .. indirizzo|email|mail .. è|cambia|cambiato|diventa
        !da oggi|adesso|ora|domani .. mio|indirizzo|email|mail|scriv*
        !nieuw|nieuwe .. adres|mailadres|emailadres|domein|email|mailbox
        !mijn|ons .. adres|mailadres|emailadres|mail .. is|wordt|gewijzigd|veranderd
        !ny|nya|nye|nytt .. adress|adresse|epostadress|epostadresse|mailadress|mailadresse|mejladress|epost|mail|mejl|domän|domæne|domene
        !bytt|byter|byttet|skiftet|skifter|fått|fået|får|har .. epostadress|epostadresse|mailadress|mailadresse|mejladress|adress|adresse|mail|epost
        !bytt|byter|byttet|skiftet|skifter|fått|fått_ny|får|ny|nya|nye .. e postadress|postadresse|post
        !e postadress|postadresse|postadressen|post .. ändrats|ändras|är|er|endret|ændret
        !min|vår|vores|mitt .. adress|adresse|mailadresse|epostadress|epostadresse|mail|epost|mejladress .. är|er|ändras|ændres|endres|ændret|endret
        !nowy|nowego|nowa|nowym .. adres|adresu|mail|email|adresem|skrzynka|domena
        !mój|nasz .. adres|email|mail .. to|się|zmienia|zmienił|został
        !zmieni* .. adres*|email|mail|się
        !uusi .. sähköposti*|osoite*
        !sähköposti*|osoite* .. vaihtu*|muuttu*|on_nyt
        !nov* .. adres*|email*|mail*|schránk*
        !moje|můj .. adres*|email .. je|změnil*|mění
        !新しいアドレス
        !アドレスに変わり
        !メールアドレス..なりました
        !变更为
        !變更為
        !更改为
        !更換為
        !新邮件地址
        !新地址
        """,
    "closed": """
        !används|används|bruges|brukes|läses|læses|leses|i_bruk|i_brug .. inte|ikke|ej .. längre|længere|lenger|mer|mere
        !inte|ikke .. längre|længere|lenger .. i bruk|brug
        !nicht mehr .. abgerufen|gelesen|genutzt|verwendet|gültig|aktiv|erreichbar
        !plus .. utilisée|consultée|active|relevée|lue|valide
        !ya no .. utiliza|usa|atiende|lee|consulta|válida|activa
        !não .. mais|será .. utilizado|usado|utilizada|usada|lido|ativo|ativa
        !non .. più .. in_uso|utilizzato|utilizzata|attivo|attiva|letta|valido
        !niet .. meer .. gebruikt|gelezen|in_gebruik|actief
        !nie .. jest|będzie .. już .. używany|używana|aktywny|aktywna|czytana
        !již|už .. nepoužívá*|není|neaktivní
        !ei .. enää .. käytössä|käytetä|lueta
        !no longer .. in_use|used|read|monitored|checked|valid|active
        !使用しておりません
        !使用していません
        !使用を停止
        !停止使用
        !不再使用
        !已停用
        !使われておりません
        !drop|delete|forget .. old one|address
        !old .. address|email|mailbox|account|domain .. will|no|is|stop|closed|shut|expire
        !account|address|mailbox|inbox|email .. going|goes away
        !alte|alten|bisherige|bisherigen .. adresse|mailadresse|emailadresse|postfach|email .. löschen|nicht|abgeschaltet|deaktiviert|gelöscht|eingestellt|ungültig
        !postfach|adresse|mailbox .. abgeschaltet|deaktiviert|geschlossen|gelöscht|stillgelegt|eingestellt|ungültig
        !ancienne|ancien .. adresse|mail|boîte|messagerie
        !antigua|antiguo|anterior .. correo|dirección|cuenta|email
        !antigo|antiga .. email|endereço|conta
        !vecchio|vecchia|precedente .. indirizzo|casella|email|mail
        !oude .. adres|mailadres|emailadres|mailbox
        !gamla|gamle .. adress|adresse|adressen|mail|mailen|epost|slettes|kontoen
        !stary|starego|starym|dotychczasowy .. adres|adresu|skrzynka
        !vanha .. osoite|sähköposti*
        !star* .. adres*|schránk*
        !旧アドレス
        !旧メール
        !旧邮箱
        !舊郵箱
        !will .. not .. receiving|receive|see|read .. messages|emails|mail|message|email .. sent|here|this
        !not .. monitored|checked|read .. anymore|longer
        !buzón|cuenta|dirección .. no|ya .. lee|revisa|atiende|consulta|activo|activa
        !boîte|adresse|messagerie .. plus|pas .. consultée|relevée|lue|active|suivie
        !este|esta .. caixa|email|conta|endereço .. não|deixará|será .. monitorad*|lid*|verificad*|desativad*|usad*
        !casella|indirizzo .. non|verrà|sarà .. presidiata|letta|monitorata|disattivata|disattivato|attiva
        !mailbox|postvak|adres .. niet|wordt .. gelezen|opgeheven|beheerd|gecontroleerd
        !skrzynka|adres .. nie|zostanie|będzie .. obsługiwana|monitorowana|usunięta|sprawdzana|czytana
        """,
}
