"""Absences in the words of people: reasons to be away, days never worked, closed offices. How phrases are written: `phrases`."""

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
        !in .. field with|until|till|all|today
        !=vacaciones
        !=vacances
        !=urlaub
        !=ferie
        !=férias
        !tjänstledig|tjänstledighet
        !resande fot
        !fuori sede
        !traveling|travelling for|through|until|till|this|all|today|tomorrow|on|abroad
        !off work|sick|grid|duty
        !off the grid
        !left|gone|finished|signing|signed .. for .. today|day|night|weekend
        !left work .. early|today|already|at
        !gått|gået .. för|for .. dagen|idag|dag|i_dag
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
}
