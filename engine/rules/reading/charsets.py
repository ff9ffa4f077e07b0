"""Which charset 8-bit text is in whose label is wrong or missing: asked only where the label makes no words of it."""

import re
from collections import Counter

SAMPLE = 2_000  # bytes that are looked at
# Hardly ever do three letters beyond ASCII follow each other in a Latin script; in other scripts nearly all do.
_RUN = re.compile(rb"[\x80-\x84\x86-\x90\x98-\x9f\xa1-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\x84\x86-\x90\x98-\x9f\xa1-\xff]")
# What Polish or Czech letters look like as Western ones: signs in the middle of words.
_SIGN_IN_WORD = re.compile(rb"[a-z][\xb1\xb3\xb6\xb9\xbc\xbf][a-z\xe0-\xff]")
# Turkish as Western: Icelandic letters where Icelandic seldom has them, a thorn or an acute y within or behind a word.
_ICELANDIC_IN_WORD = re.compile(
    rb"[a-z\xfc\xf6\xe7\xfd\xf0]\xfe|[a-z\xf0\xfe]\xfd[a-z]|[a-z\xf0\xfe]\xfd\b|[ae\xfd]\xf0[a-z]"
)
_ICELANDIC = re.compile(rb"[\xf0\xfd\xfe]")  # quicker to rule out
# Hungarian as Western: an o with a tilde where Portuguese has none, in a text with acutes, which Estonian has not.
_TILDE, _ACUTE = re.compile(rb"\xf5(?!e)"), re.compile(rb"[\xe1\xe9\xed\xf3]")
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяы")
_KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
_HANGUL = frozenset("이다는을를에의가고하지니요습합은로세한기사아도서어주시있일인나않")
_HANZI = frozenset(
    "的一是不了我们在有人这您你请邮件联系好再要发到对为以能会可时个公司谢知道来也就说没需用感兴趣信工作如果和，。、！？"
    "們這請郵聯繫發對為時個謝來說沒興資料電話"
)
_GREEK = frozenset("αοιετσνηυρπκλμςωάίόέή")
_HEBREW = frozenset("יוהלאתרבמשנ")
_ARABIC = frozenset("اليمنرتوبةعدفهكأسقح")
_THAI = frozenset("านรอกเงมยลวดทส่้ีั")
_POLISH = frozenset("ąćęłńóśźżŁŚŻ")
_CENTRAL = frozenset("áčďéěíňóřšťúůýžľĺôőűüöäŠČŘŽ")
_HUNGARIAN = frozenset("áéíóöőúüűÁÉÍÓÖŐÚÜŰ")
_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâ")
# Charset, what its texts are mostly made of, and the share of the letters beyond ASCII that must be of these.
_LIKELY = (
    ("cp1251", _CYRILLIC, 0.6),
    ("koi8_u", _CYRILLIC, 0.6),
    ("iso8859_5", _CYRILLIC, 0.6),
    ("cp866", _CYRILLIC, 0.6),
    ("cp932", _KANA, 0.3),
    ("euc_jp", _KANA, 0.3),
    ("gb18030", _HANZI, 0.25),
    ("big5", _HANZI, 0.25),
    ("cp949", _HANGUL, 0.4),
    ("cp1253", _GREEK, 0.7),
    ("cp1255", _HEBREW, 0.65),
    ("cp1256", _ARABIC, 0.7),
    ("cp874", _THAI, 0.7),
    ("cp1250", _POLISH, 0.9),
    ("iso8859_2", _POLISH, 0.9),
    ("cp1250", _CENTRAL, 0.9),
    ("iso8859_2", _CENTRAL, 0.9),
    ("iso8859_2", _HUNGARIAN, 0.95),
    ("cp1254", _TURKISH, 0.95),
)
_WHOLE = 4
"""How many letters stand against one that is broken in text that is only damaged."""


def is_damaged(text: str) -> bool:
    """Whether what was decoded with replacements is what was meant, but for a letter here and there."""
    broken = text.count("\ufffd")
    return bool(broken) and sum(letter > "\x7f" for letter in text) - broken > _WHOLE * broken


def looks_wrong(data: bytes) -> bool:
    """Whether bytes make no words in a Latin charset."""
    if _SIGN_IN_WORD.search(data) or _is_turkish(data) or (_TILDE.search(data) and _ACUTE.search(data)):
        return True
    first = _RUN.search(data)
    if first is None:
        return False
    sample = data[first.start() : first.start() + SAMPLE]
    return 2 * sum(map(len, _RUN.findall(sample))) > len(_HIGH.findall(sample))


def _is_turkish(data: bytes) -> bool:
    there = _ICELANDIC.search(data) and _ICELANDIC_IN_WORD.search(data)
    return there is not None and likely_charset(data) == "cp1254"


def likely_charset(data: bytes) -> str:
    """The charset in which the letters are those that its language uses most; "" for none."""
    start = next((found.start() for found in _HIGH.finditer(data)), 0)
    sample = data[start : start + SAMPLE]
    votes = [(share, name) for name, usual, least in _LIKELY if (share := _share(sample, name, usual)) >= least]
    return max(votes, default=(0.0, ""))[1]


def _share(sample: bytes, name: str, usual: frozenset[str]) -> float:
    text = sample.decode(name, "replace")
    letters = Counter(letter for letter in text if letter > "\x7f")
    return sum(number for letter, number in letters.items() if letter in usual) / max(1, letters.total())
