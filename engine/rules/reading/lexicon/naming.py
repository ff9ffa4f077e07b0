"""Words that stand around names, and capitalised words that are none. Accents stripped, lower case."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARTICLES = "de del della dello di da das dos do du van von der den ter ten zu zur la le el al bin ben af av y e 't"

LEAD_IN = _set(
    """
    hr hrn fr lleva llevan atiende atienden gestiona cubre reprend segue
    a aan ad adding adjoint al an and ansprechpartner ansprechpartnerin ao ar are as ask asking assistant
    assistante assistent assistentin au avec backup be bei best besten between bij boss but by call called
    calling cc cced ccing chama chef chefe chefin chez chieda colega collaborateur collaboratrice colleague
    colleagues collega collega's collegue com companera companero con consider contact contacta contactando
    contactar contacte contacter contacting contacts contatta contattare contatti copia copiando copio copying
    counterpart deputy dhr director directora do don dona door dott dottor dottoressa dr durch e ed efterfolger
    eftertradare either el eller email emailing en encargada encargado es est et frag fragen fragt frau gerente
    herr herrn hos i in including incluyo ing inoltro is ist istallet istedenfor jefa jefe jest joindre kolega
    kolegou kolegyni kolegynou koleje kolezanka kolezanke kollega kollegaan kollegalle kollege kollegen kollegin
    kontakt kontakta kontakter la liebsten lo looping lub m madame mail manager mate med meet meneer met mets
    mettre mevr mevrouw miss mit mlle mme monsieur mr mrs ms naar nachfolger nachfolgerin named o och oder og
    one opvolger or ou pan panem pani pania par para partner pela pelo person plutot prof professor reach
    recommend referente remplacant remplacante replacement responsable rivolgersi sao see seja senor senora
    senta sig sig.ra signor signora sind son sono sont sostituto speaking sr sra ssa start stedet stedfortraeder
    substituta substituto successeur successor sucesor sucesora sucessor suggest sustituta sustituto team
    contactez contattate c'est it's nas noi nosotros nous ons oss that's uns
    helyettesem helyettesit yerime sijaisena
    kollegan kollegaani kolezance kolege koledze pania panu kolegyni sijaiseni sijainen
    ring ringen bel belt bellen appelez appeler llame llamar chiamate chiamare ligue dzwonic pytajcie
    through til till to tried try ubernimmt und use ve vers vertreter vertreterin vertretung vervanger via voir
    von ware will with would y yhteytta z zet zijn к коллега коллеге коллегой с у
    chiedete chiedi demande demandez ecrivez escreva escriba escribe essaie essayez falar fale falem fraga
    habla hable hablen kontaktuj napisz parle parlez pergunte pregunta pregunte probeer prov provar prueba
    pruebe pytaj rivolgiti schrijf scrivi sentire skriv snakk sporg spreek sprobuj spytaj tente tentez
    versuch versuchen voyez vraag vraagt zapytaj
    bapak cousin dna maitre eng enga engr friend lic pak procura prova provi risque sir solche sprich wegen
    """
)
"""What stands before a name that is handed over to: "talk to Bob", "an Frau Schmidt"."""

ROLES = _set(
    """
    abteilungsleiter abteilungsleiterin acheteur acheteuse adjointe administrator afdelingshoofd amministratore
    analyst ansvarig ansvarlig assistant assistante assistentin assistenz associate bereichsleiter buyer buying
    capo ceo cfo chargee chef chefe chefen chief cio ciso cmo consultant controller coo coordenador coordenadora
    coordinador coordinadora coordinator cpo cro cto daf deputy directeur director directora directrice
    direktoer direktor diretor diretora direttore direttrice drh dsi dyrektor dyrektorka einkauf einkaufsleiter
    encargada encargado engineer evp executive forsaljningschef founder gerant gerante gerente geschaftsfuhrer
    geschaftsfuhrerin head hoofd inkoper inkopschef jefa jefe kierowniczka kierownik konsult lead leader leder
    leiter leiterin leitung manager officer owner partner pdg president prezes principal procurement prokurist
    purchasing referent referente referentin rep representative responsabile responsable responsavel secretaria
    secretario secretary segretaria sekretarin sjef specialist specjalista specjalistka supervisor svp
    reditel reditelka sachbearbeiter sachbearbeiterin teamleider teamleiter teamleiterin titolare vedouci vice
    vorstand vp
    """
)

ORGANISATIONS = _set(
    """
    accounting accounts advisors advisory agence agencia agency agenzia america analytics asia associates backoffice
    bank banking banque billing board boutique bv capital care centre center cie cloud committee communications
    company compliance conseil consultants consulting corp corporation counsel crew department dept desk digital
    division dynamics energy engineering enterprises finance foods foundation freight gesellschaft global gmbh group
    groupe groep gruppe gruppo grupo headquarters health helpdesk holding holdings hq hr human inc inbox industrie
    industries industry infrastructure innovation innovations institute insurance international invest kg labs
    legal limited llc llp logistica logistics logistik logistique ltd ltda management manufacturing marketing media
    motors network networks nv oy oyj pacific payable payments pharma platform plc portal procurement production
    products project purchasing receivable reception relations research resources sa sales sarl sas security
    servicedesk services solutions spa sp.z.o.o srl stiftung store studio studios success suite supply support
    systems team technik technologies technology tech telecom traders trading transport university unit ventures
    verlag warehouse works
    """
)
"""Words of firms, departments and products. A run of capitals that holds one is nobody's name."""

