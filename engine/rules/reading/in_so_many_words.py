"""An opt-out in so many words, inside what a machine sent: whoever set up the note wants no mail of ours all the same.

Machines say much that resembles one ("do not reply to this message", "messages will be deleted"). So a phrase must say
it, the words must bear it out, it must be of whoever writes or of a list, and nothing of what machines say may be near.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.evidence import OF_US, US, concepts
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.invitations import comment_of
from engine.rules.reading.leaning import share
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.phrases import LOUD
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import Kind

RULE = "opt_out_in_so_many_words"
READ = 3000
"""Characters of a mail. What a machine sends is short, or ends in a notice of its house."""
BORNE_OUT = 0.5
"""How sure the words must be of the sentence."""
OF_A_LIST = re.compile(
    r"\b(?:lists?|mailings?|verteiler\w*|liste\w*|data ?base|crm|records|datenbank|kartei|fichiers?|base|listas?|listado|banca dati|banco de dados|elenchi|elenco|archivi\w*|bestand\w*|"
    r"register\w*|utskick\w*|baz\w*|(?:this|diese|cette|esta|questo|este|dit|den har|denne|ten|tego) (?:e-?mail ?)?(?:ad+res\w*|direccion|indirizzo|endereco))\b|リスト|名簿|名单|名單|列表|アドレス|地址"
)
MACHINES = (
    # nobody reads answers here
    r"reply|respond|antworte\w*|repond\w*|respond\w*|rispond\w*|beantwoord\w*|reage\w*|svar\w*|besvar\w*|odpowiad\w*|odpisyw\w*|vastaa\w*|odpovid\w*|"
    r"reads?|reading|lese|lesen|gelesen|lis|lire|lue?s?|leo|leer|leggo|lett[aeio]|leio|lees|gelezen|laser|leser|czyta\w*|"
    # how to leave a list of theirs, or a gate
    r"click|klick\w*|cliqu\w*|clic\w*|klik\w*|links?|https?|www|button|below|captcha|newsletter\w*|infolettre|nieuwsbrie\w*|nyhe[dt]sbrev\w*|biuletyn\w*|bulletin\w*|boletin\w*|updates?|notifications?|benachrichtigung\w*|notificaciones|"
    r"preferences|settings|einstellungen|tickets?|request|unsubscribe (?:here|at|(?:from|to) (?:our|the|these|this))|subscribed|to (?:stop|unsubscribe|opt out|be removed)|you (?:may|can|could|have the right)|"
    r"(?:sie|du|ihr) (?:konnen|kannst|konnt)|vous (?:pouvez|avez)|(?:puede|podra|pode|puo|kunt) \w+|um (?:sich|den|die|keine)|pour (?:se|vous|ne plus)|para (?:dejar|darse|cancelar|deixar)|"
    r"per (?:non|cancellar\w*|disiscriver\w*)|om (?:je|u|geen)|for att|for at|aby|"
    # what happens to mail here, whom else it may have reached, whose list it is
    r"(?:will|are|is|be|been|was|were|gets?) (?:\w+ )?(?:deleted|removed|erased|discarded)|(?:wird|werden|wurde\w*) .{0,40}(?:geloscht|entfernt)|(?:sera|seront|est|sont) .{0,20}(?:supprime\w*|efface\w*)|"
    r"(?:sera\w*|seran|serao|se) (?:eliminad|borrad|exclui|apagad|elimina)\w*|(?:vengono|verranno|verra|sara\w*) .{0,20}(?:cancellat|eliminat)\w*|(?:wordt|worden) .{0,40}(?:verwijderd|gewist)|"
    r"raderas|slettes|tas bort|usuwan\w*|zostan\w+ usuniet\w*|recipient|error|mistake|irrtum\w*|versehentlich|erreur|destinatair\w*|equivocacion|errore|destinatari\w*|engano|geadresseerde|"
    r"vergissing|misstag|fejl\w*|feil\w*|pomylk\w*|(?:our|unser\w*|notre|nos|nuestr\w+|noss\w+|nostr\w+|onze|vores|nasz\w+) (?:\w+ ){0,2}(?:lists?|data\w*|base|bases|liste\w*|datenbank|fichiers?|lista|banca|banco|bestand|baz\w*)|"
    # the house writes by itself, and has a gatekeeper
    r"melden? (?:mich|uns)|need not|(?:do|does|have) not (?:need|have)|no need|nicht notig|inutile|pas besoin|no hace falta|non serve|nao (?:e preciso|precisa)|niet nodig|spam\w*|unsolicited|junk|"
    r"unerwunscht\w*|indesirables?|reminders?|erinnerung\w*|relanc\w*|"
    # until somebody is back; what else, or where else, is not wanted
    r"during|while|until|meanwhile|in the meantime|before|holidays?|vacation|leave|wahrend|bis|urlaub\w*|pendant|jusqu\w*|durante|hasta|mientras|fino|ferie|tijdens|tot|under|tills|indtil|podczas|"
    r"(?:by|via|per|par|por|over) (?:e-?mail|mail|courriel|linkedin|phone|fax|post|telefon\w*|correo)|(?:send|schicken|senden|envoye\w*|enviar?|invi\w+|stuur|skicka|sende) (?:\w+ )?(?:me|us|uns|mir|ons|oss|os) (?:\w+ )?"
    r"(?:applications?|attachments?|invoices?|documents?|data|orders?|cvs?|password\w*|bewerbung\w*|rechnung\w*|anhang\w*)|confidential|attachments?|anhang\w*|"
    r"old|previous|earlier|former|new|alte\w*|bisherige\w*|neue\w*|ancienne?|nouvelle|anterior|antigu[oa]s?|nuev[oa]|vecchi\w*|precedente|nuov\w+|oude|nieuwe?|gaml[ae]|ny[at]?|star\w+|now\w+"
)
"""What machines say, without accents and in lower case."""
OF_MACHINES = re.compile(
    rf"\b(?:{MACHINES})\b|回复|回覆|返信|读|讀|点击|點擊|链接|連結|リンク|クリック|ニュースレター|メールマガジン|誤って|误收|誤收|自动|自動|迷惑メール|垃圾|重複|重复|旧|新しい|新的|ご希望"
)


def is_machines_own(text: str, because: str = "") -> bool:
    """Whether all that sounds like an opt-out is what machines say: to leave a list of theirs, not ours. `because`: the
    sentence that does where no phrase is heard."""
    said = [one for one in sentences(text[:READ]) if _sounds_like_it(one)] or [because]
    return all(OF_MACHINES.search(plain(one)) for one in said)


def _sounds_like_it(sentence: str) -> bool:
    return concepts(sentence).get(Kind.UNSUBSCRIBE, 0.0) >= LOUD


def sentence_of(text: str) -> str:
    """The first sentence that asks for it, "" for none."""
    return next(filter(_asks, sentences(text[:READ])), "")


def _asks(sentence: str) -> bool:
    if not _sounds_like_it(sentence):
        return False
    said = plain(sentence)
    if OF_MACHINES.search(said) or not any(look.search(said) for look in (US, OF_US, OF_A_LIST)):
        return False
    return share(sentence, Kind.UNSUBSCRIBE) >= BORNE_OUT


def opt_out_in_so_many_words(mail: ParsedMail) -> Verdict | None:
    """In doubt: obeyed, and read by a person, for a machine may have said it of something else."""
    sentence = sentence_of(mail.text) or sentence_of(comment_of(mail))
    return Verdict(Kind.UNSUBSCRIBE, IN_DOUBT, RULE, sentence) if sentence else None
