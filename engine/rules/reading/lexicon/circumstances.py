"""What notes tell of their writer by which a reader knows their kind, where none of the usual words is said: that
nobody knows for how long, that a post stays vacant, that somebody took over. They decide nothing alone (`note_signs`).

How phrases are written: see `phrases.py`.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "until then": """
        until|till then
        until|till|when|once|as_soon_as i'm|i am|i|i've|she|he|we .. back|return|returns|returned|released|turn_up
        in|by .. meantime|meanwhile|interim
        bis dahin|dann
        bis ich .. wieder|zurück
        sobald|wenn ich .. zurück|wieder
        in der zwischenzeit
        d ici là|mon|son
        en attendant mon|son
        dans l intervalle
        hasta|mientras|entre entonces|tanto|que_vuelva|mi_vuelta|mi_regreso
        até lá|então|ao_meu_regresso|ao_meu_retorno
        entretanto
        fino ad allora|al_mio
        nel frattempo
        tot dan|die_tijd|mijn_terugkeer
        ondertussen
        intussen
        till|tills dess
        under tiden
        indtil|inntil da|så|videre
        til jeg er
        i|så mellemtiden|mellomtiden|lenge
        do tego|mojego czasu|powrotu
        w międzyczasie
        do té|mého doby|návratu
        mezitím
        siihen|sillä asti|saakka|mennessä|välin
        addig
        o güne|zamana kadar|dek
        bu süre|sürede|zarfında
        până atunci|la_întoarcere
        între timp
        έως|ως|μέχρι τότε
        до|доти того|тоді часу|дня
        до|тим мого|часом повернення
        а пока
        그때까지
        그동안|그사이
        それまで
        その間
        在此之前
        在此期间|期间由
        届时
        到时
        """,
    "open end": """
        until|till further notice
        for .. unknown|indefinite|unspecified period|time|length
        indefinitely
        not|don't|can't|cannot|no|nobody|neither .. know|knows|say|said|told|idea|certain .. when|how_long|for_how
        no idea .. when|how
        return date .. not|unknown|open|unclear
        auf .. unbestimmte|weiteres zeit
        auf weiteres
        nicht|keiner|niemand|ungewiss|offen|unklar .. wie_lange|wann
        wie lange|lang .. weiß|ist|dauert|steht
        rückkehr|dauer .. offen|ungewiss|unbekannt|unklar
        jusqu à nouvel
        durée|date indéterminée|inconnue
        ne|n|sans .. sais|sait|savons|savoir .. quand|combien
        date de retour .. inconnue|pas
        hasta nuevo aviso
        no|sin .. sé|sabe|sabemos|saber|sabría .. cuándo|cuánto
        tiempo indefinido|indeterminado
        até novo aviso|ordem|indicação
        não .. sei|sabe|sabemos .. quando|quanto
        tempo|prazo indeterminado
        fino a nuovo|data .. avviso|comunicazione|destinarsi
        a tempo indeterminato
        non .. so|sa|sappiamo .. quando|quanto
        tot nader order|bericht
        voor onbepaalde tijd
        weet|weten|onbekend|onduidelijk .. niet|wanneer|hoelang|hoe_lang
        tills|inntil|indtil vidare|videre
        på obestämd|ubestemt|ubestemd tid
        vet|ved|vides|okänt|ukendt|ukjent .. inte|ikke|ingen|hur_länge|hvor|när|hvornår|når
        ingen vet|ved
        do odwołania
        na czas nieokreślony
        nie .. wiem|wiadomo|wie .. kiedy|jak
        až do odvolání
        na neurčito
        neví|nevím|není|nikdo .. kdy|jak_dlouho|známo
        toistaiseksi
        ei|en tiedä|tiedetä|osaa|tiedossa .. milloin|koska|kauanko|kuinka
        paluu* .. avoin|epävarma|tiedossa|selvillä
        határozatlan időre|ideig
        bizonytalan ideig|időre
        nem .. tudom|tudja|tudni|tudjuk|ismert mikor|meddig
        mikor|meddig .. nem|senki
        süresiz
        belirsiz
        ne zaman|kadar .. bilmiyor*|belli|kesin*|bilinmi*
        dönüş .. kesinleşme*|belli|belirsiz
        perioadă|durată nedeterminată
        nu .. știu|se_știe|știe|cunosc .. când|cât
        αόριστη|αορίστου|αόριστης
        μέχρι νεωτέρας
        δεν .. ξέρω|ξέρουμε|γνωρίζω|γνωρίζουμε .. πότε|πόσο
        άγνωστο .. πότε|πόσο
        на невизначений|неопределенный строк|термін|час|срок
        невідомо|неизвестно .. коли|когда|як|сколько|скільки
        до окремого|особливого повідомлення|распоряжения
        не знаю|знає|знаю|знает .. коли|когда|скільки|сколько
        미정*
        정해지지 않*
        언제 .. 모르*|모릅니다|알_수_없*
        当面の間
        当分の間
        未定
        復帰..わか
        いつ..わかりません
        时间未定
        归期未定
        返岗..未定
        暂不确定
        何时..不知
        不知..何时
        """,
    "cause": """
        sick|medical|compassionate|bereavement|parental|maternity|paternity|adoption|study|block|gardening leave
        signed off .. by|doctor|work
        surgery|surgeon|hospital|chemo|rehab|physio|broken|appendix|convalescing
        born|newborn|twins
        baby|babies|son|daughter .. arrived|born|came|weeks|old
        jury|military|national|reserve duty|service
        called up|away
        died|funeral|mourning .. on|family|my|with
        am|are|sailing|flying|driving|walking|cycling .. at_sea|offshore|abroad
        harvest|lambing|calving|shearing|vintage|haymaking
        krank*|kur|reha|bandscheibe|klinik|lazarett
        entbindung*|mutterschutz|elternzeit|nachwuchs|geboren
        wehrübung|reservistenübung|einberufen|schöffe*
        ernte*|weinlese|almabtrieb
        arrêt|congé maladie|médical|maternité|paternité|parental|travail
        opéré|opérée|hôpital|accouch*|naissance|deuil|obsèques|enterrement
        vendange*|moisson*|agnelage
        baja|licencia|permiso médica|maternal|maternidad|paternidad|parental
        operado|operada|hospital|parto|luto|entierro|funeral
        vendimia|cosecha|siega|rodaje
        baixa|licença médica|parental|maternidade|paternidade
        operado|operada|internado|luto|funeral|parto
        vindima|colheita|safra
        malattia|infortunio|maternità|congedo|ricovero|operato|operata|lutto|funerale
        vendemmia|raccolta|mietitura
        ziekte*|ziekenhuis|geopereerd|burn|zwanger*|bevalling|ouderschapsverlof|rouw|begrafenis
        oogst*
        sjuk*|syk*|syg*|föräldraledig*|foreldreperm*|barsel*|vab|opererad|operert|opereret
        begravning|begravelse|sorg
        skörd*|høsten|høstferie
        repövning|repetisjonsøvelse|genindkaldt
        zwolnieni* lekarsk*
        chory|chora|szpital*|operacja|operacji|macierzyńsk*|rodzicielsk*|pogrzeb*|żałob*
        żniwa|żniwach|winobranie
        nemocenské|nemocenská|nemocnici|operaci|operac*|mateřské|mateřskou|rodičovské|pohřeb
        žně|žních|vinobraní
        sairauslom*|sairaalassa|leikkau*|äitiyslom*|vanhempainvapaa*|hautajais*|kertausharjoituks*
        sadonkorjuu*
        keresőképtelen*|táppénz*|kórház*|műtét*|műtött*|szülési|gyermek*|temetés*|gyász*
        aratás*|szüret*
        hastane*|ameliyat*|raporlu*|doğum|cenaze*|askerlik*|bedelli
        hasat*|bağbozumu
        concediu medical|maternitate|creștere
        spitalizat*|operat|operată|înmormântare|doliu
        cules*|seceriș*
        αναρρωτική|αναρρωτικής|νοσοκομείο|χειρουργ*|εγχείρηση|μητρότητας|κηδεία|πένθος
        τρύγο*|θέρο*|συγκομιδή
        лікарнян*|больничн*|лікарні|больниц*|операці*|операци*|декрет*|мобілізован*|похорон*
        жнива|жнивах|страда
        병가|휴직|입원*|수술*|출산*|육아*|예비군*|장례*|상중
        療養
        入院
        手術
        産前
        育児
        忌引
        葬儀
        住院
        手术
        生病
        坐月子
        丧事
        """,
    "died": """
        passed away
        has|have|he|she|who died
        death|passing|loss|late of|mr|ms|mrs|our
        is|was dead
        verstorben|verstarb|gestorben
        tod|ableben
        décédé|décédée|décès|mort|morte
        nous a|ont quittés
        falleció|fallecido|fallecida|fallecimiento|murió|muerto
        faleceu|falecido|falecida|falecimento|morreu
        deceduto|deceduta|mancato|mancata|scomparso|scomparsa|morto|morta|è_venuto_a
        overleden|overlijden|gestorven
        avliden|avlidit|gick_bort|dött|død|døde|afgået|gått_bort|sovnet
        zmarł|zmarła|śmierć|odszedł_na
        zemřel*|úmrtí|skonal*
        kuollut|kuoli|menehtyi|poisnukku*
        elhunyt|meghalt|halála
        vefat|öldü|kaybettik
        decedat*|a_murit|încetat_din
        πέθανε|απεβίωσε|έφυγε_από
        помер|померла|умер|умерла|загинув|погиб
        돌아가셨*|별세*|사망*|작고*
        逝去
        亡くなり
        永眠
        他界
        去世
        逝世
        过世
        病逝
        """,
    "quit": """
        retired|retirement|pensioned|resigned|dismissed|sacked|fired|redundant|paid_off|let_go|separated|separation
        gave|given|handed|tendered .. notice|resignation
        changed|switched|another|other|different|new .. employers|employer|jobs|job|trade|profession|firm|team
        contract|assignment|placement|internship|secondment|apprenticeship|term .. ended|over|expired|finished|ran_out|up|not_renewed
        last|final day|shift|week|working|night|lecture|class
        post|position|role .. abolished|eliminated|discontinued|vacant|cut
        sold .. my|his|her|half|shares|share|business|practice|firm
        kündig*|gekündigt|entlassen|ausgeschieden|rente|ruhestand|pension|pensioniert
        vertrag|befristung|probezeit|volontariat|praktikum .. beendet|endete|ausgelaufen|abgelaufen|vorbei
        letzter|letzten|letzte arbeitstag|tag|schicht|dienst|abstich
        arbeitgeber|branche|beruf|stelle .. gewechselt|wechsel*|gestrichen
        démission*|licenci*|retraite|pension|remercié|remerciée|rendu_son_tablier
        fin|mis .. contrat|fonctions|mandat|mission|fin
        autre|nouvel|nouveau employeur|poste|métier
        jubil*|dimitió|dimití|despedid*|renunci*|cese|cesó|cesado
        contrato|beca|prácticas .. terminó|venció|acabó|finaliz*
        último|última día|noche|turno|clase
        reformou|reformei|reformado|reformada|aposent*|demiti*|despedi*|demissão|exoner*
        dimess*|dimission*|licenziat*|pension*
        contratto|incarico|stage .. scadut*|terminat*|finit*
        ontslag*|ontslagen|pensioen|vut
        contract|stage|opdracht .. afgelopen|verlopen|ten_einde
        laatste werkdag|dag|dienst
        sagt|sade|sagde|sa .. upp|op|opp
        pension*|pensjon*|efterløn|uppsagd*|oppsagt|fyret|avskedad*|slutat|sluttet|sluttpakke
        anställning*|ansættelse*|vikariat*|arbeidsforhold* .. upphör*|ophør*|opphør*|slut*
        emerytur*|zwolni*|wypowiedzenie|odszedł|odeszła|odszedłem|odeszłam
        umow* .. wygas*|skończy*|rozwiązan*
        důchod*|výpověď|propuštěn*|odvolán*|rezignov*
        smlouv* .. skonči*|vypršel*
        eläk*|irtisano*|potkut|eronnut|erosi
        määräaika*|työsuh*|sopimus* .. päätty*|loppu*
        nyugdíj*|felmond*|elbocsát*|leköszön*|kilépett|kiléptem
        szerződés* .. lejárt|megszűnt
        emekli*|istifa*|işten|görevinden|ayrıldı*
        sözleşme* .. bitti|doldu|sona
        pension*|demisi*|concedi*|demis|pensie
        contract* .. expirat|încetat|terminat
        συνταξ*|σύνταξη|παραιτήθηκ*|απολύθηκ*|παραίτηση
        σύμβαση .. έληξε
        пенсі*|пенси*|звільн*|увол*|відставк*
        контракт*|договір|договор .. закінч*|скінч*|истек|закончил*
        사표*|사직*|정년*|은퇴*|해고*|퇴사*|퇴직*
        계약* .. 만료*|끝나*|종료*
        辞め
        退任
        定年
        解雇
        独立し
        契約..満了
        契約..終了
        辞职
        离厂
        跳槽
        合同..到期
        合同..期满
        退休
        挖走
        """,
    "vacant": """
        vacant|unfilled
        no|not .. successor|replacement|replaced|filled|appointed|refilled
        not .. be .. replaced|filled
        nachfolge .. offen|steht|noch|ungeklärt
        kein|keine|keinen nachfolger|nachfolgerin|nachfolge|ersatz
        nicht .. nachbesetzt|neu_besetzt|besetzt
        stelle .. unbesetzt|vakant|gestrichen
        pas .. remplacé|remplacée|successeur|pourvu|nommé
        sin sustituto|sustituta|relevo|sucesor
        vacante|puesto_vacío|amortizad*
        ninguém .. substitui*|lugar
        sem substituto|sucessor
        vago|vaga .. por
        nessuno .. sostitu*|subentra*
        scoperto|scoperta|vacante
        niet .. opgevuld|vervangen|opgevolgd
        geen|nog_geen opvolger|vervanger|opvolging
        ingen efterträdare|efterfølger|etterfølger|afløser|ersättare
        vakant|obesatt|ubesat|ubesatt
        bez następcy|następczyni
        nikt .. nie .. zastąp*|przej*
        wakat|nieobsadzon*
        nebude|není obsazen*|nahrazen*
        bez nástupce
        ei .. seuraajaa
        täyttämättä
        betöltetlen
        nem .. töltik|utód*
        yerine .. kimse|atanma*|alınma*
        boş|boştur
        post .. vacant
        fără înlocuitor|succesor
        κενή
        δεν .. αντικατ*
        вакантн*
        ніхто|никто .. не .. замін*
        후임* .. 없*|미정|정해*
        뒤를 잇는
        後任..おりません
        後任..決まって
        補充
        暂无接替
        无人接替
        空缺
        """,
    "took over": """
        took|taken|takes|taking over
        inherits|inherited|succeeds|succeeded|stepped_into|replaces|replaced_by
        now|is .. run|handled|done|looked_after by
        in|at my|his|her|their place|seat|chair|desk
        is|are|desk|job|work|role hers|theirs
        übernimmt|übernommen|übernahm|übernehme|beerbt|nachgefolgt
        meinen|seinen|ihren platz|stuhl|schreibtisch|posten
        repris|reprend|succède|remplace|hérite
        à ma|sa|mon|son place|poste|bureau
        asumió|asume|asumido|hereda|sustituye|releva|reemplaza
        ahora .. lleva|decide|atiende|manda
        assumiu|assume|herdou|substitui|pegou|sucede
        subentra*|rilevato|eredita*|prende_il|preso_il
        al|in mio|suo posto
        overgenomen|neemt_over|nam_over|volgt_op|opgevolgd
        tagit|tar|tog|overtaget|overtager|overtatt|overtar|övertagit .. över|stol|stolen|hans|hendes
        på|i min|hans|hennes|hendes plats|plass|plads|stol
        przejął|przejęła|przejmuje|zastąpił|zastąpiła
        na moje|moim|jego|jej miejsce|miejscu
        převzal*|přebírá|nastoupil*|nahradil*
        na mém|mé|jeho|jejím místě
        siirtyi|peri|otti|hoitaa .. nyt|hänen|minun|tilalle
        paikallani|tilalleni|seuraajan*
        átvette|átveszi|helyére|helyemre|örökölte
        devraldı|devretti|devrett*|yerine|yerime|geçti
        preluat|preia|locul .. meu|lui|ei
        ανέλαβε|αναλαμβάνει|διαδέχ*
        στη θέση μου|του|της
        прийня*|перейня*|приня*|замість|вместо|место|місце .. мене|меня|його|его|її
        맡았*|맡습니다|맡고|인수*|이어받*|후임*
        引き継
        後を継
        担当は
        接任
        接手
        接替
        负责人换
        归..管
        """,
    "i took over": """
        i|i've|i_have took|taken|inherited|replaced|succeeded .. over|from
        it's|it_is me .. now
        habe ich|seinen|ihren|den|die .. übernommen
        j ai|je repris|remplace|hérité
        he asumido|heredado|tomado|sustituido
        heredé|asumí|tomé
        assumi|herdei|fiquei com
        ho preso|rilevato|ereditato
        ik|heb .. overgenomen
        jag|jeg .. tog|tagit|tok|har|overtog|overtok .. over|över|overtaget|overtatt|etter|efter
        har overtatt|overtaget .. etter|efter
        przejąłem|przejęłam|zastąpiłem|zastąpiłam
        převzal|převzala jsem
        otin|siirtyi .. hoitaakseni|minulle
        vettem|átvettem
        devraldım
        am preluat
        ανέλαβα
        я прийняв|прийняла|перейняв|перейняла
        제가 맡*|이어받*
        引き継ぎました
        後を継ぎ
        现在由我
        我接手
        """,
}
