"""In all languages: why somebody declines. Looked for only in what is taken for a "no". See `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "budget": """
        budget*
        money
        afford*
        !too|so|very|way|bit expensive|pricey|costly|dear|much_money
        expensive|pricey|costly
        !out of our|my price|range|league
        cost|costs|price|prices|pricing|fee|fees
        !not .. spend|spending
        !spending freeze|stop
        !cut|cutting|cuts|reduce|reducing|save .. costs|spending|spend|expenses
        !no|without funds|funding|cash|means
        !cheaper
        geld
        teuer|teurer|kostspielig
        !zu teuer
        preis*|kosten
        !kein|keine|keinen .. etat|mittel|geld|budget
        !mittel .. fehlen|nicht|knapp|ausgeschöpft|erschöpft
        !sparen|sparkurs|sparmaßnahmen|sparzwang|einsparen
        !sprengt .. rahmen|budget
        leisten .. nicht|können
        cher|chère|coûteux|onéreux
        !trop cher|chère|coûteux|onéreux|élevé
        tarif|tarifs|prix|coût|coûts
        argent|moyens|trésorerie|enveloppe
        !réduire|réduction|baisser .. coûts|dépenses
        caro|cara|caros|costoso
        precio|precios|coste|costes|costo|dinero|presupuesto*
        !demasiado|muy caro|cara|costoso
        !se nos|me va de precio
        !recorte|recortes|recortar|reducir .. gasto*|coste*|costo*
        prezzo|prezzi|costo|costi|costa|soldi|denaro|fondi
        !troppo|molto caro|cara|costoso|costosa|alto
        !costa troppo
        !fuori budget|portata
        !tagli*|ridurre|riduzione .. costi|spese
        preço|preços|custo|custos|dinheiro|verba|orçamento*|orçamental|orçamentária
        !muito|demasiado|bastante caro|cara
        !caro demais
        !sem verba|orçamento|dinheiro|budget
        !corte|cortes|cortar|reduzir .. custos|gastos|despesas
        duur|prijs|prijzen|kosten|geld|begroting
        !te duur|prijzig
        !bezuinig*
        dyr|dyrt|dyra|pris|priset|prisen|pengar|penge|penger|kostar|koster|kostnad*|omkostning*
        !för|for dyrt|dyr|dyra
        !inga|ingen pengar|penge|penger|budsjett|midler|råd
        !har inte|ikke råd
        !spar*|besparing*|besparelse*
        budsjett*
        drogo|droga|drogie|cena|ceny|koszt|koszty|kosztuje|pieniędzy|pieniądze|środków|finansowych|budżet*
        !za drogo|drogie|droga
        !oszczędn*|oszczędza*|tniemy
        予算
        高すぎ
        !コスト
        価格
        高額
        費用
        経費
        预算
        預算
        太贵
        太貴
        价格
        價格
        费用
        没钱
        成本
        资金
        !pay|paying .. for|that|this|it
        !cut something|elsewhere
        !quote|invoice .. high|steep|much
        !mittel .. dafür|dazu|hierfür
        !fehl* .. mittel|geld|budget
        !sich .. nicht leisten
        !wert .. geld
        !geld .. nicht wert
        !hors de prix|budget
        !alcance económico
        !pagar|pagare|pagarlo|permitir|permitirnos|permetter*
        !kunnen .. niet .. betalen|veroorloven
        !råd till|til
        !stać nas
        !betal*
        費用面
        !frozen|freeze|froze .. spend|spending|budget|budgets
        !gelés|gelé|bloqués
    """,
    "timing": """
        !bad|wrong|terrible|poor time|timing|moment
        !not .. right|good time|moment
        !no time|bandwidth|capacity
        !not .. have .. time|bandwidth|capacity|resources
        !other|different|bigger priorities|priority|things_on|fish|projects
        priority|priorities
        !too busy|much_on
        busy|swamped|overloaded
        !in_the_middle of
        !restructur*|reorganis*|reorganiz*|merger|layoffs|acquisition
        !hiring|project freeze
        !on hold
        !keine|keinen zeit|kapazität|kapazitäten|ressourcen
        !zeitlich .. nicht
        !andere|anderen|wichtigere prioritäten|themen|projekte|baustellen|schwerpunkte
        priorität|prioritäten|umstrukturierung|umbruch
        !falscher|ungünstiger|schlechter zeitpunkt|moment
        !alle|viele hände .. voll
        !pas le temps
        !autres|d'autres priorités|projets|chantiers
        priorité|priorités|réorganisation|restructuration
        !mauvais|pas_le_bon moment
        !débordés|débordé|surchargés
        !no .. tenemos|tengo|hay tiempo|capacidad|recursos
        !otras|otros prioridades|proyectos
        prioridad|prioridades|reestructuración
        !mal|no_es_buen|no_es_el momento
        !non .. tempo|risorse
        !altre|altri priorità|progetti
        priorità|riorganizzazione|ristrutturazione
        !non .. momento giusto|adatto
        !momento sbagliato
        !sem|não_temos|falta tempo|capacidade|braços
        !outras|outros prioridades|projetos|projectos
        prioridade|prioridades|reestruturação
        !não .. bom|melhor momento|altura
        !geen tijd|capaciteit|ruimte
        !andere prioriteiten|zaken|projecten
        prioriteit|prioriteiten|reorganisatie
        !verkeerde|slecht|slechte moment|timing
        !te druk
        !ingen|inte|ikke .. tid|kapacitet|kapasitet
        !andra|andre prioriteringar|prioriteringer|projekt|prosjekter|ting|saker
        prioritering*|prioriterar|prioriterer|omorganis*|omstilling
        !fel|forkert|feil|dårlig|dåligt tillfälle|tidspunkt|läge
        !nie .. czasu
        !brak czasu|zasobów
        !inne|innych priorytety|priorytetów|projekty|sprawy
        priorytet*|restrukturyzac*|reorganizac*
        !zły|nieodpowiedni moment|czas
        タイミング
        多忙
        余裕が
        優先
        時期
        没时间
        沒時間
        太忙
        优先
        優先
        时机
        精力
        !drowning in
        !keinerlei|keine|wenig zeit|kapazität*|luft
        !mitten .. in .. umbau|umstellung|fusion|projekt|umzug
        !andere sorgen
        !débordé*
        !hasta arriba
        !atascad*|saturad*
        !on our|my plate
        !top of the|our list
        !fokus|schwerpunkt .. andere*
        !autres|d'autres chantiers|sujets|dossiers
        !centrados|centrada|enfocados .. otros|otras
    """,
    "bad_fit": """
        !too|very|so small|big|large|complex|complicated|sophisticated
        !overkill
        !small|tiny|little .. company|business|firm|outfit|shop|team|operation|practice|family
        !one|two|three|four|five|six|ten|1|2|3|4|5|6|10 man|woman|person|people .. shop|company|business|team|outfit|firm|band|bakery
        !company|business|shop|firm|team|family_business with|of one|two|three|four|five|six|ten|2|3|4|5|6|10 people|persons|employees|staff|men
        !just|only me|myself|two|three|a_few
        !family business
        !not .. fit|match|suited|suitable|suit|right_for|appropriate
        !wrong fit|industry|sector|market|type
        !bad|poor fit|match
        !fall*|fell outside
        !not .. our|my industry|sector|line|strategy|business|model|field|area
        !not .. work|operate|sell in|with
        !clos*|shut*|winding|wound .. business|shop|company|down|doors
        !retired|retiring
        !gone out_of_business
        !charity|nonprofit
        !does|would not .. do|what|need|offer|have|support|meet|cover
        !lacks|missing .. need|feature|features
        !zu klein|kleine|groß|komplex|aufwendig|aufwändig|umfangreich
        !nummer zu|größer
        !klein|kleine|kleiner|kleines|kleinen .. betrieb|firma|unternehmen|laden|team|büro|praxis|kanzlei|handwerksbetrieb
        !familienbetrieb|einzelunternehm*|kleinbetrieb|kleinstbetrieb|ein_mann_betrieb|zweimannbetrieb
        !mit|nur zwei|drei|vier|fünf|2|3|4|5 leuten|mitarbeitern|personen|mann
        !lohnt .. nicht
        !passt|passen .. nicht
        !nicht .. passend|geeignet|zielgruppe|branche|strategie|konzept
        !falsche branche|zielgruppe
        !geschäft|betrieb|firma|laden .. schließ*|aufgegeben|aufgebe
        !ruhestand|rente
        !ne .. correspond|convient|adapté|adaptée .. pas
        !pas .. adapté|adaptée|notre_secteur|notre_domaine|notre_métier|cible|correspond
        !trop petit|petite|petits|gros|grosse|grand|complexe|lourd
        !petit|petite .. structure|entreprise|boutique|cabinet|équipe|société|tpe
        !structure comme la nôtre
        !deux|trois|quatre|cinq personnes|salariés
        !ferm*|cess* .. activité|boutique|entreprise
        !retraite
        !no .. encaja|encajan|ajusta|adapta|aplica .. con|a|nosotros
        !no .. nuestro sector|ámbito|negocio|perfil
        !demasiado|muy|somos pequeñ*|grande|complejo
        !negocio|empresa|tienda|despacho pequeñ*|familiar
        !pequeñ* negocio|empresa|tienda|despacho|equipo
        !cerramos|cierro|cerrar .. negocio|empresa|tienda
        !jubil*
        !non .. adatto|adatta|in_linea|fa_per|settore|rientra
        !troppo piccol*|grande|complesso
        !piccol* azienda|attività|impresa|studio|negozio|realtà|ditta
        !azienda|attività|impresa|studio familiare|piccol*
        !chiud* .. attività|azienda|negozio
        !pensione
        !não .. encaixa|enquadra|adequa|adequado|adequada|se_aplica|nosso_ramo|nosso_setor|nosso_sector|perfil
        !muito|demasiado|somos pequen*|grande|complexo
        !pequen* empresa|negócio|loja|escritório|equipa
        !negócio|empresa pequen*|familiar
        !fechar|encerrar|encerrámos .. negócio|empresa|loja|atividade
        !reforma|aposent*
        !past|passen niet|niets
        !niet .. passend|geschikt|past|onze_branche|onze_sector
        !te klein|groot|complex|ingewikkeld
        !klein|kleine bedrijf|zaak|organisatie|kantoor|winkel|team|praktijk
        !familiebedrijf|eenmanszaak|zzp*
        !met z'n|zijn tweeën|drieën
        !stoppen|stop .. zaak|bedrijf
        !pensioen
        !passar|passer .. inte|ikke
        !inte|ikke .. lämpligt|egnet|passende|relevant_bransch|vår_bransch|vores_branche|vår_bransje
        !för|for små|små|lille|liten|stort|stor|komplicerat|kompliceret|avansert
        !små|liten|lille|litet företag|virksomhed|firma|bedrift|butik|butikk|byrå
        !enkeltmands*|enmans*|enkeltpersonforetak|familjeföretag|familievirksomhed|familiebedrift
        !lägger|lukker|legger .. ner|ned|butikken
        !pension
        !nie .. pasuje|odpowiada|nadaje|branż*|profil*
        !za|zbyt mał*|duże|duży|skomplikowane
        !mał* firma|firmą|firmie|sklep|biuro|zespół
        !jednoosobow*|rodzinna|rodzinn* firma|firmą|działalność
        !zamykamy|likwiduj*
        !emerytur*
        !規模
        !小規模
        !小さな会社
        !合いません
        合わない
        !弊社の事業
        !業種
        !対象外
        !適して
        !閉業
        !廃業
        !公司..小
        !规模
        !規模
        !小公司
        !不适合
        !不適合
        !不符合
        !不匹配
        !行业
        !業務不符
        !业务..不
        !关门
        !倒闭
        !we are|i_am a .. council|school|charity|club|church|museum|library|parish|hobby
        !toute petite
        !association|associazione|asociación|associação|verein|vereniging|forening|stowarzyszeni*
        !negocio|empresa como el|la nuestro|nuestra
        !kein|keine .. unternehmen|firma|betrieb
        !too early stage
        !unternehmensgröße|betriebsgröße
        !notre|nuestra|nostra|nossa taille|dimensión|tamaño|dimensione|dimensão
        !empresas más grandes
        !aziende più grandi
        !empresas maiores
        !grotere bedrijven
    """,
    "policy": """
        !policy|policies
        !rules|compliance|procurement|regulations not|do|prevent|forbid
        !not .. buy|purchase|respond|reply|answer|react|accept|take|do_business|deal .. cold|email|emails|unsolicited|phone|startups|strangers
        !never .. buy|purchase|respond|reply|order .. cold|email|emails|unsolicited|phone
        !not .. cold|unsolicited calls|emails|email|outreach|offers|contacts
        !cold|unsolicited emails|email|calls|outreach
        !not .. work|deal|use|take_on|taking_on|hire|engage .. external|outside|new|third|agencies|vendors|suppliers|contractors|freelancers
        !no|any new|external|outside|third_party vendors|suppliers|agencies|contractors
        !only .. buy|work|purchase .. through|from|tender|approved|certified|listed|local
        !tender*|framework|approved list|agreement|vendor|vendors|suppliers
        !public body|sector|procurement
        !group|parent|headquarters|corporate|hq|head_office|centrally .. bought|mandated|mandates|dictates|imposes|prescribes|prescribed
        !not .. outsource|allowed|permitted|authorised|authorized
        !grundsätzlich|prinzipiell|generell .. keine|nicht|nichts
        !kaltakquise|kaltaquise|kaltanrufe|unaufgefordert*
        !richtlinie*|vorgaben|einkaufsrichtlinie*|compliance|ausschreibung*|rahmenvertrag|rahmenverträge|vergabe*
        !konzern*|zentrale|muttergesellschaft|zentral .. vorgegeben|eingekauft|geregelt|vorgabe*|vorgeschrieben
        !nicht|keine .. extern*|agenturen|neuen_lieferanten
        !dürfen .. nicht|nichts|keine
        !démarchage|prospection|sollicitation*
        !politique|règlement
        !appel|appels d'offres
        !groupe|siège|maison_mère .. impose|centralis*
        !par principe
        !pas .. prestataires externes|extérieurs
        !marchés? publics
        !no .. compramos|contratamos|respondemos|atendemos|trabajamos .. correo|email|teléfono|frío|externos|externas|terceros
        !política
        !licitación|licitaciones|concurso_público
        !central|grupo|matriz .. impone|gestiona
        !puerta fría
        !por norma|principio
        !non .. acquistiamo|compriamo|rispondiamo|lavoriamo .. email|telefono|freddo|esterni|esterne
        !politica|policy
        !gara|gare|appalto|appalti
        !capogruppo|casa_madre|sede_centrale .. impone|gestisce
        !per principio
        !não .. compramos|contratamos|respondemos|trabalhamos .. email|e-mail|telefone|externos|externas|terceiros
        !licitação|concurso_público|licitações
        !matriz|sede .. define|impõe
        !por princípio|norma
        !koude acquisitie|telefoontjes|mails
        !beleid|aanbesteding*|inkoopbeleid
        !hoofdkantoor|moederbedrijf|holding|centraal .. ingekocht|voorgeschreven|opgelegd
        !uit principe
        !geen|niet .. externe partijen|bureaus|leveranciers
        !principsak|princip|prinsipp
        !policy|innkjøpspolitikk|indkøbspolitik|inköpspolicy|retningslinjer|riktlinjer
        !upphandling*|udbud|anbud|rammeavtale|rammeaftale|ramavtal
        !huvudkontoret|hovedkontoret|moderbolaget|moderselskab*|morselskapet|koncernen|konsernet .. styrer|styr|kräver|krever
        !kalde|kolde|kalla henvendelser|samtal|mails
        !polityk* .. firmy|zakupow*|zakupów
        !przetarg*
        !centrala|grupa|spółka_matka .. narzuca
        !z zasady|zasady
        !nie .. kupujemy|odpowiadamy .. mailow*|telefoniczn*|oferty
        !方針
        !営業メール
        !売り込み
        !規定
        !本社の方針
        !本社の指示
        !入札
        !お断りして
        !规定
        !規定
        !政策
        !集团统一
        !招标
        !陌生
        !推销
        !approved list|supplier|vendor
    """,
}
