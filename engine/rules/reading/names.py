"""Names in running text: what can be one, where it begins and ends, its case ending, and the title beside it."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from dataclasses import dataclass
from itertools import takewhile

from engine.rules.reading.folding import plain
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES, MONTHS_TOO, WORDS_BEFORE_ALL
from engine.rules.reading.lexicon.naming import (
    FIRM_BEFORE,
    LEAD_IN,
    NOT_A_NAME,
    ORGANISATIONS,
    PARTICLES,
    ROLES,
    SURNAMES,
)

CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁЄІЇҐΆΈ-ΊΌΎ-Ϋ]"
TOKEN = rf"(?:{CAPITAL}['’]{CAPITAL}[\w-]+|{CAPITAL}[\w]+(?:['’-][\w]+)*|{CAPITAL}\.)"
NAME = re.compile(rf"{TOKEN}(?: (?:(?:{'|'.join(PARTICLES.split())}) ){{0,2}}(?:d['’])?{TOKEN}){{0,7}}")
PARTICLE = frozenset(PARTICLES.split())
SIGN_NAMES = {
    "ja": re.compile(
        r"[のはが方:：、，,\n]\s?(?P<name>(?!来|今|明|翌|昨|次|年|月|以|下記|別途|直接|御|貴|時|期|担当|弊社|当社|部署|連絡|本件|責任|情報|今後|現在|御社|貴社|営業|総務|窓口|緊急|未定|後任|代理|上記|休|不在)"
        r"[一-龥々]{2,5}(?: [一-龥々ぁ-んァ-ヶ]{1,4})?)(?=です|様|さん|まで|宛|\s?[((（<＜]|に|が|と|へ|氏|より|でご|[(（]?[\w.+-]+@|\s\d{2,4}-)"
    ),
    "zh": re.compile(
        rf"(?:联系|聯繫|聯絡|联络|找|前台|打|归|歸|问|問|同事|经理|經理|总监|主管|转给|轉給|转发给|給|给|是|请与|请找|接手的|由|与|與|洽|[：:、和或及]|[部组團团]的|[部组]门的|\n)\s?"
        rf"(?P<name>(?!邮件|邮箱|郵件|郵箱|电话|電話|手机|手機|微信)(?:[{SURNAMES}](?:先生|女士|小姐|[一-龥]{{1,2}}?)|(?!老板|老师|老師|小姐|小时)[阿小老][一-龥]|[一-龥]{{2,3}}(?=\s?[（(<＜]|\s?[a-z][\w.+-]*@)))"
        rf"(?=[,，。.:：;；(（<＜ \n、和或及]|他|她|先生|女士|小姐|经理|經理|总监|负责|負責|接手|接替|代为|代為|代理|处理|處理|跟进|跟進|担任|管|了|谈|聊|吧|就|手机|手機|电话|電話|$|[a-z])"
    ),
}
"""By the words before and after: neither script parts its words."""
NO_SIGN_NAME = re.compile(
    r"\A[\x00-\x7f]|[部課室係社会局店休]\Z|[部課室社所店係]長\Z|\A(?:回答|予定|倉庫|自動|代表|保全|直通|返信|対応|確認|患者|管理人)"
)
"""What stands in such a place and is nobody."""
ROLE_ENDINGS = (
    "leiter",
    "leiterin",
    "leitung",
    "chef",
    "chefin",
    "manager",
    "managerin",
    "sjef",
    "chefen",
    "leder",
    "leider",
    "meister",
    "meisterin",
    "planner",
    "planer",
    "paallikko",
    "johtaja",
)

ROLE_IN_SIGNS = re.compile(
    r"(?:経理|經理|经理|总监|總監|主管|主任|[部課係社店所]長|取締役|代表|担当|工程师|工程師|总裁|助理|専務|部门|[과부팀]장|대리|이사|대표)"
)


@dataclass(frozen=True)
class Named:
    """A name in the text."""

    name: str
    start: int
    end: int


def words_of(name: str) -> list[str]:
    return re.findall(r"\w+", plain(name))


def is_role(text: str) -> bool:
    """Whether a word of it is what somebody is called for their work."""
    words = words_of(text)
    known = not ROLES.isdisjoint(words) or any(word.endswith(ROLE_ENDINGS) for word in words)
    return known or ROLE_IN_SIGNS.search(text) is not None


def is_given(named: Named) -> bool:
    """Whether a word of it is a given name."""
    return any(plain(word) in GIVEN_NAMES for word in re.split(r"[ -]", named.name))


ADVERBS = ("weise", "halber", "bedingt")
"""German opens sentences with them, in capitals."""


def _leads_in(word: str) -> bool:
    return word in NOT_A_NAME or word in LEAD_IN or word.endswith((*ROLE_ENDINGS, *ADVERBS))


POSSESSIVE = re.compile(r"['’]s$")
"""Jane's manager is not Jane."""
LINK = re.compile(r"([\w'’.+]++)[\s:,(<]*+$")
"""The word before a name."""
BEFORE_NAME = re.compile(r"(\w++)[\s:\"'„“«]*+$")


