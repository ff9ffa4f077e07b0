"""The address a writer is to be reached under from now on, told from the one that is given up."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.addresses import ADDRESS, cleaned
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.names import parts_of, words_of

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
    r"\s(?:will|was|has|becomes?|became|changes|changed|forwards?|expires|goes|stops|no longer|(?:is|are|ist|est|es|e|er|ar|jest|é|è) (?:no|not|nicht|plus|ya|non|niet|inte|ikke|ej|nie|being|going|now (?:closed|retired)|closed|retired|stat[oa])|"
    r"wird|wurde|erlischt|entfallt|devient|disparait|sera|n'\w+|ne|ya|pasa|se|deja|dejara|cambia|diventa|verra|non|vervalt|wordt|upphor|slutar|blir|ophorer|forsvinder|forsvinner|lukkes|zostanie|przestaje|zmienia|nie)\b)"
)
"""The words behind one."""


def _addresses(mail: ParsedMail) -> list[tuple[re.Match[str], str]]:
    """The addresses of the text that may be the new one, each with its sentence."""
    cut = sentences(mail.text) if "@" in mail.text else []
    told = [(found, sentence) for sentence in cut for found in ADDRESS.finditer(sentence)]
    others = [one for one in told if cleaned(one[0]) != mail.sender.email]
    return [one for one in others if _is_new(one[0])] or others[1:]


def _is_new(found: re.Match[str]) -> bool:
    return not (OLD.search(plain(found.string[: found.start()])) or GIVES_WAY.match(plain(found.string[found.end() :])))


@once
def own_address(mail: ParsedMail) -> tuple[str, str]:
    """The writer's new address and its sentence: "write to me at …", or spelled as the old one was."""
    local = mail.sender.email.partition("@")[0]
    for found, sentence in _addresses(mail):
        if found["local"].lower() == local or OWN_ADDRESS.search(plain(sentence[: found.start()])):
            return cleaned(found), sentence
    return "", ""


NEW = re.compile(
    r"(?:\b(?:new|now|neue?[nrs]?|nouvel(?:le)?|desormais|nuev[oa]|ahora|nov[oa]|agora|nuov[oa]|adesso|nieuwe?|ny[at]?|now[yae]\w*|aktualn\w+|uusi|jetzt|actuel(?:le)?|correct[oa]?|richtige?)\b|新)[^@]{0,40}$"
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
