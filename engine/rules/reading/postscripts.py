"""What goes on below a signature: a postscript, or a sentence that asks to be left alone."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.disclaimers import is_disclaimer

# "PS:", "P.-S. :", "PPS", "PD:", "NB", "追伸" and their likes, and then words.
_MARK = re.compile(
    r"[ \t*_(]*(?:"
    r"(?:p\.? ?)?(?:p\.? ?-? ?s|p\.? ?d|n\.? ?b|з\. ?ы|υ\. ?γ)\b\.?[ \t*_]*(?P<sign>[:;,–—-]*)"
    r"|(?:post ?script(?:um)?|postdata|posdata|postskriptum|naschrift|nachtrag|nachsatz|addendum|dopisek|"
    r"one more thing|постскриптум)[ \t*_]*[:：,–—-]+"
    r"|(?:追伸|追記|追啓|附言|又及|另|补充|補充|추신)[ \t*_]*[:：,，。、\s]+)"
    r"[ \t*_]*(?P<said>[^ \t*_].*)"
)
_WORDS_WITHOUT_SIGN = 3
"""After a bare "PS" or "NB", which may as well be the initials of a name."""
# Who asks for it is the writer alone: a disclaimer's "notify us and delete it" asks for something else.
_ME = re.compile(
    r"\b(?:me|my|mich|mir|mein\w*|moi|mes|mon|m['’]\w+|mi|mis|m[ií]o|mij|mijn|mig|meg|min|mina|mine|mitt|meus?|minha|mnie|"
    r"mój|moje\w*|moich|меня|мне|мой)\b|\w(?:arme|irme|erme|eme|enme|emi|armi|irmi|ermi)\b|私|我(?!们|們)"
)
_STOP = Ways(
    r"remov|unsubscri|delet|\bstop|opt.?out|\bn(?:ot|'t) (?:e-?mail|contact|write|send)|take .{0,20}\boff\b|"
    r"lösch|loesch|nicht (?:mehr|weiter)|abmeld|austrag|entfern|streich|"
    r"retir|supprim|dés(?:inscri|abonn)|ne plus|plus m['’]|"
    r"elimin|borr|baja|no me (?:escrib|contact|env)|quit[ea]|"
    r"cancell|rimuov|non mi (?:scriv|contatt|invi)|togli|"
    r"remov|apag|descadastr|não me |verwijder|uitschrij|niet meer|afmeld|"
    r"ta bort|avregistr|inte (?:mer|längre)|slet|fjern|ikke (?:mer|læng|leng)|stryk|avmeld|afmeld|"
    r"usun|wypis|nie (?:pis|wysył|kontakt)|więcej|удал|отпис|не (?:пиш|присыл)|"
    r"削除|停止|やめて|退订|退訂|不要再|删除|刪除"
)
_KEYWORD = re.compile(
    r"[ \t*_\"']*(?:please )?(?:unsubscribe(?: me)?|remove(?: me)?|stop|opt.?out|abmelden|austragen|désinscription|désinscrire|"
    r"baja|cancellami|cancellatemi|descadastrar|remover|afmelden|uitschrijven|avregistrera|avmeld|afmeld|wypisz|"
    r"отписаться|退订|退訂|配信停止)[ \t*_.!\"']*$"
)
_SENTENCE = re.compile(r"[^|@\d]*(?:\s[^|@\d]+){3,}[.!?]$|[^|@\d]{6,}[。！？]$")
_LINES_AT_MOST = 60  # of a signature with all that is below it
_REQUEST_AT_MOST = 160  # characters; whoever asks for it does so in a line or two


def postscript(lines: list[str], *, alone: bool) -> int:
    """Where in a cut-off run of lower-case lines, behind the first, own words go on; len(lines) for nowhere.

    `alone` where nobody has said a word yet: then a word is enough for a request, and so is any sentence.
    """
    for number in range(1, min(len(lines), _LINES_AT_MOST)):
        line = lines[number]
        begins = not lines[number - 1].strip("-_=*~—– ")
        if line and (_is_marked(line) or _is_request(lines, number, begins=begins)):
            return number
        if alone and (_KEYWORD.match(line) or (begins and _is_sentence(line))):
            return number
    return len(lines)


def _is_sentence(line: str) -> bool:
    return _SENTENCE.match(line) is not None and not is_disclaimer(line)


def _is_marked(line: str) -> bool:
    mark = _MARK.match(line)
    if mark is None or is_disclaimer(mark["said"]):
        return False
    return bool(mark["sign"] != "" or len(mark["said"].split()) >= _WORDS_WITHOUT_SIGN)


def _is_request(lines: list[str], number: int, *, begins: bool) -> bool:
    """A paragraph, or a line of one: programs write a signature without blank lines too. Not where it holds a disclaimer."""
    if not (begins or _asks(lines[number])):
        return False
    start = end = number
    while start and lines[start - 1]:
        start -= 1
    while end < len(lines) and lines[end]:
        end += 1
    said = " ".join(lines[number:end])
    return (not begins or _asks(said)) and not any(map(is_disclaimer, (*lines[start:end], said)))


def says_me_or_stop(line: str) -> bool:
    """Whether a line may ask for it, of whomever and in whatever words: "unsubscribe", "remove us", "leave me be"."""
    return _STOP.are_in(line) or _ME.search(line) is not None


def _asks(said: str) -> bool:
    return len(said) <= _REQUEST_AT_MOST and _STOP.are_in(said) and _ME.search(said) is not None
