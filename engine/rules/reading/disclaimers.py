"""What companies and servers append below their people's words: notices of confidentiality and of data protection, how
to leave their mailings, scanners and lists. Lines are in lower case."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Opening
from engine.rules.reading.pieces import Pieces

AROUND = " \t*_>"
_APPENDED = (
    r"(?:(?:important|legal|email|e-mail) )?(?:confidentiality|disclaimer|privacy|confidential)(?: (?:notice|note|"
    r"warning|statement))?\s*[:.\-–—]|"
    r"(?:important|legal) notice\b|disclaimer$|confidentiality notice|"
    r"(?:this|the information (?:contained )?in this|the information transmitted|the contents? of this|"
    r"any views)(?:\b.{0,40})? ?(?:e-?mail|mail|message|communication|transmission)s?\b"
    r".{0,120}(?:confidential|privileged|intended (?:only |solely )?for|solely for|for the sole use|proprietary|"
    r"legally|not an offer|(?:is|be|are) monitored)|"
    r"(?:e-?mail|message) (?:is )?confidential|if you (?:are not|have received) (?:the intended|this)|"
    r"(?:diese|der inhalt dieser) (?:e-?mail|nachricht|information)\b.{0,120}(?:vertraulich|rechtlich geschützt|"
    r"ausschließlich)|"
    r"ce (?:message|courriel|mail|courrier)\b.{0,120}(?:confidentiel|destinataire|exclusi)|"
    r"(?:este|esta|el contenido de este) (?:mensaje|correo|e-?mail|mensagem|comunicação)\b.{0,120}(?:confidencia|"
    r"exclusiv|privilegiad)|"
    r"(?:questo|questa|il presente|la presente|le informazioni contenute in questo) (?:messaggio|e-?mail|"
    r"comunicazione)\b.{0,140}(?:riservat|confidenzial|destinatari)|"
    r"(?:dit|de informatie in dit) (?:bericht|e-?mail(?:bericht)?)\b.{0,120}(?:vertrouwelijk|uitsluitend)|"
    r"(?:denna|detta) (?:e-post|mejl|meddelande)\b.{0,120}konfidentiell|denne (?:e-?mail|e-?post\w*|"
    r"meddelelse)\b.{0,120}fortrolig|"
    r"(?:aviso (?:legal|de confidencialidad|de privacidade)|avis (?:de confidentialité|légal)|avvertenza|"
    r"avviso di riservatezza|"
    r"haftungsausschluss|vertraulichkeits\w+|ansvarsfriskrivning|klauzula poufności)\b|"
    r"(?:данное|это|настоящее) (?:электронное )?(?:сообщение|письмо)\b.{0,140}(?:конфиденциал|предназначен)|"
    r"(?:цей|це) (?:електронн\w+ )?(?:лист|повідомлення)\b.{0,140}(?:конфіденц|призначен)|"
    r"bu (?:e-?posta|ileti|mesaj)\w*\b.{0,140}(?:gizli|kişiye özel)|acest (?:mesaj|"
    r"e-?mail)\b.{0,140}(?:confiden|destinat)|"
    r"(?:ez az|jelen|a jelen) (?:e-?mail|üzenet|levél)\b.{0,140}bizalmas|"
    r"tämä (?:viesti|sähköposti\w*)\b.{0,140}luottamuksel|táto správa\b.{0,140}dôvern|ova (?:poruka|"
    r"e-?pošta)\b.{0,140}povjerljiv|"
    r"το παρόν\b.{0,140}εμπιστευτικ|本(?:邮件|电子邮件|郵件).{0,80}(?:保密|机密|機密)|(?:この|"
    r"本)(?:電子)?メール.{0,80}(?:機密|秘密)|"
    r"(?:본|이) (?:메일|이메일).{0,80}(?:기밀|비밀)|"
    r"(?:niniejsza|ta) wiadomość\b.{0,120}(?:poufn|przeznaczon)|tato zpráva\b.{0,120}důvěrn|"
    r"please consider the environment|think before you print|(?:bitte )?denken sie an die umwelt|"
    r"(?:merci de )?(?:pensez|penser) à l['’]environnement|n['’]imprimez ce|(?:piensa|piense) en el medio|antes de imprimir|"
    r"(?:rispetta|rispettiamo|pensa all|prima di stampare)\b.{0,12}(?:ambiente|e-?mail)|(?:pense|antes de imprimir) .{0,20}(?:meio ambiente|ambiente)|"
    r"denk aan het milieu|tänk på miljön|tænk på miljøet|tenk på miljøet|(?:pomyśl o|chroń) środowisk|"
    r"(?:this email (?:has been|was) (?:scanned|checked)|virus-free\.|virenfrei\.|no virus found|scanned by|"
    r"checked by avg)|"
    r"(?:you received this message because you are subscribed to|to unsubscribe from this group)|"
    r"do you yahoo!\?"
)
# How to leave the mailings of the writer's own company. Whoever asks for it himself does not say "if you".
_LEAVING = (
    r"to (?:opt[ -]?out|unsubscribe|be removed|stop receiving|no longer receive|manage your)\b|"
    r"newsletters? (?:no longer|not) wanted\b|(?:don['’]t|do not|no longer) want (?:these|our) (?:offers|e-?mails|newsletters?|updates|mailings)\b|"
    r"newsletter (?:abbestellen|abmelden|opzeggen|afmelden)\b|"
    r"if you(?:['’]d| would)? (?:like|want|wish|prefer) (?:not )?to (?:opt[ -]?out|unsubscribe|be removed|stop|no longer|receive)\b|"
    r"if you (?:do not|don['’]t|no longer|would rather not|would prefer not to) (?:wish|want|like)? ?(?:to )?(?:receive|hear|get|be contacted)\b|"
    r"(?:wenn|falls|sofern) sie (?:keine|künftig keine|zukünftig keine|in zukunft keine|nicht mehr|unseren)\b.{0,80}(?:erhalten|bekommen|abbestellen)|"
    r"(?:möchten|wollen|wünschen) sie (?:keine|künftig keine|zukünftig keine|nicht mehr)\b.{0,60}(?:erhalten|bekommen|mails|newsletter)|"
    r"um (?:sich )?(?:von|aus|unseren|keine)\b.{0,80}(?:abzumelden|abzubestellen|auszutragen|zu erhalten)|"
    r"si vous (?:ne )?(?:souhaitez|désirez|voulez|préférez)\b.{0,30}(?:plus|pas|recevoir|désinscri|désabonn)|"
    r"pour (?:vous|te) (?:désabonner|désinscrire)|pour ne plus recevoir|"
    r"si (?:usted )?(?:no|ya no) (?:desea|deseas|quiere|quieres)\b.{0,20}(?:recibir|seguir)|para (?:darse|darte) de baja|para (?:dejar de|no) recibir|"
    r"(?:se|qualora) non (?:desidera|vuo|intend|volet)\w*\b.{0,20}ricevere|per (?:cancellar(?:si|ti|vi)|disiscriver(?:si|ti|vi)|non ricevere)|"
    r"(?:se|caso) (?:você )?não (?:desej|quis|queir|pretend|quer)\w*\b.{0,20}receber|"
    r"para (?:cancelar a (?:sua )?(?:inscrição|subscrição|assinatura)|deixar de receber|não receber|se descadastrar|remover o seu)\b|"
    r"(?:als|indien|wanneer) (?:u|je) (?:geen|niet (?:meer|langer))\b.{0,80}ontvangen|(?:wilt|wil) (?:u|je) (?:geen|niet (?:meer|langer))\b.{0,60}(?:ontvangen|mail)|"
    r"om (?:u|je) (?:af te melden|uit te schrijven)|"
    r"(?:om|ifall) du (?:inte|ej)\b.{0,20}(?:vill|önskar)|(?:vill|önskar) du (?:inte|ej|avregistrera|bli borttagen|avsluta)\b|för att avregistrera dig|"
    r"(?:hvis|dersom|om) du ikke\b.{0,20}(?:ønsker|vil)|ønsker du ikke|(?:ønsker|vil) du (?:at )?(?:blive|bli) (?:fjernet|slettet|avmeldt|afmeldt)|"
    r"for at (?:afmelde|framelde)|for å melde deg av|"
    r"(?:jeżeli|jeśli|gdyby) (?:nie|państwo nie|pani? nie)\b.{0,20}(?:chc|życz)|aby (?:zrezygnować|wypisać się|nie otrzymywać)|w celu (?:rezygnacji|wypisania)|"
    r"(?:今後[の、はも]|このような|当社からの|弊社からの).{0,12}(?:メール|配信|案内).{0,12}(?:不要|停止|解除)(?:の方|の場合|を?ご?希望|は(?:こちら|下記|以下))|"
    r"(?:配信|メルマガ|メールマガジン|メール)(?:の?配信)?(?:の?停止|の?解除|が不要)(?:の方|の場合|を?ご?希望の|は(?:こちら|下記|以下))|"
    r"(?:如果|如|若)(?:您|你)?不(?:想|希望|愿|願|需)(?:再|继续|繼續)?.{0,4}(?:收到|接收)|(?:如需|如要|若要)退订"
)
_MAILINGS = (
    "newsletter",
    "werbung",
    "publicid",
    "pubblicit",
    "reklam",
    "メルマガ",
    "配信",
    "案内",
    "click",
    "http",
    "www.",
)
BEGINNINGS = f"{_APPENDED}|{_LEAVING}"
"""Of what may be one, for a quick look."""
_OPENING = Opening(AROUND, _APPENDED, letters=3)
_LEAVES = Opening(AROUND, _LEAVING, letters=3)

# What notices speak of, as pieces of words. Any two of these, with a condition, are a notice of confidentiality.
_ADDRESSEE = Pieces(
    "intended recipient", "addressee", "named recipient", "intended for", "sole use", "destinataire", "destinatari", "destinatár", "geadresseerde",
    "bestemd voor", "beoogde ontvanger", "adressat", "richtige empfänger", "beabsichtigte empfänger", "vorgesehene empfänger", "angegebene empfänger",
    "nicht der empfänger", "für den empfänger", "avsedd för",
    "avsett för",
    "für sie bestimmt",
    "voor u bestemd",
    "voor u is bestemd",
    "przeznaczon", "avsedd mottagar", "avsedda mottagar", "rätt mottagar", "rette mottaker", "rett mottaker", "rette modtager",
    "tiltænkte modtager", "tiltenkte mottaker", "ment for mottaker", "adresat", "zamierzonym odbiorc", "宛先", "受信者", "名宛人", "受取人", "收件人", "收信人",
)  # fmt: skip
_SECRET = Pieces(
    "confiden", "privileged", "vertraulich", "vertrouwelijk", "riservat", "konfidenti", "konfidensiel", "fortrolig", "sekretess", "taushet", "poufn",
    "機密", "秘密", "保密", "机密",
)  # fmt: skip
_MISTAKE = Pieces(
    "in error", "by mistake", "par erreur", "por error", "por engano", "por erro", "per errore", "erroneamente", "ten onrechte", "abusievelijk", "per vergissing",
    "per ongeluk", "irrtümlich", "versehentlich", "fälschlich", "av misstag", "felaktigt", "ved en fejl", "ved en feil", "ved fejl", "ved feil", "feilaktig", "fejlagtigt",
    "omyłk", "pomyłk", "przypadkow", "誤って", "誤送", "错收", "误收", "錯收", "誤收",
)  # fmt: skip
_DESTROY = Pieces(
    "delet", "destroy", "lösch", "vernicht", "supprim", "détrui", "elimin", "borr", "destru", "cancell", "distrugg", "apag", "verwijder", "vernietig", "radera", "förstör",
    "slet", "makuler", "usun", "skasow", "zniszcz", "削除", "破棄", "删除", "刪除",
)  # fmt: skip
_CONDITION = re.compile(
    r"\b(?:if (?:you|this|it)\b|should you|unless you|wenn sie|sollten sie|falls sie|sind sie nicht|haben sie dies|sofern sie|"
    r"si (?:vous|usted|ha|no es|lo ha|recib|le|ce|este)\b|s['’]il |dans le cas|au cas|en caso|"
    r"se (?:non|hai|ha|avete|lei|você|não|o senhor|recebe|for|esta|questa|questo)\b|qualora|caso |"
    r"(?:indien|als|mocht) (?:u|je|deze|dit)\b|bent u|heeft u|"
    r"om (?:du|ni|detta|mejlet)\b|är du|har du (?:fått|mottagit|modtaget|mottatt)|(?:hvis|dersom|såfremt) (?:du|de|denne)\b|er du|"
    r"(?:jeżeli|jeśli|gdyby|w przypadku|o ile)\b)|場合|方以外|でない方|如果|如您|若|如有|倘"
)
_MESSAGE = Pieces(
    "mail", "message", "nachricht", "mensaje", "mensagem", "messaggio", "bericht", "communica", "comunica", "meddeland", "meddelelse", "melding", "wiadomoś", "courriel",
    "correo", "e-post", "mejl", "メール", "邮件", "郵件", "fichier", "information", "contenu", "content",
)  # fmt: skip
_PERSONAL = Pieces(
    "gdpr", "rgpd", "dsgvo", "lopd", "lgpd", "rodo", "2016/679", "personal data", "your data", "privacy", "personenbezogen", "datenschutz", "données personnelles", "données à caractère",
    "données vous concernant", "protection des données", "datos personales", "sus datos", "protección de datos", "dati personali", "suoi dati", "protezione dei dati",
    "dados pessoais", "seus dados", "proteção de dados", "persoonsgegevens", "uw gegevens", "personuppgift", "personoplysning", "personopplysning", "persondata", "danych osobowych",
    "dane osobowe", "個人情報", "个人信息", "個人資料",
)  # fmt: skip
_OFFERS = re.compile(
    r"\byour (?:statutory |privacy |data )?rights\b|you (?:have|also have|are entitled)\b.{0,40}\bright|"
    r"you (?:can|may)\b.{0,20} (?:find|object|exercise|request|withdraw|revoke|unsubscribe|opt|read|access)|"
    r"(?:how|that|why) (?:we|\w+ (?:gmbh|ltd|inc|ag|plc|llc)) (?:process|handle|use|collect|treat|protect)|we (?:process|collect|use|store|handle|treat) (?:your |personal )|"
    r"(?:see|read|visit|view|refer to|according to|accordance with|find) (?:about |more about |in )?(?:our|the) (?:privacy|data)|privacy (?:policy|notice|statement)\s*(?::|is|can|at\b|https?)|"
    r"(?:data )?controller (?:is|of|for|:)|(?:is|as) the (?:data )?controller|"
    r"ihre(?:r|n)? rechten?\b|sie haben\b.{0,30}\brecht|sie können\b.{0,60}(?:widersprechen|widerrufen|einsehen|nachlesen|ausüben)|"
    r"(?:finden|erhalten|lesen) sie|datenschutz\w*\s*(?::|unter\b|https?)|wir (?:verarbeiten|erheben|speichern|nutzen)|verantwortlich(?:er|e stelle)|"
    r"vous (?:disposez|pouvez|avez|bénéficiez)\b|vos droits|nous (?:traitons|collectons|utilisons)|responsable d[ue] (?:traitement|tratamiento|tratamento)|politique de (?:confidentialité|protection)|informations? sur (?:la protection|le traitement)|"
    r"(?:puede|podrá|puedes|podrás)\b|usted tiene|sus derechos|ser[áa]n tratados|tratamos|política de privacidad|"
    r"(?:può|potrà|potete|può in ogni) |i suoi diritti|suoi diritti|saranno trattati|trattiamo|informativa|titolare del trattamento|"
    r"(?:pode|poderá) |seus direitos|serão tratados|"
    r"(?:u|je) (?:kunt|kan|hebt|heeft)\b|uw rechten|(?:wij|we) verwerken|verwerkingsverantwoordelijke|privacyverklaring|lees (?:meer|hier)|"
    r"du (?:har rätt|har ret|har rett|kan)\b|dina rättigheter|dine rettigheder|dine rettigheter|vi behandl|läs mer|læs (?:mere|om)|les (?:mer|om)|"
    r"dataansvarlig|behandlingsansvarlig|personuppgiftsansvarig|"
    r"przysługuje|administrator\w* .{0,60}danych|(?:ma|mają) (?:pani?|pan/pani|państwo) prawo|informacje o przetwarzaniu|klauzula|polityk\w+ prywatności|"
    r"プライバシーポリシー|お取り扱い|取扱い|取り扱いに|隐私政策|您有权"
)
# What a person says and no notice does: of himself, of our lists, or as a question.
_OF_ONESELF = (
    r"\bi(?:['’]\w+| (?:am|was|have|had|do|did|would|will|want|never|no|think|ask|request|hereby|wish|object|don|got|received|demand|expect|can|could|must|need)\b)|"
    r"\b(?:me|my|mich|mir|mein\w*|ich (?:bin|hab\w*|möchte|will|bitte|wünsche|widerspreche|fordere|verlange|brauche|kann|werde|lehne)|moi|mes|mon|yo|mi|mis|io|mij|mijn|ik|jag|jeg|mig|meg|mina|mine|mnie|moje\w*|moich|meus|minha)\b|"
    r"\b(?:j['’]\w|m['’]\w|je (?:ne|vous|suis|souhaite|veux|refuse|demande|n['’]))|"
    r"\b(?:solicit[oa]|solicitamos|exijo|exigimos|ejerzo|quiero|peço|quero|exerço|chiedo|chiediamo|richiedo|esercito|voglio|żądam\w*|cofam\w*|wnoszę|domagam\w*)\b|"
    r"\b(?:we (?:request|demand|object|ask|insist|never|don|did|do not|are not interested)|wir (?:fordern|verlangen|widersprechen|untersagen|haben kein|möchten)|"
    r"nous (?:exigeons|demandons|refusons|ne )|(?:wij|we) (?:eisen|verzoeken om)|vi (?:kräver|begär|kræver|krever|ønsker ikke|vill inte))\b|"
    r"\b(?:our|unsere\w*|notre|nos|nuestr\w+|nostr\w+|noss\w+|onze|ons|vår\w*|vores|nasz\w*) (?:address|data|details|e-?mail|daten|adresse\w*|données|"
    r"datos|direcci\w+|correo\w*|dati|indirizz\w+|dados|endereço\w*|gegevens|adres\w*|uppgifter|oplysninger|data|dane|adres\w*)\b|"
    r"\b(?:your|ihre[mrn]?|euer\w*|votre|vos|su|sus|tu|vostr\w+|vossa|sua|uw|jullie|er|din|jeres|deres|waszej|państwa|swojej) "
    r"(?:mailing|email|e-mail)? ?(?:list\w*|database|records?|system|crm|verteiler\w*|datenbank|kartei|base|fichiers?|bases|banca|bestand\w*|register|baz\w+)\b|"
    r"no longer (?:works?|employed|with us|here)|n['’]est plus|ne travaille plus|ya no (?:trabaja|est[áa])|já não (?:trabalha|está)|non lavora|nicht mehr (?:bei|im|in)|"
    r"arbeitet nicht|werkt (?:hier )?niet|(?:jobbar|arbetar|arbejder|arbeider|jobber) (?:inte|ikke)|nie pracuje|退職|离职|"
    r"私|弊社の(?:アドレス|メール)|我(?!们|們|司)|本人"
)
_SAYS_I = re.compile(_OF_ONESELF)
_OWN = re.compile(
    r"^(?!.*\b(?:wilt|wil|kunt|bent|heeft|vill|är|har|ønsker|er|möchten|sind) (?:u|je|du|ni|sie)\b).*[?？]|"
    + _OF_ONESELF
)
_LINES_AT_MOST = 12
_CHARACTERS_AT_LEAST = 30
_CHARACTERS_AT_MOST = 1_500
_FROM_THE_END = 120  # lines; a notice is no longer, and looking at each of thousands would take a second
_WORDS_OF_A_NAME = 3
_ENDS = ".!?。！？"
_FOOTER_LINES = 6
_LINES_OF_AN_ANSWER = 30
"""How to leave it stands in newsletters too, and tells that they are none of a person's answers."""
_LINE_OF_NAMES = 45
"""Characters. A longer line above is prose that goes on."""
_HINTS = Pieces(*_ADDRESSEE.pieces, *_MISTAKE.pieces, *_PERSONAL.pieces)
_SPOKEN_OF = Pieces(*_HINTS.pieces, *_SECRET.pieces, *_MESSAGE.pieces)
_MAILED = Pieces(*_MESSAGE.pieces, *_MAILINGS)


