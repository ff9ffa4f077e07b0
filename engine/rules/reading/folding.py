"""Text made comparable: one spelling for accents, apostrophes, doubled letters and chat shorthand.

Both the phrases of the lexicon and the mail go through the same folds, so a fold may lose information freely
("Büro", "Buero" and "buro" become one) as long as it loses it on both sides.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

READ = 20_000
"""Characters of a mail that are examined. A decision is in the first lines; the rest is pasted matter."""
DATED = 3000
"""Characters that are searched for dates: a note or an answer names its day early."""


LETTERLIKE = (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800), *range(0x24B6, 0x24EA))
"""Wide letters of Asian keyboards, and the bold, slanted and circled ones that people put on for show."""


def _one_to_one() -> dict[int, str]:
    table = {ord("ß"): "s", ord("æ"): "a", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("ı"): "i"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table |= {ord(upper): low for upper, low in zip("ÆØŁĐ", "aold", strict=True)}
    table |= {code: sign for code in LETTERLIKE if (sign := unicodedata.normalize("NFKC", chr(code)).lower()).isascii()}
    table |= dict.fromkeys(map(ord, "’‘`´ʼ＇"), "'")
    table |= dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000\t\r"), " ")
    table |= dict.fromkeys(map(ord, "–—−‐‑"), "-")
    table |= dict(zip(map(ord, "（）：？！；，～＠／"), "():?!;,~@/", strict=True))
    return table


TABLE = _one_to_one()
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def has_signs(text: str) -> bool:
    """Whether anything in it is written in Chinese or Japanese."""
    return not text.isascii() and CJK.search(text) is not None


@lru_cache(maxsize=64)  # rules fold the same text and sentences a dozen times
def plain(text: str) -> str:
    """Lower case without accents, of the same length as `text`: an offset in one is an offset in the other."""
    if text.isascii():  # most text, ten times as fast
        return text.lower().replace("`", "'").replace("\t", " ").replace("\r", " ")
    folded = text.translate(TABLE)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower()[0] for c in folded)


ELISION = re.compile(
    r"'(?=[a-z])(?:(?<=\b[ldjnmtsc]')|(?<=\b(?:qu|un)')|(?<=\ball')|(?<=\b(?:dell|nell|sull|dall)')|"
    r"(?<=\b(?:quest|quell|jusqu)')|(?<=\b(?:lorsqu|puisqu)'))"
)
CONTRACTION = re.compile(r"(n't|'m|'re|'ve|'ll|'d)(?![a-z])")
CONTRACTIONS = {"n't": " not", "'m": " am", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would"}
IS = re.compile(
    r"'s\b(?:(?<=\b(?:it|he)'s)|(?<=\b(?:she|who|how)'s)|(?<=\b(?:that|what|here)'s)|(?<=\b(?:there|where)'s))"
)
"""The apostrophe first, as few texts have many, and then what stands before it."""
WORD = re.compile(r"[^\W_]++(?:'[^\W_]++)*+|[,;:()](?=\s|$)")
ASCII_WORD = re.compile(r"[a-z0-9]++(?:'[a-z0-9]++)*+|[,;:()](?=\s|$)")
"""The same in what is folded and all ASCII, twice as fast."""
E_MAIL = re.compile(r"\be[- ]mail")
PAUSES = frozenset(",;:()")
PAUSE = ","
"""Any sign that ends a clause, as a token."""
UMLAUTS_E, DOUBLED = re.compile(r"e(?<=[aou]e)"), re.compile(r"([^\W\d_])(?=\1)")
SHORTHAND = {
    word: tuple(long.split())
    for word, long in {
        "plz": "please", "pls": "please", "thx": "thanks", "thnx": "thanks", "ty": "thanks", "u": "you",
        "ur": "your", "dont": "do not", "cant": "can not", "cannot": "can not", "wont": "will not",
        "didnt": "did not", "doesnt": "does not", "isnt": "is not", "arent": "are not", "havent": "have not",
        "im": "i am", "ive": "i have", "youre": "you are", "thats": "that is", "whats": "what is",
        "lets": "let us", "wasnt": "was not", "gonna": "going to", "wanna": "want to", "n": "and",
        "tmrw": "tomorrow", "tmr": "tomorrow", "q": "que", "xq": "porque", "vc": "voce", "vcs": "voces",
        "svp": "s il vous plait", "stp": "s il te plait", "aub": "alstublieft", "e-mails": "emails",
    }.items()
}  # fmt: skip


MISTYPED = (
    "unsubscribe unsubscribed remove removed delete interested interesting contact contacting mailing emailing please "
    "information database abmelden verteiler entfernen loeschen interesse supprimer retirer desinscrire desabonner "
    "eliminar remover cancellare rimuovere verwijderen uitschrijven"
)
"""Words an answer hangs on. One letter left out, or two changed over, is forgiven in them."""


def _slips() -> dict[str, str]:
    slips: dict[str, str] = {}
    for word in MISTYPED.split():
        for at in range(1, len(word)):
            slips.setdefault(word[:at] + word[at + 1 :], word)
            slips.setdefault(word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word)
    return {slip: word for slip, word in slips.items() if slip not in MISTYPED.split()}


SLIPS = _slips()


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> tuple[str, ...]:
    """One lower-case word, or a sign, as the tokens it counts for; German ae/oe/ue and doubled letters collapse."""
    if word in PAUSES:
        return (PAUSE,)
    word = word.replace("'", "")
    word = SLIPS.get(word, word)
    long = SHORTHAND.get(word, (word,))
    return tuple(map(_spelled, long))


def fold_stem(start: str) -> str:
    """The beginning of a word, spelled as `fold_word` spells it. It is no word itself, so no slip and no short form."""
    return _spelled(plain(start).replace("'", ""))


def _spelled(word: str) -> str:
    return DOUBLED.sub("", UMLAUTS_E.sub("", word)) if len(word) > 3 else word


@lru_cache(maxsize=64)  # lexicons and models read the same sentences
def tokens(sentence: str) -> list[str]:
    """The words of a sentence as the lexicon spells them. Callers do not change them."""
    if sentence.isalpha():
        return list(fold_word(plain(sentence)))
    text = plain(sentence)
    if "mail" in text:
        text = E_MAIL.sub("email", text)
    if "'" in text:
        text = text.replace("let's", "let us").replace("can't", "can not").replace("won't", "will not")
        text = IS.sub(" is", text)
        text = CONTRACTION.sub(lambda found: CONTRACTIONS[found[0]], text)
        text = ELISION.sub(" ", text)
    words = (ASCII_WORD if text.isascii() else WORD).findall(text)
    return list(chain.from_iterable(map(fold_word, words)))


ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mrs?|ms|dr|prof|sr|sra|sig|dott|ing|hr|fr|frau|st|no|nr|tel|ext|e\.g|i\.e|z\.b|bzw|ca|approx|inc|ltd|corp|co|"
    r"mme|mlle|p|dhr|mevr|drs|lic|dra|dña|lcd[oa]|arq|abg|mag|mag\.a|dipl|inż|inz|mgr|ir|dott\.ssa|sig\.ra|avv|rag|geom|rev|hon|durchw|wew|kl|tj|resp|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez|p\.ej|pan|[a-z])\.$",
    re.IGNORECASE,
)
BREAK = re.compile(
    r"[!?。！？.;…\s](?:(?<=[!?。！？])[!?。！？]*[\"')\]]*|(?<=\.)\.*(?=[\s\"')\]]|$)|(?<=\n)(?:\s*\n)?|(?<=;)(?=\s)|(?<=…)|"
    r"(?<=\s)[-–—]\s(?=[A-Z]))"
)
"""By its first sign, and what may follow each: most letters are none of these, and are passed over at once."""
COUNTED = re.compile(
    r"(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|kw|kalenderwoche|woche|"
    r"quartal|halbjahr)\b",
    re.IGNORECASE,
)
"""What German counts with a full stop: "am 12. November", "in der 46. KW"."""
WRAPPED = 50
"""A line at least this long that ends in the middle of a sentence was wrapped by a mail program."""


def _is_break(text: str, start: int, found: re.Match[str]) -> bool:
    mark = found[0]
    if mark == "\n":
        return len(text[text.rfind("\n", 0, found.start()) + 1 : found.start()].rstrip()) < WRAPPED
    if mark == ".":
        if ABBREVIATION.search(text[max(start, found.start() - 8) : found.end()]):
            return False
        after = text[found.end() : found.end() + 16].lstrip()
        return not (text[found.start() - 1 : found.start()].isdigit() and (after[:1].islower() or COUNTED.match(after)))
    return True


@lru_cache(maxsize=4)  # people.py asks for the same text once per name
def sentences(text: str) -> list[str]:
    """The sentences of a text, with their own punctuation; wrapped lines are joined."""
    cut: list[str] = []
    start = 0
    text = text[:READ]
    for found in BREAK.finditer(text):
        if not _is_break(text, start, found):
            continue
        piece = text[start : found.end()].strip()
        if piece:
            cut.append(piece)
        start = found.end()
    last = text[start:].strip()
    return [*cut, last] if last else cut