def is_of_a_firm(text: str, named: Named) -> bool:
    """ "Firma Meyer Logistik", "le service Achats"."""
    before = BEFORE_NAME.search(text, max(0, named.start - 40), named.start)
    label = before is not None and before[0].endswith(": ") and is_given(named)  # "Service: Hamish"
    return before is not None and not label and plain(before[1]) in FIRM_BEFORE


HONORIFICS = frozenset({"frau", "herr", "herrn", "fru", "mevrouw", "madame", "monsieur", "signora", "senhora"})
"""A name begins behind them: German has other words in capitals before."""
BEFORE_A_NAME = ROLES | HONORIFICS


def _is_first_name(found: re.Match[str], tokens: list[tuple[str, int, int]]) -> bool:
    """ "Jo Park or Mia Toft", "Bob or Mia": no word within a sentence has a capital, and a month stands behind no "or"; nor does a
    month do anything: "June Hart handles that"."""
    word = plain(tokens[0][0])
    if word not in WORDS_BEFORE_ALL:
        return False
    text, at = found.string, found.start() + tokens[0][1]
    link = LINK.search(text, max(0, at - 30), at)
    if link is None or text[:at].rstrip()[-1:] in OPENS:
        surnamed = len(tokens) > 1 and not _leads_in(plain(tokens[1][0]).strip(".'"))
        return surnamed and DOES.match(text, found.end()) is not None
    before = plain(link[1])
    if len(tokens) == 1:
        return word not in MONTHS_TOO and before in JOINS
    surnamed = not _leads_in(plain(tokens[1][0]).strip(".'"))
    return surnamed and (word not in MONTHS_TOO or before in (LEAD_IN | JOINS) - TIMES)


ARTICLES = frozenset({"Lo", "La", "Le", "Li", "De", "Del", "Della", "Di", "Da", "El", "Van", "Von"})
"""They begin surnames where they are written so within a sentence: "il collega Lo Presti"."""


def _begins(found: re.Match[str], tokens: list[tuple[str, int, int]]) -> bool:
    within = found.string[: found.start() + tokens[0][1]].rstrip()[-1:] not in ("", "\n", *OPENS)
    return (within and len(tokens) > 1 and tokens[0][0] in ARTICLES) or _is_first_name(found, tokens)


DOES = re.compile(
    r"(?: (?:in|from|of|on|at|aus|vom|im|de|del|di|van|uit|från|fra|z) [\w ]{2,25}?)?[^.\n]{0,3}\b(?:is|are|was|will|would|can|covers|holds|has|helps|hilft|vertritt|übernimmt|springt|steht|remplace|prend|sustituye|atiende|substitui|atende|sostituisce|vervangt|neemt|vikarierar|afløser|zastępuje|runs|heads|leads|owns|handles|manages|oversees|looks|takes|does|ist|leitet|kümmert|macht|betreut|est|gère|s'occupe|kümmern|verantwortet|decides|knows|décide|decide|dirige|beheert|beslist|bestemmer|sörjer|ska|har|tar|tager|står|decyduje|prowadzi"
    r"|es|lleva|gestiona|é|cuida|trata|è|segue|gestisce|gaat|regelt|doet|är|ansvarar|sköter|er|jest|zajmuje|odpowiada)\b"
)
"""What somebody does, behind the name that opens a sentence."""
JOINS = frozenset(
    {"or", "and", "oder", "und", "ou", "et", "o", "u", "y", "e", "of", "en", "eller", "och", "og", "lub", "i"}
)
OPENS = frozenset(".!?:")
TIMES = frozenset({"in", "i", "en", "es", "an", "till", "til", "with", "see"})
"""Words that may stand before a month as well."""


