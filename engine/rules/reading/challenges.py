"""Gatekeepers that ask a sender for proof before they let a mail through (TMDA, SpamArrest and their kin)."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import is_answer, is_automatic
from engine.rules.reading.desks import confirms_receipt
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.pieces import Pieces
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

_HELD = Ways(
    r"(?:message|e-?mail|mail|nachricht|courriel|correo|mensaje|messaggio|mensagem|bericht|meddelande|besked|wiadomość|メール|邮件)\b.{0,60}(?:"
    r"\bheld\b|being held|on hold|pending|quarantin\w*|waiting|waitlist\w*|awaiting|not (?:yet )?(?:been )?delivered|parked|kept for|kept until|"
    r"will (?:only )?be delivered|be delivered (?:once|after|when)|zurückgehalten|wartet|erst zugestellt|noch nicht zugestellt|in quarantäne|"
    r"en attente|n['’]a pas (?:encore )?été (?:remis|distribué|délivré)|retenu|mis en quarantaine|retenid[oa]|no ha sido entregad|en cuarentena|en espera|"
    r"retid[ao]|não foi entregue|em quarentena|aguardando|in attesa|trattenut|non è stat[oa] (?:ancora )?(?:consegnat|recapitat)|"
    r"nog niet (?:bezorgd|afgeleverd)|vastgehouden|hålls kvar|väntar|tilbageholdt|holdt tilbake|zatrzyman|wstrzyman|保留|隔离|拦截)|"
    r"(?:deliver|release|forward|receive) your (?:original )?(?:message|e-?mail|mail)|original message will be|"
    r"(?:approved|allowed|trusted|accepted|guest|contact|white|safe|allow)[ -]?(?:sender|list)|only from senders|"
    r"never (?:received|had) (?:an? )?(?:mail|e-?mail|message)s? from you|unknown senders?|permitted list|pour la première fois|noch nicht als absender|"
    r"kent u nog niet|känner (?:inte|ännu inte)|kender dig ikke|remitentes? nuevos?|nya avsändare|nuovi mittenti|novos remetentes|nieuwe afzenders|nowi nadawcy|"
    r"doorgelaten|zurückgestellt|sera alors (?:remis|distribué|délivré)|ser[aá] entregad|sarà (?:poi )?consegnat|será entregue|wordt (?:dan|daarna) |"
    r"(?:first time|haven['’]t e-?mailed|do(?:es)?(?: not|n['’]t) (?:yet )?(?:recogni[sz]e|know)|not (?:yet )?on my|unbekannter absender|neue absender|"
    r"expéditeur inconnu|nouvel expéditeur|remitente desconocido|mittente sconosciuto|remetente desconhecido|onbekende afzender)|"
    r"(?:original|it) will (?:then |only )?be delivered|release (?:it|your message)|not written to this|(?:nur|only) (?:bekannte absender|known senders)|陌生(?:邮件|发件人)|暂存|"
    r"let (?:you|your (?:message|e-?mail|mail)) (?:through|in)\b|(?:be|get|are|is) let (?:through|in)\b|lets? (?:in|through) only|lets? only \w+ (?:\w+ )?(?:in|through)|only (?:people|senders|those) (?:it|i|we) knows?|you(?:['’]re| are) in\b|approved senders?|c['’]est la première fois|primera vez que|première fois que vous|prima volta che|primeira vez que|eerste keer dat|första gången du|første gang du|zum ersten mal|"
    r"to ensure (?:delivery|your message)|(?:spam|junk|unsolicited|werbung|pourriel|unerwünscht\w*)\b.{0,40}(?:arrest|blocker|filter|protect|vermeid|schütz)|"
    r"(?:protect\w*|schütz\w*|protèg\w*|proteg\w*|bescherm\w*)\b.{0,60}(?:spam|junk|unsolicited|unerwünscht|pourriel|inbox)|anti-?spam|control spam"
)
_PROVE = Ways(
    r"(?:confirm|verify|prove|authenticate|show|validate)\b.{0,60}\b(?:human|real person|person|not a (?:spammer|spam source|"
    r"robot|machine)|yourself|identity|address|request|message|by (?:clicking|replying))|"
    r"(?:prove|show|verify|check) that (?:a|you are a?) ?(?:person|human)|(?:solv|answer)\w* (?:the|this|a) (?:\w+ )?(?:puzzle|question|challenge)|"
    r"(?:answer|reply to|respond to) this (?:e-?mail|message|mail) (?:with|without)|press (?:confirm|the button|here)|przepis\w+ kod|antworten sie auf diese (?:e-?)?(?:mail|nachricht)|"
    r"(?:introduc\w+|escrib\w+|digit\w+|inser\w+|saisi\w+|recopi\w+|skriv|indtast|tast inn|typ) (?:el|o|il|le|de|den|het)? ?(?:código|codice|code|kod\w*|kode\w*)|完成(?:验证|驗證)|"
    r"(?:enter|type) the (?:letters|characters|code|numbers?|digits)|(?:hit|press|click) reply|to be added\b.{0,40}(?:open|click|visit)|(?:reply|register|click|visit)\b.{0,60}\bto be (?:added|let (?:in|through))|"
    r"klick\w*\b.{0,80}(?:zustell|freizugeben|freigeb|bestätig|link)|beantworten sie diese|auf diese (?:e-?mail|nachricht) (?:einmal|kurz)|"
    r"(?:pas|bien) un (?:robot|humain)|cliqu\w+ (?:ici|sur)|répond\w+ à ce (?:message|mail|courriel)|no (?:es|soy) un robot|haga clic|responda a este|"
    r"não é um robô|non (?:sei|è) un robot|(?:beantwoord|klik)\w*\b.{0,60}(?:eenmalig|link|hier|één keer)|(?:klicka|klik|klikk)\w*\b.{0,40}(?:länk|link|lenke)|"
    r"(?:click|follow|use|visit)\b.{0,60}\b(?:link|button|below|here)\b.{0,80}(?:verif|confirm|deliver|prove|"
    r"authenti|approve|release|receive your|white ?list|guest|allow)|(?:click|tap) here to (?:get|be) (?:on|added)|"
    r"(?:simply |just |please )?reply to this (?:message|e-?mail)\b.{0,80}(?:deliver|confirm|verif|release|inbox|subject)|"
    r"(?:add yourself|be added|added) to my\b.{0,30}(?:list|contacts)|(?:request|approval) form|senders i have approved|add(?:ed)? (?:you|me|your (?:e-?mail )?address) to (?:this|the|my|his|her|their|a) (?:\w+ ){0,3}list|"
    r"(?:copy|typ\w+|enter\w*|recopi\w+|saisi\w+|escrib\w+|copi\w+|digit\w+|inser\w+|ricopi\w+|skriv\w*|indtast\w*|przepis\w+|tipp\w+|geben sie|overtyp\w+|voer\w*) .{0,25}(?:letters|characters|lettres|caractères|zeichen|buchstaben|letras|caracteres|lettere|caratteri|tekens|bokstäver|bogstaver|tegn|znaki|litery)|"
    r"reply with (?:the |any |a )?(?:word|answer|code|anything)|antwort\w* mit dem wort|répond\w* avec le mot|respond\w+ con la palabra|"
    r"typing the (?:number|code|word|letters|characters)|one-?time (?:verification|confirmation)|captcha|"
    r"bestätigen\b.{0,80}(?:absender|nachricht|mensch|adresse|person)|(?:einmalig|nur einmal)\b.{0,60}bestätigen|"
    r"(?:confirmez|confirmer|vérifi\w+|cliquez|cliquer)\b.{0,80}(?:humain|adresse|identité|message|caractères|lien)|"
    r"(?:confirm[ae]r?|verifi\w+|puls\w+|clic|hacer clic)\b.{0,80}(?:human|persona|direcci|identidad|mensaje|enlace|remitente)|"
    r"(?:conferm\w*|clicc\w*|dimostra\w*|verific\w*)\b.{0,80}(?:spammer|umano|persona|link|mittente|messaggio|indirizzo)|"
    r"(?:confirm[ae]r?|cliqu\w+|clique|digite)\b.{0,80}(?:human|pessoa|link|código|mensagem|remetente|endereço)|"
    r"(?:bevestig\w*|klik\w*)\b.{0,80}(?:link|mens|afzender|bericht|adres)|(?:bekräfta|bekræft|bekreft)\w*\b.{0,60}(?:avsändare|människa|meddelande|afsender|menneske|besked|avsender|melding)|"
    r"(?:potwierd(?:ź|zić)|kliknij)\b.{0,80}(?:link|nadawc|człowiek|wiadomoś)|(?:点击|點擊|验证|驗證)\S{0,20}(?:链接|連結|发件人|真人|邮件)|認証\S{0,10}(?:リンク|送信者)|リンク\S{0,12}(?:クリック|認証)"
)
_ONCE = Ways(
    r"(?:just|only) (?:this )?once|asked (?:only )?once|every new (?:correspondent|sender)|one[- ]time|won['’]t have to do this again|only necessary once|one time|required once|beim ersten mal|pas? plus à le faire|alleen de eerste keer|bara en gång|kun én gang|tylko raz|jen jednou|do not need to resend|einmalig|nur einmal|une seule fois|"
    r"una sola vez|solo tendrá que|uma (?:única )?vez|una volta sola|una sola volta|eenmalig|één keer|en gång|én gang|jednorazow|一次|一度だけ|初回のみ|"
    r"(?:unconfirmed|unverified) (?:messages?|mails?|e-?mails?|senders?)|not (?:been )?(?:confirmed|verified) (?:within|in|by)\b|(?:unbestätigte|nicht bestätigte|ohne bestätigung)\b|"
    r"(?:non confirmé|sans confirmation|non confermat|senza conferma|no confirmad|sin confirmar|sin confirmación|não confirmad|sem confirmação|niet bevestigd|onbevestigd|zonder bevestiging|"
    r"obekräftad|utan bekräftelse|ubekræfted|ubekrefted|uden bekræftelse|uten bekreftelse|niepotwierdzon|bez potwierdzenia)|確認されない|確認のない|未確認の|未(?:经)?(?:确认|验证)的"
)
"""A gatekeeper asks each sender once, and says so; or says what happens without an answer."""
_GATEKEEPER = Ways(
    r"spam ?arrest|boxbe|tmda\b(?<!\wtmda)|mailblocks|knowspam|vanquish|choicemail|0spam|sendio|bluebottle|qurb|ipermitmail|"
    r"challenge[-/ ]response|spam ?blocker|bitbounce|earn\.com|mail ?in ?black|spamenmoins|antispam ?europe|mailwasher|ip ?trusted|"
    r"spamexperts|choice ?mail|cleanmail|uol anti-?spam|altospam|vade ?retro"
)
_GATEKEEPER_STEMS = Pieces(
    "arrest", "boxbe", "tmda", "mailblocks", "knowspam", "vanquish", "choice", "0spam", "sendio", "bluebottle", "qurb",
    "ipermit", "challenge", "blocker", "bitbounce", "earn.com", "black", "spamenmoins", "europe", "mailwasher",
    "trusted", "spamexperts", "cleanmail", "uol anti", "altospam", "vade",
)  # fmt: skip
"""One of these is in each match of it."""
# Without a title or a name that tells, one of these must be said; looking for them first is a hundred times quicker.
_PROVING_STEMS = Pieces(
    "verif",
    "confirm",
    "human",
    "authenti",
    "captcha",
    "reply to this",
    "validat",
    "prove",
    "solv",
    "robot",
    "reply",
    "answer this",
    "press ",
    "kod",
    "code",
    "codice",
    "código",
    "antworten sie",
    "beantwo",
    "klick",
    "répond",
    "enter the",
    "click",
    "bestätigen",
    "vérif",
    "cliqu",
    "puls",
    "clic",
    "klik",
    "added to",
    "add yourself",
    "form",
    "approved",
    "typing",
    "copi",
    "tipp",
    "skriv",
    "przepis",
    "dimostra",
    "digite",
    "bevestig",
    "bekr",
    "potwierd",
    "点击",
    "點擊",
    "验证",
    "驗證",
    "認証",
    "リンク",
)
_WORDS_AT_MOST = 4_000
_GATE_SENDER = re.compile(r"[-+._](?:confirm|verify|challenge)[-+._][\w.-]*@")
"""What TMDA and its kin write from: the person's address with a word to confirm and a cookie."""
_GATE_SUBJECT = Ways(
    r"are you (?:a |really a |an actual )?(?:human|robot|person|real)|first[- ]time sender|wiadomość wstrzymana|发件人验证|發件人驗證|"
    r"(?:please |you must )?(?:confirm|verify|authenticate)\b.{0,40}\b(?:message|e-?mail|sender|request|delivery|"
    r"yourself|you)|(?:message|sender|e-?mail) (?:verification|confirmation)|"
    r"verification (?:required|request)|requires? (?:verification|confirmation)|action required to deliver|"
    r"confirm [0-9a-f]{6}|has not (?:yet )?been delivered|is (?:on hold|waiting|held)|^confirm: |permission needed|bestätigung erforderlich|est en attente|"
    r"wacht op (?:bevestiging|goedkeuring)|confirm[ea] su envío|está (?:en espera|retenido|retida)|è in attesa|verify ?[#:]|\[verify\]|action required\)|bitte bestätigen|(?:wartet auf|zur) (?:freigabe|bestätigung)|absenderprüfung|"
    r"\(conf[#-]|confirmation (?:requise|required|request)|(?:authentification|vérification) (?:requise|de)|confirmez|"
    r"verificaci[oó]n de(?:l)? remitente|confirm[ea] (?:su|tu) (?:mensaje|correo|identidad)|confirme (?:sua|a sua) (?:mensagem|identidade)|"
    r"conferma (?:il tuo|il suo|la tua) (?:messaggio|identità|e-?mail)|bevestig (?:uw|je)|bekräfta|bekræft|bekreft|potwierd(?:ź|zić)\b|请验证|請驗證|送信者.?確認|認証のお願い",
)


