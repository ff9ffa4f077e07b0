"""Leavers, new addresses and mailboxes that close, in the words of people. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
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
        !my|his|her contract|assignment|placement|internship|secondment|tenure .. ended|ends|finished|expired|end
        !contract .. finished|expired|ran_out
        !hung|hanging|hang .. up my|his|her|the
        !call|called it a career
        !am|is|was deceased
        !off .. payroll
        !position .. eliminated|redundant
        !been|was|were .. made redundant|laid
        !laid off
        !new opportunity|opportunities|adventures|role|chapter .. outside|elsewhere|at|with
        !decided to .. leave|pursue
        !leaving|leaves .. company|firm|organisation|organization|business|us|role
        !unternehmen|firma|haus|gesellschaft .. verlassen|verlasse|verlässt|gewechselt|ausgeschieden
        !habe|hat|haben .. verlassen|gekündigt|gewechselt
        !letzter arbeitstag
        !arbeitsverhältnis|anstellung|beschäftigungsverhältnis|dienstverhältnis|arbeitsvertrag .. beendet|endet|endete|aufgelöst|gelöst|ausgelaufen
        !verstorben|verstarb
        !décédé|décédée
        !fallecido|fallecida|falleció
        !faleceu|falecido|falecida
        !deceduto|deceduta
        !overleden
        !avlidit|avled
        !zmarł|zmarła
        !in pensione
        !uit .. dienst
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
        !i am|m .. retired
        !now retired
        !he|she|i|ve|have|has finished at
        !my|his|her time .. come|came|comes to an end
        !employment .. .. ended|ends|ceased|terminated
        !passed away
        !died suddenly|peacefully
        !has|have|had transferred out
        !i no longer have .. role|position
        !previous|former .. manager|owner|director|colleague|employee|holder|user|contact|assistant|head|buyer|lead left in|on|at|last|us
        !bin|ist|seit|nun|jetzt .. rentner|rentnerin|pensionär|pensionärin
        !arbeitsverhältnis|dienstverhältnis|beschäftigungsverhältnis .. .. beendet|endet|endete
        !meine|seine|ihre stelle|position .. gestrichen|weggefallen|abgebaut
        !pris .. retraite
        !mon|son dernier jour
        !mon|son|le poste .. supprimé
        !antiguo|antigua|anterior .. dejó
        !mi|su contrato .. terminó|finalizó|acabó|venció
        !reformei me
        !reformou se
        !estou|sou|está|já .. reformado|reformada
        !venuto|venuta a mancare
        !mancato|mancata a|in|nel
        !mio|suo ultimo giorno
        !geniet|genieten|geniete .. van mijn|zijn|haar pensioen
        !gestopt bij
        !sista|sidste|siste dagen|dag .. jobbet|jobben|kontoret
        !är|er|blir|bliver|blivit|blevet|blitt|som .. pensionär|pensionist|pensjonist
        !gått|gikk|gik .. av|på|i .. pension|pensjon
        !gått bort
        !afgået ved døden
        !min|sin|hendes|hans|hennes stilling .. sparet|nedlagt|bortfaldet
        !siirtynyt .. työnantajan
        !viimeinen työpäivä*
        !nie .. już .. zatrudnion*
        !v|do důchodu
        !jsem|je .. důchodce
        !zemřel|zemřela
        !sunt|iesit|ieșit la pensie
        !я|он|она|він|вона|уже|вже|теперь|тепер|сейчас .. на пенсии|пенсії
        !逝去
        !永眠
        !最終出社日
        !去世
        !过世
        !정년퇴
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
        my|our|his|her .. mother|mom|mum|father|dad|parent|wife|husband|son|daughter|brother|sister|grandmother|grandfather|grandma|grandpa|uncle|aunt|cousin|friend .. passed|died
        min|vår|vores|hans|hennes|hendes mor|mamma|far|pappa|kone|fru|hustru|mand|man|mann|søn|son|sønn|datter|dotter|bror|søster|syster|søster|mormor|farmor|morfar|farfar|bestemor|bestefar .. gått|afgået|død|døde|dog
        viimeinen työpäivä* .. ennen .. lomaa|kesälomaa|talvilomaa|joulua
        dernier jour .. avant|de .. congé|congés|vacances|formation
        ultimo giorno .. ferie|vacanza|vacanze
        sista|sidste|siste dagen|dag .. jobbet|jobben|kontoret .. före|innan|inden|før .. semester*|ferie*
        venuto|venuta a mancare mio|mia|nostro|nostra
        mio|mia|nostro|nostra padre|madre|papà|mamma|nonno|nonna|marito|moglie|figlio|figlia|fratello|sorella .. mancato|mancata|mancare
        zemřel|zemřela mi
        父..逝去
        母..逝去
        父..永眠
        母..永眠
        父亲..去世
        母亲..去世
        爷爷..去世
        奶奶..去世
        外公..去世
        外婆..去世
        父亲..过世
        母亲..过世
        爷爷..过世
        奶奶..过世
        外公..过世
        外婆..过世
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
        !becomes|replaces|replaced .. address|email|mail|domain
        !address|email|mail|mailbox .. replaced|switched .. by|off
        !have|has|i|we|been .. married|renamed|rebranded
        !am now .. known|called
        !domain|domains .. changed|changes|changing|moved
        !my|our .. contact details .. as|follows|new|now|changed|are
        !following|after|due .. merger|acquisition|rebranding|rebrand|takeover
        !neuer|neuem|neuen name|namen|firmenname
        !heiße|heißt|heißen .. jetzt|nun|künftig
        !neue|neuen|geänderte kontaktdaten
        !fusion .. adresse|mail|coordonnées
        !mes|nos coordonnées .. changent|changé|suivantes
        !mis|nuestros datos .. contacto
        !メールアドレス..変わりました
        !アドレス..変更
        !邮箱..变更
        !郵箱..變更
        !邮箱..更换
        !新邮箱
        !新郵箱
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
        !changed .. surname|last_name|family_name|name
        !one to use
        !retired .. domain
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
        !been|is|was .. closed|discontinued|decommissioned|deactivated|abolished .. to .. cut|reduce|avoid|prevent
        !mailbox|address|inbox|account .. shut|closed|discontinued|switched_off|abolished
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