def trimmed(found: re.Match[str]) -> Named | None:
    """The part of a run of capitalised words that can be a name: "Try Greg Marsh" and "Head Anna Lee" begin too early."""
    tokens = [(token[0], token.start(), token.end()) for token in re.finditer(r"\S+", found[0])]
    roles = [index for index, token in enumerate(tokens) if plain(token[0]) in BEFORE_A_NAME]
    tokens = tokens[roles[-1] + 1 :] if roles and roles[-1] + 1 < len(tokens) else tokens
    while tokens and _leads_in(plain(tokens[0][0]).strip(".'")) and not _begins(found, tokens):
        tokens.pop(0)
    if len(tokens) > 1 and tokens[0][0] in PARTICLE and plain(tokens[1][0]) in GIVEN_NAMES:  # "chiedete di Greta"
        tokens.pop(0)
    own = takewhile(lambda token: token[0] not in PARTICLE, tokens)
    if any(plain(token[0]).strip(".'") in ORGANISATIONS or POSSESSIVE.search(token[0]) for token in own):
        return None
    first = tokens[0] if tokens and _is_first_name(found, tokens) else None
    kept: list[tuple[str, int, int]] = []
    for token in tokens:
        among_words = plain(token[0]).strip(".'") in NOT_A_NAME and token is not first
        if among_words and not (kept and token[0].lower() in PARTICLE):
            break
        if kept and (plain(token[0]) in ROLES or _is_joined(kept, token[0], tokens)):
            break
        kept.append(token)
    while kept and kept[-1][0] in PARTICLE:
        kept.pop()
    if not kept or len(kept[0][0]) < 2 or (len(kept) == 1 and plain(kept[0][0]) in ROLES):
        return None
    start, end = found.start() + kept[0][1], found.start() + kept[-1][2]
    return Named(" ".join(token[0] for token in kept), start, end)


def _is_joined(kept: list[tuple[str, int, int]], word: str, tokens: list[tuple[str, int, int]]) -> bool:
    """ "Nadia e Oscar" are two, "Ana Costa e Silva" is one."""
    if word not in {"e", "y"}:
        return False
    behind = tokens[len(kept) + 1 :]
    return len(behind) > 1 or plain(behind[0][0]) in GIVEN_NAMES


def parts_of(local: str) -> list[str]:
    return [part for part in re.split(r"[._+\d-]+", local.lower()) if part]


TITLE_AFTER = re.compile(r"[ ]?(?:,|\(|\||/|[-–—])[ ]?(?P<title>[^,.;:()|\n@\d]{2,60})")
TITLE_BEFORE = re.compile(
    r"\b(?:our|the|my|unser\w*|meine?\w*|notre|mon|ma|nuestr[oa]|mi|nosso|nossa|o meu|a minha|nostr[oa]|onze|mijn|vår|vores|min|nasz\w*)\s"
    r"(?P<title>(?:[^\W\d]|[ &/-]){2,50}?),?\s(?:(?:herr|herrn|frau|mr|mrs|ms|dr|mme)\.?\s)?$",
    re.IGNORECASE,
)
DETERMINER = re.compile(
    r"^(?:(?:our|the|my|a|an|who is|unser|unsere|unserem|unserer|notre|le|la|el|nuestr[oa]|nosso|nossa|o|os|il|nostr[oa]|onze|ons|de|vår|vores|nasz)\s)+",
    re.IGNORECASE,
)
TITLE_END = re.compile(
    r"\s(?:at|on|under|via|unter|an|à|au|en|via|op|på|or|oder|who|die|der|and|und|tel|phone)(?:\s.*)?$", re.IGNORECASE
)


def title_of(text: str, named: Named) -> str:
    """What stands behind the name, else before it, and holds a word for a role."""
    behind = TITLE_AFTER.match(text, named.end)
    before = TITLE_BEFORE.search(text, max(0, named.start - 70), named.start)
    for found in filter(None, (behind, before)):
        title = TITLE_END.sub("", DETERMINER.sub("", found["title"].strip())).strip()
        if set(words_of(title)) & ROLES or title.lower().endswith(ROLE_ENDINGS):
            return title
    return ""