def may_hold_notice(lines: list[str]) -> bool:
    """A quick look at a run of lines, most of which hold none."""
    if not any(len(line) >= _CHARACTERS_AT_LEAST or not line.isascii() for line in lines[1:]):
        return False
    return _HINTS.are_in("\n".join(lines))


def begins_disclaimer(line: str) -> bool:
    return _OPENING.begins(line)


def is_disclaimer(said: str) -> bool:
    """Whether a paragraph in one line is nobody's own words."""
    return _OPENING.begins(said) or tells_how_to_leave(said) or is_notice(said)


def is_of_oneself(line: str) -> bool:
    return _SAYS_I.search(line) is not None


def begins_notice(lines: list[str], number: int, *, may_hold: bool) -> bool:
    """Whether a paragraph below other lines begins here that is a notice, or tells at the end how to leave a mailing."""
    if number < len(lines) - _FROM_THE_END or not _is_below(lines, number) or _stands_alone(lines[number]):
        return False
    said = _paragraph(lines, number)
    return (may_hold and is_notice(said)) or (tells_how_to_leave(said) and _ends_an_answer(lines, number))


def tells_how_to_leave(line: str) -> bool:
    """What is offered to whoever "no longer wishes to receive" it."""
    return _LEAVES.begins(line) and _MAILED.are_in(line) and not _OWN.search(line)