def challenge(mail: ParsedMail) -> Verdict | None:
    """A gatekeeper wants proof that a person wrote. Several kinds of evidence, as each occurs in other mail."""
    if "list-unsubscribe" in mail.headers:
        return None
    words = mail.lowered[:_WORDS_AT_MOST]
    answers, automatic = is_answer(mail), is_automatic(mail)
    titled = _GATE_SUBJECT.are_in(mail.title)
    who = f"{mail.sender.email} {words}"
    named = _GATEKEEPER_STEMS.are_in(who) and _GATEKEEPER.are_in(who)
    if not (titled or named or ((answers or automatic) and _PROVING_STEMS.are_in(words))):
        return None
    signs = titled + named + (answers and automatic) + bool(_GATE_SENDER.search(mail.sender.email))
    signs += signs < ENOUGH and _ONCE.are_in(words)
    signs += signs == ENOUGH - 1 and _HELD.are_in(words)
    proof = _PROVE.search(words) if signs >= ENOUGH else None
    if proof is None or (not (titled or named) and confirms_receipt(mail)):
        return None
    return Verdict(Kind.CHALLENGE, 0.85, "challenge_words", proof[0])


def asked_for_proof(text: str) -> str:
    """The words in which proof is asked for that a person wrote, else ""."""
    found = _PROVE.search(text.lower())
    return found[0] if found else ""


GATE_SIGNS = ("gate", "held", "proof", "once")


def gate_signs(mail: ParsedMail) -> Iterator[str]:
    """What a gatekeeper says, as far as it is said, whatever the rest of the mail is."""
    words = mail.lowered[:_WORDS_AT_MOST]
    looked_for = ((_GATE_SUBJECT, mail.subject), (_HELD, words), (_PROVE, words), (_ONCE, words))
    for name, (ways, where) in zip(GATE_SIGNS, looked_for, strict=True):
        if ways.are_in(where):
            yield name


ENOUGH = 2
"""Signs beside the proof that is asked for."""
