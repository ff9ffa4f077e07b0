"""In all languages: why somebody declines who has what it takes, does it alone, needs nothing or is not won. See `reasons.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "has_solution": """
        !already|currently .. have|has|use|using|work|working|got|own|run|running|set|covered|served|with
        have|has|had|got|use|using .. already
        !have|has|use|using|got|have_got .. in_place|solution|tool|system|software|platform|provider|supplier|vendor|partner|agency|someone|somebody|people_for
        !current|existing|present|incumbent|regular|usual|local provider|supplier|vendor|partner|solution|tool|system|setup|agency|contract
        provider|supplier|vendor|incumbent
        !with our|my|the|another|an provider|supplier|vendor|partner|agency
        !went|gone|going|signed|sign|chose|chosen|picked|opted .. with|for|another|else|competitor|competitors|someone|somebody|over
        !another|different|other|someone|somebody else? provider|supplier|vendor|company|firm|agency|partner|got
        !competitor|competitors
        !well|already|fully|all covered|served|supplied|catered
        !are covered|all_set
        !happy|satisfied|pleased|fine|good with|where .. current|have|got|using|are|setup|provider|supplier|them|it|existing|present
        !stick|sticking|stay|staying|loyal .. with|to
        !signed .. contract|deal|agreement
        !under|in contract
        !system that works
        !outsourced
        !bereits|schon .. lösung|anbieter|partner|dienstleister|system|tool|lieferant*|agentur|software|versorgt|abgedeckt|aufgestellt|entschieden|vergeben|bedient
        !haben .. schon|bereits
        !haben|nutzen|verwenden|arbeiten|arbeite|setzen .. bereits|schon|lösung|anbieter|partner|dienstleister|system|tool|lieferant*|agentur
        !anderen|anderem|andere|festen|bestehenden|bestehende|aktuellen|aktuelle|bisherigen|jetzigen anbieter|partner|lieferant*|dienstleister|lösung|system|agentur|mitbewerber
        !gut|bestens versorgt|aufgestellt|bedient|ausgestattet
        !sind|bin versorgt|abgedeckt|bedient
        !bleiben .. dabei|bei|beim
        !deckt .. ab
        !mitbewerber|wettbewerber|konkurrenz
        !vertrag .. mit|gebunden
        !vertraglich gebunden
        !wahl .. gefallen
        lieferant*|anbieter|dienstleister|agentur
        !avons|ai|a|dispose|disposons .. déjà
        !déjà .. prestataire|fournisseur|solution|outil|partenaire|équipés|équipé|logiciel|agence|qu'il_faut
        !avons|ai ce_qu'il nous|me? faut
        !autre|concurrent prestataire|fournisseur|solution|société|partenaire
        !prestataire|fournisseur actuel|habituel
        prestataire|fournisseur|partenaire|concurrent
        !restons|rester|garde|gardons .. avec|fidèles|notre
        !satisfait|satisfaits|satisfaite .. de|du
        !sous contrat
        !ya .. tenemos|tengo|contamos|trabajamos|cuento|usamos|disponemos|cubierto*|está
        !tenemos|contamos .. proveedor|solución|herramienta|sistema|partner|agencia
        !otro|otra|actual|nuestro proveedor|empresa|solución|partner|socio|competidor
        !proveedor|proveedora actual|habitual
        proveedor|competencia|competidor
        !estamos|quedamos servidos|cubiertos|contentos|satisfechos
        !seguimos|seguiremos|continuamos .. con|fieles
        !contrato firmado|vigente
        !abbiamo|ho|usiamo|utilizziamo|lavoriamo|siamo .. già
        !già .. fornitore|soluzione|partner|sistema|software|coperti|chi|consulente|agenzia|concorrente
        !altro|attuale|nostro fornitore|partner|concorrente
        !fornitore attuale|fisso|storico
        fornitore|concorrente
        !restiamo|rimaniamo|continuiamo .. con|col|fedeli
        !ci troviamo bene
        !soddisfatti
        !já .. temos|tenho|trabalhamos|usamos|contamos|utilizamos|somos|atendidos
        !temos|contamos .. fornecedor|solução|parceiro|ferramenta|sistema
        !outro|outra|atual|nosso fornecedor|empresa|parceiro|concorrente
        !fornecedor atual|habitual
        fornecedor|concorrente
        !ficamos|continuamos|vamos_continuar com
        !quem .. faça|faz|trate
        !satisfeitos|contentes com
        !al|reeds .. leverancier|partij|oplossing|voorzien|systeem|partner|bureau|iemand|tool|software
        !hebben .. al|reeds
        !huidige|andere|vaste leverancier|partij|partner|oplossing|aanbieder|bureau
        !zijn|ben .. voorzien
        leverancier|concurrent|concullega
        !blijven .. bij|trouw
        !tevreden .. met|over
        !voor een ander gekozen
        !contract .. loopt|getekend
        !redan|allerede .. leverantör*|leverandør*|lösning*|løsning*|partner*|system*|avtal*|aftale*|avtale*|dækket|byrå|verktyg
        !har|haft|hatt .. redan|allerede
        !har|bruker|bruger|använder .. leverantör*|leverandør*|lösning*|løsning*|partner*|system*|avtal*|aftale*|avtale*
        !annan|anden|nuvarande|nåværende|nuværende leverantör*|leverandør*|partner*|lösning|løsning
        !valt|valgt .. annan|anden|andre
        !stannar|bliver|blir|holder|håller .. hos|fast|ved|vid
        !nöjda|tilfredse|fornøyd*|glade med|för
        leverantör*|leverandør*|konkurrent*
        !mamy|mam|posiadamy|korzystamy .. już
        !już .. dostawc*|rozwiązani*|partner*|system*|firm*|agencj*|umow*
        !innego|innym|obecnego|obecnym|stałego|inną dostawc*|partner*|firm*
        !wybraliśmy inną|innego
        !zostajemy przy|u|wierni
        !zadowoleni z
        dostawc*|konkurencj*
        既に
        !すでに..導入
        !既に..導入
        !他社
        間に合って
        !現在の取引先
        !現行の
        !現在の..を継続
        !導入済
        !契約中
        今のままで
        现状のまま
        現状のまま
        !已有..供应商
        !已经有
        !已經有
        !已有
        !现有的
        供应商
        供應商
        !别家
        !別家
        !竞争对手
        !其他公司
        !继续用
        !合作伙伴
        !正在使用
        !在用
        !been with .. for years|ages|long
        !looked after us|by
        !déjà équip*|suivi*|accompagné*|servi*
        !sommes .. équipés
        !ya trabajamos|colaboramos
        !già seguiti|coperti|serviti
        !já somos|estamos atendidos|servidos|cobertos
        !fast|faste|fasta samarbejdspartner*|samarbeidspartner*|samarbetspartner*|leverandør|leverantör
        !współpracujemy .. z|ze
        !業者で満足
        !業者..満足
        !一直..合作
        !另一家
        !别的公司
        !其他家
        !entschieden .. anderes|anderen|andere|anderem
        !anderes|anderen|andere produkt|produkte|lösung|software|werkzeug
        !zufrieden
        !renewed|renovar|renovado|rinnovato|renouvelé|verlängert|verlengd|fornyet|förnyat|przedłużyl*
        契約して
        別のサービス
        別の会社
    """,
    "in_house": """
        !in house
        !inhouse
        !internally .. handle|handled|do|done|build|built|develop|solve|solved|manage
        !do|handle|build|built|make|made|manage|develop|developed|run|solve|cover .. ourselves|myself|internally
        !do it all? ourselves|myself
        ourselves
        !our own|internal team|people|staff|developers|tool|system|solution|department|it|engineers|software|platform|specialists
        !internal|own team|tool|solution|department
        !team does|handles|covers this|that|it
        !not outsource
        !intern .. gelöst|abgedeckt|erledigt|gemacht|umgesetzt|betreut|organisiert
        !machen|lösen|erledigen|entwickeln|betreuen|bauen|stemmen|decken .. selbst|selber|intern|inhouse
        !selbst .. gebaut|entwickelt|gemacht|programmiert
        !eigene|eigenes|eigenen|eigener system|lösung|team|abteilung|mitarbeiter*|entwickler*|leute|software|it|tool|spezialisten|kräften
        !intern bereits|schon .. lösung
        !lagern .. nicht|nichts .. aus
        !en interne
        !par|nous nous|nos mêmes|propres
        !faisons|gérons|traitons|développons|développé .. mêmes|interne
        !notre|nos propre|propres outil|équipe|équipes|solution|système|développeurs
        !équipe|service interne
        !internamente
        !hacemos|gestionamos|llevamos|desarrollamos|resolvemos .. mismos|internamente|casa|dentro
        !solución|sistema|equipo|herramienta|desarrollo|departamento propia|propio|interno|interna
        !nuestro|nuestra propio|propia
        !nosotros mismos
        !con medios propios
        !facciamo|gestiamo|gestito|sviluppiamo .. noi|soli|interno|casa|internamente
        !da soli
        !nostro|interno team|reparto interno
        !soluzione|sistema|software|sviluppo interna|interno|proprio|proprietario|proprietaria
        !team|personale|ufficio interno
        !al nostro interno
        !fazemos|tratamos|gerimos|desenvolvemos|resolvemos .. nós|mesmos|próprios|casa|internamente|dentro|cá
        !solução|sistema|equipa|equipe|ferramenta|time própria|próprio|interna|interno
        !nós mesmos|próprios
        !nosso próprio
        !cá dentro
        !doen|regelen|bouwen|maken|lossen|beheren|pakken .. zelf|intern|huis
        !zelf .. gebouwd|ontwikkeld|gemaakt
        !eigen systeem|oplossing|team|mensen|afdeling|medewerkers|ontwikkelaars|beheer|huis
        !in eigen huis|beheer
        !intern .. opgelost|geregeld|belegd
        !besteden .. niet|niets .. uit
        !gör|gør|gjør|sköter|klarer|klarar|ordner|løser|løser|löser|bygger|utvikler|håndterer|hanterar|udvikler .. själva|selv|internt|inhouse|egen
        !egna|eget|egen|egne system|lösning|løsning|team|folk|personal|avdelning|afdeling|avdeling|utviklere|udviklere|utvecklare
        !internt
        !egen regi
        !robimy|zajmujemy|rozwiązujemy|wykonujemy|obsługujemy|tworzymy .. sami|wewnętrznie|samodzielnie|wewnątrz|własnym*
        !własny|własne|własnego|własnym|własny dział|zespół|system|rozwiązanie|zespole|zakresie
        !wewnętrzny zespół|dział
        !we własnym zakresie
        !siłami własnymi
        !自社で
        !自社開発
        !内製
        !社内で対応
        !社内で..行
        !社内で完結
        !社内の..で対応
        !自前
        !自己开发
        !自己做
        !自己的团队
        !自研
        !内部..解决
        !内部完成
        !内部处理
        !自己..开发
        !自主开发
        !自有
        !built|wrote|developed|made .. exactly|this|that|ours|something last|ourselves|own
        !own|our developers|it|team|engineers|guys
        !our|my .. developers|engineers built|wrote|made|do|did|does
        !mit|durch eigenen leuten|kräften|mitarbeitern|mitteln
        !edv|it abteilung
        !service|équipe|département informatique|it|technique .. charge|occupe|fait
        !nous .. en|nous .. chargeons|occupons
        !gère|gérons|fait|faisons .. nous mêmes
        !nuestro|nuestra departamento|equipo|gente
        !ce ne occupiamo
        !build*|keep|keeping|do|doing|handle|develop|make .. internally
        !intern .. lösen|machen|erledigen|entwickeln|behalten|doen|houden|regelen|blijven
        !préférons|préfère|développons .. propres
    """,
    "no_need": """
        !no|not|never|nor need|needs|needed|require|requirement|requirements|demand
        !not .. need|require|looking|in_the_market|searching|seeking
        !no|zero|little .. use|need|value|benefit|reason|demand|relevance|problem
        !not .. relevant|applicable|useful|of_use|have_this_problem|an_issue|a_problem|a_topic
        !not .. use|using it|this|that|such
        irrelevant
        !no plans
        !get|got by|along|on fine|well|without
        !fine|good|happy as|without|where|how .. are|is|it
        !prefer|rather .. carry|keep|continue|as_before|simple
        !does not apply|concern
        !nothing for
        !no longer .. need|do|use|offer
        !everything we|i need
        !kein|keinen|keinerlei .. bedarf|verwendung|nutzen|mehrwert|notwendigkeit|anwendungsfall
        !brauch* .. nicht|nichts|keine|keinen|kein
        !benötig* .. nicht|nichts|keine
        !nicht .. relevant|nötig|erforderlich|notwendig|gebraucht|benötigt|thema
        !nichts für|anfangen
        !kein thema
        !kommen .. zurecht|klar
        !keine verwendung
        !pas|aucun|plus .. besoin|utilité|utile|nécessaire|nécessité|concernés|concerne|sujet|intérêt
        !sans utilité|objet
        !en sort|débrouille .. bien
        !n'en voyons|vois pas
        !bien comme ça
        !no .. necesit*|hace_falta|requerimos|precisamos|relevante|utilidad|útil|sirve|aplica|buscamos|busco
        !ninguna necesidad
        !sin necesidad
        !estamos bien así
        !no .. encuentro|veo .. utilidad|sentido|necesidad
        !non .. bisogno|serve|servono|necessario|necessità|utile|esigenza|utilità|interessa_al_momento
        !nessun|nessuna bisogno|necessità|esigenza
        !stiamo|andiamo bene così|avanti
        !não .. precis*|necess*|útil|utilidade|faz_falta|aplica|procuramos
        !sem necessidade|interesse
        !estamos bem assim
        !dispenso|dispensamos
        !geen .. behoefte|nodig|gebruik|noodzaak|nut|toegevoegde
        !niet .. nodig|relevant|toepassing|gebruiken|voegt
        !redden .. ons|het
        !zonder prima
        !meerwaarde niet
        !inte|ingen|inget|inga .. behov|behöver|nytta|användning|relevant|aktuellt
        !ikke|intet|ingen|intet .. behov|brug|bruk|trenger|relevant|aktuelt|nytte|nødvendig*
        !behöver|trenger|mangler .. inte|ikke|ingenting|intet
        !klarar|klarer .. oss|os .. bra|fint|godt|utan|uden|uten
        !har det bra|godt|fint
        !nie .. potrzeb*|potrzebny|potrzebne|zapotrzebowani*|przyda|dotyczy
        !brak potrzeby|zapotrzebowania
        !radzimy sobie
        !zbędne|zbędny
        !必要..ません
        !必要..ない
        必要ござい
        !必要として
        !不要
        !需要が
        !間に合っております
        !使い道
        !予定はございません
        !不需要
        !用不上
        !用不着
        !用不到
        !没有..需求
        !没有..需要
        !暂无需求
        !无需
        !這樣挺好
        !这样挺好
        !nothing here|in_it|there for us|me
        !not .. any more|longer
        !ninguna falta
        !no .. hace|hacen .. falta
        !brauch*|gebraucht .. nicht
        !nicht gebraucht|benötigt
        !haben .. keine verwendung
    """,
    "unconvinced": """
        !not .. convinced|persuaded|impressed|sold|see .. value|benefit|advantage|point
        !tried .. before|once|similar|something_like|three|two|already
        !bad experience*
        !waste of money|time
        !not worth
        !not .. add|adds|bring|appeal|appeals
        !see no value|benefit|advantage|point
        !looked .. not
        !not .. trust
        !überzeugt .. nicht
        !nicht überzeugt
        !schlechte erfahrung*
        !kein|keinen mehrwert|vorteil
        !bringt .. nichts|wenig
        !sagt .. nicht zu
        !pas convaincu*
        !mauvaise expérience
        !n'apporte rien
        !ne vois|voyons pas l'intérêt|l'apport|l'avantage
        !no .. convence|convencido*|convenció|aporta|ventaja
        !mala experiencia
        !non .. convince|convinto|convinti|vantaggio
        !brutta|cattiva|pessima esperienza
        !não .. convence|convenceu|convencido*|vantagem|vale_a_pena
        !má experiência
        !overtuigt .. niet
        !niet overtuigd
        !slechte ervaring*
        !niets in
        !övertyg* .. inte
        !inte|ikke övertyg*|overbevis*
        !dårlig*|dålig* erfaring*|erfarenhet*
        !nie .. przekon*
        !złe doświadczeni*
        !魅力を感じ
        !メリットを感じ
        !効果が
        !没有说服
        !没什么价值
        !看不到..价值
        !效果不
        !体验不好
        !not .. see .. gain|get|need|advantage|improve
        !fail to see
        !what we would gain
        !no veo .. ventaja|beneficio
        !falha|não_vejo .. ventagem|benefício
        !underwhelm*|disappoint*
        !enttäusch*|décevant*|decepcion*|delud*|desapont*|teleurstel*
    """,
}