def is_notice(said: str) -> bool:
    """By what it speaks of: conservative, as a cut word is a lost word."""
    if len(said) < _CHARACTERS_AT_LEAST and said.isascii():
        return False
    kinds = sum(pieces.are_in(said) for pieces in (_ADDRESSEE, _SECRET, _MISTAKE, _DESTROY))
    secret = kinds > 1 and _MESSAGE.are_in(said) and _is_of_others(said, kinds)
    personal = _PERSONAL.are_in(said) and _OFFERS.search(said) is not None
    return (secret or personal) and not _OWN.search(said)


def _is_of_others(said: str, kinds: int) -> bool:
    """What is to be deleted alone makes no notice."""
    named = _ADDRESSEE.are_in(said) or _MISTAKE.are_in(said)
    return named and (kinds > 2 or _CONDITION.search(said) is not None or _SECRET.are_in(said))


def _is_below(lines: list[str], number: int) -> bool:
    """Below other words: behind a blank line, or right under a name or a sentence."""
    if not number:
        return False
    last = lines[number - 1].strip()
    if last and last[-1] not in _ENDS and (len(last) > _LINE_OF_NAMES or last[-1] in ":,;"):
        return False
    return any(line.strip() for line in lines[:number])


def _stands_alone(line: str) -> bool:
    """A name or a sentence of its own, which the lines below it do not make a notice."""
    ends = line.rstrip()[-1:] in _ENDS or len(line.split()) <= _WORDS_OF_A_NAME
    return ends and not _LEAVES.begins(line) and not _SPOKEN_OF.are_in(line)


def _ends_an_answer(lines: list[str], number: int) -> bool:
    return len(lines) <= _LINES_OF_AN_ANSWER and sum(bool(line.strip()) for line in lines[number:]) <= _FOOTER_LINES


def _paragraph(lines: list[str], number: int) -> str:
    end = number
    while end < len(lines) and end < number + _LINES_AT_MOST and lines[end].strip():
        end += 1
    return " ".join(lines[number:end])[:_CHARACTERS_AT_MOST]
