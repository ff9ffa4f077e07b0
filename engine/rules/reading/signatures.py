"""What people add below their words: signatures, and what their houses and mail programs append."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from itertools import islice

from engine.rules.reading.alternatives import Opening
from engine.rules.reading.disclaimers import (
    AROUND,
    BEGINNINGS,
    begins_disclaimer,
    begins_notice,
    is_disclaimer,
    is_of_oneself,
    may_hold_notice,
)
from engine.rules.reading.evidence import concepts
from engine.rules.reading.leaning import share
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.naming import ROLES
from engine.rules.reading.mail_programs import OF_PROGRAMS, is_of_a_program
from engine.rules.reading.names import is_role, words_of
from engine.rules.reading.pieces import Pieces
from engine.rules.reading.postscripts import postscript, says_me_or_stop
from engine.rules.vocabulary import Kind

_DELIMITER = re.compile(r"[ \t]*(?:--|-- |—|––|- --|---)[ \t]*$")
_APPENDED = Opening(AROUND, f"{OF_PROGRAMS}|{BEGINNINGS}", letters=3)
_CLOSING = Opening(
    " \t*_",
    r"(?:(?:(?:with )?(?:kind|best|warm|warmest|kindest|many|my|sincere)?(?:est)? ?(?:regards|wishes|"
    r"thanks)(?: and regards)?|regards|best|"
    r"sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|cheers|thanks(?: again| so much| in advance)?|"
    r"thank you(?: very much)?|respectfully|br|kr|rgds|"
    r"mit (?:freundlichen|besten|herzlichen|lieben|freundlichem|freundlicher) gr(?:ü|ue)(?:ß|ss)e?n?|(?:freundliche|"
    r"beste|liebe|viele|herzliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|gruß|grüße|"
    r"(?:bien )?cordialement|(?:bien )?à vous|salutations(?: distinguées)?|sincères salutations|bonne journée|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un saludo|"
    r"(?:cordiali|distinti) saluti|(?:un )?cordiale? salut[oi]|saluti|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|"
    r"(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|att|"
    r"(?:med )?(?:vänlig(?:a)?|venlig|vennlig|bästa|mange|hjertelig) h[äi]ls(?:ning|en)(?:ar|er)?|mvh|hälsningar|"
    r"hilsen|"
    r"(?:ystävällisin )?terveisin|(?:z |łączę )?(?:poważaniem|pozdrowieniami|pozdrowienia)|"
    r"pozdrawiam(?: serdecznie)?|"
    r"s pozdravem|с уважением|с наилучшими пожеланиями|"
    r"敬具|敬白|草々|(?:以上、)?(?:どうぞ|何卒|引き続き)?(?:よろしく|宜しく)(?:お願い)?(?:いたします|致します|します|申し上げます|いたし)?|"
    r"祝好|此致|谨上|敬上|[顺順][颂頌祝祝](?:商祺|商安|时祺|時祺)|商祺|"
    r"감사합니다|드림)[\s,.!;–。、，！-]*$)",
    letters=2,
)
_PHONE = re.compile(r"(?:\+|\b00|\()?\d[\d\s().\-/]{6,}\d")
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|phone|fon|mobile|mob|cell|fax|office|direct|m|t|p|e|w|telefon|tél)\s?[.:|]\s?"
)
_ROLE = re.compile(
    r"\b(?:manager|director|president|ceo|cto|cfo|coo|cmo|vp|head of|founder|owner|partner|engineer|officer|"
    r"consultant|executive|"
    r"analyst|specialist|coordinator|assistant|sales|marketing|geschäftsführer\w*|leiter\w*|vertrieb|directeur|"
    r"directrice|responsable|"
    r"gmbh|inc|llc|ltd|corp|ag|s\.?a\.?r?\.?l?|b\.?v|oy|ab|a/s)\b"
)
_SLASHED = re.compile(r"[ \t]*/ ?[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?[ \t]*$")
_RULES = "-_—–"
_CARD_RULES = "*=─━＊＝~〜+＋#◇◆■□☆★♪┏┌-_—–･・"
_CARD_RULE = re.compile(
    r"[ \t]*(?:([*=─━＊＝~〜+＋#◇◆■□☆★♪_—–･・-])\1{5,}|[*=─━＊＝~〜+◇◆■□☆★♪･・─-]{8,}|[┏┌└┗][━─┓┐┘┛]{4,})[ \t]*$"
)
_CARD_LINE = 60  # characters
_NAME_AT_MOST = 100  # characters, with what follows on the same line
_WORDS_OF_A_SENTENCE = 6
_LINES_OF_A_NAME = 3
"""With title and company; further below a company may have its say."""
_OFFICE = re.compile(r"株式会社|有限会社|合同会社|電話|携帯|〒|有限公司|手机|手機|电话|주식회사|전화")
_NAME_ENDS = re.compile(r"[,|·•–—(]| [-/] ")
_CARD_PARTS = re.compile(r"\s*[|·•]\s*|,\s*|\s[-–—/]\s")
_BARS = re.compile(r"[|·•]")
_ABBREVIATED = re.compile(
    r"\b(?:ltd|inc|co|corp|llc|plc|ltda|cia|s\.?a|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a|a\.?s|s\.?r\.?o|z o\.? ?o|k\.?g|e\.?k)\.$"
)
_NAME_APART = re.compile(r"[\W\d_]+")
_TITLES = frozenset(
    (
        "prof",
        "dipl",
        "ing",
        "mag",
        "mba",
        "phd",
        "herr",
        "frau",
        "mrs",
        "ms",
        "dott",
        "ssa",
        "dra",
        "avv",
        "arch",
        "msc",
        "bsc",
        "드림",
        "올림",
        "拝",
        "敬上",
        "谨上",
    )
)
_OF_THE_HOUSE = Pieces(
    "newsletter", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "infolettre", "boletín", "bulletin", "メールマガジン", "utskick", "offers", "ofertas",
    "issue", "edition", "scam", "in error", "by mistake", "survey", "research", "click", "klick", "cliqu", "clic ", "klik", "http", "www.",
)  # fmt: skip
"""What lines speak of that stand below everybody's mail from a house."""
_OFFERED = Pieces("?", "？", "click", "klick", "cliqu", "clic ", "klik", "http", "www.", "received in error", "scams")
"""To whoever would like to leave ("No longer wanted?", "click here"), and of mail that went astray or is false."""
_UNDERSCORES = re.compile(r"[ \t]*_{2,}[ \t]*$")
_LINES_OF_SIGNATURE = 14
_LINES_BELOW_NAME = 6
_WORDS_OF_A_TITLE = 3
_WORDS_OF_A_GREETING = 4
_ENDS = ".?。？"
_ANSWERS = frozenset(("unsubscribe", "interested", "not_interested", "not_now", "wrong_person", "already_customer"))
"""Concepts of which a house says nothing below everybody's mail."""
_MAY_BE_OPT_OUT = 0.43
"""Of the odds, by its words alone, as an answer is heard (`human.HEARD`)."""
_CLOSING_AT_MOST = 60  # characters
_FOOTER_LINES = 8