FIRM_BEFORE = _set(
    """
    abteilung afdeling agence agencia agency agenzia area atelier avdelning avdelningen azienda bedrijf bereich
    bolaget bureau company dachgesellschaft departamento department dipartimento empresa entreprise equipe equipo firm
    firma firmy firmaet gesellschaft grupo gruppe impresa konzern kunde maison muttergesellschaft organisation
    partnerfirma reparto service societa societe sparte team ufficio unternehmen virksomheden
    """
)
"""What stands directly before the name of a firm or department."""

NOT_A_NAME = _set(
    """
    daar daarover hierover inkop indkob innkjop zakupy aggiungo incluyo incluo anado agrego ajoute dodaje dolaczam
    mtra mtro cdor cdora lda ldo licda
    mein meine meinen meiner unser unsere unseren unserer seine seinen ihrer wenn falls sollte sollten bitte mon
    ma mes notre nos votre mis nuestro nuestra nuestros meu meus minha nosso nossa mio mia miei nostro nostra mijn onze
    min mitt mina vår vara vores
    mine vart moja moje nasz nasza nasi when if als om hvis jesli jezeli jos pokud moje kdyz si se quando cuando lorsque
    vam ihnen dir euch jou dig deg voi vous
    aktuell alle alles alors aqui assim ainsi aujourd'hui bisher currently dabei dafur daher damit danach daran darum
    davon dazu derzeit deshalb deswegen diesbezuglich ebenso eventuell gern gerne heute hierfur hierzu ici idag
    jetzt leider maybe merke momentan nur og perhaps quiza schon sonst talvez vielleicht voor wahrscheinlich zurzeit
    contactez write schreibe escribe scrivere escrever contattate contattare kontaktieren schreiben sprechen wenden
    quem qual quien cual quienes chi quale wer wen wem qui quel quelle celui celle wie vem hvem kto jak whoever whom
    pec lic dra lcdo lcda arq abg mag mag.a dipl inz mgr ir drs dott.ssa sig.ra avv rag geom rev
    ing prof mondays tuesdays wednesdays thursdays fridays saturdays
    sundays montags dienstags mittwochs donnerstags freitags lunes lundis mardis vendredis stellvertretung
    mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec eta asap pm
    absence abteilung abwesenheit achats acquisti afdeling after ag agosto all also alternatively america and
    android anfrage anfragen angelegenheiten ansprechpartner ansprechpartnerin any aout apac april aprile are as
    assistant assistent assistentin at august ausencia avril azienda bedankt before best beste bitte bonjour
    buongiorno buro but bv c calendly can ce cela ceo cfo chief christmas ciao cio cmo company compras coo copy
    cordialement cordiali corp could crm cto customer daf dank danke das dat dear december decembre den denne
    departamento department der desk det dette dezember dezembro dhr dicembre diciembre did die dienstag dies
    dinsdag directeur direction director directora directrice dit do does doktor don dona donderdag donnerstag
    dott dottor dottoressa dr drh dringenden dsi during dzial dziekuje easter ein eine einkauf el ela ele ella
    elle elternzeit email emea enero er erp es est eu europe example ext falle fallen faq fax febbraio febrero
    februar february fevereiro fevrier finance firma for fragen france frau freitag friday fw fwd gdpr geachte
    gennaio gentile gerente germany geschaftsfuhrer giugno global gmbh google gracias grazie groet group had
    hallo han happy has have he head hei hej hello help helpdesk here herr herrn hey hi hij hola hon how however
    hr hubspot hun i ich if ihnen ihr ihre ihren il ils in inc ing inkoop international iphone it italy ja jag
    janeiro januar january janvier je jeg jeudi jueves juillet juin julho juli julio july june junho juni junio
    junior kind kollege kollegen kollegin kontakt kontakta kopie la las last le lead legal lei leiter leiterin
    leitung les linkedin llc los ltd luglio lui lundi lunes maandag madame maggio mai mail mails maio manager
    march mardi marketing martes marz marzo matters may mayo meanwhile merci mercredi merry meu mevr mevrouw mi
    microsoft miercoles might minha mittwoch mlle mme mobil mobile mon monday monsieur montag mr mrs ms my
    nachfolger nachfolgerin nachricht nein nej new next no nossa nosso not notfall notre nous november novembre
    novembro noviembre now obrigada obrigado october octobre office officer oktober on ona ono operations or
    ottobre oui our out outlook outubro pan panem pani pania panstwa para pdg person personal phone please por
    pour pozdrawiam president prezado procurement prof prosze purchasing quarta que qui quinta re rechnungen
    regarding regards responsabile responsable retour rh rrhh ruckfragen rueckfragen sa sales salesforce saludos
    saluti samstag sap saturday segunda senior sent september septembre septiembre service services setembro
    settembre sexta she should si sie sig signor signora sim slack so sonntag sorry spain sr sra su sunday
    support svp tack tak takk team teams tel telefon terca thank thanks that the thema themen then there they
    this thursday ti tuesday ufficio uk un una une unfortunately unternehmen urgence urgencias urgent urgently
    urlaub us usa usted ustedes ved vendredi ventas vertreter vertreterin vertretung vertrieb vid vielen viernes
    votre vous vp vrijdag we wednesday what whatsapp when where which while who why will wir woensdag would year
    yes you your zeit zentrale zij zoom
    was wam pana panu zij firme firmy sprawa sprawe dere sant sjefen
    tym tego temu ta tej to te disso isso disto isto deste desse dessa contactpersoon bedarf
    american austrian belgian british chinese danish dutch english european finnish french german indian irish italian
    japanese norwegian polish portuguese scottish spanish swedish swiss welsh
    """
)

