"""Words that stand around names, and capitalised words that are none. Accents stripped, lower case."""

PARTICLES = "de del della dello di da das dos do du van von der den ter ten zu zur la le el al bin ben af av y e"

LEAD_IN = frozenset(
    """
    to with contact contacting ask asking try is be email emailing call calling mail see via through either or and reach
    copying adding looping including in cc cced ccing colleague colleagues manager boss assistant successor counterpart
    replacement deputy are meet named called speaking between contacts person one as by team mate partner use backup
    an mit bei frau herrn herr kollege kollegin kollegen und oder ist sind ansprechpartner ansprechpartnerin nachfolger
    nachfolgerin vertreter vertreterin vertretung assistentin assistent chef chefin durch fragen fragt frag von dr prof
    a au avec m mr mme monsieur madame mlle ou et est sont collegue collaborateur collaboratrice assistante adjoint
    successeur remplacant remplacante plutot contacter joindre chez responsable voir vers mets mettre par
    con al la el y o es son companero companera colega sr sra don dona senor senora jefe jefa director directora lo ve
    contactar contacte contacta copio copia copiando sucesor sucesora sustituto sustituta encargado encargada incluyo
    com ao e ou sao chama chefe gerente pelo pela sucessor substituto substituta contactando seja para
    ed sig ssa sig.ra signor signora dott dottor dottoressa ing sono collega contatti contattare contatta referente
    sostituto rivolgersi copia inoltro chieda senta
    met bij en zijn collega's opvolger vervanger mevrouw mevr dhr meneer aan via zet door naar
    med till til hos och og eller kollega efterfolger eftertradare stedfortraeder istallet stedet istedenfor
    kontakta kontakt kontakter
    z do pan pani pania panem lub i kolega kolezanka koleje jest kolezanke
    yhteytta kollegaan kollegalle kolegou kolegyni kolegynou с к коллега коллеге коллегой у
    mrs ms miss professor besten liebsten ubernimmt but tried consider suggest recommend best
    """.split()
)

ROLES = frozenset(
    """
    head director vp svp evp vice president chief officer ceo cto cfo cmo coo cio cro cpo ciso manager lead leader supervisor
    coordinator assistant executive partner founder owner buyer specialist engineer analyst consultant secretary controller
    procurement purchasing administrator representative rep associate deputy principal buying
    leiter leiterin leitung geschaftsfuhrer geschaftsfuhrerin einkauf einkaufsleiter prokurist assistentin assistenz
    abteilungsleiter abteilungsleiterin teamleiter teamleiterin vorstand referent referentin sekretarin bereichsleiter
    directeur directrice responsable chef dsi daf drh pdg gerant gerante acheteur acheteuse chargee assistante adjointe
    directora jefe jefa gerente encargado encargada coordinador coordinadora responsavel coordenador coordenadora diretor
    diretora chefe secretaria secretario
    responsabile direttore direttrice capo amministratore segretaria titolare referente
    hoofd directeur inkoper teamleider afdelingshoofd
    chefen ansvarig ansvarlig inkopschef forsaljningschef direktor direktoer leder sjef konsult
    kierownik kierowniczka dyrektor dyrektorka prezes specjalista specjalistka
    """.split()
)

NOT_A_NAME = frozenset(
    """
    ce c est cela qui que why who what how where which not are have has had do does did can could would should will may might
    i please thank thanks in on at for if the this that my your our we you he she they it hi hello dear hey best regards kind yes no not and
    but or so as after before when while during monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december it hr us uk eu usa emea apac crm erp gdpr faq ceo cto cfo cmo coo cio vp svp ext tel mobile phone
    email mail fax office sent iphone android outlook sales support marketing finance operations purchasing procurement legal customer service
    services team department company example ltd inc gmbh ag sa bv llc corp group europe germany france spain italy america global international
    head director manager chief officer president senior junior lead assistant desk helpdesk help christmas easter new year happy merry sorry
    also there here then now next last out any all urgent urgently matters unfortunately meanwhile alternatively however regarding re fw fwd
    sie ihr ihre ihnen ihren ich wir der die das ein eine bitte danke vielen dank herr herrn frau kollege kollegin kollegen urlaub buro
    abteilung einkauf vertrieb leiter leiterin leitung ansprechpartner ansprechpartnerin vertretung vertreter vertreterin falle fallen notfall
    mail mails nachricht anfrage anfragen abwesenheit elternzeit montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz
    mai juni juli oktober dezember geschaftsfuhrer firma thema themen zentrale telefon nachfolger nachfolgerin assistentin assistent angelegenheiten
    fragen rechnungen kontakt rueckfragen ruckfragen zeit kopie copy personal unternehmen dringenden person doktor dr prof team tel mobil hallo
    bonjour merci madame monsieur mme mlle mr mrs ms cordialement pour vous nous je il elle le la les un une votre notre mon service achats
    direction responsable directeur directrice lundi mardi mercredi jeudi vendredi janvier fevrier avril juin juillet aout septembre octobre
    novembre decembre retour absence urgence dsi daf drh rh pdg
    hola gracias saludos por para usted ustedes el los las una mi su sr sra don dona lunes martes miercoles jueves viernes enero febrero marzo
    mayo junio julio agosto septiembre noviembre diciembre departamento compras ventas director directora gerente responsable urgencias ti rrhh
    obrigado obrigada prezado nosso nossa meu minha segunda terca quarta quinta sexta janeiro fevereiro maio junho julho setembro outubro
    novembro dezembro ausencia
    ciao buongiorno grazie cordiali saluti gentile ufficio azienda gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre sig
    signor signora dott dottor dottoressa ing acquisti responsabile
    hej hei tack tak takk vid ved kontakt kontakta
    beste geachte bedankt groet afdeling inkoop maandag dinsdag woensdag donderdag vrijdag mevrouw dhr mevr
    dziekuje prosze pan pani pania panem panstwa pozdrawiam dzial firma
    linkedin google microsoft sap salesforce hubspot zoom teams calendly whatsapp slack
    """.split()
)

ROLE_MAILBOX = frozenset(
    """
    info sales support office hello contact contacts help helpdesk service services team mail admin hr jobs marketing finance billing accounting
    purchasing procurement it einkauf vertrieb kontakt buero zentrale compras ventas contacto comercial contato vendas suporte commercial achats
    accueil acquisti vendite inkoop verkoop inkop customercare customerservice noreply reception sekretariat press media partners partnerships
    enquiries inquiries desk operations orders legal privacy
    """.split()
)

SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾"
    "汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