def signature_start(lines: list[str], writer: frozenset[str] = frozenset()) -> int:
    """Where in a run of lower-case lines the signature or what a server appended begins; len(lines) for nowhere.

    `writer` are the words of the sender's name.
    """
    may_hold = may_hold_notice(lines)
    for number, line in enumerate(lines):
        if line and _is_cut(lines, number, may_hold=may_hold):
            start = _before_rule(lines, number)
            return min(start, _block_start(lines[:start], writer))
    return _short_name(lines, writer)


def _is_cut(lines: list[str], number: int, *, may_hold: bool) -> bool:
    line = lines[number]
    appended = _APPENDED.begins(line)
    if appended and (begins_disclaimer(line) or is_of_a_program(line)):
        return True
    begins = line.lstrip()[0]
    if begins in _CARD_RULES and (
        (begins in _RULES and _is_ruled_off(lines, number)) or (_CARD_RULE.match(line) and _is_card(lines, number))
    ):
        return True
    return (appended or may_hold) and begins_notice(lines, number, may_hold=may_hold)


def _is_ruled_off(lines: list[str], number: int) -> bool:
    return bool(_DELIMITER.match(lines[number])) or _is_footer(lines, number)


def _short_name(lines: list[str], writer: frozenset[str]) -> int:
    """ "/Anna", as Swedes sign, at the very end."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), 0)
    return last if last and "/" in lines[last] and _SLASHED.match(lines[last]) else _block_start(lines, writer)


def _is_footer(lines: list[str], number: int) -> bool:
    """A line of underscores with a few lines after it: what mailing lists and gateways append."""
    if not _UNDERSCORES.match(lines[number]):
        return False
    return 0 < sum(1 for line in lines[number + 1 :] if line.strip()) <= _FOOTER_LINES


def _before_rule(lines: list[str], number: int) -> int:
    """A line of dashes or underscores above a disclaimer belongs to it."""
    above = number
    while above and not lines[above - 1].strip(" \t_-*=~"):
        above -= 1
    return above if any(lines[n].strip() for n in range(above, number)) else number


def _is_card(lines: list[str], number: int) -> bool:
    """Between rules, at the end, below other words, as in Japan: short lines without a sentence, with a way to call or write."""
    if len(lines) - number > 3 * _LINES_OF_SIGNATURE:
        return False
    card = [line for line in lines[number + 1 :] if line.strip() and not _CARD_RULE.match(line)]
    if not 1 < len(card) <= _LINES_OF_SIGNATURE or not any(line.strip() for line in lines[:number]):
        return False
    if any(len(line) > _CARD_LINE or line.rstrip()[-1] in ".!?。！？" for line in card):
        return False
    if any(map(_OFFICE.search, card)):
        return True
    last = next(line for line in reversed(lines) if line.strip())
    return _CARD_RULE.match(last) is not None and any(map(_PHONE.search, card))


def _block_start(lines: list[str], writer: frozenset[str]) -> int:
    if not writer:
        return _contact_block(lines, writer)
    named = min(_named_block(lines, writer), _full_name(lines, writer), _signed_paragraph(lines, writer))
    return min(_contact_block(lines, writer), named)


def _full_name(lines: list[str], writer: frozenset[str]) -> int:
    """The sender's name in full below all words, with or without a closing above, and at most a card below it."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for at in range(len(filled) - 1, 0, -1):
        number = filled[at]
        closed = _is_closing(lines[filled[at - 1]])
        if (closed or not lines[number - 1].strip()) and _is_name(lines[number], writer) and _is_full(lines[number]):
            return filled[at - 1] if closed and at > 1 else number
        if len(filled) - at > _LINES_BELOW_NAME or not _may_be_on_a_card(lines[number]):
            break
    return len(lines)


