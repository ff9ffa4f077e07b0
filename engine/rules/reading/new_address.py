"""The address a writer is to be reached under from now on, told from the one that is given up."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.addresses import ADDRESS, cleaned, spells
from engine.rules.reading.bystanders import CAPITALS, PATTERN, is_private
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.lexicon.naming import ROLE_MAILBOX
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.names import CAPITAL, NAME, parts_of, words_of

OWN_ADDRESS = re.compile(
    r"\b(?:me|mi|moi|us|mich|mir|uns|moi|nous|mij|mig|meg|m'\w+|me (?:joindre|ecrire|contacter)|escribame|escribeme|contactarme|escrevam?-me|scrivermi|scrivetemi|contattarmi|"
    r"(?:i am|i'm) (?:now )?at|my (?:\w+ ){0,2}(?:e-?mail|address)|meine (?:\w+ )?(?:e-?mail\S*|adresse)|(?:mon|ma) (?:\w+ )?(?:e-?mail|adresse)|mi (?:\w+ )?(?:correo|direccion)|"
    r"(?:o )?meu (?:\w+ )?(?:e-?mail|endereco)|(?:il )?mio (?:\w+ )?(?:indirizzo|e-?mail)|mijn (?:\w+ )?(?:e-?mail\S*|adres)|min (?:\w+ )?(?:e-?post\S*|mail\S*|adress?e?))"
    r"\b[^.,]{0,40}$"
)
"""The words before an address that make it the writer's."""
OLD = re.compile(
    r"(?:(?<![@.-])\b(?:old|previous|former|alten?|alter|bisherigen?|fruheren?|ancien(?:ne)?|antigu[oa]|anterior|antig[oa]|vecchi[oa]|precedente|oude|gamla|gamle|star[yaei]\w*|dotychczasow\w+|vanha\w*|"
    r"instead of|replaces?|ersetzt|remplace|sustituye a|sostituisce|statt|anstelle von|au lieu de|en lugar de|en vez de|invece di|em vez de|in plaats van|i stallet for|i stedet for|zamiast)\b[^@:,]{0,30}|"
    r"\b(?:from|formerly|until now|bisher|vorher|zuvor|gammel|gammal|viejo|antes|avant|prima|voorheen|tidigare|tidligere|wczesniej)\s?:?\s|(?:旧|舊|原|由)[^@:,，、。]{0,12})$"
)
"""The words before an address that was the writer's."""
GIVES_WAY = re.compile(
    r"[)>\"']?\s{0,2}(?:->|→|=>|\s(?:to|a|à|zu|auf|naar|till|til|na|in|para|en|su)\s[^\s@]+@|から|变更|變更|更改|更換|"
    r"\s(?:will|was|has(?! come)|becomes?|became|changes|changed|forwards?|expires|goes|stops|no longer|(?:is|are|ist|est|es|e|er|ar|jest|é|è) (?:no|not|nicht|plus|ya|non|niet|inte|ikke|ej|nie|being|going|now (?:closed|retired)|closed|retired|stat[oa]|dismess\w+)|retires|should go|ha quedado|queda|(?:est|a ete) supprimee?|(?:zostal\w*|jest) zlikwidowan\w+|"
    r"wird|wurde|erlischt|entfallt|devient|disparait|sera|n'\w+|ne|ya|pasa|se|deja|dejara|cambia|diventa|verra|non|vervalt|wordt|upphor|slutar|blir|ophorer|forsvinder|forsvinner|lukkes|zostanie|przestaje|zmienia|nie)\b)"
)
"""The words behind one."""


def _addresses(mail: ParsedMail) -> list[tuple[re.Match[str], str]]:
    """The addresses of the text that may be the new one, each with its sentence."""
    cut = sentences(mail.text) if "@" in mail.text else []
    told = [(found, sentence) for sentence in cut for found in ADDRESS.finditer(sentence)]
    others = [
        one for one in told if cleaned(one[0]) != mail.sender.email and not PATTERN.fullmatch(plain(one[0]["local"]))
    ]
    return [one for one in others if _is_new(one[0])] or others[1:]


def _is_new(found: re.Match[str]) -> bool:
    return not (OLD.search(plain(found.string[: found.start()])) or GIVES_WAY.match(plain(found.string[found.end() :])))


def is_given_out(mail: ParsedMail, email: str) -> bool:
    """Whether an address of the text is not one that is given up."""
    return all(_is_new(found) for found in ADDRESS.finditer(mail.text) if cleaned(found) == email)


