"""Which language a mail is in, by its small words. Only dates ask: 04/05 is April in one country and May in the others."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from functools import lru_cache

from engine.rules.reading.folding import READ, plain

SMALL: dict[str, str] = {
    "en": "the and is am are you your with for this that will be not of have my to on if we it please thank from back by at or until out",
    "de": "der die das und ist ich sie nicht mit fur wir auf ein eine bin im am bis ab den dem zu bitte wieder",
    "fr": "le la les et est je vous nous pas pour dans un une du au de des votre mon sur ne merci suis",
    "es": "de el la los las y es usted lo se pero no por para con en un una del mi su que hasta gracias estoy me",
    "pt": "de o a os e voce nao por para com em um uma do da meu seu que ate obrigado estou no na ao",
    "it": "il lo la gli e ci si non per con un una del mi sono che fino al grazie di in della vi",
    "nl": "de het een we hebben maar ook en is ik u niet met voor op van wij je ben tot bedankt naar te",
    "sv": "och jag inte med for pa en ett ar av till den som har din tack vi du det mig dig hej",
    "da": "og jeg ikke med til pa en et er af den som har din tak vi du det mig dig tilbage hej uge",
    "no": "og jeg ikke med til pa en et er av det som har din takk vi du meg deg tilbake hei uke",
    "pl": "i nie z na do jest sie w o jestem prosze dziekuje to pan za",
}
LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in SMALL.items():
    for _word in _words.split():
        LANGUAGES_OF.setdefault(_word, []).append(_language)
LETTERS = {"de": "ßü", "es": "ñ¿¡", "pt": "ãõ", "sv": "å", "no": "æø", "da": "æø", "pl": "ąęłśźż"}
"""Letters that few languages have; the small words are compared without their accents."""
KANA = re.compile(r"[\u3040-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]{3}")


@lru_cache(maxsize=4)  # of the same text several rules ask
def guess_language(text: str) -> str:
    """ISO 639-1 code; "en" when nothing tells."""
    sample = plain(text[: READ // 10])
    for language, letters in (("ja", KANA), ("zh", HAN), ("ru", CYRILLIC)):
        if letters.search(sample):
            return language
    votes = dict.fromkeys(SMALL, 0)
    for word in re.findall(r"[a-z]+", sample):
        for language in LANGUAGES_OF.get(word, ()):
            votes[language] += 1
    raw = text[: READ // 10].lower()
    for language, signs in () if raw.isascii() else LETTERS.items():
        votes[language] += sum(map(raw.count, signs))
    return max(votes, key=votes.__getitem__)