def _signed_paragraph(lines: list[str], writer: frozenset[str]) -> int:
    """The sender's name at the head of the last lines, whatever the house has to say below: mottos, surveys, how to
    leave its newsletter. What asks for something of the writer's own is found below a signature (`postscript`)."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for number in range(end - 1, max(0, end - 1 - _LINES_BELOW_NAME), -1):
        if not lines[number].strip():
            break
        closed = _is_closing(lines[number - 1])
        signs = (closed or not lines[number - 1].strip()) and any(map(_says_something, lines[:number]))
        if signs and _heads(lines[number:end], writer, closed=closed):
            return number - 1 if closed and any(map(str.strip, lines[: number - 1])) else number
    return _house_below_name(lines, end, writer)


def _heads(block: list[str], writer: frozenset[str], *, closed: bool) -> bool:
    """The name in full, or behind a closing ("Hilsen Anna"), or beside the house's; and without a closing no letter
    that goes on below: the line has more than the name, or what follows is no sentence."""
    line, *below = block
    if not below or len(line) > _CARD_LINE or not _signs(line, below, writer, closed=closed):
        return False
    return not any(map(_may_be_own, below))


def _signs(line: str, below: list[str], writer: frozenset[str], *, closed: bool) -> bool:
    closing, _, name = line.strip().partition(" ")
    if _OFFICE.search(line) and all(map(line.replace(" ", "").__contains__, writer)):
        return True
    if _is_closing(closing.rstrip(",")) and _is_name(name, writer):
        return True
    name, *rest = _NAME_ENDS.split(line, maxsplit=1)
    in_full = len(name.split()) > 1 and _is_name(name, writer)
    apart = bool(rest) or _BARS.search(below[0]) is not None
    return in_full and (closed or apart or not _is_sentence(below[:1]))


def _house_below_name(lines: list[str], end: int, writer: frozenset[str]) -> int:
    """A given name, and after a blank line what stands below everybody's mail from there, its parts apart by bars."""
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    name = next((number for number in reversed(range(start)) if lines[number].strip()), 0)
    if not name or not 0 < end - start <= _LINES_BELOW_NAME or not _is_name(lines[name], writer):
        return len(lines)
    block = lines[start:end]
    barred = _BARS.search(block[0]) is not None and not _is_sentence(block[:1])
    said = any(map(_says_something, lines[:name]))
    return start if barred and said and not any(map(_may_be_own, block)) else len(lines)


def _says_something(line: str) -> bool:
    """More than a greeting, below which the answer is still to come."""
    said = line.strip()
    return said != "" and (said[-1] in _ENDS or len(said.split()) > _WORDS_OF_A_GREETING)


def _may_be_own(line: str) -> bool:
    """Whether it may be the writer who answers or wants to be left alone, by any word of it, and not their house that
    speaks of itself and its own mailings: a cut word is a lost word."""
    answers = says_me_or_stop(line) or not _ANSWERS.isdisjoint(concepts(line))
    own = answers or share(line, Kind.UNSUBSCRIBE) >= _MAY_BE_OPT_OUT
    offered = _OF_THE_HOUSE.are_in(line) and _OFFERED.are_in(line) and not is_of_oneself(line)
    return own and not (offered or is_disclaimer(line))


