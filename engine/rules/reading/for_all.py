"""Whether who wants no more mail speaks for everybody of their company. Only asked of who opts out, or strikes off an address."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.folding import plain

ALL = Ways(
    r"\b(?:any(?:one|body)(?: else)? (?:here|at|in|from|within|on)|no(?:body| one|ne of us) (?:here|at|in|wants)|every(?:one|body) (?:here|at|in|from|within)|(?:all|any|none|each|every(?:one)?) of us|"
    r"(?:all|every|any|each)(?: (?:of )?(?:our|the|single|one of our|other|my colleagues'?))* (?:address\w*|e?-?mails? address\w*|mailbox\w*|colleagues|employees|staff|departments?|inbox\w*)|"
    r"(?:our|this|the) (?:whole|entire|complete) (?:company|team|organi[sz]ation|firm|office|domain|group|department|staff)|(?:our|this|the) domain|our (?:company|organi[sz]ation|firm) (?:from|off|out of)|whole (?:company|team)|"
    r"nieman\w* (?:bei|von|aus|in|hier|im)|keine[mnr]? (?:von uns|unserer|meiner|anderen?)|alle(?:n|r)? (?:unsere\w*|adressen|kollegen|mitarbeiter\w*|postfacher)|(?:unsere|die|das|der) (?:ganze\w*|gesamte\w*|komplette\w*) (?:firma|unternehmen|domain|team|haus|betrieb|belegschaft)|unsere\w* domain|uns alle|uns allen|"
    r"(?:personne|quiconque|aucun\w*) (?:chez|dans|de (?:nos|notre|nous|l)|ici)|tout(?:es?|s)? (?:nos|les adresses|notre|l'equipe|la societe|le personnel)|nous tous|(?:notre|nos) (?:domaine|adresses)|chacun (?:de nous|d'entre nous)|aucun d'entre nous|"
    r"(?:nadie|ningun\w*) (?:de|en|aqui|direccion\w*)|todas? (?:nuestras?|las direcciones)|todos (?:nosotros|nuestros|los (?:empleados|companeros|correos))|toda (?:la|nuestra) (?:empresa|compania|oficina|plantilla)|nuestro dominio|"
    r"(?:nessun\w*) (?:di noi|qui|in azienda|dei nostri|altro|da noi|indirizz\w*)|tutt[iae] (?:i nostri|gli indirizzi|le nostre|noi|i colleghi|i dipendenti|la nostra|l'azienda)|nostro dominio|"
    r"(?:ninguem|nenhum\w*) (?:de nos|aqui|da|na|dos nossos|endereco\w*)|tod[oa]s (?:os nossos|nos|as nossas|os enderecos|os colegas)|toda a (?:empresa|equipa|equipe)|nosso dominio|"
    r"niemand (?:hier|bij|van|binnen)|(?:geen|niet een|geen enkel\w*) (?:van ons|collega\w*)|alle (?:adressen|collega\w*|medewerkers|onze\w*|mailadressen)|(?:ons|het) (?:hele|gehele) (?:bedrijf|team|domein)|ons domein|ons allemaal|"
    r"ingen (?:har|hos|av oss|pa|af os|her|i)|alla (?:vara|adresser|kollegor|medarbetare)|hela (?:foretaget|bolaget|doman\w*)|alle (?:vores|vare|adresser|kolleger|ansatte|medarbejdere)|hele (?:firmaet|virksomheden|selskapet|bedriften|domenet)|"
    r"(?:nikogo|nikomu|nikt|zaden|zadnego) (?:z|w|u|tutaj|nas|inn\w*)|wszystki\w+ (?:nasz\w*|adres\w*|pracowni\w*|osob\w*|nas)|cal(?:a|ej) (?:firm\w*|domen\w*)|nasz\w* domen\w*)\b|"
    r"全員|すべてのアドレス|全てのアドレス|弊社の(?:誰|全|すべて|どの|ドメイン)|当社の(?:誰|全|すべて|どの|ドメイン)|誰にも|社内の(?:誰|他|ほか)|我们(?:公司|单位)?(?:的)?(?:所有|任何|全)|我們(?:公司|單位)?(?:的)?(?:所有|任何|全)|所有(?:邮箱|郵箱|地址|员工|員工|同事|人)|任何(?:人|邮箱|郵箱|地址|同事|员工|員工)|全公司|整个公司|整個公司"
)
"""Who is meant, as people who speak of the company and not of themselves say it."""


def for_all(text: str) -> bool:
    """ "Remove every address of ours, and do not write to anyone here again." """
    return ALL.are_in(plain(text))