WRITTEN_TO = re.compile(
    r"\b(?:(?:message|mail|e-mail|nachricht|anfrage|bericht|mensaje|mensagem|messaggio|meddelande|besked|melding) (?:was delivered )?(?:to|an|naar|aan|a|til|till)|(?:wrote|written|addressed|sent) to|geschrieben an|schreef naar|adressee? a|enviad[oa] a|dirigid[oa] a|inviat[oa] a|skrevet til|skrivit till|skickat till) $"
)


def is_written_to(mail: ParsedMail, email: str) -> bool:
    """ "Your message to info@… has arrived"."""
    found = next((one for one in ADDRESS.finditer(mail.text) if cleaned(one) == email), None)
    return found is not None and WRITTEN_TO.search(plain(mail.text[: found.start()])) is not None


@once
def own_address(mail: ParsedMail) -> tuple[str, str]:
    """The writer's new address and its sentence: "write to me at …", or spelled as the old one was."""
    local = mail.sender.email.partition("@")[0]
    for found, sentence in _addresses(mail):
        before = _without_firm(sentence[: found.start()], found)
        told = OWN_ADDRESS.search(plain(CAPITALS.split(before)[-1])) and not SUCCEEDS.search(plain(before))
        if found["local"].lower() == local or told:
            return cleaned(found), sentence
    return "", ""