ROLE_MAILBOX = _set(
    """
    accounting accounts accueil achats acquisti admin ap ar backoffice billing buero comercial commercial compras
    salj salg sprzedaz obchod forsaljning kundtjanst kundservice ventes vente boutique biuro kantoor klantenservice
    kundenservice serviceclient atencion atendimento assistenza suporte soporte people enquiry team myynti
    contact contacto contacts contato customercare customerservice desk einkauf enquiries finance hello help helpdesk
    hr info
    inkoop inkop inquiries it jobs kontakt legal mail marketing media noreply office operations orders partners
    partnerships press privacy procurement purchasing reception sales sekretariat service services suporte
    support team vendas vendite ventas verkoop vertrieb zentrale
    asiakaspalvelu bestellung bewerbung bokning bogholderi booking bookings buchhaltung central clerk committee
    concierge destek dispo dispatch dostawcy ekonomi factuur facturacion facturas facturation factures faktura
    fakturer faturas fornecedores fornitori fournisseurs fundraising geral gdpr geschaftsstelle grants hotline
    iletisim invoice invoices kanzlei klantcontact kommunikation kundeservice lager leveranciers logistik magazijn
    magazzino meldpunt myynti noresponder nachhaltigkeit order ordini ouvidoria pedidos personal personalabteilung
    podpora postmottak poststelle praxis presse prensa proveedores purchase rechnung rechnungen rechnungswesen
    receptie receptionen recepcion recepcja rekrutacja rekrytering reservas reservations reservierung rh rrhh school
    schule sekretariat secretaria secretariaat secretariat segreteria serwis siparis spares students suppliers
    tilbud travaux urzad ufficio vendors verein verwaltung warehouse zakupy zamowienia
    """
)
"""Local parts of addresses that belong to nobody in particular."""

SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧"
    "许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔"
    "倪施洪牛温溫柴纪紀舒屈项項祝闵闵左童翁骆駱宁寧柳阮蓝藍闫齐齊梅庄莊辛管兰蘭焦俞葛岳耿关關苗凌费費裴涂塗瞿简簡古游詹温盛鲍鮑"
    "白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
    "汪严嚴"
)
"""The commonest Chinese family names, in both scripts."""
JAPANESE_SURNAMES = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上
木村 斎藤 斉藤 齋藤 清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川
村上 近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 岡本 藤原 松田 中川 中野 原田 小野 田村
竹内 金子 和田 中山 石田 上田 森田 小島 柴田 原 宮崎 酒井 工藤 横山 宮本 内田 高木 安藤 島田
谷口 大野 高田 丸山 今井 河野 藤本 村田 武田 上野 杉山 増田 小山 大塚 平野 菅原 久保 松井 千葉
岩崎 桜井 木下 野口 松尾 菊地 菊池 野村 新井 佐野 杉本 古川 浜田 市川 大西 小松 高野 水野 吉川
山内 西田 西川 北村 五十嵐 福島 安田 中田 川口 平田 川崎 飯田 本田 沢田 吉村 久保田 服部 岩田
土屋 樋口 秋山 福井 川上 永井 田口 松岡 中西 関 浅野 馬場 石原 矢野 松下 大橋 吉岡 小池 荒井
黒田 三好 小野寺 真鍋 横田 早乙女 大槻 日下部 須藤 熊谷 星野 平井 荒木 大久保 野田 望月 片山 堀
内藤 岡崎 栗原 児玉 辻 奥村 浅井 篠原 東 西山 南 本間
"""
"""The commonest Japanese family names."""
