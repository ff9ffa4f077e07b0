"""The words around the name of whoever stands in for somebody who is away."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

URGENT = re.compile(
    r"(?:\A|[.;!?\n] ?)(?:for|in case of|bei|in|fur|per|para|pour|en cas d\S*|em caso de|en caso de|voor|bij|vid|ved|i|w|v|pri|по|при) (?:any |all |alle |le |las?|os|toute?s? )?(?:\w+ ){0,2}(?:urgen\w*|emergenc\w*|notf\w+|dring\w+|eilig\w*|spoed\w*|bradskande|akut\w*|hastesager|hastende|pilny\w*|nalehav\w*|срочн\w*)(?: (?!an|to|please|bitte)\w+){0,2},? $"
)
"""What cannot wait, before who is there for it: "Per urgenze Giada Moro"."""
LABEL = re.compile(r"(?:\A|[\n;,.] ?)[^\n:;,.@]{2,40}(?::|：| [–>-]+)\s?(?:[^\W\d_]{1,5}\.? )?$")
"""What somebody is for stands before them: "Sales: Kirsty. Service: Hamish"."""
ASKS = re.compile(
    r"\b(?:ask(?: for)?|call|ring|text|phone|see|try|tell|bother|frag\w*|vertritt (?:mich|uns)|vertreten (?:mich|uns)|voir(?: avec)?|voyez(?: avec)?|appele[rz]|demande[rz] a|remplace\w* par|suivis? par|"
    r"(?:me|nos) (?:sustituyen?|reemplazan?|cubren?|substitue[m]?|substituem?)|(?:mi|ci) sostituiscono|(?:mi|ci) sostituisce|(?:zastepuj[ae]|zastupuje|замещает|заменяет|заміщає|заміняє) (?:mnie|nas|me|mne|нас|меня|мене)|(?:ma|ne) inlocuieste|yerime|(?:al mio posto|en mi lugar|no meu lugar|a ma place|in mijn plaats|i mitt stalle|an meiner stelle|in my place)(?: c'e| esta| sta| ar| er| is| ist| est)?|inlocuitor(?:ul|ul meu)? (?:este|e)|"
    r"(?:helyettesem|helyettesit|vertreten (?:werde ich|werden wir) (?:von|durch)|(?:stand-in|cover|deputy|replacement|deputising|deputizing|standing in|filling in|covering)(?: for me)?(?: is|:)?|(?:min|mein|mon|mijn|meu|mi) (?:vikarie?|vertreter(?:in)?|remplacante?|vervang(?:er|ster)|substitut[oa]|sustitut[oa]|afloser) (?:ar|er|ist|est|is|e|es)|sijaiseni on|sijaisenani toimii|sijaistaa)|"
    r"pregunt\w+ (?:a|por)|llam\w+ a|habl\w+ con|chied\w+ (?:a|di)|chiamat\w+|fal\w+ (?:com|c|a)|lig\w+ (?:para|pro|pra)|app|bel|vraag|frag[ae]|spor|ring(?: til)?|pyta\w+|dzwon\w+ do|contact\w*|kontakt(?:a|ieren sie)|joindre|contatt\w+|rivolg\w+ ad?|(?:wenden sie sich|wendet euch|schreib\w*) an|(?:dirij\w+|dirigirse|escrib\w+|scriv\w+|adress\w+) a|(?:write|turn) to|zwroc\w+ sie do|kontakt z|(?:vend|vand) (?:dig|deg) til+|contact op met|terecht bij)"
    r"(?: (?:der|die|den|dem|o|a|el|la|le|il|our|my|notre|mon|ma|pani?|panem|docteur|dr))? $"
)
"""Before whoever may be called by any name."""
HELPS = re.compile(
    r"(?: [\w ]{2,25}?)? (?:(?:is|are|ist|sind|est|está|é|è|är|er|jest) (?:in my place|filling in|standing in|stepping in|deputi[sz]ing|covering|my (?:deputy|stand-in|cover)|an meiner Stelle|à ma place|en mi lugar|no meu lugar|al mio posto|in mijn plaats|i mitt ställe)|shares? my|stands in|fills in|covers for me|vertritt mich|neemt waar|prend le relais)\b|"
    r"(?: [\w ]{2,25}?)? (?:can|will|kann|wird|peut|pourra|puede|podrá|può|pode|kan|może)\b[^.,;@]{0,12} (?:help|helfen|aider|ayudar|aiutar|ajudar|helpen|hjälpa|hjelpe|hjælpe|pomóc)"
)
"""Behind any name at the beginning of a sentence."""
COVERS = re.compile(
    r"(?: [\w ]{2,25}?)? (?:covers|helps|hilft|vertritt|übernimmt|springt|remplace|prend|assure|sustituye|atiende|lleva|substitui|atende|assegura|sostituisce|segue|vervangt|vikarierar|tar|afløser|overtager|zastępuje|handles|"
    r"(?:(?:is|are|ist|est|está|é|è|är|er|jest) )?(?:in my place|filling in|standing in|stepping in|deputi[sz]ing|in charge|on call|an meiner Stelle|à ma place|en mi lugar|no meu lugar|al mio posto|in mijn plaats|i mitt ställe|w zastępstwie)|"
    r"has the (?:keys|reins)|holds|fills in|stands in|steps in|shares? my|keeps an eye|looks? in|(?:vous )?répond\w*|queda al? cargo|neemt|waarneemt|auttaa|sijaistaa|hjälper|hjælper|hjelper|"
    r"looks after|takes|knows|macht|kümmert|betreut|gère|s'occupe|cuida|regelt|ansvarar|sköter|zajmuje|odpowiada)\b"
)
"""Behind a sure one."""
TITLES = re.compile(
    r"(?:app|arq|d|eng|father|geselle|ostr|oberstudienrat|postdoc|projectleider|pr|pfr|r|text|whatsapp)\.?"
)
"""Words in capitals before a name that are none, and too rare to be told elsewhere."""