SUCCEEDS = re.compile(
    r"\b(?:(?:succe|sucede|sustitu|substitu|sostitu|rempla|suppl|suple|vervang|ersetz|vertr|replac|avlos|aflos|ersatt|eftertrad|efterfolg|etterfolg)\w*[- ](?:me|mi|moi|mich|mij|mig|meg)|(?:me|mi|mich|mij|mig|meg) (?:succe|sucede|sustitu|substitu|sostitu|rempla|suppl|suple|vervang|ersetz|vertr)\w*|"
    r"volgt m(?:ij|e) op|folgt mir|(?:than me|di me|que (?:yo|moi|eu)|dan ik))\b"
)
"""Of somebody else, who takes over from "me" or is better than "me"."""
NEW_JOB = re.compile(
    r"\b(?:new (?:job|role|chapter|adventure)|pastures new|(?:i(?:'ve| have) )?(?:joined|started (?:at|with))|(?:i (?:now )?work|i'm now|i am now) (?:at|for|with)|(?:went|gone|go) (?:freelance|independent|solo)|moved (?:over )?to|set up on my own|"
    r"neue (?:stelle|aufgabe)|neuer job|selbst(?:st)?andig|freiberuflich|gewechselt|(?:bin|arbeite) (?:ich )?(?:jetzt|nun|ab sofort) (?:bei|fur|im)|nouveau (?:poste|job|travail)|j'ai rejoint|a mon compte|(?:nuevo|nueva) (?:trabajo|etapa|puesto)|por mi cuenta|me he (?:pasado|incorporado)|"
    r"(?:novo|nova) (?:emprego|etapa|desafio)|por conta propria|passei a integrar|(?:agora|ahora|adesso|ora) (?:em|estou|estoy|sono|lavoro|trabajo|trabalho|a|at)|nuovo (?:lavoro|incarico)|(?:libera|libero) professionista|mi sono messo in proprio|nieuwe (?:baan|functie)|overgestapt|werk ik (?:nu )?(?:voor|bij)|voor mezelf begonnen|"
    r"ny(?:tt|t)? (?:jobb|job|tjanst|stilling)|(?:nya|nye) (?:aventyr|eventyr)|(?:borjat|begynt|begyndt|startet) (?:hos|pa|i)|(?:flyttat|flyttet|skiftet|bytt|byttet|gatt over) (?:til|till|ut)|(?:jobber|jobbar|arbejder|arbetar) (?:nu|na|numera) (?:i|hos|pa|for)|"
    r"(?:my|his|her) own (?:business|company|practice|thing|boss|studio|shop)|(?:i|have) quit|freelance|indipendente|aperto (?:un|una|il mio)|(?:despacho|negocio|estudio) propio|he (?:abierto|montado|cambiado)|mon propre|ouvrir (?:un|mon)|negocio proprio|eigen baas|zzp\w*|eigene[nsr]? (?:firma|buro|praxis|laden)|"
    r"eget|egen (?:virksomhed|firma|bedrift|firm)|(?:starta|startet|startat|startede) (?:eget|egen|for (?:meg|mig))|na swoim|wlasn\w+ (?:firm\w*|dzialaln\w*)|omaa yritysta|vlastni|"
    r"now[aey]\w* (?:prac\w+|rozdzial|firm\w+)|na swoje|przesz(?:lam|edlem) (?:na|do)|gdzie indziej)\b|転職|独立し|へ移り|開業|跳槽|执业|自立|入职|新公司|新工作|创业|創業"
)
"""Before an address, of a leaver: where they are now."""
TO_CHAT = re.compile(
    r"\b(?:find me|catch me|say hello|(?:keep|stay) in touch|for a (?:chat|coffee|beer)|(?:ich (?:selbst )?bin|finden sie mich|findet ihr mich) (?:ab (?:jetzt|sofort) )?(?:unter|bei)|(?:mal )?(?:quatschen|hallo sagen)|(?:pour )?(?:rester en (?:lien|contact)|me saluer|un cafe)|seguir en contacto|seguire en contacto|(?:para )?saludarme|"
    r"(?:i|you) can (?:still |always )?(?:be (?:found|reached)|find me)|(?:about|for|to) me|new (?:address|gig)|neue adresse|adresse perso|pour moi|conmigo|comigo|con me|mit mir|met mij|yo sigo|eu fico|io resto|je reste|ich bleibe|bereikbaar|bereichbar|"
    r"(?:everything|anything|all) else|the rest|todo lo demas|(?:tudo|todo) o resto|outros assuntos|tutto il resto|tout le reste|alles (?:andere|anders)|al het andere|overige zaken|al(?:t|t det) (?:det )?and(?:et|re)|alt annet|allt annat|(?:cala|wszystko) (?:reszta|inne)|"
    r"fika|kaffe\w*|coffee|beer|wine|bier|bicchiere|birra|caffe|una? (?:cana|copa)|privat\w*|prywatn\w*|"
    r"(?:old )?friends|amigos|amici|amis|freunde|venner|vanner|vrienden|gossip|postcards?|(?:after|from) (?:that|then on)|afterwards|thereafter|(?:not|non)[- ]work(?:[- ]related)?|new (?:employer|company|firm|contact details|coordinates)|personal (?:stuff|contact|matters|things|messages?)|(?:danach|dann|ensuite|apres|despues|depois|dopo|poi|daarna|darefter|derefter|deretter|potem)(?= ?:)|"
    r"kontakt (?:halten|bleiben)|(?:holde?|halla|halde) kontakt\w*|contatt\w+ personal\w*|soukrom\w*|osobni\w*|osobist\w*|kisisel|ozel|szemelyes\w*|maganu\w*|henkilokohtai\w*|yksityis\w*|личн\w*|особист\w*|"
    r"conversar|(?:meu |minha |mi |mio |il mio )?(?:contacto|contato|recapito|correo) (?:pessoal|personal|personale|actual|attuale)|(?:il )?mio recapito|(?:per )?un saluto|salutarmi|io sono a|borrel\w*|persoonlijk\w* (?:bericht\w*|mail\w*)|bijpraten|mij vind je|(?:sla av )?en prat|en snak|(?:jeg|jag) (?:selv |sjalv )?(?:er|finnes|finns|nas|treffes) (?:pa|under)|"
    r"(?:finnes|finns|nas|treffes|findes|traffes) (?:jeg|jag) (?:nu |na )?(?:pa|under|via)|(?:nas|treffes|findes|finns) (?:numera|nu|na) (?:pa|under|via)|pogada\w*|napisz do mnie|pisz(?:cie)? (?:do mnie )?na|is mine|nas pa)\b|私への連絡|私宛|聊天|找我|私人|我本人|我的新邮箱|我的新郵箱|私信|骚扰|個人(?:の|的|用|メール|アドレス)|プライベート|个人邮箱|老?朋友|僕個人|私個人|私へのご連絡"
)
"""Before an address, of a leaver: for those who want to hear from them."""
BEHIND_MINE = re.compile(r"\s(?:is mine|is me|ist meine|works from)\b")
ALONE = re.compile(rf"(?:^|\n|(?<=[.!?,] ))(?:[^\W\d_]{{2,8}},? )??(?P<name>{NAME.pattern})[ .]*(?=\n|$)")
"""A name with a line of its own, or at the end: the writer's."""
NAMED_BEFORE = re.compile(rf"{NAME.pattern}[\s,:(<\[（–-]{{1,3}}$")


