"""In all languages: whether a "no" is the decision-maker's (M22). See `phrases.py`.

"mine": the writer decides. "decided": the writer tells what whoever decides has said. "other": somebody else decides, and
has not been asked.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "mine": """
        !my|our call|decision
        !decision is|was mine|ours
        !i .. decide|decided|call_the_shots|sign_off
        !i make|made|take|took .. decision|decisions|call
        !decision maker
        !i .. run|own|founded|head|lead .. company|business|firm|shop|practice|department|this|it
        !as .. owner|ceo|founder|cofounder|director|president|chief|cfo|cto|coo|cmo|md|principal|partner
        !i am|as|being .. owner|ceo|founder|cofounder|managing_director|president|boss|in_charge|responsible|proprietor
        !final|last say|word .. mine|me
        !ich entscheide|bestimme
        !entscheide|entscheidet .. ich|selbst
        !meine|meiner entscheidung|verantwortung
        !als .. geschäftsführer*|inhaber*|gründer*|chef|chefin|vorstand|eigentümer*|entscheider*|ceo|verantwortliche*
        !bin .. geschäftsführer*|inhaber*|gründer*|chef|chefin|vorstand|eigentümer*|entscheider*|ceo
        !entscheidung liegt|lag bei mir
        !mein|unser betrieb|unternehmen .. ich
        !c'est|est ma décision
        !c'est moi qui décide|tranche|choisis
        !je décide|tranche
        !je .. décideur|décisionnaire|décide
        !tant que|qu'en .. gérant*|dirigeant*|directeur|directrice|président*|fondateur|fondatrice|propriétaire|patron|patronne|pdg|chef
        !suis .. gérant*|dirigeant*|président*|fondateur|fondatrice|propriétaire|patron|patronne|pdg|décideur|décisionnaire
        !décision .. m'appartient|revient|mienne
        !lo|yo decido
        !soy quien decide|decido
        !decisión .. mía|tomo|tomado
        !tomo|tomamos .. decisiones|decisión
        !como|soy .. gerente|dueñ*|propietari*|director|directora|fundador*|responsable|ceo|administrador*|jef*
        !mi decisión
        !decido io
        !decisione .. mia|spetta|presa
        !prendo .. decisioni|decisione
        !come|sono .. titolare|amministrator*|proprietari*|direttore|direttrice|fondator*|ceo|responsabile|legale_rappresentante
        !in qualità di
        !quem decide sou|é_comigo
        !sou eu|quem .. decide|decido|decisão
        !eu decido
        !decisão .. minha|tomei
        !como|sou .. sócio*|dono|dona|proprietári*|diretor|diretora|gerente|fundador*|ceo|responsável|administrador*
        !ik beslis|bepaal|besluit
        !ik ben degene die
        !beslissing .. mij|mijn|ik
        !mijn beslissing|besluit
        !als .. eigenaar|eigenares|directeur|directrice|oprichter|ondernemer|dga|ceo|verantwoordelijke
        !ben .. eigenaar|eigenares|directeur|directrice|oprichter|dga|ceo
        !jag|jeg .. bestämmer|bestemmer|beslutar|beslutter|avgör|avgjør|afgør|fattar_beslut
        !mitt|min beslut|beslutning|avgjørelse|afgørelse
        !det är|er jag|mig|jeg|meg som beslutar|bestämmer|bestemmer|beslutter|avgjør|afgør
        !som .. ägare|ejer|eier|vd|grundare|stifter|gründer|direktör|direktør|indehaver|innehaver|leder|daglig_leder|ceo|chef
        !jag|jeg är|er .. ägare|ejer|eier|vd|grundare|stifter|direktør|indehaver|daglig_leder|ceo
        !beslutet|beslutningen är|er .. mitt|min
        !ja .. decyduję|decyduje|podejmuję|zdecydował*
        !to|jest moja decyzja
        !decyzja .. moja|mnie|podjąłem|podjęłam
        !podejmuję .. decyzje|decyzję
        !jako|jestem .. właściciel*|prezes*|dyrektor*|szef*|założyciel*|ceo|kierownik*
        !私が決
        !私の判断
        !決定権は私
        !責任者として
        !代表として
        !社長として
        !経営者として
        !代表の私
        !私の一存
        !由我决定
        !我决定
        !我来决定
        !我说了算
        !我负责决定
        !我是负责人
        !作为老板
        !作为负责人
        !作为总经理
        !作为创始人
        !作为ceo
        !我是老板
        !由我拍板
        !决定权在我
        !as|being .. head of .. firm|company|business|family
        !i own|run
    """,
    "decided": """
        !boss|manager|management|director|directors|board|ceo|cfo|cto|coo|cmo|owner|owners|partners|leadership|president|chief|executives|exec|committee|founder|founders|superiors|she_who_decides|principal|vp .. decided|said|says|decide|rejected|declined|turned|does_not_want|is_not|are_not|passed|ruled|refused|against|not|no|answer|want|wants|vetoed|chose|opted|told
        !talked|spoke|discussed|checked|consulted|consulting|asked|raised|took|brought|presented|forwarded|passed|shared|put|ran|shown|showed .. boss|manager|management|director|directors|board|ceo|cfo|cto|owner|owners|partners|leadership|president|committee|founder|founders
        !chef|chefin|geschäftsführung|geschäftsführer*|geschäftsleitung|vorstand|leitung|inhaber*|management|direktion|vorgesetzte*|beirat|gremium|bereichsleitung|führung .. entschieden|abgelehnt|abgesagt|hat|haben|will|wollen|möchte|lehnt|lehnen|sagt|sagte|meint|gegen|nein|nicht
        !mit .. chef|chefin|geschäftsführung|geschäftsführer*|geschäftsleitung|vorstand|leitung|vorgesetzten .. besprochen|abgestimmt|gesprochen
        !rücksprache mit .. chef|chefin|geschäftsführung|geschäftsführer*|geschäftsleitung|vorstand|leitung
        !direction|direction_générale|patron|patronne|comité|conseil|responsable|hiérarchie|président*|dg|pdg|gérant*|associés|directeur|directrice .. décidé|refusé|décliné|dit_non|tranché|souhaite|veut|non|pas|répondu|retenu|rejeté|donne
        !après avec la|le|notre|mon|ma direction|comité|patron|responsable|associés|hiérarchie
        !parlé|transmis|soumis|discuté|vu|échangé|présenté .. direction|patron|comité|conseil|responsable|associés|dg|pdg|hiérarchie
        !dirección|gerencia|jefe|jefa|consejo|comité|director|directora|gerente|junta|dueñ*|socios|superiores .. decidido|decidió|rechazado|rechazó|dicho|dijo|descartado|descartó|quiere|quieren|no|ha|han|negativa
        !hablé|hablado|consultado|consulté|comentado|comenté|trasladado|trasladé|pasado|pasé|reenviado|reenvié|presentado .. dirección|gerencia|jefe|jefa|consejo|comité|director|directora|gerente|junta|socios
        !direzione|capo|consiglio|cda|titolare|amministratore|direttore|direttrice|soci|responsabile|proprietà|dirigenza|superiori .. deciso|rifiutato|detto|scartato|bocciato|vuole|vogliono|non|ha|hanno|negativa|contrari*
        !parlato|discusso|consultato|sottoposto|inoltrato|girato|presentato|sentito .. direzione|capo|consiglio|cda|titolare|amministratore|direttore|direttrice|soci|responsabile
        !direção|diretoria|chefe|chefia|administração|conselho|gerência|diretor|diretora|dono|dona|sócios|patrão|superiores .. decidiu|decidiram|recusou|rejeitou|disse|disseram|descartou|quer|querem|não|optou|negativa
        !falei|conversei|consultei|apresentei|encaminhei|levei|passei|discuti .. direção|diretoria|chefe|chefia|administração|conselho|gerência|diretor|diretora|dono|sócios
        !directie|baas|bestuur|leidinggevende|mt|management|directeur|eigenaar|raad|chef|manager .. besloten|beslist|afgewezen|nee|wil|willen|niet|gezegd|zegt|geen|afgeketst
        !met .. directie|baas|bestuur|leidinggevende|management|directeur|mt|manager .. besproken|overlegd|gesproken
        !besproken|overlegd|overleg|voorgelegd|doorgestuurd .. directie|baas|bestuur|leidinggevende|management|directeur|mt|manager
        !ledningen|chefen|styrelsen|vd|direktør*|direktionen|bestyrelsen|sjefen|ledelsen|styret|chef|ägaren|ejeren|eieren|direktören|ledningsgruppen .. beslutat|beslutet|besluttet|bestämt|bestemt|sagt|sagde|säger|siger|sier|sa|nej|nei|avböjt|afvist|avslått|vill|vil|inte|ikke|tackat|takket
        !med|för|for .. ledningen|chef|chefen|styrelsen|vd|direktør*|direktionen|bestyrelsen|sjefen|ledelsen|styret|ägaren|ejeren|eieren .. beslut*|beslut|nej|nei|inte|ikke
        !talat|snakket|pratat|diskuterat|drøftet|diskutert|vidarebefordrat|videresendt|tagit|taget|tatt|lagt .. ledningen|chef|chefen|styrelsen|vd|direktør*|direktionen|bestyrelsen|sjefen|ledelsen|styret
        !zarząd|szef|szefowa|dyrektor*|kierownictwo|prezes|właściciel*|rada|przełożony|kierownik .. zdecydował*|odmówił*|odrzucił*|powiedział*|nie|postanowił*|decyzję|odmowna
        !rozmawiał*|konsultował*|przekazał*|przedstawił*|omówił* .. zarząd*|szef*|dyrektor*|kierownictw*|prezes*|właściciel*|rad*
        !decyzją|decyzja zarządu|dyrekcji|szefa|prezesa|właściciela
        !上司..却下
        !上司..判断
        !上司..断
        !上司..不要
        !上司に相談
        !上司と相談
        !上司と検討
        !上長..判断
        !社長..判断
        !社長..断
        !社長に..確認
        !役員会
        !取締役会
        !経営陣
        !経営会議
        !責任者に確認
        !責任者と
        !决策层
        !领导..决定
        !领导..不
        !领导说
        !领导表示
        !老板..决定
        !老板..不
        !老板说
        !董事会
        !管理层
        !高层
        !上级..不
        !上级决定
        !主管..不
        !经理..不
        !总经理..不
        !总经理..决定
        !took|brought|put|gave|passed|sent|forwarded|showed|shown|mentioned .. to .. boss|manager|management|director|board|ceo|cfo|cto|owner|owners|partners|leadership|president|committee|founders
        !passed|forwarded|gave your|the|it note|email|mail|message|offer .. board|boss|ceo|management|owner
        !boss|director|owner|ceo|cfo|chairman .. looked|look|saw|read .. no|not
        !an die|den|das geschäftsführung|geschäftsleitung|vorstand|chef|chefin|leitung .. weitergeleitet|weitergegeben|gegeben
        !geschäftsführung|geschäftsleitung|vorstand|chef|chefin|leitung .. weitergeleitet|weitergegeben|vorgelegt|vorgestellt|gezeigt
        !patron|chef|direction .. ne .. veut|souhaite
        !jefe|jefa|dueño|dueña .. no quiere
        !capo|titolare .. non
        !vendt|drøftet|taget|vist det .. med|op .. direktøren|chefen|ledelsen|bestyrelsen
        !med direktøren|chefen|ledelsen|bestyrelsen|sjefen|styret|styrelsen
        !szef|prezes|dyrektor .. nie
        上司に確認
        上司に..確認
        上長に
        役員と検討
        役員に
        社長に相談
        役員と
        领导..同意
        老板..同意
        !leadership|management|board meeting|team|level
        !consensus|verdict|feedback .. was|is no
        !po .. z|ze zarządem|szefem|szefową|dyrekcją|dyrektorem|kierownictwem|prezesem|właścicielem
        上司とも
        経営層
    """,
    "other": """
        !not .. my|our call|decision|place|area|department_to_decide|say
        !not .. decision maker
        !not .. decide|in_charge|responsible|authorised|authorized|authority|empowered|mine_to_decide|up_to_me
        !not up to me
        !not .. the one .. decides|deciding
        !above my pay|paygrade|grade
        !no|have say|influence|authority .. in|over|on
        !just|only .. assistant|intern|receptionist|temp|trainee|employee|reception|secretary
        !i am .. intern|receptionist|temp|trainee|apprentice
        !decided|decides|decision|decisions|handled|made .. headquarters|hq|head_office|elsewhere|parent|group|centrally|above|someone_else|procurement|purchasing|corporate
        !headquarters|hq|head_office|procurement|purchasing|corporate|parent .. decides|decide
        !not .. meine|meiner entscheidung|zuständigkeit
        !entscheide .. nicht|nichts
        !kann|darf .. nicht .. entscheiden
        !nicht .. entscheid*|befugt|zuständig|entscheidungsbefugt
        !nicht .. meine entscheidung
        !entscheidet .. zentrale|konzern|einkauf|jemand|andere|mutter*|chef|geschäftsführung
        !zentrale|konzern|einkauf|mutter* .. entscheidet
        !entscheidung .. liegt .. nicht|zentrale|konzern|chef
        !nur .. praktikant*|assistenz|assistent*|aushilfe|azubi|angestellte*|sekretariat|empfang
        !pas .. ma|mon décision|ressort|rôle
        !pas moi .. décide
        !décide .. pas
        !pas .. décideur|décisionnaire|habilité*|autorisé*
        !dépend pas de moi
        !siège|maison_mère|groupe|achats .. décide
        !suis .. que|qu'un|simple .. assistant*|stagiaire|secrétaire|standard
        !no .. decisión mía
        !no .. decido|depende_de_mí|mi_decisión|quien_decide|me_corresponde|autoridad|competencia
        !decide .. central|matriz|otro|otra|compras|sede
        !central|matriz|compras|sede .. decide
        !solo|sólo .. becari*|asistente|recepcionista|secretari*|emplead*
        !non .. decido|decisione|dipende_da_me|spetta_a_me|autorizzat*|competenza
        !non sono io .. decide|decidere
        !decide .. sede|casa_madre|capogruppo|qualcun|acquisti
        !sede|casa_madre|capogruppo|ufficio_acquisti .. decide
        !solo .. stagista|assistente|segretari*|impiegat*|centralino
        !não .. decido|decisão|depende_de_mim|me_cabe|cabe_a_mim|autonomia|autorizad*
        !não sou eu|quem .. decide
        !decide .. sede|matriz|compras|outra
        !matriz|sede|compras .. decide
        !só|apenas|somente .. estagiári*|assistente|secretári*|rececionista|recepcionista|funcionári*
        !niet .. beslis*|mijn_beslissing|bevoegd|aan_mij|bepaal
        !ga .. niet over
        !beslist .. hoofdkantoor|iemand|inkoop|moeder*
        !hoofdkantoor|inkoop|moederbedrijf .. beslist|bepaalt
        !slechts|alleen|maar .. stagiair*|assistent*|receptionist*|medewerker
        !inte|ikke .. mitt|min beslut|beslutning|bord|avgjørelse|afgørelse
        !inte|ikke .. bestämmer|bestemmer|beslutar|beslutter|avgör|avgjør|afgør|behörig|bemyndiget|jag_som|mig_der|meg_som
        !beslutas|besluttes|bestäms|bestemmes|avgörs|afgøres|avgjøres .. annan|koncern*|konsern*|hovedkontor*|huvudkontor*|centralt|sentralt|andre|annat
        !huvudkontoret|hovedkontoret|inköp|indkøb|innkjøp .. bestämmer|bestemmer|beslutar|beslutter
        !bara|kun|bare|endast .. praktikant|assistent|receptionist|resepsjonist|vikarie|vikar|elev
        !nie .. moja decyzja
        !nie .. decyduję|decyduje|ode_mnie|upoważni*|uprawni*|ja_podejmuję|kompetencj*
        !decyduje .. centrala|ktoś|zakupy|spółka*
        !centrala|dział_zakupów .. decyduje
        !tylko .. stażyst*|asystent*|recepcj*|praktykant*|pracownik*
        !私には決定権
        !決定権が..ない
        !決定権がな
        !決定権はあり
        !決定権はござい
        !権限が..ませ
        !権限がな
        !判断できる立場
        !判断できかね
        !本社が決
        !本社の判断
        !本部が決
        !我做不了主
        !不是我决定
        !不由我决定
        !我无权
        !我没有权
        !我没有决定权
        !决定权不在
        !不是我说了算
        !总部决定
        !由总部
        !我只是助理
        !我只是前台
        !我只是实习
        !not .. make|take .. decision|decisions
        !somebody|someone .. else|upstairs .. decide|decides
        !just|only .. run|answer|man|work .. desk|inbox|phone|phones|reception
        !decisions like_this|like_that .. made|are
        !not .. entscheide|entscheiden .. ich
        !entscheide .. nicht ich
        !das|dies .. entscheide|entscheidet .. nicht ich
        !entscheiden .. habe|kann|darf .. nicht
        !zu entscheiden habe ich
        !zentrale|konzernzentrale|mutterhaus .. entschieden|entscheidet
        !decisione spetta|compete a|al|alla|ad
        !pas|ailleurs_pas de mon ressort
        !den det|det er|är inte|ikke jag|jeg
        !sin|no .. poder|capacidad|potestad de decisión|decidir
        !decisão não é
        !decisione non è
        !decisión no es
        !pas .. pouvoir de décision|décider
    """,
}