def _would_be_lost(line: str) -> bool:
    """ "please stop writing": what a phrase knows, on a line as short as those of a card, and no postscript brings back."""
    asks = len(line) <= _CARD_LINE and "unsubscribe" in concepts(line)
    return asks and postscript(["", line], alone=False) > 1


def _may_be_on_a_card(line: str) -> bool:
    """What tells who somebody is, or three words at most of which no phrase knows anything: "no more mails please" is
    no title."""
    if len(line) > _CARD_LINE or line[-1] in ".!?。！？":
        return False
    tells = len(line.split()) <= _WORDS_OF_A_TITLE or _tells_who(line) or _PHONE.search(line) is not None
    return tells and not (says_me_or_stop(line) or LEXICON.find(line))


def _is_full(line: str) -> bool:
    """More than a given name, which stays as people leave it below their words; a card may follow on the line."""
    name, *rest = _NAME_ENDS.split(line, maxsplit=1)
    return (len(name.split()) > 1 or not name.isascii()) and (
        not rest or (_is_card_line([line]) and not _is_sentence([line]))
    )


def _named_block(lines: list[str], writer: frozenset[str]) -> int:
    """The sender's own name below a blank line, and title, company or number with it, though no greeting above."""
    filled = (number for number in reversed(range(1, len(lines))) if lines[number].strip())
    for number in islice(filled, _LINES_OF_SIGNATURE):
        barred = len(_BARS.findall(lines[number])) > 1
        if (barred or not lines[number - 1].strip()) and _is_name(lines[number], writer):
            block = [line for line in lines[number:] if line.strip()]
            is_below = any(line.strip() for line in lines[:number])
            signed = _is_contact(block) or _is_card_line(block)
            return number if is_below and signed and not _is_sentence(block) else len(lines)
    return len(lines)


def _is_name(line: str, writer: frozenset[str]) -> bool:
    """Nothing but the sender's name, and a title behind a comma or a bar."""
    if len(line) > _NAME_AT_MOST or not any(map(line.__contains__, writer)):
        return False
    name = _NAME_ENDS.split(line, maxsplit=1)[0]
    words = {word for word in _NAME_APART.split(name) if len(word) > 2 or not word.isascii()}
    return bool(words) and words - _TITLES <= writer and not words <= _TITLES and ":" not in name


def _is_sentence(block: list[str]) -> bool:
    return any(
        len(line) > _CLOSING_AT_MOST * 2
        or line[-1] in "?!"
        or (line[-1] == "." and len(line.split()) >= _WORDS_OF_A_SENTENCE and not _ABBREVIATED.search(line))
        for line in block[:_LINES_OF_A_NAME]
    )


def _is_card_line(block: list[str]) -> bool:
    """ "Jo Park | Head of Yard | Acme | +44 20 7946 0000", "Jo Park, COO, Acme Ltd.": a name and what belongs to it."""
    if len(block) != 1:
        return False
    parts = [part for part in _CARD_PARTS.split(block[0]) if part]
    barred = len(_BARS.findall(block[0])) > 1
    return len(parts) > 1 and (barred or any(_PHONE.search(part) or _tells_who(part) for part in parts[1:]))


def _tells_who(part: str) -> bool:
    said = _CONTACT.search(part) or _ROLE.search(part) or not ROLES.isdisjoint(words_of(part))
    return len(part) <= _CARD_LINE and bool(said)


def _contact_block(lines: list[str], writer: frozenset[str]) -> int:
    """A closing, a name, and then a phone, address, role or company: conservative, as a cut word is a lost word."""
    filled = (number for number in reversed(range(len(lines))) if lines[number].strip())
    for number in islice(filled, _LINES_OF_SIGNATURE):
        if len(lines[number]) <= _CLOSING_AT_MOST and _is_closing(lines[number]):
            block = [line for line in lines[number + 1 :] if line.strip()]
            named = bool(block and writer) and _is_name(block[0], writer)
            return number if _is_contact(block) or (named and _is_card_line(block)) else len(lines)
    return len(lines)


def _is_closing(line: str) -> bool:
    """In two languages as well: "Pozdrawiam / Best regards"."""
    return _CLOSING.begins(line) or ("/" in line and _CLOSING.begins(line.partition("/")[0].rstrip()))


def _is_contact(block: list[str]) -> bool:
    if len(block) < 2 or any(len(line) > 90 for line in block[:2]):
        return False
    tells = any(_PHONE.search(line) or _CONTACT.search(line) or _ROLE.search(line) for line in block)
    is_card = tells or any(map(_is_title, block[1:_LINES_OF_A_NAME]))
    return is_card and not any(map(_would_be_lost, block[1:]))


def _is_title(line: str) -> bool:
    return len(line) <= _CLOSING_AT_MOST and line[-1] not in ".!?。！？" and is_role(line)