@once
def leavers_address(mail: ParsedMail) -> tuple[str, str]:
    """Where somebody who has left is to be found now, at work or in private."""
    own = own_address(mail)
    if own[0] and not _is_of_another(mail, *own):
        return own
    signed = [mail.sender.name, *(found["name"] for found in ALONE.finditer(ADDRESS.sub(" ", mail.text)))]
    for found in ADDRESS.finditer(mail.text):
        before = mail.text[max(0, found.start() - 90) : found.start()]
        email = cleaned(found)
        if email == mail.sender.email or not _is_new(found) or _is_of_another(mail, email, before):
            continue
        line = before.rpartition("\n")[2]
        signs = (
            len(line) > CARD
            and found["local"].lower() not in ROLE_MAILBOX
            and not NAMED_BEFORE.search(line)
            and any(spells(one, found["local"].lower()) for one in signed)
        )
        if (
            signs
            or is_private(mail.text, found)
            or _is_of_a_leaver(_without_firm(before, found), mail.text[found.end() :], found["local"].lower())
        ):
            return email, line.strip()
    return "", ""


def _is_of_another(mail: ParsedMail, email: str, sentence: str) -> bool:
    """ "Bruno Paz inherits my desk: bruno@…", from Ana."""
    named = {plain(word) for word in CAPITALISED.findall(sentence.partition(email)[0])}
    own = {*words_of(mail.sender.name), *parts_of(mail.sender.email.partition("@")[0])}
    return bool((named - own) & {*parts_of(email.partition("@")[0])[:1]})


CAPITALISED = re.compile(rf"(?<!\w){CAPITAL}\w+")
CARD = 12
"""Characters before an address in a card: "E-Mail: "."""


def _without_firm(before: str, address: re.Match[str]) -> str:
    """ "I work for Nord Kabel (ann@nordkabel.example)": a name that the domain spells is nobody's."""
    named = NAMED_BEFORE.search(before)
    spelled = named is not None and "".join(words_of(named[0])) in re.sub(r"\W", "", address["domain"].lower())
    return before[: named.start()] if named and spelled else before


def _is_of_a_leaver(before: str, behind: str, local: str) -> bool:
    """By what they do now, unless somebody else is named in between."""
    if BEHIND_MINE.match(behind):
        return True
    clause = plain(CAPITALS.split(ADDRESS.split(before)[-1])[-1])
    thoughts = THOUGHT.split(clause)
    now = thoughts[-1] if len(thoughts[-1]) > CLOSE else " ".join(thoughts[-2:])
    if TURNS_TO.search(now):
        return False
    return NEW_JOB.search(now) is not None or (TO_CHAT.search(now) is not None and local not in ROLE_MAILBOX)


CLOSE = 3
"""Characters of a sentence that is nothing but the address."""
THOUGHT = re.compile(r"[.!?。！？](?=\s|$)")
TURNS_TO = re.compile(
    r"\b(?:successor|replace\w*|nachfolg\w*|success\w+|suces\w+|opvolg\w*|eftertrad\w*|etterfolg\w*|efterfolg\w*|nastep\w+|colleague|kolleg\w*|collegue|compan[ei]r\w+|colega|collega|instead|stattdessen)\b|後任|同事"
)


NEW = re.compile(
    r"(?:\b(?:new|now|neue?[nrs]?|nouvel(?:le)?|desormais|nuev[oa]|ahora|nov[oa]|agora|nuov[oa]|adesso|nieuwe?|ny[at]?|now[yae]\w*|aktualn\w+|uusi|jetzt|actuel(?:le)?|correct[oa]?|richtige?|common|joint|shared|gemeinsame?|commune|comun|comune|gezamenlijke?|gemensam\w*|felles|faelles|wspoln\w+)\b|新)[^@]{0,40}$"
)


def any_address(mail: ParsedMail) -> tuple[str, str]:
    """One at another domain than the mail's, that is called new, or is spelled as who signs; else the first."""
    signed = set(words_of(mail.text.rstrip().rpartition("\n")[2]))
    domain = mail.sender.email.partition("@")[2]

    def rank(one: tuple[re.Match[str], str]) -> tuple[bool, bool, bool]:
        found, sentence = one
        named = any(len(part) > 2 and part in signed for part in parts_of(found["local"]))
        return cleaned(found).endswith(f"@{domain}"), not NEW.search(plain(sentence[: found.start()])), not named

    found, sentence = min(_addresses(mail), key=rank, default=(None, ""))
    return (cleaned(found), sentence) if found else ("", "")
