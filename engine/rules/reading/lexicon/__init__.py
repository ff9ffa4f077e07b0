"""What people write, by language. A concept is what a phrase speaks for; `human` and `absence` weigh them.

Every list is looked through for every mail: people mix languages, and the same phrase rarely means two things.
"""

from engine.rules.reading.folding import PAUSE, tokens
from engine.rules.reading.lexicon import (
    absence_hints,
    absences,
    de_notes,
    de_replies,
    east_notes,
    east_opt_out,
    east_replies,
    en_notes,
    en_opt_out,
    en_replies,
    enough,
    es,
    far_notes,
    far_opt_out,
    fr,
    hands,
    house,
    it,
    leavers,
    nl,
    nordic,
    others,
    pl,
    pt,
    welcome,
)
from engine.rules.reading.phrases import Lexicon

COURTESIES = """
hi hello hey dear thanks thank you thx cheers regards best kind many please sorry sir madam team all there much so very
hallo guten tag liebe lieber sehr geehrte geehrter herr frau danke vielen dank bitte gruß grüße freundliche mfg
bonjour madame monsieur merci cordialement svp beaucoup s il vous plaît bien à salut
hola buenas buenos días tardes gracias saludos por favor muchas un saludo estimado estimada
olá oi bom dia boa tarde obrigado obrigada favor cumprimentos att abraço prezado
ciao buongiorno salve grazie cordiali saluti gentile distinti per favore mille
beste geachte bedankt dank groet groeten alvast graag alstublieft vriendelijke
hej hei tack tak takk mvh hilsen vänliga hälsningar venlig vennlig
dzień dobry witam dziękuję pozdrawiam proszę
now sent from my iphone mobile android outlook
"""
COURTEOUS = frozenset(tokens(COURTESIES)) | {PAUSE}
"""Words of a greeting or a closing."""

LANGUAGES = (
    de_notes,
    de_replies,
    east_notes,
    east_opt_out,
    east_replies,
    en_notes,
    en_opt_out,
    en_replies,
    es,
    far_notes,
    far_opt_out,
    fr,
    it,
    nl,
    nordic,
    others,
    pl,
    pt,
)
BESIDES = (absences, absence_hints, leavers, enough, hands, house, welcome)
"""What is said with the words of another kind."""
LEXICON = Lexicon((part.PHRASES for part in (*LANGUAGES, *BESIDES)), COURTESIES)
