"""Answers written into the quote of our mail, without any sign that tells them from it: a person must look there."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

LONGEST = 400
"""Characters. Who writes more has said something above as well."""
COLOUR = r"(?:red|blue|green|bold|capitals|caps|colou?r|(?:rot|blau|grun|fett)|(?:rouge|bleu|vert|gras)|(?:rojo|azul|verde|negrita)|(?:vermelho|negrito)|(?:rosso|blu|grassetto)|(?:rood|blauw|groen)|(?:rott|blatt|gront|fetstil)|(?:rodt|rod|bla|gron))"
WHAT = (
    r"(?:answer\w*|comment\w*|repl(?:y|ies|ied)|respon[sd]\w*|notes?|remarks?|thoughts|\w*antwort\w*|kommentar\w*|kommentier\w*|anmerkung\w*|ruckmeldung\w*|erganz\w*|reponses?|repondu|commentaires?|remarques?|respuestas?|"
    r"respond\w*|contest\w*|comentarios?|respostas?|rispost[ae]|rispond\w*|commenti|\w*antwoord\w*|opmerking\w*|reacties?|svar\w*|bemerkning\w*|bemaerkning\w*|vasta\w+|kommen(?:tti|tit|ttini)\w*|odpowied\w+|odpis\w+|komentarz\w*|uwagi|odpoved\w*)"
)
WHERE = (
    rf"(?:below|underneath|(?:under|unter|sous|bajo|sob|sotto|onder|pod|beneath) (?:each|every|jeder?|chaque|cada|ogni|elke|varje|hvert?|kazd\w+)|in-?line|embedded|in (?:the )?(?:text|body)|(?:in|en|em|i|med|mit|auf|with) (?:het |de )?{COLOUR}|unten|unterhalb|im text|dazwischen|"
    r"ci-dessous|plus bas|dans le (?:texte|corps)|abajo|debajo|a continuacion|en el texto|entre lineas|abaixo|no (?:texto|corpo)|sotto|di seguito|nel testo|hieronder|in de tekst|"
    r"nedan(?:for|under)?|nedenfor|nedenunder|herunder|i texten|i teksten|tekstissa|punaisella|sinisella|ponizej|na (?:czerwono|niebiesko)|w (?:tresci|tekscie)|nize|cerven\w+|v textu)"
)
SEE = r"(?:see|siehe|s\.|voir|voyez|cf\.?|ver|vea|vease|mira|mire|veja|vide|vedi|veda|zie|se|katso|ks\.?|patrz|zob\w*|viz)"
BELOW = re.compile(
    rf"\b{WHAT}\b[^.!?\n]{{0,40}}?\b{WHERE}\b|\b{WHERE}\b[^.!?\n]{{0,30}}?\b{WHAT}\b|\b{SEE} (?:\w+ )?{WHERE}\b|\bvasta\w+ all[ae]\b|\b(?:katso|ks\.?) all[ae]\b|^\W*(?:please )?(?:in-?line|below)\W*$|"
    r"(?:下|文中|本文|行間|インライン|[赤青]字?)[^。\n]{0,15}(?:回答|返信|返答|コメント|記入|追記)|(?:下面|以下|下方|文中|邮件中|郵件中|[红紅蓝藍](?:字|色))[^。\n]{0,10}(?:回[复覆]|答[复覆]|批注|[红紅蓝藍](?:字|色)|[标標])|[见見]下|"
    r"(?:아래|본문|빨간|파란)[^.\n]{0,15}(?:답변|회신|답장|코멘트|의견)",
    re.MULTILINE,
)


@once
def answers_below(mail: ParsedMail) -> str:
    """The words that say so; "" where none do, or nothing is quoted."""
    lines = mail.quoted.split("\n")
    if not mail.quoted or len(mail.text) > LONGEST or 2 * sum(map(_is_marked, lines)) > len(lines):
        return ""
    found = BELOW.search(plain(mail.text))
    return mail.text[found.start() : found.end()] if found else ""


def _is_marked(line: str) -> bool:
    """Where each line of the quote is marked, what was written between them is told apart (`words`)."""
    return line.lstrip().startswith((">", "|"))
